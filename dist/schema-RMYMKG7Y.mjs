import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  policySchema
} from "./chunk-MT46STYP.mjs";
import "./chunk-JOZ4VJI2.mjs";
import "./chunk-TKJ54VLA.mjs";
import {
  defineCommand
} from "./chunk-ECFUGFTQ.mjs";
import "./chunk-QZ7PIU65.mjs";
import "./chunk-2U4XPLRP.mjs";
import {
  toJSONSchema
} from "./chunk-FHIB37I5.mjs";
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
