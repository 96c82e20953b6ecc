// Who is told of what, from a rollout that was really played; and payloads in which text of machines stays text, for every reader.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { oneLine } from '../../../src/platforms/neutral.ts';
import { noticeFormats } from '../../../src/policy/notify.ts';
import { type Notice, noticeOfEnding, noticeOfEvent } from '../../../src/report/notice.ts';
import { payloadOf } from '../../../src/report/payloads.ts';
import { summaryOf } from '../../../src/report/summary.ts';
import { conclusionOf } from '../../../src/rollout/conclusion.ts';
import { fold } from '../../../src/rollout/fold/index.ts';
import { hostileText } from '../../support/hostile.ts';
import { run, runToTheEnd, type Stage, setStory } from '../../support/rollouts.ts';

const page = 'https://ci.example/run/7';

function noticesOf({ events, plan }: Stage): Notice[] {
  return events.flatMap((event, index) => {
    const state = fold(events.slice(0, index + 1))?.state;
    const notice = state && noticeOfEvent({ event, plan, state, place: index + 1, run: page });
    return notice === undefined ? [] : [notice];
  });
}

function endingOf({ events, plan, clock }: Stage): Notice | undefined {
  const known = fold(events) ?? expect.fail('an empty journal');
  const now = clock.now();
  const standing = conclusionOf(plan, known.state, now);
  const summary = summaryOf({ ...known, events, standing, now }, { program: 'patchring', options: [] });
  return noticeOfEnding(summary, plan, events.length, page);
}

describe('people are told', () => {
  let stage: Stage;
  let notices: readonly Notice[];
  beforeAll(async () => {
    stage = await setStory('bad-update');
    await runToTheEnd(stage);
    notices = noticesOf(stage);
  });

  it('of rings, of the halt and of the undoing, once each and in order', () => {
    expect(notices.map(({ on, ring }) => `${on} ${ring}`)).toEqual([
      'ring-opened test',
      'ring-passed test',
      'ring-opened pilot',
      'halted pilot',
      'rolling-back pilot',
    ]);
    expect(new Set(notices.map(({ id }) => id)).size).toBe(notices.length);
  });

  it('of a halt with the gate, the figures and the page of the run', () => {
    const halt = notices.find(({ on }) => on === 'halted');
    expect(halt).toMatchObject({ run: page, policy: stage.plan.name, machines: { all: 20, hit: 1 } });
    expect(halt?.title).toMatch(/HALT: services failed on 1 of \d+ \(limit 0\)/);
  });

  it('of the end with the verdict, why and what to paste', () => {
    const end = endingOf(stage);
    expect(end).toMatchObject({ on: 'rolled-back', id: expect.stringMatching(/\/\d+\/rolled-back$/) });
    expect(end?.title).toMatch(/^ROLLED BACK in pilot wave/);
    expect(end?.why.length).toBeGreaterThan(0);
    expect(end?.next.length).toBeGreaterThan(0);
  });

  it('not of a soak that goes on by itself', async () => {
    const soaking = await setStory('calm');
    await run(soaking);
    expect(endingOf(soaking)).toBeUndefined();
  });
});

const notice: Notice = {
  id: 'r/1',
  on: 'halted',
  at: Date.UTC(2026, 10, 10),
  policy: 'servers',
  rollout: 'r',
  ring: 'pilot',
  title: 'title',
  why: ['why'],
  next: ['patchring status'],
  machines: { all: 20, updated: 3, hit: 1, untouched: 16 },
  run: page,
};

type Node = Readonly<Record<string, unknown>>;

/** Every object in a document. */
function nodesOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodesOf)];
}

describe('a payload', () => {
  it('for a hook is versioned, and whole', () => {
    expect(JSON.parse(payloadOf('json', notice, oneLine))).toEqual({
      version: 1,
      id: 'r/1',
      on: 'halted',
      at: '2026-11-10T00:00:00.000Z',
      policy: 'servers',
      rollout: 'r',
      ring: 'pilot',
      title: 'title',
      why: ['why'],
      next: ['patchring status'],
      machines: { all: 20, updated: 3, hit: 1, untouched: 16 },
      run: page,
    });
  });

  it.each(noticeFormats)('in %s stays below the size that is taken, one line a text, whatever machines say', format => {
    fc.assert(
      fc.property(hostileText, fc.array(hostileText, { maxLength: 20 }), (title, why) => {
        const text = payloadOf(format, { ...notice, title, why }, oneLine);
        if (format !== 'json') expect(Buffer.byteLength(text)).toBeLessThan(28_000);
        for (const node of nodesOf(JSON.parse(text))) {
          for (const value of Object.values(node)) if (typeof value === 'string') expect(value).toBe(oneLine(value));
        }
      }),
    );
  });

  it('for Teams holds text of machines in runs, which read no markup', () => {
    const evil = '[click](https://evil.example) **bold** <at>everyone</at>';
    const nodes = nodesOf(JSON.parse(payloadOf('teams', { ...notice, title: evil, why: [evil] }, oneLine)));
    const holding = nodes.filter(node => node.text === evil);
    expect(holding.map(({ type }) => type)).toEqual(['TextRun', 'TextRun']);
    expect(nodes.filter(({ type }) => type === 'TextBlock')).toEqual([]);
    expect(nodes.filter(({ url }) => url !== undefined).map(({ url }) => url)).toEqual([page]);
  });

  it('for Slack holds text of machines as plain text alone', () => {
    const evil = '<!channel> <https://evil.example|click> *bold*';
    const nodes = nodesOf(JSON.parse(payloadOf('slack', { ...notice, title: evil, why: [evil], ring: 'p' }, oneLine)));
    const holding = nodes.filter(({ text }) => typeof text === 'string' && text.includes('evil'));
    expect(holding.length).toBe(2);
    expect(new Set(holding.map(({ type }) => type))).toEqual(new Set(['plain_text']));
    expect(nodes.filter(({ type }) => type === 'mrkdwn')).toEqual([]);
  });

  it('holds nothing that the platform masks', () => {
    const mask = (text: string): string => text.replaceAll('hunter2', '***');
    for (const format of noticeFormats)
      expect(payloadOf(format, { ...notice, title: 'x hunter2', why: ['hunter2'] }, mask)).not.toContain('hunter2');
  });
});
