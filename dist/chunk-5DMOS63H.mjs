import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  rowOfCode
} from "./chunk-Q7CNT2VP.mjs";

// src/commands/notes.ts
function noteText({ code, machine, message }) {
  return `${code}: ${machine === void 0 ? "" : `${machine}: `}${message}`;
}
function logNotes(platform, notes) {
  for (let [index, note] of notes.entries()) {
    let { code, next = rowOfCode(code)?.next } = note;
    platform.log(noteText(note), "warning"), next !== void 0 && notes[index + 1]?.code !== code && platform.log(`  next: ${next}`, "plain");
  }
}

export {
  noteText,
  logNotes
};
