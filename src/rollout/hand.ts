// What people do by hand, as events for the journal, checked against where the rollout stands: halting, resuming, closing, approving,
// holding an update, taking back. Pure; who writes them down, and what happens while a run is going on, is the commands' and the ledger's affair.
// Only what narrows a rollout may be left in a mailbox: a halt, a hold, an approval.
import { type Failure, failureOf } from '../model/failure.ts';
import type { MachineName } from '../model/machine.ts';
import { machinesToUndo } from './decide/rollback.ts';
import { type EffectKind, keyOf } from './effects.ts';
import type { Event } from './events.ts';
import { stillHidden } from './hidden.ts';
import { machinePhases, undoPhases } from './phases.ts';
import type { Plan } from './plan.ts';
import { type MachineState, owesResume, type State } from './state.ts';
import { isPayable } from './step-debts.ts';

export interface Word {
  readonly person: string;
  readonly reason: string;
  /** Epoch ms. */
  readonly now: number;
}

export type ByHand =
  | { readonly ok: true; readonly events: readonly Event[] }
  | { readonly ok: false; readonly failures: readonly Failure[] };

export function refused(code: string, message: string, next: string): ByHand {
  return { ok: false, failures: [failureOf(code, message, { next })] };
}

export function ended(plan: Plan, state: State): ByHand | undefined {
  if (state.conclusion === null) return undefined;
  const how = state.superseded === null ? state.conclusion : 'superseded';
  const message = `The rollout ${plan.rolloutId} has ended (${how}); its updates are final.`;
  return refused('ROLLOUT_ENDED', message, 'make a new plan for the next release');
}

/** Nothing forward starts any more, anywhere. Halting what is halted changes nothing. */
export function haltByHand(plan: Plan, state: State, { person, reason, now }: Word): ByHand {
  const over = ended(plan, state);
  if (over !== undefined) return over;
  return { ok: true, events: [{ kind: 'halted', at: now, cause: { by: 'person', person }, reason }] };
}

/**
 * Lifts a halt, or a hold that waits for nobody else; `exclude` takes machines out of this rollout. What was rolled back is lifted, too:
 * it is planned again, and shown on the machines where it was hidden.
 */
export function resumeByHand(
  plan: Plan,
  state: State,
  word: Word & { readonly exclude: readonly MachineName[] },
): ByHand {
  if (state.phase === 'undone' && (state.conclusion !== null || state.lifted !== null)) return lift(plan, state, word);
  const over = ended(plan, state);
  if (over !== undefined) return over;
  if (state.phase === 'undoing' || state.phase === 'undone') {
    const message = 'The rollout is being taken back: its update set is final.';
    return refused('ROLLOUT_ENDED', message, 'run apply until it is rolled back, then resume');
  }
  const isHeld = state.rings.some(({ phase }) => phase === 'held');
  if (state.phase !== 'halted' && !isHeld)
    return refused('ROLLOUT_NOT_HALTED', 'There is nothing to resume.', 'run status');
  const failures = word.exclude.flatMap(name => whyNotExcluded(state, name));
  if (failures.length > 0) return { ok: false, failures };
  const { person, reason, now, exclude } = word;
  return { ok: true, events: [{ kind: 'resumed', at: now, person, reason, exclude: [...exclude] }] };
}

/** Saying it again asks again whoever was not reached; where nothing is owed, it changes nothing. */
function lift(
  plan: Plan,
  state: State,
  { person, reason, now, exclude }: Word & { readonly exclude: readonly MachineName[] },
): ByHand {
  if (exclude.length > 0) {
    const message = 'Nobody is taken out of a rollout that was rolled back.';
    return refused('ARGUMENT_INVALID', message, 'resume without --exclude');
  }
  if (state.lifted !== null && stillHidden(plan, state).length === 0) return { ok: true, events: [] };
  return { ok: true, events: [{ kind: 'undoLifted', at: now, person, reason }] };
}

/** Closes it for good, as it stands, so that another rollout may begin. Closing what is closed changes nothing. */
export function supersedeByHand(plan: Plan, state: State, { person, reason, now }: Word): ByHand {
  const closed = { kind: 'superseded', at: now, person, reason } as const;
  if (state.superseded !== null) return { ok: true, events: state.superseded.fix === undefined ? [] : [closed] };
  if (state.phase === 'undoing' || (state.phase === 'undone' && state.conclusion === null)) {
    const owed = undoOwedBy(plan, state).join(', ') || 'its last word';
    const message = `The rollout ${plan.rolloutId} is being taken back, and that is still owed: ${owed}.`;
    return refused('ROLLOUT_UNFINISHED', message, 'run apply until it is rolled back; then a new rollout may begin');
  }
  const over = ended(plan, state);
  if (over !== undefined) return over;
  const failures = [...[...state.machines.values()].flatMap(whyNotLeft), ...stepsLeft(state)];
  if (failures.length > 0) return { ok: false, failures };
  return { ok: true, events: [closed] };
}

/** Machines that are still to be taken back, or to hide, or to show again, what was taken back. */
function undoOwedBy(plan: Plan, state: State): readonly MachineName[] {
  if (state.lifted !== null) return stillHidden(plan, state).map(({ name }) => name);
  const ends = ['undone', 'stranded', 'pending', 'skipped', 'excluded'];
  return (state.undo?.machines ?? []).filter(name => {
    const machine = state.machines.get(name);
    if (machine === undefined) return false;
    return (
      machine.inFlight !== null || !ends.includes(machine.phase) || (machine.phase === 'undone' && !machine.hiding)
    );
  });
}

/** What looks and changes nothing is let go; whoever is being changed is not left in the middle of it. */
function whyNotLeft(machine: MachineState): readonly Failure[] {
  const { name, phase, inFlight, install } = machine;
  const busy = inFlight !== null && changing.includes(inFlight.kind) ? keyOf(inFlight) : undefined;
  const owed = phase === 'installed' && install?.needsRestart === true;
  const why =
    busy !== undefined
      ? `${busy} is under way`
      : isPayable(machine.steps)
        ? 'a step after its work is still owed'
        : owesResume(machine)
          ? 'its cluster node is paused by this rollout, and still to be resumed'
          : owed
            ? 'its restart is still to come'
            : undoPhases.some(one => one === phase)
              ? 'it is being taken back, to prove the undo'
              : phase === 'clearing' || phase === 'restarting' || phase === 'restarted'
                ? 'it is in the middle of its restart'
                : undefined;
  if (why === undefined) return [];
  const next =
    busy === undefined
      ? `run apply until it rests, or take it out: halt if it runs, then resume --exclude ${name}`
      : 'run apply until it rests';
  return [failureOf('ROLLOUT_UNFINISHED', `${name}: ${why}.`, { machine: name, next })];
}

/** What this run has not tried to pay; what was tried in vain is listed, and left to a person. */
function stepsLeft({ rings }: State): readonly Failure[] {
  return rings.flatMap(({ name, steps }) => {
    if (!isPayable(steps.ring) && !isPayable(steps.wave)) return [];
    const message = `ring ${name}: a step after its work is still owed.`;
    return [failureOf('ROLLOUT_UNFINISHED', message, { next: 'run apply until it rests' })];
  });
}

const changing: readonly EffectKind[] = ['step', 'install', 'restart', 'uninstall', 'hide', 'show', 'drain', 'resume'];

function whyNotExcluded(state: State, name: MachineName): readonly Failure[] {
  const machine = state.machines.get(name);
  if (machine === undefined) {
    return [
      failureOf('ARGUMENT_INVALID', `The plan has no machine ${name}.`, { next: 'run status to see its machines' }),
    ];
  }
  const may: readonly string[] = machinePhases[machine.phase];
  if (may.includes('excluded') && machine.inFlight === null) return [];
  const message = `${name} is ${machine.phase}: it cannot be taken out now.`;
  return [failureOf('ARGUMENT_INVALID', message, { machine: name, next: 'run apply once more, then resume' })];
}

/** A person's word for one ring, bound to the plan that they read; a prefix of the hash of eight digits or more will do. */
export function approveByHand(
  plan: Plan,
  state: State,
  word: Word & { readonly ring: string; readonly planHash: string },
): ByHand {
  const over = ended(plan, state);
  if (over !== undefined) return over;
  const { ring, planHash, person, now } = word;
  if (!plan.rings.some(({ name }) => name === ring)) {
    return refused(
      'RING_UNKNOWN',
      `The plan has no ring ${ring}.`,
      `its rings are ${plan.rings.map(({ name }) => name).join(', ')}`,
    );
  }
  if (planHash.length < 8 || !plan.hash.startsWith(planHash)) {
    const message = `The approval is for plan ${planHash}, and this rollout has plan ${plan.hash.slice(0, 12)}.`;
    return refused('APPROVAL_MISMATCHED', message, 'read this plan and approve its hash');
  }
  return { ok: true, events: [{ kind: 'approved', at: now, ring, planHash: plan.hash, person }] };
}

/** Forbids an update from now on, wherever it has not been begun. */
export function holdByHand(plan: Plan, state: State, word: Word & { readonly kb: string }): ByHand {
  const over = ended(plan, state);
  if (over !== undefined) return over;
  const { kb, person, reason, now } = word;
  if (!plan.updates.some(({ kbs }) => kbs.includes(kb))) {
    const planned = plan.updates.flatMap(({ kbs }) => kbs).join(', ') || 'none';
    return refused(
      'ARGUMENT_INVALID',
      `${kb} is not in this plan; it has ${planned}.`,
      'nothing: it is not installed anyway',
    );
  }
  return { ok: true, events: [{ kind: 'updateHeld', at: now, kb, reason, person }] };
}

/**
 * Takes back what this rollout did in one ring, or in all (`null`); domain controllers, too. A rollout that has succeeded can still be
 * taken back. The machines that it will restart are `machinesToUndo`: a person is shown them first.
 */
export function rollbackByHand(plan: Plan, state: State, word: Word & { readonly ring: string | null }): ByHand {
  const { ring, person, reason, now } = word;
  if (ring !== null && !plan.rings.some(({ name }) => name === ring)) {
    return refused(
      'RING_UNKNOWN',
      `The plan has no ring ${ring}.`,
      `its rings are ${plan.rings.map(({ name }) => name).join(', ')}`,
    );
  }
  if (state.phase === 'undoing') {
    return refused('ROLLOUT_ENDED', 'The rollout is being taken back already.', 'run apply until it is rolled back');
  }
  const machines = machinesToUndo(plan, state, ring).map(({ name }) => name);
  if (machines.length === 0) {
    const where = ring === null ? 'anywhere' : `in ring ${ring}`;
    return refused(
      'ROLLOUT_UNKNOWN',
      `This rollout has changed nothing ${where} that could be taken back.`,
      'run status',
    );
  }
  const cause = { by: 'person', person } as const;
  const halted: readonly Event[] = state.phase === 'running' ? [{ kind: 'halted', at: now, cause, reason }] : [];
  return { ok: true, events: [...halted, { kind: 'undoBegan', at: now, cause, reason, machines, spared: [] }] };
}

export { machinesToUndo } from './decide/rollback.ts';
