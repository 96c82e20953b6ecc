import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  buildOfProduct,
  productNames
} from "./chunk-AYWG556Y.mjs";
import {
  day,
  dayOf,
  dayOfText,
  durationSchema,
  formatDuration,
  instantOf,
  licenceRemedy,
  mitigationText,
  notActive,
  whyUnlicensed,
  zoneSchema
} from "./chunk-YJTZBR5B.mjs";
import {
  iso_exports,
  kbSchema
} from "./chunk-BZIO6GYC.mjs";
import {
  NEVER,
  _enum,
  array,
  boolean,
  int,
  json,
  literal,
  number,
  record,
  strictObject,
  string,
  union
} from "./chunk-4RBZO4HP.mjs";

// src/calendar/month.ts
function weekdayOf(localDay) {
  return ((localDay + 4) % 7 + 7) % 7;
}
function weekOf(localDay) {
  const date = new Date(localDay * day);
  const inAWeek = new Date((localDay + 7) * day);
  return {
    number: Math.floor((date.getUTCDate() - 1) / 7) + 1,
    isLast: date.getUTCMonth() !== inAWeek.getUTCMonth()
  };
}
function patchTuesdayOf(localDay, monthsOn = 0) {
  const date = new Date(localDay * day);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthsOn, 1) / day;
  return first + (2 - weekdayOf(first) + 7) % 7 + 7;
}
function lastPatchTuesday(localDay) {
  const here = patchTuesdayOf(localDay);
  return here <= localDay ? here : patchTuesdayOf(localDay, -1);
}
var redmond = "America/Los_Angeles";
function expectedRelease(now) {
  const today = Math.floor(now / day);
  const instants = [0, 1].map((months) => instantOf(patchTuesdayOf(today, months), 10 * 60, redmond));
  return instants.find((at) => at > now) ?? instantOf(patchTuesdayOf(today, 2), 10 * 60, redmond);
}

// src/policy/label.ts
var labelSchema = string().regex(/^[^=\s]+=.+$/, "write a label as key=value, for example ring=pilot");
function hasLabel(machine, label) {
  const split = label.indexOf("=");
  return machine.labels[label.slice(0, split)] === label.slice(split + 1);
}

// src/policy/variable.ts
var variablePattern = /^\$(?:(PATCHRING_[A-Z0-9_]+)|\{(PATCHRING_[A-Z0-9_]+)\})$/;
function variableOf(text) {
  const match = variablePattern.exec(text);
  return match?.[1] ?? match?.[2];
}
function expand(text, env) {
  const variable = variableOf(text);
  return variable === void 0 ? text : env[variable] ?? "";
}

// src/policy/connection.ts
var authNames = ["kerberos", "negotiate", "ntlm", "certificate", "basic"];
var credsspRefused = "CredSSP hands the whole password to the machine; what it is used for is done here by a task on the machine itself. Use kerberos or negotiate";
var transportSchema = _enum(["https", "http-sealed"]);
var authSchema = _enum(authNames, {
  error: ({ input }) => typeof input === "string" && input.toLowerCase() === "credssp" ? credsspRefused : void 0
});
var transportHelp = "https (validated), or http-sealed: plain HTTP whose every message is sealed by the authentication.";
var authHelp = "How to log on: kerberos, negotiate (Kerberos in SPNEGO), ntlm, certificate, basic; the last two only over https. ntlm is the default because it needs nothing on the runner, and is bound to the TLS channel or seals; kerberos proves the machine too.";
var settings = {
  ca: string().min(1).optional().describe("PEM file with the CA that issued the machines’ certificates, beside the policy."),
  pin: string().regex(/^([0-9A-Fa-f]{2}:?){32}$/, "a pin is the SHA-256 of the certificate: 64 hexadecimal digits").optional().describe("SHA-256 of the one certificate that is accepted, whoever issued it."),
  port: int().min(1).max(65535).optional().describe("Port where it is not 5986 (https) or 5985 (http-sealed); a machine’s own port goes first."),
  ntlmFallback: boolean().optional().describe("With negotiate: NTLM where Kerberos cannot be used, which is then said; never when left out."),
  spn: string().regex(/^(?:HTTP|WSMAN|HOST|[\w.-]+\/[\w.:@/-]+)$/, "write HTTP, WSMAN, HOST or a whole name as service/name").optional().describe("With kerberos and negotiate: class of the service, or a whole service/name; HOST when left out."),
  interpreter: string().min(1).optional().describe("With kerberos and negotiate: PowerShell 7.3 or later; $PATCHRING_PWSH goes first; pwsh when left out."),
  via: string().min(1).optional().describe("Jump host: socks5://host:port, or socks5://$PATCHRING_JUMP_USER:$PATCHRING_JUMP_PASSWORD@host:port."),
  configuration: string().regex(/^[\w.-]{1,128}$/, "a session configuration is named by letters, digits, dots, hyphens and underscores").optional().describe(
    "Session configuration with the functions that `jea` writes: nothing but typed calls of them is sent there; else Microsoft.PowerShell."
  )
};
var overrideSchema = strictObject({
  match: labelSchema.describe("Label of the machines that this entry is for."),
  transport: transportSchema.optional().describe(transportHelp),
  auth: authSchema.optional().describe(authHelp),
  ...settings
});
var connectionSchema = strictObject({
  transport: transportSchema.default("https").describe(transportHelp),
  auth: authSchema.default("ntlm").describe(authHelp),
  ...settings,
  for: array(overrideSchema).default([]).describe("Settings that are others for machines of a label; the first entry that matches counts.")
});
function asksKerberos(auth) {
  return auth === "kerberos" || auth === "negotiate";
}
function entryFor({ for: entries }, machine) {
  const index = entries.findIndex(({ match }) => hasLabel(machine, match));
  return index === -1 ? void 0 : index;
}
function wayOf(connection, entry, given = {}) {
  const own = entry === void 0 ? void 0 : connection.for[entry];
  const said = (key) => own?.[key] ?? connection[key];
  const transport = given.transport ?? own?.transport ?? connection.transport;
  const auth = given.auth ?? own?.auth ?? connection.auth;
  const isTls = transport === "https";
  const isKerberos = asksKerberos(auth);
  return {
    transport,
    auth,
    ca: isTls ? said("ca") : void 0,
    pin: isTls ? given.pin ?? said("pin") : void 0,
    port: given.port ?? said("port"),
    ntlmFallback: auth === "negotiate" && said("ntlmFallback") === true,
    spn: isKerberos ? said("spn") : void 0,
    interpreter: isKerberos ? said("interpreter") : void 0,
    via: said("via"),
    configuration: given.configuration ?? said("configuration")
  };
}
var jumpPattern = /^socks5:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?((?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_][\w.-]*)(?::([0-9]{1,5}))?)\/?$/;
function jumpOf(text) {
  const [, user, password, place, port = "1080"] = jumpPattern.exec(text) ?? [];
  if (place === void 0 || Number(port) < 1 || Number(port) > 65535) return void 0;
  if (!URL.canParse(`socks5://${place}`)) return void 0;
  return { user, password, place };
}
function variablesOfJump(text) {
  const { user, password } = (text === void 0 ? void 0 : jumpOf(text)) ?? {};
  return [user, password].flatMap((part) => part === void 0 ? [] : variableOf(part) ?? []);
}

// src/policy/credential-form.ts
var credentialSchema = strictObject({
  match: labelSchema.optional().describe("Label of the machines that use this credential; only `default` has none."),
  username: string().min(1).optional().describe("User name, or the environment variable that holds it: $PATCHRING_USERNAME."),
  password: string().min(1).optional().describe("The environment variable that holds the password: $PATCHRING_PASSWORD; never the password."),
  exec: array(string().min(1)).min(1).optional().describe(
    'Command and arguments, run without a shell in the policy’s folder at each logon; {machine} is the machine’s name. It prints { "username": …, "password": … } as JSON within 20 seconds.'
  ),
  certificate: string().min(1).optional().describe(
    "Client certificate for auth: certificate; a PEM file, or the variable PATCHRING_* that holds or names it."
  ),
  key: string().min(1).optional().describe("Its private key; a PEM file, or the variable PATCHRING_* that holds or names it."),
  passphrase: string().min(1).optional().describe("The environment variable that holds the passphrase of the key: $PATCHRING_PASSPHRASE."),
  sso: literal(true, { error: "write true, or leave it out" }).optional().describe(
    "Single sign-on with kerberos and negotiate: whoever runs patchring, by ticket, keytab or Windows logon."
  )
});
var formKeys = {
  password: ["username", "password"],
  exec: ["exec"],
  certificate: ["certificate", "key", "passphrase"],
  sso: ["sso"]
};
function formOf(written) {
  const { username, password, exec, certificate, key, passphrase, sso } = written;
  const begun = Object.values(formKeys).filter((keys) => keys.some((name) => written[name] !== void 0));
  if (begun.length !== 1) return void 0;
  if (username !== void 0 && password !== void 0) return { kind: "password", username, password };
  if (exec !== void 0) return { kind: "exec", command: exec };
  if (sso !== void 0) return { kind: "sso" };
  if (certificate === void 0 || key === void 0) return void 0;
  return { kind: "certificate", certificate, key, ...passphrase === void 0 ? {} : { passphrase } };
}
function usualForm(auth) {
  return auth === "certificate" ? { kind: "certificate", certificate: "$PATCHRING_CLIENT_CERTIFICATE", key: "$PATCHRING_CLIENT_KEY" } : { kind: "password", username: "$PATCHRING_USERNAME", password: "$PATCHRING_PASSWORD" };
}
function textsOf(form) {
  if (form.kind === "password") return [form.username, form.password];
  if (form.kind !== "certificate") return [];
  return [form.certificate, form.key, ...form.passphrase === void 0 ? [] : [form.passphrase]];
}

// src/gates/gate.ts
var severities = ["critical", "hard", "soft", "observe"];
var stages = ["before", "after", "undo"];
function visitOf({ stage, before, after }) {
  return stage === "before" ? before : after;
}
function defineGate(gate) {
  return gate;
}
function durationField(byDefault, help) {
  return durationSchema.prefault(byDefault).describe(help);
}
var awayAtMost = 90 * 6e4;
var lookAgainAfter = 6e4;
var errorsInARow = 3;
function judgeWithPatience(look, patience, input) {
  const { evidence, now, previous } = input;
  const { settle = 0, confirm = 1, quiet = false } = patience;
  const { certain, ...word } = look;
  const judgement = { measured: {}, ...word, strikes: 0 };
  const clearAt = (evidence.settledAt ?? now) + settle;
  const isFinal = evidence.stage !== "after" || certain === true;
  if (!isFinal && now < clearAt && (look.verdict !== "pass" || quiet)) {
    const reason = `${look.reason}; settling for another ${formatDuration(clearAt - now)}`;
    const againAt = Math.min(now + lookAgainAfter, clearAt);
    return { ...judgement, verdict: "inconclusive", reason, waits: true, againAt };
  }
  if (look.verdict === "pass") return judgement;
  if (look.verdict === "inconclusive") return isFinal ? judgement : { ...judgement, againAt: now + lookAgainAfter };
  const isSame = previous?.verdict === "error" === (look.verdict === "error");
  const strikes = (isSame ? previous?.strikes ?? 0 : 0) + 1;
  const struck = { ...judgement, strikes };
  if (isFinal) return struck;
  if (look.verdict === "fail" && strikes < confirm) {
    const reason = `${look.reason}; seen ${strikes} of ${confirm} times, looking again`;
    return { ...struck, verdict: "inconclusive", reason, waits: true, againAt: now + lookAgainAfter };
  }
  if (look.verdict === "error" && strikes < errorsInARow) return { ...struck, againAt: now + lookAgainAfter };
  return struck;
}
function seen(what, answer) {
  if (answer?.ok === true) return answer;
  const reason = answer === void 0 ? `${what} was not read` : `${what} could not be read: ${answer.failure.message} (${answer.failure.code})`;
  return { ok: false, look: { verdict: "error", reason } };
}
function isRestartless({ updates }) {
  return updates.length > 0 && updates.every(({ restart }) => restart === "never");
}
function beforeRestart({ name, help, severity, what, part, look, always: always2 }) {
  return defineGate({
    name,
    help,
    stages: ["before"],
    byDefault: ["before"],
    severity,
    settings: strictObject({}),
    probes: () => ({ machine: ["restart"], runner: [] }),
    judge: (input) => {
      const reading = seen(what, input.evidence.before?.readings.restart);
      if (!reading.ok) return judgeWithPatience(reading.look, {}, input);
      const value = part(reading.value);
      if (value !== null && always2 !== true && isRestartless(input.evidence))
        return judgeWithPatience({ ...look(value), verdict: "pass", reason: "no restart is expected" }, {}, input);
      const why = reading.value.unreadable.find((line) => line.startsWith(what)) ?? what;
      const seenNow = value === null ? { verdict: "error", reason: `could not be read: ${why}` } : look(value);
      return judgeWithPatience(seenNow, {}, input);
    }
  });
}

// src/model/machine.ts
var machineEntrySchema = strictObject({
  name: string().min(1).max(253).regex(
    /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
    "must be a host name or an address name: letters, digits, dots and hyphens"
  ).describe(
    "Name of the machine, unique without regard to case; also where to connect, unless address says otherwise."
  ),
  address: string().min(1).optional().describe("Where to connect when it is not the name: a DNS name or an IP address."),
  port: number().int().min(1).max(65535).optional().describe("Port when it is not the default of the transport (5986, sealed HTTP 5985)."),
  labels: record(string(), string()).default({}).describe("Free words such as ring, role, site; rings and windows select by them."),
  timeZone: string().optional().describe("IANA zone of the machine, used by windows with `timeZone: machine`.")
});

// src/policy/around.ts
var scopes = ["machine", "wave", "ring"];
var placeholders = {
  machine: ["machine", "address", "ring"],
  wave: ["ring", "wave"],
  ring: ["ring"]
};
var commandSchema = array(string().min(1)).min(1);
var aroundSchema = array(
  strictObject({
    per: _enum(scopes).default("machine").describe("What it stands around: each machine, each wave, or each ring while machines of it are worked on."),
    machines: array(machineEntrySchema.shape.name).min(1).optional().describe("Only around these machines, by name; all when left out."),
    label: union([labelSchema, array(labelSchema).min(1)]).optional().describe("Only around the machines that bear it: key=value; of several, all must match."),
    before: commandSchema.describe(
      "The command and its arguments, run on the runner without a shell in the policy’s folder; {machine}, {address}, {ring} and {wave} are filled in. Where it fails, nothing is begun."
    ),
    after: commandSchema.optional().describe("Owed from the moment before is begun: it runs after success, failure, halt, crash and rollback."),
    timeout: durationSchema.prefault("5m").describe("How long either command may take.")
  })
).default([]).describe("Commands of yours around the work, such as taking a machine out of a load balancer and putting it back.");

// src/gates/choice.ts
var limit = int().min(0).max(1e3);
var measuringFields = {
  interval: durationSchema.optional().describe("Time between two measurements (1m)."),
  count: int().min(1).max(1e3).optional().describe("Measurements that are taken (1); one look each."),
  failureLimit: limit.optional().describe("Failed measurements that are tolerated (0)."),
  inconclusiveLimit: limit.optional().describe("Unclear measurements that are tolerated (0)."),
  consecutiveErrorLimit: limit.optional().describe("Errors in a row that are tolerated (4).")
};
var measuringSchema = strictObject({
  /** Milliseconds. */
  interval: number().int().positive(),
  count: number().int().positive(),
  failureLimit: number().int().nonnegative(),
  inconclusiveLimit: number().int().nonnegative(),
  consecutiveErrorLimit: number().int().nonnegative()
});
var defaults = {
  interval: 6e4,
  count: 1,
  failureLimit: 0,
  inconclusiveLimit: 0,
  consecutiveErrorLimit: 4
};
function measuringOf(written) {
  const own = Object.entries(written).filter(([key, value]) => key in measuringFields && value !== void 0);
  if (own.length === 0) return void 0;
  const whole = { ...defaults, ...Object.fromEntries(own) };
  if (whole.interval === 0) return "interval is 0s: write 1m";
  const { count, failureLimit, inconclusiveLimit } = whole;
  if (failureLimit + inconclusiveLimit >= count) {
    return `of ${count} measurements ${failureLimit} may fail and ${inconclusiveLimit} may be unclear, so none has to pass: write count: ${failureLimit + inconclusiveLimit + 1} or more`;
  }
  return measuringSchema.parse(whole);
}
var gateChoiceSchema = strictObject({
  gate: string(),
  severity: _enum(severities),
  settings: record(string(), json()),
  /** Absent: one good look is enough. */
  measuring: measuringSchema.exactOptional()
});

// src/knowledge/lineage.json
var lineage_default = {
  format: 1,
  updated: "2026-11-21",
  sources: {
    "release-info": "https://learn.microsoft.com/windows/release-health/windows-server-release-info",
    support: "https://support.microsoft.com: the page of the KB itself"
  },
  rows: [
    { product: "windows-server-2025", month: "2024-11", kind: "hotpatch", kb: "KB5046696", ubr: 2240, date: "2024-11-12", source: "release-info" },
    { product: "windows-server-2025", month: "2024-11", kind: "lcu", kb: "KB5046617", ubr: 2314, date: "2024-11-12", source: "release-info" },
    { product: "windows-server-2025", month: "2024-12", kind: "hotpatch", kb: "KB5048794", ubr: 2528, date: "2024-12-10", source: "release-info" },
    { product: "windows-server-2025", month: "2024-12", kind: "lcu", kb: "KB5048667", ubr: 2605, date: "2024-12-10", source: "release-info" },
    { product: "windows-server-2025", month: "2025-01", kind: "baseline", kb: "KB5050009", ubr: 2894, date: "2025-01-14", source: "release-info" },
    { product: "windows-server-2025", month: "2025-02", kind: "hotpatch", kb: "KB5052105", ubr: 3107, date: "2025-02-11", source: "release-info" },
    { product: "windows-server-2025", month: "2025-02", kind: "lcu", kb: "KB5051987", ubr: 3194, date: "2025-02-11", source: "release-info" },
    { product: "windows-server-2025", month: "2025-03", kind: "hotpatch", kb: "KB5053636", ubr: 3403, date: "2025-03-11", source: "release-info" },
    { product: "windows-server-2025", month: "2025-03", kind: "lcu", kb: "KB5053598", ubr: 3476, date: "2025-03-11", source: "release-info" },
    { product: "windows-server-2025", month: "2025-04", kind: "baseline", kb: "KB5055523", ubr: 3775, date: "2025-04-08", source: "release-info" },
    { product: "windows-server-2025", month: "2025-04", kind: "oobLcu", kb: "KB5059087", ubr: 3781, date: "2025-04-16", source: "release-info" },
    { product: "windows-server-2025", month: "2025-05", kind: "hotpatch", kb: "KB5058497", ubr: 3981, date: "2025-05-13", source: "release-info" },
    { product: "windows-server-2025", month: "2025-05", kind: "oobHotpatch", kb: "KB5061258", ubr: 3983, date: "2025-05-16", source: "support" },
    { product: "windows-server-2025", month: "2025-05", kind: "lcu", kb: "KB5058411", ubr: 4061, date: "2025-05-13", source: "release-info" },
    { product: "windows-server-2025", month: "2025-05", kind: "oobLcu", kb: "KB5061977", ubr: 4066, date: "2025-05-27", source: "release-info" },
    { product: "windows-server-2025", month: "2025-06", kind: "hotpatch", kb: "KB5060841", ubr: 4270, date: "2025-06-10", source: "release-info" },
    { product: "windows-server-2025", month: "2025-06", kind: "lcu", kb: "KB5060842", ubr: 4349, date: "2025-06-10", source: "release-info" },
    { product: "windows-server-2025", month: "2025-07", kind: "baseline", kb: "KB5062553", ubr: 4652, date: "2025-07-08", source: "release-info" },
    { product: "windows-server-2025", month: "2025-07", kind: "oobLcu", kb: "KB5064489", ubr: 4656, date: "2025-07-13", source: "release-info" },
    { product: "windows-server-2025", month: "2025-08", kind: "hotpatch", kb: "KB5064010", ubr: 4851, date: "2025-08-12", source: "release-info" },
    { product: "windows-server-2025", month: "2025-08", kind: "lcu", kb: "KB5063878", ubr: 4946, date: "2025-08-12", source: "release-info" },
    { product: "windows-server-2025", month: "2025-09", kind: "hotpatch", kb: "KB5065474", ubr: 6508, date: "2025-09-09", source: "release-info" },
    { product: "windows-server-2025", month: "2025-09", kind: "oobHotpatch", kb: "KB5066360", ubr: null, date: null, source: "support" },
    { product: "windows-server-2025", month: "2025-09", kind: "lcu", kb: "KB5065426", ubr: 6584, date: "2025-09-09", source: "release-info" },
    { product: "windows-server-2025", month: "2025-09", kind: "oobLcu", kb: "KB5068221", ubr: 6588, date: "2025-09-22", source: "release-info" },
    { product: "windows-server-2025", month: "2025-10", kind: "baseline", kb: "KB5066835", ubr: 6899, date: "2025-10-14", source: "release-info" },
    { product: "windows-server-2025", month: "2025-10", kind: "oobLcu", kb: "KB5070773", ubr: 6901, date: "2025-10-20", source: "release-info" },
    { product: "windows-server-2025", month: "2025-10", kind: "oobLcu", kb: "KB5070881", ubr: 6905, date: "2025-10-23", source: "support" },
    { product: "windows-server-2025", month: "2025-10", kind: "oobHotpatch", kb: "KB5070893", ubr: 6905, date: "2025-10-24", source: "support" },
    { product: "windows-server-2025", month: "2025-11", kind: "hotpatch", kb: "KB5068966", ubr: 7092, date: "2025-11-11", source: "release-info" },
    { product: "windows-server-2025", month: "2025-11", kind: "oobHotpatch", kb: "KB5072753", ubr: 7093, date: "2025-11-20", source: "support" },
    { product: "windows-server-2025", month: "2025-11", kind: "lcu", kb: "KB5068861", ubr: 7171, date: "2025-11-11", source: "release-info" },
    { product: "windows-server-2025", month: "2025-11", kind: "oobLcu", kb: "KB5072359", ubr: 7178, date: "2025-11-18", source: "release-info" },
    { product: "windows-server-2025", month: "2025-12", kind: "hotpatch", kb: "KB5072014", ubr: 7392, date: "2025-12-09", source: "release-info" },
    { product: "windows-server-2025", month: "2025-12", kind: "lcu", kb: "KB5072033", ubr: 7462, date: "2025-12-09", source: "release-info" },
    { product: "windows-server-2025", month: "2026-01", kind: "baseline", kb: "KB5073379", ubr: 32230, date: "2026-01-13", source: "release-info" },
    { product: "windows-server-2025", month: "2026-01", kind: "oobLcu", kb: "KB5077793", ubr: 32234, date: "2026-01-17", source: "release-info" },
    { product: "windows-server-2025", month: "2026-01", kind: "oobLcu", kb: "KB5078135", ubr: 32236, date: "2026-01-24", source: "release-info" },
    { product: "windows-server-2025", month: "2026-02", kind: "hotpatch", kb: "KB5075942", ubr: 32313, date: "2026-02-10", source: "release-info" },
    { product: "windows-server-2025", month: "2026-02", kind: "lcu", kb: "KB5075899", ubr: 32370, date: "2026-02-10", source: "release-info" },
    { product: "windows-server-2025", month: "2026-03", kind: "hotpatch", kb: "KB5078736", ubr: 32463, date: "2026-03-10", source: "release-info" },
    { product: "windows-server-2025", month: "2026-03", kind: "lcu", kb: "KB5078740", ubr: 32522, date: "2026-03-10", source: "release-info" },
    { product: "windows-server-2025", month: "2026-04", kind: "baseline", kb: "KB5082063", ubr: 32690, date: "2026-04-14", source: "release-info" },
    { product: "windows-server-2025", month: "2026-04", kind: "oobLcu", kb: "KB5091157", ubr: 32698, date: "2026-04-19", source: "release-info" },
    { product: "windows-server-2025", month: "2026-04", kind: "oobHotpatch", kb: "KB5091470", ubr: 32704, date: "2026-04-19", source: "support" },
    { product: "windows-server-2025", month: "2026-05", kind: "hotpatch", kb: "KB5087423", ubr: 32772, date: "2026-05-12", source: "release-info" },
    { product: "windows-server-2025", month: "2026-05", kind: "lcu", kb: "KB5087539", ubr: 32860, date: "2026-05-12", source: "release-info" },
    { product: "windows-server-2025", month: "2026-06", kind: "baseline", kb: "KB5094125", ubr: 32995, date: "2026-06-09", source: "release-info" },
    { product: "windows-server-2025", month: "2026-07", kind: "baseline", kb: "KB5099536", ubr: 33158, date: "2026-07-14", source: "release-info" },
    { product: "windows-server-2025", month: "2026-08", kind: "hotpatch", kb: "KB5120228", ubr: 33222, date: "2026-08-11", source: "release-info" },
    { product: "windows-server-2025", month: "2026-08", kind: "lcu", kb: "KB5120233", ubr: 33296, date: "2026-08-11", source: "release-info" },
    { product: "windows-server-2025", month: "2026-09", kind: "baseline", kb: "KB5122871", ubr: 33438, date: "2026-09-08", source: "release-info" },
    { product: "windows-server-2025", month: "2026-09", kind: "oobLcu", kb: "KB5129235", ubr: 33451, date: "2026-09-14", source: "release-info" },
    { product: "windows-server-2025", month: "2026-10", kind: "baseline", kb: null, ubr: null, date: "2026-10-13", source: "release-info" },
    { product: "windows-server-2025", month: "2026-11", kind: "hotpatch", kb: null, ubr: null, date: "2026-11-10", source: "release-info" },
    { product: "windows-server-2025", month: "2026-12", kind: "hotpatch", kb: null, ubr: null, date: "2026-12-08", source: "release-info" },
    { product: "windows-server-2022", month: "2025-01", kind: "baseline", kb: "KB5049983", ubr: 3091, date: "2025-01-14", source: "release-info" },
    { product: "windows-server-2022", month: "2025-01", kind: "oobLcu", kb: "KB5052819", ubr: 3095, date: "2025-01-18", source: "release-info" },
    { product: "windows-server-2022", month: "2025-02", kind: "hotpatch", kb: "KB5052106", ubr: 3148, date: "2025-02-11", source: "release-info" },
    { product: "windows-server-2022", month: "2025-02", kind: "lcu", kb: "KB5051979", ubr: 3207, date: "2025-02-11", source: "release-info" },
    { product: "windows-server-2022", month: "2025-03", kind: "hotpatch", kb: "KB5053638", ubr: 3270, date: "2025-03-11", source: "release-info" },
    { product: "windows-server-2022", month: "2025-03", kind: "lcu", kb: "KB5053603", ubr: 3328, date: "2025-03-11", source: "release-info" },
    { product: "windows-server-2022", month: "2025-04", kind: "baseline", kb: "KB5055526", ubr: 3453, date: "2025-04-08", source: "release-info" },
    { product: "windows-server-2022", month: "2025-04", kind: "oobLcu", kb: "KB5058920", ubr: 3561, date: "2025-04-11", source: "release-info" },
    { product: "windows-server-2022", month: "2025-04", kind: "oobLcu", kb: "KB5059092", ubr: 3566, date: "2025-04-16", source: "release-info" },
    { product: "windows-server-2022", month: "2025-05", kind: "hotpatch", kb: "KB5058500", ubr: 3630, date: "2025-05-13", source: "release-info" },
    { product: "windows-server-2022", month: "2025-05", kind: "lcu", kb: "KB5058385", ubr: 3692, date: "2025-05-13", source: "release-info" },
    { product: "windows-server-2022", month: "2025-05", kind: "oobLcu", kb: "KB5061906", ubr: 3695, date: "2025-05-23", source: "release-info" },
    { product: "windows-server-2022", month: "2025-06", kind: "hotpatch", kb: "KB5060525", ubr: 3745, date: "2025-06-10", source: "release-info" },
    { product: "windows-server-2022", month: "2025-06", kind: "lcu", kb: "KB5060526", ubr: 3807, date: "2025-06-10", source: "release-info" },
    { product: "windows-server-2022", month: "2025-07", kind: "baseline", kb: "KB5062572", ubr: 3932, date: "2025-07-08", source: "release-info" },
    { product: "windows-server-2022", month: "2025-08", kind: "hotpatch", kb: "KB5063812", ubr: 3989, date: "2025-08-12", source: "release-info" },
    { product: "windows-server-2022", month: "2025-08", kind: "lcu", kb: "KB5063880", ubr: 4052, date: "2025-08-12", source: "release-info" },
    { product: "windows-server-2022", month: "2025-09", kind: "hotpatch", kb: "KB5065306", ubr: 4106, date: "2025-09-09", source: "release-info" },
    { product: "windows-server-2022", month: "2025-09", kind: "lcu", kb: "KB5065432", ubr: 4171, date: "2025-09-09", source: "release-info" },
    { product: "windows-server-2022", month: "2025-10", kind: "baseline", kb: "KB5066782", ubr: 4294, date: "2025-10-14", source: "release-info" },
    { product: "windows-server-2022", month: "2025-10", kind: "oobHotpatch", kb: "KB5070892", ubr: null, date: null, source: "support" },
    { product: "windows-server-2022", month: "2025-10", kind: "oobLcu", kb: "KB5070884", ubr: 4297, date: "2025-10-23", source: "support" },
    { product: "windows-server-2022", month: "2025-11", kind: "hotpatch", kb: "KB5068840", ubr: 4346, date: "2025-11-11", source: "release-info" },
    { product: "windows-server-2022", month: "2025-11", kind: "lcu", kb: "KB5068787", ubr: 4405, date: "2025-11-11", source: "release-info" },
    { product: "windows-server-2022", month: "2025-12", kind: "hotpatch", kb: "KB5071413", ubr: 4467, date: "2025-12-09", source: "release-info" },
    { product: "windows-server-2022", month: "2025-12", kind: "lcu", kb: "KB5071547", ubr: 4529, date: "2025-12-09", source: "release-info" },
    { product: "windows-server-2022", month: "2026-01", kind: "baseline", kb: "KB5073457", ubr: 4648, date: "2026-01-13", source: "release-info" },
    { product: "windows-server-2022", month: "2026-01", kind: "oobLcu", kb: "KB5077800", ubr: 4650, date: "2026-01-17", source: "release-info" },
    { product: "windows-server-2022", month: "2026-01", kind: "oobLcu", kb: "KB5078136", ubr: 4651, date: "2026-01-24", source: "release-info" },
    { product: "windows-server-2022", month: "2026-02", kind: "hotpatch", kb: "KB5075943", ubr: 4711, date: "2026-02-10", source: "release-info" },
    { product: "windows-server-2022", month: "2026-02", kind: "lcu", kb: "KB5075906", ubr: 4773, date: "2026-02-10", source: "release-info" },
    { product: "windows-server-2022", month: "2026-02", kind: "oobLcu", kb: "KB5082314", ubr: 4776, date: "2026-03-02", source: "release-info" },
    { product: "windows-server-2022", month: "2026-03", kind: "hotpatch", kb: "KB5078737", ubr: 4830, date: "2026-03-10", source: "release-info" },
    { product: "windows-server-2022", month: "2026-03", kind: "lcu", kb: "KB5078766", ubr: 4893, date: "2026-03-10", source: "release-info" },
    { product: "windows-server-2022", month: "2026-04", kind: "baseline", kb: "KB5082142", ubr: 5020, date: "2026-04-14", source: "release-info" },
    { product: "windows-server-2022", month: "2026-04", kind: "oobHotpatch", kb: "KB5091576", ubr: null, date: "2026-04-19", source: "support" },
    { product: "windows-server-2022", month: "2026-04", kind: "oobLcu", kb: "KB5091575", ubr: 5024, date: "2026-04-19", source: "support" },
    { product: "windows-server-2022", month: "2026-05", kind: "hotpatch", kb: "KB5087424", ubr: 5074, date: "2026-05-12", source: "release-info" },
    { product: "windows-server-2022", month: "2026-05", kind: "lcu", kb: "KB5087545", ubr: 5139, date: "2026-05-12", source: "release-info" },
    { product: "windows-server-2022", month: "2026-08", kind: "hotpatch", kb: "KB5120229", ubr: null, date: null, source: "release-info" },
    { product: "windows-server-2022", month: "2026-08", kind: "lcu", kb: "KB5120242", ubr: 5499, date: null, source: "release-info" },
    { product: "windows-server-2022", month: "2026-09", kind: "oobLcu", kb: "KB5129237", ubr: 5631, date: null, source: "release-info" },
    { product: "windows-server-2019", month: "2026-05", kind: "lcu", kb: "KB5087538", ubr: 8755, date: "2026-05-12", source: "release-info" },
    { product: "windows-server-2019", month: "2026-08", kind: "lcu", kb: "KB5120238", ubr: 9121, date: "2026-08-11", source: "release-info" },
    { product: "windows-server-2019", month: "2026-09", kind: "lcu", kb: "KB5122876", ubr: 9245, date: "2026-09-08", source: "release-info" },
    { product: "windows-server-2019", month: "2026-09", kind: "oobLcu", kb: "KB5129238", ubr: 9247, date: "2026-09-14", source: "release-info" }
  ]
};

// src/knowledge/products.ts
var serverBuilds = new Map(productNames.map((name) => [buildOfProduct[name], name]));
var azureEditions = ["ServerTurbine", "ServerTurbineCor"];
function productOf(facts) {
  const name = serverBuilds.get(facts.build);
  if (name === void 0 || !facts.installationType.startsWith("Server")) return void 0;
  return { name, build: facts.build, isAzureEdition: azureEditions.includes(facts.editionId) };
}

// src/knowledge/lineage-rows.ts
var lineageKinds = ["baseline", "hotpatch", "lcu", "oobHotpatch", "oobLcu"];
var lineageRowSchema = strictObject({
  product: _enum(productNames).describe("The Windows product that the update is for."),
  month: string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, "a month is written as 2026-11").describe("Month of the release: 2026-11."),
  kind: _enum(lineageKinds).describe("baseline, hotpatch, lcu (cumulative update of a hotpatch month), oobHotpatch or oobLcu (out of band)."),
  kb: kbSchema.nullable().default(null).describe("The update; left out: planned, not released yet."),
  ubr: int().min(1).max(999999).nullable().default(null).describe("Last part of the build, 6905 of 26100.6905, where it is known."),
  date: iso_exports.date().nullable().default(null).describe("Day of the release, where it is known."),
  source: string().min(1).default("own row").describe("Where the row comes from.")
});
var rowsSchema = array(lineageRowSchema).min(1).superRefine((rows, context) => {
  for (const { index, key, message } of rows.flatMap((row, at) => contradictions(rows, row, at))) {
    context.addIssue({ code: "custom", path: [index, key], message });
  }
});
function isDayOf({ month, kind }, date) {
  if (date.startsWith(month)) return true;
  const [year = 0, number2 = 0] = month.split("-").map(Number);
  const next = new Date(Date.UTC(year, number2)).toISOString().slice(0, 7);
  return kind.startsWith("oob") && date.startsWith(next);
}
function contradictions(rows, row, index) {
  const { product, month, kind, kb, ubr, date } = row;
  const found = [];
  const say = (key, message) => found.push({ index, key, message });
  if (date !== null && !isDayOf(row, date)) say("date", `${date} is no day of ${month}`);
  const isEarlier = (other, at) => at < index && other.product === product;
  if (kb === null) {
    if (kind !== "baseline" && kind !== "hotpatch")
      say("kind", "only a baseline or a hotpatch is planned: write its kb");
    if (ubr !== null) say("ubr", "what has no kb is not released and has no build");
    if (rows.some((other, at) => isEarlier(other, at) && other.kb === null && other.month === month))
      say("month", `${month} is planned twice for ${product}: keep one of the rows`);
  } else if (rows.some((other, at) => isEarlier(other, at) && other.kb === kb)) {
    say("kb", `${kb} stands here a second time for ${product}: keep one of the rows`);
  }
  return found;
}
var lineageFileSchema = strictObject({
  format: literal(1).describe("Version of this format: 1."),
  updated: iso_exports.date().optional().describe("Day on which the rows were last compared with their sources."),
  sources: record(string(), string()).default({}).describe("Where rows come from, by the word in their source."),
  replace: boolean().default(false).describe("true: these rows stand in for the shipped ones; else they are added."),
  rows: rowsSchema.describe("One row an update.")
});
var lineageRows = lineageFileSchema.parse(lineage_default).rows;
function withOwnRows({ replace, rows: own }) {
  const isCorrected = (row) => own.some(({ product, kb }) => product === row.product && kb !== null && kb === row.kb);
  const kept = replace ? [] : lineageRows.filter((row) => !isCorrected(row));
  return inOrder([...kept, ...own].filter((row, _, all) => !isOvertaken(row, all)));
}
function isOvertaken(row, all) {
  if (row.kb !== null) return false;
  const sameMonth = all.filter(({ product, month }) => product === row.product && month === row.month);
  return sameMonth.some(({ kb, kind }) => kb !== null && (kind === "baseline" || kind === "hotpatch")) || sameMonth.findLast(({ kb }) => kb === null) !== row;
}
function inOrder(rows) {
  const rank = ({ product }) => productNames.indexOf(product);
  return [...rows].sort((a, b) => rank(b) - rank(a) || (a.month < b.month ? -1 : a.month > b.month ? 1 : 0));
}

// src/knowledge/lineage.ts
function keepsTrain(row) {
  return row.kind === "baseline" || row.kind === "hotpatch" || row.kind === "oobHotpatch";
}
function lineageOf(product, rows = lineageRows) {
  return rows.filter((row) => row.product === product);
}
function rowOfKbs(lineage, kbs) {
  return lineage.find((row) => row.kb !== null && kbs.includes(row.kb));
}
function baselineUnder(lineage, ubr) {
  return newest(lineage.filter((row) => row.kind === "baseline" && row.ubr !== null && row.ubr <= ubr));
}
function baselineAbove(lineage, ubr) {
  const under = baselineUnder(lineage, ubr);
  return lineage.filter((row) => row.kind === "baseline" && row.month > (under?.month ?? "")).sort((a, b) => a.month < b.month ? -1 : 1)[0];
}
function substitutesFor(lineage, row) {
  return lineage.filter((other) => other.month === row.month && keepsTrain(other) && other.kb !== null).reverse();
}
function newest(rows) {
  return rows.reduce(
    (best, row) => (row.ubr ?? 0) > (best?.ubr ?? -1) ? row : best,
    void 0
  );
}
function monthsSince(month, instant) {
  const count = (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return count(instant) - count(month);
}

// src/knowledge/titles.ts
var buildInTitle = /(?:\(|OS Build )(\d{5})\.(\d{1,6})\)/g;
function buildOfTitle(title) {
  const builds = [...title.matchAll(buildInTitle)];
  const [first] = builds;
  return first === void 0 || builds.length > 1 ? void 0 : { build: Number(first[1]), ubr: Number(first[2]) };
}
function formatBuild({ build, ubr }) {
  return `${build}.${ubr}`;
}
var otherSoftware = /\.NET|SQL Server|Exchange Server|SharePoint|Microsoft (365|Office)|Visual Studio|Defender|Malicious Software Removal/i;
function isForWindows(update) {
  return buildOfTitle(update.title) !== void 0 || !otherSoftware.test(update.title);
}

// src/knowledge/update-history.ts
var prefix = "update history";
function joined(reading, history) {
  const { installedKbs, unreadable } = reading;
  const others = unreadable.filter((sentence) => !sentence.startsWith(prefix));
  if (history === void 0 || history.words === null) {
    const why = history?.unreadable ?? unreadable.find((sentence) => sentence.startsWith(prefix))?.slice(prefix.length + 2);
    const gap = installedKbs.history === null ? { gap: why ?? "it was not read" } : {};
    return { ...reading, unreadable: others, removed: [], ...gap };
  }
  const last = /* @__PURE__ */ new Map();
  for (const { kb, operation, result } of history.words) {
    if (isSuccess(result) && !last.has(kb)) last.set(kb, operation);
  }
  const having = (wanted) => [...last].flatMap(([kb, operation]) => operation === wanted ? kb : []);
  return {
    ...reading,
    unreadable: others,
    installedKbs: { ...installedKbs, history: having("install") },
    removed: having("uninstall")
  };
}
function isSuccess(result) {
  return result === "succeeded" || result === "succeededWithErrors";
}

// src/knowledge/hotpatch.ts
var unreadGrade = {
  verdict: "unknown",
  reason: "the Hotpatch state could not be read",
  evidence: []
};
function isEnrolled({ verdict }) {
  if (verdict === "unknown") return void 0;
  return verdict !== "notApplicable" && verdict !== "notEnrolled";
}
var baselineLastsMonths = 3;
function gradeHotpatch(raw, facts, rows = lineageRows, history) {
  const reading = joined(raw, history);
  const product = productOf(facts);
  const evidence = evidenceOf(reading, facts);
  const name = `${facts.productName} (${formatBuild(facts)})`;
  if (product === void 0 && facts.build >= firstHotpatchBuild) {
    return { verdict: "unknown", reason: `${name} is in no table of Windows Server products`, evidence };
  }
  if (product === void 0 || !hasHotpatch(product)) {
    return { verdict: "notApplicable", reason: `${name} has no Hotpatch`, evidence };
  }
  const situation = { product, reading, facts, lineage: lineageOf(product.name, rows), evidence };
  return gradeEnrolment(situation) ?? gradeTrain(situation);
}
var firstHotpatchBuild = 26100;
function hasHotpatch(product) {
  return product.build >= firstHotpatchBuild || product.name === "windows-server-2022" && product.isAzureEdition;
}
function gradeEnrolment({ reading, facts, lineage, evidence }) {
  if (reading.enrollmentPackage === true || reading.arcSubscription === 1) return void 0;
  const unread = reading.unreadable.filter((sentence) => /^(enrolment|arc licence)/i.test(sentence));
  if (reading.enrollmentPackage === null || unread.length > 0) {
    const reason2 = `whether the machine is enrolled could not be read: ${unread.join("; ") || "no enrolment package seen"}`;
    return { verdict: "unknown", reason: reason2, evidence };
  }
  const row = standing(lineage, reading, facts.ubr).find(({ kind }) => kind === "hotpatch" || kind === "oobHotpatch");
  if (row !== void 0 && reading.arcSubscription !== null) return void 0;
  if (row !== void 0) {
    const reason2 = `${row.kb} is a hotpatch, and nothing shows that the machine is enrolled`;
    return { verdict: "unknown", reason: reason2, evidence, row };
  }
  const { arcSubscription } = reading;
  if (arcSubscription === null) return { verdict: "notEnrolled", reason: "no trace of an enrolment", evidence };
  const reason = `${notActive(arcSubscription)}, and there is no other trace of an enrolment`;
  return { verdict: "notEnrolled", reason, evidence, blockedBy: "licence", remedy: licenceRemedy(reading) };
}
function kbsOf(source) {
  return source ?? [];
}
function standing(lineage, { installedKbs }, ubr) {
  const kbs = [...kbsOf(installedKbs.quickFix), ...kbsOf(installedKbs.history)];
  return lineage.filter((row) => row.ubr === ubr && row.kb !== null && kbs.includes(row.kb));
}
function gradeTrain(situation) {
  const { reading, facts, lineage, evidence } = situation;
  const baseline = baselineUnder(lineage, facts.ubr);
  const leavers = lineage.filter((row2) => !keepsTrain(row2) && isAfter(row2, baseline));
  const left = leavers.find((row2) => row2.kb !== null && kbsOf(reading.installedKbs.quickFix).includes(row2.kb));
  if (left !== void 0) return offTrain(situation, left);
  const here = standing(lineage, reading, facts.ubr);
  const row = here.find(keepsTrain) ?? here[0];
  const doubt = whyUnknown(reading, leavers, row);
  if (doubt !== void 0) return { verdict: "unknown", ...doubt, evidence };
  if (row === void 0 || baseline === void 0) {
    const reason2 = `no row of the lineage is ${formatBuild(facts)} with a KB that is installed here`;
    const remedy = remedyForUnlisted(situation);
    return { verdict: "unknown", reason: reason2, evidence, ...remedy === void 0 ? {} : { remedy } };
  }
  if (!keepsTrain(row)) return offTrain(situation, row);
  const blocked = whyBlocked(situation, baseline);
  if (blocked !== void 0) return { verdict: "enrolledBlocked", ...blocked, evidence, row };
  const reason = `on the train with ${row.kb} (${formatBuild(facts)}, ${row.kind} of ${row.month})`;
  return { verdict: "enrolledReady", reason: `${reason}${gapText(reading, row)}`, evidence, row };
}
function isAfter(row, baseline) {
  if (baseline?.ubr == null) return true;
  return row.ubr === null ? row.month >= baseline.month : row.ubr > baseline.ubr;
}
function offTrain({ facts, lineage, evidence }, row) {
  const next = baselineAbove(lineage, facts.ubr);
  const back = next === void 0 ? "the next baseline" : `the baseline of ${next.month}${next.kb ? ` (${next.kb})` : ""}`;
  const reason = `${row.kb} left the Hotpatch train: cumulative updates with a restart until ${back}`;
  return { verdict: "offTrain", reason, evidence, row, ...next === void 0 ? {} : { until: next.month } };
}
function gapText({ installedKbs: { quickFix, history }, gap }, { kb }) {
  if (kb === null) return "";
  if (gap !== void 0)
    return `; the list of installed updates alone says so: the update history could not be read (${gap})`;
  if (!kbsOf(quickFix).includes(kb)) return `; the update history alone names ${kb}`;
  return kbsOf(history).includes(kb) ? "" : `; the update history does not know ${kb}, as after an installation by DISM`;
}
function whyUnknown(reading, leavers, row) {
  const { installedKbs, vbsStatus, secureBoot, unreadable, removed } = reading;
  if (installedKbs.quickFix === null) return { reason: "the list of installed updates could not be read" };
  if (vbsStatus === null || secureBoot === null) return { reason: "VBS or Secure Boot could not be read" };
  if (unreadable.length > 0) return { reason: `evidence could not be read: ${unreadable.join("; ")}` };
  const among = (kbs) => leavers.find(({ kb }) => kb !== null && kbs.includes(kb))?.kb ?? void 0;
  const [listed, gone] = [among(kbsOf(installedKbs.history)), among(removed)];
  if (listed !== void 0) {
    const reason2 = `the update history lists ${listed} and the installed updates do not: it waits for a restart, or was removed`;
    return { reason: reason2, remedy: noWayBack };
  }
  if (gone !== void 0) {
    return { reason: `${gone} was installed since the last baseline, and removed again`, remedy: noWayBack };
  }
  if (row === void 0 || row.kb === null || !removed.includes(row.kb)) return void 0;
  const reason = `the update history says that ${row.kb} was removed and the installed updates list it: it waits for a restart, or was installed again by DISM`;
  return { reason };
}
var noWayBack = "restart it if it waits for one; who left the train comes back with the next baseline, not by a removal";
function whyBlocked(situation, baseline) {
  const { reading, facts } = situation;
  const missing = whyNotPrepared(reading);
  if (missing !== void 0) return { reason: missing, blockedBy: "prerequisite" };
  const licence = situation.product.isAzureEdition ? void 0 : whyUnlicensed(reading);
  if (licence !== void 0) {
    return { reason: `${licence}${costOf(situation)}`, blockedBy: "licence", remedy: licenceRemedy(reading) };
  }
  if (monthsSince(baseline.month, facts.clock) <= baselineLastsMonths) return void 0;
  const reason = `the baseline of ${baseline.month} is more than ${baselineLastsMonths} months old`;
  return { reason, blockedBy: "baseline" };
}
function whyNotPrepared(reading) {
  if (reading.vbsStatus !== 2) return `virtualization-based security is not running (status ${reading.vbsStatus})`;
  if (reading.secureBoot === false) return "Secure Boot is off";
  if (reading.hotPatchTableSize === 0) return "the kernel reserves no Hotpatch table (HotPatchTableSize is 0)";
  return void 0;
}
function costOf({ facts, lineage }) {
  const today = facts.clock.slice(0, 10);
  const [next] = lineage.filter(({ kind, date }) => kind === "hotpatch" && date !== null && date > today).sort((a, b) => a.month < b.month ? -1 : 1);
  return next === void 0 ? "" : `; it costs the hotpatch of ${next.date} unless it is mended before`;
}
function remedyForUnlisted({ product, reading, facts, lineage }) {
  const kb = kbsOf(reading.installedKbs.quickFix).filter((one) => rowOfKbs(lineage, [one]) === void 0).sort((a, b) => Number(a.slice(2)) - Number(b.slice(2))).at(-1);
  if (kb === void 0) return void 0;
  return `add the row of this build to the file that the policy names under lineage, with month and kind as Microsoft’s page says, perhaps - { product: ${product.name}, month: ${facts.clock.slice(0, 7)}, kind: …, kb: ${kb}, ubr: ${facts.ubr} }`;
}
function evidenceOf(reading, facts) {
  const said = (value) => value === null ? "not read" : String(value);
  const count = (kbs) => kbs === null ? "not read" : `${kbs.length} KBs`;
  return [
    `build ${formatBuild(facts)}, edition ${facts.editionId}`,
    `enrolment package: ${said(reading.enrollmentPackage)}`,
    `Azure Arc licence: ${reading.arcSubscription ?? "absent or not read"}`,
    `VBS status: ${said(reading.vbsStatus)}, Secure Boot: ${said(reading.secureBoot)}`,
    `HotPatchTableSize: ${reading.hotPatchTableSize ?? "absent or not read"}`,
    `installed updates: ${count(reading.installedKbs.quickFix)}, update history: ${count(reading.installedKbs.history)}`,
    ...reading.licenceTrouble.map((sentence) => `licence: ${sentence}`),
    `override 4264695439 against the licence bug: ${mitigationText(reading)}`,
    ...reading.unreadable.map((sentence) => `not readable: ${sentence}`),
    ...reading.gap === void 0 ? [] : [`not readable: update history: ${reading.gap}`]
  ];
}

// src/knowledge/hold.ts
var holdSchema = strictObject({
  kb: kbSchema.describe("The update that is held, with its letters: KB5070881."),
  when: strictObject({
    hotpatch: _enum(["enrolled", "notEnrolled"]).optional().describe("Only machines that are enrolled in Hotpatch, or only those that are not."),
    product: _enum(productNames).optional().describe("Only machines of this Windows product."),
    role: string().min(1).optional().describe("Only machines with this role, for example domain-controller.")
  }).prefault({}).describe("Which machines are meant; nothing written means all of them."),
  use: kbSchema.optional().describe("The update to install instead, where the machine is offered it."),
  reason: string().min(1).describe("Why, in a few words: it is printed beside every machine that is held."),
  expires: iso_exports.date().optional().describe("First day (UTC) on which the hold no longer counts, for example 2026-02-01.")
});

// src/policy/coverage.ts
var coverageParts = ["role", "build", "hotpatch"];
var coverageForms = { error: "write a list of role, build and hotpatch, or { by, action }" };
var partsSchema = array(_enum(coverageParts)).min(1).describe("What makes a kind: role, build, hotpatch; as the inventory’s labels say it, and as the machines show it.");
var actionSchema = _enum(["warn", "hold", "refuse"]).default("hold").describe(
  "warn: the gaps are told; hold: the ring’s machines are looked at before it opens, and it waits for a person’s word; refuse: a plan with a gap is none, and what shows only later holds."
);
var coverageSchema = union(
  [
    partsSchema.transform((by) => ({ by, action: "hold" })),
    strictObject({ by: partsSchema.default([...coverageParts]), action: actionSchema })
  ],
  coverageForms
).describe("Kinds of machines that an earlier ring must have updated before a ring opens.");
var toldOnly = { by: [...coverageParts], action: "warn" };
function coverageOf(policy, ring) {
  return ring.coverage ?? policy.coverage ?? toldOnly;
}

// src/calendar/window.ts
var weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
var anchors = ["patch-tuesday", "detected-release"];
var weekSchema = union([int().min(1).max(5), literal("last")], {
  error: "write the weeks of the month as numbers from 1 to 5, or last: [1, 3] or [last]"
});
var afterSchema = strictObject({ anchor: _enum(anchors), days: int().min(0).max(20) });
var writtenAfterSchema = string().transform((text, context) => {
  const [, anchor, days = "0"] = /^([a-z-]+?)(?:\+(\d{1,2})d)?$/.exec(text) ?? [];
  const known = anchors.find((one) => one === anchor);
  if (known !== void 0 && Number(days) <= 20) return { anchor: known, days: Number(days) };
  const message = `"${text}" is not a day to count from: write patch-tuesday+4d or detected-release+4d, with at most 20d`;
  context.addIssue({ code: "custom", message });
  return NEVER;
});
var windowFields = {
  days: array(_enum(weekdays)).min(1).describe("Local weekdays on which the window starts."),
  weeks: array(weekSchema).min(1).optional().describe("Of these weekdays only the n-th of the month: 1 to 5, or last. [2] with tue is the second Tuesday."),
  after: writtenAfterSchema.optional().describe(
    "patch-tuesday+4d: each weekday once a month, in the seven days from then on; detected-release+4d: every week, from so many days after the release of what is planned."
  ),
  start: string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "write the local start as HH:MM, for example 22:00").describe("Local start, HH:MM."),
  duration: durationSchema.describe("How long it stays open; may run past midnight; at most 24h."),
  timeZone: zoneSchema.describe("IANA zone, or `machine`.")
};
var windowSchema = strictObject(windowFields);
var horizon = 400;
function nextOpening(window, now) {
  const { timeZone, duration } = window;
  const [hours = 0, minutes = 0] = window.start.split(":").map(Number);
  const earliest = earliestDay(window);
  const first = Math.max(dayOf(now, timeZone) - 2, earliest);
  for (let localDay = first; localDay < first + horizon; localDay += 1) {
    if (!startsOn(window, localDay)) continue;
    const opensAt = instantOf(localDay, hours * 60 + minutes, timeZone);
    const closesAt = opensAt + duration;
    if (closesAt > now) return { opensAt, closesAt };
  }
  throw new RangeError("a window has at least one weekday, so it opens within a year");
}
function earliestDay({ after, released, timeZone }) {
  if (after?.anchor !== "detected-release") return Number.NEGATIVE_INFINITY;
  if (released === void 0) throw new RangeError("a window that counts from the release is asked with the release");
  return dayOf(released, timeZone) + after.days;
}
function startsOn({ days, weeks, after }, localDay) {
  const weekday = weekdays[weekdayOf(localDay)];
  if (weekday === void 0 || !days.includes(weekday)) return false;
  if (weeks !== void 0) {
    const { number: number2, isLast } = weekOf(localDay);
    if (!weeks.includes(number2) && !(isLast && weeks.includes("last"))) return false;
  }
  if (after?.anchor !== "patch-tuesday") return true;
  const since = localDay - after.days - lastPatchTuesday(localDay - after.days);
  return since < 7;
}

// src/policy/selector.ts
var selectorForms = { error: "write { label: key=value }, a list of names, or rest" };
var chosenForms = { error: "write { label: key=value } or a list of names" };
var namesSchema = array(machineEntrySchema.shape.name).min(1);
var byLabelSchema = strictObject({
  label: union([labelSchema, array(labelSchema).min(1)]).describe("key=value; of several, all must match.")
});
var selectorSchema = union([literal("rest", selectorForms), namesSchema, byLabelSchema], selectorForms).describe("Which machines: { label: key=value }, a list of names, or rest (those that no other ring takes).");
var chosenSchema = union([namesSchema, byLabelSchema], chosenForms).describe("Which machines: { label: key=value }, or a list of names.");

// src/calendar/slot.ts
var blackoutSchema = strictObject({
  from: iso_exports.date().describe("First day on which nothing is begun: 2026-12-18."),
  to: iso_exports.date().describe("Last such day: 2027-01-04."),
  timeZone: zoneSchema.describe("Whose days they are: an IANA zone, or `machine`."),
  reason: string().min(1).describe("Why, in a few words: it is printed wherever a machine waits for its end.")
});
var Slot = class {
  /** Null: anytime. */
  window;
  #closed;
  #last;
  /** @param zone of the machines, for what goes by `machine` */
  constructor(window, blackouts, zone) {
    this.window = window;
    this.#closed = blackouts.map(({ from, to, timeZone, reason }) => {
      const days = timeZone === "machine" ? zone : timeZone;
      return {
        opensAt: instantOf(dayOfText(from), 0, days),
        closesAt: instantOf(dayOfText(to) + 1, 0, days),
        reason
      };
    });
  }
  /** The opening that contains `now`, else the next one; without bounds where nothing bounds it. */
  openingAt(now) {
    const known = this.#last;
    if (known !== void 0 && known.from <= now && now < known.opening.closesAt) return known.opening;
    const opening = this.#find(now);
    this.#last = { from: now, opening };
    return opening;
  }
  /** Nothing ever closes it. */
  get isAlways() {
    return this.window === null && this.#closed.length === 0;
  }
  isOpen(now) {
    return this.openingAt(now).opensAt <= now;
  }
  /** The blackout that keeps it closed now. */
  blackoutAt(now) {
    return this.#closed.find(({ opensAt, closesAt }) => opensAt <= now && now < closesAt);
  }
  /** When work of this length can next begin and be done before the opening closes; undefined: no opening is that long. */
  nextStart(now, length) {
    if (this.window !== null && this.window.duration < length) return void 0;
    let opening = this.openingAt(now);
    for (; ; ) {
      const begins = Math.max(now, opening.opensAt);
      if (opening.closesAt - begins >= length) return begins;
      opening = this.#find(opening.closesAt);
    }
  }
  #find(now) {
    for (let at = now; ; ) {
      const { opensAt, closesAt } = this.window === null ? always : nextOpening(this.window, at);
      const begins = Math.max(at, opensAt);
      const blackout = this.blackoutAt(begins);
      if (blackout === void 0) {
        const ends = this.#closed.filter((one) => one.closesAt <= begins).map((one) => one.closesAt);
        const starts = this.#closed.filter((one) => one.opensAt > begins).map((one) => one.opensAt);
        return { opensAt: Math.max(opensAt, ...ends), closesAt: Math.min(closesAt, ...starts) };
      }
      at = blackout.closesAt;
    }
  }
};
var always = { opensAt: Number.NEGATIVE_INFINITY, closesAt: Number.POSITIVE_INFINITY };

// src/policy/calendar.ts
var namedWindowSchema = strictObject({
  match: labelSchema.optional().describe("Label of the machines that go by this window in every ring, in place of the ring’s own."),
  ...windowFields
});
var freezeSchema = strictObject({
  machines: chosenSchema,
  until: iso_exports.date().describe("Last day (UTC) on which they are left alone: 2026-12-31."),
  reason: string().min(1).describe("Why, in a few words: it is printed beside every machine that is skipped for it.")
});
var follows = ["beginning", "detected-release"];
var calendarSchema = strictObject({
  follow: _enum(follows).describe(
    "What opens counts from: the beginning of the rollout, or detected-release, the day on which the planned updates were deployed as their own metadata say it; where they say nothing, the survey that found them."
  )
});
var calendarFields = {
  windows: record(string(), namedWindowSchema).default({}).describe("Windows by name, for rings to use, or by label for the machines that bear it."),
  blackouts: array(blackoutSchema).optional().describe("Days on which nothing is begun or restarted, in no ring, whatever the windows say."),
  freezes: array(freezeSchema).optional().describe("Machines that are skipped until a day, and caught up afterwards; they count against maxSkipped."),
  calendar: calendarSchema.optional().describe("What openings are counted from.")
};

// src/knowledge/unlisted.ts
function provisionalRows(updates, after, rows = lineageRows) {
  const product = productOf(after)?.name;
  if (product === void 0) return [];
  const lineage = lineageOf(product, rows);
  const unlisted = updates.filter(
    (update) => isForWindows(update) && looksLikeHotpatch(update) && rowOfKbs(lineage, update.kbs) === void 0
  );
  return unlisted.flatMap((update) => {
    const ubr = buildOfTitle(update.title)?.ubr ?? (unlisted.length === 1 ? after.ubr : null);
    const month = after.clock.slice(0, 7);
    return update.kbs.map((kb) => ({
      product,
      month,
      kind: "hotpatch",
      kb,
      ubr,
      date: null,
      source: "provisional"
    }));
  });
}
function looksLikeHotpatch(update) {
  return update.restart === "never" || update.restart !== "always" && /\bhotpatch\b/i.test(update.title);
}
function missingRow(update, lineage, { product, clock }) {
  const [kb] = update.kbs;
  if (kb === void 0) return void 0;
  const month = /^20\d\d-(?:0[1-9]|1[0-2])\b/.exec(update.title)?.[0] ?? clock.slice(0, 7);
  const ubr = buildOfTitle(update.title)?.ubr ?? null;
  return { product, month, kind: likelyKind(lineage, month), kb, ubr, date: null, source: "own row" };
}
function likelyKind(lineage, month) {
  const baseline = lineage.find((row) => row.month === month && row.kind === "baseline");
  if (baseline === void 0) return "lcu";
  return baseline.kb === null ? "baseline" : "oobLcu";
}
function isHotpatchMonth(lineage, month) {
  const here = lineage.filter((row) => row.month === month);
  return here.some(({ kind }) => kind === "hotpatch") && !here.some(({ kind }) => kind === "baseline");
}
function rowText({ product, month, kind, kb, ubr }) {
  const build = ubr === null ? "" : `, ubr: ${ubr}`;
  return `- { product: ${product}, month: ${month}, kind: ${kind}, kb: ${kb}${build} }`;
}

// src/model/metric.ts
var step = /(?:^|\.)([A-Za-z_][\w-]*)|\[(\d{1,6})\]/y;
function stepsOf(path) {
  const steps = [];
  step.lastIndex = 0;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (match === null) return void 0;
    steps.push(match[1] ?? Number(match[2]));
  }
  return steps.length === 0 ? void 0 : steps;
}
function valueAt(document, steps) {
  let value = document;
  for (const part of steps) {
    const fits = typeof part === "number" ? Array.isArray(value) : typeof value === "object" && !Array.isArray(value);
    if (!fits || value === null || !Object.hasOwn(value, part)) return void 0;
    value = value[part];
  }
  return value;
}

export {
  stepsOf,
  valueAt,
  labelSchema,
  hasLabel,
  variableOf,
  expand,
  connectionSchema,
  asksKerberos,
  entryFor,
  wayOf,
  jumpOf,
  variablesOfJump,
  credentialSchema,
  formKeys,
  formOf,
  usualForm,
  textsOf,
  severities,
  stages,
  visitOf,
  defineGate,
  durationField,
  awayAtMost,
  lookAgainAfter,
  judgeWithPatience,
  seen,
  beforeRestart,
  machineEntrySchema,
  scopes,
  placeholders,
  aroundSchema,
  measuringFields,
  measuringOf,
  gateChoiceSchema,
  productOf,
  lineageRowSchema,
  lineageFileSchema,
  lineageRows,
  withOwnRows,
  keepsTrain,
  lineageOf,
  rowOfKbs,
  substitutesFor,
  buildOfTitle,
  formatBuild,
  isForWindows,
  unreadGrade,
  isEnrolled,
  gradeHotpatch,
  provisionalRows,
  looksLikeHotpatch,
  missingRow,
  isHotpatchMonth,
  rowText,
  holdSchema,
  coverageParts,
  coverageSchema,
  coverageOf,
  expectedRelease,
  weekdays,
  afterSchema,
  windowSchema,
  blackoutSchema,
  Slot,
  selectorSchema,
  follows,
  calendarFields
};
