import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  diagnosisParts,
  rollupPackage,
  servicingStackPackage
} from "./chunk-UY47VAXF.mjs";
import {
  compareBoots,
  identityOfPackage
} from "./chunk-AYWG556Y.mjs";
import {
  failureOf
} from "./chunk-DIBE7RQS.mjs";
import {
  identityOf
} from "./chunk-BZIO6GYC.mjs";

// src/simulation/dice.ts
function createDice(seed) {
  let state = seed >>> 0;
  const roll = () => {
    state = state + 1831565813 >>> 0;
    let mixed = Math.imul(state ^ state >>> 15, state | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
  return { roll, between: ([low, high]) => low + Math.floor(roll() * (high - low + 1)) };
}
function seedOf(seed, name) {
  let hash = 2166136261 ^ seed;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 16777619);
  return hash >>> 0;
}

// src/simulation/books.ts
function repeated(words) {
  const seen = /* @__PURE__ */ new Set();
  return [...new Set(words.filter((word) => seen.size === seen.add(word).size))];
}
function repeatedIn({ jobs }, entries) {
  const isUndo2 = (kind) => kind === "uninstall" || kind === "removal";
  const undos = jobs.filter(({ kind, end }) => isUndo2(kind) && end === "finished");
  const roundOf = (at) => undos.filter(({ startedAt }) => startedAt <= at).length;
  const rounds = new Set(entries.map(({ at }) => roundOf(at)));
  const twice = [...rounds].flatMap(
    (round) => repeated(entries.filter(({ at }) => roundOf(at) === round).map(({ word }) => word))
  );
  return [...new Set(twice)];
}
function irregularitiesOf(books) {
  const each = (words) => books.flatMap((one) => words(one).map((word) => `${one.machine} ${word}`));
  return {
    jobsRunTwice: each(({ jobs }) => repeated(jobs.map(({ key }) => key))),
    updatesInstalledTwice: each(
      (one) => repeatedIn(
        one,
        one.installs.filter(({ outcome }) => outcome === "installed").map(({ at, kb }) => ({ at, word: kb }))
      )
    ),
    restartedTwice: each(
      (one) => repeatedIn(
        one,
        one.restarts.flatMap(({ at, completes }) => completes.map((word) => ({ at, word })))
      )
    ),
    needlessRestarts: books.flatMap(
      ({ machine, restarts }) => restarts.filter(({ cause, completes }) => cause === "asked" && completes.length === 0).map(({ boot: boot2 }) => `${machine} ${boot2}`)
    ),
    cameBack: books.flatMap(
      ({ machine, installs }) => installs.filter(({ outcome }) => outcome === "byItself").map(({ kb }) => `${machine} ${kb} came back`)
    )
  };
}
function mostOutOfService(books, by) {
  const steps = books.flatMap(({ outOfService }) => outOfService).filter((one) => (one.to === null || one.to > one.from) && (by ?? one.by) === one.by).flatMap(({ from, to }) => [
    { at: from, change: 1 },
    { at: to ?? Number.POSITIVE_INFINITY, change: -1 }
  ]).sort((one, other2) => one.at - other2.at || one.change - other2.change);
  let now = 0;
  return steps.reduce((most, { change }) => {
    now += change;
    return Math.max(most, now);
  }, 0);
}
function mostOutOfServiceBy(books, groupOf, by) {
  const groups = /* @__PURE__ */ new Map();
  for (const one of books) {
    const group = groupOf(one.machine) ?? "";
    const members = groups.get(group);
    if (members === void 0) groups.set(group, [one]);
    else members.push(one);
  }
  return Object.fromEntries([...groups].map(([group, members]) => [group, mostOutOfService(members, by)]));
}
var Ledger = class {
  #machine;
  #jobs;
  #installs;
  #restarts;
  #outOfService;
  constructor(machine) {
    this.#machine = machine;
  }
  jobStarted(key, kind, startedAt) {
    this.#jobs ??= [];
    this.#jobs.push({ key, kind, startedAt, asked: 1, end: void 0 });
  }
  jobAskedAgain(key) {
    this.#changeJob(key, (entry) => ({ ...entry, asked: entry.asked + 1 }));
  }
  jobEnded(key, end) {
    this.#changeJob(key, (entry) => ({ ...entry, end }));
  }
  installed(at, kb, outcome) {
    this.#installs ??= [];
    this.#installs.push({ at, kb, outcome });
  }
  restarted(entry) {
    this.#restarts ??= [];
    this.#restarts.push(entry);
  }
  /** Out of service from now on; going on without a break where it has just come back. */
  out(from, by) {
    this.#outOfService ??= [];
    const last = this.#outOfService.at(-1);
    if (last === void 0 || last.to !== null && last.to < from) this.#outOfService.push({ from, to: null, by });
    else this.#outOfService[this.#outOfService.length - 1] = { ...last, to: null };
  }
  back(to) {
    const last = this.#outOfService?.at(-1);
    if (last !== void 0 && last.to === null) this.#outOfService?.splice(-1, 1, { ...last, to });
  }
  read() {
    return {
      machine: this.#machine,
      jobs: [...this.#jobs ?? []],
      installs: [...this.#installs ?? []],
      restarts: [...this.#restarts ?? []],
      outOfService: [...this.#outOfService ?? []]
    };
  }
  #changeJob(key, change) {
    const at = this.#jobs?.findLastIndex((entry2) => entry2.key === key) ?? -1;
    const entry = this.#jobs?.[at];
    if (entry !== void 0) this.#jobs?.splice(at, 1, change(entry));
  }
};

// src/simulation/cluster.ts
var numbers = { up: 0, down: 1, paused: 2 };
var SimulatedCluster = class {
  setup;
  #members = /* @__PURE__ */ new Map();
  #down = /* @__PURE__ */ new Set();
  #pauses = /* @__PURE__ */ new Map();
  /** Role by the node that it began on, and where it is. */
  #places;
  #drains = [];
  #repairedAt = 0;
  #isSettling = false;
  constructor(setup) {
    this.setup = setup;
    this.#places = new Map(setup.nodes.map((node) => [node, node]));
  }
  /** @param isPaused a person has paused it before the story began */
  join(node, isPaused) {
    this.#members.set(node.name, node);
    if (isPaused) this.#pauses.set(node.name, { drains: [] });
  }
  /** Nodes that were asked anything are brought up to the same instant: one sees the others as they are. */
  settle(now) {
    if (this.#isSettling) return;
    this.#isSettling = true;
    for (const node of this.#members.values()) node.settleTo(now);
    this.#isSettling = false;
  }
  wentDown(name) {
    this.#down.add(name);
    for (const [role, place] of this.#places)
      if (place === name) this.#places.set(role, this.#anotherFor(name) ?? place);
  }
  cameUp(name, at) {
    this.#down.delete(name);
    this.#repairedAt = Math.max(this.#repairedAt, at + this.setup.repair);
  }
  isPaused(name) {
    return this.#pauses.has(name);
  }
  get drains() {
    return this.#drains;
  }
  /** @param stays whether a role of this node does not move */
  drain(name, ask) {
    const { key, after, at, stays } = ask;
    const pause = this.#pauses.get(name);
    const isOurs = pause?.drains.some((one) => after.includes(one)) === true;
    const refused = (code, detail) => ({ outcome: "refused", code, detail, stayed: [] });
    if (pause !== void 0 && !isOurs) return refused("CLUSTER_NODE_PAUSED", `node ${name} was paused before`);
    const away = this.setup.nodes.filter((node) => node !== name && this.#stateOf(node) !== "up");
    if (away.length > 0) return refused("CLUSTER_NODES_DOWN", `not up: ${away.join(", ")}`);
    const { remaining, total } = this.#votesWithout(name);
    if (2 * remaining <= total) return refused("CLUSTER_QUORUM_AT_RISK", `${remaining} of ${total} votes would remain`);
    if (at < this.#repairedAt) return refused("CLUSTER_STORAGE_BUSY", "1 repairs of storage are under way");
    this.#pauses.set(name, { drains: [...pause?.drains ?? [], key] });
    if (pause === void 0) this.#drains.push({ node: name, from: at, to: null });
    const own = [...this.#places].filter(([, place]) => place === name).map(([role]) => role);
    if (stays) {
      const stayed = own.map((role) => this.#roleOf(role));
      return {
        outcome: "stuck",
        code: null,
        detail: `the cluster says that the drain failed; left: ${stayed.join(", ")}`,
        stayed
      };
    }
    for (const role of own) this.#places.set(role, this.#anotherFor(name) ?? name);
    return { outcome: "drained", code: null, detail: "", stayed: [] };
  }
  resume(name, ask) {
    const pause = this.#pauses.get(name);
    if (pause === void 0) return { outcome: "resumed", detail: "" };
    if (!pause.drains.some((one) => ask.drains.includes(one)))
      return { outcome: "notOurs", detail: `node ${name} is paused, and no drain of ours has left its mark` };
    if (ask.fails) return { outcome: "stuck", detail: `node ${name} is in state 2` };
    this.#pauses.delete(name);
    const at = this.#drains.findLastIndex(({ node, to }) => node === name && to === null);
    const entry = this.#drains[at];
    if (entry !== void 0) this.#drains[at] = { ...entry, to: ask.at };
    return { outcome: "resumed", detail: "" };
  }
  /** What Get-PatchringRoles gives of it on that node. */
  results(name, now) {
    const { nodes, name: cluster, repair } = this.setup;
    const row = (probe, item, more = {}) => {
      return { role: "cluster", probe, item, outcome: "ok", detail: "", value: null, ...more };
    };
    const { remaining, total } = this.#votesWithout(name);
    const lost2 = `without this node cluster ${cluster} has ${remaining} of ${total} votes, and loses its quorum`;
    const isBusy = now < this.#repairedAt;
    const busy = { outcome: "busy", detail: "1 repairs of storage are under way" };
    return [
      row("service", "ClusSvc"),
      ...nodes.map((node) => row("members", `node ${node}`, this.#wordsFor(node))),
      ...nodes.map(
        (role) => row("members", `group ${this.#roleOf(role)}`, { value: this.#places.get(role) === name ? 1 : 0 })
      ),
      row("quorum", cluster, {
        value: remaining,
        ...2 * remaining > total ? {} : { outcome: "failed", detail: lost2 }
      }),
      row("storage", "", isBusy ? busy : {}),
      ...repair === 0 ? [] : [
        row(
          "storage",
          "disk Volume1",
          isBusy ? { outcome: "busy", detail: "virtual disk Volume1 is not healthy (health 1)" } : {}
        )
      ]
    ];
  }
  #wordsFor(node) {
    const state = this.#stateOf(node);
    if (state === "up") return {};
    const detail = state === "paused" ? `node ${node} is paused` : `node ${node} is not up (state ${numbers[state]})`;
    return { outcome: "failed", detail };
  }
  #stateOf(name) {
    if (this.#down.has(name)) return "down";
    return this.#pauses.has(name) ? "paused" : "up";
  }
  #votesWithout(name) {
    const { nodes, hasWitness } = this.setup;
    const voters = nodes.filter((node) => !this.#down.has(node));
    const witness = hasWitness && voters.length % 2 === 0 ? 1 : 0;
    return { remaining: voters.filter((node) => node !== name).length + witness, total: voters.length + witness };
  }
  #anotherFor(name) {
    return this.setup.nodes.find((node) => node !== name && this.#stateOf(node) === "up");
  }
  #roleOf(began) {
    return `${this.setup.role} ${this.setup.nodes.indexOf(began) + 1}`;
  }
};

// src/simulation/faults.ts
function faultsOf(faults, kind) {
  return faults.filter((fault) => fault.kind === kind);
}
function faultOf(faults, kind) {
  return faults.find((fault) => fault.kind === kind);
}

// src/simulation/software.ts
function pristine(ubr, kbs, packages) {
  const none = [];
  return {
    levels: { cumulative: ubr },
    kbs,
    history: kbs,
    packages,
    installed: none,
    staged: none,
    unfinished: none,
    leaving: none,
    hasLeftTrain: false,
    hidden: none,
    detected: none
  };
}
function historyOf({ history }) {
  const words = [...new Set(history)].reverse().map((kb) => ({ kb, operation: "install", result: "succeeded" }));
  return { words, unreadable: null };
}
function listedPackages({ packages, staged, leaving }) {
  if (staged.length === 0 && leaving.length === 0) return packages;
  const coming = staged.flatMap((item) => [...item.packages, ...item.permanentPackages]);
  return [.../* @__PURE__ */ new Set([...packages, ...coming])].filter((name) => !leaving.includes(name));
}
function isRestartPending(software) {
  return software.staged.length > 0 || software.leaving.length > 0 || software.unfinished.length > 0;
}
function completedByRestart({ staged, leaving, unfinished }) {
  return [...staged.map(({ kb }) => kb), ...leaving.map((name) => `-${name}`), ...unfinished.map((kb) => `+${kb}`)];
}
function plannedLevels(software) {
  if (software.staged.length === 0) return software.levels;
  const levels = { ...software.levels };
  for (const { family, level } of software.staged) levels[family] = Math.max(level, levels[family] ?? 0);
  return levels;
}
function stage(software, item) {
  return { ...software, history: [...software.history, item.kb], staged: [...software.staged, item] };
}
function install(software, item, at) {
  return { ...activate(software, item, at), history: [...software.history, item.kb] };
}
function activate(software, item, since) {
  const levelBefore = software.levels[item.family] ?? 0;
  const brought = [...item.packages, ...item.permanentPackages];
  return {
    ...software,
    levels: { ...software.levels, [item.family]: Math.max(item.level, levelBefore) },
    kbs: [...software.kbs, item.kb],
    packages: [...software.packages, ...brought.filter((name) => !software.packages.includes(name))],
    installed: [...software.installed, { item, levelBefore, since }],
    hasLeftTrain: item.train === "keeps" ? software.hasLeftTrain : item.train === "leaves"
  };
}
function remove(software, packages) {
  return {
    ...software,
    staged: software.staged.filter((item) => !item.packages.some((name) => packages.includes(name))),
    leaving: [...software.leaving, ...packages]
  };
}
function boot(software, at, twice = []) {
  if (!isRestartPending(software)) return software;
  const without = software.leaving.length === 0 ? software : dropLeaving(software);
  const active = software.staged.reduce((state, item) => activate(state, item, at), without);
  const unfinished = software.staged.map(({ kb }) => kb).filter((kb) => twice.includes(kb));
  return { ...active, staged: [], leaving: [], unfinished };
}
function dropLeaving(software) {
  const isLeaving = (name) => software.leaving.includes(name);
  const gone = software.installed.filter(({ item }) => item.packages.some(isLeaving));
  const levels = { ...software.levels };
  for (const { item, levelBefore } of gone) {
    levels[item.family] = Math.min(levelBefore, levels[item.family] ?? levelBefore);
  }
  return {
    ...software,
    levels,
    kbs: software.kbs.filter((kb) => !gone.some(({ item }) => item.kb === kb)),
    packages: software.packages.filter((name) => !isLeaving(name)),
    installed: software.installed.filter((one) => !gone.includes(one))
  };
}

// src/simulation/stale-offers.ts
function staleOffers(items, faults, { kbs }) {
  const again = faultsOf(faults, "offeredAgain").map(({ kb }) => kb);
  return again.length === 0 ? [] : items.filter(({ kb }) => again.includes(kb) && kbs.includes(kb));
}

// src/simulation/updates.ts
function isApplicable(item, query) {
  if (item.build !== query.build) return false;
  if (item.level <= (query.levels[item.family] ?? 0)) return false;
  if (item.audience !== "all" && item.audience === "enrolled" !== query.isOnTrain) return false;
  const { from = 0, until = Number.POSITIVE_INFINITY } = item.offered ?? {};
  return query.elapsed >= from && query.elapsed < until;
}
function offersOf(catalogue, query) {
  const applicable = catalogue.filter((item) => isApplicable(item, query));
  return applicable.filter((item) => !applicable.some((other2) => other2.family === item.family && other2.level > item.level));
}
function isSameUpdate(one, other2) {
  return one.updateId === other2.updateId && one.revision === other2.revision;
}
function needsRestart({ restarts }, { roles }) {
  if (typeof restarts === "string") return restarts === "always";
  return roles.includes(restarts.role);
}

// src/simulation/offers.ts
function offersNow({ profile, surroundings, at, faults }, software) {
  const shown = surroundings.catalogue.filter(({ update }) => !software.hidden.includes(identityOf(update)));
  const offers = offersOf(shown, {
    build: profile.build,
    levels: plannedLevels(software),
    // Without a licence a machine is offered what everybody without Hotpatch gets.
    isOnTrain: profile.hotpatch.isEnrolled && profile.hotpatch.arcSubscription !== 0 && !software.hasLeftTrain,
    elapsed: at - surroundings.startAt
  });
  return [...offers, ...staleOffers(shown, faults, software)];
}

// src/simulation/automatic.ts
var AutomaticUpdates = class {
  #delay;
  /** What was taken back, until they have looked. */
  #gone = [];
  nextAt = Number.POSITIVE_INFINITY;
  constructor(faults) {
    this.#delay = faultOf(faults, "comesBack")?.after;
  }
  /** A boot has settled, and packages went with it. */
  undone(gone, at) {
    if (this.#delay === void 0 || gone.length === 0) return;
    this.#gone = gone;
    this.nextAt = at + this.#delay;
  }
  /** What they install now, of what was taken back. */
  look(scene, software) {
    const offered = offersNow(scene, software);
    const back = this.#gone.filter((item) => offered.includes(item));
    this.#gone = [];
    this.nextAt = Number.POSITIVE_INFINITY;
    return back;
  }
};
function withStaged(software, items) {
  return items.reduce(stage, software);
}

// src/simulation/node-jobs.ts
var noMember = { outcome: "noMember", code: null, detail: "", stayed: [] };
var alone = { outcome: "resumed", detail: "it is in no cluster" };
function runNode(work, scene) {
  const { cluster, machine, key, at, software, faults, strikes } = scene;
  if (work.kind === "drain") {
    const stays = faultsOf(faults, "roleStays").some(strikes);
    const result2 = cluster?.drain(machine, { key, after: work.after, at, stays }) ?? noMember;
    return { status: { state: "finished", kind: "drain", result: result2 }, software, tried: [] };
  }
  const fails = faultsOf(faults, "resumeFails").some(strikes);
  const result = cluster?.resume(machine, { drains: work.drains, at, fails }) ?? alone;
  return { status: { state: "finished", kind: "resume", result }, software, tried: [] };
}

// src/simulation/own-scripts.ts
function plays({ faults }, how) {
  return faultsOf(faults, "scriptBad").some((fault) => fault.how === how);
}
function runDetect({ detect }, scene) {
  const { software } = scene;
  if (plays(scene, "nonsense")) {
    const failure = {
      code: "SCRIPT_DETECT_INVALID",
      hresult: 0,
      message: "detect wrote 2 objects, and one is wanted."
    };
    return { status: { state: "failed", failure }, software, tried: [] };
  }
  const installed2 = software.detected.includes(detect.sha256);
  const result = { installed: installed2, version: installed2 ? "1.0" : null };
  return { status: { state: "finished", kind: "detect", result }, software, tried: [] };
}
function runScript(work, scene) {
  return work.kind === "script" ? runInstalling(work, scene) : runRemoving(work, scene);
}
function runInstalling({ update, detect }, scene) {
  const isFailing = plays(scene, "fails");
  const isLying = plays(scene, "undetected");
  const needsRestart2 = plays(scene, "restarts");
  const common = { ...update, kbs: [], hresult: 0 };
  const outcome = isFailing ? { ...common, outcome: "failed", code: "SCRIPT_FAILED", note: "its exit code is 1603: installing" } : isLying && !needsRestart2 ? { ...common, outcome: "failed", code: "SCRIPT_NOT_DETECTED", note: "installing" } : { ...common, outcome: "installed", note: "installing / done" };
  const software = isFailing || isLying ? scene.software : found(scene.software, detect.sha256);
  const result = { updates: [outcome], needsRestart: needsRestart2, packagesBefore: [] };
  return { status: { state: "finished", kind: "script", result }, software, tried: [] };
}
function runRemoving({ update, detect }, { software, ...scene }) {
  const isThere = software.detected.includes(detect.sha256);
  const stays = isThere && plays({ ...scene, software }, "stays");
  const name = identityOf(update);
  const kept = stays ? [{ package: name, reason: "detect still finds it after the uninstall script", hresult: 0 }] : [];
  const result = { removed: isThere && !stays ? [name] : [], kept, needsRestart: false };
  const after = stays ? software : { ...software, detected: software.detected.filter((one) => one !== detect.sha256) };
  return { status: { state: "finished", kind: "removal", result }, software: after, tried: [] };
}
function found(software, sha256) {
  return { ...software, detected: [.../* @__PURE__ */ new Set([...software.detected, sha256])] };
}
function readScript({ software, faults }) {
  const bad = faultsOf(faults, "probeBad").find(
    ({ kb }) => kb === void 0 || software.installed.some(({ item }) => item.kb === kb)
  );
  const done = {
    ended: "done",
    exitCode: 0,
    last: '{"verdict":"pass"}',
    note: '{"verdict":"pass"}',
    took: 180
  };
  switch (bad?.how) {
    case void 0:
      return done;
    case "fails":
      return { ...done, exitCode: 2, last: "the queue is stuck", note: "looking / the queue is stuck" };
    case "late":
      return { ...done, ended: "overdue", exitCode: null, last: "looking", note: "looking" };
    case "nonsense":
      return { ...done, last: '{"verdict":"perhaps"}', note: '{"verdict":"perhaps"}' };
  }
}

// src/simulation/package-files.ts
var codes = { missing: "PACKAGE_NOT_FOUND", changed: "PACKAGE_HASH_MISMATCHED", unsigned: "PACKAGE_UNSIGNED" };
function whyBad([first], faults) {
  const bad = faultsOf(faults, "packageBad")[0];
  if (bad === void 0) return void 0;
  return { code: codes[bad.how], hresult: 0, message: `${first?.file ?? "the package"} is ${bad.how}.` };
}
function copied(packages) {
  return {
    updates: packages.map((one) => ({
      ...identityOfPackage(one),
      kbs: [one.kb],
      outcome: "downloaded",
      hresult: 0
    }))
  };
}

// src/simulation/refusals.ts
var sourceNames = {
  machine: "policy (Windows Update)",
  "windows-update": "Windows Update",
  "microsoft-update": "Microsoft Update"
};
var installBusy = {
  code: "INSTALL_BUSY",
  hresult: 2149842953,
  message: "Another installation has been running for ten minutes."
};
function whyPending(pendingRestart) {
  const signals = pendingRestart.filter((signal) => signal !== "fileRename");
  if (signals.length === 0) return void 0;
  const message = `Nothing was installed: a restart is pending (${signals.join(", ")}).`;
  return { code: "INSTALL_RESTART_PENDING", hresult: 2149842966, message };
}
function whyBypassed({ source, overrideWsus }, { wsus }) {
  if (wsus === void 0 || source === "machine" || overrideWsus === true) return void 0;
  const message = `Policy sends this machine to WSUS (${wsus}), and ${sourceNames[source]} was asked for.`;
  return { code: "SCAN_WSUS_BYPASSED", hresult: 0, message };
}
function whyNoRoom(bytes, { disk }) {
  const needed = 2 ** 30 + 2 * Math.min(bytes, 2 ** 32);
  if (bytes === 0 || disk.free >= needed) return void 0;
  const [has, needs] = [disk.free, needed].map((size) => (size / 2 ** 30).toFixed(1));
  const message = `The system drive has ${has} GB free, and ${needs} GB are needed.`;
  return { code: "INSTALL_DISK_LOW", hresult: 2147942512, message };
}

// src/simulation/iso.ts
var day = 864e5;
var twoDigits = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));
var threeDigits = Array.from({ length: 1e3 }, (_, value) => String(value).padStart(3, "0"));
var keptDay = Number.NaN;
var keptText = "";
function isoOf(at) {
  const dayNumber = Math.floor(at / day);
  if (dayNumber !== keptDay) {
    keptDay = dayNumber;
    keptText = new Date(dayNumber * day).toISOString().slice(0, -"00:00:00.000Z".length);
  }
  const inDay = at - dayNumber * day;
  const seconds = Math.floor(inDay / 1e3);
  const minutes = Math.floor(seconds / 60);
  const clock = `${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}`;
  return `${keptText}${clock}.${threeDigits[inDay - seconds * 1e3]}Z`;
}

// src/simulation/undo-readings.ts
function baseResetAt({ faults, software }, now) {
  const times = faultsOf(faults, "baseReset").flatMap(
    ({ kb, after }) => software.installed.filter(({ item }) => item.kb === kb).map(({ since }) => since + after)
  );
  const past = times.filter((at) => at <= now);
  return past.length === 0 ? void 0 : Math.max(...past);
}
var permanentByDesign = "Package_for_ServicingStack";
var familyOf = (name) => name.split("~")[0];
function undoStateOf(software, { packagesBefore, packagesAdded }) {
  const since = listedPackages(software).filter(
    (name) => !packagesBefore.includes(name) && !name.startsWith(permanentByDesign)
  );
  const ours = since.filter((name) => packagesAdded?.includes(name) ?? true);
  const others = since.filter((name) => !ours.includes(name));
  const superseded = ours.flatMap((name) => {
    const by = others.filter((other2) => familyOf(other2) === familyOf(name));
    return by.length === 0 ? [] : [{ package: name, by }];
  });
  const isOursPending = software.staged.some((item) => item.packages.some((name) => ours.includes(name)));
  const waiting = isRestartPending(software) && !isOursPending ? ["servicing", "pendingFile"] : [];
  return { ours, others, superseded, waiting };
}
function readRemoval(view, now, undo) {
  const at = baseResetAt(view, now);
  const isMarked = faultsOf(view.faults, "uninstallFails").filter(({ marked }) => marked === true);
  const permanent = view.software.installed.filter(({ item }) => isMarked.some(({ kb }) => kb === void 0 || kb === item.kb)).flatMap(({ item }) => item.packages);
  const none = { ours: [], others: [], superseded: [], waiting: [] };
  const { ours, others, superseded, waiting } = undo === void 0 ? none : undoStateOf(view.software, undo);
  return {
    lastResetBase: at === void 0 ? null : isoOf(at),
    resetters: [...view.profile.resetters ?? []],
    permanent: ours.filter((name) => permanent.includes(name)),
    superseded: superseded.map((one) => ({ package: one.package, by: [...one.by] })),
    others: [...others],
    waiting: [...waiting],
    unreadable: []
  };
}
var day2 = 864e5;
function readShadow({ profile }, now) {
  const failed2 = profile.failedWriters ?? [];
  return { latest: isoOf(now - (failed2.length === 0 ? day2 / 4 : 3 * day2)), failedWriters: [...failed2], unreadable: [] };
}

// src/simulation/undo-work.ts
var cannotUninstall = 2148468773;
var sourceMissing = 2148468767;
function runHide({ updates }, scene) {
  const { software } = scene;
  const offered = new Set(offersNow(scene, { ...software, hidden: [] }).map(({ update }) => identityOf(update)));
  const told = updates.map(({ updateId, revision }) => {
    const isThere = offered.has(identityOf({ updateId, revision }));
    return { updateId, revision, outcome: isThere ? "hidden" : "notOffered", hresult: 0 };
  });
  const hidden = told.filter(({ outcome }) => outcome === "hidden").map(identityOf);
  return {
    status: { state: "finished", kind: "hide", result: { updates: told } },
    software: { ...software, hidden: [.../* @__PURE__ */ new Set([...software.hidden, ...hidden])] },
    tried: []
  };
}
function runShow({ updates }, scene) {
  const { software } = scene;
  const offered = new Set(offersNow(scene, { ...software, hidden: [] }).map(({ update }) => identityOf(update)));
  const told = updates.map(({ updateId, revision }) => {
    const isThere = offered.has(identityOf({ updateId, revision }));
    return { updateId, revision, outcome: isThere ? "shown" : "notOffered", hresult: 0 };
  });
  const shown = new Set(told.filter(({ outcome }) => outcome === "shown").map(identityOf));
  return {
    status: { state: "finished", kind: "show", result: { updates: told } },
    software: { ...software, hidden: software.hidden.filter((one) => !shown.has(one)) },
    tried: []
  };
}
function runUninstall(work, scene) {
  const { software } = scene;
  const { ours, others, superseded, waiting } = undoStateOf(software, work);
  const told = (removed2, kept2, after) => ({
    status: {
      state: "finished",
      kind: "uninstall",
      result: {
        removed: [...removed2],
        kept: kept2,
        others: [...others],
        needsRestart: removed2.length > 0 && isRestartPending(after)
      }
    },
    software: after,
    tried: []
  });
  const refused = [
    ...superseded.map(({ package: name, by }) => ({ name, code: "UNDO_SUPERSEDED", reason: `superseded by ${by}` })),
    ...waiting.length === 0 ? [] : ours.map((name) => ({ name, code: "UNDO_RESTART_PENDING", reason: `a restart is pending (${waiting})` }))
  ].map(({ name, code, reason }) => ({ package: name, reason, hresult: 0, code }));
  if (refused.length > 0) return told([], refused, software);
  const items = [...software.installed.map(({ item }) => item), ...software.staged];
  const candidates = items.flatMap(
    ({ packages, kb }) => packages.filter((name) => ours.includes(name)).map((name) => ({ name, kb }))
  );
  const isReset = baseResetAt(scene, scene.at) !== void 0;
  const stuck = (kb) => isReset ? { hresult: sourceMissing, reason: "what it replaced is no longer in the component store" } : faultsOf(scene.faults, "uninstallFails").find((fault) => fault.kb === void 0 || fault.kb === kb);
  const kept = candidates.flatMap(({ name, kb }) => {
    const fault = stuck(kb);
    if (fault === void 0) return [];
    const reason = "reason" in fault ? fault.reason : "the package is permanent";
    return [{ package: name, reason, hresult: fault.hresult ?? cannotUninstall }];
  });
  const removed = candidates.filter(({ kb }) => stuck(kb) === void 0).map(({ name }) => name);
  return told(removed, kept, remove(software, removed));
}

// src/simulation/jobs.ts
function runWork(work, scene) {
  const refused = faultsOf(scene.faults, "jobRefused").find(({ job }) => job === work.kind);
  if (refused !== void 0 && scene.strikes(refused)) {
    const { code, hresult } = refused;
    return failed({ code, hresult, message: "The machine refused." }, scene.software);
  }
  switch (work.kind) {
    case "scan":
      return runScan(work, scene);
    case "stage":
      return "packages" in work ? runPackageStage(work, scene) : runStage(work, scene);
    case "install":
      return runInstall(work, scene);
    case "packages":
      return runPackages(work, scene);
    case "uninstall":
      return runUninstall(work, scene);
    case "hide":
      return runHide(work, scene);
    case "show":
      return runShow(work, scene);
    case "drain":
    case "resume":
      return runNode(work, scene);
    case "detect":
      return runDetect(work, scene);
    case "script":
    case "removal":
      return runScript(work, scene);
  }
}
function failed(failure, software) {
  return { status: { state: "failed", failure }, software, tried: [] };
}
function sourceName(source, { wsus }) {
  return source === "machine" && wsus !== void 0 ? `policy (WSUS ${wsus})` : sourceNames[source];
}
function runScan(work, scene) {
  const bypassed = whyBypassed(work, scene.profile);
  if (bypassed !== void 0) return failed(bypassed, scene.software);
  const fault = faultsOf(scene.faults, "scanFails").find(scene.strikes);
  if (fault !== void 0) {
    const message = `Exception from HRESULT: 0x${fault.hresult.toString(16).toUpperCase()}`;
    return failed({ hresult: fault.hresult, message }, scene.software);
  }
  const updates = offersNow(scene, scene.software).map(({ update }) => update);
  const source = sourceName(work.source, scene.profile);
  return {
    status: { state: "finished", kind: "scan", result: { updates, source, history: historyOf(scene.software) } },
    software: scene.software,
    tried: []
  };
}
function runStage(work, scene) {
  const refused = whyBypassed(work, scene.profile) ?? whyNoRoom(toFetch(work, scene), scene.profile);
  if (refused !== void 0) return failed(refused, scene.software);
  const offers = offersNow(scene, scene.software);
  const updates = work.updates.map(({ updateId, revision }) => {
    const item = offers.find(({ update }) => isSameUpdate(update, { updateId, revision }));
    const common = { updateId, revision, hresult: 0 };
    if (item === void 0) return { ...common, kbs: [], outcome: "notOffered" };
    return { ...common, kbs: [...item.update.kbs], outcome: "downloaded" };
  });
  return { status: { state: "finished", kind: "stage", result: { updates } }, software: scene.software, tried: [] };
}
function runInstall(work, scene) {
  const bypassed = whyBypassed(work, scene.profile);
  if (bypassed !== void 0) return failed(bypassed, scene.software);
  const full = whyNoRoom(toFetch(work, scene), scene.profile);
  if (full !== void 0) return failed(full, scene.software);
  let { software } = scene;
  const updates = work.updates.map((identity) => {
    const one = installOne(identity, scene, software);
    software = one.software;
    return one.outcome;
  });
  const result = { ...installed(updates, software, scene), history: historyOf(software) };
  return {
    status: { state: "finished", kind: "install", result },
    software,
    tried: updates.filter(({ outcome }) => outcome === "installed" || outcome === "failed").map(({ kbs, outcome }) => ({ kb: kbs[0] ?? "", outcome }))
  };
}
function installed(updates, software, { packagesBefore }) {
  const packagesAdded = listedPackages(software).filter((name) => !packagesBefore.includes(name));
  return { updates, needsRestart: isRestartPending(software), packagesBefore: [...packagesBefore], packagesAdded };
}
function toFetch({ updates }, { surroundings }) {
  const wanted = surroundings.catalogue.filter(({ update }) => updates.some((one) => isSameUpdate(update, one)));
  return wanted.reduce((sum, { update }) => sum + (update.isDownloaded ? 0 : update.size), 0);
}
var notApplicable = 2148468766;
function runPackageStage({ packages }, { faults, software }) {
  const bad = whyBad(packages, faults);
  if (bad !== void 0) return failed(bad, software);
  return { status: { state: "finished", kind: "stage", result: copied(packages) }, software, tried: [] };
}
function runPackages({ packages }, scene) {
  const bad = whyBad(packages, scene.faults);
  if (bad !== void 0) return failed(bad, scene.software);
  let { software } = scene;
  const updates = packages.map((one) => {
    const common = { ...identityOfPackage(one), kbs: [one.kb] };
    const { build } = scene.profile;
    const item = scene.surroundings.catalogue.find((known) => known.kb === one.kb && known.build === build);
    if (item === void 0) return { ...common, outcome: "failed", hresult: notApplicable };
    if (!software.kbs.includes(item.kb) && !software.staged.includes(item)) software = putIn(item, scene, software);
    return { ...common, outcome: "installed", hresult: 0 };
  });
  const result = installed(updates, software, scene);
  const tried = updates.map(({ kbs, outcome }) => ({ kb: kbs[0] ?? "", outcome }));
  return { status: { state: "finished", kind: "packages", result }, software, tried };
}
function putIn(item, scene, software) {
  return needsRestart(item, scene.profile) ? stage(software, item) : install(software, item, scene.at);
}
function installOne(identity, scene, software) {
  const { updateId, revision } = identity;
  const item = scene.surroundings.catalogue.find(({ update }) => isSameUpdate(update, identity));
  const answer = (outcome, hresult, after) => ({
    outcome: {
      updateId,
      revision,
      kbs: outcome === "notOffered" ? [] : [...item?.update.kbs ?? []],
      outcome,
      hresult
    },
    software: after
  });
  if (item === void 0) return answer("notOffered", 0, software);
  if (software.kbs.includes(item.kb) || software.staged.includes(item)) {
    return answer(
      staleOffers([item], scene.faults, software).length > 0 ? "installed" : "alreadyInstalled",
      0,
      software
    );
  }
  if (!offersNow(scene, software).includes(item)) return answer("notOffered", 0, software);
  const fault = faultsOf(scene.faults, "installFails").find(({ kb }) => kb === item.kb);
  if (fault !== void 0 && scene.strikes(fault)) {
    const asks = fault.wantsRestart === true ? [`${item.kb} tried at ${scene.at}`] : [];
    return answer("failed", fault.hresult, { ...software, unfinished: [...software.unfinished, ...asks] });
  }
  return answer("installed", 0, putIn(item, scene, software));
}

// src/simulation/troubles.ts
var Troubles = class {
  #faults;
  #startAt;
  #milestones = {};
  #struck;
  /** @param startAt epoch ms at which the fleet began */
  constructor(faults, startAt) {
    this.#faults = faults;
    this.#startAt = startAt;
  }
  /** The first job or restart of that kind begins what was waiting for it. */
  reached(milestone, at) {
    this.#milestones[milestone] ??= at;
  }
  /** Takes one of the fault's `times`; false when they are used up. */
  strike(fault) {
    const times = "times" in fault ? fault.times ?? Number.POSITIVE_INFINITY : Number.POSITIVE_INFINITY;
    const struck = this.#struck?.get(fault) ?? 0;
    if (struck >= times) return false;
    this.#struck ??= /* @__PURE__ */ new Map();
    this.#struck.set(fault, struck + 1);
    return true;
  }
  suffers(kind, now) {
    return this.#spans(kind).some(([from, to]) => now >= from && now < to);
  }
  /** The next instant at which a lasting trouble begins or ends; infinity: none, as far as is known now. */
  nextEdge(now) {
    const edges = [...this.#spans("unreachable"), ...this.#spans("hangs")].flat();
    return Math.min(Number.POSITIVE_INFINITY, ...edges.filter((at) => at > now));
  }
  #spans(kind) {
    if (this.#faults.length === 0) return [];
    return faultsOf(this.#faults, kind).map(({ begins, lasts = Number.POSITIVE_INFINITY }) => {
      const from = typeof begins === "number" ? this.#startAt + begins : this.#milestones[begins] ?? Number.POSITIVE_INFINITY;
      return [from, from + lasts];
    });
  }
};
function staysAway(faults, { staged }) {
  return faultsOf(faults, "neverComesBack").some(
    (fault) => fault.kb === void 0 || staged.some(({ kb }) => kb === fault.kb)
  );
}

// src/simulation/power.ts
function restartOf({ cause, downAt, faults, software }, { timing }, dice) {
  const down = faultOf(faults, "slowRestart")?.takes ?? dice.between(timing.down);
  const isLost = staysAway(faults, software);
  return { cause, downAt, upAt: isLost ? Number.POSITIVE_INFINITY : downAt + down, isDown: false };
}
function restartChangesAt(restart) {
  if (restart === void 0) return Number.POSITIVE_INFINITY;
  return restart.isDown ? restart.upAt : restart.downAt;
}

// src/simulation/leaks.ts
function leaksOf({ faults, software }) {
  return faultsOf(faults, "leaks").flatMap(({ kb, crashesAfter }) => {
    const cause = software.installed.find(({ item }) => item.kb === kb);
    return cause === void 0 ? [] : [{ since: cause.since, period: crashesAfter }];
  });
}
function fallsOf(leaking, now) {
  return leaksOf(leaking).flatMap(({ since, period }) => {
    const many = Math.max(0, Math.floor((now - since) / period));
    return Array.from({ length: many }, (_, index) => since + (index + 1) * period);
  });
}
var usual = 41.5;
function commitOf(leaking, now) {
  return leaksOf(leaking).reduce((most, { since, period }) => {
    const share = Math.max(0, now - since) % period / period;
    return Math.max(most, usual + Math.round((100 - usual) * share * 10) / 10);
  }, usual);
}

// src/simulation/readings.ts
var hour = 36e5;
var gibibyte = 2 ** 30;
var spaceOfOneUpdate = 1.5 * gibibyte;
var processAborted = 1067;
var broughtByOthers = 1;
function readFacts({ name: own, profile, software, faults, begunAt }, now) {
  const changed = faultsOf(faults, "changedByOthers").filter(({ after }) => now >= begunAt + after);
  const isUntouched = (software.levels.cumulative ?? profile.ubr) === profile.ubr;
  const more = isUntouched && changed.some(({ what }) => what === "build") ? broughtByOthers : 0;
  const name = changed.some(({ what }) => what === "name") ? "another-one" : own;
  return {
    computerName: name.split(".")[0]?.toUpperCase().slice(0, 15) ?? name,
    domain: profile.domain,
    isDomainController: profile.isDomainController,
    productName: profile.productName,
    editionId: profile.editionId,
    installationType: profile.installationType,
    build: profile.build,
    ubr: (software.levels.cumulative ?? profile.ubr) + more,
    architecture: "AMD64",
    psVersion: `5.1.${profile.build}.${software.levels.cumulative ?? profile.ubr}`,
    languageMode: "FullLanguage",
    isAdministrator: true,
    is64BitProcess: true,
    scriptPolicy: null,
    roles: [...profile.roles],
    otherUpdaters: [...profile.otherUpdaters],
    clock: isoOf(now)
  };
}
function readBoot(view, now) {
  const { software } = view;
  const own = isRestartPending(software) ? ["servicing"] : [];
  if (software.staged.length > 0) own.push("windowsUpdate");
  const asking = faultsOf(view.faults, "asksForRestart").flatMap(
    ({ signal, since, stays = false }) => now >= since && (stays || view.bootedAt < since) ? [signal] : []
  );
  const inherited = view.bootNumber === firstBoot ? view.profile.pendingRestart : [];
  return {
    bootId: bootIdOf(view),
    bootedAt: isoOf(view.bootedAt),
    isServicing: now < view.settledAt,
    pendingRestart: [...own, ...inherited, ...asking]
  };
}
function readRestartReadiness({ profile }) {
  const none = { loggedOn: [], backups: [], bootProtectors: [], shutdownAskedAt: null, unreadable: [] };
  return { ...none, ...profile.atRestart };
}
var firstBoot = 17;
function bootIdOf({ bootedAt }) {
  return `process-${isoOf(bootedAt).replace("Z", "0000Z")}`;
}
var historyRefusedFrom = 6899;
function readHotpatch({ profile, software }) {
  const { isEnrolled, vbsStatus, secureBoot, arcSubscription, licenceTrouble } = profile.hotpatch;
  const isRefused = (software.levels.cumulative ?? profile.ubr) >= historyRefusedFrom;
  return {
    enrollmentPackage: isEnrolled,
    hotPatchTableSize: isEnrolled ? 4096 : 0,
    vbsStatus,
    secureBoot,
    arcSubscription,
    licenceTrouble: [...licenceTrouble],
    licenceMitigation: null,
    installedKbs: { quickFix: [...software.kbs], history: isRefused ? null : [...software.history] },
    unreadable: isRefused ? ["update history: Access is denied. (0x80070005)"] : []
  };
}
function readHealth(view, now, eventsSince = now - hour) {
  const { disk } = view.profile;
  return {
    services: servicesOf(view, now),
    events: eventsOf(view, now, eventsSince),
    eventsSince: isoOf(eventsSince),
    systemDrive: {
      free: Math.max(0, disk.free - view.software.installed.length * spaceOfOneUpdate),
      size: disk.size
    },
    crashes: [...view.crashedAt, ...fallsOf(view, now)].filter((at) => at >= eventsSince).length,
    shutdownAskedAt: null,
    load: { processor: now < view.settledAt ? 71 : 9, commit: commitOf(view, now) },
    listeners: [listener],
    lastBackup: isoOf(now - (view.profile.backupAge ?? 6 * hour))
  };
}
var listener = {
  name: "*+HTTPS",
  port: 5986,
  thumbprint: "6F1D2A0C9B7E4D3358A1C0FE27B96D4410E5A3B2",
  notAfter: "2099-12-31T23:59:59.000Z"
};
var servicesOfRoles = {
  "domain-controller": "NTDS",
  dns: "DNS",
  dhcp: "DHCPServer",
  iis: "W3SVC",
  sql: "MSSQLSERVER",
  wsus: "WsusService"
};
function readRoles(view, now, cluster) {
  const services = servicesOf(view, now);
  const results = view.profile.roles.flatMap((role) => {
    const item = servicesOfRoles[role];
    if (item === void 0) return [];
    const isRunning = services.some(({ name, state }) => name === item && state === "running");
    const [outcome, detail] = isRunning ? ["ok", ""] : ["failed", `service ${item} is Stopped`];
    return [{ role, probe: "service", item, outcome, detail, value: null }];
  });
  return { results: [...results, ...cluster?.results(view.name, now) ?? []] };
}
function deathsOf({ faults, software }, now) {
  return faultsOf(faults, "serviceDies").flatMap(({ kb, service, after = 0 }) => {
    const cause = software.installed.find(({ item }) => item.kb === kb);
    return cause === void 0 || now < cause.since + after ? [] : [{ service, at: cause.since + after }];
  });
}
function servicesOf(view, now) {
  const deaths = deathsOf(view, now);
  const isSettling = now < view.settledAt;
  return view.profile.services.map((service) => {
    if (deaths.some((death) => death.service === service.name))
      return { ...service, state: "stopped", exitCode: processAborted };
    if (isSettling && service.startMode === "automaticDelayed") return { ...service, state: "stopped" };
    if (isSettling && service.startMode === "automatic" && !service.isTriggerStart && service.state === "running")
      return { ...service, state: "startPending" };
    return service;
  });
}
var noise = {
  log: "System",
  provider: "Schannel",
  id: 36874,
  subject: "",
  count: 2,
  before: 310,
  sample: "TLS 1.2"
};
function eventsOf(view, now, since) {
  const deaths = deathsOf(view, now).filter(({ at }) => at >= since);
  return [
    noise,
    ...deaths.map(({ service }) => ({
      log: "System",
      provider: "Service Control Manager",
      id: 7031,
      subject: service,
      count: 3,
      before: 0,
      sample: `${service} 3 60000 1 Restart the service`
    })),
    ...view.crashedAt.filter((at) => at >= since).map(() => ({
      log: "System",
      provider: "Microsoft-Windows-WER-SystemErrorReporting",
      id: 1001,
      subject: "",
      count: 1,
      before: 0,
      sample: "0x00000139 (0x0000000000000003, 0xffffa48b5e2c6f40, 0xffffa48b5e2c6e98, 0x0000000000000000)"
    }))
  ];
}

// src/simulation/diagnosis.ts
function textOf(part, view, now, since) {
  const { installed: installed2, staged } = view.software;
  switch (part) {
    case "pending":
      return readBoot(view, now).pendingRestart.map((signal) => `asks for a restart: ${signal}`).join("\n");
    case "minidumps":
      return view.crashedAt.map((at, index) => `${isoOf(at)} 2097152 ${index + 1}-01.dmp`).join("\n");
    case "system":
      return readHealth(view, now, since).events.map(({ provider, id, sample }) => `${provider} ${id}: ${sample}`).join("\n");
    case "cbs":
      return [...installed2.map(({ item }) => item), ...staged].flatMap(({ packages }) => packages.map((name) => `Info CBS Appl: Package: ${name}, Update: installed`)).join("\n");
    case "application":
    case "dism":
    case "windowsUpdate":
    case "updateTraces":
      return "";
  }
}
function readDiagnosis(view, now, eventsSince) {
  const locked = faultOf(view.faults, "logLocked")?.part;
  const parts = diagnosisParts.map(
    (part) => part === locked ? { part, text: null, trouble: "The process cannot access the file.", isCut: false } : { part, text: textOf(part, view, now, eventsSince), trouble: null, isCut: false }
  );
  return { at: isoOf(now), parts };
}

// src/simulation/readable.ts
var ReadableMachine = class {
  facts(now) {
    this.settle(now);
    return { ...readFacts(this, now), traces: [...this.jobKeys] };
  }
  boot(now) {
    this.settle(now);
    return readBoot(this, now);
  }
  hotpatch(now) {
    this.settle(now);
    return readHotpatch(this);
  }
  /** @param eventsSince epoch ms */
  health(now, eventsSince) {
    this.settle(now);
    return readHealth(this, now, eventsSince);
  }
  diagnosis(now, eventsSince) {
    this.settle(now);
    return readDiagnosis(this, now, eventsSince);
  }
  roles(now) {
    this.settle(now);
    return readRoles(this, now, this.cluster);
  }
  packages(now) {
    this.settle(now);
    return listedPackages(this.software);
  }
  /** @param undo whose packages are asked about */
  removal(now, undo) {
    this.settle(now);
    return readRemoval(this, now, undo);
  }
  shadow(now) {
    this.settle(now);
    return readShadow(this, now);
  }
};

// src/simulation/works.ts
var timedAs = {
  scan: "scan",
  hide: "scan",
  show: "scan",
  stage: "stage",
  install: "install",
  packages: "install",
  uninstall: "uninstall",
  detect: "scan",
  script: "install",
  removal: "uninstall",
  drain: "scan",
  resume: "scan"
};
function changes({ kind }) {
  return !quiet.includes(kind);
}
var quiet = ["scan", "stage", "hide", "show", "detect", "drain", "resume"];
function lengthOf({ kind }, faults, takes) {
  const hangs = kind === "script" && faultsOf(faults, "scriptBad").some(({ how }) => how === "hangs");
  return hangs ? Number.POSITIVE_INFINITY : takes;
}
function isUndo({ kind }) {
  return kind === "uninstall" || kind === "removal";
}
function refusalOf(jobs, key, work) {
  if ("updates" in work && work.updates.length === 0) return "JOB_PARAMETERS_INVALID";
  if (work.kind === "uninstall" && work.packagesBefore.length === 0) return "JOB_PARAMETERS_INVALID";
  if (work.kind === "resume" && work.drains.length === 0) return "JOB_PARAMETERS_INVALID";
  const known = jobs.find((job) => job.key === key);
  return known !== void 0 && known.work.kind !== work.kind ? "JOB_KEY_REUSED" : void 0;
}
function statusOf(job, now) {
  if (job.end !== void 0) return job.end;
  if (now < job.runsAt) return { state: "queued" };
  const share = (now - job.runsAt) / Math.max(1, job.endsAt - job.runsAt);
  const { work } = job;
  switch (work.kind) {
    case "scan":
      return { state: "running", percent: null, note: `searching: ${sourceNames[work.source]}` };
    case "hide":
    case "show":
      return { state: "running", percent: null, note: "searching" };
    case "stage":
      return {
        state: "running",
        percent: Math.floor(share * 100),
        note: "packages" in work ? "copying and checking" : "downloading"
      };
    case "install":
      return { state: "running", percent: Math.floor(share * 100), note: share < 0.3 ? "downloading" : "installing" };
    case "packages":
      return {
        state: "running",
        percent: Math.floor(share * 100),
        note: share < 0.3 ? "copying and checking" : "installing"
      };
    case "uninstall":
      return { state: "running", percent: Math.floor(share * 100), note: "removing" };
    case "drain":
      return { state: "running", percent: null, note: "draining: 1 roles to move" };
    case "resume":
      return { state: "running", percent: null, note: "resuming" };
    case "detect":
    case "script":
    case "removal":
      return { state: "running", percent: null, note: "the owner’s script runs" };
  }
}

// src/simulation/shelf.ts
var Shelf = class {
  #jobs = [];
  get all() {
    return this.#jobs;
  }
  find(key) {
    return this.#jobs.find((job) => job.key === key);
  }
  add(job) {
    this.#jobs = [...this.#jobs, job];
  }
  /** The job that has not begun and never will. */
  takeBack(key, now) {
    const job = this.find(key);
    if (job === void 0) return "absent";
    if (job.end !== void 0 || now >= job.runsAt) return "begun";
    this.#forget(job);
    return job;
  }
  poll(key, now) {
    const job = this.find(key);
    return job === void 0 ? { state: "absent" } : statusOf(job, now);
  }
  remove(key) {
    const job = this.find(key);
    if (job === void 0) return "absent";
    if (job.end === void 0) return "running";
    this.#forget(job);
    return "removed";
  }
  /** Of those that have not ended. */
  get open() {
    return this.#jobs.filter(({ end }) => end === void 0);
  }
  get isChanging() {
    return this.open.some(({ work }) => changes(work));
  }
  #forget(job) {
    this.#jobs = this.#jobs.filter((one) => one !== job);
  }
};

// src/simulation/strangers.ts
var strangersPackage = "Package_for_DotNetRollup_481~31bf3856ad364e35~amd64~~10.0.9999.1";
var Strangers = class {
  #left;
  constructor(faults) {
    this.#left = [...faultsOf(faults, "addedByOthers")];
  }
  /** When they come next; infinity: nothing of ours that they wait for is in force. */
  nextAt({ installed: installed2 }) {
    const times = this.#left.flatMap(
      ({ kb, after }) => installed2.filter(({ item }) => item.kb === kb).map(({ since }) => since + after)
    );
    return Math.min(Number.POSITIVE_INFINITY, ...times);
  }
  /** What they leave behind; each comes once. */
  act(software, at) {
    const due = this.#left.findIndex(
      ({ kb, after }) => software.installed.some(({ item, since }) => item.kb === kb && since + after <= at)
    );
    const [one] = this.#left.splice(due, 1);
    const ours = software.installed.find(({ item }) => item.kb === one?.kb)?.item;
    if (one === void 0 || ours === void 0) return software;
    switch (one.what) {
      case "later":
        return install(software, later(ours), at);
      case "other":
        return install(software, other(ours), at);
      case "pending":
        return stage(software, other(ours));
    }
  }
};
function later(ours) {
  const level = ours.level + 5;
  const brought = { packages: [rollupPackage(level)], permanentPackages: [servicingStackPackage(level)] };
  return { ...ours, kb: "KB5199001", level, ...brought };
}
function other(ours) {
  const brought = { packages: [strangersPackage], permanentPackages: [] };
  return { ...ours, kb: "KB5199002", family: "dotnet", level: 1, train: "keeps", ...brought };
}

// src/simulation/machine.ts
var week = 7 * 864e5;
var SimulatedMachine = class extends ReadableMachine {
  name;
  profile;
  faults;
  software;
  begunAt;
  bootNumber = firstBoot;
  bootedAt;
  settledAt;
  crashedAt = [];
  #surroundings;
  #dice;
  #ledger;
  #troubles;
  cluster;
  #jobs = new Shelf();
  #automatic;
  #strangers;
  #restart;
  /** Nothing changes by itself before this instant. */
  #nextAt = Number.POSITIVE_INFINITY;
  constructor({ name, profile, faults, seed }, surroundings, cluster) {
    super();
    this.name = name;
    this.profile = profile;
    this.faults = faults;
    this.#surroundings = surroundings;
    this.begunAt = surroundings.startAt;
    this.#dice = createDice(seedOf(seed ?? surroundings.seed, name));
    this.#ledger = new Ledger(name);
    this.#troubles = new Troubles(faults, surroundings.startAt);
    this.#automatic = new AutomaticUpdates(faults);
    this.#strangers = new Strangers(faults);
    this.software = pristine(profile.ubr, profile.kbs, profile.packages);
    this.bootedAt = surroundings.startAt - week - Math.floor(this.#dice.roll() * week);
    this.settledAt = this.bootedAt;
    this.cluster = cluster;
    cluster?.join({ name, settleTo: (now) => this.settle(now) }, faultOf(faults, "pausedByPerson") !== void 0);
  }
  get jobKeys() {
    return this.#jobs.all.map(({ key }) => key);
  }
  reach(now) {
    this.settle(now);
    if (this.#restart?.isDown === true || this.#troubles.suffers("unreachable", now)) return "refused";
    return this.#troubles.suffers("hangs", now) ? "hangs" : "up";
  }
  /** The next instant at which `reach` may change by itself; undefined: never, as far as is known now. */
  nextReachChangeAt(now) {
    this.settle(now);
    const next = Math.min(restartChangesAt(this.#restart), this.#troubles.nextEdge(now));
    return Number.isFinite(next) ? next : void 0;
  }
  /** Ask before `startJob`. */
  refuses(key, work) {
    return refusalOf(this.#jobs.all, key, work);
  }
  startJob(key, work, now) {
    this.settle(now);
    const known = this.#jobs.find(key);
    if (known !== void 0) {
      this.#ledger.jobAskedAgain(key);
      return statusOf(known, now);
    }
    const { timing } = this.#surroundings;
    const runsAt = now + this.#dice.between(timing.queue);
    const job = {
      key,
      work,
      startedAt: now,
      runsAt,
      endsAt: runsAt + lengthOf(work, this.faults, this.#dice.between(timing[timedAs[work.kind]])),
      packagesBefore: listedPackages(this.software),
      isDoomed: faultsOf(this.faults, "jobLost").some((fault) => fault.job === work.kind && this.#troubles.strike(fault)),
      refusal: this.#refusalOf(work, now),
      end: void 0
    };
    this.#jobs.add(job);
    this.#ledger.jobStarted(key, work.kind, now);
    if (changes(work)) {
      this.#troubles.reached(isUndo(work) ? "uninstall" : "install", runsAt);
      this.#ledger.out(now, isUndo(work) ? "undo" : "update");
    }
    this.#plan();
    return statusOf(job, now);
  }
  pollJob(key, now) {
    this.settle(now);
    return this.#jobs.poll(key, now);
  }
  /** `begun`: it runs or has ended, and nothing was done. */
  cancelJob(key, now) {
    this.settle(now);
    const job = this.#jobs.takeBack(key, now);
    if (typeof job === "string") return job;
    this.#ledger.jobEnded(key, "cancelled");
    if (changes(job.work) && this.#restart === void 0 && !isRestartPending(this.software)) this.#ledger.back(now);
    this.#plan();
    return "cancelled";
  }
  /** `running`: refused, the job goes on. */
  removeJob(key, now) {
    this.settle(now);
    return this.#jobs.remove(key);
  }
  restart(ifStillOn, now) {
    this.settle(now);
    if (compareBoots(bootIdOf(this), ifStillOn) !== "same") return "alreadyRestarted";
    if (this.#restart === void 0 && faultOf(this.faults, "shutdownHangs") === void 0) {
      const downAt = now + this.#dice.between(this.#surroundings.timing.grace);
      this.#troubles.reached("restart", downAt);
      this.#goDown("asked", downAt);
    }
    this.#ledger.out(now, "update");
    return "restarting";
  }
  /** Rolls whether this answer is lost on its way back. */
  losesAnswer() {
    const fault = faultOf(this.faults, "losesAnswers");
    return fault !== void 0 && this.#dice.roll() < fault.rate;
  }
  /** What happened here until `now`, from the machine's own point of view. */
  books(now) {
    this.settle(now);
    return this.#ledger.read();
  }
  settle(now) {
    this.cluster?.settle(now);
    while (this.#nextAt <= now) {
      const at = this.#nextAt;
      const job = this.#jobs.open.find(({ endsAt }) => endsAt <= at);
      if (job !== void 0) this.#endJob(job, at);
      else if (this.#automatic.nextAt <= at) this.#installByItself(at);
      else if (this.#strangers.nextAt(this.software) <= at) this.software = this.#strangers.act(this.software, at);
      else this.#advanceRestart(at);
      this.#plan();
    }
  }
  #plan() {
    const others = Math.min(this.#automatic.nextAt, this.#strangers.nextAt(this.software));
    let next = Math.min(restartChangesAt(this.#restart), others);
    for (const { endsAt } of this.#jobs.open) next = Math.min(next, endsAt);
    this.#nextAt = next;
  }
  /** Nobody of ours has asked for it: the books have it as an installation like any other. */
  #installByItself(at) {
    const scene = { profile: this.profile, surroundings: this.#surroundings, faults: this.faults, at };
    const back = this.#automatic.look(scene, this.software);
    this.software = withStaged(this.software, back);
    for (const { kb } of back) this.#ledger.installed(at, kb, "byItself");
  }
  #endJob(job, at) {
    if (job.isDoomed) {
      if (job.work.kind === "drain") this.#outcomeOf(job, at);
      this.#lose(job, "The process of the job is gone and left no result.");
    } else {
      const outcome = this.#outcomeOf(job, at);
      this.software = outcome.software;
      job.end = outcome.status;
      for (const { kb, outcome: how } of outcome.tried) this.#ledger.installed(at, kb, how);
      this.#ledger.jobEnded(job.key, outcome.status.state);
    }
    if (!changes(job.work) || this.#restart !== void 0 || this.#jobs.isChanging) return;
    if (!isRestartPending(this.software)) this.#ledger.back(at);
  }
  #outcomeOf(job, at) {
    if (job.refusal !== void 0) return failed(job.refusal, this.software);
    return runWork(job.work, {
      profile: this.profile,
      surroundings: this.#surroundings,
      software: this.software,
      at,
      packagesBefore: job.packagesBefore,
      strikes: (fault) => this.#troubles.strike(fault),
      faults: this.faults,
      machine: this.name,
      key: job.key,
      cluster: this.cluster
    });
  }
  #refusalOf(work, now) {
    if (!changes(work)) return void 0;
    return this.#jobs.isChanging ? installBusy : whyPending(isUndo(work) ? [] : readBoot(this, now).pendingRestart);
  }
  #lose(job, note) {
    job.end = { state: "lost", note };
    this.#ledger.jobEnded(job.key, "lost");
  }
  #goDown(cause, downAt) {
    const { faults, software } = this;
    this.#restart = restartOf({ cause, downAt, faults, software }, this.#surroundings, this.#dice);
    this.#plan();
  }
  #advanceRestart(at) {
    const restart = this.#restart;
    if (restart === void 0) return;
    if (restart.isDown) {
      this.#comeUp(at);
      return;
    }
    restart.isDown = true;
    for (const job of this.#jobs.open) this.#lose(job, "The machine restarted while the job ran.");
    this.cluster?.wentDown(this.name);
    const { cause } = restart;
    this.#ledger.restarted({ at, boot: bootIdOf(this), cause, completes: completedByRestart(this.software) });
    this.#ledger.out(at, "update");
  }
  #comeUp(at) {
    const { staged, leaving, installed: installed2 } = this.software;
    this.#restart = void 0;
    this.bootNumber += 1;
    this.bootedAt = at;
    this.cluster?.cameUp(this.name, at);
    this.settledAt = at + this.#dice.between(this.#surroundings.timing.servicing);
    const twice = faultsOf(this.faults, "restartsTwice").map(({ kb }) => kb);
    this.software = boot(this.software, this.settledAt, twice);
    const gone = installed2.filter(({ item }) => item.packages.some((name) => leaving.includes(name)));
    this.#automatic.undone(
      gone.map(({ item }) => item),
      this.settledAt
    );
    const isCrashing = faultsOf(this.faults, "crashes").some((fault) => staged.some(({ kb }) => kb === fault.kb));
    if (isCrashing) {
      this.crashedAt = [...this.crashedAt, this.settledAt];
      this.#goDown("crash", this.settledAt);
    } else this.#ledger.back(this.settledAt);
  }
};

// src/simulation/fleet.ts
function createModels({ machines, clock, ...surroundings }) {
  const startAt = clock.now();
  const setups = new Map(machines.map((setup) => [setup.name.toLowerCase(), setup]));
  const models = /* @__PURE__ */ new Map();
  const clusters = /* @__PURE__ */ new Map();
  const clusterOf = (setup) => {
    const cluster = clusters.get(setup) ?? new SimulatedCluster(setup);
    clusters.set(setup, cluster);
    return cluster;
  };
  return {
    clock,
    names: machines.map(({ name }) => name),
    model(name) {
      const key = name.toLowerCase();
      const known = models.get(key);
      if (known !== void 0) return known;
      const setup = setups.get(key);
      if (setup === void 0) return void 0;
      const cluster = setup.cluster === void 0 ? void 0 : clusterOf(setup.cluster);
      const model = new SimulatedMachine(setup, { ...surroundings, startAt }, cluster);
      models.set(key, model);
      return model;
    },
    clusters: () => [...clusters.values()],
    books: () => [...models.values()].map((model) => model.books(clock.now()))
  };
}
var patience = 6e4;
function lost(code, message, arrived, machine) {
  return { ok: false, failure: failureOf(code, message, { retryable: true, machine }), arrived };
}
function refusal(code, message, machine) {
  const retryable = code === "JOB_RUNNING";
  return { ok: false, failure: failureOf(code, message, { retryable, machine }), arrived: "maybe" };
}
async function visit(models, name, ask) {
  const { clock } = models;
  const model = models.model(name);
  if (model === void 0) return lost("WINRM_NAME_NOT_FOUND", `No address is known for ${name}.`, "no", name);
  const reach = model.reach(clock.now());
  if (reach === "refused") {
    return lost("WINRM_CONNECTION_REFUSED", `${name} refuses connections.`, "no", name);
  }
  if (reach === "hangs") {
    await clock.sleepUntil(clock.now() + patience);
    return lost("WINRM_DEADLINE_EXCEEDED", `${name} did not answer in time.`, "maybe", name);
  }
  const value = ask(model, clock.now());
  if (model.losesAnswer()) {
    return lost("WINRM_CONNECTION_LOST", `The connection to ${name} ended in the middle of an answer.`, "maybe", name);
  }
  return { ok: true, value };
}
function readProbe(probe, model, now, options) {
  const ok = (value) => ({ ok: true, value });
  switch (probe) {
    case "facts":
      return ok(model.facts(now));
    case "boot":
      return ok(model.boot(now));
    case "restart":
      return ok(readRestartReadiness(model));
    case "hotpatch":
      return ok(model.hotpatch(now));
    case "health":
      return ok(model.health(now, options.eventsSince));
    case "diagnosis":
      return ok(model.diagnosis(now, options.eventsSince));
    case "packages":
      return ok(model.packages(now));
    case "removal":
      return ok(model.removal(now, options.undo));
    case "shadow":
      return ok(model.shadow(now));
    case "roles":
      return ok(model.roles(now));
    case "scripts":
      return ok(Object.fromEntries((options.scripts ?? []).map(({ key }) => [key, readScript(model)])));
  }
}
function createMachine(models, name) {
  return {
    readBoot: () => visit(models, name, (model, now) => model.boot(now)),
    readNewBoot: (left) => visit(models, name, (model, now) => {
      const boot2 = model.boot(now);
      return compareBoots(boot2.bootId, left) === "other" ? boot2 : "unchanged";
    }),
    async probe(probes, options = {}) {
      const all = await visit(models, name, (model, now) => probes.map((probe) => readProbe(probe, model, now, options)));
      return Object.fromEntries(probes.map((probe, at) => [probe, all.ok ? all.value[at] : all]));
    },
    async startJob(key, work) {
      const answer = await visit(
        models,
        name,
        (model, now) => model.refuses(key, work) ?? model.startJob(key, work, now)
      );
      if (!answer.ok || typeof answer.value !== "string") return answer;
      return refusal(answer.value, `${name} refuses to start job ${key}.`, name);
    },
    pollJob: (key) => visit(models, name, (model, now) => model.pollJob(key, now)),
    cancelJob: (key) => visit(models, name, (model, now) => model.cancelJob(key, now)),
    async removeJob(key) {
      const answer = await visit(models, name, (model, now) => model.removeJob(key, now));
      if (!answer.ok) return answer;
      if (answer.value !== "running") return { ok: true, value: answer.value };
      return refusal("JOB_RUNNING", `Job ${key} still runs on ${name}.`, name);
    },
    restart: (ifStillOn, _reason) => visit(models, name, (model, now) => model.restart(ifStillOn, now)),
    release: () => Promise.resolve()
  };
}
function createSimulatedFleet(options) {
  const models = createModels(options);
  return {
    models,
    machine: (entry) => createMachine(models, entry.name),
    close: () => Promise.resolve()
  };
}

export {
  irregularitiesOf,
  mostOutOfServiceBy,
  createDice,
  readScript,
  readRestartReadiness,
  createSimulatedFleet
};
