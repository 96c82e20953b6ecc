// The requests that a shell understands, PowerShell pool and cmd shell alike, bound to its resource and its id.
// What travels in the streams is the business of those who stand on this.
// A command or shell that is gone already is no failure when it was to be ended anyway (facts: winrm 1.8).

import type { Conversation, Limits, Question } from './conversation.ts';
import { WinrmError } from './errors.ts';
import type { Response, WsmanOption } from './wsman/envelope.ts';
import { alreadyGone } from './wsman/fault-numbers.ts';
import { actions } from './wsman/names.ts';
import { writeConnectCommand } from './wsman/shell.ts';
import {
  type CommandRequest,
  type Received,
  readCommandResponse,
  readReceiveResponse,
  type StreamPart,
  writeCommand,
  writeReceive,
  writeSend,
  writeSignal,
} from './wsman/streams.ts';

const keepAlive: readonly WsmanOption[] = [{ name: 'WSMAN_CMDSHELL_OPTION_KEEPALIVE', value: 'True' }];
const throughCmd: readonly WsmanOption[] = [{ name: 'WINRS_SKIP_CMD_SHELL', value: 'False' }];
const nothing = new Uint8Array(0);

export interface Asking {
  readonly action: string;
  readonly phase: string;
  readonly body: string;
  readonly options?: readonly WsmanOption[];
}

export interface ShellLink {
  readonly conversation: Conversation;
  readonly resourceUri: string;
  /** As the machine knows it; set by whoever creates the shell. */
  shellId: string;
  ask(asking: Asking, limits: Limits): Promise<Response>;
  /** @param options default: through cmd.exe, which PowerShell ignores and was recorded to accept. @returns the command's id. */
  command(request: CommandRequest, limits: Limits, options?: readonly WsmanOption[]): Promise<string>;
  send(part: StreamPart, limits: Limits): Promise<void>;
  /** @param streams e.g. `stdout`. @param commandId undefined: of the shell itself. */
  receive(streams: string, commandId: string | undefined, limits: Limits): Promise<Received>;
  /** A command that is gone already is fine. @param aside on the second connection: a Receive is waiting on the first. */
  signal(commandId: string, code: string, limits: Limits & { readonly aside?: boolean }): Promise<void>;
  /** Takes a command of a shell over that was connected to. */
  connect(commandId: string, limits: Limits): Promise<void>;
  /** Comes back to a disconnected shell of this session. */
  reconnect(limits: Limits): Promise<void>;
  /** A shell that is gone already is fine. */
  remove(limits: Limits): Promise<void>;
  /** Bytes that fit into the Command or the Send of a pipeline. */
  room(kind: 'command' | 'send', commandId: string): number;
}

async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const number = error instanceof WinrmError ? error.detail.fault : undefined;
    if (number === undefined || !alreadyGone.has(number)) throw error;
  }
}

/** @param resourceUri of the shell's kind; @param shellId empty until the machine has said it. */
export function createShellLink(conversation: Conversation, resourceUri: string, shellId: string): ShellLink {
  const question = ({ action, phase, body, options }: Asking): Question => ({
    action,
    phase,
    body,
    resourceUri,
    ...(options === undefined ? {} : { options }),
    selectors: { ShellId: link.shellId },
  });

  const asCommand = (request: CommandRequest, options = throughCmd): Asking => ({
    action: actions.command,
    phase: 'starting a command',
    body: writeCommand(request),
    options,
  });

  const asSend = (part: StreamPart): Asking => ({
    action: actions.send,
    phase: 'sending input',
    body: writeSend([part]),
  });

  const link: ShellLink = {
    conversation,
    resourceUri,
    shellId,
    ask: (asking, limits) => conversation.ask(question(asking), limits),
    async command(request, limits, options) {
      const response = await link.ask(asCommand(request, options), limits);
      const id = readCommandResponse(response.body) ?? request.id;
      if (id === undefined) throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'a command was started without an id');
      return id;
    },
    async send(part, limits) {
      await link.ask(asSend(part), limits);
    },
    async receive(streams, commandId, limits) {
      const body = writeReceive({ streams, commandId });
      const asking = { action: actions.receive, phase: 'receiving output', body, options: keepAlive };
      return readReceiveResponse((await link.ask(asking, limits)).body);
    },
    async signal(commandId, code, limits) {
      const asking = { action: actions.signal, phase: 'ending a command', body: writeSignal(commandId, code) };
      const speaker = limits.aside === true ? conversation.aside() : conversation;
      await unlessGone(speaker.ask(question(asking), limits));
    },
    async connect(commandId, limits) {
      const body = writeConnectCommand(commandId);
      await link.ask({ action: actions.connect, phase: 'taking over a command', body }, limits);
    },
    async reconnect(limits) {
      await link.ask({ action: actions.reconnect, phase: 'reconnecting', body: '' }, limits);
    },
    async remove(limits) {
      await unlessGone(link.ask({ action: actions.delete, phase: 'closing the shell', body: '' }, limits));
    },
    room(kind, id) {
      const part = { name: 'stdin', commandId: id, bytes: nothing };
      return conversation.room(
        question(kind === 'command' ? asCommand({ id, command: '', arguments: [' '] }) : asSend(part)),
      );
    },
  };
  return link;
}
