// One machine's connection from its first call to its release. Opened late, by the first call that needs it; a pool serves the
// calls of a visit. A connection carries one request: uses take turns, and calls in a row share one (pool-calls.ts).
// Beside what is said there, all repeating is the engine's.
import { FailureError, rejections } from '../model/failure.ts';
import type { MachineName } from '../model/machine.ts';
import type { Answer } from '../model/ports.ts';
import { type ConnectOptions, type connect, type Session, WinrmError } from '../winrm/index.ts';
import type { CredentialGuard, Judgement, Subject } from './credentials.ts';
import { failureFrom, windowsFailure } from './failures.ts';
import { type Arguments, type Operation, type Parameters, parametersOf } from './operation.ts';
import { PoolCalls } from './pool-calls.ts';
import type { Call } from './together.ts';

/** How a machine is reached, and by which credential: uses of one credential are guarded together. */
export interface Connection {
  readonly credential: string;
  readonly options: ConnectOptions;
  /**
   * Session configuration in which our functions are installed: no text is ever sent there, every call is a name and typed
   * parameters. Default: that of Windows PowerShell, and the functions are sent.
   */
  readonly configurationName?: string;
  /**
   * Where the credential answers with an account for each machine: has it answer for the next logon, and says whose account it is, so
   * that this is guarded too. Throws a FailureError.
   */
  readonly prepare?: () => Promise<string>;
}

/** How a machine let us in that did not take what we prefer. */
export interface Fallback {
  readonly machine: MachineName;
  readonly mechanism: string;
  /** Why it was not the other one. */
  readonly code: string;
  readonly message: string;
}

export interface VisitOptions {
  readonly machine: MachineName;
  readonly connection: () => Connection;
  readonly guard: CredentialGuard;
  readonly connect: typeof connect;
  /** Shown in the machine's list of shells. */
  readonly poolName: string;
  /** Once for each connection that was let in another way than preferred. */
  readonly onFallback?: ((fallback: Fallback) => void) | undefined;
}

interface Opened {
  readonly session: Session;
  readonly connection: Connection;
  /** An authenticated request has succeeded on it. */
  isProved: boolean;
  /** What its logon is guarded by. */
  subjects: readonly Subject[];
}

interface Batch {
  readonly calls: Call[];
  readonly answers: Promise<readonly Answer<unknown>[]>;
}

/** The command's own doing: connection and pool are as good as before. */
const surviving: ReadonlySet<string> = new Set(['WINRM_PIPELINE_FAILED', 'WINRM_USAGE_INVALID']);

interface Judged<T> {
  readonly judgement: Judgement;
  readonly value: Answer<T>;
}

/** What a guarded use gave, or what is said where there was none. */
function outcomeOf<T>(
  guarded: { readonly value: T } | { readonly refusedBy: readonly string[] },
  withheld: (refusedBy: readonly string[]) => T,
): T {
  return 'refusedBy' in guarded ? withheld(guarded.refusedBy) : guarded.value;
}

function judge(error: unknown): Judgement {
  if (!(error instanceof WinrmError)) return 'unknown';
  if (rejections.has(error.code)) return 'refused';
  return error.code === 'WINRM_ACCESS_DENIED' || error.detail.fault !== undefined ? 'accepted' : 'unknown';
}

export class Visit {
  readonly #options: VisitOptions;
  #opened: Opened | undefined;
  readonly #calls: PoolCalls;
  /** Calls that wait for their turn, while nothing else waits behind them. */
  #batch: Batch | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  readonly #closing = new Set<Promise<void>>();

  constructor(options: VisitOptions) {
    this.#options = options;
    const { machine, poolName } = options;
    this.#calls = new PoolCalls({ machine, poolName, attempt: (phase, use) => this.#attempt(phase, use) });
  }

  get machine(): MachineName {
    return this.#options.machine;
  }

  /** A pool is open, as far as we know. */
  get hasPool(): boolean {
    return this.#calls.hasPool;
  }

  /** Calls one operation. Calls that are made before the first of them has its turn travel together. */
  call<P extends Parameters, R>(stated: Operation<P, R>, given: Arguments<P>): Promise<Answer<R>> {
    const batch = this.#batch ?? this.#newBatch();
    const at = batch.calls.push({ stated, parameters: parametersOf(given) }) - 1;
    return batch.answers.then(answers => answers[at] as Answer<R>);
  }

  /** Anything that a session can do without a pool, e.g. one CIM read. */
  ask<T>(phase: string, use: (session: Session, connection: Connection) => Promise<T>): Promise<Answer<T>> {
    return this.#inTurn(() => this.#attempt(phase, use));
  }

  /** Closes the pool and keeps the connection: a pool is not held during long work. */
  closePool(): Promise<void> {
    return this.#inTurn(async () => this.#dropPool());
  }

  /** Closes everything; the next call opens anew. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      this.#drop();
      await Promise.all(this.#closing);
    });
  }

  #newBatch(): Batch {
    const calls: Call[] = [];
    const answers = this.#inTurn(() => {
      if (this.#batch === batch) this.#batch = undefined;
      return this.#calls.serve(calls);
    });
    const batch: Batch = { calls, answers };
    this.#batch = batch;
    return batch;
  }

  /** Runs something on the session. The first use of a connection is guarded; a failure of the connection drops it. */
  async #attempt<T>(phase: string, use: (session: Session, connection: Connection) => Promise<T>): Promise<Answer<T>> {
    const { machine, guard } = this.#options;
    let opened: Opened;
    try {
      opened = this.#open();
    } catch (error) {
      return { ok: false, failure: { ...failureFrom(error), machine, phase }, arrived: 'no' };
    }
    const { session, connection, subjects } = opened;
    const run = () => this.#settle(phase, () => use(session, connection));
    if (opened.isProved) {
      const { judgement, value } = await run();
      if (judgement === 'refused') for (const subject of subjects) guard.note(subject, judgement);
      return value;
    }
    const value = await this.#guarded(phase, opened, run);
    if (value.ok) {
      opened.isProved = true;
      const { mechanism = '', fallback } = session.authentication ?? {};
      if (fallback !== undefined) this.#options.onFallback?.({ machine, mechanism, ...fallback });
    }
    return value;
  }

  /** The first use of a connection, as soon as whatever stands behind its credential may be used. */
  async #guarded<T>(phase: string, opened: Opened, run: () => Promise<Judged<T>>): Promise<Answer<T>> {
    const { machine, guard } = this.#options;
    const { credential, prepare } = opened.connection;
    const withheld = (refusedBy: readonly string[]): Answer<T> => {
      // An answer that was had ahead is not kept for later.
      if (prepare !== undefined) this.#drop();
      const cause = `refused by ${refusedBy.join(', ')}`;
      return { ok: false, failure: windowsFailure('CREDENTIAL_WITHHELD', { machine, phase, cause }), arrived: 'no' };
    };
    const source = { credential, machine, isSource: prepare !== undefined };
    const stopped = guard.refusalsOf(source);
    if (stopped !== undefined) return withheld(stopped);
    opened.subjects = [source];
    if (prepare === undefined) return outcomeOf(await guard.run(source, run), withheld);
    try {
      // The same account is the same one, whichever credential answers with it.
      const account = { credential: `account ${await prepare()}`, machine };
      opened.subjects = [source, account];
      const inner = async (): Promise<Judged<T>> => {
        let judgement: Judgement = 'unknown';
        const judged = async () => {
          const result = await run();
          judgement = result.judgement;
          return result;
        };
        const value = outcomeOf(await guard.run(account, judged), withheld);
        return { judgement, value };
      };
      return outcomeOf(await guard.run(source, inner), withheld);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      return { ok: false, failure: { ...failureFrom(error), machine, phase }, arrived: 'no' };
    }
  }

  async #settle<T>(phase: string, use: () => Promise<T>): Promise<Judged<T>> {
    try {
      return { judgement: 'accepted', value: { ok: true, value: await use() } };
    } catch (error) {
      const judgement = judge(error);
      const own = failureFrom(error);
      // Of one machine's own account it says nothing about the others: the guard knows when it does.
      const isAnswer = judgement === 'refused' && this.#opened?.connection.prepare !== undefined;
      const told = isAnswer
        ? windowsFailure('CREDENTIAL_ANSWER_REJECTED', { cause: `${own.code}: ${own.message}` })
        : own;
      const failure = { ...told, machine: this.#options.machine, phase };
      if (error instanceof WinrmError && error.detail.fault !== undefined) this.#dropPool();
      else if (!(error instanceof WinrmError && surviving.has(error.code))) this.#drop();
      return { judgement, value: { ok: false, failure, arrived: 'maybe' } };
    }
  }

  #open(): Opened {
    if (this.#opened !== undefined) return this.#opened;
    const connection = this.#options.connection();
    this.#opened = {
      session: this.#options.connect(connection.options),
      connection,
      isProved: false,
      subjects: [],
    };
    return this.#opened;
  }

  /** Lets go without waiting: the other side may be gone. */
  #drop(): void {
    this.#leave(this.#opened?.session.close());
    this.#opened = undefined;
    this.#calls.forget();
  }

  #dropPool(): void {
    this.#leave(this.#calls.close());
  }

  #leave(closing: Promise<void> | undefined): void {
    if (closing === undefined) return;
    this.#closing.add(closing);
    void closing.then(() => this.#closing.delete(closing));
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    this.#batch = undefined;
    const turn = this.#tail.then(act, act);
    this.#tail = turn.catch(() => {});
    return turn;
  }
}
