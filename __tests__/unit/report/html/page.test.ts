// The page as text: one file that asks for nothing, whose policy names exactly its own style and script, and in which no text of a machine
// becomes a tag or an attribute. What a browser makes of it is tried in `peers/report-page.test.ts`.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { pageOf } from '../../../../src/report/html/page.ts';
import type { Summary } from '../../../../src/report/summary.ts';
import { summaryOfStory, withHostileTexts } from '../../../support/summaries.ts';

const tagsOf = (page: string): readonly string[] => page.match(/<[a-z!/][^>]*>/gi) ?? [];
const namesOf = (page: string): readonly string[] =>
  [...new Set(tagsOf(page).map(tag => /^<\/?([a-z!]+\d?)/i.exec(tag)?.[1] ?? ''))].sort();

describe('report.html', () => {
  let summary: Summary;
  let page = '';
  beforeAll(async () => {
    summary = await summaryOfStory('bad-update');
    page = pageOf(summary);
  });

  it('has a policy that allows nothing but its own style and script, by their hashes', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '';
    const hashOf = (element: string) => {
      const text = new RegExp(`<${element}>(.*?)</${element}>`, 's').exec(page)?.[1] ?? '';
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    };
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${hashOf('style')}`,
      `script-src ${hashOf('script')}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('names nothing on any network, and has no handler or style inside a tag', () => {
    expect(page).not.toMatch(/https?:|\/\/[a-z]|url\(|@import/i);
    for (const tag of tagsOf(page.replace(/<(style|script)>.*?<\/\1>/gs, ''))) {
      expect(tag).not.toMatch(/\s(?:src|style|on\w+)=|\shref="(?!#)/);
    }
  });

  it('tells verdict, why, next, rings, machines, timeline, plan, proof and all machines in this order', () => {
    const ids = [...page.matchAll(/<section id="(\w+)"/g)].map(([, id]) => id);
    expect(ids).toEqual(['why', 'next', 'rings', 'eyes', 'timeline', 'plan', 'proved', 'uncovered', 'machines']);
    expect(page.indexOf('<h1>')).toBeLessThan(page.indexOf('<section'));
  });

  it('has every machine in its table, and the gates of those that need eyes before and after', () => {
    for (const { name } of summary.machines) expect(page).toContain(`<th scope="row">${name}</th>`);
    expect(page).toMatch(/<th scope="row">services<\/th><td><\/td><td>fail: ran before and do not now: DHCPServer/);
  });

  it('lets no text of a machine become a tag, an attribute or the end of its data', () => {
    const hostile = pageOf(withHostileTexts(summary));
    expect(namesOf(hostile)).toEqual(namesOf(page));
    expect(hostile.match(/<script/g)).toHaveLength(2);
    const attributes = tagsOf(hostile).map(tag => tag.replace(/"[^"]*"/g, ''));
    expect(attributes.filter(tag => /\son\w+=/.test(tag))).toEqual([]);
    expect(/[\p{Cc}\p{Cf}\p{Cs}](?<!\n)/u.exec(hostile)?.[0]).toBeUndefined();
  });
});
