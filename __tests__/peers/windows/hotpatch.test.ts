// Get-PatchringHotpatch, run by the real engine on good, bad and strange machines; what it gives is held to the schema of the model.
import { describe, expect, it } from 'vitest';
import { hotpatchReadingSchema } from '../../../src/model/reading.ts';
import { engineAvailable, engineMissing } from '../../support/engine.ts';
import type { WindowsState } from '../../support/windows.ts';
import { having, memory, read, server, services, version } from '../../support/windows-server.ts';

const needsEngine = describe.skipIf(!engineAvailable);

needsEngine(`Get-PatchringHotpatch${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  const hotpatch = async (state: WindowsState) =>
    hotpatchReadingSchema.parse(await read(state, 'Get-PatchringHotpatch'));
  const licence = 'SOFTWARE\\Microsoft\\Azure Connected Machine Agent\\Windows\\Licenses\\Features\\Hotpatch';
  const enrolled: WindowsState = {
    registry: {
      [`${version}\\Update\\TargetingInfo\\DynamicInstalled\\Hotpatch.amd64`]: { Name: 'Hotpatch Enrollment Package' },
      [memory]: { HotPatchTableSize: 4096 },
      'SYSTEM\\CurrentControlSet\\Control\\SecureBoot\\State': { UEFISecureBootEnabled: 1 },
      [licence]: { Subscription: 1 },
      [`${services}\\himds`]: {},
    },
    cim: {
      Win32_Service: [{ State: 'Running' }],
      Win32_QuickFixEngineering: [{ HotFixID: 'KB5066835' }, { HotFixID: 'File 1' }],
    },
    history: [
      { Title: '2025-10 Update (KB5070881)', Operation: 2, ResultCode: 2 },
      { Title: '2025-10 Update (KB5070881)', Operation: 1, ResultCode: 2 },
      { Title: '2025-10 Cumulative Update (KB5066835) (26100.6899)', Operation: 1, ResultCode: 3 },
      { Title: 'Failed (KB5050009)', Operation: 1, ResultCode: 4 },
    ],
  };

  it('reads an enrolled machine', async () => {
    expect(await hotpatch(having(enrolled))).toEqual({
      enrollmentPackage: true,
      hotPatchTableSize: 4096,
      vbsStatus: 2,
      secureBoot: true,
      arcSubscription: 1,
      licenceTrouble: [],
      licenceMitigation: null,
      installedKbs: { quickFix: ['KB5066835'], history: ['KB5066835'] },
      unreadable: [],
    });
  });

  it('does not call absent what is unreadable: a machine without any trace has nothing to complain of', async () => {
    expect(await hotpatch(server)).toEqual({
      enrollmentPackage: false,
      hotPatchTableSize: null,
      vbsStatus: 2,
      secureBoot: false,
      arcSubscription: null,
      licenceTrouble: [],
      licenceMitigation: null,
      installedKbs: { quickFix: [], history: [] },
      unreadable: [],
    });
  });

  it('names each piece of evidence that it could not read, and guesses none', async () => {
    const denied = { throws: 'Requested registry access is not allowed.' };
    const state = having(enrolled, {
      registry: { [memory]: denied },
      cim: {
        Win32_DeviceGuard: { throws: 'Invalid namespace', hresult: -2147217394 },
        Win32_QuickFixEngineering: denied,
      },
      history: { throws: 'Access is denied.', hresult: -2147024891 },
    });
    const reading = await hotpatch(state);
    expect(reading).toMatchObject({
      hotPatchTableSize: null,
      vbsStatus: null,
      installedKbs: { quickFix: null, history: null },
    });
    expect(reading.unreadable).toEqual([
      expect.stringMatching(/^hotpatch table: Requested registry/),
      'device guard: Invalid namespace (0x8004100E)',
      expect.stringMatching(/^hotfix list: /),
      'update history: Access is denied. (0x80070005)',
    ]);
  });

  it('does not take a class without instances for "not running"', async () => {
    const reading = await hotpatch(having(enrolled, { cim: { Win32_DeviceGuard: [] } }));
    expect(reading.vbsStatus).toBeNull();
    expect(reading.unreadable).toHaveLength(1);
  });

  it('knows the symptoms of a lapsed licence', async () => {
    const state = having(enrolled, {
      registry: { [`${version}\\Subscriptions`]: { DeviceLicensingServiceCommandMutex: 'x' } },
      cim: { Win32_Service: [{ State: 'Stopped' }] },
    });
    expect((await hotpatch(state)).licenceTrouble).toEqual(['licenceCommandStuck', 'arcAgentStopped']);
  });

  it('reads whether Microsoft’s override against lapsing licences is set', async () => {
    const overrides = 'SYSTEM\\CurrentControlSet\\Policies\\Microsoft\\FeatureManagement\\Overrides';
    const value = async (state: WindowsState) => (await hotpatch(having(enrolled, state))).licenceMitigation;
    expect(await value({ registry: { [overrides]: { 4264695439: 1 } } })).toBe(1);
    expect(await value({ registry: { [overrides]: { 4264695439: 0 } } })).toBe(0);
    expect(await value({ registry: { [overrides]: { 1: 1 } } })).toBeNull();
    const denied = await hotpatch(having(enrolled, { registry: { [overrides]: { throws: 'Not allowed.' } } }));
    expect(denied.licenceMitigation).toBeNull();
    expect(denied.unreadable).toEqual([expect.stringMatching(/^licence override: Not allowed/)]);
  });
});
