// A runspace pool as its client sees it, as a pure machine: it makes the fragments to send and reads the fragments that come
// (facts: winrm 2.3, 2.4). It counts messages, knows the pool's state, and gives everything about pipelines on as events.
// Sizes come in from outside: how many bytes fit into an envelope is the conductor's knowledge.

import { WinrmError } from '../errors.ts';
import { member, type PsObject, type PsValue, psObject } from './clixml/values.ts';
import { createDefragmenter, createFragmenter, type Defragmenter, fragmentHeaderSize } from './fragments.ts';
import { type HostCall, readHostCall } from './host.ts';
import { messageTypes, messageValue, type PsrpMessage, poolStates, readMessage, writeMessage } from './messages.ts';
import { capability, initPool, readCapability, readState } from './payloads.ts';
import { type PipelineEvent, readPipelineMessage, readVersions } from './pipeline.ts';
import { type PipelineSpec, writePipelineSpec } from './pipeline-spec.ts';
import type { ErrorRecord } from './records.ts';

export type PoolStateName = 'opening' | 'opened' | 'disconnected' | 'closed' | 'broken';

export type PoolEvent =
  | { readonly kind: 'state'; readonly state: PoolStateName; readonly error?: ErrorRecord }
  | { readonly kind: 'pipeline'; readonly id: string; readonly event: PipelineEvent }
  /** The answer of a machine to our public key: the encrypted session key, base64. */
  | { readonly kind: 'sessionKey'; readonly key: string }
  | { readonly kind: 'publicKeyRequest' }
  /** Must be answered on the pool's stream `pr` where it waits for something. */
  | { readonly kind: 'hostCall'; readonly call: HostCall };

export interface OpeningOptions {
  /** Pipelines that may run at the same time; default 1 and 1. */
  readonly minRunspaces?: number | undefined;
  readonly maxRunspaces?: number | undefined;
  readonly applicationArguments?: PsObject | undefined;
  /** HostInfo; default: there is no host. */
  readonly hostInfo?: PsObject | undefined;
}

export interface ClientPool {
  readonly id: string;
  readonly state: PoolStateName;
  /** Protocol version of the machine; undefined until it said so. */
  readonly protocol: string | undefined;
  /** From APPLICATION_PRIVATE_DATA, e.g. `5.1.26100.1`; empty until then. */
  readonly psVersion: string;
  /** e.g. `10.0.26100.1`; empty on PowerShell 7. */
  readonly buildVersion: string;
  /** For creationXml. */
  open(options?: OpeningOptions): Uint8Array;
  /** For connectXml: takes over a pool that another client left. */
  connect(): Uint8Array;
  /** CREATE_PIPELINE, cut: the first part goes into Command, each further one into a Send. */
  pipeline(id: string, spec: PipelineSpec, room: { readonly command: number; readonly send: number }): Uint8Array[];
  /** Objects piped in and the end of them, packed into as few Sends of `room` bytes as will do. */
  input(id: string, values: readonly PsValue[], room: number): Uint8Array[];
  /** Any other message as whole fragments. */
  message(type: number, value: PsValue | undefined, pipeline?: string): Uint8Array;
  /** @param stream command id of the stream, undefined for the pool's own. */
  receive(stream: string | undefined, bytes: Uint8Array): PoolEvent[];
  /** A connection was lost: data that comes next must follow on what came last, else WINRM_CONNECTION_LOST is thrown. */
  suspectLoss(): void;
  /** Since then nothing has come that proves that all is there. */
  readonly isSuspect: boolean;
  /** The pipeline's stream is over. @returns whether a message was left incomplete. */
  forget(stream: string): boolean;
}

const names: ReadonlyMap<number, PoolStateName> = new Map([
  [poolStates.opening, 'opening'],
  [poolStates.opened, 'opened'],
  [poolStates.closed, 'closed'],
  [poolStates.closing, 'closed'],
  [poolStates.broken, 'broken'],
  [poolStates.disconnected, 'disconnected'],
]);

/** Protocol versions that we offer, one after the other where a machine refuses. */
export const protocolVersions = ['2.3', '2.2', '2.1'] as const;
const [offeredProtocol] = protocolVersions;

function lostWithConnection(cause?: unknown): WinrmError {
  return new WinrmError('WINRM_CONNECTION_LOST', 'output was lost together with the connection', { cause });
}

class Pool implements ClientPool {
  readonly id: string;
  state: PoolStateName = 'opening';
  protocol: string | undefined;
  psVersion = '';
  buildVersion = '';
  readonly #fragmenter = createFragmenter();
  readonly #streams = new Map<string, Defragmenter>();
  readonly #protocol: string;
  /** Largest number of a message that came: the machine counts over pool and pipelines together (facts: winrm 2.1). */
  #lastObject = 0n;
  #isSuspect = false;

  constructor(id: string, protocol: string) {
    this.id = id;
    this.#protocol = protocol;
  }

  open({ minRunspaces = 1, maxRunspaces = 1, applicationArguments, hostInfo }: OpeningOptions = {}): Uint8Array {
    return Buffer.concat([
      this.message(messageTypes.sessionCapability, capability(this.#protocol)),
      this.message(
        messageTypes.initRunspacePool,
        initPool({ minRunspaces, maxRunspaces, applicationArguments, hostInfo }),
      ),
    ]);
  }

  connect(): Uint8Array {
    return Buffer.concat([
      this.message(messageTypes.sessionCapability, capability(this.#protocol)),
      this.message(messageTypes.connectRunspacePool, ''),
    ]);
  }

  pipeline(id: string, spec: PipelineSpec, room: { readonly command: number; readonly send: number }): Uint8Array[] {
    const message = this.#write(messageTypes.createPipeline, writePipelineSpec(spec), id);
    return this.#fragmenter.cut(message, room.command, room.send);
  }

  input(id: string, values: readonly PsValue[], room: number): Uint8Array[] {
    const messages = values.map(value => this.#write(messageTypes.pipelineInput, value, id));
    messages.push(this.#write(messageTypes.endOfPipelineInput, undefined, id));
    const sends: Uint8Array[][] = [[]];
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
    return sends.map(parts => Buffer.concat(parts));
  }

  message(type: number, value: PsValue | undefined, pipeline?: string): Uint8Array {
    return Buffer.concat(this.#fragmenter.cut(this.#write(type, value, pipeline)));
  }

  receive(stream: string | undefined, bytes: Uint8Array): PoolEvent[] {
    const key = stream ?? '';
    const defragmenter = this.#streams.get(key) ?? createDefragmenter();
    this.#streams.set(key, defragmenter);
    const wasSuspect = this.#isSuspect;
    if (bytes.length >= fragmentHeaderSize) this.#follow(bytes, defragmenter.pending);
    let messages: readonly Uint8Array[];
    try {
      messages = defragmenter.push(bytes);
    } catch (error) {
      throw wasSuspect ? lostWithConnection(error) : error;
    }
    return messages.flatMap(message => this.#read(readMessage(message)));
  }

  get isSuspect(): boolean {
    return this.#isSuspect;
  }

  suspectLoss(): void {
    this.#isSuspect = true;
  }

  forget(stream: string): boolean {
    const pending = this.#streams.get(stream)?.pending === true;
    this.#streams.delete(stream);
    return pending;
  }

  /** Parts of answers are whole fragments (facts: winrm 2.1); what is lost inside a message the defragmenter finds. */
  #follow(bytes: Uint8Array, isInside: boolean): void {
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const first = view.readBigUInt64BE(0);
    const starts = ((view[16] ?? 0) & 1) !== 0;
    const follows = starts ? !isInside && first === this.#lastObject + 1n : isInside && first === this.#lastObject;
    if (this.#isSuspect && !follows) throw lostWithConnection();
    this.#isSuspect = false;
    for (let at = 0; at + fragmentHeaderSize <= view.length; at += fragmentHeaderSize + view.readUInt32BE(at + 17)) {
      const object = view.readBigUInt64BE(at);
      if (object > this.#lastObject) this.#lastObject = object;
    }
  }

  #write(type: number, value: PsValue | undefined, pipeline: string | undefined): Uint8Array {
    return writeMessage({ to: 'server', type, pool: this.id, pipeline }, value);
  }

  #read(message: PsrpMessage): readonly PoolEvent[] {
    if (message.to !== 'client') throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'a message that is not for a client');
    // High word 4: about a pipeline (facts: winrm 2.2).
    if (message.type >>> 16 === 4) {
      return [{ kind: 'pipeline', id: message.pipeline, event: readPipelineMessage(message) }];
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
        return [{ kind: 'sessionKey', key: String(member(messageValue(message), 'EncryptedSessionKey') ?? '') }];
      case messageTypes.publicKeyRequest:
        return [{ kind: 'publicKeyRequest' }];
      case messageTypes.poolHostCall:
        return [{ kind: 'hostCall', call: readHostCall(messageValue(message)) }];
      default:
        return [];
    }
  }

  #readState(value: PsValue): readonly PoolEvent[] {
    const { state, error } = readState(value);
    const name = names.get(state);
    if (name === undefined) return [];
    this.state = name;
    return [{ kind: 'state', state: name, ...(error === undefined ? {} : { error }) }];
  }
}

/** @param id upper-case GUID, also the ShellId. @param protocol version to offer. */
export function createClientPool(id: string, protocol: string = offeredProtocol): ClientPool {
  return new Pool(id, protocol);
}

/** The value of PUBLIC_KEY. @param key CAPI public key blob, base64. */
export function publicKey(key: string): PsObject {
  return psObject({ extended: new Map([['PublicKey', key]]) });
}
