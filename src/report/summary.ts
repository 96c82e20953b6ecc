// The report's model: what the journal says, arranged in the order in which a reviewer needs it (facts: rollout 6.1): verdict, why,
// what next, rings, machines that need eyes, timeline. It knows no format; every format is made from it, so all of them say the
// same.
import type { Conclusion } from '../model/conclusion.ts';
import { type Compliance, complianceOf } from '../rollout/compliance.ts';
import type { Standing } from '../rollout/conclusion.ts';
import type { Event } from '../rollout/events.ts';
import type { MachinePhase } from '../rollout/phases.ts';
import type { Plan } from '../rollout/plan.ts';
import { countOf, type MachineState, type State } from '../rollout/state.ts';
import { buildsText, hotpatchText, runText } from './machine-words.ts';
import { type Invocation, nextSteps } from './next.ts';
import { type Bar, timelineOf } from './timeline.ts';
import { ruleText, verdictLine } from './verdict.ts';
import { count, updatesText } from './words.ts';

export interface RingRow {
  readonly name: string;
  /** `passed`, `soaking`, `open, wave 2/3`, … */
  readonly state: string;
  readonly machines: number;
  readonly updated: number;
  readonly needless: number;
  readonly failed: number;
  readonly skipped: number;
  readonly undone: number;
  readonly stranded: number;
  readonly untouched: number;
  readonly worstCase: { readonly visible: number; readonly released: number };
}

export interface MachineRow {
  readonly name: string;
  readonly ring: string;
  readonly phase: MachinePhase;
  readonly build: string | undefined;
  readonly hotpatch: string | undefined;
  readonly took: string | undefined;
  /** Why it needs eyes; undefined for the others. */
  readonly why: string | undefined;
  /** KBs that it does not get, each with its reason. */
  readonly left: readonly string[];
}

export interface Summary {
  readonly conclusion: Conclusion;
  readonly line: string;
  readonly why: readonly string[];
  readonly next: readonly string[];
  readonly rolloutId: string;
  readonly planHash: string;
  readonly updates: string;
  readonly rings: readonly RingRow[];
  /** Sorted by badness. */
  readonly attention: readonly MachineRow[];
  readonly machines: readonly MachineRow[];
  readonly timeline: readonly Bar[];
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
  const machines = plan.rings.flatMap(({ name, machines: names }) =>
    names.flatMap(each => {
      const machine = state.machines.get(each);
      return machine === undefined ? [] : [rowOf(machine, name, plan)];
    }),
  );
  return {
    conclusion: standing.conclusion,
    line: verdictLine(plan, standing),
    why: whyOf(plan, standing, state),
    next: nextSteps(plan, standing, invocation),
    rolloutId: plan.rolloutId,
    planHash: plan.hash,
    updates: updatesText(plan.updates),
    rings: plan.rings.map((_, index) => ringRow(plan, state, index)),
    attention: machines.filter(({ why }) => why !== undefined).sort((a, b) => badness(a) - badness(b)),
    machines,
    timeline: timelineOf(events, now),
    standing,
    compliance: complianceOf(plan, state, now),
    at: now,
  };
}

function ringRow(plan: Plan, state: State, index: number): RingRow {
  const [planned, ring] = [plan.rings[index], state.rings[index]];
  if (planned === undefined || ring === undefined) throw new RangeError(`ring ${index} is not in the plan`);
  const wave = ring.phase === 'open' && ring.wave > 0 ? `, wave ${ring.wave}/${planned.waves.length}` : '';
  const finished = countOf(ring, ['done', 'watching']);
  return {
    name: planned.name,
    state: `${ring.phase}${wave}`,
    machines: planned.machines.length,
    updated: ring.updated,
    needless: Math.max(0, finished - ring.updated),
    failed: countOf(ring, ['failed', 'unclear']),
    skipped: countOf(ring, ['skipped', 'excluded']),
    undone: countOf(ring, ['undone']),
    stranded: countOf(ring, ['stranded']),
    untouched: countOf(ring, ['pending']),
    worstCase: planned.worstCase,
  };
}

function rowOf(machine: MachineState, ring: string, { lineage }: Plan): MachineRow {
  return {
    name: machine.name,
    ring,
    phase: machine.phase,
    build: buildsText(machine),
    hotpatch: hotpatchText(machine, lineage),
    took: runText(machine),
    why: whyLookAt(machine),
    left: machine.left.map(({ kbs, title, reason }) => `${kbs.length === 0 ? title : kbs.join('+')}: ${reason}`),
  };
}

const worstFirst: readonly MachinePhase[] = [
  'stranded',
  'failed',
  'unclear',
  'installed',
  'undone',
  'skipped',
  'excluded',
];

function badness({ phase }: MachineRow): number {
  const place = worstFirst.indexOf(phase);
  return place === -1 ? worstFirst.length : place;
}

const forPeople = ['MACHINE_HELD', 'MACHINE_STRANDED', 'UNINSTALL_FAILED'];

/** A held or stranded machine waits for a person: what that person does stands beside it. */
function withRemedy({ failure }: MachineState, text: string): string {
  const isTheirs = failure !== null && forPeople.includes(failure.code);
  return isTheirs && failure.next !== undefined ? `${text}; ${failure.next}` : text;
}

/** Where the logs of before lie, and whether what was taken back can come again. */
function withTraces({ diagnosis, hiding }: MachineState, text: string): string {
  const isOpen = hiding !== null && !(hiding.kind === 'hidden' && hiding.result.updates.every(isLeftAlone));
  const traces = [
    ...(isOpen ? ['automatic updates may bring it back'] : []),
    ...(diagnosis?.file == null ? [] : [`logs in ${diagnosis.file}`]),
  ];
  return [text, ...traces].join('; ');
}

function isLeftAlone({ outcome }: { readonly outcome: string }): boolean {
  return outcome !== 'failed';
}

function whyLookAt(machine: MachineState): string | undefined {
  const gate = machine.failedBy?.gate;
  const failure = machine.failure === null ? undefined : `${gate ? `${gate}: ` : ''}${machine.failure.message}`;
  switch (machine.phase) {
    case 'stranded':
    case 'failed':
    case 'unclear':
    case 'skipped':
      return withTraces(machine, withRemedy(machine, failure ?? machine.phase));
    case 'undone':
      return withTraces(
        machine,
        gate === undefined || gate === null ? 'rolled back with the others' : `${gate} failed, rolled back`,
      );
    case 'installed':
      return machine.install?.needsRestart === true ? 'installed, its restart was not done' : undefined;
    case 'excluded':
      return 'taken out by a person';
    default:
      return machine.inFlight === null ? undefined : `in flight: ${machine.inFlight.kind}`;
  }
}

function whyOf(plan: Plan, { cause, reason, failure }: Standing, state: State): string[] {
  const lines: string[] = [];
  if (cause?.by === 'rule') {
    const machine = state.machines.get(cause.machine);
    const rule =
      cause.rule === 'critical'
        ? 'A critical gate halts at the first confirmed failure'
        : 'More failed than is tolerated';
    lines.push(`${rule}: ${ruleText(cause)}, ring ${cause.ring} wave ${cause.wave}/${cause.waves}.`);
    if (machine !== undefined) lines.push(...evidenceOf(machine, plan));
  }
  if (reason !== null && cause?.by !== 'rule') lines.push(reason);
  if (failure !== null)
    lines.push(`${failure.code}: ${failure.message}`, ...(failure.next === undefined ? [] : [failure.next]));
  const spared = state.undo?.spared ?? [];
  if (spared.length > 0)
    lines.push(`Left as they are: ${count(spared.length, 'machine')} (${spared[0]?.reason ?? ''}).`);
  return lines;
}

/** The machine that tipped it: its build and Hotpatch state before and after, and what its gates said, or what went wrong without one. */
function evidenceOf(machine: MachineState, { lineage }: Plan): string[] {
  const facts = [buildsText(machine), hotpatchText(machine, lineage)].filter(text => text !== undefined);
  const bad = machine.judgedAfter
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'error')
    .map(({ gate, verdict, reason }) => `${gate}: ${verdict}, ${reason}.`);
  const told = bad.length === 0 && machine.failure !== null ? [`${machine.failure.message}.`] : bad;
  return [...(facts.length === 0 ? [] : [`${machine.name}: ${facts.join('; ')}.`]), ...told];
}
