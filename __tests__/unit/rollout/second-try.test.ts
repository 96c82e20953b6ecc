// An update whose number says that a restart cures it: the machine is restarted once and gets it once more, before its gates judge it.
import { describe, expect, it } from 'vitest';
import { haltByHand, resumeByHand } from '../../../src/rollout/hand.ts';
import type { Fault } from '../../../src/simulation/faults.ts';
import { aServer, ring, run, runToTheEnd, say, setRings, stateOf, storyOf } from '../../support/rollouts.ts';

const hung = 0x80242007;
const fault = (more: object = {}): Fault => ({
  kind: 'installFails',
  kb: 'KB5122871',
  hresult: hung,
  times: 1,
  wantsRestart: true,
  ...more,
});
const set = (more: object = {}) => setRings([ring('test')], [aServer('t', { faults: [fault(more)] })]);

describe('an update that failed where a restart is the cure', () => {
  it('is installed once more after one, and the machine is judged only then', async () => {
    const stage = await set();
    expect((await runToTheEnd(stage)).standing).toMatchObject({
      conclusion: 'succeeded',
      figures: { updated: 1, hit: 0 },
    });
    expect(storyOf(stage, 't').slice(0, 8)).toEqual([
      'check',
      'machineChosen',
      'install',
      'restart',
      'machineChosen',
      'install',
      'restart',
      'verify',
    ]);
    expect(stateOf(stage).machines.get('t')?.install?.updates).toMatchObject([{ outcome: 'installed', hresult: 0 }]);
    expect(stage.fleet.models.model('t')?.facts(stage.clock.now()).ubr).toBe(33438);
  });

  it('is not tried a third time', async () => {
    const stage = await set({ times: 2 });
    expect((await run(stage)).standing).toMatchObject({ conclusion: 'halted' });
    expect(stateOf(stage).machines.get('t')?.failure).toMatchObject({
      code: 'UPDATE_FAILED',
      message: expect.stringContaining('80242007'),
    });
    expect(storyOf(stage, 't').filter(kind => kind === 'install')).toHaveLength(2);
    expect(storyOf(stage, 't').filter(kind => kind === 'restart')).toHaveLength(1);
  });

  it('is tried twice again when a person has restarted it and lets the machine go on', async () => {
    const stage = await set({ times: 3 });
    await run(stage);
    const { plan, clock } = stage;
    const model = stage.fleet.models.model('t');
    model?.restart(model.boot(clock.now()).bootId, clock.now());
    await clock.sleepUntil(clock.now() + 3_600_000);
    say(stage, resumeByHand(plan, stateOf(stage), { person: 'anna', reason: 'mended', now: clock.now(), exclude: [] }));
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded' });
    expect(storyOf(stage, 't').filter(kind => kind === 'install')).toHaveLength(4);
  });

  it.each<[string, object]>([
    ['the machine wants no restart', { wantsRestart: false }],
    ['the number says that a restart is no cure', { hresult: 0x800f0831 }],
    ['nobody knows the number', { hresult: 0x8badf00d }],
  ])('has failed at once where %s', async (_, more) => {
    const stage = await set(more);
    expect((await run(stage)).standing.conclusion).toBe('halted');
    expect(storyOf(stage, 't').slice(0, 4)).toEqual(['check', 'machineChosen', 'install', 'machineFailed']);
  });

  it.each(['installed', 'restarted'] as const)(
    'starts nothing forward after a halt that follows its %s',
    async kind => {
      const stage = await set();
      await run(stage);
      const { events } = stage;
      events.length = events.findIndex(event => event.kind === 'finished' && event.outcome.kind === kind) + 1;
      say(stage, haltByHand(stage.plan, stateOf(stage), { person: 'anna', reason: 'a doubt', now: stage.clock.now() }));
      const { standing } = await run(stage);
      expect(storyOf(stage, 't').filter(one => one === 'install')).toHaveLength(1);
      const { phase, failure } = stateOf(stage).machines.get('t') ?? {};
      expect([phase, failure?.code ?? null, standing.restartsPending]).toEqual(
        kind === 'installed' ? ['installed', null, ['t']] : ['failed', 'UPDATE_FAILED', []],
      );
    },
  );

  it('has failed where the window closed while it restarted: nobody judges such a machine days later', async () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const window = { days, start: '00:00', duration: '20h', timeZone: 'UTC' };
    const stage = await setRings([ring('test', { window })], [aServer('t', { faults: [fault()] })]);
    await runToTheEnd(stage);
    const { events, clock } = stage;
    events.length = events.findIndex(event => event.kind === 'finished' && event.outcome.kind === 'restarted') + 1;
    const day = 86_400_000;
    await clock.sleepUntil(Math.floor(clock.now() / day) * day + 22 * 3_600_000);
    expect((await run(stage)).standing.conclusion).toBe('halted');
    expect(stateOf(stage).machines.get('t')).toMatchObject({ phase: 'failed', failure: { code: 'UPDATE_FAILED' } });
  });
});
