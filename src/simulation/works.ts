// Kinds of work on a simulated machine: what each takes of its time, which of them change it, and what cannot be started at all. Only
// work that changes a machine takes it out of service, and only one such job runs at a time.
// Here is what a poll sees of it, too. Nothing here knows a machine: what is asked for is all that is looked at.
import type { JobKey, JobStatus, Work } from '../model/job.ts';
import { type Fault, faultsOf } from './faults.ts';
import type { Job } from './jobs.ts';
import { sourceNames } from './refusals.ts';

/** Whose length it takes. */
export const timedAs = {
  scan: 'scan',
  hide: 'scan',
  stage: 'stage',
  install: 'install',
  packages: 'install',
  uninstall: 'uninstall',
  detect: 'scan',
  script: 'install',
  removal: 'uninstall',
  drain: 'scan',
  resume: 'scan',
} as const satisfies Record<Work['kind'], string>;

/** Whether the work changes the machine. */
export function changes({ kind }: Work): boolean {
  return !quiet.includes(kind);
}

/** The machine serves on while they run; a drain moves what it serves to others. */
const quiet: readonly Work['kind'][] = ['scan', 'stage', 'hide', 'detect', 'drain', 'resume'];

/** How long a job takes; one whose script hangs never ends. @param takes what it takes elsewhere, in ms */
export function lengthOf({ kind }: Work, faults: readonly Fault[], takes: number): number {
  const hangs = kind === 'script' && faultsOf(faults, 'scriptBad').some(({ how }) => how === 'hangs');
  return hangs ? Number.POSITIVE_INFINITY : takes;
}

/** Whether it takes back what was done. */
export function isUndo({ kind }: Work): boolean {
  return kind === 'uninstall' || kind === 'removal';
}

/** Why Start-PatchringJob would refuse, by its code; undefined: it would not. */
export function refusalOf(
  jobs: readonly Job[],
  key: JobKey,
  work: Work,
): 'JOB_PARAMETERS_INVALID' | 'JOB_KEY_REUSED' | undefined {
  if ('updates' in work && work.updates.length === 0) return 'JOB_PARAMETERS_INVALID';
  if (work.kind === 'uninstall' && work.packagesBefore.length === 0) return 'JOB_PARAMETERS_INVALID';
  if (work.kind === 'resume' && work.drains.length === 0) return 'JOB_PARAMETERS_INVALID';
  const known = jobs.find(job => job.key === key);
  return known !== undefined && known.work.kind !== work.kind ? 'JOB_KEY_REUSED' : undefined;
}

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
      return {
        state: 'running',
        percent: Math.floor(share * 100),
        note: 'packages' in work ? 'copying and checking' : 'downloading',
      };
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
    case 'drain':
      return { state: 'running', percent: null, note: 'draining: 1 roles to move' };
    case 'resume':
      return { state: 'running', percent: null, note: 'resuming' };
    case 'detect':
    case 'script':
    case 'removal':
      return { state: 'running', percent: null, note: 'the owner’s script runs' };
  }
}
