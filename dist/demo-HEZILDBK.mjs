import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  endingOf,
  runLive
} from "./chunk-6WJMTO7E.mjs";
import {
  planLines
} from "./chunk-LR6RYC36.mjs";
import {
  planOnline
} from "./chunk-JRXQVZ6M.mjs";
import "./chunk-VSDFMNOV.mjs";
import "./chunk-OUSKIOUY.mjs";
import "./chunk-4XMGTGWN.mjs";
import {
  programText
} from "./chunk-3GQ3EVV5.mjs";
import "./chunk-LMASN5LU.mjs";
import "./chunk-HEUVVM24.mjs";
import "./chunk-OBB7QQIU.mjs";
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
import {
  openLedger,
  playStory
} from "./chunk-MWCIW3DD.mjs";
import {
  defineCommand
} from "./chunk-VTDDW2ZJ.mjs";
import "./chunk-TWOKD2OS.mjs";
import {
  storyNames
} from "./chunk-BFN7U65A.mjs";
import "./chunk-LXU6DZ4O.mjs";
import "./chunk-KMWU4VL2.mjs";
import "./chunk-DOMBGGQA.mjs";
import "./chunk-27QUBKCO.mjs";
import "./chunk-5GTJYZBX.mjs";
import "./chunk-CVSCWVAP.mjs";
import "./chunk-UKKG4IJ5.mjs";
import "./chunk-QELDCA7O.mjs";
import "./chunk-7DXEQ242.mjs";
import "./chunk-P34WXSGP.mjs";
import "./chunk-J4VYRSPQ.mjs";
import "./chunk-DOMUFUHT.mjs";
import "./chunk-NLDZ6FPW.mjs";
import "./chunk-XOZ2M7R3.mjs";
import "./chunk-ZYVX2BHV.mjs";
import "./chunk-Q7CNT2VP.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-NY5E6FMM.mjs";
import "./chunk-7P4UPFSA.mjs";
import "./chunk-4EJNWNDX.mjs";
import "./chunk-6UUSL6FY.mjs";
import "./chunk-IMDTDMIN.mjs";
import {
  count,
  instantText
} from "./chunk-NLS6OPJM.mjs";
import "./chunk-SRSEICG6.mjs";
import "./chunk-6AWOICFL.mjs";
import {
  formatDuration
} from "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/commands/demo.ts
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
var demo = defineCommand({
  name: "demo",
  summary: "Plays the whole main job in seconds: no machine, no network, no set-up.",
  help: `An embedded fleet on loopback is updated in rings over the real protocol. Time is virtual: it jumps over every wait, and days
pass in seconds. Nothing leaves this computer. It exits 0 when the story ended as it must, and 1 when it did not.`,
  options: [
    {
      name: "scenario",
      kind: "choice",
      choices: storyNames,
      default: storyNames[0] ?? "",
      help: "The story."
    },
    { name: "machines", kind: "number", value: "N", default: "20", help: "How many machines, in three rings." },
    { name: "seed", kind: "number", value: "N", default: "1", help: "Another seed, other times." },
    { name: "speed", kind: "number", value: "N", help: "Seconds a second, for watching; time jumps when left out." }
  ],
  run: async ({ platform, options, env, signal }) => {
    let { scenario, machines, seed, speed } = options, began = performance.now(), given = options["report-dir"], directory = given === void 0 ? await mkdtemp(join(platform.traits.temporary ?? tmpdir(), "patchring-demo-")) : pathFrom(platform, given), story = await playStory({ scenario, machines, seed, directory, speed: speed === 0 ? 1 : speed });
    try {
      let { username, password } = story.account;
      platform.secret(password);
      let account = { ...env, PATCHRING_USERNAME: username, PATCHRING_PASSWORD: password }, context = { platform, options: {
        auth: void 0,
        configuration: void 0,
        transport: void 0,
        port: void 0,
        ca: void 0,
        pin: void 0
      }, env: account, signal };
      introduce(platform, story, machines);
      let loaded = await readPolicy(platform, { policy: story.policyFile }), place = { place: `file:${join(directory, "ledger")}`, from: directory, owner: "demo", clock: story.clock }, outcome = await play({ context, story, loaded, ledger: openLedger(place), directory });
      return await watchOn(platform, story, signal), concluded({ platform, outcome, story, directory, took: performance.now() - began });
    } finally {
      await story.close();
    }
  }
});
function introduce(platform, { story }, machines) {
  platform.log(`patchring demo: ${story.name}`, "heading"), platform.log([
    story.text,
    `${machines} Windows machines in three rings on loopback: real sockets, real WS-Man, PowerShell remoting and NTLM.`,
    "Only the machines are models, and time jumps over every wait.",
    ""
  ]);
}
async function play(played) {
  let { context, story, loaded, ledger } = played, { platform, signal } = context, world = enterWorld(context, loaded, { clock: story.clock }), planned = await planOnline({ platform, loaded, ledger, signal }, world).finally(() => world.close());
  if (planned === void 0) return { conclusion: "cancelled", line: "CANCELLED while planning." };
  let { plan, held } = planned;
  platform.log(`plan ${plan.rolloutId}`, "heading"), platform.log(planLines(plan, held));
  for (let run = 1; ; run += 1) {
    platform.log(""), platform.log(`run ${run}, ${instantText(story.clock.now())}`, "heading");
    let ended = await playRun(played, plan), { conclusion, nextAt } = ended.driven.standing;
    if (conclusion !== "waiting" || nextAt === null || signal.aborted) return ended.outcome();
    let now = story.clock.now();
    platform.log(ended.waiting, "good"), platform.log(
      `The run ends here. The next scheduled run, ${formatDuration(nextAt - now)} later, goes on from the journal:`
    ), await story.clock.skipTo(nextAt);
  }
}
async function watchOn(platform, { story, clock }, signal) {
  story.afterwards === 0 || signal.aborted || (platform.log(""), platform.log(
    `The rollout has ended. The machines are left to themselves for ${formatDuration(story.afterwards)}.`,
    "heading"
  ), await clock.skipTo(clock.now() + story.afterwards));
}
async function playRun({ context, story, loaded, ledger, directory }, plan) {
  let { platform, signal } = context, world = enterWorld(context, loaded, { clock: story.clock }), writer = await ledger.write(plan.rolloutId);
  try {
    let running = {
      platform,
      plan,
      world,
      writer,
      by: "demo",
      reportDirectory: join(directory, "report"),
      signal,
      takesWords: !1
    }, driven = await runLive(running), outcome = await endingOf({
      running,
      driven,
      invocation: { program: programText(), options: [] },
      next: nextCommands(platform, story, ledger),
      journal: shownPlace(platform, ledger)
    });
    return { driven, waiting: outcome.line, outcome: () => outcome };
  } finally {
    await writer.close(), await world.close();
  }
}
function shownPlace(platform, { directory, place }) {
  return directory === void 0 ? place : `file:${shownPath(platform, directory)}`;
}
function nextCommands(platform, { story }, ledger) {
  let program = programText();
  return [
    `${program} status --ledger ${shownPlace(platform, ledger)}   # what the journal remembers`,
    `${program} fleet --scenario ${story.name}   # the same machines, for you to plan, apply, halt and roll back`
  ];
}
function concluded({ outcome, story, took }) {
  let { expected } = story.story, { machines } = story.counts(), odd = story.oddities(), jobs = machines.flatMap(({ jobs: all }) => all).length, restarts = machines.flatMap(({ restarts: all }) => all).length, isAsExpected = outcome.conclusion === expected && odd.length === 0, books = odd.length === 0 ? `The machines' own books: ${count(jobs, "job")} and ${count(restarts, "restart")}, none of them twice, none for nothing, and nothing came back by itself.` : `The machines' own books are irregular: ${odd.join(", ")}.`, end = isAsExpected ? `The story ended as it must: ${expected}. It took ${formatDuration(Math.round(took))}.` : `The story had to end ${expected}, and ended ${outcome.conclusion}.`;
  return outcome.conclusion === "cancelled" ? outcome : {
    ...outcome,
    details: [...outcome.details ?? [], "", `  ${books}`, `  ${end}`],
    result: { ...outcome.result, scenario: story.story.name, expected, asExpected: isAsExpected },
    exitCode: isAsExpected ? 0 : 1
  };
}
export {
  demo
};
