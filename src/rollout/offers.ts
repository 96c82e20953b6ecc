// What a machine gets from a source that its update agent knows nothing of. Nobody has to ask for it on the machine: who it is and which
// KBs it lists say enough. A restart is offered once: after it, nothing is. A package is offered to its build until its KB is listed;
// where the list cannot be read it is offered before, for DISM knows, and not after, for nobody could tell a loop.

import type { JobStatus } from '../model/job.ts';
import type { Facts, HotpatchReading, ScanResult } from '../model/reading.ts';
import { restartOnly, type Source, updateOfPackage, updateOfScripts } from '../model/source.ts';

/** The machine `before` anything was done, or once more `after` the restart. */
export interface Looked {
  readonly when: 'before' | 'after';
  readonly facts: Facts;
  readonly hotpatch: HotpatchReading | undefined;
}

/** What the source offers; undefined: only a job on the machine can tell. */
export function offerOf(source: Source, { when, facts, hotpatch }: Looked): ScanResult | undefined {
  switch (source.kind) {
    case 'agent':
    case 'script':
      return undefined;
    case 'none':
      return { updates: when === 'before' ? [restartOnly] : [], source: 'none (restart only)' };
    case 'packages': {
      const lists = Object.values(hotpatch?.installedKbs ?? {}).filter(kbs => kbs !== null);
      const isUnread = lists.length === 0;
      const mine = source.packages.filter(({ build }) => build === facts.build);
      const missing = mine.filter(({ kb }) => (isUnread ? when === 'before' : !lists.flat().includes(kb)));
      return { updates: missing.map(updateOfPackage), source: 'packages' };
    }
  }
}

/** What the job says that was asked what is offered; undefined: it is other work. */
export function offerIn(
  source: Source,
  status: Extract<JobStatus, { readonly state: 'finished' }>,
): ScanResult | undefined {
  if (status.kind === 'scan') return status.result;
  if (status.kind !== 'detect' || source.kind !== 'script') return undefined;
  const { installed, version } = status.result;
  const found = installed ? `installed${version === null ? '' : `, version ${version}`}` : 'not installed';
  return { updates: installed ? [] : [updateOfScripts(source)], source: `script ${source.name} (${found})` };
}
