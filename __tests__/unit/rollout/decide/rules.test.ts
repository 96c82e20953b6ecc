import { describe, expect, it } from 'vitest';
import { decide } from '../../../../src/rollout/decide/index.ts';
import { fold } from '../../../../src/rollout/fold/index.ts';
import { resumeByHand } from '../../../../src/rollout/hand.ts';
import {
  aServer,
  ring,
  run,
  runToTheEnd,
  type Stage,
  say,
  servers,
  setRings,
  stateOf,
} from '../../../support/rollouts.ts';

/** In ways that have nothing in common: each of them is a failure of its own. */
const fails = (hresult = 0x80070643) => ({
  faults: [{ kind: 'installFails', kb: 'KB5122871', hresult, times: 9 } as const],
});
/** All at once, and as many may fail as may be out of service. */
const generous = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
  ring(name, { waves: ['100%'], maxUnavailable: '100%', maxFailures: 3, soak: '0s', ...more });
const causeOf = async (stage: Stage) => (await runToTheEnd(stage)).standing.cause;

describe('zero tolerance', () => {
  it('halts at a failure among the first five of the rollout, whatever the ring tolerates', async () => {
    const stage = await setRings(
      [generous('test', { maxUnavailable: 4 })],
      [aServer('a', fails()), ...servers('test', 3)],
    );
    expect(await causeOf(stage)).toMatchObject({ rule: 'zeroTolerance', machine: 'a', failedInRing: 1, limit: 0 });
  });

  it('leaves the sixth to the other rules, and the first five are counted over all rings', async () => {
    const machines = [...servers('test', 5), ...servers('pilot', 9), aServer('z', { ring: 'pilot', ...fails() })];
    const stage = await setRings([generous('test', { maxFailures: 0 }), generous('pilot')], machines);
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { hit: 1 } });
  });

  it.each([
    [5, 'halted'],
    [4, 'succeeded'],
  ])('of %i machines leaves the fifth %s', async (zeroTolerance, conclusion) => {
    const machines = [...servers('test', 4), aServer('p', { ring: 'pilot', ...fails() }), ...servers('pilot', 3)];
    const stage = await setRings([generous('test'), generous('pilot', { waves: [1, '100%'] })], machines, {
      policy: { analysis: { zeroTolerance, regressionFailureRate: '5%' } },
    });
    expect((await runToTheEnd(stage)).standing.conclusion).toBe(conclusion);
  });

  it('is as long as the policy says', async () => {
    const machines = [...servers('test', 9), aServer('z', fails())];
    const stage = await setRings([generous('test')], machines, { policy: { analysis: { zeroTolerance: 10 } } });
    expect(await causeOf(stage)).toMatchObject({ rule: 'zeroTolerance', machine: 'z' });
  });
});

describe('the sequential test', () => {
  const none = { policy: { analysis: { zeroTolerance: 0 } } };

  it('halts before maxFailures does, and says what it had before it', async () => {
    const machines = [...servers('test', 6), aServer('y', fails(0x80242007)), aServer('z', fails())];
    const rings = [generous('test', { waves: [6, '100%'] })];
    expect(await causeOf(await setRings(rings, machines, none))).toMatchObject({
      rule: 'sequential',
      failedInRing: 2,
      limit: 1,
      test: { scope: 'ring', failed: 2, started: 8 },
    });
  });

  it('never tolerates more than maxFailures, which halts first', async () => {
    const rings = [generous('test', { maxFailures: 0 })];
    const machines = [...servers('test', 30), aServer('z', fails())];
    expect(await causeOf(await setRings(rings, machines, none))).toMatchObject({ rule: 'maxFailures', limit: 0 });
  });

  it('sees over all rings what is little in each of them', async () => {
    const machines = [
      ...servers('test', 4),
      aServer('y', fails(0x80242007)),
      ...servers('pilot', 4),
      aServer('z', { ring: 'pilot', ...fails() }),
    ];
    const rings = [generous('test', { waves: [4, '100%'] }), generous('pilot', { waves: [4, '100%'] })];
    expect(await causeOf(await setRings(rings, machines, none))).toMatchObject({
      rule: 'sequential',
      ring: 'pilot',
      failedInRing: 1,
      test: { scope: 'rollout', failed: 2, started: 10 },
    });
  });

  it('does not halt while machines are looked at once more after the soak', async () => {
    const machines = [...servers('test', 9), aServer('z', fails())];
    const stage = await setRings([generous('test', { soak: '1h', waves: [9, '100%'] })], machines, none);
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { hit: 1 } });
    const last = stage.events.findLastIndex(event => event.kind === 'intended' && event.effect.kind === 'verify');
    const { plan, state } = fold(stage.events.slice(0, last + 1))!;
    expect(state.rings[0]).toMatchObject({ phase: 'judging', updated: 0 });
    expect(decide(plan, state, state.lastAt).record).toEqual([]);
  });
});

describe('the same new failure', () => {
  const rings = [generous('test', { waves: [30, '100%'] })];
  const two = [...servers('test', 30), aServer('y', fails()), aServer('z', fails())];

  it('on a second machine halts, whatever share may fail', async () => {
    expect(await causeOf(await setRings(rings, two))).toMatchObject({
      rule: 'sameSignature',
      signature: 'UPDATE_FAILED 0x80070643',
      failedInRing: 2,
      limit: 1,
    });
  });

  it('is not the same when two machines fail in different ways', async () => {
    const machines = [...servers('test', 30), aServer('y', fails(0x80242007)), aServer('z', fails())];
    expect((await runToTheEnd(await setRings(rings, machines))).standing).toMatchObject({
      conclusion: 'succeeded',
      figures: { hit: 2 },
    });
  });

  it('is known when a person has resumed from it', async () => {
    const stage = await setRings(rings, two);
    await run(stage);
    const word = { person: 'anna', reason: 'known, and harmless', now: stage.clock.now(), exclude: [] };
    say(stage, resumeByHand(stage.plan, stateOf(stage), word));
    expect([...stateOf(stage).known]).toEqual(['UPDATE_FAILED 0x80070643']);
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { hit: 2 } });
  });

  it('is told by the stopped service where a gate found it', async () => {
    const dying = { faults: [{ kind: 'serviceDies', kb: 'KB5122871', service: 'OrderIntake' } as const] };
    const machines = [...servers('test', 30), aServer('y', dying), aServer('z', dying)];
    expect(await causeOf(await setRings(rings, machines))).toMatchObject({
      rule: 'sameSignature',
      gate: 'services',
      signature: 'services: OrderIntake',
    });
  });
});

it('with method: fixed no rule but maxFailures and the critical gates halts', async () => {
  const stage = await setRings(
    [generous('test')],
    [aServer('a', fails()), aServer('b', fails()), ...servers('test', 3)],
    {
      policy: { analysis: { method: 'fixed' } },
    },
  );
  expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { hit: 2 } });
});
