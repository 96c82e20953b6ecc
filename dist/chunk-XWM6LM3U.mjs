import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/model/stopping.ts
var stopping = { machines: 2500, ledger: 4e3, notices: 4e3, pages: 6e3 }, StopAsked = class extends Error {
  name = "AbortError";
  /** When, in ms by the process's own clock. */
  at;
  constructor(at) {
    super("the platform asked to stop"), this.at = at;
  }
};
function timeLeft({ reason }, until, now) {
  return Math.max(0, (reason instanceof StopAsked ? reason.at : now) + until - now);
}

export {
  stopping,
  StopAsked,
  timeLeft
};
