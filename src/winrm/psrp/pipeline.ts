// What a machine says about a pipeline, message by message, as events. Pure: a message goes in, an event comes out.
// A message of an unknown type is no event of consequence; one that cannot be read is a broken protocol.
// Host calls are handed on whole: whether they are answered or refused is said in host.ts.

import { WinrmError } from '../errors.ts';
import { isPsObject, member, type PsValue } from './clixml/values.ts';
import { type HostCall, readHostCall } from './host.ts';
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
} from './records.ts';

export type PipelineEvent =
  | { readonly kind: 'output'; readonly value: PsValue }
  | { readonly kind: 'error'; readonly record: ErrorRecord }
  | { readonly kind: 'warning' | 'verbose' | 'debug'; readonly text: string }
  | { readonly kind: 'information'; readonly record: InformationRecord }
  | { readonly kind: 'progress'; readonly record: ProgressRecord }
  /** Must be answered on stream `pr` where it waits for something (host.ts). */
  | { readonly kind: 'hostCall'; readonly call: HostCall }
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
      return { kind: 'hostCall', call: readHostCall(messageValue(message)) };
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
