// What gates that only observe would have done: on how many machines they failed, how often that would have halted the rollout by the
// limits of its rings, and whether the same machines were any better before. Whoever thinks of letting such a gate decide sees here what
// it would have cost (facts: rollout 4.1).
import type { Plan } from '../rollout/plan.ts';
import { chanceOfWorsening } from '../rollout/statistics.ts';
import { toleratedIn } from '../rollout/tolerance.ts';
import type { MachineRow } from './machine-row.ts';
import { count } from './words.ts';

/** One line for each observing gate that failed anywhere. */
export function observedLines(plan: Plan, machines: readonly MachineRow[]): string[] {
  const names = new Set(plan.gates.after.filter(({ severity }) => severity === 'observe').map(({ gate }) => gate));
  return [...names].flatMap(gate => {
    const failed = machines.filter(({ gates }) => saysIn(gates.after, gate) === 'fail');
    if (failed.length === 0) return [];
    const halts = haltsIn(plan, failed);
    const would = halts === 0 ? 'it would not have halted' : `it would have halted ${timesText(halts)}`;
    return [
      `${gate} only observes and failed on ${count(failed.length, 'machine')}: ${would}${changeText(machines, gate)}.`,
    ];
  });
}

function saysIn(gates: MachineRow['gates']['after'], gate: string): string | undefined {
  return gates.find(one => one.gate === gate && one.severity === 'observe')?.verdict;
}

/** At each failure more than a ring tolerates; a person would have resumed each time. */
function haltsIn({ rings, analysis }: Plan, failed: readonly MachineRow[]): number {
  return rings.reduce((sum, { name, maxFailures, machines, worstCase: { released } }) => {
    const here = failed.filter(({ ring }) => ring === name).length;
    const tolerated = toleratedIn(analysis, { maxFailures, machines: machines.length, released });
    return sum + Math.max(0, here - tolerated);
  }, 0);
}

function timesText(times: number): string {
  return ['never', 'once', 'twice'][times] ?? `${times} times`;
}

/** Only a gate that looks before and after can tell whether machines got worse. */
function changeText(machines: readonly MachineRow[], gate: string): string {
  const pairs = machines.map(({ gates }) => [saysIn(gates.before, gate), saysIn(gates.after, gate)]);
  const worse = pairs.filter(([before, after]) => before === 'pass' && after === 'fail').length;
  const better = pairs.filter(([before, after]) => before === 'fail' && after === 'pass').length;
  if (worse + better === 0) return '';
  const chance = Number((chanceOfWorsening(worse, better) * 100).toPrecision(2));
  return `; ${worse} got worse and ${better} better, which chance alone does in ${chance} % of rollouts`;
}
