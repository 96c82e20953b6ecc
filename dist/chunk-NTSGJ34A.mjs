import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  invocationOf
} from "./chunk-TQX72W37.mjs";
import {
  nearest
} from "./chunk-ZD3ILFP4.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-DIBE7RQS.mjs";

// src/commands/plan-names.ts
function ringNamed(plan, name) {
  const ring = plan.rings.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (ring !== void 0) return ring;
  const names = plan.rings.map((candidate) => candidate.name);
  throw new FailureError([
    failureOf("ARGUMENT_INVALID", `There is no ring "${name}" in the plan.${guess(name, names)}`, {
      next: `The rings are ${names.join(", ")}.`
    })
  ]);
}
function machinesNamed(plan, written, option) {
  const asked = (written ?? "").split(",").flatMap((name) => name.trim() === "" ? [] : [name.trim()]);
  const known = new Map(plan.machines.map(({ name }) => [name.toLowerCase(), name]));
  const faults = asked.filter((name) => !known.has(name.toLowerCase())).map(
    (name) => failureOf(
      "ARGUMENT_INVALID",
      `${option}: there is no machine "${name}" in the plan.${guess(name, [...known.values()])}`
    )
  );
  if (faults.length > 0) throw new FailureError(faults);
  return [...new Set(asked.flatMap((name) => known.get(name.toLowerCase()) ?? []))];
}
function guess(name, names) {
  const meant = nearest(name, names);
  return meant === void 0 ? "" : ` Did you mean "${meant}"?`;
}
function programCommand({ platform, options }, ...words) {
  const invocation = invocationOf(platform, options);
  return [invocation.program, ...words, ...invocation.options].join(" ");
}

export {
  ringNamed,
  machinesNamed,
  programCommand
};
