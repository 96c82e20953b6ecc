import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  restartWhen
} from "./chunk-VKMNW3N7.mjs";

// src/policy/windows.ts
var anytime = "anytime";
function windowOf(policy, ring) {
  if (ring.window === anytime) return null;
  if (typeof ring.window !== "string") return ring.window ?? (restartWhen(policy) === "never" ? null : void 0);
  return Object.hasOwn(policy.windows, ring.window) ? policy.windows[ring.window] : void 0;
}

// src/commands/table.ts
var widest = 44;
function tableOf(rows) {
  const widths = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, cell.length <= widest ? cell.length : 0);
    }
  }
  return rows.map(
    (row) => row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ").trimEnd()
  );
}

export {
  anytime,
  windowOf,
  tableOf
};
