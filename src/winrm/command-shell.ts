// A cmd shell (winrs): the fallback for machines whose PowerShell endpoint is gone. Text streams and an exit code, nothing typed.
// Output is decoded per stream at the end, since characters may be split anywhere (facts: winrm 1.7).
// A missing exit code is not zero, and a line that cmd.exe would cut in silence is refused before it is sent (facts: winrm 1.12).

import { type Conversation, type Limits, meansPollAgain } from './conversation.ts';
import { shrinkOrThrow } from './envelope-size.ts';
import { WinrmError } from './errors.ts';
import { createShellLink, type ShellLink } from './shell-link.ts';
import type { WsmanOption } from './wsman/envelope.ts';
import { actions, resources, signals } from './wsman/names.ts';
import { readCreatedShellId, writeCreate } from './wsman/shell.ts';
import type { Received } from './wsman/streams.ts';

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Unsigned; undefined when the machine did not say. */
  readonly exitCode: number | undefined;
}

/** How one command is started. */
export interface CommandOptions {
  /** Bytes for its standard input, then the end of it. */
  readonly stdin?: Uint8Array | undefined;
  /** Options of Command; default: through cmd.exe, pipe semantics where there is input. */
  readonly options?: readonly WsmanOption[] | undefined;
}

export interface CommandShell {
  readonly id: string;
  /** Runs one command line. @param args are handed on as they are: quoting is the caller's. */
  run(command: string, args: readonly string[], options: CommandOptions & Limits): Promise<CommandResult>;
  /** The steps of `run`, for who needs them apart. @returns the command's id. */
  start(command: string, args: readonly string[], options: CommandOptions & Limits): Promise<string>;
  send(id: string, bytes: Uint8Array, limits: Limits): Promise<void>;
  receive(id: string, limits: Limits): Promise<CommandResult>;
  signal(id: string, code: string, limits: Limits): Promise<void>;
  /** Never rejects. */
  close(limits: Limits): Promise<void>;
}

export interface CommandShellSettings {
  readonly workingDirectory?: string | undefined;
  /** Milliseconds. */
  readonly idleTimeout?: number | undefined;
  /** Options of Create; default UTF-8 without a user profile. */
  readonly options?: readonly WsmanOption[] | undefined;
}

/** cmd.exe cuts longer lines without a word (facts: winrm 1.12). */
const maxCommandLine = 8000;
const cleanupTimeout = 5000;
const utf8WithoutProfile = [
  { name: 'WINRS_NOPROFILE', value: 'TRUE' },
  { name: 'WINRS_CODEPAGE', value: '65001' },
];
const throughCmd = { name: 'WINRS_SKIP_CMD_SHELL', value: 'False' };
const pipedInput = { name: 'WINRS_CONSOLEMODE_STDIN', value: 'FALSE' };

async function receiveOnce(link: ShellLink, id: string, limits: Limits): Promise<Received> {
  try {
    return await link.receive('stdout stderr', id, limits);
  } catch (error) {
    if (meansPollAgain(error)) return { parts: [], done: false };
    throw error;
  }
}

async function receiveAll(link: ShellLink, id: string, limits: Limits): Promise<CommandResult> {
  const chunks: Record<string, Uint8Array[]> = { stdout: [], stderr: [] };
  let size = 0;
  for (;;) {
    const { parts, done, exitCode } = await receiveOnce(link, id, limits);
    for (const part of parts) {
      chunks[part.name]?.push(part.bytes);
      size += part.bytes.length;
    }
    if (size > maxOutput)
      throw new WinrmError('WINRM_OUTPUT_TOO_LARGE', `the command said more than ${maxOutput} bytes`);
    if (!done) continue;
    const text = (name: string): string => Buffer.concat(chunks[name] ?? []).toString('utf8');
    return { stdout: text('stdout'), stderr: text('stderr'), exitCode };
  }
}

const maxOutput = 64 * 1024 * 1024;

/** One open cmd shell. */
class LinkedCommandShell implements CommandShell {
  readonly #link: ShellLink;

  constructor(link: ShellLink) {
    this.#link = link;
  }

  get id(): string {
    return this.#link.shellId;
  }

  async run(command: string, args: readonly string[], options: CommandOptions & Limits): Promise<CommandResult> {
    const id = await this.start(command, args, options);
    try {
      const unread = options.stdin === undefined ? undefined : await this.#feed(id, options.stdin, options);
      return await this.#hear(id, options, unread);
    } finally {
      const { conversation } = this.#link;
      if (!conversation.isTurnedAway) {
        await this.signal(id, signals.ctrlC, conversation.limits(cleanupTimeout)).catch(() => undefined);
      }
    }
  }

  /** A program may end before it has read everything: its pipe is gone then, what it said is not (facts: winrm 4 row 26). */
  async #feed(id: string, bytes: Uint8Array, limits: Limits): Promise<WinrmError | undefined> {
    try {
      await this.send(id, bytes, limits);
      return undefined;
    } catch (error) {
      if (error instanceof WinrmError && error.detail.fault !== undefined) return error;
      throw error;
    }
  }

  async #hear(id: string, limits: Limits, unread: WinrmError | undefined): Promise<CommandResult> {
    try {
      return await this.receive(id, limits);
    } catch (error) {
      throw unread ?? error;
    }
  }

  start(command: string, args: readonly string[], options: CommandOptions & Limits): Promise<string> {
    if (command.length + args.join(' ').length > maxCommandLine) {
      throw new WinrmError('WINRM_USAGE_INVALID', 'the command line is longer than cmd.exe takes');
    }
    const given = options.options ?? (options.stdin === undefined ? [throughCmd] : [pipedInput, throughCmd]);
    return this.#link.command({ command, arguments: args }, options, given);
  }

  async send(id: string, bytes: Uint8Array, limits: Limits): Promise<void> {
    for (let offset = 0, isOver = false; !isOver; ) {
      const next = offset + this.#link.room('send', id);
      const end = next >= bytes.length;
      try {
        await this.#link.send({ name: 'stdin', commandId: id, bytes: bytes.subarray(offset, next), end }, limits);
        offset = next;
        isOver = end;
      } catch (error) {
        shrinkOrThrow(this.#link.conversation, error);
      }
    }
  }

  receive(id: string, limits: Limits): Promise<CommandResult> {
    return receiveAll(this.#link, id, limits);
  }

  signal(id: string, code: string, limits: Limits): Promise<void> {
    return this.#link.signal(id, code, limits);
  }

  async close(limits: Limits): Promise<void> {
    if (this.#link.conversation.isTurnedAway) return;
    await this.#link.remove(limits).catch(() => undefined);
  }
}

/** Opens a cmd shell. */
export async function openCommandShell(
  conversation: Conversation,
  settings: CommandShellSettings,
  limits: Limits,
): Promise<CommandShell> {
  const { workingDirectory, idleTimeout, options = utf8WithoutProfile } = settings;
  const body = writeCreate({ inputStreams: 'stdin', outputStreams: 'stdout stderr', workingDirectory, idleTimeout });
  const asking = { action: actions.create, phase: 'opening the command shell', resourceUri: resources.cmd, body };
  const response = await conversation.ask({ ...asking, options }, limits);
  const id = readCreatedShellId(response.body);
  if (id === undefined) throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'a shell was opened without an id');
  return new LinkedCommandShell(createShellLink(conversation, resources.cmd, id));
}
