// The ledger as the user names it, and whether a folder lies where it is forgotten.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { liesIn, openLedger } from '../../../src/world/ledger.ts';

describe('a folder', () => {
  it.each([
    ['/job', true],
    ['/job/ledger', true],
    ['/job/..ledger', true],
    ['/job/a/../b', true],
    ['/jobs', false],
    ['/job-kept', false],
    ['/', false],
    ['/job/../kept', false],
  ])('%s lies in /job: %s', (directory, isInside) => {
    expect(liesIn(directory, ['/job'])).toBe(isInside);
  });

  it('lies nowhere where there is nowhere', () => {
    expect(liesIn('/job', [undefined])).toBe(false);
    expect(liesIn('/tmp/x', [undefined, '/tmp'])).toBe(true);
  });
});

describe('a ledger', () => {
  it.each([
    [undefined, '/job/.patchring', 'file:.patchring'],
    ['file:kept', '/job/kept', 'file:kept'],
    ['file:/var/lib/patchring', '/var/lib/patchring', 'file:/var/lib/patchring'],
  ])('named %s is the folder %s', (place, directory, shown) => {
    expect(openLedger({ place, from: '/job', owner: 'test' })).toMatchObject({ directory, place: shown });
  });

  it.each([
    [undefined, true, 'git:patchring-ledger'],
    ['git:patchring-ledger', false, 'git:patchring-ledger'],
    ['git:state/servers', true, 'git:state/servers'],
  ])('named %s is a branch, which in a pipeline (%s) it is by default', (place, isPipeline, shown) => {
    expect(openLedger({ place, from: '/job', owner: 'test', isPipeline })).toMatchObject({ place: shown });
  });

  const wrong = ['', 'file:', 'file: ', '.patchring', 's3:bucket', 'git:', 'git: ', 'git:-x', 'git:a..b', 'git:a b'];
  const alike = ['git:a.lock', 'git:a/', 'git:/a', 'git:a//b', 'git:@', 'git:a:b', 'git:a~1', 'git:a\nb', 'git:.a/.b'];
  it.each([...wrong, ...alike])('is not "%s"', place => {
    expect(() => openLedger({ place, from: '/job', owner: 'test' })).toThrow(/^LEDGER_INVALID: /);
  });

  it('creates nothing before it is written to', async () => {
    const from = mkdtempSync(join(tmpdir(), 'patchring-ledger-'));
    onTestFinished(() => rmSync(from, { recursive: true, force: true }));
    const ledger = openLedger({ place: undefined, from, owner: 'test' });
    expect(await ledger.list()).toEqual([]);
    expect(await ledger.read('nothing')).toEqual([]);
    expect(readdirSync(from)).toEqual([]);
  });
});
