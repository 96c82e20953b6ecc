// What there is to say about one machine, in few words: how long it took, what became of its build and of its
// Hotpatch state. Graded from the readings that the journal kept, so that a report can be made again from the
// journal alone.

import { gradeHotpatch, type HotpatchGrade, type HotpatchVerdict } from '../knowledge/hotpatch.ts';
import type { LineageRow } from '../knowledge/lineage.ts';
import { formatDuration } from '../model/duration.ts';
import type { MachineState, SeenSnapshot } from '../rollout/state.ts';
import { buildText } from './words.ts';

type Looks = Pick<MachineState, 'before' | 'after'>;

export const hotpatchWords: Readonly<Record<HotpatchVerdict, string>> = {
  notApplicable: 'no hotpatch',
  notEnrolled: 'not enrolled',
  enrolledBlocked: 'enrolled, blocked',
  enrolledReady: 'on the train',
  offTrain: 'OFF the train',
  unknown: 'unknown',
};

/** A lapsed licence is not called by the name of a lost train, nor of a missing prerequisite. */
export function hotpatchWord({ verdict, blockedBy }: Pick<HotpatchGrade, 'verdict' | 'blockedBy'>): string {
  return blockedBy === 'licence'
    ? `${verdict === 'notEnrolled' ? 'not ' : ''}enrolled, licence lapsed`
    : hotpatchWords[verdict];
}

function hotpatchOf(snapshot: SeenSnapshot | null, rows: readonly LineageRow[]): HotpatchGrade | undefined {
  const { facts, hotpatch } = snapshot?.readings ?? {};
  if (facts?.ok !== true || hotpatch?.ok !== true) return undefined;
  return gradeHotpatch(hotpatch.value, facts.value, rows, snapshot?.history);
}

/** `hotpatch on the train`, `hotpatch on the train -> OFF the train`; undefined where it does not apply or was not read again. */
export function hotpatchText({ before, after }: Looks, rows: readonly LineageRow[]): string | undefined {
  const [from, to] = [hotpatchOf(before, rows), hotpatchOf(after, rows)];
  const now = after === null ? from : to;
  if (now === undefined || now.verdict === 'notApplicable') return undefined;
  const words = [from, now].map(grade => (grade === undefined ? '' : hotpatchWord(grade)));
  const [was = '', is = ''] = words;
  return `hotpatch ${was !== '' && to !== undefined && was !== is ? `${was} -> ` : ''}${is}`;
}

/** `26100.6899 -> 26100.6905`, or the one build that is known. */
export function buildsText({ before, after }: Looks): string | undefined {
  const builds = [before, after].flatMap(snapshot => {
    const facts = snapshot?.readings.facts;
    return facts?.ok === true ? [buildText(facts.value)] : [];
  });
  return builds.length === 0 ? undefined : [...new Set(builds)].join(' -> ');
}

/** `in 14m`: from the first change to the last look; undefined where nothing was changed or it has not ended. */
export function runText({ beganAt, endedAt }: Pick<MachineState, 'beganAt' | 'endedAt'>): string | undefined {
  return beganAt === null || endedAt === null ? undefined : `in ${formatDuration(endedAt - beganAt)}`;
}
