// What stands below each other in a log, and what makes a long command bearable.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { causesAmong } from '../../../src/commands/causes.ts';
import { beat, untilAborted } from '../../../src/commands/live.ts';
import { fromHere, pathFrom, shownPath } from '../../../src/commands/paths.ts';
import { planLines } from '../../../src/commands/plan-lines.ts';
import { tableOf } from '../../../src/commands/table.ts';
import { failureOf } from '../../../src/model/failure.ts';
import { createMemoryPlatform } from '../../support/memory-platform.ts';
import { ring, servers, setRings } from '../../support/rollouts.ts';

describe('columns', () => {
  it('stand below each other, and nothing trails', () => {
    expect(
      tableOf([
        ['a', 'bb', 'c'],
        ['aaa', 'b', ''],
        ['', '', 'x'],
      ]),
    ).toEqual(['a    bb  c', 'aaa  b', '         x']);
  });

  it('are not widened by one long cell', () => {
    const long = 'x'.repeat(60);
    expect(
      tableOf([
        ['a', 'b'],
        [long, 'b'],
      ]),
    ).toEqual(['a  b', `${long}  b`]);
  });
});

describe('causes', () => {
  it('are told once each, with everybody they hit, in the order in which they came', () => {
    const failure = (code: string) => failureOf(code, code);
    const rows = ['B', 'A', 'B', 'B'].map((code, index) => ({ machine: `m${index}`, failure: failure(code) }));
    expect(causesAmong(rows).map(({ failure: { code }, machines }) => [code, machines])).toEqual([
      ['B', ['m0', 'm2', 'm3']],
      ['A', ['m1']],
    ]);
  });
});

describe('a sign of life', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is given once a minute, and not any more after the end', () => {
    const said: number[] = [];
    const stop = beat({ redraws: false }, () => said.push(Date.now()));
    vi.advanceTimersByTime(59_999);
    expect(said).toHaveLength(0);
    vi.advanceTimersByTime(120_001);
    expect(said).toHaveLength(3);
    stop();
    vi.advanceTimersByTime(600_000);
    expect(said).toHaveLength(3);
  });
});

describe('waiting until asked to stop', () => {
  it('gives what the work gives, and its failure', async () => {
    const { signal } = new AbortController();
    await expect(untilAborted(Promise.resolve(7), signal)).resolves.toBe(7);
    await expect(untilAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  });

  it('does not wait for work that goes on, now or later', async () => {
    const stop = new AbortController();
    const endless = new Promise<number>(() => {});
    const waiting = untilAborted(endless, stop.signal);
    stop.abort();
    await expect(waiting).resolves.toBeUndefined();
    await expect(untilAborted(endless, stop.signal)).resolves.toBeUndefined();
  });
});

describe('paths', () => {
  const platform = createMemoryPlatform(undefined, { directory: '/srv/job' });

  it('begin where the platform says, and are shown from there where they lie below', () => {
    expect(pathFrom(platform, 'a/b.yml')).toBe('/srv/job/a/b.yml');
    expect(pathFrom(platform, '/etc/b.yml')).toBe('/etc/b.yml');
    expect(shownPath(platform, '/srv/job/a/b.yml')).toBe('a/b.yml');
    expect(shownPath(platform, '/srv/jobs/b.yml')).toBe('/srv/jobs/b.yml');
    expect(shownPath(platform, '/srv/job')).toBe('/srv/job');
  });

  it('are as short as the running process allows', () => {
    expect(fromHere(`${process.cwd()}/x/y.yml`)).toBe('x/y.yml');
    expect(fromHere('/somewhere/else.yml')).toBe('/somewhere/else.yml');
  });
});

describe('a plan for people', () => {
  it('names every machine in its order, whole numbers, conditions and the worst case', async () => {
    const rings = [
      ring('test'),
      ring('production', {
        opens: '+3d',
        approval: 'required',
        onRegression: 'rollback',
        maxUnavailable: '50%',
        waves: ['20%', '100%'],
        maxSkipped: 1,
      }),
    ];
    const { plan } = await setRings(rings, [...servers('test', 2), ...servers('production', 7)]);
    const text = planLines(plan).join('\n');
    expect(text).toMatch(
      /updates: 1, and no other in any ring\n {2}KB5122871 +restarts \(predicted\) +offered to 2 of test +2026-09 Security Update/,
    );
    expect(text).toMatch(/\nproduction +7 +2, 5 +at most 3 +0 +anytime +1d +3 hit, 9 released\n/);
    expect(text).toContain(
      "production: opens 3d after the beginning; waits for a person's word; a regression is rolled back by itself; 1 machine may be skipped.",
    );
    expect(text).toContain(`order of production: ${plan.rings[1]?.machines.join(', ')}`);
  });

  it('counts the machines of a large ring that it does not name', async () => {
    const { plan } = await setRings([ring('test')], servers('test', 90));
    const text = planLines(plan).join('\n');
    expect(text).toContain('test60, and 30 more');
    expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThan(140);
  });
});
