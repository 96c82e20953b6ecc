import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  untilAborted
} from "./chunk-OBB7QQIU.mjs";
import {
  pathFrom
} from "./chunk-MD5H4CP7.mjs";
import {
  openMessenger
} from "./chunk-MWCIW3DD.mjs";
import {
  oneLine
} from "./chunk-TWOKD2OS.mjs";
import {
  rowOfCode
} from "./chunk-Q7CNT2VP.mjs";
import {
  stopping,
  timeLeft
} from "./chunk-XWM6LM3U.mjs";

// src/commands/notices.ts
import { setTimeout as sleep } from "node:timers/promises";

// src/report/payloads.ts
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
  let short = (text) => {
    let line = clean(text);
    return line.length <= 600 ? line : `${line.slice(0, 599).replace(/[\ud800-\udbff]$/, "")}…`;
  }, { all, updated, hit, untouched } = machines;
  return {
    title: short(title),
    lines: [...why, ...next].slice(0, 8).map(short),
    facts: [
      ["Policy", short(policy)],
      ["Rollout", short(rollout)],
      ...ring === null ? [] : [["Ring", short(ring)]],
      ["Machines", `${updated} of ${all} updated, ${hit} hit, ${untouched} never touched`]
    ]
  };
}
function plainOf(notice, clean) {
  let { id, on, at, policy, rollout, ring, machines, run } = notice, { title } = toldOf(notice, clean), [why, next] = [notice.why, notice.next].map((lines) => lines.map((line) => clean(line)));
  return { version: 1, id, on, at: new Date(at).toISOString(), policy, rollout, ring, title, why, next, machines, run };
}
function teamsOf(notice, clean) {
  let { title, lines, facts } = toldOf(notice, clean), run = (text, more = {}) => ({
    type: "RichTextBlock",
    inlines: [{ type: "TextRun", text, ...more }]
  }), colour = colours[notice.on];
  return {
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content: {
      $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
      type: "AdaptiveCard",
      version: "1.4",
      body: [
        run(title, { weight: "Bolder", size: "Medium", ...colour === void 0 ? {} : { color: colour } }),
        ...lines.map((line) => run(line)),
        ...facts.map(([name, value]) => run(`${name}: ${value}`, { isSubtle: !0 }))
      ],
      ...notice.run === null ? {} : { actions: [{ type: "Action.OpenUrl", title: "Open the run", url: notice.run }] }
    } }]
  };
}
function slackOf(notice, clean) {
  let { title, lines, facts } = toldOf(notice, clean), plain = (text) => ({ type: "plain_text", text, emoji: !1 }), section = (text) => ({ type: "section", text: plain(text) }), button = { type: "button", text: plain("Open the run"), url: notice.run };
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
  let next = rowOfCode("NOTICE_UNDELIVERED")?.next ?? "";
  platform.log(`NOTICE_UNDELIVERED: ${messenger.name}: ${why}. The rollout goes on. ${next}`, "warning");
}
function openNotifier({ platform, env, signal }, channels, directory) {
  let end = new AbortController(), secret = (value) => platform.secret(value), lines = channels.map((channel) => {
    let messenger = openMessenger(channel, { directory, env, secret, signal: end.signal });
    return messenger.unready !== void 0 && warn(platform, messenger, messenger.unready), { channel, messenger, tail: Promise.resolve() };
  }), clean = (text) => oneLine(platform.mask(text)), deliver = async ({ channel, messenger }, notice) => {
    let format = "format" in channel ? channel.format : "json", why = await messenger.deliver(payloadOf(format, notice, clean));
    why !== void 0 && !end.signal.aborted && warn(platform, messenger, why);
  };
  return {
    tell(notice) {
      if (notice !== void 0)
        for (let line of lines)
          line.messenger.unready === void 0 && line.channel.on.includes(notice.on) && (line.tail = line.tail.then(() => deliver(line, notice)));
    },
    async close() {
      let limit = new AbortController(), late = sleep(usualPatience, "late", { signal: limit.signal }).catch(() => "late"), stopped = untilAborted(new Promise(() => {
      }), signal).then(
        () => sleep(timeLeft(signal, stopping.notices, performance.now()), "late", { signal: limit.signal }).catch(
          () => "late"
        )
      ), all = Promise.all(lines.map(({ tail }) => tail)), first = await Promise.race([late, stopped, all]);
      limit.abort(), end.abort(), first === "late" && platform.log("Some notices were not told in time; the log and the report have all of it.", "warning");
    }
  };
}

// src/commands/report-place.ts
import { join } from "node:path";
function reportDirectoryOf(platform, options) {
  let given = options["report-dir"];
  if (given !== void 0) return pathFrom(platform, given);
  let { temporary } = platform.traits;
  return temporary === void 0 ? void 0 : join(temporary, "patchring-report");
}

export {
  openNotifier,
  reportDirectoryOf
};
