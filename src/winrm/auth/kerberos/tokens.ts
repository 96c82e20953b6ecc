// The token source as seen from here: questions go out as lines, answers come back as lines in the same order (source.ps1 is the
// other end). One process serves all machines; it is started with the first question and ended when no context has been open for
// a while, so that a run without Kerberos never starts one and a finished run leaves none behind.
// The process and the timer come in as arguments. A process that ends fails every question that waits, and the next starts anew: its
// contexts are lost connections, which may be opened again; only one that never answered is a fault of the set-up.

import { WinrmError } from '../../errors.ts';
import type { KerberosAnswer, KerberosOperation, KerberosTokens, KerberosWish } from '../scheme.ts';

/** A running script; `hold` says whether somebody waits for it. */
export interface TokenProcess {
  write(line: string): void;
  hold(busy: boolean): void;
  end(): void;
}

export interface TokenListener {
  onLine(line: string): void;
  /** Once; nothing comes afterwards. */
  onEnd(error: WinrmError): void;
}

export type StartProcess = (listener: TokenListener) => TokenProcess;

/** Calls back after so many milliseconds. @returns how to stop it. */
export type After = (milliseconds: number, callback: () => void) => () => void;

export interface TokenSourceOptions {
  readonly start: StartProcess;
  readonly after: After;
  /** Milliseconds without an open context after which the process is ended; default 30,000. */
  readonly linger?: number;
}

interface Waiting {
  readonly resolve: (answer: KerberosAnswer) => void;
  readonly reject: (error: WinrmError) => void;
  readonly context: string;
  readonly operation: string;
}

/** One start of the process and everything that belongs to it. */
interface Run {
  readonly script: TokenProcess;
  readonly waiting: Map<string, Waiting>;
  /** It has answered: what it is made of is in order. */
  isProved: boolean;
}

/** What a connection is without the process that had its keys. The envelope of an answer that nobody can read has been sent. */
function lost(operation: string, cause?: WinrmError): WinrmError {
  const detail = { sent: operation === 'unwrap', ...(cause === undefined ? {} : { cause }) };
  return new WinrmError('WINRM_CONNECTION_LOST', 'the process with the keys of the connection has ended', detail);
}

const field = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');

export class TokenSource implements KerberosTokens {
  readonly #options: TokenSourceOptions;
  readonly #open = new Map<string, Run>();
  #run: Run | undefined;
  #number = 0;
  #stopLingering = (): void => {};

  constructor(options: TokenSourceOptions) {
    this.#options = options;
  }

  /** Open contexts, for tests of what is left behind. */
  get open(): number {
    return this.#open.size;
  }

  start({ spn, channelBinding, account }: KerberosWish): Promise<KerberosAnswer> {
    const run = this.#running();
    const context = `c${++this.#number}`;
    this.#open.set(context, run);
    const who = account === undefined ? ['', '', ''] : [account.user, account.domain, account.password].map(field);
    return this.#send(run, ['start', context, field(spn), field(channelBinding ?? ''), ...who]);
  }

  ask(operation: KerberosOperation, context: string, ...values: readonly Uint8Array[]): Promise<KerberosAnswer> {
    const run = this.#open.get(context);
    if (run === undefined || run !== this.#run) return Promise.reject(lost(operation));
    return this.#send(run, [operation, context, ...values.map(field)]);
  }

  drop(context: string): void {
    const run = this.#open.get(context);
    if (!this.#open.delete(context) || run === undefined || run !== this.#run) return;
    void this.#send(run, ['drop', context]).catch(() => {});
    if (this.#open.size > 0) return;
    this.#stopLingering();
    this.#stopLingering = this.#options.after(this.#options.linger ?? 30_000, () => this.close());
  }

  /** Ends the process; what waits for it fails. The next question starts another one. */
  close(): void {
    this.#stopLingering();
    this.#run?.script.end();
  }

  #running(): Run {
    this.#stopLingering();
    if (this.#run !== undefined) return this.#run;
    const waiting = new Map<string, Waiting>();
    const script = this.#options.start({
      onLine: line => this.#onLine(run, line),
      onEnd: error => this.#onEnd(run, error),
    });
    const run: Run = { script, waiting, isProved: false };
    this.#run = run;
    return run;
  }

  #send(run: Run, words: readonly string[]): Promise<KerberosAnswer> {
    const number = String(++this.#number);
    return new Promise((resolve, reject) => {
      run.waiting.set(number, { resolve, reject, context: words[1] ?? '', operation: words[0] ?? '' });
      run.script.hold(true);
      run.script.write(`${number} ${words.join(' ')}\n`);
    });
  }

  #onLine(run: Run, line: string): void {
    const [number = '', status = '', token = '', numbers = ''] = line.trimEnd().split(' ');
    const waiting = run.waiting.get(number);
    // What a profile or a module prints is not for us.
    if (waiting === undefined) return;
    run.waiting.delete(number);
    run.isProved = true;
    if (run.waiting.size === 0) run.script.hold(false);
    waiting.resolve({
      context: waiting.context,
      status,
      bytes: Buffer.from(token, 'base64'),
      numbers: numbers === '' ? [] : numbers.split(',').map(Number),
    });
  }

  #onEnd(run: Run, error: WinrmError): void {
    if (this.#run === run) this.#run = undefined;
    for (const { reject, operation } of run.waiting.values()) reject(run.isProved ? lost(operation, error) : error);
    run.waiting.clear();
    for (const [context, owner] of this.#open) if (owner === run) this.#open.delete(context);
  }
}
