import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  isOfKind
} from "./chunk-NLDZ6FPW.mjs";
import {
  choiceNamed,
  hasLabel
} from "./chunk-ZYVX2BHV.mjs";

// src/policy/membership.ts
function membersOf(rings, machines) {
  let chosen = rings.map(({ machines: selector }) => selector === "rest" ? [] : machines.filter(matcher(selector))), taken = new Set(chosen.flat()), rest = machines.filter((machine) => !taken.has(machine));
  return rings.map((ring, index) => ({ ring, machines: ring.machines === "rest" ? rest : chosen[index] ?? [] }));
}
function labelsOf(selector) {
  return selector === "rest" || Array.isArray(selector) ? [] : typeof selector.label == "string" ? [selector.label] : selector.label;
}
function groupMembers({ machines: names, label }, machines) {
  return names !== void 0 ? machines.filter(matcher(names)) : label === void 0 ? [] : machines.filter(matcher({ label }));
}
function inOrder(groups, machines) {
  let placed = [...machines];
  for (let { order = [] } of groups) {
    let wanted = order.flatMap(
      (name) => placed.find((machine) => machine.name.toLowerCase() === name.toLowerCase()) ?? []
    ), places = wanted.map((machine) => placed.indexOf(machine)).sort((a, b) => a - b);
    for (let [index, machine] of wanted.entries()) placed.splice(places[index] ?? 0, 1, machine);
  }
  return placed;
}
function chosenBy(selector, machines) {
  return machines.filter(matcher(selector));
}
function matcher(selector) {
  if (Array.isArray(selector)) {
    let names = new Set(selector.map((name) => name.toLowerCase()));
    return (machine) => names.has(machine.name.toLowerCase());
  }
  let labels = labelsOf(selector);
  return (machine) => labels.every((label) => hasLabel(machine, label));
}

// src/policy/guards.ts
function withGuards(policy) {
  let { before, after } = { before: guarded(policy, "before"), after: guarded(policy, "after") };
  return { ...policy, gates: { ...policy.gates, before, after } };
}
function guarded({ gates, hotpatch }, stage) {
  let wanted = gates[stage], missing = [...hotpatch === "ignore" ? [] : ["hotpatch"], ...stage === "before" ? ["notHeld"] : []].filter((name) => !wanted.some(({ gate }) => gate === name)).map(choiceNamed);
  return [...wanted, ...missing].map(
    (choice) => choice.gate === "hotpatch" && hotpatch === "requireEnrolled" ? { ...choice, settings: { ...choice.settings, requireEnrolled: !0 } } : choice
  );
}

// src/knowledge/wanted.ts
var titlePrefix = "title:";
function titlePatternOf(entry) {
  return entry.startsWith(titlePrefix) ? entry.slice(titlePrefix.length).trim() : void 0;
}
function matchesTitle(pattern, title) {
  let text = title.toLowerCase(), pieces = pattern.toLowerCase().split("*"), [first = "", ...rest] = pieces, last = rest.pop();
  if (last === void 0) return text === first;
  if (!text.startsWith(first)) return !1;
  let at = first.length;
  for (let piece of rest) {
    let found = text.indexOf(piece, at);
    if (found === -1) return !1;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
function isNamed(entries, { kbs, title }) {
  return entries.some((entry) => {
    let pattern = titlePatternOf(entry);
    return pattern === void 0 ? kbs.includes(entry) : matchesTitle(pattern, title);
  });
}
function whyUnwanted(update, filter, now) {
  return !isNamed(filter.include, update) && !isOfKind(update, filter) ? "otherKind" : isNamed(filter.exclude, update) ? "excluded" : update.needsInput ? "needsInput" : update.isProductUpgrade && filter.productUpgrade === "deny" ? "productUpgrade" : isOldEnough(update, filter, now) ? void 0 : "tooYoung";
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
