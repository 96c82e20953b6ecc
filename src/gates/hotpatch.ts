// hotpatch: the machine has not lost its place on the Hotpatch train. Judged before and after, against the same machine's own grade
// before the update: an enrolment that waits for its licence was waiting before, too (facts: rollout 0). Loss of the train is certain
// at first sight and cannot be cured by a rollback; whatever cannot be graded is an error, never a pass.
import * as z from 'zod';
import { gradeHotpatch, type HotpatchGrade, type HotpatchVerdict } from '../knowledge/hotpatch.ts';
import type { LineageRow } from '../knowledge/lineage.ts';
import { provisionalRows } from '../knowledge/unlisted.ts';
import { defineGate, durationField, type Evidence, judgeWithPatience, type Look, type Snapshot, seen } from './gate.ts';

const settings = z.strictObject({
  settle: durationField('10m', 'How long an enrolment may need to show again after a restart.'),
  requireEnrolled: z.boolean().default(false).describe('Whether a machine that is not enrolled and ready fails, too.'),
});

/** What a machine has to lose: a lower place after than before is a loss. */
const places: Readonly<Record<Exclude<HotpatchVerdict, 'unknown'>, number>> = {
  notApplicable: 0,
  notEnrolled: 0,
  offTrain: 1,
  enrolledBlocked: 2,
  enrolledReady: 3,
};

type Graded = { readonly ok: true; readonly grade: HotpatchGrade } | { readonly ok: false; readonly look: Look };

function graded(snapshot: Snapshot | undefined, when: string, rows: readonly LineageRow[]): Graded {
  const facts = seen(`the build ${when}`, snapshot?.readings.facts);
  if (!facts.ok) return facts;
  const reading = seen(`the Hotpatch state ${when}`, snapshot?.readings.hotpatch);
  if (!reading.ok) return reading;
  return { ok: true, grade: gradeHotpatch(reading.value, facts.value, rows, snapshot?.history) };
}

function lookBefore(evidence: Evidence, requireEnrolled: boolean): Look {
  const before = graded(evidence.before, 'before', evidence.lineage);
  return before.ok ? lookAlone(before.grade, requireEnrolled, { before: before.grade.verdict }) : before.look;
}

function lookAlone(grade: HotpatchGrade, requireEnrolled: boolean, measured: Record<string, string>): Look {
  const { verdict, reason, remedy } = grade;
  const next = remedy === undefined ? '' : `; ${remedy}`;
  if (verdict === 'unknown')
    return { verdict: 'error', reason: `the Hotpatch state is unknown: ${reason}${next}`, measured };
  if (!requireEnrolled || verdict === 'enrolledReady')
    return { verdict: 'pass', reason: `${verdict}: ${reason}`, measured };
  return {
    verdict: 'fail',
    reason: `only machines that are enrolled and ready are wanted; ${verdict}: ${reason}`,
    measured,
  };
}

function lookAfter(evidence: Evidence, requireEnrolled: boolean): Look {
  const before = graded(evidence.before, 'before', evidence.lineage);
  if (!before.ok) return before.look;
  const facts = evidence.after?.readings.facts;
  const extra = facts?.ok === true ? provisionalRows(evidence.updates, facts.value, evidence.lineage) : [];
  const after = graded(evidence.after, 'after', [...evidence.lineage, ...extra]);
  if (!after.ok) return after.look;
  const [was, is] = [before.grade.verdict, after.grade.verdict];
  const measured = {
    before: was,
    after: is,
    ...(extra.length === 0 ? {} : { provisional: extra.map(({ kb }) => kb).join(', ') }),
  };
  if (is === 'unknown' || was === 'unknown') {
    const grade = is === 'unknown' ? after.grade : before.grade;
    return { ...lookAlone(grade, requireEnrolled, measured), measured };
  }
  if (places[is] < places[was]) {
    const { reason: why, blockedBy, remedy } = after.grade;
    const reason = `${was} before, ${is} after: ${why}${remedy === undefined ? '' : `; ${remedy}`}`;
    const seenAs = blockedBy === undefined ? measured : { ...measured, blockedBy };
    return { verdict: 'fail', reason, measured: seenAs, certain: is === 'offTrain' };
  }
  return lookAlone(after.grade, requireEnrolled, measured);
}

export const hotpatch = defineGate({
  name: 'hotpatch',
  help: 'The machine has not lost its place on the Hotpatch train.',
  stages: ['before', 'after'],
  // The policy's guards put it in, so that it can be told from one that was named by hand.
  byDefault: [],
  severity: 'critical',
  settings,
  probes: () => ({ machine: ['facts', 'hotpatch'], runner: [] }),
  judge: input => {
    const { evidence, settings: chosen } = input;
    const lookNow = evidence.stage === 'before' ? lookBefore : lookAfter;
    return judgeWithPatience(lookNow(evidence, chosen.requireEnrolled), { settle: chosen.settle }, input);
  },
});
