import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  drive
} from "./chunk-RHWP7GXC.mjs";
import {
  survey
} from "./chunk-UVP55PIQ.mjs";
import {
  buildPlan,
  policyHashOf,
  ringToSurvey,
  shippedKnowledge,
  sourceOf
} from "./chunk-BBJCK2JN.mjs";
import {
  withGuards
} from "./chunk-K52VPBHF.mjs";
import {
  policySchema
} from "./chunk-7VVDCJX4.mjs";
import {
  nameOf
} from "./chunk-YTFYII6Q.mjs";
import {
  createSimulatedFleet
} from "./chunk-3U6HBYRX.mjs";
import {
  createVirtualClock,
  realisticTiming
} from "./chunk-UY47VAXF.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-DIBE7RQS.mjs";

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
    append: (batch) => {
      events.push(...batch);
      return Promise.resolve();
    },
    close: () => Promise.resolve()
  };
}

// src/world/rehearsal/stage.ts
async function setStage(request) {
  const { machines, startAt, knowledge = shippedKnowledge, change = (content2) => content2, after } = request;
  const entries = machines.map(({ name, ring }) => ({ name, labels: { ring } }));
  const written = { version: 1, name: "simulated", inventory: entries, ...request.policy };
  const policy = withGuards(policySchema.parse(written));
  const first = ringToSurvey(policy, entries);
  if (first === void 0) throw new RangeError("a stage has machines in its rings");
  const rows = await survey({
    machines: first.machines,
    source: sourceOf(policy),
    scansAtOnce: policy.scan.parallel,
    policyHash: policyHashOf(policy),
    ...after ?? placeFor(request),
    signal: new AbortController().signal
  });
  const built = buildPlan({ policy, machines: entries, knowledge, survey: { ring: first.ring, rows }, now: startAt });
  if (!built.ok) throw new FailureError(built.failures);
  const { hash: _, rolloutId: __, ...made } = built.plan;
  const content = change(made);
  const plan = { ...content, ...nameOf(content) };
  if (after === void 0) return { plan, ...placeFor(request), events: [] };
  return { ...after, plan, events: plan.hash === after.plan.hash ? after.events : [] };
}
function placeFor({ machines, catalogue, startAt, seed }) {
  const clock = createVirtualClock(startAt);
  return { clock, fleet: createSimulatedFleet({ machines, catalogue, timing: realisticTiming, seed, clock }) };
}
function nobody() {
  const failure = failureOf("PROBE_FAILED", "Nothing outside the machines is simulated.");
  return Promise.resolve({ ok: false, failure, arrived: "no" });
}
var well = () => Promise.resolve({ took: 0, failed: null });
var runner = { http: nobody, tcp: nobody, exec: nobody, metric: nobody, step: well };
async function playToTheEnd({ plan, fleet, clock, events }, signal, onProgress = () => {
}) {
  const world = { fleet, clock, runner, journal: createMemoryJournal(events) };
  for (; ; ) {
    const driven = await drive({
      plan,
      world,
      by: "simulate",
      signal,
      onProgress: (machine, _, note) => onProgress(machine, note)
    });
    const { conclusion, nextAt } = driven.standing;
    if (conclusion !== "waiting" || nextAt === null) return driven;
    await clock.sleepUntil(nextAt, signal);
  }
}

export {
  defaultRings,
  setStage,
  playToTheEnd
};
