// What a disk answers, said in our words: every trouble with a file of the ledger becomes one failure with its path and what to check.
import { FailureError, failureOf } from '../model/failure.ts';

/** `ENOSPC` and its kin; undefined for what is no system error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  ENOTDIR: 'part of the path is a file',
  EISDIR: 'the path is a folder',
  EIO: 'the disk reports an error',
};

/** JOURNAL_UNREADABLE with the reason. Nothing that was written before is lost. */
export function unreadable(file: string, error: unknown, what: 'read' | 'written'): FailureError {
  if (error instanceof FailureError) return error;
  const code = codeOf(error);
  const reason = reasons[code ?? ''] ?? (error instanceof Error ? error.message : String(error));
  const message = `the ledger could not be ${what}: ${reason}`;
  const next = 'Check the path, the rights and the free space, then run again: what was written before is kept.';
  const cause = code === undefined ? {} : { cause: code };
  return new FailureError([failureOf('JOURNAL_UNREADABLE', message, { next, place: { file }, ...cause })]);
}
