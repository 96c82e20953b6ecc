// What a simulated machine refuses before it changes anything, each with the code of the real script.
import { describe, expect, it } from 'vitest';
import type { Work } from '../../../src/model/job.ts';
import { october2025 } from '../../../src/simulation/catalogue.ts';
import type { Fault } from '../../../src/simulation/faults.ts';
import { SimulatedMachine } from '../../../src/simulation/machine.ts';
import { type MachineProfile, realisticTiming } from '../../../src/simulation/profile.ts';
import { server } from '../../../src/simulation/servers.ts';
import { hour, installOf, scan, start } from '../../support/simulation.ts';

function ending(work: Work, more: Partial<MachineProfile>, faults: readonly Fault[] = []) {
  const profile = { ...server({ kind: 'web', isEnrolled: false, ubr: 6899, kbs: [], packages: [] }), ...more };
  const surroundings = { catalogue: october2025, timing: realisticTiming, seed: 1, startAt: start };
  const model = new SimulatedMachine({ name: 'w', profile, faults }, surroundings);
  model.startJob('k', work, start);
  return { status: model.pollJob('k', start + hour), ubr: model.facts(start + hour).ubr };
}

const install = installOf('KB5070881');
const wsus = 'http://wsus.corp.example:8530';

describe('a machine', () => {
  it.each<[string, Work, Partial<MachineProfile>, string]>([
    ['a full disk', install, { disk: { free: 1.5e9, size: 1e11 } }, 'INSTALL_DISK_LOW'],
    ['a way around its WSUS', { ...scan, source: 'windows-update' }, { wsus }, 'SCAN_WSUS_BYPASSED'],
    ['an install around its WSUS', { ...install, source: 'windows-update' }, { wsus }, 'SCAN_WSUS_BYPASSED'],
  ])('refuses %s and is what it was', (_, work, more, code) => {
    expect(ending(work, more)).toMatchObject({ status: { state: 'failed', failure: { code } }, ubr: 6899 });
  });

  it('asks past its WSUS where that is said, and says whom it asked', () => {
    const past = ending({ ...scan, source: 'windows-update', overrideWsus: true }, { wsus });
    expect(past.status).toMatchObject({ state: 'finished', result: { source: 'Windows Update' } });
    expect(ending(scan, { wsus }).status).toMatchObject({ result: { source: `policy (WSUS ${wsus})` } });
  });

  it('can be ill with any refusal', () => {
    const fault = { kind: 'jobRefused', job: 'install', code: 'INSTALL_NETWORK_METERED', hresult: 0 } as const;
    expect(ending(install, {}, [fault]).status).toMatchObject({ failure: { code: 'INSTALL_NETWORK_METERED' } });
  });
});
