// What the machine is asked for when a job is to start: typed parameters by name, and nothing spliced into anything.
import { describe, expect, it } from 'vitest';
import type { Work } from '../../../src/model/job.ts';
import { startArguments } from '../../../src/windows/job.ts';

const file = (place: string, digit: string) => ({ file: place, sha256: digit.repeat(64) });
const id = '01010101-0101-0101-0101-010101010101@1';
const asked = { kb: 'KB5066835', file: 'C:\\a.msu', sha256: '01'.repeat(32) };

describe('a job', () => {
  it.each<[Work, object]>([
    [
      { kind: 'scan', source: 'machine' },
      { Kind: 'scan', Source: 'machine' },
    ],
    [
      { kind: 'scan', source: 'machine', overrideWsus: false },
      { Kind: 'scan', Source: 'machine' },
    ],
    [
      { kind: 'install', source: 'windows-update', updates: [{ updateId: 'u', revision: 3 }] },
      { Kind: 'install', Source: 'windows-update', Update: ['u@3'] },
    ],
    [
      { kind: 'hide', source: 'machine', updates: [{ updateId: 'u', revision: 3 }] },
      { Kind: 'hide', Source: 'machine', Update: ['u@3'] },
    ],
    [
      { kind: 'drain', after: [] },
      { Kind: 'drain', Drain: [] },
    ],
    [
      { kind: 'resume', drains: ['d-1', 'd-2'] },
      { Kind: 'resume', Drain: ['d-1', 'd-2'] },
    ],
    [
      { kind: 'stage', source: 'microsoft-update', overrideWsus: true, updates: [{ updateId: 'u', revision: 3 }] },
      { Kind: 'stage', Source: 'microsoft-update', OverrideWsus: true, Update: ['u@3'] },
    ],
    [
      { kind: 'packages', packages: [{ ...asked, prerequisites: [file('C:\\b.msu', '2')] }] },
      {
        Kind: 'packages',
        Package: [`${id}|KB5066835|${asked.sha256}|C:\\a.msu`],
        Prerequisite: [`${id}|${'2'.repeat(64)}|C:\\b.msu`],
      },
    ],
    [
      { kind: 'detect', detect: { sha256: 'ab', text: '$true' } },
      { Kind: 'detect', Script: ['detect|ab|$true'] },
    ],
    [
      {
        kind: 'removal',
        update: { updateId: 'u', revision: 1 },
        run: { sha256: 'cd', text: 'a|b' },
        detect: { sha256: 'ab', text: '$true' },
      },
      { Kind: 'removal', Update: ['u@1'], Script: ['run|cd|a|b', 'detect|ab|$true'] },
    ],
    [
      { kind: 'uninstall', packagesBefore: ['p'], kbs: ['KB5066835'] },
      { Kind: 'uninstall', PackagesBefore: ['p'], Kb: ['KB5066835'] },
    ],
    [
      { kind: 'uninstall', packagesBefore: ['p'], packagesAdded: [], kbs: [] },
      { Kind: 'uninstall', PackagesBefore: ['p'], PackagesAdded: [], Kb: [] },
    ],
  ])('is asked for by typed parameters: %j', (work, parameters) => {
    expect(startArguments('k', work)).toEqual({ Key: 'k', ...parameters });
  });
});
