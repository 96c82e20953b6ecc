// Logging on and sealing, judged by Debian's GSSAPI: NTLM by gss-ntlmssp, Kerberos by MIT with a realm of its own on loopback, and
// MIT's SPNEGO over both. Our Kerberos tokens come from the real PowerShell engine through the script that is shipped.
import { describe, expect, it } from 'vitest';
import { WindowsFleet } from '../../src/windows/fleet.ts';
import type { SchemeName } from '../../src/winrm/auth/registry.ts';
import { connect, type Session } from '../../src/winrm/index.ts';
import { createMachineCertificate } from '../support/certificates.ts';
import { failureOf, KINDS } from '../support/channels.ts';
import type { GssMachineOptions } from '../support/gss-machine.ts';
import {
  authority,
  channelTo,
  identify,
  inNtlm,
  KERBEROS,
  machineFor,
  missing,
  NTLM,
  open,
  optionsFor,
  type Wish,
} from '../support/logon.ts';
import { MACHINE, REALM_USER } from '../support/realm.ts';

async function visit(session: Session): Promise<void> {
  const pool = await session.openPool();
  const { output } = await pool.invoke({ command: 'Get-It' });
  expect(output).toEqual([expect.stringMatching(/^Get-It says 'é' x{100000}$/)]);
  expect(await session.readCim({ namespace: 'root/cimv2', className: 'X', properties: { A: 'number' } })).toEqual([
    { A: 1 },
  ]);
  await pool.close();
  await session.close();
}

type Row = readonly [SchemeName, Wish, GssMachineOptions['mechs'], string];
const rows: readonly Row[] = [
  ['ntlm', { credentials: inNtlm }, ['ntlm'], NTLM],
  ['kerberos', {}, ['krb5'], KERBEROS],
  ['negotiate', {}, ['spnego', 'krb5'], KERBEROS],
  ['negotiate', { credentials: inNtlm, ntlmFallback: true }, ['spnego', 'ntlm'], NTLM],
];

const describePeers = describe.skipIf(missing !== '');
const why = missing && `: skipped: ${missing}`;

describePeers.each(KINDS)(`a whole visit over %s${why}`, kind => {
  it.each(rows)('by %s, %o', async (auth, wish, mechs, mech) => {
    const machine = await machineFor(kind, { mechs });
    const options = await optionsFor(kind, machine.port, { auth, ...wish });
    const session = connect(options);
    open.push(session);
    await visit(session);
    expect(await machine.heard()).toEqual([expect.objectContaining({ mech })]);
    if (mech === KERBEROS) expect(machine.words[0]).toMatchObject({ bound: kind === 'https' });
  });
});

describePeers.each(KINDS)(`a machine that never answers who comes without a token (%s)${why}`, kind => {
  it.each(rows)(
    'is never asked without one by %s, %o, however often a connection is opened',
    async (auth, wish, mechs) => {
      const machine = await machineFor(kind, { mechs });
      const options = await optionsFor(kind, machine.port, { auth, ...wish });
      const fleet = new WindowsFleet({ connectionOf: () => ({ credential: 'default', options }), name: 'test' });
      open.push(fleet);
      const outcome = wish.ntlmFallback === true ? 'warning' : 'ok';
      for (let round = 0; round < 2; round++) {
        const { row } = await fleet.preflight({ name: MACHINE, labels: {} });
        expect(row.steps).toContainEqual(expect.objectContaining({ name: 'authentication', outcome }));
      }
      const words = await machine.heard();
      expect(words.length).toBeGreaterThan(1);
      expect(words.map(({ user }) => user !== undefined)).toEqual(words.map(() => true));
    },
  );
});

describePeers(`a machine that looks at no channel binding${why}`, () => {
  it.each(rows)('lets us in by %s, %o', async (auth, wish, mechs, mech) => {
    const machine = await machineFor('https', { mechs, bindingOf: null });
    const channel = await channelTo('https', machine.port, { auth, ...wish });
    expect(await identify(channel)).toContain('IdentifyResponse');
    expect(await machine.heard()).toMatchObject([{ mech, bound: false }]);
  });
});

describePeers.each(KINDS)(`who is turned away over %s${why}`, kind => {
  it.each([
    ['ntlm', 'CORP\\svc', 'WINRM_AUTH_REJECTED'],
    ['ntlm', 'CORP\\nobody', 'WINRM_AUTH_REJECTED'],
    ['kerberos', `${REALM_USER}@CORP.EXAMPLE`, 'WINRM_AUTH_REJECTED'],
    ['kerberos', 'nobody@CORP.EXAMPLE', 'WINRM_AUTH_REJECTED'],
    ['negotiate', `${REALM_USER}@CORP.EXAMPLE`, 'WINRM_AUTH_REJECTED'],
    ['kerberos', 'locked@CORP.EXAMPLE', 'WINRM_AUTH_ACCOUNT_LOCKED'],
    ['kerberos', 'expired@CORP.EXAMPLE', 'WINRM_AUTH_PASSWORD_EXPIRED'],
  ] as const)('%s: %s: %s, and the password is not tried another way', async (auth, username, code) => {
    const mechs: GssMachineOptions['mechs'] = auth === 'ntlm' ? ['ntlm'] : ['spnego', 'krb5', 'ntlm'];
    const machine = await machineFor(kind, { mechs });
    const credentials = { username, password: () => 'wrong' };
    const channel = await channelTo(kind, machine.port, { auth, credentials, ntlmFallback: true });
    expect(await failureOf(identify(channel))).toMatchObject({ code, retryable: false });
    expect((await machine.heard()).filter(word => word.user !== undefined)).toEqual([]);
    if (auth !== 'ntlm') expect(await machine.heard()).toEqual([]);
  });
});

describePeers(`NTLM, by itself and as what Negotiate falls back to${why}`, () => {
  const ways = [rows[0], rows[3]].flatMap(row => (row === undefined ? [] : [row]));

  it.each(KINDS.flatMap(kind => ways.map(way => [kind, ...way] as const)))(
    'is turned away once with a wrong password over %s by %s',
    async (kind, auth, wish, mechs) => {
      const machine = await machineFor(kind, { mechs });
      const credentials = { ...inNtlm, password: () => 'wrong' };
      const channel = await channelTo(kind, machine.port, { auth, ...wish, credentials });
      expect(await failureOf(identify(channel))).toMatchObject({ code: 'WINRM_AUTH_REJECTED', retryable: false });
      expect(await machine.heard()).toMatchObject([{ refused: expect.any(String) }]);
    },
  );

  it.each(ways)('is refused by %s where the certificate is that of somebody in between', async (auth, wish, mechs) => {
    const { der } = await createMachineCertificate(await authority, { names: [MACHINE] });
    const machine = await machineFor('https', { mechs, bindingOf: der });
    const channel = await channelTo('https', machine.port, { auth, ...wish });
    expect(await failureOf(identify(channel))).toMatchObject({ code: 'WINRM_AUTH_REJECTED' });
    expect(await machine.heard()).toMatchObject([{ refused: expect.any(String) }]);
  });
});

describePeers(`sealing${why}`, () => {
  it.each(rows.flatMap(row => (['bare', 'spaced', 'unended', 'cut'] as const).map(form => [form, ...row] as const)))(
    'reads answers in the form that some machines write them in (%s) under %s, %o',
    async (form, auth, wish, mechs) => {
      const machine = await machineFor('http-sealed', { mechs, form });
      const session = connect(await optionsFor('http-sealed', machine.port, { auth, ...wish }));
      open.push(session);
      await visit(session);
    },
  );

  it.each(rows.flatMap(row => (['flip', 'replay', 'skip', 'plain'] as const).map(spoil => [spoil, ...row] as const)))(
    'refuses a spoilt answer (%s) under %s, %o',
    async (spoil, auth, wish, mechs) => {
      const machine = await machineFor('http-sealed', { mechs, spoil });
      const channel = await channelTo('http-sealed', machine.port, { auth, ...wish });
      expect(await identify(channel)).toContain('IdentifyResponse');
      expect(await failureOf(identify(channel))).toMatchObject({ code: 'WINRM_SEALING_FAILED', retryable: false });
      expect((await machine.heard()).filter(word => word.leaked !== undefined)).toEqual([]);
    },
  );
});
