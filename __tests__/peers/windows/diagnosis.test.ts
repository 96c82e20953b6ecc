// Get-PatchringDiagnosis, run by the real engine on real files: what a person wants to see is there, in bounds, and what cannot be
// read hides nothing else.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Diagnosis, diagnosisParts, diagnosisSchema } from '../../../src/model/diagnosis.ts';
import { engineAvailable, engineMissing } from '../../support/engine.ts';
import { toPowerShell } from '../../support/powershell-literal.ts';
import type { WindowsState } from '../../support/windows.ts';
import { having, read, servicing } from '../../support/windows-server.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 11, 20, minute));
const event = (minute: number, id: number, values: readonly string[] = ['a', 'b']) => ({
  Provider: 'Service Control Manager',
  Id: id,
  RecordId: id,
  At: at(minute),
  Values: values,
  Level: 2,
});

describe.skipIf(!engineAvailable)(`Get-PatchringDiagnosis${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  let windows = '';
  beforeEach(() => {
    windows = mkdtempSync(join(tmpdir(), 'patchring-windows-'));
  });
  afterEach(() => rmSync(windows, { recursive: true }));

  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(windows, path)), { recursive: true });
    writeFileSync(join(windows, path), content);
  };
  const diagnose = async (change: WindowsState = {}): Promise<Diagnosis> => {
    const place = `function Get-WindowsDirectory { return ${toPowerShell(windows)} }\n`;
    const state = having({ ...change, functions: place + (change.functions ?? '') });
    return diagnosisSchema.parse(await read(state, 'Get-PatchringDiagnosis', { EventsSince: at(10) }));
  };
  const partOf = ({ parts }: Diagnosis, wanted: Diagnosis['parts'][number]['part']) =>
    parts.find(({ part }) => part === wanted);

  it('gathers logs, events, dumps and what is pending, each part for itself', async () => {
    write('Logs/CBS/CBS.log', 'Info CBS Exec: done\r\n');
    write('Logs/DISM/dism.log', 'DISM said so\n');
    write(
      'SoftwareDistribution/ReportingEvents.log',
      Buffer.from('\ufeffInstallation Failure: 0x80070643\r\n', 'utf16le'),
    );
    write('Logs/WindowsUpdate/WindowsUpdate.1.etl', new Uint8Array(9));
    write('Minidump/111126-1.dmp', new Uint8Array(5));
    write('WinSxS/pending.xml', '<x/>');
    const said = await diagnose({
      events: { System: [event(40, 7031), event(5, 7000)], Application: [event(30, 1000)] },
      registry: { [`${servicing}\\RebootPending`]: {} },
    });
    expect(said.parts.map(({ part }) => part)).toEqual(diagnosisParts);
    expect(said.parts.every(({ trouble, isCut }) => trouble === null && !isCut)).toBe(true);
    expect(partOf(said, 'cbs')?.text).toBe('Info CBS Exec: done\r\n');
    expect(partOf(said, 'dism')?.text).toBe('DISM said so\n');
    expect(partOf(said, 'windowsUpdate')?.text).toBe('Installation Failure: 0x80070643\r\n');
    expect(partOf(said, 'updateTraces')?.text).toMatch(/^\d{4}-\S+Z 9 WindowsUpdate\.1\.etl$/);
    expect(partOf(said, 'minidumps')?.text).toMatch(/ 5 111126-1\.dmp$/);
    expect(partOf(said, 'system')?.text).toBe('2026-11-11T20:40:00.0000000Z Service Control Manager 7031: a b');
    expect(partOf(said, 'application')?.text).toContain(' 1000: a b');
    expect(partOf(said, 'pending')?.text).toMatch(/^asks for a restart: servicing\n.* 4 pending\.xml$/);
  });

  it('names what cannot be read, and reads the rest all the same', async () => {
    write('Logs/DISM/dism.log', 'here\n');
    const said = await diagnose({ events: { System: [event(40, 7031)] } });
    expect(partOf(said, 'cbs')).toMatchObject({ text: null, trouble: expect.stringContaining('CBS.log') });
    expect(partOf(said, 'dism')?.text).toBe('here\n');
    expect(partOf(said, 'minidumps')).toMatchObject({ text: '', trouble: null });
  });

  it.each([
    ['in UTF-8', (text: string) => Buffer.from(text)],
    ['in UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ])('keeps the end of a long log %s, from a whole line on', async (_, encode) => {
    const lines = Array.from({ length: 9_000 }, (__, index) => `line ${index} \u00e4\u20ac`);
    write('Logs/CBS/CBS.log', encode(`${lines.join('\n')}\n`));
    const part = partOf(await diagnose(), 'cbs');
    expect(part?.isCut).toBe(true);
    expect(part?.text).toMatch(/^line \d+ \u00e4\u20ac\n/);
    expect(part?.text?.endsWith('line 8999 \u00e4\u20ac\n')).toBe(true);
    expect(part?.text?.length).toBeGreaterThan(20_000);
  });

  it('stays within its bounds however much there is', async () => {
    const noise = 'x'.repeat(5_000_000);
    for (const path of ['Logs/CBS/CBS.log', 'Logs/DISM/dism.log', 'SoftwareDistribution/ReportingEvents.log'])
      write(path, noise);
    for (let index = 0; index < 900; index += 1) write(`Minidump/${String(index).padStart(60, '0')}.dmp`, '');
    const flood = Array.from({ length: 400 }, () => event(40, 1, ['y'.repeat(9_000)]));
    const said = await diagnose({ events: { System: flood, Application: flood } });
    const sizes = said.parts.map(({ text }) => text?.length ?? 0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(256 * 1024);
    expect(said.parts.filter(({ isCut }) => isCut)).toHaveLength(6);
  });
});
