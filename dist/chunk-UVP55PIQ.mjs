import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  Detached,
  ScanTurns,
  runJob,
  scanWork
} from "./chunk-2M6OAKES.mjs";
import {
  offerIn,
  offerOf,
  whyNoneFits
} from "./chunk-42CUXDJU.mjs";
import {
  jobKeyOf
} from "./chunk-YTFYII6Q.mjs";
import {
  failureOf
} from "./chunk-DIBE7RQS.mjs";

// src/rollout/perform/survey.ts
var scanLimit = 36e5;
var reach = 6e4;
async function survey(options) {
  const rows = /* @__PURE__ */ new Map();
  const { clock, scansAtOnce: atOnce, machines } = options;
  const turns = new ScanTurns({ clock, atOnce, machines: machines.length });
  const queue = machines.values();
  const work = async () => {
    for (const entry of queue) {
      const row = await ask(options, entry, turns);
      rows.set(entry.name, row);
      options.onAnswer?.(row);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return options.machines.flatMap(({ name }) => rows.get(name) ?? []);
}
async function ask({ fleet, clock, signal, source, policyHash, part }, entry, turns) {
  const machine = fleet.machine(entry);
  const about = { machine: entry.name, phase: "survey" };
  const refused = (failure) => ({ machine: entry.name, ok: false, failure });
  try {
    if (signal.aborted) return refused(failureOf("MACHINE_UNREACHABLE", "The run was cancelled.", about));
    const { facts, hotpatch, removal } = await machine.probe(["facts", "hotpatch", "removal"]);
    if (!facts.ok) return refused(facts.failure);
    const read = {
      facts: facts.value,
      ...hotpatch.ok ? { hotpatch: hotpatch.value } : {},
      ...removal.ok ? { removal: removal.value } : {}
    };
    const misfit = whyNoneFits(source, facts.value);
    if (misfit !== void 0) return refused(failureOf("PACKAGE_NONE_FITS", `${misfit}.`, about));
    const known = offerOf(source, { when: "before", facts: facts.value, hotpatch: read.hotpatch });
    if (known !== void 0) return { machine: entry.name, ok: true, ...read, scan: known };
    const work = scanWork(source);
    if (work === void 0) throw new RangeError(`a source of kind ${source.kind} offers nothing`);
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    const key = jobKeyOf(
      `survey-${policyHash.slice(0, 12)}`,
      entry.name,
      part === void 0 ? day : `${day}-${part}`,
      1
    );
    const access = { machine, clock, about, reach, isRepeat: false, whyNotStart: () => void 0, signal };
    const run = () => runJob(access, { key, work, limit: scanLimit });
    const end = await (source.kind === "agent" ? turns.take(entry.name, signal, run) : run());
    if (end.kind !== "finished") {
      if (end.kind !== "overdue") await machine.removeJob(key);
      return refused(end.failure);
    }
    await machine.removeJob(key);
    const scan = offerIn(source, end.status);
    if (scan !== void 0) return { machine: entry.name, ok: true, ...read, scan };
    return refused(failureOf("JOB_RESULT_UNREADABLE", "The job answered with the result of other work.", about));
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
