import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  filterFor,
  isDenied,
  pin,
  sourceOf
} from "./chunk-PCT2REEQ.mjs";
import {
  Detached,
  ScanTurns,
  runJob,
  scanWork
} from "./chunk-6APNMFCF.mjs";
import {
  gapsInPlan,
  gapsText,
  offerIn,
  offerOf,
  toleratedAmong,
  unlicensedNotes,
  whyNoneFits,
  withLater
} from "./chunk-VESUVO5O.mjs";
import {
  chosenBy,
  groupMembers,
  inOrder,
  membersOf,
  whyUnwanted
} from "./chunk-2GFG23GU.mjs";
import {
  budgetOf,
  noHoles,
  wavesOf
} from "./chunk-SAFYV5R4.mjs";
import {
  expectedLength,
  windowOf,
  windowsByLabel
} from "./chunk-SHTYDKHK.mjs";
import {
  restartLimit,
  restartWhen
} from "./chunk-BTY43RZN.mjs";
import {
  digestOf,
  holdsFor,
  holdsInForce,
  isInForce,
  jobKeyOf,
  nameOf,
  named
} from "./chunk-T7SNZIFO.mjs";
import {
  coverageOf,
  gradeHotpatch,
  lineageRows,
  unreadGrade
} from "./chunk-2J75PF6H.mjs";
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
function calendarOf({ policy, members, updates, survey: survey2, now }) {
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
    release: releaseOf(updates, survey2),
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
function releaseOf(updates, survey2) {
  const planned = new Map(updates.map((update) => [identityOf(update), update]));
  const deployed = /* @__PURE__ */ new Map();
  for (const row of survey2?.rows ?? []) {
    for (const update of row.ok ? row.scan.updates : []) {
      const key = identityOf(update);
      if (update.deployedAt === null || !planned.has(key)) continue;
      deployed.set(key, Math.max(deployed.get(key) ?? 0, Date.parse(update.deployedAt)));
    }
  }
  if (deployed.size === 0) return null;
  const newest = Math.max(...deployed.values());
  const kbs = [...deployed].flatMap(([key, at]) => at === newest ? planned.get(key)?.kbs ?? [] : []);
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
function uncoveredFailures(plan, survey2) {
  return gapsInPlan(plan, survey2).flatMap(({ ring, gaps }) => {
    const { name, coverage } = plan.rings[ring] ?? {};
    if (coverage?.action !== "refuse") return [];
    const message = `No ring before ${name} can vouch for ${gapsText(gaps)}, and coverage: refuse makes this no plan.`;
    const next = `${wayOut}, or write coverage: { action: hold } and say at the ring’s opening that it may go`;
    return [failureOf("PLAN_UNCOVERED", message, { next })];
  });
}
function uncoveredNotes(plan, survey2) {
  return gapsInPlan(plan, survey2).map(({ ring, gaps }) => {
    const { name, coverage } = plan.rings[ring] ?? {};
    const then = coverage?.action === "hold" ? ": the ring will be held" : "";
    return failureOf("RING_UNCOVERED", `No ring before ${name} can vouch for ${gapsText(gaps)}${then}.`, {
      next: wayOut
    });
  });
}

// src/rollout/unplanned.ts
function leftOutNotes(policy, survey2, { holes, now }) {
  if (survey2 === null || sourceOf(policy).kind !== "agent") return [];
  const offered = /* @__PURE__ */ new Map();
  for (const row of survey2.rows) {
    for (const update of row.ok ? row.scan.updates : []) offered.set(identityOf(update), update);
  }
  const filterOf = filterFor(policy, holes);
  const judged = [...offered.values()].map((update) => ({ update, why: whyUnwanted(update, filterOf(update), now) }));
  const notes = judged.flatMap(({ update, why }) => {
    const note = why === void 0 ? void 0 : noteOf(policy, update, why, now);
    return note === void 0 ? [] : [note];
  });
  return [
    ...deadlineNotes(survey2),
    ...notes,
    ...notOffered(policy, survey2, [...offered.values()]),
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
  survey: survey2,
  denied = [],
  knowledge = shippedKnowledge,
  now
}) {
  const members = membersOf(policy.rings, machines);
  const silent = (survey2?.rows ?? []).flatMap((row) => row.ok ? [] : [{ ...row.failure, machine: row.machine }]);
  if (survey2 !== null && silent.length === survey2.rows.length) {
    const message = `No machine of ring ${survey2.ring} could be asked what it is offered.`;
    return { ok: false, failures: [failureOf("PLAN_SURVEY_FAILED", message), ...silent] };
  }
  const holes = withLater(knowledge.holes, knowledge.lineage);
  const updates = survey2 === null ? [] : pin(policy, survey2, { denied, holes, now });
  const fastTrack = fastTrackOf(policy, updates);
  const calendar = calendarOf({ policy, members, updates, survey: survey2, now });
  const content = {
    format: 1,
    name: policy.name,
    policyHash: policyHashOf(policy),
    inventoryHash: inventoryHashOf(members),
    surveyedRing: survey2?.ring ?? null,
    source: sourceOf(policy),
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
    rings: ringsOf(policy, members, fastTrack),
    machines: members.flatMap((member) => member.machines)
  };
  const plain = JSON.parse(JSON.stringify(content));
  const plan = { ...plain, ...nameOf(plain) };
  const refused = uncoveredFailures(plan, survey2);
  if (refused.length > 0) return { ok: false, failures: refused };
  const left = leftOutNotes(policy, survey2, { holes, now });
  const unlicensed = survey2 === null ? [] : unlicensedNotes(survey2.rows, plan);
  const stuck = survey2 === null ? [] : irremovableNotes(survey2.rows, plan);
  const over = [...expiredHolds(policy, plan, now), ...freezeNotes(policy, plan, now)];
  const notes = [
    ...silent,
    ...notesOf(survey2, denied),
    ...left,
    ...over,
    ...unlicensed,
    ...stuck,
    ...uncoveredNotes(plan, survey2)
  ];
  return { ok: true, plan, notes, held: survey2 === null ? [] : heldHere(plan, survey2, now) };
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
  const planned = new Set(updates.flatMap(({ kbs }) => kbs));
  const expired = holds.filter((hold) => planned.has(hold.kb) && !isInForce(hold, now));
  return expired.map(
    ({ kb, expires, reason }) => failureOf(
      "HOLD_EXPIRED",
      `The policy’s hold on ${kb} (${reason}) counts no longer since ${expires}: it is planned.`
    )
  );
}
function notesOf(survey2, denied) {
  const offered = (survey2?.rows ?? []).flatMap((row) => row.ok ? row.scan.updates : []);
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
function ringsOf(policy, members, fastTrack) {
  let released = 0;
  return members.map(({ ring, machines }, index) => {
    released += machines.length;
    const planned = ringOf(policy, hurried(ring, fastTrack), machines, released);
    return index === 0 ? planned : { ...planned, coverage: coverageOf(policy, ring) };
  });
}
function ringOf(policy, ring, machines, released) {
  const size = machines.length;
  const waves = wavesOf(ring.waves, size);
  const maxUnavailable = budgetOf(ring.maxUnavailable, size, 1);
  const maxFailures = budgetOf(ring.maxFailures, size);
  const { analysis } = analysisOf(policy);
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
    worstCase: { visible: visibleWorst(waves, maxUnavailable, tolerated), released }
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
  const { before, undo = [] } = policy.gates;
  const after = policy.gates.after.map(
    (choice) => choice.gate === "cameBack" ? { ...choice, settings: { ...choice.settings, timeout: restartLimit(policy) } } : choice
  );
  const others = { after, ...undo.length === 0 ? {} : { undo } };
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

// src/rollout/perform/survey.ts
var scanLimit = 36e5;
var reach = 6e4;
async function survey(options) {
  const rows = /* @__PURE__ */ new Map();
  const { clock, scansAtOnce: atOnce, machines } = options;
  const turns = new ScanTurns({ clock, atOnce, machines: machines.length });
  const queue = machines.values();
  const work = async () => {
    for (const entry of queue) {
      const row = await ask(options, entry, turns);
      rows.set(entry.name, row);
      options.onAnswer?.(row);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return options.machines.flatMap(({ name }) => rows.get(name) ?? []);
}
async function ask({ fleet, clock, signal, source, policyHash }, entry, turns) {
  const machine = fleet.machine(entry);
  const about = { machine: entry.name, phase: "survey" };
  const refused = (failure) => ({ machine: entry.name, ok: false, failure });
  try {
    if (signal.aborted) return refused(failureOf("MACHINE_UNREACHABLE", "The run was cancelled.", about));
    const { facts, hotpatch, removal } = await machine.probe(["facts", "hotpatch", "removal"]);
    if (!facts.ok) return refused(facts.failure);
    const read = {
      facts: facts.value,
      ...hotpatch.ok ? { hotpatch: hotpatch.value } : {},
      ...removal.ok ? { removal: removal.value } : {}
    };
    const misfit = whyNoneFits(source, facts.value);
    if (misfit !== void 0) return refused(failureOf("PACKAGE_NONE_FITS", `${misfit}.`, about));
    const known = offerOf(source, { when: "before", facts: facts.value, hotpatch: read.hotpatch });
    if (known !== void 0) return { machine: entry.name, ok: true, ...read, scan: known };
    const work = scanWork(source);
    if (work === void 0) throw new RangeError(`a source of kind ${source.kind} offers nothing`);
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    const key = jobKeyOf(`survey-${policyHash.slice(0, 12)}`, entry.name, day, 1);
    const access = { machine, clock, about, reach, isRepeat: false, whyNotStart: () => void 0, signal };
    const run = () => runJob(access, { key, work, limit: scanLimit });
    const end = await (source.kind === "agent" ? turns.take(entry.name, signal, run) : run());
    if (end.kind !== "finished") {
      if (end.kind !== "overdue") await machine.removeJob(key);
      return refused(end.failure);
    }
    await machine.removeJob(key);
    const scan = offerIn(source, end.status);
    if (scan !== void 0) return { machine: entry.name, ok: true, ...read, scan };
    return refused(failureOf("JOB_RESULT_UNREADABLE", "The job answered with the result of other work.", about));
  } catch (error) {
    if (!(error instanceof Detached)) throw error;
    return refused(error.failure ?? failureOf("MACHINE_UNREACHABLE", "The run was cancelled.", about));
  } finally {
    await machine.release();
  }
}

export {
  shippedKnowledge,
  buildPlan,
  policyHashOf,
  whyOutdated,
  survey
};
