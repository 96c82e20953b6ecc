import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  defineCommand
} from "./chunk-VTDDW2ZJ.mjs";
import {
  policySchema
} from "./chunk-J4VYRSPQ.mjs";
import "./chunk-NLDZ6FPW.mjs";
import "./chunk-ZYVX2BHV.mjs";
import "./chunk-7P4UPFSA.mjs";
import "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import {
  toJSONSchema
} from "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/commands/schema.ts
var schema = defineCommand({
  name: "schema",
  summary: "Prints the JSON Schema of the policy, for editors.",
  help: `patchring schema > patchring.schema.json, then begin the policy with
# yaml-language-server: $schema=./patchring.schema.json`,
  options: [],
  run: async ({ platform }) => {
    let text = toJSONSchema(policySchema, { io: "input", target: "draft-7" });
    return platform.log(JSON.stringify(text, void 0, 2).split(`
`)), { conclusion: "succeeded", line: "", result: { schema: text } };
  }
});
export {
  schema
};
