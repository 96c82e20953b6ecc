import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  createGithub
} from "./chunk-4QSJLP4X.mjs";
import "./chunk-MCW66SDA.mjs";
import "./chunk-NQSQMXHP.mjs";
import {
  escapeMarkdown
} from "./chunk-J3RMWZXU.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/platforms/unfinished.ts
function tellUnfinished(platform2) {
  const command = platform2.input("command") ?? "apply";
  const ledger = platform2.input("ledger");
  const line = `UNFINISHED: the step ended before ${command} could say how: it was killed, or the runner was lost.`;
  const next = [
    "Jobs that were running on machines go on there; no machine is restarted by them.",
    ledger === void 0 ? "The journal is in the default ledger." : `The journal is in ${ledger}.`,
    command === "apply" || command === "rollback" ? `Run the same step again: ${command} asks the machines in flight what became of them and goes on from the journal.` : `Run the same step again: ${command} changes nothing on a machine that lasts.`
  ];
  platform2.annotate("warning", [line, ...next].join(" "), "unfinished");
  platform2.log(next);
  platform2.summary(`${[`**${escapeMarkdown(line)}**`, ...next.map((text) => escapeMarkdown(text))].join("\n\n")}
`);
}

// src/post.ts
var platform = createGithub();
if (platform.mainConclusion() === void 0) tellUnfinished(platform);
