// A ledger that has forgotten a rollout: machines bear its jobs, and no journal knows of it. A new rollout beside it would begin with budgets
// that are spent, and would lift a halt that nobody remembers. So a plan is refused, with the machines, what lies there and the way out
// (design section 2). Jobs of other policies, and of surveys, are no trace of this one.
import { FailureError, failureOf } from '../model/failure.ts';
import { count, listText } from '../report/words.ts';
import type { SurveyRow } from '../rollout/survey.ts';

export interface Forgotten {
  readonly rolloutId: string;
  /** Machines, each with one of its jobs. */
  readonly machines: readonly { readonly machine: string; readonly job: string }[];
}

/** @param name of the policy @param known rollouts of the ledger */
export function forgottenIn(name: string, rows: readonly SurveyRow[], known: readonly string[]): readonly Forgotten[] {
  const mine = new RegExp(`^(${name}-[0-9a-f]{6})-`);
  const found = new Map<string, { machine: string; job: string }[]>();
  for (const row of rows) {
    const seen = new Set<string>();
    for (const job of row.ok ? (row.facts.traces ?? []) : []) {
      const rolloutId = mine.exec(job)?.[1];
      if (rolloutId === undefined || known.includes(rolloutId) || seen.has(rolloutId)) continue;
      seen.add(rolloutId);
      found.set(rolloutId, [...(found.get(rolloutId) ?? []), { machine: row.machine, job }]);
    }
  }
  return [...found].map(([rolloutId, machines]) => ({ rolloutId, machines }));
}

/** Throws LEDGER_FORGOTTEN where machines bear traces of a rollout that the ledger does not know. */
export function refuseForgotten(forgotten: readonly Forgotten[], place: string): void {
  if (forgotten.length === 0) return;
  throw new FailureError(
    forgotten.map(({ rolloutId, machines }) => {
      const [first] = machines;
      const names = listText(machines.map(({ machine }) => machine));
      const whom = `${count(machines.length, 'machine')} (${names})`;
      const message = `${place} knows nothing of ${rolloutId}, whose jobs lie on ${whom}`;
      const folder = `%ProgramData%\\patchring\\jobs\\${rolloutId}-*`;
      return failureOf('LEDGER_FORGOTTEN', message, {
        ...(first === undefined ? {} : { machine: first.machine, cause: `${first.job} lies on ${first.machine}` }),
        next: `Restore the ledger, or point --ledger at it. If ${rolloutId} was given up for good, delete ${folder} on these machines; then run again.`,
      });
    }),
  );
}
