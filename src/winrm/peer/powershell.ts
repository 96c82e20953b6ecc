// Our own PSRP half behind the server face: pipelines become calls of the handler, its results become records on the streams.
// It behaves as a machine with Windows PowerShell 5.1: a pool opens in two answers, a pipeline ends with its state, a stopped
// one as Stopped, a handler that throws as Failed. Host calls and prompts do not exist here.

import { type PlainValue, toPlain } from '../psrp/clixml/plain.ts';
import { isPsScalar, type PsValue, psObject } from '../psrp/clixml/values.ts';
import { messageTypes, pipelineStates, poolStates } from '../psrp/messages.ts';
import { capability, pipelineState, poolInitData, poolState, privateData } from '../psrp/payloads.ts';
import type { PipelineSpec } from '../psrp/pipeline-spec.ts';
import { writeErrorRecord, writeMessageRecord, writeProgress } from '../psrp/records.ts';
import { createServerPool, type ServerEvent, type ServerPool } from '../psrp/server.ts';
import { answerKeyExchange, type SessionKey } from '../session-key.ts';
import type { PeerHandler, PeerResult, PeerShell, ShellBackend, ShellConnection, ShellSink } from './contract.ts';

interface Running {
  readonly id: string;
  readonly spec: PipelineSpec;
  readonly input: PsValue[];
  readonly abort: AbortController;
  ended: boolean;
}

function namedParameters(spec: PipelineSpec, key: SessionKey | undefined): Record<string, PlainValue> {
  const first = spec.statements[0]?.[0];
  const plain = (value: PsValue): PlainValue => {
    // A switch that is merely present has no value (facts: winrm 2.4).
    if (value === null) return true;
    return isPsScalar(value) && value.tag === 'SS' && key !== undefined ? key.open(value) : toPlain(value);
  };
  return Object.fromEntries(
    (first?.arguments ?? []).flatMap(({ name, value }) => (name === undefined ? [] : [[name, plain(value)] as const])),
  );
}

export interface PowershellOptions {
  readonly handler: PeerHandler;
  readonly randomBytes: (size: number) => Uint8Array;
}

/** One pool of one client. */
class PowershellShell implements ShellConnection {
  readonly #pool: ServerPool = createServerPool();
  readonly #pipelines = new Map<string, Running>();
  readonly #shell: PeerShell;
  readonly #sink: ShellSink;
  readonly #handler: PeerHandler;
  readonly #randomBytes: (size: number) => Uint8Array;
  #key: SessionKey | undefined;

  constructor(shell: PeerShell, sink: ShellSink, { handler, randomBytes }: PowershellOptions) {
    this.#shell = shell;
    this.#sink = sink;
    this.#handler = handler;
    this.#randomBytes = randomBytes;
  }

  data(pipeline: string | undefined, fragments: Uint8Array): void {
    for (const event of this.#pool.receive(pipeline, fragments)) this.#handle(event);
  }

  connect(fragments: Uint8Array): Uint8Array {
    const asked = this.#pool.receive(undefined, fragments).some(event => event.kind === 'connect');
    if (!asked) throw new TypeError('connectXml does not ask for a connection');
    const answer = [
      this.#pool.send(messageTypes.sessionCapability, capability('2.3')),
      this.#pool.send(messageTypes.runspacePoolInitData, poolInitData(1, 1)),
    ];
    this.#sink.data(undefined, this.#pool.send(messageTypes.runspacePoolState, poolState(poolStates.opened)));
    return Buffer.concat(answer);
  }

  command(): void {}

  signal(pipeline: string): void {
    const running = this.#pipelines.get(pipeline);
    this.#pool.forget(pipeline);
    if (running === undefined || running.ended) return;
    running.abort.abort();
    this.#end(running, pipelineStates.stopped);
  }

  close(): void {
    for (const running of this.#pipelines.values()) {
      running.ended = true;
      running.abort.abort();
    }
    this.#pipelines.clear();
  }

  #handle(event: ServerEvent): void {
    if (event.kind === 'open') this.#open();
    else if (event.kind === 'pipeline') this.#create(event.pipeline, event.spec);
    else if (event.kind === 'input') this.#pipelines.get(event.pipeline)?.input.push(event.value);
    else if (event.kind === 'endOfInput') this.#start(event.pipeline);
    else if (event.kind === 'publicKey') this.#answerKey(event.key);
  }

  #answerKey(publicKey: string): void {
    const { encrypted, sessionKey } = answerKeyExchange(publicKey, this.#randomBytes(32));
    this.#key = sessionKey;
    const value = psObject({ extended: new Map([['EncryptedSessionKey', encrypted]]) });
    this.#sink.data(undefined, this.#pool.send(messageTypes.encryptedSessionKey, value));
  }

  #open(): void {
    const psVersion = this.#handler.psVersion?.() ?? '5.1.26100.1';
    const build = this.#handler.osVersion?.() ?? '10.0.26100.1';
    this.#sink.data(undefined, this.#pool.send(messageTypes.sessionCapability, capability('2.3')));
    this.#sink.data(undefined, this.#pool.send(messageTypes.applicationPrivateData, privateData(psVersion, build)));
    // A real machine says Opened in an answer of its own (facts: winrm 2.3).
    this.#sink.data(undefined, this.#pool.send(messageTypes.runspacePoolState, poolState(poolStates.opened)), true);
  }

  #create(id: string, spec: PipelineSpec): void {
    const running = { id, spec, input: [], abort: new AbortController(), ended: false };
    this.#pipelines.set(id, running);
    if (spec.noInput) this.#start(id);
  }

  #start(id: string): void {
    const running = this.#pipelines.get(id);
    if (running === undefined || running.ended) return;
    void this.#run(running);
  }

  /**
   * Statements run one after the other, up to the first that fails. What they give comes as each has it: a machine needs longer for the
   * next one than an answer takes, so what two of them say is never in one answer. The last one's comes with the end.
   */
  async #run(running: Running): Promise<void> {
    let isApart = false;
    try {
      for (const statement of running.spec.statements) {
        const { failed, ...said } = await this.#invokeOne(running, { ...running.spec, statements: [statement] });
        if (running.ended) return;
        isApart = this.#report(running, said, isApart) || isApart;
        if (failed !== undefined) return this.#end(running, pipelineStates.failed, failed);
      }
      this.#end(running, pipelineStates.completed);
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      if (!running.ended) this.#end(running, pipelineStates.failed, { message, errorId: 'HandlerFailed' });
    }
  }

  async #invokeOne(running: Running, spec: PipelineSpec): Promise<PeerResult> {
    const first = spec.statements[0]?.[0];
    return await this.#handler.invoke({
      ...(first?.isScript === false ? { command: first.text } : {}),
      ...(first?.isScript === true ? { script: first.text } : {}),
      parameters: namedParameters(spec, this.#key),
      spec,
      input: running.input,
      shell: this.#shell,
      signal: running.abort.signal,
      progress: record => this.#say(running, messageTypes.progressRecord, writeProgress(record)),
      write: value => this.#say(running, messageTypes.pipelineOutput, value),
    });
  }

  #say(running: Running, type: number, value: PsValue, apart = false): void {
    if (!running.ended) this.#sink.data(running.id, this.#pool.send(type, value, running.id), apart);
  }

  /** @param apart the first that is said goes into an answer of its own. @returns whether anything was said. */
  #report(
    running: Running,
    { output = [], errors = [], warnings = [], verbose = [] }: PeerResult,
    apart: boolean,
  ): boolean {
    const said: (readonly [number, PsValue])[] = [
      ...output.map(value => [messageTypes.pipelineOutput, value] as const),
      ...errors.map(error => [messageTypes.errorRecord, writeErrorRecord(error)] as const),
      ...warnings.map(text => [messageTypes.warningRecord, writeMessageRecord('Warning', text)] as const),
      ...verbose.map(text => [messageTypes.verboseRecord, writeMessageRecord('Verbose', text)] as const),
    ];
    for (const [at, [type, value]] of said.entries()) this.#say(running, type, value, apart && at === 0);
    return said.length > 0;
  }

  #end(running: Running, state: number, error?: PeerResult['failed']): void {
    running.ended = true;
    const value = pipelineState(state, error);
    this.#sink.data(running.id, this.#pool.send(messageTypes.pipelineState, value, running.id));
    this.#sink.done(running.id);
    this.#pipelines.delete(running.id);
  }
}

/** @returns the backend that answers with a handler instead of a PowerShell. */
export function powershellBackend(options: PowershellOptions): ShellBackend {
  return { open: (shell, sink) => new PowershellShell(shell, sink, options) };
}
