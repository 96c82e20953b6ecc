// What a job does when it ends: the work of scan, install and uninstall on the software of a machine. Pure: state in, state and
// result out. Outcomes are those that Windows gives: an update that is gone is `notOffered`, one that is there
// `alreadyInstalled`.
import type {
  InstallWork,
  JobKey,
  JobStatus,
  PackageStageWork,
  PackagesWork,
  ScanWork,
  StageWork,
  Work,
} from '../model/job.ts';
import type { InstallResult, StageResult, UpdateOutcome } from '../model/reading.ts';
import { identityOfPackage } from '../model/source.ts';
import type { UpdateIdentity, UpdateSource } from '../model/update.ts';
import { faultsOf } from './faults.ts';
import { runNode } from './node-jobs.ts';
import { offersNow } from './offers.ts';
import { runDetect, runScript } from './own-scripts.ts';
import { copied, whyBad } from './package-files.ts';
import type { MachineProfile } from './profile.ts';
import { type JobFailure, sourceNames, whyBypassed, whyNoRoom } from './refusals.ts';
import type { JobOutcome, JobScene } from './scene.ts';
import { historyOf, install, isRestartPending, listedPackages, type Software, stage } from './software.ts';
import { staleOffers } from './stale-offers.ts';
import { runHide, runShow, runUninstall } from './undo-work.ts';
import { type CatalogueUpdate, isSameUpdate, needsRestart } from './updates.ts';

/** One job on a machine, from its start until its key is removed. */
export interface Job {
  readonly key: JobKey;
  readonly work: Work;
  readonly startedAt: number;
  /** Out of the queue. */
  readonly runsAt: number;
  readonly endsAt: number;
  readonly packagesBefore: readonly string[];
  readonly isDoomed: boolean;
  /** Why it will do nothing but fail. */
  readonly refusal: JobFailure | undefined;
  end: JobStatus | undefined;
}

export function runWork(work: Work, scene: JobScene): JobOutcome {
  const refused = faultsOf(scene.faults, 'jobRefused').find(({ job }) => job === work.kind);
  if (refused !== undefined && scene.strikes(refused)) {
    const { code, hresult } = refused;
    return failed({ code, hresult, message: 'The machine refused.' }, scene.software);
  }
  switch (work.kind) {
    case 'scan':
      return runScan(work, scene);
    case 'stage':
      return 'packages' in work ? runPackageStage(work, scene) : runStage(work, scene);
    case 'install':
      return runInstall(work, scene);
    case 'packages':
      return runPackages(work, scene);
    case 'uninstall':
      return runUninstall(work, scene);
    case 'hide':
      return runHide(work, scene);
    case 'show':
      return runShow(work, scene);
    case 'drain':
    case 'resume':
      return runNode(work, scene);
    case 'detect':
      return runDetect(work, scene);
    case 'script':
    case 'removal':
      return runScript(work, scene);
  }
}

export function failed(failure: JobFailure, software: Software): JobOutcome {
  return { status: { state: 'failed', failure }, software, tried: [] };
}

function sourceName(source: UpdateSource, { wsus }: MachineProfile): string {
  return source === 'machine' && wsus !== undefined ? `policy (WSUS ${wsus})` : sourceNames[source];
}

function runScan(work: ScanWork, scene: JobScene): JobOutcome {
  const bypassed = whyBypassed(work, scene.profile);
  if (bypassed !== undefined) return failed(bypassed, scene.software);
  const fault = faultsOf(scene.faults, 'scanFails').find(scene.strikes);
  if (fault !== undefined) {
    const message = `Exception from HRESULT: 0x${fault.hresult.toString(16).toUpperCase()}`;
    return failed({ hresult: fault.hresult, message }, scene.software);
  }
  const updates = offersNow(scene, scene.software).map(({ update }) => update);
  const source = sourceName(work.source, scene.profile);
  return {
    status: { state: 'finished', kind: 'scan', result: { updates, source, history: historyOf(scene.software) } },
    software: scene.software,
    tried: [],
  };
}

/** Downloads what is offered here of what was asked for; the machine is what it was. */
function runStage(work: StageWork, scene: JobScene): JobOutcome {
  const refused = whyBypassed(work, scene.profile) ?? whyNoRoom(toFetch(work, scene), scene.profile);
  if (refused !== undefined) return failed(refused, scene.software);
  const offers = offersNow(scene, scene.software);
  const updates = work.updates.map(({ updateId, revision }): StageResult['updates'][number] => {
    const item = offers.find(({ update }) => isSameUpdate(update, { updateId, revision }));
    const common = { updateId, revision, hresult: 0 };
    if (item === undefined) return { ...common, kbs: [], outcome: 'notOffered' };
    return { ...common, kbs: [...item.update.kbs], outcome: 'downloaded' };
  });
  return { status: { state: 'finished', kind: 'stage', result: { updates } }, software: scene.software, tried: [] };
}

function runInstall(work: InstallWork, scene: JobScene): JobOutcome {
  const bypassed = whyBypassed(work, scene.profile);
  if (bypassed !== undefined) return failed(bypassed, scene.software);
  const full = whyNoRoom(toFetch(work, scene), scene.profile);
  if (full !== undefined) return failed(full, scene.software);
  let { software } = scene;
  const updates = work.updates.map((identity): UpdateOutcome => {
    const one = installOne(identity, scene, software);
    software = one.software;
    return one.outcome;
  });
  const result = { ...installed(updates, software, scene), history: historyOf(software) };
  return {
    status: { state: 'finished', kind: 'install', result },
    software,
    tried: updates
      .filter(({ outcome }) => outcome === 'installed' || outcome === 'failed')
      .map(({ kbs, outcome }) => ({ kb: kbs[0] ?? '', outcome })),
  };
}

function installed(updates: UpdateOutcome[], software: Software, { packagesBefore }: JobScene): InstallResult {
  const packagesAdded = listedPackages(software).filter(name => !packagesBefore.includes(name));
  return { updates, needsRestart: isRestartPending(software), packagesBefore: [...packagesBefore], packagesAdded };
}

/** Bytes that are not downloaded yet, as a scan names them. */
function toFetch({ updates }: InstallWork | StageWork, { surroundings }: JobScene): number {
  const wanted = surroundings.catalogue.filter(({ update }) => updates.some(one => isSameUpdate(update, one)));
  return wanted.reduce((sum, { update }) => sum + (update.isDownloaded ? 0 : update.size), 0);
}

/** CBS_E_NOT_APPLICABLE. */
const notApplicable = 0x800f081e;

/** The machine is what it was. */
function runPackageStage({ packages }: PackageStageWork, { faults, software }: JobScene): JobOutcome {
  const bad = whyBad(packages, faults);
  if (bad !== undefined) return failed(bad, software);
  return { status: { state: 'finished', kind: 'stage', result: copied(packages) }, software, tried: [] };
}

/** The catalogue knows what the files hold: by KB, for the build of this machine. */
function runPackages({ packages }: PackagesWork, scene: JobScene): JobOutcome {
  const bad = whyBad(packages, scene.faults);
  if (bad !== undefined) return failed(bad, scene.software);
  let { software } = scene;
  const updates = packages.map((one): UpdateOutcome => {
    const common = { ...identityOfPackage(one), kbs: [one.kb] };
    const { build } = scene.profile;
    const item = scene.surroundings.catalogue.find(known => known.kb === one.kb && known.build === build);
    if (item === undefined) return { ...common, outcome: 'failed', hresult: notApplicable };
    if (!software.kbs.includes(item.kb) && !software.staged.includes(item)) software = putIn(item, scene, software);
    return { ...common, outcome: 'installed', hresult: 0 };
  });
  const result = installed(updates, software, scene);
  const tried = updates.map(({ kbs, outcome }) => ({ kb: kbs[0] ?? '', outcome }));
  return { status: { state: 'finished', kind: 'packages', result }, software, tried };
}

function putIn(item: CatalogueUpdate, scene: JobScene, software: Software): Software {
  return needsRestart(item, scene.profile) ? stage(software, item) : install(software, item, scene.at);
}

function installOne(
  identity: UpdateIdentity,
  scene: JobScene,
  software: Software,
): { readonly outcome: UpdateOutcome; readonly software: Software } {
  const { updateId, revision } = identity;
  const item = scene.surroundings.catalogue.find(({ update }) => isSameUpdate(update, identity));
  const answer = (outcome: UpdateOutcome['outcome'], hresult: number, after: Software) => ({
    outcome: {
      updateId,
      revision,
      kbs: outcome === 'notOffered' ? [] : [...(item?.update.kbs ?? [])],
      outcome,
      hresult,
    },
    software: after,
  });
  if (item === undefined) return answer('notOffered', 0, software);
  if (software.kbs.includes(item.kb) || software.staged.includes(item)) {
    return answer(
      staleOffers([item], scene.faults, software).length > 0 ? 'installed' : 'alreadyInstalled',
      0,
      software,
    );
  }
  if (!offersNow(scene, software).includes(item)) return answer('notOffered', 0, software);
  const fault = faultsOf(scene.faults, 'installFails').find(({ kb }) => kb === item.kb);
  if (fault !== undefined && scene.strikes(fault)) {
    // Each failure asks anew, so that a second restart is not taken for one too many.
    const asks = fault.wantsRestart === true ? [`${item.kb} tried at ${scene.at}`] : [];
    return answer('failed', fault.hresult, { ...software, unfinished: [...software.unfinished, ...asks] });
  }
  return answer('installed', 0, putIn(item, scene, software));
}
