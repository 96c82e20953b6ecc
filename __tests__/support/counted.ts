// An interpreter that writes down its process number wherever it is started: how often that was, and what has become of each.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Interpreter } from '../../src/winrm/auth/kerberos/launch.ts';

export interface Counted {
  readonly interpreter: Interpreter;
  /** Process numbers in the order of the starts. */
  pids(): readonly number[];
  close(): void;
}

export function countedInterpreter({ command, args = [], ...others }: Interpreter): Counted {
  const folder = mkdtempSync(join(tmpdir(), 'starts-'));
  const log = join(folder, 'log');
  const script = 'echo $$ >>"$0"; exec "$@"';
  return {
    interpreter: { command: '/bin/sh', args: ['-c', script, log, command, ...args], ...others },
    pids: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').map(Number) : []),
    close: () => rmSync(folder, { recursive: true }),
  };
}

/** Whether the system still knows the process, be it as a zombie. */
export const isKnown = (pid: number): boolean => existsSync(`/proc/${pid}`);
