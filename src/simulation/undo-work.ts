// What the jobs of an undo do to the software of a simulated machine: packages are taken away, updates are
// hidden from automatic updates, and shown again when a person has lifted the hold.
// Pure, like every job: state in, state and result out.
import type { HideWork, ShowWork, UninstallWork } from '../model/job.ts';
import type { UninstallResult } from '../model/reading.ts';
import { identityOf } from '../model/update.ts';
import { faultsOf } from './faults.ts';
import { offersNow } from './offers.ts';
import type { JobOutcome, JobScene } from './scene.ts';
import { isRestartPending, remove, type Software } from './software.ts';
import { baseResetAt, undoStateOf } from './undo-readings.ts';

/** CBS_E_CANNOT_UNINSTALL: the package is permanent (facts: windows-servicing 4.1). */
const cannotUninstall = 0x800f0825;
/** CBS_E_SOURCE_MISSING: nothing is left to go back to. */
const sourceMissing = 0x800f081f;

/** Hides what would be offered, whether it is hidden already or not. */
export function runHide({ updates }: HideWork, scene: JobScene): JobOutcome {
  const { software } = scene;
  const offered = new Set(offersNow(scene, { ...software, hidden: [] }).map(({ update }) => identityOf(update)));
  const told = updates.map(({ updateId, revision }) => {
    const isThere = offered.has(identityOf({ updateId, revision }));
    return { updateId, revision, outcome: isThere ? ('hidden' as const) : ('notOffered' as const), hresult: 0 };
  });
  const hidden = told.filter(({ outcome }) => outcome === 'hidden').map(identityOf);
  return {
    status: { state: 'finished', kind: 'hide', result: { updates: told } },
    software: { ...software, hidden: [...new Set([...software.hidden, ...hidden])] },
    tried: [],
  };
}

/** Shows again what is still there to be offered. */
export function runShow({ updates }: ShowWork, scene: JobScene): JobOutcome {
  const { software } = scene;
  const offered = new Set(offersNow(scene, { ...software, hidden: [] }).map(({ update }) => identityOf(update)));
  const told = updates.map(({ updateId, revision }) => {
    const isThere = offered.has(identityOf({ updateId, revision }));
    return { updateId, revision, outcome: isThere ? ('shown' as const) : ('notOffered' as const), hresult: 0 };
  });
  const shown = new Set(told.filter(({ outcome }) => outcome === 'shown').map(identityOf));
  return {
    status: { state: 'finished', kind: 'show', result: { updates: told } },
    software: { ...software, hidden: software.hidden.filter(one => !shown.has(one)) },
    tried: [],
  };
}

export function runUninstall(work: UninstallWork, scene: JobScene): JobOutcome {
  const { software } = scene;
  const { ours, others, superseded, waiting } = undoStateOf(software, work);
  const told = (removed: readonly string[], kept: UninstallResult['kept'], after: Software): JobOutcome => ({
    status: {
      state: 'finished',
      kind: 'uninstall',
      result: {
        removed: [...removed],
        kept,
        others: [...others],
        needsRestart: removed.length > 0 && isRestartPending(after),
      },
    },
    software: after,
    tried: [],
  });
  const refused = [
    ...superseded.map(({ package: name, by }) => ({ name, code: 'UNDO_SUPERSEDED', reason: `superseded by ${by}` })),
    ...(waiting.length === 0
      ? []
      : ours.map(name => ({ name, code: 'UNDO_RESTART_PENDING', reason: `a restart is pending (${waiting})` }))),
  ].map(({ name, code, reason }) => ({ package: name, reason, hresult: 0, code }));
  if (refused.length > 0) return told([], refused, software);
  const items = [...software.installed.map(({ item }) => item), ...software.staged];
  const candidates = items.flatMap(({ packages, kb }) =>
    packages.filter(name => ours.includes(name)).map(name => ({ name, kb })),
  );
  const isReset = baseResetAt(scene, scene.at) !== undefined;
  const stuck = (kb: string) =>
    isReset
      ? { hresult: sourceMissing, reason: 'what it replaced is no longer in the component store' }
      : faultsOf(scene.faults, 'uninstallFails').find(fault => fault.kb === undefined || fault.kb === kb);
  const kept = candidates.flatMap(({ name, kb }) => {
    const fault = stuck(kb);
    if (fault === undefined) return [];
    const reason = 'reason' in fault ? fault.reason : 'the package is permanent';
    return [{ package: name, reason, hresult: fault.hresult ?? cannotUninstall }];
  });
  const removed = candidates.filter(({ kb }) => stuck(kb) === undefined).map(({ name }) => name);
  return told(removed, kept, remove(software, removed));
}
