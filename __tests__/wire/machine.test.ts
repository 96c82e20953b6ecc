// What a machine says that refuses, what it tells without a shell, and the same over HTTPS: client and peer over real sockets.
import { describe, expect, it } from 'vitest';
import type { Session } from '../../src/winrm/index.ts';
import type { PeerHandler } from '../../src/winrm/peer.ts';
import { createAuthority, createMachineCertificate } from '../support/certificates.ts';
import { account, failure, machineOf } from '../support/loopback.ts';

describe('a machine that refuses', () => {
  const session = async (intercept: NonNullable<PeerHandler['intercept']>): Promise<Session> =>
    (await machineOf({ intercept })).session();

  it.each([
    [5, 'WINRM_ACCESS_DENIED'],
    [2150859173, 'WINRM_QUOTA_EXCEEDED'],
    [1115, 'WINRM_SHUTTING_DOWN'],
    [4711, 'WINRM_FAULT'],
  ])('with fault %i is %s', async (fault, code) => {
    const error = await failure((await session(() => ({ fault, text: 'lokalisiert' }))).openPool());
    expect(error).toMatchObject({ code, detail: { fault, peerText: 'lokalisiert', phase: 'opening the pool' } });
  });

  it('with a status is what the status says', async () => {
    const error = await failure((await session(() => ({ status: 503 }))).openPool());
    expect(error.code).toBe('WINRM_BUSY');
  });

  it('by hanging up is a lost connection', async () => {
    expect((await failure((await session(() => 'drop')).openPool())).code).toBe('WINRM_CONNECTION_LOST');
  });

  it('an unknown configuration is a missing endpoint', async () => {
    const machine = await machineOf({}, { configurations: ['Microsoft.PowerShell', 'Patching'] });
    const pool = await machine.session().openPool({ configurationName: 'patching', name: 'run 1' });
    expect((await machine.session().listShells()).map(shell => shell.name)).toEqual(['run 1']);
    await pool.close();
    const error = await failure(machine.session().openPool({ configurationName: 'Nope' }));
    expect(error).toMatchObject({ code: 'WINRM_ENDPOINT_MISSING', detail: { fault: 2150858811 } });
  });

  it('a wrong password is refused once, and the credential asked for late', async () => {
    const machine = await machineOf({});
    let asked = 0;
    const password = (): string => {
      asked += 1;
      return 'wrong';
    };
    const wrong = machine.session({ credentials: { username: account.username, password } });
    expect(asked).toBe(0);
    expect((await failure(wrong.identify())).code).toBe('WINRM_AUTH_REJECTED');
    expect(asked).toBe(1);
  });
});

describe('the sizes of a machine', () => {
  it('are read and gone by, where the account may', async () => {
    const machine = await machineOf({}, { maxEnvelopeSize: 64 * 1024 });
    const session = machine.session();
    expect(await session.readConfig()).toMatchObject({ maxEnvelopeSize: 64 * 1024 });
    const pool = await session.openPool();
    await pool.invoke({ command: 'X', parameters: { text: 'z'.repeat(200_000) } });
  });

  it('stay what every machine takes, where it may not', async () => {
    const machine = await machineOf({ intercept: ({ action }) => (action === 'Get' ? { fault: 5 } : undefined) });
    expect(await machine.session().readConfig()).toBeUndefined();
    const busy = await machineOf({ intercept: () => ({ fault: 170 }) });
    expect((await failure(busy.session().readConfig())).code).toBe('WINRM_BUSY');
  });
});

describe('over HTTPS', () => {
  it('the same is said, bound to the certificate', async () => {
    const authority = await createAuthority();
    const certificate = await createMachineCertificate(authority, { addresses: ['127.0.0.1'] });
    const machine = await machineOf({}, { tls: certificate });
    const session = machine.session({ endpoint: { ...machine.endpoint, ca: authority.pem } });
    expect((await session.openPool()).psVersion).toBe('5.1.26100.1');
    expect(session.peerCertificate?.sha256).toMatch(/^[0-9a-f]{64}$/i);
    expect((await failure(machine.session().identify())).code).toBe('WINRM_TLS_UNKNOWN_CA');
  });
});
