// What comes of the owner's scripts on a simulated machine. Nothing is ever executed: a script that installs makes its detect script find
// something, the one that takes away makes it find nothing, and faults say what goes wrong, in the codes and shapes of the real body
// (windows/bodies/script.ps1). A script that looks finds all well unless a fault says otherwise.
import type { DetectWork, JobStatus, ScriptWork } from '../model/job.ts';
import type { ScriptReading, UpdateOutcome } from '../model/reading.ts';
import { identityOf } from '../model/update.ts';
import { type Fault, type FaultOf, faultsOf } from './faults.ts';
import type { Software } from './software.ts';

interface Scene {
  readonly software: Software;
  readonly faults: readonly Fault[];
}

interface Played {
  readonly status: Extract<JobStatus, { state: 'finished' | 'failed' }>;
  readonly software: Software;
  /** No update of Windows was tried. */
  readonly tried: readonly never[];
}

function plays({ faults }: Scene, how: FaultOf<'scriptBad'>['how']): boolean {
  return faultsOf(faults, 'scriptBad').some(fault => fault.how === how);
}

export function runDetect({ detect }: DetectWork, scene: Scene): Played {
  const { software } = scene;
  if (plays(scene, 'nonsense')) {
    const failure = {
      code: 'SCRIPT_DETECT_INVALID',
      hresult: 0,
      message: 'detect wrote 2 objects, and one is wanted.',
    };
    return { status: { state: 'failed', failure }, software, tried: [] };
  }
  const installed = software.detected.includes(detect.sha256);
  const result = { installed, version: installed ? '1.0' : null };
  return { status: { state: 'finished', kind: 'detect', result }, software, tried: [] };
}

export function runScript(work: ScriptWork, scene: Scene): Played {
  return work.kind === 'script' ? runInstalling(work, scene) : runRemoving(work, scene);
}

function runInstalling({ update, detect }: ScriptWork, scene: Scene): Played {
  const isFailing = plays(scene, 'fails');
  const isLying = plays(scene, 'undetected');
  const needsRestart = plays(scene, 'restarts');
  const common = { ...update, kbs: [], hresult: 0 };
  const outcome: UpdateOutcome = isFailing
    ? { ...common, outcome: 'failed', code: 'SCRIPT_FAILED', note: 'its exit code is 1603: installing' }
    : isLying && !needsRestart
      ? { ...common, outcome: 'failed', code: 'SCRIPT_NOT_DETECTED', note: 'installing' }
      : { ...common, outcome: 'installed', note: 'installing / done' };
  const software = isFailing || isLying ? scene.software : found(scene.software, detect.sha256);
  const result = { updates: [outcome], needsRestart, packagesBefore: [] };
  return { status: { state: 'finished', kind: 'script', result }, software, tried: [] };
}

function runRemoving({ update, detect }: ScriptWork, { software, ...scene }: Scene): Played {
  const isThere = software.detected.includes(detect.sha256);
  const stays = isThere && plays({ ...scene, software }, 'stays');
  const name = identityOf(update);
  const kept = stays ? [{ package: name, reason: 'detect still finds it after the uninstall script', hresult: 0 }] : [];
  const result = { removed: isThere && !stays ? [name] : [], kept, needsRestart: false };
  const after = stays ? software : { ...software, detected: software.detected.filter(one => one !== detect.sha256) };
  return { status: { state: 'finished', kind: 'removal', result }, software: after, tried: [] };
}

function found(software: Software, sha256: string): Software {
  return { ...software, detected: [...new Set([...software.detected, sha256])] };
}

/** What a script says that looks at the machine; it is not read either. */
export function readScript({ software, faults }: Scene): ScriptReading {
  const bad = faultsOf(faults, 'probeBad').find(
    ({ kb }) => kb === undefined || software.installed.some(({ item }) => item.kb === kb),
  );
  const done = {
    ended: 'done',
    exitCode: 0,
    last: '{"verdict":"pass"}',
    note: '{"verdict":"pass"}',
    took: 180,
  } as const;
  switch (bad?.how) {
    case undefined:
      return done;
    case 'fails':
      return { ...done, exitCode: 2, last: 'the queue is stuck', note: 'looking / the queue is stuck' };
    case 'late':
      return { ...done, ended: 'overdue', exitCode: null, last: 'looking', note: 'looking' };
    case 'nonsense':
      return { ...done, last: '{"verdict":"perhaps"}', note: '{"verdict":"perhaps"}' };
  }
}
