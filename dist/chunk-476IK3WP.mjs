import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  iso_exports
} from "./chunk-6W5MFQ47.mjs";
import {
  boolean,
  literal,
  number,
  record,
  strictObject,
  string
} from "./chunk-6P7AVSSV.mjs";

// src/commands/manifest-file.ts
import { hash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
var manifestName = "manifest.json", journalName = "journal.jsonl", planName = "plan.json", preflightName = "preflight.json", diagnosticsName = "diagnostics", digestSchema = string().regex(/^[0-9a-f]{64}$/), manifestSchema = strictObject({
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
    return (await readdir(directory, { recursive: !0, withFileTypes: !0 })).filter((entry) => !entry.isDirectory()).map(
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
  let sealed = paths.map(async (path) => [path, sealOf(await readFile(join(directory, path)))]);
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
