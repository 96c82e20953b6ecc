import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  openNotifier,
  reportDirectoryOf
} from "./chunk-57RI5FVF.mjs";
import {
  endingOf,
  runLive
} from "./chunk-4LUUPOHG.mjs";
import {
  logNotes
} from "./chunk-BOHJI5V2.mjs";
import {
  machinesNamed,
  programCommand,
  ringNamed
} from "./chunk-NTSGJ34A.mjs";
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
} from "./chunk-3SY65BKR.mjs";
import {
  planOnline
} from "./chunk-SA24GSQJ.mjs";
import {
  closingOf
} from "./chunk-QQS42J4O.mjs";
import {
  invocationOf
} from "./chunk-TQX72W37.mjs";
import "./chunk-J2F4IQUC.mjs";
import {
  untilAborted
} from "./chunk-4U4X5S6Q.mjs";
import "./chunk-WA27GRP6.mjs";
import "./chunk-VPMGHESD.mjs";
import {
  enterWorld,
  readPolicy
} from "./chunk-VEJYNJIY.mjs";
import "./chunk-UBGHUTNP.mjs";
import {
  pathFrom,
  shownPath
} from "./chunk-GLLEZQT2.mjs";
import "./chunk-XG4EGFY7.mjs";
import {
  defineCommand
} from "./chunk-J3GBBVIQ.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-5NH5M7DG.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import {
  drive
} from "./chunk-RHWP7GXC.mjs";
import "./chunk-Z7ODIS5N.mjs";
import "./chunk-4JWKCG6H.mjs";
import "./chunk-UVP55PIQ.mjs";
import {
  whyOutdated
} from "./chunk-BBJCK2JN.mjs";
import "./chunk-2M6OAKES.mjs";
import {
  conclusionOf
} from "./chunk-42CUXDJU.mjs";
import "./chunk-K52VPBHF.mjs";
import "./chunk-7VVDCJX4.mjs";
import "./chunk-FYBWLZPH.mjs";
import "./chunk-DTMQ62EV.mjs";
import {
  planSchema
} from "./chunk-YTFYII6Q.mjs";
import "./chunk-C4KSEYTN.mjs";
import "./chunk-JARS6VOI.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-UY47VAXF.mjs";
import "./chunk-AYWG556Y.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-DIBE7RQS.mjs";
import "./chunk-TTRE5NRQ.mjs";
import "./chunk-S3EIUCK2.mjs";
import {
  count,
  listText,
  updatesText
} from "./chunk-653LTDSJ.mjs";
import "./chunk-JMNUFN4O.mjs";
import "./chunk-2IZRUMOZ.mjs";
import "./chunk-YJTZBR5B.mjs";
import "./chunk-BZIO6GYC.mjs";
import "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/commands/clearing.ts
async function clearAway({ context, ledger, world }, newest) {
  if (newest === void 0 || newest.state.superseded === null || owing(newest.state).length === 0) return;
  const { platform, signal } = context;
  const { plan } = newest;
  const writer = await becomeWriter(platform, ledger, plan.rolloutId);
  try {
    const { fleet, clock, runner } = world;
    const doing = { fleet, clock, runner, journal: writer.journal };
    const { state } = await drive({ plan, world: doing, by: personOf(platform), signal });
    const left = owing(state);
    if (left.length > 0) platform.log(`copied files of ${plan.rolloutId} are still on ${listText(left)}`, "warning");
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
  const path = pathFrom(platform, given);
  const place = { file: shownPath(platform, path) };
  const next = "Make it again with plan.";
  let text;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    const code = isMissing ? "PLAN_MISSING" : "PLAN_UNREADABLE";
    const message2 = isMissing ? "the plan file is not there" : "the plan file cannot be read";
    throw new FailureError([
      failureOf(code, message2, { place, next: "Make it with plan; give its path with --plan." })
    ]);
  }
  const parsed = planSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const isEdited = parsed.error.issues.some(({ code, path: at }) => code === "custom" && at[0] === "hash");
  const message = isEdited ? "the plan file was edited: its hash is not the hash of its content" : "this file is not a plan that this version reads";
  throw new FailureError([failureOf("PLAN_UNREADABLE", message, { place, next })]);
}
function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}

// src/commands/apply.ts
var apply = defineCommand({
  name: "apply",
  summary: "Does what is due now: rings in order, within windows, budgets and gates. Run it daily.",
  help: "An open rollout goes on from its journal; where there is none, the first ring is asked, a plan is made and a rollout begins.\nIt ends when nothing more may be done now, and says when the next thing is due. Ctrl+C is safe: the next run goes on.",
  options: [
    {
      name: "only",
      kind: "text",
      value: "MACHINES",
      help: "Begin only with these machines, separated by commas; order and budgets stay."
    }
  ],
  run: async (context) => {
    const { platform, options, signal } = context;
    const loaded = await readPolicy(platform, options);
    const ledger = ledgerOf(context);
    refuseForgetful(platform, ledger, loaded.policy);
    const world = enterWorld(context, loaded);
    try {
      return await applyIn({ context, loaded, ledger, world });
    } finally {
      await untilAborted(world.close(), signal);
    }
  }
});
async function applyIn(applying) {
  const { context, ledger, loaded } = applying;
  const { platform } = context;
  const known = await newestIn(ledger);
  await clearAway(applying, known);
  const seat = await takeSeat(applying, known);
  if ("outcome" in seat) return seat.outcome;
  const { newest, plan, writer } = seat;
  const scope = scopeOf(plan, context.options);
  const notifier = openNotifier(context, loaded.policy.notify, loaded.directory);
  try {
    await refuseOvertaken(ledger, newest, plan);
    const beside = othersLine(await writer.journal.company?.others() ?? []);
    if (beside !== void 0) platform.log(beside);
    await takeApproval(applying, plan, writer);
    const by = personOf(platform);
    const reportDirectory = reportDirectoryOf(platform, context.options);
    const { world } = applying;
    const told = { signal: context.signal, takesWords: true, notifier };
    const running = { platform, plan, world, writer, by, reportDirectory, ...told };
    const driven = await runLive({ ...running, ...scope });
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
  const { context, ledger } = applying;
  const chosen = await choosePlan(applying, newest);
  if ("outcome" in chosen) return chosen;
  const { plan } = chosen;
  try {
    const part = partOf(plan, scopeOf(plan, context.options).shard);
    return { newest, plan, writer: await becomeWriter(context.platform, ledger, plan.rolloutId, part) };
  } catch (error) {
    const quicker = context.options.shard !== void 0 && isLocked(error) ? await quickerIn(applying, newest) : void 0;
    if (quicker === void 0 || quicker.plan.rolloutId === plan.rolloutId) throw error;
    return takeSeat(applying, quicker);
  }
}
function isLocked(error) {
  return error instanceof FailureError && error.failures.some(({ code }) => code === "JOURNAL_LOCKED");
}
async function quickerIn({ context, ledger, world }, newest) {
  for (let turn = 0; turn < quickerRun.times && !context.signal.aborted; turn += 1) {
    const found = await newestIn(ledger);
    if (found !== void 0 && found.plan.rolloutId !== newest?.plan.rolloutId) return found;
    await world.clock.sleepUntil(world.clock.now() + quickerRun.every, context.signal);
  }
  return void 0;
}
function scopeOf(plan, { ring, only, shard }) {
  return {
    ring: ring === void 0 || ring === "due" ? void 0 : ringNamed(plan, ring).name,
    only: machinesNamed(plan, only, "--only"),
    shard: shardNamed(plan, shard)
  };
}
async function choosePlan(applying, newest) {
  const { context, loaded } = applying;
  const { platform, options } = context;
  const given = options.plan === void 0 ? void 0 : await readPlan(platform, options.plan);
  if (given !== void 0) {
    const outdated = whyOutdated(given, loaded.policy, loaded.machines);
    if (outdated.length > 0) throw new FailureError(outdated);
  }
  if (newest !== void 0 && newest.state.conclusion === null) {
    if (newest.state.phase !== "undone") refuseOther(applying, newest.plan, given);
    return { plan: newest.plan };
  }
  if (given !== void 0) {
    const isEnded = newest?.plan.hash === given.hash;
    return isEnded && newest !== void 0 ? { outcome: await endedOutcome(applying, newest) } : { plan: given };
  }
  return makePlan(applying, newest);
}
function refuseOther({ context, loaded, ledger }, open, given) {
  const supersede = programCommand(context, "supersede", "--reason", '"…"');
  const next = `Finish or roll back ${open.rolloutId} with its own policy, or close it for good: ${supersede}; then run again. Or point --ledger elsewhere.`;
  const refuse = (why2) => {
    const message = `the journal in ${ledger.place} belongs to another plan: ${open.rolloutId} is open, and ${why2}`;
    throw new FailureError([failureOf("JOURNAL_PLAN_MISMATCHED", message, { next })]);
  };
  if (given !== void 0 && given.hash !== open.hash) refuse(`the plan given is ${given.rolloutId}`);
  const [why] = whyOutdated(open, loaded.policy, loaded.machines);
  if (why !== void 0) refuse(why.message.replace(/^The (.*?)\.?$/, "the $1"));
}
async function makePlan(applying, newest) {
  const { context, loaded, ledger, world } = applying;
  const { platform, signal } = context;
  const planned = await planOnline({ platform, loaded, ledger, signal, part: context.options.shard }, world);
  if (planned === void 0) {
    return { outcome: { conclusion: "cancelled", line: "CANCELLED while planning: no machine was changed." } };
  }
  const { plan, notes } = planned;
  logNotes(platform, notes);
  if (newest !== void 0 && (plan.updates.length === 0 || newest.plan.hash === plan.hash)) {
    const isTakenBack = newest.state.conclusion === "rolled-back";
    if (isTakenBack || newest.plan.hash === plan.hash) return { outcome: await endedOutcome(applying, newest) };
  }
  if (plan.updates.length > 0) return { plan };
  const ring = plan.surveyedRing ?? "";
  const line = `NOTHING TO DO: no machine of ring ${ring} is offered an update that the policy wants.`;
  const outputs = { journal: ledger.place, "rollout-id": newest?.plan.rolloutId ?? "" };
  const last = newest === void 0 ? [] : [`  the last rollout, ${newest.plan.rolloutId}, ended ${newest.state.conclusion}.`];
  return { outcome: { conclusion: "nothing-to-do", line, details: last, outputs, result: { next: [] } } };
}
async function endedOutcome({ context, ledger, world }, { plan, state, events }) {
  const { platform, options } = context;
  const now = Math.max(world.clock.now(), state.lastAt);
  const closing = await closingOf({
    platform,
    story: { plan, state, events, standing: conclusionOf(plan, state, now), now },
    invocation: invocationOf(platform, options),
    reportDirectory: reportDirectoryOf(platform, options),
    journal: ledger.place,
    journalText: () => ledger.text(plan.rolloutId)
  });
  const told = `${plan.rolloutId} (${updatesText(plan.updates)}, ${count(plan.machines.length, "machine")}) has ended; this run changed nothing.`;
  return { ...closing, details: [`  ${told}`, ...closing.details ?? []] };
}
async function refuseOvertaken(ledger, newest, plan) {
  const now = (await ledger.list()).at(-1);
  if (now === newest?.plan.rolloutId || now === plan.rolloutId) return;
  const message = `another run began ${now} in ${ledger.place} while this one was planning`;
  throw new FailureError([
    failureOf("JOURNAL_LOCKED", message, { retryable: true, next: "Run again: it then goes on with that one." })
  ]);
}
async function takeApproval({ context, world }, plan, writer) {
  const { platform, options } = context;
  if (!platform.traits.isPipeline || options.plan === void 0 || options.ring === void 0) return;
  if (options.ring === "due") return;
  const ring = ringNamed(plan, options.ring);
  if (ring.approval === "none") return;
  const said = await writeDown(writer.journal, (events) => {
    const isKnown = events.some((event) => event.kind === "approved" && event.ring === ring.name);
    if (isKnown) return [];
    const at = Math.max(world.clock.now(), events.at(-1)?.at ?? 0);
    const word = { kind: "approved", at, ring: ring.name, planHash: plan.hash, person: personOf(platform) };
    return [...events.length === 0 ? [{ kind: "begun", at, format: 1, plan }] : [], word];
  });
  if (said.length === 0) return;
  platform.log(`Ring ${ring.name} is approved by this run, for plan ${plan.hash.slice(0, 12)}.`, "quiet");
}
export {
  apply
};
