// Preflight against counterparts that we did not write: MIT's Kerberos says what is wrong with clocks, accounts and services, Microsoft's
// engine what our functions may not do in a poorer language mode. Each cause ends the row at its step, with its own code.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/winrm/index.ts';
import { engineAvailable, engineMissing, pwshStandIn } from '../support/engine.ts';
import { engineBackend } from '../support/engine-backend.ts';
import type { GssMachineOptions } from '../support/gss-machine.ts';
import { inNtlm, inRealm, machineFor, missing, optionsFor, realm, type Wish } from '../support/logon.ts';
import { account, machineOf } from '../support/loopback.ts';
import { type Cause, expectCause, lookAt } from '../support/preflight-causes.ts';
import { faketimeMissing, hourAhead, REALM_PASSWORD } from '../support/realm.ts';

const as = (username: string): Wish => ({ credentials: { username, password: () => REALM_PASSWORD } });

/** The realm as one sees it from where its domain controller does not answer. */
function withoutController(): Wish {
  const KRB5_CONFIG = join(realm.folder, 'unreachable.conf');
  const config = readFileSync(join(realm.folder, 'krb5.conf'), 'utf8');
  writeFileSync(KRB5_CONFIG, config.replace(/^ +kdc = .*/m, 'kdc = 127.0.0.1:1'));
  return { kerberos: { interpreter: { ...pwshStandIn(), env: { ...realm.env, KRB5_CONFIG } } } };
}

describe.skipIf(missing !== '')(`preflight by Kerberos${missing && `: skipped: ${missing}`}`, () => {
  const rows: readonly (readonly [Cause, () => Wish, string])[] = [
    ['a wrong password', () => ({ credentials: { ...inRealm, password: () => 'wrong' } }), 'refused the password'],
    ['an account that is locked', () => as('locked@CORP.EXAMPLE'), 'Unlock-ADAccount'],
    ['a password that has expired', () => as('expired@CORP.EXAMPLE'), 'new password'],
    ['an account of no known realm', () => as('svc@OTHER.EXAMPLE'), 'krb5.conf'],
    ['a service that the domain does not know', () => ({ kerberos: { spn: 'HTTP/other.corp.example' } }), 'setspn -Q'],
    ['a machine with an old key', () => ({ servername: 'stale.corp.example' }), 'Test-ComputerSecureChannel'],
    ['a domain controller that does not answer', withoutController, 'port 88'],
    [
      'a PowerShell for Kerberos that is not there',
      () => ({ kerberos: { interpreter: { command: '/nowhere/pwsh' } } }),
      'https://aka.ms/powershell',
    ],
  ];
  it.each(rows)('has a step, a code and a next step of its own for %s', async (cause, wish, says) => {
    const machine = await machineFor('https', { mechs: ['spnego', 'krb5'] });
    for (const auth of ['kerberos', 'negotiate'] as const) {
      const options = await optionsFor('https', machine.port, { auth, ...wish() });
      const row = await lookAt({ options });
      expect(expectCause(row, cause)).toContain(says);
      expect(row.steps[2]).toMatchObject({ name: 'tls', outcome: 'ok', detail: expect.stringContaining('CN=') });
    }
  });

  it.skipIf(faketimeMissing !== '')(
    `tells clocks that are an hour apart from all else${faketimeMissing && `: skipped: ${faketimeMissing}`}`,
    async () => {
      const machine = await machineFor('http-sealed', { mechs: ['krb5'], env: hourAhead });
      const options = await optionsFor('http-sealed', machine.port, { auth: 'kerberos' });
      expect(expectCause(await lookAt({ options }), 'clocks that are an hour apart')).toContain('w32tm');
    },
  );

  it('goes on where the ticket is good, says what let us in, and warns where it was not what is preferred', async () => {
    const logon = async (mechs: GssMachineOptions['mechs'], wish: Wish) => {
      const { port } = await machineFor('http-sealed', { mechs });
      const { steps } = await lookAt({ options: await optionsFor('http-sealed', port, wish) });
      expect(steps.map(({ name, outcome }) => `${name} ${outcome}`)).toContain('endpoint ok');
      return steps.find(({ name }) => name === 'authentication');
    };
    expect(await logon(['krb5'], { auth: 'kerberos' })).toMatchObject({ outcome: 'ok', detail: 'Kerberos' });
    expect(
      await logon(['spnego', 'ntlm'], { auth: 'negotiate', credentials: inNtlm, ntlmFallback: true }),
    ).toMatchObject({
      outcome: 'warning',
      detail: expect.stringMatching(/^NTLM and not Kerberos \(WINRM_KERBEROS_CREDENTIALS_MISSING: /),
    });
  });
});

describe.skipIf(!engineAvailable)(`preflight of PowerShell${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  /** The engine here has no CIM; what our functions do next is theirs alone. */
  const cim = `function Get-CimInstance { [CmdletBinding()] param($Namespace, $Query, $OperationTimeoutSec)
    [pscustomobject]@{ Caption = 'Windows'; Name = 'SRV01'; Domain = 'corp.example'; DomainRole = 3 } }`;
  /** Sessions whose pools are in another language mode before anything of ours arrives. */
  const inMode =
    (mode: string): typeof connect =>
    options => {
      const session = connect(options);
      const openPool = session.openPool.bind(session);
      return Object.assign(session, {
        openPool: async (wish: Parameters<typeof openPool>[0]) => {
          const pool = await openPool(wish);
          if (mode !== 'FullLanguage') await pool.runScript(cim, { useLocalScope: false });
          await pool.runScript(`$ExecutionContext.SessionState.LanguageMode = '${mode}'`, { useLocalScope: false });
          return pool;
        },
      });
    };
  const look = async (mode: string) => {
    const machine = await machineOf({}, { shellBackend: engineBackend });
    const credentials = { username: account.username, password: () => account.password };
    return lookAt({ options: { endpoint: machine.endpoint, credentials } }, inMode(mode));
  };

  it.each([
    ['ConstrainedLanguage', 'Constrained Language', 'App Control'],
    ['NoLanguage', 'No Language', 'session configuration'],
  ] as const)('has a step, a code and a next step of its own for %s', async (mode, cause, says) => {
    expect(expectCause(await look(mode), cause)).toContain(says);
  });

  it('tells a command that is missing there from a mode that forbids it', async () => {
    expect(expectCause(await look('FullLanguage'), 'a command that is missing')).toContain('Get-CimInstance');
  });
});
