// What a machine says about a pipeline, message by message, as events; and how we say no to its host calls.
// Pure: a message goes in, an event comes out. A client without a host is never asked in earnest, but a machine that asks all
// the same must not wait for an answer that nobody gives (MS-PSRP 2.2.3.17).

import { WinrmError } from '../errors.ts';
import { isPsObject, member, numberOf, type PsObject, type PsValue, psEnum, psObject } from './clixml/values.ts';
import { messageTypes, messageValue, type PsrpMessage, pipelineStates } from './messages.ts';
import { readState } from './payloads.ts';
import {
  type ErrorRecord,
  type InformationRecord,
  type ProgressRecord,
  readErrorRecord,
  readInformation,
  readMessageRecord,
  readProgress,
  writeErrorRecord,
} from './records.ts';

export type PipelineEvent =
  | { readonly kind: 'output'; readonly value: PsValue }
  | { readonly kind: 'error'; readonly record: ErrorRecord }
  | { readonly kind: 'warning' | 'verbose' | 'debug'; readonly text: string }
  | { readonly kind: 'information'; readonly record: InformationRecord }
  | { readonly kind: 'progress'; readonly record: ProgressRecord }
  /** `reply` must be sent on stream `pr` when it is there. */
  | { readonly kind: 'hostCall'; readonly method: number; readonly reply: PsObject | undefined }
  | { readonly kind: 'ended'; readonly how: 'completed' | 'stopped' | 'failed'; readonly error?: ErrorRecord }
  /** Running, Stopping, or a message of no consequence. */
  | { readonly kind: 'nothing' };

const texts: ReadonlyMap<number, 'warning' | 'verbose' | 'debug'> = new Map([
  [messageTypes.warningRecord, 'warning'],
  [messageTypes.verboseRecord, 'verbose'],
  [messageTypes.debugRecord, 'debug'],
]);

const endings: ReadonlyMap<number, 'completed' | 'stopped' | 'failed'> = new Map([
  [pipelineStates.completed, 'completed'],
  [pipelineStates.stopped, 'stopped'],
  [pipelineStates.failed, 'failed'],
]);

/** Host methods that return something and so wait: all but the writing, setting and notifying ones (MS-PSRP 2.2.3.17). */
const waiting: ReadonlySet<number> = new Set([
  1, 2, 3, 4, 5, 11, 12, 23, 24, 25, 26, 27, 29, 31, 33, 35, 37, 39, 41, 43, 44, 45, 46, 50, 54, 55, 56,
]);

/** Reads RUNSPACEPOOL_HOST_CALL and PIPELINE_HOST_CALL; methods that return something get a refusal to send back. */
export function refuseHostCall(call: PsValue): { readonly method: number; readonly reply: PsObject | undefined } {
  const method = numberOf(member(call, 'mi')) ?? 0;
  if (!waiting.has(method)) return { method, reply: undefined };
  const error = writeErrorRecord({
    message: 'There is no host and nobody to ask.',
    errorId: 'NoHost',
    category: 'NotImplemented',
    exceptionType: 'System.Management.Automation.Host.HostException',
  });
  const reply = psObject({
    extended: new Map<string, PsValue>([
      ['ci', member(call, 'ci') ?? 0n],
      ['mi', psEnum('System.Management.Automation.Remoting.RemoteHostMethodId', String(method), method)],
      ['me', error],
    ]),
  });
  return { method, reply };
}

function readEnding(value: PsValue): PipelineEvent {
  const { state, error } = readState(value);
  const how = endings.get(state);
  if (how !== undefined) return { kind: 'ended', how, ...(error === undefined ? {} : { error }) };
  if (state < 0) throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'a pipeline state that is none');
  return { kind: 'nothing' };
}

/** Reads one message on a pipeline's stream. Throws WINRM_PROTOCOL_VIOLATED for CLIXML that cannot be read. */
export function readPipelineMessage(message: PsrpMessage): PipelineEvent {
  const text = texts.get(message.type);
  if (text !== undefined) return { kind: text, text: readMessageRecord(messageValue(message)) };
  switch (message.type) {
    case messageTypes.pipelineOutput:
      return { kind: 'output', value: messageValue(message) };
    case messageTypes.errorRecord:
      return { kind: 'error', record: readErrorRecord(messageValue(message)) };
    case messageTypes.informationRecord:
      return { kind: 'information', record: readInformation(messageValue(message)) };
    case messageTypes.progressRecord:
      return { kind: 'progress', record: readProgress(messageValue(message)) };
    case messageTypes.pipelineHostCall:
      return { kind: 'hostCall', ...refuseHostCall(messageValue(message)) };
    case messageTypes.pipelineState:
      return readEnding(messageValue(message));
    default:
      return { kind: 'nothing' };
  }
}

/** PSVersion and build of an APPLICATION_PRIVATE_DATA; empty where the machine does not say. */
export function readVersions(value: PsValue): { readonly psVersion: string; readonly buildVersion: string } {
  const table = entry(member(value, 'ApplicationPrivateData'), 'PSVersionTable');
  const text = (name: string): string => {
    const found = entry(table, name);
    return typeof found === 'object' && found !== null && 'text' in found ? String(found.text) : '';
  };
  return { psVersion: text('PSVersion'), buildVersion: text('BuildVersion') };
}

function entry(value: PsValue | undefined, key: string): PsValue | undefined {
  if (!isPsObject(value) || value.base?.kind !== 'dictionary') return undefined;
  return value.base.entries.find(([name]) => name === key)?.[1];
}
