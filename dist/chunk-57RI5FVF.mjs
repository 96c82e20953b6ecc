import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  untilAborted
} from "./chunk-4U4X5S6Q.mjs";
import {
  pathFrom
} from "./chunk-GLLEZQT2.mjs";
import {
  openMessenger
} from "./chunk-XG4EGFY7.mjs";
import {
  oneLine
} from "./chunk-J3RMWZXU.mjs";
import {
  rowOfCode
} from "./chunk-JARS6VOI.mjs";
import {
  stopping,
  timeLeft
} from "./chunk-UXZ6BDMA.mjs";

// src/commands/notices.ts
import { setTimeout as sleep } from "node:timers/promises";

// src/report/payloads.ts
var longestText = 600;
var mostLines = 8;
var colours = {
  "ring-passed": "good",
  succeeded: "good",
  held: "warning",
  "awaiting-approval": "warning",
  cancelled: "warning",
  "rolling-back": "attention",
  "rolled-back": "attention",
  halted: "attention",
  failed: "attention"
};
function toldOf({ title, why, next, policy, rollout, ring, machines }, clean) {
  const short = (text) => {
    const line = clean(text);
    return line.length <= longestText ? line : `${line.slice(0, longestText - 1).replace(/[\ud800-\udbff]$/, "")}…`;
  };
  const { all, updated, hit, untouched } = machines;
  return {
    title: short(title),
    lines: [...why, ...next].slice(0, mostLines).map(short),
    facts: [
      ["Policy", short(policy)],
      ["Rollout", short(rollout)],
      ...ring === null ? [] : [["Ring", short(ring)]],
      ["Machines", `${updated} of ${all} updated, ${hit} hit, ${untouched} never touched`]
    ]
  };
}
function plainOf(notice, clean) {
  const { id, on, at, policy, rollout, ring, machines, run } = notice;
  const { title } = toldOf(notice, clean);
  const [why, next] = [notice.why, notice.next].map((lines) => lines.map((line) => clean(line)));
  return { version: 1, id, on, at: new Date(at).toISOString(), policy, rollout, ring, title, why, next, machines, run };
}
function teamsOf(notice, clean) {
  const { title, lines, facts } = toldOf(notice, clean);
  const run = (text, more = {}) => ({
    type: "RichTextBlock",
    inlines: [{ type: "TextRun", text, ...more }]
  });
  const colour = colours[notice.on];
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    body: [
      run(title, { weight: "Bolder", size: "Medium", ...colour === void 0 ? {} : { color: colour } }),
      ...lines.map((line) => run(line)),
      ...facts.map(([name, value]) => run(`${name}: ${value}`, { isSubtle: true }))
    ],
    ...notice.run === null ? {} : { actions: [{ type: "Action.OpenUrl", title: "Open the run", url: notice.run }] }
  };
  return {
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }]
  };
}
function slackOf(notice, clean) {
  const { title, lines, facts } = toldOf(notice, clean);
  const plain = (text) => ({ type: "plain_text", text, emoji: false });
  const section = (text) => ({ type: "section", text: plain(text) });
  const button = { type: "button", text: plain("Open the run"), url: notice.run };
  return {
    // Shown in notifications, and read as markup: no untrusted text.
    text: `patchring: ${notice.on}`,
    blocks: [
      section(title),
      ...lines.map(section),
      { type: "context", elements: facts.map(([name, value]) => plain(`${name}: ${value}`)) },
      ...notice.run === null ? [] : [{ type: "actions", elements: [button] }]
    ]
  };
}
var shapes = { json: plainOf, teams: teamsOf, slack: slackOf };
function payloadOf(format, notice, clean) {
  return JSON.stringify(shapes[format](notice, clean));
}

// src/commands/notices.ts
var usualPatience = 8e3;
function warn(platform, messenger, why) {
  const next = rowOfCode("NOTICE_UNDELIVERED")?.next ?? "";
  platform.log(`NOTICE_UNDELIVERED: ${messenger.name}: ${why}. The rollout goes on. ${next}`, "warning");
}
function openNotifier({ platform, env, signal }, channels, directory) {
  const end = new AbortController();
  const secret = (value) => platform.secret(value);
  const lines = channels.map((channel) => {
    const messenger = openMessenger(channel, { directory, env, secret, signal: end.signal });
    if (messenger.unready !== void 0) warn(platform, messenger, messenger.unready);
    return { channel, messenger, tail: Promise.resolve() };
  });
  const clean = (text) => oneLine(platform.mask(text));
  const deliver = async ({ channel, messenger }, notice) => {
    const format = "format" in channel ? channel.format : "json";
    const why = await messenger.deliver(payloadOf(format, notice, clean));
    if (why !== void 0 && !end.signal.aborted) warn(platform, messenger, why);
  };
  return {
    tell(notice) {
      if (notice === void 0) return;
      for (const line of lines) {
        if (line.messenger.unready === void 0 && line.channel.on.includes(notice.on))
          line.tail = line.tail.then(() => deliver(line, notice));
      }
    },
    async close() {
      const limit = new AbortController();
      const late = sleep(usualPatience, "late", { signal: limit.signal }).catch(() => "late");
      const stopped = untilAborted(new Promise(() => {
      }), signal).then(
        () => sleep(timeLeft(signal, stopping.notices, performance.now()), "late", { signal: limit.signal }).catch(
          () => "late"
        )
      );
      const all = Promise.all(lines.map(({ tail }) => tail));
      const first = await Promise.race([late, stopped, all]);
      limit.abort();
      end.abort();
      if (first === "late")
        platform.log("Some notices were not told in time; the log and the report have all of it.", "warning");
    }
  };
}

// src/commands/report-place.ts
import { join } from "node:path";
function reportDirectoryOf(platform, options) {
  const given = options["report-dir"];
  if (given !== void 0) return pathFrom(platform, given);
  const { temporary } = platform.traits;
  return temporary === void 0 ? void 0 : join(temporary, "patchring-report");
}

export {
  openNotifier,
  reportDirectoryOf
};
