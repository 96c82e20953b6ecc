// Draining and resuming a cluster node, each as a keyed job under SYSTEM: live migrations take their time, and a connection that is lost
// must lose nothing. What may be begun and what is waited for is that of every job (job.ts); what came of it is the machine's word.
// Neither is ever killed: who stops waiting asks another time.
import { failureOf } from '../../model/failure.ts';
import type { EffectOf } from '../effects.ts';
import type { Outcome } from '../outcomes.ts';
import { type JobEnd, runJob } from './job.ts';
import type { Visit } from './visit.ts';

const [minute, hour] = [60_000, 3_600_000];
/** The bodies give up after an hour, and after twenty minutes: longer than that nobody has to wait for their word. */
const drainAtMost = hour + 15 * minute;
const resumeAtMost = 30 * minute;

export async function drain(visit: Visit, { job, after }: EffectOf<'drain'>): Promise<Outcome> {
  const end = await runJob(visit, { key: job, work: { kind: 'drain', after }, limit: drainAtMost });
  if (end.kind !== 'finished') return end;
  return end.status.kind === 'drain' ? { kind: 'drained', result: end.status.result } : strange(visit, end);
}

export async function resume(visit: Visit, { job, drains }: EffectOf<'resume'>): Promise<Outcome> {
  const end = await runJob(visit, { key: job, work: { kind: 'resume', drains }, limit: resumeAtMost });
  if (end.kind !== 'finished') return end;
  return end.status.kind === 'resume' ? { kind: 'resumed', result: end.status.result } : strange(visit, end);
}

function strange({ about }: Visit, { status }: Extract<JobEnd, { kind: 'finished' }>): Outcome {
  const message = `The job answered with the result of another kind of work (${status.kind}).`;
  return { kind: 'failed', failure: failureOf('JOB_RESULT_UNREADABLE', message, about) };
}
