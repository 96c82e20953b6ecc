#!/usr/bin/env node
import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  run
} from "./chunk-VLZSLSBE.mjs";
import "./chunk-VTDDW2ZJ.mjs";
import {
  createMasker,
  paint,
  shortestSecret,
  tooShort
} from "./chunk-IS75BBZF.mjs";
import {
  neutralJson
} from "./chunk-TWOKD2OS.mjs";
import "./chunk-LXU6DZ4O.mjs";
import "./chunk-Q7CNT2VP.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-4EJNWNDX.mjs";
import "./chunk-6LAG6MGP.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/cli.ts
import { readFileSync } from "node:fs";

// src/platforms/terminal.ts
var wipe = "\r\x1B[K", usualWidth = 80;
function createTerminal({ json, debug }, streams = process) {
  let masker = createMasker(), isColourful = (stream) => stream.isTTY === !0 && (streams.env.NO_COLOR ?? "") === "", lines = json ? streams.stderr : streams.stdout, redraws = isColourful(lines), status = "";
  function print(stream, text, tone) {
    status !== "" && lines.write(wipe), stream.write(`${isColourful(stream) ? paint(text, tone) : text}
`), draw();
  }
  function draw() {
    status !== "" && lines.write(paint(status, "status"));
  }
  function show(text) {
    status !== "" && lines.write(wipe), status = text.slice(0, Math.max(0, (lines.columns ?? usualWidth) - 2)).replace(/[\ud800-\udbff]$/, ""), draw();
  }
  function annotate(kind, message, title) {
    let text = `${kind}: ${title === void 0 ? "" : `${title}: `}${message}`;
    print(streams.stderr, masker.clean(text), kind === "error" ? "bad" : "warning");
  }
  return {
    traits: {
      name: "terminal",
      isPipeline: !1,
      redraws,
      isDebug: debug,
      summary: void 0,
      directory: streams.cwd(),
      temporary: void 0,
      runUrl: void 0
    },
    input: () => {
    },
    secret(value) {
      value.trim().length < shortestSecret && annotate("warning", tooShort), masker.add(value);
    },
    mask: masker.mask,
    log(text, tone = "plain") {
      if (!(tone === "debug" && !debug))
        for (let line of [text].flat())
          tone === "status" && redraws ? show(masker.clean(line)) : print(lines, masker.clean(line), tone);
    },
    group(title) {
      title !== void 0 && print(lines, masker.clean(title), "heading");
    },
    annotate,
    output: () => {
    },
    summary: () => {
    },
    finish({ exitCode, result }) {
      show(""), json && streams.stdout.write(`${neutralJson(masker.maskDeep(result))}
`), streams.exitCode = exitCode;
    }
  };
}

// src/cli.ts
var argv = process.argv.slice(2), manifest = new URL("../package.json", import.meta.url);
process.stdout.on("error", () => process.exit());
await run({
  platform: createTerminal({ json: argv.includes("--json"), debug: argv.includes("--debug") }),
  argv,
  env: process.env,
  version: () => JSON.parse(readFileSync(manifest, "utf8")).version
});
