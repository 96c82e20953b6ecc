// The worst case that a plan prints is never passed, and it is reached: for any ring there is a fleet that hits exactly as many machines at
// the gates as was printed, and one that releases exactly as many before the soak has ended. Damage that shows only after the soak is
// counted apart. On virtual time, where all machines take equally long: nobody is saved by being slow.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/rollout/fold/index.ts';
import type { Plan } from '../../src/rollout/plan.ts';
import type { State } from '../../src/rollout/state.ts';
import type { Fault } from '../../src/simulation/faults.ts';
import type { Timing } from '../../src/simulation/profile.ts';
import { runToTheEnd, type Stage, servers, setRings } from '../support/rollouts.ts';
import { exposureOf, overexposed } from './exposure.ts';

const [second, minute] = [1_000, 60_000];
const inStep: Timing = {
  queue: [second, second],
  scan: [30 * second, 30 * second],
  stage: [minute, minute],
  install: [2 * minute, 2 * minute],
  uninstall: [minute, minute],
  grace: [5 * second, 5 * second],
  down: [2 * minute, 2 * minute],
  servicing: [10 * second, 10 * second],
};

const kb = 'KB5122871';
const sick: Fault = { kind: 'serviceDies', kb, service: 'OrderIntake' };
const late: Fault = { kind: 'serviceDies', kb, service: 'OrderIntake', after: 6 * 3_600_000 };
const everyRing = { machines: { label: 'ring=test' }, window: 'anytime', name: 'test', soak: '24h' };

const aRing = fc
  .record({
    size: fc.integer({ min: 1, max: 9 }),
    waves: fc.constantFrom([1, '100%'], ['100%'], [1, 3, '100%'], [2, '50%', '100%'], [1, 1, 1, '100%']),
    maxUnavailable: fc.integer({ min: 1, max: 7 }),
    maxFailures: fc.integer({ min: 0, max: 4 }),
    method: fc.constantFrom('sequential', 'fixed'),
    drill: fc.boolean(),
  })
  .map(ring => ({ ...ring, maxFailures: Math.min(ring.maxFailures, ring.maxUnavailable - 1) }));
type ARing = typeof aRing extends fc.Arbitrary<infer R> ? R : never;

/** Each machine has a service of its own: the same failure on two machines would halt before the worst has come. */
const ownService = (index: number): string => `Intake${index}`;

function stageWith({ size, method, ...ring }: ARing, faultsOf: (index: number) => readonly Fault[]): Promise<Stage> {
  const machines = servers('test', size).map((one, index) => {
    const { services, ...profile } = one.profile;
    const own = { name: ownService(index), startMode: 'automatic', state: 'running', isTriggerStart: false } as const;
    const faults = faultsOf(index).map(fault => ({ ...fault, service: own.name }));
    return { ...one, profile: { ...profile, services: [...services, { ...own, exitCode: 0 }] }, faults };
  });
  return setRings([{ ...everyRing, ...ring }], machines, { timing: inStep, policy: { analysis: { method } } });
}

interface Ended {
  readonly plan: Plan;
  readonly state: State;
}

async function ended(stage: Stage): Promise<Ended> {
  await runToTheEnd(stage);
  return fold(stage.events)!;
}

/**
 * The fleets that could be the worst: a few failures, at most those that are tolerated, come before some wave, which fails as a whole. Where
 * undo is proved first, one machine before them is in order, or one of the wave.
 */
function worstFleets({ rings: [ring] }: Plan): readonly (readonly boolean[])[] {
  const { waves = [], maxFailures = 0, machines = [], drill } = ring ?? {};
  let before = 0;
  return waves.flatMap(size => {
    const [from, to] = [before, before + size];
    before = to;
    const fleets = Array.from({ length: maxFailures + 1 }, (_, earlier) =>
      machines.map((__, index) => index >= Math.max(0, from - earlier) && index < to),
    );
    return drill === true ? fleets.flatMap(fleet => [fleet, fleet.map((isSick, at) => isSick && at !== from)]) : fleets;
  });
}

const runs = Number(process.env.PROPERTY_RUNS ?? 40);

describe('the worst case of a ring', () => {
  it('at the gates is reached by some fleet, and passed by none', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(aRing, async ring => {
        const printed = (await stageWith(ring, () => [])).plan;
        const hits: number[] = [];
        for (const isSick of worstFleets(printed)) {
          const { plan, state } = await ended(await stageWith(ring, index => (isSick[index] === true ? [sick] : [])));
          expect([...overexposed(plan, state)]).toEqual([]);
          hits.push(exposureOf(state, 0).visible);
        }
        expect(Math.max(...hits)).toBe(printed.rings[0]!.worstCase.visible);
      }),
      { numRuns: runs },
    );
  });

  it('at the gates is passed by no mix of machines', { timeout: 300_000 }, async () => {
    const aMix = fc.record({ ring: aRing, sick: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }) });
    await fc.assert(
      fc.asyncProperty(aMix, async ({ ring, sick: isSick }) => {
        const { plan, state } = await ended(await stageWith(ring, index => (isSick[index] === true ? [sick] : [])));
        expect([...overexposed(plan, state)]).toEqual([]);
      }),
      { numRuns: 2 * runs },
    );
  });

  it('released is everybody who has it when the soak ends, and what shows then is counted apart', {
    timeout: 300_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(aRing, async ring => {
        const { plan, state } = await ended(await stageWith(ring, () => [late]));
        const { visible, late: after, released } = exposureOf(state, 0);
        expect([...overexposed(plan, state)]).toEqual([]);
        expect({ visible, after, released }).toEqual({
          visible: 0,
          after: plan.rings[0]!.worstCase.released,
          released: plan.rings[0]!.worstCase.released,
        });
        const { maxFailures, machines } = plan.rings[0]!;
        if (machines.length > maxFailures) expect(state.halt?.cause).toMatchObject({ by: 'rule', isAfterSoak: true });
      }),
      { numRuns: runs },
    );
  });
});
