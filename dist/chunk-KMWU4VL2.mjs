import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/simulation/roster.ts
var kindsOf = {
  test: ["app", "web", "sql"],
  pilot: ["web", "app", "dhcp", "sql", "file"],
  production: ["web", "app", "sql", "web", "file", "app", "wsus", "web", "sql", "app", "web", "dc"]
}, prefixes = { test: "t", pilot: "pl" };
function ringOf(ring, size) {
  let kinds = kindsOf[ring], counts = /* @__PURE__ */ new Map();
  return Array.from({ length: size }, (_, index) => {
    let kind = kinds[index % kinds.length] ?? "app", prefix = prefixes[ring] ?? kind, count = (counts.get(prefix) ?? 0) + 1;
    return counts.set(prefix, count), { name: `${prefix}${String(count).padStart(2, "0")}`, ring, kind, index };
  });
}
function rosterOf(count) {
  if (count < 8) throw new RangeError("a fleet of three rings has at least 8 machines");
  let test = Math.max(2, Math.round(count * 0.15)), pilot = Math.max(3, Math.round(count * 0.25));
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
  rosterOf,
  entryOf
};
