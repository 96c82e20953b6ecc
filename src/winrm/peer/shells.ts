// The shells of one machine: opened by Create, fed by Command and Send, read by Receive, ended by Delete, by idling, or with the
// machine. Which PowerShell stands behind a shell is the backend's business; here only ids, streams and lifetimes.
// A shell that has idled too long is gone the next time anybody looks, without a timer of its own.

import type { PeerShell, ShellBackend, ShellConnection } from './contract.ts';
import { Outbox } from './outbox.ts';

export interface Shell {
  readonly id: string;
  readonly about: PeerShell;
  readonly resourceUri: string;
  /** Of the client; a Reconnect must bring the same. */
  readonly sessionId: string | undefined;
  readonly connection: ShellConnection;
  readonly idleTimeout: number;
  connected: boolean;
  usedAt: number;
  /** Of the pool itself. */
  readonly outbox: Outbox;
  /** By command id. */
  readonly commands: Map<string, Outbox>;
}

export interface ShellOptions {
  readonly about: PeerShell;
  readonly resourceUri: string;
  readonly sessionId: string | undefined;
  /** Milliseconds. */
  readonly idleTimeout: number;
}

export interface ShellTable {
  open(options: ShellOptions): Shell;
  /** Undefined when there is no such shell, or no longer. */
  find(id: string | undefined): Shell | undefined;
  list(): readonly Shell[];
  command(shell: Shell, id: string): Outbox;
  remove(shell: Shell): void;
  /** The machine goes down: every shell is gone, every waiting Receive ends. */
  clear(): void;
}

/** @param now epoch milliseconds. */
export function createShellTable(backend: ShellBackend, now: () => number): ShellTable {
  const shells = new Map<string, Shell>();

  const remove = (shell: Shell): void => {
    shells.delete(shell.id);
    shell.connection.close();
    shell.outbox.drop();
    for (const outbox of shell.commands.values()) outbox.drop();
  };

  const expire = (): void => {
    for (const shell of shells.values()) {
      if (now() - shell.usedAt > shell.idleTimeout) remove(shell);
    }
  };

  return {
    open({ about, resourceUri, sessionId, idleTimeout }) {
      const outbox = new Outbox();
      const commands = new Map<string, Outbox>();
      const connection = backend.open(about, {
        data(pipeline, fragments, apart = false) {
          const box = pipeline === undefined ? outbox : commands.get(pipeline);
          box?.push({ name: 'stdout', bytes: fragments, apart });
        },
        text(command, name, bytes) {
          commands.get(command)?.push({ name, bytes });
        },
        done(pipeline, exitCode) {
          (pipeline === undefined ? outbox : commands.get(pipeline))?.finish(exitCode);
        },
      });
      const shell: Shell = {
        id: about.id,
        about,
        resourceUri,
        sessionId,
        connection,
        idleTimeout,
        connected: true,
        usedAt: now(),
        outbox,
        commands,
      };
      shells.set(shell.id, shell);
      return shell;
    },
    find(id) {
      expire();
      const shell = id === undefined ? undefined : shells.get(id.toUpperCase());
      if (shell !== undefined) shell.usedAt = now();
      return shell;
    },
    list() {
      expire();
      return [...shells.values()];
    },
    command(shell, id) {
      const outbox = new Outbox();
      shell.commands.set(id, outbox);
      return outbox;
    },
    remove,
    clear() {
      for (const shell of [...shells.values()]) remove(shell);
    },
  };
}
