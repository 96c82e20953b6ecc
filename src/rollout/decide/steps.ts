// What is asked of a machine next, given the phase it is in. Nothing here depends on why it got there, so a run that begins in the
// middle of anything goes on the same way. A machine has one effect in flight; jobs whose results are in the journal are forgotten on
// the machine with whatever is asked of it next, or in a visit of their own at the end of its story.
import type { InstallResult } from '../../model/reading.ts';
import { identityOf } from '../../model/update.ts';
import { type Effect, jobKeyOf } from '../effects.ts';
import { hiddenUpdates } from '../hidden.ts';
import { machinePhases } from '../phases.ts';
import { isDrained, type MachineState } from '../state.ts';
import { wantsAnother } from './another-restart.ts';
import { before, notNow, payment } from './around.ts';
import { asked } from './asked.ts';
import { mayBegin, mayGoOn, type View } from './budget.ts';
import { drain, drainToUndo, mayRestart, needsDrain, resume } from './cluster.ts';
import { waitsForDrill } from './drill.ts';
import { isLeaving } from './leavers.ts';
import { installedBy, isToBeCleared } from './machine.ts';
import { restartsFirst } from './undo-inspection.ts';

/** The next thing to ask of this machine; undefined: nothing now. */
export function nextEffect(view: View, machine: MachineState): Effect | undefined {
  if (machine.inFlight !== null || view.state.stop !== null) return undefined;
  // Nothing more is done in it; what lies on its machines is still cleared away.
  if (view.state.superseded !== null) return acknowledge(view, machine);
  const isDue = machine.lookAt === null || machine.lookAt <= view.now;
  const back = isDrainNeeded(view, machine) ? undefined : resume(view, machine);
  if (back !== undefined) return back;
  const paid = payment(view, machine);
  if (paid !== undefined) return paid;
  switch (machine.phase) {
    case 'suspect':
      return view.state.phase === 'running' && !waitsForDrill(view, machine) ? check(view, machine) : undefined;
    case 'checking':
      if (machine.beganAt === null && !mayBegin(view, machine)) return undefined;
      if (machine.news !== null || (isMadeReady(machine) && isToBeCleared(view, machine))) return clear(view, machine);
      return isDue && view.state.phase === 'running' ? check(view, machine) : undefined;
    case 'ready':
      return mayBegin(view, machine) || machine.install !== null ? install(view, machine) : undefined;
    case 'installed':
      return machine.install?.needsRestart === true ? restart(view, machine) : verify(view, machine);
    case 'restarted':
      if (!isDue || machine.news !== null) return undefined;
      return (wantsAnother(machine) ? restart(view, machine) : undefined) ?? verify(view, machine);
    case 'verifying':
    case 'watching':
      return isDue && machine.news === null ? verify(view, machine) : undefined;
    case 'failed':
      if (view.state.phase !== 'running' && machine.diagnosis === null) return diagnose(view, machine);
      return acknowledge(view, machine);
    case 'undone':
      return hide(view, machine) ?? show(view, machine) ?? acknowledge(view, machine);
    case 'pending':
    case 'done':
    case 'skipped':
    case 'unclear':
    case 'stranded':
    case 'excluded':
      return acknowledge(view, machine);
    default:
      return undefined;
  }
}

/** The first look at a machine, or another one. */
export function check(view: View, machine: MachineState): Effect {
  const common = asked(view, machine, 'check');
  return { ...common, job: jobKeyOf(view.plan.rolloutId, machine.name, 'scan', common.attempt) };
}

/** Whether a node is still to be without roles: what it was drained for comes next. */
function isDrainNeeded(view: View, machine: MachineState): boolean {
  const { phase, install: done } = machine;
  if (!isDrained(machine) || isLeaving(view, machine) || !mayGoOn(view, machine)) return false;
  switch (phase) {
    case 'ready':
      return mayBegin(view, machine) || done !== null;
    case 'checking':
      return isToBeCleared(view, machine);
    case 'installed':
      return done?.needsRestart === true;
    case 'restarted':
      return wantsAnother(machine);
    default:
      return false;
  }
}

/** What its check brought is forgotten since: it was drained, or steps were run around it. */
function isMadeReady(machine: MachineState): boolean {
  return isDrained(machine) || (machine.steps !== null && machine.steps.ready.length > 0);
}

/** What comes before the machine is changed: steps of the owner's. */
function readied(view: View, machine: MachineState, next: () => Effect | undefined): Effect | undefined {
  const step = before(view, machine, 'update');
  if (step === notNow) return undefined;
  return step ?? next();
}

/** A restart that somebody else owes the machine. */
function clear(view: View, machine: MachineState): Effect | undefined {
  return machine.boot === null ? undefined : readied(view, machine, () => clearNow(view, machine));
}

function clearNow(view: View, machine: MachineState): Effect | undefined {
  if (machine.boot === null) return undefined;
  if (needsDrain(view, machine)) return drain(view, machine, 'update');
  return { ...asked(view, machine, 'restart'), ifStillOn: machine.boot.bootId, purpose: 'clear' };
}

function install(view: View, machine: MachineState): Effect | undefined {
  return mayGoOn(view, machine) ? readied(view, machine, () => installNow(view, machine)) : undefined;
}

function installNow(view: View, machine: MachineState): Effect {
  if (mayRestart(view, machine) && needsDrain(view, machine)) return drain(view, machine, 'update');
  const common = asked(view, machine, 'install');
  const job = jobKeyOf(view.plan.rolloutId, machine.name, 'install', common.attempt);
  return { ...common, job, updates: [...machine.chosen] };
}

/** Only inside the window, and not after a halt: then the machine is listed as waiting for its restart. */
function restart(view: View, machine: MachineState): Effect | undefined {
  const { boot } = machine;
  if (!mayGoOn(view, machine) || boot === null) return undefined;
  return readied(view, machine, () => {
    if (needsDrain(view, machine)) return drain(view, machine, 'update');
    return { ...asked(view, machine, 'restart'), ifStillOn: boot.bootId, purpose: 'update' };
  });
}

function verify(view: View, machine: MachineState): Effect {
  const { plan, state } = view;
  const common = asked(view, machine, 'verify');
  const wantsScan = machine.phase === 'restarted' || (machine.phase === 'verifying' && machine.restart !== null);
  const mayScan = wantsScan && machine.rescans < plan.passes && state.phase === 'running';
  return {
    ...common,
    purpose: machine.phase === 'watching' ? 'soak' : 'update',
    scan: mayScan ? jobKeyOf(plan.rolloutId, machine.name, 'rescan', common.attempt) : null,
    eventsSince: eventsSince(machine),
  };
}

/** The second look at a machine that was updated, when its ring has soaked. */
export function watch(view: View, machine: MachineState): Effect {
  const effect = verify(view, machine);
  return effect.kind === 'verify' ? { ...effect, purpose: 'soak', scan: null } : effect;
}

/** A few tries more than it was visited, then the leftovers stay where they are: they are small, and not worth a failure. */
function acknowledge(view: View, machine: MachineState): Effect | undefined {
  const tries = machine.attempts.acknowledge ?? 0;
  const hidings = (machine.attempts.hide ?? 0) + (machine.attempts.show ?? 0);
  const { check: checks = 0, stage: stagings = 0, uninstall: undoings = 0 } = machine.attempts;
  const visits = checks + stagings + undoings + hidings;
  if (machine.finishedJobs.length === 0 || tries > visits) return undefined;
  return asked(view, machine, 'acknowledge');
}

/** Taking it back: only what was not there before we came. Nothing known of what was there: only a look can tell. */
export function undo(view: View, machine: MachineState): Effect | undefined {
  if (machine.inFlight !== null || view.state.stop !== null) return undefined;
  if (isLeaving(view, machine)) return payment(view, machine);
  if (machine.news !== null) return undefined;
  const isDue = machine.lookAt === null || machine.lookAt <= view.now;
  switch (machine.phase) {
    case 'uninstalled':
      return machine.undo?.uninstall?.needsRestart === true ? undoRestart(view, machine) : undoVerify(view, machine);
    case 'undoRestarted':
      if (machine.undo?.uninstall === null) return inspect(view, machine);
      return wantsAnother(machine) ? undoRestart(view, machine) : undoVerify(view, machine);
    case 'undoVerifying':
      return isDue ? undoVerify(view, machine) : undefined;
    case 'uninstalling':
      return isDue ? uninstall(view, machine) : undefined;
    case 'undoChecking':
      if (machine.undo?.inspection === null) return inspect(view, machine);
      if (!isDue) return undefined;
      return (restartsFirst(machine) ? undoRestart(view, machine) : undefined) ?? takeBack(view, machine);
    default:
      // Once the machine is undone nobody can see any more what was wrong with it.
      if (machine.diagnosis === null) return diagnose(view, machine);
      return firstUndo(view, machine);
  }
}

/** Where nothing of it was taken back yet. */
export function firstUndo(view: View, machine: MachineState): Effect | undefined {
  if (view.state.stop !== null) return undefined;
  return isInspected(view, machine) ? inspect(view, machine) : takeBack(view, machine);
}

/** Asked once. Files that were copied to the machine come back by nobody's automatic updates. */
function hide(view: View, machine: MachineState): Effect | undefined {
  const mine = new Set(installedBy(machine.install));
  const updates = view.plan.updates.filter(update => mine.has(identityOf(update)));
  if (machine.hiding !== null || view.plan.source.kind !== 'agent' || updates.length === 0) return undefined;
  if (view.state.lifted !== null) return undefined;
  const common = asked(view, machine, 'hide');
  return {
    ...common,
    job: jobKeyOf(view.plan.rolloutId, machine.name, 'hide', common.attempt),
    updates: updates.map(({ updateId, revision }) => ({ updateId, revision })),
  };
}

/** Asked once for each time that a person says so: who does not answer is listed, and keeps nobody waiting. */
function show(view: View, machine: MachineState): Effect | undefined {
  if (view.state.lifted === null || machine.showing !== null) return undefined;
  const updates = hiddenUpdates(view.plan, machine);
  if (updates.length === 0) return undefined;
  const common = asked(view, machine, 'show');
  return { ...common, job: jobKeyOf(view.plan.rolloutId, machine.name, 'show', common.attempt), updates: [...updates] };
}

/** Whatever comes of it, it is asked once: evidence never keeps a machine from being undone. */
function diagnose(view: View, machine: MachineState): Effect {
  return { ...asked(view, machine, 'diagnose'), eventsSince: eventsSince(machine) };
}

/** Events are counted since the check before the update, by the machine's own clock. */
export function eventsSince({ before }: MachineState): number | null {
  const facts = before?.readings.facts;
  return facts?.ok === true ? Date.parse(facts.value.clock) : null;
}

/** A script that failed may have done half of its work: its detect script says what there is to take away. */
function hasChanged({ plan }: View, { install: result }: MachineState): boolean {
  if (plan.source.kind === 'script') return true;
  return installedBy(result).length > 0 || result?.needsRestart === true;
}

function takeBack(view: View, machine: MachineState): Effect | undefined {
  return hasChanged(view, machine) ? uninstall(view, machine) : undoVerify(view, machine);
}

/** Where packages are to go, and where the policy has gates for it; who has nothing to lose is only looked at. */
function isInspected({ plan }: View, machine: MachineState): boolean {
  const { kind } = plan.source;
  const asks = kind === 'agent' || kind === 'packages' || (kind === 'script' && plan.gates.undo !== undefined);
  const may: readonly string[] = machinePhases[machine.phase];
  return asks && installedBy(machine.install).length > 0 && may.includes('undoChecking');
}

function inspect(view: View, machine: MachineState): Effect {
  return { ...asked(view, machine, 'inspect'), ...brought(machine) };
}

function uninstall(view: View, machine: MachineState): Effect | undefined {
  const step = before(view, machine, 'undo');
  if (step !== undefined && step !== notNow) return step;
  // What did not let itself be drained is taken back all the same where its pause is ours: `resume` comes first.
  if ((machine.drain?.trouble ?? null) !== null) return resume(view, machine) ?? drainToUndo(view, machine);
  if (view.plan.source.kind !== 'none' && needsDrain(view, machine)) return drainToUndo(view, machine);
  const common = asked(view, machine, 'uninstall');
  const mine = new Set(installedBy(machine.install));
  const kbs = machine.install?.updates.filter(update => mine.has(identityOf(update))).flatMap(update => update.kbs);
  return {
    ...common,
    job: jobKeyOf(view.plan.rolloutId, machine.name, 'uninstall', common.attempt),
    ...brought(machine),
    kbs: [...new Set(kbs)],
  };
}

/** What was there before our install, and what it brought: all passes together. */
function brought({ install: done }: MachineState): Pick<InstallResult, 'packagesBefore' | 'packagesAdded'> {
  const added = done?.packagesAdded;
  return {
    packagesBefore: [...(done?.packagesBefore ?? [])],
    ...(added === undefined ? {} : { packagesAdded: added }),
  };
}

function undoRestart(view: View, machine: MachineState): Effect | undefined {
  if (machine.boot === null) return undefined;
  return { ...asked(view, machine, 'restart'), ifStillOn: machine.boot.bootId, purpose: 'undo' };
}

/** Nothing takes it down any more: it takes roles again before it is looked at. */
function undoVerify(view: View, machine: MachineState): Effect {
  const { plan } = view;
  const back = resume(view, machine);
  if (back !== undefined) return back;
  const common = asked(view, machine, 'verify');
  // The build says nothing about what a script has brought.
  const scan =
    plan.source.kind === 'script' ? jobKeyOf(plan.rolloutId, machine.name, 'undoscan', common.attempt) : null;
  return { ...common, purpose: 'undo', scan, eventsSince: null };
}
