import { beforeAll, describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../../src/platforms/neutral.ts';
import { resultOf } from '../../../src/report/json.ts';
import { markdownOf } from '../../../src/report/markdown.ts';
import { linesOf } from '../../../src/report/progress.ts';
import { type Summary, summaryOf } from '../../../src/report/summary.ts';
import { conclusionOf } from '../../../src/rollout/conclusion.ts';
import type { Event } from '../../../src/rollout/events.ts';
import { fold } from '../../../src/rollout/fold/index.ts';
import { run, runToTheEnd, type Stage, setStory } from '../../support/rollouts.ts';

const invocation = { program: 'patchring', options: ['--ledger', 'file:state'] };

/** Made from the journal alone, as `status` does. */
function summarize(events: readonly Event[], now: number, isCancelled = false): Summary {
  const known = fold(events);
  if (known === undefined) throw new Error('an empty journal');
  const standing = conclusionOf(known.plan, known.state, now, isCancelled);
  return summaryOf({ ...known, events, standing, now }, invocation);
}

async function play(scenario: string): Promise<{ stage: Stage; summary: Summary }> {
  const stage = await setStory(scenario);
  await runToTheEnd(stage);
  return { stage, summary: summarize(stage.events, stage.clock.now()) };
}

/** The log as it was printed: the state that a line sees is the one right after its event. */
function logOf(stage: Stage): string[] {
  return stage.events.flatMap((event, index) => {
    const known = fold(stage.events.slice(0, index + 1));
    return known === undefined ? [] : linesOf(event, stage.plan, known.state).map(({ text }) => text);
  });
}

describe('the verdict, one line for every ending', () => {
  it.each([
    ['calm', /^SUCCEEDED: KB\d+ on 20 of 20 machines\.$/],
    [
      'bad-update',
      /^ROLLED BACK in pilot wave 2\/3: services failed on 1 of \d+ \(limit 0\)\. \d+ started, 1 hit, \d+ undone, \d+ never touched\.$/,
    ],
    [
      'hotpatch-loss',
      /^HALTED in pilot wave \d\/\d: hotpatch failed on 1 of \d+ \(critical, limit 0\)\. \d+ started, 1 hit, \d+ never touched\.$/,
    ],
    ['held', /^SUCCEEDED: .*KB5070893.* on \d+ of 20 machines.*\.$/],
    [
      'lost-machine',
      /^HALTED in \w+ wave \d\/\d: cameBack failed on 1 of \d+ \(critical, limit 0\)\. .* never touched\.$/,
    ],
  ])('of %s', async (scenario, shape) => {
    const { summary } = await play(scenario);
    expect(summary.line).toMatch(shape);
    expect(summary.line).not.toMatch(/\n|undefined|null|NaN/);
  });

  it('of a soak says until when, and what goes on then', async () => {
    const stage = await setStory('calm');
    const { standing } = await run(stage);
    const summary = summarize(stage.events, stage.clock.now());
    expect(standing.nextAt).not.toBeNull();
    expect(summary.line).toMatch(
      /^WAITING: ring test soaks until \d{4}-\d\d-\d\d \d\d:\d\d UTC\. 3 updated, 17 to go\.$/,
    );
    expect(summary.next).toEqual([
      expect.stringMatching(/^Nothing: a run after .* \(patchring apply --ledger file:state\)\.$/),
    ]);
  });

  it('of a run that was cancelled says what goes on by itself', async () => {
    const stage = await setStory('calm');
    const stop = new AbortController();
    await run(stage, { signal: stop.signal, onEvent: ({ kind }) => kind === 'waveOpened' && stop.abort() });
    const summary = summarize(stage.events, stage.clock.now(), true);
    expect(summary.conclusion).toBe('cancelled');
    expect(summary.line).toMatch(/^CANCELLED in test wave 1\/2: .*nothing is in flight|in flight go on by themselves/);
  });
});

describe('the report of a rollout that was rolled back', () => {
  let stage: Stage;
  let summary: Summary;
  beforeAll(async () => {
    ({ stage, summary } = await play('bad-update'));
  });

  it('puts verdict, why, next, rings and machines in this order', () => {
    const text = markdownOf(summary, { harmless: escapeMarkdown, hasMermaid: true });
    const order = ['ROLLED BACK', '### Why', '### Next', '| Ring |', '### Machines that need eyes', '### Timeline'];
    const places = order.map(part => text.indexOf(part));
    expect(places.every(place => place >= 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(text.startsWith('**')).toBe(true);
  });

  it('tells every reason whole', () => {
    const text = markdownOf(summary, { harmless: line => line, hasMermaid: false });
    expect(summary.why.length).toBeGreaterThan(1);
    for (const line of summary.why) expect(text).toContain(`- ${line}\n`);
    expect(markdownOf(summary, { harmless: escapeMarkdown, hasMermaid: false })).not.toContain('more characters');
  });

  it('draws the timeline with mermaid only where it is understood', () => {
    const draw = (hasMermaid: boolean) => markdownOf(summary, { harmless: escapeMarkdown, hasMermaid });
    expect(draw(true)).toContain('```mermaid\ngantt');
    expect(draw(false)).not.toContain('mermaid');
    expect(draw(false)).toContain('| Ring | What | From | To |');
  });

  it('keeps every table whole and at most six columns wide', () => {
    const rows = markdownOf(summary, { harmless: escapeMarkdown, hasMermaid: false })
      .split('\n')
      .filter(line => line.startsWith('|'));
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect(row.split(/(?<!\\)\|/).length - 2).toBeLessThanOrEqual(6);
  });

  it('counts every machine of a ring exactly once', () => {
    for (const ring of summary.rings) {
      const { updated, needless, failed, skipped, undone, stranded, untouched } = ring;
      expect(updated + needless + failed + skipped + undone + stranded + untouched).toBe(ring.machines);
    }
    expect(summary.machines).toHaveLength(stage.plan.machines.length);
  });

  it('names the machines that need eyes, and no others', () => {
    expect(summary.attention.map(({ phase }) => phase)).toEqual(summary.attention.map(() => 'undone'));
    expect(summary.attention.length).toBe(summary.standing.figures.undone);
  });

  it('is the same when it is made again from the journal', () => {
    const again = summarize(stage.events, summary.at);
    expect(resultOf(again)).toEqual(resultOf(summary));
  });

  it('is plain JSON in which nothing is missing', () => {
    const result = resultOf(summary);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(Object.keys(result).slice(0, 3)).toEqual(['format', 'conclusion', 'reason']);
  });
});

describe('the log', () => {
  it('has one line for each machine that comes to an end, and none that says nothing', async () => {
    const { stage } = await play('bad-update');
    const lines = logOf(stage);
    expect(lines.filter(line => line.includes('rolled back, the build')).length).toBe(
      stage.events.filter(({ kind }) => kind === 'machineUndone').length,
    );
    expect(lines.filter(line => line.includes('! FAILED services:'))).toHaveLength(1);
    expect(lines.filter(line => line.includes('! HALT: services failed on 1 of'))).toHaveLength(1);
    for (const line of lines) expect(line).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it('tells the second look after the soak apart from the update', async () => {
    const { stage } = await play('calm');
    const lines = logOf(stage);
    expect(lines.filter(line => line.includes('+ updated'))).toHaveLength(20);
    expect(lines.filter(line => line.includes('+ still good after the soak'))).toHaveLength(20);
  });

  it('says on which machine the train was lost, before and after', async () => {
    const { stage, summary } = await play('hotpatch-loss');
    expect(logOf(stage).filter(line => line.includes('! FAILED hotpatch:'))).toHaveLength(1);
    expect(summary.why.join('\n')).toMatch(/on the train -> OFF the train/);
    expect(summary.next.join('\n')).toContain('patchring resume --reason "…" --exclude');
  });
});

describe('hostile text', () => {
  it('of a machine breaks no table, no list and no code block of the page', async () => {
    const stage = await setStory('bad-update');
    await runToTheEnd(stage);
    const nasty = '|</td>\n| a | b |\n```\n::error::x ##[error]y ##vso[task.setvariable]z @team <script>';
    const summary = summarize(stage.events, stage.clock.now());
    const poisoned: Summary = {
      ...summary,
      line: `${summary.line} ${nasty}`,
      why: [nasty],
      attention: summary.attention.map(row => ({ ...row, why: nasty, build: nasty, hotpatch: nasty })),
    };
    const text = markdownOf(poisoned, { harmless: escapeMarkdown, hasMermaid: true });
    expect(
      text
        .split('\n')
        .filter(line => line.startsWith('|'))
        .every(row => row.split(/(?<!\\)\|/).length === 8 || /^\| ?(Ring|---|\w)/.test(row)),
    ).toBe(true);
    expect(text).not.toMatch(/<script|##vso\[|^::error::/m);
    expect((text.match(/^```/gm) ?? []).length % 2).toBe(0);
  });
});
