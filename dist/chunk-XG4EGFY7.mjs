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
} from "./chunk-5NH5M7DG.mjs";
import {
  nearest
} from "./chunk-ZD3ILFP4.mjs";
import {
  RecordReader,
  chainEndOf,
  chainStart,
  changeSchema,
  effectSchema,
  fault,
  formatRecord,
  parseRecords,
  planSchema,
  removalReadingSchema,
  shadowReadingSchema,
  verdicts
} from "./chunk-YTFYII6Q.mjs";
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
} from "./chunk-C4KSEYTN.mjs";
import {
  stopping,
  timeLeft
} from "./chunk-UXZ6BDMA.mjs";
import {
  bootSchema,
  diagnosisSchema,
  drainResultSchema,
  factsSchema,
  healthReadingSchema,
  hideResultSchema,
  hotpatchReadingSchema,
  installResultSchema,
  jobKeyPattern,
  jobStatusSchema,
  packagesSchema,
  restartReadinessSchema,
  resumeResultSchema,
  rolesReadingSchema,
  scanResultSchema,
  scriptReadingSchema,
  scriptsReadingSchema,
  showResultSchema,
  stageResultSchema,
  uninstallResultSchema
} from "./chunk-UY47VAXF.mjs";
import {
  compareBoots,
  identityOfPackage
} from "./chunk-AYWG556Y.mjs";
import {
  FailureError,
  failureOf,
  rejections
} from "./chunk-DIBE7RQS.mjs";
import {
  formatDuration
} from "./chunk-YJTZBR5B.mjs";
import {
  identityOf,
  iso_exports,
  kbSchema,
  updateIdentitySchema
} from "./chunk-BZIO6GYC.mjs";
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
} from "./chunk-4RBZO4HP.mjs";

// src/winrm/channel.ts
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";

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
  const text3 = answer2.body.subarray(0, 4096).toString("utf8");
  const words = text3.replace(/<(?:style|script)\b[\s\S]*?<\/(?:style|script)>/gi, " ").replace(/<[^>]*>/g, " ");
  return words.replace(/\s+/g, " ").trim().slice(0, QUOTE);
}
function failureOf2(answer2, where, extra = {}) {
  const other = isSuccess(answer2) ? "the answer is not SOAP" : `unexpected HTTP status ${answer2.status}`;
  const [code, what] = STATUS_CODES.get(answer2.status) ?? ["WINRM_HTTP_FAILED", other];
  const quote = kindOf(answer2) === "other" ? { peerText: quoteOf(answer2), contentType: contentTypeOf(answer2) } : {};
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
  const detail = { sent: operation2 === "unwrap", ...cause === void 0 ? {} : { cause } };
  return new WinrmError("WINRM_CONNECTION_LOST", "the process with the keys of the connection has ended", detail);
}
var field = (text3) => Buffer.from(text3).toString("base64");
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
    const number2 = String(++this.#number);
    return new Promise((resolve6, reject) => {
      run2.waiting.set(number2, { resolve: resolve6, reject, context: words[1] ?? "", operation: words[0] ?? "" });
      run2.script.hold(true);
      run2.script.write(`${number2} ${words.join(" ")}
`);
    });
  }
  #onLine(run2, line) {
    const [number2 = "", status = "", token = "", numbers = ""] = line.trimEnd().split(" ");
    const waiting = run2.waiting.get(number2);
    if (waiting === void 0) return;
    run2.waiting.delete(number2);
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
function missing(command, cause) {
  return new WinrmError("WINRM_KERBEROS_INTERPRETER_MISSING", `${command} cannot be started`, { cause, sent: false });
}
function ended(command, code, said) {
  const what = `${command} has ended (${code ?? "by a signal"})`;
  return new WinrmError("WINRM_KERBEROS_FAILED", what, { sent: false, peerText: said.slice(-QUOTE2) });
}
function withoutInputs(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^INPUT_/i.test(name)));
}
function processStarter(interpreter) {
  const { command, args = [], env = {} } = interpreter;
  return (listener) => {
    const folder = mkdtempSync(join(tmpdir(), "patchring-"));
    const child = spawn(command, [...args, ...ARGUMENTS], {
      env: { ...withoutInputs(process.env), ...env, KRB5_TRACE: join(folder, "trace") },
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
    createInterface({ input: child.stdout }).on("line", (line) => listener.onLine(line));
    child.stderr.setEncoding("utf8").on("data", (text3) => {
      said = `${said}${text3}`.slice(-QUOTE2);
    });
    child.stdin.on("error", () => {
    });
    child.once("error", (cause) => finish(missing(command, cause)));
    child.once("close", (code) => finish(ended(command, code, said)));
    const pipes = [child.stdin, child.stdout, child.stderr];
    const hold2 = (busy) => {
      for (const item of [child, ...pipes]) busy ? item.ref() : item.unref();
    };
    hold2(false);
    return { write: (line) => child.stdin.write(line), hold: hold2, end: () => child.stdin.end() };
  };
}
var sources = /* @__PURE__ */ new Map();
function tokenSource(interpreter = { command: "pwsh" }) {
  const key = JSON.stringify(interpreter);
  const known = sources.get(key);
  if (known !== void 0) return known;
  const after = (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds).unref();
    return () => clearTimeout(timer);
  };
  const source = new TokenSource({ start: processStarter(interpreter), after });
  sources.set(key, source);
  return source;
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
  const numbers = answer2.numbers.map((number2) => number2 - MIT_BASE);
  const known = [...numbers].reverse().find((number2) => NUMBERS.has(number2));
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
  const number2 = element(fields?.get(ERROR_CODE));
  if (number2?.tag !== DER.INTEGER || number2.content.length === 0 || number2.content.length > 4) return void 0;
  return number2.content.reduce((value, byte) => value * 256 + byte, 0);
}
function machineRefusal(token, spn) {
  const number2 = errorNumberOf(token);
  if (number2 === void 0) return void 0;
  const other = ["WINRM_KERBEROS_FAILED", `the machine refused the ticket (error ${number2})`];
  const [code, what] = NUMBERS.get(number2) ?? other;
  return new WinrmError(code, `Kerberos for ${spn}: ${what}`, { spn, number: number2, sent: false });
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
  const header = Buffer.from(signature.buffer, signature.byteOffset, signature.byteLength);
  if (header.length < HEADER + CONFOUNDER || header.readUInt16BE(0) !== WRAP_TOKEN) throw refuse("not a Wrap token");
  const flags = header[2] ?? 0;
  if ((flags & SEALED) === 0) throw refuse("it is signed only");
  if ((flags & FROM_ACCEPTOR) === 0) throw refuse("it is one of our own");
  return header.readBigUInt64BE(8);
}
function createKerberosSealing(ask) {
  let last;
  let lost2 = false;
  const unseal = async (signature, sealed) => {
    if (lost2) throw refuse("an earlier message of this connection was refused");
    lost2 = true;
    const sequence = sequenceOf(signature);
    if (last !== void 0 && sequence !== last + 1n) throw refuse("a message was repeated or left out");
    last = sequence;
    const answer2 = await ask("unwrap", Buffer.concat([signature, sealed]));
    if (answer2.status !== "Completed") throw refuse(`Kerberos says ${answer2.status}`);
    if (answer2.bytes.length !== sealed.length) throw refuse("its length is not the one of the plain text");
    lost2 = false;
    return answer2.bytes;
  };
  return {
    async seal(plain) {
      if (lost2) throw refuse("an earlier message of this connection was refused");
      const answer2 = await ask("wrap", plain);
      if (answer2.status !== "Completed") throw refuse(`Kerberos says ${answer2.status}`);
      return cutToken(answer2.bytes, plain.length);
    },
    unseal
  };
}

// src/winrm/auth/kerberos/client.ts
function spnOf(service, servername) {
  if (service.includes("/")) return service;
  return `${service === "HOST" ? "host" : service}/${servername.replace(/\.$/, "")}`;
}
async function accountOf(options) {
  if (options.username === "") return void 0;
  const [, netbios, plain = ""] = /^(?:([^\\]*)\\)?(.*)$/s.exec(options.username) ?? [];
  const at2 = plain.lastIndexOf("@");
  const realm = options.domain ?? netbios ?? (at2 === -1 ? "" : plain.slice(at2 + 1));
  const user = at2 === -1 || options.domain !== void 0 ? plain : plain.slice(0, at2);
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
    const refusal = machineRefusal(token, this.#spn);
    if (refusal !== void 0) throw refusal;
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
  async verify(text3, signature) {
    const { status } = await this.#tokens.ask("verify", this.#context ?? "", text3, signature);
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

// src/winrm/auth/spnego.ts
var MECHANISMS = { kerberos: "2a864886f712010202", ntlm: "2b06010401823702020a" };
var MICROSOFT_KERBEROS = "2a864882f712010202";
var SPNEGO_OID = Buffer.from("2b0601050502", "hex");
var STATES = ["accept-completed", "accept-incomplete", "reject", "request-mic"];
function encodeMechanismList(oids) {
  return encodeElement(DER.SEQUENCE, ...oids.map((oid) => encodeElement(DER.OID, Buffer.from(oid, "hex"))));
}
function encodeOffer(list2, token) {
  const fields = [encodeElement(160, list2), encodeElement(162, encodeElement(DER.OCTET_STRING, token))];
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
function broken(what) {
  return new WinrmError("WINRM_AUTH_FAILED", `not an SPNEGO answer: ${what}`);
}
function octets(field2) {
  if (field2 === void 0) return void 0;
  const value = element(field2);
  if (value?.tag !== DER.OCTET_STRING) throw broken("a token is no octet string");
  return value.content;
}
function stateOf(field2) {
  if (field2 === void 0) return void 0;
  const value = element(field2);
  const state = value?.tag === DER.ENUMERATED && value.content.length === 1 ? STATES[value.content[0] ?? 255] : void 0;
  if (state === void 0) throw broken("an unknown state");
  return state;
}
function decodeAnswer(bytes) {
  const outer = element(bytes);
  if (outer?.tag !== 161 || outer.rest.length > 0) throw broken("no NegTokenResp");
  const inner = element(outer.content);
  const fields = elementsByTag(inner?.tag === DER.SEQUENCE ? inner.content : void 0);
  if (fields === void 0) throw broken("its fields are cut");
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
  #complete = false;
  constructor(options) {
    this.#options = options;
    this.#kerberos = createKerberosClient(options);
  }
  async step(challenge) {
    if (challenge === void 0) return await this.#offer();
    if (this.#complete) throw broken2("a token came after the end");
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
      if (first?.kind !== "send") throw broken2("Kerberos has no first token");
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
    if (first.kind !== "send") throw broken2("NTLM has no first token");
    return first.token;
  }
  async #afterKerberos({ state, mechanism, token, mic }) {
    const chosen = mechanism ?? MECHANISMS.kerberos;
    if (chosen === MECHANISMS.ntlm && this.#options.ntlmFallback === true && this.#options.username !== "") {
      const reason = new WinrmError("WINRM_KERBEROS_FAILED", "the machine does not take Kerberos");
      return { kind: "send", token: encodeAnswer({ token: await this.#fallBack(reason) }), final: false };
    }
    if (chosen !== MECHANISMS.kerberos) throw broken2("the machine chose a mechanism that was not offered");
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
    if (mechanism !== void 0 && mechanism !== MECHANISMS.ntlm) throw broken2("the machine changed the mechanism");
    if (state === "reject") throw new WinrmError("WINRM_AUTH_REJECTED", "Negotiate: the machine rejected the logon");
    const next = await ntlm.step(token ?? NOTHING2);
    if (next.kind === "send") {
      const signature = ntlm.signing().signList(this.#list);
      return { ...next, token: encodeAnswer({ token: next.token, mic: signature }) };
    }
    if (state !== "accept-completed" || mic === void 0)
      throw broken2("the machine did not sign the list of mechanisms");
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
  constructor(timeout, signal) {
    this.#timer = setTimeout(
      () => this.#finish("WINRM_DEADLINE_EXCEEDED"),
      Math.min(Math.max(timeout, 0), LONGEST_TIMER)
    );
    this.#signal = signal;
    if (signal?.aborted === true) this.#finish("WINRM_ABORTED");
    else signal?.addEventListener("abort", this.#abort, { once: true });
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
  within(work) {
    return new Promise((resolve6, reject) => {
      if (this.#end !== void 0) work.catch(() => {
      });
      const stop = this.onEnd((end) => reject(new WinrmError(end, ENDINGS[end], { phase: "waiting", sent: false })));
      work.then(resolve6, reject).finally(stop);
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
    if (this.length + size <= this.#cap) return;
    throw new WinrmError("WINRM_ENVELOPE_TOO_LARGE", `the answer is larger than ${this.#cap} bytes`);
  }
  add(part) {
    this.admit(part.length);
    if (this.length === 0) {
      this.#bytes = part;
    } else {
      const needed2 = this.length + part.length;
      if (needed2 > this.#bytes.length) {
        const grown = Buffer.allocUnsafe(Math.max(needed2, this.#bytes.length * 2, 1024));
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
    const named = (word) => said.some((item) => item.trim() === word);
    const byClose = !this.#headers.has("content-length") && !this.#chunked() && !this.#bodiless();
    const keepAlive2 = !byClose && !this.excess && (this.#minor === 1 ? !named("close") : named("keep-alive"));
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
    if (this.#headBytes > MAX_HEAD) throw broken3("its head is too large");
    this.#line += chunk.toString("latin1", offset, end);
    if (feed !== -1) {
      const line = this.#line;
      this.#line = "";
      if (!line.endsWith("\r\n")) throw broken3("a line ends without a carriage return");
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
        if (line !== "") throw broken3("a chunk is longer than announced");
        this.#state = "chunk-size";
        this.#headBytes = 1;
        return;
      default:
        if (line === "") this.#state = "done";
    }
  }
  #readStatus(line) {
    const match = STATUS_LINE.exec(line);
    if (match === null) throw broken3("no status line");
    this.#minor = Number(match[1]);
    this.#status = Number(match[2]);
    this.#headers = /* @__PURE__ */ new Map();
    this.#state = "header";
  }
  #readHeader(line) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0));
    if (!HEADER_NAME.test(name)) throw broken3("a malformed header");
    const value = line.slice(colon + 1).trim();
    if (value.includes("\0") || value.includes("\r")) throw broken3("a control character in a header");
    const key = name.toLowerCase();
    const values = this.#headers.get(key);
    if (values === void 0) this.#headers.set(key, [value]);
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
      if (this.#status === 101) throw broken3("an upgrade that nobody asked for");
      this.#state = "status";
      return;
    }
    const lengths = new Set(this.#headers.get("content-length"));
    if (this.#chunked()) {
      const coding = this.#headers.get("transfer-encoding")?.join(",").toLowerCase();
      if (coding !== "chunked" || lengths.size > 0) throw broken3("contradictory body length");
      this.#state = "chunk-size";
    } else if (this.#bodiless()) {
      this.#state = "done";
    } else if (lengths.size > 0) {
      const [text3 = ""] = lengths;
      if (lengths.size > 1 || !/^\d{1,15}$/.test(text3)) throw broken3("contradictory body length");
      this.#expect(Number(text3));
      this.#state = this.#expected === 0 ? "done" : "fixed";
    } else {
      this.#state = "until-close";
    }
  }
  #readChunkSize(line) {
    const match = CHUNK_SIZE.exec(line);
    if (match === null) throw broken3("a malformed chunk");
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
function parseJumpHost(text3) {
  const url = URL.canParse(text3) ? new URL(text3) : void 0;
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
function prefixed(text3) {
  const bytes = Buffer.from(text3);
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
  const [again, reply = 1, , kind] = yield 4;
  if (again !== VERSION) throw failure("WINRM_JUMP_REFUSED", "it does not speak SOCKS version 5");
  const [code, what] = REPLIES[reply] ?? ["WINRM_JUMP_FAILED", `failed (${reply})`];
  if (reply !== 0) throw failure(code, `the connection to ${target.host}:${target.port} ${what}`);
  const length = kind === 1 ? 4 : kind === 4 ? 16 : (yield 1)[0] ?? 0;
  yield length + 2;
}
function openThrough(jump, target, timeout, deadline) {
  const where = `${isIPv6(jump.host) ? `[${jump.host}]` : jump.host}:${jump.port}`;
  return new Promise((resolve6, reject) => {
    const socket = connect({ host: jump.host, port: jump.port }).setNoDelay(true);
    const talk = converse(jump, target, where);
    let wanted = 0;
    let connected = false;
    let talking = true;
    const settle = (finish) => {
      talking = false;
      clearTimeout(timer);
      stop();
      socket.off("connect", start).off("readable", advance).off("error", broken4).off("close", broken4);
      finish();
    };
    const fail2 = (error) => settle(() => {
      socket.on("error", () => {
      }).destroy();
      reject(error);
    });
    const broken4 = (cause) => {
      const what = connected ? "the connection ended in the middle of its answer" : "no connection";
      const reason = cause instanceof Error ? { cause } : {};
      fail2(
        new WinrmError("WINRM_JUMP_UNREACHABLE", `jump host ${where}: ${what}`, {
          ...reason,
          phase: "jump",
          sent: false
        })
      );
    };
    const overdue = (end) => {
      const code = end === "WINRM_ABORTED" ? end : connected ? "WINRM_JUMP_FAILED" : "WINRM_JUMP_UNREACHABLE";
      fail2(new WinrmError(code, `jump host ${where}: ${ENDINGS[end]}`, { phase: "jump", sent: false }));
    };
    const proceed = (bytes) => {
      let turn = talk.next(bytes);
      for (; turn.done !== true && typeof turn.value !== "number"; turn = talk.next(bytes)) socket.write(turn.value);
      if (turn.done === true) settle(() => resolve6(socket));
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
        fail2(error);
      }
    };
    const start = () => {
      connected = true;
      proceed(Buffer.alloc(0));
    };
    const timer = setTimeout(() => overdue("WINRM_DEADLINE_EXCEEDED"), timeout);
    let stop = () => {
    };
    socket.once("connect", start).on("readable", advance).once("error", broken4).once("close", broken4);
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
  const key = ca ?? "";
  const known = contexts.get(key);
  if (known !== void 0) return known;
  const context = createContext(ca);
  contexts.set(key, context);
  return context;
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
function startTls(endpoint, way, identity) {
  const socket = connect2({
    ...way,
    secureContext: identity === void 0 ? secureContextFor(endpoint.ca) : contextWith(identity, endpoint.ca),
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
  const refuse3 = (code, what, extra = {}) => new WinrmError(code, `the certificate of ${endpoint.servername} ${what}`, {
    certificate: factsOf(certificate2),
    sent: false,
    ...extra
  });
  if (endpoint.pin !== void 0 && fingerprintOf(certificate2) !== endpoint.pin) {
    throw refuse3("WINRM_TLS_PIN_MISMATCHED", "is not the pinned one", { pin: endpoint.pin });
  }
  const pinned = endpoint.pin !== void 0 && endpoint.ca === void 0;
  if (!socket.authorized && !pinned) {
    const reason = String(socket.authorizationError);
    const [code, what] = VERDICTS.get(reason) ?? ["WINRM_TLS_FAILED", `is refused (${reason})`];
    throw refuse3(code, what, { reason });
  }
  if (!pinned && !isFor(certificate2, endpoint)) {
    const names2 = certificate2.subjectAltName ?? "";
    throw refuse3("WINRM_TLS_WRONG_NAME", `is for another name (${names2 || "it has none"})`, { names: names2 });
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
  request(request2, deadline) {
    return new Promise((resolve6, reject) => {
      const sent = request2.body.length > 0;
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
          resolve6(answer2);
        },
        reject: (error) => {
          stop();
          reject(error);
        }
      };
      this.#socket.write(this.#encode(request2));
    });
  }
  destroy() {
    this.#usable = false;
    this.#socket.destroy();
  }
  #encode(request2) {
    const { authorization, contentType, body } = request2;
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
function startSocket(endpoint, identity, base) {
  const { host, port } = endpoint;
  const address = { host, port, autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT };
  const way = base === void 0 ? address : { socket: base };
  if (endpoint.transport === "https") return startTls(endpoint, way, identity).setNoDelay(true);
  return base ?? connect3(address).setNoDelay(true);
}
function becomeConnection(socket, endpoint, limits, deadline) {
  return new Promise((resolve6, reject) => {
    const secure = socket instanceof TLSSocket;
    let phase = endpoint.via === void 0 ? "connect" : "tls";
    const settle = (finish) => {
      clearTimeout(timer);
      stop();
      socket.off("connect", connected).off("secureConnect", ready).off("error", broken4).off("close", closed);
      finish();
    };
    const fail2 = (error) => settle(() => {
      socket.on("error", () => {
      }).destroy();
      reject(error);
    });
    const overdue = (end) => {
      const code = end === "WINRM_ABORTED" ? end : "WINRM_CONNECTION_TIMED_OUT";
      fail2(new WinrmError(code, `no connection to ${endpoint.authority} in time`, { phase, sent: false }));
    };
    const ready = () => {
      try {
        const certificate2 = secure ? judgeCertificate(socket, endpoint) : void 0;
        settle(() => resolve6(new HttpConnection(socket, endpoint, limits, certificate2)));
      } catch (error) {
        fail2(error);
      }
    };
    const connected = () => {
      phase = "tls";
      if (!secure) ready();
    };
    const broken4 = (cause) => fail2(connectFailure(endpoint, phase, cause));
    const closed = () => broken4(Object.assign(new Error("the connection was closed"), { code: "ECONNRESET" }));
    const timer = setTimeout(() => overdue("WINRM_DEADLINE_EXCEEDED"), Math.max(limits.timeLeft, 0));
    socket.once("connect", connected).once("secureConnect", ready).once("error", broken4).once("close", closed);
    let stop = () => {
    };
    stop = deadline.onEnd(overdue);
    if (endpoint.via !== void 0 && !secure) ready();
  });
}
async function openConnection(endpoint, { limits, identity }, deadline) {
  const { via } = endpoint;
  const begin2 = Date.now();
  const base = via === void 0 ? void 0 : await openThrough(via, endpoint, limits.connectTimeout, deadline);
  const timeLeft2 = limits.connectTimeout - (Date.now() - begin2);
  try {
    return await becomeConnection(startSocket(endpoint, identity, base), endpoint, { ...limits, timeLeft: timeLeft2 }, deadline);
  } catch (error) {
    base?.destroy();
    throw identity === void 0 ? error : explainVersion(error);
  }
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
    this.#tail = new Promise((resolve6) => {
      leave = resolve6;
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
    const identity = wanted === void 0 ? void 0 : await deadline.within(Promise.resolve(wanted()));
    const given2 = this.#credentials;
    const who = typeof given2 === "function" ? await deadline.within(Promise.resolve(given2())) : given2;
    const http = await openConnection(this.#endpoint, { limits: this.#limits, identity }, deadline);
    let context;
    try {
      this.#certificate = http.certificate;
      context = this.#createContext(http, who);
      const secure = http.certificate !== void 0;
      const where = this.#endpoint.authority;
      const isTooMuch = identity !== void 0 && soap.length > ROOM_BESIDE_CERTIFICATE;
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
    const asked = this.#scheme.name === "kerberos" || this.#scheme.name === "negotiate";
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
    const { http, context, sealing } = link;
    if (sealing === void 0) {
      const step = context.everyRequest === true ? await stepOf(context, deadline) : void 0;
      const authorization = step?.kind === "send" ? { authorization: authorizationOf(context, step.token) } : {};
      return http.request({ ...authorization, contentType: SOAP_CONTENT_TYPE, body: soap }, deadline);
    }
    const label = context.sealLabel ?? "";
    const sealed = sealing.seal(soap);
    const parts = sealed instanceof Promise ? await deadline.within(sealed) : sealed;
    const body = encodeSealedBody({ label, length: soap.length, ...parts });
    return http.request({ contentType: sealedContentType(label), body }, deadline);
  }
  async #judge({ link, answer: answer2 }, deadline) {
    const kind = kindOf(answer2);
    const { status: httpStatus } = answer2;
    const { sealing } = link;
    const where = this.#endpoint.authority;
    if (sealing === void 0) {
      if (kind === "soap" || kind === "empty" && isSuccess(answer2)) return { httpStatus, soap: answer2.body };
      throw failureOf2(answer2, where);
    }
    if (kind === "sealed") {
      const { signature, sealed } = decodeSealedBody(answer2.body);
      const plain = sealing.unseal(signature, sealed);
      return { httpStatus, soap: plain instanceof Promise ? await deadline.within(plain) : plain };
    }
    if (kind === "soap" || isSuccess(answer2)) {
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
function refuse2(what) {
  throw new WinrmError("WINRM_USAGE_INVALID", what);
}
function hostOf(text3) {
  const host = text3.startsWith("[") && text3.endsWith("]") ? text3.slice(1, -1) : text3;
  if (isIP3(host) === 0 && !NAME.test(host)) refuse2(`${JSON.stringify(text3)} is neither a machine name nor an address`);
  return host;
}
function pinOf(text3) {
  if (text3 === void 0) return void 0;
  const pin = text3.replaceAll(":", "").toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(pin)) refuse2("the pin is not a SHA-256 of 64 hexadecimal digits");
  return pin;
}
function parseEndpoint(input) {
  const transport = input.transport ?? "https";
  const secure = transport === "https";
  const host = hostOf(input.host);
  const servername = hostOf(input.servername ?? host);
  const port = input.port ?? (secure ? 5986 : 5985);
  if (!Number.isInteger(port) || port < 1 || port > 65535) refuse2(`${port} is not a port`);
  const path = input.path ?? "/wsman";
  if (!PATH.test(path)) refuse2(`${JSON.stringify(path)} is not a URL path`);
  if (input.ca !== void 0 && !input.ca.includes("-----BEGIN CERTIFICATE-----"))
    refuse2("`ca` holds no PEM certificate");
  const pin = pinOf(input.pin);
  if (!secure && (input.ca !== void 0 || pin !== void 0)) refuse2("`ca` and `pin` mean nothing without HTTPS");
  const [literal2 = host] = host.split("%");
  const authority = `${isIP3(host) === 6 ? `[${literal2}]` : host}:${port}`;
  const url = `${secure ? "https" : "http"}://${authority}${path}`;
  const sni = isIP3(servername) === 0 ? servername.replace(/\.$/, "") : void 0;
  const via = input.via === void 0 ? void 0 : parseJumpHost(input.via);
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
  invoke({ command, parameters }, options = {}) {
    const spec = single({ text: command, isScript: false, arguments: namedArguments(parameters) }, options.input);
    return this.#run(spec, options, command);
  }
  runScript(text3, options = {}) {
    const { useLocalScope } = options;
    const command = {
      text: text3,
      isScript: true,
      arguments: (options.arguments ?? []).map((value) => ({ value })),
      ...useLocalScope === void 0 ? {} : { useLocalScope }
    };
    return this.#run(single(command, options.input), options, "a script");
  }
  run(spec, options = {}) {
    return this.#run(
      spec,
      options,
      spec.statements[0]?.[0]?.isScript === false ? spec.statements[0][0].text : "a script"
    );
  }
  async secureString(text3, options = {}) {
    return (await this.#pool.sessionKey(this.#limits(options))).seal(text3);
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
    const given2 = { ...this.#limits(options), what, onProgress, onOutput, input };
    const pool = this.#pool;
    const leavesSomething = spec.statements.flat().some(({ useLocalScope }) => useLocalScope === false);
    try {
      const result = await pool.run(spec, given2);
      this.#isFurnished ||= leavesSomething;
      return result;
    } catch (error) {
      const next = await this.#another(pool, error, given2);
      if (next === void 0) {
        this.#isFurnished ||= leavesSomething;
        throw error;
      }
      return await next.run(spec, given2);
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

// src/winrm/conversation.ts
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
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
async function realSleep(milliseconds, signal) {
  await sleep(milliseconds, void 0, signal === void 0 ? {} : { signal });
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
  async wait(milliseconds, { signal }) {
    const { sleep: wait = realSleep } = this.#options;
    try {
      await wait(milliseconds, signal);
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
  limits(timeout, signal) {
    return { deadline: this.now() + timeout, signal };
  }
  room(question) {
    const empty = writeRequest(this.#header(question, this.#operationTimeout), question.body).length;
    return Math.floor((this.requestSize - empty - 256) / 4) * 3;
  }
  async ask(question, limits) {
    const left = assertInTime(limits, this.now(), question.phase);
    const header = this.#header(question, Math.max(1e3, Math.min(this.#operationTimeout, left - left % 1e3)));
    const response = await this.askRaw(writeRequest(header, question.body), question.phase, limits);
    if (response.relatesTo !== header.messageId) {
      throw new WinrmError("WINRM_PROTOCOL_VIOLATED", `an answer to another request came while ${question.phase}`);
    }
    return response;
  }
  async askRaw(soap, phase, limits) {
    const left = assertInTime(limits, this.now(), phase);
    const timeout = Math.min(left, this.#operationTimeout + (this.#options.patience ?? 1e4));
    const { signal } = limits;
    const answer2 = await this.#post(soap, { timeout, ...signal === void 0 ? {} : { signal } });
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

// src/winrm/shell-link.ts
var keepAlive = [{ name: "WSMAN_CMDSHELL_OPTION_KEEPALIVE", value: "True" }];
var throughCmd = [{ name: "WINRS_SKIP_CMD_SHELL", value: "False" }];
var nothing = new Uint8Array(0);
async function unlessGone(work) {
  try {
    await work;
  } catch (error) {
    const number2 = error instanceof WinrmError ? error.detail.fault : void 0;
    if (number2 === void 0 || !alreadyGone.has(number2)) throw error;
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
  const asCommand = (request2, options = throughCmd) => ({
    action: actions.command,
    phase: "starting a command",
    body: writeCommand(request2),
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
    ask: (asking2, limits) => conversation.ask(question(asking2), limits),
    async command(request2, limits, options) {
      const response = await link.ask(asCommand(request2, options), limits);
      const id = readCommandResponse(response.body) ?? request2.id;
      if (id === void 0) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a command was started without an id");
      return id;
    },
    async send(part, limits) {
      await link.ask(asSend(part), limits);
    },
    async receive(streams, commandId, limits) {
      const body = writeReceive({ streams, commandId });
      const asking2 = { action: actions.receive, phase: "receiving output", body, options: keepAlive };
      return readReceiveResponse((await link.ask(asking2, limits)).body);
    },
    async signal(commandId, code, limits) {
      const asking2 = { action: actions.signal, phase: "ending a command", body: writeSignal(commandId, code) };
      const speaker = limits.aside === true ? conversation.aside() : conversation;
      await unlessGone(speaker.ask(question(asking2), limits));
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
    room(kind, id) {
      const part = { name: "stdin", commandId: id, bytes: nothing };
      return conversation.room(
        question(kind === "command" ? asCommand({ id, command: "", arguments: [" "] }) : asSend(part))
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
    const text3 = (name) => Buffer.concat(chunks[name] ?? []).toString("utf8");
    return { stdout: text3("stdout"), stderr: text3("stderr"), exitCode };
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
  async run(command, args, options) {
    const id = await this.start(command, args, options);
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
  start(command, args, options) {
    if (command.length + args.join(" ").length > maxCommandLine) {
      throw new WinrmError("WINRM_USAGE_INVALID", "the command line is longer than cmd.exe takes");
    }
    const given2 = options.options ?? (options.stdin === void 0 ? [throughCmd2] : [pipedInput, throughCmd2]);
    return this.#link.command({ command, arguments: args }, options, given2);
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
  const asking2 = { action: actions.create, phase: "opening the command shell", resourceUri: resources.cmd, body };
  const response = await conversation.ask({ ...asking2, options }, limits);
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
  const text3 = texts.get(message.type);
  if (text3 !== void 0) return { kind: text3, text: readMessageRecord(messageValue(message)) };
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
  const text3 = (name) => {
    const found = entry(table, name);
    return typeof found === "object" && found !== null && "text" in found ? String(found.text) : "";
  };
  return { psVersion: text3("PSVersion"), buildVersion: text3("BuildVersion") };
}
function entry(value, key) {
  if (!isPsObject(value) || value.base?.kind !== "dictionary") return void 0;
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
    const key = stream ?? "";
    const defragmenter = this.#streams.get(key) ?? createDefragmenter();
    this.#streams.set(key, defragmenter);
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
      const object2 = view.readBigUInt64BE(at2);
      if (object2 > this.#lastObject) this.#lastObject = object2;
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
function publicKey(key) {
  return psObject({ extended: /* @__PURE__ */ new Map([["PublicKey", key]]) });
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
async function receiveAgain(link, commandId, limits, lost2) {
  const { conversation } = link;
  const until = Math.min(limits.deadline, conversation.now() + conversation.resumeFor);
  for (let pause = firstPause; conversation.now() + pause < until; pause = Math.min(pause * 2, longestPause)) {
    await conversation.wait(pause, limits);
    try {
      return await receiveReconnected(link, commandId, limits);
    } catch (error) {
      if (!(error instanceof WinrmError) || limits.signal?.aborted === true) throw error;
      if (error.code === "WINRM_OPERATION_TIMED_OUT") return { parts: [], done: false };
      if (notYet.has(error.code)) continue;
      const { fault: fault2 } = error.detail;
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
  const reply = answerHostCall(call, ground.host);
  if (reply === void 0) return;
  const type = pipeline === void 0 ? messageTypes.poolHostResponse : messageTypes.pipelineHostResponse;
  const bytes = ground.machine.message(type, reply, pipeline);
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
async function begin(link, id, text3, limits) {
  try {
    await link.command({ id, command: "", arguments: [text3] }, limits);
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
  const pieces2 = machine.pipeline(id, spec, room);
  started(id);
  const send2 = (bytes) => link.send({ name: "stdin", commandId: id, bytes }, options);
  const both = () => Math.min(link.room("command", id), link.room("send", id));
  await deliver(conversation, {
    pieces: pieces2,
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
async function create(link, machine, version2, given2) {
  const { name, idleTimeout, createOptions = [], host, deadline, signal } = given2;
  const hostInfo = given2.hostInfo ?? (host === void 0 ? void 0 : someHost());
  const body = writeCreate({
    id: machine.id,
    name,
    inputStreams: "stdin pr",
    outputStreams: "stdout",
    idleTimeout,
    creation: machine.open({ ...given2, hostInfo })
  });
  const asking2 = { action: actions.create, phase: "opening the pool", resourceUri: link.resourceUri, body };
  const options = [...createOptions, protocolOption(version2)];
  const response = await link.conversation.ask({ ...asking2, options }, { deadline, signal });
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
  const asking2 = { action: actions.connect, phase: "taking over the pool", options: [protocolOption(version2)] };
  const response = await link.ask({ ...asking2, body: writeConnect(machine.connect()) }, limits);
  machine.receive(void 0, readConnectResponse(response.body));
  const ground = { link, machine, host: settings.host };
  learnProtocol(ground);
  await untilOpened(ground, limits);
  return machine;
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
    return this.#inTurn(options, async (given2) => {
      const id = await this.#begin(spec, given2);
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
    this.#ending.abort("closed");
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
  async #begin(spec, given2) {
    return await startPipeline(this.#ground, spec, given2, (id) => {
      this.#running = id;
      this.#last = id;
    });
  }
  async #hear(id, given2) {
    this.#running = id;
    const result = await receivePipeline(this.#ground, id, given2);
    this.#running = void 0;
    await this.#freeSlot(id, given2);
    return result;
  }
  #inTurn(options, work) {
    return this.#exclusively(() => this.#guard(() => work(this.#bound(options))));
  }
  #exclusively(work) {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => void 0);
    return mine;
  }
  /** A closing pool ends its calls too. */
  #bound(options) {
    if (this.#life !== "open") throw new WinrmError("WINRM_SHELL_GONE", `the pool is ${this.#life}`, { began: false });
    const { signal } = options;
    return {
      ...options,
      signal: signal === void 0 ? this.#ending.signal : AbortSignal.any([signal, this.#ending.signal])
    };
  }
  async #guard(work) {
    try {
      return await work();
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
  limits(timeout, signal) {
    return this.#conversation.limits(timeout, signal);
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
    const identity = readIdentity(response.body);
    if (identity === void 0) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "the answer to Identify is none");
    return identity;
  }
  /** Reads the service's configuration (administrators only) and goes by its sizes from now on. */
  async readConfig(limits) {
    const asking2 = { action: actions.get, phase: "reading the configuration", resourceUri: resources.config, body: "" };
    const config = readConfig((await this.#conversation.ask(asking2, limits)).body);
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
    const asking2 = { action: actions.get, phase: "looking for a shell", resourceUri: resources.shell, body: "" };
    const { body } = await this.#conversation.ask({ ...asking2, selectors: { ShellId: shellId } }, limits);
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
      const asking2 = { action: actions.get, phase: `reading ${query.className}`, resourceUri, body: "" };
      const { body } = await this.#conversation.ask({ ...asking2, selectors: query.keys }, limits);
      return body === void 0 ? [] : [readCimRow(body)];
    }
    const filter = query.query === void 0 ? void 0 : { kind: "wql", query: query.query };
    const rows = [];
    for await (const item of this.#enumerate(resourceUri, filter, limits)) {
      rows.push(readCimRow(item));
      if (rows.length >= (query.atMost ?? Number.POSITIVE_INFINITY)) break;
    }
    return rows;
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
    const enough = new Promise((resolve6) => {
      timer = setTimeout(resolve6, timeout);
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
    const asking2 = { action: actions.release, phase: "ending an enumeration", resourceUri };
    const work = conversation.ask({ ...asking2, body: writeRelease(context) }, conversation.limits(releaseTimeout)).then(
      () => void 0,
      () => void 0
    );
    this.#releases.add(work);
    void work.then(() => this.#releases.delete(work));
  }
};

// src/winrm/index.ts
var defaultTimeout = 12e4;
var defaultIdleTimeout = 9e5;
function settingsOf(options) {
  const { configurationName, name, idleTimeout = defaultIdleTimeout, applicationArguments: given2, host } = options;
  const applicationArguments = given2 === void 0 ? void 0 : primitiveDictionary(given2);
  return { configurationName, name, idleTimeout, applicationArguments, host };
}
function sessionFace(session2, transport) {
  const limits = ({ timeout = defaultTimeout, signal } = {}) => session2.limits(timeout, signal);
  return {
    identify: (options) => session2.identify(limits(options)),
    async openPool(options = {}) {
      const settings = settingsOf(options);
      const reopen = (given2) => session2.openPool(settings, given2);
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
function bootIdOf(text3) {
  const found = iso.exec(text3) ?? dmtf.exec(text3);
  if (found === null) return void 0;
  const [, year, month, day, hour, minute, second, fraction = "", sign, first = "0", rest] = found;
  const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
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
  BOOT_UNCOMPARABLE: {
    message: "The machine says which boot it is on by another source than before, so nobody can tell whether it has restarted.",
    next: "Repair WMI (winmgmt /verifyrepository); look at the machine, and run again.",
    retryable: true
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
  JOB_CANCELLED: {
    message: "The job was taken back before it had begun.",
    next: "Run again when the rollout may go on.",
    retryable: true
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
};
var byErrorId = /* @__PURE__ */ new Map([
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
  const number2 = record2.hresult === void 0 ? void 0 : record2.hresult >>> 0;
  const digits2 = number2 === void 0 ? "" : ` (0x${number2.toString(16).toUpperCase().padStart(8, "0")})`;
  const cause = `${record2.message}${digits2}`;
  if (isWindowsErrorCode(id)) return windowsFailure(id, { cause });
  const known = byErrorId.get(id);
  if (known !== void 0) return windowsFailure(known, { cause });
  if (number2 !== void 0 && denials.includes(number2)) return windowsFailure("WINDOWS_ACCESS_DENIED", { cause });
  const retryable = number2 !== void 0 && passing.includes(number2);
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
function startArguments(key, work) {
  switch (work.kind) {
    case "scan":
      return { Key: key, Kind: work.kind, ...asking(work) };
    case "stage":
      if ("packages" in work) return { Key: key, Kind: work.kind, ...packageTexts(work) };
      return { Key: key, Kind: work.kind, ...asking(work), Update: work.updates.map(identityOf) };
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
      const { kind, update, run: run2, detect } = work;
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
  const named = packages2.map((one) => ({ one, id: identityOf(identityOfPackage(one)) }));
  return {
    Package: named.map(({ one, id }) => `${id}|${one.kb}|${one.sha256}|${one.file}`),
    Prerequisite: named.flatMap(
      ({ one, id }) => one.prerequisites.map((beside) => `${id}|${beside.sha256}|${beside.file}`)
    )
  };
}
function scriptText(role2, { sha256, text: text3 }) {
  return `${role2}|${sha256}|${text3}`;
}
function asking({ source, overrideWsus }) {
  return { Source: source, ...overrideWsus === true ? { OverrideWsus: true } : {} };
}
var telling = {
  2: { state: "queued" },
  4: { state: "running", percent: null, note: "the task is running" }
};
async function readTask(session2, key) {
  try {
    const [task] = await session2.readCim(
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
function operation(stated) {
  return stated;
}
function parametersOf(given2) {
  return given2;
}
function readResult(stated, said) {
  return readPlain(stated, said.output.map(toPlain));
}
function readPlain(stated, output) {
  const [first, ...more] = output;
  const invalid = (cause) => ({
    ok: false,
    failure: windowsFailure("WINDOWS_RESULT_INVALID", { phase: stated.command, cause }),
    arrived: "maybe"
  });
  if (first === void 0 || more.length > 0) return invalid(`${output.length} objects instead of one`);
  const parsed = stated.result.safeParse(first);
  return parsed.success ? { ok: true, value: parsed.data } : invalid(prettifyError(parsed.error));
}

// src/windows/operations/boot.ts
var boot = operation({
  command: "Get-PatchringBoot",
  parameters: {},
  result: bootSchema,
  timeout: 6e4
});

// src/windows/operations/cancel-job.ts
var cancelJob = operation({
  command: "Stop-PatchringJob",
  parameters: { Key: "string" },
  result: strictObject({ outcome: _enum(["cancelled", "absent", "begun"]) }),
  timeout: 6e4
});

// src/windows/operations/diagnosis.ts
var diagnosis = operation({
  command: "Get-PatchringDiagnosis",
  parameters: { EventsSince: "datetime?" },
  result: diagnosisSchema,
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

// src/windows/operations/poll-job.ts
var pollJob = operation({
  command: "Get-PatchringJob",
  parameters: { Key: "string" },
  result: jobStatusSchema,
  timeout: 6e4
});

// src/windows/operations/probe.ts
var probe = operation({
  command: "Invoke-PatchringProbe",
  parameters: { Sha256: "string", Text: "string", Seconds: "int" },
  result: scriptReadingSchema,
  timeout: 12e4,
  isAlone: true
});

// src/windows/operations/removal.ts
var removal = operation({
  command: "Get-PatchringRemoval",
  parameters: { PackagesBefore: "string[]?", PackagesAdded: "string[]?" },
  result: removalReadingSchema,
  timeout: 12e4
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

// src/windows/operations/restart-readiness.ts
var restartReadiness = operation({
  command: "Get-PatchringRestartReadiness",
  parameters: {},
  result: restartReadinessSchema,
  timeout: 12e4
});

// src/windows/operations/roles.ts
var roles = operation({
  command: "Get-PatchringRoles",
  parameters: {},
  result: rolesReadingSchema,
  timeout: 18e4
});

// src/windows/operations/shadow.ts
var shadow = operation({
  command: "Get-PatchringShadow",
  parameters: {},
  result: shadowReadingSchema,
  timeout: 15e4
});

// src/windows/operations/start-job.ts
var startJob = operation({
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
});

// src/windows/operations/version.ts
var version = operation({
  command: "Get-PatchringVersion",
  parameters: {},
  result: strictObject({ version: number().int() }),
  timeout: 6e4,
  isAlone: true
});

// src/windows/operations/visit.ts
var visit = operation({
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
  isAlone: true
});

// src/windows/starting-services.ts
var automatic = "SELECT Name, State, StartMode FROM Win32_Service WHERE StartMode = 'Auto' AND State = 'Start Pending'";
async function areServicesStarting(session2) {
  try {
    const rows = await session2.readCim(
      {
        namespace: "root/cimv2",
        className: "Win32_Service",
        query: automatic,
        properties: { State: "string", StartMode: "string" }
      },
      { timeout: 6e4 }
    );
    return rows.some(({ State, StartMode }) => State === "Start Pending" && StartMode === "Auto");
  } catch (error) {
    if (!(error instanceof WinrmError)) throw error;
    if (error.detail.fault === void 0 && error.code !== "WINRM_PROTOCOL_VIOLATED") throw error;
    return false;
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
];
var askFilesEvery = 10;
var keepPoolFor = 2 * askFilesEvery;
var askFunctionEvery = 20;
function mapAnswer(answer2, map) {
  return answer2.ok ? { ok: true, value: map(answer2.value) } : answer2;
}
var WindowsMachine = class {
  #visit;
  #isTaskReadable = true;
  /** Polls in a row that only the task has answered. */
  #taskAnswers = 0;
  /** What the file of a job said of its progress: true until it says something else. */
  #told;
  #isBootIdReadable = true;
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
    const known = this.#takeBootOfEnd();
    if (known !== void 0) return Promise.resolve(known);
    return this.#visit.call(boot, {});
  }
  async readNewBoot(left) {
    this.#takeBootOfEnd();
    if (this.#isBootIdReadable && !this.#visit.hasPool) {
      const id = await this.#visit.ask("readNewBoot", readBootId);
      if (!id.ok) return id;
      const seen = compareBoots(id.value, left);
      if (seen === "same") return { ok: true, value: "unchanged" };
      this.#isBootIdReadable = id.value !== "refused";
      this.#startingLooks = (this.#startingLooks + 1) % askFunctionEvery;
      const mayStillStart = seen === "other" && this.#startingLooks !== 0;
      const starting = mayStillStart ? await this.#visit.ask("readNewBoot", areServicesStarting) : void 0;
      if (starting?.ok === false) return starting;
      if (starting?.value === true) return { ok: true, value: "starting" };
    }
    this.#startingLooks = 0;
    const answer2 = await this.readBoot();
    if (!answer2.ok) return answer2;
    const sameness = compareBoots(answer2.value.bootId, left);
    if (sameness === "other") return answer2;
    await this.#visit.closePool();
    if (sameness === "same") return { ok: true, value: "unchanged" };
    const cause = `${answer2.value.bootId}, and ${left} before`;
    const about = { machine: this.#visit.machine, phase: "readNewBoot", cause };
    return { ok: false, failure: windowsFailure("BOOT_UNCOMPARABLE", about), arrived: "maybe" };
  }
  async probe(probes, options = {}) {
    this.#takeBootOfEnd();
    const ours = probes.filter((name) => name !== "scripts");
    const readings = await Promise.all(
      ours.map(async (name) => [name, await this.#read(name, options)])
    );
    if (ours.length < probes.length) readings.push(["scripts", await this.#runScripts(options.scripts ?? [])]);
    return Object.fromEntries(readings);
  }
  /** One after the other. What each did is its own reading; where one could not be run at all, none was read. */
  async #runScripts(scripts) {
    const read = [];
    for (const { key, sha256, text: text3, timeout } of scripts) {
      const seconds = Math.min(60, Math.max(1, Math.ceil(timeout / 1e3)));
      const answer2 = await this.#visit.call(probe, { Sha256: sha256, Text: text3, Seconds: seconds });
      if (!answer2.ok) return answer2;
      read.push([key, answer2.value]);
    }
    return { ok: true, value: Object.fromEntries(read) };
  }
  async startJob(key, work) {
    this.#takeBootOfEnd();
    const looks = work.kind === "scan" || work.kind === "detect";
    this.#changing = looks ? void 0 : key;
    this.#looking = looks ? { key, polls: 0 } : void 0;
    const answer2 = await this.#visit.call(startJob, startArguments(key, work));
    this.#isTaskReadable = true;
    if (!looks) await this.#visit.closePool();
    return answer2;
  }
  async pollJob(key) {
    this.#takeBootOfEnd();
    if (this.#looking?.key === key) this.#looking.polls += 1;
    if (this.#isTaskReadable) {
      const task = await this.#visit.ask("pollJob", (session2) => readTask(session2, key));
      if (!task.ok) return task;
      this.#taskAnswers += 1;
      const isDue = this.#taskAnswers >= askFilesEvery;
      if (typeof task.value === "object" && !isDue) {
        const isKnown = task.value.state === "running" && this.#told?.key === key;
        return { ok: true, value: isKnown && this.#told !== void 0 ? this.#told.status : task.value };
      }
      this.#isTaskReadable = task.value !== "unreadable";
    }
    this.#taskAnswers = 0;
    const [answer2, bootNow] = await Promise.all([
      this.#visit.call(pollJob, { Key: key }),
      key === this.#changing ? this.#visit.call(boot, {}) : void 0
    ]);
    this.#told = answer2.ok && answer2.value.state === "running" ? { key, status: answer2.value } : void 0;
    if (answer2.ok && answer2.value.state === "finished") this.#bootOfEnd = bootNow;
    const isKept = this.#looking?.key === key && this.#looking.polls < keepPoolFor;
    if (!isKept && answer2.ok && (answer2.value.state === "queued" || answer2.value.state === "running"))
      await this.#visit.closePool();
    return answer2;
  }
  async cancelJob(key) {
    const answer2 = await this.#visit.call(cancelJob, { Key: key });
    this.#isTaskReadable = true;
    return mapAnswer(answer2, ({ outcome }) => outcome);
  }
  async removeJob(key) {
    this.#takeBootOfEnd();
    const answer2 = await this.#visit.call(removeJob, { Key: key });
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
var cluster_node_default = "function Get-DrainObstacle {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [object] $Own, [Parameter(Mandatory = $true)] [bool] $IsOurs)\n $name = [string]$Own.Name\n if ([int]$Own.State -eq 2 -and -not $IsOurs) { return [pscustomobject]@{ Code = 'CLUSTER_NODE_PAUSED'; Detail = 'node ' + $name + ' was paused before' } }\n if ([int]$Own.State -ne 0 -and [int]$Own.State -ne 2) { return [pscustomobject]@{ Code = 'CLUSTER_NODE_DOWN'; Detail = 'node ' + $name + ' is in state ' + $Own.State } }\n $away = foreach ($node in Read-ClusterNode) { if ([string]$node.Name -ne $name -and [int]$node.State -ne 0) { [string]$node.Name + ' (state ' + $node.State + ')' } }\n if (@($away).Length -gt 0) { return [pscustomobject]@{ Code = 'CLUSTER_NODES_DOWN'; Detail = 'not up: ' + (@($away) -join ', ') } }\n $quorum = Get-ClusterQuorumState\n if (-not $quorum.Survives) { return [pscustomobject]@{ Code = 'CLUSTER_QUORUM_AT_RISK'; Detail = [string]$quorum.Remaining + ' of ' + $quorum.Total + ' votes would remain' } }\n $under = Measure-StorageJob\n if ($under -gt 0) { return [pscustomobject]@{ Code = 'CLUSTER_STORAGE_BUSY'; Detail = [string]$under + ' repairs of storage are under way' } }\n $sick = foreach ($disk in Read-VirtualDisk) { if ([int]$disk.HealthStatus -ne 0) { [string]$disk.FriendlyName } }\n if (@($sick).Length -gt 0) { return [pscustomobject]@{ Code = 'CLUSTER_STORAGE_BUSY'; Detail = 'not healthy: ' + (@($sick) -join ', ') } }\n}\nfunction New-DrainReading {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Outcome,\n  [Parameter()] [object] $Code = $null,\n  [Parameter()] [string] $Detail = '',\n  [Parameter()] [AllowEmptyCollection()] [string[]] $Stayed = @()\n )\n [pscustomobject]@{ outcome = $Outcome; code = $Code; detail = $Detail; stayed = $Stayed }\n}\nfunction Get-DrainMark {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Directory)\n return [System.IO.Path]::Combine($Directory, 'paused.xml')\n}\nfunction Test-OwnPause {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [AllowNull()] [string[]] $Drain\n )\n $root = [System.IO.Path]::GetDirectoryName($Directory)\n foreach ($key in $Drain) {\n  if ($key -cnotmatch '^[A-Za-z0-9-]{1,100}$') { continue }\n  if ([System.IO.File]::Exists((Get-DrainMark -Directory ([System.IO.Path]::Combine($root, $key))))) { return $true }\n }\n return $false\n}\nfunction Invoke-PatchringDrain {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [AllowNull()] [string[]] $After\n )\n $state = Read-ClusterState\n if ($state -le 1) { return New-DrainReading -Outcome 'noMember' }\n if ($state -ne 19) { return New-DrainReading -Outcome 'refused' -Code 'CLUSTER_NODE_DOWN' -Detail 'the cluster service does not run here' }\n $own = Get-OwnNode\n $obstacle = Get-DrainObstacle -Own $own -IsOurs (Test-OwnPause -Directory $Directory -Drain $After)\n if ($null -ne $obstacle) { return New-DrainReading -Outcome 'refused' -Code $obstacle.Code -Detail $obstacle.Detail }\n $name = [string]$own.Name\n Write-JobFile -Path (Get-DrainMark -Directory $Directory) -Value ([pscustomobject]@{ Node = $name; At = [datetime]::UtcNow.ToString('o') })\n Invoke-NodeMethod -Node $name -Method 'Pause' -Argument @{ DrainType = [uint32]1 }\n for ($turn = 0; ; $turn++) {\n  $node = Get-OwnNode\n  $left = [string[]]@(Get-RemainingGroup -Node $name)\n  if ([int]$node.State -eq 2 -and [int]$node.NodeDrainStatus -ne 1 -and $left.Length -eq 0) { return New-DrainReading -Outcome 'drained' }\n  if ([int]$node.State -eq 2 -and [int]$node.NodeDrainStatus -eq 3) { return New-DrainReading -Outcome 'stuck' -Detail ('the cluster says that the drain failed; left: ' + ($left -join ', ')) -Stayed $left }\n  if ([int]$node.State -ne 2 -and $turn -ge 12) { return New-DrainReading -Outcome 'stuck' -Detail ('node ' + $name + ' is in state ' + $node.State + ' and not paused') -Stayed $left }\n  if ($turn -ge 720) { return New-DrainReading -Outcome 'stuck' -Detail ('after an hour left: ' + ($left -join ', ')) -Stayed $left }\n  Write-JobProgress -Directory $Directory -Percent $null -Note ('draining: ' + $left.Length + ' roles to move')\n  Wait-Moment -Milliseconds 5000\n }\n}\nfunction Invoke-PatchringResume {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [string[]] $Drain\n )\n $isOurs = Test-OwnPause -Directory $Directory -Drain $Drain\n $said = ''\n for ($turn = 0; ; $turn++) {\n  try {\n   if ((Read-ClusterState) -le 1) { return [pscustomobject]@{ outcome = 'resumed'; detail = 'it is in no cluster' } }\n   $node = Get-OwnNode\n   $said = 'node ' + $node.Name + ' is in state ' + $node.State\n   if ([int]$node.State -eq 0) { return [pscustomobject]@{ outcome = 'resumed'; detail = '' } }\n   if ([int]$node.State -eq 2) {\n    if (-not $isOurs) { return [pscustomobject]@{ outcome = 'notOurs'; detail = 'node ' + $node.Name + ' is paused, and no drain of ours has left its mark' } }\n    Invoke-NodeMethod -Node ([string]$node.Name) -Method 'Resume' -Argument @{ FailbackType = [uint32]2 }\n   }\n  }\n  catch { $said = (Get-InnermostException -Exception $_.Exception).Message }\n  if ($turn -ge 240) { return [pscustomobject]@{ outcome = 'stuck'; detail = $said } }\n  Write-JobProgress -Directory $Directory -Percent $null -Note ('resuming: ' + $said)\n  Wait-Moment -Milliseconds 5000\n }\n}\n";

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
var job_default = "function Invoke-JobBody {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [psobject] $Work\n )\n switch ([string]$Work.Kind) {\n  'scan' { return Invoke-PatchringScan -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) }\n  'stage' {\n   if (@($Work.Package).Length -gt 0) { return Invoke-PatchringPackageStage -Directory $Directory -Package ([string[]]$Work.Package) -Prerequisite ([string[]]$Work.Prerequisite) }\n   return Invoke-PatchringStage -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update)\n  }\n  'install' { return Invoke-PatchringInstall -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update) }\n  'packages' { return Invoke-PatchringPackage -Directory $Directory -Package ([string[]]$Work.Package) -Prerequisite ([string[]]$Work.Prerequisite) }\n  'detect' { return Invoke-PatchringDetect -Directory $Directory -Script ([string[]]$Work.Script) }\n  'script' { return Invoke-PatchringScript -Directory $Directory -Update ([string[]]$Work.Update)[0] -Script ([string[]]$Work.Script) }\n  'removal' { return Invoke-PatchringRemoval -Directory $Directory -Update ([string[]]$Work.Update)[0] -Script ([string[]]$Work.Script) }\n  'uninstall' { return Invoke-PatchringUninstall -Directory $Directory -PackagesBefore ([string[]]$Work.PackagesBefore) -PackagesAdded ([string[]]$Work.PackagesAdded) }\n  'hide' { return Invoke-PatchringVisibility -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update) -Hidden }\n  'show' { return Invoke-PatchringVisibility -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update) }\n  'drain' { return Invoke-PatchringDrain -Directory $Directory -After ([string[]]$Work.Drain) }\n  'resume' { return Invoke-PatchringResume -Directory $Directory -Drain ([string[]]$Work.Drain) }\n  default { Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message ('There is no work of kind {0}.' -f $Work.Kind) }\n }\n}\nfunction ConvertTo-JobFailure {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [System.Management.Automation.ErrorRecord] $ErrorRecord)\n $cause = Get-InnermostException -Exception $ErrorRecord.Exception\n $number = 0L\n if ($cause -is [System.Runtime.InteropServices.ExternalException]) { $number = ConvertTo-UnsignedResult -HResult $cause.HResult }\n $failure = [ordered]@{ hresult = $number; message = $cause.Message }\n $code = ([string]$ErrorRecord.FullyQualifiedErrorId).Split(',')[0]\n if ($code -cmatch '^[A-Z]+(_[A-Z]+)+$') { $failure['code'] = $code }\n return [pscustomobject]$failure\n}\nfunction Invoke-PatchringJob {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Directory)\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n $ProgressPreference = 'SilentlyContinue'\n $mark = Lock-Job -Directory $Directory\n if ($null -eq $mark) { return }\n try {\n  $work = Read-JobFile -Path ([System.IO.Path]::Combine($Directory, 'parameters.xml'))\n  try {\n   Write-JobProgress -Directory $Directory -Percent 0 -Note ([string]$work.Kind)\n   $result = Invoke-JobBody -Directory $Directory -Work $work\n   $status = [pscustomobject]@{ state = 'finished'; kind = [string]$work.Kind; result = $result }\n  }\n  catch { $status = [pscustomobject]@{ state = 'failed'; failure = (ConvertTo-JobFailure -ErrorRecord $_) } }\n  Write-JobFile -Path ([System.IO.Path]::Combine($Directory, 'result.xml')) -Value ([pscustomobject]@{ Schema = 1; Status = $status })\n }\n finally { $mark.Dispose() }\n}\n";

// src/windows/bodies/package.ps1
var package_default = "function Save-PackageSet {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [string] $Folder,\n  [Parameter(Mandatory = $true)] [string[]] $Package,\n  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Prerequisite\n )\n for ($index = 0; $index -lt $Package.Length; $index++) {\n  $key, $kb, $sha256, $from = $Package[$index].Split('|')\n  $sign = @{ Directory = $Directory; Percent = (5 + 45 * $index / $Package.Length); Note = ('copying and checking ' + $kb) }\n  Write-SignOfLife @sign\n  $own = [System.IO.Path]::Combine($Folder, [string]$index)\n  [void][System.IO.Directory]::CreateDirectory($own)\n  $path = Save-PackageFile -Folder $own -From $from -Sha256 $sha256 -Sign $sign\n  foreach ($line in $Prerequisite) {\n   $for, $digest, $place = $line.Split('|')\n   if ($for -eq $key) { [void](Save-PackageFile -Folder $own -From $place -Sha256 $digest -Sign $sign) }\n  }\n  $id, $revision = $key.Split('@')\n  [pscustomobject]@{ Id = $id; Revision = [int]$revision; Kb = $kb; Path = $path; Outcome = ''; HResult = 0L }\n }\n}\nfunction Install-PackageSet {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [object[]] $Item\n )\n $needsRestart = $false\n for ($index = 0; $index -lt $Item.Length; $index++) {\n  $one = $Item[$index]\n  $width = 45 / $Item.Length\n  $span = @{ Directory = $Directory; From = (50 + $width * $index); To = (50 + $width * ($index + 1)); Note = ('installing ' + $one.Kb) }\n  try {\n   if (Add-StorePackage -Path $one.Path -Span $span) { $needsRestart = $true }\n   $one.Outcome = 'installed'\n  }\n  catch {\n   $one.Outcome = 'failed'\n   $one.HResult = ConvertTo-UnsignedResult -HResult (Get-InnermostException -Exception $_.Exception).HResult\n   foreach ($other in $Item) { if ($other.Outcome -eq '') { $other.Outcome = 'aborted' } }\n   break\n  }\n }\n return $needsRestart\n}\nfunction Invoke-PatchringPackage {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [string[]] $Package,\n  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Prerequisite\n )\n Confirm-UpdateService\n Confirm-NoRestartPending\n $folder = [System.IO.Path]::Combine($Directory, 'packages')\n [void][System.IO.Directory]::CreateDirectory($folder)\n try {\n  $items = @(Save-PackageSet -Directory $Directory -Folder $folder -Package $Package -Prerequisite $Prerequisite)\n  $bytes = 0L\n  foreach ($item in $items) { $bytes += [System.IO.FileInfo]::new($item.Path).Length }\n  Confirm-DiskRoom -Bytes $bytes\n  $before = Save-PackageList -Directory $Directory\n  $needsRestart = (Install-PackageSet -Directory $Directory -Item $items) -or @(Get-BlockingRestart).Length -gt 0\n }\n finally { [System.IO.Directory]::Delete($folder, $true) }\n $outcomes = foreach ($item in $items) {\n  [pscustomobject]@{ updateId = $item.Id; revision = $item.Revision; kbs = [string[]]@($item.Kb); outcome = $item.Outcome; hresult = $item.HResult }\n }\n Add-BroughtPackage -Before $before -Result ([pscustomobject]@{ updates = [object[]]@($outcomes); needsRestart = $needsRestart; packagesBefore = [string[]]$before })\n}\nfunction Invoke-PatchringPackageStage {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [string[]] $Package,\n  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Prerequisite\n )\n Confirm-DiskRoom -Bytes 0\n $folder = [System.IO.Path]::Combine($Directory, 'staged')\n [void][System.IO.Directory]::CreateDirectory($folder)\n $isWhole = $false\n try {\n  $items = @(Save-PackageSet -Directory $Directory -Folder $folder -Package $Package -Prerequisite $Prerequisite)\n  $bytes = 0L\n  foreach ($item in $items) { $bytes += [System.IO.FileInfo]::new($item.Path).Length }\n  Confirm-DiskRoom -Bytes $bytes\n  $isWhole = $true\n }\n finally { if (-not $isWhole) { [System.IO.Directory]::Delete($folder, $true) } }\n $outcomes = foreach ($item in $items) {\n  [pscustomobject]@{ updateId = $item.Id; revision = $item.Revision; kbs = [string[]]@($item.Kb); outcome = 'downloaded'; hresult = 0L }\n }\n [pscustomobject]@{ updates = [object[]]@($outcomes) }\n}\n";

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
var script_default = "function New-OwnShell {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Path)\n $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())\n $runspace.Open()\n $runspace.SessionStateProxy.SetVariable('ProgressPreference', 'SilentlyContinue')\n $shell = [powershell]::Create()\n $shell.Runspace = $runspace\n [void]$shell.AddCommand($Path)\n return $shell\n}\nfunction Invoke-OwnScript {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [string] $Role,\n  [Parameter(Mandatory = $true)] [string[]] $Script,\n  [Parameter()] [switch] $Merged\n )\n $path = [System.IO.Path]::Combine($Directory, $Role + '.ps1')\n if ($Script -notcontains ($Role + '|' + (Get-FileDigest -Path $path))) {\n  Stop-Patchring -Code 'SCRIPT_CHANGED' -Message ('{0} is not the script that was planned.' -f $path)\n }\n $shell = New-OwnShell -Path $path\n $runspace = $shell.Runspace\n try {\n  if ($Merged) { $shell.Commands.Commands[0].MergeMyResults('All', 'Output') }\n  $said = [pscustomobject]@{ Last = [System.Collections.Generic.Queue[object]]::new(); Count = 0L; ExitCode = 0; Failure = '' }\n  $nothing = [System.Management.Automation.PSDataCollection[psobject]]::new()\n  $nothing.Complete()\n  $output = [System.Management.Automation.PSDataCollection[psobject]]::new()\n  $running = $shell.BeginInvoke($nothing, $output)\n  for ($turn = 0; -not $running.AsyncWaitHandle.WaitOne(250); $turn++) {\n   Add-OwnOutput -Said $said -Output $output\n   if ($turn % 20 -eq 0) { Write-SignOfLife -Directory $Directory -Percent $null -Note ('the owner''s script runs ({0})' -f $Role) }\n  }\n  try { [void]$shell.EndInvoke($running) }\n  catch { $said.Failure = [string](Get-InnermostException -Exception $_.Exception).Message }\n  Add-OwnOutput -Said $said -Output $output\n  $code = $runspace.SessionStateProxy.GetVariable('LASTEXITCODE')\n  if ($null -ne $code) { $said.ExitCode = [long]$code }\n  return $said\n }\n finally {\n  $shell.Dispose()\n  $runspace.Dispose()\n }\n}\nfunction Add-OwnOutput {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [psobject] $Said,\n  [Parameter()] [object] $Output\n )\n foreach ($one in $Output.ReadAll()) {\n  $Said.Count++\n  $Said.Last.Enqueue($one)\n  if ($Said.Last.Count -gt 100) { [void]$Said.Last.Dequeue() }\n }\n}\nfunction Get-OwnNote {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [psobject] $Said)\n $lines = @($Said.Last | ForEach-Object { [string]$_ } | Where-Object { $_ -ne '' })\n if ($Said.Failure -ne '') { $lines += 'error: ' + $Said.Failure }\n $text = [regex]::Replace(($lines -join ' / '), '[\\p{C}\\p{Zl}\\p{Zp}]+', ' ').Trim()\n if ($text.Length -gt 2000) { return '...' + $text.Substring($text.Length - 1997) }\n return $text\n}\nfunction Invoke-OwnChange {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [string[]] $Script\n )\n $said = Invoke-OwnScript -Directory $Directory -Role 'run' -Script $Script -Merged\n $why = ''\n if ($said.Failure -ne '') { $why = 'it ended with an error' }\n elseif (0, 3010, 1641 -notcontains $said.ExitCode) { $why = 'its exit code is {0}' -f $said.ExitCode }\n $needsRestart = (3010, 1641 -contains $said.ExitCode) -or @(Get-BlockingRestart).Length -gt 0\n [pscustomobject]@{ Why = $why; Note = (Get-OwnNote -Said $said); NeedsRestart = $needsRestart }\n}\nfunction Invoke-PatchringDetect {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [string[]] $Script\n )\n $code = 'SCRIPT_DETECT_INVALID'\n $said = Invoke-OwnScript -Directory $Directory -Role 'detect' -Script $Script\n if ($said.Failure -ne '') { Stop-Patchring -Code $code -Message ('detect ended with an error: ' + (Get-OwnNote -Said $said)) }\n if ($said.Count -ne 1) { Stop-Patchring -Code $code -Message ('detect wrote {0} objects, and one is wanted.' -f $said.Count) }\n $answer = $said.Last.Peek()\n if ($answer -is [bool]) { return [pscustomobject]@{ installed = [bool]$answer; version = $null } }\n $fields = @{}\n if ($answer -is [System.Collections.IDictionary]) { foreach ($name in @($answer.Keys)) { $fields[[string]$name] = $answer[$name] } }\n elseif ($answer -is [System.Management.Automation.PSCustomObject]) { foreach ($one in $answer.PSObject.Properties) { $fields[$one.Name] = $one.Value } }\n $strange = @($fields.Keys | Where-Object { 'installed', 'version' -notcontains $_ })\n $version = $fields['version']\n if ($version -is [version]) { $version = $version.ToString() }\n $isVersion = $null -eq $version -or ($version -is [string] -and $version.Length -le 200)\n if ($strange.Length -gt 0 -or $fields['installed'] -isnot [bool] -or -not $isVersion) {\n  Stop-Patchring -Code $code -Message 'detect answered neither $true nor $false nor an object of installed (boolean) and version (text).'\n }\n if ($null -ne $version) { $version = [regex]::Replace($version, '[\\p{C}\\p{Zl}\\p{Zp}]+', ' ') }\n [pscustomobject]@{ installed = [bool]$fields['installed']; version = $version }\n}\nfunction Invoke-PatchringScript {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [string] $Update,\n  [Parameter(Mandatory = $true)] [string[]] $Script\n )\n Confirm-NoRestartPending\n $done = Invoke-OwnChange -Directory $Directory -Script $Script\n $id, $revision = $Update.Split('@')\n $item = [ordered]@{ updateId = $id; revision = [int]$revision; kbs = [string[]]@(); outcome = 'installed'; hresult = 0L; note = $done.Note }\n if ($done.Why -ne '') { $item['code'] = 'SCRIPT_FAILED'; $item['note'] = $done.Why + ': ' + $done.Note }\n elseif (-not $done.NeedsRestart -and -not (Invoke-PatchringDetect -Directory $Directory -Script $Script).installed) { $item['code'] = 'SCRIPT_NOT_DETECTED' }\n if ($item.Contains('code')) { $item['outcome'] = 'failed' }\n [pscustomobject]@{ updates = [object[]]@([pscustomobject]$item); needsRestart = $done.NeedsRestart; packagesBefore = [string[]]@() }\n}\nfunction Invoke-PatchringRemoval {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [string] $Update,\n  [Parameter(Mandatory = $true)] [string[]] $Script\n )\n $removed = [string[]]@()\n $kept = [object[]]@()\n $needsRestart = $false\n if ((Invoke-PatchringDetect -Directory $Directory -Script $Script).installed) {\n  $done = Invoke-OwnChange -Directory $Directory -Script $Script\n  $needsRestart = $done.NeedsRestart\n  $why = ''\n  if ($done.Why -ne '') { $why = 'the uninstall script failed, ' + $done.Why + ': ' + $done.Note }\n  elseif (-not $needsRestart -and (Invoke-PatchringDetect -Directory $Directory -Script $Script).installed) { $why = 'detect still finds it after the uninstall script' }\n  if ($why -eq '') { $removed = [string[]]@($Update) }\n  else { $kept = [object[]]@([pscustomobject]@{ package = $Update; reason = $why; hresult = 0L }) }\n }\n [pscustomobject]@{ removed = $removed; kept = $kept; needsRestart = $needsRestart }\n}\n";

// src/windows/bodies/stage.ps1
var stage_default = "function Invoke-PatchringStage {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,\n  [Parameter(Mandatory = $true)] [string[]] $Update,\n  [Parameter()] [bool] $OverrideWsus = $false\n )\n Confirm-UpdateService\n $session = New-UpdateSession\n Write-JobProgress -Directory $Directory -Percent 1 -Note 'searching'\n $searcher = New-UpdateSearcher -Session $session -Source $Source -OverrideWsus $OverrideWsus\n $items = @(Find-PlannedUpdate -Directory $Directory -Searcher $searcher -Update $Update)\n $planned = @($items | Where-Object { $_.Outcome -eq '' })\n if ($planned.Length -gt 0) {\n  Confirm-DownloadRoom -Bytes (Get-MissingSize -Item $planned)\n  Save-UpdateSet -Directory $Directory -Session $session -Item $planned -To 100\n }\n $outcomes = foreach ($item in $items) {\n  if ($item.Outcome -eq '') { $item.Outcome = 'downloaded' }\n  Get-OutcomeReading -Item $item\n }\n [pscustomobject]@{ updates = [object[]]@($outcomes) }\n}\n";

// src/windows/bodies/uninstall.ps1
var uninstall_default = "function Get-KeptReason {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [long] $Number,\n  [Parameter(Mandatory = $true)] [string] $Message\n )\n $cleaned = 'what it replaced is no longer in the component store: cleaned up with ResetBase, or damaged'\n switch ($Number) {\n  2148468773L { return 'the package is permanent' }\n  2148468785L { return $cleaned }\n  2148468767L { return $cleaned }\n  2147956498L { return $cleaned }\n  2148468742L { return 'other changes wait for a restart' }\n  2147945417L { return 'other changes wait for a restart' }\n }\n return $Message\n}\nfunction Get-RefusedPackage {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [psobject] $Undo)\n foreach ($one in $Undo.Superseded) {\n  $by = 'a later package that is not listed'\n  if ($one.by.Length -gt 0) { $by = $one.by -join ', ' }\n  [pscustomobject]@{ package = $one.package; reason = ('somebody else has installed {0} since, which supersedes it' -f $by); hresult = 0L; code = 'UNDO_SUPERSEDED' }\n }\n if ($Undo.Waiting.Length -eq 0) { return }\n foreach ($package in $Undo.Ours) {\n  [pscustomobject]@{ package = $package.Name; reason = ('other changes wait for a restart ({0})' -f ($Undo.Waiting -join ', ')); hresult = 2148468742L; code = 'UNDO_RESTART_PENDING' }\n }\n}\nfunction Invoke-PatchringUninstall {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [string[]] $PackagesBefore,\n  [Parameter()] [AllowNull()] [AllowEmptyCollection()] [string[]] $PackagesAdded\n )\n $undo = Get-UndoState -PackagesBefore $PackagesBefore -PackagesAdded $PackagesAdded\n $refused = @(Get-RefusedPackage -Undo $undo)\n if ($refused.Length -gt 0) {\n  return [pscustomobject]@{ removed = [string[]]@(); kept = $refused; others = $undo.Others; needsRestart = $false }\n }\n $ours = @($undo.Ours | Where-Object { 'Installed', 'InstallPending' -contains $_.State })\n $times = [datetime[]]@($ours | ForEach-Object { $_.InstalledAt })\n if ($ours.Length -gt 1) {\n  [array]::Sort($times, $ours)\n  [array]::Reverse($ours)\n }\n $removed = [System.Collections.Generic.List[string]]::new()\n $kept = [System.Collections.Generic.List[object]]::new()\n $needsRestart = $false\n foreach ($package in $ours) {\n  $done = $removed.Count + $kept.Count\n  $span = @{ Directory = $Directory; From = (100 * $done / $ours.Length); To = (100 * ($done + 1) / $ours.Length); Note = ('removing ' + $package.Name) }\n  try {\n   if (Remove-InstalledPackage -Name $package.Name -Span $span) { $needsRestart = $true }\n   $removed.Add($package.Name)\n  }\n  catch {\n   $cause = Get-InnermostException -Exception $_.Exception\n   $number = ConvertTo-UnsignedResult -HResult $cause.HResult\n   $reason = Get-KeptReason -Number $number -Message $cause.Message\n   $kept.Add([pscustomobject]@{ package = $package.Name; reason = $reason; hresult = $number })\n  }\n }\n if ($removed.Count -gt 0 -and @(Get-BlockingRestart).Length -gt 0) { $needsRestart = $true }\n [pscustomobject]@{ removed = $removed.ToArray(); kept = $kept.ToArray(); others = $undo.Others; needsRestart = $needsRestart }\n}\n";

// src/windows/bodies/visibility.ps1
var visibility_default = "function Invoke-PatchringVisibility {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,\n  [Parameter(Mandatory = $true)] [string[]] $Update,\n  [Parameter()] [bool] $OverrideWsus = $false,\n  [Parameter()] [switch] $Hidden\n )\n $told = Set-UpdateVisibility -Directory $Directory -Source $Source -Update $Update -OverrideWsus $OverrideWsus -Hidden ([bool]$Hidden)\n [pscustomobject]@{ updates = [object[]]@($told) }\n}\n";

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
var directory_default = "function Get-JobRoot {\n [CmdletBinding()]\n param()\n return [System.IO.Path]::Combine([System.Environment]::GetFolderPath('CommonApplicationData'), 'patchring', 'jobs')\n}\nfunction New-SecureDirectory {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Path)\n $security = [System.Security.AccessControl.DirectorySecurity]::new()\n $security.SetSecurityDescriptorSddlForm('O:BAG:BAD:P(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)')\n $directory = [System.IO.DirectoryInfo]::new($Path)\n if ($PSVersionTable.PSVersion.Major -ge 6) { [System.IO.FileSystemAclExtensions]::Create($directory, $security) }\n else { $directory.Create($security) }\n}\nfunction Read-DirectorySecurity {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Path)\n $directory = [System.IO.DirectoryInfo]::new($Path)\n if ($PSVersionTable.PSVersion.Major -ge 6) { $security = [System.IO.FileSystemAclExtensions]::GetAccessControl($directory) }\n else { $security = $directory.GetAccessControl() }\n $sid = [System.Security.Principal.SecurityIdentifier]\n $rules = foreach ($rule in $security.GetAccessRules($true, $true, $sid)) {\n  [pscustomobject]@{ Account = $rule.IdentityReference.Value; Allows = ([string]$rule.AccessControlType -eq 'Allow'); IsInherited = [bool]$rule.IsInherited }\n }\n return [pscustomobject]@{\n  Owner       = $security.GetOwner($sid).Value\n  IsProtected = [bool]$security.AreAccessRulesProtected\n  IsLink      = ($directory.Attributes -band [System.IO.FileAttributes]::ReparsePoint) -ne 0\n  Rules       = @($rules)\n }\n}\nfunction Confirm-SecureDirectory {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Path)\n $trusted = 'S-1-5-32-544', 'S-1-5-18'\n $security = Read-DirectorySecurity -Path $Path\n $fault = ''\n if ($security.IsLink) { $fault = 'it is a link' }\n elseif ($trusted -notcontains $security.Owner) { $fault = 'its owner is ' + $security.Owner }\n elseif (-not $security.IsProtected) { $fault = 'it inherits rights' }\n else {\n  foreach ($rule in $security.Rules) {\n   if ($rule.IsInherited) { $fault = 'it inherits rights'; break }\n   if ($rule.Allows -and $trusted -notcontains $rule.Account) { $fault = $rule.Account + ' has rights on it'; break }\n  }\n }\n if ($fault -ne '') {\n  Stop-Patchring -Code 'JOB_DIRECTORY_UNSAFE' -Message ('{0} is not used: {1}. Find out who made it, then delete it.' -f $Path, $fault)\n }\n}\nfunction Open-JobRoot {\n [CmdletBinding()]\n param([Parameter()] [switch] $Create)\n $root = Get-JobRoot\n foreach ($path in [System.IO.Path]::GetDirectoryName($root), $root) {\n  if ($Create) { New-SecureDirectory -Path $path }\n  if (-not [System.IO.Directory]::Exists($path)) { return }\n  Confirm-SecureDirectory -Path $path\n }\n return $root\n}\nfunction Remove-EmptyDirectory {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Root)\n foreach ($path in $Root, [System.IO.Path]::GetDirectoryName($Root)) {\n  try { [System.IO.Directory]::Delete($path, $false) } catch [System.IO.IOException] { return }\n }\n}\nfunction Remove-JobDirectory {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Root,\n  [Parameter(Mandatory = $true)] [string] $Directory\n )\n $gone = [System.IO.Path]::Combine($Root, '.gone-' + [guid]::NewGuid().ToString('N'))\n [System.IO.Directory]::Move($Directory, $gone)\n [System.IO.Directory]::Delete($gone, $true)\n Remove-EmptyDirectory -Root $Root\n}\n";

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
var failure_default = "function Stop-Patchring {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Code,\n  [Parameter(Mandatory = $true)] [string] $Message,\n  [Parameter()] [int] $HResult = 0\n )\n $exception = [System.InvalidOperationException]::new($Message)\n if ($HResult -ne 0) { $exception = [System.Runtime.InteropServices.COMException]::new($Message, $HResult) }\n throw [System.Management.Automation.ErrorRecord]::new($exception, $Code, 'InvalidOperation', $null)\n}\nfunction ConvertTo-UnsignedResult {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [long] $HResult)\n if ($HResult -lt 0) { return $HResult + 4294967296L }\n return $HResult\n}\nfunction Get-InnermostException {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [System.Exception] $Exception)\n $inner = $Exception\n while ($null -ne $inner.InnerException) { $inner = $inner.InnerException }\n return $inner\n}\n";

// src/windows/functions/install-checks.ps1
var install_checks_default = "function Read-NetworkCost {\n [CmdletBinding()]\n param()\n $connection = [Windows.Networking.Connectivity.NetworkInformation, Windows, ContentType = WindowsRuntime]::GetInternetConnectionProfile()\n if ($null -eq $connection) { return 0 }\n return [int]$connection.GetConnectionCost().NetworkCostType\n}\nfunction Confirm-UpdateService {\n [CmdletBinding()]\n param()\n foreach ($name in 'wuauserv', 'TrustedInstaller') {\n  if ((Read-RegistryValue -Path ('SYSTEM\\CurrentControlSet\\Services\\' + $name) -Name 'Start') -eq 4) {\n   Stop-Patchring -Code 'UPDATE_SERVICE_DISABLED' -HResult 0x80070422 -Message ('The service {0} is disabled.' -f $name)\n  }\n }\n}\nfunction Confirm-NoRestartPending {\n [CmdletBinding()]\n param()\n $signals = @(Get-BlockingRestart)\n if (Test-UpdateRestart) { $signals += 'updateAgent' }\n if ($signals.Length -gt 0) {\n  Stop-Patchring -Code 'INSTALL_RESTART_PENDING' -HResult 0x80240016 -Message ('Nothing was installed: a restart is pending ({0}).' -f ($signals -join ', '))\n }\n}\nfunction Save-PackageList {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Directory)\n $names = [string[]]@(Get-UpdatePackage | ForEach-Object { $_.Name })\n Write-JobFile -Path ([System.IO.Path]::Combine($Directory, 'before.xml')) -Value ([pscustomobject]@{ Packages = $names })\n return $names\n}\nfunction Confirm-DiskRoom {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [long] $Bytes)\n $needed = 1GB + 2 * [System.Math]::Min($Bytes, 4GB)\n $free = (Read-SystemDrive).Free\n if ($free -lt $needed) {\n  Stop-Patchring -Code 'INSTALL_DISK_LOW' -HResult 0x80070070 -Message ('The system drive has {0:N1} GB free, and {1:N1} GB are needed.' -f ($free / 1GB), ($needed / 1GB))\n }\n}\nfunction Confirm-FreeNetwork {\n [CmdletBinding()]\n param()\n try { $cost = Read-NetworkCost } catch { $cost = 0 }\n if ($cost -eq 2 -or $cost -eq 3) {\n  Stop-Patchring -Code 'INSTALL_NETWORK_METERED' -Message 'The connection is metered; nothing was downloaded.'\n }\n}\nfunction Confirm-DownloadRoom {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [long] $Bytes)\n if ($Bytes -le 0) { return }\n Confirm-DiskRoom -Bytes $Bytes\n Confirm-FreeNetwork\n}\nfunction Test-PassingResult {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [long] $HResult)\n $passing = @(\n  '00240001', '80240009', '8024000B', '8024001E', '8024001F', '80240033', '80240438', '80242006'\n  '8024200D', '80242014', '80244010', '80244022', '8024402C', '80246007', '80246008', '80248007'\n  '80070020', '800705B4', '80072EE2', '80072EFD', '80072EFE'\n )\n return $passing -contains ('{0:X8}' -f $HResult)\n}\n";

// src/windows/functions/instrumentation.ps1
var instrumentation_default = "function Read-CimRow {\n [CmdletBinding()]\n param(\n  [Parameter()] [string] $Namespace = 'root/cimv2',\n  [Parameter(Mandatory = $true)] [string] $Query\n )\n Get-CimInstance -Namespace $Namespace -Query $Query -OperationTimeoutSec 60 -ErrorAction Stop\n}\nfunction Test-ConfigMgrRestart {\n [CmdletBinding()]\n param()\n $answer = Invoke-CimMethod -Namespace 'root/ccm/ClientSDK' -ClassName 'CCM_ClientUtilities' -MethodName 'DetermineIfRebootPending' -ErrorAction Stop\n return [bool]($answer.RebootPending -or $answer.IsHardRebootPending)\n}\nfunction Test-Process {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Name)\n return [System.Diagnostics.Process]::GetProcessesByName($Name).Length -gt 0\n}\nfunction Test-Administrator {\n [CmdletBinding()]\n param()\n $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()\n try {\n  $principal = [System.Security.Principal.WindowsPrincipal]::new($identity)\n  return $principal.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)\n }\n finally { $identity.Dispose() }\n}\nfunction Read-SystemDrive {\n [CmdletBinding()]\n param()\n $drive = [System.IO.DriveInfo]::new($env:SystemDrive)\n return [pscustomobject]@{ Free = [long]$drive.AvailableFreeSpace; Size = [long]$drive.TotalSize }\n}\nfunction Read-CertificateEnd {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Thumbprint)\n $store = [System.Security.Cryptography.X509Certificates.X509Store]::new('My', 'LocalMachine')\n try {\n  $store.Open('ReadOnly, OpenExistingOnly')\n  foreach ($certificate in $store.Certificates.Find('FindByThumbprint', $Thumbprint, $false)) { $certificate.NotAfter; break }\n }\n finally { $store.Close() }\n}\nfunction Read-AzureExtension {\n [CmdletBinding()]\n param()\n $folder = [System.IO.Path]::Combine($env:SystemDrive + '\\', 'Packages', 'Plugins')\n if (-not [System.IO.Directory]::Exists($folder)) { return }\n foreach ($path in [System.IO.Directory]::GetDirectories($folder)) { [System.IO.Path]::GetFileName($path) }\n}\nfunction Wait-Moment {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [int] $Milliseconds)\n [System.Threading.Thread]::Sleep($Milliseconds)\n}\n";

// src/windows/functions/job-files.ps1
var job_files_default = "function Write-JobFile {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Path,\n  [Parameter(Mandatory = $true)] [psobject] $Value\n )\n $bytes = [System.Text.Encoding]::UTF8.GetBytes([System.Management.Automation.PSSerializer]::Serialize($Value, 10))\n $fresh = $Path + '.new'\n $stream = [System.IO.FileStream]::new($fresh, 'Create', 'Write', 'None')\n try {\n  $stream.Write($bytes, 0, $bytes.Length)\n  $stream.Flush($true)\n }\n finally { $stream.Dispose() }\n for ($attempt = 1; ; $attempt++) {\n  try {\n   if ([System.IO.File]::Exists($Path)) { [System.IO.File]::Replace($fresh, $Path, [NullString]::Value) }\n   else { [System.IO.File]::Move($fresh, $Path) }\n   return\n  }\n  catch [System.IO.IOException] {\n   if ($attempt -ge 20) { throw }\n   Wait-Moment -Milliseconds 50\n  }\n }\n}\nfunction Read-JobFile {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Path)\n try { $stream = [System.IO.FileStream]::new($Path, 'Open', 'Read', 'ReadWrite, Delete') }\n catch [System.IO.FileNotFoundException] { return }\n try {\n  $reader = [System.IO.StreamReader]::new($stream, [System.Text.Encoding]::UTF8)\n  return [System.Management.Automation.PSSerializer]::Deserialize($reader.ReadToEnd())\n }\n finally { $stream.Dispose() }\n}\nfunction Lock-Job {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Directory)\n try { return [System.IO.FileStream]::new([System.IO.Path]::Combine($Directory, 'started'), 'CreateNew', 'ReadWrite', 'None') }\n catch [System.IO.IOException] { return }\n}\nfunction Test-JobAlive {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Directory)\n try {\n  [System.IO.FileStream]::new([System.IO.Path]::Combine($Directory, 'started'), 'Open', 'Read', 'None').Dispose()\n  return $false\n }\n catch [System.IO.IOException] { return $true }\n}\nfunction Write-JobProgress {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [AllowNull()] [System.Nullable[double]] $Percent,\n  [Parameter(Mandatory = $true)] [string] $Note\n )\n $status = [pscustomobject]@{ Percent = $Percent; Note = $Note; At = [datetime]::UtcNow.ToString('o') }\n Write-JobFile -Path ([System.IO.Path]::Combine($Directory, 'status.xml')) -Value $status\n}\nfunction Get-JobResult {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Directory)\n $ended = Read-JobFile -Path ([System.IO.Path]::Combine($Directory, 'result.xml'))\n if ($null -eq $ended) { return }\n if ($ended.Schema -ne 1) { Stop-Patchring -Code 'JOB_RESULT_UNREADABLE' -Message ('The result in {0} has schema {1}; this version reads 1.' -f $Directory, $ended.Schema) }\n return $ended.Status\n}\nfunction Get-JobStatus {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [string] $Key\n )\n $ended = Get-JobResult -Directory $Directory\n if ($null -ne $ended) { return $ended }\n if ([System.IO.File]::Exists([System.IO.Path]::Combine($Directory, 'started'))) {\n  if (Test-JobAlive -Directory $Directory) {\n   $status = Read-JobFile -Path ([System.IO.Path]::Combine($Directory, 'status.xml'))\n   if ($null -eq $status) { return [pscustomobject]@{ state = 'running'; percent = $null; note = 'just started' } }\n   $silence = [System.DateTime]::UtcNow - [System.DateTimeOffset]::Parse($status.At, [System.Globalization.CultureInfo]::InvariantCulture).UtcDateTime\n   $seconds = [long][System.Math]::Max(0, [System.Math]::Floor($silence.TotalSeconds))\n   return [pscustomobject]@{ state = 'running'; percent = $status.Percent; note = [string]$status.Note; silentFor = $seconds }\n  }\n  $ended = Get-JobResult -Directory $Directory\n  if ($null -ne $ended) { return $ended }\n  return [pscustomobject]@{ state = 'lost'; note = 'the job began and its process is gone without a result' }\n }\n $task = Read-JobTask -Key $Key\n if ($null -eq $task) { return [pscustomobject]@{ state = 'lost'; note = 'the job never began and its task is gone' } }\n if ($task.State -eq 'queued' -or $task.State -eq 'running') { return [pscustomobject]@{ state = 'queued' } }\n if ([System.IO.File]::Exists([System.IO.Path]::Combine($Directory, 'started'))) { return Get-JobStatus -Directory $Directory -Key $Key }\n return [pscustomobject]@{ state = 'lost'; note = ('the job never began; its task is {0} with result 0x{1:X8}' -f $task.State, $task.LastResult) }\n}\n";

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
var package_files_default = "function Open-PackageSource {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $From)\n if ($From -notlike 'https://*') { return [System.IO.File]::OpenRead($From) }\n [System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12\n return [System.Net.WebClient]::new().OpenRead([uri]$From)\n}\nfunction Copy-PackageFile {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $From,\n  [Parameter(Mandatory = $true)] [string] $To,\n  [Parameter(Mandatory = $true)] [hashtable] $Sign\n )\n $source = Open-PackageSource -From $From\n try {\n  $target = [System.IO.FileStream]::new($To, 'CreateNew', 'Write', 'None')\n  try {\n   $buffer = [byte[]]::new(1MB)\n   $toldAt = [datetime]::UtcNow\n   for ($read = $source.Read($buffer, 0, $buffer.Length); $read -gt 0; $read = $source.Read($buffer, 0, $buffer.Length)) {\n    $target.Write($buffer, 0, $read)\n    if ([datetime]::UtcNow -lt $toldAt.AddSeconds(5)) { continue }\n    $toldAt = [datetime]::UtcNow\n    Write-SignOfLife @Sign\n   }\n  }\n  finally { $target.Dispose() }\n }\n finally { $source.Dispose() }\n}\nfunction Read-FileSignature {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Path)\n $signature = Get-AuthenticodeSignature -LiteralPath $Path -ErrorAction Stop\n $signer = ''\n if ($null -ne $signature.SignerCertificate) { $signer = [string]$signature.SignerCertificate.Subject }\n return [pscustomobject]@{ Status = [string]$signature.Status; Signer = $signer }\n}\nfunction Add-StorePackage {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Path,\n  [Parameter(Mandatory = $true)] [hashtable] $Span\n )\n $parameters = @{ Online = $true; PackagePath = $Path; NoRestart = $true; WarningAction = 'SilentlyContinue' }\n $answer = Invoke-StoreWork -Command 'Add-WindowsPackage' -Parameters $parameters @Span\n return @($answer | Where-Object { $_.RestartNeeded }).Length -gt 0\n}\nfunction Find-StagedFile {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [string] $Name,\n  [Parameter(Mandatory = $true)] [string] $Sha256\n )\n $root = [System.IO.Path]::GetDirectoryName($Directory.TrimEnd([char[]]'\\/'))\n foreach ($job in [System.IO.Directory]::GetDirectories($root)) {\n  $folder = [System.IO.Path]::Combine($job, 'staged')\n  if ($job -eq $Directory -or -not [System.IO.Directory]::Exists($folder)) { continue }\n  foreach ($path in [System.IO.Directory]::GetFiles($folder, $Name, 'AllDirectories')) {\n   if ((Get-FileDigest -Path $path) -eq $Sha256) { return $path }\n  }\n }\n}\nfunction Get-FileDigest {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Path)\n $algorithm = [System.Security.Cryptography.SHA256]::Create()\n $stream = [System.IO.File]::OpenRead($Path)\n try { return [System.BitConverter]::ToString($algorithm.ComputeHash($stream)).Replace('-', '').ToLowerInvariant() }\n finally { $stream.Dispose(); $algorithm.Dispose() }\n}\nfunction Save-PackageFile {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Folder,\n  [Parameter(Mandatory = $true)] [string] $From,\n  [Parameter(Mandatory = $true)] [string] $Sha256,\n  [Parameter(Mandatory = $true)] [hashtable] $Sign\n )\n $name = $From.Split([char[]]'\\/')[-1]\n $to = [System.IO.Path]::Combine($Folder, $name)\n $staged = Find-StagedFile -Directory $Sign.Directory -Name $name -Sha256 $Sha256\n if ($null -eq $staged -and $From -like 'https://*') { Confirm-FreeNetwork }\n try {\n  if ($null -ne $staged) { [System.IO.File]::Copy($staged, $to) }\n  else { Copy-PackageFile -From $From -To $to -Sign $Sign }\n }\n catch {\n  $cause = Get-InnermostException -Exception $_.Exception\n  Stop-Patchring -Code 'PACKAGE_NOT_FOUND' -Message ('{0} cannot be copied: {1}' -f $From, $cause.Message)\n }\n $digest = Get-FileDigest -Path $to\n if ($digest -ne $Sha256) {\n  Stop-Patchring -Code 'PACKAGE_HASH_MISMATCHED' -Message ('{0} has SHA-256 {1}, and {2} was planned.' -f $From, $digest, $Sha256)\n }\n $signature = Read-FileSignature -Path $to\n if ($signature.Status -ne 'Valid' -or $signature.Signer -notmatch '(^|,\\s*)O=Microsoft Corporation(,|$)') {\n  Stop-Patchring -Code 'PACKAGE_UNSIGNED' -HResult 0x800B0100 -Message ('{0} is not signed by Microsoft: {1} {2}' -f $From, $signature.Status, $signature.Signer)\n }\n return $to\n}\n";

// src/windows/functions/packages.ps1
var packages_default = "function Read-WindowsPackage {\n [CmdletBinding()]\n param()\n foreach ($package in Get-WindowsPackage -Online -ErrorAction Stop) {\n  $at = [datetime]::MinValue\n  if ($null -ne $package.InstallTime) { $at = $package.InstallTime }\n  [pscustomobject]@{\n   Name        = [string]$package.PackageName\n   State       = [string]$package.PackageState\n   ReleaseType = [string]$package.ReleaseType\n   InstalledAt = [datetime]$at\n  }\n }\n}\nfunction Remove-InstalledPackage {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Name,\n  [Parameter(Mandatory = $true)] [hashtable] $Span\n )\n $parameters = @{ Online = $true; PackageName = $Name; NoRestart = $true; WarningAction = 'SilentlyContinue' }\n $answer = Invoke-StoreWork -Command 'Remove-WindowsPackage' -Parameters $parameters @Span\n return @($answer | Where-Object { $_.RestartNeeded }).Length -gt 0\n}\nfunction Get-UpdatePackage {\n [CmdletBinding()]\n param()\n $kinds = 'CriticalUpdate', 'Hotfix', 'SecurityUpdate', 'ServicePack', 'SoftwareUpdate', 'Update', 'UpdateRollup'\n $states = 'Installed', 'InstallPending', 'PartiallyInstalled', 'Superseded'\n Read-WindowsPackage | Where-Object { $states -contains $_.State -and ($kinds -contains $_.ReleaseType -or $_.Name -like 'Package_for_*') }\n}\nfunction Add-BroughtPackage {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Before,\n  [Parameter(Mandatory = $true)] [psobject] $Result\n )\n $known = [System.Collections.Generic.HashSet[string]]::new($Before, [System.StringComparer]::OrdinalIgnoreCase)\n try {\n  $names = [string[]]@(Get-UpdatePackage | Where-Object { -not $known.Contains($_.Name) } | ForEach-Object { $_.Name })\n  $Result.PSObject.Properties.Add([System.Management.Automation.PSNoteProperty]::new('packagesAdded', $names))\n }\n catch { $PSCmdlet.WriteWarning('What the install has brought cannot be listed: ' + $_.Exception.Message) }\n return $Result\n}\nfunction Test-PermanentPackage {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Name)\n return $Name -like 'Package_for_ServicingStack*' -or $Name -like 'Package_for_RollupFix~*~26100.1742.*'\n}\n";

// src/windows/functions/registry.ps1
var registry_default = "function Read-RegistryValue {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Path,\n  [Parameter(Mandatory = $true)] [string] $Name\n )\n $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')\n try {\n  $key = $root.OpenSubKey($Path)\n  if ($null -eq $key) { return $null }\n  try { return $key.GetValue($Name, $null) } finally { $key.Dispose() }\n }\n finally { $root.Dispose() }\n}\nfunction Read-RegistryKeyName {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Path)\n $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')\n try {\n  $key = $root.OpenSubKey($Path)\n  if ($null -eq $key) { return }\n  try { $key.GetSubKeyNames() } finally { $key.Dispose() }\n }\n finally { $root.Dispose() }\n}\nfunction Test-RegistryKey {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Path)\n $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')\n try {\n  $key = $root.OpenSubKey($Path)\n  if ($null -eq $key) { return $false }\n  $key.Dispose()\n  return $true\n }\n finally { $root.Dispose() }\n}\n";

// src/windows/functions/restart-prediction.ps1
var restart_prediction_default = "function Read-UpdateStaticProperty {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [object] $Update,\n  [Parameter(Mandatory = $true)] [string] $Name\n )\n return $Update.ExtendedStaticProperty($Name)\n}\nfunction Save-UpdateBootstrapper {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [object] $Session,\n  [Parameter(Mandatory = $true)] [object] $Update\n )\n $updates = New-UpdateCollection\n [void]$updates.Add($Update)\n $downloader = $Session.CreateUpdateDownloader()\n $downloader.Updates = $updates\n return [int]$downloader.Download2(1).ResultCode\n}\nfunction Read-UpdateDynamicProperty {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [object] $Update,\n  [Parameter(Mandatory = $true)] [string] $Name\n )\n return $Update.EvaluateExtendedDynamicProperty($Name)\n}\nfunction Get-RestartPrediction {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [object] $Session,\n  [Parameter(Mandatory = $true)] [object] $Update\n )\n try {\n  if ((Read-UpdateStaticProperty -Update $Update -Name 'ContainsUpdateBootstrapper') -ne $true) { return $null }\n  if ((Save-UpdateBootstrapper -Session $Session -Update $Update) -ne 2) { return $null }\n  $answer = Read-UpdateDynamicProperty -Update $Update -Name 'DoesUpdateRequireReboot'\n }\n catch { return $null }\n if ($answer -is [bool]) { return $answer }\n return $null\n}\n";

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
var role_touches_default = "function Invoke-Program {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Path,\n  [Parameter()] [string[]] $Argument = @(),\n  [Parameter(Mandatory = $true)] [int] $Seconds\n )\n foreach ($word in $Argument) { if ($word -notmatch '^[-/A-Za-z0-9]+$') { throw [System.ArgumentException]::new('Not a plain word: ' + $word) } }\n $start = [System.Diagnostics.ProcessStartInfo]::new($Path, [string]::Join(' ', $Argument))\n $start.UseShellExecute = $false\n $start.CreateNoWindow = $true\n $process = [System.Diagnostics.Process]::Start($start)\n try {\n  if ($process.WaitForExit($Seconds * 1000)) { return $process.ExitCode }\n  try { $process.Kill() } catch [System.InvalidOperationException] { return $process.ExitCode }\n  throw [System.TimeoutException]::new([System.IO.Path]::GetFileName($Path) + ' did not end in ' + $Seconds + ' s')\n }\n finally { $process.Dispose() }\n}\nfunction Read-ProcessMemory {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Name)\n $sum = 0L\n foreach ($process in [System.Diagnostics.Process]::GetProcessesByName($Name)) { $sum += $process.PrivateMemorySize64; $process.Dispose() }\n return $sum\n}\nfunction Test-UdpPort {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [int] $Port)\n $listening = [System.Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveUdpListeners()\n foreach ($endpoint in $listening) { if ($endpoint.Port -eq $Port) { return $true } }\n return $false\n}\nfunction Test-TcpPort {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Address, [Parameter(Mandatory = $true)] [int] $Port)\n $client = [System.Net.Sockets.TcpClient]::new()\n try {\n  $asked = $client.BeginConnect($Address, $Port, $null, $null)\n  if (-not $asked.AsyncWaitHandle.WaitOne(5000)) { throw [System.TimeoutException]::new('port ' + $Port + ' did not accept in 5 s') }\n  $client.EndConnect($asked)\n  return $true\n }\n catch [System.Net.Sockets.SocketException] { return $false }\n finally { $client.Close() }\n}\nfunction Send-DnsQuery {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Name)\n $bytes = [System.Collections.Generic.List[byte]]::new([byte[]](80, 97, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0))\n foreach ($label in $Name.Split([char[]]'.', [System.StringSplitOptions]::RemoveEmptyEntries)) {\n  $text = [System.Text.Encoding]::ASCII.GetBytes($label)\n  $bytes.Add([byte]$text.Length)\n  $bytes.AddRange($text)\n }\n $bytes.AddRange([byte[]](0, 0, 6, 0, 1))\n $client = [System.Net.Sockets.UdpClient]::new()\n try {\n  $client.Client.ReceiveTimeout = 5000\n  $client.Connect('127.0.0.1', 53)\n  [void]$client.Send($bytes.ToArray(), $bytes.Count)\n  $from = [System.Net.IPEndPoint]::new([System.Net.IPAddress]::Any, 0)\n  $answer = $client.Receive([ref]$from)\n  return [int]($answer[3] -band 15)\n }\n catch [System.Net.Sockets.SocketException] {\n  if ($_.Exception.SocketErrorCode -eq 'TimedOut') { throw [System.TimeoutException]::new('DNS on this machine did not answer in 5 s') }\n  throw\n }\n finally { $client.Close() }\n}\nfunction Read-RootDirectoryEntry {\n [CmdletBinding()]\n param()\n Add-Type -AssemblyName System.DirectoryServices.Protocols\n $connection = [System.DirectoryServices.Protocols.LdapConnection]::new('localhost')\n try {\n  $connection.Timeout = [timespan]::FromSeconds(10)\n  $connection.AuthType = 'Anonymous'\n  $ask = [System.DirectoryServices.Protocols.SearchRequest]::new([string]::Empty, '(objectClass=*)', 'Base', 'isSynchronized')\n  $said = $connection.SendRequest($ask)\n  return [string]$said.Entries[0].Attributes['isSynchronized'][0]\n }\n catch [System.DirectoryServices.Protocols.LdapException] {\n  if ($_.Exception.ErrorCode -eq 85) { throw [System.TimeoutException]::new('LDAP on this machine did not answer in 10 s') }\n  throw\n }\n finally { $connection.Dispose() }\n}\nfunction Read-MessageQueue {\n [CmdletBinding()]\n param()\n Add-Type -AssemblyName System.Messaging\n foreach ($queue in [System.Messaging.MessageQueue]::GetPrivateQueuesByMachine('.')) {\n  [string]$queue.QueueName\n  $queue.Dispose()\n }\n}\nfunction Read-WebServer {\n [CmdletBinding()]\n param()\n Add-Type -Path ([System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'inetsrv', 'Microsoft.Web.Administration.dll'))\n $manager = [Microsoft.Web.Administration.ServerManager]::new()\n try {\n  foreach ($pool in $manager.ApplicationPools) {\n   if ($pool.AutoStart) { [pscustomobject]@{ Kind = 'pool'; Name = $pool.Name; State = [int]$pool.State; Bindings = @() } }\n  }\n  foreach ($site in $manager.Sites) {\n   if (-not $site.ServerAutoStart) { continue }\n   $bindings = foreach ($binding in $site.Bindings) {\n    if ($null -eq $binding.EndPoint) { continue }\n    [pscustomobject]@{ Protocol = $binding.Protocol; Address = $binding.EndPoint.Address.ToString(); Port = $binding.EndPoint.Port; Name = $binding.Host }\n   }\n   [pscustomobject]@{ Kind = 'site'; Name = $site.Name; State = [int]$site.State; Bindings = @($bindings) }\n  }\n }\n finally { $manager.Dispose() }\n}\nfunction Get-PageStatus {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Address,\n  [Parameter(Mandatory = $true)] [int] $Port,\n  [Parameter()] [string] $Name = ''\n )\n $request = [System.Net.WebRequest]::CreateHttp('http://' + $Address + ':' + $Port + '/')\n $request.Timeout = 5000\n $request.AllowAutoRedirect = $false\n $request.Proxy = $null\n if ($Name -ne '') { $request.Host = $Name }\n try {\n  $response = $request.GetResponse()\n  try { return [int]$response.StatusCode } finally { $response.Close() }\n }\n catch [System.Net.WebException] {\n  if ($null -ne $_.Exception.Response) { return [int]$_.Exception.Response.StatusCode }\n  if ($_.Exception.Status -eq 'Timeout') { throw [System.TimeoutException]::new('port ' + $Port + ' gave no page in 5 s') }\n  return 0\n }\n}\nfunction Read-SqlRow {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Server, [Parameter(Mandatory = $true)] [string] $Query)\n $connection = [System.Data.SqlClient.SqlConnection]::new('Integrated Security=SSPI;Connect Timeout=5;Pooling=false;Application Name=patchring;Data Source=' + $Server)\n try {\n  $connection.Open()\n  $command = $connection.CreateCommand()\n  $command.CommandText = $Query\n  $command.CommandTimeout = 5\n  $reader = $command.ExecuteReader()\n  while ($reader.Read()) { [pscustomobject]@{ Name = [string]$reader.GetValue(0); Value = [string]$reader.GetValue($reader.FieldCount - 1) } }\n }\n catch [System.Data.SqlClient.SqlException] {\n  if ($_.Exception.Number -eq -2) { throw [System.TimeoutException]::new('SQL Server did not answer in 5 s') }\n  if (18456, 4060, 229, 297, 300 -contains $_.Exception.Number) { throw [System.UnauthorizedAccessException]::new($_.Exception.Message) }\n  throw\n }\n finally { $connection.Dispose() }\n}\n";

// src/windows/functions/script-policy.ps1
var script_policy_default = "function Get-ScriptPolicy {\n [CmdletBinding()]\n param()\n $policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell'\n $enabled = Read-RegistryValue -Path $policy -Name 'EnableScripts'\n if ($null -eq $enabled) { return $null }\n if ($enabled -eq 0) { return 'scripts are turned off' }\n $name = Read-RegistryValue -Path $policy -Name 'ExecutionPolicy'\n if ($name -eq 'AllSigned' -or $name -eq 'Restricted') { return [string]$name }\n return $null\n}\n";

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
var store_work_default = "function Start-StoreWork {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Command,\n  [Parameter(Mandatory = $true)] [hashtable] $Parameters\n )\n $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())\n $runspace.Open()\n $shell = [powershell]::Create()\n $shell.Runspace = $runspace\n [void]$shell.AddCommand($Command).AddParameters($Parameters)\n return [pscustomobject]@{ Shell = $shell; Handle = $shell.BeginInvoke() }\n}\nfunction Read-StorePercent {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [object] $Work)\n $records = @($Work.Shell.Streams.Progress)\n if ($records.Length -eq 0) { return 0 }\n return [System.Math]::Max(0, [System.Math]::Min(100, $records[-1].PercentComplete))\n}\nfunction Complete-StoreWork {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [object] $Work)\n try {\n  $output = $Work.Shell.EndInvoke($Work.Handle)\n  if ($Work.Shell.Streams.Error.Count -gt 0) { throw $Work.Shell.Streams.Error[0] }\n  return $output\n }\n finally {\n  $Work.Shell.Runspace.Dispose()\n  $Work.Shell.Dispose()\n }\n}\nfunction Read-ServicingPulse {\n [CmdletBinding()]\n param()\n $words = @()\n foreach ($name in 'TiWorker', 'TrustedInstaller', 'DismHost') {\n  foreach ($process in [System.Diagnostics.Process]::GetProcessesByName($name)) {\n   try { $words += '{0}:{1}' -f $process.Id, $process.TotalProcessorTime.Ticks } catch { $words += $name }\n   $process.Dispose()\n  }\n }\n foreach ($log in 'CBS\\CBS.log', 'DISM\\dism.log') {\n  $file = [System.IO.FileInfo]::new([System.IO.Path]::Combine($env:SystemRoot, 'Logs', $log))\n  if ($file.Exists) { $words += [string]$file.Length }\n }\n return $words -join ' '\n}\nfunction Invoke-StoreWork {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Command,\n  [Parameter(Mandatory = $true)] [hashtable] $Parameters,\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [double] $From,\n  [Parameter(Mandatory = $true)] [double] $To,\n  [Parameter(Mandatory = $true)] [string] $Note\n )\n Write-SignOfLife -Directory $Directory -Percent $From -Note $Note\n $seen = '0 ' + (Read-ServicingPulse)\n $work = Start-StoreWork -Command $Command -Parameters $Parameters\n for ($turn = 1; -not $work.Handle.IsCompleted; $turn++) {\n  Wait-Moment -Milliseconds 250\n  if ($turn % 20 -ne 0) { continue }\n  $percent = Read-StorePercent -Work $work\n  $pulse = [string]$percent + ' ' + (Read-ServicingPulse)\n  if ($pulse -eq $seen) { continue }\n  $seen = $pulse\n  Write-SignOfLife -Directory $Directory -Percent ($From + ($To - $From) * $percent / 100) -Note $Note\n }\n return Complete-StoreWork -Work $work\n}\n";

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
var undo_state_default = "function Test-PendingServicingFile {\n [CmdletBinding()]\n param()\n return [System.IO.File]::Exists([System.IO.Path]::Combine($env:SystemRoot, 'WinSxS', 'pending.xml'))\n}\nfunction Get-ServicingWait {\n [CmdletBinding()]\n param()\n Get-ServicingSignal\n if (Test-PendingServicingFile) { 'pendingFile' }\n}\nfunction Get-PackageFamily {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Name)\n return $Name.Split('~')[0]\n}\nfunction Find-Superseder {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Mine,\n  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [object[]] $Ours,\n  [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Others\n )\n $kept = @($Ours | Where-Object { $_.State -eq 'Superseded' } | ForEach-Object { $_.Name })\n $inForce = @($Ours | Where-Object { $_.State -ne 'Superseded' } | ForEach-Object { Get-PackageFamily -Name $_.Name })\n foreach ($name in $Mine) {\n  $family = Get-PackageFamily -Name $name\n  $rivals = [string[]]@($Others | Where-Object { (Get-PackageFamily -Name $_) -eq $family })\n  $isLost = $kept -contains $name -and $inForce -notcontains $family\n  if ($rivals.Length -gt 0 -or $isLost) { [pscustomobject]@{ package = $name; by = $rivals } }\n }\n}\nfunction Get-UndoState {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string[]] $PackagesBefore,\n  [Parameter(Mandatory = $true)] [AllowNull()] [AllowEmptyCollection()] [string[]] $PackagesAdded\n )\n $before = [System.Collections.Generic.HashSet[string]]::new($PackagesBefore, [System.StringComparer]::OrdinalIgnoreCase)\n $since = @(Get-UpdatePackage | Where-Object { -not $before.Contains($_.Name) -and -not (Test-PermanentPackage -Name $_.Name) })\n $mine = [string[]]@($since | ForEach-Object { $_.Name })\n if ($null -ne $PackagesAdded) { $mine = [string[]]@($PackagesAdded | Where-Object { -not $before.Contains($_) -and -not (Test-PermanentPackage -Name $_) }) }\n $brought = [System.Collections.Generic.HashSet[string]]::new($mine, [System.StringComparer]::OrdinalIgnoreCase)\n $ours = @($since | Where-Object { $brought.Contains($_.Name) })\n $others = [string[]]@($since | Where-Object { -not $brought.Contains($_.Name) -and $_.State -ne 'Superseded' } | ForEach-Object { $_.Name })\n $superseded = @()\n if ($null -ne $PackagesAdded) { $superseded = @(Find-Superseder -Mine $mine -Ours $ours -Others $others) }\n $waiting = [string[]]@(Get-ServicingWait)\n if (@($ours | Where-Object { $_.State -eq 'InstallPending' }).Length -gt 0) { $waiting = [string[]]@($waiting | Where-Object { $_ -eq 'servicingInProgress' }) }\n return [pscustomobject]@{ Ours = $ours; Others = $others; Superseded = $superseded; Waiting = $waiting }\n}\n";

// src/windows/functions/update-agent.ps1
var update_agent_default = "function New-UpdateSession {\n [CmdletBinding()]\n param()\n $session = New-Object -ComObject 'Microsoft.Update.Session'\n $session.ClientApplicationID = 'patchring'\n return $session\n}\nfunction New-UpdateCollection {\n [CmdletBinding()]\n param()\n return , (New-Object -ComObject 'Microsoft.Update.UpdateColl')\n}\nfunction Add-MicrosoftUpdateService {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $ServiceId)\n $manager = New-Object -ComObject 'Microsoft.Update.ServiceManager'\n [void]$manager.AddService2($ServiceId, 3, '')\n}\nfunction Test-UpdateRestart {\n [CmdletBinding()]\n param()\n return [bool](New-Object -ComObject 'Microsoft.Update.SystemInfo').RebootRequired\n}\nfunction Read-UpdateHistory {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [int] $Maximum)\n $searcher = (New-UpdateSession).CreateUpdateSearcher()\n $total = $searcher.GetTotalHistoryCount()\n if ($total -eq 0) { return }\n foreach ($entry in $searcher.QueryHistory(0, [System.Math]::Min($total, $Maximum))) {\n  [pscustomobject]@{ Title = [string]$entry.Title; Operation = [int]$entry.Operation; ResultCode = [int]$entry.ResultCode }\n }\n}\nfunction Get-HistoryWord {\n [CmdletBinding()]\n param()\n $results = @('notStarted', 'inProgress', 'succeeded', 'succeededWithErrors', 'failed', 'aborted')\n $told = [System.Collections.Generic.Dictionary[string, bool]]::new()\n foreach ($entry in @(Read-UpdateHistory -Maximum 200)) {\n  $isKnown = $entry.ResultCode -ge 0 -and $entry.ResultCode -lt $results.Length\n  if (-not $isKnown -or ($entry.Operation -ne 1 -and $entry.Operation -ne 2)) { continue }\n  $isSettled = $entry.ResultCode -eq 2 -or $entry.ResultCode -eq 3\n  foreach ($match in [regex]::Matches([string]$entry.Title, 'KB\\d{5,8}')) {\n   $kb = $match.Value\n   if ($told.ContainsKey($kb) -and ($told[$kb] -or -not $isSettled)) { continue }\n   $told[$kb] = $isSettled\n   [pscustomobject]@{ kb = $kb; operation = @('install', 'uninstall')[$entry.Operation - 1]; result = $results[$entry.ResultCode] }\n  }\n }\n}\nfunction Get-HistoryReading {\n [CmdletBinding()]\n param()\n try { return [pscustomobject]@{ words = [object[]]@(Get-HistoryWord); unreadable = $null } }\n catch {\n  $cause = Get-InnermostException -Exception $_.Exception\n  return [pscustomobject]@{ words = $null; unreadable = ('{0} (0x{1:X8})' -f $cause.Message, $cause.HResult) }\n }\n}\nfunction Get-WsusServer {\n [CmdletBinding()]\n param()\n $policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate'\n if ((Read-RegistryValue -Path ($policy + '\\AU') -Name 'UseWUServer') -ne 1) { return '' }\n $name = [string](Read-RegistryValue -Path $policy -Name 'WUServer')\n if ($name -eq '') { return 'without a name' }\n return $name\n}\nfunction New-UpdateSearcher {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [object] $Session,\n  [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,\n  [Parameter()] [bool] $OverrideWsus = $false\n )\n if ($Source -ne 'machine' -and -not $OverrideWsus) {\n  $server = Get-WsusServer\n  if ($server -ne '') {\n   Stop-Patchring -Code 'SCAN_WSUS_BYPASSED' -Message ('Policy sends this machine to WSUS ({0}), and {1} was asked for.' -f $server, (Get-SourceName -Source $Source))\n  }\n }\n $searcher = $Session.CreateUpdateSearcher()\n $searcher.Online = $true\n switch ($Source) {\n  'machine' { $searcher.ServerSelection = 0 }\n  'windows-update' { $searcher.ServerSelection = 2 }\n  'microsoft-update' {\n   $service = '7971f918-a847-4430-9279-4a52d1efe18d'\n   Add-MicrosoftUpdateService -ServiceId $service\n   $searcher.ServerSelection = 3\n   $searcher.ServiceID = $service\n  }\n }\n return $searcher\n}\nfunction Get-SourceName {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Source)\n if ($Source -eq 'windows-update') { return 'Windows Update' }\n if ($Source -eq 'microsoft-update') { return 'Microsoft Update' }\n $server = Get-WsusServer\n if ($server -ne '') { return 'policy (WSUS ' + $server + ')' }\n return 'policy (Windows Update)'\n}\nfunction Search-Update {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [object] $Searcher,\n  [Parameter(Mandatory = $true)] [string] $Criteria\n )\n $watch = Start-WorkWatch -Directory $Directory -Percent $null -Note 'searching'\n try { $answer = $Searcher.Search($Criteria) }\n finally { Stop-WorkWatch -Watch $watch }\n if ($answer.ResultCode -ne 2 -and $answer.ResultCode -ne 3) {\n  Stop-Patchring -Code 'SCAN_FAILED' -Message ('The search ended with result code {0}.' -f $answer.ResultCode)\n }\n $found = @(foreach ($update in $answer.Updates) { $update })\n foreach ($update in $found) {\n  $id = Read-UpdateProperty -Update $update -Name 'Identity' -Default $null\n  if ($null -eq $id -or [string]::IsNullOrEmpty([string]$id.UpdateID)) {\n   Stop-Patchring -Code 'SCAN_INCOMPLETE' -Message 'The agent offered an update without an identity; such an answer cannot be trusted.'\n  }\n }\n return $found\n}\nfunction Read-UpdateProperty {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [object] $Update,\n  [Parameter(Mandatory = $true)] [string] $Name,\n  [Parameter()] [AllowNull()] [object] $Default\n )\n try { $value = $Update.$Name } catch { return $Default }\n if ($null -eq $value) { return $Default }\n return $value\n}\nfunction Get-UpdateKb {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [object] $Update)\n foreach ($number in Read-UpdateProperty -Update $Update -Name 'KBArticleIDs' -Default @()) {\n  $kb = 'KB' + ([string]$number -replace '^KB', '')\n  if ($kb -match '^KB\\d{5,8}$') { $kb }\n }\n}\n";

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
var update_work_default = "function Start-UpdateWork {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [object] $Worker,\n  [Parameter()] [switch] $Final\n )\n $deaf = New-UpdateCollection\n if ($Final) { return $Worker.BeginInstall($deaf, $deaf, $null) }\n return $Worker.BeginDownload($deaf, $deaf, $null)\n}\nfunction Complete-UpdateWork {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [object] $Worker,\n  [Parameter(Mandatory = $true)] [object] $Job,\n  [Parameter()] [switch] $Final\n )\n try {\n  if ($Final) { return $Worker.EndInstall($Job) }\n  return $Worker.EndDownload($Job)\n }\n finally { $Job.CleanUp() }\n}\nfunction Read-WorkProgress {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [object] $Job)\n $told = [pscustomobject]@{ Percent = 0.0; Bytes = '' }\n try {\n  $progress = $Job.GetProgress()\n  $told.Percent = [System.Math]::Max(0, [System.Math]::Min(100, [double]$progress.PercentComplete))\n  $told.Bytes = [string]$progress.TotalBytesDownloaded\n }\n catch { $PSCmdlet.WriteVerbose('The agent does not say all of it: ' + $_.Exception.Message) }\n return $told\n}\nfunction Write-SignOfLife {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [AllowNull()] [System.Nullable[double]] $Percent,\n  [Parameter(Mandatory = $true)] [string] $Note\n )\n if ($null -ne $Percent) { $Percent = [System.Math]::Round($Percent, 1) }\n try { Write-JobProgress -Directory $Directory -Percent $Percent -Note $Note }\n catch { $PSCmdlet.WriteWarning('No progress was written: ' + $_.Exception.Message) }\n}\nfunction Invoke-UpdateWork {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Directory,\n  [Parameter(Mandatory = $true)] [object] $Worker,\n  [Parameter(Mandatory = $true)] [double] $From,\n  [Parameter(Mandatory = $true)] [double] $To,\n  [Parameter(Mandatory = $true)] [string] $Note,\n  [Parameter()] [switch] $Final\n )\n Write-SignOfLife -Directory $Directory -Percent $From -Note $Note\n $job = $null\n try { $job = Start-UpdateWork -Worker $Worker -Final:$Final }\n catch { $PSCmdlet.WriteWarning('The agent does not work in the background: ' + $_.Exception.Message) }\n if ($null -eq $job) {\n  $watch = Start-WorkWatch -Directory $Directory -Percent $From -Note $Note\n  try {\n   if ($Final) { return $Worker.Install() }\n   return $Worker.Download()\n  }\n  finally { Stop-WorkWatch -Watch $watch }\n }\n $seen = ''\n while (-not $job.IsCompleted) {\n  $told = Read-WorkProgress -Job $job\n  $pulse = '{0} {1} {2}' -f $told.Percent, $told.Bytes, (Read-ServicingPulse)\n  if ($pulse -ne $seen) { Write-SignOfLife -Directory $Directory -Percent ($From + ($To - $From) * $told.Percent / 100) -Note $Note }\n  $seen = $pulse\n  Wait-Moment -Milliseconds 5000\n }\n return Complete-UpdateWork -Worker $Worker -Job $job -Final:$Final\n}\n";

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
var boot_default = "function Get-PatchringBoot {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param()\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n $boot = Get-BootIdentity\n [pscustomobject]@{\n  bootId         = $boot.Id\n  bootedAt       = $boot.At.ToString('o')\n  isServicing    = [bool](Test-Servicing) -or [bool](Test-BootStart -BootedAt $boot.At)\n  pendingRestart = [string[]]@(Get-PendingRestart)\n }\n}\n";

// src/windows/operations/cancel-job.ps1
var cancel_job_default = "function Stop-PatchringJob {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param([Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key)\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n $root = Open-JobRoot\n $directory = ''\n if ($null -ne $root) { $directory = [System.IO.Path]::Combine($root, $Key) }\n if ($directory -eq '' -or -not [System.IO.Directory]::Exists($directory)) {\n  Unregister-JobTask -Key $Key\n  return [pscustomobject]@{ outcome = 'absent' }\n }\n Confirm-SecureDirectory -Path $directory\n $mark = Lock-Job -Directory $directory\n if ($null -eq $mark) { return [pscustomobject]@{ outcome = 'begun' } }\n try {\n  $failure = [pscustomobject]@{ hresult = 0L; message = 'Taken back before it had begun.'; code = 'JOB_CANCELLED' }\n  $status = [pscustomobject]@{ state = 'failed'; failure = $failure }\n  Write-JobFile -Path ([System.IO.Path]::Combine($directory, 'result.xml')) -Value ([pscustomobject]@{ Schema = 1; Status = $status })\n }\n finally { $mark.Dispose() }\n Unregister-JobTask -Key $Key\n Remove-JobDirectory -Root $root -Directory $directory\n [pscustomobject]@{ outcome = 'cancelled' }\n}\n";

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
var facts_default = "function Get-InstalledRole {\n [CmdletBinding()]\n param()\n $roles = [ordered]@{\n  'dns' = 'DNS'; 'dhcp' = 'DHCPServer'; 'iis' = 'W3SVC'; 'wsus' = 'WsusService'; 'hyper-v' = 'vmms'\n  'cluster' = 'ClusSvc'; 'rds-broker' = 'Tssdis'; 'adcs' = 'CertSvc'; 'nps' = 'IAS'; 'msmq' = 'MSMQ'\n  'dfs-replication' = 'DFSR'; 'exchange' = 'MSExchangeIS'\n }\n foreach ($role in $roles.Keys) {\n  if (Test-RegistryKey -Path ('SYSTEM\\CurrentControlSet\\Services\\' + $roles[$role])) { $role }\n }\n if ((Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Control\\Terminal Server' -Name 'TSAppCompat') -eq 1) { 'rds-host' }\n if (Test-RegistryKey -Path 'SOFTWARE\\Microsoft\\Microsoft SQL Server\\Instance Names\\SQL') { 'sql' }\n}\nfunction Test-UpdateDeadline {\n [CmdletBinding()]\n param()\n $policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate'\n if ((Read-RegistryValue -Path $policy -Name 'SetComplianceDeadline') -eq 1) { return $true }\n if ($null -ne (Read-RegistryValue -Path $policy -Name 'ConfigureDeadlineForQualityUpdates') -and $null -eq (Read-RegistryValue -Path $policy -Name 'SetComplianceDeadline')) { return $true }\n return $null -ne (Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\Update' -Name 'ConfigureDeadlineForQualityUpdates')\n}\nfunction Get-OtherUpdater {\n [CmdletBinding()]\n param()\n $policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU'\n $option = Read-RegistryValue -Path $policy -Name 'AUOptions'\n if ($null -eq $option) { $option = Read-RegistryValue -Path 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update' -Name 'AUOptions' }\n $isOff = (Read-RegistryValue -Path $policy -Name 'NoAutoUpdate') -eq 1\n if (-not $isOff -and ($option -eq 4 -or $option -eq 5)) { 'automatic updates' }\n if (-not $isOff -and (Test-UpdateDeadline)) { 'update deadlines' }\n if (Test-RegistryKey -Path 'SYSTEM\\CurrentControlSet\\Services\\CcmExec') { 'ConfigMgr' }\n $extensions = @(Read-AzureExtension)\n if ($extensions.Where({ $_ -like '*WindowsPatchExtension' }).Count -gt 0) { 'Azure Update Manager' }\n if ($extensions.Where({ $_ -like '*WindowsOsUpdateExtension' }).Count -gt 0) { 'Azure Update Manager on Arc' }\n foreach ($resource in Read-RegistryKeyName -Path 'Cluster\\Resources') {\n  if ((Read-RegistryValue -Path ('Cluster\\Resources\\' + $resource) -Name 'Type') -eq 'ClusterAwareUpdatingResource') { 'Cluster-Aware Updating'; break }\n }\n}\nfunction Get-JobTrace {\n [CmdletBinding()]\n param()\n $root = Get-JobRoot\n if (-not [System.IO.Directory]::Exists($root)) { return }\n $count = 0\n foreach ($path in [System.IO.Directory]::EnumerateDirectories($root)) {\n  $name = [System.IO.Path]::GetFileName($path)\n  if ($name.StartsWith('.')) { continue }\n  $name\n  $count++\n  if ($count -ge 200) { break }\n }\n}\nfunction Get-PatchringFacts {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param()\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n $version = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'\n $system = @(Read-CimRow -Query 'SELECT Caption FROM Win32_OperatingSystem')[0]\n $computer = @(Read-CimRow -Query 'SELECT Name, Domain, DomainRole FROM Win32_ComputerSystem')[0]\n $isDomainController = [int]$computer.DomainRole -ge 4\n $roles = @(Get-InstalledRole)\n if ($isDomainController) { $roles = @('domain-controller') + $roles }\n [pscustomobject]@{\n  computerName       = [string]$computer.Name\n  domain             = [string]$computer.Domain\n  isDomainController = $isDomainController\n  productName        = ([string]$system.Caption).Trim()\n  editionId          = [string](Read-RegistryValue -Path $version -Name 'EditionID')\n  installationType   = [string](Read-RegistryValue -Path $version -Name 'InstallationType')\n  build              = [int](Read-RegistryValue -Path $version -Name 'CurrentBuildNumber')\n  ubr                = [int](Read-RegistryValue -Path $version -Name 'UBR')\n  architecture       = [string](Read-RegistryValue -Path 'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment' -Name 'PROCESSOR_ARCHITECTURE')\n  psVersion          = $PSVersionTable.PSVersion.ToString()\n  languageMode       = $ExecutionContext.SessionState.LanguageMode.ToString()\n  isAdministrator    = [bool](Test-Administrator)\n  is64BitProcess     = [System.Environment]::Is64BitProcess\n  scriptPolicy       = Get-ScriptPolicy\n  roles              = [string[]]$roles\n  otherUpdaters      = [string[]]@(Get-OtherUpdater)\n  traces             = [string[]]@(Get-JobTrace)\n  clock              = [datetime]::UtcNow.ToString('o')\n }\n}\n";

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
var packages_default2 = "function Get-PatchringPackage {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param()\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n [pscustomobject]@{ packages = [string[]]@(Get-UpdatePackage | ForEach-Object { $_.Name }) }\n}\n";

// src/windows/operations/poll-job.ps1
var poll_job_default = "function Get-PatchringJob {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param([Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key)\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n $root = Open-JobRoot\n if ($null -eq $root) { return [pscustomobject]@{ state = 'absent' } }\n $directory = [System.IO.Path]::Combine($root, $Key)\n if (-not [System.IO.Directory]::Exists($directory)) { return [pscustomobject]@{ state = 'absent' } }\n Confirm-SecureDirectory -Path $directory\n Get-JobStatus -Directory $directory -Key $Key\n}\n";

// src/windows/operations/probe.ps1
var probe_default = "function Wait-OwnShell {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [powershell] $Shell,\n  [Parameter(Mandatory = $true)] [int] $Seconds\n )\n $said = [pscustomobject]@{ Last = [System.Collections.Generic.Queue[object]]::new(); Count = 0L; Failure = '' }\n $nothing = [System.Management.Automation.PSDataCollection[psobject]]::new()\n $nothing.Complete()\n $output = [System.Management.Automation.PSDataCollection[psobject]]::new()\n $watch = [System.Diagnostics.Stopwatch]::StartNew()\n $running = $Shell.BeginInvoke($nothing, $output)\n while (-not $running.AsyncWaitHandle.WaitOne(100) -and $watch.Elapsed.TotalSeconds -lt $Seconds) { Add-OwnOutput -Said $said -Output $output }\n $ended = 'overdue'\n $isLeft = $false\n if ($running.IsCompleted) {\n  $ended = 'done'\n  try { [void]$Shell.EndInvoke($running) }\n  catch { $ended = 'failed'; $said.Failure = [string](Get-InnermostException -Exception $_.Exception).Message }\n }\n else { $isLeft = -not $Shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne(5000) }\n Add-OwnOutput -Said $said -Output $output\n if ($said.Failure -eq '' -and $Shell.Streams.Error.Count -gt 0) { $said.Failure = [string]$Shell.Streams.Error[-1] }\n $code = $null\n if (-not $isLeft) { $code = $Shell.Runspace.SessionStateProxy.GetVariable('LASTEXITCODE') }\n if ($null -ne $code) { $code = [long]$code }\n return [pscustomobject]@{ Said = $said; Ended = $ended; ExitCode = $code; IsLeft = $isLeft; Took = [long]$watch.ElapsedMilliseconds }\n}\nfunction Get-LastText {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [psobject] $Said)\n if ($Said.Last.Count -eq 0) { return $null }\n $text = [string]$Said.Last.ToArray()[-1]\n if ($text.Length -gt 4096) { return $text.Substring(0, 4096) }\n return $text\n}\nfunction Invoke-PatchringProbe {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param(\n  [Parameter(Mandatory = $true)] [ValidatePattern('^[0-9a-f]{64}$')] [string] $Sha256,\n  [Parameter(Mandatory = $true)] [string] $Text,\n  [Parameter(Mandatory = $true)] [ValidateRange(1, 60)] [int] $Seconds\n )\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n if ($null -ne $MyInvocation.MyCommand.Module) { Stop-Patchring -Code 'JOB_SCRIPT_REFUSED' -Message 'Only the functions of the installed module run here.' }\n $forbidden = Get-ScriptPolicy\n if ($null -ne $forbidden) { Stop-Patchring -Code 'JOB_SCRIPTS_FORBIDDEN' -Message ('Group policy forbids unsigned scripts: ' + $forbidden + '.') }\n $root = Open-JobRoot -Create\n $folder = [System.IO.Path]::Combine($root, '.probe-' + [guid]::NewGuid().ToString('N'))\n New-SecureDirectory -Path $folder\n $shell = $null\n $result = $null\n try {\n  Confirm-SecureDirectory -Path $folder\n  $path = [System.IO.Path]::Combine($folder, 'probe.ps1')\n  [System.IO.File]::WriteAllText($path, $Text, [System.Text.UTF8Encoding]::new($false))\n  if ((Get-FileDigest -Path $path) -ne $Sha256) { Stop-Patchring -Code 'PROBE_SCRIPT_CHANGED' -Message ('{0} is not the script that was planned.' -f $path) }\n  [System.Environment]::SetEnvironmentVariable('PSExecutionPolicyPreference', 'RemoteSigned', 'Process')\n  $shell = New-OwnShell -Path $path\n  $result = Wait-OwnShell -Shell $shell -Seconds $Seconds\n  [pscustomobject]@{ ended = $result.Ended; exitCode = $result.ExitCode; last = (Get-LastText -Said $result.Said); note = (Get-OwnNote -Said $result.Said); took = $result.Took }\n }\n finally {\n  if ($null -ne $shell -and ($null -eq $result -or -not $result.IsLeft)) { $shell.Runspace.Dispose(); $shell.Dispose() }\n  Remove-JobDirectory -Root $root -Directory $folder\n }\n}\n";

// src/windows/operations/removal.ps1
var removal_default = "function Get-PatchringRemoval {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param(\n  [Parameter()] [string[]] $PackagesBefore = @(),\n  [Parameter()] [AllowNull()] [AllowEmptyCollection()] [string[]] $PackagesAdded\n )\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n $unreadable = [System.Collections.Generic.List[string]]::new()\n $reset = $null\n try { foreach ($at in @(Get-LastBaseReset)) { $reset = $at } } catch { $unreadable.Add('last ResetBase: ' + $_.Exception.Message) }\n $resetters = $null\n try { $resetters = [string[]]@(Get-BaseResetter) } catch { $unreadable.Add('what resets the base: ' + $_.Exception.Message) }\n $undo = [pscustomobject]@{ Ours = @(); Others = [string[]]@(); Superseded = [object[]]@(); Waiting = [string[]]@() }\n try { if ($PackagesBefore.Length -gt 0) { $undo = Get-UndoState -PackagesBefore $PackagesBefore -PackagesAdded $PackagesAdded } }\n catch {\n  $undo = [pscustomobject]@{ Ours = $null; Others = $null; Superseded = $null; Waiting = $null }\n  $unreadable.Add('packages: ' + $_.Exception.Message)\n }\n $permanent = $null\n try { if ($null -ne $undo.Ours) { $permanent = [string[]]@(Get-PermanentPackage -Name @($undo.Ours | ForEach-Object { $_.Name })) } }\n catch { $unreadable.Add('manifests: ' + $_.Exception.Message) }\n [pscustomobject]@{\n  lastResetBase = $reset\n  resetters     = $resetters\n  permanent     = $permanent\n  superseded    = $undo.Superseded\n  others        = $undo.Others\n  waiting       = $undo.Waiting\n  unreadable    = $unreadable.ToArray()\n }\n}\n";

// src/windows/operations/remove-job.ps1
var remove_job_default = "function Remove-PatchringJob {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param([Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key)\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n $root = Open-JobRoot\n $directory = ''\n if ($null -ne $root) { $directory = [System.IO.Path]::Combine($root, $Key) }\n if ($directory -eq '' -or -not [System.IO.Directory]::Exists($directory)) {\n  Unregister-JobTask -Key $Key\n  return [pscustomobject]@{ outcome = 'absent' }\n }\n Confirm-SecureDirectory -Path $directory\n $state = (Get-JobStatus -Directory $directory -Key $Key).state\n if ($state -eq 'queued' -or $state -eq 'running') { return [pscustomobject]@{ outcome = 'running' } }\n for ($attempt = 1; [System.IO.File]::Exists([System.IO.Path]::Combine($directory, 'started')) -and (Test-JobAlive -Directory $directory); $attempt++) {\n  if ($attempt -ge 25) { return [pscustomobject]@{ outcome = 'running' } }\n  Wait-Moment -Milliseconds 200\n }\n Unregister-JobTask -Key $Key\n Remove-JobDirectory -Root $root -Directory $directory\n [pscustomobject]@{ outcome = 'removed' }\n}\n";

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
var roles_default = "function Invoke-RoleProbe {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Role,\n  [Parameter(Mandatory = $true)] [string] $Probe,\n  [Parameter(Mandatory = $true)] [scriptblock] $Look\n )\n try { $rows = @(& $Look) }\n catch {\n  $inner = Get-InnermostException -Exception $_.Exception\n  $outcome = 'unreadable'\n  if ($inner -is [System.TimeoutException]) { $outcome = 'overdue' }\n  return [pscustomobject]@{ role = $Role; probe = $Probe; item = ''; outcome = $outcome; detail = $inner.Message; value = $null }\n }\n foreach ($row in $rows) {\n  $outcome = 'ok'\n  if ($row.Said -ne '') { if ($row.IsBusy) { $outcome = 'busy' } else { $outcome = 'failed' } }\n  [pscustomobject]@{ role = $Role; probe = $Probe; item = $row.Item; outcome = $outcome; detail = $row.Said; value = $row.Value }\n }\n}\nfunction Get-DomainControllerResult {\n [CmdletBinding()]\n param()\n $role = 'domain-controller'\n Invoke-RoleProbe -Role $role -Probe 'service' -Look { Get-ServiceProbe -Name 'NTDS', 'Kdc', 'Netlogon' }\n Invoke-RoleProbe -Role $role -Probe 'directory' -Look { Get-DirectoryProbe }\n Invoke-RoleProbe -Role $role -Probe 'kerberos' -Look { Get-PortProbe -Port 88 }\n Invoke-RoleProbe -Role $role -Probe 'shares' -Look { Get-DomainShareProbe }\n Invoke-RoleProbe -Role $role -Probe 'replication' -Look { Get-ReplicationProbe }\n Invoke-RoleProbe -Role $role -Probe 'network' -Look { Get-NetworkProfileProbe }\n Invoke-RoleProbe -Role $role -Probe 'lsass' -Look { Get-LsassProbe }\n}\nfunction Get-RoleResult {\n [CmdletBinding()]\n param([Parameter(Mandatory = $true)] [string] $Role)\n switch ($Role) {\n  'domain-controller' { Get-DomainControllerResult }\n  'dns' {\n   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'DNS' }\n   Invoke-RoleProbe -Role $Role -Probe 'query' -Look { Get-NameProbe }\n  }\n  'dhcp' {\n   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'DHCPServer' }\n   Invoke-RoleProbe -Role $Role -Probe 'port' -Look { Get-ListenerProbe -Port 67 }\n  }\n  'iis' {\n   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'WAS', 'W3SVC' }\n   Invoke-RoleProbe -Role $Role -Probe 'web' -Look { Get-WebProbe }\n  }\n  'sql' { Invoke-RoleProbe -Role $Role -Probe 'instance' -Look { Get-SqlProbe } }\n  'hyper-v' {\n   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'vmms' }\n   Invoke-RoleProbe -Role $Role -Probe 'guests' -Look { Get-GuestProbe }\n   Invoke-RoleProbe -Role $Role -Probe 'heartbeat' -Look { Get-HeartbeatProbe }\n   Invoke-RoleProbe -Role $Role -Probe 'switches' -Look { Get-SwitchProbe }\n  }\n  'cluster' {\n   if (-not (Test-ClusterMember)) { return }\n   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'ClusSvc' }\n   Invoke-RoleProbe -Role $Role -Probe 'members' -Look { Get-ClusterProbe }\n   Invoke-RoleProbe -Role $Role -Probe 'quorum' -Look { Get-QuorumProbe }\n   Invoke-RoleProbe -Role $Role -Probe 'storage' -Look { Get-StorageProbe }\n  }\n  'rds-host' {\n   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'TermService' }\n   Invoke-RoleProbe -Role $Role -Probe 'sessions' -Look { Get-SessionProbe }\n   Invoke-RoleProbe -Role $Role -Probe 'port' -Look { Get-PortProbe -Port (Get-RemoteDesktopPort) }\n  }\n  'rds-broker' { Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'Tssdis' } }\n  'dfs-replication' {\n   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'DFSR' }\n   Invoke-RoleProbe -Role $Role -Probe 'folders' -Look { Get-ReplicatedFolderProbe }\n  }\n  'nps' {\n   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'IAS' }\n   Invoke-RoleProbe -Role $Role -Probe 'port' -Look { Get-ListenerProbe -Port 1812 }\n  }\n  'msmq' {\n   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'MSMQ' }\n   Invoke-RoleProbe -Role $Role -Probe 'port' -Look { Get-PortProbe -Port 1801 }\n   Invoke-RoleProbe -Role $Role -Probe 'queues' -Look { Get-QueueProbe }\n  }\n  'wsus' {\n   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'WsusService' }\n   Invoke-RoleProbe -Role $Role -Probe 'health' -Look { Get-UpdateServerProbe }\n  }\n  'adcs' {\n   Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'CertSvc' }\n   Invoke-RoleProbe -Role $Role -Probe 'ping' -Look { Get-AuthorityProbe }\n  }\n }\n}\nfunction Get-PatchringRoles {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param()\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n $roles = @(Get-InstalledRole)\n $computer = @(Read-CimRow -Query 'SELECT DomainRole FROM Win32_ComputerSystem')[0]\n if ([int]$computer.DomainRole -ge 4) { $roles = @('domain-controller') + $roles }\n $results = @(foreach ($role in $roles) { Get-RoleResult -Role $role })\n $folders = @(Invoke-RoleProbe -Role 'file' -Probe 'shares' -Look { Get-ShareProbe -Type 0 })\n if ($folders.Length -gt 0) {\n  $results += $folders + @(Invoke-RoleProbe -Role 'file' -Probe 'service' -Look { Get-ServiceProbe -Name 'LanmanServer' })\n  $results += @(Invoke-RoleProbe -Role 'file' -Probe 'port' -Look { Get-PortProbe -Port 445 })\n }\n $printers = @(Invoke-RoleProbe -Role 'print' -Probe 'shares' -Look { Get-ShareProbe -Type 1 })\n if ($printers.Length -gt 0) { $results += $printers + @(Invoke-RoleProbe -Role 'print' -Probe 'service' -Look { Get-ServiceProbe -Name 'Spooler' }) }\n [pscustomobject]@{ results = [object[]]$results }\n}\n";

// src/windows/operations/shadow.ps1
var shadow_default = "function Get-PatchringShadow {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param()\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n $unreadable = [System.Collections.Generic.List[string]]::new()\n $latest = $null\n try { foreach ($at in @(Get-LastShadowCopy)) { $latest = $at } } catch { $unreadable.Add('shadow copies: ' + $_.Exception.Message) }\n $failed = $null\n try { $failed = [string[]]@(Get-FailedWriter) } catch { $unreadable.Add('writers: ' + $_.Exception.Message) }\n [pscustomobject]@{\n  latest        = $latest\n  failedWriters = $failed\n  unreadable    = $unreadable.ToArray()\n }\n}\n";

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
var version_default = "function Get-PatchringVersion {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param()\n [pscustomobject]@{ version = 12 }\n}\n";

// src/windows/operations/visit.ps1
var visit_default = "function Get-CallAnswer {\n [CmdletBinding()]\n param(\n  [Parameter(Mandatory = $true)] [string] $Name,\n  [Parameter(Mandatory = $true)] [hashtable] $Given\n )\n $output = @()\n $failure = $null\n try {\n  $output = @(switch ($Name) {\n    'Get-PatchringFacts' { Get-PatchringFacts @Given }\n    'Get-PatchringBoot' { Get-PatchringBoot @Given }\n    'Get-PatchringHotpatch' { Get-PatchringHotpatch @Given }\n    'Get-PatchringHealth' { Get-PatchringHealth @Given }\n    'Get-PatchringRoles' { Get-PatchringRoles @Given }\n    'Get-PatchringPackage' { Get-PatchringPackage @Given }\n    'Get-PatchringRemoval' { Get-PatchringRemoval @Given }\n    'Get-PatchringShadow' { Get-PatchringShadow @Given }\n    'Get-PatchringDiagnosis' { Get-PatchringDiagnosis @Given }\n    'Start-PatchringJob' { Start-PatchringJob @Given }\n    'Get-PatchringJob' { Get-PatchringJob @Given }\n    'Stop-PatchringJob' { Stop-PatchringJob @Given }\n    'Remove-PatchringJob' { Remove-PatchringJob @Given }\n    'Restart-PatchringMachine' { Restart-PatchringMachine @Given }\n    'Get-PatchringRestartReadiness' { Get-PatchringRestartReadiness @Given }\n    default { Stop-Patchring -Code 'WINDOWS_COMMAND_MISSING' -Message ('A visit makes no calls of {0}.' -f $Name) }\n   })\n }\n catch {\n  $failure = [pscustomobject]@{\n   errorId  = [string]$_.FullyQualifiedErrorId\n   message  = [string]$_.Exception.Message\n   category = [string]$_.CategoryInfo.Category\n   hresult  = [int](Get-InnermostException -Exception $_.Exception).HResult\n  }\n }\n [pscustomobject]@{ output = [object[]]$output; failure = $failure }\n}\nfunction Invoke-PatchringVisit {\n [CmdletBinding()]\n [OutputType([pscustomobject])]\n param([Parameter(Mandatory = $true)] [ValidateCount(1, 50)] [hashtable[]] $Call)\n Set-StrictMode -Version 3.0\n $ErrorActionPreference = 'Stop'\n $answers = @(foreach ($one in $Call) { Get-CallAnswer -Name ([string]$one['Name']) -Given ([hashtable]$one['Given']) })\n [pscustomobject]@{ answers = [object[]]$answers }\n}\n";

// src/windows/script.ts
var scriptVersion = 12;
var foundations = [
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
];
var bodies = [job_default, scan_default, stage_default, install_default, package_default, script_default, uninstall_default, visibility_default, cluster_node_default];
var operations2 = [
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
];
var functionTexts = [...foundations, ...operations2, ...bodies];
function withoutComments(text3) {
  return text3.replace(/^[ \t]*<#[\s\S]*?#>[ \t]*$/gm, "").split("\n").map((line) => line.trimEnd()).filter((line) => line !== "" && !/^[ \t]*#/.test(line)).map((line) => line.replace(/^(?: {4})+/, (indent) => " ".repeat(indent.length / 4))).map((line) => `${line}
`).join("");
}
function functionsOf(texts2) {
  const found = texts2.flatMap((text3) => [...withoutComments(text3).matchAll(/^function ([\w-]+) \{\n[\s\S]*?^\}\n/gm)]);
  const names2 = new Set(found.map(([, name = ""]) => name));
  return new Map(
    found.map(([text3, name = ""]) => {
      const words = new Set(text3.match(/[A-Z][A-Za-z]*-[A-Za-z]+/g));
      return [name, { name, text: text3, needs: [...words].filter((word) => word !== name && names2.has(word)) }];
    })
  );
}
var functions = functionsOf(functionTexts);
var caller = "Invoke-JobBody";
var bodiesOf = new Map(
  [...(functions.get(caller)?.text ?? "").matchAll(/^ {2}'(\w+)' \{([\s\S]*?)(?=^ {2}(?:'|default ))/gm)].map(
    ([, kind = "", block = ""]) => [kind, block.match(/Invoke-Patchring\w+/g) ?? []]
  )
);
var allBodies = new Set([...bodiesOf.values()].flat());
var dispatcher = "Get-CallAnswer";
var called = /^(?:Get|Start|Stop|Remove|Restart)-Patchring\w+$/;
function needsOf(name, kinds) {
  const needs = functions.get(name)?.needs ?? [];
  if (name === dispatcher) return needs.filter((need) => !called.test(need));
  if (name !== caller || kinds.length === 0) return needs;
  const mine = new Set(kinds.flatMap((kind) => bodiesOf.get(kind) ?? [...allBodies]));
  return needs.filter((need) => !allBodies.has(need) || mine.has(need));
}
function functionsFor(wanted) {
  const found = /* @__PURE__ */ new Set();
  const kinds = wanted.flatMap(({ kind }) => kind ?? []);
  const queue = wanted.map(({ command }) => command);
  for (let name = queue.pop(); name !== void 0; name = queue.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    queue.push(...needsOf(name, kinds));
  }
  return [...functions.keys()].filter((name) => found.has(name));
}
function headerOf(rollout) {
  const name = rollout.replaceAll(/[^A-Za-z0-9._-]/g, "-").slice(0, 100);
  return `# patchring: functions of update rollout ${name || "without-name"}, script version ${scriptVersion}. This text only defines them; each call names one.
`;
}
function textOf(names2, rollout) {
  return headerOf(rollout) + names2.map((name) => functions.get(name)?.text ?? "").join("");
}
var writesText = "Get-ScriptText";
var KnownFunctions = class {
  #defined = /* @__PURE__ */ new Set();
  /** Names in the text that a job would be given now. */
  #written = /* @__PURE__ */ new Set();
  definitionFor(wanted, rollout) {
    const needed2 = functionsFor(wanted);
    const isWhole = needed2.includes(writesText) && !needed2.every((name) => this.#written.has(name));
    const names2 = isWhole ? needed2 : needed2.filter((name) => !this.#defined.has(name));
    return { names: names2, text: names2.length === 0 ? "" : textOf(names2, rollout) };
  }
  /** They have arrived. */
  learn({ names: names2 }) {
    for (const name of names2) this.#defined.add(name);
    if (names2.includes(writesText)) this.#written = new Set(names2);
  }
};

// src/windows/jea.ts
var jeaName = "patchring";
var moduleId = "5b0d0a5e-7c1c-4f0b-9a53-0a3a9c6e2b71";
var roleId = "0d8f7a8b-2a4b-4f4e-8b0c-5d1f6c7e9a12";
var sessionId = "c3a1e6d4-93f2-4b75-8a6e-1f2b7d4c8e93";
var jeaCommands = operations.filter(({ command }) => command !== probe.command).map(({ command }) => command);
function quoted(text3) {
  return `'${text3.replaceAll("'", "''")}'`;
}
var list = jeaCommands.map((command) => `        ${quoted(command)}`).join(",\n");
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

// src/rollout/outcomes.ts
var text = string();
var instant = number().int();
var failureSchema = strictObject({
  code: text,
  message: text,
  retryable: boolean(),
  machine: text.exactOptional(),
  phase: text.exactOptional(),
  cause: text.exactOptional(),
  next: text.exactOptional(),
  place: strictObject({
    file: text,
    line: number().exactOptional(),
    column: number().exactOptional(),
    path: text.exactOptional()
  }).exactOptional()
});
function answerSchema(value) {
  return discriminatedUnion("ok", [
    strictObject({ ok: literal(true), value }),
    strictObject({ ok: literal(false), failure: failureSchema, arrived: _enum(["no", "maybe"]) })
  ]);
}
var snapshotSchema = strictObject({
  at: instant,
  readings: strictObject({
    facts: answerSchema(factsSchema).exactOptional(),
    boot: answerSchema(bootSchema).exactOptional(),
    restart: answerSchema(restartReadinessSchema).exactOptional(),
    hotpatch: answerSchema(hotpatchReadingSchema).exactOptional(),
    health: answerSchema(healthReadingSchema).exactOptional(),
    packages: answerSchema(array(text)).exactOptional(),
    roles: answerSchema(rolesReadingSchema).exactOptional(),
    scripts: answerSchema(scriptsReadingSchema).exactOptional(),
    removal: answerSchema(removalReadingSchema).exactOptional(),
    shadow: answerSchema(shadowReadingSchema).exactOptional()
  })
});
var runnerAnswersSchema = record(
  text,
  array(
    answerSchema(
      strictObject({
        status: number().int().exactOptional(),
        verdict: _enum(["pass", "fail", "inconclusive"]).exactOptional(),
        reason: text.exactOptional(),
        value: number().exactOptional(),
        took: number()
      })
    )
  )
);
var outcomeSchema = discriminatedUnion("kind", [
  strictObject({
    kind: literal("checked"),
    snapshot: snapshotSchema,
    runner: runnerAnswersSchema,
    scan: answerSchema(scanResultSchema)
  }),
  strictObject({ kind: literal("looked"), snapshot: snapshotSchema }),
  strictObject({ kind: literal("staged"), result: stageResultSchema }),
  /** `boot`: the one on which the job ended; null: could not be read. */
  strictObject({ kind: literal("installed"), result: installResultSchema, boot: bootSchema.nullable() }),
  /** A new boot that has settled. */
  strictObject({ kind: literal("restarted"), boot: bootSchema, askedAt: instant }),
  strictObject({
    kind: literal("verified"),
    snapshot: snapshotSchema,
    runner: runnerAnswersSchema,
    scan: answerSchema(scanResultSchema).nullable()
  }),
  /** Of a machine that was not updated. */
  strictObject({ kind: literal("controlled"), snapshot: snapshotSchema, runner: runnerAnswersSchema }),
  /** What was gathered, in one line; `file` and `sha256`: where it lies and what it must be; `failure`: why there is less than there should be. */
  strictObject({
    kind: literal("diagnosed"),
    summary: text,
    file: text.nullable(),
    sha256: text.nullable(),
    failure: failureSchema.exactOptional()
  }),
  strictObject({ kind: literal("inspected"), snapshot: snapshotSchema, runner: runnerAnswersSchema }),
  strictObject({ kind: literal("uninstalled"), result: uninstallResultSchema, boot: bootSchema.nullable() }),
  strictObject({ kind: literal("hidden"), result: hideResultSchema }),
  strictObject({ kind: literal("shown"), result: showResultSchema }),
  strictObject({ kind: literal("drained"), result: drainResultSchema }),
  strictObject({ kind: literal("resumed"), result: resumeResultSchema }),
  /** A command of the runner has ended; `said`: its last lines. */
  strictObject({
    kind: literal("stepped"),
    took: number().int().nonnegative(),
    failed: strictObject({ how: text, said: text }).nullable()
  }),
  /** Of a service. */
  strictObject({ kind: literal("polled"), runner: runnerAnswersSchema }),
  strictObject({ kind: literal("acknowledged") }),
  strictObject({ kind: literal("notStarted"), failure: failureSchema }),
  strictObject({ kind: literal("failed"), failure: failureSchema }),
  strictObject({ kind: literal("lost"), failure: failureSchema }),
  strictObject({ kind: literal("overdue"), failure: failureSchema })
]);

// src/rollout/events.ts
var text2 = string();
var count = number().int().nonnegative();
var instant2 = number().int();
var at = { at: instant2 };
var ofRing = { ...at, ring: text2 };
var ofMachine = { ...at, machine: text2 };
var measured = record(text2, union([text2, number(), boolean(), _null()]));
var judgedGateSchema = strictObject({
  gate: text2,
  severity: _enum(severities),
  verdict: _enum(verdicts),
  reason: text2,
  measured,
  againAt: instant2.exactOptional(),
  strikes: count,
  /** What the failure is about: services, kinds of events, a status. */
  subjects: array(text2).exactOptional(),
  /** Measurements since a round of looks began, where the gate takes several; `errors` in a row, `at` of the last one. */
  series: strictObject({
    since: instant2,
    at: instant2.nullable(),
    passed: count,
    failed: count,
    inconclusive: count,
    errors: count
  }).exactOptional()
});
var leftOutReasons = ["held", "restart", "unproven", "gone"];
var leftOutSchema = strictObject({
  ...updateIdentitySchema.shape,
  why: _enum(leftOutReasons),
  kbs: array(text2),
  title: text2,
  reason: text2,
  remedy: text2,
  blocks: boolean(),
  /** The update that takes its place here. */
  instead: text2.exactOptional()
});
var causeSchema = discriminatedUnion("by", [
  strictObject({
    by: literal("rule"),
    /**
     * `critical`: at the first confirmed failure; `maxFailures`: one more than allowed; `zeroTolerance`: one of the first machines of the
     * rollout; `sequential`: too many for a good update, by the test; `sameSignature`: two machines with one new failure; `drill`: the
     * machine that was to prove the undo could not be taken back, or not be updated again.
     */
    rule: _enum(["critical", "maxFailures", "zeroTolerance", "sequential", "sameSignature", "drill"]),
    ring: text2,
    /** From 1, and of how many. */
    wave: count,
    waves: count,
    machine: text2,
    /** The gate that failed; null when the work itself failed. */
    gate: text2.nullable(),
    code: text2,
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
    signature: text2.exactOptional()
  }),
  /** A gate of the service, after a wave or a ring. */
  strictObject({
    by: literal("service"),
    rule: _enum(["waveGate", "ringGate"]),
    ring: text2,
    wave: count,
    waves: count,
    gate: text2,
    severity: _enum(severities),
    measured,
    /** What it had measured before the first machine of the ring; null: nobody knows. */
    before: strictObject({ verdict: _enum(verdicts), reason: text2, measured }).nullable(),
    /** Machines of the ring that the update was begun on. */
    started: count
  }),
  strictObject({ by: literal("person"), person: text2 })
]);
var ringEvents = [
  /** `uncovered`: kinds of its machines that no earlier ring has, where that holds nobody. */
  strictObject({ kind: literal("ringOpened"), ...ofRing, uncovered: text2.exactOptional() }),
  /** Waves count from 1. */
  strictObject({ kind: literal("waveOpened"), ...ofRing, wave: count, size: count }),
  strictObject({ kind: literal("ringSoaking"), ...ofRing, until: instant2 }),
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
    againAt: instant2.nullable()
  }),
  strictObject({ kind: literal("ringPassed"), ...ofRing }),
  strictObject({ kind: literal("ringHeld"), ...ofRing, failure: failureSchema })
];
var drillEvents = [
  strictObject({ kind: literal("drillBegan"), ...ofRing, machine: text2 }),
  strictObject({ kind: literal("drillUndone"), ...ofRing, machine: text2 }),
  strictObject({ kind: literal("drillProved"), ...ofRing, machine: text2 })
];
var machineEvents = [
  strictObject({ kind: literal("intended"), ...at, effect: effectSchema }),
  strictObject({
    kind: literal("finished"),
    ...ofMachine,
    key: text2,
    outcome: outcomeSchema,
    /** Jobs that are forgotten on the machine now. */
    acknowledged: array(text2.regex(jobKeyPattern))
  }),
  strictObject({
    kind: literal("judged"),
    ...ofMachine,
    stage: _enum(stages),
    /** The worst of the gates that decide. */
    verdict: _enum(verdicts),
    gates: array(judgedGateSchema),
    /** When we look again; null: this is the answer. */
    againAt: instant2.nullable()
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
  strictObject({ kind: literal("machineReturned"), ...ofMachine, reason: text2 }),
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
    gate: text2.nullable()
  }),
  strictObject({ kind: literal("machineUnclear"), ...ofMachine, failure: failureSchema, gate: text2.nullable() }),
  strictObject({ kind: literal("machineUndone"), ...ofMachine }),
  strictObject({ kind: literal("machineStranded"), ...ofMachine, failure: failureSchema })
];
var rolloutEvents = [
  strictObject({ kind: literal("begun"), ...at, format: literal(1), plan: planSchema }),
  /** A run took the rollout up. `ring` and `only` narrow what it may begin; `again`: machines that it puts back in line. */
  strictObject({
    kind: literal("runBegan"),
    ...at,
    by: text2,
    ring: text2.nullable(),
    only: array(text2).nullable(),
    again: array(text2),
    /** The part of the rollout that it works on beside others. */
    shard: text2.exactOptional()
  }),
  strictObject({ kind: literal("halted"), ...at, cause: causeSchema, reason: text2 }),
  strictObject({ kind: literal("resumed"), ...at, person: text2, reason: text2, exclude: array(text2) }),
  /** Failed machines that a person puts back in line; those of a ring that has passed come when it opens again. Lifts a halt that they made. */
  strictObject({ kind: literal("retried"), ...at, person: text2, reason: text2, machines: array(text2).min(1) }),
  strictObject({ kind: literal("approved"), ...ofRing, planHash: text2, person: text2 }),
  strictObject({ kind: literal("updateHeld"), ...at, kb: kbSchema, reason: text2, person: text2 }),
  strictObject({
    kind: literal("undoBegan"),
    ...at,
    cause: causeSchema,
    reason: text2,
    /** In the order of undoing: newest first. */
    machines: array(text2),
    /** In the scope, and left as they are. */
    spared: array(strictObject({ machine: text2, reason: text2 }))
  }),
  /** `left`: in service and left as they are, because undoing stranded others. */
  strictObject({
    kind: literal("undoEnded"),
    ...at,
    undone: count,
    stranded: count,
    left: count,
    /** An earlier undo has taken machines back: the update set stays final, whatever became of this one. */
    isFinal: literal(true).exactOptional()
  }),
  /** What was taken back may come again: it is planned again, and shown on the machines where it was hidden. */
  strictObject({ kind: literal("undoLifted"), ...at, person: text2, reason: text2 }),
  /** A person has closed it for good, as it stands: another rollout may begin. */
  strictObject({ kind: literal("superseded"), ...at, person: text2, reason: text2 }),
  /** The tool cannot do its work, for example because a password is rejected; the next run tries again. */
  strictObject({ kind: literal("stopped"), ...at, failure: failureSchema }),
  strictObject({
    kind: literal("concluded"),
    ...at,
    conclusion: _enum(["succeeded", "nothing-to-do", "rolled-back"])
  })
];
var eventSchema = discriminatedUnion("kind", [
  ...rolloutEvents,
  ...ringEvents,
  ...drillEvents,
  ...machineEvents
]);

// src/world/journal-text.ts
function readJournalText(text3, file) {
  return parseRecords(Buffer.from(text3), eventSchema, file);
}
function journalEndOf(text3) {
  return chainEndOf(text3);
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
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : void 0;
}
async function onDisk(file, what, work) {
  try {
    return await work();
  } catch (error) {
    const code = codeOf2(error);
    if (error instanceof FailureError || code === void 0) throw error;
    const message = `the ledger could not be ${what}: ${reasons[code] ?? code}`;
    const next = "check the path, the rights and the free space, then run again: what was written before is kept";
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
  const { pid } = process;
  const since = (/* @__PURE__ */ new Date()).toISOString();
  return { owner, machine: hostname2(), scope: await scopeOf(), pid, born: (await factsOf2(pid)).born, since };
}
async function scopeOf() {
  return await readlink("/proc/self/ns/pid").catch(() => "system");
}
async function factsOf2(pid) {
  const text3 = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = text3.slice(text3.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0] ?? "", born: fields[19] ?? "" };
}
var ended2 = ["Z", "X"];
async function isGone({ machine, scope, pid, born }) {
  if (machine !== hostname2() || scope !== await scopeOf()) return void 0;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf2(error) === "ESRCH";
  }
  const now = await factsOf2(pid);
  return ended2.includes(now.state) || born !== "" && now.born !== "" && born !== now.born;
}
function describeHolder(holder) {
  if (holder === void 0) return "somebody who left no name";
  const { owner, machine, pid, since } = holder;
  return `${owner}, process ${pid} on ${machine}, since ${since}`;
}

// src/journal/lock.ts
var lockSchema = holderSchema.extend({ released: boolean() });
var refreshEvery = 3e4;
var deadAfter = 6e5;
var writtenWithin = 1e4;
async function takeLock(directory, owner) {
  for (; ; ) {
    const highest = (await generations(directory)).at(-1);
    const standing = highest === void 0 ? "free" : await standingOf(join2(directory, nameOf(highest)));
    if (highest !== void 0 && standing !== "free" && !standing.isDead) {
      throw locked(join2(directory, nameOf(highest)), standing);
    }
    const mine = (highest ?? 0) + 1;
    const holder = { ...await selfAs(owner), released: false };
    if (!await create2(join2(directory, nameOf(mine)), holder)) continue;
    const all = await generations(directory);
    if (all.at(-1) !== mine) {
      await rm(join2(directory, nameOf(mine)), { force: true });
      continue;
    }
    for (const older of all.slice(0, -1)) await rm(join2(directory, nameOf(older)), { force: true });
    return hold({ directory, mine, notes: standing === "free" ? [] : [takenOver(standing)] });
  }
}
function hold({ directory, mine, notes }) {
  const path = join2(directory, nameOf(mine));
  const refresh = () => {
    const now = /* @__PURE__ */ new Date();
    utimes(path, now, now).catch(() => {
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
      const file = join2(directory, nameOf(top ?? mine));
      const standing = await standingOf(file);
      throw locked(file, standing === "free" ? { holder: void 0, age: 0, isDead: false } : standing);
    },
    async release() {
      clearInterval(timer);
      try {
        if (await highest() === mine) await giveBack(path);
      } catch {
      }
    }
  };
}
var nameOf = (generation) => `${String(generation).padStart(8, "0")}.json`;
async function generations(directory) {
  const names2 = await orIfAbsent(readdir(directory), []);
  return names2.flatMap((name) => /^\d{8}\.json$/.test(name) ? [Number(name.slice(0, 8))] : []).sort((a, b) => a - b);
}
async function create2(path, holder) {
  try {
    await writeFile(path, JSON.stringify(holder), { flag: "wx", mode: 384 });
    return true;
  } catch (error) {
    if (codeOf2(error) === "EEXIST") return false;
    await rm(path, { force: true }).catch(() => {
    });
    throw error;
  }
}
var [held, free] = ["false}", "true }"];
async function giveBack(path) {
  const handle = await open(path, "r+");
  try {
    const { size } = await handle.stat();
    await handle.write(free, size - held.length);
  } finally {
    await handle.close();
  }
}
async function standingOf(path) {
  const read = Promise.all([readFile2(path, "utf8"), stat(path)]);
  const found = await orIfAbsent(read, void 0);
  if (found === void 0) return "free";
  const [text3, { mtimeMs }] = found;
  const age = Math.max(0, Date.now() - mtimeMs);
  const holder = holderIn(text3);
  if (holder === void 0) return { holder, age, isDead: age > writtenWithin };
  if (holder.released) return "free";
  return { holder, age, isDead: await isGone(holder) ?? age > deadAfter };
}
function holderIn(text3) {
  try {
    return lockSchema.parse(JSON.parse(text3));
  } catch {
    return void 0;
  }
}
function locked(path, standing) {
  const message = `another run writes to this ledger: ${describeHolder(standing.holder)}, seen ${formatDuration(standing.age)} ago`;
  const next = `wait until it ends; if it is certainly dead, delete ${path} and run again`;
  return new FailureError([failureOf("JOURNAL_LOCKED", message, { next, retryable: true, place: { file: path } })]);
}
function takenOver(standing) {
  const message = `the run that wrote to the ledger (${describeHolder(standing.holder)}) is dead; its lock was taken over`;
  return failureOf("JOURNAL_TAKEN_OVER", message);
}

// src/journal/mailbox.ts
import { randomUUID as randomUUID2 } from "node:crypto";
import { mkdir, open as open2, readdir as readdir2, readFile as readFile3, rename, rm as rm2 } from "node:fs/promises";
import { join as join3 } from "node:path";
function letterName({ at: at2 }) {
  return `${new Date(at2).toISOString().replaceAll(":", "-")}-${randomUUID2()}.json`;
}
function letterIn(text3, schema, file) {
  try {
    return schema.parse(JSON.parse(text3));
  } catch {
    const message = "A letter is not one that this version reads.";
    const next = "use the version that left it, or a later one; or delete it";
    throw new FailureError([failureOf("JOURNAL_VERSION_UNKNOWN", message, { place: { file }, next })]);
  }
}
function createMailbox(directory, rollout, schema) {
  const box = join3(directory, rollout);
  return {
    async read() {
      const names2 = await onDisk(box, "read", () => orIfAbsent(readdir2(box), []));
      const letters = [];
      for (const id of names2.filter((name) => name.endsWith(".json")).sort()) {
        const file = join3(box, id);
        const text3 = await onDisk(
          file,
          "read",
          () => orIfAbsent(readFile3(file, "utf8"), void 0)
        );
        if (text3 !== void 0) letters.push({ id, event: letterIn(text3, schema, file) });
      }
      return letters;
    },
    async remove(ids) {
      for (const id of ids) await onDisk(box, "written", () => rm2(join3(box, id), { force: true }));
    },
    async post(event) {
      const id = letterName(event);
      await onDisk(box, "written", async () => {
        await mkdir(box, { recursive: true });
        await putWhole(join3(box, id), JSON.stringify(event));
      });
      return id;
    }
  };
}
async function putWhole(file, text3) {
  const beside = `${file}.new`;
  try {
    const handle = await open2(beside, "wx");
    try {
      await handle.writeFile(text3);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm2(beside, { force: true }).catch(() => {
    });
    throw error;
  }
}

// src/journal/file.ts
var fileName = /^(\d{4,})-(.+)\.jsonl$/;
function createFileLedger(options) {
  const { directory, schema, owner } = options;
  const files = async () => {
    const names2 = await onDisk(directory, "read", () => orIfAbsent(readdir3(directory), []));
    return names2.flatMap((name) => {
      const [, number2, rollout] = fileName.exec(name) ?? [];
      return rollout === void 0 ? [] : [{ number: Number(number2), rollout, file: join4(directory, name) }];
    }).sort((a, b) => a.number - b.number);
  };
  const find = async (rollout) => (await files()).findLast((found) => found.rollout === rollout);
  return {
    async list() {
      const names2 = [];
      for (const { file, rollout } of await files()) if (await holdsRecord(file)) names2.push(rollout);
      return names2;
    },
    async read(rollout) {
      const found = await find(rollout);
      if (found === void 0) return [];
      return (await onDisk(found.file, "read", () => readRecords(found.file, schema))).events;
    },
    async text(rollout) {
      const found = await find(rollout);
      if (found === void 0) return "";
      const bytes = await onDisk(found.file, "read", () => readFile4(found.file));
      return wholeLines(bytes).toString();
    },
    async write(rollout) {
      const locks = join4(directory, "lock");
      await onDisk(directory, "written", () => mkdir2(locks, { recursive: true, mode: 448 }));
      const lock = await onDisk(locks, "written", () => takeLock(locks, owner));
      try {
        const found = await find(rollout);
        const last = (await files()).at(-1)?.number ?? 0;
        const fresh = join4(directory, `${String(last + 1).padStart(4, "0")}-${rollout}.jsonl`);
        const isOvertaken = found !== void 0 && found.number < last && !await holdsRecord(found.file);
        if (isOvertaken) await onDisk(fresh, "written", () => rename2(found.file, fresh));
        const file = isOvertaken ? fresh : found?.file ?? fresh;
        const { journal, notes } = await openJournal({ file, directory, schema, lock });
        return { journal, notes: [...lock.notes, ...notes] };
      } catch (error) {
        await lock.release();
        throw error;
      }
    },
    mailbox: (rollout) => createMailbox(join4(directory, "mail"), rollout, schema)
  };
}
async function holdsRecord(file) {
  return onDisk(file, "read", async () => {
    const handle = await open3(file, "r");
    try {
      const piece = Buffer.allocUnsafe(65536);
      for (; ; ) {
        const { bytesRead } = await handle.read(piece, 0, piece.length, null);
        if (bytesRead === 0) return false;
        if (piece.subarray(0, bytesRead).includes(10)) return true;
      }
    } finally {
      await handle.close();
    }
  });
}
var pieceLength = 2 ** 20;
async function readRecords(file, schema) {
  const reader = new RecordReader(schema, file);
  const handle = await open3(file, "r");
  try {
    let piece = Buffer.allocUnsafe(pieceLength);
    let [filled, size] = [0, 0];
    for (; ; ) {
      const { bytesRead } = await handle.read(piece, filled, piece.length - filled, size + filled);
      if (bytesRead === 0) return { ...reader.records, size, isTorn: filled > 0 };
      filled += bytesRead;
      const whole2 = wholeLines(piece.subarray(0, filled));
      reader.take(whole2);
      piece.copyWithin(0, whole2.length, filled);
      size += whole2.length;
      filled -= whole2.length;
      if (filled === piece.length) piece = Buffer.concat([piece], 2 * filled);
    }
  } finally {
    await handle.close();
  }
}
async function openJournal({ file, directory, schema, lock }) {
  const none = { events: [], end: chainStart, size: 0, isTorn: false };
  const found = await onDisk(file, "read", () => orIfAbsent(readRecords(file, schema), none));
  const { events, end, size, isTorn } = found;
  const handle = await onDisk(file, "written", () => open3(file, "a", 384));
  const notes = [];
  try {
    if (isTorn) {
      await onDisk(file, "written", () => handle.truncate(size));
      notes.push(torn(file, end.sequence + 1));
    }
    await onDisk(file, "written", () => handle.datasync());
    if (size === 0) await syncDirectory(directory);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return { journal: new FileJournal({ file, handle, lock, size, events, end }), notes };
}
async function syncDirectory(directory) {
  const handle = await open3(directory, "r").catch(() => void 0);
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
    this.#isBroken = true;
    await onDisk(this.#file, "written", () => this.#lock.verify());
    try {
      await onDisk(this.#file, "written", async () => {
        await this.#handle.appendFile(bytes);
        await this.#handle.datasync();
      });
    } catch (error) {
      await this.#takeBack();
      throw error;
    }
    this.#isBroken = false;
    this.#size += bytes.length;
    this.#end = end;
    this.#events.push(...events);
  }
  /** Half a batch is a whole journal as well; half a line is taken away now rather than by the next run, if it is still ours to do. */
  async #takeBack() {
    try {
      await this.#lock.verify();
      await this.#handle.truncate(this.#size);
      await this.#handle.datasync();
    } catch {
    }
  }
  async close() {
    await this.#handle.close();
    await this.#lock.release();
  }
};
function wholeLines(bytes) {
  return bytes.subarray(0, bytes.lastIndexOf("\n") + 1);
}
function torn(file, line) {
  const message = `Line ${line} was cut off in the middle, as a crash leaves it; it was taken away. Nothing that was done is lost.`;
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
var fail = (code, message, next, isRetryable = false) => new FailureError([failureOf(code, message, { next, retryable: isRetryable })]);
var toolMissing = (why) => fail("LEDGER_GIT_MISSING", why, "install git 2.31 or later on the runner, or keep the ledger in a folder: file:DIR");
var repositoryMissing = (checkout, isThere) => fail(
  "LEDGER_REPOSITORY_MISSING",
  isThere ? `git does not open the repository of ${checkout}` : `there is no git repository in ${checkout}`,
  isThere ? `if another account owns it: git config --global --add safe.directory ${checkout}` : "check the repository out in a step before this one (with git on the runner), or keep the ledger in a folder: file:DIR"
);
var remoteMissing = (names2) => fail(
  "LEDGER_REMOTE_MISSING",
  names2.length === 0 ? "the repository has no remote" : `the repository has the remotes ${names2.join(", ")}, and none is origin`,
  "git remote add origin URL, or keep the ledger in a folder: file:DIR"
);
var branchForeign = (branch, why) => fail(
  "LEDGER_BRANCH_FOREIGN",
  `the branch ${branch} is not a ledger of patchring: ${why}`,
  "name a branch that is not there yet or that patchring made: git:patchring-ledger"
);
var branchLater = (branch, format) => fail(
  "JOURNAL_VERSION_UNKNOWN",
  `the branch ${branch} is a ledger of format ${format}, which this version does not read`,
  "use the version that wrote it, or a later one"
);
var branchRewritten = (branch, why) => fail(
  "JOURNAL_LINE_CHANGED",
  `the branch ${branch} is not as this run left it: ${why}`,
  "put the branch back to its last good commit, and find out who rewrote it: nobody but patchring should push there"
);
var remoteUnreachable = (branch) => fail(
  "JOURNAL_REMOTE_UNREACHABLE",
  `the branch ${branch} cannot be read: its remote does not answer, or does not know who asks`,
  "check the network; the checkout must keep its credentials (GitHub: persist-credentials, on unless told; Azure: checkout with persistCredentials: true); then run again",
  true
);
var cutShort = (branch) => fail(
  "JOURNAL_CUT_SHORT",
  `the remote of the ledger (${branch}) did not answer before this run had to end`,
  "run again when the remote answers: what this run could not write is asked of the machines again",
  true
);
var pushDenied = (branch) => fail(
  "JOURNAL_PUSH_DENIED",
  `the branch ${branch} can be read but not pushed to with the rights of this checkout`,
  "GitHub: permissions: { contents: write } for the job, and a checkout that keeps its credentials. Azure: Contribute for the build service on this branch (Create branch for the first run), and checkout with persistCredentials: true"
);
var pushRejected = (branch) => fail(
  "JOURNAL_PUSH_REJECTED",
  `the remote refused the push to ${branch}: the branch is protected, or a rule or a hook stands against it`,
  `exempt ${branch} from rules that ask for pull requests, checks, signatures or known authors: patchring pushes plain commits to it`
);
var pushOvertaken = (branch) => fail(
  "JOURNAL_PUSH_OVERTAKEN",
  `others pushed to ${branch} each time before this run could`,
  "run again; if it stays so, find out who pushes there",
  true
);
var workFailed = (how) => fail(
  "JOURNAL_UNREADABLE",
  `git could not do its work in the temporary folder: ${how}`,
  "check its rights and free space, then run again: what was written before is kept"
);
var overtaken = (branch) => fail(
  "JOURNAL_OVERTAKEN",
  `another run that works on this rollout has written to ${branch} in this moment`,
  "run again: what it wrote is taken in first",
  true
);
var fenced = (branch, by) => fail(
  "JOURNAL_FENCED",
  `this run no longer writes to ${branch}: ${by}`,
  "nothing: it starts nothing more, what runs on machines goes on, and the run that took over asks them. If that run was not meant, end it",
  true
);

// src/journal/git/command.ts
var remoteName = "ledger";
var callTime = 6e4;
var outputLimit = 4e8;
var misleading = [
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
];
var always = [
  ["core.hooksPath", "/dev/null"],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  ["core.autocrlf", "false"]
];
var needed = /^(?:(?:http|credential|url|protocol|ssh)\..*|core\.(?:sshcommand|askpass|gitproxy)|remote\.ledger\.(?:url|pushurl|proxy|proxyauthmethod|uploadpack|receivepack))$/is;
function environmentOf(settings) {
  const before = Number(process.env.GIT_CONFIG_COUNT ?? 0) || 0;
  const all = {
    ...Object.fromEntries(misleading.map((name) => [name, void 0])),
    GIT_TERMINAL_PROMPT: "0",
    GCM_INTERACTIVE: "never",
    GIT_CONFIG_COUNT: String(before + settings.length)
  };
  for (const [index, [key, value]] of settings.entries()) {
    all[`GIT_CONFIG_KEY_${before + index}`] = key;
    all[`GIT_CONFIG_VALUE_${before + index}`] = value;
  }
  return all;
}
async function gitFor(run2, checkout) {
  const callWith = (settings) => (args, { input, signal } = {}) => run2({
    command: ["git", ...args],
    directory: checkout,
    environment: environmentOf(settings),
    timeout: callTime,
    limit: outputLimit,
    ...input === void 0 ? {} : { input },
    signal
  });
  const first = callWith(always);
  await refuseOld(first);
  const found = await first(["config", "--local", "--includes", "--list", "-z"]);
  if (found.kind !== "done") throw repositoryMissing(checkout, hasRepository(checkout));
  return callWith([...settingsIn(found.output), ...always]);
}
async function refuseOld(git) {
  const said = await git(["version"]);
  const [, major, minor] = /(\d+)\.(\d+)/.exec(said.kind === "done" ? said.output : "") ?? [];
  if (major === void 0) throw toolMissing("git cannot be started here");
  if (Number(major) < 2 || Number(major) === 2 && Number(minor) < 31)
    throw toolMissing(`git ${major}.${minor} is too old`);
}
function settingsIn(output) {
  const all = output.split("\0").flatMap((entry2) => {
    const [key = "", ...value] = entry2.split("\n");
    return key === "" ? [] : [[key, value.length === 0 ? "true" : value.join("\n")]];
  });
  const names2 = [...new Set(all.flatMap(([key]) => /^remote\.(.+)\.url$/s.exec(key)?.[1] ?? []))];
  const name = names2.includes("origin") ? "origin" : names2[0];
  if (name === void 0 || name !== "origin" && names2.length > 1) throw remoteMissing(names2);
  return all.filter(([key]) => !key.startsWith(`remote.${remoteName}.`) || name === remoteName).map(([key, value]) => [key.replace(`remote.${name}.`, `remote.${remoteName}.`), value]).filter(([key]) => needed.test(key));
}
function hasRepository(directory) {
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    if (existsSync(join5(folder, ".git"))) return true;
    if (folder === dirname(folder)) return false;
  }
}

// src/journal/git/stream.ts
var author = "patchring <noreply@patchring.invalid>";
var noPipeline = "[skip ci]";
function streamOf({ ref, parent, at: at2, change: { message, put, drop } }) {
  const data = (text3) => `data ${Buffer.byteLength(text3)}
${text3}
`;
  const line = `${message.replaceAll(/[\u0000-\u001f\u007f]+/g, " ")} ${noPipeline}`;
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
      ...[...put].map(([path, text3]) => `M 100644 inline ${path}
${data(text3)}`),
      "\nget-mark :1\ndone\n"
    ].join("")
  );
}
function filesIn(list2) {
  const entries = list2.split("\0").flatMap((entry2) => {
    const [, name, path] = /^100644 blob ([0-9a-f]{40})\t(.+)$/s.exec(entry2) ?? [];
    return name === void 0 || path === void 0 ? [] : [[path, name]];
  });
  return new Map(entries);
}
function pieces(output, count2) {
  const bytes = Buffer.from(output);
  const found = [];
  for (let at2 = 0; found.length < count2; ) {
    const end = bytes.indexOf("\n", at2);
    const [, length] = /^[0-9a-f]{40} blob (\d+)$/.exec(bytes.toString("latin1", at2, end)) ?? [];
    if (end < 0 || length === void 0) throw workFailed("a content of the branch is not there or is not text");
    found.push(bytes.toString("utf8", end + 1, end + 1 + Number(length)));
    at2 = end + 2 + Number(length);
  }
  return found;
}

// src/journal/git/branch.ts
var racesAtMost = 200;
var commitsAtMost = 400;
var tip = "refs/patchring/tip";
var nothing2 = { head: void 0, files: /* @__PURE__ */ new Map() };
function contentName(text3) {
  const bytes = Buffer.from(text3);
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
    this.#options = options;
    this.name = options.branch;
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
    const input = Buffer.from(names2.map((name) => `${name}
`).join(""));
    return pieces(await this.#own(["cat-file", "--batch"], input), names2.length);
  }
  /** One commit on top of what the remote has; composed anew whenever somebody else was first. `undefined`: nothing to do. */
  change(compose) {
    return this.#inLine(() => this.#change(compose));
  }
  #inLine(work) {
    const mine = this.#line.then(work, work);
    this.#line = mine.catch(() => {
    });
    return mine;
  }
  async #change(compose) {
    const { patience } = this.#options;
    if (this.#commits > commitsAtMost) this.#discard();
    let at2 = this.#known.head === void 0 ? await this.#refresh() : this.#known;
    let troubles = 0;
    for (let races = 0; races < racesAtMost; ) {
      const change = await compose(at2);
      if (change === void 0) return;
      const commit = await this.#commit(at2, change);
      const end = await this.#push(commit, at2.head);
      const now = end.kind === "done" ? commit : await this.#remoteHead();
      if (now === commit) {
        this.#known = { head: commit, files: filesAfter(at2.files, change) };
        return;
      }
      if (now !== at2.head) {
        races += 1;
        await this.#pause(Math.min(20 * races, 1e3));
        at2 = await this.#refresh();
        continue;
      }
      if (troubles >= patience.length) throw this.#whyNotPushed(end);
      await this.#pause(patience[troubles] ?? 0);
      troubles += 1;
    }
    throw pushOvertaken(this.name);
  }
  #whyNotPushed(end) {
    if (end.kind === "failed" && end.exitCode === 1) return pushRejected(this.name);
    return end.kind === "failed" ? pushDenied(this.name) : remoteUnreachable(this.name);
  }
  async #commit(at2, change) {
    this.#commits += 1;
    const stream = streamOf({ ref: tip, parent: at2.head, at: Date.now(), change });
    const said = await this.#own(["fast-import", "--quiet", "--done", "--force"], stream);
    const [commit] = /^[0-9a-f]{40}$/m.exec(said) ?? [];
    if (commit === void 0) throw workFailed("fast-import named no commit");
    return commit;
  }
  async #push(commit, expected) {
    const ref = `refs/heads/${this.name}`;
    const quiet = ["--quiet", "--no-verify", "--no-signed", "--no-follow-tags", "--recurse-submodules=no"];
    const lease = `--force-with-lease=${ref}:${expected ?? ""}`;
    return this.#remote(["push", ...quiet, lease, remoteName, `${commit}:${ref}`]);
  }
  async #refresh() {
    const head = await this.#remoteHead();
    if (head === void 0) this.#known = nothing2;
    else if (head !== this.#known.head) this.#known = await this.#fetch();
    return this.#known;
  }
  async #remoteHead() {
    const said = await this.#patiently(["ls-remote", remoteName, `refs/heads/${this.name}`]);
    return /^[0-9a-f]{40}/.exec(said)?.[0];
  }
  async #fetch() {
    const quiet = ["--quiet", "--depth=1", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"];
    await this.#patiently(["fetch", ...quiet, remoteName, `+refs/heads/${this.name}:${tip}`]);
    const head = (await this.#own(["rev-parse", "--verify", tip])).trim();
    return { head, files: filesIn(await this.#own(["ls-tree", "-r", "-z", head])) };
  }
  /** Asks the remote again and again for as long as the patience lasts. */
  async #patiently(args) {
    for (const wait of [...this.#options.patience, void 0]) {
      const end = await this.#remote(args);
      if (end.kind === "done") return end.output;
      if (wait === void 0 || end.kind === "missing") break;
      await this.#pause(wait);
    }
    throw remoteUnreachable(this.name);
  }
  /** Work in our own repository, which has no reason to fail. */
  async #own(args, input) {
    const end = await this.#call(args, { input });
    if (end.kind === "done") return end.output;
    throw workFailed(`${args[0]} ended with ${end.kind === "failed" ? `exit code ${end.exitCode}` : end.kind}`);
  }
  /** What a remote does not answer in time may have arrived all the same. Throws JOURNAL_CUT_SHORT. */
  async #remote(args) {
    const { letGo: signal } = this.#options;
    const end = signal?.aborted === true ? void 0 : await this.#call(args, { signal });
    if (end === void 0 || end.kind === "aborted") throw cutShort(this.name);
    return end;
  }
  /** Of two that met, one must come first the next time. */
  #pause(length) {
    return this.watch(Math.min(length * (0.5 + Math.random()), callTime));
  }
  /** Lets time pass (ms). Throws JOURNAL_CUT_SHORT. */
  async watch(length) {
    const { letGo } = this.#options;
    await sleep2(length, void 0, letGo === void 0 ? {} : { signal: letGo }).catch(() => {
      throw cutShort(this.name);
    });
  }
  async #call(args, ask) {
    this.#git ??= gitFor(this.#options.run, this.#options.checkout);
    const git = await this.#git;
    if (this.#folder === void 0) {
      const folder = makeFolder(this.#options.temporary);
      const made = await git(["init", "--quiet", "--bare", "--template=", folder]);
      if (made.kind !== "done") throw workFailed("it could not be made");
      this.#folder = folder;
    }
    return git([`--git-dir=${this.#folder}`, ...args], ask);
  }
  #discard() {
    if (this.#folder !== void 0) removeFolder(this.#folder);
    this.#folder = void 0;
    this.#known = nothing2;
    this.#commits = 0;
  }
};
function filesAfter(before, { put, drop }) {
  const files = new Map(before);
  for (const path of drop) files.delete(path);
  for (const [path, text3] of put) files.set(path, contentName(text3));
  return files;
}
var folders = /* @__PURE__ */ new Set();
var isSwept = false;
function makeFolder(parent) {
  if (!isSwept) {
    isSwept = true;
    process.once("exit", () => {
      for (const folder of folders) removeFolder(folder);
    });
  }
  try {
    const folder = mkdtempSync2(join6(parent, "patchring-ledger-"));
    folders.add(folder);
    return folder;
  } catch (error) {
    throw workFailed(`no folder can be made in ${parent} (${codeOf2(error) ?? "for no reason that it tells"})`);
  }
}
function removeFolder(folder) {
  folders.delete(folder);
  rmSync2(folder, { recursive: true, force: true });
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
});
var ordinaryPace = {
  lease: 6e5,
  beat: 18e4,
  letters: 15e3,
  patience: [500, 1e3, 2e3, 4e3, 8e3, 15e3]
};
var nowBy = ({ now = Date.now }) => now();
function claimPath(rollout, shard) {
  const name = shard === "" ? "all" : shard.replace("/", "-of-").split("=").map(encodeURIComponent).join("=");
  return `${claimsOf(rollout)}${name}.json`;
}
var claimsIn = "claims/";
var claimsOf = (rollout) => `${claimsIn}${rollout}/`;
function textOfClaim({ holder, ...claim }, pace) {
  const until = new Date(nowBy(pace) + pace.lease).toISOString();
  return `${JSON.stringify({ ...holder, ...claim, until })}
`;
}
function claimIn(text3) {
  try {
    return claimSchema.parse(JSON.parse(text3 ?? ""));
  } catch {
    return void 0;
  }
}
async function standingOf2(claim, pace) {
  if (await isGone(claim) === true) return "over";
  const left = Date.parse(claim.until) - nowBy(pace);
  if (left <= 0) return "over";
  return left > pace.lease + pace.beat ? "ahead" : "held";
}
function shown({ shard, owner, fence, until, idleAt }) {
  return { shard, owner, fence, until: Date.parse(until), idleAt };
}
function areOpposed(part, { shard }) {
  return part.shard === "" || shard === "" || shard === part.shard || part.overlaps(shard);
}
var partText = (shard) => shard === "" ? "" : `part ${shard} of `;
function heldBy(branch, rollout, claim, pace) {
  const left = formatDuration(Math.max(0, Date.parse(claim.until) - nowBy(pace)));
  const message = `another run writes ${partText(claim.shard)}${rollout} to this ledger: ${describeHolder(claim)}; its claim on ${branch} ends in ${left} unless it is renewed`;
  const next = "wait until it ends; a run that died is taken over when its claim has run out";
  return new FailureError([failureOf("JOURNAL_LOCKED", message, { next, retryable: true })]);
}
function takenOver2(branch, rollout, claim) {
  const message = `the run that wrote ${partText(claim.shard)}${rollout} to ${branch} (${describeHolder(claim)}) is dead or cut off; its claim was taken over`;
  return failureOf("JOURNAL_TAKEN_OVER", message);
}

// src/journal/git/holding.ts
import { randomUUID as randomUUID3 } from "node:crypto";

// src/journal/git/layout.ts
var markPath = "patchring.json";
var markText = `${JSON.stringify({ patchring: "ledger", format: 1 })}
`;
var markName = contentName(markText);
var piecePath = /^(rollouts\/(\d{4,})-([^/]+))\/\d{8}\.jsonl$/;
function shelvesIn({ files }) {
  const shelves = /* @__PURE__ */ new Map();
  for (const path of [...files.keys()].sort()) {
    const [, folder, number2, rollout] = piecePath.exec(path) ?? [];
    if (folder === void 0 || rollout === void 0) continue;
    const shelf = shelves.get(folder) ?? { number: Number(number2), rollout, folder, pieces: /* @__PURE__ */ new Map() };
    shelf.pieces.set(path, files.get(path) ?? "");
    shelves.set(folder, shelf);
  }
  return [...shelves.values()].sort((a, b) => a.number - b.number);
}
function shelfOf(snapshot, rollout) {
  return shelvesIn(snapshot).findLast((shelf) => shelf.rollout === rollout);
}
function nextFolder(snapshot, rollout) {
  const number2 = (shelvesIn(snapshot).at(-1)?.number ?? 0) + 1;
  return `rollouts/${String(number2).padStart(4, "0")}-${safe(rollout)}`;
}
var pieceIn = (folder, number2) => `${folder}/${String(number2).padStart(8, "0")}.jsonl`;
var mailIn = (rollout) => `mail/${safe(rollout)}/`;
function safe(rollout) {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(rollout)) throw new RangeError(`no name of a rollout: ${rollout}`);
  return rollout;
}
async function refuseForeign(branch, snapshot, textOf3) {
  if (snapshot.head === void 0) return;
  const mark = snapshot.files.get(markPath);
  if (mark === markName) return;
  if (mark === void 0) throw branchForeign(branch, `it has no ${markPath}`);
  const format = formatIn(await textOf3(mark));
  if (format === void 0) throw branchForeign(branch, `its ${markPath} is not ours`);
  throw branchLater(branch, format);
}
function formatIn(text3) {
  try {
    const found = JSON.parse(text3 ?? "");
    return found.patchring === "ledger" && typeof found.format === "number" ? found.format : void 0;
  } catch {
    return void 0;
  }
}

// src/journal/git/holding.ts
async function takeClaim({ branch, rollout, part, owner, pace, check }) {
  const claim = new HeldClaim({ branch, rollout, part, holder: await selfAs(owner), pace });
  let dead = [];
  const watched = /* @__PURE__ */ new Set();
  await branch.read();
  for (; ; ) {
    let ahead;
    await branch.change(async (at2) => {
      await check(at2);
      ahead = void 0;
      const over = [];
      for (const found of await claimsAt(branch, at2, claimsIn)) {
        if (found.rollout === rollout && !areOpposed(part, found.claim)) continue;
        const standing = await standingOf2(found.claim, pace);
        if (standing === "held") throw heldBy(branch.name, found.rollout, found.claim, pace);
        if (standing === "ahead" && !watched.has(nameOf2(found.claim))) ahead = found;
        else over.push(found);
      }
      if (ahead !== void 0) return void 0;
      dead = over;
      return claim.taken(over);
    });
    if (ahead === void 0) break;
    await branch.watch(pace.beat * 1.5);
    const { path, rollout: its, claim: then } = ahead;
    const later = (await claimsAt(branch, await branch.read(), claimsIn)).find((found) => found.path === path);
    if (later !== void 0 && nameOf2(later.claim) !== nameOf2(then)) throw heldBy(branch.name, its, later.claim, pace);
    watched.add(nameOf2(then));
  }
  claim.begin();
  const notes = dead.map((found) => takenOver2(branch.name, found.rollout, found.claim));
  return { claim, notes };
}
var nameOf2 = ({ token, beat }) => `${token} ${beat}`;
async function claimsAt(branch, { files }, folder) {
  const paths = [...files.keys()].filter((path) => path.startsWith(folder)).sort();
  const texts2 = await branch.texts(paths.map((path) => files.get(path) ?? ""));
  return paths.flatMap((path, index) => {
    const claim = claimIn(texts2[index]);
    const [, rollout = ""] = path.split("/");
    return claim === void 0 ? [] : [{ path, rollout, claim }];
  });
}
async function claimsOn(branch, at2, { rollout, pace }) {
  const alive = [];
  for (const { claim } of await claimsAt(branch, at2, claimsOf(rollout)))
    if (await standingOf2(claim, pace) !== "over") alive.push(shown(claim));
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
  #isOver = false;
  constructor(holding) {
    this.#holding = holding;
    this.#path = claimPath(holding.rollout, holding.part.shard);
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
    const { rollout, holder } = this.#holding;
    const what = this.shard === "" ? rollout : `${rollout} ${this.shard}`;
    const change = this.renewed(`${what}: claimed by ${holder.owner}`, { idleAt: null });
    return { ...change, drop: dead.flatMap(({ path }) => path === this.#path ? [] : [path]) };
  }
  /** A change that renews the claim and puts these files beside it. */
  renewed(message, { idleAt = this.#idleAt, put = /* @__PURE__ */ new Map() } = {}) {
    const { holder, pace } = this.#holding;
    this.#beat += 1;
    this.#idleAt = idleAt;
    const [fence, token, beat] = [this.#fence, this.#token, this.#beat];
    const text3 = textOfClaim({ holder, shard: this.shard, fence, token, beat, idleAt }, pace);
    this.#names.add(contentName(text3));
    this.#renewedAt = performance.now();
    return { message, put: new Map([[markPath, markText], [this.#path, text3], ...put]), drop: [] };
  }
  /** Throws JOURNAL_FENCED where the branch bears another claim, or none. */
  async verify(at2) {
    const name = at2.files.get(this.#path);
    if (!this.#isOver && name !== void 0 && this.#names.has(name)) return;
    const { branch, rollout, part } = this.#holding;
    const all = await claimsAt(branch, at2, claimsOf(rollout));
    const other = all.find(({ path }) => path === this.#path) ?? all.find(({ claim }) => areOpposed(part, claim));
    const { fence = this.#fence } = other?.claim ?? {};
    const by = other === void 0 ? "its claim was taken away" : `${describeHolder(other.claim)} has taken over (fence ${fence}, this run has ${this.#fence})`;
    throw fenced(branch.name, by);
  }
  /** Others that write the rollout. */
  async others(at2) {
    return (await claimsOn(this.#holding.branch, at2, this.#holding)).filter(({ shard }) => shard !== this.shard);
  }
  /** Renews by itself while nothing is written. A beat that fails is tried again; the next append tells why. */
  begin() {
    const { branch, pace } = this.#holding;
    const beat = () => {
      if (performance.now() - this.#renewedAt < pace.beat * 0.9) return;
      const renew = async (at2) => {
        await this.verify(at2);
        return this.renewed("claim");
      };
      branch.change(renew).catch(() => {
      });
    };
    this.#timer = setInterval(beat, pace.beat);
    this.#timer.unref();
  }
  /** A claim that cannot be given back runs out. */
  async release() {
    clearInterval(this.#timer);
    const giveBack2 = async (at2) => {
      await this.verify(at2);
      return { message: "claim given back", put: /* @__PURE__ */ new Map(), drop: [this.#path] };
    };
    await this.#holding.branch.change(giveBack2).catch(() => {
    });
    this.#isOver = true;
  }
};

// src/journal/git/writer.ts
var pieceLength2 = 65536;
var GitJournal = class {
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
  #isBroken = false;
  #isOpen = true;
  constructor({ branch, rollout, schema, claim, shelf, books, look: look2 }) {
    this.#branch = branch;
    this.rollout = rollout;
    this.#schema = schema;
    this.#claim = claim;
    this.#look = look2;
    this.#folder = shelf?.folder;
    this.#pieces = shelf?.pieces ?? /* @__PURE__ */ new Map();
    this.#text = books.texts.at(-1) ?? "";
    this.#events = [...books.events];
    this.#end = books.end;
    if (claim.shard !== "")
      this.company = { follow: () => this.#follow(), others: () => this.#others(), rest: () => this.#rest() };
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
    const appended = this.#formatted(events);
    const { text: text3, end, isNew } = appended;
    const number2 = this.#pieces.size + (isNew ? 1 : 0);
    let path = "";
    let folder = this.#folder ?? "";
    let hasCome = false;
    try {
      await this.#branch.change(async (at2) => {
        if (at2.head === void 0) throw branchRewritten(this.#branch.name, "it is gone");
        await this.#claim.verify(at2);
        hasCome = await this.#takeIn(at2);
        if (hasCome) return void 0;
        folder = this.#folder ?? nextFolder(at2, this.rollout);
        path = pieceIn(folder, number2);
        const put = /* @__PURE__ */ new Map([[path, text3]]);
        return this.#claim.renewed(`${this.rollout}: ${events.length} more`, { put, idleAt: null });
      });
    } catch (error) {
      this.#isBroken = true;
      throw error;
    }
    if (hasCome) throw overtaken(this.#branch.name);
    this.#folder = folder;
    this.#pieces = new Map([...this.#pieces, [path, contentName(text3)]]);
    this.#text = text3;
    this.#end = end;
    this.#events.push(...events);
  }
  /** The piece that would be last, with these in it. */
  #formatted(events) {
    let end = this.#end;
    let lines = "";
    for (const event of events) {
      const record2 = formatRecord(event, end);
      end = record2.end;
      lines += `${record2.line}
`;
    }
    const isNew = this.#pieces.size === 0 || this.#text.length > pieceLength2;
    return { text: isNew ? lines : this.#text + lines, end, isNew };
  }
  /** True: others have written more, and it is known now. Throws where a line is not as it was. */
  async #takeIn(at2) {
    const shelf = shelfOf(at2, this.rollout);
    const theirs = [...shelf?.pieces ?? []];
    const ours = [...this.#pieces];
    const known = ours.findIndex(([path, name], index) => theirs[index]?.[0] !== path || theirs[index]?.[1] !== name);
    if (known < 0 && theirs.length === ours.length) return false;
    const changed = (path = "") => branchRewritten(this.#branch.name, `${path} is another one`);
    if (this.company === void 0 || known >= 0 && known < ours.length - 1)
      throw changed(ours[Math.max(known, 0)]?.[0]);
    const from = known < 0 ? ours.length : known;
    if (from < ours.length && theirs[from]?.[0] !== ours[from]?.[0]) throw changed(ours[from]?.[0]);
    const texts2 = await this.#branch.texts(theirs.slice(from).map(([, name]) => name));
    const old = known < 0 ? "" : this.#text;
    const more = texts2.join("");
    if (!more.startsWith(old)) throw changed(ours[from]?.[0]);
    const reader = new RecordReader(this.#schema, `${this.#branch.name}:${shelf?.folder ?? ""}`, this.#end);
    reader.take(Buffer.from(more.slice(old.length)));
    const { events, end } = reader.records;
    this.#folder = shelf?.folder;
    this.#pieces = new Map(theirs);
    this.#text = texts2.at(-1) ?? this.#text;
    this.#end = end;
    this.#events.push(...events);
    return true;
  }
  async #follow() {
    const at2 = await this.#look();
    if (at2.head === void 0) return false;
    await this.#claim.verify(at2);
    return this.#takeIn(at2);
  }
  #others() {
    return this.#claim.others(this.#branch.known);
  }
  async #rest() {
    const records = this.#events.length;
    if (this.#claim.idleAt === records) return;
    await this.#branch.change(async (at2) => {
      await this.#claim.verify(at2);
      return this.#claim.renewed(`${this.#claim.shard} waits for the others`, { idleAt: records });
    });
  }
  async close() {
    this.#isOpen = false;
    await this.#claim.release();
  }
};

// src/journal/git.ts
var whole = { shard: "", overlaps: () => true };
function createGitLedger(options) {
  const { schema, owner, pace = ordinaryPace } = options;
  const branch = new Branch({ ...options, patience: pace.patience });
  const check = (at2) => refuseForeign(branch.name, at2, async (name) => (await branch.texts([name]))[0]);
  const read = async () => {
    const at2 = await branch.read();
    await check(at2);
    return at2;
  };
  const recordsIn = async (shelf) => {
    const texts2 = await branch.texts([...shelf?.pieces.values() ?? []]);
    const place = `${branch.name}:${shelf?.folder ?? "rollouts"}`;
    return { texts: texts2, ...parseRecords(Buffer.from(wholeText(branch.name, texts2)), schema, place) };
  };
  let readAt = Number.NEGATIVE_INFINITY;
  let writing;
  const readForLetters = async () => {
    if (writing?.isOpen === true && performance.now() - readAt < pace.letters) return branch.known;
    readAt = performance.now();
    return read();
  };
  return {
    list: async () => shelvesIn(await read()).map(({ rollout }) => rollout),
    read: async (rollout) => (await recordsIn(shelfOf(await read(), rollout))).events,
    async text(rollout) {
      const at2 = writing?.isOpen === true && writing.rollout === rollout ? branch.known : await read();
      return wholeText(branch.name, (await recordsIn(shelfOf(at2, rollout))).texts);
    },
    async write(rollout, part = whole) {
      const { claim, notes } = await takeClaim({ branch, rollout, part, owner, pace, check });
      try {
        const shelf = shelfOf(branch.known, rollout);
        const books = await recordsIn(shelf);
        const journal = new GitJournal({ branch, rollout, schema, claim, shelf, books, look: readForLetters });
        writing = journal;
        return { journal, notes };
      } catch (error) {
        await claim.release();
        throw error;
      }
    },
    claims: async (rollout) => claimsOn(branch, await read(), { rollout, pace }),
    mailbox: (rollout) => mailboxOn({ branch, rollout, schema, read: readForLetters, check })
  };
}
function wholeText(branch, texts2) {
  const half = texts2.findIndex((text3) => !text3.endsWith("\n"));
  if (half < 0) return texts2.join("");
  const message = `Piece ${half + 1} of a journal on ${branch} ends in the middle of a line.`;
  throw new FailureError([failureOf("JOURNAL_LINE_CHANGED", message)]);
}
function mailboxOn({ branch, rollout, schema, read, check }) {
  const box = mailIn(rollout);
  return {
    async read() {
      const { files } = await read();
      const ids = [...files.keys()].filter((path) => path.startsWith(box)).sort();
      const texts2 = await branch.texts(ids.map((id) => files.get(id) ?? ""));
      return texts2.map((text3, index) => {
        const id = ids[index] ?? "";
        return { id: id.slice(box.length), event: letterIn(text3, schema, `${branch.name}:${id}`) };
      });
    },
    remove: (ids) => branch.change((at2) => {
      const drop = ids.map((id) => `${box}${id}`).filter((path) => at2.files.has(path));
      return drop.length === 0 ? void 0 : { message: `${rollout}: letters taken in`, put: /* @__PURE__ */ new Map(), drop };
    }),
    async post(event) {
      const id = letterName(event);
      await branch.change(async (at2) => {
        await check(at2);
        const put = /* @__PURE__ */ new Map([
          [markPath, markText],
          [`${box}${id}`, JSON.stringify(event)]
        ]);
        return { message: `${rollout}: a letter`, put, drop: [] };
      });
      return id;
    }
  };
}

// src/runner/command.ts
import { isAbsolute, resolve as resolve2 } from "node:path";
function pathOf(command, directory) {
  return /[/\\]/.test(command) && !isAbsolute(command) ? resolve2(directory, command) : command;
}
function environmentWith(more) {
  const kept = {};
  for (const [name, value] of Object.entries({ ...process.env, ...more })) {
    if (value !== void 0 && !/^INPUT_/i.test(name)) kept[name] = value;
  }
  return kept;
}
async function runCommand(options) {
  const { command, directory, timeout, limit, environment, input, signal } = options;
  const { execa } = await import("./execa-67JBZUJ6.mjs");
  const [file = "", ...args] = command;
  const running = execa(pathOf(file, directory), args, {
    cwd: directory,
    env: environmentWith(environment),
    extendEnv: false,
    ...input === void 0 ? { stdin: "ignore" } : { input },
    stderr: "ignore",
    timeout,
    maxBuffer: limit,
    reject: false,
    windowsHide: true,
    killSignal: "SIGKILL",
    ...signal === void 0 ? {} : { cancelSignal: signal }
  });
  const letGo = () => void running.stdout?.destroy();
  const late = setTimeout(letGo, timeout);
  running.once("exit", (_, ending) => ending !== null && letGo());
  const result = await running;
  clearTimeout(late);
  if (result.isCanceled) return { kind: "aborted" };
  const output = String(result.stdout ?? "");
  if (result.timedOut) return { kind: "overdue", output };
  if (result.isMaxBuffer) return { kind: "tooLong" };
  if (!result.failed) return { kind: "done", output };
  if (result.exitCode !== void 0) {
    return { kind: "failed", how: `exit code ${result.exitCode}`, output, exitCode: result.exitCode };
  }
  if (result.signal !== void 0) return { kind: "failed", how: `signal ${result.signal}`, output };
  return { kind: "missing", why: result.code ?? "it cannot be started" };
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
  const { company } = journal;
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
    others: () => during(company.others()),
    rest: () => during(company.rest())
  };
}

// src/world/ledger.ts
var inFolder = "file:.patchring";
var onBranch = "git:patchring-ledger";
function defaultPlace(isPipeline) {
  return isPipeline ? onBranch : inFolder;
}
function openLedger(options) {
  const { isPipeline = false, clock = createRealClock() } = options;
  const place = options.place ?? defaultPlace(isPipeline);
  const { ledger, directory } = ledgerAt(place, options);
  return {
    place,
    directory,
    list: () => clock.during(ledger.list()),
    read: (rolloutId) => clock.during(ledger.read(rolloutId)),
    text: (rolloutId) => clock.during(ledger.text(rolloutId)),
    async write(rolloutId, part) {
      const { journal, notes } = await clock.during(ledger.write(rolloutId, part));
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
  if (signal === void 0) return void 0;
  const late = new AbortController();
  const begin2 = () => {
    setTimeout(() => late.abort(), timeLeft(signal, stopping.ledger, performance.now()));
  };
  if (signal.aborted) begin2();
  else signal.addEventListener("abort", begin2, { once: true });
  return late.signal;
}
var branchName = /^(?![-./]|@$)(?!.*(?:\.\.|\/\/|@\{|\/\.|\.lock(?:\/|$)))[^\s~^:?*[\\\p{Cc}]+(?<![/.])$/u;
function ledgerAt(place, { from, owner, temporary = tmpdir2(), signal }) {
  const [, kind = "", rest = ""] = /^(file|git):(.*)$/s.exec(place) ?? [];
  if (kind === "file" && rest.trim() !== "") {
    const directory = resolve3(from, rest);
    return { directory, ledger: createFileLedger({ directory, schema: eventSchema, owner }) };
  }
  if (kind === "git" && branchName.test(rest)) {
    const git = { run: runCommand, checkout: resolve3(from), temporary, branch: rest, letGo: lateAfter(signal) };
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
    if (folder === void 0) return false;
    const way = relative(resolve3(folder), directory);
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
var largestAnswer = 262144;
var Unread = class extends Error {
  name = "Unread";
};
var sample = tuple([number(), string()]);
var aside = {
  warnings: array(string()).optional(),
  infos: array(string()).optional(),
  stats: json().optional()
};
var answerSchema2 = strictObject({
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
});
var decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
function figureOfPrometheus(document) {
  const parsed = answerSchema2.safeParse(document);
  if (!parsed.success) throw new Unread("this is no answer of Prometheus to a query for one instant");
  const { data } = parsed.data;
  if (data.resultType === "vector" && data.result.length !== 1)
    throw new Unread(`the query gives ${data.result.length} values, and must give one`);
  const [, text3 = ""] = data.resultType === "scalar" ? data.result : data.result[0]?.value ?? [];
  if (!decimal.test(text3) || !Number.isFinite(Number(text3))) throw new Unread("the value is no finite number");
  return Number(text3);
}
function figureIn(text3, path) {
  let document;
  try {
    document = JSON.parse(text3);
  } catch {
    throw new Unread("the answer is no JSON");
  }
  if (path === null) return figureOfPrometheus(document);
  const steps = stepsOf(path);
  if (steps === void 0) throw new Unread("the path is none");
  const value = valueAt(document, steps);
  if (typeof value !== "number" || !Number.isFinite(value)) throw new Unread(`at ${path} stands no number`);
  return value;
}
async function textOf2(response) {
  const { statusCode, headers } = response;
  if (statusCode !== 200) throw new Unread(`status ${statusCode}`);
  if ((headers["content-encoding"] ?? "identity") !== "identity") throw new Unread("the answer is compressed");
  const pieces2 = [];
  let size = 0;
  for await (const piece of response) {
    size += piece.length;
    if (size > largestAnswer) throw new Unread(`the answer is larger than ${largestAnswer} bytes`);
    pieces2.push(piece);
  }
  if (!response.complete) throw new Unread("the answer ends in the middle");
  return Buffer2.concat(pieces2).toString("utf8");
}
function headersOf(references, meant) {
  const own = Object.entries(references).map(([name, written]) => {
    const value = meant(written);
    if (value === void 0) throw new Unread(`the variable of header ${name} is not set`);
    if (!/^[\t\x20-\x7e]+$/.test(value)) throw new Unread(`what header ${name} stands for cannot be sent`);
    return [name, value];
  });
  return { ...Object.fromEntries(own), Accept: "application/json", "Accept-Encoding": "identity" };
}

// src/runner/step.ts
var outputLimit2 = 1048576;
var lastLines = 3;
var longest = 300;
var secretName = /^PATCHRING_|TOKEN|SECRET|PASSW|CREDENTIAL|APIKEY|_KEY$|_PWD$|_PAT$|^SYSTEM_ACCESSTOKEN$/i;
var shortestSecret = 4;
function withoutSecrets(text3, environment) {
  const values = Object.entries(environment).flatMap(
    ([name, value = ""]) => secretName.test(name) ? [value, ...value.split(/\r?\n/)].filter((one) => one.length >= shortestSecret) : []
  );
  return values.sort((a, b) => b.length - a.length).reduce((clean, value) => clean.replaceAll(value, "***"), text3);
}
function lastWords(output, environment) {
  const lines = withoutSecrets(output, environment).split(/[\r\n]+/).map((line) => line.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u001f\u007f-\u009f]/g, "").trim()).filter((line) => line !== "");
  const said = lines.slice(-lastLines).join(" | ");
  return said.length <= longest ? said : `…${said.slice(1 - longest)}`;
}
function failureIn(end, timeout) {
  const said = "output" in end ? lastWords(end.output, process.env) : "";
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
  const began = performance.now();
  const environment = { PATCHRING_STEP_KEY: key };
  const end = await runCommand({ command, directory, timeout, limit: outputLimit2, environment, signal });
  return { took: Math.round(performance.now() - began), failed: failureIn(end, timeout) };
}

// src/runner/probes.ts
function failed(what, took, cause) {
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
function limitOf(timeout, signal) {
  const limit = AbortSignal.timeout(Math.max(1, timeout));
  return signal === void 0 ? limit : AbortSignal.any([limit, signal]);
}
var outputLimit3 = 65536;
var longestReason = 300;
var saidSchema = object({
  verdict: _enum(["pass", "fail", "inconclusive"]),
  reason: string().default("")
});
function verdictIn(output) {
  if (!output.trimStart().startsWith("{")) return { verdict: "pass", reason: "" };
  try {
    const { verdict, reason } = saidSchema.parse(JSON.parse(output));
    return { verdict, reason: reason.slice(0, longestReason) };
  } catch {
    return void 0;
  }
}
async function askCommand(command) {
  const began = performance.now();
  const end = await runCommand(command);
  const took = Math.round(performance.now() - began);
  const failed2 = (reason) => ({ ok: true, value: { verdict: "fail", reason, took } });
  const name = command.command[0] ?? "";
  const unread = (why) => {
    const failure = failureOf("PROBE_FAILED", `${name}: ${why}`, { retryable: true, phase: "probe" });
    return { ok: false, failure, arrived: "maybe" };
  };
  switch (end.kind) {
    case "done": {
      const said = verdictIn(end.output);
      return said === void 0 ? unread("it prints JSON that is no verdict") : { ok: true, value: { ...said, took } };
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
    const options = { agent: false, signal, headers };
    const asked = url.startsWith("https:") ? requestHttps(url, { ...options, ...trusted }) : requestHttp(url, options);
    asked.on("response", resolve6);
    asked.on("error", reject);
    asked.end();
  });
}
function placeOf(url) {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
function createRunnerProbes({
  directory,
  ca,
  signal,
  meant = () => void 0
}) {
  const trusted = ca === void 0 ? {} : { ca: [...rootCertificates, ca] };
  return {
    exec: (command, timeout) => askCommand({ command, directory, timeout, limit: outputLimit3, signal }),
    step: (ask) => runStep(ask, { directory, signal }),
    async http(url, timeout) {
      const began = performance.now();
      const took = () => Math.round(performance.now() - began);
      try {
        const asking2 = { headers: { Accept: "*/*" }, signal: limitOf(timeout, signal), trusted };
        const response = await request(url, asking2);
        const status = response.statusCode ?? 0;
        response.on("error", () => {
        });
        response.destroy();
        return { ok: true, value: { status, took: took() } };
      } catch (cause) {
        return failed(url, took(), cause);
      }
    },
    async metric({ url, path, headers, timeout }) {
      const began = performance.now();
      const took = () => Math.round(performance.now() - began);
      const limit = limitOf(timeout, signal);
      let response;
      try {
        const asking2 = { headers: headersOf(headers, meant), signal: limit, trusted };
        response = await request(url, asking2);
        return { ok: true, value: { value: figureIn(await textOf2(response), path), took: took() } };
      } catch (cause) {
        return failed(placeOf(url), took(), limit.aborted ? limit.reason : cause);
      } finally {
        response?.destroy();
      }
    },
    tcp(address, port, timeout) {
      const began = performance.now();
      const took = () => Math.round(performance.now() - began);
      return new Promise((resolve6) => {
        const socket = connect5({ host: address, port, signal: limitOf(timeout, signal) });
        socket.on("connect", () => {
          resolve6({ ok: true, value: { took: took() } });
          socket.destroy();
        });
        socket.on("error", (cause) => resolve6(failed(`${address}:${port}`, took(), cause)));
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
      standing.trial = new Promise((resolve6) => {
        endTrial = () => {
          standing.trial = void 0;
          resolve6();
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
function certificateText2(shown2) {
  return shown2 === void 0 ? void 0 : `${shown2.subject}, valid until ${shown2.validTo}`;
}
function noteLogon(rows, { mechanism, fallback }) {
  const how = { ntlm: "NTLM", kerberos: "Kerberos" }[mechanism];
  if (fallback === void 0) rows.ok("authentication", how);
  else rows.note("authentication", false, `${how} and not Kerberos (${fallback.code}: ${fallback.message})`);
}
function write(rows, seen, fall) {
  const isUnknown = fall?.step === "service" && seen.error?.detail.fault === void 0;
  if (fall?.step === "settings" || fall?.step === "jump host") return;
  if (seen.via) rows.ok("jump host", "");
  for (const name of rungs) {
    if (name === fall?.step) return;
    if (fall !== void 0 && seen.error === void 0) rows.skip(name, "not asked");
    else if (name === "name" && seen.via) rows.skip(name, "known to the jump host");
    else if (name === "tls" && seen.certificate === void 0) rows.skip(name, "HTTP, sealed by the authentication");
    else if (name === "authentication" && seen.authentication !== void 0) noteLogon(rows, seen.authentication);
    else if (name === "authentication" && isUnknown) rows.skip(name, "it did not come to that");
    else rows.ok(name, { tls: seen.certificate, service: seen.version }[name] ?? "");
  }
}
async function climb(visit2, rows) {
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
  write(rows, seen, fall);
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
  const signals2 = pendingRestart.filter((signal) => signal !== "fileRename");
  const said = signals2.length === 0 ? `none, up for ${uptime}` : signals2.join(", ");
  row.note("pending restart", signals2.length === 0 && !isServicing, isServicing ? `${said}; servicing is busy` : said);
}
function noteDisk(row, { systemDrive }) {
  const { free: free2, size } = systemDrive;
  row.note("disk", free2 >= comfortableSpace, `${gigabytes(free2)} of ${gigabytes(size)} free on the system drive`);
}
function noteRemoval(row, { resetters, lastResetBase, unreadable }) {
  const last = lastResetBase === null ? "" : `; last ResetBase ${lastResetBase}`;
  if (resetters === null) {
    row.note("undo", false, `not known whether an update could be undone: ${unreadable.join("; ")}`);
    return;
  }
  const how = resetters.join(", ");
  const said = resetters.length === 0 ? `nothing stands against it${last}` : `could not be undone: ${how} cleans the component store with ResetBase; stop it until the rollout has soaked`;
  row.note("undo", resetters.length === 0, said);
}
function noteHotpatch(row, reading) {
  const say = (value) => value === null ? "unknown" : String(value);
  const parts = [
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
  const store = await look(row, "undo", visit2.call(removal, {}));
  if (store === void 0) return { facts: who, boot: on };
  noteRemoval(row, store);
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
function firstOf(calls) {
  const at2 = calls.findIndex(({ stated }) => stated.isAlone === true);
  return at2 < 0 ? calls : calls.slice(0, Math.max(1, at2));
}
function callerOf(calls) {
  return calls.length > 1 ? [visit.command] : [];
}
var announcement = "# patchring: functions and calls of them";
function scriptOf(text3) {
  return [{ text: text3, isScript: true, useLocalScope: false, arguments: [] }];
}
function given({ parameters }) {
  return Object.entries(parameters).flatMap(([name, value]) => value === void 0 ? [] : [[name, value]]);
}
function statementOf(call) {
  const named = given(call).map(([name, value]) => ({ name, value }));
  return [{ text: call.stated.command, isScript: false, arguments: named }];
}
async function run(pool, call, text3, timeout) {
  const definition = text3 === "" ? [] : [announcement, text3].map(scriptOf);
  try {
    const statements = [...definition, statementOf(call)];
    return { ok: true, value: await pool.run({ statements, noInput: true }, { timeout }) };
  } catch (error) {
    if (!(error instanceof WinrmError) || error.code !== "WINRM_PIPELINE_FAILED") throw error;
    return { ok: false, failure: failureFrom(error), arrived: "maybe" };
  }
}
async function runOne(pool, call, text3) {
  const said = await run(pool, call, text3, call.stated.timeout);
  if (!said.ok) return said;
  const { output, errors } = said.value;
  const [record2] = errors;
  if (output.length > 0 || record2 === void 0) return readResult(call.stated, said.value);
  return { ok: false, failure: failureOfRecord(record2), arrived: "maybe" };
}
async function runAll(pool, calls, text3) {
  const Call = calls.map((call) => ({ Name: call.stated.command, Given: Object.fromEntries(given(call)) }));
  const timeout = calls.reduce((sum, { stated }) => sum + stated.timeout, 0);
  const said = await run(pool, { stated: visit, parameters: { Call } }, text3, timeout);
  const told = said.ok ? readResult(visit, said.value) : said;
  if (!told.ok || told.value.answers.length !== calls.length) return void 0;
  const { answers } = told.value;
  return calls.map(({ stated }, at2) => {
    const { output = [], failure = null } = answers[at2] ?? {};
    if (failure === null) return readPlain(stated, output);
    return { ok: false, failure: failureOfRecord(failure), arrived: "maybe" };
  });
}
async function runTogether(pool, calls, text3) {
  const [single2, another] = calls;
  if (single2 === void 0) return [];
  const all = another === void 0 ? void 0 : await runAll(pool, calls, text3);
  return all ?? [await runOne(pool, single2, text3)];
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
function wantedBy(calls) {
  const called2 = calls.map(({ stated: { command }, parameters: { Kind } }) => ({
    command,
    kind: typeof Kind === "string" ? Kind : void 0
  }));
  return [...called2, ...callerOf(calls).map((command) => ({ command }))];
}
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
    let atOnce = calls.length;
    while (answers.length < calls.length) {
      const next = firstOf(calls.slice(answers.length, answers.length + atOnce));
      const some = await this.#callSome(next);
      if (some.ok) answers.push(...some.value);
      else answers.push(...calls.slice(answers.length).map(() => some));
      if (some.ok && some.value.length < next.length) atOnce = 1;
    }
    const { machine } = this.#options;
    return answers.map((answer2, at2) => {
      const phase = calls[at2]?.stated.command ?? "";
      return answer2.ok ? answer2 : { ...answer2, failure: { ...answer2.failure, machine, phase } };
    });
  }
  async #callSome(calls) {
    const phase = calls[0]?.stated.command ?? "";
    const ready = await this.#ready(phase);
    if (!ready.ok) return { ...ready, arrived: "no" };
    const { pool, known } = ready.value;
    const definition = known?.definitionFor(wantedBy(calls), this.#options.poolName);
    const said = await this.#options.attempt(phase, () => runTogether(pool, calls, definition?.text ?? ""));
    if (definition !== void 0 && said.ok && said.value.some(({ ok }) => ok)) known?.learn(definition);
    return said;
  }
  /** A pool whose functions may be called. */
  async #ready(phase) {
    const opened = await this.#open(phase);
    if (!opened.ok || opened.value.known !== void 0 || this.#isOurs) return opened;
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
      const named = configurationName === void 0 ? {} : { configurationName };
      const pool = await session2.openPool({ ...settings, ...named });
      return { pool, known: configurationName === void 0 ? new KnownFunctions() : void 0 };
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
  call(stated, given2) {
    const batch = this.#batch ?? this.#newBatch();
    const at2 = batch.calls.push({ stated, parameters: parametersOf(given2) }) - 1;
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
    const source = { credential, machine, isSource: prepare !== void 0 };
    const stopped = guard.refusalsOf(source);
    if (stopped !== void 0) return withheld(stopped);
    opened.subjects = [source];
    if (prepare === void 0) return outcomeOf(await guard.run(source, run2), withheld);
    try {
      const account = { credential: `account ${await prepare()}`, machine };
      opened.subjects = [source, account];
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
      return outcomeOf(await guard.run(source, inner), withheld);
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

// src/world/accounts.ts
import { readFileSync } from "node:fs";
import { resolve as resolve4 } from "node:path";
var timeLimit = 2e4;
var outputLimit4 = 65536;
var answerSchema3 = object({ username: string().min(1).max(512), password: string().min(1).max(4096) });
var nobody = { username: "", password: () => "" };
function accountFor(form, label, machine, options) {
  const { env } = options;
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
  const { password: jump } = (way.via === void 0 ? void 0 : jumpOf(way.via)) ?? {};
  const own = form.kind === "password" ? form.password : form.kind === "certificate" ? form.passphrase : void 0;
  for (const text3 of [jump, own]) {
    const value = text3 === void 0 ? "" : expand(text3, env);
    if (value !== "") secret(value);
  }
}
function meantBy(reference, { env, secret }) {
  const at2 = reference.indexOf("$");
  const value = expand(reference.slice(at2), env);
  if (at2 === -1 || value === "" || value === reference.slice(at2)) return void 0;
  secret(value);
  return `${reference.slice(0, at2)}${value}`;
}
function readCertificate(form, label, options) {
  const key = pemOf(form.key, `credentials.${label}.key`, options);
  options.secret(key);
  const cert = pemOf(form.certificate, `credentials.${label}.certificate`, options);
  const passphrase = form.passphrase === void 0 ? void 0 : expand(form.passphrase, options.env);
  return { cert, key, ...passphrase === void 0 ? {} : { passphrase } };
}
function pemOf(written, where, { directory, env }) {
  const value = expand(written, env);
  if (value.includes("-----BEGIN ")) return value;
  const variable = variableOf(written);
  const file = variable === void 0 ? resolve4(directory, value) : value;
  const shown2 = variable === void 0 ? `the file ${file}` : `what ${variable} holds or names`;
  const refuse3 = (why) => new FailureError([failureOf("CREDENTIAL_FILE_UNREADABLE", `${where}: ${shown2} ${why}`)]);
  let text3;
  try {
    text3 = readFileSync(file, "utf8");
  } catch (cause) {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    throw refuse3(isMissing ? "is not there" : "cannot be read");
  }
  if (text3.includes("-----BEGIN ")) return text3;
  throw refuse3("is no PEM");
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
async function askCommand2(command, label, machine, { directory, secret, signal }) {
  const whole2 = command.map((argument) => argument.replaceAll("{machine}", machine.name));
  const end = await runCommand({ command: whole2, directory, timeout: timeLimit, limit: outputLimit4, signal });
  if (end.kind === "done") {
    const answer2 = answerIn(end.output);
    if (answer2 !== void 0) {
      secret(answer2.password);
      return answer2;
    }
  }
  throw new FailureError([{ ...failureOfEnd(end, `credentials.${label}.exec`), machine: machine.name }]);
}
function answerIn(output) {
  try {
    return answerSchema3.safeParse(JSON.parse(output)).data;
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
  const entries = Object.entries(credentials);
  const matching = entries.find(([, { match }]) => match !== void 0 && hasLabel(machine, match));
  if (matching !== void 0) return matching[0];
  return credentials.default !== void 0 || entries.length === 0 ? "default" : void 0;
}
function logonFor({ connection, credentials }, machine, given2 = {}) {
  const entry2 = entryFor(connection, machine);
  const way = wayOf(connection, entry2, given2);
  const label = credentialFor(credentials, machine);
  if (label === void 0) return void 0;
  const written = credentials[label];
  const form = written === void 0 ? usualForm(way.auth) : formOf(written);
  return form === void 0 ? void 0 : { entry: entry2, way, label, form };
}
function missingVariables(logons, env) {
  const failures = /* @__PURE__ */ new Map();
  const need = (variable, who, instead = "") => {
    if (env[variable] || failures.has(variable)) return;
    const message = `the environment variable ${variable} is not set; ${who} needs it`;
    const next = `Set ${variable} from a secret of the pipeline${instead}.`;
    failures.set(variable, failureOf("CREDENTIAL_MISSING", message, { next }));
  };
  for (const { way, label, form } of logons) {
    const instead = asksKerberos(way.auth) ? `, or write credentials: { ${label}: { sso: true } } to log on as whoever runs patchring` : "";
    for (const text3 of textsOf(form)) {
      const variable = variableOf(text3);
      if (variable !== void 0) need(variable, `credentials.${label}`, instead);
    }
    for (const variable of variablesOfJump(way.via)) need(variable, "connection.via");
  }
  return [...failures.values()];
}

// src/policy/fault.ts
function formatPath(path) {
  return path.map((part, index) => typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`).join("");
}
function suggestion(word, known) {
  const meant = nearest(word, known);
  return meant === void 0 ? "" : `; did you mean "${meant}"?`;
}

// src/policy/rules/credentials.ts
function valuesOf({ policy }, key) {
  return Object.entries(policy.credentials).flatMap(([label, written]) => {
    const value = written[key];
    return value === void 0 ? [] : [{ path: ["credentials", label, key], value }];
  });
}
function secretFault(path, what, variable) {
  const message = `${what} stands in the file: write $${variable} here, set that variable from a secret of the pipeline, and change the ${what.replace(/^an? /, "")}, which others may have read`;
  return fault("POLICY_SECRET_FOUND", path, message);
}
var noSecrets = (input) => [
  ...["password", "passphrase"].flatMap(
    (key) => valuesOf(input, key).flatMap(({ path, value }) => {
      if (variableOf(value) !== void 0) return [];
      const variable = `PATCHRING_${key.toUpperCase()}`;
      return [value.startsWith("$") ? refusedVariable(path, variable) : secretFault(path, `a ${key}`, variable)];
    })
  ),
  ...valuesOf(input, "key").filter(({ value }) => value.includes("-----BEGIN")).map(({ path }) => secretFault(path, "a private key", "PATCHRING_CLIENT_KEY"))
];
var onlyOurVariables = (input) => ["username", "certificate", "key"].flatMap(
  (key) => valuesOf(input, key).flatMap(({ path, value }) => {
    if (!value.startsWith("$") && !value.includes("${") || variableOf(value) !== void 0) return [];
    return [refusedVariable(path, `PATCHRING_${key === "username" ? "USERNAME" : `CLIENT_${key.toUpperCase()}`}`)];
  })
);
function refusedVariable(path, instead) {
  const message = `only environment variables whose names begin with PATCHRING_ are ever expanded, alone and in capitals: write $${instead}`;
  return fault("POLICY_VARIABLE_REFUSED", path, message);
}
var formsText = "username with password, exec (a command that answers for each machine), certificate with key, or sso: true";
var oneForm = ({ policy }) => Object.entries(policy.credentials).flatMap(([label, written]) => {
  const path = ["credentials", label];
  const refuse3 = (message) => [fault("POLICY_CREDENTIAL_UNCLEAR", path, message)];
  const begun = Object.values(formKeys).flatMap((keys) => {
    const found = keys.filter((key) => written[key] !== void 0);
    return found.length === 0 ? [] : [{ keys, found }];
  });
  const [one, other] = begun;
  if (one === void 0) return refuse3(`credentials.${label} does not say who logs on: write ${formsText}`);
  if (other !== void 0) {
    const [mine, others] = [one, other].map(({ found }) => formatPath([...path, found[0] ?? ""]));
    return refuse3(`${mine} and ${others} say in two ways who logs on: keep one of ${formsText}`);
  }
  const needed2 = one.keys.slice(0, 2);
  const missing2 = needed2.filter((key) => written[key] === void 0);
  return missing2.flatMap((key) => refuse3(`${formatPath([...path, one.found[0] ?? ""])} needs ${key} beside it`));
});
var commandsFit = ({ policy }) => Object.entries(policy.credentials).flatMap(
  ([label, { exec = [] }]) => exec.flatMap((argument, index) => {
    const path = ["credentials", label, "exec", index];
    if (argument.startsWith("$")) {
      const message = "nothing is expanded in a command, and every process can read its arguments: the command finds PATCHRING_* in its environment";
      return [fault("POLICY_VARIABLE_REFUSED", path, message)];
    }
    if (index === 0 && argument.includes("{machine}")) {
      return [
        fault(
          "POLICY_CREDENTIAL_UNCLEAR",
          path,
          "the command itself is the same for every machine: write {machine} among its arguments"
        )
      ];
    }
    const unknown2 = /\{(?!machine\})[A-Za-z]+\}/.exec(argument)?.[0];
    if (unknown2 === void 0) return [];
    return [
      fault(
        "POLICY_CREDENTIAL_UNCLEAR",
        path,
        `${unknown2} stands for nothing here: {machine} is the name of the machine, and there is no other`
      )
    ];
  })
);
var everybodyHasOne = ({ policy: { credentials }, machines }) => {
  const matchless = Object.entries(credentials).flatMap(([label, { match }]) => {
    const path = ["credentials", label];
    if (label === "default" && match !== void 0) {
      return [
        fault(
          "POLICY_CREDENTIAL_INVALID",
          [...path, "match"],
          "credentials.default is for all other machines: take match out, or rename it"
        )
      ];
    }
    if (label !== "default" && match === void 0) {
      const message2 = `credentials.${label} does not say for which machines it is: add match: key=value, or call it default`;
      return [fault("POLICY_CREDENTIAL_INVALID", path, message2)];
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
  form: { kind }
}) {
  if (auth === "certificate" && kind !== "certificate") return "this authentication needs certificate and key";
  if (kind === "certificate" && auth !== "certificate") return "a client certificate is for auth: certificate";
  if (kind !== "sso") return void 0;
  if (!asksKerberos(auth)) return "sso is for auth: kerberos and auth: negotiate";
  return ntlmFallback ? "NTLM needs a user and a password, so ntlmFallback could never be used" : void 0;
}
var logonsFit = ({ policy, machines }) => {
  const told = /* @__PURE__ */ new Set();
  return machines.flatMap(({ entry: machine }) => {
    const logon = logonFor(policy, machine);
    const why = logon === void 0 ? void 0 : whyUnfit(logon);
    if (logon === void 0 || why === void 0) return [];
    const { label, entry: entry2, way } = logon;
    const pair = JSON.stringify([label, entry2]);
    if (told.has(pair)) return [];
    told.add(pair);
    const owns = entry2 !== void 0 && policy.connection.for[entry2]?.auth !== void 0;
    const place = formatPath(owns ? ["connection", "for", entry2, "auth"] : ["connection", "auth"]);
    const message = `credentials.${label} is for ${machine.name}, where ${place} is ${way.auth}: ${why}`;
    return [fault("POLICY_CREDENTIAL_INVALID", ["credentials", label], message)];
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

// src/world/connections.ts
var pinPattern = /^([0-9A-Fa-f]{2}:?){32}$/;
function givenIn({ transport, auth, port, pin, configuration }) {
  return Object.fromEntries(
    Object.entries({ transport, auth, port, pin, configuration }).filter(([, value]) => value !== void 0)
  );
}
function faultsOfGiven(overrides, logons, usual) {
  const faults = [];
  const refuse3 = (message, next) => {
    faults.push(failureOf("ARGUMENT_INVALID", message, { next }));
  };
  const { ca, pin, port, configuration } = overrides;
  const isTls = [usual, ...logons.map(({ way }) => way)].some(({ transport }) => transport === "https");
  if ((ca ?? pin) !== void 0 && !isTls) {
    refuse3("ca and pin mean nothing without HTTPS, and the transport is http-sealed.", "Leave them out, or use https.");
  }
  const open4 = logons.find(
    ({ way }) => way.transport !== "https" && (way.auth === "basic" || way.auth === "certificate")
  );
  if (open4 !== void 0) {
    const who = overrides.auth === void 0 ? "The policy logs on" : "This run logs on";
    const next = `Leave the ${overrides.transport === void 0 ? "authentication" : "transport"} out, or use ntlm.`;
    refuse3(`${who} with ${open4.way.auth}, which is only done over HTTPS.`, next);
  }
  const unfit = overrides.auth === void 0 ? void 0 : logons.find((logon) => whyUnfit(logon) !== void 0);
  if (unfit !== void 0) {
    refuse3(
      `auth is ${unfit.way.auth}, and credentials.${unfit.label} does not go with it: ${whyUnfit(unfit)}.`,
      "Leave auth out, or change the credential in the policy."
    );
  }
  if (pin !== void 0 && !pinPattern.test(pin)) {
    refuse3("The pin is not a SHA-256: 64 hexadecimal digits.", "Copy the thumbprint (SHA-256) of the certificate.");
  }
  if (port !== void 0 && (port < 1 || port > 65535)) {
    refuse3(`The port is ${port}.`, "Write a number from 1 to 65535.");
  }
  if (configuration !== void 0 && !/^[\w.-]{1,128}$/.test(configuration)) {
    refuse3("The configuration is no name.", "Write the name of a session configuration, for example Patchring.");
  }
  return faults;
}
function distinct(logons) {
  return [...new Map(logons.map((logon) => [JSON.stringify([logon.entry, logon.label]), logon])).values()];
}
function faultsOfFiles(logons, options) {
  return logons.flatMap(({ form, label }) => {
    if (form.kind !== "certificate") return [];
    try {
      readCertificate(form, label, options);
      return [];
    } catch (cause) {
      if (cause instanceof FailureError) return cause.failures;
      throw cause;
    }
  });
}
function readCa(given2, written, directory, faults) {
  if (given2 === void 0 && written === void 0) return void 0;
  const file = given2 ?? resolve5(directory, written ?? "");
  const code = given2 === void 0 ? "POLICY_CONNECTION_INVALID" : "ARGUMENT_INVALID";
  const next = "Give the certificate of the issuing authority as a PEM file (Base-64 encoded X.509).";
  try {
    const text3 = readFileSync2(file, "utf8");
    if (text3.includes("-----BEGIN CERTIFICATE-----")) return text3;
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
  return /[/\\]/.test(way.interpreter) ? resolve5(directory, way.interpreter) : way.interpreter;
}
function kerberosOf(way, options) {
  if (!asksKerberos(way.auth)) return {};
  const command = interpreterOf(way, options);
  const kerberos2 = {
    ...command === void 0 ? {} : { interpreter: { command } },
    ...way.spn === void 0 ? {} : { spn: way.spn }
  };
  return { kerberos: kerberos2, ...way.ntlmFallback ? { ntlmFallback: true } : {} };
}
function createConnections(options) {
  const { policy, machines, overrides, directory, env } = options;
  const given2 = givenIn(overrides);
  const logons = distinct(machines.flatMap((machine) => logonFor(policy, machine, given2) ?? []));
  for (const logon of logons) maskSecrets(logon, options);
  const missing2 = missingVariables(logons, env);
  const usual = wayOf(policy.connection, void 0, given2);
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
    const logon = logonFor(policy, machine, given2);
    if (logon === void 0) throw new RangeError(`a checked policy has a credential for ${machine.name}`);
    const { way, form, label } = logon;
    const account = accountFor(form, label, machine, options);
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

// src/runner/messenger.ts
import { request as requestHttp2 } from "node:http";
import { request as requestHttps2 } from "node:https";
import { setTimeout as sleep3 } from "node:timers/promises";
var isOfThisComputer = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
var longestPause2 = 2e3;
function addressOf2(text3) {
  if (!URL.canParse(text3)) return void 0;
  const url = new URL(text3);
  const isSafe = url.protocol === "https:" || url.protocol === "http:" && isOfThisComputer.test(url.hostname);
  return isSafe ? url : void 0;
}
function secondsOf(text3) {
  return text3 !== void 0 && /^\d{1,4}$/.test(text3) ? Number(text3) * 1e3 : void 0;
}
function send(url, body, signal) {
  const ask = url.protocol === "https:" ? requestHttps2 : requestHttp2;
  const headers = {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
    "User-Agent": "patchring"
  };
  return new Promise((resolve6, reject) => {
    const asked = ask(url, { method: "POST", agent: false, signal, headers });
    asked.on("response", (response) => {
      const retryAfter = secondsOf(response.headers["retry-after"]);
      resolve6({ status: response.statusCode ?? 0, retryAfter });
      response.destroy();
    });
    asked.on("error", reject);
    asked.end(body);
  });
}
function wordOf(cause) {
  const { name, code } = cause;
  if (name === "TimeoutError" || name === "AbortError") return "no answer in time";
  return code ?? "no answer";
}
async function post({ url, body, timeout, signal }) {
  const address = addressOf2(url);
  if (address === void 0) return "the variable holds no https address";
  const limit = AbortSignal.timeout(timeout);
  const ended3 = signal === void 0 ? limit : AbortSignal.any([limit, signal]);
  try {
    const first = await send(address, body, ended3);
    const isBusy = first.status === 429 || first.status >= 500;
    if (!isBusy) return statusText(first.status);
    await sleep3(Math.min(first.retryAfter ?? 500, longestPause2), void 0, { signal: ended3 });
    return statusText((await send(address, body, ended3)).status);
  } catch (cause) {
    return wordOf(cause);
  }
}
function statusText(status) {
  return status >= 200 && status < 300 ? void 0 : `answered with HTTP ${status}`;
}
async function runHook({ command, directory, body, timeout, signal }) {
  const end = await runCommand({ command, directory, timeout, limit: 65536, input: Buffer.from(body), signal });
  switch (end.kind) {
    case "done":
    case "tooLong":
      return void 0;
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
var webhookTimeout = 5e3;
var hookTimeout = 3e4;
function openMessenger(channel, { directory, env, secret, signal }) {
  if ("exec" in channel) {
    const hook = { command: channel.exec, directory, timeout: hookTimeout, signal };
    return { name: channel.exec[0] ?? "", unready: void 0, deliver: (body) => runHook({ ...hook, body }) };
  }
  const variable = variableOf(channel.url) ?? "";
  const url = expand(channel.url, env);
  if (url !== "") secret(url);
  return {
    name: `the webhook of ${variable}`,
    unready: url === "" ? `${variable} is not set` : void 0,
    deliver: (body) => post({ url, body, timeout: webhookTimeout, signal })
  };
}

// src/world.ts
function openWorld(options) {
  const { name, signal, onFallback, clock = createRealClock() } = options;
  const { ca, connectionOf } = createConnections(options);
  const fleet = new WindowsFleet({ connectionOf, name, onFallback });
  const probes = createRunnerProbes({
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
  return (await import("./embedded-RHPYNR3F.mjs")).playStory(options);
}
async function startFleet(options) {
  return (await import("./embedded-RHPYNR3F.mjs")).startFleet(options);
}
function loadIncidents() {
  return import("./incident-5NGZJSQI.mjs");
}
async function figuresOf(question) {
  return (await import("./figures-TAMPLGMJ.mjs")).figuresOf(question);
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
