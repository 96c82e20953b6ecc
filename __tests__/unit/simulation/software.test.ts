// What Windows Update offers a simulated machine, and what installing and removing do to its software.
import { describe, expect, it } from 'vitest';
import { october2025, rollupPackage, servicingStackPackage } from '../../../src/simulation/catalogue.ts';
import { aMachine, anUpdate, hour, installOf, scanned, start, updated } from '../../support/simulation.ts';

describe('what Windows Update offers', () => {
  it('is the plain update to a machine that is not enrolled', () => {
    expect(scanned(aMachine(), start)).toEqual(['KB5070881', 'KB2267602']);
  });
  it('is both updates of the incident to an enrolled one: they supersede nobody at the same level', () => {
    expect(scanned(aMachine({ isEnrolled: true }), start)).toEqual(['KB5070881', 'KB5070893', 'KB2267602']);
  });
  it('is nothing of a family whose level the machine already has', () => {
    const model = aMachine({ isEnrolled: true });
    expect(scanned(model, updated(model, 'KB5070893'))).toEqual(['KB2267602']);
  });
  it('begins and ends with the offer', () => {
    const late = { ...anUpdate('KB5070881'), offered: { from: 2 * hour, until: 4 * hour } };
    const model = aMachine({ catalogue: [late] });
    expect([scanned(model, start), scanned(model, start + 2 * hour), scanned(model, start + 5 * hour)]).toEqual([
      [],
      ['KB5070881'],
      [],
    ]);
  });
  it('is only the newest of a family', () => {
    const newer = { ...anUpdate('KB5070881'), kb: 'KB5079999', level: 7000 };
    const model = aMachine({
      catalogue: [anUpdate('KB5070881'), { ...newer, update: { ...newer.update, kbs: ['KB5079999'] } }],
    });
    expect(scanned(model, start)).toEqual(['KB5079999']);
  });
});

describe('an update', () => {
  it('waits for the restart before it counts', () => {
    const model = aMachine();
    model.startJob('a', installOf('KB5070881'), start);
    expect(model.pollJob('a', start + hour)).toMatchObject({
      result: {
        needsRestart: true,
        packagesBefore: [rollupPackage(6899)],
        updates: [{ outcome: 'installed', hresult: 0 }],
      },
    });
    expect(model.facts(start + hour).ubr).toBe(6899);
    expect(model.hotpatch(start + hour).installedKbs.quickFix).toEqual(['KB5066835']);
    expect(model.packages(start + hour)).toContain(rollupPackage(6905));
    expect(model.boot(start + hour).pendingRestart).toEqual(['servicing', 'windowsUpdate']);
    const at = updated(model, 'KB5070881');
    expect(model.facts(at).ubr).toBe(6905);
    expect(model.boot(at)).toMatchObject({ pendingRestart: [], isServicing: false });
    expect(model.packages(at)).toContain(rollupPackage(6905));
    expect(model.hotpatch(at).installedKbs.quickFix).toEqual(['KB5066835', 'KB5070881']);
  });
  it('that needs no restart counts at once, and does where its role asks for one', () => {
    const [plain, wsus] = [aMachine({ isEnrolled: true }), aMachine({ isEnrolled: true, kind: 'wsus' })];
    for (const model of [plain, wsus]) model.startJob('a', installOf('KB5070893'), start);
    expect(plain.pollJob('a', start + hour)).toMatchObject({ result: { needsRestart: false } });
    expect(plain.facts(start + hour).ubr).toBe(6905);
    expect(wsus.pollJob('a', start + hour)).toMatchObject({ result: { needsRestart: true } });
    expect(wsus.facts(start + hour).ubr).toBe(6899);
  });
  it('is already installed the second time, and not offered when it is not for this machine', () => {
    const model = aMachine();
    const at = updated(model, 'KB5070881');
    model.startJob('b', installOf('KB5070881', 'KB5070893'), at);
    expect(model.pollJob('b', at + hour)).toMatchObject({
      result: { updates: [{ outcome: 'alreadyInstalled' }, { outcome: 'notOffered' }] },
    });
  });
  it('takes an enrolled machine off the train until the next baseline, without touching its enrolment', () => {
    const later = [
      ...october2025,
      { ...anUpdate('KB5070893'), kb: 'KB5068966', level: 7092, offered: { from: 3 * hour } },
      { ...anUpdate('KB5122871'), offered: { from: 10 * hour } },
    ];
    const [left, kept] = ['KB5070881', 'KB5070893'].map(kb => {
      const model = aMachine({ isEnrolled: true, catalogue: later });
      updated(model, kb);
      return model;
    });
    if (left === undefined || kept === undefined) throw new Error('two machines');
    expect([left, kept].map(model => scanned(model, start + 4 * hour).length)).toEqual([1, 2]);
    expect(left.hotpatch(start + 5 * hour)).toMatchObject({ enrollmentPackage: true, arcSubscription: 1 });
    updated(left, 'KB5122871', start + 10 * hour);
    left.facts(start + 13 * hour);
    expect(left.software.hasLeftTrain).toBe(false);
  });
});

describe('an uninstall', () => {
  it('takes away only what was not there before, leaves servicing stacks, and needs a restart', () => {
    const model = aMachine();
    const at = updated(model, 'KB5070881');
    model.startJob('u', { kind: 'uninstall', packagesBefore: [rollupPackage(6899)], kbs: ['KB5070881'] }, at);
    expect(model.pollJob('u', at + hour)).toMatchObject({
      result: { removed: [rollupPackage(6905)], kept: [], needsRestart: true },
    });
    expect(model.packages(at + hour)).not.toContain(rollupPackage(6905));
    model.restart(model.boot(at + hour).bootId, at + hour);
    expect(model.facts(at + 2 * hour).ubr).toBe(6899);
    expect(model.packages(at + 2 * hour)).toEqual([rollupPackage(6899), servicingStackPackage(6905)]);
    expect(scanned(model, at + 2 * hour)).toContain('KB5070881');
    expect(model.books(at + 3 * hour).outOfService).toMatchObject([{ by: 'update' }, { by: 'undo' }]);
  });
  it('finds nothing when the packages were there before', () => {
    const model = aMachine();
    const at = updated(model, 'KB5070881');
    const packagesBefore = [...model.packages(at)];
    model.startJob('u', { kind: 'uninstall', packagesBefore, kbs: ['KB5070881'] }, at);
    expect(model.pollJob('u', at + hour)).toMatchObject({ result: { removed: [], kept: [], needsRestart: false } });
  });
});
