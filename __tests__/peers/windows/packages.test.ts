// Get-PatchringPackage, run by the real engine on good, bad and strange machines; what it gives is held to the schema of the model.
import { describe, expect, it } from 'vitest';
import { packagesSchema } from '../../../src/model/reading.ts';
import { engineAvailable, engineMissing } from '../../support/engine.ts';
import { callOn } from '../../support/windows.ts';
import { bootTime, having, read, server } from '../../support/windows-server.ts';

const needsEngine = describe.skipIf(!engineAvailable);

needsEngine(`Get-PatchringPackage${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  const row = (Name: string, State: string, ReleaseType: string) => ({
    Name,
    State,
    ReleaseType,
    InstalledAt: bootTime,
  });

  it('lists what updates brought, not features, languages or what is only staged', async () => {
    const packages = [
      row('Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.6899.1.21', 'Installed', 'SecurityUpdate'),
      row('Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.4652.1.9', 'Superseded', 'SecurityUpdate'),
      row('Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.6905.1.9', 'Staged', 'SecurityUpdate'),
      row('Package_for_DotNetRollup_481~31bf3856ad364e35~amd64~~10.0.9310.4', 'InstallPending', 'Update'),
      row('Microsoft-Windows-FodMetadata-Package~31bf~amd64~~10.0.26100.1', 'Installed', 'Foundation'),
      row(
        'Microsoft-Windows-LanguageFeatures-Basic-en-us-Package~31bf~amd64~~10.0.26100.1',
        'Installed',
        'OnDemandPack',
      ),
    ];
    const reading = packagesSchema.parse(await read(having({ packages }), 'Get-PatchringPackage'));
    expect(reading.packages).toEqual([packages[0]?.Name, packages[1]?.Name, packages[3]?.Name]);
  });

  it('gives an empty list for a machine without any, and fails where DISM does', async () => {
    expect(await read(server, 'Get-PatchringPackage')).toEqual({ packages: [] });
    const { failure } = await callOn(
      having({ packages: { throws: 'The service cannot be started', hresult: -2147023838 } }),
      'Get-PatchringPackage',
    );
    expect(failure?.message).toContain('cannot be started');
  });
});
