import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  gradeHotpatch
} from "./chunk-K25K47YR.mjs";
import {
  buildText,
  formatDuration
} from "./chunk-7DNNZ33R.mjs";
import {
  boolean,
  iso_exports,
  literal,
  number,
  record,
  strictObject,
  string
} from "./chunk-R4JUHN2B.mjs";

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

// src/report/machine-words.ts
var hotpatchWords = {
  notApplicable: "no hotpatch",
  notEnrolled: "not enrolled",
  enrolledBlocked: "enrolled, blocked",
  enrolledReady: "on the train",
  offTrain: "OFF the train",
  unknown: "unknown"
};
function hotpatchWord({ verdict, blockedBy }) {
  return blockedBy === "licence" ? `${verdict === "notEnrolled" ? "not " : ""}enrolled, licence lapsed` : hotpatchWords[verdict];
}
function hotpatchOf(snapshot, rows) {
  const { facts, hotpatch } = snapshot?.readings ?? {};
  if (facts?.ok !== true || hotpatch?.ok !== true) return void 0;
  return gradeHotpatch(hotpatch.value, facts.value, rows, snapshot?.history);
}
function hotpatchText({ before, after }, rows) {
  const [from, to] = [hotpatchOf(before, rows), hotpatchOf(after, rows)];
  const now = after === null ? from : to;
  if (now === void 0 || now.verdict === "notApplicable") return void 0;
  const words = [from, now].map((grade) => grade === void 0 ? "" : hotpatchWord(grade));
  const [was = "", is = ""] = words;
  return `hotpatch ${was !== "" && to !== void 0 && was !== is ? `${was} -> ` : ""}${is}`;
}
function buildsText({ before, after }) {
  const builds = [before, after].flatMap((snapshot) => {
    const facts = snapshot?.readings.facts;
    return facts?.ok === true ? [buildText(facts.value)] : [];
  });
  return builds.length === 0 ? void 0 : [...new Set(builds)].join(" -> ");
}
function runText({ beganAt, endedAt }) {
  return beganAt === null || endedAt === null ? void 0 : `in ${formatDuration(endedAt - beganAt)}`;
}

export {
  hotpatchWord,
  hotpatchText,
  buildsText,
  runText,
  manifestName,
  journalName,
  planName,
  preflightName,
  diagnosticsName,
  filesIn,
  sealOf,
  sealsOf
};
