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
/** Records of the smaller rollout that the larger one is made of. */
const taken = 12_000;

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

/** The same rollout so many times side by side, machine by machine and record by record, nothing shared. */
function sideBySide({ plan, events }: Rollout, copiesWanted: number): Rollout {
  const copies = Array.from({ length: copiesWanted }, (_, copy) => `-${copy}`);
  const each = (names: readonly string[]): string[] => names.flatMap(name => copies.map(copy => name + copy));
  const wide: Plan = {
    ...plan,
    machines: plan.machines.flatMap(entry => copies.map(copy => ({ ...entry, name: entry.name + copy }))),
    rings: plan.rings.map(ring => ({
      ...ring,
      machines: each(ring.machines),
      waves: ring.waves.map(size => size * copiesWanted),
      maxUnavailable: ring.maxUnavailable * copiesWanted,
    })),
  };
  const wider = events.slice(0, taken).flatMap((event): Event[] => {
    if (event.kind === 'begun') return [{ ...event, plan: wide }];
    if (event.kind === 'runBegan') return [{ ...event, again: each(event.again) }];
    return copies.flatMap((copy): Event[] => {
      const one = structuredClone(event);
      if (one.kind === 'intended') return [{ ...one, effect: { ...one.effect, machine: one.effect.machine + copy } }];
      if ('machine' in one) return [{ ...one, machine: one.machine + copy }];
      return copy === copies[0] ? [one] : [];
    });
  });
  return { plan: wide, events: wider };
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

const huge = sideBySide(large, many / machines);
title(`decide: ${many} machines, ${huge.events.length} records`);
await measure('at the beginning', huge, stateOf(huge.plan, 0));
await measure('test ring', huge, quietAfter(huge, many));
for (const [size, rollout] of [
  [machines, large],
  [many, huge],
] as const) {
  const values = await costsOf(rollout.plan, quietAfter(rollout, size));
  row({ what: `for each of ${size} machines, test ring`, values: values.map(ms => (ms / size) * 1e6), unit: 'ns' });
}

const before = heap();
const { plan } = huge;
const copy = JSON.parse(JSON.stringify(plan)) as Plan;
const withPlan = heap();
const state = quietAfter(huge, many);
const withState = heap();
row({ what: `memory of the plan of ${copy.machines.length} machines`, values: [withPlan - before], unit: 'MiB' });
row({ what: `memory of the state of ${state.machines.size}`, values: [withState - withPlan], unit: 'MiB' });
row({
  what: 'peak of the whole process, models of all machines included',
  values: [process.resourceUsage().maxRSS / 1_024],
  unit: 'MiB',
});
