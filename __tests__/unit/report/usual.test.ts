// What is usual in this rollout, and how the log tells slow from lost with it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../src/report/progress.ts';
import { signOfLife } from '../../../src/report/sign-of-life.ts';
import { Usual } from '../../../src/report/usual.ts';
import type { Event } from '../../../src/rollout/events.ts';
import { fold } from '../../../src/rollout/fold/index.ts';
import { runToTheEnd, type Stage, setStory } from '../../support/rollouts.ts';

const minute = 60_000;

/** One restart that took so long; `good`: it ended on a new boot. */
const restarted = (name: string, took: number, good = true): readonly Event[] => {
  const effect = { kind: 'restart' as const, ring: 'r', machine: name, attempt: 1, acknowledge: [], ifStillOn: 'b' };
  const boot = { bootId: 'c', bootedAt: '2026-11-10T21:04:05Z', isServicing: false, pendingRestart: [] };
  const outcome = good
    ? ({ kind: 'restarted', boot, askedAt: 0 } as const)
    : ({ kind: 'overdue', failure: { code: 'X', message: 'x', retryable: false } } as const);
  return [
    { kind: 'intended', at: 0, effect: { ...effect, purpose: 'update' } },
    { kind: 'finished', at: took, machine: name, key: `r/${name}/restart/1`, outcome, acknowledged: [] },
  ];
};

describe('what is usual', () => {
  it('is the median of what ended well, whatever the order, and never one of the others', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 90 * minute }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(lengths, lengths, (good, bad) => {
        const events = [
          ...good.flatMap((length, at) => restarted(`g${at}`, length)),
          ...bad.flatMap((length, at) => restarted(`b${at}`, length, false)),
        ];
        const sorted = [...good].sort((one, two) => one - two);
        expect(new Usual(events).of('restart')).toBe(sorted[Math.floor((sorted.length - 1) / 2)]);
      }),
    );
  });

  it('is nothing before a machine has shown it, and nothing is slow then', () => {
    const usual = new Usual(restarted('a', minute, false));
    expect([usual.of('restart'), usual.isSlow('restarting', 9_000 * minute)]).toEqual([undefined, false]);
  });
});

const logOf = (stage: Stage): readonly string[] => {
  const usual = new Usual();
  return stage.events.flatMap((event, index) => {
    const known = fold(stage.events.slice(0, index + 1));
    usual.take(event);
    return known === undefined ? [] : linesOf(event, stage.plan, known.state, usual).map(({ text }) => text);
  });
};

describe('the live log', () => {
  it('says what is usual from the second machine on, and that a machine is lost when its limit has passed', async () => {
    const stage = await setStory('lost-machine');
    await runToTheEnd(stage);
    const lines = logOf(stage);
    const restarts = lines.filter(line => line.includes('. restarting'));
    expect(restarts[0]).toMatch(/\. restarting$/);
    expect(restarts[1]).toMatch(/\. restarting \(usual \d+m(\d+s)?\)$/);
    expect(lines.filter(line => line.includes('? lost: The machine did not come back'))).toHaveLength(1);
  });

  it('calls a machine slow that takes more than twice as long as usual', async () => {
    const stage = await setStory('slow-restart');
    await runToTheEnd(stage);
    const usual = new Usual(restarted('a', 4 * minute));
    const at = stage.events.findIndex(event => event.kind === 'intended' && event.effect.kind === 'restart');
    const state = fold(stage.events.slice(0, at + 1))?.state;
    if (state === undefined) throw new Error('no rollout');
    const said = (minutes: number) =>
      signOfLife({ state, now: state.lastAt + minutes * minute, told: new Map(), usual });
    expect(said(8)).toMatch(/, restarting for 8m, usual 4m$/);
    expect(said(9)).toMatch(/, restarting for 9m, slow: usual 4m$/);
  });
});
