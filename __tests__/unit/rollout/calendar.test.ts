// Blackouts, freezes, windows by label, openings from the release, and a machine that is begun only where it fits: whole rollouts on
// virtual time, from the policy as it is written.
import { describe, expect, it } from 'vitest';
import { planLines } from '../../../src/commands/plan-lines.ts';
import { signOfLife } from '../../../src/report/sign-of-life.ts';
import { Usual } from '../../../src/report/usual.ts';
import { verdictLine } from '../../../src/report/verdict.ts';
import { resumeByHand } from '../../../src/rollout/hand.ts';
import { lengthOf } from '../../../src/rollout/took.ts';
import { september2026 } from '../../../src/simulation/catalogue.ts';
import {
  aServer,
  ring,
  run,
  runToTheEnd,
  type Stage,
  say,
  servers,
  setRings,
  stateOf,
  storyOf,
} from '../../support/rollouts.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const at = (text: string): number => Date.parse(text);
/** From Wednesday 22:00 UTC, two hours after the rollout begins. */
const tonight = { days: ['wed'], start: '22:00', duration: '4h', timeZone: 'UTC' };
const blackout = { from: '2026-09-09', to: '2026-09-10', timeZone: 'Europe/Berlin', reason: 'quarter end' };

/** When a machine was first asked anything. */
function begins(stage: Stage, name: string): number | undefined {
  return stage.events.find(event => event.kind === 'intended' && event.effect.machine === name)?.at;
}

/** The catalogue of the month with another word on when it was deployed. */
function deployed(deployedAt: string | null): typeof september2026 {
  return september2026.map(one => ({ ...one, update: { ...one.update, deployedAt } }));
}

describe('a blackout', () => {
  it('keeps anytime closed until its last day is over there, says why, and then goes on by itself', async () => {
    const stage = await setRings([ring('test')], servers('test', 2), { policy: { blackouts: [blackout] } });
    const { standing } = await run(stage);
    const ends = at('2026-09-10T22:00Z');
    expect(standing).toMatchObject({ waiting: { for: 'blackout', until: ends, reason: 'quarter end' }, nextAt: ends });
    expect(verdictLine(stage.plan, standing)).toBe(
      'WAITING: ring test goes on 2026-09-10 22:00 UTC, after a blackout (quarter end). 0 updated, 2 to go.',
    );
    await runToTheEnd(stage);
    expect(begins(stage, 'test1')).toBe(ends);
    expect(stateOf(stage).conclusion).toBe('succeeded');
  });

  it('closes a window that it falls into, and nothing is downloaded in it', async () => {
    const stage = await setRings([ring('test', { window: tonight })], servers('test', 1), {
      policy: { blackouts: [blackout], updates: { stage: '12h' } },
    });
    const { standing } = await run(stage);
    expect(standing).toMatchObject({ waiting: { for: 'blackout', until: at('2026-09-16T22:00Z') } });
    expect(stage.events.filter(({ kind }) => kind === 'intended')).toEqual([]);
  });
});

describe('a frozen machine', () => {
  const freezes = [{ machines: ['TEST2'], until: '2026-09-11', reason: 'payroll' }];

  it('is skipped without being asked anything, says why, and is caught up by the first run afterwards', async () => {
    const stage = await setRings([ring('test', { maxUnavailable: 1 })], servers('test', 2), { policy: { freezes } });
    expect(stage.notes).toMatchObject([{ code: 'FREEZE_HOLDS_RING' }]);
    const { standing } = await run(stage);
    expect(storyOf(stage, 'test2')).toEqual(['machineSkipped']);
    expect(stateOf(stage).machines.get('test2')?.failure).toMatchObject({
      code: 'MACHINE_FROZEN',
      message: 'it is frozen until 2026-09-11: payroll',
    });
    // More are skipped than may be: the ring is held, and goes on by itself when the freeze is over.
    const thaws = at('2026-09-12T00:00Z');
    expect(standing).toMatchObject({
      conclusion: 'held',
      waiting: { for: 'freeze', reason: 'payroll' },
      nextAt: thaws,
    });
    await stage.clock.sleepUntil(thaws - 1);
    const written = stage.events.length;
    expect((await run(stage)).standing.conclusion).toBe('held');
    expect(stage.events.length).toBe(written);
    await stage.clock.sleepUntil(thaws);
    await runToTheEnd(stage);
    expect(stateOf(stage).machines.get('test2')?.result).toBe('updated');
  });

  it('holds nobody up where it may be skipped', async () => {
    const rings = [ring('test', { maxSkipped: 1, soak: '1h' }), ring('pilot', { soak: '1h' })];
    const machines = [...servers('test', 2), aServer('p', { ring: 'pilot' })];
    const stage = await setRings(rings, machines, { policy: { freezes } });
    expect(stage.notes).toEqual([]);
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 2, skipped: 1 } });
  });

  it('is nobody any more when the freeze has expired, and that is told', async () => {
    const over = [{ machines: ['test2'], until: '2026-09-08', reason: 'payroll' }];
    const stage = await setRings([ring('test')], servers('test', 2), { policy: { freezes: over } });
    expect(stage.notes).toMatchObject([{ code: 'FREEZE_EXPIRED' }]);
    expect(stage.plan.calendar?.freezes).toEqual([]);
  });
});

describe('a window by label', () => {
  it('is the one of its machines, whatever their ring says', async () => {
    const windows = { late: { match: 'ring=test', days: ['thu'], start: '01:00', duration: '2h', timeZone: 'UTC' } };
    const rings = [{ ...ring('all', { waves: ['100%'] }), machines: 'rest' }];
    const stage = await setRings(rings, [aServer('t'), aServer('p', { ring: 'pilot' })], { policy: { windows } });
    await runToTheEnd(stage);
    expect([begins(stage, 'p'), begins(stage, 't')]).toEqual([stateOf(stage).begunAt, at('2026-09-10T01:00Z')]);
  });
});

describe('openings from the release', () => {
  const rings = [ring('test', { opens: '+2d', soak: '0s' }), ring('pilot', { opens: '+6d', soak: '0s' })];
  const machines = [...servers('test', 1), aServer('p', { ring: 'pilot' })];
  const follow = { policy: { calendar: { follow: 'detected-release' } } };

  it('count from the day that the update itself bears, not from the beginning', async () => {
    const stage = await setRings(rings, machines, follow);
    expect(stage.plan.calendar?.release).toEqual({ at: '2026-09-08T17:00:00.000Z', kbs: ['KB5122871'] });
    expect(planLines(stage.plan)).toContain('release: 2026-09-08, as KB5122871 says');
    await runToTheEnd(stage);
    expect(begins(stage, 'test1')).toBe(at('2026-09-10T17:00Z'));
    expect(begins(stage, 'p')).toBe(at('2026-09-14T17:00Z'));
  });

  it('count from the beginning where nothing else is written, and where the update says nothing', async () => {
    const stage = await setRings(rings, machines);
    await runToTheEnd(stage);
    expect(begins(stage, 'test1')).toBe(stateOf(stage).begunAt + 2 * day);
    const silent = await setRings(rings, machines, {
      ...follow,
      catalogue: deployed(null),
    });
    expect(silent.plan.calendar?.release).toBeNull();
    await runToTheEnd(silent);
    expect(begins(silent, 'test1')).toBe(stateOf(silent).begunAt + 2 * day);
  });

  it('count from the beginning where the update claims to be released after it was found', async () => {
    const stage = await setRings(rings, machines, { ...follow, catalogue: deployed('2099-01-01T00:00:00Z') });
    await runToTheEnd(stage);
    expect(begins(stage, 'test1')).toBe(stateOf(stage).begunAt + 2 * day);
  });
});

describe('a machine', () => {
  it('is begun only where what it takes fits the rest of the window, and the run says what keeps it', async () => {
    const window = { ...tonight, start: '19:00', duration: '2h' };
    const stage = await setRings([ring('test', { window, takes: '90m' })], servers('test', 2));
    const { standing } = await run(stage);
    const left = at('2026-09-09T21:00Z') - stage.clock.now();
    const until = at('2026-09-16T19:00Z');
    expect(standing.waiting).toEqual({ for: 'window', until, short: { left, takes: 90 * minute } });
    expect(verdictLine(stage.plan, standing)).toContain(
      'the window of ring test closes in 57m8s, and a machine takes up to 1h30m; the next one opens 2026-09-16 19:00 UTC',
    );
    const { waiting } = standing;
    const moment = { now: stage.clock.now(), told: new Map(), usual: new Usual(), waiting };
    expect(signOfLife({ state: stateOf(stage), ...moment })).toBe(
      'still at it: 0 of 2 machines updated, 0 in hand; the others wait: their window closes in 57m8s, and a machine takes up to 1h30m',
    );
    expect(begins(stage, 'test1')).toBeUndefined();
    await runToTheEnd(stage);
    expect(begins(stage, 'test1')).toBe(at('2026-09-16T19:00Z'));
  });

  it('takes 1h unless told, and half of a window that is shorter than two', async () => {
    const short = { ...tonight, duration: '30m' };
    const rings = [ring('test', { window: short }), ring('pilot', { window: tonight })];
    const { plan } = await setRings(rings, [aServer('t'), aServer('p', { ring: 'pilot' })]);
    expect(plan.rings.map(({ takes }) => takes)).toEqual([15 * minute, hour]);
  });

  it('takes what 95 of 100 took, as soon as 20 have shown it', () => {
    const took = [0, 0, 0, 19];
    expect(lengthOf(took, hour)).toBe(hour);
    expect(lengthOf([...took, 1], hour)).toBe(3 * minute);
    expect(lengthOf([0, 0, 0, 18, 0, 2], hour)).toBe(5 * minute);
  });

  it('of a ring whose machines outlast every window is not begun: the ring is held with both figures, until a person says go', async () => {
    const window = { ...tonight, start: '19:00', duration: '2h' };
    const stage = await setRings([ring('test', { window, takes: '10m' })], servers('test', 2));
    const [planned] = stage.plan.rings;
    if (planned !== undefined) Object.assign(planned, { takes: 3 * hour });
    const { standing } = await run(stage);
    expect(standing).toMatchObject({ conclusion: 'held', failure: { code: 'RING_WINDOW_SHORT' } });
    expect(standing.failure?.message).toBe(
      'a machine of test takes up to 3h, and the longest window of those that are left lasts 2h',
    );
    const word = { person: 'somebody', reason: 'it is quick', now: stage.clock.now(), exclude: [] };
    say(stage, resumeByHand(stage.plan, stateOf(stage), word));
    await runToTheEnd(stage);
    expect(stateOf(stage).machines.get('test1')?.result).toBe('updated');
  });
});

describe('a plan', () => {
  it('whose policy says nothing of all this is the one that it always was', async () => {
    const { plan } = await setRings([ring('test')], servers('test', 1));
    expect(plan).not.toHaveProperty('calendar');
    expect(plan.rings[0]).not.toHaveProperty('takes');
  });
});
