// What a disk answers, said in our words: every trouble with a file of the ledger becomes one failure with its path
// and what to check. Nothing that was written before is ever lost by it, and nothing is written again after it:
// a journal of which nobody knows how it ends would be worse than none.
import { FailureError, failureOf } from '../model/failure.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file may not grow any more',
  EROFS: 'the file system is read-only',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  ENOTDIR: 'part of the path is a file',
  EEXIST: 'part of the path is a file',
  EISDIR: 'the path is a folder',
  EIO: 'the disk reports an error',
};

/** `ENOSPC` and its kin; undefined for what is no system error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Does the work; trouble of the disk is thrown as JOURNAL_UNREADABLE with its reason, everything else goes through. */
export async function onDisk<T>(file: string, what: 'read' | 'written', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (error instanceof FailureError || code === undefined) throw error;
    const message = `the ledger could not be ${what}: ${reasons[code] ?? code}`;
    const next = 'check the path, the rights and the free space, then run again: what was written before is kept';
    throw new FailureError([failureOf('JOURNAL_UNREADABLE', message, { next, place: { file }, cause: code })]);
  }
}

/** The work's result, or a stand-in where the file is not there. */
export async function orIfAbsent<T>(work: Promise<T>, standIn: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return standIn;
    throw error;
  }
}
