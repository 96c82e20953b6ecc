import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  DER,
  WinrmError,
  actions,
  alreadyGone,
  answerHostCall,
  beginKeyExchange,
  capability,
  childText,
  cimResource,
  createDefragmenter,
  createFragmenter,
  createNtlmClient,
  createRealClock,
  decodeSealedBody,
  element,
  elementsByTag,
  encodeElement,
  encodeSealedBody,
  endpointBindingOf,
  faultError,
  fragmentHeaderSize,
  inUseOrDisconnected,
  initPool,
  isPsObject,
  isSealedContentType,
  member,
  messageTypes,
  messageValue,
  ns,
  oidOf,
  olderProtocol,
  pipelineStates,
  poolStates,
  primitiveDictionary,
  psObject,
  readCapability,
  readCimRow,
  readCommandResponse,
  readConfig,
  readConnectResponse,
  readCreatedShellId,
  readErrorRecord,
  readFault,
  readHostCall,
  readIdentity,
  readInformation,
  readMessage,
  readMessageRecord,
  readPage,
  readProgress,
  readReceiveResponse,
  readResponse,
  readShell,
  readState,
  recut,
  resources,
  sealedContentType,
  signals,
  someHost,
  toPlain,
  tooManyShells,
  typeCimRow,
  wornOut,
  writeCimCall,
  writeCommand,
  writeConnect,
  writeConnectCommand,
  writeCreate,
  writeDisconnect,
  writeEnumerate,
  writeIdentify,
  writeMessage,
  writePipelineSpec,
  writePull,
  writeReceive,
  writeRelease,
  writeRequest,
  writeSend,
  writeSignal
} from "./chunk-BFN7U65A.mjs";
import {
  nearest
} from "./chunk-LXU6DZ4O.mjs";
import {
  RecordReader,
  chainEndOf,
  chainStart,
  changeSchema,
  effectSchema,
  failureSchema,
  fault,
  formatRecord,
  outcomeSchema,
  parseRecords,
  planSchema,
  removalReadingSchema,
  shadowReadingSchema,
  verdicts
} from "./chunk-XOZ2M7R3.mjs";
import {
  asksKerberos,
  entryFor,
  expand,
  formKeys,
  formOf,
  hasLabel,
  jumpOf,
  serviceScopes,
  serviceSides,
  severities,
  stages,
  stepsOf,
  textsOf,
  usualForm,
  valueAt,
  variableOf,
  variablesOfJump,
  wayOf
} from "./chunk-ZYVX2BHV.mjs";
import {
  stopping,
  timeLeft
} from "./chunk-XWM6LM3U.mjs";
import {
  bootSchema,
  diagnosisSchema,
  factsSchema,
  healthReadingSchema,
  hotpatchReadingSchema,
  jobKeyPattern,
  jobStatusSchema,
  packagesSchema,
  restartReadinessSchema,
  rolesReadingSchema,
  scriptReadingSchema
} from "./chunk-NY5E6FMM.mjs";
import {
  compareBoots,
  identityOfPackage
} from "./chunk-7P4UPFSA.mjs";
import {
  FailureError,
  failureOf,
  rejections
} from "./chunk-4EJNWNDX.mjs";
import {
  formatDuration
} from "./chunk-2PFEKDEA.mjs";
import {
  identityOf,
  iso_exports,
  kbSchema,
  updateIdentitySchema
} from "./chunk-6W5MFQ47.mjs";
import {
  _enum,
  _null,
  array,
  boolean,
  discriminatedUnion,
  int,
  json,
  literal,
  number,
  object,
  prettifyError,
  record,
  strictObject,
  string,
  tuple,
  union,
  unknown
} from "./chunk-6P7AVSSV.mjs";

// src/winrm/channel.ts
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

// src/winrm/answers.ts
var SOAP_CONTENT_TYPE = "application/soap+xml;charset=UTF-8", STATUS_CODES = /* @__PURE__ */ new Map([
  [401, ["WINRM_AUTH_REJECTED", "the credentials were rejected"]],
  [403, ["WINRM_FORBIDDEN", "the request was refused"]],
  [404, ["WINRM_NOT_FOUND", "there is no WS-Man service at this path"]],
  [413, ["WINRM_ENVELOPE_TOO_LARGE", "the request is larger than the machine accepts"]],
  [425, ["WINRM_BUSY", "the service is busy"]],
  [429, ["WINRM_BUSY", "the service is busy"]],
  [503, ["WINRM_BUSY", "the service is busy"]]
]), QUOTE = 200;
function contentTypeOf(answer2) {
  return answer2.headers.get("content-type")?.[0];
}
function kindOf(answer2) {
  if (answer2.body.length === 0) return "empty";
  let contentType = contentTypeOf(answer2);
  return isSealedContentType(contentType) ? "sealed" : contentType?.split(";", 1)[0]?.trim().toLowerCase() === "application/soap+xml" ? "soap" : "other";
}
function isSuccess(answer2) {
  return answer2.status >= 200 && answer2.status < 300;
}
function quoteOf(answer2) {
  return answer2.body.subarray(0, 4096).toString("utf8").replace(/<(?:style|script)\b[\s\S]*?<\/(?:style|script)>/gi, " ").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim().slice(0, QUOTE);
}
function failureOf2(answer2, where, extra = {}) {
  let other = isSuccess(answer2) ? "the answer is not SOAP" : `unexpected HTTP status ${answer2.status}`, [code, what] = STATUS_CODES.get(answer2.status) ?? ["WINRM_HTTP_FAILED", other], quote = kindOf(answer2) === "other" ? { peerText: quoteOf(answer2), contentType: contentTypeOf(answer2) } : {};
  return new WinrmError(code, `${where}: ${what}`, { httpStatus: answer2.status, ...quote, ...extra });
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
  let detail = { sent: operation2 === "unwrap", ...cause === void 0 ? {} : { cause } };
  return new WinrmError("WINRM_CONNECTION_LOST", "the process with the keys of the connection has ended", detail);
}
var field = (text2) => Buffer.from(text2).toString("base64"), TokenSource = class {
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
    let run2 = this.#running(), context = `c${++this.#number}`;
    this.#open.set(context, run2);
    let who = account === void 0 ? ["", "", ""] : [account.user, account.domain, account.password].map(field);
    return this.#send(run2, ["start", context, field(spn), field(channelBinding ?? ""), ...who]);
  }
  ask(operation2, context, ...values) {
    let run2 = this.#open.get(context);
    return run2 === void 0 || run2 !== this.#run ? Promise.reject(lost(operation2)) : this.#send(run2, [operation2, context, ...values.map(field)]);
  }
  drop(context) {
    let run2 = this.#open.get(context);
    !this.#open.delete(context) || run2 === void 0 || run2 !== this.#run || (this.#send(run2, ["drop", context]).catch(() => {
    }), !(this.#open.size > 0) && (this.#stopLingering(), this.#stopLingering = this.#options.after(this.#options.linger ?? 3e4, () => this.close())));
  }
  /** Ends the process; what waits for it fails. The next question starts another one. */
  close() {
    this.#stopLingering(), this.#run?.script.end();
  }
  #running() {
    if (this.#stopLingering(), this.#run !== void 0) return this.#run;
    let waiting = /* @__PURE__ */ new Map(), run2 = { script: this.#options.start({
      onLine: (line) => this.#onLine(run2, line),
      onEnd: (error) => this.#onEnd(run2, error)
    }), waiting, isProved: !1 };
    return this.#run = run2, run2;
  }
  #send(run2, words) {
    let number2 = String(++this.#number);
    return new Promise((resolve6, reject) => {
      run2.waiting.set(number2, { resolve: resolve6, reject, context: words[1] ?? "", operation: words[0] ?? "" }), run2.script.hold(!0), run2.script.write(`${number2} ${words.join(" ")}
`);
    });
  }
  #onLine(run2, line) {
    let [number2 = "", status = "", token = "", numbers = ""] = line.trimEnd().split(" "), waiting = run2.waiting.get(number2);
    waiting !== void 0 && (run2.waiting.delete(number2), run2.isProved = !0, run2.waiting.size === 0 && run2.script.hold(!1), waiting.resolve({
      context: waiting.context,
      status,
      bytes: Buffer.from(token, "base64"),
      numbers: numbers === "" ? [] : numbers.split(",").map(Number)
    }));
  }
  #onEnd(run2, error) {
    this.#run === run2 && (this.#run = void 0);
    for (let { reject, operation: operation2 } of run2.waiting.values()) reject(run2.isProved ? lost(operation2, error) : error);
    run2.waiting.clear();
    for (let [context, owner] of this.#open) owner === run2 && this.#open.delete(context);
  }
};

// src/winrm/auth/kerberos/launch.ts
var ENCODED = Buffer.from(source_default, "utf16le").toString("base64"), ARGUMENTS = ["-NoLogo", "-NoProfile", "-NonInteractive", "-OutputFormat", "Text", "-EncodedCommand", ENCODED], QUOTE2 = 300;
function missing(command, cause) {
  return new WinrmError("WINRM_KERBEROS_INTERPRETER_MISSING", `${command} cannot be started`, { cause, sent: !1 });
}
function ended(command, code, said) {
  let what = `${command} has ended (${code ?? "by a signal"})`;
  return new WinrmError("WINRM_KERBEROS_FAILED", what, { sent: !1, peerText: said.slice(-QUOTE2) });
}
function withoutInputs(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^INPUT_/i.test(name)));
}
function processStarter(interpreter) {
  let { command, args = [], env = {} } = interpreter;
  return (listener) => {
    let folder = mkdtempSync(join(tmpdir(), "patchring-")), child = spawn(command, [...args, ...ARGUMENTS], {
      env: { ...withoutInputs(process.env), ...env, KRB5_TRACE: join(folder, "trace") },
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: !0
    }), said = "", over = !1, clean = () => rmSync(folder, { recursive: !0, force: !0 });
    process.once("exit", clean);
    let finish = (error) => {
      over || (over = !0, process.off("exit", clean), clean(), listener.onEnd(error));
    };
    createInterface({ input: child.stdout }).on("line", (line) => listener.onLine(line)), child.stderr.setEncoding("utf8").on("data", (text2) => {
      said = `${said}${text2}`.slice(-QUOTE2);
    }), child.stdin.on("error", () => {
    }), child.once("error", (cause) => finish(missing(command, cause))), child.once("close", (code) => finish(ended(command, code, said)));
    let pipes = [child.stdin, child.stdout, child.stderr], hold2 = (busy) => {
      for (let item of [child, ...pipes]) busy ? item.ref() : item.unref();
    };
    return hold2(!1), { write: (line) => child.stdin.write(line), hold: hold2, end: () => child.stdin.end() };
  };
}
var sources = /* @__PURE__ */ new Map();
function tokenSource(interpreter = { command: "pwsh" }) {
  let key = JSON.stringify(interpreter), known = sources.get(key);
  if (known !== void 0) return known;
  let after = (milliseconds, callback) => {
    let timer = setTimeout(callback, milliseconds).unref();
    return () => clearTimeout(timer);
  }, source = new TokenSource({ start: processStarter(interpreter), after });
  return sources.set(key, source), source;
}

// src/winrm/auth/basic.ts
var basic = {
  name: "basic",
  seals: !1,
  createContext: (options) => {
    if (options.channelBinding === void 0)
      throw new WinrmError("WINRM_USAGE_INVALID", "Basic authentication is only done over HTTPS");
    if (options.username.includes(":"))
      throw new WinrmError("WINRM_USAGE_INVALID", "Basic authentication knows no user name with a colon");
    return {
      httpScheme: "Basic",
      everyRequest: !0,
      step: async (answer2) => answer2 === void 0 ? { kind: "send", token: Buffer.from(`${options.username}:${await options.password()}`), final: !0 } : { kind: "done" },
      sealing: () => {
        throw new WinrmError("WINRM_USAGE_INVALID", "Basic authentication cannot seal");
      }
    };
  }
};

// src/winrm/auth/certificate.ts
var NOTHING = new Uint8Array(0), certificate = {
  name: "certificate",
  seals: !1,
  createContext: (options) => {
    if (options.channelBinding === void 0)
      throw new WinrmError("WINRM_USAGE_INVALID", "a client certificate is only shown over HTTPS");
    return {
      httpScheme: "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual",
      everyRequest: !0,
      step: (answer2) => answer2 === void 0 ? { kind: "send", token: NOTHING, final: !0 } : { kind: "done" },
      sealing: () => {
        throw new WinrmError("WINRM_USAGE_INVALID", "a client certificate cannot seal");
      }
    };
  }
};

// src/winrm/auth/kerberos/failure.ts
var MIT_BASE = -1765328384, KDC_UNREACHABLE = 156, NUMBERS = /* @__PURE__ */ new Map([
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
]), STATUSES = /* @__PURE__ */ new Map([
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
  let known = [...answer2.numbers.map((number2) => number2 - MIT_BASE)].reverse().find((number2) => NUMBERS.has(number2)), other = ["WINRM_KERBEROS_FAILED", `it failed (${answer2.status})`], [code, what] = (known === void 0 ? STATUSES.get(answer2.status) : NUMBERS.get(known)) ?? other, detail = { spn, status: answer2.status, sent: !1, ...known === void 0 ? {} : { number: known } };
  return new WinrmError(code, `Kerberos for ${spn}: ${what}`, detail);
}
var KERBEROS_OID = "2a864886f712010202", ERROR_TOKEN = 768, KRB_ERROR = 126, ERROR_CODE = 166;
function errorNumberOf(token) {
  let framed = element(token), oid = element(framed?.tag === 96 ? framed.content : void 0);
  if (oid?.tag !== DER.OID || Buffer.from(oid.content).toString("hex") !== KERBEROS_OID) return;
  let { rest } = oid;
  if (rest.length < 2 || ((rest[0] ?? 0) << 8) + (rest[1] ?? 0) !== ERROR_TOKEN) return;
  let message = element(rest.subarray(2)), fields = elementsByTag(message?.tag === KRB_ERROR ? element(message.content)?.content : void 0), number2 = element(fields?.get(ERROR_CODE));
  if (!(number2?.tag !== DER.INTEGER || number2.content.length === 0 || number2.content.length > 4))
    return number2.content.reduce((value, byte) => value * 256 + byte, 0);
}
function machineRefusal(token, spn) {
  let number2 = errorNumberOf(token);
  if (number2 === void 0) return;
  let other = ["WINRM_KERBEROS_FAILED", `the machine refused the ticket (error ${number2})`], [code, what] = NUMBERS.get(number2) ?? other;
  return new WinrmError(code, `Kerberos for ${spn}: ${what}`, { spn, number: number2, sent: !1 });
}

// src/winrm/auth/kerberos/sealing.ts
var HEADER = 16, CONFOUNDER = 16, WRAP_TOKEN = 1284, FROM_ACCEPTOR = 1, SEALED = 2;
function refuse(why) {
  return new WinrmError("WINRM_SEALING_FAILED", `sealed message refused: ${why}`);
}
function cutToken(token, plainLength) {
  let bytes = Buffer.from(token), overhead = bytes.length - plainLength;
  if (!(overhead > HEADER + CONFOUNDER && bytes.readUInt16BE(0) === WRAP_TOKEN && ((bytes[2] ?? 0) & SEALED) !== 0) || bytes.readUInt16BE(4) !== 0)
    throw refuse("the token source did not make a sealed token without filler");
  let wanted = overhead - HEADER - CONFOUNDER, body = bytes.subarray(HEADER), by = ((wanted - bytes.readUInt16BE(6)) % body.length + body.length) % body.length, cut = body.length - by, rotated = Buffer.concat([bytes.subarray(0, HEADER), body.subarray(cut), body.subarray(0, cut)]);
  return rotated.writeUInt16BE(wanted, 6), { signature: rotated.subarray(0, overhead), sealed: rotated.subarray(overhead) };
}
function sequenceOf(signature) {
  let header = Buffer.from(signature.buffer, signature.byteOffset, signature.byteLength);
  if (header.length < HEADER + CONFOUNDER || header.readUInt16BE(0) !== WRAP_TOKEN) throw refuse("not a Wrap token");
  let flags = header[2] ?? 0;
  if ((flags & SEALED) === 0) throw refuse("it is signed only");
  if ((flags & FROM_ACCEPTOR) === 0) throw refuse("it is one of our own");
  return header.readBigUInt64BE(8);
}
function createKerberosSealing(ask) {
  let last, lost2 = !1;
  return {
    async seal(plain) {
      if (lost2) throw refuse("an earlier message of this connection was refused");
      let answer2 = await ask("wrap", plain);
      if (answer2.status !== "Completed") throw refuse(`Kerberos says ${answer2.status}`);
      return cutToken(answer2.bytes, plain.length);
    },
    unseal: async (signature, sealed) => {
      if (lost2) throw refuse("an earlier message of this connection was refused");
      lost2 = !0;
      let sequence = sequenceOf(signature);
      if (last !== void 0 && sequence !== last + 1n) throw refuse("a message was repeated or left out");
      last = sequence;
      let answer2 = await ask("unwrap", Buffer.concat([signature, sealed]));
      if (answer2.status !== "Completed") throw refuse(`Kerberos says ${answer2.status}`);
      if (answer2.bytes.length !== sealed.length) throw refuse("its length is not the one of the plain text");
      return lost2 = !1, answer2.bytes;
    }
  };
}

// src/winrm/auth/kerberos/client.ts
function spnOf(service, servername) {
  return service.includes("/") ? service : `${service === "HOST" ? "host" : service}/${servername.replace(/\.$/, "")}`;
}
async function accountOf(options) {
  if (options.username === "") return;
  let [, netbios, plain = ""] = /^(?:([^\\]*)\\)?(.*)$/s.exec(options.username) ?? [], at2 = plain.lastIndexOf("@"), realm = options.domain ?? netbios ?? (at2 === -1 ? "" : plain.slice(at2 + 1));
  return { user: at2 === -1 || options.domain !== void 0 ? plain : plain.slice(0, at2), domain: realm.toUpperCase(), password: await options.password() };
}
var KerberosClient = class {
  #options;
  #tokens;
  #spn;
  #phase = "fresh";
  #context;
  #sealing;
  #disposed = !1;
  constructor(options, kerberos2) {
    this.#options = options, this.#tokens = kerberos2.tokens, this.#spn = spnOf(kerberos2.spn, options.servername);
  }
  step = async (token) => {
    if (this.#phase === "fresh") {
      let { channelBinding } = this.#options, account = await accountOf(this.#options), answer3 = await this.#tokens.start({ spn: this.#spn, channelBinding, account });
      if (this.#context = answer3.context, this.#disposed && this.dispose(), answer3.status !== "ContinueNeeded" || answer3.bytes.length === 0) throw kerberosFailure(answer3, this.#spn);
      return this.#phase = "asked", { kind: "send", token: answer3.bytes, final: !0, mayGoOn: !0 };
    }
    let context = this.#context;
    if (this.#phase !== "asked" || context === void 0 || token === void 0)
      throw new WinrmError("WINRM_AUTH_FAILED", `a Kerberos token came out of turn (${this.#phase})`);
    let refusal = machineRefusal(token, this.#spn);
    if (refusal !== void 0) throw refusal;
    if (token.length === 0) throw new WinrmError("WINRM_AUTH_FAILED", "the machine did not prove who it is");
    let answer2 = await this.#tokens.ask("step", context, token);
    if (answer2.status !== "Completed" || answer2.bytes.length > 0)
      throw new WinrmError("WINRM_AUTH_FAILED", `the machine did not prove who it is (${answer2.status})`);
    return this.#phase = "complete", this.#sealing = createKerberosSealing((operation2, bytes) => this.#tokens.ask(operation2, context, bytes)), { kind: "done" };
  };
  sealing() {
    if (this.#sealing !== void 0) return this.#sealing;
    throw new WinrmError("WINRM_USAGE_INVALID", "sealing was asked for before the Kerberos exchange was complete");
  }
  async verify(text2, signature) {
    let { status } = await this.#tokens.ask("verify", this.#context ?? "", text2, signature);
    if (!(status === "Completed" || status === "Skipped"))
      throw new WinrmError("WINRM_AUTH_FAILED", `the list of mechanisms was changed on the way (${status})`);
  }
  dispose() {
    this.#disposed = !0, this.#context !== void 0 && (this.#tokens.drop(this.#context), this.#context = void 0);
  }
};
function createKerberosClient(options) {
  if (options.kerberos === void 0) throw new WinrmError("WINRM_USAGE_INVALID", "Kerberos needs a source of tokens");
  return new KerberosClient(options, options.kerberos);
}
var kerberos = {
  name: "kerberos",
  seals: !0,
  createContext: (options) => {
    let mechanism = createKerberosClient(options);
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

// src/winrm/auth/spnego.ts
var MECHANISMS = { kerberos: "2a864886f712010202", ntlm: "2b06010401823702020a" }, MICROSOFT_KERBEROS = "2a864882f712010202", SPNEGO_OID = Buffer.from("2b0601050502", "hex"), STATES = ["accept-completed", "accept-incomplete", "reject", "request-mic"];
function encodeMechanismList(oids) {
  return encodeElement(DER.SEQUENCE, ...oids.map((oid) => encodeElement(DER.OID, Buffer.from(oid, "hex"))));
}
function encodeOffer(list2, token) {
  let fields = [encodeElement(160, list2), encodeElement(162, encodeElement(DER.OCTET_STRING, token))], offer = encodeElement(160, encodeElement(DER.SEQUENCE, ...fields));
  return encodeElement(96, encodeElement(DER.OID, SPNEGO_OID), offer);
}
function encodeAnswer({ token, mic }) {
  let fields = [
    ...token === void 0 ? [] : [encodeElement(162, encodeElement(DER.OCTET_STRING, token))],
    ...mic === void 0 ? [] : [encodeElement(163, encodeElement(DER.OCTET_STRING, mic))]
  ];
  return encodeElement(161, encodeElement(DER.SEQUENCE, ...fields));
}
function broken(what) {
  return new WinrmError("WINRM_AUTH_FAILED", `not an SPNEGO answer: ${what}`);
}
function octets(field2) {
  if (field2 === void 0) return;
  let value = element(field2);
  if (value?.tag !== DER.OCTET_STRING) throw broken("a token is no octet string");
  return value.content;
}
function stateOf(field2) {
  if (field2 === void 0) return;
  let value = element(field2), state = value?.tag === DER.ENUMERATED && value.content.length === 1 ? STATES[value.content[0] ?? 255] : void 0;
  if (state === void 0) throw broken("an unknown state");
  return state;
}
function decodeAnswer(bytes) {
  let outer = element(bytes);
  if (outer?.tag !== 161 || outer.rest.length > 0) throw broken("no NegTokenResp");
  let inner = element(outer.content), fields = elementsByTag(inner?.tag === DER.SEQUENCE ? inner.content : void 0);
  if (fields === void 0) throw broken("its fields are cut");
  let state = stateOf(fields.get(160)), chosen = oidOf(fields.get(161)), token = octets(fields.get(162)), mic = octets(fields.get(163));
  return {
    ...state === void 0 ? {} : { state },
    ...chosen === "" ? {} : { mechanism: chosen === MICROSOFT_KERBEROS ? MECHANISMS.kerberos : chosen },
    ...token === void 0 ? {} : { token },
    ...mic === void 0 ? {} : { mic }
  };
}

// src/winrm/auth/negotiate.ts
var SEAL_LABEL = "application/HTTP-SPNEGO-session-encrypted", NOTHING2 = new Uint8Array(0);
function underNegotiate(name, createMechanism) {
  return {
    name,
    seals: !0,
    createContext: (options) => {
      let { step, sealing } = createMechanism(options);
      return { httpScheme: "Negotiate", sealLabel: SEAL_LABEL, step, sealing };
    }
  };
}
function broken2(what) {
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
  #complete = !1;
  constructor(options) {
    this.#options = options, this.#kerberos = createKerberosClient(options);
  }
  async step(challenge) {
    if (challenge === void 0) return await this.#offer();
    if (this.#complete) throw broken2("a token came after the end");
    let answer2 = decodeAnswer(challenge);
    return this.#ntlm === void 0 ? await this.#afterKerberos(answer2) : await this.#afterNtlm(this.#ntlm, answer2);
  }
  sealing() {
    let mechanism = this.#complete ? this.#ntlm ?? this.#kerberos : void 0;
    if (mechanism !== void 0) return mechanism.sealing();
    throw new WinrmError("WINRM_USAGE_INVALID", "sealing was asked for before the exchange was complete");
  }
  outcome() {
    return { mechanism: this.#ntlm === void 0 ? "kerberos" : "ntlm", ...this.#fallback === void 0 ? {} : { fallback: this.#fallback } };
  }
  dispose() {
    this.#kerberos?.dispose();
  }
  async #offer() {
    let allowed = this.#options.ntlmFallback === !0 && this.#options.username !== "";
    try {
      let first = await this.#kerberos?.step();
      if (first?.kind !== "send") throw broken2("Kerberos has no first token");
      return this.#list = encodeMechanismList([MECHANISMS.kerberos, ...allowed ? [MECHANISMS.ntlm] : []]), { ...first, token: encodeOffer(this.#list, first.token) };
    } catch (error) {
      if (!allowed || !meansUnusable(error)) throw error;
      return this.#list = encodeMechanismList([MECHANISMS.ntlm]), { kind: "send", token: encodeOffer(this.#list, await this.#fallBack(error)), final: !1 };
    }
  }
  /** From now on NTLM. @returns its first token. */
  async #fallBack({ code, message }) {
    this.#kerberos?.dispose(), this.#kerberos = void 0, this.#fallback = { code, message }, this.#ntlm = createNtlmClient(this.#options);
    let first = await this.#ntlm.step();
    if (first.kind !== "send") throw broken2("NTLM has no first token");
    return first.token;
  }
  async #afterKerberos({ state, mechanism, token, mic }) {
    let chosen = mechanism ?? MECHANISMS.kerberos;
    if (chosen === MECHANISMS.ntlm && this.#options.ntlmFallback === !0 && this.#options.username !== "") {
      let reason = new WinrmError("WINRM_KERBEROS_FAILED", "the machine does not take Kerberos");
      return { kind: "send", token: encodeAnswer({ token: await this.#fallBack(reason) }), final: !1 };
    }
    if (chosen !== MECHANISMS.kerberos) throw broken2("the machine chose a mechanism that was not offered");
    let last = token === void 0 && state === "reject" ? void 0 : await this.#kerberos?.step(token ?? NOTHING2);
    if (last?.kind !== "done" || state !== "accept-completed")
      throw new WinrmError("WINRM_AUTH_REJECTED", "Negotiate: the machine rejected the ticket");
    return mic !== void 0 && await this.#kerberos?.verify(this.#list, mic), this.#complete = !0, last;
  }
  async #afterNtlm(ntlm, answer2) {
    let { state, mechanism, token, mic } = answer2;
    if (mechanism !== void 0 && mechanism !== MECHANISMS.ntlm) throw broken2("the machine changed the mechanism");
    if (state === "reject") throw new WinrmError("WINRM_AUTH_REJECTED", "Negotiate: the machine rejected the logon");
    let next = await ntlm.step(token ?? NOTHING2);
    if (next.kind === "send") {
      let signature = ntlm.signing().signList(this.#list);
      return { ...next, token: encodeAnswer({ token: next.token, mic: signature }) };
    }
    if (state !== "accept-completed" || mic === void 0)
      throw broken2("the machine did not sign the list of mechanisms");
    return ntlm.signing().verifyList(this.#list, mic), this.#complete = !0, next;
  }
}, negotiate = {
  name: "negotiate",
  seals: !0,
  createContext: (options) => {
    let context = new SpnegoContext(options);
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
}, REFUSED = {
  credssp: "CredSSP hands the whole password to the machine; what it is used for is done here by a task on the machine itself. Use kerberos or negotiate"
};
function schemeOf(name) {
  let known = schemes;
  if (Object.hasOwn(known, name)) return known[name];
  let reason = Object.hasOwn(REFUSED, name.toLowerCase()) ? REFUSED[name.toLowerCase()] : void 0;
  throw new WinrmError("WINRM_USAGE_INVALID", reason ?? `there is no authentication scheme ${JSON.stringify(name)}`);
}

// src/winrm/deadline.ts
var ENDINGS = {
  WINRM_ABORTED: "the call was aborted",
  WINRM_DEADLINE_EXCEEDED: "no complete answer came in time"
}, LONGEST_TIMER = 2 ** 31 - 1, Deadline = class {
  #listeners = /* @__PURE__ */ new Set();
  #timer;
  #signal;
  #end;
  /** @param timeout milliseconds from now. */
  constructor(timeout, signal) {
    this.#timer = setTimeout(
      () => this.#finish("WINRM_DEADLINE_EXCEEDED"),
      Math.min(Math.max(timeout, 0), LONGEST_TIMER)
    ), this.#signal = signal, signal?.aborted === !0 ? this.#finish("WINRM_ABORTED") : signal?.addEventListener("abort", this.#abort, { once: !0 });
  }
  get end() {
    return this.#end;
  }
  /** Calls back once when the time is over or the caller gives up; at once if that has happened. @returns how to stop listening. */
  onEnd(listener) {
    return this.#end === void 0 ? this.#listeners.add(listener) : listener(this.#end), () => {
      this.#listeners.delete(listener);
    };
  }
  /** Waits for `work`, which nothing has been sent for, but no longer than the deadline. Throws its end as a WinrmError. */
  within(work) {
    return new Promise((resolve6, reject) => {
      this.#end !== void 0 && work.catch(() => {
      });
      let stop = this.onEnd((end) => reject(new WinrmError(end, ENDINGS[end], { phase: "waiting", sent: !1 })));
      work.then(resolve6, reject).finally(stop);
    });
  }
  /** The caller gives up. */
  abort() {
    this.#finish("WINRM_ABORTED");
  }
  /** The call is over: nothing ends any more. */
  dispose() {
    clearTimeout(this.#timer), this.#signal?.removeEventListener("abort", this.#abort), this.#listeners.clear();
  }
  #abort = () => this.abort();
  #finish(end) {
    if (this.#end !== void 0) return;
    this.#end = end;
    let listeners = [...this.#listeners];
    this.dispose();
    for (let listener of listeners) listener(end);
  }
};

// src/winrm/handshake.ts
var NOTHING3 = new Uint8Array(0), MAX_ROUNDS = 6;
function offersOf(answer2) {
  let offers = /* @__PURE__ */ new Map();
  for (let value of answer2.headers.get("www-authenticate") ?? [])
    for (let item of value.split(",")) {
      let match = /^\s*([\w.:/-]+)(?:\s+([A-Za-z\d+/]+={0,2}))?\s*$/.exec(item) ?? /^\s*([\w.:/-]+)\s/.exec(item), word = match?.[1]?.toLowerCase();
      if (word === void 0) continue;
      let token = match?.[2] === void 0 ? void 0 : Buffer.from(match[2], "base64");
      (token !== void 0 || !offers.has(word)) && offers.set(word, token);
    }
  return offers;
}
async function stepOf(context, deadline, challenge) {
  try {
    return await deadline.within(Promise.resolve(context.step(challenge)));
  } catch (cause) {
    throw cause instanceof WinrmError ? cause : new WinrmError("WINRM_AUTH_FAILED", "the credentials could not be obtained", { cause, sent: !1 });
  }
}
function authorizationOf(context, token) {
  let bytes = Buffer.from(token.buffer, token.byteOffset, token.byteLength);
  return `${context.httpScheme} ${bytes.toString("base64")}`.trimEnd();
}
function refused(context, answer2, options, first) {
  let offered = [...offersOf(answer2).keys()];
  if (!first || offered.length === 0 || offered.includes(context.httpScheme.toLowerCase()))
    return failureOf2(answer2, options.where, { offered });
  let what = `${context.httpScheme} is not offered, but ${offered.join(", ")}`;
  return new WinrmError("WINRM_AUTH_NOT_OFFERED", `${options.where}: ${what}`, { httpStatus: 401, offered });
}
function missingToken({ httpScheme }, offered) {
  return offered.length === 0 ? ["WINRM_AUTH_NONE_OFFERED", "a logon is wanted, and no scheme for it is offered"] : offered.includes(httpScheme.toLowerCase()) ? ["WINRM_AUTH_TOKEN_REFUSED", `${httpScheme} is offered, but its first token was turned away`] : ["WINRM_AUTH_NOT_OFFERED", `${httpScheme} is not offered, but ${offered.join(", ")}`];
}
function challengeOf(context, answer2, options) {
  let offers = offersOf(answer2), token = offers.get(context.httpScheme.toLowerCase()), offered = [...offers.keys()], detail = { httpStatus: 401, offered };
  if (token === void 0) {
    let [code, what] = missingToken(context, offered);
    throw new WinrmError(code, `${options.where}: ${what}`, detail);
  }
  if (!answer2.keepAlive) {
    let what = "the connection was closed in the middle of the authentication (is there a proxy in between?)";
    throw new WinrmError("WINRM_AUTH_FAILED", `${options.where}: ${what}`, detail);
  }
  return token;
}
async function closeExchange(context, answer2, options) {
  if (!isSuccess(answer2) && kindOf(answer2) !== "soap") throw failureOf2(answer2, options.where);
  let token = offersOf(answer2).get(context.httpScheme.toLowerCase()) ?? NOTHING3;
  if ((await stepOf(context, options.deadline, token)).kind === "done") return answer2;
  throw new WinrmError("WINRM_AUTH_FAILED", `${options.where}: the authentication was answered before it was complete`);
}
async function authenticate(connection, context, options) {
  let step = await stepOf(context, options.deadline);
  for (let round = 0; round < MAX_ROUNDS && step.kind === "send"; round++) {
    let authorization = authorizationOf(context, step.token), body = step.final ? options.payload : NOTHING3, answer2 = await connection.request({ authorization, contentType: SOAP_CONTENT_TYPE, body }, options.deadline);
    if (step.final && answer2.status !== 401) return closeExchange(context, answer2, options);
    if (step.final) {
      if ((step.mayGoOn === !0 ? offersOf(answer2).get(context.httpScheme.toLowerCase()) : void 0) === void 0) throw refused(context, answer2, options, round === 0);
      step = await stepOf(context, options.deadline, challengeOf(context, answer2, options));
      continue;
    }
    if (answer2.status !== 401)
      throw isSuccess(answer2) ? new WinrmError("WINRM_AUTH_FAILED", `${options.where}: the machine did not ask who we are`) : failureOf2(answer2, options.where);
    step = await stepOf(context, options.deadline, challengeOf(context, answer2, options));
  }
  throw new WinrmError("WINRM_AUTH_FAILED", `${options.where}: the authentication does not come to an end`);
}

// src/winrm/http.ts
import { connect as connect3 } from "node:net";
import { TLSSocket } from "node:tls";

// src/winrm/http-response.ts
var MAX_HEAD = 65536, STATUS_LINE = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [^\0]*)?$/, HEADER_NAME = /^[!#$%&'*+\-.^_`|~\w]+$/, CHUNK_SIZE = /^([\da-f]{1,8})[ \t]*(?:;.*)?$/i, LF = 10;
function broken3(what) {
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
    if (!(this.length + size <= this.#cap))
      throw new WinrmError("WINRM_ENVELOPE_TOO_LARGE", `the answer is larger than ${this.#cap} bytes`);
  }
  add(part) {
    if (this.admit(part.length), this.length === 0)
      this.#bytes = part;
    else {
      let needed2 = this.length + part.length;
      if (needed2 > this.#bytes.length) {
        let grown = Buffer.allocUnsafe(Math.max(needed2, this.#bytes.length * 2, 1024));
        this.#bytes.copy(grown, 0, 0, this.length), this.#bytes = grown;
      }
      part.copy(this.#bytes, this.length);
    }
    this.length += part.length;
  }
  bytes() {
    return this.#bytes.subarray(0, this.length);
  }
}, IN_BODY = /* @__PURE__ */ new Set(["fixed", "chunk-data", "until-close"]), AnswerReader = class {
  #sink;
  #state = "status";
  #line = "";
  #headBytes = 0;
  #status = 0;
  #minor = 1;
  #headers = /* @__PURE__ */ new Map();
  #expected = 0;
  /** True when bytes came behind the answer: nobody asked for them, the connection must not be used again. */
  excess = !1;
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
    for (; offset < chunk.length && this.#state !== "done"; )
      offset = IN_BODY.has(this.#state) ? this.#takeBody(chunk, offset) : this.#takeLine(chunk, offset);
    if (this.#state === "done")
      return this.excess ||= offset < chunk.length, this.#answer();
  }
  /** The stream has ended. @returns the answer where its end is the end of the stream; undefined where it is cut. */
  end() {
    if (this.#state === "until-close")
      return this.#state = "done", this.#answer();
  }
  #answer() {
    let said = (this.#headers.get("connection") ?? []).join(",").toLowerCase().split(","), named = (word) => said.some((item) => item.trim() === word), keepAlive2 = !(!this.#headers.has("content-length") && !this.#chunked() && !this.#bodiless()) && !this.excess && (this.#minor === 1 ? !named("close") : named("keep-alive"));
    return { status: this.#status, headers: this.#headers, body: this.#sink.bytes(), keepAlive: keepAlive2 };
  }
  #takeBody(chunk, offset) {
    let end = this.#state === "until-close" ? chunk.length : Math.min(chunk.length, offset + this.#expected);
    return this.#sink.add(chunk.subarray(offset, end)), this.#state !== "until-close" && (this.#expected -= end - offset, this.#expected === 0 && (this.#state = this.#state === "fixed" ? "done" : "chunk-end")), end;
  }
  #takeLine(chunk, offset) {
    let feed = chunk.indexOf(LF, offset), end = feed === -1 ? chunk.length : feed + 1;
    if (this.#headBytes += end - offset, this.#headBytes > MAX_HEAD) throw broken3("its head is too large");
    if (this.#line += chunk.toString("latin1", offset, end), feed !== -1) {
      let line = this.#line;
      if (this.#line = "", !line.endsWith(`\r
`)) throw broken3("a line ends without a carriage return");
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
        line === "" ? this.#endHead() : this.#readHeader(line);
        return;
      case "chunk-size":
        this.#readChunkSize(line);
        return;
      case "chunk-end":
        if (line !== "") throw broken3("a chunk is longer than announced");
        this.#state = "chunk-size", this.#headBytes = 1;
        return;
      default:
        line === "" && (this.#state = "done");
    }
  }
  #readStatus(line) {
    let match = STATUS_LINE.exec(line);
    if (match === null) throw broken3("no status line");
    this.#minor = Number(match[1]), this.#status = Number(match[2]), this.#headers = /* @__PURE__ */ new Map(), this.#state = "header";
  }
  #readHeader(line) {
    let colon = line.indexOf(":"), name = line.slice(0, Math.max(colon, 0));
    if (!HEADER_NAME.test(name)) throw broken3("a malformed header");
    let value = line.slice(colon + 1).trim();
    if (value.includes("\0") || value.includes("\r")) throw broken3("a control character in a header");
    let key = name.toLowerCase(), values = this.#headers.get(key);
    values === void 0 ? this.#headers.set(key, [value]) : values.push(value);
  }
  #chunked() {
    return this.#headers.has("transfer-encoding");
  }
  #bodiless() {
    return this.#status === 204 || this.#status === 304;
  }
  #endHead() {
    if (this.#status < 200) {
      if (this.#status === 101) throw broken3("an upgrade that nobody asked for");
      this.#state = "status";
      return;
    }
    let lengths = new Set(this.#headers.get("content-length"));
    if (this.#chunked()) {
      if (this.#headers.get("transfer-encoding")?.join(",").toLowerCase() !== "chunked" || lengths.size > 0) throw broken3("contradictory body length");
      this.#state = "chunk-size";
    } else if (this.#bodiless())
      this.#state = "done";
    else if (lengths.size > 0) {
      let [text2 = ""] = lengths;
      if (lengths.size > 1 || !/^\d{1,15}$/.test(text2)) throw broken3("contradictory body length");
      this.#expect(Number(text2)), this.#state = this.#expected === 0 ? "done" : "fixed";
    } else
      this.#state = "until-close";
  }
  #readChunkSize(line) {
    let match = CHUNK_SIZE.exec(line);
    if (match === null) throw broken3("a malformed chunk");
    this.#expect(Number.parseInt(match[1] ?? "", 16)), this.#state = this.#expected === 0 ? "trailer" : "chunk-data";
  }
  #expect(size) {
    this.#sink.admit(size), this.#expected = size;
  }
};

// src/winrm/jump.ts
import { connect, isIP, isIPv6 } from "node:net";
var VERSION = 5, NO_METHOD = 255, BY_PASSWORD = 2, REPLIES = [
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
function parseJumpHost(text2) {
  let url = URL.canParse(text2) ? new URL(text2) : void 0;
  if (!(url !== void 0 && url.protocol === "socks5:" && url.hostname !== "") || url.pathname !== "" && url.pathname !== "/" || url.search !== "" || url.hash !== "")
    throw new WinrmError("WINRM_USAGE_INVALID", "a jump host is written socks5://host:port");
  let decode = (part) => part === "" ? void 0 : decodeURIComponent(part), [username, password] = [decode(url.username), decode(url.password)];
  for (let part of [username, password])
    if (Buffer.byteLength(part ?? "") > 255)
      throw new WinrmError("WINRM_USAGE_INVALID", "user and password of a jump host have 255 bytes at most");
  return { host: url.hostname.replace(/^\[(.*)\]$/, "$1"), port: url.port === "" ? 1080 : Number(url.port), username, password };
}
function addressOf(host) {
  if (isIPv6(host)) {
    let [groups = ""] = new URL(`http://[${host.split("%")[0]}]`).hostname.slice(1, -1).split("%"), [front = "", back] = groups.split("::"), words = (part) => part === void 0 || part === "" ? [] : part.split(":").map((word) => Number.parseInt(word, 16)), [head, tail] = [words(front), words(back)], bytes = Buffer.alloc(17);
    bytes[0] = 4;
    for (let [i, word] of head.entries()) bytes.writeUInt16BE(word, 1 + i * 2);
    for (let [i, word] of tail.entries()) bytes.writeUInt16BE(word, 17 - (tail.length - i) * 2);
    return bytes;
  }
  if (isIP(host) === 4) return Buffer.from([1, ...host.split(".").map(Number)]);
  let name = Buffer.from(host, "latin1");
  return Buffer.concat([Buffer.from([3, name.length]), name]);
}
function prefixed(text2) {
  let bytes = Buffer.from(text2);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}
function* converse(jump, target, where) {
  let failure = (code2, what2) => new WinrmError(code2, `jump host ${where}: ${what2}`, { phase: "jump", sent: !1 }), { username, password = "" } = jump, methods = username === void 0 ? [0] : [0, BY_PASSWORD];
  yield Buffer.from([VERSION, methods.length, ...methods]);
  let [version2, method] = yield 2;
  if (version2 !== VERSION) throw failure("WINRM_JUMP_REFUSED", "it does not speak SOCKS version 5");
  if (method === NO_METHOD || method === void 0 || !methods.includes(method))
    throw failure(
      "WINRM_JUMP_REFUSED",
      username === void 0 ? "it wants a user and password" : "it takes no password"
    );
  if (method === BY_PASSWORD) {
    yield Buffer.concat([Buffer.from([1]), prefixed(username ?? ""), prefixed(password)]);
    let [, status] = yield 2;
    if (status !== 0) throw failure("WINRM_JUMP_REFUSED", "it refused user and password");
  }
  let port = Buffer.from([target.port >> 8, target.port & 255]);
  yield Buffer.concat([Buffer.from([VERSION, 1, 0]), addressOf(target.host), port]);
  let [again, reply = 1, , kind] = yield 4;
  if (again !== VERSION) throw failure("WINRM_JUMP_REFUSED", "it does not speak SOCKS version 5");
  let [code, what] = REPLIES[reply] ?? ["WINRM_JUMP_FAILED", `failed (${reply})`];
  if (reply !== 0) throw failure(code, `the connection to ${target.host}:${target.port} ${what}`);
  yield (kind === 1 ? 4 : kind === 4 ? 16 : (yield 1)[0] ?? 0) + 2;
}
function openThrough(jump, target, timeout, deadline) {
  let where = `${isIPv6(jump.host) ? `[${jump.host}]` : jump.host}:${jump.port}`;
  return new Promise((resolve6, reject) => {
    let socket = connect({ host: jump.host, port: jump.port }).setNoDelay(!0), talk = converse(jump, target, where), wanted = 0, connected = !1, talking = !0, settle = (finish) => {
      talking = !1, clearTimeout(timer), stop(), socket.off("connect", start).off("readable", advance).off("error", broken4).off("close", broken4), finish();
    }, fail2 = (error) => settle(() => {
      socket.on("error", () => {
      }).destroy(), reject(error);
    }), broken4 = (cause) => {
      let what = connected ? "the connection ended in the middle of its answer" : "no connection", reason = cause instanceof Error ? { cause } : {};
      fail2(
        new WinrmError("WINRM_JUMP_UNREACHABLE", `jump host ${where}: ${what}`, {
          ...reason,
          phase: "jump",
          sent: !1
        })
      );
    }, overdue = (end) => {
      let code = end === "WINRM_ABORTED" ? end : connected ? "WINRM_JUMP_FAILED" : "WINRM_JUMP_UNREACHABLE";
      fail2(new WinrmError(code, `jump host ${where}: ${ENDINGS[end]}`, { phase: "jump", sent: !1 }));
    }, proceed = (bytes) => {
      let turn = talk.next(bytes);
      for (; turn.done !== !0 && typeof turn.value != "number"; turn = talk.next(bytes)) socket.write(turn.value);
      turn.done === !0 ? settle(() => resolve6(socket)) : wanted = turn.value;
    }, advance = () => {
      try {
        for (; talking; ) {
          let bytes = socket.read(wanted);
          if (!Buffer.isBuffer(bytes)) return;
          proceed(bytes);
        }
      } catch (error) {
        fail2(error);
      }
    }, start = () => {
      connected = !0, proceed(Buffer.alloc(0));
    }, timer = setTimeout(() => overdue("WINRM_DEADLINE_EXCEEDED"), timeout), stop = () => {
    };
    socket.once("connect", start).on("readable", advance).once("error", broken4).once("close", broken4), stop = deadline.onEnd(overdue);
  });
}

// src/winrm/tls.ts
import { X509Certificate } from "node:crypto";
import { isIP as isIP2 } from "node:net";
import { connect as connect2, createSecureContext } from "node:tls";
var contexts = /* @__PURE__ */ new Map(), PEM_BLOCK = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;
function createContext(ca) {
  if (ca === void 0) return createSecureContext();
  try {
    for (let block of ca.match(PEM_BLOCK) ?? [""]) new X509Certificate(block);
    return createSecureContext({ ca });
  } catch (cause) {
    throw new WinrmError("WINRM_USAGE_INVALID", "`ca` cannot be read as PEM certificates", { cause });
  }
}
function secureContextFor(ca) {
  let key = ca ?? "", known = contexts.get(key);
  if (known !== void 0) return known;
  let context = createContext(ca);
  return contexts.set(key, context), context;
}
function contextWith(identity, ca) {
  secureContextFor(ca);
  try {
    return createSecureContext({ ...identity, maxVersion: "TLSv1.2", ...ca === void 0 ? {} : { ca } });
  } catch {
    throw new WinrmError("WINRM_USAGE_INVALID", "the client certificate or its key cannot be read");
  }
}
function factsOf(certificate2) {
  return {
    subject: certificate2.subject?.replaceAll(`
`, ", ") ?? "",
    issuer: certificate2.issuer?.replaceAll(`
`, ", ") ?? "",
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
]), NO_VERSION = /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/;
function explainVersion(error) {
  let { phase, reason } = error.detail, isRefused = error.code === "WINRM_TLS_FAILED" && NO_VERSION.test(String(reason));
  if (!isRefused && (phase !== "tls" || error.code !== "WINRM_CONNECTION_LOST")) return error;
  let why = isRefused ? ": a client certificate is shown over TLS 1.2 only, and the machine refuses that version" : "", help = "A client certificate needs TLS 1.2, since Windows asks for it in the middle of the connection: is TLS 1.2 enabled on the machine? Else log on with Kerberos or NTLM.";
  return new WinrmError(error.code, `${error.message}${why}`, { ...error.detail, help });
}
function startTls(endpoint, way, identity) {
  let socket = connect2({
    ...way,
    secureContext: identity === void 0 ? secureContextFor(endpoint.ca) : contextWith(identity, endpoint.ca),
    rejectUnauthorized: !1,
    checkServerIdentity: () => {
    },
    ...endpoint.sni === void 0 ? {} : { servername: endpoint.sni }
  });
  return Object.defineProperty(socket, "getPeerCertificate", { value: () => ({}) }), socket;
}
function isFor(certificate2, endpoint) {
  let [name = ""] = endpoint.servername.split("%");
  return isIP2(name) !== 0 ? certificate2.checkIP(name) !== void 0 : certificate2.checkHost(endpoint.sni ?? name, { partialWildcards: !1 }) !== void 0;
}
function judgeCertificate(socket, endpoint) {
  let certificate2 = socket.getPeerX509Certificate();
  if (certificate2 === void 0) throw new WinrmError("WINRM_TLS_FAILED", `${endpoint.authority} shows no certificate`);
  let refuse3 = (code, what, extra = {}) => new WinrmError(code, `the certificate of ${endpoint.servername} ${what}`, {
    certificate: factsOf(certificate2),
    sent: !1,
    ...extra
  });
  if (endpoint.pin !== void 0 && fingerprintOf(certificate2) !== endpoint.pin)
    throw refuse3("WINRM_TLS_PIN_MISMATCHED", "is not the pinned one", { pin: endpoint.pin });
  let pinned = endpoint.pin !== void 0 && endpoint.ca === void 0;
  if (!socket.authorized && !pinned) {
    let reason = String(socket.authorizationError), [code, what] = VERDICTS.get(reason) ?? ["WINRM_TLS_FAILED", `is refused (${reason})`];
    throw refuse3(code, what, { reason });
  }
  if (!pinned && !isFor(certificate2, endpoint)) {
    let names2 = certificate2.subjectAltName ?? "";
    throw refuse3("WINRM_TLS_WRONG_NAME", `is for another name (${names2 || "it has none"})`, { names: names2 });
  }
  return certificate2;
}

// src/winrm/http.ts
var ADDRESS_ATTEMPT = 2e3, SOCKET_ERRORS = /* @__PURE__ */ new Map([
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
  return error instanceof Error && "code" in error && typeof error.code == "string" ? error.code : "unknown";
}
function connectFailure(endpoint, phase, cause) {
  let reason = codeOf(cause), detail = { cause, phase, reason, sent: !1 }, reset = reason === "ECONNRESET" || reason === "EPIPE", known = SOCKET_ERRORS.get(reason) ?? (reset ? "WINRM_CONNECTION_LOST" : void 0);
  if (phase === "tls" && known === void 0)
    return new WinrmError("WINRM_TLS_FAILED", `TLS with ${endpoint.authority} failed (${reason})`, detail);
  let code = known ?? "WINRM_CONNECTION_FAILED";
  return new WinrmError(code, `no connection to ${endpoint.authority} (${reason})`, detail);
}
var HttpConnection = class {
  #socket;
  #endpoint;
  #limits;
  /** Undefined over HTTP. */
  certificate;
  #pending;
  #usable = !0;
  constructor(socket, endpoint, limits, certificate2) {
    this.#socket = socket, this.#endpoint = endpoint, this.#limits = limits, this.certificate = certificate2, socket.setTimeout(limits.idleTimeout), socket.on("timeout", () => {
      this.#pending === void 0 && this.destroy();
    }), socket.on("data", (chunk) => this.#onData(chunk)), socket.on("end", () => this.#onEnd()), socket.on("error", (cause) => this.#lose(cause)), socket.on("close", () => this.#lose());
  }
  /** False as soon as the connection cannot carry another request. */
  get usable() {
    return this.#usable;
  }
  /** Sends one request. `deadline` ending destroys the connection: what became of the request is unknown then. */
  request(request2, deadline) {
    return new Promise((resolve6, reject) => {
      let sent = request2.body.length > 0;
      if (deadline.end !== void 0) {
        this.destroy(), reject(this.#failure(deadline.end, ENDINGS[deadline.end], { sent: !1 }));
        return;
      }
      if (!this.#usable || this.#pending !== void 0) {
        reject(this.#failure("WINRM_CONNECTION_LOST", "the connection is not free", { sent: !1 }));
        return;
      }
      let stop = deadline.onEnd((end) => this.#fail(this.#failure(end, ENDINGS[end], { sent })));
      this.#pending = {
        reader: new AnswerReader(this.#limits.maxAnswer),
        sent,
        resolve: (answer2) => {
          stop(), resolve6(answer2);
        },
        reject: (error) => {
          stop(), reject(error);
        }
      }, this.#socket.write(this.#encode(request2));
    });
  }
  destroy() {
    this.#usable = !1, this.#socket.destroy();
  }
  #encode(request2) {
    let { authorization, contentType, body } = request2, head = `POST ${this.#endpoint.path} HTTP/1.1\r
Host: ${this.#endpoint.authority}\r
Connection: Keep-Alive\r
User-Agent: patchring\r
Accept-Encoding: identity\r
Content-Type: ${contentType}\r
Content-Length: ${body.length}\r
${authorization === void 0 ? "" : `Authorization: ${authorization}\r
`}\r
`, bytes = Buffer.allocUnsafe(head.length + body.length);
    return bytes.write(head, "latin1"), bytes.set(body, head.length), bytes;
  }
  #failure(code, what, detail) {
    return new WinrmError(code, `${this.#endpoint.authority}: ${what}`, { phase: "request", ...detail });
  }
  #onData(chunk) {
    let pending = this.#pending;
    if (pending === void 0) {
      this.destroy();
      return;
    }
    try {
      let answer2 = pending.reader.push(chunk);
      answer2 !== void 0 && this.#settle(pending, answer2);
    } catch (error) {
      let { code, message } = error;
      this.#fail(this.#failure(code, message, { sent: pending.sent }));
    }
  }
  #onEnd() {
    let pending = this.#pending, answer2 = pending?.reader.end();
    pending !== void 0 && answer2 !== void 0 ? this.#settle(pending, answer2) : this.#lose();
  }
  #settle(pending, answer2) {
    this.#pending = void 0, answer2.keepAlive || this.destroy(), pending.resolve(answer2);
  }
  #lose(cause) {
    this.#usable = !1;
    let pending = this.#pending;
    if (pending === void 0) {
      this.destroy();
      return;
    }
    let what = `the connection ended ${pending.reader.begun ? "in the middle of" : "before"} the answer`;
    this.#fail(
      this.#failure("WINRM_CONNECTION_LOST", what, { sent: pending.sent, ...cause === void 0 ? {} : { cause } })
    );
  }
  #fail(error) {
    let pending = this.#pending;
    this.#pending = void 0, this.destroy(), pending?.reject(error);
  }
};
function startSocket(endpoint, identity, base) {
  let { host, port } = endpoint, address = { host, port, autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT }, way = base === void 0 ? address : { socket: base };
  return endpoint.transport === "https" ? startTls(endpoint, way, identity).setNoDelay(!0) : base ?? connect3(address).setNoDelay(!0);
}
function becomeConnection(socket, endpoint, limits, deadline) {
  return new Promise((resolve6, reject) => {
    let secure = socket instanceof TLSSocket, phase = endpoint.via === void 0 ? "connect" : "tls", settle = (finish) => {
      clearTimeout(timer), stop(), socket.off("connect", connected).off("secureConnect", ready).off("error", broken4).off("close", closed), finish();
    }, fail2 = (error) => settle(() => {
      socket.on("error", () => {
      }).destroy(), reject(error);
    }), overdue = (end) => {
      let code = end === "WINRM_ABORTED" ? end : "WINRM_CONNECTION_TIMED_OUT";
      fail2(new WinrmError(code, `no connection to ${endpoint.authority} in time`, { phase, sent: !1 }));
    }, ready = () => {
      try {
        let certificate2 = secure ? judgeCertificate(socket, endpoint) : void 0;
        settle(() => resolve6(new HttpConnection(socket, endpoint, limits, certificate2)));
      } catch (error) {
        fail2(error);
      }
    }, connected = () => {
      phase = "tls", secure || ready();
    }, broken4 = (cause) => fail2(connectFailure(endpoint, phase, cause)), closed = () => broken4(Object.assign(new Error("the connection was closed"), { code: "ECONNRESET" })), timer = setTimeout(() => overdue("WINRM_DEADLINE_EXCEEDED"), Math.max(limits.timeLeft, 0));
    socket.once("connect", connected).once("secureConnect", ready).once("error", broken4).once("close", closed);
    let stop = () => {
    };
    stop = deadline.onEnd(overdue), endpoint.via !== void 0 && !secure && ready();
  });
}
async function openConnection(endpoint, { limits, identity }, deadline) {
  let { via } = endpoint, begin2 = Date.now(), base = via === void 0 ? void 0 : await openThrough(via, endpoint, limits.connectTimeout, deadline), timeLeft2 = limits.connectTimeout - (Date.now() - begin2);
  try {
    return await becomeConnection(startSocket(endpoint, identity, base), endpoint, { ...limits, timeLeft: timeLeft2 }, deadline);
  } catch (error) {
    throw base?.destroy(), identity === void 0 ? error : explainVersion(error);
  }
}

// src/winrm/channel.ts
var NOTHING4 = new Uint8Array(0), ROOM_BESIDE_CERTIFICATE = 12288, AuthenticatedChannel = class _AuthenticatedChannel {
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
  #closed = !1;
  constructor(endpoint, credentials, options) {
    if (this.#endpoint = endpoint, this.#credentials = credentials, this.#options = options, this.#limits = {
      connectTimeout: options.connectTimeout ?? 15e3,
      idleTimeout: options.idleTimeout ?? 75e3,
      maxAnswer: options.maxAnswer ?? 8 * 1024 * 1024
    }, this.#scheme = schemeOf(options.auth ?? "ntlm"), this.#scheme.name === "certificate" && options.clientCertificate === void 0)
      throw new WinrmError("WINRM_USAGE_INVALID", "this authentication needs a client certificate");
    if (endpoint.transport !== "https" && !this.#scheme.seals)
      throw new WinrmError("WINRM_USAGE_INVALID", `${this.#scheme.name} cannot seal, so it is only done over HTTPS`);
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
    let deadline = new Deadline(options.timeout, options.signal);
    this.#calls.add(deadline);
    try {
      let leave = await this.#enter(deadline);
      try {
        return await this.#exchange(soap, deadline);
      } catch (error) {
        throw this.#drop(), error;
      } finally {
        leave();
      }
    } finally {
      deadline.dispose(), this.#calls.delete(deadline);
    }
  }
  another() {
    return new _AuthenticatedChannel(this.#endpoint, this.#credentials, this.#options);
  }
  close() {
    this.#closed = !0;
    for (let deadline of [...this.#calls]) deadline.abort();
    this.#drop();
  }
  /** Waits for our turn. @returns how to give it on. */
  async #enter(deadline) {
    let previous = this.#tail, leave = () => {
    };
    this.#tail = new Promise((resolve6) => {
      leave = resolve6;
    });
    try {
      await deadline.within(previous);
    } catch (error) {
      throw previous.then(leave), error;
    }
    return leave;
  }
  #drop() {
    this.#link?.http.destroy(), this.#link?.context.dispose?.(), this.#link = void 0;
  }
  async #exchange(soap, deadline) {
    if (this.#link?.http.usable === !0) {
      let link = this.#link, answer2 = await this.#send(link, soap, deadline);
      if (!(link.sealing !== void 0 && answer2.status === 400 && kindOf(answer2) === "empty")) return await this.#judge({ link, answer: answer2 }, deadline);
    }
    return this.#drop(), await this.#judge(await this.#open(soap, deadline), deadline);
  }
  async #open(soap, deadline) {
    let { clientCertificate } = this.#options, wanted = this.#scheme.name === "certificate" ? clientCertificate : void 0, identity = wanted === void 0 ? void 0 : await deadline.within(Promise.resolve(wanted())), given2 = this.#credentials, who = typeof given2 == "function" ? await deadline.within(Promise.resolve(given2())) : given2, http = await openConnection(this.#endpoint, { limits: this.#limits, identity }, deadline), context;
    try {
      this.#certificate = http.certificate, context = this.#createContext(http, who);
      let secure = http.certificate !== void 0, where = this.#endpoint.authority, isTooMuch = identity !== void 0 && soap.length > ROOM_BESIDE_CERTIFICATE, payload = secure ? isTooMuch ? writeIdentify() : soap : NOTHING4, answer2 = await authenticate(http, context, { where, payload, deadline });
      this.#authentication = context.outcome?.();
      let link = { http, context, sealing: secure ? void 0 : context.sealing() };
      return this.#link = link, { link, answer: payload === soap ? answer2 : await this.#send(link, soap, deadline) };
    } catch (error) {
      throw http.destroy(), context?.dispose?.(), error;
    }
  }
  #createContext(http, { username, domain, password }) {
    let [computer = ""] = hostname().split("."), { kerberos: kerberos2, ntlmFallback } = this.#options, asked = this.#scheme.name === "kerberos" || this.#scheme.name === "negotiate";
    return this.#scheme.createContext({
      username,
      password,
      servername: this.#endpoint.servername,
      workstation: computer.toUpperCase(),
      randomBytes,
      now: Date.now,
      ...asked ? { kerberos: { tokens: tokenSource(kerberos2?.interpreter), spn: kerberos2?.spn ?? "HOST" } } : {},
      ...ntlmFallback === void 0 ? {} : { ntlmFallback },
      ...domain === void 0 ? {} : { domain },
      ...http.certificate === void 0 ? {} : { channelBinding: endpointBindingOf(http.certificate.raw) }
    });
  }
  async #send(link, soap, deadline) {
    let { http, context, sealing } = link;
    if (sealing === void 0) {
      let step = context.everyRequest === !0 ? await stepOf(context, deadline) : void 0, authorization = step?.kind === "send" ? { authorization: authorizationOf(context, step.token) } : {};
      return http.request({ ...authorization, contentType: SOAP_CONTENT_TYPE, body: soap }, deadline);
    }
    let label = context.sealLabel ?? "", sealed = sealing.seal(soap), parts = sealed instanceof Promise ? await deadline.within(sealed) : sealed, body = encodeSealedBody({ label, length: soap.length, ...parts });
    return http.request({ contentType: sealedContentType(label), body }, deadline);
  }
  async #judge({ link, answer: answer2 }, deadline) {
    let kind = kindOf(answer2), { status: httpStatus } = answer2, { sealing } = link, where = this.#endpoint.authority;
    if (sealing === void 0) {
      if (kind === "soap" || kind === "empty" && isSuccess(answer2)) return { httpStatus, soap: answer2.body };
      throw failureOf2(answer2, where);
    }
    if (kind === "sealed") {
      let { signature, sealed } = decodeSealedBody(answer2.body), plain = sealing.unseal(signature, sealed);
      return { httpStatus, soap: plain instanceof Promise ? await deadline.within(plain) : plain };
    }
    throw kind === "soap" || isSuccess(answer2) ? new WinrmError("WINRM_SEALING_FAILED", `${where}: an answer was not sealed as agreed`, {
      httpStatus,
      sent: !0
    }) : failureOf2(answer2, where);
  }
};
function createTransport(endpoint, credentials, options = {}) {
  return new AuthenticatedChannel(endpoint, credentials, options);
}

// src/winrm/endpoint.ts
import { isIP as isIP3 } from "node:net";
var NAME = /^(?=.{1,253}\.?$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i, PATH = /^\/[\w./~%!$&'()*+,;=:@?-]*$/;
function refuse2(what) {
  throw new WinrmError("WINRM_USAGE_INVALID", what);
}
function hostOf(text2) {
  let host = text2.startsWith("[") && text2.endsWith("]") ? text2.slice(1, -1) : text2;
  return isIP3(host) === 0 && !NAME.test(host) && refuse2(`${JSON.stringify(text2)} is neither a machine name nor an address`), host;
}
function pinOf(text2) {
  if (text2 === void 0) return;
  let pin = text2.replaceAll(":", "").toLowerCase();
  return /^[0-9a-f]{64}$/.test(pin) || refuse2("the pin is not a SHA-256 of 64 hexadecimal digits"), pin;
}
function parseEndpoint(input) {
  let transport = input.transport ?? "https", secure = transport === "https", host = hostOf(input.host), servername = hostOf(input.servername ?? host), port = input.port ?? (secure ? 5986 : 5985);
  (!Number.isInteger(port) || port < 1 || port > 65535) && refuse2(`${port} is not a port`);
  let path = input.path ?? "/wsman";
  PATH.test(path) || refuse2(`${JSON.stringify(path)} is not a URL path`), input.ca !== void 0 && !input.ca.includes("-----BEGIN CERTIFICATE-----") && refuse2("`ca` holds no PEM certificate");
  let pin = pinOf(input.pin);
  !secure && (input.ca !== void 0 || pin !== void 0) && refuse2("`ca` and `pin` mean nothing without HTTPS");
  let [literal2 = host] = host.split("%"), authority = `${isIP3(host) === 6 ? `[${literal2}]` : host}:${port}`, url = `${secure ? "https" : "http"}://${authority}${path}`, sni = isIP3(servername) === 0 ? servername.replace(/\.$/, "") : void 0, via = input.via === void 0 ? void 0 : parseJumpHost(input.via);
  return { transport, host, port, path, servername, sni, authority, url, ca: input.ca, pin, via };
}

// src/winrm/pool-face.ts
function namedArguments(parameters) {
  return Object.entries(parameters ?? {}).flatMap(([name, value]) => value === void 0 ? [] : [{ name, value }]);
}
function single(command, input) {
  return { statements: [[command]], noInput: input === void 0 };
}
var PoolFace = class {
  #pool;
  #reopening;
  /** Something lives in the pool that a new one would not have. */
  #isFurnished = !1;
  #limits;
  #reopen;
  constructor(pool, { limits, reopen }) {
    this.#pool = pool, this.#limits = limits, this.#reopen = reopen;
  }
  get id() {
    return this.#pool.id;
  }
  get psVersion() {
    return this.#pool.psVersion;
  }
  invoke({ command, parameters }, options = {}) {
    let spec = single({ text: command, isScript: !1, arguments: namedArguments(parameters) }, options.input);
    return this.#run(spec, options, command);
  }
  runScript(text2, options = {}) {
    let { useLocalScope } = options, command = {
      text: text2,
      isScript: !0,
      arguments: (options.arguments ?? []).map((value) => ({ value })),
      ...useLocalScope === void 0 ? {} : { useLocalScope }
    };
    return this.#run(single(command, options.input), options, "a script");
  }
  run(spec, options = {}) {
    return this.#run(
      spec,
      options,
      spec.statements[0]?.[0]?.isScript === !1 ? spec.statements[0][0].text : "a script"
    );
  }
  async secureString(text2, options = {}) {
    return (await this.#pool.sessionKey(this.#limits(options))).seal(text2);
  }
  stop(options = {}) {
    return this.#pool.stop(this.#limits(options));
  }
  disconnect(options = {}) {
    return this.#pool.disconnect(this.#limits(options));
  }
  async attach(commandId, options = {}) {
    let { onProgress, onOutput } = options, limits = this.#limits(options);
    return await this.#pool.connectCommand(commandId, limits), await this.#pool.attach(commandId, { ...limits, what: "a command", onProgress, onOutput });
  }
  close() {
    return this.#pool.close();
  }
  async #run(spec, options, what) {
    let { onProgress, onOutput, input } = options, given2 = { ...this.#limits(options), what, onProgress, onOutput, input }, pool = this.#pool, leavesSomething = spec.statements.flat().some(({ useLocalScope }) => useLocalScope === !1);
    try {
      let result = await pool.run(spec, given2);
      return this.#isFurnished ||= leavesSomething, result;
    } catch (error) {
      let next = await this.#another(pool, error, given2);
      if (next === void 0)
        throw this.#isFurnished ||= leavesSomething, error;
      return await next.run(spec, given2);
    }
  }
  /** The pool to try once more on; undefined: it is not safe, or would not help. */
  async #another(pool, error, limits) {
    if (!(error instanceof WinrmError) || error.detail.began !== !1) return;
    if (this.#pool !== pool) return this.#pool;
    let { fault: fault2 } = error.detail, isWornOut = fault2 !== void 0 && wornOut.has(fault2);
    if (!(this.#reopen === void 0 || this.#isFurnished || pool.hasKey || !isWornOut)) {
      this.#reopening ??= this.#reopen(limits);
      try {
        this.#pool = await this.#reopening;
      } finally {
        this.#reopening = void 0;
      }
      return this.#pool;
    }
  }
};

// src/winrm/conversation.ts
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
var firstEnvelopeSize = 153600, laterEnvelopeSize = 512e3, turnedAway = /* @__PURE__ */ new Set([
  "WINRM_AUTH_REJECTED",
  "WINRM_AUTH_ACCOUNT_LOCKED",
  "WINRM_AUTH_PASSWORD_EXPIRED"
]);
function assertInTime(limits, now, phase) {
  if (limits.signal?.aborted === !0) throw new WinrmError("WINRM_ABORTED", `aborted while ${phase}`, { phase });
  let left = limits.deadline - now;
  if (left <= 0) throw new WinrmError("WINRM_DEADLINE_EXCEEDED", `out of time while ${phase}`, { phase });
  return left;
}
async function realSleep(milliseconds, signal) {
  await sleep(milliseconds, void 0, signal === void 0 ? {} : { signal });
}
var SoapConversation = class _SoapConversation {
  sessionId;
  envelopeSize = firstEnvelopeSize;
  requestSize = firstEnvelopeSize;
  sizeIsKnown = !1;
  #transport;
  #options;
  /** One for all connections of the session. */
  #standing;
  #aside;
  /** @param first connection of the session that this is one more of. */
  constructor(transport, options, first) {
    this.#transport = transport, this.#options = options, this.#standing = first === void 0 ? { isTurnedAway: !1 } : first.#standing, this.sessionId = first?.sessionId ?? this.newId();
  }
  get isTurnedAway() {
    return this.#standing.isTurnedAway;
  }
  get resumeFor() {
    return this.#options.resumeFor ?? 6e4;
  }
  async wait(milliseconds, { signal }) {
    let { sleep: wait = realSleep } = this.#options;
    try {
      await wait(milliseconds, signal);
    } catch (cause) {
      throw new WinrmError("WINRM_ABORTED", "aborted while waiting for the network", { cause });
    }
  }
  aside() {
    let { another, ...options } = this.#options;
    if (another === void 0) return this;
    if (this.#aside === void 0) {
      let transport = another();
      this.#aside = { transport, conversation: new _SoapConversation(transport, options, this) };
    }
    return this.#aside.conversation;
  }
  close() {
    this.#aside?.transport.close(), this.#aside = void 0;
  }
  now() {
    return (this.#options.now ?? Date.now)();
  }
  newId() {
    return this.#options.newId?.() ?? randomUUID().toUpperCase();
  }
  limits(timeout, signal) {
    return { deadline: this.now() + timeout, signal };
  }
  room(question) {
    let empty = writeRequest(this.#header(question, this.#operationTimeout), question.body).length;
    return Math.floor((this.requestSize - empty - 256) / 4) * 3;
  }
  async ask(question, limits) {
    let left = assertInTime(limits, this.now(), question.phase), header = this.#header(question, Math.max(1e3, Math.min(this.#operationTimeout, left - left % 1e3))), response = await this.askRaw(writeRequest(header, question.body), question.phase, limits);
    if (response.relatesTo !== header.messageId)
      throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `an answer to another request came while ${question.phase}`);
    return response;
  }
  async askRaw(soap, phase, limits) {
    let left = assertInTime(limits, this.now(), phase), timeout = Math.min(left, this.#operationTimeout + (this.#options.patience ?? 1e4)), { signal } = limits, answer2 = await this.#post(soap, { timeout, ...signal === void 0 ? {} : { signal } });
    if (answer2.soap.length === 0)
      throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `an empty answer came while ${phase}`, {
        phase,
        httpStatus: answer2.httpStatus
      });
    let response = readResponse(answer2.soap), fault2 = readFault(response.body);
    if (fault2 !== void 0) throw faultError(fault2, phase, answer2.httpStatus);
    return response;
  }
  async #post(soap, options) {
    try {
      let answer2 = await this.#transport.post(soap, options);
      return this.#standing.isTurnedAway = !1, answer2;
    } catch (error) {
      throw error instanceof WinrmError && turnedAway.has(error.code) && (this.#standing.isTurnedAway = !0), error;
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

// src/winrm/envelope-size.ts
var smallestEnvelope = 32768;
function isRefusedForSize(error) {
  return error instanceof WinrmError && error.code === "WINRM_ENVELOPE_TOO_LARGE" && error.detail.httpStatus !== void 0;
}
function shrinkOrThrow(conversation, error) {
  if (!isRefusedForSize(error) || conversation.requestSize <= smallestEnvelope) throw error;
  conversation.requestSize = Math.max(smallestEnvelope, Math.floor(conversation.requestSize / 2));
}
async function deliver(conversation, { pieces: pieces2, send: send2, room }) {
  let left = pieces2;
  for (let next = 0, sent = 0; ; ) {
    let piece = left[next];
    if (piece === void 0) return;
    try {
      await send2(piece, sent), next += 1, sent += 1;
    } catch (error) {
      shrinkOrThrow(conversation, error), left = recut(left.slice(next), room()), next = 0;
    }
  }
}

// src/winrm/shell-link.ts
var keepAlive = [{ name: "WSMAN_CMDSHELL_OPTION_KEEPALIVE", value: "True" }], throughCmd = [{ name: "WINRS_SKIP_CMD_SHELL", value: "False" }], nothing = new Uint8Array(0);
async function unlessGone(work) {
  try {
    await work;
  } catch (error) {
    let number2 = error instanceof WinrmError ? error.detail.fault : void 0;
    if (number2 === void 0 || !alreadyGone.has(number2)) throw error;
  }
}
function createShellLink(conversation, resourceUri, shellId) {
  let question = ({ action, phase, body, options }) => ({
    action,
    phase,
    body,
    resourceUri,
    ...options === void 0 ? {} : { options },
    selectors: { ShellId: link.shellId }
  }), asCommand = (request2, options = throughCmd) => ({
    action: actions.command,
    phase: "starting a command",
    body: writeCommand(request2),
    options
  }), asSend = (part) => ({
    action: actions.send,
    phase: "sending input",
    body: writeSend([part])
  }), link = {
    conversation,
    resourceUri,
    shellId,
    ask: (asking2, limits) => conversation.ask(question(asking2), limits),
    async command(request2, limits, options) {
      let response = await link.ask(asCommand(request2, options), limits), id = readCommandResponse(response.body) ?? request2.id;
      if (id === void 0) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a command was started without an id");
      return id;
    },
    async send(part, limits) {
      await link.ask(asSend(part), limits);
    },
    async receive(streams, commandId, limits) {
      let body = writeReceive({ streams, commandId }), asking2 = { action: actions.receive, phase: "receiving output", body, options: keepAlive };
      return readReceiveResponse((await link.ask(asking2, limits)).body);
    },
    async signal(commandId, code, limits) {
      let asking2 = { action: actions.signal, phase: "ending a command", body: writeSignal(commandId, code) }, speaker = limits.aside === !0 ? conversation.aside() : conversation;
      await unlessGone(speaker.ask(question(asking2), limits));
    },
    async connect(commandId, limits) {
      let body = writeConnectCommand(commandId);
      await link.ask({ action: actions.connect, phase: "taking over a command", body }, limits);
    },
    async reconnect(limits) {
      await link.ask({ action: actions.reconnect, phase: "reconnecting", body: "" }, limits);
    },
    async remove(limits) {
      await unlessGone(link.ask({ action: actions.delete, phase: "closing the shell", body: "" }, limits));
    },
    room(kind, id) {
      let part = { name: "stdin", commandId: id, bytes: nothing };
      return conversation.room(
        question(kind === "command" ? asCommand({ id, command: "", arguments: [" "] }) : asSend(part))
      );
    }
  };
  return link;
}

// src/winrm/command-shell.ts
var maxCommandLine = 8e3, cleanupTimeout = 5e3, utf8WithoutProfile = [
  { name: "WINRS_NOPROFILE", value: "TRUE" },
  { name: "WINRS_CODEPAGE", value: "65001" }
], throughCmd2 = { name: "WINRS_SKIP_CMD_SHELL", value: "False" }, pipedInput = { name: "WINRS_CONSOLEMODE_STDIN", value: "FALSE" };
async function receiveOnce(link, id, limits) {
  try {
    return await link.receive("stdout stderr", id, limits);
  } catch (error) {
    if (meansPollAgain(error)) return { parts: [], done: !1 };
    throw error;
  }
}
async function receiveAll(link, id, limits) {
  let chunks = { stdout: [], stderr: [] }, size = 0;
  for (; ; ) {
    let { parts, done, exitCode } = await receiveOnce(link, id, limits);
    for (let part of parts)
      chunks[part.name]?.push(part.bytes), size += part.bytes.length;
    if (size > maxOutput)
      throw new WinrmError("WINRM_OUTPUT_TOO_LARGE", `the command said more than ${maxOutput} bytes`);
    if (!done) continue;
    let text2 = (name) => Buffer.concat(chunks[name] ?? []).toString("utf8");
    return { stdout: text2("stdout"), stderr: text2("stderr"), exitCode };
  }
}
var maxOutput = 64 * 1024 * 1024, LinkedCommandShell = class {
  #link;
  constructor(link) {
    this.#link = link;
  }
  get id() {
    return this.#link.shellId;
  }
  async run(command, args, options) {
    let id = await this.start(command, args, options);
    try {
      let unread = options.stdin === void 0 ? void 0 : await this.#feed(id, options.stdin, options);
      return await this.#hear(id, options, unread);
    } finally {
      let { conversation } = this.#link;
      conversation.isTurnedAway || await this.signal(id, signals.ctrlC, conversation.limits(cleanupTimeout)).catch(() => {
      });
    }
  }
  /** A program may end before it has read everything: its pipe is gone then, what it said is not (facts: winrm 4 row 26). */
  async #feed(id, bytes, limits) {
    try {
      await this.send(id, bytes, limits);
      return;
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
  start(command, args, options) {
    if (command.length + args.join(" ").length > maxCommandLine)
      throw new WinrmError("WINRM_USAGE_INVALID", "the command line is longer than cmd.exe takes");
    let given2 = options.options ?? (options.stdin === void 0 ? [throughCmd2] : [pipedInput, throughCmd2]);
    return this.#link.command({ command, arguments: args }, options, given2);
  }
  async send(id, bytes, limits) {
    for (let offset = 0, isOver = !1; !isOver; ) {
      let next = offset + this.#link.room("send", id), end = next >= bytes.length;
      try {
        await this.#link.send({ name: "stdin", commandId: id, bytes: bytes.subarray(offset, next), end }, limits), offset = next, isOver = end;
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
    this.#link.conversation.isTurnedAway || await this.#link.remove(limits).catch(() => {
    });
  }
};
async function openCommandShell(conversation, settings, limits) {
  let { workingDirectory, idleTimeout, options = utf8WithoutProfile } = settings, body = writeCreate({ inputStreams: "stdin", outputStreams: "stdout stderr", workingDirectory, idleTimeout }), asking2 = { action: actions.create, phase: "opening the command shell", resourceUri: resources.cmd, body }, response = await conversation.ask({ ...asking2, options }, limits), id = readCreatedShellId(response.body);
  if (id === void 0) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a shell was opened without an id");
  return new LinkedCommandShell(createShellLink(conversation, resources.cmd, id));
}

// src/winrm/collected.ts
function createCollector(listeners) {
  let output = [], errors = [], texts2 = { warning: [], verbose: [], debug: [] }, information = [], result = {
    output,
    errors,
    warnings: texts2.warning,
    verbose: texts2.verbose,
    debug: texts2.debug,
    information
  }, ending;
  return {
    result,
    get ended() {
      return ending !== void 0;
    },
    take(event) {
      event.kind === "output" ? (output.push(event.value), listeners.onOutput?.(event.value)) : event.kind === "error" ? errors.push(event.record) : event.kind === "information" ? information.push(event.record) : event.kind === "progress" ? listeners.onProgress?.(event.record) : event.kind === "ended" ? ending = event : "text" in event && texts2[event.kind].push(event.text);
    },
    finish(what) {
      if (ending?.how === "completed") return result;
      if (ending?.how === "stopped") throw new WinrmError("WINRM_PIPELINE_STOPPED", `${what} was stopped`, { result });
      if (ending === void 0)
        throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `${what} ended without saying how`, { result });
      let error = ending.error ?? errors.at(-1);
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

// src/winrm/psrp/pipeline.ts
var texts = /* @__PURE__ */ new Map([
  [messageTypes.warningRecord, "warning"],
  [messageTypes.verboseRecord, "verbose"],
  [messageTypes.debugRecord, "debug"]
]), endings = /* @__PURE__ */ new Map([
  [pipelineStates.completed, "completed"],
  [pipelineStates.stopped, "stopped"],
  [pipelineStates.failed, "failed"]
]);
function readEnding(value) {
  let { state, error } = readState(value), how = endings.get(state);
  if (how !== void 0) return { kind: "ended", how, ...error === void 0 ? {} : { error } };
  if (state < 0) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a pipeline state that is none");
  return { kind: "nothing" };
}
function readPipelineMessage(message) {
  let text2 = texts.get(message.type);
  if (text2 !== void 0) return { kind: text2, text: readMessageRecord(messageValue(message)) };
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
  let table = entry(member(value, "ApplicationPrivateData"), "PSVersionTable"), text2 = (name) => {
    let found = entry(table, name);
    return typeof found == "object" && found !== null && "text" in found ? String(found.text) : "";
  };
  return { psVersion: text2("PSVersion"), buildVersion: text2("BuildVersion") };
}
function entry(value, key) {
  if (!(!isPsObject(value) || value.base?.kind !== "dictionary"))
    return value.base.entries.find(([name]) => name === key)?.[1];
}

// src/winrm/psrp/pool.ts
var names = /* @__PURE__ */ new Map([
  [poolStates.opening, "opening"],
  [poolStates.opened, "opened"],
  [poolStates.closed, "closed"],
  [poolStates.closing, "closed"],
  [poolStates.broken, "broken"],
  [poolStates.disconnected, "disconnected"]
]), protocolVersions = ["2.3", "2.2", "2.1"], [offeredProtocol] = protocolVersions;
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
  #isSuspect = !1;
  constructor(id, protocol) {
    this.id = id, this.#protocol = protocol;
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
    let message = this.#write(messageTypes.createPipeline, writePipelineSpec(spec), id);
    return this.#fragmenter.cut(message, room.command, room.send);
  }
  input(id, values, room) {
    let messages = values.map((value) => this.#write(messageTypes.pipelineInput, value, id));
    messages.push(this.#write(messageTypes.endOfPipelineInput, void 0, id));
    let sends = [[]], left = room;
    for (let message of messages) {
      left <= fragmentHeaderSize && (sends.push([]), left = room);
      for (let [index, fragment] of this.#fragmenter.cut(message, left, room).entries())
        index > 0 && (sends.push([]), left = room), sends.at(-1)?.push(fragment), left -= fragment.length;
    }
    return sends.map((parts) => Buffer.concat(parts));
  }
  message(type, value, pipeline) {
    return Buffer.concat(this.#fragmenter.cut(this.#write(type, value, pipeline)));
  }
  receive(stream, bytes) {
    let key = stream ?? "", defragmenter = this.#streams.get(key) ?? createDefragmenter();
    this.#streams.set(key, defragmenter);
    let wasSuspect = this.#isSuspect;
    bytes.length >= fragmentHeaderSize && this.#follow(bytes, defragmenter.pending);
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
    this.#isSuspect = !0;
  }
  forget(stream) {
    let pending = this.#streams.get(stream)?.pending === !0;
    return this.#streams.delete(stream), pending;
  }
  /** Parts of answers are whole fragments (facts: winrm 2.1); what is lost inside a message the defragmenter finds. */
  #follow(bytes, isInside) {
    let view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), first = view.readBigUInt64BE(0), follows = ((view[16] ?? 0) & 1) !== 0 ? !isInside && first === this.#lastObject + 1n : isInside && first === this.#lastObject;
    if (this.#isSuspect && !follows) throw lostWithConnection();
    this.#isSuspect = !1;
    for (let at2 = 0; at2 + fragmentHeaderSize <= view.length; at2 += fragmentHeaderSize + view.readUInt32BE(at2 + 17)) {
      let object2 = view.readBigUInt64BE(at2);
      object2 > this.#lastObject && (this.#lastObject = object2);
    }
  }
  #write(type, value, pipeline) {
    return writeMessage({ to: "server", type, pool: this.id, pipeline }, value);
  }
  #read(message) {
    if (message.to !== "client") throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a message that is not for a client");
    if (message.type >>> 16 === 4)
      return [{ kind: "pipeline", id: message.pipeline, event: readPipelineMessage(message) }];
    switch (message.type) {
      case messageTypes.sessionCapability:
        return this.protocol = readCapability(messageValue(message)), [];
      case messageTypes.applicationPrivateData: {
        let versions = readVersions(messageValue(message));
        return this.psVersion = versions.psVersion, this.buildVersion = versions.buildVersion, [];
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
    let { state, error } = readState(value), name = names.get(state);
    return name === void 0 ? [] : (this.state = name, [{ kind: "state", state: name, ...error === void 0 ? {} : { error } }]);
  }
};
function createClientPool(id, protocol = offeredProtocol) {
  return new Pool(id, protocol);
}
function publicKey(key) {
  return psObject({ extended: /* @__PURE__ */ new Map([["PublicKey", key]]) });
}

// src/winrm/resume.ts
var firstPause = 250, longestPause = 8e3, notYet = /* @__PURE__ */ new Set([
  "WINRM_NAME_NOT_FOUND",
  "WINRM_CONNECTION_REFUSED",
  "WINRM_CONNECTION_TIMED_OUT",
  "WINRM_CONNECTION_FAILED",
  "WINRM_CONNECTION_LOST",
  "WINRM_DEADLINE_EXCEEDED",
  "WINRM_BUSY"
]);
function isLost(error, link, limits) {
  return !(error instanceof WinrmError) || limits.signal?.aborted === !0 ? !1 : error.code === "WINRM_CONNECTION_LOST" ? !0 : error.code === "WINRM_DEADLINE_EXCEEDED" && link.conversation.now() < limits.deadline;
}
async function receiveReconnected(link, commandId, limits) {
  try {
    return await link.receive("stdout", commandId, limits);
  } catch (error) {
    if (!(error instanceof WinrmError) || error.detail.fault !== inUseOrDisconnected) throw error;
    return await link.reconnect(limits), await link.receive("stdout", commandId, limits);
  }
}
async function receiveAgain(link, commandId, limits, lost2) {
  let { conversation } = link, until = Math.min(limits.deadline, conversation.now() + conversation.resumeFor);
  for (let pause = firstPause; conversation.now() + pause < until; pause = Math.min(pause * 2, longestPause)) {
    await conversation.wait(pause, limits);
    try {
      return await receiveReconnected(link, commandId, limits);
    } catch (error) {
      if (!(error instanceof WinrmError) || limits.signal?.aborted === !0) throw error;
      if (error.code === "WINRM_OPERATION_TIMED_OUT") return { parts: [], done: !1 };
      if (notYet.has(error.code)) continue;
      let { fault: fault2 } = error.detail;
      throw new WinrmError(lost2.code, `${lost2.message}, and could not be gone on with: ${error.message}`, {
        ...lost2.detail,
        ...fault2 === void 0 ? {} : { resumeFault: fault2 },
        resumeCode: error.code
      });
    }
  }
  throw lost2;
}

// src/winrm/pipeline-run.ts
var defaultMaxOutput = 64 * 1024 * 1024;
async function receiveOnce2(ground, commandId, limits) {
  let { link, machine } = ground;
  try {
    return await link.receive("stdout", commandId, limits);
  } catch (error) {
    if (meansPollAgain(error)) return { parts: [], done: !1 };
    if (!isLost(error, link, limits)) throw error;
    return machine.suspectLoss(), await receiveAgain(link, commandId, limits, error);
  }
}
async function answer(ground, call, pipeline, limits) {
  let reply = answerHostCall(call, ground.host);
  if (reply === void 0) return;
  let type = pipeline === void 0 ? messageTypes.poolHostResponse : messageTypes.pipelineHostResponse, bytes = ground.machine.message(type, reply, pipeline);
  await ground.link.send({ name: "pr", commandId: pipeline, bytes }, limits);
}
async function receiveEvents(ground, commandId, limits) {
  let received = await receiveOnce2(ground, commandId, limits), events = [], size = 0;
  for (let part of received.parts) {
    size += part.bytes.length;
    for (let event of ground.machine.receive(part.commandId ?? commandId, part.bytes)) events.push(event);
  }
  for (let event of events)
    event.kind === "hostCall" && await answer(ground, event.call, void 0, limits);
  return { events, done: received.done, size };
}
async function take(ground, collector, event, limits) {
  if (event.kind === "state" && event.state !== "opened" && event.state !== "opening")
    throw new WinrmError("WINRM_SHELL_GONE", `the pool became ${event.state} while a command was running`);
  event.kind === "pipeline" && (event.event.kind === "hostCall" && await answer(ground, event.event.call, event.id, limits), collector.take(event.event));
}
async function receivePipeline(ground, id, options) {
  let collector = createCollector(options), size = 0;
  for (; ; ) {
    let { events, done, size: more } = await receiveEvents(ground, id, options);
    if (size += more, size > (options.maxOutput ?? defaultMaxOutput))
      throw new WinrmError(
        "WINRM_OUTPUT_TOO_LARGE",
        `${options.what} said more than ${options.maxOutput ?? defaultMaxOutput} bytes`
      );
    for (let event of events) await take(ground, collector, event, options);
    if (!done && !collector.ended) continue;
    let isCut = ground.machine.forget(id);
    if (ground.machine.isSuspect && (isCut || !collector.ended))
      throw new WinrmError(
        "WINRM_CONNECTION_LOST",
        `the end of ${options.what} was lost together with the connection`,
        {
          result: collector.result
        }
      );
    if (isCut)
      throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `${options.what} ended in the middle of a message`);
    return collector.finish(options.what);
  }
}
async function begin(link, id, text2, limits) {
  try {
    await link.command({ id, command: "", arguments: [text2] }, limits);
  } catch (error) {
    throw !(error instanceof WinrmError) || error.detail.fault === void 0 ? error : new WinrmError(error.code, error.message, { ...error.detail, began: !1 });
  }
}
async function startPipeline(ground, spec, options, started) {
  let { link, machine } = ground, { conversation } = link, id = conversation.newId(), room = { command: link.room("command", id), send: link.room("send", id) }, pieces2 = machine.pipeline(id, spec, room);
  started(id);
  let send2 = (bytes) => link.send({ name: "stdin", commandId: id, bytes }, options), both = () => Math.min(link.room("command", id), link.room("send", id));
  return await deliver(conversation, {
    pieces: pieces2,
    send: (bytes, index) => index === 0 ? begin(link, id, Buffer.from(bytes).toString("base64"), options) : send2(bytes),
    room: both
  }), spec.noInput || await deliver(conversation, { pieces: machine.input(id, options.input ?? [], both()), send: send2, room: both }), id;
}
async function exchangeKeys(ground, exchange, limits) {
  let bytes = ground.machine.message(messageTypes.publicKey, publicKey(exchange.publicKey));
  for (await ground.link.send({ name: "stdin", bytes }, limits); ; ) {
    let { events } = await receiveEvents(ground, void 0, limits), answer2 = events.find((event) => event.kind === "sessionKey");
    if (answer2?.kind === "sessionKey") return exchange.complete(answer2.key);
  }
}

// src/winrm/pool-opening.ts
var protocolOption = (version2) => ({
  name: "protocolversion",
  value: version2,
  mustComply: !0
});
function learnProtocol({ link, machine }) {
  let [major = 0, minor = 0] = (machine.protocol ?? "").split(".").map(Number), { conversation } = link;
  conversation.sizeIsKnown || major < 2 || major === 2 && minor < 2 || (conversation.envelopeSize = Math.max(conversation.envelopeSize, laterEnvelopeSize));
}
async function untilOpened(ground, limits) {
  for (; ground.machine.state === "opening"; ) {
    let { events } = await receiveEvents(ground, void 0, limits);
    learnProtocol(ground);
    let bad = events.find((event) => event.kind === "state" && event.state !== "opened" && event.state !== "opening");
    if (bad?.kind === "state")
      throw new WinrmError("WINRM_POOL_BROKEN", `the pool became ${bad.state} while it was opened`, {
        ...bad.error === void 0 ? {} : { error: bad.error, peerText: bad.error.message }
      });
  }
}
async function create(link, machine, version2, given2) {
  let { name, idleTimeout, createOptions = [], host, deadline, signal } = given2, hostInfo = given2.hostInfo ?? (host === void 0 ? void 0 : someHost()), body = writeCreate({
    id: machine.id,
    name,
    inputStreams: "stdin pr",
    outputStreams: "stdout",
    idleTimeout,
    creation: machine.open({ ...given2, hostInfo })
  }), asking2 = { action: actions.create, phase: "opening the pool", resourceUri: link.resourceUri, body }, options = [...createOptions, protocolOption(version2)], response = await link.conversation.ask({ ...asking2, options }, { deadline, signal });
  link.shellId = readCreatedShellId(response.body) ?? machine.id;
}
async function openPool(link, settings, limits) {
  let id = link.shellId;
  for (let version2 of protocolVersions) {
    let machine = createClientPool(id, version2);
    try {
      await create(link, machine, version2, { ...settings, ...limits });
    } catch (error) {
      let fault2 = error instanceof WinrmError ? error.detail.fault : void 0;
      if (fault2 !== void 0 && olderProtocol.has(fault2) && version2 !== protocolVersions.at(-1)) continue;
      throw error;
    }
    return await untilOpened({ link, machine, host: settings.host }, limits), machine;
  }
  throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "no version of the protocol was accepted");
}
async function connectPool(link, settings, limits) {
  let machine = createClientPool(link.shellId), [version2] = protocolVersions, asking2 = { action: actions.connect, phase: "taking over the pool", options: [protocolOption(version2)] }, response = await link.ask({ ...asking2, body: writeConnect(machine.connect()) }, limits);
  machine.receive(void 0, readConnectResponse(response.body));
  let ground = { link, machine, host: settings.host };
  return learnProtocol(ground), await untilOpened(ground, limits), machine;
}

// src/winrm/runspace-pool.ts
var rememberedCommands = 200, harmless = /* @__PURE__ */ new Set([
  "WINRM_PIPELINE_FAILED",
  "WINRM_PIPELINE_STOPPED",
  "WINRM_USAGE_INVALID"
]), RunspacePool = class _RunspacePool {
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
    let resourceUri = `${resources.powershell}${settings.configurationName ?? "Microsoft.PowerShell"}`;
    this.#link = createShellLink(conversation, resourceUri, id), this.#settings = settings;
  }
  /** Create, then Receive until the pool says that it is open. */
  static async open(conversation, settings, limits) {
    let pool = new _RunspacePool(conversation, settings, conversation.newId());
    return pool.#machine = await pool.#guard(() => openPool(pool.#link, settings, limits)), pool;
  }
  /** Takes over a disconnected pool, of this client or of another one. */
  static async connect(conversation, settings, limits) {
    let pool = new _RunspacePool(conversation, settings, settings.id.toUpperCase());
    return pool.#machine = await connectPool(pool.#link, settings, limits), pool;
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
    return this.#inTurn(options, async (given2) => {
      let id = await this.#begin(spec, given2);
      return await this.#hear(id, given2);
    });
  }
  /** Starts one pipeline and does not wait for what it says. @returns its id, for `attach`. */
  start(spec, options) {
    return this.#inTurn(options, (given2) => this.#begin(spec, given2));
  }
  /** Receives what a pipeline says that is running already. @param id its command id. */
  attach(id, options) {
    return this.#inTurn(options, (given2) => this.#hear(id.toUpperCase(), given2));
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
    id !== void 0 && await this.#link.signal(id.toUpperCase(), signals.stopPipeline, { ...limits, aside: !0 });
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
    return this.#key ??= this.#exclusively(() => this.#guard(() => this.#exchangeKeys(this.#bound(limits)))), this.#key;
  }
  /** Leaves the pool to itself: it lives on until its idle timeout, its pipelines run on. */
  async disconnect(limits) {
    await this.#link.ask({ action: actions.disconnect, phase: "disconnecting", body: writeDisconnect() }, limits), this.#life = "disconnected";
  }
  async reconnect(limits) {
    await this.#link.reconnect(limits), this.#life = "open";
  }
  /**
   * Deletes the pool on the machine and aborts what runs in it. Nobody has to wait: it never rejects and ends within the
   * clean-up bound. A disconnected pool is left alone, that was the point of disconnecting.
   */
  close() {
    return this.#life === "disconnected" ? Promise.resolve() : (this.#life = "closed", this.#ending.abort("closed"), this.#cleanup ??= this.#delete(void 0), this.#cleanup);
  }
  async #exchangeKeys(limits) {
    let exchange = await (this.#settings.keyExchange ?? beginKeyExchange)();
    return await exchangeKeys(this.#ground, exchange, limits);
  }
  get #ground() {
    if (this.#machine === void 0) throw new WinrmError("WINRM_USAGE_INVALID", "the pool is not open");
    return { link: this.#link, machine: this.#machine, host: this.#settings.host };
  }
  async #begin(spec, given2) {
    return await startPipeline(this.#ground, spec, given2, (id) => {
      this.#running = id, this.#last = id;
    });
  }
  async #hear(id, given2) {
    this.#running = id;
    let result = await receivePipeline(this.#ground, id, given2);
    return this.#running = void 0, await this.#freeSlot(id, given2), result;
  }
  #inTurn(options, work) {
    return this.#exclusively(() => this.#guard(() => work(this.#bound(options))));
  }
  #exclusively(work) {
    let mine = this.#turn.then(work);
    return this.#turn = mine.catch(() => {
    }), mine;
  }
  /** A closing pool ends its calls too. */
  #bound(options) {
    if (this.#life !== "open") throw new WinrmError("WINRM_SHELL_GONE", `the pool is ${this.#life}`, { began: !1 });
    let { signal } = options;
    return {
      ...options,
      signal: signal === void 0 ? this.#ending.signal : AbortSignal.any([signal, this.#ending.signal])
    };
  }
  async #guard(work) {
    try {
      return await work();
    } catch (error) {
      throw error instanceof WinrmError && harmless.has(error.code) ? this.#running = void 0 : this.#abandon(error), error;
    }
  }
  #abandon(error) {
    if (this.#life === "disconnected") return;
    this.#life = "closed";
    let gone = error instanceof WinrmError && error.code === "WINRM_SHELL_GONE";
    this.#cleanup ??= this.#delete(gone ? void 0 : this.#running);
  }
  async #delete(running) {
    let { conversation } = this.#link;
    if (conversation.isTurnedAway) return;
    let bound = this.#settings.cleanupTimeout ?? 5e3;
    running !== void 0 && await this.#link.signal(running, signals.stopPipeline, conversation.limits(bound / 2)).catch(() => {
    }), !conversation.isTurnedAway && await this.#link.remove(conversation.limits(bound)).catch(() => {
    });
  }
  async #freeSlot(id, limits) {
    this.#commands += 1, this.#commands > rememberedCommands && await this.#link.signal(id, signals.terminate, limits);
  }
};

// src/winrm/session.ts
var maxPages = 1e4, releaseTimeout = 5e3, ClientSession = class {
  #conversation;
  #transport;
  #pools = /* @__PURE__ */ new Set();
  #releases = /* @__PURE__ */ new Set();
  constructor(transport, options = {}) {
    this.#transport = transport, this.#conversation = createConversation(transport, options);
  }
  limits(timeout, signal) {
    return this.#conversation.limits(timeout, signal);
  }
  async openPool(settings, limits) {
    try {
      return this.#keep(await RunspacePool.open(this.#conversation, settings, limits));
    } catch (error) {
      let fault2 = error instanceof WinrmError ? error.detail.fault : void 0;
      if (fault2 === void 0 || !tooManyShells.has(fault2) || settings.name === void 0 || await this.#removeLeftovers(settings.name, limits) === 0) throw error;
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
    let response = await this.#conversation.askRaw(writeIdentify(), "asking who is there", limits), identity = readIdentity(response.body);
    if (identity === void 0) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "the answer to Identify is none");
    return identity;
  }
  /** Reads the service's configuration (administrators only) and goes by its sizes from now on. */
  async readConfig(limits) {
    let asking2 = { action: actions.get, phase: "reading the configuration", resourceUri: resources.config, body: "" }, config = readConfig((await this.#conversation.ask(asking2, limits)).body);
    if (config.maxEnvelopeSize !== void 0) {
      let size = Math.max(config.maxEnvelopeSize, smallestEnvelope);
      this.#conversation.envelopeSize = size, this.#conversation.requestSize = size, this.#conversation.sizeIsKnown = !0;
    }
    return config;
  }
  /** The same; undefined for who may not read it. */
  async readConfigIfAllowed(limits) {
    try {
      return await this.readConfig(limits);
    } catch (error) {
      if (error instanceof WinrmError && error.code === "WINRM_ACCESS_DENIED") return;
      throw error;
    }
  }
  /** Shells on the machine that this user may see. */
  async listShells(limits) {
    let shells = [];
    for await (let item of this.#enumerate(resources.shell, void 0, limits)) shells.push(readShell(item));
    return shells;
  }
  /** One shell: is it still there, and connected? Throws WINRM_SHELL_GONE when it is not there. */
  async readShell(shellId, limits) {
    let asking2 = { action: actions.get, phase: "looking for a shell", resourceUri: resources.shell, body: "" }, { body } = await this.#conversation.ask({ ...asking2, selectors: { ShellId: shellId } }, limits);
    if (body === void 0) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a shell was described by nothing");
    return readShell(body);
  }
  /** Ids of the commands in a shell. */
  async listCommands(shellId, limits) {
    let ids = [], filter = { kind: "selectors", selectors: { ShellId: shellId } };
    for await (let item of this.#enumerate(resources.command, filter, limits)) {
      let id = childText(item, ns.shell, "CommandId");
      id !== void 0 && ids.push(id);
    }
    return ids;
  }
  /** Instances of a class, as the wire has them. */
  async readCimRows(query, limits) {
    let resourceUri = cimResource(query.namespace, query.query === void 0 ? query.className : "*");
    if (query.keys !== void 0) {
      let asking2 = { action: actions.get, phase: `reading ${query.className}`, resourceUri, body: "" }, { body } = await this.#conversation.ask({ ...asking2, selectors: query.keys }, limits);
      return body === void 0 ? [] : [readCimRow(body)];
    }
    let filter = query.query === void 0 ? void 0 : { kind: "wql", query: query.query }, rows = [];
    for await (let item of this.#enumerate(resourceUri, filter, limits))
      if (rows.push(readCimRow(item)), rows.length >= (query.atMost ?? Number.POSITIVE_INFINITY)) break;
    return rows;
  }
  /** The same with properties as the types asked for. */
  async readCim(query, limits) {
    return (await this.readCimRows(query, limits)).map((row) => typeCimRow(row, query.properties));
  }
  /** Calls a method. Throws WINRM_PROTOCOL_VIOLATED when the answer is that of another one. */
  async invokeCim(call, limits) {
    let { className, method, keys, parameters = {} } = call, resourceUri = cimResource(call.namespace, className), response = await this.#conversation.ask(
      {
        action: `${resourceUri}/${method}`,
        phase: `calling ${className}.${method}`,
        resourceUri,
        body: writeCimCall(resourceUri, method, parameters),
        ...keys === void 0 ? {} : { selectors: keys }
      },
      limits
    );
    if (response.body?.name !== `${method}_OUTPUT`)
      throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `the answer to ${className}.${method} is none`);
    return typeCimRow(readCimRow(response.body), call.properties);
  }
  /** Closes what is open, waits at most so many milliseconds for it, and hangs up. Never rejects. */
  async close(timeout = 5e3) {
    let closing = Promise.all([...[...this.#pools].map((pool) => pool.close()), ...this.#releases]), timer, enough = new Promise((resolve6) => {
      timer = setTimeout(resolve6, timeout);
    });
    await Promise.race([closing, enough]), clearTimeout(timer), this.#conversation.close(), this.#transport.close();
  }
  /**
   * Deletes shells of our name that nobody is connected to: a client that crashed has left them (facts: winrm 4 row 9).
   * @returns how many.
   */
  async #removeLeftovers(name, limits) {
    let ours = new Set([...this.#pools].map(({ id }) => id)), left = (await this.listShells(limits)).filter(
      (shell) => shell.name === name && shell.state === "Disconnected" && !ours.has(shell.id)
    );
    for (let { id, resourceUri } of left) await createShellLink(this.#conversation, resourceUri, id).remove(limits);
    return left.length;
  }
  #keep(pool) {
    return this.#pools.add(pool), pool;
  }
  async *#enumerate(resourceUri, filter, limits) {
    let phase = "enumerating", first = { action: actions.enumerate, phase, resourceUri, body: writeEnumerate(filter) }, page = readPage((await this.#conversation.ask(first, limits)).body);
    try {
      for (let pages = 1; ; pages += 1) {
        if (yield* page.items, page.context === void 0) return;
        if (pages >= maxPages) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "an enumeration does not end");
        let next = { action: actions.pull, phase, resourceUri, body: writePull(page.context) };
        page = readPage((await this.#conversation.ask(next, limits)).body);
      }
    } finally {
      page.context !== void 0 && this.#release(resourceUri, page.context);
    }
  }
  /** Tells the machine that an enumeration is over before its end. Nobody waits for it but `close`. */
  #release(resourceUri, context) {
    let conversation = this.#conversation;
    if (conversation.isTurnedAway) return;
    let asking2 = { action: actions.release, phase: "ending an enumeration", resourceUri }, work = conversation.ask({ ...asking2, body: writeRelease(context) }, conversation.limits(releaseTimeout)).then(
      () => {
      },
      () => {
      }
    );
    this.#releases.add(work), work.then(() => this.#releases.delete(work));
  }
};

// src/winrm/index.ts
var defaultTimeout = 12e4, defaultIdleTimeout = 9e5;
function settingsOf(options) {
  let { configurationName, name, idleTimeout = defaultIdleTimeout, applicationArguments: given2, host } = options, applicationArguments = given2 === void 0 ? void 0 : primitiveDictionary(given2);
  return { configurationName, name, idleTimeout, applicationArguments, host };
}
function sessionFace(session2, transport) {
  let limits = ({ timeout = defaultTimeout, signal } = {}) => session2.limits(timeout, signal);
  return {
    identify: (options) => session2.identify(limits(options)),
    async openPool(options = {}) {
      let settings = settingsOf(options), reopen = (given2) => session2.openPool(settings, given2);
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
  let transport = createTransport(parseEndpoint(options.endpoint), options.credentials, options.channel), { operationTimeout, resumeFor } = options, session2 = new ClientSession(transport, {
    another: () => transport.another(),
    ...operationTimeout === void 0 ? {} : { operationTimeout },
    ...resumeFor === void 0 ? {} : { resumeFor }
  });
  return sessionFace(session2, transport);
}

// src/windows/boot-id.ts
var iso = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/, dmtf = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{6})([+-])(\d{3})$/, digits = 7;
function bootIdOf(text2) {
  let found = iso.exec(text2) ?? dmtf.exec(text2);
  if (found === null) return;
  let [, year, month, day, hour, minute, second, fraction = "", sign, first = "0", rest] = found, local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`), offset = rest === void 0 ? Number(first) : Number(first) * 60 + Number(rest), utc = new Date(local - (sign === "-" ? -1 : 1) * offset * 6e4);
  if (!Number.isNaN(utc.getTime()))
    return `process-${utc.toISOString().slice(0, -5)}.${fraction.slice(0, digits).padEnd(digits, "0")}Z`;
}
async function readBootId(session2) {
  try {
    let [system] = await session2.readCim(
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
    if (!(error instanceof WinrmError) || error.detail.fault === void 0 && error.code !== "WINRM_PROTOCOL_VIOLATED") throw error;
    return error.code === "WINRM_ACCESS_DENIED" ? "refused" : "unclear";
  }
}

// src/windows/failures.ts
var windowsErrors = {
  BOOT_UNREADABLE: {
    message: "Nothing on the machine says which boot it is on, so no restart can be proved.",
    next: "Repair WMI (winmgmt /verifyrepository) or find out why the System event log has no Kernel-General event 12."
  },
  BOOT_UNCOMPARABLE: {
    message: "The machine says which boot it is on by another source than before, so nobody can tell whether it has restarted.",
    next: "Repair WMI (winmgmt /verifyrepository); look at the machine, and run again.",
    retryable: !0
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
    retryable: !0
  },
  JOB_CANCELLED: {
    message: "The job was taken back before it had begun.",
    next: "Run again when the rollout may go on.",
    retryable: !0
  },
  JOB_SCRIPTS_FORBIDDEN: {
    message: "Group policy lets the machine run signed script files only, and the job is one.",
    next: 'Allow RemoteSigned for these machines by group policy (Windows PowerShell, "Turn on Script Execution": local scripts and remote signed scripts); `Get-ExecutionPolicy -List` there shows what holds.'
  },
  JOB_SCRIPT_REFUSED: {
    message: "The session configuration runs the jobs of the installed module and no script of the owner’s.",
    next: "Take `configuration` out of the connection for this rollout, or `script` out of updates.source and the gates."
  },
  JOB_RESULT_UNREADABLE: {
    message: "The result of the job was written by another version.",
    next: "Finish with the version that started the job, or remove the job directory by hand."
  },
  PROBE_SCRIPT_CHANGED: {
    message: "The script of a gate does not stand on the machine as it stands in the plan; it was not run.",
    next: "Find out who writes to %ProgramData%\\patchring there: only administrators can."
  },
  RESTART_REFUSED: {
    message: "The machine refused to restart.",
    next: "Look at the System event log (event 1074) and whether the account may shut the machine down.",
    retryable: !0
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
    next: "Look at the cause for its name; it may be hidden from this session configuration."
  },
  WINDOWS_MODULE_MISSING: {
    message: "PowerShell on the machine cannot load a module of Windows that the function needs.",
    next: "Look at the cause for its name (CimCmdlets or Dism); repair it with `sfc /scannow`, and see whether PSModulePath of the machine still names %SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\Modules."
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
}, byErrorId = /* @__PURE__ */ new Map([
  ["CommandNotFoundException", "WINDOWS_COMMAND_MISSING"],
  ["MethodInvocationNotSupportedInConstrainedLanguage", "WINDOWS_LANGUAGE_CONSTRAINED"],
  ["CouldNotAutoloadMatchingModule", "WINDOWS_MODULE_MISSING"],
  ["CouldNotAutoLoadModule", "WINDOWS_MODULE_MISSING"],
  ["Modules_ModuleNotFound", "WINDOWS_MODULE_MISSING"],
  ["ConversionSupportedOnlyToCoreTypes", "WINDOWS_LANGUAGE_CONSTRAINED"],
  ["PropertySetterNotSupportedInConstrainedLanguage", "WINDOWS_LANGUAGE_CONSTRAINED"],
  ["CannotCreateTypeConstrainedLanguage", "WINDOWS_LANGUAGE_CONSTRAINED"],
  ["CannotCreateComTypeConstrainedLanguage", "WINDOWS_LANGUAGE_CONSTRAINED"],
  ["ScriptsNotAllowed", "WINDOWS_LANGUAGE_NONE"]
]), denials = [2147942405, 2147749891], passing = [2147943860, 2147944122, 2147549448, 2147942432, 2147943515];
function windowsFailure(code, more = {}) {
  let meaning = windowsErrors[code];
  return failureOf(code, meaning.message, { retryable: meaning.retryable ?? !1, next: meaning.next, ...more });
}
function isWindowsErrorCode(code) {
  return Object.hasOwn(windowsErrors, code);
}
function failureOfRecord(record2) {
  let [id = ""] = record2.errorId.split(","), number2 = record2.hresult === void 0 ? void 0 : record2.hresult >>> 0, digits2 = number2 === void 0 ? "" : ` (0x${number2.toString(16).toUpperCase().padStart(8, "0")})`, cause = `${record2.message}${digits2}`;
  if (isWindowsErrorCode(id)) return windowsFailure(id, { cause });
  let known = byErrorId.get(id);
  if (known !== void 0) return windowsFailure(known, { cause });
  if (number2 !== void 0 && denials.includes(number2)) return windowsFailure("WINDOWS_ACCESS_DENIED", { cause });
  let retryable = number2 !== void 0 && passing.includes(number2);
  return windowsFailure("WINDOWS_OPERATION_FAILED", { cause: `${id}: ${cause}`, retryable });
}
function errorRecordOf(error) {
  let { error: record2 } = error.detail;
  return typeof record2 == "object" && record2 !== null && "errorId" in record2 ? record2 : void 0;
}
function causesOf({ fault: fault2, httpStatus, offered, certificate: certificate2, peerText }) {
  return [
    fault2 === void 0 ? "" : `fault ${fault2} (0x${fault2.toString(16).toUpperCase()})`,
    httpStatus === void 0 ? "" : `HTTP ${httpStatus}`,
    offered === void 0 ? "" : `offered: ${offered.join(", ") || "nothing"}`,
    certificate2 === void 0 ? "" : certificateText(certificate2),
    peerText ?? ""
  ].filter((part) => part !== "");
}
function certificateText({ subject, issuer, validFrom, validTo, sha256 }) {
  return `certificate ${subject}, issued by ${issuer}, valid from ${validFrom} to ${validTo}, SHA-256 ${sha256}`;
}
function failureFrom(error) {
  let [own] = error instanceof FailureError ? error.failures : [];
  if (own !== void 0) return own;
  if (!(error instanceof WinrmError)) throw error;
  let record2 = error.code === "WINRM_PIPELINE_FAILED" ? errorRecordOf(error) : void 0;
  if (record2 !== void 0) return failureOfRecord(record2);
  let parts = causesOf(error.detail);
  return failureOf(error.code, error.message, {
    retryable: error.retryable,
    next: error.help,
    ...parts.length === 0 ? {} : { cause: parts.join(", ") }
  });
}

// src/windows/job.ts
function startArguments(key, work) {
  switch (work.kind) {
    case "scan":
      return { Key: key, Kind: work.kind, ...asking(work) };
    case "stage":
      return "packages" in work ? { Key: key, Kind: work.kind, ...packageTexts(work) } : { Key: key, Kind: work.kind, ...asking(work), Update: work.updates.map(identityOf) };
    case "install":
    case "hide":
    case "show":
      return { Key: key, Kind: work.kind, ...asking(work), Update: work.updates.map(identityOf) };
    case "packages":
      return { Key: key, Kind: work.kind, ...packageTexts(work) };
    case "detect":
      return { Key: key, Kind: work.kind, Script: [scriptText("detect", work.detect)] };
    case "script":
    case "removal": {
      let { kind, update, run: run2, detect } = work;
      return {
        Key: key,
        Kind: kind,
        Update: [identityOf(update)],
        Script: [scriptText("run", run2), scriptText("detect", detect)]
      };
    }
    case "drain":
      return { Key: key, Kind: work.kind, Drain: work.after };
    case "resume":
      return { Key: key, Kind: work.kind, Drain: work.drains };
    case "uninstall":
      return { Key: key, Kind: work.kind, ...undoArguments(work), Kb: work.kbs };
  }
}
function undoArguments({
  packagesBefore,
  packagesAdded
}) {
  return { PackagesBefore: packagesBefore, ...packagesAdded === void 0 ? {} : { PackagesAdded: packagesAdded } };
}
function packageTexts({ packages: packages2 }) {
  let named = packages2.map((one) => ({ one, id: identityOf(identityOfPackage(one)) }));
  return {
    Package: named.map(({ one, id }) => `${id}|${one.kb}|${one.sha256}|${one.file}`),
    Prerequisite: named.flatMap(
      ({ one, id }) => one.prerequisites.map((beside) => `${id}|${beside.sha256}|${beside.file}`)
    )
  };
}
function scriptText(role2, { sha256, text: text2 }) {
  return `${role2}|${sha256}|${text2}`;
}
function asking({ source, overrideWsus }) {
  return { Source: source, ...overrideWsus === !0 ? { OverrideWsus: !0 } : {} };
}
var telling = {
  2: { state: "queued" },
  4: { state: "running", percent: null, note: "the task is running" }
};
async function readTask(session2, key) {
  try {
    let [task] = await session2.readCim(
      {
        namespace: "root/Microsoft/Windows/TaskScheduler",
        className: "MSFT_ScheduledTask",
        keys: { TaskName: key, TaskPath: "\\patchring\\" },
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

// src/windows/operation.ts
function readResult(stated, said) {
  return readPlain(stated, said.output.map(toPlain));
}
function readPlain(stated, output) {
  let [first, ...more] = output, invalid = (cause) => ({
    ok: !1,
    failure: windowsFailure("WINDOWS_RESULT_INVALID", { phase: stated.command, cause }),
    arrived: "maybe"
  });
  if (first === void 0 || more.length > 0) return invalid(`${output.length} objects instead of one`);
  let parsed = stated.result.safeParse(first);
  return parsed.success ? { ok: !0, value: parsed.data } : invalid(prettifyError(parsed.error));
}

// src/windows/operations/boot.ts
var boot = {
  command: "Get-PatchringBoot",
  parameters: {},
  result: bootSchema,
  timeout: 6e4
};

// src/windows/operations/cancel-job.ts
var cancelJob = {
  command: "Stop-PatchringJob",
  parameters: { Key: "string" },
  result: strictObject({ outcome: _enum(["cancelled", "absent", "begun"]) }),
  timeout: 6e4
};

// src/windows/operations/diagnosis.ts
var diagnosis = {
  command: "Get-PatchringDiagnosis",
  parameters: { EventsSince: "datetime?" },
  result: diagnosisSchema,
  timeout: 6e4
};

// src/windows/operations/facts.ts
var facts = {
  command: "Get-PatchringFacts",
  parameters: {},
  result: factsSchema,
  timeout: 6e4
};

// src/windows/operations/health.ts
var health = {
  command: "Get-PatchringHealth",
  parameters: { EventsSince: "datetime?" },
  result: healthReadingSchema,
  timeout: 12e4
};

// src/windows/operations/hotpatch.ts
var hotpatch = {
  command: "Get-PatchringHotpatch",
  parameters: {},
  result: hotpatchReadingSchema,
  timeout: 6e4
};

// src/windows/operations/packages.ts
var packages = {
  command: "Get-PatchringPackage",
  parameters: {},
  result: packagesSchema,
  timeout: 12e4
};

// src/windows/operations/poll-job.ts
var pollJob = {
  command: "Get-PatchringJob",
  parameters: { Key: "string" },
  result: jobStatusSchema,
  timeout: 6e4
};

// src/windows/operations/probe.ts
var probe = {
  command: "Invoke-PatchringProbe",
  parameters: { Sha256: "string", Text: "string", Seconds: "int" },
  result: scriptReadingSchema,
  timeout: 12e4,
  isAlone: !0
};

// src/windows/operations/removal.ts
var removal = {
  command: "Get-PatchringRemoval",
  parameters: { PackagesBefore: "string[]?", PackagesAdded: "string[]?" },
  result: removalReadingSchema,
  timeout: 12e4
};

// src/windows/operations/remove-job.ts
var removeJob = {
  command: "Remove-PatchringJob",
  parameters: { Key: "string" },
  result: strictObject({ outcome: _enum(["removed", "absent", "running"]) }),
  timeout: 6e4
};

// src/windows/operations/restart.ts
var restart = {
  command: "Restart-PatchringMachine",
  parameters: { IfStillOn: "string", Reason: "string" },
  result: strictObject({ outcome: _enum(["restarting", "alreadyRestarted"]) }),
  timeout: 6e4
};

// src/windows/operations/restart-readiness.ts
var restartReadiness = {
  command: "Get-PatchringRestartReadiness",
  parameters: {},
  result: restartReadinessSchema,
  timeout: 12e4
};

// src/windows/operations/roles.ts
var roles = {
  command: "Get-PatchringRoles",
  parameters: {},
  result: rolesReadingSchema,
  timeout: 18e4
};

// src/windows/operations/shadow.ts
var shadow = {
  command: "Get-PatchringShadow",
  parameters: {},
  result: shadowReadingSchema,
  timeout: 15e4
};

// src/windows/operations/start-job.ts
var startJob = {
  command: "Start-PatchringJob",
  parameters: {
    Key: "string",
    Kind: "string",
    Source: "string?",
    OverrideWsus: "bool?",
    Update: "string[]?",
    Package: "string[]?",
    Prerequisite: "string[]?",
    Script: "string[]?",
    PackagesBefore: "string[]?",
    PackagesAdded: "string[]?",
    Kb: "string[]?",
    Drain: "string[]?"
  },
  result: jobStatusSchema,
  timeout: 6e4
};

// src/windows/operations/version.ts
var version = {
  command: "Get-PatchringVersion",
  parameters: {},
  result: strictObject({ version: number().int() }),
  timeout: 6e4,
  isAlone: !0
};

// src/windows/operations/visit.ts
var visit = {
  command: "Invoke-PatchringVisit",
  parameters: { Call: "hashtable[]" },
  result: strictObject({
    answers: array(
      strictObject({
        output: array(unknown()),
        failure: strictObject({ errorId: string(), message: string(), category: string(), hresult: int() }).nullable()
      })
    )
  }),
  timeout: 6e4,
  isAlone: !0
};

// src/windows/starting-services.ts
var automatic = "SELECT Name, State, StartMode FROM Win32_Service WHERE StartMode = 'Auto' AND State = 'Start Pending'";
async function areServicesStarting(session2) {
  try {
    return (await session2.readCim(
      {
        namespace: "root/cimv2",
        className: "Win32_Service",
        query: automatic,
        properties: { State: "string", StartMode: "string" }
      },
      { timeout: 6e4 }
    )).some(({ State, StartMode }) => State === "Start Pending" && StartMode === "Auto");
  } catch (error) {
    if (!(error instanceof WinrmError) || error.detail.fault === void 0 && error.code !== "WINRM_PROTOCOL_VIOLATED") throw error;
    return !1;
  }
}

// src/windows/machine.ts
var operations = [
  facts,
  boot,
  hotpatch,
  health,
  roles,
  packages,
  removal,
  shadow,
  diagnosis,
  probe,
  startJob,
  pollJob,
  cancelJob,
  removeJob,
  restart,
  restartReadiness,
  version,
  visit
], askFilesEvery = 10, keepPoolFor = 2 * askFilesEvery, askFunctionEvery = 20;
function mapAnswer(answer2, map) {
  return answer2.ok ? { ok: !0, value: map(answer2.value) } : answer2;
}
var WindowsMachine = class {
  #visit;
  #isTaskReadable = !0;
  /** Polls in a row that only the task has answered. */
  #taskAnswers = 0;
  /** What the file of a job said of its progress: true until it says something else. */
  #told;
  #isBootIdReadable = !0;
  /** Looks in a row at the new boot that found services starting. */
  #startingLooks = 0;
  /** The job that we have started and that only looks; how often it was polled. */
  #looking;
  /** The job that we have started to change this machine. */
  #changing;
  /** The boot on which its end was found, read in the same request: whoever is told of the end asks for it next. */
  #bootOfEnd;
  constructor(visit2) {
    this.#visit = visit2;
  }
  readBoot() {
    let known = this.#takeBootOfEnd();
    return known !== void 0 ? Promise.resolve(known) : this.#visit.call(boot, {});
  }
  async readNewBoot(left) {
    if (this.#takeBootOfEnd(), this.#isBootIdReadable && !this.#visit.hasPool) {
      let id = await this.#visit.ask("readNewBoot", readBootId);
      if (!id.ok) return id;
      let seen = compareBoots(id.value, left);
      if (seen === "same") return { ok: !0, value: "unchanged" };
      this.#isBootIdReadable = id.value !== "refused", this.#startingLooks = (this.#startingLooks + 1) % askFunctionEvery;
      let starting = seen === "other" && this.#startingLooks !== 0 ? await this.#visit.ask("readNewBoot", areServicesStarting) : void 0;
      if (starting?.ok === !1) return starting;
      if (starting?.value === !0) return { ok: !0, value: "starting" };
    }
    this.#startingLooks = 0;
    let answer2 = await this.readBoot();
    if (!answer2.ok) return answer2;
    let sameness = compareBoots(answer2.value.bootId, left);
    if (sameness === "other") return answer2;
    if (await this.#visit.closePool(), sameness === "same") return { ok: !0, value: "unchanged" };
    let cause = `${answer2.value.bootId}, and ${left} before`, about = { machine: this.#visit.machine, phase: "readNewBoot", cause };
    return { ok: !1, failure: windowsFailure("BOOT_UNCOMPARABLE", about), arrived: "maybe" };
  }
  async probe(probes, options = {}) {
    this.#takeBootOfEnd();
    let ours = probes.filter((name) => name !== "scripts"), readings = await Promise.all(
      ours.map(async (name) => [name, await this.#read(name, options)])
    );
    return ours.length < probes.length && readings.push(["scripts", await this.#runScripts(options.scripts ?? [])]), Object.fromEntries(readings);
  }
  /** One after the other. What each did is its own reading; where one could not be run at all, none was read. */
  async #runScripts(scripts) {
    let read = [];
    for (let { key, sha256, text: text2, timeout } of scripts) {
      let seconds = Math.min(60, Math.max(1, Math.ceil(timeout / 1e3))), answer2 = await this.#visit.call(probe, { Sha256: sha256, Text: text2, Seconds: seconds });
      if (!answer2.ok) return answer2;
      read.push([key, answer2.value]);
    }
    return { ok: !0, value: Object.fromEntries(read) };
  }
  async startJob(key, work) {
    this.#takeBootOfEnd();
    let looks = work.kind === "scan" || work.kind === "detect";
    this.#changing = looks ? void 0 : key, this.#looking = looks ? { key, polls: 0 } : void 0;
    let answer2 = await this.#visit.call(startJob, startArguments(key, work));
    return this.#isTaskReadable = !0, looks || await this.#visit.closePool(), answer2;
  }
  async pollJob(key) {
    if (this.#takeBootOfEnd(), this.#looking?.key === key && (this.#looking.polls += 1), this.#isTaskReadable) {
      let task = await this.#visit.ask("pollJob", (session2) => readTask(session2, key));
      if (!task.ok) return task;
      this.#taskAnswers += 1;
      let isDue = this.#taskAnswers >= askFilesEvery;
      if (typeof task.value == "object" && !isDue)
        return { ok: !0, value: task.value.state === "running" && this.#told?.key === key && this.#told !== void 0 ? this.#told.status : task.value };
      this.#isTaskReadable = task.value !== "unreadable";
    }
    this.#taskAnswers = 0;
    let [answer2, bootNow] = await Promise.all([
      this.#visit.call(pollJob, { Key: key }),
      key === this.#changing ? this.#visit.call(boot, {}) : void 0
    ]);
    return this.#told = answer2.ok && answer2.value.state === "running" ? { key, status: answer2.value } : void 0, answer2.ok && answer2.value.state === "finished" && (this.#bootOfEnd = bootNow), !(this.#looking?.key === key && this.#looking.polls < keepPoolFor) && answer2.ok && (answer2.value.state === "queued" || answer2.value.state === "running") && await this.#visit.closePool(), answer2;
  }
  async cancelJob(key) {
    let answer2 = await this.#visit.call(cancelJob, { Key: key });
    return this.#isTaskReadable = !0, mapAnswer(answer2, ({ outcome }) => outcome);
  }
  async removeJob(key) {
    this.#takeBootOfEnd();
    let answer2 = await this.#visit.call(removeJob, { Key: key });
    if (!answer2.ok) return answer2;
    let { outcome } = answer2.value;
    if (outcome !== "running") return { ok: !0, value: outcome };
    let { machine } = this.#visit;
    return { ok: !1, failure: windowsFailure("JOB_RUNNING", { machine, phase: "removeJob" }), arrived: "maybe" };
  }
  async restart(ifStillOn, reason) {
    this.#takeBootOfEnd();
    let answer2 = await this.#visit.call(restart, { IfStillOn: ifStillOn, Reason: reason });
    return await this.#visit.close(), mapAnswer(answer2, ({ outcome }) => outcome);
  }
  release() {
    return this.#takeBootOfEnd(), this.#visit.close();
  }
  /** Taken by the very next call, whichever it is: only there it is true. */
  #takeBootOfEnd() {
    let known = this.#bootOfEnd;
    return this.#bootOfEnd = void 0, known;
  }
  #read(name, { eventsSince, undo }) {
    switch (name) {
      case "health":
        return this.#visit.call(health, eventsSince === void 0 ? {} : { EventsSince: new Date(eventsSince) });
      case "packages":
        return this.#visit.call(packages, {}).then((answer2) => mapAnswer(answer2, ({ packages: names2 }) => names2));
      case "diagnosis":
        return this.#visit.call(diagnosis, eventsSince === void 0 ? {} : { EventsSince: new Date(eventsSince) });
      case "facts":
        return this.#visit.call(facts, {});
      case "boot":
        return this.#visit.call(boot, {});
      case "restart":
        return this.#visit.call(restartReadiness, {});
      case "removal":
        return this.#visit.call(removal, undo === void 0 ? {} : undoArguments(undo));
      case "shadow":
        return this.#visit.call(shadow, {});
      case "roles":
        return this.#visit.call(roles, {});
      case "hotpatch":
        return this.#visit.call(hotpatch, {});
    }
  }
};

// src/windows/bodies/cluster-node.ps1
var cluster_node_default = `function Get-DrainObstacle {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Own, [Parameter(Mandatory = $true)] [bool] $IsOurs)
 $name = [string]$Own.Name
 if ([int]$Own.State -eq 2 -and -not $IsOurs) { return [pscustomobject]@{ Code = 'CLUSTER_NODE_PAUSED'; Detail = 'node ' + $name + ' was paused before' } }
 if ([int]$Own.State -ne 0 -and [int]$Own.State -ne 2) { return [pscustomobject]@{ Code = 'CLUSTER_NODE_DOWN'; Detail = 'node ' + $name + ' is in state ' + $Own.State } }
 $away = foreach ($node in Read-ClusterNode) { if ([string]$node.Name -ne $name -and [int]$node.State -ne 0) { [string]$node.Name + ' (state ' + $node.State + ')' } }
 if (@($away).Length -gt 0) { return [pscustomobject]@{ Code = 'CLUSTER_NODES_DOWN'; Detail = 'not up: ' + (@($away) -join ', ') } }
 $quorum = Get-ClusterQuorumState
 if (-not $quorum.Survives) { return [pscustomobject]@{ Code = 'CLUSTER_QUORUM_AT_RISK'; Detail = [string]$quorum.Remaining + ' of ' + $quorum.Total + ' votes would remain' } }
 $under = Measure-StorageJob
 if ($under -gt 0) { return [pscustomobject]@{ Code = 'CLUSTER_STORAGE_BUSY'; Detail = [string]$under + ' repairs of storage are under way' } }
 $sick = foreach ($disk in Read-VirtualDisk) { if ([int]$disk.HealthStatus -ne 0) { [string]$disk.FriendlyName } }
 if (@($sick).Length -gt 0) { return [pscustomobject]@{ Code = 'CLUSTER_STORAGE_BUSY'; Detail = 'not healthy: ' + (@($sick) -join ', ') } }
}
function New-DrainReading {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Outcome,
  [Parameter()] [object] $Code = $null,
  [Parameter()] [string] $Detail = '',
  [Parameter()] [AllowEmptyCollection()] [string[]] $Stayed = @()
 )
 [pscustomobject]@{ outcome = $Outcome; code = $Code; detail = $Detail; stayed = $Stayed }
}
function Get-DrainMark {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Directory)
 return [System.IO.Path]::Combine($Directory, 'paused.xml')
}
function Test-OwnPause {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [AllowNull()] [string[]] $Drain
 )
 $root = [System.IO.Path]::GetDirectoryName($Directory)
 foreach ($key in $Drain) {
  if ($key -cnotmatch '^[A-Za-z0-9-]{1,100}$') { continue }
  if ([System.IO.File]::Exists((Get-DrainMark -Directory ([System.IO.Path]::Combine($root, $key))))) { return $true }
 }
 return $false
}
function Invoke-PatchringDrain {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [AllowNull()] [string[]] $After
 )
 $state = Read-ClusterState
 if ($state -le 1) { return New-DrainReading -Outcome 'noMember' }
 if ($state -ne 19) { return New-DrainReading -Outcome 'refused' -Code 'CLUSTER_NODE_DOWN' -Detail 'the cluster service does not run here' }
 $own = Get-OwnNode
 $obstacle = Get-DrainObstacle -Own $own -IsOurs (Test-OwnPause -Directory $Directory -Drain $After)
 if ($null -ne $obstacle) { return New-DrainReading -Outcome 'refused' -Code $obstacle.Code -Detail $obstacle.Detail }
 $name = [string]$own.Name
 Write-JobFile -Path (Get-DrainMark -Directory $Directory) -Value ([pscustomobject]@{ Node = $name; At = [datetime]::UtcNow.ToString('o') })
 Invoke-NodeMethod -Node $name -Method 'Pause' -Argument @{ DrainType = [uint32]1 }
 for ($turn = 0; ; $turn++) {
  $node = Get-OwnNode
  $left = [string[]]@(Get-RemainingGroup -Node $name)
  if ([int]$node.State -eq 2 -and [int]$node.NodeDrainStatus -ne 1 -and $left.Length -eq 0) { return New-DrainReading -Outcome 'drained' }
  if ([int]$node.State -eq 2 -and [int]$node.NodeDrainStatus -eq 3) { return New-DrainReading -Outcome 'stuck' -Detail ('the cluster says that the drain failed; left: ' + ($left -join ', ')) -Stayed $left }
  if ([int]$node.State -ne 2 -and $turn -ge 12) { return New-DrainReading -Outcome 'stuck' -Detail ('node ' + $name + ' is in state ' + $node.State + ' and not paused') -Stayed $left }
  if ($turn -ge 720) { return New-DrainReading -Outcome 'stuck' -Detail ('after an hour left: ' + ($left -join ', ')) -Stayed $left }
  Write-JobProgress -Directory $Directory -Percent $null -Note ('draining: ' + $left.Length + ' roles to move')
  Wait-Moment -Milliseconds 5000
 }
}
function Invoke-PatchringResume {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string[]] $Drain
 )
 $isOurs = Test-OwnPause -Directory $Directory -Drain $Drain
 $said = ''
 for ($turn = 0; ; $turn++) {
  try {
   if ((Read-ClusterState) -le 1) { return [pscustomobject]@{ outcome = 'resumed'; detail = 'it is in no cluster' } }
   $node = Get-OwnNode
   $said = 'node ' + $node.Name + ' is in state ' + $node.State
   if ([int]$node.State -eq 0) { return [pscustomobject]@{ outcome = 'resumed'; detail = '' } }
   if ([int]$node.State -eq 2) {
    if (-not $isOurs) { return [pscustomobject]@{ outcome = 'notOurs'; detail = 'node ' + $node.Name + ' is paused, and no drain of ours has left its mark' } }
    Invoke-NodeMethod -Node ([string]$node.Name) -Method 'Resume' -Argument @{ FailbackType = [uint32]2 }
   }
  }
  catch { $said = (Get-InnermostException -Exception $_.Exception).Message }
  if ($turn -ge 240) { return [pscustomobject]@{ outcome = 'stuck'; detail = $said } }
  Write-JobProgress -Directory $Directory -Percent $null -Note ('resuming: ' + $said)
  Wait-Moment -Milliseconds 5000
 }
}
`;

// src/windows/bodies/install.ps1
var install_default = `function Find-PlannedUpdate {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object] $Searcher,
  [Parameter(Mandatory = $true)] [string[]] $Update
 )
 $clauses = foreach ($key in $Update) {
  $id, $revision = $key.Split('@')
  "(UpdateID='{0}' and RevisionNumber={1} and IsHidden=0)" -f $id, $revision
 }
 $found = @(Search-Update -Directory $Directory -Searcher $Searcher -Criteria ($clauses -join ' or '))
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
function Get-OutcomeReading {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [psobject] $Item)
 $kbs = @()
 if ($null -ne $Item.Update) { $kbs = @(Get-UpdateKb -Update $Item.Update) }
 [pscustomobject]@{ updateId = $Item.Id; revision = $Item.Revision; kbs = [string[]]$kbs; outcome = $Item.Outcome; hresult = $Item.HResult }
}
function Invoke-UpdateStep {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object[]] $Item,
  [Parameter(Mandatory = $true)] [object] $Worker,
  [Parameter(Mandatory = $true)] [hashtable] $Span,
  [Parameter()] [switch] $Final
 )
 try {
  $updates = New-UpdateCollection
  foreach ($one in $Item) { [void]$updates.Add($one.Update) }
  $Worker.Updates = $updates
  $answer = Invoke-UpdateWork -Worker $Worker -Final:$Final @Span
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
function Get-MissingSize {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object[]] $Item)
 $bytes = 0L
 foreach ($one in $Item) {
  if (Read-UpdateProperty -Update $one.Update -Name 'IsDownloaded' -Default $false) { continue }
  $bytes += [System.Math]::Min([long](Read-UpdateProperty -Update $one.Update -Name 'MaxDownloadSize' -Default 0), 1TB)
 }
 return $bytes
}
function Test-ExclusiveUpdate {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Update)
 $behaviour = Read-UpdateProperty -Update $Update -Name 'InstallationBehavior' -Default $null
 return $null -ne $behaviour -and (Read-UpdateProperty -Update $behaviour -Name 'Impact' -Default 0) -eq 2
}
function Save-UpdateSet {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object] $Session,
  [Parameter(Mandatory = $true)] [object[]] $Item,
  [Parameter()] [double] $To = 30
 )
 foreach ($one in $Item) {
  $behaviour = Read-UpdateProperty -Update $one.Update -Name 'InstallationBehavior' -Default $null
  if ($null -ne $behaviour -and $behaviour.CanRequestUserInput) { Set-UpdateOutcome -Item $one -ResultCode 4 -HResult 0x80240020; continue }
  try { if (-not $one.Update.EulaAccepted) { $one.Update.AcceptEula() } }
  catch { Set-UpdateOutcome -Item $one -ResultCode 4 -HResult (Get-InnermostException -Exception $_.Exception).HResult }
 }
 $missing = @($Item | Where-Object { $_.Outcome -eq '' -and -not $_.Update.IsDownloaded })
 if ($missing.Length -eq 0) { return }
 $span = @{ Directory = $Directory; From = 5; To = $To; Note = ('downloading {0} of {1}' -f $missing.Length, $Item.Length) }
 [void](Invoke-UpdateStep -Item $missing -Worker $Session.CreateUpdateDownloader() -Span $span)
}
function Install-UpdateRound {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object] $Session,
  [Parameter(Mandatory = $true)] [object] $Installer,
  [Parameter(Mandatory = $true)] [object[]] $Item
 )
 Save-UpdateSet -Directory $Directory -Session $Session -Item $Item
 $ready = @($Item | Where-Object { $_.Outcome -eq '' })
 $alone = @($ready | Where-Object { Test-ExclusiveUpdate -Update $_.Update })
 $together = @($ready | Where-Object { -not (Test-ExclusiveUpdate -Update $_.Update) })
 $groups = @(foreach ($one in $alone) { , @($one) })
 if ($together.Length -gt 0) { $groups += , $together }
 $needsRestart = $false
 for ($index = 0; $index -lt $groups.Length; $index++) {
  $kbs = @($groups[$index] | ForEach-Object { Get-UpdateKb -Update $_.Update }) -join ' '
  $width = 60 / $groups.Length
  $span = @{ Directory = $Directory; From = (30 + $width * $index); To = (30 + $width * ($index + 1)); Note = ('installing {0}' -f $kbs) }
  if (Invoke-UpdateStep -Item $groups[$index] -Worker $Installer -Span $span -Final) { $needsRestart = $true }
 }
 return $needsRestart
}
function Install-UpdateSet {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object] $Session,
  [Parameter(Mandatory = $true)] [object] $Installer,
  [Parameter(Mandatory = $true)] [object[]] $Item
 )
 $work = @{ Directory = $Directory; Session = $Session; Installer = $Installer }
 if (Install-UpdateRound -Item $Item @work) { return $true }
 $again = @($Item | Where-Object { $_.Outcome -eq 'failed' -and (Test-PassingResult -HResult $_.HResult) })
 if ($again.Length -eq 0) { return $false }
 Write-SignOfLife -Directory $Directory -Percent 30 -Note ('trying {0} again in a minute' -f $again.Length)
 Wait-Moment -Milliseconds 60000
 foreach ($one in $again) { $one.Outcome = ''; $one.HResult = 0L }
 return Install-UpdateRound -Item $again @work
}
function Invoke-PatchringInstall {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
  [Parameter(Mandatory = $true)] [string[]] $Update,
  [Parameter()] [bool] $OverrideWsus = $false
 )
 Confirm-UpdateService
 Confirm-NoRestartPending
 $session = New-UpdateSession
 Write-JobProgress -Directory $Directory -Percent 1 -Note 'searching'
 $items = @(Find-PlannedUpdate -Directory $Directory -Searcher (New-UpdateSearcher -Session $session -Source $Source -OverrideWsus $OverrideWsus) -Update $Update)
 $before = [string[]]@(Save-PackageList -Directory $Directory)
 $planned = @($items | Where-Object { $_.Outcome -eq '' })
 $needsRestart = $false
 if ($planned.Length -gt 0) {
  Confirm-DownloadRoom -Bytes (Get-MissingSize -Item $planned)
  $installer = $session.CreateUpdateInstaller()
  $installer.ForceQuiet = $true
  $installer.AllowSourcePrompts = $false
  Wait-Installer -Directory $Directory -Installer $installer
  $needsRestart = Install-UpdateSet -Directory $Directory -Session $session -Installer $installer -Item $planned
  $needsRestart = $needsRestart -or (Test-UpdateRestart) -or @(Get-BlockingRestart).Length -gt 0
 }
 $outcomes = foreach ($item in $items) { Get-OutcomeReading -Item $item }
 Add-BroughtPackage -Before $before -Result ([pscustomobject]@{ updates = [object[]]@($outcomes); needsRestart = $needsRestart; packagesBefore = $before; history = Get-HistoryReading })
}
`;

// src/windows/bodies/job.ps1
var job_default = `function Invoke-JobBody {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [psobject] $Work
 )
 switch ([string]$Work.Kind) {
  'scan' { return Invoke-PatchringScan -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) }
  'stage' {
   if (@($Work.Package).Length -gt 0) { return Invoke-PatchringPackageStage -Directory $Directory -Package ([string[]]$Work.Package) -Prerequisite ([string[]]$Work.Prerequisite) }
   return Invoke-PatchringStage -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update)
  }
  'install' { return Invoke-PatchringInstall -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update) }
  'packages' { return Invoke-PatchringPackage -Directory $Directory -Package ([string[]]$Work.Package) -Prerequisite ([string[]]$Work.Prerequisite) }
  'detect' { return Invoke-PatchringDetect -Directory $Directory -Script ([string[]]$Work.Script) }
  'script' { return Invoke-PatchringScript -Directory $Directory -Update ([string[]]$Work.Update)[0] -Script ([string[]]$Work.Script) }
  'removal' { return Invoke-PatchringRemoval -Directory $Directory -Update ([string[]]$Work.Update)[0] -Script ([string[]]$Work.Script) }
  'uninstall' { return Invoke-PatchringUninstall -Directory $Directory -PackagesBefore ([string[]]$Work.PackagesBefore) -PackagesAdded ([string[]]$Work.PackagesAdded) }
  'hide' { return Invoke-PatchringVisibility -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update) -Hidden }
  'show' { return Invoke-PatchringVisibility -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update) }
  'drain' { return Invoke-PatchringDrain -Directory $Directory -After ([string[]]$Work.Drain) }
  'resume' { return Invoke-PatchringResume -Directory $Directory -Drain ([string[]]$Work.Drain) }
  default { Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message ('There is no work of kind {0}.' -f $Work.Kind) }
 }
}
function ConvertTo-JobFailure {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [System.Management.Automation.ErrorRecord] $ErrorRecord)
 $cause = Get-InnermostException -Exception $ErrorRecord.Exception
 $number = 0L
 if ($cause -is [System.Runtime.InteropServices.ExternalException]) { $number = ConvertTo-UnsignedResult -HResult $cause.HResult }
 $failure = [ordered]@{ hresult = $number; message = $cause.Message }
 $code = ([string]$ErrorRecord.FullyQualifiedErrorId).Split(',')[0]
 if ($code -cmatch '^[A-Z]+(_[A-Z]+)+$') { $failure['code'] = $code }
 return [pscustomobject]$failure
}
function Invoke-PatchringJob {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Directory)
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $ProgressPreference = 'SilentlyContinue'
 $mark = Lock-Job -Directory $Directory
 if ($null -eq $mark) { return }
 try {
  $work = Read-JobFile -Path ([System.IO.Path]::Combine($Directory, 'parameters.xml'))
  try {
   Write-JobProgress -Directory $Directory -Percent 0 -Note ([string]$work.Kind)
   $result = Invoke-JobBody -Directory $Directory -Work $work
   $status = [pscustomobject]@{ state = 'finished'; kind = [string]$work.Kind; result = $result }
  }
  catch { $status = [pscustomobject]@{ state = 'failed'; failure = (ConvertTo-JobFailure -ErrorRecord $_) } }
  Write-JobFile -Path ([System.IO.Path]::Combine($Directory, 'result.xml')) -Value ([pscustomobject]@{ Schema = 1; Status = $status })
 }
 finally { $mark.Dispose() }
}
`;

// src/windows/bodies/package.ps1
var package_default = `function Save-PackageSet {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string] $Folder,
  [Parameter(Mandatory = $true)] [string[]] $Package,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Prerequisite
 )
 for ($index = 0; $index -lt $Package.Length; $index++) {
  $key, $kb, $sha256, $from = $Package[$index].Split('|')
  $sign = @{ Directory = $Directory; Percent = (5 + 45 * $index / $Package.Length); Note = ('copying and checking ' + $kb) }
  Write-SignOfLife @sign
  $own = [System.IO.Path]::Combine($Folder, [string]$index)
  [void][System.IO.Directory]::CreateDirectory($own)
  $path = Save-PackageFile -Folder $own -From $from -Sha256 $sha256 -Sign $sign
  foreach ($line in $Prerequisite) {
   $for, $digest, $place = $line.Split('|')
   if ($for -eq $key) { [void](Save-PackageFile -Folder $own -From $place -Sha256 $digest -Sign $sign) }
  }
  $id, $revision = $key.Split('@')
  [pscustomobject]@{ Id = $id; Revision = [int]$revision; Kb = $kb; Path = $path; Outcome = ''; HResult = 0L }
 }
}
function Install-PackageSet {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object[]] $Item
 )
 $needsRestart = $false
 for ($index = 0; $index -lt $Item.Length; $index++) {
  $one = $Item[$index]
  $width = 45 / $Item.Length
  $span = @{ Directory = $Directory; From = (50 + $width * $index); To = (50 + $width * ($index + 1)); Note = ('installing ' + $one.Kb) }
  try {
   if (Add-StorePackage -Path $one.Path -Span $span) { $needsRestart = $true }
   $one.Outcome = 'installed'
  }
  catch {
   $one.Outcome = 'failed'
   $one.HResult = ConvertTo-UnsignedResult -HResult (Get-InnermostException -Exception $_.Exception).HResult
   foreach ($other in $Item) { if ($other.Outcome -eq '') { $other.Outcome = 'aborted' } }
   break
  }
 }
 return $needsRestart
}
function Invoke-PatchringPackage {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string[]] $Package,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Prerequisite
 )
 Confirm-UpdateService
 Confirm-NoRestartPending
 $folder = [System.IO.Path]::Combine($Directory, 'packages')
 [void][System.IO.Directory]::CreateDirectory($folder)
 try {
  $items = @(Save-PackageSet -Directory $Directory -Folder $folder -Package $Package -Prerequisite $Prerequisite)
  $bytes = 0L
  foreach ($item in $items) { $bytes += [System.IO.FileInfo]::new($item.Path).Length }
  Confirm-DiskRoom -Bytes $bytes
  $before = Save-PackageList -Directory $Directory
  $needsRestart = (Install-PackageSet -Directory $Directory -Item $items) -or @(Get-BlockingRestart).Length -gt 0
 }
 finally { [System.IO.Directory]::Delete($folder, $true) }
 $outcomes = foreach ($item in $items) {
  [pscustomobject]@{ updateId = $item.Id; revision = $item.Revision; kbs = [string[]]@($item.Kb); outcome = $item.Outcome; hresult = $item.HResult }
 }
 Add-BroughtPackage -Before $before -Result ([pscustomobject]@{ updates = [object[]]@($outcomes); needsRestart = $needsRestart; packagesBefore = [string[]]$before })
}
function Invoke-PatchringPackageStage {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string[]] $Package,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Prerequisite
 )
 Confirm-DiskRoom -Bytes 0
 $folder = [System.IO.Path]::Combine($Directory, 'staged')
 [void][System.IO.Directory]::CreateDirectory($folder)
 $isWhole = $false
 try {
  $items = @(Save-PackageSet -Directory $Directory -Folder $folder -Package $Package -Prerequisite $Prerequisite)
  $bytes = 0L
  foreach ($item in $items) { $bytes += [System.IO.FileInfo]::new($item.Path).Length }
  Confirm-DiskRoom -Bytes $bytes
  $isWhole = $true
 }
 finally { if (-not $isWhole) { [System.IO.Directory]::Delete($folder, $true) } }
 $outcomes = foreach ($item in $items) {
  [pscustomobject]@{ updateId = $item.Id; revision = $item.Revision; kbs = [string[]]@($item.Kb); outcome = 'downloaded'; hresult = 0L }
 }
 [pscustomobject]@{ updates = [object[]]@($outcomes) }
}
`;

// src/windows/bodies/scan.ps1
var scan_default = `function Get-DeploymentTime {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Update)
 $time = Read-UpdateProperty -Update $Update -Name 'LastDeploymentChangeTime' -Default $null
 if ($time -isnot [datetime] -or $time.Year -lt 2000) { return $null }
 return [datetime]::SpecifyKind($time, 'Utc').ToString('o')
}
function Get-UpdateDeadline {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Update)
 $time = Read-UpdateProperty -Update $Update -Name 'Deadline' -Default $null
 if ($time -isnot [datetime] -or $time.Year -lt 2000) { return $null }
 return [datetime]::SpecifyKind($time, 'Utc').ToString('o')
}
function Get-SupersedingId {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Update,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [object[]] $Offered
 )
 $id = [string]$Update.Identity.UpdateID
 foreach ($other in $Offered) {
  $replaced = @(Read-UpdateProperty -Update $other -Name 'SupersededUpdateIDs' -Default @())
  if ($replaced -contains $id -and [string]$other.Identity.UpdateID -ne $id) { ([string]$other.Identity.UpdateID).ToLowerInvariant() }
 }
}
function ConvertTo-UpdateReading {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Update,
  [Parameter(Mandatory = $true)] [object] $Session,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [object[]] $Offered
 )
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
 $answer = Get-RestartPrediction -Session $Session -Update $Update
 if ($null -ne $answer) { $restart = [int]$answer }
 [pscustomobject]@{
  updateId           = ([string]$identity.UpdateID).ToLowerInvariant()
  revision           = [int]$identity.RevisionNumber
  title              = [string](Read-UpdateProperty -Update $Update -Name 'Title' -Default '')
  kbs                = [string[]]@(Get-UpdateKb -Update $Update)
  categories         = $words.ToArray()
  size               = [long](Read-UpdateProperty -Update $Update -Name 'MaxDownloadSize' -Default 0)
  restart            = @('never', 'always', 'can')[$restart]
  isRestartPredicted = $null -ne $answer
  isDownloaded       = [bool](Read-UpdateProperty -Update $Update -Name 'IsDownloaded' -Default $false)
  deployedAt         = Get-DeploymentTime -Update $Update
  deadline           = Get-UpdateDeadline -Update $Update
  supersededBy       = [string[]]@(Get-SupersedingId -Update $Update -Offered $Offered)
  needsInput         = $needsInput
  needsLicence       = -not [bool](Read-UpdateProperty -Update $Update -Name 'EulaAccepted' -Default $true)
  isProductUpgrade   = $words.Contains('3689bdc8-b205-4af4-8d4a-a63924c5e9d5')
  cves               = [string[]]@(Read-UpdateProperty -Update $Update -Name 'CveIDs' -Default @() | ForEach-Object { [string]$_ })
 }
}
function Invoke-PatchringScan {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
  [Parameter()] [bool] $OverrideWsus = $false
 )
 Confirm-UpdateService
 $name = Get-SourceName -Source $Source
 Write-JobProgress -Directory $Directory -Percent $null -Note ('searching: ' + $name)
 $session = New-UpdateSession
 $searcher = New-UpdateSearcher -Session $session -Source $Source -OverrideWsus $OverrideWsus
 $found = @(Search-Update -Directory $Directory -Searcher $searcher -Criteria "IsInstalled=0 and IsHidden=0 and Type='Software'")
 [pscustomobject]@{
  updates = [object[]]@(foreach ($update in $found) { ConvertTo-UpdateReading -Update $update -Session $session -Offered $found })
  source  = $name
  history = Get-HistoryReading
 }
}
`;

// src/windows/bodies/script.ps1
var script_default = `function New-OwnShell {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
 $runspace.Open()
 $runspace.SessionStateProxy.SetVariable('ProgressPreference', 'SilentlyContinue')
 $shell = [powershell]::Create()
 $shell.Runspace = $runspace
 [void]$shell.AddCommand($Path)
 return $shell
}
function Invoke-OwnScript {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string] $Role,
  [Parameter(Mandatory = $true)] [string[]] $Script,
  [Parameter()] [switch] $Merged
 )
 $path = [System.IO.Path]::Combine($Directory, $Role + '.ps1')
 if ($Script -notcontains ($Role + '|' + (Get-FileDigest -Path $path))) {
  Stop-Patchring -Code 'SCRIPT_CHANGED' -Message ('{0} is not the script that was planned.' -f $path)
 }
 $shell = New-OwnShell -Path $path
 $runspace = $shell.Runspace
 try {
  if ($Merged) { $shell.Commands.Commands[0].MergeMyResults('All', 'Output') }
  $said = [pscustomobject]@{ Last = [System.Collections.Generic.Queue[object]]::new(); Count = 0L; ExitCode = 0; Failure = '' }
  $nothing = [System.Management.Automation.PSDataCollection[psobject]]::new()
  $nothing.Complete()
  $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
  $running = $shell.BeginInvoke($nothing, $output)
  for ($turn = 0; -not $running.AsyncWaitHandle.WaitOne(250); $turn++) {
   Add-OwnOutput -Said $said -Output $output
   if ($turn % 20 -eq 0) { Write-SignOfLife -Directory $Directory -Percent $null -Note ('the owner''s script runs ({0})' -f $Role) }
  }
  try { [void]$shell.EndInvoke($running) }
  catch { $said.Failure = [string](Get-InnermostException -Exception $_.Exception).Message }
  Add-OwnOutput -Said $said -Output $output
  $code = $runspace.SessionStateProxy.GetVariable('LASTEXITCODE')
  if ($null -ne $code) { $said.ExitCode = [long]$code }
  return $said
 }
 finally {
  $shell.Dispose()
  $runspace.Dispose()
 }
}
function Add-OwnOutput {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [psobject] $Said,
  [Parameter()] [object] $Output
 )
 foreach ($one in $Output.ReadAll()) {
  $Said.Count++
  $Said.Last.Enqueue($one)
  if ($Said.Last.Count -gt 100) { [void]$Said.Last.Dequeue() }
 }
}
function Get-OwnNote {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [psobject] $Said)
 $lines = @($Said.Last | ForEach-Object { [string]$_ } | Where-Object { $_ -ne '' })
 if ($Said.Failure -ne '') { $lines += 'error: ' + $Said.Failure }
 $text = [regex]::Replace(($lines -join ' / '), '[\\p{C}\\p{Zl}\\p{Zp}]+', ' ').Trim()
 if ($text.Length -gt 2000) { return '...' + $text.Substring($text.Length - 1997) }
 return $text
}
function Invoke-OwnChange {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string[]] $Script
 )
 $said = Invoke-OwnScript -Directory $Directory -Role 'run' -Script $Script -Merged
 $why = ''
 if ($said.Failure -ne '') { $why = 'it ended with an error' }
 elseif (0, 3010, 1641 -notcontains $said.ExitCode) { $why = 'its exit code is {0}' -f $said.ExitCode }
 $needsRestart = (3010, 1641 -contains $said.ExitCode) -or @(Get-BlockingRestart).Length -gt 0
 [pscustomobject]@{ Why = $why; Note = (Get-OwnNote -Said $said); NeedsRestart = $needsRestart }
}
function Invoke-PatchringDetect {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string[]] $Script
 )
 $code = 'SCRIPT_DETECT_INVALID'
 $said = Invoke-OwnScript -Directory $Directory -Role 'detect' -Script $Script
 if ($said.Failure -ne '') { Stop-Patchring -Code $code -Message ('detect ended with an error: ' + (Get-OwnNote -Said $said)) }
 if ($said.Count -ne 1) { Stop-Patchring -Code $code -Message ('detect wrote {0} objects, and one is wanted.' -f $said.Count) }
 $answer = $said.Last.Peek()
 if ($answer -is [bool]) { return [pscustomobject]@{ installed = [bool]$answer; version = $null } }
 $fields = @{}
 if ($answer -is [System.Collections.IDictionary]) { foreach ($name in @($answer.Keys)) { $fields[[string]$name] = $answer[$name] } }
 elseif ($answer -is [System.Management.Automation.PSCustomObject]) { foreach ($one in $answer.PSObject.Properties) { $fields[$one.Name] = $one.Value } }
 $strange = @($fields.Keys | Where-Object { 'installed', 'version' -notcontains $_ })
 $version = $fields['version']
 if ($version -is [version]) { $version = $version.ToString() }
 $isVersion = $null -eq $version -or ($version -is [string] -and $version.Length -le 200)
 if ($strange.Length -gt 0 -or $fields['installed'] -isnot [bool] -or -not $isVersion) {
  Stop-Patchring -Code $code -Message 'detect answered neither $true nor $false nor an object of installed (boolean) and version (text).'
 }
 if ($null -ne $version) { $version = [regex]::Replace($version, '[\\p{C}\\p{Zl}\\p{Zp}]+', ' ') }
 [pscustomobject]@{ installed = [bool]$fields['installed']; version = $version }
}
function Invoke-PatchringScript {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string] $Update,
  [Parameter(Mandatory = $true)] [string[]] $Script
 )
 Confirm-NoRestartPending
 $done = Invoke-OwnChange -Directory $Directory -Script $Script
 $id, $revision = $Update.Split('@')
 $item = [ordered]@{ updateId = $id; revision = [int]$revision; kbs = [string[]]@(); outcome = 'installed'; hresult = 0L; note = $done.Note }
 if ($done.Why -ne '') { $item['code'] = 'SCRIPT_FAILED'; $item['note'] = $done.Why + ': ' + $done.Note }
 elseif (-not $done.NeedsRestart -and -not (Invoke-PatchringDetect -Directory $Directory -Script $Script).installed) { $item['code'] = 'SCRIPT_NOT_DETECTED' }
 if ($item.Contains('code')) { $item['outcome'] = 'failed' }
 [pscustomobject]@{ updates = [object[]]@([pscustomobject]$item); needsRestart = $done.NeedsRestart; packagesBefore = [string[]]@() }
}
function Invoke-PatchringRemoval {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string] $Update,
  [Parameter(Mandatory = $true)] [string[]] $Script
 )
 $removed = [string[]]@()
 $kept = [object[]]@()
 $needsRestart = $false
 if ((Invoke-PatchringDetect -Directory $Directory -Script $Script).installed) {
  $done = Invoke-OwnChange -Directory $Directory -Script $Script
  $needsRestart = $done.NeedsRestart
  $why = ''
  if ($done.Why -ne '') { $why = 'the uninstall script failed, ' + $done.Why + ': ' + $done.Note }
  elseif (-not $needsRestart -and (Invoke-PatchringDetect -Directory $Directory -Script $Script).installed) { $why = 'detect still finds it after the uninstall script' }
  if ($why -eq '') { $removed = [string[]]@($Update) }
  else { $kept = [object[]]@([pscustomobject]@{ package = $Update; reason = $why; hresult = 0L }) }
 }
 [pscustomobject]@{ removed = $removed; kept = $kept; needsRestart = $needsRestart }
}
`;

// src/windows/bodies/stage.ps1
var stage_default = `function Invoke-PatchringStage {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
  [Parameter(Mandatory = $true)] [string[]] $Update,
  [Parameter()] [bool] $OverrideWsus = $false
 )
 Confirm-UpdateService
 $session = New-UpdateSession
 Write-JobProgress -Directory $Directory -Percent 1 -Note 'searching'
 $searcher = New-UpdateSearcher -Session $session -Source $Source -OverrideWsus $OverrideWsus
 $items = @(Find-PlannedUpdate -Directory $Directory -Searcher $searcher -Update $Update)
 $planned = @($items | Where-Object { $_.Outcome -eq '' })
 if ($planned.Length -gt 0) {
  Confirm-DownloadRoom -Bytes (Get-MissingSize -Item $planned)
  Save-UpdateSet -Directory $Directory -Session $session -Item $planned -To 100
 }
 $outcomes = foreach ($item in $items) {
  if ($item.Outcome -eq '') { $item.Outcome = 'downloaded' }
  Get-OutcomeReading -Item $item
 }
 [pscustomobject]@{ updates = [object[]]@($outcomes) }
}
`;

// src/windows/bodies/uninstall.ps1
var uninstall_default = `function Get-KeptReason {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [long] $Number,
  [Parameter(Mandatory = $true)] [string] $Message
 )
 $cleaned = 'what it replaced is no longer in the component store: cleaned up with ResetBase, or damaged'
 switch ($Number) {
  2148468773L { return 'the package is permanent' }
  2148468785L { return $cleaned }
  2148468767L { return $cleaned }
  2147956498L { return $cleaned }
  2148468742L { return 'other changes wait for a restart' }
  2147945417L { return 'other changes wait for a restart' }
 }
 return $Message
}
function Get-RefusedPackage {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [psobject] $Undo)
 foreach ($one in $Undo.Superseded) {
  $by = 'a later package that is not listed'
  if ($one.by.Length -gt 0) { $by = $one.by -join ', ' }
  [pscustomobject]@{ package = $one.package; reason = ('somebody else has installed {0} since, which supersedes it' -f $by); hresult = 0L; code = 'UNDO_SUPERSEDED' }
 }
 if ($Undo.Waiting.Length -eq 0) { return }
 foreach ($package in $Undo.Ours) {
  [pscustomobject]@{ package = $package.Name; reason = ('other changes wait for a restart ({0})' -f ($Undo.Waiting -join ', ')); hresult = 2148468742L; code = 'UNDO_RESTART_PENDING' }
 }
}
function Invoke-PatchringUninstall {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string[]] $PackagesBefore,
  [Parameter()] [AllowNull()] [AllowEmptyCollection()] [string[]] $PackagesAdded
 )
 $undo = Get-UndoState -PackagesBefore $PackagesBefore -PackagesAdded $PackagesAdded
 $refused = @(Get-RefusedPackage -Undo $undo)
 if ($refused.Length -gt 0) {
  return [pscustomobject]@{ removed = [string[]]@(); kept = $refused; others = $undo.Others; needsRestart = $false }
 }
 $ours = @($undo.Ours | Where-Object { 'Installed', 'InstallPending' -contains $_.State })
 $times = [datetime[]]@($ours | ForEach-Object { $_.InstalledAt })
 if ($ours.Length -gt 1) {
  [array]::Sort($times, $ours)
  [array]::Reverse($ours)
 }
 $removed = [System.Collections.Generic.List[string]]::new()
 $kept = [System.Collections.Generic.List[object]]::new()
 $needsRestart = $false
 foreach ($package in $ours) {
  $done = $removed.Count + $kept.Count
  $span = @{ Directory = $Directory; From = (100 * $done / $ours.Length); To = (100 * ($done + 1) / $ours.Length); Note = ('removing ' + $package.Name) }
  try {
   if (Remove-InstalledPackage -Name $package.Name -Span $span) { $needsRestart = $true }
   $removed.Add($package.Name)
  }
  catch {
   $cause = Get-InnermostException -Exception $_.Exception
   $number = ConvertTo-UnsignedResult -HResult $cause.HResult
   $reason = Get-KeptReason -Number $number -Message $cause.Message
   $kept.Add([pscustomobject]@{ package = $package.Name; reason = $reason; hresult = $number })
  }
 }
 if ($removed.Count -gt 0 -and @(Get-BlockingRestart).Length -gt 0) { $needsRestart = $true }
 [pscustomobject]@{ removed = $removed.ToArray(); kept = $kept.ToArray(); others = $undo.Others; needsRestart = $needsRestart }
}
`;

// src/windows/bodies/visibility.ps1
var visibility_default = `function Invoke-PatchringVisibility {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
  [Parameter(Mandatory = $true)] [string[]] $Update,
  [Parameter()] [bool] $OverrideWsus = $false,
  [Parameter()] [switch] $Hidden
 )
 $told = Set-UpdateVisibility -Directory $Directory -Source $Source -Update $Update -OverrideWsus $OverrideWsus -Hidden ([bool]$Hidden)
 [pscustomobject]@{ updates = [object[]]@($told) }
}
`;

// src/windows/functions/boot-state.ps1
var boot_state_default = `function Get-SystemStart {
 [CmdletBinding()]
 param()
 try {
  $created = @(Read-CimRow -Query "SELECT ProcessId, CreationDate FROM Win32_Process WHERE ProcessId = 4 OR Name = 'smss.exe'" |
   Where-Object { $null -ne $_.CreationDate })
 }
 catch {
  $PSCmdlet.WriteWarning('Win32_Process cannot be read: ' + $_.Exception.Message)
  return
 }
 $system = @($created | Where-Object { $_.ProcessId -eq 4 })
 if ($system.Length -eq 0) { $system = $created }
 $times = [datetime[]]@($system | ForEach-Object { ([datetime]$_.CreationDate).ToUniversalTime() })
 if ($times.Length -eq 0) { return }
 [array]::Sort($times)
 return $times[0]
}
function Get-KernelStart {
 [CmdletBinding()]
 param()
 $filter = "*[System[Provider[@Name='Microsoft-Windows-Kernel-General'] and EventID=12]]"
 try { return @(Read-EventRow -Log 'System' -Filter $filter -Maximum 1) }
 catch { $PSCmdlet.WriteWarning('The System log cannot be read: ' + $_.Exception.Message) }
}
function Get-BootIdentity {
 [CmdletBinding()]
 param()
 $system = Get-SystemStart
 $kernel = Get-KernelStart
 if ($null -ne $system -and $null -ne $kernel -and ($kernel.At -lt $system.AddSeconds(-20) -or $kernel.At -gt $system.AddMinutes(10))) { $kernel = $null }
 $words = @()
 if ($null -ne $system) { $words += 'process-' + $system.ToString('o') }
 if ($null -ne $kernel) { $words += 'event-' + $kernel.RecordId + '-' + $kernel.At.ToString('o') }
 if ($words.Length -eq 0) {
  Stop-Patchring -Code 'BOOT_UNREADABLE' -Message 'Neither the System process nor Kernel-General event 12 tells when this boot began.'
 }
 $at = $system
 if ($null -eq $at) { $at = $kernel.At }
 return [pscustomobject]@{ Id = $words -join '|'; At = $at }
}
function Compare-BootIdentity {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $One,
  [Parameter(Mandatory = $true)] [string] $Two
 )
 foreach ($source in 'process-', 'event-') {
  $first = @($One.Split('|') | Where-Object { $_.StartsWith($source, 'Ordinal') })
  $second = @($Two.Split('|') | Where-Object { $_.StartsWith($source, 'Ordinal') })
  if ($first.Length -eq 0 -or $second.Length -eq 0) { continue }
  if ($first[-1] -ceq $second[-1]) { return 'same' }
  return 'other'
 }
 return 'unknown'
}
function Test-Servicing {
 [CmdletBinding()]
 param()
 $progress = Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Interface' -Name 'ServicingInProgress'
 return ($progress -eq 2) -or (Test-Process -Name 'TiWorker')
}
function Test-BootStart {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [datetime] $BootedAt)
 if ([datetime]::UtcNow -gt $BootedAt.AddMinutes(10)) { return $false }
 if (-not (Test-RegistryKey -Path 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon\\AutoLogonChecked')) { return $true }
 $query = "SELECT Name FROM Win32_Service WHERE StartMode = 'Auto' AND State = 'Start Pending'"
 return @(Read-CimRow -Query $query).Length -gt 0
}
function Test-NameChange {
 [CmdletBinding()]
 param()
 $names = 'SYSTEM\\CurrentControlSet\\Control\\ComputerName'
 $now = Read-RegistryValue -Path ($names + '\\ActiveComputerName') -Name 'ComputerName'
 $then = Read-RegistryValue -Path ($names + '\\ComputerName') -Name 'ComputerName'
 return $now -ne $then
}
function Get-ServicingSignal {
 [CmdletBinding()]
 param()
 $servicing = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing'
 if (Test-RegistryKey -Path ($servicing + '\\RebootPending')) { 'servicing' }
 if (Test-RegistryKey -Path ($servicing + '\\RebootInProgress')) { 'servicingInProgress' }
 if (Test-RegistryKey -Path ($servicing + '\\PackagesPending')) { 'packagesPending' }
}
function Get-PendingRestart {
 [CmdletBinding()]
 param()
 $session = 'SYSTEM\\CurrentControlSet\\Control\\Session Manager'
 $netlogon = 'SYSTEM\\CurrentControlSet\\Services\\Netlogon'
 Get-ServicingSignal
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

// src/windows/functions/cluster.ps1
var cluster_default = `function Read-ClusterState {
 [CmdletBinding()]
 param()
 $answer = Invoke-CimMethod -Namespace 'root/MSCluster' -ClassName 'MSCluster_Cluster' -MethodName 'GetNodeClusterState' -OperationTimeoutSec 60 -ErrorAction Stop
 return [int]$answer.ClusterState
}
function Read-ClusterNode {
 [CmdletBinding()]
 param()
 Read-CimRow -Namespace 'root/MSCluster' -Query 'SELECT Name, State, DynamicWeight, NodeDrainStatus FROM MSCluster_Node'
}
function Read-GroupPlace {
 [CmdletBinding()]
 param()
 foreach ($row in Read-CimRow -Namespace 'root/MSCluster' -Query 'SELECT * FROM MSCluster_NodeToActiveGroup') {
  [pscustomobject]@{ Node = [string]$row.GroupComponent.Name; Group = [string]$row.PartComponent.Name }
 }
}
function Read-VirtualDisk {
 [CmdletBinding()]
 param()
 Read-CimRow -Namespace 'root/Microsoft/Windows/Storage' -Query 'SELECT FriendlyName, HealthStatus FROM MSFT_VirtualDisk'
}
function Invoke-NodeMethod {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Node,
  [Parameter(Mandatory = $true)] [ValidateSet('Pause', 'Resume')] [string] $Method,
  [Parameter(Mandatory = $true)] [hashtable] $Argument
 )
 $query = "SELECT * FROM MSCluster_Node WHERE Name = '{0}'" -f $Node
 [void](Invoke-CimMethod -Namespace 'root/MSCluster' -Query $query -MethodName $Method -Arguments $Argument -OperationTimeoutSec 300 -ErrorAction Stop)
}
function Get-OwnNodeName {
 [CmdletBinding()]
 param()
 return [System.Environment]::MachineName
}
function Get-RemainingGroup {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Node)
 foreach ($place in Read-GroupPlace) { if ($place.Node -eq $Node -and $place.Group -ne 'Available Storage') { $place.Group } }
}
function Measure-StorageJob {
 [CmdletBinding()]
 param()
 $under = 0
 foreach ($row in Read-CimRow -Namespace 'root/Microsoft/Windows/Storage' -Query 'SELECT JobState FROM MSFT_StorageJob') {
  if ([int]$row.JobState -ge 2 -and [int]$row.JobState -le 6) { $under++ }
 }
 return $under
}
function Get-ClusterQuorumState {
 [CmdletBinding()]
 param()
 $own = Get-OwnNodeName
 $cluster = @(Read-CimRow -Namespace 'root/MSCluster' -Query 'SELECT Name, WitnessDynamicWeight FROM MSCluster_Cluster')[0]
 $total = [int]$cluster.WitnessDynamicWeight
 $remaining = $total
 foreach ($node in Read-ClusterNode) {
  $votes = [int]$node.DynamicWeight
  $total += $votes
  if ([string]$node.Name -ne $own -and (0, 2 -contains [int]$node.State)) { $remaining += $votes }
 }
 [pscustomobject]@{ Cluster = [string]$cluster.Name; Remaining = $remaining; Total = $total; Survives = (2 * $remaining -gt $total) }
}
function Test-ClusterMember {
 [CmdletBinding()]
 param()
 try { return (Read-ClusterState) -gt 1 } catch { return $true }
}
function Get-OwnNode {
 [CmdletBinding()]
 param()
 $own = Get-OwnNodeName
 foreach ($node in Read-ClusterNode) { if ([string]$node.Name -eq $own) { return $node } }
 throw [System.InvalidOperationException]::new('The cluster knows no node ' + $own + '.')
}
`;

// src/windows/functions/component-store.ps1
var component_store_default = `function Read-PackageManifest {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Name)
 $path = [System.IO.Path]::Combine($env:SystemRoot, 'servicing', 'Packages', $Name + '.mum')
 if (-not [System.IO.File]::Exists($path)) { return '' }
 $reader = [System.IO.StreamReader]::new($path)
 try {
  $buffer = [char[]]::new(8192)
  $length = $reader.ReadBlock($buffer, 0, $buffer.Length)
  return [string]::new($buffer, 0, $length)
 }
 finally { $reader.Dispose() }
}
function Get-PermanentPackage {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Name)
 foreach ($one in $Name) {
  if (Test-PermanentPackage -Name $one) { continue }
  if ($one -notmatch '^[A-Za-z0-9_.~-]{1,260}$') { continue }
  if ((Read-PackageManifest -Name $one) -match '<package\\b[^>]*\\bpermanency\\s*=\\s*"permanent"') { $one }
 }
}
function Get-LastBaseReset {
 [CmdletBinding()]
 param()
 $text = [string](Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing' -Name 'LastResetBase_UTC')
 if ($text -eq '') { return }
 $parts = @([regex]::Matches($text, '\\d+') | ForEach-Object { [int]$_.Value })
 if ($parts.Length -lt 6 -or $parts[0] -lt 2000) { Stop-Patchring -Code 'WINDOWS_OPERATION_FAILED' -Message ('LastResetBase_UTC is no instant: ' + $text) }
 return [datetime]::new($parts[0], $parts[1], $parts[2], $parts[3], $parts[4], $parts[5], [System.DateTimeKind]::Utc).ToString('o')
}
function Get-BaseResetter {
 [CmdletBinding()]
 param()
 $settings = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\SideBySide\\Configuration'
 $isAllowed = (Read-RegistryValue -Path $settings -Name 'DisableResetbase') -eq 0
 if ($isAllowed -and (Read-RegistryValue -Path $settings -Name 'SupersededActions') -eq 1) { 'component cleanup (DisableResetbase 0, SupersededActions 1)' }
 foreach ($task in Read-CimRow -Namespace 'root/Microsoft/Windows/TaskScheduler' -Query 'SELECT * FROM MSFT_ScheduledTask') {
  if ([int]$task.State -eq 1) { continue }
  foreach ($action in @($task.Actions)) {
   try { $line = [string]$action.Execute + ' ' + [string]$action.Arguments } catch { continue }
   if ($line -match '[-/]ResetBase\\b') { 'scheduled task ' + [string]$task.TaskPath + [string]$task.TaskName; break }
  }
 }
}
`;

// src/windows/functions/directory.ps1
var directory_default = `function Get-JobRoot {
 [CmdletBinding()]
 param()
 return [System.IO.Path]::Combine([System.Environment]::GetFolderPath('CommonApplicationData'), 'patchring', 'jobs')
}
function New-SecureDirectory {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 $security = [System.Security.AccessControl.DirectorySecurity]::new()
 $security.SetSecurityDescriptorSddlForm('O:BAG:BAD:P(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)')
 $directory = [System.IO.DirectoryInfo]::new($Path)
 if ($PSVersionTable.PSVersion.Major -ge 6) { [System.IO.FileSystemAclExtensions]::Create($directory, $security) }
 else { $directory.Create($security) }
}
function Read-DirectorySecurity {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 $directory = [System.IO.DirectoryInfo]::new($Path)
 if ($PSVersionTable.PSVersion.Major -ge 6) { $security = [System.IO.FileSystemAclExtensions]::GetAccessControl($directory) }
 else { $security = $directory.GetAccessControl() }
 $sid = [System.Security.Principal.SecurityIdentifier]
 $rules = foreach ($rule in $security.GetAccessRules($true, $true, $sid)) {
  [pscustomobject]@{ Account = $rule.IdentityReference.Value; Allows = ([string]$rule.AccessControlType -eq 'Allow'); IsInherited = [bool]$rule.IsInherited }
 }
 return [pscustomobject]@{
  Owner       = $security.GetOwner($sid).Value
  IsProtected = [bool]$security.AreAccessRulesProtected
  IsLink      = ($directory.Attributes -band [System.IO.FileAttributes]::ReparsePoint) -ne 0
  Rules       = @($rules)
 }
}
function Confirm-SecureDirectory {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 $trusted = 'S-1-5-32-544', 'S-1-5-18'
 $security = Read-DirectorySecurity -Path $Path
 $fault = ''
 if ($security.IsLink) { $fault = 'it is a link' }
 elseif ($trusted -notcontains $security.Owner) { $fault = 'its owner is ' + $security.Owner }
 elseif (-not $security.IsProtected) { $fault = 'it inherits rights' }
 else {
  foreach ($rule in $security.Rules) {
   if ($rule.IsInherited) { $fault = 'it inherits rights'; break }
   if ($rule.Allows -and $trusted -notcontains $rule.Account) { $fault = $rule.Account + ' has rights on it'; break }
  }
 }
 if ($fault -ne '') {
  Stop-Patchring -Code 'JOB_DIRECTORY_UNSAFE' -Message ('{0} is not used: {1}. Find out who made it, then delete it.' -f $Path, $fault)
 }
}
function Open-JobRoot {
 [CmdletBinding()]
 param([Parameter()] [switch] $Create)
 $root = Get-JobRoot
 foreach ($path in [System.IO.Path]::GetDirectoryName($root), $root) {
  if ($Create) { New-SecureDirectory -Path $path }
  if (-not [System.IO.Directory]::Exists($path)) { return }
  Confirm-SecureDirectory -Path $path
 }
 return $root
}
function Remove-EmptyDirectory {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Root)
 foreach ($path in $Root, [System.IO.Path]::GetDirectoryName($Root)) {
  try { [System.IO.Directory]::Delete($path, $false) } catch [System.IO.IOException] { return }
 }
}
function Remove-JobDirectory {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Root,
  [Parameter(Mandatory = $true)] [string] $Directory
 )
 $gone = [System.IO.Path]::Combine($Root, '.gone-' + [guid]::NewGuid().ToString('N'))
 [System.IO.Directory]::Move($Directory, $gone)
 [System.IO.Directory]::Delete($gone, $true)
 Remove-EmptyDirectory -Root $Root
}
`;

// src/windows/functions/event-log.ps1
var event_log_default = `function Read-EventRow {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Log,
  [Parameter(Mandatory = $true)] [string] $Filter,
  [Parameter(Mandatory = $true)] [int] $Maximum
 )
 $query = [System.Diagnostics.Eventing.Reader.EventLogQuery]::new($Log, 'LogName', $Filter)
 $query.ReverseDirection = $true
 $reader = [System.Diagnostics.Eventing.Reader.EventLogReader]::new($query)
 try {
  for ($index = 0; $index -lt $Maximum; $index++) {
   $record = $reader.ReadEvent()
   if ($null -eq $record) { break }
   try {
    $values = [System.Collections.Generic.List[string]]::new()
    foreach ($property in $record.Properties) { $values.Add([string]$property.Value) }
    [pscustomobject]@{
     Provider = [string]$record.ProviderName
     Id       = [int]$record.Id
     RecordId = [long]$record.RecordId
     At       = ([datetime]$record.TimeCreated).ToUniversalTime()
     Values   = $values.ToArray()
    }
   }
   finally { $record.Dispose() }
  }
 }
 finally { $reader.Dispose() }
}
function Get-ShutdownAsked {
 [CmdletBinding()]
 param()
 $kinds = "(Provider[@Name='User32'] and (EventID=1074 or EventID=1075)) or (Provider[@Name='Microsoft-Windows-Kernel-General'] and EventID=12)"
 foreach ($row in Read-EventRow -Log 'System' -Filter ('*[System[' + $kinds + ']]') -Maximum 1) {
  if ($row.Id -eq 1074) { $row.At.ToString('o') }
 }
}
`;

// src/windows/functions/failure.ps1
var failure_default = `function Stop-Patchring {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Code,
  [Parameter(Mandatory = $true)] [string] $Message,
  [Parameter()] [int] $HResult = 0
 )
 $exception = [System.InvalidOperationException]::new($Message)
 if ($HResult -ne 0) { $exception = [System.Runtime.InteropServices.COMException]::new($Message, $HResult) }
 throw [System.Management.Automation.ErrorRecord]::new($exception, $Code, 'InvalidOperation', $null)
}
function ConvertTo-UnsignedResult {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [long] $HResult)
 if ($HResult -lt 0) { return $HResult + 4294967296L }
 return $HResult
}
function Get-InnermostException {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [System.Exception] $Exception)
 $inner = $Exception
 while ($null -ne $inner.InnerException) { $inner = $inner.InnerException }
 return $inner
}
`;

// src/windows/functions/install-checks.ps1
var install_checks_default = `function Read-NetworkCost {
 [CmdletBinding()]
 param()
 $connection = [Windows.Networking.Connectivity.NetworkInformation, Windows, ContentType = WindowsRuntime]::GetInternetConnectionProfile()
 if ($null -eq $connection) { return 0 }
 return [int]$connection.GetConnectionCost().NetworkCostType
}
function Confirm-UpdateService {
 [CmdletBinding()]
 param()
 foreach ($name in 'wuauserv', 'TrustedInstaller') {
  if ((Read-RegistryValue -Path ('SYSTEM\\CurrentControlSet\\Services\\' + $name) -Name 'Start') -eq 4) {
   Stop-Patchring -Code 'UPDATE_SERVICE_DISABLED' -HResult 0x80070422 -Message ('The service {0} is disabled.' -f $name)
  }
 }
}
function Confirm-NoRestartPending {
 [CmdletBinding()]
 param()
 $signals = @(Get-BlockingRestart)
 if (Test-UpdateRestart) { $signals += 'updateAgent' }
 if ($signals.Length -gt 0) {
  Stop-Patchring -Code 'INSTALL_RESTART_PENDING' -HResult 0x80240016 -Message ('Nothing was installed: a restart is pending ({0}).' -f ($signals -join ', '))
 }
}
function Save-PackageList {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Directory)
 $names = [string[]]@(Get-UpdatePackage | ForEach-Object { $_.Name })
 Write-JobFile -Path ([System.IO.Path]::Combine($Directory, 'before.xml')) -Value ([pscustomobject]@{ Packages = $names })
 return $names
}
function Confirm-DiskRoom {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [long] $Bytes)
 $needed = 1GB + 2 * [System.Math]::Min($Bytes, 4GB)
 $free = (Read-SystemDrive).Free
 if ($free -lt $needed) {
  Stop-Patchring -Code 'INSTALL_DISK_LOW' -HResult 0x80070070 -Message ('The system drive has {0:N1} GB free, and {1:N1} GB are needed.' -f ($free / 1GB), ($needed / 1GB))
 }
}
function Confirm-FreeNetwork {
 [CmdletBinding()]
 param()
 try { $cost = Read-NetworkCost } catch { $cost = 0 }
 if ($cost -eq 2 -or $cost -eq 3) {
  Stop-Patchring -Code 'INSTALL_NETWORK_METERED' -Message 'The connection is metered; nothing was downloaded.'
 }
}
function Confirm-DownloadRoom {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [long] $Bytes)
 if ($Bytes -le 0) { return }
 Confirm-DiskRoom -Bytes $Bytes
 Confirm-FreeNetwork
}
function Test-PassingResult {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [long] $HResult)
 $passing = @(
  '00240001', '80240009', '8024000B', '8024001E', '8024001F', '80240033', '80240438', '80242006'
  '8024200D', '80242014', '80244010', '80244022', '8024402C', '80246007', '80246008', '80248007'
  '80070020', '800705B4', '80072EE2', '80072EFD', '80072EFE'
 )
 return $passing -contains ('{0:X8}' -f $HResult)
}
`;

// src/windows/functions/instrumentation.ps1
var instrumentation_default = `function Read-CimRow {
 [CmdletBinding()]
 param(
  [Parameter()] [string] $Namespace = 'root/cimv2',
  [Parameter(Mandatory = $true)] [string] $Query
 )
 Get-CimInstance -Namespace $Namespace -Query $Query -OperationTimeoutSec 60 -ErrorAction Stop
}
function Test-ConfigMgrRestart {
 [CmdletBinding()]
 param()
 $answer = Invoke-CimMethod -Namespace 'root/ccm/ClientSDK' -ClassName 'CCM_ClientUtilities' -MethodName 'DetermineIfRebootPending' -ErrorAction Stop
 return [bool]($answer.RebootPending -or $answer.IsHardRebootPending)
}
function Test-Process {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Name)
 return [System.Diagnostics.Process]::GetProcessesByName($Name).Length -gt 0
}
function Test-Administrator {
 [CmdletBinding()]
 param()
 $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
 try {
  $principal = [System.Security.Principal.WindowsPrincipal]::new($identity)
  return $principal.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)
 }
 finally { $identity.Dispose() }
}
function Read-SystemDrive {
 [CmdletBinding()]
 param()
 $drive = [System.IO.DriveInfo]::new($env:SystemDrive)
 return [pscustomobject]@{ Free = [long]$drive.AvailableFreeSpace; Size = [long]$drive.TotalSize }
}
function Read-CertificateEnd {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Thumbprint)
 $store = [System.Security.Cryptography.X509Certificates.X509Store]::new('My', 'LocalMachine')
 try {
  $store.Open('ReadOnly, OpenExistingOnly')
  foreach ($certificate in $store.Certificates.Find('FindByThumbprint', $Thumbprint, $false)) { $certificate.NotAfter; break }
 }
 finally { $store.Close() }
}
function Read-AzureExtension {
 [CmdletBinding()]
 param()
 $folder = [System.IO.Path]::Combine($env:SystemDrive + '\\', 'Packages', 'Plugins')
 if (-not [System.IO.Directory]::Exists($folder)) { return }
 foreach ($path in [System.IO.Directory]::GetDirectories($folder)) { [System.IO.Path]::GetFileName($path) }
}
function Wait-Moment {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [int] $Milliseconds)
 [System.Threading.Thread]::Sleep($Milliseconds)
}
`;

// src/windows/functions/job-files.ps1
var job_files_default = `function Write-JobFile {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Path,
  [Parameter(Mandatory = $true)] [psobject] $Value
 )
 $bytes = [System.Text.Encoding]::UTF8.GetBytes([System.Management.Automation.PSSerializer]::Serialize($Value, 10))
 $fresh = $Path + '.new'
 $stream = [System.IO.FileStream]::new($fresh, 'Create', 'Write', 'None')
 try {
  $stream.Write($bytes, 0, $bytes.Length)
  $stream.Flush($true)
 }
 finally { $stream.Dispose() }
 for ($attempt = 1; ; $attempt++) {
  try {
   if ([System.IO.File]::Exists($Path)) { [System.IO.File]::Replace($fresh, $Path, [NullString]::Value) }
   else { [System.IO.File]::Move($fresh, $Path) }
   return
  }
  catch [System.IO.IOException] {
   if ($attempt -ge 20) { throw }
   Wait-Moment -Milliseconds 50
  }
 }
}
function Read-JobFile {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 try { $stream = [System.IO.FileStream]::new($Path, 'Open', 'Read', 'ReadWrite, Delete') }
 catch [System.IO.FileNotFoundException] { return }
 try {
  $reader = [System.IO.StreamReader]::new($stream, [System.Text.Encoding]::UTF8)
  return [System.Management.Automation.PSSerializer]::Deserialize($reader.ReadToEnd())
 }
 finally { $stream.Dispose() }
}
function Lock-Job {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Directory)
 try { return [System.IO.FileStream]::new([System.IO.Path]::Combine($Directory, 'started'), 'CreateNew', 'ReadWrite', 'None') }
 catch [System.IO.IOException] { return }
}
function Test-JobAlive {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Directory)
 try {
  [System.IO.FileStream]::new([System.IO.Path]::Combine($Directory, 'started'), 'Open', 'Read', 'None').Dispose()
  return $false
 }
 catch [System.IO.IOException] { return $true }
}
function Write-JobProgress {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [AllowNull()] [System.Nullable[double]] $Percent,
  [Parameter(Mandatory = $true)] [string] $Note
 )
 $status = [pscustomobject]@{ Percent = $Percent; Note = $Note; At = [datetime]::UtcNow.ToString('o') }
 Write-JobFile -Path ([System.IO.Path]::Combine($Directory, 'status.xml')) -Value $status
}
function Get-JobResult {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Directory)
 $ended = Read-JobFile -Path ([System.IO.Path]::Combine($Directory, 'result.xml'))
 if ($null -eq $ended) { return }
 if ($ended.Schema -ne 1) { Stop-Patchring -Code 'JOB_RESULT_UNREADABLE' -Message ('The result in {0} has schema {1}; this version reads 1.' -f $Directory, $ended.Schema) }
 return $ended.Status
}
function Get-JobStatus {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string] $Key
 )
 $ended = Get-JobResult -Directory $Directory
 if ($null -ne $ended) { return $ended }
 if ([System.IO.File]::Exists([System.IO.Path]::Combine($Directory, 'started'))) {
  if (Test-JobAlive -Directory $Directory) {
   $status = Read-JobFile -Path ([System.IO.Path]::Combine($Directory, 'status.xml'))
   if ($null -eq $status) { return [pscustomobject]@{ state = 'running'; percent = $null; note = 'just started' } }
   $silence = [System.DateTime]::UtcNow - [System.DateTimeOffset]::Parse($status.At, [System.Globalization.CultureInfo]::InvariantCulture).UtcDateTime
   $seconds = [long][System.Math]::Max(0, [System.Math]::Floor($silence.TotalSeconds))
   return [pscustomobject]@{ state = 'running'; percent = $status.Percent; note = [string]$status.Note; silentFor = $seconds }
  }
  $ended = Get-JobResult -Directory $Directory
  if ($null -ne $ended) { return $ended }
  return [pscustomobject]@{ state = 'lost'; note = 'the job began and its process is gone without a result' }
 }
 $task = Read-JobTask -Key $Key
 if ($null -eq $task) { return [pscustomobject]@{ state = 'lost'; note = 'the job never began and its task is gone' } }
 if ($task.State -eq 'queued' -or $task.State -eq 'running') { return [pscustomobject]@{ state = 'queued' } }
 if ([System.IO.File]::Exists([System.IO.Path]::Combine($Directory, 'started'))) { return Get-JobStatus -Directory $Directory -Key $Key }
 return [pscustomobject]@{ state = 'lost'; note = ('the job never began; its task is {0} with result 0x{1:X8}' -f $task.State, $task.LastResult) }
}
`;

// src/windows/functions/log-files.ps1
var log_files_default = `function Get-WindowsDirectory {
 [CmdletBinding()]
 param()
 return $env:SystemRoot
}
function Read-LogTail {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Path,
  [Parameter(Mandatory = $true)] [int] $Maximum
 )
 $stream = [System.IO.FileStream]::new($Path, 'Open', 'Read', 'ReadWrite, Delete')
 try {
  $encoding = [System.Text.Encoding]::UTF8
  $mark = [byte[]]::new(2)
  if ($stream.Read($mark, 0, 2) -eq 2 -and $mark[0] -eq 255 -and $mark[1] -eq 254) { $encoding = [System.Text.Encoding]::Unicode }
  $isCut = $stream.Length -gt $Maximum
  $from = [long]0
  if ($isCut) { $from = $stream.Length - $Maximum }
  [void]$stream.Seek($from + $from % 2, 'Begin')
  $bytes = [byte[]]::new($Maximum)
  $length = 0
  while ($length -lt $Maximum) {
   $read = $stream.Read($bytes, $length, $Maximum - $length)
   if ($read -eq 0) { break }
   $length += $read
  }
  $text = $encoding.GetString($bytes, 0, $length).TrimStart([char]0xFEFF)
  if ($isCut) { $text = $text.Substring($text.IndexOf("\`n") + 1) }
  return [pscustomobject]@{ Text = $text; IsCut = $isCut }
 }
 finally { $stream.Dispose() }
}
function Read-FileRow {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Path,
  [Parameter(Mandatory = $true)] [string] $Like
 )
 $directory = [System.IO.DirectoryInfo]::new($Path)
 if (-not $directory.Exists) { return }
 $files = $directory.GetFiles($Like)
 $times = [datetime[]]@($files | ForEach-Object { $_.LastWriteTimeUtc })
 [array]::Sort($times, $files)
 [array]::Reverse($files)
 foreach ($file in $files) { [pscustomobject]@{ Name = $file.Name; Size = [long]$file.Length; At = $file.LastWriteTimeUtc } }
}
`;

// src/windows/functions/package-files.ps1
var package_files_default = `function Open-PackageSource {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $From)
 if ($From -notlike 'https://*') { return [System.IO.File]::OpenRead($From) }
 [System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12
 return [System.Net.WebClient]::new().OpenRead([uri]$From)
}
function Copy-PackageFile {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $From,
  [Parameter(Mandatory = $true)] [string] $To,
  [Parameter(Mandatory = $true)] [hashtable] $Sign
 )
 $source = Open-PackageSource -From $From
 try {
  $target = [System.IO.FileStream]::new($To, 'CreateNew', 'Write', 'None')
  try {
   $buffer = [byte[]]::new(1MB)
   $toldAt = [datetime]::UtcNow
   for ($read = $source.Read($buffer, 0, $buffer.Length); $read -gt 0; $read = $source.Read($buffer, 0, $buffer.Length)) {
    $target.Write($buffer, 0, $read)
    if ([datetime]::UtcNow -lt $toldAt.AddSeconds(5)) { continue }
    $toldAt = [datetime]::UtcNow
    Write-SignOfLife @Sign
   }
  }
  finally { $target.Dispose() }
 }
 finally { $source.Dispose() }
}
function Read-FileSignature {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 $signature = Get-AuthenticodeSignature -LiteralPath $Path -ErrorAction Stop
 $signer = ''
 if ($null -ne $signature.SignerCertificate) { $signer = [string]$signature.SignerCertificate.Subject }
 return [pscustomobject]@{ Status = [string]$signature.Status; Signer = $signer }
}
function Add-StorePackage {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Path,
  [Parameter(Mandatory = $true)] [hashtable] $Span
 )
 $parameters = @{ Online = $true; PackagePath = $Path; NoRestart = $true; WarningAction = 'SilentlyContinue' }
 $answer = Invoke-StoreWork -Command 'Add-WindowsPackage' -Parameters $parameters @Span
 return @($answer | Where-Object { $_.RestartNeeded }).Length -gt 0
}
function Find-StagedFile {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string] $Name,
  [Parameter(Mandatory = $true)] [string] $Sha256
 )
 $root = [System.IO.Path]::GetDirectoryName($Directory.TrimEnd([char[]]'\\/'))
 foreach ($job in [System.IO.Directory]::GetDirectories($root)) {
  $folder = [System.IO.Path]::Combine($job, 'staged')
  if ($job -eq $Directory -or -not [System.IO.Directory]::Exists($folder)) { continue }
  foreach ($path in [System.IO.Directory]::GetFiles($folder, $Name, 'AllDirectories')) {
   if ((Get-FileDigest -Path $path) -eq $Sha256) { return $path }
  }
 }
}
function Get-FileDigest {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 $algorithm = [System.Security.Cryptography.SHA256]::Create()
 $stream = [System.IO.File]::OpenRead($Path)
 try { return [System.BitConverter]::ToString($algorithm.ComputeHash($stream)).Replace('-', '').ToLowerInvariant() }
 finally { $stream.Dispose(); $algorithm.Dispose() }
}
function Save-PackageFile {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Folder,
  [Parameter(Mandatory = $true)] [string] $From,
  [Parameter(Mandatory = $true)] [string] $Sha256,
  [Parameter(Mandatory = $true)] [hashtable] $Sign
 )
 $name = $From.Split([char[]]'\\/')[-1]
 $to = [System.IO.Path]::Combine($Folder, $name)
 $staged = Find-StagedFile -Directory $Sign.Directory -Name $name -Sha256 $Sha256
 if ($null -eq $staged -and $From -like 'https://*') { Confirm-FreeNetwork }
 try {
  if ($null -ne $staged) { [System.IO.File]::Copy($staged, $to) }
  else { Copy-PackageFile -From $From -To $to -Sign $Sign }
 }
 catch {
  $cause = Get-InnermostException -Exception $_.Exception
  Stop-Patchring -Code 'PACKAGE_NOT_FOUND' -Message ('{0} cannot be copied: {1}' -f $From, $cause.Message)
 }
 $digest = Get-FileDigest -Path $to
 if ($digest -ne $Sha256) {
  Stop-Patchring -Code 'PACKAGE_HASH_MISMATCHED' -Message ('{0} has SHA-256 {1}, and {2} was planned.' -f $From, $digest, $Sha256)
 }
 $signature = Read-FileSignature -Path $to
 if ($signature.Status -ne 'Valid' -or $signature.Signer -notmatch '(^|,\\s*)O=Microsoft Corporation(,|$)') {
  Stop-Patchring -Code 'PACKAGE_UNSIGNED' -HResult 0x800B0100 -Message ('{0} is not signed by Microsoft: {1} {2}' -f $From, $signature.Status, $signature.Signer)
 }
 return $to
}
`;

// src/windows/functions/packages.ps1
var packages_default = `function Read-WindowsPackage {
 [CmdletBinding()]
 param()
 foreach ($package in Get-WindowsPackage -Online -ErrorAction Stop) {
  $at = [datetime]::MinValue
  if ($null -ne $package.InstallTime) { $at = $package.InstallTime }
  [pscustomobject]@{
   Name        = [string]$package.PackageName
   State       = [string]$package.PackageState
   ReleaseType = [string]$package.ReleaseType
   InstalledAt = [datetime]$at
  }
 }
}
function Remove-InstalledPackage {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Name,
  [Parameter(Mandatory = $true)] [hashtable] $Span
 )
 $parameters = @{ Online = $true; PackageName = $Name; NoRestart = $true; WarningAction = 'SilentlyContinue' }
 $answer = Invoke-StoreWork -Command 'Remove-WindowsPackage' -Parameters $parameters @Span
 return @($answer | Where-Object { $_.RestartNeeded }).Length -gt 0
}
function Get-UpdatePackage {
 [CmdletBinding()]
 param()
 $kinds = 'CriticalUpdate', 'Hotfix', 'SecurityUpdate', 'ServicePack', 'SoftwareUpdate', 'Update', 'UpdateRollup'
 $states = 'Installed', 'InstallPending', 'PartiallyInstalled', 'Superseded'
 Read-WindowsPackage | Where-Object { $states -contains $_.State -and ($kinds -contains $_.ReleaseType -or $_.Name -like 'Package_for_*') }
}
function Add-BroughtPackage {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Before,
  [Parameter(Mandatory = $true)] [psobject] $Result
 )
 $known = [System.Collections.Generic.HashSet[string]]::new($Before, [System.StringComparer]::OrdinalIgnoreCase)
 try {
  $names = [string[]]@(Get-UpdatePackage | Where-Object { -not $known.Contains($_.Name) } | ForEach-Object { $_.Name })
  $Result.PSObject.Properties.Add([System.Management.Automation.PSNoteProperty]::new('packagesAdded', $names))
 }
 catch { $PSCmdlet.WriteWarning('What the install has brought cannot be listed: ' + $_.Exception.Message) }
 return $Result
}
function Test-PermanentPackage {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Name)
 return $Name -like 'Package_for_ServicingStack*' -or $Name -like 'Package_for_RollupFix~*~26100.1742.*'
}
`;

// src/windows/functions/registry.ps1
var registry_default = `function Read-RegistryValue {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Path,
  [Parameter(Mandatory = $true)] [string] $Name
 )
 $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
 try {
  $key = $root.OpenSubKey($Path)
  if ($null -eq $key) { return $null }
  try { return $key.GetValue($Name, $null) } finally { $key.Dispose() }
 }
 finally { $root.Dispose() }
}
function Read-RegistryKeyName {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
 try {
  $key = $root.OpenSubKey($Path)
  if ($null -eq $key) { return }
  try { $key.GetSubKeyNames() } finally { $key.Dispose() }
 }
 finally { $root.Dispose() }
}
function Test-RegistryKey {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Path)
 $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
 try {
  $key = $root.OpenSubKey($Path)
  if ($null -eq $key) { return $false }
  $key.Dispose()
  return $true
 }
 finally { $root.Dispose() }
}
`;

// src/windows/functions/restart-prediction.ps1
var restart_prediction_default = `function Read-UpdateStaticProperty {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Update,
  [Parameter(Mandatory = $true)] [string] $Name
 )
 return $Update.ExtendedStaticProperty($Name)
}
function Save-UpdateBootstrapper {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Session,
  [Parameter(Mandatory = $true)] [object] $Update
 )
 $updates = New-UpdateCollection
 [void]$updates.Add($Update)
 $downloader = $Session.CreateUpdateDownloader()
 $downloader.Updates = $updates
 return [int]$downloader.Download2(1).ResultCode
}
function Read-UpdateDynamicProperty {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Update,
  [Parameter(Mandatory = $true)] [string] $Name
 )
 return $Update.EvaluateExtendedDynamicProperty($Name)
}
function Get-RestartPrediction {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Session,
  [Parameter(Mandatory = $true)] [object] $Update
 )
 try {
  if ((Read-UpdateStaticProperty -Update $Update -Name 'ContainsUpdateBootstrapper') -ne $true) { return $null }
  if ((Save-UpdateBootstrapper -Session $Session -Update $Update) -ne 2) { return $null }
  $answer = Read-UpdateDynamicProperty -Update $Update -Name 'DoesUpdateRequireReboot'
 }
 catch { return $null }
 if ($answer -is [bool]) { return $answer }
 return $null
}
`;

// src/windows/functions/role-probes.ps1
var role_probes_default = `function New-ProbeRow {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Item,
  [Parameter()] [AllowEmptyString()] [string] $Said = '',
  [Parameter()] [switch] $Busy,
  [Parameter()] [object] $Value = $null
 )
 return [pscustomobject]@{ Item = $Item; Said = $Said; IsBusy = [bool]$Busy; Value = $Value }
}
function Get-ServiceProbe {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string[]] $Name)
 $list = "Name = '" + [string]::Join("' OR Name = '", $Name) + "'"
 $found = @{}
 foreach ($row in Read-CimRow -Query ('SELECT Name, State FROM Win32_Service WHERE ' + $list)) { $found[[string]$row.Name] = [string]$row.State }
 foreach ($one in $Name) {
  $said = ''
  if (-not $found.ContainsKey($one)) { $said = 'there is no service ' + $one }
  elseif ($found[$one] -ne 'Running') { $said = 'service ' + $one + ' is ' + $found[$one] }
  New-ProbeRow -Item $one -Said $said
 }
}
function Get-DirectoryProbe {
 [CmdletBinding()]
 param()
 $said = ''
 if ((Read-RootDirectoryEntry) -ne 'TRUE') { $said = 'the directory has not synchronized, so it does not advertise itself' }
 New-ProbeRow -Item '' -Said $said
}
function Get-DomainShareProbe {
 [CmdletBinding()]
 param()
 $names = @(Read-CimRow -Query "SELECT Name FROM Win32_Share WHERE Name = 'SYSVOL' OR Name = 'NETLOGON'" | ForEach-Object { [string]$_.Name })
 foreach ($name in 'SYSVOL', 'NETLOGON') {
  $said = ''
  if ($names -notcontains $name) { $said = $name + ' is not shared' }
  New-ProbeRow -Item $name -Said $said
 }
 $said = ''
 if ((Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Services\\Netlogon\\Parameters' -Name 'SysvolReady') -ne 1) { $said = 'SYSVOL is not ready: it has not replicated' }
 New-ProbeRow -Item 'SysvolReady' -Said $said
}
function Get-ReplicationProbe {
 [CmdletBinding()]
 param()
 foreach ($row in Read-CimRow -Namespace 'root/MicrosoftActiveDirectory' -Query 'SELECT NamingContextDN, SourceDsaCN, NumConsecutiveSyncFailures, LastSyncResult FROM MSAD_ReplNeighbor') {
  $failures = [long]$row.NumConsecutiveSyncFailures
  $said = ''
  if ($failures -gt 1) { $said = 'replication of {0} from {1} has failed {2} times in a row (error {3})' -f $row.NamingContextDN, $row.SourceDsaCN, $failures, $row.LastSyncResult }
  New-ProbeRow -Item ([string]$row.SourceDsaCN + ' ' + [string]$row.NamingContextDN) -Said $said
 }
}
function Get-ReplicatedFolderProbe {
 [CmdletBinding()]
 param()
 foreach ($row in Read-CimRow -Namespace 'root/MicrosoftDFS' -Query 'SELECT ReplicationGroupName, ReplicatedFolderName, State FROM DfsrReplicatedFolderInfo') {
  $item = [string]$row.ReplicationGroupName + '\\' + [string]$row.ReplicatedFolderName
  $said = ''
  if ([int]$row.State -ne 4) { $said = $item + ' does not replicate normally (state ' + $row.State + ')' }
  New-ProbeRow -Item $item -Said $said -Busy:([int]$row.State -lt 4)
 }
}
function Get-NetworkProfileProbe {
 [CmdletBinding()]
 param()
 $said = 'no network is recognised as the domain'
 foreach ($row in Read-CimRow -Namespace 'root/StandardCimv2' -Query 'SELECT NetworkCategory FROM MSFT_NetConnectionProfile') {
  if ([int]$row.NetworkCategory -eq 2) { $said = '' }
 }
 New-ProbeRow -Item '' -Said $said
}
function Get-LsassProbe {
 [CmdletBinding()]
 param()
 New-ProbeRow -Item '' -Value ([double](Read-ProcessMemory -Name 'lsass'))
}
function Get-NameProbe {
 [CmdletBinding()]
 param()
 $domain = ''
 foreach ($row in Read-CimRow -Query 'SELECT Domain FROM Win32_ComputerSystem') { $domain = [string]$row.Domain }
 $code = Send-DnsQuery -Name $domain
 $said = ''
 if ($code -ne 0 -and $code -ne 3) { $said = 'it answers a query for ' + $domain + ' with code ' + $code }
 New-ProbeRow -Item '' -Said $said
}
function Get-ListenerProbe {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [int] $Port)
 $said = ''
 if (-not (Test-UdpPort -Port $Port)) { $said = 'nobody listens on UDP port ' + $Port }
 New-ProbeRow -Item '' -Said $said
}
function Get-PortProbe {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [int] $Port)
 $said = ''
 if (-not (Test-TcpPort -Address '127.0.0.1' -Port $Port)) { $said = 'TCP port ' + $Port + ' does not accept' }
 New-ProbeRow -Item '' -Said $said
}
function Get-RemoteDesktopPort {
 [CmdletBinding()]
 param()
 $port = Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' -Name 'PortNumber'
 if ($null -eq $port) { return 3389 }
 return [int]$port
}
function Get-ShareProbe {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [int] $Type)
 foreach ($row in Read-CimRow -Query 'SELECT Name, Type FROM Win32_Share') {
  if ([long]$row.Type -eq $Type) { New-ProbeRow -Item ([string]$row.Name) }
 }
}
function Get-SessionProbe {
 [CmdletBinding()]
 param()
 [void](Invoke-Program -Path ([System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'quser.exe')) -Seconds 10)
 New-ProbeRow -Item ''
}
function Get-QueueProbe {
 [CmdletBinding()]
 param()
 foreach ($name in Read-MessageQueue) { New-ProbeRow -Item $name }
}
function Get-AuthorityProbe {
 [CmdletBinding()]
 param()
 $code = Invoke-Program -Path ([System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'certutil.exe')) -Argument '-ping' -Seconds 15
 $said = ''
 if ($code -ne 0) { $said = 'certutil -ping ended with ' + $code }
 New-ProbeRow -Item '' -Said $said
}
`;

// src/windows/functions/role-servers.ps1
var role_servers_default = `function Get-WebProbe {
 [CmdletBinding()]
 param()
 $asked = 0
 foreach ($row in Read-WebServer) {
  $said = ''
  if ($row.State -ne 1) { $said = $row.Kind + ' ' + $row.Name + ' is not started' }
  New-ProbeRow -Item ($row.Kind + ' ' + $row.Name) -Said $said
  if ($row.State -ne 1) { continue }
  foreach ($binding in $row.Bindings) {
   if ('http', 'https' -notcontains $binding.Protocol -or $asked -ge 20) { continue }
   $asked++
   $address = $binding.Address
   if ('0.0.0.0', '::' -contains $address) { $address = '127.0.0.1' }
   Get-BindingProbe -Binding $binding -Address $address
  }
 }
}
function Get-BindingProbe {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [psobject] $Binding, [Parameter(Mandatory = $true)] [string] $Address)
 $item = 'binding ' + $Binding.Protocol + ' ' + $Binding.Address + ':' + $Binding.Port + ':' + $Binding.Name
 $said = ''
 try {
  if ($Binding.Protocol -eq 'https') { if (-not (Test-TcpPort -Address $Address -Port $Binding.Port)) { $said = 'does not accept' } }
  else {
   if ($Address.Contains(':')) { $Address = '[' + $Address + ']' }
   $status = Get-PageStatus -Address $Address -Port $Binding.Port -Name $Binding.Name
   if ($status -eq 0) { $said = 'does not answer' } elseif ($status -ge 500) { $said = 'answers ' + $status }
  }
 }
 catch [System.TimeoutException] { $said = $_.Exception.Message }
 if ($said -ne '') { $said = $item + ' ' + $said }
 New-ProbeRow -Item $item -Said $said
}
function Get-SqlProbe {
 [CmdletBinding()]
 param()
 foreach ($service in Read-CimRow -Query "SELECT Name, State, StartMode FROM Win32_Service WHERE Name = 'MSSQLSERVER' OR Name LIKE 'MSSQL$%'") {
  $name = [string]$service.Name
  if ([string]$service.StartMode -eq 'Disabled') { continue }
  if ([string]$service.State -ne 'Running') { New-ProbeRow -Item $name -Said ('service ' + $name + ' is ' + $service.State); continue }
  $server = 'localhost'
  if ($name -like 'MSSQL$*') { $server = 'localhost\\' + $name.Substring(6) }
  $said = ''
  try {
   [void]@(Read-SqlRow -Server $server -Query 'SELECT 1')
   Get-AvailabilityProbe -Server $server
  }
  catch [System.UnauthorizedAccessException] { $said = '' }
  catch { $said = $name + ' does not answer: ' + (Get-InnermostException -Exception $_.Exception).Message }
  New-ProbeRow -Item $name -Said $said
 }
}
function Get-AvailabilityProbe {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Server)
 $query = 'SELECT g.name, s.synchronization_health FROM sys.dm_hadr_availability_replica_states s JOIN sys.availability_groups g ON g.group_id = s.group_id WHERE s.is_local = 1'
 foreach ($row in Read-SqlRow -Server $Server -Query $query) {
  $said = ''
  if ($row.Value -ne '2') { $said = 'availability group ' + $row.Name + ' is not synchronized here' }
  New-ProbeRow -Item ('availability group ' + $row.Name) -Said $said
 }
}
function Get-GuestProbe {
 [CmdletBinding()]
 param()
 foreach ($row in Read-CimRow -Namespace 'root/virtualization/v2' -Query 'SELECT Name, ElementName, EnabledState FROM Msvm_ComputerSystem') {
  if ([string]$row.Name -notmatch '^[0-9A-Fa-f]{8}-') { continue }
  $said = ''
  if ([int]$row.EnabledState -ne 2) { $said = 'virtual machine ' + $row.ElementName + ' does not run' }
  New-ProbeRow -Item ([string]$row.ElementName) -Said $said
 }
}
function Get-HeartbeatProbe {
 [CmdletBinding()]
 param()
 $names = @{}
 foreach ($row in Read-CimRow -Namespace 'root/virtualization/v2' -Query 'SELECT Name, ElementName, EnabledState FROM Msvm_ComputerSystem') {
  if ([int]$row.EnabledState -eq 2) { $names[[string]$row.Name] = [string]$row.ElementName }
 }
 foreach ($row in Read-CimRow -Namespace 'root/virtualization/v2' -Query 'SELECT SystemName, OperationalStatus FROM Msvm_HeartbeatComponent') {
  $name = $names[[string]$row.SystemName]
  if ($null -eq $name) { continue }
  $status = @($row.OperationalStatus)
  $said = ''
  if ($status.Length -eq 0 -or [int]$status[0] -ne 2) { $said = 'virtual machine ' + $name + ' has no heartbeat' }
  New-ProbeRow -Item $name -Said $said
 }
}
function Get-SwitchProbe {
 [CmdletBinding()]
 param()
 foreach ($row in Read-CimRow -Namespace 'root/virtualization/v2' -Query 'SELECT ElementName FROM Msvm_VirtualEthernetSwitch') { New-ProbeRow -Item ([string]$row.ElementName) }
}
function Get-ClusterProbe {
 [CmdletBinding()]
 param()
 foreach ($row in Read-ClusterNode) {
  $said = ''
  if ([int]$row.State -ne 0) { $said = 'node ' + $row.Name + ' is not up (state ' + $row.State + ')' }
  if ([int]$row.State -eq 2) { $said = 'node ' + $row.Name + ' is paused' }
  New-ProbeRow -Item ('node ' + $row.Name) -Said $said -Busy:([int]$row.State -eq 3)
 }
 $here = $null
 try { $here = [string[]]@(Get-RemainingGroup -Node (Get-OwnNodeName)) } catch { $here = $null }
 foreach ($row in Read-CimRow -Namespace 'root/MSCluster' -Query 'SELECT Name, State FROM MSCluster_ResourceGroup') {
  $said = ''
  if ([int]$row.State -ne 0) { $said = 'group ' + $row.Name + ' is not online (state ' + $row.State + ')' }
  $owned = $null
  if ($null -ne $here) { $owned = [int]($here -contains [string]$row.Name) }
  New-ProbeRow -Item ('group ' + $row.Name) -Said $said -Busy:([int]$row.State -eq 4) -Value $owned
 }
}
function Get-QuorumProbe {
 [CmdletBinding()]
 param()
 $quorum = Get-ClusterQuorumState
 $said = ''
 if (-not $quorum.Survives) { $said = 'without this node cluster ' + $quorum.Cluster + ' has ' + $quorum.Remaining + ' of ' + $quorum.Total + ' votes, and loses its quorum' }
 New-ProbeRow -Item $quorum.Cluster -Said $said -Value $quorum.Remaining
}
function Get-StorageProbe {
 [CmdletBinding()]
 param()
 $under = Measure-StorageJob
 $said = ''
 if ($under -gt 0) { $said = [string]$under + ' repairs of storage are under way' }
 New-ProbeRow -Item '' -Said $said -Busy
 foreach ($disk in Read-VirtualDisk) {
  $said = ''
  if ([int]$disk.HealthStatus -ne 0) { $said = 'virtual disk ' + $disk.FriendlyName + ' is not healthy (health ' + $disk.HealthStatus + ')' }
  New-ProbeRow -Item ('disk ' + $disk.FriendlyName) -Said $said -Busy:([int]$disk.HealthStatus -eq 1)
 }
}
function Get-UpdateServerProbe {
 [CmdletBinding()]
 param()
 $folder = [string](Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\Update Services\\Server\\Setup' -Name 'TargetDir')
 $since = [datetime]::UtcNow.AddSeconds(-1)
 [void](Invoke-Program -Path ([System.IO.Path]::Combine($folder, 'Tools', 'wsusutil.exe')) -Argument 'checkhealth' -Seconds 20)
 $filter = "*[System[Provider[@Name='Windows Server Update Services'] and TimeCreated[@SystemTime>='" + $since.ToString('o') + "']]]"
 $rows = @()
 for ($turn = 0; $turn -lt 5 -and $rows.Length -eq 0; $turn++) {
  Wait-Moment -Milliseconds 1000
  $rows = @(Read-EventRow -Log 'Application' -Filter $filter -Maximum 50)
 }
 $said = ''
 if ($rows.Length -eq 0) { $said = 'it says nothing of its health' }
 elseif ($rows.Where({ $_.Id -eq 10000 }).Count -eq 0) { $said = 'it reports event ' + $rows[0].Id }
 New-ProbeRow -Item '' -Said $said
}
`;

// src/windows/functions/role-touches.ps1
var role_touches_default = `function Invoke-Program {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Path,
  [Parameter()] [string[]] $Argument = @(),
  [Parameter(Mandatory = $true)] [int] $Seconds
 )
 foreach ($word in $Argument) { if ($word -notmatch '^[-/A-Za-z0-9]+$') { throw [System.ArgumentException]::new('Not a plain word: ' + $word) } }
 $start = [System.Diagnostics.ProcessStartInfo]::new($Path, [string]::Join(' ', $Argument))
 $start.UseShellExecute = $false
 $start.CreateNoWindow = $true
 $process = [System.Diagnostics.Process]::Start($start)
 try {
  if ($process.WaitForExit($Seconds * 1000)) { return $process.ExitCode }
  try { $process.Kill() } catch [System.InvalidOperationException] { return $process.ExitCode }
  throw [System.TimeoutException]::new([System.IO.Path]::GetFileName($Path) + ' did not end in ' + $Seconds + ' s')
 }
 finally { $process.Dispose() }
}
function Read-ProcessMemory {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Name)
 $sum = 0L
 foreach ($process in [System.Diagnostics.Process]::GetProcessesByName($Name)) { $sum += $process.PrivateMemorySize64; $process.Dispose() }
 return $sum
}
function Test-UdpPort {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [int] $Port)
 $listening = [System.Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveUdpListeners()
 foreach ($endpoint in $listening) { if ($endpoint.Port -eq $Port) { return $true } }
 return $false
}
function Test-TcpPort {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Address, [Parameter(Mandatory = $true)] [int] $Port)
 $client = [System.Net.Sockets.TcpClient]::new()
 try {
  $asked = $client.BeginConnect($Address, $Port, $null, $null)
  if (-not $asked.AsyncWaitHandle.WaitOne(5000)) { throw [System.TimeoutException]::new('port ' + $Port + ' did not accept in 5 s') }
  $client.EndConnect($asked)
  return $true
 }
 catch [System.Net.Sockets.SocketException] { return $false }
 finally { $client.Close() }
}
function Send-DnsQuery {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Name)
 $bytes = [System.Collections.Generic.List[byte]]::new([byte[]](80, 97, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0))
 foreach ($label in $Name.Split([char[]]'.', [System.StringSplitOptions]::RemoveEmptyEntries)) {
  $text = [System.Text.Encoding]::ASCII.GetBytes($label)
  $bytes.Add([byte]$text.Length)
  $bytes.AddRange($text)
 }
 $bytes.AddRange([byte[]](0, 0, 6, 0, 1))
 $client = [System.Net.Sockets.UdpClient]::new()
 try {
  $client.Client.ReceiveTimeout = 5000
  $client.Connect('127.0.0.1', 53)
  [void]$client.Send($bytes.ToArray(), $bytes.Count)
  $from = [System.Net.IPEndPoint]::new([System.Net.IPAddress]::Any, 0)
  $answer = $client.Receive([ref]$from)
  return [int]($answer[3] -band 15)
 }
 catch [System.Net.Sockets.SocketException] {
  if ($_.Exception.SocketErrorCode -eq 'TimedOut') { throw [System.TimeoutException]::new('DNS on this machine did not answer in 5 s') }
  throw
 }
 finally { $client.Close() }
}
function Read-RootDirectoryEntry {
 [CmdletBinding()]
 param()
 Add-Type -AssemblyName System.DirectoryServices.Protocols
 $connection = [System.DirectoryServices.Protocols.LdapConnection]::new('localhost')
 try {
  $connection.Timeout = [timespan]::FromSeconds(10)
  $connection.AuthType = 'Anonymous'
  $ask = [System.DirectoryServices.Protocols.SearchRequest]::new([string]::Empty, '(objectClass=*)', 'Base', 'isSynchronized')
  $said = $connection.SendRequest($ask)
  return [string]$said.Entries[0].Attributes['isSynchronized'][0]
 }
 catch [System.DirectoryServices.Protocols.LdapException] {
  if ($_.Exception.ErrorCode -eq 85) { throw [System.TimeoutException]::new('LDAP on this machine did not answer in 10 s') }
  throw
 }
 finally { $connection.Dispose() }
}
function Read-MessageQueue {
 [CmdletBinding()]
 param()
 Add-Type -AssemblyName System.Messaging
 foreach ($queue in [System.Messaging.MessageQueue]::GetPrivateQueuesByMachine('.')) {
  [string]$queue.QueueName
  $queue.Dispose()
 }
}
function Read-WebServer {
 [CmdletBinding()]
 param()
 Add-Type -Path ([System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'inetsrv', 'Microsoft.Web.Administration.dll'))
 $manager = [Microsoft.Web.Administration.ServerManager]::new()
 try {
  foreach ($pool in $manager.ApplicationPools) {
   if ($pool.AutoStart) { [pscustomobject]@{ Kind = 'pool'; Name = $pool.Name; State = [int]$pool.State; Bindings = @() } }
  }
  foreach ($site in $manager.Sites) {
   if (-not $site.ServerAutoStart) { continue }
   $bindings = foreach ($binding in $site.Bindings) {
    if ($null -eq $binding.EndPoint) { continue }
    [pscustomobject]@{ Protocol = $binding.Protocol; Address = $binding.EndPoint.Address.ToString(); Port = $binding.EndPoint.Port; Name = $binding.Host }
   }
   [pscustomobject]@{ Kind = 'site'; Name = $site.Name; State = [int]$site.State; Bindings = @($bindings) }
  }
 }
 finally { $manager.Dispose() }
}
function Get-PageStatus {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Address,
  [Parameter(Mandatory = $true)] [int] $Port,
  [Parameter()] [string] $Name = ''
 )
 $request = [System.Net.WebRequest]::CreateHttp('http://' + $Address + ':' + $Port + '/')
 $request.Timeout = 5000
 $request.AllowAutoRedirect = $false
 $request.Proxy = $null
 if ($Name -ne '') { $request.Host = $Name }
 try {
  $response = $request.GetResponse()
  try { return [int]$response.StatusCode } finally { $response.Close() }
 }
 catch [System.Net.WebException] {
  if ($null -ne $_.Exception.Response) { return [int]$_.Exception.Response.StatusCode }
  if ($_.Exception.Status -eq 'Timeout') { throw [System.TimeoutException]::new('port ' + $Port + ' gave no page in 5 s') }
  return 0
 }
}
function Read-SqlRow {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Server, [Parameter(Mandatory = $true)] [string] $Query)
 $connection = [System.Data.SqlClient.SqlConnection]::new('Integrated Security=SSPI;Connect Timeout=5;Pooling=false;Application Name=patchring;Data Source=' + $Server)
 try {
  $connection.Open()
  $command = $connection.CreateCommand()
  $command.CommandText = $Query
  $command.CommandTimeout = 5
  $reader = $command.ExecuteReader()
  while ($reader.Read()) { [pscustomobject]@{ Name = [string]$reader.GetValue(0); Value = [string]$reader.GetValue($reader.FieldCount - 1) } }
 }
 catch [System.Data.SqlClient.SqlException] {
  if ($_.Exception.Number -eq -2) { throw [System.TimeoutException]::new('SQL Server did not answer in 5 s') }
  if (18456, 4060, 229, 297, 300 -contains $_.Exception.Number) { throw [System.UnauthorizedAccessException]::new($_.Exception.Message) }
  throw
 }
 finally { $connection.Dispose() }
}
`;

// src/windows/functions/script-policy.ps1
var script_policy_default = `function Get-ScriptPolicy {
 [CmdletBinding()]
 param()
 $policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell'
 $enabled = Read-RegistryValue -Path $policy -Name 'EnableScripts'
 if ($null -eq $enabled) { return $null }
 if ($enabled -eq 0) { return 'scripts are turned off' }
 $name = Read-RegistryValue -Path $policy -Name 'ExecutionPolicy'
 if ($name -eq 'AllSigned' -or $name -eq 'Restricted') { return [string]$name }
 return $null
}
`;

// src/windows/functions/shadow-copies.ps1
var shadow_copies_default = `function Read-WriterLine {
 [CmdletBinding()]
 param()
 $path = [System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'vssadmin.exe')
 $start = [System.Diagnostics.ProcessStartInfo]::new($path, 'list writers')
 $start.UseShellExecute = $false
 $start.CreateNoWindow = $true
 $start.RedirectStandardOutput = $true
 $process = [System.Diagnostics.Process]::Start($start)
 try {
  $reading = $process.StandardOutput.ReadToEndAsync()
  if (-not $reading.Wait(90000)) {
   try { $process.Kill() } catch [System.InvalidOperationException] { $PSCmdlet.WriteVerbose('It has ended meanwhile.') }
   throw [System.TimeoutException]::new('vssadmin did not end in 90 s')
  }
  return $reading.Result.Split([char[]]"\`r\`n", [System.StringSplitOptions]::RemoveEmptyEntries)
 }
 finally { $process.Dispose() }
}
function Get-FailedWriter {
 [CmdletBinding()]
 param()
 $name = ''
 $seen = 0
 foreach ($line in @(Read-WriterLine)) {
  if ($line -match '^\\S.*[:\\uFF1A]\\s*[''"](.+)[''"]\\s*$') { $name = $Matches[1] }
  elseif ($name -ne '' -and $line -match '^\\s+[^\\[]*[:\\uFF1A]\\s*\\[(\\d+)\\]') {
   $seen++
   if ([int]$Matches[1] -ge 6) { $name + ' (state ' + $Matches[1] + ')' }
   $name = ''
  }
 }
 if ($seen -eq 0) { Stop-Patchring -Code 'WINDOWS_OPERATION_FAILED' -Message 'vssadmin lists no writers.' }
}
function Get-LastShadowCopy {
 [CmdletBinding()]
 param()
 $volume = ''
 foreach ($row in Read-CimRow -Query ("SELECT DeviceID FROM Win32_Volume WHERE DriveLetter = '{0}'" -f $env:SystemDrive)) { $volume = [string]$row.DeviceID }
 $times = [datetime[]]@(foreach ($row in Read-CimRow -Query 'SELECT VolumeName, InstallDate, State FROM Win32_ShadowCopy') {
   if ([string]$row.VolumeName -eq $volume -and [int]$row.State -eq 12) { ([datetime]$row.InstallDate).ToUniversalTime() }
  })
 if ($times.Length -eq 0) { return }
 [array]::Sort($times)
 return $times[$times.Length - 1].ToString('o')
}
`;

// src/windows/functions/store-work.ps1
var store_work_default = `function Start-StoreWork {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Command,
  [Parameter(Mandatory = $true)] [hashtable] $Parameters
 )
 $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
 $runspace.Open()
 $shell = [powershell]::Create()
 $shell.Runspace = $runspace
 [void]$shell.AddCommand($Command).AddParameters($Parameters)
 return [pscustomobject]@{ Shell = $shell; Handle = $shell.BeginInvoke() }
}
function Read-StorePercent {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Work)
 $records = @($Work.Shell.Streams.Progress)
 if ($records.Length -eq 0) { return 0 }
 return [System.Math]::Max(0, [System.Math]::Min(100, $records[-1].PercentComplete))
}
function Complete-StoreWork {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Work)
 try {
  $output = $Work.Shell.EndInvoke($Work.Handle)
  if ($Work.Shell.Streams.Error.Count -gt 0) { throw $Work.Shell.Streams.Error[0] }
  return $output
 }
 finally {
  $Work.Shell.Runspace.Dispose()
  $Work.Shell.Dispose()
 }
}
function Read-ServicingPulse {
 [CmdletBinding()]
 param()
 $words = @()
 foreach ($name in 'TiWorker', 'TrustedInstaller', 'DismHost') {
  foreach ($process in [System.Diagnostics.Process]::GetProcessesByName($name)) {
   try { $words += '{0}:{1}' -f $process.Id, $process.TotalProcessorTime.Ticks } catch { $words += $name }
   $process.Dispose()
  }
 }
 foreach ($log in 'CBS\\CBS.log', 'DISM\\dism.log') {
  $file = [System.IO.FileInfo]::new([System.IO.Path]::Combine($env:SystemRoot, 'Logs', $log))
  if ($file.Exists) { $words += [string]$file.Length }
 }
 return $words -join ' '
}
function Invoke-StoreWork {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Command,
  [Parameter(Mandatory = $true)] [hashtable] $Parameters,
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [double] $From,
  [Parameter(Mandatory = $true)] [double] $To,
  [Parameter(Mandatory = $true)] [string] $Note
 )
 Write-SignOfLife -Directory $Directory -Percent $From -Note $Note
 $seen = '0 ' + (Read-ServicingPulse)
 $work = Start-StoreWork -Command $Command -Parameters $Parameters
 for ($turn = 1; -not $work.Handle.IsCompleted; $turn++) {
  Wait-Moment -Milliseconds 250
  if ($turn % 20 -ne 0) { continue }
  $percent = Read-StorePercent -Work $work
  $pulse = [string]$percent + ' ' + (Read-ServicingPulse)
  if ($pulse -eq $seen) { continue }
  $seen = $pulse
  Write-SignOfLife -Directory $Directory -Percent ($From + ($To - $From) * $percent / 100) -Note $Note
 }
 return Complete-StoreWork -Work $work
}
`;

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

// src/windows/functions/undo-state.ps1
var undo_state_default = `function Test-PendingServicingFile {
 [CmdletBinding()]
 param()
 return [System.IO.File]::Exists([System.IO.Path]::Combine($env:SystemRoot, 'WinSxS', 'pending.xml'))
}
function Get-ServicingWait {
 [CmdletBinding()]
 param()
 Get-ServicingSignal
 if (Test-PendingServicingFile) { 'pendingFile' }
}
function Get-PackageFamily {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Name)
 return $Name.Split('~')[0]
}
function Find-Superseder {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Mine,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [object[]] $Ours,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Others
 )
 $kept = @($Ours | Where-Object { $_.State -eq 'Superseded' } | ForEach-Object { $_.Name })
 $inForce = @($Ours | Where-Object { $_.State -ne 'Superseded' } | ForEach-Object { Get-PackageFamily -Name $_.Name })
 foreach ($name in $Mine) {
  $family = Get-PackageFamily -Name $name
  $rivals = [string[]]@($Others | Where-Object { (Get-PackageFamily -Name $_) -eq $family })
  $isLost = $kept -contains $name -and $inForce -notcontains $family
  if ($rivals.Length -gt 0 -or $isLost) { [pscustomobject]@{ package = $name; by = $rivals } }
 }
}
function Get-UndoState {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string[]] $PackagesBefore,
  [Parameter(Mandatory = $true)] [AllowNull()] [AllowEmptyCollection()] [string[]] $PackagesAdded
 )
 $before = [System.Collections.Generic.HashSet[string]]::new($PackagesBefore, [System.StringComparer]::OrdinalIgnoreCase)
 $since = @(Get-UpdatePackage | Where-Object { -not $before.Contains($_.Name) -and -not (Test-PermanentPackage -Name $_.Name) })
 $mine = [string[]]@($since | ForEach-Object { $_.Name })
 if ($null -ne $PackagesAdded) { $mine = [string[]]@($PackagesAdded | Where-Object { -not $before.Contains($_) -and -not (Test-PermanentPackage -Name $_) }) }
 $brought = [System.Collections.Generic.HashSet[string]]::new($mine, [System.StringComparer]::OrdinalIgnoreCase)
 $ours = @($since | Where-Object { $brought.Contains($_.Name) })
 $others = [string[]]@($since | Where-Object { -not $brought.Contains($_.Name) -and $_.State -ne 'Superseded' } | ForEach-Object { $_.Name })
 $superseded = @()
 if ($null -ne $PackagesAdded) { $superseded = @(Find-Superseder -Mine $mine -Ours $ours -Others $others) }
 $waiting = [string[]]@(Get-ServicingWait)
 if (@($ours | Where-Object { $_.State -eq 'InstallPending' }).Length -gt 0) { $waiting = [string[]]@($waiting | Where-Object { $_ -eq 'servicingInProgress' }) }
 return [pscustomobject]@{ Ours = $ours; Others = $others; Superseded = $superseded; Waiting = $waiting }
}
`;

// src/windows/functions/update-agent.ps1
var update_agent_default = `function New-UpdateSession {
 [CmdletBinding()]
 param()
 $session = New-Object -ComObject 'Microsoft.Update.Session'
 $session.ClientApplicationID = 'patchring'
 return $session
}
function New-UpdateCollection {
 [CmdletBinding()]
 param()
 return , (New-Object -ComObject 'Microsoft.Update.UpdateColl')
}
function Add-MicrosoftUpdateService {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $ServiceId)
 $manager = New-Object -ComObject 'Microsoft.Update.ServiceManager'
 [void]$manager.AddService2($ServiceId, 3, '')
}
function Test-UpdateRestart {
 [CmdletBinding()]
 param()
 return [bool](New-Object -ComObject 'Microsoft.Update.SystemInfo').RebootRequired
}
function Read-UpdateHistory {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [int] $Maximum)
 $searcher = (New-UpdateSession).CreateUpdateSearcher()
 $total = $searcher.GetTotalHistoryCount()
 if ($total -eq 0) { return }
 foreach ($entry in $searcher.QueryHistory(0, [System.Math]::Min($total, $Maximum))) {
  [pscustomobject]@{ Title = [string]$entry.Title; Operation = [int]$entry.Operation; ResultCode = [int]$entry.ResultCode }
 }
}
function Get-HistoryWord {
 [CmdletBinding()]
 param()
 $results = @('notStarted', 'inProgress', 'succeeded', 'succeededWithErrors', 'failed', 'aborted')
 $told = [System.Collections.Generic.Dictionary[string, bool]]::new()
 foreach ($entry in @(Read-UpdateHistory -Maximum 200)) {
  $isKnown = $entry.ResultCode -ge 0 -and $entry.ResultCode -lt $results.Length
  if (-not $isKnown -or ($entry.Operation -ne 1 -and $entry.Operation -ne 2)) { continue }
  $isSettled = $entry.ResultCode -eq 2 -or $entry.ResultCode -eq 3
  foreach ($match in [regex]::Matches([string]$entry.Title, 'KB\\d{5,8}')) {
   $kb = $match.Value
   if ($told.ContainsKey($kb) -and ($told[$kb] -or -not $isSettled)) { continue }
   $told[$kb] = $isSettled
   [pscustomobject]@{ kb = $kb; operation = @('install', 'uninstall')[$entry.Operation - 1]; result = $results[$entry.ResultCode] }
  }
 }
}
function Get-HistoryReading {
 [CmdletBinding()]
 param()
 try { return [pscustomobject]@{ words = [object[]]@(Get-HistoryWord); unreadable = $null } }
 catch {
  $cause = Get-InnermostException -Exception $_.Exception
  return [pscustomobject]@{ words = $null; unreadable = ('{0} (0x{1:X8})' -f $cause.Message, $cause.HResult) }
 }
}
function Get-WsusServer {
 [CmdletBinding()]
 param()
 $policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate'
 if ((Read-RegistryValue -Path ($policy + '\\AU') -Name 'UseWUServer') -ne 1) { return '' }
 $name = [string](Read-RegistryValue -Path $policy -Name 'WUServer')
 if ($name -eq '') { return 'without a name' }
 return $name
}
function New-UpdateSearcher {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Session,
  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
  [Parameter()] [bool] $OverrideWsus = $false
 )
 if ($Source -ne 'machine' -and -not $OverrideWsus) {
  $server = Get-WsusServer
  if ($server -ne '') {
   Stop-Patchring -Code 'SCAN_WSUS_BYPASSED' -Message ('Policy sends this machine to WSUS ({0}), and {1} was asked for.' -f $server, (Get-SourceName -Source $Source))
  }
 }
 $searcher = $Session.CreateUpdateSearcher()
 $searcher.Online = $true
 switch ($Source) {
  'machine' { $searcher.ServerSelection = 0 }
  'windows-update' { $searcher.ServerSelection = 2 }
  'microsoft-update' {
   $service = '7971f918-a847-4430-9279-4a52d1efe18d'
   Add-MicrosoftUpdateService -ServiceId $service
   $searcher.ServerSelection = 3
   $searcher.ServiceID = $service
  }
 }
 return $searcher
}
function Get-SourceName {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Source)
 if ($Source -eq 'windows-update') { return 'Windows Update' }
 if ($Source -eq 'microsoft-update') { return 'Microsoft Update' }
 $server = Get-WsusServer
 if ($server -ne '') { return 'policy (WSUS ' + $server + ')' }
 return 'policy (Windows Update)'
}
function Search-Update {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object] $Searcher,
  [Parameter(Mandatory = $true)] [string] $Criteria
 )
 $watch = Start-WorkWatch -Directory $Directory -Percent $null -Note 'searching'
 try { $answer = $Searcher.Search($Criteria) }
 finally { Stop-WorkWatch -Watch $watch }
 if ($answer.ResultCode -ne 2 -and $answer.ResultCode -ne 3) {
  Stop-Patchring -Code 'SCAN_FAILED' -Message ('The search ended with result code {0}.' -f $answer.ResultCode)
 }
 $found = @(foreach ($update in $answer.Updates) { $update })
 foreach ($update in $found) {
  $id = Read-UpdateProperty -Update $update -Name 'Identity' -Default $null
  if ($null -eq $id -or [string]::IsNullOrEmpty([string]$id.UpdateID)) {
   Stop-Patchring -Code 'SCAN_INCOMPLETE' -Message 'The agent offered an update without an identity; such an answer cannot be trusted.'
  }
 }
 return $found
}
function Read-UpdateProperty {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Update,
  [Parameter(Mandatory = $true)] [string] $Name,
  [Parameter()] [AllowNull()] [object] $Default
 )
 try { $value = $Update.$Name } catch { return $Default }
 if ($null -eq $value) { return $Default }
 return $value
}
function Get-UpdateKb {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Update)
 foreach ($number in Read-UpdateProperty -Update $Update -Name 'KBArticleIDs' -Default @()) {
  $kb = 'KB' + ([string]$number -replace '^KB', '')
  if ($kb -match '^KB\\d{5,8}$') { $kb }
 }
}
`;

// src/windows/functions/update-hiding.ps1
var update_hiding_default = `function Set-UpdateHidden {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Update,
  [Parameter(Mandatory = $true)] [bool] $Hidden
 )
 $Update.IsHidden = $Hidden
}
function Set-UpdateVisibility {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [string] $Source,
  [Parameter(Mandatory = $true)] [string[]] $Update,
  [Parameter(Mandatory = $true)] [bool] $OverrideWsus,
  [Parameter(Mandatory = $true)] [bool] $Hidden
 )
 $done = 'shown'
 if ($Hidden) { $done = 'hidden' }
 Write-JobProgress -Directory $Directory -Percent $null -Note 'searching'
 $searcher = New-UpdateSearcher -Session (New-UpdateSession) -Source $Source -OverrideWsus $OverrideWsus
 $clauses = foreach ($key in $Update) { "(UpdateID='{0}' and RevisionNumber={1})" -f $key.Split('@') }
 $found = @(Search-Update -Directory $Directory -Searcher $searcher -Criteria ($clauses -join ' or '))
 foreach ($key in $Update) {
  $id, $revision = $key.Split('@')
  $told = [pscustomobject]@{ updateId = $id; revision = [int]$revision; outcome = 'notOffered'; hresult = 0L }
  foreach ($candidate in $found) {
   if ([string]$candidate.Identity.UpdateID -ne $id -or [int]$candidate.Identity.RevisionNumber -ne $told.revision) { continue }
   try {
    Set-UpdateHidden -Update $candidate -Hidden $Hidden
    $told.outcome = $done
   }
   catch {
    $told.outcome = 'failed'
    $told.hresult = ConvertTo-UnsignedResult -HResult (Get-InnermostException -Exception $_.Exception).HResult
   }
   break
  }
  $told
 }
}
`;

// src/windows/functions/update-work.ps1
var update_work_default = `function Start-UpdateWork {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Worker,
  [Parameter()] [switch] $Final
 )
 $deaf = New-UpdateCollection
 if ($Final) { return $Worker.BeginInstall($deaf, $deaf, $null) }
 return $Worker.BeginDownload($deaf, $deaf, $null)
}
function Complete-UpdateWork {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Worker,
  [Parameter(Mandatory = $true)] [object] $Job,
  [Parameter()] [switch] $Final
 )
 try {
  if ($Final) { return $Worker.EndInstall($Job) }
  return $Worker.EndDownload($Job)
 }
 finally { $Job.CleanUp() }
}
function Read-WorkProgress {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [object] $Job)
 $told = [pscustomobject]@{ Percent = 0.0; Bytes = '' }
 try {
  $progress = $Job.GetProgress()
  $told.Percent = [System.Math]::Max(0, [System.Math]::Min(100, [double]$progress.PercentComplete))
  $told.Bytes = [string]$progress.TotalBytesDownloaded
 }
 catch { $PSCmdlet.WriteVerbose('The agent does not say all of it: ' + $_.Exception.Message) }
 return $told
}
function Write-SignOfLife {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [AllowNull()] [System.Nullable[double]] $Percent,
  [Parameter(Mandatory = $true)] [string] $Note
 )
 if ($null -ne $Percent) { $Percent = [System.Math]::Round($Percent, 1) }
 try { Write-JobProgress -Directory $Directory -Percent $Percent -Note $Note }
 catch { $PSCmdlet.WriteWarning('No progress was written: ' + $_.Exception.Message) }
}
function Invoke-UpdateWork {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [object] $Worker,
  [Parameter(Mandatory = $true)] [double] $From,
  [Parameter(Mandatory = $true)] [double] $To,
  [Parameter(Mandatory = $true)] [string] $Note,
  [Parameter()] [switch] $Final
 )
 Write-SignOfLife -Directory $Directory -Percent $From -Note $Note
 $job = $null
 try { $job = Start-UpdateWork -Worker $Worker -Final:$Final }
 catch { $PSCmdlet.WriteWarning('The agent does not work in the background: ' + $_.Exception.Message) }
 if ($null -eq $job) {
  $watch = Start-WorkWatch -Directory $Directory -Percent $From -Note $Note
  try {
   if ($Final) { return $Worker.Install() }
   return $Worker.Download()
  }
  finally { Stop-WorkWatch -Watch $watch }
 }
 $seen = ''
 while (-not $job.IsCompleted) {
  $told = Read-WorkProgress -Job $job
  $pulse = '{0} {1} {2}' -f $told.Percent, $told.Bytes, (Read-ServicingPulse)
  if ($pulse -ne $seen) { Write-SignOfLife -Directory $Directory -Percent ($From + ($To - $From) * $told.Percent / 100) -Note $Note }
  $seen = $pulse
  Wait-Moment -Milliseconds 5000
 }
 return Complete-UpdateWork -Worker $Worker -Job $job -Final:$Final
}
`;

// src/windows/functions/work-watch.ps1
var work_watch_default = `function Read-AgentPulse {
 [CmdletBinding()]
 param()
 $words = @()
 try {
  foreach ($row in Read-CimRow -Query "SELECT ProcessId FROM Win32_Service WHERE Name = 'wuauserv' AND ProcessId <> 0") {
   $process = [System.Diagnostics.Process]::GetProcessById([int]$row.ProcessId)
   $words += '{0}:{1}' -f $process.Id, $process.TotalProcessorTime.Ticks
   $process.Dispose()
  }
 }
 catch { $words += 'wuauserv' }
 foreach ($path in 'SoftwareDistribution\\ReportingEvents.log', 'SoftwareDistribution\\DataStore\\DataStore.edb', 'SoftwareDistribution\\DataStore\\Logs\\edb.log') {
  $file = [System.IO.FileInfo]::new([System.IO.Path]::Combine($env:SystemRoot, $path))
  if ($file.Exists) { $words += '{0}:{1}' -f $file.Length, $file.LastWriteTimeUtc.Ticks }
 }
 return $words -join ' '
}
function Wait-WatchEnd {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [System.Threading.ManualResetEventSlim] $End,
  [Parameter(Mandatory = $true)] [int] $Milliseconds
 )
 return $End.Wait($Milliseconds)
}
function Watch-Work {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [AllowNull()] [System.Nullable[double]] $Percent,
  [Parameter(Mandatory = $true)] [string] $Note,
  [Parameter(Mandatory = $true)] [System.Threading.ManualResetEventSlim] $End
 )
 $seen = (Read-AgentPulse) + ' ' + (Read-ServicingPulse)
 while (-not (Wait-WatchEnd -End $End -Milliseconds 5000)) {
  $pulse = (Read-AgentPulse) + ' ' + (Read-ServicingPulse)
  if ($pulse -eq $seen) { continue }
  $seen = $pulse
  Write-SignOfLife -Directory $Directory -Percent $Percent -Note $Note
 }
}
function Start-WorkWatch {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Directory,
  [Parameter(Mandatory = $true)] [AllowNull()] [System.Nullable[double]] $Percent,
  [Parameter(Mandatory = $true)] [string] $Note
 )
 try {
  $state = [initialsessionstate]::CreateDefault2()
  $names = 'Watch-Work', 'Wait-WatchEnd', 'Read-AgentPulse', 'Read-ServicingPulse', 'Read-CimRow', 'Write-SignOfLife', 'Write-JobProgress', 'Write-JobFile', 'Wait-Moment'
  foreach ($name in $names) {
   $text = $PSCmdlet.InvokeCommand.GetCommand($name, 'Function').Definition
   $state.Commands.Add([System.Management.Automation.Runspaces.SessionStateFunctionEntry]::new($name, $text))
  }
  $runspace = [runspacefactory]::CreateRunspace($state)
  $runspace.Open()
  $shell = [powershell]::Create()
  $shell.Runspace = $runspace
  $end = [System.Threading.ManualResetEventSlim]::new()
  [void]$shell.AddCommand('Watch-Work').AddParameters(@{ Directory = $Directory; Percent = $Percent; Note = $Note; End = $end })
  return [pscustomobject]@{ Shell = $shell; Handle = $shell.BeginInvoke(); End = $end }
 }
 catch { $PSCmdlet.WriteWarning('Nobody watches the work: ' + $_.Exception.Message) }
}
function Stop-WorkWatch {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [AllowNull()] [object] $Watch)
 if ($null -eq $Watch) { return }
 $Watch.End.Set()
 try { [void]$Watch.Shell.EndInvoke($Watch.Handle) }
 catch { $PSCmdlet.WriteWarning('The watch has ended badly: ' + $_.Exception.Message) }
 $Watch.Shell.Runspace.Dispose()
 $Watch.Shell.Dispose()
 $Watch.End.Dispose()
}
`;

// src/windows/operations/boot.ps1
var boot_default = `function Get-PatchringBoot {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $boot = Get-BootIdentity
 [pscustomobject]@{
  bootId         = $boot.Id
  bootedAt       = $boot.At.ToString('o')
  isServicing    = [bool](Test-Servicing) -or [bool](Test-BootStart -BootedAt $boot.At)
  pendingRestart = [string[]]@(Get-PendingRestart)
 }
}
`;

// src/windows/operations/cancel-job.ps1
var cancel_job_default = `function Stop-PatchringJob {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param([Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key)
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $root = Open-JobRoot
 $directory = ''
 if ($null -ne $root) { $directory = [System.IO.Path]::Combine($root, $Key) }
 if ($directory -eq '' -or -not [System.IO.Directory]::Exists($directory)) {
  Unregister-JobTask -Key $Key
  return [pscustomobject]@{ outcome = 'absent' }
 }
 Confirm-SecureDirectory -Path $directory
 $mark = Lock-Job -Directory $directory
 if ($null -eq $mark) { return [pscustomobject]@{ outcome = 'begun' } }
 try {
  $failure = [pscustomobject]@{ hresult = 0L; message = 'Taken back before it had begun.'; code = 'JOB_CANCELLED' }
  $status = [pscustomobject]@{ state = 'failed'; failure = $failure }
  Write-JobFile -Path ([System.IO.Path]::Combine($directory, 'result.xml')) -Value ([pscustomobject]@{ Schema = 1; Status = $status })
 }
 finally { $mark.Dispose() }
 Unregister-JobTask -Key $Key
 Remove-JobDirectory -Root $root -Directory $directory
 [pscustomobject]@{ outcome = 'cancelled' }
}
`;

// src/windows/operations/diagnosis.ps1
var diagnosis_default = `function Get-EventLine {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Log,
  [Parameter(Mandatory = $true)] [datetime] $Since
 )
 $filter = "*[System[(Level=1 or Level=2) and TimeCreated[@SystemTime>='" + $Since.ToString('o') + "']]]"
 foreach ($row in Read-EventRow -Log $Log -Filter $filter -Maximum 200) {
  $values = (@($row.Values) -join ' ').Trim() -replace '\\s+', ' '
  if ($values.Length -gt 400) { $values = $values.Substring(0, 400) }
  $row.At.ToString('o') + ' ' + $row.Provider + ' ' + $row.Id + ': ' + $values
 }
}
function Get-FileLine {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Path,
  [Parameter(Mandatory = $true)] [string] $Like
 )
 foreach ($row in Read-FileRow -Path $Path -Like $Like) { $row.At.ToString('o') + ' ' + $row.Size + ' ' + $row.Name }
}
function Get-PendingLine {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Windows)
 foreach ($signal in Get-PendingRestart) { 'asks for a restart: ' + $signal }
 if (Test-Servicing) { 'servicing is at work' }
 Get-FileLine -Path ([System.IO.Path]::Combine($Windows, 'WinSxS')) -Like 'pending.xml*'
}
function Read-DiagnosisPart {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Name,
  [Parameter(Mandatory = $true)] [datetime] $Since
 )
 $windows = Get-WindowsDirectory
 switch ($Name) {
  'cbs' { return Read-LogTail -Path ([System.IO.Path]::Combine($windows, 'Logs', 'CBS', 'CBS.log')) -Maximum 65536 }
  'dism' { return Read-LogTail -Path ([System.IO.Path]::Combine($windows, 'Logs', 'DISM', 'dism.log')) -Maximum 32768 }
  'windowsUpdate' { return Read-LogTail -Path ([System.IO.Path]::Combine($windows, 'SoftwareDistribution', 'ReportingEvents.log')) -Maximum 32768 }
 }
 $lines = @(switch ($Name) {
   'updateTraces' { Get-FileLine -Path ([System.IO.Path]::Combine($windows, 'Logs', 'WindowsUpdate')) -Like '*.etl' }
   'minidumps' { Get-FileLine -Path ([System.IO.Path]::Combine($windows, 'Minidump')) -Like '*.dmp' }
   'system' { Get-EventLine -Log 'System' -Since $Since }
   'application' { Get-EventLine -Log 'Application' -Since $Since }
   'pending' { Get-PendingLine -Windows $windows }
  })
 $text = $lines -join "\`n"
 $most = 24576
 if ($text.Length -le $most) { return [pscustomobject]@{ Text = $text; IsCut = $false } }
 return [pscustomobject]@{ Text = $text.Substring(0, $text.LastIndexOf("\`n", $most) + 1); IsCut = $true }
}
function Get-PatchringDiagnosis {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param([Parameter()] [datetime] $EventsSince = [datetime]::UtcNow.AddHours(-1))
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $since = $EventsSince.ToUniversalTime()
 $watch = [System.Diagnostics.Stopwatch]::StartNew()
 $parts = foreach ($name in 'pending', 'minidumps', 'system', 'application', 'cbs', 'dism', 'windowsUpdate', 'updateTraces') {
  $part = [pscustomobject]@{ part = $name; text = $null; trouble = $null; isCut = $false }
  if ($watch.Elapsed.TotalSeconds -gt 40) { $part.trouble = 'there was no time left to read it' }
  else {
   try {
    $said = Read-DiagnosisPart -Name $name -Since $since
    $part.text = $said.Text
    $part.isCut = $said.IsCut
   }
   catch { $part.trouble = (Get-InnermostException -Exception $_.Exception).Message }
  }
  $part
 }
 [pscustomobject]@{ at = [datetime]::UtcNow.ToString('o'); parts = [object[]]@($parts) }
}
`;

// src/windows/operations/facts.ps1
var facts_default = `function Get-InstalledRole {
 [CmdletBinding()]
 param()
 $roles = [ordered]@{
  'dns' = 'DNS'; 'dhcp' = 'DHCPServer'; 'iis' = 'W3SVC'; 'wsus' = 'WsusService'; 'hyper-v' = 'vmms'
  'cluster' = 'ClusSvc'; 'rds-broker' = 'Tssdis'; 'adcs' = 'CertSvc'; 'nps' = 'IAS'; 'msmq' = 'MSMQ'
  'dfs-replication' = 'DFSR'; 'exchange' = 'MSExchangeIS'
 }
 foreach ($role in $roles.Keys) {
  if (Test-RegistryKey -Path ('SYSTEM\\CurrentControlSet\\Services\\' + $roles[$role])) { $role }
 }
 if ((Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Control\\Terminal Server' -Name 'TSAppCompat') -eq 1) { 'rds-host' }
 if (Test-RegistryKey -Path 'SOFTWARE\\Microsoft\\Microsoft SQL Server\\Instance Names\\SQL') { 'sql' }
}
function Test-UpdateDeadline {
 [CmdletBinding()]
 param()
 $policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate'
 if ((Read-RegistryValue -Path $policy -Name 'SetComplianceDeadline') -eq 1) { return $true }
 if ($null -ne (Read-RegistryValue -Path $policy -Name 'ConfigureDeadlineForQualityUpdates') -and $null -eq (Read-RegistryValue -Path $policy -Name 'SetComplianceDeadline')) { return $true }
 return $null -ne (Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\Update' -Name 'ConfigureDeadlineForQualityUpdates')
}
function Get-OtherUpdater {
 [CmdletBinding()]
 param()
 $policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU'
 $option = Read-RegistryValue -Path $policy -Name 'AUOptions'
 if ($null -eq $option) { $option = Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update' -Name 'AUOptions' }
 $isOff = (Read-RegistryValue -Path $policy -Name 'NoAutoUpdate') -eq 1
 if (-not $isOff -and ($option -eq 4 -or $option -eq 5)) { 'automatic updates' }
 if (-not $isOff -and (Test-UpdateDeadline)) { 'update deadlines' }
 if (Test-RegistryKey -Path 'SYSTEM\\CurrentControlSet\\Services\\CcmExec') { 'ConfigMgr' }
 $extensions = @(Read-AzureExtension)
 if ($extensions.Where({ $_ -like '*WindowsPatchExtension' }).Count -gt 0) { 'Azure Update Manager' }
 if ($extensions.Where({ $_ -like '*WindowsOsUpdateExtension' }).Count -gt 0) { 'Azure Update Manager on Arc' }
 foreach ($resource in Read-RegistryKeyName -Path 'Cluster\\Resources') {
  if ((Read-RegistryValue -Path ('Cluster\\Resources\\' + $resource) -Name 'Type') -eq 'ClusterAwareUpdatingResource') { 'Cluster-Aware Updating'; break }
 }
}
function Get-JobTrace {
 [CmdletBinding()]
 param()
 $root = Get-JobRoot
 if (-not [System.IO.Directory]::Exists($root)) { return }
 $count = 0
 foreach ($path in [System.IO.Directory]::EnumerateDirectories($root)) {
  $name = [System.IO.Path]::GetFileName($path)
  if ($name.StartsWith('.')) { continue }
  $name
  $count++
  if ($count -ge 200) { break }
 }
}
function Get-PatchringFacts {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $version = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'
 $system = @(Read-CimRow -Query 'SELECT Caption FROM Win32_OperatingSystem')[0]
 $computer = @(Read-CimRow -Query 'SELECT Name, Domain, DomainRole FROM Win32_ComputerSystem')[0]
 $isDomainController = [int]$computer.DomainRole -ge 4
 $roles = @(Get-InstalledRole)
 if ($isDomainController) { $roles = @('domain-controller') + $roles }
 [pscustomobject]@{
  computerName       = [string]$computer.Name
  domain             = [string]$computer.Domain
  isDomainController = $isDomainController
  productName        = ([string]$system.Caption).Trim()
  editionId          = [string](Read-RegistryValue -Path $version -Name 'EditionID')
  installationType   = [string](Read-RegistryValue -Path $version -Name 'InstallationType')
  build              = [int](Read-RegistryValue -Path $version -Name 'CurrentBuildNumber')
  ubr                = [int](Read-RegistryValue -Path $version -Name 'UBR')
  architecture       = [string](Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment' -Name 'PROCESSOR_ARCHITECTURE')
  psVersion          = $PSVersionTable.PSVersion.ToString()
  languageMode       = $ExecutionContext.SessionState.LanguageMode.ToString()
  isAdministrator    = [bool](Test-Administrator)
  is64BitProcess     = [System.Environment]::Is64BitProcess
  scriptPolicy       = Get-ScriptPolicy
  roles              = [string[]]$roles
  otherUpdaters      = [string[]]@(Get-OtherUpdater)
  traces             = [string[]]@(Get-JobTrace)
  clock              = [datetime]::UtcNow.ToString('o')
 }
}
`;

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
function Get-WatchedLog {
 [CmdletBinding()]
 param()
 'System'
 'Application'
 foreach ($log in 'Directory Service', 'DFS Replication') {
  if (Test-RegistryKey -Path ('SYSTEM\\CurrentControlSet\\Services\\EventLog\\' + $log)) { $log }
 }
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
 $counts = @{ 'Microsoft-Windows-Kernel-Power' = 0; 'EventLog' = 0; 'Microsoft-Windows-WER-SystemErrorReporting' = 0; 'Wininit' = 0 }
 foreach ($row in Read-EventRow -Log 'System' -Filter $filter -Maximum 100) {
  if ($counts.ContainsKey($row.Provider)) { $counts[$row.Provider]++ }
 }
 $filter = "*[System[Provider[@Name='Microsoft-Windows-Wininit'] and EventID=1015 and TimeCreated[@SystemTime>='" + $Since.ToString('o') + "']]]"
 foreach ($row in Read-EventRow -Log 'Application' -Filter $filter -Maximum 100) {
  if ($row.Provider -eq 'Microsoft-Windows-Wininit') { $counts['Wininit']++ }
 }
 $most = 0
 foreach ($count in $counts.Values) { if ($count -gt $most) { $most = $count } }
 return $most
}
function Get-LoadReading {
 [CmdletBinding()]
 param()
 $processor = $null
 try {
  foreach ($row in Read-CimRow -Query "SELECT PercentProcessorTime FROM Win32_PerfFormattedData_PerfOS_Processor WHERE Name = '_Total'") {
   if ([double]$row.PercentProcessorTime -ge 0) { $processor = [double]$row.PercentProcessorTime }
  }
 }
 catch { $PSCmdlet.WriteWarning('The load of the processors cannot be read: ' + $_.Exception.Message) }
 $commit = $null
 try {
  foreach ($row in Read-CimRow -Query 'SELECT TotalVirtualMemorySize, FreeVirtualMemory FROM Win32_OperatingSystem') {
   $whole = [double]$row.TotalVirtualMemorySize
   if ($whole -gt 0 -and $whole -ge [double]$row.FreeVirtualMemory) { $commit = [System.Math]::Round(100 * ($whole - [double]$row.FreeVirtualMemory) / $whole, 1) }
  }
 }
 catch { $PSCmdlet.WriteWarning('The memory cannot be read: ' + $_.Exception.Message) }
 [pscustomobject]@{ processor = $processor; commit = $commit }
}
function Get-ListenerReading {
 [CmdletBinding()]
 param()
 $root = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WSMAN\\Listener'
 foreach ($name in Read-RegistryKeyName -Path $root) {
  $path = $root + '\\' + $name
  if ($name -notlike '*+HTTPS' -or (Read-RegistryValue -Path $path -Name 'enabled') -eq 0) { continue }
  $port = Read-RegistryValue -Path $path -Name 'Port'
  if ($null -eq $port) { $port = 5986 }
  $thumbprint = ([string](Read-RegistryValue -Path $path -Name 'certThumbprint') -replace '[^0-9A-Fa-f]', '').ToUpperInvariant()
  $until = $null
  if ($thumbprint -ne '') {
   foreach ($end in Read-CertificateEnd -Thumbprint $thumbprint) { $until = ([datetime]$end).ToUniversalTime().ToString('o') }
  }
  [pscustomobject]@{ name = $name; port = [int]$port; thumbprint = $thumbprint; notAfter = $until }
 }
}
function Get-LastBackup {
 [CmdletBinding()]
 param()
 $since = [datetime]::UtcNow.AddDays(-31).ToString('o')
 $filter = "*[System[Provider[@Name='Microsoft-Windows-Backup'] and EventID=4 and TimeCreated[@SystemTime>='" + $since + "']]]"
 try { foreach ($row in Read-EventRow -Log 'Microsoft-Windows-Backup' -Filter $filter -Maximum 1) { $row.At.ToString('o') } }
 catch [System.Diagnostics.Eventing.Reader.EventLogNotFoundException] { return }
}
function Get-PatchringHealth {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param([Parameter()] [datetime] $EventsSince = [datetime]::UtcNow.AddHours(-1))
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $since = $EventsSince.ToUniversalTime()
 $drive = Read-SystemDrive
 $asked = $null
 foreach ($at in Get-ShutdownAsked) { $asked = $at }
 $backup = $null
 try { foreach ($at in Get-LastBackup) { $backup = $at } }
 catch { $PSCmdlet.WriteWarning('The backups cannot be read: ' + $_.Exception.Message) }
 $listeners = $null
 try { $listeners = [object[]]@(Get-ListenerReading) }
 catch { $PSCmdlet.WriteWarning('The listeners cannot be read: ' + $_.Exception.Message) }
 [pscustomobject]@{
  services        = [object[]]@(Get-ServiceReading)
  events          = [object[]]@(foreach ($log in Get-WatchedLog) { Get-EventReading -Log $log -Since $since })
  eventsSince     = $since.ToString('o')
  systemDrive     = [pscustomobject]@{ free = $drive.Free; size = $drive.Size }
  crashes         = [int](Get-CrashCount -Since $since)
  shutdownAskedAt = $asked
  load            = Get-LoadReading
  listeners       = $listeners
  lastBackup      = $backup
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
function Get-LicenceOverride {
 [CmdletBinding()]
 param()
 $value = Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Policies\\Microsoft\\FeatureManagement\\Overrides' -Name '4264695439'
 if ($null -eq $value) { return $null }
 return [int]$value
}
function Get-HistoryKb {
 [CmdletBinding()]
 param()
 $settled = [System.Collections.Generic.List[string]]::new()
 foreach ($word in @(Get-HistoryWord)) {
  if ($word.result -notlike 'succeeded*' -or $settled.Contains($word.kb)) { continue }
  $settled.Add($word.kb)
  if ($word.operation -eq 'install') { $word.kb }
 }
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
  'licence override'  = { Get-LicenceOverride }
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
  licenceMitigation = $found['licence override']
  installedKbs      = [pscustomobject]@{ quickFix = $found['hotfix list']; history = $found['update history'] }
  unreadable        = $unreadable.ToArray()
 }
}
`;

// src/windows/operations/packages.ps1
var packages_default2 = `function Get-PatchringPackage {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 [pscustomobject]@{ packages = [string[]]@(Get-UpdatePackage | ForEach-Object { $_.Name }) }
}
`;

// src/windows/operations/poll-job.ps1
var poll_job_default = `function Get-PatchringJob {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param([Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key)
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $root = Open-JobRoot
 if ($null -eq $root) { return [pscustomobject]@{ state = 'absent' } }
 $directory = [System.IO.Path]::Combine($root, $Key)
 if (-not [System.IO.Directory]::Exists($directory)) { return [pscustomobject]@{ state = 'absent' } }
 Confirm-SecureDirectory -Path $directory
 Get-JobStatus -Directory $directory -Key $Key
}
`;

// src/windows/operations/probe.ps1
var probe_default = `function Wait-OwnShell {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [powershell] $Shell,
  [Parameter(Mandatory = $true)] [int] $Seconds
 )
 $said = [pscustomobject]@{ Last = [System.Collections.Generic.Queue[object]]::new(); Count = 0L; Failure = '' }
 $nothing = [System.Management.Automation.PSDataCollection[psobject]]::new()
 $nothing.Complete()
 $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
 $watch = [System.Diagnostics.Stopwatch]::StartNew()
 $running = $Shell.BeginInvoke($nothing, $output)
 while (-not $running.AsyncWaitHandle.WaitOne(100) -and $watch.Elapsed.TotalSeconds -lt $Seconds) { Add-OwnOutput -Said $said -Output $output }
 $ended = 'overdue'
 $isLeft = $false
 if ($running.IsCompleted) {
  $ended = 'done'
  try { [void]$Shell.EndInvoke($running) }
  catch { $ended = 'failed'; $said.Failure = [string](Get-InnermostException -Exception $_.Exception).Message }
 }
 else { $isLeft = -not $Shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne(5000) }
 Add-OwnOutput -Said $said -Output $output
 if ($said.Failure -eq '' -and $Shell.Streams.Error.Count -gt 0) { $said.Failure = [string]$Shell.Streams.Error[-1] }
 $code = $null
 if (-not $isLeft) { $code = $Shell.Runspace.SessionStateProxy.GetVariable('LASTEXITCODE') }
 if ($null -ne $code) { $code = [long]$code }
 return [pscustomobject]@{ Said = $said; Ended = $ended; ExitCode = $code; IsLeft = $isLeft; Took = [long]$watch.ElapsedMilliseconds }
}
function Get-LastText {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [psobject] $Said)
 if ($Said.Last.Count -eq 0) { return $null }
 $text = [string]$Said.Last.ToArray()[-1]
 if ($text.Length -gt 4096) { return $text.Substring(0, 4096) }
 return $text
}
function Invoke-PatchringProbe {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [ValidatePattern('^[0-9a-f]{64}$')] [string] $Sha256,
  [Parameter(Mandatory = $true)] [string] $Text,
  [Parameter(Mandatory = $true)] [ValidateRange(1, 60)] [int] $Seconds
 )
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 if ($null -ne $MyInvocation.MyCommand.Module) { Stop-Patchring -Code 'JOB_SCRIPT_REFUSED' -Message 'Only the functions of the installed module run here.' }
 $forbidden = Get-ScriptPolicy
 if ($null -ne $forbidden) { Stop-Patchring -Code 'JOB_SCRIPTS_FORBIDDEN' -Message ('Group policy forbids unsigned scripts: ' + $forbidden + '.') }
 $root = Open-JobRoot -Create
 $folder = [System.IO.Path]::Combine($root, '.probe-' + [guid]::NewGuid().ToString('N'))
 New-SecureDirectory -Path $folder
 $shell = $null
 $result = $null
 try {
  Confirm-SecureDirectory -Path $folder
  $path = [System.IO.Path]::Combine($folder, 'probe.ps1')
  [System.IO.File]::WriteAllText($path, $Text, [System.Text.UTF8Encoding]::new($false))
  if ((Get-FileDigest -Path $path) -ne $Sha256) { Stop-Patchring -Code 'PROBE_SCRIPT_CHANGED' -Message ('{0} is not the script that was planned.' -f $path) }
  [System.Environment]::SetEnvironmentVariable('PSExecutionPolicyPreference', 'RemoteSigned', 'Process')
  $shell = New-OwnShell -Path $path
  $result = Wait-OwnShell -Shell $shell -Seconds $Seconds
  [pscustomobject]@{ ended = $result.Ended; exitCode = $result.ExitCode; last = (Get-LastText -Said $result.Said); note = (Get-OwnNote -Said $result.Said); took = $result.Took }
 }
 finally {
  if ($null -ne $shell -and ($null -eq $result -or -not $result.IsLeft)) { $shell.Runspace.Dispose(); $shell.Dispose() }
  Remove-JobDirectory -Root $root -Directory $folder
 }
}
`;

// src/windows/operations/removal.ps1
var removal_default = `function Get-PatchringRemoval {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter()] [string[]] $PackagesBefore = @(),
  [Parameter()] [AllowNull()] [AllowEmptyCollection()] [string[]] $PackagesAdded
 )
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $unreadable = [System.Collections.Generic.List[string]]::new()
 $reset = $null
 try { foreach ($at in @(Get-LastBaseReset)) { $reset = $at } } catch { $unreadable.Add('last ResetBase: ' + $_.Exception.Message) }
 $resetters = $null
 try { $resetters = [string[]]@(Get-BaseResetter) } catch { $unreadable.Add('what resets the base: ' + $_.Exception.Message) }
 $undo = [pscustomobject]@{ Ours = @(); Others = [string[]]@(); Superseded = [object[]]@(); Waiting = [string[]]@() }
 try { if ($PackagesBefore.Length -gt 0) { $undo = Get-UndoState -PackagesBefore $PackagesBefore -PackagesAdded $PackagesAdded } }
 catch {
  $undo = [pscustomobject]@{ Ours = $null; Others = $null; Superseded = $null; Waiting = $null }
  $unreadable.Add('packages: ' + $_.Exception.Message)
 }
 $permanent = $null
 try { if ($null -ne $undo.Ours) { $permanent = [string[]]@(Get-PermanentPackage -Name @($undo.Ours | ForEach-Object { $_.Name })) } }
 catch { $unreadable.Add('manifests: ' + $_.Exception.Message) }
 [pscustomobject]@{
  lastResetBase = $reset
  resetters     = $resetters
  permanent     = $permanent
  superseded    = $undo.Superseded
  others        = $undo.Others
  waiting       = $undo.Waiting
  unreadable    = $unreadable.ToArray()
 }
}
`;

// src/windows/operations/remove-job.ps1
var remove_job_default = `function Remove-PatchringJob {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param([Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key)
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $root = Open-JobRoot
 $directory = ''
 if ($null -ne $root) { $directory = [System.IO.Path]::Combine($root, $Key) }
 if ($directory -eq '' -or -not [System.IO.Directory]::Exists($directory)) {
  Unregister-JobTask -Key $Key
  return [pscustomobject]@{ outcome = 'absent' }
 }
 Confirm-SecureDirectory -Path $directory
 $state = (Get-JobStatus -Directory $directory -Key $Key).state
 if ($state -eq 'queued' -or $state -eq 'running') { return [pscustomobject]@{ outcome = 'running' } }
 for ($attempt = 1; [System.IO.File]::Exists([System.IO.Path]::Combine($directory, 'started')) -and (Test-JobAlive -Directory $directory); $attempt++) {
  if ($attempt -ge 25) { return [pscustomobject]@{ outcome = 'running' } }
  Wait-Moment -Milliseconds 200
 }
 Unregister-JobTask -Key $Key
 Remove-JobDirectory -Root $root -Directory $directory
 [pscustomobject]@{ outcome = 'removed' }
}
`;

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
 $boot = (Get-BootIdentity).Id
 switch (Compare-BootIdentity -One $boot -Two $IfStillOn) {
  'other' { return [pscustomobject]@{ outcome = 'alreadyRestarted' } }
  'unknown' { Stop-Patchring -Code 'BOOT_UNCOMPARABLE' -Message ('This boot is {0}, and {1} was meant.' -f $boot, $IfStillOn) }
 }
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

// src/windows/operations/restart-readiness.ps1
var restart_readiness_default = `function Read-KeyProtectorId {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [object] $Volume,
  [Parameter(Mandatory = $true)] [int] $Kind
 )
 $answer = Invoke-CimMethod -InputObject $Volume -MethodName 'GetKeyProtectors' -Arguments @{ KeyProtectorType = [uint32]$Kind } -OperationTimeoutSec 60 -ErrorAction Stop
 if ($answer.ReturnValue -ne 0) { Stop-Patchring -Code 'WINDOWS_OPERATION_FAILED' -Message ('GetKeyProtectors answered 0x{0:X8}.' -f $answer.ReturnValue) }
 return $answer.VolumeKeyProtectorID
}
function Get-BootProtector {
 [CmdletBinding()]
 param()
 if (-not (Test-RegistryKey -Path 'SYSTEM\\CurrentControlSet\\Services\\BDESVC')) { return }
 $query = "SELECT * FROM Win32_EncryptableVolume WHERE DriveLetter = '{0}'" -f $env:SystemDrive
 $kinds = [ordered]@{ '1' = 'tpm'; '2' = 'startupKey'; '4' = 'tpmAndPin'; '5' = 'tpmAndStartupKey'; '6' = 'tpmAndPinAndStartupKey'; '8' = 'passphrase'; '9' = 'networkUnlock' }
 foreach ($volume in Read-CimRow -Namespace 'root/CIMV2/Security/MicrosoftVolumeEncryption' -Query $query) {
  if ($volume.ProtectionStatus -eq 0) { continue }
  foreach ($kind in $kinds.Keys) {
   if (@(Read-KeyProtectorId -Volume $volume -Kind ([int]$kind)).Where({ $_ }).Count -gt 0) { $kinds[$kind] }
  }
 }
}
function Get-LoggedOnUser {
 [CmdletBinding()]
 param()
 $sessions = @(Read-CimRow -Query 'SELECT LogonId FROM Win32_LogonSession WHERE LogonType = 2 OR LogonType = 10 OR LogonType = 11 OR LogonType = 12' |
  ForEach-Object { [string]$_.LogonId })
 if ($sessions.Length -eq 0) { return }
 $names = @(Read-CimRow -Query 'SELECT * FROM Win32_LoggedOnUser' |
  Where-Object { $sessions -contains [string]$_.Dependent.LogonId } |
  Where-Object { $_.Antecedent.Name -notmatch '^(DWM|UMFD)-[0-9]+$' } |
  ForEach-Object { $_.Antecedent.Domain + '\\' + $_.Antecedent.Name })
 [System.Linq.Enumerable]::Distinct([string[]]$names)
}
function Get-RunningBackup {
 [CmdletBinding()]
 param()
 foreach ($service in Read-CimRow -Query "SELECT Name, State FROM Win32_Service WHERE Name = 'wbengine' OR Name = 'VSS'") {
  if ($service.State -ne 'Stopped') { [string]$service.Name }
 }
}
function Get-PatchringRestartReadiness {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $unreadable = [System.Collections.Generic.List[string]]::new()
 $loggedOn = $null
 try { $loggedOn = [string[]]@(Get-LoggedOnUser) } catch { $unreadable.Add('logged-on users: ' + $_.Exception.Message) }
 $backups = $null
 try { $backups = [string[]]@(Get-RunningBackup) } catch { $unreadable.Add('running backups: ' + $_.Exception.Message) }
 $protectors = $null
 try { $protectors = [string[]]@(Get-BootProtector) } catch { $unreadable.Add('BitLocker: ' + $_.Exception.Message) }
 $shutdown = $null
 try { foreach ($at in Get-ShutdownAsked) { $shutdown = $at } } catch { $unreadable.Add('pending shutdown: ' + $_.Exception.Message) }
 [pscustomobject]@{
  loggedOn        = $loggedOn
  backups         = $backups
  bootProtectors  = $protectors
  shutdownAskedAt = $shutdown
  unreadable      = $unreadable.ToArray()
 }
}
`;

// src/windows/operations/roles.ps1
var roles_default = `function Invoke-RoleProbe {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Role,
  [Parameter(Mandatory = $true)] [string] $Probe,
  [Parameter(Mandatory = $true)] [scriptblock] $Look
 )
 try { $rows = @(& $Look) }
 catch {
  $inner = Get-InnermostException -Exception $_.Exception
  $outcome = 'unreadable'
  if ($inner -is [System.TimeoutException]) { $outcome = 'overdue' }
  return [pscustomobject]@{ role = $Role; probe = $Probe; item = ''; outcome = $outcome; detail = $inner.Message; value = $null }
 }
 foreach ($row in $rows) {
  $outcome = 'ok'
  if ($row.Said -ne '') { if ($row.IsBusy) { $outcome = 'busy' } else { $outcome = 'failed' } }
  [pscustomobject]@{ role = $Role; probe = $Probe; item = $row.Item; outcome = $outcome; detail = $row.Said; value = $row.Value }
 }
}
function Get-DomainControllerResult {
 [CmdletBinding()]
 param()
 $role = 'domain-controller'
 Invoke-RoleProbe -Role $role -Probe 'service' -Look { Get-ServiceProbe -Name 'NTDS', 'Kdc', 'Netlogon' }
 Invoke-RoleProbe -Role $role -Probe 'directory' -Look { Get-DirectoryProbe }
 Invoke-RoleProbe -Role $role -Probe 'kerberos' -Look { Get-PortProbe -Port 88 }
 Invoke-RoleProbe -Role $role -Probe 'shares' -Look { Get-DomainShareProbe }
 Invoke-RoleProbe -Role $role -Probe 'replication' -Look { Get-ReplicationProbe }
 Invoke-RoleProbe -Role $role -Probe 'network' -Look { Get-NetworkProfileProbe }
 Invoke-RoleProbe -Role $role -Probe 'lsass' -Look { Get-LsassProbe }
}
function Get-RoleResult {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Role)
 switch ($Role) {
  'domain-controller' { Get-DomainControllerResult }
  'dns' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'DNS' }
   Invoke-RoleProbe -Role $Role -Probe 'query' -Look { Get-NameProbe }
  }
  'dhcp' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'DHCPServer' }
   Invoke-RoleProbe -Role $Role -Probe 'port' -Look { Get-ListenerProbe -Port 67 }
  }
  'iis' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'WAS', 'W3SVC' }
   Invoke-RoleProbe -Role $Role -Probe 'web' -Look { Get-WebProbe }
  }
  'sql' { Invoke-RoleProbe -Role $Role -Probe 'instance' -Look { Get-SqlProbe } }
  'hyper-v' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'vmms' }
   Invoke-RoleProbe -Role $Role -Probe 'guests' -Look { Get-GuestProbe }
   Invoke-RoleProbe -Role $Role -Probe 'heartbeat' -Look { Get-HeartbeatProbe }
   Invoke-RoleProbe -Role $Role -Probe 'switches' -Look { Get-SwitchProbe }
  }
  'cluster' {
   if (-not (Test-ClusterMember)) { return }
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'ClusSvc' }
   Invoke-RoleProbe -Role $Role -Probe 'members' -Look { Get-ClusterProbe }
   Invoke-RoleProbe -Role $Role -Probe 'quorum' -Look { Get-QuorumProbe }
   Invoke-RoleProbe -Role $Role -Probe 'storage' -Look { Get-StorageProbe }
  }
  'rds-host' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'TermService' }
   Invoke-RoleProbe -Role $Role -Probe 'sessions' -Look { Get-SessionProbe }
   Invoke-RoleProbe -Role $Role -Probe 'port' -Look { Get-PortProbe -Port (Get-RemoteDesktopPort) }
  }
  'rds-broker' { Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'Tssdis' } }
  'dfs-replication' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'DFSR' }
   Invoke-RoleProbe -Role $Role -Probe 'folders' -Look { Get-ReplicatedFolderProbe }
  }
  'nps' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'IAS' }
   Invoke-RoleProbe -Role $Role -Probe 'port' -Look { Get-ListenerProbe -Port 1812 }
  }
  'msmq' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'MSMQ' }
   Invoke-RoleProbe -Role $Role -Probe 'port' -Look { Get-PortProbe -Port 1801 }
   Invoke-RoleProbe -Role $Role -Probe 'queues' -Look { Get-QueueProbe }
  }
  'wsus' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'WsusService' }
   Invoke-RoleProbe -Role $Role -Probe 'health' -Look { Get-UpdateServerProbe }
  }
  'adcs' {
   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'CertSvc' }
   Invoke-RoleProbe -Role $Role -Probe 'ping' -Look { Get-AuthorityProbe }
  }
 }
}
function Get-PatchringRoles {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $roles = @(Get-InstalledRole)
 $computer = @(Read-CimRow -Query 'SELECT DomainRole FROM Win32_ComputerSystem')[0]
 if ([int]$computer.DomainRole -ge 4) { $roles = @('domain-controller') + $roles }
 $results = @(foreach ($role in $roles) { Get-RoleResult -Role $role })
 $folders = @(Invoke-RoleProbe -Role 'file' -Probe 'shares' -Look { Get-ShareProbe -Type 0 })
 if ($folders.Length -gt 0) {
  $results += $folders + @(Invoke-RoleProbe -Role 'file' -Probe 'service' -Look { Get-ServiceProbe -Name 'LanmanServer' })
  $results += @(Invoke-RoleProbe -Role 'file' -Probe 'port' -Look { Get-PortProbe -Port 445 })
 }
 $printers = @(Invoke-RoleProbe -Role 'print' -Probe 'shares' -Look { Get-ShareProbe -Type 1 })
 if ($printers.Length -gt 0) { $results += $printers + @(Invoke-RoleProbe -Role 'print' -Probe 'service' -Look { Get-ServiceProbe -Name 'Spooler' }) }
 [pscustomobject]@{ results = [object[]]$results }
}
`;

// src/windows/operations/shadow.ps1
var shadow_default = `function Get-PatchringShadow {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $unreadable = [System.Collections.Generic.List[string]]::new()
 $latest = $null
 try { foreach ($at in @(Get-LastShadowCopy)) { $latest = $at } } catch { $unreadable.Add('shadow copies: ' + $_.Exception.Message) }
 $failed = $null
 try { $failed = [string[]]@(Get-FailedWriter) } catch { $unreadable.Add('writers: ' + $_.Exception.Message) }
 [pscustomobject]@{
  latest        = $latest
  failedWriters = $failed
  unreadable    = $unreadable.ToArray()
 }
}
`;

// src/windows/operations/start-job.ps1
var start_job_default = `function Get-ScriptText {
 [CmdletBinding()]
 param()
 $tree = $MyInvocation.MyCommand.ScriptBlock.Ast
 while ($null -ne $tree.Parent) { $tree = $tree.Parent }
 return $tree.Extent.Text
}
function New-JobDirectory {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Root,
  [Parameter(Mandatory = $true)] [string] $Key,
  [Parameter(Mandatory = $true)] [psobject] $Work,
  [Parameter()] [AllowEmptyCollection()] [string[]] $Script = @()
 )
 $fresh = [System.IO.Path]::Combine($Root, '.new-' + [guid]::NewGuid().ToString('N'))
 New-SecureDirectory -Path $fresh
 try {
  $text = (Get-ScriptText) + "\`r\`nInvoke-PatchringJob -Directory \`$PSScriptRoot\`r\`n"
  [System.IO.File]::WriteAllText([System.IO.Path]::Combine($fresh, 'job.ps1'), $text, [System.Text.Encoding]::ASCII)
  foreach ($line in $Script) {
   $role, $null, $content = $line.Split([char[]]'|', 3)
   [System.IO.File]::WriteAllText([System.IO.Path]::Combine($fresh, $role + '.ps1'), $content, [System.Text.UTF8Encoding]::new($false))
  }
  Write-JobFile -Path ([System.IO.Path]::Combine($fresh, 'parameters.xml')) -Value $Work
  $directory = [System.IO.Path]::Combine($Root, $Key)
  try { [System.IO.Directory]::Move($fresh, $directory) }
  catch [System.IO.IOException] { if (-not [System.IO.Directory]::Exists($directory)) { throw } }
 }
 finally { if ([System.IO.Directory]::Exists($fresh)) { [System.IO.Directory]::Delete($fresh, $true) } }
}
function Confirm-OwnScript {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Kind,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Update,
  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Script
 )
 if ($null -ne $MyInvocation.MyCommand.Module) { Stop-Patchring -Code 'JOB_SCRIPT_REFUSED' -Message 'Only the jobs of the installed module run here.' }
 $roles = @($Script | ForEach-Object { $_.Split('|')[0] }) -join ','
 $needed = 'run,detect'
 if ($Kind -eq 'detect') { $needed = 'detect' }
 if ($roles -ne $needed -or ($Kind -ne 'detect' -and $Update.Length -ne 1)) {
  Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message ('Work of kind {0} needs the scripts {1}.' -f $Kind, $needed)
 }
}
function Clear-JobRemnant {
 [CmdletBinding()]
 param([Parameter(Mandatory = $true)] [string] $Root)
 foreach ($path in [System.IO.Directory]::GetDirectories($Root, '.*')) {
  if ([System.IO.Directory]::GetCreationTimeUtc($path) -gt [datetime]::UtcNow.AddDays(-1)) { continue }
  try { [System.IO.Directory]::Delete($path, $true) }
  catch { $PSCmdlet.WriteWarning($path + ' cannot be deleted: ' + $_.Exception.Message) }
 }
}
function Start-PatchringJob {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param(
  [Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key,
  [Parameter(Mandatory = $true)] [ValidateSet('scan', 'stage', 'install', 'packages', 'detect', 'script', 'removal', 'uninstall', 'hide', 'show', 'drain', 'resume')] [string] $Kind,
  [Parameter()] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source = 'machine',
  [Parameter()] [bool] $OverrideWsus = $false,
  [Parameter()] [ValidatePattern('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[0-9]{1,9}$')] [string[]] $Update = @(),
  [Parameter()] [ValidatePattern('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[0-9]{1,9}\\|KB[0-9]{5,8}\\|[0-9a-f]{64}\\|[^|"<>*?]{2,400}[\\\\/][^|"<>*?:\\\\/]+\\.(msu|cab)$')] [string[]] $Package = @(),
  [Parameter()] [ValidatePattern('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[0-9]{1,9}\\|[0-9a-f]{64}\\|[^|"<>*?]{2,400}[\\\\/][^|"<>*?:\\\\/]+\\.(msu|cab)$')] [string[]] $Prerequisite = @(),
  [Parameter()] [ValidatePattern('^(run|detect)\\|[0-9a-f]{64}\\|')] [string[]] $Script = @(),
  [Parameter()] [string[]] $PackagesBefore = @(),
  [Parameter()] [AllowNull()] [AllowEmptyCollection()] [string[]] $PackagesAdded,
  [Parameter()] [string[]] $Kb = @(),
  [Parameter()] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string[]] $Drain = @()
 )
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 if (('stage', 'install', 'hide', 'show' -contains $Kind) -and $Update.Length -eq 0 -and ($Kind -ne 'stage' -or $Package.Length -eq 0)) { Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message ('Work of kind {0} needs updates.' -f $Kind) }
 if ($Kind -eq 'packages' -and $Package.Length -eq 0) { Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message 'Work of kind packages needs packages.' }
 if ('detect', 'script', 'removal' -contains $Kind) { Confirm-OwnScript -Kind $Kind -Update $Update -Script $Script }
 if ($Kind -eq 'uninstall' -and $PackagesBefore.Length -eq 0) {
  Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message 'An uninstall needs the packages recorded before the install: without them everything would go.'
 }
 if ($Kind -eq 'resume' -and $Drain.Length -eq 0) { Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message 'Work of kind resume needs drains.' }
 $root = Open-JobRoot -Create
 $directory = [System.IO.Path]::Combine($root, $Key)
 if (-not [System.IO.Directory]::Exists($directory)) {
  $forbidden = Get-ScriptPolicy
  if ($null -ne $forbidden) { Stop-Patchring -Code 'JOB_SCRIPTS_FORBIDDEN' -Message ('Group policy forbids unsigned scripts: ' + $forbidden + '.') }
  Clear-JobRemnant -Root $root
  $digests = [string[]]@(foreach ($line in $Script) { $line.Split([char[]]'|', 3)[0..1] -join '|' })
  $work = [pscustomobject]@{ Kind = $Kind; Source = $Source; OverrideWsus = $OverrideWsus; Update = $Update; Package = $Package; Prerequisite = $Prerequisite; Script = $digests; PackagesBefore = $PackagesBefore; PackagesAdded = $PackagesAdded; Kb = $Kb; Drain = $Drain }
  New-JobDirectory -Root $root -Key $Key -Work $work -Script $Script
 }
 Confirm-SecureDirectory -Path $directory
 $known = Read-JobFile -Path ([System.IO.Path]::Combine($directory, 'parameters.xml'))
 if ($known.Kind -ne $Kind) { Stop-Patchring -Code 'JOB_KEY_REUSED' -Message ('The key {0} belongs to work of kind {1}.' -f $Key, $known.Kind) }
 $status = Get-JobStatus -Directory $directory -Key $Key
 if ($status.state -ne 'lost' -or [System.IO.File]::Exists([System.IO.Path]::Combine($directory, 'started'))) { return $status }
 Register-JobTask -Key $Key -Script ([System.IO.Path]::Combine($directory, 'job.ps1'))
 Start-JobTask -Key $Key
 Get-JobStatus -Directory $directory -Key $Key
}
`;

// src/windows/operations/version.ps1
var version_default = `function Get-PatchringVersion {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param()
 [pscustomobject]@{ version = 12 }
}
`;

// src/windows/operations/visit.ps1
var visit_default = `function Get-CallAnswer {
 [CmdletBinding()]
 param(
  [Parameter(Mandatory = $true)] [string] $Name,
  [Parameter(Mandatory = $true)] [hashtable] $Given
 )
 $output = @()
 $failure = $null
 try {
  $output = @(switch ($Name) {
    'Get-PatchringFacts' { Get-PatchringFacts @Given }
    'Get-PatchringBoot' { Get-PatchringBoot @Given }
    'Get-PatchringHotpatch' { Get-PatchringHotpatch @Given }
    'Get-PatchringHealth' { Get-PatchringHealth @Given }
    'Get-PatchringRoles' { Get-PatchringRoles @Given }
    'Get-PatchringPackage' { Get-PatchringPackage @Given }
    'Get-PatchringRemoval' { Get-PatchringRemoval @Given }
    'Get-PatchringShadow' { Get-PatchringShadow @Given }
    'Get-PatchringDiagnosis' { Get-PatchringDiagnosis @Given }
    'Start-PatchringJob' { Start-PatchringJob @Given }
    'Get-PatchringJob' { Get-PatchringJob @Given }
    'Stop-PatchringJob' { Stop-PatchringJob @Given }
    'Remove-PatchringJob' { Remove-PatchringJob @Given }
    'Restart-PatchringMachine' { Restart-PatchringMachine @Given }
    'Get-PatchringRestartReadiness' { Get-PatchringRestartReadiness @Given }
    default { Stop-Patchring -Code 'WINDOWS_COMMAND_MISSING' -Message ('A visit makes no calls of {0}.' -f $Name) }
   })
 }
 catch {
  $failure = [pscustomobject]@{
   errorId  = [string]$_.FullyQualifiedErrorId
   message  = [string]$_.Exception.Message
   category = [string]$_.CategoryInfo.Category
   hresult  = [int](Get-InnermostException -Exception $_.Exception).HResult
  }
 }
 [pscustomobject]@{ output = [object[]]$output; failure = $failure }
}
function Invoke-PatchringVisit {
 [CmdletBinding()]
 [OutputType([pscustomobject])]
 param([Parameter(Mandatory = $true)] [ValidateCount(1, 50)] [hashtable[]] $Call)
 Set-StrictMode -Version 3.0
 $ErrorActionPreference = 'Stop'
 $answers = @(foreach ($one in $Call) { Get-CallAnswer -Name ([string]$one['Name']) -Given ([hashtable]$one['Given']) })
 [pscustomobject]@{ answers = [object[]]$answers }
}
`;

// src/windows/script.ts
var scriptVersion = 12, foundations = [
  failure_default,
  registry_default,
  script_policy_default,
  instrumentation_default,
  event_log_default,
  log_files_default,
  boot_state_default,
  store_work_default,
  packages_default,
  component_store_default,
  undo_state_default,
  shadow_copies_default,
  package_files_default,
  work_watch_default,
  update_agent_default,
  update_hiding_default,
  restart_prediction_default,
  install_checks_default,
  update_work_default,
  directory_default,
  task_default,
  job_files_default,
  role_touches_default,
  role_probes_default,
  cluster_default,
  role_servers_default
], bodies = [job_default, scan_default, stage_default, install_default, package_default, script_default, uninstall_default, visibility_default, cluster_node_default], operations2 = [
  facts_default,
  boot_default,
  hotpatch_default,
  health_default,
  roles_default,
  packages_default2,
  removal_default,
  shadow_default,
  diagnosis_default,
  probe_default,
  start_job_default,
  poll_job_default,
  cancel_job_default,
  remove_job_default,
  restart_default,
  restart_readiness_default,
  version_default,
  visit_default
], functionTexts = [...foundations, ...operations2, ...bodies];
function withoutComments(text2) {
  return text2.replace(/^[ \t]*<#[\s\S]*?#>[ \t]*$/gm, "").split(`
`).map((line) => line.trimEnd()).filter((line) => line !== "" && !/^[ \t]*#/.test(line)).map((line) => line.replace(/^(?: {4})+/, (indent) => " ".repeat(indent.length / 4))).map((line) => `${line}
`).join("");
}
function functionsOf(texts2) {
  let found = texts2.flatMap((text2) => [...withoutComments(text2).matchAll(/^function ([\w-]+) \{\n[\s\S]*?^\}\n/gm)]), names2 = new Set(found.map(([, name = ""]) => name));
  return new Map(
    found.map(([text2, name = ""]) => {
      let words = new Set(text2.match(/[A-Z][A-Za-z]*-[A-Za-z]+/g));
      return [name, { name, text: text2, needs: [...words].filter((word) => word !== name && names2.has(word)) }];
    })
  );
}
var functions = functionsOf(functionTexts), caller = "Invoke-JobBody", bodiesOf = new Map(
  [...(functions.get(caller)?.text ?? "").matchAll(/^ {2}'(\w+)' \{([\s\S]*?)(?=^ {2}(?:'|default ))/gm)].map(
    ([, kind = "", block = ""]) => [kind, block.match(/Invoke-Patchring\w+/g) ?? []]
  )
), allBodies = new Set([...bodiesOf.values()].flat()), dispatcher = "Get-CallAnswer", called = /^(?:Get|Start|Stop|Remove|Restart)-Patchring\w+$/;
function needsOf(name, kinds) {
  let needs = functions.get(name)?.needs ?? [];
  if (name === dispatcher) return needs.filter((need) => !called.test(need));
  if (name !== caller || kinds.length === 0) return needs;
  let mine = new Set(kinds.flatMap((kind) => bodiesOf.get(kind) ?? [...allBodies]));
  return needs.filter((need) => !allBodies.has(need) || mine.has(need));
}
function functionsFor(wanted) {
  let found = /* @__PURE__ */ new Set(), kinds = wanted.flatMap(({ kind }) => kind ?? []), queue = wanted.map(({ command }) => command);
  for (let name = queue.pop(); name !== void 0; name = queue.pop())
    found.has(name) || (found.add(name), queue.push(...needsOf(name, kinds)));
  return [...functions.keys()].filter((name) => found.has(name));
}
function headerOf(rollout) {
  return `# patchring: functions of update rollout ${rollout.replaceAll(/[^A-Za-z0-9._-]/g, "-").slice(0, 100) || "without-name"}, script version ${scriptVersion}. This text only defines them; each call names one.
`;
}
function textOf(names2, rollout) {
  return headerOf(rollout) + names2.map((name) => functions.get(name)?.text ?? "").join("");
}
var writesText = "Get-ScriptText", KnownFunctions = class {
  #defined = /* @__PURE__ */ new Set();
  /** Names in the text that a job would be given now. */
  #written = /* @__PURE__ */ new Set();
  definitionFor(wanted, rollout) {
    let needed2 = functionsFor(wanted), names2 = needed2.includes(writesText) && !needed2.every((name) => this.#written.has(name)) ? needed2 : needed2.filter((name) => !this.#defined.has(name));
    return { names: names2, text: names2.length === 0 ? "" : textOf(names2, rollout) };
  }
  /** They have arrived. */
  learn({ names: names2 }) {
    for (let name of names2) this.#defined.add(name);
    names2.includes(writesText) && (this.#written = new Set(names2));
  }
};

// src/windows/jea.ts
var jeaName = "patchring", moduleId = "5b0d0a5e-7c1c-4f0b-9a53-0a3a9c6e2b71", roleId = "0d8f7a8b-2a4b-4f4e-8b0c-5d1f6c7e9a12", sessionId = "c3a1e6d4-93f2-4b75-8a6e-1f2b7d4c8e93", jeaCommands = operations.filter(({ command }) => command !== probe.command).map(({ command }) => command);
function quoted(text2) {
  return `'${text2.replaceAll("'", "''")}'`;
}
var list = jeaCommands.map((command) => `        ${quoted(command)}`).join(`,
`);
function manifest() {
  return `@{
    RootModule        = 'patchring.psm1'
    ModuleVersion     = '${scriptVersion}.0.0'
    GUID              = '${moduleId}'
    Author            = 'patchring'
    Description       = 'Functions of an update rollout, for a session configuration that takes no scripts.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @(
${list}
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
${list}
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
  let head = `# patchring: functions of an update rollout, script version ${scriptVersion}.
`;
  return /* @__PURE__ */ new Map([
    [`${jeaName}/${jeaName}.psm1`, head + functionTexts.join(`
`)],
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

// src/rollout/events.ts
var text = string(), count = number().int().nonnegative(), instant = number().int(), at = { at: instant }, ofRing = { ...at, ring: text }, ofMachine = { ...at, machine: text }, measured = record(text, union([text, number(), boolean(), _null()])), judgedGateSchema = strictObject({
  gate: text,
  severity: _enum(severities),
  verdict: _enum(verdicts),
  reason: text,
  measured,
  againAt: instant.exactOptional(),
  strikes: count,
  /** What the failure is about: services, kinds of events, a status. */
  subjects: array(text).exactOptional(),
  /** Measurements since a round of looks began, where the gate takes several; `errors` in a row, `at` of the last one. */
  series: strictObject({
    since: instant,
    at: instant.nullable(),
    passed: count,
    failed: count,
    inconclusive: count,
    errors: count
  }).exactOptional()
}), leftOutReasons = ["held", "restart", "unproven", "gone"], leftOutSchema = strictObject({
  ...updateIdentitySchema.shape,
  why: _enum(leftOutReasons),
  kbs: array(text),
  title: text,
  reason: text,
  remedy: text,
  blocks: boolean(),
  /** The update that takes its place here. */
  instead: text.exactOptional()
}), causeSchema = discriminatedUnion("by", [
  strictObject({
    by: literal("rule"),
    /**
     * `critical`: at the first confirmed failure; `maxFailures`: one more than allowed; `zeroTolerance`: one of the first machines of the
     * rollout; `sequential`: too many for a good update, by the test; `sameSignature`: two machines with one new failure; `drill`: the
     * machine that was to prove the undo could not be taken back, or not be updated again.
     */
    rule: _enum(["critical", "maxFailures", "zeroTolerance", "sequential", "sameSignature", "drill"]),
    ring: text,
    /** From 1, and of how many. */
    wave: count,
    waves: count,
    machine: text,
    /** The gate that failed; null when the work itself failed. */
    gate: text.nullable(),
    code: text,
    /** Failed machines of this wave, the size of the wave, failed machines of the ring, and how many of these are allowed. */
    failed: count,
    of: count,
    failedInRing: count,
    limit: count,
    /** It was in order after the update, and failed when the ring had soaked. */
    isAfterSoak: boolean(),
    /** What the test had before it, in the ring or in the whole rollout: failed machines, and machines that the update was begun on. */
    test: strictObject({ scope: _enum(["ring", "rollout"]), failed: count, started: count }).exactOptional(),
    /** What several machines have in common that was not there before: gate and subject, or code and number. */
    signature: text.exactOptional()
  }),
  /** A gate of the service, after a wave or a ring. */
  strictObject({
    by: literal("service"),
    rule: _enum(["waveGate", "ringGate"]),
    ring: text,
    wave: count,
    waves: count,
    gate: text,
    severity: _enum(severities),
    measured,
    /** What it had measured before the first machine of the ring; null: nobody knows. */
    before: strictObject({ verdict: _enum(verdicts), reason: text, measured }).nullable(),
    /** Machines of the ring that the update was begun on. */
    started: count
  }),
  strictObject({ by: literal("person"), person: text })
]), ringEvents = [
  /** `uncovered`: kinds of its machines that no earlier ring has, where that holds nobody. */
  strictObject({ kind: literal("ringOpened"), ...ofRing, uncovered: text.exactOptional() }),
  /** Waves count from 1. */
  strictObject({ kind: literal("waveOpened"), ...ofRing, wave: count, size: count }),
  strictObject({ kind: literal("ringSoaking"), ...ofRing, until: instant }),
  strictObject({ kind: literal("ringJudging"), ...ofRing }),
  /** What the gates of a wave or of the ring said of the service; `wave` from 1, 0: before the first. `againAt` null: this is the answer. */
  strictObject({
    kind: literal("ringJudged"),
    ...ofRing,
    of: _enum(serviceScopes),
    side: _enum(serviceSides),
    wave: count,
    verdict: _enum(verdicts),
    gates: array(judgedGateSchema),
    againAt: instant.nullable()
  }),
  strictObject({ kind: literal("ringPassed"), ...ofRing }),
  strictObject({ kind: literal("ringHeld"), ...ofRing, failure: failureSchema })
], drillEvents = [
  strictObject({ kind: literal("drillBegan"), ...ofRing, machine: text }),
  strictObject({ kind: literal("drillUndone"), ...ofRing, machine: text }),
  strictObject({ kind: literal("drillProved"), ...ofRing, machine: text })
], machineEvents = [
  strictObject({ kind: literal("intended"), ...at, effect: effectSchema }),
  strictObject({
    kind: literal("finished"),
    ...ofMachine,
    key: text,
    outcome: outcomeSchema,
    /** Jobs that are forgotten on the machine now. */
    acknowledged: array(text.regex(jobKeyPattern))
  }),
  strictObject({
    kind: literal("judged"),
    ...ofMachine,
    stage: _enum(stages),
    /** The worst of the gates that decide. */
    verdict: _enum(verdicts),
    gates: array(judgedGateSchema),
    /** When we look again; null: this is the answer. */
    againAt: instant.nullable()
  }),
  strictObject({
    kind: literal("machineChosen"),
    ...ofMachine,
    updates: array(updateIdentitySchema),
    left: array(leftOutSchema)
  }),
  /** What is otherwise than the plan knew it, before anything was begun; empty: nothing any more. */
  strictObject({ kind: literal("machineDrifted"), ...ofMachine, changes: array(changeSchema) }),
  strictObject({ kind: literal("machineSkipped"), ...ofMachine, failure: failureSchema }),
  /** Back in line: nothing was started on it. */
  strictObject({ kind: literal("machineReturned"), ...ofMachine, reason: text }),
  strictObject({
    kind: literal("machineDone"),
    ...ofMachine,
    result: _enum(["updated", "nothingNeeded"]),
    left: array(leftOutSchema)
  }),
  strictObject({
    kind: literal("machineFailed"),
    ...ofMachine,
    failure: failureSchema,
    severity: _enum(severities),
    gate: text.nullable()
  }),
  strictObject({ kind: literal("machineUnclear"), ...ofMachine, failure: failureSchema, gate: text.nullable() }),
  strictObject({ kind: literal("machineUndone"), ...ofMachine }),
  strictObject({ kind: literal("machineStranded"), ...ofMachine, failure: failureSchema })
], rolloutEvents = [
  strictObject({ kind: literal("begun"), ...at, format: literal(1), plan: planSchema }),
  /** A run took the rollout up. `ring` and `only` narrow what it may begin; `again`: machines that it puts back in line. */
  strictObject({
    kind: literal("runBegan"),
    ...at,
    by: text,
    ring: text.nullable(),
    only: array(text).nullable(),
    again: array(text),
    /** The part of the rollout that it works on beside others. */
    shard: text.exactOptional()
  }),
  strictObject({ kind: literal("halted"), ...at, cause: causeSchema, reason: text }),
  strictObject({ kind: literal("resumed"), ...at, person: text, reason: text, exclude: array(text) }),
  /** Failed machines that a person puts back in line; those of a ring that has passed come when it opens again. Lifts a halt that they made. */
  strictObject({ kind: literal("retried"), ...at, person: text, reason: text, machines: array(text).min(1) }),
  strictObject({ kind: literal("approved"), ...ofRing, planHash: text, person: text }),
  strictObject({ kind: literal("updateHeld"), ...at, kb: kbSchema, reason: text, person: text }),
  strictObject({
    kind: literal("undoBegan"),
    ...at,
    cause: causeSchema,
    reason: text,
    /** In the order of undoing: newest first. */
    machines: array(text),
    /** In the scope, and left as they are. */
    spared: array(strictObject({ machine: text, reason: text }))
  }),
  /** `left`: in service and left as they are, because undoing stranded others. */
  strictObject({
    kind: literal("undoEnded"),
    ...at,
    undone: count,
    stranded: count,
    left: count,
    /** An earlier undo has taken machines back: the update set stays final, whatever became of this one. */
    isFinal: literal(!0).exactOptional()
  }),
  /** What was taken back may come again: it is planned again, and shown on the machines where it was hidden. */
  strictObject({ kind: literal("undoLifted"), ...at, person: text, reason: text }),
  /** A person has closed it for good, as it stands: another rollout may begin. */
  strictObject({
    kind: literal("superseded"),
    ...at,
    person: text,
    reason: text,
    /** What mends its updates, and is planned next in their place. Absent: nothing in particular. */
    fix: array(kbSchema).min(1).exactOptional()
  }),
  /** The tool cannot do its work, for example because a password is rejected; the next run tries again. */
  strictObject({ kind: literal("stopped"), ...at, failure: failureSchema }),
  strictObject({
    kind: literal("concluded"),
    ...at,
    conclusion: _enum(["succeeded", "nothing-to-do", "rolled-back"])
  })
], eventSchema = discriminatedUnion("kind", [
  ...rolloutEvents,
  ...ringEvents,
  ...drillEvents,
  ...machineEvents
]);

// src/world/journal-text.ts
function readJournalText(text2, file) {
  return parseRecords(Buffer.from(text2), eventSchema, file);
}
function journalEndOf(text2) {
  return chainEndOf(text2);
}

// src/world/ledger.ts
import { tmpdir as tmpdir2 } from "node:os";
import { isAbsolute as isAbsolute2, relative, resolve as resolve3, sep } from "node:path";

// src/journal/file.ts
import { mkdir as mkdir2, open as open3, readdir as readdir3, readFile as readFile4, rename as rename2 } from "node:fs/promises";
import { join as join4 } from "node:path";

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
  return error instanceof Error && "code" in error && typeof error.code == "string" ? error.code : void 0;
}
async function onDisk(file, what, work) {
  try {
    return await work();
  } catch (error) {
    let code = codeOf2(error);
    if (error instanceof FailureError || code === void 0) throw error;
    let message = `the ledger could not be ${what}: ${reasons[code] ?? code}`, next = "check the path, the rights and the free space, then run again: what was written before is kept";
    throw new FailureError([failureOf("JOURNAL_UNREADABLE", message, { next, place: { file }, cause: code })]);
  }
}
async function orIfAbsent(work, standIn) {
  try {
    return await work;
  } catch (error) {
    if (codeOf2(error) === "ENOENT") return standIn;
    throw error;
  }
}

// src/journal/lock.ts
import { open, readdir, readFile as readFile2, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join as join2 } from "node:path";

// src/journal/holder.ts
import { readFile, readlink } from "node:fs/promises";
import { hostname as hostname2 } from "node:os";
var holderSchema = object({
  owner: string(),
  machine: string(),
  /** Processes with equal scopes see each other's numbers; containers do not. */
  scope: string(),
  pid: number().int(),
  /** When the process was born, as the system counts it: numbers of dead processes are given again. */
  born: string(),
  since: iso_exports.datetime()
});
async function selfAs(owner) {
  let { pid } = process, since = (/* @__PURE__ */ new Date()).toISOString();
  return { owner, machine: hostname2(), scope: await scopeOf(), pid, born: (await factsOf2(pid)).born, since };
}
async function scopeOf() {
  return await readlink("/proc/self/ns/pid").catch(() => "system");
}
async function factsOf2(pid) {
  let text2 = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""), fields = text2.slice(text2.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0] ?? "", born: fields[19] ?? "" };
}
var ended2 = ["Z", "X"];
async function isGone({ machine, scope, pid, born }) {
  if (machine !== hostname2() || scope !== await scopeOf()) return;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf2(error) === "ESRCH";
  }
  let now = await factsOf2(pid);
  return ended2.includes(now.state) || born !== "" && now.born !== "" && born !== now.born;
}
function describeHolder(holder) {
  if (holder === void 0) return "somebody who left no name";
  let { owner, machine, pid, since } = holder;
  return `${owner}, process ${pid} on ${machine}, since ${since}`;
}

// src/journal/lock.ts
var lockSchema = holderSchema.extend({ released: boolean() }), refreshEvery = 3e4, deadAfter = 6e5, writtenWithin = 1e4;
async function takeLock(directory, owner) {
  for (; ; ) {
    let highest = (await generations(directory)).at(-1), standing = highest === void 0 ? "free" : await standingOf(join2(directory, nameOf(highest)));
    if (highest !== void 0 && standing !== "free" && !standing.isDead)
      throw locked(join2(directory, nameOf(highest)), standing);
    let mine = (highest ?? 0) + 1, holder = { ...await selfAs(owner), released: !1 };
    if (!await create2(join2(directory, nameOf(mine)), holder)) continue;
    let all = await generations(directory);
    if (all.at(-1) !== mine) {
      await rm(join2(directory, nameOf(mine)), { force: !0 });
      continue;
    }
    for (let older of all.slice(0, -1)) await rm(join2(directory, nameOf(older)), { force: !0 });
    return hold({ directory, mine, notes: standing === "free" ? [] : [takenOver(standing)] });
  }
}
function hold({ directory, mine, notes }) {
  let path = join2(directory, nameOf(mine)), timer = setInterval(() => {
    let now = /* @__PURE__ */ new Date();
    utimes(path, now, now).catch(() => {
    });
  }, refreshEvery);
  timer.unref();
  let highest = async () => (await generations(directory)).at(-1);
  return {
    notes,
    async verify() {
      let top = await highest();
      if (top === mine) return;
      let file = join2(directory, nameOf(top ?? mine)), standing = await standingOf(file);
      throw locked(file, standing === "free" ? { holder: void 0, age: 0, isDead: !1 } : standing);
    },
    async release() {
      clearInterval(timer);
      try {
        await highest() === mine && await giveBack(path);
      } catch {
      }
    }
  };
}
var nameOf = (generation) => `${String(generation).padStart(8, "0")}.json`;
async function generations(directory) {
  return (await orIfAbsent(readdir(directory), [])).flatMap((name) => /^\d{8}\.json$/.test(name) ? [Number(name.slice(0, 8))] : []).sort((a, b) => a - b);
}
async function create2(path, holder) {
  try {
    return await writeFile(path, JSON.stringify(holder), { flag: "wx", mode: 384 }), !0;
  } catch (error) {
    if (codeOf2(error) === "EEXIST") return !1;
    throw await rm(path, { force: !0 }).catch(() => {
    }), error;
  }
}
var [held, free] = ["false}", "true }"];
async function giveBack(path) {
  let handle = await open(path, "r+");
  try {
    let { size } = await handle.stat();
    await handle.write(free, size - held.length);
  } finally {
    await handle.close();
  }
}
async function standingOf(path) {
  let read = Promise.all([readFile2(path, "utf8"), stat(path)]), found = await orIfAbsent(read, void 0);
  if (found === void 0) return "free";
  let [text2, { mtimeMs }] = found, age = Math.max(0, Date.now() - mtimeMs), holder = holderIn(text2);
  return holder === void 0 ? { holder, age, isDead: age > writtenWithin } : holder.released ? "free" : { holder, age, isDead: await isGone(holder) ?? age > deadAfter };
}
function holderIn(text2) {
  try {
    return lockSchema.parse(JSON.parse(text2));
  } catch {
    return;
  }
}
function locked(path, standing) {
  let message = `another run writes to this ledger: ${describeHolder(standing.holder)}, seen ${formatDuration(standing.age)} ago`, next = `wait until it ends; if it is certainly dead, delete ${path} and run again`;
  return new FailureError([failureOf("JOURNAL_LOCKED", message, { next, retryable: !0, place: { file: path } })]);
}
function takenOver(standing) {
  let message = `the run that wrote to the ledger (${describeHolder(standing.holder)}) is dead; its lock was taken over`;
  return failureOf("JOURNAL_TAKEN_OVER", message);
}

// src/journal/mailbox.ts
import { randomUUID as randomUUID2 } from "node:crypto";
import { mkdir, open as open2, readdir as readdir2, readFile as readFile3, rename, rm as rm2 } from "node:fs/promises";
import { join as join3 } from "node:path";
function letterName({ at: at2 }) {
  return `${new Date(at2).toISOString().replaceAll(":", "-")}-${randomUUID2()}.json`;
}
function letterIn(text2, schema, file) {
  try {
    return schema.parse(JSON.parse(text2));
  } catch {
    let message = "A letter is not one that this version reads.", next = "use the version that left it, or a later one; or delete it";
    throw new FailureError([failureOf("JOURNAL_VERSION_UNKNOWN", message, { place: { file }, next })]);
  }
}
function createMailbox(directory, rollout, schema) {
  let box = join3(directory, rollout);
  return {
    async read() {
      let names2 = await onDisk(box, "read", () => orIfAbsent(readdir2(box), [])), letters = [];
      for (let id of names2.filter((name) => name.endsWith(".json")).sort()) {
        let file = join3(box, id), text2 = await onDisk(
          file,
          "read",
          () => orIfAbsent(readFile3(file, "utf8"), void 0)
        );
        text2 !== void 0 && letters.push({ id, event: letterIn(text2, schema, file) });
      }
      return letters;
    },
    async remove(ids) {
      for (let id of ids) await onDisk(box, "written", () => rm2(join3(box, id), { force: !0 }));
    },
    async post(event) {
      let id = letterName(event);
      return await onDisk(box, "written", async () => {
        await mkdir(box, { recursive: !0 }), await putWhole(join3(box, id), JSON.stringify(event));
      }), id;
    }
  };
}
async function putWhole(file, text2) {
  let beside = `${file}.new`;
  try {
    let handle = await open2(beside, "wx");
    try {
      await handle.writeFile(text2), await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    throw await rm2(beside, { force: !0 }).catch(() => {
    }), error;
  }
}

// src/journal/file.ts
var fileName = /^(\d{4,})-(.+)\.jsonl$/;
function createFileLedger(options) {
  let { directory, schema, owner } = options, files = async () => (await onDisk(directory, "read", () => orIfAbsent(readdir3(directory), []))).flatMap((name) => {
    let [, number2, rollout] = fileName.exec(name) ?? [];
    return rollout === void 0 ? [] : [{ number: Number(number2), rollout, file: join4(directory, name) }];
  }).sort((a, b) => a.number - b.number), find = async (rollout) => (await files()).findLast((found) => found.rollout === rollout);
  return {
    async list() {
      let names2 = [];
      for (let { file, rollout } of await files()) await holdsRecord(file) && names2.push(rollout);
      return names2;
    },
    async read(rollout) {
      let found = await find(rollout);
      return found === void 0 ? [] : (await onDisk(found.file, "read", () => readRecords(found.file, schema))).events;
    },
    async text(rollout) {
      let found = await find(rollout);
      if (found === void 0) return "";
      let bytes = await onDisk(found.file, "read", () => readFile4(found.file));
      return wholeLines(bytes).toString();
    },
    async write(rollout) {
      let locks = join4(directory, "lock");
      await onDisk(directory, "written", () => mkdir2(locks, { recursive: !0, mode: 448 }));
      let lock = await onDisk(locks, "written", () => takeLock(locks, owner));
      try {
        let found = await find(rollout), last = (await files()).at(-1)?.number ?? 0, fresh = join4(directory, `${String(last + 1).padStart(4, "0")}-${rollout}.jsonl`), isOvertaken = found !== void 0 && found.number < last && !await holdsRecord(found.file);
        isOvertaken && await onDisk(fresh, "written", () => rename2(found.file, fresh));
        let file = isOvertaken ? fresh : found?.file ?? fresh, { journal, notes } = await openJournal({ file, directory, schema, lock });
        return { journal, notes: [...lock.notes, ...notes] };
      } catch (error) {
        throw await lock.release(), error;
      }
    },
    mailbox: (rollout) => createMailbox(join4(directory, "mail"), rollout, schema)
  };
}
async function holdsRecord(file) {
  return onDisk(file, "read", async () => {
    let handle = await open3(file, "r");
    try {
      let piece = Buffer.allocUnsafe(65536);
      for (; ; ) {
        let { bytesRead } = await handle.read(piece, 0, piece.length, null);
        if (bytesRead === 0) return !1;
        if (piece.subarray(0, bytesRead).includes(10)) return !0;
      }
    } finally {
      await handle.close();
    }
  });
}
var pieceLength = 2 ** 20;
async function readRecords(file, schema) {
  let reader = new RecordReader(schema, file), handle = await open3(file, "r");
  try {
    let piece = Buffer.allocUnsafe(pieceLength), [filled, size] = [0, 0];
    for (; ; ) {
      let { bytesRead } = await handle.read(piece, filled, piece.length - filled, size + filled);
      if (bytesRead === 0) return { ...reader.records, size, isTorn: filled > 0 };
      filled += bytesRead;
      let whole2 = wholeLines(piece.subarray(0, filled));
      reader.take(whole2), piece.copyWithin(0, whole2.length, filled), size += whole2.length, filled -= whole2.length, filled === piece.length && (piece = Buffer.concat([piece], 2 * filled));
    }
  } finally {
    await handle.close();
  }
}
async function openJournal({ file, directory, schema, lock }) {
  let none = { events: [], end: chainStart, size: 0, isTorn: !1 }, found = await onDisk(file, "read", () => orIfAbsent(readRecords(file, schema), none)), { events, end, size, isTorn } = found, handle = await onDisk(file, "written", () => open3(file, "a", 384)), notes = [];
  try {
    isTorn && (await onDisk(file, "written", () => handle.truncate(size)), notes.push(torn(file, end.sequence + 1))), await onDisk(file, "written", () => handle.datasync()), size === 0 && await syncDirectory(directory);
  } catch (error) {
    throw await handle.close(), error;
  }
  return { journal: new FileJournal({ file, handle, lock, size, events, end }), notes };
}
async function syncDirectory(directory) {
  let handle = await open3(directory, "r").catch(() => {
  });
  await handle?.sync().catch(() => {
  }), await handle?.close();
}
var FileJournal = class {
  #file;
  #handle;
  #lock;
  #events;
  #end;
  #size;
  #isBroken = !1;
  constructor({ file, handle, lock, size, events, end }) {
    this.#file = file, this.#handle = handle, this.#lock = lock, this.#size = size, this.#events = [...events], this.#end = end;
  }
  read() {
    return Promise.resolve([...this.#events]);
  }
  async append(events) {
    if (this.#isBroken) throw new RangeError("a journal that could not be written is not written again");
    let end = this.#end, lines = events.map((event) => {
      let record2 = formatRecord(event, end);
      return end = record2.end, `${record2.line}
`;
    }), bytes = Buffer.from(lines.join(""));
    this.#isBroken = !0, await onDisk(this.#file, "written", () => this.#lock.verify());
    try {
      await onDisk(this.#file, "written", async () => {
        await this.#handle.appendFile(bytes), await this.#handle.datasync();
      });
    } catch (error) {
      throw await this.#takeBack(), error;
    }
    this.#isBroken = !1, this.#size += bytes.length, this.#end = end, this.#events.push(...events);
  }
  /** Half a batch is a whole journal as well; half a line is taken away now rather than by the next run, if it is still ours to do. */
  async #takeBack() {
    try {
      await this.#lock.verify(), await this.#handle.truncate(this.#size), await this.#handle.datasync();
    } catch {
    }
  }
  async close() {
    await this.#handle.close(), await this.#lock.release();
  }
};
function wholeLines(bytes) {
  return bytes.subarray(0, bytes.lastIndexOf(`
`) + 1);
}
function torn(file, line) {
  let message = `Line ${line} was cut off in the middle, as a crash leaves it; it was taken away. Nothing that was done is lost.`;
  return failureOf("JOURNAL_TAIL_TORN", message, { place: { file, line } });
}

// src/journal/git/branch.ts
import { createHash } from "node:crypto";
import { mkdtempSync as mkdtempSync2, rmSync as rmSync2 } from "node:fs";
import { join as join6 } from "node:path";
import { setTimeout as sleep2 } from "node:timers/promises";

// src/journal/git/command.ts
import { existsSync } from "node:fs";
import { dirname, join as join5, resolve } from "node:path";

// src/journal/git/trouble.ts
var fail = (code, message, next, isRetryable = !1) => new FailureError([failureOf(code, message, { next, retryable: isRetryable })]), toolMissing = (why) => fail("LEDGER_GIT_MISSING", why, "install git 2.31 or later on the runner, or keep the ledger in a folder: file:DIR"), repositoryMissing = (checkout, isThere) => fail(
  "LEDGER_REPOSITORY_MISSING",
  isThere ? `git does not open the repository of ${checkout}` : `there is no git repository in ${checkout}`,
  isThere ? `if another account owns it: git config --global --add safe.directory ${checkout}` : "check the repository out in a step before this one (with git on the runner), or keep the ledger in a folder: file:DIR"
), remoteMissing = (names2) => fail(
  "LEDGER_REMOTE_MISSING",
  names2.length === 0 ? "the repository has no remote" : `the repository has the remotes ${names2.join(", ")}, and none is origin`,
  "git remote add origin URL, or keep the ledger in a folder: file:DIR"
), branchForeign = (branch, why) => fail(
  "LEDGER_BRANCH_FOREIGN",
  `the branch ${branch} is not a ledger of patchring: ${why}`,
  "name a branch that is not there yet or that patchring made: git:patchring-ledger"
), branchLater = (branch, format) => fail(
  "JOURNAL_VERSION_UNKNOWN",
  `the branch ${branch} is a ledger of format ${format}, which this version does not read`,
  "use the version that wrote it, or a later one"
), branchRewritten = (branch, why) => fail(
  "JOURNAL_LINE_CHANGED",
  `the branch ${branch} is not as this run left it: ${why}`,
  "put the branch back to its last good commit, and find out who rewrote it: nobody but patchring should push there"
), remoteUnreachable = (branch) => fail(
  "JOURNAL_REMOTE_UNREACHABLE",
  `the branch ${branch} cannot be read: its remote does not answer, or does not know who asks`,
  "check the network; the checkout must keep its credentials (GitHub: persist-credentials, on unless told; Azure: checkout with persistCredentials: true); then run again",
  !0
), cutShort = (branch) => fail(
  "JOURNAL_CUT_SHORT",
  `the remote of the ledger (${branch}) did not answer before this run had to end`,
  "run again when the remote answers: what this run could not write is asked of the machines again",
  !0
), pushDenied = (branch) => fail(
  "JOURNAL_PUSH_DENIED",
  `the branch ${branch} can be read but not pushed to with the rights of this checkout`,
  "GitHub: permissions: { contents: write } for the job, and a checkout that keeps its credentials. Azure: Contribute for the build service on this branch (Create branch for the first run), and checkout with persistCredentials: true"
), pushRejected = (branch) => fail(
  "JOURNAL_PUSH_REJECTED",
  `the remote refused the push to ${branch}: the branch is protected, or a rule or a hook stands against it`,
  `exempt ${branch} from rules that ask for pull requests, checks, signatures or known authors: patchring pushes plain commits to it`
), pushOvertaken = (branch) => fail(
  "JOURNAL_PUSH_OVERTAKEN",
  `others pushed to ${branch} each time before this run could`,
  "run again; if it stays so, find out who pushes there",
  !0
), workFailed = (how) => fail(
  "JOURNAL_UNREADABLE",
  `git could not do its work in the temporary folder: ${how}`,
  "check its rights and free space, then run again: what was written before is kept"
), overtaken = (branch) => fail(
  "JOURNAL_OVERTAKEN",
  `another run that works on this rollout has written to ${branch} in this moment`,
  "run again: what it wrote is taken in first",
  !0
), fenced = (branch, by) => fail(
  "JOURNAL_FENCED",
  `this run no longer writes to ${branch}: ${by}`,
  "nothing: it starts nothing more, what runs on machines goes on, and the run that took over asks them. If that run was not meant, end it",
  !0
);

// src/journal/git/command.ts
var remoteName = "ledger", callTime = 6e4, outputLimit = 4e8, misleading = [
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_OBJECT_DIRECTORY",
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_COMMON_DIR",
  "GIT_NAMESPACE",
  "GIT_SHALLOW_FILE",
  "GIT_QUARANTINE_PATH",
  "GIT_CONFIG"
], always = [
  ["core.hooksPath", "/dev/null"],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  ["core.autocrlf", "false"]
], needed = /^(?:(?:http|credential|url|protocol|ssh)\..*|core\.(?:sshcommand|askpass|gitproxy)|remote\.ledger\.(?:url|pushurl|proxy|proxyauthmethod|uploadpack|receivepack))$/is;
function environmentOf(settings) {
  let before = Number(process.env.GIT_CONFIG_COUNT ?? 0) || 0, all = {
    ...Object.fromEntries(misleading.map((name) => [name, void 0])),
    GIT_TERMINAL_PROMPT: "0",
    GCM_INTERACTIVE: "never",
    GIT_CONFIG_COUNT: String(before + settings.length)
  };
  for (let [index, [key, value]] of settings.entries())
    all[`GIT_CONFIG_KEY_${before + index}`] = key, all[`GIT_CONFIG_VALUE_${before + index}`] = value;
  return all;
}
async function gitFor(run2, checkout) {
  let callWith = (settings) => (args, { input, signal } = {}) => run2({
    command: ["git", ...args],
    directory: checkout,
    environment: environmentOf(settings),
    timeout: callTime,
    limit: outputLimit,
    ...input === void 0 ? {} : { input },
    signal
  }), first = callWith(always);
  await refuseOld(first);
  let found = await first(["config", "--local", "--includes", "--list", "-z"]);
  if (found.kind !== "done") throw repositoryMissing(checkout, hasRepository(checkout));
  return callWith([...settingsIn(found.output), ...always]);
}
async function refuseOld(git) {
  let said = await git(["version"]), [, major, minor] = /(\d+)\.(\d+)/.exec(said.kind === "done" ? said.output : "") ?? [];
  if (major === void 0) throw toolMissing("git cannot be started here");
  if (Number(major) < 2 || Number(major) === 2 && Number(minor) < 31)
    throw toolMissing(`git ${major}.${minor} is too old`);
}
function settingsIn(output) {
  let all = output.split("\0").flatMap((entry2) => {
    let [key = "", ...value] = entry2.split(`
`);
    return key === "" ? [] : [[key, value.length === 0 ? "true" : value.join(`
`)]];
  }), names2 = [...new Set(all.flatMap(([key]) => /^remote\.(.+)\.url$/s.exec(key)?.[1] ?? []))], name = names2.includes("origin") ? "origin" : names2[0];
  if (name === void 0 || name !== "origin" && names2.length > 1) throw remoteMissing(names2);
  return all.filter(([key]) => !key.startsWith(`remote.${remoteName}.`) || name === remoteName).map(([key, value]) => [key.replace(`remote.${name}.`, `remote.${remoteName}.`), value]).filter(([key]) => needed.test(key));
}
function hasRepository(directory) {
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    if (existsSync(join5(folder, ".git"))) return !0;
    if (folder === dirname(folder)) return !1;
  }
}

// src/journal/git/stream.ts
var author = "patchring <noreply@patchring.invalid>", noPipeline = "[skip ci]";
function streamOf({ ref, parent, at: at2, change: { message, put, drop } }) {
  let data = (text2) => `data ${Buffer.byteLength(text2)}
${text2}
`, line = `${message.replaceAll(/[\u0000-\u001f\u007f]+/g, " ")} ${noPipeline}`;
  return Buffer.from(
    [
      `commit ${ref}
mark :1
committer ${author} ${Math.floor(at2 / 1e3)} +0000
${data(line)}`,
      parent === void 0 ? "" : `from ${parent}
`,
      ...drop.map((path) => `D ${path}
`),
      ...[...put].map(([path, text2]) => `M 100644 inline ${path}
${data(text2)}`),
      `
get-mark :1
done
`
    ].join("")
  );
}
function filesIn(list2) {
  let entries = list2.split("\0").flatMap((entry2) => {
    let [, name, path] = /^100644 blob ([0-9a-f]{40})\t(.+)$/s.exec(entry2) ?? [];
    return name === void 0 || path === void 0 ? [] : [[path, name]];
  });
  return new Map(entries);
}
function pieces(output, count2) {
  let bytes = Buffer.from(output), found = [];
  for (let at2 = 0; found.length < count2; ) {
    let end = bytes.indexOf(`
`, at2), [, length] = /^[0-9a-f]{40} blob (\d+)$/.exec(bytes.toString("latin1", at2, end)) ?? [];
    if (end < 0 || length === void 0) throw workFailed("a content of the branch is not there or is not text");
    found.push(bytes.toString("utf8", end + 1, end + 1 + Number(length))), at2 = end + 2 + Number(length);
  }
  return found;
}

// src/journal/git/branch.ts
var racesAtMost = 200, commitsAtMost = 400, tip = "refs/patchring/tip", nothing2 = { head: void 0, files: /* @__PURE__ */ new Map() };
function contentName(text2) {
  let bytes = Buffer.from(text2);
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
var Branch = class {
  name;
  #options;
  #git;
  #folder;
  #commits = 0;
  #known = nothing2;
  #line = Promise.resolve();
  constructor(options) {
    this.#options = options, this.name = options.branch;
  }
  /** As this process knows it: what it read or pushed last. */
  get known() {
    return this.#known;
  }
  /** As the remote has it now. */
  read() {
    return this.#inLine(() => this.#refresh());
  }
  /** The contents, in the order of their names. */
  async texts(names2) {
    if (names2.length === 0) return [];
    let input = Buffer.from(names2.map((name) => `${name}
`).join(""));
    return pieces(await this.#own(["cat-file", "--batch"], input), names2.length);
  }
  /** One commit on top of what the remote has; composed anew whenever somebody else was first. `undefined`: nothing to do. */
  change(compose) {
    return this.#inLine(() => this.#change(compose));
  }
  #inLine(work) {
    let mine = this.#line.then(work, work);
    return this.#line = mine.catch(() => {
    }), mine;
  }
  async #change(compose) {
    let { patience } = this.#options;
    this.#commits > commitsAtMost && this.#discard();
    let at2 = this.#known.head === void 0 ? await this.#refresh() : this.#known, troubles = 0;
    for (let races = 0; races < racesAtMost; ) {
      let change = await compose(at2);
      if (change === void 0) return;
      let commit = await this.#commit(at2, change), end = await this.#push(commit, at2.head), now = end.kind === "done" ? commit : await this.#remoteHead();
      if (now === commit) {
        this.#known = { head: commit, files: filesAfter(at2.files, change) };
        return;
      }
      if (now !== at2.head) {
        races += 1, await this.#pause(Math.min(20 * races, 1e3)), at2 = await this.#refresh();
        continue;
      }
      if (troubles >= patience.length) throw this.#whyNotPushed(end);
      await this.#pause(patience[troubles] ?? 0), troubles += 1;
    }
    throw pushOvertaken(this.name);
  }
  #whyNotPushed(end) {
    return end.kind === "failed" && end.exitCode === 1 ? pushRejected(this.name) : end.kind === "failed" ? pushDenied(this.name) : remoteUnreachable(this.name);
  }
  async #commit(at2, change) {
    this.#commits += 1;
    let stream = streamOf({ ref: tip, parent: at2.head, at: Date.now(), change }), said = await this.#own(["fast-import", "--quiet", "--done", "--force"], stream), [commit] = /^[0-9a-f]{40}$/m.exec(said) ?? [];
    if (commit === void 0) throw workFailed("fast-import named no commit");
    return commit;
  }
  async #push(commit, expected) {
    let ref = `refs/heads/${this.name}`, quiet = ["--quiet", "--no-verify", "--no-signed", "--no-follow-tags", "--recurse-submodules=no"], lease = `--force-with-lease=${ref}:${expected ?? ""}`;
    return this.#remote(["push", ...quiet, lease, remoteName, `${commit}:${ref}`]);
  }
  async #refresh() {
    let head = await this.#remoteHead();
    return head === void 0 ? this.#known = nothing2 : head !== this.#known.head && (this.#known = await this.#fetch()), this.#known;
  }
  async #remoteHead() {
    let said = await this.#patiently(["ls-remote", remoteName, `refs/heads/${this.name}`]);
    return /^[0-9a-f]{40}/.exec(said)?.[0];
  }
  async #fetch() {
    let quiet = ["--quiet", "--depth=1", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"];
    await this.#patiently(["fetch", ...quiet, remoteName, `+refs/heads/${this.name}:${tip}`]);
    let head = (await this.#own(["rev-parse", "--verify", tip])).trim();
    return { head, files: filesIn(await this.#own(["ls-tree", "-r", "-z", head])) };
  }
  /** Asks the remote again and again for as long as the patience lasts. */
  async #patiently(args) {
    for (let wait of [...this.#options.patience, void 0]) {
      let end = await this.#remote(args);
      if (end.kind === "done") return end.output;
      if (wait === void 0 || end.kind === "missing") break;
      await this.#pause(wait);
    }
    throw remoteUnreachable(this.name);
  }
  /** Work in our own repository, which has no reason to fail. */
  async #own(args, input) {
    let end = await this.#call(args, { input });
    if (end.kind === "done") return end.output;
    throw workFailed(`${args[0]} ended with ${end.kind === "failed" ? `exit code ${end.exitCode}` : end.kind}`);
  }
  /** What a remote does not answer in time may have arrived all the same. Throws JOURNAL_CUT_SHORT. */
  async #remote(args) {
    let { letGo: signal } = this.#options, end = signal?.aborted === !0 ? void 0 : await this.#call(args, { signal });
    if (end === void 0 || end.kind === "aborted") throw cutShort(this.name);
    return end;
  }
  /** Of two that met, one must come first the next time. */
  #pause(length) {
    return this.watch(Math.min(length * (0.5 + Math.random()), callTime));
  }
  /** Lets time pass (ms). Throws JOURNAL_CUT_SHORT. */
  async watch(length) {
    let { letGo } = this.#options;
    await sleep2(length, void 0, letGo === void 0 ? {} : { signal: letGo }).catch(() => {
      throw cutShort(this.name);
    });
  }
  async #call(args, ask) {
    this.#git ??= gitFor(this.#options.run, this.#options.checkout);
    let git = await this.#git;
    if (this.#folder === void 0) {
      let folder = makeFolder(this.#options.temporary);
      if ((await git(["init", "--quiet", "--bare", "--template=", folder])).kind !== "done") throw workFailed("it could not be made");
      this.#folder = folder;
    }
    return git([`--git-dir=${this.#folder}`, ...args], ask);
  }
  #discard() {
    this.#folder !== void 0 && removeFolder(this.#folder), this.#folder = void 0, this.#known = nothing2, this.#commits = 0;
  }
};
function filesAfter(before, { put, drop }) {
  let files = new Map(before);
  for (let path of drop) files.delete(path);
  for (let [path, text2] of put) files.set(path, contentName(text2));
  return files;
}
var folders = /* @__PURE__ */ new Set(), isSwept = !1;
function makeFolder(parent) {
  isSwept || (isSwept = !0, process.once("exit", () => {
    for (let folder of folders) removeFolder(folder);
  }));
  try {
    let folder = mkdtempSync2(join6(parent, "patchring-ledger-"));
    return folders.add(folder), folder;
  } catch (error) {
    throw workFailed(`no folder can be made in ${parent} (${codeOf2(error) ?? "for no reason that it tells"})`);
  }
}
function removeFolder(folder) {
  folders.delete(folder), rmSync2(folder, { recursive: !0, force: !0 });
}

// src/journal/git/claim.ts
var claimSchema = holderSchema.extend({
  /** Empty: the whole rollout. */
  shard: string(),
  fence: number().int(),
  /** Of one writer, made when it began. */
  token: string(),
  /** How often it was renewed. */
  beat: number().int(),
  /** By its holder's clock. */
  until: iso_exports.datetime(),
  /** How many records there were when it had nothing to do. */
  idleAt: number().int().nullable()
}), ordinaryPace = {
  lease: 6e5,
  beat: 18e4,
  letters: 15e3,
  patience: [500, 1e3, 2e3, 4e3, 8e3, 15e3]
}, nowBy = ({ now = Date.now }) => now();
function claimPath(rollout, shard) {
  let name = shard === "" ? "all" : shard.replace("/", "-of-").split("=").map(encodeURIComponent).join("=");
  return `${claimsOf(rollout)}${name}.json`;
}
var claimsIn = "claims/", claimsOf = (rollout) => `${claimsIn}${rollout}/`;
function textOfClaim({ holder, ...claim }, pace) {
  let until = new Date(nowBy(pace) + pace.lease).toISOString();
  return `${JSON.stringify({ ...holder, ...claim, until })}
`;
}
function claimIn(text2) {
  try {
    return claimSchema.parse(JSON.parse(text2 ?? ""));
  } catch {
    return;
  }
}
async function standingOf2(claim, pace) {
  if (await isGone(claim) === !0) return "over";
  let left = Date.parse(claim.until) - nowBy(pace);
  return left <= 0 ? "over" : left > pace.lease + pace.beat ? "ahead" : "held";
}
function shown({ shard, owner, fence, until, idleAt }) {
  return { shard, owner, fence, until: Date.parse(until), idleAt };
}
function areOpposed(part, { shard }) {
  return part.shard === "" || shard === "" || shard === part.shard || part.overlaps(shard);
}
var partText = (shard) => shard === "" ? "" : `part ${shard} of `;
function heldBy(branch, rollout, claim, pace) {
  let left = formatDuration(Math.max(0, Date.parse(claim.until) - nowBy(pace))), message = `another run writes ${partText(claim.shard)}${rollout} to this ledger: ${describeHolder(claim)}; its claim on ${branch} ends in ${left} unless it is renewed`, next = "wait until it ends; a run that died is taken over when its claim has run out";
  return new FailureError([failureOf("JOURNAL_LOCKED", message, { next, retryable: !0 })]);
}
function takenOver2(branch, rollout, claim) {
  let message = `the run that wrote ${partText(claim.shard)}${rollout} to ${branch} (${describeHolder(claim)}) is dead or cut off; its claim was taken over`;
  return failureOf("JOURNAL_TAKEN_OVER", message);
}

// src/journal/git/holding.ts
import { randomUUID as randomUUID3 } from "node:crypto";

// src/journal/git/layout.ts
var markPath = "patchring.json", markText = `${JSON.stringify({ patchring: "ledger", format: 1 })}
`, markName = contentName(markText), piecePath = /^(rollouts\/(\d{4,})-([^/]+))\/\d{8}\.jsonl$/;
function shelvesIn({ files }) {
  let shelves = /* @__PURE__ */ new Map();
  for (let path of [...files.keys()].sort()) {
    let [, folder, number2, rollout] = piecePath.exec(path) ?? [];
    if (folder === void 0 || rollout === void 0) continue;
    let shelf = shelves.get(folder) ?? { number: Number(number2), rollout, folder, pieces: /* @__PURE__ */ new Map() };
    shelf.pieces.set(path, files.get(path) ?? ""), shelves.set(folder, shelf);
  }
  return [...shelves.values()].sort((a, b) => a.number - b.number);
}
function shelfOf(snapshot, rollout) {
  return shelvesIn(snapshot).findLast((shelf) => shelf.rollout === rollout);
}
function nextFolder(snapshot, rollout) {
  let number2 = (shelvesIn(snapshot).at(-1)?.number ?? 0) + 1;
  return `rollouts/${String(number2).padStart(4, "0")}-${safe(rollout)}`;
}
var pieceIn = (folder, number2) => `${folder}/${String(number2).padStart(8, "0")}.jsonl`, mailIn = (rollout) => `mail/${safe(rollout)}/`;
function safe(rollout) {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(rollout)) throw new RangeError(`no name of a rollout: ${rollout}`);
  return rollout;
}
async function refuseForeign(branch, snapshot, textOf3) {
  if (snapshot.head === void 0) return;
  let mark = snapshot.files.get(markPath);
  if (mark === markName) return;
  if (mark === void 0) throw branchForeign(branch, `it has no ${markPath}`);
  let format = formatIn(await textOf3(mark));
  throw format === void 0 ? branchForeign(branch, `its ${markPath} is not ours`) : branchLater(branch, format);
}
function formatIn(text2) {
  try {
    let found = JSON.parse(text2 ?? "");
    return found.patchring === "ledger" && typeof found.format == "number" ? found.format : void 0;
  } catch {
    return;
  }
}

// src/journal/git/holding.ts
async function takeClaim({ branch, rollout, part, owner, pace, check }) {
  let claim = new HeldClaim({ branch, rollout, part, holder: await selfAs(owner), pace }), dead = [], watched = /* @__PURE__ */ new Set();
  for (await branch.read(); ; ) {
    let ahead;
    if (await branch.change(async (at2) => {
      await check(at2), ahead = void 0;
      let over = [];
      for (let found of await claimsAt(branch, at2, claimsIn)) {
        if (found.rollout === rollout && !areOpposed(part, found.claim)) continue;
        let standing = await standingOf2(found.claim, pace);
        if (standing === "held") throw heldBy(branch.name, found.rollout, found.claim, pace);
        standing === "ahead" && !watched.has(nameOf2(found.claim)) ? ahead = found : over.push(found);
      }
      if (ahead === void 0)
        return dead = over, claim.taken(over);
    }), ahead === void 0) break;
    await branch.watch(pace.beat * 1.5);
    let { path, rollout: its, claim: then } = ahead, later = (await claimsAt(branch, await branch.read(), claimsIn)).find((found) => found.path === path);
    if (later !== void 0 && nameOf2(later.claim) !== nameOf2(then)) throw heldBy(branch.name, its, later.claim, pace);
    watched.add(nameOf2(then));
  }
  claim.begin();
  let notes = dead.map((found) => takenOver2(branch.name, found.rollout, found.claim));
  return { claim, notes };
}
var nameOf2 = ({ token, beat }) => `${token} ${beat}`;
async function claimsAt(branch, { files }, folder) {
  let paths = [...files.keys()].filter((path) => path.startsWith(folder)).sort(), texts2 = await branch.texts(paths.map((path) => files.get(path) ?? ""));
  return paths.flatMap((path, index) => {
    let claim = claimIn(texts2[index]), [, rollout = ""] = path.split("/");
    return claim === void 0 ? [] : [{ path, rollout, claim }];
  });
}
async function claimsOn(branch, at2, { rollout, pace }) {
  let alive = [];
  for (let { claim } of await claimsAt(branch, at2, claimsOf(rollout)))
    await standingOf2(claim, pace) !== "over" && alive.push(shown(claim));
  return alive;
}
var HeldClaim = class {
  #holding;
  #path;
  #token = randomUUID3();
  #fence = 1;
  #beat = 0;
  #idleAt = null;
  /** The name of the claim's content as it was last pushed, or is being pushed. */
  #names = /* @__PURE__ */ new Set();
  #renewedAt = performance.now();
  #timer;
  #isOver = !1;
  constructor(holding) {
    this.#holding = holding, this.#path = claimPath(holding.rollout, holding.part.shard);
  }
  get shard() {
    return this.#holding.part.shard;
  }
  get idleAt() {
    return this.#idleAt;
  }
  /** The change that takes it, from the dead that stand in the way. */
  taken(dead) {
    this.#fence = Math.max(0, ...dead.map(({ claim }) => claim.fence)) + 1;
    let { rollout, holder } = this.#holding, what = this.shard === "" ? rollout : `${rollout} ${this.shard}`;
    return { ...this.renewed(`${what}: claimed by ${holder.owner}`, { idleAt: null }), drop: dead.flatMap(({ path }) => path === this.#path ? [] : [path]) };
  }
  /** A change that renews the claim and puts these files beside it. */
  renewed(message, { idleAt = this.#idleAt, put = /* @__PURE__ */ new Map() } = {}) {
    let { holder, pace } = this.#holding;
    this.#beat += 1, this.#idleAt = idleAt;
    let [fence, token, beat] = [this.#fence, this.#token, this.#beat], text2 = textOfClaim({ holder, shard: this.shard, fence, token, beat, idleAt }, pace);
    return this.#names.add(contentName(text2)), this.#renewedAt = performance.now(), { message, put: new Map([[markPath, markText], [this.#path, text2], ...put]), drop: [] };
  }
  /** Throws JOURNAL_FENCED where the branch bears another claim, or none. */
  async verify(at2) {
    let name = at2.files.get(this.#path);
    if (!this.#isOver && name !== void 0 && this.#names.has(name)) return;
    let { branch, rollout, part } = this.#holding, all = await claimsAt(branch, at2, claimsOf(rollout)), other = all.find(({ path }) => path === this.#path) ?? all.find(({ claim }) => areOpposed(part, claim)), { fence = this.#fence } = other?.claim ?? {}, by = other === void 0 ? "its claim was taken away" : `${describeHolder(other.claim)} has taken over (fence ${fence}, this run has ${this.#fence})`;
    throw fenced(branch.name, by);
  }
  /** Others that write the rollout. */
  async others(at2) {
    return (await claimsOn(this.#holding.branch, at2, this.#holding)).filter(({ shard }) => shard !== this.shard);
  }
  /** Renews by itself while nothing is written. A beat that fails is tried again; the next append tells why. */
  begin() {
    let { branch, pace } = this.#holding, beat = () => {
      if (performance.now() - this.#renewedAt < pace.beat * 0.9) return;
      let renew = async (at2) => (await this.verify(at2), this.renewed("claim"));
      branch.change(renew).catch(() => {
      });
    };
    this.#timer = setInterval(beat, pace.beat), this.#timer.unref();
  }
  /** A claim that cannot be given back runs out. */
  async release() {
    clearInterval(this.#timer);
    let giveBack2 = async (at2) => (await this.verify(at2), { message: "claim given back", put: /* @__PURE__ */ new Map(), drop: [this.#path] });
    await this.#holding.branch.change(giveBack2).catch(() => {
    }), this.#isOver = !0;
  }
};

// src/journal/git/writer.ts
var pieceLength2 = 65536, GitJournal = class {
  rollout;
  company;
  #branch;
  #schema;
  #claim;
  #look;
  #events;
  #folder;
  #pieces;
  /** The last piece. */
  #text;
  #end;
  #isBroken = !1;
  #isOpen = !0;
  constructor({ branch, rollout, schema, claim, shelf, books, look: look2 }) {
    this.#branch = branch, this.rollout = rollout, this.#schema = schema, this.#claim = claim, this.#look = look2, this.#folder = shelf?.folder, this.#pieces = shelf?.pieces ?? /* @__PURE__ */ new Map(), this.#text = books.texts.at(-1) ?? "", this.#events = [...books.events], this.#end = books.end, claim.shard !== "" && (this.company = {
      follow: () => this.#follow(),
      refresh: () => this.#refresh(),
      others: () => this.#others(),
      rest: () => this.#rest()
    });
  }
  get isOpen() {
    return this.#isOpen;
  }
  read() {
    return Promise.resolve([...this.#events]);
  }
  async append(events) {
    if (this.#isBroken) throw new RangeError("a journal that could not be written is not written again");
    if (events.length === 0) return;
    let appended = this.#formatted(events), { text: text2, end, isNew } = appended, number2 = this.#pieces.size + (isNew ? 1 : 0), path = "", folder = this.#folder ?? "", hasCome = !1;
    try {
      await this.#branch.change(async (at2) => {
        if (at2.head === void 0) throw branchRewritten(this.#branch.name, "it is gone");
        if (await this.#claim.verify(at2), hasCome = await this.#takeIn(at2), hasCome) return;
        folder = this.#folder ?? nextFolder(at2, this.rollout), path = pieceIn(folder, number2);
        let put = /* @__PURE__ */ new Map([[path, text2]]);
        return this.#claim.renewed(`${this.rollout}: ${events.length} more`, { put, idleAt: null });
      });
    } catch (error) {
      throw this.#isBroken = !0, error;
    }
    if (hasCome) throw overtaken(this.#branch.name);
    this.#folder = folder, this.#pieces = new Map([...this.#pieces, [path, contentName(text2)]]), this.#text = text2, this.#end = end, this.#events.push(...events);
  }
  /** The piece that would be last, with these in it. */
  #formatted(events) {
    let end = this.#end, lines = "";
    for (let event of events) {
      let record2 = formatRecord(event, end);
      end = record2.end, lines += `${record2.line}
`;
    }
    let isNew = this.#pieces.size === 0 || this.#text.length > pieceLength2;
    return { text: isNew ? lines : this.#text + lines, end, isNew };
  }
  /** True: others have written more, and it is known now. Throws where a line is not as it was. */
  async #takeIn(at2) {
    let shelf = shelfOf(at2, this.rollout), theirs = [...shelf?.pieces ?? []], ours = [...this.#pieces], known = ours.findIndex(([path, name], index) => theirs[index]?.[0] !== path || theirs[index]?.[1] !== name);
    if (known < 0 && theirs.length === ours.length) return !1;
    let changed = (path = "") => branchRewritten(this.#branch.name, `${path} is another one`);
    if (this.company === void 0 || known >= 0 && known < ours.length - 1)
      throw changed(ours[Math.max(known, 0)]?.[0]);
    let from = known < 0 ? ours.length : known;
    if (from < ours.length && theirs[from]?.[0] !== ours[from]?.[0]) throw changed(ours[from]?.[0]);
    let texts2 = await this.#branch.texts(theirs.slice(from).map(([, name]) => name)), old = known < 0 ? "" : this.#text, more = texts2.join("");
    if (!more.startsWith(old)) throw changed(ours[from]?.[0]);
    let reader = new RecordReader(this.#schema, `${this.#branch.name}:${shelf?.folder ?? ""}`, this.#end);
    reader.take(Buffer.from(more.slice(old.length)));
    let { events, end } = reader.records;
    return this.#folder = shelf?.folder, this.#pieces = new Map(theirs), this.#text = texts2.at(-1) ?? this.#text, this.#end = end, this.#events.push(...events), !0;
  }
  async #follow() {
    let at2 = await this.#look();
    return at2.head === void 0 ? !1 : (await this.#claim.verify(at2), this.#takeIn(at2));
  }
  async #refresh() {
    await this.#branch.read();
  }
  #others() {
    return this.#claim.others(this.#branch.known);
  }
  async #rest() {
    let records = this.#events.length;
    this.#claim.idleAt !== records && await this.#branch.change(async (at2) => (await this.#claim.verify(at2), this.#claim.renewed(`${this.#claim.shard} waits for the others`, { idleAt: records })));
  }
  async close() {
    this.#isOpen = !1, await this.#claim.release();
  }
};

// src/journal/git.ts
var whole = { shard: "", overlaps: () => !0 };
function createGitLedger(options) {
  let { schema, owner, pace = ordinaryPace } = options, branch = new Branch({ ...options, patience: pace.patience }), check = (at2) => refuseForeign(branch.name, at2, async (name) => (await branch.texts([name]))[0]), read = async () => {
    let at2 = await branch.read();
    return await check(at2), at2;
  }, recordsIn = async (shelf) => {
    let texts2 = await branch.texts([...shelf?.pieces.values() ?? []]), place = `${branch.name}:${shelf?.folder ?? "rollouts"}`;
    return { texts: texts2, ...parseRecords(Buffer.from(wholeText(branch.name, texts2)), schema, place) };
  }, readAt = Number.NEGATIVE_INFINITY, writing, readForLetters = async () => writing?.isOpen === !0 && performance.now() - readAt < pace.letters ? branch.known : (readAt = performance.now(), read());
  return {
    list: async () => shelvesIn(await read()).map(({ rollout }) => rollout),
    read: async (rollout) => (await recordsIn(shelfOf(await read(), rollout))).events,
    async text(rollout) {
      let at2 = writing?.isOpen === !0 && writing.rollout === rollout ? branch.known : await read();
      return wholeText(branch.name, (await recordsIn(shelfOf(at2, rollout))).texts);
    },
    async write(rollout, part = whole) {
      let { claim, notes } = await takeClaim({ branch, rollout, part, owner, pace, check });
      try {
        let shelf = shelfOf(branch.known, rollout), books = await recordsIn(shelf), journal = new GitJournal({ branch, rollout, schema, claim, shelf, books, look: readForLetters });
        return writing = journal, { journal, notes };
      } catch (error) {
        throw await claim.release(), error;
      }
    },
    claims: async (rollout) => claimsOn(branch, await read(), { rollout, pace }),
    mailbox: (rollout) => mailboxOn({ branch, rollout, schema, read: readForLetters, check })
  };
}
function wholeText(branch, texts2) {
  let half = texts2.findIndex((text2) => !text2.endsWith(`
`));
  if (half < 0) return texts2.join("");
  let message = `Piece ${half + 1} of a journal on ${branch} ends in the middle of a line.`;
  throw new FailureError([failureOf("JOURNAL_LINE_CHANGED", message)]);
}
function mailboxOn({ branch, rollout, schema, read, check }) {
  let box = mailIn(rollout);
  return {
    async read() {
      let { files } = await read(), ids = [...files.keys()].filter((path) => path.startsWith(box)).sort();
      return (await branch.texts(ids.map((id) => files.get(id) ?? ""))).map((text2, index) => {
        let id = ids[index] ?? "";
        return { id: id.slice(box.length), event: letterIn(text2, schema, `${branch.name}:${id}`) };
      });
    },
    remove: (ids) => branch.change((at2) => {
      let drop = ids.map((id) => `${box}${id}`).filter((path) => at2.files.has(path));
      return drop.length === 0 ? void 0 : { message: `${rollout}: letters taken in`, put: /* @__PURE__ */ new Map(), drop };
    }),
    async post(event) {
      let id = letterName(event);
      return await branch.change(async (at2) => {
        await check(at2);
        let put = /* @__PURE__ */ new Map([
          [markPath, markText],
          [`${box}${id}`, JSON.stringify(event)]
        ]);
        return { message: `${rollout}: a letter`, put, drop: [] };
      }), id;
    }
  };
}

// src/runner/command.ts
import { isAbsolute, resolve as resolve2 } from "node:path";
function pathOf(command, directory) {
  return /[/\\]/.test(command) && !isAbsolute(command) ? resolve2(directory, command) : command;
}
function environmentWith(more) {
  let kept = {};
  for (let [name, value] of Object.entries({ ...process.env, ...more }))
    value !== void 0 && !/^INPUT_/i.test(name) && (kept[name] = value);
  return kept;
}
async function runCommand(options) {
  let { command, directory, timeout, limit, environment, input, signal } = options, { execa } = await import("./execa-7NDSKPAE.mjs"), [file = "", ...args] = command, running = execa(pathOf(file, directory), args, {
    cwd: directory,
    env: environmentWith(environment),
    extendEnv: !1,
    ...input === void 0 ? { stdin: "ignore" } : { input },
    stderr: "ignore",
    timeout,
    maxBuffer: limit,
    reject: !1,
    windowsHide: !0,
    killSignal: "SIGKILL",
    ...signal === void 0 ? {} : { cancelSignal: signal }
  }), letGo = () => {
    running.stdout?.destroy();
  }, late = setTimeout(letGo, timeout);
  running.once("exit", (_, ending) => ending !== null && letGo());
  let result = await running;
  if (clearTimeout(late), result.isCanceled) return { kind: "aborted" };
  let output = String(result.stdout ?? "");
  return result.timedOut ? { kind: "overdue", output } : result.isMaxBuffer ? { kind: "tooLong" } : result.failed ? result.exitCode !== void 0 ? { kind: "failed", how: `exit code ${result.exitCode}`, output, exitCode: result.exitCode } : result.signal !== void 0 ? { kind: "failed", how: `signal ${result.signal}`, output } : { kind: "missing", why: result.code ?? "it cannot be started" } : { kind: "done", output };
}

// src/world/during.ts
function machineDuring(machine, { during }) {
  return {
    readBoot: () => during(machine.readBoot()),
    readNewBoot: (left) => during(machine.readNewBoot(left)),
    probe: (probes, options) => during(machine.probe(probes, options)),
    startJob: (key, work) => during(machine.startJob(key, work)),
    pollJob: (key) => during(machine.pollJob(key)),
    cancelJob: (key) => during(machine.cancelJob(key)),
    removeJob: (key) => during(machine.removeJob(key)),
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
    tcp: (address, port, timeout) => during(probes.tcp(address, port, timeout)),
    exec: (command, timeout) => during(probes.exec(command, timeout)),
    step: (ask) => during(probes.step(ask)),
    metric: (ask) => during(probes.metric(ask))
  };
}
function journalDuring(journal, { during }) {
  let { company } = journal;
  return {
    read: () => during(journal.read()),
    append: (events) => during(journal.append(events)),
    close: () => during(journal.close()),
    ...company === void 0 ? {} : { company: companyDuring(company, during) }
  };
}
function companyDuring(company, during) {
  return {
    follow: () => during(company.follow()),
    refresh: () => during(company.refresh()),
    others: () => during(company.others()),
    rest: () => during(company.rest())
  };
}

// src/world/ledger.ts
var inFolder = "file:.patchring", onBranch = "git:patchring-ledger";
function defaultPlace(isPipeline) {
  return isPipeline ? onBranch : inFolder;
}
function openLedger(options) {
  let { isPipeline = !1, clock = createRealClock() } = options, place = options.place ?? defaultPlace(isPipeline), { ledger, directory } = ledgerAt(place, options);
  return {
    place,
    directory,
    list: () => clock.during(ledger.list()),
    read: (rolloutId) => clock.during(ledger.read(rolloutId)),
    text: (rolloutId) => clock.during(ledger.text(rolloutId)),
    async write(rolloutId, part) {
      let { journal, notes } = await clock.during(ledger.write(rolloutId, part));
      return {
        journal: journalDuring(journal, clock),
        text: () => clock.during(ledger.text(rolloutId)),
        mailbox: ledger.mailbox(rolloutId),
        notes,
        close: () => clock.during(journal.close())
      };
    },
    claims: async (rolloutId) => await clock.during(ledger.claims?.(rolloutId) ?? Promise.resolve([])),
    words: async (rolloutId) => (await clock.during(ledger.mailbox(rolloutId).read())).map(({ event }) => event),
    leave: async (rolloutId, event) => {
      await ledger.mailbox(rolloutId).post(event);
    }
  };
}
function lateAfter(signal) {
  if (signal === void 0) return;
  let late = new AbortController(), begin2 = () => {
    setTimeout(() => late.abort(), timeLeft(signal, stopping.ledger, performance.now()));
  };
  return signal.aborted ? begin2() : signal.addEventListener("abort", begin2, { once: !0 }), late.signal;
}
var branchName = /^(?![-./]|@$)(?!.*(?:\.\.|\/\/|@\{|\/\.|\.lock(?:\/|$)))[^\s~^:?*[\\\p{Cc}]+(?<![/.])$/u;
function ledgerAt(place, { from, owner, temporary = tmpdir2(), signal }) {
  let [, kind = "", rest = ""] = /^(file|git):(.*)$/s.exec(place) ?? [];
  if (kind === "file" && rest.trim() !== "") {
    let directory = resolve3(from, rest);
    return { directory, ledger: createFileLedger({ directory, schema: eventSchema, owner }) };
  }
  if (kind === "git" && branchName.test(rest)) {
    let git = { run: runCommand, checkout: resolve3(from), temporary, branch: rest, letGo: lateAfter(signal) };
    return { directory: void 0, ledger: createGitLedger({ ...git, schema: eventSchema, owner }) };
  }
  throw new FailureError([
    failureOf("LEDGER_INVALID", `the ledger "${place}" does not say where the journal lives`, {
      next: `Write git:BRANCH or file:DIR, for example ${onBranch} or ${inFolder}.`
    })
  ]);
}
function liesIn(directory, folders2) {
  return folders2.some((folder) => {
    if (folder === void 0) return !1;
    let way = relative(resolve3(folder), directory);
    return !(way === ".." || way.startsWith(`..${sep}`) || isAbsolute2(way));
  });
}

// src/world.ts
import { hostname as hostname3 } from "node:os";

// src/runner/probes.ts
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { connect as connect5 } from "node:net";
import { rootCertificates } from "node:tls";

// src/runner/metric.ts
import { Buffer as Buffer2 } from "node:buffer";
var largestAnswer = 262144, Unread = class extends Error {
  name = "Unread";
}, sample = tuple([number(), string()]), aside = {
  warnings: array(string()).optional(),
  infos: array(string()).optional(),
  stats: json().optional()
}, answerSchema = strictObject({
  status: literal("success"),
  data: discriminatedUnion("resultType", [
    strictObject({ resultType: literal("scalar"), result: sample, stats: json().optional() }),
    strictObject({
      resultType: literal("vector"),
      result: array(strictObject({ metric: record(string(), string()), value: sample })),
      stats: json().optional()
    })
  ]),
  ...aside
}), decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
function figureOfPrometheus(document) {
  let parsed = answerSchema.safeParse(document);
  if (!parsed.success) throw new Unread("this is no answer of Prometheus to a query for one instant");
  let { data } = parsed.data;
  if (data.resultType === "vector" && data.result.length !== 1)
    throw new Unread(`the query gives ${data.result.length} values, and must give one`);
  let [, text2 = ""] = data.resultType === "scalar" ? data.result : data.result[0]?.value ?? [];
  if (!decimal.test(text2) || !Number.isFinite(Number(text2))) throw new Unread("the value is no finite number");
  return Number(text2);
}
function figureIn(text2, path) {
  let document;
  try {
    document = JSON.parse(text2);
  } catch {
    throw new Unread("the answer is no JSON");
  }
  if (path === null) return figureOfPrometheus(document);
  let steps = stepsOf(path);
  if (steps === void 0) throw new Unread("the path is none");
  let value = valueAt(document, steps);
  if (typeof value != "number" || !Number.isFinite(value)) throw new Unread(`at ${path} stands no number`);
  return value;
}
async function textOf2(response) {
  let { statusCode, headers } = response;
  if (statusCode !== 200) throw new Unread(`status ${statusCode}`);
  if ((headers["content-encoding"] ?? "identity") !== "identity") throw new Unread("the answer is compressed");
  let pieces2 = [], size = 0;
  for await (let piece of response) {
    if (size += piece.length, size > largestAnswer) throw new Unread(`the answer is larger than ${largestAnswer} bytes`);
    pieces2.push(piece);
  }
  if (!response.complete) throw new Unread("the answer ends in the middle");
  return Buffer2.concat(pieces2).toString("utf8");
}
function headersOf(references, meant) {
  let own = Object.entries(references).map(([name, written]) => {
    let value = meant(written);
    if (value === void 0) throw new Unread(`the variable of header ${name} is not set`);
    if (!/^[\t\x20-\x7e]+$/.test(value)) throw new Unread(`what header ${name} stands for cannot be sent`);
    return [name, value];
  });
  return { ...Object.fromEntries(own), Accept: "application/json", "Accept-Encoding": "identity" };
}

// src/runner/step.ts
var outputLimit2 = 1048576, lastLines = 3, longest = 300, secretName = /^PATCHRING_|TOKEN|SECRET|PASSW|CREDENTIAL|APIKEY|_KEY$|_PWD$|_PAT$|^SYSTEM_ACCESSTOKEN$/i, shortestSecret = 4;
function withoutSecrets(text2, environment) {
  return Object.entries(environment).flatMap(
    ([name, value = ""]) => secretName.test(name) ? [value, ...value.split(/\r?\n/)].filter((one) => one.length >= shortestSecret) : []
  ).sort((a, b) => b.length - a.length).reduce((clean, value) => clean.replaceAll(value, "***"), text2);
}
function lastWords(output, environment) {
  let said = withoutSecrets(output, environment).split(/[\r\n]+/).map((line) => line.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u001f\u007f-\u009f]/g, "").trim()).filter((line) => line !== "").slice(-lastLines).join(" | ");
  return said.length <= longest ? said : `…${said.slice(1 - longest)}`;
}
function failureIn(end, timeout) {
  let said = "output" in end ? lastWords(end.output, process.env) : "";
  switch (end.kind) {
    case "done":
      return null;
    case "failed":
      return { how: end.how, said };
    case "overdue":
      return { how: `it did not end in ${timeout} ms`, said };
    case "missing":
      return { how: end.why, said };
    case "tooLong":
      return { how: "it prints too much", said };
    case "aborted":
      return { how: "the run was asked to stop", said };
  }
}
async function runStep({ command, timeout, key }, { directory, signal }) {
  let began = performance.now(), end = await runCommand({ command, directory, timeout, limit: outputLimit2, environment: { PATCHRING_STEP_KEY: key }, signal });
  return { took: Math.round(performance.now() - began), failed: failureIn(end, timeout) };
}

// src/runner/probes.ts
function failed(what, took, cause) {
  let error = cause, said = error?.name === "TimeoutError" || error?.name === "AbortError" ? `no answer in ${took} ms` : error?.code ?? error?.message ?? "no answer";
  return { ok: !1, failure: failureOf("PROBE_FAILED", `${what}: ${said}`, {
    retryable: !0,
    phase: "probe",
    ...error?.message === void 0 ? {} : { cause: error.message }
  }), arrived: "maybe" };
}
function limitOf(timeout, signal) {
  let limit = AbortSignal.timeout(Math.max(1, timeout));
  return signal === void 0 ? limit : AbortSignal.any([limit, signal]);
}
var outputLimit3 = 65536, longestReason = 300, saidSchema = object({
  verdict: _enum(["pass", "fail", "inconclusive"]),
  reason: string().default("")
});
function verdictIn(output) {
  if (!output.trimStart().startsWith("{")) return { verdict: "pass", reason: "" };
  try {
    let { verdict, reason } = saidSchema.parse(JSON.parse(output));
    return { verdict, reason: reason.slice(0, longestReason) };
  } catch {
    return;
  }
}
async function askCommand(command) {
  let began = performance.now(), end = await runCommand(command), took = Math.round(performance.now() - began), failed2 = (reason) => ({ ok: !0, value: { verdict: "fail", reason, took } }), name = command.command[0] ?? "", unread = (why) => ({ ok: !1, failure: failureOf("PROBE_FAILED", `${name}: ${why}`, { retryable: !0, phase: "probe" }), arrived: "maybe" });
  switch (end.kind) {
    case "done": {
      let said = verdictIn(end.output);
      return said === void 0 ? unread("it prints JSON that is no verdict") : { ok: !0, value: { ...said, took } };
    }
    case "failed":
      return failed2(end.how);
    case "overdue":
      return failed2(`it did not end in ${command.timeout} ms`);
    case "missing":
      return unread(end.why);
    case "tooLong":
      return unread("it prints too much");
    case "aborted":
      return unread("the run was asked to stop");
  }
}
function request(url, { headers, signal, trusted }) {
  return new Promise((resolve6, reject) => {
    let options = { agent: !1, signal, headers }, asked = url.startsWith("https:") ? requestHttps(url, { ...options, ...trusted }) : requestHttp(url, options);
    asked.on("response", resolve6), asked.on("error", reject), asked.end();
  });
}
function placeOf(url) {
  let { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
function createRunnerProbes({
  directory,
  ca,
  signal,
  meant = () => {
  }
}) {
  let trusted = ca === void 0 ? {} : { ca: [...rootCertificates, ca] };
  return {
    exec: (command, timeout) => askCommand({ command, directory, timeout, limit: outputLimit3, signal }),
    step: (ask) => runStep(ask, { directory, signal }),
    async http(url, timeout) {
      let began = performance.now(), took = () => Math.round(performance.now() - began);
      try {
        let asking2 = { headers: { Accept: "*/*" }, signal: limitOf(timeout, signal), trusted }, response = await request(url, asking2), status = response.statusCode ?? 0;
        return response.on("error", () => {
        }), response.destroy(), { ok: !0, value: { status, took: took() } };
      } catch (cause) {
        return failed(url, took(), cause);
      }
    },
    async metric({ url, path, headers, timeout }) {
      let began = performance.now(), took = () => Math.round(performance.now() - began), limit = limitOf(timeout, signal), response;
      try {
        let asking2 = { headers: headersOf(headers, meant), signal: limit, trusted };
        return response = await request(url, asking2), { ok: !0, value: { value: figureIn(await textOf2(response), path), took: took() } };
      } catch (cause) {
        return failed(placeOf(url), took(), limit.aborted ? limit.reason : cause);
      } finally {
        response?.destroy();
      }
    },
    tcp(address, port, timeout) {
      let began = performance.now(), took = () => Math.round(performance.now() - began);
      return new Promise((resolve6) => {
        let socket = connect5({ host: address, port, signal: limitOf(timeout, signal) });
        socket.on("connect", () => {
          resolve6({ ok: !0, value: { took: took() } }), socket.destroy();
        }), socket.on("error", (cause) => resolve6(failed(`${address}:${port}`, took(), cause)));
      });
    }
  };
}

// src/windows/credentials.ts
function isStopped({ isProved, refusals }, isSource = !1) {
  return refusals.length >= (isProved || isSource ? 2 : 1);
}
var CredentialGuard = class {
  #standings = /* @__PURE__ */ new Map();
  /**
   * Runs `use` as soon as the credential may be used.
   * @returns what `use` gave, or the machines that refused the credential when it is not used any more
   */
  async run(subject, use) {
    let standing = this.#standingOf(subject.credential), isOver = () => isStopped(standing, subject.isSource);
    for (; !isOver() && standing.trial !== void 0; ) await standing.trial;
    if (isOver()) return { refusedBy: standing.refusals };
    let endTrial = () => {
    };
    (!standing.isProved || standing.refusals.length > 0) && (standing.trial = new Promise((resolve6) => {
      endTrial = () => {
        standing.trial = void 0, resolve6();
      };
    }));
    try {
      let { judgement, value } = await use();
      return this.note(subject, judgement), { value };
    } finally {
      endTrial();
    }
  }
  /** The machines that refused a credential which is not used any more; undefined while it may be. */
  refusalsOf({ credential, isSource }) {
    let standing = this.#standingOf(credential);
    return isStopped(standing, isSource) ? standing.refusals : void 0;
  }
  /** Takes a judgement that came by another way, such as a connection that was opened anew. */
  note({ credential, machine, isSource }, judgement) {
    let standing = this.#standingOf(credential);
    judgement === "refused" ? standing.refusals.push(machine) : judgement === "accepted" && !isStopped(standing, isSource) && (standing.isProved = !0, standing.refusals = []);
  }
  #standingOf(credential) {
    let known = this.#standings.get(credential);
    if (known !== void 0) return known;
    let fresh = { isProved: !1, refusals: [], trial: void 0 };
    return this.#standings.set(credential, fresh), fresh;
  }
};

// src/windows/ladder.ts
var rungs = ["name", "tcp", "tls", "authentication", "service"], byCode = {
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
}, byPhase = { connect: "tcp", tls: "tls" };
function rungOf(code, phase) {
  return /^WINRM_CONNECTION_/.test(code) && typeof phase == "string" ? byPhase[phase] ?? byCode[code] ?? "service" : code.startsWith("WINRM_TLS_") ? "tls" : /^(?:WINRM_AUTH|WINRM_KERBEROS|CREDENTIAL)_/.test(code) ? "authentication" : byCode[code] ?? "service";
}
function certificateText2(shown2) {
  return shown2 === void 0 ? void 0 : `${shown2.subject}, valid until ${shown2.validTo}`;
}
function noteLogon(rows, { mechanism, fallback }) {
  let how = { ntlm: "NTLM", kerberos: "Kerberos" }[mechanism];
  fallback === void 0 ? rows.ok("authentication", how) : rows.note("authentication", !1, `${how} and not Kerberos (${fallback.code}: ${fallback.message})`);
}
function write(rows, seen, fall) {
  let isUnknown = fall?.step === "service" && seen.error?.detail.fault === void 0;
  if (!(fall?.step === "settings" || fall?.step === "jump host")) {
    seen.via && rows.ok("jump host", "");
    for (let name of rungs) {
      if (name === fall?.step) return;
      fall !== void 0 && seen.error === void 0 ? rows.skip(name, "not asked") : name === "name" && seen.via ? rows.skip(name, "known to the jump host") : name === "tls" && seen.certificate === void 0 ? rows.skip(name, "HTTP, sealed by the authentication") : name === "authentication" && seen.authentication !== void 0 ? noteLogon(rows, seen.authentication) : name === "authentication" && isUnknown ? rows.skip(name, "it did not come to that") : rows.ok(name, { tls: seen.certificate, service: seen.version }[name] ?? "");
    }
  }
}
async function climb(visit2, rows) {
  let seen = { via: !1 }, reached = await visit2.ask("connect", async (session2, { options }) => {
    seen.via = options.endpoint.via !== void 0;
    try {
      seen.version = (await session2.identify()).productVersion;
    } catch (error) {
      throw error instanceof WinrmError && (seen.error = error), error;
    } finally {
      let certificate2 = certificateText2(session2.peerCertificate);
      certificate2 !== void 0 && (seen.certificate = certificate2), seen.authentication = session2.authentication;
    }
  }), fall = reached.ok ? void 0 : { step: rungOf(reached.failure.code, seen.error?.detail.phase), failure: reached.failure };
  return write(rows, seen, fall), fall;
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
    return this.#steps.push({ name, outcome: "failed", detail: failure.message }), this.#failure = failure, this.ended();
  }
  ended() {
    let row = { machine: this.#machine, steps: this.#steps };
    return this.#failure === void 0 ? row : { ...row, failure: this.#failure };
  }
}, comfortableSpace = 10 * 1024 ** 3;
function gigabytes(bytes) {
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}
var inside = {
  WINDOWS_LANGUAGE_NONE: "language mode",
  WINDOWS_LANGUAGE_CONSTRAINED: "language mode",
  WINDOWS_ACCESS_DENIED: "rights"
};
async function enter(visit2, row) {
  let read = await visit2.call(facts, {}), isOpen = read.ok || !/^WINRM_(?!PIPELINE_)/.test(read.failure.code);
  if (!read.ok && !isOpen) return row.failed("endpoint", read.failure);
  if (row.ok("endpoint", "a PowerShell session opens"), !read.ok) return row.failed(inside[read.failure.code] ?? "functions", read.failure);
  let where = { machine: visit2.machine, phase: "preflight" }, { languageMode, isAdministrator, is64BitProcess, psVersion, scriptPolicy } = read.value;
  if (languageMode !== "FullLanguage") {
    let code = languageMode === "NoLanguage" ? "WINDOWS_LANGUAGE_NONE" : "WINDOWS_LANGUAGE_CONSTRAINED";
    return row.failed("language mode", windowsFailure(code, { ...where, cause: languageMode }));
  }
  return row.ok("language mode", `${languageMode}, PowerShell ${psVersion}`), row.ok("functions", "they answer"), isAdministrator ? is64BitProcess ? (row.ok("rights", "administrator"), scriptPolicy !== null ? row.failed("jobs", windowsFailure("JOB_SCRIPTS_FORBIDDEN", { ...where, cause: scriptPolicy })) : read.value) : row.failed("rights", windowsFailure("WINDOWS_PROCESS_32_BIT", where)) : row.failed("rights", windowsFailure("WINDOWS_ACCESS_DENIED", { ...where, cause: "not an administrator" }));
}
function noteBoot(row, { pendingRestart, isServicing, bootedAt }, { clock }) {
  let uptime = formatDuration(Date.parse(clock) - Date.parse(bootedAt)), signals2 = pendingRestart.filter((signal) => signal !== "fileRename"), said = signals2.length === 0 ? `none, up for ${uptime}` : signals2.join(", ");
  row.note("pending restart", signals2.length === 0 && !isServicing, isServicing ? `${said}; servicing is busy` : said);
}
function noteDisk(row, { systemDrive }) {
  let { free: free2, size } = systemDrive;
  row.note("disk", free2 >= comfortableSpace, `${gigabytes(free2)} of ${gigabytes(size)} free on the system drive`);
}
function noteRemoval(row, { resetters, lastResetBase, unreadable }) {
  let last = lastResetBase === null ? "" : `; last ResetBase ${lastResetBase}`;
  if (resetters === null) {
    row.note("undo", !1, `not known whether an update could be undone: ${unreadable.join("; ")}`);
    return;
  }
  let how = resetters.join(", "), said = resetters.length === 0 ? `nothing stands against it${last}` : `could not be undone: ${how} cleans the component store with ResetBase; stop it until the rollout has soaked`;
  row.note("undo", resetters.length === 0, said);
}
function noteHotpatch(row, reading) {
  let say = (value) => value === null ? "unknown" : String(value), parts = [
    `enrolment package ${say(reading.enrollmentPackage)}`,
    `virtualization-based security ${say(reading.vbsStatus)}`,
    `secure boot ${say(reading.secureBoot)}`,
    `Arc licence ${say(reading.arcSubscription)}`,
    ...reading.licenceTrouble,
    ...reading.licenceMitigation === null ? [] : [`licence override ${reading.licenceMitigation}`],
    ...reading.unreadable.map((line) => `unreadable: ${line}`)
  ];
  row.note("hotpatch", reading.licenceTrouble.length === 0 && reading.unreadable.length === 0, parts.join(", "));
}
async function look(row, name, ask) {
  let answer2 = await ask;
  if (answer2.ok) return answer2.value;
  row.failed(name, answer2.failure);
}
async function survey(visit2, row, who) {
  row.ok("product", `${who.productName}, build ${who.build}.${who.ubr}`), row.note("other updaters", who.otherUpdaters.length === 0, who.otherUpdaters.join(", ") || "none");
  let well = await look(row, "disk", visit2.call(health, {}));
  if (well === void 0) return { facts: who };
  noteDisk(row, well);
  let on = await look(row, "pending restart", visit2.call(boot, {}));
  if (on === void 0) return { facts: who };
  noteBoot(row, on, who);
  let store = await look(row, "undo", visit2.call(removal, {}));
  if (store === void 0) return { facts: who, boot: on };
  noteRemoval(row, store);
  let evidence = await look(row, "hotpatch", visit2.call(hotpatch, {}));
  return evidence === void 0 ? { facts: who, boot: on } : (noteHotpatch(row, evidence), { facts: who, boot: on, hotpatch: evidence });
}
async function preflight(visit2) {
  let row = new Row(visit2.machine), shut = await climb(visit2, row);
  if (shut !== void 0) return { row: row.failed(shut.step, shut.failure) };
  let who = await enter(visit2, row);
  if ("steps" in who) return { row: who };
  let readings = await survey(visit2, row, who);
  return { row: row.ended(), ...readings };
}

// src/windows/together.ts
function firstOf(calls) {
  let at2 = calls.findIndex(({ stated }) => stated.isAlone === !0);
  return at2 < 0 ? calls : calls.slice(0, Math.max(1, at2));
}
function callerOf(calls) {
  return calls.length > 1 ? [visit.command] : [];
}
var announcement = "# patchring: functions and calls of them";
function scriptOf(text2) {
  return [{ text: text2, isScript: !0, useLocalScope: !1, arguments: [] }];
}
function given({ parameters }) {
  return Object.entries(parameters).flatMap(([name, value]) => value === void 0 ? [] : [[name, value]]);
}
function statementOf(call) {
  let named = given(call).map(([name, value]) => ({ name, value }));
  return [{ text: call.stated.command, isScript: !1, arguments: named }];
}
async function run(pool, call, text2, timeout) {
  let definition = text2 === "" ? [] : [announcement, text2].map(scriptOf);
  try {
    let statements = [...definition, statementOf(call)];
    return { ok: !0, value: await pool.run({ statements, noInput: !0 }, { timeout }) };
  } catch (error) {
    if (!(error instanceof WinrmError) || error.code !== "WINRM_PIPELINE_FAILED") throw error;
    return { ok: !1, failure: failureFrom(error), arrived: "maybe" };
  }
}
async function runOne(pool, call, text2) {
  let said = await run(pool, call, text2, call.stated.timeout);
  if (!said.ok) return said;
  let { output, errors } = said.value, [record2] = errors;
  return output.length > 0 || record2 === void 0 ? readResult(call.stated, said.value) : { ok: !1, failure: failureOfRecord(record2), arrived: "maybe" };
}
async function runAll(pool, calls, text2) {
  let Call = calls.map((call) => ({ Name: call.stated.command, Given: Object.fromEntries(given(call)) })), timeout = calls.reduce((sum, { stated }) => sum + stated.timeout, 0), said = await run(pool, { stated: visit, parameters: { Call } }, text2, timeout), told = said.ok ? readResult(visit, said.value) : said;
  if (!told.ok || told.value.answers.length !== calls.length) return;
  let { answers } = told.value;
  return calls.map(({ stated }, at2) => {
    let { output = [], failure = null } = answers[at2] ?? {};
    return failure === null ? readPlain(stated, output) : { ok: !1, failure: failureOfRecord(failure), arrived: "maybe" };
  });
}
async function runTogether(pool, calls, text2) {
  let [single2, another] = calls;
  return single2 === void 0 ? [] : (another === void 0 ? void 0 : await runAll(pool, calls, text2)) ?? [await runOne(pool, single2, text2)];
}

// src/windows/installed.ts
async function readVersion(pool) {
  let [answer2] = await runTogether(pool, [{ stated: version, parameters: {} }], "");
  if (answer2 === void 0) throw new RangeError("one call has one answer");
  if (!answer2.ok) {
    let { failure } = answer2;
    return failure.code !== "WINDOWS_COMMAND_MISSING" ? answer2 : {
      ...answer2,
      failure: windowsFailure("WINDOWS_JEA_FUNCTIONS_MISSING", { cause: failure.cause ?? failure.message })
    };
  }
  let found = answer2.value.version;
  if (found === scriptVersion) return { ok: !0, value: found };
  let cause = `installed is version ${found}, called is version ${scriptVersion}`;
  return { ok: !1, failure: windowsFailure("WINDOWS_JEA_VERSION_MISMATCHED", { cause }), arrived: "no" };
}

// src/windows/pool-calls.ts
var poolIdleTimeout = 3e5, stale = /* @__PURE__ */ new Set(["WINRM_SHELL_GONE", "WINRM_CONNECTION_LOST"]);
function wantedBy(calls) {
  return [...calls.map(({ stated: { command }, parameters: { Kind } }) => ({
    command,
    kind: typeof Kind == "string" ? Kind : void 0
  })), ...callerOf(calls).map((command) => ({ command }))];
}
var PoolCalls = class {
  #options;
  #pool;
  /** What is installed is known to be ours, for as long as the connection is the same. */
  #isOurs = !1;
  constructor(options) {
    this.#options = options;
  }
  get hasPool() {
    return this.#pool !== void 0;
  }
  /** One answer a call. Those that a kept pool has failed are asked once more on a fresh one. */
  async serve(calls) {
    let isKept = this.#pool !== void 0, answers = await this.#callAll(calls), from = answers.findIndex((answer2) => !answer2.ok && stale.has(answer2.failure.code));
    return !isKept || from < 0 ? answers : [...answers.slice(0, from), ...await this.#callAll(calls.slice(from))];
  }
  /** Lets go of the pool; the connection goes on. */
  close() {
    let closing = this.#pool?.pool.close();
    return this.#pool = void 0, closing;
  }
  /** The connection is gone, and whatever was known by it. */
  forget() {
    this.#pool = void 0, this.#isOurs = !1;
  }
  async #callAll(calls) {
    let answers = [], atOnce = calls.length;
    for (; answers.length < calls.length; ) {
      let next = firstOf(calls.slice(answers.length, answers.length + atOnce)), some = await this.#callSome(next);
      some.ok ? answers.push(...some.value) : answers.push(...calls.slice(answers.length).map(() => some)), some.ok && some.value.length < next.length && (atOnce = 1);
    }
    let { machine } = this.#options;
    return answers.map((answer2, at2) => {
      let phase = calls[at2]?.stated.command ?? "";
      return answer2.ok ? answer2 : { ...answer2, failure: { ...answer2.failure, machine, phase } };
    });
  }
  async #callSome(calls) {
    let phase = calls[0]?.stated.command ?? "", ready = await this.#ready(phase);
    if (!ready.ok) return { ...ready, arrived: "no" };
    let { pool, known } = ready.value, definition = known?.definitionFor(wantedBy(calls), this.#options.poolName), said = await this.#options.attempt(phase, () => runTogether(pool, calls, definition?.text ?? ""));
    return definition !== void 0 && said.ok && said.value.some(({ ok }) => ok) && known?.learn(definition), said;
  }
  /** A pool whose functions may be called. */
  async #ready(phase) {
    let opened = await this.#open(phase);
    if (!opened.ok || opened.value.known !== void 0 || this.#isOurs) return opened;
    let said = await this.#options.attempt(phase, () => readVersion(opened.value.pool)), answer2 = said.ok ? said.value : said;
    return answer2.ok ? (this.#isOurs = !0, opened) : answer2;
  }
  async #open(phase) {
    if (this.#pool !== void 0) return { ok: !0, value: this.#pool };
    let { poolName, attempt } = this.#options, opened = await attempt(phase, async (session2, { configurationName }) => {
      let settings = { name: poolName, idleTimeout: poolIdleTimeout }, named = configurationName === void 0 ? {} : { configurationName };
      return { pool: await session2.openPool({ ...settings, ...named }), known: configurationName === void 0 ? new KnownFunctions() : void 0 };
    });
    return opened.ok && (this.#pool = opened.value), opened;
  }
};

// src/windows/visit.ts
var surviving = /* @__PURE__ */ new Set(["WINRM_PIPELINE_FAILED", "WINRM_USAGE_INVALID"]);
function outcomeOf(guarded, withheld) {
  return "refusedBy" in guarded ? withheld(guarded.refusedBy) : guarded.value;
}
function judge(error) {
  return error instanceof WinrmError ? rejections.has(error.code) ? "refused" : error.code === "WINRM_ACCESS_DENIED" || error.detail.fault !== void 0 ? "accepted" : "unknown" : "unknown";
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
    let { machine, poolName } = options;
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
  call(stated, given2) {
    let batch = this.#batch ?? this.#newBatch(), at2 = batch.calls.push({ stated, parameters: given2 }) - 1;
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
      this.#drop(), await Promise.all(this.#closing);
    });
  }
  #newBatch() {
    let calls = [], answers = this.#inTurn(() => (this.#batch === batch && (this.#batch = void 0), this.#calls.serve(calls))), batch = { calls, answers };
    return this.#batch = batch, batch;
  }
  /** Runs something on the session. The first use of a connection is guarded; a failure of the connection drops it. */
  async #attempt(phase, use) {
    let { machine, guard } = this.#options, opened;
    try {
      opened = this.#open();
    } catch (error) {
      return { ok: !1, failure: { ...failureFrom(error), machine, phase }, arrived: "no" };
    }
    let { session: session2, connection, subjects } = opened, run2 = () => this.#settle(phase, () => use(session2, connection));
    if (opened.isProved) {
      let { judgement, value: value2 } = await run2();
      if (judgement === "refused") for (let subject of subjects) guard.note(subject, judgement);
      return value2;
    }
    let value = await this.#guarded(phase, opened, run2);
    if (value.ok) {
      opened.isProved = !0;
      let { mechanism = "", fallback } = session2.authentication ?? {};
      fallback !== void 0 && this.#options.onFallback?.({ machine, mechanism, ...fallback });
    }
    return value;
  }
  /** The first use of a connection, as soon as whatever stands behind its credential may be used. */
  async #guarded(phase, opened, run2) {
    let { machine, guard } = this.#options, { credential, prepare } = opened.connection, withheld = (refusedBy) => {
      prepare !== void 0 && this.#drop();
      let cause = `refused by ${refusedBy.join(", ")}`;
      return { ok: !1, failure: windowsFailure("CREDENTIAL_WITHHELD", { machine, phase, cause }), arrived: "no" };
    }, source = { credential, machine, isSource: prepare !== void 0 }, stopped = guard.refusalsOf(source);
    if (stopped !== void 0) return withheld(stopped);
    if (opened.subjects = [source], prepare === void 0) return outcomeOf(await guard.run(source, run2), withheld);
    try {
      let account = { credential: `account ${await prepare()}`, machine };
      opened.subjects = [source, account];
      let inner = async () => {
        let judgement = "unknown", judged = async () => {
          let result = await run2();
          return judgement = result.judgement, result;
        }, value = outcomeOf(await guard.run(account, judged), withheld);
        return { judgement, value };
      };
      return outcomeOf(await guard.run(source, inner), withheld);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      return { ok: !1, failure: { ...failureFrom(error), machine, phase }, arrived: "no" };
    }
  }
  async #settle(phase, use) {
    try {
      return { judgement: "accepted", value: { ok: !0, value: await use() } };
    } catch (error) {
      let judgement = judge(error), own = failureFrom(error), failure = { ...judgement === "refused" && this.#opened?.connection.prepare !== void 0 ? windowsFailure("CREDENTIAL_ANSWER_REJECTED", { cause: `${own.code}: ${own.message}` }) : own, machine: this.#options.machine, phase };
      return error instanceof WinrmError && error.detail.fault !== void 0 ? this.#dropPool() : error instanceof WinrmError && surviving.has(error.code) || this.#drop(), { judgement, value: { ok: !1, failure, arrived: "maybe" } };
    }
  }
  #open() {
    if (this.#opened !== void 0) return this.#opened;
    let connection = this.#options.connection();
    return this.#opened = {
      session: this.#options.connect(connection.options),
      connection,
      isProved: !1,
      subjects: []
    }, this.#opened;
  }
  /** Lets go without waiting: the other side may be gone. */
  #drop() {
    this.#leave(this.#opened?.session.close()), this.#opened = void 0, this.#calls.forget();
  }
  #dropPool() {
    this.#leave(this.#calls.close());
  }
  #leave(closing) {
    closing !== void 0 && (this.#closing.add(closing), closing.then(() => this.#closing.delete(closing)));
  }
  #inTurn(act) {
    this.#batch = void 0;
    let turn = this.#tail.then(act, act);
    return this.#tail = turn.catch(() => {
    }), turn;
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
    let name = entry2.name.toLowerCase(), known = this.#machines.get(name);
    if (known !== void 0) return known;
    let machine = new WindowsMachine(this.#visit(entry2, this.#options.onFallback));
    return this.#machines.set(name, machine), machine;
  }
  /** Looks at one machine step by step and changes nothing on it. */
  async preflight(entry2) {
    let visit2 = this.#visit(entry2);
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
    let { connectionOf, name, connect: dial = connect4 } = this.#options, connection = () => connectionOf(entry2), { name: machine } = entry2;
    return new Visit({ machine, connection, guard: this.#guard, connect: dial, poolName: name, onFallback });
  }
};

// src/world/accounts.ts
import { readFileSync } from "node:fs";
import { resolve as resolve4 } from "node:path";
var timeLimit = 2e4, outputLimit4 = 65536, answerSchema2 = object({ username: string().min(1).max(512), password: string().min(1).max(4096) }), nobody = { username: "", password: () => "" };
function accountFor(form, label, machine, options) {
  let { env } = options;
  switch (form.kind) {
    case "password":
      return { credentials: { username: expand(form.username, env), password: () => expand(form.password, env) } };
    case "certificate":
      return { credentials: nobody, clientCertificate: () => readCertificate(form, label, options) };
    case "sso":
      return { credentials: nobody };
    case "exec":
      return byCommand(() => askCommand2(form.command, label, machine, options), machine);
  }
}
function maskSecrets({ form, way }, { env, secret }) {
  let { password: jump } = (way.via === void 0 ? void 0 : jumpOf(way.via)) ?? {}, own = form.kind === "password" ? form.password : form.kind === "certificate" ? form.passphrase : void 0;
  for (let text2 of [jump, own]) {
    let value = text2 === void 0 ? "" : expand(text2, env);
    value !== "" && secret(value);
  }
}
function meantBy(reference, { env, secret }) {
  let at2 = reference.indexOf("$"), value = expand(reference.slice(at2), env);
  if (!(at2 === -1 || value === "" || value === reference.slice(at2)))
    return secret(value), `${reference.slice(0, at2)}${value}`;
}
function readCertificate(form, label, options) {
  let key = pemOf(form.key, `credentials.${label}.key`, options);
  options.secret(key);
  let cert = pemOf(form.certificate, `credentials.${label}.certificate`, options), passphrase = form.passphrase === void 0 ? void 0 : expand(form.passphrase, options.env);
  return { cert, key, ...passphrase === void 0 ? {} : { passphrase } };
}
function pemOf(written, where, { directory, env }) {
  let value = expand(written, env);
  if (value.includes("-----BEGIN ")) return value;
  let variable = variableOf(written), file = variable === void 0 ? resolve4(directory, value) : value, shown2 = variable === void 0 ? `the file ${file}` : `what ${variable} holds or names`, refuse3 = (why) => new FailureError([failureOf("CREDENTIAL_FILE_UNREADABLE", `${where}: ${shown2} ${why}`)]), text2;
  try {
    text2 = readFileSync(file, "utf8");
  } catch (cause) {
    let isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    throw refuse3(isMissing ? "is not there" : "cannot be read");
  }
  if (text2.includes("-----BEGIN ")) return text2;
  throw refuse3("is no PEM");
}
function byCommand(ask, machine) {
  let ahead;
  return {
    async prepare() {
      return ahead = await ask(), nameOfAccount(ahead.username, machine.name);
    },
    async credentials() {
      let { username, password } = ahead ?? await ask();
      return ahead = void 0, { username, password: () => password };
    }
  };
}
function nameOfAccount(username, machine) {
  let name = username.toLowerCase(), [short = ""] = machine.toLowerCase().split("."), [place = "", own = ""] = name.includes("\\") ? name.split("\\") : ["", name];
  return ["", ".", short, machine.toLowerCase()].includes(place) && !own.includes("@") ? `${machine.toLowerCase()}\\${own}` : name;
}
async function askCommand2(command, label, machine, { directory, secret, signal }) {
  let whole2 = command.map((argument) => argument.replaceAll("{machine}", machine.name)), end = await runCommand({ command: whole2, directory, timeout: timeLimit, limit: outputLimit4, signal });
  if (end.kind === "done") {
    let answer2 = answerIn(end.output);
    if (answer2 !== void 0)
      return secret(answer2.password), answer2;
  }
  throw new FailureError([{ ...failureOfEnd(end, `credentials.${label}.exec`), machine: machine.name }]);
}
function answerIn(output) {
  try {
    return answerSchema2.safeParse(JSON.parse(output)).data;
  } catch {
    return;
  }
}
function failureOfEnd(end, where) {
  switch (end.kind) {
    case "missing":
      return failureOf("CREDENTIAL_COMMAND_MISSING", `the command of ${where} cannot be started (${end.why})`);
    case "failed":
      return failureOf("CREDENTIAL_COMMAND_FAILED", `the command of ${where} failed (${end.how})`, { retryable: !0 });
    case "overdue":
      return failureOf("CREDENTIAL_COMMAND_OVERDUE", `the command of ${where} took more than ${timeLimit / 1e3} s`, {
        retryable: !0
      });
    case "aborted":
      return failureOf("CREDENTIAL_COMMAND_FAILED", `the command of ${where} was ended, because the run is`);
    case "tooLong":
      return failureOf(
        "CREDENTIAL_ANSWER_TOO_LARGE",
        `the command of ${where} said more than ${outputLimit4} characters`
      );
    case "done":
      return failureOf(
        "CREDENTIAL_ANSWER_INVALID",
        `the command of ${where} did not answer with { "username": …, "password": … }`
      );
  }
}

// src/world/connections.ts
import { readFileSync as readFileSync2 } from "node:fs";
import { resolve as resolve5 } from "node:path";

// src/policy/credentials.ts
function credentialFor(credentials, machine) {
  let entries = Object.entries(credentials), matching = entries.find(([, { match }]) => match !== void 0 && hasLabel(machine, match));
  return matching !== void 0 ? matching[0] : credentials.default !== void 0 || entries.length === 0 ? "default" : void 0;
}
function logonFor({ connection, credentials }, machine, given2 = {}) {
  let entry2 = entryFor(connection, machine), way = wayOf(connection, entry2, given2), label = credentialFor(credentials, machine);
  if (label === void 0) return;
  let written = credentials[label], form = written === void 0 ? usualForm(way.auth) : formOf(written);
  return form === void 0 ? void 0 : { entry: entry2, way, label, form };
}
function missingVariables(logons, env) {
  let failures = /* @__PURE__ */ new Map(), need = (variable, who, instead = "") => {
    if (env[variable] || failures.has(variable)) return;
    let message = `the environment variable ${variable} is not set; ${who} needs it`, next = `Set ${variable} from a secret of the pipeline${instead}.`;
    failures.set(variable, failureOf("CREDENTIAL_MISSING", message, { next }));
  };
  for (let { way, label, form } of logons) {
    let instead = asksKerberos(way.auth) ? `, or write credentials: { ${label}: { sso: true } } to log on as whoever runs patchring` : "";
    for (let text2 of textsOf(form)) {
      let variable = variableOf(text2);
      variable !== void 0 && need(variable, `credentials.${label}`, instead);
    }
    for (let variable of variablesOfJump(way.via)) need(variable, "connection.via");
  }
  return [...failures.values()];
}

// src/policy/fault.ts
function formatPath(path) {
  return path.map((part, index) => typeof part == "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`).join("");
}
function suggestion(word, known) {
  let meant = nearest(word, known);
  return meant === void 0 ? "" : `; did you mean "${meant}"?`;
}

// src/policy/rules/credentials.ts
function valuesOf({ policy }, key) {
  return Object.entries(policy.credentials).flatMap(([label, written]) => {
    let value = written[key];
    return value === void 0 ? [] : [{ path: ["credentials", label, key], value }];
  });
}
function secretFault(path, what, variable) {
  let message = `${what} stands in the file: write $${variable} here, set that variable from a secret of the pipeline, and change the ${what.replace(/^an? /, "")}, which others may have read`;
  return fault("POLICY_SECRET_FOUND", path, message);
}
var noSecrets = (input) => [
  ...["password", "passphrase"].flatMap(
    (key) => valuesOf(input, key).flatMap(({ path, value }) => {
      if (variableOf(value) !== void 0) return [];
      let variable = `PATCHRING_${key.toUpperCase()}`;
      return [value.startsWith("$") ? refusedVariable(path, variable) : secretFault(path, `a ${key}`, variable)];
    })
  ),
  ...valuesOf(input, "key").filter(({ value }) => value.includes("-----BEGIN")).map(({ path }) => secretFault(path, "a private key", "PATCHRING_CLIENT_KEY"))
], onlyOurVariables = (input) => ["username", "certificate", "key"].flatMap(
  (key) => valuesOf(input, key).flatMap(({ path, value }) => !value.startsWith("$") && !value.includes("${") || variableOf(value) !== void 0 ? [] : [refusedVariable(path, `PATCHRING_${key === "username" ? "USERNAME" : `CLIENT_${key.toUpperCase()}`}`)])
);
function refusedVariable(path, instead) {
  let message = `only environment variables whose names begin with PATCHRING_ are ever expanded, alone and in capitals: write $${instead}`;
  return fault("POLICY_VARIABLE_REFUSED", path, message);
}
var formsText = "username with password, exec (a command that answers for each machine), certificate with key, or sso: true", oneForm = ({ policy }) => Object.entries(policy.credentials).flatMap(([label, written]) => {
  let path = ["credentials", label], refuse3 = (message) => [fault("POLICY_CREDENTIAL_UNCLEAR", path, message)], begun = Object.values(formKeys).flatMap((keys) => {
    let found = keys.filter((key) => written[key] !== void 0);
    return found.length === 0 ? [] : [{ keys, found }];
  }), [one, other] = begun;
  if (one === void 0) return refuse3(`credentials.${label} does not say who logs on: write ${formsText}`);
  if (other !== void 0) {
    let [mine, others] = [one, other].map(({ found }) => formatPath([...path, found[0] ?? ""]));
    return refuse3(`${mine} and ${others} say in two ways who logs on: keep one of ${formsText}`);
  }
  return one.keys.slice(0, 2).filter((key) => written[key] === void 0).flatMap((key) => refuse3(`${formatPath([...path, one.found[0] ?? ""])} needs ${key} beside it`));
}), commandsFit = ({ policy }) => Object.entries(policy.credentials).flatMap(
  ([label, { exec = [] }]) => exec.flatMap((argument, index) => {
    let path = ["credentials", label, "exec", index];
    if (argument.startsWith("$"))
      return [fault("POLICY_VARIABLE_REFUSED", path, "nothing is expanded in a command, and every process can read its arguments: the command finds PATCHRING_* in its environment")];
    if (index === 0 && argument.includes("{machine}"))
      return [
        fault(
          "POLICY_CREDENTIAL_UNCLEAR",
          path,
          "the command itself is the same for every machine: write {machine} among its arguments"
        )
      ];
    let unknown2 = /\{(?!machine\})[A-Za-z]+\}/.exec(argument)?.[0];
    return unknown2 === void 0 ? [] : [
      fault(
        "POLICY_CREDENTIAL_UNCLEAR",
        path,
        `${unknown2} stands for nothing here: {machine} is the name of the machine, and there is no other`
      )
    ];
  })
), everybodyHasOne = ({ policy: { credentials }, machines }) => {
  let matchless = Object.entries(credentials).flatMap(([label, { match }]) => {
    let path = ["credentials", label];
    if (label === "default" && match !== void 0)
      return [
        fault(
          "POLICY_CREDENTIAL_INVALID",
          [...path, "match"],
          "credentials.default is for all other machines: take match out, or rename it"
        )
      ];
    if (label !== "default" && match === void 0) {
      let message2 = `credentials.${label} does not say for which machines it is: add match: key=value, or call it default`;
      return [fault("POLICY_CREDENTIAL_INVALID", path, message2)];
    }
    return [];
  });
  if (matchless.length > 0) return matchless;
  let without = machines.find(({ entry: entry2 }) => credentialFor(credentials, entry2) === void 0);
  if (without === void 0) return [];
  let message = `no credential matches ${without.entry.name}: add credentials.default, or a credential that matches one of its labels`;
  return [fault("POLICY_CREDENTIAL_INVALID", ["credentials"], message)];
};
function whyUnfit({
  way: { auth, ntlmFallback },
  form: { kind }
}) {
  if (auth === "certificate" && kind !== "certificate") return "this authentication needs certificate and key";
  if (kind === "certificate" && auth !== "certificate") return "a client certificate is for auth: certificate";
  if (kind === "sso")
    return asksKerberos(auth) ? ntlmFallback ? "NTLM needs a user and a password, so ntlmFallback could never be used" : void 0 : "sso is for auth: kerberos and auth: negotiate";
}
var logonsFit = ({ policy, machines }) => {
  let told = /* @__PURE__ */ new Set();
  return machines.flatMap(({ entry: machine }) => {
    let logon = logonFor(policy, machine), why = logon === void 0 ? void 0 : whyUnfit(logon);
    if (logon === void 0 || why === void 0) return [];
    let { label, entry: entry2, way } = logon, pair = JSON.stringify([label, entry2]);
    if (told.has(pair)) return [];
    told.add(pair);
    let owns = entry2 !== void 0 && policy.connection.for[entry2]?.auth !== void 0, place = formatPath(owns ? ["connection", "for", entry2, "auth"] : ["connection", "auth"]), message = `credentials.${label} is for ${machine.name}, where ${place} is ${way.auth}: ${why}`;
    return [fault("POLICY_CREDENTIAL_INVALID", ["credentials", label], message)];
  });
}, credentialRules = [
  noSecrets,
  onlyOurVariables,
  oneForm,
  commandsFit,
  everybodyHasOne,
  logonsFit
];

// src/world/connections.ts
var pinPattern = /^([0-9A-Fa-f]{2}:?){32}$/;
function givenIn({ transport, auth, port, pin, configuration }) {
  return Object.fromEntries(
    Object.entries({ transport, auth, port, pin, configuration }).filter(([, value]) => value !== void 0)
  );
}
function faultsOfGiven(overrides, logons, usual) {
  let faults = [], refuse3 = (message, next) => {
    faults.push(failureOf("ARGUMENT_INVALID", message, { next }));
  }, { ca, pin, port, configuration } = overrides, isTls = [usual, ...logons.map(({ way }) => way)].some(({ transport }) => transport === "https");
  (ca ?? pin) !== void 0 && !isTls && refuse3("ca and pin mean nothing without HTTPS, and the transport is http-sealed.", "Leave them out, or use https.");
  let open4 = logons.find(
    ({ way }) => way.transport !== "https" && (way.auth === "basic" || way.auth === "certificate")
  );
  if (open4 !== void 0) {
    let who = overrides.auth === void 0 ? "The policy logs on" : "This run logs on", next = `Leave the ${overrides.transport === void 0 ? "authentication" : "transport"} out, or use ntlm.`;
    refuse3(`${who} with ${open4.way.auth}, which is only done over HTTPS.`, next);
  }
  let unfit = overrides.auth === void 0 ? void 0 : logons.find((logon) => whyUnfit(logon) !== void 0);
  return unfit !== void 0 && refuse3(
    `auth is ${unfit.way.auth}, and credentials.${unfit.label} does not go with it: ${whyUnfit(unfit)}.`,
    "Leave auth out, or change the credential in the policy."
  ), pin !== void 0 && !pinPattern.test(pin) && refuse3("The pin is not a SHA-256: 64 hexadecimal digits.", "Copy the thumbprint (SHA-256) of the certificate."), port !== void 0 && (port < 1 || port > 65535) && refuse3(`The port is ${port}.`, "Write a number from 1 to 65535."), configuration !== void 0 && !/^[\w.-]{1,128}$/.test(configuration) && refuse3("The configuration is no name.", "Write the name of a session configuration, for example Patchring."), faults;
}
function distinct(logons) {
  return [...new Map(logons.map((logon) => [JSON.stringify([logon.entry, logon.label]), logon])).values()];
}
function faultsOfFiles(logons, options) {
  return logons.flatMap(({ form, label }) => {
    if (form.kind !== "certificate") return [];
    try {
      return readCertificate(form, label, options), [];
    } catch (cause) {
      if (cause instanceof FailureError) return cause.failures;
      throw cause;
    }
  });
}
function readCa(given2, written, directory, faults) {
  if (given2 === void 0 && written === void 0) return;
  let file = given2 ?? resolve5(directory, written ?? ""), code = given2 === void 0 ? "POLICY_CONNECTION_INVALID" : "ARGUMENT_INVALID", next = "Give the certificate of the issuing authority as a PEM file (Base-64 encoded X.509).";
  try {
    let text2 = readFileSync2(file, "utf8");
    if (text2.includes("-----BEGIN CERTIFICATE-----")) return text2;
    faults.push(failureOf(code, "this file holds no PEM certificate.", { place: { file }, next }));
  } catch (cause) {
    let why = cause instanceof Error && "code" in cause && cause.code === "ENOENT" ? "is not there" : "cannot be read";
    faults.push(failureOf(code, `the certificate authority ${why}.`, { place: { file }, next }));
  }
}
function jumpUrl(written, { env }) {
  let { user, password, place } = jumpOf(written) ?? { user: void 0, password: void 0, place: "" }, [who, proof] = [user, password].map((part) => encodeURIComponent(expand(part ?? "", env)));
  return `socks5://${user === void 0 ? "" : `${who}:${proof}@`}${place}`;
}
function interpreterOf(way, { env, directory }) {
  let { PATCHRING_PWSH: own } = env;
  if (own) return own;
  if (way.interpreter !== void 0)
    return /[/\\]/.test(way.interpreter) ? resolve5(directory, way.interpreter) : way.interpreter;
}
function kerberosOf(way, options) {
  if (!asksKerberos(way.auth)) return {};
  let command = interpreterOf(way, options);
  return { kerberos: {
    ...command === void 0 ? {} : { interpreter: { command } },
    ...way.spn === void 0 ? {} : { spn: way.spn }
  }, ...way.ntlmFallback ? { ntlmFallback: !0 } : {} };
}
function createConnections(options) {
  let { policy, machines, overrides, directory, env } = options, given2 = givenIn(overrides), logons = distinct(machines.flatMap((machine) => logonFor(policy, machine, given2) ?? []));
  for (let logon of logons) maskSecrets(logon, options);
  let missing2 = missingVariables(logons, env), usual = wayOf(policy.connection, void 0, given2), faults = [
    ...faultsOfGiven(overrides, logons, usual),
    ...missing2.length > 0 ? missing2 : faultsOfFiles(logons, options)
  ], authorities = /* @__PURE__ */ new Map();
  for (let { ca, transport } of [usual, ...logons.map(({ way }) => way)]) {
    let written = overrides.ca ?? ca;
    transport !== "https" || written === void 0 || authorities.has(written) || authorities.set(written, readCa(overrides.ca, ca, directory, faults) ?? "");
  }
  if (faults.length > 0) throw new FailureError(faults);
  let pemOf2 = ({ ca, transport }) => transport === "https" ? authorities.get(overrides.ca ?? ca ?? "") : void 0, connectionOf = (machine) => {
    let logon = logonFor(policy, machine, given2);
    if (logon === void 0) throw new RangeError(`a checked policy has a credential for ${machine.name}`);
    let { way, form, label } = logon, account = accountFor(form, label, machine, options);
    return {
      credential: label,
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
  let port = own ?? way.port, isNamed = address !== void 0 && (way.transport === "https" || asksKerberos(way.auth));
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

// src/runner/messenger.ts
import { request as requestHttp2 } from "node:http";
import { request as requestHttps2 } from "node:https";
import { setTimeout as sleep3 } from "node:timers/promises";
var isOfThisComputer = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/, longestPause2 = 2e3;
function addressOf2(text2) {
  if (!URL.canParse(text2)) return;
  let url = new URL(text2);
  return url.protocol === "https:" || url.protocol === "http:" && isOfThisComputer.test(url.hostname) ? url : void 0;
}
function secondsOf(text2) {
  return text2 !== void 0 && /^\d{1,4}$/.test(text2) ? Number(text2) * 1e3 : void 0;
}
function send(url, body, signal) {
  let ask = url.protocol === "https:" ? requestHttps2 : requestHttp2, headers = {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
    "User-Agent": "patchring"
  };
  return new Promise((resolve6, reject) => {
    let asked = ask(url, { method: "POST", agent: !1, signal, headers });
    asked.on("response", (response) => {
      let retryAfter = secondsOf(response.headers["retry-after"]);
      resolve6({ status: response.statusCode ?? 0, retryAfter }), response.destroy();
    }), asked.on("error", reject), asked.end(body);
  });
}
function wordOf(cause) {
  let { name, code } = cause;
  return name === "TimeoutError" || name === "AbortError" ? "no answer in time" : code ?? "no answer";
}
async function post({ url, body, timeout, signal }) {
  let address = addressOf2(url);
  if (address === void 0) return "the variable holds no https address";
  let limit = AbortSignal.timeout(timeout), ended3 = signal === void 0 ? limit : AbortSignal.any([limit, signal]);
  try {
    let first = await send(address, body, ended3);
    return first.status === 429 || first.status >= 500 ? (await sleep3(Math.min(first.retryAfter ?? 500, longestPause2), void 0, { signal: ended3 }), statusText((await send(address, body, ended3)).status)) : statusText(first.status);
  } catch (cause) {
    return wordOf(cause);
  }
}
function statusText(status) {
  return status >= 200 && status < 300 ? void 0 : `answered with HTTP ${status}`;
}
async function runHook({ command, directory, body, timeout, signal }) {
  let end = await runCommand({ command, directory, timeout, limit: 65536, input: Buffer.from(body), signal });
  switch (end.kind) {
    case "done":
    case "tooLong":
      return;
    case "missing":
      return end.why;
    case "failed":
      return end.how;
    case "overdue":
      return `it did not end in ${timeout} ms`;
    case "aborted":
      return "the run was asked to stop";
  }
}

// src/world/messages.ts
var webhookTimeout = 5e3, hookTimeout = 3e4;
function openMessenger(channel, { directory, env, secret, signal }) {
  if ("exec" in channel) {
    let hook = { command: channel.exec, directory, timeout: hookTimeout, signal };
    return { name: channel.exec[0] ?? "", unready: void 0, deliver: (body) => runHook({ ...hook, body }) };
  }
  let variable = variableOf(channel.url) ?? "", url = expand(channel.url, env);
  return url !== "" && secret(url), {
    name: `the webhook of ${variable}`,
    unready: url === "" ? `${variable} is not set` : void 0,
    deliver: (body) => post({ url, body, timeout: webhookTimeout, signal })
  };
}

// src/world.ts
function openWorld(options) {
  let { name, signal, onFallback, clock = createRealClock() } = options, { ca, connectionOf } = createConnections(options), fleet = new WindowsFleet({ connectionOf, name, onFallback }), probes = createRunnerProbes({
    directory: options.directory,
    signal,
    meant: (reference) => meantBy(reference, options),
    ...ca === void 0 ? {} : { ca }
  });
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
async function playStory(options) {
  return (await import("./embedded-Z6I75OC7.mjs")).playStory(options);
}
async function startFleet(options) {
  return (await import("./embedded-Z6I75OC7.mjs")).startFleet(options);
}
function loadIncidents() {
  return import("./incident-FX5V46DF.mjs");
}
async function figuresOf(question) {
  return (await import("./figures-XSXMD4RO.mjs")).figuresOf(question);
}

export {
  logonFor,
  formatPath,
  suggestion,
  credentialRules,
  jeaFiles,
  jeaSetUp,
  readJournalText,
  journalEndOf,
  defaultPlace,
  openLedger,
  liesIn,
  openMessenger,
  openWorld,
  runnerName,
  playStory,
  startFleet,
  loadIncidents,
  figuresOf
};
