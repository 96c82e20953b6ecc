// Somebody who looks after a simulated machine beside us, and installs something there by hand after our update has come into force: a
// later cumulative update over it, something that has nothing to do with it, or the latter with its restart left for another day.
// Nobody tells us: it shows only in what the machine then is.
import { rollupPackage, servicingStackPackage } from './catalogue.ts';
import { type Fault, type FaultOf, faultsOf } from './faults.ts';
import { install, type Software, stage } from './software.ts';
import type { CatalogueUpdate } from './updates.ts';

type Doing = FaultOf<'addedByOthers'>;

/** What the component store calls the framework that they bring. */
export const strangersPackage = 'Package_for_DotNetRollup_481~31bf3856ad364e35~amd64~~10.0.9999.1';

export class Strangers {
  readonly #left: Doing[];

  constructor(faults: readonly Fault[]) {
    this.#left = [...faultsOf(faults, 'addedByOthers')];
  }

  /** When they come next; infinity: nothing of ours that they wait for is in force. */
  nextAt({ installed }: Software): number {
    const times = this.#left.flatMap(({ kb, after }) =>
      installed.filter(({ item }) => item.kb === kb).map(({ since }) => since + after),
    );
    return Math.min(Number.POSITIVE_INFINITY, ...times);
  }

  /** What they leave behind; each comes once. */
  act(software: Software, at: number): Software {
    const due = this.#left.findIndex(({ kb, after }) =>
      software.installed.some(({ item, since }) => item.kb === kb && since + after <= at),
    );
    const [one] = this.#left.splice(due, 1);
    const ours = software.installed.find(({ item }) => item.kb === one?.kb)?.item;
    if (one === undefined || ours === undefined) return software;
    switch (one.what) {
      case 'later':
        return install(software, later(ours), at);
      case 'other':
        return install(software, other(ours), at);
      case 'pending':
        return stage(software, other(ours));
    }
  }
}

function later(ours: CatalogueUpdate): CatalogueUpdate {
  const level = ours.level + 5;
  const brought = { packages: [rollupPackage(level)], permanentPackages: [servicingStackPackage(level)] };
  return { ...ours, kb: 'KB5199001', level, ...brought };
}

function other(ours: CatalogueUpdate): CatalogueUpdate {
  const brought = { packages: [strangersPackage], permanentPackages: [] };
  return { ...ours, kb: 'KB5199002', family: 'dotnet', level: 1, train: 'keeps', ...brought };
}
