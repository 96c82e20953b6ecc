// What stands between a rollout and its branch, each with its own code and what to do. Told apart by what the remote shows (can it be
// read, does the branch stand where it stood) and by exit codes, never by git's words. The remote's address is never said: it may bear
// a password.
import { FailureError, failureOf } from '../../model/failure.ts';

const fail = (code: string, message: string, next: string, isRetryable = false): FailureError =>
  new FailureError([failureOf(code, message, { next, retryable: isRetryable })]);

export const toolMissing = (why: string): FailureError =>
  fail('LEDGER_GIT_MISSING', why, 'install git 2.31 or later on the runner, or keep the ledger in a folder: file:DIR');

export const repositoryMissing = (checkout: string, isThere: boolean): FailureError =>
  fail(
    'LEDGER_REPOSITORY_MISSING',
    isThere ? `git does not open the repository of ${checkout}` : `there is no git repository in ${checkout}`,
    isThere
      ? `if another account owns it: git config --global --add safe.directory ${checkout}`
      : 'check the repository out in a step before this one (with git on the runner), or keep the ledger in a folder: file:DIR',
  );

export const remoteMissing = (names: readonly string[]): FailureError =>
  fail(
    'LEDGER_REMOTE_MISSING',
    names.length === 0
      ? 'the repository has no remote'
      : `the repository has the remotes ${names.join(', ')}, and none is origin`,
    'git remote add origin URL, or keep the ledger in a folder: file:DIR',
  );

export const branchForeign = (branch: string, why: string): FailureError =>
  fail(
    'LEDGER_BRANCH_FOREIGN',
    `the branch ${branch} is not a ledger of patchring: ${why}`,
    'name a branch that is not there yet or that patchring made: git:patchring-ledger',
  );

export const branchLater = (branch: string, format: number): FailureError =>
  fail(
    'JOURNAL_VERSION_UNKNOWN',
    `the branch ${branch} is a ledger of format ${format}, which this version does not read`,
    'use the version that wrote it, or a later one',
  );

export const branchRewritten = (branch: string, why: string): FailureError =>
  fail(
    'JOURNAL_LINE_CHANGED',
    `the branch ${branch} is not as this run left it: ${why}`,
    'put the branch back to its last good commit, and find out who rewrote it: nobody but patchring should push there',
  );

export const remoteUnreachable = (branch: string): FailureError =>
  fail(
    'JOURNAL_REMOTE_UNREACHABLE',
    `the branch ${branch} cannot be read: its remote does not answer, or does not know who asks`,
    'check the network; the checkout must keep its credentials (GitHub: persist-credentials, on unless told; Azure: checkout with persistCredentials: true); then run again',
    true,
  );

/** Of a run that was asked to stop. The code is what the engine knows it by. */
export const cutShort = (branch: string): FailureError =>
  fail(
    'JOURNAL_CUT_SHORT',
    `the remote of the ledger (${branch}) did not answer before this run had to end`,
    'run again when the remote answers: what this run could not write is asked of the machines again',
    true,
  );

export const pushDenied = (branch: string): FailureError =>
  fail(
    'JOURNAL_PUSH_DENIED',
    `the branch ${branch} can be read but not pushed to with the rights of this checkout`,
    'GitHub: permissions: { contents: write } for the job, and a checkout that keeps its credentials. Azure: Contribute for the build service on this branch (Create branch for the first run), and checkout with persistCredentials: true',
  );

export const pushRejected = (branch: string): FailureError =>
  fail(
    'JOURNAL_PUSH_REJECTED',
    `the remote refused the push to ${branch}: the branch is protected, or a rule or a hook stands against it`,
    `exempt ${branch} from rules that ask for pull requests, checks, signatures or known authors: patchring pushes plain commits to it`,
  );

export const pushOvertaken = (branch: string): FailureError =>
  fail(
    'JOURNAL_PUSH_OVERTAKEN',
    `others pushed to ${branch} each time before this run could`,
    'run again; if it stays so, find out who pushes there',
    true,
  );

export const workFailed = (how: string): FailureError =>
  fail(
    'JOURNAL_UNREADABLE',
    `git could not do its work in the temporary folder: ${how}`,
    'check its rights and free space, then run again: what was written before is kept',
  );

/** Nobody is told of it: whoever decides takes in what has come, and decides again. */
export const overtaken = (branch: string): FailureError =>
  fail(
    'JOURNAL_OVERTAKEN',
    `another run that works on this rollout has written to ${branch} in this moment`,
    'run again: what it wrote is taken in first',
    true,
  );

export const fenced = (branch: string, by: string): FailureError =>
  fail(
    'JOURNAL_FENCED',
    `this run no longer writes to ${branch}: ${by}`,
    'nothing: it starts nothing more, what runs on machines goes on, and the run that took over asks them. If that run was not meant, end it',
    true,
  );
