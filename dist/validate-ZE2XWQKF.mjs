import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ringLines
} from "./chunk-LMASN5LU.mjs";
import {
  readPolicy
} from "./chunk-NLKHRGRC.mjs";
import "./chunk-5QAGAHIE.mjs";
import "./chunk-MD5H4CP7.mjs";
import "./chunk-MWCIW3DD.mjs";
import {
  defineCommand
} from "./chunk-VTDDW2ZJ.mjs";
import "./chunk-BFN7U65A.mjs";
import "./chunk-LXU6DZ4O.mjs";
import "./chunk-KMWU4VL2.mjs";
import "./chunk-P34WXSGP.mjs";
import "./chunk-J4VYRSPQ.mjs";
import "./chunk-DOMUFUHT.mjs";
import "./chunk-NLDZ6FPW.mjs";
import "./chunk-XOZ2M7R3.mjs";
import "./chunk-ZYVX2BHV.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-NY5E6FMM.mjs";
import "./chunk-7P4UPFSA.mjs";
import "./chunk-4EJNWNDX.mjs";
import {
  count
} from "./chunk-NLS6OPJM.mjs";
import "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/commands/validate.ts
var validate = defineCommand({
  name: "validate",
  summary: "Checks the policy and the inventory: every fault at once, with its place.",
  help: "It touches no machine, needs no credentials and no network: run it on every pull request.",
  options: [],
  run: async ({ platform, options }) => {
    let loaded = await readPolicy(platform, options), { policy, machines } = loaded, rings = ringLines(loaded), assigned = rings.reduce((sum, ring) => sum + ring.machines, 0), idle = machines.length - assigned, outside = idle === 0 ? "" : ` ${count(idle, "machine")} of the inventory ${idle === 1 ? "is" : "are"} in no ring.`;
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
