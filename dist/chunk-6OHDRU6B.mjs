import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  membersOf
} from "./chunk-CQR7YE5F.mjs";
import {
  budgetOf,
  wavesOf
} from "./chunk-WM2PIBXO.mjs";
import {
  tableOf,
  windowOf
} from "./chunk-NW4RLPGO.mjs";
import {
  count
} from "./chunk-STRHDUYB.mjs";
import {
  formatDuration
} from "./chunk-UJPHW423.mjs";

// src/commands/ring-lines.ts
function ringLines({ policy, machines }) {
  const rings = membersOf(policy.rings, machines).map(({ ring, machines: members }) => {
    const waves = wavesOf(ring.waves, members.length);
    const cells = [
      ring.name,
      count(members.length, "machine"),
      `waves ${waves.join(", ")}`,
      `at most ${budgetOf(ring.maxUnavailable, members.length, 1)} out of service`,
      windowText(windowOf(policy, ring) ?? null),
      `soak ${formatDuration(ring.soak)}`,
      [
        ...ring.opens > 0 ? [`opens after ${formatDuration(ring.opens)}`] : [],
        ...ring.approval === "required" ? ["needs approval"] : [],
        ...ring.onRegression === "rollback" ? ["rolls back by itself"] : []
      ].join(", ")
    ];
    return { name: ring.name, machines: members.length, waves, cells };
  });
  const texts = tableOf(rings.map(({ cells }) => cells));
  return rings.map(({ name, machines: size, waves }, index) => ({
    name,
    machines: size,
    waves,
    text: `  ${texts[index] ?? ""}`
  }));
}
function windowText(window) {
  if (window === null) return "anytime";
  const { days, start, duration, timeZone } = window;
  const zone = timeZone === "machine" ? "each machine's own time" : timeZone;
  return `${days.join(", ")} ${start} for ${formatDuration(duration)}, ${zone}`;
}

export {
  ringLines,
  windowText
};
