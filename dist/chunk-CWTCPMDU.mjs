import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  drive
} from "./chunk-DOMBGGQA.mjs";
import {
  survey
} from "./chunk-5GTJYZBX.mjs";
import {
  buildPlan,
  policyHashOf,
  ringToSurvey,
  shippedKnowledge,
  sourceOf
} from "./chunk-CVSCWVAP.mjs";
import {
  withGuards
} from "./chunk-P34WXSGP.mjs";
import {
  policySchema
} from "./chunk-J4VYRSPQ.mjs";
import {
  nameOf
} from "./chunk-XOZ2M7R3.mjs";
import {
  createSimulatedFleet
} from "./chunk-GX3NGU7X.mjs";
import {
  createVirtualClock,
  realisticTiming
} from "./chunk-NY5E6FMM.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-4EJNWNDX.mjs";

// src/world/rehearsal/default-rings.ts
var defaultRings = ["test", "pilot", "production"].map((name) => ({
  name,
  machines: { label: `ring=${name}` },
  window: "anytime"
}));

// src/journal/memory.ts
function createMemoryJournal(events = []) {
  return {
    read: () => Promise.resolve([...events]),
    append: (batch) => (events.push(...batch), Promise.resolve()),
    close: () => Promise.resolve()
  };
}

// src/world/rehearsal/stage.ts
async function setStage(request) {
  let { machines, startAt, knowledge = shippedKnowledge, change = (content2) => content2, after } = request, entries = machines.map(({ name, ring }) => ({ name, labels: { ring } })), written = { version: 1, name: "simulated", inventory: entries, ...request.policy }, policy = withGuards(policySchema.parse(written)), first = ringToSurvey(policy, entries);
  if (first === void 0) throw new RangeError("a stage has machines in its rings");
  let rows = await survey({
    machines: first.machines,
    source: sourceOf(policy),
    scansAtOnce: policy.scan.parallel,
    policyHash: policyHashOf(policy),
    ...after ?? placeFor(request),
    signal: new AbortController().signal
  }), built = buildPlan({ policy, machines: entries, knowledge, survey: { ring: first.ring, rows }, now: startAt });
  if (!built.ok) throw new FailureError(built.failures);
  let { hash: _, rolloutId: __, ...made } = built.plan, content = change(made), plan = { ...content, ...nameOf(content) };
  return after === void 0 ? { plan, ...placeFor(request), events: [] } : { ...after, plan, events: plan.hash === after.plan.hash ? after.events : [] };
}
function placeFor({ machines, catalogue, startAt, seed }) {
  let clock = createVirtualClock(startAt);
  return { clock, fleet: createSimulatedFleet({ machines, catalogue, timing: realisticTiming, seed, clock }) };
}
function nobody() {
  let failure = failureOf("PROBE_FAILED", "Nothing outside the machines is simulated.");
  return Promise.resolve({ ok: !1, failure, arrived: "no" });
}
var well = () => Promise.resolve({ took: 0, failed: null }), runner = { http: nobody, tcp: nobody, exec: nobody, metric: nobody, step: well };
async function playToTheEnd({ plan, fleet, clock, events }, signal, onProgress = () => {
}) {
  let world = { fleet, clock, runner, journal: createMemoryJournal(events) };
  for (; ; ) {
    let driven = await drive({
      plan,
      world,
      by: "simulate",
      signal,
      onProgress: (machine, _, note) => onProgress(machine, note)
    }), { conclusion, nextAt } = driven.standing;
    if (conclusion !== "waiting" || nextAt === null) return driven;
    await clock.sleepUntil(nextAt, signal);
  }
}

export {
  defaultRings,
  setStage,
  playToTheEnd
};
