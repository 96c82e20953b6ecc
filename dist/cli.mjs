#!/usr/bin/env node
import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  run
} from "./chunk-VY4U7UIZ.mjs";
import "./chunk-J3GBBVIQ.mjs";
import {
  createMasker,
  paint,
  shortestSecret,
  tooShort
} from "./chunk-NQSQMXHP.mjs";
import {
  neutralJson
} from "./chunk-J3RMWZXU.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-JARS6VOI.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-DIBE7RQS.mjs";
import "./chunk-HADPAEFJ.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/cli.ts
import { readFileSync } from "node:fs";

// src/platforms/terminal.ts
var wipe = "\r\x1B[K";
var usualWidth = 80;
function createTerminal({ json, debug }, streams = process) {
  const masker = createMasker();
  const isColourful = (stream) => stream.isTTY === true && (streams.env.NO_COLOR ?? "") === "";
  const lines = json ? streams.stderr : streams.stdout;
  const redraws = isColourful(lines);
  let status = "";
  function print(stream, text, tone) {
    if (status !== "") lines.write(wipe);
    stream.write(`${isColourful(stream) ? paint(text, tone) : text}
`);
    draw();
  }
  function draw() {
    if (status !== "") lines.write(paint(status, "status"));
  }
  function show(text) {
    if (status !== "") lines.write(wipe);
    status = text.slice(0, Math.max(0, (lines.columns ?? usualWidth) - 2)).replace(/[\ud800-\udbff]$/, "");
    draw();
  }
  function annotate(kind, message, title) {
    const text = `${kind}: ${title === void 0 ? "" : `${title}: `}${message}`;
    print(streams.stderr, masker.clean(text), kind === "error" ? "bad" : "warning");
  }
  return {
    traits: {
      name: "terminal",
      isPipeline: false,
      redraws,
      isDebug: debug,
      summary: void 0,
      directory: streams.cwd(),
      temporary: void 0,
      runUrl: void 0
    },
    input: () => void 0,
    secret(value) {
      if (value.trim().length < shortestSecret) annotate("warning", tooShort);
      masker.add(value);
    },
    mask: masker.mask,
    log(text, tone = "plain") {
      if (tone === "debug" && !debug) return;
      for (const line of [text].flat()) {
        if (tone === "status" && redraws) show(masker.clean(line));
        else print(lines, masker.clean(line), tone);
      }
    },
    group(title) {
      if (title !== void 0) print(lines, masker.clean(title), "heading");
    },
    annotate,
    output: () => {
    },
    summary: () => {
    },
    finish({ exitCode, result }) {
      show("");
      if (json) streams.stdout.write(`${neutralJson(masker.maskDeep(result))}
`);
      streams.exitCode = exitCode;
    }
  };
}

// src/cli.ts
var argv = process.argv.slice(2);
var manifest = new URL("../package.json", import.meta.url);
process.stdout.on("error", () => process.exit());
await run({
  platform: createTerminal({ json: argv.includes("--json"), debug: argv.includes("--debug") }),
  argv,
  env: process.env,
  version: () => JSON.parse(readFileSync(manifest, "utf8")).version
});
