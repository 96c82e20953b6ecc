import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  fixAfter
} from "./chunk-VSDFMNOV.mjs";
import {
  causesAmong
} from "./chunk-HEUVVM24.mjs";
import {
  beat,
  untilAborted
} from "./chunk-OBB7QQIU.mjs";
import {
  logonFor
} from "./chunk-MWCIW3DD.mjs";
import {
  survey
} from "./chunk-5GTJYZBX.mjs";
import {
  buildPlan,
  deniedBy,
  policyHashOf,
  ringToSurvey,
  sourceOf
} from "./chunk-CVSCWVAP.mjs";
import {
  fold
} from "./chunk-7DXEQ242.mjs";
import {
  anotherTry
} from "./chunk-XOZ2M7R3.mjs";
import {
  variableOf
} from "./chunk-ZYVX2BHV.mjs";
import {
  rowOfCode
} from "./chunk-Q7CNT2VP.mjs";
import {
  FailureError,
  failureOf,
  rejections
} from "./chunk-4EJNWNDX.mjs";
import {
  count,
  listText
} from "./chunk-NLS6OPJM.mjs";

// src/commands/forgotten.ts
function forgottenIn(name, rows, known) {
  let mine = new RegExp(`^(${name}-[0-9a-f]{6})-`), found = /* @__PURE__ */ new Map();
  for (let row of rows) {
    let seen = /* @__PURE__ */ new Set();
    for (let job of row.ok ? row.facts.traces ?? [] : []) {
      let rolloutId = mine.exec(job)?.[1];
      rolloutId === void 0 || known.includes(rolloutId) || seen.has(rolloutId) || (seen.add(rolloutId), found.set(rolloutId, [...found.get(rolloutId) ?? [], { machine: row.machine, job }]));
    }
  }
  return [...found].map(([rolloutId, machines]) => ({ rolloutId, machines }));
}
function refuseForgotten(forgotten, place) {
  if (forgotten.length !== 0)
    throw new FailureError(
      forgotten.map(({ rolloutId, machines }) => {
        let [first] = machines, names = listText(machines.map(({ machine }) => machine)), whom = `${count(machines.length, "machine")} (${names})`, message = `${place} knows nothing of ${rolloutId}, whose jobs lie on ${whom}`, folder = `%ProgramData%\\patchring\\jobs\\${rolloutId}-*`;
        return failureOf("LEDGER_FORGOTTEN", message, {
          ...first === void 0 ? {} : { machine: first.machine, cause: `${first.job} lies on ${first.machine}` },
          next: `Restore the ledger, or point --ledger at it. If ${rolloutId} was given up for good, delete ${folder} on these machines; then run again.`
        });
      })
    );
}

// src/commands/planning.ts
async function planOffline(loaded, ledger, now) {
  let { closed, ...known } = ledger === void 0 ? nothingKnown : await memoryOf(ledger);
  return settled(buildPlan({ ...loaded, survey: null, ...known, now }), closed);
}
async function planOnline(request, world) {
  let { platform, loaded, ledger, signal } = request, { policy, machines, knowledge } = loaded, first = ringToSurvey(policy, machines);
  if (first === void 0) throw new RangeError("a checked policy has a ring with machines");
  platform.log(`Asking ring ${first.ring} what it is offered (${count(first.machines.length, "machine")}) …`, "quiet");
  let answers = 0, stopBeating = beat(
    platform.traits,
    () => platform.log(`${answers} of ${first.machines.length} have answered`, "status")
  ), asked = survey({
    machines: first.machines,
    source: sourceOf(policy),
    scansAtOnce: policy.scan.parallel,
    policyHash: policyHashOf(policy),
    part: request.part,
    fleet: world.fleet,
    clock: world.clock,
    signal,
    onAnswer: () => {
      answers += 1;
    }
  }), rows = await untilAborted(asked, signal).finally(stopBeating);
  if (rows === void 0 || signal.aborted) return;
  refuseSilence(first.ring, rows, loaded), refuseForgotten(forgottenIn(policy.name, rows, await ledger.list()), ledger.place);
  let { closed, ...known } = await memoryOf(ledger), answered = { ring: first.ring, rows }, made = buildPlan({ policy, machines, knowledge, survey: answered, ...known, now: world.clock.now() });
  return settled(made, closed);
}
function settled(result, closed) {
  if (!result.ok) throw new FailureError(result.failures);
  return { ...result, plan: anotherTry(result.plan, closed) };
}
function refuseSilence(ring, rows, { policy, machines }) {
  let silent = rows.filter((row) => !row.ok), rejected = silent.find(({ failure }) => rejections.has(failure.code));
  if (rejected !== void 0) {
    let entry = machines.find(({ name }) => name === rejected.machine), logon = entry === void 0 ? void 0 : logonFor(policy, entry);
    throw new FailureError([rejectionOf(rejected, logon)]);
  }
  if (silent.length < rows.length) return;
  let misfits = silent.filter(({ failure }) => failure.code === "PACKAGE_NONE_FITS");
  if (misfits.length === silent.length) throw new FailureError([misfitOf(ring, misfits)]);
  let told = causesAmong(silent).map(({ failure, machines: machines2 }) => `${failure.code} on ${listText(machines2)}`), message = `no machine of ring ${ring} could be asked what it is offered: ${told.join("; ")}`, [cause] = silent;
  throw new FailureError([
    failureOf("PLAN_SURVEY_FAILED", message, {
      retryable: !0,
      ...cause === void 0 ? {} : { cause: cause.failure.message },
      next: `${cause?.failure.next ?? ""} Run preflight: it says where each machine fails.`.trim()
    })
  ]);
}
function misfitOf(ring, silent) {
  let said = [...new Set(silent.map(({ failure }) => failure.message.replace(/\.$/, "")))], message = `there is nothing for any machine of ring ${ring}: ${listText(said, 3)}`;
  return failureOf("PACKAGE_NONE_FITS", message, { next: rowOfCode("PACKAGE_NONE_FITS")?.next ?? "" });
}
function rejectionOf({ machine, failure }, logon) {
  let { label = "default", form } = logon ?? {}, message = `${machine} rejected the user name or the password; no other machine was asked with it`, named = form?.kind === "password" ? [form.username, form.password].flatMap((text) => variableOf(text) ?? []) : [], what = named.length === 0 ? `credentials.${label} of the policy` : named.join(" and ");
  return failureOf(failure.code, message, {
    next: `Check ${what}, and whether the account is locked; then run again.`
  });
}
var nothingKnown = { denied: [], fix: void 0, closed: /* @__PURE__ */ new Set() };
async function memoryOf(ledger) {
  let denied = [], closed = /* @__PURE__ */ new Set(), fix;
  for (let rolloutId of await ledger.list()) {
    let rollout = fold(await ledger.read(rolloutId));
    rollout !== void 0 && (denied.push(...deniedBy(rollout)), fix = fixAfter(rollout), (rollout.state.lifted !== null || rollout.state.superseded !== null) && closed.add(rollout.plan.hash));
  }
  return { denied, fix, closed };
}

export {
  planOffline,
  planOnline
};
