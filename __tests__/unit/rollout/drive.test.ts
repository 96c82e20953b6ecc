import { describe, expect, it } from 'vitest';
import { createMemoryLedger } from '../../../src/journal/memory.ts';
import { FailureError } from '../../../src/model/failure.ts';
import type { Clock, Fleet, Machine } from '../../../src/model/ports.ts';
import { stopping } from '../../../src/model/stopping.ts';
import { decide } from '../../../src/rollout/decide/index.ts';
import { drive } from '../../../src/rollout/drive.ts';
import type { Event } from '../../../src/rollout/events.ts';
import { advance, stateOf as begin, fold } from '../../../src/rollout/fold/index.ts';
import { textOf } from '../../property/purity.ts';
import {
  aServer,
  ring,
  run,
  runToTheEnd,
  type Stage,
  servers,
  setRings,
  setStory,
  someoneAnswers,
  stateOf,
  storyOf,
} from '../../support/rollouts.ts';

const minute = 60_000;

async function codesOf(work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (error instanceof FailureError) return error.failures.map(({ code }) => code);
  throw error ?? new Error('nothing was refused');
}

/** The same fleet with some calls of every machine replaced. */
function fleetOf(stage: Stage, change: (machine: Machine, name: string) => Partial<Machine>): Fleet {
  return {
    machine: entry => {
      const machine = stage.fleet.machine(entry);
      return { ...machine, ...change(machine, entry.name) };
    },
    close: () => Promise.resolve(),
  };
}

const worldOf = ({ fleet, journal, clock }: Stage) => ({ fleet, journal, clock, runner: someoneAnswers });

describe('the loop', () => {
  it('never goes on under another plan', async () => {
    const stage = await setRings([ring('test')], [aServer('t')]);
    await run(stage);
    const other = await setRings([ring('test', { maxUnavailable: 1 })], [aServer('t')]);
    const before = stage.events.length;
    expect(await codesOf(run({ ...stage, plan: other.plan }))).toEqual(['JOURNAL_PLAN_MISMATCHED']);
    expect(stage.events).toHaveLength(before);
  });

  it('writes one batch a turn, and asks a machine only after its intent is written', async () => {
    const stage = await setRings([ring('test')], servers('test', 2));
    let written = 0;
    const journal = {
      ...stage.journal,
      append: async (batch: readonly Event[]) => {
        await stage.journal.append(batch);
        written = stage.events.length;
      },
    };
    const asked: string[] = [];
    const fleet = fleetOf(stage, (machine, name) => ({
      probe: (probes, options) => {
        const isWritten = stage.events
          .slice(0, written)
          .some(event => event.kind === 'intended' && event.effect.machine === name);
        asked.push(`${name} ${isWritten}`);
        return machine.probe(probes, options);
      },
    }));
    await drive({
      plan: stage.plan,
      world: { ...worldOf(stage), journal, fleet },
      by: 'test',
      signal: new AbortController().signal,
    });
    expect(new Set(asked)).toEqual(new Set(['test1 true', 'test2 true']));
  });

  it('tells the listener only what is safe in the journal, in its order', async () => {
    const stage = await setRings([ring('test')], [aServer('t')]);
    const told: Event[] = [];
    await run(stage, {
      onEvent: event => {
        expect(stage.events).toContain(event);
        told.push(event);
      },
    });
    expect(told).toEqual(stage.events);
  });

  it('stops when the journal cannot be written, and asks nothing more of any machine', async () => {
    const stage = await setRings([ring('test')], servers('test', 2));
    let appends = 0;
    const journal = {
      ...stage.journal,
      append: (batch: readonly Event[]) => {
        appends += 1;
        if (appends > 3)
          return Promise.reject(new FailureError([{ code: 'JOURNAL_UNREADABLE', message: 'full', retryable: false }]));
        return stage.journal.append(batch);
      },
    };
    const world = { ...worldOf(stage), journal };
    expect(await codesOf(drive({ plan: stage.plan, world, by: 'test', signal: new AbortController().signal }))).toEqual(
      ['JOURNAL_UNREADABLE'],
    );
    const jobs = stage.fleet.models.books().flatMap(book => book.jobs).length;
    await stage.clock.sleepUntil(stage.clock.now() + 60 * minute);
    expect(stage.fleet.models.books().flatMap(book => book.jobs)).toHaveLength(jobs);
    // The next run finds whatever was begun, and ends the rollout.
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 2 } });
  });

  it('writes no instant before the last one when the clock jumps back by hours', async () => {
    const stage = await setRings([ring('test')], servers('test', 2));
    let shift = 0;
    const clock: Clock = {
      now: () => stage.clock.now() - shift,
      sleepUntil: (at, signal) => stage.clock.sleepUntil(at + shift, signal),
    };
    const world = { ...worldOf(stage), clock };
    await drive({
      plan: stage.plan,
      world,
      by: 'test',
      signal: new AbortController().signal,
      onEvent: event => {
        if (event.kind === 'machineChosen') shift = 5 * 60 * minute;
      },
    });
    const instants = stage.events.map(({ at }) => at);
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    expect(stateOf(stage).rings[0]?.updated).toBe(2);
  });

  it('waits for a machine in no way that could last for ever', async () => {
    const stage = await setRings([ring('test')], [aServer('t', { faults: [{ kind: 'hangs', begins: 'install' }] })]);
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({ conclusion: 'halted', cause: { code: 'MACHINE_UNREACHABLE' } });
  });
});

describe('a cancelled run', () => {
  it('lets go within seconds, says who is in flight, and the next run hears what became of them', async () => {
    const stage = await setRings([ring('test', { waves: ['100%'] })], servers('test', 2));
    const stop = new AbortController();
    const onEvent = (event: Event) => {
      if (event.kind === 'intended' && event.effect.kind === 'install') stop.abort();
    };
    const { standing } = await run(stage, { signal: stop.signal, onEvent });
    expect(standing.conclusion).toBe('cancelled');
    expect(standing.inFlight.length).toBeGreaterThan(0);
    await stage.clock.sleepUntil(stage.clock.now() + 10 * 60 * minute);
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 2 } });
    for (const { jobs } of stage.fleet.models.books())
      expect(jobs.filter(({ kind }) => kind === 'install')).toHaveLength(1);
  });

  it('waits neither for a machine that hangs nor for a connection that does not close', async () => {
    const stage = await setRings([ring('test')], [aServer('t', { faults: [{ kind: 'hangs', begins: 5 * minute }] })]);
    await stage.clock.sleepUntil(stage.clock.now() + 10 * minute);
    const stop = new AbortController();
    const from = stage.clock.now();
    const fleet = fleetOf(stage, () => ({ release: () => new Promise(() => {}) }));
    const running = run(stage, { signal: stop.signal, world: { ...worldOf(stage), fleet } });
    await stage.clock.sleepUntil(from + 1_000);
    stop.abort();
    expect((await running).standing.conclusion).toBe('cancelled');
    // Of the 7.5 s until the kill signal the report and the notices want their share.
    expect(stage.clock.now() - from).toBeLessThanOrEqual(1_000 + stopping.machines);
  });
});

describe('a word that was left while a run goes on', () => {
  it('halts it: nothing forward starts after the halt record', async () => {
    const stage = await setRings([ring('test', { waves: ['100%'], maxUnavailable: 2 })], servers('test', 6));
    const mailbox = createMemoryLedger<Event>().mailbox('any');
    const world = { ...worldOf(stage), mailbox };
    const running = drive({ plan: stage.plan, world, by: 'test', signal: new AbortController().signal });
    await stage.clock.sleepUntil(stage.clock.now() + 12 * minute);
    await mailbox.post({ kind: 'halted', at: 0, cause: { by: 'person', person: 'anna' }, reason: 'a doubt' });
    expect((await running).standing).toMatchObject({ conclusion: 'halted', cause: { person: 'anna' } });
    const at = stage.events.findIndex(event => event.kind === 'halted');
    const after = stage.events.slice(at).flatMap(event => (event.kind === 'intended' ? [event.effect.kind] : []));
    expect(after.filter(kind => kind === 'check' || kind === 'install' || kind === 'restart')).toEqual([]);
    expect(await mailbox.read()).toEqual([]);
  });

  it('waits for the next run when no run goes on', async () => {
    const stage = await setRings([ring('test')], [aServer('t')]);
    const mailbox = createMemoryLedger<Event>().mailbox('any');
    await mailbox.post({ kind: 'halted', at: 0, cause: { by: 'person', person: 'anna' }, reason: 'a doubt' });
    const { standing } = await drive({
      plan: stage.plan,
      world: { ...worldOf(stage), mailbox },
      by: 'test',
      signal: new AbortController().signal,
    });
    expect(standing.conclusion).toBe('halted');
    expect(storyOf(stage, 't')).toEqual([]);
  });
});

describe('a credential that is rejected', () => {
  const rejected = {
    ok: false,
    arrived: 'maybe',
    failure: { code: 'WINRM_AUTH_REJECTED', message: 'no', retryable: false },
  } as const;

  it('stops the run at the first machine, as the tool’s own failure, and the next run begins anew', async () => {
    const stage = await setRings([ring('test', { maxUnavailable: 1 })], servers('test', 4));
    let asked = 0;
    const fleet = fleetOf(stage, () => ({
      probe: probes => {
        asked += 1;
        return Promise.resolve(Object.fromEntries(probes.map(probe => [probe, rejected])) as never);
      },
    }));
    const { standing } = await drive({
      plan: stage.plan,
      world: { ...worldOf(stage), fleet },
      by: 'test',
      signal: new AbortController().signal,
    });
    expect(standing).toMatchObject({ conclusion: 'failed', failure: { code: 'CREDENTIAL_WITHHELD' } });
    expect(asked).toBe(1);
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
  });

  const ours = [
    'WINRM_AUTH_REJECTED',
    'CREDENTIAL_WITHHELD',
    'CREDENTIAL_ANSWER_REJECTED',
    'CREDENTIAL_COMMAND_MISSING',
  ];
  it.each(ours)('in the middle of the work stops the run, and blames no machine for it (%s)', async code => {
    const stage = await setRings([ring('test', { onRegression: 'rollback' })], servers('test', 2));
    const fleet = fleetOf(stage, machine => ({
      readNewBoot: () => Promise.resolve({ ...rejected, failure: { ...rejected.failure, code } }),
      pollJob: key => machine.pollJob(key),
    }));
    const { standing } = await drive({
      plan: stage.plan,
      world: { ...worldOf(stage), fleet },
      by: 'test',
      signal: new AbortController().signal,
    });
    expect(standing).toMatchObject({
      conclusion: 'failed',
      failure: { code },
      figures: { hit: 0 },
    });
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 2 } });
  });
});

describe('decide and the fold', () => {
  it('say the same to the same question, and change nothing by being asked (I10)', async () => {
    const stage = await setStory('bad-update', 12);
    await runToTheEnd(stage);
    const [first, ...rest] = stage.events;
    const state = begin(stage.plan, first?.at ?? 0);
    for (const event of rest) {
      advance(stage.plan, state, event);
      const before = textOf(state);
      const once = decide(stage.plan, state, state.lastAt);
      const twice = decide(stage.plan, state, state.lastAt);
      expect(twice).toEqual(once);
      expect(textOf(state)).toBe(before);
    }
  });

  it('count by tallies what counting would give', async () => {
    const stage = await setStory('bad-update', 12);
    await runToTheEnd(stage);
    for (let length = 1; length <= stage.events.length; length += 1) {
      const { state } = fold(stage.events.slice(0, length))!;
      const machines = [...state.machines.values()];
      for (const [index, { tally, updated }] of state.rings.entries()) {
        const mine = machines.filter(machine => machine.ring === index);
        for (const [phase, count] of Object.entries(tally))
          expect(mine.filter(machine => machine.phase === phase)).toHaveLength(count);
        expect(mine.filter(({ phase, result }) => phase === 'done' && result === 'updated')).toHaveLength(updated);
      }
    }
  });
});
