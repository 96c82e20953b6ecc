import { describe, expect, it } from 'vitest';
import { approveByHand, haltByHand, resumeByHand } from '../../../src/rollout/hand.ts';
import {
  aServer,
  maxFailuresAlone,
  ring,
  run,
  runToTheEnd,
  type Stage,
  say,
  september9,
  servers,
  setRings,
  stateOf,
  storyOf,
} from '../../support/rollouts.ts';

const hour = 3_600_000;
const day = 24 * hour;
const begun = (stage: Stage): readonly string[] =>
  stage.events.flatMap(event =>
    event.kind === 'intended' && event.effect.kind === 'install' ? [event.effect.machine] : [],
  );

describe('rings and waves', () => {
  it('open a ring only when the one before has passed, and soaks', async () => {
    const stage = await setRings([ring('test'), ring('pilot')], [...servers('pilot', 2), ...servers('test', 2)]);
    const { standing } = await run(stage);
    expect(standing).toMatchObject({ conclusion: 'waiting', waiting: { for: 'soak' } });
    expect(begun(stage)).toEqual(['test1', 'test2']);
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    expect(begun(stage)).toEqual(['test1', 'test2', 'pilot1', 'pilot2']);
  });

  it('ends the run for a soak, says the instant, and does nothing before it', async () => {
    const stage = await setRings(
      [ring('test', { soak: '24h' }), ring('pilot')],
      [aServer('t'), aServer('p', { ring: 'pilot' })],
    );
    const { standing } = await run(stage);
    const { lastEndedAt } = stateOf(stage).rings[0]!;
    expect(standing.nextAt).toBe((lastEndedAt ?? 0) + day);
    const before = stage.events.length;
    await stage.clock.sleepUntil((standing.nextAt ?? 0) - 1);
    expect((await run(stage)).standing).toMatchObject({ conclusion: 'waiting', nextAt: standing.nextAt });
    expect(stage.events).toHaveLength(before);
  });

  it('lets the next machine stand in for a canary that was skipped: it proves nothing', async () => {
    const rings = [ring('test', { waves: [1, '100%'], maxUnavailable: 3, maxSkipped: 1 })];
    const gone = aServer('a', { faults: [{ kind: 'unreachable', begins: 5 * 60_000 }] });
    const stage = await setRings(rings, [gone, ...servers('test', 3)]);
    await stage.clock.sleepUntil(september9 + hour);
    await runToTheEnd(stage);
    const first = stage.events.findIndex(event => event.kind === 'machineDone');
    expect(begun({ ...stage, events: stage.events.slice(0, first) })).toEqual(['test1']);
    expect(storyOf(stage, 'a')).toEqual(['check', 'check', 'check', 'machineSkipped']);
  });

  it('takes into its last wave whoever comes back from an earlier one', async () => {
    const rings = [ring('test', { waves: [1, '100%'], maxUnavailable: 2, maxFailures: 1 })];
    const lost = aServer('a', { faults: [{ kind: 'jobLost', job: 'install', times: 1 }] });
    const stage = await setRings(rings, [lost, aServer('b'), aServer('c')], { policy: maxFailuresAlone });
    await run(stage);
    stage.events.length = stage.events.findLastIndex(({ kind }) => kind === 'machineDone') + 1;
    const word = { person: 'anna', reason: 'once more', exclude: [], now: stage.clock.now() };
    say(stage, haltByHand(stage.plan, stateOf(stage), word));
    say(stage, resumeByHand(stage.plan, stateOf(stage), word));
    // It may not be begun with now, so it goes back in line and its place of the first wave is free; the last wave is full.
    await run(stage, { only: ['b'] });
    expect(stateOf(stage).machines.get('a')?.phase).toBe('pending');
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 3 } });
    expect(stage.events.flatMap(event => (event.kind === 'waveOpened' ? event.wave : []))).toEqual([1, 2]);
  });

  it('has no more in hand than maxUnavailable, failed ones included', async () => {
    const rings = [ring('test', { waves: ['100%'], maxUnavailable: 2, maxFailures: 1 })];
    const bad = aServer('test0', { faults: [{ kind: 'installFails', kb: 'KB5122871', hresult: 0x80070643 }] });
    const stage = await setRings(rings, [bad, ...servers('test', 4)], { policy: maxFailuresAlone });
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 4, hit: 1 } });
    const inHand = new Set<string>();
    for (const event of stage.events) {
      if (event.kind === 'intended' && event.effect.kind === 'check') inHand.add(event.effect.machine);
      // The failed one stays in: it is out of service until a person closes it.
      if (event.kind === 'machineDone') inHand.delete(event.machine);
      expect(inHand.size).toBeLessThanOrEqual(2);
    }
  });

  it('waits for the offset of a ring from the beginning of the rollout, also when nothing could happen at first', async () => {
    const stage = await setRings([ring('test', { opens: '+6h' })], [aServer('t')]);
    const beganAt = stage.clock.now();
    expect((await run(stage)).standing).toMatchObject({ waiting: { for: 'opens' }, nextAt: beganAt + 6 * hour });
    await stage.clock.sleepUntil(beganAt + 5 * hour);
    expect((await run(stage)).standing.nextAt).toBe(beganAt + 6 * hour);
  });

  it('narrows a run to a ring or to machines, and bends no order', async () => {
    const stage = await setRings([ring('test'), ring('pilot')], [...servers('test', 2), ...servers('pilot', 1)]);
    expect((await run(stage, { ring: 'pilot' })).standing).toMatchObject({ waiting: { for: 'scope' } });
    expect(begun(stage)).toEqual([]);
    expect((await run(stage, { only: ['test2'] })).standing).toMatchObject({ waiting: { for: 'scope' } });
    expect(begun(stage)).toEqual(['test2']);
    await run(stage);
    expect(begun(stage)).toEqual(['test2', 'test1']);
  });
});

describe('windows', () => {
  const nightly = { days: ['wed', 'thu', 'fri', 'sat'], start: '22:00', duration: '4h', timeZone: 'Europe/Berlin' };

  it('ends the run until the window opens, and begins nothing before', async () => {
    const monday = september9 + 5 * day;
    const stage = await setRings([ring('test', { window: nightly })], [aServer('t')], { startAt: monday });
    const { standing } = await run(stage);
    expect(standing).toMatchObject({ waiting: { for: 'window', until: Date.UTC(2026, 8, 16, 20) } });
    expect(storyOf(stage, 't')).toEqual([]);
  });

  it('goes by the zone of each machine', async () => {
    const window = { ...nightly, timeZone: 'machine' };
    const here = aServer('here', { timeZone: 'Europe/Berlin' });
    const there = aServer('there', { timeZone: 'America/New_York' });
    const stage = await setRings([ring('test', { window, waves: ['100%'] })], [here, there]);
    const { standing } = await run(stage);
    expect(begun(stage)).toEqual(['here']);
    expect(standing).toMatchObject({ waiting: { for: 'window', until: Date.UTC(2026, 8, 10, 2) } });
  });

  it('restarts no machine after its window has closed, and finishes it in the next one', async () => {
    // 20:00 UTC is 22:00 in Berlin; installing takes until the window of twenty minutes is over.
    const short = { ...nightly, duration: '20m' };
    const timing = { queue: [0, 0], scan: [60_000, 60_000], install: [1_500_000, 1_500_000] } as const;
    const times = {
      ...timing,
      stage: timing.install,
      uninstall: timing.install,
      grace: [1_000, 1_000],
      down: timing.scan,
      servicing: [0, 0],
    } as const;
    const stage = await setRings([ring('test', { window: short })], [aServer('t')], { timing: times });
    const { standing } = await run(stage);
    expect(storyOf(stage, 't')).toEqual(['check', 'machineChosen', 'install']);
    expect(standing).toMatchObject({ conclusion: 'waiting', waiting: { for: 'window', until: september9 + day } });
    await stage.clock.sleepUntil(standing.nextAt ?? 0);
    await run(stage);
    expect(storyOf(stage, 't').slice(3)).toEqual(['restart', 'verify', 'machineDone', 'acknowledge']);
  });
});

describe('an approval', () => {
  const word = { person: 'anna', reason: '', now: september9 };

  it('keeps the ring closed until a person has said so, for this very plan', async () => {
    const stage = await setRings([ring('test', { approval: 'required' })], [aServer('t')]);
    expect((await run(stage)).standing).toMatchObject({
      conclusion: 'waiting',
      waiting: { for: 'approval', until: null },
    });
    const { plan } = stage;
    const another = approveByHand(plan, stateOf(stage), { ...word, ring: 'test', planHash: 'f'.repeat(64) });
    expect(another).toMatchObject({ ok: false, failures: [{ code: 'APPROVAL_MISMATCHED' }] });
    say(stage, approveByHand(plan, stateOf(stage), { ...word, ring: 'test', planHash: plan.hash.slice(0, 8) }));
    await run(stage);
    expect(storyOf(stage, 't')).toContain('install');
  });
});
