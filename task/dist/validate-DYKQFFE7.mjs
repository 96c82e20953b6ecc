import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ringLines
} from "./chunk-3MQLQNMG.mjs";
import {
  readPolicy
} from "./chunk-HZPHEXLK.mjs";
import "./chunk-K25K47YR.mjs";
import {
  defineCommand
} from "./chunk-MFRLOWS7.mjs";
import "./chunk-QI4JYQQ3.mjs";
import "./chunk-JW5IT2NY.mjs";
import "./chunk-B3KDKBGD.mjs";
import "./chunk-U5FIX2DK.mjs";
import {
  count
} from "./chunk-7DNNZ33R.mjs";
import "./chunk-R4JUHN2B.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/commands/validate.ts
var validate = defineCommand({
  name: "validate",
  summary: "Checks the policy and the inventory: every fault at once, with its place.",
  help: "It touches no machine, needs no credentials and no network: run it on every pull request.",
  options: [],
  run: async ({ platform, options }) => {
    const loaded = await readPolicy(platform, options);
    const { policy, machines } = loaded;
    const rings = ringLines(loaded);
    const assigned = rings.reduce((sum, ring) => sum + ring.machines, 0);
    const idle = machines.length - assigned;
    const outside = idle === 0 ? "" : ` ${count(idle, "machine")} of the inventory ${idle === 1 ? "is" : "are"} in no ring.`;
    return {
      conclusion: "succeeded",
      line: `VALID: ${policy.name}, ${count(assigned, "machine")} in ${count(rings.length, "ring")}.${outside}`,
      details: rings.map(({ text }) => text),
      result: {
        name: policy.name,
        machines: machines.length,
        rings: rings.map(({ name, machines: size, waves }) => ({ name, machines: size, waves }))
      }
    };
  }
});
export {
  validate
};
