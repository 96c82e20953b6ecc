// One job on one machine, from asking for it to its result. Starting is safe to repeat, because the machine knows the key (I8): an
// answer that was lost is asked for again. A machine that does not answer while a job runs is not a failure: we go on asking until a
// deadline. A job is never killed; when we stop waiting it is overdue, and goes on without us.
import { rowOfCode } from '../../knowledge/errors.ts';
import { describeHresult, hresultOf } from '../../knowledge/hresults.ts';
import { canRetry } from '../../knowledge/install-codes.ts';
import { formatDuration } from '../../model/duration.ts';
import { type Failure, failureOf } from '../../model/failure.ts';
import type { JobKey, JobStatus, Work } from '../../model/job.ts';
import type { Answer } from '../../model/ports.ts';
import { isOurs, isOursForGood, isRejection } from '../effects.ts';
import type { OutcomeOf } from '../outcomes.ts';
import { type Access, Detached, letGoIf, Patience } from './visit.ts';

export type Finished = Extract<JobStatus, { readonly state: 'finished' }>;

export type JobEnd =
  | { readonly kind: 'finished'; readonly status: Finished }
  | OutcomeOf<'notStarted'>
  | OutcomeOf<'failed'>
  | OutcomeOf<'lost'>
  | OutcomeOf<'overdue'>;

export interface JobAsk {
  readonly key: JobKey;
  readonly work: Work;
  /** How long to wait for its end, in ms. */
  readonly limit: number;
  /** The answer of a start that was asked for already. */
  readonly first?: Answer<JobStatus> | undefined;
}

/** Starts the job, or finds it, and waits for its end. Throws Detached. */
export async function runJob(visit: Access, ask: JobAsk): Promise<JobEnd> {
  const begun = await begin(visit, ask);
  return begun.isThere ? await awaitEnd(visit, ask, begun.status) : begun.end;
}

type Begun = { readonly isThere: true; readonly status: JobStatus } | { readonly isThere: false; readonly end: JobEnd };

/** A status of the job once it is surely there, or why it is not. */
async function begin(visit: Access, { key, work, first }: JobAsk): Promise<Begun> {
  const { machine, signal } = visit;
  const patience = new Patience(visit, visit.reach);
  // A start whose answer was lost, now or in a run before this one, may have arrived: only the machine can tell.
  let mayBeThere = visit.isRepeat;
  let given = first;
  for (;;) {
    letGoIf(signal);
    const withdrawn = given === undefined ? visit.whyNotStart() : undefined;
    if (withdrawn !== undefined && !mayBeThere) return never(withdrawal(visit, withdrawn));
    const isOnlyLooking = withdrawn !== undefined;
    const answer = given ?? (await (isOnlyLooking ? machine.pollJob(key) : machine.startJob(key, work)));
    given = undefined;
    if (answer.ok) {
      if (isOnlyLooking && answer.value.state === 'absent') mayBeThere = false;
      else return { isThere: true, status: answer.value };
      continue;
    }
    const { failure, arrived } = answer;
    if (isRejection(failure)) throw new Detached(failure);
    if (!isOnlyLooking && arrived === 'maybe') mayBeThere = true;
    if (!failure.retryable || patience.isOver) {
      if (!mayBeThere) return never(failure);
      if (isOurs(failure)) throw new Detached(failure);
      return { isThere: false, end: { kind: failure.retryable ? 'overdue' : 'failed', failure } };
    }
    await patience.wait();
  }
}

function never(failure: Failure): Begun {
  return { isThere: false, end: { kind: 'notStarted', failure } };
}

async function awaitEnd(visit: Access, { key, limit }: JobAsk, first: JobStatus): Promise<JobEnd> {
  const patience = new Patience(visit, limit, 'work');
  let status = first;
  let silence: Failure | undefined;
  let mayBeCancelled = false;
  for (;;) {
    if (mayBeCancelled && status.state === 'absent') return { kind: 'notStarted', failure: cancelled(visit) };
    const end = endOf(visit, key, status);
    if (end !== undefined) return end;
    const withdrawn = status.state === 'queued' ? visit.whyNotStart() : undefined;
    if (withdrawn !== undefined) {
      const answer = await visit.machine.cancelJob(key);
      if (answer.ok && answer.value === 'cancelled')
        return { kind: 'notStarted', failure: withdrawal(visit, withdrawn) };
      mayBeCancelled ||= answer.ok ? answer.value === 'absent' : answer.arrived === 'maybe';
    }
    if (patience.isOver && silence !== undefined && isOurs(silence)) throw new Detached(silence);
    if (patience.isOver) return { kind: 'overdue', failure: overdue(visit, key, silence ?? status) };
    await patience.wait();
    const answer = await visit.machine.pollJob(key);
    if (!answer.ok && isOursForGood(answer.failure)) throw new Detached(answer.failure);
    if (answer.ok) status = answer.value;
    silence = answer.ok ? undefined : answer.failure;
  }
}

/** The end that a status tells of; undefined: it goes on. */
function endOf(visit: Access, key: JobKey, status: JobStatus): JobEnd | undefined {
  const { about } = visit;
  switch (status.state) {
    case 'queued':
      visit.onProgress?.(null, 'queued');
      return undefined;
    case 'running':
      visit.onProgress?.(status.percent, noteOf(status));
      return undefined;
    case 'finished':
      return { kind: 'finished', status };
    case 'failed': {
      const { hresult, message, code = 'JOB_FAILED' } = status.failure;
      const isSaid = hresult !== 0;
      const next = (isSaid ? hresultOf(hresult)?.advice : undefined) ?? rowOfCode(code)?.next;
      const more = { ...(isSaid ? { cause: describeHresult(hresult) } : {}), ...(next === undefined ? {} : { next }) };
      return { kind: 'failed', failure: failureOf(code, message, { ...about, ...more, retryable: canRetry(hresult) }) };
    }
    case 'lost':
      return { kind: 'lost', failure: failureOf('JOB_LOST', status.note, about) };
    case 'absent':
      return { kind: 'lost', failure: failureOf('JOB_LOST', `The machine no longer knows job ${key}.`, about) };
  }
}

function withdrawal({ about }: Access, why: string): Failure {
  return failureOf('EFFECT_WITHDRAWN', `Not begun: ${why}.`, { ...about, retryable: true });
}

function cancelled({ about }: Access): Failure {
  return failureOf('EFFECT_WITHDRAWN', 'Not begun: it was taken back while it was queued.', {
    ...about,
    retryable: true,
  });
}

/** Longer than any step of servicing goes without a word. Seconds. */
const silentAfter = 30 * 60;

/** What a job does, and whether it has fallen silent: its process lives, so it is not lost, and nobody stops it. */
function noteOf({ note, silentFor = 0 }: Extract<JobStatus, { readonly state: 'running' }>): string {
  if (silentFor < silentAfter) return note;
  return `${note}; its process lives, and has given no sign of life for ${formatDuration(silentFor * 1_000)}`;
}

/** @param last what is known of it: its status, or why there is none */
function overdue({ about }: Access, key: JobKey, last: Failure | JobStatus): Failure {
  if ('code' in last) {
    const message = `The machine stopped answering while job ${key} ran.`;
    return failureOf('MACHINE_UNREACHABLE', message, { ...about, cause: `${last.code}: ${last.message}` });
  }
  const message = `Job ${key} has not ended in its time; it is not killed.`;
  return failureOf('JOB_OVERDUE', message, last.state === 'running' ? { ...about, cause: noteOf(last) } : about);
}
