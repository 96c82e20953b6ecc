import { describe, expect, it } from 'vitest';
import { isWanted, type UpdateFilter } from '../../../src/knowledge/categories.ts';
import { describeHresult, formatHresult, hresultOf, hresults } from '../../../src/knowledge/hresults.ts';
import { productOf } from '../../../src/knowledge/products.ts';
import { buildOfTitle, isForWindows } from '../../../src/knowledge/titles.ts';

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

describe('what a policy wants', () => {
  const filter: UpdateFilter = {
    products: ['windows'],
    categories: ['security', 'critical'],
    include: [],
    exclude: [],
    productUpgrade: 'deny',
  };
  const update = {
    kbs: ['KB5066835'],
    categories: ['Security Updates', 'Microsoft Server operating system-24H2'],
    isProductUpgrade: false,
    needsInput: false,
  };

  it('is the security updates of Windows, by name or by identifier', () => {
    expect(isWanted(update, filter)).toBe(true);
    expect(
      isWanted({ ...update, categories: ['0fa1201d-4330-4fa8-8ae9-b877473b6441', 'Windows Server 2022'] }, filter),
    ).toBe(true);
  });

  it.each([
    ['other kinds', { categories: ['Definition Updates', 'Windows Server 2022'] }],
    ['other software', { categories: ['Security Updates', 'Microsoft SQL Server 2022'] }],
    ['updates without a category', { categories: [] }],
    ['updates that ask a person', { needsInput: true }],
    ['upgrades to another Windows', { isProductUpgrade: true }],
  ])('is not %s', (_, more) => {
    expect(isWanted({ ...update, ...more }, filter)).toBe(false);
  });

  it('is what is included by KB, unless it is excluded or a denied upgrade', () => {
    const wanted = { ...filter, include: ['KB5000001', 'KB5000002', 'KB5000003'], exclude: ['KB5000002'] };
    const other = { ...update, categories: ['Drivers'] };
    expect(isWanted({ ...other, kbs: ['KB5000001'] }, wanted)).toBe(true);
    expect(isWanted({ ...other, kbs: ['KB5000002'] }, wanted)).toBe(false);
    expect(isWanted({ ...other, kbs: ['KB5000003'], isProductUpgrade: true }, wanted)).toBe(false);
  });
});
