// Draining and resuming on a simulated machine: its cluster answers, and where it is in none there is nothing to do. The faults of the
// node decide whether a role stays and whether it takes roles again. Neither changes what is installed.
// As the bodies in windows/bodies/cluster-node.ps1 answer it.
import type { DrainWork, JobKey, JobStatus, ResumeWork } from '../model/job.ts';
import type { MachineName } from '../model/machine.ts';
import type { DrainResult, ResumeResult } from '../model/reading.ts';
import type { SimulatedCluster } from './cluster.ts';
import { type Fault, faultsOf } from './faults.ts';
import type { Software } from './software.ts';

/** The machine as a node. */
export interface NodeScene {
  readonly machine: MachineName;
  readonly key: JobKey;
  /** Undefined: it is in none. */
  readonly cluster: SimulatedCluster | undefined;
}

interface Scene extends NodeScene {
  readonly software: Software;
  readonly faults: readonly Fault[];
  readonly strikes: (fault: Fault) => boolean;
  readonly at: number;
}

interface Played {
  readonly status: Extract<JobStatus, { state: 'finished' }>;
  readonly software: Software;
  /** Nothing was installed. */
  readonly tried: readonly never[];
}

const noMember: DrainResult = { outcome: 'noMember', code: null, detail: '', stayed: [] };
const alone: ResumeResult = { outcome: 'resumed', detail: 'it is in no cluster' };

export function runNode(work: DrainWork | ResumeWork, scene: Scene): Played {
  const { cluster, machine, key, at, software, faults, strikes } = scene;
  if (work.kind === 'drain') {
    const stays = faultsOf(faults, 'roleStays').some(strikes);
    const result = cluster?.drain(machine, { key, after: work.after, at, stays }) ?? noMember;
    return { status: { state: 'finished', kind: 'drain', result }, software, tried: [] };
  }
  const fails = faultsOf(faults, 'resumeFails').some(strikes);
  const result = cluster?.resume(machine, { drains: work.drains, at, fails }) ?? alone;
  return { status: { state: 'finished', kind: 'resume', result }, software, tried: [] };
}
