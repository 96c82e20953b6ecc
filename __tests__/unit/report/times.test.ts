// Where a ring's time went: the parts of every ring add up to the time from its turn to its end, in every story and at every moment, and
// each wait is called by its name.
import { describe, expect, it } from 'vitest';
import { type RingTimes, timeKinds, timesOf } from '../../../src/report/times.ts';
import { approveByHand } from '../../../src/rollout/hand.ts';
import { scenarios } from '../../../src/simulation/scenarios.ts';
import {
  ring,
  run,
  runToTheEnd,
  type Stage,
  say,
  servers,
  setRings,
  setStory,
  stateOf,
} from '../../support/rollouts.ts';

const hour = 3_600_000;

async function played(name: string): Promise<Stage> {
  const stage = await setStory(name);
  await runToTheEnd(stage);
  return stage;
}

const sumOf = (times: RingTimes) => timeKinds.reduce((sum, kind) => sum + times[kind], 0);

describe('the times of a ring', () => {
  it.each(scenarios.map(({ name }) => name))('add up in %s, whatever record is the last', async name => {
    const { plan, events } = await played(name);
    for (let length = 1; length <= events.length; length += 7) {
      const known = events.slice(0, length);
      const [begun, now] = [known[0]?.at ?? 0, known.at(-1)?.at ?? 0];
      let turn: number | undefined = begun;
      for (const [index, times] of timesOf(plan, known, now).entries()) {
        const ring = plan.rings[index]?.name;
        const passed = known.find(event => event.kind === 'ringPassed' && event.ring === ring)?.at;
        for (const kind of timeKinds) expect(times[kind]).toBeGreaterThanOrEqual(0);
        // A ring that is through may be worked on once more, when it is taken back.
        if (turn === undefined) expect(sumOf(times)).toBe(0);
        else if (!known.some(({ kind }) => kind === 'undoBegan' || kind === 'concluded')) {
          expect(sumOf(times)).toBe((passed ?? now) - turn);
        }
        turn = passed;
      }
    }
  });

  it('call a soak a soak and work work', async () => {
    const { plan, events, clock } = await played('calm');
    for (const times of timesOf(plan, events, clock.now())) {
      expect(times.soak).toBe(24 * hour);
      expect(times.work).toBeGreaterThan(hour / 4);
      expect(times.work).toBeLessThan(24 * hour);
      expect(times.halted + times.approval + times.opens).toBe(0);
    }
  });

  it('call what passes before the day of a ring, before a word and after a halt by its name', async () => {
    const stage = await setStory('calm', 8, 'realistic', {
      rings: [
        { name: 'test', machines: { label: 'ring=test' }, window: 'anytime', opens: '+1d', soak: '24h' },
        { name: 'pilot', machines: { label: 'ring=pilot' }, window: 'anytime', approval: 'required', soak: '24h' },
      ],
    });
    await runToTheEnd(stage);
    await stage.clock.sleepUntil(stage.clock.now() + 5 * hour);
    const [test, pilot] = timesOf(stage.plan, stage.events, stage.clock.now());
    expect(test?.opens).toBe(24 * hour);
    expect(pilot?.approval).toBe(5 * hour);
    say(
      stage,
      approveByHand(stage.plan, stateOf(stage), {
        ring: 'pilot',
        planHash: stage.plan.hash,
        person: 'p',
        reason: '',
        now: stage.clock.now(),
      }),
    );
    await stage.clock.sleepUntil(stage.clock.now() + 2 * hour);
    await run(stage);
    const [, later] = timesOf(stage.plan, stage.events, stage.clock.now());
    expect(later).toMatchObject({ approval: 5 * hour, window: 2 * hour });
  });

  it('call a closed window a window, though updates were downloaded before it', async () => {
    const window = { days: ['thu'], start: '22:00', duration: '4h', timeZone: 'UTC' };
    const stage = await setRings([ring('test', { window })], servers('test', 2), {
      policy: { updates: { stage: '30h' } },
    });
    await runToTheEnd(stage);
    expect(stage.events.some(event => event.kind === 'intended' && event.effect.kind === 'stage')).toBe(true);
    const [times] = timesOf(stage.plan, stage.events, stage.clock.now());
    expect(times?.window).toBeGreaterThan(24 * hour);
    expect(times?.work).toBeLessThan(3 * hour);
  });

  it('go on after a halt as a standstill', async () => {
    const { plan, events, clock } = await played('hotpatch-loss');
    const before = timesOf(plan, events, clock.now());
    const after = timesOf(plan, events, clock.now() + 3 * hour);
    const added = after.map((times, index) => times.halted - (before[index]?.halted ?? 0));
    expect(added.filter(length => length > 0)).toEqual([3 * hour]);
  });
});
