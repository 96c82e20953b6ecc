import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  defaultRings,
  playToTheEnd,
  setStage
} from "./chunk-CWTCPMDU.mjs";
import "./chunk-DOMBGGQA.mjs";
import "./chunk-27QUBKCO.mjs";
import "./chunk-5GTJYZBX.mjs";
import {
  shippedKnowledge
} from "./chunk-CVSCWVAP.mjs";
import "./chunk-UKKG4IJ5.mjs";
import "./chunk-QELDCA7O.mjs";
import "./chunk-7DXEQ242.mjs";
import "./chunk-P34WXSGP.mjs";
import "./chunk-J4VYRSPQ.mjs";
import "./chunk-DOMUFUHT.mjs";
import "./chunk-NLDZ6FPW.mjs";
import "./chunk-XOZ2M7R3.mjs";
import "./chunk-ZYVX2BHV.mjs";
import "./chunk-Q7CNT2VP.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-GX3NGU7X.mjs";
import {
  cumulative,
  server
} from "./chunk-NY5E6FMM.mjs";
import "./chunk-7P4UPFSA.mjs";
import "./chunk-4EJNWNDX.mjs";
import "./chunk-SRSEICG6.mjs";
import "./chunk-6AWOICFL.mjs";
import "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/simulation/incident-fleet.ts
var turns = {
  test: ["app", "domain-controller", "cluster", "web", "sql"],
  pilot: ["web", "app", "cluster", "sql", "domain-controller", "app", "web", "app"],
  production: ["web", "app", "sql", "cluster", "web", "app", "domain-controller", "app", "web", "sql"]
}, shares = [
  ["test", 0.1],
  ["pilot", 0.25]
];
function sizesOf(machines) {
  let [test = 3, pilot = 3] = shares.map(([, share]) => Math.max(3, Math.round(machines * share)));
  return { test, pilot, production: Math.max(1, machines - test - pilot) };
}
function incidentFleet(machines, without = []) {
  let sizes = sizesOf(machines), counts = /* @__PURE__ */ new Map();
  return ["test", "pilot", "production"].flatMap((ring) => {
    let roles = turns[ring].filter((role) => ring !== "test" || !without.includes(role));
    return Array.from({ length: sizes[ring] }, (_, place) => {
      let role = roles[place % roles.length] ?? "app", index = counts.get(role) ?? 0;
      counts.set(role, index + 1);
      let isEnrolled = role !== "domain-controller" && index % 2 === 0;
      return { name: `${ring}-${place + 1}`, ring, role, index, isEnrolled };
    });
  });
}
var kinds = {
  app: "app",
  web: "web",
  sql: "sql",
  "domain-controller": "dc",
  cluster: "file"
}, clusterService = {
  name: "ClusSvc",
  startMode: "automatic",
  state: "running",
  isTriggerStart: !1,
  exitCode: 0
};
function profileOf({ role, isEnrolled }, windows) {
  let { productName, build, ubr, kbs, hasHotpatch } = windows, packages = [rollup(build, ubr), servicingStack(build, ubr)], profile = { ...server({ kind: kinds[role], isEnrolled: hasHotpatch && isEnrolled, ubr, kbs, packages }), productName: `${productName} Standard`, editionId: "ServerStandard", build };
  return role !== "cluster" ? profile : { ...profile, roles: [...profile.roles, "cluster"], services: [...profile.services, clusterService] };
}
function rollup(build, ubr) {
  return `Package_for_RollupFix~31bf3856ad364e35~amd64~~${build}.${ubr}.1.10`;
}
function servicingStack(build, ubr) {
  return `Package_for_ServicingStack_${ubr}~31bf3856ad364e35~amd64~~${build}.${ubr}.1.0`;
}

// src/simulation/incidents.ts
var [minute, hour] = [6e4, 36e5], server2019 = {
  productName: "Microsoft Windows Server 2019",
  build: 17763,
  ubr: 7434,
  kbs: ["KB5060531"],
  hasHotpatch: !1
}, server2022 = {
  productName: "Microsoft Windows Server 2022",
  build: 20348,
  ubr: 2322,
  kbs: ["KB5034770"],
  hasHotpatch: !1
}, server2025 = {
  productName: "Microsoft Windows Server 2025",
  build: 26100,
  ubr: 6899,
  kbs: ["KB5066835"],
  hasHotpatch: !0
};
function released(build, release) {
  return {
    ...cumulative(release),
    build,
    packages: [rollup(build, release.ubr)],
    permanentPackages: [servicingStack(build, release.ubr)]
  };
}
var toAll = { audience: "all", train: "leaves" }, isController = ({ role }) => role === "domain-controller", controllers = ["domain-controller"], ordinary = released(20348, {
  ...toAll,
  kb: "KB5044284",
  ubr: 2033,
  title: "Windows Server 2025 (KB5044284)",
  updateId: "e2c1f5b8-03d7-4c96-bb8c-9c0f4a044284",
  deployedAt: "2024-11-01T17:00:00Z"
}), upgrade = {
  ...ordinary,
  family: "upgrade",
  packages: [],
  permanentPackages: [],
  update: { ...ordinary.update, categories: ["Upgrades", "Windows Server 2025"], isProductUpgrade: !0 }
}, channel = released(20348, {
  ...toAll,
  kb: "channel-291",
  ubr: 291,
  title: "Channel content 291 for an agent of another vendor",
  updateId: "29100000-0000-4000-8000-000000000291",
  deployedAt: "2024-07-19T04:09:00Z",
  restarts: "never"
}), content = {
  ...channel,
  family: "definitions",
  packages: [],
  permanentPackages: [],
  update: { ...channel.update, kbs: [], categories: ["Definition Updates", "Agent of another vendor"] }
}, leakHours = [34, 19, 52, 9, 66, 27, 44, 14], incidents = [
  {
    name: "dc-boot-loop",
    id: "KB5082063",
    kb: "KB5082063",
    story: "LSASS crashes at start-up on domain controllers, which restart without end (April 2026).",
    startAt: Date.UTC(2026, 3, 14, 20),
    windows: { ...server2025, ubr: 32522, kbs: ["KB5078740"] },
    catalogue: [
      released(26100, {
        ...toAll,
        kb: "KB5082063",
        ubr: 32690,
        title: "2026-04 Security Update (KB5082063) (26100.32690)",
        updateId: "4fd0a3c1-6a0e-4bb3-9c07-8b1f8e082063",
        deployedAt: "2026-04-14T17:00:00Z",
        train: "baseline"
      })
    ],
    roles: controllers,
    isHit: isController,
    faults: () => [{ kind: "neverComesBack", kb: "KB5082063" }]
  },
  {
    name: "dc-boot-loop-2022",
    id: "KB5009555",
    kb: "KB5009555",
    story: "Domain controllers restart in a loop (January 2022).",
    startAt: Date.UTC(2022, 0, 11, 20),
    windows: { ...server2022, ubr: 405, kbs: ["KB5008223"] },
    catalogue: [
      released(20348, {
        ...toAll,
        kb: "KB5009555",
        ubr: 469,
        title: "2022-01 Cumulative Update for Microsoft server operating system version 21H2 (KB5009555)",
        updateId: "0e5a7c39-1d58-4a2f-8f36-5a3c2e009555",
        deployedAt: "2022-01-11T18:00:00Z"
      })
    ],
    roles: controllers,
    isHit: isController,
    faults: () => [{ kind: "neverComesBack", kb: "KB5009555" }]
  },
  {
    name: "hotpatch-loss",
    id: "KB5070881",
    kb: "KB5070881",
    story: "The update installs well and takes enrolled machines off the Hotpatch train (October 2025).",
    startAt: Date.UTC(2025, 9, 23, 20),
    windows: server2025,
    catalogue: [
      released(26100, {
        ...toAll,
        kb: "KB5070881",
        ubr: 6905,
        title: "2025-10 Cumulative Update for Microsoft server operating system version 24H2 for x64-based Systems (KB5070881) (26100.6905)",
        updateId: "8c3d8a27-50f6-4f0c-8b0f-3f1a6d070881",
        deployedAt: "2025-10-23T17:00:00Z"
      })
    ],
    isHit: ({ isEnrolled }) => isEnrolled,
    faults: () => []
  },
  {
    name: "cluster-service",
    id: "KB5062557",
    kb: "KB5062557",
    story: "The Cluster service stops again and again, and nodes are quarantined (July 2025).",
    startAt: Date.UTC(2025, 6, 8, 20),
    windows: server2019,
    catalogue: [
      released(17763, {
        ...toAll,
        kb: "KB5062557",
        ubr: 7558,
        title: "2025-07 Cumulative Update for Windows Server 2019 for x64-based Systems (KB5062557)",
        updateId: "7b0c2f14-8e6d-4f7a-a0f9-3d1e5b062557",
        deployedAt: "2025-07-08T17:00:00Z"
      })
    ],
    roles: ["cluster"],
    isHit: ({ role }) => role === "cluster",
    faults: () => [{ kind: "serviceDies", kb: "KB5062557", service: "ClusSvc", after: 2 * minute }]
  },
  {
    name: "product-upgrade",
    id: "KB5044284",
    kb: "KB5044284",
    story: "A feature upgrade that bears a KB number makes another Windows of servers (November 2024).",
    startAt: Date.UTC(2024, 10, 12, 20),
    windows: { ...server2022, ubr: 2762, kbs: ["KB5044281"] },
    catalogue: [
      upgrade,
      released(20348, {
        ...toAll,
        kb: "KB5046616",
        ubr: 2849,
        title: "2024-11 Cumulative Update for Microsoft server operating system version 21H2 (KB5046616)",
        updateId: "5d9e2a60-47b1-4d0e-9ad3-1f7b6c046616",
        deployedAt: "2024-11-12T18:00:00Z"
      })
    ],
    isHit: () => !0,
    faults: () => []
  },
  {
    name: "hotpatch-again",
    id: "KB5068966",
    kb: "KB5068966",
    story: "A hotpatch is offered and installed again and again (November 2025).",
    startAt: Date.UTC(2025, 10, 11, 20),
    windows: server2025,
    catalogue: [
      released(26100, {
        kb: "KB5068966",
        ubr: 7092,
        title: "2025-11 Hotpatch Cumulative Update for Microsoft server operating system version 24H2 (KB5068966) (26100.7092)",
        updateId: "a90f4d2e-5c83-4e1b-8f61-70d5c3068966",
        deployedAt: "2025-11-11T18:00:00Z",
        audience: "enrolled",
        train: "keeps",
        restarts: "never"
      })
    ],
    isHit: ({ isEnrolled }) => isEnrolled,
    faults: () => [{ kind: "offeredAgain", kb: "KB5068966" }],
    isRepeated: !0
  },
  {
    name: "lsass-leak",
    id: "KB5035857",
    kb: "KB5035857",
    story: "LSASS leaks on domain controllers for hours to days, falls, and Windows restarts (March 2024).",
    startAt: Date.UTC(2024, 2, 12, 20),
    windows: server2022,
    catalogue: [
      released(20348, {
        ...toAll,
        kb: "KB5035857",
        ubr: 2340,
        title: "2024-03 Cumulative Update for Microsoft server operating system version 21H2 (KB5035857)",
        updateId: "61c7d0f3-92ab-4b15-86c5-e4f2a9035857",
        deployedAt: "2024-03-12T17:00:00Z"
      })
    ],
    roles: controllers,
    isHit: isController,
    faults: ({ index }) => [
      { kind: "leaks", kb: "KB5035857", crashesAfter: (leakHours[index % leakHours.length] ?? 24) * hour }
    ]
  },
  {
    name: "content-unstaged",
    id: "content of 19 July 2024",
    kb: "channel-291",
    story: "A content file, of a kind that knows no staging, sends every machine into a loop of crashes (July 2024).",
    startAt: Date.UTC(2024, 6, 19, 4),
    windows: server2022,
    catalogue: [content],
    isHit: () => !0,
    faults: () => [{ kind: "unreachable", begins: "install" }],
    include: ["title:Channel content 291*"]
  }
];
function incidentNamed(name) {
  return incidents.find((one) => one.name === name || one.id === name);
}

// src/world/rehearsal/incident.ts
var incidentNames = incidents.map(({ name }) => name);
async function replayIncident(name, { machines, seed, signal }) {
  let incident = incidentNamed(name);
  if (incident === void 0) return;
  let fleet = incidentFleet(machines), asked = { incident, fleet, seed, signal }, { roles } = incident, bare = roles === void 0 ? void 0 : { ...asked, fleet: incidentFleet(machines, roles) };
  return {
    name: incident.name,
    id: incident.id,
    story: incident.story,
    machines: fleet.length,
    susceptible: fleet.filter(incident.isHit).length,
    onTheDay: await replayDefault(asked, "onTheDay"),
    uncovered: bare === void 0 ? null : await replayDefault(bare, "onTheDay"),
    today: await replayDefault(asked, "today"),
    oneRing: await replayInOneRing(asked)
  };
}
var day = 864e5;
async function replayDefault(question, known) {
  let { include } = question.incident, policy = { rings: defaultRings, ...include === void 0 ? {} : { updates: { include } } };
  return await replay(question, policy, known);
}
async function replayInOneRing(question) {
  let { incident, fleet } = question, ring = {
    name: "everybody",
    machines: "rest",
    window: "anytime",
    waves: ["100%"],
    maxUnavailable: "100%",
    maxFailures: fleet.length - 1,
    soak: "0s"
  }, policy = {
    hotpatch: "ignore",
    updates: { productUpgrade: "allow", include: [.../^KB\d/.test(incident.kb) ? [incident.kb] : [], ...incident.include ?? []] },
    scan: { parallel: 100 },
    gates: { before: ["reachable"], after: [{ gate: "cameBack", severity: "hard" }] },
    rings: [ring]
  };
  return await replay(question, policy, "nothing");
}
async function replay(question, policy, known) {
  let { incident, fleet, seed, signal } = question, { startAt, catalogue, windows } = incident, request = {
    policy,
    machines: fleet.map((machine) => {
      let profile = profileOf(machine, windows);
      return {
        name: machine.name,
        ring: machine.ring,
        // A tool that knows nothing of domains meets each controller as if it were alone.
        profile: known === "nothing" ? { ...profile, domain: machine.name } : profile,
        faults: incident.isHit(machine) ? incident.faults(machine) : []
      };
    }),
    catalogue,
    startAt,
    seed,
    knowledge: known === "today" ? shippedKnowledge : asOf(startAt),
    change: (content2) => known === "today" ? content2 : { ...content2, holds: [] }
  }, stage = await setStage(request), driven = await playToTheEnd(stage, signal);
  return incident.isRepeated === !0 && (await stage.clock.sleepUntil(stage.clock.now() + day), stage = await setStage({ ...request, after: known === "nothing" ? { ...stage, events: [] } : stage }), driven = await playToTheEnd(known === "nothing" ? { ...stage, events: [] } : stage, signal)), { machinesHit: hitIn(stage, question), conclusion: driven.standing.conclusion, reason: reasonOf(driven) };
}
function asOf(startAt) {
  let today = new Date(startAt).toISOString().slice(0, 10), lineage = shippedKnowledge.lineage.filter(({ date }) => date === null || date < today);
  return { ...shippedKnowledge, lineage };
}
function reasonOf({ standing: { failure, cause } }) {
  return failure !== null ? `${failure.code}: ${failure.message}` : cause?.by === "rule" ? `${cause.gate ?? cause.code} on ${cause.machine}` : "";
}
function hitIn({ fleet: { models }, clock }, { incident, fleet }) {
  return fleet.filter((machine) => {
    if (!incident.isHit(machine)) return !1;
    let model = models.model(machine.name);
    if (model === void 0) throw new RangeError(`${machine.name} is not in the fleet`);
    let { restarts, installs } = model.books(clock.now());
    return incident.isRepeated === !0 ? installs.filter(({ kb }) => kb === incident.kb).length > 1 : model.software.installed.some(({ item }) => item.kb === incident.kb) || restarts.some(({ completes }) => completes.includes(incident.kb));
  }).length;
}
export {
  incidentNames,
  replayIncident
};
