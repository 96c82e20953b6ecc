import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  tableOf
} from "./chunk-5QAGAHIE.mjs";
import {
  membersOf
} from "./chunk-P34WXSGP.mjs";
import {
  budgetOf,
  wavesOf
} from "./chunk-J4VYRSPQ.mjs";
import {
  windowOf
} from "./chunk-DOMUFUHT.mjs";
import {
  count
} from "./chunk-NLS6OPJM.mjs";
import {
  formatDuration
} from "./chunk-2PFEKDEA.mjs";

// src/commands/ring-lines.ts
function ringLines({ policy, machines }) {
  let rings = membersOf(policy.rings, machines).map(({ ring, machines: members }) => {
    let waves = wavesOf(ring.waves, members.length), cells = [
      ring.name,
      count(members.length, "machine"),
      `waves ${waves.join(", ")}`,
      `at most ${budgetOf(ring.maxUnavailable, members.length, 1)} out of service`,
      windowText(windowOf(policy, ring) ?? null),
      `soak ${formatDuration(ring.soak)}`,
      [
        ...ring.opens > 0 ? [`opens after ${formatDuration(ring.opens)}`] : [],
        ...ring.approval === "required" ? ["needs approval"] : [],
        ...ring.drill === !0 ? ["proves the undo first"] : [],
        ...ring.onRegression === "rollback" ? ["rolls back by itself"] : []
      ].join(", ")
    ];
    return { name: ring.name, machines: members.length, waves, cells };
  }), texts = tableOf(rings.map(({ cells }) => cells));
  return rings.map(({ name, machines: size, waves }, index) => ({
    name,
    machines: size,
    waves,
    text: `  ${texts[index] ?? ""}`
  }));
}
function windowText(window) {
  if (window === null) return "anytime";
  let { days, weeks, after, start, duration, timeZone } = window, zone = timeZone === "machine" ? "each machine's own time" : timeZone, which = weeks === void 0 ? "" : `${weeks.map((week) => ordinals[week] ?? week).join(", ")} `, month = weeks === void 0 ? "" : " of the month", since = after === void 0 ? "" : ` after ${after.anchor}${after.days === 0 ? "" : `+${after.days}d`}`;
  return `${which}${days.join(", ")}${month}${since} ${start} for ${formatDuration(duration)}, ${zone}`;
}
var ordinals = {
  1: "1st",
  2: "2nd",
  3: "3rd",
  4: "4th",
  5: "5th",
  last: "last"
};

export {
  ringLines,
  windowText
};
