import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  causesAmong
} from "./chunk-J2F4IQUC.mjs";
import {
  beat,
  untilAborted
} from "./chunk-4U4X5S6Q.mjs";
import {
  logonFor
} from "./chunk-XG4EGFY7.mjs";
import {
  survey
} from "./chunk-UVP55PIQ.mjs";
import {
  buildPlan,
  deniedBy,
  policyHashOf,
  ringToSurvey,
  sourceOf
} from "./chunk-BBJCK2JN.mjs";
import {
  fold
} from "./chunk-42CUXDJU.mjs";
import {
  anotherTry
} from "./chunk-YTFYII6Q.mjs";
import {
  variableOf
} from "./chunk-C4KSEYTN.mjs";
import {
  rowOfCode
} from "./chunk-JARS6VOI.mjs";
import {
  FailureError,
  failureOf,
  rejections
} from "./chunk-DIBE7RQS.mjs";
import {
  count,
  listText
} from "./chunk-653LTDSJ.mjs";

// src/commands/forgotten.ts
function forgottenIn(name, rows, known) {
  const mine = new RegExp(`^(${name}-[0-9a-f]{6})-`);
  const found = /* @__PURE__ */ new Map();
  for (const row of rows) {
    const seen = /* @__PURE__ */ new Set();
    for (const job of row.ok ? row.facts.traces ?? [] : []) {
      const rolloutId = mine.exec(job)?.[1];
      if (rolloutId === void 0 || known.includes(rolloutId) || seen.has(rolloutId)) continue;
      seen.add(rolloutId);
      found.set(rolloutId, [...found.get(rolloutId) ?? [], { machine: row.machine, job }]);
    }
  }
  return [...found].map(([rolloutId, machines]) => ({ rolloutId, machines }));
}
function refuseForgotten(forgotten, place) {
  if (forgotten.length === 0) return;
  throw new FailureError(
    forgotten.map(({ rolloutId, machines }) => {
      const [first] = machines;
      const names = listText(machines.map(({ machine }) => machine));
      const whom = `${count(machines.length, "machine")} (${names})`;
      const message = `${place} knows nothing of ${rolloutId}, whose jobs lie on ${whom}`;
      const folder = `%ProgramData%\\patchring\\jobs\\${rolloutId}-*`;
      return failureOf("LEDGER_FORGOTTEN", message, {
        ...first === void 0 ? {} : { machine: first.machine, cause: `${first.job} lies on ${first.machine}` },
        next: `Restore the ledger, or point --ledger at it. If ${rolloutId} was given up for good, delete ${folder} on these machines; then run again.`
      });
    })
  );
}

// src/commands/planning.ts
async function planOffline(loaded, ledger, now) {
  const { denied, closed } = ledger === void 0 ? nothingKnown : await memoryOf(ledger);
  return settled(buildPlan({ ...loaded, survey: null, denied, now }), closed);
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
    part: request.part,
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
  refuseForgotten(forgottenIn(policy.name, rows, await ledger.list()), ledger.place);
  const { denied, closed } = await memoryOf(ledger);
  const answered = { ring: first.ring, rows };
  const made = buildPlan({ policy, machines, knowledge, survey: answered, denied, now: world.clock.now() });
  return settled(made, closed);
}
function settled(result, closed) {
  if (!result.ok) throw new FailureError(result.failures);
  return { ...result, plan: anotherTry(result.plan, closed) };
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
var nothingKnown = { denied: [], closed: /* @__PURE__ */ new Set() };
async function memoryOf(ledger) {
  const denied = [];
  const closed = /* @__PURE__ */ new Set();
  for (const rolloutId of await ledger.list()) {
    const rollout = fold(await ledger.read(rolloutId));
    if (rollout === void 0) continue;
    denied.push(...deniedBy(rollout));
    if (rollout.state.lifted !== null || rollout.state.superseded !== null) closed.add(rollout.plan.hash);
  }
  return { denied, closed };
}

export {
  planOffline,
  planOnline
};
