// What a job on a simulated machine works on, and what comes of it: the scene when it ends, and the software
// that it leaves.
// Values only; the work itself is in jobs.ts and undo-work.ts.
import type { JobStatus } from '../model/job.ts';
import type { UpdateOutcome } from '../model/reading.ts';
import type { Fault } from './faults.ts';
import type { NodeScene } from './node-jobs.ts';
import type { MachineProfile, Surroundings } from './profile.ts';
import type { Software } from './software.ts';

/** What a job needs to know of its machine. */
export interface JobScene extends NodeScene {
  readonly profile: MachineProfile;
  readonly surroundings: Surroundings;
  readonly software: Software;
  readonly at: number;
  /** Packages when the job began. */
  readonly packagesBefore: readonly string[];
  /** Takes one of a fault's `times`; false when they are used up. */
  readonly strikes: (fault: Fault) => boolean;
  readonly faults: readonly Fault[];
}

export interface JobOutcome {
  readonly status: Extract<JobStatus, { state: 'finished' | 'failed' }>;
  readonly software: Software;
  /** Updates that were tried, for the books. */
  readonly tried: readonly { readonly kb: string; readonly outcome: UpdateOutcome['outcome'] }[];
}
