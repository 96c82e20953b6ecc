import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  pathFrom
} from "./chunk-K25K47YR.mjs";

// src/commands/report-place.ts
import { join } from "node:path";
function reportDirectoryOf(platform, options) {
  const given = options["report-dir"];
  if (given !== void 0) return pathFrom(platform, given);
  const { temporary } = platform.traits;
  return temporary === void 0 ? void 0 : join(temporary, "patchring-report");
}

export {
  reportDirectoryOf
};
