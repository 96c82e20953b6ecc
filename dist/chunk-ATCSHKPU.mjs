import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  rowOfCode
} from "./chunk-GHJWI5MP.mjs";

// src/commands/notes.ts
function logNotes(platform, notes) {
  for (const [index, { code, machine, message, next = rowOfCode(code)?.next }] of notes.entries()) {
    platform.log(`${code}: ${machine === void 0 ? "" : `${machine}: `}${message}`, "warning");
    if (next !== void 0 && notes[index + 1]?.code !== code) platform.log(`  next: ${next}`, "plain");
  }
}

export {
  logNotes
};
