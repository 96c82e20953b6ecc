// report.html in a real browser: five thousand machines, hostile texts, light and dark, a phone, a keyboard and paper. The browser is Debian's
// and axe-core judges contrast and names; neither was written here. How long a filter takes is printed, never asserted: what is asserted
// is that it finds the right machines.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageOf } from '../../src/report/html/page.ts';
import type { Summary } from '../../src/report/summary.ts';
import { type Browser, missing, startBrowser } from '../support/browser.ts';
import { summaryOfStory, withHostileTexts } from '../support/summaries.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The machines of a story again and again, until there are so many; names stay different. */
function grown(summary: Summary, many: number): Summary {
  const machines = Array.from({ length: many }, (_, index) => {
    const machine = summary.machines[index % summary.machines.length];
    if (machine === undefined) throw new Error('a story has machines');
    return { ...machine, name: `${machine.name}-${String(index).padStart(5, '0')}` };
  });
  return { ...summary, machines, attention: machines.filter(({ why }) => why !== undefined) };
}

/** Of the browser: the longest time from a letter to the frame that shows its answer. */
const slowestFilter = `(async () => {
  const search = document.getElementById('search');
  const times = [];
  for (const text of ['web', 'nothing at all', '', 'sql']) {
    const began = performance.now();
    search.value = text;
    search.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise(resolve => requestAnimationFrame(resolve));
    document.body.getBoundingClientRect();
    times.push(performance.now() - began);
  }
  return Math.max(...times);
})()`;

interface Violation {
  readonly id: string;
  readonly nodes: readonly string[];
}

async function violationsOf(page: Page): Promise<readonly Violation[]> {
  await page.evaluate(axe);
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)) })))`);
}

const visibleNames = (page: Page): Promise<readonly string[]> =>
  page.locator('#all tbody tr:not(.gates):visible th').allTextContents();

describe.skipIf(missing !== undefined)(`report.html${missing === undefined ? '' : `: skipped: ${missing}`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'patchring-page-'));
  let browser: Browser;
  let summary: Summary;
  beforeAll(async () => {
    browser = await startBrowser();
    summary = await summaryOfStory('bad-update');
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });
  const wide = { width: 1280, scheme: 'light' } as const;
  const fileOf = (name: string, of: Summary): string => {
    const file = join(folder, name);
    writeFileSync(file, pageOf(of));
    return file;
  };

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)(
    'has nothing that axe-core objects to, contrast included: %s, %i wide',
    async (scheme, width) => {
      const { page, complaints } = await browser.open(fileOf('page.html', summary), { width, scheme });
      await page.locator('details.eyes summary').first().click();
      await page.locator('#all .open').first().click();
      expect(await violationsOf(page)).toEqual([]);
      expect(complaints).toEqual([]);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overflow).toBeLessThanOrEqual(0);
      await page.close();
    },
    60_000,
  );

  it('finds the right ones of 5,000 machines', async () => {
    const large = grown(summary, 5_000);
    const { page, complaints } = await browser.open(fileOf('large.html', large), wide);
    const count = page.locator('#count');
    expect(await count.textContent()).toBe('5000 of 5000 machines');
    expect(await visibleNames(page)).toEqual(large.machines.slice(0, 100).map(({ name }) => name));

    const found = large.machines.filter(({ name, ring }) => name.includes('sql') && ring === 'production');
    const took = Number(await page.evaluate(slowestFilter));
    await page.locator('#search').fill('sql');
    await page.locator('#ring').selectOption('2');
    process.stdout.write(`a filter over 5,000 machines takes at most ${Math.round(took)} ms until it is drawn\n`);
    expect(await count.textContent()).toBe(`${found.length} of 5000 machines`);
    expect(await visibleNames(page)).toEqual(found.slice(0, 100).map(({ name }) => name));
    await page.locator('#more').click();
    expect(await visibleNames(page)).toEqual(found.slice(0, 200).map(({ name }) => name));

    await page.locator('#ring').selectOption('');
    await page.locator('#search').fill('');
    await page.locator('#state').selectOption('!');
    const eyes = large.machines.filter(({ why }) => why !== undefined);
    expect(await count.textContent()).toBe(`${eyes.length} of 5000 machines`);
    expect(complaints).toEqual([]);
    await page.close();
  }, 60_000);

  it('can be used with a keyboard alone, and shows the gates of a machine before and after', async () => {
    const { page } = await browser.open(fileOf('page.html', summary), wide);
    const focused = () =>
      page.evaluate<string>("document.activeElement?.id || document.activeElement?.textContent || ''");
    const reached = new Set<string>();
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab');
      reached.add(await focused());
    }
    for (const id of ['search', 'ring', 'state', summary.machines[0]?.name ?? '']) expect([...reached]).toContain(id);
    await page.locator('#search').focus();
    await page.keyboard.type('pl03');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('Tab');
    expect(await focused()).toBe('pl03');
    await page.keyboard.press('Enter');
    const told = await page.locator('tr.gates').innerText();
    expect(told).toMatch(
      /hotpatch \(critical\)\s+before: pass[\s\S]*after: fail: ran before and do not now: DHCPServer/,
    );
    await page.keyboard.press('Enter');
    expect(await page.locator('tr.gates').count()).toBe(0);
    await page.close();
  });

  it('runs nothing that a machine wrote', async () => {
    const { page, complaints } = await browser.open(fileOf('hostile.html', withHostileTexts(summary)), wide);
    for (const button of (await page.locator('#all .open').all()).slice(0, 5)) await button.click();
    expect(await page.locator('tr.gates').count()).toBe(5);
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(await page.locator('img, iframe, object, embed, link').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('keeps a strict policy: a script that somebody adds does not run', async () => {
    const file = join(folder, 'planted.html');
    writeFileSync(file, pageOf(summary).replace('</main>', '<script>window.hit = 1</script></main>'));
    const { page, complaints } = await browser.open(file, wide);
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(complaints.join()).toContain('Content Security Policy');
    await page.close();
  });

  it('is whole on paper and without its script', async () => {
    const { page } = await browser.open(fileOf('page.html', summary), wide);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.controls').isVisible()).toBe(false);
    expect(await visibleNames(page)).toEqual(summary.machines.map(({ name }) => name));
    await page.close();
    const file = join(folder, 'silent.html');
    writeFileSync(file, pageOf(summary).replace(/<script>.*?<\/script>/s, ''));
    const silent = await browser.open(file, wide);
    expect(await silent.page.locator('.controls').isVisible()).toBe(false);
    expect(await visibleNames(silent.page)).toEqual(summary.machines.map(({ name }) => name));
    await silent.page.close();
  });
});
