import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  Detached,
  runJob
} from "./chunk-EPU77QDZ.mjs";
import {
  fold
} from "./chunk-SK56IBTD.mjs";
import {
  causesAmong
} from "./chunk-J2F4IQUC.mjs";
import {
  beat,
  untilAborted
} from "./chunk-GVATYH53.mjs";
import {
  membersOf
} from "./chunk-U2XTSPQ7.mjs";
import {
  budgetOf,
  closedBy,
  isWanted,
  kbsNamed,
  noHoles,
  wavesOf
} from "./chunk-AN2URLWR.mjs";
import {
  count,
  listText,
  windowOf
} from "./chunk-QQOE2T7O.mjs";
import {
  digestOf,
  holdsFor,
  holdsInForce,
  isInForce,
  jobKeyOf,
  logonFor,
  nameOf
} from "./chunk-G2UOGHNQ.mjs";
import {
  gradeHotpatch,
  identityOf,
  lineageRows,
  unreadGrade,
  variableOf
} from "./chunk-J7R2PYIL.mjs";
import {
  FailureError,
  failureOf,
  rejections
} from "./chunk-B3KDKBGD.mjs";

// src/knowledge/knowledge.ts
var shippedKnowledge = { lineage: lineageRows, holes: noHoles };

// src/rollout/held.ts
function heldHere(plan, { rows }, now) {
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
  const grade = hotpatch === void 0 ? unreadGrade : gradeHotpatch(hotpatch, facts, plan.lineage);
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
function pin(policy, survey2, { denied, holes }) {
  const included = [...policy.updates.include, ...kbsNamed(policy.updates.include, holes)];
  const pinned = /* @__PURE__ */ new Map();
  for (const row of survey2.rows) {
    if (!row.ok) continue;
    for (const update of row.scan.updates) {
      const named = update.cves.some((cve) => included.includes(cve)) ? update.kbs : [];
      const filter = { ...policy.updates, include: [...included, ...named] };
      if (!isWanted(update, filter) || isDenied(update, denied)) continue;
      const known = pinned.get(identityOf(update));
      pinned.set(
        identityOf(update),
        known === void 0 ? planned(update, row.machine, holes) : seenAgain(known, update, row.machine)
      );
    }
  }
  return [...pinned].sort(([a], [b]) => a < b ? -1 : 1).map(([, update]) => update);
}
function isDenied(update, denied) {
  return denied.some((one) => identityOf(one) === identityOf(update) || one.kbs.some((kb) => update.kbs.includes(kb)));
}
function planned(update, machine, holes) {
  const { updateId, revision, title, kbs, restart, size, isProductUpgrade } = update;
  const closed = closedBy(update, holes);
  return { updateId, revision, title, kbs, restart, size, isProductUpgrade, ...closed, offeredTo: [machine] };
}
var restartOrder = ["never", "can", "always"];
function seenAgain(known, update, machine) {
  const graver = Math.max(restartOrder.indexOf(known.restart), restartOrder.indexOf(update.restart));
  return { ...known, restart: restartOrder[graver] ?? known.restart, offeredTo: [...known.offeredTo, machine] };
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
  const updates = survey2 === null ? [] : pin(policy, survey2, { denied, holes: knowledge.holes });
  const fastTrack = fastTrackOf(policy, updates);
  const content = {
    format: 1,
    name: policy.name,
    policyHash: policyHashOf(policy),
    inventoryHash: inventoryHashOf(members),
    surveyedRing: survey2?.ring ?? null,
    source: policy.updates.source,
    passes: policy.updates.passes,
    hotpatch: policy.hotpatch,
    restart: policy.restart,
    pendingRestart: policy.pendingRestart,
    limits: limitsOf(policy),
    gates: policy.gates,
    holds: holdsInForce(policy.holds, policy.hotpatch, now),
    lineage: [...knowledge.lineage],
    updates,
    fastTrack,
    deadline: policy.deadline ?? null,
    rings: ringsOf(policy, members, fastTrack),
    machines: members.flatMap((member) => member.machines)
  };
  const plain = JSON.parse(JSON.stringify(content));
  const plan = { ...plain, ...nameOf(plain) };
  const notes = [...silent, ...notesOf(survey2, denied), ...expiredHolds(policy, plan, now)];
  return { ok: true, plan, notes, held: survey2 === null ? [] : heldHere(plan, survey2, now) };
}
function policyHashOf(policy) {
  return digestOf(policy);
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
    machines: machines.map(({ name }) => name),
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
  const restart = policy.gates.after.find(({ gate }) => gate === "cameBack")?.settings.timeout;
  return {
    scan: hour,
    install: 6 * hour,
    uninstall: 6 * hour,
    restart: typeof restart === "number" ? restart : 90 * minute,
    verify: hour + Math.max(0, ...lengths("settle")),
    reach: 10 * minute
  };
}

// src/rollout/perform/survey.ts
var atOnce = 20;
var scanLimit = 36e5;
var reach = 6e4;
async function survey(options) {
  const rows = /* @__PURE__ */ new Map();
  const queue = options.machines.values();
  const work = async () => {
    for (const entry of queue) {
      const row = await ask(options, entry);
      rows.set(entry.name, row);
      options.onAnswer?.(row);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return options.machines.flatMap(({ name }) => rows.get(name) ?? []);
}
async function ask({ fleet, clock, signal, source, policyHash }, entry) {
  const machine = fleet.machine(entry);
  const about = { machine: entry.name, phase: "survey" };
  const refused = (failure) => ({ machine: entry.name, ok: false, failure });
  try {
    if (signal.aborted) return refused(failureOf("MACHINE_UNREACHABLE", "The run was cancelled.", about));
    const { facts, hotpatch } = await machine.probe(["facts", "hotpatch"]);
    if (!facts.ok) return refused(facts.failure);
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    const key = jobKeyOf(`survey-${policyHash.slice(0, 12)}`, entry.name, day, 1);
    const access = { machine, clock, about, reach, isRepeat: false, whyNotStart: () => void 0, signal };
    const end = await runJob(access, { key, work: { kind: "scan", source }, limit: scanLimit });
    if (end.kind !== "finished") {
      if (end.kind !== "overdue") await machine.removeJob(key);
      return refused(end.failure);
    }
    await machine.removeJob(key);
    if (end.status.kind === "scan") {
      const read = hotpatch.ok ? { hotpatch: hotpatch.value } : {};
      return { machine: entry.name, ok: true, facts: facts.value, ...read, scan: end.status.result };
    }
    return refused(failureOf("JOB_RESULT_UNREADABLE", "The job answered with the result of other work.", about));
  } catch (error) {
    if (!(error instanceof Detached)) throw error;
    return refused(error.failure ?? failureOf("MACHINE_UNREACHABLE", "The run was cancelled.", about));
  } finally {
    await machine.release();
  }
}

// src/commands/planning.ts
async function planOffline({ loaded, ledger }, now) {
  return settled(buildPlan({ ...loaded, survey: null, denied: await deniedIn(ledger), now }));
}
async function planOnline(request, world) {
  const { platform, loaded, ledger, signal } = request;
  const { policy, machines, knowledge } = loaded;
  const first = ringToSurvey(policy, machines);
  if (first === void 0) throw new RangeError("a checked policy has a ring with machines");
  platform.log(`Asking ring ${first.ring} what it is offered (${count(first.machines.length, "machine")}) …`, "quiet");
  let answers = 0;
  const stopBeating = beat(() => platform.log(`${answers} of ${first.machines.length} have answered`, "quiet"));
  const asked = survey({
    machines: first.machines,
    source: policy.updates.source,
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
