import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  AV,
  DEFAULT_VERSION,
  MIC_OFFSET,
  NTLM_FLAG,
  OFFERED_FLAGS,
  REQUIRED_FLAGS,
  Rc4,
  SECURITY_FLAGS,
  WinrmError,
  actions,
  answerKeyExchange,
  avValue,
  bindingDigest,
  capability,
  castOf,
  cimResource,
  createDefragmenter,
  createFragmenter,
  createNtlmSealing,
  createRealClock,
  createStoryClock,
  decodeAuthenticate,
  decodeAvPairs,
  decodeChallenge,
  decodeNegotiate,
  decodeSealedBody,
  diagnosisParts,
  element2 as element,
  encodeAvPairs,
  encodeChallenge,
  encodeSealedBody,
  endpointBindingOf,
  entryOf,
  escapeText,
  fewestMachines,
  fileTime,
  guidFromRandom,
  hasFlags,
  inUseOrDisconnected,
  integrityCodeWithout,
  isGuid,
  isIdentify,
  isPsObject,
  isPsScalar,
  isSealedContentType,
  jobKeyPattern,
  member,
  messageTypes,
  messageValue,
  numberOf,
  pipelineState,
  pipelineStates,
  pollAgain,
  poolInitData,
  poolState,
  poolStates,
  privateData,
  proofOf,
  psCustomObject,
  psObject,
  readCapability,
  readCimCall,
  readCimResource,
  readCommand,
  readConnect,
  readConnectCommand,
  readCreate,
  readEnumerate,
  readMessage,
  readPipelineSpec,
  readPull,
  readReceive,
  readRequest,
  readSend,
  readSignal,
  resources,
  responseAction,
  responseKey,
  scenarioNamed,
  sealedContentType,
  sessionBaseKey,
  setupsOf,
  signals,
  storyNames,
  timings,
  toPlain,
  writeCimResult,
  writeCimRow,
  writeCommandResponse,
  writeConfig,
  writeConnectCommandResponse,
  writeConnectResponse,
  writeCreateResponse,
  writeErrorRecord,
  writeFault,
  writeIdentity,
  writeMessage,
  writeMessageRecord,
  writePage,
  writeProgress,
  writeReceiveResponse,
  writeResponse,
  writeShell
} from "./chunk-UU6PRGNV.mjs";
import {
  compareBoots,
  identityOf,
  identityOfPackage,
  kbSchema,
  updateIdentitySchema,
  updateSources
} from "./chunk-Q5RBFROF.mjs";
import {
  FailureError,
  failureOf,
  nearest
} from "./chunk-B3KDKBGD.mjs";
import "./chunk-LYJQU3IU.mjs";
import {
  NEVER,
  _enum,
  array,
  boolean,
  discriminatedUnion,
  int,
  literal,
  prettifyError,
  strictObject,
  string,
  tuple
} from "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/world/embedded.ts
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

// src/simulation/counts.ts
import { createServer } from "node:http";

// src/simulation/books.ts
function repeated(words) {
  const seen = /* @__PURE__ */ new Set();
  return [...new Set(words.filter((word) => seen.size === seen.add(word).size))];
}
function irregularitiesOf(books) {
  const each = (words) => books.flatMap((one) => repeated(words(one)).map((word) => `${one.machine} ${word}`));
  return {
    jobsRunTwice: each(({ jobs }) => jobs.map(({ key: key2 }) => key2)),
    updatesInstalledTwice: each(
      ({ installs }) => installs.filter(({ outcome }) => outcome === "installed").map(({ kb }) => kb)
    ),
    restartedTwice: each(({ restarts }) => restarts.flatMap(({ completes }) => completes)),
    needlessRestarts: books.flatMap(
      ({ machine, restarts }) => restarts.filter(({ cause, completes }) => cause === "asked" && completes.length === 0).map(({ boot: boot2 }) => `${machine} ${boot2}`)
    )
  };
}
function mostOutOfService(books, by) {
  const steps = books.flatMap(({ outOfService }) => outOfService).filter((one) => (one.to === null || one.to > one.from) && (by ?? one.by) === one.by).flatMap(({ from, to }) => [
    { at: from, change: 1 },
    { at: to ?? Number.POSITIVE_INFINITY, change: -1 }
  ]).sort((one, other) => one.at - other.at || one.change - other.change);
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
  jobStarted(key2, kind, startedAt) {
    this.#jobs ??= [];
    this.#jobs.push({ key: key2, kind, startedAt, asked: 1, end: void 0 });
  }
  jobAskedAgain(key2) {
    this.#changeJob(key2, (entry) => ({ ...entry, asked: entry.asked + 1 }));
  }
  jobEnded(key2, end) {
    this.#changeJob(key2, (entry) => ({ ...entry, end }));
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
  #changeJob(key2, change) {
    const at = this.#jobs?.findLastIndex((entry2) => entry2.key === key2) ?? -1;
    const entry = this.#jobs?.[at];
    if (entry !== void 0) this.#jobs?.splice(at, 1, change(entry));
  }
};

// src/simulation/counts.ts
function countsOf(models, ringOf2) {
  const machines = models.books();
  return {
    machines,
    irregularities: irregularitiesOf(machines),
    mostOutOfService: mostOutOfServiceBy(machines, ringOf2),
    mostOutForUpdates: mostOutOfServiceBy(machines, ringOf2, "update")
  };
}
async function serveCounts(models, ringOf2) {
  const server = createServer((request, response) => {
    const isAsked = request.method === "GET" && request.url === "/books";
    response.writeHead(isAsked ? 200 : 404, { "Content-Type": "application/json" });
    response.end(isAsked ? `${JSON.stringify(countsOf(models, ringOf2))}
` : void 0);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}/books`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    })
  };
}

// src/simulation/embedded.ts
import { randomBytes as randomBytes2 } from "node:crypto";

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
    const { key: key2, after, at, stays } = ask;
    const pause2 = this.#pauses.get(name);
    const isOurs = pause2?.drains.some((one) => after.includes(one)) === true;
    const refused = (code, detail) => ({ outcome: "refused", code, detail, stayed: [] });
    if (pause2 !== void 0 && !isOurs) return refused("CLUSTER_NODE_PAUSED", `node ${name} was paused before`);
    const away = this.setup.nodes.filter((node) => node !== name && this.#stateOf(node) !== "up");
    if (away.length > 0) return refused("CLUSTER_NODES_DOWN", `not up: ${away.join(", ")}`);
    const { remaining, total } = this.#votesWithout(name);
    if (2 * remaining <= total) return refused("CLUSTER_QUORUM_AT_RISK", `${remaining} of ${total} votes would remain`);
    if (at < this.#repairedAt) return refused("CLUSTER_STORAGE_BUSY", "1 repairs of storage are under way");
    this.#pauses.set(name, { drains: [...pause2?.drains ?? [], key2] });
    if (pause2 === void 0) this.#drains.push({ node: name, from: at, to: null });
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
    const pause2 = this.#pauses.get(name);
    if (pause2 === void 0) return { outcome: "resumed", detail: "" };
    if (!pause2.drains.some((one) => ask.drains.includes(one)))
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

// src/simulation/software.ts
function pristine(ubr, kbs, packages) {
  const none2 = [];
  return {
    levels: { cumulative: ubr },
    kbs,
    history: kbs,
    packages,
    installed: none2,
    staged: none2,
    unfinished: none2,
    leaving: none2,
    hasLeftTrain: false,
    hidden: none2,
    detected: none2
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

// src/simulation/readings.ts
var hour = 36e5;
var gibibyte = 2 ** 30;
var spaceOfOneUpdate = 1.5 * gibibyte;
var processAborted = 1067;
function readFacts({ name, profile, software }, now) {
  return {
    computerName: name.split(".")[0]?.toUpperCase().slice(0, 15) ?? name,
    domain: profile.domain,
    isDomainController: profile.isDomainController,
    productName: profile.productName,
    editionId: profile.editionId,
    installationType: profile.installationType,
    build: profile.build,
    ubr: software.levels.cumulative ?? profile.ubr,
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
  const inherited = view.bootNumber === firstBoot ? view.profile.pendingRestart : [];
  return {
    bootId: bootIdOf(view),
    bootedAt: isoOf(view.bootedAt),
    isServicing: now < view.settledAt,
    pendingRestart: [...own, ...inherited]
  };
}
function readRestartReadiness({ profile }) {
  const none2 = { loggedOn: [], backups: [], bootProtectors: [], shutdownAskedAt: null, unreadable: [] };
  return { ...none2, ...profile.atRestart };
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
    crashes: view.crashedAt.filter((at) => at >= eventsSince).length,
    shutdownAskedAt: null,
    load: { processor: now < view.settledAt ? 71 : 9, commit: 41.5 },
    listeners: [listener],
    lastBackup: isoOf(now - 6 * hour)
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
      return readBoot(view, now).pendingRestart.map((signal2) => `asks for a restart: ${signal2}`).join("\n");
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

// src/simulation/node-jobs.ts
var noMember = { outcome: "noMember", code: null, detail: "", stayed: [] };
var alone = { outcome: "resumed", detail: "it is in no cluster" };
function runNode(work2, scene) {
  const { cluster, machine, key: key2, at, software, faults, strikes } = scene;
  if (work2.kind === "drain") {
    const stays = faultsOf(faults, "roleStays").some(strikes);
    const result2 = cluster?.drain(machine, { key: key2, after: work2.after, at, stays }) ?? noMember;
    return { status: { state: "finished", kind: "drain", result: result2 }, software, tried: [] };
  }
  const fails = faultsOf(faults, "resumeFails").some(strikes);
  const result = cluster?.resume(machine, { drains: work2.drains, at, fails }) ?? alone;
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
function runScript(work2, scene) {
  return work2.kind === "script" ? runInstalling(work2, scene) : runRemoving(work2, scene);
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
  const signals2 = pendingRestart.filter((signal2) => signal2 !== "fileRename");
  if (signals2.length === 0) return void 0;
  const message = `Nothing was installed: a restart is pending (${signals2.join(", ")}).`;
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
  return applicable.filter((item) => !applicable.some((other) => other.family === item.family && other.level > item.level));
}
function isSameUpdate(one, other) {
  return one.updateId === other.updateId && one.revision === other.revision;
}

// src/simulation/jobs.ts
var cannotUninstall = 2148468773;
function runWork(work2, scene) {
  const refused = faultsOf(scene.faults, "jobRefused").find(({ job }) => job === work2.kind);
  if (refused !== void 0 && scene.strikes(refused)) {
    const { code, hresult } = refused;
    return failed({ code, hresult, message: "The machine refused." }, scene.software);
  }
  switch (work2.kind) {
    case "scan":
      return runScan(work2, scene);
    case "stage":
      return "packages" in work2 ? runPackageStage(work2, scene) : runStage(work2, scene);
    case "install":
      return runInstall(work2, scene);
    case "packages":
      return runPackages(work2, scene);
    case "uninstall":
      return runUninstall(work2, scene);
    case "hide":
      return runHide(work2, scene);
    case "drain":
    case "resume":
      return runNode(work2, scene);
    case "detect":
      return runDetect(work2, scene);
    case "script":
    case "removal":
      return runScript(work2, scene);
  }
}
function failed(failure, software) {
  return { status: { state: "failed", failure }, software, tried: [] };
}
function offersNow({ profile, surroundings, at }, software) {
  const shown = surroundings.catalogue.filter(({ update }) => !software.hidden.includes(identityOf(update)));
  return offersOf(shown, {
    build: profile.build,
    levels: plannedLevels(software),
    // Without a licence a machine is offered what everybody without Hotpatch gets.
    isOnTrain: profile.hotpatch.isEnrolled && profile.hotpatch.arcSubscription !== 0 && !software.hasLeftTrain,
    elapsed: at - surroundings.startAt
  });
}
function sourceName(source, { wsus }) {
  return source === "machine" && wsus !== void 0 ? `policy (WSUS ${wsus})` : sourceNames[source];
}
function runScan(work2, scene) {
  const bypassed = whyBypassed(work2, scene.profile);
  if (bypassed !== void 0) return failed(bypassed, scene.software);
  const fault = faultsOf(scene.faults, "scanFails").find(scene.strikes);
  if (fault !== void 0) {
    const message = `Exception from HRESULT: 0x${fault.hresult.toString(16).toUpperCase()}`;
    return failed({ hresult: fault.hresult, message }, scene.software);
  }
  const updates = offersNow(scene, scene.software).map(({ update }) => update);
  const source = sourceName(work2.source, scene.profile);
  return {
    status: { state: "finished", kind: "scan", result: { updates, source, history: historyOf(scene.software) } },
    software: scene.software,
    tried: []
  };
}
function runStage(work2, scene) {
  const refused = whyBypassed(work2, scene.profile) ?? whyNoRoom(toFetch(work2, scene), scene.profile);
  if (refused !== void 0) return failed(refused, scene.software);
  const offers = offersNow(scene, scene.software);
  const updates = work2.updates.map(({ updateId, revision }) => {
    const item = offers.find(({ update }) => isSameUpdate(update, { updateId, revision }));
    const common = { updateId, revision, hresult: 0 };
    if (item === void 0) return { ...common, kbs: [], outcome: "notOffered" };
    return { ...common, kbs: [...item.update.kbs], outcome: "downloaded" };
  });
  return { status: { state: "finished", kind: "stage", result: { updates } }, software: scene.software, tried: [] };
}
function runInstall(work2, scene) {
  const bypassed = whyBypassed(work2, scene.profile);
  if (bypassed !== void 0) return failed(bypassed, scene.software);
  const full = whyNoRoom(toFetch(work2, scene), scene.profile);
  if (full !== void 0) return failed(full, scene.software);
  let { software } = scene;
  const updates = work2.updates.map((identity2) => {
    const one = installOne(identity2, scene, software);
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
  return { updates, needsRestart: isRestartPending(software), packagesBefore: [...packagesBefore] };
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
function installOne(identity2, scene, software) {
  const { updateId, revision } = identity2;
  const item = scene.surroundings.catalogue.find(({ update }) => isSameUpdate(update, identity2));
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
  if (software.kbs.includes(item.kb) || software.staged.includes(item)) return answer("alreadyInstalled", 0, software);
  if (!offersNow(scene, software).includes(item)) return answer("notOffered", 0, software);
  const fault = faultsOf(scene.faults, "installFails").find(({ kb }) => kb === item.kb);
  if (fault !== void 0 && scene.strikes(fault)) {
    const asks = fault.wantsRestart === true ? [`${item.kb} tried at ${scene.at}`] : [];
    return answer("failed", fault.hresult, { ...software, unfinished: [...software.unfinished, ...asks] });
  }
  return answer("installed", 0, putIn(item, scene, software));
}
function needsRestart({ restarts }, { roles }) {
  if (typeof restarts === "string") return restarts === "always";
  return roles.includes(restarts.role);
}
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
function runUninstall({ packagesBefore }, scene) {
  const { software } = scene;
  const listed = listedPackages(software);
  const brought = [...software.installed.map(({ item }) => item), ...software.staged];
  const candidates = brought.flatMap(
    (item) => item.packages.filter((name) => listed.includes(name) && !packagesBefore.includes(name)).map((name) => ({ name, kb: item.kb }))
  );
  const stuck = (kb) => faultsOf(scene.faults, "uninstallFails").find((fault) => fault.kb === void 0 || fault.kb === kb);
  const kept = candidates.flatMap(({ name, kb }) => {
    const fault = stuck(kb);
    if (fault === void 0) return [];
    return [{ package: name, reason: "the package is permanent", hresult: fault.hresult ?? cannotUninstall }];
  });
  const removed = candidates.filter(({ kb }) => stuck(kb) === void 0).map(({ name }) => name);
  const after = remove(software, removed);
  return {
    status: {
      state: "finished",
      kind: "uninstall",
      result: { removed, kept, needsRestart: isRestartPending(after) }
    },
    software: after,
    tried: []
  };
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

// src/simulation/works.ts
var timedAs = {
  scan: "scan",
  hide: "scan",
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
var quiet = ["scan", "stage", "hide", "detect", "drain", "resume"];
function lengthOf({ kind }, faults, takes) {
  const hangs = kind === "script" && faultsOf(faults, "scriptBad").some(({ how }) => how === "hangs");
  return hangs ? Number.POSITIVE_INFINITY : takes;
}
function isUndo({ kind }) {
  return kind === "uninstall" || kind === "removal";
}
function refusalOf(jobs, key2, work2) {
  if ("updates" in work2 && work2.updates.length === 0) return "JOB_PARAMETERS_INVALID";
  if (work2.kind === "uninstall" && work2.packagesBefore.length === 0) return "JOB_PARAMETERS_INVALID";
  if (work2.kind === "resume" && work2.drains.length === 0) return "JOB_PARAMETERS_INVALID";
  const known = jobs.find((job) => job.key === key2);
  return known !== void 0 && known.work.kind !== work2.kind ? "JOB_KEY_REUSED" : void 0;
}
function statusOf(job, now) {
  if (job.end !== void 0) return job.end;
  if (now < job.runsAt) return { state: "queued" };
  const share = (now - job.runsAt) / Math.max(1, job.endsAt - job.runsAt);
  const { work: work2 } = job;
  switch (work2.kind) {
    case "scan":
      return { state: "running", percent: null, note: `searching: ${sourceNames[work2.source]}` };
    case "hide":
      return { state: "running", percent: null, note: "searching" };
    case "stage":
      return {
        state: "running",
        percent: Math.floor(share * 100),
        note: "packages" in work2 ? "copying and checking" : "downloading"
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
  find(key2) {
    return this.#jobs.find((job) => job.key === key2);
  }
  add(job) {
    this.#jobs = [...this.#jobs, job];
  }
  /** The job that has not begun and never will. */
  takeBack(key2, now) {
    const job = this.find(key2);
    if (job === void 0) return "absent";
    if (job.end !== void 0 || now >= job.runsAt) return "begun";
    this.#forget(job);
    return job;
  }
  poll(key2, now) {
    const job = this.find(key2);
    return job === void 0 ? { state: "absent" } : statusOf(job, now);
  }
  remove(key2) {
    const job = this.find(key2);
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
    return this.open.some(({ work: work2 }) => changes(work2));
  }
  #forget(job) {
    this.#jobs = this.#jobs.filter((one) => one !== job);
  }
};

// src/simulation/machine.ts
var week = 7 * 864e5;
var SimulatedMachine = class {
  name;
  profile;
  faults;
  software;
  bootNumber = firstBoot;
  bootedAt;
  settledAt;
  crashedAt = [];
  #surroundings;
  #dice;
  #ledger;
  #troubles;
  #cluster;
  #jobs = new Shelf();
  #restart;
  /** Nothing changes by itself before this instant. */
  #nextAt = Number.POSITIVE_INFINITY;
  constructor({ name, profile, faults }, surroundings, cluster) {
    this.name = name;
    this.profile = profile;
    this.faults = faults;
    this.#surroundings = surroundings;
    this.#dice = createDice(seedOf(surroundings.seed, name));
    this.#ledger = new Ledger(name);
    this.#troubles = new Troubles(faults, surroundings.startAt);
    this.software = pristine(profile.ubr, profile.kbs, profile.packages);
    this.bootedAt = surroundings.startAt - week - Math.floor(this.#dice.roll() * week);
    this.settledAt = this.bootedAt;
    this.#cluster = cluster;
    cluster?.join({ name, settleTo: (now) => this.#settle(now) }, faultOf(faults, "pausedByPerson") !== void 0);
  }
  reach(now) {
    this.#settle(now);
    if (this.#restart?.isDown === true || this.#troubles.suffers("unreachable", now)) return "refused";
    return this.#troubles.suffers("hangs", now) ? "hangs" : "up";
  }
  /** The next instant at which `reach` may change by itself; undefined: never, as far as is known now. */
  nextReachChangeAt(now) {
    this.#settle(now);
    const next = Math.min(restartChangesAt(this.#restart), this.#troubles.nextEdge(now));
    return Number.isFinite(next) ? next : void 0;
  }
  facts(now) {
    this.#settle(now);
    return readFacts(this, now);
  }
  boot(now) {
    this.#settle(now);
    return readBoot(this, now);
  }
  hotpatch(now) {
    this.#settle(now);
    return readHotpatch(this);
  }
  /** @param eventsSince epoch ms */
  health(now, eventsSince) {
    this.#settle(now);
    return readHealth(this, now, eventsSince);
  }
  diagnosis(now, eventsSince) {
    this.#settle(now);
    return readDiagnosis(this, now, eventsSince);
  }
  roles(now) {
    this.#settle(now);
    return readRoles(this, now, this.#cluster);
  }
  packages(now) {
    this.#settle(now);
    return listedPackages(this.software);
  }
  /** Ask before `startJob`. */
  refuses(key2, work2) {
    return refusalOf(this.#jobs.all, key2, work2);
  }
  startJob(key2, work2, now) {
    this.#settle(now);
    const known = this.#jobs.find(key2);
    if (known !== void 0) {
      this.#ledger.jobAskedAgain(key2);
      return statusOf(known, now);
    }
    const { timing } = this.#surroundings;
    const runsAt = now + this.#dice.between(timing.queue);
    const job = {
      key: key2,
      work: work2,
      startedAt: now,
      runsAt,
      endsAt: runsAt + lengthOf(work2, this.faults, this.#dice.between(timing[timedAs[work2.kind]])),
      packagesBefore: listedPackages(this.software),
      isDoomed: faultsOf(this.faults, "jobLost").some((fault) => fault.job === work2.kind && this.#troubles.strike(fault)),
      refusal: this.#refusalOf(work2, now),
      end: void 0
    };
    this.#jobs.add(job);
    this.#ledger.jobStarted(key2, work2.kind, now);
    if (changes(work2)) {
      this.#troubles.reached(isUndo(work2) ? "uninstall" : "install", runsAt);
      this.#ledger.out(now, isUndo(work2) ? "undo" : "update");
    }
    this.#plan();
    return statusOf(job, now);
  }
  pollJob(key2, now) {
    this.#settle(now);
    return this.#jobs.poll(key2, now);
  }
  /** `begun`: it runs or has ended, and nothing was done. */
  cancelJob(key2, now) {
    this.#settle(now);
    const job = this.#jobs.takeBack(key2, now);
    if (typeof job === "string") return job;
    this.#ledger.jobEnded(key2, "cancelled");
    if (changes(job.work) && this.#restart === void 0 && !isRestartPending(this.software)) this.#ledger.back(now);
    this.#plan();
    return "cancelled";
  }
  /** `running`: refused, the job goes on. */
  removeJob(key2, now) {
    this.#settle(now);
    return this.#jobs.remove(key2);
  }
  restart(ifStillOn, now) {
    this.#settle(now);
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
    this.#settle(now);
    return this.#ledger.read();
  }
  #settle(now) {
    this.#cluster?.settle(now);
    while (this.#nextAt <= now) {
      const at = this.#nextAt;
      const job = this.#jobs.open.find(({ endsAt }) => endsAt <= at);
      if (job !== void 0) this.#endJob(job, at);
      else this.#advanceRestart(at);
      this.#plan();
    }
  }
  #plan() {
    let next = restartChangesAt(this.#restart);
    for (const { endsAt } of this.#jobs.open) next = Math.min(next, endsAt);
    this.#nextAt = next;
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
      cluster: this.#cluster
    });
  }
  #refusalOf(work2, now) {
    if (!changes(work2)) return void 0;
    return this.#jobs.isChanging ? installBusy : whyPending(isUndo(work2) ? [] : readBoot(this, now).pendingRestart);
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
    this.#cluster?.wentDown(this.name);
    const { cause } = restart;
    this.#ledger.restarted({ at, boot: bootIdOf(this), cause, completes: completedByRestart(this.software) });
    this.#ledger.out(at, "update");
  }
  #comeUp(at) {
    const { staged } = this.software;
    this.#restart = void 0;
    this.bootNumber += 1;
    this.bootedAt = at;
    this.#cluster?.cameUp(this.name, at);
    this.settledAt = at + this.#dice.between(this.#surroundings.timing.servicing);
    const twice = faultsOf(this.faults, "restartsTwice").map(({ kb }) => kb);
    this.software = boot(this.software, this.settledAt, twice);
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
      const key2 = name.toLowerCase();
      const known = models.get(key2);
      if (known !== void 0) return known;
      const setup = setups.get(key2);
      if (setup === void 0) return void 0;
      const cluster = setup.cluster === void 0 ? void 0 : clusterOf(setup.cluster);
      const model = new SimulatedMachine(setup, { ...surroundings, startAt }, cluster);
      models.set(key2, model);
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
    case "roles":
      return ok(model.roles(now));
    case "scripts":
      return ok(Object.fromEntries((options.scripts ?? []).map(({ key: key2 }) => [key2, readScript(model)])));
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
    async startJob(key2, work2) {
      const answer = await visit(
        models,
        name,
        (model, now) => model.refuses(key2, work2) ?? model.startJob(key2, work2, now)
      );
      if (!answer.ok || typeof answer.value !== "string") return answer;
      return refusal(answer.value, `${name} refuses to start job ${key2}.`, name);
    },
    pollJob: (key2) => visit(models, name, (model, now) => model.pollJob(key2, now)),
    cancelJob: (key2) => visit(models, name, (model, now) => model.cancelJob(key2, now)),
    async removeJob(key2) {
      const answer = await visit(models, name, (model, now) => model.removeJob(key2, now));
      if (!answer.ok) return answer;
      if (answer.value !== "running") return { ok: true, value: answer.value };
      return refusal("JOB_RUNNING", `Job ${key2} still runs on ${name}.`, name);
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

// src/simulation/listener.ts
import { X509Certificate } from "node:crypto";

// src/simulation/door.ts
import { randomBytes } from "node:crypto";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { setTimeout as pause } from "node:timers/promises";

// src/winrm/peer.ts
import { Buffer as Buffer2 } from "node:buffer";

// src/winrm/auth/ntlm/acceptor.ts
import { timingSafeEqual } from "node:crypto";
var BLOB_HEADER = 28;
var PROOF_SIZE = 16;
function same(a, b) {
  return a.length === b.length && timingSafeEqual(a, b);
}
function refuse(why) {
  throw new WinrmError("WINRM_AUTH_REJECTED", why);
}
function judgeTargetInfo(blob, pairs, challenge) {
  for (const told of decodeAvPairs(challenge.targetInfo)) {
    if (told.id === AV.FLAGS) continue;
    if (!same(avValue(pairs, told.id) ?? new Uint8Array(0), told.value))
      refuse(`target information ${told.id} was changed`);
    if (told.id === AV.TIMESTAMP && !same(blob.subarray(8, 16), told.value))
      refuse("the time is not the one of the challenge");
  }
}
function judgeBinding(pairs, expected) {
  const got = avValue(pairs, AV.CHANNEL_BINDINGS);
  if (expected === void 0) {
    if (got?.some((byte) => byte !== 0) === true) refuse("channel binding on a connection without TLS");
  } else if (got === void 0 || !same(got, bindingDigest(expected))) {
    refuse("channel binding is missing or belongs to another certificate");
  }
}
function judgeFlags(message, challenge) {
  if (!hasFlags(message.flags, REQUIRED_FLAGS)) refuse("the client gave up on protection that was agreed on");
  if (((message.flags ^ challenge.flags) & SECURITY_FLAGS) !== 0) refuse("the negotiated flags were changed");
}
function verifyExchange(evidence) {
  const challenge = decodeChallenge(evidence.challenge);
  const message = decodeAuthenticate(evidence.authenticate);
  const { user, domain, ntResponse, mic } = message;
  judgeFlags(message, challenge);
  if (ntResponse.length < PROOF_SIZE + BLOB_HEADER + 4) refuse("no NTLMv2 response");
  const proof = ntResponse.subarray(0, PROOF_SIZE);
  const blob = ntResponse.subarray(PROOF_SIZE);
  if (blob[0] !== 1 || blob[1] !== 1) refuse("not an NTLMv2 response");
  const password = evidence.lookup(user, domain);
  if (password === void 0) refuse("unknown user");
  const key2 = responseKey(password, user, domain);
  if (!same(proofOf(key2, challenge.serverChallenge, blob), proof)) refuse("wrong password, or a changed response");
  const pairs = decodeAvPairs(blob.subarray(BLOB_HEADER));
  judgeTargetInfo(blob, pairs, challenge);
  judgeBinding(pairs, evidence.channelBinding);
  if (message.encryptedSessionKey.length !== 16) refuse("no session key of 16 bytes");
  const sessionKey = new Rc4(sessionBaseKey(key2, proof)).transform(message.encryptedSessionKey);
  if (mic === void 0 || !same(integrityCodeWithout(sessionKey, evidence, MIC_OFFSET), mic)) {
    refuse("the message integrity code is missing or does not match");
  }
  return { user, domain, sessionKey };
}
function challengeFor(negotiate, options) {
  const { flags } = decodeNegotiate(negotiate);
  if (!hasFlags(flags, REQUIRED_FLAGS)) refuse("the client does not offer the protection that is required");
  const { serverName, domainName } = options;
  const inDomain = serverName !== domainName;
  const text = (id, value) => ({ id, value: Buffer.from(value, "utf16le") });
  const offered = flags & OFFERED_FLAGS & ~NTLM_FLAG.OEM;
  const type = inDomain ? NTLM_FLAG.TARGET_TYPE_DOMAIN : NTLM_FLAG.TARGET_TYPE_SERVER;
  return encodeChallenge({
    flags: (offered | type | NTLM_FLAG.TARGET_INFO) >>> 0,
    serverChallenge: options.randomBytes(8),
    targetName: domainName,
    targetInfo: encodeAvPairs([
      text(AV.DOMAIN_NAME, domainName),
      text(AV.COMPUTER_NAME, serverName),
      text(AV.DNS_DOMAIN_NAME, domainName.toLowerCase()),
      text(AV.DNS_COMPUTER_NAME, inDomain ? `${serverName}.${domainName}`.toLowerCase() : serverName.toLowerCase()),
      { id: AV.TIMESTAMP, value: fileTime(options.now()) }
    ]),
    version: DEFAULT_VERSION
  });
}
function createNtlmAcceptor(options) {
  let negotiate;
  let challenge;
  let judged = false;
  const advance = (token) => {
    if (negotiate === void 0 || challenge === void 0) {
      negotiate = Buffer.from(token);
      challenge = challengeFor(negotiate, options);
      return { challenge };
    }
    judged = true;
    const { lookup, channelBinding } = options;
    const { user, domain, sessionKey } = verifyExchange({
      negotiate,
      challenge,
      authenticate: token,
      lookup,
      channelBinding
    });
    return { accepted: { user, domain }, sealing: createNtlmSealing(sessionKey, "server") };
  };
  return {
    step(token) {
      if (judged) return { rejected: "a token after the verdict" };
      try {
        return advance(token);
      } catch (error) {
        judged = true;
        if (error instanceof WinrmError) return { rejected: error.message };
        throw error;
      }
    }
  };
}

// src/winrm/psrp/server.ts
var fragmentSize = 32768;
function readOpen(value) {
  const applicationArguments = member(value, "ApplicationArguments");
  return {
    kind: "open",
    minRunspaces: numberOf(member(value, "MinRunspaces")) ?? 1,
    maxRunspaces: numberOf(member(value, "MaxRunspaces")) ?? 1,
    ...isPsObject(applicationArguments) ? { applicationArguments } : {}
  };
}
function readEvent(message) {
  switch (message.type) {
    case messageTypes.initRunspacePool:
      return readOpen(messageValue(message));
    case messageTypes.connectRunspacePool:
      return { kind: "connect" };
    case messageTypes.createPipeline:
      return { kind: "pipeline", pipeline: message.pipeline, spec: readPipelineSpec(messageValue(message)) };
    case messageTypes.pipelineInput:
      return { kind: "input", pipeline: message.pipeline, value: messageValue(message) };
    case messageTypes.endOfPipelineInput:
      return { kind: "endOfInput", pipeline: message.pipeline };
    case messageTypes.publicKey:
      return { kind: "publicKey", key: String(member(messageValue(message), "PublicKey") ?? "") };
    default:
      return { kind: "other", message };
  }
}
function createServerPool(maxMessage = 50 * 1024 * 1024) {
  const fragmenter = createFragmenter();
  const streams = /* @__PURE__ */ new Map();
  let id;
  let clientProtocol;
  const accept = (bytes) => {
    const message = readMessage(bytes);
    if (message.to !== "server") throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a message is not for a server");
    id ??= message.pool;
    if (message.pool !== id) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a message is for another pool");
    if (message.type === messageTypes.sessionCapability) {
      clientProtocol = readCapability(messageValue(message)) ?? "2.1";
      return void 0;
    }
    if (clientProtocol === void 0)
      throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a message before SESSION_CAPABILITY");
    return readEvent(message);
  };
  return {
    get id() {
      return id ?? "";
    },
    get clientProtocol() {
      return clientProtocol;
    },
    receive(stream, bytes) {
      const key2 = stream ?? "";
      const defragmenter = streams.get(key2) ?? createDefragmenter(maxMessage);
      streams.set(key2, defragmenter);
      return defragmenter.push(bytes).flatMap((message) => accept(message) ?? []);
    },
    send(type, value, pipeline) {
      const message = writeMessage({ to: "client", type, pool: id ?? "", pipeline }, value);
      return Buffer.concat(fragmenter.cut(message, fragmentSize));
    },
    forget(stream) {
      streams.delete(stream);
    }
  };
}

// src/winrm/peer/powershell.ts
function namedParameters(spec, key2) {
  const first = spec.statements[0]?.[0];
  const plain = (value) => {
    if (value === null) return true;
    return isPsScalar(value) && value.tag === "SS" && key2 !== void 0 ? key2.open(value) : toPlain(value);
  };
  return Object.fromEntries(
    (first?.arguments ?? []).flatMap(({ name, value }) => name === void 0 ? [] : [[name, plain(value)]])
  );
}
function joined(before, { failed: failed2, ...after }) {
  const both = (one = [], other = []) => [...one, ...other];
  return {
    output: both(before.output, after.output),
    errors: both(before.errors, after.errors),
    warnings: both(before.warnings, after.warnings),
    verbose: both(before.verbose, after.verbose),
    ...failed2 === void 0 ? {} : { failed: failed2 }
  };
}
var PowershellShell = class {
  #pool = createServerPool();
  #pipelines = /* @__PURE__ */ new Map();
  #shell;
  #sink;
  #handler;
  #randomBytes;
  #key;
  constructor(shell, sink, { handler, randomBytes: randomBytes3 }) {
    this.#shell = shell;
    this.#sink = sink;
    this.#handler = handler;
    this.#randomBytes = randomBytes3;
  }
  data(pipeline, fragments) {
    for (const event of this.#pool.receive(pipeline, fragments)) this.#handle(event);
  }
  connect(fragments) {
    const asked = this.#pool.receive(void 0, fragments).some((event) => event.kind === "connect");
    if (!asked) throw new TypeError("connectXml does not ask for a connection");
    const answer = [
      this.#pool.send(messageTypes.sessionCapability, capability("2.3")),
      this.#pool.send(messageTypes.runspacePoolInitData, poolInitData(1, 1))
    ];
    this.#sink.data(void 0, this.#pool.send(messageTypes.runspacePoolState, poolState(poolStates.opened)));
    return Buffer.concat(answer);
  }
  command() {
  }
  signal(pipeline) {
    const running = this.#pipelines.get(pipeline);
    this.#pool.forget(pipeline);
    if (running === void 0 || running.ended) return;
    running.abort.abort();
    this.#end(running, pipelineStates.stopped);
  }
  close() {
    for (const running of this.#pipelines.values()) {
      running.ended = true;
      running.abort.abort();
    }
    this.#pipelines.clear();
  }
  #handle(event) {
    if (event.kind === "open") this.#open();
    else if (event.kind === "pipeline") this.#create(event.pipeline, event.spec);
    else if (event.kind === "input") this.#pipelines.get(event.pipeline)?.input.push(event.value);
    else if (event.kind === "endOfInput") this.#start(event.pipeline);
    else if (event.kind === "publicKey") this.#answerKey(event.key);
  }
  #answerKey(publicKey) {
    const { encrypted, sessionKey } = answerKeyExchange(publicKey, this.#randomBytes(32));
    this.#key = sessionKey;
    const value = psObject({ extended: /* @__PURE__ */ new Map([["EncryptedSessionKey", encrypted]]) });
    this.#sink.data(void 0, this.#pool.send(messageTypes.encryptedSessionKey, value));
  }
  #open() {
    const psVersion = this.#handler.psVersion?.() ?? "5.1.26100.1";
    const build = this.#handler.osVersion?.() ?? "10.0.26100.1";
    this.#sink.data(void 0, this.#pool.send(messageTypes.sessionCapability, capability("2.3")));
    this.#sink.data(void 0, this.#pool.send(messageTypes.applicationPrivateData, privateData(psVersion, build)));
    this.#sink.data(void 0, this.#pool.send(messageTypes.runspacePoolState, poolState(poolStates.opened)), true);
  }
  #create(id, spec) {
    const running = { id, spec, input: [], abort: new AbortController(), ended: false };
    this.#pipelines.set(id, running);
    if (spec.noInput) this.#start(id);
  }
  #start(id) {
    const running = this.#pipelines.get(id);
    if (running === void 0 || running.ended) return;
    void this.#run(running);
  }
  async #run(running) {
    try {
      const result = await this.#invoke(running);
      if (!running.ended) this.#report(running, result);
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      if (!running.ended) this.#report(running, { failed: { message, errorId: "HandlerFailed" } });
    }
  }
  /** Statements run one after the other, up to the first that fails. */
  async #invoke(running) {
    let whole = {};
    for (const statement of running.spec.statements) {
      const one = await this.#invokeOne(running, { ...running.spec, statements: [statement] });
      whole = joined(whole, one);
      if (one.failed !== void 0 || running.ended) break;
    }
    return whole;
  }
  async #invokeOne(running, spec) {
    const first = spec.statements[0]?.[0];
    return await this.#handler.invoke({
      ...first?.isScript === false ? { command: first.text } : {},
      ...first?.isScript === true ? { script: first.text } : {},
      parameters: namedParameters(spec, this.#key),
      spec,
      input: running.input,
      shell: this.#shell,
      signal: running.abort.signal,
      progress: (record) => this.#say(running, messageTypes.progressRecord, writeProgress(record)),
      write: (value) => this.#say(running, messageTypes.pipelineOutput, value)
    });
  }
  #say(running, type, value) {
    if (!running.ended) this.#sink.data(running.id, this.#pool.send(type, value, running.id));
  }
  #report(running, result) {
    for (const value of result.output ?? []) this.#say(running, messageTypes.pipelineOutput, value);
    for (const error of result.errors ?? []) this.#say(running, messageTypes.errorRecord, writeErrorRecord(error));
    for (const text of result.warnings ?? []) {
      this.#say(running, messageTypes.warningRecord, writeMessageRecord("Warning", text));
    }
    for (const text of result.verbose ?? []) {
      this.#say(running, messageTypes.verboseRecord, writeMessageRecord("Verbose", text));
    }
    if (result.failed === void 0) this.#end(running, pipelineStates.completed);
    else this.#end(running, pipelineStates.failed, result.failed);
  }
  #end(running, state, error) {
    running.ended = true;
    const value = pipelineState(state, error);
    this.#sink.data(running.id, this.#pool.send(messageTypes.pipelineState, value, running.id));
    this.#sink.done(running.id);
    this.#pipelines.delete(running.id);
  }
};
function powershellBackend(options) {
  return { open: (shell, sink) => new PowershellShell(shell, sink, options) };
}

// src/winrm/peer/refusal.ts
var Refusal = class extends Error {
  name = "Refusal";
  fault;
  constructor(fault) {
    super(fault.text ?? `fault ${fault.number}`);
    this.fault = fault;
  }
};
function refuse2(number, text, more = {}) {
  throw new Refusal({ number, text, ...more });
}
function refuseUnknown(what) {
  refuse2(2150858843, `The request contained an unknown ${what} identifier.`, {
    blame: "Sender",
    subcode: "InvalidSelectors",
    detail: "UnexpectedSelectors"
  });
}

// src/winrm/peer/operations.ts
var nothing = new Uint8Array(0);
var twoHours = 2 * 60 * 60 * 1e3;
var maxCommands = 1e3;
var programs = "cmd";
function configurationOf(resourceUri, around) {
  if (resourceUri === resources.cmd && around.hasPrograms) return programs;
  const name = resourceUri?.startsWith(resources.powershell) ? resourceUri.slice(resources.powershell.length) : "";
  const known = around.configurations.find((one) => one.toLowerCase() === name.toLowerCase());
  return known ?? refuse2(2150858811, "The resource URI is not known to this service.", { blame: "Sender" });
}
function shellOf({ request }, { table }) {
  return table.find(request.header.selectors?.ShellId) ?? refuseUnknown("shell");
}
function connectedShellOf(asked, around) {
  const shell = shellOf(asked, around);
  return shell.connected ? shell : refuse2(2150859213, "The shell is disconnected.", { blame: "Sender" });
}
function outboxOf(shell, commandId) {
  if (commandId === void 0) return shell.outbox;
  return shell.commands.get(commandId) ?? refuseUnknown("command");
}
function hand(shell, { commandId, bytes, name, end }) {
  try {
    shell.connection.data(commandId, bytes, name);
    if (end === true && commandId !== void 0) shell.connection.end?.(commandId);
  } catch (cause) {
    refuse2(87, `The data could not be read: ${cause instanceof Error ? cause.message : "unknown"}`, {
      blame: "Sender"
    });
  }
}
var create = ({ request, user }, around) => {
  const { header, body } = request;
  const configurationName = configurationOf(header.resourceUri, around);
  const wanted = readCreate(body);
  const id = wanted.id !== void 0 && isGuid(wanted.id) ? wanted.id : around.newId();
  if (around.table.find(id) !== void 0) refuse2(2150859202, "The shell exists already.", { blame: "Sender" });
  const about = {
    id,
    configurationName,
    user,
    ...wanted.name === void 0 ? {} : { name: wanted.name }
  };
  const resourceUri = header.resourceUri ?? "";
  const idleTimeout = wanted.idleTimeout ?? twoHours;
  const shell = around.table.open({ about, resourceUri, sessionId: header.sessionId, idleTimeout });
  try {
    if (wanted.creation !== void 0) hand(shell, { name: "stdin", bytes: wanted.creation });
  } catch (cause) {
    around.table.remove(shell);
    throw cause;
  }
  const owner = user.domain === "" ? user.username : `${user.domain}\\${user.username}`;
  return writeCreateResponse({ id, resourceUri, owner, state: "Connected", idleTimeout }, header.to);
};
var command = async (asked, around) => {
  const shell = connectedShellOf(asked, around);
  const wanted = readCommand(asked.request.body);
  const id = wanted.id !== void 0 && isGuid(wanted.id) ? wanted.id : around.newId();
  if (shell.commands.size >= maxCommands) refuse2(2150859174, "Too many commands in this shell.");
  around.table.command(shell, id);
  try {
    await shell.connection.command(id, wanted);
    const isPipeline = shell.about.configurationName !== programs;
    const fragments = isPipeline ? Buffer.from(wanted.arguments.join(""), "base64") : nothing;
    if (fragments.length > 0) hand(shell, { name: "stdin", commandId: id, bytes: fragments });
  } catch (cause) {
    shell.commands.delete(id);
    throw cause;
  }
  return writeCommandResponse(id);
};
var send = (asked, around) => {
  const shell = connectedShellOf(asked, around);
  for (const part of readSend(asked.request.body)) {
    outboxOf(shell, part.commandId);
    hand(shell, part);
  }
  return element("rsp:SendResponse", {});
};
var receive = async (asked, around) => {
  const shell = connectedShellOf(asked, around);
  const { commandId } = readReceive(asked.request.body);
  const outbox = outboxOf(shell, commandId);
  const { maxEnvelopeSize, operationTimeout } = asked.request.header;
  const budget = Math.min(131072, Math.floor((maxEnvelopeSize - 4096) * 0.75));
  const fetched = await outbox.fetch(budget, (expired) => {
    const stop = around.after(operationTimeout, expired);
    asked.closed.addEventListener("abort", expired, { once: true });
    return () => {
      stop();
      asked.closed.removeEventListener("abort", expired);
    };
  });
  around.table.find(shell.id);
  if (fetched.kind === "timeout") {
    refuse2(pollAgain, "The operation could not be completed within the time specified.", { subcode: "TimedOut" });
  }
  if (fetched.kind === "gone") refuse2(995, "The I/O operation has been aborted.", { subcode: "InternalError" });
  const parts = fetched.parts.map(({ name, bytes }) => ({ name, commandId, bytes }));
  const { done, exitCode } = fetched;
  return writeReceiveResponse({ parts, done, commandId, ...exitCode === void 0 ? {} : { exitCode } });
};
var signal = (asked, around) => {
  const shell = connectedShellOf(asked, around);
  const { commandId, code } = readSignal(asked.request.body);
  const outbox = outboxOf(shell, commandId);
  if (commandId !== void 0) {
    shell.connection.signal(commandId, code);
    if (code !== signals.stopPipeline) {
      shell.commands.delete(commandId);
      outbox.drop();
    }
  }
  return element("rsp:SignalResponse", {});
};
var remove2 = (asked, around) => {
  around.table.remove(shellOf(asked, around));
  return "";
};
var disconnect = (asked, around) => {
  const shell = shellOf(asked, around);
  shell.connected = false;
  for (const outbox of [shell.outbox, ...shell.commands.values()]) outbox.interrupt();
  return "";
};
var reconnect = (asked, around) => {
  const shell = shellOf(asked, around);
  if (shell.sessionId !== asked.request.header.sessionId) {
    refuse2(2150859213, "The shell belongs to another session.", { blame: "Sender" });
  }
  shell.connected = true;
  return "";
};
var connect = (asked, around) => {
  const shell = shellOf(asked, around);
  const { connection } = shell;
  const commandId = readConnectCommand(asked.request.body);
  if (commandId !== void 0) {
    if (!shell.connected) refuse2(inUseOrDisconnected, "The shell is disconnected.", { blame: "Sender" });
    outboxOf(shell, commandId);
    return writeConnectCommandResponse();
  }
  if (shell.connected || connection.connect === void 0) {
    refuse2(shell.connected ? 2150859213 : 2150859216, "The shell cannot be connected to.", { blame: "Sender" });
  }
  let answer;
  try {
    answer = connection.connect(readConnect(asked.request.body));
  } catch {
    refuse2(2150859206, "Client capability information and connect information are missing or invalid.", {
      blame: "Sender"
    });
  }
  shell.connected = true;
  return writeConnectResponse(answer);
};
var shellOperations = /* @__PURE__ */ new Map([
  [actions.create, create],
  [actions.command, command],
  [actions.send, send],
  [actions.receive, receive],
  [actions.signal, signal],
  [actions.delete, remove2],
  [actions.disconnect, disconnect],
  [actions.reconnect, reconnect],
  [actions.connect, connect]
]);

// src/winrm/peer/programs.ts
var ProgramShell = class {
  #running = /* @__PURE__ */ new Map();
  #handler;
  #shell;
  #sink;
  constructor(handler, shell, sink) {
    this.#handler = handler;
    this.#shell = shell;
    this.#sink = sink;
  }
  command(id, line) {
    let endInput = () => {
    };
    const inputEnded = new Promise((resolve) => {
      endInput = resolve;
    });
    const running = { input: [], inputEnded, endInput, abort: new AbortController() };
    this.#running.set(id, running);
    void this.#run(id, running, line);
  }
  data(id, bytes) {
    if (id !== void 0) this.#running.get(id)?.input.push(bytes);
  }
  end(id) {
    this.#running.get(id)?.endInput();
  }
  signal(id) {
    const running = this.#running.get(id);
    if (running === void 0) return;
    this.#running.delete(id);
    running.abort.abort();
  }
  close() {
    for (const { abort } of this.#running.values()) abort.abort();
    this.#running.clear();
  }
  async #run(id, running, line) {
    const write = (stream, bytes) => {
      if (this.#running.has(id)) this.#sink.text(id, stream, bytes);
    };
    const stdin = async () => {
      await running.inputEnded;
      return Buffer.concat(running.input);
    };
    let exitCode = 1;
    try {
      const { command: command2, arguments: args } = line;
      const about = { command: command2, arguments: args, stdin, write, shell: this.#shell, signal: running.abort.signal };
      exitCode = await this.#handler.program?.(about) ?? exitCode;
    } catch (cause) {
      write("stderr", Buffer.from(cause instanceof Error ? cause.message : String(cause)));
    }
    if (this.#running.delete(id)) this.#sink.done(id, exitCode);
  }
};
function programBackend(handler) {
  return { open: (shell, sink) => new ProgramShell(handler, shell, sink) };
}

// src/winrm/peer/readings.ts
var firstPage = 1;
var laterPage = 50;
var maxContexts = 64;
function shellItem(shell) {
  const { about } = shell;
  return writeShell({
    id: shell.id,
    resourceUri: shell.resourceUri,
    owner: about.user.username,
    state: shell.connected ? "Connected" : "Disconnected",
    idleTimeout: shell.idleTimeout,
    ...about.name === void 0 ? {} : { name: about.name }
  });
}
function commandItems(table, filter) {
  const wanted = filter?.kind === "selectors" ? filter.selectors.ShellId?.toUpperCase() : void 0;
  return table.list().filter((shell) => wanted === void 0 || shell.id === wanted).flatMap(
    (shell) => [...shell.commands.keys()].map(
      (id) => element(
        "rsp:Command",
        {},
        element("rsp:ShellId", {}, escapeText(shell.id)) + element("rsp:CommandId", {}, escapeText(id))
      )
    )
  );
}
async function callMethod(handler, { header, body }) {
  const uri = header.resourceUri ?? "";
  const resource = readCimResource(uri);
  const wanted = readCimCall(body);
  if (resource === void 0 || wanted === void 0 || header.action !== `${uri}/${wanted.method}`) return void 0;
  const result = await handler.cimMethod?.({ ...resource, keys: header.selectors ?? {}, ...wanted });
  if (result === void 0) refuse2(2150858752, "The method does not exist.", { blame: "Sender" });
  return writeCimResult(uri, wanted.method, result);
}
function createReadings({ handler, table, newId, maxEnvelopeSize }) {
  const contexts = /* @__PURE__ */ new Map();
  const rows = async (request) => {
    const found2 = await handler.cim?.(request);
    if (found2 === void 0) refuse2(2150858752, "The resource does not exist.", { blame: "Sender" });
    const uri = cimResource(request.namespace, request.className);
    return found2.map((row) => writeCimRow(uri, request.className, row));
  };
  const get = async (uri, keys) => {
    if (uri === resources.config) return writeConfig({ maxEnvelopeSize, maxTimeout: 6e4 });
    if (uri === resources.shell) return shellItem(table.find(keys?.ShellId) ?? refuseUnknown("shell"));
    const resource = readCimResource(uri) ?? refuse2(2150858811, "The resource URI is not known.", { blame: "Sender" });
    const [first] = await rows({ ...resource, keys: keys ?? {} });
    return first ?? refuse2(2150858752, "The instance does not exist.", { blame: "Sender" });
  };
  const items = async (uri, filter) => {
    if (uri === resources.shell) return table.list().map(shellItem);
    if (uri === resources.command) return commandItems(table, filter);
    const resource = readCimResource(uri) ?? refuse2(2150858811, "The resource URI is not known.", { blame: "Sender" });
    if (filter?.kind !== "wql") return await rows(resource);
    const className = /\bfrom\s+([a-z_]\w*)/i.exec(filter.query)?.[1];
    if (className === void 0) refuse2(2150858778, "The filter is not valid.", { blame: "Sender" });
    return await rows({ ...resource, className, query: filter.query });
  };
  const page = (kind, all, size) => {
    const rest = all.slice(size);
    if (rest.length === 0) return writePage(kind, all, void 0);
    const context = newId();
    const oldest = contexts.keys().next().value;
    if (contexts.size >= maxContexts && oldest !== void 0) contexts.delete(oldest);
    contexts.set(context, rest);
    return writePage(kind, all.slice(0, size), context);
  };
  const pull = (context) => {
    const rest = contexts.get(context);
    contexts.delete(context);
    if (rest === void 0) refuse2(2150858763, "The enumeration context is not valid.", { blame: "Sender" });
    return page("Pull", rest, laterPage);
  };
  return {
    async answer({ request: { header, body } }) {
      const uri = header.resourceUri ?? "";
      if (header.action === actions.get) return await get(uri, header.selectors);
      if (header.action === actions.enumerate) {
        const everything = uri === resources.shell || uri === resources.command;
        return page(
          "Enumerate",
          await items(uri, readEnumerate(body)),
          everything ? Number.POSITIVE_INFINITY : firstPage
        );
      }
      if (header.action === actions.pull) return pull(readPull(body));
      if (header.action === actions.release) {
        contexts.delete(readPull(body));
        return "";
      }
      return await callMethod(handler, { header, body });
    }
  };
}

// src/winrm/peer/outbox.ts
var Outbox = class {
  #parts = [];
  #finished = false;
  #exitCode;
  #dropped = false;
  #waiter;
  #scheduled = false;
  push(part) {
    if (this.#finished || this.#dropped) return;
    this.#parts.push(part);
    this.#wake();
  }
  /** Nothing more will be pushed. @param exitCode of a program. */
  finish(exitCode) {
    this.#finished = true;
    this.#exitCode = exitCode;
    this.#wake();
  }
  /**
   * @param budget bytes that may go into one answer (at least one part always goes).
   * @param wait starts the clock of this Receive: calls back when its time is over, returns how to stop it.
   */
  async fetch(budget, wait) {
    if (this.#dropped) return { kind: "gone" };
    if (this.#ready) return this.#take(budget);
    this.interrupt();
    let stop = () => {
    };
    const fetched = new Promise((resolve) => {
      const mine = { answer: resolve, budget };
      this.#waiter = mine;
      stop = wait(() => {
        if (this.#waiter === mine) this.interrupt();
      });
    });
    try {
      return await fetched;
    } finally {
      stop();
    }
  }
  /** Ends a waiting Receive as if its time were over. */
  interrupt() {
    this.#settle({ kind: "timeout" });
  }
  /** Ends a waiting Receive: the stream is no more. */
  drop() {
    this.#dropped = true;
    this.#parts.length = 0;
    this.#settle({ kind: "gone" });
  }
  get #ready() {
    return this.#parts.length > 0 || this.#finished;
  }
  #take(budget) {
    const taken = [];
    let size = 0;
    for (const part of this.#parts) {
      if (taken.length > 0 && (part.apart === true || size + part.bytes.length > budget)) break;
      taken.push(part);
      size += part.bytes.length;
    }
    this.#parts.splice(0, taken.length);
    const done = this.#finished && this.#parts.length === 0;
    const exitCode = done && this.#exitCode !== void 0 ? { exitCode: this.#exitCode } : {};
    return { kind: "data", parts: taken, done, ...exitCode };
  }
  #settle(fetched) {
    const waiting = this.#waiter;
    this.#waiter = void 0;
    waiting?.answer(fetched);
  }
  /** Everything said in one turn goes into one answer: a quick pipeline costs one Receive, as on a real machine. */
  #wake() {
    if (this.#scheduled || this.#waiter === void 0) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (this.#waiter !== void 0 && this.#ready) this.#settle(this.#take(this.#waiter.budget));
    });
  }
};

// src/winrm/peer/shells.ts
function createShellTable(backend, now) {
  const shells = /* @__PURE__ */ new Map();
  const remove3 = (shell) => {
    shells.delete(shell.id);
    shell.connection.close();
    shell.outbox.drop();
    for (const outbox of shell.commands.values()) outbox.drop();
  };
  const expire = () => {
    for (const shell of shells.values()) {
      if (now() - shell.usedAt > shell.idleTimeout) remove3(shell);
    }
  };
  return {
    open({ about, resourceUri, sessionId, idleTimeout }) {
      const outbox = new Outbox();
      const commands = /* @__PURE__ */ new Map();
      const connection = backend.open(about, {
        data(pipeline, fragments, apart = false) {
          const box = pipeline === void 0 ? outbox : commands.get(pipeline);
          box?.push({ name: "stdout", bytes: fragments, apart });
        },
        text(command2, name, bytes) {
          commands.get(command2)?.push({ name, bytes });
        },
        done(pipeline, exitCode) {
          (pipeline === void 0 ? outbox : commands.get(pipeline))?.finish(exitCode);
        }
      });
      const shell = {
        id: about.id,
        about,
        resourceUri,
        sessionId,
        connection,
        idleTimeout,
        connected: true,
        usedAt: now(),
        outbox,
        commands
      };
      shells.set(shell.id, shell);
      return shell;
    },
    find(id) {
      expire();
      const shell = id === void 0 ? void 0 : shells.get(id.toUpperCase());
      if (shell !== void 0) shell.usedAt = now();
      return shell;
    },
    list() {
      expire();
      return [...shells.values()];
    },
    command(shell, id) {
      const outbox = new Outbox();
      shell.commands.set(id, outbox);
      return outbox;
    },
    remove: remove3,
    clear() {
      for (const shell of [...shells.values()]) remove3(shell);
    }
  };
}

// src/winrm/peer/service.ts
var nothing2 = new Uint8Array(0);
function createService(options) {
  const { handler } = options;
  const forPrograms = programBackend(handler);
  const backend = {
    open: (shell, sink) => (shell.configurationName === programs ? forPrograms : options.backend).open(shell, sink)
  };
  const table = createShellTable(backend, options.now);
  const newId = () => guidFromRandom(options.randomBytes(16));
  const { configurations, after } = options;
  const hasPrograms = handler.program !== void 0;
  const around = { table, configurations, hasPrograms, newId, after };
  const readings = createReadings({ handler, table, newId, maxEnvelopeSize: options.maxEnvelopeSize });
  const faulty = (fault, relatesTo) => ({
    status: 500,
    soap: writeResponse({ action: actions.fault, messageId: newId(), relatesTo }, writeFault(fault))
  });
  const identity2 = (version) => writeIdentity({
    protocolVersion: "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
    vendor: "Microsoft Corporation",
    productVersion: `OS: ${version} SP: 0.0 Stack: 3.0`
  });
  const perform = async (asked) => {
    const { header } = asked.request;
    const action = header.action.slice(header.action.lastIndexOf("/") + 1);
    const no = handler.intercept?.({ action, resourceUri: header.resourceUri ?? "", user: asked.user });
    if (no === "drop") return "drop";
    if (no !== void 0 && "status" in no) return { status: no.status, soap: nothing2 };
    if (no !== void 0) {
      const { fault: number, ...more } = no;
      throw new Refusal({ number, ...more });
    }
    const operation = shellOperations.get(header.action);
    const body = await (operation === void 0 ? readings.answer(asked) : Promise.resolve(operation(asked, around)));
    if (body === void 0) throw new Refusal({ number: 2150858789, blame: "Sender", subcode: "ActionNotSupported" });
    const answer = { action: responseAction(header.action), messageId: newId(), relatesTo: header.messageId };
    return { status: 200, soap: writeResponse(answer, body) };
  };
  return {
    async serve(soap, user, closed) {
      let relatesTo;
      try {
        const request = readRequest(soap);
        relatesTo = request.header.messageId;
        if (isIdentify(request.body)) return { status: 200, soap: identity2(handler.osVersion?.() ?? "10.0.26100") };
        return await perform({ request, user, closed });
      } catch (cause) {
        if (cause instanceof Refusal) return faulty(cause.fault, cause.fault.shape === "wmi" ? void 0 : relatesTo);
        return faulty({ number: 2147549183, text: cause instanceof Error ? cause.message : "unexpected" }, relatesTo);
      }
    },
    identify(soap) {
      try {
        return isIdentify(readRequest(soap).body) ? identity2("0.0.0") : void 0;
      } catch {
        return void 0;
      }
    },
    reset() {
      table.clear();
    }
  };
}

// src/winrm/peer.ts
var path = "/wsman";
var label = "application/HTTP-SPNEGO-session-encrypted";
var soapType = "application/soap+xml;charset=UTF-8";
var nothing3 = new Uint8Array(0);
var frameSize = 4096;
function reply(status, body = nothing3, headers = {}) {
  return { status, headers, body };
}
function realTimer(milliseconds, callback) {
  const timer = setTimeout(callback, Math.min(milliseconds, 2 ** 31 - 1));
  return () => clearTimeout(timer);
}
var Connection = class {
  #grounds;
  #closed = new AbortController();
  #ended;
  #acceptor;
  #user;
  #sealing;
  constructor(grounds) {
    this.#grounds = grounds;
    this.#ended = AbortSignal.any([grounds.gone, this.#closed.signal]);
  }
  async answer(request) {
    if (this.#ended.aborted) return "drop";
    if (request.path.split("?", 1)[0] !== path) return reply(404);
    if (request.method !== "POST") return reply(405);
    const limit = (this.#grounds.options.maxEnvelopeSize ?? 512e3) + frameSize;
    if (request.body.length > limit) return reply(413);
    const { authorization } = request.headers;
    if (authorization !== void 0) return await this.#logOn(authorization, request);
    if (this.#user === void 0) return this.#stranger(request);
    return await this.#serve(request, this.#user);
  }
  close() {
    this.#closed.abort();
    this.#user = void 0;
    this.#sealing = void 0;
  }
  #unauthorized(token) {
    const challenge = token === void 0 ? "" : ` ${Buffer2.from(token).toString("base64")}`;
    return reply(401, nothing3, { "WWW-Authenticate": `Negotiate${challenge}` });
  }
  #stranger(request) {
    const asks = request.headers.wsmanidentify?.toLowerCase() === "unauthenticated";
    const identity2 = asks ? this.#grounds.service.identify(request.body) : void 0;
    return identity2 === void 0 ? this.#unauthorized() : reply(200, identity2, { "Content-Type": soapType });
  }
  async #logOn(authorization, request) {
    const [scheme = "", token = ""] = authorization.trim().split(/\s+/);
    this.#user = void 0;
    this.#sealing = void 0;
    if (scheme.toLowerCase() !== "negotiate") return this.#unauthorized();
    this.#acceptor ??= this.#newAcceptor();
    const step = this.#acceptor.step(Buffer2.from(token, "base64"));
    if ("challenge" in step) return this.#unauthorized(step.challenge);
    this.#acceptor = void 0;
    if ("rejected" in step) return this.#unauthorized();
    this.#user = { username: step.accepted.user, domain: step.accepted.domain };
    this.#sealing = step.sealing;
    return request.body.length === 0 ? reply(200) : await this.#serve(request, this.#user);
  }
  #newAcceptor() {
    const { options, connection } = this.#grounds;
    return createNtlmAcceptor({
      lookup: options.lookup,
      serverName: options.serverName,
      domainName: options.domainName ?? options.serverName,
      now: options.now,
      randomBytes: options.randomBytes,
      ...connection.channelBinding === void 0 ? {} : { channelBinding: connection.channelBinding }
    });
  }
  async #serve(request, user) {
    const sealed = isSealedContentType(request.headers["content-type"]);
    if (!sealed && !this.#grounds.connection.tls && this.#grounds.options.requireSealing !== false) return reply(500);
    const soap = sealed ? this.#unseal(request.body) : request.body;
    if (soap === void 0) return "drop";
    const served = await this.#grounds.service.serve(soap, user, this.#ended);
    if (served === "drop" || this.#ended.aborted) return "drop";
    if (served.soap.length === 0) return reply(served.status);
    if (!sealed) return reply(served.status, served.soap, { "Content-Type": soapType });
    return reply(served.status, this.#seal(served.soap), { "Content-Type": sealedContentType(label) });
  }
  #unseal(body) {
    try {
      const part = decodeSealedBody(body);
      return this.#sealing?.unseal(part.signature, part.sealed);
    } catch {
      return void 0;
    }
  }
  #seal(soap) {
    const parts = this.#sealing?.seal(soap);
    return parts === void 0 ? nothing3 : encodeSealedBody({ label, length: soap.length, ...parts });
  }
};
function createPeer(options) {
  const service = createService({
    handler: options.handler,
    backend: options.shellBackend ?? powershellBackend(options),
    configurations: options.configurations ?? ["Microsoft.PowerShell"],
    maxEnvelopeSize: options.maxEnvelopeSize ?? 512e3,
    now: options.now,
    randomBytes: options.randomBytes,
    after: options.after ?? realTimer
  });
  let gone = new AbortController();
  return {
    connection: (connection) => new Connection({ options, connection, service, gone: gone.signal }),
    reset() {
      gone.abort();
      gone = new AbortController();
      service.reset();
    }
  };
}

// src/simulation/answers.ts
var OwnRefusal = class extends Error {
  name = "OwnRefusal";
};
function defined(parameters, answer) {
  return { parameters, answer };
}
var none = strictObject({});
var key = string().regex(jobKeyPattern);
var asking = { Source: _enum(updateSources), OverrideWsus: boolean().optional() };
var identity = string().transform((text, context) => {
  const [updateId, revision] = text.split("@");
  const parsed = updateIdentitySchema.safeParse({ updateId, revision: Number(revision) });
  if (parsed.success) return parsed.data;
  context.addIssue({ code: "custom", message: `${text} is not updateId@revision` });
  return NEVER;
});
function script(role) {
  return string().transform((text, context) => {
    const [, sha256, content] = new RegExp(`^${role}\\|([0-9a-f]{64})\\|(.+)$`, "s").exec(text) ?? [];
    if (sha256 !== void 0 && content !== void 0) return { sha256, text: content };
    context.addIssue({ code: "custom", message: `this is not ${role}|sha256|text` });
    return NEVER;
  });
}
var work = discriminatedUnion("Kind", [
  strictObject({ Key: key, Kind: literal("scan"), ...asking }),
  strictObject({
    Key: key,
    Kind: literal("stage"),
    Source: asking.Source.optional(),
    OverrideWsus: asking.OverrideWsus,
    Update: array(identity).optional(),
    Package: array(string()).min(1).optional(),
    Prerequisite: array(string()).optional()
  }),
  strictObject({ Key: key, Kind: literal("hide"), ...asking, Update: array(identity) }),
  strictObject({ Key: key, Kind: literal("install"), ...asking, Update: array(identity) }),
  strictObject({
    Key: key,
    Kind: literal("packages"),
    Package: array(string()).min(1),
    Prerequisite: array(string())
  }),
  strictObject({ Key: key, Kind: literal("detect"), Script: tuple([script("detect")]) }),
  strictObject({
    Key: key,
    Kind: _enum(["script", "removal"]),
    Update: tuple([identity]),
    Script: tuple([script("run"), script("detect")])
  }),
  strictObject({
    Key: key,
    Kind: literal("uninstall"),
    PackagesBefore: array(string()),
    Kb: array(kbSchema)
  }),
  strictObject({ Key: key, Kind: _enum(["drain", "resume"]), Drain: array(key) })
]);
function askingOf({ Source, OverrideWsus }) {
  return { source: Source, ...OverrideWsus === true ? { overrideWsus: true } : {} };
}
function packageOf(beside) {
  return (text) => {
    const [id = "", kb = "", sha256 = "", file = ""] = text.split("|");
    const mine = beside.map((line) => line.split("|")).filter(([of]) => of === id);
    return {
      kb,
      sha256,
      file,
      prerequisites: mine.map(([, digest = "", place = ""]) => ({ sha256: digest, file: place }))
    };
  };
}
function workOf(asked) {
  switch (asked.Kind) {
    case "scan":
      return { kind: "scan", ...askingOf(asked) };
    case "stage": {
      const { Source = "machine", OverrideWsus, Update = [], Package, Prerequisite = [] } = asked;
      if (Package !== void 0) return { kind: "stage", packages: Package.map(packageOf(Prerequisite)) };
      return { kind: "stage", ...askingOf({ Source, OverrideWsus }), updates: Update };
    }
    case "install":
    case "hide":
      return { kind: asked.Kind, ...askingOf(asked), updates: asked.Update };
    case "packages":
      return { kind: "packages", packages: asked.Package.map(packageOf(asked.Prerequisite)) };
    case "detect":
      return { kind: "detect", detect: asked.Script[0] };
    case "script":
    case "removal":
      return { kind: asked.Kind, update: asked.Update[0], run: asked.Script[0], detect: asked.Script[1] };
    case "drain":
      return { kind: "drain", after: asked.Drain };
    case "resume":
      return { kind: "resume", drains: asked.Drain };
    case "uninstall":
      return { kind: "uninstall", packagesBefore: asked.PackagesBefore, kbs: asked.Kb };
  }
}
var functions = {
  "Get-PatchringFacts": defined(none, (model, _, now) => model.facts(now)),
  "Get-PatchringBoot": defined(none, (model, _, now) => model.boot(now)),
  "Get-PatchringRestartReadiness": defined(none, (model) => readRestartReadiness(model)),
  "Get-PatchringHotpatch": defined(none, (model, _, now) => model.hotpatch(now)),
  "Get-PatchringHealth": defined(
    strictObject({ EventsSince: string().optional() }),
    (model, { EventsSince }, now) => model.health(now, EventsSince === void 0 ? void 0 : Date.parse(EventsSince))
  ),
  "Get-PatchringDiagnosis": defined(
    strictObject({ EventsSince: string().optional() }),
    (model, { EventsSince }, now) => model.diagnosis(now, EventsSince === void 0 ? void 0 : Date.parse(EventsSince))
  ),
  "Get-PatchringRoles": defined(none, (model, _, now) => model.roles(now)),
  "Invoke-PatchringProbe": defined(
    strictObject({
      Sha256: string().regex(/^[0-9a-f]{64}$/),
      Text: string().min(1),
      Seconds: int().min(1).max(60)
    }),
    (model) => readScript(model)
  ),
  "Get-PatchringPackage": defined(none, (model, _, now) => ({ packages: model.packages(now) })),
  "Start-PatchringJob": defined(work, (model, asked, now) => {
    const wanted = workOf(asked);
    const refused = model.refuses(asked.Key, wanted);
    if (refused !== void 0) throw new OwnRefusal(refused);
    return model.startJob(asked.Key, wanted, now);
  }),
  "Get-PatchringJob": defined(strictObject({ Key: key }), (model, { Key }, now) => model.pollJob(Key, now)),
  "Stop-PatchringJob": defined(strictObject({ Key: key }), (model, { Key }, now) => ({
    outcome: model.cancelJob(Key, now)
  })),
  "Remove-PatchringJob": defined(strictObject({ Key: key }), (model, { Key }, now) => ({
    outcome: model.removeJob(Key, now)
  })),
  "Get-PatchringVersion": defined(none, () => ({ version: 9 })),
  "Restart-PatchringMachine": defined(
    strictObject({ IfStillOn: string(), Reason: string() }),
    (model, { IfStillOn }, now) => ({ outcome: model.restart(IfStillOn, now) })
  )
};
function powershellOf(value) {
  if (Array.isArray(value)) return value.map(powershellOf);
  if (typeof value !== "object" || value === null) return value;
  return psCustomObject(Object.fromEntries(Object.entries(value).map(([name, one]) => [name, powershellOf(one)])));
}
var definition = /^[ \t]*function[ \t]+([A-Za-z][\w-]*)/gim;
function createResponder(model, now) {
  const scopes = /* @__PURE__ */ new WeakMap();
  const runScript2 = (call, script2) => {
    if (/^(?:[ \t]*#[^\n]*(?:\n|$))+$/.test(script2)) return {};
    const names = [...script2.matchAll(definition)].map(([, name = ""]) => name.toLowerCase());
    if (names.length === 0) return notExecuted();
    if (call.spec.statements[0]?.[0]?.useLocalScope === true) return {};
    scopes.set(call.shell, /* @__PURE__ */ new Set([...scopes.get(call.shell) ?? [], ...names]));
    return {};
  };
  return {
    invoke(call) {
      if (call.script !== void 0) return runScript2(call, call.script);
      const name = call.command ?? "";
      const [known] = Object.entries(functions).filter(([one]) => one.toLowerCase() === name.toLowerCase());
      if (known === void 0 || scopes.get(call.shell)?.has(name.toLowerCase()) !== true) return notFound(name);
      const parameters = known[1].parameters.safeParse(call.parameters);
      if (!parameters.success) return notBound(name, prettifyError(parameters.error));
      try {
        return { output: [powershellOf(known[1].answer(model, parameters.data, now()))] };
      } catch (cause) {
        if (!(cause instanceof OwnRefusal)) throw cause;
        return { failed: { message: "The job was refused.", errorId: cause.message, category: "InvalidOperation" } };
      }
    },
    cim: (request) => readCim(model, now(), request)
  };
}
function notExecuted() {
  const message = "The embedded fleet executes no scripts: it only takes definitions of functions.";
  return { failed: { message, errorId: "NotSupported", category: "NotImplemented" } };
}
function notFound(name) {
  return {
    failed: {
      message: `The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program.`,
      errorId: "CommandNotFoundException",
      category: "ObjectNotFound",
      targetName: name,
      exceptionType: "System.Management.Automation.CommandNotFoundException"
    }
  };
}
function notBound(name, why) {
  return {
    failed: {
      message: why,
      errorId: `ParameterArgumentValidationError,${name}`,
      category: "InvalidData",
      targetName: name,
      exceptionType: "System.Management.Automation.ParameterBindingException"
    }
  };
}
var statesInWmi = {
  running: "Running",
  stopped: "Stopped",
  startPending: "Start Pending",
  stopPending: "Stop Pending",
  paused: "Paused"
};
var systemProcess = "4";
function readCim(model, now, request) {
  const { namespace, className, query, keys } = request;
  const wanted = /\bfrom\s+(\w+)/i.exec(query ?? "")?.[1] ?? className;
  const bootedAt = new Date(model.boot(now).bootedAt);
  const { build } = model.profile;
  switch (`${namespace.replaceAll("\\", "/")}/${wanted}`.toLowerCase()) {
    case "root/cimv2/win32_operatingsystem":
      return [{ LastBootUpTime: bootedAt, BuildNumber: build, Version: `10.0.${build}`, LocalDateTime: new Date(now) }];
    case "root/cimv2/win32_process":
      if ((keys?.Handle ?? systemProcess) !== systemProcess) return [];
      return [{ Handle: systemProcess, ProcessId: 4, Name: "System", CreationDate: bootedAt }];
    case "root/cimv2/win32_service":
      return model.health(now).services.map(({ name, startMode, state }) => ({
        Name: name,
        StartMode: startMode.startsWith("automatic") ? "Auto" : "Manual",
        State: statesInWmi[state] ?? "Unknown"
      }));
    case "root/microsoft/windows/taskscheduler/msft_scheduledtask":
      return readTask(model, now, keys?.TaskName ?? "");
    default:
      return void 0;
  }
}
function readTask(model, now, name) {
  const { state } = model.pollJob(name, now);
  if (state === "absent") return [];
  return [{ TaskName: name, TaskPath: "\\patchring\\", State: state === "queued" ? 2 : state === "running" ? 4 : 3 }];
}

// src/simulation/door.ts
var largestBody = 4 * 2 ** 20;
var pauseBeforeRetry = 50;
var Door = class {
  #options;
  #server;
  /** Everyone on the line, those included who have not finished their TLS handshake. */
  #sockets = /* @__PURE__ */ new Set();
  #connections = /* @__PURE__ */ new WeakMap();
  #closing = new AbortController();
  #peer;
  #port = 0;
  /** Opening and shutting, one after the other. */
  #following = Promise.resolve();
  #watchedUntil = Number.POSITIVE_INFINITY;
  constructor(options) {
    this.#options = options;
    const serve = (request, response) => void this.#serve(request, response);
    this.#server = options.tls === void 0 ? createHttpServer(serve) : createHttpsServer(options.tls, serve);
    this.#server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => this.#sockets.delete(socket));
    });
    this.#server.on(
      options.tls === void 0 ? "connection" : "secureConnection",
      (socket) => this.#welcome(socket)
    );
    this.#server.keepAliveTimeout = 0;
    this.#server.requestTimeout = 0;
    this.#server.headersTimeout = 0;
  }
  get port() {
    return this.#port;
  }
  /** Listens on the first free port from `from` on; returns it. */
  async open(from) {
    for (let port = from; ; port += 1) {
      if (await this.#listen(port)) {
        this.#port = port;
        await this.#follow();
        return port;
      }
    }
  }
  async close() {
    this.#closing.abort();
    await this.#following;
    await this.#shut();
  }
  get #model() {
    const model = this.#options.models.model(this.#options.name);
    if (model === void 0) throw new TypeError(`the fleet has no machine ${this.#options.name}`);
    return model;
  }
  /** @returns false where the port is taken. */
  #listen(port) {
    return new Promise((resolve, reject) => {
      const failed2 = (cause) => {
        if (cause.code === "EADDRINUSE" || cause.code === "EACCES") resolve(false);
        else reject(cause);
      };
      this.#server.once("error", failed2);
      this.#server.listen({ port, host: this.#options.host, backlog: 128 }, () => {
        this.#server.removeListener("error", failed2);
        resolve(true);
      });
    });
  }
  /** Opens or shuts as the machine is now, and looks again when that may change. */
  #follow() {
    this.#following = this.#following.then(() => this.#adjust());
    return this.#following;
  }
  async #adjust() {
    const { clock } = this.#options;
    const isDown = this.#model.reach(clock.now()) === "refused";
    if (isDown && this.#server.listening) await this.#shut();
    while (!isDown && !this.#server.listening && !this.#closing.signal.aborted && !await this.#listen(this.#port)) {
      await pause(pauseBeforeRetry);
    }
    this.#watch();
  }
  #watch() {
    const { clock } = this.#options;
    const next = this.#model.nextReachChangeAt(clock.now());
    if (next === void 0 || next >= this.#watchedUntil || this.#closing.signal.aborted) return;
    this.#watchedUntil = next;
    void clock.sleepUntil(next, this.#closing.signal).then(() => {
      if (this.#watchedUntil === next) this.#watchedUntil = Number.POSITIVE_INFINITY;
      return this.#closing.signal.aborted ? void 0 : clock.during(this.#follow());
    });
  }
  #shut() {
    this.#peer?.reset();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#dropAll();
    });
  }
  #welcome(socket) {
    const { tls } = this.#options;
    this.#peer ??= this.#createPeer();
    const connection = this.#peer.connection({
      tls: tls !== void 0,
      ...tls === void 0 ? {} : { channelBinding: tls.channelBinding }
    });
    this.#connections.set(socket, connection);
    socket.on("close", () => connection.close());
  }
  #createPeer() {
    const { clock, account } = this.#options;
    const model = this.#model;
    const responder = createResponder(model, () => clock.now());
    const isMeant = (user) => user.toLowerCase() === account.username.toLowerCase();
    return createPeer({
      lookup: (user, domain) => isMeant(user) || isMeant(`${domain}\\${user}`) ? account.password : void 0,
      serverName: model.facts(clock.now()).computerName,
      now: () => clock.now(),
      randomBytes,
      handler: {
        invoke: (call) => {
          const result = responder.invoke(call);
          if (call.command !== void 0 && model.losesAnswer()) this.#dropAll();
          this.#watch();
          return Promise.resolve(result);
        },
        cim: (request) => responder.cim(request),
        osVersion: () => `10.0.${model.profile.build}`,
        psVersion: () => model.facts(clock.now()).psVersion
      }
    });
  }
  /** Everything that was said is lost on its way: the connections break after the machine has done its part. */
  #dropAll() {
    for (const socket of this.#sockets) socket.destroy();
  }
  async #serve(request, response) {
    const { socket } = request;
    const connection = this.#connections.get(socket);
    const body = await bodyOf(request);
    const reach = this.#model.reach(this.#options.clock.now());
    if (reach === "hangs") return;
    if (connection === void 0 || body === void 0 || reach === "refused") {
      socket.destroy();
      return;
    }
    const { method = "", url = "" } = request;
    const reply2 = await connection.answer({ method, path: url, headers: headersOf(request), body });
    if (socket.destroyed) return;
    if (reply2 === "drop") {
      socket.destroy();
      return;
    }
    response.writeHead(reply2.status, {
      Server: "Microsoft-HTTPAPI/2.0",
      ...reply2.headers,
      "Content-Length": reply2.body.length
    });
    response.end(reply2.body);
  }
};
async function bodyOf(request) {
  const parts = [];
  let size = 0;
  try {
    for await (const part of request) {
      size += part.length;
      if (size > largestBody) return void 0;
      parts.push(part);
    }
  } catch {
    return void 0;
  }
  return parts.length === 1 && parts[0] !== void 0 ? parts[0] : Buffer.concat(parts);
}
function headersOf(request) {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value])
  );
}

// src/simulation/listener.ts
var portRange = { first: 15e3, length: 15e3 };
function portOfProcess() {
  return portRange.first + process.pid * 211 % portRange.length;
}
function doorTlsOf(tls) {
  return { ...tls, channelBinding: endpointBindingOf(new X509Certificate(tls.cert).raw) };
}
async function listen(options) {
  const { models, clock, account, host = "127.0.0.1" } = options;
  const tls = options.tls === void 0 ? {} : { tls: doorTlsOf(options.tls) };
  const doors = [];
  const ports = /* @__PURE__ */ new Map();
  let next = options.firstPort ?? portOfProcess();
  for (const name of models.names) {
    const door = new Door({ name, models, clock, host, account, ...tls });
    doors.push(door);
    const port = await clock.during(door.open(next));
    ports.set(name, port);
    next = port + 1;
  }
  return {
    host,
    ports,
    async close() {
      await Promise.all(doors.map((door) => door.close()));
    }
  };
}

// src/simulation/policy-text.ts
var shortGates = `gates:
  after:
    - { gate: cameBack, timeout: 15s }
    - { gate: hotpatch, settle: 1s }
    - buildIsTarget
    - { gate: services, settle: 1s, confirm: 1 }
    - { gate: events, settle: 1s }

`;
var shortClusterGates = shortGates.replace(
  "gates:\n",
  "gates:\n  before: [reachable, noPendingRestart, { gate: cluster, lookAgain: 1s }]\n"
);
var namedGates = `gates:
  after: [cameBack, hotpatch, buildIsTarget, services, events]

`;
function gatesOf(scenario, scale) {
  if (scale === "short") return scenario.repair === void 0 ? shortGates : shortClusterGates;
  return scenario.policy.hotpatch === void 0 ? "" : namedGates;
}
function policyOf(scenario, { scale, ca }) {
  const soak = scale === "short" ? "2s" : "24h";
  const { hotpatch, onRegression } = scenario.policy;
  const connection = ca === void 0 ? "{ transport: http-sealed }" : `{ transport: https, ca: ${ca} }`;
  const regression = onRegression === "halt" ? "" : `
    onRegression: ${onRegression}`;
  return `# The embedded fleet, story "${scenario.name}".
# ${scenario.story}
# It lets in $PATCHRING_USERNAME with $PATCHRING_PASSWORD, and nobody else.
version: 1
name: windows-servers
inventory: machines.yml
connection: ${connection}
${hotpatch === void 0 ? "" : `hotpatch: ${hotpatch} # no update is held back for its sake; the gate still watches
`}
${gatesOf(scenario, scale)}rings:
  - name: test
    machines: { label: ring=test }
    window: anytime
    waves: [1, 100%]
    maxUnavailable: 2
    soak: ${soak}
  - name: pilot
    machines: { label: ring=pilot }
    window: anytime
    waves: [1, 50%, 100%]
    maxUnavailable: 2
    soak: ${soak}${regression}
  - name: production
    machines: { label: ring=production }
    window: anytime
    waves: [10%, 50%, 100%]
    maxUnavailable: 25%
    soak: ${soak}${regression}
`;
}
function inventoryOf(entries) {
  const lines = entries.map(({ name, address, port, labels }) => {
    const where = address === void 0 ? "" : ` address: ${address},${port === void 0 ? "" : ` port: ${port},`}`;
    const words = Object.entries(labels).map(([key2, value]) => `${key2}: ${value}`);
    return `  - { name: ${name},${where} labels: { ${words.join(", ")} } }`;
  });
  return `machines:
${lines.join("\n")}
`;
}

// src/simulation/embedded.ts
function simulatedPlay(options) {
  const { scenario, machines, seed, scale, clock } = options;
  const roster = castOf(scenario, machines);
  const fleet = createSimulatedFleet({
    machines: setupsOf(scenario, roster, scale),
    clock,
    catalogue: scenario.catalogue,
    timing: timings[scale],
    seed
  });
  const entries = roster.map((entry) => entryOf(entry));
  const texts = { policy: policyOf(scenario, { scale }), inventory: inventoryOf(entries) };
  return { fleet, models: fleet.models, entries, ...texts };
}
async function startEmbeddedFleet(options) {
  const { scenario, scale, clock, tls, firstPort } = options;
  const { models } = simulatedPlay(options);
  const account = { username: "patcher", password: options.password ?? randomBytes2(15).toString("base64url") };
  const listener2 = await listen({
    models,
    clock,
    account,
    ...tls === void 0 ? {} : { tls },
    ...firstPort === void 0 ? {} : { firstPort }
  });
  const entries = castOf(scenario, options.machines).map(
    (entry) => entryOf(entry, { host: listener2.host, port: listener2.ports.get(entry.name) ?? 0 })
  );
  return {
    entries,
    models,
    policy: policyOf(scenario, { scale, ...tls === void 0 ? {} : { ca: tls.ca } }),
    inventory: inventoryOf(entries),
    account,
    listener: listener2,
    close: () => listener2.close()
  };
}

// src/world/embedded.ts
function scenarioOf({ scenario: name, machines }) {
  const scenario = scenarioNamed(name);
  const faults = [];
  if (scenario === void 0) {
    const guess = nearest(name, storyNames);
    const hint = guess === void 0 ? "" : ` Did you mean "${guess}"?`;
    faults.push(
      failureOf("ARGUMENT_INVALID", `There is no scenario "${name}".${hint}`, {
        next: `The scenarios are ${storyNames.join(", ")}.`
      })
    );
  }
  if (machines < fewestMachines || machines > 5e3) {
    faults.push(
      failureOf("ARGUMENT_INVALID", `--machines is ${machines}: write a number from ${fewestMachines} to 5000.`)
    );
  }
  if (scenario === void 0 || faults.length > 0) throw new FailureError(faults);
  return scenario;
}
async function playStory(options) {
  const { directory, seed, machines, speed } = options;
  const scenario = scenarioOf(options);
  const clock = createStoryClock(scenario.startAt, speed);
  const fleet = await startEmbeddedFleet({ scenario, machines, seed, scale: "realistic", clock });
  const policyFile = await writeFiles(directory, fleet);
  return { ...storyPart(scenario, fleet), clock, policyFile, close: () => fleet.close() };
}
async function startFleet(options) {
  const { directory, seed, machines } = options;
  const scenario = scenarioOf(options);
  await refuseOccupied(directory);
  const fleet = await startEmbeddedFleet({ scenario, machines, seed, scale: "short", clock: createRealClock() });
  const policyFile = await writeFiles(directory, fleet);
  const counts = await serveCounts(fleet.models, ringOf(fleet));
  return {
    ...storyPart(scenario, fleet),
    policyFile,
    books: counts.url,
    close: async () => {
      await counts.close();
      await fleet.close();
    }
  };
}
function storyPart({ name, story, expected }, fleet) {
  return {
    story: { name, text: story, expected },
    account: fleet.account,
    counts: () => countsOf(fleet.models, ringOf(fleet)),
    oddities: () => odditiesOf(countsOf(fleet.models, ringOf(fleet)))
  };
}
function odditiesOf({ irregularities }) {
  return Object.values(irregularities).flat().filter((text) => !text.includes(" survey-"));
}
function ringOf({ entries }) {
  const rings = new Map(entries.map(({ name, labels }) => [name, labels.ring]));
  return (machine) => rings.get(machine);
}
async function writeFiles(directory, { policy, inventory }) {
  const policyFile = join(directory, "patchring.yml");
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, "machines.yml"), inventory);
    await writeFile(policyFile, policy);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FailureError([
      failureOf("ARGUMENT_INVALID", `nothing can be written there: ${why}`, { place: { file: directory } })
    ]);
  }
  return policyFile;
}
async function refuseOccupied(directory) {
  const policyFile = join(directory, "patchring.yml");
  const written = existsSync(policyFile) ? await readFile(policyFile, "utf8") : "";
  if (written !== "" && !written.startsWith("# The embedded fleet")) {
    throw new FailureError([
      failureOf("ARGUMENT_INVALID", "a policy of yours lies there, and would be written over.", {
        place: { file: policyFile },
        next: "Choose another folder with --dir."
      })
    ]);
  }
  const ledger = join(directory, ".patchring");
  if (!existsSync(ledger)) return;
  throw new FailureError([
    failureOf("ARGUMENT_INVALID", "the journal of an earlier fleet lies there, and its machines are gone.", {
      place: { file: ledger },
      next: `Delete ${ledger}, or choose another folder with --dir.`
    })
  ]);
}
export {
  playStory,
  startFleet
};
