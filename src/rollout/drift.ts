// What a machine was when the plan was made, and what it has become until its wave starts. Known is what the survey read, and the name
// that the inventory gives it; of a ring that nobody surveyed, what a look before its opening showed. Somebody who updated it, made it
// another Windows, changed its enrolment, or an address at which another machine answers: each is told with before and after. Nothing
// here decides; decide/drift.ts does (facts: rollout 1, drift detection).
import { isLasting } from '../knowledge/categories.ts';
import { isEnrolledBy } from '../knowledge/enrolment.ts';
import { containing } from '../knowledge/supersedence.ts';
import { type Failure, failureOf } from '../model/failure.ts';
import type { MachineEntry } from '../model/machine.ts';
import type { Facts, HotpatchReading, ScanResult } from '../model/reading.ts';
import { identityOf, type Update } from '../model/update.ts';
import { type Change, type DriftKind, driftKinds, type Surveyed } from './changes.ts';
import type { Plan, PlannedUpdate } from './plan.ts';
import type { Survey } from './survey.ts';

/** What the plan holds of the machines that were asked, beside the updates that it pins. */
export function surveyedOf({ rows }: Survey, pinned: readonly PlannedUpdate[]): readonly Surveyed[] {
  const ids = new Set(pinned.map(({ updateId }) => updateId));
  return rows.flatMap(row => {
    if (!row.ok) return [];
    const { computerName, domain, productName, build, ubr } = row.facts;
    const isEnrolled = row.hotpatch === undefined ? null : isEnrolledBy(row.hotpatch);
    const beside = row.scan.updates.filter(update => !ids.has(update.updateId) && isLasting(update));
    const others = [...new Set(beside.map(({ updateId }) => updateId))].sort();
    return [{ machine: row.machine, computerName, domain, productName, build, ubr, isEnrolled, others }];
  });
}

const address = /^[\d.]+$/;

/** What Windows calls itself there, by the inventory: its label `computerName`, else the first part of its name. Undefined: it says nothing. */
function nameOf({ name, labels }: MachineEntry): string | undefined {
  return labels.computerName ?? (address.test(name) ? undefined : name.split('.')[0]);
}

/** Names of computers end after fifteen letters, and are the same in small ones. */
function isSameName(one: string, other: string): boolean {
  return one.slice(0, 15).toLowerCase() === other.slice(0, 15).toLowerCase();
}

/** Who answers in place of the machine of the inventory; undefined: it does itself. */
export function strangerAt(entry: MachineEntry, { computerName }: Pick<Facts, 'computerName'>): Change | undefined {
  const expected = nameOf(entry);
  if (expected === undefined || isSameName(expected, computerName)) return undefined;
  return { what: 'name', before: expected, after: computerName };
}

/** Told with the plan, while the inventory can still be put right. */
export function exchangedNotes({ machines }: Plan, survey: Survey | null): readonly Failure[] {
  const entries = new Map(machines.map(entry => [entry.name, entry]));
  return (survey?.rows ?? []).flatMap(row => {
    const entry = entries.get(row.machine);
    const found = row.ok && entry !== undefined ? strangerAt(entry, row.facts) : undefined;
    if (found === undefined) return [];
    const message = `${row.machine} answers as ${found.after}, and ${found.before} was expected: nothing will be begun there.`;
    return [failureOf('MACHINE_EXCHANGED', message, { machine: row.machine })];
  });
}

/** What the machine shows now. */
export interface Shown {
  readonly facts: Facts;
  readonly hotpatch: HotpatchReading | undefined;
  readonly scan: ScanResult;
}

/** What is known from before; `null` where nobody has read it. */
export interface Before {
  readonly entry: MachineEntry;
  readonly surveyed: Surveyed | null;
  /** A look before its ring opened. */
  readonly look: Facts | null;
}

/** Everything that is otherwise by now, the gravest first; empty: it is as it was. */
export function driftOf(plan: Plan, { entry, surveyed, look }: Before, shown: Shown): readonly Change[] {
  const { facts } = shown;
  const stranger = strangerAt(entry, facts);
  const known = surveyed ?? look;
  return [
    ...(stranger === undefined ? [] : [stranger]),
    ...(known === null ? [] : identityChanges(known, facts, stranger !== undefined)),
    ...(surveyed === null ? [] : [...enrolmentChanges(surveyed, shown), ...offerChanges(plan, surveyed, shown)]),
  ];
}

type Identity = Pick<Facts, 'computerName' | 'domain' | 'productName' | 'build' | 'ubr'>;

function identityChanges(known: Identity, now: Identity, isStranger: boolean): readonly Change[] {
  const full = ({ computerName, domain }: Identity): string => `${computerName}.${domain}`.toLowerCase();
  const windows = ({ productName, build }: Identity): string => `${productName} (${build})`;
  const level = ({ build, ubr }: Identity): string => `${build}.${ubr}`;
  const change = (what: DriftKind, of: (one: Identity) => string): readonly Change[] =>
    of(known) === of(now) ? [] : [{ what, before: of(known), after: of(now) }];
  const product = change('product', windows);
  return [
    ...(isStranger ? [] : change('name', full)),
    ...product,
    ...(product.length > 0 ? [] : change('build', level)),
  ];
}

const enrolled = (is: boolean): string => (is ? 'enrolled' : 'not enrolled');

function enrolmentChanges({ isEnrolled }: Surveyed, { hotpatch }: Shown): readonly Change[] {
  const now = hotpatch === undefined ? null : isEnrolledBy(hotpatch);
  if (isEnrolled === null || now === null || isEnrolled === now) return [];
  return [{ what: 'hotpatch', before: enrolled(isEnrolled), after: enrolled(now) }];
}

function offerChanges(plan: Plan, { machine, others }: Surveyed, { hotpatch, scan }: Shown): readonly Change[] {
  const now = new Set(scan.updates.map(identityOf));
  const installed = Object.values(hotpatch?.installedKbs ?? {}).flatMap(kbs => kbs ?? []);
  const changes: Change[] = plan.updates
    .filter(update => update.offeredTo.includes(machine) && !now.has(identityOf(update)))
    .map(({ kbs, title }) => {
      const isThere = kbs.some(kb => containing(kb, plan.lineage).some(one => installed.includes(one)));
      const name = kbs.join('+') || title;
      return isThere
        ? { what: 'installed', before: `${name} pending`, after: 'there already' }
        : { what: 'gone', before: `${name} pending`, after: 'not offered' };
    });
  const known = new Set([...others, ...plan.updates.map(({ updateId }) => updateId)]);
  const fresh = scan.updates.filter(update => !known.has(update.updateId) && isLasting(update));
  if (fresh.length > 0) changes.push({ what: 'offered', before: 'not offered', after: namesOf(fresh) });
  return changes.sort((a, b) => driftKinds.indexOf(a.what) - driftKinds.indexOf(b.what));
}

function namesOf(updates: readonly Update[]): string {
  return [...new Set(updates.map(({ kbs, title }) => kbs.join('+') || title))].sort().join(', ');
}
