import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  Detached,
  ScanTurns,
  runJob,
  scanWork
} from "./chunk-UKKG4IJ5.mjs";
import {
  offerIn,
  offerOf,
  whyNoneFits
} from "./chunk-7DXEQ242.mjs";
import {
  jobKeyOf
} from "./chunk-XOZ2M7R3.mjs";
import {
  failureOf
} from "./chunk-4EJNWNDX.mjs";

// src/rollout/perform/survey.ts
var scanLimit = 36e5, reach = 6e4;
async function survey(options) {
  let rows = /* @__PURE__ */ new Map(), { clock, scansAtOnce: atOnce, machines } = options, turns = new ScanTurns({ clock, atOnce, machines: machines.length }), queue = machines.values(), work = async () => {
    for (let entry of queue) {
      let row = await ask(options, entry, turns);
      rows.set(entry.name, row), options.onAnswer?.(row);
    }
  };
  return await Promise.all(Array.from({ length: atOnce }, work)), options.machines.flatMap(({ name }) => rows.get(name) ?? []);
}
async function ask({ fleet, clock, signal, source, policyHash, part }, entry, turns) {
  let machine = fleet.machine(entry), about = { machine: entry.name, phase: "survey" }, refused = (failure) => ({ machine: entry.name, ok: !1, failure });
  try {
    if (signal.aborted) return refused(failureOf("MACHINE_UNREACHABLE", "The run was cancelled.", about));
    let { facts, hotpatch, removal } = await machine.probe(["facts", "hotpatch", "removal"]);
    if (!facts.ok) return refused(facts.failure);
    let read = {
      facts: facts.value,
      ...hotpatch.ok ? { hotpatch: hotpatch.value } : {},
      ...removal.ok ? { removal: removal.value } : {}
    }, misfit = whyNoneFits(source, facts.value);
    if (misfit !== void 0) return refused(failureOf("PACKAGE_NONE_FITS", `${misfit}.`, about));
    let known = offerOf(source, { when: "before", facts: facts.value, hotpatch: read.hotpatch });
    if (known !== void 0) return { machine: entry.name, ok: !0, ...read, scan: known };
    let work = scanWork(source);
    if (work === void 0) throw new RangeError(`a source of kind ${source.kind} offers nothing`);
    let day = new Date(clock.now()).toISOString().slice(0, 10), key = jobKeyOf(
      `survey-${policyHash.slice(0, 12)}`,
      entry.name,
      part === void 0 ? day : `${day}-${part}`,
      1
    ), access = { machine, clock, about, reach, isRepeat: !1, whyNotStart: () => {
    }, signal }, run = () => runJob(access, { key, work, limit: scanLimit }), end = await (source.kind === "agent" ? turns.take(entry.name, signal, run) : run());
    if (end.kind !== "finished")
      return end.kind !== "overdue" && await machine.removeJob(key), refused(end.failure);
    await machine.removeJob(key);
    let scan = offerIn(source, end.status);
    return scan !== void 0 ? { machine: entry.name, ok: !0, ...read, scan } : refused(failureOf("JOB_RESULT_UNREADABLE", "The job answered with the result of other work.", about));
  } catch (error) {
    if (!(error instanceof Detached)) throw error;
    return refused(error.failure ?? failureOf("MACHINE_UNREACHABLE", "The run was cancelled.", about));
  } finally {
    await machine.release();
  }
}

export {
  survey
};
