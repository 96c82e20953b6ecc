import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  countedFrom
} from "./chunk-6AWOICFL.mjs";

// src/report/times.ts
var timeKinds = ["work", "soak", "window", "approval", "opens", "halted"], endings = [
  "machineDone",
  "machineFailed",
  "machineSkipped",
  "machineReturned",
  "machineUnclear",
  "machineUndone",
  "machineStranded"
];
function timesOf(plan, events, now) {
  let begun = events[0]?.at ?? now, from = countedFrom(plan, begun), rings = plan.rings.map(
    ({ opens, approval }, index) => ({
      opensAt: from + opens,
      needsApproval: approval === "required",
      inHand: /* @__PURE__ */ new Set(),
      inFlight: /* @__PURE__ */ new Set(),
      ended: /* @__PURE__ */ new Set(),
      errands: /* @__PURE__ */ new Set(),
      since: index === 0 ? begun : void 0,
      isOpen: !1,
      isSoaking: !1,
      isApproved: !1,
      isOver: !1,
      spent: { work: 0, soak: 0, window: 0, approval: 0, opens: 0, halted: 0 }
    })
  ), ringOfName = new Map(plan.rings.map(({ name }, index) => [name, index])), ringOfMachine = new Map(plan.rings.flatMap(({ machines }, index) => machines.map((name) => [name, index]))), isHalted = !1;
  for (let event of events) {
    for (let ring of touchedBy(event, rings, ringOfMachine)) pass(ring, event.at, isHalted);
    isHalted = haltedAfter(event, isHalted);
    let index = "ring" in event && event.ring !== null ? ringOfName.get(event.ring) : void 0;
    index !== void 0 && noteRing(event, rings[index], rings[index + 1]), noteMachine(event, rings, ringOfMachine);
  }
  for (let ring of rings) pass(ring, now, isHalted);
  return rings.map(({ spent }) => spent);
}
function touchedBy(event, rings, ringOf) {
  let machine = event.kind === "intended" ? event.effect.machine : "machine" in event ? event.machine : void 0;
  if (machine === void 0) return rings;
  let ring = rings[ringOf.get(machine) ?? -1];
  return ring === void 0 ? [] : [ring];
}
function haltedAfter({ kind }, isHalted) {
  return kind === "halted" || kind === "undoEnded" ? !0 : kind === "resumed" || kind === "retried" || kind === "undoBegan" || kind === "concluded" ? !1 : isHalted;
}
function pass(ring, at, isHalted) {
  let { since, spent, opensAt } = ring;
  if (!(since === void 0 || at <= since))
    if (ring.since = at, (isHalted ? ring.inFlight : ring.inHand).size > 0) spent.work += at - since;
    else {
      if (ring.isOver) return;
      if (isHalted) spent.halted += at - since;
      else if (ring.isSoaking) spent.soak += at - since;
      else if (ring.isOpen) spent.window += at - since;
      else {
        let early = Math.max(0, Math.min(at, opensAt) - since);
        spent.opens += early, spent[ring.needsApproval && !ring.isApproved ? "approval" : "window"] += at - since - early;
      }
    }
}
function noteRing({ kind, at }, ring, next) {
  ring !== void 0 && (kind === "approved" && (ring.isApproved = !0), kind === "ringOpened" && (ring.isOpen = !0), kind === "ringSoaking" && (ring.isSoaking = !0), (kind === "ringJudging" || kind === "ringPassed" || kind === "waveOpened") && (ring.isSoaking = !1), kind === "ringPassed" && (ring.isOver = !0, next !== void 0 && (next.since = at)));
}
function noteMachine(event, rings, ringOf) {
  if (event.kind === "concluded") for (let ring2 of rings) ring2.isOver = !0;
  let machine = event.kind === "intended" ? event.effect.machine : "machine" in event ? event.machine : void 0, ring = machine === void 0 ? void 0 : rings[ringOf.get(machine) ?? -1];
  machine === void 0 || ring === void 0 || (event.kind === "intended" && (["stage", "acknowledge", "poll"].includes(event.effect.kind) && !ring.inHand.has(machine) && ring.errands.add(machine), ring.inHand.add(machine), ring.inFlight.add(machine)), event.kind === "finished" && ring.inFlight.delete(machine), endings.includes(event.kind) && (ring.inHand.delete(machine), ring.ended.add(machine), event.kind === "machineReturned" && ring.ended.delete(machine)), (event.kind === "drillBegan" || event.kind === "drillUndone") && ring.ended.delete(machine), event.kind === "finished" && (ring.errands.delete(machine) || ring.ended.has(machine)) && ring.inHand.delete(machine));
}

export {
  timeKinds,
  timesOf
};
