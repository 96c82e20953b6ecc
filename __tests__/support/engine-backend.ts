// Microsoft's own PSRP server behind our peer: one engine process a shell, spoken to over standard input and output
// (facts: powershell-engine). What arrives in creationXml, Command and Send is handed on as it is, and so is what comes back.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { ShellBackend, ShellConnection, ShellSink } from '../../src/winrm/peer.ts';
import { createDefragmenter, type Defragmenter } from '../../src/winrm/psrp/fragments.ts';
import { messageTypes, messageValue, readMessage } from '../../src/winrm/psrp/messages.ts';
import { readState } from '../../src/winrm/psrp/payloads.ts';
import { psrpServer } from './engine.ts';

const poolGuid = '00000000-0000-0000-0000-000000000000';
const line = /^<(\w+)(?: Stream='\w+')? PSGuid='([0-9A-Fa-f-]{36})'(?: ?\/>|>([^<]*)<\/\w+>)/;
const endStates: readonly number[] = [3, 4, 5];

class EngineShell implements ShellConnection {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #sink: ShellSink;
  readonly #commands = new Map<string, () => void>();
  /** One piece of data at a time, the next one after its acknowledgement: the engine works on them in parallel. */
  readonly #waiting: string[] = [];
  #unanswered = false;
  readonly #streams = new Map<string, Defragmenter>();

  constructor(sink: ShellSink) {
    const { command, args } = psrpServer();
    this.#process = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process.stdin.on('error', () => undefined);
    this.#sink = sink;
    createInterface({ input: this.#process.stdout }).on('line', text => this.#read(text));
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  data(pipeline: string | undefined, fragments: Uint8Array, stream: string): void {
    const name = stream === 'pr' ? 'PromptResponse' : 'Default';
    const text = Buffer.from(fragments).toString('base64');
    this.#waiting.push(`<Data Stream='${name}' PSGuid='${pipeline ?? poolGuid}'>${text}</Data>`);
    this.#next();
  }

  async command(pipeline: string): Promise<void> {
    const acknowledged = new Promise<void>(resolve => this.#commands.set(pipeline.toUpperCase(), resolve));
    this.#write(`<Command PSGuid='${pipeline}' />`);
    await acknowledged;
  }

  signal(pipeline: string): void {
    this.#write(`<Signal PSGuid='${pipeline}' />`);
  }

  close(): void {
    this.#process.kill('SIGKILL');
  }

  #write(text: string): void {
    this.#process.stdin.write(`${text}\n`);
  }

  #next(): void {
    if (this.#unanswered) return;
    const text = this.#waiting.shift();
    if (text === undefined) return;
    this.#unanswered = true;
    this.#write(text);
  }

  #read(text: string): void {
    const [, kind = '', guid = '', base64 = ''] = line.exec(text) ?? [];
    const id = guid.toUpperCase();
    if (kind === 'CommandAck') this.#commands.get(id)?.();
    if (kind === 'DataAck') {
      this.#unanswered = false;
      this.#next();
    }
    if (kind !== 'Data') return;
    const bytes = Buffer.from(base64, 'base64');
    const pipeline = id === poolGuid ? undefined : id;
    this.#sink.data(pipeline, bytes);
    if (pipeline !== undefined && this.#ends(pipeline, bytes)) this.#sink.done(pipeline);
  }

  /** Windows says CommandState Done when a pipeline is over; over standard output nobody says it. */
  #ends(pipeline: string, bytes: Uint8Array): boolean {
    const stream = this.#streams.get(pipeline) ?? createDefragmenter();
    this.#streams.set(pipeline, stream);
    return stream
      .push(bytes)
      .map(readMessage)
      .some(
        message =>
          message.type === messageTypes.pipelineState && endStates.includes(readState(messageValue(message)).state),
      );
  }
}

export const engineBackend: ShellBackend = { open: (_shell, sink) => new EngineShell(sink) };
