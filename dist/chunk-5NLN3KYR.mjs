import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  invocationOf
} from "./chunk-3GQ3EVV5.mjs";
import {
  nearest
} from "./chunk-LXU6DZ4O.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-4EJNWNDX.mjs";

// src/commands/plan-names.ts
function ringNamed(plan, name) {
  let ring = plan.rings.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (ring !== void 0) return ring;
  let names = plan.rings.map((candidate) => candidate.name);
  throw new FailureError([
    failureOf("ARGUMENT_INVALID", `There is no ring "${name}" in the plan.${guess(name, names)}`, {
      next: `The rings are ${names.join(", ")}.`
    })
  ]);
}
function machinesNamed(plan, written, option) {
  let asked = (written ?? "").split(",").flatMap((name) => name.trim() === "" ? [] : [name.trim()]), known = new Map(plan.machines.map(({ name }) => [name.toLowerCase(), name])), faults = asked.filter((name) => !known.has(name.toLowerCase())).map(
    (name) => failureOf(
      "ARGUMENT_INVALID",
      `${option}: there is no machine "${name}" in the plan.${guess(name, [...known.values()])}`
    )
  );
  if (faults.length > 0) throw new FailureError(faults);
  return [...new Set(asked.flatMap((name) => known.get(name.toLowerCase()) ?? []))];
}
function guess(name, names) {
  let meant = nearest(name, names);
  return meant === void 0 ? "" : ` Did you mean "${meant}"?`;
}
function programCommand({ platform, options }, ...words) {
  let invocation = invocationOf(platform, options);
  return [invocation.program, ...words, ...invocation.options].join(" ");
}

export {
  ringNamed,
  machinesNamed,
  programCommand
};
