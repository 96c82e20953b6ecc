// Detached work as the machine is asked for it: which parameters say it, and how it is watched without waking PowerShell.
// While the task runs, one CIM read says so (facts: winrm 1.11); the result, and everything unclear, is for the function that reads
// the job's files: what a task says is a hint, what a job has written is its word.
import type { Asking, JobKey, JobStatus, OwnScript, PackagesWork, UninstallWork, Work } from '../model/job.ts';
import { identityOfPackage } from '../model/source.ts';
import { identityOf } from '../model/update.ts';
import { type Session, WinrmError } from '../winrm/index.ts';
import type { Arguments } from './operation.ts';
import type { startJob } from './operations/start-job.ts';

/** The parameters of Start-PatchringJob for some work. */
export function startArguments(key: JobKey, work: Work): Arguments<(typeof startJob)['parameters']> {
  switch (work.kind) {
    case 'scan':
      return { Key: key, Kind: work.kind, ...asking(work) };
    case 'stage':
      if ('packages' in work) return { Key: key, Kind: work.kind, ...packageTexts(work) };
      return { Key: key, Kind: work.kind, ...asking(work), Update: work.updates.map(identityOf) };
    case 'install':
    case 'hide':
    case 'show':
      return { Key: key, Kind: work.kind, ...asking(work), Update: work.updates.map(identityOf) };
    case 'packages':
      return { Key: key, Kind: work.kind, ...packageTexts(work) };
    case 'detect':
      return { Key: key, Kind: work.kind, Script: [scriptText('detect', work.detect)] };
    case 'script':
    case 'removal': {
      const { kind, update, run, detect } = work;
      return {
        Key: key,
        Kind: kind,
        Update: [identityOf(update)],
        Script: [scriptText('run', run), scriptText('detect', detect)],
      };
    }
    case 'drain':
      return { Key: key, Kind: work.kind, Drain: work.after };
    case 'resume':
      return { Key: key, Kind: work.kind, Drain: work.drains };
    case 'uninstall':
      return { Key: key, Kind: work.kind, ...undoArguments(work), Kb: work.kbs };
  }
}

/** What an undo may take away, for whoever looks before it and for the undo itself. */
export function undoArguments({
  packagesBefore,
  packagesAdded,
}: Pick<UninstallWork, 'packagesBefore' | 'packagesAdded'>) {
  return { PackagesBefore: packagesBefore, ...(packagesAdded === undefined ? {} : { PackagesAdded: packagesAdded }) };
}

/** `id@revision|KB|sha256|file`, and `id@revision|sha256|file` for what lies beside it: no part can hold a bar. */
function packageTexts({ packages }: Pick<PackagesWork, 'packages'>) {
  const named = packages.map(one => ({ one, id: identityOf(identityOfPackage(one)) }));
  return {
    Package: named.map(({ one, id }) => `${id}|${one.kb}|${one.sha256}|${one.file}`),
    Prerequisite: named.flatMap(({ one, id }) =>
      one.prerequisites.map(beside => `${id}|${beside.sha256}|${beside.file}`),
    ),
  };
}

/** `role|sha256|text`: the text is all that follows the second bar. */
function scriptText(role: 'run' | 'detect', { sha256, text }: OwnScript): string {
  return `${role}|${sha256}|${text}`;
}

function asking({ source, overrideWsus }: Asking) {
  return { Source: source, ...(overrideWsus === true ? { OverrideWsus: true } : {}) };
}

/** MSFT_ScheduledTask.State. Ready and disabled say nothing about the job: it may have ended, or never begun. */
const telling: Readonly<Record<number, JobStatus>> = {
  2: { state: 'queued' },
  4: { state: 'running', percent: null, note: 'the task is running' },
};

/**
 * What the Task Scheduler knows, in one request and without a shell. `unclear`: only the job's files can tell.
 * `unreadable`: this machine does not say it (no such class, no right to it, no such task).
 */
export async function readTask(session: Session, key: JobKey): Promise<JobStatus | 'unclear' | 'unreadable'> {
  try {
    const [task] = await session.readCim(
      {
        namespace: 'root/Microsoft/Windows/TaskScheduler',
        className: 'MSFT_ScheduledTask',
        keys: { TaskName: key, TaskPath: '\\patchring\\' },
        properties: { State: 'number' },
      },
      { timeout: 60_000 },
    );
    return telling[task?.State ?? 0] ?? 'unclear';
  } catch (error) {
    if (error instanceof WinrmError && error.detail.fault !== undefined) return 'unreadable';
    throw error;
  }
}
