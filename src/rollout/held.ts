// Who of the surveyed machines would not get what is planned, and why: the same holds and the same rule of the train that decide at the
// visit, asked beforehand, so that a person reads it before anything starts. Nothing here is in the plan or under its hash: the visit
// decides again, on what the machine then shows.
import { type HeldUpdate, holdsFor } from '../knowledge/holds.ts';
import { gradeHotpatch, unreadGrade } from '../knowledge/hotpatch.ts';
import type { MachineName } from '../model/machine.ts';
import { identityOf } from '../model/update.ts';
import type { Plan, PlannedUpdate } from './plan.ts';
import type { Survey, SurveyRow } from './survey.ts';

/** One update that is held for one reason, with everybody whom it is held from. */
export interface HeldHere extends Pick<HeldUpdate, 'title' | 'reason' | 'remedy' | 'blocks'> {
  readonly kbs: readonly string[];
  readonly machines: readonly MachineName[];
}

/** What bites on the machines of the survey. @param now epoch ms */
export function heldHere(plan: Plan, { rows }: Survey, now: number): readonly HeldHere[] {
  // A restart alone is held from nobody, and an owner's script is no update of Windows.
  if (plan.source.kind === 'none' || plan.source.kind === 'script') return [];
  const found = new Map<string, HeldHere>();
  for (const row of rows) {
    if (!row.ok) continue;
    for (const { kbs, title, reason, remedy, blocks } of heldOn(plan, row, now)) {
      const key = JSON.stringify([kbs, reason, remedy]);
      const known = found.get(key) ?? { kbs, title, reason, remedy, blocks, machines: [] };
      found.set(key, { ...known, machines: [...known.machines, row.machine] });
    }
  }
  return [...found.values()];
}

function heldOn(plan: Plan, row: Extract<SurveyRow, { readonly ok: true }>, now: number): readonly HeldUpdate[] {
  const { facts, hotpatch, scan } = row;
  const offered = new Map(scan.updates.map(update => [identityOf(update), update]));
  const updates = plan.updates.flatMap((update): PlannedUpdate[] => {
    const here = offered.get(identityOf(update));
    return here === undefined ? [] : [{ ...update, restart: here.restart }];
  });
  const grade = hotpatch === undefined ? unreadGrade : gradeHotpatch(hotpatch, facts, plan.lineage, scan.history);
  const installed = hotpatch === undefined ? [] : Object.values(hotpatch.installedKbs).flatMap(kbs => kbs ?? []);
  const { holds, hotpatch: mode, lineage } = plan;
  return holdsFor({ updates, facts, grade, installed, holds, mode, now, rows: lineage }).held;
}
