import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  inputs,
  inputsOf,
  outputs
} from "./chunk-VTDDW2ZJ.mjs";
import {
  escapeMarkdown,
  neutral
} from "./chunk-TWOKD2OS.mjs";
import {
  nearest
} from "./chunk-LXU6DZ4O.mjs";
import {
  rowOfCode
} from "./chunk-Q7CNT2VP.mjs";
import {
  StopAsked
} from "./chunk-XWM6LM3U.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import {
  colours,
  exitCodes
} from "./chunk-6LAG6MGP.mjs";

// src/commands/arguments.ts
import { parseArgs } from "node:util";

// src/commands/request.ts
function readValues(options, { textOf: textOf2, nameOf }) {
  let values = {}, faults = [];
  for (let option of options) {
    let text = textOf2(option) ?? option.default, value = text === void 0 ? absent(option) : parse(option, text);
    typeof value != "object" ? values[option.name] = value : faults.push(failureOf("ARGUMENT_INVALID", `${nameOf(option)} is "${text}": ${value.fault}`));
  }
  return { values, faults };
}
async function readInputs(platform, commands2) {
  let [{ choices, default: usual }] = inputs, offered = commands2.filter(({ name }) => choices.includes(name)), command = await loadCommand(platform.input("command") ?? usual, offered), { values, faults } = readValues(
    inputsOf(command.name).filter((input) => input.environment === void 0),
    { textOf: (option) => platform.input(option.name), nameOf: (option) => `The input ${option.name}` }
  );
  if (faults.length > 0) throw new FailureError(faults);
  return { command, options: { ...valuesWithout(command.options), ...values } };
}
async function loadCommand(name, commands2) {
  let command = commands2.find((candidate) => candidate.name === name);
  if (command !== void 0) return command.load();
  let names = commands2.map((candidate) => candidate.name);
  throw new FailureError([
    failureOf("COMMAND_UNKNOWN", `There is no command "${name}".${didYouMean(name, names)}`, {
      next: `The commands are ${names.join(", ")}.`
    })
  ]);
}
function didYouMean(word, candidates) {
  let guess = nearest(word, candidates);
  return guess === void 0 ? "" : ` Did you mean "${guess}"?`;
}
function readEnvironment(platform, env) {
  let ours = {};
  for (let [name, value] of Object.entries(env))
    name.startsWith("PATCHRING_") && value !== void 0 && (ours[name] = value);
  for (let input of inputs) {
    let value = input.environment === void 0 ? void 0 : platform.input(input.name);
    input.environment !== void 0 && value !== void 0 && (ours[input.environment] = value);
  }
  for (let [name, value] of Object.entries(ours)) isSecret(name) && value !== "" && platform.secret(value);
  return ours;
}
var secretNames = inputs.flatMap(
  (input) => input.secret === !0 && input.environment !== void 0 ? [input.environment] : []
);
function isSecret(name) {
  return secretNames.includes(name) || /(?:PASSWORD|PASSPHRASE|SECRET|TOKEN|KEY)$/.test(name);
}
function valuesWithout(options) {
  return readValues(options, { textOf: () => {
  }, nameOf: (option) => option.name }).values;
}
function absent(option) {
  return option.kind === "flag" ? !1 : void 0;
}
function parse(option, text) {
  let { kind, choices = [] } = option;
  switch (kind) {
    case "text":
    case "path":
      return text;
    case "choice":
      return choices.includes(text) ? text : { fault: `write ${choices.join(" or ")}.${didYouMean(text, choices)}` };
    case "number":
      return /^\d{1,9}$/.test(text) ? Number(text) : { fault: "write a whole number." };
    case "flag":
      return /^(?:true|True|TRUE)$/.test(text) ? !0 : /^(?:false|False|FALSE)$/.test(text) ? !1 : { fault: "write true or false." };
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
  return [
    ...inputsOf(command.name).filter(({ environment, only }) => environment === void 0 && only === void 0),
    ...command.options
  ];
}
async function parseArguments(argv, commands2) {
  let isFlag = (word) => ["--json", "--debug", "--help", "-h", "help"].includes(word), isHelp = argv.some((word) => word === "--help" || word === "-h") || argv[0] === "help", at = argv.findIndex((word) => !isFlag(word)), name = argv[at];
  if (name === "--version" && argv.length === 1) return { kind: "version" };
  if (name === void 0) return { kind: "help", command: void 0 };
  if (name.startsWith("-"))
    throw new FailureError([
      failureOf("ARGUMENT_UNKNOWN", `The command comes before ${name}: patchring COMMAND [options].`)
    ]);
  let command = await loadCommand(name, commands2);
  return isHelp ? { kind: "help", command } : { kind: "run", ...readArguments(argv.toSpliced(at, 1), command) };
}
function readArguments(argv, command) {
  let options = optionsOf(command), known = [...options, ...everywhere], texts = /* @__PURE__ */ new Map(), faults = [];
  for (let token of tokensOf(argv, known)) {
    if (token.kind === "positional" && command.bare !== void 0 && !texts.has(command.bare) ? texts.set(command.bare, token.value) : token.kind === "positional" && faults.push(failureOf("ARGUMENT_UNKNOWN", `"${token.value}" has no place here: a value belongs to an option.`)), token.kind !== "option") continue;
    let { rawName, value, inlineValue } = token, option = known.find((candidate) => optionName(candidate) === token.name);
    option === void 0 ? faults.push(unknownOption(rawName, known)) : texts.has(option.name) ? faults.push(failureOf("ARGUMENT_INVALID", `${rawName} is given twice.`)) : option.kind === "flag" && value !== void 0 ? faults.push(failureOf("ARGUMENT_INVALID", `${rawName} takes no value.`)) : option.kind === "flag" ? texts.set(option.name, "true") : value === void 0 || value === "" || inlineValue === !1 && value.startsWith("-") ? faults.push(failureOf("ARGUMENT_INVALID", `${rawName} needs a value: ${rawName} ${placeholder(option)}.`)) : texts.set(option.name, value);
  }
  let read = readValues(options, {
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
  let options = Object.fromEntries(
    known.map((option) => [optionName(option), { type: option.kind === "flag" ? "boolean" : "string" }])
  );
  return parseArgs({ args: [...argv], options, strict: !1, allowPositionals: !0, tokens: !0 }).tokens;
}
function unknownOption(written, known) {
  let name = written.replace(/^-+/, "");
  if (/^(?:user(?:name)?|pass(?:word|wd)?)$/i.test(name))
    return failureOf(
      "ARGUMENT_UNKNOWN",
      `${written} is not an option: every process on a machine can read arguments.`,
      {
        next: "Put the credentials into the environment variables PATCHRING_USERNAME and PATCHRING_PASSWORD."
      }
    );
  let names = known.map((option) => `--${optionName(option)}`);
  return failureOf("ARGUMENT_UNKNOWN", `There is no option ${written} here.${didYouMean(written, names)}`, {
    next: `The options are ${names.join(", ")}.`
  });
}

// src/commands/help.ts
var width = 100, exits = [
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
  let environment = inputsOf(command.name).flatMap(
    (input) => input.environment === void 0 || input.only !== void 0 ? [] : [[input.environment, input.help]]
  );
  return [
    `patchring ${command.name}: ${command.summary}`,
    "",
    ...command.help.split(`
`).flatMap((line) => wrap(line, width)),
    "",
    `Usage: patchring ${command.name}${command.bare === void 0 ? "" : ` ${command.bare.toUpperCase()}`} [options]`,
    "",
    "Options",
    ...columns([...optionsOf(command), ...everywhere].map(rowOf)),
    ...environment.length === 0 ? [] : ["", "Environment", ...columns(environment)]
  ];
}
function rowOf(option) {
  let value = option.kind === "flag" ? "" : ` ${placeholder(option)}`, standard = option.default === void 0 ? "" : ` (default: ${option.default})`;
  return [`--${optionName(option)}${value}`, `${option.help}${standard}`];
}
function columns(rows) {
  let left = Math.min(24, Math.max(...rows.map(([word]) => word.length), 0)) + 4;
  return rows.flatMap(([word, text]) => {
    let lines = wrap(text, width - left);
    return [...word.length + 4 > left ? [`  ${word}`] : [`  ${word}`.padEnd(left) + (lines.shift() ?? "")], ...lines.map((line) => " ".repeat(left) + line)];
  });
}
function wrap(text, columnsWide) {
  let lines = [], line = "";
  for (let word of text.split(" "))
    line !== "" && line.length + 1 + word.length > columnsWide ? (lines.push(line), line = word) : line = line === "" ? word : `${line} ${word}`;
  return [...lines, line];
}

// src/commands/registry.ts
var commands = [
  { name: "demo", load: async () => (await import("./demo-HEZILDBK.mjs")).demo },
  { name: "simulate", load: async () => (await import("./simulate-RI4PA3PJ.mjs")).simulate },
  { name: "fleet", load: async () => (await import("./fleet-YA5QFACL.mjs")).fleet },
  { name: "validate", load: async () => (await import("./validate-ZE2XWQKF.mjs")).validate },
  { name: "preflight", load: async () => (await import("./preflight-UKZ47MYO.mjs")).preflight },
  { name: "plan", load: async () => (await import("./plan-446OWOD5.mjs")).plan },
  { name: "apply", load: async () => (await import("./apply-E6B3KZHM.mjs")).apply },
  { name: "due", load: async () => (await import("./due-YZMJTMS3.mjs")).due },
  { name: "status", load: async () => (await import("./status-NZ4X37VX.mjs")).status },
  { name: "halt", load: async () => (await import("./halt-GSENUVCN.mjs")).halt },
  { name: "hold", load: async () => (await import("./hold-7IAPQ6ME.mjs")).hold },
  { name: "resume", load: async () => (await import("./resume-E3DP3CK5.mjs")).resume },
  { name: "retry", load: async () => (await import("./retry-WJYOVDWM.mjs")).retry },
  { name: "supersede", load: async () => (await import("./supersede-6RXBQTCW.mjs")).supersede },
  { name: "fix-forward", load: async () => (await import("./fix-forward-UOGEVMIC.mjs")).fixForward },
  { name: "approve", load: async () => (await import("./approve-CWVDMXY7.mjs")).approve },
  { name: "rollback", load: async () => (await import("./rollback-2XPCXOZD.mjs")).rollback },
  { name: "verify", load: async () => (await import("./verify-ZPT2XFEO.mjs")).verify },
  { name: "jea", load: async () => (await import("./jea-UZR6ECA6.mjs")).jea },
  { name: "schema", load: async () => (await import("./schema-MVSZIHQR.mjs")).schema }
];

// src/run.ts
async function run(given) {
  let { platform } = given, signal = listenForSignals(platform), isTold = !1;
  process.on("uncaughtException", (cause) => {
    isTold || publish(platform, outcomeOf(cause, platform, signal), signal), process.exit();
  });
  try {
    let request = await requestOf(given);
    if (request.kind !== "run") return platform.log(await textOf(request, given));
    let env = readEnvironment(platform, given.env), outcome = await request.command.run({ platform, options: request.options, env, signal });
    await publish(platform, outcome, signal);
  } catch (cause) {
    await publish(platform, outcomeOf(cause, platform, signal), signal);
  }
  isTold = !0, setTimeout(() => process.stdout.write("", () => process.exit()), 2e3).unref();
}
async function requestOf({ platform, argv, commands: commands2 = commands }) {
  return platform.traits.isPipeline ? { kind: "run", ...await readInputs(platform, commands2) } : parseArguments(argv ?? [], commands2);
}
async function textOf(asked, { version, commands: commands2 = commands }) {
  return asked.kind === "version" ? [version?.() ?? ""] : asked.command !== void 0 ? helpOf(asked.command) : overview(await Promise.all(commands2.map((command) => command.load())));
}
function listenForSignals(platform) {
  let stop = new AbortController();
  for (let name of ["SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP"])
    process.on(name, () => {
      stop.signal.aborted && process.exit(exitCodes.cancelled), platform.log(`${name}: stopping. A second signal ends at once.`, "warning"), stop.abort(new StopAsked(performance.now()));
    });
  return stop.signal;
}
async function publish(platform, outcome, signal) {
  let { conclusion, line, details = [], summary, result = {} } = outcome, colour = outcome.exitCode === 0 ? "green" : colours[conclusion], tones = { green: "good", yellow: "warning", red: "bad" };
  platform.group(void 0), line !== "" && platform.log(["", line], tones[colour]), platform.log(details), publishOutputs(platform, { ...outcome.outputs, conclusion, reason: neutral(line, longestReason) }), platform.summary(
    summary ?? `${[`**${escapeMarkdown(line)}**`, ...details.map((text) => escapeMarkdown(text))].join(`

`)}
`
  );
  let exitCode = outcome.exitCode ?? exitCodes[conclusion], { rollout } = outcome;
  await platform.finish({
    conclusion,
    colour,
    exitCode,
    line,
    rollout,
    signal,
    result: { conclusion, reason: line, ...result }
  });
}
var longestOutput = 3e4, longestReason = 1e3;
function publishOutputs(platform, known) {
  for (let { name } of outputs) {
    let value = known[name] ?? "";
    value.length <= longestOutput ? platform.output(name, value) : (platform.output(name, ""), platform.log(
      `The output ${name} would be ${value.length} characters long and is left empty: read the report.`,
      "warning"
    ));
  }
}
var wrongInput = /^(?:COMMAND|ARGUMENT|POLICY|INVENTORY|PLAN(?!_SURVEY)|LEDGER)_|^CREDENTIAL_MISSING$/;
function outcomeOf(cause, platform, signal) {
  if (signal.aborted && cause instanceof Error && (cause === signal.reason || cause.name === "AbortError"))
    return { conclusion: "cancelled", line: "CANCELLED before anything was started." };
  let [silent] = cause instanceof FailureError ? cause.failures.filter(({ code }) => code === "JOURNAL_CUT_SHORT") : [];
  if (signal.aborted && silent !== void 0)
    return { conclusion: "cancelled", line: `CANCELLED: ${silent.message}; what was to be written last may not be there.`, details: told(silent, !1) };
  let failures = (cause instanceof FailureError ? cause.failures : [bugOf(cause, platform)]).map(withNextStep), [first = bugOf("nothing was said about the failure", platform)] = failures, isMany = failures.length > 1;
  if (isMany && platform.traits.isPipeline)
    for (let failure of failures) platform.annotate("error", sentence(failure), failure.code);
  return {
    conclusion: "failed",
    line: `FAILED: ${isMany ? `${failures.length} faults, the first: ` : ""}${sentence(first)}`,
    details: failures.flatMap((failure) => told(failure, isMany)),
    result: { failures },
    ...wrongInput.test(first.code) ? { exitCode: 2 } : {}
  };
}
function withNextStep(failure) {
  let next = failure.next ?? rowOfCode(failure.code)?.next;
  return next === void 0 ? failure : { ...failure, next };
}
function told(failure, isOneOfMany) {
  let next = failure.next === void 0 ? [] : [`  next: ${failure.next}`];
  return isOneOfMany ? [`${failure.code} ${sentence(failure)}`, ...next] : [`  code: ${failure.code}`, ...next];
}
function sentence({ message, machine, place }) {
  let where = place === void 0 ? machine : [place.file, place.line, place.column].filter((part) => part !== void 0).join(":");
  return where === void 0 ? message : `${where}: ${message}`;
}
function bugOf(cause, platform) {
  let error = cause instanceof Error ? cause : new Error(String(cause));
  return platform.traits.isDebug && platform.log((error.stack ?? "").split(`
`), "debug"), failureOf("INTERNAL_ERROR", `This is a bug in patchring, not a fault of yours: ${error.message}`, {
    next: "What was intended stands in the journal, and the next run goes on from there. Run again with debug on to see where it happened, and report it."
  });
}

export {
  run
};
