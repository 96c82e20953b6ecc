// The report's model: what the journal says, arranged in the order in which a reviewer needs it (facts: rollout 6.1): verdict, why,
// what next, rings, machines that need eyes, timeline, plan against actual, what was proved. It knows no format; every format is made
// from it, so all of them say the same.
import { rowOfCode } from '../knowledge/errors.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { Failure } from '../model/failure.ts';
import { type Compliance, complianceOf } from '../rollout/compliance.ts';
import type { Standing } from '../rollout/conclusion.ts';
import type { Cause, Event } from '../rollout/events.ts';
import { type Mended, mendedOf } from '../rollout/mended.ts';
import type { Plan } from '../rollout/plan.ts';
import type { MachineState, State } from '../rollout/state.ts';
import { badness, type MachineRow, machineRows } from './machine-row.ts';
import { buildsText, hotpatchText } from './machine-words.ts';
import { type Invocation, nextSteps } from './next.ts';
import { chanceLines, type Proof, proofOf } from './proof.ts';
import { type RingRow, ringRows } from './ring-row.ts';
import { observedServices, type ServiceRow, serviceRows, serviceWhy } from './service.ts';
import { type Bar, timelineOf } from './timeline.ts';
import { timesOf } from './times.ts';
import { tracesOf } from './traces.ts';
import { ruleText, verdictLine } from './verdict.ts';
import { count, listText, updatesText } from './words.ts';

export interface Summary {
  readonly conclusion: Conclusion;
  readonly line: string;
  readonly why: readonly string[];
  readonly next: readonly string[];
  readonly rolloutId: string;
  readonly planHash: string;
  readonly updates: string;
  readonly rings: readonly RingRow[];
  /** Gates of waves and rings; empty: the plan has none, or none was asked. */
  readonly services: readonly ServiceRow[];
  /** Sorted by badness. */
  readonly attention: readonly MachineRow[];
  readonly machines: readonly MachineRow[];
  readonly timeline: readonly Bar[];
  readonly proof: Proof;
  /** What it mends, and who is well again. Undefined: it mends no other. */
  readonly mended: Mended | undefined;
  readonly standing: Standing;
  readonly compliance: Compliance;
  /** Epoch ms. */
  readonly at: number;
}

export interface Story {
  readonly plan: Plan;
  readonly state: State;
  readonly events: readonly Event[];
  readonly standing: Standing;
  /** Epoch ms. */
  readonly now: number;
}

/** @param invocation how a person calls the command line here, for what to paste next */
export function summaryOf({ plan, state, events, standing, now }: Story, invocation: Invocation): Summary {
  const traces = tracesOf(events);
  const machines = plan.rings.flatMap(ring => machineRows(plan, ring, state.machines, traces));
  const rings = ringRows(plan, state, timesOf(plan, events, now));
  const services = serviceRows(events);
  const proof = proofOf(plan, state, rings, machines);
  return {
    conclusion: standing.conclusion,
    line: verdictLine(plan, standing),
    why: whyOf(plan, standing, state),
    next: nextSteps(plan, standing, invocation),
    rolloutId: plan.rolloutId,
    planHash: plan.hash,
    updates: updatesText(plan.updates),
    rings,
    services,
    attention: machines.filter(({ why }) => why !== undefined).sort((a, b) => badness(a) - badness(b)),
    machines,
    timeline: timelineOf(events, now),
    proof: { ...proof, notCovered: [...proof.notCovered, ...observedServices(plan, services)] },
    mended: mendedOf(plan, state),
    standing,
    compliance: complianceOf(plan, state, now),
    at: now,
  };
}

const ruleTexts: Readonly<Record<Extract<Cause, { by: 'rule' }>['rule'], string>> = {
  critical: 'A critical gate halts at the first confirmed failure',
  maxFailures: 'More failed than is tolerated',
  zeroTolerance: 'None of the first machines of a rollout may fail',
  sequential: 'More failed than a good update explains',
  sameSignature: 'The same new failure on a second machine halts, whatever share may fail',
  drill: 'Undo is proved on one machine before a second one starts, and it is not',
};

function whyOf(plan: Plan, { cause, reason, failure, lifted, stillHidden }: Standing, state: State): string[] {
  const lines: string[] = [];
  if (cause?.by === 'rule') {
    const machine = state.machines.get(cause.machine);
    lines.push(
      `${ruleTexts[cause.rule]}: ${ruleText(cause)}, ring ${cause.ring} wave ${cause.wave}/${cause.waves}.`,
      ...chanceLines(plan, cause),
    );
    if (machine !== undefined) lines.push(...evidenceOf(machine, plan));
  }
  if (cause?.by === 'service') lines.push(...serviceWhy(cause, reason));
  else if (reason !== null && cause?.by !== 'rule') lines.push(reason);
  if (failure !== null)
    lines.push(`${failure.code}: ${failure.message}`, ...(failure.next === undefined ? [] : [failure.next]));
  const retried = state.retried.at(-1);
  if (retried !== undefined)
    lines.push(`Tried again by ${retried.person}: ${listText(retried.machines, 20)}, ${retried.reason}`);
  const spared = state.undo?.spared ?? [];
  if (spared.length > 0)
    lines.push(`Left as they are: ${count(spared.length, 'machine')} (${spared[0]?.reason ?? ''}).`);
  if (lifted !== null) lines.push(`Its updates may come again, by ${lifted.person}: ${lifted.reason}`);
  if (stillHidden.length > 0)
    lines.push(`Still hidden on ${count(stillHidden.length, 'machine')}: ${listText(stillHidden, 20)}.`);
  return lines;
}

/** The machine that tipped it: its build and Hotpatch state before and after, and what its gates said, or what went wrong without one. */
function evidenceOf(machine: MachineState, { lineage }: Plan): string[] {
  const facts = [buildsText(machine), hotpatchText(machine, lineage)].filter(text => text !== undefined);
  const bad = machine.judgedAfter
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'error')
    .map(({ gate, verdict, reason }) => `${gate}: ${verdict}, ${reason}.`);
  const told = bad.length === 0 && machine.failure !== null ? failureLines(machine.failure) : bad;
  return [...(facts.length === 0 ? [] : [`${machine.name}: ${facts.join('; ')}.`]), ...told];
}

/** What went wrong, and what a person does about it: to resume alone mends nothing. */
function failureLines({ code, message, next = rowOfCode(code)?.next }: Failure): string[] {
  return [`${message.replace(/[.\s]+$/u, '')}.`, ...(next === undefined ? [] : [next])];
}
