// Grades the evidence of Hotpatch: is the machine enrolled, and does it stand on the train? There is no single property that says so
// (facts: windows-servicing 1.3 to 1.6), so traces, prerequisites and the KB list are joined with the lineage rows. Whatever is
// unreadable or contradicts itself is `unknown`, never ready. Definite evidence that the train is lost goes before doubts.
import type { Facts, HotpatchReading, UpdateHistory } from '../model/reading.ts';
import { licenceRemedy, mitigationText, notActive, whyUnlicensed } from './licence.ts';
import {
  baselineAbove,
  baselineUnder,
  keepsTrain,
  type LineageRow,
  lineageOf,
  monthsSince,
  rowOfKbs,
} from './lineage.ts';
import { lineageRows } from './lineage-rows.ts';
import { type Product, productOf } from './products.ts';
import { formatBuild } from './titles.ts';
import { type Joined, joined } from './update-history.ts';

export const hotpatchVerdicts = [
  'notApplicable',
  'notEnrolled',
  'enrolledBlocked',
  'enrolledReady',
  'offTrain',
  'unknown',
] as const;
export type HotpatchVerdict = (typeof hotpatchVerdicts)[number];

export interface HotpatchGrade {
  readonly verdict: HotpatchVerdict;
  /** One sentence. */
  readonly reason: string;
  /** What it rests on, one sentence each. */
  readonly evidence: readonly string[];
  /** What keeps it from hotpatches: a lapsed licence has the symptom of a wrong update, and another cure. */
  readonly blockedBy?: 'licence' | 'prerequisite' | 'baseline';
  /** What a person can do. */
  readonly remedy?: string;
  /** `offTrain`: the month of the baseline that brings the machine back, where it is known. */
  readonly until?: string;
  /** The row on which the machine stands, where it was found. */
  readonly row?: LineageRow;
}

/** What is said of a machine whose state could not be read: it is unknown, and every rule for enrolled machines means it. */
export const unreadGrade: HotpatchGrade = {
  verdict: 'unknown',
  reason: 'the Hotpatch state could not be read',
  evidence: [],
};

/** Enrolled, ready or not; undefined when nobody can say. */
export function isEnrolled({ verdict }: HotpatchGrade): boolean | undefined {
  if (verdict === 'unknown') return undefined;
  return verdict !== 'notApplicable' && verdict !== 'notEnrolled';
}

/** Oldest baseline, in months, on which hotpatches are still offered (facts: windows-servicing 1.6 rule 7). */
const baselineLastsMonths = 3;

interface Case {
  readonly product: Product;
  readonly reading: Joined;
  readonly facts: Facts;
  readonly lineage: readonly LineageRow[];
  readonly evidence: readonly string[];
}

/**
 * @param rows the shipped lineage unless given, e.g. with provisional rows added.
 * @param history what a job read of the update history, where one was asked.
 */
export function gradeHotpatch(
  raw: HotpatchReading,
  facts: Facts,
  rows: readonly LineageRow[] = lineageRows,
  history?: UpdateHistory,
): HotpatchGrade {
  const reading = joined(raw, history);
  const product = productOf(facts);
  const evidence = evidenceOf(reading, facts);
  const name = `${facts.productName} (${formatBuild(facts)})`;
  if (product === undefined && facts.build >= firstHotpatchBuild) {
    return { verdict: 'unknown', reason: `${name} is in no table of Windows Server products`, evidence };
  }
  if (product === undefined || !hasHotpatch(product)) {
    return { verdict: 'notApplicable', reason: `${name} has no Hotpatch`, evidence };
  }
  const situation = { product, reading, facts, lineage: lineageOf(product.name, rows), evidence };
  return gradeEnrolment(situation) ?? gradeTrain(situation);
}

/** Windows Server 2025; of what is older only Windows Server 2022 Datacenter: Azure Edition. */
const firstHotpatchBuild = 26100;

function hasHotpatch(product: Product): boolean {
  return product.build >= firstHotpatchBuild || (product.name === 'windows-server-2022' && product.isAzureEdition);
}

/** Not enrolled, or not to be told; undefined: enrolled. */
function gradeEnrolment({ reading, facts, lineage, evidence }: Case): HotpatchGrade | undefined {
  if (reading.enrollmentPackage === true || reading.arcSubscription === 1) return undefined;
  const unread = reading.unreadable.filter(sentence => /^(enrolment|arc licence)/i.test(sentence));
  if (reading.enrollmentPackage === null || unread.length > 0) {
    const reason = `whether the machine is enrolled could not be read: ${unread.join('; ') || 'no enrolment package seen'}`;
    return { verdict: 'unknown', reason, evidence };
  }
  const row = standing(lineage, reading, facts.ubr).find(({ kind }) => kind === 'hotpatch' || kind === 'oobHotpatch');
  // It runs a hotpatch and has a licence that is not active: it was enrolled, and is told why it is not served.
  if (row !== undefined && reading.arcSubscription !== null) return undefined;
  if (row !== undefined) {
    const reason = `${row.kb} is a hotpatch, and nothing shows that the machine is enrolled`;
    return { verdict: 'unknown', reason, evidence, row };
  }
  const { arcSubscription } = reading;
  if (arcSubscription === null) return { verdict: 'notEnrolled', reason: 'no trace of an enrolment', evidence };
  const reason = `${notActive(arcSubscription)}, and there is no other trace of an enrolment`;
  return { verdict: 'notEnrolled', reason, evidence, blockedBy: 'licence', remedy: licenceRemedy(reading) };
}

/** KBs of a source; a source that was not read has none. */
function kbsOf(source: readonly string[] | null): readonly string[] {
  return source ?? [];
}

/** Rows of this very build whose KB is installed by either source. */
function standing(lineage: readonly LineageRow[], { installedKbs }: Joined, ubr: number): LineageRow[] {
  const kbs = [...kbsOf(installedKbs.quickFix), ...kbsOf(installedKbs.history)];
  return lineage.filter(row => row.ubr === ubr && row.kb !== null && kbs.includes(row.kb));
}

function gradeTrain(situation: Case): HotpatchGrade {
  const { reading, facts, lineage, evidence } = situation;
  const baseline = baselineUnder(lineage, facts.ubr);
  const leavers = lineage.filter(row => !keepsTrain(row) && isAfter(row, baseline));
  const left = leavers.find(row => row.kb !== null && kbsOf(reading.installedKbs.quickFix).includes(row.kb));
  if (left !== undefined) return offTrain(situation, left);
  const here = standing(lineage, reading, facts.ubr);
  const row = here.find(keepsTrain) ?? here[0];
  const doubt = whyUnknown(reading, leavers, row);
  if (doubt !== undefined) return { verdict: 'unknown', ...doubt, evidence };
  if (row === undefined || baseline === undefined) {
    const reason = `no row of the lineage is ${formatBuild(facts)} with a KB that is installed here`;
    const remedy = remedyForUnlisted(situation);
    return { verdict: 'unknown', reason, evidence, ...(remedy === undefined ? {} : { remedy }) };
  }
  if (!keepsTrain(row)) return offTrain(situation, row);
  const blocked = whyBlocked(situation, baseline);
  if (blocked !== undefined) return { verdict: 'enrolledBlocked', ...blocked, evidence, row };
  const reason = `on the train with ${row.kb} (${formatBuild(facts)}, ${row.kind} of ${row.month})`;
  return { verdict: 'enrolledReady', reason: `${reason}${gapText(reading, row)}`, evidence, row };
}

/** Newer than the baseline that the machine stands on; a row without a UBR is placed by its month. */
function isAfter(row: LineageRow, baseline: LineageRow | undefined): boolean {
  if (baseline?.ubr == null) return true;
  return row.ubr === null ? row.month >= baseline.month : row.ubr > baseline.ubr;
}

function offTrain({ facts, lineage, evidence }: Case, row: LineageRow): HotpatchGrade {
  const next = baselineAbove(lineage, facts.ubr);
  const back =
    next === undefined ? 'the next baseline' : `the baseline of ${next.month}${next.kb ? ` (${next.kb})` : ''}`;
  const reason = `${row.kb} left the Hotpatch train: cumulative updates with a restart until ${back}`;
  return { verdict: 'offTrain', reason, evidence, row, ...(next === undefined ? {} : { until: next.month }) };
}

/** What one of the two sources does not say, told beside a verdict that the other one carries. */
function gapText({ installedKbs: { quickFix, history }, gap }: Joined, { kb }: LineageRow): string {
  if (kb === null) return '';
  if (gap !== undefined)
    return `; the list of installed updates alone says so: the update history could not be read (${gap})`;
  if (!kbsOf(quickFix).includes(kb)) return `; the update history alone names ${kb}`;
  return kbsOf(history).includes(kb)
    ? ''
    : `; the update history does not know ${kb}, as after an installation by DISM`;
}

type Doubt = Pick<HotpatchGrade, 'reason' | 'remedy'>;

/**
 * Why the evidence of an enrolled machine cannot be trusted; undefined: it can. The list of installed updates decides and must be
 * readable; the update history is compared with it, and where nobody could read it that is told and decides nothing.
 */
function whyUnknown(reading: Joined, leavers: readonly LineageRow[], row: LineageRow | undefined): Doubt | undefined {
  const { installedKbs, vbsStatus, secureBoot, unreadable, removed } = reading;
  if (installedKbs.quickFix === null) return { reason: 'the list of installed updates could not be read' };
  if (vbsStatus === null || secureBoot === null) return { reason: 'VBS or Secure Boot could not be read' };
  if (unreadable.length > 0) return { reason: `evidence could not be read: ${unreadable.join('; ')}` };
  const among = (kbs: readonly string[]): string | undefined =>
    leavers.find(({ kb }) => kb !== null && kbs.includes(kb))?.kb ?? undefined;
  const [listed, gone] = [among(kbsOf(installedKbs.history)), among(removed)];
  if (listed !== undefined) {
    const reason = `the update history lists ${listed} and the installed updates do not: it waits for a restart, or was removed`;
    return { reason, remedy: noWayBack };
  }
  if (gone !== undefined) {
    return { reason: `${gone} was installed since the last baseline, and removed again`, remedy: noWayBack };
  }
  if (row === undefined || row.kb === null || !removed.includes(row.kb)) return undefined;
  const reason = `the update history says that ${row.kb} was removed and the installed updates list it: it waits for a restart, or was installed again by DISM`;
  return { reason };
}

/** No removal is published that brings an enrolment back (facts: windows-servicing 0, 4.7). */
const noWayBack =
  'restart it if it waits for one; who left the train comes back with the next baseline, not by a removal';

type Blocked = Pick<HotpatchGrade, 'reason' | 'blockedBy' | 'remedy'>;

function whyBlocked(situation: Case, baseline: LineageRow): Blocked | undefined {
  const { reading, facts } = situation;
  const missing = whyNotPrepared(reading);
  if (missing !== undefined) return { reason: missing, blockedBy: 'prerequisite' };
  const licence = situation.product.isAzureEdition ? undefined : whyUnlicensed(reading);
  if (licence !== undefined) {
    return { reason: `${licence}${costOf(situation)}`, blockedBy: 'licence', remedy: licenceRemedy(reading) };
  }
  if (monthsSince(baseline.month, facts.clock) <= baselineLastsMonths) return undefined;
  const reason = `the baseline of ${baseline.month} is more than ${baselineLastsMonths} months old`;
  return { reason, blockedBy: 'baseline' };
}

function whyNotPrepared(reading: HotpatchReading): string | undefined {
  if (reading.vbsStatus !== 2) return `virtualization-based security is not running (status ${reading.vbsStatus})`;
  if (reading.secureBoot === false) return 'Secure Boot is off';
  if (reading.hotPatchTableSize === 0) return 'the kernel reserves no Hotpatch table (HotPatchTableSize is 0)';
  return undefined;
}

/** Until when it has to be mended: the day of the next hotpatch, where a row says it. */
function costOf({ facts, lineage }: Case): string {
  const today = facts.clock.slice(0, 10);
  const [next] = lineage
    .filter(({ kind, date }) => kind === 'hotpatch' && date !== null && date > today)
    .sort((a, b) => (a.month < b.month ? -1 : 1));
  return next === undefined ? '' : `; it costs the hotpatch of ${next.date} unless it is mended before`;
}

/** The row that is missing, but for its kind: both guesses would be dangerous, so there is none. */
function remedyForUnlisted({ product, reading, facts, lineage }: Case): string | undefined {
  const kb = kbsOf(reading.installedKbs.quickFix)
    .filter(one => rowOfKbs(lineage, [one]) === undefined)
    .sort((a, b) => Number(a.slice(2)) - Number(b.slice(2)))
    .at(-1);
  if (kb === undefined) return undefined;
  return `add the row of this build to the file that the policy names under lineage, with month and kind as Microsoft’s page says, perhaps - { product: ${product.name}, month: ${facts.clock.slice(0, 7)}, kind: …, kb: ${kb}, ubr: ${facts.ubr} }`;
}

function evidenceOf(reading: Joined, facts: Facts): string[] {
  const said = (value: string | number | boolean | null): string => (value === null ? 'not read' : String(value));
  const count = (kbs: readonly string[] | null): string => (kbs === null ? 'not read' : `${kbs.length} KBs`);
  return [
    `build ${formatBuild(facts)}, edition ${facts.editionId}`,
    `enrolment package: ${said(reading.enrollmentPackage)}`,
    `Azure Arc licence: ${reading.arcSubscription ?? 'absent or not read'}`,
    `VBS status: ${said(reading.vbsStatus)}, Secure Boot: ${said(reading.secureBoot)}`,
    `HotPatchTableSize: ${reading.hotPatchTableSize ?? 'absent or not read'}`,
    `installed updates: ${count(reading.installedKbs.quickFix)}, update history: ${count(reading.installedKbs.history)}`,
    ...reading.licenceTrouble.map(sentence => `licence: ${sentence}`),
    `override 4264695439 against the licence bug: ${mitigationText(reading)}`,
    ...reading.unreadable.map(sentence => `not readable: ${sentence}`),
    ...(reading.gap === undefined ? [] : [`not readable: update history: ${reading.gap}`]),
  ];
}
