import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ringLines
} from "./chunk-6OHDRU6B.mjs";
import {
  readPolicy
} from "./chunk-CQR7YE5F.mjs";
import "./chunk-WM2PIBXO.mjs";
import "./chunk-NW4RLPGO.mjs";
import "./chunk-VKMNW3N7.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-4U3VXYZZ.mjs";
import "./chunk-5LE64ZIO.mjs";
import {
  defineCommand
} from "./chunk-Z22MDKOZ.mjs";
import "./chunk-UU6PRGNV.mjs";
import "./chunk-Q5RBFROF.mjs";
import "./chunk-B3KDKBGD.mjs";
import {
  count
} from "./chunk-STRHDUYB.mjs";
import "./chunk-UJPHW423.mjs";
import "./chunk-LYJQU3IU.mjs";
import "./chunk-4RBZO4HP.mjs";
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
