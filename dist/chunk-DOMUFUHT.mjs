import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  restartWhen
} from "./chunk-NLDZ6FPW.mjs";
import {
  hasLabel
} from "./chunk-ZYVX2BHV.mjs";

// src/policy/windows.ts
var anytime = "anytime", hour = 36e5;
function windowOf(policy, ring) {
  return ring.window === anytime ? null : typeof ring.window != "string" ? ring.window ?? (restartWhen(policy) === "never" ? null : void 0) : Object.hasOwn(policy.windows, ring.window) ? policy.windows[ring.window] : void 0;
}
function windowsByLabel({ windows }, machines) {
  return Object.entries(windows).flatMap(([name, window]) => {
    let { match } = window;
    return match === void 0 ? [] : [{ name, match, window, machines: machines.filter((machine) => hasLabel(machine, match)) }];
  });
}
function expectedLength({ takes, drill }, windows) {
  let shortest = Math.min(...windows.map(({ duration }) => duration));
  return takes ?? Math.min(hour, Math.floor(shortest / (drill === !0 ? 4 : 2)));
}

export {
  anytime,
  windowOf,
  windowsByLabel,
  expectedLength
};
