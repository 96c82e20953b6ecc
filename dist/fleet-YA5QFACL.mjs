import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  programText
} from "./chunk-3GQ3EVV5.mjs";
import {
  pathFrom
} from "./chunk-MD5H4CP7.mjs";
import {
  startFleet
} from "./chunk-MWCIW3DD.mjs";
import {
  defineCommand
} from "./chunk-VTDDW2ZJ.mjs";
import {
  storyNames
} from "./chunk-BFN7U65A.mjs";
import "./chunk-LXU6DZ4O.mjs";
import "./chunk-KMWU4VL2.mjs";
import "./chunk-XOZ2M7R3.mjs";
import "./chunk-ZYVX2BHV.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-NY5E6FMM.mjs";
import "./chunk-7P4UPFSA.mjs";
import "./chunk-4EJNWNDX.mjs";
import "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/commands/fleet.ts
import { once } from "node:events";
import { relative } from "node:path";
var fleet = defineCommand({
  name: "fleet",
  summary: "Starts an embedded fleet of Windows machines to try the other commands against.",
  help: `It writes patchring.yml and machines.yml into a folder, opens one port on loopback for each machine and stays until Ctrl+C.
Everything on the wire is real; only what stands behind the ports is a model. Nothing leaves this computer.`,
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
    let { scenario, machines, seed } = options, directory = pathFrom(platform, options.dir), started = await startFleet({ scenario, machines, seed, directory });
    try {
      platform.log(`The embedded fleet is up: ${machines} machines, story "${started.story.name}".`, "heading"), platform.log(started.story.text, "quiet"), platform.log(tourOf(started, relative(platform.traits.directory, directory) || ".")), signal.aborted || await once(signal, "abort");
      let odd = started.oddities();
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
  let isWindows = process.platform === "win32", set = (name, value) => isWindows ? `$env:${name} = '${value}'` : `export ${name}='${value}'`, program = programText(folder);
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
