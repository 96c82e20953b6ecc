// What was taken back must not come back by itself: the machine is told to hide exactly that, once, and the journal keeps what came
// of it. An undone machine stays undone whatever the agent says.
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../src/report/summary.ts';
import { rollbackByHand } from '../../../src/rollout/hand.ts';
import {
  aServer,
  ring,
  runToTheEnd,
  say,
  servers,
  setRings,
  setStory,
  stateOf,
  storyOf,
} from '../../support/rollouts.ts';

const deadService = { kind: 'serviceDies', kb: 'KB5122871', service: 'OrderIntake' } as const;
const rings = [ring('test', { waves: ['100%'], maxUnavailable: 2, onRegression: 'rollback' })];

describe('an undone machine', () => {
  it('is offered no more what was taken back, and everything else as before', async () => {
    const stage = await setRings(rings, [...servers('test', 1), aServer('z', { faults: [deadService] })]);
    await runToTheEnd(stage);
    const model = stage.fleet.models.model('z');
    const now = stage.clock.now();
    model?.startJob('look', { kind: 'scan', source: 'machine' }, now);
    const status = model?.pollJob('look', now + 3_600_000);
    const titles = status?.state === 'finished' && status.kind === 'scan' ? status.result.updates : [];
    expect(titles.flatMap(({ kbs }) => kbs)).not.toContain('KB5122871');
    expect(titles.length).toBeGreaterThan(0);
    expect(model?.software.hidden).toHaveLength(1);
  });

  it('is asked to hide it once, after its undo was verified', async () => {
    const stage = await setRings(rings, [aServer('z', { faults: [deadService] })]);
    await runToTheEnd(stage);
    const story = storyOf(stage, 'z');
    expect(story.filter(kind => kind === 'hide')).toHaveLength(1);
    expect(story.indexOf('hide')).toBeGreaterThan(story.indexOf('machineUndone'));
    expect(stateOf(stage).machines.get('z')?.hiding).toMatchObject({
      kind: 'hidden',
      result: { updates: [{ outcome: 'hidden' }] },
    });
  });

  it('stays undone, and the rollout ends, where it cannot be hidden', async () => {
    const faults = [
      deadService,
      { kind: 'jobRefused', job: 'hide', code: 'SCAN_FAILED', hresult: 0x8024402c } as const,
    ];
    const stage = await setRings(rings, [aServer('z', { faults })]);
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'rolled-back', figures: { undone: 1 } });
    expect(stateOf(stage).machines.get('z')?.hiding).toMatchObject({
      kind: 'failed',
      failure: { code: 'SCAN_FAILED' },
    });
  });

  it('is asked nothing of the kind where it was stranded', async () => {
    const stage = await setRings(rings, [aServer('z', { faults: [deadService, { kind: 'uninstallFails' }] })]);
    await runToTheEnd(stage);
    expect(storyOf(stage, 'z')).not.toContain('hide');
  });

  it('that could not hide it says in the report that it may come back', async () => {
    const faults = [
      deadService,
      { kind: 'jobRefused', job: 'hide', code: 'SCAN_FAILED', hresult: 0x8024402c } as const,
    ];
    const stage = await setRings(rings, [aServer('z', { faults }), ...servers('test', 1)]);
    const { standing, state } = await runToTheEnd(stage);
    const story = { plan: stage.plan, state, standing, events: stage.events, now: stage.clock.now() };
    const why = new Map(
      summaryOf(story, { program: 'patchring', options: [] }).machines.map(row => [row.name, row.why]),
    );
    expect(why.get('z')).toBe('services failed, rolled back; automatic updates may bring it back');
    expect(why.get('test1')).toBe('rolled back with the others');
  });

  it('that had a hotpatch is on its baseline again, with exactly the packages of before', async () => {
    const stage = await setStory('held');
    await runToTheEnd(stage);
    const word = { person: 'anna', reason: 'a doubt', now: stage.clock.now(), ring: null };
    say(stage, rollbackByHand(stage.plan, stateOf(stage), word));
    const { state } = await runToTheEnd(stage);
    const hotpatched = [...state.machines.values()].filter(({ install }) =>
      install?.updates.some(({ kbs, outcome }) => outcome === 'installed' && kbs.includes('KB5070893')),
    );
    expect(hotpatched.length).toBeGreaterThan(3);
    for (const { name, phase, install, undo } of hotpatched) {
      const model = stage.fleet.models.model(name);
      const now = model?.packages(stage.clock.now()).filter(one => !one.startsWith('Package_for_ServicingStack'));
      const before = install?.packagesBefore.filter(one => !one.startsWith('Package_for_ServicingStack'));
      expect({ name, phase, now }).toEqual({ name, phase: 'undone', now: before });
      expect(undo?.uninstall?.removed).toHaveLength(1);
    }
  });
});
