// The client face of the wire: connect to one machine, open a pool, call commands with typed parameters, read CIM without a shell.
// Everything that fails throws a WinrmError with a code; nothing is retried here, the caller owns that. Credentials are asked
// for when a connection needs them and never kept. One session is one authenticated connection with one request in flight.

import { type Channel, type ChannelOptions, type Credentials, createTransport } from './channel.ts';
import type { InvokeResult, Listeners } from './collected.ts';
import type { Limits } from './conversation.ts';
import { type EndpointInput, parseEndpoint } from './endpoint.ts';
import type { PsValue } from './psrp/clixml/values.ts';
import { primitiveDictionary } from './psrp/payloads.ts';
import type { PipelineSpec, PsArgument, PsCommand } from './psrp/pipeline-spec.ts';
import type { RunspacePool } from './runspace-pool.ts';
import { type CimQuery, ClientSession } from './session.ts';
import type { CimShape, CimTyped } from './wsman/cim.ts';
import type { Identity } from './wsman/messages.ts';
import type { ShellInfo } from './wsman/shell.ts';

export type { Credentials } from './channel.ts';
export type { InvokeResult } from './collected.ts';
export type { EndpointInput } from './endpoint.ts';
export { WinrmError, type WinrmErrorCode, winrmErrors } from './errors.ts';
export { type PlainValue, toPlain } from './psrp/clixml/plain.ts';
export { type PsValue, psCustomObject, psScalar } from './psrp/clixml/values.ts';
export type { ErrorRecord, InformationRecord, ProgressRecord } from './psrp/records.ts';

export interface ConnectOptions {
  readonly endpoint: EndpointInput;
  readonly credentials: Credentials;
  /** Authentication scheme and limits of the connection. */
  readonly channel?: ChannelOptions;
  /** Milliseconds that the machine may take for one request, and a Receive may wait; default 20,000. */
  readonly operationTimeout?: number;
}

/** Limits of one call. */
export interface CallOptions {
  /** Milliseconds for the whole call, by our own clock; default 120,000. */
  readonly timeout?: number;
  /** Ends the call: Signal and Delete are tried within a bound, the pool is closed, WINRM_ABORTED is thrown. */
  readonly signal?: AbortSignal;
}

export interface PoolOptions extends CallOptions {
  /** Session configuration, e.g. that of a JEA endpoint; default `Microsoft.PowerShell`. */
  readonly configurationName?: string;
  /** Shown in the machine's inventory of shells; carries the run's id, so that leftovers can be told. */
  readonly name?: string;
  /** Milliseconds without a request after which the machine deletes the pool by itself; default 900,000, at least 60,000. */
  readonly idleTimeout?: number;
  /** Readable on the machine as `$PSSenderInfo.ApplicationArguments`. */
  readonly applicationArguments?: Readonly<Record<string, PsValue>>;
}

export interface Call {
  /** Name of a command or function. */
  readonly command: string;
  /** Named parameters, typed (see `PsValue`); `true` for a switch. Undefined members are left out. */
  readonly parameters?: Readonly<Record<string, PsValue | undefined>>;
}

export interface InvokeOptions extends CallOptions {
  /** Called for each progress record while the call runs. */
  readonly onProgress?: Listeners['onProgress'];
  /** Called for each output object while the call runs. */
  readonly onOutput?: Listeners['onOutput'];
  /** Objects piped in. */
  readonly input?: readonly PsValue[];
}

export interface ScriptOptions extends InvokeOptions {
  /** False: functions and variables of the script stay in the pool; default true. */
  readonly useLocalScope?: boolean;
  /** Arguments by position. */
  readonly arguments?: readonly PsValue[];
}

/** A runspace pool on the machine: opened once, then two requests a call. */
export interface Pool {
  /** Id of the shell, upper-case GUID. */
  readonly id: string;
  /** e.g. `5.1.26100.1`. */
  readonly psVersion: string;
  /** Runs one command. Throws WINRM_PIPELINE_FAILED (`detail.error`, `detail.result`) when it ends with a terminating error. */
  invoke(call: Call, options?: InvokeOptions): Promise<InvokeResult>;
  /** Runs a script. JEA endpoints refuse scripts: call commands there. */
  runScript(text: string, options?: ScriptOptions): Promise<InvokeResult>;
  /** Runs anything that a pipeline can be: several commands, several statements. */
  run(spec: PipelineSpec, options?: InvokeOptions): Promise<InvokeResult>;
  /**
   * A SecureString for a parameter, sealed with the key of this pool; the first one costs two requests. Its text must not be
   * kept elsewhere: this is the only way a secret should travel as a parameter.
   */
  secureString(text: string, options?: CallOptions): Promise<PsValue>;
  /** Deletes the pool. Nobody needs to wait for it; it never rejects. */
  close(): Promise<void>;
}

/** One machine, one connection. */
export interface Session {
  /** Is a WS-Man service there, and which? One request; needs no shell and no PowerShell. */
  identify(options?: CallOptions): Promise<Identity>;
  openPool(options?: PoolOptions): Promise<Pool>;
  /**
   * Instances of a CIM class without a shell; `properties` says how each is to be read, e.g.
   * `readCim({ namespace: 'root/cimv2', className: 'Win32_OperatingSystem', properties: { LastBootUpTime: 'date' } })`.
   */
  readCim<S extends CimShape>(
    query: CimQuery & { readonly properties: S },
    options?: CallOptions,
  ): Promise<readonly CimTyped<S>[]>;
  /** Shells of this user on the machine. */
  listShells(options?: CallOptions): Promise<readonly ShellInfo[]>;
  /** Certificate of an HTTPS machine once connected. */
  readonly peerCertificate: Channel['peerCertificate'];
  /** Closes the pools, waits a bounded time for that, and hangs up. Never rejects. */
  close(): Promise<void>;
}

const defaultTimeout = 120_000;
const defaultIdleTimeout = 900_000;

function namedArguments(parameters: Call['parameters']): PsArgument[] {
  return Object.entries(parameters ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

function single(command: PsCommand, input: InvokeOptions['input']): PipelineSpec {
  return { statements: [[command]], noInput: input === undefined };
}

class ClientPoolFace implements Pool {
  readonly #pool: RunspacePool;
  readonly #limits: (options: CallOptions) => Limits;

  constructor(pool: RunspacePool, limits: (options: CallOptions) => Limits) {
    this.#pool = pool;
    this.#limits = limits;
  }

  get id(): string {
    return this.#pool.id;
  }

  get psVersion(): string {
    return this.#pool.psVersion;
  }

  invoke({ command, parameters }: Call, options: InvokeOptions = {}): Promise<InvokeResult> {
    const spec = single({ text: command, isScript: false, arguments: namedArguments(parameters) }, options.input);
    return this.#run(spec, options, command);
  }

  runScript(text: string, options: ScriptOptions = {}): Promise<InvokeResult> {
    const { useLocalScope } = options;
    const command: PsCommand = {
      text,
      isScript: true,
      arguments: (options.arguments ?? []).map(value => ({ value })),
      ...(useLocalScope === undefined ? {} : { useLocalScope }),
    };
    return this.#run(single(command, options.input), options, 'a script');
  }

  run(spec: PipelineSpec, options: InvokeOptions = {}): Promise<InvokeResult> {
    return this.#run(
      spec,
      options,
      spec.statements[0]?.[0]?.isScript === false ? spec.statements[0][0].text : 'a script',
    );
  }

  async secureString(text: string, options: CallOptions = {}): Promise<PsValue> {
    return (await this.#pool.sessionKey(this.#limits(options))).seal(text);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #run(spec: PipelineSpec, options: InvokeOptions, what: string): Promise<InvokeResult> {
    const { onProgress, onOutput, input } = options;
    return this.#pool.run(spec, { ...this.#limits(options), what, onProgress, onOutput, input });
  }
}

function sessionFace(session: ClientSession, transport: Channel): Session {
  const limits = ({ timeout = defaultTimeout, signal }: CallOptions = {}): Limits => session.limits(timeout, signal);
  return {
    identify: options => session.identify(limits(options)),
    async openPool(options = {}) {
      const { configurationName, name, idleTimeout = defaultIdleTimeout, applicationArguments: given } = options;
      const applicationArguments = given === undefined ? undefined : primitiveDictionary(given);
      const settings = { configurationName, name, idleTimeout, applicationArguments };
      return new ClientPoolFace(await session.openPool(settings, limits(options)), limits);
    },
    readCim: (query, options) => session.readCim(query, limits(options)),
    listShells: options => session.listShells(limits(options)),
    get peerCertificate() {
      return transport.peerCertificate;
    },
    close: () => session.close(),
  };
}

/** A session on one machine. Nothing is sent before the first call. Throws WINRM_USAGE_INVALID for options that cannot be meant. */
export function connect(options: ConnectOptions): Session {
  const transport = createTransport(parseEndpoint(options.endpoint), options.credentials, options.channel);
  const { operationTimeout } = options;
  const session = new ClientSession(transport, operationTimeout === undefined ? {} : { operationTimeout });
  return sessionFace(session, transport);
}
