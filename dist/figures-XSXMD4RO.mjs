import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  rosterOf
} from "./chunk-KMWU4VL2.mjs";
import {
  defaultRings,
  playToTheEnd,
  setStage
} from "./chunk-CWTCPMDU.mjs";
import "./chunk-DOMBGGQA.mjs";
import "./chunk-27QUBKCO.mjs";
import "./chunk-5GTJYZBX.mjs";
import "./chunk-CVSCWVAP.mjs";
import "./chunk-UKKG4IJ5.mjs";
import "./chunk-QELDCA7O.mjs";
import "./chunk-7DXEQ242.mjs";
import "./chunk-P34WXSGP.mjs";
import "./chunk-J4VYRSPQ.mjs";
import "./chunk-DOMUFUHT.mjs";
import "./chunk-NLDZ6FPW.mjs";
import "./chunk-XOZ2M7R3.mjs";
import {
  choiceNamed,
  defaultGates
} from "./chunk-ZYVX2BHV.mjs";
import "./chunk-Q7CNT2VP.mjs";
import "./chunk-XWM6LM3U.mjs";
import {
  createDice
} from "./chunk-GX3NGU7X.mjs";
import {
  rollupPackage,
  september2026,
  server,
  servicingStackPackage
} from "./chunk-NY5E6FMM.mjs";
import "./chunk-7P4UPFSA.mjs";
import "./chunk-4EJNWNDX.mjs";
import "./chunk-SRSEICG6.mjs";
import "./chunk-6AWOICFL.mjs";
import "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/world/rehearsal/tracks.ts
var courses = ["well", "sporadic", "sick", "lost", "latent"], hour = 36e5, kb = "KB5122871", service = "OrderIntake", confirmAfter = 6e4, latentAfter = 6 * hour, faults = {
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
var [ubr, kbs] = [33296, ["KB5120233"]], packages = [rollupPackage(ubr), servicingStackPackage(ubr)], profile = server({ kind: "app", isEnrolled: !1, ubr, kbs, packages });
function machineOn(index, ring, { course, seed }) {
  return { name: nameOf(index), ring, profile, faults: faults[course], seed };
}
function stageFor(machines, policy) {
  let request = {
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
    let { severity } = choiceNamed(gate);
    return severity === "critical" ? { gate, severity: "hard" } : gate;
  });
}
async function recordTracks(machines, course, seed) {
  let told = { course, seed }, stage = await stageFor(
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
  ), queued = /* @__PURE__ */ new Map();
  return await playToTheEnd(stage, new AbortController().signal, (machine, note) => {
    note === "queued" && queued.set(machine, [...queued.get(machine) ?? [], stage.clock.now()]);
  }), Array.from({ length: machines }, (_, index) => trackOf(stage, nameOf(index), { ...told, queued }));
}
function trackOf({ events, fleet }, name, { course, seed, queued }) {
  let mine = events.filter((event) => machineIn(event) === name), intended = (kind) => mine.find((event) => effectIn(event) === kind)?.at ?? Number.POSITIVE_INFINITY, began = intended("check"), end = mine.find(({ kind }) => kind === "machineDone" || kind === "machineFailed");
  if (end === void 0 || !Number.isFinite(began)) throw new RangeError(`the story of ${name} has no end`);
  let since = fleet.models.model(name)?.software.installed[0]?.since, shows = course === "latent" && since !== void 0 ? since + latentAfter : Number.POSITIVE_INFINITY, [from, until] = [intended("install"), Math.min(intended("restart"), end.at)], inQueue = (queued.get(name) ?? []).filter((at) => at >= from && at < until);
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
  return event.kind === "intended" ? event.effect.machine : "machine" in event ? event.machine : void 0;
}
function effectIn(event) {
  return event.kind === "intended" ? event.effect.kind : void 0;
}

// src/world/rehearsal/schedule.ts
var watchedAtOnce = 50;
function schedule(rings, tracks) {
  let walk = { now: 0, started: 0, hit: 0, updated: 0 }, first = 0;
  for (let ring of rings) {
    if (first > 0 && walk.updated === 0) return { ...endingOf(walk), conclusion: "held" };
    walk.now = Math.max(walk.now, ring.opens);
    let done = [], isThrough = goThrough(walk, ring, { tracks: tracks.slice(first, first + ring.size), done });
    if (isThrough === void 0) return { ...endingOf(walk), conclusion: "halted" };
    first += ring.size;
    let late = lookAfterSoak(walk, ring, { done, ...isThrough });
    if (late !== void 0) return { ...endingOf(walk), ...late };
  }
  return endingOf(walk);
}
function endingOf({ now, started, hit }) {
  return { conclusion: "succeeded", at: now, started, hit, hitAfterSoak: 0, released: 0 };
}
function goThrough(walk, ring, { tracks, done }) {
  let inHand = [], [next, wave, filled, failed] = [0, 0, 0, 0], lastEndedAt = walk.now;
  for (; ; ) {
    let places = wave >= ring.waves.length ? ring.size : ring.waves[wave - 1] ?? 0;
    if (inHand.length === 0 && next === tracks.length) return { failed, lastEndedAt };
    if (inHand.length === 0 && filled >= places) {
      [wave, filled] = [wave + 1, 0];
      continue;
    }
    for (; next < tracks.length && filled < places && inHand.length + failed < ring.maxUnavailable; next += 1) {
      let track = tracks[next];
      track !== void 0 && inHand.push({ track, from: walk.now }), filled += 1;
    }
    let ended = take(inHand);
    if (walk.now = ended.from + ended.track.endAt, walk.started += 1, !ended.track.isFailed) {
      done.push(ended), lastEndedAt = walk.now, walk.updated += 1;
      continue;
    }
    if (failed += 1, walk.hit += 1, !(!ended.track.isCritical && failed <= ring.maxFailures)) {
      for (let running of inHand) callBack(walk, running);
      return;
    }
  }
}
function take(inHand) {
  let at = 0;
  for (let index = 1; index < inHand.length; index += 1)
    endOf(inHand[index]) < endOf(inHand[at]) && (at = index);
  let [ended] = inHand.splice(at, 1);
  if (ended === void 0) throw new RangeError("nobody can be begun with, and nobody is under way");
  return ended;
}
function endOf(running) {
  return running === void 0 ? Number.POSITIVE_INFINITY : running.from + running.track.endAt;
}
function callBack(walk, { track, from }) {
  let since = walk.now - from;
  if (since <= track.beganAt || since < track.queuedUntil) return;
  walk.started += 1;
  let stays = Number.isFinite(track.restartAt) && since <= track.restartAt;
  track.isFailed && !stays && (walk.hit += 1);
}
function lookAfterSoak(walk, ring, { done, failed, lastEndedAt }) {
  if (done.length === 0 || ring.soak === 0) return;
  walk.now = Math.max(walk.now, lastEndedAt + ring.soak);
  let showing = done.filter(({ track, from }) => from + track.showsAt <= walk.now).length;
  if (showing === 0) return;
  walk.now += confirmAfter;
  let seen = Math.min(showing, watchedAtOnce);
  if (walk.hit += seen, !(failed + seen <= ring.maxFailures))
    return { conclusion: "halted", at: walk.now, hit: walk.hit, hitAfterSoak: seen, released: walk.updated };
}

// src/world/rehearsal/figures.ts
var usual = 1e-3, kinds = [
  { name: "good, 0.1 % fail for other reasons", isBad: !1, sporadic: usual, share: 0, course: "sick" },
  { name: "good, 0.5 % fail for other reasons", isBad: !1, sporadic: 5e-3, share: 0, course: "sick" },
  { name: "good, 1 % fail for other reasons", isBad: !1, sporadic: 0.01, share: 0, course: "sick" },
  { name: "bad on 5 %, shows at the gates", isBad: !0, sporadic: usual, share: 0.05, course: "sick" },
  { name: "bad on 20 %, shows at the gates", isBad: !0, sporadic: usual, share: 0.2, course: "sick" },
  { name: "bad on all, shows at the gates", isBad: !0, sporadic: usual, share: 1, course: "sick" },
  { name: "bad on 5 %, never comes back", isBad: !0, sporadic: usual, share: 0.05, course: "lost" },
  { name: "bad on 20 %, shows six hours later", isBad: !0, sporadic: usual, share: 0.2, course: "latent" }
], seedsOf = (course) => course === "well" ? [1, 2, 3] : [1];
async function figuresOf({ rollouts, machines, seed }) {
  let library = await record(machines), rings = await ringsFor(machines), dice = createDice(seed), endings = kinds.map(() => []);
  for (let turn = 0; turn < rollouts; turn += 1) {
    let at = turn % kinds.length, [kind, all] = [kinds[at], endings[at]];
    kind !== void 0 && all?.push(schedule(rings, drawn(library, kind, { machines, dice })));
  }
  let figures = kinds.map(({ name, isBad }, at) => ({ name, isBad, ...sum(endings[at] ?? []) })), of = (isBad) => sum(kinds.flatMap((kind, at) => kind.isBad === isBad ? endings[at] ?? [] : []));
  return {
    machines,
    rings: rings.map(({ name, size, waves }) => ({ name, machines: size, waves })),
    kinds: figures,
    good: of(!1),
    bad: of(!0)
  };
}
async function record(machines) {
  let library = {};
  for (let course of courses) {
    let tracks = [];
    for (let seed of seedsOf(course)) tracks.push(await recordTracks(machines, course, seed));
    library[course] = tracks;
  }
  return library;
}
async function ringsFor(machines) {
  let roster = rosterOf(machines), { plan } = await stageFor(
    roster.map(({ ring }, index) => machineOn(index, ring, { course: "well", seed: 1 })),
    { rings: defaultRings }
  );
  return plan.rings.map((ring) => ({ ...ring, size: ring.machines.length }));
}
function drawn(library, { sporadic, share, course }, { machines, dice }) {
  let tracks = [];
  for (let index = 0; index < machines; index += 1) {
    let roll = dice.roll(), way = roll < share ? course : roll < share + (1 - share) * sporadic ? "sporadic" : "well", of = library[way], track = of[Math.floor(dice.roll() * of.length)]?.[index];
    track !== void 0 && tracks.push(track);
  }
  return tracks;
}
function sum(endings) {
  let halted = endings.filter(({ conclusion }) => conclusion === "halted").length;
  return {
    rollouts: endings.length,
    halted: endings.length === 0 ? 0 : halted / endings.length,
    hit: spreadOf(endings.map(({ hit }) => hit)),
    started: spreadOf(endings.map(({ started }) => started)),
    took: spreadOf(endings.map(({ at }) => at))
  };
}
function spreadOf(values) {
  let sorted = Float64Array.from(values).sort(), at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}
export {
  figuresOf,
  kinds
};
