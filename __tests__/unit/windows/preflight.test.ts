// Preflight: one row a machine, the first failing step ends it, one code for each cause.
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../src/model/failure.ts';
import type { Facts, HotpatchReading } from '../../../src/model/reading.ts';
import type { RemovalReading } from '../../../src/model/undo-reading.ts';
import { WindowsFleet } from '../../../src/windows/fleet.ts';
import { preflight } from '../../../src/windows/preflight.ts';
import type { Visit } from '../../../src/windows/visit.ts';
import { type WinrmErrorCode, winrmErrors } from '../../../src/winrm/index.ts';
import { type Script, scriptedSession, winrmError } from '../../support/scripted-session.ts';

const facts: Facts = {
  computerName: 'SRV01',
  domain: 'corp.example',
  isDomainController: false,
  productName: 'Windows Server 2025 Datacenter',
  editionId: 'ServerDatacenter',
  installationType: 'Server Core',
  build: 26100,
  ubr: 6899,
  architecture: 'AMD64',
  psVersion: '5.1.26100.1',
  languageMode: 'FullLanguage',
  isAdministrator: true,
  is64BitProcess: true,
  scriptPolicy: null,
  roles: [],
  otherUpdaters: [],
  clock: '2026-11-12T21:04:05Z',
};
const boot = { bootId: 'b1', bootedAt: '2026-11-10T21:04:05Z', isServicing: false, pendingRestart: ['fileRename'] };
const health = {
  services: [],
  events: [],
  eventsSince: '2026-11-12T20:00:00Z',
  systemDrive: { free: 40 * 1024 ** 3, size: 100 * 1024 ** 3 },
  crashes: 0,
};
const hotpatch: HotpatchReading = {
  enrollmentPackage: true,
  hotPatchTableSize: 4096,
  vbsStatus: 2,
  secureBoot: true,
  arcSubscription: 1,
  licenceTrouble: [],
  licenceMitigation: null,
  installedKbs: { quickFix: [], history: [] },
  unreadable: [],
};
const removal: RemovalReading = { lastResetBase: null, resetters: [], permanent: [], unreadable: [] };
const calls = {
  'Get-PatchringFacts': facts as object,
  'Get-PatchringBoot': boot as object,
  'Get-PatchringHealth': health as object,
  'Get-PatchringRemoval': removal as object,
  'Get-PatchringHotpatch': hotpatch as object,
};

function look(script: Script | { readonly calls: Readonly<Record<string, object>> }) {
  const { connect, log } = scriptedSession({ calls, ...script } as Script);
  const options = { endpoint: { host: 'srv01' }, credentials: { username: 'u', password: () => 'p' } };
  const fleet = new WindowsFleet({
    name: 'preflight',
    connect,
    connectionOf: () => ({ credential: 'default', options }),
  });
  return fleet.preflight({ name: 'srv01', labels: {} }).then(found => ({ ...found, log }));
}
const outcomes = ({ row }: Awaited<ReturnType<typeof look>>) =>
  row.steps.map(({ name, outcome }) => `${name} ${outcome}`);

describe('preflight', () => {
  it('goes down the whole row of a good machine, hands up what it read, and hangs up', async () => {
    const found = await look({});
    expect(outcomes(found)).toEqual([
      'name ok',
      'tcp ok',
      'tls skipped',
      'authentication ok',
      'service ok',
      'endpoint ok',
      'language mode ok',
      'functions ok',
      'rights ok',
      'product ok',
      'other updaters ok',
      'disk ok',
      'pending restart ok',
      'undo ok',
      'hotpatch ok',
    ]);
    expect(found.row).not.toHaveProperty('failure');
    expect(found).toMatchObject({ facts: { build: 26100 }, boot: { bootId: 'b1' }, hotpatch: { vbsStatus: 2 } });
    expect(found.row.steps.find(step => step.name === 'pending restart')?.detail).toBe('none, up for 2d');
    expect(found.log.at(-1)).toBe('close');
  });

  const connecting: readonly (readonly [WinrmErrorCode, object, string])[] = [
    ['WINRM_USAGE_INVALID', {}, 'settings failed'],
    ['WINRM_NAME_NOT_FOUND', {}, 'name failed'],
    ['WINRM_CONNECTION_REFUSED', {}, 'name ok, tcp failed'],
    ['WINRM_CONNECTION_TIMED_OUT', { phase: 'connect' }, 'name ok, tcp failed'],
    ['WINRM_CONNECTION_TIMED_OUT', { phase: 'tls' }, 'name ok, tcp ok, tls failed'],
    ['WINRM_CONNECTION_LOST', { phase: 'tls' }, 'name ok, tcp ok, tls failed'],
    ['WINRM_TLS_WRONG_NAME', {}, 'name ok, tcp ok, tls failed'],
    ['WINRM_AUTH_REJECTED', {}, 'name ok, tcp ok, tls skipped, authentication failed'],
    ['WINRM_KERBEROS_SPN_UNKNOWN', {}, 'name ok, tcp ok, tls skipped, authentication failed'],
    ['WINRM_SEALING_FAILED', {}, 'name ok, tcp ok, tls skipped, authentication failed'],
    ['WINRM_NOT_FOUND', {}, 'name ok, tcp ok, tls skipped, authentication skipped, service failed'],
    [
      'WINRM_CONNECTION_LOST',
      { phase: 'request' },
      'name ok, tcp ok, tls skipped, authentication skipped, service failed',
    ],
    ['WINRM_FAULT', { fault: 4711 }, 'name ok, tcp ok, tls skipped, authentication ok, service failed'],
  ];
  it.each(connecting)(
    'ends at the step that %s (%o) speaks of, and calls good what was stood upon: %s',
    async (code, detail, steps) => {
      const found = await look({ identify: winrmError(code, detail as Record<string, unknown>) });
      expect(outcomes(found).join(', ')).toBe(steps);
      expect(found.row.failure).toMatchObject({ code, machine: 'srv01', next: expect.any(String) });
      expect(found.log).not.toContain('open preflight');
    },
  );

  it('gives every code of the wire that can end a way in a step of its own, none by default', async () => {
    for (const code of Object.keys(winrmErrors) as WinrmErrorCode[]) {
      const found = await look({ identify: winrmError(code) });
      const wanted = /_(TLS|AUTH|KERBEROS|JUMP|NAME|USAGE)_/.exec(code)?.[1];
      const step = outcomes(found).at(-1);
      if (wanted !== undefined) expect([code, step]).not.toEqual([code, 'service failed']);
      if (wanted === 'KERBEROS' || wanted === 'AUTH') expect([code, step]).toEqual([code, 'authentication failed']);
    }
  });

  it.each([
    ['WINRM_ENDPOINT_MISSING', 'endpoint'],
    ['WINRM_ACCESS_DENIED', 'endpoint'],
    ['WINRM_QUOTA_EXCEEDED', 'endpoint'],
  ] as const)('ends at the endpoint with %s', async (code, step) => {
    const found = await look({ open: [winrmError(code, { fault: 1 })] });
    expect(outcomes(found).at(-1)).toBe(`${step} failed`);
    expect(found.row.failure?.code).toBe(code);
  });

  const failedWith = (errorId: string) =>
    winrmError('WINRM_PIPELINE_FAILED', { error: { message: 'x', errorId, category: 'NotSpecified' } });
  it.each([
    [
      'Constrained Language',
      failedWith('MethodInvocationNotSupportedInConstrainedLanguage'),
      'language mode',
      'WINDOWS_LANGUAGE_CONSTRAINED',
    ],
    ['No Language', failedWith('ScriptsNotAllowed'), 'language mode', 'WINDOWS_LANGUAGE_NONE'],
    ['a missing command', failedWith('CommandNotFoundException'), 'functions', 'WINDOWS_COMMAND_MISSING'],
    ['a missing module', failedWith('Modules_ModuleNotFound,Import'), 'functions', 'WINDOWS_MODULE_MISSING'],
    ['an answer that is none', { is: 'strange' }, 'functions', 'WINDOWS_RESULT_INVALID'],
    [
      'a mode that lets our functions live and is not Full',
      { ...facts, languageMode: 'ConstrainedLanguage' },
      'language mode',
      'WINDOWS_LANGUAGE_CONSTRAINED',
    ],
    ['no mode at all', { ...facts, languageMode: 'NoLanguage' }, 'language mode', 'WINDOWS_LANGUAGE_NONE'],
    ['an account without rights', { ...facts, isAdministrator: false }, 'rights', 'WINDOWS_ACCESS_DENIED'],
    ['a 32-bit process', { ...facts, is64BitProcess: false }, 'rights', 'WINDOWS_PROCESS_32_BIT'],
  ])('has a code of its own for %s', async (_, reply, step, code) => {
    const found = await look({ calls: { ...calls, 'Get-PatchringFacts': reply as object } });
    expect(outcomes(found).at(-1)).toBe(`${step} failed`);
    expect(found.row.failure?.code).toBe(code);
  });

  it.each(['WINDOWS_JEA_FUNCTIONS_MISSING', 'WINDOWS_JEA_VERSION_MISMATCHED'])(
    'takes %s for a matter of the functions: a session has opened',
    async code => {
      const visit = {
        machine: 'srv01',
        expect: () => {},
        ask: async () => ({ ok: true }),
        call: async () => ({ ok: false, failure: failureOf(code, 'x'), arrived: 'no' }),
      };
      const { row } = await preflight(visit as unknown as Visit);
      expect(row.steps.slice(-2).map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
        'endpoint ok',
        'functions failed',
      ]);
      expect(row.failure?.code).toBe(code);
    },
  );

  it('warns of what a person should see, and goes on', async () => {
    const found = await look({
      calls: {
        'Get-PatchringFacts': { ...facts, otherUpdaters: ['ConfigMgr'] },
        'Get-PatchringBoot': { ...boot, pendingRestart: ['servicing'] },
        'Get-PatchringHealth': { ...health, systemDrive: { free: 2 * 1024 ** 3, size: 60 * 1024 ** 3 } },
        'Get-PatchringRemoval': { ...removal, resetters: ['scheduled task \\Corp\\clean'] },
        'Get-PatchringHotpatch': {
          ...hotpatch,
          licenceTrouble: ['arcAgentStopped'],
          vbsStatus: null,
          unreadable: ['device guard: no'],
        },
      },
    });
    expect(
      found.row.steps.filter(step => step.outcome === 'warning').map(({ name, detail }) => `${name}: ${detail}`),
    ).toEqual([
      'other updaters: ConfigMgr',
      'disk: 2.0 GB of 60.0 GB free on the system drive',
      'pending restart: servicing',
      'undo: could not be undone: scheduled task \\Corp\\clean cleans the component store with ResetBase; stop it until the rollout has soaked',
      expect.stringMatching(/^hotpatch: .*security unknown.*arcAgentStopped.*unreadable: device guard: no/),
    ]);
    expect(found.row).not.toHaveProperty('failure');
  });

  it('says where nobody knows whether an update could be undone, and that a store was reset before', async () => {
    const unreadable = ['what resets the base: Access denied'];
    const undoOf = async (reading: Partial<RemovalReading>) => {
      const { row } = await look({ calls: { ...calls, 'Get-PatchringRemoval': { ...removal, ...reading } } });
      return row.steps.find(({ name }) => name === 'undo');
    };
    expect(await undoOf({ resetters: null, unreadable })).toMatchObject({
      outcome: 'warning',
      detail: 'not known whether an update could be undone: what resets the base: Access denied',
    });
    expect(await undoOf({ lastResetBase: '2026-11-05T13:02:33Z' })).toMatchObject({
      outcome: 'ok',
      detail: 'nothing stands against it; last ResetBase 2026-11-05T13:02:33Z',
    });
  });

  it.each([
    ['disk', 'Get-PatchringHealth', ['facts']],
    ['pending restart', 'Get-PatchringBoot', ['facts']],
    ['undo', 'Get-PatchringRemoval', ['facts', 'boot']],
    ['hotpatch', 'Get-PatchringHotpatch', ['facts', 'boot']],
  ])('ends at %s when %s fails, and keeps what it has', async (step, command, kept) => {
    const found = await look({ calls: { ...calls, [command]: failedWith('X') } });
    expect(outcomes(found).at(-1)).toBe(`${step} failed`);
    expect(Object.keys(found).filter(name => name !== 'row' && name !== 'log')).toEqual(kept);
  });
});
