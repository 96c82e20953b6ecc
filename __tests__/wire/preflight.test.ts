// Preflight over real sockets: each cause ends the row at its step, with a code that no other cause has, and says what a person needs
// who has to repair it tonight. Kerberos and PowerShell's own causes are proved in peers/preflight.test.ts.
import { createHash } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WindowsFleet } from '../../src/windows/fleet.ts';
import type { ConnectOptions, EndpointInput } from '../../src/winrm/index.ts';
import type { PeerHandler, ShellBackend } from '../../src/winrm/peer.ts';
import { messageTypes } from '../../src/winrm/psrp/messages.ts';
import { capability, poolState } from '../../src/winrm/psrp/payloads.ts';
import { createServerPool } from '../../src/winrm/psrp/server.ts';
import type { AuthServerOptions } from '../support/auth-server.ts';
import { createAuthority, createMachineCertificate, type MachineCertificate } from '../support/certificates.ts';
import { closing, PASSWORD, startMachine, USER } from '../support/channels.ts';
import { account, type LoopbackOptions, machineOf } from '../support/loopback.ts';
import { type Cause, causes, expectCause, lookAt, type Way } from '../support/preflight-causes.ts';
import { startSocks } from '../support/socks.ts';
import { unansweringPort } from '../support/unanswering.ts';

const authority = await createAuthority();
const good = await createMachineCertificate(authority);
const selfSigned = await createMachineCertificate();
const SRV = 'srv01.corp.example';

type Start = () => Promise<Way>;

const on = (port: number, endpoint: Partial<EndpointInput> = {}, more: Partial<ConnectOptions> = {}): Way => {
  const credentials = { username: USER, password: () => PASSWORD };
  const whole = { transport: 'https', host: '127.0.0.1', port, ...endpoint } as const;
  return { options: { endpoint: whole, credentials, ...more } };
};
const sealed = { transport: 'http-sealed' } as const;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

const jump =
  (reply: number): Start =>
  async () => {
    const { port } = closing(await startSocks({ port: 1, reply }));
    return on(5986, { host: SRV, via: `socks5://127.0.0.1:${port}` });
  };

/** A machine behind TLS, as somebody connects who trusts the authority. */
const showing =
  (tls: MachineCertificate, endpoint: Partial<EndpointInput> = { ca: authority.pem }): Start =>
  async () =>
    on((await startMachine('https', { tls })).port, endpoint);

/** A machine over sealed HTTP that answers a request itself, with this status and these headers. */
const answering =
  (status: number | 'cut', schemes: readonly string[] = [], body = ''): Start =>
  async () => {
    const before: AuthServerOptions['before'] = (_, response) => {
      if (status === 'cut') return response.destroy().destroyed;
      const headers = { ...(schemes.length === 0 ? {} : { 'www-authenticate': [...schemes], connection: 'close' }) };
      response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
      return true;
    };
    return on((await startMachine('http-sealed', { before })).port, sealed);
  };

/** A machine that lets us in. */
const inside =
  (handler: Partial<PeerHandler>, more: LoopbackOptions & Pick<Way, 'configurationName'> = {}): Start =>
  async () => {
    const { configurationName, ...options } = more;
    const machine = await machineOf(handler, options);
    const credentials = { username: account.username, password: () => account.password };
    const name = configurationName === undefined ? {} : { configurationName };
    return { ...on(machine.port, sealed, { credentials }), ...name };
  };
const refusing = (fault: number): Start =>
  inside({ intercept: ({ action }) => (action === 'Create' ? { fault, text: 'lokalisiert' } : undefined) });

/** A session configuration whose start-up script fails: PowerShell says hello, then that it is broken. */
const breaking: ShellBackend = {
  open(_, sink) {
    const server = createServerPool();
    return {
      data(pipeline, fragments) {
        for (const event of server.receive(pipeline, fragments)) {
          if (event.kind !== 'open') continue;
          const error = { message: 'Patching.psm1 is not signed', errorId: 'UnauthorizedAccess' };
          sink.data(undefined, server.send(messageTypes.sessionCapability, capability('2.3')));
          sink.data(undefined, server.send(messageTypes.runspacePoolState, poolState(5, error)));
        }
      },
      command: () => {},
      signal: () => {},
      close: () => {},
    };
  },
};

const facts = {
  ...{ computerName: 'SRV01', domain: 'corp.example', isDomainController: false, editionId: 'ServerDatacenter' },
  ...{ productName: 'Windows Server 2025', installationType: 'Server Core', build: 26100, ubr: 6899, roles: [] },
  ...{ architecture: 'AMD64', psVersion: '5.1', languageMode: 'FullLanguage', otherUpdaters: [] },
  ...{ isAdministrator: true, is64BitProcess: true, clock: '2026-11-12T21:04:05Z' },
};
const saying = (more: Partial<typeof facts> & { readonly scriptPolicy?: string }): Start =>
  inside({ invoke: async ({ command }) => (command === undefined ? {} : { output: [{ ...facts, ...more }] }) });
const failing = (errorId: string): Start =>
  inside({
    invoke: async ({ command }) =>
      command === undefined ? {} : { failed: { message: "'Get-CimInstance' is not recognized", errorId } },
  });

type Row = readonly [cause: Cause, start: Start, ...says: (string | RegExp)[]];
const rows: readonly Row[] = [
  ['settings that cannot be meant', async () => on(1, sealed, { channel: { auth: 'basic' } }), 'cannot seal'],
  [
    'a jump host that is not there',
    async () => on(5986, { via: `socks5://127.0.0.1:${await freePort()}` }),
    'jump host 127.0.0.1',
  ],
  ['a jump host that forbids the machine', jump(2), 'rules', `${SRV}:5986`],
  ['a jump host that cannot reach the machine', jump(5), 'refused by the machine', `${SRV}:5986`],
  ['a name without an address', async () => on(5986, { host: 'no-such-machine.invalid' }), 'nslookup', '`address`'],
  ['a port where nothing listens', async () => on(await freePort()), 'winrm/config/listener', 'Enable-PSRemoting'],
  [
    'a firewall that drops what knocks',
    async () => on(await unansweringPort(), {}, { channel: { connectTimeout: 60 } }),
    'firewall',
    'Test-NetConnection',
  ],
  [
    'a certificate for another name',
    showing(await createMachineCertificate(authority, { names: ['other.corp.example'], addresses: [] })),
    'other.corp.example',
    'CN=machine, issued by CN=Test CA',
  ],
  [
    'a certificate that has expired',
    showing(await createMachineCertificate(authority, { from: -9, to: -1 })),
    /valid from .* GMT to .* GMT/,
    'Renew',
  ],
  ['a certificate that is self-signed', showing(selfSigned), 'issued by CN=machine', /SHA-256 [0-9a-f]{64}/, '`pin`'],
  [
    'a certificate of an unknown authority',
    showing(await createMachineCertificate(await createAuthority('Unknown CA'))),
    'issued by CN=Unknown CA',
    '`ca`',
  ],
  [
    'a certificate that is not the pinned one',
    showing(good, { pin: createHash('sha256').update(selfSigned.der).digest('hex') }),
    `SHA-256 ${createHash('sha256').update(good.der).digest('hex')}`,
  ],
  ['a port that speaks no TLS', async () => on((await startMachine('http-sealed')).port), '5986, not 5985'],
  [
    'a machine that offers other schemes',
    answering(401, ['Basic realm="WSMAN"', 'Kerberos']),
    'offered: basic, kerberos',
  ],
  ['a machine that offers no scheme', answering(401), 'offered: nothing', 'winrm/config/service/auth'],
  ['a machine that restricts NTLM', answering(401, ['Negotiate']), 'offered: negotiate', 'Restrict NTLM'],
  [
    'a wrong password',
    async () => on((await startMachine('http-sealed', { accounts: { [USER]: 'another' } })).port, sealed),
    'HTTP 401, offered: negotiate, kerberos',
    '4625',
  ],
  ['a proxy that breaks the exchange', answering(401, ['Negotiate TlRMTVNTUAAC']), 'is there a proxy in between'],
  [
    'an answer that was not sealed',
    async () => on((await startMachine('http-sealed', { onCall: call => call.plain('<r/>', 200) })).port, sealed),
    'Use HTTPS',
  ],
  ['a connection that is cut', answering('cut'), 'restarting'],
  ['a connection that is cut', async () => on((await startMachine('https')).port, sealed), 'wants HTTPS (5986)'],
  ['a request that is forbidden', answering(403, [], '<h1>Proxy says no</h1>'), 'HTTP 403', 'Proxy says no'],
  ['a URL prefix that is another', answering(404), 'URLPrefix', 'HTTP 404'],
  ['another web server', answering(302), 'HTTP 302', 'port of WinRM'],
  ['a service that is overloaded', answering(503), 'HTTP 503'],
  [
    'a session configuration that is not there',
    inside({}, { configurationName: 'Patching' }),
    'fault 2150858811',
    'Get-PSSessionConfiguration',
  ],
  ['a session configuration that breaks', inside({}, { shellBackend: breaking }), 'Patching.psm1 is not signed'],
  [
    'an account that may open no shell',
    refusing(5),
    'LocalAccountTokenFilterPolicy',
    'Remote Management Users',
    'SecurityDescriptorSddl',
    'fault 5',
  ],
  ['remote shells that are turned off', refusing(2150859180), 'AllowRemoteShellAccess', '0x803381AC'],
  ['a machine that shuts down', refusing(1115), '0x45B'],
  ['a fault that nobody knows', refusing(4711), 'helpmsg', '0x1267'],
  ['a quota that is used up', refusing(2150859173), 'MaxShellsPerUser', '0x803381A5'],
  ['a command that is missing', failing('CommandNotFoundException'), 'Get-CimInstance'],
  ['an account that is no administrator', saying({ isAdministrator: false }), 'LocalAccountTokenFilterPolicy'],
  ['a policy of signed scripts only', saying({ scriptPolicy: 'AllSigned' }), 'AllSigned', 'Get-ExecutionPolicy'],
  ['a 32-bit process', saying({ is64BitProcess: false }), 'Microsoft.PowerShell'],
];

describe('preflight', () => {
  it.each(rows.map(([cause, start, ...says]) => ({ cause, start, says })))(
    'has a step, a code and a next step of its own for $cause',
    async ({ cause, start, says }) => {
      const said = expectCause(await lookAt(await start()), cause);
      for (const word of says) expect(said).toMatch(word);
      expect(said).not.toContain(PASSWORD);
    },
  );

  it('asks no second machine with a credential that the first has refused, and says who refused it', async () => {
    const first = await startMachine('http-sealed', { accounts: { [USER]: 'another' } });
    const second = await startMachine('http-sealed');
    const ports: Readonly<Record<string, number>> = { srv01: first.port, srv02: second.port };
    const connectionOf = ({ name }: { readonly name: string }) => ({
      credential: 'default',
      ...on(ports[name] ?? 0, sealed),
    });
    const fleet = new WindowsFleet({ name: 'preflight', connectionOf });
    expectCause((await fleet.preflight({ name: 'srv01', labels: {} })).row, 'a wrong password');
    const { row } = await fleet.preflight({ name: 'srv02', labels: {} });
    expect(expectCause(row, 'a credential that was refused elsewhere')).toContain('refused by srv01');
    expect(row.steps.slice(0, -1).map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'skipped']);
    expect(second.connections()).toBe(0);
  });

  it('gives no two causes the same code', () => {
    const codes = Object.values(causes).map(([, code]) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
