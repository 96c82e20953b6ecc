import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  identityOf
} from "./chunk-6W5MFQ47.mjs";

// src/rollout/phases.ts
var rolloutPhases = {
  running: ["halted", "done"],
  /** Sticky: only a person's word goes on. */
  halted: ["running", "undoing", "done"],
  /** Nothing goes forward; what this rollout did is taken back. */
  undoing: ["undone", "halted"],
  /** A person can take back more: rings that had passed, machines that were spared. */
  undone: ["undoing"],
  /** A person may still take it back, or have tried again what failed. */
  done: ["undoing", "running"]
}, ringPhases = {
  /** `held`: it must not open as it is. */
  waiting: ["open", "held"],
  open: ["soaking", "passed", "held"],
  /** A person has put failed machines of it back in line: it soaks again after them. */
  soaking: ["judging", "open"],
  /** Every updated machine is looked at once more. Whoever came back in line opens the ring again: nobody passes unseen. */
  judging: ["open", "passed", "held"],
  /** Starts nothing; the next run tries again. */
  held: ["open", "judging", "waiting"],
  /** A person has put failed machines of it back in line: it opens again in its turn. */
  passed: ["waiting"]
}, machinePhases = {
  /** `skipped`: frozen, so that not even a look is asked for. */
  pending: ["checking", "skipped", "excluded"],
  checking: ["checking", "clearing", "ready", "skipped", "done", "pending", "failed", "excluded", "undoVerifying"],
  /** A restart of somebody else's making, done before we begin. */
  clearing: ["checking", "pending", "failed"],
  /** Looked at, may be updated, and knows with what. */
  ready: ["installing", "pending", "done", "skipped", "failed", "excluded", "undoChecking", "uninstalling"],
  installing: ["installed", "failed", "pending", "skipped", "done"],
  installed: [
    "restarting",
    "verifying",
    "done",
    "skipped",
    "failed",
    "undoChecking",
    "uninstalling",
    "undoVerifying",
    "excluded"
  ],
  restarting: ["restarted", "installed", "failed"],
  /** `ready`: what failed before the restart is tried once more after it. */
  restarted: [
    "restarting",
    "verifying",
    "ready",
    "failed",
    "undoChecking",
    "uninstalling",
    "undoVerifying",
    "excluded"
  ],
  verifying: [
    "verifying",
    "ready",
    "done",
    "failed",
    "unclear",
    "undoChecking",
    "uninstalling",
    "undoVerifying",
    "excluded"
  ],
  done: ["watching", "undoChecking", "uninstalling", "undoVerifying", "pending"],
  /** The second look, after the soak. */
  watching: ["watching", "done", "failed", "unclear", "undoChecking", "uninstalling", "undoVerifying", "excluded"],
  /** Nothing was started. */
  skipped: ["pending", "excluded"],
  failed: ["verifying", "watching", "suspect", "excluded", "undoChecking", "uninstalling", "undoVerifying"],
  /** A person wants it tried again, and nobody knows how it is: it counts as out of service until it has been looked at. */
  suspect: ["checking", "excluded", "undoVerifying"],
  /** No gate failed, and not all passed: out of service until a later run gets a clear answer. */
  unclear: ["verifying", "watching", "excluded", "undoChecking", "uninstalling", "undoVerifying"],
  /** Looked at once more, before anything of it is taken back. */
  undoChecking: ["undoChecking", "uninstalling", "undoRestarting", "undoVerifying", "stranded"],
  uninstalling: ["uninstalled", "stranded", "uninstalling"],
  uninstalled: ["undoRestarting", "undoVerifying", "stranded"],
  undoRestarting: ["undoRestarted", "stranded"],
  /** `undoChecking`: the restart came first, for changes that waited, and nothing was taken away yet. */
  undoRestarted: ["undoChecking", "undoRestarting", "undoVerifying", "stranded"],
  undoVerifying: ["undoVerifying", "undone", "stranded"],
  /** By a drill: it is updated once more. */
  undone: ["pending"],
  /** Could be neither updated nor undone: a person has to look. Where the undo was not begun, it can be asked for again. */
  stranded: ["verifying", "watching", "excluded", "undoChecking"],
  /** A person took it out of this rollout. */
  excluded: []
}, machinePhaseNames = Object.keys(machinePhases);
function step(table, from, to) {
  if (table[from]?.includes(to) === !0) return to;
  throw new RangeError(`no step from ${from} to ${to}`);
}
var activePhases = [
  "suspect",
  "checking",
  "clearing",
  "ready",
  "installing",
  "installed",
  "restarting",
  "restarted",
  "verifying"
], undoPhases = [
  "undoChecking",
  "uninstalling",
  "uninstalled",
  "undoRestarting",
  "undoRestarted",
  "undoVerifying"
], brokenPhases = ["failed", "unclear", "stranded"];

// src/rollout/state.ts
function landingKey({ install, buildBefore }) {
  let installed = (install?.updates ?? []).filter(({ outcome }) => outcome === "installed").map(identityOf);
  return installed.length === 0 || buildBefore === null ? null : [...new Set(installed)].sort().concat(String(buildBefore.build)).join(" ");
}
function owesResume({ drain }) {
  return drain !== null && drain.stands !== "over";
}
function isDrained({ drain }) {
  return drain !== null && drain.stands !== "asked" && drain.trouble === null && drain.failure === null;
}
function countOf(ring, phases) {
  return phases.reduce((sum, phase) => sum + ring.tally[phase], 0);
}
function activeOf(ring) {
  return countOf(ring, activePhases);
}
function spentOf(ring) {
  return countOf(ring, [...activePhases, ...undoPhases, ...brokenPhases]);
}
function machineOf(state, name) {
  let machine = state.machines.get(name);
  if (machine === void 0) throw new RangeError(`machine ${name} is not in the plan`);
  return machine;
}
function ringOf(state, ring) {
  let found = typeof ring == "number" ? state.rings[ring] : state.rings.find(({ name }) => name === ring);
  if (found === void 0) throw new RangeError(`ring ${ring} is not in the plan`);
  return found;
}

export {
  rolloutPhases,
  ringPhases,
  machinePhases,
  machinePhaseNames,
  step,
  activePhases,
  undoPhases,
  brokenPhases,
  landingKey,
  owesResume,
  isDrained,
  countOf,
  activeOf,
  spentOf,
  machineOf,
  ringOf
};
