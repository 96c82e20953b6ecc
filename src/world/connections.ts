// From the policy, the inventory and the inputs to the way in which each machine is reached: transport, port, trust, account. What a
// user gave for this run goes before what the policy says; a machine's own port goes before both. Secrets are read from the
// environment when a connection is opened, and kept nowhere.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Failure, FailureError, failureOf } from '../model/failure.ts';
import type { MachineEntry } from '../model/machine.ts';
import { credentialFor, credentialNamed, type Environment } from '../policy/credentials.ts';
import type { Policy } from '../policy/schema.ts';
import type { Connection } from '../windows/visit.ts';

/** What a user gave in place of the policy's `connection`. Paths are absolute. */
export interface ConnectionOverrides {
  readonly transport?: 'https' | 'http-sealed' | undefined;
  readonly port?: number | undefined;
  readonly ca?: string | undefined;
  readonly pin?: string | undefined;
}

export interface ConnectionOptions {
  readonly policy: Pick<Policy, 'connection' | 'credentials'>;
  /** Folder of the policy's file, where the path of its `ca` begins. */
  readonly directory: string;
  readonly env: Environment;
  readonly overrides: ConnectionOverrides;
}

/** What is the same on every machine. */
interface Way {
  readonly transport: 'https' | 'http-sealed';
  readonly auth: 'ntlm' | 'basic';
  readonly port: number | undefined;
  /** PEM. */
  readonly ca: string | undefined;
  readonly pin: string | undefined;
}

const pinPattern = /^([0-9A-Fa-f]{2}:?){32}$/;

/** Throws a FailureError with every fault. */
function wayOf({ policy: { connection }, directory, overrides }: ConnectionOptions): Way {
  const transport = overrides.transport ?? connection.transport;
  const isTls = transport === 'https';
  const faults: Failure[] = [];
  const refuse = (message: string, next: string): void => {
    faults.push(failureOf('ARGUMENT_INVALID', message, { next }));
  };
  if (!isTls && (overrides.ca ?? overrides.pin) !== undefined) {
    refuse('ca and pin mean nothing without HTTPS, and the transport is http-sealed.', 'Leave them out, or use https.');
  }
  if (!isTls && connection.auth === 'basic') {
    refuse(
      'The policy logs on with basic, which is only done over HTTPS.',
      'Leave the transport out, or use auth: ntlm.',
    );
  }
  if (overrides.pin !== undefined && !pinPattern.test(overrides.pin)) {
    refuse('The pin is not a SHA-256: 64 hexadecimal digits.', 'Copy the thumbprint (SHA-256) of the certificate.');
  }
  if (overrides.port !== undefined && (overrides.port < 1 || overrides.port > 65_535)) {
    refuse(`The port is ${overrides.port}.`, 'Write a number from 1 to 65535.');
  }
  const ca = isTls ? readCa(overrides.ca, connection.ca, directory, faults) : undefined;
  if (faults.length > 0) throw new FailureError(faults);
  const pin = isTls ? (overrides.pin ?? connection.pin) : undefined;
  return { transport, auth: connection.auth, port: overrides.port ?? connection.port, ca, pin };
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

/** The PEM of the policy's or the run's own authority, for probes of the runner too. */
export interface Connections {
  readonly ca: string | undefined;
  readonly connectionOf: (entry: MachineEntry) => Connection;
}

/** Throws a FailureError when the settings cannot be meant, before any machine is asked. */
export function createConnections(options: ConnectionOptions): Connections {
  const way = wayOf(options);
  const { policy, env } = options;
  const connectionOf = (entry: MachineEntry): Connection => {
    const label = credentialFor(policy.credentials, entry) ?? 'default';
    const credential = credentialNamed(policy.credentials, label, env);
    const port = entry.port ?? way.port;
    return {
      credential: label,
      options: {
        endpoint: {
          transport: way.transport,
          host: entry.address ?? entry.name,
          ...(port === undefined ? {} : { port }),
          ...(way.transport === 'https' && entry.address !== undefined ? { servername: entry.name } : {}),
          ...(way.ca === undefined ? {} : { ca: way.ca }),
          ...(way.pin === undefined ? {} : { pin: way.pin }),
        },
        credentials: {
          username: credential?.username() ?? '',
          password: () => credential?.password() ?? '',
        },
        channel: { auth: way.auth },
      },
    };
  };
  return { ca: way.ca, connectionOf };
}
