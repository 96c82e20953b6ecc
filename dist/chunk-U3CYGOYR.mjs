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
} from "./chunk-MR5GGIOK.mjs";
import {
  createMasker,
  paint,
  shortestSecret,
  tooShort
} from "./chunk-IS75BBZF.mjs";
import {
  stopping,
  timeLeft
} from "./chunk-XWM6LM3U.mjs";

// src/platforms/github.ts
import { appendFileSync } from "node:fs";

// src/platforms/plain.ts
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
var longestWorkflow = 1e6;
function watchPlain(judge, directory) {
  let inputs = /* @__PURE__ */ new Map();
  return {
    given(name, value) {
      value !== void 0 && inputs.set(value, name);
    },
    warningOf(secret) {
      let input = inputs.get(secret);
      return inputs.delete(secret), input === void 0 || existsSync(resolve(directory, secret)) ? void 0 : judge(input, secret);
    }
  };
}
function judgePlainOnGithub(input, secret, workspace) {
  let file = workflowWith(secret, workspace);
  if (file !== void 0)
    return `The ${input} stands as plain text in ${file}: whoever can read the repository has it. Change it, store the new one as a secret of the environment, and pass it as \${{ secrets.NAME }}.`;
}
function workflowWith(value, workspace) {
  let folder = ".github/workflows";
  try {
    let name = readdirSync(join(workspace, folder)).filter((name2) => /\.ya?ml$/.test(name2)).find((name2) => {
      let text = readFileSync(join(workspace, folder, name2), "utf8");
      return text.length <= longestWorkflow && scalarsOf(text).includes(value);
    });
    return name === void 0 ? void 0 : `${folder}/${name}`;
  } catch {
    return;
  }
}
var quoted = /:[ \t]+(?:"([^"\n]*)"|'([^'\n]*)')/g, bare = [/:[ \t]+([^\s"'{[][^\n]*)/g, /:[ \t]+([^\s"'{[,}\]][^\n,}\]]*)/g];
function scalarsOf(text) {
  let whole = [...text.matchAll(quoted)].map(([, double, single]) => double ?? single ?? ""), rest = bare.flatMap(
    (form) => [...text.matchAll(form)].map(([, scalar = ""]) => scalar.replace(/\s+#.*$/, "").trim())
  );
  return [...whole, ...rest];
}

// src/platforms/summary.ts
import { Buffer } from "node:buffer";
var largestSummary = 1e6, note = `

*The summary was too long and ends here. The report files have all of it.*
`;
function fitSummary(markdown, limit = largestSummary) {
  if (Buffer.byteLength(markdown) <= limit) return markdown;
  let room = limit - Buffer.byteLength(note), blocks = [], used = 0;
  for (let block of markdown.split(/(?<=\n)(?=\n)/)) {
    if (used += Buffer.byteLength(block), used > room) break;
    blocks.push(block);
  }
  return `${blocks.join("").trimEnd()}${note}`;
}

// src/platforms/github.ts
var mostAnnotations = 9, longestAnnotation = 4e3, stateKey = "conclusion", tokenName = "deployments-token";
function createGithub(env = process.env) {
  let masker = createMasker(), shown = { warning: 0, error: 0 }, traits = traitsOf(env), plain = watchPlain((input, secret) => judgePlainOnGithub(input, secret, traits.directory), traits.directory), isGroupOpen = !1;
  function log(lines, tone = "plain") {
    for (let line of [lines].flat())
      tone === "debug" ? debug(masker.clean(line)) : info(paint(masker.clean(line), tone));
  }
  function annotate(kind, message, title) {
    if (shown[kind] += 1, shown[kind] > mostAnnotations) {
      log(`${kind}: ${title === void 0 ? "" : `${title}: `}${message}`, kind === "error" ? "bad" : "warning");
      return;
    }
    let properties = title === void 0 ? {} : { title: masker.clean(title, 200) };
    (kind === "error" ? error : warning)(masker.clean(message, longestAnnotation), properties);
  }
  return {
    traits,
    input(name) {
      let value = getInput(name) || void 0;
      return plain.given(name, value), value;
    },
    secret(value) {
      value.trim().length < shortestSecret && annotate("warning", tooShort);
      for (let form of masker.add(value)) setSecret(form);
      let warning2 = plain.warningOf(value);
      warning2 !== void 0 && annotate("warning", warning2, "plain secret");
    },
    mask: masker.mask,
    log,
    group(title) {
      isGroupOpen && endGroup(), isGroupOpen = title !== void 0, title !== void 0 && startGroup(masker.clean(title));
    },
    annotate,
    output: (name, value) => setOutput(name, masker.clean(value, Number.MAX_SAFE_INTEGER)),
    summary(markdown) {
      let path = env.GITHUB_STEP_SUMMARY;
      if (!(path === void 0 || path === ""))
        try {
          appendFileSync(path, fitSummary(masker.mask(markdown)));
        } catch (cause) {
          log(`The summary could not be written: ${cause instanceof Error ? cause.message : String(cause)}`, "warning");
        }
    },
    finish(ending) {
      saveState(stateKey, ending.conclusion), end(ending, masker.clean(ending.line, longestAnnotation));
      let token = getInput(tokenName);
      return token === "" || ending.rollout === void 0 ? void 0 : show({ ...ending, token, log, env });
    },
    mainConclusion: () => getState(stateKey) || void 0
  };
}
var patience = 4e3;
async function show({ rollout, signal: stop, token, log, env }) {
  let { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = env;
  if (rollout === void 0 || api === void 0 || repository === void 0 || sha === void 0) return;
  let { tellDeployments } = await import("./deployments-E5JP4SYH.mjs"), left = stop?.aborted === !0 ? timeLeft(stop, stopping.pages, performance.now()) : patience, signal = AbortSignal.timeout(Math.ceil(Math.min(patience, left)));
  log(await tellDeployments(rollout, { api, repository, sha, token, runUrl: traitsOf(env).runUrl, signal }), "warning");
}
function end({ colour, conclusion, exitCode }, line) {
  switch (colour) {
    case "green":
      process.exitCode = 0;
      break;
    case "yellow":
      warning(line, { title: conclusion }), process.exitCode = 0;
      break;
    case "red":
      error(line, { title: conclusion }), process.exitCode = exitCode === 0 ? 1 : exitCode;
      break;
  }
}
function traitsOf(env) {
  let { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env, attempt = env.GITHUB_RUN_ATTEMPT ?? "1", isKnown = server !== void 0 && repository !== void 0 && run !== void 0;
  return {
    name: "github",
    isPipeline: !0,
    redraws: !1,
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
