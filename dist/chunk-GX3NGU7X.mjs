import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  diagnosisParts,
  rollupPackage,
  servicingStackPackage
} from "./chunk-NY5E6FMM.mjs";
import {
  compareBoots,
  identityOfPackage
} from "./chunk-7P4UPFSA.mjs";
import {
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import {
  identityOf
} from "./chunk-6W5MFQ47.mjs";

// src/simulation/dice.ts
function createDice(seed) {
  let state = seed >>> 0, roll = () => {
    state = state + 1831565813 >>> 0;
    let mixed = Math.imul(state ^ state >>> 15, state | 1);
    return mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61), ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
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
  let seen = /* @__PURE__ */ new Set();
  return [...new Set(words.filter((word) => seen.size === seen.add(word).size))];
}
function repeatedIn({ jobs }, entries) {
  let isUndo2 = (kind) => kind === "uninstall" || kind === "removal", undos = jobs.filter(({ kind, end }) => isUndo2(kind) && end === "finished"), roundOf = (at) => undos.filter(({ startedAt }) => startedAt <= at).length, twice = [...new Set(entries.map(({ at }) => roundOf(at)))].flatMap(
    (round) => repeated(entries.filter(({ at }) => roundOf(at) === round).map(({ word }) => word))
  );
  return [...new Set(twice)];
}
function irregularitiesOf(books) {
  let each = (words) => books.flatMap((one) => words(one).map((word) => `${one.machine} ${word}`));
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
  let steps = books.flatMap(({ outOfService }) => outOfService).filter((one) => (one.to === null || one.to > one.from) && (by ?? one.by) === one.by).flatMap(({ from, to }) => [
    { at: from, change: 1 },
    { at: to ?? Number.POSITIVE_INFINITY, change: -1 }
  ]).sort((one, other2) => one.at - other2.at || one.change - other2.change), now = 0;
  return steps.reduce((most, { change }) => (now += change, Math.max(most, now)), 0);
}
function mostOutOfServiceBy(books, groupOf, by) {
  let groups = /* @__PURE__ */ new Map();
  for (let one of books) {
    let group = groupOf(one.machine) ?? "", members = groups.get(group);
    members === void 0 ? groups.set(group, [one]) : members.push(one);
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
    this.#jobs ??= [], this.#jobs.push({ key, kind, startedAt, asked: 1, end: void 0 });
  }
  jobAskedAgain(key) {
    this.#changeJob(key, (entry) => ({ ...entry, asked: entry.asked + 1 }));
  }
  jobEnded(key, end) {
    this.#changeJob(key, (entry) => ({ ...entry, end }));
  }
  installed(at, kb, outcome) {
    this.#installs ??= [], this.#installs.push({ at, kb, outcome });
  }
  restarted(entry) {
    this.#restarts ??= [], this.#restarts.push(entry);
  }
  /** Out of service from now on; going on without a break where it has just come back. */
  out(from, by) {
    this.#outOfService ??= [];
    let last = this.#outOfService.at(-1);
    last === void 0 || last.to !== null && last.to < from ? this.#outOfService.push({ from, to: null, by }) : this.#outOfService[this.#outOfService.length - 1] = { ...last, to: null };
  }
  back(to) {
    let last = this.#outOfService?.at(-1);
    last !== void 0 && last.to === null && this.#outOfService?.splice(-1, 1, { ...last, to });
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
    let at = this.#jobs?.findLastIndex((entry2) => entry2.key === key) ?? -1, entry = this.#jobs?.[at];
    entry !== void 0 && this.#jobs?.splice(at, 1, change(entry));
  }
};

// src/simulation/cluster.ts
var numbers = { up: 0, down: 1, paused: 2 }, SimulatedCluster = class {
  setup;
  #members = /* @__PURE__ */ new Map();
  #down = /* @__PURE__ */ new Set();
  #pauses = /* @__PURE__ */ new Map();
  /** Role by the node that it began on, and where it is. */
  #places;
  #drains = [];
  #repairedAt = 0;
  #isSettling = !1;
  constructor(setup) {
    this.setup = setup, this.#places = new Map(setup.nodes.map((node) => [node, node]));
  }
  /** @param isPaused a person has paused it before the story began */
  join(node, isPaused) {
    this.#members.set(node.name, node), isPaused && this.#pauses.set(node.name, { drains: [] });
  }
  /** Nodes that were asked anything are brought up to the same instant: one sees the others as they are. */
  settle(now) {
    if (!this.#isSettling) {
      this.#isSettling = !0;
      for (let node of this.#members.values()) node.settleTo(now);
      this.#isSettling = !1;
    }
  }
  wentDown(name) {
    this.#down.add(name);
    for (let [role, place] of this.#places)
      place === name && this.#places.set(role, this.#anotherFor(name) ?? place);
  }
  cameUp(name, at) {
    this.#down.delete(name), this.#repairedAt = Math.max(this.#repairedAt, at + this.setup.repair);
  }
  isPaused(name) {
    return this.#pauses.has(name);
  }
  get drains() {
    return this.#drains;
  }
  /** @param stays whether a role of this node does not move */
  drain(name, ask) {
    let { key, after, at, stays } = ask, pause = this.#pauses.get(name), isOurs = pause?.drains.some((one) => after.includes(one)) === !0, refused = (code, detail) => ({ outcome: "refused", code, detail, stayed: [] });
    if (pause !== void 0 && !isOurs) return refused("CLUSTER_NODE_PAUSED", `node ${name} was paused before`);
    let away = this.setup.nodes.filter((node) => node !== name && this.#stateOf(node) !== "up");
    if (away.length > 0) return refused("CLUSTER_NODES_DOWN", `not up: ${away.join(", ")}`);
    let { remaining, total } = this.#votesWithout(name);
    if (2 * remaining <= total) return refused("CLUSTER_QUORUM_AT_RISK", `${remaining} of ${total} votes would remain`);
    if (at < this.#repairedAt) return refused("CLUSTER_STORAGE_BUSY", "1 repairs of storage are under way");
    this.#pauses.set(name, { drains: [...pause?.drains ?? [], key] }), pause === void 0 && this.#drains.push({ node: name, from: at, to: null });
    let own = [...this.#places].filter(([, place]) => place === name).map(([role]) => role);
    if (stays) {
      let stayed = own.map((role) => this.#roleOf(role));
      return {
        outcome: "stuck",
        code: null,
        detail: `the cluster says that the drain failed; left: ${stayed.join(", ")}`,
        stayed
      };
    }
    for (let role of own) this.#places.set(role, this.#anotherFor(name) ?? name);
    return { outcome: "drained", code: null, detail: "", stayed: [] };
  }
  resume(name, ask) {
    let pause = this.#pauses.get(name);
    if (pause === void 0) return { outcome: "resumed", detail: "" };
    if (!pause.drains.some((one) => ask.drains.includes(one)))
      return { outcome: "notOurs", detail: `node ${name} is paused, and no drain of ours has left its mark` };
    if (ask.fails) return { outcome: "stuck", detail: `node ${name} is in state 2` };
    this.#pauses.delete(name);
    let at = this.#drains.findLastIndex(({ node, to }) => node === name && to === null), entry = this.#drains[at];
    return entry !== void 0 && (this.#drains[at] = { ...entry, to: ask.at }), { outcome: "resumed", detail: "" };
  }
  /** What Get-PatchringRoles gives of it on that node. */
  results(name, now) {
    let { nodes, name: cluster, repair } = this.setup, row = (probe, item, more = {}) => ({ role: "cluster", probe, item, outcome: "ok", detail: "", value: null, ...more }), { remaining, total } = this.#votesWithout(name), lost2 = `without this node cluster ${cluster} has ${remaining} of ${total} votes, and loses its quorum`, isBusy = now < this.#repairedAt, busy = { outcome: "busy", detail: "1 repairs of storage are under way" };
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
    let state = this.#stateOf(node);
    return state === "up" ? {} : { outcome: "failed", detail: state === "paused" ? `node ${node} is paused` : `node ${node} is not up (state ${numbers[state]})` };
  }
  #stateOf(name) {
    return this.#down.has(name) ? "down" : this.#pauses.has(name) ? "paused" : "up";
  }
  #votesWithout(name) {
    let { nodes, hasWitness } = this.setup, voters = nodes.filter((node) => !this.#down.has(node)), witness = hasWitness && voters.length % 2 === 0 ? 1 : 0;
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
  let none = [];
  return {
    levels: { cumulative: ubr },
    kbs,
    history: kbs,
    packages,
    installed: none,
    staged: none,
    unfinished: none,
    leaving: none,
    hasLeftTrain: !1,
    hidden: none,
    detected: none
  };
}
function historyOf({ history }) {
  return { words: [...new Set(history)].reverse().map((kb) => ({ kb, operation: "install", result: "succeeded" })), unreadable: null };
}
function listedPackages({ packages, staged, leaving }) {
  if (staged.length === 0 && leaving.length === 0) return packages;
  let coming = staged.flatMap((item) => [...item.packages, ...item.permanentPackages]);
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
  let levels = { ...software.levels };
  for (let { family, level } of software.staged) levels[family] = Math.max(level, levels[family] ?? 0);
  return levels;
}
function stage(software, item) {
  return { ...software, history: [...software.history, item.kb], staged: [...software.staged, item] };
}
function install(software, item, at) {
  return { ...activate(software, item, at), history: [...software.history, item.kb] };
}
function activate(software, item, since) {
  let levelBefore = software.levels[item.family] ?? 0, brought = [...item.packages, ...item.permanentPackages];
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
  let without = software.leaving.length === 0 ? software : dropLeaving(software), active = software.staged.reduce((state, item) => activate(state, item, at), without), unfinished = software.staged.map(({ kb }) => kb).filter((kb) => twice.includes(kb));
  return { ...active, staged: [], leaving: [], unfinished };
}
function dropLeaving(software) {
  let isLeaving = (name) => software.leaving.includes(name), gone = software.installed.filter(({ item }) => item.packages.some(isLeaving)), levels = { ...software.levels };
  for (let { item, levelBefore } of gone)
    levels[item.family] = Math.min(levelBefore, levels[item.family] ?? levelBefore);
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
  let again = faultsOf(faults, "offeredAgain").map(({ kb }) => kb);
  return again.length === 0 ? [] : items.filter(({ kb }) => again.includes(kb) && kbs.includes(kb));
}

// src/simulation/updates.ts
function isApplicable(item, query) {
  if (item.build !== query.build || item.level <= (query.levels[item.family] ?? 0) || item.audience !== "all" && item.audience === "enrolled" !== query.isOnTrain) return !1;
  let { from = 0, until = Number.POSITIVE_INFINITY } = item.offered ?? {};
  return query.elapsed >= from && query.elapsed < until;
}
function offersOf(catalogue, query) {
  let applicable = catalogue.filter((item) => isApplicable(item, query));
  return applicable.filter((item) => !applicable.some((other2) => other2.family === item.family && other2.level > item.level));
}
function isSameUpdate(one, other2) {
  return one.updateId === other2.updateId && one.revision === other2.revision;
}
function needsRestart({ restarts }, { roles }) {
  return typeof restarts == "string" ? restarts === "always" : roles.includes(restarts.role);
}

// src/simulation/offers.ts
function offersNow({ profile, surroundings, at, faults }, software) {
  let shown = surroundings.catalogue.filter(({ update }) => !software.hidden.includes(identityOf(update)));
  return [...offersOf(shown, {
    build: profile.build,
    levels: plannedLevels(software),
    // Without a licence a machine is offered what everybody without Hotpatch gets.
    isOnTrain: profile.hotpatch.isEnrolled && profile.hotpatch.arcSubscription !== 0 && !software.hasLeftTrain,
    elapsed: at - surroundings.startAt
  }), ...staleOffers(shown, faults, software)];
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
    this.#delay === void 0 || gone.length === 0 || (this.#gone = gone, this.nextAt = at + this.#delay);
  }
  /** What they install now, of what was taken back. */
  look(scene, software) {
    let offered = offersNow(scene, software), back = this.#gone.filter((item) => offered.includes(item));
    return this.#gone = [], this.nextAt = Number.POSITIVE_INFINITY, back;
  }
};
function withStaged(software, items) {
  return items.reduce(stage, software);
}

// src/simulation/node-jobs.ts
var noMember = { outcome: "noMember", code: null, detail: "", stayed: [] }, alone = { outcome: "resumed", detail: "it is in no cluster" };
function runNode(work, scene) {
  let { cluster, machine, key, at, software, faults, strikes } = scene;
  if (work.kind === "drain") {
    let stays = faultsOf(faults, "roleStays").some(strikes);
    return { status: { state: "finished", kind: "drain", result: cluster?.drain(machine, { key, after: work.after, at, stays }) ?? noMember }, software, tried: [] };
  }
  let fails = faultsOf(faults, "resumeFails").some(strikes);
  return { status: { state: "finished", kind: "resume", result: cluster?.resume(machine, { drains: work.drains, at, fails }) ?? alone }, software, tried: [] };
}

// src/simulation/own-scripts.ts
function plays({ faults }, how) {
  return faultsOf(faults, "scriptBad").some((fault) => fault.how === how);
}
function runDetect({ detect }, scene) {
  let { software } = scene;
  if (plays(scene, "nonsense"))
    return { status: { state: "failed", failure: {
      code: "SCRIPT_DETECT_INVALID",
      hresult: 0,
      message: "detect wrote 2 objects, and one is wanted."
    } }, software, tried: [] };
  let installed2 = software.detected.includes(detect.sha256);
  return { status: { state: "finished", kind: "detect", result: { installed: installed2, version: installed2 ? "1.0" : null } }, software, tried: [] };
}
function runScript(work, scene) {
  return work.kind === "script" ? runInstalling(work, scene) : runRemoving(work, scene);
}
function runInstalling({ update, detect }, scene) {
  let isFailing = plays(scene, "fails"), isLying = plays(scene, "undetected"), needsRestart2 = plays(scene, "restarts"), common = { ...update, kbs: [], hresult: 0 }, outcome = isFailing ? { ...common, outcome: "failed", code: "SCRIPT_FAILED", note: "its exit code is 1603: installing" } : isLying && !needsRestart2 ? { ...common, outcome: "failed", code: "SCRIPT_NOT_DETECTED", note: "installing" } : { ...common, outcome: "installed", note: "installing / done" }, software = isFailing || isLying ? scene.software : found(scene.software, detect.sha256);
  return { status: { state: "finished", kind: "script", result: { updates: [outcome], needsRestart: needsRestart2, packagesBefore: [] } }, software, tried: [] };
}
function runRemoving({ update, detect }, { software, ...scene }) {
  let isThere = software.detected.includes(detect.sha256), stays = isThere && plays({ ...scene, software }, "stays"), name = identityOf(update), result = { removed: isThere && !stays ? [name] : [], kept: stays ? [{ package: name, reason: "detect still finds it after the uninstall script", hresult: 0 }] : [], needsRestart: !1 }, after = stays ? software : { ...software, detected: software.detected.filter((one) => one !== detect.sha256) };
  return { status: { state: "finished", kind: "removal", result }, software: after, tried: [] };
}
function found(software, sha256) {
  return { ...software, detected: [.../* @__PURE__ */ new Set([...software.detected, sha256])] };
}
function readScript({ software, faults }) {
  let bad = faultsOf(faults, "probeBad").find(
    ({ kb }) => kb === void 0 || software.installed.some(({ item }) => item.kb === kb)
  ), done = {
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
  let bad = faultsOf(faults, "packageBad")[0];
  if (bad !== void 0)
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
}, installBusy = {
  code: "INSTALL_BUSY",
  hresult: 2149842953,
  message: "Another installation has been running for ten minutes."
};
function whyPending(pendingRestart) {
  let signals = pendingRestart.filter((signal) => signal !== "fileRename");
  return signals.length === 0 ? void 0 : { code: "INSTALL_RESTART_PENDING", hresult: 2149842966, message: `Nothing was installed: a restart is pending (${signals.join(", ")}).` };
}
function whyBypassed({ source, overrideWsus }, { wsus }) {
  return wsus === void 0 || source === "machine" || overrideWsus === !0 ? void 0 : { code: "SCAN_WSUS_BYPASSED", hresult: 0, message: `Policy sends this machine to WSUS (${wsus}), and ${sourceNames[source]} was asked for.` };
}
function whyNoRoom(bytes, { disk }) {
  let needed = 1073741824 + 2 * Math.min(bytes, 4294967296);
  if (bytes === 0 || disk.free >= needed) return;
  let [has, needs] = [disk.free, needed].map((size) => (size / 2 ** 30).toFixed(1));
  return { code: "INSTALL_DISK_LOW", hresult: 2147942512, message: `The system drive has ${has} GB free, and ${needs} GB are needed.` };
}

// src/simulation/iso.ts
var twoDigits = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0")), threeDigits = Array.from({ length: 1e3 }, (_, value) => String(value).padStart(3, "0")), keptDay = Number.NaN, keptText = "";
function isoOf(at) {
  let dayNumber = Math.floor(at / 864e5);
  dayNumber !== keptDay && (keptDay = dayNumber, keptText = new Date(dayNumber * 864e5).toISOString().slice(0, -13));
  let inDay = at - dayNumber * 864e5, seconds = Math.floor(inDay / 1e3), minutes = Math.floor(seconds / 60), clock = `${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}`;
  return `${keptText}${clock}.${threeDigits[inDay - seconds * 1e3]}Z`;
}

// src/simulation/undo-readings.ts
function baseResetAt({ faults, software }, now) {
  let past = faultsOf(faults, "baseReset").flatMap(
    ({ kb, after }) => software.installed.filter(({ item }) => item.kb === kb).map(({ since }) => since + after)
  ).filter((at) => at <= now);
  return past.length === 0 ? void 0 : Math.max(...past);
}
var permanentByDesign = "Package_for_ServicingStack", familyOf = (name) => name.split("~")[0];
function undoStateOf(software, { packagesBefore, packagesAdded }) {
  let since = listedPackages(software).filter(
    (name) => !packagesBefore.includes(name) && !name.startsWith(permanentByDesign)
  ), ours = since.filter((name) => packagesAdded?.includes(name) ?? !0), others = since.filter((name) => !ours.includes(name)), superseded = ours.flatMap((name) => {
    let by = others.filter((other2) => familyOf(other2) === familyOf(name));
    return by.length === 0 ? [] : [{ package: name, by }];
  }), isOursPending = software.staged.some((item) => item.packages.some((name) => ours.includes(name))), waiting = isRestartPending(software) && !isOursPending ? ["servicing", "pendingFile"] : [];
  return { ours, others, superseded, waiting };
}
function readRemoval(view, now, undo) {
  let at = baseResetAt(view, now), isMarked = faultsOf(view.faults, "uninstallFails").filter(({ marked }) => marked === !0), permanent = view.software.installed.filter(({ item }) => isMarked.some(({ kb }) => kb === void 0 || kb === item.kb)).flatMap(({ item }) => item.packages), none = { ours: [], others: [], superseded: [], waiting: [] }, { ours, others, superseded, waiting } = undo === void 0 ? none : undoStateOf(view.software, undo);
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
var day = 864e5;
function readShadow({ profile }, now) {
  let failed2 = profile.failedWriters ?? [];
  return { latest: isoOf(now - (failed2.length === 0 ? day / 4 : 3 * day)), failedWriters: [...failed2], unreadable: [] };
}

// src/simulation/undo-work.ts
var cannotUninstall = 2148468773, sourceMissing = 2148468767;
function runHide({ updates }, scene) {
  let { software } = scene, offered = new Set(offersNow(scene, { ...software, hidden: [] }).map(({ update }) => identityOf(update))), told = updates.map(({ updateId, revision }) => {
    let isThere = offered.has(identityOf({ updateId, revision }));
    return { updateId, revision, outcome: isThere ? "hidden" : "notOffered", hresult: 0 };
  }), hidden = told.filter(({ outcome }) => outcome === "hidden").map(identityOf);
  return {
    status: { state: "finished", kind: "hide", result: { updates: told } },
    software: { ...software, hidden: [.../* @__PURE__ */ new Set([...software.hidden, ...hidden])] },
    tried: []
  };
}
function runShow({ updates }, scene) {
  let { software } = scene, offered = new Set(offersNow(scene, { ...software, hidden: [] }).map(({ update }) => identityOf(update))), told = updates.map(({ updateId, revision }) => {
    let isThere = offered.has(identityOf({ updateId, revision }));
    return { updateId, revision, outcome: isThere ? "shown" : "notOffered", hresult: 0 };
  }), shown = new Set(told.filter(({ outcome }) => outcome === "shown").map(identityOf));
  return {
    status: { state: "finished", kind: "show", result: { updates: told } },
    software: { ...software, hidden: software.hidden.filter((one) => !shown.has(one)) },
    tried: []
  };
}
function runUninstall(work, scene) {
  let { software } = scene, { ours, others, superseded, waiting } = undoStateOf(software, work), told = (removed2, kept2, after) => ({
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
  }), refused = [
    ...superseded.map(({ package: name, by }) => ({ name, code: "UNDO_SUPERSEDED", reason: `superseded by ${by}` })),
    ...waiting.length === 0 ? [] : ours.map((name) => ({ name, code: "UNDO_RESTART_PENDING", reason: `a restart is pending (${waiting})` }))
  ].map(({ name, code, reason }) => ({ package: name, reason, hresult: 0, code }));
  if (refused.length > 0) return told([], refused, software);
  let candidates = [...software.installed.map(({ item }) => item), ...software.staged].flatMap(
    ({ packages, kb }) => packages.filter((name) => ours.includes(name)).map((name) => ({ name, kb }))
  ), isReset = baseResetAt(scene, scene.at) !== void 0, stuck = (kb) => isReset ? { hresult: sourceMissing, reason: "what it replaced is no longer in the component store" } : faultsOf(scene.faults, "uninstallFails").find((fault) => fault.kb === void 0 || fault.kb === kb), kept = candidates.flatMap(({ name, kb }) => {
    let fault = stuck(kb);
    if (fault === void 0) return [];
    let reason = "reason" in fault ? fault.reason : "the package is permanent";
    return [{ package: name, reason, hresult: fault.hresult ?? cannotUninstall }];
  }), removed = candidates.filter(({ kb }) => stuck(kb) === void 0).map(({ name }) => name);
  return told(removed, kept, remove(software, removed));
}

// src/simulation/jobs.ts
function runWork(work, scene) {
  let refused = faultsOf(scene.faults, "jobRefused").find(({ job }) => job === work.kind);
  if (refused !== void 0 && scene.strikes(refused)) {
    let { code, hresult } = refused;
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
  let bypassed = whyBypassed(work, scene.profile);
  if (bypassed !== void 0) return failed(bypassed, scene.software);
  let fault = faultsOf(scene.faults, "scanFails").find(scene.strikes);
  if (fault !== void 0) {
    let message = `Exception from HRESULT: 0x${fault.hresult.toString(16).toUpperCase()}`;
    return failed({ hresult: fault.hresult, message }, scene.software);
  }
  let updates = offersNow(scene, scene.software).map(({ update }) => update), source = sourceName(work.source, scene.profile);
  return {
    status: { state: "finished", kind: "scan", result: { updates, source, history: historyOf(scene.software) } },
    software: scene.software,
    tried: []
  };
}
function runStage(work, scene) {
  let refused = whyBypassed(work, scene.profile) ?? whyNoRoom(toFetch(work, scene), scene.profile);
  if (refused !== void 0) return failed(refused, scene.software);
  let offers = offersNow(scene, scene.software);
  return { status: { state: "finished", kind: "stage", result: { updates: work.updates.map(({ updateId, revision }) => {
    let item = offers.find(({ update }) => isSameUpdate(update, { updateId, revision })), common = { updateId, revision, hresult: 0 };
    return item === void 0 ? { ...common, kbs: [], outcome: "notOffered" } : { ...common, kbs: [...item.update.kbs], outcome: "downloaded" };
  }) } }, software: scene.software, tried: [] };
}
function runInstall(work, scene) {
  let bypassed = whyBypassed(work, scene.profile);
  if (bypassed !== void 0) return failed(bypassed, scene.software);
  let full = whyNoRoom(toFetch(work, scene), scene.profile);
  if (full !== void 0) return failed(full, scene.software);
  let { software } = scene, updates = work.updates.map((identity) => {
    let one = installOne(identity, scene, software);
    return software = one.software, one.outcome;
  });
  return {
    status: { state: "finished", kind: "install", result: { ...installed(updates, software, scene), history: historyOf(software) } },
    software,
    tried: updates.filter(({ outcome }) => outcome === "installed" || outcome === "failed").map(({ kbs, outcome }) => ({ kb: kbs[0] ?? "", outcome }))
  };
}
function installed(updates, software, { packagesBefore }) {
  let packagesAdded = listedPackages(software).filter((name) => !packagesBefore.includes(name));
  return { updates, needsRestart: isRestartPending(software), packagesBefore: [...packagesBefore], packagesAdded };
}
function toFetch({ updates }, { surroundings }) {
  return surroundings.catalogue.filter(({ update }) => updates.some((one) => isSameUpdate(update, one))).reduce((sum, { update }) => sum + (update.isDownloaded ? 0 : update.size), 0);
}
var notApplicable = 2148468766;
function runPackageStage({ packages }, { faults, software }) {
  let bad = whyBad(packages, faults);
  return bad !== void 0 ? failed(bad, software) : { status: { state: "finished", kind: "stage", result: copied(packages) }, software, tried: [] };
}
function runPackages({ packages }, scene) {
  let bad = whyBad(packages, scene.faults);
  if (bad !== void 0) return failed(bad, scene.software);
  let { software } = scene, updates = packages.map((one) => {
    let common = { ...identityOfPackage(one), kbs: [one.kb] }, { build } = scene.profile, item = scene.surroundings.catalogue.find((known) => known.kb === one.kb && known.build === build);
    return item === void 0 ? { ...common, outcome: "failed", hresult: notApplicable } : (!software.kbs.includes(item.kb) && !software.staged.includes(item) && (software = putIn(item, scene, software)), { ...common, outcome: "installed", hresult: 0 });
  }), result = installed(updates, software, scene), tried = updates.map(({ kbs, outcome }) => ({ kb: kbs[0] ?? "", outcome }));
  return { status: { state: "finished", kind: "packages", result }, software, tried };
}
function putIn(item, scene, software) {
  return needsRestart(item, scene.profile) ? stage(software, item) : install(software, item, scene.at);
}
function installOne(identity, scene, software) {
  let { updateId, revision } = identity, item = scene.surroundings.catalogue.find(({ update }) => isSameUpdate(update, identity)), answer = (outcome, hresult, after) => ({
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
  if (software.kbs.includes(item.kb) || software.staged.includes(item))
    return answer(
      staleOffers([item], scene.faults, software).length > 0 ? "installed" : "alreadyInstalled",
      0,
      software
    );
  if (!offersNow(scene, software).includes(item)) return answer("notOffered", 0, software);
  let fault = faultsOf(scene.faults, "installFails").find(({ kb }) => kb === item.kb);
  if (fault !== void 0 && scene.strikes(fault)) {
    let asks = fault.wantsRestart === !0 ? [`${item.kb} tried at ${scene.at}`] : [];
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
    this.#faults = faults, this.#startAt = startAt;
  }
  /** The first job or restart of that kind begins what was waiting for it. */
  reached(milestone, at) {
    this.#milestones[milestone] ??= at;
  }
  /** Takes one of the fault's `times`; false when they are used up. */
  strike(fault) {
    let times = "times" in fault ? fault.times ?? Number.POSITIVE_INFINITY : Number.POSITIVE_INFINITY, struck = this.#struck?.get(fault) ?? 0;
    return struck >= times ? !1 : (this.#struck ??= /* @__PURE__ */ new Map(), this.#struck.set(fault, struck + 1), !0);
  }
  suffers(kind, now) {
    return this.#spans(kind).some(([from, to]) => now >= from && now < to);
  }
  /** The next instant at which a lasting trouble begins or ends; infinity: none, as far as is known now. */
  nextEdge(now) {
    let edges = [...this.#spans("unreachable"), ...this.#spans("hangs")].flat();
    return Math.min(Number.POSITIVE_INFINITY, ...edges.filter((at) => at > now));
  }
  #spans(kind) {
    return this.#faults.length === 0 ? [] : faultsOf(this.#faults, kind).map(({ begins, lasts = Number.POSITIVE_INFINITY }) => {
      let from = typeof begins == "number" ? this.#startAt + begins : this.#milestones[begins] ?? Number.POSITIVE_INFINITY;
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
  let down = faultOf(faults, "slowRestart")?.takes ?? dice.between(timing.down), isLost = staysAway(faults, software);
  return { cause, downAt, upAt: isLost ? Number.POSITIVE_INFINITY : downAt + down, isDown: !1 };
}
function restartChangesAt(restart) {
  return restart === void 0 ? Number.POSITIVE_INFINITY : restart.isDown ? restart.upAt : restart.downAt;
}

// src/simulation/leaks.ts
function leaksOf({ faults, software }) {
  return faultsOf(faults, "leaks").flatMap(({ kb, crashesAfter }) => {
    let cause = software.installed.find(({ item }) => item.kb === kb);
    return cause === void 0 ? [] : [{ since: cause.since, period: crashesAfter }];
  });
}
function fallsOf(leaking, now) {
  return leaksOf(leaking).flatMap(({ since, period }) => {
    let many = Math.max(0, Math.floor((now - since) / period));
    return Array.from({ length: many }, (_, index) => since + (index + 1) * period);
  });
}
var usual = 41.5;
function commitOf(leaking, now) {
  return leaksOf(leaking).reduce((most, { since, period }) => {
    let share = Math.max(0, now - since) % period / period;
    return Math.max(most, usual + Math.round((100 - usual) * share * 10) / 10);
  }, usual);
}

// src/simulation/readings.ts
var hour = 36e5, gibibyte = 2 ** 30, spaceOfOneUpdate = 1.5 * gibibyte, processAborted = 1067, broughtByOthers = 1;
function readFacts({ name: own, profile, software, faults, begunAt }, now) {
  let changed = faultsOf(faults, "changedByOthers").filter(({ after }) => now >= begunAt + after), more = (software.levels.cumulative ?? profile.ubr) === profile.ubr && changed.some(({ what }) => what === "build") ? broughtByOthers : 0, name = changed.some(({ what }) => what === "name") ? "another-one" : own;
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
    isAdministrator: !0,
    is64BitProcess: !0,
    scriptPolicy: null,
    roles: [...profile.roles],
    otherUpdaters: [...profile.otherUpdaters],
    clock: isoOf(now)
  };
}
function readBoot(view, now) {
  let { software } = view, own = isRestartPending(software) ? ["servicing"] : [];
  software.staged.length > 0 && own.push("windowsUpdate");
  let asking = faultsOf(view.faults, "asksForRestart").flatMap(
    ({ signal, since, stays = !1 }) => now >= since && (stays || view.bootedAt < since) ? [signal] : []
  ), inherited = view.bootNumber === firstBoot ? view.profile.pendingRestart : [];
  return {
    bootId: bootIdOf(view),
    bootedAt: isoOf(view.bootedAt),
    isServicing: now < view.settledAt,
    pendingRestart: [...own, ...inherited, ...asking]
  };
}
function readRestartReadiness({ profile }) {
  return { ...{ loggedOn: [], backups: [], bootProtectors: [], shutdownAskedAt: null, unreadable: [] }, ...profile.atRestart };
}
var firstBoot = 17;
function bootIdOf({ bootedAt }) {
  return `process-${isoOf(bootedAt).replace("Z", "0000Z")}`;
}
var historyRefusedFrom = 6899;
function readHotpatch({ profile, software }) {
  let { isEnrolled, vbsStatus, secureBoot, arcSubscription, licenceTrouble } = profile.hotpatch, isRefused = (software.levels.cumulative ?? profile.ubr) >= historyRefusedFrom;
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
  let { disk } = view.profile;
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
}, servicesOfRoles = {
  "domain-controller": "NTDS",
  dns: "DNS",
  dhcp: "DHCPServer",
  iis: "W3SVC",
  sql: "MSSQLSERVER",
  wsus: "WsusService"
};
function readRoles(view, now, cluster) {
  let services = servicesOf(view, now);
  return { results: [...view.profile.roles.flatMap((role) => {
    let item = servicesOfRoles[role];
    if (item === void 0) return [];
    let isRunning = services.some(({ name, state }) => name === item && state === "running"), [outcome, detail] = isRunning ? ["ok", ""] : ["failed", `service ${item} is Stopped`];
    return [{ role, probe: "service", item, outcome, detail, value: null }];
  }), ...cluster?.results(view.name, now) ?? []] };
}
function deathsOf({ faults, software }, now) {
  return faultsOf(faults, "serviceDies").flatMap(({ kb, service, after = 0, mendedBy }) => {
    let cause = software.installed.find(({ item }) => item.kb === kb), isMended = software.installed.some(({ item }) => item.kb === mendedBy);
    return cause === void 0 || isMended || now < cause.since + after ? [] : [{ service, at: cause.since + after }];
  });
}
function servicesOf(view, now) {
  let deaths = deathsOf(view, now), isSettling = now < view.settledAt;
  return view.profile.services.map((service) => deaths.some((death) => death.service === service.name) ? { ...service, state: "stopped", exitCode: processAborted } : isSettling && service.startMode === "automaticDelayed" ? { ...service, state: "stopped" } : isSettling && service.startMode === "automatic" && !service.isTriggerStart && service.state === "running" ? { ...service, state: "startPending" } : service);
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
  let deaths = deathsOf(view, now).filter(({ at }) => at >= since);
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
  let { installed: installed2, staged } = view.software;
  switch (part) {
    case "pending":
      return readBoot(view, now).pendingRestart.map((signal) => `asks for a restart: ${signal}`).join(`
`);
    case "minidumps":
      return view.crashedAt.map((at, index) => `${isoOf(at)} 2097152 ${index + 1}-01.dmp`).join(`
`);
    case "system":
      return readHealth(view, now, since).events.map(({ provider, id, sample }) => `${provider} ${id}: ${sample}`).join(`
`);
    case "cbs":
      return [...installed2.map(({ item }) => item), ...staged].flatMap(({ packages }) => packages.map((name) => `Info CBS Appl: Package: ${name}, Update: installed`)).join(`
`);
    case "application":
    case "dism":
    case "windowsUpdate":
    case "updateTraces":
      return "";
  }
}
function readDiagnosis(view, now, eventsSince) {
  let locked = faultOf(view.faults, "logLocked")?.part, parts = diagnosisParts.map(
    (part) => part === locked ? { part, text: null, trouble: "The process cannot access the file.", isCut: !1 } : { part, text: textOf(part, view, now, eventsSince), trouble: null, isCut: !1 }
  );
  return { at: isoOf(now), parts };
}

// src/simulation/readable.ts
var ReadableMachine = class {
  facts(now) {
    return this.settle(now), { ...readFacts(this, now), traces: [...this.jobKeys] };
  }
  boot(now) {
    return this.settle(now), readBoot(this, now);
  }
  hotpatch(now) {
    return this.settle(now), readHotpatch(this);
  }
  /** @param eventsSince epoch ms */
  health(now, eventsSince) {
    return this.settle(now), readHealth(this, now, eventsSince);
  }
  diagnosis(now, eventsSince) {
    return this.settle(now), readDiagnosis(this, now, eventsSince);
  }
  roles(now) {
    return this.settle(now), readRoles(this, now, this.cluster);
  }
  packages(now) {
    return this.settle(now), listedPackages(this.software);
  }
  /** @param undo whose packages are asked about */
  removal(now, undo) {
    return this.settle(now), readRemoval(this, now, undo);
  }
  shadow(now) {
    return this.settle(now), readShadow(this, now);
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
  return kind === "script" && faultsOf(faults, "scriptBad").some(({ how }) => how === "hangs") ? Number.POSITIVE_INFINITY : takes;
}
function isUndo({ kind }) {
  return kind === "uninstall" || kind === "removal";
}
function refusalOf(jobs, key, work) {
  if ("updates" in work && work.updates.length === 0 || work.kind === "uninstall" && work.packagesBefore.length === 0 || work.kind === "resume" && work.drains.length === 0) return "JOB_PARAMETERS_INVALID";
  let known = jobs.find((job) => job.key === key);
  return known !== void 0 && known.work.kind !== work.kind ? "JOB_KEY_REUSED" : void 0;
}
function statusOf(job, now) {
  if (job.end !== void 0) return job.end;
  if (now < job.runsAt) return { state: "queued" };
  let share = (now - job.runsAt) / Math.max(1, job.endsAt - job.runsAt), { work } = job;
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
    let job = this.find(key);
    return job === void 0 ? "absent" : job.end !== void 0 || now >= job.runsAt ? "begun" : (this.#forget(job), job);
  }
  poll(key, now) {
    let job = this.find(key);
    return job === void 0 ? { state: "absent" } : statusOf(job, now);
  }
  remove(key) {
    let job = this.find(key);
    return job === void 0 ? "absent" : job.end === void 0 ? "running" : (this.#forget(job), "removed");
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
var strangersPackage = "Package_for_DotNetRollup_481~31bf3856ad364e35~amd64~~10.0.9999.1", Strangers = class {
  #left;
  constructor(faults) {
    this.#left = [...faultsOf(faults, "addedByOthers")];
  }
  /** When they come next; infinity: nothing of ours that they wait for is in force. */
  nextAt({ installed: installed2 }) {
    let times = this.#left.flatMap(
      ({ kb, after }) => installed2.filter(({ item }) => item.kb === kb).map(({ since }) => since + after)
    );
    return Math.min(Number.POSITIVE_INFINITY, ...times);
  }
  /** What they leave behind; each comes once. */
  act(software, at) {
    let due = this.#left.findIndex(
      ({ kb, after }) => software.installed.some(({ item, since }) => item.kb === kb && since + after <= at)
    ), [one] = this.#left.splice(due, 1), ours = software.installed.find(({ item }) => item.kb === one?.kb)?.item;
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
  let level = ours.level + 5, brought = { packages: [rollupPackage(level)], permanentPackages: [servicingStackPackage(level)] };
  return { ...ours, kb: "KB5199001", level, ...brought };
}
function other(ours) {
  return { ...ours, kb: "KB5199002", family: "dotnet", level: 1, train: "keeps", ...{ packages: [strangersPackage], permanentPackages: [] } };
}

// src/simulation/machine.ts
var week = 7 * 864e5, SimulatedMachine = class extends ReadableMachine {
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
    super(), this.name = name, this.profile = profile, this.faults = faults, this.#surroundings = surroundings, this.begunAt = surroundings.startAt, this.#dice = createDice(seedOf(seed ?? surroundings.seed, name)), this.#ledger = new Ledger(name), this.#troubles = new Troubles(faults, surroundings.startAt), this.#automatic = new AutomaticUpdates(faults), this.#strangers = new Strangers(faults), this.software = pristine(profile.ubr, profile.kbs, profile.packages), this.bootedAt = surroundings.startAt - week - Math.floor(this.#dice.roll() * week), this.settledAt = this.bootedAt, this.cluster = cluster, cluster?.join({ name, settleTo: (now) => this.settle(now) }, faultOf(faults, "pausedByPerson") !== void 0);
  }
  get jobKeys() {
    return this.#jobs.all.map(({ key }) => key);
  }
  reach(now) {
    return this.settle(now), this.#restart?.isDown === !0 || this.#troubles.suffers("unreachable", now) ? "refused" : this.#troubles.suffers("hangs", now) ? "hangs" : "up";
  }
  /** The next instant at which `reach` may change by itself; undefined: never, as far as is known now. */
  nextReachChangeAt(now) {
    this.settle(now);
    let next = Math.min(restartChangesAt(this.#restart), this.#troubles.nextEdge(now));
    return Number.isFinite(next) ? next : void 0;
  }
  /** Ask before `startJob`. */
  refuses(key, work) {
    return refusalOf(this.#jobs.all, key, work);
  }
  startJob(key, work, now) {
    this.settle(now);
    let known = this.#jobs.find(key);
    if (known !== void 0)
      return this.#ledger.jobAskedAgain(key), statusOf(known, now);
    let { timing } = this.#surroundings, runsAt = now + this.#dice.between(timing.queue), job = {
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
    return this.#jobs.add(job), this.#ledger.jobStarted(key, work.kind, now), changes(work) && (this.#troubles.reached(isUndo(work) ? "uninstall" : "install", runsAt), this.#ledger.out(now, isUndo(work) ? "undo" : "update")), this.#plan(), statusOf(job, now);
  }
  pollJob(key, now) {
    return this.settle(now), this.#jobs.poll(key, now);
  }
  /** `begun`: it runs or has ended, and nothing was done. */
  cancelJob(key, now) {
    this.settle(now);
    let job = this.#jobs.takeBack(key, now);
    return typeof job == "string" ? job : (this.#ledger.jobEnded(key, "cancelled"), changes(job.work) && this.#restart === void 0 && !isRestartPending(this.software) && this.#ledger.back(now), this.#plan(), "cancelled");
  }
  /** `running`: refused, the job goes on. */
  removeJob(key, now) {
    return this.settle(now), this.#jobs.remove(key);
  }
  restart(ifStillOn, now) {
    if (this.settle(now), compareBoots(bootIdOf(this), ifStillOn) !== "same") return "alreadyRestarted";
    if (this.#restart === void 0 && faultOf(this.faults, "shutdownHangs") === void 0) {
      let downAt = now + this.#dice.between(this.#surroundings.timing.grace);
      this.#troubles.reached("restart", downAt), this.#goDown("asked", downAt);
    }
    return this.#ledger.out(now, "update"), "restarting";
  }
  /** Rolls whether this answer is lost on its way back. */
  losesAnswer() {
    let fault = faultOf(this.faults, "losesAnswers");
    return fault !== void 0 && this.#dice.roll() < fault.rate;
  }
  /** What happened here until `now`, from the machine's own point of view. */
  books(now) {
    return this.settle(now), this.#ledger.read();
  }
  settle(now) {
    for (this.cluster?.settle(now); this.#nextAt <= now; ) {
      let at = this.#nextAt, job = this.#jobs.open.find(({ endsAt }) => endsAt <= at);
      job !== void 0 ? this.#endJob(job, at) : this.#automatic.nextAt <= at ? this.#installByItself(at) : this.#strangers.nextAt(this.software) <= at ? this.software = this.#strangers.act(this.software, at) : this.#advanceRestart(at), this.#plan();
    }
  }
  #plan() {
    let others = Math.min(this.#automatic.nextAt, this.#strangers.nextAt(this.software)), next = Math.min(restartChangesAt(this.#restart), others);
    for (let { endsAt } of this.#jobs.open) next = Math.min(next, endsAt);
    this.#nextAt = next;
  }
  /** Nobody of ours has asked for it: the books have it as an installation like any other. */
  #installByItself(at) {
    let scene = { profile: this.profile, surroundings: this.#surroundings, faults: this.faults, at }, back = this.#automatic.look(scene, this.software);
    this.software = withStaged(this.software, back);
    for (let { kb } of back) this.#ledger.installed(at, kb, "byItself");
  }
  #endJob(job, at) {
    if (job.isDoomed)
      job.work.kind === "drain" && this.#outcomeOf(job, at), this.#lose(job, "The process of the job is gone and left no result.");
    else {
      let outcome = this.#outcomeOf(job, at);
      this.software = outcome.software, job.end = outcome.status;
      for (let { kb, outcome: how } of outcome.tried) this.#ledger.installed(at, kb, how);
      this.#ledger.jobEnded(job.key, outcome.status.state);
    }
    !changes(job.work) || this.#restart !== void 0 || this.#jobs.isChanging || isRestartPending(this.software) || this.#ledger.back(at);
  }
  #outcomeOf(job, at) {
    return job.refusal !== void 0 ? failed(job.refusal, this.software) : runWork(job.work, {
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
    if (changes(work))
      return this.#jobs.isChanging ? installBusy : whyPending(isUndo(work) ? [] : readBoot(this, now).pendingRestart);
  }
  #lose(job, note) {
    job.end = { state: "lost", note }, this.#ledger.jobEnded(job.key, "lost");
  }
  #goDown(cause, downAt) {
    let { faults, software } = this;
    this.#restart = restartOf({ cause, downAt, faults, software }, this.#surroundings, this.#dice), this.#plan();
  }
  #advanceRestart(at) {
    let restart = this.#restart;
    if (restart === void 0) return;
    if (restart.isDown) {
      this.#comeUp(at);
      return;
    }
    restart.isDown = !0;
    for (let job of this.#jobs.open) this.#lose(job, "The machine restarted while the job ran.");
    this.cluster?.wentDown(this.name);
    let { cause } = restart;
    this.#ledger.restarted({ at, boot: bootIdOf(this), cause, completes: completedByRestart(this.software) }), this.#ledger.out(at, "update");
  }
  #comeUp(at) {
    let { staged, leaving, installed: installed2 } = this.software;
    this.#restart = void 0, this.bootNumber += 1, this.bootedAt = at, this.cluster?.cameUp(this.name, at), this.settledAt = at + this.#dice.between(this.#surroundings.timing.servicing);
    let twice = faultsOf(this.faults, "restartsTwice").map(({ kb }) => kb);
    this.software = boot(this.software, this.settledAt, twice);
    let gone = installed2.filter(({ item }) => item.packages.some((name) => leaving.includes(name)));
    this.#automatic.undone(
      gone.map(({ item }) => item),
      this.settledAt
    ), faultsOf(this.faults, "crashes").some((fault) => staged.some(({ kb }) => kb === fault.kb)) ? (this.crashedAt = [...this.crashedAt, this.settledAt], this.#goDown("crash", this.settledAt)) : this.#ledger.back(this.settledAt);
  }
};

// src/simulation/fleet.ts
function createModels({ machines, clock, ...surroundings }) {
  let startAt = clock.now(), setups = new Map(machines.map((setup) => [setup.name.toLowerCase(), setup])), models = /* @__PURE__ */ new Map(), clusters = /* @__PURE__ */ new Map(), clusterOf = (setup) => {
    let cluster = clusters.get(setup) ?? new SimulatedCluster(setup);
    return clusters.set(setup, cluster), cluster;
  };
  return {
    clock,
    names: machines.map(({ name }) => name),
    model(name) {
      let key = name.toLowerCase(), known = models.get(key);
      if (known !== void 0) return known;
      let setup = setups.get(key);
      if (setup === void 0) return;
      let cluster = setup.cluster === void 0 ? void 0 : clusterOf(setup.cluster), model = new SimulatedMachine(setup, { ...surroundings, startAt }, cluster);
      return models.set(key, model), model;
    },
    clusters: () => [...clusters.values()],
    books: () => [...models.values()].map((model) => model.books(clock.now()))
  };
}
var patience = 6e4;
function lost(code, message, arrived, machine) {
  return { ok: !1, failure: failureOf(code, message, { retryable: !0, machine }), arrived };
}
function refusal(code, message, machine) {
  return { ok: !1, failure: failureOf(code, message, { retryable: code === "JOB_RUNNING", machine }), arrived: "maybe" };
}
async function visit(models, name, ask) {
  let { clock } = models, model = models.model(name);
  if (model === void 0) return lost("WINRM_NAME_NOT_FOUND", `No address is known for ${name}.`, "no", name);
  let reach = model.reach(clock.now());
  if (reach === "refused")
    return lost("WINRM_CONNECTION_REFUSED", `${name} refuses connections.`, "no", name);
  if (reach === "hangs")
    return await clock.sleepUntil(clock.now() + patience), lost("WINRM_DEADLINE_EXCEEDED", `${name} did not answer in time.`, "maybe", name);
  let value = ask(model, clock.now());
  return model.losesAnswer() ? lost("WINRM_CONNECTION_LOST", `The connection to ${name} ended in the middle of an answer.`, "maybe", name) : { ok: !0, value };
}
function readProbe(probe, model, now, options) {
  let ok = (value) => ({ ok: !0, value });
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
      let boot2 = model.boot(now);
      return compareBoots(boot2.bootId, left) === "other" ? boot2 : "unchanged";
    }),
    async probe(probes, options = {}) {
      let all = await visit(models, name, (model, now) => probes.map((probe) => readProbe(probe, model, now, options)));
      return Object.fromEntries(probes.map((probe, at) => [probe, all.ok ? all.value[at] : all]));
    },
    async startJob(key, work) {
      let answer = await visit(
        models,
        name,
        (model, now) => model.refuses(key, work) ?? model.startJob(key, work, now)
      );
      return !answer.ok || typeof answer.value != "string" ? answer : refusal(answer.value, `${name} refuses to start job ${key}.`, name);
    },
    pollJob: (key) => visit(models, name, (model, now) => model.pollJob(key, now)),
    cancelJob: (key) => visit(models, name, (model, now) => model.cancelJob(key, now)),
    async removeJob(key) {
      let answer = await visit(models, name, (model, now) => model.removeJob(key, now));
      return answer.ok ? answer.value !== "running" ? { ok: !0, value: answer.value } : refusal("JOB_RUNNING", `Job ${key} still runs on ${name}.`, name) : answer;
    },
    restart: (ifStillOn, _reason) => visit(models, name, (model, now) => model.restart(ifStillOn, now)),
    release: () => Promise.resolve()
  };
}
function createSimulatedFleet(options) {
  let models = createModels(options);
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
