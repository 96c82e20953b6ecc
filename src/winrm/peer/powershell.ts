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

function joined(before: PeerResult, { failed, ...after }: PeerResult): PeerResult {
  const both = <T>(one: readonly T[] = [], other: readonly T[] = []): readonly T[] => [...one, ...other];
  return {
    output: both(before.output, after.output),
    errors: both(before.errors, after.errors),
    warnings: both(before.warnings, after.warnings),
    verbose: both(before.verbose, after.verbose),
    ...(failed === undefined ? {} : { failed }),
  };
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

  async #run(running: Running): Promise<void> {
    try {
      const result = await this.#invoke(running);
      if (!running.ended) this.#report(running, result);
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      if (!running.ended) this.#report(running, { failed: { message, errorId: 'HandlerFailed' } });
    }
  }

  /** Statements run one after the other, up to the first that fails. */
  async #invoke(running: Running): Promise<PeerResult> {
    let whole: PeerResult = {};
    for (const statement of running.spec.statements) {
      const one = await this.#invokeOne(running, { ...running.spec, statements: [statement] });
      whole = joined(whole, one);
      if (one.failed !== undefined || running.ended) break;
    }
    return whole;
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

  #say(running: Running, type: number, value: PsValue): void {
    if (!running.ended) this.#sink.data(running.id, this.#pool.send(type, value, running.id));
  }

  #report(running: Running, result: PeerResult): void {
    for (const value of result.output ?? []) this.#say(running, messageTypes.pipelineOutput, value);
    for (const error of result.errors ?? []) this.#say(running, messageTypes.errorRecord, writeErrorRecord(error));
    for (const text of result.warnings ?? []) {
      this.#say(running, messageTypes.warningRecord, writeMessageRecord('Warning', text));
    }
    for (const text of result.verbose ?? []) {
      this.#say(running, messageTypes.verboseRecord, writeMessageRecord('Verbose', text));
    }
    if (result.failed === undefined) this.#end(running, pipelineStates.completed);
    else this.#end(running, pipelineStates.failed, result.failed);
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
