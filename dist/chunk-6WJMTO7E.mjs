import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  closingOf,
  judgedLines,
  rolloutLine,
  ruleText,
  serviceCauseText,
  shortText
} from "./chunk-4XMGTGWN.mjs";
import {
  beat
} from "./chunk-OBB7QQIU.mjs";
import {
  buildsText,
  hotpatchText,
  runText
} from "./chunk-TAF734CL.mjs";
import {
  drive
} from "./chunk-DOMBGGQA.mjs";
import {
  advance,
  figuresOf,
  fold,
  isShown,
  stateOf,
  viewOf,
  waitingFor
} from "./chunk-7DXEQ242.mjs";
import {
  changesText,
  commandOf,
  keyOf,
  pasteable
} from "./chunk-XOZ2M7R3.mjs";
import {
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import {
  count,
  instantText,
  timeText,
  updatesText
} from "./chunk-NLS6OPJM.mjs";
import {
  activePhases,
  machineOf,
  undoPhases
} from "./chunk-SRSEICG6.mjs";
import {
  formatDuration
} from "./chunk-2PFEKDEA.mjs";

// src/report/effect-words.ts
function intentText(effect, plan) {
  switch (effect.kind) {
    case "install": {
      let updates = plan.updates.filter(
        ({ updateId }) => effect.updates.some((chosen) => chosen.updateId === updateId)
      );
      return `installing ${updatesText(updates)}`;
    }
    case "stage":
      return "downloading before the window";
    case "restart":
      return effect.purpose === "clear" ? "restarting: a restart was pending before we began" : "restarting";
    case "drain":
      return "draining: its cluster roles move to other nodes";
    case "resume":
      return "resuming in its cluster";
    case "control":
      return `not updated, and asked whether ${effect.gate} fails here as on ${effect.beside}`;
    case "diagnose":
      return "gathering its logs";
    case "inspect":
      return "looking whether it can be rolled back";
    case "uninstall":
      return `rolling back ${effect.kbs.join(", ")}`;
    case "hide":
      return "hiding from automatic updates what was taken back";
    case "show":
      return "showing again what was taken back";
    case "step":
      return `${effect.side}: ${pasteable(commandOf(plan, effect))}`;
    case "look":
    case "check":
    case "verify":
    case "poll":
    case "acknowledge":
      return;
  }
}
function outcomeText(outcome, { halt }) {
  switch (outcome.kind) {
    case "installed":
      return outcome.result.needsRestart ? `installed, a restart is needed${halt === null ? "" : ", and is not done because of the halt"}` : "installed, no restart is needed";
    case "staged":
      return stagedText(outcome.result.updates.map((update) => update.outcome));
    case "restarted":
      return `back after ${formatDuration(Math.max(0, Date.parse(outcome.boot.bootedAt) - outcome.askedAt))}`;
    case "uninstalled":
      return removedText(outcome.result);
    case "hidden":
      return outcome.result.updates.every((update) => update.outcome !== "failed") ? "automatic updates leave it alone" : "automatic updates may bring it back: it could not be hidden";
    case "shown":
      return isShown({ showing: outcome }) ? "is offered it again" : "is still not offered it: it could not be shown";
    case "diagnosed": {
      let { file, summary, failure } = outcome;
      return file !== null ? `logs kept in ${file}: ${summary}` : `logs not kept: ${failure?.message ?? summary}`;
    }
    case "drained":
      return drainedText(outcome.result);
    case "resumed": {
      let { outcome: how, detail } = outcome.result;
      return how === "resumed" ? "takes cluster roles again" : `not resumed: ${detail}`;
    }
    case "stepped": {
      let { failed } = outcome;
      return failed === null ? void 0 : `the step failed: ${failed.how}${failed.said === "" ? "" : `: ${failed.said}`}`;
    }
    default:
      return;
  }
}
function lostText(outcome) {
  if (outcome.kind !== "overdue") return;
  let { code, message } = outcome.failure;
  return code === "MACHINE_NOT_BACK" ? `lost: ${message}` : code === "MACHINE_SHUTDOWN_HANGING" ? `not lost: ${message}` : void 0;
}
function drainedText({ outcome, detail }) {
  return outcome === "noMember" ? "in no cluster: nothing to drain" : outcome === "drained" ? "drained: no role is left on it" : `not drained: ${detail}`;
}
function removedText({ removed, others = [], needsRestart }) {
  let left = others.length === 0 ? "" : `; left, for somebody else brought it: ${others.join(", ")}`;
  return removed.length === 0 && others.length > 0 ? `nothing removed${left}` : `${needsRestart ? "removed, a restart is needed" : "removed"}${left}`;
}
function stagedText(outcomes) {
  return `downloaded ${outcomes.filter((outcome) => outcome === "downloaded" || outcome === "alreadyInstalled").length} of ${count(outcomes.length, "update")}; the window does the rest`;
}

// src/report/ring-lines.ts
function ringNamed(plan, name) {
  let ring = plan.rings.find((candidate) => candidate.name === name);
  if (ring === void 0) throw new RangeError(`ring ${name} is not in the plan`);
  return ring;
}
function openingLines({ at, ring, uncovered }, plan) {
  let heading = { tone: "heading", text: ringHeading(ringNamed(plan, ring)) };
  return uncovered === void 0 ? [heading] : [heading, ...rolloutLine(at, "warning", `? no ring before ${ring} vouches for ${uncovered}`)];
}
function ringHeading({ name, machines, waves, maxUnavailable, maxFailures }) {
  let limits = `at most ${maxUnavailable} out of service, ${count(maxFailures, "failure")} tolerated`;
  return `ring ${name}: ${count(machines.length, "machine")} in ${count(waves.length, "wave")} (${waves.join(", ")}), ${limits}`;
}
function drillLines(event) {
  let { at, ring, machine } = event;
  switch (event.kind) {
    case "drillBegan":
      return rolloutLine(
        at,
        "plain",
        `drill of ring ${ring}: ${machine} is in order, and is taken back to prove the undo`
      );
    case "drillUndone":
      return rolloutLine(at, "plain", `drill of ring ${ring}: ${machine} is back as it was, and is updated once more`);
    case "drillProved":
      return rolloutLine(at, "good", `+ drill of ring ${ring}: undo is proved on ${machine}`);
  }
}

// src/report/usual.ts
var timed = {
  stage: "staged",
  install: "installed",
  restart: "restarted",
  uninstall: "uninstalled"
}, kindOfPhase = {
  installing: "install",
  restarting: "restart",
  clearing: "restart",
  undoRestarting: "restart",
  uninstalling: "uninstall"
}, slowFrom = 2, Usual = class {
  #begun = /* @__PURE__ */ new Map();
  /** By kind, shortest first, in ms. */
  #lengths = /* @__PURE__ */ new Map();
  constructor(events = []) {
    for (let event of events) this.take(event);
  }
  /** Takes the next event of the journal in. */
  take(event) {
    if (event.kind === "intended") {
      let { kind } = event.effect;
      timed[kind] !== void 0 && this.#begun.set(keyOf(event.effect), { kind, at: event.at });
    }
    if (event.kind !== "finished") return;
    let begun = this.#begun.get(event.key);
    if (this.#begun.delete(event.key), begun === void 0 || timed[begun.kind] !== event.outcome.kind) return;
    let lengths = this.#lengths.get(begun.kind) ?? [], length = Math.max(0, event.at - begun.at), place = lengths.findIndex((one) => one > length);
    lengths.splice(place === -1 ? lengths.length : place, 0, length), this.#lengths.set(begun.kind, lengths);
  }
  /** In ms; undefined: no machine has shown it yet. */
  of(kind) {
    let lengths = this.#lengths.get(kind) ?? [];
    return lengths[Math.floor((lengths.length - 1) / 2)];
  }
  /** The same for the work of a phase. */
  ofPhase(phase) {
    let kind = kindOfPhase[phase];
    return kind === void 0 ? void 0 : this.of(kind);
  }
  /** @param took how long the machine has been in that phase */
  isSlow(phase, took) {
    let usual = this.ofPhase(phase);
    return usual !== void 0 && took > usual * slowFrom;
  }
};

// src/report/progress.ts
function linesOf(event, plan, state, usual = new Usual()) {
  switch (event.kind) {
    case "begun":
      return beginning(event);
    case "runBegan":
      return [];
    case "ringOpened":
      return openingLines(event, plan);
    case "waveOpened": {
      let { waves } = ringNamed(plan, event.ring);
      return [{ tone: "heading", text: `${event.ring} wave ${event.wave}/${waves.length}: ${count(event.size, "machine")}`, isGroup: !0 }];
    }
    case "ringSoaking":
      return rolloutLine(event.at, "quiet", `ring ${event.ring} soaks until ${instantText(event.until)}`);
    case "ringJudging":
      return rolloutLine(event.at, "quiet", `ring ${event.ring} has soaked: every updated machine is looked at once more`);
    case "ringPassed":
      return rolloutLine(event.at, "good", `+ ring ${event.ring} passed`);
    case "ringHeld":
      return rolloutLine(event.at, "warning", `? ring ${event.ring} is held: ${event.failure.message}`);
    case "ringJudged":
      return judgedLines(event);
    case "halted":
      return rolloutLine(event.at, "bad", `! HALT: ${haltText(event)}. Nothing new is started.`);
    case "resumed":
      return rolloutLine(event.at, "warning", `resumed by ${event.person}: ${event.reason}`);
    case "retried":
      return rolloutLine(
        event.at,
        "warning",
        `${event.machines.join(", ")} tried again by ${event.person}: ${event.reason}`
      );
    case "approved":
      return rolloutLine(
        event.at,
        "plain",
        `ring ${event.ring} approved by ${event.person} for plan ${event.planHash.slice(0, 12)}`
      );
    case "updateHeld":
      return rolloutLine(event.at, "warning", `${event.kb} is held from now on by ${event.person}: ${event.reason}`);
    case "drillBegan":
    case "drillUndone":
    case "drillProved":
      return drillLines(event);
    case "undoBegan":
      return undoing(event);
    case "undoEnded":
      return rolloutLine(event.at, event.stranded > 0 ? "bad" : "warning", undoneText(event));
    case "undoLifted":
      return rolloutLine(event.at, "warning", `what was rolled back may come again, by ${event.person}: ${event.reason}`);
    case "superseded":
      return closed(event);
    case "stopped":
      return rolloutLine(event.at, "bad", `! stopped: ${event.failure.message}`);
    case "concluded":
      return [];
    default:
      return ofMachine(event, { plan, state, usual });
  }
}
function closed({ at, person, reason, fix }) {
  let mends = fix === void 0 ? "" : ` (mended by ${fix.join(", ")})`;
  return rolloutLine(at, "warning", `closed for good by ${person}: ${reason}${mends}`);
}
function ofMachine(event, { plan, state, usual }) {
  let machine = machineOf(state, event.kind === "intended" ? event.effect.machine : event.machine), say2 = (tone, text) => [
    { tone, text: machineLine(event.at, machine, plan, text) }
  ];
  switch (event.kind) {
    case "intended": {
      let text = intentText(event.effect, plan), length = usual.of(event.effect.kind), known = length === void 0 ? "" : ` (usual ${formatDuration(length)})`;
      return text === void 0 ? [] : say2("quiet", `. ${text}${known}`);
    }
    case "finished": {
      let lost = lostText(event.outcome);
      if (lost !== void 0) return say2("warning", `? ${lost}`);
      let text = outcomeText(event.outcome, state);
      return text === void 0 ? [] : say2("quiet", `. ${text}`);
    }
    case "judged":
      return event.againAt === null ? observed(event.gates).flatMap((text) => say2("warning", text)) : [];
    case "machineChosen":
      return event.left.flatMap((left) => say2("warning", `~ ${leftText(left)}`));
    case "machineDrifted":
      return event.changes.length === 0 ? say2("quiet", ". again as the plan knew it") : say2("warning", `~ not as the plan knew it: ${changesText(event.changes)}`);
    case "machineSkipped":
      return say2("warning", `~ skipped: ${event.failure.message}`);
    case "machineReturned":
      return say2("quiet", `. back in line: ${event.reason}`);
    case "machineDone":
      return say2(
        "good",
        `+ ${state.rings[machine.ring]?.phase === "judging" ? "still good after the soak" : doneText(machine, plan)}`
      );
    case "machineFailed":
      return say2("bad", `! FAILED ${event.gate === null ? "" : `${event.gate}: `}${event.failure.message}`);
    case "machineUnclear":
      return say2("warning", `? not clear ${event.gate === null ? "" : `${event.gate}: `}${event.failure.message}`);
    case "machineUndone":
      return say2("warning", "+ rolled back, the build is the one before");
    case "machineStranded":
      return say2("bad", `! STRANDED: ${event.failure.message}`);
  }
}
function beginning({ at, plan }) {
  let what = `rollout ${plan.rolloutId}: ${updatesText(plan.updates) || "no updates"}`;
  return rolloutLine(
    at,
    "plain",
    `${what}, ${count(plan.machines.length, "machine")} in ${count(plan.rings.length, "ring")}`
  );
}
function haltText({ cause, reason }) {
  return cause.by === "service" ? serviceCauseText(cause) : cause.by === "person" ? `by ${cause.person}, ${reason}` : `${ruleText(cause)}, last on ${cause.machine}`;
}
function machineLine(at, machine, plan, text) {
  let names = plan.rings[machine.ring]?.machines ?? [];
  return `${timeText(at)}  ${machine.name.padEnd(widthOf(names))}  ${text}`;
}
var widths = /* @__PURE__ */ new WeakMap();
function widthOf(names) {
  let width = widths.get(names);
  return width === void 0 && (width = Math.min(
    32,
    names.reduce((most, name) => Math.max(most, name.length), 0)
  ), widths.set(names, width)), width;
}
function doneText(machine, { lineage }) {
  if (machine.result === "nothingNeeded") return "nothing to install";
  let builds = buildsText(machine);
  return `updated${[
    runText(machine),
    builds === void 0 ? void 0 : `build ${builds}`,
    hotpatchText(machine, lineage)
  ].flatMap((part) => part === void 0 ? [] : [`, ${part}`]).join("")}`;
}
function leftText({ kbs, title, reason }) {
  return `not ${kbs.length === 0 ? title : kbs.join("+")}: ${reason}`;
}
function observed(gates) {
  return gates.filter(({ severity, verdict }) => severity === "observe" && verdict !== "pass").map(({ gate, verdict, reason }) => `? ${gate} (observed only) ${verdict}: ${reason}`);
}
function undoing({ at, reason, machines, spared }) {
  return [
    { tone: "heading", text: `rolling back ${count(machines.length, "machine")}`, isGroup: !0 },
    ...rolloutLine(at, "warning", `rolling back ${machines.join(", ")}: ${reason}`),
    ...spared.flatMap(({ machine, reason: why }) => rolloutLine(at, "warning", `~ ${machine} is left as it is: ${why}`))
  ];
}
function undoneText({ undone, stranded }) {
  return stranded === 0 ? `rolled back: ${undone}` : `rolled back: ${undone}, ! stranded: ${stranded}`;
}

// src/report/notice.ts
var occasionOf = {
  ringOpened: "ring-opened",
  ringPassed: "ring-passed",
  ringHeld: "held",
  halted: "halted",
  undoBegan: "rolling-back"
};
function machinesOf({ machines, updated, hit, untouched }) {
  return { all: machines, updated, hit, untouched };
}
function ringOf(event) {
  return "ring" in event ? event.ring : "cause" in event && event.cause.by !== "person" ? event.cause.ring : null;
}
function noticeOfEvent({ event, plan, state, place, run }) {
  let on = occasionOf[event.kind];
  if (on === void 0) return;
  let [first, ...others] = linesOf(event, plan, state).map(({ text }) => text);
  return {
    id: `${plan.rolloutId}/${place}`,
    on,
    at: event.at,
    policy: plan.name,
    rollout: plan.rolloutId,
    ring: ringOf(event),
    title: first ?? on,
    why: others,
    next: [],
    machines: machinesOf(figuresOf([...state.machines.values()])),
    run: run ?? null
  };
}
function occasionOfEnding({ conclusion, standing }) {
  switch (conclusion) {
    case "rolled-back":
      return standing.lifted === null ? conclusion : void 0;
    case "succeeded":
    case "cancelled":
    case "failed":
      return conclusion;
    case "waiting":
      return standing.waiting?.for === "approval" ? "awaiting-approval" : void 0;
    default:
      return;
  }
}
function noticeOfEnding(summary, plan, place, run) {
  let on = occasionOfEnding(summary);
  if (on !== void 0)
    return {
      id: `${summary.rolloutId}/${place}/${on}`,
      on,
      at: summary.at,
      policy: plan.name,
      rollout: summary.rolloutId,
      ring: summary.standing.ring?.name ?? null,
      title: summary.line,
      why: summary.why,
      next: summary.next,
      machines: machinesOf(summary.standing.figures),
      run: run ?? null
    };
}

// src/report/sign-of-life.ts
var inHand = [...activePhases, ...undoPhases, "watching"];
function signOfLife({ state, now, told, usual, waiting }) {
  let machines = [...state.machines.values()], updated = machines.filter(({ result }) => result === "updated").length, active = machines.filter(({ phase: phase2 }) => inHand.includes(phase2)), wait = waiting?.short === void 0 ? "" : `; the others wait: ${shortText(waiting.short)}`, counts = `still at it: ${updated} of ${count(machines.length, "machine")} updated, ${active.length} in hand${wait}`, slowest = active.reduce(
    (slow, one) => slow === void 0 || one.since < slow.since ? one : slow,
    void 0
  );
  if (slowest === void 0) return counts;
  let { name, phase, since } = slowest, word = told.get(name), far = word === void 0 ? "" : ` (${word})`, length = usual.ofPhase(phase), known = length === void 0 ? "" : `, ${usual.isSlow(phase, now - since) ? "slow: " : ""}usual ${formatDuration(length)}`;
  return `${counts}; slowest: ${name}, ${phase} for ${formatDuration(now - since)}${far}${known}`;
}

// src/commands/evidence.ts
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
var strange = /[^A-Za-z0-9._-]+/g, harmful = new RegExp("(?![\\t\\n\\r])\\p{Cc}|\\p{Cf}|\\p{Cs}", "gu");
function sha256(text) {
  return createHash("sha256").update(text).digest("hex");
}
function harmless(part) {
  let plain = part.replaceAll(strange, "-").replace(/^\.+/, "-");
  return plain === part ? part : `${sha256(part).slice(0, 8)}-${plain}`;
}
function evidenceIn(platform, directory) {
  if (directory !== void 0)
    return {
      put(name, text) {
        let file = name.split("/").map(harmless).join("/"), path = join(directory, file), written = platform.mask(text.replaceAll(harmful, "�"));
        try {
          return mkdirSync(dirname(path), { recursive: !0 }), writeFileSync(path, written), Promise.resolve({ ok: !0, file, sha256: sha256(written) });
        } catch (cause) {
          let why = cause instanceof Error ? cause.message : String(cause), failure = failureOf("EVIDENCE_NOT_KEPT", `${file} could not be written.`, { cause: why });
          return Promise.resolve({ ok: !1, failure });
        }
      }
    };
}

// src/commands/running.ts
async function runLive(running) {
  let { platform, plan, world, writer, by, signal, ring, only, shard, takesWords, notifier } = running, evidence = evidenceIn(platform, running.reportDirectory), written = await writer.journal.read(), latest = fold(written)?.state, place = written.length, usual = new Usual(written), told = /* @__PURE__ */ new Map(), stopBeating = beat(platform.traits, () => {
    if (latest === void 0) return;
    let now = world.clock.now(), waiting = waitingFor(viewOf(plan, latest, now));
    platform.log(signOfLife({ state: latest, now, told, usual, waiting }), "status");
  });
  try {
    return await drive({
      plan,
      world: {
        fleet: world.fleet,
        journal: writer.journal,
        clock: world.clock,
        runner: world.runner,
        ...evidence === void 0 ? {} : { evidence },
        ...takesWords ? { mailbox: writer.mailbox } : {}
      },
      by,
      signal,
      ...ring === void 0 ? {} : { ring },
      ...only === void 0 || only.length === 0 ? {} : { only },
      ...shard === void 0 ? {} : { shard },
      onEvent: (event, _, isForeign) => {
        latest = after(plan, latest, event), event.kind === "finished" && told.delete(event.machine), usual.take(event), (!isForeign || !("machine" in event)) && say(platform, linesOf(event, plan, latest, usual)), place += 1, !isForeign && notifier?.tell(noticeOfEvent({ event, plan, state: latest, place, run: platform.traits.runUrl }));
      },
      onProgress: (machine, percent, note) => {
        told.set(machine, percent === null ? note : `${Math.round(percent)} %, ${note}`);
      }
    });
  } finally {
    stopBeating(), platform.group(void 0);
  }
}
function after(plan, state, event) {
  return state === void 0 ? stateOf(plan, event.at) : (advance(plan, state, event), state);
}
function say(platform, lines) {
  for (let { text, tone, isGroup } of lines)
    isGroup === !0 ? platform.group(text) : platform.log(tone === "heading" ? ["", text] : text, tone);
}
async function endingOf({ running, driven, ...closing }) {
  let { platform, plan, world, writer, reportDirectory, notifier } = running, { state, standing } = driven, events = await writer.journal.read(), story = { plan, state, standing, events, now: Math.max(world.clock.now(), state.lastAt) };
  annotateMachines(platform, state);
  let tell = (summary) => notifier?.tell(noticeOfEnding(summary, plan, events.length, platform.traits.runUrl)), closed2 = await closingOf({ platform, story, reportDirectory, journalText: writer.text, tell, ...closing });
  return driven.unwritten === 0 ? closed2 : withUnwritten(platform, closed2, driven.unwritten);
}
function withUnwritten(platform, outcome, records) {
  let told = `${count(records, "record")} may not be on the ledger: its remote did not answer in time. Nothing is lost: the next run asks the machines.`;
  return platform.annotate("warning", told, "JOURNAL_CUT_SHORT"), { ...outcome, details: [`  ${told}`, ...outcome.details ?? []] };
}
var mostAnnotated = 5;
function annotateMachines(platform, state) {
  if (!platform.traits.isPipeline) return;
  let broken = [...state.machines.values()].filter(
    ({ failedBy, phase }) => failedBy !== null || phase === "stranded"
  );
  for (let { name, failure, failedBy } of broken.slice(0, mostAnnotated)) {
    let gate = failedBy?.gate ?? "update";
    platform.annotate("error", `${name}: ${failure?.message ?? "failed"}`, `${gate} failed on ${name}`);
  }
}

export {
  runLive,
  endingOf
};
