// The quick path of `simulate --rollouts` against the real engine: any rings, any mix of machines, and both agree on the ending, its
// instant to the millisecond, who was begun with and who was hit. What the quick path leaves out stands in its head comment.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { conclusionOf } from '../../src/rollout/conclusion.ts';
import { fold } from '../../src/rollout/fold/index.ts';
import { type ScheduledRing, schedule } from '../../src/world/rehearsal/schedule.ts';
import { playToTheEnd, type Stage } from '../../src/world/rehearsal/stage.ts';
import {
  type Course,
  countsAlone,
  courses,
  machineOn,
  recordTracks,
  stageFor,
  type Track,
} from '../../src/world/rehearsal/tracks.ts';

const machines = 14;
const seeds = [1, 2, 3];

const aRing = fc
  .record({
    size: fc.integer({ min: 1, max: 6 }),
    waves: fc.constantFrom([1, '100%'], ['100%'], [1, 2, '100%'], [2, '50%', '100%']),
    maxUnavailable: fc.integer({ min: 1, max: 4 }),
    maxFailures: fc.integer({ min: 0, max: 3 }),
    soak: fc.constantFrom('0s', '2h', '5h', '24h'),
    opens: fc.constantFrom('+0s', '+2d'),
  })
  .map(ring => ({ ...ring, maxFailures: Math.min(ring.maxFailures, ring.maxUnavailable - 1) }));

const aCourse: fc.Arbitrary<Course> = fc.oneof(
  { weight: 40, arbitrary: fc.constant<Course>('well') },
  { weight: 2, arbitrary: fc.constant<Course>('sporadic') },
  { weight: 2, arbitrary: fc.constant<Course>('sick') },
  { weight: 1, arbitrary: fc.constant<Course>('lost') },
  { weight: 3, arbitrary: fc.constant<Course>('latent') },
);
const aTurn = fc.record({ course: aCourse, seed: fc.constantFrom(...seeds) });

/** Of `machines` machines in all: the recorded waits hold for a fleet of that size. */
const aRollout = fc
  .record({
    rings: fc.array(aRing, { minLength: 1, maxLength: 3 }),
    turns: fc.array(aTurn, { minLength: machines, maxLength: machines }),
  })
  .map(({ rings, turns }) => {
    const first = rings.slice(0, -1);
    const rest = machines - first.reduce((sum, { size }) => sum + size, 0);
    return { rings: [...first, { ...rings[rings.length - 1]!, size: rest }], turns };
  });

const withoutTolerance = aRollout.map(({ rings, turns }) => ({
  rings: rings.map(ring => ({ ...ring, maxFailures: 0 })),
  turns,
}));

function ringOf(rings: readonly { readonly size: number }[], index: number): string {
  let upTo = 0;
  const at = rings.findIndex(({ size }) => {
    upTo += size;
    return index < upTo;
  });
  return `ring${at}`;
}

function scheduled({ plan }: Stage): readonly ScheduledRing[] {
  return plan.rings.map(ring => ({ ...ring, size: ring.machines.length }));
}

describe('the quick path of simulated rollouts', () => {
  const tracks = new Map<string, readonly Track[]>();
  beforeAll(async () => {
    for (const course of courses)
      for (const seed of seeds) tracks.set(`${course} ${seed}`, await recordTracks(machines, course, seed));
  }, 120_000);

  it.each([
    ['with any tolerance, by counts alone', aRollout, countsAlone],
    ['with none, by all the rules of a policy that says nothing', withoutTolerance, undefined],
  ] as const)(
    'ends every rollout as the real engine does, to the millisecond: %s',
    { timeout: 600_000 },
    async (_, arbitrary, analysis) => {
      const endings = { halted: 0, succeeded: 0, held: 0 };
      await fc.assert(
        fc.asyncProperty(arbitrary, async ({ rings, turns }) => {
          const stage = await stageFor(
            turns.map((turn, index) => machineOn(index, ringOf(rings, index), turn)),
            {
              ...(analysis === undefined ? {} : { analysis }),
              rings: rings.map(({ size: __, ...ring }, index) => ({
                ...ring,
                name: `ring${index}`,
                machines: { label: `ring=ring${index}` },
                window: 'anytime',
              })),
            },
          );
          const beganAt = stage.clock.now();
          await playToTheEnd(stage, new AbortController().signal);
          const end = fold(stage.events);
          if (end === undefined) throw new Error('nothing was written');
          const { figures, conclusion } = conclusionOf(end.plan, end.state, end.state.lastAt);
          const halted = end.state.halt;
          const passed = stage.events.findLast(({ kind }) => kind === 'ringPassed')?.at ?? 0;
          const quick = schedule(
            scheduled(stage),
            turns.map(({ course, seed }, index) => tracks.get(`${course} ${seed}`)![index]!),
          );
          endings[quick.conclusion] += 1;
          expect({ started: quick.started, hit: quick.hit, conclusion: quick.conclusion, at: quick.at }).toEqual({
            started: figures.started,
            hit: figures.hit,
            conclusion,
            at: (halted === null ? passed : halted.at) - beganAt,
          });
        }),
        { numRuns: Number(process.env.PROPERTY_RUNS ?? 120) },
      );
      expect(Math.min(endings.halted, endings.succeeded)).toBeGreaterThan(0);
    },
  );

  it('sees as many late failures as the engine looks at together', { timeout: 120_000 }, async () => {
    const many = 60;
    const rings = [{ name: 'all', machines: 'rest', window: 'anytime', waves: ['100%'], maxUnavailable: many }];
    const recorded = await recordTracks(many, 'latent', 1);
    const stage = await stageFor(
      recorded.map((track, index) => machineOn(index, 'all', track)),
      { rings },
    );
    await playToTheEnd(stage, new AbortController().signal);
    const end = fold(stage.events)!;
    const quick = schedule(scheduled(stage), recorded);
    expect(quick).toMatchObject({ conclusion: 'halted', hitAfterSoak: 50, released: many });
    expect(quick.hit).toBe(conclusionOf(end.plan, end.state, end.state.lastAt).figures.hit);
  });
});
