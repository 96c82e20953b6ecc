// manifest.json: what a report folder holds, file by file with its SHA-256, and which journal and plan it is about. It is written last, so
// a folder that a killed run left half written does not agree with it. The manifest finds what was changed or lost; whoever must prove
// that nobody replaced it as well keeps its own hash, which the log says.
import { hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

export const manifestName = 'manifest.json';
export const journalName = 'journal.jsonl';
export const planName = 'plan.json';
/** Rows of `preflight`, where it wrote into the same folder. */
export const preflightName = 'preflight.json';
/** What was gathered on machines before they were undone. */
export const diagnosticsName = 'diagnostics';

const digestSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const manifestSchema = z.strictObject({
  format: z.literal(1),
  rolloutId: z.string(),
  planHash: z.string(),
  at: z.iso.datetime(),
  journal: z.strictObject({
    records: z.number().int().nonnegative(),
    /** Digest of the last record: the ledger's own must be the same, or that of a later one. */
    head: digestSchema,
    /** A secret stood in it and was masked: the copy is no longer the journal, and its chain cannot hold. */
    isMasked: z.boolean(),
  }),
  /** By path from the folder, with forward slashes. */
  files: z.record(z.string(), z.strictObject({ bytes: z.number().int().nonnegative(), sha256: digestSchema })),
});
export type Manifest = z.output<typeof manifestSchema>;

/** Every file below the folder, from there, sorted; none where there is no such folder. */
export async function filesIn(directory: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    return entries
      .filter(entry => !entry.isDirectory())
      .map(entry =>
        join(entry.parentPath, entry.name)
          .slice(directory.length + 1)
          .replaceAll('\\', '/'),
      )
      .sort();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw cause;
  }
}

export function sealOf(bytes: Uint8Array): Manifest['files'][string] {
  return { bytes: bytes.length, sha256: hash('sha256', bytes) };
}

/** Of the files that are there. */
export async function sealsOf(directory: string, paths: readonly string[]): Promise<Manifest['files']> {
  const sealed = paths.map(async path => [path, sealOf(await readFile(join(directory, path)))] as const);
  return Object.fromEntries(await Promise.all(sealed));
}
