// Whether anything is due is where the rollout stands: what a missed run should have done is due until a run does it.
import { describe, expect, it } from 'vitest';
import { conclusionOf } from '../../../../src/rollout/conclusion.ts';
import { dueOf } from '../../../../src/rollout/drive/due.ts';
import { haltByHand } from '../../../../src/rollout/hand.ts';
import {
  aServer,
  ring,
  run,
  type Stage,
  say,
  september9,
  servers,
  setRings,
  stateOf,
} from '../../../support/rollouts.ts';

const [hour, day] = [3_600_000, 86_400_000];
const thursdays = { days: ['thu'], start: '22:00', duration: '4h', timeZone: 'UTC' };
const opens = september9 + 26 * hour;
const two = () =>
  setRings(
    [ring('test', { window: thursdays, soak: '24h' }), ring('pilot', { window: thursdays, approval: 'required' })],
    [...servers('test', 2), aServer('p', { ring: 'pilot' })],
  );
const at = (stage: Stage, now: number) => dueOf(stage.plan, stateOf(stage), now);

describe('due', () => {
  it('is nothing before the window, machines in it, and says when', async () => {
    const stage = await two();
    await run(stage);
    expect(at(stage, september9 + hour)).toMatchObject({ isDue: false, ring: 'test', standing: { nextAt: opens } });
    expect(at(stage, opens)).toMatchObject({ isDue: true, ring: 'test' });
  });

  it('is what a run that never came should have done, in a later window, and only there', async () => {
    const stage = await two();
    await run(stage);
    expect(at(stage, opens + 4 * hour)).toMatchObject({ isDue: false, standing: { nextAt: opens + 7 * day } });
    for (const weeks of [1, 2, 30])
      expect(at(stage, opens + weeks * 7 * day)).toMatchObject({ isDue: true, ring: 'test' });
    await stage.clock.sleepUntil(opens + 7 * day);
    expect((await run(stage)).standing.figures.updated).toBe(2);
  });

  it('is judging when a ring has soaked, and nothing while it soaks or waits for a person', async () => {
    const stage = await two();
    await stage.clock.sleepUntil(opens);
    const { standing } = await run(stage);
    expect(standing.waiting?.for).toBe('soak');
    const soaked = standing.nextAt ?? 0;
    expect(at(stage, soaked - 1)).toMatchObject({ isDue: false });
    expect(at(stage, soaked)).toMatchObject({ isDue: true, what: [{ kind: 'records', event: 'ringJudging' }] });
    await stage.clock.sleepUntil(soaked);
    await run(stage);
    expect(at(stage, soaked + day)).toMatchObject({
      isDue: false,
      ring: 'pilot',
      standing: { waiting: { for: 'approval' } },
    });
  });

  it('is whatever is in flight, at any hour, and changes neither the journal nor the state', async () => {
    const stage = await two();
    await stage.clock.sleepUntil(opens);
    const stop = new AbortController();
    const running = run(stage, { signal: stop.signal });
    await stage.clock.sleepUntil(opens + 10 * 60_000);
    stop.abort();
    await running;
    const state = stateOf(stage);
    const before = structuredClone(state);
    const due = dueOf(stage.plan, state, opens + 12 * hour);
    expect(due).toMatchObject({ isDue: true, what: [{ kind: 'asks', machines: 1 }] });
    expect(state).toEqual(before);
  });

  it('agrees with what a run then does: due if and only if it writes something', async () => {
    const stage = await two();
    await run(stage);
    for (let now = september9; now < september9 + 10 * day; now += 5 * hour) {
      if (now < stage.clock.now()) continue;
      await stage.clock.sleepUntil(now);
      const { isDue } = at(stage, now);
      const before = stage.events.length;
      await run(stage);
      expect([now, stage.events.length > before]).toEqual([now, isDue]);
    }
  });

  it('is nothing once a person has halted', async () => {
    const stage = await two();
    await run(stage);
    say(
      stage,
      haltByHand(stage.plan, stateOf(stage), { person: 'somebody', reason: 'a doubt', now: september9 + hour }),
    );
    expect(at(stage, opens)).toMatchObject({ isDue: false, standing: { conclusion: 'halted' } });
    expect(conclusionOf(stage.plan, stateOf(stage), opens).conclusion).toBe('halted');
  });
});
