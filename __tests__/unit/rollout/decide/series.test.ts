import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Measuring, measuringOf } from '../../../../src/gates/choice.ts';
import type { Judgement } from '../../../../src/gates/gate.ts';
import { type Verdict, verdicts } from '../../../../src/model/verdict.ts';
import { inSeries } from '../../../../src/rollout/decide/series.ts';
import type { JudgedGate } from '../../../../src/rollout/events.ts';
import { aServer, ring, run, setRings, stateOf } from '../../../support/rollouts.ts';

const minute = 60_000;
const look = (verdict: Verdict, more: Partial<Judgement> = {}): Judgement => ({
  verdict,
  reason: `it is ${verdict}`,
  measured: {},
  strikes: 0,
  ...more,
});
const measuring = (more: Partial<Measuring> = {}): Measuring => ({
  interval: minute,
  count: 1,
  failureLimit: 0,
  inconclusiveLimit: 0,
  consecutiveErrorLimit: 4,
  ...more,
});

/** Takes looks in, one a minute, from the same round; `every` ms apart unless told. */
function measure(chosen: Measuring, looks: readonly (Verdict | Judgement)[], every = minute) {
  let previous: JudgedGate | undefined;
  return looks.map((one, at) => {
    const judgement = typeof one === 'string' ? look(one) : one;
    const { subjects = [], ...word } = inSeries(chosen, judgement, { previous, since: 0, now: at * every });
    previous = { gate: 'http', severity: 'soft', ...word, subjects: [...subjects] } as JudgedGate;
    return word;
  });
}
const last = (chosen: Measuring, ...looks: readonly (Verdict | Judgement)[]) => measure(chosen, looks).at(-1)!;

describe('several measurements', () => {
  it('pass when as many were taken as were asked for, and not before', () => {
    const words = measure(measuring({ count: 3 }), ['pass', 'pass', 'pass']);
    expect(words.map(({ verdict, againAt }) => [verdict, againAt])).toEqual([
      ['inconclusive', minute],
      ['inconclusive', 2 * minute],
      ['pass', undefined],
    ]);
  });

  it('tolerate as many failures as the limit says, and fail at the next', () => {
    const chosen = measuring({ count: 4, failureLimit: 1 });
    expect(last(chosen, 'fail').verdict).toBe('inconclusive');
    expect(last(chosen, 'fail', 'pass', 'pass', 'pass').verdict).toBe('pass');
    const failed = last(chosen, 'fail', 'pass', look('fail', { subjects: ['status 503'] }));
    expect(failed).toMatchObject({ verdict: 'fail' });
    expect(failed.againAt).toBeUndefined();
    expect(failed.reason).toBe('it is fail; 2 failed (limit 1) of 3 measurements');
  });

  it('count unclear ones for themselves, and hold at one more than the limit', () => {
    const chosen = measuring({ count: 4, inconclusiveLimit: 1 });
    expect(last(chosen, 'inconclusive', 'pass', 'pass', 'pass').verdict).toBe('pass');
    const unclear = last(chosen, 'inconclusive', 'pass', 'inconclusive');
    expect([unclear.verdict, unclear.againAt]).toEqual(['inconclusive', undefined]);
  });

  it('count errors in a row, which are no measurements', () => {
    const chosen = measuring({ consecutiveErrorLimit: 1 });
    expect(last(chosen, 'error', 'pass').verdict).toBe('pass');
    expect(last(chosen, 'error').againAt).toBe(minute);
    const error = last(chosen, 'error', 'error');
    expect([error.verdict, error.againAt]).toEqual(['error', undefined]);
    expect(last(measuring({ count: 2, consecutiveErrorLimit: 1 }), 'error', 'pass', 'error', 'pass').verdict).toBe(
      'pass',
    );
  });

  it('do not count what settles or is not confirmed', () => {
    const waiting = look('inconclusive', { waits: true, againAt: 7 });
    const word = last(measuring(), waiting);
    expect(word).toMatchObject({ verdict: 'inconclusive', againAt: 7, series: { inconclusive: 0, at: null } });
    expect(last(measuring(), waiting, waiting, 'pass').verdict).toBe('pass');
  });

  it('are an interval apart: a look that comes earlier, for another gate, is none', () => {
    const words = measure(measuring({ count: 2, interval: 2 * minute }), ['pass', 'pass', 'pass']);
    expect(words.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive', 'pass']);
    expect(words[1]?.againAt).toBe(2 * minute);
  });

  it('begin anew in a new round of looks', () => {
    const [first] = measure(measuring(), ['pass']);
    const previous = { gate: 'http', severity: 'soft', ...first! } as JudgedGate;
    const again = inSeries(measuring({ count: 2 }), look('pass'), { previous, since: 9, now: 9 });
    expect(again).toMatchObject({ verdict: 'inconclusive', series: { since: 9, passed: 1 } });
  });

  it('never pass by less than they were asked for, never by none that passed, and never for one failure more', () => {
    const chosen = fc
      .record({
        count: fc.integer({ min: 1, max: 6 }),
        failureLimit: fc.nat(4),
        inconclusiveLimit: fc.nat(4),
        consecutiveErrorLimit: fc.nat(3),
      })
      .map(limits => measuringOf(limits))
      .filter((one): one is Measuring => typeof one === 'object');
    fc.assert(
      fc.property(chosen, fc.array(fc.constantFrom(...verdicts), { minLength: 1, maxLength: 12 }), (limits, looks) => {
        const words = measure(limits, looks);
        for (const [at, { verdict }] of words.entries()) {
          if (verdict !== 'pass') continue;
          const taken = looks.slice(0, at + 1).filter(one => one !== 'error');
          expect(taken.length).toBeGreaterThanOrEqual(limits.count);
          expect(taken).toContain('pass');
          expect(taken.filter(one => one === 'fail').length).toBeLessThanOrEqual(limits.failureLimit);
        }
        const worse = measure(limits, [...looks, 'fail']).at(-1)!;
        const failures = looks.filter(one => one === 'fail').length + 1;
        expect(worse.verdict === 'fail').toBe(failures > limits.failureLimit);
        // An answer is final or says when it may change.
        for (const { verdict, againAt } of words)
          if (verdict === 'pass' || verdict === 'fail') expect(againAt).toBeUndefined();
      }),
    );
  });
});

describe('what a policy writes', () => {
  it('is nothing unless one of the words stands there, and then every default is filled in', () => {
    expect(measuringOf({ settle: 1, confirm: 2 })).toBeUndefined();
    expect(measuringOf({ count: 3 })).toEqual(measuring({ count: 3 }));
  });

  it('must leave a measurement that has to pass, and time between two', () => {
    expect(measuringOf({ count: 2, failureLimit: 1, inconclusiveLimit: 1 })).toContain('write count: 3 or more');
    expect(measuringOf({ interval: 0 })).toBe('interval is 0s: write 1m');
  });
});

describe('in a rollout', () => {
  const services = (more: object) => ({ policy: { gates: { after: ['cameBack', { gate: 'services', ...more }] } } });

  it('keep a machine until all are taken, as far apart as they are to be', async () => {
    const more = services({ count: 3, interval: '10m' });
    const stage = await setRings([ring('test')], [aServer('t')], more);
    await run(stage);
    const looks = stage.events.filter(event => event.kind === 'judged' && event.stage === 'after');
    expect(looks).toHaveLength(3);
    expect(looks[2]!.at - looks[0]!.at).toBeGreaterThanOrEqual(20 * minute);
    expect(stateOf(stage).machines.get('t')).toMatchObject({ phase: 'done' });
  });

  it('find a failure that one look would have missed', async () => {
    const dying = { kind: 'serviceDies', kb: 'KB5122871', service: 'OrderIntake', after: 25 * minute } as const;
    const one = await setRings([ring('test', { soak: '0s' })], [aServer('t', { faults: [dying] })], services({}));
    expect((await run(one)).standing.conclusion).toBe('succeeded');
    const several = services({ count: 5, interval: '10m' });
    const stage = await setRings([ring('test', { soak: '0s' })], [aServer('t', { faults: [dying] })], several);
    expect((await run(stage)).standing).toMatchObject({ conclusion: 'halted', cause: { gate: 'services' } });
  });

  it('are waited for as long as they take, whatever the limit for one look', async () => {
    const stage = await setRings([ring('test')], [aServer('t')], services({ count: 10, interval: '30m' }));
    await run(stage);
    expect(stateOf(stage).machines.get('t')).toMatchObject({ phase: 'done' });
  });
});
