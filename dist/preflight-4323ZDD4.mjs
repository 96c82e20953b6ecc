import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  causesAmong
} from "./chunk-J2F4IQUC.mjs";
import {
  beat,
  untilAborted
} from "./chunk-4U4X5S6Q.mjs";
import {
  hotpatchWord
} from "./chunk-WA27GRP6.mjs";
import {
  preflightName
} from "./chunk-VPMGHESD.mjs";
import {
  enterWorld,
  readPolicy
} from "./chunk-VEJYNJIY.mjs";
import {
  tableOf
} from "./chunk-UBGHUTNP.mjs";
import {
  pathFrom,
  shownPath
} from "./chunk-GLLEZQT2.mjs";
import "./chunk-XG4EGFY7.mjs";
import {
  defineCommand
} from "./chunk-J3GBBVIQ.mjs";
import "./chunk-5NH5M7DG.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import {
  membersOf
} from "./chunk-K52VPBHF.mjs";
import "./chunk-7VVDCJX4.mjs";
import "./chunk-FYBWLZPH.mjs";
import "./chunk-DTMQ62EV.mjs";
import "./chunk-YTFYII6Q.mjs";
import {
  gradeHotpatch,
  remedyFor
} from "./chunk-C4KSEYTN.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-UY47VAXF.mjs";
import "./chunk-AYWG556Y.mjs";
import "./chunk-DIBE7RQS.mjs";
import {
  count,
  listText
} from "./chunk-653LTDSJ.mjs";
import {
  licenceAgainst
} from "./chunk-YJTZBR5B.mjs";
import "./chunk-BZIO6GYC.mjs";
import "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/commands/preflight.ts
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

// src/commands/preflight-rows.ts
var heads = ["", "machine", "ring", "connection", "product", "disk", "pending restart", "other updaters", "Hotpatch"];
function rowsOf(looked) {
  const [head = "", ...rows] = tableOf([heads, ...looked.map(cellsOf)]);
  return [
    { tone: "heading", text: head },
    ...rows.map((text, index) => ({ tone: toneOf(looked[index]), text })),
    ...causesOf(looked).flatMap(causeRows),
    ...worthRows(looked)
  ];
}
function toneOf(one) {
  if (one === void 0 || one.found.row.failure !== void 0) return "bad";
  return worthOf(one).length > 0 ? "warning" : "plain";
}
function cellsOf(one) {
  const { ring, found } = one;
  const { machine, steps, failure } = found.row;
  const said = (name) => steps.find((step) => step.name === name)?.detail ?? "";
  const mark = { bad: "!", warning: "?", plain: "+" }[toneOf(one)];
  if (failure !== void 0) {
    const step = steps.at(-1)?.name ?? "";
    const why = failure.code === "CREDENTIAL_WITHHELD" ? "not asked" : `at ${step}: ${failure.message}`;
    return [mark, machine, ring, failure.code, why];
  }
  const [disk = ""] = said("disk").split(" free");
  const product = said("product").replace(/^(?:Microsoft )?Windows /, "").replace(", build", "");
  const grade = gradeOf(one);
  const hotpatch = grade === void 0 ? "" : hotpatchWord(grade);
  return [mark, machine, ring, "ok", product, disk, said("pending restart"), said(otherUpdaters), hotpatch];
}
function gradeOf({ found, lineage }) {
  const { facts, hotpatch } = found;
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
  const rows = [...said].map(([text, machines]) => {
    const whose = said.size === 1 ? "" : ` (${listText(machines)})`;
    return { tone: "plain", text: `  ${word}${whose}: ${text}` };
  });
  const more = rows.length - shown;
  return more > 0 ? [...rows.slice(0, shown), { tone: "plain", text: `  … and ${more} more` }] : rows;
}
var doubtful = ["enrolledBlocked", "offTrain", "unknown"];
var otherUpdaters = "other updaters";
function remediesOf({ found: { facts } }) {
  return (facts?.otherUpdaters ?? []).flatMap((name) => remedyFor(name) ?? []).map((remedy) => `; ${remedy}`).join("");
}
function worthOf(one) {
  const { found } = one;
  if (found.row.failure !== void 0) return [];
  const warnings = found.row.steps.filter(({ name, outcome }) => outcome === "warning" && name !== "hotpatch").map(({ name, detail }) => `${name}: ${detail}${name === otherUpdaters ? remediesOf(one) : ""}`);
  const grade = gradeOf(one);
  if (grade === void 0 || !(doubtful.includes(grade.verdict) || grade.blockedBy === "licence")) return warnings;
  const against = grade.blockedBy === "licence" ? licenceAgainst(one.due) : "";
  return [...warnings, `Hotpatch: ${grade.reason}${against}${grade.remedy === void 0 ? "" : `; ${grade.remedy}`}`];
}
function worthRows(looked) {
  const sentences = /* @__PURE__ */ new Map();
  for (const one of looked) {
    for (const text of worthOf(one)) sentences.set(text, [...sentences.get(text) ?? [], one.found.row.machine]);
  }
  if (sentences.size === 0) return [];
  const rows = [...sentences].map(
    ([text, machines]) => ({ tone: "plain", text: `  ${listText(machines)}: ${text}` })
  );
  return [{ tone: "warning", text: "" }, { tone: "warning", text: "worth a look:" }, ...rows];
}

// src/commands/preflight.ts
var together = 40;
var preflight = defineCommand({
  name: "preflight",
  summary: "Looks at every machine before a rollout: one row each, one code for each cause.",
  help: "Jump host, name, TCP, TLS, authentication, service, endpoint, language mode, functions, rights, jobs, disk, pending restart,\nother updaters, Hotpatch. The first step that fails ends the row; README says of each code what to do.\nIt changes nothing on a machine. A user name or password that one machine refuses is not tried on the others.",
  options: [],
  run: async (context) => {
    const { platform, options, signal } = context;
    const loaded = await readPolicy(platform, options);
    const world = enterWorld(context, loaded);
    const rings = membersOf(loaded.policy.rings, loaded.machines);
    const all = rings.flatMap(({ ring, machines }) => machines.map((entry) => ({ ring: ring.name, entry })));
    const looked = [];
    const [{ lineage }, due] = [loaded.knowledge, loaded.policy.deadline?.due ?? null];
    platform.log(`Looking at ${count(all.length, "machine")} of ${loaded.policy.name} …`, "quiet");
    const stopBeating = beat(
      platform.traits,
      () => platform.log(`${looked.length} of ${all.length} looked at`, "status")
    );
    try {
      const work = lookAtAll(world, all, signal, (one) => looked.push({ ...one, lineage, due }));
      await untilAborted(work, signal);
    } finally {
      stopBeating();
      await untilAborted(world.close(), signal);
    }
    const order = new Map(all.map(({ entry }, index) => [entry.name, index]));
    looked.sort((one, other) => (order.get(one.found.row.machine) ?? 0) - (order.get(other.found.row.machine) ?? 0));
    for (const { tone, text } of rowsOf(looked)) platform.log(text, tone);
    const outcome = outcomeOf(looked, all.length);
    const directory = options["report-dir"] === void 0 ? void 0 : pathFrom(platform, options["report-dir"]);
    if (directory === void 0) return outcome;
    await mkdir(directory, { recursive: true });
    const file = join(directory, preflightName);
    await writeFile(file, platform.mask(`${JSON.stringify(outcome.result, void 0, 2)}
`));
    return {
      ...outcome,
      details: [...outcome.details ?? [], `report: ${shownPath(platform, file)}`],
      outputs: { report: directory }
    };
  }
});
async function lookAtAll(world, all, signal, take) {
  const queue = [...all];
  const next = async () => {
    for (let one = queue.shift(); one !== void 0 && !signal.aborted; one = queue.shift()) {
      take({ ring: one.ring, found: await world.preflight(one.entry) });
    }
  };
  await Promise.all(Array.from({ length: Math.min(together, all.length) }, next));
}
function outcomeOf(looked, asked) {
  const bad = looked.filter(({ found }) => found.row.failure !== void 0).length;
  const warned = looked.filter((one) => worthOf(one).length > 0).length;
  const unseen = asked - looked.length;
  const causes = causesOf(looked).map(({ failure, machines: machines2 }) => ({
    code: failure.code,
    message: failure.message,
    next: failure.next ?? null,
    machines: machines2
  }));
  const machines = looked.map((one) => ({
    name: one.found.row.machine,
    ring: one.ring,
    ok: one.found.row.failure === void 0,
    steps: one.found.row.steps,
    failure: one.found.row.failure ?? null,
    hotpatch: gradeOf(one)?.verdict ?? null,
    hotpatchEvidence: gradeOf(one)?.evidence ?? [],
    worthALook: worthOf(one)
  }));
  const result = { machines, causes };
  if (unseen > 0) {
    return {
      conclusion: "cancelled",
      line: `CANCELLED: ${looked.length} of ${count(asked, "machine")} looked at.`,
      result
    };
  }
  const worth = warned === 0 ? "" : ` ${warned} with something to look at.`;
  if (bad === 0)
    return { conclusion: "succeeded", line: `READY: ${count(asked, "machine")} can be worked on.${worth}`, result };
  return {
    conclusion: "failed",
    line: `NOT READY: ${bad} of ${count(asked, "machine")} cannot be worked on: ${codesOf(looked)}.${worth}`,
    result
  };
}
function codesOf(looked) {
  const causes = causesOf(looked).map(({ failure, machines }) => `${failure.code} on ${machines.length}`);
  return listText(causes, 3);
}
export {
  preflight
};
