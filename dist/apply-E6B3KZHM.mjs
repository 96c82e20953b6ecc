import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  openNotifier,
  reportDirectoryOf
} from "./chunk-7TSZOK4U.mjs";
import {
  endingOf,
  runLive
} from "./chunk-6WJMTO7E.mjs";
import {
  logNotes
} from "./chunk-5DMOS63H.mjs";
import {
  machinesNamed,
  programCommand,
  ringNamed
} from "./chunk-5NLN3KYR.mjs";
import {
  becomeWriter,
  ledgerOf,
  newestIn,
  othersLine,
  partOf,
  personOf,
  refuseForgetful,
  shardNamed,
  writeDown
} from "./chunk-H7HO4AJO.mjs";
import {
  planOnline
} from "./chunk-JRXQVZ6M.mjs";
import "./chunk-VSDFMNOV.mjs";
import "./chunk-OUSKIOUY.mjs";
import {
  closingOf
} from "./chunk-4XMGTGWN.mjs";
import {
  invocationOf
} from "./chunk-3GQ3EVV5.mjs";
import "./chunk-HEUVVM24.mjs";
import {
  untilAborted
} from "./chunk-OBB7QQIU.mjs";
import "./chunk-TAF734CL.mjs";
import "./chunk-476IK3WP.mjs";
import {
  enterWorld,
  readPolicy
} from "./chunk-NLKHRGRC.mjs";
import "./chunk-5QAGAHIE.mjs";
import {
  pathFrom,
  shownPath
} from "./chunk-MD5H4CP7.mjs";
import "./chunk-MWCIW3DD.mjs";
import {
  defineCommand
} from "./chunk-VTDDW2ZJ.mjs";
import "./chunk-TWOKD2OS.mjs";
import "./chunk-BFN7U65A.mjs";
import "./chunk-LXU6DZ4O.mjs";
import "./chunk-KMWU4VL2.mjs";
import {
  drive
} from "./chunk-DOMBGGQA.mjs";
import "./chunk-27QUBKCO.mjs";
import "./chunk-5GTJYZBX.mjs";
import {
  whyOutdated
} from "./chunk-CVSCWVAP.mjs";
import "./chunk-UKKG4IJ5.mjs";
import "./chunk-QELDCA7O.mjs";
import {
  conclusionOf
} from "./chunk-7DXEQ242.mjs";
import "./chunk-P34WXSGP.mjs";
import "./chunk-J4VYRSPQ.mjs";
import "./chunk-DOMUFUHT.mjs";
import "./chunk-NLDZ6FPW.mjs";
import {
  planSchema
} from "./chunk-XOZ2M7R3.mjs";
import "./chunk-ZYVX2BHV.mjs";
import "./chunk-Q7CNT2VP.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-NY5E6FMM.mjs";
import "./chunk-7P4UPFSA.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import "./chunk-6UUSL6FY.mjs";
import "./chunk-IMDTDMIN.mjs";
import {
  count,
  listText,
  updatesText
} from "./chunk-NLS6OPJM.mjs";
import "./chunk-SRSEICG6.mjs";
import "./chunk-6AWOICFL.mjs";
import "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/commands/clearing.ts
async function clearAway({ context, ledger, world }, newest) {
  if (newest === void 0 || newest.state.superseded === null || owing(newest.state).length === 0) return;
  let { platform, signal } = context, { plan } = newest, writer = await becomeWriter(platform, ledger, plan.rolloutId);
  try {
    let { fleet, clock, runner } = world, doing = { fleet, clock, runner, journal: writer.journal }, { state } = await drive({ plan, world: doing, by: personOf(platform), signal }), left = owing(state);
    left.length > 0 && platform.log(`copied files of ${plan.rolloutId} are still on ${listText(left)}`, "warning");
  } finally {
    await writer.close();
  }
}
function owing({ machines }) {
  return [...machines.values()].flatMap(({ name, finishedJobs }) => finishedJobs.length === 0 ? [] : [name]);
}

// src/commands/plan-file.ts
import { readFile } from "node:fs/promises";
async function readPlan(platform, given) {
  let path = pathFrom(platform, given), place = { file: shownPath(platform, path) }, next = "Make it again with plan.", text;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    let isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT", code = isMissing ? "PLAN_MISSING" : "PLAN_UNREADABLE", message2 = isMissing ? "the plan file is not there" : "the plan file cannot be read";
    throw new FailureError([
      failureOf(code, message2, { place, next: "Make it with plan; give its path with --plan." })
    ]);
  }
  let parsed = planSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  let message = parsed.error.issues.some(({ code, path: at }) => code === "custom" && at[0] === "hash") ? "the plan file was edited: its hash is not the hash of its content" : "this file is not a plan that this version reads";
  throw new FailureError([failureOf("PLAN_UNREADABLE", message, { place, next })]);
}
function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return;
  }
}

// src/commands/apply.ts
var apply = defineCommand({
  name: "apply",
  summary: "Does what is due now: rings in order, within windows, budgets and gates. Run it daily.",
  help: `An open rollout goes on from its journal; where there is none, the first ring is asked, a plan is made and a rollout begins.
It ends when nothing more may be done now, and says when the next thing is due. Ctrl+C is safe: the next run goes on.`,
  options: [
    {
      name: "only",
      kind: "text",
      value: "MACHINES",
      help: "Begin only with these machines, separated by commas; order and budgets stay."
    }
  ],
  run: async (context) => {
    let { platform, options, signal } = context, loaded = await readPolicy(platform, options), ledger = ledgerOf(context);
    refuseForgetful(platform, ledger, loaded.policy);
    let world = enterWorld(context, loaded);
    try {
      return await applyIn({ context, loaded, ledger, world });
    } finally {
      await untilAborted(world.close(), signal);
    }
  }
});
async function applyIn(applying) {
  let { context, ledger, loaded } = applying, { platform } = context, known = await newestIn(ledger);
  await clearAway(applying, known);
  let seat = await takeSeat(applying, known);
  if ("outcome" in seat) return seat.outcome;
  let { newest, plan, writer } = seat, scope = scopeOf(plan, context.options), notifier = openNotifier(context, loaded.policy.notify, loaded.directory);
  try {
    await refuseOvertaken(ledger, newest, plan);
    let beside = othersLine(await writer.journal.company?.others() ?? []);
    beside !== void 0 && platform.log(beside), await takeApproval(applying, plan, writer);
    let by = personOf(platform), reportDirectory = reportDirectoryOf(platform, context.options), { world } = applying, told = { signal: context.signal, takesWords: !0, notifier }, running = { platform, plan, world, writer, by, reportDirectory, ...told }, driven = await runLive({ ...running, ...scope });
    return await endingOf({
      running,
      driven,
      invocation: invocationOf(platform, context.options),
      journal: ledger.place
    });
  } finally {
    await Promise.all([notifier.close(), writer.close()]);
  }
}
var quickerRun = { every: 2e3, times: 15 };
async function takeSeat(applying, newest) {
  let { context, ledger } = applying, chosen = await choosePlan(applying, newest);
  if ("outcome" in chosen) return chosen;
  let { plan } = chosen;
  try {
    let part = partOf(plan, scopeOf(plan, context.options).shard);
    return { newest, plan, writer: await becomeWriter(context.platform, ledger, plan.rolloutId, part) };
  } catch (error) {
    let quicker = context.options.shard !== void 0 && isLocked(error) ? await quickerIn(applying, newest) : void 0;
    if (quicker === void 0 || quicker.plan.rolloutId === plan.rolloutId) throw error;
    return takeSeat(applying, quicker);
  }
}
function isLocked(error) {
  return error instanceof FailureError && error.failures.some(({ code }) => code === "JOURNAL_LOCKED");
}
async function quickerIn({ context, ledger, world }, newest) {
  for (let turn = 0; turn < quickerRun.times && !context.signal.aborted; turn += 1) {
    let found = await newestIn(ledger);
    if (found !== void 0 && found.plan.rolloutId !== newest?.plan.rolloutId) return found;
    await world.clock.sleepUntil(world.clock.now() + quickerRun.every, context.signal);
  }
}
function scopeOf(plan, { ring, only, shard }) {
  return {
    ring: ring === void 0 || ring === "due" ? void 0 : ringNamed(plan, ring).name,
    only: machinesNamed(plan, only, "--only"),
    shard: shardNamed(plan, shard)
  };
}
async function choosePlan(applying, newest) {
  let { context, loaded } = applying, { platform, options } = context, given = options.plan === void 0 ? void 0 : await readPlan(platform, options.plan);
  if (given !== void 0) {
    let outdated = whyOutdated(given, loaded.policy, loaded.machines);
    if (outdated.length > 0) throw new FailureError(outdated);
  }
  return newest !== void 0 && newest.state.conclusion === null ? (newest.state.phase !== "undone" && refuseOther(applying, newest.plan, given), { plan: newest.plan }) : given !== void 0 ? newest?.plan.hash === given.hash && newest !== void 0 ? { outcome: await endedOutcome(applying, newest) } : { plan: given } : makePlan(applying, newest);
}
function refuseOther({ context, loaded, ledger }, open, given) {
  let supersede = programCommand(context, "supersede", "--reason", '"…"'), next = `Finish or roll back ${open.rolloutId} with its own policy, or close it for good: ${supersede}; then run again. Or point --ledger elsewhere.`, refuse = (why2) => {
    let message = `the journal in ${ledger.place} belongs to another plan: ${open.rolloutId} is open, and ${why2}`;
    throw new FailureError([failureOf("JOURNAL_PLAN_MISMATCHED", message, { next })]);
  };
  given !== void 0 && given.hash !== open.hash && refuse(`the plan given is ${given.rolloutId}`);
  let [why] = whyOutdated(open, loaded.policy, loaded.machines);
  why !== void 0 && refuse(why.message.replace(/^The (.*?)\.?$/, "the $1"));
}
async function makePlan(applying, newest) {
  let { context, loaded, ledger, world } = applying, { platform, signal } = context, planned = await planOnline({ platform, loaded, ledger, signal, part: context.options.shard }, world);
  if (planned === void 0)
    return { outcome: { conclusion: "cancelled", line: "CANCELLED while planning: no machine was changed." } };
  let { plan, notes } = planned;
  if (logNotes(platform, notes), newest !== void 0 && (plan.updates.length === 0 || newest.plan.hash === plan.hash) && (newest.state.conclusion === "rolled-back" || newest.plan.hash === plan.hash))
    return { outcome: await endedOutcome(applying, newest) };
  if (plan.updates.length > 0) return { plan };
  let line = `NOTHING TO DO: no machine of ring ${plan.surveyedRing ?? ""} is offered an update that the policy wants.`, outputs = { journal: ledger.place, "rollout-id": newest?.plan.rolloutId ?? "" }, last = newest === void 0 ? [] : [`  the last rollout, ${newest.plan.rolloutId}, ended ${newest.state.conclusion}.`];
  return { outcome: { conclusion: "nothing-to-do", line, details: last, outputs, result: { next: [] } } };
}
async function endedOutcome({ context, ledger, world }, { plan, state, events }) {
  let { platform, options } = context, now = Math.max(world.clock.now(), state.lastAt), closing = await closingOf({
    platform,
    story: { plan, state, events, standing: conclusionOf(plan, state, now), now },
    invocation: invocationOf(platform, options),
    reportDirectory: reportDirectoryOf(platform, options),
    journal: ledger.place,
    journalText: () => ledger.text(plan.rolloutId)
  }), told = `${plan.rolloutId} (${updatesText(plan.updates)}, ${count(plan.machines.length, "machine")}) has ended; this run changed nothing.`;
  return { ...closing, details: [`  ${told}`, ...closing.details ?? []] };
}
async function refuseOvertaken(ledger, newest, plan) {
  let now = (await ledger.list()).at(-1);
  if (now === newest?.plan.rolloutId || now === plan.rolloutId) return;
  let message = `another run began ${now} in ${ledger.place} while this one was planning`;
  throw new FailureError([
    failureOf("JOURNAL_LOCKED", message, { retryable: !0, next: "Run again: it then goes on with that one." })
  ]);
}
async function takeApproval({ context, world }, plan, writer) {
  let { platform, options } = context;
  if (!platform.traits.isPipeline || options.plan === void 0 || options.ring === void 0 || options.ring === "due") return;
  let ring = ringNamed(plan, options.ring);
  ring.approval === "none" || (await writeDown(writer.journal, (events) => {
    if (events.some((event) => event.kind === "approved" && event.ring === ring.name)) return [];
    let at = Math.max(world.clock.now(), events.at(-1)?.at ?? 0), word = { kind: "approved", at, ring: ring.name, planHash: plan.hash, person: personOf(platform) };
    return [...events.length === 0 ? [{ kind: "begun", at, format: 1, plan }] : [], word];
  })).length === 0 || platform.log(`Ring ${ring.name} is approved by this run, for plan ${plan.hash.slice(0, 12)}.`, "quiet");
}
export {
  apply
};
