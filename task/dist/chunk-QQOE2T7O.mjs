import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/report/words.ts
function instantText(at, timeZone = "UTC") {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short"
  }).format(at);
  return `${parts} ${timeZone}`;
}
function timeText(at) {
  return new Date(at).toISOString().slice(11, 19);
}
function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
function buildText(facts) {
  return `${facts.build}.${facts.ubr}`;
}
function listText(texts, limit = 6) {
  if (texts.length <= limit) return texts.join(", ");
  return `${texts.slice(0, limit).join(", ")} and ${texts.length - limit} more`;
}
function updatesText(updates) {
  return listText(updates.map(({ kbs, title }) => kbs.length === 0 ? title : kbs.join("+")));
}

// src/policy/windows.ts
var anytime = "anytime";
function windowOf(policy, ring) {
  if (ring.window === anytime) return null;
  if (typeof ring.window !== "string") return ring.window ?? (policy.restart === "never" ? null : void 0);
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
  instantText,
  timeText,
  count,
  buildText,
  listText,
  updatesText,
  anytime,
  windowOf,
  tableOf
};
