import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  debug,
  endGroup,
  error,
  getInput,
  getState,
  info,
  isDebug,
  saveState,
  setOutput,
  setSecret,
  startGroup,
  warning
} from "./chunk-MCW66SDA.mjs";
import {
  createMasker,
  paint,
  shortestSecret,
  tooShort
} from "./chunk-NQSQMXHP.mjs";
import {
  stopping,
  timeLeft
} from "./chunk-UXZ6BDMA.mjs";

// src/platforms/github.ts
import { appendFileSync } from "node:fs";

// src/platforms/plain.ts
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
var longestWorkflow = 1e6;
function watchPlain(judge, directory) {
  const inputs = /* @__PURE__ */ new Map();
  return {
    given(name, value) {
      if (value !== void 0) inputs.set(value, name);
    },
    warningOf(secret) {
      const input = inputs.get(secret);
      inputs.delete(secret);
      return input === void 0 || existsSync(resolve(directory, secret)) ? void 0 : judge(input, secret);
    }
  };
}
function judgePlainOnGithub(input, secret, workspace) {
  const file = workflowWith(secret, workspace);
  if (file === void 0) return void 0;
  return `The ${input} stands as plain text in ${file}: whoever can read the repository has it. Change it, store the new one as a secret of the environment, and pass it as \${{ secrets.NAME }}.`;
}
function workflowWith(value, workspace) {
  const folder = ".github/workflows";
  try {
    const names = readdirSync(join(workspace, folder)).filter((name2) => /\.ya?ml$/.test(name2));
    const name = names.find((name2) => {
      const text = readFileSync(join(workspace, folder, name2), "utf8");
      return text.length <= longestWorkflow && scalarsOf(text).includes(value);
    });
    return name === void 0 ? void 0 : `${folder}/${name}`;
  } catch {
    return void 0;
  }
}
var quoted = /:[ \t]+(?:"([^"\n]*)"|'([^'\n]*)')/g;
var bare = [/:[ \t]+([^\s"'{[][^\n]*)/g, /:[ \t]+([^\s"'{[,}\]][^\n,}\]]*)/g];
function scalarsOf(text) {
  const whole = [...text.matchAll(quoted)].map(([, double, single]) => double ?? single ?? "");
  const rest = bare.flatMap(
    (form) => [...text.matchAll(form)].map(([, scalar = ""]) => scalar.replace(/\s+#.*$/, "").trim())
  );
  return [...whole, ...rest];
}

// src/platforms/summary.ts
import { Buffer } from "node:buffer";
var largestSummary = 1e6;
var note = "\n\n*The summary was too long and ends here. The report files have all of it.*\n";
function fitSummary(markdown, limit = largestSummary) {
  if (Buffer.byteLength(markdown) <= limit) return markdown;
  const room = limit - Buffer.byteLength(note);
  const blocks = [];
  let used = 0;
  for (const block of markdown.split(/(?<=\n)(?=\n)/)) {
    used += Buffer.byteLength(block);
    if (used > room) break;
    blocks.push(block);
  }
  return `${blocks.join("").trimEnd()}${note}`;
}

// src/platforms/github.ts
var mostAnnotations = 9;
var longestAnnotation = 4e3;
var stateKey = "conclusion";
var tokenName = "deployments-token";
function createGithub(env = process.env) {
  const masker = createMasker();
  const shown = { warning: 0, error: 0 };
  const traits = traitsOf(env);
  const plain = watchPlain((input, secret) => judgePlainOnGithub(input, secret, traits.directory), traits.directory);
  let isGroupOpen = false;
  function log(lines, tone = "plain") {
    for (const line of [lines].flat()) {
      if (tone === "debug") debug(masker.clean(line));
      else info(paint(masker.clean(line), tone));
    }
  }
  function annotate(kind, message, title) {
    shown[kind] += 1;
    if (shown[kind] > mostAnnotations) {
      log(`${kind}: ${title === void 0 ? "" : `${title}: `}${message}`, kind === "error" ? "bad" : "warning");
      return;
    }
    const properties = title === void 0 ? {} : { title: masker.clean(title, 200) };
    (kind === "error" ? error : warning)(masker.clean(message, longestAnnotation), properties);
  }
  return {
    traits,
    input(name) {
      const value = getInput(name) || void 0;
      plain.given(name, value);
      return value;
    },
    secret(value) {
      if (value.trim().length < shortestSecret) annotate("warning", tooShort);
      for (const form of masker.add(value)) setSecret(form);
      const warning2 = plain.warningOf(value);
      if (warning2 !== void 0) annotate("warning", warning2, "plain secret");
    },
    mask: masker.mask,
    log,
    group(title) {
      if (isGroupOpen) endGroup();
      isGroupOpen = title !== void 0;
      if (title !== void 0) startGroup(masker.clean(title));
    },
    annotate,
    output: (name, value) => setOutput(name, masker.clean(value, Number.MAX_SAFE_INTEGER)),
    summary(markdown) {
      const path = env.GITHUB_STEP_SUMMARY;
      if (path === void 0 || path === "") return;
      try {
        appendFileSync(path, fitSummary(masker.mask(markdown)));
      } catch (cause) {
        log(`The summary could not be written: ${cause instanceof Error ? cause.message : String(cause)}`, "warning");
      }
    },
    finish(ending) {
      saveState(stateKey, ending.conclusion);
      end(ending, masker.clean(ending.line, longestAnnotation));
      const token = getInput(tokenName);
      return token === "" || ending.rollout === void 0 ? void 0 : show({ ...ending, token, log, env });
    },
    mainConclusion: () => getState(stateKey) || void 0
  };
}
var patience = 4e3;
async function show({ rollout, signal: stop, token, log, env }) {
  const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = env;
  if (rollout === void 0 || api === void 0 || repository === void 0 || sha === void 0) return;
  const { tellDeployments } = await import("./deployments-P2YVFOUU.mjs");
  const left = stop?.aborted === true ? timeLeft(stop, stopping.pages, performance.now()) : patience;
  const signal = AbortSignal.timeout(Math.ceil(Math.min(patience, left)));
  log(await tellDeployments(rollout, { api, repository, sha, token, runUrl: traitsOf(env).runUrl, signal }), "warning");
}
function end({ colour, conclusion, exitCode }, line) {
  switch (colour) {
    case "green":
      process.exitCode = 0;
      break;
    case "yellow":
      warning(line, { title: conclusion });
      process.exitCode = 0;
      break;
    case "red":
      error(line, { title: conclusion });
      process.exitCode = exitCode === 0 ? 1 : exitCode;
      break;
  }
}
function traitsOf(env) {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  const attempt = env.GITHUB_RUN_ATTEMPT ?? "1";
  const isKnown = server !== void 0 && repository !== void 0 && run !== void 0;
  return {
    name: "github",
    isPipeline: true,
    redraws: false,
    isDebug: isDebug(),
    summary: "mermaid",
    directory: env.GITHUB_WORKSPACE ?? process.cwd(),
    temporary: env.RUNNER_TEMP,
    runUrl: isKnown ? `${server}/${repository}/actions/runs/${run}/attempts/${attempt}` : void 0
  };
}

export {
  createGithub
};
