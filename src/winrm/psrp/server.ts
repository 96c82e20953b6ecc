// The server half of PSRP as a pure machine: fragments of a client go in, what it asked for comes out, and messages for it
// are cut into the fragments that a machine would send (32 KiB each, facts: winrm 1.12). No I/O, no clock.
// Whatever a client sends out of turn is a WINRM_PROTOCOL_VIOLATED, never a guess.

import { WinrmError } from '../errors.ts';
import { isPsObject, member, numberOf, type PsObject, type PsValue } from './clixml/values.ts';
import { createDefragmenter, createFragmenter, type Defragmenter } from './fragments.ts';
import { messageTypes, messageValue, type PsrpMessage, readMessage, writeMessage } from './messages.ts';
import { readCapability } from './payloads.ts';
import { type PipelineSpec, readPipelineSpec } from './pipeline-spec.ts';

/** What a client asked for. */
export type ServerEvent =
  | {
      readonly kind: 'open';
      readonly minRunspaces: number;
      readonly maxRunspaces: number;
      readonly applicationArguments?: PsObject;
    }
  | { readonly kind: 'connect' }
  | { readonly kind: 'pipeline'; readonly pipeline: string; readonly spec: PipelineSpec }
  | { readonly kind: 'input'; readonly pipeline: string; readonly value: PsValue }
  | { readonly kind: 'endOfInput'; readonly pipeline: string }
  | { readonly kind: 'publicKey'; readonly key: string }
  /** Known to the protocol, of no consequence here (host responses, runspace counts, …). */
  | { readonly kind: 'other'; readonly message: PsrpMessage };

export interface ServerPool {
  /** Id from the client's first message. */
  readonly id: string;
  /** Protocol version that the client offered; undefined before its capability arrived. */
  readonly clientProtocol: string | undefined;
  /** @param stream undefined for the pool's own stream, else the command's id. */
  receive(stream: string | undefined, bytes: Uint8Array): ServerEvent[];
  /** One message as one stream of whole fragments. */
  send(type: number, value: PsValue | undefined, pipeline?: string): Uint8Array;
  /** Forgets what was begun on a command's stream. */
  forget(stream: string): void;
}

const fragmentSize = 32_768;

function readOpen(value: PsValue): ServerEvent {
  const applicationArguments = member(value, 'ApplicationArguments');
  return {
    kind: 'open',
    minRunspaces: numberOf(member(value, 'MinRunspaces')) ?? 1,
    maxRunspaces: numberOf(member(value, 'MaxRunspaces')) ?? 1,
    ...(isPsObject(applicationArguments) ? { applicationArguments } : {}),
  };
}

function readEvent(message: PsrpMessage): ServerEvent {
  switch (message.type) {
    case messageTypes.initRunspacePool:
      return readOpen(messageValue(message));
    case messageTypes.connectRunspacePool:
      return { kind: 'connect' };
    case messageTypes.createPipeline:
      return { kind: 'pipeline', pipeline: message.pipeline, spec: readPipelineSpec(messageValue(message)) };
    case messageTypes.pipelineInput:
      return { kind: 'input', pipeline: message.pipeline, value: messageValue(message) };
    case messageTypes.endOfPipelineInput:
      return { kind: 'endOfInput', pipeline: message.pipeline };
    case messageTypes.publicKey:
      return { kind: 'publicKey', key: String(member(messageValue(message), 'PublicKey') ?? '') };
    default:
      return { kind: 'other', message };
  }
}

/** @param maxMessage bytes of the largest message taken from a client. */
export function createServerPool(maxMessage = 50 * 1024 * 1024): ServerPool {
  const fragmenter = createFragmenter();
  const streams = new Map<string, Defragmenter>();
  let id: string | undefined;
  let clientProtocol: string | undefined;

  const accept = (bytes: Uint8Array): ServerEvent | undefined => {
    const message = readMessage(bytes);
    if (message.to !== 'server') throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'a message is not for a server');
    id ??= message.pool;
    if (message.pool !== id) throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'a message is for another pool');
    if (message.type === messageTypes.sessionCapability) {
      clientProtocol = readCapability(messageValue(message)) ?? '2.1';
      return undefined;
    }
    if (clientProtocol === undefined)
      throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'a message before SESSION_CAPABILITY');
    return readEvent(message);
  };

  return {
    get id() {
      return id ?? '';
    },
    get clientProtocol() {
      return clientProtocol;
    },
    receive(stream, bytes) {
      const key = stream ?? '';
      const defragmenter = streams.get(key) ?? createDefragmenter(maxMessage);
      streams.set(key, defragmenter);
      return defragmenter.push(bytes).flatMap(message => accept(message) ?? []);
    },
    send(type, value, pipeline) {
      const message = writeMessage({ to: 'client', type, pool: id ?? '', pipeline }, value);
      return Buffer.concat(fragmenter.cut(message, fragmentSize));
    },
    forget(stream) {
      streams.delete(stream);
    },
  };
}
