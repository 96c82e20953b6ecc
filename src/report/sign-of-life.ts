// The one line that a run says while nothing happens: how far it is, and the machine that takes longest with what it was last heard to be
// at. Beside it stands what is usual in this rollout, so that slow is a word with a figure; lost is said by the log when a
// limit has passed, and never here.
import { formatDuration } from '../model/duration.ts';
import type { MachineName } from '../model/machine.ts';
import { activePhases, type MachinePhase, undoPhases } from '../rollout/phases.ts';
import type { MachineState, State } from '../rollout/state.ts';
import type { Usual } from './usual.ts';
import { count } from './words.ts';

const inHand: readonly MachinePhase[] = [...activePhases, ...undoPhases, 'watching'];

export interface LifeInput {
  readonly state: State;
  readonly now: number;
  /** What the work of a machine was last heard to be at. */
  readonly told: ReadonlyMap<MachineName, string>;
  readonly usual: Usual;
}

/** `still at it: 7 of 20 updated, 2 in hand; slowest: web01, installing for 14m (65 %, installing KB5070893), slow: usual 4m` */
export function signOfLife({ state, now, told, usual }: LifeInput): string {
  const machines = [...state.machines.values()];
  const updated = machines.filter(({ result }) => result === 'updated').length;
  const active = machines.filter(({ phase }) => inHand.includes(phase));
  const counts = `still at it: ${updated} of ${count(machines.length, 'machine')} updated, ${active.length} in hand`;
  const slowest = active.reduce<MachineState | undefined>(
    (slow, one) => (slow === undefined || one.since < slow.since ? one : slow),
    undefined,
  );
  if (slowest === undefined) return counts;
  const { name, phase, since } = slowest;
  const word = told.get(name);
  const far = word === undefined ? '' : ` (${word})`;
  const length = usual.ofPhase(phase);
  const known =
    length === undefined ? '' : `, ${usual.isSlow(phase, now - since) ? 'slow: ' : ''}usual ${formatDuration(length)}`;
  return `${counts}; slowest: ${name}, ${phase} for ${formatDuration(now - since)}${far}${known}`;
}
