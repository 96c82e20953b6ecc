import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  exchangedNotes,
  gapsInPlan,
  gapsText,
  isEnrolledBy,
  surveyedOf,
  toleratedAmong,
  unlicensedNotes,
  withLater
} from "./chunk-42CUXDJU.mjs";
import {
  chosenBy,
  groupMembers,
  inOrder,
  membersOf,
  whyUnwanted
} from "./chunk-K52VPBHF.mjs";
import {
  budgetOf,
  closedBy,
  kbsNamed,
  noHoles,
  wavesOf
} from "./chunk-7VVDCJX4.mjs";
import {
  expectedLength,
  windowOf,
  windowsByLabel
} from "./chunk-FYBWLZPH.mjs";
import {
  restartLimit,
  restartWhen
} from "./chunk-DTMQ62EV.mjs";
import {
  digestOf,
  holdsFor,
  holdsInForce,
  isInForce,
  nameOf,
  named
} from "./chunk-YTFYII6Q.mjs";
import {
  coverageOf,
  gradeHotpatch,
  lineageRows,
  unreadGrade
} from "./chunk-C4KSEYTN.mjs";
import {
  failureOf
} from "./chunk-DIBE7RQS.mjs";
import {
  endOfDay,
  formatDuration
} from "./chunk-YJTZBR5B.mjs";
import {
  identityOf
} from "./chunk-BZIO6GYC.mjs";

// src/knowledge/knowledge.ts
var shippedKnowledge = { lineage: lineageRows, holes: noHoles };

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

// src/rollout/build-around.ts
function aroundOf({ around }, members) {
  const all = members.flatMap(({ machines }) => machines);
  const steps = around.flatMap(({ per, before, after = null, timeout, ...whom }) => {
    const isAll = whom.machines === void 0 && whom.label === void 0;
    const machines = isAll ? null : chosenOf(whom, all);
    return machines?.length === 0 ? [] : [{ per, machines, before, after, timeout }];
  });
  return steps.length === 0 ? {} : { around: steps };
}
function chosenOf({ machines: names, label }, all) {
  if (names !== void 0) return chosenBy(names, all).map(({ name }) => name);
  return label === void 0 ? [] : chosenBy({ label }, all).map(({ name }) => name);
}

// src/rollout/build-calendar.ts
function calendarOf({ policy, members, updates, survey, now }) {
  const machines = members.flatMap((member) => member.machines);
  const labelled = windowsByLabel(policy, machines).filter((one) => one.machines.length > 0);
  const { blackouts = [], freezes = [], calendar } = policy;
  const windows = [
    ...labelled.map(({ window }) => window),
    ...policy.rings.flatMap((ring) => windowOf(policy, ring) ?? [])
  ];
  const counts = windows.some(({ after }) => after?.anchor === "detected-release");
  const isSilent = calendar === void 0 && blackouts.length === 0 && freezes.length === 0;
  if (isSilent && labelled.length === 0 && !counts) return void 0;
  return {
    follow: calendar?.follow ?? "beginning",
    release: releaseOf(updates, survey),
    windows: labelled.map(({ name, window, machines: members2 }) => ({
      name,
      machines: members2.map((machine) => machine.name),
      window: plannedWindow(window)
    })),
    blackouts,
    freezes: freezes.filter((freeze) => !isOver(freeze, now)).map(({ machines: selector, until, reason }) => ({
      machines: chosenBy(selector, machines).map(({ name }) => name),
      until,
      reason
    }))
  };
}
function plannedWindow({ days, weeks, after, start, duration, timeZone }) {
  return {
    days: [...days],
    ...weeks === void 0 ? {} : { weeks: [...weeks] },
    ...after === void 0 ? {} : { after },
    start,
    duration,
    timeZone
  };
}
function takesOf(policy, ring, machines) {
  const byLabel = windowsByLabel(policy, machines).filter((one) => one.machines.length > 0);
  const windows = [...byLabel.map(({ window }) => window), ...[windowOf(policy, ring) ?? []].flat()];
  return windows.length === 0 && (policy.blackouts ?? []).length === 0 ? {} : { takes: expectedLength(ring, windows) };
}
function isOver({ until }, now) {
  return now >= endOfDay(until);
}
function releaseOf(updates, survey) {
  const planned2 = new Map(updates.map((update) => [identityOf(update), update]));
  const deployed = /* @__PURE__ */ new Map();
  for (const row of survey?.rows ?? []) {
    for (const update of row.ok ? row.scan.updates : []) {
      const key = identityOf(update);
      if (update.deployedAt === null || !planned2.has(key)) continue;
      deployed.set(key, Math.max(deployed.get(key) ?? 0, Date.parse(update.deployedAt)));
    }
  }
  if (deployed.size === 0) return null;
  const newest = Math.max(...deployed.values());
  const kbs = [...deployed].flatMap(([key, at]) => at === newest ? planned2.get(key)?.kbs ?? [] : []);
  return { at: new Date(newest).toISOString(), kbs: [...new Set(kbs)].sort() };
}
function freezeNotes({ freezes = [] }, plan, now) {
  const over = freezes.filter((freeze) => isOver(freeze, now));
  const expired = over.map(
    ({ until, reason }) => failureOf(
      "FREEZE_EXPIRED",
      `The policy’s freeze (${reason}) counts no longer since ${until}: nobody is left out for it.`
    )
  );
  return [...expired, ...plan.rings.flatMap((ring) => heldFor(ring, plan))];
}
function heldFor({ name, machines, maxSkipped }, { calendar }) {
  const frozen = new Map((calendar?.freezes ?? []).flatMap((one) => one.machines.map((machine) => [machine, one.until])));
  const here = machines.filter((machine) => frozen.has(machine));
  if (here.length <= maxSkipped) return [];
  const until = here.map((machine) => frozen.get(machine) ?? "").sort().at(-1);
  const message = `Ring ${name} has ${here.length} frozen machines (${named(here)}, the last until ${until}) and may skip ${maxSkipped}: if it opens before, it is held.`;
  return [failureOf("FREEZE_HOLDS_RING", message)];
}

// src/rollout/build-drill.ts
function drillOf({ drill }, updates) {
  return drill === true && exploitedIn(updates) === void 0 ? { drill } : {};
}
function exploitedIn(updates) {
  return updates.find(({ exploited }) => exploited.length > 0);
}
function drilledWorst(waves, maxUnavailable, tolerated) {
  const size = waves.reduce((sum, wave) => sum + wave, 0);
  const isAlone = (before2) => tolerated(before2) >= before2;
  let worst = 0;
  for (let before2 = 0; before2 < size && isAlone(before2); before2 += 1) worst = Math.min(maxUnavailable, before2 + 1);
  let before = 0;
  for (const wave of waves) {
    const after = before === 0 ? 0 : Math.min(tolerated(before), before - 1) + wave;
    const within = isAlone(before) ? before + wave - 1 : 0;
    worst = Math.max(worst, Math.min(maxUnavailable, Math.max(after, within)));
    before += wave;
  }
  return worst;
}
function drillNotes({ rings }, plan, survey) {
  const wanted = rings.flatMap(({ name, drill }) => drill === true ? [name] : []);
  const fix = exploitedIn(plan.updates);
  if (wanted.length > 0 && fix !== void 0) {
    const what = `${fix.kbs.join(", ") || fix.title} would open a hole again that is exploited (${fix.exploited.join(", ")})`;
    const message2 = `No drill in ${wanted.join(", ")}: undoing ${what}, and no machine is undone for that without a person’s word.`;
    return [failureOf("DRILL_LEFT_OUT", message2)];
  }
  const whom = survey === null || !wanted.includes(survey.ring) ? [] : unfit(plan, survey);
  if (survey === null || whom.length === 0) return [];
  const message = `No machine of ring ${survey.ring} that answered could prove the undo (${named(whom)}: domain controllers, or enrolled in Hotpatch): the ring will be held.`;
  return [failureOf("DRILL_IMPOSSIBLE", message)];
}
function unfit({ hotpatch, source }, { rows }) {
  const answered = rows.flatMap((row) => row.ok ? [row] : []);
  const keepsTrain = hotpatch !== "ignore" && source.kind !== "script";
  const isUnfit = (row) => row.facts.isDomainController || row.facts.roles.includes("domain-controller") || keepsTrain && row.hotpatch !== void 0 && isEnrolledBy(row.hotpatch) === true;
  return answered.every(isUnfit) ? answered.map(({ machine }) => machine) : [];
}

// src/rollout/build-limits.ts
var [minute, hour] = [6e4, 36e5];
function limitsOf(policy) {
  const settings = policy.gates.after.map((choice) => choice.settings);
  const lengths = (key) => settings.flatMap((all) => typeof all[key] === "number" ? [all[key]] : []);
  return {
    scan: hour,
    install: 6 * hour,
    uninstall: 6 * hour,
    restart: restartLimit(policy),
    verify: hour + Math.max(0, ...lengths("settle")) + Math.max(0, ...policy.gates.after.map(seriesOf)),
    reach: 10 * minute
  };
}
function seriesOf({ measuring }) {
  if (measuring === void 0) return 0;
  const { interval, count, consecutiveErrorLimit } = measuring;
  return interval * (count + consecutiveErrorLimit + 1);
}

// src/rollout/held.ts
function heldHere(plan, { rows }, now) {
  if (plan.source.kind === "none" || plan.source.kind === "script") return [];
  const found = /* @__PURE__ */ new Map();
  for (const row of rows) {
    if (!row.ok) continue;
    for (const { kbs, title, reason, remedy, blocks } of heldOn(plan, row, now)) {
      const key = JSON.stringify([kbs, reason, remedy]);
      const known = found.get(key) ?? { kbs, title, reason, remedy, blocks, machines: [] };
      found.set(key, { ...known, machines: [...known.machines, row.machine] });
    }
  }
  return [...found.values()];
}
function heldOn(plan, row, now) {
  const { facts, hotpatch, scan } = row;
  const offered = new Map(scan.updates.map((update) => [identityOf(update), update]));
  const updates = plan.updates.flatMap((update) => {
    const here = offered.get(identityOf(update));
    return here === void 0 ? [] : [{ ...update, restart: here.restart }];
  });
  const grade = hotpatch === void 0 ? unreadGrade : gradeHotpatch(hotpatch, facts, plan.lineage, scan.history);
  const installed = hotpatch === void 0 ? [] : Object.values(hotpatch.installedKbs).flatMap((kbs) => kbs ?? []);
  const { holds, hotpatch: mode, lineage } = plan;
  return holdsFor({ updates, facts, grade, installed, holds, mode, now, rows: lineage }).held;
}

// src/rollout/removable.ts
function irremovableNotes(rows, { source, updates }) {
  const isServiced = source.kind === "agent" || source.kind === "packages";
  if (!isServiced || updates.length === 0) return [];
  const found = /* @__PURE__ */ new Map();
  for (const row of rows) {
    const resetters = row.ok ? row.removal?.resetters ?? [] : [];
    if (resetters.length === 0) continue;
    const how = resetters.join(", ");
    found.set(how, [...found.get(how) ?? [], row.machine]);
  }
  return [...found].map(([how, machines]) => {
    const message = `could not be undone: ${machines.join(", ")} (${how} cleans the component store with ResetBase)`;
    return failureOf("UNDO_BASE_RESET", message, { next: "stop it there until the rollout has soaked" });
  });
}

// src/rollout/uncovered.ts
var wayOut = "put a machine of that kind into an earlier ring";
function uncoveredFailures(plan, survey) {
  return gapsInPlan(plan, survey).flatMap(({ ring, gaps }) => {
    const { name, coverage } = plan.rings[ring] ?? {};
    if (coverage?.action !== "refuse") return [];
    const message = `No ring before ${name} can vouch for ${gapsText(gaps)}, and coverage: refuse makes this no plan.`;
    const next = `${wayOut}, or write coverage: { action: hold } and say at the ring’s opening that it may go`;
    return [failureOf("PLAN_UNCOVERED", message, { next })];
  });
}
function uncoveredNotes(plan, survey) {
  return gapsInPlan(plan, survey).map(({ ring, gaps }) => {
    const { name, coverage } = plan.rings[ring] ?? {};
    const then = coverage?.action === "hold" ? ": the ring will be held" : "";
    return failureOf("RING_UNCOVERED", `No ring before ${name} can vouch for ${gapsText(gaps)}${then}.`, {
      next: wayOut
    });
  });
}

// src/rollout/unplanned.ts
function leftOutNotes(policy, survey, { holes, now }) {
  if (survey === null || sourceOf(policy).kind !== "agent") return [];
  const offered = /* @__PURE__ */ new Map();
  for (const row of survey.rows) {
    for (const update of row.ok ? row.scan.updates : []) offered.set(identityOf(update), update);
  }
  const filterOf = filterFor(policy, holes);
  const judged = [...offered.values()].map((update) => ({ update, why: whyUnwanted(update, filterOf(update), now) }));
  const notes = judged.flatMap(({ update, why }) => {
    const note = why === void 0 ? void 0 : noteOf(policy, update, why, now);
    return note === void 0 ? [] : [note];
  });
  return [
    ...deadlineNotes(survey),
    ...notes,
    ...notOffered(policy, survey, [...offered.values()]),
    ...allExcluded(judged.map(({ why }) => why))
  ];
}
function deadlineNotes({ rows }) {
  const found = /* @__PURE__ */ new Map();
  for (const row of rows) {
    for (const { kbs, title, deadline } of row.ok ? row.scan.updates : []) {
      if (typeof deadline !== "string") continue;
      const name = kbs.join(", ") || title;
      const known = found.get(`${name} ${deadline}`) ?? { name, deadline, machines: [] };
      known.machines.push(row.machine);
      found.set(`${name} ${deadline}`, known);
    }
  }
  return [...found.values()].map(({ name, deadline, machines }) => {
    const where = machines.length === 1 ? `on ${machines[0]}` : `on ${machines.length} machines`;
    return failureOf("UPDATE_DEADLINE_SET", `${name} has the WSUS deadline ${deadline} ${where}.`);
  });
}
function noteOf({ updates }, update, why, now) {
  const name = update.kbs.join(", ") || update.title;
  switch (why) {
    case "tooYoung":
      return failureOf(
        "UPDATE_TOO_YOUNG",
        `${name} is not planned: ${ageText(update, now)}, and minAge is ${formatDuration(updates.minAge)}.`
      );
    case "needsInput":
      return failureOf("UPDATE_NEEDS_INPUT", `${name} is not planned: it asks somebody at the screen.`);
    case "productUpgrade":
      return failureOf("UPDATE_UPGRADES_PRODUCT", `${name} is not planned: it would make the machine another Windows.`);
    case "otherKind":
    case "excluded":
      return void 0;
  }
}
function ageText({ deployedAt }, now) {
  if (deployedAt === null) return "Windows does not say since when it is out";
  return `it has been out for ${formatDuration(now - Date.parse(deployedAt))}`;
}
function notOffered({ updates }, { ring }, offered) {
  const numbers = updates.include.filter((entry) => entry.startsWith("KB"));
  return numbers.filter((kb) => !offered.some(({ kbs }) => kbs.includes(kb))).map(
    (kb) => failureOf("UPDATE_NOT_OFFERED", `updates.include names ${kb}, and no machine of ring ${ring} is offered it.`, {
      next: "Check the number: it may not exist, may be superseded, may not be approved in WSUS, or may be installed already."
    })
  );
}
function allExcluded(whys) {
  const excluded = whys.filter((why) => why === "excluded").length;
  if (excluded === 0 || whys.some((why) => why !== "excluded" && why !== "otherKind")) return [];
  const what = excluded === 1 ? "The one update" : `All ${excluded} updates`;
  return [
    failureOf(
      "UPDATES_ALL_EXCLUDED",
      `${what} that the policy wants and the machines are offered ${excluded === 1 ? "is" : "are"} excluded.`
    )
  ];
}

// src/rollout/build.ts
function buildPlan({
  policy,
  machines,
  survey,
  denied = [],
  knowledge = shippedKnowledge,
  now
}) {
  const members = membersOf(policy.rings, machines);
  const silent = (survey?.rows ?? []).flatMap((row) => row.ok ? [] : [{ ...row.failure, machine: row.machine }]);
  if (survey !== null && silent.length === survey.rows.length) {
    const message = `No machine of ring ${survey.ring} could be asked what it is offered.`;
    return { ok: false, failures: [failureOf("PLAN_SURVEY_FAILED", message), ...silent] };
  }
  const holes = withLater(knowledge.holes, knowledge.lineage);
  const updates = survey === null ? [] : pin(policy, survey, { denied, holes, now });
  const fastTrack = fastTrackOf(policy, updates);
  const calendar = calendarOf({ policy, members, updates, survey, now });
  const content = {
    format: 1,
    name: policy.name,
    policyHash: policyHashOf(policy),
    inventoryHash: inventoryHashOf(members),
    surveyedRing: survey?.ring ?? null,
    source: sourceOf(policy),
    ...survey === null ? {} : { surveyed: [...surveyedOf(survey, updates)] },
    drift: policy.drift,
    scansAtOnce: policy.scan.parallel,
    stage: stageOf(policy),
    passes: policy.updates.passes,
    hotpatch: policy.hotpatch,
    restart: restartWhen(policy),
    pendingRestart: policy.pendingRestart,
    cluster: policy.cluster,
    limits: limitsOf(policy),
    gates: gatesOf(policy),
    ...policy.probeScripts === void 0 ? {} : { probeScripts: [...policy.probeScripts] },
    holds: holdsInForce(policy.holds, policy.hotpatch, now),
    lineage: [...knowledge.lineage],
    updates,
    fastTrack,
    deadline: policy.deadline ?? null,
    ...calendar === void 0 ? {} : { calendar },
    ...analysisOf(policy),
    ...policy.analysis.control === 0 ? {} : { control: policy.analysis.control },
    ...aroundOf(policy, members),
    groups: groupsOf(policy, members),
    rings: ringsOf(policy, members, { fastTrack, updates }),
    machines: members.flatMap((member) => member.machines)
  };
  const plain = JSON.parse(JSON.stringify(content));
  const plan = { ...plain, ...nameOf(plain) };
  const refused = uncoveredFailures(plan, survey);
  if (refused.length > 0) return { ok: false, failures: refused };
  const unlicensed = survey === null ? [] : unlicensedNotes(survey.rows, plan);
  const stuck = survey === null ? [] : irremovableNotes(survey.rows, plan);
  const over = [...expiredHolds(policy, plan, now), ...freezeNotes(policy, plan, now)];
  const notes = [
    ...silent,
    ...notesOf(survey, denied),
    ...leftOutNotes(policy, survey, { holes, now }),
    ...over,
    ...exchangedNotes(plan, survey),
    ...unlicensed,
    ...stuck,
    ...uncoveredNotes(plan, survey),
    ...drillNotes(policy, plan, survey)
  ];
  return { ok: true, plan, notes, held: survey === null ? [] : heldHere(plan, survey, now) };
}
function policyHashOf(policy) {
  const { notify: _, ...decisive } = policy;
  return digestOf(decisive);
}
function inventoryHashOf(members) {
  return digestOf(members.map(({ ring, machines }) => ({ ring: ring.name, machines })));
}
function whyOutdated(plan, policy, machines) {
  const next = "make a new plan, and have it approved";
  const failures = [];
  if (plan.policyHash !== policyHashOf(policy)) {
    failures.push(failureOf("PLAN_OUTDATED", "The policy has changed since the plan was made.", { next }));
  }
  if (plan.inventoryHash !== inventoryHashOf(membersOf(policy.rings, machines))) {
    failures.push(
      failureOf("PLAN_OUTDATED", "The machines of the rings have changed since the plan was made.", { next })
    );
  }
  if (plan.surveyedRing === null) {
    failures.push(
      failureOf("PLAN_OFFLINE", "The plan was made offline, so it pins no updates.", {
        next: "make it without --offline"
      })
    );
  }
  return failures;
}
function expiredHolds({ holds }, { updates }, now) {
  const planned2 = new Set(updates.flatMap(({ kbs }) => kbs));
  const expired = holds.filter((hold) => planned2.has(hold.kb) && !isInForce(hold, now));
  return expired.map(
    ({ kb, expires, reason }) => failureOf(
      "HOLD_EXPIRED",
      `The policy’s hold on ${kb} (${reason}) counts no longer since ${expires}: it is planned.`
    )
  );
}
function notesOf(survey, denied) {
  const offered = (survey?.rows ?? []).flatMap((row) => row.ok ? row.scan.updates : []);
  const refused = denied.filter((one) => offered.some((update) => isDenied(update, [one])));
  return refused.map(
    ({ kbs, updateId, rolloutId }) => failureOf(
      "UPDATE_ROLLED_BACK",
      `${kbs.join(", ") || updateId} was taken back by ${rolloutId} and is not planned again.`,
      { next: `wait for the next release, or let it come again: patchring resume --rollout ${rolloutId} --reason "…"` }
    )
  );
}
function fastTrackOf({ fastTrack }, updates) {
  const because = [...new Set(updates.flatMap(({ exploited }) => exploited))].sort();
  if (fastTrack === void 0 || because.length === 0) return null;
  return { soak: fastTrack.soak, opens: fastTrack.opens ?? null, because };
}
function hurried(ring, fastTrack) {
  if (fastTrack === null) return ring;
  const { soak, opens } = fastTrack;
  return { ...ring, soak: Math.min(ring.soak, soak), opens: Math.min(ring.opens, opens ?? ring.opens) };
}
function analysisOf({ analysis }) {
  const { method, zeroTolerance, baselineFailureRate, regressionFailureRate, falseAlarm, missRate } = analysis;
  if (method === "fixed") return {};
  const rates = { baseline: baselineFailureRate, regression: regressionFailureRate, falseAlarm, missRate };
  return { analysis: { zeroTolerance, ...rates } };
}
function groupsOf({ groups }, members) {
  const all = members.flatMap(({ machines }) => machines);
  return groups.flatMap((group) => {
    const machines = groupMembers(group, all).map(({ name: name2 }) => name2);
    const { name, per = null, maxUnavailable } = group;
    return machines.length === 0 ? [] : [{ name, machines, per, maxUnavailable }];
  });
}
function ringsOf(policy, members, { fastTrack, updates }) {
  let released = 0;
  return members.map(({ ring, machines }, index) => {
    released += machines.length;
    const own = { ...hurried(ring, fastTrack), drill: drillOf(ring, updates).drill };
    const planned2 = ringOf(policy, own, machines, released);
    return index === 0 ? planned2 : { ...planned2, coverage: coverageOf(policy, ring) };
  });
}
function ringOf(policy, ring, machines, released) {
  const size = machines.length;
  const waves = wavesOf(ring.waves, size);
  const maxUnavailable = budgetOf(ring.maxUnavailable, size, 1);
  const maxFailures = budgetOf(ring.maxFailures, size);
  const { analysis } = analysisOf(policy);
  const worst = ring.drill === true ? drilledWorst : visibleWorst;
  const tolerated = (before) => toleratedAmong(analysis, { maxFailures, earlier: released - size, before });
  return {
    name: ring.name,
    machines: inOrder(policy.groups, machines).map(({ name }) => name),
    waves,
    maxUnavailable,
    maxFailures,
    maxSkipped: budgetOf(ring.maxSkipped, size),
    soak: ring.soak,
    opens: ring.opens,
    window: windowIn(policy, ring),
    ...takesOf(policy, ring, machines),
    approval: ring.approval,
    onRegression: ring.onRegression,
    ...ring.drill === true ? { drill: true } : {},
    worstCase: { visible: worst(waves, maxUnavailable, tolerated), released }
  };
}
function visibleWorst(waves, maxUnavailable, tolerated) {
  let before = 0;
  let worst = 0;
  for (const wave of waves) {
    worst = Math.max(worst, Math.min(maxUnavailable, tolerated(before) + wave));
    before += wave;
  }
  return worst;
}
function gatesOf(policy) {
  const { before, undo = [], wave = [], ring = [] } = policy.gates;
  const after = policy.gates.after.map(
    (choice) => choice.gate === "cameBack" ? { ...choice, settings: { ...choice.settings, timeout: restartLimit(policy) } } : choice
  );
  const services = { ...wave.length === 0 ? {} : { wave }, ...ring.length === 0 ? {} : { ring } };
  const others = { after, ...undo.length === 0 ? {} : { undo }, ...services };
  if (sourceOf(policy).kind !== "none") return { before, ...others };
  return { before: before.filter(({ gate }) => gate !== "noPendingRestart"), ...others };
}
function stageOf(policy) {
  const { stage, stageParallel } = policy.updates;
  const { kind } = sourceOf(policy);
  return stage === 0 || kind !== "agent" && kind !== "packages" ? null : { before: stage, atOnce: stageParallel };
}
function windowIn(policy, ring) {
  const window = windowOf(policy, ring);
  return window === null || window === void 0 ? null : plannedWindow(window);
}

export {
  shippedKnowledge,
  sourceOf,
  ringToSurvey,
  deniedBy,
  buildPlan,
  policyHashOf,
  whyOutdated
};
