// A cmd shell (winrs): the fallback for machines whose PowerShell endpoint is gone. Text streams and an exit code, nothing typed.
// Output is decoded per stream at the end, since characters may be split anywhere (facts: winrm 1.7).
// A missing exit code is not zero, and a line that cmd.exe would cut in silence is refused before it is sent (facts: winrm 1.12).

import { type Conversation, type Limits, meansPollAgain } from './conversation.ts';
import { WinrmError } from './errors.ts';
import { createShellLink, type ShellLink } from './shell-link.ts';
import { actions, resources, signals } from './wsman/names.ts';
import { readCreatedShellId, writeCreate } from './wsman/shell.ts';
import type { Received } from './wsman/streams.ts';

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Unsigned; undefined when the machine did not say. */
  readonly exitCode: number | undefined;
}

export interface CommandShell {
  readonly id: string;
  /** Runs one command line. @param args are handed on as they are: quoting is the caller's. */
  run(command: string, args: readonly string[], limits: Limits): Promise<CommandResult>;
  close(limits: Limits): Promise<void>;
}

export interface CommandShellSettings {
  readonly workingDirectory?: string | undefined;
  readonly idleTimeout?: number | undefined;
  /** Options of Create; default UTF-8 without a user profile. */
  readonly options?: readonly { readonly name: string; readonly value: string }[] | undefined;
}

/** cmd.exe cuts longer lines without a word (facts: winrm 1.12). */
const maxCommandLine = 8000;
const utf8WithoutProfile = [
  { name: 'WINRS_NOPROFILE', value: 'TRUE' },
  { name: 'WINRS_CODEPAGE', value: '65001' },
];

async function receive(link: ShellLink, id: string, limits: Limits): Promise<Received> {
  try {
    return await link.receive('stdout stderr', id, limits);
  } catch (error) {
    if (meansPollAgain(error)) return { parts: [], done: false };
    throw error;
  }
}

async function receiveAll(link: ShellLink, id: string, limits: Limits): Promise<CommandResult> {
  const chunks: Record<string, Uint8Array[]> = { stdout: [], stderr: [] };
  for (;;) {
    const { parts, done, exitCode } = await receive(link, id, limits);
    for (const part of parts) chunks[part.name]?.push(part.bytes);
    if (!done) continue;
    const text = (name: string): string => Buffer.concat(chunks[name] ?? []).toString('utf8');
    return { stdout: text('stdout'), stderr: text('stderr'), exitCode };
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
  const link = createShellLink(conversation, resources.cmd, id);
  return {
    id,
    async run(command, args, given) {
      if (command.length + args.join(' ').length > maxCommandLine) {
        throw new WinrmError('WINRM_USAGE_INVALID', 'the command line is longer than cmd.exe takes');
      }
      const commandId = await link.command({ command, arguments: args }, given);
      try {
        return await receiveAll(link, commandId, given);
      } finally {
        await link.signal(commandId, signals.ctrlC, conversation.limits(5000)).catch(() => undefined);
      }
    },
    close: given => link.remove(given).catch(() => undefined),
  };
}
