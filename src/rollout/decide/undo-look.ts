// Whether an undo has worked, and what a person can do where it has not. The exit of a command proves nothing: the build is the one
// before, what was removed is gone, none of our KBs is listed, and nothing of servicing waits for a restart. Looking again is bounded;
// whoever is not back in the end is stranded, and said aloud with a command to paste (facts: windows-servicing 4.6).
import type { Boot, Facts, UninstallResult } from '../../model/reading.ts';
import type { Scripts } from '../../model/source.ts';
import { packageNamePattern } from '../../model/undo-reading.ts';
import { identityOf } from '../../model/update.ts';
import type { Event } from '../events.ts';
import type { OutcomeOf } from '../outcomes.ts';
import type { MachineState } from '../state.ts';
import type { View } from './budget.ts';
import { installedBy, knockAgainAfter } from './machine.ts';
import { about, notReached, stranded, trouble, undone } from './words.ts';

/** Looks until a restart that servicing still asks for is believed, or a list of packages is given up. */
const looksAtMost = 3;
/** Of the signals that ask for a restart, those that an undo leaves: the others are somebody else's. */
const ours = ['servicing', 'servicingInProgress', 'packagesPending', 'windowsUpdate'];

/** A package that would not go strands the machine at once, whatever else was removed. */
export function answerUninstall(view: View, machine: MachineState): readonly Event[] {
  const kept = machine.undo?.uninstall?.kept[0];
  if (kept === undefined) return [];
  const { source } = view.plan;
  const isOwn = source.kind === 'script';
  const message = `${isOwn ? source.name : kept.package} could not be removed: ${kept.reason}`;
  const next = isOwn ? byHand(machine, source) : wayOut(machine, kept);
  return [stranded([view, machine], trouble(machine, kept.code ?? 'UNINSTALL_FAILED', message, { next }))];
}

/** The owner knows the payload; we know only that its detect script still finds it. */
function byHand({ name }: MachineState, { name: what, detect }: Scripts): string {
  return `remove ${what} from ${name} by hand; it is gone when ${detect.file} says so`;
}

/** CBS_E_CANNOT_UNINSTALL, CBS_E_STORE_CORRUPTION, CBS_E_SOURCE_MISSING, ERROR_SXS_COMPONENT_STORE_CORRUPT: asking again is no use. */
const hopeless: readonly number[] = [0x800f0825, 0x800f0831, 0x800f081f, 0x80073712];

/** What is left where nothing can be taken away. */
export function forwardOrRestore({ name, facts }: Pick<MachineState, 'name' | 'facts'>): string {
  const backup = facts?.isDomainController === true ? 'a backup of its system state, never a snapshot' : 'a backup';
  return `go forward with the next update that mends it, or restore ${name} from ${backup}`;
}

/** What waits for a restart is done by it, and the rollback can be asked for again. */
export function restartByHand({ name }: Pick<MachineState, 'name'>): string {
  return `restart ${name} (Restart-Computer -ComputerName ${name}), then ask for the rollback again`;
}

function wayOut(
  { name, facts }: MachineState,
  { package: id, hresult, code }: UninstallResult['kept'][number],
): string {
  if (code === 'UNDO_RESTART_PENDING') return restartByHand({ name });
  if (code !== undefined || hopeless.includes(hresult) || !packageNamePattern.test(id)) {
    return forwardOrRestore({ name, facts });
  }
  return `Invoke-Command -ComputerName ${name} { Remove-WindowsPackage -Online -PackageName ${id} -NoRestart }`;
}

export function answerUndoLook(
  view: View,
  machine: MachineState,
  { snapshot, scan }: OutcomeOf<'verified'>,
): readonly Event[] {
  const who = [view, machine] as const;
  const { facts, boot } = snapshot.readings;
  const isLate = view.now - (machine.lookingSince ?? view.now) >= view.plan.limits.verify;
  const again = [notReached(who, 'after', view.now + knockAgainAfter)];
  const unread = facts?.ok === true ? boot : facts;
  if (facts?.ok !== true || boot?.ok !== true) {
    if (!isLate) return again;
    const cause = unread?.ok === false ? unread.failure.code : 'nothing was read';
    const message = 'it does not answer since it was undone';
    return [stranded(who, trouble(machine, 'MACHINE_UNREACHABLE', message, { cause }))];
  }
  if (boot.value.isServicing && !isLate) return again;
  if (scan?.ok === false) return isLate ? [stranded(who, about(machine, scan.failure))] : again;
  const { source } = view.plan;
  if (source.kind === 'script' && scan?.value.updates.length === 0) {
    const message = `${source.detect.file} still finds ${source.name} after the undo`;
    return [stranded(who, trouble(machine, 'MACHINE_STRANDED', message, { next: byHand(machine, source) }))];
  }
  const built = otherBuild(machine, facts.value);
  const why = built ?? whyNotBack(machine, snapshot.readings, boot.value);
  if (why === undefined) return [undone(who)];
  // A build is final; lists and signals can be behind for a moment.
  if (built === undefined && machine.looks < looksAtMost && !isLate) return again;
  const next = `Invoke-Command -ComputerName ${machine.name} { Get-WindowsPackage -Online | Sort-Object InstallTime | Select-Object -Last 5 PackageName, PackageState }`;
  return [stranded(who, trouble(machine, 'MACHINE_STRANDED', why, { next }))];
}

function otherBuild({ buildBefore: before }: MachineState, { build, ubr }: Facts): string | undefined {
  if (before !== null && before.build === build && before.ubr === ubr) return undefined;
  const was = before === null ? 'unknown' : `${before.build}.${before.ubr}`;
  return `the build is ${build}.${ubr} after the undo, and was ${was} before the update`;
}

type Readings = OutcomeOf<'verified'>['snapshot']['readings'];

/** Builds collide between updates, so the build alone does not say that the update is gone. Journals of before read no packages. */
function whyNotBack({ install, undo }: MachineState, readings: Readings, boot: Boot): string | undefined {
  const { packages, hotpatch } = readings;
  const removed = new Set(undo?.uninstall?.removed.map(name => name.toLowerCase()));
  if (packages?.ok === false && removed.size > 0)
    return `the build is the one before, and the packages could not be listed (${packages.failure.code})`;
  const left = packages?.ok === true ? packages.value.find(name => removed.has(name.toLowerCase())) : undefined;
  if (left !== undefined) return `the build is the one before, and ${left} is still there`;
  const mine = new Set(installedBy(install));
  const kbs = install?.updates.filter(update => mine.has(identityOf(update))).flatMap(update => update.kbs);
  const listed = hotpatch?.ok === true ? hotpatch.value.installedKbs.quickFix : null;
  const kb = kbs?.find(one => listed?.includes(one));
  if (kb !== undefined) return `the build is the one before, and ${kb} is still listed`;
  const signal = boot.pendingRestart.find(one => ours.includes(one));
  return signal === undefined ? undefined : `the build is the one before, and a restart is still pending (${signal})`;
}
