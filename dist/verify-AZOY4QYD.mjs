import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  filesIn,
  journalName,
  manifestName,
  manifestSchema,
  planName,
  sealsOf
} from "./chunk-VPMGHESD.mjs";
import {
  pathFrom,
  shownPath
} from "./chunk-GLLEZQT2.mjs";
import {
  readJournalText
} from "./chunk-XG4EGFY7.mjs";
import {
  defineCommand
} from "./chunk-J3GBBVIQ.mjs";
import "./chunk-5NH5M7DG.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import {
  planSchema
} from "./chunk-YTFYII6Q.mjs";
import "./chunk-C4KSEYTN.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-UY47VAXF.mjs";
import "./chunk-AYWG556Y.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-DIBE7RQS.mjs";
import {
  count
} from "./chunk-653LTDSJ.mjs";
import "./chunk-YJTZBR5B.mjs";
import "./chunk-BZIO6GYC.mjs";
import "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/commands/verify.ts
import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
var verify = defineCommand({
  name: "verify",
  summary: "Checks a report folder: its files, its journal and its plan.",
  help: "Says which file differs, is missing or is extra, whether the chain of the journal holds, and whether\nplan, journal and result are of one rollout. It touches no machine and no ledger. Keep the hash of\nthe manifest elsewhere: it is what proves that nobody has replaced the whole folder.",
  options: [{ name: "dir", kind: "path", value: "DIR", help: "The report folder; needs no option name." }],
  bare: "dir",
  run: async ({ platform, options }) => {
    const given = options.dir;
    if (given === void 0) throw new FailureError([failureOf("ARGUMENT_MISSING", "verify needs a report folder.")]);
    const directory = pathFrom(platform, given);
    const { manifest, seal } = await readManifest(directory, shownPath(platform, directory));
    const faults = [...await fileFaults(directory, manifest), ...await contentFaults(directory, manifest)];
    if (faults.length > 0) throw new FailureError(faults);
    const { rolloutId, files, journal } = manifest;
    const line = `VERIFIED: ${count(Object.keys(files).length, "file")} of rollout ${rolloutId} are what the run left.`;
    const chain = journal.isMasked ? "A secret was masked in the journal: its chain could not be checked, its file was." : `The journal's chain holds: ${count(journal.records, "record")}, the last is ${journal.head}.`;
    const details = [`  ${chain}`, `  The manifest is ${seal}: compare it with what the log of the run said.`];
    return { conclusion: "succeeded", line, details, result: { ...manifest, manifest: seal } };
  }
});
function broken(message, file) {
  const next = "Take the folder from where the run published it; nothing here can be trusted until it agrees.";
  return failureOf("EVIDENCE_CHANGED", message, { place: { file }, next });
}
async function readManifest(directory, shown) {
  const bytes = await readFile(join(directory, manifestName)).catch(() => {
    throw new FailureError([broken(`${shown} holds no manifest, or it cannot be read`, manifestName)]);
  });
  const parsed = manifestSchema.safeParse(jsonOf(bytes.toString("utf8")));
  if (!parsed.success) throw new FailureError([broken("this is not a manifest that this version reads", manifestName)]);
  return { manifest: parsed.data, seal: hash("sha256", bytes) };
}
async function fileFaults(directory, { files }) {
  const present = (await filesIn(directory)).filter((path) => path !== manifestName);
  const listed = Object.keys(files);
  const missing = listed.filter((path) => !present.includes(path));
  const extra = present.filter((path) => !listed.includes(path));
  const seals = await sealsOf(
    directory,
    listed.filter((path) => !missing.includes(path))
  );
  const different = Object.entries(seals).filter(([path, { sha256 }]) => sha256 !== files[path]?.sha256);
  return [
    ...missing.map((path) => broken("it is missing", path)),
    ...different.map(([path]) => broken("it differs from what the run wrote", path)),
    ...extra.map((path) => broken("no run wrote it: it is extra", path))
  ];
}
async function contentFaults(directory, manifest) {
  const { planHash, rolloutId } = manifest;
  const faults = [];
  const plan = planSchema.safeParse(jsonOf(await textOf(directory, planName)));
  if (!plan.success) faults.push(broken("it is no plan, or its hash is not the hash of its content", planName));
  else if (plan.data.hash !== planHash) faults.push(broken("it is not the plan of the manifest", planName));
  const result = jsonOf(await textOf(directory, "result.json"));
  const told = Object(result);
  if (told.planHash !== planHash || told.rolloutId !== rolloutId) {
    faults.push(broken("it is about another rollout", "result.json"));
  }
  if (manifest.journal.isMasked) return faults;
  const journal = readChain(await textOf(directory, journalName));
  if ("failure" in journal) return [...faults, journal.failure];
  const begun = planOf(journal);
  if (begun?.hash !== planHash) faults.push(broken("its first record holds another plan", journalName));
  const { sequence, digest } = journal.end;
  if (sequence !== manifest.journal.records || digest !== manifest.journal.head) {
    faults.push(broken("it does not end where the manifest says", journalName));
  }
  return faults;
}
function readChain(text) {
  try {
    return readJournalText(text, journalName);
  } catch (cause) {
    if (cause instanceof FailureError && cause.failures[0] !== void 0) return { failure: cause.failures[0] };
    return { failure: broken("its last line is cut off, or a line is no record", journalName) };
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
    return void 0;
  }
}
export {
  verify
};
