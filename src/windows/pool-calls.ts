// The calls of one machine's visit: the pool that serves them, opened by the first, and what it knows of our functions. Each text is sent
// once a pool, with the first calls that need it; where functions are installed, none ever is, and their version is asked for first.
// A pool that has been kept may be gone without our knowing (idle time-out, restart): then its calls are made once more on a fresh one.
// That is safe because every operation is: reads, keyed jobs, conditional restarts (I8).
import type { MachineName } from '../model/machine.ts';
import type { Answer } from '../model/ports.ts';
import type { Pool, Session } from '../winrm/index.ts';
import { readVersion } from './installed.ts';
import { KnownFunctions, type Wanted } from './script.ts';
import { type Call, callerOf, firstOf, runTogether } from './together.ts';

export interface PoolCallsOptions {
  readonly machine: MachineName;
  /** Shown in the machine's list of shells, and in the first line of what its log records. */
  readonly poolName: string;
  /** Runs something on the session, and tells the trouble of the connection. */
  readonly attempt: <T>(
    phase: string,
    use: (session: Session, connection: { readonly configurationName?: string }) => Promise<T>,
  ) => Promise<Answer<T>>;
}

/** A pool that its client has forgotten ends by itself after this long. */
const poolIdleTimeout = 300_000;

const stale: ReadonlySet<string> = new Set(['WINRM_SHELL_GONE', 'WINRM_CONNECTION_LOST']);

interface OpenedPool {
  readonly pool: Pool;
  /** Undefined: our functions are installed there, and nothing is ever sent. */
  readonly known: KnownFunctions | undefined;
}

function wantedBy(calls: readonly Call[]): readonly Wanted[] {
  const called = calls.map(({ stated: { command }, parameters: { Kind } }) => ({
    command,
    kind: typeof Kind === 'string' ? Kind : undefined,
  }));
  return [...called, ...callerOf(calls).map(command => ({ command }))];
}

export class PoolCalls {
  readonly #options: PoolCallsOptions;
  #pool: OpenedPool | undefined;
  /** What is installed is known to be ours, for as long as the connection is the same. */
  #isOurs = false;

  constructor(options: PoolCallsOptions) {
    this.#options = options;
  }

  get hasPool(): boolean {
    return this.#pool !== undefined;
  }

  /** One answer a call. Those that a kept pool has failed are asked once more on a fresh one. */
  async serve(calls: readonly Call[]): Promise<readonly Answer<unknown>[]> {
    const isKept = this.#pool !== undefined;
    const answers = await this.#callAll(calls);
    const from = answers.findIndex(answer => !answer.ok && stale.has(answer.failure.code));
    if (!isKept || from < 0) return answers;
    return [...answers.slice(0, from), ...(await this.#callAll(calls.slice(from)))];
  }

  /** Lets go of the pool; the connection goes on. */
  close(): Promise<void> | undefined {
    const closing = this.#pool?.pool.close();
    this.#pool = undefined;
    return closing;
  }

  /** The connection is gone, and whatever was known by it. */
  forget(): void {
    this.#pool = undefined;
    this.#isOurs = false;
  }

  async #callAll(calls: readonly Call[]): Promise<readonly Answer<unknown>[]> {
    const answers: Answer<unknown>[] = [];
    // Calls that could not be made together are not tried together again.
    let atOnce = calls.length;
    while (answers.length < calls.length) {
      const next = firstOf(calls.slice(answers.length, answers.length + atOnce));
      const some = await this.#callSome(next);
      if (some.ok) answers.push(...some.value);
      else answers.push(...calls.slice(answers.length).map(() => some));
      if (some.ok && some.value.length < next.length) atOnce = 1;
    }
    const { machine } = this.#options;
    return answers.map((answer, at) => {
      const phase = calls[at]?.stated.command ?? '';
      return answer.ok ? answer : { ...answer, failure: { ...answer.failure, machine, phase } };
    });
  }

  async #callSome(calls: readonly Call[]): Promise<Answer<readonly Answer<unknown>[]>> {
    const phase = calls[0]?.stated.command ?? '';
    const ready = await this.#ready(phase);
    if (!ready.ok) return { ...ready, arrived: 'no' };
    const { pool, known } = ready.value;
    const definition = known?.definitionFor(wantedBy(calls), this.#options.poolName);
    const said = await this.#options.attempt(phase, () => runTogether(pool, calls, definition?.text ?? ''));
    if (definition !== undefined && said.ok && said.value.some(({ ok }) => ok)) known?.learn(definition);
    return said;
  }

  /** A pool whose functions may be called. */
  async #ready(phase: string): Promise<Answer<OpenedPool>> {
    const opened = await this.#open(phase);
    if (!opened.ok || opened.value.known !== undefined || this.#isOurs) return opened;
    const said = await this.#options.attempt(phase, () => readVersion(opened.value.pool));
    const answer = said.ok ? said.value : said;
    if (!answer.ok) return answer;
    this.#isOurs = true;
    return opened;
  }

  async #open(phase: string): Promise<Answer<OpenedPool>> {
    if (this.#pool !== undefined) return { ok: true, value: this.#pool };
    const { poolName, attempt } = this.#options;
    const opened = await attempt(phase, async (session, { configurationName }) => {
      const settings = { name: poolName, idleTimeout: poolIdleTimeout };
      const named = configurationName === undefined ? {} : { configurationName };
      const pool = await session.openPool({ ...settings, ...named });
      return { pool, known: configurationName === undefined ? new KnownFunctions() : undefined };
    });
    if (opened.ok) this.#pool = opened.value;
    return opened;
  }
}
