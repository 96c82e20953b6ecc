// One decision at 5,000 machines: before anything has begun, in the middle of a rollout with little news, and where hundreds of machines
// have answered in the same turn and each of them is judged. The loop asks for one after everything that happens, so this is what a
// large rollout costs when nothing else does.
import { decide } from '../../src/rollout/decide/index.ts';
import { advance, fold, stateOf } from '../../src/rollout/fold/index.ts';
import type { State } from '../../src/rollout/state.ts';
import { playUntil } from './engine.ts';
import { costOf, repeat, row, title } from './harness.ts';

const machines = 5_000;
const times = 50;
const { plan, events } = await playUntil(machines, 60_000);

/** More answers than this in one turn are a row of their own. */
const fewNews = 10;

async function measure(what: string, state: State): Promise<void> {
  const costs = await repeat(7, () =>
    costOf(() => {
      for (let turn = 0; turn < times; turn += 1) decide(plan, state, state.lastAt);
    }),
  );
  const { inFlight, news } = state;
  const values = costs.map(({ cpu }) => cpu / times);
  row({
    what: `${what}: ${inFlight.size} in flight, ${news.size} to judge`,
    values,
    unit: 'ms',
    ...(news.size > fewNews ? {} : { budget: 5 }),
  });
  if (news.size > fewNews) {
    row({ what: '  of it for each that is judged', values: values.map(ms => (ms / news.size) * 1_000), unit: 'µs' });
  }
}

function stateAfter(records: number): State {
  const state = fold(events.slice(0, records))?.state;
  if (state === undefined) throw new Error('there is no rollout');
  return state;
}

/** Soon after so many records, when little is left to judge. */
function quietAfter(records: number): State {
  const state = stateAfter(records);
  for (const event of events.slice(records)) {
    if (state.news.size <= fewNews && state.inFlight.size > 0) break;
    advance(plan, state, event);
  }
  return state;
}

title(`decide: ${machines} machines, ${events.length} records`);
await measure('at the beginning', stateOf(plan, 0));
await measure('pilot ring', quietAfter(20_000));
await measure('production ring', quietAfter(40_000));
await measure('later there', quietAfter(55_000));
await measure('pilot ring, a wave answers at once', stateAfter(20_000));
