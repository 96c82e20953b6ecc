// Who has no working licence for Hotpatch: told in the plan and in the report, against the deadline, because it looks like a wrong update
// and is none. It decides nothing here; the grade has decided. What was read of a machine is forgotten when its ring has passed, and
// with it this: whoever wants to know it later runs preflight.
import { gradeHotpatch, type HotpatchGrade } from '../knowledge/hotpatch.ts';
import { licenceAgainst } from '../knowledge/licence.ts';
import { type Failure, failureOf } from '../model/failure.ts';
import type { MachineName } from '../model/machine.ts';
import type { Plan } from './plan.ts';
import type { State } from './state.ts';
import type { SurveyRow } from './survey.ts';

export interface Unlicensed {
  readonly machine: MachineName;
  readonly reason: string;
  readonly remedy: string;
}

/** As the last visit showed them. */
export function unlicensedIn({ machines }: State, { lineage }: Plan): readonly Unlicensed[] {
  return [...machines.values()].flatMap(({ name, before, after }) => {
    const seen = after?.readings.hotpatch?.ok === true ? after : before;
    const { facts, hotpatch } = seen?.readings ?? {};
    if (facts?.ok !== true || hotpatch?.ok !== true) return [];
    return unlicensed(name, gradeHotpatch(hotpatch.value, facts.value, lineage, seen?.history));
  });
}

function unlicensed(machine: MachineName, { blockedBy, reason, remedy = '' }: HotpatchGrade): readonly Unlicensed[] {
  return blockedBy === 'licence' ? [{ machine, reason, remedy }] : [];
}

/** The surveyed machines, once for each cause. */
export function unlicensedNotes(rows: readonly SurveyRow[], { lineage, deadline }: Plan): readonly Failure[] {
  const found = rows.flatMap(row => {
    if (!row.ok || row.hotpatch === undefined) return [];
    return unlicensed(row.machine, gradeHotpatch(row.hotpatch, row.facts, lineage, row.scan.history));
  });
  const causes = new Map<string, Unlicensed & { readonly machines: readonly MachineName[] }>();
  for (const one of found) {
    const key = JSON.stringify([one.reason, one.remedy]);
    causes.set(key, { ...one, machines: [...(causes.get(key)?.machines ?? []), one.machine] });
  }
  return [...causes.values()].map(({ machines, reason, remedy }) => {
    const message = `${machines.join(', ')}: ${reason}${licenceAgainst(deadline?.due ?? null)}; ${remedy}.`;
    return failureOf('HOTPATCH_LICENCE_LAPSED', message, { next: remedy });
  });
}
