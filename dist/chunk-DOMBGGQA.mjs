import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  decide,
  runBegan,
  takenUp,
  textOfStanding
} from "./chunk-27QUBKCO.mjs";
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
} from "./chunk-UKKG4IJ5.mjs";
import {
  advance,
  conclusionOf,
  entryOf,
  fold,
  isMine,
  keepable,
  offerIn,
  offerOf,
  probesFor,
  probesOf,
  serviceProbes,
  stateOf,
  viewOf,
  whyNotStart
} from "./chunk-7DXEQ242.mjs";
import {
  commandOf,
  isOurs,
  isOursForGood,
  keyOf,
  stepOf
} from "./chunk-XOZ2M7R3.mjs";
import {
  stopping
} from "./chunk-XWM6LM3U.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import {
  formatDuration
} from "./chunk-2PFEKDEA.mjs";

// src/rollout/drive/books.ts
var Books = class {
  #options;
  #state;
  /** By what is written and nothing else; kept only where others write, too. */
  #written;
  #isEmpty;
  /** Records of the journal that are taken in. */
  #taken;
  /** Taken in, not yet on disk. */
  #batch = [];
  /** What of it has happened, and was not only decided. */
  #facts = [];
  /** Written down together with the first thing that happens. */
  #prelude = [];
  #isOpened = !1;
  /** A rollout that begins is written down even when nothing can happen yet: its instant counts. */
  #mustWrite = !1;
  #sending = 0;
  constructor(options, events) {
    this.#options = options;
    let known = takenUp(options.opening.plan, events);
    this.#taken = events.length, this.#isEmpty = known === void 0, options.journal.company !== void 0 && (this.#written = structuredClone(known)), this.#state = known ?? this.#fresh(), this.#begin();
  }
  get state() {
    return this.#state;
  }
  /** Events that may not be in the journal. */
  get unwritten() {
    return this.#sending + this.#batch.length;
  }
  /** Time does not run backwards in a journal, whatever the clock does. */
  now() {
    return Math.max(this.#options.clock.now(), this.#state.lastAt);
  }
  /** Takes in what follows; it is acted on only when it is on disk. */
  note(event) {
    this.#take(event, this.#batch);
  }
  /** Takes in what has happened, whoever has written what meanwhile. */
  happened(fact) {
    this.#facts.push(fact), this.note({ ...fact, at: this.now() });
  }
  /** False: others came first. What happened is noted anew on top of theirs, and what follows must be decided again. */
  async flush() {
    if (this.#batch.length === 0 && !this.#mustWrite) return !0;
    let batch = [...this.#prelude, ...this.#batch];
    this.#batch = [], this.#sending = batch.length;
    let { journal, opening, onEvent } = this.#options;
    try {
      await journal.append(batch);
    } catch (error) {
      if (journal.company === void 0 || !isOvertaken(error) || (this.#sending = 0, !await this.#catchUp())) throw error;
      return !1;
    }
    this.#sending = 0, this.#taken += batch.length, this.#facts = [], this.#prelude = [], this.#mustWrite = !1, this.#isOpened = !0, this.#isEmpty = !1, journal.company !== void 0 && (this.#written = advanced(opening.plan, this.#written, batch));
    for (let event of batch) onEvent?.(event, this.#state, !1);
    return !0;
  }
  /** Takes in what others have written since; false: nothing. Nothing may stand in the batch of this turn. */
  async follow() {
    return await this.#options.journal.company?.follow() === !0 && await this.#catchUp();
  }
  /**
   * Whether another run may still write what gives this one something to do, or has done so. One that is gone may have left a last word,
   * and so may a person who never held a claim: the end is said only of what is seen at that moment.
   */
  async mayBeWoken() {
    let { company } = this.#options.journal;
    if (company === void 0 || this.#state.conclusion !== null) return !1;
    let isAtRest = ({ idleAt }) => idleAt === this.#taken, isOver = async () => (await company.others()).every(isAtRest);
    if (await isOver()) {
      if (await company.refresh(), await this.follow()) return !0;
      if (await isOver()) return !1;
    }
    return await company.rest(), !0;
  }
  async #catchUp() {
    let { journal, opening, onEvent } = this.#options, events = await journal.read(), foreign = events.slice(this.#taken);
    if (foreign.length === 0) return !1;
    this.#written = this.#isEmpty ? takenUp(opening.plan, events) : advanced(opening.plan, this.#written, foreign), this.#taken = events.length, this.#isEmpty = !1;
    let known = new Set(foreign.map(textOf));
    this.#anew(this.#facts.filter((fact) => !known.has(textOf(fact))));
    for (let event of foreign) onEvent?.(event, this.#state, !0);
    return !0;
  }
  /** From what is written on. A letter that another run has taken in is no news any more. */
  #anew(facts) {
    this.#state = structuredClone(this.#written) ?? this.#fresh(), this.#batch = [], this.#facts = [], this.#isOpened || this.#begin();
    for (let fact of facts) this.happened(fact);
  }
  #fresh() {
    return stateOf(this.#options.opening.plan, this.#options.clock.now());
  }
  #begin() {
    let { opening } = this.#options, at = this.now();
    if (this.#prelude = [], this.#mustWrite = this.#isEmpty, this.#isEmpty && this.#prelude.push({ kind: "begun", at, format: 1, plan: opening.plan }), this.#state.conclusion !== null) return;
    let before = textOfStanding(this.#state);
    this.#take(runBegan(opening, this.#state, at), this.#prelude), before !== textOfStanding(this.#state) && (this.#mustWrite = !0);
  }
  #take(event, batch) {
    advance(this.#options.opening.plan, this.#state, event), batch.push(event);
  }
};
function advanced(plan, state, events) {
  if (state === void 0) return takenUp(plan, events);
  for (let event of events) advance(plan, state, event);
  return state;
}
function isOvertaken(error) {
  return error instanceof FailureError && error.failures.some(({ code }) => code === "JOURNAL_OVERTAKEN");
}
function textOf(event) {
  return JSON.stringify({ ...event, at: void 0 });
}

// src/rollout/drive/ending.ts
function isCutShort(error) {
  return error instanceof FailureError && error.failures.some(({ code }) => code === "JOURNAL_CUT_SHORT");
}
function standingOf({ plan, shard }, state, now, isCancelled) {
  let standing = conclusionOf(plan, state, now, isCancelled);
  if (standing.conclusion !== "waiting" || standing.waiting !== null) return standing;
  if (shard !== void 0) return { ...standing, waiting: { for: "scope", until: null } };
  throw new Error(`the rollout waits for nothing in ring ${standing.ring?.name ?? "?"}`);
}
async function asWritten(plan, journal, now) {
  return fold(await journal.read())?.state ?? stateOf(plan, now);
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
    let machine = this.#machines.get(entry.name) ?? this.#fleet.machine(entry);
    return this.#machines.set(entry.name, machine), machine;
  }
  /** Lets go of every machine that is idle. */
  release(isIdle) {
    for (let [name, machine] of this.#machines) {
      if (!isIdle(name)) continue;
      this.#machines.delete(name);
      let release = machine.release().finally(() => this.#releases.delete(release));
      this.#releases.add(release);
    }
  }
  /** Lets go of all, and waits for that at most so many ms. */
  async close(clock, bound) {
    this.release(() => !0);
    let alarm = new AbortController(), released = Promise.allSettled([...this.#releases]).then(() => alarm.abort());
    await Promise.race([released, clock.sleepUntil(clock.now() + bound, alarm.signal)]);
  }
};

// src/rollout/perform/cluster.ts
var [minute, hour] = [6e4, 36e5], drainAtMost = hour + 15 * minute, resumeAtMost = 30 * minute;
async function drain(visit, { job, after }) {
  let end = await runJob(visit, { key: job, work: { kind: "drain", after }, limit: drainAtMost });
  return end.kind !== "finished" ? end : end.status.kind === "drain" ? { kind: "drained", result: end.status.result } : strange(visit, end);
}
async function resume(visit, { job, drains }) {
  let end = await runJob(visit, { key: job, work: { kind: "resume", drains }, limit: resumeAtMost });
  return end.kind !== "finished" ? end : end.status.kind === "resume" ? { kind: "resumed", result: end.status.result } : strange(visit, end);
}
function strange({ about }, { status }) {
  let message = `The job answered with the result of another kind of work (${status.kind}).`;
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
  let { machine, entry, evidence, signal, about } = visit;
  letGoIf(signal);
  let { diagnosis } = await machine.probe(["diagnosis"], eventsSince === null ? {} : { eventsSince }), nothing = { kind: "diagnosed", file: null, sha256: null };
  if (!diagnosis.ok) {
    if (isOurs(diagnosis.failure)) throw new Detached(diagnosis.failure);
    return { ...nothing, summary: "nothing could be gathered", failure: diagnosis.failure };
  }
  let summary = summaryOf(diagnosis.value);
  if (evidence === void 0) {
    let failure = failureOf("EVIDENCE_NOT_KEPT", "There is no folder for the logs that were gathered.", {
      ...about,
      next: "name one with --report-dir"
    });
    return { ...nothing, summary, failure };
  }
  let kept = await evidence.put(`diagnostics/${entry.name}.txt`, textOf2(entry.name, diagnosis.value));
  return kept.ok ? { kind: "diagnosed", summary, file: kept.file, sha256: kept.sha256 } : { ...nothing, summary, failure: { ...kept.failure, ...about } };
}
function lines(text) {
  return text === null || text === "" ? 0 : text.trimEnd().split(`
`).length;
}
function summaryOf({ parts }) {
  let found = parts.filter(({ text }) => lines(text) > 0), unread = parts.filter(({ text }) => text === null).map(({ part }) => names[part]), told = found.map(({ part, text }) => `${names[part]} ${lines(text)}`).join(", "), inLines = told === "" ? "no lines" : `lines: ${told}`;
  return unread.length === 0 ? inLines : `${inLines}; not read: ${unread.join(", ")}`;
}
function textOf2(name, { at, parts }) {
  let sections = parts.map(({ part, text, trouble, isCut }) => {
    let more = isCut ? " (there is more on the machine)" : "";
    return `==== ${names[part]}${more} ====
${text === null ? `not read: ${trouble ?? "unknown"}` : text.trimEnd()}
`;
  });
  return [`${name}, gathered at ${at}
`, ...sections].join(`
`);
}

// src/rollout/perform/runner-probes.ts
async function fromRunner({ runner, signal }, probes) {
  let answers = {};
  for (let probe of probes) {
    let all = [];
    for (let turn = 0; turn < probe.times; turn += 1)
      letGoIf(signal), all.push(await measured(runner, probe));
    answers[probe.key] = all;
  }
  return answers;
}
function measured(runner, probe) {
  switch (probe.kind) {
    case "http":
      return runner.http(probe.url, probe.timeout);
    case "tcp":
      return runner.tcp(probe.address, probe.port, probe.timeout);
    case "exec":
      return runner.exec(probe.command, probe.timeout);
    case "metric":
      return runner.metric(probe.ask);
  }
}

// src/rollout/perform/inspect.ts
async function inspect(visit, effect) {
  let { machine, plan, entry, clock, signal } = visit;
  letGoIf(signal);
  let probes = probesFor(plan, "undo", entry), isServiced = plan.source.kind === "agent" || plan.source.kind === "packages", { packagesBefore, packagesAdded } = effect, undo = { packagesBefore, ...packagesAdded === void 0 ? {} : { packagesAdded } }, read = await machine.probe([...probes.machine, ...isServiced ? ["removal"] : []], { undo });
  if (read.facts?.ok === !1 && isOurs(read.facts.failure)) throw new Detached(read.facts.failure);
  return letGoIf(signal), { kind: "inspected", snapshot: { at: clock.now(), readings: keepable(read) }, runner: await fromRunner(visit, probes.runner) };
}

// src/rollout/perform/poll.ts
async function poll(visit, { of }) {
  let withdrawn = visit.whyNotStart();
  if (withdrawn !== void 0)
    return { kind: "notStarted", failure: failureOf("EFFECT_WITHDRAWN", `Not begun: ${withdrawn}.`, { phase: "poll", retryable: !0 }) };
  let runner = await fromRunner(visit, serviceProbes(visit.plan, of));
  return letGoIf(visit.signal), { kind: "polled", runner };
}

// src/rollout/perform/restart.ts
var askAgainAfter = 5 * 6e4, hangsAfter = 10 * 6e4;
async function restart(visit, { ifStillOn, purpose }) {
  let askedAt = visit.clock.now(), patience = new Patience(visit, visit.plan.limits.restart, "restart", visit.entry.name), reason = purpose === "undo" ? "patchring: undoing an update" : "patchring: finishing an update", watch = new Watch(visit, askedAt), nextAskAt = askedAt, mayHaveHeard = visit.isRepeat, hasHeard = !1;
  for (; ; ) {
    letGoIf(visit.signal);
    let withdrawn = visit.whyNotStart();
    if (withdrawn !== void 0 && !mayHaveHeard) return notStarted(visit, withdrawn);
    if (withdrawn === void 0 && watch.standing === "up" && visit.clock.now() >= nextAskAt) {
      let answer = await visit.machine.restart(ifStillOn, reason);
      if (!answer.ok && isOursForGood(answer.failure)) throw new Detached(answer.failure);
      if (!answer.ok && !answer.failure.retryable) return { kind: "failed", failure: answer.failure };
      answer.ok && (hasHeard = !0), (answer.ok || answer.arrived === "maybe") && (mayHaveHeard = !0, nextAskAt = visit.clock.now() + askAgainAfter);
    }
    letGoIf(visit.signal);
    let lookedAt = visit.clock.now(), boot = await visit.machine.readNewBoot(ifStillOn);
    if (!boot.ok && isOursForGood(boot.failure)) throw new Detached(boot.failure);
    let settled = watch.take(boot);
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
    this.#visit = visit, this.#askedAt = askedAt;
  }
  /** Takes a look in; the new boot, where there is one on which Windows has settled. */
  take(boot) {
    if (this.silence = boot.ok ? void 0 : boot.failure, boot.ok && typeof boot.value != "string" && !boot.value.isServicing) return boot.value;
    boot.ok ? this.standing = boot.value === "unchanged" ? "up" : "servicing" : this.standing = "away", this.#visit.onProgress?.(null, this.#words());
  }
  /** A machine that is slow says where it stands, and when it would count as lost. */
  #words() {
    let { clock, plan } = this.#visit, since = clock.now() - this.#askedAt, bounds = `${formatDuration(since)} of at most ${formatDuration(plan.limits.restart)}`;
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
    let { entry, effect } = this.#visit, about = { machine: entry.name, phase: effect.kind };
    if (this.silence !== void 0) {
      let cause = `${this.silence.code}: ${this.silence.message}`;
      return failureOf("MACHINE_NOT_BACK", "The machine did not come back from its restart in the time allowed.", { ...about, cause });
    }
    return this.standing === "up" && hasHeard ? failureOf("MACHINE_SHUTDOWN_HANGING", "The machine took the request to restart and still answers on its old boot: its shutdown hangs.", about) : failureOf("MACHINE_NOT_BACK", "The machine is not on a new, settled boot in the time allowed.", about);
  }
}, heardWithin = 6;
function notStarted({ entry, effect }, why) {
  let about = { machine: entry.name, phase: effect.kind, retryable: !0 };
  return { kind: "notStarted", failure: failureOf("EFFECT_WITHDRAWN", `Not begun: ${why}.`, about) };
}

// src/rollout/perform/step.ts
async function step(visit, effect) {
  let { plan, runner, signal, about } = visit;
  letGoIf(signal);
  let withdrawn = visit.whyNotStart();
  if (withdrawn !== void 0)
    return { kind: "notStarted", failure: failureOf("EFFECT_WITHDRAWN", `Not begun: ${withdrawn}.`, { ...about, retryable: !0 }) };
  let { timeout } = stepOf(plan, effect.step), key = `${plan.rolloutId}/${keyOf(effect)}`, { took, failed } = await runner.step({ command: commandOf(plan, effect), timeout, key });
  return letGoIf(signal), { kind: "stepped", took, failed };
}

// src/rollout/perform/index.ts
async function perform(visit) {
  try {
    let both = () => Promise.all([acknowledge(visit), outcomeOf(visit)]), { scans, entry, signal } = visit, [acknowledged, outcome] = await (isScanning(visit) ? scans.take(entry.name, signal, both) : both());
    return { kind: "finished", outcome, acknowledged };
  } catch (error) {
    if (!(error instanceof Detached)) throw error;
    return error.failure === void 0 ? { kind: "detached" } : { kind: "detached", failure: error.failure };
  }
}
function isScanning({ effect, plan }) {
  return plan.source.kind !== "agent" ? !1 : effect.kind === "check" || effect.kind === "verify" && effect.scan !== null;
}
async function acknowledge({ machine, effect, signal }) {
  letGoIf(signal);
  let answers = await Promise.all(effect.acknowledge.map((key) => machine.removeJob(key)));
  return effect.acknowledge.filter((_, at) => answers[at]?.ok);
}
function outcomeOf(visit) {
  let { effect } = visit;
  switch (effect.kind) {
    case "look":
      return lookOnly(visit);
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
    case "control":
      return control(visit, effect);
    case "diagnose":
      return diagnose(visit, effect);
    case "inspect":
      return inspect(visit, effect);
    case "uninstall":
      return uninstall(visit, effect);
    case "drain":
      return drain(visit, effect);
    case "resume":
      return resume(visit, effect);
    case "hide":
      return hide(visit, effect);
    case "show":
      return show(visit, effect);
    case "step":
      return step(visit, effect);
    case "poll":
      return poll(visit, effect);
    case "acknowledge":
      return Promise.resolve({ kind: "acknowledged" });
  }
}
async function lookOnly(visit) {
  return { kind: "looked", snapshot: await look(visit, { machine: ["facts", "hotpatch"], scripts: [] }, null) };
}
async function check(visit, effect) {
  let probes = probesFor(visit.plan, "before", visit.entry), [snapshot, first] = await Promise.all([look(visit, probes, null), beginScan(visit, effect.job)]), { facts } = snapshot.readings;
  if (facts?.ok !== !0 && first?.ok !== !0) {
    let failure = facts?.failure ?? failureOf("MACHINE_UNREACHABLE", "The machine was not asked who it is.");
    return { kind: "checked", snapshot, runner: {}, scan: { ok: !1, failure, arrived: first?.arrived ?? "no" } };
  }
  let runner = await fromRunner(visit, probes.runner), looking = { when: "before", snapshot, first };
  return { kind: "checked", snapshot, runner, scan: await scan(visit, effect.job, looking) };
}
async function verify(visit, effect) {
  let probes = effect.purpose === "undo" ? { machine: ["facts", "boot", "packages", "hotpatch"], runner: [], scripts: [] } : probesFor(visit.plan, "after", visit.entry), [snapshot, first] = await Promise.all([
    look(visit, probes, effect.eventsSince),
    effect.scan === null ? void 0 : beginScan(visit, effect.scan)
  ]), { facts } = snapshot.readings;
  if (facts?.ok === !1 && isOurs(facts.failure)) throw new Detached(facts.failure);
  let runner = await fromRunner(visit, probes.runner), isThere = facts?.ok === !0 || first?.ok === !0;
  return {
    kind: "verified",
    snapshot,
    runner,
    scan: effect.scan !== null && isThere ? await scan(visit, effect.scan, { when: "after", snapshot, first }) : null
  };
}
async function control(visit, { gate, eventsSince }) {
  let probes = probesOf(visit.plan, gate, visit.entry), { machine } = probes;
  return { kind: "controlled", snapshot: machine.length > 0 ? await look(visit, { machine, scripts: [] }, eventsSince) : { at: visit.clock.now(), readings: {} }, runner: await fromRunner(visit, probes.runner) };
}
async function look(visit, { machine: names2, scripts }, eventsSince) {
  let { machine, clock, signal } = visit;
  letGoIf(signal);
  let since = eventsSince === null ? {} : { eventsSince }, readings = await machine.probe(names2, scripts.length === 0 ? since : { ...since, scripts });
  return { at: clock.now(), readings: keepable(readings) };
}
function beginScan(visit, key) {
  let work = scanWork(visit.plan.source);
  if (!(work === void 0 || visit.whyNotStart() !== void 0))
    return visit.machine.startJob(key, work);
}
async function scan(visit, key, { when, snapshot, first }) {
  let { plan } = visit, { facts, hotpatch } = snapshot.readings, reading = hotpatch?.ok === !0 ? hotpatch.value : void 0, known = facts?.ok === !0 ? offerOf(plan.source, { when, facts: facts.value, hotpatch: reading }) : void 0;
  if (known !== void 0) return { ok: !0, value: known };
  let work = scanWork(plan.source) ?? { kind: "scan", ...askingOf(plan.source) }, end = await runJob(visit, { key, work, limit: plan.limits.scan, first });
  if (end.kind !== "finished")
    return { ok: !1, failure: end.failure, arrived: end.kind === "notStarted" ? "no" : "maybe" };
  let offer = offerIn(plan.source, end.status);
  return offer !== void 0 ? { ok: !0, value: offer } : { ok: !1, failure: strange2(visit, end.status.kind), arrived: "maybe" };
}
async function stage(visit, effect) {
  let { plan, machine, clock } = visit, looked = plan.source.kind === "packages" ? (await machine.probe(["facts"])).facts : void 0;
  if (looked?.ok === !1 && isOurs(looked.failure)) throw new Detached(looked.failure);
  if (looked?.ok === !1) return { kind: "notStarted", failure: looked.failure };
  let work = stageWork(plan, effect, looked?.value);
  if (work === void 0) return { kind: "staged", result: { updates: [] } };
  let end = await runJob(visit, { key: effect.job, work, limit: Math.max(0, effect.until - clock.now()) });
  return end.kind !== "finished" ? end : end.status.kind !== "stage" ? { kind: "failed", failure: strange2(visit, end.status.kind) } : { kind: "staged", result: end.status.result };
}
async function hide(visit, { job, updates }) {
  let work = { kind: "hide", ...askingOf(visit.plan.source), updates }, end = await runJob(visit, { key: job, work, limit: visit.plan.limits.scan });
  return end.kind !== "finished" ? end : end.status.kind !== "hide" ? { kind: "failed", failure: strange2(visit, end.status.kind) } : { kind: "hidden", result: end.status.result };
}
async function show(visit, { job, updates }) {
  let work = { kind: "show", ...askingOf(visit.plan.source), updates }, end = await runJob(visit, { key: job, work, limit: visit.plan.limits.scan });
  return end.kind !== "finished" ? end : end.status.kind !== "show" ? { kind: "failed", failure: strange2(visit, end.status.kind) } : { kind: "shown", result: end.status.result };
}
async function install(visit, effect) {
  let { plan } = visit, work = installWork(plan, effect);
  if (work === void 0) return await installNothing(visit, effect);
  let end = await runJob(visit, { key: effect.job, work, limit: plan.limits.install });
  if (end.kind !== "finished") return end;
  let { kind, result } = end.status;
  return kind !== "install" && kind !== "packages" && kind !== "script" ? { kind: "failed", failure: strange2(visit, kind) } : { kind: "installed", result, boot: await bootOf(visit) };
}
async function installNothing(visit, { updates }) {
  let { entry, effect, machine } = visit, about = { machine: entry.name, phase: effect.kind, retryable: !0 }, withdrawn = visit.whyNotStart();
  if (withdrawn !== void 0)
    return { kind: "notStarted", failure: failureOf("EFFECT_WITHDRAWN", `Not begun: ${withdrawn}.`, about) };
  let boot = await machine.readBoot();
  if (!boot.ok && isOurs(boot.failure)) throw new Detached(boot.failure);
  return boot.ok ? { kind: "installed", result: { updates: updates.map((one) => ({ ...one, kbs: [], outcome: "installed", hresult: 0 })), needsRestart: !0, packagesBefore: [] }, boot: boot.value } : { kind: "notStarted", failure: boot.failure };
}
async function uninstall(visit, effect) {
  let work = undoWork(visit.plan, effect);
  if (work === void 0)
    return { kind: "uninstalled", result: { removed: [], kept: [], needsRestart: !1 }, boot: await bootOf(visit) };
  if (work.kind === "failed") return work;
  let end = await runJob(visit, { key: effect.job, work, limit: visit.plan.limits.uninstall });
  if (end.kind !== "finished") return end;
  let { kind, result } = end.status;
  return kind !== "uninstall" && kind !== "removal" ? { kind: "failed", failure: strange2(visit, kind) } : { kind: "uninstalled", result, boot: await bootOf(visit) };
}
async function bootOf({ machine, signal }) {
  letGoIf(signal);
  let answer = await machine.readBoot();
  return answer.ok ? answer.value : null;
}
function strange2({ entry, effect }, kind) {
  let message = `The job answered with the result of another kind of work (${kind}).`;
  return failureOf("JOB_RESULT_UNREADABLE", message, { machine: entry.name, phase: effect.kind });
}

// src/rollout/drive.ts
var layersAtMost = 1e3, attemptsAtMost = 1e4, mailEvery = 1e3, companyEvery = 5e3;
async function drive(options) {
  let { world } = options, driver = new Driver(options, await world.journal.read());
  try {
    return await driver.run();
  } finally {
    await driver.leave();
  }
}
var Driver = class {
  #options;
  #books;
  #ended = [];
  #working = /* @__PURE__ */ new Set();
  #hands;
  #scans;
  #letGo = new AbortController();
  #partsBy;
  #mail = [];
  #broken;
  #wake = () => {
  };
  constructor(options, events) {
    let { plan, world, by, ring = null, only = null, shard, onEvent } = options, { journal, clock } = world;
    this.#options = options, this.#hands = new Hands(world.fleet), this.#scans = new ScanTurns({ clock, atOnce: plan.scansAtOnce, machines: plan.machines.length }), this.#books = new Books({ opening: { plan, by, ring, only, shard }, journal, clock, onEvent }, events);
  }
  get #state() {
    return this.#books.state;
  }
  async run() {
    let { signal, plan, world } = this.#options, cancel = () => this.#part();
    signal.addEventListener("abort", cancel, { once: !0 }), signal.aborted && cancel();
    try {
      let repeats = [...this.#state.inFlight.values()].filter(({ machine }) => isMine(this.#view(), machine)), wakeAt = await this.#turn();
      for (let effect of repeats) this.#state.inFlight.has(keyOf(effect)) && this.#start(effect, !0);
      for (; this.#goesOn() && (this.#isBusy() || wakeAt !== null || await this.#books.mayBeWoken()); )
        await this.#rest(wakeAt), wakeAt = await this.#turn();
      return this.#goesOn() || await this.#parting(), this.#ending(this.#state, 0);
    } catch (error) {
      if (!signal.aborted || !isCutShort(error)) throw error;
      return this.#ending(await asWritten(plan, world.journal, this.#now()), this.#books.unwritten);
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  }
  #goesOn() {
    return !this.#options.signal.aborted && this.#state.stop === null;
  }
  #ending(state, unwritten) {
    let { signal } = this.#options;
    return { standing: standingOf(this.#options, state, this.#now(), signal.aborted), state, unwritten };
  }
  #isBusy() {
    return this.#working.size > 0 || this.#ended.length > 0;
  }
  /** Closes every connection within a bound. */
  async leave() {
    this.#part();
    let { clock } = this.#options.world;
    await this.#hands.close(clock, Math.max(0, (this.#partsBy ?? 0) - clock.now()));
  }
  /** One turn of the loop: what has ended, what follows, one append, what is begun. Returns when to look again. */
  async #turn() {
    let { mailbox } = this.#options.world;
    await this.#books.follow(), await this.#takeMail(), this.#takeEnded();
    let decision = this.#decide();
    for (; !await this.#books.flush(); ) decision = this.#decide();
    if (decision === void 0) return null;
    mailbox !== void 0 && this.#mail.length > 0 && await mailbox.remove(this.#mail), this.#mail = [];
    for (let effect of decision.start) this.#start(effect, !1);
    return this.#state.stop !== null && this.#part(), this.#hands.release((name) => this.#state.machines.get(name)?.inFlight === null), decision.wakeAt;
  }
  /** What follows is noted, and what is to be begun is intended. Undefined: nothing more is decided in this run. */
  #decide() {
    let { plan, signal, shard = null } = this.#options;
    if (signal.aborted) return;
    let decision = decide(plan, this.#state, this.#now(), shard);
    for (let layer = 0; decision.record.length > 0; layer += 1) {
      if (layer > layersAtMost) throw new Error(`deciding does not come to rest: ${decision.record[0]?.kind}`);
      for (let event of decision.record) this.#books.note(event);
      decision = decide(plan, this.#state, this.#now(), shard);
    }
    for (let effect of decision.start) this.#books.note({ kind: "intended", at: this.#now(), effect });
    return decision;
  }
  async #takeMail() {
    let { mailbox } = this.#options.world;
    if (mailbox === void 0) return;
    let letters = await mailbox.read();
    for (let { event } of letters) this.#books.happened(event);
    this.#mail = letters.map(({ id }) => id);
  }
  #takeEnded() {
    if (this.#broken !== void 0) throw this.#broken.error;
    for (let { effect, performed } of this.#ended.splice(0)) {
      if (performed.kind === "detached") {
        let { failure } = performed;
        failure !== void 0 && this.#state.stop === null && this.#books.happened({ kind: "stopped", failure });
        continue;
      }
      let { outcome, acknowledged } = performed, { machine } = effect, key = keyOf(effect);
      this.#books.happened({ kind: "finished", machine, key, outcome, acknowledged: [...acknowledged] });
    }
  }
  /** What was to be begun when we let go, while the journal was still being read or written, is the next run's. */
  #start(effect, isRepeat) {
    if (this.#letGo.signal.aborted) return;
    let { plan, world, onProgress } = this.#options, { machine: name } = effect;
    if (effect.attempt > attemptsAtMost) throw new Error(`${keyOf(effect)} is asked for without end`);
    let entry = entryOf(this.#view(), name);
    this.#working.add(keyOf(effect));
    let visit = {
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
      whyNotStart: () => whyNotStart(this.#view(), effect),
      signal: this.#letGo.signal,
      onProgress: (percent, note) => onProgress?.(name, percent, note)
    };
    perform(visit).then(
      (performed) => this.#end(effect, performed),
      (error) => {
        this.#broken ??= { error }, this.#end(effect, { kind: "detached" });
      }
    );
  }
  #end(effect, performed) {
    this.#working.delete(keyOf(effect)), this.#ended.push({ effect, performed }), this.#wake();
  }
  /** Until something has ended, somebody has written, or it is time to look again. */
  async #rest(wakeAt) {
    if (this.#ended.length > 0) return;
    let { clock, mailbox, journal } = this.#options.world, never = Number.POSITIVE_INFINITY, mailAt = mailbox === void 0 ? never : clock.now() + mailEvery, othersAt = journal.company === void 0 ? never : clock.now() + companyEvery, until = Math.min(wakeAt ?? never, mailAt, othersAt), alarm = new AbortController(), awake = new Promise((resolve) => alarm.signal.addEventListener("abort", () => resolve(), { once: !0 }));
    this.#wake = () => alarm.abort(), await (Number.isFinite(until) ? clock.sleepUntil(until, alarm.signal) : awake), this.#wake = () => {
    };
  }
  /** Lets go of every machine: whatever is under way there goes on without us. */
  #part() {
    this.#partsBy ??= this.#options.world.clock.now() + stopping.machines, this.#letGo.abort(), this.#wake();
  }
  /** Waits for the calls that are on their way, and writes down what they brought. */
  async #parting() {
    this.#part();
    let { clock } = this.#options.world, until = this.#partsBy ?? clock.now();
    for (; this.#working.size > 0 && clock.now() < until; ) {
      let alarm = new AbortController();
      this.#wake = () => alarm.abort(), await clock.sleepUntil(until, alarm.signal);
    }
    for (this.#takeEnded(); !await this.#books.flush(); )
      ;
  }
  #now() {
    return this.#books.now();
  }
  #view() {
    let { plan, shard = null } = this.#options;
    return viewOf(plan, this.#state, this.#now(), shard);
  }
};

export {
  drive
};
