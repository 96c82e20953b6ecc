// A signal may come at any moment of a rollout: as a call is on its way to a machine, while a record is being written, in the middle of
// a wait. Nothing is begun after it, the run ends before the platform kills it, and those that follow come to the end that an
// undisturbed rollout comes to, with every machine changed once.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/rollout/fold/index.ts';
import { irregularitiesOf } from '../../src/simulation/books.ts';
import { ring, type Stage, servers, setRings, setStory, stateOf } from '../support/rollouts.ts';
import { type CancelledRun, Cancelling, type Moments } from './cancelled.ts';

/** After 7.5 s comes the second signal (facts: pipeline-hosts 1.5); the report and the notices want their share of it. */
const partingAtMost = 4_000;
const runsAtMost = 40;
const machines = 8;
const restartOnly = (): Promise<Stage> =>
  setRings([ring('test'), ring('pilot')], [...servers('test', 2), ...servers('pilot', 3)], {
    policy: { updates: { source: 'none' } },
  });
const rollouts: readonly (readonly [name: string, set: () => Promise<Stage>])[] = [
  ...['calm', 'bad-update', 'lost-machine', 'held'].map(name => [name, () => setStory(name, machines)] as const),
  ['restart-only', restartOnly],
];

/** Runs until nothing is due any more, as a schedule would; a cancelled run is followed by another one at once. */
async function rollOut(stage: Stage, moments: Moments): Promise<Cancelling> {
  const watch = new Cancelling(stage, moments);
  for (let run = 0; run < runsAtMost; run += 1) {
    const driven = await watch.run();
    const { standing } = driven;
    judgeCancelled(stage, driven);
    if (standing.conclusion === 'cancelled') continue;
    if (standing.nextAt === null || standing.conclusion !== 'waiting') return watch;
    await stage.clock.sleepUntil(standing.nextAt);
  }
  throw new Error(`not at an end after ${runsAtMost} runs`);
}

function judgeCancelled(stage: Stage, { standing, state, cancelledAt }: CancelledRun): void {
  if (cancelledAt === undefined) return;
  if (state.conclusion === null) expect(standing.conclusion).toBe('cancelled');
  expect(stage.clock.now() - cancelledAt).toBeLessThanOrEqual(partingAtMost);
  // Whatever the run knew is in the journal: the next one knows no less.
  const known = fold(stage.events)?.state;
  if (known !== undefined) expect([...known.machines.values()]).toEqual([...state.machines.values()]);
}

function endOf(stage: Stage) {
  const { conclusion, phase, rings, machines: all } = stateOf(stage);
  const results = [...all.values()].map(machine => [machine.name, machine.phase, machine.result]);
  return { conclusion, phase, rings: rings.map(one => one.phase), results };
}

function expectOnce({ fleet, plan }: Stage): void {
  const { jobsRunTwice, updatesInstalledTwice, restartedTwice, needlessRestarts } = irregularitiesOf(
    fleet.models.books(),
  );
  expect([...jobsRunTwice, ...updatesInstalledTwice, ...restartedTwice]).toEqual([]);
  // A rollout that is about restarts alone restarts whoever needs none.
  if (plan.source.kind !== 'none') expect(needlessRestarts).toEqual([]);
}

interface Whole {
  readonly steps: number;
  readonly from: number;
  readonly to: number;
  readonly end: ReturnType<typeof endOf>;
}

/** The same rollout, left alone. */
async function leftAlone(set: () => Promise<Stage>): Promise<Whole> {
  const stage = await set();
  const from = stage.clock.now();
  const { steps } = await rollOut(stage, {});
  return { steps, from, to: stage.clock.now(), end: endOf(stage) };
}

async function comesToTheSameEnd(set: () => Promise<Stage>, whole: Whole, moments: Moments): Promise<void> {
  const stage = await set();
  const watch = await rollOut(stage, moments);
  expect(watch.violations).toEqual([]);
  expect(endOf(stage)).toEqual(whole.end);
  expectOnce(stage);
}

describe.each(rollouts)('the rollout %s, cancelled', (_, set) => {
  const { PROPERTY_RUNS = '40', PROPERTY_SEED } = process.env;
  const played = {
    numRuns: Number(PROPERTY_RUNS),
    ...(PROPERTY_SEED === undefined ? {} : { seed: Number(PROPERTY_SEED) }),
  };

  it('at any steps begins nothing more, ends in time, and comes to the end of an undisturbed one', {
    timeout: 300_000,
  }, async () => {
    const whole = await leftAlone(set);
    // Close to each other too: a run that goes on after a cancelled one is cancelled before it has begun.
    const gap = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: whole.steps }));
    const some = fc.tuple(fc.integer({ min: 0, max: whole.steps - 1 }), fc.array(gap, { maxLength: 4 }));
    await fc.assert(
      fc.asyncProperty(some, async ([first, gaps]) => {
        let last = first;
        const steps = [first, ...gaps.map(length => (last += length))];
        await comesToTheSameEnd(set, whole, { steps });
      }),
      played,
    );
  });

  it('at any instants begins nothing more, ends in time, and comes to the end of an undisturbed one', {
    timeout: 300_000,
  }, async () => {
    const whole = await leftAlone(set);
    const instants = fc.array(fc.integer({ min: whole.from, max: whole.to }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(instants, async all => {
        await comesToTheSameEnd(set, whole, { instants: all });
      }),
      played,
    );
  });
});

it('asks for nothing again in a run whose signal came before it had read the journal', async () => {
  let underWay = 0;
  for (let step = 60; step < 1_200; step += 60) {
    const stage = await setStory('calm', machines);
    const steps = [step];
    const watch = new Cancelling(stage, { steps });
    const first = await watch.run();
    if (first.standing.conclusion !== 'cancelled') continue;
    underWay += first.state.inFlight.size;
    steps.push(watch.steps);
    expect((await watch.run()).standing.conclusion).toBe('cancelled');
    expect(watch.violations).toEqual([]);
  }
  expect(underWay).toBeGreaterThan(4);
});
