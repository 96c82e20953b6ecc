// What a rollout has proved so far and what it has not looked at, in sentences. A clean ring proves less than it seems: with n
// machines and no failure, the share that would fail is, with 95 % confidence, below 1 - 0.05^(1/n) (facts: rollout 4.2). Silence
// about what nobody looked at is how a bad update passes.
import { formatDuration } from '../model/duration.ts';
import type { Plan } from '../rollout/plan.ts';
import type { MachineRow } from './machine-row.ts';
import type { RingRow } from './ring-row.ts';
import { count, listText } from './words.ts';

export interface Proof {
  readonly proved: readonly string[];
  readonly notCovered: readonly string[];
}

const confidence = 0.95;

/** The share of machines that can still fail when `clean` did not, in percent; rounded up, so that it never promises too much. */
export function shareThatMayFail(clean: number): number {
  return Math.ceil((1 - (1 - confidence) ** (1 / clean)) * 1_000) / 10;
}

export function proofOf(plan: Plan, rings: readonly RingRow[], machines: readonly MachineRow[]): Proof {
  return { proved: provedBy(rings), notCovered: uncoveredOf(plan, rings, machines) };
}

function provedBy(rings: readonly RingRow[]): string[] {
  return rings.flatMap(({ name, state, updated, failed, stranded, undone, soak }) => {
    if (state !== 'passed' || updated === 0 || failed + stranded + undone > 0) return [];
    const share = shareThatMayFail(updated);
    const what = `${name}: ${count(updated, 'machine')} updated, none failed, after a soak of ${formatDuration(soak)}.`;
    return [`${what} With 95 % confidence fewer than ${share} % of machines like these fail.`];
  });
}

function uncoveredOf(plan: Plan, rings: readonly RingRow[], machines: readonly MachineRow[]): string[] {
  const lines: string[] = [];
  const open = rings.filter(({ state }) => state !== 'passed').map(({ name }) => name);
  if (open.length > 0) lines.push(`Not through: ${listText(open)}.`);
  const named = (phase: MachineRow['phase'], words: string): void => {
    const names = machines.filter(machine => machine.phase === phase).map(({ name }) => name);
    if (names.length > 0) lines.push(`${words}: ${listText(names)}.`);
  };
  named('skipped', 'Skipped, nothing was started there');
  named('excluded', 'Taken out by a person');
  const left = new Map<string, number>();
  for (const line of machines.flatMap(machine => machine.left)) left.set(line, (left.get(line) ?? 0) + 1);
  for (const [line, times] of left) lines.push(`Not installed on ${count(times, 'machine')}: ${line}.`);
  const observed = plan.gates.after.filter(({ severity }) => severity === 'observe').map(({ gate }) => gate);
  if (observed.length > 0) lines.push(`Measured, and decides nothing: ${listText(observed)}.`);
  if (plan.gates.after.length === 0) lines.push('No gate looks at a machine after its update.');
  return lines;
}
