import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  filesIn,
  journalName,
  manifestName,
  manifestSchema,
  planName,
  sealsOf
} from "./chunk-476IK3WP.mjs";
import {
  pathFrom,
  shownPath
} from "./chunk-MD5H4CP7.mjs";
import {
  readJournalText
} from "./chunk-MWCIW3DD.mjs";
import {
  defineCommand
} from "./chunk-VTDDW2ZJ.mjs";
import "./chunk-BFN7U65A.mjs";
import "./chunk-LXU6DZ4O.mjs";
import "./chunk-KMWU4VL2.mjs";
import {
  planSchema
} from "./chunk-XOZ2M7R3.mjs";
import "./chunk-ZYVX2BHV.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-NY5E6FMM.mjs";
import "./chunk-7P4UPFSA.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import {
  count
} from "./chunk-NLS6OPJM.mjs";
import "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/commands/verify.ts
import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
var verify = defineCommand({
  name: "verify",
  summary: "Checks a report folder: its files, its journal and its plan.",
  help: `Says which file differs, is missing or is extra, whether the chain of the journal holds, and whether
plan, journal and result are of one rollout. It touches no machine and no ledger. Keep the hash of
the manifest elsewhere: it is what proves that nobody has replaced the whole folder.`,
  options: [{ name: "dir", kind: "path", value: "DIR", help: "The report folder; needs no option name." }],
  bare: "dir",
  run: async ({ platform, options }) => {
    let given = options.dir;
    if (given === void 0) throw new FailureError([failureOf("ARGUMENT_MISSING", "verify needs a report folder.")]);
    let directory = pathFrom(platform, given), { manifest, seal } = await readManifest(directory, shownPath(platform, directory)), faults = [...await fileFaults(directory, manifest), ...await contentFaults(directory, manifest)];
    if (faults.length > 0) throw new FailureError(faults);
    let { rolloutId, files, journal } = manifest, line = `VERIFIED: ${count(Object.keys(files).length, "file")} of rollout ${rolloutId} are what the run left.`, details = [`  ${journal.isMasked ? "A secret was masked in the journal: its chain could not be checked, its file was." : `The journal's chain holds: ${count(journal.records, "record")}, the last is ${journal.head}.`}`, `  The manifest is ${seal}: compare it with what the log of the run said.`];
    return { conclusion: "succeeded", line, details, result: { ...manifest, manifest: seal } };
  }
});
function broken(message, file) {
  return failureOf("EVIDENCE_CHANGED", message, { place: { file }, next: "Take the folder from where the run published it; nothing here can be trusted until it agrees." });
}
async function readManifest(directory, shown) {
  let bytes = await readFile(join(directory, manifestName)).catch(() => {
    throw new FailureError([broken(`${shown} holds no manifest, or it cannot be read`, manifestName)]);
  }), parsed = manifestSchema.safeParse(jsonOf(bytes.toString("utf8")));
  if (!parsed.success) throw new FailureError([broken("this is not a manifest that this version reads", manifestName)]);
  return { manifest: parsed.data, seal: hash("sha256", bytes) };
}
async function fileFaults(directory, { files }) {
  let present = (await filesIn(directory)).filter((path) => path !== manifestName), listed = Object.keys(files), missing = listed.filter((path) => !present.includes(path)), extra = present.filter((path) => !listed.includes(path)), seals = await sealsOf(
    directory,
    listed.filter((path) => !missing.includes(path))
  ), different = Object.entries(seals).filter(([path, { sha256 }]) => sha256 !== files[path]?.sha256);
  return [
    ...missing.map((path) => broken("it is missing", path)),
    ...different.map(([path]) => broken("it differs from what the run wrote", path)),
    ...extra.map((path) => broken("no run wrote it: it is extra", path))
  ];
}
async function contentFaults(directory, manifest) {
  let { planHash, rolloutId } = manifest, faults = [], plan = planSchema.safeParse(jsonOf(await textOf(directory, planName)));
  plan.success ? plan.data.hash !== planHash && faults.push(broken("it is not the plan of the manifest", planName)) : faults.push(broken("it is no plan, or its hash is not the hash of its content", planName));
  let result = jsonOf(await textOf(directory, "result.json")), told = Object(result);
  if ((told.planHash !== planHash || told.rolloutId !== rolloutId) && faults.push(broken("it is about another rollout", "result.json")), manifest.journal.isMasked) return faults;
  let journal = readChain(await textOf(directory, journalName));
  if ("failure" in journal) return [...faults, journal.failure];
  planOf(journal)?.hash !== planHash && faults.push(broken("its first record holds another plan", journalName));
  let { sequence, digest } = journal.end;
  return (sequence !== manifest.journal.records || digest !== manifest.journal.head) && faults.push(broken("it does not end where the manifest says", journalName)), faults;
}
function readChain(text) {
  try {
    return readJournalText(text, journalName);
  } catch (cause) {
    return cause instanceof FailureError && cause.failures[0] !== void 0 ? { failure: cause.failures[0] } : { failure: broken("its last line is cut off, or a line is no record", journalName) };
  }
}
function planOf({ events: [first] }) {
  return first?.kind === "begun" ? first.plan : void 0;
}
async function textOf(directory, path) {
  return readFile(join(directory, path), "utf8").catch(() => "");
}
function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return;
  }
}
export {
  verify
};
