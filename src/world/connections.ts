// From the policy, the inventory and the inputs to the way in which each machine is reached: transport, port, trust, account. What a
// user gave for this run goes before what the policy says; a machine's own address and port go before both. Everything that cannot be
// meant is told before any machine is asked; secrets are fetched at a logon (accounts.ts), and no command runs before one.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Failure, FailureError, failureOf } from '../model/failure.ts';
import type { MachineEntry } from '../model/machine.ts';
import { asksKerberos, jumpOf, type Way, type WayOverrides, wayOf } from '../policy/connection.ts';
import { type Logon, logonFor, missingVariables } from '../policy/credentials.ts';
import { whyUnfit } from '../policy/rules/credentials.ts';
import type { Policy } from '../policy/schema.ts';
import { expand } from '../policy/variable.ts';
import type { Connection } from '../windows/visit.ts';
import type { ChannelOptions, EndpointInput } from '../winrm/index.ts';
import { type AccountOptions, accountFor, maskSecrets, readCertificate } from './accounts.ts';

/** What a user gave in place of the policy's `connection`. Paths are absolute. */
export interface ConnectionOverrides {
  readonly transport?: Way['transport'] | undefined;
  readonly auth?: Way['auth'] | undefined;
  readonly port?: number | undefined;
  readonly ca?: string | undefined;
  readonly pin?: string | undefined;
  readonly configuration?: string | undefined;
}

export interface ConnectionOptions extends AccountOptions {
  readonly policy: Pick<Policy, 'connection' | 'credentials'>;
  /** Those that may be asked for: a fault of anybody else's is none. */
  readonly machines: readonly MachineEntry[];
  readonly overrides: ConnectionOverrides;
}

const pinPattern = /^([0-9A-Fa-f]{2}:?){32}$/;

/** What was given, without what was not. */
function givenIn({ transport, auth, port, pin, configuration }: ConnectionOverrides): WayOverrides {
  return Object.fromEntries(
    Object.entries({ transport, auth, port, pin, configuration }).filter(([, value]) => value !== undefined),
  );
}

function faultsOfGiven(overrides: ConnectionOverrides, logons: readonly Logon[], usual: Way): Failure[] {
  const faults: Failure[] = [];
  const refuse = (message: string, next: string): void => {
    faults.push(failureOf('ARGUMENT_INVALID', message, { next }));
  };
  const { ca, pin, port, configuration } = overrides;
  const isTls = [usual, ...logons.map(({ way }) => way)].some(({ transport }) => transport === 'https');
  if ((ca ?? pin) !== undefined && !isTls) {
    refuse('ca and pin mean nothing without HTTPS, and the transport is http-sealed.', 'Leave them out, or use https.');
  }
  const open = logons.find(
    ({ way }) => way.transport !== 'https' && (way.auth === 'basic' || way.auth === 'certificate'),
  );
  if (open !== undefined) {
    const who = overrides.auth === undefined ? 'The policy logs on' : 'This run logs on';
    const next = `Leave the ${overrides.transport === undefined ? 'authentication' : 'transport'} out, or use ntlm.`;
    refuse(`${who} with ${open.way.auth}, which is only done over HTTPS.`, next);
  }
  const unfit = overrides.auth === undefined ? undefined : logons.find(logon => whyUnfit(logon) !== undefined);
  if (unfit !== undefined) {
    refuse(
      `auth is ${unfit.way.auth}, and credentials.${unfit.label} does not go with it: ${whyUnfit(unfit)}.`,
      'Leave auth out, or change the credential in the policy.',
    );
  }
  if (pin !== undefined && !pinPattern.test(pin)) {
    refuse('The pin is not a SHA-256: 64 hexadecimal digits.', 'Copy the thumbprint (SHA-256) of the certificate.');
  }
  if (port !== undefined && (port < 1 || port > 65_535)) {
    refuse(`The port is ${port}.`, 'Write a number from 1 to 65535.');
  }
  if (configuration !== undefined && !/^[\w.-]{1,128}$/.test(configuration)) {
    refuse('The configuration is no name.', 'Write the name of a session configuration, for example Patchring.');
  }
  return faults;
}

/** One logon for each pair of a connection's entry and a credential. */
function distinct(logons: readonly Logon[]): Logon[] {
  return [...new Map(logons.map(logon => [JSON.stringify([logon.entry, logon.label]), logon])).values()];
}

function faultsOfFiles(logons: readonly Logon[], options: AccountOptions): Failure[] {
  return logons.flatMap(({ form, label }) => {
    if (form.kind !== 'certificate') return [];
    try {
      readCertificate(form, label, options);
      return [];
    } catch (cause) {
      if (cause instanceof FailureError) return cause.failures;
      throw cause;
    }
  });
}

function readCa(
  given: string | undefined,
  written: string | undefined,
  directory: string,
  faults: Failure[],
): string | undefined {
  if (given === undefined && written === undefined) return undefined;
  const file = given ?? resolve(directory, written ?? '');
  const code = given === undefined ? 'POLICY_CONNECTION_INVALID' : 'ARGUMENT_INVALID';
  const next = 'Give the certificate of the issuing authority as a PEM file (Base-64 encoded X.509).';
  try {
    const text = readFileSync(file, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
    faults.push(failureOf(code, 'this file holds no PEM certificate.', { place: { file }, next }));
  } catch (cause) {
    const why =
      cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'is not there' : 'cannot be read';
    faults.push(failureOf(code, `the certificate authority ${why}.`, { place: { file }, next }));
  }
  return undefined;
}

/** `socks5://user:password@host:port` as the client takes it, the variables in it looked up. */
function jumpUrl(written: string, { env }: AccountOptions): string {
  const { user, password, place } = jumpOf(written) ?? { user: undefined, password: undefined, place: '' };
  const [who, proof] = [user, password].map(part => encodeURIComponent(expand(part ?? '', env)));
  return `socks5://${user === undefined ? '' : `${who}:${proof}@`}${place}`;
}

/** What the user of this runner says goes before the policy, which may have been written for another one. */
function interpreterOf(way: Way, { env, directory }: AccountOptions): string | undefined {
  const { PATCHRING_PWSH: own } = env;
  if (own) return own;
  if (way.interpreter === undefined) return undefined;
  return /[/\\]/.test(way.interpreter) ? resolve(directory, way.interpreter) : way.interpreter;
}

type KerberosOptions = NonNullable<ChannelOptions['kerberos']>;

function kerberosOf(way: Way, options: AccountOptions): Pick<ChannelOptions, 'kerberos' | 'ntlmFallback'> {
  if (!asksKerberos(way.auth)) return {};
  const command = interpreterOf(way, options);
  const kerberos: KerberosOptions = {
    ...(command === undefined ? {} : { interpreter: { command } }),
    ...(way.spn === undefined ? {} : { spn: way.spn as NonNullable<KerberosOptions['spn']> }),
  };
  return { kerberos, ...(way.ntlmFallback ? { ntlmFallback: true } : {}) };
}

/** The PEM of the policy's or the run's own authority, for probes of the runner too. */
export interface Connections {
  readonly ca: string | undefined;
  readonly connectionOf: (entry: MachineEntry) => Connection;
}

/** Throws a FailureError when the settings cannot be meant or a credential is missing, before any machine is asked. */
export function createConnections(options: ConnectionOptions): Connections {
  const { policy, machines, overrides, directory, env } = options;
  const given = givenIn(overrides);
  const logons = distinct(machines.flatMap(machine => logonFor(policy, machine, given) ?? []));
  for (const logon of logons) maskSecrets(logon, options);
  const missing = missingVariables(logons, env);
  const usual = wayOf(policy.connection, undefined, given);
  const faults = [
    ...faultsOfGiven(overrides, logons, usual),
    ...(missing.length > 0 ? missing : faultsOfFiles(logons, options)),
  ];
  const authorities = new Map<string, string>();
  for (const { ca, transport } of [usual, ...logons.map(({ way }) => way)]) {
    const written = overrides.ca ?? ca;
    if (transport !== 'https' || written === undefined || authorities.has(written)) continue;
    authorities.set(written, readCa(overrides.ca, ca, directory, faults) ?? '');
  }
  if (faults.length > 0) throw new FailureError(faults);
  const pemOf = ({ ca, transport }: Way): string | undefined =>
    transport === 'https' ? authorities.get(overrides.ca ?? ca ?? '') : undefined;
  const connectionOf = (machine: MachineEntry): Connection => {
    const logon = logonFor(policy, machine, given);
    if (logon === undefined) throw new RangeError(`a checked policy has a credential for ${machine.name}`);
    const { way, form, label } = logon;
    const account = accountFor(form, label, machine, options);
    return {
      credential: label,
      ...(account.prepare === undefined ? {} : { prepare: account.prepare }),
      ...(way.configuration === undefined ? {} : { configurationName: way.configuration }),
      options: {
        endpoint: endpointOf(way, machine, { ca: pemOf(way), via: way.via && jumpUrl(way.via, options) }),
        credentials: account.credentials,
        channel: {
          auth: way.auth,
          ...kerberosOf(way, options),
          ...(account.clientCertificate === undefined ? {} : { clientCertificate: account.clientCertificate }),
        },
      },
    };
  };
  return { ca: pemOf(usual), connectionOf };
}

/** An address says where a machine is; its name stays what certificates and tickets are for. */
function endpointOf(
  way: Way,
  { name, address, port: own }: MachineEntry,
  { ca, via }: { readonly ca: string | undefined; readonly via: string | undefined },
): EndpointInput {
  const port = own ?? way.port;
  const isNamed = address !== undefined && (way.transport === 'https' || asksKerberos(way.auth));
  return {
    transport: way.transport,
    host: address ?? name,
    ...(port === undefined ? {} : { port }),
    ...(isNamed ? { servername: name } : {}),
    ...(ca === undefined ? {} : { ca }),
    ...(way.pin === undefined ? {} : { pin: way.pin }),
    ...(via === undefined ? {} : { via }),
  };
}
