import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  defaultPlace
} from "./chunk-MWCIW3DD.mjs";

// src/commands/invocation.ts
import { relative, resolve } from "node:path";
function programText(from = ".") {
  let script = process.argv[1] ?? "";
  if (!script.endsWith(".mjs")) return "patchring";
  let way = relative(resolve(from), script), path = way.startsWith("../../..") ? script : way;
  return `node ${quoted(path)}`;
}
function invocationOf({ traits }, options) {
  let { policy, inventory } = options, ledger = options.ledger ?? (traits.isPipeline ? defaultPlace(!0) : void 0), given = [
    ...policy === void 0 || policy === "patchring.yml" ? [] : ["--policy", quoted(policy)],
    ...inventory === void 0 ? [] : ["--inventory", quoted(inventory)],
    ...ledger === void 0 ? [] : ["--ledger", quoted(ledger)]
  ];
  return { program: traits.isPipeline ? "patchring" : programText(), options: given };
}
function quoted(text) {
  return /^[\w./:\\~=-]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`;
}

export {
  programText,
  invocationOf
};
