import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ringLines
} from "./chunk-DBKPDMIJ.mjs";
import {
  readPolicy
} from "./chunk-VEJYNJIY.mjs";
import "./chunk-UBGHUTNP.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-XG4EGFY7.mjs";
import {
  defineCommand
} from "./chunk-J3GBBVIQ.mjs";
import "./chunk-5NH5M7DG.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import "./chunk-K52VPBHF.mjs";
import "./chunk-7VVDCJX4.mjs";
import "./chunk-FYBWLZPH.mjs";
import "./chunk-DTMQ62EV.mjs";
import "./chunk-YTFYII6Q.mjs";
import "./chunk-C4KSEYTN.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-UY47VAXF.mjs";
import "./chunk-AYWG556Y.mjs";
import "./chunk-DIBE7RQS.mjs";
import {
  count
} from "./chunk-653LTDSJ.mjs";
import "./chunk-YJTZBR5B.mjs";
import "./chunk-BZIO6GYC.mjs";
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
