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
  pollAgain,
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
} from "./chunk-5NH5M7DG.mjs";
import {
  nearest
} from "./chunk-ZD3ILFP4.mjs";
import {
  entryOf,
  fewestMachines
} from "./chunk-EJQNZCKZ.mjs";
import {
  createSimulatedFleet,
  irregularitiesOf,
  mostOutOfServiceBy,
  readRestartReadiness,
  readScript
} from "./chunk-3U6HBYRX.mjs";
import {
  jobKeyPattern
} from "./chunk-UY47VAXF.mjs";
import "./chunk-AYWG556Y.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-DIBE7RQS.mjs";
import {
  kbSchema,
  updateIdentitySchema,
  updateSources
} from "./chunk-BZIO6GYC.mjs";
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
} from "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/world/embedded.ts
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

// src/simulation/counts.ts
import { createServer } from "node:http";
function countsOf(models, ringOf2) {
  const machines = models.books();
  return {
    machines,
    irregularities: irregularitiesOf(machines),
    mostOutOfService: mostOutOfServiceBy(machines, ringOf2),
    mostOutForUpdates: mostOutOfServiceBy(machines, ringOf2, "update")
  };
}
async function serveCounts(models, ringOf2) {
  const server = createServer((request, response) => {
    const isAsked = request.method === "GET" && request.url === "/books";
    response.writeHead(isAsked ? 200 : 404, { "Content-Type": "application/json" });
    response.end(isAsked ? `${JSON.stringify(countsOf(models, ringOf2))}
` : void 0);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}/books`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
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
var BLOB_HEADER = 28;
var PROOF_SIZE = 16;
function same(a, b) {
  return a.length === b.length && timingSafeEqual(a, b);
}
function refuse(why) {
  throw new WinrmError("WINRM_AUTH_REJECTED", why);
}
function judgeTargetInfo(blob, pairs, challenge) {
  for (const told of decodeAvPairs(challenge.targetInfo)) {
    if (told.id === AV.FLAGS) continue;
    if (!same(avValue(pairs, told.id) ?? new Uint8Array(0), told.value))
      refuse(`target information ${told.id} was changed`);
    if (told.id === AV.TIMESTAMP && !same(blob.subarray(8, 16), told.value))
      refuse("the time is not the one of the challenge");
  }
}
function judgeBinding(pairs, expected) {
  const got = avValue(pairs, AV.CHANNEL_BINDINGS);
  if (expected === void 0) {
    if (got?.some((byte) => byte !== 0) === true) refuse("channel binding on a connection without TLS");
  } else if (got === void 0 || !same(got, bindingDigest(expected))) {
    refuse("channel binding is missing or belongs to another certificate");
  }
}
function judgeFlags(message, challenge) {
  if (!hasFlags(message.flags, REQUIRED_FLAGS)) refuse("the client gave up on protection that was agreed on");
  if (((message.flags ^ challenge.flags) & SECURITY_FLAGS) !== 0) refuse("the negotiated flags were changed");
}
function verifyExchange(evidence) {
  const challenge = decodeChallenge(evidence.challenge);
  const message = decodeAuthenticate(evidence.authenticate);
  const { user, domain, ntResponse, mic } = message;
  judgeFlags(message, challenge);
  if (ntResponse.length < PROOF_SIZE + BLOB_HEADER + 4) refuse("no NTLMv2 response");
  const proof = ntResponse.subarray(0, PROOF_SIZE);
  const blob = ntResponse.subarray(PROOF_SIZE);
  if (blob[0] !== 1 || blob[1] !== 1) refuse("not an NTLMv2 response");
  const password = evidence.lookup(user, domain);
  if (password === void 0) refuse("unknown user");
  const key2 = responseKey(password, user, domain);
  if (!same(proofOf(key2, challenge.serverChallenge, blob), proof)) refuse("wrong password, or a changed response");
  const pairs = decodeAvPairs(blob.subarray(BLOB_HEADER));
  judgeTargetInfo(blob, pairs, challenge);
  judgeBinding(pairs, evidence.channelBinding);
  if (message.encryptedSessionKey.length !== 16) refuse("no session key of 16 bytes");
  const sessionKey = new Rc4(sessionBaseKey(key2, proof)).transform(message.encryptedSessionKey);
  if (mic === void 0 || !same(integrityCodeWithout(sessionKey, evidence, MIC_OFFSET), mic)) {
    refuse("the message integrity code is missing or does not match");
  }
  return { user, domain, sessionKey };
}
function challengeFor(negotiate, options) {
  const { flags } = decodeNegotiate(negotiate);
  if (!hasFlags(flags, REQUIRED_FLAGS)) refuse("the client does not offer the protection that is required");
  const { serverName, domainName } = options;
  const inDomain = serverName !== domainName;
  const text = (id, value) => ({ id, value: Buffer.from(value, "utf16le") });
  const offered = flags & OFFERED_FLAGS & ~NTLM_FLAG.OEM;
  const type = inDomain ? NTLM_FLAG.TARGET_TYPE_DOMAIN : NTLM_FLAG.TARGET_TYPE_SERVER;
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
  let negotiate;
  let challenge;
  let judged = false;
  const advance = (token) => {
    if (negotiate === void 0 || challenge === void 0) {
      negotiate = Buffer.from(token);
      challenge = challengeFor(negotiate, options);
      return { challenge };
    }
    judged = true;
    const { lookup, channelBinding } = options;
    const { user, domain, sessionKey } = verifyExchange({
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
  const plain = (value) => {
    if (value === null) return true;
    return isPsScalar(value) && value.tag === "SS" && key2 !== void 0 ? key2.open(value) : toPlain(value);
  };
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
    this.#shell = shell;
    this.#sink = sink;
    this.#handler = handler;
    this.#randomBytes = randomBytes3;
  }
  data(pipeline, fragments) {
    for (const event of this.#pool.receive(pipeline, fragments)) this.#handle(event);
  }
  connect(fragments) {
    const asked = this.#pool.receive(void 0, fragments).some((event) => event.kind === "connect");
    if (!asked) throw new TypeError("connectXml does not ask for a connection");
    const answer = [
      this.#pool.send(messageTypes.sessionCapability, capability("2.3")),
      this.#pool.send(messageTypes.runspacePoolInitData, poolInitData(1, 1))
    ];
    this.#sink.data(void 0, this.#pool.send(messageTypes.runspacePoolState, poolState(poolStates.opened)));
    return Buffer.concat(answer);
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
  #answerKey(publicKey) {
    const { encrypted, sessionKey } = answerKeyExchange(publicKey, this.#randomBytes(32));
    this.#key = sessionKey;
    const value = psObject({ extended: /* @__PURE__ */ new Map([["EncryptedSessionKey", encrypted]]) });
    this.#sink.data(void 0, this.#pool.send(messageTypes.encryptedSessionKey, value));
  }
  #open() {
    const psVersion = this.#handler.psVersion?.() ?? "5.1.26100.1";
    const build = this.#handler.osVersion?.() ?? "10.0.26100.1";
    this.#sink.data(void 0, this.#pool.send(messageTypes.sessionCapability, capability("2.3")));
    this.#sink.data(void 0, this.#pool.send(messageTypes.applicationPrivateData, privateData(psVersion, build)));
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
  /**
   * Statements run one after the other, up to the first that fails. What they give comes as each has it: a machine needs longer for the
   * next one than an answer takes, so what two of them say is never in one answer. The last one's comes with the end.
   */
  async #run(running) {
    let isApart = false;
    try {
      for (const statement of running.spec.statements) {
        const { failed, ...said } = await this.#invokeOne(running, { ...running.spec, statements: [statement] });
        if (running.ended) return;
        isApart = this.#report(running, said, isApart) || isApart;
        if (failed !== void 0) return this.#end(running, pipelineStates.failed, failed);
      }
      this.#end(running, pipelineStates.completed);
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      if (!running.ended) this.#end(running, pipelineStates.failed, { message, errorId: "HandlerFailed" });
    }
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
  #say(running, type, value, apart = false) {
    if (!running.ended) this.#sink.data(running.id, this.#pool.send(type, value, running.id), apart);
  }
  /** @param apart the first that is said goes into an answer of its own. @returns whether anything was said. */
  #report(running, { output = [], errors = [], warnings = [], verbose = [] }, apart) {
    const said = [
      ...output.map((value) => [messageTypes.pipelineOutput, value]),
      ...errors.map((error) => [messageTypes.errorRecord, writeErrorRecord(error)]),
      ...warnings.map((text) => [messageTypes.warningRecord, writeMessageRecord("Warning", text)]),
      ...verbose.map((text) => [messageTypes.verboseRecord, writeMessageRecord("Verbose", text)])
    ];
    for (const [at, [type, value]] of said.entries()) this.#say(running, type, value, apart && at === 0);
    return said.length > 0;
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
  constructor(fault) {
    super(fault.text ?? `fault ${fault.number}`);
    this.fault = fault;
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
var nothing = new Uint8Array(0);
var twoHours = 2 * 60 * 60 * 1e3;
var maxCommands = 1e3;
var programs = "cmd";
function configurationOf(resourceUri, around) {
  if (resourceUri === resources.cmd && around.hasPrograms) return programs;
  const name = resourceUri?.startsWith(resources.powershell) ? resourceUri.slice(resources.powershell.length) : "";
  const known = around.configurations.find((one) => one.toLowerCase() === name.toLowerCase());
  return known ?? refuse2(2150858811, "The resource URI is not known to this service.", { blame: "Sender" });
}
function shellOf({ request }, { table }) {
  return table.find(request.header.selectors?.ShellId) ?? refuseUnknown("shell");
}
function connectedShellOf(asked, around) {
  const shell = shellOf(asked, around);
  return shell.connected ? shell : refuse2(2150859213, "The shell is disconnected.", { blame: "Sender" });
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
    refuse2(87, `The data could not be read: ${cause instanceof Error ? cause.message : "unknown"}`, {
      blame: "Sender"
    });
  }
}
var create = ({ request, user }, around) => {
  const { header, body } = request;
  const configurationName = configurationOf(header.resourceUri, around);
  const wanted = readCreate(body);
  const id = wanted.id !== void 0 && isGuid(wanted.id) ? wanted.id : around.newId();
  if (around.table.find(id) !== void 0) refuse2(2150859202, "The shell exists already.", { blame: "Sender" });
  const about = {
    id,
    configurationName,
    user,
    ...wanted.name === void 0 ? {} : { name: wanted.name }
  };
  const resourceUri = header.resourceUri ?? "";
  const idleTimeout = wanted.idleTimeout ?? twoHours;
  const shell = around.table.open({ about, resourceUri, sessionId: header.sessionId, idleTimeout });
  try {
    if (wanted.creation !== void 0) hand(shell, { name: "stdin", bytes: wanted.creation });
  } catch (cause) {
    around.table.remove(shell);
    throw cause;
  }
  const owner = user.domain === "" ? user.username : `${user.domain}\\${user.username}`;
  return writeCreateResponse({ id, resourceUri, owner, state: "Connected", idleTimeout }, header.to);
};
var command = async (asked, around) => {
  const shell = connectedShellOf(asked, around);
  const wanted = readCommand(asked.request.body);
  const id = wanted.id !== void 0 && isGuid(wanted.id) ? wanted.id : around.newId();
  if (shell.commands.size >= maxCommands) refuse2(2150859174, "Too many commands in this shell.");
  around.table.command(shell, id);
  try {
    await shell.connection.command(id, wanted);
    const isPipeline = shell.about.configurationName !== programs;
    const fragments = isPipeline ? Buffer.from(wanted.arguments.join(""), "base64") : nothing;
    if (fragments.length > 0) hand(shell, { name: "stdin", commandId: id, bytes: fragments });
  } catch (cause) {
    shell.commands.delete(id);
    throw cause;
  }
  return writeCommandResponse(id);
};
var send = (asked, around) => {
  const shell = connectedShellOf(asked, around);
  for (const part of readSend(asked.request.body)) {
    outboxOf(shell, part.commandId);
    hand(shell, part);
  }
  return element("rsp:SendResponse", {});
};
var receive = async (asked, around) => {
  const shell = connectedShellOf(asked, around);
  const { commandId } = readReceive(asked.request.body);
  const outbox = outboxOf(shell, commandId);
  const { maxEnvelopeSize, operationTimeout } = asked.request.header;
  const budget = Math.min(131072, Math.floor((maxEnvelopeSize - 4096) * 0.75));
  const fetched = await outbox.fetch(budget, (expired) => {
    const stop = around.after(operationTimeout, expired);
    asked.closed.addEventListener("abort", expired, { once: true });
    return () => {
      stop();
      asked.closed.removeEventListener("abort", expired);
    };
  });
  around.table.find(shell.id);
  if (fetched.kind === "timeout") {
    refuse2(pollAgain, "The operation could not be completed within the time specified.", { subcode: "TimedOut" });
  }
  if (fetched.kind === "gone") refuse2(995, "The I/O operation has been aborted.", { subcode: "InternalError" });
  const parts = fetched.parts.map(({ name, bytes }) => ({ name, commandId, bytes }));
  const { done, exitCode } = fetched;
  return writeReceiveResponse({ parts, done, commandId, ...exitCode === void 0 ? {} : { exitCode } });
};
var signal = (asked, around) => {
  const shell = connectedShellOf(asked, around);
  const { commandId, code } = readSignal(asked.request.body);
  const outbox = outboxOf(shell, commandId);
  if (commandId !== void 0) {
    shell.connection.signal(commandId, code);
    if (code !== signals.stopPipeline) {
      shell.commands.delete(commandId);
      outbox.drop();
    }
  }
  return element("rsp:SignalResponse", {});
};
var remove = (asked, around) => {
  around.table.remove(shellOf(asked, around));
  return "";
};
var disconnect = (asked, around) => {
  const shell = shellOf(asked, around);
  shell.connected = false;
  for (const outbox of [shell.outbox, ...shell.commands.values()]) outbox.interrupt();
  return "";
};
var reconnect = (asked, around) => {
  const shell = shellOf(asked, around);
  if (shell.sessionId !== asked.request.header.sessionId) {
    refuse2(2150859213, "The shell belongs to another session.", { blame: "Sender" });
  }
  shell.connected = true;
  return "";
};
var connect = (asked, around) => {
  const shell = shellOf(asked, around);
  const { connection } = shell;
  const commandId = readConnectCommand(asked.request.body);
  if (commandId !== void 0) {
    if (!shell.connected) refuse2(inUseOrDisconnected, "The shell is disconnected.", { blame: "Sender" });
    outboxOf(shell, commandId);
    return writeConnectCommandResponse();
  }
  if (shell.connected || connection.connect === void 0) {
    refuse2(shell.connected ? 2150859213 : 2150859216, "The shell cannot be connected to.", { blame: "Sender" });
  }
  let answer;
  try {
    answer = connection.connect(readConnect(asked.request.body));
  } catch {
    refuse2(2150859206, "Client capability information and connect information are missing or invalid.", {
      blame: "Sender"
    });
  }
  shell.connected = true;
  return writeConnectResponse(answer);
};
var shellOperations = /* @__PURE__ */ new Map([
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
    this.#handler = handler;
    this.#shell = shell;
    this.#sink = sink;
  }
  command(id, line) {
    let endInput = () => {
    };
    const inputEnded = new Promise((resolve) => {
      endInput = resolve;
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
    const write = (stream, bytes) => {
      if (this.#running.has(id)) this.#sink.text(id, stream, bytes);
    };
    const stdin = async () => {
      await running.inputEnded;
      return Buffer.concat(running.input);
    };
    let exitCode = 1;
    try {
      const { command: command2, arguments: args } = line;
      const about = { command: command2, arguments: args, stdin, write, shell: this.#shell, signal: running.abort.signal };
      exitCode = await this.#handler.program?.(about) ?? exitCode;
    } catch (cause) {
      write("stderr", Buffer.from(cause instanceof Error ? cause.message : String(cause)));
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
      (id) => element(
        "rsp:Command",
        {},
        element("rsp:ShellId", {}, escapeText(shell.id)) + element("rsp:CommandId", {}, escapeText(id))
      )
    )
  );
}
async function callMethod(handler, { header, body }) {
  const uri = header.resourceUri ?? "";
  const resource = readCimResource(uri);
  const wanted = readCimCall(body);
  if (resource === void 0 || wanted === void 0 || header.action !== `${uri}/${wanted.method}`) return void 0;
  const result = await handler.cimMethod?.({ ...resource, keys: header.selectors ?? {}, ...wanted });
  if (result === void 0) refuse2(2150858752, "The method does not exist.", { blame: "Sender" });
  return writeCimResult(uri, wanted.method, result);
}
function createReadings({ handler, table, newId, maxEnvelopeSize }) {
  const contexts = /* @__PURE__ */ new Map();
  const rows = async (request) => {
    const found = await handler.cim?.(request);
    if (found === void 0) refuse2(2150858752, "The resource does not exist.", { blame: "Sender" });
    const uri = cimResource(request.namespace, request.className);
    return found.map((row) => writeCimRow(uri, request.className, row));
  };
  const get = async (uri, keys) => {
    if (uri === resources.config) return writeConfig({ maxEnvelopeSize, maxTimeout: 6e4 });
    if (uri === resources.shell) return shellItem(table.find(keys?.ShellId) ?? refuseUnknown("shell"));
    const resource = readCimResource(uri) ?? refuse2(2150858811, "The resource URI is not known.", { blame: "Sender" });
    const [first] = await rows({ ...resource, keys: keys ?? {} });
    return first ?? refuse2(2150858752, "The instance does not exist.", { blame: "Sender" });
  };
  const items = async (uri, filter) => {
    if (uri === resources.shell) return table.list().map(shellItem);
    if (uri === resources.command) return commandItems(table, filter);
    const resource = readCimResource(uri) ?? refuse2(2150858811, "The resource URI is not known.", { blame: "Sender" });
    if (filter?.kind !== "wql") return await rows(resource);
    const className = /\bfrom\s+([a-z_]\w*)/i.exec(filter.query)?.[1];
    if (className === void 0) refuse2(2150858778, "The filter is not valid.", { blame: "Sender" });
    return await rows({ ...resource, className, query: filter.query });
  };
  const page = (kind, all, size) => {
    const rest = all.slice(size);
    if (rest.length === 0) return writePage(kind, all, void 0);
    const context = newId();
    const oldest = contexts.keys().next().value;
    if (contexts.size >= maxContexts && oldest !== void 0) contexts.delete(oldest);
    contexts.set(context, rest);
    return writePage(kind, all.slice(0, size), context);
  };
  const pull = (context) => {
    const rest = contexts.get(context);
    contexts.delete(context);
    if (rest === void 0) refuse2(2150858763, "The enumeration context is not valid.", { blame: "Sender" });
    return page("Pull", rest, laterPage);
  };
  return {
    async answer({ request: { header, body } }) {
      const uri = header.resourceUri ?? "";
      if (header.action === actions.get) return await get(uri, header.selectors);
      if (header.action === actions.enumerate) {
        const everything = uri === resources.shell || uri === resources.command;
        return page(
          "Enumerate",
          await items(uri, readEnumerate(body)),
          everything ? Number.POSITIVE_INFINITY : firstPage
        );
      }
      if (header.action === actions.pull) return pull(readPull(body));
      if (header.action === actions.release) {
        contexts.delete(readPull(body));
        return "";
      }
      return await callMethod(handler, { header, body });
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
    const fetched = new Promise((resolve) => {
      const mine = { answer: resolve, budget };
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
  const remove2 = (shell) => {
    shells.delete(shell.id);
    shell.connection.close();
    shell.outbox.drop();
    for (const outbox of shell.commands.values()) outbox.drop();
  };
  const expire = () => {
    for (const shell of shells.values()) {
      if (now() - shell.usedAt > shell.idleTimeout) remove2(shell);
    }
  };
  return {
    open({ about, resourceUri, sessionId, idleTimeout }) {
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
        sessionId,
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
    remove: remove2,
    clear() {
      for (const shell of [...shells.values()]) remove2(shell);
    }
  };
}

// src/winrm/peer/service.ts
var nothing2 = new Uint8Array(0);
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
  const faulty = (fault, relatesTo) => ({
    status: 500,
    soap: writeResponse({ action: actions.fault, messageId: newId(), relatesTo }, writeFault(fault))
  });
  const identity2 = (version) => writeIdentity({
    protocolVersion: "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
    vendor: "Microsoft Corporation",
    productVersion: `OS: ${version} SP: 0.0 Stack: 3.0`
  });
  const perform = async (asked) => {
    const { header } = asked.request;
    const action = header.action.slice(header.action.lastIndexOf("/") + 1);
    const no = handler.intercept?.({ action, resourceUri: header.resourceUri ?? "", user: asked.user });
    if (no === "drop") return "drop";
    if (no !== void 0 && "status" in no) return { status: no.status, soap: nothing2 };
    if (no !== void 0) {
      const { fault: number, ...more } = no;
      throw new Refusal({ number, ...more });
    }
    const operation = shellOperations.get(header.action);
    const body = await (operation === void 0 ? readings.answer(asked) : Promise.resolve(operation(asked, around)));
    if (body === void 0) throw new Refusal({ number: 2150858789, blame: "Sender", subcode: "ActionNotSupported" });
    const answer = { action: responseAction(header.action), messageId: newId(), relatesTo: header.messageId };
    return { status: 200, soap: writeResponse(answer, body) };
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
        if (cause instanceof Refusal) return faulty(cause.fault, cause.fault.shape === "wmi" ? void 0 : relatesTo);
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
var nothing3 = new Uint8Array(0);
var frameSize = 4096;
function reply(status, body = nothing3, headers = {}) {
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
    return reply(401, nothing3, { "WWW-Authenticate": `Negotiate${challenge}` });
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
    return parts === void 0 ? nothing3 : encodeSealedBody({ label, length: soap.length, ...parts });
  }
};
function createPeer(options) {
  const service = createService({
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
    connection: (connection) => new Connection({ options, connection, service, gone: gone.signal }),
    reset() {
      gone.abort();
      gone = new AbortController();
      service.reset();
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
};
var systemProcess = "4";
function filtered(rows, query = "") {
  const where = /\bwhere\b(.*)$/is.exec(query)?.[1] ?? "";
  const conditions = where.split(/\band\b/i).map((text) => /^\s*(\w+)\s*=\s*'([^']*)'\s*$/.exec(text));
  return rows.filter((row) => conditions.every((found) => found === null || row[found[1] ?? ""] === found[2]));
}
function readCim(model, now, request) {
  const { namespace, className, query, keys } = request;
  const wanted = /\bfrom\s+(\w+)/i.exec(query ?? "")?.[1] ?? className;
  const bootedAt = new Date(model.boot(now).bootedAt);
  const { build } = model.profile;
  switch (`${namespace.replaceAll("\\", "/")}/${wanted}`.toLowerCase()) {
    case "root/cimv2/win32_operatingsystem":
      return [{ LastBootUpTime: bootedAt, BuildNumber: build, Version: `10.0.${build}`, LocalDateTime: new Date(now) }];
    case "root/cimv2/win32_process":
      if ((keys?.Handle ?? systemProcess) !== systemProcess) return [];
      return [{ Handle: systemProcess, ProcessId: 4, Name: "System", CreationDate: bootedAt }];
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
      return void 0;
  }
}
function readTask(model, now, name) {
  const { state } = model.pollJob(name, now);
  if (state === "absent") return [];
  return [{ TaskName: name, TaskPath: "\\patchring\\", State: state === "queued" ? 2 : state === "running" ? 4 : 3 }];
}

// src/simulation/answers.ts
var OwnRefusal = class extends Error {
  name = "OwnRefusal";
};
function defined(parameters, answer) {
  return { parameters, answer };
}
var none = strictObject({});
var key = string().regex(jobKeyPattern);
var asking = { Source: _enum(updateSources), OverrideWsus: boolean().optional() };
var identity = string().transform((text, context) => {
  const [updateId, revision] = text.split("@");
  const parsed = updateIdentitySchema.safeParse({ updateId, revision: Number(revision) });
  if (parsed.success) return parsed.data;
  context.addIssue({ code: "custom", message: `${text} is not updateId@revision` });
  return NEVER;
});
function script(role) {
  return string().transform((text, context) => {
    const [, sha256, content] = new RegExp(`^${role}\\|([0-9a-f]{64})\\|(.+)$`, "s").exec(text) ?? [];
    if (sha256 !== void 0 && content !== void 0) return { sha256, text: content };
    context.addIssue({ code: "custom", message: `this is not ${role}|sha256|text` });
    return NEVER;
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
  return { source: Source, ...OverrideWsus === true ? { overrideWsus: true } : {} };
}
function undoOf(packagesBefore, packagesAdded) {
  return { packagesBefore, ...packagesAdded === void 0 ? {} : { packagesAdded } };
}
function packageOf(beside) {
  return (text) => {
    const [id = "", kb = "", sha256 = "", file = ""] = text.split("|");
    const mine = beside.map((line) => line.split("|")).filter(([of]) => of === id);
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
      const { Source = "machine", OverrideWsus, Update = [], Package, Prerequisite = [] } = asked;
      if (Package !== void 0) return { kind: "stage", packages: Package.map(packageOf(Prerequisite)) };
      return { kind: "stage", ...askingOf({ Source, OverrideWsus }), updates: Update };
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
    const wanted = workOf(asked);
    const refused = model.refuses(asked.Key, wanted);
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
};
var visitCommand = "Invoke-PatchringVisit";
var neverInVisits = ["Invoke-PatchringProbe", "Get-PatchringVersion"];
var visitParameters = strictObject({
  Call: array(strictObject({ Name: string(), Given: record(string(), unknown()) })).min(1)
});
function powershellOf(value) {
  if (Array.isArray(value)) return value.map(powershellOf);
  if (typeof value !== "object" || value === null) return value;
  return psCustomObject(Object.fromEntries(Object.entries(value).map(([name, one]) => [name, powershellOf(one)])));
}
var definition = /^[ \t]*function[ \t]+([A-Za-z][\w-]*)/gim;
function createResponder(model, now) {
  const scopes = /* @__PURE__ */ new WeakMap();
  const runScript = (call, script2) => {
    if (/^(?:[ \t]*#[^\n]*(?:\n|$))+$/.test(script2)) return {};
    const names = [...script2.matchAll(definition)].map(([, name = ""]) => name.toLowerCase());
    if (names.length === 0) return notExecuted();
    if (call.spec.statements[0]?.[0]?.useLocalScope === true) return {};
    scopes.set(call.shell, /* @__PURE__ */ new Set([...scopes.get(call.shell) ?? [], ...names]));
    return {};
  };
  const callOne = ({ shell }, name, given) => {
    const [known] = Object.entries(functions).filter(([one]) => one.toLowerCase() === name.toLowerCase());
    if (known === void 0 || scopes.get(shell)?.has(name.toLowerCase()) !== true) return notFound(name);
    const parameters = known[1].parameters.safeParse(given);
    if (!parameters.success) return notBound(name, prettifyError(parameters.error));
    try {
      return { output: [powershellOf(known[1].answer(model, parameters.data, now()))] };
    } catch (cause) {
      if (!(cause instanceof OwnRefusal)) throw cause;
      return { failed: { message: "The job was refused.", errorId: cause.message, category: "InvalidOperation" } };
    }
  };
  const visit = (call) => {
    if (scopes.get(call.shell)?.has(visitCommand.toLowerCase()) !== true) return notFound(visitCommand);
    const asked = visitParameters.safeParse(call.parameters);
    if (!asked.success) return notBound(visitCommand, prettifyError(asked.error));
    const answers = asked.data.Call.map(
      ({ Name, Given }) => answerOf(neverInVisits.includes(Name) ? notFound(Name) : callOne(call, Name, Given))
    );
    return { output: [psCustomObject({ answers })] };
  };
  return {
    invoke(call) {
      if (call.script !== void 0) return runScript(call, call.script);
      if (call.command?.toLowerCase() === visitCommand.toLowerCase()) return visit(call);
      return callOne(call, call.command ?? "", call.parameters);
    },
    cim: (request) => readCim(model, now(), request)
  };
}
var invalidOperation = -2146233079;
function answerOf({ output = [], failed }) {
  if (failed === void 0) return psCustomObject({ output, failure: null });
  const { message, errorId = "", category = "NotSpecified" } = failed;
  const failure = psCustomObject({ message, errorId, category, hresult: failed.hresult ?? invalidOperation });
  return psCustomObject({ output: [], failure });
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
  /** Listens on the first free port between these two, both included; undefined: none is free. */
  async open(from, to) {
    for (let port = from; port <= to; port += 1) {
      if (await this.#listen(port)) {
        this.#port = port;
        await this.#follow();
        return port;
      }
    }
    return void 0;
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
    return new Promise((resolve, reject) => {
      const failed = (cause) => {
        this.#server.removeListener("listening", heard);
        if (cause.code === "EADDRINUSE" || cause.code === "EACCES") resolve(false);
        else reject(cause);
      };
      const heard = () => {
        this.#server.removeListener("error", failed);
        resolve(true);
      };
      this.#server.once("error", failed);
      this.#server.once("listening", heard);
      this.#server.listen({ port, host: this.#options.host, backlog: 128 });
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
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
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
    const isMeant = (user) => user.toLowerCase() === account.username.toLowerCase();
    return createPeer({
      lookup: (user, domain) => isMeant(user) || isMeant(`${domain}\\${user}`) ? account.password : void 0,
      serverName: model.facts(clock.now()).computerName,
      now: () => clock.now(),
      randomBytes,
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

// src/simulation/ports.ts
import { createServer as createServer2 } from "node:net";
var range = { first: 15e3, blocks: 117, length: 128 };
function blockOfProcess() {
  return process.pid * 37 % range.blocks;
}
function createPortBlocks(host, firstBlock = blockOfProcess()) {
  const guards = [];
  let looked = 0;
  return {
    async take() {
      for (; looked < range.blocks; looked += 1) {
        const first2 = range.first + (firstBlock + looked) % range.blocks * range.length;
        const guard = await hold(first2, host);
        if (guard === void 0) continue;
        guards.push(guard);
        looked += 1;
        return { first: first2 + 1, last: first2 + range.length - 1 };
      }
      looked += 1;
      const first = range.first + (firstBlock + looked) % range.blocks * range.length;
      return { first: first + 1, last: first + range.length - 1 };
    },
    async release() {
      await Promise.all(guards.splice(0).map((guard) => new Promise((closed) => guard.close(closed))));
    }
  };
}
function hold(port, host) {
  return new Promise((resolve) => {
    const guard = createServer2((socket) => socket.destroy());
    guard.once("error", () => resolve(void 0));
    guard.listen({ port, host, exclusive: true }, () => resolve(guard.unref()));
  });
}

// src/simulation/listener.ts
function doorTlsOf(tls) {
  return { ...tls, channelBinding: endpointBindingOf(new X509Certificate(tls.cert).raw) };
}
async function listen(options) {
  const { models, clock, account, host = "127.0.0.1" } = options;
  const tls = options.tls === void 0 ? {} : { tls: doorTlsOf(options.tls) };
  const doors = [];
  const ports = /* @__PURE__ */ new Map();
  const blocks = createPortBlocks(host);
  let free = { first: 1, last: 0 };
  for (const name of models.names) {
    const door = new Door({ name, models, clock, host, account, ...tls });
    doors.push(door);
    let port = await clock.during(door.open(free.first, free.last));
    for (; port === void 0; port = await clock.during(door.open(free.first, free.last)))
      free = await clock.during(blocks.take());
    ports.set(name, port);
    free = { ...free, first: port + 1 };
  }
  return {
    host,
    ports,
    async close() {
      await Promise.all(doors.map((door) => door.close()));
      await blocks.release();
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
var shortClusterGates = shortGates.replace(
  "gates:\n",
  "gates:\n  before: [reachable, noPendingRestart, { gate: cluster, lookAgain: 1s }]\n"
);
var namedGates = `gates:
  after: [cameBack, hotpatch, buildIsTarget, services, events]

`;
function gatesOf(scenario, scale) {
  if (scale === "short") return scenario.repair === void 0 ? shortGates : shortClusterGates;
  return scenario.policy.hotpatch === void 0 ? "" : namedGates;
}
function policyOf(scenario, { scale, ca }) {
  const soak = scale === "short" ? "2s" : "24h";
  const { hotpatch, onRegression } = scenario.policy;
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
  const lines = entries.map(({ name, address, port, labels }) => {
    const where = address === void 0 ? "" : ` address: ${address},${port === void 0 ? "" : ` port: ${port},`}`;
    const words = Object.entries(labels).map(([key2, value]) => `${key2}: ${value}`);
    return `  - { name: ${name},${where} labels: { ${words.join(", ")} } }`;
  });
  return `machines:
${lines.join("\n")}
`;
}

// src/simulation/embedded.ts
function simulatedPlay(options) {
  const { scenario, machines, seed, scale, clock } = options;
  const roster = castOf(scenario, machines);
  const fleet = createSimulatedFleet({
    machines: setupsOf(scenario, roster, scale),
    clock,
    catalogue: scenario.catalogue,
    timing: timings[scale],
    seed
  });
  const entries = roster.map((entry) => entryOf(entry));
  const texts = { policy: policyOf(scenario, { scale }), inventory: inventoryOf(entries) };
  return { fleet, models: fleet.models, entries, ...texts };
}
async function startEmbeddedFleet(options) {
  const { scenario, scale, clock, tls } = options;
  const { models } = simulatedPlay(options);
  const account = { username: "patcher", password: options.password ?? randomBytes2(15).toString("base64url") };
  const listener = await listen({
    models,
    clock,
    account,
    ...tls === void 0 ? {} : { tls }
  });
  const entries = castOf(scenario, options.machines).map(
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
  const counts = await serveCounts(fleet.models, ringOf(fleet));
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
  const rings = new Map(entries.map(({ name, labels }) => [name, labels.ring]));
  return (machine) => rings.get(machine);
}
async function writeFiles(directory, { policy, inventory }) {
  const policyFile = join(directory, "patchring.yml");
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, "machines.yml"), inventory);
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
  const policyFile = join(directory, "patchring.yml");
  const written = existsSync(policyFile) ? await readFile(policyFile, "utf8") : "";
  if (written !== "" && !written.startsWith("# The embedded fleet")) {
    throw new FailureError([
      failureOf("ARGUMENT_INVALID", "a policy of yours lies there, and would be written over.", {
        place: { file: policyFile },
        next: "Choose another folder with --dir."
      })
    ]);
  }
  const ledger = join(directory, ".patchring");
  if (!existsSync(ledger)) return;
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
