import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  policySchema
} from "./chunk-QEDCSHHC.mjs";
import "./chunk-PY7D4CC5.mjs";
import "./chunk-HMCZYYEH.mjs";
import {
  defineCommand
} from "./chunk-FSVWRNAM.mjs";
import "./chunk-7RZ2WNBB.mjs";
import "./chunk-J6PHOW76.mjs";
import {
  toJSONSchema
} from "./chunk-JR7POCLW.mjs";
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
