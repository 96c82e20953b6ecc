// Holds: which update must not go to which machine, and what to take instead. Holds are data (shipped-holds.ts and the policy's own);
// matching is pure. A held KB is never installed: its substitute is, or the machine is held with the remedy.
// Before the install is the only point at which a lost Hotpatch enrolment can be prevented (facts: windows-servicing 2.1).
import type { Facts } from '../model/reading.ts';
import type { Update } from '../model/update.ts';
import type { Hold } from './hold.ts';
import { type HotpatchGrade, isEnrolled } from './hotpatch.ts';
import { keepsTrain, type LineageRow, lineageOf, rowOfKbs, substitutesFor } from './lineage.ts';
import { productOf } from './products.ts';
import { shippedHolds } from './shipped-holds.ts';
import { isForWindows } from './titles.ts';
import { isHotpatchMonth, looksLikeHotpatch, missingRow, rowText } from './unlisted.ts';

export { type Hold, holdSchema } from './hold.ts';

/** `protect` and `requireEnrolled` keep enrolled machines on the Hotpatch train, `ignore` does not ask. */
export type HotpatchMode = 'protect' | 'requireEnrolled' | 'ignore';

/** The part of an offered update that holds are matched on. */
export type HoldableUpdate = Readonly<Pick<Update, 'updateId' | 'revision' | 'title' | 'restart'>> & {
  readonly kbs: readonly string[];
};

/** One update that a machine does not get, and why. */
export interface HeldUpdate {
  readonly updateId: string;
  readonly revision: number;
  readonly kbs: readonly string[];
  readonly title: string;
  /** One sentence: the hold's reason, or the rule. */
  readonly reason: string;
  /** What happens instead, or what a person can do. */
  readonly remedy: string;
  /** The machine is held: without this update or its substitute it must not go on. */
  readonly blocks: boolean;
  /** The update that takes its place here. */
  readonly instead?: string;
}

export interface HoldQuestion<U extends HoldableUpdate> {
  /** Pinned and offered to this machine. */
  readonly updates: readonly U[];
  readonly facts: Facts;
  readonly grade: HotpatchGrade;
  /** KBs that the machine already has. */
  readonly installed: readonly string[];
  readonly holds: readonly Hold[];
  readonly mode: HotpatchMode;
  /** Epoch ms; expired holds do not count. */
  readonly now: number;
  /** The shipped lineage unless given. */
  readonly rows?: readonly LineageRow[];
}

export interface HoldAnswer<U extends HoldableUpdate> {
  readonly install: readonly U[];
  readonly held: readonly HeldUpdate[];
}

/** The policy's own holds, then the shipped ones: unexpired, and without those on Hotpatch where it is ignored. */
export function holdsInForce(own: readonly Hold[], mode: HotpatchMode, now: number): Hold[] {
  const asked = shippedHolds.filter(hold => mode !== 'ignore' || hold.when.hotpatch === undefined);
  return [...own, ...asked].filter(hold => isInForce(hold, now));
}

/** Not expired. */
export function isInForce({ expires }: Hold, now: number): boolean {
  return expires === undefined || now < Date.parse(expires);
}

/** Splits the updates of one machine into what it gets and what it does not. */
export function holdsFor<U extends HoldableUpdate>(question: HoldQuestion<U>): HoldAnswer<U> {
  const judged = question.updates.map(update => ({
    update,
    why: byHold(question, update) ?? byTrain(question, update),
  }));
  const install = judged.filter(({ why }) => why === undefined).map(({ update }) => update);
  const present = [...question.installed, ...install.flatMap(update => update.kbs)];
  const held = judged.flatMap(({ update, why }) => (why === undefined ? [] : [heldUpdate(update, why, present)]));
  return { install, held };
}

interface Why {
  readonly reason: string;
  /** KBs of which one replaces the held one. */
  readonly use: readonly string[];
  /** What to do when there is no substitute at all, and whether the machine waits for it. */
  readonly otherwise: string;
  /** Why none of `use` is offered, and what to do, where that is known. */
  readonly unoffered?: string | undefined;
  readonly blocks: boolean;
}

function heldUpdate(update: HoldableUpdate, why: Why, present: readonly string[]): HeldUpdate {
  const { updateId, revision, kbs, title } = update;
  const held = { updateId, revision, kbs, title, reason: why.reason };
  const instead = why.use.find(kb => present.includes(kb));
  if (instead !== undefined) return { ...held, remedy: `${instead} takes its place`, blocks: false, instead };
  if (why.use.length === 0) return { ...held, remedy: why.otherwise, blocks: why.blocks };
  const use = why.use.join(' or ');
  if (why.unoffered !== undefined)
    return { ...held, remedy: `the machine is not offered ${use}: ${why.unoffered}`, blocks: true };
  const remedy = `the machine is not offered ${use}: pause and resume Windows Update there, or approve ${use} in WSUS, and scan again`;
  return { ...held, remedy, blocks: true };
}

function byHold(question: HoldQuestion<HoldableUpdate>, update: HoldableUpdate): Why | undefined {
  const hold = question.holds.find(
    one => update.kbs.includes(one.kb) && isInForce(one, question.now) && isMeant(one, question),
  );
  if (hold === undefined) return undefined;
  const until = hold.expires === undefined ? 'as long as the hold stands' : `until ${hold.expires}`;
  return {
    reason: `${hold.kb} is held: ${hold.reason}`,
    use: hold.use === undefined ? [] : [hold.use],
    otherwise: `it is left out ${until}`,
    blocks: false,
  };
}

/** Whoever cannot be graded is meant by every hold on Hotpatch: a doubt never opens anything. */
function isMeant({ when }: Hold, { facts, grade }: HoldQuestion<HoldableUpdate>): boolean {
  if (when.product !== undefined && productOf(facts)?.name !== when.product) return false;
  if (when.role !== undefined && !hasRole(facts, when.role)) return false;
  const enrolled = isEnrolled(grade);
  return when.hotpatch === undefined || enrolled === undefined || enrolled === (when.hotpatch === 'enrolled');
}

function hasRole(facts: Facts, role: string): boolean {
  return facts.roles.includes(role) || (role === 'domain-controller' && facts.isDomainController);
}

/** The rule that needs no hold: an enrolled machine takes only what its lineage lists, or what needs no restart. */
function byTrain(question: HoldQuestion<HoldableUpdate>, update: HoldableUpdate): Why | undefined {
  const { grade, facts, mode, rows } = question;
  if (mode === 'ignore' || isEnrolled(grade) === false || grade.verdict === 'offTrain') return undefined;
  const product = productOf(facts);
  const lineage = product === undefined ? [] : lineageOf(product.name, rows);
  const row = rowOfKbs(lineage, update.kbs);
  const name = update.kbs.join(', ') || update.title;
  if (row !== undefined) {
    if (keepsTrain(row)) return undefined;
    const use = substitutesFor(lineage, row).flatMap(({ kb }) => kb ?? []);
    const reason = `${name} would take the machine off the Hotpatch train (${grade.reason})`;
    return {
      reason,
      use,
      otherwise: 'wait for the next baseline, or accept the loss with hotpatch: ignore',
      unoffered: grade.blockedBy === 'licence' ? grade.remedy : undefined,
      blocks: true,
    };
  }
  if (product === undefined || !isForWindows(update) || looksLikeHotpatch(update)) return undefined;
  const why = unlisted(update, lineage, missingRow(update, lineage, { product: product.name, clock: facts.clock }));
  return grade.blockedBy === 'licence' ? lapsed(why, grade) : why;
}

/** The same offer has another cause that is likelier: whoever has no licence gets what everybody without Hotpatch gets. */
function lapsed(why: Why, { reason, remedy }: HotpatchGrade): Why {
  return {
    ...why,
    reason: `${why.reason}, or the licence is the cause: ${reason}`,
    otherwise: `${remedy}; or ${why.otherwise}`,
  };
}

/**
 * No row says what the update is. In the month of a hotpatch it is wrongly targeted whatever its number; in any other month it may be
 * the baseline. Either way a person decides, by adding the row: as it is printed it changes nothing that is not safe.
 */
function unlisted(update: HoldableUpdate, lineage: readonly LineageRow[], row: LineageRow | undefined): Why {
  const name = update.kbs.join(', ') || update.title;
  const restarts = update.restart === 'can' ? 'may need a restart' : 'needs a restart';
  const isWrong = row !== undefined && isHotpatchMonth(lineage, row.month);
  const reason = isWrong
    ? `${name} ${restarts} in ${row.month}, a month of hotpatches, and is in no row of the Hotpatch lineage: it is probably meant for machines that are not enrolled`
    : `${name} ${restarts} and is in no row of the Hotpatch lineage: it may be meant for machines that are not enrolled`;
  const act =
    row === undefined
      ? ''
      : `look it up on Microsoft’s page, then add this row to the file that the policy names under lineage, with the kind that the page says (${row.kind} is the guess), and plan again, since an open rollout keeps the rows it began with: ${rowText(row)}; or `;
  const otherwise = `${act}leave it out with updates.exclude, or accept the loss with hotpatch: ignore`;
  return { reason, use: [], otherwise, blocks: true };
}
