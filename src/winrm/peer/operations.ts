// The operations on shells, each one function from a request to the markup of its answer: Create, Command, Send, Receive,
// Signal, Delete, Disconnect, Reconnect, Connect. Ids come from the client where it chose them (facts: winrm 1.5, 1.6).
// To refuse is to throw a Refusal with the number that Windows would send; nothing is half done when that happens.

import { isGuid } from '../psrp/guid.ts';
import type { Request } from '../wsman/envelope.ts';
import { inUseOrDisconnected, pollAgain } from '../wsman/fault-numbers.ts';
import { actions, resources, signals } from '../wsman/names.ts';
import {
  readConnect,
  readConnectCommand,
  readCreate,
  writeConnectCommandResponse,
  writeConnectResponse,
  writeCreateResponse,
} from '../wsman/shell.ts';
import {
  readCommand,
  readReceive,
  readSend,
  readSignal,
  type StreamPart,
  writeCommandResponse,
  writeReceiveResponse,
} from '../wsman/streams.ts';
import { element } from '../wsman/xml.ts';
import type { PeerShell, PeerUser } from './contract.ts';
import type { Outbox } from './outbox.ts';
import { refuse, refuseUnknown } from './refusal.ts';
import type { Shell, ShellTable } from './shells.ts';

/** One request of somebody who is logged on. */
export interface Asked {
  readonly request: Request;
  readonly user: PeerUser;
  /** Aborted when the connection is gone: nobody waits any longer. */
  readonly closed: AbortSignal;
}

export interface Surroundings {
  readonly table: ShellTable;
  readonly configurations: readonly string[];
  /** Are there cmd shells? */
  readonly hasPrograms: boolean;
  readonly newId: () => string;
  /** Calls back after so many milliseconds; @returns how to stop it. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
}

export type Operation = (asked: Asked, around: Surroundings) => string | Promise<string>;

const nothing = new Uint8Array(0);
const twoHours = 2 * 60 * 60 * 1000;
const maxCommands = 1000;
/** Configuration name of a cmd shell. */
export const programs = 'cmd';

function configurationOf(resourceUri: string | undefined, around: Surroundings): string {
  if (resourceUri === resources.cmd && around.hasPrograms) return programs;
  const name = resourceUri?.startsWith(resources.powershell) ? resourceUri.slice(resources.powershell.length) : '';
  const known = around.configurations.find(one => one.toLowerCase() === name.toLowerCase());
  return known ?? refuse(2150858811, 'The resource URI is not known to this service.', { blame: 'Sender' });
}

function shellOf({ request }: Asked, { table }: Surroundings): Shell {
  return table.find(request.header.selectors?.ShellId) ?? refuseUnknown('shell');
}

function connectedShellOf(asked: Asked, around: Surroundings): Shell {
  const shell = shellOf(asked, around);
  return shell.connected ? shell : refuse(2150859213, 'The shell is disconnected.', { blame: 'Sender' });
}

function outboxOf(shell: Shell, commandId: string | undefined): Outbox {
  if (commandId === undefined) return shell.outbox;
  return shell.commands.get(commandId) ?? refuseUnknown('command');
}

/** Hands fragments to whoever stands behind the shell; what it cannot read is the client's fault. */
function hand(shell: Shell, { commandId, bytes, name, end }: StreamPart): void {
  try {
    shell.connection.data(commandId, bytes, name);
    if (end === true && commandId !== undefined) shell.connection.end?.(commandId);
  } catch (cause) {
    refuse(87, `The data could not be read: ${cause instanceof Error ? cause.message : 'unknown'}`, {
      blame: 'Sender',
    });
  }
}

const create: Operation = ({ request, user }, around) => {
  const { header, body } = request;
  const configurationName = configurationOf(header.resourceUri, around);
  const wanted = readCreate(body);
  const id = wanted.id !== undefined && isGuid(wanted.id) ? wanted.id : around.newId();
  if (around.table.find(id) !== undefined) refuse(2150859202, 'The shell exists already.', { blame: 'Sender' });
  const about: PeerShell = {
    id,
    configurationName,
    user,
    ...(wanted.name === undefined ? {} : { name: wanted.name }),
  };
  const resourceUri = header.resourceUri ?? '';
  const idleTimeout = wanted.idleTimeout ?? twoHours;
  const shell = around.table.open({ about, resourceUri, sessionId: header.sessionId, idleTimeout });
  try {
    if (wanted.creation !== undefined) hand(shell, { name: 'stdin', bytes: wanted.creation });
  } catch (cause) {
    around.table.remove(shell);
    throw cause;
  }
  const owner = user.domain === '' ? user.username : `${user.domain}\\${user.username}`;
  return writeCreateResponse({ id, resourceUri, owner, state: 'Connected', idleTimeout }, header.to);
};

const command: Operation = async (asked, around) => {
  const shell = connectedShellOf(asked, around);
  const wanted = readCommand(asked.request.body);
  const id = wanted.id !== undefined && isGuid(wanted.id) ? wanted.id : around.newId();
  if (shell.commands.size >= maxCommands) refuse(2150859174, 'Too many commands in this shell.');
  around.table.command(shell, id);
  try {
    await shell.connection.command(id, wanted);
    const isPipeline = shell.about.configurationName !== programs;
    const fragments = isPipeline ? Buffer.from(wanted.arguments.join(''), 'base64') : nothing;
    if (fragments.length > 0) hand(shell, { name: 'stdin', commandId: id, bytes: fragments });
  } catch (cause) {
    shell.commands.delete(id);
    throw cause;
  }
  return writeCommandResponse(id);
};

const send: Operation = (asked, around) => {
  const shell = connectedShellOf(asked, around);
  for (const part of readSend(asked.request.body)) {
    outboxOf(shell, part.commandId);
    hand(shell, part);
  }
  return element('rsp:SendResponse', {});
};

const receive: Operation = async (asked, around) => {
  const shell = connectedShellOf(asked, around);
  const { commandId } = readReceive(asked.request.body);
  const outbox = outboxOf(shell, commandId);
  const { maxEnvelopeSize, operationTimeout } = asked.request.header;
  // Base64 takes a third more; a real machine sends at most four fragments of 32 KiB at once (facts: winrm 1.12).
  const budget = Math.min(131_072, Math.floor((maxEnvelopeSize - 4096) * 0.75));
  const fetched = await outbox.fetch(budget, expired => {
    const stop = around.after(operationTimeout, expired);
    asked.closed.addEventListener('abort', expired, { once: true });
    return () => {
      stop();
      asked.closed.removeEventListener('abort', expired);
    };
  });
  around.table.find(shell.id); // waiting is not idling
  if (fetched.kind === 'timeout') {
    refuse(pollAgain, 'The operation could not be completed within the time specified.', { subcode: 'TimedOut' });
  }
  if (fetched.kind === 'gone') refuse(995, 'The I/O operation has been aborted.', { subcode: 'InternalError' });
  const parts = fetched.parts.map(({ name, bytes }) => ({ name, commandId, bytes }));
  const { done, exitCode } = fetched;
  return writeReceiveResponse({ parts, done, commandId, ...(exitCode === undefined ? {} : { exitCode }) });
};

const signal: Operation = (asked, around) => {
  const shell = connectedShellOf(asked, around);
  const { commandId, code } = readSignal(asked.request.body);
  const outbox = outboxOf(shell, commandId);
  if (commandId !== undefined) {
    shell.connection.signal(commandId, code);
    // One code stops, every other one closes the command: so PowerShell's plugin takes them.
    if (code !== signals.stopPipeline) {
      shell.commands.delete(commandId);
      outbox.drop();
    }
  }
  return element('rsp:SignalResponse', {});
};

const remove: Operation = (asked, around) => {
  around.table.remove(shellOf(asked, around));
  return '';
};

const disconnect: Operation = (asked, around) => {
  const shell = shellOf(asked, around);
  shell.connected = false;
  for (const outbox of [shell.outbox, ...shell.commands.values()]) outbox.interrupt();
  return '';
};

const reconnect: Operation = (asked, around) => {
  const shell = shellOf(asked, around);
  if (shell.sessionId !== asked.request.header.sessionId) {
    refuse(2150859213, 'The shell belongs to another session.', { blame: 'Sender' });
  }
  shell.connected = true;
  return '';
};

const connect: Operation = (asked, around) => {
  const shell = shellOf(asked, around);
  const { connection } = shell;
  const commandId = readConnectCommand(asked.request.body);
  if (commandId !== undefined) {
    if (!shell.connected) refuse(inUseOrDisconnected, 'The shell is disconnected.', { blame: 'Sender' });
    outboxOf(shell, commandId);
    return writeConnectCommandResponse();
  }
  if (shell.connected || connection.connect === undefined) {
    refuse(shell.connected ? 2150859213 : 2150859216, 'The shell cannot be connected to.', { blame: 'Sender' });
  }
  let answer: Uint8Array;
  try {
    answer = connection.connect(readConnect(asked.request.body));
  } catch {
    refuse(2150859206, 'Client capability information and connect information are missing or invalid.', {
      blame: 'Sender',
    });
  }
  shell.connected = true;
  return writeConnectResponse(answer);
};

/** By action URI. */
export const shellOperations: ReadonlyMap<string, Operation> = new Map([
  [actions.create, create],
  [actions.command, command],
  [actions.send, send],
  [actions.receive, receive],
  [actions.signal, signal],
  [actions.delete, remove],
  [actions.disconnect, disconnect],
  [actions.reconnect, reconnect],
  [actions.connect, connect],
]);
