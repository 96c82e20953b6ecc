import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  countedFrom
} from "./chunk-2IZRUMOZ.mjs";

// src/report/times.ts
var timeKinds = ["work", "soak", "window", "approval", "opens", "halted"];
var endings = [
  "machineDone",
  "machineFailed",
  "machineSkipped",
  "machineReturned",
  "machineUnclear",
  "machineUndone",
  "machineStranded"
];
function timesOf(plan, events, now) {
  const begun = events[0]?.at ?? now;
  const from = countedFrom(plan, begun);
  const rings = plan.rings.map(
    ({ opens, approval }, index) => ({
      opensAt: from + opens,
      needsApproval: approval === "required",
      inHand: /* @__PURE__ */ new Set(),
      inFlight: /* @__PURE__ */ new Set(),
      ended: /* @__PURE__ */ new Set(),
      errands: /* @__PURE__ */ new Set(),
      since: index === 0 ? begun : void 0,
      isOpen: false,
      isSoaking: false,
      isApproved: false,
      isOver: false,
      spent: { work: 0, soak: 0, window: 0, approval: 0, opens: 0, halted: 0 }
    })
  );
  const ringOfName = new Map(plan.rings.map(({ name }, index) => [name, index]));
  const ringOfMachine = new Map(plan.rings.flatMap(({ machines }, index) => machines.map((name) => [name, index])));
  let isHalted = false;
  for (const event of events) {
    for (const ring of touchedBy(event, rings, ringOfMachine)) pass(ring, event.at, isHalted);
    isHalted = haltedAfter(event, isHalted);
    const index = "ring" in event && event.ring !== null ? ringOfName.get(event.ring) : void 0;
    if (index !== void 0) noteRing(event, rings[index], rings[index + 1]);
    noteMachine(event, rings, ringOfMachine);
  }
  for (const ring of rings) pass(ring, now, isHalted);
  return rings.map(({ spent }) => spent);
}
function touchedBy(event, rings, ringOf) {
  const machine = event.kind === "intended" ? event.effect.machine : "machine" in event ? event.machine : void 0;
  if (machine === void 0) return rings;
  const ring = rings[ringOf.get(machine) ?? -1];
  return ring === void 0 ? [] : [ring];
}
function haltedAfter({ kind }, isHalted) {
  if (kind === "halted" || kind === "undoEnded") return true;
  return kind === "resumed" || kind === "retried" || kind === "undoBegan" || kind === "concluded" ? false : isHalted;
}
function pass(ring, at, isHalted) {
  const { since, spent, opensAt } = ring;
  if (since === void 0 || at <= since) return;
  ring.since = at;
  if ((isHalted ? ring.inFlight : ring.inHand).size > 0) spent.work += at - since;
  else if (ring.isOver) return;
  else if (isHalted) spent.halted += at - since;
  else if (ring.isSoaking) spent.soak += at - since;
  else if (ring.isOpen) spent.window += at - since;
  else {
    const early = Math.max(0, Math.min(at, opensAt) - since);
    spent.opens += early;
    spent[ring.needsApproval && !ring.isApproved ? "approval" : "window"] += at - since - early;
  }
}
function noteRing({ kind, at }, ring, next) {
  if (ring === void 0) return;
  if (kind === "approved") ring.isApproved = true;
  if (kind === "ringOpened") ring.isOpen = true;
  if (kind === "ringSoaking") ring.isSoaking = true;
  if (kind === "ringJudging" || kind === "ringPassed" || kind === "waveOpened") ring.isSoaking = false;
  if (kind !== "ringPassed") return;
  ring.isOver = true;
  if (next !== void 0) next.since = at;
}
function noteMachine(event, rings, ringOf) {
  if (event.kind === "concluded") for (const ring2 of rings) ring2.isOver = true;
  const machine = event.kind === "intended" ? event.effect.machine : "machine" in event ? event.machine : void 0;
  const ring = machine === void 0 ? void 0 : rings[ringOf.get(machine) ?? -1];
  if (machine === void 0 || ring === void 0) return;
  if (event.kind === "intended") {
    const isErrand = ["stage", "acknowledge", "poll"].includes(event.effect.kind);
    if (isErrand && !ring.inHand.has(machine)) ring.errands.add(machine);
    ring.inHand.add(machine);
    ring.inFlight.add(machine);
  }
  if (event.kind === "finished") ring.inFlight.delete(machine);
  if (endings.includes(event.kind)) {
    ring.inHand.delete(machine);
    ring.ended.add(machine);
    if (event.kind === "machineReturned") ring.ended.delete(machine);
  }
  if (event.kind === "drillBegan" || event.kind === "drillUndone") ring.ended.delete(machine);
  if (event.kind !== "finished") return;
  if (ring.errands.delete(machine) || ring.ended.has(machine)) ring.inHand.delete(machine);
}

export {
  timeKinds,
  timesOf
};
