import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  asksKerberos,
  entryFor,
  expand,
  formKeys,
  formOf,
  formatDuration,
  gateChoiceSchema,
  hasLabel,
  holdSchema,
  identityOf,
  isEnrolled,
  isForWindows,
  isHotpatchMonth,
  jumpOf,
  kbSchema,
  keepsTrain,
  lineageOf,
  lineageRowSchema,
  looksLikeHotpatch,
  machineEntrySchema,
  missingRow,
  productOf,
  rowOfKbs,
  rowText,
  severities,
  stages,
  substitutesFor,
  textsOf,
  timeZoneSchema,
  updateIdentitySchema,
  updateSchema,
  usualForm,
  variableOf,
  variablesOfJump,
  wayOf,
  weekdays
} from "./chunk-ZWRIURN5.mjs";
import {
  FailureError,
  failureOf,
  nearest,
  rejections
} from "./chunk-B3KDKBGD.mjs";
import {
  require_saxes
} from "./chunk-U5FIX2DK.mjs";
import {
  NEVER,
  _enum,
  _null,
  array,
  boolean,
  discriminatedUnion,
  iso_exports,
  literal,
  number,
  object,
  prettifyError,
  record,
  strictObject,
  string,
  union
} from "./chunk-BIJDAHLH.mjs";
import {
  __toESM
} from "./chunk-BOR2QMVO.mjs";

// src/winrm/channel.ts
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

// src/winrm/codes/connection.ts
var connectionErrors = {
  WINRM_NAME_NOT_FOUND: {
    retryable: true,
    meaning: "The name of the machine leads to no address.",
    help: "Try `nslookup NAME` on the runner; correct the name or DNS, or write `address` for the machine in the inventory."
  },
  WINRM_CONNECTION_REFUSED: {
    retryable: true,
    meaning: "The machine answers, and nothing listens on that port.",
    help: "On the machine: `winrm enumerate winrm/config/listener`; make the listener with `winrm quickconfig -transport:https` (5986) or `Enable-PSRemoting` (5985), or correct the port."
  },
  WINRM_CONNECTION_TIMED_OUT: {
    retryable: true,
    meaning: "Nothing answers: the machine is off, or a firewall drops what is sent.",
    help: "Try `Test-NetConnection NAME -Port 5986` or `nc -vz NAME 5986` on the runner; then look at routing, the firewall between, and that of the machine."
  },
  WINRM_CONNECTION_FAILED: {
    retryable: true,
    meaning: "The connection could not be opened.",
    help: "The message says why; look at the network of the runner first."
  },
  WINRM_CONNECTION_LOST: {
    retryable: true,
    meaning: "The connection ended before an answer was complete; whether the request was worked on is unknown.",
    help: "The machine may be restarting. If it happens each time: HTTP is spoken to a port that wants HTTPS (5986), or something in between cuts connections."
  },
  WINRM_DEADLINE_EXCEEDED: {
    retryable: true,
    meaning: "The machine did not answer in time.",
    help: "It may be busy or restarting: look at its load, and try again."
  },
  WINRM_ABORTED: {
    retryable: false,
    meaning: "The call was aborted by its caller.",
    help: "Nothing: the run was cancelled."
  },
  WINRM_JUMP_UNREACHABLE: {
    retryable: true,
    meaning: "The jump host does not answer, or hangs up.",
    help: "Check its address and port in `via` and the firewall between the runner and it."
  },
  WINRM_JUMP_REFUSED: {
    retryable: false,
    meaning: "The jump host does not let us through.",
    help: "It wants a user and password, its rules forbid this machine, or it does not speak SOCKS version 5 on that port."
  },
  WINRM_JUMP_FAILED: {
    retryable: true,
    meaning: "The jump host cannot reach the machine.",
    help: "On the jump host: check that the name resolves and the port of the machine answers (`nc -vz NAME 5986`)."
  },
  WINRM_TLS_WRONG_NAME: {
    retryable: false,
    meaning: "The certificate is for another name than the one that was connected to.",
    help: "Connect by a name that the certificate has, or issue one for this name and bind it to the listener."
  },
  WINRM_TLS_EXPIRED: {
    retryable: false,
    meaning: "The certificate has expired, or is not valid yet.",
    help: `Renew it and bind the new one: \`winrm set "winrm/config/Listener?Address=*+Transport=HTTPS" '@{CertificateThumbprint="…"}'\`. Is the clock of the runner right?`
  },
  WINRM_TLS_SELF_SIGNED: {
    retryable: false,
    meaning: "The certificate is signed by nobody but itself.",
    help: "Compare its SHA-256 with the machine by another way, then pin it with `pin`, or give the certificate as `ca`."
  },
  WINRM_TLS_UNKNOWN_CA: {
    retryable: false,
    meaning: "The certificate comes from an authority that the runner does not know.",
    help: "Give the authority that is named as its issuer as `ca`, a PEM file."
  },
  WINRM_TLS_PIN_MISMATCHED: {
    retryable: false,
    meaning: "The certificate is not the pinned one: it was renewed, or this is not the machine.",
    help: "Compare its SHA-256 with the machine by another way; only if it is the same, write it as `pin`."
  },
  WINRM_TLS_FAILED: {
    retryable: false,
    meaning: "TLS could not be agreed on.",
    help: "Is this port an HTTPS listener (5986, not 5985)? TLS 1.2 or later must be enabled on the machine, and its certificate must have its private key."
  }
};

// src/winrm/codes/logon.ts
var logonErrors = {
  WINRM_AUTH_REJECTED: {
    retryable: false,
    meaning: "The machine or the domain refused user and password, and does not say more.",
    help: "Wrong user or password, or the account is locked, expired or may not log on over the network: see event 4625 on the machine. Over HTTPS perhaps something in between ends TLS."
  },
  WINRM_AUTH_ACCOUNT_LOCKED: {
    retryable: false,
    meaning: "The domain says that the account is locked, disabled or expired.",
    help: "See to the account (`Get-ADUser NAME -Properties LockedOut,Enabled,AccountExpirationDate`, `Unlock-ADAccount NAME`) and find out who locks it, then start again."
  },
  WINRM_AUTH_PASSWORD_EXPIRED: {
    retryable: false,
    meaning: "The domain says that the password has expired.",
    help: "Set a new password, bring it to the pipeline, then start again."
  },
  WINRM_AUTH_NOT_OFFERED: {
    retryable: false,
    meaning: "The machine does not offer this authentication scheme; the message says what it offers.",
    help: "Choose a scheme that it offers with `auth`, or enable ours on the machine: `Set-Item WSMan:\\localhost\\Service\\Auth\\Negotiate $true`."
  },
  WINRM_AUTH_NONE_OFFERED: {
    retryable: false,
    meaning: "The machine wants a logon and offers no scheme for it.",
    help: "Enable one on the machine (`winrm get winrm/config/service/auth` shows them, `Set-Item WSMan:\\localhost\\Service\\Auth\\Negotiate $true` enables Negotiate); or this is a proxy and not the machine."
  },
  WINRM_AUTH_TOKEN_REFUSED: {
    retryable: false,
    meaning: "The machine offers the scheme, and turned its first token away before anybody looked at the password.",
    help: 'NTLM is restricted there (policy "Network security: Restrict NTLM: Incoming NTLM traffic"): use Kerberos, or add an exception.'
  },
  WINRM_AUTH_FAILED: {
    retryable: false,
    meaning: "The authentication exchange broke.",
    help: "Is a proxy or an inspecting firewall between us and the machine that changes tokens or connections?"
  },
  WINRM_KERBEROS_INTERPRETER_MISSING: {
    retryable: false,
    meaning: "What makes Kerberos tokens is not there.",
    help: "Kerberos needs PowerShell 7.3 or later: install it (https://aka.ms/powershell) so that `pwsh` is on PATH, or set its path; on Linux install MIT Kerberos too (Debian, Ubuntu: libgssapi-krb5-2; Red Hat: krb5-libs)."
  },
  WINRM_KERBEROS_CREDENTIALS_MISSING: {
    retryable: false,
    meaning: "No Kerberos ticket can be had.",
    help: "Run `kinit`, name a keytab in KRB5_CLIENT_KTNAME, or give user@REALM with a password; is the realm in krb5.conf or in DNS?"
  },
  WINRM_KERBEROS_SPN_UNKNOWN: {
    retryable: false,
    meaning: "The domain knows no service of this name.",
    help: "Connect by the full name of the machine, not by an address; look with `setspn -Q HOST/NAME`, or choose another service name (HOST, HTTP, WSMAN)."
  },
  WINRM_KERBEROS_CLOCK_SKEWED: {
    retryable: false,
    meaning: "The clocks are too far apart for Kerberos.",
    help: "Runner, machine and domain controller must agree within five minutes: `w32tm /query /status` and `w32tm /resync` on Windows, `timedatectl` on Linux."
  },
  WINRM_KERBEROS_KEY_MISMATCHED: {
    retryable: false,
    meaning: "The machine cannot read the ticket: the domain holds another key for this service.",
    help: "The service name is registered elsewhere (`setspn -X` finds doubles), or the machine has lost its trust with the domain (`Test-ComputerSecureChannel` there)."
  },
  WINRM_KERBEROS_KDC_UNREACHABLE: {
    retryable: true,
    meaning: "No domain controller answers the runner.",
    help: "Check DNS (`nslookup -type=srv _kerberos._tcp.REALM`) and port 88 between the runner and the domain."
  },
  WINRM_KERBEROS_FAILED: {
    retryable: false,
    meaning: "Kerberos failed for a reason without a row of its own.",
    help: "See the message; `KRB5_TRACE=/dev/stderr kinit USER@REALM` on the runner tells more."
  },
  WINRM_SEALING_FAILED: {
    retryable: false,
    meaning: "A message was not sealed as agreed; it was discarded.",
    help: "Use HTTPS, or find who alters the traffic."
  }
};

// src/winrm/codes/service.ts
var serviceErrors = {
  WINRM_FORBIDDEN: {
    retryable: false,
    meaning: "The machine refused the request as such (HTTP 403).",
    help: "A client certificate is missing or not trusted there, or a web server or proxy that is not WinRM answers on this port."
  },
  WINRM_NOT_FOUND: {
    retryable: false,
    meaning: "There is no WS-Man service at this address (HTTP 404).",
    help: "The port belongs to another web server, or the URL prefix is another one: `winrm enumerate winrm/config/listener` shows Port and URLPrefix (`wsman`)."
  },
  WINRM_HTTP_FAILED: {
    retryable: false,
    meaning: "The machine answered with an unexpected HTTP status.",
    help: "Is this the port of WinRM, and not of another web server or a proxy? The cause quotes what it said."
  },
  WINRM_BUSY: {
    retryable: true,
    meaning: "The service is overloaded (HTTP 503 or a busy fault).",
    help: "Try again; if it stays so, look at the load of the machine, then `Restart-Service WinRM`."
  },
  WINRM_ENVELOPE_TOO_LARGE: {
    retryable: false,
    meaning: "A message exceeds the limit of the machine.",
    help: "Raise the limit to its default: `Set-Item WSMan:\\localhost\\MaxEnvelopeSizekb 500`."
  },
  WINRM_PROTOCOL_VIOLATED: {
    retryable: false,
    meaning: "The answer is not valid WS-Man or PSRP.",
    help: "Is this really WinRM, with nothing in between that changes answers? If so, report it with the log."
  },
  WINRM_ACCESS_DENIED: {
    retryable: false,
    meaning: "The account is who it says, and may not open a session.",
    help: "Add it to Administrators, or to Remote Management Users with a session configuration whose SDDL lets it in (`(Get-PSSessionConfiguration Microsoft.PowerShell).SecurityDescriptorSddl`). A local administrator other than Administrator itself is filtered by UAC unless LocalAccountTokenFilterPolicy lifts that for all of them: `reg add HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System /v LocalAccountTokenFilterPolicy /t REG_DWORD /d 1`."
  },
  WINRM_ENDPOINT_MISSING: {
    retryable: false,
    meaning: "The PowerShell session configuration does not exist.",
    help: "`Get-PSSessionConfiguration` lists what there is; `Enable-PSRemoting -Force` makes Microsoft.PowerShell, `Register-PSSessionConfiguration` any other."
  },
  WINRM_RESOURCE_MISSING: {
    retryable: false,
    meaning: "The machine has no such class, instance or resource.",
    help: "Repair WMI if the class belongs to Windows (`winmgmt /verifyrepository`)."
  },
  WINRM_REMOTING_DISABLED: {
    retryable: false,
    meaning: "Remote shells are turned off on the machine.",
    help: 'Set the policy "Allow Remote Shell Access" (`Set-Item WSMan:\\localhost\\Shell\\AllowRemoteShellAccess $true`), or run `Enable-PSRemoting -Force`.'
  },
  WINRM_QUOTA_EXCEEDED: {
    retryable: true,
    meaning: "A quota of WinRM is used up.",
    help: "`Get-WSManInstance shell -Enumerate` shows who holds shells; end leaked ones (`Restart-Service WinRM` ends all), or raise the quota (`winrm get winrm/config`)."
  },
  WINRM_SHELL_GONE: {
    retryable: false,
    meaning: "The shell or command no longer exists (restart or idle time-out); what became of it is unknown.",
    help: "Run again: the machine is asked what became of the work."
  },
  WINRM_SHUTTING_DOWN: {
    retryable: true,
    meaning: "The machine is shutting down.",
    help: "Wait until it is back."
  },
  WINRM_OPERATION_TIMED_OUT: {
    retryable: true,
    meaning: "The machine reports that an operation timed out.",
    help: "Try again; if it stays so, look at the load of the machine."
  },
  WINRM_FAULT: {
    retryable: false,
    meaning: "The machine answered with a fault that has no row of its own.",
    help: "Look the number up on the machine: `winrm helpmsg 0xNUMBER`."
  },
  WINRM_POOL_BROKEN: {
    retryable: false,
    meaning: "The session configuration exists and breaks while a session is opened.",
    help: "The cause is what PowerShell says: a start-up script, a module or a role capability file may be at fault. Try `Enter-PSSession NAME -ConfigurationName …` with the same account."
  },
  WINRM_PIPELINE_FAILED: {
    retryable: false,
    meaning: "The PowerShell command ended with a terminating error.",
    help: "The cause is what PowerShell says."
  },
  WINRM_PIPELINE_STOPPED: {
    retryable: false,
    meaning: "The PowerShell command was stopped.",
    help: "Somebody stopped it, on the machine or here."
  },
  WINRM_OUTPUT_TOO_LARGE: {
    retryable: false,
    meaning: "The command said more than the limit; the rest was not taken.",
    help: "Ask for less, or raise the limit of the call."
  },
  WINRM_USAGE_INVALID: {
    retryable: false,
    meaning: "The connection was described in a way that cannot be meant.",
    help: "Correct what the message names: address, port, scheme, certificate, or time-out."
  }
};

// src/winrm/errors.ts
var winrmErrors = { ...connectionErrors, ...logonErrors, ...serviceErrors };
var WinrmError = class extends Error {
  name = "WinrmError";
  code;
  retryable;
  detail;
  constructor(code, message, detail = {}) {
    super(message, detail.cause === void 0 ? void 0 : { cause: detail.cause });
    this.code = code;
    this.retryable = winrmErrors[code].retryable;
    this.detail = detail;
  }
  /** What a person should do next. */
  get help() {
    return this.detail.help ?? winrmErrors[this.code].help;
  }
};

// src/winrm/auth/sealing.ts
var MEDIA_TYPE = "multipart/encrypted";
var BOUNDARY = "--Encrypted Boundary";
var TRAILER = Buffer.from(`${BOUNDARY}--\r
`, "latin1");
var OPENING = /^-- ?Encrypted Boundary[ \t]*$/;
var CLOSING = /^-- ?Encrypted Boundary(?:--)?(?:\r\n)?$/;
var LENGTH = /;[ \t]*length=(\d{1,10})[ \t]*$/i;
var MAX_PREAMBLE = 2048;
function sealedContentType(label2) {
  return `${MEDIA_TYPE};protocol="${label2}";boundary="Encrypted Boundary"`;
}
function isSealedContentType(contentType) {
  return contentType !== void 0 && contentType.split(";", 1)[0]?.trim().toLowerCase() === MEDIA_TYPE;
}
function encodeSealedBody(body) {
  const preamble = `${BOUNDARY}\r
	Content-Type: ${body.label}\r
	OriginalContent: type=application/soap+xml;charset=UTF-8;Length=${body.length}\r
${BOUNDARY}\r
	Content-Type: application/octet-stream\r
`;
  const { signature, sealed } = body;
  const start = preamble.length + 4;
  const bytes = Buffer.allocUnsafe(start + signature.length + sealed.length + TRAILER.length);
  bytes.write(preamble, "latin1");
  bytes.writeUInt32LE(signature.length, preamble.length);
  bytes.set(signature, start);
  bytes.set(sealed, start + signature.length);
  bytes.set(TRAILER, start + signature.length + sealed.length);
  return bytes;
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
    const end = this.#bytes.subarray(0, MAX_PREAMBLE).indexOf("\r\n", this.offset, "latin1");
    if (end === -1) throw broken("its text part does not end");
    const text5 = this.#bytes.toString("latin1", this.offset, end).trim();
    this.offset = end + 2;
    return text5;
  }
  boundary() {
    if (!OPENING.test(this.line())) throw broken("no boundary where one belongs");
  }
  /** Header name in lower case and its value. */
  field() {
    const text5 = this.line();
    const colon = text5.indexOf(":");
    if (colon === -1) throw broken("no header where one belongs");
    return [text5.slice(0, colon).trim().toLowerCase(), text5.slice(colon + 1).trim()];
  }
};
function decodeSealedBody(body) {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const preamble = new Preamble(bytes);
  preamble.boundary();
  const first = [preamble.field(), preamble.field()];
  const value = (name2) => first.find(([key2]) => key2 === name2)?.[1];
  const [label2, length2] = [value("content-type"), LENGTH.exec(value("originalcontent") ?? "")?.[1]];
  if (label2 === void 0 || length2 === void 0) throw broken("label or length is missing");
  preamble.boundary();
  const [name, type] = preamble.field();
  if (name !== "content-type" || type.toLowerCase() !== "application/octet-stream") throw broken("no octet stream");
  const at2 = preamble.offset;
  if (bytes.length < at2 + 4) throw broken("it is cut");
  const start = at2 + 4 + bytes.readUInt32LE(at2);
  const end = start + Number(length2);
  if (!CLOSING.test(bytes.toString("latin1", end))) throw broken("no closing boundary behind the ciphertext");
  return {
    label: label2,
    length: Number(length2),
    signature: bytes.subarray(at2 + 4, start),
    sealed: bytes.subarray(start, end)
  };
}

// src/winrm/answers.ts
var SOAP_CONTENT_TYPE = "application/soap+xml;charset=UTF-8";
var STATUS_CODES = /* @__PURE__ */ new Map([
  [401, ["WINRM_AUTH_REJECTED", "the credentials were rejected"]],
  [403, ["WINRM_FORBIDDEN", "the request was refused"]],
  [404, ["WINRM_NOT_FOUND", "there is no WS-Man service at this path"]],
  [413, ["WINRM_ENVELOPE_TOO_LARGE", "the request is larger than the machine accepts"]],
  [425, ["WINRM_BUSY", "the service is busy"]],
  [429, ["WINRM_BUSY", "the service is busy"]],
  [503, ["WINRM_BUSY", "the service is busy"]]
]);
var QUOTE = 200;
function contentTypeOf(answer2) {
  return answer2.headers.get("content-type")?.[0];
}
function kindOf(answer2) {
  if (answer2.body.length === 0) return "empty";
  const contentType = contentTypeOf(answer2);
  if (isSealedContentType(contentType)) return "sealed";
  return contentType?.split(";", 1)[0]?.trim().toLowerCase() === "application/soap+xml" ? "soap" : "other";
}
function isSuccess(answer2) {
  return answer2.status >= 200 && answer2.status < 300;
}
function quoteOf(answer2) {
  const text5 = answer2.body.subarray(0, 4096).toString("utf8");
  const words = text5.replace(/<(?:style|script)\b[\s\S]*?<\/(?:style|script)>/gi, " ").replace(/<[^>]*>/g, " ");
  return words.replace(/\s+/g, " ").trim().slice(0, QUOTE);
}
function failureOf2(answer2, where, extra = {}) {
  const other = isSuccess(answer2) ? "the answer is not SOAP" : `unexpected HTTP status ${answer2.status}`;
  const [code, what] = STATUS_CODES.get(answer2.status) ?? ["WINRM_HTTP_FAILED", other];
  const quote = kindOf(answer2) === "other" ? { peerText: quoteOf(answer2), contentType: contentTypeOf(answer2) } : {};
  return new WinrmError(code, `${where}: ${what}`, { httpStatus: answer2.status, ...quote, ...extra });
}

// src/winrm/auth/channel-binding.ts
import { createHash } from "node:crypto";

// src/winrm/auth/der.ts
var DER = { INTEGER: 2, OCTET_STRING: 4, OID: 6, ENUMERATED: 10, SEQUENCE: 48 };
function element(der) {
  const [tag, first] = der ?? [];
  if (der === void 0 || tag === void 0 || first === void 0) return void 0;
  const lengthBytes = first < 128 ? 0 : first & 127;
  if (lengthBytes > 4) return void 0;
  let length2 = first < 128 ? first : 0;
  for (let i = 0; i < lengthBytes; i++) length2 = length2 * 256 + (der[2 + i] ?? 0);
  const start = 2 + lengthBytes;
  if (start + length2 > der.length) return void 0;
  return { tag, content: der.subarray(start, start + length2), rest: der.subarray(start + length2) };
}
function elementsByTag(content2) {
  if (content2 === void 0) return void 0;
  const found = /* @__PURE__ */ new Map();
  for (let rest = content2; rest.length > 0; ) {
    const next = element(rest);
    if (next === void 0) return void 0;
    if (!found.has(next.tag)) found.set(next.tag, next.content);
    rest = next.rest;
  }
  return found;
}
function oidOf(der) {
  const oid = element(der);
  return oid?.tag === DER.OID ? Buffer.from(oid.content).toString("hex") : "";
}
function encodeElement(tag, ...parts) {
  const length2 = parts.reduce((sum, part) => sum + part.length, 0);
  const head = [tag];
  if (length2 < 128) {
    head.push(length2);
  } else {
    const bytes = [];
    for (let left = length2; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256);
    head.push(128 | bytes.length, ...bytes);
  }
  return Buffer.concat([Buffer.from(head), ...parts]);
}

// src/winrm/auth/channel-binding.ts
var PREFIX = Buffer.from("tls-server-end-point:", "latin1");
var RSA_PSS = "2a864886f70d01010a";
var HASHES = /* @__PURE__ */ new Map([
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
  const algorithm = element(element(element(der)?.content)?.rest)?.content;
  const oid = oidOf(algorithm);
  if (oid !== RSA_PSS) return HASHES.get(oid) ?? "sha256";
  const parameters = element(element(algorithm)?.rest)?.content;
  const hash2 = element(parameters);
  return hash2?.tag === 160 ? HASHES.get(oidOf(element(hash2.content)?.content)) ?? "sha256" : "sha256";
}
function endpointBindingOf(certificateDer) {
  return Buffer.concat([PREFIX, createHash(hashOf(certificateDer)).update(certificateDer).digest()]);
}
function bindingDigest(applicationData) {
  const head = Buffer.alloc(20);
  head.writeUInt32LE(applicationData.length, 16);
  return createHash("md5").update(head).update(applicationData).digest();
}

// src/winrm/auth/kerberos/launch.ts
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

// src/winrm/auth/kerberos/source.ps1
var source_default = `# Kerberos tokens from .NET (NegotiateAuthentication: MIT Kerberos on Linux, SSPI on Windows), for all machines of one run.
# One request a line on standard input, fields apart by blanks: number, operation, name of the context, arguments in base64.
# One answer a line on standard output, in the same order: number, status, token or message, error numbers of the Kerberos library.
# Keep it to the language and .NET: the bare engine has no more. Nothing is kept but the contexts; no request is ever printed.

class PatchringBinding : System.Security.Authentication.ExtendedProtection.ChannelBinding {
    [int] $Length
    PatchringBinding([byte[]] $data) : base($true) {
        # SEC_CHANNEL_BINDINGS: a header of 32 bytes that says where the application data is, then the data.
        $this.Length = 32 + $data.Length
        $memory = [System.Runtime.InteropServices.Marshal]::AllocHGlobal($this.Length)
        $bytes = [byte[]]::new($this.Length)
        [BitConverter]::GetBytes($data.Length).CopyTo($bytes, 24)
        [BitConverter]::GetBytes(32).CopyTo($bytes, 28)
        $data.CopyTo($bytes, 32)
        [System.Runtime.InteropServices.Marshal]::Copy($bytes, 0, $memory, $bytes.Length)
        $this.SetHandle($memory)
    }
    [int] get_Size() { return $this.Length }
    [bool] get_IsInvalid() { return $this.handle -eq [IntPtr]::Zero }
    [bool] ReleaseHandle() {
        [System.Runtime.InteropServices.Marshal]::FreeHGlobal($this.handle)
        return $true
    }
}

function ConvertFrom-Field {
    param([string] $Text)
    return [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($Text))
}

function New-Context {
    param([string[]] $Fields)
    $options = [System.Net.Security.NegotiateAuthenticationClientOptions]::new()
    $options.Package = 'Kerberos'
    $options.TargetName = ConvertFrom-Field $Fields[0]
    $options.RequireMutualAuthentication = $true
    $options.RequiredProtectionLevel = [System.Net.Security.ProtectionLevel]::EncryptAndSign
    if ($Fields[1].Length -gt 0) { $options.Binding = [PatchringBinding]::new([Convert]::FromBase64String($Fields[1])) }
    if ($Fields[2].Length -gt 0) {
        $options.Credential = [System.Net.NetworkCredential]::new(
            (ConvertFrom-Field $Fields[2]), (ConvertFrom-Field $Fields[4]), (ConvertFrom-Field $Fields[3]))
    }
    return [System.Net.Security.NegotiateAuthentication]::new($options)
}

# The library's own numbers for what went wrong; .NET keeps them to itself, the library's trace does not.
function Read-Trace {
    $path = [Environment]::GetEnvironmentVariable('KRB5_TRACE')
    if ([string]::IsNullOrEmpty($path) -or -not [System.IO.File]::Exists($path)) { return '' }
    $text = [System.IO.File]::ReadAllText($path)
    [System.IO.File]::WriteAllText($path, '')
    $numbers = @(foreach ($match in [regex]::Matches($text, '-17653\\d{5}')) { $match.Value })
    # KRB5_KDC_UNREACH is the one number that is not traced: somebody was asked, and nobody answered.
    if ($text -match 'Sending initial|Initiating TCP' -and $text -notmatch 'Received answer') { $numbers += '-1765328228' }
    return $numbers -join ','
}

$contexts = @{}

function Invoke-Request {
    param([string] $Operation, [string] $Name, [string[]] $Fields)
    if ($Operation -eq 'drop') {
        if ($contexts.ContainsKey($Name)) { $contexts[$Name].Dispose(); $contexts.Remove($Name) }
        return 'Completed', ''
    }
    if ($null -eq ('System.Net.Security.NegotiateAuthentication' -as [type])) { return 'TooOld', '' }
    if ($Operation -eq 'start') { $contexts[$Name] = New-Context $Fields }
    $context = $contexts[$Name]
    if ($Operation -eq 'start' -or $Operation -eq 'step') {
        $status = [System.Net.Security.NegotiateAuthenticationStatusCode]::GenericFailure
        $token = [System.Management.Automation.Language.NullString]::Value
        if ($Operation -eq 'step') { $token = $Fields[0] }
        $answer = $context.GetOutgoingBlob($token, [ref] $status)
        if ("$status" -eq 'Completed' -and -not ($context.IsMutuallyAuthenticated -and $context.IsEncrypted)) { return 'QopNotSupported', '' }
        return "$status", "$answer"
    }
    if ($Operation -eq 'verify') {
        if ($null -eq $context.GetType().GetMethod('VerifyIntegrityCheck')) { return 'Skipped', '' }
        $fine = $context.VerifyIntegrityCheck([Convert]::FromBase64String($Fields[0]), [Convert]::FromBase64String($Fields[1]))
        if ($fine) { return 'Completed', '' }
        return 'MessageAltered', ''
    }
    $writer = [System.Buffers.ArrayBufferWriter[byte]]::new()
    $encrypted = $false
    $bytes = [Convert]::FromBase64String($Fields[0])
    if ($Operation -eq 'wrap') { $status = $context.Wrap($bytes, $writer, $true, [ref] $encrypted) }
    else { $status = $context.Unwrap($bytes, $writer, [ref] $encrypted) }
    if ("$status" -eq 'Completed' -and -not $encrypted) { return 'QopNotSupported', '' }
    return "$status", [Convert]::ToBase64String($writer.WrittenMemory.ToArray())
}

$reader = [System.IO.StreamReader]::new([Console]::OpenStandardInput())
$writer = [System.IO.StreamWriter]::new([Console]::OpenStandardOutput())
$writer.AutoFlush = $true
$writer.NewLine = "\`n"
while ($null -ne ($line = $reader.ReadLine())) {
    $number, $operation, $name, $fields = $line.Split(' ')
    $trace = ''
    try { $status, $answer = Invoke-Request $operation $name $fields }
    catch {
        $answer = ''
        $status = $_.Exception.GetBaseException().GetType().Name
    }
    if ($operation -eq 'start' -or $operation -eq 'step') { $trace = Read-Trace }
    $writer.WriteLine("$number $status $answer $trace")
}
# Whoever started us may be gone: the trace and the folder made for it go here. Other files in there would keep the folder.
$path = [Environment]::GetEnvironmentVariable('KRB5_TRACE')
try {
    [System.IO.File]::Delete($path)
    [System.IO.Directory]::Delete([System.IO.Path]::GetDirectoryName($path))
}
catch { $null = $_ }
`;

// src/winrm/auth/kerberos/tokens.ts
function lost(operation2, cause) {
  const detail = { sent: operation2 === "unwrap", ...cause === void 0 ? {} : { cause } };
  return new WinrmError("WINRM_CONNECTION_LOST", "the process with the keys of the connection has ended", detail);
}
var field = (text5) => Buffer.from(text5).toString("base64");
var TokenSource = class {
  #options;
  #open = /* @__PURE__ */ new Map();
  #run;
  #number = 0;
  #stopLingering = () => {
  };
  constructor(options) {
    this.#options = options;
  }
  /** Open contexts, for tests of what is left behind. */
  get open() {
    return this.#open.size;
  }
  start({ spn, channelBinding, account }) {
    const run2 = this.#running();
    const context = `c${++this.#number}`;
    this.#open.set(context, run2);
    const who = account === void 0 ? ["", "", ""] : [account.user, account.domain, account.password].map(field);
    return this.#send(run2, ["start", context, field(spn), field(channelBinding ?? ""), ...who]);
  }
  ask(operation2, context, ...values) {
    const run2 = this.#open.get(context);
    if (run2 === void 0 || run2 !== this.#run) return Promise.reject(lost(operation2));
    return this.#send(run2, [operation2, context, ...values.map(field)]);
  }
  drop(context) {
    const run2 = this.#open.get(context);
    if (!this.#open.delete(context) || run2 === void 0 || run2 !== this.#run) return;
    void this.#send(run2, ["drop", context]).catch(() => {
    });
    if (this.#open.size > 0) return;
    this.#stopLingering();
    this.#stopLingering = this.#options.after(this.#options.linger ?? 3e4, () => this.close());
  }
  /** Ends the process; what waits for it fails. The next question starts another one. */
  close() {
    this.#stopLingering();
    this.#run?.script.end();
  }
  #running() {
    this.#stopLingering();
    if (this.#run !== void 0) return this.#run;
    const waiting = /* @__PURE__ */ new Map();
    const script = this.#options.start({
      onLine: (line) => this.#onLine(run2, line),
      onEnd: (error) => this.#onEnd(run2, error)
    });
    const run2 = { script, waiting, isProved: false };
    this.#run = run2;
    return run2;
  }
  #send(run2, words) {
    const number3 = String(++this.#number);
    return new Promise((resolve5, reject) => {
      run2.waiting.set(number3, { resolve: resolve5, reject, context: words[1] ?? "", operation: words[0] ?? "" });
      run2.script.hold(true);
      run2.script.write(`${number3} ${words.join(" ")}
`);
    });
  }
  #onLine(run2, line) {
    const [number3 = "", status = "", token = "", numbers = ""] = line.trimEnd().split(" ");
    const waiting = run2.waiting.get(number3);
    if (waiting === void 0) return;
    run2.waiting.delete(number3);
    run2.isProved = true;
    if (run2.waiting.size === 0) run2.script.hold(false);
    waiting.resolve({
      context: waiting.context,
      status,
      bytes: Buffer.from(token, "base64"),
      numbers: numbers === "" ? [] : numbers.split(",").map(Number)
    });
  }
  #onEnd(run2, error) {
    if (this.#run === run2) this.#run = void 0;
    for (const { reject, operation: operation2 } of run2.waiting.values()) reject(run2.isProved ? lost(operation2, error) : error);
    run2.waiting.clear();
    for (const [context, owner] of this.#open) if (owner === run2) this.#open.delete(context);
  }
};

// src/winrm/auth/kerberos/launch.ts
var ENCODED = Buffer.from(source_default, "utf16le").toString("base64");
var ARGUMENTS = ["-NoLogo", "-NoProfile", "-NonInteractive", "-OutputFormat", "Text", "-EncodedCommand", ENCODED];
var QUOTE2 = 300;
function missing(command2, cause) {
  return new WinrmError("WINRM_KERBEROS_INTERPRETER_MISSING", `${command2} cannot be started`, { cause, sent: false });
}
function ended(command2, code, said) {
  const what = `${command2} has ended (${code ?? "by a signal"})`;
  return new WinrmError("WINRM_KERBEROS_FAILED", what, { sent: false, peerText: said.slice(-QUOTE2) });
}
function processStarter(interpreter) {
  const { command: command2, args = [], env = {} } = interpreter;
  return (listener) => {
    const folder = mkdtempSync(join(tmpdir(), "patchring-"));
    const child2 = spawn(command2, [...args, ...ARGUMENTS], {
      env: { ...process.env, ...env, KRB5_TRACE: join(folder, "trace") },
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true
    });
    let said = "";
    let over = false;
    const clean = () => rmSync(folder, { recursive: true, force: true });
    process.once("exit", clean);
    const finish = (error) => {
      if (over) return;
      over = true;
      process.off("exit", clean);
      clean();
      listener.onEnd(error);
    };
    createInterface({ input: child2.stdout }).on("line", (line) => listener.onLine(line));
    child2.stderr.setEncoding("utf8").on("data", (text5) => {
      said = `${said}${text5}`.slice(-QUOTE2);
    });
    child2.stdin.on("error", () => {
    });
    child2.once("error", (cause) => finish(missing(command2, cause)));
    child2.once("close", (code) => finish(ended(command2, code, said)));
    const pipes = [child2.stdin, child2.stdout, child2.stderr];
    const hold2 = (busy) => {
      for (const item of [child2, ...pipes]) busy ? item.ref() : item.unref();
    };
    hold2(false);
    return { write: (line) => child2.stdin.write(line), hold: hold2, end: () => child2.stdin.end() };
  };
}
var sources = /* @__PURE__ */ new Map();
function tokenSource(interpreter = { command: "pwsh" }) {
  const key2 = JSON.stringify(interpreter);
  const known = sources.get(key2);
  if (known !== void 0) return known;
  const after = (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds).unref();
    return () => clearTimeout(timer);
  };
  const source2 = new TokenSource({ start: processStarter(interpreter), after });
  sources.set(key2, source2);
  return source2;
}

// src/winrm/auth/basic.ts
var basic = {
  name: "basic",
  seals: false,
  createContext: (options) => {
    if (options.channelBinding === void 0) {
      throw new WinrmError("WINRM_USAGE_INVALID", "Basic authentication is only done over HTTPS");
    }
    if (options.username.includes(":")) {
      throw new WinrmError("WINRM_USAGE_INVALID", "Basic authentication knows no user name with a colon");
    }
    return {
      httpScheme: "Basic",
      everyRequest: true,
      step: async (answer2) => answer2 === void 0 ? { kind: "send", token: Buffer.from(`${options.username}:${await options.password()}`), final: true } : { kind: "done" },
      sealing: () => {
        throw new WinrmError("WINRM_USAGE_INVALID", "Basic authentication cannot seal");
      }
    };
  }
};

// src/winrm/auth/certificate.ts
var NOTHING = new Uint8Array(0);
var certificate = {
  name: "certificate",
  seals: false,
  createContext: (options) => {
    if (options.channelBinding === void 0) {
      throw new WinrmError("WINRM_USAGE_INVALID", "a client certificate is only shown over HTTPS");
    }
    return {
      httpScheme: "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual",
      everyRequest: true,
      step: (answer2) => answer2 === void 0 ? { kind: "send", token: NOTHING, final: true } : { kind: "done" },
      sealing: () => {
        throw new WinrmError("WINRM_USAGE_INVALID", "a client certificate cannot seal");
      }
    };
  }
};

// src/winrm/auth/kerberos/failure.ts
var MIT_BASE = -1765328384;
var KDC_UNREACHABLE = 156;
var NUMBERS = /* @__PURE__ */ new Map([
  [6, ["WINRM_AUTH_REJECTED", "the domain knows no such user"]],
  [7, ["WINRM_KERBEROS_SPN_UNKNOWN", "the domain knows no service of this name"]],
  [18, ["WINRM_AUTH_ACCOUNT_LOCKED", "the account is locked, disabled or expired"]],
  [23, ["WINRM_AUTH_PASSWORD_EXPIRED", "the password of the account has expired"]],
  [24, ["WINRM_AUTH_REJECTED", "the domain refused the password"]],
  [31, ["WINRM_KERBEROS_KEY_MISMATCHED", "the machine could not read the ticket"]],
  [37, ["WINRM_KERBEROS_CLOCK_SKEWED", "the clocks are too far apart"]],
  [41, ["WINRM_KERBEROS_KEY_MISMATCHED", "the machine could not read the ticket"]],
  [44, ["WINRM_KERBEROS_KEY_MISMATCHED", "the machine holds another key than the domain"]],
  [45, ["WINRM_KERBEROS_KEY_MISMATCHED", "the machine holds another key than the domain"]],
  [KDC_UNREACHABLE, ["WINRM_KERBEROS_KDC_UNREACHABLE", "no domain controller answers"]]
]);
var STATUSES = /* @__PURE__ */ new Map([
  ["TargetUnknown", ["WINRM_KERBEROS_SPN_UNKNOWN", "the domain knows no service of this name"]],
  ["UnknownCredentials", ["WINRM_KERBEROS_CREDENTIALS_MISSING", "there is no ticket, keytab or known realm"]],
  ["InvalidCredentials", ["WINRM_AUTH_REJECTED", "the domain refused the credentials"]],
  ["CredentialsExpired", ["WINRM_KERBEROS_CREDENTIALS_MISSING", "the ticket has expired"]],
  ["Unsupported", ["WINRM_KERBEROS_INTERPRETER_MISSING", "the Kerberos library is missing"]],
  ["TooOld", ["WINRM_KERBEROS_INTERPRETER_MISSING", "this PowerShell is older than 7.3"]],
  ["DllNotFoundException", ["WINRM_KERBEROS_INTERPRETER_MISSING", "the Kerberos library is missing"]],
  ["TypeInitializationException", ["WINRM_KERBEROS_INTERPRETER_MISSING", "the Kerberos library is missing"]],
  ["BadBinding", ["WINRM_AUTH_REJECTED", "the channel binding is another one"]]
]);
function kerberosFailure(answer2, spn) {
  const numbers = answer2.numbers.map((number3) => number3 - MIT_BASE);
  const known = [...numbers].reverse().find((number3) => NUMBERS.has(number3));
  const other = ["WINRM_KERBEROS_FAILED", `it failed (${answer2.status})`];
  const [code, what] = (known === void 0 ? STATUSES.get(answer2.status) : NUMBERS.get(known)) ?? other;
  const detail = { spn, status: answer2.status, sent: false, ...known === void 0 ? {} : { number: known } };
  return new WinrmError(code, `Kerberos for ${spn}: ${what}`, detail);
}
var KERBEROS_OID = "2a864886f712010202";
var ERROR_TOKEN = 768;
var KRB_ERROR = 126;
var ERROR_CODE = 166;
function errorNumberOf(token) {
  const framed = element(token);
  const oid = element(framed?.tag === 96 ? framed.content : void 0);
  if (oid?.tag !== DER.OID || Buffer.from(oid.content).toString("hex") !== KERBEROS_OID) return void 0;
  const { rest } = oid;
  if (rest.length < 2 || ((rest[0] ?? 0) << 8) + (rest[1] ?? 0) !== ERROR_TOKEN) return void 0;
  const message = element(rest.subarray(2));
  const fields = elementsByTag(message?.tag === KRB_ERROR ? element(message.content)?.content : void 0);
  const number3 = element(fields?.get(ERROR_CODE));
  if (number3?.tag !== DER.INTEGER || number3.content.length === 0 || number3.content.length > 4) return void 0;
  return number3.content.reduce((value, byte) => value * 256 + byte, 0);
}
function machineRefusal(token, spn) {
  const number3 = errorNumberOf(token);
  if (number3 === void 0) return void 0;
  const other = ["WINRM_KERBEROS_FAILED", `the machine refused the ticket (error ${number3})`];
  const [code, what] = NUMBERS.get(number3) ?? other;
  return new WinrmError(code, `Kerberos for ${spn}: ${what}`, { spn, number: number3, sent: false });
}

// src/winrm/auth/kerberos/sealing.ts
var HEADER = 16;
var CONFOUNDER = 16;
var WRAP_TOKEN = 1284;
var FROM_ACCEPTOR = 1;
var SEALED = 2;
function refuse(why) {
  return new WinrmError("WINRM_SEALING_FAILED", `sealed message refused: ${why}`);
}
function cutToken(token, plainLength) {
  const bytes = Buffer.from(token);
  const overhead = bytes.length - plainLength;
  const sealed = overhead > HEADER + CONFOUNDER && bytes.readUInt16BE(0) === WRAP_TOKEN && ((bytes[2] ?? 0) & SEALED) !== 0;
  if (!sealed || bytes.readUInt16BE(4) !== 0)
    throw refuse("the token source did not make a sealed token without filler");
  const wanted = overhead - HEADER - CONFOUNDER;
  const body = bytes.subarray(HEADER);
  const by = ((wanted - bytes.readUInt16BE(6)) % body.length + body.length) % body.length;
  const cut = body.length - by;
  const rotated = Buffer.concat([bytes.subarray(0, HEADER), body.subarray(cut), body.subarray(0, cut)]);
  rotated.writeUInt16BE(wanted, 6);
  return { signature: rotated.subarray(0, overhead), sealed: rotated.subarray(overhead) };
}
function sequenceOf(signature) {
  const header3 = Buffer.from(signature.buffer, signature.byteOffset, signature.byteLength);
  if (header3.length < HEADER + CONFOUNDER || header3.readUInt16BE(0) !== WRAP_TOKEN) throw refuse("not a Wrap token");
  const flags = header3[2] ?? 0;
  if ((flags & SEALED) === 0) throw refuse("it is signed only");
  if ((flags & FROM_ACCEPTOR) === 0) throw refuse("it is one of our own");
  return header3.readBigUInt64BE(8);
}
function createKerberosSealing(ask) {
  let last;
  let lost4 = false;
  const unseal = async (signature, sealed) => {
    if (lost4) throw refuse("an earlier message of this connection was refused");
    lost4 = true;
    const sequence = sequenceOf(signature);
    if (last !== void 0 && sequence !== last + 1n) throw refuse("a message was repeated or left out");
    last = sequence;
    const answer2 = await ask("unwrap", Buffer.concat([signature, sealed]));
    if (answer2.status !== "Completed") throw refuse(`Kerberos says ${answer2.status}`);
    if (answer2.bytes.length !== sealed.length) throw refuse("its length is not the one of the plain text");
    lost4 = false;
    return answer2.bytes;
  };
  return {
    async seal(plain2) {
      if (lost4) throw refuse("an earlier message of this connection was refused");
      const answer2 = await ask("wrap", plain2);
      if (answer2.status !== "Completed") throw refuse(`Kerberos says ${answer2.status}`);
      return cutToken(answer2.bytes, plain2.length);
    },
    unseal
  };
}

// src/winrm/auth/kerberos/client.ts
function spnOf(service2, servername) {
  if (service2.includes("/")) return service2;
  return `${service2 === "HOST" ? "host" : service2}/${servername.replace(/\.$/, "")}`;
}
async function accountOf(options) {
  if (options.username === "") return void 0;
  const [, netbios, plain2 = ""] = /^(?:([^\\]*)\\)?(.*)$/s.exec(options.username) ?? [];
  const at2 = plain2.lastIndexOf("@");
  const realm = options.domain ?? netbios ?? (at2 === -1 ? "" : plain2.slice(at2 + 1));
  const user = at2 === -1 || options.domain !== void 0 ? plain2 : plain2.slice(0, at2);
  return { user, domain: realm.toUpperCase(), password: await options.password() };
}
var KerberosClient = class {
  #options;
  #tokens;
  #spn;
  #phase = "fresh";
  #context;
  #sealing;
  #disposed = false;
  constructor(options, kerberos2) {
    this.#options = options;
    this.#tokens = kerberos2.tokens;
    this.#spn = spnOf(kerberos2.spn, options.servername);
  }
  step = async (token) => {
    if (this.#phase === "fresh") {
      const { channelBinding } = this.#options;
      const account = await accountOf(this.#options);
      const answer3 = await this.#tokens.start({ spn: this.#spn, channelBinding, account });
      this.#context = answer3.context;
      if (this.#disposed) this.dispose();
      if (answer3.status !== "ContinueNeeded" || answer3.bytes.length === 0) throw kerberosFailure(answer3, this.#spn);
      this.#phase = "asked";
      return { kind: "send", token: answer3.bytes, final: true, mayGoOn: true };
    }
    const context = this.#context;
    if (this.#phase !== "asked" || context === void 0 || token === void 0) {
      throw new WinrmError("WINRM_AUTH_FAILED", `a Kerberos token came out of turn (${this.#phase})`);
    }
    const refusal3 = machineRefusal(token, this.#spn);
    if (refusal3 !== void 0) throw refusal3;
    if (token.length === 0) throw new WinrmError("WINRM_AUTH_FAILED", "the machine did not prove who it is");
    const answer2 = await this.#tokens.ask("step", context, token);
    if (answer2.status !== "Completed" || answer2.bytes.length > 0) {
      throw new WinrmError("WINRM_AUTH_FAILED", `the machine did not prove who it is (${answer2.status})`);
    }
    this.#phase = "complete";
    this.#sealing = createKerberosSealing((operation2, bytes) => this.#tokens.ask(operation2, context, bytes));
    return { kind: "done" };
  };
  sealing() {
    if (this.#sealing !== void 0) return this.#sealing;
    throw new WinrmError("WINRM_USAGE_INVALID", "sealing was asked for before the Kerberos exchange was complete");
  }
  async verify(text5, signature) {
    const { status } = await this.#tokens.ask("verify", this.#context ?? "", text5, signature);
    if (status === "Completed" || status === "Skipped") return;
    throw new WinrmError("WINRM_AUTH_FAILED", `the list of mechanisms was changed on the way (${status})`);
  }
  dispose() {
    this.#disposed = true;
    if (this.#context === void 0) return;
    this.#tokens.drop(this.#context);
    this.#context = void 0;
  }
};
function createKerberosClient(options) {
  if (options.kerberos === void 0) throw new WinrmError("WINRM_USAGE_INVALID", "Kerberos needs a source of tokens");
  return new KerberosClient(options, options.kerberos);
}
var kerberos = {
  name: "kerberos",
  seals: true,
  createContext: (options) => {
    const mechanism = createKerberosClient(options);
    return {
      httpScheme: "Kerberos",
      sealLabel: "application/HTTP-Kerberos-session-encrypted",
      step: (token) => mechanism.step(token),
      sealing: () => mechanism.sealing(),
      outcome: () => ({ mechanism: "kerberos" }),
      dispose: () => mechanism.dispose()
    };
  }
};

// src/winrm/auth/ntlm/account.ts
function accountOf2(username, domain) {
  if (domain !== void 0 && domain !== "") return { user: username, domain };
  const slash = username.indexOf("\\");
  if (slash === -1) return { user: username, domain: "" };
  return { user: username.slice(slash + 1), domain: username.slice(0, slash) };
}
var KEPT = /* @__PURE__ */ new Set(["µ", "ı", "ſ"]);
function upperCase(user) {
  let upper = "";
  for (let i = 0; i < user.length; i++) {
    const unit = user.charAt(i);
    const folded = unit.toUpperCase();
    upper += folded.length === 1 && !KEPT.has(unit) ? folded : unit;
  }
  return upper;
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
};
var AV_FLAG_MIC = 2;
function encodeAvPairs(pairs) {
  let length2 = 4;
  for (const pair of pairs) length2 += 4 + pair.value.length;
  const bytes = Buffer.alloc(length2);
  let offset = 0;
  for (const { id, value } of pairs) {
    bytes.writeUInt16LE(id, offset);
    bytes.writeUInt16LE(value.length, offset + 2);
    bytes.set(value, offset + 4);
    offset += 4 + value.length;
  }
  return bytes;
}
function decodeAvPairs(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pairs = [];
  const seen = /* @__PURE__ */ new Set();
  for (let offset = 0; offset + 4 <= bytes.length; ) {
    const id = view.getUint16(offset, true);
    const end = offset + 4 + view.getUint16(offset + 2, true);
    if (id === AV.END) return pairs;
    if (end > bytes.length) break;
    if (seen.has(id)) throw new WinrmError("WINRM_AUTH_FAILED", `NTLM target information holds the pair ${id} twice`);
    seen.add(id);
    pairs.push({ id, value: bytes.subarray(offset + 4, end) });
    offset = end;
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
};
var OFFERED_FLAGS = 3792208439;
var REQUIRED_FLAGS = (NTLM_FLAG.UNICODE | NTLM_FLAG.SIGN | NTLM_FLAG.SEAL | NTLM_FLAG.NTLM | NTLM_FLAG.EXTENDED_SESSION_SECURITY | NTLM_FLAG.KEY_128 | NTLM_FLAG.KEY_EXCHANGE) >>> 0;
var SECURITY_FLAGS = (REQUIRED_FLAGS | NTLM_FLAG.LM_KEY | NTLM_FLAG.KEY_56 | NTLM_FLAG.ALWAYS_SIGN) >>> 0;
function hasFlags(flags, wanted) {
  return (flags & wanted) >>> 0 === wanted >>> 0;
}

// src/winrm/auth/ntlm/keys.ts
import { createHash as createHash2, createHmac, createSecretKey } from "node:crypto";

// src/winrm/auth/ntlm/md4.ts
var SHIFTS = [
  [3, 7, 11, 19],
  [3, 5, 9, 13],
  [3, 9, 11, 15]
];
var CONSTANTS = [0, 1518500249, 1859775393];
var ORDERS = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15]
];
function mix(round, x, y, z) {
  if (round === 0) return x & y | ~x & z;
  if (round === 1) return x & y | x & z | y & z;
  return x ^ y ^ z;
}
function pad(message) {
  const length2 = Math.ceil((message.length + 9) / 64) * 64;
  const padded = new Uint8Array(length2);
  padded.set(message);
  padded[message.length] = 128;
  const view = new DataView(padded.buffer);
  view.setUint32(length2 - 8, message.length * 8 >>> 0, true);
  view.setUint32(length2 - 4, Math.floor(message.length / 536870912), true);
  return view;
}
function absorb(state, view, offset) {
  let [a, b, c, d] = state;
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 16; i++) {
      const word = view.getUint32(offset + (ORDERS[round]?.[i] ?? 0) * 4, true);
      const sum = a + mix(round, b, c, d) + word + (CONSTANTS[round] ?? 0) | 0;
      const shift = SHIFTS[round]?.[i % 4] ?? 0;
      a = d;
      d = c;
      c = b;
      b = sum << shift | sum >>> 32 - shift;
    }
  }
  const rotated = [a, b, c, d];
  for (let i = 0; i < 4; i++) state[i] = (state[i] ?? 0) + (rotated[i] ?? 0) >>> 0;
}
function md4(message) {
  const state = Uint32Array.of(1732584193, 4023233417, 2562383102, 271733878);
  const view = pad(message);
  for (let offset = 0; offset < view.byteLength; offset += 64) absorb(state, view, offset);
  const digest = Buffer.alloc(16);
  for (let i = 0; i < 4; i++) digest.writeUInt32LE(state[i] ?? 0, i * 4);
  return digest;
}

// src/winrm/auth/ntlm/keys.ts
var ZERO_MIC = Buffer.alloc(16);
var MAGIC = {
  client: {
    sign: "session key to client-to-server signing key magic constant\0",
    seal: "session key to client-to-server sealing key magic constant\0"
  },
  server: {
    sign: "session key to server-to-client signing key magic constant\0",
    seal: "session key to server-to-client sealing key magic constant\0"
  }
};
function hmacMd5(key2, ...parts) {
  const hmac = createHmac("md5", createSecretKey(key2));
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}
function responseKey(password, user, domain) {
  const ntHash = md4(Buffer.from(password, "utf16le"));
  return hmacMd5(ntHash, Buffer.from(upperCase(user) + domain, "utf16le"));
}
function proofOf(key2, serverChallenge, blob) {
  return hmacMd5(key2, serverChallenge, blob);
}
function lmv2Response(key2, serverChallenge, clientChallenge) {
  return Buffer.concat([hmacMd5(key2, serverChallenge, clientChallenge), clientChallenge]);
}
function sessionBaseKey(key2, proof) {
  return hmacMd5(key2, proof);
}
function integrityCode(sessionKey2, negotiate2, challenge, authenticate2) {
  return hmacMd5(sessionKey2, negotiate2, challenge, authenticate2);
}
function integrityCodeWithout(sessionKey2, tokens, offset) {
  const { negotiate: negotiate2, challenge, authenticate: authenticate2 } = tokens;
  const after = authenticate2.subarray(offset + ZERO_MIC.length);
  return hmacMd5(sessionKey2, negotiate2, challenge, authenticate2.subarray(0, offset), ZERO_MIC, after);
}
function signingKey(sessionKey2, side) {
  return createHash2("md5").update(sessionKey2).update(MAGIC[side].sign, "latin1").digest();
}
function sealingKey(sessionKey2, side) {
  return createHash2("md5").update(sessionKey2).update(MAGIC[side].seal, "latin1").digest();
}

// src/winrm/auth/ntlm/messages.ts
var SIGNATURE = Buffer.from("NTLMSSP\0", "latin1");
var EMPTY = new Uint8Array(0);
var NEGOTIATE_SIZE = 40;
var CHALLENGE_SIZE = 56;
var AUTHENTICATE_SIZE = 72;
var MIC_OFFSET = 72;
var MIC_SIZE = 16;
var DEFAULT_VERSION = Uint8Array.of(10, 0, 124, 79, 0, 0, 0, 15);
function broken2(what) {
  return new WinrmError("WINRM_AUTH_FAILED", `NTLM token refused: ${what}`);
}
function header(size, type) {
  const bytes = Buffer.alloc(size);
  bytes.set(SIGNATURE);
  bytes.writeUInt32LE(type, 8);
  return bytes;
}
function utf16(text5) {
  return Buffer.from(text5, "utf16le");
}
function describe(bytes, at2, length2, offset) {
  bytes.writeUInt16LE(length2, at2);
  bytes.writeUInt16LE(length2, at2 + 2);
  bytes.writeUInt32LE(offset, at2 + 4);
  return offset + length2;
}
var Reader = class {
  bytes;
  /** Where the payload begins: the lowest offset of a field that is not empty. */
  payload;
  constructor(token, type, size) {
    this.bytes = Buffer.from(token.buffer, token.byteOffset, token.byteLength);
    this.payload = token.length;
    if (token.length < size) throw broken2("too short");
    if (!this.bytes.subarray(0, 8).equals(SIGNATURE)) throw broken2("no NTLMSSP signature");
    if (this.bytes.readUInt32LE(8) !== type) throw broken2(`message type is not ${type}`);
  }
  field(at2, headerSize2) {
    const length2 = this.bytes.readUInt16LE(at2);
    if (length2 === 0) return EMPTY;
    const offset = this.bytes.readUInt32LE(at2 + 4);
    if (offset < headerSize2 || offset + length2 > this.bytes.length) throw broken2("a field points outside the payload");
    this.payload = Math.min(this.payload, offset);
    return this.bytes.subarray(offset, offset + length2);
  }
  text(at2, headerSize2) {
    const value = this.field(at2, headerSize2);
    if (value.length % 2 !== 0) throw broken2("text of an odd number of bytes");
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("utf16le");
  }
  /** The version field exists only where the payload leaves room for it. */
  version(at2, flags) {
    const present = hasFlags(flags, NTLM_FLAG.VERSION) && this.payload >= at2 + 8 && this.bytes.length >= at2 + 8;
    return present ? this.bytes.subarray(at2, at2 + 8) : EMPTY;
  }
};
function encodeNegotiate(message) {
  const bytes = header(NEGOTIATE_SIZE, 1);
  bytes.writeUInt32LE(message.flags, 12);
  describe(bytes, 16, 0, NEGOTIATE_SIZE);
  describe(bytes, 24, 0, NEGOTIATE_SIZE);
  bytes.set(message.version, 32);
  return bytes;
}
function decodeNegotiate(token) {
  const reader = new Reader(token, 1, 16);
  const flags = reader.bytes.readUInt32LE(12);
  if (token.length >= 32) {
    reader.field(16, 32);
    reader.field(24, 32);
  }
  return { flags, version: reader.version(32, flags) };
}
function encodeChallenge(message) {
  const name = utf16(message.targetName);
  const bytes = header(CHALLENGE_SIZE, 2);
  const next = describe(bytes, 12, name.length, CHALLENGE_SIZE);
  bytes.writeUInt32LE(message.flags, 20);
  bytes.set(message.serverChallenge, 24);
  describe(bytes, 40, message.targetInfo.length, next);
  bytes.set(message.version, 48);
  return Buffer.concat([bytes, name, message.targetInfo]);
}
function decodeChallenge(token) {
  const reader = new Reader(token, 2, 48);
  const flags = reader.bytes.readUInt32LE(20);
  const targetName = reader.text(12, 48);
  const targetInfo = reader.field(40, 48);
  const serverChallenge = reader.bytes.subarray(24, 32);
  return { flags, serverChallenge, targetName, targetInfo, version: reader.version(48, flags) };
}
function encodeAuthenticate(message) {
  const size = AUTHENTICATE_SIZE + (message.mic === void 0 ? 0 : MIC_SIZE);
  const bytes = header(size, 3);
  const [domain, user, workstation] = [utf16(message.domain), utf16(message.user), utf16(message.workstation)];
  let next = describe(bytes, 12, message.lmResponse.length, size);
  next = describe(bytes, 20, message.ntResponse.length, next);
  next = describe(bytes, 28, domain.length, next);
  next = describe(bytes, 36, user.length, next);
  next = describe(bytes, 44, workstation.length, next);
  describe(bytes, 52, message.encryptedSessionKey.length, next);
  bytes.writeUInt32LE(message.flags, 60);
  bytes.set(message.version, 64);
  if (message.mic !== void 0) bytes.set(message.mic, MIC_OFFSET);
  const { lmResponse, ntResponse, encryptedSessionKey } = message;
  return Buffer.concat([bytes, lmResponse, ntResponse, domain, user, workstation, encryptedSessionKey]);
}
function decodeAuthenticate(token) {
  const reader = new Reader(token, 3, 64);
  const flags = reader.bytes.readUInt32LE(60);
  const fields = {
    lmResponse: reader.field(12, 64),
    ntResponse: reader.field(20, 64),
    domain: reader.text(28, 64),
    user: reader.text(36, 64),
    workstation: reader.text(44, 64),
    encryptedSessionKey: reader.field(52, 64)
  };
  const version2 = reader.version(64, flags);
  const room = reader.payload >= MIC_OFFSET + MIC_SIZE && token.length >= MIC_OFFSET + MIC_SIZE;
  const mic = room ? { mic: reader.bytes.subarray(MIC_OFFSET, MIC_OFFSET + MIC_SIZE) } : {};
  return { flags, ...fields, version: version2, ...mic };
}

// src/winrm/auth/ntlm/rc4.ts
var Rc4 = class {
  #box = new Uint8Array(256);
  #i = 0;
  #j = 0;
  constructor(key2) {
    const box = this.#box;
    for (let i = 0; i < 256; i++) box[i] = i;
    for (let i = 0, j = 0; i < 256; i++) {
      const value = box[i];
      j = j + value + key2[i % key2.length] & 255;
      box[i] = box[j];
      box[j] = value;
    }
  }
  /** Encrypts or decrypts (the same thing) and moves the handle on. @returns new bytes, the input stays as it is. */
  transform(input) {
    const box = this.#box;
    const output = Buffer.allocUnsafe(input.length);
    let i = this.#i;
    let j = this.#j;
    for (let n = 0; n < input.length; n++) {
      i = i + 1 & 255;
      const x = box[i];
      j = j + x & 255;
      const y = box[j];
      box[i] = y;
      box[j] = x;
      output[n] = input[n] ^ box[x + y & 255];
    }
    this.#i = i;
    this.#j = j;
    return output;
  }
};

// src/winrm/auth/ntlm/sealing.ts
import { createHmac as createHmac2, createSecretKey as createSecretKey2, timingSafeEqual } from "node:crypto";
var SIGNATURE_SIZE = 16;
var SIGNATURE_VERSION = 1;
var LAST_SEQUENCE = 4294967295;
var Direction = class {
  #sealingKey;
  cipher;
  /** As an object: Node 24 takes five times as long for a key of bytes. */
  #signingKey;
  #sequence = Buffer.alloc(4);
  #next = 0;
  constructor(sessionKey2, sender) {
    this.#sealingKey = sealingKey(sessionKey2, sender);
    this.cipher = new Rc4(this.#sealingKey);
    this.#signingKey = createSecretKey2(signingKey(sessionKey2, sender));
  }
  /** Signature of the next message; moves the sequence and the cipher on, so the body must have gone through it before. */
  sign(plain2) {
    if (this.#next > LAST_SEQUENCE) throw new WinrmError("WINRM_SEALING_FAILED", "sequence numbers are used up");
    this.#sequence.writeUInt32LE(this.#next++, 0);
    const digest = createHmac2("md5", this.#signingKey).update(this.#sequence).update(plain2).digest();
    const signature = Buffer.allocUnsafe(SIGNATURE_SIZE);
    signature.writeUInt32LE(SIGNATURE_VERSION, 0);
    signature.set(this.cipher.transform(digest.subarray(0, 8)), 4);
    signature.set(this.#sequence, 12);
    return signature;
  }
  /** Behind SPNEGO's own signature the cipher starts anew, while the sequence goes on (MS-SPNG 3.3.5.1, as Windows does it). */
  signList(list3) {
    const signature = this.sign(list3);
    this.cipher = new Rc4(this.#sealingKey);
    return signature;
  }
};
function createNtlmSealing(sessionKey2, side) {
  const outgoing = new Direction(sessionKey2, side);
  const incoming = new Direction(sessionKey2, side === "client" ? "server" : "client");
  let lost4 = false;
  const refuse6 = (why) => {
    lost4 = true;
    return new WinrmError("WINRM_SEALING_FAILED", `sealed message refused: ${why}`);
  };
  const verify = (expected, signature) => {
    if (signature.length !== SIGNATURE_SIZE || !timingSafeEqual(expected, signature)) {
      throw refuse6("signature or sequence number is not the expected one");
    }
  };
  return {
    signList: (list3) => outgoing.signList(list3),
    verifyList: (list3, signature) => verify(incoming.signList(list3), signature),
    seal(plain2) {
      if (lost4) throw refuse6("an earlier message of this connection was refused");
      const sealed = outgoing.cipher.transform(plain2);
      return { signature: outgoing.sign(plain2), sealed };
    },
    unseal(signature, sealed) {
      if (lost4) throw refuse6("an earlier message of this connection was refused");
      const plain2 = incoming.cipher.transform(sealed);
      verify(incoming.sign(plain2), signature);
      return plain2;
    }
  };
}

// src/winrm/auth/ntlm/client.ts
var FILETIME_OF_EPOCH = 116444736000000000n;
var GRANTABLE = (OFFERED_FLAGS | NTLM_FLAG.TARGET_INFO | NTLM_FLAG.TARGET_TYPE_DOMAIN | NTLM_FLAG.TARGET_TYPE_SERVER) >>> 0;
function fileTime(now) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(Math.trunc(now)) * 10000n + FILETIME_OF_EPOCH);
  return bytes;
}
function negotiateToken(version2 = DEFAULT_VERSION) {
  return encodeNegotiate({ flags: OFFERED_FLAGS, version: version2 });
}
function judgeChallenge(token) {
  const message = decodeChallenge(token);
  if (!hasFlags(message.flags, REQUIRED_FLAGS | NTLM_FLAG.TARGET_INFO)) {
    const flags = `0x${message.flags.toString(16)}`;
    throw new WinrmError("WINRM_AUTH_FAILED", `the NTLM challenge grants less than it must (flags ${flags})`);
  }
  return { message, pairs: message.targetInfo.length === 0 ? [] : decodeAvPairs(message.targetInfo) };
}
function targetInfoOf(pairs, logon, withMic) {
  const ours = [AV.FLAGS, AV.TARGET_NAME, AV.CHANNEL_BINDINGS];
  const info = pairs.filter((pair) => !ours.includes(pair.id));
  if (logon.channelBinding !== void 0) {
    info.push({ id: AV.CHANNEL_BINDINGS, value: bindingDigest(logon.channelBinding) });
  }
  info.push({ id: AV.TARGET_NAME, value: Buffer.from(logon.targetName, "utf16le") });
  const flags = Buffer.alloc(4);
  flags.set((avValue(pairs, AV.FLAGS) ?? flags).subarray(0, 4));
  if (withMic) flags.writeUInt32LE((flags.readUInt32LE() | AV_FLAG_MIC) >>> 0);
  if (flags.readUInt32LE() !== 0) info.push({ id: AV.FLAGS, value: flags });
  return encodeAvPairs(info);
}
function proofBlob(time, clientChallenge, targetInfo) {
  const blob = Buffer.alloc(28 + targetInfo.length + 4);
  blob.writeUInt16LE(257, 0);
  blob.set(time, 8);
  blob.set(clientChallenge, 16);
  blob.set(targetInfo, 28);
  return blob;
}
function authenticateToken(negotiate2, challenge, logon) {
  const { message, pairs } = judgeChallenge(challenge);
  const serverTime = avValue(pairs, AV.TIMESTAMP);
  const withMic = serverTime?.length === 8;
  const time = withMic ? serverTime : fileTime(logon.now);
  const computer = Buffer.from(avValue(pairs, AV.COMPUTER_NAME) ?? []).toString("utf16le");
  const domain = logon.domain === "." ? computer : logon.domain;
  const key2 = responseKey(logon.password, logon.user, domain);
  const blob = proofBlob(time, logon.clientChallenge, targetInfoOf(pairs, logon, withMic));
  const proof = proofOf(key2, message.serverChallenge, blob);
  const token = encodeAuthenticate({
    flags: (message.flags & GRANTABLE) >>> 0,
    lmResponse: withMic ? Buffer.alloc(24) : lmv2Response(key2, message.serverChallenge, logon.clientChallenge),
    ntResponse: Buffer.concat([proof, blob]),
    domain,
    user: logon.user,
    workstation: logon.workstation,
    encryptedSessionKey: new Rc4(sessionBaseKey(key2, proof)).transform(logon.sessionKey),
    version: logon.version,
    ...withMic ? { mic: Buffer.alloc(16) } : {}
  });
  if (withMic) token.set(integrityCode(logon.sessionKey, negotiate2, challenge, token), MIC_OFFSET);
  return token;
}
function createNtlmClient(options) {
  if (options.username === "") throw new WinrmError("WINRM_USAGE_INVALID", "NTLM needs a user name and a password");
  const negotiate2 = negotiateToken();
  let phase = "fresh";
  let sessionKey2;
  let sealing;
  const signing = () => {
    if (sessionKey2 === void 0) {
      throw new WinrmError("WINRM_USAGE_INVALID", "sealing was asked for before the NTLM exchange was complete");
    }
    sealing ??= createNtlmSealing(sessionKey2, "client");
    return sealing;
  };
  return {
    async step(challenge) {
      if (phase === "fresh") {
        phase = "negotiating";
        return { kind: "send", token: negotiate2, final: false };
      }
      if (phase === "negotiating" && challenge !== void 0) {
        judgeChallenge(challenge);
        const newKey = options.randomBytes(16);
        const clientChallenge = options.randomBytes(8);
        const logon = {
          ...accountOf2(options.username, options.domain),
          password: await options.password(),
          targetName: `HTTP/${options.servername}`,
          workstation: options.workstation ?? "",
          version: DEFAULT_VERSION,
          channelBinding: options.channelBinding,
          clientChallenge,
          sessionKey: newKey,
          now: options.now()
        };
        const token = authenticateToken(negotiate2, challenge, logon);
        sessionKey2 = newKey;
        phase = "authenticating";
        return { kind: "send", token, final: true };
      }
      if (phase === "authenticating" && (challenge === void 0 || challenge.length === 0)) {
        phase = "complete";
        return { kind: "done" };
      }
      throw new WinrmError("WINRM_AUTH_FAILED", `an NTLM token came out of turn (${phase})`);
    },
    signing,
    sealing() {
      if (phase === "complete") return signing();
      throw new WinrmError("WINRM_USAGE_INVALID", "sealing was asked for before the NTLM exchange was complete");
    }
  };
}

// src/winrm/auth/spnego.ts
var MECHANISMS = { kerberos: "2a864886f712010202", ntlm: "2b06010401823702020a" };
var MICROSOFT_KERBEROS = "2a864882f712010202";
var SPNEGO_OID = Buffer.from("2b0601050502", "hex");
var STATES = ["accept-completed", "accept-incomplete", "reject", "request-mic"];
function encodeMechanismList(oids) {
  return encodeElement(DER.SEQUENCE, ...oids.map((oid) => encodeElement(DER.OID, Buffer.from(oid, "hex"))));
}
function encodeOffer(list3, token) {
  const fields = [encodeElement(160, list3), encodeElement(162, encodeElement(DER.OCTET_STRING, token))];
  const offer = encodeElement(160, encodeElement(DER.SEQUENCE, ...fields));
  return encodeElement(96, encodeElement(DER.OID, SPNEGO_OID), offer);
}
function encodeAnswer({ token, mic }) {
  const fields = [
    ...token === void 0 ? [] : [encodeElement(162, encodeElement(DER.OCTET_STRING, token))],
    ...mic === void 0 ? [] : [encodeElement(163, encodeElement(DER.OCTET_STRING, mic))]
  ];
  return encodeElement(161, encodeElement(DER.SEQUENCE, ...fields));
}
function broken3(what) {
  return new WinrmError("WINRM_AUTH_FAILED", `not an SPNEGO answer: ${what}`);
}
function octets(field2) {
  if (field2 === void 0) return void 0;
  const value = element(field2);
  if (value?.tag !== DER.OCTET_STRING) throw broken3("a token is no octet string");
  return value.content;
}
function stateOf(field2) {
  if (field2 === void 0) return void 0;
  const value = element(field2);
  const state = value?.tag === DER.ENUMERATED && value.content.length === 1 ? STATES[value.content[0] ?? 255] : void 0;
  if (state === void 0) throw broken3("an unknown state");
  return state;
}
function decodeAnswer(bytes) {
  const outer = element(bytes);
  if (outer?.tag !== 161 || outer.rest.length > 0) throw broken3("no NegTokenResp");
  const inner = element(outer.content);
  const fields = elementsByTag(inner?.tag === DER.SEQUENCE ? inner.content : void 0);
  if (fields === void 0) throw broken3("its fields are cut");
  const state = stateOf(fields.get(160));
  const chosen = oidOf(fields.get(161));
  const token = octets(fields.get(162));
  const mic = octets(fields.get(163));
  return {
    ...state === void 0 ? {} : { state },
    ...chosen === "" ? {} : { mechanism: chosen === MICROSOFT_KERBEROS ? MECHANISMS.kerberos : chosen },
    ...token === void 0 ? {} : { token },
    ...mic === void 0 ? {} : { mic }
  };
}

// src/winrm/auth/negotiate.ts
var SEAL_LABEL = "application/HTTP-SPNEGO-session-encrypted";
var NOTHING2 = new Uint8Array(0);
function underNegotiate(name, createMechanism) {
  return {
    name,
    seals: true,
    createContext: (options) => {
      const { step, sealing } = createMechanism(options);
      return { httpScheme: "Negotiate", sealLabel: SEAL_LABEL, step, sealing };
    }
  };
}
function broken4(what) {
  return new WinrmError("WINRM_AUTH_FAILED", `Negotiate: ${what}`);
}
function meansUnusable(error) {
  return error instanceof WinrmError && error.code.startsWith("WINRM_KERBEROS_");
}
var SpnegoContext = class {
  httpScheme = "Negotiate";
  sealLabel = SEAL_LABEL;
  #options;
  #list = Buffer.alloc(0);
  #kerberos;
  #ntlm;
  #fallback;
  #complete = false;
  constructor(options) {
    this.#options = options;
    this.#kerberos = createKerberosClient(options);
  }
  async step(challenge) {
    if (challenge === void 0) return await this.#offer();
    if (this.#complete) throw broken4("a token came after the end");
    const answer2 = decodeAnswer(challenge);
    return this.#ntlm === void 0 ? await this.#afterKerberos(answer2) : await this.#afterNtlm(this.#ntlm, answer2);
  }
  sealing() {
    const mechanism = this.#complete ? this.#ntlm ?? this.#kerberos : void 0;
    if (mechanism !== void 0) return mechanism.sealing();
    throw new WinrmError("WINRM_USAGE_INVALID", "sealing was asked for before the exchange was complete");
  }
  outcome() {
    const mechanism = this.#ntlm === void 0 ? "kerberos" : "ntlm";
    return { mechanism, ...this.#fallback === void 0 ? {} : { fallback: this.#fallback } };
  }
  dispose() {
    this.#kerberos?.dispose();
  }
  async #offer() {
    const allowed = this.#options.ntlmFallback === true && this.#options.username !== "";
    try {
      const first = await this.#kerberos?.step();
      if (first?.kind !== "send") throw broken4("Kerberos has no first token");
      this.#list = encodeMechanismList([MECHANISMS.kerberos, ...allowed ? [MECHANISMS.ntlm] : []]);
      return { ...first, token: encodeOffer(this.#list, first.token) };
    } catch (error) {
      if (!allowed || !meansUnusable(error)) throw error;
      this.#list = encodeMechanismList([MECHANISMS.ntlm]);
      return { kind: "send", token: encodeOffer(this.#list, await this.#fallBack(error)), final: false };
    }
  }
  /** From now on NTLM. @returns its first token. */
  async #fallBack({ code, message }) {
    this.#kerberos?.dispose();
    this.#kerberos = void 0;
    this.#fallback = { code, message };
    this.#ntlm = createNtlmClient(this.#options);
    const first = await this.#ntlm.step();
    if (first.kind !== "send") throw broken4("NTLM has no first token");
    return first.token;
  }
  async #afterKerberos({ state, mechanism, token, mic }) {
    const chosen = mechanism ?? MECHANISMS.kerberos;
    if (chosen === MECHANISMS.ntlm && this.#options.ntlmFallback === true && this.#options.username !== "") {
      const reason = new WinrmError("WINRM_KERBEROS_FAILED", "the machine does not take Kerberos");
      return { kind: "send", token: encodeAnswer({ token: await this.#fallBack(reason) }), final: false };
    }
    if (chosen !== MECHANISMS.kerberos) throw broken4("the machine chose a mechanism that was not offered");
    const last = token === void 0 && state === "reject" ? void 0 : await this.#kerberos?.step(token ?? NOTHING2);
    if (last?.kind !== "done" || state !== "accept-completed") {
      throw new WinrmError("WINRM_AUTH_REJECTED", "Negotiate: the machine rejected the ticket");
    }
    if (mic !== void 0) await this.#kerberos?.verify(this.#list, mic);
    this.#complete = true;
    return last;
  }
  async #afterNtlm(ntlm, answer2) {
    const { state, mechanism, token, mic } = answer2;
    if (mechanism !== void 0 && mechanism !== MECHANISMS.ntlm) throw broken4("the machine changed the mechanism");
    if (state === "reject") throw new WinrmError("WINRM_AUTH_REJECTED", "Negotiate: the machine rejected the logon");
    const next = await ntlm.step(token ?? NOTHING2);
    if (next.kind === "send") {
      const signature = ntlm.signing().signList(this.#list);
      return { ...next, token: encodeAnswer({ token: next.token, mic: signature }) };
    }
    if (state !== "accept-completed" || mic === void 0)
      throw broken4("the machine did not sign the list of mechanisms");
    ntlm.signing().verifyList(this.#list, mic);
    this.#complete = true;
    return next;
  }
};
var negotiate = {
  name: "negotiate",
  seals: true,
  createContext: (options) => {
    const context = new SpnegoContext(options);
    return {
      httpScheme: context.httpScheme,
      sealLabel: context.sealLabel,
      step: (challenge) => context.step(challenge),
      sealing: () => context.sealing(),
      outcome: () => context.outcome(),
      dispose: () => context.dispose()
    };
  }
};

// src/winrm/auth/registry.ts
var schemes = {
  kerberos,
  negotiate,
  ntlm: underNegotiate("ntlm", createNtlmClient),
  certificate,
  basic
};
var REFUSED = {
  credssp: "CredSSP hands the whole password to the machine; what it is used for is done here by a task on the machine itself. Use kerberos or negotiate"
};
function schemeOf(name) {
  const known = schemes;
  if (Object.hasOwn(known, name)) return known[name];
  const reason = Object.hasOwn(REFUSED, name.toLowerCase()) ? REFUSED[name.toLowerCase()] : void 0;
  throw new WinrmError("WINRM_USAGE_INVALID", reason ?? `there is no authentication scheme ${JSON.stringify(name)}`);
}

// src/winrm/deadline.ts
var ENDINGS = {
  WINRM_ABORTED: "the call was aborted",
  WINRM_DEADLINE_EXCEEDED: "no complete answer came in time"
};
var LONGEST_TIMER = 2 ** 31 - 1;
var Deadline = class {
  #listeners = /* @__PURE__ */ new Set();
  #timer;
  #signal;
  #end;
  /** @param timeout milliseconds from now. */
  constructor(timeout, signal2) {
    this.#timer = setTimeout(
      () => this.#finish("WINRM_DEADLINE_EXCEEDED"),
      Math.min(Math.max(timeout, 0), LONGEST_TIMER)
    );
    this.#signal = signal2;
    if (signal2?.aborted === true) this.#finish("WINRM_ABORTED");
    else signal2?.addEventListener("abort", this.#abort, { once: true });
  }
  get end() {
    return this.#end;
  }
  /** Calls back once when the time is over or the caller gives up; at once if that has happened. @returns how to stop listening. */
  onEnd(listener) {
    if (this.#end === void 0) this.#listeners.add(listener);
    else listener(this.#end);
    return () => {
      this.#listeners.delete(listener);
    };
  }
  /** Waits for `work`, which nothing has been sent for, but no longer than the deadline. Throws its end as a WinrmError. */
  within(work2) {
    return new Promise((resolve5, reject) => {
      if (this.#end !== void 0) work2.catch(() => {
      });
      const stop = this.onEnd((end) => reject(new WinrmError(end, ENDINGS[end], { phase: "waiting", sent: false })));
      work2.then(resolve5, reject).finally(stop);
    });
  }
  /** The caller gives up. */
  abort() {
    this.#finish("WINRM_ABORTED");
  }
  /** The call is over: nothing ends any more. */
  dispose() {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener("abort", this.#abort);
    this.#listeners.clear();
  }
  #abort = () => this.abort();
  #finish(end) {
    if (this.#end !== void 0) return;
    this.#end = end;
    const listeners = [...this.#listeners];
    this.dispose();
    for (const listener of listeners) listener(end);
  }
};

// src/winrm/handshake.ts
var NOTHING3 = new Uint8Array(0);
var MAX_ROUNDS = 6;
function offersOf(answer2) {
  const offers = /* @__PURE__ */ new Map();
  for (const value of answer2.headers.get("www-authenticate") ?? []) {
    for (const item of value.split(",")) {
      const match = /^\s*([\w.:/-]+)(?:\s+([A-Za-z\d+/]+={0,2}))?\s*$/.exec(item) ?? /^\s*([\w.:/-]+)\s/.exec(item);
      const word = match?.[1]?.toLowerCase();
      if (word === void 0) continue;
      const token = match?.[2] === void 0 ? void 0 : Buffer.from(match[2], "base64");
      if (token !== void 0 || !offers.has(word)) offers.set(word, token);
    }
  }
  return offers;
}
async function stepOf(context, deadline, challenge) {
  try {
    return await deadline.within(Promise.resolve(context.step(challenge)));
  } catch (cause) {
    if (cause instanceof WinrmError) throw cause;
    throw new WinrmError("WINRM_AUTH_FAILED", "the credentials could not be obtained", { cause, sent: false });
  }
}
function authorizationOf(context, token) {
  const bytes = Buffer.from(token.buffer, token.byteOffset, token.byteLength);
  return `${context.httpScheme} ${bytes.toString("base64")}`.trimEnd();
}
function refused(context, answer2, options, first) {
  const offered = [...offersOf(answer2).keys()];
  if (!first || offered.length === 0 || offered.includes(context.httpScheme.toLowerCase())) {
    return failureOf2(answer2, options.where, { offered });
  }
  const what = `${context.httpScheme} is not offered, but ${offered.join(", ")}`;
  return new WinrmError("WINRM_AUTH_NOT_OFFERED", `${options.where}: ${what}`, { httpStatus: 401, offered });
}
function missingToken({ httpScheme }, offered) {
  if (offered.length === 0) return ["WINRM_AUTH_NONE_OFFERED", "a logon is wanted, and no scheme for it is offered"];
  if (!offered.includes(httpScheme.toLowerCase())) {
    return ["WINRM_AUTH_NOT_OFFERED", `${httpScheme} is not offered, but ${offered.join(", ")}`];
  }
  return ["WINRM_AUTH_TOKEN_REFUSED", `${httpScheme} is offered, but its first token was turned away`];
}
function challengeOf(context, answer2, options) {
  const offers = offersOf(answer2);
  const token = offers.get(context.httpScheme.toLowerCase());
  const offered = [...offers.keys()];
  const detail = { httpStatus: 401, offered };
  if (token === void 0) {
    const [code, what] = missingToken(context, offered);
    throw new WinrmError(code, `${options.where}: ${what}`, detail);
  }
  if (!answer2.keepAlive) {
    const what = "the connection was closed in the middle of the authentication (is there a proxy in between?)";
    throw new WinrmError("WINRM_AUTH_FAILED", `${options.where}: ${what}`, detail);
  }
  return token;
}
async function closeExchange(context, answer2, options) {
  if (!isSuccess(answer2) && kindOf(answer2) !== "soap") throw failureOf2(answer2, options.where);
  const token = offersOf(answer2).get(context.httpScheme.toLowerCase()) ?? NOTHING3;
  const last = await stepOf(context, options.deadline, token);
  if (last.kind === "done") return answer2;
  throw new WinrmError("WINRM_AUTH_FAILED", `${options.where}: the authentication was answered before it was complete`);
}
async function authenticate(connection, context, options) {
  let step = await stepOf(context, options.deadline);
  for (let round = 0; round < MAX_ROUNDS && step.kind === "send"; round++) {
    const authorization = authorizationOf(context, step.token);
    const body = step.final ? options.payload : NOTHING3;
    const answer2 = await connection.request({ authorization, contentType: SOAP_CONTENT_TYPE, body }, options.deadline);
    if (step.final && answer2.status !== 401) return closeExchange(context, answer2, options);
    if (step.final) {
      const token = step.mayGoOn === true ? offersOf(answer2).get(context.httpScheme.toLowerCase()) : void 0;
      if (token === void 0) throw refused(context, answer2, options, round === 0);
      step = await stepOf(context, options.deadline, challengeOf(context, answer2, options));
      continue;
    }
    if (answer2.status !== 401) {
      if (!isSuccess(answer2)) throw failureOf2(answer2, options.where);
      throw new WinrmError("WINRM_AUTH_FAILED", `${options.where}: the machine did not ask who we are`);
    }
    step = await stepOf(context, options.deadline, challengeOf(context, answer2, options));
  }
  throw new WinrmError("WINRM_AUTH_FAILED", `${options.where}: the authentication does not come to an end`);
}

// src/winrm/http.ts
import { connect as connect3 } from "node:net";
import { TLSSocket } from "node:tls";

// src/winrm/http-response.ts
var MAX_HEAD = 65536;
var STATUS_LINE = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [^\0]*)?$/;
var HEADER_NAME = /^[!#$%&'*+\-.^_`|~\w]+$/;
var CHUNK_SIZE = /^([\da-f]{1,8})[ \t]*(?:;.*)?$/i;
var LF = 10;
function broken5(what) {
  return new WinrmError("WINRM_PROTOCOL_VIOLATED", `not an HTTP answer: ${what}`);
}
var Sink = class {
  #cap;
  #bytes = Buffer.alloc(0);
  length = 0;
  constructor(cap) {
    this.#cap = cap;
  }
  /** Throws WINRM_ENVELOPE_TOO_LARGE before the body has grown by `size` bytes above the cap. */
  admit(size) {
    if (this.length + size <= this.#cap) return;
    throw new WinrmError("WINRM_ENVELOPE_TOO_LARGE", `the answer is larger than ${this.#cap} bytes`);
  }
  add(part) {
    this.admit(part.length);
    if (this.length === 0) {
      this.#bytes = part;
    } else {
      const needed = this.length + part.length;
      if (needed > this.#bytes.length) {
        const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2, 1024));
        this.#bytes.copy(grown, 0, 0, this.length);
        this.#bytes = grown;
      }
      part.copy(this.#bytes, this.length);
    }
    this.length += part.length;
  }
  bytes() {
    return this.#bytes.subarray(0, this.length);
  }
};
var IN_BODY = /* @__PURE__ */ new Set(["fixed", "chunk-data", "until-close"]);
var AnswerReader = class {
  #sink;
  #state = "status";
  #line = "";
  #headBytes = 0;
  #status = 0;
  #minor = 1;
  #headers = /* @__PURE__ */ new Map();
  #expected = 0;
  /** True when bytes came behind the answer: nobody asked for them, the connection must not be used again. */
  excess = false;
  /** @param maxBody largest body in bytes; more throws WINRM_ENVELOPE_TOO_LARGE. */
  constructor(maxBody) {
    this.#sink = new Sink(maxBody);
  }
  /** True as soon as one byte of an answer has come in. */
  get begun() {
    return this.#headBytes > 0;
  }
  /** @returns the answer once it is complete. Throws WINRM_PROTOCOL_VIOLATED or WINRM_ENVELOPE_TOO_LARGE. */
  push(chunk) {
    let offset = 0;
    while (offset < chunk.length && this.#state !== "done") {
      offset = IN_BODY.has(this.#state) ? this.#takeBody(chunk, offset) : this.#takeLine(chunk, offset);
    }
    if (this.#state !== "done") return void 0;
    this.excess ||= offset < chunk.length;
    return this.#answer();
  }
  /** The stream has ended. @returns the answer where its end is the end of the stream; undefined where it is cut. */
  end() {
    if (this.#state !== "until-close") return void 0;
    this.#state = "done";
    return this.#answer();
  }
  #answer() {
    const said = (this.#headers.get("connection") ?? []).join(",").toLowerCase().split(",");
    const named2 = (word) => said.some((item) => item.trim() === word);
    const byClose = !this.#headers.has("content-length") && !this.#chunked() && !this.#bodiless();
    const keepAlive2 = !byClose && !this.excess && (this.#minor === 1 ? !named2("close") : named2("keep-alive"));
    return { status: this.#status, headers: this.#headers, body: this.#sink.bytes(), keepAlive: keepAlive2 };
  }
  #takeBody(chunk, offset) {
    const end = this.#state === "until-close" ? chunk.length : Math.min(chunk.length, offset + this.#expected);
    this.#sink.add(chunk.subarray(offset, end));
    if (this.#state !== "until-close") {
      this.#expected -= end - offset;
      if (this.#expected === 0) this.#state = this.#state === "fixed" ? "done" : "chunk-end";
    }
    return end;
  }
  #takeLine(chunk, offset) {
    const feed = chunk.indexOf(LF, offset);
    const end = feed === -1 ? chunk.length : feed + 1;
    this.#headBytes += end - offset;
    if (this.#headBytes > MAX_HEAD) throw broken5("its head is too large");
    this.#line += chunk.toString("latin1", offset, end);
    if (feed !== -1) {
      const line = this.#line;
      this.#line = "";
      if (!line.endsWith("\r\n")) throw broken5("a line ends without a carriage return");
      this.#readLine(line.slice(0, -2));
    }
    return end;
  }
  #readLine(line) {
    switch (this.#state) {
      case "status":
        this.#readStatus(line);
        return;
      case "header":
        if (line === "") this.#endHead();
        else this.#readHeader(line);
        return;
      case "chunk-size":
        this.#readChunkSize(line);
        return;
      case "chunk-end":
        if (line !== "") throw broken5("a chunk is longer than announced");
        this.#state = "chunk-size";
        this.#headBytes = 1;
        return;
      default:
        if (line === "") this.#state = "done";
    }
  }
  #readStatus(line) {
    const match = STATUS_LINE.exec(line);
    if (match === null) throw broken5("no status line");
    this.#minor = Number(match[1]);
    this.#status = Number(match[2]);
    this.#headers = /* @__PURE__ */ new Map();
    this.#state = "header";
  }
  #readHeader(line) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0));
    if (!HEADER_NAME.test(name)) throw broken5("a malformed header");
    const value = line.slice(colon + 1).trim();
    if (value.includes("\0") || value.includes("\r")) throw broken5("a control character in a header");
    const key2 = name.toLowerCase();
    const values = this.#headers.get(key2);
    if (values === void 0) this.#headers.set(key2, [value]);
    else values.push(value);
  }
  #chunked() {
    return this.#headers.has("transfer-encoding");
  }
  #bodiless() {
    return this.#status === 204 || this.#status === 304;
  }
  #endHead() {
    if (this.#status < 200) {
      if (this.#status === 101) throw broken5("an upgrade that nobody asked for");
      this.#state = "status";
      return;
    }
    const lengths = new Set(this.#headers.get("content-length"));
    if (this.#chunked()) {
      const coding = this.#headers.get("transfer-encoding")?.join(",").toLowerCase();
      if (coding !== "chunked" || lengths.size > 0) throw broken5("contradictory body length");
      this.#state = "chunk-size";
    } else if (this.#bodiless()) {
      this.#state = "done";
    } else if (lengths.size > 0) {
      const [text5 = ""] = lengths;
      if (lengths.size > 1 || !/^\d{1,15}$/.test(text5)) throw broken5("contradictory body length");
      this.#expect(Number(text5));
      this.#state = this.#expected === 0 ? "done" : "fixed";
    } else {
      this.#state = "until-close";
    }
  }
  #readChunkSize(line) {
    const match = CHUNK_SIZE.exec(line);
    if (match === null) throw broken5("a malformed chunk");
    this.#expect(Number.parseInt(match[1] ?? "", 16));
    this.#state = this.#expected === 0 ? "trailer" : "chunk-data";
  }
  #expect(size) {
    this.#sink.admit(size);
    this.#expected = size;
  }
};

// src/winrm/jump.ts
import { connect, isIP, isIPv6 } from "node:net";
var VERSION = 5;
var NO_METHOD = 255;
var BY_PASSWORD = 2;
var REPLIES = [
  ["WINRM_JUMP_FAILED", "accepted"],
  ["WINRM_JUMP_FAILED", "failed"],
  ["WINRM_JUMP_REFUSED", "is not allowed by its rules"],
  ["WINRM_JUMP_FAILED", "failed: the network is unreachable from there"],
  ["WINRM_JUMP_FAILED", "failed: name or machine cannot be reached from there"],
  ["WINRM_JUMP_FAILED", "was refused by the machine"],
  ["WINRM_JUMP_FAILED", "took too long"],
  ["WINRM_JUMP_FAILED", "is a command that it does not know"],
  ["WINRM_JUMP_FAILED", "is to a kind of address that it does not know"]
];
function parseJumpHost(text5) {
  const url = URL.canParse(text5) ? new URL(text5) : void 0;
  const known = url !== void 0 && url.protocol === "socks5:" && url.hostname !== "";
  if (!known || url.pathname !== "" && url.pathname !== "/" || url.search !== "" || url.hash !== "") {
    throw new WinrmError("WINRM_USAGE_INVALID", "a jump host is written socks5://host:port");
  }
  const decode = (part) => part === "" ? void 0 : decodeURIComponent(part);
  const [username, password] = [decode(url.username), decode(url.password)];
  for (const part of [username, password]) {
    if (Buffer.byteLength(part ?? "") > 255) {
      throw new WinrmError("WINRM_USAGE_INVALID", "user and password of a jump host have 255 bytes at most");
    }
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return { host, port: url.port === "" ? 1080 : Number(url.port), username, password };
}
function addressOf(host) {
  if (isIPv6(host)) {
    const [groups = ""] = new URL(`http://[${host.split("%")[0]}]`).hostname.slice(1, -1).split("%");
    const [front = "", back] = groups.split("::");
    const words = (part) => part === void 0 || part === "" ? [] : part.split(":").map((word) => Number.parseInt(word, 16));
    const [head, tail] = [words(front), words(back)];
    const bytes = Buffer.alloc(17);
    bytes[0] = 4;
    for (const [i, word] of head.entries()) bytes.writeUInt16BE(word, 1 + i * 2);
    for (const [i, word] of tail.entries()) bytes.writeUInt16BE(word, 17 - (tail.length - i) * 2);
    return bytes;
  }
  if (isIP(host) === 4) return Buffer.from([1, ...host.split(".").map(Number)]);
  const name = Buffer.from(host, "latin1");
  return Buffer.concat([Buffer.from([3, name.length]), name]);
}
function prefixed(text5) {
  const bytes = Buffer.from(text5);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}
function* converse(jump, target, where) {
  const failure = (code2, what2) => new WinrmError(code2, `jump host ${where}: ${what2}`, { phase: "jump", sent: false });
  const { username, password = "" } = jump;
  const methods = username === void 0 ? [0] : [0, BY_PASSWORD];
  yield Buffer.from([VERSION, methods.length, ...methods]);
  const [version2, method] = yield 2;
  if (version2 !== VERSION) throw failure("WINRM_JUMP_REFUSED", "it does not speak SOCKS version 5");
  if (method === NO_METHOD || method === void 0 || !methods.includes(method)) {
    throw failure(
      "WINRM_JUMP_REFUSED",
      username === void 0 ? "it wants a user and password" : "it takes no password"
    );
  }
  if (method === BY_PASSWORD) {
    yield Buffer.concat([Buffer.from([1]), prefixed(username ?? ""), prefixed(password)]);
    const [, status] = yield 2;
    if (status !== 0) throw failure("WINRM_JUMP_REFUSED", "it refused user and password");
  }
  const port = Buffer.from([target.port >> 8, target.port & 255]);
  yield Buffer.concat([Buffer.from([VERSION, 1, 0]), addressOf(target.host), port]);
  const [again, reply2 = 1, , kind2] = yield 4;
  if (again !== VERSION) throw failure("WINRM_JUMP_REFUSED", "it does not speak SOCKS version 5");
  const [code, what] = REPLIES[reply2] ?? ["WINRM_JUMP_FAILED", `failed (${reply2})`];
  if (reply2 !== 0) throw failure(code, `the connection to ${target.host}:${target.port} ${what}`);
  const length2 = kind2 === 1 ? 4 : kind2 === 4 ? 16 : (yield 1)[0] ?? 0;
  yield length2 + 2;
}
function openThrough(jump, target, timeout, deadline) {
  const where = `${isIPv6(jump.host) ? `[${jump.host}]` : jump.host}:${jump.port}`;
  return new Promise((resolve5, reject) => {
    const socket = connect({ host: jump.host, port: jump.port }).setNoDelay(true);
    const talk = converse(jump, target, where);
    let wanted = 0;
    let connected = false;
    let talking = true;
    const settle = (finish) => {
      talking = false;
      clearTimeout(timer);
      stop();
      socket.off("connect", start).off("readable", advance).off("error", broken7).off("close", broken7);
      finish();
    };
    const fail = (error) => settle(() => {
      socket.on("error", () => {
      }).destroy();
      reject(error);
    });
    const broken7 = (cause) => {
      const what = connected ? "the connection ended in the middle of its answer" : "no connection";
      const reason = cause instanceof Error ? { cause } : {};
      fail(
        new WinrmError("WINRM_JUMP_UNREACHABLE", `jump host ${where}: ${what}`, {
          ...reason,
          phase: "jump",
          sent: false
        })
      );
    };
    const overdue = (end) => {
      const code = end === "WINRM_ABORTED" ? end : connected ? "WINRM_JUMP_FAILED" : "WINRM_JUMP_UNREACHABLE";
      fail(new WinrmError(code, `jump host ${where}: ${ENDINGS[end]}`, { phase: "jump", sent: false }));
    };
    const proceed = (bytes) => {
      let turn = talk.next(bytes);
      for (; turn.done !== true && typeof turn.value !== "number"; turn = talk.next(bytes)) socket.write(turn.value);
      if (turn.done === true) settle(() => resolve5(socket));
      else wanted = turn.value;
    };
    const advance = () => {
      try {
        while (talking) {
          const bytes = socket.read(wanted);
          if (!Buffer.isBuffer(bytes)) return;
          proceed(bytes);
        }
      } catch (error) {
        fail(error);
      }
    };
    const start = () => {
      connected = true;
      proceed(Buffer.alloc(0));
    };
    const timer = setTimeout(() => overdue("WINRM_DEADLINE_EXCEEDED"), timeout);
    let stop = () => {
    };
    socket.once("connect", start).on("readable", advance).once("error", broken7).once("close", broken7);
    stop = deadline.onEnd(overdue);
  });
}

// src/winrm/tls.ts
import { X509Certificate } from "node:crypto";
import { isIP as isIP2 } from "node:net";
import { connect as connect2, createSecureContext } from "node:tls";
var contexts = /* @__PURE__ */ new Map();
var PEM_BLOCK = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;
function createContext(ca) {
  if (ca === void 0) return createSecureContext();
  try {
    for (const block of ca.match(PEM_BLOCK) ?? [""]) new X509Certificate(block);
    return createSecureContext({ ca });
  } catch (cause) {
    throw new WinrmError("WINRM_USAGE_INVALID", "`ca` cannot be read as PEM certificates", { cause });
  }
}
function secureContextFor(ca) {
  const key2 = ca ?? "";
  const known = contexts.get(key2);
  if (known !== void 0) return known;
  const context = createContext(ca);
  contexts.set(key2, context);
  return context;
}
function contextWith(identity2, ca) {
  secureContextFor(ca);
  try {
    return createSecureContext({ ...identity2, maxVersion: "TLSv1.2", ...ca === void 0 ? {} : { ca } });
  } catch {
    throw new WinrmError("WINRM_USAGE_INVALID", "the client certificate or its key cannot be read");
  }
}
function factsOf(certificate2) {
  return {
    subject: certificate2.subject?.replaceAll("\n", ", ") ?? "",
    issuer: certificate2.issuer?.replaceAll("\n", ", ") ?? "",
    validFrom: certificate2.validFrom,
    validTo: certificate2.validTo,
    sha256: fingerprintOf(certificate2)
  };
}
function fingerprintOf(certificate2) {
  return certificate2.fingerprint256.replaceAll(":", "").toLowerCase();
}
var VERDICTS = /* @__PURE__ */ new Map([
  ["CERT_HAS_EXPIRED", ["WINRM_TLS_EXPIRED", "has expired"]],
  ["CERT_NOT_YET_VALID", ["WINRM_TLS_EXPIRED", "is not valid yet"]],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", ["WINRM_TLS_SELF_SIGNED", "is self-signed"]],
  ["SELF_SIGNED_CERT_IN_CHAIN", ["WINRM_TLS_UNKNOWN_CA", "comes from an authority that is not trusted"]],
  ["UNABLE_TO_GET_ISSUER_CERT", ["WINRM_TLS_UNKNOWN_CA", "comes from an authority that is not trusted"]],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", ["WINRM_TLS_UNKNOWN_CA", "comes from an authority that is not trusted"]],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", ["WINRM_TLS_UNKNOWN_CA", "comes from an authority that is not trusted"]]
]);
var NO_VERSION = /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/;
function explainVersion(error) {
  const { phase, reason } = error.detail;
  const isRefused = error.code === "WINRM_TLS_FAILED" && NO_VERSION.test(String(reason));
  if (!isRefused && (phase !== "tls" || error.code !== "WINRM_CONNECTION_LOST")) return error;
  const why = isRefused ? ": a client certificate is shown over TLS 1.2 only, and the machine refuses that version" : "";
  const help = "A client certificate needs TLS 1.2, since Windows asks for it in the middle of the connection: is TLS 1.2 enabled on the machine? Else log on with Kerberos or NTLM.";
  return new WinrmError(error.code, `${error.message}${why}`, { ...error.detail, help });
}
function startTls(endpoint, way, identity2) {
  const socket = connect2({
    ...way,
    secureContext: identity2 === void 0 ? secureContextFor(endpoint.ca) : contextWith(identity2, endpoint.ca),
    rejectUnauthorized: false,
    checkServerIdentity: () => void 0,
    ...endpoint.sni === void 0 ? {} : { servername: endpoint.sni }
  });
  Object.defineProperty(socket, "getPeerCertificate", { value: () => ({}) });
  return socket;
}
function isFor(certificate2, endpoint) {
  const [name = ""] = endpoint.servername.split("%");
  if (isIP2(name) !== 0) return certificate2.checkIP(name) !== void 0;
  return certificate2.checkHost(endpoint.sni ?? name, { partialWildcards: false }) !== void 0;
}
function judgeCertificate(socket, endpoint) {
  const certificate2 = socket.getPeerX509Certificate();
  if (certificate2 === void 0) throw new WinrmError("WINRM_TLS_FAILED", `${endpoint.authority} shows no certificate`);
  const refuse6 = (code, what, extra = {}) => new WinrmError(code, `the certificate of ${endpoint.servername} ${what}`, {
    certificate: factsOf(certificate2),
    sent: false,
    ...extra
  });
  if (endpoint.pin !== void 0 && fingerprintOf(certificate2) !== endpoint.pin) {
    throw refuse6("WINRM_TLS_PIN_MISMATCHED", "is not the pinned one", { pin: endpoint.pin });
  }
  const pinned = endpoint.pin !== void 0 && endpoint.ca === void 0;
  if (!socket.authorized && !pinned) {
    const reason = String(socket.authorizationError);
    const [code, what] = VERDICTS.get(reason) ?? ["WINRM_TLS_FAILED", `is refused (${reason})`];
    throw refuse6(code, what, { reason });
  }
  if (!pinned && !isFor(certificate2, endpoint)) {
    const names2 = certificate2.subjectAltName ?? "";
    throw refuse6("WINRM_TLS_WRONG_NAME", `is for another name (${names2 || "it has none"})`, { names: names2 });
  }
  return certificate2;
}

// src/winrm/http.ts
var ADDRESS_ATTEMPT = 2e3;
var SOCKET_ERRORS = /* @__PURE__ */ new Map([
  ["ENOTFOUND", "WINRM_NAME_NOT_FOUND"],
  ["EAI_AGAIN", "WINRM_NAME_NOT_FOUND"],
  ["EAI_NODATA", "WINRM_NAME_NOT_FOUND"],
  ["EAI_NONAME", "WINRM_NAME_NOT_FOUND"],
  ["EAI_FAIL", "WINRM_NAME_NOT_FOUND"],
  ["ECONNREFUSED", "WINRM_CONNECTION_REFUSED"],
  ["ETIMEDOUT", "WINRM_CONNECTION_TIMED_OUT"],
  ["EHOSTUNREACH", "WINRM_CONNECTION_TIMED_OUT"],
  ["ENETUNREACH", "WINRM_CONNECTION_TIMED_OUT"],
  ["EHOSTDOWN", "WINRM_CONNECTION_TIMED_OUT"]
]);
function codeOf(error) {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
}
function connectFailure(endpoint, phase, cause) {
  const reason = codeOf(cause);
  const detail = { cause, phase, reason, sent: false };
  const reset = reason === "ECONNRESET" || reason === "EPIPE";
  const known = SOCKET_ERRORS.get(reason) ?? (reset ? "WINRM_CONNECTION_LOST" : void 0);
  if (phase === "tls" && known === void 0) {
    return new WinrmError("WINRM_TLS_FAILED", `TLS with ${endpoint.authority} failed (${reason})`, detail);
  }
  const code = known ?? "WINRM_CONNECTION_FAILED";
  return new WinrmError(code, `no connection to ${endpoint.authority} (${reason})`, detail);
}
var HttpConnection = class {
  #socket;
  #endpoint;
  #limits;
  /** Undefined over HTTP. */
  certificate;
  #pending;
  #usable = true;
  constructor(socket, endpoint, limits, certificate2) {
    this.#socket = socket;
    this.#endpoint = endpoint;
    this.#limits = limits;
    this.certificate = certificate2;
    socket.setTimeout(limits.idleTimeout);
    socket.on("timeout", () => {
      if (this.#pending === void 0) this.destroy();
    });
    socket.on("data", (chunk) => this.#onData(chunk));
    socket.on("end", () => this.#onEnd());
    socket.on("error", (cause) => this.#lose(cause));
    socket.on("close", () => this.#lose());
  }
  /** False as soon as the connection cannot carry another request. */
  get usable() {
    return this.#usable;
  }
  /** Sends one request. `deadline` ending destroys the connection: what became of the request is unknown then. */
  request(request, deadline) {
    return new Promise((resolve5, reject) => {
      const sent = request.body.length > 0;
      if (deadline.end !== void 0) {
        this.destroy();
        reject(this.#failure(deadline.end, ENDINGS[deadline.end], { sent: false }));
        return;
      }
      if (!this.#usable || this.#pending !== void 0) {
        reject(this.#failure("WINRM_CONNECTION_LOST", "the connection is not free", { sent: false }));
        return;
      }
      const stop = deadline.onEnd((end) => this.#fail(this.#failure(end, ENDINGS[end], { sent })));
      this.#pending = {
        reader: new AnswerReader(this.#limits.maxAnswer),
        sent,
        resolve: (answer2) => {
          stop();
          resolve5(answer2);
        },
        reject: (error) => {
          stop();
          reject(error);
        }
      };
      this.#socket.write(this.#encode(request));
    });
  }
  destroy() {
    this.#usable = false;
    this.#socket.destroy();
  }
  #encode(request) {
    const { authorization, contentType, body } = request;
    const head = `POST ${this.#endpoint.path} HTTP/1.1\r
Host: ${this.#endpoint.authority}\r
Connection: Keep-Alive\r
User-Agent: patchring\r
Accept-Encoding: identity\r
Content-Type: ${contentType}\r
Content-Length: ${body.length}\r
${authorization === void 0 ? "" : `Authorization: ${authorization}\r
`}\r
`;
    const bytes = Buffer.allocUnsafe(head.length + body.length);
    bytes.write(head, "latin1");
    bytes.set(body, head.length);
    return bytes;
  }
  #failure(code, what, detail) {
    return new WinrmError(code, `${this.#endpoint.authority}: ${what}`, { phase: "request", ...detail });
  }
  #onData(chunk) {
    const pending = this.#pending;
    if (pending === void 0) {
      this.destroy();
      return;
    }
    try {
      const answer2 = pending.reader.push(chunk);
      if (answer2 !== void 0) this.#settle(pending, answer2);
    } catch (error) {
      const { code, message } = error;
      this.#fail(this.#failure(code, message, { sent: pending.sent }));
    }
  }
  #onEnd() {
    const pending = this.#pending;
    const answer2 = pending?.reader.end();
    if (pending !== void 0 && answer2 !== void 0) this.#settle(pending, answer2);
    else this.#lose();
  }
  #settle(pending, answer2) {
    this.#pending = void 0;
    if (!answer2.keepAlive) this.destroy();
    pending.resolve(answer2);
  }
  #lose(cause) {
    this.#usable = false;
    const pending = this.#pending;
    if (pending === void 0) {
      this.destroy();
      return;
    }
    const begun = pending.reader.begun;
    const what = `the connection ended ${begun ? "in the middle of" : "before"} the answer`;
    this.#fail(
      this.#failure("WINRM_CONNECTION_LOST", what, { sent: pending.sent, ...cause === void 0 ? {} : { cause } })
    );
  }
  #fail(error) {
    const pending = this.#pending;
    this.#pending = void 0;
    this.destroy();
    pending?.reject(error);
  }
};
function startSocket(endpoint, identity2, base2) {
  const { host, port } = endpoint;
  const address = { host, port, autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT };
  const way = base2 === void 0 ? address : { socket: base2 };
  if (endpoint.transport === "https") return startTls(endpoint, way, identity2).setNoDelay(true);
  return base2 ?? connect3(address).setNoDelay(true);
}
function becomeConnection(socket, endpoint, limits, deadline) {
  return new Promise((resolve5, reject) => {
    const secure = socket instanceof TLSSocket;
    let phase = endpoint.via === void 0 ? "connect" : "tls";
    const settle = (finish) => {
      clearTimeout(timer);
      stop();
      socket.off("connect", connected).off("secureConnect", ready).off("error", broken7).off("close", closed);
      finish();
    };
    const fail = (error) => settle(() => {
      socket.on("error", () => {
      }).destroy();
      reject(error);
    });
    const overdue = (end) => {
      const code = end === "WINRM_ABORTED" ? end : "WINRM_CONNECTION_TIMED_OUT";
      fail(new WinrmError(code, `no connection to ${endpoint.authority} in time`, { phase, sent: false }));
    };
    const ready = () => {
      try {
        const certificate2 = secure ? judgeCertificate(socket, endpoint) : void 0;
        settle(() => resolve5(new HttpConnection(socket, endpoint, limits, certificate2)));
      } catch (error) {
        fail(error);
      }
    };
    const connected = () => {
      phase = "tls";
      if (!secure) ready();
    };
    const broken7 = (cause) => fail(connectFailure(endpoint, phase, cause));
    const closed = () => broken7(Object.assign(new Error("the connection was closed"), { code: "ECONNRESET" }));
    const timer = setTimeout(() => overdue("WINRM_DEADLINE_EXCEEDED"), Math.max(limits.timeLeft, 0));
    socket.once("connect", connected).once("secureConnect", ready).once("error", broken7).once("close", closed);
    let stop = () => {
    };
    stop = deadline.onEnd(overdue);
    if (endpoint.via !== void 0 && !secure) ready();
  });
}
async function openConnection(endpoint, { limits, identity: identity2 }, deadline) {
  const { via } = endpoint;
  const begin2 = Date.now();
  const base2 = via === void 0 ? void 0 : await openThrough(via, endpoint, limits.connectTimeout, deadline);
  const timeLeft = limits.connectTimeout - (Date.now() - begin2);
  try {
    return await becomeConnection(startSocket(endpoint, identity2, base2), endpoint, { ...limits, timeLeft }, deadline);
  } catch (error) {
    base2?.destroy();
    throw identity2 === void 0 ? error : explainVersion(error);
  }
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
};
var actions = {
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
};
var resources = {
  shell: ns.shell,
  command: `${ns.shell}/Command`,
  cmd: `${ns.shell}/cmd`,
  config: ns.config,
  /** + configuration name, e.g. `Microsoft.PowerShell`. */
  powershell: `${ns.powershell}/`,
  /** + namespace and class, e.g. `root/cimv2/Win32_OperatingSystem`. */
  wmi: "http://schemas.microsoft.com/wbem/wsman/1/wmi/"
};
var signals = {
  terminate: `${ns.shell}/signal/Terminate`,
  ctrlC: `${ns.shell}/signal/ctrl_c`,
  /** Stops a PSRP pipeline. PowerShell itself spells it so, and takes any other code as "close the command". */
  stopPipeline: "powershell/signal/crtl_c"
};
var commandStates = {
  pending: `${ns.shell}/CommandState/Pending`,
  running: `${ns.shell}/CommandState/Running`,
  done: `${ns.shell}/CommandState/Done`
};
var dialects = {
  selector: "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter",
  wql: "http://schemas.microsoft.com/wbem/wsman/1/WQL"
};
var anonymous = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous";
var prefixes = {
  s: ns.soap,
  wsa: ns.addressing,
  wsman: ns.wsman,
  wsmv: ns.wsmv,
  rsp: ns.shell,
  wsen: ns.enumeration,
  wst: ns.transfer
};

// src/winrm/wsman/xml.ts
var import_saxes = __toESM(require_saxes(), 1);
var maxAttributes = 1e3;
var noAttributes = /* @__PURE__ */ new Map();
var noChildren = [];
var forbidden = new RegExp("[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]|\\p{Surrogate}", "u");
var special = /[&<>"\r\n\t]/;
var entities = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#xD;",
  "\n": "&#xA;",
  "	": "&#x9;"
};
function assertWritable(text5) {
  if (forbidden.test(text5)) {
    throw new WinrmError(
      "WINRM_USAGE_INVALID",
      "text with control characters or half a surrogate pair has no form in XML"
    );
  }
}
function escapeText(text5) {
  assertWritable(text5);
  return special.test(text5) ? text5.replace(/[&<>\r]/g, (found) => entities[found] ?? found) : text5;
}
function escapeAttribute(text5) {
  assertWritable(text5);
  return special.test(text5) ? text5.replace(/[&<>"\r\n\t]/g, (found) => entities[found] ?? found) : text5;
}
function element2(name, attributes, content2 = "") {
  let tag = `<${name}`;
  for (const [key2, value] of Object.entries(attributes)) {
    if (value !== void 0) tag += ` ${key2}="${escapeAttribute(value)}"`;
  }
  return content2 === "" ? `${tag}/>` : `${tag}>${content2}</${name}>`;
}
function refuse2(reason) {
  throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `unreadable XML: ${reason}`);
}
function readAttributes(tag) {
  let found;
  for (const attribute of Object.values(tag.attributes)) {
    if (attribute.prefix === "xmlns" || attribute.name === "xmlns") continue;
    found ??= /* @__PURE__ */ new Map();
    found.set(attribute.uri === "" ? attribute.local : `{${attribute.uri}}${attribute.local}`, attribute.value);
  }
  return found ?? noAttributes;
}
function readXml(document, limits = {}) {
  const maxDepth3 = limits.depth ?? 64;
  if (document.length > (limits.size ?? 16 * 1024 * 1024)) refuse2("too large");
  const parser = new import_saxes.SaxesParser({ xmlns: true, position: false, defaultXMLVersion: "1.0", forceXMLVersion: true });
  const open2 = [];
  let root;
  parser.on("doctype", () => refuse2("document type declarations are not accepted"));
  parser.on("error", (cause) => refuse2(cause.message.slice(0, 200)));
  let attributes = 0;
  parser.on("attribute", () => {
    attributes += 1;
    if (attributes > maxAttributes) refuse2(`more than ${maxAttributes} attributes`);
  });
  parser.on("opentag", (tag) => {
    attributes = 0;
    if (open2.length >= maxDepth3) refuse2(`deeper than ${maxDepth3} levels`);
    open2.push({ uri: tag.uri, name: tag.local, attributes: readAttributes(tag), children: noChildren, text: "" });
  });
  const addText = (text5) => {
    const current = open2.at(-1);
    if (current !== void 0) current.text += text5;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const done = open2.pop();
    if (done === void 0) refuse2("an end tag without a start");
    const parent = open2.at(-1);
    if (parent === void 0) root = done;
    else if (parent.children === noChildren) parent.children = [done];
    else parent.children.push(done);
  });
  parser.write(document.startsWith("\uFEFF") ? document.slice(1) : document).close();
  return root ?? refuse2("no element");
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
  if (from === void 0) return void 0;
  if (from.name === name && from.uri === uri) return from;
  for (const candidate of from.children) {
    const found = descendant(candidate, uri, name);
    if (found !== void 0) return found;
  }
  return void 0;
}

// src/winrm/wsman/messages.ts
function writeIdentify() {
  const text5 = `<s:Envelope xmlns:s="${ns.soap}" xmlns:wsmid="${ns.identity}"><s:Header/><s:Body><wsmid:Identify/></s:Body></s:Envelope>`;
  return Buffer.from(text5);
}
function isIdentify(body) {
  return body?.name === "Identify" && body.uri === ns.identity;
}
function writeIdentity(identity2) {
  const content2 = element2("wsmid:ProtocolVersion", {}, escapeText(identity2.protocolVersion)) + element2("wsmid:ProductVendor", {}, escapeText(identity2.vendor)) + element2("wsmid:ProductVersion", {}, escapeText(identity2.productVersion));
  const body = element2("s:Body", {}, element2("wsmid:IdentifyResponse", { "xmlns:wsmid": ns.identity }, content2));
  return Buffer.from(`<s:Envelope xmlns:s="${ns.soap}"><s:Header/>${body}</s:Envelope>`);
}
function readIdentity(body) {
  if (body?.name !== "IdentifyResponse" || body.uri !== ns.identity) return void 0;
  return {
    protocolVersion: childText(body, ns.identity, "ProtocolVersion") ?? "",
    vendor: childText(body, ns.identity, "ProductVendor") ?? "",
    productVersion: childText(body, ns.identity, "ProductVersion") ?? ""
  };
}
function readConfig(body) {
  const number3 = (name) => {
    const text5 = childText(body, ns.config, name);
    return text5 !== void 0 && /^\d{1,12}$/.test(text5) ? Number(text5) : void 0;
  };
  const kilobytes = number3("MaxEnvelopeSizekb");
  return {
    maxEnvelopeSize: kilobytes === void 0 ? void 0 : kilobytes * 1024,
    maxTimeout: number3("MaxTimeoutms"),
    maxBatchItems: number3("MaxBatchItems")
  };
}
function writeConfig(config) {
  const content2 = element2("cfg:MaxEnvelopeSizekb", {}, String(Math.floor(config.maxEnvelopeSize / 1024))) + element2("cfg:MaxTimeoutms", {}, String(config.maxTimeout)) + element2("cfg:MaxBatchItems", {}, "32000");
  return element2("cfg:Config", { "xmlns:cfg": ns.config }, content2);
}

// src/winrm/channel.ts
var NOTHING4 = new Uint8Array(0);
var ROOM_BESIDE_CERTIFICATE = 12288;
var AuthenticatedChannel = class _AuthenticatedChannel {
  #endpoint;
  #credentials;
  #options;
  #limits;
  #scheme;
  #calls = /* @__PURE__ */ new Set();
  #link;
  #certificate;
  #authentication;
  #tail = Promise.resolve();
  #closed = false;
  constructor(endpoint, credentials, options) {
    this.#endpoint = endpoint;
    this.#credentials = credentials;
    this.#options = options;
    this.#limits = {
      connectTimeout: options.connectTimeout ?? 15e3,
      idleTimeout: options.idleTimeout ?? 75e3,
      maxAnswer: options.maxAnswer ?? 8 * 1024 * 1024
    };
    this.#scheme = schemeOf(options.auth ?? "ntlm");
    if (this.#scheme.name === "certificate" && options.clientCertificate === void 0) {
      throw new WinrmError("WINRM_USAGE_INVALID", "this authentication needs a client certificate");
    }
    if (endpoint.transport !== "https" && !this.#scheme.seals) {
      throw new WinrmError("WINRM_USAGE_INVALID", `${this.#scheme.name} cannot seal, so it is only done over HTTPS`);
    }
  }
  get url() {
    return this.#endpoint.url;
  }
  get peerCertificate() {
    return this.#certificate === void 0 ? void 0 : factsOf(this.#certificate);
  }
  get authentication() {
    return this.#authentication;
  }
  async post(soap, options) {
    if (this.#closed)
      throw new WinrmError("WINRM_USAGE_INVALID", `${this.#endpoint.authority}: the transport is closed`);
    const deadline = new Deadline(options.timeout, options.signal);
    this.#calls.add(deadline);
    try {
      const leave = await this.#enter(deadline);
      try {
        return await this.#exchange(soap, deadline);
      } catch (error) {
        this.#drop();
        throw error;
      } finally {
        leave();
      }
    } finally {
      deadline.dispose();
      this.#calls.delete(deadline);
    }
  }
  another() {
    return new _AuthenticatedChannel(this.#endpoint, this.#credentials, this.#options);
  }
  close() {
    this.#closed = true;
    for (const deadline of [...this.#calls]) deadline.abort();
    this.#drop();
  }
  /** Waits for our turn. @returns how to give it on. */
  async #enter(deadline) {
    const previous = this.#tail;
    let leave = () => {
    };
    this.#tail = new Promise((resolve5) => {
      leave = resolve5;
    });
    try {
      await deadline.within(previous);
    } catch (error) {
      void previous.then(leave);
      throw error;
    }
    return leave;
  }
  #drop() {
    this.#link?.http.destroy();
    this.#link?.context.dispose?.();
    this.#link = void 0;
  }
  async #exchange(soap, deadline) {
    if (this.#link?.http.usable === true) {
      const link = this.#link;
      const answer2 = await this.#send(link, soap, deadline);
      const forgotten = link.sealing !== void 0 && answer2.status === 400 && kindOf(answer2) === "empty";
      if (!forgotten) return await this.#judge({ link, answer: answer2 }, deadline);
    }
    this.#drop();
    return await this.#judge(await this.#open(soap, deadline), deadline);
  }
  async #open(soap, deadline) {
    const { clientCertificate } = this.#options;
    const wanted = this.#scheme.name === "certificate" ? clientCertificate : void 0;
    const identity2 = wanted === void 0 ? void 0 : await deadline.within(Promise.resolve(wanted()));
    const given = this.#credentials;
    const who = typeof given === "function" ? await deadline.within(Promise.resolve(given())) : given;
    const http = await openConnection(this.#endpoint, { limits: this.#limits, identity: identity2 }, deadline);
    let context;
    try {
      this.#certificate = http.certificate;
      context = this.#createContext(http, who);
      const secure = http.certificate !== void 0;
      const where = this.#endpoint.authority;
      const isTooMuch = identity2 !== void 0 && soap.length > ROOM_BESIDE_CERTIFICATE;
      const payload = secure ? isTooMuch ? writeIdentify() : soap : NOTHING4;
      const answer2 = await authenticate(http, context, { where, payload, deadline });
      this.#authentication = context.outcome?.();
      const link = { http, context, sealing: secure ? void 0 : context.sealing() };
      this.#link = link;
      return { link, answer: payload === soap ? answer2 : await this.#send(link, soap, deadline) };
    } catch (error) {
      http.destroy();
      context?.dispose?.();
      throw error;
    }
  }
  #createContext(http, { username, domain, password }) {
    const [computer = ""] = hostname().split(".");
    const { kerberos: kerberos2, ntlmFallback } = this.#options;
    const asked2 = this.#scheme.name === "kerberos" || this.#scheme.name === "negotiate";
    return this.#scheme.createContext({
      username,
      password,
      servername: this.#endpoint.servername,
      workstation: computer.toUpperCase(),
      randomBytes,
      now: Date.now,
      ...asked2 ? { kerberos: { tokens: tokenSource(kerberos2?.interpreter), spn: kerberos2?.spn ?? "HOST" } } : {},
      ...ntlmFallback === void 0 ? {} : { ntlmFallback },
      ...domain === void 0 ? {} : { domain },
      ...http.certificate === void 0 ? {} : { channelBinding: endpointBindingOf(http.certificate.raw) }
    });
  }
  async #send(link, soap, deadline) {
    const { http, context, sealing } = link;
    if (sealing === void 0) {
      const step = context.everyRequest === true ? await stepOf(context, deadline) : void 0;
      const authorization = step?.kind === "send" ? { authorization: authorizationOf(context, step.token) } : {};
      return http.request({ ...authorization, contentType: SOAP_CONTENT_TYPE, body: soap }, deadline);
    }
    const label2 = context.sealLabel ?? "";
    const sealed = sealing.seal(soap);
    const parts = sealed instanceof Promise ? await deadline.within(sealed) : sealed;
    const body = encodeSealedBody({ label: label2, length: soap.length, ...parts });
    return http.request({ contentType: sealedContentType(label2), body }, deadline);
  }
  async #judge({ link, answer: answer2 }, deadline) {
    const kind2 = kindOf(answer2);
    const { status: httpStatus } = answer2;
    const { sealing } = link;
    const where = this.#endpoint.authority;
    if (sealing === void 0) {
      if (kind2 === "soap" || kind2 === "empty" && isSuccess(answer2)) return { httpStatus, soap: answer2.body };
      throw failureOf2(answer2, where);
    }
    if (kind2 === "sealed") {
      const { signature, sealed } = decodeSealedBody(answer2.body);
      const plain2 = sealing.unseal(signature, sealed);
      return { httpStatus, soap: plain2 instanceof Promise ? await deadline.within(plain2) : plain2 };
    }
    if (kind2 === "soap" || isSuccess(answer2)) {
      throw new WinrmError("WINRM_SEALING_FAILED", `${where}: an answer was not sealed as agreed`, {
        httpStatus,
        sent: true
      });
    }
    throw failureOf2(answer2, where);
  }
};
function createTransport(endpoint, credentials, options = {}) {
  return new AuthenticatedChannel(endpoint, credentials, options);
}

// src/winrm/endpoint.ts
import { isIP as isIP3 } from "node:net";
var NAME = /^(?=.{1,253}\.?$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i;
var PATH = /^\/[\w./~%!$&'()*+,;=:@?-]*$/;
function refuse3(what) {
  throw new WinrmError("WINRM_USAGE_INVALID", what);
}
function hostOf(text5) {
  const host = text5.startsWith("[") && text5.endsWith("]") ? text5.slice(1, -1) : text5;
  if (isIP3(host) === 0 && !NAME.test(host)) refuse3(`${JSON.stringify(text5)} is neither a machine name nor an address`);
  return host;
}
function pinOf(text5) {
  if (text5 === void 0) return void 0;
  const pin = text5.replaceAll(":", "").toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(pin)) refuse3("the pin is not a SHA-256 of 64 hexadecimal digits");
  return pin;
}
function parseEndpoint(input) {
  const transport = input.transport ?? "https";
  const secure = transport === "https";
  const host = hostOf(input.host);
  const servername = hostOf(input.servername ?? host);
  const port = input.port ?? (secure ? 5986 : 5985);
  if (!Number.isInteger(port) || port < 1 || port > 65535) refuse3(`${port} is not a port`);
  const path2 = input.path ?? "/wsman";
  if (!PATH.test(path2)) refuse3(`${JSON.stringify(path2)} is not a URL path`);
  if (input.ca !== void 0 && !input.ca.includes("-----BEGIN CERTIFICATE-----"))
    refuse3("`ca` holds no PEM certificate");
  const pin = pinOf(input.pin);
  if (!secure && (input.ca !== void 0 || pin !== void 0)) refuse3("`ca` and `pin` mean nothing without HTTPS");
  const [literal2 = host] = host.split("%");
  const authority = `${isIP3(host) === 6 ? `[${literal2}]` : host}:${port}`;
  const url = `${secure ? "https" : "http"}://${authority}${path2}`;
  const sni = isIP3(servername) === 0 ? servername.replace(/\.$/, "") : void 0;
  const via = input.via === void 0 ? void 0 : parseJumpHost(input.via);
  return { transport, host, port, path: path2, servername, sni, authority, url, ca: input.ca, pin, via };
}

// src/winrm/wsman/fault-numbers.ts
var pollAgain = 2150858793;
var alreadyGone = /* @__PURE__ */ new Set([995, 2150858843, 2150859082, 2150859087, 2150859212]);
var inUseOrDisconnected = 2150859213;
var olderProtocol = /* @__PURE__ */ new Set([2152991685, 2152992672]);
var wornOut = /* @__PURE__ */ new Set([2147943418, 2150858843, 2150859174, 2150859240, 2150859241]);
var tooManyShells = /* @__PURE__ */ new Set([2150859173, 2150859236, 2150859238]);
var raiseQuota = "Raise the quota of the endpoint (Set-PSSessionConfiguration) or find who else uses it up.";
var ourBug = "This is a fault of the client: report it with the number.";
var rows = {
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
  WINRM_OPERATION_TIMED_OUT: [[pollAgain, "nothing happened within OperationTimeout; for Receive: ask again"]],
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
};
var faultMeanings = new Map(
  Object.entries(rows).flatMap(
    ([code, of]) => of.map(
      ([number3, meaning, help]) => [number3, { code, meaning, ...help === void 0 ? {} : { help } }]
    )
  )
);
var subcodes = {
  AccessDenied: "WINRM_ACCESS_DENIED",
  QuotaLimit: "WINRM_QUOTA_EXCEEDED",
  TimedOut: "WINRM_OPERATION_TIMED_OUT",
  EncodingLimit: "WINRM_ENVELOPE_TOO_LARGE"
};
function codeOfFault(number3, subcode) {
  if (number3 !== void 0) return faultMeanings.get(number3)?.code ?? "WINRM_FAULT";
  return (subcode === void 0 ? void 0 : subcodes[subcode]) ?? "WINRM_FAULT";
}

// src/winrm/pool-face.ts
function namedArguments(parameters) {
  return Object.entries(parameters ?? {}).flatMap(([name, value]) => value === void 0 ? [] : [{ name, value }]);
}
function single(command2, input) {
  return { statements: [[command2]], noInput: input === void 0 };
}
var PoolFace = class {
  #pool;
  #reopening;
  /** Something lives in the pool that a new one would not have. */
  #isFurnished = false;
  #limits;
  #reopen;
  constructor(pool, { limits, reopen }) {
    this.#pool = pool;
    this.#limits = limits;
    this.#reopen = reopen;
  }
  get id() {
    return this.#pool.id;
  }
  get psVersion() {
    return this.#pool.psVersion;
  }
  invoke({ command: command2, parameters }, options = {}) {
    const spec = single({ text: command2, isScript: false, arguments: namedArguments(parameters) }, options.input);
    return this.#run(spec, options, command2);
  }
  runScript(text5, options = {}) {
    const { useLocalScope } = options;
    const command2 = {
      text: text5,
      isScript: true,
      arguments: (options.arguments ?? []).map((value) => ({ value })),
      ...useLocalScope === void 0 ? {} : { useLocalScope }
    };
    return this.#run(single(command2, options.input), options, "a script");
  }
  run(spec, options = {}) {
    return this.#run(
      spec,
      options,
      spec.statements[0]?.[0]?.isScript === false ? spec.statements[0][0].text : "a script"
    );
  }
  async secureString(text5, options = {}) {
    return (await this.#pool.sessionKey(this.#limits(options))).seal(text5);
  }
  stop(options = {}) {
    return this.#pool.stop(this.#limits(options));
  }
  disconnect(options = {}) {
    return this.#pool.disconnect(this.#limits(options));
  }
  async attach(commandId, options = {}) {
    const { onProgress, onOutput } = options;
    const limits = this.#limits(options);
    await this.#pool.connectCommand(commandId, limits);
    return await this.#pool.attach(commandId, { ...limits, what: "a command", onProgress, onOutput });
  }
  close() {
    return this.#pool.close();
  }
  async #run(spec, options, what) {
    const { onProgress, onOutput, input } = options;
    const given = { ...this.#limits(options), what, onProgress, onOutput, input };
    const pool = this.#pool;
    const leavesSomething = spec.statements.flat().some(({ useLocalScope }) => useLocalScope === false);
    try {
      const result = await pool.run(spec, given);
      this.#isFurnished ||= leavesSomething;
      return result;
    } catch (error) {
      const next = await this.#another(pool, error, given);
      if (next === void 0) {
        this.#isFurnished ||= leavesSomething;
        throw error;
      }
      return await next.run(spec, given);
    }
  }
  /** The pool to try once more on; undefined: it is not safe, or would not help. */
  async #another(pool, error, limits) {
    if (!(error instanceof WinrmError) || error.detail.began !== false) return void 0;
    if (this.#pool !== pool) return this.#pool;
    const { fault: fault2 } = error.detail;
    const isWornOut = fault2 !== void 0 && wornOut.has(fault2);
    if (this.#reopen === void 0 || this.#isFurnished || pool.hasKey || !isWornOut) return void 0;
    this.#reopening ??= this.#reopen(limits);
    try {
      this.#pool = await this.#reopening;
    } finally {
      this.#reopening = void 0;
    }
    return this.#pool;
  }
};

// src/winrm/psrp/clixml/values.ts
var kind = /* @__PURE__ */ Symbol("clixml");
var none = /* @__PURE__ */ new Map();
function psScalar(tag, text5) {
  return { [kind]: "scalar", tag, text: text5 };
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
function kindOf2(value) {
  return typeof value === "object" && value !== null && kind in value ? value[kind] : void 0;
}
function isPsScalar(value) {
  return value !== void 0 && kindOf2(value) === "scalar";
}
function isPsObject(value) {
  return value !== void 0 && kindOf2(value) === "object";
}
function member(object3, name) {
  if (!isPsObject(object3)) return void 0;
  for (const members4 of [object3.extended, object3.adapted]) {
    const direct = members4.get(name);
    if (direct !== void 0) return direct;
  }
  const wanted = name.toLowerCase();
  for (const members4 of [object3.extended, object3.adapted]) {
    for (const [key2, value] of members4) if (key2.toLowerCase() === wanted) return value;
  }
  return void 0;
}
function itemsOf(value) {
  if (Array.isArray(value)) return value;
  if (!isPsObject(value)) return void 0;
  return value.base !== void 0 && "items" in value.base ? value.base.items : void 0;
}
function numberOf(value) {
  if (typeof value === "number") return value;
  if (isPsObject(value) && value.base?.kind === "value") return numberOf(value.base.value);
  return void 0;
}

// src/winrm/psrp/clixml/plain.ts
var enumerations = /* @__PURE__ */ new Set(["System.Enum", "Deserialized.System.Enum"]);
var maxNodes = 1e6;
var maxDepth = 64;
function plainObject(members4, state) {
  const pairs = [];
  for (const [name, value] of members4) pairs.push([name, plain(value, state)]);
  return Object.fromEntries(pairs);
}
function keyText(key2, state) {
  const value = plain(key2, state);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
function isPlainRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function fromObject(value, state) {
  const { base: base2 } = value;
  if (base2 !== void 0) {
    if ("items" in base2) return base2.items.map((item) => plain(item, state));
    if (base2.kind === "dictionary") {
      return plainObject(
        base2.entries.map(([key2, entry2]) => [keyText(key2, state), entry2]),
        state
      );
    }
    if (value.typeNames.some((name) => enumerations.has(name))) return value.text ?? plain(base2.value, state);
    const wrapped = plain(base2.value, state);
    if (!isPlainRecord(wrapped)) return wrapped;
    return { ...wrapped, ...plainObject(value.adapted, state), ...plainObject(value.extended, state) };
  }
  if (value.adapted.size === 0 && value.extended.size === 0) {
    const empty = value.text === void 0 || value.typeNames[0]?.endsWith(".PSCustomObject") === true;
    return empty ? {} : value.text ?? {};
  }
  return plainObject([...value.adapted, ...value.extended], state);
}
function composite(value, state) {
  if (Array.isArray(value)) return value.map((item) => plain(item, state));
  if (isPsObject(value)) return fromObject(value, state);
  if (value instanceof Map) {
    return plainObject(
      [...value].map(([key2, entry2]) => [keyText(key2, state), entry2]),
      state
    );
  }
  const entries2 = Object.entries(value);
  return plainObject(
    entries2.filter((pair) => pair[1] !== void 0),
    state
  );
}
function plain(value, state) {
  state.nodes += 1;
  if (state.nodes > maxNodes) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "an object stands for too many values");
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  }
  if (isPsScalar(value)) return plainScalar(value.tag, value.text);
  if (state.depth >= maxDepth) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "an object that contains itself");
  state.depth += 1;
  const result = composite(value, state);
  state.depth -= 1;
  return result;
}
function plainScalar(tag, text5) {
  if (tag === "C") return String.fromCharCode(Number(text5));
  if (tag === "D" && text5.trim() !== "" && Number.isFinite(Number(text5))) return Number(text5);
  return text5;
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
  if (value === void 0 || value === null) return void 0;
  if (isPsObject(value) && value.text !== void 0) return value.text;
  const plain2 = toPlain(value);
  return typeof plain2 === "string" ? plain2 : plain2 === null ? void 0 : JSON.stringify(plain2);
}
function innermostHresult(exception) {
  let found;
  let current = exception;
  for (let depth = 0; depth < 16 && isPsObject(current); depth += 1) {
    found = numberOf(member(current, "HResult")) ?? found;
    current = member(current, "InnerException");
  }
  return found;
}
function optional(key2, value) {
  return value === void 0 || value === "" ? {} : { [key2]: value };
}
function readErrorRecord(value) {
  const exception = member(value, "Exception");
  const category = numberOf(member(value, "ErrorCategory_Category"));
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
  const type = input.exceptionType ?? "System.Management.Automation.RuntimeException";
  const reason = type.slice(type.lastIndexOf(".") + 1);
  const category = input.category ?? "NotSpecified";
  const target = input.targetName ?? "";
  const exception = psObject({
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
      ["SerializeExtendedInfo", false]
    ])
  });
}
function readProgress(value) {
  const number3 = (name, otherwise) => numberOf(member(value, name)) ?? otherwise;
  const operation2 = text(member(value, "CurrentOperation"));
  return {
    activity: text(member(value, "Activity")) ?? "",
    status: text(member(value, "StatusDescription")) ?? "",
    ...optional("operation", operation2),
    id: number3("ActivityId", 0),
    parentId: number3("ParentActivityId", -1),
    percent: number3("PercentComplete", -1),
    secondsRemaining: number3("SecondsRemaining", -1),
    completed: number3("Type", 0) === 1
  };
}
function writeProgress(record2) {
  const type = "System.Management.Automation.ProgressRecordType";
  return psObject({
    extended: /* @__PURE__ */ new Map([
      ["Activity", record2.activity ?? ""],
      ["ActivityId", record2.id ?? 0],
      ["StatusDescription", record2.status ?? " "],
      ["CurrentOperation", record2.operation ?? null],
      ["ParentActivityId", record2.parentId ?? -1],
      ["PercentComplete", record2.percent ?? -1],
      ["Type", record2.completed === true ? psEnum(type, "Completed", 1) : psEnum(type, "Processing", 0)],
      ["SecondsRemaining", record2.secondsRemaining ?? -1]
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
      ["InformationalRecord_SerializeInvocationInfo", false]
    ])
  });
}
function readInformation(value) {
  const data = member(value, "MessageData");
  const tags = member(value, "Tags");
  const list3 = tags === void 0 ? [] : toPlain(tags);
  return {
    message: text(member(data, "Message")) ?? text(data) ?? text(value) ?? "",
    ...optional("source", text(member(value, "Source"))),
    tags: Array.isArray(list3) ? list3.map(String) : []
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
  const method = numberOf(member(value, "mi")) ?? 0;
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
function answerHostCall(call, answer2) {
  let value;
  try {
    value = answer2?.(call);
  } catch {
    value = void 0;
  }
  if (!hostMethodReturns(call.method)) return void 0;
  const type = "System.Management.Automation.Remoting.RemoteHostMethodId";
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
      ["_isHostNull", true],
      ["_isHostUINull", true],
      ["_isHostRawUINull", true],
      ["_useRunspaceHost", true]
    ])
  });
}
function someHost() {
  const value = (type, of) => psObject({ extended: /* @__PURE__ */ new Map([["T", type], ["V", of]]) });
  const pair = (one, other, [first, second2]) => psObject({ extended: /* @__PURE__ */ new Map([[one, first], [other, second2]]) });
  const size = value("System.Management.Automation.Host.Size", pair("width", "height", [120, 50]));
  const origin = value("System.Management.Automation.Host.Coordinates", pair("x", "y", [0, 0]));
  const entries2 = [
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
  ];
  const types = ["System.Collections.Hashtable", "System.Object"];
  const data = psObject({ typeNames: types, base: { kind: "dictionary", entries: entries2 } });
  return psObject({
    extended: /* @__PURE__ */ new Map([
      ["_hostDefaultData", psObject({ extended: /* @__PURE__ */ new Map([["data", data]]) })],
      ["_isHostNull", false],
      ["_isHostUINull", false],
      ["_isHostRawUINull", false],
      ["_useRunspaceHost", false]
    ])
  });
}

// src/winrm/psrp/pipeline-spec.ts
var mergeNames = [
  "MergeMyResult",
  "MergeToResult",
  "MergePreviousResults"
];
var laterMergeNames = ["MergeError", "MergeWarning", "MergeVerbose", "MergeDebug", "MergeInformation"];
var listTypes = [
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
  const text5 = flags === everyStream ? "AddInvocationInfo" : String(flags);
  return psEnum("System.Management.Automation.Runspaces.RemoteStreamOptions", text5, flags);
}
function merge(command2, name) {
  const value = command2.merge?.[name] ?? 0;
  const text5 = value === 0 ? "None" : String(value);
  return [name, psEnum("System.Management.Automation.Runspaces.PipelineResultTypes", text5, value)];
}
function writeCommand(command2) {
  const args = command2.arguments.map(
    (argument) => members([
      ["N", argument.name ?? null],
      ["V", argument.value]
    ])
  );
  return members([
    ["Cmd", command2.text],
    ["IsScript", command2.isScript],
    ["UseLocalScope", command2.useLocalScope ?? null],
    ...mergeNames.map((name) => merge(command2, name)),
    ["Args", list(args)],
    ...laterMergeNames.map((name) => merge(command2, name))
  ]);
}
function writeStatement(commands) {
  return list(commands.map(writeCommand));
}
function writePipelineSpec(spec) {
  const several = spec.statements.length > 1;
  const powershell = members([
    ["IsNested", false],
    ["ExtraCmds", several ? list(spec.statements.map((one) => members([["Cmds", writeStatement(one)]]))) : null],
    ["Cmds", writeStatement(spec.statements[0] ?? [])],
    ["History", null],
    ["RedirectShellErrorOutputPipe", false]
  ]);
  return members([
    ["NoInput", spec.noInput],
    ["ApartmentState", apartmentState()],
    ["RemoteStreamOptions", remoteStreamOptions(spec.remoteStreamOptions ?? everyStream)],
    ["AddToHistory", spec.addToHistory === true],
    ["HostInfo", spec.hostInfo ?? noHost()],
    ["PowerShell", powershell],
    ["IsNested", false]
  ]);
}
function readArgument(value) {
  const name = member(value, "N");
  return { ...typeof name === "string" ? { name } : {}, value: member(value, "V") ?? null };
}
function readCommand(value) {
  const local = member(value, "UseLocalScope");
  const merges = [...mergeNames, ...laterMergeNames].flatMap((name) => {
    const number3 = numberOf(member(value, name)) ?? 0;
    return number3 === 0 ? [] : [[name, number3]];
  });
  return {
    text: String(member(value, "Cmd") ?? ""),
    isScript: member(value, "IsScript") === true,
    ...typeof local === "boolean" ? { useLocalScope: local } : {},
    arguments: (itemsOf(member(value, "Args")) ?? []).map(readArgument),
    ...merges.length === 0 ? {} : { merge: Object.fromEntries(merges) }
  };
}
function readPipelineSpec(value) {
  const powershell = member(value, "PowerShell");
  const flags = numberOf(member(value, "RemoteStreamOptions")) ?? everyStream;
  const extra = itemsOf(member(powershell, "ExtraCmds")) ?? [];
  const statements = extra.length > 0 ? extra.map((one) => member(one, "Cmds")) : [member(powershell, "Cmds")];
  return {
    statements: statements.map((one) => (itemsOf(one) ?? []).map(readCommand)),
    noInput: member(value, "NoInput") !== false,
    ...flags === everyStream ? {} : { remoteStreamOptions: flags },
    ...member(value, "AddToHistory") === true ? { addToHistory: true } : {}
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
  const version2 = member(value, "protocolversion");
  return isPsScalar(version2) ? version2.text : typeof version2 === "string" ? version2 : void 0;
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
  const error = member(value, "ExceptionAsErrorRecord");
  return {
    state: numberOf(member(value, "RunspaceState") ?? member(value, "PipelineState")) ?? -1,
    ...error === void 0 || error === null ? {} : { error: readErrorRecord(error) }
  };
}
function privateData(psVersion, buildVersion) {
  const version2 = (text5) => psScalar("Version", text5);
  const table = primitiveDictionary({
    PSVersion: version2(psVersion),
    PSEdition: psVersion.startsWith("5.") ? "Desktop" : "Core",
    BuildVersion: version2(buildVersion),
    WSManStackVersion: version2("3.0"),
    PSRemotingProtocolVersion: version2("2.3"),
    SerializationVersion: version2("1.1.0.1")
  });
  return members2([["ApplicationPrivateData", primitiveDictionary({ PSVersionTable: table })]]);
}

// src/winrm/conversation.ts
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

// src/winrm/wsman/envelope.ts
var opening = `<s:Envelope ${Object.entries(prefixes).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`).join(" ")}>`;
var language = { "s:mustUnderstand": "false", "xml:lang": "en-US" };
var must = { "s:mustUnderstand": "true" };
var fixedHeaders = element2("wsmv:DataLocale", language) + element2("wsman:Locale", language) + element2("wsa:ReplyTo", {}, element2("wsa:Address", must, anonymous));
function writeDuration(milliseconds) {
  return milliseconds % 1e3 === 0 ? `PT${milliseconds / 1e3}S` : `PT${(milliseconds / 1e3).toFixed(3)}S`;
}
var durationText = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
function readDuration(text5) {
  const parts = text5 === void 0 ? null : durationText.exec(text5.trim());
  if (parts === null) return void 0;
  const [, days = "0", hours = "0", minutes = "0", seconds = "0"] = parts;
  return Math.round(((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 6e4 + Number(seconds) * 1e3);
}
function writeOptions(options) {
  if (options === void 0 || options.length === 0) return "";
  const items = options.map(
    (option) => element2(
      "wsman:Option",
      { MustComply: option.mustComply === true ? "true" : void 0, Name: option.name },
      escapeText(option.value)
    )
  );
  return element2("wsman:OptionSet", must, items.join(""));
}
function writeSelectors(selectors) {
  const items = Object.entries(selectors ?? {}).map(
    ([name, value]) => element2("wsman:Selector", { Name: name }, escapeText(value))
  );
  return items.length === 0 ? "" : element2("wsman:SelectorSet", {}, items.join(""));
}
function writeRequest(header3, body) {
  const text5 = `${opening}<s:Header>${element2("wsa:Action", must, escapeText(header3.action))}${fixedHeaders}` + element2("wsman:MaxEnvelopeSize", must, String(header3.maxEnvelopeSize)) + element2("wsa:MessageID", {}, `uuid:${escapeText(header3.messageId)}`) + element2("wsman:OperationTimeout", {}, writeDuration(header3.operationTimeout)) + (header3.resourceUri === void 0 ? "" : element2("wsman:ResourceURI", must, escapeText(header3.resourceUri))) + (header3.sessionId === void 0 ? "" : element2("wsmv:SessionId", { "s:mustUnderstand": "false" }, `uuid:${escapeText(header3.sessionId)}`)) + element2("wsa:To", {}, escapeText(header3.to)) + `${writeOptions(header3.options)}${writeSelectors(header3.selectors)}</s:Header>${element2("s:Body", {}, body)}</s:Envelope>`;
  return Buffer.from(text5);
}
function writeResponse(header3, body) {
  const text5 = `${opening}<s:Header>${element2("wsa:Action", {}, escapeText(header3.action))}` + element2("wsa:MessageID", {}, `uuid:${escapeText(header3.messageId)}`) + element2("wsa:To", {}, anonymous) + (header3.relatesTo === void 0 ? "" : element2("wsa:RelatesTo", {}, `uuid:${escapeText(header3.relatesTo)}`)) + `</s:Header>${element2("s:Body", {}, body)}</s:Envelope>`;
  return Buffer.from(text5);
}
var decoder = new TextDecoder("utf-8");
function readEnvelope(bytes) {
  const root = readXml(decoder.decode(bytes));
  const body = child(root, ns.soap, "Body");
  if (root.name !== "Envelope" || root.uri !== ns.soap || body === void 0) {
    throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "not a SOAP 1.2 envelope");
  }
  return { header: child(root, ns.soap, "Header"), body };
}
function readId(text5) {
  return text5?.replace(/^(?:urn:)?uuid:/i, "").toUpperCase();
}
function readSelectors(set) {
  const pairs = childrenNamed(set, ns.wsman, "Selector").map(
    (selector) => [selector.attributes.get("Name") ?? "", selector.text.trim()]
  );
  return Object.fromEntries(pairs);
}
function readOptions(set) {
  return childrenNamed(set, ns.wsman, "Option").map((option) => ({
    name: option.attributes.get("Name") ?? "",
    value: option.text.trim(),
    ...option.attributes.get("MustComply") === "true" ? { mustComply: true } : {}
  }));
}
function readRequest(bytes) {
  const { header: header3, body } = readEnvelope(bytes);
  const size = Number(childText(header3, ns.wsman, "MaxEnvelopeSize"));
  return {
    header: {
      action: childText(header3, ns.addressing, "Action") ?? "",
      to: childText(header3, ns.addressing, "To") ?? "",
      messageId: readId(childText(header3, ns.addressing, "MessageID")) ?? "",
      resourceUri: childText(header3, ns.wsman, "ResourceURI"),
      sessionId: readId(childText(header3, ns.wsmv, "SessionId")),
      maxEnvelopeSize: Number.isSafeInteger(size) && size > 0 ? size : 153600,
      operationTimeout: readDuration(childText(header3, ns.wsman, "OperationTimeout")) ?? 6e4,
      options: readOptions(child(header3, ns.wsman, "OptionSet")),
      selectors: readSelectors(child(header3, ns.wsman, "SelectorSet"))
    },
    body: body.children[0]
  };
}
function readResponse(bytes) {
  const { header: header3, body } = readEnvelope(bytes);
  return {
    action: childText(header3, ns.addressing, "Action") ?? "",
    relatesTo: readId(childText(header3, ns.addressing, "RelatesTo")),
    activityId: childText(header3, ns.wsmv, "ActivityId"),
    body: body.children[0]
  };
}
function responseAction(action) {
  return action === "" ? actions.fault : `${action}Response`;
}

// src/winrm/wsman/fault.ts
var hresult = /0x([0-9a-f]{8})/i;
function unsigned(text5) {
  if (text5 === void 0 || !/^-?\d{1,10}$/.test(text5.trim())) return void 0;
  const value = Number(text5);
  return value < 0 ? value + 2 ** 32 : value;
}
function wmiNumber(detail) {
  const error = descendant(detail, ns.wmiError, "MSFT_WmiError");
  if (error === void 0) return void 0;
  const code = error.children.find((part) => part.name === "error_Code")?.text;
  const id = hresult.exec(error.children.find((part) => part.name === "MessageID")?.text ?? "");
  return unsigned(code) ?? (id === null ? void 0 : Number.parseInt(id[1] ?? "", 16));
}
function localName(qname) {
  return qname === void 0 ? void 0 : qname.slice(qname.indexOf(":") + 1).trim();
}
function readFault(body) {
  if (body?.name !== "Fault" || body.uri !== ns.soap) return void 0;
  const detail = child(body, ns.soap, "Detail");
  const wsman = descendant(detail, ns.fault, "WSManFault");
  const subcode = child(child(body, ns.soap, "Code"), ns.soap, "Subcode");
  const bare = detail?.children.find((part) => part.name === "Code")?.text;
  const message = childText(wsman, ns.fault, "Message");
  const uri = childText(detail, ns.wsman, "FaultDetail");
  const reason = childText(child(body, ns.soap, "Reason"), ns.soap, "Text") ?? "";
  return {
    number: unsigned(wsman?.attributes.get("Code")) ?? wmiNumber(detail) ?? unsigned(bare),
    subcode: localName(childText(subcode, ns.soap, "Value")),
    detail: uri?.slice(uri.lastIndexOf("/") + 1),
    text: message === void 0 || message === "" ? reason : message
  };
}
function writeFault(fault2) {
  const text5 = escapeText(fault2.text ?? "The request could not be served.");
  const subcode = element2("s:Subcode", {}, element2("s:Value", {}, `wsman:${fault2.subcode ?? "InternalError"}`));
  const code = element2("s:Code", {}, element2("s:Value", {}, `s:${fault2.blame ?? "Receiver"}`) + subcode);
  const uri = fault2.detail === void 0 ? "" : element2("wsman:FaultDetail", {}, `http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/${fault2.detail}`);
  const wsman = element2(
    "f:WSManFault",
    { "xmlns:f": ns.fault, Code: String(fault2.number), Machine: fault2.machine ?? "localhost" },
    element2("f:Message", {}, text5)
  );
  const reason = element2("s:Reason", {}, element2("s:Text", { "xml:lang": "en-US" }, text5));
  return element2("s:Fault", {}, `${code}${reason}${element2("s:Detail", {}, uri + wsman)}`);
}
function faultError(fault2, phase, httpStatus) {
  const label2 = fault2.number === void 0 ? fault2.subcode ?? "without a number" : `${fault2.number}`;
  const help = fault2.number === void 0 ? void 0 : faultMeanings.get(fault2.number)?.help;
  return new WinrmError(codeOfFault(fault2.number, fault2.subcode), `fault ${label2} while ${phase}`, {
    phase,
    ...fault2.number === void 0 ? {} : { fault: fault2.number },
    ...help === void 0 ? {} : { help },
    ...httpStatus === void 0 ? {} : { httpStatus },
    ...fault2.text === "" ? {} : { peerText: fault2.text }
  });
}

// src/winrm/conversation.ts
var firstEnvelopeSize = 153600;
var laterEnvelopeSize = 512e3;
var turnedAway = /* @__PURE__ */ new Set([
  "WINRM_AUTH_REJECTED",
  "WINRM_AUTH_ACCOUNT_LOCKED",
  "WINRM_AUTH_PASSWORD_EXPIRED"
]);
function assertInTime(limits, now, phase) {
  if (limits.signal?.aborted === true) throw new WinrmError("WINRM_ABORTED", `aborted while ${phase}`, { phase });
  const left = limits.deadline - now;
  if (left <= 0) throw new WinrmError("WINRM_DEADLINE_EXCEEDED", `out of time while ${phase}`, { phase });
  return left;
}
async function realSleep(milliseconds, signal2) {
  await sleep(milliseconds, void 0, signal2 === void 0 ? {} : { signal: signal2 });
}
var SoapConversation = class _SoapConversation {
  sessionId;
  envelopeSize = firstEnvelopeSize;
  requestSize = firstEnvelopeSize;
  sizeIsKnown = false;
  #transport;
  #options;
  /** One for all connections of the session. */
  #standing;
  #aside;
  /** @param first connection of the session that this is one more of. */
  constructor(transport, options, first) {
    this.#transport = transport;
    this.#options = options;
    this.#standing = first === void 0 ? { isTurnedAway: false } : first.#standing;
    this.sessionId = first?.sessionId ?? this.newId();
  }
  get isTurnedAway() {
    return this.#standing.isTurnedAway;
  }
  get resumeFor() {
    return this.#options.resumeFor ?? 6e4;
  }
  async wait(milliseconds, { signal: signal2 }) {
    const { sleep: wait = realSleep } = this.#options;
    try {
      await wait(milliseconds, signal2);
    } catch (cause) {
      throw new WinrmError("WINRM_ABORTED", "aborted while waiting for the network", { cause });
    }
  }
  aside() {
    const { another, ...options } = this.#options;
    if (another === void 0) return this;
    if (this.#aside === void 0) {
      const transport = another();
      this.#aside = { transport, conversation: new _SoapConversation(transport, options, this) };
    }
    return this.#aside.conversation;
  }
  close() {
    this.#aside?.transport.close();
    this.#aside = void 0;
  }
  now() {
    return (this.#options.now ?? Date.now)();
  }
  newId() {
    return this.#options.newId?.() ?? randomUUID().toUpperCase();
  }
  limits(timeout, signal2) {
    return { deadline: this.now() + timeout, signal: signal2 };
  }
  room(question) {
    const empty = writeRequest(this.#header(question, this.#operationTimeout), question.body).length;
    return Math.floor((this.requestSize - empty - 256) / 4) * 3;
  }
  async ask(question, limits) {
    const left = assertInTime(limits, this.now(), question.phase);
    const header3 = this.#header(question, Math.max(1e3, Math.min(this.#operationTimeout, left - left % 1e3)));
    const response = await this.askRaw(writeRequest(header3, question.body), question.phase, limits);
    if (response.relatesTo !== header3.messageId) {
      throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `an answer to another request came while ${question.phase}`);
    }
    return response;
  }
  async askRaw(soap, phase, limits) {
    const left = assertInTime(limits, this.now(), phase);
    const timeout = Math.min(left, this.#operationTimeout + (this.#options.patience ?? 1e4));
    const { signal: signal2 } = limits;
    const answer2 = await this.#post(soap, { timeout, ...signal2 === void 0 ? {} : { signal: signal2 } });
    if (answer2.soap.length === 0) {
      throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `an empty answer came while ${phase}`, {
        phase,
        httpStatus: answer2.httpStatus
      });
    }
    const response = readResponse(answer2.soap);
    const fault2 = readFault(response.body);
    if (fault2 !== void 0) throw faultError(fault2, phase, answer2.httpStatus);
    return response;
  }
  async #post(soap, options) {
    try {
      const answer2 = await this.#transport.post(soap, options);
      this.#standing.isTurnedAway = false;
      return answer2;
    } catch (error) {
      if (error instanceof WinrmError && turnedAway.has(error.code)) this.#standing.isTurnedAway = true;
      throw error;
    }
  }
  get #operationTimeout() {
    return this.#options.operationTimeout ?? 2e4;
  }
  #header(question, operationTimeout) {
    return {
      action: question.action,
      to: this.#transport.url,
      messageId: this.newId(),
      resourceUri: question.resourceUri,
      sessionId: this.sessionId,
      maxEnvelopeSize: this.envelopeSize,
      operationTimeout,
      options: question.options,
      selectors: question.selectors
    };
  }
};
function createConversation(transport, options = {}) {
  return new SoapConversation(transport, options);
}
function meansPollAgain(error) {
  return error instanceof WinrmError && error.code === "WINRM_OPERATION_TIMED_OUT";
}

// src/winrm/psrp/fragments.ts
var fragmentHeaderSize = 21;
var startFlag = 1;
var endFlag = 2;
var noRoom = "the envelope size leaves no room for data";
var defaultMaxMessage = 200 * 1024 * 1024;
function writeFragment(objectId, fragmentId, flags, blob) {
  const out = Buffer.allocUnsafe(fragmentHeaderSize + blob.length);
  out.writeBigUInt64BE(objectId, 0);
  out.writeBigUInt64BE(BigInt(fragmentId), 8);
  out[16] = flags;
  out.writeUInt32BE(blob.length, 17);
  out.set(blob, fragmentHeaderSize);
  return out;
}
function createFragmenter(lastId = 0) {
  let objectId = BigInt(lastId);
  return {
    cut(message, firstSize = Number.POSITIVE_INFINITY, nextSize = firstSize) {
      if (firstSize <= fragmentHeaderSize || nextSize <= fragmentHeaderSize) {
        throw new WinrmError("WINRM_ENVELOPE_TOO_LARGE", noRoom);
      }
      objectId += 1n;
      const parts = [];
      let offset = 0;
      do {
        const room = (parts.length === 0 ? firstSize : nextSize) - fragmentHeaderSize;
        const end = Math.min(message.length, offset + room);
        const flags = (offset === 0 ? startFlag : 0) | (end === message.length ? endFlag : 0);
        parts.push(writeFragment(objectId, parts.length, flags, message.subarray(offset, end)));
        offset = end;
      } while (offset < message.length);
      return parts;
    }
  };
}
function restsOf(pieces) {
  const rests = [];
  let ended2 = true;
  for (const piece of pieces) {
    const view = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    for (let at2 = 0; at2 < view.length; ) {
      const end = at2 + fragmentHeaderSize + view.readUInt32BE(at2 + 17);
      const flags = view[at2 + 16] ?? 0;
      const blob = view.subarray(at2 + fragmentHeaderSize, end);
      if (ended2) {
        const firstFragment = Number(view.readBigUInt64BE(at2 + 8));
        rests.push({ objectId: view.readBigUInt64BE(at2), firstFragment, starts: (flags & startFlag) !== 0, blobs: [] });
      }
      rests.at(-1)?.blobs.push(blob);
      ended2 = (flags & endFlag) !== 0;
      at2 = end;
    }
  }
  return rests;
}
function recut(pieces, size) {
  if (size <= fragmentHeaderSize) throw new WinrmError("WINRM_ENVELOPE_TOO_LARGE", noRoom);
  const envelopes = [];
  let left = 0;
  for (const { objectId, firstFragment, starts, blobs } of restsOf(pieces)) {
    const blob = Buffer.concat(blobs);
    let offset = 0;
    let fragmentId = firstFragment;
    do {
      if (left <= fragmentHeaderSize) {
        envelopes.push([]);
        left = size;
      }
      const end = Math.min(blob.length, offset + left - fragmentHeaderSize);
      const flags = (starts && offset === 0 ? startFlag : 0) | (end === blob.length ? endFlag : 0);
      envelopes.at(-1)?.push(writeFragment(objectId, fragmentId, flags, blob.subarray(offset, end)));
      left -= fragmentHeaderSize + end - offset;
      fragmentId += 1;
      offset = end;
    } while (offset < blob.length);
  }
  return envelopes.map((parts) => Buffer.concat(parts));
}
function lost2(reason) {
  throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `PSRP data was lost: ${reason}`);
}
function addFragment(fragment, partial, maxMessage) {
  const objectId = fragment.readBigUInt64BE(0);
  const fragmentId = fragment.readBigUInt64BE(8);
  const starts = ((fragment[16] ?? 0) & startFlag) !== 0;
  const blob = fragment.subarray(fragmentHeaderSize);
  if (starts) {
    if (partial !== void 0) lost2("a message began inside another one");
    if (fragmentId !== 0n) lost2("a message began with a later fragment");
    return { objectId, nextFragment: 1n, size: blob.length, blobs: [blob] };
  }
  if (partial === void 0) lost2("a message has no beginning");
  if (partial.objectId !== objectId || partial.nextFragment !== fragmentId) lost2("a fragment is missing");
  partial.size += blob.length;
  if (partial.size > maxMessage) lost2("a message is too large");
  partial.nextFragment += 1n;
  partial.blobs.push(blob);
  return partial;
}
function createDefragmenter(maxMessage = defaultMaxMessage) {
  let waiting = [];
  let available = 0;
  let needed = fragmentHeaderSize;
  let partial;
  const take2 = () => {
    const all = Buffer.concat(waiting);
    waiting = [];
    return all;
  };
  return {
    get pending() {
      return available > 0 || partial !== void 0;
    },
    push(bytes) {
      if (bytes.length > 0) waiting.push(bytes);
      available += bytes.length;
      const messages = [];
      if (available < needed) return messages;
      let rest = take2();
      for (; ; ) {
        needed = fragmentHeaderSize;
        if (rest.length < needed) break;
        const length2 = rest.readUInt32BE(17);
        if (length2 > maxMessage) lost2("a message is too large");
        needed = fragmentHeaderSize + length2;
        if (rest.length < needed) break;
        const fragment = rest.subarray(0, needed);
        rest = rest.subarray(needed);
        partial = addFragment(fragment, partial, maxMessage);
        if (((fragment[16] ?? 0) & endFlag) !== 0) {
          messages.push(
            partial.blobs.length === 1 ? partial.blobs[0] ?? rest : Buffer.concat(partial.blobs, partial.size)
          );
          partial = void 0;
        }
      }
      available = rest.length;
      if (rest.length > 0) waiting.push(Buffer.from(rest));
      return messages;
    }
  };
}

// src/winrm/envelope-size.ts
var smallestEnvelope = 32768;
function isRefusedForSize(error) {
  return error instanceof WinrmError && error.code === "WINRM_ENVELOPE_TOO_LARGE" && error.detail.httpStatus !== void 0;
}
function shrinkOrThrow(conversation, error) {
  if (!isRefusedForSize(error) || conversation.requestSize <= smallestEnvelope) throw error;
  conversation.requestSize = Math.max(smallestEnvelope, Math.floor(conversation.requestSize / 2));
}
async function deliver(conversation, { pieces, send: send2, room }) {
  let left = pieces;
  for (let next = 0, sent = 0; ; ) {
    const piece = left[next];
    if (piece === void 0) return;
    try {
      await send2(piece, sent);
      next += 1;
      sent += 1;
    } catch (error) {
      shrinkOrThrow(conversation, error);
      left = recut(left.slice(next), room());
      next = 0;
    }
  }
}

// src/winrm/wsman/shell.ts
function base64(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
function readBase64(from) {
  return Buffer.from(from?.text ?? "", "base64");
}
function optionalElement(name, text5) {
  return text5 === void 0 ? "" : element2(name, {}, escapeText(text5));
}
function writeCreate(shell) {
  const content2 = element2("rsp:InputStreams", {}, escapeText(shell.inputStreams)) + element2("rsp:OutputStreams", {}, escapeText(shell.outputStreams)) + optionalElement("rsp:IdleTimeOut", shell.idleTimeout === void 0 ? void 0 : writeDuration(shell.idleTimeout)) + optionalElement("rsp:WorkingDirectory", shell.workingDirectory) + (shell.creation === void 0 ? "" : element2("creationXml", { xmlns: ns.powershell }, base64(shell.creation)));
  return element2("rsp:Shell", { ShellId: shell.id, Name: shell.name }, content2);
}
function readCreate(body) {
  const creation = child(body, ns.powershell, "creationXml");
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
  const content2 = element2("rsp:ShellId", {}, escapeText(info.id)) + optionalElement("rsp:Name", info.name) + element2("rsp:ResourceUri", {}, escapeText(info.resourceUri)) + optionalElement("rsp:Owner", info.owner) + optionalElement("rsp:ClientIP", info.clientIp) + optionalElement("rsp:IdleTimeOut", info.idleTimeout === void 0 ? void 0 : writeDuration(info.idleTimeout)) + optionalElement(
    "rsp:MaxIdleTimeOut",
    info.maxIdleTimeout === void 0 ? void 0 : writeDuration(info.maxIdleTimeout)
  ) + optionalElement("rsp:State", info.state);
  return element2("rsp:Shell", {}, content2);
}
function readShell(shell) {
  const text5 = (name) => childText(shell, ns.shell, name);
  const pairs = [
    ["name", text5("Name")],
    ["owner", text5("Owner")],
    ["clientIp", text5("ClientIP")],
    ["state", text5("State")],
    ["idleTimeout", readDuration(text5("IdleTimeOut"))],
    ["maxIdleTimeout", readDuration(text5("MaxIdleTimeOut"))]
  ];
  return {
    id: text5("ShellId") ?? "",
    resourceUri: text5("ResourceUri") ?? "",
    ...Object.fromEntries(pairs.filter(([, value]) => value !== void 0))
  };
}
function writeCreateResponse(info, address) {
  const reference = element2("wsa:Address", {}, escapeText(address)) + element2(
    "wsa:ReferenceParameters",
    {},
    element2("wsman:ResourceURI", {}, escapeText(info.resourceUri)) + writeSelectors({ ShellId: info.id })
  );
  return element2("wst:ResourceCreated", {}, reference) + writeShell(info);
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
  const content2 = element2("rsp:InputStreams", {}, "stdin pr") + element2("rsp:OutputStreams", {}, "stdout") + element2("connectResponseXml", { xmlns: ns.powershell }, base64(fragments));
  return element2("rsp:ConnectResponse", {}, content2);
}
function readConnectResponse(body) {
  return readBase64(child(body, ns.powershell, "connectResponseXml"));
}

// src/winrm/wsman/streams.ts
function writeCommand2(request) {
  const args = request.arguments.map((one) => element2("rsp:Arguments", {}, escapeText(one))).join("");
  const command2 = element2("rsp:Command", {}, escapeText(request.command));
  return element2("rsp:CommandLine", { CommandId: request.id }, command2 + args);
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
  const { bytes } = part;
  return element2(
    "rsp:Stream",
    { CommandId: part.commandId, Name: part.name, End: part.end === true ? "true" : void 0 },
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
  const stream = element2("rsp:DesiredStream", { CommandId: request.commandId }, escapeText(request.streams));
  return element2("rsp:Receive", {}, stream);
}
function readReceive(body) {
  const desired = child(body, ns.shell, "DesiredStream");
  return { streams: desired?.text.trim() ?? "", commandId: desired?.attributes.get("CommandId")?.toUpperCase() };
}
function writeReceiveResponse(received) {
  const { commandId, done, exitCode = 0 } = received;
  const state = commandId !== void 0 && done ? element2(
    "rsp:CommandState",
    { CommandId: commandId, State: commandStates.done },
    element2("rsp:ExitCode", {}, String(exitCode))
  ) : "";
  return element2("rsp:ReceiveResponse", {}, received.parts.map(writeStream).join("") + state);
}
function readReceiveResponse(body) {
  const state = child(body, ns.shell, "CommandState");
  const exitCode = childText(state, ns.shell, "ExitCode");
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

// src/winrm/shell-link.ts
var keepAlive = [{ name: "WSMAN_CMDSHELL_OPTION_KEEPALIVE", value: "True" }];
var throughCmd = [{ name: "WINRS_SKIP_CMD_SHELL", value: "False" }];
var nothing = new Uint8Array(0);
async function unlessGone(work2) {
  try {
    await work2;
  } catch (error) {
    const number3 = error instanceof WinrmError ? error.detail.fault : void 0;
    if (number3 === void 0 || !alreadyGone.has(number3)) throw error;
  }
}
function createShellLink(conversation, resourceUri, shellId) {
  const question = ({ action, phase, body, options }) => ({
    action,
    phase,
    body,
    resourceUri,
    ...options === void 0 ? {} : { options },
    selectors: { ShellId: link.shellId }
  });
  const asCommand = (request, options = throughCmd) => ({
    action: actions.command,
    phase: "starting a command",
    body: writeCommand2(request),
    options
  });
  const asSend = (part) => ({
    action: actions.send,
    phase: "sending input",
    body: writeSend([part])
  });
  const link = {
    conversation,
    resourceUri,
    shellId,
    ask: (asking, limits) => conversation.ask(question(asking), limits),
    async command(request, limits, options) {
      const response = await link.ask(asCommand(request, options), limits);
      const id = readCommandResponse(response.body) ?? request.id;
      if (id === void 0) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a command was started without an id");
      return id;
    },
    async send(part, limits) {
      await link.ask(asSend(part), limits);
    },
    async receive(streams, commandId, limits) {
      const body = writeReceive({ streams, commandId });
      const asking = { action: actions.receive, phase: "receiving output", body, options: keepAlive };
      return readReceiveResponse((await link.ask(asking, limits)).body);
    },
    async signal(commandId, code, limits) {
      const asking = { action: actions.signal, phase: "ending a command", body: writeSignal(commandId, code) };
      const speaker = limits.aside === true ? conversation.aside() : conversation;
      await unlessGone(speaker.ask(question(asking), limits));
    },
    async connect(commandId, limits) {
      const body = writeConnectCommand(commandId);
      await link.ask({ action: actions.connect, phase: "taking over a command", body }, limits);
    },
    async reconnect(limits) {
      await link.ask({ action: actions.reconnect, phase: "reconnecting", body: "" }, limits);
    },
    async remove(limits) {
      await unlessGone(link.ask({ action: actions.delete, phase: "closing the shell", body: "" }, limits));
    },
    room(kind2, id) {
      const part = { name: "stdin", commandId: id, bytes: nothing };
      return conversation.room(
        question(kind2 === "command" ? asCommand({ id, command: "", arguments: [" "] }) : asSend(part))
      );
    }
  };
  return link;
}

// src/winrm/command-shell.ts
var maxCommandLine = 8e3;
var cleanupTimeout = 5e3;
var utf8WithoutProfile = [
  { name: "WINRS_NOPROFILE", value: "TRUE" },
  { name: "WINRS_CODEPAGE", value: "65001" }
];
var throughCmd2 = { name: "WINRS_SKIP_CMD_SHELL", value: "False" };
var pipedInput = { name: "WINRS_CONSOLEMODE_STDIN", value: "FALSE" };
async function receiveOnce(link, id, limits) {
  try {
    return await link.receive("stdout stderr", id, limits);
  } catch (error) {
    if (meansPollAgain(error)) return { parts: [], done: false };
    throw error;
  }
}
async function receiveAll(link, id, limits) {
  const chunks = { stdout: [], stderr: [] };
  let size = 0;
  for (; ; ) {
    const { parts, done, exitCode } = await receiveOnce(link, id, limits);
    for (const part of parts) {
      chunks[part.name]?.push(part.bytes);
      size += part.bytes.length;
    }
    if (size > maxOutput)
      throw new WinrmError("WINRM_OUTPUT_TOO_LARGE", `the command said more than ${maxOutput} bytes`);
    if (!done) continue;
    const text5 = (name) => Buffer.concat(chunks[name] ?? []).toString("utf8");
    return { stdout: text5("stdout"), stderr: text5("stderr"), exitCode };
  }
}
var maxOutput = 64 * 1024 * 1024;
var LinkedCommandShell = class {
  #link;
  constructor(link) {
    this.#link = link;
  }
  get id() {
    return this.#link.shellId;
  }
  async run(command2, args, options) {
    const id = await this.start(command2, args, options);
    try {
      const unread = options.stdin === void 0 ? void 0 : await this.#feed(id, options.stdin, options);
      return await this.#hear(id, options, unread);
    } finally {
      const { conversation } = this.#link;
      if (!conversation.isTurnedAway) {
        await this.signal(id, signals.ctrlC, conversation.limits(cleanupTimeout)).catch(() => void 0);
      }
    }
  }
  /** A program may end before it has read everything: its pipe is gone then, what it said is not (facts: winrm 4 row 26). */
  async #feed(id, bytes, limits) {
    try {
      await this.send(id, bytes, limits);
      return void 0;
    } catch (error) {
      if (error instanceof WinrmError && error.detail.fault !== void 0) return error;
      throw error;
    }
  }
  async #hear(id, limits, unread) {
    try {
      return await this.receive(id, limits);
    } catch (error) {
      throw unread ?? error;
    }
  }
  start(command2, args, options) {
    if (command2.length + args.join(" ").length > maxCommandLine) {
      throw new WinrmError("WINRM_USAGE_INVALID", "the command line is longer than cmd.exe takes");
    }
    const given = options.options ?? (options.stdin === void 0 ? [throughCmd2] : [pipedInput, throughCmd2]);
    return this.#link.command({ command: command2, arguments: args }, options, given);
  }
  async send(id, bytes, limits) {
    for (let offset = 0, isOver = false; !isOver; ) {
      const next = offset + this.#link.room("send", id);
      const end = next >= bytes.length;
      try {
        await this.#link.send({ name: "stdin", commandId: id, bytes: bytes.subarray(offset, next), end }, limits);
        offset = next;
        isOver = end;
      } catch (error) {
        shrinkOrThrow(this.#link.conversation, error);
      }
    }
  }
  receive(id, limits) {
    return receiveAll(this.#link, id, limits);
  }
  signal(id, code, limits) {
    return this.#link.signal(id, code, limits);
  }
  async close(limits) {
    if (this.#link.conversation.isTurnedAway) return;
    await this.#link.remove(limits).catch(() => void 0);
  }
};
async function openCommandShell(conversation, settings, limits) {
  const { workingDirectory, idleTimeout, options = utf8WithoutProfile } = settings;
  const body = writeCreate({ inputStreams: "stdin", outputStreams: "stdout stderr", workingDirectory, idleTimeout });
  const asking = { action: actions.create, phase: "opening the command shell", resourceUri: resources.cmd, body };
  const response = await conversation.ask({ ...asking, options }, limits);
  const id = readCreatedShellId(response.body);
  if (id === void 0) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a shell was opened without an id");
  return new LinkedCommandShell(createShellLink(conversation, resources.cmd, id));
}

// src/winrm/collected.ts
function createCollector(listeners) {
  const output = [];
  const errors = [];
  const texts2 = { warning: [], verbose: [], debug: [] };
  const information = [];
  const result = {
    output,
    errors,
    warnings: texts2.warning,
    verbose: texts2.verbose,
    debug: texts2.debug,
    information
  };
  let ending;
  return {
    result,
    get ended() {
      return ending !== void 0;
    },
    take(event) {
      if (event.kind === "output") {
        output.push(event.value);
        listeners.onOutput?.(event.value);
      } else if (event.kind === "error") errors.push(event.record);
      else if (event.kind === "information") information.push(event.record);
      else if (event.kind === "progress") listeners.onProgress?.(event.record);
      else if (event.kind === "ended") ending = event;
      else if ("text" in event) texts2[event.kind].push(event.text);
    },
    finish(what) {
      if (ending?.how === "completed") return result;
      if (ending?.how === "stopped") throw new WinrmError("WINRM_PIPELINE_STOPPED", `${what} was stopped`, { result });
      if (ending === void 0) {
        throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `${what} ended without saying how`, { result });
      }
      const error = ending.error ?? errors.at(-1);
      throw new WinrmError(
        "WINRM_PIPELINE_FAILED",
        `${what} failed${error === void 0 ? "" : `: ${error.errorId}`}`,
        {
          result,
          ...error === void 0 ? {} : { error, peerText: error.message }
        }
      );
    }
  };
}

// src/winrm/psrp/clixml/text.ts
var unsayable = /[\0-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_(?=[xX])/g;
var anyUnsayable = /[\0-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_[xX]/;
var escaped = /_x([0-9A-Fa-f]{4})_/g;
function encodeText(text5) {
  if (!anyUnsayable.test(text5)) return text5;
  return text5.replace(unsayable, (found) => `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`);
}
function decodeText(text5) {
  if (!text5.includes("_x")) return text5;
  return text5.replace(escaped, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
var noncharacterReference = /&#x([fF]{3}[eEfF]);/g;
var anyNoncharacter = /&#x[fF]{3}[eEfF];|[\ufffe\uffff]/;
function tolerateNoncharacters(document) {
  if (!anyNoncharacter.test(document)) return document;
  return document.replace(noncharacterReference, "_x$1_").replace(/\ufffe/g, "_xFFFE_").replace(/\uffff/g, "_xFFFF_");
}

// src/winrm/psrp/clixml/reader.ts
var maxXmlDepth = 160;
var sequences = {
  LST: "list",
  STK: "stack",
  QUE: "queue",
  IE: "enumerable"
};
var smallIntegers = /* @__PURE__ */ new Set(["I32", "I16", "U16", "U32", "By", "SB"]);
var textual = /* @__PURE__ */ new Set(["URI", "XD", "SBK"]);
var integerText = /^[+-]?\d{1,20}$/;
var realText = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
var base64Text = /^[A-Za-z0-9+/]*={0,2}$/;
var dateText = /^(-?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:\d\d)?$/;
function readDate(text5) {
  const parts = dateText.exec(text5);
  const value = parts === null ? void 0 : /* @__PURE__ */ new Date(`${parts[1]}${parts[2] ?? "Z"}`);
  return value === void 0 || Number.isNaN(value.getTime()) ? psScalar("DT", text5) : value;
}
function readReal(tag, text5) {
  if (text5 === "NaN") return Number.NaN;
  if (text5 === "INF" || text5 === "Infinity") return Number.POSITIVE_INFINITY;
  if (text5 === "-INF" || text5 === "-Infinity") return Number.NEGATIVE_INFINITY;
  return realText.test(text5) ? Number(text5) : psScalar(tag, text5);
}
function readPrimitive(tag, raw) {
  if (tag === "S") return decodeText(raw);
  const text5 = raw.trim();
  if (smallIntegers.has(tag)) return integerText.test(text5) ? Number(text5) : psScalar(tag, text5);
  switch (tag) {
    case "Nil":
      return null;
    case "B":
      return text5 === "true" ? true : text5 === "false" ? false : psScalar(tag, text5);
    case "I64":
    case "U64":
      return integerText.test(text5) ? BigInt(text5.replace("+", "")) : psScalar(tag, text5);
    case "Db":
    case "Sg":
      return readReal(tag, text5);
    case "DT":
      return readDate(text5);
    case "BA": {
      const packed = text5.replace(/\s+/g, "");
      return base64Text.test(packed) ? new Uint8Array(Buffer.from(packed, "base64")) : psScalar(tag, text5);
    }
    default:
      return psScalar(tag, textual.has(tag) ? decodeText(raw) : text5);
  }
}
function readTypes(element3, state) {
  const ref = element3.attributes.get("RefId") ?? "";
  if (element3.name === "TNRef") return state.types.get(ref) ?? [];
  const names2 = element3.children.filter((part) => part.name === "T").map((part) => decodeText(part.text));
  state.types.set(ref, names2);
  return names2;
}
function readMembers(element3, state) {
  const members4 = /* @__PURE__ */ new Map();
  for (const part of element3.children) {
    members4.set(decodeText(part.attributes.get("N") ?? String(members4.size)), readValue(part, state));
  }
  return members4;
}
function readEntries(element3, state) {
  const entries2 = element3.children.map((entry2) => {
    const key2 = entry2.children.find((part) => part.attributes.get("N") === "Key");
    const value = entry2.children.find((part) => part.attributes.get("N") === "Value");
    return [key2 === void 0 ? null : readValue(key2, state), value === void 0 ? null : readValue(value, state)];
  });
  return { kind: "dictionary", entries: entries2 };
}
function readPart(part, object3, state) {
  const sequence = sequences[part.name];
  if (part.name === "TN" || part.name === "TNRef") object3.typeNames = readTypes(part, state);
  else if (part.name === "ToString") object3.text = decodeText(part.text);
  else if (part.name === "Props") object3.adapted = readMembers(part, state);
  else if (part.name === "MS") object3.extended = readMembers(part, state);
  else if (part.name === "DCT") object3.base = readEntries(part, state);
  else if (sequence !== void 0) {
    object3.base = { kind: sequence, items: part.children.map((item) => readValue(item, state)) };
  } else object3.base = { kind: "value", value: readValue(part, state) };
}
function readObject(element3, state) {
  const object3 = psObject({});
  const ref = element3.attributes.get("RefId");
  if (ref !== void 0) state.objects.set(ref, object3);
  for (const part of element3.children) readPart(part, object3, state);
  return object3;
}
function readValue(element3, state) {
  if (element3.name === "Obj") return readObject(element3, state);
  if (element3.name === "Ref") {
    const found = state.objects.get(element3.attributes.get("RefId") ?? "");
    if (found === void 0)
      throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "CLIXML refers to an object that is not there");
    return found;
  }
  if (element3.children.length === 0) return readPrimitive(element3.name, element3.text);
  return psObject({
    typeNames: [`CLIXML.${element3.name}`],
    base: { kind: "list", items: element3.children.map((part) => readValue(part, state)) }
  });
}
function readClixml(text5, limits = {}) {
  const root = readXml(tolerateNoncharacters(text5), { depth: maxXmlDepth, ...limits });
  const state = { objects: /* @__PURE__ */ new Map(), types: /* @__PURE__ */ new Map() };
  if (root.name !== "Objs") return readValue(root, state);
  return root.children.map((part) => readValue(part, state));
}

// src/winrm/psrp/clixml/writer.ts
var maxDepth2 = 50;
var textual2 = /* @__PURE__ */ new Set(["S", "URI", "XD", "SBK"]);
var arrayTypes = ["System.Object[]", "System.Array", "System.Object"];
var hashtableTypes = ["System.Collections.Hashtable", "System.Object"];
var containers = { list: "LST", stack: "STK", queue: "QUE", enumerable: "IE" };
function primitive(tag, name, text5) {
  return `<${tag}${name}>${escapeText(textual2.has(tag) ? encodeText(text5) : text5)}</${tag}>`;
}
function integer(value, name) {
  if (BigInt.asIntN(64, value) === value) return primitive("I64", name, value.toString());
  if (BigInt.asUintN(64, value) === value) return primitive("U64", name, value.toString());
  throw new WinrmError("WINRM_USAGE_INVALID", "an integer does not fit into 64 bits");
}
function number2(value, name) {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
    return (value | 0) === value ? primitive("I32", name, String(value)) : primitive("I64", name, String(value));
  }
  const text5 = Number.isFinite(value) ? String(value) : value > 0 ? "INF" : value < 0 ? "-INF" : "NaN";
  return primitive("Db", name, Object.is(value, -0) ? "-0" : text5);
}
function date(value, name) {
  if (Number.isNaN(value.getTime()))
    throw new WinrmError("WINRM_USAGE_INVALID", "an invalid Date has no form in CLIXML");
  return primitive("DT", name, value.toISOString());
}
function typeNames(names2, state) {
  if (names2.length === 0) return "";
  const key2 = names2.join("\n");
  const known = state.types.get(key2);
  if (known !== void 0) return `<TNRef RefId="${known}"/>`;
  const ref = state.types.size;
  state.types.set(key2, ref);
  return `<TN RefId="${ref}">${names2.map((name) => `<T>${escapeText(encodeText(name))}</T>`).join("")}</TN>`;
}
function entries(pairs, state) {
  let text5 = "";
  for (const [key2, value] of pairs) {
    text5 += `<En>${write(key2, ' N="Key"', state)}${write(value, ' N="Value"', state)}</En>`;
  }
  return `<DCT>${text5}</DCT>`;
}
function base(part, state) {
  if (part.kind === "value") return write(part.value, "", state);
  if (part.kind === "dictionary") return entries(part.entries, state);
  const tag = containers[part.kind];
  return `<${tag}>${part.items.map((item) => write(item, "", state)).join("")}</${tag}>`;
}
function members3(tag, values, state) {
  if (values.size === 0) return "";
  let text5 = "";
  for (const [name, value] of values) text5 += write(value, nameAttribute(name), state);
  return `<${tag}>${text5}</${tag}>`;
}
function nameAttribute(name) {
  return ` N="${escapeAttribute(encodeText(name))}"`;
}
function object2(value, name, state) {
  const known = state.objects.get(value);
  if (known !== void 0) return `<Ref${name} RefId="${known}"/>`;
  const ref = state.nextRef++;
  state.objects.set(value, ref);
  const text5 = value.text === void 0 ? "" : `<ToString>${escapeText(encodeText(value.text))}</ToString>`;
  return `<Obj${name} RefId="${ref}">${typeNames(value.typeNames, state)}${text5}` + (value.base === void 0 ? "" : base(value.base, state)) + `${members3("Props", value.adapted, state)}${members3("MS", value.extended, state)}</Obj>`;
}
function composite2(value, name, state) {
  const ref = state.nextRef++;
  if (Array.isArray(value)) {
    const items = value;
    return `<Obj${name} RefId="${ref}">${typeNames(arrayTypes, state)}${base({ kind: "list", items }, state)}</Obj>`;
  }
  const pairs = value instanceof Map ? value : Object.entries(value).filter(
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
      return number2(value, name);
    case "bigint":
      return integer(value, name);
    default:
  }
  if (value instanceof Date) return date(value, name);
  if (value instanceof Uint8Array) {
    return primitive("BA", name, Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64"));
  }
  if (isPsScalar(value)) return primitive(value.tag, name, value.text);
  if (state.depth >= maxDepth2)
    throw new WinrmError("WINRM_USAGE_INVALID", `a value nested deeper than ${maxDepth2} levels`);
  state.depth += 1;
  const text5 = isPsObject(value) ? object2(value, name, state) : composite2(value, name, state);
  state.depth -= 1;
  return text5;
}
function writeClixml(value) {
  return write(value, "", { objects: /* @__PURE__ */ new Map(), types: /* @__PURE__ */ new Map(), nextRef: 0, depth: 0 });
}

// src/winrm/psrp/guid.ts
var text2 = /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/;
var order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
var emptyGuid = "00000000-0000-0000-0000-000000000000";
function isGuid(candidate) {
  return text2.test(candidate);
}
function guidToBytes(guid) {
  if (!isGuid(guid)) throw new RangeError("not a GUID");
  const printed = Buffer.from(guid.replaceAll("-", ""), "hex");
  return Uint8Array.from(order, (index) => printed[index] ?? 0);
}
function guidFromBytes(bytes, offset = 0) {
  const hex = order.map((index) => (bytes[offset + index] ?? 0).toString(16).padStart(2, "0")).join("").toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
function guidFromRandom(random) {
  const bytes = Uint8Array.from(random.subarray(0, 16));
  bytes[7] = (bytes[7] ?? 0) & 15 | 64;
  bytes[8] = (bytes[8] ?? 0) & 63 | 128;
  return guidFromBytes(bytes);
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
};
var poolStates = {
  opening: 1,
  opened: 2,
  closed: 3,
  closing: 4,
  broken: 5,
  disconnected: 9
};
var pipelineStates = {
  notStarted: 0,
  running: 1,
  stopping: 2,
  stopped: 3,
  completed: 4,
  failed: 5,
  disconnected: 6
};
var headerSize = 40;
var toClient = 1;
var toServer = 2;
function writeMessage(header3, value) {
  const text5 = value === void 0 ? "" : writeClixml(value);
  const mark2 = header3.to === "client" && text5 !== "" ? "\uFEFF" : "";
  const out = Buffer.alloc(headerSize + Buffer.byteLength(mark2 + text5));
  out.writeUInt32LE(header3.to === "client" ? toClient : toServer, 0);
  out.writeUInt32LE(header3.type, 4);
  out.set(guidToBytes(header3.pool), 8);
  out.set(guidToBytes(header3.pipeline ?? emptyGuid), 24);
  out.write(mark2 + text5, headerSize);
  return out;
}
function readMessage(bytes) {
  if (bytes.length < headerSize)
    throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a PSRP message is shorter than its header");
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const destination = view.readUInt32LE(0);
  if (destination !== toClient && destination !== toServer) {
    throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a PSRP message has an unknown destination");
  }
  return {
    to: destination === toClient ? "client" : "server",
    type: view.readUInt32LE(4),
    pool: guidFromBytes(bytes, 8),
    pipeline: guidFromBytes(bytes, 24),
    text: readText(view.subarray(headerSize))
  };
}
var decoder2 = new TextDecoder("utf-8", { fatal: true });
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

// src/winrm/psrp/pipeline.ts
var texts = /* @__PURE__ */ new Map([
  [messageTypes.warningRecord, "warning"],
  [messageTypes.verboseRecord, "verbose"],
  [messageTypes.debugRecord, "debug"]
]);
var endings = /* @__PURE__ */ new Map([
  [pipelineStates.completed, "completed"],
  [pipelineStates.stopped, "stopped"],
  [pipelineStates.failed, "failed"]
]);
function readEnding(value) {
  const { state, error } = readState(value);
  const how = endings.get(state);
  if (how !== void 0) return { kind: "ended", how, ...error === void 0 ? {} : { error } };
  if (state < 0) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a pipeline state that is none");
  return { kind: "nothing" };
}
function readPipelineMessage(message) {
  const text5 = texts.get(message.type);
  if (text5 !== void 0) return { kind: text5, text: readMessageRecord(messageValue(message)) };
  switch (message.type) {
    case messageTypes.pipelineOutput:
      return { kind: "output", value: messageValue(message) };
    case messageTypes.errorRecord:
      return { kind: "error", record: readErrorRecord(messageValue(message)) };
    case messageTypes.informationRecord:
      return { kind: "information", record: readInformation(messageValue(message)) };
    case messageTypes.progressRecord:
      return { kind: "progress", record: readProgress(messageValue(message)) };
    case messageTypes.pipelineHostCall:
      return { kind: "hostCall", call: readHostCall(messageValue(message)) };
    case messageTypes.pipelineState:
      return readEnding(messageValue(message));
    default:
      return { kind: "nothing" };
  }
}
function readVersions(value) {
  const table = entry(member(value, "ApplicationPrivateData"), "PSVersionTable");
  const text5 = (name) => {
    const found = entry(table, name);
    return typeof found === "object" && found !== null && "text" in found ? String(found.text) : "";
  };
  return { psVersion: text5("PSVersion"), buildVersion: text5("BuildVersion") };
}
function entry(value, key2) {
  if (!isPsObject(value) || value.base?.kind !== "dictionary") return void 0;
  return value.base.entries.find(([name]) => name === key2)?.[1];
}

// src/winrm/psrp/pool.ts
var names = /* @__PURE__ */ new Map([
  [poolStates.opening, "opening"],
  [poolStates.opened, "opened"],
  [poolStates.closed, "closed"],
  [poolStates.closing, "closed"],
  [poolStates.broken, "broken"],
  [poolStates.disconnected, "disconnected"]
]);
var protocolVersions = ["2.3", "2.2", "2.1"];
var [offeredProtocol] = protocolVersions;
function lostWithConnection(cause) {
  return new WinrmError("WINRM_CONNECTION_LOST", "output was lost together with the connection", { cause });
}
var Pool = class {
  id;
  state = "opening";
  protocol;
  psVersion = "";
  buildVersion = "";
  #fragmenter = createFragmenter();
  #streams = /* @__PURE__ */ new Map();
  #protocol;
  /** Largest number of a message that came: the machine counts over pool and pipelines together (facts: winrm 2.1). */
  #lastObject = 0n;
  #isSuspect = false;
  constructor(id, protocol) {
    this.id = id;
    this.#protocol = protocol;
  }
  open({ minRunspaces = 1, maxRunspaces = 1, applicationArguments, hostInfo } = {}) {
    return Buffer.concat([
      this.message(messageTypes.sessionCapability, capability(this.#protocol)),
      this.message(
        messageTypes.initRunspacePool,
        initPool({ minRunspaces, maxRunspaces, applicationArguments, hostInfo })
      )
    ]);
  }
  connect() {
    return Buffer.concat([
      this.message(messageTypes.sessionCapability, capability(this.#protocol)),
      this.message(messageTypes.connectRunspacePool, "")
    ]);
  }
  pipeline(id, spec, room) {
    const message = this.#write(messageTypes.createPipeline, writePipelineSpec(spec), id);
    return this.#fragmenter.cut(message, room.command, room.send);
  }
  input(id, values, room) {
    const messages = values.map((value) => this.#write(messageTypes.pipelineInput, value, id));
    messages.push(this.#write(messageTypes.endOfPipelineInput, void 0, id));
    const sends = [[]];
    let left = room;
    for (const message of messages) {
      if (left <= fragmentHeaderSize) {
        sends.push([]);
        left = room;
      }
      for (const [index, fragment] of this.#fragmenter.cut(message, left, room).entries()) {
        if (index > 0) {
          sends.push([]);
          left = room;
        }
        sends.at(-1)?.push(fragment);
        left -= fragment.length;
      }
    }
    return sends.map((parts) => Buffer.concat(parts));
  }
  message(type, value, pipeline) {
    return Buffer.concat(this.#fragmenter.cut(this.#write(type, value, pipeline)));
  }
  receive(stream, bytes) {
    const key2 = stream ?? "";
    const defragmenter = this.#streams.get(key2) ?? createDefragmenter();
    this.#streams.set(key2, defragmenter);
    const wasSuspect = this.#isSuspect;
    if (bytes.length >= fragmentHeaderSize) this.#follow(bytes, defragmenter.pending);
    let messages;
    try {
      messages = defragmenter.push(bytes);
    } catch (error) {
      throw wasSuspect ? lostWithConnection(error) : error;
    }
    return messages.flatMap((message) => this.#read(readMessage(message)));
  }
  get isSuspect() {
    return this.#isSuspect;
  }
  suspectLoss() {
    this.#isSuspect = true;
  }
  forget(stream) {
    const pending = this.#streams.get(stream)?.pending === true;
    this.#streams.delete(stream);
    return pending;
  }
  /** Parts of answers are whole fragments (facts: winrm 2.1); what is lost inside a message the defragmenter finds. */
  #follow(bytes, isInside) {
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const first = view.readBigUInt64BE(0);
    const starts = ((view[16] ?? 0) & 1) !== 0;
    const follows = starts ? !isInside && first === this.#lastObject + 1n : isInside && first === this.#lastObject;
    if (this.#isSuspect && !follows) throw lostWithConnection();
    this.#isSuspect = false;
    for (let at2 = 0; at2 + fragmentHeaderSize <= view.length; at2 += fragmentHeaderSize + view.readUInt32BE(at2 + 17)) {
      const object3 = view.readBigUInt64BE(at2);
      if (object3 > this.#lastObject) this.#lastObject = object3;
    }
  }
  #write(type, value, pipeline) {
    return writeMessage({ to: "server", type, pool: this.id, pipeline }, value);
  }
  #read(message) {
    if (message.to !== "client") throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a message that is not for a client");
    if (message.type >>> 16 === 4) {
      return [{ kind: "pipeline", id: message.pipeline, event: readPipelineMessage(message) }];
    }
    switch (message.type) {
      case messageTypes.sessionCapability:
        this.protocol = readCapability(messageValue(message));
        return [];
      case messageTypes.applicationPrivateData: {
        const versions = readVersions(messageValue(message));
        this.psVersion = versions.psVersion;
        this.buildVersion = versions.buildVersion;
        return [];
      }
      case messageTypes.runspacePoolState:
        return this.#readState(messageValue(message));
      case messageTypes.encryptedSessionKey:
        return [{ kind: "sessionKey", key: String(member(messageValue(message), "EncryptedSessionKey") ?? "") }];
      case messageTypes.publicKeyRequest:
        return [{ kind: "publicKeyRequest" }];
      case messageTypes.poolHostCall:
        return [{ kind: "hostCall", call: readHostCall(messageValue(message)) }];
      default:
        return [];
    }
  }
  #readState(value) {
    const { state, error } = readState(value);
    const name = names.get(state);
    if (name === void 0) return [];
    this.state = name;
    return [{ kind: "state", state: name, ...error === void 0 ? {} : { error } }];
  }
};
function createClientPool(id, protocol = offeredProtocol) {
  return new Pool(id, protocol);
}
function publicKey(key2) {
  return psObject({ extended: /* @__PURE__ */ new Map([["PublicKey", key2]]) });
}

// src/winrm/resume.ts
var firstPause = 250;
var longestPause = 8e3;
var notYet = /* @__PURE__ */ new Set([
  "WINRM_NAME_NOT_FOUND",
  "WINRM_CONNECTION_REFUSED",
  "WINRM_CONNECTION_TIMED_OUT",
  "WINRM_CONNECTION_FAILED",
  "WINRM_CONNECTION_LOST",
  "WINRM_DEADLINE_EXCEEDED",
  "WINRM_BUSY"
]);
function isLost(error, link, limits) {
  if (!(error instanceof WinrmError) || limits.signal?.aborted === true) return false;
  if (error.code === "WINRM_CONNECTION_LOST") return true;
  return error.code === "WINRM_DEADLINE_EXCEEDED" && link.conversation.now() < limits.deadline;
}
async function receiveReconnected(link, commandId, limits) {
  try {
    return await link.receive("stdout", commandId, limits);
  } catch (error) {
    if (!(error instanceof WinrmError) || error.detail.fault !== inUseOrDisconnected) throw error;
    await link.reconnect(limits);
    return await link.receive("stdout", commandId, limits);
  }
}
async function receiveAgain(link, commandId, limits, lost4) {
  const { conversation } = link;
  const until = Math.min(limits.deadline, conversation.now() + conversation.resumeFor);
  for (let pause3 = firstPause; conversation.now() + pause3 < until; pause3 = Math.min(pause3 * 2, longestPause)) {
    await conversation.wait(pause3, limits);
    try {
      return await receiveReconnected(link, commandId, limits);
    } catch (error) {
      if (!(error instanceof WinrmError) || limits.signal?.aborted === true) throw error;
      if (error.code === "WINRM_OPERATION_TIMED_OUT") return { parts: [], done: false };
      if (notYet.has(error.code)) continue;
      const { fault: fault2 } = error.detail;
      throw new WinrmError(lost4.code, `${lost4.message}, and could not be gone on with: ${error.message}`, {
        ...lost4.detail,
        ...fault2 === void 0 ? {} : { resumeFault: fault2 },
        resumeCode: error.code
      });
    }
  }
  throw lost4;
}

// src/winrm/pipeline-run.ts
var defaultMaxOutput = 64 * 1024 * 1024;
async function receiveOnce2(ground, commandId, limits) {
  const { link, machine } = ground;
  try {
    return await link.receive("stdout", commandId, limits);
  } catch (error) {
    if (meansPollAgain(error)) return { parts: [], done: false };
    if (!isLost(error, link, limits)) throw error;
    machine.suspectLoss();
    return await receiveAgain(link, commandId, limits, error);
  }
}
async function answer(ground, call, pipeline, limits) {
  const reply2 = answerHostCall(call, ground.host);
  if (reply2 === void 0) return;
  const type = pipeline === void 0 ? messageTypes.poolHostResponse : messageTypes.pipelineHostResponse;
  const bytes = ground.machine.message(type, reply2, pipeline);
  await ground.link.send({ name: "pr", commandId: pipeline, bytes }, limits);
}
async function receiveEvents(ground, commandId, limits) {
  const received = await receiveOnce2(ground, commandId, limits);
  const events = [];
  let size = 0;
  for (const part of received.parts) {
    size += part.bytes.length;
    for (const event of ground.machine.receive(part.commandId ?? commandId, part.bytes)) events.push(event);
  }
  for (const event of events) {
    if (event.kind === "hostCall") await answer(ground, event.call, void 0, limits);
  }
  return { events, done: received.done, size };
}
async function take(ground, collector, event, limits) {
  if (event.kind === "state" && event.state !== "opened" && event.state !== "opening") {
    throw new WinrmError("WINRM_SHELL_GONE", `the pool became ${event.state} while a command was running`);
  }
  if (event.kind !== "pipeline") return;
  if (event.event.kind === "hostCall") await answer(ground, event.event.call, event.id, limits);
  collector.take(event.event);
}
async function receivePipeline(ground, id, options) {
  const collector = createCollector(options);
  let size = 0;
  for (; ; ) {
    const { events, done, size: more } = await receiveEvents(ground, id, options);
    size += more;
    if (size > (options.maxOutput ?? defaultMaxOutput)) {
      throw new WinrmError(
        "WINRM_OUTPUT_TOO_LARGE",
        `${options.what} said more than ${options.maxOutput ?? defaultMaxOutput} bytes`
      );
    }
    for (const event of events) await take(ground, collector, event, options);
    if (!done && !collector.ended) continue;
    const isCut = ground.machine.forget(id);
    if (ground.machine.isSuspect && (isCut || !collector.ended)) {
      throw new WinrmError(
        "WINRM_CONNECTION_LOST",
        `the end of ${options.what} was lost together with the connection`,
        {
          result: collector.result
        }
      );
    }
    if (isCut) {
      throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `${options.what} ended in the middle of a message`);
    }
    return collector.finish(options.what);
  }
}
async function begin(link, id, text5, limits) {
  try {
    await link.command({ id, command: "", arguments: [text5] }, limits);
  } catch (error) {
    if (!(error instanceof WinrmError) || error.detail.fault === void 0) throw error;
    throw new WinrmError(error.code, error.message, { ...error.detail, began: false });
  }
}
async function startPipeline(ground, spec, options, started) {
  const { link, machine } = ground;
  const { conversation } = link;
  const id = conversation.newId();
  const room = { command: link.room("command", id), send: link.room("send", id) };
  const pieces = machine.pipeline(id, spec, room);
  started(id);
  const send2 = (bytes) => link.send({ name: "stdin", commandId: id, bytes }, options);
  const both = () => Math.min(link.room("command", id), link.room("send", id));
  await deliver(conversation, {
    pieces,
    send: (bytes, index) => index === 0 ? begin(link, id, Buffer.from(bytes).toString("base64"), options) : send2(bytes),
    room: both
  });
  if (!spec.noInput) {
    await deliver(conversation, { pieces: machine.input(id, options.input ?? [], both()), send: send2, room: both });
  }
  return id;
}
async function exchangeKeys(ground, exchange, limits) {
  const bytes = ground.machine.message(messageTypes.publicKey, publicKey(exchange.publicKey));
  await ground.link.send({ name: "stdin", bytes }, limits);
  for (; ; ) {
    const { events } = await receiveEvents(ground, void 0, limits);
    const answer2 = events.find((event) => event.kind === "sessionKey");
    if (answer2?.kind === "sessionKey") return exchange.complete(answer2.key);
  }
}

// src/winrm/pool-opening.ts
var protocolOption = (version2) => ({
  name: "protocolversion",
  value: version2,
  mustComply: true
});
function learnProtocol({ link, machine }) {
  const [major = 0, minor = 0] = (machine.protocol ?? "").split(".").map(Number);
  const { conversation } = link;
  if (conversation.sizeIsKnown || major < 2 || major === 2 && minor < 2) return;
  conversation.envelopeSize = Math.max(conversation.envelopeSize, laterEnvelopeSize);
}
async function untilOpened(ground, limits) {
  while (ground.machine.state === "opening") {
    const { events } = await receiveEvents(ground, void 0, limits);
    learnProtocol(ground);
    const bad = events.find((event) => event.kind === "state" && event.state !== "opened" && event.state !== "opening");
    if (bad?.kind === "state") {
      throw new WinrmError("WINRM_POOL_BROKEN", `the pool became ${bad.state} while it was opened`, {
        ...bad.error === void 0 ? {} : { error: bad.error, peerText: bad.error.message }
      });
    }
  }
}
async function create(link, machine, version2, given) {
  const { name, idleTimeout, createOptions = [], host, deadline, signal: signal2 } = given;
  const hostInfo = given.hostInfo ?? (host === void 0 ? void 0 : someHost());
  const body = writeCreate({
    id: machine.id,
    name,
    inputStreams: "stdin pr",
    outputStreams: "stdout",
    idleTimeout,
    creation: machine.open({ ...given, hostInfo })
  });
  const asking = { action: actions.create, phase: "opening the pool", resourceUri: link.resourceUri, body };
  const options = [...createOptions, protocolOption(version2)];
  const response = await link.conversation.ask({ ...asking, options }, { deadline, signal: signal2 });
  link.shellId = readCreatedShellId(response.body) ?? machine.id;
}
async function openPool(link, settings, limits) {
  const id = link.shellId;
  for (const version2 of protocolVersions) {
    const machine = createClientPool(id, version2);
    try {
      await create(link, machine, version2, { ...settings, ...limits });
    } catch (error) {
      const fault2 = error instanceof WinrmError ? error.detail.fault : void 0;
      if (fault2 !== void 0 && olderProtocol.has(fault2) && version2 !== protocolVersions.at(-1)) continue;
      throw error;
    }
    await untilOpened({ link, machine, host: settings.host }, limits);
    return machine;
  }
  throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "no version of the protocol was accepted");
}
async function connectPool(link, settings, limits) {
  const machine = createClientPool(link.shellId);
  const [version2] = protocolVersions;
  const asking = { action: actions.connect, phase: "taking over the pool", options: [protocolOption(version2)] };
  const response = await link.ask({ ...asking, body: writeConnect(machine.connect()) }, limits);
  machine.receive(void 0, readConnectResponse(response.body));
  const ground = { link, machine, host: settings.host };
  learnProtocol(ground);
  await untilOpened(ground, limits);
  return machine;
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
var modulusSize = 256;
var keySize = 32;
var publicBlobHeader = Buffer.from("06020000 00a40000 52534131 00080000 01000100".replaceAll(" ", ""), "hex");
var simpleBlobHeader = Buffer.from("01020000 10660000 00a40000".replaceAll(" ", ""), "hex");
function broken6(what, cause) {
  throw new WinrmError("WINRM_PROTOCOL_VIOLATED", what, cause === void 0 ? {} : { cause });
}
function sessionKey(key2) {
  const vector = Buffer.alloc(16);
  return {
    seal(text5) {
      const cipher = createCipheriv("aes-256-cbc", key2, vector);
      return psScalar(
        "SS",
        Buffer.concat([cipher.update(Buffer.from(text5, "utf16le")), cipher.final()]).toString("base64")
      );
    },
    open(value) {
      try {
        const decipher = createDecipheriv("aes-256-cbc", key2, vector);
        const sealed = Buffer.from(value.text, "base64");
        return Buffer.concat([decipher.update(sealed), decipher.final()]).toString("utf16le");
      } catch (cause) {
        return broken6("a SecureString was not sealed with the session key", cause);
      }
    }
  };
}
function unpad(padded) {
  const end = padded.indexOf(0, 2);
  if (padded[0] !== 0 || padded[1] !== 2 || end < 10) broken6("the session key is not padded as it should be");
  return padded.subarray(end + 1);
}
function complete(privateKey, encrypted) {
  const blob = Buffer.from(encrypted, "base64");
  if (blob.length !== simpleBlobHeader.length + modulusSize) broken6("the session key has a wrong length");
  const sealed = Buffer.from(blob.subarray(simpleBlobHeader.length)).reverse();
  let padded;
  try {
    padded = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, sealed);
  } catch (cause) {
    return broken6("the session key cannot be decrypted", cause);
  }
  const key2 = unpad(padded);
  return key2.length === keySize ? sessionKey(key2) : broken6("the session key is no AES-256 key");
}
async function beginKeyExchange() {
  const { publicKey: publicKey2, privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: modulusSize * 8 });
  const { n = "" } = publicKey2.export({ format: "jwk" });
  const modulus = Buffer.from(n, "base64url").reverse();
  return {
    publicKey: Buffer.concat([publicBlobHeader, modulus]).toString("base64"),
    complete: (encrypted) => complete(privateKey, encrypted)
  };
}
function answerKeyExchange(publicKey2, key2) {
  const blob = Buffer.from(publicKey2, "base64");
  const header3 = blob.subarray(0, publicBlobHeader.length);
  if (blob.length !== publicBlobHeader.length + modulusSize || !header3.equals(publicBlobHeader)) {
    broken6("the public key is no RSA key of 2048 bits");
  }
  const n = Buffer.from(blob.subarray(publicBlobHeader.length)).reverse().toString("base64url");
  const rsa = createPublicKey({ format: "jwk", key: { kty: "RSA", n, e: "AQAB" } });
  const sealed = publicEncrypt({ key: rsa, padding: constants.RSA_PKCS1_PADDING }, key2).reverse();
  return { encrypted: Buffer.concat([simpleBlobHeader, sealed]).toString("base64"), sessionKey: sessionKey(key2) };
}

// src/winrm/runspace-pool.ts
var rememberedCommands = 200;
var harmless = /* @__PURE__ */ new Set([
  "WINRM_PIPELINE_FAILED",
  "WINRM_PIPELINE_STOPPED",
  "WINRM_USAGE_INVALID"
]);
var RunspacePool = class _RunspacePool {
  #link;
  #settings;
  #ending = new AbortController();
  #machine;
  #life = "open";
  #commands = 0;
  /** The command that runs now; the last one that ran. */
  #running;
  #last;
  #turn = Promise.resolve();
  #cleanup;
  #key;
  constructor(conversation, settings, id) {
    const resourceUri = `${resources.powershell}${settings.configurationName ?? "Microsoft.PowerShell"}`;
    this.#link = createShellLink(conversation, resourceUri, id);
    this.#settings = settings;
  }
  /** Create, then Receive until the pool says that it is open. */
  static async open(conversation, settings, limits) {
    const pool = new _RunspacePool(conversation, settings, conversation.newId());
    pool.#machine = await pool.#guard(() => openPool(pool.#link, settings, limits));
    return pool;
  }
  /** Takes over a disconnected pool, of this client or of another one. */
  static async connect(conversation, settings, limits) {
    const pool = new _RunspacePool(conversation, settings, settings.id.toUpperCase());
    pool.#machine = await connectPool(pool.#link, settings, limits);
    return pool;
  }
  get id() {
    return this.#link.shellId;
  }
  /** e.g. `5.1.26100.1`; empty where the machine did not say. */
  get psVersion() {
    return this.#machine?.psVersion ?? "";
  }
  /** Was a key exchanged? What is sealed with it is of no use elsewhere. */
  get hasKey() {
    return this.#key !== void 0;
  }
  /** Runs one pipeline; calls wait for each other. */
  run(spec, options) {
    return this.#inTurn(options, async (given) => {
      const id = await this.#begin(spec, given);
      return await this.#hear(id, given);
    });
  }
  /** Starts one pipeline and does not wait for what it says. @returns its id, for `attach`. */
  start(spec, options) {
    return this.#inTurn(options, (given) => this.#begin(spec, given));
  }
  /** Receives what a pipeline says that is running already. @param id its command id. */
  attach(id, options) {
    return this.#inTurn(options, (given) => this.#hear(id.toUpperCase(), given));
  }
  /** Takes a running pipeline of a pool over that was connected to; `attach` comes next. */
  connectCommand(id, limits) {
    return this.#exclusively(() => this.#link.connect(id.toUpperCase(), limits));
  }
  /**
   * Stops a pipeline and keeps the pool: whoever waits for it gets WINRM_PIPELINE_STOPPED with what was said. Goes over a second
   * connection, since a Receive may be waiting on the first. @param id default: the one that is running.
   */
  async stop(limits, id = this.#running) {
    if (id !== void 0) await this.#link.signal(id.toUpperCase(), signals.stopPipeline, { ...limits, aside: true });
  }
  /** Frees the slot of a command on the machine. */
  terminate(id, limits) {
    return this.#link.signal(id.toUpperCase(), signals.terminate, limits);
  }
  /** Id of the last command that was started. */
  get lastCommand() {
    return this.#last;
  }
  /** The key that protects SecureString values; exchanged once a pool, for two requests. */
  sessionKey(limits) {
    this.#key ??= this.#exclusively(() => this.#guard(() => this.#exchangeKeys(this.#bound(limits))));
    return this.#key;
  }
  /** Leaves the pool to itself: it lives on until its idle timeout, its pipelines run on. */
  async disconnect(limits) {
    await this.#link.ask({ action: actions.disconnect, phase: "disconnecting", body: writeDisconnect() }, limits);
    this.#life = "disconnected";
  }
  async reconnect(limits) {
    await this.#link.reconnect(limits);
    this.#life = "open";
  }
  /**
   * Deletes the pool on the machine and aborts what runs in it. Nobody has to wait: it never rejects and ends within the
   * clean-up bound. A disconnected pool is left alone, that was the point of disconnecting.
   */
  close() {
    if (this.#life === "disconnected") return Promise.resolve();
    this.#life = "closed";
    this.#ending.abort();
    this.#cleanup ??= this.#delete(void 0);
    return this.#cleanup;
  }
  async #exchangeKeys(limits) {
    const exchange = await (this.#settings.keyExchange ?? beginKeyExchange)();
    return await exchangeKeys(this.#ground, exchange, limits);
  }
  get #ground() {
    if (this.#machine === void 0) throw new WinrmError("WINRM_USAGE_INVALID", "the pool is not open");
    return { link: this.#link, machine: this.#machine, host: this.#settings.host };
  }
  async #begin(spec, given) {
    return await startPipeline(this.#ground, spec, given, (id) => {
      this.#running = id;
      this.#last = id;
    });
  }
  async #hear(id, given) {
    this.#running = id;
    const result = await receivePipeline(this.#ground, id, given);
    this.#running = void 0;
    await this.#freeSlot(id, given);
    return result;
  }
  #inTurn(options, work2) {
    return this.#exclusively(() => this.#guard(() => work2(this.#bound(options))));
  }
  #exclusively(work2) {
    const mine = this.#turn.then(work2);
    this.#turn = mine.catch(() => void 0);
    return mine;
  }
  /** A closing pool ends its calls too. */
  #bound(options) {
    if (this.#life !== "open") throw new WinrmError("WINRM_SHELL_GONE", `the pool is ${this.#life}`, { began: false });
    const { signal: signal2 } = options;
    return {
      ...options,
      signal: signal2 === void 0 ? this.#ending.signal : AbortSignal.any([signal2, this.#ending.signal])
    };
  }
  async #guard(work2) {
    try {
      return await work2();
    } catch (error) {
      if (error instanceof WinrmError && harmless.has(error.code)) this.#running = void 0;
      else this.#abandon(error);
      throw error;
    }
  }
  #abandon(error) {
    if (this.#life === "disconnected") return;
    this.#life = "closed";
    const gone = error instanceof WinrmError && error.code === "WINRM_SHELL_GONE";
    this.#cleanup ??= this.#delete(gone ? void 0 : this.#running);
  }
  async #delete(running) {
    const { conversation } = this.#link;
    if (conversation.isTurnedAway) return;
    const bound = this.#settings.cleanupTimeout ?? 5e3;
    if (running !== void 0) {
      await this.#link.signal(running, signals.stopPipeline, conversation.limits(bound / 2)).catch(() => void 0);
    }
    if (conversation.isTurnedAway) return;
    await this.#link.remove(conversation.limits(bound)).catch(() => void 0);
  }
  async #freeSlot(id, limits) {
    this.#commands += 1;
    if (this.#commands > rememberedCommands) await this.#link.signal(id, signals.terminate, limits);
  }
};

// src/winrm/wsman/cim.ts
var CimInstant = class extends Date {
  text;
  constructor(at2, text5) {
    super(at2);
    this.text = text5;
  }
};
function cimResource(namespace, className) {
  return `${resources.wmi}${namespace.replaceAll("\\", "/").replace(/^\/+|\/+$/g, "")}/${className}`;
}
function readCimResource(uri) {
  if (!uri.startsWith(resources.wmi)) return void 0;
  const path2 = uri.slice(resources.wmi.length).split("?", 1)[0] ?? "";
  const slash = path2.lastIndexOf("/");
  return slash < 1 ? void 0 : { namespace: path2.slice(0, slash), className: path2.slice(slash + 1) };
}
var nil = `{${ns.schemaInstance}}nil`;
var isoDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/;
var dmtfDate = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{3})\d{3}([+-])(\d{3})$/;
function readCimDate(text5) {
  const dmtf2 = dmtfDate.exec(text5);
  if (dmtf2 !== null) {
    const [, year, month, day2, hour2, minute2, second2, fraction, sign, offset] = dmtf2;
    const utc = Date.parse(`${year}-${month}-${day2}T${hour2}:${minute2}:${second2}.${fraction}Z`);
    const value2 = new Date(utc - (sign === "-" ? -1 : 1) * Number(offset) * 6e4);
    return Number.isNaN(value2.getTime()) ? void 0 : value2;
  }
  if (!isoDate.test(text5)) return void 0;
  const value = new Date(/Z$|[+-]\d\d:\d\d$/.test(text5) ? text5 : `${text5}Z`);
  return Number.isNaN(value.getTime()) ? void 0 : value;
}
var dmtfInterval = /^(\d{8})(\d\d)(\d\d)(\d\d\.\d{6}):000$/;
function readCimInterval(text5) {
  const dmtf2 = dmtfInterval.exec(text5);
  if (dmtf2 === null) return readDuration(text5);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = dmtf2.slice(1).map(Number);
  return Math.round(((days * 24 + hours) * 60 + minutes) * 6e4 + seconds * 1e3);
}
function readValue2(property) {
  const isNil = property.attributes.get(nil);
  if (isNil === "true" || isNil === "1") return null;
  const [first] = property.children;
  if (first === void 0) return property.text;
  if (first.uri === ns.cim && property.children.length === 1 && first.children.length === 0) {
    const text5 = first.text.trim();
    const at2 = first.name === "Datetime" ? readCimDate(text5) : void 0;
    return at2 === void 0 ? text5 : new CimInstant(at2, text5);
  }
  const reference = child(property, ns.addressing, "ReferenceParameters");
  if (reference === void 0) return readCimRow(property);
  const resource = childText(reference, ns.wsman, "ResourceURI") ?? null;
  return { ResourceURI: resource, Selectors: readSelectors(child(reference, ns.wsman, "SelectorSet")) };
}
function readCimRow(instance) {
  const values = /* @__PURE__ */ new Map();
  for (const property of instance.children) {
    const before = values.get(property.name);
    if (before === void 0) values.set(property.name, [readValue2(property)]);
    else before.push(readValue2(property));
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0] ?? null : all]));
}
function isRow(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
function unreadable(name, type) {
  throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `the CIM property ${name} cannot be read as ${type}`);
}
function readTyped(name, type, value) {
  if (value === void 0 || value === null) return type.endsWith("[]") && value === void 0 ? [] : null;
  if (type.endsWith("[]")) {
    const items = Array.isArray(value) ? value : [value];
    const single2 = type.slice(0, -2);
    return items.map((item) => readTyped(name, single2, item) ?? unreadable(name, type));
  }
  if (type === "row") return isRow(value) ? value : unreadable(name, type);
  if (type === "date") return value instanceof Date ? value : readCimDate(String(value)) ?? unreadable(name, type);
  if (type === "duration") return readCimInterval(String(value).trim()) ?? unreadable(name, type);
  if (value instanceof CimInstant && type === "instant") return value.text;
  if (value instanceof Date) return type === "string" ? value.toISOString() : unreadable(name, type);
  if (typeof value !== "string") return unreadable(name, type);
  const text5 = value.trim();
  if (type === "string") return value;
  if (type === "instant" && readCimDate(text5) !== void 0) return text5;
  if (type === "boolean" && /^(?:true|false)$/i.test(text5)) return /^true$/i.test(text5);
  if (type === "bigint" && /^-?\d{1,20}$/.test(text5)) return BigInt(text5);
  if (type === "number" && text5 !== "" && Number.isFinite(Number(text5))) return Number(text5);
  return unreadable(name, type);
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
    const text5 = value instanceof CimInstant ? value.text : value.toISOString();
    return element2(`p:${name}`, {}, element2("cim:Datetime", {}, escapeText(text5)));
  }
  const content2 = typeof value === "object" ? Object.entries(value).map(([inner, part]) => writeProperty(inner, part)) : [escapeText(String(value))];
  return element2(`p:${name}`, {}, content2.join(""));
}
function writeCimRow(resourceUri, className, row) {
  const properties = Object.entries(row).map(([name, value]) => writeProperty(name, value));
  const names2 = { "xmlns:p": resourceUri, "xmlns:xsi": ns.schemaInstance, "xmlns:cim": ns.cim };
  return element2(`p:${className}`, names2, properties.join(""));
}
function writeCimCall(resourceUri, method, parameters) {
  return writeCimRow(resourceUri, `${method}_INPUT`, parameters);
}
function readCimCall(body) {
  const method = /^(.+)_INPUT$/.exec(body?.name ?? "")?.[1];
  return body === void 0 || method === void 0 ? void 0 : { method, parameters: readCimRow(body) };
}
function writeCimResult(resourceUri, method, row) {
  return writeCimRow(resourceUri, `${method}_OUTPUT`, row);
}

// src/winrm/wsman/enumeration.ts
var maxBatchItems = 32e3;
function writeFilter(filter) {
  if (filter === void 0) return "";
  return filter.kind === "wql" ? element2("wsman:Filter", { Dialect: dialects.wql }, escapeText(filter.query)) : element2("wsman:Filter", { Dialect: dialects.selector }, writeSelectors(filter.selectors));
}
function writeEnumerate(filter) {
  const content2 = element2("wsman:OptimizeEnumeration", {}) + element2("wsman:MaxElements", {}, String(maxBatchItems)) + writeFilter(filter);
  return element2("wsen:Enumerate", {}, content2);
}
function readEnumerate(body) {
  const filter = child(body, ns.wsman, "Filter");
  if (filter === void 0) return void 0;
  if (filter.attributes.get("Dialect") === dialects.wql) return { kind: "wql", query: filter.text.trim() };
  return { kind: "selectors", selectors: readSelectors(child(filter, ns.wsman, "SelectorSet")) };
}
function writePull(context) {
  const content2 = element2("wsen:EnumerationContext", {}, escapeText(context)) + element2("wsen:MaxElements", {}, String(maxBatchItems));
  return element2("wsen:Pull", {}, content2);
}
function readPull(body) {
  return childText(body, ns.enumeration, "EnumerationContext") ?? "";
}
function writeRelease(context) {
  return element2("wsen:Release", {}, element2("wsen:EnumerationContext", {}, escapeText(context)));
}
function writePage(kind2, items, context) {
  const where = element2("wsen:EnumerationContext", {}, context === void 0 ? "" : escapeText(context));
  const prefix = kind2 === "Enumerate" ? "wsman" : "wsen";
  const end = context === void 0 ? element2(`${prefix}:EndOfSequence`, {}) : "";
  return element2(`wsen:${kind2}Response`, {}, where + element2(`${prefix}:Items`, {}, items.join("")) + end);
}
function readPage(body) {
  const either = (name) => child(body, ns.wsman, name) ?? child(body, ns.enumeration, name);
  const context = childText(body, ns.enumeration, "EnumerationContext");
  const ended2 = either("EndOfSequence") !== void 0 || context === void 0 || context === "";
  return { items: either("Items")?.children ?? [], context: ended2 ? void 0 : context };
}

// src/winrm/session.ts
var maxPages = 1e4;
var releaseTimeout = 5e3;
var ClientSession = class {
  #conversation;
  #transport;
  #pools = /* @__PURE__ */ new Set();
  #releases = /* @__PURE__ */ new Set();
  constructor(transport, options = {}) {
    this.#transport = transport;
    this.#conversation = createConversation(transport, options);
  }
  limits(timeout, signal2) {
    return this.#conversation.limits(timeout, signal2);
  }
  async openPool(settings, limits) {
    try {
      return this.#keep(await RunspacePool.open(this.#conversation, settings, limits));
    } catch (error) {
      const fault2 = error instanceof WinrmError ? error.detail.fault : void 0;
      if (fault2 === void 0 || !tooManyShells.has(fault2) || settings.name === void 0) throw error;
      if (await this.#removeLeftovers(settings.name, limits) === 0) throw error;
    }
    return this.#keep(await RunspacePool.open(this.#conversation, settings, limits));
  }
  /** Takes over a pool that was disconnected. @param settings `id` is the shell's id from the inventory. */
  async connectPool(settings, limits) {
    return this.#keep(await RunspacePool.connect(this.#conversation, settings, limits));
  }
  openCommandShell(settings, limits) {
    return openCommandShell(this.#conversation, settings, limits);
  }
  async identify(limits) {
    const response = await this.#conversation.askRaw(writeIdentify(), "asking who is there", limits);
    const identity2 = readIdentity(response.body);
    if (identity2 === void 0) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "the answer to Identify is none");
    return identity2;
  }
  /** Reads the service's configuration (administrators only) and goes by its sizes from now on. */
  async readConfig(limits) {
    const asking = { action: actions.get, phase: "reading the configuration", resourceUri: resources.config, body: "" };
    const config = readConfig((await this.#conversation.ask(asking, limits)).body);
    if (config.maxEnvelopeSize !== void 0) {
      const size = Math.max(config.maxEnvelopeSize, smallestEnvelope);
      this.#conversation.envelopeSize = size;
      this.#conversation.requestSize = size;
      this.#conversation.sizeIsKnown = true;
    }
    return config;
  }
  /** The same; undefined for who may not read it. */
  async readConfigIfAllowed(limits) {
    try {
      return await this.readConfig(limits);
    } catch (error) {
      if (error instanceof WinrmError && error.code === "WINRM_ACCESS_DENIED") return void 0;
      throw error;
    }
  }
  /** Shells on the machine that this user may see. */
  async listShells(limits) {
    const shells = [];
    for await (const item of this.#enumerate(resources.shell, void 0, limits)) shells.push(readShell(item));
    return shells;
  }
  /** One shell: is it still there, and connected? Throws WINRM_SHELL_GONE when it is not there. */
  async readShell(shellId, limits) {
    const asking = { action: actions.get, phase: "looking for a shell", resourceUri: resources.shell, body: "" };
    const { body } = await this.#conversation.ask({ ...asking, selectors: { ShellId: shellId } }, limits);
    if (body === void 0) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a shell was described by nothing");
    return readShell(body);
  }
  /** Ids of the commands in a shell. */
  async listCommands(shellId, limits) {
    const ids = [];
    const filter = { kind: "selectors", selectors: { ShellId: shellId } };
    for await (const item of this.#enumerate(resources.command, filter, limits)) {
      const id = childText(item, ns.shell, "CommandId");
      if (id !== void 0) ids.push(id);
    }
    return ids;
  }
  /** Instances of a class, as the wire has them. */
  async readCimRows(query, limits) {
    const resourceUri = cimResource(query.namespace, query.query === void 0 ? query.className : "*");
    if (query.keys !== void 0) {
      const asking = { action: actions.get, phase: `reading ${query.className}`, resourceUri, body: "" };
      const { body } = await this.#conversation.ask({ ...asking, selectors: query.keys }, limits);
      return body === void 0 ? [] : [readCimRow(body)];
    }
    const filter = query.query === void 0 ? void 0 : { kind: "wql", query: query.query };
    const rows2 = [];
    for await (const item of this.#enumerate(resourceUri, filter, limits)) {
      rows2.push(readCimRow(item));
      if (rows2.length >= (query.atMost ?? Number.POSITIVE_INFINITY)) break;
    }
    return rows2;
  }
  /** The same with properties as the types asked for. */
  async readCim(query, limits) {
    return (await this.readCimRows(query, limits)).map((row) => typeCimRow(row, query.properties));
  }
  /** Calls a method. Throws WINRM_PROTOCOL_VIOLATED when the answer is that of another one. */
  async invokeCim(call, limits) {
    const { className, method, keys, parameters = {} } = call;
    const resourceUri = cimResource(call.namespace, className);
    const response = await this.#conversation.ask(
      {
        action: `${resourceUri}/${method}`,
        phase: `calling ${className}.${method}`,
        resourceUri,
        body: writeCimCall(resourceUri, method, parameters),
        ...keys === void 0 ? {} : { selectors: keys }
      },
      limits
    );
    if (response.body?.name !== `${method}_OUTPUT`) {
      throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `the answer to ${className}.${method} is none`);
    }
    return typeCimRow(readCimRow(response.body), call.properties);
  }
  /** Closes what is open, waits at most so many milliseconds for it, and hangs up. Never rejects. */
  async close(timeout = 5e3) {
    const closing = Promise.all([...[...this.#pools].map((pool) => pool.close()), ...this.#releases]);
    let timer;
    const enough = new Promise((resolve5) => {
      timer = setTimeout(resolve5, timeout);
    });
    await Promise.race([closing, enough]);
    clearTimeout(timer);
    this.#conversation.close();
    this.#transport.close();
  }
  /**
   * Deletes shells of our name that nobody is connected to: a client that crashed has left them (facts: winrm 4 row 9).
   * @returns how many.
   */
  async #removeLeftovers(name, limits) {
    const ours = new Set([...this.#pools].map(({ id }) => id));
    const left = (await this.listShells(limits)).filter(
      (shell) => shell.name === name && shell.state === "Disconnected" && !ours.has(shell.id)
    );
    for (const { id, resourceUri } of left) await createShellLink(this.#conversation, resourceUri, id).remove(limits);
    return left.length;
  }
  #keep(pool) {
    this.#pools.add(pool);
    return pool;
  }
  async *#enumerate(resourceUri, filter, limits) {
    const phase = "enumerating";
    const first = { action: actions.enumerate, phase, resourceUri, body: writeEnumerate(filter) };
    let page = readPage((await this.#conversation.ask(first, limits)).body);
    try {
      for (let pages = 1; ; pages += 1) {
        yield* page.items;
        if (page.context === void 0) return;
        if (pages >= maxPages) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "an enumeration does not end");
        const next = { action: actions.pull, phase, resourceUri, body: writePull(page.context) };
        page = readPage((await this.#conversation.ask(next, limits)).body);
      }
    } finally {
      if (page.context !== void 0) this.#release(resourceUri, page.context);
    }
  }
  /** Tells the machine that an enumeration is over before its end. Nobody waits for it but `close`. */
  #release(resourceUri, context) {
    const conversation = this.#conversation;
    if (conversation.isTurnedAway) return;
    const asking = { action: actions.release, phase: "ending an enumeration", resourceUri };
    const work2 = conversation.ask({ ...asking, body: writeRelease(context) }, conversation.limits(releaseTimeout)).then(
      () => void 0,
      () => void 0
    );
    this.#releases.add(work2);
    void work2.then(() => this.#releases.delete(work2));
  }
};

// src/winrm/index.ts
var defaultTimeout = 12e4;
var defaultIdleTimeout = 9e5;
function settingsOf(options) {
  const { configurationName, name, idleTimeout = defaultIdleTimeout, applicationArguments: given, host } = options;
  const applicationArguments = given === void 0 ? void 0 : primitiveDictionary(given);
  return { configurationName, name, idleTimeout, applicationArguments, host };
}
function sessionFace(session2, transport) {
  const limits = ({ timeout = defaultTimeout, signal: signal2 } = {}) => session2.limits(timeout, signal2);
  return {
    identify: (options) => session2.identify(limits(options)),
    async openPool(options = {}) {
      const settings = settingsOf(options);
      const reopen = (given) => session2.openPool(settings, given);
      return new PoolFace(await reopen(limits(options)), { limits, reopen });
    },
    async connectPool(id, options = {}) {
      return new PoolFace(await session2.connectPool({ ...settingsOf(options), id }, limits(options)), { limits });
    },
    readCim: (query, options) => session2.readCim(query, limits(options)),
    invokeCim: (call, options) => session2.invokeCim(call, limits(options)),
    readConfig: (options) => session2.readConfigIfAllowed(limits(options)),
    listShells: (options) => session2.listShells(limits(options)),
    listCommands: (shellId, options) => session2.listCommands(shellId, limits(options)),
    get peerCertificate() {
      return transport.peerCertificate;
    },
    get authentication() {
      return transport.authentication;
    },
    close: () => session2.close()
  };
}
function connect4(options) {
  const transport = createTransport(parseEndpoint(options.endpoint), options.credentials, options.channel);
  const { operationTimeout, resumeFor } = options;
  const session2 = new ClientSession(transport, {
    another: () => transport.another(),
    ...operationTimeout === void 0 ? {} : { operationTimeout },
    ...resumeFor === void 0 ? {} : { resumeFor }
  });
  return sessionFace(session2, transport);
}

// src/windows/boot-id.ts
var iso = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;
var dmtf = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{6})([+-])(\d{3})$/;
var digits = 7;
function bootIdOf(text5) {
  const found = iso.exec(text5) ?? dmtf.exec(text5);
  if (found === null) return void 0;
  const [, year, month, day2, hour2, minute2, second2, fraction = "", sign, first = "0", rest] = found;
  const local = Date.parse(`${year}-${month}-${day2}T${hour2}:${minute2}:${second2}Z`);
  const offset = rest === void 0 ? Number(first) : Number(first) * 60 + Number(rest);
  const utc = new Date(local - (sign === "-" ? -1 : 1) * offset * 6e4);
  if (Number.isNaN(utc.getTime())) return void 0;
  return `process-${utc.toISOString().slice(0, -".000Z".length)}.${fraction.slice(0, digits).padEnd(digits, "0")}Z`;
}
async function readBootId(session2) {
  try {
    const [system] = await session2.readCim(
      {
        namespace: "root/cimv2",
        className: "Win32_Process",
        keys: { Handle: "4" },
        properties: { CreationDate: "instant" }
      },
      { timeout: 6e4 }
    );
    return bootIdOf(system?.CreationDate ?? "") ?? "unclear";
  } catch (error) {
    if (!(error instanceof WinrmError)) throw error;
    if (error.detail.fault === void 0 && error.code !== "WINRM_PROTOCOL_VIOLATED") throw error;
    return error.code === "WINRM_ACCESS_DENIED" ? "refused" : "unclear";
  }
}

// src/windows/failures.ts
var windowsErrors = {
  BOOT_UNREADABLE: {
    message: "Nothing on the machine says which boot it is on, so no restart can be proved.",
    next: "Repair WMI (winmgmt /verifyrepository) or find out why the System event log has no Kernel-General event 12."
  },
  JOB_DIRECTORY_UNSAFE: {
    message: "The job directory on the machine is not ours beyond doubt, and SYSTEM would run what stands in it.",
    next: "Find out who made %ProgramData%\\patchring and who may write there, then delete it."
  },
  JOB_PARAMETERS_INVALID: { message: "The job was asked for without what it needs.", next: "Report this as a bug." },
  JOB_KEY_REUSED: {
    message: "The key of this job already stands for other work on the machine.",
    next: "Two rollouts of the same name run at once, or a ledger was lost: find the other one first."
  },
  JOB_RUNNING: {
    message: "The job still runs, and nothing of ours ever stops one.",
    next: "Wait until it has ended.",
    retryable: true
  },
  JOB_SCRIPTS_FORBIDDEN: {
    message: "Group policy lets the machine run signed script files only, and the job is one.",
    next: 'Allow RemoteSigned for these machines by group policy (Windows PowerShell, "Turn on Script Execution": local scripts and remote signed scripts); `Get-ExecutionPolicy -List` there shows what holds.'
  },
  JOB_RESULT_UNREADABLE: {
    message: "The result of the job was written by another version.",
    next: "Finish with the version that started the job, or remove the job directory by hand."
  },
  RESTART_REFUSED: {
    message: "The machine refused to restart.",
    next: "Look at the System event log (event 1074) and whether the account may shut the machine down.",
    retryable: true
  },
  WINDOWS_ACCESS_DENIED: {
    message: "The account may log on and may not read or do this.",
    next: "Use an account that is an administrator of the machine, with LocalAccountTokenFilterPolicy for local ones."
  },
  WINDOWS_LANGUAGE_CONSTRAINED: {
    message: "PowerShell on the machine runs in Constrained Language mode, which forbids what the functions need.",
    next: "Let App Control trust our scripts, or give the account a session configuration in Full Language mode; `$ExecutionContext.SessionState.LanguageMode` in a session says which it has."
  },
  WINDOWS_LANGUAGE_NONE: {
    message: "The session configuration takes no scripts (No Language mode).",
    next: "Name a session configuration that takes scripts, or one in which our functions are installed."
  },
  WINDOWS_PROCESS_32_BIT: {
    message: "The session runs in a 32-bit process, which sees another registry and cannot service Windows.",
    next: "Connect to the session configuration Microsoft.PowerShell, not to the 32-bit one."
  },
  WINDOWS_COMMAND_MISSING: {
    message: "PowerShell on the machine does not know a command that the function needs.",
    next: "Look at the cause for its name; a module may be missing or hidden from this session configuration."
  },
  WINDOWS_JEA_FUNCTIONS_MISSING: {
    message: "The session configuration has none of the functions that are called there.",
    next: "Install the module that `patchring jea` writes, or name no configuration in the policy, so that scripts are sent."
  },
  WINDOWS_JEA_VERSION_MISMATCHED: {
    message: "The functions that are installed on the machine are those of another version.",
    next: "Install the module that `patchring jea` of this version writes."
  },
  WINDOWS_OPERATION_FAILED: {
    message: "The function ended with an error.",
    next: "Look at the cause; the machine keeps the text in its PowerShell operational log."
  },
  WINDOWS_RESULT_INVALID: {
    message: "The machine answered with something that is not the result of the function.",
    next: "Report this with the cause; nothing was concluded from the answer."
  },
  CREDENTIAL_ANSWER_REJECTED: {
    message: "The machine rejects the account that the command of its credential answered with; it is not tried again.",
    next: "Check what the command answers for this machine, and whether that account is locked; then run again."
  },
  CREDENTIAL_WITHHELD: {
    message: "This credential was refused elsewhere and is not used any more, so that the account is not locked out.",
    next: "Check user and password on one machine with `patchring preflight`, then start again."
  }
};
var byErrorId = /* @__PURE__ */ new Map([
  ["CommandNotFoundException", "WINDOWS_COMMAND_MISSING"],
  ["MethodInvocationNotSupportedInConstrainedLanguage", "WINDOWS_LANGUAGE_CONSTRAINED"],
  ["CouldNotAutoloadMatchingModule", "WINDOWS_COMMAND_MISSING"],
  ["CouldNotAutoLoadModule", "WINDOWS_COMMAND_MISSING"],
  ["Modules_ModuleNotFound", "WINDOWS_COMMAND_MISSING"],
  ["ConversionSupportedOnlyToCoreTypes", "WINDOWS_LANGUAGE_CONSTRAINED"],
  ["PropertySetterNotSupportedInConstrainedLanguage", "WINDOWS_LANGUAGE_CONSTRAINED"],
  ["ScriptsNotAllowed", "WINDOWS_LANGUAGE_NONE"]
]);
var denials = [2147942405, 2147749891];
var passing = [2147943860, 2147944122, 2147549448, 2147942432, 2147943515];
function windowsFailure(code, more = {}) {
  const meaning = windowsErrors[code];
  return failureOf(code, meaning.message, { retryable: meaning.retryable ?? false, next: meaning.next, ...more });
}
function isWindowsErrorCode(code) {
  return Object.hasOwn(windowsErrors, code);
}
function failureOfRecord(record2) {
  const [id = ""] = record2.errorId.split(",");
  const number3 = record2.hresult === void 0 ? void 0 : record2.hresult >>> 0;
  const digits2 = number3 === void 0 ? "" : ` (0x${number3.toString(16).toUpperCase().padStart(8, "0")})`;
  const cause = `${record2.message}${digits2}`;
  if (isWindowsErrorCode(id)) return windowsFailure(id, { cause });
  const known = byErrorId.get(id);
  if (known !== void 0) return windowsFailure(known, { cause });
  if (number3 !== void 0 && denials.includes(number3)) return windowsFailure("WINDOWS_ACCESS_DENIED", { cause });
  const retryable = number3 !== void 0 && passing.includes(number3);
  return windowsFailure("WINDOWS_OPERATION_FAILED", { cause: `${id}: ${cause}`, retryable });
}
function errorRecordOf(error) {
  const { error: record2 } = error.detail;
  return typeof record2 === "object" && record2 !== null && "errorId" in record2 ? record2 : void 0;
}
function causesOf({ fault: fault2, httpStatus, offered, certificate: certificate2, peerText }) {
  const parts = [
    fault2 === void 0 ? "" : `fault ${fault2} (0x${fault2.toString(16).toUpperCase()})`,
    httpStatus === void 0 ? "" : `HTTP ${httpStatus}`,
    offered === void 0 ? "" : `offered: ${offered.join(", ") || "nothing"}`,
    certificate2 === void 0 ? "" : certificateText(certificate2),
    peerText ?? ""
  ];
  return parts.filter((part) => part !== "");
}
function certificateText({ subject, issuer, validFrom, validTo, sha256 }) {
  return `certificate ${subject}, issued by ${issuer}, valid from ${validFrom} to ${validTo}, SHA-256 ${sha256}`;
}
function failureFrom(error) {
  const [own] = error instanceof FailureError ? error.failures : [];
  if (own !== void 0) return own;
  if (!(error instanceof WinrmError)) throw error;
  const record2 = error.code === "WINRM_PIPELINE_FAILED" ? errorRecordOf(error) : void 0;
  if (record2 !== void 0) return failureOfRecord(record2);
  const parts = causesOf(error.detail);
  return failureOf(error.code, error.message, {
    retryable: error.retryable,
    next: error.help,
    ...parts.length === 0 ? {} : { cause: parts.join(", ") }
  });
}

// src/windows/job.ts
function startArguments(key2, work2) {
  switch (work2.kind) {
    case "scan":
      return { Key: key2, Kind: work2.kind, Source: work2.source };
    case "install":
      return { Key: key2, Kind: work2.kind, Source: work2.source, Update: work2.updates.map(identityOf) };
    case "uninstall":
      return { Key: key2, Kind: work2.kind, PackagesBefore: work2.packagesBefore, Kb: work2.kbs };
  }
}
var telling = {
  2: { state: "queued" },
  4: { state: "running", percent: null, note: "the task is running" }
};
async function readTask(session2, key2) {
  try {
    const [task] = await session2.readCim(
      {
        namespace: "root/Microsoft/Windows/TaskScheduler",
        className: "MSFT_ScheduledTask",
        keys: { TaskName: key2, TaskPath: "\\patchring\\" },
        properties: { State: "number" }
      },
      { timeout: 6e4 }
    );
    return telling[task?.State ?? 0] ?? "unclear";
  } catch (error) {
    if (error instanceof WinrmError && error.detail.fault !== void 0) return "unreadable";
    throw error;
  }
}

// src/model/reading.ts
var instant = iso_exports.datetime({ offset: true });
var factsSchema = strictObject({
  computerName: string(),
  /** DNS domain, or the workgroup's name. */
  domain: string(),
  isDomainController: boolean(),
  productName: string(),
  editionId: string(),
  installationType: string(),
  build: number().int(),
  ubr: number().int(),
  architecture: string(),
  psVersion: string(),
  languageMode: string(),
  isAdministrator: boolean(),
  is64BitProcess: boolean(),
  /** Group policy that forbids the script file which a job is, by name; null: none. Machines that were read before it was asked: null. */
  scriptPolicy: string().nullable().default(null),
  /** Installed roles that gates and coverage care about, e.g. `domain-controller`, `wsus`, `iis`. */
  roles: array(string()),
  /** Other updaters found active on the machine, by name, e.g. `automatic updates`, `ConfigMgr`. */
  otherUpdaters: array(string()),
  /** The machine's own clock, UTC. */
  clock: instant
});
var bootSchema = strictObject({
  /** Opaque, equal exactly while the machine has not restarted; never LastBootUpTime alone (facts: winrm 4.1, windows-servicing 3.10). */
  bootId: string().min(1),
  bootedAt: instant,
  /** True while servicing still works after a restart (CBS ServicingInProgress, TiWorker). */
  isServicing: boolean(),
  /** Signals that ask for a restart, by name. `fileRename` alone only informs. */
  pendingRestart: array(string())
});
var hotpatchReadingSchema = strictObject({
  enrollmentPackage: boolean().nullable(),
  hotPatchTableSize: number().int().nullable(),
  /** Win32_DeviceGuard.VirtualizationBasedSecurityStatus: 0 off, 1 enabled but not running, 2 running. */
  vbsStatus: number().int().nullable(),
  secureBoot: boolean().nullable(),
  /** Arc licence delivered: 1 yes; null where the key is absent or unreadable. */
  arcSubscription: number().int().nullable(),
  licenceTrouble: array(string()),
  /** Installed KBs from two sources; they are compared, not merged, by the grading. */
  installedKbs: strictObject({ quickFix: array(kbSchema).nullable(), history: array(kbSchema).nullable() }),
  /** What could not be read, one sentence each. */
  unreadable: array(string())
});
var serviceSchema = strictObject({
  name: string(),
  startMode: _enum(["automatic", "automaticDelayed", "manual", "disabled", "boot", "system", "unknown"]),
  state: _enum(["running", "stopped", "startPending", "stopPending", "paused", "other"]),
  isTriggerStart: boolean(),
  exitCode: number().int()
});
var eventCountSchema = strictObject({
  log: string(),
  provider: string(),
  id: number().int(),
  subject: string(),
  count: number().int().nonnegative(),
  /** How many of the same key in the seven days before the window. */
  before: number().int().nonnegative(),
  sample: string()
});
var healthReadingSchema = strictObject({
  services: array(serviceSchema),
  /** Critical and error events since `eventsSince`. */
  events: array(eventCountSchema),
  eventsSince: instant,
  /** Bytes free and in all on the system drive. */
  systemDrive: strictObject({ free: number().nonnegative(), size: number().nonnegative() }),
  /** Bugchecks and dirty shutdowns since `eventsSince`. */
  crashes: number().int().nonnegative()
});
var scanResultSchema = strictObject({
  updates: array(updateSchema),
  /** What the scan asked: `policy (WSUS http://…)`, `Windows Update`, … */
  source: string()
});
var updateOutcomeSchema = strictObject({
  updateId: string(),
  revision: number().int(),
  kbs: array(kbSchema),
  outcome: _enum(["installed", "alreadyInstalled", "notOffered", "failed", "aborted"]),
  /** HRESULT as an unsigned number; 0 when fine. */
  hresult: number().int().nonnegative()
});
var installResultSchema = strictObject({
  updates: array(updateOutcomeSchema),
  needsRestart: boolean(),
  /** Packages present before we installed anything: the only base on which we undo. */
  packagesBefore: array(string())
});
var uninstallResultSchema = strictObject({
  removed: array(string()),
  /** What could not be removed, and why: these strand the machine. */
  kept: array(strictObject({ package: string(), reason: string(), hresult: number().int().nonnegative() })),
  needsRestart: boolean()
});
var packagesSchema = strictObject({ packages: array(string()) });

// src/windows/operation.ts
function operation(stated) {
  return stated;
}
function parametersOf(given) {
  return given;
}
function readResult(stated, said) {
  const [first, ...more] = said.output;
  const invalid = (cause) => ({
    ok: false,
    failure: windowsFailure("WINDOWS_RESULT_INVALID", { phase: stated.command, cause }),
    arrived: "maybe"
  });
  if (first === void 0 || more.length > 0) return invalid(`${said.output.length} objects instead of one`);
  const parsed = stated.result.safeParse(toPlain(first));
  return parsed.success ? { ok: true, value: parsed.data } : invalid(prettifyError(parsed.error));
}

// src/windows/operations/boot.ts
var boot = operation({
  command: "Get-PatchringBoot",
  parameters: {},
  result: bootSchema,
  timeout: 6e4
});

// src/windows/operations/facts.ts
var facts = operation({
  command: "Get-PatchringFacts",
  parameters: {},
  result: factsSchema,
  timeout: 6e4
});

// src/windows/operations/health.ts
var health = operation({
  command: "Get-PatchringHealth",
  parameters: { EventsSince: "datetime?" },
  result: healthReadingSchema,
  timeout: 12e4
});

// src/windows/operations/hotpatch.ts
var hotpatch = operation({
  command: "Get-PatchringHotpatch",
  parameters: {},
  result: hotpatchReadingSchema,
  timeout: 6e4
});

// src/windows/operations/packages.ts
var packages = operation({
  command: "Get-PatchringPackage",
  parameters: {},
  result: packagesSchema,
  timeout: 12e4
});

// src/model/job.ts
var jobKeyPattern = /^[A-Za-z0-9-]{1,100}$/;
var failureSchema = strictObject({
  /** HRESULT or Win32 code as an unsigned number, 0 when there is none. */
  hresult: number().int().nonnegative(),
  message: string(),
  /** Our own code, where one of our functions refused: INSTALL_RESTART_PENDING, SCAN_FAILED, … */
  code: string().exactOptional()
});
var jobStatusSchema = discriminatedUnion("state", [
  strictObject({ state: literal("absent") }),
  strictObject({ state: literal("queued") }),
  strictObject({ state: literal("running"), percent: number().min(0).max(100).nullable(), note: string() }),
  strictObject({ state: literal("lost"), note: string() }),
  strictObject({ state: literal("failed"), failure: failureSchema }),
  discriminatedUnion("kind", [
    strictObject({ state: literal("finished"), kind: literal("scan"), result: scanResultSchema }),
    strictObject({ state: literal("finished"), kind: literal("install"), result: installResultSchema }),
    strictObject({ state: literal("finished"), kind: literal("uninstall"), result: uninstallResultSchema })
  ])
]);

// src/windows/operations/poll-job.ts
var pollJob = operation({
  command: "Get-PatchringJob",
  parameters: { Key: "string" },
  result: jobStatusSchema,
  timeout: 6e4
});

// src/windows/operations/remove-job.ts
var removeJob = operation({
  command: "Remove-PatchringJob",
  parameters: { Key: "string" },
  result: strictObject({ outcome: _enum(["removed", "absent", "running"]) }),
  timeout: 6e4
});

// src/windows/operations/restart.ts
var restart = operation({
  command: "Restart-PatchringMachine",
  parameters: { IfStillOn: "string", Reason: "string" },
  result: strictObject({ outcome: _enum(["restarting", "alreadyRestarted"]) }),
  timeout: 6e4
});

// src/windows/operations/start-job.ts
var startJob = operation({
  command: "Start-PatchringJob",
  parameters: {
    Key: "string",
    Kind: "string",
    Source: "string?",
    Update: "string[]?",
    PackagesBefore: "string[]?",
    Kb: "string[]?"
  },
  result: jobStatusSchema,
  timeout: 6e4
});

// src/windows/operations/version.ts
var version = operation({
  command: "Get-PatchringVersion",
  parameters: {},
  result: strictObject({ version: number().int() }),
  timeout: 6e4
});

// src/windows/machine.ts
var operations = [
  facts,
  boot,
  hotpatch,
  health,
  packages,
  startJob,
  pollJob,
  removeJob,
  restart,
  version
];
function mapAnswer(answer2, map) {
  return answer2.ok ? { ok: true, value: map(answer2.value) } : answer2;
}
var WindowsMachine = class {
  #visit;
  #isTaskReadable = true;
  #isBootIdReadable = true;
  /** The job that we have started to change this machine. */
  #changing;
  /** The boot on which its end was found, read in the same request: whoever is told of the end asks for it next. */
  #bootOfEnd;
  constructor(visit2) {
    this.#visit = visit2;
  }
  readBoot() {
    const known = this.#takeBootOfEnd();
    if (known !== void 0) return Promise.resolve(known);
    return this.#visit.call(boot, {});
  }
  async readNewBoot(left) {
    this.#takeBootOfEnd();
    if (this.#isBootIdReadable && !this.#visit.hasPool) {
      const id = await this.#visit.ask("readNewBoot", readBootId);
      if (!id.ok) return id;
      if (id.value === left) return { ok: true, value: "unchanged" };
      this.#isBootIdReadable = id.value !== "refused";
    }
    const answer2 = await this.readBoot();
    if (!answer2.ok || answer2.value.bootId !== left) return answer2;
    await this.#visit.closePool();
    return { ok: true, value: "unchanged" };
  }
  async probe(probes, options = {}) {
    this.#takeBootOfEnd();
    const readings = await Promise.all(probes.map(async (name) => [name, await this.#read(name, options)]));
    return Object.fromEntries(readings);
  }
  async startJob(key2, work2) {
    this.#takeBootOfEnd();
    this.#changing = work2.kind === "scan" ? void 0 : key2;
    const answer2 = await this.#visit.call(startJob, startArguments(key2, work2));
    this.#isTaskReadable = true;
    await this.#visit.closePool();
    return answer2;
  }
  async pollJob(key2) {
    this.#takeBootOfEnd();
    if (this.#isTaskReadable) {
      const task = await this.#visit.ask("pollJob", (session2) => readTask(session2, key2));
      if (!task.ok) return task;
      if (typeof task.value === "object") return { ok: true, value: task.value };
      this.#isTaskReadable = task.value !== "unreadable";
    }
    const [answer2, bootNow] = await Promise.all([
      this.#visit.call(pollJob, { Key: key2 }),
      key2 === this.#changing ? this.#visit.call(boot, {}) : void 0
    ]);
    if (answer2.ok && answer2.value.state === "finished") this.#bootOfEnd = bootNow;
    if (answer2.ok && (answer2.value.state === "queued" || answer2.value.state === "running"))
      await this.#visit.closePool();
    return answer2;
  }
  async removeJob(key2) {
    this.#takeBootOfEnd();
    const answer2 = await this.#visit.call(removeJob, { Key: key2 });
    if (!answer2.ok) return answer2;
    const { outcome } = answer2.value;
    if (outcome !== "running") return { ok: true, value: outcome };
    const { machine } = this.#visit;
    return { ok: false, failure: windowsFailure("JOB_RUNNING", { machine, phase: "removeJob" }), arrived: "maybe" };
  }
  async restart(ifStillOn, reason) {
    this.#takeBootOfEnd();
    const answer2 = await this.#visit.call(restart, { IfStillOn: ifStillOn, Reason: reason });
    await this.#visit.close();
    return mapAnswer(answer2, ({ outcome }) => outcome);
  }
  release() {
    this.#takeBootOfEnd();
    return this.#visit.close();
  }
  /** Taken by the very next call, whichever it is: only there it is true. */
  #takeBootOfEnd() {
    const known = this.#bootOfEnd;
    this.#bootOfEnd = void 0;
    return known;
  }
  #read(name, { eventsSince }) {
    switch (name) {
      case "health":
        return this.#visit.call(health, eventsSince === void 0 ? {} : { EventsSince: new Date(eventsSince) });
      case "packages":
        return this.#visit.call(packages, {}).then((answer2) => mapAnswer(answer2, ({ packages: names2 }) => names2));
      case "facts":
        return this.#visit.call(facts, {});
      case "boot":
        return this.#visit.call(boot, {});
      case "hotpatch":
        return this.#visit.call(hotpatch, {});
    }
  }
};

// src/windows/bodies/install.ps1
var install_default = `function Find-PlannedUpdate {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Searcher,
  [Parameter(Mandatory = $true)] [string[]] $Update
 )
 $clauses = foreach ($key in $Update) {
  $id, $revision = $key.Split('@')
  "(UpdateID='{0}' and RevisionNumber={1} and IsHidden=0)" -f $id, $revision
 }
 $found = @(Search-Update -Searcher $Searcher -Criteria ($clauses -join ' or '))
 foreach ($key in $Update) {
  $id, $revision = $key.Split('@')
  $item = [pscustomobject]@{ Id = $id; Revision = [int]$revision; Update = $null; Outcome = 'notOffered'; HResult = 0L }
  foreach ($candidate in $found) {
   if ([string]$candidate.Identity.UpdateID -ne $id -or [int]$candidate.Identity.RevisionNumber -ne $item.Revision) { continue }
   $item.Update = $candidate
   $item.Outcome = ''
   if (Read-UpdateProperty -Update $candidate -Name 'IsInstalled' -Default $false) { $item.Outcome = 'alreadyInstalled' }
   break
  }
  $item
 }
}
function Set-UpdateOutcome {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [psobject] $Item,
  [Parameter(Mandatory = $true)] [int] $ResultCode,
  [Parameter(Mandatory = $true)] [long] $HResult
 )
 $Item.HResult = ConvertTo-UnsignedResult -HResult $HResult
 $Item.Outcome = 'failed'
 if ($ResultCode -eq 5) { $Item.Outcome = 'aborted' }
 if ($ResultCode -eq 2 -or $ResultCode -eq 3) { $Item.Outcome = 'installed' }
}
function Invoke-UpdateStep {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object[]] $Item,
  [Parameter(Mandatory = $true)] [object] $Worker,
  [Parameter()] [switch] $Final
 )
 try {
  $updates = New-UpdateCollection
  foreach ($one in $Item) { [void]$updates.Add($one.Update) }
  $Worker.Updates = $updates
  if ($Final) { $answer = $Worker.Install() } else { $answer = $Worker.Download() }
  for ($index = 0; $index -lt $Item.Length; $index++) {
   $result = $answer.GetUpdateResult($index)
   $succeeded = $result.ResultCode -eq 2 -or $result.ResultCode -eq 3
   if ($Final -or -not $succeeded) { Set-UpdateOutcome -Item $Item[$index] -ResultCode $result.ResultCode -HResult $result.HResult }
  }
  return [bool]($Final -and $answer.RebootRequired)
 }
 catch {
  $number = (Get-InnermostException -Exception $_.Exception).HResult
  foreach ($one in $Item) { if ($one.Outcome -eq '') { Set-UpdateOutcome -Item $one -ResultCode 4 -HResult $number } }
  return $false
 }
}
function Wait-Installer {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object] $Installer
 )
 for ($attempt = 1; $Installer.IsBusy; $attempt++) {
  if ($attempt -gt 40) { Stop-Patchring -Code 'INSTALL_BUSY' -HResult 0x80240009 -Message 'Another installation has been running for ten minutes.' }
  Write-JobProgress -Directory $Directory -Percent $null -Note 'waiting for another installation'
  Wait-Moment -Milliseconds 15000
 }
}
function Test-ExclusiveUpdate {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Update)
 $behaviour = Read-UpdateProperty -Update $Update -Name 'InstallationBehavior' -Default $null
 return $null -ne $behaviour -and (Read-UpdateProperty -Update $behaviour -Name 'Impact' -Default 0) -eq 2
}
function Install-UpdateSet {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object] $Session,
  [Parameter(Mandatory = $true)] [object] $Installer,
  [Parameter(Mandatory = $true)] [object[]] $Item
 )
 foreach ($one in $Item) {
  $behaviour = Read-UpdateProperty -Update $one.Update -Name 'InstallationBehavior' -Default $null
  if ($null -ne $behaviour -and $behaviour.CanRequestUserInput) { Set-UpdateOutcome -Item $one -ResultCode 4 -HResult 0x80240020; continue }
  try { if (-not $one.Update.EulaAccepted) { $one.Update.AcceptEula() } }
  catch { Set-UpdateOutcome -Item $one -ResultCode 4 -HResult (Get-InnermostException -Exception $_.Exception).HResult }
 }
 $missing = @($Item | Where-Object { $_.Outcome -eq '' -and -not $_.Update.IsDownloaded })
 if ($missing.Length -gt 0) {
  Write-JobProgress -Directory $Directory -Percent 5 -Note ('downloading {0} of {1}' -f $missing.Length, $Item.Length)
  [void](Invoke-UpdateStep -Item $missing -Worker $Session.CreateUpdateDownloader())
 }
 $ready = @($Item | Where-Object { $_.Outcome -eq '' })
 $alone = @($ready | Where-Object { Test-ExclusiveUpdate -Update $_.Update })
 $together = @($ready | Where-Object { -not (Test-ExclusiveUpdate -Update $_.Update) })
 $groups = @(foreach ($one in $alone) { , @($one) })
 if ($together.Length -gt 0) { $groups += , $together }
 $needsRestart = $false
 for ($index = 0; $index -lt $groups.Length; $index++) {
  $kbs = @($groups[$index] | ForEach-Object { Get-UpdateKb -Update $_.Update }) -join ' '
  Write-JobProgress -Directory $Directory -Percent (30 + 60 * $index / $groups.Length) -Note ('installing {0}' -f $kbs)
  if (Invoke-UpdateStep -Item $groups[$index] -Worker $Installer -Final) { $needsRestart = $true }
 }
 return $needsRestart
}
function Invoke-PatchringInstall {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
  [Parameter(Mandatory = $true)] [string[]] $Update
 )
 $signals = @(Get-BlockingRestart)
 if (Test-UpdateRestart) { $signals += 'updateAgent' }
 if ($signals.Length -gt 0) {
  Stop-Patchring -Code 'INSTALL_RESTART_PENDING' -HResult 0x80240016 -Message ('Nothing was installed: a restart is pending ({0}).' -f ($signals -join ', '))
 }
 $session = New-UpdateSession
 Write-JobProgress -Directory $Directory -Percent 1 -Note 'searching'
 $items = @(Find-PlannedUpdate -Searcher (New-UpdateSearcher -Session $session -Source $Source) -Update $Update)
 $before = [string[]]@(Get-UpdatePackage | ForEach-Object { $_.Name })
 Write-JobFile -Path ([System.IO.Path]::Combine($Directory, 'before.xml')) -Value ([pscustomobject]@{ Packages = $before })
 $planned = @($items | Where-Object { $_.Outcome -eq '' })
 $needsRestart = $false
 if ($planned.Length -gt 0) {
  $installer = $session.CreateUpdateInstaller()
  $installer.ForceQuiet = $true
  $installer.AllowSourcePrompts = $false
  Wait-Installer -Directory $Directory -Installer $installer
  $needsRestart = Install-UpdateSet -Directory $Directory -Session $session -Installer $installer -Item $planned
  $needsRestart = $needsRestart -or (Test-UpdateRestart) -or @(Get-BlockingRestart).Length -gt 0
 }
 $outcomes = foreach ($item in $items) {
  $kbs = @()
  if ($null -ne $item.Update) { $kbs = @(Get-UpdateKb -Update $item.Update) }
  [pscustomobject]@{ updateId = $item.Id; revision = $item.Revision; kbs = [string[]]$kbs; outcome = $item.Outcome; hresult = $item.HResult }
 }
 [pscustomobject]@{ updates = [object[]]@($outcomes); needsRestart = $needsRestart; packagesBefore = $before }
}
`;

// src/windows/bodies/job.ps1
var job_default = "function Invoke-JobBody {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [psobject] $Work\n )\n switch ([string]$Work.Kind) {\n  'scan' { return Invoke-PatchringScan -Directory $Directory -Source $Work.Source }\n  'install' { return Invoke-PatchringInstall -Directory $Directory -Source $Work.Source -Update ([string[]]$Work.Update) }\n  'uninstall' { return Invoke-PatchringUninstall -Directory $Directory -PackagesBefore ([string[]]$Work.PackagesBefore) }\n  default { Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message ('There is no work of kind {0}.' -f $Work.Kind) }\n }\n}\nfunction ConvertTo-JobFailure {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [System.Management.Automation.ErrorRecord] $ErrorRecord)\n $cause = Get-InnermostException -Exception $ErrorRecord.Exception\n $number = 0L\n if ($cause -is [System.Runtime.InteropServices.ExternalException]) { $number = ConvertTo-UnsignedResult -HResult $cause.HResult }\n $failure = [ordered]@{ hresult = $number; message = $cause.Message }\n $code = ([string]$ErrorRecord.FullyQualifiedErrorId).Split(',')[0]\n if ($code -cmatch '^[A-Z]+(_[A-Z]+)+$') { $failure['code'] = $code }\n return [pscustomobject]$failure\n}\nfunction Invoke-PatchringJob {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Directory)\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n $ProgressPreference = 'SilentlyContinue'\n $mark = Lock-Job -Directory $Directory\n if ($null -eq $mark) { return }\n try {\n  $work = Read-JobFile -Path ([System.IO.Path]::Combine($Directory, 'parameters.xml'))\n  try {\n   Write-JobProgress -Directory $Directory -Percent 0 -Note ([string]$work.Kind)\n   $result = Invoke-JobBody -Directory $Directory -Work $work\n   $status = [pscustomobject]@{ state = 'finished'; kind = [string]$work.Kind; result = $result }\n  }\n  catch { $status = [pscustomobject]@{ state = 'failed'; failure = (ConvertTo-JobFailure -ErrorRecord $_) } }\n  Write-JobFile -Path ([System.IO.Path]::Combine($Directory, 'result.xml')) -Value ([pscustomobject]@{ Schema = 1; Status = $status })\n }\n finally { $mark.Dispose() }\n}\n";

// src/windows/bodies/scan.ps1
var scan_default = `function ConvertTo-UpdateReading {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Update)
 $identity = $Update.Identity
 $behaviour = Read-UpdateProperty -Update $Update -Name 'InstallationBehavior' -Default $null
 $restart = 2
 $needsInput = $false
 if ($null -ne $behaviour) {
  $restart = [int](Read-UpdateProperty -Update $behaviour -Name 'RebootBehavior' -Default 2)
  $needsInput = [bool](Read-UpdateProperty -Update $behaviour -Name 'CanRequestUserInput' -Default $false)
 }
 $words = [System.Collections.Generic.List[string]]::new()
 foreach ($category in Read-UpdateProperty -Update $Update -Name 'Categories' -Default @()) {
  foreach ($word in ([string]$category.CategoryID).ToLowerInvariant(), [string]$category.Name) {
   if ($word -ne '' -and -not $words.Contains($word)) { $words.Add($word) }
  }
 }
 [pscustomobject]@{
  updateId         = ([string]$identity.UpdateID).ToLowerInvariant()
  revision         = [int]$identity.RevisionNumber
  title            = [string](Read-UpdateProperty -Update $Update -Name 'Title' -Default '')
  kbs              = [string[]]@(Get-UpdateKb -Update $Update)
  categories       = $words.ToArray()
  size             = [long](Read-UpdateProperty -Update $Update -Name 'MaxDownloadSize' -Default 0)
  restart          = @('never', 'always', 'can')[$restart]
  isDownloaded     = [bool](Read-UpdateProperty -Update $Update -Name 'IsDownloaded' -Default $false)
  needsInput       = $needsInput
  isProductUpgrade = $words.Contains('3689bdc8-b205-4af4-8d4a-a63924c5e9d5')
  cves             = [string[]]@(Read-UpdateProperty -Update $Update -Name 'CveIDs' -Default @() | ForEach-Object { [string]$_ })
 }
}
function Invoke-PatchringScan {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source
 )
 $name = Get-SourceName -Source $Source
 Write-JobProgress -Directory $Directory -Percent $null -Note ('searching: ' + $name)
 $searcher = New-UpdateSearcher -Session (New-UpdateSession) -Source $Source
 $found = @(Search-Update -Searcher $searcher -Criteria "IsInstalled=0 and IsHidden=0 and Type='Software'")
 [pscustomobject]@{
  updates = [object[]]@(foreach ($update in $found) { ConvertTo-UpdateReading -Update $update })
  source  = $name
 }
}
`;

// src/windows/bodies/uninstall.ps1
var uninstall_default = "function Test-PermanentPackage {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Name)\n return $Name -like 'Package_for_ServicingStack*' -or $Name -like 'Package_for_RollupFix~*~26100.1742.*'\n}\nfunction Invoke-PatchringUninstall {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [string[]] $PackagesBefore\n )\n $before = [System.Collections.Generic.HashSet[string]]::new($PackagesBefore, [System.StringComparer]::OrdinalIgnoreCase)\n $ours = @(Get-UpdatePackage | Where-Object { 'Installed', 'InstallPending' -contains $_.State -and -not $before.Contains($_.Name) -and -not (Test-PermanentPackage -Name $_.Name) })\n $times = [datetime[]]@($ours | ForEach-Object { $_.InstalledAt })\n if ($ours.Length -gt 1) {\n  [array]::Sort($times, $ours)\n  [array]::Reverse($ours)\n }\n $removed = [System.Collections.Generic.List[string]]::new()\n $kept = [System.Collections.Generic.List[object]]::new()\n $needsRestart = $false\n foreach ($package in $ours) {\n  $done = $removed.Count + $kept.Count\n  Write-JobProgress -Directory $Directory -Percent (100 * $done / $ours.Length) -Note ('removing ' + $package.Name)\n  try {\n   if (Remove-InstalledPackage -Name $package.Name) { $needsRestart = $true }\n   $removed.Add($package.Name)\n  }\n  catch {\n   $cause = Get-InnermostException -Exception $_.Exception\n   $number = ConvertTo-UnsignedResult -HResult $cause.HResult\n   $reason = $cause.Message\n   if ($number -eq 2148468773L) { $reason = 'the package is permanent' }\n   $kept.Add([pscustomobject]@{ package = $package.Name; reason = $reason; hresult = $number })\n  }\n }\n if ($removed.Count -gt 0 -and @(Get-BlockingRestart).Length -gt 0) { $needsRestart = $true }\n [pscustomobject]@{ removed = $removed.ToArray(); kept = $kept.ToArray(); needsRestart = $needsRestart }\n}\n";

// src/windows/functions/boot-state.ps1
var boot_state_default = `function Get-BootIdentity {
 [CmdletBinding()]
 param()
 $created = @()
 try {
  $created = @(Read-CimRow -Query "SELECT ProcessId, CreationDate FROM Win32_Process WHERE ProcessId = 4 OR Name = 'smss.exe'" |
   Where-Object { $null -ne $_.CreationDate })
 }
 catch {
  $PSCmdlet.WriteWarning('Win32_Process cannot be read: ' + $_.Exception.Message)
 }
 $system = @($created | Where-Object { $_.ProcessId -eq 4 })
 if ($system.Length -eq 0) { $system = $created }
 $times = [datetime[]]@($system | ForEach-Object { ([datetime]$_.CreationDate).ToUniversalTime() })
 if ($times.Length -gt 0) {
  [array]::Sort($times)
  return [pscustomobject]@{ Id = 'process-' + $times[0].ToString('o'); At = $times[0] }
 }
 $filter = "*[System[Provider[@Name='Microsoft-Windows-Kernel-General'] and EventID=12]]"
 $start = @(Read-EventRow -Log 'System' -Filter $filter -Maximum 1)
 if ($start.Length -eq 0) {
  Stop-Patchring -Code 'BOOT_UNREADABLE' -Message 'Neither the System process nor Kernel-General event 12 tells when this boot began.'
 }
 return [pscustomobject]@{ Id = 'event-' + $start[0].RecordId + '-' + $start[0].At.ToString('o'); At = $start[0].At }
}
function Test-Servicing {
 [CmdletBinding()]
 param()
 $progress = Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Interface' -Name 'ServicingInProgress'
 return ($progress -eq 2) -or (Test-Process -Name 'TiWorker')
}
function Test-NameChange {
 [CmdletBinding()]
 param()
 $names = 'SYSTEM\\CurrentControlSet\\Control\\ComputerName'
 $now = Read-RegistryValue -Path ($names + '\\ActiveComputerName') -Name 'ComputerName'
 $then = Read-RegistryValue -Path ($names + '\\ComputerName') -Name 'ComputerName'
 return $now -ne $then
}
function Get-PendingRestart {
 [CmdletBinding()]
 param()
 $servicing = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing'
 $session = 'SYSTEM\\CurrentControlSet\\Control\\Session Manager'
 $netlogon = 'SYSTEM\\CurrentControlSet\\Services\\Netlogon'
 if (Test-RegistryKey -Path ($servicing + '\\RebootPending')) { 'servicing' }
 if (Test-RegistryKey -Path ($servicing + '\\RebootInProgress')) { 'servicingInProgress' }
 if (Test-RegistryKey -Path ($servicing + '\\PackagesPending')) { 'packagesPending' }
 if (Test-RegistryKey -Path 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update\\RebootRequired') { 'windowsUpdate' }
 if (Test-RegistryKey -Path 'SOFTWARE\\Microsoft\\ServerManager\\CurrentRebootAttempts') { 'serverManager' }
 $volatile = Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\Updates' -Name 'UpdateExeVolatile'
 if ($null -ne $volatile -and $volatile -ne 0) { 'updateExe' }
 if (Test-NameChange) { 'computerName' }
 foreach ($name in 'JoinDomain', 'AvoidSpnSet') {
  if ((Test-RegistryKey -Path ($netlogon + '\\' + $name)) -or $null -ne (Read-RegistryValue -Path $netlogon -Name $name)) { 'domainJoin'; break }
 }
 if (Test-RegistryKey -Path 'SYSTEM\\CurrentControlSet\\Services\\CcmExec') {
  try { if (Test-ConfigMgrRestart) { 'configMgr' } }
  catch { $PSCmdlet.WriteWarning('The ConfigMgr client does not say whether it waits for a restart: ' + $_.Exception.Message) }
 }
 foreach ($name in 'PendingFileRenameOperations', 'PendingFileRenameOperations2') {
  if (@(Read-RegistryValue -Path $session -Name $name).Where({ $_ }).Count -gt 0) { 'fileRename'; break }
 }
}
function Get-BlockingRestart {
 [CmdletBinding()]
 param()
 Get-PendingRestart | Where-Object { $_ -ne 'fileRename' }
}
`;

// src/windows/functions/directory.ps1
var directory_default = "function Get-JobRoot {\n [CmdletBinding()]\n param()\n return [System.IO.Path]::Combine([System.Environment]::GetFolderPath('CommonApplicationData'), 'patchring', 'jobs')\n}\nfunction New-SecureDirectory {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Path)\n $security = [System.Security.AccessControl.DirectorySecurity]::new()\n $security.SetSecurityDescriptorSddlForm('O:BAG:BAD:P(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)')\n $directory = [System.IO.DirectoryInfo]::new($Path)\n if ($PSVersionTable.PSVersion.Major -ge 6) { [System.IO.FileSystemAclExtensions]::Create($directory, $security) }\n else { $directory.Create($security) }\n}\nfunction Read-DirectorySecurity {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Path)\n $directory = [System.IO.DirectoryInfo]::new($Path)\n if ($PSVersionTable.PSVersion.Major -ge 6) { $security = [System.IO.FileSystemAclExtensions]::GetAccessControl($directory) }\n else { $security = $directory.GetAccessControl() }\n $sid = [System.Security.Principal.SecurityIdentifier]\n $rules = foreach ($rule in $security.GetAccessRules($true, $true, $sid)) {\n  [pscustomobject]@{ Account = $rule.IdentityReference.Value; Allows = ([string]$rule.AccessControlType -eq 'Allow'); IsInherited = [bool]$rule.IsInherited }\n }\n return [pscustomobject]@{\n  Owner       = $security.GetOwner($sid).Value\n  IsProtected = [bool]$security.AreAccessRulesProtected\n  IsLink      = ($directory.Attributes -band [System.IO.FileAttributes]::ReparsePoint) -ne 0\n  Rules       = @($rules)\n }\n}\nfunction Confirm-SecureDirectory {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Path)\n $trusted = 'S-1-5-32-544', 'S-1-5-18'\n $security = Read-DirectorySecurity -Path $Path\n $fault = ''\n if ($security.IsLink) { $fault = 'it is a link' }\n elseif ($trusted -notcontains $security.Owner) { $fault = 'its owner is ' + $security.Owner }\n elseif (-not $security.IsProtected) { $fault = 'it inherits rights' }\n else {\n  foreach ($rule in $security.Rules) {\n   if ($rule.IsInherited) { $fault = 'it inherits rights'; break }\n   if ($rule.Allows -and $trusted -notcontains $rule.Account) { $fault = $rule.Account + ' has rights on it'; break }\n  }\n }\n if ($fault -ne '') {\n  Stop-Patchring -Code 'JOB_DIRECTORY_UNSAFE' -Message ('{0} is not used: {1}. Find out who made it, then delete it.' -f $Path, $fault)\n }\n}\nfunction Open-JobRoot {\n [CmdletBinding()]\n param([Parameter()] [switch] $Create)\n $root = Get-JobRoot\n foreach ($path in [System.IO.Path]::GetDirectoryName($root), $root) {\n  if ($Create) { New-SecureDirectory -Path $path }\n  if (-not [System.IO.Directory]::Exists($path)) { return }\n  Confirm-SecureDirectory -Path $path\n }\n return $root\n}\n";

// src/windows/functions/event-log.ps1
var event_log_default = "function Read-EventRow {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Log,\n  [Parameter(Mandatory = $true)] [string] $Filter,\n  [Parameter(Mandatory = $true)] [int] $Maximum\n )\n $query = [System.Diagnostics.Eventing.Reader.EventLogQuery]::new($Log, 'LogName', $Filter)\n $query.ReverseDirection = $true\n $reader = [System.Diagnostics.Eventing.Reader.EventLogReader]::new($query)\n try {\n  for ($index = 0; $index -lt $Maximum; $index++) {\n   $record = $reader.ReadEvent()\n   if ($null -eq $record) { break }\n   try {\n    $values = [System.Collections.Generic.List[string]]::new()\n    foreach ($property in $record.Properties) { $values.Add([string]$property.Value) }\n    [pscustomobject]@{\n     Provider = [string]$record.ProviderName\n     Id       = [int]$record.Id\n     RecordId = [long]$record.RecordId\n     At       = ([datetime]$record.TimeCreated).ToUniversalTime()\n     Values   = $values.ToArray()\n    }\n   }\n   finally { $record.Dispose() }\n  }\n }\n finally { $reader.Dispose() }\n}\n";

// src/windows/functions/failure.ps1
var failure_default = "function Stop-Patchring {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Code,\n  [Parameter(Mandatory = $true)] [string] $Message,\n  [Parameter()] [int] $HResult = 0\n )\n $exception = [System.InvalidOperationException]::new($Message)\n if ($HResult -ne 0) { $exception = [System.Runtime.InteropServices.COMException]::new($Message, $HResult) }\n throw [System.Management.Automation.ErrorRecord]::new($exception, $Code, 'InvalidOperation', $null)\n}\nfunction ConvertTo-UnsignedResult {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [long] $HResult)\n if ($HResult -lt 0) { return $HResult + 4294967296L }\n return $HResult\n}\nfunction Get-InnermostException {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [System.Exception] $Exception)\n $inner = $Exception\n while ($null -ne $inner.InnerException) { $inner = $inner.InnerException }\n return $inner\n}\n";

// src/windows/functions/instrumentation.ps1
var instrumentation_default = "function Read-CimRow {\n [CmdletBinding()]\n param(\n  [Parameter()] [string] $Namespace = 'root/cimv2',\n  [Parameter(Mandatory = $true)] [string] $Query\n )\n Get-CimInstance -Namespace $Namespace -Query $Query -OperationTimeoutSec 60 -ErrorAction Stop\n}\nfunction Test-ConfigMgrRestart {\n [CmdletBinding()]\n param()\n $answer = Invoke-CimMethod -Namespace 'root/ccm/ClientSDK' -ClassName 'CCM_ClientUtilities' -MethodName 'DetermineIfRebootPending' -ErrorAction Stop\n return [bool]($answer.RebootPending -or $answer.IsHardRebootPending)\n}\nfunction Test-Process {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Name)\n return [System.Diagnostics.Process]::GetProcessesByName($Name).Length -gt 0\n}\nfunction Test-Administrator {\n [CmdletBinding()]\n param()\n $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()\n try {\n  $principal = [System.Security.Principal.WindowsPrincipal]::new($identity)\n  return $principal.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)\n }\n finally { $identity.Dispose() }\n}\nfunction Read-SystemDrive {\n [CmdletBinding()]\n param()\n $drive = [System.IO.DriveInfo]::new($env:SystemDrive)\n return [pscustomobject]@{ Free = [long]$drive.AvailableFreeSpace; Size = [long]$drive.TotalSize }\n}\nfunction Read-AzureExtension {\n [CmdletBinding()]\n param()\n $folder = [System.IO.Path]::Combine($env:SystemDrive + '\\', 'Packages', 'Plugins')\n if (-not [System.IO.Directory]::Exists($folder)) { return }\n foreach ($path in [System.IO.Directory]::GetDirectories($folder)) { [System.IO.Path]::GetFileName($path) }\n}\nfunction Wait-Moment {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [int] $Milliseconds)\n [System.Threading.Thread]::Sleep($Milliseconds)\n}\n";

// src/windows/functions/job-files.ps1
var job_files_default = "function Write-JobFile {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Path,\n  [Parameter(Mandatory = $true)] [psobject] $Value\n )\n $bytes = [System.Text.Encoding]::UTF8.GetBytes([System.Management.Automation.PSSerializer]::Serialize($Value, 10))\n $fresh = $Path + '.new'\n $stream = [System.IO.FileStream]::new($fresh, 'Create', 'Write', 'None')\n try {\n  $stream.Write($bytes, 0, $bytes.Length)\n  $stream.Flush($true)\n }\n finally { $stream.Dispose() }\n for ($attempt = 1; ; $attempt++) {\n  try {\n   if ([System.IO.File]::Exists($Path)) { [System.IO.File]::Replace($fresh, $Path, [NullString]::Value) }\n   else { [System.IO.File]::Move($fresh, $Path) }\n   return\n  }\n  catch [System.IO.IOException] {\n   if ($attempt -ge 20) { throw }\n   Wait-Moment -Milliseconds 50\n  }\n }\n}\nfunction Read-JobFile {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Path)\n try { $stream = [System.IO.FileStream]::new($Path, 'Open', 'Read', 'ReadWrite, Delete') }\n catch [System.IO.FileNotFoundException] { return }\n try {\n  $reader = [System.IO.StreamReader]::new($stream, [System.Text.Encoding]::UTF8)\n  return [System.Management.Automation.PSSerializer]::Deserialize($reader.ReadToEnd())\n }\n finally { $stream.Dispose() }\n}\nfunction Lock-Job {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Directory)\n try { return [System.IO.FileStream]::new([System.IO.Path]::Combine($Directory, 'started'), 'CreateNew', 'ReadWrite', 'None') }\n catch [System.IO.IOException] { return }\n}\nfunction Test-JobAlive {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Directory)\n try {\n  [System.IO.FileStream]::new([System.IO.Path]::Combine($Directory, 'started'), 'Open', 'Read', 'None').Dispose()\n  return $false\n }\n catch [System.IO.IOException] { return $true }\n}\nfunction Write-JobProgress {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [AllowNull()] [System.Nullable[double]] $Percent,\n  [Parameter(Mandatory = $true)] [string] $Note\n )\n $status = [pscustomobject]@{ Percent = $Percent; Note = $Note; At = [datetime]::UtcNow.ToString('o') }\n Write-JobFile -Path ([System.IO.Path]::Combine($Directory, 'status.xml')) -Value $status\n}\nfunction Get-JobResult {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Directory)\n $ended = Read-JobFile -Path ([System.IO.Path]::Combine($Directory, 'result.xml'))\n if ($null -eq $ended) { return }\n if ($ended.Schema -ne 1) { Stop-Patchring -Code 'JOB_RESULT_UNREADABLE' -Message ('The result in {0} has schema {1}; this version reads 1.' -f $Directory, $ended.Schema) }\n return $ended.Status\n}\nfunction Get-JobStatus {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [string] $Key\n )\n $ended = Get-JobResult -Directory $Directory\n if ($null -ne $ended) { return $ended }\n if ([System.IO.File]::Exists([System.IO.Path]::Combine($Directory, 'started'))) {\n  if (Test-JobAlive -Directory $Directory) {\n   $status = Read-JobFile -Path ([System.IO.Path]::Combine($Directory, 'status.xml'))\n   if ($null -eq $status) { return [pscustomobject]@{ state = 'running'; percent = $null; note = 'just started' } }\n   return [pscustomobject]@{ state = 'running'; percent = $status.Percent; note = [string]$status.Note }\n  }\n  $ended = Get-JobResult -Directory $Directory\n  if ($null -ne $ended) { return $ended }\n  return [pscustomobject]@{ state = 'lost'; note = 'the job began and its process is gone without a result' }\n }\n $task = Read-JobTask -Key $Key\n if ($null -eq $task) { return [pscustomobject]@{ state = 'lost'; note = 'the job never began and its task is gone' } }\n if ($task.State -eq 'queued' -or $task.State -eq 'running') { return [pscustomobject]@{ state = 'queued' } }\n if ([System.IO.File]::Exists([System.IO.Path]::Combine($Directory, 'started'))) { return Get-JobStatus -Directory $Directory -Key $Key }\n return [pscustomobject]@{ state = 'lost'; note = ('the job never began; its task is {0} with result 0x{1:X8}' -f $task.State, $task.LastResult) }\n}\n";

// src/windows/functions/packages.ps1
var packages_default = "function Read-WindowsPackage {\n [CmdletBinding()]\n param()\n foreach ($package in Get-WindowsPackage -Online -ErrorAction Stop) {\n  $at = [datetime]::MinValue\n  if ($null -ne $package.InstallTime) { $at = $package.InstallTime }\n  [pscustomobject]@{\n   Name        = [string]$package.PackageName\n   State       = [string]$package.PackageState\n   ReleaseType = [string]$package.ReleaseType\n   InstalledAt = [datetime]$at\n  }\n }\n}\nfunction Remove-InstalledPackage {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Name)\n $answer = Remove-WindowsPackage -Online -PackageName $Name -NoRestart -ErrorAction Stop -WarningAction SilentlyContinue\n return [bool]$answer.RestartNeeded\n}\nfunction Get-UpdatePackage {\n [CmdletBinding()]\n param()\n $kinds = 'CriticalUpdate', 'Hotfix', 'SecurityUpdate', 'ServicePack', 'SoftwareUpdate', 'Update', 'UpdateRollup'\n $states = 'Installed', 'InstallPending', 'PartiallyInstalled', 'Superseded'\n Read-WindowsPackage | Where-Object { $states -contains $_.State -and ($kinds -contains $_.ReleaseType -or $_.Name -like 'Package_for_*') }\n}\n";

// src/windows/functions/registry.ps1
var registry_default = "function Read-RegistryValue {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Path,\n  [Parameter(Mandatory = $true)] [string] $Name\n )\n $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')\n try {\n  $key = $root.OpenSubKey($Path)\n  if ($null -eq $key) { return $null }\n  try { return $key.GetValue($Name, $null) } finally { $key.Dispose() }\n }\n finally { $root.Dispose() }\n}\nfunction Read-RegistryKeyName {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Path)\n $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')\n try {\n  $key = $root.OpenSubKey($Path)\n  if ($null -eq $key) { return }\n  try { $key.GetSubKeyNames() } finally { $key.Dispose() }\n }\n finally { $root.Dispose() }\n}\nfunction Test-RegistryKey {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Path)\n $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')\n try {\n  $key = $root.OpenSubKey($Path)\n  if ($null -eq $key) { return $false }\n  $key.Dispose()\n  return $true\n }\n finally { $root.Dispose() }\n}\n";

// src/windows/functions/script-policy.ps1
var script_policy_default = "function Get-ScriptPolicy {\n [CmdletBinding()]\n param()\n $policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell'\n $enabled = Read-RegistryValue -Path $policy -Name 'EnableScripts'\n if ($null -eq $enabled) { return $null }\n if ($enabled -eq 0) { return 'scripts are turned off' }\n $name = Read-RegistryValue -Path $policy -Name 'ExecutionPolicy'\n if ($name -eq 'AllSigned' -or $name -eq 'Restricted') { return [string]$name }\n return $null\n}\n";

// src/windows/functions/task.ps1
var task_default = `function Test-ErrorResult {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [System.Management.Automation.ErrorRecord] $ErrorRecord,
  [Parameter(Mandatory = $true)] [int] $HResult
 )
 return (Get-InnermostException -Exception $ErrorRecord.Exception).HResult -eq $HResult
}
function Connect-TaskService {
 [CmdletBinding()]
 param()
 $service = New-Object -ComObject 'Schedule.Service'
 $service.Connect()
 return $service
}
function Get-TaskFolder {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Service)
 try { return $Service.GetFolder('\\patchring') }
 catch { if (-not (Test-ErrorResult -ErrorRecord $_ -HResult 0x80070002)) { throw } }
}
function Read-JobTask {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Key)
 $folder = Get-TaskFolder -Service (Connect-TaskService)
 if ($null -eq $folder) { return }
 try { $task = $folder.GetTask($Key) }
 catch {
  if (Test-ErrorResult -ErrorRecord $_ -HResult 0x80070002) { return }
  throw
 }
 $names = 'unknown', 'disabled', 'queued', 'ready', 'running'
 return [pscustomobject]@{ State = $names[[int]$task.State]; LastResult = (ConvertTo-UnsignedResult -HResult $task.LastTaskResult) }
}
function Register-JobTask {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Key,
  [Parameter(Mandatory = $true)] [string] $Script
 )
 $service = Connect-TaskService
 $folder = Get-TaskFolder -Service $service
 if ($null -eq $folder) { $folder = $service.GetFolder('\\').CreateFolder('patchring', 'D:P(A;;FA;;;BA)(A;;FA;;;SY)') }
 $task = $service.NewTask(0)
 $task.RegistrationInfo.Author = 'patchring'
 $task.RegistrationInfo.Description = 'One job of a patchring rollout. It has no trigger, runs once, and is removed when its result has been read.'
 $task.Principal.UserId = 'S-1-5-18'
 $task.Principal.LogonType = 5
 $task.Principal.RunLevel = 1
 $task.Settings.ExecutionTimeLimit = 'PT0S'
 $task.Settings.AllowHardTerminate = $false
 $task.Settings.DisallowStartIfOnBatteries = $false
 $task.Settings.StopIfGoingOnBatteries = $false
 $task.Settings.IdleSettings.StopOnIdleEnd = $false
 $task.Settings.MultipleInstances = 2
 $task.Settings.Priority = 4
 $action = $task.Actions.Create(0)
 $action.Path = [System.IO.Path]::Combine($env:SystemRoot, 'System32\\WindowsPowerShell\\v1.0\\powershell.exe')
 $action.Arguments = '-NoProfile -NonInteractive -ExecutionPolicy RemoteSigned -File "{0}"' -f $Script
 $action.WorkingDirectory = [System.IO.Path]::GetDirectoryName($Script)
 try { [void]$folder.RegisterTaskDefinition($Key, $task, 2, $null, $null, 5) }
 catch { if (-not (Test-ErrorResult -ErrorRecord $_ -HResult 0x800700B7)) { throw } }
}
function Start-JobTask {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Key)
 $folder = Get-TaskFolder -Service (Connect-TaskService)
 [void]$folder.GetTask($Key).Run($null)
}
function Unregister-JobTask {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Key)
 $service = Connect-TaskService
 $folder = Get-TaskFolder -Service $service
 if ($null -eq $folder) { return }
 try { $folder.DeleteTask($Key, 0) }
 catch { if (-not (Test-ErrorResult -ErrorRecord $_ -HResult 0x80070002)) { throw } }
 if ($folder.GetTasks(1).Count -gt 0) { return }
 try { $service.GetFolder('\\').DeleteFolder('patchring', 0) }
 catch { if (-not (Test-ErrorResult -ErrorRecord $_ -HResult 0x80070091)) { throw } }
}
`;

// src/windows/functions/update-agent.ps1
var update_agent_default = "function New-UpdateSession {\n [CmdletBinding()]\n param()\n $session = New-Object -ComObject 'Microsoft.Update.Session'\n $session.ClientApplicationID = 'patchring'\n return $session\n}\nfunction New-UpdateCollection {\n [CmdletBinding()]\n param()\n return , (New-Object -ComObject 'Microsoft.Update.UpdateColl')\n}\nfunction Add-MicrosoftUpdateService {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $ServiceId)\n $manager = New-Object -ComObject 'Microsoft.Update.ServiceManager'\n [void]$manager.AddService2($ServiceId, 3, '')\n}\nfunction Test-UpdateRestart {\n [CmdletBinding()]\n param()\n return [bool](New-Object -ComObject 'Microsoft.Update.SystemInfo').RebootRequired\n}\nfunction Read-UpdateHistory {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [int] $Maximum)\n $searcher = (New-UpdateSession).CreateUpdateSearcher()\n $total = $searcher.GetTotalHistoryCount()\n if ($total -eq 0) { return }\n foreach ($entry in $searcher.QueryHistory(0, [System.Math]::Min($total, $Maximum))) {\n  [pscustomobject]@{ Title = [string]$entry.Title; Operation = [int]$entry.Operation; ResultCode = [int]$entry.ResultCode }\n }\n}\nfunction New-UpdateSearcher {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [object] $Session,\n  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source\n )\n $searcher = $Session.CreateUpdateSearcher()\n $searcher.Online = $true\n switch ($Source) {\n  'machine' { $searcher.ServerSelection = 0 }\n  'windows-update' { $searcher.ServerSelection = 2 }\n  'microsoft-update' {\n   $service = '7971f918-a847-4430-9279-4a52d1efe18d'\n   Add-MicrosoftUpdateService -ServiceId $service\n   $searcher.ServerSelection = 3\n   $searcher.ServiceID = $service\n  }\n }\n return $searcher\n}\nfunction Get-SourceName {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Source)\n if ($Source -eq 'windows-update') { return 'Windows Update' }\n if ($Source -eq 'microsoft-update') { return 'Microsoft Update' }\n $policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate'\n if ((Read-RegistryValue -Path ($policy + '\\AU') -Name 'UseWUServer') -eq 1) {\n  return 'policy (WSUS ' + (Read-RegistryValue -Path $policy -Name 'WUServer') + ')'\n }\n return 'policy (Windows Update)'\n}\nfunction Search-Update {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [object] $Searcher,\n  [Parameter(Mandatory = $true)] [string] $Criteria\n )\n $answer = $Searcher.Search($Criteria)\n if ($answer.ResultCode -ne 2 -and $answer.ResultCode -ne 3) {\n  Stop-Patchring -Code 'SCAN_FAILED' -Message ('The search ended with result code {0}.' -f $answer.ResultCode)\n }\n $found = @(foreach ($update in $answer.Updates) { $update })\n foreach ($update in $found) {\n  $id = Read-UpdateProperty -Update $update -Name 'Identity' -Default $null\n  if ($null -eq $id -or [string]::IsNullOrEmpty([string]$id.UpdateID)) {\n   Stop-Patchring -Code 'SCAN_INCOMPLETE' -Message 'The agent offered an update without an identity; such an answer cannot be trusted.'\n  }\n }\n return $found\n}\nfunction Read-UpdateProperty {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [object] $Update,\n  [Parameter(Mandatory = $true)] [string] $Name,\n  [Parameter()] [AllowNull()] [object] $Default\n )\n try { $value = $Update.$Name } catch { return $Default }\n if ($null -eq $value) { return $Default }\n return $value\n}\nfunction Get-UpdateKb {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [object] $Update)\n foreach ($number in Read-UpdateProperty -Update $Update -Name 'KBArticleIDs' -Default @()) {\n  $kb = 'KB' + ([string]$number -replace '^KB', '')\n  if ($kb -match '^KB\\d{5,8}$') { $kb }\n }\n}\n";

// src/windows/operations/boot.ps1
var boot_default = "function Get-PatchringBoot {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param()\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n $boot = Get-BootIdentity\n [pscustomobject]@{\n  bootId         = $boot.Id\n  bootedAt       = $boot.At.ToString('o')\n  isServicing    = [bool](Test-Servicing)\n  pendingRestart = [string[]]@(Get-PendingRestart)\n }\n}\n";

// src/windows/operations/facts.ps1
var facts_default = "function Get-InstalledRole {\n [CmdletBinding()]\n param()\n $roles = [ordered]@{\n  'dns' = 'DNS'; 'dhcp' = 'DHCPServer'; 'iis' = 'W3SVC'; 'wsus' = 'WsusService'; 'hyper-v' = 'vmms'\n  'cluster' = 'ClusSvc'; 'rds-broker' = 'Tssdis'; 'adcs' = 'CertSvc'; 'nps' = 'IAS'; 'msmq' = 'MSMQ'\n  'dfs-replication' = 'DFSR'; 'exchange' = 'MSExchangeIS'\n }\n foreach ($role in $roles.Keys) {\n  if (Test-RegistryKey -Path ('SYSTEM\\CurrentControlSet\\Services\\' + $roles[$role])) { $role }\n }\n if ((Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Control\\Terminal Server' -Name 'TSAppCompat') -eq 1) { 'rds-host' }\n if (Test-RegistryKey -Path 'SOFTWARE\\Microsoft\\Microsoft SQL Server\\Instance Names\\SQL') { 'sql' }\n}\nfunction Get-OtherUpdater {\n [CmdletBinding()]\n param()\n $policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU'\n $option = Read-RegistryValue -Path $policy -Name 'AUOptions'\n if ((Read-RegistryValue -Path $policy -Name 'NoAutoUpdate') -ne 1 -and ($option -eq 4 -or $option -eq 5)) { 'automatic updates' }\n if (Test-RegistryKey -Path 'SYSTEM\\CurrentControlSet\\Services\\CcmExec') { 'ConfigMgr' }\n $extensions = @(Read-AzureExtension)\n if ($extensions.Where({ $_ -like '*WindowsOsUpdateExtension' -or $_ -like '*WindowsPatchExtension' }).Count -gt 0) { 'Azure Update Manager' }\n foreach ($resource in Read-RegistryKeyName -Path 'Cluster\\Resources') {\n  if ((Read-RegistryValue -Path ('Cluster\\Resources\\' + $resource) -Name 'Type') -eq 'ClusterAwareUpdatingResource') { 'Cluster-Aware Updating'; break }\n }\n}\nfunction Get-PatchringFacts {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param()\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n $version = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'\n $system = @(Read-CimRow -Query 'SELECT Caption FROM Win32_OperatingSystem')[0]\n $computer = @(Read-CimRow -Query 'SELECT Name, Domain, DomainRole FROM Win32_ComputerSystem')[0]\n $isDomainController = [int]$computer.DomainRole -ge 4\n $roles = @(Get-InstalledRole)\n if ($isDomainController) { $roles = @('domain-controller') + $roles }\n [pscustomobject]@{\n  computerName       = [string]$computer.Name\n  domain             = [string]$computer.Domain\n  isDomainController = $isDomainController\n  productName        = ([string]$system.Caption).Trim()\n  editionId          = [string](Read-RegistryValue -Path $version -Name 'EditionID')\n  installationType   = [string](Read-RegistryValue -Path $version -Name 'InstallationType')\n  build              = [int](Read-RegistryValue -Path $version -Name 'CurrentBuildNumber')\n  ubr                = [int](Read-RegistryValue -Path $version -Name 'UBR')\n  architecture       = [string](Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment' -Name 'PROCESSOR_ARCHITECTURE')\n  psVersion          = $PSVersionTable.PSVersion.ToString()\n  languageMode       = $ExecutionContext.SessionState.LanguageMode.ToString()\n  isAdministrator    = [bool](Test-Administrator)\n  is64BitProcess     = [System.Environment]::Is64BitProcess\n  scriptPolicy       = Get-ScriptPolicy\n  roles              = [string[]]$roles\n  otherUpdaters      = [string[]]@(Get-OtherUpdater)\n  clock              = [datetime]::UtcNow.ToString('o')\n }\n}\n";

// src/windows/operations/health.ps1
var health_default = `function Get-ServiceReading {
 [CmdletBinding()]
 param()
 $modes = @{ Auto = 'automatic'; Manual = 'manual'; Disabled = 'disabled'; Boot = 'boot'; System = 'system' }
 $states = @{ 'Running' = 'running'; 'Stopped' = 'stopped'; 'Start Pending' = 'startPending'; 'Stop Pending' = 'stopPending'; 'Paused' = 'paused' }
 foreach ($service in Read-CimRow -Query "SELECT Name, StartMode, DelayedAutoStart, State, ExitCode FROM Win32_Service WHERE StartMode = 'Auto'") {
  $name = [string]$service.Name
  if ($name -match '_[0-9a-f]{4,}$') { continue }
  $mode = $modes[[string]$service.StartMode]
  if ($null -eq $mode) { $mode = 'unknown' }
  if ($mode -eq 'automatic' -and $service.DelayedAutoStart -eq $true) { $mode = 'automaticDelayed' }
  $state = $states[[string]$service.State]
  if ($null -eq $state) { $state = 'other' }
  [pscustomobject]@{
   name           = $name
   startMode      = $mode
   state          = $state
   isTriggerStart = [bool](Test-RegistryKey -Path ('SYSTEM\\CurrentControlSet\\Services\\' + $name + '\\TriggerInfo'))
   exitCode       = [long]$service.ExitCode
  }
 }
}
function Get-EventSubject {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [psobject] $Row)
 $values = @($Row.Values)
 if ($values.Length -gt 0 -and $Row.Provider -eq 'Service Control Manager') { return [string]$values[0] }
 if ($Row.Provider -eq 'Application Error' -and $values.Length -gt 3) { return [string]$values[0] + '/' + [string]$values[3] }
 if ($Row.Provider -eq 'Application Hang' -and $values.Length -gt 0) { return [string]$values[0] }
 return ''
}
function Get-EventReading {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Log,
  [Parameter(Mandatory = $true)] [datetime] $Since
 )
 $week = $Since.AddDays(-7)
 $filter = "*[System[(Level=1 or Level=2) and TimeCreated[@SystemTime>='" + $week.ToString('o') + "']]]"
 $kinds = [ordered]@{}
 foreach ($row in Read-EventRow -Log $Log -Filter $filter -Maximum 3000) {
  $subject = Get-EventSubject -Row $row
  $key = $row.Provider + '|' + $row.Id + '|' + $subject
  if ($row.At -lt $Since) {
   if ($kinds.Contains($key)) { $kinds[$key].before++ }
   continue
  }
  if ($kinds.Contains($key)) { $kinds[$key].count++; continue }
  if ($kinds.Count -ge 100) { continue }
  $sample = (@($row.Values) -join ' ').Trim() -replace '\\s+', ' '
  if ($sample.Length -gt 300) { $sample = $sample.Substring(0, 300) }
  $kinds.Add($key, [pscustomobject]@{ log = $Log; provider = $row.Provider; id = $row.Id; subject = $subject; count = 1; before = 0; sample = $sample })
 }
 $kinds.Values
}
function Get-CrashCount {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [datetime] $Since)
 $filter = "*[System[(EventID=41 or EventID=6008 or EventID=1001) and TimeCreated[@SystemTime>='" + $Since.ToString('o') + "']]]"
 $counts = @{ 'Microsoft-Windows-Kernel-Power' = 0; 'EventLog' = 0; 'Microsoft-Windows-WER-SystemErrorReporting' = 0 }
 foreach ($row in Read-EventRow -Log 'System' -Filter $filter -Maximum 100) {
  if ($counts.ContainsKey($row.Provider)) { $counts[$row.Provider]++ }
 }
 $most = 0
 foreach ($count in $counts.Values) { if ($count -gt $most) { $most = $count } }
 return $most
}
function Get-PatchringHealth {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param([Parameter()] [datetime] $EventsSince = [datetime]::UtcNow.AddHours(-1))
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $since = $EventsSince.ToUniversalTime()
 $drive = Read-SystemDrive
 [pscustomobject]@{
  services    = [object[]]@(Get-ServiceReading)
  events      = [object[]]@(foreach ($log in 'System', 'Application') { Get-EventReading -Log $log -Since $since })
  eventsSince = $since.ToString('o')
  systemDrive = [pscustomobject]@{ free = $drive.Free; size = $drive.Size }
  crashes     = [int](Get-CrashCount -Since $since)
 }
}
`;

// src/windows/operations/hotpatch.ps1
var hotpatch_default = `function Read-Evidence {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Name,
  [Parameter(Mandatory = $true)] [scriptblock] $Reader,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [System.Collections.Generic.List[string]] $Unreadable
 )
 try { return & $Reader }
 catch {
  $cause = Get-InnermostException -Exception $_.Exception
  $Unreadable.Add(('{0}: {1} (0x{2:X8})' -f $Name, $cause.Message, $cause.HResult))
  return $null
 }
}
function Get-LicenceTrouble {
 [CmdletBinding()]
 param()
 $subscriptions = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Subscriptions'
 if ($null -ne (Read-RegistryValue -Path $subscriptions -Name 'DeviceLicensingServiceCommandMutex')) { 'licenceCommandStuck' }
 if (Test-RegistryKey -Path 'SYSTEM\\CurrentControlSet\\Services\\himds') {
  $agent = @(Read-CimRow -Query "SELECT State FROM Win32_Service WHERE Name = 'himds'")
  if ($agent.Length -eq 0 -or $agent[0].State -ne 'Running') { 'arcAgentStopped' }
 }
}
function Get-HistoryKb {
 [CmdletBinding()]
 param()
 $settled = [System.Collections.Generic.Dictionary[string, bool]]::new()
 foreach ($entry in @(Read-UpdateHistory -Maximum 200)) {
  if ($entry.ResultCode -ne 2 -and $entry.ResultCode -ne 3) { continue }
  foreach ($match in [regex]::Matches([string]$entry.Title, 'KB\\d{5,8}')) {
   if (-not $settled.ContainsKey($match.Value)) { $settled.Add($match.Value, $entry.Operation -eq 1) }
  }
 }
 foreach ($kb in $settled.Keys) { if ($settled[$kb]) { $kb } }
}
function Get-PatchringHotpatch {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $unreadable = [System.Collections.Generic.List[string]]::new()
 $readers = [ordered]@{
  'enrolment package' = { Test-RegistryKey -Path 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Update\\TargetingInfo\\DynamicInstalled\\Hotpatch.amd64' }
  'hotpatch table'    = { Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Memory Management' -Name 'HotPatchTableSize' }
  'device guard'      = {
   $guard = @(Read-CimRow -Namespace 'root/Microsoft/Windows/DeviceGuard' -Query 'SELECT VirtualizationBasedSecurityStatus FROM Win32_DeviceGuard')
   if ($guard.Length -eq 0 -or $null -eq $guard[0].VirtualizationBasedSecurityStatus) { throw 'no instance of Win32_DeviceGuard' }
   [int]$guard[0].VirtualizationBasedSecurityStatus
  }
  'secure boot'       = { (Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Control\\SecureBoot\\State' -Name 'UEFISecureBootEnabled') -eq 1 }
  'Arc licence'       = { Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\Azure Connected Machine Agent\\Windows\\Licenses\\Features\\Hotpatch' -Name 'Subscription' }
  'licence trouble'   = { , [string[]]@(Get-LicenceTrouble) }
  'hotfix list'       = { , [string[]]@(Read-CimRow -Query 'SELECT HotFixID FROM Win32_QuickFixEngineering' | ForEach-Object { [string]$_.HotFixID } | Where-Object { $_ -match '^KB\\d{5,8}$' }) }
  'update history'    = { , [string[]]@(Get-HistoryKb) }
 }
 $found = @{}
 foreach ($name in $readers.Keys) { $found[$name] = Read-Evidence -Name $name -Reader $readers[$name] -Unreadable $unreadable }
 $trouble = $found['licence trouble']
 if ($null -eq $trouble) { $trouble = @() }
 [pscustomobject]@{
  enrollmentPackage = $found['enrolment package']
  hotPatchTableSize = $found['hotpatch table']
  vbsStatus         = $found['device guard']
  secureBoot        = $found['secure boot']
  arcSubscription   = $found['Arc licence']
  licenceTrouble    = [string[]]@($trouble)
  installedKbs      = [pscustomobject]@{ quickFix = $found['hotfix list']; history = $found['update history'] }
  unreadable        = $unreadable.ToArray()
 }
}
`;

// src/windows/operations/packages.ps1
var packages_default2 = "function Get-PatchringPackage {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param()\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n [pscustomobject]@{ packages = [string[]]@(Get-UpdatePackage | ForEach-Object { $_.Name }) }\n}\n";

// src/windows/operations/poll-job.ps1
var poll_job_default = "function Get-PatchringJob {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param([Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key)\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n $root = Open-JobRoot\n if ($null -eq $root) { return [pscustomobject]@{ state = 'absent' } }\n $directory = [System.IO.Path]::Combine($root, $Key)\n if (-not [System.IO.Directory]::Exists($directory)) { return [pscustomobject]@{ state = 'absent' } }\n Confirm-SecureDirectory -Path $directory\n Get-JobStatus -Directory $directory -Key $Key\n}\n";

// src/windows/operations/remove-job.ps1
var remove_job_default = "function Remove-EmptyDirectory {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Root)\n foreach ($path in $Root, [System.IO.Path]::GetDirectoryName($Root)) {\n  try { [System.IO.Directory]::Delete($path, $false) } catch [System.IO.IOException] { return }\n }\n}\nfunction Remove-PatchringJob {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param([Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key)\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n $root = Open-JobRoot\n $directory = ''\n if ($null -ne $root) { $directory = [System.IO.Path]::Combine($root, $Key) }\n if ($directory -eq '' -or -not [System.IO.Directory]::Exists($directory)) {\n  Unregister-JobTask -Key $Key\n  return [pscustomobject]@{ outcome = 'absent' }\n }\n Confirm-SecureDirectory -Path $directory\n $state = (Get-JobStatus -Directory $directory -Key $Key).state\n if ($state -eq 'queued' -or $state -eq 'running') { return [pscustomobject]@{ outcome = 'running' } }\n for ($attempt = 1; [System.IO.File]::Exists([System.IO.Path]::Combine($directory, 'started')) -and (Test-JobAlive -Directory $directory); $attempt++) {\n  if ($attempt -ge 25) { return [pscustomobject]@{ outcome = 'running' } }\n  Wait-Moment -Milliseconds 200\n }\n Unregister-JobTask -Key $Key\n $gone = [System.IO.Path]::Combine($root, '.gone-' + [guid]::NewGuid().ToString('N'))\n [System.IO.Directory]::Move($directory, $gone)\n [System.IO.Directory]::Delete($gone, $true)\n Remove-EmptyDirectory -Root $root\n [pscustomobject]@{ outcome = 'removed' }\n}\n";

// src/windows/operations/restart.ps1
var restart_default = `function Invoke-Shutdown {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Arguments)
 $start = [System.Diagnostics.ProcessStartInfo]::new([System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'shutdown.exe'), $Arguments)
 $start.UseShellExecute = $false
 $start.CreateNoWindow = $true
 $process = [System.Diagnostics.Process]::Start($start)
 try {
  if (-not $process.WaitForExit(30000)) { Stop-Patchring -Code 'RESTART_REFUSED' -Message 'shutdown.exe did not answer within 30 seconds.' }
  return $process.ExitCode
 }
 finally { $process.Dispose() }
}
function Restart-PatchringMachine {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $IfStillOn,
  [Parameter(Mandatory = $true)] [string] $Reason
 )
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 if ((Get-BootIdentity).Id -cne $IfStillOn) { return [pscustomobject]@{ outcome = 'alreadyRestarted' } }
 $comment = ('patchring: ' + $Reason) -replace '[^A-Za-z0-9 .,:;_()/-]', ' '
 if ($comment.Length -gt 400) { $comment = $comment.Substring(0, 400) }
 $arguments = '/r /t 5 /d p:2:18 /c "{0}"' -f $comment
 $code = Invoke-Shutdown -Arguments $arguments
 if ($code -eq 1190) {
  [void](Invoke-Shutdown -Arguments '/a')
  $code = Invoke-Shutdown -Arguments $arguments
 }
 if ($code -ne 0 -and $code -ne 1115) {
  Stop-Patchring -Code 'RESTART_REFUSED' -Message ('shutdown.exe ended with {0}.' -f $code)
 }
 [pscustomobject]@{ outcome = 'restarting' }
}
`;

// src/windows/operations/start-job.ps1
var start_job_default = "function Get-ScriptText {\n [CmdletBinding()]\n param()\n $tree = $MyInvocation.MyCommand.ScriptBlock.Ast\n while ($null -ne $tree.Parent) { $tree = $tree.Parent }\n return $tree.Extent.Text\n}\nfunction New-JobDirectory {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Root,\n  [Parameter(Mandatory = $true)] [string] $Key,\n  [Parameter(Mandatory = $true)] [psobject] $Work\n )\n $fresh = [System.IO.Path]::Combine($Root, '.new-' + [guid]::NewGuid().ToString('N'))\n New-SecureDirectory -Path $fresh\n try {\n  $text = (Get-ScriptText) + \"`r`nInvoke-PatchringJob -Directory `$PSScriptRoot`r`n\"\n  [System.IO.File]::WriteAllText([System.IO.Path]::Combine($fresh, 'job.ps1'), $text, [System.Text.Encoding]::ASCII)\n  Write-JobFile -Path ([System.IO.Path]::Combine($fresh, 'parameters.xml')) -Value $Work\n  $directory = [System.IO.Path]::Combine($Root, $Key)\n  try { [System.IO.Directory]::Move($fresh, $directory) }\n  catch [System.IO.IOException] { if (-not [System.IO.Directory]::Exists($directory)) { throw } }\n }\n finally { if ([System.IO.Directory]::Exists($fresh)) { [System.IO.Directory]::Delete($fresh, $true) } }\n}\nfunction Clear-JobRemnant {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Root)\n foreach ($path in [System.IO.Directory]::GetDirectories($Root, '.*')) {\n  if ([System.IO.Directory]::GetCreationTimeUtc($path) -gt [datetime]::UtcNow.AddDays(-1)) { continue }\n  try { [System.IO.Directory]::Delete($path, $true) }\n  catch { $PSCmdlet.WriteWarning($path + ' cannot be deleted: ' + $_.Exception.Message) }\n }\n}\nfunction Start-PatchringJob {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param(\n  [Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key,\n  [Parameter(Mandatory = $true)] [ValidateSet('scan', 'install', 'uninstall')] [string] $Kind,\n  [Parameter()] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source = 'machine',\n  [Parameter()] [ValidatePattern('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[0-9]{1,9}$')] [string[]] $Update = @(),\n  [Parameter()] [string[]] $PackagesBefore = @(),\n  [Parameter()] [string[]] $Kb = @()\n )\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n if ($Kind -eq 'install' -and $Update.Length -eq 0) { Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message 'An install needs updates.' }\n if ($Kind -eq 'uninstall' -and $PackagesBefore.Length -eq 0) {\n  Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message 'An uninstall needs the packages recorded before the install: without them everything would go.'\n }\n $root = Open-JobRoot -Create\n $directory = [System.IO.Path]::Combine($root, $Key)\n if (-not [System.IO.Directory]::Exists($directory)) {\n  $forbidden = Get-ScriptPolicy\n  if ($null -ne $forbidden) { Stop-Patchring -Code 'JOB_SCRIPTS_FORBIDDEN' -Message ('Group policy forbids unsigned scripts: ' + $forbidden + '.') }\n  Clear-JobRemnant -Root $root\n  $work = [pscustomobject]@{ Kind = $Kind; Source = $Source; Update = $Update; PackagesBefore = $PackagesBefore; Kb = $Kb }\n  New-JobDirectory -Root $root -Key $Key -Work $work\n }\n Confirm-SecureDirectory -Path $directory\n $known = Read-JobFile -Path ([System.IO.Path]::Combine($directory, 'parameters.xml'))\n if ($known.Kind -ne $Kind) { Stop-Patchring -Code 'JOB_KEY_REUSED' -Message ('The key {0} belongs to work of kind {1}.' -f $Key, $known.Kind) }\n $status = Get-JobStatus -Directory $directory -Key $Key\n if ($status.state -ne 'lost' -or [System.IO.File]::Exists([System.IO.Path]::Combine($directory, 'started'))) { return $status }\n Register-JobTask -Key $Key -Script ([System.IO.Path]::Combine($directory, 'job.ps1'))\n Start-JobTask -Key $Key\n Get-JobStatus -Directory $directory -Key $Key\n}\n";

// src/windows/operations/version.ps1
var version_default = "function Get-PatchringVersion {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param()\n [pscustomobject]@{ version = 2 }\n}\n";

// src/windows/script.ts
var scriptVersion = 2;
var foundations = [
  failure_default,
  registry_default,
  script_policy_default,
  instrumentation_default,
  event_log_default,
  boot_state_default,
  packages_default,
  update_agent_default,
  directory_default,
  task_default,
  job_files_default
];
var operations2 = [facts_default, boot_default, hotpatch_default, health_default, packages_default2, start_job_default, poll_job_default, remove_job_default, restart_default, version_default];
var bodies = [job_default, scan_default, install_default, uninstall_default];
var functionTexts = [...foundations, ...operations2, ...bodies];
function withoutComments(text5) {
  return text5.replace(/^[ \t]*<#[\s\S]*?#>[ \t]*$/gm, "").split("\n").map((line) => line.trimEnd()).filter((line) => line !== "" && !/^[ \t]*#/.test(line)).map((line) => line.replace(/^(?: {4})+/, (indent) => " ".repeat(indent.length / 4))).map((line) => `${line}
`).join("");
}
function functionsOf(texts2) {
  const found = texts2.flatMap((text5) => [...withoutComments(text5).matchAll(/^function ([\w-]+) \{\n[\s\S]*?^\}\n/gm)]);
  const names2 = new Set(found.map(([, name = ""]) => name));
  return new Map(
    found.map(([text5, name = ""]) => {
      const words = new Set(text5.match(/[A-Z][A-Za-z]*-[A-Za-z]+/g));
      return [name, { name, text: text5, needs: [...words].filter((word) => word !== name && names2.has(word)) }];
    })
  );
}
var functions = functionsOf(functionTexts);
function functionsFor(commands) {
  const wanted = /* @__PURE__ */ new Set();
  const queue = [...commands];
  for (let name = queue.pop(); name !== void 0; name = queue.pop()) {
    if (wanted.has(name)) continue;
    wanted.add(name);
    queue.push(...functions.get(name)?.needs ?? []);
  }
  return [...functions.keys()].filter((name) => wanted.has(name));
}
var header2 = `# patchring: functions of an update rollout, script version ${scriptVersion}. This text only defines them; each call names one.
`;
var writesText = "Get-ScriptText";
function scriptFor(commands, defined2 = /* @__PURE__ */ new Set()) {
  const names2 = functionsFor(commands);
  const isWhole = names2.includes(writesText) && !defined2.has(writesText);
  return header2 + names2.filter((name) => isWhole || !defined2.has(name)).map((name) => functions.get(name)?.text ?? "").join("");
}

// src/windows/jea.ts
var jeaName = "patchring";
var moduleId = "5b0d0a5e-7c1c-4f0b-9a53-0a3a9c6e2b71";
var roleId = "0d8f7a8b-2a4b-4f4e-8b0c-5d1f6c7e9a12";
var sessionId = "c3a1e6d4-93f2-4b75-8a6e-1f2b7d4c8e93";
var jeaCommands = operations.map(({ command: command2 }) => command2);
function quoted(text5) {
  return `'${text5.replaceAll("'", "''")}'`;
}
var list2 = jeaCommands.map((command2) => `        ${quoted(command2)}`).join(",\n");
function manifest() {
  return `@{
    RootModule        = 'patchring.psm1'
    ModuleVersion     = '${scriptVersion}.0.0'
    GUID              = '${moduleId}'
    Author            = 'patchring'
    Description       = 'Functions of an update rollout, for a session configuration that takes no scripts.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @(
${list2}
    )
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
`;
}
function role() {
  return `@{
    GUID             = '${roleId}'
    Author           = 'patchring'
    Description      = 'May look at updates, install and undo them in jobs, and restart. May run nothing else.'
    ModulesToImport  = '${jeaName}'
    VisibleFunctions = @(
${list2}
    )
}
`;
}
function session(group) {
  return `@{
    SchemaVersion       = '2.0.0.0'
    GUID                = '${sessionId}'
    Author              = 'patchring'
    Description         = 'Update rollouts: typed calls of the functions of the module patchring, and nothing else.'
    SessionType         = 'RestrictedRemoteServer'
    LanguageMode        = 'NoLanguage'
    ExecutionPolicy     = 'RemoteSigned'
    RunAsVirtualAccount = $true
    RoleDefinitions     = @{ ${quoted(group)} = @{ RoleCapabilities = '${jeaName}' } }
}
`;
}
function jeaFiles(group) {
  const head = `# patchring: functions of an update rollout, script version ${scriptVersion}.
`;
  return /* @__PURE__ */ new Map([
    [`${jeaName}/${jeaName}.psm1`, head + functionTexts.join("\n")],
    [`${jeaName}/${jeaName}.psd1`, manifest()],
    [`${jeaName}/RoleCapabilities/${jeaName}.psrc`, role()],
    [`${jeaName}.pssc`, session(group)]
  ]);
}
function jeaSetUp(group) {
  return [
    `Get-ChildItem ${jeaName} -Recurse -Include *.psm1, *.psd1, *.psrc | Set-AuthenticodeSignature -Certificate $yours   # where signing is asked for`,
    `Copy-Item ${jeaName} "$env:ProgramFiles\\WindowsPowerShell\\Modules" -Recurse -Force`,
    `Register-PSSessionConfiguration -Name ${jeaName} -Path .\\${jeaName}.pssc -Force   # restarts WinRM`,
    `# put the account of the rollout into the group ${group}, and nobody else`,
    `# write "configuration: ${jeaName}" under "connection:" in the policy, then: patchring preflight`
  ];
}

// src/world/embedded.ts
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join as join2 } from "node:path";

// src/simulation/counts.ts
import { createServer } from "node:http";

// src/simulation/books.ts
function repeated(words) {
  const seen = /* @__PURE__ */ new Set();
  return [...new Set(words.filter((word) => seen.size === seen.add(word).size))];
}
function irregularitiesOf(books) {
  const each = (words) => books.flatMap((one) => repeated(words(one)).map((word) => `${one.machine} ${word}`));
  return {
    jobsRunTwice: each(({ jobs }) => jobs.map(({ key: key2 }) => key2)),
    updatesInstalledTwice: each(
      ({ installs }) => installs.filter(({ outcome }) => outcome === "installed").map(({ kb }) => kb)
    ),
    restartedTwice: each(({ restarts }) => restarts.flatMap(({ completes }) => completes)),
    needlessRestarts: books.flatMap(
      ({ machine, restarts }) => restarts.filter(({ cause, completes }) => cause === "asked" && completes.length === 0).map(({ boot: boot3 }) => `${machine} ${boot3}`)
    )
  };
}
function mostOutOfService(books, by) {
  const steps = books.flatMap(({ outOfService }) => outOfService).filter((one) => (one.to === null || one.to > one.from) && (by ?? one.by) === one.by).flatMap(({ from, to }) => [
    { at: from, change: 1 },
    { at: to ?? Number.POSITIVE_INFINITY, change: -1 }
  ]).sort((one, other) => one.at - other.at || one.change - other.change);
  let now = 0;
  return steps.reduce((most, { change }) => {
    now += change;
    return Math.max(most, now);
  }, 0);
}
function mostOutOfServiceBy(books, groupOf, by) {
  const groups = /* @__PURE__ */ new Map();
  for (const one of books) {
    const group = groupOf(one.machine) ?? "";
    const members4 = groups.get(group);
    if (members4 === void 0) groups.set(group, [one]);
    else members4.push(one);
  }
  return Object.fromEntries([...groups].map(([group, members4]) => [group, mostOutOfService(members4, by)]));
}
var Ledger = class {
  #machine;
  #jobs;
  #installs;
  #restarts;
  #outOfService;
  constructor(machine) {
    this.#machine = machine;
  }
  jobStarted(key2, kind2, startedAt) {
    this.#jobs ??= [];
    this.#jobs.push({ key: key2, kind: kind2, startedAt, asked: 1, end: void 0 });
  }
  jobAskedAgain(key2) {
    this.#changeJob(key2, (entry2) => ({ ...entry2, asked: entry2.asked + 1 }));
  }
  jobEnded(key2, end) {
    this.#changeJob(key2, (entry2) => ({ ...entry2, end }));
  }
  installed(at2, kb, outcome) {
    this.#installs ??= [];
    this.#installs.push({ at: at2, kb, outcome });
  }
  restarted(entry2) {
    this.#restarts ??= [];
    this.#restarts.push(entry2);
  }
  /** Out of service from now on; going on without a break where it has just come back. */
  out(from, by) {
    this.#outOfService ??= [];
    const last = this.#outOfService.at(-1);
    if (last === void 0 || last.to !== null && last.to < from) this.#outOfService.push({ from, to: null, by });
    else this.#outOfService[this.#outOfService.length - 1] = { ...last, to: null };
  }
  back(to) {
    const last = this.#outOfService?.at(-1);
    if (last !== void 0 && last.to === null) this.#outOfService?.splice(-1, 1, { ...last, to });
  }
  read() {
    return {
      machine: this.#machine,
      jobs: [...this.#jobs ?? []],
      installs: [...this.#installs ?? []],
      restarts: [...this.#restarts ?? []],
      outOfService: [...this.#outOfService ?? []]
    };
  }
  #changeJob(key2, change) {
    const at2 = this.#jobs?.findLastIndex((entry3) => entry3.key === key2) ?? -1;
    const entry2 = this.#jobs?.[at2];
    if (entry2 !== void 0) this.#jobs?.splice(at2, 1, change(entry2));
  }
};

// src/simulation/counts.ts
function countsOf(models, ringOf3) {
  const machines = models.books();
  return {
    machines,
    irregularities: irregularitiesOf(machines),
    mostOutOfService: mostOutOfServiceBy(machines, ringOf3),
    mostOutForUpdates: mostOutOfServiceBy(machines, ringOf3, "update")
  };
}
async function serveCounts(models, ringOf3) {
  const server2 = createServer((request, response) => {
    const isAsked = request.method === "GET" && request.url === "/books";
    response.writeHead(isAsked ? 200 : 404, { "Content-Type": "application/json" });
    response.end(isAsked ? `${JSON.stringify(countsOf(models, ringOf3))}
` : void 0);
  });
  await new Promise((resolve5, reject) => {
    server2.once("error", reject);
    server2.listen(0, "127.0.0.1", resolve5);
  });
  const { port } = server2.address();
  return {
    url: `http://127.0.0.1:${port}/books`,
    close: () => new Promise((resolve5) => {
      server2.close(() => resolve5());
      server2.closeAllConnections();
    })
  };
}

// src/simulation/embedded.ts
import { randomBytes as randomBytes3 } from "node:crypto";

// src/simulation/dice.ts
function createDice(seed) {
  let state = seed >>> 0;
  const roll = () => {
    state = state + 1831565813 >>> 0;
    let mixed = Math.imul(state ^ state >>> 15, state | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
  return { roll, between: ([low, high]) => low + Math.floor(roll() * (high - low + 1)) };
}
function seedOf(seed, name) {
  let hash2 = 2166136261 ^ seed;
  for (let at2 = 0; at2 < name.length; at2 += 1) hash2 = Math.imul(hash2 ^ name.charCodeAt(at2), 16777619);
  return hash2 >>> 0;
}

// src/simulation/faults.ts
function faultsOf(faults, kind2) {
  return faults.filter((fault2) => fault2.kind === kind2);
}
function faultOf(faults, kind2) {
  return faults.find((fault2) => fault2.kind === kind2);
}

// src/simulation/software.ts
function pristine(ubr, kbs, packages2) {
  const none3 = [];
  return {
    levels: { cumulative: ubr },
    kbs,
    history: kbs,
    packages: packages2,
    installed: none3,
    staged: none3,
    leaving: none3,
    hasLeftTrain: false
  };
}
function listedPackages({ packages: packages2, staged, leaving }) {
  if (staged.length === 0 && leaving.length === 0) return packages2;
  const coming = staged.flatMap((item) => [...item.packages, ...item.permanentPackages]);
  return [.../* @__PURE__ */ new Set([...packages2, ...coming])].filter((name) => !leaving.includes(name));
}
function isRestartPending(software) {
  return software.staged.length > 0 || software.leaving.length > 0;
}
function plannedLevels(software) {
  if (software.staged.length === 0) return software.levels;
  const levels = { ...software.levels };
  for (const { family, level } of software.staged) levels[family] = Math.max(level, levels[family] ?? 0);
  return levels;
}
function stage(software, item) {
  return { ...software, history: [...software.history, item.kb], staged: [...software.staged, item] };
}
function install(software, item, at2) {
  return { ...activate(software, item, at2), history: [...software.history, item.kb] };
}
function activate(software, item, since) {
  const levelBefore = software.levels[item.family] ?? 0;
  const brought = [...item.packages, ...item.permanentPackages];
  return {
    ...software,
    levels: { ...software.levels, [item.family]: Math.max(item.level, levelBefore) },
    kbs: [...software.kbs, item.kb],
    packages: [...software.packages, ...brought.filter((name) => !software.packages.includes(name))],
    installed: [...software.installed, { item, levelBefore, since }],
    hasLeftTrain: item.train === "keeps" ? software.hasLeftTrain : item.train === "leaves"
  };
}
function remove(software, packages2) {
  return {
    ...software,
    staged: software.staged.filter((item) => !item.packages.some((name) => packages2.includes(name))),
    leaving: [...software.leaving, ...packages2]
  };
}
function boot2(software, at2) {
  if (!isRestartPending(software)) return software;
  const without = software.leaving.length === 0 ? software : dropLeaving(software);
  const active = software.staged.reduce((state, item) => activate(state, item, at2), without);
  return { ...active, staged: [], leaving: [] };
}
function dropLeaving(software) {
  const isLeaving = (name) => software.leaving.includes(name);
  const gone = software.installed.filter(({ item }) => item.packages.some(isLeaving));
  const levels = { ...software.levels };
  for (const { item, levelBefore } of gone) {
    levels[item.family] = Math.min(levelBefore, levels[item.family] ?? levelBefore);
  }
  return {
    ...software,
    levels,
    kbs: software.kbs.filter((kb) => !gone.some(({ item }) => item.kb === kb)),
    packages: software.packages.filter((name) => !isLeaving(name)),
    installed: software.installed.filter((one) => !gone.includes(one))
  };
}

// src/simulation/updates.ts
function isApplicable(item, query) {
  if (item.build !== query.build) return false;
  if (item.level <= (query.levels[item.family] ?? 0)) return false;
  if (item.audience !== "all" && item.audience === "enrolled" !== query.isOnTrain) return false;
  const { from = 0, until = Number.POSITIVE_INFINITY } = item.offered ?? {};
  return query.elapsed >= from && query.elapsed < until;
}
function offersOf2(catalogue, query) {
  const applicable = catalogue.filter((item) => isApplicable(item, query));
  return applicable.filter((item) => !applicable.some((other) => other.family === item.family && other.level > item.level));
}
function isSameUpdate(one, other) {
  return one.updateId === other.updateId && one.revision === other.revision;
}

// src/simulation/jobs.ts
var cannotUninstall = 2148468773;
function runWork(work2, scene) {
  switch (work2.kind) {
    case "scan":
      return runScan(work2.source, scene);
    case "install":
      return runInstall(work2.updates, scene);
    case "uninstall":
      return runUninstall(work2, scene);
  }
}
var installBusy = {
  code: "INSTALL_BUSY",
  hresult: 2149842953,
  message: "Another installation has been running for ten minutes."
};
function restartPending(signals2) {
  const message = `Nothing was installed: a restart is pending (${signals2.join(", ")}).`;
  return { code: "INSTALL_RESTART_PENDING", hresult: 2149842966, message };
}
function failed(failure, software) {
  return { status: { state: "failed", failure }, software, tried: [] };
}
function offersNow({ profile, surroundings, at: at2 }, software) {
  return offersOf2(surroundings.catalogue, {
    build: profile.build,
    levels: plannedLevels(software),
    isOnTrain: profile.hotpatch.isEnrolled && !software.hasLeftTrain,
    elapsed: at2 - surroundings.startAt
  });
}
var sourceNames = {
  machine: "policy (Windows Update)",
  "windows-update": "Windows Update",
  "microsoft-update": "Microsoft Update"
};
function runScan(source2, scene) {
  const fault2 = faultsOf(scene.faults, "scanFails").find(scene.strikes);
  if (fault2 !== void 0) {
    const message = `Exception from HRESULT: 0x${fault2.hresult.toString(16).toUpperCase()}`;
    return failed({ hresult: fault2.hresult, message }, scene.software);
  }
  const updates = offersNow(scene, scene.software).map(({ update }) => update);
  return {
    status: { state: "finished", kind: "scan", result: { updates, source: sourceNames[source2] } },
    software: scene.software,
    tried: []
  };
}
function runInstall(wanted, scene) {
  let { software } = scene;
  const updates = wanted.map((identity2) => {
    const one = installOne(identity2, scene, software);
    software = one.software;
    return one.outcome;
  });
  const result = { updates, needsRestart: isRestartPending(software), packagesBefore: [...scene.packagesBefore] };
  return {
    status: { state: "finished", kind: "install", result },
    software,
    tried: updates.filter(({ outcome }) => outcome === "installed" || outcome === "failed").map(({ kbs, outcome }) => ({ kb: kbs[0] ?? "", outcome }))
  };
}
function installOne(identity2, scene, software) {
  const { updateId, revision } = identity2;
  const item = scene.surroundings.catalogue.find(({ update }) => isSameUpdate(update, identity2));
  const answer2 = (outcome, hresult2, after2) => ({
    outcome: {
      updateId,
      revision,
      kbs: outcome === "notOffered" ? [] : [...item?.update.kbs ?? []],
      outcome,
      hresult: hresult2
    },
    software: after2
  });
  if (item === void 0) return answer2("notOffered", 0, software);
  if (software.kbs.includes(item.kb) || software.staged.includes(item)) return answer2("alreadyInstalled", 0, software);
  if (!offersNow(scene, software).includes(item)) return answer2("notOffered", 0, software);
  const fault2 = faultsOf(scene.faults, "installFails").find(({ kb }) => kb === item.kb);
  if (fault2 !== void 0 && scene.strikes(fault2)) return answer2("failed", fault2.hresult, software);
  const after = needsRestart(item, scene.profile) ? stage(software, item) : install(software, item, scene.at);
  return answer2("installed", 0, after);
}
function needsRestart({ restarts }, { roles }) {
  if (typeof restarts === "string") return restarts === "always";
  return roles.includes(restarts.role);
}
function runUninstall({ packagesBefore }, scene) {
  const { software } = scene;
  const listed = listedPackages(software);
  const brought = [...software.installed.map(({ item }) => item), ...software.staged];
  const candidates = brought.flatMap(
    (item) => item.packages.filter((name) => listed.includes(name) && !packagesBefore.includes(name)).map((name) => ({ name, kb: item.kb }))
  );
  const stuck = (kb) => faultsOf(scene.faults, "uninstallFails").find((fault2) => fault2.kb === void 0 || fault2.kb === kb);
  const kept = candidates.flatMap(({ name, kb }) => {
    const fault2 = stuck(kb);
    if (fault2 === void 0) return [];
    return [{ package: name, reason: "the package is permanent", hresult: fault2.hresult ?? cannotUninstall }];
  });
  const removed = candidates.filter(({ kb }) => stuck(kb) === void 0).map(({ name }) => name);
  const after = remove(software, removed);
  return {
    status: {
      state: "finished",
      kind: "uninstall",
      result: { removed, kept, needsRestart: isRestartPending(after) }
    },
    software: after,
    tried: []
  };
}
function statusOf(job, now) {
  if (job.end !== void 0) return job.end;
  if (now < job.runsAt) return { state: "queued" };
  const share = (now - job.runsAt) / Math.max(1, job.endsAt - job.runsAt);
  const { work: work2 } = job;
  switch (work2.kind) {
    case "scan":
      return { state: "running", percent: null, note: `searching: ${sourceNames[work2.source]}` };
    case "install":
      return { state: "running", percent: Math.floor(share * 100), note: share < 0.3 ? "downloading" : "installing" };
    case "uninstall":
      return { state: "running", percent: Math.floor(share * 100), note: "removing" };
  }
}

// src/simulation/iso.ts
var day = 864e5;
var twoDigits = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));
var threeDigits = Array.from({ length: 1e3 }, (_, value) => String(value).padStart(3, "0"));
var keptDay = Number.NaN;
var keptText = "";
function isoOf(at2) {
  const dayNumber = Math.floor(at2 / day);
  if (dayNumber !== keptDay) {
    keptDay = dayNumber;
    keptText = new Date(dayNumber * day).toISOString().slice(0, -"00:00:00.000Z".length);
  }
  const inDay = at2 - dayNumber * day;
  const seconds = Math.floor(inDay / 1e3);
  const minutes = Math.floor(seconds / 60);
  const clock = `${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}`;
  return `${keptText}${clock}.${threeDigits[inDay - seconds * 1e3]}Z`;
}

// src/simulation/readings.ts
var hour = 36e5;
var gibibyte = 2 ** 30;
var spaceOfOneUpdate = 1.5 * gibibyte;
var processAborted = 1067;
function readFacts({ name, profile, software }, now) {
  return {
    computerName: name.split(".")[0]?.toUpperCase().slice(0, 15) ?? name,
    domain: profile.domain,
    isDomainController: profile.isDomainController,
    productName: profile.productName,
    editionId: profile.editionId,
    installationType: profile.installationType,
    build: profile.build,
    ubr: software.levels.cumulative ?? profile.ubr,
    architecture: "AMD64",
    psVersion: `5.1.${profile.build}.${software.levels.cumulative ?? profile.ubr}`,
    languageMode: "FullLanguage",
    isAdministrator: true,
    is64BitProcess: true,
    scriptPolicy: null,
    roles: [...profile.roles],
    otherUpdaters: [...profile.otherUpdaters],
    clock: isoOf(now)
  };
}
function readBoot(view, now) {
  const { software } = view;
  const own = isRestartPending(software) ? ["servicing"] : [];
  if (software.staged.length > 0) own.push("windowsUpdate");
  const inherited = view.bootNumber === firstBoot ? view.profile.pendingRestart : [];
  return {
    bootId: bootIdOf2(view),
    bootedAt: isoOf(view.bootedAt),
    isServicing: now < view.settledAt,
    pendingRestart: [...own, ...inherited]
  };
}
var firstBoot = 17;
function bootIdOf2({ bootedAt }) {
  return `process-${isoOf(bootedAt).replace("Z", "0000Z")}`;
}
var historyRefusedFrom = 6899;
function readHotpatch({ profile, software }) {
  const { isEnrolled: isEnrolled2, vbsStatus, secureBoot, arcSubscription, licenceTrouble } = profile.hotpatch;
  const isRefused = (software.levels.cumulative ?? profile.ubr) >= historyRefusedFrom;
  return {
    enrollmentPackage: isEnrolled2,
    hotPatchTableSize: isEnrolled2 ? 4096 : 0,
    vbsStatus,
    secureBoot,
    arcSubscription,
    licenceTrouble: [...licenceTrouble],
    installedKbs: { quickFix: [...software.kbs], history: isRefused ? null : [...software.history] },
    unreadable: isRefused ? ["update history: Access is denied. (0x80070005)"] : []
  };
}
function readHealth(view, now, eventsSince = now - hour) {
  const { disk } = view.profile;
  return {
    services: servicesOf(view, now),
    events: eventsOf(view, now, eventsSince),
    eventsSince: isoOf(eventsSince),
    systemDrive: {
      free: Math.max(0, disk.free - view.software.installed.length * spaceOfOneUpdate),
      size: disk.size
    },
    crashes: view.crashedAt.filter((at2) => at2 >= eventsSince).length
  };
}
function deathsOf({ faults, software }, now) {
  return faultsOf(faults, "serviceDies").flatMap(({ kb, service: service2, after = 0 }) => {
    const cause = software.installed.find(({ item }) => item.kb === kb);
    return cause === void 0 || now < cause.since + after ? [] : [{ service: service2, at: cause.since + after }];
  });
}
function servicesOf(view, now) {
  const deaths = deathsOf(view, now);
  const isSettling = now < view.settledAt;
  return view.profile.services.map((service2) => {
    if (deaths.some((death) => death.service === service2.name))
      return { ...service2, state: "stopped", exitCode: processAborted };
    if (isSettling && service2.startMode === "automaticDelayed") return { ...service2, state: "stopped" };
    return service2;
  });
}
var noise = {
  log: "System",
  provider: "Schannel",
  id: 36874,
  subject: "",
  count: 2,
  before: 310,
  sample: "TLS 1.2"
};
function eventsOf(view, now, since) {
  const deaths = deathsOf(view, now).filter(({ at: at2 }) => at2 >= since);
  return [
    noise,
    ...deaths.map(({ service: service2 }) => ({
      log: "System",
      provider: "Service Control Manager",
      id: 7031,
      subject: service2,
      count: 3,
      before: 0,
      sample: `${service2} 3 60000 1 Restart the service`
    })),
    ...view.crashedAt.filter((at2) => at2 >= since).map(() => ({
      log: "System",
      provider: "Microsoft-Windows-WER-SystemErrorReporting",
      id: 1001,
      subject: "",
      count: 1,
      before: 0,
      sample: "0x00000139 (0x0000000000000003, 0xffffa48b5e2c6f40, 0xffffa48b5e2c6e98, 0x0000000000000000)"
    }))
  ];
}

// src/simulation/troubles.ts
var Troubles = class {
  #faults;
  #startAt;
  #milestones = {};
  #struck;
  /** @param startAt epoch ms at which the fleet began */
  constructor(faults, startAt) {
    this.#faults = faults;
    this.#startAt = startAt;
  }
  /** The first job or restart of that kind begins what was waiting for it. */
  reached(milestone, at2) {
    this.#milestones[milestone] ??= at2;
  }
  /** Takes one of the fault's `times`; false when they are used up. */
  strike(fault2) {
    const times = "times" in fault2 ? fault2.times ?? Number.POSITIVE_INFINITY : Number.POSITIVE_INFINITY;
    const struck = this.#struck?.get(fault2) ?? 0;
    if (struck >= times) return false;
    this.#struck ??= /* @__PURE__ */ new Map();
    this.#struck.set(fault2, struck + 1);
    return true;
  }
  suffers(kind2, now) {
    return this.#spans(kind2).some(([from, to]) => now >= from && now < to);
  }
  /** The next instant at which a lasting trouble begins or ends; infinity: none, as far as is known now. */
  nextEdge(now) {
    const edges = [...this.#spans("unreachable"), ...this.#spans("hangs")].flat();
    return Math.min(Number.POSITIVE_INFINITY, ...edges.filter((at2) => at2 > now));
  }
  #spans(kind2) {
    if (this.#faults.length === 0) return [];
    return faultsOf(this.#faults, kind2).map(({ begins, lasts = Number.POSITIVE_INFINITY }) => {
      const from = typeof begins === "number" ? this.#startAt + begins : this.#milestones[begins] ?? Number.POSITIVE_INFINITY;
      return [from, from + lasts];
    });
  }
};

// src/simulation/machine.ts
var week = 7 * 864e5;
var SimulatedMachine = class {
  name;
  profile;
  faults;
  software;
  bootNumber = firstBoot;
  bootedAt;
  settledAt;
  crashedAt = [];
  #surroundings;
  #dice;
  #ledger;
  #troubles;
  #jobs = [];
  #restart;
  /** Nothing changes by itself before this instant. */
  #nextAt = Number.POSITIVE_INFINITY;
  constructor({ name, profile, faults }, surroundings) {
    this.name = name;
    this.profile = profile;
    this.faults = faults;
    this.#surroundings = surroundings;
    this.#dice = createDice(seedOf(surroundings.seed, name));
    this.#ledger = new Ledger(name);
    this.#troubles = new Troubles(faults, surroundings.startAt);
    this.software = pristine(profile.ubr, profile.kbs, profile.packages);
    this.bootedAt = surroundings.startAt - week - Math.floor(this.#dice.roll() * week);
    this.settledAt = this.bootedAt;
  }
  reach(now) {
    this.#settle(now);
    if (this.#restart?.isDown === true || this.#troubles.suffers("unreachable", now)) return "refused";
    return this.#troubles.suffers("hangs", now) ? "hangs" : "up";
  }
  /** The next instant at which `reach` may change by itself; undefined: never, as far as is known now. */
  nextReachChangeAt(now) {
    this.#settle(now);
    const next = Math.min(this.#restartChangesAt(), this.#troubles.nextEdge(now));
    return Number.isFinite(next) ? next : void 0;
  }
  facts(now) {
    this.#settle(now);
    return readFacts(this, now);
  }
  boot(now) {
    this.#settle(now);
    return readBoot(this, now);
  }
  hotpatch(now) {
    this.#settle(now);
    return readHotpatch(this);
  }
  /** @param eventsSince epoch ms */
  health(now, eventsSince) {
    this.#settle(now);
    return readHealth(this, now, eventsSince);
  }
  packages(now) {
    this.#settle(now);
    return listedPackages(this.software);
  }
  /** Why Start-PatchringJob would refuse, by its code; undefined: it would not. Ask before `startJob`. */
  refuses(key2, work2) {
    if (work2.kind === "install" && work2.updates.length === 0) return "JOB_PARAMETERS_INVALID";
    if (work2.kind === "uninstall" && work2.packagesBefore.length === 0) return "JOB_PARAMETERS_INVALID";
    const known = this.#jobs.find((job) => job.key === key2);
    return known !== void 0 && known.work.kind !== work2.kind ? "JOB_KEY_REUSED" : void 0;
  }
  startJob(key2, work2, now) {
    this.#settle(now);
    const known = this.#jobs.find((job2) => job2.key === key2);
    if (known !== void 0) {
      this.#ledger.jobAskedAgain(key2);
      return statusOf(known, now);
    }
    const { timing } = this.#surroundings;
    const runsAt = now + this.#dice.between(timing.queue);
    const job = {
      key: key2,
      work: work2,
      startedAt: now,
      runsAt,
      endsAt: runsAt + this.#dice.between(timing[work2.kind]),
      packagesBefore: listedPackages(this.software),
      isDoomed: faultsOf(this.faults, "jobLost").some((fault2) => fault2.job === work2.kind && this.#troubles.strike(fault2)),
      refusal: this.#refusalOf(work2, now),
      end: void 0
    };
    this.#jobs.push(job);
    this.#ledger.jobStarted(key2, work2.kind, now);
    if (work2.kind !== "scan") {
      this.#troubles.reached(work2.kind, runsAt);
      this.#ledger.out(now, work2.kind === "install" ? "update" : "undo");
    }
    this.#plan();
    return statusOf(job, now);
  }
  pollJob(key2, now) {
    this.#settle(now);
    const job = this.#jobs.find((one) => one.key === key2);
    return job === void 0 ? { state: "absent" } : statusOf(job, now);
  }
  /** `running`: refused, the job goes on. */
  removeJob(key2, now) {
    this.#settle(now);
    const job = this.#jobs.find((one) => one.key === key2);
    if (job === void 0) return "absent";
    if (job.end === void 0) return "running";
    this.#jobs = this.#jobs.filter((one) => one !== job);
    return "removed";
  }
  restart(ifStillOn, now) {
    this.#settle(now);
    if (bootIdOf2(this) !== ifStillOn) return "alreadyRestarted";
    if (this.#restart === void 0 && faultOf(this.faults, "shutdownHangs") === void 0) {
      const downAt = now + this.#dice.between(this.#surroundings.timing.grace);
      this.#troubles.reached("restart", downAt);
      this.#goDown("asked", downAt);
    }
    this.#ledger.out(now, "update");
    return "restarting";
  }
  /** Rolls whether this answer is lost on its way back. */
  losesAnswer() {
    const fault2 = faultOf(this.faults, "losesAnswers");
    return fault2 !== void 0 && this.#dice.roll() < fault2.rate;
  }
  /** What happened here until `now`, from the machine's own point of view. */
  books(now) {
    this.#settle(now);
    return this.#ledger.read();
  }
  #settle(now) {
    while (this.#nextAt <= now) {
      const at2 = this.#nextAt;
      const job = this.#jobs.find((one) => one.end === void 0 && one.endsAt <= at2);
      if (job !== void 0) this.#endJob(job, at2);
      else this.#advanceRestart(at2);
      this.#plan();
    }
  }
  #plan() {
    let next = this.#restartChangesAt();
    for (const job of this.#jobs) if (job.end === void 0) next = Math.min(next, job.endsAt);
    this.#nextAt = next;
  }
  #restartChangesAt() {
    if (this.#restart === void 0) return Number.POSITIVE_INFINITY;
    return this.#restart.isDown ? this.#restart.upAt : this.#restart.downAt;
  }
  #endJob(job, at2) {
    if (job.isDoomed) this.#lose(job, "The process of the job is gone and left no result.");
    else {
      const outcome = this.#outcomeOf(job, at2);
      this.software = outcome.software;
      job.end = outcome.status;
      for (const { kb, outcome: how } of outcome.tried) this.#ledger.installed(at2, kb, how);
      this.#ledger.jobEnded(job.key, outcome.status.state);
    }
    if (job.work.kind === "scan" || this.#restart !== void 0 || this.#isChanging()) return;
    if (!isRestartPending(this.software)) this.#ledger.back(at2);
  }
  #outcomeOf(job, at2) {
    if (job.refusal !== void 0) return failed(job.refusal, this.software);
    return runWork(job.work, {
      profile: this.profile,
      surroundings: this.#surroundings,
      software: this.software,
      at: at2,
      packagesBefore: job.packagesBefore,
      strikes: (fault2) => this.#troubles.strike(fault2),
      faults: this.faults
    });
  }
  #refusalOf(work2, now) {
    if (work2.kind === "scan") return void 0;
    if (this.#isChanging()) return installBusy;
    const signals2 = readBoot(this, now).pendingRestart.filter((signal2) => signal2 !== "fileRename");
    return work2.kind === "install" && signals2.length > 0 ? restartPending(signals2) : void 0;
  }
  #lose(job, note) {
    job.end = { state: "lost", note };
    this.#ledger.jobEnded(job.key, "lost");
  }
  #isChanging() {
    return this.#jobs.some((job) => job.end === void 0 && job.work.kind !== "scan");
  }
  #goDown(cause, downAt) {
    const slow = faultOf(this.faults, "slowRestart");
    const down = slow?.takes ?? this.#dice.between(this.#surroundings.timing.down);
    const lost4 = faultOf(this.faults, "neverComesBack");
    const isLost2 = lost4 !== void 0 && (lost4.kb === void 0 || this.software.staged.some(({ kb }) => kb === lost4.kb));
    this.#restart = { cause, downAt, upAt: isLost2 ? Number.POSITIVE_INFINITY : downAt + down, isDown: false };
    this.#plan();
  }
  #advanceRestart(at2) {
    const restart2 = this.#restart;
    if (restart2 === void 0) return;
    if (restart2.isDown) {
      this.#comeUp(at2);
      return;
    }
    restart2.isDown = true;
    for (const job of this.#jobs)
      if (job.end === void 0) this.#lose(job, "The machine restarted while the job ran.");
    const { staged, leaving } = this.software;
    const completes = [...staged.map(({ kb }) => kb), ...leaving.map((name) => `-${name}`)];
    this.#ledger.restarted({ at: at2, boot: bootIdOf2(this), cause: restart2.cause, completes });
    this.#ledger.out(at2, "update");
  }
  #comeUp(at2) {
    const { staged } = this.software;
    this.#restart = void 0;
    this.bootNumber += 1;
    this.bootedAt = at2;
    this.settledAt = at2 + this.#dice.between(this.#surroundings.timing.servicing);
    this.software = boot2(this.software, this.settledAt);
    const isCrashing = faultsOf(this.faults, "crashes").some((fault2) => staged.some(({ kb }) => kb === fault2.kb));
    if (isCrashing) {
      this.crashedAt = [...this.crashedAt, this.settledAt];
      this.#goDown("crash", this.settledAt);
    } else this.#ledger.back(this.settledAt);
  }
};

// src/simulation/fleet.ts
function createModels({ machines, clock, ...surroundings }) {
  const startAt = clock.now();
  const setups = new Map(machines.map((setup) => [setup.name.toLowerCase(), setup]));
  const models = /* @__PURE__ */ new Map();
  return {
    clock,
    names: machines.map(({ name }) => name),
    model(name) {
      const key2 = name.toLowerCase();
      const known = models.get(key2);
      if (known !== void 0) return known;
      const setup = setups.get(key2);
      if (setup === void 0) return void 0;
      const model = new SimulatedMachine(setup, { ...surroundings, startAt });
      models.set(key2, model);
      return model;
    },
    books: () => [...models.values()].map((model) => model.books(clock.now()))
  };
}
var patience = 6e4;
function lost3(code, message, arrived, machine) {
  return { ok: false, failure: failureOf(code, message, { retryable: true, machine }), arrived };
}
function refusal2(code, message, machine) {
  const retryable = code === "JOB_RUNNING";
  return { ok: false, failure: failureOf(code, message, { retryable, machine }), arrived: "maybe" };
}
async function visit(models, name, ask) {
  const { clock } = models;
  const model = models.model(name);
  if (model === void 0) return lost3("WINRM_NAME_NOT_FOUND", `No address is known for ${name}.`, "no", name);
  const reach = model.reach(clock.now());
  if (reach === "refused") {
    return lost3("WINRM_CONNECTION_REFUSED", `${name} refuses connections.`, "no", name);
  }
  if (reach === "hangs") {
    await clock.sleepUntil(clock.now() + patience);
    return lost3("WINRM_DEADLINE_EXCEEDED", `${name} did not answer in time.`, "maybe", name);
  }
  const value = ask(model, clock.now());
  if (model.losesAnswer()) {
    return lost3("WINRM_CONNECTION_LOST", `The connection to ${name} ended in the middle of an answer.`, "maybe", name);
  }
  return { ok: true, value };
}
function readProbe(probe, model, now, options) {
  const ok = (value) => ({ ok: true, value });
  switch (probe) {
    case "facts":
      return ok(model.facts(now));
    case "boot":
      return ok(model.boot(now));
    case "hotpatch":
      return ok(model.hotpatch(now));
    case "health":
      return ok(model.health(now, options.eventsSince));
    case "packages":
      return ok(model.packages(now));
  }
}
function createMachine(models, name) {
  return {
    readBoot: () => visit(models, name, (model, now) => model.boot(now)),
    readNewBoot: (left) => visit(models, name, (model, now) => {
      const boot3 = model.boot(now);
      return boot3.bootId === left ? "unchanged" : boot3;
    }),
    async probe(probes, options = {}) {
      const all = await visit(models, name, (model, now) => probes.map((probe) => readProbe(probe, model, now, options)));
      return Object.fromEntries(probes.map((probe, at2) => [probe, all.ok ? all.value[at2] : all]));
    },
    async startJob(key2, work2) {
      const answer2 = await visit(
        models,
        name,
        (model, now) => model.refuses(key2, work2) ?? model.startJob(key2, work2, now)
      );
      if (!answer2.ok || typeof answer2.value !== "string") return answer2;
      return refusal2(answer2.value, `${name} refuses to start job ${key2}.`, name);
    },
    pollJob: (key2) => visit(models, name, (model, now) => model.pollJob(key2, now)),
    async removeJob(key2) {
      const answer2 = await visit(models, name, (model, now) => model.removeJob(key2, now));
      if (!answer2.ok) return answer2;
      if (answer2.value !== "running") return { ok: true, value: answer2.value };
      return refusal2("JOB_RUNNING", `Job ${key2} still runs on ${name}.`, name);
    },
    restart: (ifStillOn, _reason) => visit(models, name, (model, now) => model.restart(ifStillOn, now)),
    release: () => Promise.resolve()
  };
}
function createSimulatedFleet(options) {
  const models = createModels(options);
  return {
    models,
    machine: (entry2) => createMachine(models, entry2.name),
    close: () => Promise.resolve()
  };
}

// src/simulation/listener.ts
import { X509Certificate as X509Certificate2 } from "node:crypto";

// src/simulation/door.ts
import { randomBytes as randomBytes2 } from "node:crypto";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { setTimeout as pause } from "node:timers/promises";

// src/winrm/peer.ts
import { Buffer as Buffer2 } from "node:buffer";

// src/winrm/auth/ntlm/acceptor.ts
import { timingSafeEqual as timingSafeEqual2 } from "node:crypto";
var BLOB_HEADER = 28;
var PROOF_SIZE = 16;
function same(a, b) {
  return a.length === b.length && timingSafeEqual2(a, b);
}
function refuse4(why) {
  throw new WinrmError("WINRM_AUTH_REJECTED", why);
}
function judgeTargetInfo(blob, pairs, challenge) {
  for (const told of decodeAvPairs(challenge.targetInfo)) {
    if (told.id === AV.FLAGS) continue;
    if (!same(avValue(pairs, told.id) ?? new Uint8Array(0), told.value))
      refuse4(`target information ${told.id} was changed`);
    if (told.id === AV.TIMESTAMP && !same(blob.subarray(8, 16), told.value))
      refuse4("the time is not the one of the challenge");
  }
}
function judgeBinding(pairs, expected) {
  const got = avValue(pairs, AV.CHANNEL_BINDINGS);
  if (expected === void 0) {
    if (got?.some((byte) => byte !== 0) === true) refuse4("channel binding on a connection without TLS");
  } else if (got === void 0 || !same(got, bindingDigest(expected))) {
    refuse4("channel binding is missing or belongs to another certificate");
  }
}
function judgeFlags(message, challenge) {
  if (!hasFlags(message.flags, REQUIRED_FLAGS)) refuse4("the client gave up on protection that was agreed on");
  if (((message.flags ^ challenge.flags) & SECURITY_FLAGS) !== 0) refuse4("the negotiated flags were changed");
}
function verifyExchange(evidence) {
  const challenge = decodeChallenge(evidence.challenge);
  const message = decodeAuthenticate(evidence.authenticate);
  const { user, domain, ntResponse, mic } = message;
  judgeFlags(message, challenge);
  if (ntResponse.length < PROOF_SIZE + BLOB_HEADER + 4) refuse4("no NTLMv2 response");
  const proof = ntResponse.subarray(0, PROOF_SIZE);
  const blob = ntResponse.subarray(PROOF_SIZE);
  if (blob[0] !== 1 || blob[1] !== 1) refuse4("not an NTLMv2 response");
  const password = evidence.lookup(user, domain);
  if (password === void 0) refuse4("unknown user");
  const key2 = responseKey(password, user, domain);
  if (!same(proofOf(key2, challenge.serverChallenge, blob), proof)) refuse4("wrong password, or a changed response");
  const pairs = decodeAvPairs(blob.subarray(BLOB_HEADER));
  judgeTargetInfo(blob, pairs, challenge);
  judgeBinding(pairs, evidence.channelBinding);
  if (message.encryptedSessionKey.length !== 16) refuse4("no session key of 16 bytes");
  const sessionKey2 = new Rc4(sessionBaseKey(key2, proof)).transform(message.encryptedSessionKey);
  if (mic === void 0 || !same(integrityCodeWithout(sessionKey2, evidence, MIC_OFFSET), mic)) {
    refuse4("the message integrity code is missing or does not match");
  }
  return { user, domain, sessionKey: sessionKey2 };
}
function challengeFor(negotiate2, options) {
  const { flags } = decodeNegotiate(negotiate2);
  if (!hasFlags(flags, REQUIRED_FLAGS)) refuse4("the client does not offer the protection that is required");
  const { serverName, domainName } = options;
  const inDomain = serverName !== domainName;
  const text5 = (id, value) => ({ id, value: Buffer.from(value, "utf16le") });
  const offered = flags & OFFERED_FLAGS & ~NTLM_FLAG.OEM;
  const type = inDomain ? NTLM_FLAG.TARGET_TYPE_DOMAIN : NTLM_FLAG.TARGET_TYPE_SERVER;
  return encodeChallenge({
    flags: (offered | type | NTLM_FLAG.TARGET_INFO) >>> 0,
    serverChallenge: options.randomBytes(8),
    targetName: domainName,
    targetInfo: encodeAvPairs([
      text5(AV.DOMAIN_NAME, domainName),
      text5(AV.COMPUTER_NAME, serverName),
      text5(AV.DNS_DOMAIN_NAME, domainName.toLowerCase()),
      text5(AV.DNS_COMPUTER_NAME, inDomain ? `${serverName}.${domainName}`.toLowerCase() : serverName.toLowerCase()),
      { id: AV.TIMESTAMP, value: fileTime(options.now()) }
    ]),
    version: DEFAULT_VERSION
  });
}
function createNtlmAcceptor(options) {
  let negotiate2;
  let challenge;
  let judged = false;
  const advance = (token) => {
    if (negotiate2 === void 0 || challenge === void 0) {
      negotiate2 = Buffer.from(token);
      challenge = challengeFor(negotiate2, options);
      return { challenge };
    }
    judged = true;
    const { lookup, channelBinding } = options;
    const { user, domain, sessionKey: sessionKey2 } = verifyExchange({
      negotiate: negotiate2,
      challenge,
      authenticate: token,
      lookup,
      channelBinding
    });
    return { accepted: { user, domain }, sealing: createNtlmSealing(sessionKey2, "server") };
  };
  return {
    step(token) {
      if (judged) return { rejected: "a token after the verdict" };
      try {
        return advance(token);
      } catch (error) {
        judged = true;
        if (error instanceof WinrmError) return { rejected: error.message };
        throw error;
      }
    }
  };
}

// src/winrm/psrp/server.ts
var fragmentSize = 32768;
function readOpen(value) {
  const applicationArguments = member(value, "ApplicationArguments");
  return {
    kind: "open",
    minRunspaces: numberOf(member(value, "MinRunspaces")) ?? 1,
    maxRunspaces: numberOf(member(value, "MaxRunspaces")) ?? 1,
    ...isPsObject(applicationArguments) ? { applicationArguments } : {}
  };
}
function readEvent(message) {
  switch (message.type) {
    case messageTypes.initRunspacePool:
      return readOpen(messageValue(message));
    case messageTypes.connectRunspacePool:
      return { kind: "connect" };
    case messageTypes.createPipeline:
      return { kind: "pipeline", pipeline: message.pipeline, spec: readPipelineSpec(messageValue(message)) };
    case messageTypes.pipelineInput:
      return { kind: "input", pipeline: message.pipeline, value: messageValue(message) };
    case messageTypes.endOfPipelineInput:
      return { kind: "endOfInput", pipeline: message.pipeline };
    case messageTypes.publicKey:
      return { kind: "publicKey", key: String(member(messageValue(message), "PublicKey") ?? "") };
    default:
      return { kind: "other", message };
  }
}
function createServerPool(maxMessage = 50 * 1024 * 1024) {
  const fragmenter = createFragmenter();
  const streams = /* @__PURE__ */ new Map();
  let id;
  let clientProtocol;
  const accept = (bytes) => {
    const message = readMessage(bytes);
    if (message.to !== "server") throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a message is not for a server");
    id ??= message.pool;
    if (message.pool !== id) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a message is for another pool");
    if (message.type === messageTypes.sessionCapability) {
      clientProtocol = readCapability(messageValue(message)) ?? "2.1";
      return void 0;
    }
    if (clientProtocol === void 0)
      throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a message before SESSION_CAPABILITY");
    return readEvent(message);
  };
  return {
    get id() {
      return id ?? "";
    },
    get clientProtocol() {
      return clientProtocol;
    },
    receive(stream, bytes) {
      const key2 = stream ?? "";
      const defragmenter = streams.get(key2) ?? createDefragmenter(maxMessage);
      streams.set(key2, defragmenter);
      return defragmenter.push(bytes).flatMap((message) => accept(message) ?? []);
    },
    send(type, value, pipeline) {
      const message = writeMessage({ to: "client", type, pool: id ?? "", pipeline }, value);
      return Buffer.concat(fragmenter.cut(message, fragmentSize));
    },
    forget(stream) {
      streams.delete(stream);
    }
  };
}

// src/winrm/peer/powershell.ts
function namedParameters(spec, key2) {
  const first = spec.statements[0]?.[0];
  const plain2 = (value) => {
    if (value === null) return true;
    return isPsScalar(value) && value.tag === "SS" && key2 !== void 0 ? key2.open(value) : toPlain(value);
  };
  return Object.fromEntries(
    (first?.arguments ?? []).flatMap(({ name, value }) => name === void 0 ? [] : [[name, plain2(value)]])
  );
}
function joined(before, { failed: failed3, ...after }) {
  const both = (one = [], other = []) => [...one, ...other];
  return {
    output: both(before.output, after.output),
    errors: both(before.errors, after.errors),
    warnings: both(before.warnings, after.warnings),
    verbose: both(before.verbose, after.verbose),
    ...failed3 === void 0 ? {} : { failed: failed3 }
  };
}
var PowershellShell = class {
  #pool = createServerPool();
  #pipelines = /* @__PURE__ */ new Map();
  #shell;
  #sink;
  #handler;
  #randomBytes;
  #key;
  constructor(shell, sink, { handler, randomBytes: randomBytes4 }) {
    this.#shell = shell;
    this.#sink = sink;
    this.#handler = handler;
    this.#randomBytes = randomBytes4;
  }
  data(pipeline, fragments) {
    for (const event of this.#pool.receive(pipeline, fragments)) this.#handle(event);
  }
  connect(fragments) {
    const asked2 = this.#pool.receive(void 0, fragments).some((event) => event.kind === "connect");
    if (!asked2) throw new TypeError("connectXml does not ask for a connection");
    const answer2 = [
      this.#pool.send(messageTypes.sessionCapability, capability("2.3")),
      this.#pool.send(messageTypes.runspacePoolInitData, poolInitData(1, 1))
    ];
    this.#sink.data(void 0, this.#pool.send(messageTypes.runspacePoolState, poolState(poolStates.opened)));
    return Buffer.concat(answer2);
  }
  command() {
  }
  signal(pipeline) {
    const running = this.#pipelines.get(pipeline);
    this.#pool.forget(pipeline);
    if (running === void 0 || running.ended) return;
    running.abort.abort();
    this.#end(running, pipelineStates.stopped);
  }
  close() {
    for (const running of this.#pipelines.values()) {
      running.ended = true;
      running.abort.abort();
    }
    this.#pipelines.clear();
  }
  #handle(event) {
    if (event.kind === "open") this.#open();
    else if (event.kind === "pipeline") this.#create(event.pipeline, event.spec);
    else if (event.kind === "input") this.#pipelines.get(event.pipeline)?.input.push(event.value);
    else if (event.kind === "endOfInput") this.#start(event.pipeline);
    else if (event.kind === "publicKey") this.#answerKey(event.key);
  }
  #answerKey(publicKey2) {
    const { encrypted, sessionKey: sessionKey2 } = answerKeyExchange(publicKey2, this.#randomBytes(32));
    this.#key = sessionKey2;
    const value = psObject({ extended: /* @__PURE__ */ new Map([["EncryptedSessionKey", encrypted]]) });
    this.#sink.data(void 0, this.#pool.send(messageTypes.encryptedSessionKey, value));
  }
  #open() {
    const psVersion = this.#handler.psVersion?.() ?? "5.1.26100.1";
    const build2 = this.#handler.osVersion?.() ?? "10.0.26100.1";
    this.#sink.data(void 0, this.#pool.send(messageTypes.sessionCapability, capability("2.3")));
    this.#sink.data(void 0, this.#pool.send(messageTypes.applicationPrivateData, privateData(psVersion, build2)));
    this.#sink.data(void 0, this.#pool.send(messageTypes.runspacePoolState, poolState(poolStates.opened)), true);
  }
  #create(id, spec) {
    const running = { id, spec, input: [], abort: new AbortController(), ended: false };
    this.#pipelines.set(id, running);
    if (spec.noInput) this.#start(id);
  }
  #start(id) {
    const running = this.#pipelines.get(id);
    if (running === void 0 || running.ended) return;
    void this.#run(running);
  }
  async #run(running) {
    try {
      const result = await this.#invoke(running);
      if (!running.ended) this.#report(running, result);
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      if (!running.ended) this.#report(running, { failed: { message, errorId: "HandlerFailed" } });
    }
  }
  /** Statements run one after the other, up to the first that fails. */
  async #invoke(running) {
    let whole = {};
    for (const statement of running.spec.statements) {
      const one = await this.#invokeOne(running, { ...running.spec, statements: [statement] });
      whole = joined(whole, one);
      if (one.failed !== void 0 || running.ended) break;
    }
    return whole;
  }
  async #invokeOne(running, spec) {
    const first = spec.statements[0]?.[0];
    return await this.#handler.invoke({
      ...first?.isScript === false ? { command: first.text } : {},
      ...first?.isScript === true ? { script: first.text } : {},
      parameters: namedParameters(spec, this.#key),
      spec,
      input: running.input,
      shell: this.#shell,
      signal: running.abort.signal,
      progress: (record2) => this.#say(running, messageTypes.progressRecord, writeProgress(record2)),
      write: (value) => this.#say(running, messageTypes.pipelineOutput, value)
    });
  }
  #say(running, type, value) {
    if (!running.ended) this.#sink.data(running.id, this.#pool.send(type, value, running.id));
  }
  #report(running, result) {
    for (const value of result.output ?? []) this.#say(running, messageTypes.pipelineOutput, value);
    for (const error of result.errors ?? []) this.#say(running, messageTypes.errorRecord, writeErrorRecord(error));
    for (const text5 of result.warnings ?? []) {
      this.#say(running, messageTypes.warningRecord, writeMessageRecord("Warning", text5));
    }
    for (const text5 of result.verbose ?? []) {
      this.#say(running, messageTypes.verboseRecord, writeMessageRecord("Verbose", text5));
    }
    if (result.failed === void 0) this.#end(running, pipelineStates.completed);
    else this.#end(running, pipelineStates.failed, result.failed);
  }
  #end(running, state, error) {
    running.ended = true;
    const value = pipelineState(state, error);
    this.#sink.data(running.id, this.#pool.send(messageTypes.pipelineState, value, running.id));
    this.#sink.done(running.id);
    this.#pipelines.delete(running.id);
  }
};
function powershellBackend(options) {
  return { open: (shell, sink) => new PowershellShell(shell, sink, options) };
}

// src/winrm/peer/refusal.ts
var Refusal = class extends Error {
  name = "Refusal";
  fault;
  constructor(fault2) {
    super(fault2.text ?? `fault ${fault2.number}`);
    this.fault = fault2;
  }
};
function refuse5(number3, text5, more = {}) {
  throw new Refusal({ number: number3, text: text5, ...more });
}
function refuseUnknown(what) {
  refuse5(2150858843, `The request contained an unknown ${what} identifier.`, {
    blame: "Sender",
    subcode: "InvalidSelectors",
    detail: "UnexpectedSelectors"
  });
}

// src/winrm/peer/operations.ts
var nothing2 = new Uint8Array(0);
var twoHours = 2 * 60 * 60 * 1e3;
var maxCommands = 1e3;
var programs = "cmd";
function configurationOf(resourceUri, around) {
  if (resourceUri === resources.cmd && around.hasPrograms) return programs;
  const name = resourceUri?.startsWith(resources.powershell) ? resourceUri.slice(resources.powershell.length) : "";
  const known = around.configurations.find((one) => one.toLowerCase() === name.toLowerCase());
  return known ?? refuse5(2150858811, "The resource URI is not known to this service.", { blame: "Sender" });
}
function shellOf({ request }, { table }) {
  return table.find(request.header.selectors?.ShellId) ?? refuseUnknown("shell");
}
function connectedShellOf(asked2, around) {
  const shell = shellOf(asked2, around);
  return shell.connected ? shell : refuse5(2150859213, "The shell is disconnected.", { blame: "Sender" });
}
function outboxOf(shell, commandId) {
  if (commandId === void 0) return shell.outbox;
  return shell.commands.get(commandId) ?? refuseUnknown("command");
}
function hand(shell, { commandId, bytes, name, end }) {
  try {
    shell.connection.data(commandId, bytes, name);
    if (end === true && commandId !== void 0) shell.connection.end?.(commandId);
  } catch (cause) {
    refuse5(87, `The data could not be read: ${cause instanceof Error ? cause.message : "unknown"}`, {
      blame: "Sender"
    });
  }
}
var create2 = ({ request, user }, around) => {
  const { header: header3, body } = request;
  const configurationName = configurationOf(header3.resourceUri, around);
  const wanted = readCreate(body);
  const id = wanted.id !== void 0 && isGuid(wanted.id) ? wanted.id : around.newId();
  if (around.table.find(id) !== void 0) refuse5(2150859202, "The shell exists already.", { blame: "Sender" });
  const about = {
    id,
    configurationName,
    user,
    ...wanted.name === void 0 ? {} : { name: wanted.name }
  };
  const resourceUri = header3.resourceUri ?? "";
  const idleTimeout = wanted.idleTimeout ?? twoHours;
  const shell = around.table.open({ about, resourceUri, sessionId: header3.sessionId, idleTimeout });
  try {
    if (wanted.creation !== void 0) hand(shell, { name: "stdin", bytes: wanted.creation });
  } catch (cause) {
    around.table.remove(shell);
    throw cause;
  }
  const owner = user.domain === "" ? user.username : `${user.domain}\\${user.username}`;
  return writeCreateResponse({ id, resourceUri, owner, state: "Connected", idleTimeout }, header3.to);
};
var command = async (asked2, around) => {
  const shell = connectedShellOf(asked2, around);
  const wanted = readCommand2(asked2.request.body);
  const id = wanted.id !== void 0 && isGuid(wanted.id) ? wanted.id : around.newId();
  if (shell.commands.size >= maxCommands) refuse5(2150859174, "Too many commands in this shell.");
  around.table.command(shell, id);
  try {
    await shell.connection.command(id, wanted);
    const isPipeline = shell.about.configurationName !== programs;
    const fragments = isPipeline ? Buffer.from(wanted.arguments.join(""), "base64") : nothing2;
    if (fragments.length > 0) hand(shell, { name: "stdin", commandId: id, bytes: fragments });
  } catch (cause) {
    shell.commands.delete(id);
    throw cause;
  }
  return writeCommandResponse(id);
};
var send = (asked2, around) => {
  const shell = connectedShellOf(asked2, around);
  for (const part of readSend(asked2.request.body)) {
    outboxOf(shell, part.commandId);
    hand(shell, part);
  }
  return element2("rsp:SendResponse", {});
};
var receive = async (asked2, around) => {
  const shell = connectedShellOf(asked2, around);
  const { commandId } = readReceive(asked2.request.body);
  const outbox = outboxOf(shell, commandId);
  const { maxEnvelopeSize, operationTimeout } = asked2.request.header;
  const budget = Math.min(131072, Math.floor((maxEnvelopeSize - 4096) * 0.75));
  const fetched = await outbox.fetch(budget, (expired) => {
    const stop = around.after(operationTimeout, expired);
    asked2.closed.addEventListener("abort", expired, { once: true });
    return () => {
      stop();
      asked2.closed.removeEventListener("abort", expired);
    };
  });
  around.table.find(shell.id);
  if (fetched.kind === "timeout") {
    refuse5(pollAgain, "The operation could not be completed within the time specified.", { subcode: "TimedOut" });
  }
  if (fetched.kind === "gone") refuse5(995, "The I/O operation has been aborted.", { subcode: "InternalError" });
  const parts = fetched.parts.map(({ name, bytes }) => ({ name, commandId, bytes }));
  const { done, exitCode } = fetched;
  return writeReceiveResponse({ parts, done, commandId, ...exitCode === void 0 ? {} : { exitCode } });
};
var signal = (asked2, around) => {
  const shell = connectedShellOf(asked2, around);
  const { commandId, code } = readSignal(asked2.request.body);
  const outbox = outboxOf(shell, commandId);
  if (commandId !== void 0) {
    shell.connection.signal(commandId, code);
    if (code !== signals.stopPipeline) {
      shell.commands.delete(commandId);
      outbox.drop();
    }
  }
  return element2("rsp:SignalResponse", {});
};
var remove2 = (asked2, around) => {
  around.table.remove(shellOf(asked2, around));
  return "";
};
var disconnect = (asked2, around) => {
  const shell = shellOf(asked2, around);
  shell.connected = false;
  for (const outbox of [shell.outbox, ...shell.commands.values()]) outbox.interrupt();
  return "";
};
var reconnect = (asked2, around) => {
  const shell = shellOf(asked2, around);
  if (shell.sessionId !== asked2.request.header.sessionId) {
    refuse5(2150859213, "The shell belongs to another session.", { blame: "Sender" });
  }
  shell.connected = true;
  return "";
};
var connect5 = (asked2, around) => {
  const shell = shellOf(asked2, around);
  const { connection } = shell;
  const commandId = readConnectCommand(asked2.request.body);
  if (commandId !== void 0) {
    if (!shell.connected) refuse5(inUseOrDisconnected, "The shell is disconnected.", { blame: "Sender" });
    outboxOf(shell, commandId);
    return writeConnectCommandResponse();
  }
  if (shell.connected || connection.connect === void 0) {
    refuse5(shell.connected ? 2150859213 : 2150859216, "The shell cannot be connected to.", { blame: "Sender" });
  }
  let answer2;
  try {
    answer2 = connection.connect(readConnect(asked2.request.body));
  } catch {
    refuse5(2150859206, "Client capability information and connect information are missing or invalid.", {
      blame: "Sender"
    });
  }
  shell.connected = true;
  return writeConnectResponse(answer2);
};
var shellOperations = /* @__PURE__ */ new Map([
  [actions.create, create2],
  [actions.command, command],
  [actions.send, send],
  [actions.receive, receive],
  [actions.signal, signal],
  [actions.delete, remove2],
  [actions.disconnect, disconnect],
  [actions.reconnect, reconnect],
  [actions.connect, connect5]
]);

// src/winrm/peer/programs.ts
var ProgramShell = class {
  #running = /* @__PURE__ */ new Map();
  #handler;
  #shell;
  #sink;
  constructor(handler, shell, sink) {
    this.#handler = handler;
    this.#shell = shell;
    this.#sink = sink;
  }
  command(id, line) {
    let endInput = () => {
    };
    const inputEnded = new Promise((resolve5) => {
      endInput = resolve5;
    });
    const running = { input: [], inputEnded, endInput, abort: new AbortController() };
    this.#running.set(id, running);
    void this.#run(id, running, line);
  }
  data(id, bytes) {
    if (id !== void 0) this.#running.get(id)?.input.push(bytes);
  }
  end(id) {
    this.#running.get(id)?.endInput();
  }
  signal(id) {
    const running = this.#running.get(id);
    if (running === void 0) return;
    this.#running.delete(id);
    running.abort.abort();
  }
  close() {
    for (const { abort } of this.#running.values()) abort.abort();
    this.#running.clear();
  }
  async #run(id, running, line) {
    const write3 = (stream, bytes) => {
      if (this.#running.has(id)) this.#sink.text(id, stream, bytes);
    };
    const stdin = async () => {
      await running.inputEnded;
      return Buffer.concat(running.input);
    };
    let exitCode = 1;
    try {
      const { command: command2, arguments: args } = line;
      const about = { command: command2, arguments: args, stdin, write: write3, shell: this.#shell, signal: running.abort.signal };
      exitCode = await this.#handler.program?.(about) ?? exitCode;
    } catch (cause) {
      write3("stderr", Buffer.from(cause instanceof Error ? cause.message : String(cause)));
    }
    if (this.#running.delete(id)) this.#sink.done(id, exitCode);
  }
};
function programBackend(handler) {
  return { open: (shell, sink) => new ProgramShell(handler, shell, sink) };
}

// src/winrm/peer/readings.ts
var firstPage = 1;
var laterPage = 50;
var maxContexts = 64;
function shellItem(shell) {
  const { about } = shell;
  return writeShell({
    id: shell.id,
    resourceUri: shell.resourceUri,
    owner: about.user.username,
    state: shell.connected ? "Connected" : "Disconnected",
    idleTimeout: shell.idleTimeout,
    ...about.name === void 0 ? {} : { name: about.name }
  });
}
function commandItems(table, filter) {
  const wanted = filter?.kind === "selectors" ? filter.selectors.ShellId?.toUpperCase() : void 0;
  return table.list().filter((shell) => wanted === void 0 || shell.id === wanted).flatMap(
    (shell) => [...shell.commands.keys()].map(
      (id) => element2(
        "rsp:Command",
        {},
        element2("rsp:ShellId", {}, escapeText(shell.id)) + element2("rsp:CommandId", {}, escapeText(id))
      )
    )
  );
}
async function callMethod(handler, { header: header3, body }) {
  const uri = header3.resourceUri ?? "";
  const resource = readCimResource(uri);
  const wanted = readCimCall(body);
  if (resource === void 0 || wanted === void 0 || header3.action !== `${uri}/${wanted.method}`) return void 0;
  const result = await handler.cimMethod?.({ ...resource, keys: header3.selectors ?? {}, ...wanted });
  if (result === void 0) refuse5(2150858752, "The method does not exist.", { blame: "Sender" });
  return writeCimResult(uri, wanted.method, result);
}
function createReadings({ handler, table, newId, maxEnvelopeSize }) {
  const contexts2 = /* @__PURE__ */ new Map();
  const rows2 = async (request) => {
    const found = await handler.cim?.(request);
    if (found === void 0) refuse5(2150858752, "The resource does not exist.", { blame: "Sender" });
    const uri = cimResource(request.namespace, request.className);
    return found.map((row) => writeCimRow(uri, request.className, row));
  };
  const get = async (uri, keys) => {
    if (uri === resources.config) return writeConfig({ maxEnvelopeSize, maxTimeout: 6e4 });
    if (uri === resources.shell) return shellItem(table.find(keys?.ShellId) ?? refuseUnknown("shell"));
    const resource = readCimResource(uri) ?? refuse5(2150858811, "The resource URI is not known.", { blame: "Sender" });
    const [first] = await rows2({ ...resource, keys: keys ?? {} });
    return first ?? refuse5(2150858752, "The instance does not exist.", { blame: "Sender" });
  };
  const items = async (uri, filter) => {
    if (uri === resources.shell) return table.list().map(shellItem);
    if (uri === resources.command) return commandItems(table, filter);
    const resource = readCimResource(uri) ?? refuse5(2150858811, "The resource URI is not known.", { blame: "Sender" });
    if (filter?.kind !== "wql") return await rows2(resource);
    const className = /\bfrom\s+([a-z_]\w*)/i.exec(filter.query)?.[1];
    if (className === void 0) refuse5(2150858778, "The filter is not valid.", { blame: "Sender" });
    return await rows2({ ...resource, className, query: filter.query });
  };
  const page = (kind2, all, size) => {
    const rest = all.slice(size);
    if (rest.length === 0) return writePage(kind2, all, void 0);
    const context = newId();
    const oldest = contexts2.keys().next().value;
    if (contexts2.size >= maxContexts && oldest !== void 0) contexts2.delete(oldest);
    contexts2.set(context, rest);
    return writePage(kind2, all.slice(0, size), context);
  };
  const pull = (context) => {
    const rest = contexts2.get(context);
    contexts2.delete(context);
    if (rest === void 0) refuse5(2150858763, "The enumeration context is not valid.", { blame: "Sender" });
    return page("Pull", rest, laterPage);
  };
  return {
    async answer({ request: { header: header3, body } }) {
      const uri = header3.resourceUri ?? "";
      if (header3.action === actions.get) return await get(uri, header3.selectors);
      if (header3.action === actions.enumerate) {
        const everything = uri === resources.shell || uri === resources.command;
        return page(
          "Enumerate",
          await items(uri, readEnumerate(body)),
          everything ? Number.POSITIVE_INFINITY : firstPage
        );
      }
      if (header3.action === actions.pull) return pull(readPull(body));
      if (header3.action === actions.release) {
        contexts2.delete(readPull(body));
        return "";
      }
      return await callMethod(handler, { header: header3, body });
    }
  };
}

// src/winrm/peer/outbox.ts
var Outbox = class {
  #parts = [];
  #finished = false;
  #exitCode;
  #dropped = false;
  #waiter;
  #scheduled = false;
  push(part) {
    if (this.#finished || this.#dropped) return;
    this.#parts.push(part);
    this.#wake();
  }
  /** Nothing more will be pushed. @param exitCode of a program. */
  finish(exitCode) {
    this.#finished = true;
    this.#exitCode = exitCode;
    this.#wake();
  }
  /**
   * @param budget bytes that may go into one answer (at least one part always goes).
   * @param wait starts the clock of this Receive: calls back when its time is over, returns how to stop it.
   */
  async fetch(budget, wait) {
    if (this.#dropped) return { kind: "gone" };
    if (this.#ready) return this.#take(budget);
    this.interrupt();
    let stop = () => {
    };
    const fetched = new Promise((resolve5) => {
      const mine = { answer: resolve5, budget };
      this.#waiter = mine;
      stop = wait(() => {
        if (this.#waiter === mine) this.interrupt();
      });
    });
    try {
      return await fetched;
    } finally {
      stop();
    }
  }
  /** Ends a waiting Receive as if its time were over. */
  interrupt() {
    this.#settle({ kind: "timeout" });
  }
  /** Ends a waiting Receive: the stream is no more. */
  drop() {
    this.#dropped = true;
    this.#parts.length = 0;
    this.#settle({ kind: "gone" });
  }
  get #ready() {
    return this.#parts.length > 0 || this.#finished;
  }
  #take(budget) {
    const taken = [];
    let size = 0;
    for (const part of this.#parts) {
      if (taken.length > 0 && (part.apart === true || size + part.bytes.length > budget)) break;
      taken.push(part);
      size += part.bytes.length;
    }
    this.#parts.splice(0, taken.length);
    const done = this.#finished && this.#parts.length === 0;
    const exitCode = done && this.#exitCode !== void 0 ? { exitCode: this.#exitCode } : {};
    return { kind: "data", parts: taken, done, ...exitCode };
  }
  #settle(fetched) {
    const waiting = this.#waiter;
    this.#waiter = void 0;
    waiting?.answer(fetched);
  }
  /** Everything said in one turn goes into one answer: a quick pipeline costs one Receive, as on a real machine. */
  #wake() {
    if (this.#scheduled || this.#waiter === void 0) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (this.#waiter !== void 0 && this.#ready) this.#settle(this.#take(this.#waiter.budget));
    });
  }
};

// src/winrm/peer/shells.ts
function createShellTable(backend, now) {
  const shells = /* @__PURE__ */ new Map();
  const remove3 = (shell) => {
    shells.delete(shell.id);
    shell.connection.close();
    shell.outbox.drop();
    for (const outbox of shell.commands.values()) outbox.drop();
  };
  const expire = () => {
    for (const shell of shells.values()) {
      if (now() - shell.usedAt > shell.idleTimeout) remove3(shell);
    }
  };
  return {
    open({ about, resourceUri, sessionId: sessionId2, idleTimeout }) {
      const outbox = new Outbox();
      const commands = /* @__PURE__ */ new Map();
      const connection = backend.open(about, {
        data(pipeline, fragments, apart = false) {
          const box = pipeline === void 0 ? outbox : commands.get(pipeline);
          box?.push({ name: "stdout", bytes: fragments, apart });
        },
        text(command2, name, bytes) {
          commands.get(command2)?.push({ name, bytes });
        },
        done(pipeline, exitCode) {
          (pipeline === void 0 ? outbox : commands.get(pipeline))?.finish(exitCode);
        }
      });
      const shell = {
        id: about.id,
        about,
        resourceUri,
        sessionId: sessionId2,
        connection,
        idleTimeout,
        connected: true,
        usedAt: now(),
        outbox,
        commands
      };
      shells.set(shell.id, shell);
      return shell;
    },
    find(id) {
      expire();
      const shell = id === void 0 ? void 0 : shells.get(id.toUpperCase());
      if (shell !== void 0) shell.usedAt = now();
      return shell;
    },
    list() {
      expire();
      return [...shells.values()];
    },
    command(shell, id) {
      const outbox = new Outbox();
      shell.commands.set(id, outbox);
      return outbox;
    },
    remove: remove3,
    clear() {
      for (const shell of [...shells.values()]) remove3(shell);
    }
  };
}

// src/winrm/peer/service.ts
var nothing3 = new Uint8Array(0);
function createService(options) {
  const { handler } = options;
  const forPrograms = programBackend(handler);
  const backend = {
    open: (shell, sink) => (shell.configurationName === programs ? forPrograms : options.backend).open(shell, sink)
  };
  const table = createShellTable(backend, options.now);
  const newId = () => guidFromRandom(options.randomBytes(16));
  const { configurations, after } = options;
  const hasPrograms = handler.program !== void 0;
  const around = { table, configurations, hasPrograms, newId, after };
  const readings = createReadings({ handler, table, newId, maxEnvelopeSize: options.maxEnvelopeSize });
  const faulty = (fault2, relatesTo) => ({
    status: 500,
    soap: writeResponse({ action: actions.fault, messageId: newId(), relatesTo }, writeFault(fault2))
  });
  const identity2 = (version2) => writeIdentity({
    protocolVersion: "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
    vendor: "Microsoft Corporation",
    productVersion: `OS: ${version2} SP: 0.0 Stack: 3.0`
  });
  const perform = async (asked2) => {
    const { header: header3 } = asked2.request;
    const action = header3.action.slice(header3.action.lastIndexOf("/") + 1);
    const no = handler.intercept?.({ action, resourceUri: header3.resourceUri ?? "", user: asked2.user });
    if (no === "drop") return "drop";
    if (no !== void 0 && "status" in no) return { status: no.status, soap: nothing3 };
    if (no !== void 0) throw new Refusal({ number: no.fault, ...no.text === void 0 ? {} : { text: no.text } });
    const operation2 = shellOperations.get(header3.action);
    const body = await (operation2 === void 0 ? readings.answer(asked2) : Promise.resolve(operation2(asked2, around)));
    if (body === void 0) throw new Refusal({ number: 2150858789, blame: "Sender", subcode: "ActionNotSupported" });
    const answer2 = { action: responseAction(header3.action), messageId: newId(), relatesTo: header3.messageId };
    return { status: 200, soap: writeResponse(answer2, body) };
  };
  return {
    async serve(soap, user, closed) {
      let relatesTo;
      try {
        const request = readRequest(soap);
        relatesTo = request.header.messageId;
        if (isIdentify(request.body)) return { status: 200, soap: identity2(handler.osVersion?.() ?? "10.0.26100") };
        return await perform({ request, user, closed });
      } catch (cause) {
        if (cause instanceof Refusal) return faulty(cause.fault, relatesTo);
        return faulty({ number: 2147549183, text: cause instanceof Error ? cause.message : "unexpected" }, relatesTo);
      }
    },
    identify(soap) {
      try {
        return isIdentify(readRequest(soap).body) ? identity2("0.0.0") : void 0;
      } catch {
        return void 0;
      }
    },
    reset() {
      table.clear();
    }
  };
}

// src/winrm/peer.ts
var path = "/wsman";
var label = "application/HTTP-SPNEGO-session-encrypted";
var soapType = "application/soap+xml;charset=UTF-8";
var nothing4 = new Uint8Array(0);
var frameSize = 4096;
function reply(status, body = nothing4, headers = {}) {
  return { status, headers, body };
}
function realTimer(milliseconds, callback) {
  const timer = setTimeout(callback, Math.min(milliseconds, 2 ** 31 - 1));
  return () => clearTimeout(timer);
}
var Connection = class {
  #grounds;
  #closed = new AbortController();
  #ended;
  #acceptor;
  #user;
  #sealing;
  constructor(grounds) {
    this.#grounds = grounds;
    this.#ended = AbortSignal.any([grounds.gone, this.#closed.signal]);
  }
  async answer(request) {
    if (this.#ended.aborted) return "drop";
    if (request.path.split("?", 1)[0] !== path) return reply(404);
    if (request.method !== "POST") return reply(405);
    const limit = (this.#grounds.options.maxEnvelopeSize ?? 512e3) + frameSize;
    if (request.body.length > limit) return reply(413);
    const { authorization } = request.headers;
    if (authorization !== void 0) return await this.#logOn(authorization, request);
    if (this.#user === void 0) return this.#stranger(request);
    return await this.#serve(request, this.#user);
  }
  close() {
    this.#closed.abort();
    this.#user = void 0;
    this.#sealing = void 0;
  }
  #unauthorized(token) {
    const challenge = token === void 0 ? "" : ` ${Buffer2.from(token).toString("base64")}`;
    return reply(401, nothing4, { "WWW-Authenticate": `Negotiate${challenge}` });
  }
  #stranger(request) {
    const asks = request.headers.wsmanidentify?.toLowerCase() === "unauthenticated";
    const identity2 = asks ? this.#grounds.service.identify(request.body) : void 0;
    return identity2 === void 0 ? this.#unauthorized() : reply(200, identity2, { "Content-Type": soapType });
  }
  async #logOn(authorization, request) {
    const [scheme = "", token = ""] = authorization.trim().split(/\s+/);
    this.#user = void 0;
    this.#sealing = void 0;
    if (scheme.toLowerCase() !== "negotiate") return this.#unauthorized();
    this.#acceptor ??= this.#newAcceptor();
    const step = this.#acceptor.step(Buffer2.from(token, "base64"));
    if ("challenge" in step) return this.#unauthorized(step.challenge);
    this.#acceptor = void 0;
    if ("rejected" in step) return this.#unauthorized();
    this.#user = { username: step.accepted.user, domain: step.accepted.domain };
    this.#sealing = step.sealing;
    return request.body.length === 0 ? reply(200) : await this.#serve(request, this.#user);
  }
  #newAcceptor() {
    const { options, connection } = this.#grounds;
    return createNtlmAcceptor({
      lookup: options.lookup,
      serverName: options.serverName,
      domainName: options.domainName ?? options.serverName,
      now: options.now,
      randomBytes: options.randomBytes,
      ...connection.channelBinding === void 0 ? {} : { channelBinding: connection.channelBinding }
    });
  }
  async #serve(request, user) {
    const sealed = isSealedContentType(request.headers["content-type"]);
    if (!sealed && !this.#grounds.connection.tls && this.#grounds.options.requireSealing !== false) return reply(500);
    const soap = sealed ? this.#unseal(request.body) : request.body;
    if (soap === void 0) return "drop";
    const served = await this.#grounds.service.serve(soap, user, this.#ended);
    if (served === "drop" || this.#ended.aborted) return "drop";
    if (served.soap.length === 0) return reply(served.status);
    if (!sealed) return reply(served.status, served.soap, { "Content-Type": soapType });
    return reply(served.status, this.#seal(served.soap), { "Content-Type": sealedContentType(label) });
  }
  #unseal(body) {
    try {
      const part = decodeSealedBody(body);
      return this.#sealing?.unseal(part.signature, part.sealed);
    } catch {
      return void 0;
    }
  }
  #seal(soap) {
    const parts = this.#sealing?.seal(soap);
    return parts === void 0 ? nothing4 : encodeSealedBody({ label, length: soap.length, ...parts });
  }
};
function createPeer(options) {
  const service2 = createService({
    handler: options.handler,
    backend: options.shellBackend ?? powershellBackend(options),
    configurations: options.configurations ?? ["Microsoft.PowerShell"],
    maxEnvelopeSize: options.maxEnvelopeSize ?? 512e3,
    now: options.now,
    randomBytes: options.randomBytes,
    after: options.after ?? realTimer
  });
  let gone = new AbortController();
  return {
    connection: (connection) => new Connection({ options, connection, service: service2, gone: gone.signal }),
    reset() {
      gone.abort();
      gone = new AbortController();
      service2.reset();
    }
  };
}

// src/simulation/answers.ts
var OwnRefusal = class extends Error {
  name = "OwnRefusal";
};
function defined(parameters, answer2) {
  return { parameters, answer: answer2 };
}
var none2 = strictObject({});
var key = string().regex(jobKeyPattern);
var source = _enum(["machine", "windows-update", "microsoft-update"]);
var identity = string().transform((text5, context) => {
  const [updateId, revision] = text5.split("@");
  const parsed = updateIdentitySchema.safeParse({ updateId, revision: Number(revision) });
  if (parsed.success) return parsed.data;
  context.addIssue({ code: "custom", message: `${text5} is not updateId@revision` });
  return NEVER;
});
var work = discriminatedUnion("Kind", [
  strictObject({ Key: key, Kind: literal("scan"), Source: source }),
  strictObject({ Key: key, Kind: literal("install"), Source: source, Update: array(identity) }),
  strictObject({
    Key: key,
    Kind: literal("uninstall"),
    PackagesBefore: array(string()),
    Kb: array(kbSchema)
  })
]);
function workOf(asked2) {
  switch (asked2.Kind) {
    case "scan":
      return { kind: "scan", source: asked2.Source };
    case "install":
      return { kind: "install", source: asked2.Source, updates: asked2.Update };
    case "uninstall":
      return { kind: "uninstall", packagesBefore: asked2.PackagesBefore, kbs: asked2.Kb };
  }
}
var functions2 = {
  "Get-PatchringFacts": defined(none2, (model, _, now) => model.facts(now)),
  "Get-PatchringBoot": defined(none2, (model, _, now) => model.boot(now)),
  "Get-PatchringHotpatch": defined(none2, (model, _, now) => model.hotpatch(now)),
  "Get-PatchringHealth": defined(
    strictObject({ EventsSince: string().optional() }),
    (model, { EventsSince }, now) => model.health(now, EventsSince === void 0 ? void 0 : Date.parse(EventsSince))
  ),
  "Get-PatchringPackage": defined(none2, (model, _, now) => ({ packages: model.packages(now) })),
  "Start-PatchringJob": defined(work, (model, asked2, now) => {
    const wanted = workOf(asked2);
    const refused2 = model.refuses(asked2.Key, wanted);
    if (refused2 !== void 0) throw new OwnRefusal(refused2);
    return model.startJob(asked2.Key, wanted, now);
  }),
  "Get-PatchringJob": defined(strictObject({ Key: key }), (model, { Key }, now) => model.pollJob(Key, now)),
  "Remove-PatchringJob": defined(strictObject({ Key: key }), (model, { Key }, now) => ({
    outcome: model.removeJob(Key, now)
  })),
  "Get-PatchringVersion": defined(none2, () => ({ version: 2 })),
  "Restart-PatchringMachine": defined(
    strictObject({ IfStillOn: string(), Reason: string() }),
    (model, { IfStillOn }, now) => ({ outcome: model.restart(IfStillOn, now) })
  )
};
function powershellOf(value) {
  if (Array.isArray(value)) return value.map(powershellOf);
  if (typeof value !== "object" || value === null) return value;
  return psCustomObject(Object.fromEntries(Object.entries(value).map(([name, one]) => [name, powershellOf(one)])));
}
var definition = /^[ \t]*function[ \t]+([A-Za-z][\w-]*)/gim;
function createResponder(model, now) {
  const scopes = /* @__PURE__ */ new WeakMap();
  const runScript = (call, script) => {
    if (/^(?:[ \t]*#[^\n]*(?:\n|$))+$/.test(script)) return {};
    const names2 = [...script.matchAll(definition)].map(([, name = ""]) => name.toLowerCase());
    if (names2.length === 0) return notExecuted();
    if (call.spec.statements[0]?.[0]?.useLocalScope === true) return {};
    scopes.set(call.shell, /* @__PURE__ */ new Set([...scopes.get(call.shell) ?? [], ...names2]));
    return {};
  };
  return {
    invoke(call) {
      if (call.script !== void 0) return runScript(call, call.script);
      const name = call.command ?? "";
      const [known] = Object.entries(functions2).filter(([one]) => one.toLowerCase() === name.toLowerCase());
      if (known === void 0 || scopes.get(call.shell)?.has(name.toLowerCase()) !== true) return notFound(name);
      const parameters = known[1].parameters.safeParse(call.parameters);
      if (!parameters.success) return notBound(name, prettifyError(parameters.error));
      try {
        return { output: [powershellOf(known[1].answer(model, parameters.data, now()))] };
      } catch (cause) {
        if (!(cause instanceof OwnRefusal)) throw cause;
        return { failed: { message: "The job was refused.", errorId: cause.message, category: "InvalidOperation" } };
      }
    },
    cim: (request) => readCim(model, now(), request)
  };
}
function notExecuted() {
  const message = "The embedded fleet executes no scripts: it only takes definitions of functions.";
  return { failed: { message, errorId: "NotSupported", category: "NotImplemented" } };
}
function notFound(name) {
  return {
    failed: {
      message: `The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program.`,
      errorId: "CommandNotFoundException",
      category: "ObjectNotFound",
      targetName: name,
      exceptionType: "System.Management.Automation.CommandNotFoundException"
    }
  };
}
function notBound(name, why) {
  return {
    failed: {
      message: why,
      errorId: `ParameterArgumentValidationError,${name}`,
      category: "InvalidData",
      targetName: name,
      exceptionType: "System.Management.Automation.ParameterBindingException"
    }
  };
}
var systemProcess = "4";
function readCim(model, now, request) {
  const { namespace, className, query, keys } = request;
  const wanted = /\bfrom\s+(\w+)/i.exec(query ?? "")?.[1] ?? className;
  const bootedAt = new Date(model.boot(now).bootedAt);
  const { build: build2 } = model.profile;
  switch (`${namespace.replaceAll("\\", "/")}/${wanted}`.toLowerCase()) {
    case "root/cimv2/win32_operatingsystem":
      return [{ LastBootUpTime: bootedAt, BuildNumber: build2, Version: `10.0.${build2}`, LocalDateTime: new Date(now) }];
    case "root/cimv2/win32_process":
      if ((keys?.Handle ?? systemProcess) !== systemProcess) return [];
      return [{ Handle: systemProcess, ProcessId: 4, Name: "System", CreationDate: bootedAt }];
    case "root/microsoft/windows/taskscheduler/msft_scheduledtask":
      return readTask2(model, now, keys?.TaskName ?? "");
    default:
      return void 0;
  }
}
function readTask2(model, now, name) {
  const { state } = model.pollJob(name, now);
  if (state === "absent") return [];
  return [{ TaskName: name, TaskPath: "\\patchring\\", State: state === "queued" ? 2 : state === "running" ? 4 : 3 }];
}

// src/simulation/door.ts
var largestBody = 4 * 2 ** 20;
var pauseBeforeRetry = 50;
var Door = class {
  #options;
  #server;
  /** Everyone on the line, those included who have not finished their TLS handshake. */
  #sockets = /* @__PURE__ */ new Set();
  #connections = /* @__PURE__ */ new WeakMap();
  #closing = new AbortController();
  #peer;
  #port = 0;
  /** Opening and shutting, one after the other. */
  #following = Promise.resolve();
  #watchedUntil = Number.POSITIVE_INFINITY;
  constructor(options) {
    this.#options = options;
    const serve = (request, response) => void this.#serve(request, response);
    this.#server = options.tls === void 0 ? createHttpServer(serve) : createHttpsServer(options.tls, serve);
    this.#server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => this.#sockets.delete(socket));
    });
    this.#server.on(
      options.tls === void 0 ? "connection" : "secureConnection",
      (socket) => this.#welcome(socket)
    );
    this.#server.keepAliveTimeout = 0;
    this.#server.requestTimeout = 0;
    this.#server.headersTimeout = 0;
  }
  get port() {
    return this.#port;
  }
  /** Listens on the first free port from `from` on; returns it. */
  async open(from) {
    for (let port = from; ; port += 1) {
      if (await this.#listen(port)) {
        this.#port = port;
        await this.#follow();
        return port;
      }
    }
  }
  async close() {
    this.#closing.abort();
    await this.#following;
    await this.#shut();
  }
  get #model() {
    const model = this.#options.models.model(this.#options.name);
    if (model === void 0) throw new TypeError(`the fleet has no machine ${this.#options.name}`);
    return model;
  }
  /** @returns false where the port is taken. */
  #listen(port) {
    return new Promise((resolve5, reject) => {
      const failed3 = (cause) => {
        if (cause.code === "EADDRINUSE" || cause.code === "EACCES") resolve5(false);
        else reject(cause);
      };
      this.#server.once("error", failed3);
      this.#server.listen({ port, host: this.#options.host, backlog: 128 }, () => {
        this.#server.removeListener("error", failed3);
        resolve5(true);
      });
    });
  }
  /** Opens or shuts as the machine is now, and looks again when that may change. */
  #follow() {
    this.#following = this.#following.then(() => this.#adjust());
    return this.#following;
  }
  async #adjust() {
    const { clock } = this.#options;
    const isDown = this.#model.reach(clock.now()) === "refused";
    if (isDown && this.#server.listening) await this.#shut();
    while (!isDown && !this.#server.listening && !this.#closing.signal.aborted && !await this.#listen(this.#port)) {
      await pause(pauseBeforeRetry);
    }
    this.#watch();
  }
  #watch() {
    const { clock } = this.#options;
    const next = this.#model.nextReachChangeAt(clock.now());
    if (next === void 0 || next >= this.#watchedUntil || this.#closing.signal.aborted) return;
    this.#watchedUntil = next;
    void clock.sleepUntil(next, this.#closing.signal).then(() => {
      if (this.#watchedUntil === next) this.#watchedUntil = Number.POSITIVE_INFINITY;
      return this.#closing.signal.aborted ? void 0 : clock.during(this.#follow());
    });
  }
  #shut() {
    this.#peer?.reset();
    return new Promise((resolve5) => {
      this.#server.close(() => resolve5());
      this.#dropAll();
    });
  }
  #welcome(socket) {
    const { tls } = this.#options;
    this.#peer ??= this.#createPeer();
    const connection = this.#peer.connection({
      tls: tls !== void 0,
      ...tls === void 0 ? {} : { channelBinding: tls.channelBinding }
    });
    this.#connections.set(socket, connection);
    socket.on("close", () => connection.close());
  }
  #createPeer() {
    const { clock, account } = this.#options;
    const model = this.#model;
    const responder = createResponder(model, () => clock.now());
    const isMeant2 = (user) => user.toLowerCase() === account.username.toLowerCase();
    return createPeer({
      lookup: (user, domain) => isMeant2(user) || isMeant2(`${domain}\\${user}`) ? account.password : void 0,
      serverName: model.facts(clock.now()).computerName,
      now: () => clock.now(),
      randomBytes: randomBytes2,
      handler: {
        invoke: (call) => {
          const result = responder.invoke(call);
          if (call.command !== void 0 && model.losesAnswer()) this.#dropAll();
          this.#watch();
          return Promise.resolve(result);
        },
        cim: (request) => responder.cim(request),
        osVersion: () => `10.0.${model.profile.build}`,
        psVersion: () => model.facts(clock.now()).psVersion
      }
    });
  }
  /** Everything that was said is lost on its way: the connections break after the machine has done its part. */
  #dropAll() {
    for (const socket of this.#sockets) socket.destroy();
  }
  async #serve(request, response) {
    const { socket } = request;
    const connection = this.#connections.get(socket);
    const body = await bodyOf(request);
    const reach = this.#model.reach(this.#options.clock.now());
    if (reach === "hangs") return;
    if (connection === void 0 || body === void 0 || reach === "refused") {
      socket.destroy();
      return;
    }
    const { method = "", url = "" } = request;
    const reply2 = await connection.answer({ method, path: url, headers: headersOf(request), body });
    if (socket.destroyed) return;
    if (reply2 === "drop") {
      socket.destroy();
      return;
    }
    response.writeHead(reply2.status, {
      Server: "Microsoft-HTTPAPI/2.0",
      ...reply2.headers,
      "Content-Length": reply2.body.length
    });
    response.end(reply2.body);
  }
};
async function bodyOf(request) {
  const parts = [];
  let size = 0;
  try {
    for await (const part of request) {
      size += part.length;
      if (size > largestBody) return void 0;
      parts.push(part);
    }
  } catch {
    return void 0;
  }
  return parts.length === 1 && parts[0] !== void 0 ? parts[0] : Buffer.concat(parts);
}
function headersOf(request) {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value])
  );
}

// src/simulation/listener.ts
var portRange = { first: 15e3, length: 15e3 };
function portOfProcess() {
  return portRange.first + process.pid * 211 % portRange.length;
}
function doorTlsOf(tls) {
  return { ...tls, channelBinding: endpointBindingOf(new X509Certificate2(tls.cert).raw) };
}
async function listen(options) {
  const { models, clock, account, host = "127.0.0.1" } = options;
  const tls = options.tls === void 0 ? {} : { tls: doorTlsOf(options.tls) };
  const doors = [];
  const ports = /* @__PURE__ */ new Map();
  let next = options.firstPort ?? portOfProcess();
  for (const name of models.names) {
    const door = new Door({ name, models, clock, host, account, ...tls });
    doors.push(door);
    const port = await clock.during(door.open(next));
    ports.set(name, port);
    next = port + 1;
  }
  return {
    host,
    ports,
    async close() {
      await Promise.all(doors.map((door) => door.close()));
    }
  };
}

// src/simulation/policy-text.ts
var shortGates = `gates:
  after:
    - { gate: cameBack, timeout: 15s }
    - { gate: hotpatch, settle: 1s }
    - buildIsTarget
    - { gate: services, settle: 1s, confirm: 1 }
    - { gate: events, settle: 1s }

`;
var namedGates = `gates:
  after: [cameBack, hotpatch, buildIsTarget, services, events]

`;
function gatesOf(scenario, scale) {
  if (scale === "short") return shortGates;
  return scenario.policy.hotpatch === void 0 ? "" : namedGates;
}
function policyOf(scenario, { scale, ca }) {
  const soak = scale === "short" ? "2s" : "24h";
  const { hotpatch: hotpatch2, onRegression } = scenario.policy;
  const connection = ca === void 0 ? "{ transport: http-sealed }" : `{ transport: https, ca: ${ca} }`;
  const regression = onRegression === "halt" ? "" : `
    onRegression: ${onRegression}`;
  return `# The embedded fleet, story "${scenario.name}".
# ${scenario.story}
# It lets in $PATCHRING_USERNAME with $PATCHRING_PASSWORD, and nobody else.
version: 1
name: windows-servers
inventory: machines.yml
connection: ${connection}
${hotpatch2 === void 0 ? "" : `hotpatch: ${hotpatch2} # no update is held back for its sake; the gate still watches
`}
${gatesOf(scenario, scale)}rings:
  - name: test
    machines: { label: ring=test }
    window: anytime
    waves: [1, 100%]
    maxUnavailable: 2
    soak: ${soak}
  - name: pilot
    machines: { label: ring=pilot }
    window: anytime
    waves: [1, 50%, 100%]
    maxUnavailable: 2
    soak: ${soak}${regression}
  - name: production
    machines: { label: ring=production }
    window: anytime
    waves: [10%, 50%, 100%]
    maxUnavailable: 25%
    soak: ${soak}${regression}
`;
}
function inventoryOf(entries2) {
  const lines = entries2.map(({ name, address, port, labels }) => {
    const where = address === void 0 ? "" : ` address: ${address},${port === void 0 ? "" : ` port: ${port},`}`;
    const words = Object.entries(labels).map(([key2, value]) => `${key2}: ${value}`);
    return `  - { name: ${name},${where} labels: { ${words.join(", ")} } }`;
  });
  return `machines:
${lines.join("\n")}
`;
}

// src/simulation/roster.ts
var fewestMachines = 8;
var kindsOf = {
  test: ["app", "web", "sql"],
  pilot: ["web", "app", "dhcp", "sql", "file"],
  production: ["web", "app", "sql", "web", "file", "app", "wsus", "web", "sql", "app", "web", "dc"]
};
var prefixes2 = { test: "t", pilot: "pl" };
function ringOf(ring, size) {
  const kinds2 = kindsOf[ring];
  const counts = /* @__PURE__ */ new Map();
  return Array.from({ length: size }, (_, index) => {
    const kind2 = kinds2[index % kinds2.length] ?? "app";
    const prefix = prefixes2[ring] ?? kind2;
    const count3 = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, count3);
    return { name: `${prefix}${String(count3).padStart(2, "0")}`, ring, kind: kind2, index };
  });
}
function rosterOf(count3) {
  if (count3 < fewestMachines) throw new RangeError(`a fleet of three rings has at least ${fewestMachines} machines`);
  const test = Math.max(2, Math.round(count3 * 0.15));
  const pilot = Math.max(3, Math.round(count3 * 0.25));
  return [...ringOf("test", test), ...ringOf("pilot", pilot), ...ringOf("production", count3 - test - pilot)];
}
function entryOf({ name, ring, kind: kind2 }, at2) {
  return {
    name,
    ...at2 === void 0 ? {} : { address: at2.host, port: at2.port },
    labels: { ring, role: kind2 }
  };
}

// src/simulation/catalogue.ts
var server2025 = "Microsoft Server operating system-24H2";
var megabyte = 1e6;
var build = 26100;
function rollupPackage(ubr) {
  return `Package_for_RollupFix~31bf3856ad364e35~amd64~~${build}.${ubr}.1.10`;
}
function servicingStackPackage(ubr) {
  return `Package_for_ServicingStack_${ubr}~31bf3856ad364e35~amd64~~${build}.${ubr}.1.0`;
}
function cumulative(of) {
  const restarts = of.restarts ?? "always";
  return {
    update: {
      updateId: of.updateId,
      revision: 200,
      title: of.title,
      kbs: [of.kb],
      categories: ["0fa1201d-4330-4fa8-8ae9-b877473b6441", "Security Updates", server2025],
      size: (of.train === "baseline" ? 1900 : 310) * megabyte,
      restart: typeof restarts === "string" ? restarts : "can",
      isDownloaded: false,
      needsInput: false,
      isProductUpgrade: false,
      cves: [...of.cves ?? []]
    },
    kb: of.kb,
    family: "cumulative",
    build,
    level: of.ubr,
    audience: of.audience,
    restarts,
    packages: [rollupPackage(of.ubr)],
    permanentPackages: [servicingStackPackage(of.ubr)],
    train: of.train
  };
}
var bystanders = [
  {
    update: {
      updateId: "5d1f7a36-0c2c-4b58-9c1e-6a7a0f4b1c11",
      revision: 200,
      title: "Security Intelligence Update for Microsoft Defender Antivirus - KB2267602 (Version 1.441.212.0)",
      kbs: ["KB2267602"],
      categories: ["e0789628-ce08-4437-be74-2495b842f43b", "Definition Updates", "Microsoft Defender Antivirus"],
      size: 140 * megabyte,
      restart: "never",
      isDownloaded: true,
      needsInput: false,
      isProductUpgrade: false,
      cves: []
    },
    kb: "KB2267602",
    family: "definitions",
    build,
    level: 1,
    audience: "all",
    restarts: "never",
    packages: [],
    permanentPackages: [],
    train: "keeps"
  }
];
var june2025 = [
  cumulative({
    kb: "KB5060842",
    ubr: 4349,
    title: "2025-06 Cumulative Update for Microsoft server operating system version 24H2 for x64-based Systems (KB5060842) (26100.4349)",
    updateId: "b6a1f0de-3f5c-4a55-8a86-4f5c2f0e6842",
    audience: "notEnrolled",
    train: "leaves"
  }),
  cumulative({
    kb: "KB5060841",
    ubr: 4270,
    title: "2025-06 Hotpatch Cumulative Update for Microsoft server operating system version 24H2 (KB5060841) (26100.4270)",
    updateId: "0f4a8d0c-7a1b-4c0f-9d25-0be0c31e6841",
    audience: "enrolled",
    train: "keeps",
    restarts: "never"
  }),
  ...bystanders
];
var wsusFix = ["CVE-2025-59287"];
var october2025 = [
  cumulative({
    kb: "KB5070881",
    ubr: 6905,
    title: "2025-10 Cumulative Update for Microsoft server operating system version 24H2 for x64-based Systems (KB5070881) (26100.6905)",
    updateId: "8c3d8a27-50f6-4f0c-8b0f-3f1a6d070881",
    audience: "all",
    train: "leaves",
    cves: wsusFix
  }),
  cumulative({
    kb: "KB5070893",
    ubr: 6905,
    title: "2025-10 Security Update for Microsoft server operating system version 24H2 for x64-based Systems (KB5070893) (26100.6905)",
    updateId: "3b7b6c1e-9d0a-4f64-a0d5-94c8d1070893",
    audience: "enrolled",
    train: "keeps",
    restarts: { role: "wsus" },
    cves: wsusFix
  }),
  ...bystanders
];
var october2025FirstDay = october2025.filter(({ kb }) => kb !== "KB5070893");
var september2026 = [
  cumulative({
    kb: "KB5122871",
    ubr: 33438,
    title: "2026-09 Security Update (KB5122871) (26100.33438)",
    updateId: "e51c7b0a-64b5-4a0e-9f3f-2f6d2c122871",
    audience: "all",
    train: "baseline",
    cves: ["CVE-2026-69525"]
  }),
  ...bystanders
];

// src/simulation/profile.ts
var [second, minute] = [1e3, 6e4];
var realisticTiming = {
  queue: [second, 3 * second],
  scan: [40 * second, 3 * minute],
  install: [6 * minute, 20 * minute],
  uninstall: [5 * minute, 15 * minute],
  grace: [5 * second, 8 * second],
  down: [3 * minute, 9 * minute],
  servicing: [20 * second, 90 * second]
};
var shortTiming = {
  queue: [10, 40],
  scan: [150, 400],
  install: [300, 2 * second],
  uninstall: [300, 1500],
  grace: [100, 200],
  down: [500, 2 * second],
  servicing: [100, 400]
};

// src/simulation/servers.ts
function service(name, startMode = "automatic", state = "running") {
  return { name, startMode, state, isTriggerStart: false, exitCode: 0 };
}
var everywhere = [
  service("Dnscache"),
  service("EventLog"),
  service("LanmanServer"),
  service("Netlogon"),
  service("W32Time"),
  service("WinRM", "automaticDelayed"),
  service("Winmgmt"),
  { ...service("sppsvc", "automaticDelayed", "stopped"), isTriggerStart: true }
];
var kinds = {
  app: { roles: [], services: [service("OrderIntake")] },
  web: { roles: ["iis"], services: [service("W3SVC")] },
  sql: { roles: ["sql"], services: [service("MSSQLSERVER"), service("SQLSERVERAGENT")] },
  dhcp: { roles: ["dhcp"], services: [service("DHCPServer")] },
  file: { roles: ["dfs-replication"], services: [service("DFSR")] },
  wsus: { roles: ["iis", "wsus"], services: [service("W3SVC"), service("WsusService")] },
  dc: {
    roles: ["domain-controller", "dns", "dfs-replication"],
    services: [service("ADWS"), service("DFSR"), service("DNS"), service("Kdc"), service("NTDS")]
  }
};
var enrolled = {
  isEnrolled: true,
  vbsStatus: 2,
  secureBoot: true,
  arcSubscription: 1,
  licenceTrouble: []
};
var notEnrolled = { ...enrolled, isEnrolled: false, vbsStatus: 0, arcSubscription: null };
var gibibyte2 = 2 ** 30;
function server({ kind: kind2, isEnrolled: isEnrolled2, ubr, kbs, packages: packages2 }) {
  const { roles, services } = kinds[kind2];
  const isDatacenter = kind2 === "sql" || kind2 === "file";
  return {
    domain: "corp.example",
    isDomainController: kind2 === "dc",
    productName: `Microsoft Windows Server 2025 ${isDatacenter ? "Datacenter" : "Standard"}`,
    editionId: isDatacenter ? "ServerDatacenter" : "ServerStandard",
    installationType: kind2 === "dc" || kind2 === "web" ? "Server Core" : "Server",
    build: 26100,
    ubr,
    roles,
    otherUpdaters: [],
    services: [...everywhere, ...services],
    hotpatch: isEnrolled2 ? enrolled : notEnrolled,
    kbs,
    packages: packages2,
    pendingRestart: [],
    disk: { free: 41 * gibibyte2, size: 127 * gibibyte2 }
  };
}

// src/simulation/scenarios.ts
var timings = { realistic: realisticTiming, short: shortTiming };
var healthy = () => [];
var everySecond = ({ index, kind: kind2 }) => index % 2 === 1 && kind2 !== "dc";
var isSecondPilot = ({ ring, index }) => ring === "pilot" && index === 1;
var summer2025 = {
  startAt: Date.UTC(2025, 5, 10, 20, 0),
  catalogue: june2025,
  enrolled: { ubr: 3981, kbs: ["KB5055523", "KB5058497"] },
  notEnrolled: { ubr: 4061, kbs: ["KB5058411"] }
};
var autumn2025 = {
  startAt: Date.UTC(2025, 9, 24, 20, 0),
  catalogue: october2025,
  enrolled: { ubr: 6899, kbs: ["KB5066835"] },
  notEnrolled: { ubr: 6899, kbs: ["KB5066835"] }
};
var autumn2026 = {
  startAt: Date.UTC(2026, 8, 9, 20, 0),
  catalogue: september2026,
  enrolled: { ubr: 33222, kbs: ["KB5099536", "KB5120228"] },
  notEnrolled: { ubr: 33296, kbs: ["KB5120233"] },
  isEnrolled: everySecond
};
var scenarios = [
  {
    ...summer2025,
    name: "bad-update",
    story: "KB5060842 passes the test ring, and in the pilot ring the DHCP Server service does not come back.",
    expected: "rolled-back",
    isEnrolled: () => false,
    faults: ({ kind: kind2 }) => kind2 === "dhcp" ? [{ kind: "serviceDies", kb: "KB5060842", service: "DHCPServer" }] : [],
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
    isEnrolled: (entry2) => entry2.ring !== "test" && everySecond(entry2),
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
    ...autumn2026,
    name: "lost-machine",
    story: "The second pilot machine goes down for its restart and never comes back.",
    expected: "halted",
    faults: (entry2) => isSecondPilot(entry2) ? [{ kind: "neverComesBack" }] : [],
    policy: { onRegression: "halt" }
  },
  {
    ...autumn2026,
    name: "slow-restart",
    story: "One pilot machine takes three quarters of an hour to restart, and comes back.",
    expected: "succeeded",
    faults: (entry2, scale) => isSecondPilot(entry2) ? [{ kind: "slowRestart", takes: scale === "short" ? 8e3 : 44 * 6e4 }] : [],
    policy: { onRegression: "rollback" }
  }
];
function scenarioNamed(name) {
  return scenarios.find((scenario) => scenario.name === name);
}
function setupsOf(scenario, roster, scale) {
  const profiles = /* @__PURE__ */ new Map();
  return roster.map((entry2) => {
    const isEnrolled2 = scenario.isEnrolled(entry2);
    const { ubr, kbs } = isEnrolled2 ? scenario.enrolled : scenario.notEnrolled;
    const key2 = `${entry2.kind} ${isEnrolled2}`;
    const packages2 = [rollupPackage(ubr), servicingStackPackage(ubr)];
    const profile = profiles.get(key2) ?? server({ kind: entry2.kind, isEnrolled: isEnrolled2, ubr, kbs, packages: packages2 });
    profiles.set(key2, profile);
    return { name: entry2.name, profile, faults: scenario.faults(entry2, scale) };
  });
}

// src/simulation/embedded.ts
function simulatedPlay(options) {
  const { scenario, machines, seed, scale, clock } = options;
  const roster = rosterOf(machines);
  const fleet = createSimulatedFleet({
    machines: setupsOf(scenario, roster, scale),
    clock,
    catalogue: scenario.catalogue,
    timing: timings[scale],
    seed
  });
  const entries2 = roster.map((entry2) => entryOf(entry2));
  const texts2 = { policy: policyOf(scenario, { scale }), inventory: inventoryOf(entries2) };
  return { fleet, models: fleet.models, entries: entries2, ...texts2 };
}
async function startEmbeddedFleet(options) {
  const { scenario, scale, clock, tls, firstPort } = options;
  const { models } = simulatedPlay(options);
  const account = { username: "patcher", password: options.password ?? randomBytes3(15).toString("base64url") };
  const listener = await listen({
    models,
    clock,
    account,
    ...tls === void 0 ? {} : { tls },
    ...firstPort === void 0 ? {} : { firstPort }
  });
  const entries2 = rosterOf(options.machines).map(
    (entry2) => entryOf(entry2, { host: listener.host, port: listener.ports.get(entry2.name) ?? 0 })
  );
  return {
    entries: entries2,
    models,
    policy: policyOf(scenario, { scale, ...tls === void 0 ? {} : { ca: tls.ca } }),
    inventory: inventoryOf(entries2),
    account,
    listener,
    close: () => listener.close()
  };
}

// src/simulation/clock.ts
import { setMaxListeners } from "node:events";
var quietTurns = 3;
function createVirtualClock(startAt) {
  const sleepers = [];
  let now = startAt;
  let inFlight = 0;
  let quiet = 0;
  let watching = false;
  function watch() {
    quiet = 0;
    if (watching || inFlight > 0 || sleepers.length === 0) return;
    watching = true;
    setImmediate(turn);
  }
  function turn() {
    watching = false;
    if (inFlight > 0 || sleepers.length === 0) return;
    quiet += 1;
    if (quiet < quietTurns) {
      watching = true;
      setImmediate(turn);
      return;
    }
    now = Math.max(now, sleepers[0]?.at ?? now);
    while (sleepers[0] !== void 0 && sleepers[0].at <= now) sleepers.shift()?.wake();
    watch();
  }
  return {
    now: () => now,
    get sleepers() {
      return sleepers.length;
    },
    async during(work2) {
      inFlight += 1;
      try {
        return await work2;
      } finally {
        inFlight -= 1;
        watch();
      }
    },
    sleepUntil(at2, signal2) {
      if (at2 <= now || signal2?.aborted === true) return Promise.resolve();
      return new Promise((resolve5) => {
        const sleeper = {
          at: at2,
          wake: () => {
            signal2?.removeEventListener("abort", leave);
            resolve5();
          }
        };
        const leave = () => {
          sleepers.splice(sleepers.indexOf(sleeper), 1);
          resolve5();
          watch();
        };
        listen2(signal2, leave);
        sleepers.splice(placeOf(sleepers, at2), 0, sleeper);
        watch();
      });
    }
  };
}
function placeOf(sleepers, at2) {
  let low = 0;
  let high = sleepers.length;
  while (low < high) {
    const middle = low + high >> 1;
    if ((sleepers[middle]?.at ?? 0) <= at2) low = middle + 1;
    else high = middle;
  }
  return low;
}
var longestTimer = 2 ** 31 - 1;
function createScaledClock({ speed, startAt }) {
  const wallStart = Date.now();
  const start = startAt ?? wallStart;
  const now = () => Math.floor(start + (Date.now() - wallStart) * speed);
  return {
    now,
    during: (work2) => work2,
    async sleepUntil(at2, signal2) {
      while (now() < at2 && signal2?.aborted !== true) await pause2(Math.ceil((at2 - now()) / speed), signal2);
    }
  };
}
function pause2(length2, signal2) {
  return new Promise((resolve5) => {
    const done = () => {
      clearTimeout(timer);
      signal2?.removeEventListener("abort", done);
      resolve5();
    };
    const timer = setTimeout(done, Math.min(Math.max(length2, 1), longestTimer));
    listen2(signal2, done);
  });
}
function listen2(signal2, aborted) {
  if (signal2 === void 0) return;
  setMaxListeners(0, signal2);
  signal2.addEventListener("abort", aborted, { once: true });
}

// src/world/clock.ts
var longestTimer2 = 2 ** 31 - 1;
function createRealClock() {
  return {
    now: () => Date.now(),
    during: (work2) => work2,
    async sleepUntil(at2, signal2) {
      while (Date.now() < at2 && signal2?.aborted !== true) await nap(at2 - Date.now(), signal2);
    }
  };
}
function nap(length2, signal2) {
  return new Promise((resolve5) => {
    const done = () => {
      clearTimeout(timer);
      signal2?.removeEventListener("abort", done);
      resolve5();
    };
    const timer = setTimeout(done, Math.min(Math.max(length2, 1), longestTimer2));
    signal2?.addEventListener("abort", done, { once: true });
  });
}
function createStoryClock(startAt, speed) {
  if (speed === void 0) {
    const clock = createVirtualClock(startAt);
    return {
      now: clock.now,
      during: clock.during,
      sleepUntil: clock.sleepUntil,
      skipTo: (at2) => clock.sleepUntil(at2)
    };
  }
  return createSkippingClock(createScaledClock({ speed, startAt }));
}
function createSkippingClock(base2) {
  let skipped = 0;
  let turn = new AbortController();
  const now = () => base2.now() + skipped;
  return {
    now,
    during: (work2) => work2,
    async sleepUntil(at2, signal2) {
      while (now() < at2 && signal2?.aborted !== true) {
        const either = signal2 === void 0 ? turn.signal : AbortSignal.any([signal2, turn.signal]);
        await base2.sleepUntil(at2 - skipped, either);
      }
    },
    async skipTo(at2) {
      skipped += Math.max(0, at2 - now());
      const before = turn;
      turn = new AbortController();
      before.abort();
    }
  };
}

// src/world/embedded.ts
var storyNames = scenarios.map(({ name }) => name);
function scenarioOf({ scenario: name, machines }) {
  const scenario = scenarioNamed(name);
  const faults = [];
  if (scenario === void 0) {
    const guess = nearest(name, storyNames);
    const hint = guess === void 0 ? "" : ` Did you mean "${guess}"?`;
    faults.push(
      failureOf("ARGUMENT_INVALID", `There is no scenario "${name}".${hint}`, {
        next: `The scenarios are ${storyNames.join(", ")}.`
      })
    );
  }
  if (machines < fewestMachines || machines > 5e3) {
    faults.push(
      failureOf("ARGUMENT_INVALID", `--machines is ${machines}: write a number from ${fewestMachines} to 5000.`)
    );
  }
  if (scenario === void 0 || faults.length > 0) throw new FailureError(faults);
  return scenario;
}
async function playStory(options) {
  const { directory, seed, machines, speed } = options;
  const scenario = scenarioOf(options);
  const clock = createStoryClock(scenario.startAt, speed);
  const fleet = await startEmbeddedFleet({ scenario, machines, seed, scale: "realistic", clock });
  const policyFile = await writeFiles(directory, fleet);
  return { ...storyPart(scenario, fleet), clock, policyFile, close: () => fleet.close() };
}
async function startFleet(options) {
  const { directory, seed, machines } = options;
  const scenario = scenarioOf(options);
  await refuseOccupied(directory);
  const fleet = await startEmbeddedFleet({ scenario, machines, seed, scale: "short", clock: createRealClock() });
  const policyFile = await writeFiles(directory, fleet);
  const counts = await serveCounts(fleet.models, ringOf2(fleet));
  return {
    ...storyPart(scenario, fleet),
    policyFile,
    books: counts.url,
    close: async () => {
      await counts.close();
      await fleet.close();
    }
  };
}
function storyPart({ name, story, expected }, fleet) {
  return {
    story: { name, text: story, expected },
    account: fleet.account,
    counts: () => countsOf(fleet.models, ringOf2(fleet)),
    oddities: () => odditiesOf(countsOf(fleet.models, ringOf2(fleet)))
  };
}
function odditiesOf({ irregularities }) {
  return Object.values(irregularities).flat().filter((text5) => !text5.includes(" survey-"));
}
function ringOf2({ entries: entries2 }) {
  const rings = new Map(entries2.map(({ name, labels }) => [name, labels.ring]));
  return (machine) => rings.get(machine);
}
async function writeFiles(directory, { policy, inventory }) {
  const policyFile = join2(directory, "patchring.yml");
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(join2(directory, "machines.yml"), inventory);
    await writeFile(policyFile, policy);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FailureError([
      failureOf("ARGUMENT_INVALID", `nothing can be written there: ${why}`, { place: { file: directory } })
    ]);
  }
  return policyFile;
}
async function refuseOccupied(directory) {
  const policyFile = join2(directory, "patchring.yml");
  const written = existsSync(policyFile) ? await readFile(policyFile, "utf8") : "";
  if (written !== "" && !written.startsWith("# The embedded fleet")) {
    throw new FailureError([
      failureOf("ARGUMENT_INVALID", "a policy of yours lies there, and would be written over.", {
        place: { file: policyFile },
        next: "Choose another folder with --dir."
      })
    ]);
  }
  const ledger = join2(directory, ".patchring");
  if (!existsSync(ledger)) return;
  throw new FailureError([
    failureOf("ARGUMENT_INVALID", "the journal of an earlier fleet lies there, and its machines are gone.", {
      place: { file: ledger },
      next: `Delete ${ledger}, or choose another folder with --dir.`
    })
  ]);
}

// src/world/ledger.ts
import { isAbsolute, relative, resolve, sep } from "node:path";

// src/journal/file.ts
import { mkdir as mkdir3, open, readdir as readdir3, readFile as readFile4 } from "node:fs/promises";
import { join as join5 } from "node:path";

// src/journal/disk.ts
var reasons = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file may not grow any more",
  EROFS: "the file system is read-only",
  EACCES: "access is denied",
  EPERM: "access is denied",
  ENOTDIR: "part of the path is a file",
  EEXIST: "part of the path is a file",
  EISDIR: "the path is a folder",
  EIO: "the disk reports an error"
};
function codeOf2(error) {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : void 0;
}
async function onDisk(file, what, work2) {
  try {
    return await work2();
  } catch (error) {
    const code = codeOf2(error);
    if (error instanceof FailureError || code === void 0) throw error;
    const message = `the ledger could not be ${what}: ${reasons[code] ?? code}`;
    const next = "check the path, the rights and the free space, then run again: what was written before is kept";
    throw new FailureError([failureOf("JOURNAL_UNREADABLE", message, { next, place: { file }, cause: code })]);
  }
}
async function orIfAbsent(work2, standIn) {
  try {
    return await work2;
  } catch (error) {
    if (codeOf2(error) === "ENOENT") return standIn;
    throw error;
  }
}

// src/journal/lock.ts
import { readdir, readFile as readFile2, readlink, rename, rm, stat, utimes, writeFile as writeFile2 } from "node:fs/promises";
import { hostname as hostname2 } from "node:os";
import { join as join3 } from "node:path";
var holderSchema = object({
  owner: string(),
  machine: string(),
  /** Processes with equal scopes see each other's numbers; containers do not. */
  scope: string(),
  pid: number().int(),
  /** When the process was born, as the system counts it: numbers of dead processes are given again. */
  born: string(),
  since: iso_exports.datetime(),
  released: boolean()
});
var refreshEvery = 3e4;
var deadAfter = 6e5;
var writtenWithin = 1e4;
async function takeLock(directory, owner) {
  for (; ; ) {
    const highest = (await generations(directory)).at(-1);
    const standing = highest === void 0 ? "free" : await standingOf(join3(directory, nameOf(highest)));
    if (highest !== void 0 && standing !== "free" && !standing.isDead) {
      throw locked(join3(directory, nameOf(highest)), standing);
    }
    const mine = (highest ?? 0) + 1;
    const holder = await selfAs(owner);
    if (!await create3(join3(directory, nameOf(mine)), holder)) continue;
    const all = await generations(directory);
    if (all.at(-1) !== mine) {
      await rm(join3(directory, nameOf(mine)), { force: true });
      continue;
    }
    for (const older of all.slice(0, -1)) await rm(join3(directory, nameOf(older)), { force: true });
    return hold({ directory, mine, holder, notes: standing === "free" ? [] : [takenOver(standing)] });
  }
}
function hold({ directory, mine, holder, notes }) {
  const path2 = join3(directory, nameOf(mine));
  const refresh = () => {
    const now = /* @__PURE__ */ new Date();
    utimes(path2, now, now).catch(() => {
    });
  };
  const timer = setInterval(refresh, refreshEvery);
  timer.unref();
  const highest = async () => (await generations(directory)).at(-1);
  return {
    notes,
    async verify() {
      const top = await highest();
      if (top === mine) return;
      const file = join3(directory, nameOf(top ?? mine));
      const standing = await standingOf(file);
      throw locked(file, standing === "free" ? { holder: void 0, age: 0, isDead: false } : standing);
    },
    async release() {
      clearInterval(timer);
      if (await highest() !== mine) return;
      const beside = `${path2}.${holder.pid}.new`;
      await writeFile2(beside, JSON.stringify({ ...holder, released: true }));
      await rename(beside, path2);
    }
  };
}
var nameOf = (generation) => `${String(generation).padStart(8, "0")}.json`;
async function generations(directory) {
  const names2 = await orIfAbsent(readdir(directory), []);
  return names2.flatMap((name) => /^\d{8}\.json$/.test(name) ? [Number(name.slice(0, 8))] : []).sort((a, b) => a - b);
}
async function create3(path2, holder) {
  try {
    await writeFile2(path2, JSON.stringify(holder), { flag: "wx", mode: 384 });
    return true;
  } catch (error) {
    if (codeOf2(error) === "EEXIST") return false;
    throw error;
  }
}
async function selfAs(owner) {
  const { pid } = process;
  const since = (/* @__PURE__ */ new Date()).toISOString();
  return { owner, machine: hostname2(), scope: await scopeOf(), pid, born: await bornOf(pid), since, released: false };
}
async function scopeOf() {
  return await readlink("/proc/self/ns/pid").catch(() => "system");
}
async function bornOf(pid) {
  const text5 = await readFile2(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return text5.slice(text5.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}
async function standingOf(path2) {
  const read = Promise.all([readFile2(path2, "utf8"), stat(path2)]);
  const found = await orIfAbsent(read, void 0);
  if (found === void 0) return "free";
  const [text5, { mtimeMs }] = found;
  const age = Math.max(0, Date.now() - mtimeMs);
  const holder = holderIn(text5);
  if (holder === void 0) return { holder, age, isDead: age > writtenWithin };
  if (holder.released) return "free";
  return { holder, age, isDead: await isGone(holder) ?? age > deadAfter };
}
function holderIn(text5) {
  try {
    return holderSchema.parse(JSON.parse(text5));
  } catch {
    return void 0;
  }
}
async function isGone({ machine, scope, pid, born }) {
  if (machine !== hostname2() || scope !== await scopeOf()) return void 0;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf2(error) === "ESRCH";
  }
  const now = await bornOf(pid);
  return born !== "" && now !== "" && born !== now;
}
function describe2({ holder }) {
  if (holder === void 0) return "somebody who left no name";
  const { owner, machine, pid, since } = holder;
  return `${owner}, process ${pid} on ${machine}, since ${since}`;
}
function locked(path2, standing) {
  const message = `another run writes to this ledger: ${describe2(standing)}, seen ${formatDuration(standing.age)} ago`;
  const next = `wait until it ends; if it is certainly dead, delete ${path2} and run again`;
  return new FailureError([failureOf("JOURNAL_LOCKED", message, { next, retryable: true, place: { file: path2 } })]);
}
function takenOver(standing) {
  const message = `the run that wrote to the ledger (${describe2(standing)}) is dead; its lock was taken over`;
  return failureOf("JOURNAL_TAKEN_OVER", message);
}

// src/journal/mailbox.ts
import { randomUUID as randomUUID2 } from "node:crypto";
import { mkdir as mkdir2, readdir as readdir2, readFile as readFile3, rename as rename2, rm as rm2, writeFile as writeFile3 } from "node:fs/promises";
import { join as join4 } from "node:path";
function createMailbox(directory, rollout, schema) {
  const box = join4(directory, rollout);
  return {
    async read() {
      const names2 = await readdir2(box).catch(() => []);
      const letters = [];
      for (const id of names2.filter((name) => name.endsWith(".json")).sort()) {
        const text5 = await readFile3(join4(box, id), "utf8").catch(() => void 0);
        if (text5 === void 0) continue;
        letters.push({ id, event: schema.parse(JSON.parse(text5)) });
      }
      return letters;
    },
    async remove(ids) {
      for (const id of ids) await rm2(join4(box, id), { force: true });
    },
    async post(event) {
      await mkdir2(box, { recursive: true });
      const id = `${new Date(event.at).toISOString().replaceAll(":", "-")}-${randomUUID2()}.json`;
      await writeFile3(join4(box, `${id}.new`), JSON.stringify(event));
      await rename2(join4(box, `${id}.new`), join4(box, id));
      return id;
    }
  };
}

// src/journal/record.ts
import { hash } from "node:crypto";
var chainStart = { sequence: 0, digest: "0".repeat(64) };
var mark = ',"digest":"';
var digestLength = 64;
var tailLength = mark.length + digestLength + '"}'.length;
function formatRecord(event, end) {
  const { at: at2, ...rest } = event;
  const sequence = end.sequence + 1;
  const body = JSON.stringify({ sequence, at: new Date(at2).toISOString(), previous: end.digest, event: rest });
  const text5 = body.slice(0, -1);
  const digest = hash("sha256", text5);
  return { line: `${text5}${mark}${digest}"}`, end: { sequence, digest } };
}
function parseRecords(text5, schema, file) {
  const lines = text5.split("\n");
  if (lines.pop() !== "") throw new RangeError("only whole lines are parsed");
  const events = [];
  let end = chainStart;
  for (const line of lines) {
    const number3 = end.sequence + 1;
    const body = line.slice(0, -tailLength);
    const digest = hash("sha256", body);
    if (line !== `${body}${mark}${digest}"}`) throw changed(file, number3, "its digest is not its own");
    const { sequence, at: at2, previous, event } = JSON.parse(`${body}}`);
    if (sequence !== number3 || previous !== end.digest)
      throw changed(file, number3, "it does not follow the line before");
    const parsed = schema.safeParse({ ...event, at: Date.parse(at2) });
    if (!parsed.success) throw unknown(file, number3, String(event?.kind));
    events.push(parsed.data);
    end = { sequence, digest };
  }
  return { events, end };
}
function changed(file, line, why) {
  const message = `Line ${line} is not the one that was written: ${why}.`;
  const next = "restore the ledger from a backup, and find out who changed it; nothing was done";
  return new FailureError([failureOf("JOURNAL_LINE_CHANGED", message, { place: { file, line }, next })]);
}
function unknown(file, line, kind2) {
  const message = `Line ${line} holds a record (${kind2}) that this version does not read.`;
  const next = "use the version that wrote it, or a later one";
  return new FailureError([failureOf("JOURNAL_VERSION_UNKNOWN", message, { place: { file, line }, next })]);
}

// src/journal/file.ts
var fileName = /^(\d{4,})-(.+)\.jsonl$/;
function createFileLedger(options) {
  const { directory, schema, owner } = options;
  const files = async () => {
    const names2 = await onDisk(directory, "read", () => orIfAbsent(readdir3(directory), []));
    return names2.flatMap((name) => {
      const [, number3, rollout] = fileName.exec(name) ?? [];
      return rollout === void 0 ? [] : [{ number: Number(number3), rollout, file: join5(directory, name) }];
    }).sort((a, b) => a.number - b.number);
  };
  const find = async (rollout) => (await files()).findLast((found) => found.rollout === rollout);
  return {
    list: async () => (await files()).map(({ rollout }) => rollout),
    async read(rollout) {
      const found = await find(rollout);
      if (found === void 0) return [];
      const text5 = await onDisk(found.file, "read", () => readFile4(found.file, "utf8"));
      return parseRecords(wholeLines(text5), schema, found.file).events;
    },
    async write(rollout) {
      const locks = join5(directory, "lock");
      await onDisk(directory, "written", () => mkdir3(locks, { recursive: true, mode: 448 }));
      const lock = await onDisk(locks, "written", () => takeLock(locks, owner));
      try {
        const found = await find(rollout);
        const next = ((await files()).at(-1)?.number ?? 0) + 1;
        const file = found?.file ?? join5(directory, `${String(next).padStart(4, "0")}-${rollout}.jsonl`);
        const { journal, notes } = await openJournal({ file, directory, schema, lock });
        return { journal, notes: [...lock.notes, ...notes] };
      } catch (error) {
        await lock.release();
        throw error;
      }
    },
    mailbox: (rollout) => createMailbox(join5(directory, "mail"), rollout, schema)
  };
}
async function openJournal({ file, directory, schema, lock }) {
  const text5 = await onDisk(file, "read", () => orIfAbsent(readFile4(file, "utf8"), ""));
  const whole = wholeLines(text5);
  const records = parseRecords(whole, schema, file);
  const handle = await onDisk(file, "written", () => open(file, "a", 384));
  const size = Buffer.byteLength(whole);
  const notes = [];
  try {
    if (whole.length < text5.length) {
      await onDisk(file, "written", () => handle.truncate(size));
      notes.push(torn(file, records.end.sequence + 1));
    }
    await onDisk(file, "written", () => handle.datasync());
    if (text5 === "") await syncDirectory(directory);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return { journal: new FileJournal({ file, handle, lock, size, ...records }), notes };
}
async function syncDirectory(directory) {
  const handle = await open(directory, "r").catch(() => void 0);
  await handle?.sync().catch(() => {
  });
  await handle?.close();
}
var FileJournal = class {
  #file;
  #handle;
  #lock;
  #events;
  #end;
  #size;
  #isBroken = false;
  constructor({ file, handle, lock, size, events, end }) {
    this.#file = file;
    this.#handle = handle;
    this.#lock = lock;
    this.#size = size;
    this.#events = [...events];
    this.#end = end;
  }
  read() {
    return Promise.resolve([...this.#events]);
  }
  async append(events) {
    if (this.#isBroken) throw new RangeError("a journal that could not be written is not written again");
    let end = this.#end;
    const lines = events.map((event) => {
      const record2 = formatRecord(event, end);
      end = record2.end;
      return `${record2.line}
`;
    });
    const bytes = Buffer.from(lines.join(""));
    try {
      await onDisk(this.#file, "written", async () => {
        await this.#lock.verify();
        await this.#handle.appendFile(bytes);
        await this.#handle.datasync();
      });
    } catch (error) {
      this.#isBroken = true;
      await this.#handle.truncate(this.#size).catch(() => {
      });
      throw error;
    }
    this.#size += bytes.length;
    this.#end = end;
    this.#events.push(...events);
  }
  async close() {
    await this.#handle.close();
    await this.#lock.release();
  }
};
function wholeLines(text5) {
  return text5.slice(0, text5.lastIndexOf("\n") + 1);
}
function torn(file, line) {
  const message = `Line ${line} was cut off in the middle, as a crash leaves it; it was taken away. Nothing that was done is lost.`;
  return failureOf("JOURNAL_TAIL_TORN", message, { place: { file, line } });
}

// src/model/verdict.ts
var verdicts = ["pass", "inconclusive", "error", "fail"];
function worst(all) {
  if (all.length === 0) return "inconclusive";
  return all.reduce((a, b) => verdicts.indexOf(a) >= verdicts.indexOf(b) ? a : b);
}

// src/rollout/digest.ts
import { createHash as createHash3 } from "node:crypto";
function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries2 = Object.entries(value).filter(([, item]) => item !== void 0).sort(([a], [b]) => a < b ? -1 : 1);
  return `{${entries2.map(([key2, item]) => `${JSON.stringify(key2)}:${canonicalJson(item)}`).join(",")}}`;
}
function digestOf(value) {
  return createHash3("sha256").update(canonicalJson(value)).digest("hex");
}

// src/rollout/effects.ts
var jobKey = string().regex(jobKeyPattern);
var asked = {
  ring: string(),
  machine: string(),
  /** Counts per machine and kind, from 1. */
  attempt: number().int().positive(),
  acknowledge: array(jobKey)
};
var restartPurposes = ["update", "clear", "undo"];
var verifyPurposes = ["update", "soak", "undo"];
var effectSchema = discriminatedUnion("kind", [
  /** Probes and a scan job; changes nothing. */
  strictObject({ kind: literal("check"), ...asked, job: jobKey }),
  strictObject({ kind: literal("install"), ...asked, job: jobKey, updates: array(updateIdentitySchema).min(1) }),
  /** Restarts only a machine that is still on that boot, and waits until the new one has settled. */
  strictObject({
    kind: literal("restart"),
    ...asked,
    ifStillOn: string(),
    purpose: _enum(restartPurposes)
  }),
  /** Probes, from the runner too; `scan`: also asks what is still offered. */
  strictObject({
    kind: literal("verify"),
    ...asked,
    purpose: _enum(verifyPurposes),
    scan: jobKey.nullable(),
    /** Events are counted since this instant of the machine's own clock. */
    eventsSince: number().int().nullable()
  }),
  strictObject({
    kind: literal("uninstall"),
    ...asked,
    job: jobKey,
    packagesBefore: array(string()),
    kbs: array(string())
  }),
  /** Nothing but forgetting finished jobs. */
  strictObject({ kind: literal("acknowledge"), ...asked })
]);
function keyOf(effect) {
  return `${effect.ring}/${effect.machine}/${effect.kind}/${effect.attempt}`;
}
function jobKeyOf(rolloutId, machine, what, attempt) {
  const readable = `${rolloutId}-${machine}-${what}-${attempt}`.replaceAll(/[^A-Za-z0-9-]/g, "-");
  if (readable.length <= 100) return readable;
  return `${readable.slice(0, 59)}-${digestOf([rolloutId, machine, what, attempt]).slice(0, 40)}`;
}
function isRejection({ code }) {
  return rejections.has(code) || code === "CREDENTIAL_WITHHELD";
}
function isOurs(failure) {
  return isRejection(failure) || failure.code.startsWith("CREDENTIAL_");
}
function isOursForGood(failure) {
  return isOurs(failure) && !failure.retryable;
}
function isForward(effect) {
  switch (effect.kind) {
    case "check":
    case "install":
      return true;
    case "restart":
      return effect.purpose !== "undo";
    case "verify":
    case "uninstall":
    case "acknowledge":
      return false;
  }
}

// src/rollout/outcomes.ts
var text3 = string();
var instant2 = number().int();
var failureSchema2 = strictObject({
  code: text3,
  message: text3,
  retryable: boolean(),
  machine: text3.exactOptional(),
  phase: text3.exactOptional(),
  cause: text3.exactOptional(),
  next: text3.exactOptional(),
  place: strictObject({
    file: text3,
    line: number().exactOptional(),
    column: number().exactOptional(),
    path: text3.exactOptional()
  }).exactOptional()
});
function answerSchema(value) {
  return discriminatedUnion("ok", [
    strictObject({ ok: literal(true), value }),
    strictObject({ ok: literal(false), failure: failureSchema2, arrived: _enum(["no", "maybe"]) })
  ]);
}
var snapshotSchema = strictObject({
  at: instant2,
  readings: strictObject({
    facts: answerSchema(factsSchema).exactOptional(),
    boot: answerSchema(bootSchema).exactOptional(),
    hotpatch: answerSchema(hotpatchReadingSchema).exactOptional(),
    health: answerSchema(healthReadingSchema).exactOptional(),
    packages: answerSchema(array(text3)).exactOptional()
  })
});
var runnerAnswersSchema = record(
  text3,
  array(answerSchema(strictObject({ status: number().int().exactOptional(), took: number() })))
);
var outcomeSchema = discriminatedUnion("kind", [
  strictObject({
    kind: literal("checked"),
    snapshot: snapshotSchema,
    runner: runnerAnswersSchema,
    scan: answerSchema(scanResultSchema)
  }),
  /** `boot`: the one on which the job ended; null: could not be read. */
  strictObject({ kind: literal("installed"), result: installResultSchema, boot: bootSchema.nullable() }),
  /** A new boot that has settled. */
  strictObject({ kind: literal("restarted"), boot: bootSchema, askedAt: instant2 }),
  strictObject({
    kind: literal("verified"),
    snapshot: snapshotSchema,
    runner: runnerAnswersSchema,
    scan: answerSchema(scanResultSchema).nullable()
  }),
  strictObject({ kind: literal("uninstalled"), result: uninstallResultSchema, boot: bootSchema.nullable() }),
  strictObject({ kind: literal("acknowledged") }),
  strictObject({ kind: literal("notStarted"), failure: failureSchema2 }),
  strictObject({ kind: literal("failed"), failure: failureSchema2 }),
  strictObject({ kind: literal("lost"), failure: failureSchema2 }),
  strictObject({ kind: literal("overdue"), failure: failureSchema2 })
]);

// src/knowledge/shipped-holds.ts
var leavesTrain = "it takes enrolled machines off the Hotpatch train until the next baseline";
var leak = "LSASS leaks memory on domain controllers until it crashes and the machine restarts";
var loop = "domain controllers restart in a loop, Hyper-V does not start, ReFS volumes are lost";
var lsass = "LSASS may crash at start-up on domain controllers, in a loop of restarts";
var upgrade = "an optional upgrade to Windows Server 2025 bears this KB number";
var shippedHolds = [
  // Support pages of KB5070881 and KB5070893, October 2025 (facts: windows-servicing 2.1). The row has no expiry: an old image that is
  // put back into service is offered the same updates again.
  {
    kb: "KB5070881",
    when: { hotpatch: "enrolled", product: "windows-server-2025" },
    use: "KB5070893",
    reason: leavesTrain
  },
  {
    kb: "KB5070884",
    when: { hotpatch: "enrolled", product: "windows-server-2022" },
    use: "KB5070892",
    reason: leavesTrain
  },
  // Out-of-band fixes of 19 April 2026 (facts: windows-servicing 2.2 case 2). The cumulative fix would take an enrolled machine off the
  // train, and the hotpatch fix lies on top of the faulty baseline: an enrolled domain controller waits.
  {
    kb: "KB5082063",
    when: { hotpatch: "notEnrolled", product: "windows-server-2025", role: "domain-controller" },
    use: "KB5091157",
    reason: lsass
  },
  {
    kb: "KB5082063",
    when: { hotpatch: "enrolled", product: "windows-server-2025", role: "domain-controller" },
    reason: lsass
  },
  {
    kb: "KB5082142",
    when: { hotpatch: "notEnrolled", product: "windows-server-2022", role: "domain-controller" },
    use: "KB5091575",
    reason: lsass
  },
  {
    kb: "KB5082142",
    when: { hotpatch: "enrolled", product: "windows-server-2022", role: "domain-controller" },
    reason: lsass
  },
  // The Cluster service stops again and again and its nodes are quarantined, July 2025; mended on 12 August (facts: rollout 0).
  {
    kb: "KB5062557",
    when: { product: "windows-server-2019", role: "cluster" },
    use: "KB5063877",
    reason: "the Cluster service stops again and again, and nodes are quarantined"
  },
  // Offered and installed again and again, November 2025 (facts: windows-servicing 2.2 case 6).
  {
    kb: "KB5068966",
    when: { hotpatch: "enrolled", product: "windows-server-2025" },
    use: "KB5072753",
    reason: "it is offered and installed again and again"
  },
  // March 2024 (facts: windows-servicing 2.2 case 11). The fixes came to the Catalog only; the next month's update has them.
  {
    kb: "KB5035857",
    when: { product: "windows-server-2022", role: "domain-controller" },
    reason: leak
  },
  { kb: "KB5035849", when: { product: "windows-server-2019", role: "domain-controller" }, reason: leak },
  { kb: "KB5035855", when: { product: "windows-server-2016", role: "domain-controller" }, reason: leak },
  // January 2022 (facts: windows-servicing 2.2 case 13); the next month's update has the fixes.
  { kb: "KB5009555", when: { product: "windows-server-2022", role: "domain-controller" }, reason: loop },
  { kb: "KB5009555", when: { product: "windows-server-2022", role: "hyper-v" }, reason: loop },
  { kb: "KB5009557", when: { product: "windows-server-2019", role: "domain-controller" }, reason: loop },
  { kb: "KB5009557", when: { product: "windows-server-2019", role: "hyper-v" }, reason: loop },
  // A feature upgrade that third-party tools took for a security update, November 2024 (facts: rollout 0). On Windows Server 2025 itself
  // the number is an ordinary cumulative update.
  { kb: "KB5044284", when: { product: "windows-server-2019" }, reason: upgrade },
  { kb: "KB5044284", when: { product: "windows-server-2022" }, reason: upgrade },
  // Installs only while somebody is logged on, and is offered again for ever (facts: windows-servicing 2.2 case 16).
  { kb: "KB5007651", when: {}, reason: "it installs only while somebody is logged on, and is offered again and again" }
];

// src/knowledge/holds.ts
function holdsInForce(own, mode, now) {
  const asked2 = shippedHolds.filter((hold2) => mode !== "ignore" || hold2.when.hotpatch === void 0);
  return [...own, ...asked2].filter((hold2) => isInForce(hold2, now));
}
function isInForce({ expires }, now) {
  return expires === void 0 || now < Date.parse(expires);
}
function holdsFor(question) {
  const judged = question.updates.map((update) => ({
    update,
    why: byHold(question, update) ?? byTrain(question, update)
  }));
  const install2 = judged.filter(({ why }) => why === void 0).map(({ update }) => update);
  const present = [...question.installed, ...install2.flatMap((update) => update.kbs)];
  const held = judged.flatMap(({ update, why }) => why === void 0 ? [] : [heldUpdate(update, why, present)]);
  return { install: install2, held };
}
function heldUpdate(update, why, present) {
  const { updateId, revision, kbs, title } = update;
  const held = { updateId, revision, kbs, title, reason: why.reason };
  const instead = why.use.find((kb) => present.includes(kb));
  if (instead !== void 0) return { ...held, remedy: `${instead} takes its place`, blocks: false, instead };
  if (why.use.length === 0) return { ...held, remedy: why.otherwise, blocks: why.blocks };
  const use = why.use.join(" or ");
  const remedy = `the machine is not offered ${use}: pause and resume Windows Update there, or approve ${use} in WSUS, and scan again`;
  return { ...held, remedy, blocks: true };
}
function byHold(question, update) {
  const hold2 = question.holds.find(
    (one) => update.kbs.includes(one.kb) && isInForce(one, question.now) && isMeant(one, question)
  );
  if (hold2 === void 0) return void 0;
  const until = hold2.expires === void 0 ? "as long as the hold stands" : `until ${hold2.expires}`;
  return {
    reason: `${hold2.kb} is held: ${hold2.reason}`,
    use: hold2.use === void 0 ? [] : [hold2.use],
    otherwise: `it is left out ${until}`,
    blocks: false
  };
}
function isMeant({ when }, { facts: facts2, grade }) {
  if (when.product !== void 0 && productOf(facts2)?.name !== when.product) return false;
  if (when.role !== void 0 && !hasRole(facts2, when.role)) return false;
  const enrolled2 = isEnrolled(grade);
  return when.hotpatch === void 0 || enrolled2 === void 0 || enrolled2 === (when.hotpatch === "enrolled");
}
function hasRole(facts2, role2) {
  return facts2.roles.includes(role2) || role2 === "domain-controller" && facts2.isDomainController;
}
function byTrain(question, update) {
  const { grade, facts: facts2, mode, rows: rows2 } = question;
  if (mode === "ignore" || isEnrolled(grade) === false || grade.verdict === "offTrain") return void 0;
  const product = productOf(facts2);
  const lineage = product === void 0 ? [] : lineageOf(product.name, rows2);
  const row = rowOfKbs(lineage, update.kbs);
  const name = update.kbs.join(", ") || update.title;
  if (row !== void 0) {
    if (keepsTrain(row)) return void 0;
    const use = substitutesFor(lineage, row).flatMap(({ kb }) => kb ?? []);
    const reason = `${name} would take the machine off the Hotpatch train (${grade.reason})`;
    return {
      reason,
      use,
      otherwise: "wait for the next baseline, or accept the loss with hotpatch: ignore",
      blocks: true
    };
  }
  if (product === void 0 || !isForWindows(update) || looksLikeHotpatch(update)) return void 0;
  return unlisted(update, lineage, missingRow(update, lineage, { product: product.name, clock: facts2.clock }));
}
function unlisted(update, lineage, row) {
  const name = update.kbs.join(", ") || update.title;
  const restarts = update.restart === "can" ? "may need a restart" : "needs a restart";
  const isWrong = row !== void 0 && isHotpatchMonth(lineage, row.month);
  const reason = isWrong ? `${name} ${restarts} in ${row.month}, a month of hotpatches, and is in no row of the Hotpatch lineage: it is probably meant for machines that are not enrolled` : `${name} ${restarts} and is in no row of the Hotpatch lineage: it may be meant for machines that are not enrolled`;
  const act = row === void 0 ? "" : `look it up on Microsoft’s page, then add this row to the file that the policy names under lineage, with the kind that the page says (${row.kind} is the guess), and plan again, since an open rollout keeps the rows it began with: ${rowText(row)}; or `;
  const otherwise = `${act}leave it out with updates.exclude, or accept the loss with hotpatch: ignore`;
  return { reason, use: [], otherwise, blocks: true };
}

// src/rollout/plan.ts
var count = number().int().nonnegative();
var length = number().int().nonnegative();
var plannedWindowSchema = strictObject({
  days: array(_enum(weekdays)).min(1),
  start: string(),
  duration: length,
  timeZone: union([literal("machine"), timeZoneSchema])
});
var plannedUpdateSchema = strictObject({
  ...updateSchema.pick({
    updateId: true,
    revision: true,
    title: true,
    kbs: true,
    restart: true,
    size: true,
    isProductUpgrade: true,
    cves: true
  }).shape,
  /** CVEs that it closes and KBs that it is, whose hole is exploited; empty: none is known to be. */
  exploited: array(string()),
  /** Surveyed machines that were offered it. */
  offeredTo: array(string())
});
var plannedRingSchema = strictObject({
  name: string(),
  /** In the order in which they start. */
  machines: array(string()).min(1),
  /** Sizes that sum to the ring. A machine that is skipped or needs nothing fills no place: the next one does. */
  waves: array(count).min(1),
  maxUnavailable: number().int().positive(),
  /** The number is allowed: 1 halts at the second. */
  maxFailures: count,
  maxSkipped: count,
  soak: length,
  /** Counted from the beginning of the rollout. */
  opens: length,
  /** `null`: anytime, written by hand. */
  window: plannedWindowSchema.nullable(),
  approval: _enum(["none", "required"]),
  onRegression: _enum(["halt", "rollback"]),
  worstCase: strictObject({
    /** Machines that an update can hit before a gate stops it, when the damage shows at the gates. */
    visible: count,
    /** Machines that have the update before this ring's soak ends: what a damage that shows only later can hit. */
    released: count
  })
});
var limitsSchema = strictObject({
  scan: length,
  install: length,
  uninstall: length,
  /** From asking for a restart to a new boot that has settled. */
  restart: length,
  /** From the first look after a change to a clear answer of every gate. */
  verify: length,
  /** For a machine that does not answer before anything was started. */
  reach: length
});
var content = {
  format: literal(1),
  name: string(),
  policyHash: string(),
  inventoryHash: string(),
  /** The ring whose machines were asked what they are offered; null: none was, and the plan cannot be applied. */
  surveyedRing: string().nullable(),
  source: _enum(["machine", "windows-update", "microsoft-update"]),
  passes: number().int().positive(),
  hotpatch: _enum(["protect", "requireEnrolled", "ignore"]),
  restart: _enum(["ifNeeded", "never"]),
  pendingRestart: _enum(["skip", "restartFirst"]),
  limits: limitsSchema,
  gates: strictObject({ before: array(gateChoiceSchema), after: array(gateChoiceSchema) }),
  /** Shipped and the policy's own, those that had not expired when the plan was made. */
  holds: array(holdSchema),
  /** The rows by which Hotpatch and builds are judged: a journal goes on under the rows it began with. */
  lineage: array(lineageRowSchema),
  /** The pinned set: nothing else is installed, in no ring. */
  updates: array(plannedUpdateSchema),
  /** Why and to what soaks and openings were shortened; the rings have the shorter ones. Null: nothing is hurried. */
  fastTrack: strictObject({ soak: length, opens: length.nullable(), because: array(string()).min(1) }).nullable(),
  /** The day on which all machines are to be up to date: it tells, and hurries nobody. */
  deadline: strictObject({ due: iso_exports.date(), warnBefore: length }).nullable(),
  rings: array(plannedRingSchema).min(1),
  machines: array(machineEntrySchema)
};
var contentSchema = strictObject(content);
var planSchema = strictObject({ ...content, hash: string(), rolloutId: string() }).superRefine(({ hash: hash2, rolloutId, ...rest }, context) => {
  const named2 = nameOf2(rest);
  if (named2.hash === hash2 && named2.rolloutId === rolloutId) return;
  context.addIssue({ code: "custom", path: ["hash"], message: "the hash is not the hash of this content" });
});
function nameOf2(plan) {
  const hash2 = digestOf(plan);
  return { hash: hash2, rolloutId: `${plan.name}-${hash2.slice(0, 6)}` };
}

// src/rollout/events.ts
var text4 = string();
var count2 = number().int().nonnegative();
var instant3 = number().int();
var at = { at: instant3 };
var ofRing = { ...at, ring: text4 };
var ofMachine = { ...at, machine: text4 };
var judgedGateSchema = strictObject({
  gate: text4,
  severity: _enum(severities),
  verdict: _enum(verdicts),
  reason: text4,
  measured: record(text4, union([text4, number(), boolean(), _null()])),
  againAt: instant3.exactOptional(),
  strikes: count2
});
var leftOutReasons = ["held", "restart", "unproven", "gone"];
var leftOutSchema = strictObject({
  ...updateIdentitySchema.shape,
  why: _enum(leftOutReasons),
  kbs: array(text4),
  title: text4,
  reason: text4,
  remedy: text4,
  blocks: boolean(),
  /** The update that takes its place here. */
  instead: text4.exactOptional()
});
var causeSchema = discriminatedUnion("by", [
  strictObject({
    by: literal("rule"),
    /** `critical`: at the first confirmed failure; `maxFailures`: one more than allowed. */
    rule: _enum(["critical", "maxFailures"]),
    ring: text4,
    /** From 1, and of how many. */
    wave: count2,
    waves: count2,
    machine: text4,
    /** The gate that failed; null when the work itself failed. */
    gate: text4.nullable(),
    code: text4,
    /** Failed machines of this wave, the size of the wave, failed machines of the ring, and how many of these are allowed. */
    failed: count2,
    of: count2,
    failedInRing: count2,
    limit: count2,
    /** It was in order after the update, and failed when the ring had soaked. */
    isAfterSoak: boolean()
  }),
  strictObject({ by: literal("person"), person: text4 })
]);
var ringEvents = [
  strictObject({ kind: literal("ringOpened"), ...ofRing }),
  /** Waves count from 1. */
  strictObject({ kind: literal("waveOpened"), ...ofRing, wave: count2, size: count2 }),
  strictObject({ kind: literal("ringSoaking"), ...ofRing, until: instant3 }),
  strictObject({ kind: literal("ringJudging"), ...ofRing }),
  strictObject({ kind: literal("ringPassed"), ...ofRing }),
  strictObject({ kind: literal("ringHeld"), ...ofRing, failure: failureSchema2 })
];
var machineEvents = [
  strictObject({ kind: literal("intended"), ...at, effect: effectSchema }),
  strictObject({
    kind: literal("finished"),
    ...ofMachine,
    key: text4,
    outcome: outcomeSchema,
    /** Jobs that are forgotten on the machine now. */
    acknowledged: array(text4.regex(jobKeyPattern))
  }),
  strictObject({
    kind: literal("judged"),
    ...ofMachine,
    stage: _enum(stages),
    /** The worst of the gates that decide. */
    verdict: _enum(verdicts),
    gates: array(judgedGateSchema),
    /** When we look again; null: this is the answer. */
    againAt: instant3.nullable()
  }),
  strictObject({
    kind: literal("machineChosen"),
    ...ofMachine,
    updates: array(updateIdentitySchema),
    left: array(leftOutSchema)
  }),
  strictObject({ kind: literal("machineSkipped"), ...ofMachine, failure: failureSchema2 }),
  /** Back in line: nothing was started on it. */
  strictObject({ kind: literal("machineReturned"), ...ofMachine, reason: text4 }),
  strictObject({
    kind: literal("machineDone"),
    ...ofMachine,
    result: _enum(["updated", "nothingNeeded"]),
    left: array(leftOutSchema)
  }),
  strictObject({
    kind: literal("machineFailed"),
    ...ofMachine,
    failure: failureSchema2,
    severity: _enum(severities),
    gate: text4.nullable()
  }),
  strictObject({ kind: literal("machineUnclear"), ...ofMachine, failure: failureSchema2, gate: text4.nullable() }),
  strictObject({ kind: literal("machineUndone"), ...ofMachine }),
  strictObject({ kind: literal("machineStranded"), ...ofMachine, failure: failureSchema2 })
];
var rolloutEvents = [
  strictObject({ kind: literal("begun"), ...at, format: literal(1), plan: planSchema }),
  /** A run took the rollout up. `ring` and `only` narrow what it may begin; `again`: machines that it puts back in line. */
  strictObject({
    kind: literal("runBegan"),
    ...at,
    by: text4,
    ring: text4.nullable(),
    only: array(text4).nullable(),
    again: array(text4)
  }),
  strictObject({ kind: literal("halted"), ...at, cause: causeSchema, reason: text4 }),
  strictObject({ kind: literal("resumed"), ...at, person: text4, reason: text4, exclude: array(text4) }),
  strictObject({ kind: literal("approved"), ...ofRing, planHash: text4, person: text4 }),
  strictObject({ kind: literal("updateHeld"), ...at, kb: kbSchema, reason: text4, person: text4 }),
  strictObject({
    kind: literal("undoBegan"),
    ...at,
    cause: causeSchema,
    reason: text4,
    /** In the order of undoing: newest first. */
    machines: array(text4),
    /** In the scope, and left as they are. */
    spared: array(strictObject({ machine: text4, reason: text4 }))
  }),
  /** `left`: in service and left as they are, because undoing stranded others. */
  strictObject({ kind: literal("undoEnded"), ...at, undone: count2, stranded: count2, left: count2 }),
  /** The tool cannot do its work, for example because a password is rejected; the next run tries again. */
  strictObject({ kind: literal("stopped"), ...at, failure: failureSchema2 }),
  strictObject({
    kind: literal("concluded"),
    ...at,
    conclusion: _enum(["succeeded", "nothing-to-do", "rolled-back"])
  })
];
var eventSchema = discriminatedUnion("kind", [...rolloutEvents, ...ringEvents, ...machineEvents]);

// src/world/during.ts
function machineDuring(machine, { during }) {
  return {
    readBoot: () => during(machine.readBoot()),
    readNewBoot: (left) => during(machine.readNewBoot(left)),
    probe: (probes, options) => during(machine.probe(probes, options)),
    startJob: (key2, work2) => during(machine.startJob(key2, work2)),
    pollJob: (key2) => during(machine.pollJob(key2)),
    removeJob: (key2) => during(machine.removeJob(key2)),
    restart: (ifStillOn, reason) => during(machine.restart(ifStillOn, reason)),
    release: () => during(machine.release())
  };
}
function fleetDuring(fleet, clock) {
  return {
    machine: (entry2) => machineDuring(fleet.machine(entry2), clock),
    close: () => clock.during(fleet.close())
  };
}
function probesDuring(probes, { during }) {
  return {
    http: (url, timeout) => during(probes.http(url, timeout)),
    tcp: (address, port, timeout) => during(probes.tcp(address, port, timeout))
  };
}
function journalDuring(journal, { during }) {
  return {
    read: () => during(journal.read()),
    append: (events) => during(journal.append(events)),
    close: () => during(journal.close())
  };
}

// src/world/ledger.ts
var byDefault = "file:.patchring";
function openLedger({
  place = byDefault,
  from,
  owner,
  clock = createRealClock()
}) {
  const directory = resolve(from, folderOf(place));
  const ledger = createFileLedger({ directory, schema: eventSchema, owner });
  return {
    place,
    directory,
    list: () => clock.during(ledger.list()),
    read: (rolloutId) => clock.during(ledger.read(rolloutId)),
    async write(rolloutId) {
      const { journal, notes } = await clock.during(ledger.write(rolloutId));
      return {
        journal: journalDuring(journal, clock),
        mailbox: ledger.mailbox(rolloutId),
        notes,
        close: () => clock.during(journal.close())
      };
    },
    words: async (rolloutId) => (await clock.during(ledger.mailbox(rolloutId).read())).map(({ event }) => event),
    leave: async (rolloutId, event) => {
      await ledger.mailbox(rolloutId).post(event);
    }
  };
}
function folderOf(place) {
  const [, kind2 = "", rest = ""] = /^(file|git):(.*)$/s.exec(place) ?? [];
  if (kind2 === "file" && rest.trim() !== "") return rest;
  if (kind2 === "git") {
    const message = `the ledger "${place}" names a git branch, and this version keeps ledgers in folders only`;
    throw new FailureError([
      failureOf("LEDGER_UNSUPPORTED", message, { next: "Write file:DIR, with a folder that outlives the job." })
    ]);
  }
  throw new FailureError([
    failureOf("LEDGER_INVALID", `the ledger "${place}" does not say where the journal lives`, {
      next: `Write file:DIR, for example ${byDefault}.`
    })
  ]);
}
function liesIn(directory, folders) {
  return folders.some((folder) => {
    if (folder === void 0) return false;
    const way = relative(resolve(folder), directory);
    return !(way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way));
  });
}

// src/world.ts
import { hostname as hostname3 } from "node:os";

// src/runner/probes.ts
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { connect as connect6 } from "node:net";
import { rootCertificates } from "node:tls";
function failed2(what, took, cause) {
  const error = cause;
  const isLate = error?.name === "TimeoutError" || error?.name === "AbortError";
  const said = isLate ? `no answer in ${took} ms` : error?.code ?? error?.message ?? "no answer";
  const failure = failureOf("PROBE_FAILED", `${what}: ${said}`, {
    retryable: true,
    phase: "probe",
    ...error?.message === void 0 ? {} : { cause: error.message }
  });
  return { ok: false, failure, arrived: "maybe" };
}
function limitOf(timeout, signal2) {
  const limit = AbortSignal.timeout(Math.max(1, timeout));
  return signal2 === void 0 ? limit : AbortSignal.any([limit, signal2]);
}
function createRunnerProbes({ ca, signal: signal2 } = {}) {
  const trusted = ca === void 0 ? {} : { ca: [...rootCertificates, ca] };
  return {
    http(url, timeout) {
      const began = performance.now();
      const took = () => Math.round(performance.now() - began);
      return new Promise((resolve5) => {
        const isTls = url.startsWith("https:");
        const options = { agent: false, signal: limitOf(timeout, signal2), headers: { Accept: "*/*" } };
        const asked2 = isTls ? requestHttps(url, { ...options, ...trusted }) : requestHttp(url, options);
        asked2.on("response", (response) => {
          resolve5({ ok: true, value: { status: response.statusCode ?? 0, took: took() } });
          response.destroy();
        });
        asked2.on("error", (cause) => resolve5(failed2(url, took(), cause)));
        asked2.end();
      });
    },
    tcp(address, port, timeout) {
      const began = performance.now();
      const took = () => Math.round(performance.now() - began);
      return new Promise((resolve5) => {
        const socket = connect6({ host: address, port, signal: limitOf(timeout, signal2) });
        socket.on("connect", () => {
          resolve5({ ok: true, value: { took: took() } });
          socket.destroy();
        });
        socket.on("error", (cause) => resolve5(failed2(`${address}:${port}`, took(), cause)));
      });
    }
  };
}

// src/windows/credentials.ts
var limitOnceProved = 2;
function isStopped({ isProved, refusals }, isSource = false) {
  return refusals.length >= (isProved || isSource ? limitOnceProved : 1);
}
var CredentialGuard = class {
  #standings = /* @__PURE__ */ new Map();
  /**
   * Runs `use` as soon as the credential may be used.
   * @returns what `use` gave, or the machines that refused the credential when it is not used any more
   */
  async run(subject, use) {
    const standing = this.#standingOf(subject.credential);
    const isOver = () => isStopped(standing, subject.isSource);
    while (!isOver() && standing.trial !== void 0) await standing.trial;
    if (isOver()) return { refusedBy: standing.refusals };
    let endTrial = () => {
    };
    if (!standing.isProved || standing.refusals.length > 0) {
      standing.trial = new Promise((resolve5) => {
        endTrial = () => {
          standing.trial = void 0;
          resolve5();
        };
      });
    }
    try {
      const { judgement, value } = await use();
      this.note(subject, judgement);
      return { value };
    } finally {
      endTrial();
    }
  }
  /** The machines that refused a credential which is not used any more; undefined while it may be. */
  refusalsOf({ credential, isSource }) {
    const standing = this.#standingOf(credential);
    return isStopped(standing, isSource) ? standing.refusals : void 0;
  }
  /** Takes a judgement that came by another way, such as a connection that was opened anew. */
  note({ credential, machine, isSource }, judgement) {
    const standing = this.#standingOf(credential);
    if (judgement === "refused") standing.refusals.push(machine);
    else if (judgement === "accepted" && !isStopped(standing, isSource)) {
      standing.isProved = true;
      standing.refusals = [];
    }
  }
  #standingOf(credential) {
    const known = this.#standings.get(credential);
    if (known !== void 0) return known;
    const fresh = { isProved: false, refusals: [], trial: void 0 };
    this.#standings.set(credential, fresh);
    return fresh;
  }
};

// src/windows/ladder.ts
var rungs = ["name", "tcp", "tls", "authentication", "service"];
var byCode = {
  WINRM_USAGE_INVALID: "settings",
  WINRM_JUMP_UNREACHABLE: "jump host",
  WINRM_JUMP_REFUSED: "jump host",
  // The jump host does its part; it is the machine that cannot be had from there.
  WINRM_JUMP_FAILED: "tcp",
  WINRM_NAME_NOT_FOUND: "name",
  WINRM_CONNECTION_REFUSED: "tcp",
  WINRM_CONNECTION_TIMED_OUT: "tcp",
  WINRM_CONNECTION_FAILED: "tcp",
  WINRM_SEALING_FAILED: "authentication"
};
var byPhase = { connect: "tcp", tls: "tls" };
function rungOf(code, phase) {
  if (/^WINRM_CONNECTION_/.test(code) && typeof phase === "string") return byPhase[phase] ?? byCode[code] ?? "service";
  if (code.startsWith("WINRM_TLS_")) return "tls";
  if (/^(?:WINRM_AUTH|WINRM_KERBEROS|CREDENTIAL)_/.test(code)) return "authentication";
  return byCode[code] ?? "service";
}
function certificateText2(shown) {
  return shown === void 0 ? void 0 : `${shown.subject}, valid until ${shown.validTo}`;
}
function noteLogon(rows2, { mechanism, fallback }) {
  const how = { ntlm: "NTLM", kerberos: "Kerberos" }[mechanism];
  if (fallback === void 0) rows2.ok("authentication", how);
  else rows2.note("authentication", false, `${how} and not Kerberos (${fallback.code}: ${fallback.message})`);
}
function write2(rows2, seen, fall) {
  const isUnknown = fall?.step === "service" && seen.error?.detail.fault === void 0;
  if (fall?.step === "settings" || fall?.step === "jump host") return;
  if (seen.via) rows2.ok("jump host", "");
  for (const name of rungs) {
    if (name === fall?.step) return;
    if (fall !== void 0 && seen.error === void 0) rows2.skip(name, "not asked");
    else if (name === "name" && seen.via) rows2.skip(name, "known to the jump host");
    else if (name === "tls" && seen.certificate === void 0) rows2.skip(name, "HTTP, sealed by the authentication");
    else if (name === "authentication" && seen.authentication !== void 0) noteLogon(rows2, seen.authentication);
    else if (name === "authentication" && isUnknown) rows2.skip(name, "it did not come to that");
    else rows2.ok(name, { tls: seen.certificate, service: seen.version }[name] ?? "");
  }
}
async function climb(visit2, rows2) {
  const seen = { via: false };
  const reached = await visit2.ask("connect", async (session2, { options }) => {
    seen.via = options.endpoint.via !== void 0;
    try {
      seen.version = (await session2.identify()).productVersion;
    } catch (error) {
      if (error instanceof WinrmError) seen.error = error;
      throw error;
    } finally {
      const certificate2 = certificateText2(session2.peerCertificate);
      if (certificate2 !== void 0) seen.certificate = certificate2;
      seen.authentication = session2.authentication;
    }
  });
  const fall = reached.ok ? void 0 : { step: rungOf(reached.failure.code, seen.error?.detail.phase), failure: reached.failure };
  write2(rows2, seen, fall);
  return fall;
}

// src/windows/preflight.ts
var Row = class {
  #steps = [];
  #machine;
  #failure;
  constructor(machine) {
    this.#machine = machine;
  }
  ok(name, detail) {
    this.#steps.push({ name, outcome: "ok", detail });
  }
  note(name, isFine, detail) {
    this.#steps.push({ name, outcome: isFine ? "ok" : "warning", detail });
  }
  skip(name, detail) {
    this.#steps.push({ name, outcome: "skipped", detail });
  }
  failed(name, failure) {
    this.#steps.push({ name, outcome: "failed", detail: failure.message });
    this.#failure = failure;
    return this.ended();
  }
  ended() {
    const row = { machine: this.#machine, steps: this.#steps };
    return this.#failure === void 0 ? row : { ...row, failure: this.#failure };
  }
};
var comfortableSpace = 10 * 1024 ** 3;
function gigabytes(bytes) {
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}
var inside = {
  WINDOWS_LANGUAGE_NONE: "language mode",
  WINDOWS_LANGUAGE_CONSTRAINED: "language mode",
  WINDOWS_ACCESS_DENIED: "rights"
};
async function enter(visit2, row) {
  const read = await visit2.call(facts, {});
  const isOpen = read.ok || !/^WINRM_(?!PIPELINE_)/.test(read.failure.code);
  if (!read.ok && !isOpen) return row.failed("endpoint", read.failure);
  row.ok("endpoint", "a PowerShell session opens");
  if (!read.ok) return row.failed(inside[read.failure.code] ?? "functions", read.failure);
  const where = { machine: visit2.machine, phase: "preflight" };
  const { languageMode, isAdministrator, is64BitProcess, psVersion, scriptPolicy } = read.value;
  if (languageMode !== "FullLanguage") {
    const code = languageMode === "NoLanguage" ? "WINDOWS_LANGUAGE_NONE" : "WINDOWS_LANGUAGE_CONSTRAINED";
    return row.failed("language mode", windowsFailure(code, { ...where, cause: languageMode }));
  }
  row.ok("language mode", `${languageMode}, PowerShell ${psVersion}`);
  row.ok("functions", "they answer");
  if (!isAdministrator) {
    return row.failed("rights", windowsFailure("WINDOWS_ACCESS_DENIED", { ...where, cause: "not an administrator" }));
  }
  if (!is64BitProcess) return row.failed("rights", windowsFailure("WINDOWS_PROCESS_32_BIT", where));
  row.ok("rights", "administrator");
  if (scriptPolicy !== null) {
    return row.failed("jobs", windowsFailure("JOB_SCRIPTS_FORBIDDEN", { ...where, cause: scriptPolicy }));
  }
  return read.value;
}
function noteBoot(row, { pendingRestart, isServicing, bootedAt }, { clock }) {
  const uptime = formatDuration(Date.parse(clock) - Date.parse(bootedAt));
  const signals2 = pendingRestart.filter((signal2) => signal2 !== "fileRename");
  const said = signals2.length === 0 ? `none, up for ${uptime}` : signals2.join(", ");
  row.note("pending restart", signals2.length === 0 && !isServicing, isServicing ? `${said}; servicing is busy` : said);
}
function noteDisk(row, { systemDrive }) {
  const { free, size } = systemDrive;
  row.note("disk", free >= comfortableSpace, `${gigabytes(free)} of ${gigabytes(size)} free on the system drive`);
}
function noteHotpatch(row, reading) {
  const say = (value) => value === null ? "unknown" : String(value);
  const parts = [
    `enrolment package ${say(reading.enrollmentPackage)}`,
    `virtualization-based security ${say(reading.vbsStatus)}`,
    `secure boot ${say(reading.secureBoot)}`,
    `Arc licence ${say(reading.arcSubscription)}`,
    ...reading.licenceTrouble,
    ...reading.unreadable.map((line) => `unreadable: ${line}`)
  ];
  row.note("hotpatch", reading.licenceTrouble.length === 0 && reading.unreadable.length === 0, parts.join(", "));
}
async function look(row, name, ask) {
  const answer2 = await ask;
  if (answer2.ok) return answer2.value;
  row.failed(name, answer2.failure);
  return void 0;
}
async function survey(visit2, row, who) {
  row.ok("product", `${who.productName}, build ${who.build}.${who.ubr}`);
  row.note("other updaters", who.otherUpdaters.length === 0, who.otherUpdaters.join(", ") || "none");
  const well = await look(row, "disk", visit2.call(health, {}));
  if (well === void 0) return { facts: who };
  noteDisk(row, well);
  const on = await look(row, "pending restart", visit2.call(boot, {}));
  if (on === void 0) return { facts: who };
  noteBoot(row, on, who);
  const evidence = await look(row, "hotpatch", visit2.call(hotpatch, {}));
  if (evidence === void 0) return { facts: who, boot: on };
  noteHotpatch(row, evidence);
  return { facts: who, boot: on, hotpatch: evidence };
}
async function preflight(visit2) {
  const row = new Row(visit2.machine);
  const shut = await climb(visit2, row);
  if (shut !== void 0) return { row: row.failed(shut.step, shut.failure) };
  const who = await enter(visit2, row);
  if ("steps" in who) return { row: who };
  const readings = await survey(visit2, row, who);
  return { row: row.ended(), ...readings };
}

// src/windows/together.ts
var announcement = "# patchring: functions and calls of them";
function scriptOf(text5) {
  return [{ text: text5, isScript: true, useLocalScope: false, arguments: [] }];
}
function statementOf({ stated, parameters }) {
  const named2 = Object.entries(parameters).flatMap(([name, value]) => value === void 0 ? [] : [{ name, value }]);
  return [{ text: stated.command, isScript: false, arguments: named2 }];
}
async function run(pool, calls, text5) {
  const definition2 = text5 === "" ? [] : [announcement, text5].map(scriptOf);
  const timeout = calls.reduce((sum, { stated }) => sum + stated.timeout, 0);
  try {
    const statements = [...definition2, ...calls.map(statementOf)];
    return { result: await pool.run({ statements, noInput: true }, { timeout }), error: void 0 };
  } catch (error) {
    if (!(error instanceof WinrmError) || error.code !== "WINRM_PIPELINE_FAILED") throw error;
    const { result } = error.detail;
    return { result: result ?? { output: [], errors: [] }, error };
  }
}
async function runTogether(pool, calls, text5) {
  const { result, error } = await run(pool, calls, text5);
  const { output, errors } = result;
  const [single2, another] = calls;
  if (single2 === void 0) return [];
  if (another === void 0 && error === void 0) {
    const [record2] = errors;
    const isSilent = output.length === 0 && record2 !== void 0;
    return [
      isSilent ? { ok: false, failure: failureOfRecord(record2), arrived: "maybe" } : readResult(single2.stated, result)
    ];
  }
  const answers = calls.slice(0, output.length).map(({ stated }, at2) => readResult(stated, { output: output.slice(at2, at2 + 1) }));
  if (error !== void 0 && output.length < calls.length)
    return [...answers, { ok: false, failure: failureFrom(error), arrived: "maybe" }];
  if (output.length === calls.length) return answers;
  return await runTogether(pool, calls.slice(0, 1), text5);
}

// src/windows/installed.ts
async function readVersion(pool) {
  const [answer2] = await runTogether(pool, [{ stated: version, parameters: {} }], "");
  if (answer2 === void 0) throw new RangeError("one call has one answer");
  if (!answer2.ok) {
    const { failure } = answer2;
    if (failure.code !== "WINDOWS_COMMAND_MISSING") return answer2;
    return {
      ...answer2,
      failure: windowsFailure("WINDOWS_JEA_FUNCTIONS_MISSING", { cause: failure.cause ?? failure.message })
    };
  }
  const found = answer2.value.version;
  if (found === scriptVersion) return { ok: true, value: found };
  const cause = `installed is version ${found}, called is version ${scriptVersion}`;
  return { ok: false, failure: windowsFailure("WINDOWS_JEA_VERSION_MISMATCHED", { cause }), arrived: "no" };
}

// src/windows/pool-calls.ts
var poolIdleTimeout = 3e5;
var stale = /* @__PURE__ */ new Set(["WINRM_SHELL_GONE", "WINRM_CONNECTION_LOST"]);
var PoolCalls = class {
  #options;
  #pool;
  /** What is installed is known to be ours, for as long as the connection is the same. */
  #isOurs = false;
  constructor(options) {
    this.#options = options;
  }
  get hasPool() {
    return this.#pool !== void 0;
  }
  /** One answer a call. Those that a kept pool has failed are asked once more on a fresh one. */
  async serve(calls) {
    const isKept = this.#pool !== void 0;
    const answers = await this.#callAll(calls);
    const from = answers.findIndex((answer2) => !answer2.ok && stale.has(answer2.failure.code));
    if (!isKept || from < 0) return answers;
    return [...answers.slice(0, from), ...await this.#callAll(calls.slice(from))];
  }
  /** Lets go of the pool; the connection goes on. */
  close() {
    const closing = this.#pool?.pool.close();
    this.#pool = void 0;
    return closing;
  }
  /** The connection is gone, and whatever was known by it. */
  forget() {
    this.#pool = void 0;
    this.#isOurs = false;
  }
  async #callAll(calls) {
    const answers = [];
    while (answers.length < calls.length) {
      const rest = calls.slice(answers.length);
      const some = await this.#callSome(rest);
      if (some.ok) answers.push(...some.value);
      else answers.push(...rest.map(() => some));
    }
    const { machine } = this.#options;
    return answers.map((answer2, at2) => {
      const phase = calls[at2]?.stated.command ?? "";
      return answer2.ok ? answer2 : { ...answer2, failure: { ...answer2.failure, machine, phase } };
    });
  }
  async #callSome(calls) {
    const commands = calls.map(({ stated }) => stated.command);
    const [phase = ""] = commands;
    const ready = await this.#ready(phase);
    if (!ready.ok) return { ...ready, arrived: "no" };
    const { pool, defined: defined2, isInstalled } = ready.value;
    const needed = functionsFor(commands);
    const text5 = isInstalled || needed.every((name) => defined2.has(name)) ? "" : scriptFor(commands, defined2);
    const said = await this.#options.attempt(phase, () => runTogether(pool, calls, text5));
    if (said.ok && said.value.some(({ ok }) => ok)) for (const name of needed) defined2.add(name);
    return said;
  }
  /** A pool whose functions may be called. */
  async #ready(phase) {
    const opened = await this.#open(phase);
    if (!opened.ok || !opened.value.isInstalled || this.#isOurs) return opened;
    const said = await this.#options.attempt(phase, () => readVersion(opened.value.pool));
    const answer2 = said.ok ? said.value : said;
    if (!answer2.ok) return answer2;
    this.#isOurs = true;
    return opened;
  }
  async #open(phase) {
    if (this.#pool !== void 0) return { ok: true, value: this.#pool };
    const { poolName, attempt } = this.#options;
    const opened = await attempt(phase, async (session2, { configurationName }) => {
      const settings = { name: poolName, idleTimeout: poolIdleTimeout };
      const named2 = configurationName === void 0 ? {} : { configurationName };
      const pool = await session2.openPool({ ...settings, ...named2 });
      return { pool, defined: /* @__PURE__ */ new Set(), isInstalled: configurationName !== void 0 };
    });
    if (opened.ok) this.#pool = opened.value;
    return opened;
  }
};

// src/windows/visit.ts
var surviving = /* @__PURE__ */ new Set(["WINRM_PIPELINE_FAILED", "WINRM_USAGE_INVALID"]);
function outcomeOf(guarded, withheld) {
  return "refusedBy" in guarded ? withheld(guarded.refusedBy) : guarded.value;
}
function judge(error) {
  if (!(error instanceof WinrmError)) return "unknown";
  if (rejections.has(error.code)) return "refused";
  return error.code === "WINRM_ACCESS_DENIED" || error.detail.fault !== void 0 ? "accepted" : "unknown";
}
var Visit = class {
  #options;
  #opened;
  #calls;
  /** Calls that wait for their turn, while nothing else waits behind them. */
  #batch;
  #tail = Promise.resolve();
  #closing = /* @__PURE__ */ new Set();
  constructor(options) {
    this.#options = options;
    const { machine, poolName } = options;
    this.#calls = new PoolCalls({ machine, poolName, attempt: (phase, use) => this.#attempt(phase, use) });
  }
  get machine() {
    return this.#options.machine;
  }
  /** A pool is open, as far as we know. */
  get hasPool() {
    return this.#calls.hasPool;
  }
  /** Calls one operation. Calls that are made before the first of them has its turn travel together. */
  call(stated, given) {
    const batch = this.#batch ?? this.#newBatch();
    const at2 = batch.calls.push({ stated, parameters: parametersOf(given) }) - 1;
    return batch.answers.then((answers) => answers[at2]);
  }
  /** Anything that a session can do without a pool, e.g. one CIM read. */
  ask(phase, use) {
    return this.#inTurn(() => this.#attempt(phase, use));
  }
  /** Closes the pool and keeps the connection: a pool is not held during long work. */
  closePool() {
    return this.#inTurn(async () => this.#dropPool());
  }
  /** Closes everything; the next call opens anew. */
  close() {
    return this.#inTurn(async () => {
      this.#drop();
      await Promise.all(this.#closing);
    });
  }
  #newBatch() {
    const calls = [];
    const answers = this.#inTurn(() => {
      if (this.#batch === batch) this.#batch = void 0;
      return this.#calls.serve(calls);
    });
    const batch = { calls, answers };
    this.#batch = batch;
    return batch;
  }
  /** Runs something on the session. The first use of a connection is guarded; a failure of the connection drops it. */
  async #attempt(phase, use) {
    const { machine, guard } = this.#options;
    let opened;
    try {
      opened = this.#open();
    } catch (error) {
      return { ok: false, failure: { ...failureFrom(error), machine, phase }, arrived: "no" };
    }
    const { session: session2, connection, subjects } = opened;
    const run2 = () => this.#settle(phase, () => use(session2, connection));
    if (opened.isProved) {
      const { judgement, value: value2 } = await run2();
      if (judgement === "refused") for (const subject of subjects) guard.note(subject, judgement);
      return value2;
    }
    const value = await this.#guarded(phase, opened, run2);
    if (value.ok) {
      opened.isProved = true;
      const { mechanism = "", fallback } = session2.authentication ?? {};
      if (fallback !== void 0) this.#options.onFallback?.({ machine, mechanism, ...fallback });
    }
    return value;
  }
  /** The first use of a connection, as soon as whatever stands behind its credential may be used. */
  async #guarded(phase, opened, run2) {
    const { machine, guard } = this.#options;
    const { credential, prepare } = opened.connection;
    const withheld = (refusedBy) => {
      if (prepare !== void 0) this.#drop();
      const cause = `refused by ${refusedBy.join(", ")}`;
      return { ok: false, failure: windowsFailure("CREDENTIAL_WITHHELD", { machine, phase, cause }), arrived: "no" };
    };
    const source2 = { credential, machine, isSource: prepare !== void 0 };
    const stopped = guard.refusalsOf(source2);
    if (stopped !== void 0) return withheld(stopped);
    opened.subjects = [source2];
    if (prepare === void 0) return outcomeOf(await guard.run(source2, run2), withheld);
    try {
      const account = { credential: `account ${await prepare()}`, machine };
      opened.subjects = [source2, account];
      const inner = async () => {
        let judgement = "unknown";
        const judged = async () => {
          const result = await run2();
          judgement = result.judgement;
          return result;
        };
        const value = outcomeOf(await guard.run(account, judged), withheld);
        return { judgement, value };
      };
      return outcomeOf(await guard.run(source2, inner), withheld);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      return { ok: false, failure: { ...failureFrom(error), machine, phase }, arrived: "no" };
    }
  }
  async #settle(phase, use) {
    try {
      return { judgement: "accepted", value: { ok: true, value: await use() } };
    } catch (error) {
      const judgement = judge(error);
      const own = failureFrom(error);
      const isAnswer = judgement === "refused" && this.#opened?.connection.prepare !== void 0;
      const told = isAnswer ? windowsFailure("CREDENTIAL_ANSWER_REJECTED", { cause: `${own.code}: ${own.message}` }) : own;
      const failure = { ...told, machine: this.#options.machine, phase };
      if (error instanceof WinrmError && error.detail.fault !== void 0) this.#dropPool();
      else if (!(error instanceof WinrmError && surviving.has(error.code))) this.#drop();
      return { judgement, value: { ok: false, failure, arrived: "maybe" } };
    }
  }
  #open() {
    if (this.#opened !== void 0) return this.#opened;
    const connection = this.#options.connection();
    this.#opened = {
      session: this.#options.connect(connection.options),
      connection,
      isProved: false,
      subjects: []
    };
    return this.#opened;
  }
  /** Lets go without waiting: the other side may be gone. */
  #drop() {
    this.#leave(this.#opened?.session.close());
    this.#opened = void 0;
    this.#calls.forget();
  }
  #dropPool() {
    this.#leave(this.#calls.close());
  }
  #leave(closing) {
    if (closing === void 0) return;
    this.#closing.add(closing);
    void closing.then(() => this.#closing.delete(closing));
  }
  #inTurn(act) {
    this.#batch = void 0;
    const turn = this.#tail.then(act, act);
    this.#tail = turn.catch(() => {
    });
    return turn;
  }
};

// src/windows/fleet.ts
var WindowsFleet = class {
  #options;
  #guard = new CredentialGuard();
  #machines = /* @__PURE__ */ new Map();
  constructor(options) {
    this.#options = options;
  }
  machine(entry2) {
    const name = entry2.name.toLowerCase();
    const known = this.#machines.get(name);
    if (known !== void 0) return known;
    const machine = new WindowsMachine(this.#visit(entry2, this.#options.onFallback));
    this.#machines.set(name, machine);
    return machine;
  }
  /** Looks at one machine step by step and changes nothing on it. */
  async preflight(entry2) {
    const visit2 = this.#visit(entry2);
    try {
      return await preflight(visit2);
    } finally {
      await visit2.close();
    }
  }
  async close() {
    await Promise.all([...this.#machines.values()].map((machine) => machine.release()));
  }
  #visit(entry2, onFallback) {
    const { connectionOf, name, connect: dial = connect4 } = this.#options;
    const connection = () => connectionOf(entry2);
    const { name: machine } = entry2;
    return new Visit({ machine, connection, guard: this.#guard, connect: dial, poolName: name, onFallback });
  }
};

// src/world/connections.ts
import { readFileSync as readFileSync2 } from "node:fs";
import { resolve as resolve4 } from "node:path";

// src/policy/credentials.ts
function credentialFor(credentials, machine) {
  const entries2 = Object.entries(credentials);
  const matching = entries2.find(([, { match }]) => match !== void 0 && hasLabel(machine, match));
  if (matching !== void 0) return matching[0];
  return credentials.default !== void 0 || entries2.length === 0 ? "default" : void 0;
}
function logonFor({ connection, credentials }, machine, given = {}) {
  const entry2 = entryFor(connection, machine);
  const way = wayOf(connection, entry2, given);
  const label2 = credentialFor(credentials, machine);
  if (label2 === void 0) return void 0;
  const written = credentials[label2];
  const form = written === void 0 ? usualForm(way.auth) : formOf(written);
  return form === void 0 ? void 0 : { entry: entry2, way, label: label2, form };
}
function missingVariables(logons, env) {
  const failures = /* @__PURE__ */ new Map();
  const need = (variable, who, instead = "") => {
    if (env[variable] || failures.has(variable)) return;
    const message = `the environment variable ${variable} is not set; ${who} needs it`;
    const next = `Set ${variable} from a secret of the pipeline${instead}.`;
    failures.set(variable, failureOf("CREDENTIAL_MISSING", message, { next }));
  };
  for (const { way, label: label2, form } of logons) {
    const instead = asksKerberos(way.auth) ? `, or write credentials: { ${label2}: { sso: true } } to log on as whoever runs patchring` : "";
    for (const text5 of textsOf(form)) {
      const variable = variableOf(text5);
      if (variable !== void 0) need(variable, `credentials.${label2}`, instead);
    }
    for (const variable of variablesOfJump(way.via)) need(variable, "connection.via");
  }
  return [...failures.values()];
}

// src/policy/fault.ts
function formatPath(path2) {
  return path2.map((part, index) => typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`).join("");
}
function suggestion(word, known) {
  const meant = nearest(word, known);
  return meant === void 0 ? "" : `; did you mean "${meant}"?`;
}

// src/policy/rules/rule.ts
function fault(code, path2, message) {
  return { code, file: "policy", path: path2, message };
}
function named(names2) {
  return names2.length <= 3 ? names2.join(", ") : `${names2.slice(0, 3).join(", ")} and ${names2.length - 3} more`;
}

// src/policy/rules/credentials.ts
function valuesOf({ policy }, key2) {
  return Object.entries(policy.credentials).flatMap(([label2, written]) => {
    const value = written[key2];
    return value === void 0 ? [] : [{ path: ["credentials", label2, key2], value }];
  });
}
function secretFault(path2, what, variable) {
  const message = `${what} stands in the file: write $${variable} here, set that variable from a secret of the pipeline, and change the ${what.replace(/^an? /, "")}, which others may have read`;
  return fault("POLICY_SECRET_FOUND", path2, message);
}
var noSecrets = (input) => [
  ...["password", "passphrase"].flatMap(
    (key2) => valuesOf(input, key2).flatMap(({ path: path2, value }) => {
      if (variableOf(value) !== void 0) return [];
      const variable = `PATCHRING_${key2.toUpperCase()}`;
      return [value.startsWith("$") ? refusedVariable(path2, variable) : secretFault(path2, `a ${key2}`, variable)];
    })
  ),
  ...valuesOf(input, "key").filter(({ value }) => value.includes("-----BEGIN")).map(({ path: path2 }) => secretFault(path2, "a private key", "PATCHRING_CLIENT_KEY"))
];
var onlyOurVariables = (input) => ["username", "certificate", "key"].flatMap(
  (key2) => valuesOf(input, key2).flatMap(({ path: path2, value }) => {
    if (!value.startsWith("$") && !value.includes("${") || variableOf(value) !== void 0) return [];
    return [refusedVariable(path2, `PATCHRING_${key2 === "username" ? "USERNAME" : `CLIENT_${key2.toUpperCase()}`}`)];
  })
);
function refusedVariable(path2, instead) {
  const message = `only environment variables whose names begin with PATCHRING_ are ever expanded, alone and in capitals: write $${instead}`;
  return fault("POLICY_VARIABLE_REFUSED", path2, message);
}
var formsText = "username with password, exec (a command that answers for each machine), certificate with key, or sso: true";
var oneForm = ({ policy }) => Object.entries(policy.credentials).flatMap(([label2, written]) => {
  const path2 = ["credentials", label2];
  const refuse6 = (message) => [fault("POLICY_CREDENTIAL_UNCLEAR", path2, message)];
  const begun = Object.values(formKeys).flatMap((keys) => {
    const found = keys.filter((key2) => written[key2] !== void 0);
    return found.length === 0 ? [] : [{ keys, found }];
  });
  const [one, other] = begun;
  if (one === void 0) return refuse6(`credentials.${label2} does not say who logs on: write ${formsText}`);
  if (other !== void 0) {
    const [mine, others] = [one, other].map(({ found }) => formatPath([...path2, found[0] ?? ""]));
    return refuse6(`${mine} and ${others} say in two ways who logs on: keep one of ${formsText}`);
  }
  const needed = one.keys.slice(0, 2);
  const missing2 = needed.filter((key2) => written[key2] === void 0);
  return missing2.flatMap((key2) => refuse6(`${formatPath([...path2, one.found[0] ?? ""])} needs ${key2} beside it`));
});
var commandsFit = ({ policy }) => Object.entries(policy.credentials).flatMap(
  ([label2, { exec = [] }]) => exec.flatMap((argument, index) => {
    const path2 = ["credentials", label2, "exec", index];
    if (argument.startsWith("$")) {
      const message = "nothing is expanded in a command, and every process can read its arguments: the command finds PATCHRING_* in its environment";
      return [fault("POLICY_VARIABLE_REFUSED", path2, message)];
    }
    if (index === 0 && argument.includes("{machine}")) {
      return [
        fault(
          "POLICY_CREDENTIAL_UNCLEAR",
          path2,
          "the command itself is the same for every machine: write {machine} among its arguments"
        )
      ];
    }
    const unknown2 = /\{(?!machine\})[A-Za-z]+\}/.exec(argument)?.[0];
    if (unknown2 === void 0) return [];
    return [
      fault(
        "POLICY_CREDENTIAL_UNCLEAR",
        path2,
        `${unknown2} stands for nothing here: {machine} is the name of the machine, and there is no other`
      )
    ];
  })
);
var everybodyHasOne = ({ policy: { credentials }, machines }) => {
  const matchless = Object.entries(credentials).flatMap(([label2, { match }]) => {
    const path2 = ["credentials", label2];
    if (label2 === "default" && match !== void 0) {
      return [
        fault(
          "POLICY_CREDENTIAL_INVALID",
          [...path2, "match"],
          "credentials.default is for all other machines: take match out, or rename it"
        )
      ];
    }
    if (label2 !== "default" && match === void 0) {
      const message2 = `credentials.${label2} does not say for which machines it is: add match: key=value, or call it default`;
      return [fault("POLICY_CREDENTIAL_INVALID", path2, message2)];
    }
    return [];
  });
  if (matchless.length > 0) return matchless;
  const without = machines.find(({ entry: entry2 }) => credentialFor(credentials, entry2) === void 0);
  if (without === void 0) return [];
  const message = `no credential matches ${without.entry.name}: add credentials.default, or a credential that matches one of its labels`;
  return [fault("POLICY_CREDENTIAL_INVALID", ["credentials"], message)];
};
function whyUnfit({
  way: { auth, ntlmFallback },
  form: { kind: kind2 }
}) {
  if (auth === "certificate" && kind2 !== "certificate") return "this authentication needs certificate and key";
  if (kind2 === "certificate" && auth !== "certificate") return "a client certificate is for auth: certificate";
  if (kind2 !== "sso") return void 0;
  if (!asksKerberos(auth)) return "sso is for auth: kerberos and auth: negotiate";
  return ntlmFallback ? "NTLM needs a user and a password, so ntlmFallback could never be used" : void 0;
}
var logonsFit = ({ policy, machines }) => {
  const told = /* @__PURE__ */ new Set();
  return machines.flatMap(({ entry: machine }) => {
    const logon = logonFor(policy, machine);
    const why = logon === void 0 ? void 0 : whyUnfit(logon);
    if (logon === void 0 || why === void 0) return [];
    const { label: label2, entry: entry2, way } = logon;
    const pair = JSON.stringify([label2, entry2]);
    if (told.has(pair)) return [];
    told.add(pair);
    const owns = entry2 !== void 0 && policy.connection.for[entry2]?.auth !== void 0;
    const place = formatPath(owns ? ["connection", "for", entry2, "auth"] : ["connection", "auth"]);
    const message = `credentials.${label2} is for ${machine.name}, where ${place} is ${way.auth}: ${why}`;
    return [fault("POLICY_CREDENTIAL_INVALID", ["credentials", label2], message)];
  });
};
var credentialRules = [
  noSecrets,
  onlyOurVariables,
  oneForm,
  commandsFit,
  everybodyHasOne,
  logonsFit
];

// src/world/accounts.ts
import { readFileSync } from "node:fs";
import { resolve as resolve3 } from "node:path";

// src/runner/command.ts
import { isAbsolute as isAbsolute2, resolve as resolve2 } from "node:path";
function pathOf(command2, directory) {
  return /[/\\]/.test(command2) && !isAbsolute2(command2) ? resolve2(directory, command2) : command2;
}
function environment() {
  const kept = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== void 0 && !/^INPUT_/i.test(name)) kept[name] = value;
  }
  return kept;
}
async function runCommand({ command: command2, directory, timeout, limit, signal: signal2 }) {
  const { execa } = await import("./execa-67JBZUJ6.mjs");
  const [file = "", ...args] = command2;
  const running = execa(pathOf(file, directory), args, {
    cwd: directory,
    env: environment(),
    extendEnv: false,
    stdin: "ignore",
    stderr: "ignore",
    timeout,
    maxBuffer: limit,
    reject: false,
    windowsHide: true,
    killSignal: "SIGKILL",
    ...signal2 === void 0 ? {} : { cancelSignal: signal2 }
  });
  const letGo = () => void running.stdout?.destroy();
  const late = setTimeout(letGo, timeout);
  running.once("exit", (_, ending) => ending !== null && letGo());
  const result = await running;
  clearTimeout(late);
  if (result.isCanceled) return { kind: "aborted" };
  if (result.timedOut) return { kind: "overdue" };
  if (result.isMaxBuffer) return { kind: "tooLong" };
  if (!result.failed) return { kind: "done", output: String(result.stdout ?? "") };
  if (result.exitCode !== void 0) return { kind: "failed", how: `exit code ${result.exitCode}` };
  if (result.signal !== void 0) return { kind: "failed", how: `signal ${result.signal}` };
  return { kind: "missing", why: result.code ?? "it cannot be started" };
}

// src/world/accounts.ts
var timeLimit = 2e4;
var outputLimit = 65536;
var answerSchema2 = object({ username: string().min(1).max(512), password: string().min(1).max(4096) });
var nobody = { username: "", password: () => "" };
function accountFor(form, label2, machine, options) {
  const { env } = options;
  switch (form.kind) {
    case "password":
      return { credentials: { username: expand(form.username, env), password: () => expand(form.password, env) } };
    case "certificate":
      return { credentials: nobody, clientCertificate: () => readCertificate(form, label2, options) };
    case "sso":
      return { credentials: nobody };
    case "exec":
      return byCommand(() => askCommand(form.command, label2, machine, options), machine);
  }
}
function maskSecrets({ form, way }, { env, secret }) {
  const { password: jump } = (way.via === void 0 ? void 0 : jumpOf(way.via)) ?? {};
  const own = form.kind === "password" ? form.password : form.kind === "certificate" ? form.passphrase : void 0;
  for (const text5 of [jump, own]) {
    const value = text5 === void 0 ? "" : expand(text5, env);
    if (value !== "") secret(value);
  }
}
function readCertificate(form, label2, options) {
  const key2 = pemOf(form.key, `credentials.${label2}.key`, options);
  options.secret(key2);
  const cert = pemOf(form.certificate, `credentials.${label2}.certificate`, options);
  const passphrase = form.passphrase === void 0 ? void 0 : expand(form.passphrase, options.env);
  return { cert, key: key2, ...passphrase === void 0 ? {} : { passphrase } };
}
function pemOf(written, where, { directory, env }) {
  const value = expand(written, env);
  if (value.includes("-----BEGIN ")) return value;
  const variable = variableOf(written);
  const file = variable === void 0 ? resolve3(directory, value) : value;
  const shown = variable === void 0 ? `the file ${file}` : `what ${variable} holds or names`;
  const refuse6 = (why) => new FailureError([failureOf("CREDENTIAL_FILE_UNREADABLE", `${where}: ${shown} ${why}`)]);
  let text5;
  try {
    text5 = readFileSync(file, "utf8");
  } catch (cause) {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    throw refuse6(isMissing ? "is not there" : "cannot be read");
  }
  if (text5.includes("-----BEGIN ")) return text5;
  throw refuse6("is no PEM");
}
function byCommand(ask, machine) {
  let ahead;
  return {
    async prepare() {
      ahead = await ask();
      return nameOfAccount(ahead.username, machine.name);
    },
    async credentials() {
      const { username, password } = ahead ?? await ask();
      ahead = void 0;
      return { username, password: () => password };
    }
  };
}
function nameOfAccount(username, machine) {
  const name = username.toLowerCase();
  const [short = ""] = machine.toLowerCase().split(".");
  const [place = "", own = ""] = name.includes("\\") ? name.split("\\") : ["", name];
  const isLocal = ["", ".", short, machine.toLowerCase()].includes(place) && !own.includes("@");
  return isLocal ? `${machine.toLowerCase()}\\${own}` : name;
}
async function askCommand(command2, label2, machine, { directory, secret, signal: signal2 }) {
  const whole = command2.map((argument) => argument.replaceAll("{machine}", machine.name));
  const end = await runCommand({ command: whole, directory, timeout: timeLimit, limit: outputLimit, signal: signal2 });
  if (end.kind === "done") {
    const answer2 = answerIn(end.output);
    if (answer2 !== void 0) {
      secret(answer2.password);
      return answer2;
    }
  }
  throw new FailureError([{ ...failureOfEnd(end, `credentials.${label2}.exec`), machine: machine.name }]);
}
function answerIn(output) {
  try {
    return answerSchema2.safeParse(JSON.parse(output)).data;
  } catch {
    return void 0;
  }
}
function failureOfEnd(end, where) {
  switch (end.kind) {
    case "missing":
      return failureOf("CREDENTIAL_COMMAND_MISSING", `the command of ${where} cannot be started (${end.why})`);
    case "failed":
      return failureOf("CREDENTIAL_COMMAND_FAILED", `the command of ${where} failed (${end.how})`, { retryable: true });
    case "overdue":
      return failureOf("CREDENTIAL_COMMAND_OVERDUE", `the command of ${where} took more than ${timeLimit / 1e3} s`, {
        retryable: true
      });
    case "aborted":
      return failureOf("CREDENTIAL_COMMAND_FAILED", `the command of ${where} was ended, because the run is`);
    case "tooLong":
      return failureOf(
        "CREDENTIAL_ANSWER_TOO_LARGE",
        `the command of ${where} said more than ${outputLimit} characters`
      );
    case "done":
      return failureOf(
        "CREDENTIAL_ANSWER_INVALID",
        `the command of ${where} did not answer with { "username": …, "password": … }`
      );
  }
}

// src/world/connections.ts
var pinPattern = /^([0-9A-Fa-f]{2}:?){32}$/;
function givenIn({ transport, auth, port, pin, configuration }) {
  return Object.fromEntries(
    Object.entries({ transport, auth, port, pin, configuration }).filter(([, value]) => value !== void 0)
  );
}
function faultsOfGiven(overrides, logons, usual) {
  const faults = [];
  const refuse6 = (message, next) => {
    faults.push(failureOf("ARGUMENT_INVALID", message, { next }));
  };
  const { ca, pin, port, configuration } = overrides;
  const isTls = [usual, ...logons.map(({ way }) => way)].some(({ transport }) => transport === "https");
  if ((ca ?? pin) !== void 0 && !isTls) {
    refuse6("ca and pin mean nothing without HTTPS, and the transport is http-sealed.", "Leave them out, or use https.");
  }
  const open2 = logons.find(
    ({ way }) => way.transport !== "https" && (way.auth === "basic" || way.auth === "certificate")
  );
  if (open2 !== void 0) {
    const who = overrides.auth === void 0 ? "The policy logs on" : "This run logs on";
    const next = `Leave the ${overrides.transport === void 0 ? "authentication" : "transport"} out, or use ntlm.`;
    refuse6(`${who} with ${open2.way.auth}, which is only done over HTTPS.`, next);
  }
  const unfit = overrides.auth === void 0 ? void 0 : logons.find((logon) => whyUnfit(logon) !== void 0);
  if (unfit !== void 0) {
    refuse6(
      `auth is ${unfit.way.auth}, and credentials.${unfit.label} does not go with it: ${whyUnfit(unfit)}.`,
      "Leave auth out, or change the credential in the policy."
    );
  }
  if (pin !== void 0 && !pinPattern.test(pin)) {
    refuse6("The pin is not a SHA-256: 64 hexadecimal digits.", "Copy the thumbprint (SHA-256) of the certificate.");
  }
  if (port !== void 0 && (port < 1 || port > 65535)) {
    refuse6(`The port is ${port}.`, "Write a number from 1 to 65535.");
  }
  if (configuration !== void 0 && !/^[\w.-]{1,128}$/.test(configuration)) {
    refuse6("The configuration is no name.", "Write the name of a session configuration, for example Patchring.");
  }
  return faults;
}
function distinct(logons) {
  return [...new Map(logons.map((logon) => [JSON.stringify([logon.entry, logon.label]), logon])).values()];
}
function faultsOfFiles(logons, options) {
  return logons.flatMap(({ form, label: label2 }) => {
    if (form.kind !== "certificate") return [];
    try {
      readCertificate(form, label2, options);
      return [];
    } catch (cause) {
      if (cause instanceof FailureError) return cause.failures;
      throw cause;
    }
  });
}
function readCa(given, written, directory, faults) {
  if (given === void 0 && written === void 0) return void 0;
  const file = given ?? resolve4(directory, written ?? "");
  const code = given === void 0 ? "POLICY_CONNECTION_INVALID" : "ARGUMENT_INVALID";
  const next = "Give the certificate of the issuing authority as a PEM file (Base-64 encoded X.509).";
  try {
    const text5 = readFileSync2(file, "utf8");
    if (text5.includes("-----BEGIN CERTIFICATE-----")) return text5;
    faults.push(failureOf(code, "this file holds no PEM certificate.", { place: { file }, next }));
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause && cause.code === "ENOENT" ? "is not there" : "cannot be read";
    faults.push(failureOf(code, `the certificate authority ${why}.`, { place: { file }, next }));
  }
  return void 0;
}
function jumpUrl(written, { env }) {
  const { user, password, place } = jumpOf(written) ?? { user: void 0, password: void 0, place: "" };
  const [who, proof] = [user, password].map((part) => encodeURIComponent(expand(part ?? "", env)));
  return `socks5://${user === void 0 ? "" : `${who}:${proof}@`}${place}`;
}
function interpreterOf(way, { env, directory }) {
  const { PATCHRING_PWSH: own } = env;
  if (own) return own;
  if (way.interpreter === void 0) return void 0;
  return /[/\\]/.test(way.interpreter) ? resolve4(directory, way.interpreter) : way.interpreter;
}
function kerberosOf(way, options) {
  if (!asksKerberos(way.auth)) return {};
  const command2 = interpreterOf(way, options);
  const kerberos2 = {
    ...command2 === void 0 ? {} : { interpreter: { command: command2 } },
    ...way.spn === void 0 ? {} : { spn: way.spn }
  };
  return { kerberos: kerberos2, ...way.ntlmFallback ? { ntlmFallback: true } : {} };
}
function createConnections(options) {
  const { policy, machines, overrides, directory, env } = options;
  const given = givenIn(overrides);
  const logons = distinct(machines.flatMap((machine) => logonFor(policy, machine, given) ?? []));
  for (const logon of logons) maskSecrets(logon, options);
  const missing2 = missingVariables(logons, env);
  const usual = wayOf(policy.connection, void 0, given);
  const faults = [
    ...faultsOfGiven(overrides, logons, usual),
    ...missing2.length > 0 ? missing2 : faultsOfFiles(logons, options)
  ];
  const authorities = /* @__PURE__ */ new Map();
  for (const { ca, transport } of [usual, ...logons.map(({ way }) => way)]) {
    const written = overrides.ca ?? ca;
    if (transport !== "https" || written === void 0 || authorities.has(written)) continue;
    authorities.set(written, readCa(overrides.ca, ca, directory, faults) ?? "");
  }
  if (faults.length > 0) throw new FailureError(faults);
  const pemOf2 = ({ ca, transport }) => transport === "https" ? authorities.get(overrides.ca ?? ca ?? "") : void 0;
  const connectionOf = (machine) => {
    const logon = logonFor(policy, machine, given);
    if (logon === void 0) throw new RangeError(`a checked policy has a credential for ${machine.name}`);
    const { way, form, label: label2 } = logon;
    const account = accountFor(form, label2, machine, options);
    return {
      credential: label2,
      ...account.prepare === void 0 ? {} : { prepare: account.prepare },
      ...way.configuration === void 0 ? {} : { configurationName: way.configuration },
      options: {
        endpoint: endpointOf(way, machine, { ca: pemOf2(way), via: way.via && jumpUrl(way.via, options) }),
        credentials: account.credentials,
        channel: {
          auth: way.auth,
          ...kerberosOf(way, options),
          ...account.clientCertificate === void 0 ? {} : { clientCertificate: account.clientCertificate }
        }
      }
    };
  };
  return { ca: pemOf2(usual), connectionOf };
}
function endpointOf(way, { name, address, port: own }, { ca, via }) {
  const port = own ?? way.port;
  const isNamed = address !== void 0 && (way.transport === "https" || asksKerberos(way.auth));
  return {
    transport: way.transport,
    host: address ?? name,
    ...port === void 0 ? {} : { port },
    ...isNamed ? { servername: name } : {},
    ...ca === void 0 ? {} : { ca },
    ...way.pin === void 0 ? {} : { pin: way.pin },
    ...via === void 0 ? {} : { via }
  };
}

// src/world.ts
function openWorld(options) {
  const { name, signal: signal2, onFallback, clock = createRealClock() } = options;
  const { ca, connectionOf } = createConnections(options);
  const fleet = new WindowsFleet({ connectionOf, name, onFallback });
  const probes = createRunnerProbes({ signal: signal2, ...ca === void 0 ? {} : { ca } });
  return {
    clock,
    fleet: fleetDuring(fleet, clock),
    runner: probesDuring(probes, clock),
    preflight: (entry2) => clock.during(fleet.preflight(entry2)),
    close: () => fleet.close()
  };
}
function runnerName() {
  return hostname3();
}

export {
  logonFor,
  formatPath,
  suggestion,
  fault,
  named,
  credentialRules,
  jeaFiles,
  jeaSetUp,
  storyNames,
  playStory,
  startFleet,
  worst,
  digestOf,
  keyOf,
  jobKeyOf,
  isRejection,
  isOurs,
  isOursForGood,
  isForward,
  holdsInForce,
  isInForce,
  holdsFor,
  planSchema,
  nameOf2 as nameOf,
  openLedger,
  liesIn,
  openWorld,
  runnerName
};
