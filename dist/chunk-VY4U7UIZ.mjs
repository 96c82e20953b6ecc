import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  inputs,
  inputsOf,
  outputs
} from "./chunk-J3GBBVIQ.mjs";
import {
  escapeMarkdown,
  neutral
} from "./chunk-J3RMWZXU.mjs";
import {
  nearest
} from "./chunk-ZD3ILFP4.mjs";
import {
  rowOfCode
} from "./chunk-JARS6VOI.mjs";
import {
  StopAsked
} from "./chunk-UXZ6BDMA.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-DIBE7RQS.mjs";
import {
  colours,
  exitCodes
} from "./chunk-HADPAEFJ.mjs";

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
  return [
    ...inputsOf(command.name).filter(({ environment, only }) => environment === void 0 && only === void 0),
    ...command.options
  ];
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
    (input) => input.environment === void 0 || input.only !== void 0 ? [] : [[input.environment, input.help]]
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
  { name: "demo", load: async () => (await import("./demo-PWOAQZZU.mjs")).demo },
  { name: "simulate", load: async () => (await import("./simulate-7SDUFNCB.mjs")).simulate },
  { name: "fleet", load: async () => (await import("./fleet-MZT4BDVY.mjs")).fleet },
  { name: "validate", load: async () => (await import("./validate-3YKBAVMK.mjs")).validate },
  { name: "preflight", load: async () => (await import("./preflight-4323ZDD4.mjs")).preflight },
  { name: "plan", load: async () => (await import("./plan-L5TS3HLA.mjs")).plan },
  { name: "apply", load: async () => (await import("./apply-B2G4PSNH.mjs")).apply },
  { name: "due", load: async () => (await import("./due-6SNI7CKE.mjs")).due },
  { name: "status", load: async () => (await import("./status-SHFGSHSL.mjs")).status },
  { name: "halt", load: async () => (await import("./halt-K5UBXEDI.mjs")).halt },
  { name: "hold", load: async () => (await import("./hold-XANF2RBH.mjs")).hold },
  { name: "resume", load: async () => (await import("./resume-FZSYXJWI.mjs")).resume },
  { name: "retry", load: async () => (await import("./retry-VK25I6QL.mjs")).retry },
  { name: "supersede", load: async () => (await import("./supersede-Y3EE7BAE.mjs")).supersede },
  { name: "approve", load: async () => (await import("./approve-DKAOLDYO.mjs")).approve },
  { name: "rollback", load: async () => (await import("./rollback-PYABDRKU.mjs")).rollback },
  { name: "verify", load: async () => (await import("./verify-AZOY4QYD.mjs")).verify },
  { name: "jea", load: async () => (await import("./jea-S2DHSLBB.mjs")).jea },
  { name: "schema", load: async () => (await import("./schema-CN3EAOMC.mjs")).schema }
];

// src/run.ts
async function run(given) {
  const { platform } = given;
  const signal = listenForSignals(platform);
  let isTold = false;
  process.on("uncaughtException", (cause) => {
    if (!isTold) void publish(platform, outcomeOf(cause, platform, signal), signal);
    process.exit();
  });
  try {
    const request = await requestOf(given);
    if (request.kind !== "run") return platform.log(await textOf(request, given));
    const env = readEnvironment(platform, given.env);
    const outcome = await request.command.run({ platform, options: request.options, env, signal });
    await publish(platform, outcome, signal);
  } catch (cause) {
    await publish(platform, outcomeOf(cause, platform, signal), signal);
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
      stop.abort(new StopAsked(performance.now()));
    });
  }
  return stop.signal;
}
async function publish(platform, outcome, signal) {
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
  const { rollout } = outcome;
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
  const [silent] = cause instanceof FailureError ? cause.failures.filter(({ code }) => code === "JOURNAL_CUT_SHORT") : [];
  if (signal.aborted && silent !== void 0) {
    const line = `CANCELLED: ${silent.message}; what was to be written last may not be there.`;
    return { conclusion: "cancelled", line, details: told(silent, false) };
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
  const error = cause instanceof Error ? cause : new Error(String(cause));
  if (platform.traits.isDebug) platform.log((error.stack ?? "").split("\n"), "debug");
  return failureOf("INTERNAL_ERROR", `This is a bug in patchring, not a fault of yours: ${error.message}`, {
    next: "What was intended stands in the journal, and the next run goes on from there. Run again with debug on to see where it happened, and report it."
  });
}

export {
  run
};
