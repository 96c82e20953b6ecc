import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  programText
} from "./chunk-TQX72W37.mjs";
import {
  pathFrom
} from "./chunk-GLLEZQT2.mjs";
import {
  startFleet
} from "./chunk-XG4EGFY7.mjs";
import {
  defineCommand
} from "./chunk-J3GBBVIQ.mjs";
import {
  storyNames
} from "./chunk-5NH5M7DG.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import "./chunk-YTFYII6Q.mjs";
import "./chunk-C4KSEYTN.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-UY47VAXF.mjs";
import "./chunk-AYWG556Y.mjs";
import "./chunk-DIBE7RQS.mjs";
import "./chunk-YJTZBR5B.mjs";
import "./chunk-BZIO6GYC.mjs";
import "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/commands/fleet.ts
import { once } from "node:events";
import { relative } from "node:path";
var fleet = defineCommand({
  name: "fleet",
  summary: "Starts an embedded fleet of Windows machines to try the other commands against.",
  help: "It writes patchring.yml and machines.yml into a folder, opens one port on loopback for each machine and stays until Ctrl+C.\nEverything on the wire is real; only what stands behind the ports is a model. Nothing leaves this computer.",
  options: [
    {
      name: "dir",
      kind: "path",
      value: "DIR",
      default: "patchring-fleet",
      help: "Folder for the policy and the inventory."
    },
    {
      name: "scenario",
      kind: "choice",
      choices: storyNames,
      default: storyNames[0] ?? "",
      help: "The story that its machines play."
    },
    { name: "machines", kind: "number", value: "N", default: "20", help: "How many machines, in three rings." },
    { name: "seed", kind: "number", value: "N", default: "1", help: "Another seed, other times." }
  ],
  run: async ({ platform, options, signal }) => {
    const { scenario, machines, seed } = options;
    const directory = pathFrom(platform, options.dir);
    const started = await startFleet({ scenario, machines, seed, directory });
    try {
      platform.log(`The embedded fleet is up: ${machines} machines, story "${started.story.name}".`, "heading");
      platform.log(started.story.text, "quiet");
      platform.log(tourOf(started, relative(platform.traits.directory, directory) || "."));
      if (!signal.aborted) await once(signal, "abort");
      const odd = started.oddities();
      return {
        conclusion: "succeeded",
        line: odd.length === 0 ? "The fleet has stopped." : `The fleet has stopped; its books are irregular: ${odd.join(", ")}`
      };
    } finally {
      await started.close();
    }
  }
});
function tourOf({ account, books }, folder) {
  const isWindows = process.platform === "win32";
  const set = (name, value) => isWindows ? `$env:${name} = '${value}'` : `export ${name}='${value}'`;
  const program = programText(folder);
  return [
    "",
    "In another terminal:",
    `  cd ${folder}`,
    `  ${set("PATCHRING_USERNAME", account.username)}`,
    `  ${set("PATCHRING_PASSWORD", account.password)}`,
    `  ${program} preflight`,
    `  ${program} plan`,
    `  ${program} apply      # again and again: each run does what is due and ends`,
    `  ${program} status`,
    "",
    `Its books (what really happened on the machines): ${books}`,
    "Ctrl+C ends it."
  ];
}
export {
  fleet
};
