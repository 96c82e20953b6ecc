import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  canRetry,
  describeHresult,
  fits2 as fits,
  hresultOf
} from "./chunk-7DXEQ242.mjs";
import {
  digestOf,
  isOurs,
  isOursForGood,
  isRejection
} from "./chunk-XOZ2M7R3.mjs";
import {
  rowOfCode
} from "./chunk-Q7CNT2VP.mjs";
import {
  identityOfPackage
} from "./chunk-7P4UPFSA.mjs";
import {
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import {
  formatDuration
} from "./chunk-2PFEKDEA.mjs";
import {
  identityOf
} from "./chunk-6W5MFQ47.mjs";

// src/rollout/perform/visit.ts
var Detached = class extends Error {
  name = "Detached";
  failure;
  constructor(failure) {
    super("let go"), this.failure = failure;
  }
}, firstPause = 500, longestPause = 15e3, longestOfWork = 6e4, shareOfWork = 1 / 8, jitter = 1 / 4;
function shareOf(name, count) {
  let hash = 2166136261;
  for (let character of `${name.toLowerCase()} ${count}`)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return ((hash ^ hash >>> 15) >>> 0) / 2 ** 32;
}
var Patience = class {
  #visit;
  #begunAt;
  #deadline;
  #waitsFor;
  #name;
  #pause = firstPause;
  /** How often we have waited. */
  waits = 0;
  /** @param length how long to wait in all, in ms. @param waitsFor `work`: the longer it has taken, the longer the pauses. */
  constructor(visit, length, waitsFor = "answer", name = "") {
    this.#visit = visit, this.#begunAt = visit.clock.now(), this.#deadline = this.#begunAt + length, this.#waitsFor = waitsFor, this.#name = name;
  }
  /** No more waiting: what has not come until now is late. */
  get isOver() {
    return this.#visit.clock.now() >= this.#deadline;
  }
  /** @param since when the last question was asked: what it took until it was given up is part of the pause. Now unless given. */
  async wait(since) {
    let { clock, signal } = this.#visit;
    letGoIf(signal);
    let less = this.#waitsFor === "restart" ? jitter * shareOf(this.#name, this.waits) : 0, pause = Math.ceil(this.#pause * (1 - less)), now = clock.now(), until = Math.max(now + Math.min(pause, firstPause), (since ?? now) + pause);
    await clock.sleepUntil(Math.min(until, this.#deadline), signal), this.waits += 1, this.#pause = this.#nextPause(), letGoIf(signal);
  }
  #nextPause() {
    let pause = Math.min(this.#pause * 2, longestPause);
    if (this.#waitsFor !== "work") return pause;
    let waited = this.#visit.clock.now() - this.#begunAt;
    return Math.min(Math.max(pause, Math.floor(waited * shareOfWork)), longestOfWork);
  }
};
function letGoIf(signal) {
  if (signal.aborted) throw new Detached();
}

// src/rollout/perform/job.ts
async function runJob(visit, ask) {
  let begun = await begin(visit, ask);
  return begun.isThere ? await awaitEnd(visit, ask, begun.status) : begun.end;
}
async function begin(visit, { key, work, first }) {
  let { machine, signal } = visit, patience = new Patience(visit, visit.reach), mayBeThere = visit.isRepeat, given = first;
  for (; ; ) {
    letGoIf(signal);
    let withdrawn = given === void 0 ? visit.whyNotStart() : void 0;
    if (withdrawn !== void 0 && !mayBeThere) return never(withdrawal(visit, withdrawn));
    let isOnlyLooking = withdrawn !== void 0, answer = given ?? await (isOnlyLooking ? machine.pollJob(key) : machine.startJob(key, work));
    if (given = void 0, answer.ok) {
      if (isOnlyLooking && answer.value.state === "absent") mayBeThere = !1;
      else return { isThere: !0, status: answer.value };
      continue;
    }
    let { failure, arrived } = answer;
    if (isRejection(failure)) throw new Detached(failure);
    if (!isOnlyLooking && arrived === "maybe" && (mayBeThere = !0), !failure.retryable || patience.isOver) {
      if (!mayBeThere) return never(failure);
      if (isOurs(failure)) throw new Detached(failure);
      return { isThere: !1, end: { kind: failure.retryable ? "overdue" : "failed", failure } };
    }
    await patience.wait();
  }
}
function never(failure) {
  return { isThere: !1, end: { kind: "notStarted", failure } };
}
async function awaitEnd(visit, { key, limit }, first) {
  let patience = new Patience(visit, limit, "work"), status = first, silence, mayBeCancelled = !1;
  for (; ; ) {
    if (mayBeCancelled && status.state === "absent") return { kind: "notStarted", failure: cancelled(visit) };
    let end = endOf(visit, key, status);
    if (end !== void 0) return end;
    let withdrawn = status.state === "queued" ? visit.whyNotStart() : void 0;
    if (withdrawn !== void 0) {
      let answer2 = await visit.machine.cancelJob(key);
      if (answer2.ok && answer2.value === "cancelled")
        return { kind: "notStarted", failure: withdrawal(visit, withdrawn) };
      mayBeCancelled ||= answer2.ok ? answer2.value === "absent" : answer2.arrived === "maybe";
    }
    if (patience.isOver && silence !== void 0 && isOurs(silence)) throw new Detached(silence);
    if (patience.isOver) return { kind: "overdue", failure: overdue(visit, key, silence ?? status) };
    await patience.wait();
    let answer = await visit.machine.pollJob(key);
    if (!answer.ok && isOursForGood(answer.failure)) throw new Detached(answer.failure);
    answer.ok && (status = answer.value), silence = answer.ok ? void 0 : answer.failure;
  }
}
function endOf(visit, key, status) {
  let { about } = visit;
  switch (status.state) {
    case "queued":
      visit.onProgress?.(null, "queued");
      return;
    case "running":
      visit.onProgress?.(status.percent, noteOf(status));
      return;
    case "finished":
      return { kind: "finished", status };
    case "failed": {
      let { hresult, message, code = "JOB_FAILED" } = status.failure, isSaid = hresult !== 0, next = (isSaid ? hresultOf(hresult)?.advice : void 0) ?? rowOfCode(code)?.next, more = { ...isSaid ? { cause: describeHresult(hresult) } : {}, ...next === void 0 ? {} : { next } };
      return { kind: "failed", failure: failureOf(code, message, { ...about, ...more, retryable: canRetry(hresult) }) };
    }
    case "lost":
      return { kind: "lost", failure: failureOf("JOB_LOST", status.note, about) };
    case "absent":
      return { kind: "lost", failure: failureOf("JOB_LOST", `The machine no longer knows job ${key}.`, about) };
  }
}
function withdrawal({ about }, why) {
  return failureOf("EFFECT_WITHDRAWN", `Not begun: ${why}.`, { ...about, retryable: !0 });
}
function cancelled({ about }) {
  return failureOf("EFFECT_WITHDRAWN", "Not begun: it was taken back while it was queued.", {
    ...about,
    retryable: !0
  });
}
var silentAfter = 1800;
function noteOf({ note, silentFor = 0 }) {
  return silentFor < silentAfter ? note : `${note}; its process lives, and has given no sign of life for ${formatDuration(silentFor * 1e3)}`;
}
function overdue({ about }, key, last) {
  if ("code" in last) {
    let message2 = `The machine stopped answering while job ${key} ran.`;
    return failureOf("MACHINE_UNREACHABLE", message2, { ...about, cause: `${last.code}: ${last.message}` });
  }
  let message = `Job ${key} has not ended in its time; it is not killed.`;
  return failureOf("JOB_OVERDUE", message, last.state === "running" ? { ...about, cause: noteOf(last) } : about);
}

// src/rollout/perform/works.ts
function scanWork(source) {
  switch (source.kind) {
    case "agent":
      return { kind: "scan", ...askingOf(source) };
    case "script":
      return { kind: "detect", detect: source.detect };
    case "none":
    case "packages":
      return;
  }
}
function askingOf(source) {
  if (source.kind !== "agent") throw new RangeError(`nobody is asked for updates from ${source.kind}`);
  return { source: source.from, overrideWsus: source.overrideWsus };
}
function installWork({ source }, { updates }) {
  switch (source.kind) {
    case "agent":
      return { kind: "install", ...askingOf(source), updates };
    case "none":
      return;
    case "packages": {
      let files = new Map(source.packages.map((one) => [identityOf(identityOfPackage(one)), one]));
      return { kind: "packages", packages: updates.flatMap((update) => files.get(identityOf(update)) ?? []) };
    }
    case "script":
      return {
        kind: "script",
        update: identityOfPackage({ sha256: source.digest }),
        run: source.script,
        detect: source.detect
      };
  }
}
function stageWork({ source }, { updates }, facts) {
  if (source.kind !== "packages") return { kind: "stage", ...askingOf(source), updates };
  let wanted = new Set(updates.map(identityOf)), packages = source.packages.filter(
    (one) => facts !== void 0 && fits(one, facts) && wanted.has(identityOf(identityOfPackage(one)))
  );
  return packages.length === 0 ? void 0 : { kind: "stage", packages };
}
function undoWork({ source }, { machine, packagesBefore, packagesAdded, kbs }) {
  if (source.kind === "none") return;
  let added = packagesAdded === void 0 ? {} : { packagesAdded };
  if (source.kind !== "script") return { kind: "uninstall", packagesBefore, ...added, kbs };
  let { name, digest, uninstall: run, detect } = source;
  if (run !== null) return { kind: "removal", update: identityOfPackage({ sha256: digest }), run, detect };
  let message = `nothing takes ${name} away: the policy names no uninstall script`;
  return { kind: "failed", failure: failureOf("SCRIPT_UNINSTALL_MISSING", message, { machine, phase: "uninstall" }) };
}

// src/rollout/perform/scan-turns.ts
var perMachine = 20, longestSpread = 3e4, lookEvery = 1e3, ScanTurns = class {
  #clock;
  #spread;
  #free;
  constructor({ clock, atOnce, machines }) {
    this.#clock = clock, this.#free = atOnce, this.#spread = machines < 2 ? 0 : Math.min(longestSpread, perMachine * machines);
  }
  /** Does the work when the turn of this machine comes. Throws Detached. */
  async take(machine, signal, work) {
    for (await this.#wait(Math.floor(shareOf2(machine) * this.#spread), signal); this.#free < 1; ) await this.#wait(lookEvery, signal);
    this.#free -= 1;
    try {
      return await work();
    } finally {
      this.#free += 1;
    }
  }
  async #wait(length, signal) {
    letGoIf(signal), length > 0 && await this.#clock.sleepUntil(this.#clock.now() + length, signal), letGoIf(signal);
  }
};
function shareOf2(machine) {
  return Number.parseInt(digestOf([machine]).slice(0, 8), 16) / 4294967296;
}

export {
  Detached,
  Patience,
  letGoIf,
  runJob,
  scanWork,
  askingOf,
  installWork,
  stageWork,
  undoWork,
  ScanTurns
};
