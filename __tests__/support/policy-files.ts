// Policies and inventories as files in a folder of their own, and what loading them says.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Failure, FailureError } from '../../src/model/failure.ts';
import { type Loaded, type LoadRequest, loadPolicy } from '../../src/policy/load.ts';

/** Contents by file name; `patchring.yml` is the policy. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Loads from the files; throws what loading throws. */
export async function load(files: Files, more: Partial<LoadRequest> = {}): Promise<Loaded> {
  const directory = mkdtempSync(join(tmpdir(), 'patchring-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
    const inventory = more.inventory === undefined ? {} : { inventory: join(directory, more.inventory) };
    return await loadPolicy({ policy: join(directory, 'patchring.yml'), ...more, ...inventory });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The failures of faulty files. */
export async function failuresOf(files: Files, more: Partial<LoadRequest> = {}): Promise<readonly Failure[]> {
  try {
    await load(files, more);
  } catch (error) {
    if (error instanceof FailureError) return error.failures;
    throw error;
  }
  return [];
}

/** `patchring.yml:3:5 POLICY_KEY_UNKNOWN unknown key …`, one line each. */
export async function told(files: Files, more: Partial<LoadRequest> = {}): Promise<string[]> {
  const failures = await failuresOf(files, more);
  return failures.map(({ code, message, place }) => {
    const file = place?.file.split(/[/\\]/).at(-1);
    const where = [file, place?.line, place?.column].filter(part => part !== undefined).join(':');
    return `${where} ${code} ${message.replaceAll(/\/\S*patchring-[^/]+\//g, '')}`;
  });
}
