// What draining and resuming a cluster node does to the state of its machine. Owed is the resuming from the intent of the drain on: what
// nobody has heard of counts as done there. Only the machine's own word ends it: it takes roles again, or nothing of ours had paused it.
// The job of a drain is forgotten on the machine only then: its directory bears the mark of whose pause it is.
import type { JobKey } from '../../model/job.ts';
import type { RolesReading } from '../../model/reading.ts';
import { drainTrouble, resumeTrouble } from '../cluster-trouble.ts';
import type { EffectOf } from '../effects.ts';
import type { Outcome, OutcomeOf } from '../outcomes.ts';
import { type DrainState, owesResume } from '../state.ts';
import type { MachineDraft } from './draft.ts';

/** The cluster's name is what its quorum is told of. */
export function clusterIn({ results }: RolesReading): string | null {
  return results.find(({ role, probe, item }) => role === 'cluster' && probe === 'quorum' && item !== '')?.item ?? null;
}

export function drainIntended(machine: MachineDraft, { job }: EffectOf<'drain'>): void {
  const { drain, beganAt } = machine;
  const isOwed = drain !== null && owesResume(machine);
  machine.drain = {
    jobs: isOwed ? [...drain.jobs, job] : [job],
    stands: 'asked',
    trouble: null,
    failure: null,
    beganBefore: isOwed ? drain.beganBefore : beganAt,
  };
}

export function nodeEnded(machine: MachineDraft, effect: EffectOf<'drain' | 'resume'>, outcome: Outcome): void {
  if (effect.kind === 'drain') drainEnded(machine, effect, outcome);
  else resumeEnded(machine, outcome);
}

function drainEnded(machine: MachineDraft, effect: EffectOf<'drain'>, outcome: Outcome): void {
  const { drain, name } = machine;
  if (drain === null) return;
  switch (outcome.kind) {
    case 'drained':
      drained(machine, drain, { effect, outcome });
      return;
    case 'notStarted': {
      const trouble = outcome.failure.code === 'EFFECT_WITHDRAWN' ? null : outcome.failure;
      // It had been paused before, and that is still to be taken back.
      if (drain.jobs.length > 1) machine.drain = { ...drain, trouble: outcome.failure };
      else over(machine, drain, trouble);
      return;
    }
    case 'failed':
    case 'lost':
    case 'overdue':
      machine.drain = { ...drain, trouble: { ...outcome.failure, machine: name } };
      return;
    default:
      return;
  }
}

interface Drained {
  readonly effect: EffectOf<'drain'>;
  readonly outcome: OutcomeOf<'drained'>;
}

function drained(machine: MachineDraft, drain: DrainState, { effect, outcome: { result } }: Drained): void {
  const trouble = drainTrouble(machine.name, result);
  switch (result.outcome) {
    case 'drained':
      machine.drain = { ...drain, stands: 'drained' };
      return;
    case 'stuck':
      machine.drain = { ...drain, stands: 'drained', trouble };
      return;
    case 'noMember':
      over(machine, drain, null);
      return;
    case 'refused': {
      // No role is on a node that is down, and what made it so may be what is to be undone.
      const isFree = effect.purpose === 'undo' && result.code === 'CLUSTER_NODE_DOWN';
      if (drain.jobs.length > 1) machine.drain = { ...drain, trouble };
      else over(machine, drain, isFree ? null : trouble);
      return;
    }
  }
}

/** Nothing is owed: what was done besides the drain is all that was done. */
function over(machine: MachineDraft, drain: DrainState, trouble: DrainState['trouble']): void {
  machine.finishedJobs = [...machine.finishedJobs, ...drain.jobs.filter(job => !machine.finishedJobs.includes(job))];
  machine.drain = { ...drain, jobs: [], stands: 'over', trouble, failure: null };
  if (machine.install === null && (machine.phase === 'ready' || machine.phase === 'checking'))
    machine.beganAt = drain.beganBefore;
}

function resumeEnded(machine: MachineDraft, outcome: Outcome): void {
  const { drain, name } = machine;
  if (drain === null) return;
  const why = whyNotResumed(drain, outcome);
  if (why !== undefined) machine.drain = { ...drain, failure: resumeTrouble(name, why) };
  else {
    over(machine, drain, drain.trouble);
    if (drain.trouble === null) machine.drain = null;
  }
}

/** Undefined: it takes roles again, or it was not us who had paused it. */
function whyNotResumed({ stands }: DrainState, outcome: Outcome): string | undefined {
  switch (outcome.kind) {
    case 'resumed': {
      const { outcome: how, detail } = outcome.result;
      return how === 'resumed' || (how === 'notOurs' && stands === 'asked') ? undefined : detail;
    }
    case 'notStarted':
    case 'failed':
    case 'lost':
    case 'overdue':
      return `${outcome.failure.code}: ${outcome.failure.message}`;
    default:
      return outcome.kind;
  }
}

/** Jobs that stand finished on the machine now; that of a drain stays as the mark of who has paused the node. */
export function clusterJobsLeft({ kind, job }: EffectOf<'drain' | 'resume'>, outcome: Outcome): readonly JobKey[] {
  return kind === 'resume' && ['resumed', 'failed', 'lost'].includes(outcome.kind) ? [job] : [];
}

/** The machine's visit is over: what was refused is asked again in the next one. */
export function forgetDrain(machine: MachineDraft): void {
  if (!owesResume(machine)) machine.drain = null;
}

/** A new run, or a person's word, tries again what did not work. */
export function tryToResumeAgain(machine: MachineDraft): void {
  if (machine.drain !== null && machine.phase !== 'excluded') machine.drain = { ...machine.drain, failure: null };
}
