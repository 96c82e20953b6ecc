// One decision at 5,000 machines: before anything has begun, and from states in the middle of a rollout. The loop asks for one after
// everything that happens, so this is what a large rollout costs when nothing else does.
import { decide } from '../../src/rollout/decide/index.ts';
import { fold, stateOf } from '../../src/rollout/fold/index.ts';
import { playUntil } from './engine.ts';
import { costOf, repeat, row, title } from './harness.ts';

const machines = 5_000;
const times = 50;
const { plan, events } = await playUntil(machines, 60_000);

async function measure(what: string, records: number): Promise<void> {
  const state = records === 0 ? stateOf(plan, 0) : fold(events.slice(0, records))?.state;
  if (state === undefined) throw new Error('there is no rollout');
  const costs = await repeat(7, () =>
    costOf(() => {
      for (let turn = 0; turn < times; turn += 1) decide(plan, state, state.lastAt);
    }),
  );
  const inFlight = records === 0 ? 'nothing has begun' : `${state.inFlight.size} in flight`;
  row({ what: `${what}, ${inFlight}`, values: costs.map(({ cpu }) => cpu / times), unit: 'ms', budget: 5 });
}

title(`decide: ${machines} machines, ${events.length} records`);
await measure('at the beginning', 0);
await measure('in the pilot ring', 20_000);
await measure('in the production ring', 45_000);
await measure('later there', events.length);
