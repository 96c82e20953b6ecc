// One machine's own story, forwards: what follows from an outcome, and what is asked of the machine next. Before anything was started a
// machine that does not answer or fails a gate is skipped; afterwards it has failed and is out of service (design section 7). Waiting
// for a clear answer is bounded; what stays unclear opens nothing and is looked at again by a later run (invariants I6, I11).
import { lookAgainAfter } from '../../gates/gate.ts';
import { compareBoots } from '../../model/boot-identity.ts';
import type { Failure } from '../../model/failure.ts';
import type { InstallResult } from '../../model/reading.ts';
import { identityOf, type Update } from '../../model/update.ts';
import { isOurs } from '../effects.ts';
import type { Event } from '../events.ts';
import type { Outcome, OutcomeOf } from '../outcomes.ts';
import type { MachineState } from '../state.ts';
import { verdictAfter } from './after.ts';
import { entryOf, mayBegin, mayGoOn, type View } from './budget.ts';
import { type Choice, choose } from './choose.ts';
import { environmentTrouble, waitsForControl } from './control.ts';
import { machineUncovered } from './coverage.ts';
import { driftAt } from './drift.ts';
import { whyNotFirst } from './drill.ts';
import { whyCrowded } from './groups.ts';
import { judge } from './judging.ts';
import { misfitOf, obstacleIn } from './obstacles.ts';
import { isTriedAgain, stillFailed } from './second-try.ts';
import { updateFailure } from './update-failure.ts';
import {
  about,
  chosen,
  done,
  failed,
  gateTrouble,
  judged,
  notReached,
  returned,
  skipped,
  trouble,
  unclear,
} from './words.ts';

/** Looks at a machine that does not answer, or whose scan fails, before it is given up. */
const looksAtMost = 3;
/** Between two knocks at a machine that did not answer. */
export const knockAgainAfter = 20_000;

/** What follows from the machine's last outcome. Nothing: what is asked next answers it. */
export function answer(view: View, machine: MachineState, news: Outcome): readonly Event[] {
  switch (news.kind) {
    case 'checked':
      return answerCheck(view, machine, news);
    case 'verified':
      return answerVerify(view, machine, news);
    case 'notStarted':
      return answerNotStarted(view, machine, news.failure);
    case 'failed':
    case 'lost':
    case 'overdue':
      return [failed([view, machine], about(machine, news.failure), severityOf(machine))];
    default:
      return [];
  }
}

/** A machine that does not come back from a restart of ours, with no gate to say so, is as grave as the gate would make it. */
function severityOf({ phase }: MachineState): { readonly severity: 'critical' | 'hard'; readonly gate: null } {
  return { severity: phase === 'clearing' ? 'critical' : 'hard', gate: null };
}

function answerNotStarted(view: View, machine: MachineState, failure: Failure): readonly Event[] {
  const who = [view, machine] as const;
  if (machine.install !== null) {
    const unfinished = failure.code === 'EFFECT_WITHDRAWN' ? stillFailed(view, machine) : [];
    if (unfinished.length > 0) return unfinished;
    // A later pass: the machine is updated and its gates have passed.
    return failure.code === 'EFFECT_WITHDRAWN'
      ? [done(who, 'updated', machine.left)]
      : [failed(who, about(machine, failure), { severity: 'hard', gate: null })];
  }
  if (failure.code === 'EFFECT_WITHDRAWN') return [returned(who, failure.message)];
  return [skipped(who, about(machine, failure))];
}

function answerCheck(
  view: View,
  machine: MachineState,
  { snapshot, scan, runner }: OutcomeOf<'checked'>,
): readonly Event[] {
  const who = [view, machine] as const;
  const { facts, hotpatch } = snapshot.readings;
  if (facts === undefined) throw new RangeError('a check always reads the facts');
  // Whoever was begun with before and does not answer stays out of service, whether its turn is now or not.
  if (!facts.ok && machine.beganAt !== null) return again(view, machine, facts.failure);
  if (machine.beganAt !== null && owesRestart(machine)) {
    const hanging = trouble(
      machine,
      'MACHINE_NOT_BACK',
      'it answers, and the restart that we asked for is still to come',
    );
    return [notBegun(who, hanging)];
  }
  if (!mayBegin(view, machine)) return [returned(who, 'it may not be begun with now')];
  if (!facts.ok) return again(view, machine, facts.failure);
  const crowded = machine.cluster === null || machine.beganAt !== null ? undefined : whyCrowded(view, machine);
  if (crowded !== undefined) return [returned(who, `its group has to wait: ${crowded}`)];
  if (!scan.ok) return again(view, machine, scan.failure);
  const reading = hotpatch?.ok === true ? hotpatch.value : undefined;
  const shown = { facts: facts.value, hotpatch: reading, scan: scan.value };
  const drift = driftAt(view, machine, shown);
  if (drift.stranger !== undefined) return [...drift.told, notBegun(who, drift.stranger)];
  const choice = choose(view, { machine, ...shown });
  const misfit = misfitOf(view, machine, facts.value) ?? obstacleIn(machine, choice);
  const mayNot = choice.chosen.length === 0 ? undefined : (drift.changed ?? machineUncovered(view, machine));
  const asks = { choice, obstacle: misfit ?? mayNot, offered: scan.value.updates, runner };
  return [...drift.told, ...answerGates(view, machine, asks)];
}

interface Asking extends Pick<OutcomeOf<'checked'>, 'runner'> {
  readonly choice: Choice;
  /** Why it must not go on, gates aside. */
  readonly obstacle: Failure | undefined;
  readonly offered: readonly Update[];
}

/** What it may get is known: its gates have the last word. */
function answerGates(
  view: View,
  machine: MachineState,
  { choice, obstacle, offered, runner }: Asking,
): readonly Event[] {
  const who = [view, machine] as const;
  if (choice.chosen.length === 0 && obstacle === undefined) return [done(who, 'nothingNeeded', choice.left)];
  const notFirst = obstacle === undefined ? whyNotFirst(view, machine) : undefined;
  if (notFirst !== undefined) return [returned(who, notFirst)];
  const isClearing = obstacle === undefined && isToBeCleared(view, machine);
  const verdict = judge(view, {
    stage: 'before',
    machine,
    entry: entryOf(view, machine.name),
    updates: choice.chosen,
    left: choice.left,
    offered,
    runner,
    isToBeCleared: isClearing,
  });
  if (verdict.verdict === 'pass' && isClearing) return [];
  if (verdict.verdict === 'pass') {
    const told = judged(who, 'before', verdict, null);
    return obstacle === undefined ? [told, chosen(who, choice.chosen, choice.left)] : [told, notBegun(who, obstacle)];
  }
  // A gate that says when it looks again knows what it waits for.
  const isLate = view.now - (machine.lookingSince ?? view.now) >= view.plan.limits.verify;
  if (verdict.verdict !== 'fail' && (machine.looks < looksAtMost || (verdict.againAt !== null && !isLate))) {
    return [judged(who, 'before', verdict, verdict.againAt ?? view.now + lookAgainAfter)];
  }
  return [judged(who, 'before', verdict, null), notBegun(who, obstacle ?? gateTrouble(machine, verdict))];
}

/** Knocks again where that can help. */
function again(view: View, machine: MachineState, failure: Failure): readonly Event[] {
  const who = [view, machine] as const;
  if (failure.retryable && machine.looks < looksAtMost) return [notReached(who, 'before', view.now + knockAgainAfter)];
  const isSilent = machine.before?.readings.facts?.ok === false;
  if (machine.beganAt === null || !isSilent || isOurs(failure)) return [notBegun(who, about(machine, failure))];
  return [
    notBegun(
      who,
      trouble(machine, 'MACHINE_UNREACHABLE', 'it does not answer since we began with it', { cause: failure.code }),
    ),
  ];
}

/** A machine that cannot be begun with is skipped; one that we had begun to change, and that is not in order since, has failed. */
function notBegun(who: readonly [View, MachineState], failure: Failure): Event {
  return who[1].beganAt === null ? skipped(who, failure) : failed(who, failure, { severity: 'hard', gate: null });
}

/** It was told to restart and is not surely on another boot: it can go down at any moment, however well it answers. */
function owesRestart({ restart, boot }: MachineState): boolean {
  return restart !== null && boot !== null && compareBoots(restart.from, boot.bootId) !== 'other';
}

/**
 * Whether a restart of somebody else's making is done first. A pending file rename only informs (facts: windows-servicing 3.9), and what
 * a restart of ours has not cleared is for a person; it is cleared once it has been away.
 */
export function isToBeCleared({ plan }: View, { boot, uncleared }: MachineState): boolean {
  if (plan.source.kind === 'none' || plan.pendingRestart !== 'restartFirst' || boot === null) return false;
  return boot.pendingRestart.some(signal => signal !== 'fileRename' && !uncleared.includes(signal));
}

function answerVerify(view: View, machine: MachineState, { scan }: OutcomeOf<'verified'>): readonly Event[] {
  const who = [view, machine] as const;
  const verdict = verdictAfter(view, machine);
  if (verdict === undefined) return [];
  if (verdict.verdict === 'pass' && machine.after?.readings.facts?.ok === true) {
    const next = scan === null ? [done(who, 'updated', machine.left)] : afterRescan(view, machine, scan);
    const looksAgain = next.length === 0;
    return [judged(who, 'after', verdict, looksAgain ? view.now + lookAgainAfter : null), ...next];
  }
  const { decisive } = verdict;
  const againAt = verdict.verdict === 'pass' ? view.now + knockAgainAfter : verdict.againAt;
  if (waitsForControl(view, machine, verdict)) return [];
  const environment = environmentTrouble(view, machine, verdict);
  if (environment !== undefined) {
    const suspected = trouble(machine, 'ENVIRONMENT_SUSPECTED', environment, { retryable: true });
    return [
      judged(who, 'after', { ...verdict, verdict: 'inconclusive' }, null),
      unclear(who, suspected, decisive?.gate ?? null),
    ];
  }
  if (verdict.verdict === 'fail' && againAt === null) {
    const blame = { severity: decisive?.severity ?? 'hard', gate: decisive?.gate ?? null };
    return [judged(who, 'after', verdict, null), failed(who, gateTrouble(machine, verdict), blame)];
  }
  const isLate = view.now - (machine.lookingSince ?? view.now) >= view.plan.limits.verify;
  if (againAt !== null && !isLate) return [judged(who, 'after', verdict, againAt)];
  return [judged(who, 'after', verdict, null), ...giveUp(view, machine, gateTrouble(machine, verdict), decisive?.gate)];
}

/** Nothing answered at all: out of service and failed. Something answered, and not all gates were clear: unclear. */
function giveUp(view: View, machine: MachineState, failure: Failure, gate: string | undefined): readonly Event[] {
  const readings = Object.values(machine.after?.readings ?? {});
  const silent = readings.find(reading => reading !== undefined && !reading.ok);
  if (readings.some(reading => reading?.ok === true) || silent === undefined || silent.ok) {
    return [unclear([view, machine], failure, gate ?? null)];
  }
  const message = 'it does not answer since it was updated';
  const cause = silent.failure.code;
  return [
    failed([view, machine], trouble(machine, 'MACHINE_UNREACHABLE', message, { cause }), {
      severity: 'hard',
      gate: null,
    }),
  ];
}

/** Asks what is still offered after the restart: more of the plan, or the same again. Nothing follows: look again. */
function afterRescan(
  view: View,
  machine: MachineState,
  scan: NonNullable<OutcomeOf<'verified'>['scan']>,
): readonly Event[] {
  const who = [view, machine] as const;
  if (!scan.ok && scan.failure.code === 'EFFECT_WITHDRAWN') return [done(who, 'updated', machine.left)];
  if (!scan.ok) return machine.looks < looksAtMost ? [] : [unclear(who, about(machine, scan.failure), null)];
  const had = new Set(installedBy(machine.install));
  const twice = scan.value.updates.find(update => had.has(identityOf(update)));
  if (twice !== undefined) {
    const name = twice.kbs.join(', ') || twice.title;
    const lie =
      view.plan.source.kind === 'script'
        ? trouble(machine, 'SCRIPT_NOT_DETECTED', `${name} ended well, and detect does not find it after the restart`)
        : trouble(machine, 'UPDATE_LOOP', `${name} was installed and is offered again`);
    return [failed(who, lie, { severity: 'hard', gate: null })];
  }
  const { facts, hotpatch } = machine.after?.readings ?? {};
  if (facts?.ok !== true || !mayGoOn(view, machine)) return [done(who, 'updated', machine.left)];
  const reading = hotpatch?.ok === true ? hotpatch.value : undefined;
  const more = choose(view, { machine, facts: facts.value, hotpatch: reading, scan: scan.value });
  const fresh = more.chosen.filter(update => !triedBy(machine.install).has(identityOf(update)));
  const hasObstacle = more.left.some(({ blocks }) => blocks);
  if (fresh.length === 0 || hasObstacle) return [done(who, 'updated', machine.left)];
  return [chosen(who, fresh, machine.left)];
}

/** Identities of what really got installed. */
export function installedBy(install: InstallResult | null): readonly string[] {
  return (install?.updates ?? []).filter(({ outcome }) => outcome === 'installed').map(identityOf);
}

function triedBy(install: InstallResult | null): ReadonlySet<string> {
  return new Set((install?.updates ?? []).map(identityOf));
}

/** What an install that has ended means: its updates tell, not its exit. Nothing: all is well so far. */
export function answerInstall(view: View, machine: MachineState): readonly Event[] {
  const who = [view, machine] as const;
  const { install } = machine;
  if (install === null) return [];
  const bad = install.updates.find(({ outcome }) => outcome === 'failed' || outcome === 'aborted');
  if (bad !== undefined && isTriedAgain(view, machine)) return [];
  if (bad !== undefined) return [failed(who, updateFailure(machine, bad), { severity: 'hard', gate: null })];
  if (installedBy(install).length === 0) {
    const gone = install.updates.find(({ outcome }) => outcome === 'notOffered');
    if (gone === undefined) return [done(who, 'nothingNeeded', machine.left)];
    const name = gone.kbs.join(', ') || identityOf(gone);
    return [skipped(who, trouble(machine, 'UPDATE_GONE', `${name} was offered, and gone when it was to be installed`))];
  }
  if (!install.needsRestart || view.plan.restart !== 'never') return [];
  const message = 'the update needs a restart after all, and the policy says restart: never';
  return [failed(who, trouble(machine, 'RESTART_FORBIDDEN', message), { severity: 'hard', gate: null })];
}
