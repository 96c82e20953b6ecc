// The control group: when a gate fails after an update that anything else could have broken as well (a page, a figure, a service), the
// same is asked of a few machines that were not updated. Where they show the same trouble it is not the update's doing: that is not
// clear, opens nothing and holds the ring. It never turns a failure into a pass, and costs nothing while no gate fails (facts: rollout
// 3, no. 9; 4.1). Critical gates and work that failed have no control: nobody else's install or restart says anything about them.
import type { Evidence, Judgement } from '../../gates/gate.ts';
import { gateNamed } from '../../gates/registry.ts';
import type { Effect } from '../effects.ts';
import type { JudgedGate } from '../events.ts';
import type { ControlReading, MachineState } from '../state.ts';
import { chanceOfDifference } from '../statistics.ts';
import { entryOf, isMine, type View } from './budget.ts';
import { gatesFor, type Judged } from './judging.ts';

/** Up to this chance the updated machines are worse than the others, and not only as bad. */
const significance = 0.05;

/** The gate whose failure somebody else may have caused; undefined: nobody is asked. */
export function suspectIn({ verdict, againAt, decisive }: Judged): JudgedGate | undefined {
  if (verdict !== 'fail' || againAt !== null || decisive === null || decisive.severity === 'critical') return undefined;
  return gateNamed(decisive.gate)?.control === undefined ? undefined : decisive;
}

/** Whether the verdict waits for machines that are asked, or that can be asked now. */
export function waitsForControl(view: View, machine: MachineState, judged: Judged): boolean {
  const { state } = view;
  if (state.phase !== 'running' || state.stop !== null || suspectIn(judged) === undefined) return false;
  return underWay(view, machine).length > 0 || candidates(view, machine).length > 0;
}

function underWay({ state }: View, { name }: MachineState): readonly Effect[] {
  return [...state.inFlight.values()].filter(effect => effect.kind === 'control' && effect.beside === name);
}

/** Machines that nothing was begun on: those most like it first, then as they stand in the plan. */
export function candidates(view: View, machine: MachineState): readonly MachineState[] {
  const { plan, state } = view;
  const known = new Set(machine.control.map(reading => reading.machine));
  const room = (plan.control ?? 0) - known.size - underWay(view, machine).length;
  if (room < 1) return [];
  const { labels } = entryOf(view, machine.name);
  const likeness = ({ name }: MachineState): number =>
    Object.entries(entryOf(view, name).labels).filter(([key, value]) => labels[key] === value).length;
  const free = [...state.machines.values()].filter(
    one =>
      one.phase === 'pending' &&
      one.inFlight === null &&
      one.beganAt === null &&
      !known.has(one.name) &&
      isMine(view, one.name),
  );
  return free.sort((a, b) => likeness(b) - likeness(a)).slice(0, room);
}

/** What the control group says: a sentence where the trouble is everybody's; undefined: the failure is the update's. */
export function environmentTrouble(view: View, machine: MachineState, judged: Judged): string | undefined {
  const suspect = suspectIn(judged);
  if (suspect === undefined) return undefined;
  const shown: string[] = [];
  let clean = 0;
  for (const reading of machine.control) {
    const verdict = verdictOn(view, reading, judged.gates);
    if (verdict === 'shown') shown.push(reading.machine);
    if (verdict === 'clean') clean += 1;
  }
  if (shown.length === 0) return undefined;
  const { rings, machines } = view.state;
  const alike = [...machines.values()].filter(one => one.phase === 'failed' && one.failedBy?.gate === suspect.gate);
  const through = rings.reduce((sum, { updated, tally }) => sum + updated + tally.watching + tally.failed, 0);
  const patched = { failed: alike.length + 1, of: through + 1 };
  const control = { failed: shown.length, of: shown.length + clean };
  if (chanceOfDifference(patched, control) <= significance) return undefined;
  return `${suspect.reason}; ${control.failed} of ${control.of} machines that were not updated show the same (${shown.join(', ')})`;
}

/** `unread` says nothing. */
function verdictOn(view: View, reading: ControlReading, judged: readonly JudgedGate[]): 'shown' | 'clean' | 'unread' {
  const words = gatesFor(view, 'after', false).flatMap(choice => {
    const gate = gateNamed(choice.gate);
    const failed = judged.filter(one => one.gate === choice.gate && one.verdict === 'fail');
    if (gate?.control === undefined || failed.length === 0) return [];
    const evidence = evidenceOf(view, reading);
    const { verdict, subjects = [] } = gate.judge({
      settings: choice.settings,
      evidence,
      now: view.now,
      previous: confirmed,
    });
    if (verdict !== 'fail') return [verdict === 'pass' ? ('clean' as const) : ('unread' as const)];
    const isSame = failed.some(one => one.subjects?.some(subject => subjects.includes(subject)));
    return [gate.control === 'absolute' || isSame ? ('shown' as const) : ('clean' as const)];
  });
  return words.find(word => word === 'shown') ?? words.find(word => word === 'unread') ?? words[0] ?? 'unread';
}

/** A control is looked at once: what it shows has been there all the time. */
const confirmed: Judgement = { verdict: 'fail', reason: '', measured: {}, strikes: 1_000 };

/** Nobody looked at it before. What starts by itself is taken to have run, and only what failed elsewhere is looked for. */
function evidenceOf(view: View, { machine: name, snapshot, runner }: ControlReading): Evidence {
  const { health } = snapshot.readings;
  const readings =
    health?.ok === true
      ? {
          ...snapshot.readings,
          health: { ...health, value: { ...health.value, services: health.value.services.map(running) } },
        }
      : snapshot.readings;
  return {
    stage: 'after',
    machine: entryOf(view, name),
    before: { ...snapshot, readings },
    after: snapshot,
    updates: [],
    held: [],
    lineage: view.plan.lineage,
    settledAt: 0,
    runner,
  };
}

function running<T extends { readonly state: string }>(service: T): T {
  return { ...service, state: 'running' };
}
