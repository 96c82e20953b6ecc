// Kerberos and Negotiate against MIT: where tickets come from, which service they are for, and what goes wrong, code by code.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Interpreter } from '../../src/winrm/auth/kerberos/launch.ts';
import { createMachineCertificate } from '../support/certificates.ts';
import { failureOf, KINDS } from '../support/channels.ts';
import { pwshStandIn } from '../support/engine.ts';
import { authority, channelTo, identify, inNtlm, inRealm, machineFor, missing, realm } from '../support/logon.ts';
import { faketimeMissing, hourAhead, MACHINE, REALM_PASSWORD, REALM_USER } from '../support/realm.ts';

const describePeers = describe.skipIf(missing !== '');
const why = missing && `: skipped: ${missing}`;

describePeers(`Kerberos${why}`, () => {
  it.each([
    ['by a ticket cache', () => ({ KRB5CCNAME: realm.ticket() })],
    [
      'by a keytab',
      () => ({ KRB5_CLIENT_KTNAME: `FILE:${realm.folder}/user.keytab`, KRB5CCNAME: `FILE:${realm.folder}/fresh` }),
    ],
  ])('logs on as whoever runs us, %s', async (_name, env) => {
    const machine = await machineFor('http-sealed', { mechs: ['krb5'] });
    const alone: Interpreter = { ...pwshStandIn(), env: { ...realm.env, ...env() } };
    const asked: string[] = [];
    const credentials = { username: '', password: () => `${asked.push('asked')}` };
    const channel = await channelTo('http-sealed', machine.port, {
      auth: 'kerberos',
      credentials,
      kerberos: { interpreter: alone },
    });
    expect(await identify(channel)).toContain('IdentifyResponse');
    expect(await machine.heard()).toMatchObject([{ user: `${REALM_USER}@CORP.EXAMPLE`, word: 'Kerberos' }]);
    expect(asked).toEqual([]);
  });

  it('says that there is no ticket where there is none', async () => {
    const machine = await machineFor('http-sealed', { mechs: ['krb5'] });
    const credentials = { username: '', password: () => '' };
    const channel = await channelTo('http-sealed', machine.port, { auth: 'kerberos', credentials });
    expect(await failureOf(identify(channel))).toMatchObject({ code: 'WINRM_KERBEROS_CREDENTIALS_MISSING' });
  });

  it.each([
    ['HOST', 'host'],
    ['HTTP', 'HTTP'],
    ['WSMAN', 'WSMAN'],
    [`HTTP/${MACHINE}`, 'HTTP'],
  ] as const)('asks for the service %s, and the machine opens the ticket with its key', async (spn, service) => {
    const machine = await machineFor('https', { mechs: ['krb5'] });
    const channel = await channelTo('https', machine.port, { auth: 'kerberos', kerberos: { spn } });
    expect(await identify(channel)).toContain('IdentifyResponse');
    expect(channel.authentication).toEqual({ mechanism: 'kerberos' });
    expect(await machine.heard()).toMatchObject([{ service: `${service}/${MACHINE}@CORP.EXAMPLE` }]);
  });

  it.each([
    [
      'a service that the domain does not know',
      { kerberos: { spn: 'HTTP/other.corp.example' } },
      'WINRM_KERBEROS_SPN_UNKNOWN',
    ],
    [
      'an account of no known realm',
      { credentials: { ...inRealm, username: 'a@OTHER.EXAMPLE' } },
      'WINRM_KERBEROS_CREDENTIALS_MISSING',
    ],
    ['a machine with an old key', { servername: 'stale.corp.example' }, 'WINRM_KERBEROS_KEY_MISMATCHED'],
    [
      'a PowerShell that is not there',
      { kerberos: { interpreter: { command: '/nowhere/pwsh' } } },
      'WINRM_KERBEROS_INTERPRETER_MISSING',
    ],
    [
      'a PowerShell that ends at once',
      { kerberos: { interpreter: { command: '/bin/false' } } },
      'WINRM_KERBEROS_FAILED',
    ],
  ] as const)('has a code of its own for %s', async (_name, wish, code) => {
    const machine = await machineFor('https', { mechs: ['spnego', 'krb5'] });
    for (const auth of ['kerberos', 'negotiate'] as const) {
      const channel = await channelTo('https', machine.port, { auth, ...wish });
      expect(await failureOf(identify(channel))).toMatchObject({ code, retryable: false });
    }
  });

  it.skipIf(faketimeMissing !== '')(
    `has a code of its own for clocks that are too far apart${faketimeMissing && `: skipped: ${faketimeMissing}`}`,
    async () => {
      const env = hourAhead;
      for (const [auth, mechs] of [
        ['kerberos', ['krb5']],
        ['negotiate', ['spnego', 'krb5']],
      ] as const) {
        const machine = await machineFor('http-sealed', { mechs, env });
        const channel = await channelTo('http-sealed', machine.port, { auth });
        expect(await failureOf(identify(channel))).toMatchObject({ code: 'WINRM_KERBEROS_CLOCK_SKEWED' });
      }
    },
  );

  it('says so when no domain controller answers', async () => {
    const machine = await machineFor('http-sealed', { mechs: ['krb5'] });
    const KRB5_CONFIG = join(realm.folder, 'unreachable.conf');
    const config = readFileSync(join(realm.folder, 'krb5.conf'), 'utf8');
    writeFileSync(KRB5_CONFIG, config.replace(/^ +kdc = .*/m, 'kdc = 127.0.0.1:1'));
    const elsewhere: Interpreter = { ...pwshStandIn(), env: { ...realm.env, KRB5_CONFIG } };
    const channel = await channelTo('http-sealed', machine.port, {
      auth: 'kerberos',
      kerberos: { interpreter: elsewhere },
    });
    expect(await failureOf(identify(channel))).toMatchObject({
      code: 'WINRM_KERBEROS_KDC_UNREACHABLE',
      retryable: true,
    });
  });

  it('is refused where the certificate is that of somebody in between', async () => {
    const other = await createMachineCertificate(await authority, { names: [MACHINE] });
    const machine = await machineFor('https', { mechs: ['spnego', 'krb5'], bindingOf: other.der });
    for (const auth of ['kerberos', 'negotiate'] as const) {
      const channel = await channelTo('https', machine.port, { auth });
      expect((await failureOf(identify(channel))).code).toMatch(/^WINRM_(AUTH_REJECTED|KERBEROS_FAILED)$/);
    }
    expect((await machine.heard()).filter(word => word.user !== undefined)).toEqual([]);
  });
});

describePeers(`Negotiate${why}`, () => {
  it('takes Kerberos where it can, and says so', async () => {
    const machine = await machineFor('https', { mechs: ['spnego', 'krb5', 'ntlm'] });
    const channel = await channelTo('https', machine.port, { auth: 'negotiate', ntlmFallback: true });
    expect(await identify(channel)).toContain('IdentifyResponse');
    expect(channel.authentication).toEqual({ mechanism: 'kerberos' });
  });

  it.each(KINDS)('falls back to NTLM only if it may, and says why (%s)', async kind => {
    const machine = await machineFor(kind, { mechs: ['spnego', 'ntlm'] });
    const wish = { auth: 'negotiate', credentials: inNtlm } as const;
    const strict = await channelTo(kind, machine.port, wish);
    expect(await failureOf(identify(strict))).toMatchObject({ code: 'WINRM_KERBEROS_CREDENTIALS_MISSING' });
    expect(await machine.heard()).toEqual([]);
    const channel = await channelTo(kind, machine.port, { ...wish, ntlmFallback: true });
    expect(await identify(channel)).toContain('IdentifyResponse');
    expect(channel.authentication).toMatchObject({
      mechanism: 'ntlm',
      fallback: { code: 'WINRM_KERBEROS_CREDENTIALS_MISSING', message: expect.stringContaining(`host/${MACHINE}`) },
    });
  });

  it('goes on with NTLM where the machine does not take the ticket, and signs the list of mechanisms', async () => {
    // Without a keytab it knows Kerberos no more than a machine outside the domain.
    const env = { KRB5_KTNAME: 'FILE:/nowhere/keytab' };
    const accounts = [`CORP.EXAMPLE:${REALM_USER}:${REALM_PASSWORD}`];
    const machine = await machineFor('http-sealed', { mechs: ['spnego', 'ntlm'], accounts, env });
    const credentials = { ...inRealm, username: REALM_USER, domain: 'CORP.EXAMPLE' };
    const wish = { auth: 'negotiate', credentials } as const;
    const strict = await channelTo('http-sealed', machine.port, wish);
    expect((await failureOf(identify(strict))).code).toMatch(/^WINRM_AUTH_/);
    const channel = await channelTo('http-sealed', machine.port, { ...wish, ntlmFallback: true });
    expect(await identify(channel)).toContain('IdentifyResponse');
    expect(await identify(channel)).toContain('IdentifyResponse');
    expect(channel.authentication).toMatchObject({ mechanism: 'ntlm', fallback: { code: 'WINRM_KERBEROS_FAILED' } });
  });
});
