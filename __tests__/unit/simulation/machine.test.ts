// The model of a machine: what jobs, restarts and faults do to what can be read on it.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobStatusSchema } from '../../../src/model/job.ts';
import { bootSchema, factsSchema, healthReadingSchema, hotpatchReadingSchema } from '../../../src/model/reading.ts';
import { irregularitiesOf } from '../../../src/simulation/books.ts';
import { rollupPackage } from '../../../src/simulation/catalogue.ts';
import type { Fault } from '../../../src/simulation/faults.ts';
import type { SimulatedMachine } from '../../../src/simulation/machine.ts';
import type { ServerKind } from '../../../src/simulation/servers.ts';
import { aMachine, hour, installOf, minute, scan, start, updated } from '../../support/simulation.ts';

describe('a job', () => {
  it('is queued, runs, and has a result', () => {
    const model = aMachine();
    expect(model.startJob('a', installOf('KB5070881'), start)).toEqual({ state: 'queued' });
    expect(model.pollJob('a', start + 5 * minute)).toMatchObject({ state: 'running', note: 'installing' });
    expect(model.pollJob('a', start + hour)).toMatchObject({ state: 'finished', kind: 'install' });
  });
  it('runs once under its key, however often it is started', () => {
    const model = aMachine();
    for (const at of [0, 1, 2 * hour]) model.startJob('a', installOf('KB5070881'), start + at);
    const { jobs, installs } = model.books(start + 3 * hour);
    expect(jobs).toMatchObject([{ key: 'a', asked: 3, end: 'finished' }]);
    expect(installs).toMatchObject([{ kb: 'KB5070881', outcome: 'installed' }]);
  });
  it('can be taken back while it is queued, and not later', () => {
    const model = aMachine();
    model.startJob('a', installOf('KB5070881'), start);
    expect(model.cancelJob('a', start)).toBe('cancelled');
    expect(model.cancelJob('a', start)).toBe('absent');
    model.startJob('b', scan, start);
    expect(model.cancelJob('b', start + minute / 2)).toBe('begun');
    const { jobs, outOfService } = model.books(start + hour);
    expect(jobs).toMatchObject([{ end: 'cancelled' }, { end: 'finished' }]);
    expect(outOfService).toEqual([{ from: start, to: start, by: 'update' }]);
  });
  it('cannot be removed while it runs, and is absent afterwards', () => {
    const model = aMachine();
    model.startJob('a', scan, start);
    expect(model.removeJob('a', start + 1)).toBe('running');
    expect(model.removeJob('a', start + hour)).toBe('removed');
    expect(model.removeJob('a', start + hour)).toBe('absent');
    expect(model.pollJob('a', start + hour)).toEqual({ state: 'absent' });
  });
  it('is lost when the machine goes down under it, and installs nothing', () => {
    const model = aMachine();
    model.startJob('a', installOf('KB5070881'), start);
    model.restart(model.boot(start).bootId, start);
    expect(model.pollJob('a', start + hour)).toMatchObject({ state: 'lost' });
    expect(model.facts(start + hour).ubr).toBe(6899);
  });
  it('that installs is refused while another one installs', () => {
    const model = aMachine();
    model.startJob('a', installOf('KB5070881'), start);
    model.startJob('b', installOf('KB5070881'), start + 1);
    expect(model.pollJob('b', start + hour)).toMatchObject({
      state: 'failed',
      failure: { hresult: 0x80240009, code: 'INSTALL_BUSY' },
    });
    expect(model.pollJob('a', start + hour)).toMatchObject({ state: 'finished' });
  });
});

describe('an install while a restart is pending', () => {
  it('fails and changes nothing, whoever asked for the restart', () => {
    const model = aMachine();
    model.startJob('a', installOf('KB5070881'), start);
    model.pollJob('a', start + hour);
    model.startJob('b', installOf('KB5070881'), start + hour);
    expect(model.pollJob('b', start + 2 * hour)).toMatchObject({
      state: 'failed',
      failure: {
        hresult: 0x80240016,
        code: 'INSTALL_RESTART_PENDING',
        message: expect.stringContaining('servicing, windowsUpdate'),
      },
    });
  });
});

describe('a restart', () => {
  it('happens only on the boot that was named', () => {
    const model = aMachine();
    expect(model.restart('boot-1', start)).toBe('alreadyRestarted');
    expect(model.reach(start + 10 * minute)).toBe('up');
    expect(model.books(start + hour).restarts).toEqual([]);
  });
  it('asked for twice in the same moment happens once', () => {
    const model = aMachine();
    const { bootId } = model.boot(start);
    expect([model.restart(bootId, start), model.restart(bootId, start + 500)]).toEqual(['restarting', 'restarting']);
    expect(model.restart(bootId, start + hour)).toBe('alreadyRestarted');
    expect(model.books(start + hour).restarts).toHaveLength(1);
  });
  it('still answers for a moment, is gone, answers while it is servicing, and settles on a new boot', () => {
    const model = aMachine();
    const before = model.boot(start);
    model.restart(before.bootId, start);
    expect(model.reach(start)).toBe('up');
    const downAt = model.nextReachChangeAt(start) ?? 0;
    expect(model.reach(downAt - 1)).toBe('up');
    expect(model.reach(downAt)).toBe('refused');
    const upAt = model.nextReachChangeAt(downAt) ?? 0;
    expect(model.reach(upAt - 1)).toBe('refused');
    expect(model.reach(upAt)).toBe('up');
    expect(model.boot(upAt)).toMatchObject({ isServicing: true });
    expect(model.boot(upAt).bootId).not.toBe(before.bootId);
    expect(model.boot(upAt + 2 * minute)).toMatchObject({ isServicing: false });
  });
});

describe('a fault', () => {
  const updatedWith = (faults: readonly Fault[], kind: ServerKind = 'web') => {
    const model = aMachine({ faults, kind });
    return { model, at: updated(model, 'KB5070881') };
  };
  it('of the network begins and ends when it must', () => {
    const model = aMachine({ faults: [{ kind: 'unreachable', begins: hour, lasts: hour }] });
    expect([0, hour - 1, hour, 2 * hour - 1, 2 * hour].map(at => model.reach(start + at))).toEqual([
      'up',
      'up',
      'refused',
      'refused',
      'up',
    ]);
    expect(model.nextReachChangeAt(start)).toBe(start + hour);
  });
  it('can begin with the machine’s own install', () => {
    const model = aMachine({ faults: [{ kind: 'hangs', begins: 'install' }] });
    expect(model.reach(start + hour)).toBe('up');
    model.startJob('a', installOf('KB5070881'), start + hour);
    expect(model.reach(start + hour)).toBe('up');
    expect(model.reach(start + hour + minute)).toBe('hangs');
  });
  it('keeps a machine down for ever', () => {
    const { model, at } = updatedWith([{ kind: 'neverComesBack', kb: 'KB5070881' }]);
    expect(model.reach(at + 1_000 * hour)).toBe('refused');
    expect(model.books(at).outOfService).toMatchObject([{ to: null }]);
  });
  it('makes a restart slow', () => {
    const { model, at } = updatedWith([{ kind: 'slowRestart', takes: 3 * hour }]);
    expect(model.reach(at)).toBe('refused');
    expect(model.reach(at + 3 * hour)).toBe('up');
  });
  it('lets a shutdown hang: the machine goes on, on the old boot', () => {
    const { model, at } = updatedWith([{ kind: 'shutdownHangs' }]);
    expect(model.reach(at)).toBe('up');
    expect(model.boot(at).pendingRestart).not.toEqual([]);
  });
  it('stops a service once the update is in force, and the event log says so', () => {
    const { model, at } = updatedWith(
      [{ kind: 'serviceDies', kb: 'KB5070881', service: 'DHCPServer', after: 5 * hour }],
      'dhcp',
    );
    const state = (now: number) => model.health(now).services.find(({ name }) => name === 'DHCPServer')?.state;
    expect(state(at)).toBe('running');
    expect(state(at + 5 * hour)).toBe('stopped');
    expect(model.health(at + 5 * hour).events).toContainEqual(
      expect.objectContaining({ id: 7031, subject: 'DHCPServer' }),
    );
  });
  it('makes an install fail with its number, as often as it says', () => {
    const model = aMachine({ faults: [{ kind: 'installFails', kb: 'KB5070881', hresult: 0x800f0922, times: 1 }] });
    model.startJob('a', installOf('KB5070881'), start);
    expect(model.pollJob('a', start + hour)).toMatchObject({
      result: { needsRestart: false, updates: [{ outcome: 'failed', hresult: 0x800f0922 }] },
    });
    model.startJob('b', installOf('KB5070881'), start + hour);
    expect(model.pollJob('b', start + 2 * hour)).toMatchObject({ result: { updates: [{ outcome: 'installed' }] } });
  });
  it('strands a machine whose package cannot be removed', () => {
    const { model, at } = updatedWith([{ kind: 'uninstallFails' }]);
    model.startJob('u', { kind: 'uninstall', packagesBefore: [rollupPackage(6899)], kbs: ['KB5070881'] }, at);
    expect(model.pollJob('u', at + hour)).toMatchObject({
      result: { removed: [], kept: [{ package: rollupPackage(6905), hresult: 0x800f0825 }], needsRestart: false },
    });
  });
  it('makes a scan fail, and a job disappear', () => {
    const model = aMachine({
      faults: [
        { kind: 'scanFails', hresult: 0x8024402c, times: 1 },
        { kind: 'jobLost', job: 'install', times: 1 },
      ],
    });
    model.startJob('s', scan, start);
    expect(model.pollJob('s', start + hour)).toMatchObject({ state: 'failed', failure: { hresult: 0x8024402c } });
    model.startJob('i', installOf('KB5070881'), start);
    expect(model.pollJob('i', start + hour)).toMatchObject({ state: 'lost' });
    model.startJob('i2', installOf('KB5070881'), start + hour);
    expect(model.pollJob('i2', start + 2 * hour)).toMatchObject({ state: 'finished' });
  });
  it('crashes the machine once more after the boot that brought the update', () => {
    const { model, at } = updatedWith([{ kind: 'crashes', kb: 'KB5070881' }]);
    expect(model.health(at).crashes).toBe(1);
    expect(model.books(at).restarts).toMatchObject([{ cause: 'asked' }, { cause: 'crash', completes: [] }]);
    expect(irregularitiesOf([model.books(at)]).needlessRestarts).toEqual([]);
  });
});

describe('whatever is done to a machine', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('wait' as const), for: fc.integer({ min: 1, max: 3 * hour }) }),
    fc.record({ do: fc.constant('scan' as const) }),
    fc.record({ do: fc.constant('install' as const), kb: fc.constantFrom('KB5070881', 'KB5070893') }),
    fc.record({ do: fc.constant('uninstall' as const) }),
    fc.record({ do: fc.constant('restart' as const) }),
  );

  function play(model: SimulatedMachine, steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]) {
    let now = start;
    const seen: unknown[] = [];
    steps.forEach((one, index) => {
      if (one.do === 'wait') now += one.for;
      else if (one.do === 'restart') seen.push(model.restart(model.boot(now).bootId, now));
      else if (one.do === 'scan') seen.push(model.startJob(`k${index}`, scan, now));
      else if (one.do === 'install') seen.push(model.startJob(`k${index}`, installOf(one.kb), now));
      else
        seen.push(
          model.startJob(`k${index}`, { kind: 'uninstall', packagesBefore: [rollupPackage(6899)], kbs: [] }, now),
        );
      factsSchema.parse(model.facts(now));
      bootSchema.parse(model.boot(now));
      hotpatchReadingSchema.parse(model.hotpatch(now));
      healthReadingSchema.parse(model.health(now));
      seen.push(jobStatusSchema.parse(model.pollJob(`k${index}`, now)), model.reach(now), model.boot(now));
    });
    return { seen, books: model.books(now + 100 * hour) };
  }

  it('its readings fit the schemas, every job ends, and the same steps give the same answers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.boolean(), async (steps, isEnrolled) => {
        const one = play(aMachine({ isEnrolled }), steps);
        expect(one).toEqual(play(aMachine({ isEnrolled }), steps));
        expect(one.books.jobs.filter(({ end }) => end === undefined)).toEqual([]);
        expect(irregularitiesOf([one.books]).jobsRunTwice).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
