import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  iso_exports
} from "./chunk-BZIO6GYC.mjs";
import {
  boolean,
  literal,
  number,
  record,
  strictObject,
  string
} from "./chunk-4RBZO4HP.mjs";

// src/commands/manifest-file.ts
import { hash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
var manifestName = "manifest.json";
var journalName = "journal.jsonl";
var planName = "plan.json";
var preflightName = "preflight.json";
var diagnosticsName = "diagnostics";
var digestSchema = string().regex(/^[0-9a-f]{64}$/);
var manifestSchema = strictObject({
  format: literal(1),
  rolloutId: string(),
  planHash: string(),
  at: iso_exports.datetime(),
  journal: strictObject({
    records: number().int().nonnegative(),
    /** Digest of the last record: the ledger's own must be the same, or that of a later one. */
    head: digestSchema,
    /** A secret stood in it and was masked: the copy is no longer the journal, and its chain cannot hold. */
    isMasked: boolean()
  }),
  /** By path from the folder, with forward slashes. */
  files: record(string(), strictObject({ bytes: number().int().nonnegative(), sha256: digestSchema }))
});
async function filesIn(directory) {
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map(
      (entry) => join(entry.parentPath, entry.name).slice(directory.length + 1).replaceAll("\\", "/")
    ).sort();
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw cause;
  }
}
function sealOf(bytes) {
  return { bytes: bytes.length, sha256: hash("sha256", bytes) };
}
async function sealsOf(directory, paths) {
  const sealed = paths.map(async (path) => [path, sealOf(await readFile(join(directory, path)))]);
  return Object.fromEntries(await Promise.all(sealed));
}

export {
  manifestName,
  journalName,
  planName,
  preflightName,
  diagnosticsName,
  manifestSchema,
  filesIn,
  sealOf,
  sealsOf
};
