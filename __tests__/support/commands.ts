// Executable scripts in a folder of their own, as vault commands and interpreters are for a policy: real files, run for real.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Why there are none here; empty where there are. */
export const scriptsMissing = process.platform === 'win32' ? 'a POSIX shell' : '';

export function writeScript(directory: string, name: string, lines: string): void {
  const file = join(directory, name);
  writeFileSync(file, `#!/bin/sh\n${lines}\n`);
  chmodSync(file, 0o700);
}

/** A folder with these scripts by name, for one test. */
export function scriptsIn(scripts: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'patchring-commands-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  for (const [name, lines] of Object.entries(scripts)) writeScript(directory, name, lines);
  return directory;
}
