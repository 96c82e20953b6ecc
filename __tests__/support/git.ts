// Real repositories for the ledger on a branch: a bare one that stands for the remote, checkouts of it as a pipeline makes them, and
// git itself to look with. Nothing of the account that runs the tests reaches them.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export function git(directory: string, ...args: readonly string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const who = ['-c', 'user.name=A Person', '-c', 'user.email=person@example.invalid'];
  return execFileSync('git', [...who, ...args], { cwd: directory, env, encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** What is missing for these tests; empty: nothing. */
export function gitMissing(): string {
  try {
    return git(tmpdir(), 'version') === '' ? 'git' : '';
  } catch {
    return 'git';
  }
}

export interface Remote {
  readonly directory: string;
  /** For our own repositories and other files of the test. */
  readonly temporary: string;
  readonly url: string;
  /** A fresh clone of its main branch. */
  checkout(...options: readonly string[]): string;
  /** A hook of the remote, as a script of the shell. */
  hook(name: string, lines: string): void;
  /** Commits of a branch, newest first. */
  commits(branch: string): readonly string[];
  /** A file of a branch. */
  show(branch: string, path: string): string;
  files(branch: string): readonly string[];
}

export function makeRemote(): Remote {
  const place = mkdtempSync(join(tmpdir(), 'patchring-git-'));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }), 120_000);
  const directory = join(place, 'remote.git');
  const temporary = join(place, 'temporary');
  const url = `file://${directory}`;
  const first = join(place, 'first');
  mkdirSync(temporary);
  git(place, 'init', '--quiet', '--bare', '--initial-branch=main', directory);
  git(place, 'clone', '--quiet', url, first);
  for (const text of ['one', 'two']) {
    writeFileSync(join(first, 'file.txt'), text);
    git(first, 'add', '.');
    git(first, 'commit', '--quiet', '--message', text);
  }
  git(first, 'push', '--quiet', 'origin', 'HEAD:main');
  let checkouts = 0;
  return {
    directory,
    temporary,
    url,
    checkout(...options) {
      checkouts += 1;
      const folder = join(place, `checkout-${checkouts}`);
      git(place, 'clone', '--quiet', ...options, url, folder);
      return folder;
    },
    hook(name, lines) {
      mkdirSync(join(directory, 'hooks'), { recursive: true });
      writeFileSync(join(directory, 'hooks', name), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
    },
    commits: branch => git(directory, 'rev-list', `refs/heads/${branch}`).split('\n'),
    show: (branch, path) => git(directory, 'show', `refs/heads/${branch}:${path}`),
    files: branch => git(directory, 'ls-tree', '-r', '--name-only', `refs/heads/${branch}`).split('\n'),
  };
}

/** Everything of a checkout that a step could have changed. */
export function stateOf(checkout: string): unknown {
  return {
    head: git(checkout, 'symbolic-ref', '-q', 'HEAD').concat(git(checkout, 'rev-parse', 'HEAD')),
    refs: git(checkout, 'for-each-ref'),
    status: git(checkout, 'status', '--porcelain', '--ignored'),
    config: git(checkout, 'config', '--local', '--list'),
    objects: git(checkout, 'count-objects', '-v'),
    isShallow: existsSync(join(checkout, '.git/shallow')),
  };
}
