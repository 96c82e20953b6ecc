// The conductor of a runspace pool: opening takes three requests, each call two (facts: winrm 2.3, 7.3).
// A call that is given up (abort, deadline, broken data) ends with Signal and Delete tried within a bound, and so does the pool:
// what state a half-heard pipeline left behind, nobody can know. A pipeline that merely failed, or was stopped, leaves the pool as
// good as before.

import type { InvokeResult } from './collected.ts';
import type { Conversation, Limits } from './conversation.ts';
import { WinrmError } from './errors.ts';
import { exchangeKeys, type Ground, type RunOptions, receivePipeline, startPipeline } from './pipeline-run.ts';
import { connectPool, openPool, type PoolSettings } from './pool-opening.ts';
import type { PipelineSpec } from './psrp/pipeline-spec.ts';
import type { ClientPool } from './psrp/pool.ts';
import { beginKeyExchange, type SessionKey } from './session-key.ts';
import { createShellLink, type ShellLink } from './shell-link.ts';
import { actions, resources, signals } from './wsman/names.ts';
import { writeDisconnect } from './wsman/shell.ts';

export type { PoolSettings } from './pool-opening.ts';

/** Commands that a machine may remember before we free their slots one by one (facts: winrm 1.13, at most 1,000). */
const rememberedCommands = 200;
const harmless: ReadonlySet<string> = new Set([
  'WINRM_PIPELINE_FAILED',
  'WINRM_PIPELINE_STOPPED',
  'WINRM_USAGE_INVALID',
]);

type Life = 'open' | 'disconnected' | 'closed';

export class RunspacePool {
  readonly #link: ShellLink;
  readonly #settings: PoolSettings;
  readonly #ending = new AbortController();
  #machine: ClientPool | undefined;
  #life: Life = 'open';
  #commands = 0;
  /** The command that runs now; the last one that ran. */
  #running: string | undefined;
  #last: string | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #cleanup: Promise<void> | undefined;
  #key: Promise<SessionKey> | undefined;

  private constructor(conversation: Conversation, settings: PoolSettings, id: string) {
    const resourceUri = `${resources.powershell}${settings.configurationName ?? 'Microsoft.PowerShell'}`;
    this.#link = createShellLink(conversation, resourceUri, id);
    this.#settings = settings;
  }

  /** Create, then Receive until the pool says that it is open. */
  static async open(conversation: Conversation, settings: PoolSettings, limits: Limits): Promise<RunspacePool> {
    const pool = new RunspacePool(conversation, settings, conversation.newId());
    pool.#machine = await pool.#guard(() => openPool(pool.#link, settings, limits));
    return pool;
  }

  /** Takes over a disconnected pool, of this client or of another one. */
  static async connect(conversation: Conversation, settings: PoolSettings & { readonly id: string }, limits: Limits) {
    const pool = new RunspacePool(conversation, settings, settings.id.toUpperCase());
    pool.#machine = await connectPool(pool.#link, settings, limits);
    return pool;
  }

  get id(): string {
    return this.#link.shellId;
  }

  /** e.g. `5.1.26100.1`; empty where the machine did not say. */
  get psVersion(): string {
    return this.#machine?.psVersion ?? '';
  }

  /** Was a key exchanged? What is sealed with it is of no use elsewhere. */
  get hasKey(): boolean {
    return this.#key !== undefined;
  }

  /** Runs one pipeline; calls wait for each other. */
  run(spec: PipelineSpec, options: RunOptions): Promise<InvokeResult> {
    return this.#inTurn(options, async given => {
      const id = await this.#begin(spec, given);
      return await this.#hear(id, given);
    });
  }

  /** Starts one pipeline and does not wait for what it says. @returns its id, for `attach`. */
  start(spec: PipelineSpec, options: RunOptions): Promise<string> {
    return this.#inTurn(options, given => this.#begin(spec, given));
  }

  /** Receives what a pipeline says that is running already. @param id its command id. */
  attach(id: string, options: RunOptions): Promise<InvokeResult> {
    return this.#inTurn(options, given => this.#hear(id.toUpperCase(), given));
  }

  /** Takes a running pipeline of a pool over that was connected to; `attach` comes next. */
  connectCommand(id: string, limits: Limits): Promise<void> {
    return this.#exclusively(() => this.#link.connect(id.toUpperCase(), limits));
  }

  /**
   * Stops a pipeline and keeps the pool: whoever waits for it gets WINRM_PIPELINE_STOPPED with what was said. Goes over a second
   * connection, since a Receive may be waiting on the first. @param id default: the one that is running.
   */
  async stop(limits: Limits, id = this.#running): Promise<void> {
    if (id !== undefined) await this.#link.signal(id.toUpperCase(), signals.stopPipeline, { ...limits, aside: true });
  }

  /** Frees the slot of a command on the machine. */
  terminate(id: string, limits: Limits): Promise<void> {
    return this.#link.signal(id.toUpperCase(), signals.terminate, limits);
  }

  /** Id of the last command that was started. */
  get lastCommand(): string | undefined {
    return this.#last;
  }

  /** The key that protects SecureString values; exchanged once a pool, for two requests. */
  sessionKey(limits: Limits): Promise<SessionKey> {
    this.#key ??= this.#exclusively(() => this.#guard(() => this.#exchangeKeys(this.#bound(limits))));
    return this.#key;
  }

  /** Leaves the pool to itself: it lives on until its idle timeout, its pipelines run on. */
  async disconnect(limits: Limits): Promise<void> {
    await this.#link.ask({ action: actions.disconnect, phase: 'disconnecting', body: writeDisconnect() }, limits);
    this.#life = 'disconnected';
  }

  async reconnect(limits: Limits): Promise<void> {
    await this.#link.reconnect(limits);
    this.#life = 'open';
  }

  /**
   * Deletes the pool on the machine and aborts what runs in it. Nobody has to wait: it never rejects and ends within the
   * clean-up bound. A disconnected pool is left alone, that was the point of disconnecting.
   */
  close(): Promise<void> {
    if (this.#life === 'disconnected') return Promise.resolve();
    this.#life = 'closed';
    // With a reason: without one each close would make an exception with its stack, and nobody asks why.
    this.#ending.abort('closed');
    this.#cleanup ??= this.#delete(undefined);
    return this.#cleanup;
  }

  async #exchangeKeys(limits: Limits): Promise<SessionKey> {
    const exchange = await (this.#settings.keyExchange ?? beginKeyExchange)();
    return await exchangeKeys(this.#ground, exchange, limits);
  }

  get #ground(): Ground {
    if (this.#machine === undefined) throw new WinrmError('WINRM_USAGE_INVALID', 'the pool is not open');
    return { link: this.#link, machine: this.#machine, host: this.#settings.host };
  }

  async #begin(spec: PipelineSpec, given: RunOptions): Promise<string> {
    return await startPipeline(this.#ground, spec, given, id => {
      this.#running = id;
      this.#last = id;
    });
  }

  async #hear(id: string, given: RunOptions): Promise<InvokeResult> {
    this.#running = id;
    const result = await receivePipeline(this.#ground, id, given);
    this.#running = undefined;
    await this.#freeSlot(id, given);
    return result;
  }

  #inTurn<T>(options: RunOptions, work: (given: RunOptions) => Promise<T>): Promise<T> {
    return this.#exclusively(() => this.#guard(() => work(this.#bound(options))));
  }

  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** A closing pool ends its calls too. */
  #bound<T extends Limits>(options: T): T {
    if (this.#life !== 'open') throw new WinrmError('WINRM_SHELL_GONE', `the pool is ${this.#life}`, { began: false });
    const { signal } = options;
    return {
      ...options,
      signal: signal === undefined ? this.#ending.signal : AbortSignal.any([signal, this.#ending.signal]),
    };
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof WinrmError && harmless.has(error.code)) this.#running = undefined;
      else this.#abandon(error);
      throw error;
    }
  }

  #abandon(error: unknown): void {
    if (this.#life === 'disconnected') return;
    this.#life = 'closed';
    const gone = error instanceof WinrmError && error.code === 'WINRM_SHELL_GONE';
    this.#cleanup ??= this.#delete(gone ? undefined : this.#running);
  }

  async #delete(running: string | undefined): Promise<void> {
    const { conversation } = this.#link;
    // The machine deletes the pool by itself after its idle timeout: that is better than one more bad logon.
    if (conversation.isTurnedAway) return;
    const bound = this.#settings.cleanupTimeout ?? 5000;
    if (running !== undefined) {
      await this.#link.signal(running, signals.stopPipeline, conversation.limits(bound / 2)).catch(() => undefined);
    }
    if (conversation.isTurnedAway) return;
    await this.#link.remove(conversation.limits(bound)).catch(() => undefined);
  }

  async #freeSlot(id: string, limits: Limits): Promise<void> {
    this.#commands += 1;
    if (this.#commands > rememberedCommands) await this.#link.signal(id, signals.terminate, limits);
  }
}
