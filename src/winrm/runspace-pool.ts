// The conductor of a runspace pool: opening takes three requests, each call two (facts: winrm 2.3, 7.3).
// A call that is given up (abort, deadline, broken data) ends with Signal and Delete tried within a bound, and so does the pool:
// what state a half-heard pipeline left behind, nobody can know. A pipeline that merely failed leaves the pool as good as before.

import type { InvokeResult } from './collected.ts';
import { type Conversation, type Limits, laterEnvelopeSize } from './conversation.ts';
import { WinrmError } from './errors.ts';
import {
  exchangeKeys,
  type Ground,
  type RunOptions,
  receiveEvents,
  receivePipeline,
  runPipeline,
} from './pipeline-run.ts';
import type { PipelineSpec } from './psrp/pipeline-spec.ts';
import { type ClientPool, createClientPool, type OpeningOptions, offeredProtocol } from './psrp/pool.ts';
import { beginKeyExchange, type KeyExchange, type SessionKey } from './session-key.ts';
import { createShellLink, type ShellLink } from './shell-link.ts';
import type { WsmanOption } from './wsman/envelope.ts';
import { actions, resources, signals } from './wsman/names.ts';
import { readConnectResponse, readCreatedShellId, writeConnect, writeCreate, writeDisconnect } from './wsman/shell.ts';

export interface PoolSettings extends OpeningOptions {
  /** Default `Microsoft.PowerShell`. */
  readonly configurationName?: string | undefined;
  /** Shown in the machine's inventory of shells. */
  readonly name?: string | undefined;
  /** Milliseconds without a request after which the machine deletes the pool by itself. */
  readonly idleTimeout?: number | undefined;
  /** Options of Create beside the protocol's version. */
  readonly createOptions?: readonly WsmanOption[] | undefined;
  /** Makes the client's half of a key exchange; default RSA 2048. */
  readonly keyExchange?: (() => Promise<KeyExchange>) | undefined;
  /** Milliseconds that Signal and Delete may take together when cleaning up; default 5,000. */
  readonly cleanupTimeout?: number | undefined;
}

const protocolOption = [{ name: 'protocolversion', value: offeredProtocol, mustComply: true }];
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
  readonly #machine: ClientPool;
  readonly #settings: PoolSettings;
  readonly #ending = new AbortController();
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
    this.#machine = createClientPool(id);
    this.#settings = settings;
  }

  /** Create, then Receive until the pool says that it is open. */
  static async open(conversation: Conversation, settings: PoolSettings, limits: Limits): Promise<RunspacePool> {
    const pool = new RunspacePool(conversation, settings, conversation.newId());
    await pool.#guard(() => pool.#open(limits));
    return pool;
  }

  /** Takes over a disconnected pool, of this client or of another one. */
  static async connect(conversation: Conversation, settings: PoolSettings & { readonly id: string }, limits: Limits) {
    const pool = new RunspacePool(conversation, settings, settings.id.toUpperCase());
    await pool.#connect(limits);
    return pool;
  }

  get id(): string {
    return this.#link.shellId;
  }

  /** e.g. `5.1.26100.1`; empty where the machine did not say. */
  get psVersion(): string {
    return this.#machine.psVersion;
  }

  /** Runs one pipeline; calls wait for each other. */
  run(spec: PipelineSpec, options: RunOptions): Promise<InvokeResult> {
    return this.#inTurn(options, async given => {
      const started = (id: string): void => {
        this.#running = id;
        this.#last = id;
      };
      const result = await runPipeline(this.#ground, spec, given, started);
      this.#running = undefined;
      await this.#freeSlot(given);
      return result;
    });
  }

  /** Receives what a pipeline says that is running already, after a Connect. @param id its command id. */
  attach(id: string, options: RunOptions): Promise<InvokeResult> {
    return this.#inTurn(options, given => receivePipeline(this.#ground, id.toUpperCase(), given));
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
    await this.#link.ask({ action: actions.reconnect, phase: 'reconnecting', body: '' }, limits);
    this.#life = 'open';
  }

  /**
   * Deletes the pool on the machine and aborts what runs in it. Nobody has to wait: it never rejects and ends within the
   * clean-up bound. A disconnected pool is left alone, that was the point of disconnecting.
   */
  close(): Promise<void> {
    if (this.#life === 'disconnected') return Promise.resolve();
    this.#life = 'closed';
    this.#ending.abort();
    this.#cleanup ??= this.#delete(undefined);
    return this.#cleanup;
  }

  async #open(limits: Limits): Promise<void> {
    const { name, idleTimeout, createOptions = [] } = this.#settings;
    const body = writeCreate({
      id: this.#machine.id,
      name,
      inputStreams: 'stdin pr',
      outputStreams: 'stdout',
      idleTimeout,
      creation: this.#machine.open(this.#settings),
    });
    const asking = { action: actions.create, phase: 'opening the pool', resourceUri: this.#link.resourceUri, body };
    const response = await this.#link.conversation.ask(
      { ...asking, options: [...createOptions, ...protocolOption] },
      limits,
    );
    this.#link.shellId = readCreatedShellId(response.body) ?? this.#machine.id;
    await this.#untilOpened(limits);
  }

  async #exchangeKeys(limits: Limits): Promise<SessionKey> {
    const exchange = await (this.#settings.keyExchange ?? beginKeyExchange)();
    return await exchangeKeys(this.#ground, exchange, limits);
  }

  async #connect(limits: Limits): Promise<void> {
    const body = writeConnect(this.#machine.connect());
    const asking = { action: actions.connect, phase: 'taking over the pool', body, options: protocolOption };
    const response = await this.#link.ask(asking, limits);
    this.#machine.receive(undefined, readConnectResponse(response.body));
    this.#learnProtocol();
    await this.#untilOpened(limits);
  }

  async #untilOpened(limits: Limits): Promise<void> {
    while (this.#machine.state === 'opening') {
      const { events } = await receiveEvents(this.#ground, undefined, limits);
      this.#learnProtocol();
      const bad = events.find(event => event.kind === 'state' && event.state !== 'opened' && event.state !== 'opening');
      if (bad?.kind === 'state') {
        throw new WinrmError('WINRM_PROTOCOL_VIOLATED', `the pool became ${bad.state} while it was opened`, {
          ...(bad.error === undefined ? {} : { error: bad.error, peerText: bad.error.message }),
        });
      }
    }
  }

  /** Larger answers once the machine is known to be of this decade (facts: winrm 1.3). */
  #learnProtocol(): void {
    const [major = 0, minor = 0] = (this.#machine.protocol ?? '').split('.').map(Number);
    const { conversation } = this.#link;
    if (conversation.sizeIsKnown || major < 2 || (major === 2 && minor < 2)) return;
    conversation.envelopeSize = Math.max(conversation.envelopeSize, laterEnvelopeSize);
  }

  get #ground(): Ground {
    return { link: this.#link, machine: this.#machine };
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
    if (this.#life !== 'open') throw new WinrmError('WINRM_SHELL_GONE', `the pool is ${this.#life}`);
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
    const bound = this.#settings.cleanupTimeout ?? 5000;
    if (running !== undefined) {
      await this.#link.signal(running, signals.stopPipeline, conversation.limits(bound / 2)).catch(() => undefined);
    }
    await this.#link.remove(conversation.limits(bound)).catch(() => undefined);
  }

  async #freeSlot(limits: Limits): Promise<void> {
    this.#commands += 1;
    const id = this.#last;
    if (this.#commands <= rememberedCommands || id === undefined) return;
    await this.#link.signal(id, signals.terminate, limits);
  }
}
