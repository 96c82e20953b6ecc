// The client face of the wire: connect to one machine, open a pool, call commands with typed parameters, read and call CIM without
// a shell. Everything that fails throws a WinrmError with a code. Nothing that could run twice is repeated here, the caller owns that;
// output alone is asked for again (resume.ts). Credentials are asked for when a connection needs them and never kept.
// One session is one authenticated connection with one request in flight, and a second one while a call is being stopped.

import { type Channel, createTransport } from './channel.ts';
import type { Limits } from './conversation.ts';
import { parseEndpoint } from './endpoint.ts';
import type { CallOptions, ConnectOptions, PoolOptions, Session } from './face.ts';
import { PoolFace } from './pool-face.ts';
import { primitiveDictionary } from './psrp/payloads.ts';
import type { PoolSettings } from './runspace-pool.ts';
import { ClientSession } from './session.ts';

export type { ChannelOptions, CredentialSource, Credentials } from './channel.ts';
export type { InvokeResult } from './collected.ts';
export type { EndpointInput } from './endpoint.ts';
export {
  type CertificateFacts,
  WinrmError,
  type WinrmErrorCode,
  type WinrmErrorDetail,
  winrmErrors,
} from './errors.ts';
export type {
  Call,
  CallOptions,
  ConnectOptions,
  InvokeOptions,
  Pool,
  PoolOptions,
  ScriptOptions,
  Session,
} from './face.ts';
export { type PlainValue, toPlain } from './psrp/clixml/plain.ts';
export { type PsValue, psCustomObject, psScalar } from './psrp/clixml/values.ts';
export type { HostAnswer, HostCall } from './psrp/host.ts';
export type { ErrorRecord, InformationRecord, ProgressRecord } from './psrp/records.ts';
export type { ClientCertificate } from './tls.ts';

const defaultTimeout = 120_000;
const defaultIdleTimeout = 900_000;

function settingsOf(options: PoolOptions): PoolSettings {
  const { configurationName, name, idleTimeout = defaultIdleTimeout, applicationArguments: given, host } = options;
  const applicationArguments = given === undefined ? undefined : primitiveDictionary(given);
  return { configurationName, name, idleTimeout, applicationArguments, host };
}

function sessionFace(session: ClientSession, transport: Channel): Session {
  const limits = ({ timeout = defaultTimeout, signal }: CallOptions = {}): Limits => session.limits(timeout, signal);
  return {
    identify: options => session.identify(limits(options)),
    async openPool(options = {}) {
      const settings = settingsOf(options);
      const reopen = (given: Limits) => session.openPool(settings, given);
      return new PoolFace(await reopen(limits(options)), { limits, reopen });
    },
    async connectPool(id, options = {}) {
      return new PoolFace(await session.connectPool({ ...settingsOf(options), id }, limits(options)), { limits });
    },
    readCim: (query, options) => session.readCim(query, limits(options)),
    invokeCim: (call, options) => session.invokeCim(call, limits(options)),
    readConfig: options => session.readConfigIfAllowed(limits(options)),
    listShells: options => session.listShells(limits(options)),
    listCommands: (shellId, options) => session.listCommands(shellId, limits(options)),
    get peerCertificate() {
      return transport.peerCertificate;
    },
    get authentication() {
      return transport.authentication;
    },
    close: () => session.close(),
  };
}

/**
 * A session on one machine. Nothing is sent before the first call. Throws WINRM_USAGE_INVALID for options that cannot be meant.
 * @example
 * const session = connect({
 *   endpoint: { transport: 'https', host: 'sql01.corp.example' },
 *   credentials: { username: 'CORP\\svc_patch', password: () => process.env.PATCHRING_PASSWORD ?? '' },
 * });
 * try {
 *   const [system] = await session.readCim({
 *     namespace: 'root/cimv2',
 *     className: 'Win32_OperatingSystem',
 *     properties: { LastBootUpTime: 'date', BuildNumber: 'number' },
 *   });
 *   console.log('on build', system?.BuildNumber, 'since', system?.LastBootUpTime);
 *
 *   const pool = await session.openPool();
 *   const onProgress = ({ activity, percent }: ProgressRecord): void => console.log(activity, percent);
 *   const call = { command: 'Get-HotFix', parameters: { Id: ['KB5066835'] } };
 *   const { output } = await pool.invoke(call, { timeout: 60_000, onProgress });
 *   console.log(output.map(toPlain));
 * } catch (error) {
 *   if (!(error instanceof WinrmError)) throw error;
 *   console.error(error.code, error.message, error.help);
 * } finally {
 *   await session.close();
 * }
 */
export function connect(options: ConnectOptions): Session {
  const transport = createTransport(parseEndpoint(options.endpoint), options.credentials, options.channel);
  const { operationTimeout, resumeFor } = options;
  const session = new ClientSession(transport, {
    another: () => transport.another(),
    ...(operationTimeout === undefined ? {} : { operationTimeout }),
    ...(resumeFor === undefined ? {} : { resumeFor }),
  });
  return sessionFace(session, transport);
}
