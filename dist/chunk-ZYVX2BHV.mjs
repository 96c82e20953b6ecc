import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  buildOfProduct,
  compareBoots,
  productNames
} from "./chunk-7P4UPFSA.mjs";
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
} from "./chunk-2PFEKDEA.mjs";
import {
  iso_exports,
  kbSchema
} from "./chunk-6W5MFQ47.mjs";
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
} from "./chunk-6P7AVSSV.mjs";

// src/calendar/month.ts
function weekdayOf(localDay) {
  return ((localDay + 4) % 7 + 7) % 7;
}
function weekOf(localDay) {
  let date = new Date(localDay * day), inAWeek = new Date((localDay + 7) * day);
  return {
    number: Math.floor((date.getUTCDate() - 1) / 7) + 1,
    isLast: date.getUTCMonth() !== inAWeek.getUTCMonth()
  };
}
function patchTuesdayOf(localDay, monthsOn = 0) {
  let date = new Date(localDay * day), first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthsOn, 1) / day;
  return first + (2 - weekdayOf(first) + 7) % 7 + 7;
}
function lastPatchTuesday(localDay) {
  let here = patchTuesdayOf(localDay);
  return here <= localDay ? here : patchTuesdayOf(localDay, -1);
}
var redmond = "America/Los_Angeles";
function expectedRelease(now) {
  let today = Math.floor(now / day);
  return [0, 1].map((months) => instantOf(patchTuesdayOf(today, months), 600, redmond)).find((at) => at > now) ?? instantOf(patchTuesdayOf(today, 2), 600, redmond);
}

// src/policy/label.ts
var labelSchema = string().regex(/^[^=\s]+=.+$/, "write a label as key=value, for example ring=pilot");
function hasLabel(machine, label) {
  let split = label.indexOf("=");
  return machine.labels[label.slice(0, split)] === label.slice(split + 1);
}

// src/policy/variable.ts
var variablePattern = /^\$(?:(PATCHRING_[A-Z0-9_]+)|\{(PATCHRING_[A-Z0-9_]+)\})$/;
function variableOf(text) {
  let match = variablePattern.exec(text);
  return match?.[1] ?? match?.[2];
}
function expand(text, env) {
  let variable = variableOf(text);
  return variable === void 0 ? text : env[variable] ?? "";
}

// src/policy/connection.ts
var authNames = ["kerberos", "negotiate", "ntlm", "certificate", "basic"], credsspRefused = "CredSSP hands the whole password to the machine; what it is used for is done here by a task on the machine itself. Use kerberos or negotiate", transportSchema = _enum(["https", "http-sealed"]), authSchema = _enum(authNames, {
  error: ({ input }) => typeof input == "string" && input.toLowerCase() === "credssp" ? credsspRefused : void 0
}), transportHelp = "https (validated), or http-sealed: plain HTTP whose every message is sealed by the authentication.", authHelp = "How to log on: kerberos, negotiate (Kerberos in SPNEGO), ntlm, certificate, basic; the last two only over https. ntlm is the default because it needs nothing on the runner, and is bound to the TLS channel or seals; kerberos proves the machine too.", settings = {
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
}, overrideSchema = strictObject({
  match: labelSchema.describe("Label of the machines that this entry is for."),
  transport: transportSchema.optional().describe(transportHelp),
  auth: authSchema.optional().describe(authHelp),
  ...settings
}), connectionSchema = strictObject({
  transport: transportSchema.default("https").describe(transportHelp),
  auth: authSchema.default("ntlm").describe(authHelp),
  ...settings,
  for: array(overrideSchema).default([]).describe("Settings that are others for machines of a label; the first entry that matches counts.")
});
function asksKerberos(auth) {
  return auth === "kerberos" || auth === "negotiate";
}
function entryFor({ for: entries }, machine) {
  let index = entries.findIndex(({ match }) => hasLabel(machine, match));
  return index === -1 ? void 0 : index;
}
function wayOf(connection, entry, given = {}) {
  let own = entry === void 0 ? void 0 : connection.for[entry], said = (key) => own?.[key] ?? connection[key], transport = given.transport ?? own?.transport ?? connection.transport, auth = given.auth ?? own?.auth ?? connection.auth, isTls = transport === "https", isKerberos = asksKerberos(auth);
  return {
    transport,
    auth,
    ca: isTls ? said("ca") : void 0,
    pin: isTls ? given.pin ?? said("pin") : void 0,
    port: given.port ?? said("port"),
    ntlmFallback: auth === "negotiate" && said("ntlmFallback") === !0,
    spn: isKerberos ? said("spn") : void 0,
    interpreter: isKerberos ? said("interpreter") : void 0,
    via: said("via"),
    configuration: given.configuration ?? said("configuration")
  };
}
var jumpPattern = /^socks5:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?((?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_][\w.-]*)(?::([0-9]{1,5}))?)\/?$/;
function jumpOf(text) {
  let [, user, password, place, port = "1080"] = jumpPattern.exec(text) ?? [];
  if (!(place === void 0 || Number(port) < 1 || Number(port) > 65535) && URL.canParse(`socks5://${place}`))
    return { user, password, place };
}
function variablesOfJump(text) {
  let { user, password } = (text === void 0 ? void 0 : jumpOf(text)) ?? {};
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
  sso: literal(!0, { error: "write true, or leave it out" }).optional().describe(
    "Single sign-on with kerberos and negotiate: whoever runs patchring, by ticket, keytab or Windows logon."
  )
}), formKeys = {
  password: ["username", "password"],
  exec: ["exec"],
  certificate: ["certificate", "key", "passphrase"],
  sso: ["sso"]
};
function formOf(written) {
  let { username, password, exec: exec2, certificate, key, passphrase, sso } = written;
  if (Object.values(formKeys).filter((keys) => keys.some((name) => written[name] !== void 0)).length === 1) {
    if (username !== void 0 && password !== void 0) return { kind: "password", username, password };
    if (exec2 !== void 0) return { kind: "exec", command: exec2 };
    if (sso !== void 0) return { kind: "sso" };
    if (!(certificate === void 0 || key === void 0))
      return { kind: "certificate", certificate, key, ...passphrase === void 0 ? {} : { passphrase } };
  }
}
function usualForm(auth) {
  return auth === "certificate" ? { kind: "certificate", certificate: "$PATCHRING_CLIENT_CERTIFICATE", key: "$PATCHRING_CLIENT_KEY" } : { kind: "password", username: "$PATCHRING_USERNAME", password: "$PATCHRING_PASSWORD" };
}
function textsOf(form) {
  return form.kind === "password" ? [form.username, form.password] : form.kind !== "certificate" ? [] : [form.certificate, form.key, ...form.passphrase === void 0 ? [] : [form.passphrase]];
}

// src/gates/gate.ts
var severities = ["critical", "hard", "soft", "observe"], stages = ["before", "after", "undo"];
function visitOf({ stage, before, after }) {
  return stage === "before" ? before : after;
}
function durationField(byDefault, help) {
  return durationSchema.prefault(byDefault).describe(help);
}
var awayAtMost = 90 * 6e4, lookAgainAfter = 6e4, errorsInARow = 3;
function judgeWithPatience(look24, patience, input) {
  let { evidence, now, previous } = input, { settle = 0, confirm = 1, quiet = !1 } = patience, { certain, ...word } = look24, judgement = { measured: {}, ...word, strikes: 0 }, clearAt = (evidence.settledAt ?? now) + settle, isFinal = evidence.stage !== "after" || certain === !0;
  if (!isFinal && now < clearAt && (look24.verdict !== "pass" || quiet)) {
    let reason = `${look24.reason}; settling for another ${formatDuration(clearAt - now)}`, againAt = Math.min(now + lookAgainAfter, clearAt);
    return { ...judgement, verdict: "inconclusive", reason, waits: !0, againAt };
  }
  if (look24.verdict === "pass") return judgement;
  if (look24.verdict === "inconclusive") return isFinal ? judgement : { ...judgement, againAt: now + lookAgainAfter };
  let strikes = (previous?.verdict === "error" == (look24.verdict === "error") ? previous?.strikes ?? 0 : 0) + 1, struck = { ...judgement, strikes };
  if (isFinal) return struck;
  if (look24.verdict === "fail" && strikes < confirm) {
    let reason = `${look24.reason}; seen ${strikes} of ${confirm} times, looking again`;
    return { ...struck, verdict: "inconclusive", reason, waits: !0, againAt: now + lookAgainAfter };
  }
  return look24.verdict === "error" && strikes < errorsInARow ? { ...struck, againAt: now + lookAgainAfter } : struck;
}
function seen(what, answer) {
  return answer?.ok === !0 ? answer : { ok: !1, look: { verdict: "error", reason: answer === void 0 ? `${what} was not read` : `${what} could not be read: ${answer.failure.message} (${answer.failure.code})` } };
}
function isRestartless({ updates }) {
  return updates.length > 0 && updates.every(({ restart }) => restart === "never");
}
function beforeRestart({ name, help, severity, what, part, look: look24, always: always2 }) {
  return {
    name,
    help,
    stages: ["before"],
    byDefault: ["before"],
    severity,
    settings: strictObject({}),
    probes: () => ({ machine: ["restart"], runner: [] }),
    judge: (input) => {
      let reading = seen(what, input.evidence.before?.readings.restart);
      if (!reading.ok) return judgeWithPatience(reading.look, {}, input);
      let value = part(reading.value);
      if (value !== null && always2 !== !0 && isRestartless(input.evidence))
        return judgeWithPatience({ ...look24(value), verdict: "pass", reason: "no restart is expected" }, {}, input);
      let why = reading.value.unreadable.find((line2) => line2.startsWith(what)) ?? what, seenNow = value === null ? { verdict: "error", reason: `could not be read: ${why}` } : look24(value);
      return judgeWithPatience(seenNow, {}, input);
    }
  };
}

// src/gates/choice.ts
var limit = int().min(0).max(1e3), measuringFields = {
  interval: durationSchema.optional().describe("Time between two measurements (1m)."),
  count: int().min(1).max(1e3).optional().describe("Measurements that are taken (1); one look each."),
  failureLimit: limit.optional().describe("Failed measurements that are tolerated (0)."),
  inconclusiveLimit: limit.optional().describe("Unclear measurements that are tolerated (0)."),
  consecutiveErrorLimit: limit.optional().describe("Errors in a row that are tolerated (4).")
}, measuringSchema = strictObject({
  /** Milliseconds. */
  interval: number().int().positive(),
  count: number().int().positive(),
  failureLimit: number().int().nonnegative(),
  inconclusiveLimit: number().int().nonnegative(),
  consecutiveErrorLimit: number().int().nonnegative()
}), oneMeasurement = {
  interval: 6e4,
  count: 1,
  failureLimit: 0,
  inconclusiveLimit: 0,
  consecutiveErrorLimit: 4
};
function measuringOf(written) {
  let own = Object.entries(written).filter(([key, value]) => key in measuringFields && value !== void 0);
  if (own.length === 0) return;
  let whole = { ...oneMeasurement, ...Object.fromEntries(own) };
  if (whole.interval === 0) return "interval is 0s: write 1m";
  let { count, failureLimit, inconclusiveLimit } = whole;
  return failureLimit + inconclusiveLimit >= count ? `of ${count} measurements ${failureLimit} may fail and ${inconclusiveLimit} may be unclear, so none has to pass: write count: ${failureLimit + inconclusiveLimit + 1} or more` : measuringSchema.parse(whole);
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
var serverBuilds = new Map(productNames.map((name) => [buildOfProduct[name], name])), azureEditions = ["ServerTurbine", "ServerTurbineCor"];
function productOf(facts) {
  let name = serverBuilds.get(facts.build);
  if (!(name === void 0 || !facts.installationType.startsWith("Server")))
    return { name, build: facts.build, isAzureEdition: azureEditions.includes(facts.editionId) };
}

// src/knowledge/lineage-rows.ts
var lineageKinds = ["baseline", "hotpatch", "lcu", "oobHotpatch", "oobLcu"], lineageRowSchema = strictObject({
  product: _enum(productNames).describe("The Windows product that the update is for."),
  month: string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, "a month is written as 2026-11").describe("Month of the release: 2026-11."),
  kind: _enum(lineageKinds).describe("baseline, hotpatch, lcu (cumulative update of a hotpatch month), oobHotpatch or oobLcu (out of band)."),
  kb: kbSchema.nullable().default(null).describe("The update; left out: planned, not released yet."),
  ubr: int().min(1).max(999999).nullable().default(null).describe("Last part of the build, 6905 of 26100.6905, where it is known."),
  date: iso_exports.date().nullable().default(null).describe("Day of the release, where it is known."),
  source: string().min(1).default("own row").describe("Where the row comes from.")
}), rowsSchema = array(lineageRowSchema).min(1).superRefine((rows, context) => {
  for (let { index, key, message } of rows.flatMap((row, at) => contradictions(rows, row, at)))
    context.addIssue({ code: "custom", path: [index, key], message });
});
function isDayOf({ month, kind }, date) {
  if (date.startsWith(month)) return !0;
  let [year = 0, number2 = 0] = month.split("-").map(Number), next = new Date(Date.UTC(year, number2)).toISOString().slice(0, 7);
  return kind.startsWith("oob") && date.startsWith(next);
}
function contradictions(rows, row, index) {
  let { product, month, kind, kb, ubr, date } = row, found = [], say = (key, message) => found.push({ index, key, message });
  date !== null && !isDayOf(row, date) && say("date", `${date} is no day of ${month}`);
  let isEarlier = (other, at) => at < index && other.product === product;
  return kb === null ? (kind !== "baseline" && kind !== "hotpatch" && say("kind", "only a baseline or a hotpatch is planned: write its kb"), ubr !== null && say("ubr", "what has no kb is not released and has no build"), rows.some((other, at) => isEarlier(other, at) && other.kb === null && other.month === month) && say("month", `${month} is planned twice for ${product}: keep one of the rows`)) : rows.some((other, at) => isEarlier(other, at) && other.kb === kb) && say("kb", `${kb} stands here a second time for ${product}: keep one of the rows`), found;
}
var lineageFileSchema = strictObject({
  format: literal(1).describe("Version of this format: 1."),
  updated: iso_exports.date().optional().describe("Day on which the rows were last compared with their sources."),
  sources: record(string(), string()).default({}).describe("Where rows come from, by the word in their source."),
  replace: boolean().default(!1).describe("true: these rows stand in for the shipped ones; else they are added."),
  rows: rowsSchema.describe("One row an update.")
}), lineageRows = lineageFileSchema.parse(lineage_default).rows;
function withOwnRows({ replace, rows: own }) {
  let isCorrected = (row) => own.some(({ product, kb }) => product === row.product && kb !== null && kb === row.kb), kept2 = replace ? [] : lineageRows.filter((row) => !isCorrected(row));
  return inOrder([...kept2, ...own].filter((row, _, all) => !isOvertaken(row, all)));
}
function isOvertaken(row, all) {
  if (row.kb !== null) return !1;
  let sameMonth = all.filter(({ product, month }) => product === row.product && month === row.month);
  return sameMonth.some(({ kb, kind }) => kb !== null && (kind === "baseline" || kind === "hotpatch")) || sameMonth.findLast(({ kb }) => kb === null) !== row;
}
function inOrder(rows) {
  let rank = ({ product }) => productNames.indexOf(product);
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
  let under = baselineUnder(lineage, ubr);
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
  let count = (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return count(instant) - count(month);
}

// src/knowledge/titles.ts
var buildInTitle = /(?:\(|OS Build )(\d{5})\.(\d{1,6})\)/g;
function buildOfTitle(title) {
  let builds = [...title.matchAll(buildInTitle)], [first] = builds;
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
  let { installedKbs, unreadable } = reading, others = unreadable.filter((sentence) => !sentence.startsWith(prefix));
  if (history === void 0 || history.words === null) {
    let why = history?.unreadable ?? unreadable.find((sentence) => sentence.startsWith(prefix))?.slice(prefix.length + 2), gap = installedKbs.history === null ? { gap: why ?? "it was not read" } : {};
    return { ...reading, unreadable: others, removed: [], ...gap };
  }
  let last = /* @__PURE__ */ new Map();
  for (let { kb, operation, result } of history.words)
    isSuccess(result) && !last.has(kb) && last.set(kb, operation);
  let having = (wanted) => [...last].flatMap(([kb, operation]) => operation === wanted ? kb : []);
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
  if (verdict !== "unknown")
    return verdict !== "notApplicable" && verdict !== "notEnrolled";
}
var baselineLastsMonths = 3;
function gradeHotpatch(raw, facts, rows = lineageRows, history) {
  let reading = joined(raw, history), product = productOf(facts), evidence = evidenceOf(reading, facts), name = `${facts.productName} (${formatBuild(facts)})`;
  if (product === void 0 && facts.build >= firstHotpatchBuild)
    return { verdict: "unknown", reason: `${name} is in no table of Windows Server products`, evidence };
  if (product === void 0 || !hasHotpatch(product))
    return { verdict: "notApplicable", reason: `${name} has no Hotpatch`, evidence };
  let situation = { product, reading, facts, lineage: lineageOf(product.name, rows), evidence };
  return gradeEnrolment(situation) ?? gradeTrain(situation);
}
var firstHotpatchBuild = 26100;
function hasHotpatch(product) {
  return product.build >= firstHotpatchBuild || product.name === "windows-server-2022" && product.isAzureEdition;
}
function gradeEnrolment({ reading, facts, lineage, evidence }) {
  if (reading.enrollmentPackage === !0 || reading.arcSubscription === 1) return;
  let unread = reading.unreadable.filter((sentence) => /^(enrolment|arc licence)/i.test(sentence));
  if (reading.enrollmentPackage === null || unread.length > 0)
    return { verdict: "unknown", reason: `whether the machine is enrolled could not be read: ${unread.join("; ") || "no enrolment package seen"}`, evidence };
  let row = standing(lineage, reading, facts.ubr).find(({ kind }) => kind === "hotpatch" || kind === "oobHotpatch");
  if (row !== void 0 && reading.arcSubscription !== null) return;
  if (row !== void 0)
    return { verdict: "unknown", reason: `${row.kb} is a hotpatch, and nothing shows that the machine is enrolled`, evidence, row };
  let { arcSubscription } = reading;
  return arcSubscription === null ? { verdict: "notEnrolled", reason: "no trace of an enrolment", evidence } : { verdict: "notEnrolled", reason: `${notActive(arcSubscription)}, and there is no other trace of an enrolment`, evidence, blockedBy: "licence", remedy: licenceRemedy(reading) };
}
function kbsOf(source) {
  return source ?? [];
}
function standing(lineage, { installedKbs }, ubr) {
  let kbs = [...kbsOf(installedKbs.quickFix), ...kbsOf(installedKbs.history)];
  return lineage.filter((row) => row.ubr === ubr && row.kb !== null && kbs.includes(row.kb));
}
function gradeTrain(situation) {
  let { reading, facts, lineage, evidence } = situation, baseline = baselineUnder(lineage, facts.ubr), leavers = lineage.filter((row2) => !keepsTrain(row2) && isAfter(row2, baseline)), left = leavers.find((row2) => row2.kb !== null && kbsOf(reading.installedKbs.quickFix).includes(row2.kb));
  if (left !== void 0) return offTrain(situation, left);
  let here = standing(lineage, reading, facts.ubr), row = here.find(keepsTrain) ?? here[0], doubt = whyUnknown(reading, leavers, row);
  if (doubt !== void 0) return { verdict: "unknown", ...doubt, evidence };
  if (row === void 0 || baseline === void 0) {
    let reason2 = `no row of the lineage is ${formatBuild(facts)} with a KB that is installed here`, remedy = remedyForUnlisted(situation);
    return { verdict: "unknown", reason: reason2, evidence, ...remedy === void 0 ? {} : { remedy } };
  }
  if (!keepsTrain(row)) return offTrain(situation, row);
  let blocked = whyBlocked(situation, baseline);
  return blocked !== void 0 ? { verdict: "enrolledBlocked", ...blocked, evidence, row } : { verdict: "enrolledReady", reason: `${`on the train with ${row.kb} (${formatBuild(facts)}, ${row.kind} of ${row.month})`}${gapText(reading, row)}`, evidence, row };
}
function isAfter(row, baseline) {
  return baseline?.ubr == null ? !0 : row.ubr === null ? row.month >= baseline.month : row.ubr > baseline.ubr;
}
function offTrain({ facts, lineage, evidence }, row) {
  let next = baselineAbove(lineage, facts.ubr), back = next === void 0 ? "the next baseline" : `the baseline of ${next.month}${next.kb ? ` (${next.kb})` : ""}`;
  return { verdict: "offTrain", reason: `${row.kb} left the Hotpatch train: cumulative updates with a restart until ${back}`, evidence, row, ...next === void 0 ? {} : { until: next.month } };
}
function gapText({ installedKbs: { quickFix, history }, gap }, { kb }) {
  return kb === null ? "" : gap !== void 0 ? `; the list of installed updates alone says so: the update history could not be read (${gap})` : kbsOf(quickFix).includes(kb) ? kbsOf(history).includes(kb) ? "" : `; the update history does not know ${kb}, as after an installation by DISM` : `; the update history alone names ${kb}`;
}
function whyUnknown(reading, leavers, row) {
  let { installedKbs, vbsStatus, secureBoot, unreadable, removed } = reading;
  if (installedKbs.quickFix === null) return { reason: "the list of installed updates could not be read" };
  if (vbsStatus === null || secureBoot === null) return { reason: "VBS or Secure Boot could not be read" };
  if (unreadable.length > 0) return { reason: `evidence could not be read: ${unreadable.join("; ")}` };
  let among = (kbs) => leavers.find(({ kb }) => kb !== null && kbs.includes(kb))?.kb ?? void 0, [listed, gone] = [among(kbsOf(installedKbs.history)), among(removed)];
  return listed !== void 0 ? { reason: `the update history lists ${listed} and the installed updates do not: it waits for a restart, or was removed`, remedy: noWayBack } : gone !== void 0 ? { reason: `${gone} was installed since the last baseline, and removed again`, remedy: noWayBack } : row === void 0 || row.kb === null || !removed.includes(row.kb) ? void 0 : { reason: `the update history says that ${row.kb} was removed and the installed updates list it: it waits for a restart, or was installed again by DISM` };
}
var noWayBack = "restart it if it waits for one; who left the train comes back with the next baseline, not by a removal";
function whyBlocked(situation, baseline) {
  let { reading, facts } = situation, missing = whyNotPrepared(reading);
  if (missing !== void 0) return { reason: missing, blockedBy: "prerequisite" };
  let licence = situation.product.isAzureEdition ? void 0 : whyUnlicensed(reading);
  return licence !== void 0 ? { reason: `${licence}${costOf(situation)}`, blockedBy: "licence", remedy: licenceRemedy(reading) } : monthsSince(baseline.month, facts.clock) <= baselineLastsMonths ? void 0 : { reason: `the baseline of ${baseline.month} is more than ${baselineLastsMonths} months old`, blockedBy: "baseline" };
}
function whyNotPrepared(reading) {
  if (reading.vbsStatus !== 2) return `virtualization-based security is not running (status ${reading.vbsStatus})`;
  if (reading.secureBoot === !1) return "Secure Boot is off";
  if (reading.hotPatchTableSize === 0) return "the kernel reserves no Hotpatch table (HotPatchTableSize is 0)";
}
function costOf({ facts, lineage }) {
  let today = facts.clock.slice(0, 10), [next] = lineage.filter(({ kind, date }) => kind === "hotpatch" && date !== null && date > today).sort((a, b) => a.month < b.month ? -1 : 1);
  return next === void 0 ? "" : `; it costs the hotpatch of ${next.date} unless it is mended before`;
}
function remedyForUnlisted({ product, reading, facts, lineage }) {
  let kb = kbsOf(reading.installedKbs.quickFix).filter((one) => rowOfKbs(lineage, [one]) === void 0).sort((a, b) => Number(a.slice(2)) - Number(b.slice(2))).at(-1);
  if (kb !== void 0)
    return `add the row of this build to the file that the policy names under lineage, with month and kind as Microsoft’s page says, perhaps - { product: ${product.name}, month: ${facts.clock.slice(0, 7)}, kind: …, kb: ${kb}, ubr: ${facts.ubr} }`;
}
function evidenceOf(reading, facts) {
  let said = (value) => value === null ? "not read" : String(value), count = (kbs) => kbs === null ? "not read" : `${kbs.length} KBs`;
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
var policy = "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate", remedies = {
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
var sources = ["serverBackup", "shadowCopy"], settings2 = strictObject({
  maxAge: durationField("24h", "How old the last successful backup may be."),
  from: array(_enum(sources)).min(1).optional().describe(
    "What counts: serverBackup (Windows Server Backup, alone when left out), shadowCopy (a shadow copy of the system drive that is still there)."
  )
}), names = { serverBackup: "Windows Server Backup", shadowCopy: "a shadow copy" };
function look(snapshot, from, maxAge) {
  let facts = seen("the clock", snapshot?.readings.facts);
  if (!facts.ok) return facts.look;
  let saved = [], shadow;
  if (from.includes("serverBackup")) {
    let health = seen("the last backup", snapshot?.readings.health);
    if (!health.ok) return health.look;
    health.value.lastBackup !== null && saved.push({ source: "serverBackup", at: health.value.lastBackup });
  }
  if (from.includes("shadowCopy")) {
    let reading = seen("the shadow copies", snapshot?.readings.shadow);
    if (!reading.ok) return reading.look;
    shadow = reading.value, shadow.latest !== null && saved.push({ source: "shadowCopy", at: shadow.latest });
  }
  return weigh({ saved, shadow, from, now: Date.parse(facts.value.clock) }, maxAge);
}
function weigh({ saved, shadow, from, now }, maxAge) {
  let failed = shadow?.failedWriters ?? [], why = failed.length === 0 ? "" : `; VSS writers have failed: ${failed.join(", ")}`, unread = shadow?.unreadable.map((line2) => `; not read: ${line2}`).join("") ?? "", newest2 = [...saved].sort((one, other) => Date.parse(other.at) - Date.parse(one.at)), ageOf = ({ at }) => Math.max(0, now - Date.parse(at)), isCopyDoubtful = failed.length > 0 || shadow?.failedWriters === null, isGood = (one) => ageOf(one) <= maxAge && !(one.source === "shadowCopy" && isCopyDoubtful), good = newest2.find(isGood), best = good ?? newest2[0], measured = {
    lastBackup: best?.at ?? null,
    ...shadow === void 0 ? {} : { failedWriters: failed.join(", ") }
  };
  if (best === void 0) {
    let told = from.length === 1 ? "tells" : "tell";
    return { verdict: "fail", reason: `${from.map((source) => names[source]).join(" and ")} ${told} of no successful backup in a month${why}${unread}`, measured };
  }
  let reason = `the last successful backup ended ${formatDuration(ageOf(best))} ago (${names[best.source]}, at most ${formatDuration(maxAge)})`;
  return good !== void 0 ? { verdict: "pass", reason, measured } : { verdict: "fail", reason: `${reason}${why}${unread}`, measured };
}
var backup = {
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
    let { maxAge, from = ["serverBackup"] } = input.settings;
    return judgeWithPatience(look(visitOf(input.evidence), from, maxAge), {}, input);
  }
};

// src/gates/bit-locker.ts
var attended = ["tpmAndPin", "tpmAndStartupKey", "tpmAndPinAndStartupKey"], alone = ["startupKey", "passphrase"], bitLocker = beforeRestart({
  name: "bitLocker",
  help: "Nobody is needed at the console to unlock the system drive.",
  severity: "hard",
  what: "BitLocker",
  part: (reading) => reading.bootProtectors,
  look: (protectors) => {
    let measured = { protectors: protectors.join(", ") }, waits = protectors.filter(
      (one) => attended.includes(one) || alone.includes(one) && !protectors.includes("tpm")
    );
    return waits.length === 0 ? { verdict: "pass", reason: "the system drive unlocks by itself", measured } : protectors.includes("networkUnlock") ? { verdict: "pass", reason: "the system drive is unlocked over the network", measured } : { verdict: "fail", reason: `a restart would wait at the console: BitLocker (${waits.join(", ")}); suspend it for the restart`, measured };
  }
});

// src/gates/build-is-target.ts
var settings3 = strictObject({});
function targetOf(updates, facts, rows) {
  let product = productOf(facts), lineage = product === void 0 ? [] : lineageOf(product.name, rows);
  return updates.filter(isForWindows).flatMap((update) => {
    let build = buildOfTitle(update.title);
    if (build !== void 0) return [build];
    let ubr = rowOfKbs(lineage, update.kbs)?.ubr;
    return ubr == null ? [] : [{ build: facts.build, ubr }];
  }).sort((a, b) => a.build - b.build || a.ubr - b.ubr).at(-1);
}
function installedOf({ updates, install }) {
  if (install === void 0) return updates;
  let there = install.updates.filter(({ outcome }) => outcome === "installed" || outcome === "alreadyInstalled");
  return updates.filter(
    (update) => there.some((one) => one.updateId === update.updateId && one.revision === update.revision)
  );
}
function look2(evidence) {
  let facts = seen("the build", evidence.after?.readings.facts);
  if (!facts.ok) return facts.look;
  let before = seen("the build before", evidence.before?.readings.facts);
  if (!before.ok) return before.look;
  let [was, is] = [formatBuild(before.value), formatBuild(facts.value)], named = targetOf(installedOf(evidence), before.value, evidence.lineage), { landing } = evidence, target = named ?? (landing !== void 0 && expectsLanding(landing, before.value) ? landing : void 0);
  if (target === void 0) {
    let measured2 = { before: was, after: is };
    return facts.value.build !== before.value.build || facts.value.ubr < before.value.ubr ? { verdict: "fail", reason: `the build went from ${was} to ${is}, and no update asked for it`, measured: measured2 } : { verdict: "pass", reason: `no update names a build; ${was} before, ${is} after`, measured: measured2 };
  }
  let wanted = formatBuild(target), who = named === void 0 && landing !== void 0 ? landing.machine : void 0, measured = {
    before: was,
    after: is,
    target: wanted,
    ...who === void 0 ? {} : { provisional: `from ${who}` }
  }, says = who === void 0 ? "the update says" : `the same updates took ${who} to`;
  return is === wanted && who === void 0 ? { verdict: "pass", reason: `the build is ${is}, as the update says`, measured } : is === wanted ? { verdict: "pass", reason: `the build is ${is}, as on ${who} (provisional)`, measured } : { verdict: "fail", reason: `the build is ${is}, and ${says} ${wanted} (${was} before)`, measured };
}
function expectsLanding({ isSame, build, ubr }, before) {
  return !isSame && before.build === build && before.ubr < ubr;
}
var buildIsTarget = {
  name: "buildIsTarget",
  help: "The build is the one that the installed updates promised.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "hard",
  settings: settings3,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => judgeWithPatience(look2(input.evidence), {}, input)
};

// src/gates/came-back.ts
var settings4 = strictObject({
  timeout: durationSchema.optional().describe(
    "How long a machine may be away, from asking for the restart until Windows has settled; as `restart` says."
  )
});
function look3({ evidence }) {
  let boot = seen("the boot", evidence.after?.readings.boot);
  if (!boot.ok) return boot.look;
  let { bootId, bootedAt, isServicing, pendingRestart } = boot.value, measured = { bootedAt, isServicing, pendingRestart: pendingRestart.join(", ") };
  if (isServicing) return { verdict: "inconclusive", reason: "Windows is still servicing itself", measured };
  if (evidence.restart === void 0) return lookWithoutRestart(evidence.before, bootId, measured);
  let sameness = compareBoots(bootId, evidence.restart.from);
  return sameness !== "other" ? { verdict: "inconclusive", reason: sameness === "same" ? "it is still on the boot before the restart" : "nobody can tell whether it is on a new boot: it names this one by another source than the one before", measured } : { verdict: "pass", reason: `came back${evidence.settledAt === void 0 ? "" : ` after ${formatDuration(evidence.settledAt - evidence.restart.askedAt)}`}`, measured };
}
function lookWithoutRestart(before, bootId, measured) {
  let then = seen("the boot before", before?.readings.boot);
  return then.ok ? { verdict: "pass", reason: {
    same: "no restart was needed, and none happened",
    other: "it restarted without our asking, and is back",
    unknown: "no restart was needed; whether one happened nobody can tell"
  }[compareBoots(then.value.bootId, bootId)], measured } : then.look;
}
function judge(input) {
  let { evidence, now, settings: chosen } = input, seenNow = look3(input), waits = seenNow.verdict === "inconclusive" || seenNow.verdict === "error";
  if (evidence.restart === void 0 || !waits) return judgeWithPatience(seenNow, {}, input);
  let { timeout = awayAtMost } = chosen, deadline = evidence.restart.askedAt + timeout;
  if (now >= deadline) {
    let reason = `it is not back ${formatDuration(timeout)} after the restart was asked for: ${seenNow.reason}`;
    return judgeWithPatience({ ...seenNow, verdict: "fail", reason, certain: !0 }, {}, input);
  }
  return { ...judgeWithPatience(seenNow, {}, input), againAt: Math.min(now + lookAgainAfter, deadline) };
}
var cameBack = {
  name: "cameBack",
  help: "The machine is back on a new boot and has settled.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "critical",
  settings: settings4,
  probes: () => ({ machine: ["boot"], runner: [] }),
  judge
};

// src/gates/cluster.ts
var settings5 = strictObject({
  allowOffline: array(string().min(1)).default([]).describe("Groups of the cluster that may be offline, by name, for example Available Storage."),
  lookAgain: durationField("5m", "How long until the next look while storage of the cluster repairs itself.")
}), idle = "Available Storage";
function look4(snapshot, allowed) {
  let roles2 = seen("the cluster", snapshot?.readings.roles);
  if (!roles2.ok) return roles2.look;
  let here = roles2.value.results.filter(({ role }) => role === "cluster"), owned = here.filter(({ item, value }) => item.startsWith("group ") && value === 1).map(({ item }) => item.slice(6)), measured = { looked: here.length, ...owned.length === 0 ? {} : { owned: owned.join(", ") } };
  if (here.length === 0) return { verdict: "pass", reason: "it belongs to no cluster", measured };
  let mayBeOff = new Set([idle, ...allowed].map((name) => `group ${name}`)), bad = here.filter(({ item, outcome }) => outcome !== "ok" && !(outcome === "failed" && mayBeOff.has(item))), [first] = bad.sort((a, b) => weight[b.outcome] - weight[a.outcome]);
  return first === void 0 ? { verdict: "pass", reason: `the cluster is whole${ownership(owned)}`, measured } : { verdict: verdicts[first.outcome], reason: bad.map(({ detail }) => detail).join("; "), measured };
}
function ownership(owned) {
  if (owned.length === 0) return "";
  let more = owned.length > 5 ? ` and ${owned.length - 5} more` : "";
  return `; on this node: ${owned.slice(0, 5).join(", ")}${more}`;
}
var verdicts = { ok: "pass", failed: "fail", overdue: "fail", unreadable: "error", busy: "inconclusive" }, weight = {
  ok: 0,
  busy: 1,
  unreadable: 2,
  overdue: 3,
  failed: 4
}, cluster = {
  name: "cluster",
  help: "The failover cluster of the machine is whole.",
  stages: ["before"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings5,
  probes: () => ({ machine: ["roles"], runner: [] }),
  judge: (input) => {
    let { allowOffline, lookAgain = lookAgainAfter } = input.settings, judgement = judgeWithPatience(look4(input.evidence.before, allowOffline), {}, input);
    return judgement.verdict === "inconclusive" ? { ...judgement, againAt: input.now + lookAgain } : judgement;
  }
};

// src/gates/crashes.ts
var settings6 = strictObject({});
function look5({ after }) {
  let health = seen("the crashes", after?.readings.health);
  if (!health.ok) return health.look;
  let { crashes: count, eventsSince } = health.value, measured = { crashes: count, since: eventsSince };
  return count === 0 ? { verdict: "pass", reason: "Windows has not crashed", measured } : { verdict: "fail", reason: `Windows crashed ${count === 1 ? "once" : `${count} times`} since the update`, measured, certain: !0 };
}
var crashes = {
  name: "crashes",
  help: "Windows has not crashed since the update.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "critical",
  settings: settings6,
  probes: () => ({ machine: ["health"], runner: [] }),
  judge: (input) => judgeWithPatience(look5(input.evidence), {}, input)
};

// src/gates/disk-free.ts
var gibibyte = 2 ** 30, settings7 = strictObject({
  atLeast: number().positive().default(10).describe("Free space on the system drive that is asked for, in GiB.")
});
function look6(snapshot, atLeast) {
  let health = seen("the free space", snapshot?.readings.health);
  if (!health.ok) return health.look;
  let { free, size } = health.value.systemDrive, figures = { freeGiB: round(free), sizeGiB: round(size), atLeastGiB: atLeast };
  if (size === 0) return { verdict: "error", reason: "the system drive reports no size", measured: figures };
  let reason = `${figures.freeGiB} GiB free of ${figures.sizeGiB} GiB (at least ${atLeast})`;
  return { verdict: free >= atLeast * gibibyte ? "pass" : "fail", reason, measured: figures };
}
function round(bytes) {
  return Math.floor(bytes / gibibyte * 10) / 10;
}
var diskFree = {
  name: "diskFree",
  help: "The system drive has room for an update and its undo.",
  stages: ["before", "after"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings7,
  probes: () => ({ machine: ["health"], runner: [] }),
  judge: (input) => judgeWithPatience(look6(visitOf(input.evidence), input.settings.atLeast), {}, input)
};

// src/gates/events.ts
var settings8 = strictObject({
  settle: durationField("5m", "How long errors after a restart do not count yet."),
  confirm: int().min(1).max(10).default(1).describe("How many looks in a row must find the errors, a minute apart."),
  atLeast: int().min(1).default(3).describe("How often a new error must have come to count."),
  ignore: array(string().regex(/^.+\/\d+$/, "write provider/id, for example Microsoft-Windows-DNS-Client/1014")).default([]).describe("Errors that never count, as provider/id.")
}), alwaysBad = [
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
], bootNoise = [
  "Microsoft-Windows-DistributedCOM/10016",
  "Service Control Manager/7023",
  "Microsoft-Windows-Time-Service/134",
  "Microsoft-Windows-DNS-Client/1014",
  "Microsoft-Windows-Kernel-PnP/219"
], week = 7 * 864e5, muchMore = 10;
function isIn(list, event) {
  let key = `${event.provider}/${event.id}`.toLowerCase();
  return list.some((one) => one.toLowerCase() === key);
}
function isNew({ count, before }, elapsed) {
  return before === 0 || count > muchMore * Math.max(1, before * elapsed / week);
}
function badOf(health, elapsed, chosen) {
  return health.events.filter((event) => event.count > 0 && !isIn(bootNoise, event) && !isIn(chosen.ignore, event) && isNew(event, elapsed)).filter((event) => event.count >= chosen.atLeast || isIn(alwaysBad, event)).sort((a, b) => Number(isIn(alwaysBad, b)) - Number(isIn(alwaysBad, a)) || b.count - a.count);
}
function look7(evidence, chosen) {
  let health = seen("the event logs", evidence.after?.readings.health);
  if (!health.ok) return health.look;
  let facts = evidence.after?.readings.facts, until = facts?.ok === !0 ? Date.parse(facts.value.clock) : evidence.after?.at ?? 0, elapsed = Math.max(0, until - Date.parse(health.value.eventsSince)), bad = badOf(health.value, elapsed, chosen), measured = { crashes: health.value.crashes, kinds: health.value.events.length, new: bad.length };
  if (health.value.crashes > 0)
    return { verdict: "fail", reason: `Windows crashed ${health.value.crashes === 1 ? "once" : `${health.value.crashes} times`} since the update`, measured, certain: !0 };
  if (bad.length === 0) return { verdict: "pass", reason: "no new kind of error in the event logs", measured };
  let named = bad.slice(0, 3).map(({ provider, id, subject, count }) => `${provider} ${id}${subject && ` (${subject})`} ×${count}`), more = bad.length > named.length ? ` and ${bad.length - named.length} more` : "", subjects = bad.map(({ provider, id, subject }) => `${provider}/${id}${subject && ` (${subject})`}`);
  return { verdict: "fail", reason: `new errors: ${named.join(", ")}${more}`, measured, subjects };
}
var events = {
  name: "events",
  help: "No crash, and no new kind of error in the event logs.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "observe",
  settings: settings8,
  control: "subjects",
  probes: () => ({ machine: ["facts", "health"], runner: [] }),
  judge: (input) => {
    let { settle, confirm } = input.settings;
    return judgeWithPatience(look7(input.evidence, input.settings), { settle, confirm }, input);
  }
};

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
  let [program = "", ...rest] = command, filled2 = rest.map(
    (argument) => argument.replaceAll("{machine}", machine.name).replaceAll("{address}", machine.address ?? machine.name)
  ), whole = [program, ...filled2];
  return { key: `exec ${JSON.stringify(whole)} ${timeout}`, kind: "exec", command: whole, timeout, times: 1 };
}
function look8(name, answer) {
  let said = seen(name, answer);
  if (!said.ok) return said.look;
  let { verdict, reason = "", took } = said.value, measured = { tookMs: took };
  return verdict === void 0 ? { verdict: "error", reason: `${name} gave no verdict`, measured } : { verdict, reason: `${name} says ${verdict}${reason === "" ? "" : `: ${reason}`}`, measured };
}
var exec = {
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
  },
  probes: ({ settings: chosen, machine }) => ({ machine: [], runner: [probeOf(chosen, machine)] }),
  judge: (input) => {
    let { settings: chosen, evidence } = input, { settle, confirm } = chosen, [answer] = evidence.runner[probeOf(chosen, evidence.machine).key] ?? [];
    return judgeWithPatience(look8(chosen.command[0] ?? "", answer), { settle, confirm }, input);
  }
};

// src/knowledge/unlisted.ts
function provisionalRows(updates, after, rows = lineageRows) {
  let product = productOf(after)?.name;
  if (product === void 0) return [];
  let lineage = lineageOf(product, rows), unlisted = updates.filter(
    (update) => isForWindows(update) && looksLikeHotpatch(update) && rowOfKbs(lineage, update.kbs) === void 0
  );
  return unlisted.flatMap((update) => {
    let ubr = buildOfTitle(update.title)?.ubr ?? (unlisted.length === 1 ? after.ubr : null), month = after.clock.slice(0, 7);
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
  let [kb] = update.kbs;
  if (kb === void 0) return;
  let month = /^20\d\d-(?:0[1-9]|1[0-2])\b/.exec(update.title)?.[0] ?? clock.slice(0, 7), ubr = buildOfTitle(update.title)?.ubr ?? null;
  return { product, month, kind: likelyKind(lineage, month), kb, ubr, date: null, source: "own row" };
}
function likelyKind(lineage, month) {
  let baseline = lineage.find((row) => row.month === month && row.kind === "baseline");
  return baseline === void 0 ? "lcu" : baseline.kb === null ? "baseline" : "oobLcu";
}
function isHotpatchMonth(lineage, month) {
  let here = lineage.filter((row) => row.month === month);
  return here.some(({ kind }) => kind === "hotpatch") && !here.some(({ kind }) => kind === "baseline");
}
function rowText({ product, month, kind, kb, ubr }) {
  let build = ubr === null ? "" : `, ubr: ${ubr}`;
  return `- { product: ${product}, month: ${month}, kind: ${kind}, kb: ${kb}${build} }`;
}

// src/gates/hotpatch.ts
var settings10 = strictObject({
  settle: durationField("10m", "How long an enrolment may need to show again after a restart."),
  requireEnrolled: boolean().default(!1).describe("Whether a machine that is not enrolled and ready fails, too.")
}), places = {
  notApplicable: 0,
  notEnrolled: 0,
  offTrain: 1,
  enrolledBlocked: 2,
  enrolledReady: 3
};
function graded(snapshot, when, rows) {
  let facts = seen(`the build ${when}`, snapshot?.readings.facts);
  if (!facts.ok) return facts;
  let reading = seen(`the Hotpatch state ${when}`, snapshot?.readings.hotpatch);
  return reading.ok ? { ok: !0, grade: gradeHotpatch(reading.value, facts.value, rows, snapshot?.history) } : reading;
}
function lookBefore(evidence, requireEnrolled) {
  let before = graded(evidence.before, "before", evidence.lineage);
  return before.ok ? lookAlone(before.grade, requireEnrolled, { before: before.grade.verdict }) : before.look;
}
function lookAlone(grade, requireEnrolled, measured) {
  let { verdict, reason, remedy } = grade, next = remedy === void 0 ? "" : `; ${remedy}`;
  return verdict === "unknown" ? { verdict: "error", reason: `the Hotpatch state is unknown: ${reason}${next}`, measured } : !requireEnrolled || verdict === "enrolledReady" ? { verdict: "pass", reason: `${verdict}: ${reason}`, measured } : {
    verdict: "fail",
    reason: `only machines that are enrolled and ready are wanted; ${verdict}: ${reason}`,
    measured
  };
}
function lookAfter(evidence, requireEnrolled) {
  let before = graded(evidence.before, "before", evidence.lineage);
  if (!before.ok) return before.look;
  let facts = evidence.after?.readings.facts, extra = facts?.ok === !0 ? provisionalRows(evidence.updates, facts.value, evidence.lineage) : [], after = graded(evidence.after, "after", [...evidence.lineage, ...extra]);
  if (!after.ok) return after.look;
  let [was, is] = [before.grade.verdict, after.grade.verdict], measured = {
    before: was,
    after: is,
    ...extra.length === 0 ? {} : { provisional: extra.map(({ kb }) => kb).join(", ") }
  };
  if (is === "unknown" || was === "unknown") {
    let grade = is === "unknown" ? after.grade : before.grade;
    return { ...lookAlone(grade, requireEnrolled, measured), measured };
  }
  if (places[is] < places[was]) {
    let { reason: why, blockedBy, remedy } = after.grade, reason = `${was} before, ${is} after: ${why}${remedy === void 0 ? "" : `; ${remedy}`}`, seenAs = blockedBy === void 0 ? measured : { ...measured, blockedBy };
    return { verdict: "fail", reason, measured: seenAs, certain: is === "offTrain" };
  }
  return lookAlone(after.grade, requireEnrolled, measured);
}
var hotpatch = {
  name: "hotpatch",
  help: "The machine has not lost its place on the Hotpatch train.",
  stages: ["before", "after"],
  // The policy's guards put it in, so that it can be told from one that was named by hand.
  byDefault: [],
  severity: "critical",
  settings: settings10,
  probes: () => ({ machine: ["facts", "hotpatch"], runner: [] }),
  judge: (input) => {
    let { evidence, settings: chosen } = input, lookNow = evidence.stage === "before" ? lookBefore : lookAfter;
    return judgeWithPatience(lookNow(evidence, chosen.requireEnrolled), { settle: chosen.settle }, input);
  }
};

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
  let url = urlOf(chosen.url, machine), { timeout, of } = chosen;
  return { key: `http ${url} ${of}×${timeout}`, kind: "http", url, timeout, times: of };
}
function look9(chosen, url, answers) {
  let good = answers.filter((answer) => answer.ok && answer.value.status === chosen.expect), took = answers.flatMap((answer) => answer.ok ? [answer.value.took] : []), measured = {
    answered: good.length,
    of: answers.length,
    slowestMs: took.length === 0 ? null : Math.max(...took)
  };
  if (answers.length === 0) return { verdict: "error", reason: `${url} was not asked for` };
  let figures = `${good.length} of ${answers.length} times (at least ${chosen.pass} of ${chosen.of})`;
  if (good.length >= chosen.pass)
    return { verdict: "pass", reason: `${url} answered ${chosen.expect} ${figures}`, measured };
  if (answers.length < chosen.of)
    return { verdict: "inconclusive", reason: `${url} was asked for too few times: ${figures}`, measured };
  let bad = answers.find((answer) => !good.includes(answer)), last = bad?.ok === !0 ? `status ${bad.value.status}` : bad?.failure.message ?? "", subjects = [bad?.ok === !0 ? `status ${bad.value.status}` : "no answer"];
  return { verdict: "fail", reason: `${url} answered ${chosen.expect} ${figures}: ${last}`, measured, subjects };
}
var http = {
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
    let url = urlOf(chosen.url, { name: "machine", labels: {} });
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      return `"${chosen.url}" is no web address: write https://{machine}/health`;
    let { username, password } = new URL(url);
    if (username !== "" || password !== "")
      return "an address must not hold a user name or a password: anyone who reads the policy sees it";
    if (chosen.timeout === 0) return `timeout is ${formatDuration(0)}: write 10s`;
  },
  probes: ({ settings: chosen, machine }) => ({ machine: [], runner: [probeOf2(chosen, machine)] }),
  judge: (input) => {
    let { settings: chosen, evidence } = input, { key, url } = probeOf2(chosen, evidence.machine), { settle, confirm } = chosen;
    return judgeWithPatience(look9(chosen, url, evidence.runner[key] ?? []), { settle, confirm }, input);
  }
};

// src/gates/listener-certificate.ts
var settings12 = strictObject({
  atLeast: durationField("1d", "How long the certificate must still be valid.")
});
function readFrom(snapshot) {
  let health = seen("the listeners", snapshot?.readings.health);
  if (!health.ok) return health;
  let facts = seen("the clock", snapshot?.readings.facts);
  if (!facts.ok) return facts;
  let { listeners } = health.value;
  return listeners === null ? { ok: !1, look: { verdict: "error", reason: "the listeners of WinRM could not be read" } } : { ok: !0, value: { listeners, now: Date.parse(facts.value.clock) } };
}
function troublesOf({ listeners, now }, atLeast) {
  let troubles = /* @__PURE__ */ new Map();
  for (let { name, thumbprint, notAfter } of listeners) {
    if (thumbprint === "") continue;
    if (notAfter === null) {
      troubles.set(name, `${name} is bound to ${thumbprint}, and the machine has no such certificate`);
      continue;
    }
    let left = Date.parse(notAfter) - now;
    left <= 0 ? troubles.set(name, `the certificate of ${name} ended on ${notAfter.slice(0, 10)}`) : left < atLeast && troubles.set(name, `the certificate of ${name} ends in ${formatDuration(left)}`);
  }
  return troubles;
}
function look10({ stage, before, after }, atLeast) {
  let then = readFrom(before);
  if (!then.ok) return then.look;
  let now = stage === "before" ? then : readFrom(after);
  if (!now.ok) return now.look;
  let troubles = troublesOf(now.value, atLeast), measured = { listeners: now.value.listeners.map(({ name }) => name).join(", "), bad: troubles.size };
  if (stage === "after") {
    let names2 = now.value.listeners.map(({ name }) => name);
    for (let { name } of then.value.listeners.filter((one) => !names2.includes(one.name)))
      troubles.set(name, `${name} was there before and is gone`);
    for (let name of troublesOf(then.value, atLeast).keys()) names2.includes(name) && troubles.delete(name);
  }
  return troubles.size > 0 ? { verdict: "fail", reason: [...troubles.values()].join("; "), measured } : measured.bad > 0 ? { verdict: "pass", reason: "no worse than before the update", measured } : { verdict: "pass", reason: measured.listeners === "" ? "WinRM has no HTTPS listener" : `bound and valid: ${measured.listeners}`, measured };
}
var listenerCertificate = {
  name: "listenerCertificate",
  help: "The HTTPS listeners of WinRM are bound to certificates that are valid.",
  stages: ["before", "after"],
  byDefault: ["after"],
  severity: "soft",
  settings: settings12,
  probes: () => ({ machine: ["facts", "health"], runner: [] }),
  judge: (input) => judgeWithPatience(look10(input.evidence, input.settings.atLeast), { confirm: 2 }, input)
};

// src/gates/load.ts
var percent = number().min(1).max(100), settings13 = strictObject({
  processor: percent.default(95).describe("Percent of all processors from which they count as exhausted."),
  commit: percent.default(95).describe("Percent of the commit limit of memory from which it counts as exhausted."),
  settle: durationField("10m", "How long a machine may be busy after a restart."),
  confirm: int().min(1).max(10).default(3).describe("How many looks in a row must find it so, a minute apart.")
}), measures = [
  ["processor", "processors"],
  ["commit", "commit limit of memory"]
];
function isOver({ load: load2 }, limits, key) {
  let value = load2[key];
  return value !== null && value >= limits[key];
}
function look11({ before, after }, limits) {
  let then = seen("the load before", before?.readings.health);
  if (!then.ok) return then.look;
  let now = seen("the load", after?.readings.health);
  if (!now.ok) return now.look;
  let { load: measured } = now.value;
  if (measured.processor === null && measured.commit === null)
    return { verdict: "error", reason: "the load could not be read", measured };
  let over = measures.filter(
    ([key]) => isOver(now.value, limits, key) && !isOver(then.value, limits, key) && then.value.load[key] !== null
  ), figures = measures.map(([key, name]) => `${name} ${measured[key] ?? "?"} %`).join(", ");
  return over.length === 0 ? { verdict: "pass", reason: figures, measured } : { verdict: "fail", reason: `exhausted, and not before: ${over.map(([, name]) => name).join(", ")}`, measured };
}
var load = {
  name: "load",
  help: "Processors and memory are not exhausted, unless they were before.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "observe",
  settings: settings13,
  probes: () => ({ machine: ["health"], runner: [] }),
  judge: (input) => {
    let { settle, confirm } = input.settings;
    return judgeWithPatience(look11(input.evidence, input.settings), { settle, confirm }, input);
  }
};

// src/gates/logged-on.ts
var loggedOn = beforeRestart({
  name: "loggedOn",
  help: "Nobody is logged on at the console or over Remote Desktop.",
  severity: "observe",
  what: "logged-on users",
  part: (reading) => reading.loggedOn,
  look: (users) => {
    let measured = { loggedOn: users.join(", ") };
    return users.length === 0 ? { verdict: "pass", reason: "nobody is logged on", measured } : { verdict: "fail", reason: `${users.join(", ")} would lose a session`, measured };
  }
});

// src/model/metric.ts
var step = /(?:^|\.)([A-Za-z_][\w-]*)|\[(\d{1,6})\]/y;
function stepsOf(path) {
  let steps = [];
  for (step.lastIndex = 0; step.lastIndex < path.length; ) {
    let match = step.exec(path);
    if (match === null) return;
    steps.push(match[1] ?? Number(match[2]));
  }
  return steps.length === 0 ? void 0 : steps;
}
function valueAt(document, steps) {
  let value = document;
  for (let part of steps) {
    if (!(typeof part == "number" ? Array.isArray(value) : typeof value == "object" && !Array.isArray(value)) || value === null || !Object.hasOwn(value, part)) return;
    value = value[part];
  }
  return value;
}

// src/gates/metric.ts
var reference = /^(?:(?:Bearer|Basic|Token) )?\$(?:PATCHRING_[A-Z0-9_]+|\{PATCHRING_[A-Z0-9_]+\})$/, settings14 = strictObject({
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
  let whole = filled(url, machine);
  if (query === void 0) return whole;
  let asked = new URL("api/v1/query", whole.endsWith("/") ? whole : `${whole}/`);
  return asked.searchParams.set("query", query.replaceAll("{machine}", machine.name)), asked.href;
}
function probeOf3(chosen, machine) {
  let { path = null, headers, timeout } = chosen, ask = { url: urlOf2(chosen, machine), path, headers, timeout };
  return { key: `metric ${JSON.stringify(ask)}`, kind: "metric", ask, times: 1 };
}
function look12(chosen, answer) {
  let { path, query = path ?? "", pass, fail } = chosen, said = seen(query, answer);
  if (!said.ok) return said.look;
  let { value } = said.value;
  if (value === void 0) return { verdict: "error", reason: `${query} gave no value` };
  let isLowGood = pass < fail, measured = { value, pass, fail }, bounds = isLowGood ? `good to ${pass}, bad from ${fail}` : `good from ${pass}, bad to ${fail}`, reason = `${query} is ${value} (${bounds})`;
  return (isLowGood ? value <= pass : value >= pass) ? { verdict: "pass", reason, measured } : (isLowGood ? value >= fail : value <= fail) ? { verdict: "fail", reason, measured, subjects: [query] } : { verdict: "inconclusive", reason, measured };
}
function faultOfUrl({ url, headers }) {
  let whole = filled(url, { name: "machine", labels: {} });
  if (!URL.canParse(whole) || !/^https?:$/.test(new URL(whole).protocol))
    return `"${url}" is no web address: write https://prometheus.example`;
  let { username, password, protocol } = new URL(whole);
  if (username !== "" || password !== "")
    return "an address must not hold a user name or a password: write headers: { Authorization: Basic $PATCHRING_… }";
  if (Object.keys(headers).length > 0 && protocol !== "https:")
    return "secrets in headers are only sent over https: write https, or take headers out";
}
var metric = {
  name: "metric",
  help: "A figure of the monitoring is where it should be.",
  stages: ["before", "after"],
  byDefault: [],
  severity: "soft",
  settings: settings14,
  control: "absolute",
  fault: (chosen) => {
    let { path, query, pass, fail, timeout } = chosen;
    return path === void 0 == (query === void 0) ? "a metric is read by path (a JSON document) or by query (Prometheus): write one of them" : path !== void 0 && stepsOf(path) === void 0 ? `"${path}" is no path: write names and places, such as data.queues[0].length` : pass === fail ? `pass and fail are both ${pass}: which side is good shows only when they differ` : timeout === 0 ? "timeout is 0s: write 10s" : faultOfUrl(chosen);
  },
  probes: ({ settings: chosen, machine }) => ({ machine: [], runner: [probeOf3(chosen, machine)] }),
  judge: (input) => {
    let { settings: chosen, evidence } = input, { settle, confirm } = chosen, [answer] = evidence.runner[probeOf3(chosen, evidence.machine).key] ?? [];
    return judgeWithPatience(look12(chosen, answer), { settle, confirm }, input);
  }
};

// src/gates/no-hanging-shutdown.ts
var settings15 = strictObject({
  patience: durationField("30m", "How long a shutdown may take before it counts as one that hangs.")
});
function look13(snapshot, patience) {
  let health = seen("whether a shutdown hangs", snapshot?.readings.health);
  if (!health.ok) return health.look;
  let { shutdownAskedAt } = health.value, measured = { shutdownAskedAt };
  if (shutdownAskedAt === null) return { verdict: "pass", reason: "no shutdown is under way", measured };
  let facts = seen("the clock", snapshot?.readings.facts);
  if (!facts.ok) return facts.look;
  let passed = Math.max(0, Date.parse(facts.value.clock) - Date.parse(shutdownAskedAt)), reason = `a shutdown was asked for ${formatDuration(passed)} ago and has not ended`;
  return { verdict: passed >= patience ? "fail" : "inconclusive", reason, measured };
}
var noHangingShutdown = {
  name: "noHangingShutdown",
  help: "No shutdown that was asked for has gone on for longer than `patience`: the machine does not hang in one.",
  stages: ["before", "after"],
  byDefault: ["after"],
  severity: "hard",
  settings: settings15,
  probes: () => ({ machine: ["facts", "health"], runner: [] }),
  judge: (input) => judgeWithPatience(look13(visitOf(input.evidence), input.settings.patience), {}, input)
};

// src/gates/no-pending-restart.ts
var settings16 = strictObject({}), informsOnly = ["fileRename"];
function look14(snapshot) {
  let boot = seen("whether a restart is pending", snapshot?.readings.boot);
  if (!boot.ok) return boot.look;
  let { pendingRestart, isServicing } = boot.value, measured = { pendingRestart: pendingRestart.join(", "), isServicing }, signals = pendingRestart.filter((signal) => !informsOnly.includes(signal));
  return signals.length > 0 ? { verdict: "fail", reason: `a restart is pending (${signals.join(", ")})`, measured } : isServicing ? { verdict: "inconclusive", reason: "Windows is still servicing itself", measured } : { verdict: "pass", reason: "no restart is pending", measured };
}
var noPendingRestart = {
  name: "noPendingRestart",
  help: "No restart is pending.",
  stages: ["before", "after"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings16,
  probes: () => ({ machine: ["boot"], runner: [] }),
  judge: (input) => judgeWithPatience(look14(visitOf(input.evidence)), {}, input)
};

// src/gates/no-shutdown-pending.ts
var noShutdownPending = beforeRestart({
  name: "noShutdownPending",
  help: "No shutdown that somebody has asked for is still to come; an update is not begun under one.",
  severity: "hard",
  what: "pending shutdown",
  always: !0,
  part: ({ shutdownAskedAt, unreadable }) => unreadable.some((line2) => line2.startsWith("pending shutdown")) ? null : { askedAt: shutdownAskedAt },
  look: ({ askedAt }) => {
    let measured = { askedAt };
    return askedAt === null ? { verdict: "pass", reason: "no shutdown is pending", measured } : { verdict: "fail", reason: `a shutdown was asked for at ${askedAt} and has not come`, measured };
  }
});

// src/gates/not-held.ts
var settings17 = strictObject({});
function look15({ before, held, updates }) {
  let facts = seen("the machine", before?.readings.facts);
  if (!facts.ok) return facts.look;
  let measured = {
    held: held.flatMap(({ kbs }) => kbs).join(", "),
    chosen: updates.flatMap(({ kbs }) => kbs).join(", ")
  }, blocking = held.filter(({ blocks }) => blocks);
  return blocking.length > 0 ? { verdict: "fail", reason: blocking.map(({ reason: why, remedy }) => `${why}; ${remedy}`).join(". "), measured } : held.length === 0 ? { verdict: "pass", reason: "no update is held here", measured } : { verdict: "pass", reason: held.map(({ reason: why, remedy }) => `${why}; ${remedy}`).join(". "), measured };
}
var notHeld = {
  name: "notHeld",
  help: "No update is held without its substitute being offered.",
  stages: ["before"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings17,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => judgeWithPatience(look15(input.evidence), {}, input)
};

// src/gates/product-unchanged.ts
var settings18 = strictObject({}), kept = [
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
  let before = seen("the product before", evidence.before?.readings.facts);
  if (!before.ok) return before.look;
  let after = seen("the product", evidence.after?.readings.facts);
  if (!after.ok) return after.look;
  let measured = { before: before.value.productName, after: after.value.productName }, changed = kept.filter(([field]) => before.value[field] !== after.value[field]);
  return changed.length === 0 ? { verdict: "pass", reason: `still ${after.value.productName}`, measured } : { verdict: "fail", reason: changed.map(([field, name]) => `${name} was ${before.value[field]} and is ${after.value[field]}`).join(", "), measured, certain: !0 };
}
var productUnchanged = {
  name: "productUnchanged",
  help: "Product, edition, build and domain are those from before the update.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "critical",
  settings: settings18,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => judgeWithPatience(look16(input.evidence), {}, input)
};

// src/gates/reachable.ts
var settings19 = strictObject({});
function look17(snapshot) {
  let answer = snapshot?.readings.facts;
  if (answer === void 0) return { verdict: "error", reason: "the machine was not asked who it is" };
  if (!answer.ok) {
    let { code, message } = answer.failure;
    return { verdict: "fail", reason: `the machine does not answer: ${message} (${code})` };
  }
  let { computerName, isAdministrator, is64BitProcess, languageMode } = answer.value, measured = { computerName, isAdministrator, languageMode };
  return isAdministrator ? is64BitProcess ? { verdict: "pass", reason: `answers as ${computerName}`, measured } : { verdict: "fail", reason: "the session on the machine is a 32-bit process", measured } : { verdict: "fail", reason: "the account is no administrator on the machine", measured };
}
var reachable = {
  name: "reachable",
  help: "The machine answers, and the account may administer it.",
  stages: ["before", "after"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings19,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => judgeWithPatience(look17(visitOf(input.evidence)), {}, input)
};

// src/gates/roles.ts
var settings20 = strictObject({
  settle: durationField("5m", "How long roles may need to come up after a restart."),
  confirm: int().min(1).max(10).default(2).describe("How many looks in a row must find it so, a minute apart."),
  ignore: array(string().min(1)).default([]).describe("Roles and probes that never count, as role or role/probe, for example iis/web.")
}), movable = ["hyper-v/guests", "hyper-v/heartbeat", "cluster"];
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
  let broken = new Set([...after.values()].filter(isBroken).map(({ role, probe }) => `${role}/${probe}`));
  return before.filter((one) => one.outcome === "ok" && !isMovable(one) && !after.has(keyOf(one))).filter(({ role, probe }) => !broken.has(`${role}/${probe}`)).map((one) => `${nameOf(one)} is gone`);
}
function isBroken({ item, outcome }) {
  return item === "" && (outcome === "overdue" || outcome === "unreadable");
}
function wasBad(one, before) {
  let was = before.get(keyOf(one)) ?? before.get(keyOf({ ...one, item: "" }));
  return was !== void 0 && was.outcome !== "ok";
}
function look18(evidence, ignore) {
  let then = seen("the roles before", evidence.before?.readings.roles);
  if (!then.ok) return then.look;
  let now = seen("the roles", evidence.after?.readings.roles);
  if (!now.ok) return now.look;
  let before = new Map(counting(then.value.results, ignore).map((one) => [keyOf(one), one])), after = new Map(counting(now.value.results, ignore).map((one) => [keyOf(one), one])), bad = [...after.values()].filter((one) => one.outcome !== "ok"), fresh = bad.filter((one) => !wasBad(one, before)), sentences = [...fresh.filter(({ outcome }) => outcome === "failed" || outcome === "overdue").map((one) => `${nameOf(one)}: ${one.detail}`), ...lostOf([...before.values()], after)], figures = [...after.values()].flatMap(
    (one) => one.value === null || movable.includes(one.role) ? [] : [[nameOf(one), one.value]]
  ), measured = { looked: after.size, bad: bad.length, ...Object.fromEntries(figures) };
  if (sentences.length > 0) {
    let more = sentences.length > 3 ? ` and ${sentences.length - 3} more` : "";
    return { verdict: "fail", reason: `well before and not now: ${sentences.slice(0, 3).join("; ")}${more}`, measured };
  }
  let unreadable = fresh.find(({ outcome }) => outcome === "unreadable");
  if (unreadable !== void 0)
    return { verdict: "error", reason: `${nameOf(unreadable)} could not be read: ${unreadable.detail}`, measured };
  let busy = bad.find(({ outcome }) => outcome === "busy");
  return busy !== void 0 ? { verdict: "inconclusive", reason: `${nameOf(busy)}: ${busy.detail}`, measured } : { verdict: "pass", reason: bad.length > 0 ? `no worse than before: ${bad.length} not well` : `${after.size} probes of roles are well`, measured };
}
var roles = {
  name: "roles",
  help: "What the roles of the machine are for works as before the update.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "soft",
  settings: settings20,
  probes: () => ({ machine: ["roles"], runner: [] }),
  judge: (input) => {
    let { settle, confirm, ignore } = input.settings;
    return judgeWithPatience(look18(input.evidence, ignore), { settle, confirm }, input);
  }
};

// src/gates/running-backup.ts
var runningBackup = beforeRestart({
  name: "runningBackup",
  help: "No backup runs.",
  severity: "hard",
  what: "running backups",
  part: (reading) => reading.backups,
  look: (engines) => {
    let measured = { backups: engines.join(", ") };
    return engines.includes("wbengine") ? { verdict: "fail", reason: "Windows Server Backup is at work", measured } : engines.length > 0 ? { verdict: "inconclusive", reason: "a shadow copy is or was just made", measured } : { verdict: "pass", reason: "no backup runs", measured };
  }
});

// src/gates/script.ts
var settings21 = strictObject({
  file: string().min(1).max(400).describe("File beside the policy: the PowerShell script that looks, run with the rights of the logon."),
  timeout: durationField("30s", "How long the script may take, 1m at most."),
  settle: durationField("5m", "How long the machine may need after a restart."),
  confirm: int().min(1).max(10).default(1).describe("How many looks in a row must fail, a minute apart.")
}), longest = 6e4, longestNote = 300;
function keyOf2({ file, timeout }) {
  return `${file} ${timeout}`;
}
var line = (most) => string().transform((text) => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").slice(0, most)), words = _enum(["pass", "fail", "inconclusive"]), saidSchema = strictObject({
  verdict: words,
  reason: line(300).default(""),
  measured: record(
    string().regex(/^[A-Za-z][A-Za-z0-9_. -]{0,59}$/),
    union([line(200), number(), boolean(), _null()])
  ).refine((values) => Object.keys(values).length <= 20).default({})
});
function verdictIn(last) {
  let text = last?.trim() ?? "", word = words.safeParse(text.toLowerCase());
  if (word.success) return { verdict: word.data, reason: "", measured: {} };
  if (text.startsWith("{"))
    try {
      return saidSchema.parse(JSON.parse(text));
    } catch {
      return "nonsense";
    }
}
function look19(file, { ended, exitCode, last, note, took }) {
  let measured = { tookMs: took, exitCode }, error = (what) => ({ verdict: "error", reason: `${file} ${what}`, measured }), wrote = note === "" ? "" : `: ${note.length > longestNote ? `…${note.slice(1 - longestNote)}` : note}`;
  if (ended === "overdue") return { verdict: "fail", reason: `${file} did not end in its time${wrote}`, measured };
  if (ended === "failed") return error(`ended with an error${wrote}`);
  let said = verdictIn(last);
  if (said === "nonsense") return error("writes JSON that is no { verdict, reason, measured }");
  if (said === void 0)
    return exitCode === null ? error(`gave no verdict and no exit code${wrote}`) : { verdict: exitCode === 0 ? "pass" : "fail", reason: `${file} ended with exit code ${exitCode}${wrote}`, measured };
  if (said.verdict === "pass" && exitCode !== null && exitCode !== 0)
    return error(`says pass, and its exit code is ${exitCode}: let it end with exit 0`);
  let reason = `${file} says ${said.verdict}${said.reason === "" ? "" : `: ${said.reason}`}`;
  return { verdict: said.verdict, reason, measured: { ...said.measured, ...measured } };
}
function lookIn({ settings: chosen, evidence }) {
  let key = keyOf2(chosen), at = (when) => {
    let read = seen(chosen.file, evidence[when]?.readings.scripts);
    if (!read.ok) return read.look;
    let reading = Object.hasOwn(read.value, key) ? read.value[key] : void 0;
    return reading === void 0 ? { verdict: "error", reason: `${chosen.file} was not run` } : look19(chosen.file, reading);
  }, now = at(evidence.stage === "before" ? "before" : "after");
  return evidence.stage === "before" || now.verdict !== "fail" || at("before").verdict !== "fail" ? now : { ...now, verdict: "pass", reason: `no worse than before the update: ${now.reason}` };
}
var script = {
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
    let { settle, confirm } = input.settings;
    return judgeWithPatience(lookIn(input), { settle, confirm }, input);
  }
};

// src/gates/services.ts
var settings22 = strictObject({
  settle: durationField("5m", "How long services may need to start after a restart."),
  confirm: int().min(1).max(10).default(2).describe("How many looks in a row must find a service stopped, a minute apart."),
  ignore: array(string().min(1)).default([]).describe("More services that may stop, by name; a * stands for any ending.")
}), restless = [
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
], perUser = /_[0-9a-f]{4,}$/i;
function isRestless(name, ignore) {
  let lower = name.toLowerCase();
  return perUser.test(name) || [...restless, ...ignore].some((pattern) => {
    let begin = pattern.toLowerCase();
    return begin.endsWith("*") ? lower.startsWith(begin.slice(0, -1)) : lower === begin;
  });
}
function isWatched(service, ignore) {
  let starts = service.startMode === "automatic" || service.startMode === "automaticDelayed";
  return service.state === "running" && starts && !service.isTriggerStart && !isRestless(service.name, ignore);
}
function stoppedOf(watched, after) {
  let now = new Map(after.map((service) => [service.name.toLowerCase(), service]));
  return watched.flatMap((service) => {
    let found = now.get(service.name.toLowerCase());
    if (found === void 0) return [{ name: service.name, what: "gone", exitCode: 0 }];
    if (found.state === "running" || found.state === "startPending") return [];
    let code = found.exitCode === 0 ? "" : `, exit code ${found.exitCode}`;
    return [{ name: service.name, what: `${found.state}${code}`, exitCode: found.exitCode }];
  }).sort((a, b) => +(b.exitCode !== 0) - +(a.exitCode !== 0));
}
function look20(evidence, ignore) {
  let before = seen("the services before", evidence.before?.readings.health);
  if (!before.ok) return before.look;
  let after = seen("the services", evidence.after?.readings.health);
  if (!after.ok) return after.look;
  let watched = before.value.services.filter((service) => isWatched(service, ignore));
  if (watched.length === 0)
    return { verdict: "inconclusive", reason: "no service that starts by itself was running before" };
  let stopped = stoppedOf(watched, after.value.services), measured = { watched: watched.length, stopped: stopped.map(({ name }) => name).join(", ") };
  if (stopped.length > 0) {
    let named = stopped.slice(0, 5).map(({ name, what }) => `${name} (${what})`), more = stopped.length > named.length ? ` and ${stopped.length - named.length} more` : "", subjects = stopped.map(({ name }) => name);
    return { verdict: "fail", reason: `ran before and do not now: ${named.join(", ")}${more}`, measured, subjects };
  }
  let starting = after.value.services.filter(
    (service) => service.state === "startPending" && watched.some(({ name }) => name.toLowerCase() === service.name.toLowerCase())
  );
  return starting.length > 0 ? {
    verdict: "inconclusive",
    reason: `still starting: ${starting.map(({ name }) => name).join(", ")}`,
    measured
  } : { verdict: "pass", reason: `all ${watched.length} services that ran before run again`, measured };
}
var services = {
  name: "services",
  help: "The services that ran before the update run again.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "soft",
  settings: settings22,
  control: "subjects",
  probes: () => ({ machine: ["health"], runner: [] }),
  judge: (input) => {
    let { settle, confirm, ignore } = input.settings;
    return judgeWithPatience(look20(input.evidence, ignore), { settle, confirm }, input);
  }
};

// src/gates/sole-updater.ts
var settings23 = strictObject({
  allow: array(string().min(1)).default([]).describe("Other updaters that may be active, by the name in which they are reported, for example ConfigMgr."),
  deadlines: durationField("24h", "How near the WSUS deadline of an update must be to count as another updater.")
});
function dueSoon({ offered = [] }, within, now) {
  return offered.flatMap(({ kbs, title, deadline }) => {
    let left = typeof deadline == "string" ? Date.parse(deadline) - now : Number.POSITIVE_INFINITY;
    return left > within ? [] : [`${kbs.join(", ") || title} ${left <= 0 ? "since" : `in ${formatDuration(left)}, at`} ${deadline}`];
  });
}
function look21(evidence, { allow, deadlines }, now) {
  let facts = seen("who updates the machine", evidence.before?.readings.facts);
  if (!facts.ok) return facts.look;
  let due = dueSoon(evidence, deadlines, now), all = [...facts.value.otherUpdaters, ...due.length === 0 ? [] : [wsusDeadline]], allowed = allow.map((name) => name.toLowerCase()), others = all.filter((name) => !allowed.includes(name.toLowerCase())), measured = { otherUpdaters: all.join(", "), ...due.length === 0 ? {} : { due: due.join("; ") } };
  if (others.length === 0) return { verdict: "pass", reason: "no other updater is active", measured };
  let which = others.includes(wsusDeadline) ? ` (${due.slice(0, 3).join("; ")})` : "", told = others.flatMap((name) => remedyFor(name) ?? []), remedy = told.length === 0 ? "" : `; ${told.join("; ")}`;
  return { verdict: "fail", reason: `${others.join(" and ")} also update this machine${which}${remedy}`, measured };
}
var soleUpdater = {
  name: "soleUpdater",
  help: "No other updater is active on the machine.",
  stages: ["before"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings23,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => judgeWithPatience(look21(input.evidence, input.settings, input.now), {}, input)
};

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
  let address = machine.address ?? machine.name;
  return { key: `tcp ${address}:${port} ${of}×${timeout}`, kind: "tcp", address, port, timeout, times: of };
}
function look22(chosen, answers) {
  if (answers.length === 0) return { verdict: "error", reason: `port ${chosen.port} was not tried` };
  let good = answers.filter((answer) => answer.ok).length, measured = { port: chosen.port, connected: good, of: answers.length }, figures = `${good} of ${answers.length} times (at least ${chosen.pass} of ${chosen.of})`;
  if (good >= chosen.pass) return { verdict: "pass", reason: `port ${chosen.port} accepted ${figures}`, measured };
  if (answers.length < chosen.of)
    return { verdict: "inconclusive", reason: `port ${chosen.port} was tried too few times: ${figures}`, measured };
  let subjects = [`port ${chosen.port}`];
  return { verdict: "fail", reason: `port ${chosen.port} accepted ${figures}`, measured, subjects };
}
var tcp = {
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
    let { settings: chosen, evidence } = input, { settle, confirm } = chosen, answers = evidence.runner[probeOf4(chosen, evidence.machine).key] ?? [];
    return judgeWithPatience(look22(chosen, answers), { settle, confirm }, input);
  }
};

// src/gates/time-skew.ts
var settings25 = strictObject({
  atMost: durationField("5m", "How far the clock may be off; a visit alone can take a minute."),
  settle: durationField("5m", "How long the clock may need to be set after a restart.")
});
function skewOf(snapshot) {
  let facts = snapshot?.readings.facts;
  return facts?.ok === !0 && snapshot !== void 0 ? Date.parse(facts.value.clock) - snapshot.at : void 0;
}
function look23({ stage, before, after }, atMost) {
  let snapshot = stage === "before" ? before : after, facts = seen("the clock", snapshot?.readings.facts);
  if (!facts.ok) return facts.look;
  let skew = skewOf(snapshot) ?? 0, measured = { skewSeconds: Math.round(skew / 1e3) }, off = formatDuration(Math.abs(measured.skewSeconds * 1e3));
  if (Math.abs(skew) <= atMost) return { verdict: "pass", reason: `the clock is off by ${off} at most`, measured };
  let reason = `the clock is ${off} ${skew > 0 ? "ahead" : "behind"} (at most ${formatDuration(atMost)})`, was = stage === "after" ? skewOf(before) : void 0;
  return was !== void 0 && Math.abs(was) > atMost ? { verdict: "pass", reason: `${reason}, as it was before the update`, measured } : { verdict: "fail", reason, measured };
}
var timeSkew = {
  name: "timeSkew",
  help: "The clock of the machine agrees with the clock of the runner.",
  stages: ["before", "after"],
  byDefault: ["after"],
  severity: "observe",
  settings: settings25,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => {
    let { atMost, settle } = input.settings;
    return judgeWithPatience(look23(input.evidence, atMost), { settle, confirm: 2 }, input);
  }
};

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
  let choice = choiceOf(name);
  if (typeof choice == "string") throw new RangeError(choice);
  return choice;
}
function gateEntrySchema(stage) {
  let names2 = gatesAt(stage), written = gates.filter((gate) => gate.stages.includes(stage)).map(
    (gate) => gate.settings.extend({
      gate: literal(gate.name).describe(gate.help),
      severity: severityOf(gate),
      ...stage === "after" ? measuringFields : {}
    })
  ), [first, ...rest] = written;
  if (first === void 0) throw new RangeError(`no gate judges at stage ${stage}`);
  return union([
    _enum(names2, { error: ({ input }) => wrongStage(input, stage) }),
    discriminatedUnion("gate", [first, ...rest], { error: ({ input }) => wrongStage(input, stage) })
  ]).transform((entry, context) => {
    let choice = choiceOf(entry);
    return typeof choice != "string" ? choice : (context.addIssue({ code: "custom", message: choice }), NEVER);
  });
}
function severityOf(gate) {
  return _enum(severities).default(gate.severity).describe("critical halts at once, hard fails the machine, soft fails it once confirmed, observe only reports.");
}
function wrongStage(entry, stage) {
  let name = typeof entry == "object" && entry !== null && "gate" in entry ? entry.gate : entry, gate = typeof name == "string" ? gateNamed(name) : void 0;
  if (gate === void 0 || gate.stages.includes(stage)) return;
  let when = gate.stages.map((one) => one === "undo" ? "before an undo" : `${one} an update`).join(" and ");
  return `gate ${gate.name} judges only ${when}: move it to gates.${gate.stages[0]}`;
}
function choiceOf(entry) {
  let name = typeof entry == "string" ? entry : String(entry.gate), gate = gateNamed(name);
  if (gate === void 0) return `there is no gate ${name}`;
  if (typeof entry == "string") {
    let parsed = gate.settings.safeParse({});
    if (parsed.success) return choiceOf({ ...parsed.data, gate: name, severity: gate.severity });
    let needed = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    return `gate ${name} has settings that must be written: { gate: ${name}, ${needed}: … }`;
  }
  let { gate: _, severity, ...written } = entry, measuring = measuringOf(written);
  if (typeof measuring == "string") return measuring;
  let settings26 = Object.fromEntries(Object.entries(written).filter(([key]) => !(key in measuringFields))), choice = { gate: name, severity, settings: settings26, ...measuring === void 0 ? {} : { measuring } };
  return gate.fault?.(settings26) ?? gateChoiceSchema.parse(choice);
}

// src/gates/service.ts
var serviceScopes = ["wave", "ring"], serviceSides = ["before", "after"], watchers = ["http", "exec", "metric"], severityHelp = "critical and hard halt, soft holds the ring until it passes, observe only reports what it would have done.";
function serviceEntrySchema(scope) {
  let written = watchers.flatMap((name) => {
    let gate = gateNamed(name);
    if (gate === void 0) return [];
    let severity = _enum(severities).default(gate.severity).describe(severityHelp), named = literal(name).describe(gate.help);
    return [gate.settings.extend({ gate: named, severity, ...measuringFields })];
  }), [first, ...rest] = written;
  if (first === void 0) throw new RangeError("no gate watches a service");
  let error = ({ input }) => ofMachines(input, scope);
  return union([_enum(watchers, { error }), discriminatedUnion("gate", [first, ...rest], { error })]).transform((entry, context) => {
    let choice = choiceOf(entry), wrong = typeof choice == "string" ? choice : namesMachine(choice, scope);
    return typeof choice != "string" && wrong === void 0 ? { measuring: oneMeasurement, ...choice } : (context.addIssue({ code: "custom", message: wrong ?? "this gate cannot stand here" }), NEVER);
  });
}
function ofMachines(entry, scope) {
  let name = typeof entry == "object" && entry !== null && "gate" in entry ? entry.gate : entry, gate = typeof name == "string" ? gateNamed(name) : void 0;
  if (gate === void 0 || watchers.includes(gate.name)) return;
  let others = `here stand ${watchers.slice(0, -1).join(", ")} and ${watchers.at(-1)}`;
  return `gate ${gate.name} judges a machine, and gates.${scope} watches a service: move it to gates.${gate.stages[0]}; ${others}`;
}
function namesMachine({ settings: settings26 }, scope) {
  let word = /\{(?:machine|address|ring|wave)\}/.exec(JSON.stringify(settings26))?.[0];
  if (word !== void 0)
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
var scopes = ["machine", "wave", "ring"], placeholders = {
  machine: ["machine", "address", "ring"],
  wave: ["ring", "wave"],
  ring: ["ring"]
}, commandSchema = array(string().min(1)).min(1), aroundSchema = array(
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
var coverageParts = ["role", "build", "hotpatch"], coverageForms = { error: "write a list of role, build and hotpatch, or { by, action }" }, partsSchema = array(_enum(coverageParts)).min(1).describe("What makes a kind: role, build, hotpatch; as the inventory’s labels say it, and as the machines show it."), actionSchema = _enum(["warn", "hold", "refuse"]).default("hold").describe(
  "warn: the gaps are told; hold: the ring’s machines are looked at before it opens, and it waits for a person’s word; refuse: a plan with a gap is none, and what shows only later holds."
), coverageSchema = union(
  [
    partsSchema.transform((by) => ({ by, action: "hold" })),
    strictObject({ by: partsSchema.default([...coverageParts]), action: actionSchema })
  ],
  coverageForms
).describe("Kinds of machines that an earlier ring must have updated before a ring opens."), toldOnly = { by: [...coverageParts], action: "warn" };
function coverageOf(policy2, ring) {
  return ring.coverage ?? policy2.coverage ?? toldOnly;
}

// src/calendar/window.ts
var weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"], anchors = ["patch-tuesday", "detected-release"], weekSchema = union([int().min(1).max(5), literal("last")], {
  error: "write the weeks of the month as numbers from 1 to 5, or last: [1, 3] or [last]"
}), afterSchema = strictObject({ anchor: _enum(anchors), days: int().min(0).max(20) }), writtenAfterSchema = string().transform((text, context) => {
  let [, anchor, days = "0"] = /^([a-z-]+?)(?:\+(\d{1,2})d)?$/.exec(text) ?? [], known = anchors.find((one) => one === anchor);
  if (known !== void 0 && Number(days) <= 20) return { anchor: known, days: Number(days) };
  let message = `"${text}" is not a day to count from: write patch-tuesday+4d or detected-release+4d, with at most 20d`;
  return context.addIssue({ code: "custom", message }), NEVER;
}), windowFields = {
  days: array(_enum(weekdays)).min(1).describe("Local weekdays on which the window starts."),
  weeks: array(weekSchema).min(1).optional().describe("Of these weekdays only the n-th of the month: 1 to 5, or last. [2] with tue is the second Tuesday."),
  after: writtenAfterSchema.optional().describe(
    "patch-tuesday+4d: each weekday once a month, in the seven days from then on; detected-release+4d: every week, from so many days after the release of what is planned."
  ),
  start: string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "write the local start as HH:MM, for example 22:00").describe("Local start, HH:MM."),
  duration: durationSchema.describe("How long it stays open; may run past midnight; at most 24h."),
  timeZone: zoneSchema.describe("IANA zone, or `machine`.")
}, windowSchema = strictObject(windowFields), horizon = 400;
function nextOpening(window, now) {
  let { timeZone, duration } = window, [hours = 0, minutes = 0] = window.start.split(":").map(Number), earliest = earliestDay(window), first = Math.max(dayOf(now, timeZone) - 2, earliest);
  for (let localDay = first; localDay < first + horizon; localDay += 1) {
    if (!startsOn(window, localDay)) continue;
    let opensAt = instantOf(localDay, hours * 60 + minutes, timeZone), closesAt = opensAt + duration;
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
  let weekday = weekdays[weekdayOf(localDay)];
  if (weekday === void 0 || !days.includes(weekday)) return !1;
  if (weeks !== void 0) {
    let { number: number2, isLast } = weekOf(localDay);
    if (!weeks.includes(number2) && !(isLast && weeks.includes("last"))) return !1;
  }
  return after?.anchor !== "patch-tuesday" ? !0 : localDay - after.days - lastPatchTuesday(localDay - after.days) < 7;
}

// src/policy/selector.ts
var selectorForms = { error: "write { label: key=value }, a list of names, or rest" }, chosenForms = { error: "write { label: key=value } or a list of names" }, namesSchema = array(machineEntrySchema.shape.name).min(1), byLabelSchema = strictObject({
  label: union([labelSchema, array(labelSchema).min(1)]).describe("key=value; of several, all must match.")
}), selectorSchema = union([literal("rest", selectorForms), namesSchema, byLabelSchema], selectorForms).describe("Which machines: { label: key=value }, a list of names, or rest (those that no other ring takes)."), chosenSchema = union([namesSchema, byLabelSchema], chosenForms).describe("Which machines: { label: key=value }, or a list of names.");

// src/calendar/slot.ts
var blackoutSchema = strictObject({
  from: iso_exports.date().describe("First day on which nothing is begun: 2026-12-18."),
  to: iso_exports.date().describe("Last such day: 2027-01-04."),
  timeZone: zoneSchema.describe("Whose days they are: an IANA zone, or `machine`."),
  reason: string().min(1).describe("Why, in a few words: it is printed wherever a machine waits for its end.")
}), Slot = class {
  /** Null: anytime. */
  window;
  #closed;
  #last;
  /** @param zone of the machines, for what goes by `machine` */
  constructor(window, blackouts, zone) {
    this.window = window, this.#closed = blackouts.map(({ from, to, timeZone, reason }) => {
      let days = timeZone === "machine" ? zone : timeZone;
      return {
        opensAt: instantOf(dayOfText(from), 0, days),
        closesAt: instantOf(dayOfText(to) + 1, 0, days),
        reason
      };
    });
  }
  /** The opening that contains `now`, else the next one; without bounds where nothing bounds it. */
  openingAt(now) {
    let known = this.#last;
    if (known !== void 0 && known.from <= now && now < known.opening.closesAt) return known.opening;
    let opening = this.#find(now);
    return this.#last = { from: now, opening }, opening;
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
    if (this.window !== null && this.window.duration < length) return;
    let opening = this.openingAt(now);
    for (; ; ) {
      let begins = Math.max(now, opening.opensAt);
      if (opening.closesAt - begins >= length) return begins;
      opening = this.#find(opening.closesAt);
    }
  }
  #find(now) {
    for (let at = now; ; ) {
      let { opensAt, closesAt } = this.window === null ? always : nextOpening(this.window, at), begins = Math.max(at, opensAt), blackout = this.blackoutAt(begins);
      if (blackout === void 0) {
        let ends = this.#closed.filter((one) => one.closesAt <= begins).map((one) => one.closesAt), starts = this.#closed.filter((one) => one.opensAt > begins).map((one) => one.opensAt);
        return { opensAt: Math.max(opensAt, ...ends), closesAt: Math.min(closesAt, ...starts) };
      }
      at = blackout.closesAt;
    }
  }
}, always = { opensAt: Number.NEGATIVE_INFINITY, closesAt: Number.POSITIVE_INFINITY };

// src/policy/calendar.ts
var namedWindowSchema = strictObject({
  match: labelSchema.optional().describe("Label of the machines that go by this window in every ring, in place of the ring’s own."),
  ...windowFields
}), freezeSchema = strictObject({
  machines: chosenSchema,
  until: iso_exports.date().describe("Last day (UTC) on which they are left alone: 2026-12-31."),
  reason: string().min(1).describe("Why, in a few words: it is printed beside every machine that is skipped for it.")
}), follows = ["beginning", "detected-release"], calendarSchema = strictObject({
  follow: _enum(follows).describe(
    "What opens counts from: the beginning of the rollout, or detected-release, the day on which the planned updates were deployed as their own metadata say it; where they say nothing, the survey that found them."
  )
}), calendarFields = {
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
