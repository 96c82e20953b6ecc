import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  decide,
  runBegan,
  takenUp,
  textOfStanding
} from "./chunk-Z7ODIS5N.mjs";
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
} from "./chunk-2M6OAKES.mjs";
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
} from "./chunk-42CUXDJU.mjs";
import {
  commandOf,
  isOurs,
  isOursForGood,
  keyOf,
  stepOf
} from "./chunk-YTFYII6Q.mjs";
import {
  stopping
} from "./chunk-UXZ6BDMA.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-DIBE7RQS.mjs";
import {
  formatDuration
} from "./chunk-YJTZBR5B.mjs";

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
  #isOpened = false;
  /** A rollout that begins is written down even when nothing can happen yet: its instant counts. */
  #mustWrite = false;
  #sending = 0;
  constructor(options, events) {
    this.#options = options;
    const known = takenUp(options.opening.plan, events);
    this.#taken = events.length;
    this.#isEmpty = known === void 0;
    if (options.journal.company !== void 0) this.#written = structuredClone(known);
    this.#state = known ?? this.#fresh();
    this.#begin();
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
    this.#facts.push(fact);
    this.note({ ...fact, at: this.now() });
  }
  /** False: others came first. What happened is noted anew on top of theirs, and what follows must be decided again. */
  async flush() {
    if (this.#batch.length === 0 && !this.#mustWrite) return true;
    const batch = [...this.#prelude, ...this.#batch];
    this.#batch = [];
    this.#sending = batch.length;
    const { journal, opening, onEvent } = this.#options;
    try {
      await journal.append(batch);
    } catch (error) {
      if (journal.company === void 0 || !isOvertaken(error)) throw error;
      this.#sending = 0;
      if (!await this.#catchUp()) throw error;
      return false;
    }
    this.#sending = 0;
    this.#taken += batch.length;
    this.#facts = [];
    this.#prelude = [];
    this.#mustWrite = false;
    this.#isOpened = true;
    this.#isEmpty = false;
    if (journal.company !== void 0) this.#written = advanced(opening.plan, this.#written, batch);
    for (const event of batch) onEvent?.(event, this.#state, false);
    return true;
  }
  /** Takes in what others have written since. Nothing may stand in the batch of this turn. */
  async follow() {
    if (await this.#options.journal.company?.follow()) await this.#catchUp();
  }
  /** Whether another run may still write what gives this one something to do. */
  async mayBeWoken() {
    const { company } = this.#options.journal;
    if (company === void 0 || this.#state.conclusion !== null) return false;
    const isAtRest = ({ idleAt }) => idleAt === this.#taken;
    if ((await company.others()).every(isAtRest)) return false;
    await company.rest();
    return true;
  }
  async #catchUp() {
    const { journal, opening, onEvent } = this.#options;
    const events = await journal.read();
    const foreign = events.slice(this.#taken);
    if (foreign.length === 0) return false;
    this.#written = this.#isEmpty ? takenUp(opening.plan, events) : advanced(opening.plan, this.#written, foreign);
    this.#taken = events.length;
    this.#isEmpty = false;
    const known = new Set(foreign.map(textOf));
    this.#anew(this.#facts.filter((fact) => !known.has(textOf(fact))));
    for (const event of foreign) onEvent?.(event, this.#state, true);
    return true;
  }
  /** From what is written on. A letter that another run has taken in is no news any more. */
  #anew(facts) {
    this.#state = structuredClone(this.#written) ?? this.#fresh();
    this.#batch = [];
    this.#facts = [];
    if (!this.#isOpened) this.#begin();
    for (const fact of facts) this.happened(fact);
  }
  #fresh() {
    return stateOf(this.#options.opening.plan, this.#options.clock.now());
  }
  #begin() {
    const { opening } = this.#options;
    const at = this.now();
    this.#prelude = [];
    this.#mustWrite = this.#isEmpty;
    if (this.#isEmpty) this.#prelude.push({ kind: "begun", at, format: 1, plan: opening.plan });
    if (this.#state.conclusion !== null) return;
    const before = textOfStanding(this.#state);
    this.#take(runBegan(opening, this.#state, at), this.#prelude);
    if (before !== textOfStanding(this.#state)) this.#mustWrite = true;
  }
  #take(event, batch) {
    advance(this.#options.opening.plan, this.#state, event);
    batch.push(event);
  }
};
function advanced(plan, state, events) {
  if (state === void 0) return takenUp(plan, events);
  for (const event of events) advance(plan, state, event);
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
  const standing = conclusionOf(plan, state, now, isCancelled);
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

// src/rollout/perform/cluster.ts
var [minute, hour] = [6e4, 36e5];
var drainAtMost = hour + 15 * minute;
var resumeAtMost = 30 * minute;
async function drain(visit, { job, after }) {
  const end = await runJob(visit, { key: job, work: { kind: "drain", after }, limit: drainAtMost });
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
  const kept = await evidence.put(`diagnostics/${entry.name}.txt`, textOf2(entry.name, diagnosis.value));
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
function textOf2(name, { at, parts }) {
  const sections = parts.map(({ part, text, trouble, isCut }) => {
    const more = isCut ? " (there is more on the machine)" : "";
    return `==== ${names[part]}${more} ====
${text === null ? `not read: ${trouble ?? "unknown"}` : text.trimEnd()}
`;
  });
  return [`${name}, gathered at ${at}
`, ...sections].join("\n");
}

// src/rollout/perform/runner-probes.ts
async function fromRunner({ runner, signal }, probes) {
  const answers = {};
  for (const probe of probes) {
    const all = [];
    for (let turn = 0; turn < probe.times; turn += 1) {
      letGoIf(signal);
      all.push(await measured(runner, probe));
    }
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
  const { machine, plan, entry, clock, signal } = visit;
  letGoIf(signal);
  const probes = probesFor(plan, "undo", entry);
  const isServiced = plan.source.kind === "agent" || plan.source.kind === "packages";
  const { packagesBefore, packagesAdded } = effect;
  const undo = { packagesBefore, ...packagesAdded === void 0 ? {} : { packagesAdded } };
  const read = await machine.probe([...probes.machine, ...isServiced ? ["removal"] : []], { undo });
  if (read.facts?.ok === false && isOurs(read.facts.failure)) throw new Detached(read.facts.failure);
  letGoIf(signal);
  const snapshot = { at: clock.now(), readings: keepable(read) };
  return { kind: "inspected", snapshot, runner: await fromRunner(visit, probes.runner) };
}

// src/rollout/perform/poll.ts
async function poll(visit, { of }) {
  const withdrawn = visit.whyNotStart();
  if (withdrawn !== void 0) {
    const failure = failureOf("EFFECT_WITHDRAWN", `Not begun: ${withdrawn}.`, { phase: "poll", retryable: true });
    return { kind: "notStarted", failure };
  }
  const runner = await fromRunner(visit, serviceProbes(visit.plan, of));
  letGoIf(visit.signal);
  return { kind: "polled", runner };
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
      const answer = await visit.machine.restart(ifStillOn, reason);
      if (!answer.ok && isOursForGood(answer.failure)) throw new Detached(answer.failure);
      if (!answer.ok && !answer.failure.retryable) return { kind: "failed", failure: answer.failure };
      if (answer.ok) hasHeard = true;
      if (answer.ok || answer.arrived === "maybe") {
        mayHaveHeard = true;
        nextAskAt = visit.clock.now() + askAgainAfter;
      }
    }
    letGoIf(visit.signal);
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

// src/rollout/perform/step.ts
async function step(visit, effect) {
  const { plan, runner, signal, about } = visit;
  letGoIf(signal);
  const withdrawn = visit.whyNotStart();
  if (withdrawn !== void 0) {
    const failure = failureOf("EFFECT_WITHDRAWN", `Not begun: ${withdrawn}.`, { ...about, retryable: true });
    return { kind: "notStarted", failure };
  }
  const { timeout } = stepOf(plan, effect.step);
  const key = `${plan.rolloutId}/${keyOf(effect)}`;
  const { took, failed } = await runner.step({ command: commandOf(plan, effect), timeout, key });
  letGoIf(signal);
  return { kind: "stepped", took, failed };
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
  const answers = await Promise.all(effect.acknowledge.map((key) => machine.removeJob(key)));
  return effect.acknowledge.filter((_, at) => answers[at]?.ok);
}
function outcomeOf(visit) {
  const { effect } = visit;
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
  const snapshot = await look(visit, { machine: ["facts", "hotpatch"], scripts: [] }, null);
  return { kind: "looked", snapshot };
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
async function control(visit, { gate, eventsSince }) {
  const probes = probesOf(visit.plan, gate, visit.entry);
  const { machine } = probes;
  const isAsked = machine.length > 0;
  const snapshot = isAsked ? await look(visit, { machine, scripts: [] }, eventsSince) : { at: visit.clock.now(), readings: {} };
  return { kind: "controlled", snapshot, runner: await fromRunner(visit, probes.runner) };
}
async function look(visit, { machine: names2, scripts }, eventsSince) {
  const { machine, clock, signal } = visit;
  letGoIf(signal);
  const since = eventsSince === null ? {} : { eventsSince };
  const readings = await machine.probe(names2, scripts.length === 0 ? since : { ...since, scripts });
  return { at: clock.now(), readings: keepable(readings) };
}
function beginScan(visit, key) {
  const work = scanWork(visit.plan.source);
  if (work === void 0 || visit.whyNotStart() !== void 0) return void 0;
  return visit.machine.startJob(key, work);
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
async function show(visit, { job, updates }) {
  const work = { kind: "show", ...askingOf(visit.plan.source), updates };
  const end = await runJob(visit, { key: job, work, limit: visit.plan.limits.scan });
  if (end.kind !== "finished") return end;
  if (end.status.kind !== "show") return { kind: "failed", failure: strange2(visit, end.status.kind) };
  return { kind: "shown", result: end.status.result };
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
  const done = updates.map((one) => ({ ...one, kbs: [], outcome: "installed", hresult: 0 }));
  return { kind: "installed", result: { updates: done, needsRestart: true, packagesBefore: [] }, boot: boot.value };
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
async function bootOf({ machine, signal }) {
  letGoIf(signal);
  const answer = await machine.readBoot();
  return answer.ok ? answer.value : null;
}
function strange2({ entry, effect }, kind) {
  const message = `The job answered with the result of another kind of work (${kind}).`;
  return failureOf("JOB_RESULT_UNREADABLE", message, { machine: entry.name, phase: effect.kind });
}

// src/rollout/drive.ts
var layersAtMost = 1e3;
var attemptsAtMost = 1e4;
var mailEvery = 1e3;
var companyEvery = 5e3;
async function drive(options) {
  const { world } = options;
  const driver = new Driver(options, await world.journal.read());
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
    const { plan, world, by, ring = null, only = null, shard, onEvent } = options;
    const { journal, clock } = world;
    this.#options = options;
    this.#hands = new Hands(world.fleet);
    this.#scans = new ScanTurns({ clock, atOnce: plan.scansAtOnce, machines: plan.machines.length });
    this.#books = new Books({ opening: { plan, by, ring, only, shard }, journal, clock, onEvent }, events);
  }
  get #state() {
    return this.#books.state;
  }
  async run() {
    const { signal, plan, world } = this.#options;
    const cancel = () => this.#part();
    signal.addEventListener("abort", cancel, { once: true });
    if (signal.aborted) cancel();
    try {
      const repeats = [...this.#state.inFlight.values()].filter(({ machine }) => isMine(this.#view(), machine));
      let wakeAt = await this.#turn();
      for (const effect of repeats) if (this.#state.inFlight.has(keyOf(effect))) this.#start(effect, true);
      while (this.#goesOn() && (this.#isBusy() || wakeAt !== null || await this.#books.mayBeWoken())) {
        await this.#rest(wakeAt);
        wakeAt = await this.#turn();
      }
      if (!this.#goesOn()) await this.#parting();
      return this.#ending(this.#state, 0);
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
    const { signal } = this.#options;
    return { standing: standingOf(this.#options, state, this.#now(), signal.aborted), state, unwritten };
  }
  #isBusy() {
    return this.#working.size > 0 || this.#ended.length > 0;
  }
  /** Closes every connection within a bound. */
  async leave() {
    this.#part();
    const { clock } = this.#options.world;
    await this.#hands.close(clock, Math.max(0, (this.#partsBy ?? 0) - clock.now()));
  }
  /** One turn of the loop: what has ended, what follows, one append, what is begun. Returns when to look again. */
  async #turn() {
    const { mailbox } = this.#options.world;
    await this.#books.follow();
    await this.#takeMail();
    this.#takeEnded();
    let decision = this.#decide();
    while (!await this.#books.flush()) decision = this.#decide();
    if (decision === void 0) return null;
    if (mailbox !== void 0 && this.#mail.length > 0) await mailbox.remove(this.#mail);
    this.#mail = [];
    for (const effect of decision.start) this.#start(effect, false);
    if (this.#state.stop !== null) this.#part();
    this.#hands.release((name) => this.#state.machines.get(name)?.inFlight === null);
    return decision.wakeAt;
  }
  /** What follows is noted, and what is to be begun is intended. Undefined: nothing more is decided in this run. */
  #decide() {
    const { plan, signal, shard = null } = this.#options;
    if (signal.aborted) return void 0;
    let decision = decide(plan, this.#state, this.#now(), shard);
    for (let layer = 0; decision.record.length > 0; layer += 1) {
      if (layer > layersAtMost) throw new Error(`deciding does not come to rest: ${decision.record[0]?.kind}`);
      for (const event of decision.record) this.#books.note(event);
      decision = decide(plan, this.#state, this.#now(), shard);
    }
    for (const effect of decision.start) this.#books.note({ kind: "intended", at: this.#now(), effect });
    return decision;
  }
  async #takeMail() {
    const { mailbox } = this.#options.world;
    if (mailbox === void 0) return;
    const letters = await mailbox.read();
    for (const { event } of letters) this.#books.happened(event);
    this.#mail = letters.map(({ id }) => id);
  }
  #takeEnded() {
    if (this.#broken !== void 0) throw this.#broken.error;
    for (const { effect, performed } of this.#ended.splice(0)) {
      if (performed.kind === "detached") {
        const { failure } = performed;
        if (failure !== void 0 && this.#state.stop === null) this.#books.happened({ kind: "stopped", failure });
        continue;
      }
      const { outcome, acknowledged } = performed;
      const { machine } = effect;
      const key = keyOf(effect);
      this.#books.happened({ kind: "finished", machine, key, outcome, acknowledged: [...acknowledged] });
    }
  }
  /** What was to be begun when we let go, while the journal was still being read or written, is the next run's. */
  #start(effect, isRepeat) {
    if (this.#letGo.signal.aborted) return;
    const { plan, world, onProgress } = this.#options;
    const { machine: name } = effect;
    if (effect.attempt > attemptsAtMost) throw new Error(`${keyOf(effect)} is asked for without end`);
    const entry = entryOf(this.#view(), name);
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
      whyNotStart: () => whyNotStart(this.#view(), effect),
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
    const { clock, mailbox, journal } = this.#options.world;
    const never = Number.POSITIVE_INFINITY;
    const mailAt = mailbox === void 0 ? never : clock.now() + mailEvery;
    const othersAt = journal.company === void 0 ? never : clock.now() + companyEvery;
    const until = Math.min(wakeAt ?? never, mailAt, othersAt);
    const alarm = new AbortController();
    const awake = new Promise((resolve) => alarm.signal.addEventListener("abort", () => resolve(), { once: true }));
    this.#wake = () => alarm.abort();
    await (Number.isFinite(until) ? clock.sleepUntil(until, alarm.signal) : awake);
    this.#wake = () => {
    };
  }
  /** Lets go of every machine: whatever is under way there goes on without us. */
  #part() {
    this.#partsBy ??= this.#options.world.clock.now() + stopping.machines;
    this.#letGo.abort();
    this.#wake();
  }
  /** Waits for the calls that are on their way, and writes down what they brought. */
  async #parting() {
    this.#part();
    const { clock } = this.#options.world;
    const until = this.#partsBy ?? clock.now();
    while (this.#working.size > 0 && clock.now() < until) {
      const alarm = new AbortController();
      this.#wake = () => alarm.abort();
      await clock.sleepUntil(until, alarm.signal);
    }
    this.#takeEnded();
    while (!await this.#books.flush()) {
    }
  }
  #now() {
    return this.#books.now();
  }
  #view() {
    const { plan, shard = null } = this.#options;
    return viewOf(plan, this.#state, this.#now(), shard);
  }
};

export {
  drive
};
