// Who of the surveyed machines could not be undone, as far as that is known before anything is installed: where something cleans the
// component store with ResetBase by itself, an update is soon there for good. It is said, and keeps nobody from being updated: whether
// that is worth it is the owner's affair.
import { type Failure, failureOf } from '../model/failure.ts';
import type { Plan } from './plan.ts';
import type { SurveyRow } from './survey.ts';

/** One note for everybody whom the same thing makes so. */
export function irremovableNotes(rows: readonly SurveyRow[], { source, updates }: Plan): readonly Failure[] {
  const isServiced = source.kind === 'agent' || source.kind === 'packages';
  if (!isServiced || updates.length === 0) return [];
  const found = new Map<string, string[]>();
  for (const row of rows) {
    const resetters = row.ok ? (row.removal?.resetters ?? []) : [];
    if (resetters.length === 0) continue;
    const how = resetters.join(', ');
    found.set(how, [...(found.get(how) ?? []), row.machine]);
  }
  return [...found].map(([how, machines]) => {
    const message = `could not be undone: ${machines.join(', ')} (${how} cleans the component store with ResetBase)`;
    return failureOf('UNDO_BASE_RESET', message, { next: 'stop it there until the rollout has soaked' });
  });
}
