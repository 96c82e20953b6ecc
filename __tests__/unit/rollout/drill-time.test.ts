// The drill of a ring and time: a run that dies after any record of it goes on the same way and does nothing twice; the first machine is
// begun only where three rounds of work fit its window, and what is foreseen has them in it. Waiting for a window in the middle of a
// drill leaves the machine in order.
import { describe, expect, it } from 'vitest';
import { stateOf as freshState } from '../../../src/rollout/fold/index.ts';
import { forecastOf } from '../../../src/rollout/forecast.ts';
import { ring, run, runToTheEnd, type Stage, september9, servers, setRings, stateOf } from '../../support/rollouts.ts';

const hour = 3_600_000;
const drilled = { drill: true, waves: ['100%'], maxUnavailable: 3 };
const drillsIn = ({ events }: Stage): readonly string[] =>
  events.flatMap(({ kind }) => (kind.startsWith('drill') ? [kind] : []));

describe('a run that dies in a drill', () => {
  it('is gone on with the same way, whichever record it dies after', async () => {
    const set = () => setRings([ring('test', drilled)], servers('test', 2));
    const calm = await set();
    await runToTheEnd(calm);
    const told = /^(drill|machineDone|machineUndone|ringPassed)/;
    const kindsOf = ({ events }: Stage) => events.flatMap(({ kind }) => (told.test(kind) ? [kind] : []));
    const last = calm.events.findLastIndex(({ kind }) => kind === 'drillProved') + 1;
    for (let after = 1; after <= last; after += 1) {
      const stage = await set();
      const { journal } = stage;
      let left = after;
      const append: Stage['journal']['append'] = async batch => {
        await journal.append(batch.slice(0, left));
        left -= batch.length;
        if (left <= 0) throw new Error('it dies');
      };
      await run({ ...stage, journal: { ...journal, append } }).catch(() => undefined);
      await runToTheEnd(stage);
      expect(kindsOf(stage)).toEqual(kindsOf(calm));
      expect(stateOf(stage).machines.get('test1')?.attempts).toMatchObject({ uninstall: 1, install: 2 });
    }
  });
});

describe('the time of a drill', () => {
  const night = { days: ['wed', 'thu', 'fri'], start: '22:00', duration: '4h', timeZone: 'UTC' };

  it('is three times that of a machine: it is begun only where all of it fits its window', async () => {
    const rings = [ring('test', { ...drilled, window: night, takes: '75m', soak: '1h' })];
    const stage = await setRings(rings, servers('test', 2));
    await stage.clock.sleepUntil(Date.UTC(2026, 8, 9, 22, 30));
    const late = await run(stage);
    expect(late.standing.waiting).toMatchObject({ for: 'window', short: { takes: 3.75 * hour } });
    expect(stateOf(stage).machines.get('test1')?.phase).toBe('pending');
    const driven = await runToTheEnd(stage);
    expect(driven.standing.conclusion).toBe('succeeded');
    expect(drillsIn(stage)).toEqual(['drillBegan', 'drillUndone', 'drillProved']);
  });

  it('goes on in the next window where this one closes in the middle of it', async () => {
    const rings = [ring('test', { ...drilled, window: { ...night, duration: '40m' }, takes: '13m', soak: '1h' })];
    const stage = await setRings(rings, servers('test', 2));
    const { standing } = await runToTheEnd(stage);
    expect(standing.conclusion).toBe('succeeded');
    const at = (kind: string) => stage.events.find(event => event.kind === kind)?.at ?? 0;
    expect(at('drillProved') - at('drillBegan')).toBeGreaterThan(12 * hour);
    expect(drillsIn(stage)).toEqual(['drillBegan', 'drillUndone', 'drillProved']);
  });

  it('is foreseen', async () => {
    const policy = { deadline: { due: '2026-09-09', warnBefore: '1d' } };
    const rings = [ring('test', { ...drilled, takes: '1h', soak: '1h' })];
    const { plan } = await setRings(rings, servers('test', 2), { policy });
    const forecast = forecastOf(plan, freshState(plan, september9), september9);
    expect(forecast?.throughAt).toBe(september9 + 4 * hour);
  });
});
