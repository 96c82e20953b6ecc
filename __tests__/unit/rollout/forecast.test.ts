// Late on paper, while something can still be done: windows that are left, budgets, waves, soaks, and what a machine takes. What is
// foreseen is held against whole rollouts on virtual time.
import { describe, expect, it } from 'vitest';
import { forecastOfPlan } from '../../../src/commands/plan-calendar.ts';
import { forecastLine } from '../../../src/report/deadline.ts';
import { resultForecastOf } from '../../../src/report/json.ts';
import { complianceOf } from '../../../src/rollout/compliance.ts';
import { stateOf as freshState } from '../../../src/rollout/fold/index.ts';
import { forecastOf } from '../../../src/rollout/forecast.ts';
import { haltByHand } from '../../../src/rollout/hand.ts';
import {
  aServer,
  ring,
  run,
  runToTheEnd,
  say,
  september9,
  servers,
  setRings,
  stateOf,
} from '../../support/rollouts.ts';

const [hour, day] = [3_600_000, 86_400_000];
const at = (text: string): number => Date.parse(text);
const night = { days: ['thu'], start: '22:00', duration: '2h', timeZone: 'UTC' };
const dated = (due: string, more: object = {}) => ({ policy: { deadline: { due, warnBefore: '1d' }, ...more } });

describe('the forecast', () => {
  it('counts windows, budget and durations: four machines, two a night, are through in the second week', async () => {
    const rings = [ring('test', { window: night, takes: '90m', maxUnavailable: 2, waves: ['100%'], soak: '0s' })];
    const stage = await setRings(rings, servers('test', 4), dated('2026-09-12'));
    const forecast = forecastOf(stage.plan, freshState(stage.plan, september9), september9);
    expect(forecast).toEqual({
      throughAt: at('2026-09-17T23:30Z'),
      late: [
        { machine: 'test3', at: at('2026-09-17T23:30Z') },
        { machine: 'test4', at: at('2026-09-17T23:30Z') },
      ],
    });
    const { lines, isLate, result } = forecastOfPlan(stage.plan, september9);
    expect({ lines, isLate }).toEqual({
      lines: [
        'As it goes now, 2 of 4 machines (test3, test4) will miss the deadline of 2026-09-12: the last is through 2026-09-17 23:30 UTC, 5d late.',
      ],
      isLate: true,
    });
    expect(result).toMatchObject({ through: '2026-09-17T23:30:00.000Z', lateBy: 4 * 86_400 + 23.5 * 3_600 });
  });

  it('is told as soon as it is seen, long before the deadline is near, and never where all is in time', async () => {
    const rings = [ring('test', { window: night, soak: '1h' }), ring('pilot', { window: night, soak: '1h' })];
    const machines = [...servers('test', 1), aServer('p', { ring: 'pilot' })];
    const late = await setRings(rings, machines, dated('2026-09-16'));
    const story = complianceOf(late.plan, freshState(late.plan, september9), september9);
    expect(story.deadline?.standing).toBe('ahead');
    expect(forecastLine(story)).toContain('1 of 2 machines (p) will miss the deadline of 2026-09-16');
    const good = await setRings(rings, machines, dated('2026-09-30'));
    expect(forecastLine(complianceOf(good.plan, freshState(good.plan, september9), september9))).toBeUndefined();
    expect(forecastOfPlan(good.plan, september9).lines).toEqual([
      'Begun now, the last machine is through 2026-09-17 23:00 UTC, 13d1h before the deadline ends.',
    ]);
  });

  it('has openings, soaks, waves, blackouts and freezes in it', async () => {
    const rings = [ring('test', { waves: [1, '100%'], soak: '24h', maxSkipped: 1 }), ring('pilot', { opens: '+5d' })];
    const machines = [...servers('test', 3), aServer('p', { ring: 'pilot' })];
    const more = {
      freezes: [{ machines: ['test3'], until: '2026-09-20', reason: 'payroll' }],
      blackouts: [{ from: '2026-09-22', to: '2026-09-24', timeZone: 'UTC', reason: 'release' }],
    };
    const { plan } = await setRings(rings, machines, dated('2026-09-10', more));
    const forecast = forecastOf(plan, freshState(plan, september9), september9);
    // The frozen one on the 21st, a day of soak into the blackout, and then the pilot.
    expect(forecast?.late).toEqual([
      { machine: 'test3', at: at('2026-09-21T01:00Z') },
      { machine: 'p', at: at('2026-09-25T01:00Z') },
    ]);
  });

  it('is not broken by a whole rollout that takes no longer than expected: it ends no later, and in the same windows', async () => {
    const rings = [
      ring('test', { window: night, waves: [1, '100%'], soak: '12h' }),
      ring('pilot', { window: { ...night, days: ['fri', 'sat'] }, takes: '1h', soak: '1h' }),
    ];
    const stage = await setRings(rings, [...servers('test', 3), ...servers('pilot', 5)], dated('2026-09-12'));
    const foreseen = forecastOf(stage.plan, freshState(stage.plan, september9), september9)?.throughAt ?? 0;
    await runToTheEnd(stage);
    const last = Math.max(...[...stateOf(stage).machines.values()].map(({ endedAt }) => endedAt ?? 0));
    expect(stateOf(stage).conclusion).toBe('succeeded');
    expect(last).toBeLessThanOrEqual(foreseen + hour);
    expect(foreseen - last).toBeLessThan(day);
  });

  it('is nobody’s where nothing goes on by itself: after a halt, at the end, and without a deadline', async () => {
    const stage = await setRings([ring('test', { window: night })], servers('test', 1), dated('2026-09-10'));
    await run(stage);
    say(
      stage,
      haltByHand(stage.plan, stateOf(stage), { person: 'somebody', reason: 'a doubt', now: september9 + hour }),
    );
    const halted = complianceOf(stage.plan, stateOf(stage), september9 + hour);
    expect([halted.forecast, resultForecastOf(halted)]).toEqual([null, null]);
    const undated = await setRings([ring('test')], servers('test', 1));
    expect(forecastOf(undated.plan, freshState(undated.plan, september9), september9)).toBeNull();
  });
});
