// The conductor of a client session on one machine: one conversation, whatever runs on it, and an orderly end.
// Readings that need no shell (Identify, configuration, inventory, CIM) are here; pools and cmd shells have files of their own.
// Closing is bounded: a machine that does not answer any more cannot keep us.

import { type CommandShell, type CommandShellSettings, openCommandShell } from './command-shell.ts';
import { type Conversation, type ConversationOptions, createConversation, type Limits } from './conversation.ts';
import { smallestEnvelope } from './envelope-size.ts';
import { WinrmError } from './errors.ts';
import { type PoolSettings, RunspacePool } from './runspace-pool.ts';
import { createShellLink } from './shell-link.ts';
import type { Transport } from './transport.ts';
import {
  type CimInput,
  type CimRow,
  type CimShape,
  type CimTyped,
  cimResource,
  readCimRow,
  typeCimRow,
  writeCimCall,
} from './wsman/cim.ts';
import { type EnumerateFilter, readPage, writeEnumerate, writePull, writeRelease } from './wsman/enumeration.ts';
import { tooManyShells } from './wsman/fault-numbers.ts';
import { type Identity, readConfig, readIdentity, type ServiceConfig, writeIdentify } from './wsman/messages.ts';
import { actions, ns, resources } from './wsman/names.ts';
import { readShell, type ShellInfo } from './wsman/shell.ts';
import { childText, type XmlElement } from './wsman/xml.ts';

export interface CimQuery {
  /** e.g. `root/cimv2`. */
  readonly namespace: string;
  readonly className: string;
  /** Key properties: reads this one instance. */
  readonly keys?: Readonly<Record<string, string>> | undefined;
  /** A WQL query instead of all instances of the class. */
  readonly query?: string | undefined;
  /** Instances that are enough; the machine is told that the rest is not wanted. */
  readonly atMost?: number | undefined;
}

/** A method to be called. */
export interface CimCall {
  readonly namespace: string;
  readonly className: string;
  /** Keys of the instance; none for a method of the class. */
  readonly keys?: Readonly<Record<string, string>> | undefined;
  readonly method: string;
  /** In the order in which the class declares them; names as the class spells them. */
  readonly parameters?: Readonly<Record<string, CimInput>> | undefined;
}

/** Pages that one enumeration may have: far more than any class we read. */
const maxPages = 10_000;
/** Milliseconds that Release may take. */
const releaseTimeout = 5000;

export class ClientSession {
  readonly #conversation: Conversation;
  readonly #transport: Transport;
  readonly #pools = new Set<RunspacePool>();
  readonly #releases = new Set<Promise<void>>();

  constructor(transport: Transport, options: ConversationOptions = {}) {
    this.#transport = transport;
    this.#conversation = createConversation(transport, options);
  }

  limits(timeout: number, signal?: AbortSignal): Limits {
    return this.#conversation.limits(timeout, signal);
  }

  async openPool(settings: PoolSettings, limits: Limits): Promise<RunspacePool> {
    try {
      return this.#keep(await RunspacePool.open(this.#conversation, settings, limits));
    } catch (error) {
      const fault = error instanceof WinrmError ? error.detail.fault : undefined;
      if (fault === undefined || !tooManyShells.has(fault) || settings.name === undefined) throw error;
      if ((await this.#removeLeftovers(settings.name, limits)) === 0) throw error;
    }
    return this.#keep(await RunspacePool.open(this.#conversation, settings, limits));
  }

  /** Takes over a pool that was disconnected. @param settings `id` is the shell's id from the inventory. */
  async connectPool(settings: PoolSettings & { readonly id: string }, limits: Limits): Promise<RunspacePool> {
    return this.#keep(await RunspacePool.connect(this.#conversation, settings, limits));
  }

  openCommandShell(settings: CommandShellSettings, limits: Limits): Promise<CommandShell> {
    return openCommandShell(this.#conversation, settings, limits);
  }

  async identify(limits: Limits): Promise<Identity> {
    const response = await this.#conversation.askRaw(writeIdentify(), 'asking who is there', limits);
    const identity = readIdentity(response.body);
    if (identity === undefined) throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'the answer to Identify is none');
    return identity;
  }

  /** Reads the service's configuration (administrators only) and goes by its sizes from now on. */
  async readConfig(limits: Limits): Promise<ServiceConfig> {
    const asking = { action: actions.get, phase: 'reading the configuration', resourceUri: resources.config, body: '' };
    const config = readConfig((await this.#conversation.ask(asking, limits)).body);
    if (config.maxEnvelopeSize !== undefined) {
      const size = Math.max(config.maxEnvelopeSize, smallestEnvelope);
      this.#conversation.envelopeSize = size;
      this.#conversation.requestSize = size;
      this.#conversation.sizeIsKnown = true;
    }
    return config;
  }

  /** The same; undefined for who may not read it. */
  async readConfigIfAllowed(limits: Limits): Promise<ServiceConfig | undefined> {
    try {
      return await this.readConfig(limits);
    } catch (error) {
      if (error instanceof WinrmError && error.code === 'WINRM_ACCESS_DENIED') return undefined;
      throw error;
    }
  }

  /** Shells on the machine that this user may see. */
  async listShells(limits: Limits): Promise<readonly ShellInfo[]> {
    const shells: ShellInfo[] = [];
    for await (const item of this.#enumerate(resources.shell, undefined, limits)) shells.push(readShell(item));
    return shells;
  }

  /** One shell: is it still there, and connected? Throws WINRM_SHELL_GONE when it is not there. */
  async readShell(shellId: string, limits: Limits): Promise<ShellInfo> {
    const asking = { action: actions.get, phase: 'looking for a shell', resourceUri: resources.shell, body: '' };
    const { body } = await this.#conversation.ask({ ...asking, selectors: { ShellId: shellId } }, limits);
    if (body === undefined) throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'a shell was described by nothing');
    return readShell(body);
  }

  /** Ids of the commands in a shell. */
  async listCommands(shellId: string, limits: Limits): Promise<readonly string[]> {
    const ids: string[] = [];
    const filter: EnumerateFilter = { kind: 'selectors', selectors: { ShellId: shellId } };
    for await (const item of this.#enumerate(resources.command, filter, limits)) {
      const id = childText(item, ns.shell, 'CommandId');
      if (id !== undefined) ids.push(id);
    }
    return ids;
  }

  /** Instances of a class, as the wire has them. */
  async readCimRows(query: CimQuery, limits: Limits): Promise<readonly CimRow[]> {
    const resourceUri = cimResource(query.namespace, query.query === undefined ? query.className : '*');
    if (query.keys !== undefined) {
      const asking = { action: actions.get, phase: `reading ${query.className}`, resourceUri, body: '' };
      const { body } = await this.#conversation.ask({ ...asking, selectors: query.keys }, limits);
      return body === undefined ? [] : [readCimRow(body)];
    }
    const filter: EnumerateFilter | undefined =
      query.query === undefined ? undefined : { kind: 'wql', query: query.query };
    const rows: CimRow[] = [];
    for await (const item of this.#enumerate(resourceUri, filter, limits)) {
      rows.push(readCimRow(item));
      if (rows.length >= (query.atMost ?? Number.POSITIVE_INFINITY)) break;
    }
    return rows;
  }

  /** The same with properties as the types asked for. */
  async readCim<S extends CimShape>(
    query: CimQuery & { readonly properties: S },
    limits: Limits,
  ): Promise<readonly CimTyped<S>[]> {
    return (await this.readCimRows(query, limits)).map(row => typeCimRow(row, query.properties));
  }

  /** Calls a method. Throws WINRM_PROTOCOL_VIOLATED when the answer is that of another one. */
  async invokeCim<S extends CimShape>(
    call: CimCall & { readonly properties: S },
    limits: Limits,
  ): Promise<CimTyped<S>> {
    const { className, method, keys, parameters = {} } = call;
    const resourceUri = cimResource(call.namespace, className);
    const response = await this.#conversation.ask(
      {
        action: `${resourceUri}/${method}`,
        phase: `calling ${className}.${method}`,
        resourceUri,
        body: writeCimCall(resourceUri, method, parameters),
        ...(keys === undefined ? {} : { selectors: keys }),
      },
      limits,
    );
    if (response.body?.name !== `${method}_OUTPUT`) {
      throw new WinrmError('WINRM_PROTOCOL_VIOLATED', `the answer to ${className}.${method} is none`);
    }
    return typeCimRow(readCimRow(response.body), call.properties);
  }

  /** Closes what is open, waits at most so many milliseconds for it, and hangs up. Never rejects. */
  async close(timeout = 5000): Promise<void> {
    const closing = Promise.all([...[...this.#pools].map(pool => pool.close()), ...this.#releases]);
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>(resolve => {
      timer = setTimeout(resolve, timeout);
    });
    await Promise.race([closing, enough]);
    clearTimeout(timer);
    this.#conversation.close();
    this.#transport.close();
  }

  /**
   * Deletes shells of our name that nobody is connected to: a client that crashed has left them (facts: winrm 4 row 9).
   * @returns how many.
   */
  async #removeLeftovers(name: string, limits: Limits): Promise<number> {
    const ours = new Set([...this.#pools].map(({ id }) => id));
    const left = (await this.listShells(limits)).filter(
      shell => shell.name === name && shell.state === 'Disconnected' && !ours.has(shell.id),
    );
    for (const { id, resourceUri } of left) await createShellLink(this.#conversation, resourceUri, id).remove(limits);
    return left.length;
  }

  #keep(pool: RunspacePool): RunspacePool {
    this.#pools.add(pool);
    return pool;
  }

  async *#enumerate(
    resourceUri: string,
    filter: EnumerateFilter | undefined,
    limits: Limits,
  ): AsyncGenerator<XmlElement, void> {
    const phase = 'enumerating';
    const first = { action: actions.enumerate, phase, resourceUri, body: writeEnumerate(filter) };
    let page = readPage((await this.#conversation.ask(first, limits)).body);
    try {
      for (let pages = 1; ; pages += 1) {
        yield* page.items;
        if (page.context === undefined) return;
        if (pages >= maxPages) throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'an enumeration does not end');
        const next = { action: actions.pull, phase, resourceUri, body: writePull(page.context) };
        page = readPage((await this.#conversation.ask(next, limits)).body);
      }
    } finally {
      if (page.context !== undefined) this.#release(resourceUri, page.context);
    }
  }

  /** Tells the machine that an enumeration is over before its end. Nobody waits for it but `close`. */
  #release(resourceUri: string, context: string): void {
    const conversation = this.#conversation;
    if (conversation.isTurnedAway) return;
    const asking = { action: actions.release, phase: 'ending an enumeration', resourceUri };
    const work = conversation.ask({ ...asking, body: writeRelease(context) }, conversation.limits(releaseTimeout)).then(
      () => undefined,
      () => undefined,
    );
    this.#releases.add(work);
    void work.then(() => this.#releases.delete(work));
  }
}
