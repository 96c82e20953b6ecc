// What a rollout has proved so far and what it has not looked at, in sentences. A clean ring proves less than it seems: with n
// machines and no failure, the share that would fail is, with 95 % confidence, below 1 - 0.05^(1/n) (facts: rollout 4.2). Silence
// about what nobody looked at is how a bad update passes.
import { formatDuration } from '../model/duration.ts';
import { gapsIn, gapsText } from '../rollout/coverage.ts';
import type { Cause } from '../rollout/events.ts';
import { mendedOf } from '../rollout/mended.ts';
import type { Plan } from '../rollout/plan.ts';
import type { Ill } from '../rollout/planned-fix.ts';
import type { State } from '../rollout/state.ts';
import { chanceOfAtLeast, cleanNeeded, confidence, upperBound } from '../rollout/statistics.ts';
import type { MachineRow } from './machine-row.ts';
import { observedLines } from './observed.ts';
import type { RingRow } from './ring-row.ts';
import { count, listText } from './words.ts';

export interface Proof {
  readonly proved: readonly string[];
  readonly notCovered: readonly string[];
}

/** In percent; rounded up, so that it never promises too much. */
export function shareThatMayFail(failed: number, of: number): number {
  return Math.ceil(upperBound(failed, of) * 1_000 - 1e-9) / 10;
}

export function proofOf(plan: Plan, state: State, rings: readonly RingRow[], machines: readonly MachineRow[]): Proof {
  const notCovered = [...gapLines(plan, state), ...uncoveredOf(plan, rings, machines)];
  const { mended = [], stillIll = [], bad: named = [] } = mendedOf(plan, state) ?? {};
  const bad = listText(named);
  return {
    proved: [...provedBy(rings), ...undoLines(state), ...illLines(`As before ${bad} again`, mended)],
    notCovered: [
      ...notCovered,
      ...waivedLines(state),
      ...illLines(`Ill since ${bad}, and not shown to be well`, stillIll),
    ],
  };
}

function illLines(head: string, machines: readonly Ill[]): string[] {
  const named = machines.map(({ machine, gates }) => `${machine} (${gates.join(', ')})`);
  return named.length === 0 ? [] : [`${head}: ${listText(named, 20)}.`];
}

/** What a drill has shown. */
function undoLines({ rings }: State): string[] {
  return rings.flatMap(({ name, drill }) =>
    drill?.stands === 'proved'
      ? [`${name}: undo works, ${drill.machine ?? 'its first machine'} was taken back and updated again.`]
      : [],
  );
}

function waivedLines({ rings }: State): string[] {
  return rings.flatMap(({ name, drill }) =>
    drill?.waivedBy == null
      ? []
      : [`Undo is not proved in ${name}: ${drill.waivedBy.person} goes on without, ${drill.waivedBy.reason}.`],
  );
}

/** Kinds of machines that nothing vouches for, by what is known by now. */
function gapLines(plan: Plan, state: State): string[] {
  return plan.rings.flatMap(({ name }, index) => {
    const gaps = gapsIn(plan, state, index);
    return gaps.length === 0 ? [] : [`No ring before ${name} vouches for ${gapsText(gaps)}.`];
  });
}

function provedBy(rings: readonly RingRow[]): string[] {
  return rings.flatMap(({ name, state, updated, failed, stranded, undone, soak }) => {
    if (state !== 'passed' || updated === 0 || stranded + undone > 0) return [];
    const failures = failed === 0 ? 'no failure' : count(failed, 'failure');
    const judged = updated + failed;
    const share = shareThatMayFail(failed, judged);
    const what = `${name}: ${failures} in ${count(judged, 'machine')} after a soak of ${formatDuration(soak)}`;
    const next = failed > 0 ? '' : tenPercentText(updated);
    return [`${what}: the true rate is below ${share} % with ${confidence * 100} % confidence${next}.`];
  });
}

/** What it would take to know more. */
function tenPercentText(clean: number): string {
  const needed = cleanNeeded(0.1);
  return clean >= needed ? '' : `; to be as sure of less than 10 % takes ${needed} machines without a failure`;
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;

/** How likely a good update fails as often as this one did: what the halt was judged by, in plain words. */
export function chanceLines({ analysis }: Plan, cause: Extract<Cause, { by: 'rule' }>): string[] {
  if (analysis === undefined || cause.rule === 'critical') return [];
  const { failed, started } = cause.test ?? { failed: 0, started: 0 };
  if (failed === 0) return [];
  const chance = percent(chanceOfAtLeast(failed, started, analysis.baseline));
  return [
    `With ${percent(analysis.baseline)} of machines failing under a good update, ${failed} or more of ${started} fail by chance in ${chance} of rollouts.`,
  ];
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
  lines.push(...observedLines(plan, machines));
  if (plan.gates.after.length === 0) lines.push('No gate looks at a machine after its update.');
  return lines;
}
