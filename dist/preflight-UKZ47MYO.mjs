import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  causesAmong
} from "./chunk-HEUVVM24.mjs";
import {
  beat,
  untilAborted
} from "./chunk-OBB7QQIU.mjs";
import {
  hotpatchWord
} from "./chunk-TAF734CL.mjs";
import {
  preflightName
} from "./chunk-476IK3WP.mjs";
import {
  enterWorld,
  readPolicy
} from "./chunk-NLKHRGRC.mjs";
import {
  tableOf
} from "./chunk-5QAGAHIE.mjs";
import {
  pathFrom,
  shownPath
} from "./chunk-MD5H4CP7.mjs";
import "./chunk-MWCIW3DD.mjs";
import {
  defineCommand
} from "./chunk-VTDDW2ZJ.mjs";
import "./chunk-BFN7U65A.mjs";
import "./chunk-LXU6DZ4O.mjs";
import "./chunk-KMWU4VL2.mjs";
import {
  membersOf
} from "./chunk-P34WXSGP.mjs";
import "./chunk-J4VYRSPQ.mjs";
import "./chunk-DOMUFUHT.mjs";
import "./chunk-NLDZ6FPW.mjs";
import "./chunk-XOZ2M7R3.mjs";
import {
  gradeHotpatch,
  remedyFor
} from "./chunk-ZYVX2BHV.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-NY5E6FMM.mjs";
import "./chunk-7P4UPFSA.mjs";
import "./chunk-4EJNWNDX.mjs";
import {
  count,
  listText
} from "./chunk-NLS6OPJM.mjs";
import {
  licenceAgainst
} from "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/commands/preflight.ts
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

// src/commands/preflight-rows.ts
var heads = ["", "machine", "ring", "connection", "product", "disk", "pending restart", "other updaters", "Hotpatch"];
function rowsOf(looked) {
  let [head = "", ...rows] = tableOf([heads, ...looked.map(cellsOf)]);
  return [
    { tone: "heading", text: head },
    ...rows.map((text, index) => ({ tone: toneOf(looked[index]), text })),
    ...causesOf(looked).flatMap(causeRows),
    ...worthRows(looked)
  ];
}
function toneOf(one) {
  return one === void 0 || one.found.row.failure !== void 0 ? "bad" : worthOf(one).length > 0 ? "warning" : "plain";
}
function cellsOf(one) {
  let { ring, found } = one, { machine, steps, failure } = found.row, said = (name) => steps.find((step) => step.name === name)?.detail ?? "", mark = { bad: "!", warning: "?", plain: "+" }[toneOf(one)];
  if (failure !== void 0) {
    let step = steps.at(-1)?.name ?? "", why = failure.code === "CREDENTIAL_WITHHELD" ? "not asked" : `at ${step}: ${failure.message}`;
    return [mark, machine, ring, failure.code, why];
  }
  let [disk = ""] = said("disk").split(" free"), product = said("product").replace(/^(?:Microsoft )?Windows /, "").replace(", build", ""), grade = gradeOf(one), hotpatch = grade === void 0 ? "" : hotpatchWord(grade);
  return [mark, machine, ring, "ok", product, disk, said("pending restart"), said(otherUpdaters), hotpatch];
}
function gradeOf({ found, lineage }) {
  let { facts, hotpatch } = found;
  return facts === void 0 || hotpatch === void 0 ? void 0 : gradeHotpatch(hotpatch, facts, lineage);
}
function causesOf(looked) {
  return causesAmong(
    looked.flatMap(
      ({ found: { row } }) => row.failure === void 0 ? [] : [{ machine: row.machine, failure: row.failure }]
    )
  );
}
function causeRows({ failure, machines, reasons, steps }) {
  return [
    { tone: "bad", text: "" },
    { tone: "bad", text: `${failure.code} on ${count(machines.length, "machine")}: ${listText(machines)}` },
    ...saidRows("cause", reasons),
    ...saidRows("next", steps)
  ];
}
var shown = 5;
function saidRows(word, said) {
  let rows = [...said].map(([text, machines]) => {
    let whose = said.size === 1 ? "" : ` (${listText(machines)})`;
    return { tone: "plain", text: `  ${word}${whose}: ${text}` };
  }), more = rows.length - shown;
  return more > 0 ? [...rows.slice(0, shown), { tone: "plain", text: `  … and ${more} more` }] : rows;
}
var doubtful = ["enrolledBlocked", "offTrain", "unknown"], otherUpdaters = "other updaters";
function remediesOf({ found: { facts } }) {
  return (facts?.otherUpdaters ?? []).flatMap((name) => remedyFor(name) ?? []).map((remedy) => `; ${remedy}`).join("");
}
function worthOf(one) {
  let { found } = one;
  if (found.row.failure !== void 0) return [];
  let warnings = found.row.steps.filter(({ name, outcome }) => outcome === "warning" && name !== "hotpatch").map(({ name, detail }) => `${name}: ${detail}${name === otherUpdaters ? remediesOf(one) : ""}`), grade = gradeOf(one);
  if (grade === void 0 || !(doubtful.includes(grade.verdict) || grade.blockedBy === "licence")) return warnings;
  let against = grade.blockedBy === "licence" ? licenceAgainst(one.due) : "";
  return [...warnings, `Hotpatch: ${grade.reason}${against}${grade.remedy === void 0 ? "" : `; ${grade.remedy}`}`];
}
function worthRows(looked) {
  let sentences = /* @__PURE__ */ new Map();
  for (let one of looked)
    for (let text of worthOf(one)) sentences.set(text, [...sentences.get(text) ?? [], one.found.row.machine]);
  if (sentences.size === 0) return [];
  let rows = [...sentences].map(
    ([text, machines]) => ({ tone: "plain", text: `  ${listText(machines)}: ${text}` })
  );
  return [{ tone: "warning", text: "" }, { tone: "warning", text: "worth a look:" }, ...rows];
}

// src/commands/preflight.ts
var together = 40, preflight = defineCommand({
  name: "preflight",
  summary: "Looks at every machine before a rollout: one row each, one code for each cause.",
  help: `Jump host, name, TCP, TLS, authentication, service, endpoint, language mode, functions, rights, jobs, disk, pending restart,
other updaters, Hotpatch. The first step that fails ends the row; README says of each code what to do.
It changes nothing on a machine. A user name or password that one machine refuses is not tried on the others.`,
  options: [],
  run: async (context) => {
    let { platform, options, signal } = context, loaded = await readPolicy(platform, options), world = enterWorld(context, loaded), all = membersOf(loaded.policy.rings, loaded.machines).flatMap(({ ring, machines }) => machines.map((entry) => ({ ring: ring.name, entry }))), looked = [], [{ lineage }, due] = [loaded.knowledge, loaded.policy.deadline?.due ?? null];
    platform.log(`Looking at ${count(all.length, "machine")} of ${loaded.policy.name} …`, "quiet");
    let stopBeating = beat(
      platform.traits,
      () => platform.log(`${looked.length} of ${all.length} looked at`, "status")
    );
    try {
      let work = lookAtAll(world, all, signal, (one) => looked.push({ ...one, lineage, due }));
      await untilAborted(work, signal);
    } finally {
      stopBeating(), await untilAborted(world.close(), signal);
    }
    let order = new Map(all.map(({ entry }, index) => [entry.name, index]));
    looked.sort((one, other) => (order.get(one.found.row.machine) ?? 0) - (order.get(other.found.row.machine) ?? 0));
    for (let { tone, text } of rowsOf(looked)) platform.log(text, tone);
    let outcome = outcomeOf(looked, all.length), directory = options["report-dir"] === void 0 ? void 0 : pathFrom(platform, options["report-dir"]);
    if (directory === void 0) return outcome;
    await mkdir(directory, { recursive: !0 });
    let file = join(directory, preflightName);
    return await writeFile(file, platform.mask(`${JSON.stringify(outcome.result, void 0, 2)}
`)), {
      ...outcome,
      details: [...outcome.details ?? [], `report: ${shownPath(platform, file)}`],
      outputs: { report: directory }
    };
  }
});
async function lookAtAll(world, all, signal, take) {
  let queue = [...all], next = async () => {
    for (let one = queue.shift(); one !== void 0 && !signal.aborted; one = queue.shift())
      take({ ring: one.ring, found: await world.preflight(one.entry) });
  };
  await Promise.all(Array.from({ length: Math.min(together, all.length) }, next));
}
function outcomeOf(looked, asked) {
  let bad = looked.filter(({ found }) => found.row.failure !== void 0).length, warned = looked.filter((one) => worthOf(one).length > 0).length, unseen = asked - looked.length, causes = causesOf(looked).map(({ failure, machines: machines2 }) => ({
    code: failure.code,
    message: failure.message,
    next: failure.next ?? null,
    machines: machines2
  })), result = { machines: looked.map((one) => ({
    name: one.found.row.machine,
    ring: one.ring,
    ok: one.found.row.failure === void 0,
    steps: one.found.row.steps,
    failure: one.found.row.failure ?? null,
    hotpatch: gradeOf(one)?.verdict ?? null,
    hotpatchEvidence: gradeOf(one)?.evidence ?? [],
    worthALook: worthOf(one)
  })), causes };
  if (unseen > 0)
    return {
      conclusion: "cancelled",
      line: `CANCELLED: ${looked.length} of ${count(asked, "machine")} looked at.`,
      result
    };
  let worth = warned === 0 ? "" : ` ${warned} with something to look at.`;
  return bad === 0 ? { conclusion: "succeeded", line: `READY: ${count(asked, "machine")} can be worked on.${worth}`, result } : {
    conclusion: "failed",
    line: `NOT READY: ${bad} of ${count(asked, "machine")} cannot be worked on: ${codesOf(looked)}.${worth}`,
    result
  };
}
function codesOf(looked) {
  let causes = causesOf(looked).map(({ failure, machines }) => `${failure.code} on ${machines.length}`);
  return listText(causes, 3);
}
export {
  preflight
};
