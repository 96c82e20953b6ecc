// Gates of a service: what a wave and a ring wait for, what halts, what holds and is asked again, what a person takes upon themselves.
import { describe, expect, it } from 'vitest';
import { drive } from '../../../src/rollout/drive.ts';
import type { Event, EventOf } from '../../../src/rollout/events.ts';
import { fold } from '../../../src/rollout/fold/index.ts';
import { haltByHand, resumeByHand } from '../../../src/rollout/hand.ts';
import { ring, type Stage, say, servers, setRings, someoneAnswers, stateOf } from '../../support/rollouts.ts';
import { serviceOn } from '../../support/services.ts';

const minute = 60_000;
const shop = 'https://shop.example/health';
const http = { gate: 'http', url: shop, of: 1, pass: 1, settle: '0s' };
const metric = {
  gate: 'metric',
  url: 'https://prometheus.example',
  query: 'errors',
  pass: 1,
  fail: 5,
  severity: 'hard',
  settle: '0s',
};
const test = ring('test', { waves: [1, '100%'], soak: '0s', maxUnavailable: 1 });
const twoWaves = (gates: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) =>
  setRings([{ ...test, ...more }], servers('test', 2), { policy: { gates } });

const judgedOf = (stage: Stage): readonly EventOf<'ringJudged'>[] =>
  stage.events.filter((one): one is EventOf<'ringJudged'> => one.kind === 'ringJudged');
const placeOf = (stage: Stage, is: (event: Event) => boolean): number => stage.events.findIndex(is);
const word = { person: 'somebody', reason: 'it is well', now: 0 };

describe('gates of a wave', () => {
  it('are asked before the first machine, after each wave, and no next one starts before they pass', async () => {
    const stage = await twoWaves({ wave: [http] });
    const { asked, run } = serviceOn(stage);
    expect((await run()).standing.conclusion).toBe('succeeded');
    expect(asked).toEqual([0, 1, 2]);
    expect(judgedOf(stage).map(({ of, side, wave, verdict }) => [of, side, wave, verdict])).toEqual([
      ['wave', 'before', 0, 'pass'],
      ['wave', 'after', 1, 'pass'],
      ['wave', 'after', 2, 'pass'],
    ]);
    const second = placeOf(stage, one => one.kind === 'waveOpened' && one.wave === 2);
    expect(placeOf(stage, one => one.kind === 'ringJudged' && one.wave === 1)).toBeLessThan(second);
  });

  it('halt when they fail, with the rule and the numbers before and after', async () => {
    const stage = await twoWaves({ wave: [http] });
    const { asked, run } = serviceOn(stage, { status: at => (at === 1 ? 200 : 503) });
    const { standing } = await run();
    expect(asked).toEqual([0, 1]);
    expect(standing).toMatchObject({
      conclusion: 'halted',
      reason: `${shop} answered 200 0 of 1 times (at least 1 of 1): status 503; 1 failed (limit 0) of 1 measurements`,
      cause: {
        by: 'service',
        rule: 'waveGate',
        ring: 'test',
        wave: 1,
        waves: 2,
        gate: 'http',
        severity: 'hard',
        measured: { answered: 0, of: 1 },
        before: { verdict: 'pass', measured: { answered: 1, of: 1 } },
        started: 1,
      },
    });
    expect(standing.figures).toMatchObject({ started: 1, untouched: 1 });
  });

  it('hold when what is red was red before the first machine, and halt for nothing', async () => {
    const stage = await twoWaves({ wave: [http] });
    const { asked, run } = serviceOn(stage, { status: () => 503 });
    const { standing } = await run();
    expect(standing).toMatchObject({ conclusion: 'held', failure: { code: 'SERVICE_UNCLEAR', cause: 'http' } });
    expect(standing.failure?.message).toContain('it was no better before the first machine');
    expect(asked).toEqual([0, 1]);
  });

  it('hold when nobody can be asked, and the next run asks again by itself', async () => {
    const stage = await twoWaves({ wave: [{ ...metric, consecutiveErrorLimit: 1, interval: '2m' }] });
    const held = await serviceOn(stage, { value: at => (at === 1 ? 0 : undefined) }).run();
    expect(held.standing).toMatchObject({ conclusion: 'held', failure: { code: 'SERVICE_UNCLEAR' } });
    expect(held.standing.figures.started).toBe(1);
    expect((await serviceOn(stage).run()).standing.conclusion).toBe('succeeded');
  });

  it('hold when a soft one fails', async () => {
    const stage = await twoWaves({ wave: [{ ...http, severity: 'soft' }] });
    const { standing } = await serviceOn(stage, { status: at => (at === 1 ? 200 : 500) }).run();
    expect(standing).toMatchObject({ conclusion: 'held', failure: { code: 'SERVICE_FAILED' } });
  });

  it('only report when they observe', async () => {
    const stage = await twoWaves({ wave: [{ ...http, severity: 'observe' }] });
    const { standing } = await serviceOn(stage, { status: at => (at === 1 ? 200 : 500) }).run();
    expect(standing.conclusion).toBe('succeeded');
    expect(judgedOf(stage).at(-1)).toMatchObject({
      verdict: 'pass',
      gates: [{ severity: 'observe', verdict: 'fail' }],
    });
  });

  it('are asked anew when a machine was changed after they had passed', async () => {
    const stage = await twoWaves({ wave: [http] });
    await serviceOn(stage).run();
    const passed = placeOf(stage, one => one.kind === 'ringJudged' && one.wave === 1);
    const isInstall = (one: Event): boolean => one.kind === 'intended' && one.effect.kind === 'install';
    const later = stage.events.slice(passed + 1).filter(({ kind }) => kind !== 'waveOpened');
    const said = (events: readonly Event[]) => fold(events)?.state.rings[0]?.service.rounds.wave?.verdict;
    const until = stage.events.slice(0, passed + 1);
    expect(said(until)).toBe('pass');
    const changed = later.findIndex(isInstall);
    expect(said([...until, ...later.slice(0, changed)])).toBe('pass');
    expect(said([...until, ...later.slice(0, changed + 1)])).toBeUndefined();
  });

  it('settle, confirm and count as gates of machines do', async () => {
    const gate = { ...http, settle: '3m', confirm: 2, count: 3, failureLimit: 1, interval: '5m' };
    const stage = await twoWaves({ wave: [gate] }, { waves: ['100%'] });
    // Settling, seen once, seen twice and so one failure, then good.
    const { asked, run } = serviceOn(stage, { status: at => (at >= 2 && at <= 6 ? 500 : 200) });
    expect((await run()).standing.conclusion).toBe('succeeded');
    const rounds = judgedOf(stage).filter(({ side }) => side === 'after');
    expect(asked.length).toBe(rounds.length + 1);
    expect(rounds.at(-1)?.gates[0]?.series).toMatchObject({ passed: 2, failed: 1 });
    expect((rounds.at(-1)?.at ?? 0) - (rounds[0]?.at ?? 0)).toBeGreaterThanOrEqual(13 * minute);
  });

  it('are not asked where nothing was begun', async () => {
    const stage = await setRings([test], servers('test', 1), {
      policy: { gates: { wave: [http], ring: [http] }, updates: { exclude: ['KB5122871'] } },
    });
    const { asked, run } = serviceOn(stage, { status: () => 500 });
    expect((await run()).standing.conclusion).toBe('nothing-to-do');
    expect(asked).toEqual([0, 0]);
  });
});

describe('gates of a ring', () => {
  it('are asked when it has soaked, and the next ring opens only then', async () => {
    const rings = [ring('test', { soak: '2h', waves: ['100%'] }), ring('pilot', { soak: '0s', waves: ['100%'] })];
    const stage = await setRings(rings, [...servers('test', 1), ...servers('pilot', 1)], {
      policy: { gates: { ring: [metric] } },
    });
    const { run } = serviceOn(stage);
    expect((await run()).standing.waiting).toMatchObject({ for: 'soak' });
    await stage.clock.sleepUntil(stage.clock.now() + 3 * 60 * minute);
    expect((await run()).standing.conclusion).toBe('succeeded');
    const passed = placeOf(stage, one => one.kind === 'ringPassed' && one.ring === 'test');
    const judged = placeOf(stage, one => one.kind === 'ringJudged' && one.side === 'after' && one.ring === 'test');
    const judging = placeOf(stage, one => one.kind === 'ringJudging');
    expect([judging, judged, passed].toSorted((a, b) => a - b)).toEqual([judging, judged, passed]);
    expect(judging).toBeGreaterThan(0);
  });

  it('halt a ring that has soaked, and roll it back where the ring says so', async () => {
    const stage = await setRings(
      [ring('test', { soak: '2h', waves: ['100%'], onRegression: 'rollback' })],
      servers('test', 1),
      {
        policy: { gates: { ring: [metric] } },
      },
    );
    const { run } = serviceOn(stage, { value: at => (at === 1 ? 0 : 9) });
    await run();
    await stage.clock.sleepUntil(stage.clock.now() + 3 * 60 * minute);
    const { standing } = await run();
    expect(standing).toMatchObject({
      conclusion: 'rolled-back',
      cause: { by: 'service', rule: 'ringGate', gate: 'metric' },
    });
  });

  it('hold between the bounds of a metric', async () => {
    const stage = await twoWaves({ ring: [metric] });
    const { standing } = await serviceOn(stage, { value: at => (at === 1 ? 0 : 3) }).run();
    expect(standing).toMatchObject({ conclusion: 'held', failure: { code: 'SERVICE_UNCLEAR' } });
  });
});

describe('a person and a red service', () => {
  it('go on in spite of the gates that were red, and of no other', async () => {
    const stage = await twoWaves({ wave: [http, metric] });
    const { run } = serviceOn(stage, { status: at => (at < 3 ? 200 : 503), value: at => (at < 6 ? 0 : 9) });
    expect((await run()).standing.cause).toMatchObject({ gate: 'http' });
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word, now: stage.clock.now(), exclude: [] }));
    const { standing } = await run();
    expect(standing).toMatchObject({ conclusion: 'halted', cause: { gate: 'metric', wave: 1 } });
  });

  it('take it upon themselves for one wave: the next wave is judged anew', async () => {
    const stage = await twoWaves({ wave: [http] });
    const { run } = serviceOn(stage, { status: at => (at === 1 ? 200 : 503) });
    await run();
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word, now: stage.clock.now(), exclude: [] }));
    const { standing } = await run();
    expect(standing).toMatchObject({ conclusion: 'halted', cause: { gate: 'http', wave: 2 } });
    const spite = judgedOf(stage).findLast(({ wave }) => wave === 1);
    expect(spite).toMatchObject({ verdict: 'pass', gates: [{ verdict: 'fail' }] });
    expect(spite?.gates[0]?.reason).toContain('a person has resumed in spite of it');
  });
});

describe('a run that ends in the middle', () => {
  it('is gone on with after any record, and ends the same', async () => {
    const gates = { wave: [{ ...http, count: 2, interval: '1m' }], ring: [metric] };
    const whole = await twoWaves(gates);
    await serviceOn(whole).run();
    for (let after = 1; after < whole.events.length; after += 2) {
      const stage = await twoWaves(gates);
      const { plan, fleet, clock } = stage;
      const dies = {
        ...stage.journal,
        append: async (batch: readonly Event[]) => {
          const left = after - stage.events.length;
          await stage.journal.append(batch.slice(0, left));
          if (batch.length >= left) throw new Error('died');
        },
      };
      const signal = new AbortController().signal;
      const first = drive({ plan, world: { fleet, journal: dies, clock, runner: someoneAnswers }, by: 'test', signal });
      await expect(first).rejects.toThrow('died');
      const { standing } = await serviceOn(stage).run();
      expect({ after, conclusion: standing.conclusion }).toEqual({ after, conclusion: 'succeeded' });
      const waves = judgedOf(stage).filter(one => one.side === 'after' && one.of === 'wave' && one.againAt === null);
      expect({ after, waves: waves.map(({ wave }) => wave) }).toEqual({ after, waves: [1, 2] });
    }
  });

  it('does not repeat a look that was under way when the rollout was halted', async () => {
    const stage = await twoWaves({ wave: [http] });
    const dies = {
      ...stage.journal,
      append: async (batch: readonly Event[]) => {
        await stage.journal.append(batch);
        if (batch.some(one => one.kind === 'intended' && one.effect.kind === 'poll')) throw new Error('died');
      },
    };
    const { plan, fleet, clock } = stage;
    const signal = new AbortController().signal;
    const world = { fleet, journal: dies, clock, runner: serviceOn(stage).runner };
    await expect(drive({ plan, world, by: 'test', signal })).rejects.toThrow('died');
    say(stage, haltByHand(plan, stateOf(stage), { ...word, now: clock.now() }));
    const { asked, run } = serviceOn(stage);
    expect((await run()).standing.conclusion).toBe('halted');
    expect(asked).toEqual([]);
  });

  it('asks no more once the rollout is halted', async () => {
    const stage = await twoWaves({ wave: [{ ...http, count: 5, interval: '10m' }] });
    const { asked, run } = serviceOn(stage);
    const stop = new AbortController();
    await run({
      signal: stop.signal,
      onEvent: event => {
        if (event.kind === 'ringJudged' && event.side === 'after') stop.abort();
      },
    });
    const before = asked.length;
    say(stage, haltByHand(stage.plan, stateOf(stage), { ...word, now: stage.clock.now() }));
    await run();
    expect(asked.length).toBe(before);
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word, now: stage.clock.now(), exclude: [] }));
    expect((await run()).standing.conclusion).toBe('succeeded');
  });
});
