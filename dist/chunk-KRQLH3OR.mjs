import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  Detached,
  ScanTurns,
  runJob,
  scanWork
} from "./chunk-YTUDCCLL.mjs";
import {
  causesAmong
} from "./chunk-J2F4IQUC.mjs";
import {
  beat,
  untilAborted
} from "./chunk-4U4X5S6Q.mjs";
import {
  groupMembers,
  inOrder,
  membersOf,
  whyUnwanted
} from "./chunk-CQR7YE5F.mjs";
import {
  budgetOf,
  closedBy,
  kbsNamed,
  noHoles,
  wavesOf
} from "./chunk-WM2PIBXO.mjs";
import {
  fold,
  offerIn,
  offerOf,
  unlicensedNotes,
  whyNoneFits,
  withLater
} from "./chunk-IVBRNUDS.mjs";
import {
  windowOf
} from "./chunk-NW4RLPGO.mjs";
import {
  restartLimit,
  restartWhen
} from "./chunk-VKMNW3N7.mjs";
import {
  digestOf,
  holdsFor,
  holdsInForce,
  isInForce,
  jobKeyOf,
  logonFor,
  nameOf
} from "./chunk-4U3VXYZZ.mjs";
import {
  gradeHotpatch,
  lineageRows,
  unreadGrade,
  variableOf
} from "./chunk-5LE64ZIO.mjs";
import {
  rowOfCode
} from "./chunk-ZZW6LNXM.mjs";
import {
  identityOf
} from "./chunk-Q5RBFROF.mjs";
import {
  FailureError,
  failureOf,
  rejections
} from "./chunk-B3KDKBGD.mjs";
import {
  count,
  listText
} from "./chunk-STRHDUYB.mjs";
import {
  formatDuration
} from "./chunk-UJPHW423.mjs";

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

// src/rollout/survey.ts
function ringToSurvey(policy, machines) {
  const first = membersOf(policy.rings, machines).find((member) => member.machines.length > 0);
  return first === void 0 ? void 0 : { ring: first.ring.name, machines: first.machines };
}
function deniedBy({ plan, state }) {
  if (state.phase !== "undone") return [];
  return plan.updates.map(({ updateId, revision, kbs }) => ({ updateId, revision, kbs, rolloutId: plan.rolloutId }));
}
function pin(policy, survey2, { denied, holes, now }) {
  const pinned = /* @__PURE__ */ new Map();
  for (const row of survey2.rows) {
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
    groups: groupsOf(policy, members),
    rings: ringsOf(policy, members, fastTrack),
    machines: members.flatMap((member) => member.machines)
  };
  const plain = JSON.parse(JSON.stringify(content));
  const plan = { ...plain, ...nameOf(plain) };
  const left = leftOutNotes(policy, survey2, { holes, now });
  const unlicensed = survey2 === null ? [] : unlicensedNotes(survey2.rows, plan);
  const notes = [...silent, ...notesOf(survey2, denied), ...left, ...expiredHolds(policy, plan, now), ...unlicensed];
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
  const planned2 = new Set(updates.flatMap(({ kbs }) => kbs));
  const expired = holds.filter((hold) => planned2.has(hold.kb) && !isInForce(hold, now));
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
      `${kbs.join(", ") || updateId} was taken back by ${rolloutId} and is not planned again.`
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
  return members.map(({ ring, machines }) => {
    released += machines.length;
    return ringOf(policy, hurried(ring, fastTrack), machines, released);
  });
}
function ringOf(policy, ring, machines, released) {
  const size = machines.length;
  const waves = wavesOf(ring.waves, size);
  const maxUnavailable = budgetOf(ring.maxUnavailable, size, 1);
  const maxFailures = budgetOf(ring.maxFailures, size);
  return {
    name: ring.name,
    machines: inOrder(policy.groups, machines).map(({ name }) => name),
    waves,
    maxUnavailable,
    maxFailures,
    maxSkipped: budgetOf(ring.maxSkipped, size),
    soak: ring.soak,
    opens: ring.opens,
    window: plannedWindow(policy, ring),
    approval: ring.approval,
    onRegression: ring.onRegression,
    worstCase: { visible: visibleWorst(waves, maxUnavailable, maxFailures), released }
  };
}
function visibleWorst(waves, maxUnavailable, maxFailures) {
  let before = 0;
  let worst = 0;
  for (const wave of waves) {
    worst = Math.max(worst, Math.min(maxUnavailable, Math.min(maxFailures, before) + wave));
    before += wave;
  }
  return worst;
}
function gatesOf(policy) {
  const { before } = policy.gates;
  const after = policy.gates.after.map(
    (choice) => choice.gate === "cameBack" ? { ...choice, settings: { ...choice.settings, timeout: restartLimit(policy) } } : choice
  );
  if (sourceOf(policy).kind !== "none") return { before, after };
  return { before: before.filter(({ gate }) => gate !== "noPendingRestart"), after };
}
function stageOf(policy) {
  const { stage, stageParallel } = policy.updates;
  const { kind } = sourceOf(policy);
  return stage === 0 || kind !== "agent" && kind !== "packages" ? null : { before: stage, atOnce: stageParallel };
}
function plannedWindow(policy, ring) {
  const window = windowOf(policy, ring);
  if (window === null || window === void 0) return null;
  const { days, start, duration, timeZone } = window;
  return { days, start, duration, timeZone };
}
var [minute, hour] = [6e4, 36e5];
function limitsOf(policy) {
  const settings = policy.gates.after.map((choice) => choice.settings);
  const lengths = (key) => settings.flatMap((all) => typeof all[key] === "number" ? [all[key]] : []);
  return {
    scan: hour,
    install: 6 * hour,
    uninstall: 6 * hour,
    restart: restartLimit(policy),
    verify: hour + Math.max(0, ...lengths("settle")),
    reach: 10 * minute
  };
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
    const { facts, hotpatch } = await machine.probe(["facts", "hotpatch"]);
    if (!facts.ok) return refused(facts.failure);
    const read = { facts: facts.value, ...hotpatch.ok ? { hotpatch: hotpatch.value } : {} };
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

// src/commands/planning.ts
async function planOffline(loaded, ledger, now) {
  const denied = ledger === void 0 ? [] : await deniedIn(ledger);
  return settled(buildPlan({ ...loaded, survey: null, denied, now }));
}
async function planOnline(request, world) {
  const { platform, loaded, ledger, signal } = request;
  const { policy, machines, knowledge } = loaded;
  const first = ringToSurvey(policy, machines);
  if (first === void 0) throw new RangeError("a checked policy has a ring with machines");
  platform.log(`Asking ring ${first.ring} what it is offered (${count(first.machines.length, "machine")}) …`, "quiet");
  let answers = 0;
  const stopBeating = beat(
    platform.traits,
    () => platform.log(`${answers} of ${first.machines.length} have answered`, "status")
  );
  const asked = survey({
    machines: first.machines,
    source: sourceOf(policy),
    scansAtOnce: policy.scan.parallel,
    policyHash: policyHashOf(policy),
    fleet: world.fleet,
    clock: world.clock,
    signal,
    onAnswer: () => {
      answers += 1;
    }
  });
  const rows = await untilAborted(asked, signal).finally(stopBeating);
  if (rows === void 0 || signal.aborted) return void 0;
  refuseSilence(first.ring, rows, loaded);
  const denied = await deniedIn(ledger);
  const answered = { ring: first.ring, rows };
  return settled(buildPlan({ policy, machines, knowledge, survey: answered, denied, now: world.clock.now() }));
}
function settled(result) {
  if (!result.ok) throw new FailureError(result.failures);
  return result;
}
function refuseSilence(ring, rows, { policy, machines }) {
  const silent = rows.filter((row) => !row.ok);
  const rejected = silent.find(({ failure }) => rejections.has(failure.code));
  if (rejected !== void 0) {
    const entry = machines.find(({ name }) => name === rejected.machine);
    const logon = entry === void 0 ? void 0 : logonFor(policy, entry);
    throw new FailureError([rejectionOf(rejected, logon)]);
  }
  if (silent.length < rows.length) return;
  const misfits = silent.filter(({ failure }) => failure.code === "PACKAGE_NONE_FITS");
  if (misfits.length === silent.length) throw new FailureError([misfitOf(ring, misfits)]);
  const told = causesAmong(silent).map(({ failure, machines: machines2 }) => `${failure.code} on ${listText(machines2)}`);
  const message = `no machine of ring ${ring} could be asked what it is offered: ${told.join("; ")}`;
  const [cause] = silent;
  throw new FailureError([
    failureOf("PLAN_SURVEY_FAILED", message, {
      retryable: true,
      ...cause === void 0 ? {} : { cause: cause.failure.message },
      next: `${cause?.failure.next ?? ""} Run preflight: it says where each machine fails.`.trim()
    })
  ]);
}
function misfitOf(ring, silent) {
  const said = [...new Set(silent.map(({ failure }) => failure.message.replace(/\.$/, "")))];
  const message = `there is nothing for any machine of ring ${ring}: ${listText(said, 3)}`;
  return failureOf("PACKAGE_NONE_FITS", message, { next: rowOfCode("PACKAGE_NONE_FITS")?.next ?? "" });
}
function rejectionOf({ machine, failure }, logon) {
  const { label = "default", form } = logon ?? {};
  const message = `${machine} rejected the user name or the password; no other machine was asked with it`;
  const named = form?.kind === "password" ? [form.username, form.password].flatMap((text) => variableOf(text) ?? []) : [];
  const what = named.length === 0 ? `credentials.${label} of the policy` : named.join(" and ");
  return failureOf(failure.code, message, {
    next: `Check ${what}, and whether the account is locked; then run again.`
  });
}
async function deniedIn(ledger) {
  const denied = [];
  for (const rolloutId of await ledger.list()) {
    const rollout = fold(await ledger.read(rolloutId));
    if (rollout !== void 0) denied.push(...deniedBy(rollout));
  }
  return denied;
}

export {
  whyOutdated,
  planOffline,
  planOnline
};
