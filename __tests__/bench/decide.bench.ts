// One decision at 5,000 machines: before anything has begun, in the middle of a rollout with little news, and where hundreds of machines
// have answered in the same turn and each of them is judged. The loop asks for one after everything that happens, so this is what a
// large rollout costs when nothing else does. Then the same at 50,000: what a decision costs for each machine must not grow, and how much
// memory such a rollout holds.
import { decide } from '../../src/rollout/decide/index.ts';
import type { Event } from '../../src/rollout/events.ts';
import { advance, fold, stateOf } from '../../src/rollout/fold/index.ts';
import type { Plan } from '../../src/rollout/plan.ts';
import type { State } from '../../src/rollout/state.ts';
import { playUntil } from './engine.ts';
import { costOf, repeat, row, title } from './harness.ts';

const machines = 5_000;
const many = 50_000;
const times = 50;

/** More answers than this in one turn are a row of their own. */
const fewNews = 10;

interface Rollout {
  readonly plan: Plan;
  readonly events: readonly Event[];
}

/** Milliseconds of CPU of one decision, one a repetition. */
async function costsOf(plan: Plan, state: State): Promise<readonly number[]> {
  const costs = await repeat(7, () =>
    costOf(() => {
      for (let turn = 0; turn < times; turn += 1) decide(plan, state, state.lastAt);
    }),
  );
  return costs.map(({ cpu }) => cpu / times);
}

async function measure(what: string, { plan }: Rollout, state: State): Promise<void> {
  const values = await costsOf(plan, state);
  const { inFlight, news } = state;
  const isQuiet = news.size <= fewNews && state.machines.size <= machines;
  row({
    what: `${what}: ${inFlight.size} in flight, ${news.size} to judge`,
    values,
    unit: 'ms',
    ...(isQuiet ? { budget: 5 } : {}),
  });
  if (news.size > fewNews) {
    row({ what: '  of it for each that is judged', values: values.map(ms => (ms / news.size) * 1_000), unit: 'µs' });
  }
}

function stateAfter({ events }: Rollout, records: number): State {
  const state = fold(events.slice(0, records))?.state;
  if (state === undefined) throw new Error('there is no rollout');
  return state;
}

/** Soon after so many records, when little is left to judge. */
function quietAfter(rollout: Rollout, records: number): State {
  const state = stateAfter(rollout, records);
  for (const event of rollout.events.slice(records)) {
    if (state.news.size <= fewNews && state.inFlight.size > 0) break;
    advance(rollout.plan, state, event);
  }
  return state;
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const large = await playUntil(machines, 60_000);
title(`decide: ${machines} machines, ${large.events.length} records`);
await measure('at the beginning', large, stateOf(large.plan, 0));
await measure('pilot ring', large, quietAfter(large, 20_000));
await measure('production ring', large, quietAfter(large, 40_000));
await measure('later there', large, quietAfter(large, 55_000));
await measure('pilot ring, a wave answers at once', large, stateAfter(large, 20_000));

const huge = await playUntil(many, 60_000);
title(`decide: ${many} machines, ${huge.events.length} records`);
await measure('at the beginning', huge, stateOf(huge.plan, 0));
await measure('test ring', huge, quietAfter(huge, 20_000));
for (const [size, rollout] of [
  [machines, large],
  [many, huge],
] as const) {
  const values = await costsOf(rollout.plan, quietAfter(rollout, size / 5));
  row({ what: `for each of ${size} machines, test ring`, values: values.map(ms => (ms / size) * 1e6), unit: 'ns' });
}

const before = heap();
const { plan } = huge;
const copy = JSON.parse(JSON.stringify(plan)) as Plan;
const withPlan = heap();
const state = quietAfter(huge, 20_000);
const withState = heap();
row({ what: `memory of the plan of ${copy.machines.length} machines`, values: [withPlan - before], unit: 'MiB' });
row({ what: `memory of the state of ${state.machines.size}`, values: [withState - withPlan], unit: 'MiB' });
row({
  what: 'peak of the whole process, models of all machines included',
  values: [process.resourceUsage().maxRSS / 1_024],
  unit: 'MiB',
});
