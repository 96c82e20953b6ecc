import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/model/conclusion.ts
var conclusions = [
  "succeeded",
  "waiting",
  "nothing-to-do",
  "held",
  "halted",
  "rolled-back",
  "cancelled",
  "failed"
], exitCodes = {
  succeeded: 0,
  waiting: 0,
  "nothing-to-do": 0,
  failed: 1,
  halted: 3,
  "rolled-back": 4,
  held: 5,
  cancelled: 130
}, colours = {
  succeeded: "green",
  waiting: "green",
  "nothing-to-do": "green",
  held: "yellow",
  halted: "red",
  "rolled-back": "red",
  cancelled: "red",
  failed: "red"
};

export {
  conclusions,
  exitCodes,
  colours
};
