import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  policySchema
} from "./chunk-WM2PIBXO.mjs";
import "./chunk-VKMNW3N7.mjs";
import "./chunk-5LE64ZIO.mjs";
import {
  defineCommand
} from "./chunk-Z22MDKOZ.mjs";
import "./chunk-Q5RBFROF.mjs";
import "./chunk-UJPHW423.mjs";
import "./chunk-LYJQU3IU.mjs";
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
