// A disk that takes an hour for a turn, and a clock that is put forward or back by hours: the rollout loses nothing, starts nothing that is
// not written, and ends as it would have ended.
import { describe, expect, it } from 'vitest';
import { FailureError, failureOf } from '../../../src/model/failure.ts';
import type { Clock } from '../../../src/model/ports.ts';
import { drive } from '../../../src/rollout/drive.ts';
import type { Event } from '../../../src/rollout/events.ts';
import { fold } from '../../../src/rollout/fold/index.ts';
import { ring, runToTheEnd, type Stage, servers, setRings, someoneAnswers, stateOf } from '../../support/rollouts.ts';

const minute = 60_000;
const hour = 60 * minute;
const two = (more: Readonly<Record<string, unknown>> = {}) => setRings([ring('test', more)], servers('test', 2));
const jobsOf = (stage: Stage) => stage.fleet.models.books().flatMap(book => book.jobs);
const instantsOf = (stage: Stage) => stage.events.map(({ at }) => at);
const run = (stage: Stage, world: Partial<Parameters<typeof drive>[0]['world']>, onEvent?: (event: Event) => void) =>
  drive({
    plan: stage.plan,
    world: { fleet: stage.fleet, journal: stage.journal, clock: stage.clock, runner: someoneAnswers, ...world },
    by: 'test',
    signal: new AbortController().signal,
    ...(onEvent === undefined ? {} : { onEvent }),
  });

/** A journal whose disk takes so long for a turn. */
function slowJournal(stage: Stage, takes: (batch: readonly Event[]) => number) {
  return {
    ...stage.journal,
    append: async (batch: readonly Event[]) => {
      await stage.clock.sleepUntil(stage.clock.now() + takes(batch));
      await stage.journal.append(batch);
    },
  };
}

describe('a slow disk', () => {
  it('has nothing asked of a machine whose intent is still on its way to it, and ends as a fast one does', async () => {
    const stage = await two();
    const asked: boolean[] = [];
    const fleet = {
      machine: (entry: Parameters<Stage['fleet']['machine']>[0]) => {
        const machine = stage.fleet.machine(entry);
        return {
          ...machine,
          startJob: (...args: Parameters<typeof machine.startJob>) => {
            const open = fold(stage.events)?.state.inFlight;
            asked.push([...(open?.values() ?? [])].some(effect => effect.machine === entry.name));
            return machine.startJob(...args);
          },
        };
      },
      close: () => Promise.resolve(),
    };
    const { standing } = await run(stage, { journal: slowJournal(stage, () => hour), fleet });
    expect(asked.length).toBeGreaterThan(2);
    expect(new Set(asked)).toEqual(new Set([true]));
    expect(standing.figures).toMatchObject({ updated: 2, hit: 0 });
    const fast = await two();
    await run(fast, {});
    const kindsOf = ({ events }: Stage) => events.map(({ kind }) => kind).sort();
    expect(kindsOf(stage)).toEqual(kindsOf(fast));
  });

  it('starts no installation whose window has closed while the turn was written', async () => {
    const window = { days: ['wed'], start: '20:00', duration: '4h', timeZone: 'UTC' };
    const stage = await two({ window });
    const isInstall = (event: Event) => event.kind === 'intended' && event.effect.kind === 'install';
    const journal = slowJournal(stage, batch => (batch.some(isInstall) ? 5 * hour : 0));
    const { standing } = await run(stage, { journal });
    expect(stage.events.filter(isInstall)).toHaveLength(1);
    expect(standing).toMatchObject({ conclusion: 'waiting', waiting: { for: 'window' } });
    expect(jobsOf(stage).filter(({ kind }) => kind === 'install')).toEqual([]);
  });
});

describe('a clock that is put forward or back by hours', () => {
  const kinds: readonly Event['kind'][] = ['begun', 'intended', 'judged', 'machineChosen', 'finished', 'machineDone'];
  it.each([5, -5].flatMap(hours => kinds.map(kind => [hours, kind] as const)))(
    'by %i h at the first %s: instants never fall, nothing is done twice, and both machines are updated',
    async (hours, kind) => {
      const stage = await two();
      let shift = 0;
      const clock: Clock = {
        now: () => stage.clock.now() + shift,
        sleepUntil: async (at, signal) => {
          while (stage.clock.now() + shift < at && signal?.aborted !== true)
            await stage.clock.sleepUntil(Math.min(at - shift, stage.clock.now() + minute), signal);
        },
      };
      await run(stage, { clock }, event => {
        if (event.kind === kind) shift = hours * hour;
      });
      await runToTheEnd(stage);
      expect(instantsOf(stage)).toEqual([...instantsOf(stage)].sort((a, b) => a - b));
      const installs = jobsOf(stage).filter(({ kind }) => kind === 'install');
      expect(installs).toHaveLength(2);
      expect(stateOf(stage).rings[0]).toMatchObject({ phase: 'passed', updated: 2 });
    },
  );
});

describe('a ledger that is silent when the run is asked to stop', () => {
  it('has what it is known to hold told, and how much may be missing; the next run does nothing twice', async () => {
    const stage = await two();
    const stop = new AbortController();
    const silence = failureOf('JOURNAL_CUT_SHORT', 'the remote did not answer');
    const append = (batch: readonly Event[]) => {
      if (!batch.some(event => event.kind === 'finished' && event.outcome.kind === 'installed'))
        return stage.journal.append(batch);
      stop.abort();
      return Promise.reject(new FailureError([silence]));
    };
    const { plan, fleet, clock } = stage;
    const world = { fleet, journal: { ...stage.journal, append }, clock, runner: someoneAnswers };
    const { standing, state, unwritten } = await drive({ plan, world, by: 'test', signal: stop.signal });
    expect(standing.conclusion).toBe('cancelled');
    expect(unwritten).toBeGreaterThan(0);
    expect(state).toEqual(stateOf(stage));
    expect([...state.inFlight.values()].map(({ kind }) => kind)).toEqual(['install']);
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 2 } });
    expect(jobsOf(stage).filter(({ kind }) => kind === 'install')).toHaveLength(2);
  });
});
