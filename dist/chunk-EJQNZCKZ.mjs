import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/simulation/roster.ts
var fewestMachines = 8;
var kindsOf = {
  test: ["app", "web", "sql"],
  pilot: ["web", "app", "dhcp", "sql", "file"],
  production: ["web", "app", "sql", "web", "file", "app", "wsus", "web", "sql", "app", "web", "dc"]
};
var prefixes = { test: "t", pilot: "pl" };
function ringOf(ring, size) {
  const kinds = kindsOf[ring];
  const counts = /* @__PURE__ */ new Map();
  return Array.from({ length: size }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? "app";
    const prefix = prefixes[ring] ?? kind;
    const count = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, count);
    return { name: `${prefix}${String(count).padStart(2, "0")}`, ring, kind, index };
  });
}
function rosterOf(count) {
  if (count < fewestMachines) throw new RangeError(`a fleet of three rings has at least ${fewestMachines} machines`);
  const test = Math.max(2, Math.round(count * 0.15));
  const pilot = Math.max(3, Math.round(count * 0.25));
  return [...ringOf("test", test), ...ringOf("pilot", pilot), ...ringOf("production", count - test - pilot)];
}
function entryOf({ name, ring, kind }, at) {
  return {
    name,
    ...at === void 0 ? {} : { address: at.host, port: at.port },
    labels: { ring, role: kind }
  };
}

export {
  fewestMachines,
  rosterOf,
  entryOf
};
