import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  closingOf
} from "./chunk-QQS42J4O.mjs";
import {
  invocationOf
} from "./chunk-TQX72W37.mjs";
import {
  liesIn,
  openLedger
} from "./chunk-XG4EGFY7.mjs";
import {
  escapeMarkdown
} from "./chunk-J3RMWZXU.mjs";
import {
  advance,
  conclusionOf,
  fold,
  haveCommon,
  machinesOfShard,
  shardIn
} from "./chunk-42CUXDJU.mjs";
import {
  windowOf
} from "./chunk-FYBWLZPH.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-DIBE7RQS.mjs";
import {
  count
} from "./chunk-653LTDSJ.mjs";
import {
  formatDuration
} from "./chunk-YJTZBR5B.mjs";

// src/commands/person.ts
import { hostname, userInfo } from "node:os";
function personOf({ traits }) {
  if (traits.runUrl !== void 0) return traits.runUrl;
  return traits.isPipeline ? `${traits.name} run on ${hostname()}` : `${accountName()}@${hostname()}`;
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
  const { directory, isPipeline, temporary } = platform.traits;
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
  const writer = await ledger.write(rolloutId, part);
  for (const note of writer.notes) platform.annotate("warning", note.message, note.code);
  return writer;
}
function refuseForgetful({ traits }, { directory, place }, policy) {
  const why = whyItComesBack(policy);
  if (!traits.isPipeline || why === void 0 || directory === void 0) return;
  if (!liesIn(directory, [traits.directory, traits.temporary])) return;
  const message = `the ledger ${place} lies in a folder that is forgotten with the job, and ${why}: the next run would know nothing of this one, not even that it was halted`;
  throw new FailureError([
    failureOf("LEDGER_FORGETFUL", message, {
      next: "Leave the ledger out: it is then the branch patchring-ledger of the repository. Or give a folder that outlives the job, for example file:/var/lib/patchring on a self-hosted runner."
    })
  ]);
}
function whyItComesBack(policy) {
  const { blackouts = [], freezes = [], windows } = policy;
  if (blackouts.length > 0) return "a blackout may begin";
  if (freezes.length > 0) return "frozen machines are caught up";
  if (Object.values(windows).some(({ match }) => match !== void 0)) return "machines have windows by label";
  for (const ring of policy.rings) {
    if (ring.approval === "required") return `ring ${ring.name} waits for an approval`;
    if (ring.opens > 0) return `ring ${ring.name} opens later`;
    if (windowOf(policy, ring) !== null) return `ring ${ring.name} has a window`;
    if (ring.soak > 0) return `ring ${ring.name} soaks`;
  }
  return void 0;
}

// src/commands/company.ts
function shardNamed(plan, written) {
  if (written === void 0 || written.trim() === "") return void 0;
  const shard = shardIn(written);
  const refuse = (message, next) => {
    throw new FailureError([failureOf("ARGUMENT_INVALID", message, { next })]);
  };
  if (shard === void 0)
    return refuse(
      `--shard: "${written}" names no part of a rollout`,
      "Write 2/4 for the second of four, or zone=north."
    );
  if (machinesOfShard(plan, shard).size === 0)
    return refuse(`--shard: no machine of the plan is in ${shard}`, "Use fewer parts, or a label that machines bear.");
  return shard;
}
function partOf(plan, shard) {
  if (shard === void 0) return void 0;
  return { shard, overlaps: (other) => shardIn(other) === other && haveCommon(plan, shard, other) };
}
function wordPart() {
  return { shard: `word ${crypto.randomUUID().slice(0, 8)}`, overlaps: () => false };
}
var nameOf = ({ shard, owner }) => shard === "" ? owner : `${shard} (${owner})`;
function othersLine(others) {
  if (others.length === 0) return void 0;
  const work = others.length === 1 ? "works" : "work";
  return `${count(others.length, "other run")} ${work} on this rollout: ${others.map(nameOf).join(", ")}.`;
}
function claimLines(claims, now) {
  return claims.map((claim) => {
    const { shard, fence, until, idleAt } = claim;
    const what = shard === "" ? "the whole rollout" : `its part ${shard}`;
    const does = idleAt === null ? "works on" : "waits for others with";
    const left = formatDuration(Math.max(0, until - now));
    return `  a run ${does} ${what}: ${claim.owner}, fence ${fence}, for ${left} unless it is renewed`;
  });
}
async function writeDown(journal, decide) {
  for (; ; ) {
    const batch = decide(await journal.read());
    if (batch.length === 0) return batch;
    try {
      await journal.append(batch);
      return batch;
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
  const rolloutId = (await ledger.list()).at(-1);
  return rolloutId === void 0 ? void 0 : readKept(ledger, rolloutId);
}
async function readKept(ledger, rolloutId) {
  const events = await ledger.read(rolloutId);
  const rollout = fold(events);
  if (rollout === void 0) return void 0;
  if (rollout.state.conclusion === null) {
    for (const word of await ledger.words(rolloutId)) advance(rollout.plan, rollout.state, word);
  }
  return { ...rollout, events };
}
async function newestRollout(ledger) {
  const newest = await newestIn(ledger);
  if (newest !== void 0) return newest;
  throw new FailureError([
    failureOf("ROLLOUT_UNKNOWN", `there is no rollout in ${ledger.place}`, {
      next: "Name the ledger of the rollout with --ledger; apply begins one."
    })
  ]);
}
async function rolloutNamed(ledger, name) {
  if (name === void 0) return newestRollout(ledger);
  const names = await ledger.list();
  const found = names.includes(name) ? await readKept(ledger, name) : void 0;
  if (found !== void 0) return found;
  const known = names.length === 0 ? "it has none" : `it has ${names.join(", ")}`;
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
  const { platform, options } = context;
  const { plan, state } = rollout;
  const words = eventsOf(byHand);
  const isLeft = !await writeOrLeave({ context, ledger, rollout, mayBeLeft }, words);
  for (const event of words) advance(plan, state, event);
  const now = Math.max(Date.now(), state.lastAt);
  const standing = conclusionOf(plan, state, now);
  const closing = await closingOf({
    platform,
    story: { plan, state, events: [...rollout.events, ...words], standing, now },
    invocation: invocationOf(platform, options),
    reportDirectory: void 0,
    journal: ledger.place,
    journalText: () => ledger.text(plan.rolloutId)
  });
  const line = isLeft ? `${said} A run is working on it and takes this at its next turn.` : said;
  return { ...closing, line, summary: `**${escapeMarkdown(line)}**

${closing.summary}`, exitCode: 0 };
}
async function writeOrLeave({ context, ledger, rollout, mayBeLeft }, words) {
  const { rolloutId } = rollout.plan;
  if (words.length === 0) return true;
  try {
    const part = mayBeLeft ? wordPart() : void 0;
    const writer = await becomeWriter(context.platform, ledger, rolloutId, part);
    try {
      if (!mayBeLeft) await refuseOvertaken(writer, rollout);
      await writeDown(
        writer.journal,
        (events) => words.map((word) => ({ ...word, at: Math.max(word.at, events.at(-1)?.at ?? 0) }))
      );
    } finally {
      await writer.close();
    }
    return true;
  } catch (cause) {
    const isLocked = cause instanceof FailureError && cause.failures.some(({ code }) => code === "JOURNAL_LOCKED");
    if (!isLocked || !mayBeLeft) throw cause;
    for (const word of words) await ledger.leave(rolloutId, word);
    return false;
  }
}
async function refuseOvertaken({ journal }, { plan, events }) {
  if ((await journal.read()).length === events.length) return;
  throw new FailureError([
    failureOf("JOURNAL_LOCKED", `another run has gone on with ${plan.rolloutId} in this moment`, {
      retryable: true,
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
  writeDown,
  newestIn,
  newestRollout,
  rolloutNamed,
  wordOf,
  eventsOf,
  speak,
  reasonOf
};
