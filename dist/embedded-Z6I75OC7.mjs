import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  AV,
  DEFAULT_VERSION,
  MIC_OFFSET,
  NTLM_FLAG,
  OFFERED_FLAGS,
  REQUIRED_FLAGS,
  Rc4,
  SECURITY_FLAGS,
  WinrmError,
  actions,
  answerKeyExchange,
  avValue,
  bindingDigest,
  capability,
  castOf,
  cimResource,
  createDefragmenter,
  createFragmenter,
  createNtlmSealing,
  createRealClock,
  createStoryClock,
  decodeAuthenticate,
  decodeAvPairs,
  decodeChallenge,
  decodeNegotiate,
  decodeSealedBody,
  element2 as element,
  encodeAvPairs,
  encodeChallenge,
  encodeSealedBody,
  endpointBindingOf,
  escapeText,
  fileTime,
  guidFromRandom,
  hasFlags,
  inUseOrDisconnected,
  integrityCodeWithout,
  isGuid,
  isIdentify,
  isPsObject,
  isPsScalar,
  isSealedContentType,
  member,
  messageTypes,
  messageValue,
  numberOf,
  pipelineState,
  pipelineStates,
  poolInitData,
  poolState,
  poolStates,
  privateData,
  proofOf,
  psCustomObject,
  psObject,
  readCapability,
  readCimCall,
  readCimResource,
  readCommand,
  readConnect,
  readConnectCommand,
  readCreate,
  readEnumerate,
  readMessage,
  readPipelineSpec,
  readPull,
  readReceive,
  readRequest,
  readSend,
  readSignal,
  resources,
  responseAction,
  responseKey,
  scenarioNamed,
  sealedContentType,
  sessionBaseKey,
  setupsOf,
  signals,
  storyNames,
  timings,
  toPlain,
  writeCimResult,
  writeCimRow,
  writeCommandResponse,
  writeConfig,
  writeConnectCommandResponse,
  writeConnectResponse,
  writeCreateResponse,
  writeErrorRecord,
  writeFault,
  writeIdentity,
  writeMessage,
  writeMessageRecord,
  writePage,
  writeProgress,
  writeReceiveResponse,
  writeResponse,
  writeShell
} from "./chunk-BFN7U65A.mjs";
import {
  nearest
} from "./chunk-LXU6DZ4O.mjs";
import {
  entryOf
} from "./chunk-KMWU4VL2.mjs";
import {
  createSimulatedFleet,
  irregularitiesOf,
  mostOutOfServiceBy,
  readRestartReadiness,
  readScript
} from "./chunk-GX3NGU7X.mjs";
import {
  jobKeyPattern
} from "./chunk-NY5E6FMM.mjs";
import "./chunk-7P4UPFSA.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import {
  kbSchema,
  updateIdentitySchema,
  updateSources
} from "./chunk-6W5MFQ47.mjs";
import {
  NEVER,
  _enum,
  array,
  boolean,
  discriminatedUnion,
  int,
  literal,
  prettifyError,
  record,
  strictObject,
  string,
  tuple,
  unknown
} from "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/world/embedded.ts
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

// src/simulation/counts.ts
import { createServer } from "node:http";
function countsOf(models, ringOf2) {
  let machines = models.books();
  return {
    machines,
    irregularities: irregularitiesOf(machines),
    mostOutOfService: mostOutOfServiceBy(machines, ringOf2),
    mostOutForUpdates: mostOutOfServiceBy(machines, ringOf2, "update")
  };
}
async function serveCounts(models, ringOf2) {
  let server = createServer((request, response) => {
    let isAsked = request.method === "GET" && request.url === "/books";
    response.writeHead(isAsked ? 200 : 404, { "Content-Type": "application/json" }), response.end(isAsked ? `${JSON.stringify(countsOf(models, ringOf2))}
` : void 0);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject), server.listen(0, "127.0.0.1", resolve);
  });
  let { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}/books`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve()), server.closeAllConnections();
    })
  };
}

// src/simulation/embedded.ts
import { randomBytes as randomBytes2 } from "node:crypto";

// src/simulation/listener.ts
import { X509Certificate } from "node:crypto";

// src/simulation/door.ts
import { randomBytes } from "node:crypto";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { setTimeout as pause } from "node:timers/promises";

// src/winrm/peer.ts
import { Buffer as Buffer2 } from "node:buffer";

// src/winrm/auth/ntlm/acceptor.ts
import { timingSafeEqual } from "node:crypto";
var BLOB_HEADER = 28, PROOF_SIZE = 16;
function same(a, b) {
  return a.length === b.length && timingSafeEqual(a, b);
}
function refuse(why) {
  throw new WinrmError("WINRM_AUTH_REJECTED", why);
}
function judgeTargetInfo(blob, pairs, challenge) {
  for (let told of decodeAvPairs(challenge.targetInfo))
    told.id !== AV.FLAGS && (same(avValue(pairs, told.id) ?? new Uint8Array(0), told.value) || refuse(`target information ${told.id} was changed`), told.id === AV.TIMESTAMP && !same(blob.subarray(8, 16), told.value) && refuse("the time is not the one of the challenge"));
}
function judgeBinding(pairs, expected) {
  let got = avValue(pairs, AV.CHANNEL_BINDINGS);
  expected === void 0 ? got?.some((byte) => byte !== 0) === !0 && refuse("channel binding on a connection without TLS") : (got === void 0 || !same(got, bindingDigest(expected))) && refuse("channel binding is missing or belongs to another certificate");
}
function judgeFlags(message, challenge) {
  hasFlags(message.flags, REQUIRED_FLAGS) || refuse("the client gave up on protection that was agreed on"), ((message.flags ^ challenge.flags) & SECURITY_FLAGS) !== 0 && refuse("the negotiated flags were changed");
}
function verifyExchange(evidence) {
  let challenge = decodeChallenge(evidence.challenge), message = decodeAuthenticate(evidence.authenticate), { user, domain, ntResponse, mic } = message;
  judgeFlags(message, challenge), ntResponse.length < PROOF_SIZE + BLOB_HEADER + 4 && refuse("no NTLMv2 response");
  let proof = ntResponse.subarray(0, PROOF_SIZE), blob = ntResponse.subarray(PROOF_SIZE);
  (blob[0] !== 1 || blob[1] !== 1) && refuse("not an NTLMv2 response");
  let password = evidence.lookup(user, domain);
  password === void 0 && refuse("unknown user");
  let key2 = responseKey(password, user, domain);
  same(proofOf(key2, challenge.serverChallenge, blob), proof) || refuse("wrong password, or a changed response");
  let pairs = decodeAvPairs(blob.subarray(BLOB_HEADER));
  judgeTargetInfo(blob, pairs, challenge), judgeBinding(pairs, evidence.channelBinding), message.encryptedSessionKey.length !== 16 && refuse("no session key of 16 bytes");
  let sessionKey = new Rc4(sessionBaseKey(key2, proof)).transform(message.encryptedSessionKey);
  return (mic === void 0 || !same(integrityCodeWithout(sessionKey, evidence, MIC_OFFSET), mic)) && refuse("the message integrity code is missing or does not match"), { user, domain, sessionKey };
}
function challengeFor(negotiate, options) {
  let { flags } = decodeNegotiate(negotiate);
  hasFlags(flags, REQUIRED_FLAGS) || refuse("the client does not offer the protection that is required");
  let { serverName, domainName } = options, inDomain = serverName !== domainName, text = (id, value) => ({ id, value: Buffer.from(value, "utf16le") }), offered = flags & OFFERED_FLAGS & ~NTLM_FLAG.OEM, type = inDomain ? NTLM_FLAG.TARGET_TYPE_DOMAIN : NTLM_FLAG.TARGET_TYPE_SERVER;
  return encodeChallenge({
    flags: (offered | type | NTLM_FLAG.TARGET_INFO) >>> 0,
    serverChallenge: options.randomBytes(8),
    targetName: domainName,
    targetInfo: encodeAvPairs([
      text(AV.DOMAIN_NAME, domainName),
      text(AV.COMPUTER_NAME, serverName),
      text(AV.DNS_DOMAIN_NAME, domainName.toLowerCase()),
      text(AV.DNS_COMPUTER_NAME, inDomain ? `${serverName}.${domainName}`.toLowerCase() : serverName.toLowerCase()),
      { id: AV.TIMESTAMP, value: fileTime(options.now()) }
    ]),
    version: DEFAULT_VERSION
  });
}
function createNtlmAcceptor(options) {
  let negotiate, challenge, judged = !1, advance = (token) => {
    if (negotiate === void 0 || challenge === void 0)
      return negotiate = Buffer.from(token), challenge = challengeFor(negotiate, options), { challenge };
    judged = !0;
    let { lookup, channelBinding } = options, { user, domain, sessionKey } = verifyExchange({
      negotiate,
      challenge,
      authenticate: token,
      lookup,
      channelBinding
    });
    return { accepted: { user, domain }, sealing: createNtlmSealing(sessionKey, "server") };
  };
  return {
    step(token) {
      if (judged) return { rejected: "a token after the verdict" };
      try {
        return advance(token);
      } catch (error) {
        if (judged = !0, error instanceof WinrmError) return { rejected: error.message };
        throw error;
      }
    }
  };
}

// src/winrm/psrp/server.ts
var fragmentSize = 32768;
function readOpen(value) {
  let applicationArguments = member(value, "ApplicationArguments");
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
  let fragmenter = createFragmenter(), streams = /* @__PURE__ */ new Map(), id, clientProtocol, accept = (bytes) => {
    let message = readMessage(bytes);
    if (message.to !== "server") throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a message is not for a server");
    if (id ??= message.pool, message.pool !== id) throw new WinrmError("WINRM_PROTOCOL_VIOLATED", "a message is for another pool");
    if (message.type === messageTypes.sessionCapability) {
      clientProtocol = readCapability(messageValue(message)) ?? "2.1";
      return;
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
      let key2 = stream ?? "", defragmenter = streams.get(key2) ?? createDefragmenter(maxMessage);
      return streams.set(key2, defragmenter), defragmenter.push(bytes).flatMap((message) => accept(message) ?? []);
    },
    send(type, value, pipeline) {
      let message = writeMessage({ to: "client", type, pool: id ?? "", pipeline }, value);
      return Buffer.concat(fragmenter.cut(message, fragmentSize));
    },
    forget(stream) {
      streams.delete(stream);
    }
  };
}

// src/winrm/peer/powershell.ts
function namedParameters(spec, key2) {
  let first = spec.statements[0]?.[0], plain = (value) => value === null ? !0 : isPsScalar(value) && value.tag === "SS" && key2 !== void 0 ? key2.open(value) : toPlain(value);
  return Object.fromEntries(
    (first?.arguments ?? []).flatMap(({ name, value }) => name === void 0 ? [] : [[name, plain(value)]])
  );
}
var PowershellShell = class {
  #pool = createServerPool();
  #pipelines = /* @__PURE__ */ new Map();
  #shell;
  #sink;
  #handler;
  #randomBytes;
  #key;
  constructor(shell, sink, { handler, randomBytes: randomBytes3 }) {
    this.#shell = shell, this.#sink = sink, this.#handler = handler, this.#randomBytes = randomBytes3;
  }
  data(pipeline, fragments) {
    for (let event of this.#pool.receive(pipeline, fragments)) this.#handle(event);
  }
  connect(fragments) {
    if (!this.#pool.receive(void 0, fragments).some((event) => event.kind === "connect")) throw new TypeError("connectXml does not ask for a connection");
    let answer = [
      this.#pool.send(messageTypes.sessionCapability, capability("2.3")),
      this.#pool.send(messageTypes.runspacePoolInitData, poolInitData(1, 1))
    ];
    return this.#sink.data(void 0, this.#pool.send(messageTypes.runspacePoolState, poolState(poolStates.opened))), Buffer.concat(answer);
  }
  command() {
  }
  signal(pipeline) {
    let running = this.#pipelines.get(pipeline);
    this.#pool.forget(pipeline), !(running === void 0 || running.ended) && (running.abort.abort(), this.#end(running, pipelineStates.stopped));
  }
  close() {
    for (let running of this.#pipelines.values())
      running.ended = !0, running.abort.abort();
    this.#pipelines.clear();
  }
  #handle(event) {
    event.kind === "open" ? this.#open() : event.kind === "pipeline" ? this.#create(event.pipeline, event.spec) : event.kind === "input" ? this.#pipelines.get(event.pipeline)?.input.push(event.value) : event.kind === "endOfInput" ? this.#start(event.pipeline) : event.kind === "publicKey" && this.#answerKey(event.key);
  }
  #answerKey(publicKey) {
    let { encrypted, sessionKey } = answerKeyExchange(publicKey, this.#randomBytes(32));
    this.#key = sessionKey;
    let value = psObject({ extended: /* @__PURE__ */ new Map([["EncryptedSessionKey", encrypted]]) });
    this.#sink.data(void 0, this.#pool.send(messageTypes.encryptedSessionKey, value));
  }
  #open() {
    let psVersion = this.#handler.psVersion?.() ?? "5.1.26100.1", build = this.#handler.osVersion?.() ?? "10.0.26100.1";
    this.#sink.data(void 0, this.#pool.send(messageTypes.sessionCapability, capability("2.3"))), this.#sink.data(void 0, this.#pool.send(messageTypes.applicationPrivateData, privateData(psVersion, build))), this.#sink.data(void 0, this.#pool.send(messageTypes.runspacePoolState, poolState(poolStates.opened)), !0);
  }
  #create(id, spec) {
    let running = { id, spec, input: [], abort: new AbortController(), ended: !1 };
    this.#pipelines.set(id, running), spec.noInput && this.#start(id);
  }
  #start(id) {
    let running = this.#pipelines.get(id);
    running === void 0 || running.ended || this.#run(running);
  }
  /**
   * Statements run one after the other, up to the first that fails. What they give comes as each has it: a machine needs longer for the
   * next one than an answer takes, so what two of them say is never in one answer. The last one's comes with the end.
   */
  async #run(running) {
    let isApart = !1;
    try {
      for (let statement of running.spec.statements) {
        let { failed, ...said } = await this.#invokeOne(running, { ...running.spec, statements: [statement] });
        if (running.ended) return;
        if (isApart = this.#report(running, said, isApart) || isApart, failed !== void 0) return this.#end(running, pipelineStates.failed, failed);
      }
      this.#end(running, pipelineStates.completed);
    } catch (cause) {
      let message = cause instanceof Error ? cause.message : String(cause);
      running.ended || this.#end(running, pipelineStates.failed, { message, errorId: "HandlerFailed" });
    }
  }
  async #invokeOne(running, spec) {
    let first = spec.statements[0]?.[0];
    return await this.#handler.invoke({
      ...first?.isScript === !1 ? { command: first.text } : {},
      ...first?.isScript === !0 ? { script: first.text } : {},
      parameters: namedParameters(spec, this.#key),
      spec,
      input: running.input,
      shell: this.#shell,
      signal: running.abort.signal,
      progress: (record2) => this.#say(running, messageTypes.progressRecord, writeProgress(record2)),
      write: (value) => this.#say(running, messageTypes.pipelineOutput, value)
    });
  }
  #say(running, type, value, apart = !1) {
    running.ended || this.#sink.data(running.id, this.#pool.send(type, value, running.id), apart);
  }
  /** @param apart the first that is said goes into an answer of its own. @returns whether anything was said. */
  #report(running, { output = [], errors = [], warnings = [], verbose = [] }, apart) {
    let said = [
      ...output.map((value) => [messageTypes.pipelineOutput, value]),
      ...errors.map((error) => [messageTypes.errorRecord, writeErrorRecord(error)]),
      ...warnings.map((text) => [messageTypes.warningRecord, writeMessageRecord("Warning", text)]),
      ...verbose.map((text) => [messageTypes.verboseRecord, writeMessageRecord("Verbose", text)])
    ];
    for (let [at, [type, value]] of said.entries()) this.#say(running, type, value, apart && at === 0);
    return said.length > 0;
  }
  #end(running, state, error) {
    running.ended = !0;
    let value = pipelineState(state, error);
    this.#sink.data(running.id, this.#pool.send(messageTypes.pipelineState, value, running.id)), this.#sink.done(running.id), this.#pipelines.delete(running.id);
  }
};
function powershellBackend(options) {
  return { open: (shell, sink) => new PowershellShell(shell, sink, options) };
}

// src/winrm/peer/refusal.ts
var Refusal = class extends Error {
  name = "Refusal";
  fault;
  constructor(fault) {
    super(fault.text ?? `fault ${fault.number}`), this.fault = fault;
  }
};
function refuse2(number, text, more = {}) {
  throw new Refusal({ number, text, ...more });
}
function refuseUnknown(what) {
  refuse2(2150858843, `The request contained an unknown ${what} identifier.`, {
    blame: "Sender",
    subcode: "InvalidSelectors",
    detail: "UnexpectedSelectors"
  });
}

// src/winrm/peer/operations.ts
var nothing = new Uint8Array(0), twoHours = 7200 * 1e3, maxCommands = 1e3, programs = "cmd";
function configurationOf(resourceUri, around) {
  if (resourceUri === resources.cmd && around.hasPrograms) return programs;
  let name = resourceUri?.startsWith(resources.powershell) ? resourceUri.slice(resources.powershell.length) : "";
  return around.configurations.find((one) => one.toLowerCase() === name.toLowerCase()) ?? refuse2(2150858811, "The resource URI is not known to this service.", { blame: "Sender" });
}
function shellOf({ request }, { table }) {
  return table.find(request.header.selectors?.ShellId) ?? refuseUnknown("shell");
}
function connectedShellOf(asked, around) {
  let shell = shellOf(asked, around);
  return shell.connected ? shell : refuse2(2150859213, "The shell is disconnected.", { blame: "Sender" });
}
function outboxOf(shell, commandId) {
  return commandId === void 0 ? shell.outbox : shell.commands.get(commandId) ?? refuseUnknown("command");
}
function hand(shell, { commandId, bytes, name, end }) {
  try {
    shell.connection.data(commandId, bytes, name), end === !0 && commandId !== void 0 && shell.connection.end?.(commandId);
  } catch (cause) {
    refuse2(87, `The data could not be read: ${cause instanceof Error ? cause.message : "unknown"}`, {
      blame: "Sender"
    });
  }
}
var create = ({ request, user }, around) => {
  let { header, body } = request, configurationName = configurationOf(header.resourceUri, around), wanted = readCreate(body), id = wanted.id !== void 0 && isGuid(wanted.id) ? wanted.id : around.newId();
  around.table.find(id) !== void 0 && refuse2(2150859202, "The shell exists already.", { blame: "Sender" });
  let about = {
    id,
    configurationName,
    user,
    ...wanted.name === void 0 ? {} : { name: wanted.name }
  }, resourceUri = header.resourceUri ?? "", idleTimeout = wanted.idleTimeout ?? twoHours, shell = around.table.open({ about, resourceUri, sessionId: header.sessionId, idleTimeout });
  try {
    wanted.creation !== void 0 && hand(shell, { name: "stdin", bytes: wanted.creation });
  } catch (cause) {
    throw around.table.remove(shell), cause;
  }
  let owner = user.domain === "" ? user.username : `${user.domain}\\${user.username}`;
  return writeCreateResponse({ id, resourceUri, owner, state: "Connected", idleTimeout }, header.to);
}, command = async (asked, around) => {
  let shell = connectedShellOf(asked, around), wanted = readCommand(asked.request.body), id = wanted.id !== void 0 && isGuid(wanted.id) ? wanted.id : around.newId();
  shell.commands.size >= maxCommands && refuse2(2150859174, "Too many commands in this shell."), around.table.command(shell, id);
  try {
    await shell.connection.command(id, wanted);
    let fragments = shell.about.configurationName !== programs ? Buffer.from(wanted.arguments.join(""), "base64") : nothing;
    fragments.length > 0 && hand(shell, { name: "stdin", commandId: id, bytes: fragments });
  } catch (cause) {
    throw shell.commands.delete(id), cause;
  }
  return writeCommandResponse(id);
}, send = (asked, around) => {
  let shell = connectedShellOf(asked, around);
  for (let part of readSend(asked.request.body))
    outboxOf(shell, part.commandId), hand(shell, part);
  return element("rsp:SendResponse", {});
}, receive = async (asked, around) => {
  let shell = connectedShellOf(asked, around), { commandId } = readReceive(asked.request.body), outbox = outboxOf(shell, commandId), { maxEnvelopeSize, operationTimeout } = asked.request.header, budget = Math.min(131072, Math.floor((maxEnvelopeSize - 4096) * 0.75)), fetched = await outbox.fetch(budget, (expired) => {
    let stop = around.after(operationTimeout, expired);
    return asked.closed.addEventListener("abort", expired, { once: !0 }), () => {
      stop(), asked.closed.removeEventListener("abort", expired);
    };
  });
  around.table.find(shell.id), fetched.kind === "timeout" && refuse2(2150858793, "The operation could not be completed within the time specified.", { subcode: "TimedOut" }), fetched.kind === "gone" && refuse2(995, "The I/O operation has been aborted.", { subcode: "InternalError" });
  let parts = fetched.parts.map(({ name, bytes }) => ({ name, commandId, bytes })), { done, exitCode } = fetched;
  return writeReceiveResponse({ parts, done, commandId, ...exitCode === void 0 ? {} : { exitCode } });
}, signal = (asked, around) => {
  let shell = connectedShellOf(asked, around), { commandId, code } = readSignal(asked.request.body), outbox = outboxOf(shell, commandId);
  return commandId !== void 0 && (shell.connection.signal(commandId, code), code !== signals.stopPipeline && (shell.commands.delete(commandId), outbox.drop())), element("rsp:SignalResponse", {});
}, remove = (asked, around) => (around.table.remove(shellOf(asked, around)), ""), disconnect = (asked, around) => {
  let shell = shellOf(asked, around);
  shell.connected = !1;
  for (let outbox of [shell.outbox, ...shell.commands.values()]) outbox.interrupt();
  return "";
}, reconnect = (asked, around) => {
  let shell = shellOf(asked, around);
  return shell.sessionId !== asked.request.header.sessionId && refuse2(2150859213, "The shell belongs to another session.", { blame: "Sender" }), shell.connected = !0, "";
}, connect = (asked, around) => {
  let shell = shellOf(asked, around), { connection } = shell, commandId = readConnectCommand(asked.request.body);
  if (commandId !== void 0)
    return shell.connected || refuse2(inUseOrDisconnected, "The shell is disconnected.", { blame: "Sender" }), outboxOf(shell, commandId), writeConnectCommandResponse();
  (shell.connected || connection.connect === void 0) && refuse2(shell.connected ? 2150859213 : 2150859216, "The shell cannot be connected to.", { blame: "Sender" });
  let answer;
  try {
    answer = connection.connect(readConnect(asked.request.body));
  } catch {
    refuse2(2150859206, "Client capability information and connect information are missing or invalid.", {
      blame: "Sender"
    });
  }
  return shell.connected = !0, writeConnectResponse(answer);
}, shellOperations = /* @__PURE__ */ new Map([
  [actions.create, create],
  [actions.command, command],
  [actions.send, send],
  [actions.receive, receive],
  [actions.signal, signal],
  [actions.delete, remove],
  [actions.disconnect, disconnect],
  [actions.reconnect, reconnect],
  [actions.connect, connect]
]);

// src/winrm/peer/programs.ts
var ProgramShell = class {
  #running = /* @__PURE__ */ new Map();
  #handler;
  #shell;
  #sink;
  constructor(handler, shell, sink) {
    this.#handler = handler, this.#shell = shell, this.#sink = sink;
  }
  command(id, line) {
    let endInput = () => {
    }, inputEnded = new Promise((resolve) => {
      endInput = resolve;
    }), running = { input: [], inputEnded, endInput, abort: new AbortController() };
    this.#running.set(id, running), this.#run(id, running, line);
  }
  data(id, bytes) {
    id !== void 0 && this.#running.get(id)?.input.push(bytes);
  }
  end(id) {
    this.#running.get(id)?.endInput();
  }
  signal(id) {
    let running = this.#running.get(id);
    running !== void 0 && (this.#running.delete(id), running.abort.abort());
  }
  close() {
    for (let { abort } of this.#running.values()) abort.abort();
    this.#running.clear();
  }
  async #run(id, running, line) {
    let write = (stream, bytes) => {
      this.#running.has(id) && this.#sink.text(id, stream, bytes);
    }, stdin = async () => (await running.inputEnded, Buffer.concat(running.input)), exitCode = 1;
    try {
      let { command: command2, arguments: args } = line, about = { command: command2, arguments: args, stdin, write, shell: this.#shell, signal: running.abort.signal };
      exitCode = await this.#handler.program?.(about) ?? exitCode;
    } catch (cause) {
      write("stderr", Buffer.from(cause instanceof Error ? cause.message : String(cause)));
    }
    this.#running.delete(id) && this.#sink.done(id, exitCode);
  }
};
function programBackend(handler) {
  return { open: (shell, sink) => new ProgramShell(handler, shell, sink) };
}

// src/winrm/peer/readings.ts
var firstPage = 1, laterPage = 50, maxContexts = 64;
function shellItem(shell) {
  let { about } = shell;
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
  let wanted = filter?.kind === "selectors" ? filter.selectors.ShellId?.toUpperCase() : void 0;
  return table.list().filter((shell) => wanted === void 0 || shell.id === wanted).flatMap(
    (shell) => [...shell.commands.keys()].map(
      (id) => element(
        "rsp:Command",
        {},
        element("rsp:ShellId", {}, escapeText(shell.id)) + element("rsp:CommandId", {}, escapeText(id))
      )
    )
  );
}
async function callMethod(handler, { header, body }) {
  let uri = header.resourceUri ?? "", resource = readCimResource(uri), wanted = readCimCall(body);
  if (resource === void 0 || wanted === void 0 || header.action !== `${uri}/${wanted.method}`) return;
  let result = await handler.cimMethod?.({ ...resource, keys: header.selectors ?? {}, ...wanted });
  return result === void 0 && refuse2(2150858752, "The method does not exist.", { blame: "Sender" }), writeCimResult(uri, wanted.method, result);
}
function createReadings({ handler, table, newId, maxEnvelopeSize }) {
  let contexts = /* @__PURE__ */ new Map(), rows = async (request) => {
    let found = await handler.cim?.(request);
    found === void 0 && refuse2(2150858752, "The resource does not exist.", { blame: "Sender" });
    let uri = cimResource(request.namespace, request.className);
    return found.map((row) => writeCimRow(uri, request.className, row));
  }, get = async (uri, keys) => {
    if (uri === resources.config) return writeConfig({ maxEnvelopeSize, maxTimeout: 6e4 });
    if (uri === resources.shell) return shellItem(table.find(keys?.ShellId) ?? refuseUnknown("shell"));
    let resource = readCimResource(uri) ?? refuse2(2150858811, "The resource URI is not known.", { blame: "Sender" }), [first] = await rows({ ...resource, keys: keys ?? {} });
    return first ?? refuse2(2150858752, "The instance does not exist.", { blame: "Sender" });
  }, items = async (uri, filter) => {
    if (uri === resources.shell) return table.list().map(shellItem);
    if (uri === resources.command) return commandItems(table, filter);
    let resource = readCimResource(uri) ?? refuse2(2150858811, "The resource URI is not known.", { blame: "Sender" });
    if (filter?.kind !== "wql") return await rows(resource);
    let className = /\bfrom\s+([a-z_]\w*)/i.exec(filter.query)?.[1];
    return className === void 0 && refuse2(2150858778, "The filter is not valid.", { blame: "Sender" }), await rows({ ...resource, className, query: filter.query });
  }, page = (kind, all, size) => {
    let rest = all.slice(size);
    if (rest.length === 0) return writePage(kind, all, void 0);
    let context = newId(), oldest = contexts.keys().next().value;
    return contexts.size >= maxContexts && oldest !== void 0 && contexts.delete(oldest), contexts.set(context, rest), writePage(kind, all.slice(0, size), context);
  }, pull = (context) => {
    let rest = contexts.get(context);
    return contexts.delete(context), rest === void 0 && refuse2(2150858763, "The enumeration context is not valid.", { blame: "Sender" }), page("Pull", rest, laterPage);
  };
  return {
    async answer({ request: { header, body } }) {
      let uri = header.resourceUri ?? "";
      if (header.action === actions.get) return await get(uri, header.selectors);
      if (header.action === actions.enumerate) {
        let everything = uri === resources.shell || uri === resources.command;
        return page(
          "Enumerate",
          await items(uri, readEnumerate(body)),
          everything ? Number.POSITIVE_INFINITY : firstPage
        );
      }
      return header.action === actions.pull ? pull(readPull(body)) : header.action === actions.release ? (contexts.delete(readPull(body)), "") : await callMethod(handler, { header, body });
    }
  };
}

// src/winrm/peer/outbox.ts
var Outbox = class {
  #parts = [];
  #finished = !1;
  #exitCode;
  #dropped = !1;
  #waiter;
  #scheduled = !1;
  push(part) {
    this.#finished || this.#dropped || (this.#parts.push(part), this.#wake());
  }
  /** Nothing more will be pushed. @param exitCode of a program. */
  finish(exitCode) {
    this.#finished = !0, this.#exitCode = exitCode, this.#wake();
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
    }, fetched = new Promise((resolve) => {
      let mine = { answer: resolve, budget };
      this.#waiter = mine, stop = wait(() => {
        this.#waiter === mine && this.interrupt();
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
    this.#dropped = !0, this.#parts.length = 0, this.#settle({ kind: "gone" });
  }
  get #ready() {
    return this.#parts.length > 0 || this.#finished;
  }
  #take(budget) {
    let taken = [], size = 0;
    for (let part of this.#parts) {
      if (taken.length > 0 && (part.apart === !0 || size + part.bytes.length > budget)) break;
      taken.push(part), size += part.bytes.length;
    }
    this.#parts.splice(0, taken.length);
    let done = this.#finished && this.#parts.length === 0, exitCode = done && this.#exitCode !== void 0 ? { exitCode: this.#exitCode } : {};
    return { kind: "data", parts: taken, done, ...exitCode };
  }
  #settle(fetched) {
    let waiting = this.#waiter;
    this.#waiter = void 0, waiting?.answer(fetched);
  }
  /** Everything said in one turn goes into one answer: a quick pipeline costs one Receive, as on a real machine. */
  #wake() {
    this.#scheduled || this.#waiter === void 0 || (this.#scheduled = !0, queueMicrotask(() => {
      this.#scheduled = !1, this.#waiter !== void 0 && this.#ready && this.#settle(this.#take(this.#waiter.budget));
    }));
  }
};

// src/winrm/peer/shells.ts
function createShellTable(backend, now) {
  let shells = /* @__PURE__ */ new Map(), remove2 = (shell) => {
    shells.delete(shell.id), shell.connection.close(), shell.outbox.drop();
    for (let outbox of shell.commands.values()) outbox.drop();
  }, expire = () => {
    for (let shell of shells.values())
      now() - shell.usedAt > shell.idleTimeout && remove2(shell);
  };
  return {
    open({ about, resourceUri, sessionId, idleTimeout }) {
      let outbox = new Outbox(), commands = /* @__PURE__ */ new Map(), connection = backend.open(about, {
        data(pipeline, fragments, apart = !1) {
          (pipeline === void 0 ? outbox : commands.get(pipeline))?.push({ name: "stdout", bytes: fragments, apart });
        },
        text(command2, name, bytes) {
          commands.get(command2)?.push({ name, bytes });
        },
        done(pipeline, exitCode) {
          (pipeline === void 0 ? outbox : commands.get(pipeline))?.finish(exitCode);
        }
      }), shell = {
        id: about.id,
        about,
        resourceUri,
        sessionId,
        connection,
        idleTimeout,
        connected: !0,
        usedAt: now(),
        outbox,
        commands
      };
      return shells.set(shell.id, shell), shell;
    },
    find(id) {
      expire();
      let shell = id === void 0 ? void 0 : shells.get(id.toUpperCase());
      return shell !== void 0 && (shell.usedAt = now()), shell;
    },
    list() {
      return expire(), [...shells.values()];
    },
    command(shell, id) {
      let outbox = new Outbox();
      return shell.commands.set(id, outbox), outbox;
    },
    remove: remove2,
    clear() {
      for (let shell of [...shells.values()]) remove2(shell);
    }
  };
}

// src/winrm/peer/service.ts
var nothing2 = new Uint8Array(0);
function createService(options) {
  let { handler } = options, forPrograms = programBackend(handler), table = createShellTable({
    open: (shell, sink) => (shell.configurationName === programs ? forPrograms : options.backend).open(shell, sink)
  }, options.now), newId = () => guidFromRandom(options.randomBytes(16)), { configurations, after } = options, hasPrograms = handler.program !== void 0, around = { table, configurations, hasPrograms, newId, after }, readings = createReadings({ handler, table, newId, maxEnvelopeSize: options.maxEnvelopeSize }), faulty = (fault, relatesTo) => ({
    status: 500,
    soap: writeResponse({ action: actions.fault, messageId: newId(), relatesTo }, writeFault(fault))
  }), identity2 = (version) => writeIdentity({
    protocolVersion: "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
    vendor: "Microsoft Corporation",
    productVersion: `OS: ${version} SP: 0.0 Stack: 3.0`
  }), perform = async (asked) => {
    let { header } = asked.request, action = header.action.slice(header.action.lastIndexOf("/") + 1), no = handler.intercept?.({ action, resourceUri: header.resourceUri ?? "", user: asked.user });
    if (no === "drop") return "drop";
    if (no !== void 0 && "status" in no) return { status: no.status, soap: nothing2 };
    if (no !== void 0) {
      let { fault: number, ...more } = no;
      throw new Refusal({ number, ...more });
    }
    let operation = shellOperations.get(header.action), body = await (operation === void 0 ? readings.answer(asked) : Promise.resolve(operation(asked, around)));
    if (body === void 0) throw new Refusal({ number: 2150858789, blame: "Sender", subcode: "ActionNotSupported" });
    let answer = { action: responseAction(header.action), messageId: newId(), relatesTo: header.messageId };
    return { status: 200, soap: writeResponse(answer, body) };
  };
  return {
    async serve(soap, user, closed) {
      let relatesTo;
      try {
        let request = readRequest(soap);
        return relatesTo = request.header.messageId, isIdentify(request.body) ? { status: 200, soap: identity2(handler.osVersion?.() ?? "10.0.26100") } : await perform({ request, user, closed });
      } catch (cause) {
        return cause instanceof Refusal ? faulty(cause.fault, cause.fault.shape === "wmi" ? void 0 : relatesTo) : faulty({ number: 2147549183, text: cause instanceof Error ? cause.message : "unexpected" }, relatesTo);
      }
    },
    identify(soap) {
      try {
        return isIdentify(readRequest(soap).body) ? identity2("0.0.0") : void 0;
      } catch {
        return;
      }
    },
    reset() {
      table.clear();
    }
  };
}

// src/winrm/peer.ts
var path = "/wsman", label = "application/HTTP-SPNEGO-session-encrypted", soapType = "application/soap+xml;charset=UTF-8", nothing3 = new Uint8Array(0), frameSize = 4096;
function reply(status, body = nothing3, headers = {}) {
  return { status, headers, body };
}
function realTimer(milliseconds, callback) {
  let timer = setTimeout(callback, Math.min(milliseconds, 2147483647));
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
    this.#grounds = grounds, this.#ended = AbortSignal.any([grounds.gone, this.#closed.signal]);
  }
  async answer(request) {
    if (this.#ended.aborted) return "drop";
    if (request.path.split("?", 1)[0] !== path) return reply(404);
    if (request.method !== "POST") return reply(405);
    let limit = (this.#grounds.options.maxEnvelopeSize ?? 512e3) + frameSize;
    if (request.body.length > limit) return reply(413);
    let { authorization } = request.headers;
    return authorization !== void 0 ? await this.#logOn(authorization, request) : this.#user === void 0 ? this.#stranger(request) : await this.#serve(request, this.#user);
  }
  close() {
    this.#closed.abort(), this.#user = void 0, this.#sealing = void 0;
  }
  #unauthorized(token) {
    let challenge = token === void 0 ? "" : ` ${Buffer2.from(token).toString("base64")}`;
    return reply(401, nothing3, { "WWW-Authenticate": `Negotiate${challenge}` });
  }
  #stranger(request) {
    let identity2 = request.headers.wsmanidentify?.toLowerCase() === "unauthenticated" ? this.#grounds.service.identify(request.body) : void 0;
    return identity2 === void 0 ? this.#unauthorized() : reply(200, identity2, { "Content-Type": soapType });
  }
  async #logOn(authorization, request) {
    let [scheme = "", token = ""] = authorization.trim().split(/\s+/);
    if (this.#user = void 0, this.#sealing = void 0, scheme.toLowerCase() !== "negotiate") return this.#unauthorized();
    this.#acceptor ??= this.#newAcceptor();
    let step = this.#acceptor.step(Buffer2.from(token, "base64"));
    return "challenge" in step ? this.#unauthorized(step.challenge) : (this.#acceptor = void 0, "rejected" in step ? this.#unauthorized() : (this.#user = { username: step.accepted.user, domain: step.accepted.domain }, this.#sealing = step.sealing, request.body.length === 0 ? reply(200) : await this.#serve(request, this.#user)));
  }
  #newAcceptor() {
    let { options, connection } = this.#grounds;
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
    let sealed = isSealedContentType(request.headers["content-type"]);
    if (!sealed && !this.#grounds.connection.tls && this.#grounds.options.requireSealing !== !1) return reply(500);
    let soap = sealed ? this.#unseal(request.body) : request.body;
    if (soap === void 0) return "drop";
    let served = await this.#grounds.service.serve(soap, user, this.#ended);
    return served === "drop" || this.#ended.aborted ? "drop" : served.soap.length === 0 ? reply(served.status) : sealed ? reply(served.status, this.#seal(served.soap), { "Content-Type": sealedContentType(label) }) : reply(served.status, served.soap, { "Content-Type": soapType });
  }
  #unseal(body) {
    try {
      let part = decodeSealedBody(body);
      return this.#sealing?.unseal(part.signature, part.sealed);
    } catch {
      return;
    }
  }
  #seal(soap) {
    let parts = this.#sealing?.seal(soap);
    return parts === void 0 ? nothing3 : encodeSealedBody({ label, length: soap.length, ...parts });
  }
};
function createPeer(options) {
  let service = createService({
    handler: options.handler,
    backend: options.shellBackend ?? powershellBackend(options),
    configurations: options.configurations ?? ["Microsoft.PowerShell"],
    maxEnvelopeSize: options.maxEnvelopeSize ?? 512e3,
    now: options.now,
    randomBytes: options.randomBytes,
    after: options.after ?? realTimer
  }), gone = new AbortController();
  return {
    connection: (connection) => new Connection({ options, connection, service, gone: gone.signal }),
    reset() {
      gone.abort(), gone = new AbortController(), service.reset();
    }
  };
}

// src/simulation/cim-rows.ts
var statesInWmi = {
  running: "Running",
  stopped: "Stopped",
  startPending: "Start Pending",
  stopPending: "Stop Pending",
  paused: "Paused"
}, systemProcess = "4";
function filtered(rows, query = "") {
  let conditions = (/\bwhere\b(.*)$/is.exec(query)?.[1] ?? "").split(/\band\b/i).map((text) => /^\s*(\w+)\s*=\s*'([^']*)'\s*$/.exec(text));
  return rows.filter((row) => conditions.every((found) => found === null || row[found[1] ?? ""] === found[2]));
}
function readCim(model, now, request) {
  let { namespace, className, query, keys } = request, wanted = /\bfrom\s+(\w+)/i.exec(query ?? "")?.[1] ?? className, bootedAt = new Date(model.boot(now).bootedAt), { build } = model.profile;
  switch (`${namespace.replaceAll("\\", "/")}/${wanted}`.toLowerCase()) {
    case "root/cimv2/win32_operatingsystem":
      return [{ LastBootUpTime: bootedAt, BuildNumber: build, Version: `10.0.${build}`, LocalDateTime: new Date(now) }];
    case "root/cimv2/win32_process":
      return (keys?.Handle ?? systemProcess) !== systemProcess ? [] : [{ Handle: systemProcess, ProcessId: 4, Name: "System", CreationDate: bootedAt }];
    case "root/cimv2/win32_service":
      return filtered(
        model.health(now).services.map(({ name, startMode, state }) => ({
          Name: name,
          StartMode: startMode.startsWith("automatic") ? "Auto" : "Manual",
          State: statesInWmi[state] ?? "Unknown"
        })),
        query
      );
    case "root/microsoft/windows/taskscheduler/msft_scheduledtask":
      return readTask(model, now, keys?.TaskName ?? "");
    default:
      return;
  }
}
function readTask(model, now, name) {
  let { state } = model.pollJob(name, now);
  return state === "absent" ? [] : [{ TaskName: name, TaskPath: "\\patchring\\", State: state === "queued" ? 2 : state === "running" ? 4 : 3 }];
}

// src/simulation/answers.ts
var OwnRefusal = class extends Error {
  name = "OwnRefusal";
};
function defined(parameters, answer) {
  return { parameters, answer };
}
var none = strictObject({}), key = string().regex(jobKeyPattern), asking = { Source: _enum(updateSources), OverrideWsus: boolean().optional() }, identity = string().transform((text, context) => {
  let [updateId, revision] = text.split("@"), parsed = updateIdentitySchema.safeParse({ updateId, revision: Number(revision) });
  return parsed.success ? parsed.data : (context.addIssue({ code: "custom", message: `${text} is not updateId@revision` }), NEVER);
});
function script(role) {
  return string().transform((text, context) => {
    let [, sha256, content] = new RegExp(`^${role}\\|([0-9a-f]{64})\\|(.+)$`, "s").exec(text) ?? [];
    return sha256 !== void 0 && content !== void 0 ? { sha256, text: content } : (context.addIssue({ code: "custom", message: `this is not ${role}|sha256|text` }), NEVER);
  });
}
var work = discriminatedUnion("Kind", [
  strictObject({ Key: key, Kind: literal("scan"), ...asking }),
  strictObject({
    Key: key,
    Kind: literal("stage"),
    Source: asking.Source.optional(),
    OverrideWsus: asking.OverrideWsus,
    Update: array(identity).optional(),
    Package: array(string()).min(1).optional(),
    Prerequisite: array(string()).optional()
  }),
  strictObject({ Key: key, Kind: _enum(["hide", "show"]), ...asking, Update: array(identity) }),
  strictObject({ Key: key, Kind: literal("install"), ...asking, Update: array(identity) }),
  strictObject({
    Key: key,
    Kind: literal("packages"),
    Package: array(string()).min(1),
    Prerequisite: array(string())
  }),
  strictObject({ Key: key, Kind: literal("detect"), Script: tuple([script("detect")]) }),
  strictObject({
    Key: key,
    Kind: _enum(["script", "removal"]),
    Update: tuple([identity]),
    Script: tuple([script("run"), script("detect")])
  }),
  strictObject({
    Key: key,
    Kind: literal("uninstall"),
    PackagesBefore: array(string()),
    PackagesAdded: array(string()).optional(),
    Kb: array(kbSchema)
  }),
  strictObject({ Key: key, Kind: _enum(["drain", "resume"]), Drain: array(key) })
]);
function askingOf({ Source, OverrideWsus }) {
  return { source: Source, ...OverrideWsus === !0 ? { overrideWsus: !0 } : {} };
}
function undoOf(packagesBefore, packagesAdded) {
  return { packagesBefore, ...packagesAdded === void 0 ? {} : { packagesAdded } };
}
function packageOf(beside) {
  return (text) => {
    let [id = "", kb = "", sha256 = "", file = ""] = text.split("|"), mine = beside.map((line) => line.split("|")).filter(([of]) => of === id);
    return {
      kb,
      sha256,
      file,
      prerequisites: mine.map(([, digest = "", place = ""]) => ({ sha256: digest, file: place }))
    };
  };
}
function workOf(asked) {
  switch (asked.Kind) {
    case "scan":
      return { kind: "scan", ...askingOf(asked) };
    case "stage": {
      let { Source = "machine", OverrideWsus, Update = [], Package, Prerequisite = [] } = asked;
      return Package !== void 0 ? { kind: "stage", packages: Package.map(packageOf(Prerequisite)) } : { kind: "stage", ...askingOf({ Source, OverrideWsus }), updates: Update };
    }
    case "install":
    case "hide":
    case "show":
      return { kind: asked.Kind, ...askingOf(asked), updates: asked.Update };
    case "packages":
      return { kind: "packages", packages: asked.Package.map(packageOf(asked.Prerequisite)) };
    case "detect":
      return { kind: "detect", detect: asked.Script[0] };
    case "script":
    case "removal":
      return { kind: asked.Kind, update: asked.Update[0], run: asked.Script[0], detect: asked.Script[1] };
    case "drain":
      return { kind: "drain", after: asked.Drain };
    case "resume":
      return { kind: "resume", drains: asked.Drain };
    case "uninstall":
      return { kind: "uninstall", ...undoOf(asked.PackagesBefore, asked.PackagesAdded), kbs: asked.Kb };
  }
}
var functions = {
  "Get-PatchringFacts": defined(none, (model, _, now) => model.facts(now)),
  "Get-PatchringBoot": defined(none, (model, _, now) => model.boot(now)),
  "Get-PatchringRestartReadiness": defined(none, (model) => readRestartReadiness(model)),
  "Get-PatchringHotpatch": defined(none, (model, _, now) => model.hotpatch(now)),
  "Get-PatchringHealth": defined(
    strictObject({ EventsSince: string().optional() }),
    (model, { EventsSince }, now) => model.health(now, EventsSince === void 0 ? void 0 : Date.parse(EventsSince))
  ),
  "Get-PatchringDiagnosis": defined(
    strictObject({ EventsSince: string().optional() }),
    (model, { EventsSince }, now) => model.diagnosis(now, EventsSince === void 0 ? void 0 : Date.parse(EventsSince))
  ),
  "Get-PatchringRoles": defined(none, (model, _, now) => model.roles(now)),
  "Invoke-PatchringProbe": defined(
    strictObject({
      Sha256: string().regex(/^[0-9a-f]{64}$/),
      Text: string().min(1),
      Seconds: int().min(1).max(60)
    }),
    (model) => readScript(model)
  ),
  "Get-PatchringPackage": defined(none, (model, _, now) => ({ packages: model.packages(now) })),
  "Get-PatchringRemoval": defined(
    strictObject({ PackagesBefore: array(string()).optional(), PackagesAdded: array(string()).optional() }),
    (model, { PackagesBefore, PackagesAdded }, now) => model.removal(now, PackagesBefore === void 0 ? void 0 : undoOf(PackagesBefore, PackagesAdded))
  ),
  "Get-PatchringShadow": defined(none, (model, _, now) => model.shadow(now)),
  "Start-PatchringJob": defined(work, (model, asked, now) => {
    let wanted = workOf(asked), refused = model.refuses(asked.Key, wanted);
    if (refused !== void 0) throw new OwnRefusal(refused);
    return model.startJob(asked.Key, wanted, now);
  }),
  "Get-PatchringJob": defined(strictObject({ Key: key }), (model, { Key }, now) => model.pollJob(Key, now)),
  "Stop-PatchringJob": defined(strictObject({ Key: key }), (model, { Key }, now) => ({
    outcome: model.cancelJob(Key, now)
  })),
  "Remove-PatchringJob": defined(strictObject({ Key: key }), (model, { Key }, now) => ({
    outcome: model.removeJob(Key, now)
  })),
  "Get-PatchringVersion": defined(none, () => ({ version: 12 })),
  "Restart-PatchringMachine": defined(
    strictObject({ IfStillOn: string(), Reason: string() }),
    (model, { IfStillOn }, now) => ({ outcome: model.restart(IfStillOn, now) })
  )
}, visitCommand = "Invoke-PatchringVisit", neverInVisits = ["Invoke-PatchringProbe", "Get-PatchringVersion"], visitParameters = strictObject({
  Call: array(strictObject({ Name: string(), Given: record(string(), unknown()) })).min(1)
});
function powershellOf(value) {
  return Array.isArray(value) ? value.map(powershellOf) : typeof value != "object" || value === null ? value : psCustomObject(Object.fromEntries(Object.entries(value).map(([name, one]) => [name, powershellOf(one)])));
}
var definition = /^[ \t]*function[ \t]+([A-Za-z][\w-]*)/gim;
function createResponder(model, now) {
  let scopes = /* @__PURE__ */ new WeakMap(), runScript = (call, script2) => {
    if (/^(?:[ \t]*#[^\n]*(?:\n|$))+$/.test(script2)) return {};
    let names = [...script2.matchAll(definition)].map(([, name = ""]) => name.toLowerCase());
    return names.length === 0 ? notExecuted() : call.spec.statements[0]?.[0]?.useLocalScope === !0 ? {} : (scopes.set(call.shell, /* @__PURE__ */ new Set([...scopes.get(call.shell) ?? [], ...names])), {});
  }, callOne = ({ shell }, name, given) => {
    let [known] = Object.entries(functions).filter(([one]) => one.toLowerCase() === name.toLowerCase());
    if (known === void 0 || scopes.get(shell)?.has(name.toLowerCase()) !== !0) return notFound(name);
    let parameters = known[1].parameters.safeParse(given);
    if (!parameters.success) return notBound(name, prettifyError(parameters.error));
    try {
      return { output: [powershellOf(known[1].answer(model, parameters.data, now()))] };
    } catch (cause) {
      if (!(cause instanceof OwnRefusal)) throw cause;
      return { failed: { message: "The job was refused.", errorId: cause.message, category: "InvalidOperation" } };
    }
  }, visit = (call) => {
    if (scopes.get(call.shell)?.has(visitCommand.toLowerCase()) !== !0) return notFound(visitCommand);
    let asked = visitParameters.safeParse(call.parameters);
    if (!asked.success) return notBound(visitCommand, prettifyError(asked.error));
    let answers = asked.data.Call.map(
      ({ Name, Given }) => answerOf(neverInVisits.includes(Name) ? notFound(Name) : callOne(call, Name, Given))
    );
    return { output: [psCustomObject({ answers })] };
  };
  return {
    invoke(call) {
      return call.script !== void 0 ? runScript(call, call.script) : call.command?.toLowerCase() === visitCommand.toLowerCase() ? visit(call) : callOne(call, call.command ?? "", call.parameters);
    },
    cim: (request) => readCim(model, now(), request)
  };
}
var invalidOperation = -2146233079;
function answerOf({ output = [], failed }) {
  if (failed === void 0) return psCustomObject({ output, failure: null });
  let { message, errorId = "", category = "NotSpecified" } = failed, failure = psCustomObject({ message, errorId, category, hresult: failed.hresult ?? invalidOperation });
  return psCustomObject({ output: [], failure });
}
function notExecuted() {
  return { failed: { message: "The embedded fleet executes no scripts: it only takes definitions of functions.", errorId: "NotSupported", category: "NotImplemented" } };
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

// src/simulation/door.ts
var largestBody = 4 * 2 ** 20, pauseBeforeRetry = 50, Door = class {
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
    let serve = (request, response) => {
      this.#serve(request, response);
    };
    this.#server = options.tls === void 0 ? createHttpServer(serve) : createHttpsServer(options.tls, serve), this.#server.on("connection", (socket) => {
      this.#sockets.add(socket), socket.setNoDelay(!0), socket.on("error", () => socket.destroy()), socket.on("close", () => this.#sockets.delete(socket));
    }), this.#server.on(
      options.tls === void 0 ? "connection" : "secureConnection",
      (socket) => this.#welcome(socket)
    ), this.#server.keepAliveTimeout = 0, this.#server.requestTimeout = 0, this.#server.headersTimeout = 0;
  }
  get port() {
    return this.#port;
  }
  /** Listens on the first free port between these two, both included; undefined: none is free. */
  async open(from, to) {
    for (let port = from; port <= to; port += 1)
      if (await this.#listen(port))
        return this.#port = port, await this.#follow(), port;
  }
  async close() {
    this.#closing.abort(), await this.#following, await this.#shut();
  }
  get #model() {
    let model = this.#options.models.model(this.#options.name);
    if (model === void 0) throw new TypeError(`the fleet has no machine ${this.#options.name}`);
    return model;
  }
  /** @returns false where the port is taken. */
  #listen(port) {
    return new Promise((resolve, reject) => {
      let failed = (cause) => {
        this.#server.removeListener("listening", heard), cause.code === "EADDRINUSE" || cause.code === "EACCES" ? resolve(!1) : reject(cause);
      }, heard = () => {
        this.#server.removeListener("error", failed), resolve(!0);
      };
      this.#server.once("error", failed), this.#server.once("listening", heard), this.#server.listen({ port, host: this.#options.host, backlog: 128 });
    });
  }
  /** Opens or shuts as the machine is now, and looks again when that may change. */
  #follow() {
    return this.#following = this.#following.then(() => this.#adjust()), this.#following;
  }
  async #adjust() {
    let { clock } = this.#options, isDown = this.#model.reach(clock.now()) === "refused";
    for (isDown && this.#server.listening && await this.#shut(); !isDown && !this.#server.listening && !this.#closing.signal.aborted && !await this.#listen(this.#port); )
      await pause(pauseBeforeRetry);
    this.#watch();
  }
  #watch() {
    let { clock } = this.#options, next = this.#model.nextReachChangeAt(clock.now());
    next === void 0 || next >= this.#watchedUntil || this.#closing.signal.aborted || (this.#watchedUntil = next, clock.sleepUntil(next, this.#closing.signal).then(() => (this.#watchedUntil === next && (this.#watchedUntil = Number.POSITIVE_INFINITY), this.#closing.signal.aborted ? void 0 : clock.during(this.#follow()))));
  }
  #shut() {
    return this.#peer?.reset(), new Promise((resolve) => {
      this.#server.close(() => resolve()), this.#dropAll();
    });
  }
  #welcome(socket) {
    let { tls } = this.#options;
    this.#peer ??= this.#createPeer();
    let connection = this.#peer.connection({
      tls: tls !== void 0,
      ...tls === void 0 ? {} : { channelBinding: tls.channelBinding }
    });
    this.#connections.set(socket, connection), socket.on("close", () => connection.close());
  }
  #createPeer() {
    let { clock, account } = this.#options, model = this.#model, responder = createResponder(model, () => clock.now()), isMeant = (user) => user.toLowerCase() === account.username.toLowerCase();
    return createPeer({
      lookup: (user, domain) => isMeant(user) || isMeant(`${domain}\\${user}`) ? account.password : void 0,
      serverName: model.facts(clock.now()).computerName,
      now: () => clock.now(),
      randomBytes,
      handler: {
        invoke: (call) => {
          let result = responder.invoke(call);
          return call.command !== void 0 && model.losesAnswer() && this.#dropAll(), this.#watch(), Promise.resolve(result);
        },
        cim: (request) => responder.cim(request),
        osVersion: () => `10.0.${model.profile.build}`,
        psVersion: () => model.facts(clock.now()).psVersion
      }
    });
  }
  /** Everything that was said is lost on its way: the connections break after the machine has done its part. */
  #dropAll() {
    for (let socket of this.#sockets) socket.destroy();
  }
  async #serve(request, response) {
    let { socket } = request, connection = this.#connections.get(socket), body = await bodyOf(request), reach = this.#model.reach(this.#options.clock.now());
    if (reach === "hangs") return;
    if (connection === void 0 || body === void 0 || reach === "refused") {
      socket.destroy();
      return;
    }
    let { method = "", url = "" } = request, reply2 = await connection.answer({ method, path: url, headers: headersOf(request), body });
    if (!socket.destroyed) {
      if (reply2 === "drop") {
        socket.destroy();
        return;
      }
      response.writeHead(reply2.status, {
        Server: "Microsoft-HTTPAPI/2.0",
        ...reply2.headers,
        "Content-Length": reply2.body.length
      }), response.end(reply2.body);
    }
  }
};
async function bodyOf(request) {
  let parts = [], size = 0;
  try {
    for await (let part of request) {
      if (size += part.length, size > largestBody) return;
      parts.push(part);
    }
  } catch {
    return;
  }
  return parts.length === 1 && parts[0] !== void 0 ? parts[0] : Buffer.concat(parts);
}
function headersOf(request) {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value])
  );
}

// src/simulation/ports.ts
import { createServer as createServer2 } from "node:net";
var range = { first: 15e3, blocks: 117, length: 128 };
function blockOfProcess() {
  return process.pid * 37 % range.blocks;
}
function createPortBlocks(host, firstBlock = blockOfProcess()) {
  let guards = [], looked = 0;
  return {
    async take() {
      for (; looked < range.blocks; looked += 1) {
        let first2 = range.first + (firstBlock + looked) % range.blocks * range.length, guard = await hold(first2, host);
        if (guard !== void 0)
          return guards.push(guard), looked += 1, { first: first2 + 1, last: first2 + range.length - 1 };
      }
      looked += 1;
      let first = range.first + (firstBlock + looked) % range.blocks * range.length;
      return { first: first + 1, last: first + range.length - 1 };
    },
    async release() {
      await Promise.all(guards.splice(0).map((guard) => new Promise((closed) => guard.close(closed))));
    }
  };
}
function hold(port, host) {
  return new Promise((resolve) => {
    let guard = createServer2((socket) => socket.destroy());
    guard.once("error", () => resolve(void 0)), guard.listen({ port, host, exclusive: !0 }, () => resolve(guard.unref()));
  });
}

// src/simulation/listener.ts
function doorTlsOf(tls) {
  return { ...tls, channelBinding: endpointBindingOf(new X509Certificate(tls.cert).raw) };
}
async function listen(options) {
  let { models, clock, account, host = "127.0.0.1" } = options, tls = options.tls === void 0 ? {} : { tls: doorTlsOf(options.tls) }, doors = [], ports = /* @__PURE__ */ new Map(), blocks = createPortBlocks(host), free = { first: 1, last: 0 };
  for (let name of models.names) {
    let door = new Door({ name, models, clock, host, account, ...tls });
    doors.push(door);
    let port = await clock.during(door.open(free.first, free.last));
    for (; port === void 0; port = await clock.during(door.open(free.first, free.last)))
      free = await clock.during(blocks.take());
    ports.set(name, port), free = { ...free, first: port + 1 };
  }
  return {
    host,
    ports,
    async close() {
      await Promise.all(doors.map((door) => door.close())), await blocks.release();
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

`, shortClusterGates = shortGates.replace(
  `gates:
`,
  `gates:
  before: [reachable, noPendingRestart, { gate: cluster, lookAgain: 1s }]
`
), namedGates = `gates:
  after: [cameBack, hotpatch, buildIsTarget, services, events]

`;
function gatesOf(scenario, scale) {
  return scale === "short" ? scenario.repair === void 0 ? shortGates : shortClusterGates : scenario.policy.hotpatch === void 0 ? "" : namedGates;
}
function policyOf(scenario, { scale, ca }) {
  let soak = scale === "short" ? "2s" : "24h", { hotpatch, onRegression } = scenario.policy, connection = ca === void 0 ? "{ transport: http-sealed }" : `{ transport: https, ca: ${ca} }`, regression = onRegression === "halt" ? "" : `
    onRegression: ${onRegression}`;
  return `# The embedded fleet, story "${scenario.name}".
# ${scenario.story}
# It lets in $PATCHRING_USERNAME with $PATCHRING_PASSWORD, and nobody else.
version: 1
name: windows-servers
inventory: machines.yml
connection: ${connection}
${hotpatch === void 0 ? "" : `hotpatch: ${hotpatch} # no update is held back for its sake; the gate still watches
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
function inventoryOf(entries) {
  return `machines:
${entries.map(({ name, address, port, labels }) => {
    let where = address === void 0 ? "" : ` address: ${address},${port === void 0 ? "" : ` port: ${port},`}`, words = Object.entries(labels).map(([key2, value]) => `${key2}: ${value}`);
    return `  - { name: ${name},${where} labels: { ${words.join(", ")} } }`;
  }).join(`
`)}
`;
}

// src/simulation/embedded.ts
function simulatedPlay(options) {
  let { scenario, machines, seed, scale, clock } = options, roster = castOf(scenario, machines), fleet = createSimulatedFleet({
    machines: setupsOf(scenario, roster, scale),
    clock,
    catalogue: scenario.catalogue,
    timing: timings[scale],
    seed
  }), entries = roster.map((entry) => entryOf(entry)), texts = { policy: policyOf(scenario, { scale }), inventory: inventoryOf(entries) };
  return { fleet, models: fleet.models, entries, ...texts };
}
async function startEmbeddedFleet(options) {
  let { scenario, scale, clock, tls } = options, { models } = simulatedPlay(options), account = { username: "patcher", password: options.password ?? randomBytes2(15).toString("base64url") }, listener = await listen({
    models,
    clock,
    account,
    ...tls === void 0 ? {} : { tls }
  }), entries = castOf(scenario, options.machines).map(
    (entry) => entryOf(entry, { host: listener.host, port: listener.ports.get(entry.name) ?? 0 })
  );
  return {
    entries,
    models,
    policy: policyOf(scenario, { scale, ...tls === void 0 ? {} : { ca: tls.ca } }),
    inventory: inventoryOf(entries),
    account,
    listener,
    close: () => listener.close()
  };
}

// src/world/embedded.ts
function scenarioOf({ scenario: name, machines }) {
  let scenario = scenarioNamed(name), faults = [];
  if (scenario === void 0) {
    let guess = nearest(name, storyNames), hint = guess === void 0 ? "" : ` Did you mean "${guess}"?`;
    faults.push(
      failureOf("ARGUMENT_INVALID", `There is no scenario "${name}".${hint}`, {
        next: `The scenarios are ${storyNames.join(", ")}.`
      })
    );
  }
  if ((machines < 8 || machines > 5e3) && faults.push(
    failureOf("ARGUMENT_INVALID", `--machines is ${machines}: write a number from ${8} to 5000.`)
  ), scenario === void 0 || faults.length > 0) throw new FailureError(faults);
  return scenario;
}
async function playStory(options) {
  let { directory, seed, machines, speed } = options, scenario = scenarioOf(options), clock = createStoryClock(scenario.startAt, speed), fleet = await startEmbeddedFleet({ scenario, machines, seed, scale: "realistic", clock }), policyFile = await writeFiles(directory, fleet);
  return { ...storyPart(scenario, fleet), clock, policyFile, close: () => fleet.close() };
}
async function startFleet(options) {
  let { directory, seed, machines } = options, scenario = scenarioOf(options);
  await refuseOccupied(directory);
  let fleet = await startEmbeddedFleet({ scenario, machines, seed, scale: "short", clock: createRealClock() }), policyFile = await writeFiles(directory, fleet), counts = await serveCounts(fleet.models, ringOf(fleet));
  return {
    ...storyPart(scenario, fleet),
    policyFile,
    books: counts.url,
    close: async () => {
      await counts.close(), await fleet.close();
    }
  };
}
function storyPart({ name, story, expected, afterwards = 0 }, fleet) {
  return {
    story: { name, text: story, expected, afterwards },
    account: fleet.account,
    counts: () => countsOf(fleet.models, ringOf(fleet)),
    oddities: () => odditiesOf(countsOf(fleet.models, ringOf(fleet)))
  };
}
function odditiesOf({ irregularities }) {
  return Object.values(irregularities).flat().filter((text) => !text.includes(" survey-"));
}
function ringOf({ entries }) {
  let rings = new Map(entries.map(({ name, labels }) => [name, labels.ring]));
  return (machine) => rings.get(machine);
}
async function writeFiles(directory, { policy, inventory }) {
  let policyFile = join(directory, "patchring.yml");
  try {
    await mkdir(directory, { recursive: !0 }), await writeFile(join(directory, "machines.yml"), inventory), await writeFile(policyFile, policy);
  } catch (cause) {
    let why = cause instanceof Error ? cause.message : String(cause);
    throw new FailureError([
      failureOf("ARGUMENT_INVALID", `nothing can be written there: ${why}`, { place: { file: directory } })
    ]);
  }
  return policyFile;
}
async function refuseOccupied(directory) {
  let policyFile = join(directory, "patchring.yml"), written = existsSync(policyFile) ? await readFile(policyFile, "utf8") : "";
  if (written !== "" && !written.startsWith("# The embedded fleet"))
    throw new FailureError([
      failureOf("ARGUMENT_INVALID", "a policy of yours lies there, and would be written over.", {
        place: { file: policyFile },
        next: "Choose another folder with --dir."
      })
    ]);
  let ledger = join(directory, ".patchring");
  if (existsSync(ledger))
    throw new FailureError([
      failureOf("ARGUMENT_INVALID", "the journal of an earlier fleet lies there, and its machines are gone.", {
        place: { file: ledger },
        next: `Delete ${ledger}, or choose another folder with --dir.`
      })
    ]);
}
export {
  playStory,
  startFleet
};
