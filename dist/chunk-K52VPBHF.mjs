import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  isOfKind
} from "./chunk-DTMQ62EV.mjs";
import {
  choiceNamed,
  hasLabel
} from "./chunk-C4KSEYTN.mjs";

// src/policy/membership.ts
function membersOf(rings, machines) {
  const chosen = rings.map(({ machines: selector }) => selector === "rest" ? [] : machines.filter(matcher(selector)));
  const taken = new Set(chosen.flat());
  const rest = machines.filter((machine) => !taken.has(machine));
  return rings.map((ring, index) => ({ ring, machines: ring.machines === "rest" ? rest : chosen[index] ?? [] }));
}
function labelsOf(selector) {
  if (selector === "rest" || Array.isArray(selector)) return [];
  return typeof selector.label === "string" ? [selector.label] : selector.label;
}
function groupMembers({ machines: names, label }, machines) {
  if (names !== void 0) return machines.filter(matcher(names));
  return label === void 0 ? [] : machines.filter(matcher({ label }));
}
function inOrder(groups, machines) {
  const placed = [...machines];
  for (const { order = [] } of groups) {
    const wanted = order.flatMap(
      (name) => placed.find((machine) => machine.name.toLowerCase() === name.toLowerCase()) ?? []
    );
    const places = wanted.map((machine) => placed.indexOf(machine)).sort((a, b) => a - b);
    for (const [index, machine] of wanted.entries()) placed.splice(places[index] ?? 0, 1, machine);
  }
  return placed;
}
function chosenBy(selector, machines) {
  return machines.filter(matcher(selector));
}
function matcher(selector) {
  if (Array.isArray(selector)) {
    const names = new Set(selector.map((name) => name.toLowerCase()));
    return (machine) => names.has(machine.name.toLowerCase());
  }
  const labels = labelsOf(selector);
  return (machine) => labels.every((label) => hasLabel(machine, label));
}

// src/policy/guards.ts
function withGuards(policy) {
  const { before, after } = { before: guarded(policy, "before"), after: guarded(policy, "after") };
  return { ...policy, gates: { ...policy.gates, before, after } };
}
function guarded({ gates, hotpatch }, stage) {
  const wanted = gates[stage];
  const guards = [...hotpatch === "ignore" ? [] : ["hotpatch"], ...stage === "before" ? ["notHeld"] : []];
  const missing = guards.filter((name) => !wanted.some(({ gate }) => gate === name)).map(choiceNamed);
  return [...wanted, ...missing].map(
    (choice) => choice.gate === "hotpatch" && hotpatch === "requireEnrolled" ? { ...choice, settings: { ...choice.settings, requireEnrolled: true } } : choice
  );
}

// src/knowledge/wanted.ts
var titlePrefix = "title:";
function titlePatternOf(entry) {
  return entry.startsWith(titlePrefix) ? entry.slice(titlePrefix.length).trim() : void 0;
}
function matchesTitle(pattern, title) {
  const text = title.toLowerCase();
  const pieces = pattern.toLowerCase().split("*");
  const [first = "", ...rest] = pieces;
  const last = rest.pop();
  if (last === void 0) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
function isNamed(entries, { kbs, title }) {
  return entries.some((entry) => {
    const pattern = titlePatternOf(entry);
    return pattern === void 0 ? kbs.includes(entry) : matchesTitle(pattern, title);
  });
}
function whyUnwanted(update, filter, now) {
  if (!isNamed(filter.include, update) && !isOfKind(update, filter)) return "otherKind";
  if (isNamed(filter.exclude, update)) return "excluded";
  if (update.needsInput) return "needsInput";
  if (update.isProductUpgrade && filter.productUpgrade === "deny") return "productUpgrade";
  return isOldEnough(update, filter, now) ? void 0 : "tooYoung";
}
function isOldEnough({ deployedAt }, { minAge }, now) {
  return minAge === 0 || deployedAt !== null && now - Date.parse(deployedAt) >= minAge;
}

export {
  withGuards,
  membersOf,
  labelsOf,
  groupMembers,
  inOrder,
  chosenBy,
  titlePatternOf,
  matchesTitle,
  whyUnwanted
};
