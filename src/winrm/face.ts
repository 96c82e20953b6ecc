// What the client shows: a session on one machine, pools in it, and what may be said about a call. Types only, so that whoever stands
// on this stands on promises. Durations are milliseconds, ids upper-case GUIDs, and everything that fails rejects with a WinrmError.
// The source of each rule is named where the rule is kept.

import type { Channel, ChannelOptions, CredentialSource, Credentials } from './channel.ts';
import type { InvokeResult, Listeners } from './collected.ts';
import type { EndpointInput } from './endpoint.ts';
import type { PsValue } from './psrp/clixml/values.ts';
import type { HostAnswer } from './psrp/host.ts';
import type { PipelineSpec } from './psrp/pipeline-spec.ts';
import type { CimCall, CimQuery } from './session.ts';
import type { CimShape, CimTyped } from './wsman/cim.ts';
import type { Identity, ServiceConfig } from './wsman/messages.ts';
import type { ShellInfo } from './wsman/shell.ts';

export interface ConnectOptions {
  readonly endpoint: EndpointInput;
  /** Who logs on, or who says so at each logon. */
  readonly credentials: Credentials | CredentialSource;
  /** Authentication scheme and limits of the connection. */
  readonly channel?: ChannelOptions;
  /** Milliseconds that the machine may take for one request, and a Receive may wait; default 20,000. */
  readonly operationTimeout?: number;
  /**
   * Milliseconds for which the output of a running call is asked for again when the connection is lost; default 60,000, 0: not at
   * all. Nothing but that is ever repeated. What cannot be gone on with throws WINRM_CONNECTION_LOST: the outcome is unknown.
   */
  readonly resumeFor?: number;
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
  /**
   * Answers what scripts ask of the person in front of them (`ReadLine`, `PromptForChoice`, …), at once; undefined refuses.
   * Default: there is no host, and PowerShell itself refuses.
   */
  readonly host?: HostAnswer;
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

/**
 * A runspace pool on the machine: opened once, then two requests a call. When the machine refuses a command because the shell is gone
 * or its quota used up, nothing has run: the pool is opened anew, once a call, unless calls left something behind in it
 * (`useLocalScope: false`, `secureString`), which would be missing.
 */
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
  /**
   * Stops the call that is running and keeps the pool: the call throws WINRM_PIPELINE_STOPPED with what was said in
   * `detail.result`. Goes over a second connection, since the first one is waiting for output.
   */
  stop(options?: CallOptions): Promise<void>;
  /** Leaves the pool on the machine: what runs there runs on, until `connectPool` or the idle timeout. */
  disconnect(options?: CallOptions): Promise<void>;
  /** Receives what a command says that is running already, in a pool that was connected to. @param commandId of `listCommands`. */
  attach(commandId: string, options?: InvokeOptions): Promise<InvokeResult>;
  /** Deletes the pool. Nobody needs to wait for it; it never rejects. */
  close(): Promise<void>;
}

/** One machine, one connection. */
export interface Session {
  /** Is a WS-Man service there, and which? One request; needs no shell and no PowerShell. */
  identify(options?: CallOptions): Promise<Identity>;
  openPool(options?: PoolOptions): Promise<Pool>;
  /** Takes over a pool that was disconnected, by this client or another one. @param id of `listShells`. */
  connectPool(id: string, options?: PoolOptions): Promise<Pool>;
  /** Ids of the commands in a shell of this user. */
  listCommands(shellId: string, options?: CallOptions): Promise<readonly string[]>;
  /**
   * Instances of a CIM class without a shell; `properties` says how each is to be read, e.g.
   * `readCim({ namespace: 'root/cimv2', className: 'Win32_OperatingSystem', properties: { LastBootUpTime: 'date' } })`.
   */
  readCim<S extends CimShape>(
    query: CimQuery & { readonly properties: S },
    options?: CallOptions,
  ): Promise<readonly CimTyped<S>[]>;
  /**
   * Calls a method of a CIM class or instance without a shell, e.g. `StdRegProv.GetDWORDValue` or `Win32_Process.Create`. Its
   * `ReturnValue` is for the caller to judge. Sent once: what may have happened when this fails, nobody knows.
   */
  invokeCim<S extends CimShape>(
    call: CimCall & { readonly properties: S },
    options?: CallOptions,
  ): Promise<CimTyped<S>>;
  /**
   * Reads the sizes that the machine takes, and goes by them from now on. Administrators only: undefined for everybody else, and the
   * sizes that every machine takes stay in use.
   */
  readConfig(options?: CallOptions): Promise<ServiceConfig | undefined>;
  /** Shells of this user on the machine. */
  listShells(options?: CallOptions): Promise<readonly ShellInfo[]>;
  /** Certificate of an HTTPS machine once connected. */
  readonly peerCertificate: Channel['peerCertificate'];
  /** How the machine let us in at the last logon, where there was a choice: the mechanism, and why it was not Kerberos. */
  readonly authentication: Channel['authentication'];
  /** Closes the pools, waits a bounded time for that, and hangs up. Never rejects. */
  close(): Promise<void>;
}
