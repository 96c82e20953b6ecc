// The header of a PSRP message (MS-PSRP 2.2.1): destination, type, pool and pipeline, then CLIXML as UTF-8.
// Both directions; machines begin their text with a byte order mark, clients do not have to (facts: winrm 2.1).
// A message that is not whole, not UTF-8 or for nobody is refused; an unknown type is handed on as its number.

import { WinrmError } from '../errors.ts';
import { readClixml } from './clixml/reader.ts';
import type { PsValue } from './clixml/values.ts';
import { writeClixml } from './clixml/writer.ts';
import { emptyGuid, guidFromBytes, guidToBytes } from './guid.ts';

export const messageTypes = {
  sessionCapability: 0x00010002,
  initRunspacePool: 0x00010004,
  publicKey: 0x00010005,
  encryptedSessionKey: 0x00010006,
  publicKeyRequest: 0x00010007,
  connectRunspacePool: 0x00010008,
  setMaxRunspaces: 0x00021002,
  setMinRunspaces: 0x00021003,
  runspaceAvailability: 0x00021004,
  runspacePoolState: 0x00021005,
  createPipeline: 0x00021006,
  getAvailableRunspaces: 0x00021007,
  userEvent: 0x00021008,
  applicationPrivateData: 0x00021009,
  getCommandMetadata: 0x0002100a,
  runspacePoolInitData: 0x0002100b,
  resetRunspaceState: 0x0002100c,
  poolHostCall: 0x00021100,
  poolHostResponse: 0x00021101,
  pipelineInput: 0x00041002,
  endOfPipelineInput: 0x00041003,
  pipelineOutput: 0x00041004,
  errorRecord: 0x00041005,
  pipelineState: 0x00041006,
  debugRecord: 0x00041007,
  verboseRecord: 0x00041008,
  warningRecord: 0x00041009,
  progressRecord: 0x00041010,
  informationRecord: 0x00041011,
  pipelineHostCall: 0x00041100,
  pipelineHostResponse: 0x00041101,
} as const;

/** RunspacePoolState (facts: winrm 2.2). */
export const poolStates = {
  opening: 1,
  opened: 2,
  closed: 3,
  closing: 4,
  broken: 5,
  disconnected: 9,
} as const;

/** PSInvocationState (facts: winrm 2.2). */
export const pipelineStates = {
  notStarted: 0,
  running: 1,
  stopping: 2,
  stopped: 3,
  completed: 4,
  failed: 5,
  disconnected: 6,
} as const;

const headerSize = 40;
const toClient = 1;
const toServer = 2;

/** One whole PSRP message; `pipeline` is the empty GUID for messages of the pool. */
export interface PsrpMessage {
  readonly to: 'client' | 'server';
  /** One of `messageTypes`, or a number unknown here. */
  readonly type: number;
  readonly pool: string;
  readonly pipeline: string;
  /** CLIXML text; empty for END_OF_PIPELINE_INPUT. */
  readonly text: string;
}

export interface MessageHeader {
  readonly to: 'client' | 'server';
  readonly type: number;
  readonly pool: string;
  readonly pipeline?: string | undefined;
}

/** Header and value as bytes, ready for the fragmenter. @param value undefined: a message without data. */
export function writeMessage(header: MessageHeader, value: PsValue | undefined): Uint8Array {
  const text = value === undefined ? '' : writeClixml(value);
  const mark = header.to === 'client' && text !== '' ? '\ufeff' : '';
  const out = Buffer.alloc(headerSize + Buffer.byteLength(mark + text));
  out.writeUInt32LE(header.to === 'client' ? toClient : toServer, 0);
  out.writeUInt32LE(header.type, 4);
  out.set(guidToBytes(header.pool), 8);
  out.set(guidToBytes(header.pipeline ?? emptyGuid), 24);
  out.write(mark + text, headerSize);
  return out;
}

/** Reads a joined message. Throws WINRM_PROTOCOL_VIOLATED when it is shorter than a header or not UTF-8. */
export function readMessage(bytes: Uint8Array): PsrpMessage {
  if (bytes.length < headerSize)
    throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'a PSRP message is shorter than its header');
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const destination = view.readUInt32LE(0);
  if (destination !== toClient && destination !== toServer) {
    throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'a PSRP message has an unknown destination');
  }
  return {
    to: destination === toClient ? 'client' : 'server',
    type: view.readUInt32LE(4),
    pool: guidFromBytes(bytes, 8),
    pipeline: guidFromBytes(bytes, 24),
    text: readText(view.subarray(headerSize)),
  };
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function readText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'a PSRP message is not UTF-8', { cause });
  }
}

/** The value inside a message; null for one without data. */
export function messageValue(message: PsrpMessage): PsValue {
  return message.text.trim() === '' ? null : readClixml(message.text, { size: 200 * 1024 * 1024 });
}
