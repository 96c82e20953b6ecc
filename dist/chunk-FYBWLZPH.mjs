import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  restartWhen
} from "./chunk-DTMQ62EV.mjs";
import {
  hasLabel
} from "./chunk-C4KSEYTN.mjs";

// src/policy/windows.ts
var anytime = "anytime";
var hour = 36e5;
function windowOf(policy, ring) {
  if (ring.window === anytime) return null;
  if (typeof ring.window !== "string") return ring.window ?? (restartWhen(policy) === "never" ? null : void 0);
  return Object.hasOwn(policy.windows, ring.window) ? policy.windows[ring.window] : void 0;
}
function windowsByLabel({ windows }, machines) {
  return Object.entries(windows).flatMap(([name, window]) => {
    const { match } = window;
    if (match === void 0) return [];
    return [{ name, match, window, machines: machines.filter((machine) => hasLabel(machine, match)) }];
  });
}
function expectedLength({ takes, drill }, windows) {
  const shortest = Math.min(...windows.map(({ duration }) => duration));
  return takes ?? Math.min(hour, Math.floor(shortest / (drill === true ? 4 : 2)));
}

export {
  anytime,
  windowOf,
  windowsByLabel,
  expectedLength
};
