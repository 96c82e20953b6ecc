import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ringLines
} from "./chunk-FSVORPT6.mjs";
import {
  readPolicy
} from "./chunk-MPV5ICF2.mjs";
import "./chunk-C5WJTOX7.mjs";
import {
  count
} from "./chunk-QQOE2T7O.mjs";
import "./chunk-6O4ENXPK.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-PVZU6NR2.mjs";
import "./chunk-QDIVMT7L.mjs";
import "./chunk-B3KDKBGD.mjs";
import {
  defineCommand
} from "./chunk-RA2W3O54.mjs";
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
