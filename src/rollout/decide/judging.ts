// Asks the gates of the plan about one machine and combines their answers. Evidence is taken from the state alone, so
// that a verdict can be given again from the journal. Only `pass` opens anything; a gate that observes is reported and
// never decides; a failure that another look may change is not one yet (invariant I6).
import type { GateChoice } from '../../gates/choice.ts';
import type { Evidence, Judgement, RunnerAnswer, Severity, Stage } from '../../gates/gate.ts';
import { gateNamed } from '../../gates/registry.ts';
import type { MachineEntry } from '../../model/machine.ts';
import type { Update } from '../../model/update.ts';
import { type Verdict, worst } from '../../model/verdict.ts';
import type { JudgedGate, LeftOut } from '../events.ts';
import type { PlannedUpdate } from '../plan.ts';
import { landingKey, type MachineState } from '../state.ts';
import type { View } from './budget.ts';
import { beforeFor, severityFor } from './mending.ts';
import { inSeries } from './series.ts';

export interface Judged {
  /** The worst of the gates that decide. */
  readonly verdict: Verdict;
  readonly gates: readonly JudgedGate[];
  /** When looking again can change the verdict; null: it is final. */
  readonly againAt: number | null;
  /** The gate that decided, unless all passed. */
  readonly decisive: JudgedGate | null;
}

export interface Question {
  readonly stage: Stage;
  readonly machine: MachineState;
  readonly entry: MachineEntry;
  readonly updates: readonly PlannedUpdate[];
  readonly left: readonly LeftOut[];
  /** What the machine is offered, wanted or not. */
  readonly offered?: readonly Update[];
  readonly runner: Readonly<Record<string, readonly RunnerAnswer[]>>;
  /** The second look, when the ring has soaked. */
  readonly isAfterSoak?: boolean;
  /** It is to be restarted first: what asks for that restart is no reason against it. */
  readonly isToBeCleared?: boolean;
}

/** Judges the restart, which has been judged: days later somebody else may have restarted the machine for good reasons. */
const judgedOnce = ['cameBack'];

/** The gates that are asked at a stage. */
export function gatesFor({ plan }: Pick<View, 'plan'>, stage: Stage, isAfterSoak: boolean): readonly GateChoice[] {
  return (plan.gates[stage] ?? []).filter(({ gate }) => !isAfterSoak || !judgedOnce.includes(gate));
}

export function judge(view: View, question: Question): Judged {
  const { stage, machine, isAfterSoak = false, isToBeCleared = false } = question;
  const evidence = evidenceOf(view, question);
  const before = { before: machine.judgedBefore, after: machine.judgedAfter, undo: [] }[stage];
  const asked = gatesFor(view, stage, isAfterSoak).filter(({ gate }) => !isToBeCleared || gate !== 'noPendingRestart');
  const gates = asked.map((choice, index) => {
    const gate = gateNamed(choice.gate);
    if (gate === undefined) throw new RangeError(`gate ${choice.gate} does not exist`);
    // A gate may be asked twice, with other settings: the second one's past is not the first one's.
    const turn = asked.slice(0, index).filter(({ gate }) => gate === choice.gate).length;
    const previous = before.filter(one => one.gate === choice.gate)[turn];
    const seen = { ...evidence, before: beforeFor(view.plan, machine, choice.gate) };
    const judgement = gate.judge({ settings: choice.settings, evidence: seen, now: view.now, previous });
    const severity = severityFor(view.plan, { stage, machine: machine.name, gate: choice.gate }, choice.severity);
    const told = { ...choice, severity };
    if (choice.measuring === undefined) return kept(told, judgement);
    const since = machine.lookingSince ?? view.now;
    const { series, ...word } = inSeries(choice.measuring, judgement, { previous, since, now: view.now });
    return { ...kept(told, word), series };
  });
  return combine(gates);
}

/** A judgement as the journal keeps it. */
export function kept({ gate, severity }: GateChoice, judgement: Judgement): JudgedGate {
  const { verdict, reason, measured, againAt, strikes, subjects } = judgement;
  return {
    gate,
    severity,
    verdict,
    reason,
    measured,
    strikes,
    ...(againAt === undefined ? {} : { againAt }),
    ...(subjects === undefined ? {} : { subjects: [...subjects] }),
  };
}

function evidenceOf(
  { plan, state }: View,
  { stage, machine, entry, updates, left, offered, runner }: Question,
): Evidence {
  return {
    stage,
    machine: entry,
    before: machine.before ?? undefined,
    after: { before: undefined, after: machine.after, undo: machine.undo?.inspection?.snapshot }[stage] ?? undefined,
    updates,
    offered,
    held: left.filter(({ why }) => why === 'held'),
    lineage: plan.lineage,
    install: machine.install ?? undefined,
    landing: state.landings.get(landingKey(machine) ?? ''),
    restart: stage === 'after' ? (machine.restart ?? undefined) : undefined,
    settledAt: machine.settledAt ?? undefined,
    runner,
  };
}

/** The gravest decides. */
export const weight: Readonly<Record<Severity, number>> = { critical: 3, hard: 2, soft: 1, observe: 0 };

/** fail > error > inconclusive > pass; of the failed gates the gravest decides. A failure that may still change is not one yet. */
export function combine(gates: readonly JudgedGate[]): Judged {
  const deciding = gates.filter(({ severity }) => severity !== 'observe');
  const failed = deciding
    .filter(({ verdict, againAt }) => verdict === 'fail' && againAt === undefined)
    .sort((a, b) => weight[b.severity] - weight[a.severity]);
  const [gravest] = failed;
  if (gravest !== undefined) return { verdict: 'fail', gates, againAt: null, decisive: gravest };
  const verdict = worst(deciding.map(gate => gate.verdict));
  const unclear = deciding.filter(gate => gate.verdict !== 'pass');
  const looks = unclear.flatMap(({ againAt }) => againAt ?? []);
  return {
    verdict,
    gates,
    againAt: looks.length === 0 ? null : Math.min(...looks),
    decisive: unclear.find(gate => gate.verdict === verdict) ?? null,
  };
}
