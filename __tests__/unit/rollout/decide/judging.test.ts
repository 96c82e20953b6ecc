import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { severities } from '../../../../src/gates/gate.ts';
import { verdicts } from '../../../../src/model/verdict.ts';
import { combine } from '../../../../src/rollout/decide/judging.ts';
import type { JudgedGate } from '../../../../src/rollout/events.ts';
import { aServer, ring, run, runToTheEnd, servers, setRings, stateOf, storyOf } from '../../../support/rollouts.ts';

const gate = (verdict: JudgedGate['verdict'], more: Partial<JudgedGate> = {}): JudgedGate => ({
  gate: 'services',
  severity: 'hard',
  verdict,
  reason: '',
  measured: {},
  strikes: 0,
  ...more,
});
const someGate = fc.record({
  gate: fc.constantFrom('a', 'b', 'c'),
  severity: fc.constantFrom(...severities),
  verdict: fc.constantFrom(...verdicts),
  reason: fc.constant(''),
  measured: fc.constant({}),
  strikes: fc.constant(0),
});

describe('gates together', () => {
  it('pass only when every gate that decides has passed, and there is one', () => {
    fc.assert(
      fc.property(fc.array(someGate), gates => {
        const deciding = gates.filter(({ severity }) => severity !== 'observe');
        const isPass = deciding.length > 0 && deciding.every(({ verdict }) => verdict === 'pass');
        expect(combine(gates).verdict === 'pass').toBe(isPass);
      }),
    );
  });

  it('are no better for one more failure', () => {
    fc.assert(
      fc.property(fc.array(someGate), gates => {
        const before = verdicts.indexOf(combine(gates).verdict);
        expect(verdicts.indexOf(combine([...gates, gate('fail')]).verdict)).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('are told by the gravest failure', () => {
    const { decisive } = combine([
      gate('fail', { gate: 'a', severity: 'soft' }),
      gate('fail', { gate: 'b', severity: 'critical' }),
    ]);
    expect(decisive).toMatchObject({ gate: 'b' });
  });

  it('look again as long as looking can change the answer, at the first instant that a gate names', () => {
    const waiting = combine([gate('pass'), gate('inconclusive', { againAt: 7 }), gate('error', { againAt: 5 })]);
    expect(waiting).toMatchObject({ verdict: 'error', againAt: 5 });
    expect(combine([gate('fail', { againAt: 5 })])).toMatchObject({ verdict: 'fail', againAt: 5 });
    expect(combine([gate('inconclusive', { againAt: 5 }), gate('fail')])).toMatchObject({
      verdict: 'fail',
      againAt: null,
    });
  });

  it('are not decided by one that only observes', () => {
    expect(combine([gate('pass'), gate('fail', { severity: 'observe' })])).toMatchObject({
      verdict: 'pass',
      decisive: null,
    });
    expect(combine([gate('fail', { severity: 'observe' })]).verdict).toBe('inconclusive');
  });
});

describe('judging a machine', () => {
  const dying = (after: number) => ({ kind: 'serviceDies', kb: 'KB5122871', service: 'OrderIntake', after }) as const;

  it('looks twice before a stopped service counts', async () => {
    const stage = await setRings([ring('test')], [aServer('t', { faults: [dying(0)] })]);
    await run(stage);
    const looks = stage.events.filter(event => event.kind === 'judged' && event.stage === 'after');
    expect(looks.length).toBeGreaterThan(1);
    expect(stateOf(stage).machines.get('t')?.failedBy).toEqual({
      gate: 'services',
      severity: 'soft',
      isAfterSoak: false,
    });
  });

  it('opens no gate on an inconclusive reading: the ring is held, and the next run looks again', async () => {
    // Nothing that starts by itself was running before: the gate cannot tell, and says so.
    const gates = { after: ['cameBack', { gate: 'services', ignore: ['*'] }] };
    const stage = await setRings([ring('test'), ring('pilot')], [...servers('test', 1), ...servers('pilot', 1)], {
      policy: { gates },
    });
    const { standing } = await run(stage);
    expect(standing).toMatchObject({ conclusion: 'held', failure: { code: 'RING_UNCLEAR' } });
    expect(stateOf(stage).machines.get('test1')).toMatchObject({
      phase: 'unclear',
      failure: { code: 'GATE_INCONCLUSIVE' },
    });
    await run(stage);
    expect(storyOf(stage, 'test1').filter(kind => kind === 'machineUnclear')).toHaveLength(2);
    expect(storyOf(stage, 'pilot1')).toEqual([]);
  });

  it('measures and reports what a policy only observes, and goes on', async () => {
    const gates = { after: ['cameBack', { gate: 'services', severity: 'observe' }] };
    const stage = await setRings([ring('test')], [aServer('t', { faults: [dying(0)] })], { policy: { gates } });
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    expect(
      stateOf(stage)
        .machines.get('t')
        ?.judgedAfter.map(({ gate: name }) => name),
    ).toContain('services');
  });

  it('looks once more when the ring has soaked, and halts for what shows only then', async () => {
    const stage = await setRings(
      [ring('test', { soak: '24h' }), ring('pilot')],
      [...servers('test', 2, { faults: [dying(8 * 3_600_000)] }), ...servers('pilot', 1)],
    );
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({
      conclusion: 'halted',
      cause: { gate: 'services', ring: 'test', isAfterSoak: true },
    });
    expect(storyOf(stage, 'pilot1')).toEqual(['control']);
  });

  it('does not take a restart that somebody made during the soak for a failure', async () => {
    const stage = await setRings([ring('test', { soak: '24h' })], [aServer('t')]);
    const { standing } = await run(stage);
    const model = stage.fleet.models.model('t')!;
    model.restart(model.boot(stage.clock.now()).bootId, stage.clock.now());
    await stage.clock.sleepUntil(standing.nextAt ?? 0);
    expect((await run(stage)).standing.conclusion).toBe('succeeded');
  });
});
