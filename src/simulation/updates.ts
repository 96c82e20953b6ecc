// What the simulated Windows Update has, and what it offers to whom: by build, by level (the newest of a family wins, so
// supersedence is by number), and by Hotpatch enrolment (facts: windows-servicing 1.6, 2.1). An update's consequences that no
// real machine could tell beforehand (it takes the machine off the train) stand here too, and never in what a scan reports.
import type { Update, UpdateIdentity } from '../model/update.ts';

/** Within one family the higher level supersedes the lower one. For `cumulative` the level is the UBR. */
export type Family = 'cumulative' | 'dotnet' | 'definitions' | 'upgrade';

export interface CatalogueUpdate {
  /** Exactly what a scan reports; one object for all machines. */
  readonly update: Update;
  readonly kb: string;
  readonly family: Family;
  /** Build to which it applies, e.g. 26100. */
  readonly build: number;
  readonly level: number;
  /** Who is offered it, by Hotpatch enrolment. */
  readonly audience: 'all' | 'enrolled' | 'notEnrolled';
  /** `role`: only machines with that role are asked to restart (KB5070893: wsus). */
  readonly restarts: 'always' | 'never' | { readonly role: string };
  /** CBS packages that it brings and that can be removed again. */
  readonly packages: readonly string[];
  /** CBS packages that stay for good: servicing stacks (facts: windows-servicing 4.1). */
  readonly permanentPackages: readonly string[];
  /** A baseline puts an enrolled machine back on the Hotpatch train; `leaves` takes it off until the next baseline. */
  readonly train: 'baseline' | 'keeps' | 'leaves';
  /** When it is offered, in ms after the fleet began; always unless told. */
  readonly offered?: { readonly from?: number; readonly until?: number };
}

export interface OfferQuery {
  readonly build: number;
  /** Level of each family that the machine has or has staged; absent = 0. */
  readonly levels: Readonly<Partial<Record<Family, number>>>;
  /** Is the machine on the Hotpatch train as Windows Update sees it? */
  readonly isOnTrain: boolean;
  /** ms since the fleet began. */
  readonly elapsed: number;
}

function isApplicable(item: CatalogueUpdate, query: OfferQuery): boolean {
  if (item.build !== query.build) return false;
  if (item.level <= (query.levels[item.family] ?? 0)) return false;
  if (item.audience !== 'all' && (item.audience === 'enrolled') !== query.isOnTrain) return false;
  const { from = 0, until = Number.POSITIVE_INFINITY } = item.offered ?? {};
  return query.elapsed >= from && query.elapsed < until;
}

/** The newest of each family that applies; two of the same level are both offered, as on 23 October 2025. */
export function offersOf(catalogue: readonly CatalogueUpdate[], query: OfferQuery): readonly CatalogueUpdate[] {
  const applicable = catalogue.filter(item => isApplicable(item, query));
  return applicable.filter(item => !applicable.some(other => other.family === item.family && other.level > item.level));
}

export function isSameUpdate(one: UpdateIdentity, other: UpdateIdentity): boolean {
  return one.updateId === other.updateId && one.revision === other.revision;
}

/** Whether it restarts a machine with these roles. */
export function needsRestart({ restarts }: CatalogueUpdate, { roles }: { readonly roles: readonly string[] }): boolean {
  if (typeof restarts === 'string') return restarts === 'always';
  return roles.includes(restarts.role);
}
