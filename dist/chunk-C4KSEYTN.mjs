import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  buildOfProduct,
  compareBoots,
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
  _null,
  array,
  boolean,
  discriminatedUnion,
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
  const { username, password, exec: exec2, certificate, key, passphrase, sso } = written;
  const begun = Object.values(formKeys).filter((keys) => keys.some((name) => written[name] !== void 0));
  if (begun.length !== 1) return void 0;
  if (username !== void 0 && password !== void 0) return { kind: "password", username, password };
  if (exec2 !== void 0) return { kind: "exec", command: exec2 };
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
function judgeWithPatience(look24, patience, input) {
  const { evidence, now, previous } = input;
  const { settle = 0, confirm = 1, quiet = false } = patience;
  const { certain, ...word } = look24;
  const judgement = { measured: {}, ...word, strikes: 0 };
  const clearAt = (evidence.settledAt ?? now) + settle;
  const isFinal = evidence.stage !== "after" || certain === true;
  if (!isFinal && now < clearAt && (look24.verdict !== "pass" || quiet)) {
    const reason = `${look24.reason}; settling for another ${formatDuration(clearAt - now)}`;
    const againAt = Math.min(now + lookAgainAfter, clearAt);
    return { ...judgement, verdict: "inconclusive", reason, waits: true, againAt };
  }
  if (look24.verdict === "pass") return judgement;
  if (look24.verdict === "inconclusive") return isFinal ? judgement : { ...judgement, againAt: now + lookAgainAfter };
  const isSame = previous?.verdict === "error" === (look24.verdict === "error");
  const strikes = (isSame ? previous?.strikes ?? 0 : 0) + 1;
  const struck = { ...judgement, strikes };
  if (isFinal) return struck;
  if (look24.verdict === "fail" && strikes < confirm) {
    const reason = `${look24.reason}; seen ${strikes} of ${confirm} times, looking again`;
    return { ...struck, verdict: "inconclusive", reason, waits: true, againAt: now + lookAgainAfter };
  }
  if (look24.verdict === "error" && strikes < errorsInARow) return { ...struck, againAt: now + lookAgainAfter };
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
function beforeRestart({ name, help, severity, what, part, look: look24, always: always2 }) {
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
        return judgeWithPatience({ ...look24(value), verdict: "pass", reason: "no restart is expected" }, {}, input);
      const why = reading.value.unreadable.find((line2) => line2.startsWith(what)) ?? what;
      const seenNow = value === null ? { verdict: "error", reason: `could not be read: ${why}` } : look24(value);
      return judgeWithPatience(seenNow, {}, input);
    }
  });
}

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
var oneMeasurement = {
  interval: 6e4,
  count: 1,
  failureLimit: 0,
  inconclusiveLimit: 0,
  consecutiveErrorLimit: 4
};
function measuringOf(written) {
  const own = Object.entries(written).filter(([key, value]) => key in measuringFields && value !== void 0);
  if (own.length === 0) return void 0;
  const whole = { ...oneMeasurement, ...Object.fromEntries(own) };
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
  const kept2 = replace ? [] : lineageRows.filter((row) => !isCorrected(row));
  return inOrder([...kept2, ...own].filter((row, _, all) => !isOvertaken(row, all)));
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

// src/knowledge/updaters.ts
var policy = "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate";
var remedies = {
  "automatic updates": `set the policy Configure Automatic Updates to 3, or in sconfig to download only; there: reg add ${policy}\\AU /v AUOptions /t REG_DWORD /d 3 /f`,
  "update deadlines": `set the policy Specify deadlines for automatic updates and restarts to Not Configured (in Intune: the deadline settings of the update ring); there: reg delete ${policy} /v SetComplianceDeadline /f`,
  "WSUS deadline": "approve the update on the WSUS server again without a deadline, or allow it until then",
  ConfigMgr: "take the machine out of its software update deployments and maintenance windows; on the site server: Remove-CMDeviceCollectionDirectMembershipRule -CollectionName COLLECTION -ResourceName MACHINE",
  "Azure Update Manager": "set patch orchestration of the machine to customer managed, and remove it from its schedules: az vm update -g GROUP -n MACHINE --set osProfile.windowsConfiguration.patchSettings.patchMode=Manual",
  "Azure Update Manager on Arc": "remove the machine from its schedules in Azure Update Manager: az connectedmachine extension delete -g GROUP --machine-name MACHINE -n WindowsOsUpdateExtension",
  "Cluster-Aware Updating": "remove the role with Remove-CauClusterRole, or disable it: Disable-CauClusterRole -ClusterName CLUSTER -Force"
};
function remedyFor(updater) {
  return Object.hasOwn(remedies, updater) ? remedies[updater] : void 0;
}
var wsusDeadline = "WSUS deadline";

// src/gates/backup.ts
var sources = ["serverBackup", "shadowCopy"];
var settings2 = strictObject({
  maxAge: durationField("24h", "How old the last successful backup may be."),
  from: array(_enum(sources)).min(1).optional().describe(
    "What counts: serverBackup (Windows Server Backup, alone when left out), shadowCopy (a shadow copy of the system drive that is still there)."
  )
});
var names = { serverBackup: "Windows Server Backup", shadowCopy: "a shadow copy" };
function look(snapshot, from, maxAge) {
  const facts = seen("the clock", snapshot?.readings.facts);
  if (!facts.ok) return facts.look;
  const saved = [];
  let shadow;
  if (from.includes("serverBackup")) {
    const health = seen("the last backup", snapshot?.readings.health);
    if (!health.ok) return health.look;
    if (health.value.lastBackup !== null) saved.push({ source: "serverBackup", at: health.value.lastBackup });
  }
  if (from.includes("shadowCopy")) {
    const reading = seen("the shadow copies", snapshot?.readings.shadow);
    if (!reading.ok) return reading.look;
    shadow = reading.value;
    if (shadow.latest !== null) saved.push({ source: "shadowCopy", at: shadow.latest });
  }
  return weigh({ saved, shadow, from, now: Date.parse(facts.value.clock) }, maxAge);
}
function weigh({ saved, shadow, from, now }, maxAge) {
  const failed = shadow?.failedWriters ?? [];
  const why = failed.length === 0 ? "" : `; VSS writers have failed: ${failed.join(", ")}`;
  const unread = shadow?.unreadable.map((line2) => `; not read: ${line2}`).join("") ?? "";
  const newest2 = [...saved].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  const ageOf = ({ at }) => Math.max(0, now - Date.parse(at));
  const isCopyDoubtful = failed.length > 0 || shadow?.failedWriters === null;
  const isGood = (one) => ageOf(one) <= maxAge && !(one.source === "shadowCopy" && isCopyDoubtful);
  const good = newest2.find(isGood);
  const best = good ?? newest2[0];
  const measured = {
    lastBackup: best?.at ?? null,
    ...shadow === void 0 ? {} : { failedWriters: failed.join(", ") }
  };
  if (best === void 0) {
    const told = from.length === 1 ? "tells" : "tell";
    const who = from.map((source) => names[source]).join(" and ");
    return { verdict: "fail", reason: `${who} ${told} of no successful backup in a month${why}${unread}`, measured };
  }
  const reason = `the last successful backup ended ${formatDuration(ageOf(best))} ago (${names[best.source]}, at most ${formatDuration(maxAge)})`;
  if (good !== void 0) return { verdict: "pass", reason, measured };
  return { verdict: "fail", reason: `${reason}${why}${unread}`, measured };
}
var backup = defineGate({
  name: "backup",
  help: "The machine was saved not long ago.",
  stages: ["before", "undo"],
  byDefault: [],
  severity: "hard",
  settings: settings2,
  probes: ({ settings: { from = ["serverBackup"] } }) => ({
    machine: [
      "facts",
      ...from.includes("serverBackup") ? ["health"] : [],
      ...from.includes("shadowCopy") ? ["shadow"] : []
    ],
    runner: []
  }),
  judge: (input) => {
    const { maxAge, from = ["serverBackup"] } = input.settings;
    return judgeWithPatience(look(visitOf(input.evidence), from, maxAge), {}, input);
  }
});

// src/gates/bit-locker.ts
var attended = ["tpmAndPin", "tpmAndStartupKey", "tpmAndPinAndStartupKey"];
var alone = ["startupKey", "passphrase"];
var bitLocker = beforeRestart({
  name: "bitLocker",
  help: "Nobody is needed at the console to unlock the system drive.",
  severity: "hard",
  what: "BitLocker",
  part: (reading) => reading.bootProtectors,
  look: (protectors) => {
    const measured = { protectors: protectors.join(", ") };
    const waits = protectors.filter(
      (one) => attended.includes(one) || alone.includes(one) && !protectors.includes("tpm")
    );
    if (waits.length === 0) return { verdict: "pass", reason: "the system drive unlocks by itself", measured };
    if (protectors.includes("networkUnlock"))
      return { verdict: "pass", reason: "the system drive is unlocked over the network", measured };
    const reason = `a restart would wait at the console: BitLocker (${waits.join(", ")}); suspend it for the restart`;
    return { verdict: "fail", reason, measured };
  }
});

// src/gates/build-is-target.ts
var settings3 = strictObject({});
function targetOf(updates, facts, rows) {
  const product = productOf(facts);
  const lineage = product === void 0 ? [] : lineageOf(product.name, rows);
  const builds = updates.filter(isForWindows).flatMap((update) => {
    const build = buildOfTitle(update.title);
    if (build !== void 0) return [build];
    const ubr = rowOfKbs(lineage, update.kbs)?.ubr;
    return ubr == null ? [] : [{ build: facts.build, ubr }];
  });
  return builds.sort((a, b) => a.build - b.build || a.ubr - b.ubr).at(-1);
}
function installedOf({ updates, install }) {
  if (install === void 0) return updates;
  const there = install.updates.filter(({ outcome }) => outcome === "installed" || outcome === "alreadyInstalled");
  return updates.filter(
    (update) => there.some((one) => one.updateId === update.updateId && one.revision === update.revision)
  );
}
function look2(evidence) {
  const facts = seen("the build", evidence.after?.readings.facts);
  if (!facts.ok) return facts.look;
  const before = seen("the build before", evidence.before?.readings.facts);
  if (!before.ok) return before.look;
  const [was, is] = [formatBuild(before.value), formatBuild(facts.value)];
  const named = targetOf(installedOf(evidence), before.value, evidence.lineage);
  const { landing } = evidence;
  const target = named ?? (landing !== void 0 && expectsLanding(landing, before.value) ? landing : void 0);
  if (target === void 0) {
    const measured2 = { before: was, after: is };
    const isBack = facts.value.build !== before.value.build || facts.value.ubr < before.value.ubr;
    if (isBack)
      return { verdict: "fail", reason: `the build went from ${was} to ${is}, and no update asked for it`, measured: measured2 };
    return { verdict: "pass", reason: `no update names a build; ${was} before, ${is} after`, measured: measured2 };
  }
  const wanted = formatBuild(target);
  const who = named === void 0 && landing !== void 0 ? landing.machine : void 0;
  const measured = {
    before: was,
    after: is,
    target: wanted,
    ...who === void 0 ? {} : { provisional: `from ${who}` }
  };
  const says = who === void 0 ? "the update says" : `the same updates took ${who} to`;
  if (is === wanted && who === void 0)
    return { verdict: "pass", reason: `the build is ${is}, as the update says`, measured };
  if (is === wanted) return { verdict: "pass", reason: `the build is ${is}, as on ${who} (provisional)`, measured };
  return { verdict: "fail", reason: `the build is ${is}, and ${says} ${wanted} (${was} before)`, measured };
}
function expectsLanding({ isSame, build, ubr }, before) {
  return !isSame && before.build === build && before.ubr < ubr;
}
var buildIsTarget = defineGate({
  name: "buildIsTarget",
  help: "The build is the one that the installed updates promised.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "hard",
  settings: settings3,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => judgeWithPatience(look2(input.evidence), {}, input)
});

// src/gates/came-back.ts
var settings4 = strictObject({
  timeout: durationSchema.optional().describe(
    "How long a machine may be away, from asking for the restart until Windows has settled; as `restart` says."
  )
});
function look3({ evidence }) {
  const boot = seen("the boot", evidence.after?.readings.boot);
  if (!boot.ok) return boot.look;
  const { bootId, bootedAt, isServicing, pendingRestart } = boot.value;
  const measured = { bootedAt, isServicing, pendingRestart: pendingRestart.join(", ") };
  if (isServicing) return { verdict: "inconclusive", reason: "Windows is still servicing itself", measured };
  if (evidence.restart === void 0) return lookWithoutRestart(evidence.before, bootId, measured);
  const sameness = compareBoots(bootId, evidence.restart.from);
  if (sameness !== "other") {
    const reason = sameness === "same" ? "it is still on the boot before the restart" : "nobody can tell whether it is on a new boot: it names this one by another source than the one before";
    return { verdict: "inconclusive", reason, measured };
  }
  const away = evidence.settledAt === void 0 ? "" : ` after ${formatDuration(evidence.settledAt - evidence.restart.askedAt)}`;
  return { verdict: "pass", reason: `came back${away}`, measured };
}
function lookWithoutRestart(before, bootId, measured) {
  const then = seen("the boot before", before?.readings.boot);
  if (!then.ok) return then.look;
  const reasons = {
    same: "no restart was needed, and none happened",
    other: "it restarted without our asking, and is back",
    unknown: "no restart was needed; whether one happened nobody can tell"
  };
  return { verdict: "pass", reason: reasons[compareBoots(then.value.bootId, bootId)], measured };
}
function judge(input) {
  const { evidence, now, settings: chosen } = input;
  const seenNow = look3(input);
  const waits = seenNow.verdict === "inconclusive" || seenNow.verdict === "error";
  if (evidence.restart === void 0 || !waits) return judgeWithPatience(seenNow, {}, input);
  const { timeout = awayAtMost } = chosen;
  const deadline = evidence.restart.askedAt + timeout;
  if (now >= deadline) {
    const reason = `it is not back ${formatDuration(timeout)} after the restart was asked for: ${seenNow.reason}`;
    return judgeWithPatience({ ...seenNow, verdict: "fail", reason, certain: true }, {}, input);
  }
  const judgement = judgeWithPatience(seenNow, {}, input);
  return { ...judgement, againAt: Math.min(now + lookAgainAfter, deadline) };
}
var cameBack = defineGate({
  name: "cameBack",
  help: "The machine is back on a new boot and has settled.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "critical",
  settings: settings4,
  probes: () => ({ machine: ["boot"], runner: [] }),
  judge
});

// src/gates/cluster.ts
var settings5 = strictObject({
  allowOffline: array(string().min(1)).default([]).describe("Groups of the cluster that may be offline, by name, for example Available Storage."),
  lookAgain: durationField("5m", "How long until the next look while storage of the cluster repairs itself.")
});
var idle = "Available Storage";
function look4(snapshot, allowed) {
  const roles2 = seen("the cluster", snapshot?.readings.roles);
  if (!roles2.ok) return roles2.look;
  const here = roles2.value.results.filter(({ role }) => role === "cluster");
  const owned = here.filter(({ item, value }) => item.startsWith("group ") && value === 1).map(({ item }) => item.slice(6));
  const measured = { looked: here.length, ...owned.length === 0 ? {} : { owned: owned.join(", ") } };
  if (here.length === 0) return { verdict: "pass", reason: "it belongs to no cluster", measured };
  const mayBeOff = new Set([idle, ...allowed].map((name) => `group ${name}`));
  const bad = here.filter(({ item, outcome }) => outcome !== "ok" && !(outcome === "failed" && mayBeOff.has(item)));
  const [first] = bad.sort((a, b) => weight[b.outcome] - weight[a.outcome]);
  if (first === void 0) return { verdict: "pass", reason: `the cluster is whole${ownership(owned)}`, measured };
  return { verdict: verdicts[first.outcome], reason: bad.map(({ detail }) => detail).join("; "), measured };
}
function ownership(owned) {
  if (owned.length === 0) return "";
  const more = owned.length > 5 ? ` and ${owned.length - 5} more` : "";
  return `; on this node: ${owned.slice(0, 5).join(", ")}${more}`;
}
var verdicts = { ok: "pass", failed: "fail", overdue: "fail", unreadable: "error", busy: "inconclusive" };
var weight = {
  ok: 0,
  busy: 1,
  unreadable: 2,
  overdue: 3,
  failed: 4
};
var cluster = defineGate({
  name: "cluster",
  help: "The failover cluster of the machine is whole.",
  stages: ["before"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings5,
  probes: () => ({ machine: ["roles"], runner: [] }),
  judge: (input) => {
    const { allowOffline, lookAgain = lookAgainAfter } = input.settings;
    const judgement = judgeWithPatience(look4(input.evidence.before, allowOffline), {}, input);
    return judgement.verdict === "inconclusive" ? { ...judgement, againAt: input.now + lookAgain } : judgement;
  }
});

// src/gates/crashes.ts
var settings6 = strictObject({});
function look5({ after }) {
  const health = seen("the crashes", after?.readings.health);
  if (!health.ok) return health.look;
  const { crashes: count, eventsSince } = health.value;
  const measured = { crashes: count, since: eventsSince };
  if (count === 0) return { verdict: "pass", reason: "Windows has not crashed", measured };
  const times = count === 1 ? "once" : `${count} times`;
  return { verdict: "fail", reason: `Windows crashed ${times} since the update`, measured, certain: true };
}
var crashes = defineGate({
  name: "crashes",
  help: "Windows has not crashed since the update.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "critical",
  settings: settings6,
  probes: () => ({ machine: ["health"], runner: [] }),
  judge: (input) => judgeWithPatience(look5(input.evidence), {}, input)
});

// src/gates/disk-free.ts
var gibibyte = 2 ** 30;
var settings7 = strictObject({
  atLeast: number().positive().default(10).describe("Free space on the system drive that is asked for, in GiB.")
});
function look6(snapshot, atLeast) {
  const health = seen("the free space", snapshot?.readings.health);
  if (!health.ok) return health.look;
  const { free, size } = health.value.systemDrive;
  const figures = { freeGiB: round(free), sizeGiB: round(size), atLeastGiB: atLeast };
  if (size === 0) return { verdict: "error", reason: "the system drive reports no size", measured: figures };
  const reason = `${figures.freeGiB} GiB free of ${figures.sizeGiB} GiB (at least ${atLeast})`;
  return { verdict: free >= atLeast * gibibyte ? "pass" : "fail", reason, measured: figures };
}
function round(bytes) {
  return Math.floor(bytes / gibibyte * 10) / 10;
}
var diskFree = defineGate({
  name: "diskFree",
  help: "The system drive has room for an update and its undo.",
  stages: ["before", "after"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings7,
  probes: () => ({ machine: ["health"], runner: [] }),
  judge: (input) => judgeWithPatience(look6(visitOf(input.evidence), input.settings.atLeast), {}, input)
});

// src/gates/events.ts
var settings8 = strictObject({
  settle: durationField("5m", "How long errors after a restart do not count yet."),
  confirm: int().min(1).max(10).default(1).describe("How many looks in a row must find the errors, a minute apart."),
  atLeast: int().min(1).default(3).describe("How often a new error must have come to count."),
  ignore: array(string().regex(/^.+\/\d+$/, "write provider/id, for example Microsoft-Windows-DNS-Client/1014")).default([]).describe("Errors that never count, as provider/id.")
});
var alwaysBad = [
  "Service Control Manager/7031",
  "Service Control Manager/7034",
  "Microsoft-Windows-Wininit/1015",
  "Ntfs/55",
  "Microsoft-Windows-Ntfs/55",
  "Microsoft-Windows-Kerberos-Key-Distribution-Center/14",
  "Microsoft-Windows-Kerberos-Key-Distribution-Center/42",
  "KDCSVC/203",
  "KDCSVC/204",
  // Replication stopped by age, without a path, without a name to log on by; DFS replication that waits for a person.
  "Microsoft-Windows-ActiveDirectory_DomainService/2042",
  "Microsoft-Windows-ActiveDirectory_DomainService/1311",
  "Microsoft-Windows-ActiveDirectory_DomainService/1645",
  "DFSR/2213",
  "DFSR/4012"
];
var bootNoise = [
  "Microsoft-Windows-DistributedCOM/10016",
  "Service Control Manager/7023",
  "Microsoft-Windows-Time-Service/134",
  "Microsoft-Windows-DNS-Client/1014",
  "Microsoft-Windows-Kernel-PnP/219"
];
var week = 7 * 864e5;
var muchMore = 10;
function isIn(list, event) {
  const key = `${event.provider}/${event.id}`.toLowerCase();
  return list.some((one) => one.toLowerCase() === key);
}
function isNew({ count, before }, elapsed) {
  return before === 0 || count > muchMore * Math.max(1, before * elapsed / week);
}
function badOf(health, elapsed, chosen) {
  return health.events.filter((event) => event.count > 0 && !isIn(bootNoise, event) && !isIn(chosen.ignore, event) && isNew(event, elapsed)).filter((event) => event.count >= chosen.atLeast || isIn(alwaysBad, event)).sort((a, b) => Number(isIn(alwaysBad, b)) - Number(isIn(alwaysBad, a)) || b.count - a.count);
}
function look7(evidence, chosen) {
  const health = seen("the event logs", evidence.after?.readings.health);
  if (!health.ok) return health.look;
  const facts = evidence.after?.readings.facts;
  const until = facts?.ok === true ? Date.parse(facts.value.clock) : evidence.after?.at ?? 0;
  const elapsed = Math.max(0, until - Date.parse(health.value.eventsSince));
  const bad = badOf(health.value, elapsed, chosen);
  const measured = { crashes: health.value.crashes, kinds: health.value.events.length, new: bad.length };
  if (health.value.crashes > 0) {
    const reason = `Windows crashed ${health.value.crashes === 1 ? "once" : `${health.value.crashes} times`} since the update`;
    return { verdict: "fail", reason, measured, certain: true };
  }
  if (bad.length === 0) return { verdict: "pass", reason: "no new kind of error in the event logs", measured };
  const named = bad.slice(0, 3).map(({ provider, id, subject, count }) => `${provider} ${id}${subject && ` (${subject})`} ×${count}`);
  const more = bad.length > named.length ? ` and ${bad.length - named.length} more` : "";
  const subjects = bad.map(({ provider, id, subject }) => `${provider}/${id}${subject && ` (${subject})`}`);
  return { verdict: "fail", reason: `new errors: ${named.join(", ")}${more}`, measured, subjects };
}
var events = defineGate({
  name: "events",
  help: "No crash, and no new kind of error in the event logs.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "observe",
  settings: settings8,
  control: "subjects",
  probes: () => ({ machine: ["facts", "health"], runner: [] }),
  judge: (input) => {
    const { settle, confirm } = input.settings;
    return judgeWithPatience(look7(input.evidence, input.settings), { settle, confirm }, input);
  }
});

// src/gates/exec.ts
var settings9 = strictObject({
  command: array(string().min(1)).min(1).describe(
    "The command and its arguments; {machine} and {address} stand for the machine. A path begins at the policy."
  ),
  timeout: durationField("2m", "How long the command may take."),
  settle: durationField("5m", "How long the machine may need after a restart."),
  confirm: int().min(1).max(10).default(1).describe("How many looks in a row must fail, a minute apart.")
});
function probeOf({ command, timeout }, machine) {
  const [program = "", ...rest] = command;
  const filled2 = rest.map(
    (argument) => argument.replaceAll("{machine}", machine.name).replaceAll("{address}", machine.address ?? machine.name)
  );
  const whole = [program, ...filled2];
  return { key: `exec ${JSON.stringify(whole)} ${timeout}`, kind: "exec", command: whole, timeout, times: 1 };
}
function look8(name, answer) {
  const said = seen(name, answer);
  if (!said.ok) return said.look;
  const { verdict, reason = "", took } = said.value;
  const measured = { tookMs: took };
  if (verdict === void 0) return { verdict: "error", reason: `${name} gave no verdict`, measured };
  return { verdict, reason: `${name} says ${verdict}${reason === "" ? "" : `: ${reason}`}`, measured };
}
var exec = defineGate({
  name: "exec",
  help: "A command on the runner says that the machine is well.",
  stages: ["before", "after", "undo"],
  byDefault: [],
  severity: "hard",
  settings: settings9,
  control: "absolute",
  fault: ({ command: [program = ""], timeout }) => {
    if (program.includes("{")) return `the program is the same for every machine: take the { out of "${program}"`;
    if (timeout === 0) return "timeout is 0s: write 2m";
    return void 0;
  },
  probes: ({ settings: chosen, machine }) => ({ machine: [], runner: [probeOf(chosen, machine)] }),
  judge: (input) => {
    const { settings: chosen, evidence } = input;
    const { settle, confirm } = chosen;
    const [answer] = evidence.runner[probeOf(chosen, evidence.machine).key] ?? [];
    return judgeWithPatience(look8(chosen.command[0] ?? "", answer), { settle, confirm }, input);
  }
});

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

// src/gates/hotpatch.ts
var settings10 = strictObject({
  settle: durationField("10m", "How long an enrolment may need to show again after a restart."),
  requireEnrolled: boolean().default(false).describe("Whether a machine that is not enrolled and ready fails, too.")
});
var places = {
  notApplicable: 0,
  notEnrolled: 0,
  offTrain: 1,
  enrolledBlocked: 2,
  enrolledReady: 3
};
function graded(snapshot, when, rows) {
  const facts = seen(`the build ${when}`, snapshot?.readings.facts);
  if (!facts.ok) return facts;
  const reading = seen(`the Hotpatch state ${when}`, snapshot?.readings.hotpatch);
  if (!reading.ok) return reading;
  return { ok: true, grade: gradeHotpatch(reading.value, facts.value, rows, snapshot?.history) };
}
function lookBefore(evidence, requireEnrolled) {
  const before = graded(evidence.before, "before", evidence.lineage);
  return before.ok ? lookAlone(before.grade, requireEnrolled, { before: before.grade.verdict }) : before.look;
}
function lookAlone(grade, requireEnrolled, measured) {
  const { verdict, reason, remedy } = grade;
  const next = remedy === void 0 ? "" : `; ${remedy}`;
  if (verdict === "unknown")
    return { verdict: "error", reason: `the Hotpatch state is unknown: ${reason}${next}`, measured };
  if (!requireEnrolled || verdict === "enrolledReady")
    return { verdict: "pass", reason: `${verdict}: ${reason}`, measured };
  return {
    verdict: "fail",
    reason: `only machines that are enrolled and ready are wanted; ${verdict}: ${reason}`,
    measured
  };
}
function lookAfter(evidence, requireEnrolled) {
  const before = graded(evidence.before, "before", evidence.lineage);
  if (!before.ok) return before.look;
  const facts = evidence.after?.readings.facts;
  const extra = facts?.ok === true ? provisionalRows(evidence.updates, facts.value, evidence.lineage) : [];
  const after = graded(evidence.after, "after", [...evidence.lineage, ...extra]);
  if (!after.ok) return after.look;
  const [was, is] = [before.grade.verdict, after.grade.verdict];
  const measured = {
    before: was,
    after: is,
    ...extra.length === 0 ? {} : { provisional: extra.map(({ kb }) => kb).join(", ") }
  };
  if (is === "unknown" || was === "unknown") {
    const grade = is === "unknown" ? after.grade : before.grade;
    return { ...lookAlone(grade, requireEnrolled, measured), measured };
  }
  if (places[is] < places[was]) {
    const { reason: why, blockedBy, remedy } = after.grade;
    const reason = `${was} before, ${is} after: ${why}${remedy === void 0 ? "" : `; ${remedy}`}`;
    const seenAs = blockedBy === void 0 ? measured : { ...measured, blockedBy };
    return { verdict: "fail", reason, measured: seenAs, certain: is === "offTrain" };
  }
  return lookAlone(after.grade, requireEnrolled, measured);
}
var hotpatch = defineGate({
  name: "hotpatch",
  help: "The machine has not lost its place on the Hotpatch train.",
  stages: ["before", "after"],
  // The policy's guards put it in, so that it can be told from one that was named by hand.
  byDefault: [],
  severity: "critical",
  settings: settings10,
  probes: () => ({ machine: ["facts", "hotpatch"], runner: [] }),
  judge: (input) => {
    const { evidence, settings: chosen } = input;
    const lookNow = evidence.stage === "before" ? lookBefore : lookAfter;
    return judgeWithPatience(lookNow(evidence, chosen.requireEnrolled), { settle: chosen.settle }, input);
  }
});

// src/gates/http.ts
var settings11 = strictObject({
  url: string().min(1).describe("The page; {machine} stands for the machine’s name, {address} for where it is reached."),
  expect: int().min(100).max(599).default(200).describe("The HTTP status that counts as an answer."),
  of: int().min(1).max(20).default(5).describe("How often the page is asked for."),
  pass: int().min(1).max(20).default(3).describe("How many of these tries must answer as expected."),
  timeout: durationField("10s", "How long one try may take."),
  settle: durationField("5m", "How long the page may need to come up after a restart."),
  confirm: int().min(1).max(10).default(1).describe("How many looks in a row must fail, a minute apart.")
});
function urlOf(url, machine) {
  return url.replaceAll("{machine}", machine.name).replaceAll("{address}", machine.address ?? machine.name);
}
function probeOf2(chosen, machine) {
  const url = urlOf(chosen.url, machine);
  const { timeout, of } = chosen;
  return { key: `http ${url} ${of}×${timeout}`, kind: "http", url, timeout, times: of };
}
function look9(chosen, url, answers) {
  const good = answers.filter((answer) => answer.ok && answer.value.status === chosen.expect);
  const took = answers.flatMap((answer) => answer.ok ? [answer.value.took] : []);
  const measured = {
    answered: good.length,
    of: answers.length,
    slowestMs: took.length === 0 ? null : Math.max(...took)
  };
  if (answers.length === 0) return { verdict: "error", reason: `${url} was not asked for` };
  const figures = `${good.length} of ${answers.length} times (at least ${chosen.pass} of ${chosen.of})`;
  if (good.length >= chosen.pass)
    return { verdict: "pass", reason: `${url} answered ${chosen.expect} ${figures}`, measured };
  if (answers.length < chosen.of)
    return { verdict: "inconclusive", reason: `${url} was asked for too few times: ${figures}`, measured };
  const bad = answers.find((answer) => !good.includes(answer));
  const last = bad?.ok === true ? `status ${bad.value.status}` : bad?.failure.message ?? "";
  const subjects = [bad?.ok === true ? `status ${bad.value.status}` : "no answer"];
  return { verdict: "fail", reason: `${url} answered ${chosen.expect} ${figures}: ${last}`, measured, subjects };
}
var http = defineGate({
  name: "http",
  help: "A page answers the runner as expected.",
  stages: ["before", "after"],
  byDefault: [],
  severity: "hard",
  settings: settings11,
  control: "absolute",
  fault: (chosen) => {
    if (chosen.pass > chosen.of)
      return `pass (${chosen.pass}) is more than of (${chosen.of}): write pass: ${chosen.of} or less`;
    const url = urlOf(chosen.url, { name: "machine", labels: {} });
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      return `"${chosen.url}" is no web address: write https://{machine}/health`;
    const { username, password } = new URL(url);
    if (username !== "" || password !== "")
      return "an address must not hold a user name or a password: anyone who reads the policy sees it";
    if (chosen.timeout === 0) return `timeout is ${formatDuration(0)}: write 10s`;
    return void 0;
  },
  probes: ({ settings: chosen, machine }) => ({ machine: [], runner: [probeOf2(chosen, machine)] }),
  judge: (input) => {
    const { settings: chosen, evidence } = input;
    const { key, url } = probeOf2(chosen, evidence.machine);
    const { settle, confirm } = chosen;
    return judgeWithPatience(look9(chosen, url, evidence.runner[key] ?? []), { settle, confirm }, input);
  }
});

// src/gates/listener-certificate.ts
var settings12 = strictObject({
  atLeast: durationField("1d", "How long the certificate must still be valid.")
});
function readFrom(snapshot) {
  const health = seen("the listeners", snapshot?.readings.health);
  if (!health.ok) return health;
  const facts = seen("the clock", snapshot?.readings.facts);
  if (!facts.ok) return facts;
  const { listeners } = health.value;
  if (listeners === null)
    return { ok: false, look: { verdict: "error", reason: "the listeners of WinRM could not be read" } };
  return { ok: true, value: { listeners, now: Date.parse(facts.value.clock) } };
}
function troublesOf({ listeners, now }, atLeast) {
  const troubles = /* @__PURE__ */ new Map();
  for (const { name, thumbprint, notAfter } of listeners) {
    if (thumbprint === "") continue;
    if (notAfter === null) {
      troubles.set(name, `${name} is bound to ${thumbprint}, and the machine has no such certificate`);
      continue;
    }
    const left = Date.parse(notAfter) - now;
    if (left <= 0) troubles.set(name, `the certificate of ${name} ended on ${notAfter.slice(0, 10)}`);
    else if (left < atLeast) troubles.set(name, `the certificate of ${name} ends in ${formatDuration(left)}`);
  }
  return troubles;
}
function look10({ stage, before, after }, atLeast) {
  const then = readFrom(before);
  if (!then.ok) return then.look;
  const now = stage === "before" ? then : readFrom(after);
  if (!now.ok) return now.look;
  const troubles = troublesOf(now.value, atLeast);
  const measured = { listeners: now.value.listeners.map(({ name }) => name).join(", "), bad: troubles.size };
  if (stage === "after") {
    const names2 = now.value.listeners.map(({ name }) => name);
    for (const { name } of then.value.listeners.filter((one) => !names2.includes(one.name)))
      troubles.set(name, `${name} was there before and is gone`);
    for (const name of troublesOf(then.value, atLeast).keys()) if (names2.includes(name)) troubles.delete(name);
  }
  if (troubles.size > 0) return { verdict: "fail", reason: [...troubles.values()].join("; "), measured };
  if (measured.bad > 0) return { verdict: "pass", reason: "no worse than before the update", measured };
  const reason = measured.listeners === "" ? "WinRM has no HTTPS listener" : `bound and valid: ${measured.listeners}`;
  return { verdict: "pass", reason, measured };
}
var listenerCertificate = defineGate({
  name: "listenerCertificate",
  help: "The HTTPS listeners of WinRM are bound to certificates that are valid.",
  stages: ["before", "after"],
  byDefault: ["after"],
  severity: "soft",
  settings: settings12,
  probes: () => ({ machine: ["facts", "health"], runner: [] }),
  judge: (input) => judgeWithPatience(look10(input.evidence, input.settings.atLeast), { confirm: 2 }, input)
});

// src/gates/load.ts
var percent = number().min(1).max(100);
var settings13 = strictObject({
  processor: percent.default(95).describe("Percent of all processors from which they count as exhausted."),
  commit: percent.default(95).describe("Percent of the commit limit of memory from which it counts as exhausted."),
  settle: durationField("10m", "How long a machine may be busy after a restart."),
  confirm: int().min(1).max(10).default(3).describe("How many looks in a row must find it so, a minute apart.")
});
var measures = [
  ["processor", "processors"],
  ["commit", "commit limit of memory"]
];
function isOver({ load: load2 }, limits, key) {
  const value = load2[key];
  return value !== null && value >= limits[key];
}
function look11({ before, after }, limits) {
  const then = seen("the load before", before?.readings.health);
  if (!then.ok) return then.look;
  const now = seen("the load", after?.readings.health);
  if (!now.ok) return now.look;
  const { load: measured } = now.value;
  if (measured.processor === null && measured.commit === null)
    return { verdict: "error", reason: "the load could not be read", measured };
  const over = measures.filter(
    ([key]) => isOver(now.value, limits, key) && !isOver(then.value, limits, key) && then.value.load[key] !== null
  );
  const figures = measures.map(([key, name]) => `${name} ${measured[key] ?? "?"} %`).join(", ");
  if (over.length === 0) return { verdict: "pass", reason: figures, measured };
  return { verdict: "fail", reason: `exhausted, and not before: ${over.map(([, name]) => name).join(", ")}`, measured };
}
var load = defineGate({
  name: "load",
  help: "Processors and memory are not exhausted, unless they were before.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "observe",
  settings: settings13,
  probes: () => ({ machine: ["health"], runner: [] }),
  judge: (input) => {
    const { settle, confirm } = input.settings;
    return judgeWithPatience(look11(input.evidence, input.settings), { settle, confirm }, input);
  }
});

// src/gates/logged-on.ts
var loggedOn = beforeRestart({
  name: "loggedOn",
  help: "Nobody is logged on at the console or over Remote Desktop.",
  severity: "observe",
  what: "logged-on users",
  part: (reading) => reading.loggedOn,
  look: (users) => {
    const measured = { loggedOn: users.join(", ") };
    if (users.length === 0) return { verdict: "pass", reason: "nobody is logged on", measured };
    return { verdict: "fail", reason: `${users.join(", ")} would lose a session`, measured };
  }
});

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

// src/gates/metric.ts
var reference = /^(?:(?:Bearer|Basic|Token) )?\$(?:PATCHRING_[A-Z0-9_]+|\{PATCHRING_[A-Z0-9_]+\})$/;
var settings14 = strictObject({
  url: string().min(1).describe("The JSON document, or the address of Prometheus; {machine} and {address} stand for the machine."),
  path: string().optional().describe("Where the figure stands in the document, names and places only: data.queues[0].length."),
  query: string().min(1).max(4e3).optional().describe("In place of path: asked of Prometheus, and must give one value; {machine} is filled in."),
  pass: number().describe("Good up to this value; when it is more than fail, from this value on."),
  fail: number().describe("Bad from this value on; between the two it is not clear."),
  headers: record(
    string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, "write the name of a header, such as Authorization"),
    string().regex(reference, "write $PATCHRING_… or Bearer $PATCHRING_…: a secret never stands in the policy")
  ).default({}).describe("Headers by name; a value is $PATCHRING_… alone, or after Bearer, Basic or Token."),
  timeout: durationField("10s", "How long the answer may take."),
  settle: durationField("5m", "How long the figure may be bad after a restart."),
  confirm: int().min(1).max(10).default(1).describe("How many looks in a row must fail, a minute apart.")
});
function filled(text, { name, address }) {
  return text.replaceAll("{machine}", name).replaceAll("{address}", address ?? name);
}
function urlOf2({ url, query }, machine) {
  const whole = filled(url, machine);
  if (query === void 0) return whole;
  const asked = new URL("api/v1/query", whole.endsWith("/") ? whole : `${whole}/`);
  asked.searchParams.set("query", query.replaceAll("{machine}", machine.name));
  return asked.href;
}
function probeOf3(chosen, machine) {
  const { path = null, headers, timeout } = chosen;
  const ask = { url: urlOf2(chosen, machine), path, headers, timeout };
  return { key: `metric ${JSON.stringify(ask)}`, kind: "metric", ask, times: 1 };
}
function look12(chosen, answer) {
  const { path, query = path ?? "", pass, fail } = chosen;
  const said = seen(query, answer);
  if (!said.ok) return said.look;
  const { value } = said.value;
  if (value === void 0) return { verdict: "error", reason: `${query} gave no value` };
  const isLowGood = pass < fail;
  const measured = { value, pass, fail };
  const bounds = isLowGood ? `good to ${pass}, bad from ${fail}` : `good from ${pass}, bad to ${fail}`;
  const reason = `${query} is ${value} (${bounds})`;
  if (isLowGood ? value <= pass : value >= pass) return { verdict: "pass", reason, measured };
  if (isLowGood ? value >= fail : value <= fail) return { verdict: "fail", reason, measured, subjects: [query] };
  return { verdict: "inconclusive", reason, measured };
}
function faultOfUrl({ url, headers }) {
  const whole = filled(url, { name: "machine", labels: {} });
  if (!URL.canParse(whole) || !/^https?:$/.test(new URL(whole).protocol))
    return `"${url}" is no web address: write https://prometheus.example`;
  const { username, password, protocol } = new URL(whole);
  if (username !== "" || password !== "")
    return "an address must not hold a user name or a password: write headers: { Authorization: Basic $PATCHRING_… }";
  if (Object.keys(headers).length > 0 && protocol !== "https:")
    return "secrets in headers are only sent over https: write https, or take headers out";
  return void 0;
}
var metric = defineGate({
  name: "metric",
  help: "A figure of the monitoring is where it should be.",
  stages: ["before", "after"],
  byDefault: [],
  severity: "soft",
  settings: settings14,
  control: "absolute",
  fault: (chosen) => {
    const { path, query, pass, fail, timeout } = chosen;
    if (path === void 0 === (query === void 0))
      return "a metric is read by path (a JSON document) or by query (Prometheus): write one of them";
    if (path !== void 0 && stepsOf(path) === void 0)
      return `"${path}" is no path: write names and places, such as data.queues[0].length`;
    if (pass === fail) return `pass and fail are both ${pass}: which side is good shows only when they differ`;
    if (timeout === 0) return "timeout is 0s: write 10s";
    return faultOfUrl(chosen);
  },
  probes: ({ settings: chosen, machine }) => ({ machine: [], runner: [probeOf3(chosen, machine)] }),
  judge: (input) => {
    const { settings: chosen, evidence } = input;
    const { settle, confirm } = chosen;
    const [answer] = evidence.runner[probeOf3(chosen, evidence.machine).key] ?? [];
    return judgeWithPatience(look12(chosen, answer), { settle, confirm }, input);
  }
});

// src/gates/no-hanging-shutdown.ts
var settings15 = strictObject({
  patience: durationField("30m", "How long a shutdown may take before it counts as one that hangs.")
});
function look13(snapshot, patience) {
  const health = seen("whether a shutdown hangs", snapshot?.readings.health);
  if (!health.ok) return health.look;
  const { shutdownAskedAt } = health.value;
  const measured = { shutdownAskedAt };
  if (shutdownAskedAt === null) return { verdict: "pass", reason: "no shutdown is under way", measured };
  const facts = seen("the clock", snapshot?.readings.facts);
  if (!facts.ok) return facts.look;
  const passed = Math.max(0, Date.parse(facts.value.clock) - Date.parse(shutdownAskedAt));
  const reason = `a shutdown was asked for ${formatDuration(passed)} ago and has not ended`;
  return { verdict: passed >= patience ? "fail" : "inconclusive", reason, measured };
}
var noHangingShutdown = defineGate({
  name: "noHangingShutdown",
  help: "No shutdown that was asked for has gone on for longer than `patience`: the machine does not hang in one.",
  stages: ["before", "after"],
  byDefault: ["after"],
  severity: "hard",
  settings: settings15,
  probes: () => ({ machine: ["facts", "health"], runner: [] }),
  judge: (input) => judgeWithPatience(look13(visitOf(input.evidence), input.settings.patience), {}, input)
});

// src/gates/no-pending-restart.ts
var settings16 = strictObject({});
var informsOnly = ["fileRename"];
function look14(snapshot) {
  const boot = seen("whether a restart is pending", snapshot?.readings.boot);
  if (!boot.ok) return boot.look;
  const { pendingRestart, isServicing } = boot.value;
  const measured = { pendingRestart: pendingRestart.join(", "), isServicing };
  const signals = pendingRestart.filter((signal) => !informsOnly.includes(signal));
  if (signals.length > 0) return { verdict: "fail", reason: `a restart is pending (${signals.join(", ")})`, measured };
  if (isServicing) return { verdict: "inconclusive", reason: "Windows is still servicing itself", measured };
  return { verdict: "pass", reason: "no restart is pending", measured };
}
var noPendingRestart = defineGate({
  name: "noPendingRestart",
  help: "No restart is pending.",
  stages: ["before", "after"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings16,
  probes: () => ({ machine: ["boot"], runner: [] }),
  judge: (input) => judgeWithPatience(look14(visitOf(input.evidence)), {}, input)
});

// src/gates/no-shutdown-pending.ts
var noShutdownPending = beforeRestart({
  name: "noShutdownPending",
  help: "No shutdown that somebody has asked for is still to come; an update is not begun under one.",
  severity: "hard",
  what: "pending shutdown",
  always: true,
  part: ({ shutdownAskedAt, unreadable }) => unreadable.some((line2) => line2.startsWith("pending shutdown")) ? null : { askedAt: shutdownAskedAt },
  look: ({ askedAt }) => {
    const measured = { askedAt };
    if (askedAt === null) return { verdict: "pass", reason: "no shutdown is pending", measured };
    return { verdict: "fail", reason: `a shutdown was asked for at ${askedAt} and has not come`, measured };
  }
});

// src/gates/not-held.ts
var settings17 = strictObject({});
function look15({ before, held, updates }) {
  const facts = seen("the machine", before?.readings.facts);
  if (!facts.ok) return facts.look;
  const measured = {
    held: held.flatMap(({ kbs }) => kbs).join(", "),
    chosen: updates.flatMap(({ kbs }) => kbs).join(", ")
  };
  const blocking = held.filter(({ blocks }) => blocks);
  if (blocking.length > 0) {
    const reason2 = blocking.map(({ reason: why, remedy }) => `${why}; ${remedy}`).join(". ");
    return { verdict: "fail", reason: reason2, measured };
  }
  if (held.length === 0) return { verdict: "pass", reason: "no update is held here", measured };
  const reason = held.map(({ reason: why, remedy }) => `${why}; ${remedy}`).join(". ");
  return { verdict: "pass", reason, measured };
}
var notHeld = defineGate({
  name: "notHeld",
  help: "No update is held without its substitute being offered.",
  stages: ["before"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings17,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => judgeWithPatience(look15(input.evidence), {}, input)
});

// src/gates/product-unchanged.ts
var settings18 = strictObject({});
var kept = [
  ["productName", "product"],
  ["editionId", "edition"],
  ["installationType", "installation type"],
  ["build", "build"],
  ["architecture", "architecture"],
  ["computerName", "name"],
  ["domain", "domain"],
  ["isDomainController", "domain controller"]
];
function look16(evidence) {
  const before = seen("the product before", evidence.before?.readings.facts);
  if (!before.ok) return before.look;
  const after = seen("the product", evidence.after?.readings.facts);
  if (!after.ok) return after.look;
  const measured = { before: before.value.productName, after: after.value.productName };
  const changed = kept.filter(([field]) => before.value[field] !== after.value[field]);
  if (changed.length === 0) return { verdict: "pass", reason: `still ${after.value.productName}`, measured };
  const named = changed.map(([field, name]) => `${name} was ${before.value[field]} and is ${after.value[field]}`);
  return { verdict: "fail", reason: named.join(", "), measured, certain: true };
}
var productUnchanged = defineGate({
  name: "productUnchanged",
  help: "Product, edition, build and domain are those from before the update.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "critical",
  settings: settings18,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => judgeWithPatience(look16(input.evidence), {}, input)
});

// src/gates/reachable.ts
var settings19 = strictObject({});
function look17(snapshot) {
  const answer = snapshot?.readings.facts;
  if (answer === void 0) return { verdict: "error", reason: "the machine was not asked who it is" };
  if (!answer.ok) {
    const { code, message } = answer.failure;
    return { verdict: "fail", reason: `the machine does not answer: ${message} (${code})` };
  }
  const { computerName, isAdministrator, is64BitProcess, languageMode } = answer.value;
  const measured = { computerName, isAdministrator, languageMode };
  if (!isAdministrator) {
    return { verdict: "fail", reason: "the account is no administrator on the machine", measured };
  }
  if (!is64BitProcess) return { verdict: "fail", reason: "the session on the machine is a 32-bit process", measured };
  return { verdict: "pass", reason: `answers as ${computerName}`, measured };
}
var reachable = defineGate({
  name: "reachable",
  help: "The machine answers, and the account may administer it.",
  stages: ["before", "after"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings19,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => judgeWithPatience(look17(visitOf(input.evidence)), {}, input)
});

// src/gates/roles.ts
var settings20 = strictObject({
  settle: durationField("5m", "How long roles may need to come up after a restart."),
  confirm: int().min(1).max(10).default(2).describe("How many looks in a row must find it so, a minute apart."),
  ignore: array(string().min(1)).default([]).describe("Roles and probes that never count, as role or role/probe, for example iis/web.")
});
var movable = ["hyper-v/guests", "hyper-v/heartbeat", "cluster"];
function isMovable({ role, probe }) {
  return movable.includes(role) || movable.includes(`${role}/${probe}`);
}
function keyOf({ role, probe, item }) {
  return `${role}/${probe}/${item}`;
}
function nameOf({ role, probe, item }) {
  return item === "" ? `${role} ${probe}` : `${role} ${probe} ${item}`;
}
function counting(results, ignore) {
  return results.filter(({ role, probe }) => !ignore.includes(role) && !ignore.includes(`${role}/${probe}`));
}
function lostOf(before, after) {
  const broken = new Set([...after.values()].filter(isBroken).map(({ role, probe }) => `${role}/${probe}`));
  return before.filter((one) => one.outcome === "ok" && !isMovable(one) && !after.has(keyOf(one))).filter(({ role, probe }) => !broken.has(`${role}/${probe}`)).map((one) => `${nameOf(one)} is gone`);
}
function isBroken({ item, outcome }) {
  return item === "" && (outcome === "overdue" || outcome === "unreadable");
}
function wasBad(one, before) {
  const was = before.get(keyOf(one)) ?? before.get(keyOf({ ...one, item: "" }));
  return was !== void 0 && was.outcome !== "ok";
}
function look18(evidence, ignore) {
  const then = seen("the roles before", evidence.before?.readings.roles);
  if (!then.ok) return then.look;
  const now = seen("the roles", evidence.after?.readings.roles);
  if (!now.ok) return now.look;
  const before = new Map(counting(then.value.results, ignore).map((one) => [keyOf(one), one]));
  const after = new Map(counting(now.value.results, ignore).map((one) => [keyOf(one), one]));
  const bad = [...after.values()].filter((one) => one.outcome !== "ok");
  const fresh = bad.filter((one) => !wasBad(one, before));
  const failed = fresh.filter(({ outcome }) => outcome === "failed" || outcome === "overdue");
  const sentences = [...failed.map((one) => `${nameOf(one)}: ${one.detail}`), ...lostOf([...before.values()], after)];
  const figures = [...after.values()].flatMap(
    (one) => one.value === null || movable.includes(one.role) ? [] : [[nameOf(one), one.value]]
  );
  const measured = { looked: after.size, bad: bad.length, ...Object.fromEntries(figures) };
  if (sentences.length > 0) {
    const more = sentences.length > 3 ? ` and ${sentences.length - 3} more` : "";
    return { verdict: "fail", reason: `well before and not now: ${sentences.slice(0, 3).join("; ")}${more}`, measured };
  }
  const unreadable = fresh.find(({ outcome }) => outcome === "unreadable");
  if (unreadable !== void 0)
    return { verdict: "error", reason: `${nameOf(unreadable)} could not be read: ${unreadable.detail}`, measured };
  const busy = bad.find(({ outcome }) => outcome === "busy");
  if (busy !== void 0) return { verdict: "inconclusive", reason: `${nameOf(busy)}: ${busy.detail}`, measured };
  const reason = bad.length > 0 ? `no worse than before: ${bad.length} not well` : `${after.size} probes of roles are well`;
  return { verdict: "pass", reason, measured };
}
var roles = defineGate({
  name: "roles",
  help: "What the roles of the machine are for works as before the update.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "soft",
  settings: settings20,
  probes: () => ({ machine: ["roles"], runner: [] }),
  judge: (input) => {
    const { settle, confirm, ignore } = input.settings;
    return judgeWithPatience(look18(input.evidence, ignore), { settle, confirm }, input);
  }
});

// src/gates/running-backup.ts
var runningBackup = beforeRestart({
  name: "runningBackup",
  help: "No backup runs.",
  severity: "hard",
  what: "running backups",
  part: (reading) => reading.backups,
  look: (engines) => {
    const measured = { backups: engines.join(", ") };
    if (engines.includes("wbengine")) return { verdict: "fail", reason: "Windows Server Backup is at work", measured };
    if (engines.length > 0) return { verdict: "inconclusive", reason: "a shadow copy is or was just made", measured };
    return { verdict: "pass", reason: "no backup runs", measured };
  }
});

// src/gates/script.ts
var settings21 = strictObject({
  file: string().min(1).max(400).describe("File beside the policy: the PowerShell script that looks, run with the rights of the logon."),
  timeout: durationField("30s", "How long the script may take, 1m at most."),
  settle: durationField("5m", "How long the machine may need after a restart."),
  confirm: int().min(1).max(10).default(1).describe("How many looks in a row must fail, a minute apart.")
});
var longest = 6e4;
var longestNote = 300;
function keyOf2({ file, timeout }) {
  return `${file} ${timeout}`;
}
var line = (most) => string().transform((text) => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").slice(0, most));
var words = _enum(["pass", "fail", "inconclusive"]);
var saidSchema = strictObject({
  verdict: words,
  reason: line(300).default(""),
  measured: record(
    string().regex(/^[A-Za-z][A-Za-z0-9_. -]{0,59}$/),
    union([line(200), number(), boolean(), _null()])
  ).refine((values) => Object.keys(values).length <= 20).default({})
});
function verdictIn(last) {
  const text = last?.trim() ?? "";
  const word = words.safeParse(text.toLowerCase());
  if (word.success) return { verdict: word.data, reason: "", measured: {} };
  if (!text.startsWith("{")) return void 0;
  try {
    return saidSchema.parse(JSON.parse(text));
  } catch {
    return "nonsense";
  }
}
function look19(file, { ended, exitCode, last, note, took }) {
  const measured = { tookMs: took, exitCode };
  const error = (what) => ({ verdict: "error", reason: `${file} ${what}`, measured });
  const wrote = note === "" ? "" : `: ${note.length > longestNote ? `…${note.slice(1 - longestNote)}` : note}`;
  if (ended === "overdue") return { verdict: "fail", reason: `${file} did not end in its time${wrote}`, measured };
  if (ended === "failed") return error(`ended with an error${wrote}`);
  const said = verdictIn(last);
  if (said === "nonsense") return error("writes JSON that is no { verdict, reason, measured }");
  if (said === void 0) {
    if (exitCode === null) return error(`gave no verdict and no exit code${wrote}`);
    const verdict = exitCode === 0 ? "pass" : "fail";
    return { verdict, reason: `${file} ended with exit code ${exitCode}${wrote}`, measured };
  }
  if (said.verdict === "pass" && exitCode !== null && exitCode !== 0)
    return error(`says pass, and its exit code is ${exitCode}: let it end with exit 0`);
  const reason = `${file} says ${said.verdict}${said.reason === "" ? "" : `: ${said.reason}`}`;
  return { verdict: said.verdict, reason, measured: { ...said.measured, ...measured } };
}
function lookIn({ settings: chosen, evidence }) {
  const key = keyOf2(chosen);
  const at = (when) => {
    const read = seen(chosen.file, evidence[when]?.readings.scripts);
    if (!read.ok) return read.look;
    const reading = Object.hasOwn(read.value, key) ? read.value[key] : void 0;
    return reading === void 0 ? { verdict: "error", reason: `${chosen.file} was not run` } : look19(chosen.file, reading);
  };
  const now = at(evidence.stage === "before" ? "before" : "after");
  if (evidence.stage === "before" || now.verdict !== "fail" || at("before").verdict !== "fail") return now;
  return { ...now, verdict: "pass", reason: `no worse than before the update: ${now.reason}` };
}
var script = defineGate({
  name: "script",
  help: "A script of yours on the machine says that it is well.",
  stages: ["before", "after"],
  byDefault: [],
  severity: "hard",
  settings: settings21,
  fault: ({ timeout }) => timeout === 0 || timeout > longest ? "a script that looks may take from 1s to 1m: write timeout: 30s" : void 0,
  probes: ({ settings: chosen }) => ({
    machine: ["scripts"],
    runner: [],
    scripts: [{ key: keyOf2(chosen), file: chosen.file, timeout: chosen.timeout }]
  }),
  judge: (input) => {
    const { settle, confirm } = input.settings;
    return judgeWithPatience(lookIn(input), { settle, confirm }, input);
  }
});

// src/gates/services.ts
var settings22 = strictObject({
  settle: durationField("5m", "How long services may need to start after a restart."),
  confirm: int().min(1).max(10).default(2).describe("How many looks in a row must find a service stopped, a minute apart."),
  ignore: array(string().min(1)).default([]).describe("More services that may stop, by name; a * stands for any ending.")
});
var restless = [
  "sppsvc",
  "gupdate*",
  "edgeupdate*",
  "RemoteRegistry",
  "MapsBroker",
  "TrustedInstaller",
  "WbioSrvc",
  "BITS",
  "clr_optimization*",
  "tiledatamodelsvc",
  "CDPUserSvc*"
];
var perUser = /_[0-9a-f]{4,}$/i;
function isRestless(name, ignore) {
  const lower = name.toLowerCase();
  return perUser.test(name) || [...restless, ...ignore].some((pattern) => {
    const begin = pattern.toLowerCase();
    return begin.endsWith("*") ? lower.startsWith(begin.slice(0, -1)) : lower === begin;
  });
}
function isWatched(service, ignore) {
  const starts = service.startMode === "automatic" || service.startMode === "automaticDelayed";
  return service.state === "running" && starts && !service.isTriggerStart && !isRestless(service.name, ignore);
}
function stoppedOf(watched, after) {
  const now = new Map(after.map((service) => [service.name.toLowerCase(), service]));
  const stopped = watched.flatMap((service) => {
    const found = now.get(service.name.toLowerCase());
    if (found === void 0) return [{ name: service.name, what: "gone", exitCode: 0 }];
    if (found.state === "running" || found.state === "startPending") return [];
    const code = found.exitCode === 0 ? "" : `, exit code ${found.exitCode}`;
    return [{ name: service.name, what: `${found.state}${code}`, exitCode: found.exitCode }];
  });
  return stopped.sort((a, b) => Number(b.exitCode !== 0) - Number(a.exitCode !== 0));
}
function look20(evidence, ignore) {
  const before = seen("the services before", evidence.before?.readings.health);
  if (!before.ok) return before.look;
  const after = seen("the services", evidence.after?.readings.health);
  if (!after.ok) return after.look;
  const watched = before.value.services.filter((service) => isWatched(service, ignore));
  if (watched.length === 0)
    return { verdict: "inconclusive", reason: "no service that starts by itself was running before" };
  const stopped = stoppedOf(watched, after.value.services);
  const measured = { watched: watched.length, stopped: stopped.map(({ name }) => name).join(", ") };
  if (stopped.length > 0) {
    const named = stopped.slice(0, 5).map(({ name, what }) => `${name} (${what})`);
    const more = stopped.length > named.length ? ` and ${stopped.length - named.length} more` : "";
    const subjects = stopped.map(({ name }) => name);
    return { verdict: "fail", reason: `ran before and do not now: ${named.join(", ")}${more}`, measured, subjects };
  }
  const starting = after.value.services.filter(
    (service) => service.state === "startPending" && watched.some(({ name }) => name.toLowerCase() === service.name.toLowerCase())
  );
  if (starting.length > 0) {
    return {
      verdict: "inconclusive",
      reason: `still starting: ${starting.map(({ name }) => name).join(", ")}`,
      measured
    };
  }
  return { verdict: "pass", reason: `all ${watched.length} services that ran before run again`, measured };
}
var services = defineGate({
  name: "services",
  help: "The services that ran before the update run again.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "soft",
  settings: settings22,
  control: "subjects",
  probes: () => ({ machine: ["health"], runner: [] }),
  judge: (input) => {
    const { settle, confirm, ignore } = input.settings;
    return judgeWithPatience(look20(input.evidence, ignore), { settle, confirm }, input);
  }
});

// src/gates/sole-updater.ts
var settings23 = strictObject({
  allow: array(string().min(1)).default([]).describe("Other updaters that may be active, by the name in which they are reported, for example ConfigMgr."),
  deadlines: durationField("24h", "How near the WSUS deadline of an update must be to count as another updater.")
});
function dueSoon({ offered = [] }, within, now) {
  return offered.flatMap(({ kbs, title, deadline }) => {
    const left = typeof deadline === "string" ? Date.parse(deadline) - now : Number.POSITIVE_INFINITY;
    if (left > within) return [];
    return [`${kbs.join(", ") || title} ${left <= 0 ? "since" : `in ${formatDuration(left)}, at`} ${deadline}`];
  });
}
function look21(evidence, { allow, deadlines }, now) {
  const facts = seen("who updates the machine", evidence.before?.readings.facts);
  if (!facts.ok) return facts.look;
  const due = dueSoon(evidence, deadlines, now);
  const all = [...facts.value.otherUpdaters, ...due.length === 0 ? [] : [wsusDeadline]];
  const allowed = allow.map((name) => name.toLowerCase());
  const others = all.filter((name) => !allowed.includes(name.toLowerCase()));
  const measured = { otherUpdaters: all.join(", "), ...due.length === 0 ? {} : { due: due.join("; ") } };
  if (others.length === 0) return { verdict: "pass", reason: "no other updater is active", measured };
  const which = others.includes(wsusDeadline) ? ` (${due.slice(0, 3).join("; ")})` : "";
  const told = others.flatMap((name) => remedyFor(name) ?? []);
  const remedy = told.length === 0 ? "" : `; ${told.join("; ")}`;
  return { verdict: "fail", reason: `${others.join(" and ")} also update this machine${which}${remedy}`, measured };
}
var soleUpdater = defineGate({
  name: "soleUpdater",
  help: "No other updater is active on the machine.",
  stages: ["before"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings23,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => judgeWithPatience(look21(input.evidence, input.settings, input.now), {}, input)
});

// src/gates/tcp.ts
var settings24 = strictObject({
  port: int().min(1).max(65535).describe("The port that must accept connections, for example 1433."),
  of: int().min(1).max(20).default(3).describe("How often the port is tried."),
  pass: int().min(1).max(20).default(2).describe("How many of these tries must connect."),
  timeout: durationField("5s", "How long one try may take."),
  settle: durationField("5m", "How long the port may need to open after a restart."),
  confirm: int().min(1).max(10).default(1).describe("How many looks in a row must fail, a minute apart.")
});
function probeOf4({ port, timeout, of }, machine) {
  const address = machine.address ?? machine.name;
  return { key: `tcp ${address}:${port} ${of}×${timeout}`, kind: "tcp", address, port, timeout, times: of };
}
function look22(chosen, answers) {
  if (answers.length === 0) return { verdict: "error", reason: `port ${chosen.port} was not tried` };
  const good = answers.filter((answer) => answer.ok).length;
  const measured = { port: chosen.port, connected: good, of: answers.length };
  const figures = `${good} of ${answers.length} times (at least ${chosen.pass} of ${chosen.of})`;
  if (good >= chosen.pass) return { verdict: "pass", reason: `port ${chosen.port} accepted ${figures}`, measured };
  if (answers.length < chosen.of)
    return { verdict: "inconclusive", reason: `port ${chosen.port} was tried too few times: ${figures}`, measured };
  const subjects = [`port ${chosen.port}`];
  return { verdict: "fail", reason: `port ${chosen.port} accepted ${figures}`, measured, subjects };
}
var tcp = defineGate({
  name: "tcp",
  help: "A port of the machine accepts connections from the runner.",
  stages: ["before", "after"],
  byDefault: [],
  severity: "hard",
  settings: settings24,
  control: "absolute",
  fault: (chosen) => chosen.pass > chosen.of ? `pass (${chosen.pass}) is more than of (${chosen.of}): write pass: ${chosen.of} or less` : void 0,
  probes: ({ settings: chosen, machine }) => ({ machine: [], runner: [probeOf4(chosen, machine)] }),
  judge: (input) => {
    const { settings: chosen, evidence } = input;
    const { settle, confirm } = chosen;
    const answers = evidence.runner[probeOf4(chosen, evidence.machine).key] ?? [];
    return judgeWithPatience(look22(chosen, answers), { settle, confirm }, input);
  }
});

// src/gates/time-skew.ts
var settings25 = strictObject({
  atMost: durationField("5m", "How far the clock may be off; a visit alone can take a minute."),
  settle: durationField("5m", "How long the clock may need to be set after a restart.")
});
function skewOf(snapshot) {
  const facts = snapshot?.readings.facts;
  return facts?.ok === true && snapshot !== void 0 ? Date.parse(facts.value.clock) - snapshot.at : void 0;
}
function look23({ stage, before, after }, atMost) {
  const snapshot = stage === "before" ? before : after;
  const facts = seen("the clock", snapshot?.readings.facts);
  if (!facts.ok) return facts.look;
  const skew = skewOf(snapshot) ?? 0;
  const measured = { skewSeconds: Math.round(skew / 1e3) };
  const off = formatDuration(Math.abs(measured.skewSeconds * 1e3));
  if (Math.abs(skew) <= atMost) return { verdict: "pass", reason: `the clock is off by ${off} at most`, measured };
  const reason = `the clock is ${off} ${skew > 0 ? "ahead" : "behind"} (at most ${formatDuration(atMost)})`;
  const was = stage === "after" ? skewOf(before) : void 0;
  if (was !== void 0 && Math.abs(was) > atMost)
    return { verdict: "pass", reason: `${reason}, as it was before the update`, measured };
  return { verdict: "fail", reason, measured };
}
var timeSkew = defineGate({
  name: "timeSkew",
  help: "The clock of the machine agrees with the clock of the runner.",
  stages: ["before", "after"],
  byDefault: ["after"],
  severity: "observe",
  settings: settings25,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => {
    const { atMost, settle } = input.settings;
    return judgeWithPatience(look23(input.evidence, atMost), { settle, confirm: 2 }, input);
  }
});

// src/gates/registry.ts
var gates = [
  reachable,
  soleUpdater,
  noPendingRestart,
  noShutdownPending,
  bitLocker,
  runningBackup,
  loggedOn,
  noHangingShutdown,
  diskFree,
  cluster,
  backup,
  cameBack,
  productUnchanged,
  crashes,
  hotpatch,
  notHeld,
  buildIsTarget,
  services,
  roles,
  listenerCertificate,
  timeSkew,
  events,
  load,
  http,
  exec,
  script,
  tcp,
  metric
];
function gateNamed(name) {
  return gates.find((gate) => gate.name === name);
}
function gatesAt(stage) {
  return gates.filter((gate) => gate.stages.includes(stage)).map((gate) => gate.name);
}
function defaultGates(stage) {
  return gates.filter((gate) => gate.byDefault.includes(stage)).map((gate) => gate.name);
}
function choiceNamed(name) {
  const choice = choiceOf(name);
  if (typeof choice === "string") throw new RangeError(choice);
  return choice;
}
function gateEntrySchema(stage) {
  const names2 = gatesAt(stage);
  const written = gates.filter((gate) => gate.stages.includes(stage)).map(
    (gate) => gate.settings.extend({
      gate: literal(gate.name).describe(gate.help),
      severity: severityOf(gate),
      ...stage === "after" ? measuringFields : {}
    })
  );
  const [first, ...rest] = written;
  if (first === void 0) throw new RangeError(`no gate judges at stage ${stage}`);
  return union([
    _enum(names2, { error: ({ input }) => wrongStage(input, stage) }),
    discriminatedUnion("gate", [first, ...rest], { error: ({ input }) => wrongStage(input, stage) })
  ]).transform((entry, context) => {
    const choice = choiceOf(entry);
    if (typeof choice !== "string") return choice;
    context.addIssue({ code: "custom", message: choice });
    return NEVER;
  });
}
function severityOf(gate) {
  return _enum(severities).default(gate.severity).describe("critical halts at once, hard fails the machine, soft fails it once confirmed, observe only reports.");
}
function wrongStage(entry, stage) {
  const name = typeof entry === "object" && entry !== null && "gate" in entry ? entry.gate : entry;
  const gate = typeof name === "string" ? gateNamed(name) : void 0;
  if (gate === void 0 || gate.stages.includes(stage)) return void 0;
  const when = gate.stages.map((one) => one === "undo" ? "before an undo" : `${one} an update`).join(" and ");
  return `gate ${gate.name} judges only ${when}: move it to gates.${gate.stages[0]}`;
}
function choiceOf(entry) {
  const name = typeof entry === "string" ? entry : String(entry.gate);
  const gate = gateNamed(name);
  if (gate === void 0) return `there is no gate ${name}`;
  if (typeof entry === "string") {
    const parsed = gate.settings.safeParse({});
    if (parsed.success) return choiceOf({ ...parsed.data, gate: name, severity: gate.severity });
    const needed = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    return `gate ${name} has settings that must be written: { gate: ${name}, ${needed}: … }`;
  }
  const { gate: _, severity, ...written } = entry;
  const measuring = measuringOf(written);
  if (typeof measuring === "string") return measuring;
  const settings26 = Object.fromEntries(Object.entries(written).filter(([key]) => !(key in measuringFields)));
  const choice = { gate: name, severity, settings: settings26, ...measuring === void 0 ? {} : { measuring } };
  return gate.fault?.(settings26) ?? gateChoiceSchema.parse(choice);
}

// src/gates/service.ts
var serviceScopes = ["wave", "ring"];
var serviceSides = ["before", "after"];
var watchers = ["http", "exec", "metric"];
var severityHelp = "critical and hard halt, soft holds the ring until it passes, observe only reports what it would have done.";
function serviceEntrySchema(scope) {
  const written = watchers.flatMap((name) => {
    const gate = gateNamed(name);
    if (gate === void 0) return [];
    const severity = _enum(severities).default(gate.severity).describe(severityHelp);
    const named = literal(name).describe(gate.help);
    return [gate.settings.extend({ gate: named, severity, ...measuringFields })];
  });
  const [first, ...rest] = written;
  if (first === void 0) throw new RangeError("no gate watches a service");
  const error = ({ input }) => ofMachines(input, scope);
  return union([_enum(watchers, { error }), discriminatedUnion("gate", [first, ...rest], { error })]).transform((entry, context) => {
    const choice = choiceOf(entry);
    const wrong = typeof choice === "string" ? choice : namesMachine(choice, scope);
    if (typeof choice !== "string" && wrong === void 0) return { measuring: oneMeasurement, ...choice };
    context.addIssue({ code: "custom", message: wrong ?? "this gate cannot stand here" });
    return NEVER;
  });
}
function ofMachines(entry, scope) {
  const name = typeof entry === "object" && entry !== null && "gate" in entry ? entry.gate : entry;
  const gate = typeof name === "string" ? gateNamed(name) : void 0;
  if (gate === void 0 || watchers.includes(gate.name)) return void 0;
  const others = `here stand ${watchers.slice(0, -1).join(", ")} and ${watchers.at(-1)}`;
  return `gate ${gate.name} judges a machine, and gates.${scope} watches a service: move it to gates.${gate.stages[0]}; ${others}`;
}
function namesMachine({ settings: settings26 }, scope) {
  const word = /\{(?:machine|address|ring|wave)\}/.exec(JSON.stringify(settings26))?.[0];
  if (word === void 0) return void 0;
  return `${word} stands for nothing in gates.${scope}, which watches a service and no machine: write the service’s own address, or move the gate to gates.after`;
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
function coverageOf(policy2, ring) {
  return ring.coverage ?? policy2.coverage ?? toldOnly;
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
  awayAtMost,
  lookAgainAfter,
  oneMeasurement,
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
  isForWindows,
  unreadGrade,
  isEnrolled,
  gradeHotpatch,
  looksLikeHotpatch,
  missingRow,
  isHotpatchMonth,
  rowText,
  remedyFor,
  gateNamed,
  defaultGates,
  choiceNamed,
  gateEntrySchema,
  serviceScopes,
  serviceSides,
  serviceEntrySchema,
  machineEntrySchema,
  scopes,
  placeholders,
  aroundSchema,
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
