import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  Detached,
  Patience,
  ScanTurns,
  askingOf,
  installWork,
  letGoIf,
  runJob,
  scanWork,
  stageWork,
  undoWork
} from "./chunk-YTUDCCLL.mjs";
import {
  beat
} from "./chunk-4U4X5S6Q.mjs";
import {
  answerUndo,
  answerUninstall,
  beginUndo,
  endUndo,
  undoEffects
} from "./chunk-SW4IVINR.mjs";
import {
  advance,
  answer,
  answerDrain,
  answerInstall,
  backInLine,
  closingOf,
  conclusionOf,
  currentRing,
  done,
  entryOf,
  figuresOf,
  fold,
  heldBack,
  machineOf,
  mayBegin,
  mayGoOn,
  nextEffect,
  offerIn,
  offerOf,
  plannedRing,
  returned,
  ringEffects,
  ringMoves,
  ringOf,
  ruleText,
  stageEffects,
  stateOf,
  stillFailed,
  tryAgain,
  viewOf,
  wantsAnother,
  whyCrowded,
  whyNotStart
} from "./chunk-IVBRNUDS.mjs";
import {
  buildsText,
  hotpatchText,
  runText
} from "./chunk-TJHCHC4T.mjs";
import {
  gateNamed
} from "./chunk-VKMNW3N7.mjs";
import {
  isOurs,
  isOursForGood,
  keyOf
} from "./chunk-4U3VXYZZ.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-B3KDKBGD.mjs";
import {
  activePhases,
  undoPhases
} from "./chunk-N6SR45ZS.mjs";
import {
  count,
  instantText,
  timeText,
  updatesText
} from "./chunk-STRHDUYB.mjs";
import {
  formatDuration
} from "./chunk-UJPHW423.mjs";

// src/report/usual.ts
var timed = {
  stage: "staged",
  install: "installed",
  restart: "restarted",
  uninstall: "uninstalled"
};
var kindOfPhase = {
  installing: "install",
  restarting: "restart",
  clearing: "restart",
  undoRestarting: "restart",
  uninstalling: "uninstall"
};
var slowFrom = 2;
var Usual = class {
  #begun = /* @__PURE__ */ new Map();
  /** By kind, shortest first, in ms. */
  #lengths = /* @__PURE__ */ new Map();
  constructor(events = []) {
    for (const event of events) this.take(event);
  }
  /** Takes the next event of the journal in. */
  take(event) {
    if (event.kind === "intended") {
      const { kind } = event.effect;
      if (timed[kind] !== void 0) this.#begun.set(keyOf(event.effect), { kind, at: event.at });
    }
    if (event.kind !== "finished") return;
    const begun = this.#begun.get(event.key);
    this.#begun.delete(event.key);
    if (begun === void 0 || timed[begun.kind] !== event.outcome.kind) return;
    const lengths = this.#lengths.get(begun.kind) ?? [];
    const length = Math.max(0, event.at - begun.at);
    const place = lengths.findIndex((one) => one > length);
    lengths.splice(place === -1 ? lengths.length : place, 0, length);
    this.#lengths.set(begun.kind, lengths);
  }
  /** In ms; undefined: no machine has shown it yet. */
  of(kind) {
    const lengths = this.#lengths.get(kind) ?? [];
    return lengths[Math.floor((lengths.length - 1) / 2)];
  }
  /** The same for the work of a phase. */
  ofPhase(phase) {
    const kind = kindOfPhase[phase];
    return kind === void 0 ? void 0 : this.of(kind);
  }
  /** @param took how long the machine has been in that phase */
  isSlow(phase, took) {
    const usual = this.ofPhase(phase);
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
      return [{ tone: "heading", text: ringHeading(ringNamed(plan, event.ring)) }];
    case "waveOpened": {
      const { waves } = ringNamed(plan, event.ring);
      const text = `${event.ring} wave ${event.wave}/${waves.length}: ${count(event.size, "machine")}`;
      return [{ tone: "heading", text, isGroup: true }];
    }
    case "ringSoaking":
      return rollout(event.at, "quiet", `ring ${event.ring} soaks until ${instantText(event.until)}`);
    case "ringJudging":
      return rollout(event.at, "quiet", `ring ${event.ring} has soaked: every updated machine is looked at once more`);
    case "ringPassed":
      return rollout(event.at, "good", `+ ring ${event.ring} passed`);
    case "ringHeld":
      return rollout(event.at, "warning", `? ring ${event.ring} is held: ${event.failure.message}`);
    case "halted":
      return rollout(event.at, "bad", `! HALT: ${haltText(event)}. Nothing new is started.`);
    case "resumed":
      return rollout(event.at, "warning", `resumed by ${event.person}: ${event.reason}`);
    case "approved":
      return rollout(
        event.at,
        "plain",
        `ring ${event.ring} approved by ${event.person} for plan ${event.planHash.slice(0, 12)}`
      );
    case "updateHeld":
      return rollout(event.at, "warning", `${event.kb} is held from now on by ${event.person}: ${event.reason}`);
    case "undoBegan":
      return undoing(event);
    case "undoEnded":
      return rollout(event.at, event.stranded > 0 ? "bad" : "warning", undoneText(event));
    case "stopped":
      return rollout(event.at, "bad", `! stopped: ${event.failure.message}`);
    case "concluded":
      return [];
    default:
      return ofMachine(event, { plan, state, usual });
  }
}
function ofMachine(event, { plan, state, usual }) {
  const machine = machineOf(state, event.kind === "intended" ? event.effect.machine : event.machine);
  const say2 = (tone, text) => [
    { tone, text: machineLine(event.at, machine, plan, text) }
  ];
  switch (event.kind) {
    case "intended": {
      const text = intentText(event.effect, plan);
      const length = usual.of(event.effect.kind);
      const known = length === void 0 ? "" : ` (usual ${formatDuration(length)})`;
      return text === void 0 ? [] : say2("quiet", `. ${text}${known}`);
    }
    case "finished": {
      const lost = lostText(event.outcome);
      if (lost !== void 0) return say2("warning", `? ${lost}`);
      const text = outcomeText(event.outcome, state);
      return text === void 0 ? [] : say2("quiet", `. ${text}`);
    }
    case "judged":
      return event.againAt === null ? observed(event.gates).flatMap((text) => say2("warning", text)) : [];
    case "machineChosen":
      return event.left.flatMap((left) => say2("warning", `~ ${leftText(left)}`));
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
  const what = `rollout ${plan.rolloutId}: ${updatesText(plan.updates) || "no updates"}`;
  return rollout(
    at,
    "plain",
    `${what}, ${count(plan.machines.length, "machine")} in ${count(plan.rings.length, "ring")}`
  );
}
function haltText({ cause, reason }) {
  return cause.by === "person" ? `by ${cause.person}, ${reason}` : `${ruleText(cause)}, last on ${cause.machine}`;
}
function rollout(at, tone, text) {
  return [{ tone, text: `${timeText(at)}  ${text}` }];
}
function ringNamed(plan, name) {
  const ring = plan.rings.find((candidate) => candidate.name === name);
  if (ring === void 0) throw new RangeError(`ring ${name} is not in the plan`);
  return ring;
}
function ringHeading({ name, machines, waves, maxUnavailable, maxFailures }) {
  const limits = `at most ${maxUnavailable} out of service, ${count(maxFailures, "failure")} tolerated`;
  return `ring ${name}: ${count(machines.length, "machine")} in ${count(waves.length, "wave")} (${waves.join(", ")}), ${limits}`;
}
function machineLine(at, machine, plan, text) {
  const names2 = plan.rings[machine.ring]?.machines ?? [];
  return `${timeText(at)}  ${machine.name.padEnd(widthOf(names2))}  ${text}`;
}
var widths = /* @__PURE__ */ new WeakMap();
function widthOf(names2) {
  let width = widths.get(names2);
  if (width === void 0) {
    width = Math.min(
      32,
      names2.reduce((most, name) => Math.max(most, name.length), 0)
    );
    widths.set(names2, width);
  }
  return width;
}
function intentText(effect, plan) {
  switch (effect.kind) {
    case "install": {
      const updates = plan.updates.filter(
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
    case "diagnose":
      return "gathering its logs";
    case "uninstall":
      return `rolling back ${effect.kbs.join(", ")}`;
    case "hide":
      return "hiding from automatic updates what was taken back";
    case "check":
    case "verify":
    case "acknowledge":
      return void 0;
  }
}
function outcomeText(outcome, { halt: halt2 }) {
  switch (outcome.kind) {
    case "installed":
      if (!outcome.result.needsRestart) return "installed, no restart is needed";
      return `installed, a restart is needed${halt2 === null ? "" : ", and is not done because of the halt"}`;
    case "staged":
      return stagedText(outcome.result.updates.map((update) => update.outcome));
    case "restarted":
      return `back after ${formatDuration(Math.max(0, Date.parse(outcome.boot.bootedAt) - outcome.askedAt))}`;
    case "uninstalled":
      return outcome.result.needsRestart ? "removed, a restart is needed" : "removed";
    case "hidden": {
      const bad = outcome.result.updates.filter((update) => update.outcome === "failed").length;
      return bad === 0 ? "automatic updates leave it alone" : "automatic updates may bring it back: it could not be hidden";
    }
    case "diagnosed": {
      const { file, summary, failure } = outcome;
      if (file !== null) return `logs kept in ${file}: ${summary}`;
      return `logs not kept: ${failure?.message ?? summary}`;
    }
    case "drained":
      return drainedText(outcome.result);
    case "resumed": {
      const { outcome: how, detail } = outcome.result;
      return how === "resumed" ? "takes cluster roles again" : `not resumed: ${detail}`;
    }
    case "checked":
    case "verified":
    case "acknowledged":
    case "notStarted":
    case "failed":
    case "lost":
    case "overdue":
      return void 0;
  }
}
function lostText(outcome) {
  if (outcome.kind !== "overdue") return void 0;
  const { code, message } = outcome.failure;
  if (code === "MACHINE_NOT_BACK") return `lost: ${message}`;
  return code === "MACHINE_SHUTDOWN_HANGING" ? `not lost: ${message}` : void 0;
}
function drainedText({ outcome, detail }) {
  if (outcome === "noMember") return "in no cluster: nothing to drain";
  return outcome === "drained" ? "drained: no role is left on it" : `not drained: ${detail}`;
}
function stagedText(outcomes) {
  const there = outcomes.filter((outcome) => outcome === "downloaded" || outcome === "alreadyInstalled").length;
  return `downloaded ${there} of ${count(outcomes.length, "update")}; the window does the rest`;
}
function doneText(machine, { lineage }) {
  if (machine.result === "nothingNeeded") return "nothing to install";
  const builds = buildsText(machine);
  const parts = [
    runText(machine),
    builds === void 0 ? void 0 : `build ${builds}`,
    hotpatchText(machine, lineage)
  ];
  return `updated${parts.flatMap((part) => part === void 0 ? [] : [`, ${part}`]).join("")}`;
}
function leftText({ kbs, title, reason }) {
  return `not ${kbs.length === 0 ? title : kbs.join("+")}: ${reason}`;
}
function observed(gates) {
  return gates.filter(({ severity, verdict }) => severity === "observe" && verdict !== "pass").map(({ gate, verdict, reason }) => `? ${gate} (observed only) ${verdict}: ${reason}`);
}
function undoing({ at, reason, machines, spared }) {
  return [
    { tone: "heading", text: `rolling back ${count(machines.length, "machine")}`, isGroup: true },
    ...rollout(at, "warning", `rolling back ${machines.join(", ")}: ${reason}`),
    ...spared.flatMap(({ machine, reason: why }) => rollout(at, "warning", `~ ${machine} is left as it is: ${why}`))
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
function ringOf2(event) {
  if ("ring" in event) return event.ring;
  return "cause" in event && event.cause.by === "rule" ? event.cause.ring : null;
}
function noticeOfEvent({ event, plan, state, place, run }) {
  const on = occasionOf[event.kind];
  if (on === void 0) return void 0;
  const [first, ...others] = linesOf(event, plan, state).map(({ text }) => text);
  return {
    id: `${plan.rolloutId}/${place}`,
    on,
    at: event.at,
    policy: plan.name,
    rollout: plan.rolloutId,
    ring: ringOf2(event),
    title: first ?? on,
    why: others,
    next: [],
    machines: machinesOf(figuresOf([...state.machines.values()])),
    run: run ?? null
  };
}
function occasionOfEnding({ conclusion, standing }) {
  switch (conclusion) {
    case "succeeded":
    case "rolled-back":
    case "cancelled":
    case "failed":
      return conclusion;
    case "waiting":
      return standing.waiting?.for === "approval" ? "awaiting-approval" : void 0;
    default:
      return void 0;
  }
}
function noticeOfEnding(summary, plan, place, run) {
  const on = occasionOfEnding(summary);
  if (on === void 0) return void 0;
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
function signOfLife({ state, now, told, usual }) {
  const machines = [...state.machines.values()];
  const updated = machines.filter(({ result }) => result === "updated").length;
  const active = machines.filter(({ phase: phase2 }) => inHand.includes(phase2));
  const counts = `still at it: ${updated} of ${count(machines.length, "machine")} updated, ${active.length} in hand`;
  const slowest = active.reduce(
    (slow, one) => slow === void 0 || one.since < slow.since ? one : slow,
    void 0
  );
  if (slowest === void 0) return counts;
  const { name, phase, since } = slowest;
  const word = told.get(name);
  const far = word === void 0 ? "" : ` (${word})`;
  const length = usual.ofPhase(phase);
  const known = length === void 0 ? "" : `, ${usual.isSlow(phase, now - since) ? "slow: " : ""}usual ${formatDuration(length)}`;
  return `${counts}; slowest: ${name}, ${phase} for ${formatDuration(now - since)}${far}${known}`;
}

// src/rollout/decide/halt.ts
function haltOrStop(view) {
  return [...stop(view), ...halt(view)];
}
function stop({ state, now }) {
  const { run } = state;
  if (run === null || state.stop !== null || run.rejections < (run.isProven ? 2 : 1)) return [];
  const failure = failureOf(
    "CREDENTIAL_WITHHELD",
    "the user name or the password was rejected; no other machine was asked",
    {
      cause: "WINRM_AUTH_REJECTED",
      next: "check the credentials of the policy (PATCHRING_USERNAME and PATCHRING_PASSWORD where it has none), and whether the account is locked; then run again"
    }
  );
  return [{ kind: "stopped", at: now, failure }];
}
function halt(view) {
  const { state } = view;
  const index = currentRing(state);
  if (state.phase !== "running" || index === void 0) return [];
  const ring = ringOf(state, index);
  const [critical] = ring.critical;
  if (critical !== void 0) return [halted(view, machineOf(state, critical), "critical")];
  if (ring.tally.failed <= plannedRing(view, index).maxFailures) return [];
  const last = failedIn(view, index).reduce(
    (latest, one) => latest === void 0 || (one.endedAt ?? 0) >= (latest.endedAt ?? 0) ? one : latest,
    void 0
  );
  return last === void 0 ? [] : [halted(view, last, "maxFailures")];
}
function failedIn({ state }, ring) {
  return [...state.machines.values()].filter((machine) => machine.ring === ring && machine.phase === "failed");
}
function halted(view, machine, rule) {
  const planned = plannedRing(view, machine.ring);
  const ring = ringOf(view.state, machine.ring);
  const failed = failedIn(view, machine.ring);
  const wave = machine.wave ?? Math.max(1, ring.wave);
  const gate = machine.failedBy?.gate ?? null;
  return {
    kind: "halted",
    at: view.now,
    cause: {
      by: "rule",
      rule,
      ring: planned.name,
      wave,
      waves: planned.waves.length,
      machine: machine.name,
      gate,
      code: machine.failure?.code ?? "UNKNOWN",
      failed: failed.filter((one) => one.wave === machine.wave).length,
      of: planned.waves[wave - 1] ?? planned.machines.length,
      failedInRing: failed.length,
      limit: rule === "critical" ? 0 : planned.maxFailures,
      isAfterSoak: ring.phase === "judging"
    },
    reason: machine.failure?.message ?? "a machine failed"
  };
}

// src/rollout/decide/index.ts
var layers = [
  answers,
  haltOrStop,
  beginUndo,
  strays,
  endUndo,
  ringMoves
];
function decide(plan, state, now) {
  const view = viewOf(plan, state, now);
  for (const layer of layers) {
    const record = layer(view);
    if (record.length > 0) return { record, start: [], wakeAt: null };
  }
  const undoing2 = undoEffects(view);
  const taken = new Set(undoing2.map(({ machine }) => machine));
  const start = [...undoing2];
  let wakeAt = null;
  for (const machine of state.machines.values()) {
    if (taken.has(machine.name)) continue;
    const effect = isUndoing(state, machine) ? void 0 : nextEffect(view, machine);
    if (effect !== void 0) start.push(effect);
    else if (waits(view, machine)) wakeAt = Math.min(wakeAt ?? Number.POSITIVE_INFINITY, machine.lookAt ?? 0);
  }
  const busy = new Set(start.map(({ machine }) => machine));
  start.push(...ringEffects(view).filter(({ machine }) => !busy.has(machine)));
  for (const { machine } of start) busy.add(machine);
  start.push(...stageEffects(view).filter(({ machine }) => !busy.has(machine)));
  return { record: [], start, wakeAt };
}
function waits({ state, now }, { inFlight, lookAt }) {
  return inFlight === null && lookAt !== null && lookAt > now && state.stop === null;
}
var onTheWayBack = undoPhases;
function isUndoing(state, machine) {
  if (machine.phase === "undone" || machine.phase === "stranded") return false;
  return onTheWayBack.includes(machine.phase) || state.phase === "undoing" && machine.undo !== null;
}
function answers(view) {
  const { state } = view;
  const news = [...state.news].flatMap((name) => {
    const machine = machineOf(state, name);
    if (machine.news === null) return [];
    const events = onTheWayBack.includes(machine.phase) ? answerUndo(view, machine, machine.news) : answer(view, machine, machine.news);
    return heldBack(view, machine, events);
  });
  return news;
}
function strays(view) {
  const found = [];
  for (const machine of view.state.machines.values()) {
    if (machine.inFlight !== null) continue;
    const drained = answerDrain(view, machine);
    found.push(...drained.length > 0 ? drained : heldBack(view, machine, stray(view, machine)));
  }
  return found;
}
function stray(view, machine) {
  switch (machine.phase) {
    case "installed":
      return answerInstall(view, machine);
    case "restarted":
      return goesDownAgain(view, machine) ? [] : tryAgain(view, machine);
    case "uninstalled":
      return answerUninstall(view, machine);
    case "checking":
    case "ready":
      return strayed(view, machine);
    default:
      return [];
  }
}
function goesDownAgain(view, machine) {
  return mayGoOn(view, machine) && wantsAnother(machine);
}
function strayed(view, machine) {
  const { state } = view;
  if (machine.install !== null) {
    const mayGo = state.phase === "running" && state.stop === null;
    const unfinished = mayGo ? [] : stillFailed(view, machine);
    return mayGo || unfinished.length > 0 ? unfinished : [done([view, machine], "updated", machine.left)];
  }
  const isUnknown = machine.phase === "checking" && machine.beganAt !== null;
  const isLookedAt = machine.phase === "ready" || machine.news !== null;
  const crowded = isLookedAt && !isUnknown ? whyCrowded(view, machine) : void 0;
  if (crowded !== void 0) return [returned([view, machine], `its group has to wait: ${crowded}`)];
  return isUnknown || mayBegin(view, machine) ? [] : [returned([view, machine], "it may not be begun with now")];
}

// src/rollout/drive/hands.ts
var Hands = class {
  #fleet;
  #machines = /* @__PURE__ */ new Map();
  #releases = /* @__PURE__ */ new Set();
  constructor(fleet) {
    this.#fleet = fleet;
  }
  take(entry) {
    const machine = this.#machines.get(entry.name) ?? this.#fleet.machine(entry);
    this.#machines.set(entry.name, machine);
    return machine;
  }
  /** Lets go of every machine that is idle. */
  release(isIdle) {
    for (const [name, machine] of this.#machines) {
      if (!isIdle(name)) continue;
      this.#machines.delete(name);
      const release = machine.release().finally(() => this.#releases.delete(release));
      this.#releases.add(release);
    }
  }
  /** Lets go of all, and waits for that at most so many ms. */
  async close(clock, bound) {
    this.release(() => true);
    const alarm = new AbortController();
    const released = Promise.allSettled([...this.#releases]).then(() => alarm.abort());
    await Promise.race([released, clock.sleepUntil(clock.now() + bound, alarm.signal)]);
  }
};

// src/rollout/drive/opening.ts
function runBegan({ plan, by, ring, only }, state, at) {
  const run = { by, ring, only: only === null ? null : new Set(only), isProven: false, rejections: 0 };
  const again = backInLine(viewOf(plan, { ...state, run }, at));
  return { kind: "runBegan", at, by, ring, only: only === null ? null : [...only], again: [...again] };
}
function textOfStanding({ rings, stop: stop2 }) {
  return JSON.stringify([stop2, rings.map(({ phase, tally }) => [phase, tally])]);
}
function otherPlan(found, wanted2) {
  const message = `The journal holds ${found.rolloutId} (plan ${found.hash.slice(0, 12)}), not plan ${wanted2.hash.slice(0, 12)}.`;
  const next = "finish or roll back that rollout with its own plan, or point --ledger elsewhere";
  return failureOf("JOURNAL_PLAN_MISMATCHED", message, { next });
}

// src/rollout/probes.ts
var always = {
  before: ["facts", "boot", "hotpatch"],
  after: ["facts", "boot"]
};
function wanted(plan, stage2, machine) {
  return plan.gates[stage2].map(({ gate, settings }) => {
    const found = gateNamed(gate);
    if (found === void 0) throw new RangeError(`gate ${gate} does not exist`);
    return found.probes({ settings, stage: stage2, machine });
  });
}
function probesFor(plan, stage2, machine) {
  const here = wanted(plan, stage2, machine);
  const compared = stage2 === "before" ? wanted(plan, "after", machine) : [];
  const names2 = /* @__PURE__ */ new Set([...always[stage2], ...[...here, ...compared].flatMap((probes) => probes.machine)]);
  const runner = new Map(here.flatMap((probes) => probes.runner).map((probe) => [probe.key, probe]));
  const scripts = new Map([...here, ...compared].flatMap((probes) => probes.scripts ?? []).map((one) => [one.key, one]));
  const whole = [...scripts.values()].map((one) => scriptOf(plan, one));
  return { machine: [...names2], runner: [...runner.values()], scripts: whole };
}
function scriptOf({ probeScripts = [] }, { key, file, timeout }) {
  const found = probeScripts.find((one) => one.file === file);
  if (found === void 0) throw new RangeError(`the plan does not hold ${file}`);
  return { key, timeout, sha256: found.sha256, text: found.text };
}
function keepable(readings) {
  const { health } = readings;
  if (health?.ok !== true) return readings;
  const services = health.value.services.filter(({ startMode }) => startMode.startsWith("automatic"));
  return { ...readings, health: { ...health, value: { ...health.value, services } } };
}

// src/rollout/perform/cluster.ts
var [minute, hour] = [6e4, 36e5];
var drainAtMost = hour + 15 * minute;
var resumeAtMost = 30 * minute;
async function drain(visit, { job, after: after2 }) {
  const end = await runJob(visit, { key: job, work: { kind: "drain", after: after2 }, limit: drainAtMost });
  if (end.kind !== "finished") return end;
  return end.status.kind === "drain" ? { kind: "drained", result: end.status.result } : strange(visit, end);
}
async function resume(visit, { job, drains }) {
  const end = await runJob(visit, { key: job, work: { kind: "resume", drains }, limit: resumeAtMost });
  if (end.kind !== "finished") return end;
  return end.status.kind === "resume" ? { kind: "resumed", result: end.status.result } : strange(visit, end);
}
function strange({ about }, { status }) {
  const message = `The job answered with the result of another kind of work (${status.kind}).`;
  return { kind: "failed", failure: failureOf("JOB_RESULT_UNREADABLE", message, about) };
}

// src/rollout/perform/diagnose.ts
var names = {
  pending: "pending operations",
  minidumps: "minidumps",
  system: "System events",
  application: "Application events",
  cbs: "CBS.log",
  dism: "dism.log",
  windowsUpdate: "ReportingEvents.log",
  updateTraces: "traces of Windows Update"
};
async function diagnose(visit, { eventsSince }) {
  const { machine, entry, evidence, signal, about } = visit;
  letGoIf(signal);
  const { diagnosis } = await machine.probe(["diagnosis"], eventsSince === null ? {} : { eventsSince });
  const nothing = { kind: "diagnosed", file: null, sha256: null };
  if (!diagnosis.ok) {
    if (isOurs(diagnosis.failure)) throw new Detached(diagnosis.failure);
    return { ...nothing, summary: "nothing could be gathered", failure: diagnosis.failure };
  }
  const summary = summaryOf(diagnosis.value);
  if (evidence === void 0) {
    const failure = failureOf("EVIDENCE_NOT_KEPT", "There is no folder for the logs that were gathered.", {
      ...about,
      next: "name one with --report-dir"
    });
    return { ...nothing, summary, failure };
  }
  const kept = await evidence.put(`diagnostics/${entry.name}.txt`, textOf(entry.name, diagnosis.value));
  if (!kept.ok) return { ...nothing, summary, failure: { ...kept.failure, ...about } };
  return { kind: "diagnosed", summary, file: kept.file, sha256: kept.sha256 };
}
function lines(text) {
  return text === null || text === "" ? 0 : text.trimEnd().split("\n").length;
}
function summaryOf({ parts }) {
  const found = parts.filter(({ text }) => lines(text) > 0);
  const unread = parts.filter(({ text }) => text === null).map(({ part }) => names[part]);
  const told = found.map(({ part, text }) => `${names[part]} ${lines(text)}`).join(", ");
  const inLines = told === "" ? "no lines" : `lines: ${told}`;
  return unread.length === 0 ? inLines : `${inLines}; not read: ${unread.join(", ")}`;
}
function textOf(name, { at, parts }) {
  const sections = parts.map(({ part, text, trouble, isCut }) => {
    const more = isCut ? " (there is more on the machine)" : "";
    return `==== ${names[part]}${more} ====
${text === null ? `not read: ${trouble ?? "unknown"}` : text.trimEnd()}
`;
  });
  return [`${name}, gathered at ${at}
`, ...sections].join("\n");
}

// src/rollout/perform/restart.ts
var askAgainAfter = 5 * 6e4;
var hangsAfter = 10 * 6e4;
async function restart(visit, { ifStillOn, purpose }) {
  const askedAt = visit.clock.now();
  const patience = new Patience(visit, visit.plan.limits.restart, "restart", visit.entry.name);
  const reason = purpose === "undo" ? "patchring: undoing an update" : "patchring: finishing an update";
  const watch = new Watch(visit, askedAt);
  let nextAskAt = askedAt;
  let mayHaveHeard = visit.isRepeat;
  let hasHeard = false;
  for (; ; ) {
    letGoIf(visit.signal);
    const withdrawn = visit.whyNotStart();
    if (withdrawn !== void 0 && !mayHaveHeard) return notStarted(visit, withdrawn);
    if (withdrawn === void 0 && watch.standing === "up" && visit.clock.now() >= nextAskAt) {
      const answer2 = await visit.machine.restart(ifStillOn, reason);
      if (!answer2.ok && isOursForGood(answer2.failure)) throw new Detached(answer2.failure);
      if (!answer2.ok && !answer2.failure.retryable) return { kind: "failed", failure: answer2.failure };
      if (answer2.ok) hasHeard = true;
      if (answer2.ok || answer2.arrived === "maybe") {
        mayHaveHeard = true;
        nextAskAt = visit.clock.now() + askAgainAfter;
      }
    }
    const lookedAt = visit.clock.now();
    const boot = await visit.machine.readNewBoot(ifStillOn);
    if (!boot.ok && isOursForGood(boot.failure)) throw new Detached(boot.failure);
    const settled = watch.take(boot);
    if (settled !== void 0) return { kind: "restarted", boot: settled, askedAt };
    if (watch.standing === "up" && withdrawn !== void 0 && !hasHeard && patience.waits > heardWithin)
      return notStarted(visit, withdrawn);
    if (patience.isOver && watch.silence !== void 0 && isOurs(watch.silence)) throw new Detached(watch.silence);
    if (patience.isOver) return { kind: "overdue", failure: watch.notBack(hasHeard) };
    await patience.wait(lookedAt);
  }
}
var Watch = class {
  #visit;
  #askedAt;
  standing = "up";
  /** Why it does not answer. */
  silence;
  constructor(visit, askedAt) {
    this.#visit = visit;
    this.#askedAt = askedAt;
  }
  /** Takes a look in; the new boot, where there is one on which Windows has settled. */
  take(boot) {
    this.silence = boot.ok ? void 0 : boot.failure;
    if (boot.ok && typeof boot.value !== "string" && !boot.value.isServicing) return boot.value;
    if (!boot.ok) this.standing = "away";
    else this.standing = boot.value === "unchanged" ? "up" : "servicing";
    this.#visit.onProgress?.(null, this.#words());
    return void 0;
  }
  /** A machine that is slow says where it stands, and when it would count as lost. */
  #words() {
    const { clock, plan } = this.#visit;
    const since = clock.now() - this.#askedAt;
    const bounds = `${formatDuration(since)} of at most ${formatDuration(plan.limits.restart)}`;
    switch (this.standing) {
      case "away":
        return `away, ${bounds}`;
      case "servicing":
        return `back and still servicing, ${bounds}`;
      case "up":
        return since < hangsAfter ? `still on the old boot, ${bounds}` : `its shutdown may hang: still on the old boot, ${bounds}`;
    }
  }
  /** @param hasHeard it has said yes to the request */
  notBack(hasHeard) {
    const { entry, effect } = this.#visit;
    const about = { machine: entry.name, phase: effect.kind };
    if (this.silence !== void 0) {
      const cause = `${this.silence.code}: ${this.silence.message}`;
      const message2 = "The machine did not come back from its restart in the time allowed.";
      return failureOf("MACHINE_NOT_BACK", message2, { ...about, cause });
    }
    if (this.standing === "up" && hasHeard) {
      const message2 = "The machine took the request to restart and still answers on its old boot: its shutdown hangs.";
      return failureOf("MACHINE_SHUTDOWN_HANGING", message2, about);
    }
    const message = "The machine is not on a new, settled boot in the time allowed.";
    return failureOf("MACHINE_NOT_BACK", message, about);
  }
};
var heardWithin = 6;
function notStarted({ entry, effect }, why) {
  const about = { machine: entry.name, phase: effect.kind, retryable: true };
  return { kind: "notStarted", failure: failureOf("EFFECT_WITHDRAWN", `Not begun: ${why}.`, about) };
}

// src/rollout/perform/index.ts
async function perform(visit) {
  try {
    const both = () => Promise.all([acknowledge(visit), outcomeOf(visit)]);
    const { scans, entry, signal } = visit;
    const [acknowledged, outcome] = await (isScanning(visit) ? scans.take(entry.name, signal, both) : both());
    return { kind: "finished", outcome, acknowledged };
  } catch (error) {
    if (!(error instanceof Detached)) throw error;
    return error.failure === void 0 ? { kind: "detached" } : { kind: "detached", failure: error.failure };
  }
}
function isScanning({ effect, plan }) {
  if (plan.source.kind !== "agent") return false;
  return effect.kind === "check" || effect.kind === "verify" && effect.scan !== null;
}
async function acknowledge({ machine, effect, signal }) {
  letGoIf(signal);
  const answers2 = await Promise.all(effect.acknowledge.map((key) => machine.removeJob(key)));
  return effect.acknowledge.filter((_, at) => answers2[at]?.ok);
}
function outcomeOf(visit) {
  const { effect } = visit;
  switch (effect.kind) {
    case "check":
      return check(visit, effect);
    case "stage":
      return stage(visit, effect);
    case "install":
      return install(visit, effect);
    case "restart":
      return restart(visit, effect);
    case "verify":
      return verify(visit, effect);
    case "diagnose":
      return diagnose(visit, effect);
    case "uninstall":
      return uninstall(visit, effect);
    case "drain":
      return drain(visit, effect);
    case "resume":
      return resume(visit, effect);
    case "hide":
      return hide(visit, effect);
    case "acknowledge":
      return Promise.resolve({ kind: "acknowledged" });
  }
}
async function check(visit, effect) {
  const probes = probesFor(visit.plan, "before", visit.entry);
  const [snapshot, first] = await Promise.all([look(visit, probes, null), beginScan(visit, effect.job)]);
  const { facts } = snapshot.readings;
  if (facts?.ok !== true && first?.ok !== true) {
    const failure = facts?.failure ?? failureOf("MACHINE_UNREACHABLE", "The machine was not asked who it is.");
    return { kind: "checked", snapshot, runner: {}, scan: { ok: false, failure, arrived: first?.arrived ?? "no" } };
  }
  const runner = await fromRunner(visit, probes.runner);
  const looking = { when: "before", snapshot, first };
  return { kind: "checked", snapshot, runner, scan: await scan(visit, effect.job, looking) };
}
async function verify(visit, effect) {
  const isUndo = effect.purpose === "undo";
  const probes = isUndo ? { machine: ["facts", "boot", "packages", "hotpatch"], runner: [], scripts: [] } : probesFor(visit.plan, "after", visit.entry);
  const [snapshot, first] = await Promise.all([
    look(visit, probes, effect.eventsSince),
    effect.scan === null ? void 0 : beginScan(visit, effect.scan)
  ]);
  const { facts } = snapshot.readings;
  if (facts?.ok === false && isOurs(facts.failure)) throw new Detached(facts.failure);
  const runner = await fromRunner(visit, probes.runner);
  const isThere = facts?.ok === true || first?.ok === true;
  return {
    kind: "verified",
    snapshot,
    runner,
    scan: effect.scan !== null && isThere ? await scan(visit, effect.scan, { when: "after", snapshot, first }) : null
  };
}
async function look(visit, { machine: names2, scripts }, eventsSince) {
  const { machine, clock, signal } = visit;
  letGoIf(signal);
  const since = eventsSince === null ? {} : { eventsSince };
  const readings = await machine.probe(names2, scripts.length === 0 ? since : { ...since, scripts });
  return { at: clock.now(), readings: keepable(readings) };
}
async function fromRunner({ runner, signal }, probes) {
  const answers2 = {};
  for (const probe of probes) {
    const all = [];
    for (let turn = 0; turn < probe.times; turn += 1) {
      letGoIf(signal);
      all.push(await measured(runner, probe));
    }
    answers2[probe.key] = all;
  }
  return answers2;
}
function beginScan(visit, key) {
  const work = scanWork(visit.plan.source);
  if (work === void 0 || visit.whyNotStart() !== void 0) return void 0;
  return visit.machine.startJob(key, work);
}
function measured(runner, probe) {
  switch (probe.kind) {
    case "http":
      return runner.http(probe.url, probe.timeout);
    case "tcp":
      return runner.tcp(probe.address, probe.port, probe.timeout);
    case "exec":
      return runner.exec(probe.command, probe.timeout);
  }
}
async function scan(visit, key, { when, snapshot, first }) {
  const { plan } = visit;
  const { facts, hotpatch } = snapshot.readings;
  const reading = hotpatch?.ok === true ? hotpatch.value : void 0;
  const known = facts?.ok === true ? offerOf(plan.source, { when, facts: facts.value, hotpatch: reading }) : void 0;
  if (known !== void 0) return { ok: true, value: known };
  const work = scanWork(plan.source) ?? { kind: "scan", ...askingOf(plan.source) };
  const end = await runJob(visit, { key, work, limit: plan.limits.scan, first });
  if (end.kind !== "finished")
    return { ok: false, failure: end.failure, arrived: end.kind === "notStarted" ? "no" : "maybe" };
  const offer = offerIn(plan.source, end.status);
  if (offer !== void 0) return { ok: true, value: offer };
  return { ok: false, failure: strange2(visit, end.status.kind), arrived: "maybe" };
}
async function stage(visit, effect) {
  const { plan, machine, clock } = visit;
  const looked = plan.source.kind === "packages" ? (await machine.probe(["facts"])).facts : void 0;
  if (looked?.ok === false && isOurs(looked.failure)) throw new Detached(looked.failure);
  if (looked?.ok === false) return { kind: "notStarted", failure: looked.failure };
  const work = stageWork(plan, effect, looked?.value);
  if (work === void 0) return { kind: "staged", result: { updates: [] } };
  const end = await runJob(visit, { key: effect.job, work, limit: Math.max(0, effect.until - clock.now()) });
  if (end.kind !== "finished") return end;
  if (end.status.kind !== "stage") return { kind: "failed", failure: strange2(visit, end.status.kind) };
  return { kind: "staged", result: end.status.result };
}
async function hide(visit, { job, updates }) {
  const work = { kind: "hide", ...askingOf(visit.plan.source), updates };
  const end = await runJob(visit, { key: job, work, limit: visit.plan.limits.scan });
  if (end.kind !== "finished") return end;
  if (end.status.kind !== "hide") return { kind: "failed", failure: strange2(visit, end.status.kind) };
  return { kind: "hidden", result: end.status.result };
}
async function install(visit, effect) {
  const { plan } = visit;
  const work = installWork(plan, effect);
  if (work === void 0) return await installNothing(visit, effect);
  const end = await runJob(visit, { key: effect.job, work, limit: plan.limits.install });
  if (end.kind !== "finished") return end;
  const { kind, result } = end.status;
  if (kind !== "install" && kind !== "packages" && kind !== "script")
    return { kind: "failed", failure: strange2(visit, kind) };
  return { kind: "installed", result, boot: await bootOf(visit) };
}
async function installNothing(visit, { updates }) {
  const { entry, effect, machine } = visit;
  const about = { machine: entry.name, phase: effect.kind, retryable: true };
  const withdrawn = visit.whyNotStart();
  if (withdrawn !== void 0) {
    return { kind: "notStarted", failure: failureOf("EFFECT_WITHDRAWN", `Not begun: ${withdrawn}.`, about) };
  }
  const boot = await machine.readBoot();
  if (!boot.ok && isOurs(boot.failure)) throw new Detached(boot.failure);
  if (!boot.ok) return { kind: "notStarted", failure: boot.failure };
  const done2 = updates.map((one) => ({ ...one, kbs: [], outcome: "installed", hresult: 0 }));
  return { kind: "installed", result: { updates: done2, needsRestart: true, packagesBefore: [] }, boot: boot.value };
}
async function uninstall(visit, effect) {
  const work = undoWork(visit.plan, effect);
  if (work === void 0) {
    return { kind: "uninstalled", result: { removed: [], kept: [], needsRestart: false }, boot: await bootOf(visit) };
  }
  if (work.kind === "failed") return work;
  const end = await runJob(visit, { key: effect.job, work, limit: visit.plan.limits.uninstall });
  if (end.kind !== "finished") return end;
  const { kind, result } = end.status;
  if (kind !== "uninstall" && kind !== "removal") return { kind: "failed", failure: strange2(visit, kind) };
  return { kind: "uninstalled", result, boot: await bootOf(visit) };
}
async function bootOf({ machine }) {
  const answer2 = await machine.readBoot();
  return answer2.ok ? answer2.value : null;
}
function strange2({ entry, effect }, kind) {
  const message = `The job answered with the result of another kind of work (${kind}).`;
  return failureOf("JOB_RESULT_UNREADABLE", message, { machine: entry.name, phase: effect.kind });
}

// src/rollout/drive.ts
var partingTime = 5e3;
var layersAtMost = 1e3;
var attemptsAtMost = 1e4;
var mailEvery = 1e3;
async function drive(options) {
  const { plan, world } = options;
  const events = await world.journal.read();
  const known = fold(events);
  if (known !== void 0 && known.plan.hash !== plan.hash) throw new FailureError([otherPlan(known.plan, plan)]);
  const driver = new Driver(options, known?.state);
  try {
    return await driver.run();
  } finally {
    await driver.leave();
  }
}
var Driver = class {
  #options;
  #state;
  /** Taken in, not yet on disk. */
  #batch = [];
  /** Written down together with the first thing that happens. */
  #prelude = [];
  /** A rollout that begins is written down even when nothing can happen yet: its instant counts. */
  #mustWrite = false;
  #ended = [];
  #working = /* @__PURE__ */ new Set();
  #hands;
  #scans;
  #letGo = new AbortController();
  #mail = [];
  #broken;
  #wake = () => {
  };
  constructor(options, state) {
    const { plan, world } = options;
    this.#options = options;
    this.#hands = new Hands(world.fleet);
    this.#scans = new ScanTurns({ clock: world.clock, atOnce: plan.scansAtOnce, machines: plan.machines.length });
    const now = Math.max(world.clock.now(), state?.lastAt ?? 0);
    this.#state = state ?? stateOf(plan, now);
    if (state === void 0) {
      this.#prelude.push({ kind: "begun", at: now, format: 1, plan });
      this.#mustWrite = true;
    }
    if (this.#state.conclusion !== null) return;
    const before = textOfStanding(this.#state);
    const { by, ring = null, only = null } = options;
    this.#note(runBegan({ plan, by, ring, only }, this.#state, now), this.#prelude);
    if (before !== textOfStanding(this.#state)) this.#mustWrite = true;
  }
  async run() {
    const { signal, plan } = this.#options;
    const cancel = () => this.#part();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const repeats = [...this.#state.inFlight.values()];
      let wakeAt = await this.#turn();
      for (const effect of repeats) if (this.#state.inFlight.has(keyOf(effect))) this.#start(effect, true);
      while (!signal.aborted && this.#state.stop === null && (this.#isBusy() || wakeAt !== null)) {
        await this.#rest(wakeAt);
        wakeAt = await this.#turn();
      }
      if (signal.aborted || this.#state.stop !== null) await this.#parting();
    } finally {
      signal.removeEventListener("abort", cancel);
    }
    const standing = conclusionOf(plan, this.#state, this.#now(), signal.aborted);
    if (standing.conclusion === "waiting" && standing.waiting === null) {
      throw new Error(`the rollout waits for nothing in ring ${standing.ring?.name ?? "?"}`);
    }
    return { standing, state: this.#state };
  }
  #isBusy() {
    return this.#working.size > 0 || this.#ended.length > 0;
  }
  /** Closes every connection within a bound. */
  async leave() {
    this.#letGo.abort();
    await this.#hands.close(this.#options.world.clock, partingTime);
  }
  /** One turn of the loop: what has ended, what follows, one append, what is begun. Returns when to look again. */
  async #turn() {
    const { world, plan } = this.#options;
    await this.#takeMail();
    this.#takeEnded();
    if (this.#options.signal.aborted) {
      await this.#flush();
      return null;
    }
    let decision = decide(plan, this.#state, this.#now());
    for (let layer = 0; decision.record.length > 0; layer += 1) {
      if (layer > layersAtMost) throw new Error(`deciding does not come to rest: ${decision.record[0]?.kind}`);
      for (const event of decision.record) this.#note(event, this.#batch);
      decision = decide(plan, this.#state, this.#now());
    }
    for (const effect of decision.start) this.#note({ kind: "intended", at: this.#now(), effect }, this.#batch);
    await this.#flush();
    if (world.mailbox !== void 0 && this.#mail.length > 0) await world.mailbox.remove(this.#mail);
    this.#mail = [];
    for (const effect of decision.start) this.#start(effect, false);
    if (this.#state.stop !== null) this.#part();
    this.#hands.release((name) => this.#state.machines.get(name)?.inFlight === null);
    return decision.wakeAt;
  }
  async #takeMail() {
    const { mailbox } = this.#options.world;
    if (mailbox === void 0) return;
    const letters = await mailbox.read();
    for (const { event } of letters) this.#note({ ...event, at: this.#now() }, this.#batch);
    this.#mail = letters.map(({ id }) => id);
  }
  #takeEnded() {
    if (this.#broken !== void 0) throw this.#broken.error;
    for (const { effect, performed } of this.#ended.splice(0)) {
      const at = this.#now();
      if (performed.kind === "detached") {
        const { failure } = performed;
        if (failure !== void 0 && this.#state.stop === null)
          this.#note({ kind: "stopped", at, failure }, this.#batch);
        continue;
      }
      const { outcome, acknowledged } = performed;
      const { machine } = effect;
      this.#note(
        { kind: "finished", at, machine, key: keyOf(effect), outcome, acknowledged: [...acknowledged] },
        this.#batch
      );
    }
  }
  /** Takes an event in; it is acted on only when it is on disk. */
  #note(event, batch) {
    advance(this.#options.plan, this.#state, event);
    batch.push(event);
  }
  async #flush() {
    if (this.#batch.length === 0 && !this.#mustWrite) return;
    this.#mustWrite = false;
    const batch = [...this.#prelude, ...this.#batch];
    this.#prelude = [];
    this.#batch = [];
    await this.#options.world.journal.append(batch);
    for (const event of batch) this.#options.onEvent?.(event, this.#state);
  }
  #start(effect, isRepeat) {
    const { plan, world, onProgress } = this.#options;
    const { machine: name } = effect;
    if (effect.attempt > attemptsAtMost) throw new Error(`${keyOf(effect)} is asked for without end`);
    const entry = entryOf(viewOf(plan, this.#state, this.#now()), name);
    this.#working.add(keyOf(effect));
    const visit = {
      plan,
      effect,
      entry,
      machine: this.#hands.take(entry),
      runner: world.runner,
      scans: this.#scans,
      evidence: world.evidence,
      clock: world.clock,
      isRepeat,
      reach: plan.limits.reach,
      about: { machine: name, phase: effect.kind },
      whyNotStart: () => whyNotStart(viewOf(plan, this.#state, this.#now()), effect),
      signal: this.#letGo.signal,
      onProgress: (percent, note) => onProgress?.(name, percent, note)
    };
    perform(visit).then(
      (performed) => this.#end(effect, performed),
      (error) => {
        this.#broken ??= { error };
        this.#end(effect, { kind: "detached" });
      }
    );
  }
  #end(effect, performed) {
    this.#working.delete(keyOf(effect));
    this.#ended.push({ effect, performed });
    this.#wake();
  }
  /** Until something has ended, somebody has written, or it is time to look again. */
  async #rest(wakeAt) {
    if (this.#ended.length > 0) return;
    const { clock, mailbox } = this.#options.world;
    const mailAt = mailbox === void 0 ? Number.POSITIVE_INFINITY : clock.now() + mailEvery;
    const until = Math.min(wakeAt ?? Number.POSITIVE_INFINITY, mailAt);
    const alarm = new AbortController();
    const awake = new Promise((resolve) => alarm.signal.addEventListener("abort", () => resolve(), { once: true }));
    this.#wake = () => alarm.abort();
    await (Number.isFinite(until) ? clock.sleepUntil(until, alarm.signal) : awake);
    this.#wake = () => {
    };
  }
  /** Lets go of every machine: whatever is under way there goes on without us. */
  #part() {
    this.#letGo.abort();
    this.#wake();
  }
  /** Waits for the calls that are on their way, and writes down what they brought. */
  async #parting() {
    this.#part();
    const { clock } = this.#options.world;
    const until = clock.now() + partingTime;
    while (this.#working.size > 0 && clock.now() < until) {
      const alarm = new AbortController();
      this.#wake = () => alarm.abort();
      await clock.sleepUntil(until, alarm.signal);
    }
    this.#takeEnded();
    await this.#flush();
  }
  /** Time does not run backwards in a journal, whatever the clock does. */
  #now() {
    return Math.max(this.#options.world.clock.now(), this.#state.lastAt);
  }
};

// src/commands/evidence.ts
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
var strange3 = /[^A-Za-z0-9._-]+/g;
var harmful = new RegExp("(?![\\t\\n\\r])\\p{Cc}|\\p{Cf}|\\p{Cs}", "gu");
function sha256(text) {
  return createHash("sha256").update(text).digest("hex");
}
function harmless(part) {
  const plain = part.replaceAll(strange3, "-").replace(/^\.+/, "-");
  return plain === part ? part : `${sha256(part).slice(0, 8)}-${plain}`;
}
function evidenceIn(platform, directory) {
  if (directory === void 0) return void 0;
  return {
    put(name, text) {
      const file = name.split("/").map(harmless).join("/");
      const path = join(directory, file);
      const written = platform.mask(text.replaceAll(harmful, "�"));
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, written);
        return Promise.resolve({ ok: true, file, sha256: sha256(written) });
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        const failure = failureOf("EVIDENCE_NOT_KEPT", `${file} could not be written.`, { cause: why });
        return Promise.resolve({ ok: false, failure });
      }
    }
  };
}

// src/commands/running.ts
async function runLive(running) {
  const { platform, plan, world, writer, by, signal, ring, only, takesWords, notifier } = running;
  const evidence = evidenceIn(platform, running.reportDirectory);
  const written = await writer.journal.read();
  let latest = fold(written)?.state;
  let place = written.length;
  const usual = new Usual(written);
  const told = /* @__PURE__ */ new Map();
  const stopBeating = beat(platform.traits, () => {
    if (latest !== void 0)
      platform.log(signOfLife({ state: latest, now: world.clock.now(), told, usual }), "status");
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
      onEvent: (event) => {
        latest = after(plan, latest, event);
        if (event.kind === "finished") told.delete(event.machine);
        usual.take(event);
        say(platform, linesOf(event, plan, latest, usual));
        place += 1;
        notifier?.tell(noticeOfEvent({ event, plan, state: latest, place, run: platform.traits.runUrl }));
      },
      onProgress: (machine, percent, note) => {
        told.set(machine, percent === null ? note : `${Math.round(percent)} %, ${note}`);
      }
    });
  } finally {
    stopBeating();
    platform.group(void 0);
  }
}
function after(plan, state, event) {
  if (state === void 0) return stateOf(plan, event.at);
  advance(plan, state, event);
  return state;
}
function say(platform, lines2) {
  for (const { text, tone, isGroup } of lines2) {
    if (isGroup === true) platform.group(text);
    else platform.log(tone === "heading" ? ["", text] : text, tone);
  }
}
async function endingOf({ running, driven, ...closing }) {
  const { platform, plan, world, writer, reportDirectory, notifier } = running;
  const { state, standing } = driven;
  const events = await writer.journal.read();
  const story = { plan, state, standing, events, now: Math.max(world.clock.now(), state.lastAt) };
  annotateMachines(platform, state);
  const tell = (summary) => notifier?.tell(noticeOfEnding(summary, plan, events.length, platform.traits.runUrl));
  return closingOf({ platform, story, reportDirectory, journalText: writer.text, tell, ...closing });
}
var mostAnnotated = 5;
function annotateMachines(platform, state) {
  if (!platform.traits.isPipeline) return;
  const broken = [...state.machines.values()].filter(
    ({ failedBy, phase }) => failedBy !== null || phase === "stranded"
  );
  for (const { name, failure, failedBy } of broken.slice(0, mostAnnotated)) {
    const gate = failedBy?.gate ?? "update";
    platform.annotate("error", `${name}: ${failure?.message ?? "failed"}`, `${gate} failed on ${name}`);
  }
}

export {
  runLive,
  endingOf
};
