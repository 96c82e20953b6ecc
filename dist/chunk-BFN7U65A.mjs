import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  rosterOf
} from "./chunk-KMWU4VL2.mjs";
import {
  createScaledClock,
  createVirtualClock,
  december2025,
  june2025,
  october2025,
  october2025FirstDay,
  realisticTiming,
  rollupPackage,
  september2026,
  server,
  servicingStackPackage,
  shortTiming
} from "./chunk-NY5E6FMM.mjs";

// src/world/clock.ts
var longestNap = 6e4;
function createRealClock() {
  return {
    now: () => Date.now(),
    during: (work) => work,
    async sleepUntil(at, signal) {
      for (; Date.now() < at && signal?.aborted !== !0; ) await nap(at - Date.now(), signal);
    }
  };
}
function nap(length, signal) {
  return new Promise((resolve) => {
    let done = () => {
      clearTimeout(timer), signal?.removeEventListener("abort", done), resolve();
    }, timer = setTimeout(done, Math.min(Math.max(length, 1), longestNap));
    signal?.addEventListener("abort", done, { once: !0 });
  });
}
function createStoryClock(startAt, speed) {
  if (speed === void 0) {
    let clock = createVirtualClock(startAt);
    return {
      now: clock.now,
      during: clock.during,
      sleepUntil: clock.sleepUntil,
      skipTo: (at) => clock.sleepUntil(at)
    };
  }
  return createSkippingClock(createScaledClock({ speed, startAt }));
}
function createSkippingClock(base2) {
  let skipped = 0, turn = new AbortController(), now = () => base2.now() + skipped;
  return {
    now,
    during: (work) => work,
    async sleepUntil(at, signal) {
      for (; now() < at && signal?.aborted !== !0; ) {
        let either = signal === void 0 ? turn.signal : AbortSignal.any([signal, turn.signal]);
        await base2.sleepUntil(at - skipped, either);
      }
    },
    async skipTo(at) {
      skipped += Math.max(0, at - now());
      let before = turn;
      turn = new AbortController(), before.abort();
    }
  };
}

// src/simulation/scenarios.ts
var timings = { realistic: realisticTiming, short: shortTiming }, healthy = () => [], everySecond = ({ index, kind: kind2 }) => index % 2 === 1 && kind2 !== "dc", isFirstPilot = ({ ring, index }) => ring === "pilot" && index === 0, isSecondPilot = ({ ring, index }) => ring === "pilot" && index === 1, summer2025 = {
  startAt: Date.UTC(2025, 5, 10, 20, 0),
  catalogue: june2025,
  enrolled: { ubr: 3981, kbs: ["KB5055523", "KB5058497"] },
  notEnrolled: { ubr: 4061, kbs: ["KB5058411"] }
}, [hour, day] = [36e5, 864e5], deadService = { kind: "serviceDies", kb: "KB5060842", service: "DHCPServer" }, dyingOn = ({ kind: kind2 }) => kind2 === "dhcp" ? [deadService] : [], later = { realistic: 15 * 6e4, short: 2e3 }, autumn2025 = {
  startAt: Date.UTC(2025, 9, 24, 20, 0),
  catalogue: october2025,
  enrolled: { ubr: 6899, kbs: ["KB5066835"] },
  notEnrolled: { ubr: 6899, kbs: ["KB5066835"] }
}, autumn2026 = {
  startAt: Date.UTC(2026, 8, 9, 20, 0),
  catalogue: september2026,
  enrolled: { ubr: 33222, kbs: ["KB5099536", "KB5120228"] },
  notEnrolled: { ubr: 33296, kbs: ["KB5120233"] },
  isEnrolled: everySecond
}, scenarios = [
  {
    ...summer2025,
    name: "bad-update",
    story: "KB5060842 passes the test ring, and in the pilot ring the DHCP Server service does not come back.",
    expected: "rolled-back",
    isEnrolled: () => !1,
    faults: dyingOn,
    policy: { onRegression: "rollback" }
  },
  {
    ...autumn2026,
    name: "calm",
    story: "The September 2026 baseline goes through all three rings.",
    expected: "succeeded",
    faults: healthy,
    policy: { onRegression: "rollback" }
  },
  {
    ...autumn2025,
    name: "hotpatch-loss",
    story: "KB5070881 takes the first enrolled machine off the Hotpatch train, before anybody knew and with no hold in force.",
    expected: "halted",
    startAt: Date.UTC(2025, 9, 23, 20, 0),
    catalogue: october2025FirstDay,
    // Nobody had enrolled the test ring: it cannot lose what it does not have.
    isEnrolled: (entry) => entry.ring !== "test" && everySecond(entry),
    faults: healthy,
    policy: { hotpatch: "ignore", onRegression: "rollback" }
  },
  {
    ...autumn2025,
    name: "held",
    story: "The same update a day later: the shipped hold keeps enrolled machines from it, and they get KB5070893 instead.",
    expected: "succeeded",
    isEnrolled: everySecond,
    faults: healthy,
    policy: { onRegression: "rollback" }
  },
  {
    name: "licence-lapsed",
    story: "The Hotpatch licence of the second pilot machine has lapsed, and it is offered the cumulative update that everybody without Hotpatch gets.",
    expected: "held",
    startAt: Date.UTC(2025, 11, 10, 20, 0),
    catalogue: december2025,
    enrolled: { ubr: 7093, kbs: ["KB5066835", "KB5072753"] },
    notEnrolled: { ubr: 7171, kbs: ["KB5068861"] },
    isEnrolled: everySecond,
    isLapsed: isSecondPilot,
    faults: healthy,
    policy: { onRegression: "rollback" }
  },
  {
    ...autumn2026,
    name: "lost-machine",
    story: "The second pilot machine goes down for its restart and never comes back.",
    expected: "halted",
    faults: (entry) => isSecondPilot(entry) ? [{ kind: "neverComesBack" }] : [],
    policy: { onRegression: "halt" }
  },
  {
    ...autumn2026,
    name: "slow-restart",
    story: "One pilot machine takes three quarters of an hour to restart, and comes back.",
    expected: "succeeded",
    faults: (entry, scale) => isSecondPilot(entry) ? [{ kind: "slowRestart", takes: scale === "short" ? 8e3 : 44 * 6e4 }] : [],
    policy: { onRegression: "rollback" }
  },
  {
    ...summer2025,
    name: "comes-back",
    story: "The same update is rolled back in the pilot ring, and six hours later the automatic updates of each machine look for what they could install.",
    expected: "rolled-back",
    isEnrolled: () => !1,
    faults: (entry) => [...dyingOn(entry), { kind: "comesBack", after: 6 * hour }],
    afterwards: day,
    policy: { onRegression: "rollback" }
  },
  {
    ...summer2025,
    name: "cleaned-up",
    story: "The same update is rolled back in the pilot ring, where a scheduled task has cleaned the component store of one machine with ResetBase.",
    expected: "rolled-back",
    isEnrolled: () => !1,
    resetters: (entry) => isFirstPilot(entry) ? ["scheduled task \\Corp\\clean"] : [],
    faults: (entry) => [
      ...dyingOn(entry),
      ...isFirstPilot(entry) ? [{ kind: "baseReset", kb: "KB5060842", after: 0 }] : []
    ],
    policy: { onRegression: "rollback" }
  },
  {
    ...summer2025,
    name: "superseded",
    story: "The same update is rolled back in the pilot ring, where somebody has installed a later update over it on one machine meanwhile.",
    expected: "rolled-back",
    isEnrolled: () => !1,
    faults: (entry, scale) => [
      ...dyingOn(entry),
      ...isFirstPilot(entry) ? [{ kind: "addedByOthers", kb: "KB5060842", after: later[scale], what: "later" }] : []
    ],
    policy: { onRegression: "rollback" }
  },
  {
    ...autumn2026,
    name: "cluster",
    story: "Three production machines are a failover cluster: one at a time is drained, updated and resumed, and the next one waits until storage has repaired itself.",
    expected: "succeeded",
    isEnrolled: (entry) => entry.kind !== "node" && everySecond(entry),
    faults: healthy,
    repair: { realistic: 25 * 6e4, short: 3e3 },
    policy: { onRegression: "rollback" }
  }
];
function scenarioNamed(name) {
  return scenarios.find((scenario) => scenario.name === name);
}
function castOf({ repair }, count) {
  return repair === void 0 ? rosterOf(count) : rosterOf(count).map(
    (entry) => entry.ring === "production" && entry.index < nodes ? { ...entry, name: `hv${String(entry.index + 1).padStart(2, "0")}`, kind: "node" } : entry
  );
}
var nodes = 3;
function clusterOf({ repair }, roster, scale) {
  return repair === void 0 ? void 0 : { name: "hvcluster", nodes: roster.filter(({ kind: kind2 }) => kind2 === "node").map(({ name }) => name), hasWitness: !0, repair: repair[scale], role: "virtual machine" };
}
function setupsOf(scenario, roster, scale) {
  let profiles = /* @__PURE__ */ new Map(), cluster = clusterOf(scenario, roster, scale);
  return roster.map((entry) => {
    let isEnrolled = scenario.isEnrolled(entry), { ubr, kbs } = isEnrolled ? scenario.enrolled : scenario.notEnrolled, isLapsed = scenario.isLapsed?.(entry) ?? !1, resetters = scenario.resetters?.(entry) ?? [], key = `${entry.kind} ${isEnrolled} ${isLapsed} ${resetters.join()}`, packages = [rollupPackage(ubr), servicingStackPackage(ubr)], made = { ...server({ kind: entry.kind, isEnrolled, isLapsed, ubr, kbs, packages }), resetters }, profile = profiles.get(key) ?? made;
    profiles.set(key, profile);
    let faults = scenario.faults(entry, scale);
    return { name: entry.name, profile, faults, ...entry.kind === "node" ? { cluster } : {} };
  });
}

// src/world/story-names.ts
var storyNames = scenarios.map(({ name }) => name);

// src/winrm/auth/channel-binding.ts
import { createHash } from "node:crypto";

// src/winrm/auth/der.ts
var DER = { INTEGER: 2, OCTET_STRING: 4, OID: 6, ENUMERATED: 10, SEQUENCE: 48 };
function element(der) {
  let [tag, first] = der ?? [];
  if (der === void 0 || tag === void 0 || first === void 0) return;
  let lengthBytes = first < 128 ? 0 : first & 127;
  if (lengthBytes > 4) return;
  let length = first < 128 ? first : 0;
  for (let i = 0; i < lengthBytes; i++) length = length * 256 + (der[2 + i] ?? 0);
  let start = 2 + lengthBytes;
  if (!(start + length > der.length))
    return { tag, content: der.subarray(start, start + length), rest: der.subarray(start + length) };
}
function elementsByTag(content) {
  if (content === void 0) return;
  let found = /* @__PURE__ */ new Map();
  for (let rest = content; rest.length > 0; ) {
    let next = element(rest);
    if (next === void 0) return;
    found.has(next.tag) || found.set(next.tag, next.content), rest = next.rest;
  }
  return found;
}
function oidOf(der) {
  let oid = element(der);
  return oid?.tag === DER.OID ? Buffer.from(oid.content).toString("hex") : "";
}
function encodeElement(tag, ...parts) {
  let length = parts.reduce((sum, part) => sum + part.length, 0), head = [tag];
  if (length < 128)
    head.push(length);
  else {
    let bytes = [];
    for (let left = length; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256);
    head.push(128 | bytes.length, ...bytes);
  }
  return Buffer.concat([Buffer.from(head), ...parts]);
}

// src/winrm/auth/channel-binding.ts
var PREFIX = Buffer.from("tls-server-end-point:", "latin1"), RSA_PSS = "2a864886f70d01010a", HASHES = /* @__PURE__ */ new Map([
  ["2a864886f70d01010c", "sha384"],
  // sha384WithRSAEncryption
  ["2a864886f70d01010d", "sha512"],
  // sha512WithRSAEncryption
  ["2a864886f70d01010e", "sha224"],
  // sha224WithRSAEncryption
  ["2a8648ce3d040301", "sha224"],
  // ecdsa-with-SHA224
  ["2a8648ce3d040303", "sha384"],
  // ecdsa-with-SHA384
  ["2a8648ce3d040304", "sha512"],
  // ecdsa-with-SHA512
  ["608648016503040202", "sha384"],
  ["608648016503040203", "sha512"],
  ["608648016503040204", "sha224"]
]);
function hashOf(der) {
  let algorithm = element(element(element(der)?.content)?.rest)?.content, oid = oidOf(algorithm);
  if (oid !== RSA_PSS) return HASHES.get(oid) ?? "sha256";
  let parameters = element(element(algorithm)?.rest)?.content, hash = element(parameters);
  return hash?.tag === 160 ? HASHES.get(oidOf(element(hash.content)?.content)) ?? "sha256" : "sha256";
}
function endpointBindingOf(certificateDer) {
  return Buffer.concat([PREFIX, createHash(hashOf(certificateDer)).update(certificateDer).digest()]);
}
function bindingDigest(applicationData) {
  let head = Buffer.alloc(20);
  return head.writeUInt32LE(applicationData.length, 16), createHash("md5").update(head).update(applicationData).digest();
}

// src/winrm/codes/connection.ts
var connectionErrors = {
  WINRM_NAME_NOT_FOUND: {
    retryable: !0,
    meaning: "The name of the machine leads to no address.",
    help: "Try `nslookup NAME` on the runner; correct the name or DNS, or write `address` for the machine in the inventory."
  },
  WINRM_CONNECTION_REFUSED: {
    retryable: !0,
    meaning: "The machine answers, and nothing listens on that port.",
    help: "On the machine: `winrm enumerate winrm/config/listener`; make the listener with `winrm quickconfig -transport:https` (5986) or `Enable-PSRemoting` (5985), or correct the port."
  },
  WINRM_CONNECTION_TIMED_OUT: {
    retryable: !0,
    meaning: "Nothing answers: the machine is off, or a firewall drops what is sent.",
    help: "Try `Test-NetConnection NAME -Port 5986` or `nc -vz NAME 5986` on the runner; then look at routing, the firewall between, and that of the machine."
  },
  WINRM_CONNECTION_FAILED: {
    retryable: !0,
    meaning: "The connection could not be opened.",
    help: "The message says why; look at the network of the runner first."
  },
  WINRM_CONNECTION_LOST: {
    retryable: !0,
    meaning: "The connection ended before an answer was complete; whether the request was worked on is unknown.",
    help: "The machine may be restarting. If it happens each time: HTTP is spoken to a port that wants HTTPS (5986), or something in between cuts connections."
  },
  WINRM_DEADLINE_EXCEEDED: {
    retryable: !0,
    meaning: "The machine did not answer in time.",
    help: "It may be busy or restarting: look at its load, and try again."
  },
  WINRM_ABORTED: {
    retryable: !1,
    meaning: "The call was aborted by its caller.",
    help: "Nothing: the run was cancelled."
  },
  WINRM_JUMP_UNREACHABLE: {
    retryable: !0,
    meaning: "The jump host does not answer, or hangs up.",
    help: "Check its address and port in `via` and the firewall between the runner and it."
  },
  WINRM_JUMP_REFUSED: {
    retryable: !1,
    meaning: "The jump host does not let us through.",
    help: "It wants a user and password, its rules forbid this machine, or it does not speak SOCKS version 5 on that port."
  },
  WINRM_JUMP_FAILED: {
    retryable: !0,
    meaning: "The jump host cannot reach the machine.",
    help: "On the jump host: check that the name resolves and the port of the machine answers (`nc -vz NAME 5986`)."
  },
  WINRM_TLS_WRONG_NAME: {
    retryable: !1,
    meaning: "The certificate is for another name than the one that was connected to.",
    help: "Connect by a name that the certificate has, or issue one for this name and bind it to the listener."
  },
  WINRM_TLS_EXPIRED: {
    retryable: !1,
    meaning: "The certificate has expired, or is not valid yet.",
    help: 'Renew it and bind the new one: `winrm set "winrm/config/Listener?Address=*+Transport=HTTPS" \'@{CertificateThumbprint="…"}\'`. Is the clock of the runner right?'
  },
  WINRM_TLS_SELF_SIGNED: {
    retryable: !1,
    meaning: "The certificate is signed by nobody but itself.",
    help: "Compare its SHA-256 with the machine by another way, then pin it with `pin`, or give the certificate as `ca`."
  },
  WINRM_TLS_UNKNOWN_CA: {
    retryable: !1,
    meaning: "The certificate comes from an authority that the runner does not know.",
    help: "Give the authority that is named as its issuer as `ca`, a PEM file."
  },
  WINRM_TLS_PIN_MISMATCHED: {
    retryable: !1,
    meaning: "The certificate is not the pinned one: it was renewed, or this is not the machine.",
    help: "Compare its SHA-256 with the machine by another way; only if it is the same, write it as `pin`."
  },
  WINRM_TLS_FAILED: {
    retryable: !1,
    meaning: "TLS could not be agreed on.",
    help: "Is this port an HTTPS listener (5986, not 5985)? TLS 1.2 or later must be enabled on the machine, and its certificate must have its private key."
  }
};

// src/winrm/codes/logon.ts
var logonErrors = {
  WINRM_AUTH_REJECTED: {
    retryable: !1,
    meaning: "The machine or the domain refused user and password, and does not say more.",
    help: "Wrong user or password, or the account is locked, expired or may not log on over the network: see event 4625 on the machine. Over HTTPS perhaps something in between ends TLS."
  },
  WINRM_AUTH_ACCOUNT_LOCKED: {
    retryable: !1,
    meaning: "The domain says that the account is locked, disabled or expired.",
    help: "See to the account (`Get-ADUser NAME -Properties LockedOut,Enabled,AccountExpirationDate`, `Unlock-ADAccount NAME`) and find out who locks it, then start again."
  },
  WINRM_AUTH_PASSWORD_EXPIRED: {
    retryable: !1,
    meaning: "The domain says that the password has expired.",
    help: "Set a new password, bring it to the pipeline, then start again."
  },
  WINRM_AUTH_NOT_OFFERED: {
    retryable: !1,
    meaning: "The machine does not offer this authentication scheme; the message says what it offers.",
    help: "Choose a scheme that it offers with `auth`, or enable ours on the machine: `Set-Item WSMan:\\localhost\\Service\\Auth\\Negotiate $true`."
  },
  WINRM_AUTH_NONE_OFFERED: {
    retryable: !1,
    meaning: "The machine wants a logon and offers no scheme for it.",
    help: "Enable one on the machine (`winrm get winrm/config/service/auth` shows them, `Set-Item WSMan:\\localhost\\Service\\Auth\\Negotiate $true` enables Negotiate); or this is a proxy and not the machine."
  },
  WINRM_AUTH_TOKEN_REFUSED: {
    retryable: !1,
    meaning: "The machine offers the scheme, and turned its first token away before anybody looked at the password.",
    help: 'NTLM is restricted there (policy "Network security: Restrict NTLM: Incoming NTLM traffic"): use Kerberos, or add an exception.'
  },
  WINRM_AUTH_FAILED: {
    retryable: !1,
    meaning: "The authentication exchange broke.",
    help: "Is a proxy or an inspecting firewall between us and the machine that changes tokens or connections?"
  },
  WINRM_KERBEROS_INTERPRETER_MISSING: {
    retryable: !1,
    meaning: "What makes Kerberos tokens is not there.",
    help: "Kerberos needs PowerShell 7.3 or later: install it (https://aka.ms/powershell) so that `pwsh` is on PATH, or set its path; on Linux install MIT Kerberos too (Debian, Ubuntu: libgssapi-krb5-2; Red Hat: krb5-libs)."
  },
  WINRM_KERBEROS_CREDENTIALS_MISSING: {
    retryable: !1,
    meaning: "No Kerberos ticket can be had.",
    help: "Run `kinit`, name a keytab in KRB5_CLIENT_KTNAME, or give user@REALM with a password; is the realm in krb5.conf or in DNS?"
  },
  WINRM_KERBEROS_SPN_UNKNOWN: {
    retryable: !1,
    meaning: "The domain knows no service of this name.",
    help: "Connect by the full name of the machine, not by an address; look with `setspn -Q HOST/NAME`, or choose another service name (HOST, HTTP, WSMAN)."
  },
  WINRM_KERBEROS_CLOCK_SKEWED: {
    retryable: !1,
    meaning: "The clocks are too far apart for Kerberos.",
    help: "Runner, machine and domain controller must agree within five minutes: `w32tm /query /status` and `w32tm /resync` on Windows, `timedatectl` on Linux."
  },
  WINRM_KERBEROS_KEY_MISMATCHED: {
    retryable: !1,
    meaning: "The machine cannot read the ticket: the domain holds another key for this service.",
    help: "The service name is registered elsewhere (`setspn -X` finds doubles), or the machine has lost its trust with the domain (`Test-ComputerSecureChannel` there)."
  },
  WINRM_KERBEROS_KDC_UNREACHABLE: {
    retryable: !0,
    meaning: "No domain controller answers the runner.",
    help: "Check DNS (`nslookup -type=srv _kerberos._tcp.REALM`) and port 88 between the runner and the domain."
  },
  WINRM_KERBEROS_FAILED: {
    retryable: !1,
    meaning: "Kerberos failed for a reason without a row of its own.",
    help: "See the message; `KRB5_TRACE=/dev/stderr kinit USER@REALM` on the runner tells more."
  },
  WINRM_SEALING_FAILED: {
    retryable: !1,
    meaning: "A message was not sealed as agreed; it was discarded.",
    help: "Use HTTPS, or find who alters the traffic."
  }
};

// src/winrm/codes/service.ts
var serviceErrors = {
  WINRM_FORBIDDEN: {
    retryable: !1,
    meaning: "The machine refused the request as such (HTTP 403).",
    help: "A client certificate is missing or not trusted there, or a web server or proxy that is not WinRM answers on this port."
  },
  WINRM_NOT_FOUND: {
    retryable: !1,
    meaning: "There is no WS-Man service at this address (HTTP 404).",
    help: "The port belongs to another web server, or the URL prefix is another one: `winrm enumerate winrm/config/listener` shows Port and URLPrefix (`wsman`)."
  },
  WINRM_HTTP_FAILED: {
    retryable: !1,
    meaning: "The machine answered with an unexpected HTTP status.",
    help: "Is this the port of WinRM, and not of another web server or a proxy? The cause quotes what it said."
  },
  WINRM_BUSY: {
    retryable: !0,
    meaning: "The service is overloaded (HTTP 503 or a busy fault).",
    help: "Try again; if it stays so, look at the load of the machine, then `Restart-Service WinRM`."
  },
  WINRM_ENVELOPE_TOO_LARGE: {
    retryable: !1,
    meaning: "A message exceeds the limit of the machine.",
    help: "Raise the limit to its default: `Set-Item WSMan:\\localhost\\MaxEnvelopeSizekb 500`."
  },
  WINRM_PROTOCOL_VIOLATED: {
    retryable: !1,
    meaning: "The answer is not valid WS-Man or PSRP.",
    help: "Is this really WinRM, with nothing in between that changes answers? If so, report it with the log."
  },
  WINRM_ACCESS_DENIED: {
    retryable: !1,
    meaning: "The account is who it says, and may not open a session.",
    help: "Add it to Administrators, or to Remote Management Users with a session configuration whose SDDL lets it in (`(Get-PSSessionConfiguration Microsoft.PowerShell).SecurityDescriptorSddl`). A local administrator other than Administrator itself is filtered by UAC unless LocalAccountTokenFilterPolicy lifts that for all of them: `reg add HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System /v LocalAccountTokenFilterPolicy /t REG_DWORD /d 1`."
  },
  WINRM_ENDPOINT_MISSING: {
    retryable: !1,
    meaning: "The PowerShell session configuration does not exist.",
    help: "`Get-PSSessionConfiguration` lists what there is; `Enable-PSRemoting -Force` makes Microsoft.PowerShell, `Register-PSSessionConfiguration` any other."
  },
  WINRM_RESOURCE_MISSING: {
    retryable: !1,
    meaning: "The machine has no such class, instance or resource.",
    help: "Repair WMI if the class belongs to Windows (`winmgmt /verifyrepository`)."
  },
  WINRM_REMOTING_DISABLED: {
    retryable: !1,
    meaning: "Remote shells are turned off on the machine.",
    help: 'Set the policy "Allow Remote Shell Access" (`Set-Item WSMan:\\localhost\\Shell\\AllowRemoteShellAccess $true`), or run `Enable-PSRemoting -Force`.'
  },
  WINRM_QUOTA_EXCEEDED: {
    retryable: !0,
    meaning: "A quota of WinRM is used up.",
    help: "`Get-WSManInstance shell -Enumerate` shows who holds shells; end leaked ones (`Restart-Service WinRM` ends all), or raise the quota (`winrm get winrm/config`)."
  },
  WINRM_SHELL_GONE: {
    retryable: !1,
    meaning: "The shell or command no longer exists (restart or idle time-out); what became of it is unknown.",
    help: "Run again: the machine is asked what became of the work."
  },
  WINRM_SHUTTING_DOWN: {
    retryable: !0,
    meaning: "The machine is shutting down.",
    help: "Wait until it is back."
  },
  WINRM_OPERATION_TIMED_OUT: {
    retryable: !0,
    meaning: "The machine reports that an operation timed out.",
    help: "Try again; if it stays so, look at the load of the machine."
  },
  WINRM_FAULT: {
    retryable: !1,
    meaning: "The machine answered with a fault that has no row of its own.",
    help: "Look the number up on the machine: `winrm helpmsg 0xNUMBER`."
  },
  WINRM_POOL_BROKEN: {
    retryable: !1,
    meaning: "The session configuration exists and breaks while a session is opened.",
    help: "The cause is what PowerShell says: a start-up script, a module or a role capability file may be at fault. Try `Enter-PSSession NAME -ConfigurationName …` with the same account."
  },
  WINRM_PIPELINE_FAILED: {
    retryable: !1,
    meaning: "The PowerShell command ended with a terminating error.",
    help: "The cause is what PowerShell says."
  },
  WINRM_PIPELINE_STOPPED: {
    retryable: !1,
    meaning: "The PowerShell command was stopped.",
    help: "Somebody stopped it, on the machine or here."
  },
  WINRM_OUTPUT_TOO_LARGE: {
    retryable: !1,
    meaning: "The command said more than the limit; the rest was not taken.",
    help: "Ask for less, or raise the limit of the call."
  },
  WINRM_USAGE_INVALID: {
    retryable: !1,
    meaning: "The connection was described in a way that cannot be meant.",
    help: "Correct what the message names: address, port, scheme, certificate, or time-out."
  }
};

// src/winrm/errors.ts
var winrmErrors = { ...connectionErrors, ...logonErrors, ...serviceErrors }, WinrmError = class extends Error {
  name = "WinrmError";
  code;
  retryable;
  detail;
  constructor(code, message, detail = {}) {
    super(message, detail.cause === void 0 ? void 0 : { cause: detail.cause }), this.code = code, this.retryable = winrmErrors[code].retryable, this.detail = detail;
  }
  /** What a person should do next. */
  get help() {
    return this.detail.help ?? winrmErrors[this.code].help;
  }
};

// src/winrm/psrp/clixml/values.ts
var kind = /* @__PURE__ */ Symbol("clixml"), none = /* @__PURE__ */ new Map();
function psScalar(tag, text3) {
  return { [kind]: "scalar", tag, text: text3 };
}
function psObject(parts) {
  return {
    [kind]: "object",
    typeNames: parts.typeNames ?? [],
    ...parts.text === void 0 ? {} : { text: parts.text },
    ...parts.base === void 0 ? {} : { base: parts.base },
    adapted: parts.adapted ?? none,
    extended: parts.extended ?? none
  };
}
function psCustomObject(members4) {
  return psObject({
    typeNames: ["System.Management.Automation.PSCustomObject", "System.Object"],
    extended: new Map(Object.entries(members4).flatMap(([name, value]) => value === void 0 ? [] : [[name, value]]))
  });
}
function psEnum(type, name, value) {
  return psObject({
    typeNames: [type, "System.Enum", "System.ValueType", "System.Object"],
    text: name,
    base: { kind: "value", value }
  });
}
function kindOf(value) {
  return typeof value == "object" && value !== null && kind in value ? value[kind] : void 0;
}
function isPsScalar(value) {
  return value !== void 0 && kindOf(value) === "scalar";
}
function isPsObject(value) {
  return value !== void 0 && kindOf(value) === "object";
}
function member(object2, name) {
  if (!isPsObject(object2)) return;
  for (let members4 of [object2.extended, object2.adapted]) {
    let direct = members4.get(name);
    if (direct !== void 0) return direct;
  }
  let wanted = name.toLowerCase();
  for (let members4 of [object2.extended, object2.adapted])
    for (let [key, value] of members4) if (key.toLowerCase() === wanted) return value;
}
function itemsOf(value) {
  if (Array.isArray(value)) return value;
  if (isPsObject(value))
    return value.base !== void 0 && "items" in value.base ? value.base.items : void 0;
}
function numberOf(value) {
  if (typeof value == "number") return value;
  if (isPsObject(value) && value.base?.kind === "value") return numberOf(value.base.value);
}

// src/winrm/psrp/clixml/plain.ts
var enumerations = /* @__PURE__ */ new Set(["System.Enum", "Deserialized.System.Enum"]), maxNodes = 1e6, maxDepth = 64;
function plainObject(members4, state) {
  let pairs = [];
  for (let [name, value] of members4) pairs.push([name, plain(value, state)]);
  return Object.fromEntries(pairs);
}
function keyText(key, state) {
  let value = plain(key, state);
  return typeof value == "object" ? JSON.stringify(value) : String(value);
}
function isPlainRecord(value) {
  return typeof value == "object" && value !== null && !Array.isArray(value);
}
function fromObject(value, state) {
  let { base: base2 } = value;
  if (base2 !== void 0) {
    if ("items" in base2) return base2.items.map((item) => plain(item, state));
    if (base2.kind === "dictionary")
      return plainObject(
        base2.entries.map(([key, entry]) => [keyText(key, state), entry]),
        state
      );
    if (value.typeNames.some((name) => enumerations.has(name))) return value.text ?? plain(base2.value, state);
    let wrapped = plain(base2.value, state);
    return isPlainRecord(wrapped) ? { ...wrapped, ...plainObject(value.adapted, state), ...plainObject(value.extended, state) } : wrapped;
  }
  return value.adapted.size === 0 && value.extended.size === 0 ? value.text === void 0 || value.typeNames[0]?.endsWith(".PSCustomObject") === !0 ? {} : value.text ?? {} : plainObject([...value.adapted, ...value.extended], state);
}
function composite(value, state) {
  if (Array.isArray(value)) return value.map((item) => plain(item, state));
  if (isPsObject(value)) return fromObject(value, state);
  if (value instanceof Map)
    return plainObject(
      [...value].map(([key, entry]) => [keyText(key, state), entry]),
      state
    );
  let entries2 = Object.entries(value);
  return plainObject(
    entries2.filter((pair) => pair[1] !== void 0),
    state
  );
}
function plain(value, state) {
  if (state.nodes += 1, state.nodes > maxNodes) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "an object stands for too many values");
  if (value === null || typeof value == "boolean" || typeof value == "string") return value;
  if (typeof value == "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value == "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  if (isPsScalar(value)) return plainScalar(value.tag, value.text);
  if (state.depth >= maxDepth) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "an object that contains itself");
  state.depth += 1;
  let result = composite(value, state);
  return state.depth -= 1, result;
}
function plainScalar(tag, text3) {
  return tag === "C" ? String.fromCharCode(Number(text3)) : tag === "D" && text3.trim() !== "" && Number.isFinite(Number(text3)) ? Number(text3) : text3;
}
function toPlain(value) {
  return plain(value, { nodes: 0, depth: 0 });
}

// src/winrm/psrp/records.ts
var categories = [
  "NotSpecified",
  "OpenError",
  "CloseError",
  "DeviceError",
  "DeadlockDetected",
  "InvalidArgument",
  "InvalidData",
  "InvalidOperation",
  "InvalidResult",
  "InvalidType",
  "MetadataError",
  "NotImplemented",
  "NotInstalled",
  "ObjectNotFound",
  "OperationStopped",
  "OperationTimeout",
  "SyntaxError",
  "ParserError",
  "PermissionDenied",
  "ResourceBusy",
  "ResourceExists",
  "ResourceUnavailable",
  "ReadError",
  "WriteError",
  "FromStdErr",
  "SecurityError",
  "ProtocolError",
  "ConnectionError",
  "AuthenticationError",
  "LimitsExceeded",
  "QuotaExceeded",
  "NotEnabled"
];
function text(value) {
  if (value == null) return;
  if (isPsObject(value) && value.text !== void 0) return value.text;
  let plain2 = toPlain(value);
  return typeof plain2 == "string" ? plain2 : plain2 === null ? void 0 : JSON.stringify(plain2);
}
function innermostHresult(exception) {
  let found, current = exception;
  for (let depth = 0; depth < 16 && isPsObject(current); depth += 1)
    found = numberOf(member(current, "HResult")) ?? found, current = member(current, "InnerException");
  return found;
}
function optional(key, value) {
  return value === void 0 || value === "" ? {} : { [key]: value };
}
function readErrorRecord(value) {
  let exception = member(value, "Exception"), category = numberOf(member(value, "ErrorCategory_Category"));
  return {
    message: text(member(value, "ErrorDetails_Message")) ?? text(member(exception, "Message")) ?? text(value) ?? "",
    errorId: text(member(value, "FullyQualifiedErrorId")) ?? "",
    category: category === void 0 ? "NotSpecified" : categories[category] ?? String(category),
    ...optional("targetName", text(member(value, "ErrorCategory_TargetName"))),
    ...optional("exceptionType", isPsObject(exception) ? exception.typeNames[0] : void 0),
    ...optional("hresult", innermostHresult(exception)),
    ...optional("position", text(member(member(value, "InvocationInfo"), "PositionMessage"))),
    ...optional("stackTrace", text(member(value, "ErrorDetails_ScriptStackTrace")))
  };
}
function writeErrorRecord(input) {
  let type = input.exceptionType ?? "System.Management.Automation.RuntimeException", reason = type.slice(type.lastIndexOf(".") + 1), category = input.category ?? "NotSpecified", target = input.targetName ?? "", exception = psObject({
    typeNames: [.../* @__PURE__ */ new Set([type, "System.Exception", "System.Object"])],
    text: `${type}: ${input.message}`,
    adapted: /* @__PURE__ */ new Map([
      ["Message", input.message],
      ["InnerException", null],
      ["HResult", (input.hresult ?? 2148734209) | 0]
    ])
  });
  return psObject({
    typeNames: ["System.Management.Automation.ErrorRecord", "System.Object"],
    text: input.message,
    extended: /* @__PURE__ */ new Map([
      ["Exception", exception],
      ["TargetObject", input.targetName ?? null],
      ["FullyQualifiedErrorId", input.errorId ?? reason],
      ["InvocationInfo", null],
      ["ErrorCategory_Category", categories.indexOf(category)],
      ["ErrorCategory_Activity", ""],
      ["ErrorCategory_Reason", reason],
      ["ErrorCategory_TargetName", target],
      ["ErrorCategory_TargetType", target === "" ? "" : "String"],
      ["ErrorCategory_Message", `${category}: (${target}) [], ${reason}`],
      ["SerializeExtendedInfo", !1]
    ])
  });
}
function readProgress(value) {
  let number2 = (name, otherwise) => numberOf(member(value, name)) ?? otherwise, operation = text(member(value, "CurrentOperation"));
  return {
    activity: text(member(value, "Activity")) ?? "",
    status: text(member(value, "StatusDescription")) ?? "",
    ...optional("operation", operation),
    id: number2("ActivityId", 0),
    parentId: number2("ParentActivityId", -1),
    percent: number2("PercentComplete", -1),
    secondsRemaining: number2("SecondsRemaining", -1),
    completed: number2("Type", 0) === 1
  };
}
function writeProgress(record) {
  let type = "System.Management.Automation.ProgressRecordType";
  return psObject({
    extended: /* @__PURE__ */ new Map([
      ["Activity", record.activity ?? ""],
      ["ActivityId", record.id ?? 0],
      ["StatusDescription", record.status ?? " "],
      ["CurrentOperation", record.operation ?? null],
      ["ParentActivityId", record.parentId ?? -1],
      ["PercentComplete", record.percent ?? -1],
      ["Type", record.completed === !0 ? psEnum(type, "Completed", 1) : psEnum(type, "Processing", 0)],
      ["SecondsRemaining", record.secondsRemaining ?? -1]
    ])
  });
}
function readMessageRecord(value) {
  return text(member(value, "InformationalRecord_Message")) ?? text(member(value, "Message")) ?? text(value) ?? "";
}
function writeMessageRecord(stream, message) {
  return psObject({
    typeNames: [
      `System.Management.Automation.${stream}Record`,
      "System.Management.Automation.InformationalRecord",
      "System.Object"
    ],
    text: message,
    extended: /* @__PURE__ */ new Map([
      ["InformationalRecord_Message", message],
      ["InformationalRecord_SerializeInvocationInfo", !1]
    ])
  });
}
function readInformation(value) {
  let data = member(value, "MessageData"), tags = member(value, "Tags"), list2 = tags === void 0 ? [] : toPlain(tags);
  return {
    message: text(member(data, "Message")) ?? text(data) ?? text(value) ?? "",
    ...optional("source", text(member(value, "Source"))),
    tags: Array.isArray(list2) ? list2.map(String) : []
  };
}

// src/winrm/psrp/host.ts
var hostMethods = [
  "GetName",
  "GetVersion",
  "GetInstanceId",
  "GetCurrentCulture",
  "GetCurrentUICulture",
  "SetShouldExit",
  "EnterNestedPrompt",
  "ExitNestedPrompt",
  "NotifyBeginApplication",
  "NotifyEndApplication",
  "ReadLine",
  "ReadLineAsSecureString",
  "Write1",
  "Write2",
  "WriteLine1",
  "WriteLine2",
  "WriteLine3",
  "WriteErrorLine",
  "WriteDebugLine",
  "WriteProgress",
  "WriteVerboseLine",
  "WriteWarningLine",
  "Prompt",
  "PromptForCredential1",
  "PromptForCredential2",
  "PromptForChoice",
  "GetForegroundColor",
  "SetForegroundColor",
  "GetBackgroundColor",
  "SetBackgroundColor",
  "GetCursorPosition",
  "SetCursorPosition",
  "GetWindowPosition",
  "SetWindowPosition",
  "GetCursorSize",
  "SetCursorSize",
  "GetBufferSize",
  "SetBufferSize",
  "GetWindowSize",
  "SetWindowSize",
  "GetWindowTitle",
  "SetWindowTitle",
  "GetMaxWindowSize",
  "GetMaxPhysicalWindowSize",
  "GetKeyAvailable",
  "ReadKey",
  "FlushInputBuffer",
  "SetBufferContents1",
  "SetBufferContents2",
  "GetBufferContents",
  "ScrollBufferContents",
  "PushRunspace",
  "PopRunspace",
  "GetIsRunspacePushed",
  "GetRunspace",
  "PromptForChoiceMultipleSelection"
];
function hostMethodReturns(method) {
  return /^(?:Get|Read|Prompt)/.test(hostMethods[method - 1] ?? "Get");
}
function readHostCall(value) {
  let method = numberOf(member(value, "mi")) ?? 0;
  return {
    id: member(value, "ci") ?? 0n,
    method,
    name: hostMethods[method - 1] ?? String(method),
    parameters: itemsOf(member(value, "mp")) ?? []
  };
}
function refusal(call) {
  return writeErrorRecord({
    message: `There is no host and nobody to ask (${call.name}).`,
    errorId: "NoHost",
    category: "NotImplemented",
    exceptionType: "System.Management.Automation.Host.HostException"
  });
}
function answerHostCall(call, answer) {
  let value;
  try {
    value = answer?.(call);
  } catch {
    value = void 0;
  }
  if (!hostMethodReturns(call.method)) return;
  let type = "System.Management.Automation.Remoting.RemoteHostMethodId";
  return psObject({
    extended: new Map([
      ["ci", call.id],
      ["mi", psEnum(type, call.name, call.method)],
      value === void 0 ? ["me", refusal(call)] : ["mr", value]
    ])
  });
}
function noHost() {
  return psObject({
    extended: /* @__PURE__ */ new Map([
      ["_isHostNull", !0],
      ["_isHostUINull", !0],
      ["_isHostRawUINull", !0],
      ["_useRunspaceHost", !0]
    ])
  });
}
function someHost() {
  let value = (type, of) => psObject({ extended: /* @__PURE__ */ new Map([["T", type], ["V", of]]) }), pair = (one, other, [first, second]) => psObject({ extended: /* @__PURE__ */ new Map([[one, first], [other, second]]) }), size = value("System.Management.Automation.Host.Size", pair("width", "height", [120, 50])), origin = value("System.Management.Automation.Host.Coordinates", pair("x", "y", [0, 0])), entries2 = [
    [0, value("System.ConsoleColor", 7)],
    [1, value("System.ConsoleColor", 0)],
    [2, origin],
    [3, origin],
    [4, value("System.Int32", 25)],
    [5, size],
    [6, size],
    [7, size],
    [8, size],
    [9, value("System.String", "")]
  ], data = psObject({ typeNames: ["System.Collections.Hashtable", "System.Object"], base: { kind: "dictionary", entries: entries2 } });
  return psObject({
    extended: /* @__PURE__ */ new Map([
      ["_hostDefaultData", psObject({ extended: /* @__PURE__ */ new Map([["data", data]]) })],
      ["_isHostNull", !1],
      ["_isHostUINull", !1],
      ["_isHostRawUINull", !1],
      ["_useRunspaceHost", !1]
    ])
  });
}

// src/winrm/psrp/pipeline-spec.ts
var mergeNames = [
  "MergeMyResult",
  "MergeToResult",
  "MergePreviousResults"
], laterMergeNames = ["MergeError", "MergeWarning", "MergeVerbose", "MergeDebug", "MergeInformation"], listTypes = [
  "System.Collections.Generic.List`1[[System.Management.Automation.PSObject, System.Management.Automation, Version=1.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35]]",
  "System.Object"
];
function members(pairs) {
  return psObject({ extended: new Map(pairs) });
}
function list(items) {
  return psObject({ typeNames: listTypes, base: { kind: "list", items } });
}
function apartmentState() {
  return psEnum("System.Management.Automation.Runspaces.ApartmentState", "UNKNOWN", 2);
}
var everyStream = 15;
function remoteStreamOptions(flags) {
  let text3 = flags === everyStream ? "AddInvocationInfo" : String(flags);
  return psEnum("System.Management.Automation.Runspaces.RemoteStreamOptions", text3, flags);
}
function merge(command, name) {
  let value = command.merge?.[name] ?? 0, text3 = value === 0 ? "None" : String(value);
  return [name, psEnum("System.Management.Automation.Runspaces.PipelineResultTypes", text3, value)];
}
function writeCommand(command) {
  let args = command.arguments.map(
    (argument) => members([
      ["N", argument.name ?? null],
      ["V", argument.value]
    ])
  );
  return members([
    ["Cmd", command.text],
    ["IsScript", command.isScript],
    ["UseLocalScope", command.useLocalScope ?? null],
    ...mergeNames.map((name) => merge(command, name)),
    ["Args", list(args)],
    ...laterMergeNames.map((name) => merge(command, name))
  ]);
}
function writeStatement(commands) {
  return list(commands.map(writeCommand));
}
function writePipelineSpec(spec) {
  let several = spec.statements.length > 1, powershell = members([
    ["IsNested", !1],
    ["ExtraCmds", several ? list(spec.statements.map((one) => members([["Cmds", writeStatement(one)]]))) : null],
    ["Cmds", writeStatement(spec.statements[0] ?? [])],
    ["History", null],
    ["RedirectShellErrorOutputPipe", !1]
  ]);
  return members([
    ["NoInput", spec.noInput],
    ["ApartmentState", apartmentState()],
    ["RemoteStreamOptions", remoteStreamOptions(spec.remoteStreamOptions ?? everyStream)],
    ["AddToHistory", spec.addToHistory === !0],
    ["HostInfo", spec.hostInfo ?? noHost()],
    ["PowerShell", powershell],
    ["IsNested", !1]
  ]);
}
function readArgument(value) {
  let name = member(value, "N");
  return { ...typeof name == "string" ? { name } : {}, value: member(value, "V") ?? null };
}
function readCommand(value) {
  let local = member(value, "UseLocalScope"), merges = [...mergeNames, ...laterMergeNames].flatMap((name) => {
    let number2 = numberOf(member(value, name)) ?? 0;
    return number2 === 0 ? [] : [[name, number2]];
  });
  return {
    text: String(member(value, "Cmd") ?? ""),
    isScript: member(value, "IsScript") === !0,
    ...typeof local == "boolean" ? { useLocalScope: local } : {},
    arguments: (itemsOf(member(value, "Args")) ?? []).map(readArgument),
    ...merges.length === 0 ? {} : { merge: Object.fromEntries(merges) }
  };
}
function readPipelineSpec(value) {
  let powershell = member(value, "PowerShell"), flags = numberOf(member(value, "RemoteStreamOptions")) ?? everyStream, extra = itemsOf(member(powershell, "ExtraCmds")) ?? [];
  return {
    statements: (extra.length > 0 ? extra.map((one) => member(one, "Cmds")) : [member(powershell, "Cmds")]).map((one) => (itemsOf(one) ?? []).map(readCommand)),
    noInput: member(value, "NoInput") !== !1,
    ...flags === everyStream ? {} : { remoteStreamOptions: flags },
    ...member(value, "AddToHistory") === !0 ? { addToHistory: !0 } : {}
  };
}

// src/winrm/psrp/payloads.ts
function members2(pairs) {
  return psObject({ extended: new Map(pairs) });
}
var dictionaryTypes = [
  "System.Management.Automation.PSPrimitiveDictionary",
  "System.Collections.Hashtable",
  "System.Object"
];
function primitiveDictionary(entries2) {
  return psObject({ typeNames: dictionaryTypes, base: { kind: "dictionary", entries: Object.entries(entries2) } });
}
function capability(protocol) {
  return members2([
    ["protocolversion", psScalar("Version", protocol)],
    ["PSVersion", psScalar("Version", "2.0")],
    ["SerializationVersion", psScalar("Version", "1.1.0.1")]
  ]);
}
function readCapability(value) {
  let version = member(value, "protocolversion");
  return isPsScalar(version) ? version.text : typeof version == "string" ? version : void 0;
}
function initPool({ minRunspaces, maxRunspaces, hostInfo, applicationArguments }) {
  return members2([
    ["MinRunspaces", minRunspaces],
    ["MaxRunspaces", maxRunspaces],
    ["PSThreadOptions", psEnum("System.Management.Automation.Runspaces.PSThreadOptions", "Default", 0)],
    ["ApartmentState", apartmentState()],
    ["HostInfo", hostInfo ?? noHost()],
    ["ApplicationArguments", applicationArguments ?? null]
  ]);
}
function poolInitData(minRunspaces, maxRunspaces) {
  return members2([
    ["MinRunspaces", minRunspaces],
    ["MaxRunspaces", maxRunspaces]
  ]);
}
function poolState(state, error) {
  return members2([
    ["RunspaceState", state],
    ...error === void 0 ? [] : [["ExceptionAsErrorRecord", writeErrorRecord(error)]]
  ]);
}
function pipelineState(state, error) {
  return members2([
    ["PipelineState", state],
    ...error === void 0 ? [] : [["ExceptionAsErrorRecord", writeErrorRecord(error)]]
  ]);
}
function readState(value) {
  let error = member(value, "ExceptionAsErrorRecord");
  return {
    state: numberOf(member(value, "RunspaceState") ?? member(value, "PipelineState")) ?? -1,
    ...error == null ? {} : { error: readErrorRecord(error) }
  };
}
function privateData(psVersion, buildVersion) {
  let version = (text3) => psScalar("Version", text3), table = primitiveDictionary({
    PSVersion: version(psVersion),
    PSEdition: psVersion.startsWith("5.") ? "Desktop" : "Core",
    BuildVersion: version(buildVersion),
    WSManStackVersion: version("3.0"),
    PSRemotingProtocolVersion: version("2.3"),
    SerializationVersion: version("1.1.0.1")
  });
  return members2([["ApplicationPrivateData", primitiveDictionary({ PSVersionTable: table })]]);
}

// src/winrm/auth/sealing.ts
var MEDIA_TYPE = "multipart/encrypted", BOUNDARY = "--Encrypted Boundary", TRAILER = Buffer.from(`${BOUNDARY}--\r
`, "latin1"), OPENING = /^-- ?Encrypted Boundary[ \t]*$/, CLOSING = /^-- ?Encrypted Boundary(?:--)?(?:\r\n)?$/, LENGTH = /;[ \t]*length=(\d{1,10})[ \t]*$/i, MAX_PREAMBLE = 2048;
function sealedContentType(label) {
  return `${MEDIA_TYPE};protocol="${label}";boundary="Encrypted Boundary"`;
}
function isSealedContentType(contentType) {
  return contentType !== void 0 && contentType.split(";", 1)[0]?.trim().toLowerCase() === MEDIA_TYPE;
}
function encodeSealedBody(body) {
  let preamble = `${BOUNDARY}\r
	Content-Type: ${body.label}\r
	OriginalContent: type=application/soap+xml;charset=UTF-8;Length=${body.length}\r
${BOUNDARY}\r
	Content-Type: application/octet-stream\r
`, { signature, sealed } = body, start = preamble.length + 4, bytes = Buffer.allocUnsafe(start + signature.length + sealed.length + TRAILER.length);
  return bytes.write(preamble, "latin1"), bytes.writeUInt32LE(signature.length, preamble.length), bytes.set(signature, start), bytes.set(sealed, start + signature.length), bytes.set(TRAILER, start + signature.length + sealed.length), bytes;
}
function broken(what) {
  return new WinrmError("WINRM_SEALING_FAILED", `sealed body refused: ${what}`);
}
var Preamble = class {
  #bytes;
  offset = 0;
  constructor(bytes) {
    this.#bytes = bytes;
  }
  line() {
    let end = this.#bytes.subarray(0, MAX_PREAMBLE).indexOf(`\r
`, this.offset, "latin1");
    if (end === -1) throw broken("its text part does not end");
    let text3 = this.#bytes.toString("latin1", this.offset, end).trim();
    return this.offset = end + 2, text3;
  }
  boundary() {
    if (!OPENING.test(this.line())) throw broken("no boundary where one belongs");
  }
  /** Header name in lower case and its value. */
  field() {
    let text3 = this.line(), colon = text3.indexOf(":");
    if (colon === -1) throw broken("no header where one belongs");
    return [text3.slice(0, colon).trim().toLowerCase(), text3.slice(colon + 1).trim()];
  }
};
function decodeSealedBody(body) {
  let bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength), preamble = new Preamble(bytes);
  preamble.boundary();
  let first = [preamble.field(), preamble.field()], value = (name2) => first.find(([key]) => key === name2)?.[1], [label, length] = [value("content-type"), LENGTH.exec(value("originalcontent") ?? "")?.[1]];
  if (label === void 0 || length === void 0) throw broken("label or length is missing");
  preamble.boundary();
  let [name, type] = preamble.field();
  if (name !== "content-type" || type.toLowerCase() !== "application/octet-stream") throw broken("no octet stream");
  let at = preamble.offset;
  if (bytes.length < at + 4) throw broken("it is cut");
  let start = at + 4 + bytes.readUInt32LE(at), end = start + Number(length);
  if (!CLOSING.test(bytes.toString("latin1", end))) throw broken("no closing boundary behind the ciphertext");
  return {
    label,
    length: Number(length),
    signature: bytes.subarray(at + 4, start),
    sealed: bytes.subarray(start, end)
  };
}

// src/winrm/wsman/names.ts
var ns = {
  soap: "http://www.w3.org/2003/05/soap-envelope",
  addressing: "http://schemas.xmlsoap.org/ws/2004/08/addressing",
  wsman: "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
  wsmv: "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd",
  shell: "http://schemas.microsoft.com/wbem/wsman/1/windows/shell",
  transfer: "http://schemas.xmlsoap.org/ws/2004/09/transfer",
  enumeration: "http://schemas.xmlsoap.org/ws/2004/09/enumeration",
  fault: "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault",
  wmiError: "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/MSFT_WmiError",
  config: "http://schemas.microsoft.com/wbem/wsman/1/config",
  cim: "http://schemas.dmtf.org/wbem/wscim/1/common",
  identity: "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd",
  powershell: "http://schemas.microsoft.com/powershell",
  schemaInstance: "http://www.w3.org/2001/XMLSchema-instance",
  xml: "http://www.w3.org/XML/1998/namespace"
}, actions = {
  create: `${ns.transfer}/Create`,
  get: `${ns.transfer}/Get`,
  delete: `${ns.transfer}/Delete`,
  command: `${ns.shell}/Command`,
  send: `${ns.shell}/Send`,
  receive: `${ns.shell}/Receive`,
  signal: `${ns.shell}/Signal`,
  disconnect: `${ns.shell}/Disconnect`,
  reconnect: `${ns.shell}/Reconnect`,
  connect: `${ns.shell}/Connect`,
  enumerate: `${ns.enumeration}/Enumerate`,
  pull: `${ns.enumeration}/Pull`,
  release: `${ns.enumeration}/Release`,
  fault: "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault"
}, resources = {
  shell: ns.shell,
  command: `${ns.shell}/Command`,
  cmd: `${ns.shell}/cmd`,
  config: ns.config,
  /** + configuration name, e.g. `Microsoft.PowerShell`. */
  powershell: `${ns.powershell}/`,
  /** + namespace and class, e.g. `root/cimv2/Win32_OperatingSystem`. */
  wmi: "http://schemas.microsoft.com/wbem/wsman/1/wmi/"
}, signals = {
  terminate: `${ns.shell}/signal/Terminate`,
  ctrlC: `${ns.shell}/signal/ctrl_c`,
  /** Stops a PSRP pipeline. PowerShell itself spells it so, and takes any other code as "close the command". */
  stopPipeline: "powershell/signal/crtl_c"
}, commandStates = {
  pending: `${ns.shell}/CommandState/Pending`,
  running: `${ns.shell}/CommandState/Running`,
  done: `${ns.shell}/CommandState/Done`
}, dialects = {
  selector: "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter",
  wql: "http://schemas.microsoft.com/wbem/wsman/1/WQL"
}, anonymous = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous", prefixes = {
  s: ns.soap,
  wsa: ns.addressing,
  wsman: ns.wsman,
  wsmv: ns.wsmv,
  rsp: ns.shell,
  wsen: ns.enumeration,
  wst: ns.transfer
};

// src/winrm/wsman/xml.ts
var forbidden = new RegExp("[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]|\\p{Surrogate}", "u"), special = /[&<>"\r\n\t]/, entities = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#xD;",
  "\n": "&#xA;",
  "	": "&#x9;"
};
function assertWritable(text3) {
  if (forbidden.test(text3))
    throw new WinrmError(
      "WINRM_USAGE_INVALID",
      "text with control characters or half a surrogate pair has no form in XML"
    );
}
function escapeText(text3) {
  return assertWritable(text3), special.test(text3) ? text3.replace(/[&<>\r]/g, (found) => entities[found] ?? found) : text3;
}
function escapeAttribute(text3) {
  return assertWritable(text3), special.test(text3) ? text3.replace(/[&<>"\r\n\t]/g, (found) => entities[found] ?? found) : text3;
}
function element2(name, attributes, content = "") {
  let tag = `<${name}`;
  for (let [key, value] of Object.entries(attributes))
    value !== void 0 && (tag += ` ${key}="${escapeAttribute(value)}"`);
  return content === "" ? `${tag}/>` : `${tag}>${content}</${name}>`;
}
function child(parent, uri, name) {
  return parent?.children.find((candidate) => candidate.name === name && candidate.uri === uri);
}
function childrenNamed(parent, uri, name) {
  return parent?.children.filter((candidate) => candidate.name === name && candidate.uri === uri) ?? [];
}
function childText(parent, uri, name) {
  return child(parent, uri, name)?.text.trim();
}
function descendant(from, uri, name) {
  if (from !== void 0) {
    if (from.name === name && from.uri === uri) return from;
    for (let candidate of from.children) {
      let found = descendant(candidate, uri, name);
      if (found !== void 0) return found;
    }
  }
}

// src/winrm/wsman/messages.ts
function writeIdentify() {
  let text3 = `<s:Envelope xmlns:s="${ns.soap}" xmlns:wsmid="${ns.identity}"><s:Header/><s:Body><wsmid:Identify/></s:Body></s:Envelope>`;
  return Buffer.from(text3);
}
function isIdentify(body) {
  return body?.name === "Identify" && body.uri === ns.identity;
}
function writeIdentity(identity) {
  let content = element2("wsmid:ProtocolVersion", {}, escapeText(identity.protocolVersion)) + element2("wsmid:ProductVendor", {}, escapeText(identity.vendor)) + element2("wsmid:ProductVersion", {}, escapeText(identity.productVersion)), body = element2("s:Body", {}, element2("wsmid:IdentifyResponse", { "xmlns:wsmid": ns.identity }, content));
  return Buffer.from(`<s:Envelope xmlns:s="${ns.soap}"><s:Header/>${body}</s:Envelope>`);
}
function readIdentity(body) {
  if (!(body?.name !== "IdentifyResponse" || body.uri !== ns.identity))
    return {
      protocolVersion: childText(body, ns.identity, "ProtocolVersion") ?? "",
      vendor: childText(body, ns.identity, "ProductVendor") ?? "",
      productVersion: childText(body, ns.identity, "ProductVersion") ?? ""
    };
}
function readConfig(body) {
  let number2 = (name) => {
    let text3 = childText(body, ns.config, name);
    return text3 !== void 0 && /^\d{1,12}$/.test(text3) ? Number(text3) : void 0;
  }, kilobytes = number2("MaxEnvelopeSizekb");
  return {
    maxEnvelopeSize: kilobytes === void 0 ? void 0 : kilobytes * 1024,
    maxTimeout: number2("MaxTimeoutms"),
    maxBatchItems: number2("MaxBatchItems")
  };
}
function writeConfig(config) {
  let content = element2("cfg:MaxEnvelopeSizekb", {}, String(Math.floor(config.maxEnvelopeSize / 1024))) + element2("cfg:MaxTimeoutms", {}, String(config.maxTimeout)) + element2("cfg:MaxBatchItems", {}, "32000");
  return element2("cfg:Config", { "xmlns:cfg": ns.config }, content);
}

// src/winrm/wsman/fault-numbers.ts
var alreadyGone = /* @__PURE__ */ new Set([995, 2150858843, 2150859082, 2150859087, 2150859212]), inUseOrDisconnected = 2150859213, olderProtocol = /* @__PURE__ */ new Set([2152991685, 2152992672]), wornOut = /* @__PURE__ */ new Set([2147943418, 2150858843, 2150859174, 2150859240, 2150859241]), tooManyShells = /* @__PURE__ */ new Set([2150859173, 2150859236, 2150859238]), raiseQuota = "Raise the quota of the endpoint (Set-PSSessionConfiguration) or find who else uses it up.", ourBug = "This is a fault of the client: report it with the number.", rows = {
  WINRM_ACCESS_DENIED: [
    [5, "access denied"],
    [2147942405, "access denied"],
    [2150859012, "WMI denied access", "Give the account rights on the WMI namespace (Remote Enable), or use an administrator."],
    [2150859013, "WMI denied access", "Give the account rights on the WMI namespace (Remote Enable), or use an administrator."],
    [2150859014, "WMI denied access", "Give the account rights on the WMI namespace (Remote Enable), or use an administrator."],
    [2150859177, "the shell belongs to another logon", "Open a session of your own: a shell is used by the logon that opened it."]
  ],
  WINRM_BUSY: [
    [14, "out of memory", "Find out what uses the memory of the machine up, and try again."],
    [170, "busy"],
    [2147943418, "the profile of the account is just being unloaded", "Try again in a few seconds."],
    [2150859026, "the HTTP service is unavailable (503)"],
    [inUseOrDisconnected, "the shell is in use by another client, or disconnected", "Wait until the machine has noticed that the other client is gone."]
  ],
  WINRM_SHELL_GONE: [
    [995, "the operation was aborted"],
    [2150858843, "no such shell or command"],
    [2150859082, "the shell is closed already"],
    [2150859087, "the command is closed already"],
    [2150859206, "the shell cannot be connected to: what was sent does not match it"],
    [2150859216, "this shell cannot be connected to"]
  ],
  WINRM_OPERATION_TIMED_OUT: [[2150858793, "nothing happened within OperationTimeout; for Receive: ask again"]],
  WINRM_ENVELOPE_TOO_LARGE: [
    [2150858790, "the envelope is too large"],
    [2150858824, "larger than MaxEnvelopeSize of the client"],
    [2150858825, "larger than MaxEnvelopeSize of the machine", "Raise MaxEnvelopeSizekb of the machine to its default of 500."],
    [2150859025, "the HTTP service refused the size (413)", "Raise MaxEnvelopeSizekb of the machine to its default of 500."]
  ],
  WINRM_AUTH_REJECTED: [
    [1311, "no domain controller to ask", "Check that the machine reaches a domain controller."],
    [1312, "the logon session does not exist", "Log on anew; a service account may have been changed meanwhile."],
    [1326, "wrong user name or password"],
    [1327, "an account restriction forbids the logon", "Check that the account has a password and may log on over the network."],
    [1328, "outside the hours in which the account may log on"],
    [1329, "the account may not log on from here"],
    [2150858806, "authentication failed"],
    [2150859022, "invalid authentication"]
  ],
  WINRM_AUTH_ACCOUNT_LOCKED: [
    [1331, "the account is disabled", "Enable the account (`Enable-ADAccount NAME`), then start again."],
    [1793, "the account has expired", "Extend the account (`Clear-ADAccountExpiration NAME`), then start again."],
    [1909, "the account is locked", "Unlock the account (`Unlock-ADAccount NAME`) and find out who locks it before trying again."]
  ],
  WINRM_AUTH_PASSWORD_EXPIRED: [
    [1330, "the password has expired"],
    [1907, "the password must be changed first", "Log on once by hand and change the password."]
  ],
  WINRM_AUTH_NOT_OFFERED: [
    [2150858978, "Kerberos is disabled"],
    [2150859020, "a machine in a workgroup has no Kerberos", "Use NTLM or a certificate for machines outside a domain."]
  ],
  WINRM_AUTH_FAILED: [
    [2148074243, "nobody knows the service principal of the machine", "Check the SPN of the machine (setspn -L), or connect by the name that has one."],
    [2150858980, "the machine is not trusted by its client", "Use HTTPS, or Kerberos."],
    [2150858981, "explicit credentials are required", "Give a user name and a password."],
    [2150859195, "an IP address cannot be authenticated this way", "Use the name of the machine, HTTPS or explicit credentials."]
  ],
  WINRM_ENDPOINT_MISSING: [
    [2150858754, "invalid resource URI"],
    [2150858757, "the registration of the endpoint is broken", "Register the session configuration again (Enable-PSRemoting -Force)."],
    [2150858811, "no such resource: the session configuration is not registered"]
  ],
  WINRM_RESOURCE_MISSING: [[2150858752, "no such class, instance or resource"]],
  WINRM_QUOTA_EXCEEDED: [
    [2150858815, "a quota is used up"],
    [2150859173, "as many shells as one user may have", "Close leaked sessions (Get-WSManInstance shell -Enumerate), or raise MaxShellsPerUser."],
    [2150859174, "as many operations as one user may have", "Raise MaxConcurrentOperationsPerUser, or wait for others to end."],
    [2150859175, "too much load by this user"],
    [2150859176, "too much load on the machine"],
    [2150859179, "as many users as may have shells", "Raise MaxConcurrentUsers, or wait for others to end."],
    [2150859236, "as many shells as the endpoint allows", raiseQuota],
    [2150859237, "as many users as the endpoint allows", raiseQuota],
    [2150859238, "as many shells of one user as the endpoint allows", raiseQuota],
    [2150859239, "as many operations as the endpoint allows", raiseQuota],
    [2150859240, "as many operations of one user as the endpoint allows", raiseQuota],
    [2150859241, "as many commands in one shell as the endpoint allows", raiseQuota],
    [2150859242, "a quota of the endpoint is below its minimum", raiseQuota]
  ],
  WINRM_REMOTING_DISABLED: [
    [2150859113, "the firewall exception cannot be made on a public network", "Set the network profile of the machine to private or domain."],
    [2150859180, "remote shells are not allowed"],
    [2150859229, "remote access is disabled"],
    [2150859235, "remote connections are disallowed"]
  ],
  WINRM_POOL_BROKEN: [
    [2150859231, "the RunAs account of the endpoint could not log on", "Repair the RunAs or virtual account of the session configuration."]
  ],
  WINRM_PIPELINE_STOPPED: [[2150859212, "the command was terminated"]],
  WINRM_CONNECTION_LOST: [[2150859230, "the stream of the service was cut"]],
  WINRM_NAME_NOT_FOUND: [
    [53, "the network path was not found"],
    [2150859193, "the computer was not found"]
  ],
  WINRM_CONNECTION_FAILED: [
    [2150858770, "the destination cannot be reached"],
    [2150859046, "the connection could not be completed"]
  ],
  WINRM_TLS_FAILED: [[2150859194, "TLS was aborted"]],
  WINRM_SHUTTING_DOWN: [[1115, "a shutdown is in progress"]],
  WINRM_NOT_FOUND: [[2150859027, "no WS-Man service at this URL (404)"]],
  WINRM_HTTP_FAILED: [
    [2150859120, "the HTTP service reports an error", "Is this the port of WinRM, and not of another web server?"],
    [2150859161, "redirected elsewhere", "Redirections are refused: connect to the machine itself."],
    [2150859191, "redirected to an invalid address", "Redirections are refused: connect to the machine itself."]
  ],
  WINRM_PROTOCOL_VIOLATED: [
    [1722, "the response was improper"],
    [2152991685, "another PSRP version is wanted", "Every version from 2.1 on was offered: update PowerShell on the machine."],
    [2152992672, "another PSRP version is wanted", "Every version from 2.1 on was offered: update PowerShell on the machine."]
  ],
  WINRM_USAGE_INVALID: [
    [87, "invalid parameter", ourBug],
    [2147942402, "the program was not found", "Name a program that exists on the machine, with its full path."],
    [2147942606, "the command line is too long", "Send a script through PowerShell instead of a command line."],
    [2150858767, "invalid OperationTimeout", "Lower the operation timeout: the machine allows MaxTimeoutms."],
    [2150858778, "the filter dialect is not supported", ourBug],
    [2150858797, "the resource URI is too long", ourBug],
    [2150858813, "invalid selectors", "Check the names and values of the keys that were asked for."],
    [2150858868, "bad HTTP method", ourBug],
    [2150858881, "invalid OperationTimeout", "Lower the operation timeout: the machine allows MaxTimeoutms."],
    [2150859140, "invalid options", ourBug],
    [2150859202, "invalid name or id of a shell", ourBug]
  ]
}, faultMeanings = new Map(
  Object.entries(rows).flatMap(
    ([code, of]) => of.map(
      ([number2, meaning, help]) => [number2, { code, meaning, ...help === void 0 ? {} : { help } }]
    )
  )
), subcodes = {
  AccessDenied: "WINRM_ACCESS_DENIED",
  QuotaLimit: "WINRM_QUOTA_EXCEEDED",
  TimedOut: "WINRM_OPERATION_TIMED_OUT",
  EncodingLimit: "WINRM_ENVELOPE_TOO_LARGE"
};
function codeOfFault(number2, subcode) {
  return number2 !== void 0 ? faultMeanings.get(number2)?.code ?? "WINRM_FAULT" : (subcode === void 0 ? void 0 : subcodes[subcode]) ?? "WINRM_FAULT";
}

// src/winrm/wsman/namespaces.ts
var xml = "http://www.w3.org/XML/1998/namespace", xmlns = "http://www.w3.org/2000/xmlns/", Namespaces = class _Namespaces {
  static none = new _Namespaces(
    /* @__PURE__ */ new Map([
      ["", ""],
      ["xml", xml],
      ["xmlns", xmlns]
    ])
  );
  #own;
  #around;
  constructor(own, around) {
    this.#own = own, this.#around = around;
  }
  /** What holds inside an element with these attributes. `refuse` throws: the rules about `xml` and `xmlns` themselves. */
  with(attributes, refuse2) {
    let own;
    for (let { prefix, name, value } of attributes) {
      if (prefix !== "xmlns" && (prefix !== "" || name !== "xmlns")) continue;
      let declared = prefix === "" ? "" : name, uri = value.trim();
      (declared === "xmlns" || uri === xmlns || uri === xml != (declared === "xml")) && refuse2("a declaration of what is reserved"), uri === "" && declared !== "" && refuse2("a prefix for nothing"), own ??= /* @__PURE__ */ new Map(), own.set(declared, uri);
    }
    return own === void 0 ? this : new _Namespaces(own, this);
  }
  ofPrefix(prefix) {
    return this.#own.get(prefix) ?? this.#around?.ofPrefix(prefix);
  }
  /** As of any prefix, but nothing may be called `xmlns:…`. */
  ofElement(prefix) {
    return prefix === "xmlns" ? void 0 : this.ofPrefix(prefix);
  }
};

// src/winrm/wsman/xml-reader.ts
var maxAttributes = 1e3, linesPiece = 16384, noAttributes = /* @__PURE__ */ new Map(), noChildren = [], forbidden2 = new RegExp("[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]|\\p{Surrogate}", "u"), nameStart = "A-Z_a-z\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\udb7f\\uf900-\\ufdcf\\ufdf0-\\ufffd", ncName = `[${nameStart}][${nameStart}\\-.0-9\\xb7\\u0300-\\u036f\\u203f\\u2040\\udc00-\\udfff]*`, qName = `(${ncName})(?::(${ncName}))?`, startOfTag = new RegExp(`<${qName}`, "y"), endOfStartTag = /[ \t\n]*(\/?)>/y, endOfEndTag = /[ \t\n]*>/y, attributeName = new RegExp(`[ \\t\\n]+${qName}[ \\t\\n]*=[ \\t\\n]*(["'])`, "y"), instruction = new RegExp(`<\\?(${ncName})(?=[ \\t\\n]|\\?>)`, "y"), declaration = new RegExp(
  `<\\?xml[ \\t\\n]+version[ \\t\\n]*=[ \\t\\n]*(?:"1\\.[0-9]+"|'1\\.[0-9]+')(?:[ \\t\\n]+encoding[ \\t\\n]*=[ \\t\\n]*(?:"[A-Za-z][\\w.-]*"|'[A-Za-z][\\w.-]*'))?(?:[ \\t\\n]+standalone[ \\t\\n]*=[ \\t\\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \\t\\n]*\\?>`,
  "y"
), notSpace = /[^ \t\n]/, reference = /&(?:(lt|gt|amp|quot|apos)|#([0-9]+)|#x([0-9a-fA-F]+));/y, predefined = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
function refuse(reason) {
  throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `unreadable XML: ${reason}`);
}
function character(digits, radix) {
  let code = Number.parseInt(digits, radix), text3 = code <= 1114111 ? String.fromCodePoint(code) : "\0";
  return forbidden2.test(text3) ? refuse("a reference to what is no character") : text3;
}
function resolved(text3) {
  let at = text3.indexOf("&");
  if (at === -1) return text3;
  let done = "", from = 0;
  for (; at !== -1; at = text3.indexOf("&", from)) {
    reference.lastIndex = at;
    let [, name, decimal, hex = ""] = reference.exec(text3) ?? refuse("an unknown entity");
    done += text3.slice(from, at), name !== void 0 ? done += predefined[name] ?? refuse("an unknown entity") : done += decimal === void 0 ? character(hex, 16) : character(decimal, 10), from = reference.lastIndex;
  }
  return done + text3.slice(from);
}
var Reader = class {
  #text;
  #depth;
  #open = [];
  #at = 0;
  #root;
  constructor(text3, depth) {
    this.#text = text3, this.#depth = depth;
  }
  read() {
    let text3 = this.#text;
    for (this.#match(declaration); ; ) {
      let mark = text3.indexOf("<", this.#at);
      if (this.#characters(mark === -1 ? text3.length : mark), mark === -1) break;
      this.#at = mark;
      let kind2 = text3.charCodeAt(mark + 1);
      kind2 === 47 ? this.#endTag() : kind2 === 33 ? this.#commentOrData() : kind2 === 63 ? this.#instruction() : this.#startTag();
    }
    return this.#open.length > 0 && refuse("an element without an end"), this.#root ?? refuse("no element");
  }
  #match(pattern) {
    pattern.lastIndex = this.#at;
    let found = pattern.exec(this.#text);
    if (found !== null)
      return this.#at = pattern.lastIndex, found;
  }
  /** What stands between here and `mark`, found from here on. */
  #until(mark) {
    let end = this.#text.indexOf(mark, this.#at);
    end === -1 && refuse(`no ${mark}`);
    let between = this.#text.slice(this.#at, end);
    return this.#at = end + mark.length, between;
  }
  #characters(end) {
    if (end === this.#at) return;
    let text3 = this.#text.slice(this.#at, end), open = this.#open.at(-1);
    if (open === void 0) {
      notSpace.test(text3) && refuse("text outside of its element");
      return;
    }
    text3.includes("]]>") && refuse("the end of CDATA in text"), open.element.text += resolved(text3);
  }
  #commentOrData() {
    let text3 = this.#text;
    if (text3.startsWith("<!--", this.#at))
      this.#at += 4, this.#until("--"), text3[this.#at] !== ">" && refuse("two hyphens in a comment"), this.#at += 1;
    else if (text3.startsWith("<![CDATA[", this.#at)) {
      let open = this.#open.at(-1) ?? refuse("text outside of its element");
      this.#at += 9, open.element.text += this.#until("]]>");
    } else text3.startsWith("<!DOCTYPE", this.#at) ? refuse("document type declarations are not accepted") : refuse("unknown markup");
  }
  #instruction() {
    (this.#match(instruction)?.[1] ?? refuse("the name of an instruction")).toLowerCase() === "xml" && refuse("a declaration that is wrong or not at the start"), this.#until("?>");
  }
  #endTag() {
    let open = this.#open.pop() ?? refuse("an end tag without a start");
    this.#at += 2, this.#text.startsWith(open.tag, this.#at) || refuse("an end tag that is not of the open element"), this.#at += open.tag.length, this.#match(endOfEndTag) === void 0 && refuse("an end tag without its end"), this.#close(open.element);
  }
  #close(done) {
    let parent = this.#open.at(-1)?.element;
    parent === void 0 ? this.#root = done : parent.children === noChildren ? parent.children = [done] : parent.children.push(done);
  }
  #startTag() {
    this.#open.length === 0 && this.#root !== void 0 && refuse("more than one element");
    let [tag, first, second] = this.#match(startOfTag) ?? refuse("a tag without a name"), [prefix, name] = second === void 0 ? ["", first ?? ""] : [first ?? "", second], attributes = this.#attributes(), [, slash] = this.#match(endOfStartTag) ?? refuse("a start tag without its end");
    this.#open.length >= this.#depth && refuse(`deeper than ${this.#depth} levels`);
    let namespaces = (this.#open.at(-1)?.namespaces ?? Namespaces.none).with(attributes, refuse), element3 = { uri: namespaces.ofElement(prefix) ?? refuse("an undeclared prefix"), name, attributes: named(attributes, namespaces), children: noChildren, text: "" };
    slash === "/" ? this.#close(element3) : this.#open.push({ element: element3, tag: tag.slice(1), namespaces });
  }
  #attributes() {
    let found = [];
    for (let start = this.#match(attributeName); start !== void 0; start = this.#match(attributeName)) {
      found.length === maxAttributes && refuse(`more than ${maxAttributes} attributes`);
      let [, first = "", second, quote = '"'] = start, raw = this.#until(quote);
      raw.includes("<") && refuse("a tag in an attribute");
      let value = resolved(raw.includes(`
`) || raw.includes("	") ? raw.replace(/[\n\t]/g, " ") : raw);
      found.push(second === void 0 ? { prefix: "", name: first, value } : { prefix: first, name: second, value });
    }
    return found;
  }
};
function named(attributes, namespaces) {
  if (attributes.length === 0) return noAttributes;
  let found = /* @__PURE__ */ new Map(), declared = /* @__PURE__ */ new Set();
  for (let { prefix, name, value } of attributes) {
    let isDeclaration = prefix === "xmlns" || prefix === "" && name === "xmlns", uri = prefix === "" ? "" : namespaces.ofPrefix(prefix) ?? refuse("an undeclared prefix"), key = uri === "" ? name : `{${uri}}${name}`;
    (found.has(key) || declared.has(key)) && refuse("the same attribute twice"), isDeclaration ? declared.add(key) : found.set(key, value);
  }
  return found;
}
function withPlainLines(text3) {
  if (!text3.includes("\r")) return text3;
  let plain2 = "";
  for (let from = 0, end = 0; from < text3.length; from = end)
    end = from + linesPiece, text3.startsWith(`\r
`, end - 1) && (end += 1), plain2 += text3.slice(from, end).replaceAll(`\r
`, `
`).replaceAll("\r", `
`);
  return plain2;
}
function readXml(document, limits = {}) {
  document.length > (limits.size ?? 16 * 1024 * 1024) && refuse("too large"), forbidden2.test(document) && refuse("a disallowed character");
  let text3 = document.startsWith("\uFEFF") ? document.slice(1) : document;
  return new Reader(withPlainLines(text3), limits.depth ?? 64).read();
}

// src/winrm/wsman/envelope.ts
var opening = `<s:Envelope ${Object.entries(prefixes).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`).join(" ")}>`, language = { "s:mustUnderstand": "false", "xml:lang": "en-US" }, must = { "s:mustUnderstand": "true" }, fixedHeaders = element2("wsmv:DataLocale", language) + element2("wsman:Locale", language) + element2("wsa:ReplyTo", {}, element2("wsa:Address", must, anonymous));
function writeDuration(milliseconds) {
  return milliseconds % 1e3 === 0 ? `PT${milliseconds / 1e3}S` : `PT${(milliseconds / 1e3).toFixed(3)}S`;
}
var durationText = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
function readDuration(text3) {
  let parts = text3 === void 0 ? null : durationText.exec(text3.trim());
  if (parts === null) return;
  let [, days = "0", hours = "0", minutes = "0", seconds = "0"] = parts;
  return Math.round(((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 6e4 + Number(seconds) * 1e3);
}
function writeOptions(options) {
  if (options === void 0 || options.length === 0) return "";
  let items = options.map(
    (option) => element2(
      "wsman:Option",
      { MustComply: option.mustComply === !0 ? "true" : void 0, Name: option.name },
      escapeText(option.value)
    )
  );
  return element2("wsman:OptionSet", must, items.join(""));
}
function writeSelectors(selectors) {
  let items = Object.entries(selectors ?? {}).map(
    ([name, value]) => element2("wsman:Selector", { Name: name }, escapeText(value))
  );
  return items.length === 0 ? "" : element2("wsman:SelectorSet", {}, items.join(""));
}
function writeRequest(header2, body) {
  let text3 = `${opening}<s:Header>${element2("wsa:Action", must, escapeText(header2.action))}${fixedHeaders}` + element2("wsman:MaxEnvelopeSize", must, String(header2.maxEnvelopeSize)) + element2("wsa:MessageID", {}, `uuid:${escapeText(header2.messageId)}`) + element2("wsman:OperationTimeout", {}, writeDuration(header2.operationTimeout)) + (header2.resourceUri === void 0 ? "" : element2("wsman:ResourceURI", must, escapeText(header2.resourceUri))) + (header2.sessionId === void 0 ? "" : element2("wsmv:SessionId", { "s:mustUnderstand": "false" }, `uuid:${escapeText(header2.sessionId)}`)) + element2("wsa:To", {}, escapeText(header2.to)) + `${writeOptions(header2.options)}${writeSelectors(header2.selectors)}</s:Header>${element2("s:Body", {}, body)}</s:Envelope>`;
  return Buffer.from(text3);
}
function writeResponse(header2, body) {
  let text3 = `${opening}<s:Header>${element2("wsa:Action", {}, escapeText(header2.action))}` + element2("wsa:MessageID", {}, `uuid:${escapeText(header2.messageId)}`) + element2("wsa:To", {}, anonymous) + (header2.relatesTo === void 0 ? "" : element2("wsa:RelatesTo", {}, `uuid:${escapeText(header2.relatesTo)}`)) + `</s:Header>${element2("s:Body", {}, body)}</s:Envelope>`;
  return Buffer.from(text3);
}
var decoder = new TextDecoder("utf-8");
function readEnvelope(bytes) {
  let root = readXml(decoder.decode(bytes)), body = child(root, ns.soap, "Body");
  if (root.name !== "Envelope" || root.uri !== ns.soap || body === void 0)
    throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "not a SOAP 1.2 envelope");
  return { header: child(root, ns.soap, "Header"), body };
}
function readId(text3) {
  return text3?.replace(/^(?:urn:)?uuid:/i, "").toUpperCase();
}
function readSelectors(set) {
  let pairs = childrenNamed(set, ns.wsman, "Selector").map(
    (selector) => [selector.attributes.get("Name") ?? "", selector.text.trim()]
  );
  return Object.fromEntries(pairs);
}
function readOptions(set) {
  return childrenNamed(set, ns.wsman, "Option").map((option) => ({
    name: option.attributes.get("Name") ?? "",
    value: option.text.trim(),
    ...option.attributes.get("MustComply") === "true" ? { mustComply: !0 } : {}
  }));
}
function readRequest(bytes) {
  let { header: header2, body } = readEnvelope(bytes), size = Number(childText(header2, ns.wsman, "MaxEnvelopeSize"));
  return {
    header: {
      action: childText(header2, ns.addressing, "Action") ?? "",
      to: childText(header2, ns.addressing, "To") ?? "",
      messageId: readId(childText(header2, ns.addressing, "MessageID")) ?? "",
      resourceUri: childText(header2, ns.wsman, "ResourceURI"),
      sessionId: readId(childText(header2, ns.wsmv, "SessionId")),
      maxEnvelopeSize: Number.isSafeInteger(size) && size > 0 ? size : 153600,
      operationTimeout: readDuration(childText(header2, ns.wsman, "OperationTimeout")) ?? 6e4,
      options: readOptions(child(header2, ns.wsman, "OptionSet")),
      selectors: readSelectors(child(header2, ns.wsman, "SelectorSet"))
    },
    body: body.children[0]
  };
}
function readResponse(bytes) {
  let { header: header2, body } = readEnvelope(bytes);
  return {
    action: childText(header2, ns.addressing, "Action") ?? "",
    relatesTo: readId(childText(header2, ns.addressing, "RelatesTo")),
    activityId: childText(header2, ns.wsmv, "ActivityId"),
    body: body.children[0]
  };
}
function responseAction(action) {
  return action === "" ? actions.fault : `${action}Response`;
}

// src/winrm/wsman/shell.ts
function base64(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
function readBase64(from) {
  return Buffer.from(from?.text ?? "", "base64");
}
function optionalElement(name, text3) {
  return text3 === void 0 ? "" : element2(name, {}, escapeText(text3));
}
function writeCreate(shell) {
  let content = element2("rsp:InputStreams", {}, escapeText(shell.inputStreams)) + element2("rsp:OutputStreams", {}, escapeText(shell.outputStreams)) + optionalElement("rsp:IdleTimeOut", shell.idleTimeout === void 0 ? void 0 : writeDuration(shell.idleTimeout)) + optionalElement("rsp:WorkingDirectory", shell.workingDirectory) + (shell.creation === void 0 ? "" : element2("creationXml", { xmlns: ns.powershell }, base64(shell.creation)));
  return element2("rsp:Shell", { ShellId: shell.id, Name: shell.name }, content);
}
function readCreate(body) {
  let creation = child(body, ns.powershell, "creationXml");
  return {
    id: body?.attributes.get("ShellId")?.toUpperCase(),
    name: body?.attributes.get("Name"),
    inputStreams: childText(body, ns.shell, "InputStreams") ?? "",
    outputStreams: childText(body, ns.shell, "OutputStreams") ?? "",
    idleTimeout: readDuration(childText(body, ns.shell, "IdleTimeOut")),
    workingDirectory: childText(body, ns.shell, "WorkingDirectory"),
    creation: creation === void 0 ? void 0 : readBase64(creation)
  };
}
function writeShell(info) {
  let content = element2("rsp:ShellId", {}, escapeText(info.id)) + optionalElement("rsp:Name", info.name) + element2("rsp:ResourceUri", {}, escapeText(info.resourceUri)) + optionalElement("rsp:Owner", info.owner) + optionalElement("rsp:ClientIP", info.clientIp) + optionalElement("rsp:IdleTimeOut", info.idleTimeout === void 0 ? void 0 : writeDuration(info.idleTimeout)) + optionalElement(
    "rsp:MaxIdleTimeOut",
    info.maxIdleTimeout === void 0 ? void 0 : writeDuration(info.maxIdleTimeout)
  ) + optionalElement("rsp:State", info.state);
  return element2("rsp:Shell", {}, content);
}
function readShell(shell) {
  let text3 = (name) => childText(shell, ns.shell, name), pairs = [
    ["name", text3("Name")],
    ["owner", text3("Owner")],
    ["clientIp", text3("ClientIP")],
    ["state", text3("State")],
    ["idleTimeout", readDuration(text3("IdleTimeOut"))],
    ["maxIdleTimeout", readDuration(text3("MaxIdleTimeOut"))]
  ];
  return {
    id: text3("ShellId") ?? "",
    resourceUri: text3("ResourceUri") ?? "",
    ...Object.fromEntries(pairs.filter(([, value]) => value !== void 0))
  };
}
function writeCreateResponse(info, address) {
  let reference2 = element2("wsa:Address", {}, escapeText(address)) + element2(
    "wsa:ReferenceParameters",
    {},
    element2("wsman:ResourceURI", {}, escapeText(info.resourceUri)) + writeSelectors({ ShellId: info.id })
  );
  return element2("wst:ResourceCreated", {}, reference2) + writeShell(info);
}
function readCreatedShellId(body) {
  return readSelectors(descendant(body, ns.wsman, "SelectorSet")).ShellId;
}
function writeDisconnect() {
  return element2("rsp:Disconnect", {});
}
function writeConnect(fragments) {
  return element2("rsp:Connect", {}, element2("connectXml", { xmlns: ns.powershell }, base64(fragments)));
}
function writeConnectCommand(commandId) {
  return element2("rsp:Connect", { CommandId: commandId });
}
function readConnectCommand(body) {
  return body?.attributes.get("CommandId")?.toUpperCase();
}
function writeConnectCommandResponse() {
  return element2("rsp:ConnectResponse", {});
}
function readConnect(body) {
  return readBase64(child(body, ns.powershell, "connectXml"));
}
function writeConnectResponse(fragments) {
  let content = element2("rsp:InputStreams", {}, "stdin pr") + element2("rsp:OutputStreams", {}, "stdout") + element2("connectResponseXml", { xmlns: ns.powershell }, base64(fragments));
  return element2("rsp:ConnectResponse", {}, content);
}
function readConnectResponse(body) {
  return readBase64(child(body, ns.powershell, "connectResponseXml"));
}

// src/winrm/wsman/cim.ts
var CimInstant = class extends Date {
  text;
  constructor(at, text3) {
    super(at), this.text = text3;
  }
};
function cimResource(namespace, className) {
  return `${resources.wmi}${namespace.replaceAll("\\", "/").replace(/^\/+|\/+$/g, "")}/${className}`;
}
function readCimResource(uri) {
  if (!uri.startsWith(resources.wmi)) return;
  let path = uri.slice(resources.wmi.length).split("?", 1)[0] ?? "", slash = path.lastIndexOf("/");
  return slash < 1 ? void 0 : { namespace: path.slice(0, slash), className: path.slice(slash + 1) };
}
var nil = `{${ns.schemaInstance}}nil`, isoDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/, dmtfDate = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{3})\d{3}([+-])(\d{3})$/;
function readCimDate(text3) {
  let dmtf = dmtfDate.exec(text3);
  if (dmtf !== null) {
    let [, year, month, day2, hour2, minute, second, fraction, sign, offset] = dmtf, utc = Date.parse(`${year}-${month}-${day2}T${hour2}:${minute}:${second}.${fraction}Z`), value2 = new Date(utc - (sign === "-" ? -1 : 1) * Number(offset) * 6e4);
    return Number.isNaN(value2.getTime()) ? void 0 : value2;
  }
  if (!isoDate.test(text3)) return;
  let value = new Date(/Z$|[+-]\d\d:\d\d$/.test(text3) ? text3 : `${text3}Z`);
  return Number.isNaN(value.getTime()) ? void 0 : value;
}
var dmtfInterval = /^(\d{8})(\d\d)(\d\d)(\d\d\.\d{6}):000$/;
function readCimInterval(text3) {
  let dmtf = dmtfInterval.exec(text3);
  if (dmtf === null) return readDuration(text3);
  let [days = 0, hours = 0, minutes = 0, seconds = 0] = dmtf.slice(1).map(Number);
  return Math.round(((days * 24 + hours) * 60 + minutes) * 6e4 + seconds * 1e3);
}
function readValue(property) {
  let isNil = property.attributes.get(nil);
  if (isNil === "true" || isNil === "1") return null;
  let [first] = property.children;
  if (first === void 0) return property.text;
  if (first.uri === ns.cim && property.children.length === 1 && first.children.length === 0) {
    let text3 = first.text.trim(), at = first.name === "Datetime" ? readCimDate(text3) : void 0;
    return at === void 0 ? text3 : new CimInstant(at, text3);
  }
  let reference2 = child(property, ns.addressing, "ReferenceParameters");
  return reference2 === void 0 ? readCimRow(property) : { ResourceURI: childText(reference2, ns.wsman, "ResourceURI") ?? null, Selectors: readSelectors(child(reference2, ns.wsman, "SelectorSet")) };
}
function readCimRow(instance) {
  let values = /* @__PURE__ */ new Map();
  for (let property of instance.children) {
    let before = values.get(property.name);
    before === void 0 ? values.set(property.name, [readValue(property)]) : before.push(readValue(property));
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0] ?? null : all]));
}
function isRow(value) {
  return typeof value == "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
function unreadable(name, type) {
  throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `the CIM property ${name} cannot be read as ${type}`);
}
function readTyped(name, type, value) {
  if (value == null) return type.endsWith("[]") && value === void 0 ? [] : null;
  if (type.endsWith("[]")) {
    let items = Array.isArray(value) ? value : [value], single = type.slice(0, -2);
    return items.map((item) => readTyped(name, single, item) ?? unreadable(name, type));
  }
  if (type === "row") return isRow(value) ? value : unreadable(name, type);
  if (type === "date") return value instanceof Date ? value : readCimDate(String(value)) ?? unreadable(name, type);
  if (type === "duration") return readCimInterval(String(value).trim()) ?? unreadable(name, type);
  if (value instanceof CimInstant && type === "instant") return value.text;
  if (value instanceof Date) return type === "string" ? value.toISOString() : unreadable(name, type);
  if (typeof value != "string") return unreadable(name, type);
  let text3 = value.trim();
  return type === "string" ? value : type === "instant" && readCimDate(text3) !== void 0 ? text3 : type === "boolean" && /^(?:true|false)$/i.test(text3) ? /^true$/i.test(text3) : type === "bigint" && /^-?\d{1,20}$/.test(text3) ? BigInt(text3) : type === "number" && text3 !== "" && Number.isFinite(Number(text3)) ? Number(text3) : unreadable(name, type);
}
function typeCimRow(row, shape) {
  return Object.fromEntries(
    Object.entries(shape).map(([name, type]) => [name, readTyped(name, type, row[name])])
  );
}
function writeProperty(name, value) {
  if (Array.isArray(value)) return value.map((item) => writeProperty(name, item)).join("");
  if (value === null) return element2(`p:${name}`, { "xsi:nil": "true" });
  if (value instanceof Date) {
    let text3 = value instanceof CimInstant ? value.text : value.toISOString();
    return element2(`p:${name}`, {}, element2("cim:Datetime", {}, escapeText(text3)));
  }
  let content = typeof value == "object" ? Object.entries(value).map(([inner, part]) => writeProperty(inner, part)) : [escapeText(String(value))];
  return element2(`p:${name}`, {}, content.join(""));
}
function writeCimRow(resourceUri, className, row) {
  let properties = Object.entries(row).map(([name, value]) => writeProperty(name, value)), names = { "xmlns:p": resourceUri, "xmlns:xsi": ns.schemaInstance, "xmlns:cim": ns.cim };
  return element2(`p:${className}`, names, properties.join(""));
}
function writeCimCall(resourceUri, method, parameters) {
  return writeCimRow(resourceUri, `${method}_INPUT`, parameters);
}
function readCimCall(body) {
  let method = /^(.+)_INPUT$/.exec(body?.name ?? "")?.[1];
  return body === void 0 || method === void 0 ? void 0 : { method, parameters: readCimRow(body) };
}
function writeCimResult(resourceUri, method, row) {
  return writeCimRow(resourceUri, `${method}_OUTPUT`, row);
}

// src/winrm/wsman/enumeration.ts
var maxBatchItems = 32e3;
function writeFilter(filter) {
  return filter === void 0 ? "" : filter.kind === "wql" ? element2("wsman:Filter", { Dialect: dialects.wql }, escapeText(filter.query)) : element2("wsman:Filter", { Dialect: dialects.selector }, writeSelectors(filter.selectors));
}
function writeEnumerate(filter) {
  let content = element2("wsman:OptimizeEnumeration", {}) + element2("wsman:MaxElements", {}, String(maxBatchItems)) + writeFilter(filter);
  return element2("wsen:Enumerate", {}, content);
}
function readEnumerate(body) {
  let filter = child(body, ns.wsman, "Filter");
  if (filter !== void 0)
    return filter.attributes.get("Dialect") === dialects.wql ? { kind: "wql", query: filter.text.trim() } : { kind: "selectors", selectors: readSelectors(child(filter, ns.wsman, "SelectorSet")) };
}
function writePull(context) {
  let content = element2("wsen:EnumerationContext", {}, escapeText(context)) + element2("wsen:MaxElements", {}, String(maxBatchItems));
  return element2("wsen:Pull", {}, content);
}
function readPull(body) {
  return childText(body, ns.enumeration, "EnumerationContext") ?? "";
}
function writeRelease(context) {
  return element2("wsen:Release", {}, element2("wsen:EnumerationContext", {}, escapeText(context)));
}
function writePage(kind2, items, context) {
  let where = element2("wsen:EnumerationContext", {}, context === void 0 ? "" : escapeText(context)), prefix = kind2 === "Enumerate" ? "wsman" : "wsen", end = context === void 0 ? element2(`${prefix}:EndOfSequence`, {}) : "";
  return element2(`wsen:${kind2}Response`, {}, where + element2(`${prefix}:Items`, {}, items.join("")) + end);
}
function readPage(body) {
  let either = (name) => child(body, ns.wsman, name) ?? child(body, ns.enumeration, name), context = childText(body, ns.enumeration, "EnumerationContext"), ended = either("EndOfSequence") !== void 0 || context === void 0 || context === "";
  return { items: either("Items")?.children ?? [], context: ended ? void 0 : context };
}

// src/winrm/auth/ntlm/av-pairs.ts
var AV = {
  END: 0,
  COMPUTER_NAME: 1,
  DOMAIN_NAME: 2,
  DNS_COMPUTER_NAME: 3,
  DNS_DOMAIN_NAME: 4,
  FLAGS: 6,
  TIMESTAMP: 7,
  TARGET_NAME: 9,
  CHANNEL_BINDINGS: 10
}, AV_FLAG_MIC = 2;
function encodeAvPairs(pairs) {
  let length = 4;
  for (let pair of pairs) length += 4 + pair.value.length;
  let bytes = Buffer.alloc(length), offset = 0;
  for (let { id, value } of pairs)
    bytes.writeUInt16LE(id, offset), bytes.writeUInt16LE(value.length, offset + 2), bytes.set(value, offset + 4), offset += 4 + value.length;
  return bytes;
}
function decodeAvPairs(bytes) {
  let view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), pairs = [], seen = /* @__PURE__ */ new Set();
  for (let offset = 0; offset + 4 <= bytes.length; ) {
    let id = view.getUint16(offset, !0), end = offset + 4 + view.getUint16(offset + 2, !0);
    if (id === AV.END) return pairs;
    if (end > bytes.length) break;
    if (seen.has(id)) throw new WinrmError("WINRM_AUTH_FAILED", `NTLM target information holds the pair ${id} twice`);
    seen.add(id), pairs.push({ id, value: bytes.subarray(offset + 4, end) }), offset = end;
  }
  throw new WinrmError("WINRM_AUTH_FAILED", "NTLM target information ends before its end mark");
}
function avValue(pairs, id) {
  return pairs.find((pair) => pair.id === id)?.value;
}

// src/winrm/auth/ntlm/flags.ts
var NTLM_FLAG = {
  UNICODE: 1,
  OEM: 2,
  REQUEST_TARGET: 4,
  SIGN: 16,
  SEAL: 32,
  LM_KEY: 128,
  NTLM: 512,
  ANONYMOUS: 2048,
  ALWAYS_SIGN: 32768,
  TARGET_TYPE_DOMAIN: 65536,
  TARGET_TYPE_SERVER: 131072,
  EXTENDED_SESSION_SECURITY: 524288,
  TARGET_INFO: 8388608,
  VERSION: 33554432,
  KEY_128: 536870912,
  KEY_EXCHANGE: 1073741824,
  KEY_56: 2147483648
}, OFFERED_FLAGS = 3792208439, REQUIRED_FLAGS = (NTLM_FLAG.UNICODE | NTLM_FLAG.SIGN | NTLM_FLAG.SEAL | NTLM_FLAG.NTLM | NTLM_FLAG.EXTENDED_SESSION_SECURITY | NTLM_FLAG.KEY_128 | NTLM_FLAG.KEY_EXCHANGE) >>> 0, SECURITY_FLAGS = (REQUIRED_FLAGS | NTLM_FLAG.LM_KEY | NTLM_FLAG.KEY_56 | NTLM_FLAG.ALWAYS_SIGN) >>> 0;
function hasFlags(flags, wanted) {
  return (flags & wanted) >>> 0 === wanted >>> 0;
}

// src/winrm/auth/ntlm/keys.ts
import { createHash as createHash2, createHmac, createSecretKey } from "node:crypto";

// src/winrm/auth/ntlm/account.ts
function accountOf(username, domain) {
  if (domain !== void 0 && domain !== "") return { user: username, domain };
  let slash = username.indexOf("\\");
  return slash === -1 ? { user: username, domain: "" } : { user: username.slice(slash + 1), domain: username.slice(0, slash) };
}
var KEPT = /* @__PURE__ */ new Set(["µ", "ı", "ſ"]);
function upperCase(user) {
  let upper = "";
  for (let i = 0; i < user.length; i++) {
    let unit = user.charAt(i), folded = unit.toUpperCase();
    upper += folded.length === 1 && !KEPT.has(unit) ? folded : unit;
  }
  return upper;
}

// src/winrm/auth/ntlm/md4.ts
var SHIFTS = [
  [3, 7, 11, 19],
  [3, 5, 9, 13],
  [3, 9, 11, 15]
], CONSTANTS = [0, 1518500249, 1859775393], ORDERS = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15]
];
function mix(round, x, y, z) {
  return round === 0 ? x & y | ~x & z : round === 1 ? x & y | x & z | y & z : x ^ y ^ z;
}
function pad(message) {
  let length = Math.ceil((message.length + 9) / 64) * 64, padded = new Uint8Array(length);
  padded.set(message), padded[message.length] = 128;
  let view = new DataView(padded.buffer);
  return view.setUint32(length - 8, message.length * 8 >>> 0, !0), view.setUint32(length - 4, Math.floor(message.length / 536870912), !0), view;
}
function absorb(state, view, offset) {
  let [a, b, c, d] = state;
  for (let round = 0; round < 3; round++)
    for (let i = 0; i < 16; i++) {
      let word = view.getUint32(offset + (ORDERS[round]?.[i] ?? 0) * 4, !0), sum = a + mix(round, b, c, d) + word + (CONSTANTS[round] ?? 0) | 0, shift = SHIFTS[round]?.[i % 4] ?? 0;
      a = d, d = c, c = b, b = sum << shift | sum >>> 32 - shift;
    }
  let rotated = [a, b, c, d];
  for (let i = 0; i < 4; i++) state[i] = (state[i] ?? 0) + (rotated[i] ?? 0) >>> 0;
}
function md4(message) {
  let state = Uint32Array.of(1732584193, 4023233417, 2562383102, 271733878), view = pad(message);
  for (let offset = 0; offset < view.byteLength; offset += 64) absorb(state, view, offset);
  let digest = Buffer.alloc(16);
  for (let i = 0; i < 4; i++) digest.writeUInt32LE(state[i] ?? 0, i * 4);
  return digest;
}

// src/winrm/auth/ntlm/keys.ts
var ZERO_MIC = Buffer.alloc(16), MAGIC = {
  client: {
    sign: "session key to client-to-server signing key magic constant\0",
    seal: "session key to client-to-server sealing key magic constant\0"
  },
  server: {
    sign: "session key to server-to-client signing key magic constant\0",
    seal: "session key to server-to-client sealing key magic constant\0"
  }
};
function hmacMd5(key, ...parts) {
  let hmac = createHmac("md5", createSecretKey(key));
  for (let part of parts) hmac.update(part);
  return hmac.digest();
}
function responseKey(password, user, domain) {
  let ntHash = md4(Buffer.from(password, "utf16le"));
  return hmacMd5(ntHash, Buffer.from(upperCase(user) + domain, "utf16le"));
}
function proofOf(key, serverChallenge, blob) {
  return hmacMd5(key, serverChallenge, blob);
}
function lmv2Response(key, serverChallenge, clientChallenge) {
  return Buffer.concat([hmacMd5(key, serverChallenge, clientChallenge), clientChallenge]);
}
function sessionBaseKey(key, proof) {
  return hmacMd5(key, proof);
}
function integrityCode(sessionKey2, negotiate, challenge, authenticate) {
  return hmacMd5(sessionKey2, negotiate, challenge, authenticate);
}
function integrityCodeWithout(sessionKey2, tokens, offset) {
  let { negotiate, challenge, authenticate } = tokens, after = authenticate.subarray(offset + ZERO_MIC.length);
  return hmacMd5(sessionKey2, negotiate, challenge, authenticate.subarray(0, offset), ZERO_MIC, after);
}
function signingKey(sessionKey2, side) {
  return createHash2("md5").update(sessionKey2).update(MAGIC[side].sign, "latin1").digest();
}
function sealingKey(sessionKey2, side) {
  return createHash2("md5").update(sessionKey2).update(MAGIC[side].seal, "latin1").digest();
}

// src/winrm/auth/ntlm/messages.ts
var SIGNATURE = Buffer.from("NTLMSSP\0", "latin1"), EMPTY = new Uint8Array(0), NEGOTIATE_SIZE = 40, CHALLENGE_SIZE = 56, AUTHENTICATE_SIZE = 72, MIC_OFFSET = 72, MIC_SIZE = 16, DEFAULT_VERSION = Uint8Array.of(10, 0, 124, 79, 0, 0, 0, 15);
function broken2(what) {
  return new WinrmError("WINRM_AUTH_FAILED", `NTLM token refused: ${what}`);
}
function header(size, type) {
  let bytes = Buffer.alloc(size);
  return bytes.set(SIGNATURE), bytes.writeUInt32LE(type, 8), bytes;
}
function utf16(text3) {
  return Buffer.from(text3, "utf16le");
}
function describe(bytes, at, length, offset) {
  return bytes.writeUInt16LE(length, at), bytes.writeUInt16LE(length, at + 2), bytes.writeUInt32LE(offset, at + 4), offset + length;
}
var Reader2 = class {
  bytes;
  /** Where the payload begins: the lowest offset of a field that is not empty. */
  payload;
  constructor(token, type, size) {
    if (this.bytes = Buffer.from(token.buffer, token.byteOffset, token.byteLength), this.payload = token.length, token.length < size) throw broken2("too short");
    if (!this.bytes.subarray(0, 8).equals(SIGNATURE)) throw broken2("no NTLMSSP signature");
    if (this.bytes.readUInt32LE(8) !== type) throw broken2(`message type is not ${type}`);
  }
  field(at, headerSize2) {
    let length = this.bytes.readUInt16LE(at);
    if (length === 0) return EMPTY;
    let offset = this.bytes.readUInt32LE(at + 4);
    if (offset < headerSize2 || offset + length > this.bytes.length) throw broken2("a field points outside the payload");
    return this.payload = Math.min(this.payload, offset), this.bytes.subarray(offset, offset + length);
  }
  text(at, headerSize2) {
    let value = this.field(at, headerSize2);
    if (value.length % 2 !== 0) throw broken2("text of an odd number of bytes");
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("utf16le");
  }
  /** The version field exists only where the payload leaves room for it. */
  version(at, flags) {
    return hasFlags(flags, NTLM_FLAG.VERSION) && this.payload >= at + 8 && this.bytes.length >= at + 8 ? this.bytes.subarray(at, at + 8) : EMPTY;
  }
};
function encodeNegotiate(message) {
  let bytes = header(NEGOTIATE_SIZE, 1);
  return bytes.writeUInt32LE(message.flags, 12), describe(bytes, 16, 0, NEGOTIATE_SIZE), describe(bytes, 24, 0, NEGOTIATE_SIZE), bytes.set(message.version, 32), bytes;
}
function decodeNegotiate(token) {
  let reader = new Reader2(token, 1, 16), flags = reader.bytes.readUInt32LE(12);
  return token.length >= 32 && (reader.field(16, 32), reader.field(24, 32)), { flags, version: reader.version(32, flags) };
}
function encodeChallenge(message) {
  let name = utf16(message.targetName), bytes = header(CHALLENGE_SIZE, 2), next = describe(bytes, 12, name.length, CHALLENGE_SIZE);
  return bytes.writeUInt32LE(message.flags, 20), bytes.set(message.serverChallenge, 24), describe(bytes, 40, message.targetInfo.length, next), bytes.set(message.version, 48), Buffer.concat([bytes, name, message.targetInfo]);
}
function decodeChallenge(token) {
  let reader = new Reader2(token, 2, 48), flags = reader.bytes.readUInt32LE(20), targetName = reader.text(12, 48), targetInfo = reader.field(40, 48), serverChallenge = reader.bytes.subarray(24, 32);
  return { flags, serverChallenge, targetName, targetInfo, version: reader.version(48, flags) };
}
function encodeAuthenticate(message) {
  let size = AUTHENTICATE_SIZE + (message.mic === void 0 ? 0 : MIC_SIZE), bytes = header(size, 3), [domain, user, workstation] = [utf16(message.domain), utf16(message.user), utf16(message.workstation)], next = describe(bytes, 12, message.lmResponse.length, size);
  next = describe(bytes, 20, message.ntResponse.length, next), next = describe(bytes, 28, domain.length, next), next = describe(bytes, 36, user.length, next), next = describe(bytes, 44, workstation.length, next), describe(bytes, 52, message.encryptedSessionKey.length, next), bytes.writeUInt32LE(message.flags, 60), bytes.set(message.version, 64), message.mic !== void 0 && bytes.set(message.mic, MIC_OFFSET);
  let { lmResponse, ntResponse, encryptedSessionKey } = message;
  return Buffer.concat([bytes, lmResponse, ntResponse, domain, user, workstation, encryptedSessionKey]);
}
function decodeAuthenticate(token) {
  let reader = new Reader2(token, 3, 64), flags = reader.bytes.readUInt32LE(60), fields = {
    lmResponse: reader.field(12, 64),
    ntResponse: reader.field(20, 64),
    domain: reader.text(28, 64),
    user: reader.text(36, 64),
    workstation: reader.text(44, 64),
    encryptedSessionKey: reader.field(52, 64)
  }, version = reader.version(64, flags), mic = reader.payload >= MIC_OFFSET + MIC_SIZE && token.length >= MIC_OFFSET + MIC_SIZE ? { mic: reader.bytes.subarray(MIC_OFFSET, MIC_OFFSET + MIC_SIZE) } : {};
  return { flags, ...fields, version, ...mic };
}

// src/winrm/auth/ntlm/rc4.ts
var Rc4 = class {
  #box = new Uint8Array(256);
  #i = 0;
  #j = 0;
  constructor(key) {
    let box = this.#box;
    for (let i = 0; i < 256; i++) box[i] = i;
    for (let i = 0, j = 0; i < 256; i++) {
      let value = box[i];
      j = j + value + key[i % key.length] & 255, box[i] = box[j], box[j] = value;
    }
  }
  /** Encrypts or decrypts (the same thing) and moves the handle on. @returns new bytes, the input stays as it is. */
  transform(input) {
    let box = this.#box, output = Buffer.allocUnsafe(input.length), i = this.#i, j = this.#j;
    for (let n = 0; n < input.length; n++) {
      i = i + 1 & 255;
      let x = box[i];
      j = j + x & 255;
      let y = box[j];
      box[i] = y, box[j] = x, output[n] = input[n] ^ box[x + y & 255];
    }
    return this.#i = i, this.#j = j, output;
  }
};

// src/winrm/auth/ntlm/sealing.ts
import { createHmac as createHmac2, createSecretKey as createSecretKey2, timingSafeEqual } from "node:crypto";
var SIGNATURE_SIZE = 16, SIGNATURE_VERSION = 1, LAST_SEQUENCE = 4294967295, Direction = class {
  #sealingKey;
  cipher;
  /** As an object: Node 24 takes five times as long for a key of bytes. */
  #signingKey;
  #sequence = Buffer.alloc(4);
  #next = 0;
  constructor(sessionKey2, sender) {
    this.#sealingKey = sealingKey(sessionKey2, sender), this.cipher = new Rc4(this.#sealingKey), this.#signingKey = createSecretKey2(signingKey(sessionKey2, sender));
  }
  /** Signature of the next message; moves the sequence and the cipher on, so the body must have gone through it before. */
  sign(plain2) {
    if (this.#next > LAST_SEQUENCE) throw new WinrmError("WINRM_SEALING_FAILED", "sequence numbers are used up");
    this.#sequence.writeUInt32LE(this.#next++, 0);
    let digest = createHmac2("md5", this.#signingKey).update(this.#sequence).update(plain2).digest(), signature = Buffer.allocUnsafe(SIGNATURE_SIZE);
    return signature.writeUInt32LE(SIGNATURE_VERSION, 0), signature.set(this.cipher.transform(digest.subarray(0, 8)), 4), signature.set(this.#sequence, 12), signature;
  }
  /** Behind SPNEGO's own signature the cipher starts anew, while the sequence goes on (MS-SPNG 3.3.5.1, as Windows does it). */
  signList(list2) {
    let signature = this.sign(list2);
    return this.cipher = new Rc4(this.#sealingKey), signature;
  }
};
function createNtlmSealing(sessionKey2, side) {
  let outgoing = new Direction(sessionKey2, side), incoming = new Direction(sessionKey2, side === "client" ? "server" : "client"), lost2 = !1, refuse2 = (why) => (lost2 = !0, new WinrmError("WINRM_SEALING_FAILED", `sealed message refused: ${why}`)), verify = (expected, signature) => {
    if (signature.length !== SIGNATURE_SIZE || !timingSafeEqual(expected, signature))
      throw refuse2("signature or sequence number is not the expected one");
  };
  return {
    signList: (list2) => outgoing.signList(list2),
    verifyList: (list2, signature) => verify(incoming.signList(list2), signature),
    seal(plain2) {
      if (lost2) throw refuse2("an earlier message of this connection was refused");
      let sealed = outgoing.cipher.transform(plain2);
      return { signature: outgoing.sign(plain2), sealed };
    },
    unseal(signature, sealed) {
      if (lost2) throw refuse2("an earlier message of this connection was refused");
      let plain2 = incoming.cipher.transform(sealed);
      return verify(incoming.sign(plain2), signature), plain2;
    }
  };
}

// src/winrm/auth/ntlm/client.ts
var FILETIME_OF_EPOCH = 116444736000000000n, GRANTABLE = (OFFERED_FLAGS | NTLM_FLAG.TARGET_INFO | NTLM_FLAG.TARGET_TYPE_DOMAIN | NTLM_FLAG.TARGET_TYPE_SERVER) >>> 0;
function fileTime(now) {
  let bytes = Buffer.alloc(8);
  return bytes.writeBigUInt64LE(BigInt(Math.trunc(now)) * 10000n + FILETIME_OF_EPOCH), bytes;
}
function negotiateToken(version = DEFAULT_VERSION) {
  return encodeNegotiate({ flags: OFFERED_FLAGS, version });
}
function judgeChallenge(token) {
  let message = decodeChallenge(token);
  if (!hasFlags(message.flags, REQUIRED_FLAGS | NTLM_FLAG.TARGET_INFO)) {
    let flags = `0x${message.flags.toString(16)}`;
    throw new WinrmError("WINRM_AUTH_FAILED", `the NTLM challenge grants less than it must (flags ${flags})`);
  }
  return { message, pairs: message.targetInfo.length === 0 ? [] : decodeAvPairs(message.targetInfo) };
}
function targetInfoOf(pairs, logon, withMic) {
  let ours = [AV.FLAGS, AV.TARGET_NAME, AV.CHANNEL_BINDINGS], info = pairs.filter((pair) => !ours.includes(pair.id));
  logon.channelBinding !== void 0 && info.push({ id: AV.CHANNEL_BINDINGS, value: bindingDigest(logon.channelBinding) }), info.push({ id: AV.TARGET_NAME, value: Buffer.from(logon.targetName, "utf16le") });
  let flags = Buffer.alloc(4);
  return flags.set((avValue(pairs, AV.FLAGS) ?? flags).subarray(0, 4)), withMic && flags.writeUInt32LE((flags.readUInt32LE() | AV_FLAG_MIC) >>> 0), flags.readUInt32LE() !== 0 && info.push({ id: AV.FLAGS, value: flags }), encodeAvPairs(info);
}
function proofBlob(time, clientChallenge, targetInfo) {
  let blob = Buffer.alloc(28 + targetInfo.length + 4);
  return blob.writeUInt16LE(257, 0), blob.set(time, 8), blob.set(clientChallenge, 16), blob.set(targetInfo, 28), blob;
}
function authenticateToken(negotiate, challenge, logon) {
  let { message, pairs } = judgeChallenge(challenge), serverTime = avValue(pairs, AV.TIMESTAMP), withMic = serverTime?.length === 8, time = withMic ? serverTime : fileTime(logon.now), computer = Buffer.from(avValue(pairs, AV.COMPUTER_NAME) ?? []).toString("utf16le"), domain = logon.domain === "." ? computer : logon.domain, key = responseKey(logon.password, logon.user, domain), blob = proofBlob(time, logon.clientChallenge, targetInfoOf(pairs, logon, withMic)), proof = proofOf(key, message.serverChallenge, blob), token = encodeAuthenticate({
    flags: (message.flags & GRANTABLE) >>> 0,
    lmResponse: withMic ? Buffer.alloc(24) : lmv2Response(key, message.serverChallenge, logon.clientChallenge),
    ntResponse: Buffer.concat([proof, blob]),
    domain,
    user: logon.user,
    workstation: logon.workstation,
    encryptedSessionKey: new Rc4(sessionBaseKey(key, proof)).transform(logon.sessionKey),
    version: logon.version,
    ...withMic ? { mic: Buffer.alloc(16) } : {}
  });
  return withMic && token.set(integrityCode(logon.sessionKey, negotiate, challenge, token), MIC_OFFSET), token;
}
function createNtlmClient(options) {
  if (options.username === "") throw new WinrmError("WINRM_USAGE_INVALID", "NTLM needs a user name and a password");
  let negotiate = negotiateToken(), phase = "fresh", sessionKey2, sealing, signing = () => {
    if (sessionKey2 === void 0)
      throw new WinrmError("WINRM_USAGE_INVALID", "sealing was asked for before the NTLM exchange was complete");
    return sealing ??= createNtlmSealing(sessionKey2, "client"), sealing;
  };
  return {
    async step(challenge) {
      if (phase === "fresh")
        return phase = "negotiating", { kind: "send", token: negotiate, final: !1 };
      if (phase === "negotiating" && challenge !== void 0) {
        judgeChallenge(challenge);
        let newKey = options.randomBytes(16), clientChallenge = options.randomBytes(8), logon = {
          ...accountOf(options.username, options.domain),
          password: await options.password(),
          targetName: `HTTP/${options.servername}`,
          workstation: options.workstation ?? "",
          version: DEFAULT_VERSION,
          channelBinding: options.channelBinding,
          clientChallenge,
          sessionKey: newKey,
          now: options.now()
        }, token = authenticateToken(negotiate, challenge, logon);
        return sessionKey2 = newKey, phase = "authenticating", { kind: "send", token, final: !0 };
      }
      if (phase === "authenticating" && (challenge === void 0 || challenge.length === 0))
        return phase = "complete", { kind: "done" };
      throw new WinrmError("WINRM_AUTH_FAILED", `an NTLM token came out of turn (${phase})`);
    },
    signing,
    sealing() {
      if (phase === "complete") return signing();
      throw new WinrmError("WINRM_USAGE_INVALID", "sealing was asked for before the NTLM exchange was complete");
    }
  };
}

// src/winrm/wsman/fault.ts
var hresult = /0x([0-9a-f]{8})/i;
function unsigned(text3) {
  if (text3 === void 0 || !/^-?\d{1,10}$/.test(text3.trim())) return;
  let value = Number(text3);
  return value < 0 ? value + 2 ** 32 : value;
}
function wmiNumber(detail) {
  let error = descendant(detail, ns.wmiError, "MSFT_WmiError");
  if (error === void 0) return;
  let code = error.children.find((part) => part.name === "error_Code")?.text, id = hresult.exec(error.children.find((part) => part.name === "MessageID")?.text ?? "");
  return unsigned(code) ?? (id === null ? void 0 : Number.parseInt(id[1] ?? "", 16));
}
function localName(qname) {
  return qname === void 0 ? void 0 : qname.slice(qname.indexOf(":") + 1).trim();
}
function readFault(body) {
  if (body?.name !== "Fault" || body.uri !== ns.soap) return;
  let detail = child(body, ns.soap, "Detail"), wsman = descendant(detail, ns.fault, "WSManFault"), subcode = child(child(body, ns.soap, "Code"), ns.soap, "Subcode"), bare = detail?.children.find((part) => part.name === "Code")?.text, message = childText(wsman, ns.fault, "Message"), uri = childText(detail, ns.wsman, "FaultDetail"), reason = childText(child(body, ns.soap, "Reason"), ns.soap, "Text") ?? "";
  return {
    number: unsigned(wsman?.attributes.get("Code")) ?? wmiNumber(detail) ?? unsigned(bare),
    subcode: localName(childText(subcode, ns.soap, "Value")),
    detail: uri?.slice(uri.lastIndexOf("/") + 1),
    text: message === void 0 || message === "" ? reason : message
  };
}
var cimBinding = "http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd";
function writeWmiError(number2, text3) {
  let parts = element2("p:CIMStatusCode", {}, "27") + element2("p:Message", {}, text3) + element2("p:MessageID", {}, `HRESULT 0x${number2.toString(16).padStart(8, "0")}`) + element2("p:ProbableCause", {}, "0") + element2("p:error_Code", {}, String(number2));
  return element2("p:MSFT_WmiError", { "xmlns:p": ns.wmiError, "xmlns:b": cimBinding, "b:IsCIM_Error": "true" }, parts);
}
function writeWsmanFault({ number: number2, detail, machine }, text3) {
  let uri = `http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/${detail}`, message = element2("f:Message", {}, text3);
  return (detail === void 0 ? "" : element2("wsman:FaultDetail", {}, uri)) + element2("f:WSManFault", { "xmlns:f": ns.fault, Code: String(number2), Machine: machine ?? "localhost" }, message);
}
function writeFault(fault) {
  let text3 = escapeText(fault.text ?? "The request could not be served."), subcode = element2("s:Subcode", {}, element2("s:Value", {}, `wsman:${fault.subcode ?? "InternalError"}`)), code = element2("s:Code", {}, element2("s:Value", {}, `s:${fault.blame ?? "Receiver"}`) + subcode), reason = element2("s:Reason", {}, element2("s:Text", { "xml:lang": "en-US" }, text3)), detail = fault.shape === "wmi" ? writeWmiError(fault.number, text3) : writeWsmanFault(fault, text3);
  return element2("s:Fault", {}, `${code}${reason}${element2("s:Detail", {}, detail)}`);
}
function faultError(fault, phase, httpStatus) {
  let label = fault.number === void 0 ? fault.subcode ?? "without a number" : `${fault.number}`, help = fault.number === void 0 ? void 0 : faultMeanings.get(fault.number)?.help;
  return new WinrmError(codeOfFault(fault.number, fault.subcode), `fault ${label} while ${phase}`, {
    phase,
    ...fault.number === void 0 ? {} : { fault: fault.number },
    ...help === void 0 ? {} : { help },
    ...httpStatus === void 0 ? {} : { httpStatus },
    ...fault.text === "" ? {} : { peerText: fault.text }
  });
}

// src/winrm/psrp/fragments.ts
var fragmentHeaderSize = 21, startFlag = 1, endFlag = 2, noRoom = "the envelope size leaves no room for data", defaultMaxMessage = 200 * 1024 * 1024;
function writeFragment(objectId, fragmentId, flags, blob) {
  let out = Buffer.allocUnsafe(fragmentHeaderSize + blob.length);
  return out.writeBigUInt64BE(objectId, 0), out.writeBigUInt64BE(BigInt(fragmentId), 8), out[16] = flags, out.writeUInt32BE(blob.length, 17), out.set(blob, fragmentHeaderSize), out;
}
function createFragmenter(lastId = 0) {
  let objectId = BigInt(lastId);
  return {
    cut(message, firstSize = Number.POSITIVE_INFINITY, nextSize = firstSize) {
      if (firstSize <= fragmentHeaderSize || nextSize <= fragmentHeaderSize)
        throw new WinrmError("WINRM_ENVELOPE_TOO_LARGE", noRoom);
      objectId += 1n;
      let parts = [], offset = 0;
      do {
        let room = (parts.length === 0 ? firstSize : nextSize) - fragmentHeaderSize, end = Math.min(message.length, offset + room), flags = (offset === 0 ? startFlag : 0) | (end === message.length ? endFlag : 0);
        parts.push(writeFragment(objectId, parts.length, flags, message.subarray(offset, end))), offset = end;
      } while (offset < message.length);
      return parts;
    }
  };
}
function restsOf(pieces) {
  let rests = [], ended = !0;
  for (let piece of pieces) {
    let view = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    for (let at = 0; at < view.length; ) {
      let end = at + fragmentHeaderSize + view.readUInt32BE(at + 17), flags = view[at + 16] ?? 0, blob = view.subarray(at + fragmentHeaderSize, end);
      if (ended) {
        let firstFragment = Number(view.readBigUInt64BE(at + 8));
        rests.push({ objectId: view.readBigUInt64BE(at), firstFragment, starts: (flags & startFlag) !== 0, blobs: [] });
      }
      rests.at(-1)?.blobs.push(blob), ended = (flags & endFlag) !== 0, at = end;
    }
  }
  return rests;
}
function recut(pieces, size) {
  if (size <= fragmentHeaderSize) throw new WinrmError("WINRM_ENVELOPE_TOO_LARGE", noRoom);
  let envelopes = [], left = 0;
  for (let { objectId, firstFragment, starts, blobs } of restsOf(pieces)) {
    let blob = Buffer.concat(blobs), offset = 0, fragmentId = firstFragment;
    do {
      left <= fragmentHeaderSize && (envelopes.push([]), left = size);
      let end = Math.min(blob.length, offset + left - fragmentHeaderSize), flags = (starts && offset === 0 ? startFlag : 0) | (end === blob.length ? endFlag : 0);
      envelopes.at(-1)?.push(writeFragment(objectId, fragmentId, flags, blob.subarray(offset, end))), left -= fragmentHeaderSize + end - offset, fragmentId += 1, offset = end;
    } while (offset < blob.length);
  }
  return envelopes.map((parts) => Buffer.concat(parts));
}
function lost(reason) {
  throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `PSRP data was lost: ${reason}`);
}
function addFragment(fragment, partial, maxMessage) {
  let objectId = fragment.readBigUInt64BE(0), fragmentId = fragment.readBigUInt64BE(8), starts = ((fragment[16] ?? 0) & startFlag) !== 0, blob = fragment.subarray(fragmentHeaderSize);
  return starts ? (partial !== void 0 && lost("a message began inside another one"), fragmentId !== 0n && lost("a message began with a later fragment"), { objectId, nextFragment: 1n, size: blob.length, blobs: [blob] }) : (partial === void 0 && lost("a message has no beginning"), (partial.objectId !== objectId || partial.nextFragment !== fragmentId) && lost("a fragment is missing"), partial.size += blob.length, partial.size > maxMessage && lost("a message is too large"), partial.nextFragment += 1n, partial.blobs.push(blob), partial);
}
function createDefragmenter(maxMessage = defaultMaxMessage) {
  let waiting = [], available = 0, needed = fragmentHeaderSize, partial, take = () => {
    let all = Buffer.concat(waiting);
    return waiting = [], all;
  };
  return {
    get pending() {
      return available > 0 || partial !== void 0;
    },
    push(bytes) {
      bytes.length > 0 && waiting.push(bytes), available += bytes.length;
      let messages = [];
      if (available < needed) return messages;
      let rest = take();
      for (; needed = fragmentHeaderSize, !(rest.length < needed); ) {
        let length = rest.readUInt32BE(17);
        if (length > maxMessage && lost("a message is too large"), needed = fragmentHeaderSize + length, rest.length < needed) break;
        let fragment = rest.subarray(0, needed);
        rest = rest.subarray(needed), partial = addFragment(fragment, partial, maxMessage), ((fragment[16] ?? 0) & endFlag) !== 0 && (messages.push(
          partial.blobs.length === 1 ? partial.blobs[0] ?? rest : Buffer.concat(partial.blobs, partial.size)
        ), partial = void 0);
      }
      return available = rest.length, rest.length > 0 && waiting.push(Buffer.from(rest)), messages;
    }
  };
}

// src/winrm/wsman/streams.ts
function writeCommand2(request) {
  let args = request.arguments.map((one) => element2("rsp:Arguments", {}, escapeText(one))).join(""), command = element2("rsp:Command", {}, escapeText(request.command));
  return element2("rsp:CommandLine", { CommandId: request.id }, command + args);
}
function readCommand2(body) {
  return {
    id: body?.attributes.get("CommandId")?.toUpperCase(),
    command: childText(body, ns.shell, "Command") ?? "",
    arguments: childrenNamed(body, ns.shell, "Arguments").map((one) => one.text)
  };
}
function writeCommandResponse(commandId) {
  return element2("rsp:CommandResponse", {}, element2("rsp:CommandId", {}, escapeText(commandId)));
}
function readCommandResponse(body) {
  return childText(body, ns.shell, "CommandId");
}
function writeStream(part) {
  let { bytes } = part;
  return element2(
    "rsp:Stream",
    { CommandId: part.commandId, Name: part.name, End: part.end === !0 ? "true" : void 0 },
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64")
  );
}
function readStreams(body) {
  return childrenNamed(body, ns.shell, "Stream").map((part) => ({
    name: part.attributes.get("Name") ?? "",
    commandId: part.attributes.get("CommandId")?.toUpperCase(),
    bytes: readBase64(part),
    end: part.attributes.get("End") === "true"
  }));
}
function writeSend(parts) {
  return element2("rsp:Send", {}, parts.map(writeStream).join(""));
}
function readSend(body) {
  return readStreams(body);
}
function writeReceive(request) {
  let stream = element2("rsp:DesiredStream", { CommandId: request.commandId }, escapeText(request.streams));
  return element2("rsp:Receive", {}, stream);
}
function readReceive(body) {
  let desired = child(body, ns.shell, "DesiredStream");
  return { streams: desired?.text.trim() ?? "", commandId: desired?.attributes.get("CommandId")?.toUpperCase() };
}
function writeReceiveResponse(received) {
  let { commandId, done, exitCode = 0 } = received, state = commandId !== void 0 && done ? element2(
    "rsp:CommandState",
    { CommandId: commandId, State: commandStates.done },
    element2("rsp:ExitCode", {}, String(exitCode))
  ) : "";
  return element2("rsp:ReceiveResponse", {}, received.parts.map(writeStream).join("") + state);
}
function readReceiveResponse(body) {
  let state = child(body, ns.shell, "CommandState"), exitCode = childText(state, ns.shell, "ExitCode");
  return {
    parts: readStreams(body),
    done: state?.attributes.get("State") === commandStates.done,
    ...exitCode !== void 0 && /^-?\d+$/.test(exitCode) ? { exitCode: Number(exitCode) >>> 0 } : {}
  };
}
function writeSignal(commandId, code) {
  return element2("rsp:Signal", { CommandId: commandId }, element2("rsp:Code", {}, escapeText(code)));
}
function readSignal(body) {
  return {
    commandId: body?.attributes.get("CommandId")?.toUpperCase(),
    code: childText(body, ns.shell, "Code") ?? ""
  };
}

// src/winrm/psrp/guid.ts
var text2 = /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/, order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15], emptyGuid = "00000000-0000-0000-0000-000000000000";
function isGuid(candidate) {
  return text2.test(candidate);
}
function guidToBytes(guid) {
  if (!isGuid(guid)) throw new RangeError("not a GUID");
  let printed = Buffer.from(guid.replaceAll("-", ""), "hex");
  return Uint8Array.from(order, (index) => printed[index] ?? 0);
}
function guidFromBytes(bytes, offset = 0) {
  let hex = order.map((index) => (bytes[offset + index] ?? 0).toString(16).padStart(2, "0")).join("").toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
function guidFromRandom(random) {
  let bytes = Uint8Array.from(random.subarray(0, 16));
  return bytes[7] = (bytes[7] ?? 0) & 15 | 64, bytes[8] = (bytes[8] ?? 0) & 63 | 128, guidFromBytes(bytes);
}

// src/winrm/psrp/clixml/text.ts
var unsayable = /[\0-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_(?=[xX])/g, anyUnsayable = /[\0-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_[xX]/, escaped = /_x([0-9A-Fa-f]{4})_/g;
function encodeText(text3) {
  return anyUnsayable.test(text3) ? text3.replace(unsayable, (found) => `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`) : text3;
}
function decodeText(text3) {
  return text3.includes("_x") ? text3.replace(escaped, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))) : text3;
}
var noncharacterReference = /&#x([fF]{3}[eEfF]);/g, anyNoncharacter = /&#x[fF]{3}[eEfF];|[\ufffe\uffff]/;
function tolerateNoncharacters(document) {
  return anyNoncharacter.test(document) ? document.replace(noncharacterReference, "_x$1_").replace(/\ufffe/g, "_xFFFE_").replace(/\uffff/g, "_xFFFF_") : document;
}

// src/winrm/psrp/clixml/reader.ts
var maxXmlDepth = 160, sequences = {
  LST: "list",
  STK: "stack",
  QUE: "queue",
  IE: "enumerable"
}, smallIntegers = /* @__PURE__ */ new Set(["I32", "I16", "U16", "U32", "By", "SB"]), textual = /* @__PURE__ */ new Set(["URI", "XD", "SBK"]), integerText = /^[+-]?\d{1,20}$/, realText = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/, base64Text = /^[A-Za-z0-9+/]*={0,2}$/, dateText = /^(-?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:\d\d)?$/;
function readDate(text3) {
  let parts = dateText.exec(text3), value = parts === null ? void 0 : /* @__PURE__ */ new Date(`${parts[1]}${parts[2] ?? "Z"}`);
  return value === void 0 || Number.isNaN(value.getTime()) ? psScalar("DT", text3) : value;
}
function readReal(tag, text3) {
  return text3 === "NaN" ? Number.NaN : text3 === "INF" || text3 === "Infinity" ? Number.POSITIVE_INFINITY : text3 === "-INF" || text3 === "-Infinity" ? Number.NEGATIVE_INFINITY : realText.test(text3) ? Number(text3) : psScalar(tag, text3);
}
function readPrimitive(tag, raw) {
  if (tag === "S") return decodeText(raw);
  let text3 = raw.trim();
  if (smallIntegers.has(tag)) return integerText.test(text3) ? Number(text3) : psScalar(tag, text3);
  switch (tag) {
    case "Nil":
      return null;
    case "B":
      return text3 === "true" ? !0 : text3 === "false" ? !1 : psScalar(tag, text3);
    case "I64":
    case "U64":
      return integerText.test(text3) ? BigInt(text3.replace("+", "")) : psScalar(tag, text3);
    case "Db":
    case "Sg":
      return readReal(tag, text3);
    case "DT":
      return readDate(text3);
    case "BA": {
      let packed = text3.replace(/\s+/g, "");
      return base64Text.test(packed) ? new Uint8Array(Buffer.from(packed, "base64")) : psScalar(tag, text3);
    }
    default:
      return psScalar(tag, textual.has(tag) ? decodeText(raw) : text3);
  }
}
function readTypes(element3, state) {
  let ref = element3.attributes.get("RefId") ?? "";
  if (element3.name === "TNRef") return state.types.get(ref) ?? [];
  let names = element3.children.filter((part) => part.name === "T").map((part) => decodeText(part.text));
  return state.types.set(ref, names), names;
}
function readMembers(element3, state) {
  let members4 = /* @__PURE__ */ new Map();
  for (let part of element3.children)
    members4.set(decodeText(part.attributes.get("N") ?? String(members4.size)), readValue2(part, state));
  return members4;
}
function readEntries(element3, state) {
  return { kind: "dictionary", entries: element3.children.map((entry) => {
    let key = entry.children.find((part) => part.attributes.get("N") === "Key"), value = entry.children.find((part) => part.attributes.get("N") === "Value");
    return [key === void 0 ? null : readValue2(key, state), value === void 0 ? null : readValue2(value, state)];
  }) };
}
function readPart(part, object2, state) {
  let sequence = sequences[part.name];
  part.name === "TN" || part.name === "TNRef" ? object2.typeNames = readTypes(part, state) : part.name === "ToString" ? object2.text = decodeText(part.text) : part.name === "Props" ? object2.adapted = readMembers(part, state) : part.name === "MS" ? object2.extended = readMembers(part, state) : part.name === "DCT" ? object2.base = readEntries(part, state) : sequence !== void 0 ? object2.base = { kind: sequence, items: part.children.map((item) => readValue2(item, state)) } : object2.base = { kind: "value", value: readValue2(part, state) };
}
function readObject(element3, state) {
  let object2 = psObject({}), ref = element3.attributes.get("RefId");
  ref !== void 0 && state.objects.set(ref, object2);
  for (let part of element3.children) readPart(part, object2, state);
  return object2;
}
function readValue2(element3, state) {
  if (element3.name === "Obj") return readObject(element3, state);
  if (element3.name === "Ref") {
    let found = state.objects.get(element3.attributes.get("RefId") ?? "");
    if (found === void 0)
      throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "CLIXML refers to an object that is not there");
    return found;
  }
  return element3.children.length === 0 ? readPrimitive(element3.name, element3.text) : psObject({
    typeNames: [`CLIXML.${element3.name}`],
    base: { kind: "list", items: element3.children.map((part) => readValue2(part, state)) }
  });
}
function readClixml(text3, limits = {}) {
  let root = readXml(tolerateNoncharacters(text3), { depth: maxXmlDepth, ...limits }), state = { objects: /* @__PURE__ */ new Map(), types: /* @__PURE__ */ new Map() };
  return root.name !== "Objs" ? readValue2(root, state) : root.children.map((part) => readValue2(part, state));
}

// src/winrm/psrp/clixml/writer.ts
var maxDepth2 = 50, textual2 = /* @__PURE__ */ new Set(["S", "URI", "XD", "SBK"]), arrayTypes = ["System.Object[]", "System.Array", "System.Object"], hashtableTypes = ["System.Collections.Hashtable", "System.Object"], containers = { list: "LST", stack: "STK", queue: "QUE", enumerable: "IE" };
function primitive(tag, name, text3) {
  return `<${tag}${name}>${escapeText(textual2.has(tag) ? encodeText(text3) : text3)}</${tag}>`;
}
function integer(value, name) {
  if (BigInt.asIntN(64, value) === value) return primitive("I64", name, value.toString());
  if (BigInt.asUintN(64, value) === value) return primitive("U64", name, value.toString());
  throw new WinrmError("WINRM_USAGE_INVALID", "an integer does not fit into 64 bits");
}
function number(value, name) {
  if (Number.isSafeInteger(value) && !Object.is(value, -0))
    return (value | 0) === value ? primitive("I32", name, String(value)) : primitive("I64", name, String(value));
  let text3 = Number.isFinite(value) ? String(value) : value > 0 ? "INF" : value < 0 ? "-INF" : "NaN";
  return primitive("Db", name, Object.is(value, -0) ? "-0" : text3);
}
function date(value, name) {
  if (Number.isNaN(value.getTime()))
    throw new WinrmError("WINRM_USAGE_INVALID", "an invalid Date has no form in CLIXML");
  return primitive("DT", name, value.toISOString());
}
function typeNames(names, state) {
  if (names.length === 0) return "";
  let markup = names.map((name) => `<T>${escapeText(encodeText(name))}</T>`).join(""), known = state.types.get(markup);
  if (known !== void 0) return `<TNRef RefId="${known}"/>`;
  let ref = state.types.size;
  return state.types.set(markup, ref), `<TN RefId="${ref}">${markup}</TN>`;
}
function entries(pairs, state) {
  let text3 = "";
  for (let [key, value] of pairs)
    text3 += `<En>${write(key, ' N="Key"', state)}${write(value, ' N="Value"', state)}</En>`;
  return `<DCT>${text3}</DCT>`;
}
function base(part, state) {
  if (part.kind === "value") return write(part.value, "", state);
  if (part.kind === "dictionary") return entries(part.entries, state);
  let tag = containers[part.kind];
  return `<${tag}>${part.items.map((item) => write(item, "", state)).join("")}</${tag}>`;
}
function members3(tag, values, state) {
  if (values.size === 0) return "";
  let text3 = "";
  for (let [name, value] of values) text3 += write(value, nameAttribute(name), state);
  return `<${tag}>${text3}</${tag}>`;
}
function nameAttribute(name) {
  return ` N="${escapeAttribute(encodeText(name))}"`;
}
function object(value, name, state) {
  let known = state.objects.get(value);
  if (known !== void 0) return `<Ref${name} RefId="${known}"/>`;
  let ref = state.nextRef++;
  state.objects.set(value, ref);
  let text3 = value.text === void 0 ? "" : `<ToString>${escapeText(encodeText(value.text))}</ToString>`;
  return `<Obj${name} RefId="${ref}">${typeNames(value.typeNames, state)}${text3}` + (value.base === void 0 ? "" : base(value.base, state)) + `${members3("Props", value.adapted, state)}${members3("MS", value.extended, state)}</Obj>`;
}
function composite2(value, name, state) {
  let ref = state.nextRef++;
  if (Array.isArray(value)) {
    let items = value;
    return `<Obj${name} RefId="${ref}">${typeNames(arrayTypes, state)}${base({ kind: "list", items }, state)}</Obj>`;
  }
  let pairs = value instanceof Map ? value : Object.entries(value).filter(
    (pair) => pair[1] !== void 0
  );
  return `<Obj${name} RefId="${ref}">${typeNames(hashtableTypes, state)}${entries(pairs, state)}</Obj>`;
}
function write(value, name, state) {
  if (value === null) return `<Nil${name}/>`;
  switch (typeof value) {
    case "string":
      return primitive("S", name, value);
    case "boolean":
      return primitive("B", name, String(value));
    case "number":
      return number(value, name);
    case "bigint":
      return integer(value, name);
    default:
  }
  if (value instanceof Date) return date(value, name);
  if (value instanceof Uint8Array)
    return primitive("BA", name, Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64"));
  if (isPsScalar(value)) return primitive(value.tag, name, value.text);
  if (state.depth >= maxDepth2)
    throw new WinrmError("WINRM_USAGE_INVALID", `a value nested deeper than ${maxDepth2} levels`);
  state.depth += 1;
  let text3 = isPsObject(value) ? object(value, name, state) : composite2(value, name, state);
  return state.depth -= 1, text3;
}
function writeClixml(value) {
  return write(value, "", { objects: /* @__PURE__ */ new Map(), types: /* @__PURE__ */ new Map(), nextRef: 0, depth: 0 });
}

// src/winrm/psrp/messages.ts
var messageTypes = {
  sessionCapability: 65538,
  initRunspacePool: 65540,
  publicKey: 65541,
  encryptedSessionKey: 65542,
  publicKeyRequest: 65543,
  connectRunspacePool: 65544,
  setMaxRunspaces: 135170,
  setMinRunspaces: 135171,
  runspaceAvailability: 135172,
  runspacePoolState: 135173,
  createPipeline: 135174,
  getAvailableRunspaces: 135175,
  userEvent: 135176,
  applicationPrivateData: 135177,
  getCommandMetadata: 135178,
  runspacePoolInitData: 135179,
  resetRunspaceState: 135180,
  poolHostCall: 135424,
  poolHostResponse: 135425,
  pipelineInput: 266242,
  endOfPipelineInput: 266243,
  pipelineOutput: 266244,
  errorRecord: 266245,
  pipelineState: 266246,
  debugRecord: 266247,
  verboseRecord: 266248,
  warningRecord: 266249,
  progressRecord: 266256,
  informationRecord: 266257,
  pipelineHostCall: 266496,
  pipelineHostResponse: 266497
}, poolStates = {
  opening: 1,
  opened: 2,
  closed: 3,
  closing: 4,
  broken: 5,
  disconnected: 9
}, pipelineStates = {
  notStarted: 0,
  running: 1,
  stopping: 2,
  stopped: 3,
  completed: 4,
  failed: 5,
  disconnected: 6
}, headerSize = 40, toClient = 1, toServer = 2;
function writeMessage(header2, value) {
  let text3 = value === void 0 ? "" : writeClixml(value), mark = header2.to === "client" && text3 !== "" ? "\uFEFF" : "", out = Buffer.alloc(headerSize + Buffer.byteLength(mark + text3));
  return out.writeUInt32LE(header2.to === "client" ? toClient : toServer, 0), out.writeUInt32LE(header2.type, 4), out.set(guidToBytes(header2.pool), 8), out.set(guidToBytes(header2.pipeline ?? emptyGuid), 24), out.write(mark + text3, headerSize), out;
}
function readMessage(bytes) {
  if (bytes.length < headerSize)
    throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a PSRP message is shorter than its header");
  let view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), destination = view.readUInt32LE(0);
  if (destination !== toClient && destination !== toServer)
    throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a PSRP message has an unknown destination");
  return {
    to: destination === toClient ? "client" : "server",
    type: view.readUInt32LE(4),
    pool: guidFromBytes(bytes, 8),
    pipeline: guidFromBytes(bytes, 24),
    text: readText(view.subarray(headerSize))
  };
}
var decoder2 = new TextDecoder("utf-8", { fatal: !0 });
function readText(bytes) {
  try {
    return decoder2.decode(bytes);
  } catch (cause) {
    throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a PSRP message is not UTF-8", { cause });
  }
}
function messageValue(message) {
  return message.text.trim() === "" ? null : readClixml(message.text, { size: 200 * 1024 * 1024 });
}

// src/winrm/session-key.ts
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  generateKeyPair,
  privateDecrypt,
  publicEncrypt
} from "node:crypto";
import { promisify } from "node:util";
var modulusSize = 256, keySize = 32, publicBlobHeader = Buffer.from("06020000 00a40000 52534131 00080000 01000100".replaceAll(" ", ""), "hex"), simpleBlobHeader = Buffer.from("01020000 10660000 00a40000".replaceAll(" ", ""), "hex");
function broken3(what, cause) {
  throw new WinrmError("WINRM_PROTOCOL_VIOLATED", what, cause === void 0 ? {} : { cause });
}
function sessionKey(key) {
  let vector = Buffer.alloc(16);
  return {
    seal(text3) {
      let cipher = createCipheriv("aes-256-cbc", key, vector);
      return psScalar(
        "SS",
        Buffer.concat([cipher.update(Buffer.from(text3, "utf16le")), cipher.final()]).toString("base64")
      );
    },
    open(value) {
      try {
        let decipher = createDecipheriv("aes-256-cbc", key, vector), sealed = Buffer.from(value.text, "base64");
        return Buffer.concat([decipher.update(sealed), decipher.final()]).toString("utf16le");
      } catch (cause) {
        return broken3("a SecureString was not sealed with the session key", cause);
      }
    }
  };
}
function unpad(padded) {
  let end = padded.indexOf(0, 2);
  return (padded[0] !== 0 || padded[1] !== 2 || end < 10) && broken3("the session key is not padded as it should be"), padded.subarray(end + 1);
}
function complete(privateKey, encrypted) {
  let blob = Buffer.from(encrypted, "base64");
  blob.length !== simpleBlobHeader.length + modulusSize && broken3("the session key has a wrong length");
  let sealed = Buffer.from(blob.subarray(simpleBlobHeader.length)).reverse(), padded;
  try {
    padded = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, sealed);
  } catch (cause) {
    return broken3("the session key cannot be decrypted", cause);
  }
  let key = unpad(padded);
  return key.length === keySize ? sessionKey(key) : broken3("the session key is no AES-256 key");
}
async function beginKeyExchange() {
  let { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: modulusSize * 8 }), { n = "" } = publicKey.export({ format: "jwk" }), modulus = Buffer.from(n, "base64url").reverse();
  return {
    publicKey: Buffer.concat([publicBlobHeader, modulus]).toString("base64"),
    complete: (encrypted) => complete(privateKey, encrypted)
  };
}
function answerKeyExchange(publicKey, key) {
  let blob = Buffer.from(publicKey, "base64"), header2 = blob.subarray(0, publicBlobHeader.length);
  (blob.length !== publicBlobHeader.length + modulusSize || !header2.equals(publicBlobHeader)) && broken3("the public key is no RSA key of 2048 bits");
  let n = Buffer.from(blob.subarray(publicBlobHeader.length)).reverse().toString("base64url"), rsa = createPublicKey({ format: "jwk", key: { kty: "RSA", n, e: "AQAB" } }), sealed = publicEncrypt({ key: rsa, padding: constants.RSA_PKCS1_PADDING }, key).reverse();
  return { encrypted: Buffer.concat([simpleBlobHeader, sealed]).toString("base64"), sessionKey: sessionKey(key) };
}

export {
  WinrmError,
  sealedContentType,
  isSealedContentType,
  encodeSealedBody,
  decodeSealedBody,
  DER,
  element,
  elementsByTag,
  oidOf,
  encodeElement,
  endpointBindingOf,
  bindingDigest,
  AV,
  encodeAvPairs,
  decodeAvPairs,
  avValue,
  NTLM_FLAG,
  OFFERED_FLAGS,
  REQUIRED_FLAGS,
  SECURITY_FLAGS,
  hasFlags,
  responseKey,
  proofOf,
  sessionBaseKey,
  integrityCodeWithout,
  MIC_OFFSET,
  DEFAULT_VERSION,
  decodeNegotiate,
  encodeChallenge,
  decodeChallenge,
  decodeAuthenticate,
  Rc4,
  createNtlmSealing,
  fileTime,
  createNtlmClient,
  ns,
  actions,
  resources,
  signals,
  escapeText,
  element2,
  childText,
  writeIdentify,
  isIdentify,
  writeIdentity,
  readIdentity,
  readConfig,
  writeConfig,
  alreadyGone,
  inUseOrDisconnected,
  olderProtocol,
  wornOut,
  tooManyShells,
  psObject,
  psCustomObject,
  isPsScalar,
  isPsObject,
  member,
  numberOf,
  toPlain,
  readErrorRecord,
  writeErrorRecord,
  readProgress,
  writeProgress,
  readMessageRecord,
  writeMessageRecord,
  readInformation,
  readHostCall,
  answerHostCall,
  someHost,
  writePipelineSpec,
  readPipelineSpec,
  primitiveDictionary,
  capability,
  readCapability,
  initPool,
  poolInitData,
  poolState,
  pipelineState,
  readState,
  privateData,
  writeRequest,
  writeResponse,
  readRequest,
  readResponse,
  responseAction,
  readFault,
  writeFault,
  faultError,
  fragmentHeaderSize,
  createFragmenter,
  recut,
  createDefragmenter,
  writeCreate,
  readCreate,
  writeShell,
  readShell,
  writeCreateResponse,
  readCreatedShellId,
  writeDisconnect,
  writeConnect,
  writeConnectCommand,
  readConnectCommand,
  writeConnectCommandResponse,
  readConnect,
  writeConnectResponse,
  readConnectResponse,
  writeCommand2 as writeCommand,
  readCommand2 as readCommand,
  writeCommandResponse,
  readCommandResponse,
  writeSend,
  readSend,
  writeReceive,
  readReceive,
  writeReceiveResponse,
  readReceiveResponse,
  writeSignal,
  readSignal,
  isGuid,
  guidFromRandom,
  messageTypes,
  poolStates,
  pipelineStates,
  writeMessage,
  readMessage,
  messageValue,
  beginKeyExchange,
  answerKeyExchange,
  cimResource,
  readCimResource,
  readCimRow,
  typeCimRow,
  writeCimRow,
  writeCimCall,
  readCimCall,
  writeCimResult,
  writeEnumerate,
  readEnumerate,
  writePull,
  readPull,
  writeRelease,
  writePage,
  readPage,
  createRealClock,
  createStoryClock,
  timings,
  scenarioNamed,
  castOf,
  setupsOf,
  storyNames
};
