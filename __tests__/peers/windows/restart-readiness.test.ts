// Get-PatchringRestartReadiness, run by the real engine on good, bad and strange machines; what it gives is held to the schema.
import { describe, expect, it } from 'vitest';
import { restartReadinessSchema } from '../../../src/model/reading.ts';
import { engineAvailable, engineMissing } from '../../support/engine.ts';
import type { WindowsState } from '../../support/windows.ts';
import { bootTime, having, read, services } from '../../support/windows-server.ts';

const quiet = {
  Win32_LogonSession: [],
  Win32_LoggedOnUser: [],
  Win32_Service: [
    { Name: 'VSS', State: 'Stopped' },
    { Name: 'wbengine', State: 'Stopped' },
  ],
};
const account = (Name: string, LogonId: string, Domain = 'CORP') => ({
  Antecedent: { Domain, Name },
  Dependent: { LogonId },
});
const user32 = (Id: number, minutes: number) => ({
  Provider: 'User32',
  Id,
  RecordId: 900 + minutes,
  At: new Date(bootTime.getTime() + minutes * 60_000),
  Values: [],
});
const begun = { ...user32(12, 0), Provider: 'Microsoft-Windows-Kernel-General' };

/** A machine whose system drive has these kinds of protectors. */
function protectedBy(kinds: readonly number[], ProtectionStatus = 1): WindowsState {
  const functions = `function Read-KeyProtectorId { param([object] $Volume, [int] $Kind)
    if (@(${kinds.join(', ') || '0'}) -contains $Kind) { '{6B0F4E5C-0000-4000-8000-000000000001}' } }`;
  const volume = { DriveLetter: 'C:', ProtectionStatus };
  return having({
    cim: { ...quiet, Win32_EncryptableVolume: [volume] },
    registry: { [`${services}\\BDESVC`]: {} },
    functions,
  });
}

describe.skipIf(!engineAvailable)(
  `Get-PatchringRestartReadiness${engineMissing && `: skipped: ${engineMissing}`}`,
  () => {
    const readiness = async (state: WindowsState) =>
      restartReadinessSchema.parse(await read(state, 'Get-PatchringRestartReadiness'));

    it('finds nothing on a machine where nothing is', async () => {
      expect(await readiness(having({ cim: quiet }))).toEqual({
        loggedOn: [],
        backups: [],
        bootProtectors: [],
        shutdownAskedAt: null,
        unreadable: [],
      });
    });

    it('names who is logged on once each, and neither the window manager nor a service', async () => {
      const cim = {
        ...quiet,
        Win32_LogonSession: [{ LogonId: '101' }, { LogonId: '102' }, { LogonId: '103' }],
        Win32_LoggedOnUser: [
          account('alice', '101'),
          account('alice', '102'),
          account("o'neil", '103'),
          account('DWM-1', '101', 'Window Manager'),
          account('UMFD-0', '102', 'Font Driver Host'),
          account('NETWORK SERVICE', '996', 'NT AUTHORITY'),
        ],
      };
      expect((await readiness(having({ cim }))).loggedOn).toEqual(['CORP\\alice', "CORP\\o'neil"]);
    });

    it.each([
      ['Windows Server Backup', 'wbengine', 'Running', ['wbengine']],
      ['a shadow copy', 'VSS', 'Running', ['VSS']],
      ['an engine that just starts', 'wbengine', 'Start Pending', ['wbengine']],
      ['nothing where the engine sleeps', 'wbengine', 'Stopped', []],
    ])('names %s', async (_, Name, State, backups) => {
      const cim = { ...quiet, Win32_Service: [{ Name, State }] };
      expect((await readiness(having({ cim }))).backups).toEqual(backups);
    });

    it.each([
      ['a TPM alone', [1], ['tpm']],
      ['a PIN', [4], ['tpmAndPin']],
      ['a PIN and a key on a stick', [6], ['tpmAndPinAndStartupKey']],
      ['a key on a stick', [5], ['tpmAndStartupKey']],
      ['a PIN with network unlock', [4, 9], ['tpmAndPin', 'networkUnlock']],
      ['a recovery password, which unlocks no start', [3], []],
    ])('names %s', async (_, kinds, protectors) => {
      expect((await readiness(protectedBy(kinds))).bootProtectors).toEqual(protectors);
    });

    it('finds no protector that matters while protection is suspended, and none without BitLocker', async () => {
      expect((await readiness(protectedBy([4], 0))).bootProtectors).toEqual([]);
      expect((await readiness(protectedBy([4], 2))).bootProtectors).toEqual(['tpmAndPin']);
    });

    it.each([
      ['was asked for on this boot', [user32(1074, 30)], '2026-11-10T21:34:05.6780000Z'],
      ['was taken back', [user32(1075, 31), user32(1074, 30)], null],
      [
        'was asked for anew after it was taken back',
        [user32(1074, 40), user32(1075, 31)],
        '2026-11-10T21:44:05.6780000Z',
      ],
      ['led to this very boot', [begun, user32(1074, -3)], null],
    ])('a shutdown that %s', async (_, System, askedAt) => {
      expect((await readiness(having({ cim: quiet, events: { System } }))).shutdownAskedAt).toBe(askedAt);
    });

    it('says of each part that it could not read it, and reads the others', async () => {
      const denied = { throws: 'Access denied', hresult: -2147217405 };
      const state = having({ cim: { ...quiet, Win32_LogonSession: denied, Win32_Service: denied } });
      const found = await readiness(state);
      expect(found).toMatchObject({ loggedOn: null, backups: null, bootProtectors: [], shutdownAskedAt: null });
      expect(found.unreadable).toEqual(['logged-on users: Access denied', 'running backups: Access denied']);
      const odd = protectedBy([]);
      const functions = "function Read-KeyProtectorId { throw 'FVE_E_LOCKED' }";
      expect(await readiness({ ...odd, functions })).toMatchObject({
        bootProtectors: null,
        unreadable: ['BitLocker: FVE_E_LOCKED'],
      });
    });
  },
);
