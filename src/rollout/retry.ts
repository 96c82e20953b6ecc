// `retry --failed`: a person's word that machines which failed are tried again, through the same gates, waves, budgets and approvals. It
// narrows and never bends: no machine of an earlier ring while a later one is worked on, nothing where somebody else's halt stands, and
// nobody who is stranded. A halt that these failures made is lifted by it, where all of them are tried again; else it would come back.
import { type Failure, failureOf } from '../model/failure.ts';
import type { MachineName } from '../model/machine.ts';
import { currentRing } from './decide/budget.ts';
import type { Cause } from './events.ts';
import { type ByHand, ended, refused, type Word } from './hand.ts';
import type { Plan } from './plan.ts';
import { type MachineState, ringOf, type State } from './state.ts';

export interface RetryScope {
  /** Null: any. */
  readonly ring: string | null;
  /** Empty: all that failed. */
  readonly only: readonly MachineName[];
}

/** What failed, and is not back in line yet. */
function isToRetry(state: State, { name, phase, ring }: MachineState): boolean {
  return phase === 'failed' && !ringOf(state, ring).retrying.has(name);
}

/** Machines that are back in line by such a word, and whose turn has not come. */
export function stillRetrying(state: State): readonly MachineName[] {
  return state.rings.flatMap(({ retrying }) => [...retrying]);
}

export function retryByHand(plan: Plan, state: State, { person, reason, now, ring, only }: Word & RetryScope): ByHand {
  const over = whyOver(plan, state);
  if (over !== undefined) return over;
  const strange = only.flatMap(name => whyNotFailed(state, name));
  if (strange.length > 0) return { ok: false, failures: strange };
  const isMeant = (machine: MachineState): boolean =>
    isToRetry(state, machine) &&
    (ring === null || ringOf(state, machine.ring).name === ring) &&
    (only.length === 0 || only.includes(machine.name));
  const machines = [...state.machines.values()].filter(isMeant);
  if (machines.length === 0 && stillRetrying(state).length > 0) return { ok: true, events: [] };
  if (machines.length === 0) {
    const where = ring === null ? 'in this rollout' : `in ring ${ring}`;
    return refused('RETRY_NOTHING_FAILED', `Nothing has failed ${where} that could be tried again.`, 'run status');
  }
  const halted = whyHalted(state, machines);
  if (halted !== undefined) return halted;
  const closed = machines.flatMap(machine => whyClosed(state, machine));
  if (closed.length > 0) return { ok: false, failures: closed };
  return {
    ok: true,
    events: [{ kind: 'retried', at: now, person, reason, machines: machines.map(({ name }) => name) }],
  };
}

/** What has succeeded can be gone on with: what failed in it was tolerated. */
function whyOver(plan: Plan, state: State): ByHand | undefined {
  if (state.phase === 'undoing' || state.phase === 'undone') {
    const message = `The rollout ${plan.rolloutId} was rolled back, or is being: its updates are final.`;
    return refused('ROLLOUT_ENDED', message, 'make a new plan for the next release');
  }
  return state.superseded === null ? undefined : ended(plan, state);
}

function whyNotFailed(state: State, name: MachineName): readonly Failure[] {
  const machine = state.machines.get(name);
  if (machine === undefined || machine.phase === 'failed') return [];
  const message = `${name} is ${machine.phase}: only what has failed is tried again.`;
  const next = machine.phase === 'stranded' ? 'bring it back by hand, or take it out: resume --exclude' : 'run status';
  return [failureOf('RETRY_NOTHING_FAILED', message, { machine: name, next })];
}

/** A halt of another making stays; and one of these failures would come again where some of them are left as they are. */
function whyHalted({ halt, machines: all }: State, machines: readonly MachineState[]): ByHand | undefined {
  if (halt === null) return undefined;
  const { cause, reason } = halt;
  const names = machines.map(({ name }) => name);
  if (cause.by !== 'rule' || !names.includes(cause.machine)) {
    const by = haltedBy(cause);
    const message = `The rollout was halted ${by}: ${reason.replace(/[.\s]+$/u, '')}.`;
    return refused('RETRY_HALTED', message, 'lift that halt: resume --reason "…"; what failed is then looked at again');
  }
  const ring = all.get(cause.machine)?.ring;
  const left = [...all.values()].filter(
    one => one.ring === ring && one.phase === 'failed' && !names.includes(one.name),
  );
  if (left.length === 0) return undefined;
  const message = `${left.map(({ name }) => name).join(', ')} of ring ${cause.ring} failed as well, and would halt it again.`;
  return refused('RETRY_HALTED', message, `try them again too: retry --failed --ring ${cause.ring}`);
}

function haltedBy(cause: Cause): string {
  switch (cause.by) {
    case 'person':
      return `by ${cause.person}`;
    case 'service':
      return `by ${cause.gate} of the service`;
    case 'rule':
      return `because of ${cause.machine}`;
  }
}

/** A ring that has passed is not opened again while a later one is worked on. */
function whyClosed(state: State, { name, ring: index }: MachineState): readonly Failure[] {
  const current = currentRing(state);
  if (current === undefined || current === index) return [];
  const [ring, open] = [ringOf(state, index).name, ringOf(state, current).name];
  const message = `${name} is of ring ${ring}, which has passed with it and takes nobody back while ring ${open} is worked on.`;
  const next = `wait until the rollout is through; until then only ${open} is tried again: retry --failed --ring ${open}`;
  return [failureOf('RETRY_RING_CLOSED', message, { machine: name, next })];
}
