// Bodies of the messages that carry work and its streams, in both directions: Command, Send, Receive, Signal.
// Stream data is base64; what it holds is none of their business (facts: winrm 1.6 to 1.8).
// Command ids are compared as upper-case GUIDs, the form in which machines echo them.

import { commandStates, ns } from './names.ts';
import { readBase64 } from './shell.ts';
import { child, childrenNamed, childText, element, escapeText, type XmlElement } from './xml.ts';

export interface CommandRequest {
  /** Chosen by the client for pipelines: the pipeline's id. */
  readonly id?: string | undefined;
  readonly command: string;
  readonly arguments: readonly string[];
}

export function writeCommand(request: CommandRequest): string {
  const args = request.arguments.map(one => element('rsp:Arguments', {}, escapeText(one))).join('');
  const command = element('rsp:Command', {}, escapeText(request.command));
  return element('rsp:CommandLine', { CommandId: request.id }, command + args);
}

export function readCommand(body: XmlElement | undefined): CommandRequest {
  return {
    id: body?.attributes.get('CommandId')?.toUpperCase(),
    command: childText(body, ns.shell, 'Command') ?? '',
    arguments: childrenNamed(body, ns.shell, 'Arguments').map(one => one.text),
  };
}

export function writeCommandResponse(commandId: string): string {
  return element('rsp:CommandResponse', {}, element('rsp:CommandId', {}, escapeText(commandId)));
}

export function readCommandResponse(body: XmlElement | undefined): string | undefined {
  return childText(body, ns.shell, 'CommandId');
}

/** One piece of one stream. */
export interface StreamPart {
  /** `stdin`, `pr`, `stdout`, `stderr`. */
  readonly name: string;
  readonly commandId?: string | undefined;
  readonly bytes: Uint8Array;
  readonly end?: boolean | undefined;
}

function writeStream(part: StreamPart): string {
  const { bytes } = part;
  return element(
    'rsp:Stream',
    { CommandId: part.commandId, Name: part.name, End: part.end === true ? 'true' : undefined },
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  );
}

function readStreams(body: XmlElement | undefined): StreamPart[] {
  return childrenNamed(body, ns.shell, 'Stream').map(part => ({
    name: part.attributes.get('Name') ?? '',
    commandId: part.attributes.get('CommandId')?.toUpperCase(),
    bytes: readBase64(part),
    end: part.attributes.get('End') === 'true',
  }));
}

export function writeSend(parts: readonly StreamPart[]): string {
  return element('rsp:Send', {}, parts.map(writeStream).join(''));
}

export function readSend(body: XmlElement | undefined): StreamPart[] {
  return readStreams(body);
}

export interface ReceiveRequest {
  /** Space separated, e.g. `stdout stderr`. */
  readonly streams: string;
  readonly commandId?: string | undefined;
}

export function writeReceive(request: ReceiveRequest): string {
  const stream = element('rsp:DesiredStream', { CommandId: request.commandId }, escapeText(request.streams));
  return element('rsp:Receive', {}, stream);
}

export function readReceive(body: XmlElement | undefined): ReceiveRequest {
  const desired = child(body, ns.shell, 'DesiredStream');
  return { streams: desired?.text.trim() ?? '', commandId: desired?.attributes.get('CommandId')?.toUpperCase() };
}

export interface Received {
  readonly parts: readonly StreamPart[];
  /** The command has ended: nothing more will come. */
  readonly done: boolean;
  /** Unsigned; undefined when the machine did not say, which is not 0 (facts: winrm 1.7). */
  readonly exitCode?: number;
}

export function writeReceiveResponse(received: Received & { readonly commandId?: string | undefined }): string {
  const { commandId, done, exitCode = 0 } = received;
  const state =
    commandId !== undefined && done
      ? element(
          'rsp:CommandState',
          { CommandId: commandId, State: commandStates.done },
          element('rsp:ExitCode', {}, String(exitCode)),
        )
      : '';
  return element('rsp:ReceiveResponse', {}, received.parts.map(writeStream).join('') + state);
}

export function readReceiveResponse(body: XmlElement | undefined): Received {
  const state = child(body, ns.shell, 'CommandState');
  const exitCode = childText(state, ns.shell, 'ExitCode');
  return {
    parts: readStreams(body),
    done: state?.attributes.get('State') === commandStates.done,
    ...(exitCode !== undefined && /^-?\d+$/.test(exitCode) ? { exitCode: Number(exitCode) >>> 0 } : {}),
  };
}

export function writeSignal(commandId: string | undefined, code: string): string {
  return element('rsp:Signal', { CommandId: commandId }, element('rsp:Code', {}, escapeText(code)));
}

export function readSignal(body: XmlElement | undefined): {
  readonly commandId: string | undefined;
  readonly code: string;
} {
  return {
    commandId: body?.attributes.get('CommandId')?.toUpperCase(),
    code: childText(body, ns.shell, 'Code') ?? '',
  };
}
