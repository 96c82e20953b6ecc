// cmd shells behind the server face: a command line starts a program of the handler, which reads bytes, writes bytes on two streams and
// ends with an exit code (facts: winrm 1.5 to 1.8). A handler that throws is a program that failed: it says why on stderr.
// Every signal ends a program and closes its command: text-based shells have no other notion of stopping.

import type { PeerCommandLine, PeerHandler, PeerShell, ShellBackend, ShellConnection, ShellSink } from './contract.ts';

interface Running {
  readonly input: Uint8Array[];
  readonly inputEnded: Promise<void>;
  readonly endInput: () => void;
  readonly abort: AbortController;
}

class ProgramShell implements ShellConnection {
  readonly #running = new Map<string, Running>();
  readonly #handler: PeerHandler;
  readonly #shell: PeerShell;
  readonly #sink: ShellSink;

  constructor(handler: PeerHandler, shell: PeerShell, sink: ShellSink) {
    this.#handler = handler;
    this.#shell = shell;
    this.#sink = sink;
  }

  command(id: string, line: PeerCommandLine): void {
    let endInput = (): void => {};
    const inputEnded = new Promise<void>(resolve => {
      endInput = resolve;
    });
    const running: Running = { input: [], inputEnded, endInput, abort: new AbortController() };
    this.#running.set(id, running);
    void this.#run(id, running, line);
  }

  data(id: string | undefined, bytes: Uint8Array): void {
    if (id !== undefined) this.#running.get(id)?.input.push(bytes);
  }

  end(id: string): void {
    this.#running.get(id)?.endInput();
  }

  signal(id: string): void {
    const running = this.#running.get(id);
    if (running === undefined) return;
    this.#running.delete(id);
    running.abort.abort();
  }

  close(): void {
    for (const { abort } of this.#running.values()) abort.abort();
    this.#running.clear();
  }

  async #run(id: string, running: Running, line: PeerCommandLine): Promise<void> {
    const write = (stream: string, bytes: Uint8Array): void => {
      if (this.#running.has(id)) this.#sink.text(id, stream, bytes);
    };
    const stdin = async (): Promise<Uint8Array> => {
      await running.inputEnded;
      return Buffer.concat(running.input);
    };
    let exitCode = 1;
    try {
      const { command, arguments: args } = line;
      const about = { command, arguments: args, stdin, write, shell: this.#shell, signal: running.abort.signal };
      exitCode = (await this.#handler.program?.(about)) ?? exitCode;
    } catch (cause) {
      write('stderr', Buffer.from(cause instanceof Error ? cause.message : String(cause)));
    }
    if (this.#running.delete(id)) this.#sink.done(id, exitCode);
  }
}

export function programBackend(handler: PeerHandler): ShellBackend {
  return { open: (shell, sink) => new ProgramShell(handler, shell, sink) };
}
