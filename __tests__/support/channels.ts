// Channels to the test machine, closed again when the test is over, and what most tests say to it.

import { inspect } from 'node:util';
import { afterEach } from 'vitest';
import {
  type Channel,
  type ChannelOptions,
  type CredentialSource,
  type Credentials,
  createTransport,
} from '../../src/winrm/channel.ts';
import { type EndpointInput, parseEndpoint } from '../../src/winrm/endpoint.ts';
import { WinrmError } from '../../src/winrm/errors.ts';
import { type AuthServer, type AuthServerOptions, startAuthServer } from './auth-server.ts';
import { createAuthority, createMachineCertificate } from './certificates.ts';

export const USER = 'CORP\\svc';
export const PASSWORD = 'P@ss-hunter2-é';
export const TIMEOUT = 10_000;

const authority = createAuthority();
const certificate = authority.then(ca => createMachineCertificate(ca, { addresses: ['127.0.0.1', '::1'] }));
const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const item of open.splice(0).reverse()) await item.close();
});

/** Closes it when the test is over. */
export function closing<T extends { close(): unknown }>(item: T): T {
  open.push(item);
  return item;
}

export type Kind = 'https' | 'http-sealed';
export const KINDS: readonly Kind[] = ['https', 'http-sealed'];

/** A machine that listens, over HTTPS with a good certificate. */
export async function startMachine(kind: Kind, options: AuthServerOptions = {}): Promise<AuthServer> {
  const tls = kind === 'https' ? { tls: await certificate } : {};
  return closing(await startAuthServer({ accounts: { [USER]: PASSWORD }, ...tls, ...options }));
}

export interface Wish {
  readonly endpoint?: Partial<EndpointInput>;
  readonly credentials?: Partial<Credentials> | CredentialSource;
  readonly options?: ChannelOptions;
}

/** Trusts the test authority unless the wish says whom to trust. */
export async function channelTo(kind: Kind, port: number, wish: Wish = {}): Promise<Channel> {
  const own = wish.endpoint?.ca !== undefined || wish.endpoint?.pin !== undefined;
  const ca = kind === 'https' && !own ? { ca: (await authority).pem } : {};
  const endpoint = parseEndpoint({ transport: kind, host: '127.0.0.1', port, ...ca, ...wish.endpoint });
  const whole = { username: USER, password: () => PASSWORD, ...wish.credentials };
  const credentials = typeof wish.credentials === 'function' ? wish.credentials : whole;
  return closing(createTransport(endpoint, credentials, wish.options));
}

/** Posts text. @returns the text that came back. */
export async function say(channel: Channel, text: string, timeout = TIMEOUT): Promise<string> {
  const answer = await channel.post(Buffer.from(text), { timeout });
  return Buffer.from(answer.soap).toString();
}

/** Runs what must fail. @returns the error, after looking through all of it for the password. */
export async function failureOf(work: Promise<unknown>): Promise<WinrmError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof WinrmError)) throw new Error(`expected a WinrmError, got ${inspect(error)}`);
  const everything = `${inspect(error, { depth: 20, showHidden: true })}${error.stack}${JSON.stringify(error)}`;
  for (const secret of [PASSWORD, Buffer.from(PASSWORD).toString('base64'), Buffer.from(PASSWORD).toString('hex')]) {
    if (everything.includes(secret)) throw new Error('the password is in the error');
  }
  return error;
}

/** Waits until it holds; the test's own time limit ends a wait that is in vain. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(resolve => setTimeout(resolve, 2));
}
