// Get-PatchringShadow, run by the real engine on good, bad and strange machines; what it gives is held to the schema. vssadmin is asked
// in the language of Windows: the numbers say the same in each.
import { describe, expect, it } from 'vitest';
import { shadowReadingSchema } from '../../../src/model/undo-reading.ts';
import { engineAvailable, engineMissing } from '../../support/engine.ts';
import { toPowerShell } from '../../support/powershell-literal.ts';
import type { WindowsState } from '../../support/windows.ts';
import { having, read } from '../../support/windows-server.ts';

const volume = '\\\\?\\Volume{6b0f4e5c-0000-0000-0000-100000000000}\\';
const drive = { Win32_Volume: [{ DeviceID: volume }] };
const copy = (at: string, State = 12, VolumeName = volume) => ({ VolumeName, InstallDate: new Date(at), State });

const english = [
  'vssadmin 1.1 - Volume Shadow Copy Service administrative command-line tool',
  '(C) Copyright 2001-2013 Microsoft Corp.',
  '',
  "Writer name: 'Task Scheduler Writer'",
  '   Writer Id: {d61d61c8-d73a-4eee-8cdd-f6f9786b7124}',
  '   Writer Instance Id: {1bddd48e-5052-49db-9b07-b96f96727e6b}',
  '   State: [1] Stable',
  '   Last error: No error',
  '',
  "Writer name: 'System Writer'",
  '   Writer Id: {e8132975-6f93-4464-a53e-1050253ae220}',
  '   State: [8] Failed',
  '   Last error: Non-retryable error',
];
const german = [
  'Verfassername: "Task Scheduler Writer"',
  '   Verfasserkennung: {d61d61c8-d73a-4eee-8cdd-f6f9786b7124}',
  '   Status: [5] Warten auf Abschluss',
  '   Letzter Fehler: Kein Fehler',
  'Verfassername: "Registry Writer"',
  '   Status: [9] Fehlgeschlagen',
];

const japanese = ['\u30e9\u30a4\u30bf\u30fc\u540d\uff1a "System Writer"', '   \u72b6\u614b\uff1a [6] \u5931\u6557'];

const shadow = async (lines: readonly string[] | { readonly throws: string }, cim: WindowsState['cim'] = {}) => {
  const body =
    'throws' in lines ? `throw [System.TimeoutException]::new('${lines.throws}')` : `return ${toPowerShell(lines)}`;
  const functions = `function Read-WriterLine { ${body} }`;
  const state = having({ functions, cim: { ...drive, Win32_ShadowCopy: [], ...cim } });
  return shadowReadingSchema.parse(await read(state, 'Get-PatchringShadow'));
};

describe.skipIf(!engineAvailable)(`Get-PatchringShadow${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  it.each([
    ['English', english, ['System Writer (state 8)']],
    ['German', german, ['Registry Writer (state 9)']],
    ['Japanese', japanese, ['System Writer (state 6)']],
    ['nothing but good news', english.slice(0, 8), []],
  ])('names the writers that have failed: %s', async (_, lines, failedWriters) => {
    expect(await shadow(lines)).toEqual({ latest: null, failedWriters, unreadable: [] });
  });

  it('gives the youngest complete copy of the system drive, and of no other', async () => {
    const Win32_ShadowCopy = [
      copy('2026-11-08T03:00:00Z'),
      copy('2026-11-09T03:00:00Z'),
      copy('2026-11-10T03:00:00Z', 4),
      copy('2026-11-10T04:00:00Z', 12, '\\\\?\\Volume{other}\\'),
    ];
    expect((await shadow(english, { Win32_ShadowCopy })).latest).toBe('2026-11-09T03:00:00.0000000Z');
  });

  it('takes a list without writers for no list, and a late one for none', async () => {
    expect(await shadow(['Error: the service cannot be started'])).toMatchObject({
      failedWriters: null,
      unreadable: ['writers: vssadmin lists no writers.'],
    });
    expect(await shadow({ throws: 'vssadmin did not end in 90 s' })).toMatchObject({
      failedWriters: null,
      unreadable: ['writers: vssadmin did not end in 90 s'],
    });
  });

  it('says where copies cannot be listed, and reads the writers all the same', async () => {
    const said = await shadow(english, { Win32_ShadowCopy: { throws: 'Provider failure', hresult: -2147217404 } });
    expect(said).toEqual({
      latest: null,
      failedWriters: ['System Writer (state 8)'],
      unreadable: ['shadow copies: Provider failure'],
    });
  });
});
