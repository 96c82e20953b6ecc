// Whether an undo may be begun on a machine: asked before anything is taken away, because an uninstall that cannot end leaves less than
// it found. After a cleanup with ResetBase nothing older can be restored; a package that calls itself permanent stays; what somebody
// else's update has superseded brings nothing back; changes that wait for a restart come first, once; the gates of the policy speak for
// the owner. Who may not be undone is stranded as it is, with what a person can do; asking for the rollback again looks again. What
// nobody could read stands in nobody's way: the uninstall itself then says what it says.
import type { Failure } from '../../model/failure.ts';
import { failureOf } from '../../model/failure.ts';
import type { RemovalReading } from '../../model/undo-reading.ts';
import { identityOf } from '../../model/update.ts';
import type { Event } from '../events.ts';
import type { OutcomeOf } from '../outcomes.ts';
import type { MachineState } from '../state.ts';
import { entryOf, type View } from './budget.ts';
import { judge } from './judging.ts';
import { installedBy } from './machine.ts';
import { forwardOrRestore, restartByHand } from './undo-look.ts';
import { about, gateTrouble, judged, stranded } from './words.ts';

/** What follows from the look before an undo; nothing: it may be begun. */
export function answerInspection(view: View, machine: MachineState): readonly Event[] {
  const inspection = machine.undo?.inspection ?? null;
  // A machine that does not answer is asked by its uninstall, which knows how long to wait.
  if (inspection === null || inspection.snapshot.readings.facts?.ok !== true) return [];
  const who = [view, machine] as const;
  const why = whyNotRemovable(machine, inspection);
  if (why !== undefined) return [stranded(who, about(machine, why))];
  if (view.plan.gates.undo === undefined) return [];
  const mine = new Set(installedBy(machine.install));
  const verdict = judge(view, {
    stage: 'undo',
    machine,
    entry: entryOf(view, machine.name),
    updates: view.plan.updates.filter(update => mine.has(identityOf(update))),
    left: machine.left,
    runner: inspection.runner,
  });
  if (verdict.verdict === 'pass') return [];
  const failure = gateTrouble(machine, verdict);
  const next = `mend what the gate says, then ask for the rollback again; until then ${machine.name} keeps its update`;
  return [judged(who, 'undo', verdict, null), stranded(who, { ...failure, code: 'UNDO_GATE_FAILED', next })];
}

function whyNotRemovable(machine: MachineState, { snapshot }: OutcomeOf<'inspected'>): Failure | undefined {
  const { removal } = snapshot.readings;
  if (removal?.ok !== true) return undefined;
  const next = forwardOrRestore(machine);
  const { lastResetBase, permanent, superseded, waiting } = removal.value;
  const [lost] = superseded ?? [];
  if (lost !== undefined) return supersededBy(machine, lost);
  if (lastResetBase !== null && Date.parse(lastResetBase) > beganThere(machine, snapshot)) {
    const message = `the component store was cleaned with ResetBase at ${lastResetBase}, after the update: nothing older can be restored`;
    return failureOf('UNDO_BASE_RESET', message, { next });
  }
  const [name] = permanent ?? [];
  if (name !== undefined)
    return failureOf('UNDO_PERMANENT', `${name} calls itself permanent: it cannot be removed`, { next });
  if (waiting == null || waiting.length === 0 || restartsFirst(machine)) return undefined;
  const message = `nothing can be taken away while other changes wait for a restart (${waiting.join(', ')})`;
  return failureOf('UNDO_RESTART_PENDING', message, { next: restartByHand(machine) });
}

type Superseded = NonNullable<RemovalReading['superseded']>[number];

function supersededBy(machine: MachineState, { package: name, by }: Superseded): Failure {
  const rival = by.join(', ') || 'a later package that is not listed';
  const message = `somebody else has installed ${rival} since, which supersedes ${name}: taking that away brings nothing back`;
  const first = by.length === 0 ? '' : `remove ${rival} by hand and ask for the rollback again, or `;
  return failureOf('UNDO_SUPERSEDED', message, { next: `${first}${forwardOrRestore(machine)}` });
}

/** Changes of others wait for a restart: it comes first, once. A cluster node is left to a person: nothing has drained it. */
export function restartsFirst({ undo, boot, cluster }: MachineState): boolean {
  const removal = undo?.inspection?.snapshot.readings.removal;
  if (undo === null || undo.hasRestarted || boot === null || cluster !== null || removal?.ok !== true) return false;
  return (removal.value.waiting ?? []).length > 0;
}

/** When we began to change it, by its own clock: both were read in this visit. */
function beganThere({ beganAt }: MachineState, { at, readings }: OutcomeOf<'inspected'>['snapshot']): number {
  const ahead = readings.facts?.ok === true ? Date.parse(readings.facts.value.clock) - at : 0;
  return (beganAt ?? 0) + ahead;
}
