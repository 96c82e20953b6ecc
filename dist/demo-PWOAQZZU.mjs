import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  endingOf,
  runLive
} from "./chunk-4LUUPOHG.mjs";
import {
  planLines
} from "./chunk-KL2OO7TL.mjs";
import {
  planOnline
} from "./chunk-SA24GSQJ.mjs";
import "./chunk-QQS42J4O.mjs";
import {
  programText
} from "./chunk-TQX72W37.mjs";
import "./chunk-DBKPDMIJ.mjs";
import "./chunk-J2F4IQUC.mjs";
import "./chunk-4U4X5S6Q.mjs";
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
import {
  openLedger,
  playStory
} from "./chunk-XG4EGFY7.mjs";
import {
  defineCommand
} from "./chunk-J3GBBVIQ.mjs";
import "./chunk-J3RMWZXU.mjs";
import {
  storyNames
} from "./chunk-5NH5M7DG.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import "./chunk-RHWP7GXC.mjs";
import "./chunk-Z7ODIS5N.mjs";
import "./chunk-4JWKCG6H.mjs";
import "./chunk-UVP55PIQ.mjs";
import "./chunk-BBJCK2JN.mjs";
import "./chunk-2M6OAKES.mjs";
import "./chunk-42CUXDJU.mjs";
import "./chunk-K52VPBHF.mjs";
import "./chunk-7VVDCJX4.mjs";
import "./chunk-FYBWLZPH.mjs";
import "./chunk-DTMQ62EV.mjs";
import "./chunk-YTFYII6Q.mjs";
import "./chunk-C4KSEYTN.mjs";
import "./chunk-JARS6VOI.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-UY47VAXF.mjs";
import "./chunk-AYWG556Y.mjs";
import "./chunk-DIBE7RQS.mjs";
import "./chunk-TTRE5NRQ.mjs";
import "./chunk-S3EIUCK2.mjs";
import {
  count,
  instantText
} from "./chunk-653LTDSJ.mjs";
import "./chunk-JMNUFN4O.mjs";
import "./chunk-2IZRUMOZ.mjs";
import {
  formatDuration
} from "./chunk-YJTZBR5B.mjs";
import "./chunk-BZIO6GYC.mjs";
import "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/commands/demo.ts
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
var demo = defineCommand({
  name: "demo",
  summary: "Plays the whole main job in seconds: no machine, no network, no set-up.",
  help: "An embedded fleet on loopback is updated in rings over the real protocol. Time is virtual: it jumps over every wait, and days\npass in seconds. Nothing leaves this computer. It exits 0 when the story ended as it must, and 1 when it did not.",
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
    const { scenario, machines, seed, speed } = options;
    const began = performance.now();
    const given = options["report-dir"];
    const directory = given === void 0 ? await mkdtemp(join(platform.traits.temporary ?? tmpdir(), "patchring-demo-")) : pathFrom(platform, given);
    const story = await playStory({ scenario, machines, seed, directory, speed: speed === 0 ? 1 : speed });
    try {
      const { username, password } = story.account;
      platform.secret(password);
      const account = { ...env, PATCHRING_USERNAME: username, PATCHRING_PASSWORD: password };
      const reach = {
        auth: void 0,
        configuration: void 0,
        transport: void 0,
        port: void 0,
        ca: void 0,
        pin: void 0
      };
      const context = { platform, options: reach, env: account, signal };
      introduce(platform, story, machines);
      const loaded = await readPolicy(platform, { policy: story.policyFile });
      const place = { place: `file:${join(directory, "ledger")}`, from: directory, owner: "demo", clock: story.clock };
      const outcome = await play({ context, story, loaded, ledger: openLedger(place), directory });
      await watchOn(platform, story, signal);
      return concluded({ platform, outcome, story, directory, took: performance.now() - began });
    } finally {
      await story.close();
    }
  }
});
function introduce(platform, { story }, machines) {
  platform.log(`patchring demo: ${story.name}`, "heading");
  platform.log([
    story.text,
    `${machines} Windows machines in three rings on loopback: real sockets, real WS-Man, PowerShell remoting and NTLM.`,
    "Only the machines are models, and time jumps over every wait.",
    ""
  ]);
}
async function play(played) {
  const { context, story, loaded, ledger } = played;
  const { platform, signal } = context;
  const world = enterWorld(context, loaded, { clock: story.clock });
  const planned = await planOnline({ platform, loaded, ledger, signal }, world).finally(() => world.close());
  if (planned === void 0) return { conclusion: "cancelled", line: "CANCELLED while planning." };
  const { plan, held } = planned;
  platform.log(`plan ${plan.rolloutId}`, "heading");
  platform.log(planLines(plan, held));
  for (let run = 1; ; run += 1) {
    platform.log("");
    platform.log(`run ${run}, ${instantText(story.clock.now())}`, "heading");
    const ended = await playRun(played, plan);
    const { conclusion, nextAt } = ended.driven.standing;
    if (conclusion !== "waiting" || nextAt === null || signal.aborted) return ended.outcome();
    const now = story.clock.now();
    platform.log(ended.waiting, "good");
    platform.log(
      `The run ends here. The next scheduled run, ${formatDuration(nextAt - now)} later, goes on from the journal:`
    );
    await story.clock.skipTo(nextAt);
  }
}
async function watchOn(platform, { story, clock }, signal) {
  if (story.afterwards === 0 || signal.aborted) return;
  platform.log("");
  platform.log(
    `The rollout has ended. The machines are left to themselves for ${formatDuration(story.afterwards)}.`,
    "heading"
  );
  await clock.skipTo(clock.now() + story.afterwards);
}
async function playRun({ context, story, loaded, ledger, directory }, plan) {
  const { platform, signal } = context;
  const world = enterWorld(context, loaded, { clock: story.clock });
  const writer = await ledger.write(plan.rolloutId);
  try {
    const running = {
      platform,
      plan,
      world,
      writer,
      by: "demo",
      reportDirectory: join(directory, "report"),
      signal,
      takesWords: false
    };
    const driven = await runLive(running);
    const outcome = await endingOf({
      running,
      driven,
      invocation: { program: programText(), options: [] },
      next: nextCommands(platform, story, ledger),
      journal: shownPlace(platform, ledger)
    });
    return { driven, waiting: outcome.line, outcome: () => outcome };
  } finally {
    await writer.close();
    await world.close();
  }
}
function shownPlace(platform, { directory, place }) {
  return directory === void 0 ? place : `file:${shownPath(platform, directory)}`;
}
function nextCommands(platform, { story }, ledger) {
  const program = programText();
  return [
    `${program} status --ledger ${shownPlace(platform, ledger)}   # what the journal remembers`,
    `${program} fleet --scenario ${story.name}   # the same machines, for you to plan, apply, halt and roll back`
  ];
}
function concluded({ outcome, story, took }) {
  const { expected } = story.story;
  const { machines } = story.counts();
  const odd = story.oddities();
  const jobs = machines.flatMap(({ jobs: all }) => all).length;
  const restarts = machines.flatMap(({ restarts: all }) => all).length;
  const isAsExpected = outcome.conclusion === expected && odd.length === 0;
  const books = odd.length === 0 ? `The machines' own books: ${count(jobs, "job")} and ${count(restarts, "restart")}, none of them twice, none for nothing, and nothing came back by itself.` : `The machines' own books are irregular: ${odd.join(", ")}.`;
  const end = isAsExpected ? `The story ended as it must: ${expected}. It took ${formatDuration(Math.round(took))}.` : `The story had to end ${expected}, and ended ${outcome.conclusion}.`;
  if (outcome.conclusion === "cancelled") return outcome;
  return {
    ...outcome,
    details: [...outcome.details ?? [], "", `  ${books}`, `  ${end}`],
    result: { ...outcome.result, scenario: story.story.name, expected, asExpected: isAsExpected },
    exitCode: isAsExpected ? 0 : 1
  };
}
export {
  demo
};
