import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  closingOf
} from "./chunk-4XMGTGWN.mjs";
import {
  invocationOf
} from "./chunk-3GQ3EVV5.mjs";
import {
  liesIn,
  openLedger
} from "./chunk-MWCIW3DD.mjs";
import {
  escapeMarkdown
} from "./chunk-TWOKD2OS.mjs";
import {
  advance,
  conclusionOf,
  fold,
  haveCommon,
  machinesOfShard,
  shardIn
} from "./chunk-7DXEQ242.mjs";
import {
  windowOf
} from "./chunk-DOMUFUHT.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import {
  count
} from "./chunk-NLS6OPJM.mjs";
import {
  formatDuration
} from "./chunk-2PFEKDEA.mjs";

// src/commands/person.ts
import { hostname, userInfo } from "node:os";
function personOf({ traits }) {
  return traits.runUrl !== void 0 ? traits.runUrl : traits.isPipeline ? `${traits.name} run on ${hostname()}` : `${accountName()}@${hostname()}`;
}
function accountName() {
  try {
    return userInfo().username;
  } catch {
    return "somebody";
  }
}

// src/commands/ledger-input.ts
function ledgerOf({
  platform,
  options,
  signal
}) {
  let { directory, isPipeline, temporary } = platform.traits;
  return openLedger({
    place: options.ledger,
    from: directory,
    owner: personOf(platform),
    isPipeline,
    temporary,
    signal
  });
}
async function becomeWriter(platform, ledger, rolloutId, part) {
  let writer = await ledger.write(rolloutId, part);
  for (let note of writer.notes) platform.annotate("warning", note.message, note.code);
  return writer;
}
function refuseForgetful({ traits }, { directory, place }, policy) {
  let why = whyItComesBack(policy);
  if (!traits.isPipeline || why === void 0 || directory === void 0 || !liesIn(directory, [traits.directory, traits.temporary])) return;
  let message = `the ledger ${place} lies in a folder that is forgotten with the job, and ${why}: the next run would know nothing of this one, not even that it was halted`;
  throw new FailureError([
    failureOf("LEDGER_FORGETFUL", message, {
      next: "Leave the ledger out: it is then the branch patchring-ledger of the repository. Or give a folder that outlives the job, for example file:/var/lib/patchring on a self-hosted runner."
    })
  ]);
}
function whyItComesBack(policy) {
  let { blackouts = [], freezes = [], windows } = policy;
  if (blackouts.length > 0) return "a blackout may begin";
  if (freezes.length > 0) return "frozen machines are caught up";
  if (Object.values(windows).some(({ match }) => match !== void 0)) return "machines have windows by label";
  for (let ring of policy.rings) {
    if (ring.approval === "required") return `ring ${ring.name} waits for an approval`;
    if (ring.opens > 0) return `ring ${ring.name} opens later`;
    if (windowOf(policy, ring) !== null) return `ring ${ring.name} has a window`;
    if (ring.soak > 0) return `ring ${ring.name} soaks`;
  }
}

// src/commands/company.ts
function shardNamed(plan, written) {
  if (written === void 0 || written.trim() === "") return;
  let shard = shardIn(written), refuse = (message, next) => {
    throw new FailureError([failureOf("ARGUMENT_INVALID", message, { next })]);
  };
  return shard === void 0 ? refuse(
    `--shard: "${written}" names no part of a rollout`,
    "Write 2/4 for the second of four, or zone=north."
  ) : machinesOfShard(plan, shard).size === 0 ? refuse(`--shard: no machine of the plan is in ${shard}`, "Use fewer parts, or a label that machines bear.") : shard;
}
function partOf(plan, shard) {
  if (shard !== void 0)
    return { shard, overlaps: (other) => shardIn(other) === other && haveCommon(plan, shard, other) };
}
function wordPart() {
  return { shard: `word ${crypto.randomUUID().slice(0, 8)}`, overlaps: () => !1 };
}
var nameOf = ({ shard, owner }) => shard === "" ? owner : `${shard} (${owner})`;
function othersLine(others) {
  if (others.length === 0) return;
  let work = others.length === 1 ? "works" : "work";
  return `${count(others.length, "other run")} ${work} on this rollout: ${others.map(nameOf).join(", ")}.`;
}
function claimLines(claims, now) {
  return claims.map((claim) => {
    let { shard, fence, until, idleAt } = claim, what = shard === "" ? "the whole rollout" : `its part ${shard}`, does = idleAt === null ? "works on" : "waits for others with", left = formatDuration(Math.max(0, until - now));
    return `  a run ${does} ${what}: ${claim.owner}, fence ${fence}, for ${left} unless it is renewed`;
  });
}
function claimRows(claims) {
  return claims.map(({ shard, owner, fence, until, idleAt }) => ({
    part: shard === "" ? null : shard,
    owner,
    fence,
    until: new Date(until).toISOString(),
    waits: idleAt !== null
  }));
}
async function writeDown(journal, decide) {
  for (; ; ) {
    let batch = decide(await journal.read());
    if (batch.length === 0) return batch;
    try {
      return await journal.append(batch), batch;
    } catch (error) {
      if (journal.company === void 0 || !isOvertaken(error)) throw error;
    }
  }
}
function isOvertaken(error) {
  return error instanceof FailureError && error.failures.some(({ code }) => code === "JOURNAL_OVERTAKEN");
}

// src/commands/rollout-words.ts
async function newestIn(ledger) {
  let rolloutId = (await ledger.list()).at(-1);
  return rolloutId === void 0 ? void 0 : readKept(ledger, rolloutId);
}
async function readKept(ledger, rolloutId) {
  let events = await ledger.read(rolloutId), rollout = fold(events);
  if (rollout !== void 0) {
    if (rollout.state.conclusion === null)
      for (let word of await ledger.words(rolloutId)) advance(rollout.plan, rollout.state, word);
    return { ...rollout, events };
  }
}
async function newestRollout(ledger) {
  let newest = await newestIn(ledger);
  if (newest !== void 0) return newest;
  throw new FailureError([
    failureOf("ROLLOUT_UNKNOWN", `there is no rollout in ${ledger.place}`, {
      next: "Name the ledger of the rollout with --ledger; apply begins one."
    })
  ]);
}
async function rolloutNamed(ledger, name) {
  if (name === void 0) return newestRollout(ledger);
  let names = await ledger.list(), found = names.includes(name) ? await readKept(ledger, name) : void 0;
  if (found !== void 0) return found;
  let known = names.length === 0 ? "it has none" : `it has ${names.join(", ")}`;
  throw new FailureError([
    failureOf("ROLLOUT_UNKNOWN", `there is no rollout ${name} in ${ledger.place}; ${known}`, {
      next: "Name one of these, or leave --rollout out for the newest."
    })
  ]);
}
function wordOf(platform, { state }, reason) {
  return { person: personOf(platform), reason, now: Math.max(Date.now(), state.lastAt) };
}
function eventsOf(byHand) {
  if (byHand.ok) return byHand.events;
  throw new FailureError(byHand.failures);
}
async function speak({ context, ledger, rollout, byHand, said, mayBeLeft }) {
  let { platform, options } = context, { plan, state } = rollout, words = eventsOf(byHand), isLeft = !await writeOrLeave({ context, ledger, rollout, mayBeLeft }, words);
  for (let event of words) advance(plan, state, event);
  let now = Math.max(Date.now(), state.lastAt), standing = conclusionOf(plan, state, now), closing = await closingOf({
    platform,
    story: { plan, state, events: [...rollout.events, ...words], standing, now },
    invocation: invocationOf(platform, options),
    reportDirectory: void 0,
    journal: ledger.place,
    journalText: () => ledger.text(plan.rolloutId)
  }), line = isLeft ? `${said} A run is working on it and takes this at its next turn.` : said;
  return { ...closing, line, summary: `**${escapeMarkdown(line)}**

${closing.summary}`, exitCode: 0 };
}
async function writeOrLeave({ context, ledger, rollout, mayBeLeft }, words) {
  let { rolloutId } = rollout.plan;
  if (words.length === 0) return !0;
  try {
    let part = mayBeLeft ? wordPart() : void 0, writer = await becomeWriter(context.platform, ledger, rolloutId, part);
    try {
      mayBeLeft || await refuseOvertaken(writer, rollout), await writeDown(
        writer.journal,
        (events) => words.map((word) => ({ ...word, at: Math.max(word.at, events.at(-1)?.at ?? 0) }))
      );
    } finally {
      await writer.close();
    }
    return !0;
  } catch (cause) {
    if (!(cause instanceof FailureError && cause.failures.some(({ code }) => code === "JOURNAL_LOCKED")) || !mayBeLeft) throw cause;
    for (let word of words) await ledger.leave(rolloutId, word);
    return !1;
  }
}
async function refuseOvertaken({ journal }, { plan, events }) {
  if ((await journal.read()).length !== events.length)
    throw new FailureError([
      failureOf("JOURNAL_LOCKED", `another run has gone on with ${plan.rolloutId} in this moment`, {
        retryable: !0,
        next: "Read its status, and say it again."
      })
    ]);
}
function reasonOf(reason, command) {
  if (reason !== void 0 && reason.trim() !== "") return reason.trim();
  throw new FailureError([
    failureOf("ARGUMENT_MISSING", `${command} needs a reason: others will read it in the journal and the report.`, {
      next: `patchring ${command} --reason "…"`
    })
  ]);
}

export {
  personOf,
  ledgerOf,
  becomeWriter,
  refuseForgetful,
  shardNamed,
  partOf,
  othersLine,
  claimLines,
  claimRows,
  writeDown,
  newestIn,
  newestRollout,
  rolloutNamed,
  wordOf,
  eventsOf,
  speak,
  reasonOf
};
