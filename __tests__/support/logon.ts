// Machines whose authentication and sealing are Debian's, a realm for them, and channels to them: one set for a test file.
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Interpreter, tokenSource } from '../../src/winrm/auth/kerberos/launch.ts';
import { type Channel, type ChannelOptions, type Credentials, createTransport } from '../../src/winrm/channel.ts';
import { parseEndpoint } from '../../src/winrm/endpoint.ts';
import type { PeerHandler } from '../../src/winrm/peer.ts';
import { writeIdentify } from '../../src/winrm/wsman/messages.ts';
import { createAuthority, createMachineCertificate } from './certificates.ts';
import type { Kind } from './channels.ts';
import { engineMissing, pwshStandIn } from './engine.ts';
import { gssMissing } from './gss.ts';
import { type GssMachine, type GssMachineOptions, startGssMachine } from './gss-machine.ts';
import { MACHINE, REALM_PASSWORD, REALM_USER, type Realm, realmMissing, startRealm } from './realm.ts';

export const NTLM = '1.3.6.1.4.1.311.2.2.10';
export const KERBEROS = '1.2.840.113554.1.2.2';
/** What is not installed here; empty where everything is. */
export const missing = [gssMissing, realmMissing, engineMissing].filter(Boolean).join(', ');
export const authority = createAuthority();
const certificate = authority.then(ca => createMachineCertificate(ca, { names: [MACHINE, 'stale.corp.example'] }));

export let realm: Realm;
export let interpreter: Interpreter;
beforeAll(async () => {
  if (missing !== '') return;
  realm = await startRealm();
  interpreter = { ...pwshStandIn(), env: realm.env };
}, 60_000);
const sources = new Set<Interpreter>();
afterAll(async () => {
  for (const source of sources) tokenSource(source).close();
  await realm?.close();
});

export const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const item of open.splice(0).reverse()) await item.close();
  // Whatever the ending was, the token source holds nothing for it any more.
  for (const source of sources) expect(tokenSource(source).open).toBe(0);
});

const handler: Partial<PeerHandler> = {
  invoke: async call => ({ output: [`${call.command} says 'é' ${'x'.repeat(100_000)}`] }),
  cim: () => [{ A: 1 }],
};

/** A machine behind Debian's GSSAPI, closed when the test is over. */
export async function machineFor(kind: Kind, options: GssMachineOptions): Promise<GssMachine> {
  const tls = kind === 'https' ? { tls: await certificate } : {};
  const env = { ...realm.env, ...options.env };
  const machine = await startGssMachine({ accounts: [`CORP:svc:${REALM_PASSWORD}`], handler, ...tls, ...options, env });
  open.push(machine);
  return machine;
}

export interface Wish extends ChannelOptions {
  readonly credentials?: Credentials;
  readonly servername?: string;
}

export const inRealm: Credentials = { username: `${REALM_USER}@corp.example`, password: () => REALM_PASSWORD };
export const inNtlm: Credentials = { username: 'CORP\\svc', password: () => REALM_PASSWORD };

/** What `connect` takes. */
export async function optionsFor(
  kind: Kind,
  port: number,
  { credentials = inRealm, servername = MACHINE, ...channel }: Wish,
) {
  const ca = kind === 'https' ? { ca: (await authority).pem } : {};
  const used = channel.kerberos?.interpreter ?? interpreter;
  sources.add(used);
  return {
    endpoint: { transport: kind, host: '127.0.0.1', port, servername, ...ca },
    credentials,
    channel: { ...channel, kerberos: { interpreter: used, ...channel.kerberos } },
  };
}

export async function channelTo(kind: Kind, port: number, wish: Wish): Promise<Channel> {
  const { endpoint, credentials, channel } = await optionsFor(kind, port, wish);
  const transport = createTransport(parseEndpoint(endpoint), credentials, channel);
  open.push(transport);
  return transport;
}

export const identify = (channel: Channel): Promise<string> =>
  channel.post(writeIdentify(), { timeout: 15_000 }).then(answer => Buffer.from(answer.soap).toString());
