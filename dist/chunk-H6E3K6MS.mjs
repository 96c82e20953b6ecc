import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  escapeMarkdown,
  neutral
} from "./chunk-J3RMWZXU.mjs";
import {
  FailureError,
  failureOf,
  nearest
} from "./chunk-B3KDKBGD.mjs";
import {
  inputs,
  inputsOf,
  outputs
} from "./chunk-6NORBGKT.mjs";

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
    if (token.kind === "positional") {
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
    `Usage: patchring ${command.name} [options]`,
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
function columns(rows2) {
  const left = Math.min(24, Math.max(...rows2.map(([word]) => word.length), 0)) + 4;
  return rows2.flatMap(([word, text]) => {
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
  { name: "demo", load: async () => (await import("./demo-FNDOE73F.mjs")).demo },
  { name: "fleet", load: async () => (await import("./fleet-S6CRJD36.mjs")).fleet },
  { name: "validate", load: async () => (await import("./validate-NJ7K5YML.mjs")).validate },
  { name: "preflight", load: async () => (await import("./preflight-E7W6RV7U.mjs")).preflight },
  { name: "plan", load: async () => (await import("./plan-QCG52OOF.mjs")).plan },
  { name: "apply", load: async () => (await import("./apply-OTKVFFGM.mjs")).apply },
  { name: "status", load: async () => (await import("./status-HREVOUTA.mjs")).status },
  { name: "halt", load: async () => (await import("./halt-OVUJBX4X.mjs")).halt },
  { name: "hold", load: async () => (await import("./hold-4RHDULND.mjs")).hold },
  { name: "resume", load: async () => (await import("./resume-CH6NBGDX.mjs")).resume },
  { name: "approve", load: async () => (await import("./approve-P4DZRSZF.mjs")).approve },
  { name: "rollback", load: async () => (await import("./rollback-UM7HHET2.mjs")).rollback },
  { name: "jea", load: async () => (await import("./jea-7UXNO7GS.mjs")).jea },
  { name: "schema", load: async () => (await import("./schema-276RK7YK.mjs")).schema }
];

// src/knowledge/errors/data.ts
var dataCodes = {
  POLICY_CVE_UNMAPPED: {
    meaning: "The policy names a CVE, and no file says which update closes it.",
    next: "Name the KB, or name the file of that month under cves."
  },
  POLICY_FAST_TRACK_INVALID: {
    meaning: "The fast track has no reason, no soak or no machine that goes first.",
    next: "Write it as the message says, or take it out."
  },
  DATA_MISSING: {
    meaning: "A data file that the policy names is not there.",
    next: "Give its path from the policy’s folder, or take the field out."
  },
  DATA_UNREADABLE: {
    meaning: "A data file could not be read.",
    next: "Check the path, the rights and that it is UTF-8."
  },
  DATA_EMPTY: { meaning: "A data file is empty.", next: "Save it again from its source." },
  DATA_TOO_LARGE: { meaning: "A data file is larger than any of its kind.", next: "Check that it is the right file." },
  DATA_SYNTAX_INVALID: {
    meaning: "A data file is not well-formed YAML or JSON.",
    next: "Correct the line that is named."
  },
  DATA_TAB_FOUND: { meaning: "YAML is indented with a tab.", next: "Indent with spaces." },
  DATA_KEY_DUPLICATED: { meaning: "A key stands twice in one mapping of a data file.", next: "Keep one of them." },
  DATA_KEY_UNKNOWN: {
    meaning: "A key means nothing in this data file; nothing is ignored silently.",
    next: "Correct the spelling or take it out."
  },
  DATA_VALUE_MISSING: { meaning: "A data file lacks a value.", next: "Write it." },
  DATA_VALUE_INVALID: {
    meaning: "A value in a data file is not one that the key can have, or contradicts another one.",
    next: "Write it as the message says."
  }
};

// src/knowledge/errors/input.ts
var inputCodes = {
  ARGUMENT_UNKNOWN: { meaning: "The command has no such option.", next: "Run the command with --help." },
  ARGUMENT_INVALID: { meaning: "An option has a value that it cannot have.", next: "Run the command with --help." },
  ARGUMENT_MISSING: { meaning: "An option that the command needs is not given.", next: "Run the command with --help." },
  COMMAND_UNKNOWN: { meaning: "There is no such command.", next: "Run patchring --help." },
  CREDENTIAL_MISSING: {
    meaning: "An environment variable that the policy names for a credential is not set.",
    next: "Set the variable from a secret of the pipeline; plan --offline and validate need none."
  },
  CREDENTIAL_FILE_UNREADABLE: {
    meaning: "A client certificate or its key cannot be read.",
    next: "Give PEM files, with paths from the policy’s folder, or PEM text in variables PATCHRING_*."
  },
  CREDENTIAL_COMMAND_MISSING: {
    meaning: "The command that answers for each machine cannot be started.",
    next: "Check its path, from the policy’s folder, and that it may be executed."
  },
  CREDENTIAL_COMMAND_FAILED: {
    meaning: "The command that answers for each machine ended with an error.",
    next: "Run it by hand for this machine; what it says on standard error is never shown here.",
    retryable: true
  },
  CREDENTIAL_COMMAND_OVERDUE: {
    meaning: "The command that answers for each machine took too long and was ended.",
    next: "Run it by hand for this machine; it has 20 seconds.",
    retryable: true
  },
  CREDENTIAL_ANSWER_TOO_LARGE: {
    meaning: "The command that answers for each machine said far more than a credential.",
    next: 'Let it print { "username": …, "password": … } and nothing else on standard output.'
  },
  CREDENTIAL_ANSWER_INVALID: {
    meaning: "The command that answers for each machine did not answer with a credential.",
    next: 'Let it print { "username": …, "password": … } as JSON and nothing else on standard output.'
  },
  POLICY_MISSING: {
    meaning: "The policy file is not there.",
    next: "Give its path with --policy, or write patchring.yml."
  },
  POLICY_UNREADABLE: {
    meaning: "The policy file could not be read.",
    next: "Check the path, the rights and that it is UTF-8."
  },
  POLICY_EMPTY: { meaning: "The policy file is empty.", next: "Begin with version: 1, name, inventory and rings." },
  POLICY_TOO_LARGE: {
    meaning: "The policy file is larger than any policy.",
    next: "Check that it is the right file; machines may stand in an inventory of their own."
  },
  POLICY_SYNTAX_INVALID: {
    meaning: "The policy is not well-formed YAML or JSON.",
    next: "Correct the line that is named."
  },
  POLICY_TAB_FOUND: { meaning: "YAML is indented with a tab.", next: "Indent with spaces." },
  POLICY_KEY_DUPLICATED: { meaning: "A key stands twice in one mapping.", next: "Keep one of them." },
  POLICY_KEY_UNKNOWN: {
    meaning: "A key means nothing here; nothing is ignored silently.",
    next: "Correct the spelling or take it out."
  },
  POLICY_VALUE_MISSING: { meaning: "A value that has no safe default is missing.", next: "Write it." },
  POLICY_VALUE_INVALID: { meaning: "A value is not one that the key can have.", next: "Write it as the message says." },
  POLICY_NAME_DUPLICATED: { meaning: "Two rings have the same name.", next: "Rename one of them." },
  POLICY_RING_EMPTY: { meaning: "A ring has no machine.", next: "Correct its selector, or take the ring out." },
  POLICY_MACHINE_UNKNOWN: {
    meaning: "A ring names a machine that the inventory does not have.",
    next: "Correct the name, or add the machine."
  },
  POLICY_MACHINE_SHARED: { meaning: "A machine is in two rings.", next: "Narrow one of the selectors." },
  POLICY_REST_REPEATED: { meaning: "Two rings take the rest of the machines.", next: "Give one of them a selector." },
  POLICY_LIMIT_EXCEEDED: {
    meaning: "A ring tolerates as many failures as it may have machines out of service, so failures alone could use up the ring.",
    next: "Raise maxUnavailable or lower maxFailures."
  },
  POLICY_WAVES_INCOMPLETE: {
    meaning: "The waves of a ring never reach all its machines.",
    next: "End the list with 100%."
  },
  POLICY_WINDOW_MISSING: {
    meaning: "A ring may restart machines and does not say when.",
    next: "Name a window, or write window: anytime by hand."
  },
  POLICY_WINDOW_UNKNOWN: {
    meaning: "A ring names a window that the policy does not have.",
    next: "Correct the name, or add it to windows."
  },
  POLICY_WINDOW_INVALID: {
    meaning: "A window can never be open, or never be closed.",
    next: "Write a duration between a minute and 24h."
  },
  POLICY_ZONE_MISSING: {
    meaning: "A window goes by the machine’s own time zone, and a machine has none.",
    next: "Add timeZone to the machine in the inventory."
  },
  POLICY_SECRET_FOUND: {
    meaning: "A secret is written in the policy.",
    next: "Change that password, and name an environment variable instead."
  },
  POLICY_VARIABLE_REFUSED: {
    meaning: "Only environment variables PATCHRING_* are ever expanded.",
    next: "Rename the variable in the pipeline to PATCHRING_…."
  },
  POLICY_CREDENTIAL_INVALID: {
    meaning: "A credential matches no machine, or a machine has no credential.",
    next: "Correct match, or add credentials.default."
  },
  POLICY_CREDENTIAL_UNCLEAR: {
    meaning: "A credential does not say, in exactly one way, who logs on.",
    next: "Write username with password, exec, certificate with key, or sso: true."
  },
  POLICY_CONNECTION_INVALID: {
    meaning: "Two settings of the connection exclude each other.",
    next: "Take one of them out."
  },
  POLICY_RUNNER_INCLUDED: {
    meaning: "The machine that runs the rollout is in a ring: it would restart itself.",
    next: "Take it out, and update it from elsewhere."
  },
  POLICY_HOLD_INVALID: {
    meaning: "A hold contradicts itself or the wanted updates.",
    next: "Correct the hold, or updates.include."
  },
  POLICY_GATE_INVALID: { meaning: "A gate is named twice, or contradicts the policy.", next: "Take one of them out." },
  INVENTORY_MISSING: {
    meaning: "The inventory file is not there.",
    next: "Give its path in the policy, from the policy’s folder, or with --inventory."
  },
  INVENTORY_UNREADABLE: {
    meaning: "The inventory file could not be read.",
    next: "Check the path, the rights and that it is UTF-8."
  },
  INVENTORY_EMPTY: {
    meaning: "The inventory has no machine.",
    next: "Write machines: with one entry for each machine."
  },
  INVENTORY_TOO_LARGE: {
    meaning: "The inventory file is larger than any inventory.",
    next: "Check that it is the right file."
  },
  INVENTORY_SYNTAX_INVALID: { meaning: "The inventory is not well-formed.", next: "Correct the line that is named." },
  INVENTORY_TAB_FOUND: { meaning: "YAML is indented with a tab.", next: "Indent with spaces." },
  INVENTORY_KEY_DUPLICATED: { meaning: "A key or a column stands twice.", next: "Keep one of them." },
  INVENTORY_KEY_UNKNOWN: {
    meaning: "A key means nothing here; nothing is ignored silently.",
    next: "Correct the spelling, or put it under labels."
  },
  INVENTORY_VALUE_MISSING: { meaning: "A machine lacks a value.", next: "Write it." },
  INVENTORY_VALUE_INVALID: {
    meaning: "A value is not one that the key can have.",
    next: "Write it as the message says."
  },
  INVENTORY_MACHINE_DUPLICATED: {
    meaning: "A machine stands twice in the inventory.",
    next: "Keep one of the entries."
  },
  INVENTORY_ZONE_UNKNOWN: { meaning: "A time zone is not in the IANA list.", next: "Write it like Europe/Berlin." }
};

// src/knowledge/errors/machine.ts
var machineCodes = {
  MACHINE_UNREACHABLE: { meaning: "The machine did not answer.", next: "Run preflight for it." },
  MACHINE_HELD: {
    meaning: "The machine must not get what it is offered, and is not offered what it should get.",
    next: "Do what the hold’s remedy says."
  },
  MACHINE_NOT_BACK: { meaning: "The machine did not come back from its restart.", next: "Look at its console." },
  MACHINE_STRANDED: {
    meaning: "The machine could be neither updated nor undone.",
    next: "A person must look at it; the report lists what was kept."
  },
  RESTART_FORBIDDEN: {
    meaning: "The update needs a restart after all, and the policy says restart: never.",
    next: "Restart the machine by hand, then resume."
  },
  JOB_LOST: {
    meaning: "The job’s process ended without a result.",
    next: "Look at its folder and at the update log of the machine."
  },
  JOB_OVERDUE: {
    meaning: "The job takes longer than it may; it is not killed.",
    retryable: true,
    next: "Look at the machine; the next run asks again."
  },
  JOB_FAILED: { meaning: "The job ended with an error.", next: "Look up the HRESULT that it names." },
  SCAN_FAILED: { meaning: "Windows Update could not be searched.", next: "Look up the HRESULT that it names." },
  SCAN_INCOMPLETE: {
    meaning: "Windows Update gave an answer that cannot be trusted.",
    retryable: true,
    next: "Scan again; look at the update log if it stays so."
  },
  INSTALL_BUSY: {
    meaning: "Another installation was running.",
    retryable: true,
    next: "Wait until it has ended, or find the other updater."
  },
  INSTALL_RESTART_PENDING: {
    meaning: "Nothing was installed, because a restart is pending.",
    next: "Restart the machine, or write pendingRestart: restartFirst."
  },
  UPDATE_FAILED: { meaning: "Windows could not install the update.", next: "Look up the HRESULT that it names." },
  UPDATE_GONE: {
    meaning: "A pinned revision is offered no more: the vendor may have withdrawn it.",
    retryable: true,
    next: "Read the release notes; make a new plan."
  },
  UPDATE_ROLLED_BACK: {
    meaning: "An earlier rollout took the update back; it is not planned again by itself.",
    next: "Wait for the next release, or use another policy name once the cause is known."
  },
  UPDATE_LOOP: {
    meaning: "The same update is offered again after it was installed.",
    next: "Exclude it, and look at its known issues."
  },
  UPDATE_UNPROVED: {
    meaning: "No earlier ring has installed this update.",
    next: "Add a machine of this kind to an earlier ring."
  },
  UNINSTALL_FAILED: { meaning: "Windows could not remove the update.", next: "Look up the HRESULT that it names." },
  PROBE_FAILED: {
    meaning: "A probe from the runner got no answer.",
    retryable: true,
    next: "Check name, port and firewall between the runner and the machine."
  },
  INTERNAL_ERROR: { meaning: "A bug in patchring.", next: "Report it with the log; the journal is safe." }
};

// src/knowledge/errors/rollout.ts
var rolloutCodes = {
  PLAN_MISSING: { meaning: "The plan file is not there.", next: "Make it with the plan command." },
  PLAN_UNREADABLE: {
    meaning: "The plan file is not a plan, or was edited.",
    next: "Make it again with the plan command."
  },
  PLAN_OUTDATED: {
    meaning: "The policy or the machines have changed since the plan was made.",
    next: "Make a new plan, and have it approved."
  },
  PLAN_OFFLINE: {
    meaning: "The plan was made without asking the machines, so it pins no updates.",
    next: "Make it without --offline to apply it."
  },
  PLAN_SURVEY_FAILED: {
    meaning: "Too few machines of the first ring answered to know what is offered.",
    retryable: true,
    next: "Run preflight, and correct what it names."
  },
  JOURNAL_PLAN_MISMATCHED: {
    meaning: "The journal belongs to another plan.",
    next: "Finish that rollout with its own policy, or point --ledger elsewhere."
  },
  JOURNAL_TAIL_TORN: {
    meaning: "The last line was cut off by a crash; it was taken away, the journal is whole again.",
    retryable: true,
    next: "Nothing: what it would have said is found out again."
  },
  JOURNAL_LINE_CHANGED: {
    meaning: "A line of the journal is not the one that was written.",
    next: "Restore the journal from a backup; find out who changed it."
  },
  JOURNAL_LOCKED: {
    meaning: "Another run writes to this journal.",
    retryable: true,
    next: "Wait until it ends; if it is dead, the message says how to take over."
  },
  JOURNAL_TAKEN_OVER: {
    meaning: "The run that wrote to the ledger is dead; its lock was taken over.",
    retryable: true,
    next: "Nothing: the machines it left are asked what became of them."
  },
  JOURNAL_UNREADABLE: {
    meaning: "The journal could not be read or written.",
    next: "Check the path, the rights and the free space."
  },
  JOURNAL_VERSION_UNKNOWN: {
    meaning: "The journal was written by a later patchring.",
    next: "Use at least that version."
  },
  LEDGER_INVALID: {
    meaning: "The ledger is not named as file:DIR or git:BRANCH.",
    next: "Write for example --ledger file:.patchring."
  },
  LEDGER_FORGETFUL: {
    meaning: "The ledger lies in a workspace that is forgotten, and the rollout must come back.",
    next: "Keep it outside the workspace."
  },
  LEDGER_UNSUPPORTED: { meaning: "This kind of ledger is not there yet.", next: "Use file:DIR." },
  ROLLOUT_UNKNOWN: {
    meaning: "The ledger has no such rollout.",
    next: "Run status without a name to see what there is."
  },
  ROLLOUT_NOT_HALTED: { meaning: "There is nothing to resume.", next: "Run status." },
  ROLLOUT_ENDED: {
    meaning: "The rollout has ended; its updates are final.",
    next: "Make a new plan for the next release."
  },
  HOLD_EXPIRED: {
    meaning: "A hold of the policy has expired, and its update is planned.",
    next: "Take the hold out, or give it a later day."
  },
  RING_UNKNOWN: { meaning: "The plan has no such ring.", next: "Run status to see its rings." },
  RING_SKIPPED_TOO_MANY: {
    meaning: "More machines could not be begun than the ring tolerates.",
    retryable: true,
    next: "Run preflight, correct what it names, and run again."
  },
  RING_UNCLEAR: {
    meaning: "More machines gave no clear answer after the update than the ring tolerates failures.",
    retryable: true,
    next: "Look at the machines that are named; the next run asks their gates again."
  },
  EFFECT_WITHDRAWN: {
    meaning: "Something was asked for and not begun: a halt came first, or its window closed.",
    retryable: true,
    next: "Nothing: it is begun when the rollout goes on."
  },
  APPROVAL_MISMATCHED: { meaning: "The approval is for another plan.", next: "Read this plan and approve its hash." },
  GATE_FAILED: {
    meaning: "A gate measured something bad.",
    next: "Read the gate’s reason and its readings before and after."
  },
  GATE_INCONCLUSIVE: {
    meaning: "A gate did not get clear in its time; only a pass opens anything.",
    next: "Look at the machine; then resume or exclude it."
  }
};

// src/knowledge/errors.ts
var failureCodes = { ...inputCodes, ...dataCodes, ...rolloutCodes, ...machineCodes };
var rows = new Map(Object.entries(failureCodes));
function rowOfCode(code) {
  return rows.get(code);
}

// src/model/conclusion.ts
var exitCodes = {
  succeeded: 0,
  waiting: 0,
  "nothing-to-do": 0,
  failed: 1,
  halted: 3,
  "rolled-back": 4,
  held: 5,
  cancelled: 130
};
var colours = {
  succeeded: "green",
  waiting: "green",
  "nothing-to-do": "green",
  held: "yellow",
  halted: "red",
  "rolled-back": "red",
  cancelled: "red",
  failed: "red"
};

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
  const error = cause instanceof Error ? cause : new Error(String(cause));
  if (platform.traits.isDebug) platform.log((error.stack ?? "").split("\n"), "debug");
  return failureOf("INTERNAL_ERROR", `This is a bug in patchring, not a fault of yours: ${error.message}`, {
    next: "What was intended stands in the journal, and the next run goes on from there. Run again with debug on to see where it happened, and report it."
  });
}

export {
  run
};
