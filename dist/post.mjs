import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  createGithub
} from "./chunk-U3CYGOYR.mjs";
import "./chunk-MR5GGIOK.mjs";
import "./chunk-IS75BBZF.mjs";
import {
  escapeMarkdown
} from "./chunk-TWOKD2OS.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/platforms/unfinished.ts
function tellUnfinished(platform2) {
  let command = platform2.input("command") ?? "apply", ledger = platform2.input("ledger"), line = `UNFINISHED: the step ended before ${command} could say how: it was killed, or the runner was lost.`, next = [
    "Jobs that were running on machines go on there; no machine is restarted by them.",
    ledger === void 0 ? "The journal is in the default ledger." : `The journal is in ${ledger}.`,
    command === "apply" || command === "rollback" ? `Run the same step again: ${command} asks the machines in flight what became of them and goes on from the journal.` : `Run the same step again: ${command} changes nothing on a machine that lasts.`
  ];
  platform2.annotate("warning", [line, ...next].join(" "), "unfinished"), platform2.log(next), platform2.summary(`${[`**${escapeMarkdown(line)}**`, ...next.map((text) => escapeMarkdown(text))].join(`

`)}
`);
}

// src/post.ts
var platform = createGithub();
platform.mainConclusion() === void 0 && tellUnfinished(platform);
