import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  rosterOf
} from "./chunk-EJQNZCKZ.mjs";
import {
  defaultRings,
  playToTheEnd,
  setStage
} from "./chunk-JYGQFKUM.mjs";
import "./chunk-RHWP7GXC.mjs";
import "./chunk-Z7ODIS5N.mjs";
import "./chunk-4JWKCG6H.mjs";
import "./chunk-UVP55PIQ.mjs";
import "./chunk-BBJCK2JN.mjs";
import "./chunk-2M6OAKES.mjs";
import "./chunk-42CUXDJU.mjs";
import "./chunk-K52VPBHF.mjs";
import "./chunk-7VVDCJX4.mjs";
import "./chunk-FYBWLZPH.mjs";
import "./chunk-DTMQ62EV.mjs";
import "./chunk-YTFYII6Q.mjs";
import {
  choiceNamed,
  defaultGates
} from "./chunk-C4KSEYTN.mjs";
import "./chunk-JARS6VOI.mjs";
import "./chunk-UXZ6BDMA.mjs";
import {
  createDice
} from "./chunk-3U6HBYRX.mjs";
import {
  rollupPackage,
  september2026,
  server,
  servicingStackPackage
} from "./chunk-UY47VAXF.mjs";
import "./chunk-AYWG556Y.mjs";
import "./chunk-DIBE7RQS.mjs";
import "./chunk-JMNUFN4O.mjs";
import "./chunk-2IZRUMOZ.mjs";
import "./chunk-YJTZBR5B.mjs";
import "./chunk-BZIO6GYC.mjs";
import "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/world/rehearsal/tracks.ts
var courses = ["well", "sporadic", "sick", "lost", "latent"];
var hour = 36e5;
var kb = "KB5122871";
var service = "OrderIntake";
var confirmAfter = 6e4;
var latentAfter = 6 * hour;
var faults = {
  well: [],
  /** A failure that is not the update's. */
  sporadic: [{ kind: "installFails", kb, hresult: 2147944003 }],
  sick: [{ kind: "serviceDies", kb, service }],
  lost: [{ kind: "neverComesBack" }],
  latent: [{ kind: "serviceDies", kb, service, after: latentAfter }]
};
function nameOf(index) {
  return `m${String(index + 1).padStart(4, "0")}`;
}
var [ubr, kbs] = [33296, ["KB5120233"]];
var packages = [rollupPackage(ubr), servicingStackPackage(ubr)];
var profile = server({ kind: "app", isEnrolled: false, ubr, kbs, packages });
function machineOn(index, ring, { course, seed }) {
  return { name: nameOf(index), ring, profile, faults: faults[course], seed };
}
function stageFor(machines, policy) {
  const request = {
    policy: { scan: { parallel: machines.length }, ...policy },
    machines,
    catalogue: september2026,
    startAt: Date.UTC(2026, 8, 9, 20),
    seed: 1
  };
  return setStage(request);
}
var countsAlone = { method: "fixed", control: 0 };
function patientGates() {
  return defaultGates("after").map((gate) => {
    const { severity } = choiceNamed(gate);
    return severity === "critical" ? { gate, severity: "hard" } : gate;
  });
}
async function recordTracks(machines, course, seed) {
  const told = { course, seed };
  const stage = await stageFor(
    Array.from({ length: machines }, (_, index) => machineOn(index, "all", told)),
    {
      gates: { after: patientGates() },
      analysis: countsAlone,
      rings: [
        {
          name: "all",
          machines: "rest",
          window: "anytime",
          waves: ["100%"],
          maxUnavailable: "100%",
          maxFailures: machines - 1,
          soak: "0s"
        }
      ]
    }
  );
  const queued = /* @__PURE__ */ new Map();
  await playToTheEnd(stage, new AbortController().signal, (machine, note) => {
    if (note === "queued") queued.set(machine, [...queued.get(machine) ?? [], stage.clock.now()]);
  });
  return Array.from({ length: machines }, (_, index) => trackOf(stage, nameOf(index), { ...told, queued }));
}
function trackOf({ events, fleet }, name, { course, seed, queued }) {
  const mine = events.filter((event) => machineIn(event) === name);
  const intended = (kind) => mine.find((event) => effectIn(event) === kind)?.at ?? Number.POSITIVE_INFINITY;
  const began = intended("check");
  const end = mine.find(({ kind }) => kind === "machineDone" || kind === "machineFailed");
  if (end === void 0 || !Number.isFinite(began)) throw new RangeError(`the story of ${name} has no end`);
  const since = fleet.models.model(name)?.software.installed[0]?.since;
  const shows = course === "latent" && since !== void 0 ? since + latentAfter : Number.POSITIVE_INFINITY;
  const [from, until] = [intended("install"), Math.min(intended("restart"), end.at)];
  const inQueue = (queued.get(name) ?? []).filter((at) => at >= from && at < until);
  return {
    course,
    seed,
    beganAt: intended("install") - began,
    queuedUntil: Math.max(began, ...inQueue) - began,
    restartAt: intended("restart") - began,
    endAt: end.at - began,
    isFailed: end.kind === "machineFailed",
    isCritical: course === "lost",
    showsAt: shows - began
  };
}
function machineIn(event) {
  if (event.kind === "intended") return event.effect.machine;
  return "machine" in event ? event.machine : void 0;
}
function effectIn(event) {
  return event.kind === "intended" ? event.effect.kind : void 0;
}

// src/world/rehearsal/schedule.ts
var watchedAtOnce = 50;
function schedule(rings, tracks) {
  const walk = { now: 0, started: 0, hit: 0, updated: 0 };
  let first = 0;
  for (const ring of rings) {
    if (first > 0 && walk.updated === 0) return { ...endingOf(walk), conclusion: "held" };
    walk.now = Math.max(walk.now, ring.opens);
    const done = [];
    const isThrough = goThrough(walk, ring, { tracks: tracks.slice(first, first + ring.size), done });
    if (isThrough === void 0) return { ...endingOf(walk), conclusion: "halted" };
    first += ring.size;
    const late = lookAfterSoak(walk, ring, { done, ...isThrough });
    if (late !== void 0) return { ...endingOf(walk), ...late };
  }
  return endingOf(walk);
}
function endingOf({ now, started, hit }) {
  return { conclusion: "succeeded", at: now, started, hit, hitAfterSoak: 0, released: 0 };
}
function goThrough(walk, ring, { tracks, done }) {
  const inHand = [];
  let [next, wave, filled, failed] = [0, 0, 0, 0];
  let lastEndedAt = walk.now;
  for (; ; ) {
    const places = wave >= ring.waves.length ? ring.size : ring.waves[wave - 1] ?? 0;
    if (inHand.length === 0 && next === tracks.length) return { failed, lastEndedAt };
    if (inHand.length === 0 && filled >= places) {
      [wave, filled] = [wave + 1, 0];
      continue;
    }
    for (; next < tracks.length && filled < places && inHand.length + failed < ring.maxUnavailable; next += 1) {
      const track = tracks[next];
      if (track !== void 0) inHand.push({ track, from: walk.now });
      filled += 1;
    }
    const ended = take(inHand);
    walk.now = ended.from + ended.track.endAt;
    walk.started += 1;
    if (!ended.track.isFailed) {
      done.push(ended);
      lastEndedAt = walk.now;
      walk.updated += 1;
      continue;
    }
    failed += 1;
    walk.hit += 1;
    if (!ended.track.isCritical && failed <= ring.maxFailures) continue;
    for (const running of inHand) callBack(walk, running);
    return void 0;
  }
}
function take(inHand) {
  let at = 0;
  for (let index = 1; index < inHand.length; index += 1) {
    if (endOf(inHand[index]) < endOf(inHand[at])) at = index;
  }
  const [ended] = inHand.splice(at, 1);
  if (ended === void 0) throw new RangeError("nobody can be begun with, and nobody is under way");
  return ended;
}
function endOf(running) {
  return running === void 0 ? Number.POSITIVE_INFINITY : running.from + running.track.endAt;
}
function callBack(walk, { track, from }) {
  const since = walk.now - from;
  if (since <= track.beganAt || since < track.queuedUntil) return;
  walk.started += 1;
  const stays = Number.isFinite(track.restartAt) && since <= track.restartAt;
  if (track.isFailed && !stays) walk.hit += 1;
}
function lookAfterSoak(walk, ring, { done, failed, lastEndedAt }) {
  if (done.length === 0 || ring.soak === 0) return void 0;
  walk.now = Math.max(walk.now, lastEndedAt + ring.soak);
  const showing = done.filter(({ track, from }) => from + track.showsAt <= walk.now).length;
  if (showing === 0) return void 0;
  walk.now += confirmAfter;
  const seen = Math.min(showing, watchedAtOnce);
  walk.hit += seen;
  if (failed + seen <= ring.maxFailures) return void 0;
  return { conclusion: "halted", at: walk.now, hit: walk.hit, hitAfterSoak: seen, released: walk.updated };
}

// src/world/rehearsal/figures.ts
var usual = 1e-3;
var kinds = [
  { name: "good, 0.1 % fail for other reasons", isBad: false, sporadic: usual, share: 0, course: "sick" },
  { name: "good, 0.5 % fail for other reasons", isBad: false, sporadic: 5e-3, share: 0, course: "sick" },
  { name: "good, 1 % fail for other reasons", isBad: false, sporadic: 0.01, share: 0, course: "sick" },
  { name: "bad on 5 %, shows at the gates", isBad: true, sporadic: usual, share: 0.05, course: "sick" },
  { name: "bad on 20 %, shows at the gates", isBad: true, sporadic: usual, share: 0.2, course: "sick" },
  { name: "bad on all, shows at the gates", isBad: true, sporadic: usual, share: 1, course: "sick" },
  { name: "bad on 5 %, never comes back", isBad: true, sporadic: usual, share: 0.05, course: "lost" },
  { name: "bad on 20 %, shows six hours later", isBad: true, sporadic: usual, share: 0.2, course: "latent" }
];
var seedsOf = (course) => course === "well" ? [1, 2, 3] : [1];
async function figuresOf({ rollouts, machines, seed }) {
  const library = await record(machines);
  const rings = await ringsFor(machines);
  const dice = createDice(seed);
  const endings = kinds.map(() => []);
  for (let turn = 0; turn < rollouts; turn += 1) {
    const at = turn % kinds.length;
    const [kind, all] = [kinds[at], endings[at]];
    if (kind !== void 0) all?.push(schedule(rings, drawn(library, kind, { machines, dice })));
  }
  const figures = kinds.map(({ name, isBad }, at) => ({ name, isBad, ...sum(endings[at] ?? []) }));
  const of = (isBad) => sum(kinds.flatMap((kind, at) => kind.isBad === isBad ? endings[at] ?? [] : []));
  return {
    machines,
    rings: rings.map(({ name, size, waves }) => ({ name, machines: size, waves })),
    kinds: figures,
    good: of(false),
    bad: of(true)
  };
}
async function record(machines) {
  const library = {};
  for (const course of courses) {
    const tracks = [];
    for (const seed of seedsOf(course)) tracks.push(await recordTracks(machines, course, seed));
    library[course] = tracks;
  }
  return library;
}
async function ringsFor(machines) {
  const roster = rosterOf(machines);
  const { plan } = await stageFor(
    roster.map(({ ring }, index) => machineOn(index, ring, { course: "well", seed: 1 })),
    { rings: defaultRings }
  );
  return plan.rings.map((ring) => ({ ...ring, size: ring.machines.length }));
}
function drawn(library, { sporadic, share, course }, { machines, dice }) {
  const tracks = [];
  for (let index = 0; index < machines; index += 1) {
    const roll = dice.roll();
    const way = roll < share ? course : roll < share + (1 - share) * sporadic ? "sporadic" : "well";
    const of = library[way];
    const track = of[Math.floor(dice.roll() * of.length)]?.[index];
    if (track !== void 0) tracks.push(track);
  }
  return tracks;
}
function sum(endings) {
  const halted = endings.filter(({ conclusion }) => conclusion === "halted").length;
  return {
    rollouts: endings.length,
    halted: endings.length === 0 ? 0 : halted / endings.length,
    hit: spreadOf(endings.map(({ hit }) => hit)),
    started: spreadOf(endings.map(({ started }) => started)),
    took: spreadOf(endings.map(({ at }) => at))
  };
}
function spreadOf(values) {
  const sorted = Float64Array.from(values).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}
export {
  figuresOf,
  kinds
};
