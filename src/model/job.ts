// Detached work on a machine: started once per key, polled, removed after the journal has acknowledged the result.
// Start is safe to repeat: the key is a directory created atomically on the machine (design section 6; invariant
// I8).
import * as z from 'zod';
import {
  detectResultSchema,
  drainResultSchema,
  hideResultSchema,
  installResultSchema,
  resumeResultSchema,
  scanResultSchema,
  showResultSchema,
  stageResultSchema,
  uninstallResultSchema,
} from './reading.ts';
import type { Package, ScriptFile } from './source.ts';
import type { UpdateIdentity, UpdateSource } from './update.ts';

/** Letters, digits and hyphens, at most 100: it names a directory and a scheduled task on the machine. */
export type JobKey = string;
export const jobKeyPattern = /^[A-Za-z0-9-]{1,100}$/;

/** Whom the update agent asks. A machine whose policy names a WSUS server is asked past it only where that is said outright. */
export interface Asking {
  readonly source: UpdateSource;
  readonly overrideWsus?: boolean;
}

export interface ScanWork extends Asking {
  readonly kind: 'scan';
}

export interface InstallWork extends Asking {
  readonly kind: 'install';
  readonly updates: readonly UpdateIdentity[];
}

/** Downloads and nothing else: no update is installed, nothing restarts. */
export interface StageWork extends Asking {
  readonly kind: 'stage';
  readonly updates: readonly UpdateIdentity[];
}

/** Copies and checks files and nothing else: they lie in the directory of the job until it is removed, and an install finds them there. */
export interface PackageStageWork {
  readonly kind: 'stage';
  readonly packages: PackagesWork['packages'];
}

/** Files that the machine copies, checks and gives to DISM; all of them are checked before the first is installed. */
export interface PackagesWork {
  readonly kind: 'packages';
  readonly packages: readonly (Pick<Package, 'kb' | 'file' | 'sha256'> & {
    readonly prerequisites: readonly Pick<Package, 'file' | 'sha256'>[];
  })[];
}

/** Keeps automatic updates from bringing back what was taken back: exactly these, and nothing else. */
export interface HideWork extends Asking {
  readonly kind: 'hide';
  readonly updates: readonly UpdateIdentity[];
}

/** The other direction: a person has lifted the hold on what was taken back. */
export interface ShowWork extends Asking {
  readonly kind: 'show';
  readonly updates: readonly UpdateIdentity[];
}

export interface UninstallWork {
  readonly kind: 'uninstall';
  /** Packages recorded before our install: only what is absent from this list may go. */
  readonly packagesBefore: readonly string[];
  /** What our install brought: of what is absent from the other list, only this. Absent: nobody has recorded it. */
  readonly packagesAdded?: readonly string[];
  /** KBs and target builds that we installed, for the report of what was removed. */
  readonly kbs: readonly string[];
}

/** A script of the owner's: a file of its own in the directory of the job, and never part of ours. */
export type OwnScript = Pick<ScriptFile, 'sha256' | 'text'>;

/** Asks the owner's script whether its payload is installed. */
export interface DetectWork {
  readonly kind: 'detect';
  readonly detect: OwnScript;
}

/** Runs the script that installs, or with `removal` the one that takes away, and asks `detect` what came of it. */
export interface ScriptWork {
  readonly kind: 'script' | 'removal';
  readonly update: UpdateIdentity;
  readonly run: OwnScript;
  readonly detect: OwnScript;
}

/** Pauses the machine as a node of its failover cluster and moves its roles away, or refuses by the state of the cluster. */
export interface DrainWork {
  readonly kind: 'drain';
  /** Drains of ours that may have paused it before, and that nobody could take back; none: whoever has paused it, it was not us. */
  readonly after: readonly JobKey[];
}

/** Takes back what one of these drains has done, and nothing that somebody else did. */
export interface ResumeWork {
  readonly kind: 'resume';
  readonly drains: readonly JobKey[];
}

/** What to do in a job. The job's body is one of our operations, and only where the owner's scripts are the payload it calls those. */
export type Work =
  | ScanWork
  | StageWork
  | PackageStageWork
  | InstallWork
  | PackagesWork
  | UninstallWork
  | HideWork
  | ShowWork
  | DetectWork
  | ScriptWork
  | DrainWork
  | ResumeWork;

const failureSchema = z.strictObject({
  /** HRESULT or Win32 code as an unsigned number, 0 when there is none. */
  hresult: z.number().int().nonnegative(),
  message: z.string(),
  /** Our own code, where one of our functions refused: INSTALL_RESTART_PENDING, SCAN_FAILED, … */
  code: z.string().exactOptional(),
});

/** What a poll sees. `absent`: no such key on the machine. `lost`: the key is there, its process is not, and there is no result. */
export const jobStatusSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('absent') }),
  z.strictObject({ state: z.literal('queued') }),
  z.strictObject({
    state: z.literal('running'),
    percent: z.number().min(0).max(100).nullable(),
    note: z.string(),
    /** Seconds since its last sign of life; absent: nobody asked. Its process lives, or it would be `lost`. */
    silentFor: z.number().int().nonnegative().exactOptional(),
  }),
  z.strictObject({ state: z.literal('lost'), note: z.string() }),
  z.strictObject({ state: z.literal('failed'), failure: failureSchema }),
  z.discriminatedUnion('kind', [
    z.strictObject({ state: z.literal('finished'), kind: z.literal('scan'), result: scanResultSchema }),
    z.strictObject({ state: z.literal('finished'), kind: z.literal('stage'), result: stageResultSchema }),
    z.strictObject({ state: z.literal('finished'), kind: z.literal('install'), result: installResultSchema }),
    z.strictObject({ state: z.literal('finished'), kind: z.literal('packages'), result: installResultSchema }),
    z.strictObject({ state: z.literal('finished'), kind: z.literal('uninstall'), result: uninstallResultSchema }),
    z.strictObject({ state: z.literal('finished'), kind: z.literal('hide'), result: hideResultSchema }),
    z.strictObject({ state: z.literal('finished'), kind: z.literal('show'), result: showResultSchema }),
    z.strictObject({ state: z.literal('finished'), kind: z.literal('detect'), result: detectResultSchema }),
    z.strictObject({ state: z.literal('finished'), kind: z.literal('script'), result: installResultSchema }),
    z.strictObject({ state: z.literal('finished'), kind: z.literal('removal'), result: uninstallResultSchema }),
    z.strictObject({ state: z.literal('finished'), kind: z.literal('drain'), result: drainResultSchema }),
    z.strictObject({ state: z.literal('finished'), kind: z.literal('resume'), result: resumeResultSchema }),
  ]),
]);
export type JobStatus = z.output<typeof jobStatusSchema>;
