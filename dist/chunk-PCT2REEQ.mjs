import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  membersOf,
  whyUnwanted
} from "./chunk-2GFG23GU.mjs";
import {
  closedBy,
  kbsNamed
} from "./chunk-SAFYV5R4.mjs";
import {
  identityOf
} from "./chunk-BZIO6GYC.mjs";

// src/policy/source.ts
function sourceOf({ updates: { source, overrideWsus }, scripts }) {
  if (typeof source === "object" && "script" in source) {
    if (scripts === void 0) throw new RangeError("scripts are read when the policy is loaded");
    return { kind: "script", ...scripts };
  }
  if (typeof source === "object") return { kind: "packages", packages: source.packages };
  return source === "none" ? { kind: "none" } : { kind: "agent", from: source, overrideWsus };
}

// src/rollout/survey.ts
function ringToSurvey(policy, machines) {
  const first = membersOf(policy.rings, machines).find((member) => member.machines.length > 0);
  return first === void 0 ? void 0 : { ring: first.ring.name, machines: first.machines };
}
function deniedBy({ plan, state }) {
  if (state.phase !== "undone" || state.lifted !== null) return [];
  return plan.updates.map(({ updateId, revision, kbs }) => ({ updateId, revision, kbs, rolloutId: plan.rolloutId }));
}
function pin(policy, survey, { denied, holes, now }) {
  const pinned = /* @__PURE__ */ new Map();
  for (const row of survey.rows) {
    if (!row.ok) continue;
    for (const update of wantedOf(policy, row.scan.updates, { holes, now })) {
      if (isDenied(update, denied)) continue;
      const known = pinned.get(identityOf(update));
      const here = planned(update, row, holes);
      pinned.set(identityOf(update), known === void 0 ? here : seenAgain(known, here));
    }
  }
  return [...pinned].sort(([a], [b]) => a < b ? -1 : 1).map(([, update]) => update);
}
function filterFor({ updates }, holes) {
  const included = [...updates.include, ...kbsNamed(updates.include, holes)];
  return ({ cves, kbs }) => ({
    ...updates,
    include: [...included, ...cves.some((cve) => included.includes(cve)) ? kbs : []]
  });
}
function wantedOf(policy, offered, { holes, now }) {
  if (sourceOf(policy).kind !== "agent") return offered;
  const filterOf = filterFor(policy, holes);
  const wanted = offered.filter((update) => whyUnwanted(update, filterOf(update), now) === void 0);
  const ids = new Set(wanted.map(({ updateId }) => updateId));
  return wanted.filter(({ supersededBy }) => !supersededBy.some((id) => ids.has(id)));
}
function isDenied(update, denied) {
  return denied.some((one) => identityOf(one) === identityOf(update) || one.kbs.some((kb) => update.kbs.includes(kb)));
}
function planned(update, { machine, hotpatch }, holes) {
  const { updateId, revision, title, kbs, restart, isRestartPredicted, size, isProductUpgrade } = update;
  const told = { updateId, revision, title, kbs, restart, isRestartPredicted, size, isProductUpgrade };
  const installed = Object.values(hotpatch?.installedKbs ?? {}).flatMap((kbs2) => kbs2 ?? []);
  return { ...told, ...closedBy(update, holes, installed), offeredTo: [machine] };
}
var restartOrder = ["never", "can", "always"];
function seenAgain(known, here) {
  const graver = Math.max(restartOrder.indexOf(known.restart), restartOrder.indexOf(here.restart));
  return {
    ...known,
    restart: restartOrder[graver] ?? known.restart,
    isRestartPredicted: known.isRestartPredicted && here.isRestartPredicted,
    cves: [.../* @__PURE__ */ new Set([...known.cves, ...here.cves])].sort(),
    exploited: [.../* @__PURE__ */ new Set([...known.exploited, ...here.exploited])],
    offeredTo: [...known.offeredTo, ...here.offeredTo]
  };
}

export {
  sourceOf,
  ringToSurvey,
  deniedBy,
  pin,
  filterFor,
  isDenied
};
