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
} from "./chunk-7DXEQ242.mjs";
import {
  chosenBy,
  groupMembers,
  inOrder,
  membersOf,
  whyUnwanted
} from "./chunk-P34WXSGP.mjs";
import {
  budgetOf,
  closedBy,
  kbsNamed,
  noHoles,
  wavesOf
} from "./chunk-J4VYRSPQ.mjs";
import {
  expectedLength,
  windowOf,
  windowsByLabel
} from "./chunk-DOMUFUHT.mjs";
import {
  restartLimit,
  restartWhen
} from "./chunk-NLDZ6FPW.mjs";
import {
  digestOf,
  holdsFor,
  holdsInForce,
  isInForce,
  nameOf,
  named
} from "./chunk-XOZ2M7R3.mjs";
import {
  coverageOf,
  gradeHotpatch,
  lineageRows,
  unreadGrade
} from "./chunk-ZYVX2BHV.mjs";
import {
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import {
  endOfDay,
  formatDuration
} from "./chunk-2PFEKDEA.mjs";
import {
  identityOf
} from "./chunk-6W5MFQ47.mjs";

// src/knowledge/knowledge.ts
var shippedKnowledge = { lineage: lineageRows, holes: noHoles };

// src/policy/source.ts
function sourceOf({ updates: { source, overrideWsus }, scripts }) {
  if (typeof source == "object" && "script" in source) {
    if (scripts === void 0) throw new RangeError("scripts are read when the policy is loaded");
    return { kind: "script", ...scripts };
  }
  return typeof source == "object" ? { kind: "packages", packages: source.packages } : source === "none" ? { kind: "none" } : { kind: "agent", from: source, overrideWsus };
}

// src/rollout/survey.ts
function ringToSurvey(policy, machines) {
  let first = membersOf(policy.rings, machines).find((member) => member.machines.length > 0);
  return first === void 0 ? void 0 : { ring: first.ring.name, machines: first.machines };
}
function deniedBy({ plan, state }) {
  let mendedBy = state.superseded?.fix;
  if (mendedBy === void 0 && (state.phase !== "undone" || state.lifted !== null)) return [];
  let why = { rolloutId: plan.rolloutId, ...mendedBy === void 0 ? {} : { mendedBy } };
  return plan.updates.map(({ updateId, revision, kbs }) => ({ updateId, revision, kbs, ...why }));
}
function pin(policy, survey, { denied, holes, now }) {
  let pinned = /* @__PURE__ */ new Map();
  for (let row of survey.rows)
    if (row.ok)
      for (let update of wantedOf(policy, row.scan.updates, { holes, now })) {
        if (isDenied(update, denied)) continue;
        let known = pinned.get(identityOf(update)), here = planned(update, row, holes);
        pinned.set(identityOf(update), known === void 0 ? here : seenAgain(known, here));
      }
  return [...pinned].sort(([a], [b]) => a < b ? -1 : 1).map(([, update]) => update);
}
function filterFor({ updates }, holes) {
  let included = [...updates.include, ...kbsNamed(updates.include, holes)];
  return ({ cves, kbs }) => ({
    ...updates,
    include: [...included, ...cves.some((cve) => included.includes(cve)) ? kbs : []]
  });
}
function wantedOf(policy, offered, { holes, now }) {
  if (sourceOf(policy).kind !== "agent") return offered;
  let filterOf = filterFor(policy, holes), wanted = offered.filter((update) => whyUnwanted(update, filterOf(update), now) === void 0), ids = new Set(wanted.map(({ updateId }) => updateId));
  return wanted.filter(({ supersededBy }) => !supersededBy.some((id) => ids.has(id)));
}
function isDenied(update, denied) {
  return denied.some((one) => identityOf(one) === identityOf(update) || one.kbs.some((kb) => update.kbs.includes(kb)));
}
function planned(update, { machine, hotpatch }, holes) {
  let { updateId, revision, title, kbs, restart, isRestartPredicted, size, isProductUpgrade } = update, told = { updateId, revision, title, kbs, restart, isRestartPredicted, size, isProductUpgrade }, installed = Object.values(hotpatch?.installedKbs ?? {}).flatMap((kbs2) => kbs2 ?? []);
  return { ...told, ...closedBy(update, holes, installed), offeredTo: [machine] };
}
var restartOrder = ["never", "can", "always"];
function seenAgain(known, here) {
  let graver = Math.max(restartOrder.indexOf(known.restart), restartOrder.indexOf(here.restart));
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
  let all = members.flatMap(({ machines }) => machines), steps = around.flatMap(({ per, before, after = null, timeout, ...whom }) => {
    let machines = whom.machines === void 0 && whom.label === void 0 ? null : chosenOf(whom, all);
    return machines?.length === 0 ? [] : [{ per, machines, before, after, timeout }];
  });
  return steps.length === 0 ? {} : { around: steps };
}
function chosenOf({ machines: names, label }, all) {
  return names !== void 0 ? chosenBy(names, all).map(({ name }) => name) : label === void 0 ? [] : chosenBy({ label }, all).map(({ name }) => name);
}

// src/rollout/build-calendar.ts
function calendarOf({ policy, members, updates, survey, now }) {
  let machines = members.flatMap((member) => member.machines), labelled = windowsByLabel(policy, machines).filter((one) => one.machines.length > 0), { blackouts = [], freezes = [], calendar } = policy, counts = [
    ...labelled.map(({ window }) => window),
    ...policy.rings.flatMap((ring) => windowOf(policy, ring) ?? [])
  ].some(({ after }) => after?.anchor === "detected-release");
  if (!(calendar === void 0 && blackouts.length === 0 && freezes.length === 0 && labelled.length === 0 && !counts))
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
  let windows = [...windowsByLabel(policy, machines).filter((one) => one.machines.length > 0).map(({ window }) => window), ...[windowOf(policy, ring) ?? []].flat()];
  return windows.length === 0 && (policy.blackouts ?? []).length === 0 ? {} : { takes: expectedLength(ring, windows) };
}
function isOver({ until }, now) {
  return now >= endOfDay(until);
}
function releaseOf(updates, survey) {
  let planned2 = new Map(updates.map((update) => [identityOf(update), update])), deployed = /* @__PURE__ */ new Map();
  for (let row of survey?.rows ?? [])
    for (let update of row.ok ? row.scan.updates : []) {
      let key = identityOf(update);
      update.deployedAt === null || !planned2.has(key) || deployed.set(key, Math.max(deployed.get(key) ?? 0, Date.parse(update.deployedAt)));
    }
  if (deployed.size === 0) return null;
  let newest = Math.max(...deployed.values()), kbs = [...deployed].flatMap(([key, at]) => at === newest ? planned2.get(key)?.kbs ?? [] : []);
  return { at: new Date(newest).toISOString(), kbs: [...new Set(kbs)].sort() };
}
function freezeNotes({ freezes = [] }, plan, now) {
  return [...freezes.filter((freeze) => isOver(freeze, now)).map(
    ({ until, reason }) => failureOf(
      "FREEZE_EXPIRED",
      `The policy’s freeze (${reason}) counts no longer since ${until}: nobody is left out for it.`
    )
  ), ...plan.rings.flatMap((ring) => heldFor(ring, plan))];
}
function heldFor({ name, machines, maxSkipped }, { calendar }) {
  let frozen = new Map((calendar?.freezes ?? []).flatMap((one) => one.machines.map((machine) => [machine, one.until]))), here = machines.filter((machine) => frozen.has(machine));
  if (here.length <= maxSkipped) return [];
  let until = here.map((machine) => frozen.get(machine) ?? "").sort().at(-1), message = `Ring ${name} has ${here.length} frozen machines (${named(here)}, the last until ${until}) and may skip ${maxSkipped}: if it opens before, it is held.`;
  return [failureOf("FREEZE_HOLDS_RING", message)];
}

// src/rollout/build-drill.ts
function drillOf({ drill }, updates) {
  return drill === !0 && exploitedIn(updates) === void 0 ? { drill } : {};
}
function exploitedIn(updates) {
  return updates.find(({ exploited }) => exploited.length > 0);
}
function drilledWorst(waves, maxUnavailable, tolerated) {
  let size = waves.reduce((sum, wave) => sum + wave, 0), isAlone = (before2) => tolerated(before2) >= before2, worst = 0;
  for (let before2 = 0; before2 < size && isAlone(before2); before2 += 1) worst = Math.min(maxUnavailable, before2 + 1);
  let before = 0;
  for (let wave of waves) {
    let after = before === 0 ? 0 : Math.min(tolerated(before), before - 1) + wave, within = isAlone(before) ? before + wave - 1 : 0;
    worst = Math.max(worst, Math.min(maxUnavailable, Math.max(after, within))), before += wave;
  }
  return worst;
}
function drillNotes({ rings }, plan, survey) {
  let wanted = rings.flatMap(({ name, drill }) => drill === !0 ? [name] : []), fix = exploitedIn(plan.updates);
  if (wanted.length > 0 && fix !== void 0) {
    let what = `${fix.kbs.join(", ") || fix.title} would open a hole again that is exploited (${fix.exploited.join(", ")})`, message2 = `No drill in ${wanted.join(", ")}: undoing ${what}, and no machine is undone for that without a person’s word.`;
    return [failureOf("DRILL_LEFT_OUT", message2)];
  }
  let whom = survey === null || !wanted.includes(survey.ring) ? [] : unfit(plan, survey);
  if (survey === null || whom.length === 0) return [];
  let message = `No machine of ring ${survey.ring} that answered could prove the undo (${named(whom)}: domain controllers, or enrolled in Hotpatch): the ring will be held.`;
  return [failureOf("DRILL_IMPOSSIBLE", message)];
}
function unfit({ hotpatch, source }, { rows }) {
  let answered = rows.flatMap((row) => row.ok ? [row] : []), keepsTrain = hotpatch !== "ignore" && source.kind !== "script", isUnfit = (row) => row.facts.isDomainController || row.facts.roles.includes("domain-controller") || keepsTrain && row.hotpatch !== void 0 && isEnrolledBy(row.hotpatch) === !0;
  return answered.every(isUnfit) ? answered.map(({ machine }) => machine) : [];
}

// src/rollout/build-fix.ts
function wantedFor(policy, fix) {
  return fix === void 0 ? policy : { ...policy, updates: { ...policy.updates, include: [...fix.kbs], minAge: 0 } };
}
function mendingOnly(updates, fix) {
  return fix === void 0 ? updates : updates.filter(({ kbs }) => kbs.some((kb) => fix.kbs.includes(kb)));
}
function notOffered(fix, ring) {
  let message = `${fix.kbs.join(", ")} is to mend ${fix.bad.join(", ")} of ${fix.rolloutId}, and no machine of ring ${ring} may have it.`;
  return failureOf("FIX_NOT_OFFERED", message, {
    next: `approve it in WSUS, put a machine that is offered it into ${ring}, or name another one with fix-forward; supersede takes the word back`
  });
}
function fixAmong(fix, members) {
  if (fix === void 0) return {};
  let names = new Set(members.flatMap(({ machines }) => machines.map(({ name }) => name)));
  return { fix: { ...fix, ill: fix.ill.filter(({ machine }) => names.has(machine)) } };
}

// src/rollout/build-limits.ts
var [minute, hour] = [6e4, 36e5];
function limitsOf(policy) {
  let settings = policy.gates.after.map((choice) => choice.settings), lengths = (key) => settings.flatMap((all) => typeof all[key] == "number" ? [all[key]] : []);
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
  let { interval, count, consecutiveErrorLimit } = measuring;
  return interval * (count + consecutiveErrorLimit + 1);
}

// src/rollout/held.ts
function heldHere(plan, { rows }, now) {
  if (plan.source.kind === "none" || plan.source.kind === "script") return [];
  let found = /* @__PURE__ */ new Map();
  for (let row of rows)
    if (row.ok)
      for (let { kbs, title, reason, remedy, blocks } of heldOn(plan, row, now)) {
        let key = JSON.stringify([kbs, reason, remedy]), known = found.get(key) ?? { kbs, title, reason, remedy, blocks, machines: [] };
        found.set(key, { ...known, machines: [...known.machines, row.machine] });
      }
  return [...found.values()];
}
function heldOn(plan, row, now) {
  let { facts, hotpatch, scan } = row, offered = new Map(scan.updates.map((update) => [identityOf(update), update])), updates = plan.updates.flatMap((update) => {
    let here = offered.get(identityOf(update));
    return here === void 0 ? [] : [{ ...update, restart: here.restart }];
  }), grade = hotpatch === void 0 ? unreadGrade : gradeHotpatch(hotpatch, facts, plan.lineage, scan.history), installed = hotpatch === void 0 ? [] : Object.values(hotpatch.installedKbs).flatMap((kbs) => kbs ?? []), { holds, hotpatch: mode, lineage } = plan;
  return holdsFor({ updates, facts, grade, installed, holds, mode, now, rows: lineage }).held;
}

// src/rollout/removable.ts
function irremovableNotes(rows, { source, updates }) {
  if (!(source.kind === "agent" || source.kind === "packages") || updates.length === 0) return [];
  let found = /* @__PURE__ */ new Map();
  for (let row of rows) {
    let resetters = row.ok ? row.removal?.resetters ?? [] : [];
    if (resetters.length === 0) continue;
    let how = resetters.join(", ");
    found.set(how, [...found.get(how) ?? [], row.machine]);
  }
  return [...found].map(([how, machines]) => {
    let message = `could not be undone: ${machines.join(", ")} (${how} cleans the component store with ResetBase)`;
    return failureOf("UNDO_BASE_RESET", message, { next: "stop it there until the rollout has soaked" });
  });
}

// src/rollout/uncovered.ts
var wayOut = "put a machine of that kind into an earlier ring";
function uncoveredFailures(plan, survey) {
  return gapsInPlan(plan, survey).flatMap(({ ring, gaps }) => {
    let { name, coverage } = plan.rings[ring] ?? {};
    if (coverage?.action !== "refuse") return [];
    let message = `No ring before ${name} can vouch for ${gapsText(gaps)}, and coverage: refuse makes this no plan.`, next = `${wayOut}, or write coverage: { action: hold } and say at the ring’s opening that it may go`;
    return [failureOf("PLAN_UNCOVERED", message, { next })];
  });
}
function uncoveredNotes(plan, survey) {
  return gapsInPlan(plan, survey).map(({ ring, gaps }) => {
    let { name, coverage } = plan.rings[ring] ?? {}, then = coverage?.action === "hold" ? ": the ring will be held" : "";
    return failureOf("RING_UNCOVERED", `No ring before ${name} can vouch for ${gapsText(gaps)}${then}.`, {
      next: wayOut
    });
  });
}

// src/rollout/unplanned.ts
function leftOutNotes(policy, survey, { holes, now }) {
  if (survey === null || sourceOf(policy).kind !== "agent") return [];
  let offered = /* @__PURE__ */ new Map();
  for (let row of survey.rows)
    for (let update of row.ok ? row.scan.updates : []) offered.set(identityOf(update), update);
  let filterOf = filterFor(policy, holes), judged = [...offered.values()].map((update) => ({ update, why: whyUnwanted(update, filterOf(update), now) })), notes = judged.flatMap(({ update, why }) => {
    let note = why === void 0 ? void 0 : noteOf(policy, update, why, now);
    return note === void 0 ? [] : [note];
  });
  return [
    ...deadlineNotes(survey),
    ...notes,
    ...notOffered2(policy, survey, [...offered.values()]),
    ...allExcluded(judged.map(({ why }) => why))
  ];
}
function deniedNotes(survey, denied) {
  let offered = (survey?.rows ?? []).flatMap((row) => row.ok ? row.scan.updates : []);
  return denied.filter((one) => offered.some((update) => isDenied(update, [one]))).map(refusedNote);
}
function refusedNote({ kbs, updateId, rolloutId, mendedBy }) {
  let name = kbs.join(", ") || updateId;
  return mendedBy !== void 0 ? failureOf(
    "UPDATE_MENDED",
    `${name} is mended by ${mendedBy.join(", ")} since ${rolloutId} and is not planned again.`
  ) : failureOf("UPDATE_ROLLED_BACK", `${name} was taken back by ${rolloutId} and is not planned again.`, {
    next: `wait for the next release, or let it come again: patchring resume --rollout ${rolloutId} --reason "…"`
  });
}
function deadlineNotes({ rows }) {
  let found = /* @__PURE__ */ new Map();
  for (let row of rows)
    for (let { kbs, title, deadline } of row.ok ? row.scan.updates : []) {
      if (typeof deadline != "string") continue;
      let name = kbs.join(", ") || title, known = found.get(`${name} ${deadline}`) ?? { name, deadline, machines: [] };
      known.machines.push(row.machine), found.set(`${name} ${deadline}`, known);
    }
  return [...found.values()].map(({ name, deadline, machines }) => {
    let where = machines.length === 1 ? `on ${machines[0]}` : `on ${machines.length} machines`;
    return failureOf("UPDATE_DEADLINE_SET", `${name} has the WSUS deadline ${deadline} ${where}.`);
  });
}
function noteOf({ updates }, update, why, now) {
  let name = update.kbs.join(", ") || update.title;
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
      return;
  }
}
function ageText({ deployedAt }, now) {
  return deployedAt === null ? "Windows does not say since when it is out" : `it has been out for ${formatDuration(now - Date.parse(deployedAt))}`;
}
function notOffered2({ updates }, { ring }, offered) {
  return updates.include.filter((entry) => entry.startsWith("KB")).filter((kb) => !offered.some(({ kbs }) => kbs.includes(kb))).map(
    (kb) => failureOf("UPDATE_NOT_OFFERED", `updates.include names ${kb}, and no machine of ring ${ring} is offered it.`, {
      next: "Check the number: it may not exist, may be superseded, may not be approved in WSUS, or may be installed already."
    })
  );
}
function allExcluded(whys) {
  let excluded = whys.filter((why) => why === "excluded").length;
  if (excluded === 0 || whys.some((why) => why !== "excluded" && why !== "otherKind")) return [];
  let what = excluded === 1 ? "The one update" : `All ${excluded} updates`;
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
  fix,
  knowledge = shippedKnowledge,
  now
}) {
  let members = membersOf(policy.rings, machines), silent = (survey?.rows ?? []).flatMap((row) => row.ok ? [] : [{ ...row.failure, machine: row.machine }]);
  if (survey !== null && silent.length === survey.rows.length) {
    let message = `No machine of ring ${survey.ring} could be asked what it is offered.`;
    return { ok: !1, failures: [failureOf("PLAN_SURVEY_FAILED", message), ...silent] };
  }
  let holes = withLater(knowledge.holes, knowledge.lineage), { updates, leftOut, missing } = pinnedOf({ policy, survey, fix }, { denied, holes, now });
  if (missing !== void 0) return { ok: !1, failures: [missing, ...leftOut] };
  let fastTrack = fastTrackOf(policy, updates), calendar = calendarOf({ policy, members, updates, survey, now }), content = {
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
    ...fixAmong(fix, members),
    groups: groupsOf(policy, members),
    rings: ringsOf(policy, members, { fastTrack, updates }),
    machines: members.flatMap((member) => member.machines)
  }, plain = JSON.parse(JSON.stringify(content)), plan = { ...plain, ...nameOf(plain) }, refused = uncoveredFailures(plan, survey);
  if (refused.length > 0) return { ok: !1, failures: refused };
  let rows = survey?.rows ?? [], over = [...expiredHolds(policy, plan, now), ...freezeNotes(policy, plan, now)], notes = [
    ...silent,
    ...leftOut,
    ...over,
    ...exchangedNotes(plan, survey),
    ...unlicensedNotes(rows, plan),
    ...irremovableNotes(rows, plan),
    ...uncoveredNotes(plan, survey),
    ...drillNotes(policy, plan, survey)
  ];
  return { ok: !0, plan, notes, held: survey === null ? [] : heldHere(plan, survey, now) };
}
function pinnedOf({ policy, survey, fix }, beside) {
  let wanted = wantedFor(policy, fix), updates = survey === null ? [] : [...mendingOnly(pin(wanted, survey, beside), fix)], notes = [...deniedNotes(survey, beside.denied), ...leftOutNotes(wanted, survey, beside)], leftOut = fix === void 0 ? notes : notes.filter(({ code }) => code !== "UPDATE_NOT_OFFERED"), missing = fix === void 0 || survey === null || updates.length > 0 ? void 0 : notOffered(fix, survey.ring);
  return { updates, leftOut, missing };
}
function policyHashOf(policy) {
  let { notify: _, ...decisive } = policy;
  return digestOf(decisive);
}
function inventoryHashOf(members) {
  return digestOf(members.map(({ ring, machines }) => ({ ring: ring.name, machines })));
}
function whyOutdated(plan, policy, machines) {
  let next = "make a new plan, and have it approved", failures = [];
  return plan.policyHash !== policyHashOf(policy) && failures.push(failureOf("PLAN_OUTDATED", "The policy has changed since the plan was made.", { next })), plan.inventoryHash !== inventoryHashOf(membersOf(policy.rings, machines)) && failures.push(
    failureOf("PLAN_OUTDATED", "The machines of the rings have changed since the plan was made.", { next })
  ), plan.surveyedRing === null && failures.push(
    failureOf("PLAN_OFFLINE", "The plan was made offline, so it pins no updates.", {
      next: "make it without --offline"
    })
  ), failures;
}
function expiredHolds({ holds }, { updates }, now) {
  let planned2 = new Set(updates.flatMap(({ kbs }) => kbs));
  return holds.filter((hold) => planned2.has(hold.kb) && !isInForce(hold, now)).map(
    ({ kb, expires, reason }) => failureOf(
      "HOLD_EXPIRED",
      `The policy’s hold on ${kb} (${reason}) counts no longer since ${expires}: it is planned.`
    )
  );
}
function fastTrackOf({ fastTrack }, updates) {
  let because = [...new Set(updates.flatMap(({ exploited }) => exploited))].sort();
  return fastTrack === void 0 || because.length === 0 ? null : { soak: fastTrack.soak, opens: fastTrack.opens ?? null, because };
}
function hurried(ring, fastTrack) {
  if (fastTrack === null) return ring;
  let { soak, opens } = fastTrack;
  return { ...ring, soak: Math.min(ring.soak, soak), opens: Math.min(ring.opens, opens ?? ring.opens) };
}
function analysisOf({ analysis }) {
  let { method, zeroTolerance, baselineFailureRate, regressionFailureRate, falseAlarm, missRate } = analysis;
  return method === "fixed" ? {} : { analysis: { zeroTolerance, ...{ baseline: baselineFailureRate, regression: regressionFailureRate, falseAlarm, missRate } } };
}
function groupsOf({ groups }, members) {
  let all = members.flatMap(({ machines }) => machines);
  return groups.flatMap((group) => {
    let machines = groupMembers(group, all).map(({ name: name2 }) => name2), { name, per = null, maxUnavailable } = group;
    return machines.length === 0 ? [] : [{ name, machines, per, maxUnavailable }];
  });
}
function ringsOf(policy, members, { fastTrack, updates }) {
  let released = 0;
  return members.map(({ ring, machines }, index) => {
    released += machines.length;
    let own = { ...hurried(ring, fastTrack), drill: drillOf(ring, updates).drill }, planned2 = ringOf(policy, own, machines, released);
    return index === 0 ? planned2 : { ...planned2, coverage: coverageOf(policy, ring) };
  });
}
function ringOf(policy, ring, machines, released) {
  let size = machines.length, waves = wavesOf(ring.waves, size), maxUnavailable = budgetOf(ring.maxUnavailable, size, 1), maxFailures = budgetOf(ring.maxFailures, size), { analysis } = analysisOf(policy), worst = ring.drill === !0 ? drilledWorst : visibleWorst, tolerated = (before) => toleratedAmong(analysis, { maxFailures, earlier: released - size, before });
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
    ...ring.drill === !0 ? { drill: !0 } : {},
    worstCase: { visible: worst(waves, maxUnavailable, tolerated), released }
  };
}
function visibleWorst(waves, maxUnavailable, tolerated) {
  let before = 0, worst = 0;
  for (let wave of waves)
    worst = Math.max(worst, Math.min(maxUnavailable, tolerated(before) + wave)), before += wave;
  return worst;
}
function gatesOf(policy) {
  let { before, undo = [], wave = [], ring = [] } = policy.gates, after = policy.gates.after.map(
    (choice) => choice.gate === "cameBack" ? { ...choice, settings: { ...choice.settings, timeout: restartLimit(policy) } } : choice
  ), services = { ...wave.length === 0 ? {} : { wave }, ...ring.length === 0 ? {} : { ring } }, others = { after, ...undo.length === 0 ? {} : { undo }, ...services };
  return sourceOf(policy).kind !== "none" ? { before, ...others } : { before: before.filter(({ gate }) => gate !== "noPendingRestart"), ...others };
}
function stageOf(policy) {
  let { stage, stageParallel } = policy.updates, { kind } = sourceOf(policy);
  return stage === 0 || kind !== "agent" && kind !== "packages" ? null : { before: stage, atOnce: stageParallel };
}
function windowIn(policy, ring) {
  let window = windowOf(policy, ring);
  return window == null ? null : plannedWindow(window);
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
