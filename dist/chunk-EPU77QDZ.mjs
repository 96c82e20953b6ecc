import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  isOurs,
  isOursForGood,
  isRejection
} from "./chunk-G2UOGHNQ.mjs";
import {
  failureOf
} from "./chunk-B3KDKBGD.mjs";

// src/rollout/perform/visit.ts
var Detached = class extends Error {
  name = "Detached";
  failure;
  constructor(failure) {
    super("let go");
    this.failure = failure;
  }
};
var firstPause = 500;
var longestPause = 15e3;
var longestOfWork = 6e4;
var shareOfWork = 1 / 8;
var Patience = class {
  #visit;
  #begunAt;
  #deadline;
  #isForWork;
  #pause = firstPause;
  /** How often we have waited. */
  waits = 0;
  /** @param length how long to wait in all, in ms. @param waitsFor `work`: the longer it has taken, the longer the pauses. */
  constructor(visit, length, waitsFor = "answer") {
    this.#visit = visit;
    this.#begunAt = visit.clock.now();
    this.#deadline = this.#begunAt + length;
    this.#isForWork = waitsFor === "work";
  }
  /** No more waiting: what has not come until now is late. */
  get isOver() {
    return this.#visit.clock.now() >= this.#deadline;
  }
  async wait() {
    const { clock, signal } = this.#visit;
    letGoIf(signal);
    await clock.sleepUntil(Math.min(clock.now() + this.#pause, this.#deadline), signal);
    this.waits += 1;
    this.#pause = this.#nextPause();
    letGoIf(signal);
  }
  #nextPause() {
    const pause = Math.min(this.#pause * 2, longestPause);
    if (!this.#isForWork) return pause;
    const waited = this.#visit.clock.now() - this.#begunAt;
    return Math.min(Math.max(pause, Math.floor(waited * shareOfWork)), longestOfWork);
  }
};
function letGoIf(signal) {
  if (signal.aborted) throw new Detached();
}

// src/rollout/perform/job.ts
async function runJob(visit, ask) {
  const begun = await begin(visit, ask);
  return begun.isThere ? await awaitEnd(visit, ask, begun.status) : begun.end;
}
async function begin(visit, { key, work, first }) {
  const { machine, signal } = visit;
  const patience = new Patience(visit, visit.reach);
  let mayBeThere = visit.isRepeat;
  let given = first;
  for (; ; ) {
    letGoIf(signal);
    const withdrawn = given === void 0 ? visit.whyNotStart() : void 0;
    if (withdrawn !== void 0 && !mayBeThere) return never(withdrawal(visit, withdrawn));
    const isOnlyLooking = withdrawn !== void 0;
    const answer = given ?? await (isOnlyLooking ? machine.pollJob(key) : machine.startJob(key, work));
    given = void 0;
    if (answer.ok) {
      if (isOnlyLooking && answer.value.state === "absent") mayBeThere = false;
      else return { isThere: true, status: answer.value };
      continue;
    }
    const { failure, arrived } = answer;
    if (isRejection(failure)) throw new Detached(failure);
    if (!isOnlyLooking && arrived === "maybe") mayBeThere = true;
    if (!failure.retryable || patience.isOver) {
      if (!mayBeThere) return never(failure);
      if (isOurs(failure)) throw new Detached(failure);
      return { isThere: false, end: { kind: failure.retryable ? "overdue" : "failed", failure } };
    }
    await patience.wait();
  }
}
function never(failure) {
  return { isThere: false, end: { kind: "notStarted", failure } };
}
async function awaitEnd(visit, { key, limit }, first) {
  const patience = new Patience(visit, limit, "work");
  let status = first;
  let silence;
  for (; ; ) {
    const end = endOf(visit, key, status);
    if (end !== void 0) return end;
    if (patience.isOver && silence !== void 0 && isOurs(silence)) throw new Detached(silence);
    if (patience.isOver) return { kind: "overdue", failure: overdue(visit, key, silence) };
    await patience.wait();
    const answer = await visit.machine.pollJob(key);
    if (!answer.ok && isOursForGood(answer.failure)) throw new Detached(answer.failure);
    if (answer.ok) status = answer.value;
    silence = answer.ok ? void 0 : answer.failure;
  }
}
function endOf(visit, key, status) {
  const { about } = visit;
  switch (status.state) {
    case "queued":
      visit.onProgress?.(null, "queued");
      return void 0;
    case "running":
      visit.onProgress?.(status.percent, status.note);
      return void 0;
    case "finished":
      return { kind: "finished", status };
    case "failed": {
      const { hresult, message, code = "JOB_FAILED" } = status.failure;
      const cause = `0x${hresult.toString(16).padStart(8, "0").toUpperCase()}`;
      return { kind: "failed", failure: failureOf(code, message, { ...about, cause }) };
    }
    case "lost":
      return { kind: "lost", failure: failureOf("JOB_LOST", status.note, about) };
    case "absent":
      return { kind: "lost", failure: failureOf("JOB_LOST", `The machine no longer knows job ${key}.`, about) };
  }
}
function withdrawal({ about }, why) {
  return failureOf("EFFECT_WITHDRAWN", `Not begun: ${why}.`, { ...about, retryable: true });
}
function overdue({ about }, key, silence) {
  if (silence !== void 0) {
    const message = `The machine stopped answering while job ${key} ran.`;
    return failureOf("MACHINE_UNREACHABLE", message, { ...about, cause: `${silence.code}: ${silence.message}` });
  }
  return failureOf("JOB_OVERDUE", `Job ${key} has not ended in its time; it is not killed.`, about);
}

export {
  Detached,
  Patience,
  letGoIf,
  runJob
};
