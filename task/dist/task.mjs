import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  require_task
} from "./chunk-YIRYW3SV.mjs";
import {
  colours,
  exitCodes
} from "./chunk-HADPAEFJ.mjs";
import {
  escapeMarkdown,
  escapeMarks,
  neutral,
  oneLine,
  rowOfCode
} from "./chunk-WFHI6VSF.mjs";
import {
  azureName,
  inputs,
  inputsOf,
  outputs
} from "./chunk-MFRLOWS7.mjs";
import {
  FailureError,
  failureOf,
  nearest
} from "./chunk-B3KDKBGD.mjs";
import {
  __toESM
} from "./chunk-BOR2QMVO.mjs";

// src/platforms/azure.ts
var task = __toESM(require_task(), 1);
import { writeFileSync } from "node:fs";
import { join } from "node:path";

// src/platforms/masker.ts
import { Buffer } from "node:buffer";
var shortestSecret = 4;
var tooShort = `A secret of fewer than ${shortestSecret} characters cannot be masked: it would hide half the log. Use a longer one.`;
function createMasker() {
  const formsByBeginning = /* @__PURE__ */ new Map();
  function add(form) {
    const beginning = form.slice(0, shortestSecret);
    const known = formsByBeginning.get(beginning) ?? [];
    if (known.includes(form)) return false;
    formsByBeginning.set(beginning, [...known, form]);
    return true;
  }
  function mask(text) {
    if (formsByBeginning.size === 0) return text;
    let masked = "";
    let done = 0;
    for (let at = 0; at + shortestSecret <= text.length; at += 1) {
      for (const form of formsByBeginning.get(text.slice(at, at + shortestSecret)) ?? []) {
        if (!text.startsWith(form, at)) continue;
        if (at > done || masked === "") masked += `${text.slice(done, at)}***`;
        done = Math.max(done, at + form.length);
      }
    }
    return masked + text.slice(done);
  }
  function maskDeep(value) {
    if (typeof value === "string") return mask(value);
    if (Array.isArray(value)) return value.map(maskDeep);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [mask(key), maskDeep(inner)]));
  }
  return {
    add: (value) => formsOf(value).filter(add),
    mask,
    maskDeep,
    // Masked again at the end: dropping invisible characters can put a secret together.
    clean: (text, limit) => mask(neutral(mask(text), limit))
  };
}
function formsOf(value) {
  const pieces = [value, value.trim(), ...value.split(/[\r\n]+/).map((line) => line.trim())];
  const forms = pieces.filter((piece) => piece.trim().length >= shortestSecret).flatMap((piece) => [piece, ...escapedForms(piece), ...base64Forms(piece, "utf8"), ...base64Forms(piece, "utf16le")]);
  return [...new Set(forms)].filter((form) => form.length >= shortestSecret).sort((one, other) => other.length - one.length);
}
function escapedForms(piece) {
  const url = encodeURIComponent(Buffer.from(piece, "utf8").toString("utf8"));
  const strict = url.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = new URLSearchParams([["", piece]]).toString().slice(1);
  const json = JSON.stringify(piece).slice(1, -1);
  const xml = piece.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return [
    ...[url, strict, form].flatMap((text) => [text, text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())]),
    json,
    JSON.stringify(json).slice(1, -1),
    // Windows PowerShell's ConvertTo-Json
    json.replace(/[<>&']/g, (mark) => `\\u00${mark.charCodeAt(0).toString(16)}`),
    xml,
    xml.replace(/"/g, "&quot;").replace(/'/g, "&apos;"),
    oneLine(piece),
    neutral(piece, Number.MAX_SAFE_INTEGER),
    escapeMarks(oneLine(piece))
  ];
}
function base64Forms(piece, encoding) {
  const bytes = Buffer.from(piece, encoding);
  const inner = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    return text.slice(Math.ceil(before * 8 / 6), Math.floor((before + bytes.length) * 8 / 6));
  });
  return [bytes.toString("base64"), ...inner].flatMap((text) => [
    text,
    text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
  ]);
}

// src/platforms/summary.ts
import { Buffer as Buffer2 } from "node:buffer";
var largestSummary = 1e6;
var note = "\n\n*The summary was too long and ends here. The report files have all of it.*\n";
function fitSummary(markdown, limit = largestSummary) {
  if (Buffer2.byteLength(markdown) <= limit) return markdown;
  const room = limit - Buffer2.byteLength(note);
  const blocks = [];
  let used = 0;
  for (const block of markdown.split(/(?<=\n)(?=\n)/)) {
    used += Buffer2.byteLength(block);
    if (used > room) break;
    blocks.push(block);
  }
  return `${blocks.join("").trimEnd()}${note}`;
}

// src/platforms/azure.ts
var mostIssues = 9;
var longestIssue = 4e3;
var marks = {
  heading: "##[section]",
  warning: "##[warning]",
  bad: "##[error]"
};
function createAzure(nameOf, env = process.env) {
  const masker = createMasker();
  const masked = { write: (text) => process.stdout.write(masker.mask(text)) };
  const silent = { write: () => true };
  const traits = traitsOf(env);
  const shown = { warning: 0, error: 0 };
  let isGroupOpen = false;
  task.setStdStream(masked);
  process.removeAllListeners("uncaughtException").removeAllListeners("unhandledRejection");
  function through(stream, act) {
    task.setStdStream(stream);
    try {
      return act();
    } finally {
      task.setStdStream(masked);
    }
  }
  function print(line) {
    process.stdout.write(`${line}
`);
  }
  function log(lines, tone = "plain") {
    for (const line of [lines].flat()) {
      if (tone === "debug") task.debug(masker.clean(line));
      else print(`${marks[tone] ?? ""}${masker.clean(line)}`);
    }
  }
  function annotate(kind, message, title) {
    shown[kind] += 1;
    const text = `${title === void 0 ? "" : `${title}: `}${message}`;
    if (shown[kind] > mostIssues) log(`${kind}: ${text}`, kind === "error" ? "bad" : "warning");
    else (kind === "error" ? task.error : task.warning)(masker.clean(text, longestIssue));
  }
  return {
    traits,
    input: (name) => through(silent, () => task.getInput(nameOf(name)))?.trim() || void 0,
    secret(value) {
      if (value.trim().length < shortestSecret) annotate("warning", tooShort);
      const forms = masker.add(value).filter((form) => !/[\r\n]/.test(form));
      through(process.stdout, () => {
        for (const form of forms) task.setSecret(form);
      });
    },
    mask: masker.mask,
    log,
    group(title) {
      if (isGroupOpen) print("##[endgroup]");
      isGroupOpen = title !== void 0;
      if (title !== void 0) print(`##[group]${masker.clean(title)}`);
    },
    annotate,
    output: (name, value) => task.setVariable(nameOf(name), masker.clean(value, Number.MAX_SAFE_INTEGER), false, true),
    summary(markdown) {
      try {
        const path = join(traits.temporary ?? traits.directory, "patchring.md");
        writeFileSync(path, fitSummary(masker.mask(markdown)));
        task.uploadSummary(path);
      } catch (cause) {
        log(`The summary could not be written: ${cause instanceof Error ? cause.message : String(cause)}`, "warning");
      }
    },
    finish(ending) {
      task.setResult(resultOf(ending), masker.clean(ending.line, longestIssue));
      process.exitCode = 0;
    }
  };
}
function resultOf({ colour, conclusion }) {
  if (conclusion === "cancelled") return task.TaskResult.Cancelled;
  switch (colour) {
    case "green":
      return task.TaskResult.Succeeded;
    case "yellow":
      return task.TaskResult.SucceededWithIssues;
    case "red":
      return task.TaskResult.Failed;
  }
}
function traitsOf(env) {
  const { SYSTEM_COLLECTIONURI: collection, SYSTEM_TEAMPROJECT: project, BUILD_BUILDID: build } = env;
  const isKnown = collection !== void 0 && project !== void 0 && build !== void 0;
  return {
    name: "azure",
    isPipeline: true,
    isDebug: env.SYSTEM_DEBUG?.toLowerCase() === "true",
    summary: "tables",
    directory: env.SYSTEM_DEFAULTWORKINGDIRECTORY ?? process.cwd(),
    temporary: env.AGENT_TEMPDIRECTORY,
    runUrl: isKnown ? `${collection.replace(/\/$/, "")}/${encodeURIComponent(project)}/_build/results?buildId=${build}` : void 0
  };
}

// src/commands/arguments.ts
import { parseArgs } from "node:util";

// src/commands/request.ts
function readValues(options, { textOf: textOf2, nameOf }) {
  const values = {};
  const faults = [];
  for (const option of options) {
    const text = textOf2(option) ?? option.default;
    const value = text === void 0 ? absent(option) : parse(option, text);
    if (typeof value !== "object") values[option.name] = value;
    else faults.push(failureOf("ARGUMENT_INVALID", `${nameOf(option)} is "${text}": ${value.fault}`));
  }
  return { values, faults };
}
async function readInputs(platform, commands2) {
  const [{ choices, default: usual }] = inputs;
  const offered = commands2.filter(({ name }) => choices.includes(name));
  const command = await loadCommand(platform.input("command") ?? usual, offered);
  const { values, faults } = readValues(
    inputsOf(command.name).filter((input) => input.environment === void 0),
    { textOf: (option) => platform.input(option.name), nameOf: (option) => `The input ${option.name}` }
  );
  if (faults.length > 0) throw new FailureError(faults);
  return { command, options: { ...valuesWithout(command.options), ...values } };
}
async function loadCommand(name, commands2) {
  const command = commands2.find((candidate) => candidate.name === name);
  if (command !== void 0) return command.load();
  const names = commands2.map((candidate) => candidate.name);
  throw new FailureError([
    failureOf("COMMAND_UNKNOWN", `There is no command "${name}".${didYouMean(name, names)}`, {
      next: `The commands are ${names.join(", ")}.`
    })
  ]);
}
function didYouMean(word, candidates) {
  const guess = nearest(word, candidates);
  return guess === void 0 ? "" : ` Did you mean "${guess}"?`;
}
function readEnvironment(platform, env) {
  const ours = {};
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith("PATCHRING_") && value !== void 0) ours[name] = value;
  }
  for (const input of inputs) {
    const value = input.environment === void 0 ? void 0 : platform.input(input.name);
    if (input.environment !== void 0 && value !== void 0) ours[input.environment] = value;
  }
  for (const [name, value] of Object.entries(ours)) if (isSecret(name) && value !== "") platform.secret(value);
  return ours;
}
var secretNames = inputs.flatMap(
  (input) => input.secret === true && input.environment !== void 0 ? [input.environment] : []
);
function isSecret(name) {
  return secretNames.includes(name) || /(?:PASSWORD|PASSPHRASE|SECRET|TOKEN|KEY)$/.test(name);
}
function valuesWithout(options) {
  return readValues(options, { textOf: () => void 0, nameOf: (option) => option.name }).values;
}
function absent(option) {
  return option.kind === "flag" ? false : void 0;
}
function parse(option, text) {
  const { kind, choices = [] } = option;
  switch (kind) {
    case "text":
    case "path":
      return text;
    case "choice":
      if (choices.includes(text)) return text;
      return { fault: `write ${choices.join(" or ")}.${didYouMean(text, choices)}` };
    case "number":
      return /^\d{1,9}$/.test(text) ? Number(text) : { fault: "write a whole number." };
    case "flag":
      if (/^(?:true|True|TRUE)$/.test(text)) return true;
      return /^(?:false|False|FALSE)$/.test(text) ? false : { fault: "write true or false." };
  }
}

// src/commands/arguments.ts
var everywhere = [
  {
    name: "json",
    kind: "flag",
    help: "Print exactly one JSON document on standard output; the log goes to standard error."
  },
  { name: "debug", kind: "flag", help: "Show details, and the stack of a bug." },
  { name: "help", kind: "flag", help: "Show this." }
];
function optionName(option) {
  return option.option ?? option.name;
}
function optionsOf(command) {
  return [...inputsOf(command.name).filter((input) => input.environment === void 0), ...command.options];
}
async function parseArguments(argv, commands2) {
  const isFlag = (word) => ["--json", "--debug", "--help", "-h", "help"].includes(word);
  const isHelp = argv.some((word) => word === "--help" || word === "-h") || argv[0] === "help";
  const at = argv.findIndex((word) => !isFlag(word));
  const name = argv[at];
  if (name === "--version" && argv.length === 1) return { kind: "version" };
  if (name === void 0) return { kind: "help", command: void 0 };
  if (name.startsWith("-")) {
    throw new FailureError([
      failureOf("ARGUMENT_UNKNOWN", `The command comes before ${name}: patchring COMMAND [options].`)
    ]);
  }
  const command = await loadCommand(name, commands2);
  return isHelp ? { kind: "help", command } : { kind: "run", ...readArguments(argv.toSpliced(at, 1), command) };
}
function readArguments(argv, command) {
  const options = optionsOf(command);
  const known = [...options, ...everywhere];
  const texts = /* @__PURE__ */ new Map();
  const faults = [];
  for (const token of tokensOf(argv, known)) {
    if (token.kind === "positional" && command.bare !== void 0 && !texts.has(command.bare)) {
      texts.set(command.bare, token.value);
    } else if (token.kind === "positional") {
      faults.push(failureOf("ARGUMENT_UNKNOWN", `"${token.value}" has no place here: a value belongs to an option.`));
    }
    if (token.kind !== "option") continue;
    const { rawName, value, inlineValue } = token;
    const option = known.find((candidate) => optionName(candidate) === token.name);
    if (option === void 0) faults.push(unknownOption(rawName, known));
    else if (texts.has(option.name)) faults.push(failureOf("ARGUMENT_INVALID", `${rawName} is given twice.`));
    else if (option.kind === "flag" && value !== void 0) {
      faults.push(failureOf("ARGUMENT_INVALID", `${rawName} takes no value.`));
    } else if (option.kind === "flag") texts.set(option.name, "true");
    else if (value === void 0 || value === "" || inlineValue === false && value.startsWith("-")) {
      faults.push(failureOf("ARGUMENT_INVALID", `${rawName} needs a value: ${rawName} ${placeholder(option)}.`));
    } else texts.set(option.name, value);
  }
  const read = readValues(options, {
    textOf: (option) => texts.get(option.name),
    nameOf: (option) => `--${optionName(option)}`
  });
  if (faults.length + read.faults.length > 0) throw new FailureError([...faults, ...read.faults]);
  return { command, options: read.values };
}
function placeholder({ value, choices }) {
  return value ?? choices?.join("|") ?? "VALUE";
}
function tokensOf(argv, known) {
  const options = Object.fromEntries(
    known.map((option) => [optionName(option), { type: option.kind === "flag" ? "boolean" : "string" }])
  );
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}
function unknownOption(written, known) {
  const name = written.replace(/^-+/, "");
  if (/^(?:user(?:name)?|pass(?:word|wd)?)$/i.test(name)) {
    return failureOf(
      "ARGUMENT_UNKNOWN",
      `${written} is not an option: every process on a machine can read arguments.`,
      {
        next: "Put the credentials into the environment variables PATCHRING_USERNAME and PATCHRING_PASSWORD."
      }
    );
  }
  const names = known.map((option) => `--${optionName(option)}`);
  return failureOf("ARGUMENT_UNKNOWN", `There is no option ${written} here.${didYouMean(written, names)}`, {
    next: `The options are ${names.join(", ")}.`
  });
}

// src/commands/help.ts
var width = 100;
var exits = [
  ["0", "succeeded, waiting or nothing to do"],
  ["1", "failed: patchring could not do its work"],
  ["2", "the policy, the inventory or the arguments are wrong"],
  ["3", "halted"],
  ["4", "rolled back"],
  ["5", "held"],
  ["130", "cancelled"]
];
function overview(commands2) {
  return [
    "patchring updates Windows machines in rings over WinRM, gates each ring on health and Hotpatch, and",
    "halts or rolls back by itself when a ring regresses.",
    "",
    "Usage: patchring COMMAND [options]",
    "",
    "Commands",
    ...columns(commands2.map((command) => [command.name, command.summary])),
    "",
    "Options of every command",
    ...columns(everywhere.map(rowOf)),
    "",
    "Exit codes",
    ...columns(exits),
    "",
    "patchring COMMAND --help tells the options of a command."
  ];
}
function helpOf(command) {
  const environment = inputsOf(command.name).flatMap(
    (input) => input.environment === void 0 ? [] : [[input.environment, input.help]]
  );
  return [
    `patchring ${command.name}: ${command.summary}`,
    "",
    ...command.help.split("\n").flatMap((line) => wrap(line, width)),
    "",
    `Usage: patchring ${command.name}${command.bare === void 0 ? "" : ` ${command.bare.toUpperCase()}`} [options]`,
    "",
    "Options",
    ...columns([...optionsOf(command), ...everywhere].map(rowOf)),
    ...environment.length === 0 ? [] : ["", "Environment", ...columns(environment)]
  ];
}
function rowOf(option) {
  const value = option.kind === "flag" ? "" : ` ${placeholder(option)}`;
  const standard = option.default === void 0 ? "" : ` (default: ${option.default})`;
  return [`--${optionName(option)}${value}`, `${option.help}${standard}`];
}
function columns(rows) {
  const left = Math.min(24, Math.max(...rows.map(([word]) => word.length), 0)) + 4;
  return rows.flatMap(([word, text]) => {
    const lines = wrap(text, width - left);
    const isLong = word.length + 4 > left;
    const first = isLong ? [`  ${word}`] : [`  ${word}`.padEnd(left) + (lines.shift() ?? "")];
    return [...first, ...lines.map((line) => " ".repeat(left) + line)];
  });
}
function wrap(text, columnsWide) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columnsWide) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

// src/commands/registry.ts
var commands = [
  { name: "demo", load: async () => (await import("./demo-P2Z6WQYV.mjs")).demo },
  { name: "validate", load: async () => (await import("./validate-DYKQFFE7.mjs")).validate },
  { name: "preflight", load: async () => (await import("./preflight-UC2JUG3H.mjs")).preflight },
  { name: "plan", load: async () => (await import("./plan-DZVT52E6.mjs")).plan },
  { name: "apply", load: async () => (await import("./apply-JRERJGPH.mjs")).apply },
  { name: "status", load: async () => (await import("./status-NVY3XU4S.mjs")).status },
  { name: "halt", load: async () => (await import("./halt-GSPZDOWF.mjs")).halt },
  { name: "resume", load: async () => (await import("./resume-3BUHPTDT.mjs")).resume },
  { name: "rollback", load: async () => (await import("./rollback-JVMPBVBZ.mjs")).rollback }
];

// src/run.ts
async function run(given) {
  const { platform } = given;
  const signal = listenForSignals(platform);
  let isTold = false;
  process.on("uncaughtException", (cause) => {
    if (!isTold) publish(platform, outcomeOf(cause, platform, signal));
    process.exit();
  });
  try {
    const request = await requestOf(given);
    if (request.kind !== "run") return platform.log(await textOf(request, given));
    const env = readEnvironment(platform, given.env);
    publish(platform, await request.command.run({ platform, options: request.options, env, signal }));
  } catch (cause) {
    publish(platform, outcomeOf(cause, platform, signal));
  }
  isTold = true;
  setTimeout(() => process.stdout.write("", () => process.exit()), 2e3).unref();
}
async function requestOf({ platform, argv, commands: commands2 = commands }) {
  return platform.traits.isPipeline ? { kind: "run", ...await readInputs(platform, commands2) } : parseArguments(argv ?? [], commands2);
}
async function textOf(asked, { version, commands: commands2 = commands }) {
  if (asked.kind === "version") return [version?.() ?? ""];
  if (asked.command !== void 0) return helpOf(asked.command);
  return overview(await Promise.all(commands2.map((command) => command.load())));
}
function listenForSignals(platform) {
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP"]) {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(exitCodes.cancelled);
      platform.log(`${name}: stopping. A second signal ends at once.`, "warning");
      stop.abort();
    });
  }
  return stop.signal;
}
function publish(platform, outcome) {
  const { conclusion, line, details = [], summary, result = {} } = outcome;
  const colour = outcome.exitCode === 0 ? "green" : colours[conclusion];
  const tones = { green: "good", yellow: "warning", red: "bad" };
  platform.group(void 0);
  if (line !== "") platform.log(["", line], tones[colour]);
  platform.log(details);
  publishOutputs(platform, { ...outcome.outputs, conclusion, reason: neutral(line, longestReason) });
  platform.summary(
    summary ?? `${[`**${escapeMarkdown(line)}**`, ...details.map((text) => escapeMarkdown(text))].join("\n\n")}
`
  );
  const exitCode = outcome.exitCode ?? exitCodes[conclusion];
  platform.finish({ conclusion, colour, exitCode, line, result: { conclusion, reason: line, ...result } });
}
var longestOutput = 3e4;
var longestReason = 1e3;
function publishOutputs(platform, known) {
  for (const { name } of outputs) {
    const value = known[name] ?? "";
    if (value.length <= longestOutput) platform.output(name, value);
    else {
      platform.output(name, "");
      platform.log(
        `The output ${name} would be ${value.length} characters long and is left empty: read the report.`,
        "warning"
      );
    }
  }
}
var wrongInput = /^(?:COMMAND|ARGUMENT|POLICY|INVENTORY|PLAN(?!_SURVEY)|LEDGER)_|^CREDENTIAL_MISSING$/;
function outcomeOf(cause, platform, signal) {
  if (signal.aborted && cause instanceof Error && (cause === signal.reason || cause.name === "AbortError")) {
    return { conclusion: "cancelled", line: "CANCELLED before anything was started." };
  }
  const failures = (cause instanceof FailureError ? cause.failures : [bugOf(cause, platform)]).map(withNextStep);
  const [first = bugOf("nothing was said about the failure", platform)] = failures;
  const isMany = failures.length > 1;
  if (isMany && platform.traits.isPipeline) {
    for (const failure of failures) platform.annotate("error", sentence(failure), failure.code);
  }
  return {
    conclusion: "failed",
    line: `FAILED: ${isMany ? `${failures.length} faults, the first: ` : ""}${sentence(first)}`,
    details: failures.flatMap((failure) => told(failure, isMany)),
    result: { failures },
    ...wrongInput.test(first.code) ? { exitCode: 2 } : {}
  };
}
function withNextStep(failure) {
  const next = failure.next ?? rowOfCode(failure.code)?.next;
  return next === void 0 ? failure : { ...failure, next };
}
function told(failure, isOneOfMany) {
  const next = failure.next === void 0 ? [] : [`  next: ${failure.next}`];
  return isOneOfMany ? [`${failure.code} ${sentence(failure)}`, ...next] : [`  code: ${failure.code}`, ...next];
}
function sentence({ message, machine, place }) {
  const where = place === void 0 ? machine : [place.file, place.line, place.column].filter((part) => part !== void 0).join(":");
  return where === void 0 ? message : `${where}: ${message}`;
}
function bugOf(cause, platform) {
  const error2 = cause instanceof Error ? cause : new Error(String(cause));
  if (platform.traits.isDebug) platform.log((error2.stack ?? "").split("\n"), "debug");
  return failureOf("INTERNAL_ERROR", `This is a bug in patchring, not a fault of yours: ${error2.message}`, {
    next: "What was intended stands in the journal, and the next run goes on from there. Run again with debug on to see where it happened, and report it."
  });
}

// src/task.ts
await run({ platform: createAzure(azureName), env: process.env });
