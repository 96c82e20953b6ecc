// What a poll sees of a simulated job while it goes on: it waits, or it works, and how far it is. Pure; what a job does when it ends is
// jobs.ts. The notes are those that the real bodies write.
import type { JobStatus } from '../model/job.ts';
import type { Job } from './jobs.ts';
import { sourceNames } from './refusals.ts';

/** What a poll sees at that instant. */
export function statusOf(job: Job, now: number): JobStatus {
  if (job.end !== undefined) return job.end;
  if (now < job.runsAt) return { state: 'queued' };
  const share = (now - job.runsAt) / Math.max(1, job.endsAt - job.runsAt);
  const { work } = job;
  switch (work.kind) {
    case 'scan':
      return { state: 'running', percent: null, note: `searching: ${sourceNames[work.source]}` };
    case 'hide':
      return { state: 'running', percent: null, note: 'searching' };
    case 'stage':
      return { state: 'running', percent: Math.floor(share * 100), note: 'downloading' };
    case 'install':
      return { state: 'running', percent: Math.floor(share * 100), note: share < 0.3 ? 'downloading' : 'installing' };
    case 'packages':
      return {
        state: 'running',
        percent: Math.floor(share * 100),
        note: share < 0.3 ? 'copying and checking' : 'installing',
      };
    case 'uninstall':
      return { state: 'running', percent: Math.floor(share * 100), note: 'removing' };
  }
}
