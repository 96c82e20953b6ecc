// Reads from a recording what its client was asked to do, and asks ours the same: open, run, stop, disconnect, connect, close.
// The next recorded request says what comes next; whatever further requests that takes is our client's own doing, and compared.

import type { InvokeResult } from '../../src/winrm/collected.ts';
import type { CommandResult, CommandShell } from '../../src/winrm/command-shell.ts';
import { WinrmError } from '../../src/winrm/errors.ts';
import { isPsObject, member, numberOf, type PsValue, psScalar } from '../../src/winrm/psrp/clixml/values.ts';
import type { HostCall } from '../../src/winrm/psrp/host.ts';
import { messageTypes } from '../../src/winrm/psrp/messages.ts';
import { type PipelineSpec, readPipelineSpec } from '../../src/winrm/psrp/pipeline-spec.ts';
import type { RunspacePool } from '../../src/winrm/runspace-pool.ts';
import { ClientSession } from '../../src/winrm/session.ts';
import type { SessionKey } from '../../src/winrm/session-key.ts';
import { readRequest } from '../../src/winrm/wsman/envelope.ts';
import { actions, resources, signals } from '../../src/winrm/wsman/names.ts';
import { readCreate } from '../../src/winrm/wsman/shell.ts';
import { readCommand, readSignal } from '../../src/winrm/wsman/streams.ts';
import { createReassembly, type Exchange, type Meaning, type Message, meaningOf } from './recording.ts';
import { ReplayTransport } from './replay.ts';

export type Outcome =
  | { readonly kind: 'pipeline'; readonly result: InvokeResult }
  | { readonly kind: 'command'; readonly result: CommandResult }
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: WinrmError };

export class Replay {
  readonly transport: ReplayTransport;
  readonly outcomes: Outcome[] = [];
  readonly #sessions = new Map<string, ClientSession>();
  readonly #pools = new Map<string, RunspacePool>();
  readonly #shells = new Map<string, CommandShell>();

  constructor(exchanges: readonly Exchange[]) {
    this.transport = new ReplayTransport(exchanges);
  }

  /** Plays to the end. Throws the first difference. */
  async play(): Promise<void> {
    for (;;) {
      const exchange = this.transport.exchanges[this.transport.position];
      if (exchange === undefined) return this.transport.settle();
      const before = this.transport.position;
      try {
        await this.#step(meaningOf(exchange.request), exchange.request);
      } catch (error) {
        if (this.transport.difference !== undefined) throw this.transport.difference;
        if (!(error instanceof WinrmError)) throw error;
        this.outcomes.push({ kind: 'error', error });
      }
      if (this.transport.difference !== undefined) throw this.transport.difference;
      if (this.transport.position === before) throw new Error(`request ${before} was not made: ${exchange.request}`);
    }
  }

  /** All PSRP messages for one command from here on, whichever requests they travel in. */
  #ahead(commandId: string): readonly Message[] {
    const reassemble = createReassembly();
    const messages: Message[] = [];
    for (const { request } of this.transport.exchanges.slice(this.transport.position)) {
      const meaning = meaningOf(request);
      if (meaning.action !== actions.command && meaning.action !== actions.send) break;
      messages.push(...meaning.blobs.filter(blob => blob.commandId === commandId).flatMap(reassemble));
    }
    return messages;
  }

  /** Virtual time that the requests of one call took: its deadline, where the recording says that time ran out. */
  #timeout(): number {
    const seconds = this.transport.exchanges
      .slice(this.transport.position)
      .map(exchange => exchange.timeout ?? 0)
      .reduce((sum, one) => sum + one, 0);
    return seconds > 0 ? seconds * 1000 : 3_600_000;
  }

  #session(meaning: Meaning): ClientSession {
    const known = this.#sessions.get(meaning.sessionId);
    if (known !== undefined) return known;
    const session = new ClientSession(this.transport, { now: () => this.transport.clock });
    this.#sessions.set(meaning.sessionId, session);
    return session;
  }

  #pool(meaning: Meaning): RunspacePool {
    const pool = this.#pools.get(meaning.selectors.ShellId ?? '');
    if (pool === undefined) throw new Error(`no pool ${meaning.selectors.ShellId}`);
    return pool;
  }

  async #step(meaning: Meaning, request: string): Promise<void> {
    const session = this.#session(meaning);
    const limits = session.limits(this.#timeout());
    const value = (result: unknown): void => void this.outcomes.push({ kind: 'value', value: result });
    const shell = this.#shells.get(meaning.selectors.ShellId ?? '');
    if (shell !== undefined) return this.#onShell(shell, meaning, request);
    switch (meaning.action) {
      case actions.get:
        if (meaning.resourceUri === resources.config) return value(await session.readConfig(limits));
        return value(await session.readShell(this.transport.ours(meaning.selectors.ShellId ?? ''), limits));
      case actions.create:
        return this.#create(meaning, request);
      case actions.command:
        return this.#command(meaning);
      case actions.receive: {
        const id = this.transport.ours(guidIn(meaning.body));
        const result = await this.#pool(meaning).attach(id, { ...limits, what: 'attached' });
        return void this.outcomes.push({ kind: 'pipeline', result });
      }
      case actions.send:
        await this.#pool(meaning).sessionKey(limits);
        return;
      case actions.signal: {
        const { commandId = '', code } = readSignal(readRequest(Buffer.from(request)).body);
        const id = this.transport.ours(commandId);
        if (code === signals.stopPipeline) return this.#pool(meaning).stop(limits, id);
        if (code !== signals.terminate) throw new Error(`a signal that nobody asks for: ${code}`);
        return this.#pool(meaning).terminate(id, limits);
      }
      case actions.disconnect:
        return this.#pool(meaning).disconnect(limits);
      case actions.reconnect:
        return this.#pool(meaning).reconnect(limits);
      case actions.connect:
        return this.#connect(meaning);
      case actions.enumerate:
        if (meaning.resourceUri === resources.shell) return value(await session.listShells(limits));
        return value(await session.listCommands(this.transport.ours(guidIn(meaning.body)), limits));
      case actions.delete:
        return this.#pool(meaning).close();
      default:
        throw new Error(`an action that the driver does not know: ${meaning.action}`);
    }
  }

  /** A cmd shell is driven step by step. */
  async #onShell(shell: CommandShell, meaning: Meaning, request: string): Promise<void> {
    const limits = this.#session(meaning).limits(this.#timeout());
    const { header, body } = readRequest(Buffer.from(request));
    if (meaning.action === actions.command) {
      const { command, arguments: args } = readCommand(body);
      await shell.start(command, args, { ...limits, options: header.options });
    } else if (meaning.action === actions.send) {
      const bytes = this.#sendsAhead().flatMap(one => one.blobs.map(blob => blob.bytes));
      await shell.send(guidIn(meaning.body), Buffer.concat(bytes), limits);
    } else if (meaning.action === actions.receive) {
      const result = await shell.receive(guidIn(meaning.body), limits);
      this.outcomes.push({ kind: 'command', result });
    } else if (meaning.action === actions.signal) {
      const { commandId = '', code } = readSignal(body);
      await shell.signal(commandId, code, limits);
    } else if (meaning.action === actions.delete) await shell.close(limits);
    else throw new Error(`an action that no cmd shell knows: ${meaning.action}`);
  }

  #sendsAhead(): readonly Meaning[] {
    const ahead = this.transport.exchanges.slice(this.transport.position).map(({ request }) => meaningOf(request));
    const end = ahead.findIndex(({ action }) => action !== actions.send);
    return end === -1 ? ahead : ahead.slice(0, end);
  }

  async #create(meaning: Meaning, request: string): Promise<void> {
    const session = this.#session(meaning);
    const { header, body } = readRequest(Buffer.from(request));
    const wanted = readCreate(body);
    const { idleTimeout, workingDirectory, name } = wanted;
    const limits = session.limits(this.#timeout());
    if (meaning.resourceUri === resources.cmd) {
      const options = header.options ?? [];
      const shell = await session.openCommandShell({ options, idleTimeout, workingDirectory }, limits);
      this.#shells.set(shell.id, shell);
      return;
    }
    const [, init] = createMessages(meaning);
    const given = init === undefined ? undefined : member(init.value, 'ApplicationArguments');
    const hostInfo = init === undefined ? undefined : member(init.value, 'HostInfo');
    const configurationName = meaning.resourceUri?.slice(resources.powershell.length);
    const applicationArguments = isPsObject(given) ? given : undefined;
    const runspaces = (key: string): number | undefined => (init === undefined ? 1 : numberOf(member(init.value, key)));
    const settings = {
      configurationName,
      idleTimeout,
      name,
      applicationArguments,
      hostInfo: isPsObject(hostInfo) ? hostInfo : undefined,
      host: (call: HostCall) => this.#answerAhead(call),
      minRunspaces: runspaces('MinRunspaces'),
      maxRunspaces: runspaces('MaxRunspaces'),
      createOptions: (header.options ?? []).filter(option => option.name !== 'protocolversion'),
      keyExchange: async () => ({ publicKey: 'ours', complete: () => anyKey }),
    };
    this.#pools.set(wanted.id ?? '', await session.openPool(settings, limits));
  }

  /** What the recorded client answered to a host call; undefined where it refused. */
  #answerAhead(call: HostCall): PsValue | undefined {
    for (const { request } of this.transport.exchanges.slice(this.transport.position)) {
      for (const { type, value } of createMessages(meaningOf(request))) {
        const isAnswer = type === messageTypes.pipelineHostResponse || type === messageTypes.poolHostResponse;
        if (isAnswer && member(value, 'ci') === call.id) return member(value, 'mr');
      }
    }
    return undefined;
  }

  /** Does the next request after a Command and its Sends ask for what that command says? */
  #isHeardAtOnce(commandId: string): boolean {
    const later = this.transport.exchanges.slice(this.transport.position + 1).map(({ request }) => meaningOf(request));
    const next = later.find(({ action }) => action !== actions.send);
    return next?.action === actions.receive && guidIn(next.body).toUpperCase() === commandId.toUpperCase();
  }

  async #connect(meaning: Meaning): Promise<void> {
    const session = this.#session(meaning);
    const commandId = JSON.stringify(meaning.body).match(/"CommandId=([0-9A-Fa-f-]{36})"/)?.[1];
    if (commandId !== undefined) {
      await this.#pool(meaning).connectCommand(this.transport.ours(commandId), session.limits(this.#timeout()));
      return;
    }
    const id = this.transport.ours(meaning.selectors.ShellId ?? '');
    const configurationName = meaning.resourceUri?.slice(resources.powershell.length);
    const pool = await session.connectPool({ id, configurationName }, session.limits(this.#timeout()));
    this.#pools.set(meaning.selectors.ShellId ?? '', pool);
  }

  async #command(meaning: Meaning): Promise<void> {
    const limits = this.#session(meaning).limits(this.#timeout());
    const messages = this.#ahead(meaning.blobs[0]?.commandId ?? '');
    const created = messages.find(message => message.type === messageTypes.createPipeline)?.value ?? null;
    const hostInfo = member(created, 'HostInfo');
    const spec: PipelineSpec = { ...readPipelineSpec(created), ...(isPsObject(hostInfo) ? { hostInfo } : {}) };
    const input: readonly PsValue[] = messages
      .filter(message => message.type === messageTypes.pipelineInput)
      .map(message => message.value);
    if (!this.#isHeardAtOnce(meaning.blobs[0]?.commandId ?? '')) {
      await this.#pool(meaning).start(spec, { ...limits, what: 'recorded', input });
      return;
    }
    const result = await this.#pool(meaning).run(spec, { ...limits, what: 'recorded', input });
    this.outcomes.push({ kind: 'pipeline', result });
  }
}

/** A key that nobody has is as good as any: sealed values are replayed as they were recorded. */
const anyKey: SessionKey = { seal: text => psScalar('SS', text), open: value => value.text };

function createMessages(meaning: Meaning): readonly Message[] {
  return meaning.blobs.flatMap(createReassembly());
}

/** The one id in a body. */
function guidIn(body: unknown): string {
  return JSON.stringify(body).match(/[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}/)?.[0] ?? '';
}
