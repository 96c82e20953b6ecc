import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  defineCommand
} from "./chunk-J3GBBVIQ.mjs";
import {
  policySchema
} from "./chunk-7VVDCJX4.mjs";
import "./chunk-DTMQ62EV.mjs";
import "./chunk-C4KSEYTN.mjs";
import "./chunk-AYWG556Y.mjs";
import "./chunk-YJTZBR5B.mjs";
import "./chunk-BZIO6GYC.mjs";
import {
  toJSONSchema
} from "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/commands/schema.ts
var schema = defineCommand({
  name: "schema",
  summary: "Prints the JSON Schema of the policy, for editors.",
  help: "patchring schema > patchring.schema.json, then begin the policy with\n# yaml-language-server: $schema=./patchring.schema.json",
  options: [],
  run: async ({ platform }) => {
    const text = toJSONSchema(policySchema, { io: "input", target: "draft-7" });
    platform.log(JSON.stringify(text, void 0, 2).split("\n"));
    return { conclusion: "succeeded", line: "", result: { schema: text } };
  }
});
export {
  schema
};
