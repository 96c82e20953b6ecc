import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  awayAtMost
} from "./chunk-ZYVX2BHV.mjs";
import {
  durationSchema
} from "./chunk-2PFEKDEA.mjs";
import {
  _enum,
  strictObject,
  union
} from "./chunk-6P7AVSSV.mjs";

// src/policy/restart.ts
var words = _enum(["ifNeeded", "never"]), forms = { error: "write ifNeeded, never, or { when: ifNeeded, timeout: 90m }" }, restartSchema = union(
  [
    words,
    strictObject({
      when: words.default("ifNeeded").describe("ifNeeded or never, as without a limit."),
      timeout: durationSchema.optional().describe("How long a machine may be away, from asking for the restart until Windows has settled; 90m.")
    })
  ],
  forms
).default("ifNeeded").describe(
  "ifNeeded: when an update needs it; never: updates that need a restart are not installed; { when, timeout }: the same, and how long a machine may be away."
);
function restartWhen({ restart }) {
  return typeof restart == "string" ? restart : restart.when;
}
function writtenLimits({ restart, gates }) {
  let own = typeof restart == "string" ? void 0 : restart.timeout, byGates = gates.after.flatMap(
    ({ gate, settings: { timeout } }, index) => gate === "cameBack" && typeof timeout == "number" ? [{ path: ["gates", "after", index, "timeout"], timeout }] : []
  );
  return [...own === void 0 ? [] : [{ path: ["restart", "timeout"], timeout: own }], ...byGates];
}
function restartLimit(policy) {
  return writtenLimits(policy)[0]?.timeout ?? awayAtMost;
}

// src/knowledge/categories.ts
var categories = {
  security: { id: "0fa1201d-4330-4fa8-8ae9-b877473b6441", title: "Security Updates" },
  critical: { id: "e6cf1350-c01b-414d-a61f-263d14d133b4", title: "Critical Updates" },
  rollups: { id: "28bc880e-0592-4cbf-8f95-c79b17911d5f", title: "Update Rollups" },
  updates: { id: "cd5ffd1e-e932-4e3a-bf74-18bf0b1bbd83", title: "Updates" },
  definitions: { id: "e0789628-ce08-4437-be74-2495b842f43b", title: "Definition Updates" },
  features: { id: "b54e7d24-7add-428f-8b75-90a396fa584f", title: "Feature Packs" },
  servicePacks: { id: "68c5b0a3-d1a6-4553-ae49-01d3a7827828", title: "Service Packs" },
  tools: { id: "b4832bd8-e735-4761-8daf-37f882276dab", title: "Tools" },
  drivers: { id: "ebfc1fc5-71a4-4f7b-9aca-3b9a503104a0", title: "Drivers" },
  upgrades: { id: "3689bdc8-b205-4af4-8d4a-a63924c5e9d5", title: "Upgrades" }
}, categoryNames = Object.keys(categories), software = {
  windows: ["windows server", "microsoft server operating system", "windows 1"],
  "sql-server": ["microsoft sql server", "sql server"],
  exchange: ["exchange server", "microsoft exchange"],
  sharepoint: ["sharepoint", "microsoft sharepoint"],
  office: ["office", "microsoft office", "microsoft 365"],
  dotnet: [".net", "asp.net"],
  "visual-studio": ["visual studio", "developer tools"],
  defender: ["microsoft defender", "windows defender"]
}, softwareNames = Object.keys(software), fleeting = ["definitions", "tools", "drivers"];
function isLasting(update) {
  return !hasCategory(update, fleeting);
}
function hasCategory(update, names) {
  let words2 = update.categories.map((category) => category.toLowerCase());
  return names.some(
    (name) => words2.includes(categories[name].id) || words2.includes(categories[name].title.toLowerCase())
  );
}
function isOfKind(update, wanted) {
  let words2 = update.categories.map((category) => category.toLowerCase());
  return hasCategory(update, wanted.categories) && wanted.products.some((name) => software[name].some((begin) => words2.some((word) => word.startsWith(begin))));
}

export {
  restartSchema,
  restartWhen,
  writtenLimits,
  restartLimit,
  categoryNames,
  softwareNames,
  isLasting,
  isOfKind
};
