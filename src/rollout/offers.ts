// What a machine gets from a source that its update agent knows nothing of. Nobody has to ask for it on the machine: who it is and which
// KBs it lists say enough. A restart is offered once: after it, nothing is. A package is offered to its build until its KB is listed;
// where the list cannot be read it is offered before, for DISM knows, and not after, for nobody could tell a loop.
// A machine that no package is for is not up to date: it is told apart.
import { productOf } from '../knowledge/products.ts';
import type { JobStatus } from '../model/job.ts';
import type { Facts, HotpatchReading, ScanResult } from '../model/reading.ts';
import {
  type Package,
  restartOnly,
  type Source,
  updateOfPackage,
  updateOfScripts,
  whatItIsFor,
} from '../model/source.ts';

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
      const mine = source.packages.filter(one => fits(one, facts));
      const missing = mine.filter(({ kb }) => (isUnread ? when === 'before' : !lists.flat().includes(kb)));
      return { updates: missing.map(updateOfPackage), source: 'packages' };
    }
  }
}

/** A product is a Windows Server; a build is any Windows that has it. */
export function fits({ product, build }: Package, facts: Facts): boolean {
  return product === undefined ? build === facts.build : productOf(facts)?.name === product;
}

/** Why no package is for this machine's Windows; undefined: one is, or they are no packages. Nothing offered is not the same as up to date. */
export function whyNoneFits(source: Source, facts: Facts): string | undefined {
  if (source.kind !== 'packages' || source.packages.some(one => fits(one, facts))) return undefined;
  const others = [...new Set(source.packages.map(whatItIsFor))].join(', ');
  return `no package is for ${facts.productName.trim() || 'this Windows'} (build ${facts.build}): the policy has some for ${others}`;
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
