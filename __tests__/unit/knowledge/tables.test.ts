import { describe, expect, it } from 'vitest';
import { describeHresult, formatHresult, hresultOf, hresults } from '../../../src/knowledge/hresults.ts';
import { canRetry, installFailureCode } from '../../../src/knowledge/install-codes.ts';
import { productOf } from '../../../src/knowledge/products.ts';
import { buildOfTitle, isForWindows } from '../../../src/knowledge/titles.ts';
import { functionTexts } from '../../../src/windows/script.ts';

describe('HRESULTs', () => {
  it('stand in the table once each, as unsigned numbers', () => {
    const codes = hresults.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code >= 0 && code <= 0xffff_ffff && Number.isInteger(code)).toBe(true);
  });

  it('are found whether they come signed or unsigned', () => {
    expect(hresultOf(0x80070070)?.name).toBe('ERROR_DISK_FULL');
    expect(hresultOf(0x80070070 | 0)?.name).toBe('ERROR_DISK_FULL');
    expect(formatHresult(-2147024784)).toBe('0x80070070');
  });

  it('are described, and an unknown one stays a bare number', () => {
    expect(describeHresult(0x80240016)).toBe(
      '0x80240016 WU_E_INSTALL_NOT_ALLOWED: another installation or a restart is pending',
    );
    expect(describeHresult(0x80241234)).toBe('0x80241234');
  });

  it('ask again only where the sheet says that it can help', () => {
    const retryOf = (code: number) => hresultOf(code)?.retry;
    expect(retryOf(0x00240006)).toBe('done');
    expect(retryOf(0x80240009)).toBe('later');
    expect(retryOf(0x8024201d)).toBe('restart');
    expect(retryOf(0x80244010)).toBe('soon');
    expect(retryOf(0x80070070)).toBe('never');
    expect(retryOf(0x80242015)).toBe('check');
  });
});

describe('titles', () => {
  it.each([
    [
      '2025-10 Cumulative Update for Microsoft server operating system version 24H2 for x64-based Systems (KB5066835) (26100.6899)',
      6899,
    ],
    ['2026-06 Security Update (KB5094125) (26100.32995)', 32995],
    ['August 11, 2026—Hotpatch KB5120228 (OS Build 26100.33222)', 33222],
  ])('give the build: %s', (title, ubr) => {
    expect(buildOfTitle(title)).toEqual({ build: 26100, ubr });
  });

  it.each([
    '2025-10 Cumulative Update for .NET Framework 3.5 and 4.8.1 (KB5066128)',
    'KB5068221 (OS Builds 26100.6588 and 26200.6588)',
    'One (26100.1) and another (26100.2)',
  ])('give none, or more than one: %s', title => {
    expect(buildOfTitle(title)).toBeUndefined();
  });

  it('are taken for Windows unless they name other software', () => {
    expect(isForWindows({ title: 'Sicherheitsupdate (KB5094125)' })).toBe(true);
    expect(isForWindows({ title: '2026-06 Cumulative Update for .NET Framework 4.8.1 (KB5094000)' })).toBe(false);
    expect(isForWindows({ title: 'Security Intelligence Update for Microsoft Defender Antivirus - KB2267602' })).toBe(
      false,
    );
  });
});

describe('products', () => {
  it('are servers by build, and no client has the build of one', () => {
    const server = { build: 26100, editionId: 'ServerDatacenter', installationType: 'Server' };
    expect(productOf(server)).toEqual({ name: 'windows-server-2025', build: 26100, isAzureEdition: false });
    expect(
      productOf({ ...server, editionId: 'ServerTurbineCor', installationType: 'Server Core' })?.isAzureEdition,
    ).toBe(true);
    expect(productOf({ ...server, installationType: 'Client' })).toBeUndefined();
    expect(productOf({ ...server, build: 99999 })).toBeUndefined();
  });
});

describe('numbers of a failed installation', () => {
  it('have a code of ours where a person must do something first', () => {
    const codes = [0x80240009, 0x80240016, 0x80070070, 0x80070422, 0x80073712, 0x800f0983, 0x80070643, 0x12345678];
    expect(codes.map(installFailureCode)).toEqual([
      'INSTALL_BUSY',
      'INSTALL_RESTART_PENDING',
      'INSTALL_DISK_LOW',
      'UPDATE_SERVICE_DISABLED',
      'INSTALL_STORE_CORRUPT',
      'INSTALL_STORE_CORRUPT',
      'UPDATE_FAILED',
      'UPDATE_FAILED',
    ]);
    expect(codes.map(canRetry)).toEqual([true, true, false, false, false, false, false, false]);
  });

  it('are the same to the script that tries again by itself', () => {
    const said = /function Test-PassingResult[\s\S]*?\n\}/.exec(functionTexts.join('\n'))?.[0] ?? '';
    const listed = [...said.matchAll(/'([0-9A-F]{8})'/g)].map(([, code = '']) => Number.parseInt(code, 16));
    const passing = hresults.filter(({ retry }) => retry === 'soon' || retry === 'later').map(({ code }) => code);
    expect(new Set(listed)).toEqual(new Set(passing));
  });
});
