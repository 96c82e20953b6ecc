// One restart against a machine that a test plays: when it is asked for, and when it must not be asked for again.
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../src/model/failure.ts';
import type { Answer } from '../../../../src/model/ports.ts';
import type { Boot } from '../../../../src/model/reading.ts';
import { restart } from '../../../../src/rollout/perform/restart.ts';
import type { Visit } from '../../../../src/rollout/perform/visit.ts';
import { createVirtualClock } from '../../../../src/simulation/clock.ts';

const minute = 60_000;
const startAt = 1_000_000;
const boot = (bootId: string, isServicing = false): Answer<Boot> => ({
  ok: true,
  value: { bootId, bootedAt: '2026-11-10T21:04:05Z', isServicing, pendingRestart: [] },
});
const away: Answer<Boot> = { ok: false, failure: failureOf('GONE', 'away', { retryable: true }), arrived: 'no' };

/**
 * @param bootAt what the machine says of its boot so many ms after the first request
 * @param givenUpAfter how long a machine is asked that is not there, in ms
 */
async function play(bootAt: (after: number) => Answer<Boot> | 'starting', name = 't01', givenUpAfter = 0) {
  const clock = createVirtualClock(startAt);
  const asked: number[] = [];
  const visit = {
    clock,
    signal: new AbortController().signal,
    isRepeat: false,
    whyNotStart: () => undefined,
    plan: { limits: { restart: 30 * minute } },
    entry: { name, labels: {} },
    effect: { kind: 'restart' },
    machine: {
      restart: async () => {
        asked.push(clock.now() - startAt);
        return { ok: true, value: 'restarting' } as const;
      },
      readNewBoot: async (left: string) => {
        const answer = bootAt(clock.now() - startAt);
        if (answer === 'starting') return { ok: true, value: answer };
        if (!answer.ok && givenUpAfter > 0) await clock.sleepUntil(clock.now() + givenUpAfter);
        return answer.ok && answer.value.bootId === left ? { ok: true, value: 'unchanged' } : answer;
      },
    },
  } as unknown as Visit;
  const notes: string[] = [];
  const told = { ...visit, onProgress: (_: number | null, note: string) => notes.push(note) };
  const outcome = await restart(told, { ifStillOn: 'b1', purpose: 'update' } as Parameters<typeof restart>[1]);
  return { asked, outcome, notes, took: clock.now() - startAt };
}

describe('a restart', () => {
  it('is asked for once of a machine that is away for long and then settles slowly', async () => {
    const { asked, outcome } = await play(after =>
      after < 8_000 ? boot('b1') : after < 9 * minute ? away : boot('b2', after < 11 * minute),
    );
    expect(asked).toEqual([0]);
    expect(outcome).toMatchObject({ kind: 'restarted', boot: { bootId: 'b2' }, askedAt: startAt });
  });

  it('is not over while the services of the new boot start', async () => {
    const { asked, outcome, notes, took } = await play(after =>
      after < minute ? away : after < 3 * minute ? 'starting' : boot('b2'),
    );
    expect(asked).toEqual([0]);
    expect(outcome).toMatchObject({ kind: 'restarted', boot: { bootId: 'b2' } });
    expect(took).toBeGreaterThanOrEqual(3 * minute);
    expect(notes.at(-1)).toContain('back and still servicing');
  });

  it('is asked for again of a machine that has heard and is still up minutes later', async () => {
    const { asked, outcome } = await play(after => boot(after < 6 * minute ? 'b1' : 'b2'));
    expect(asked).toHaveLength(2);
    expect(asked[1]).toBeGreaterThanOrEqual(5 * minute);
    expect(outcome).toMatchObject({ kind: 'restarted' });
  });

  it('is asked for again of a machine that was away and is back on its old boot', async () => {
    const { asked } = await play(after => (after < 7 * minute ? away : boot(after < 8 * minute ? 'b1' : 'b2')));
    expect(asked).toHaveLength(2);
  });

  it('is left to a later run where nobody can say who logs on, however long that lasts', async () => {
    const vault = failureOf('CREDENTIAL_COMMAND_OVERDUE', 'the vault is slow', { retryable: true });
    const shut: Answer<Boot> = { ok: false, failure: vault, arrived: 'no' };
    await expect(play(() => shut)).rejects.toMatchObject({ name: 'Detached', failure: vault });
    const { outcome } = await play(after => (after < 20 * minute ? shut : boot('b2')));
    expect(outcome).toMatchObject({ kind: 'restarted' });
  });

  it.each([
    ['refuses', 0],
    // The connection's own limit: a machine that is off the network drops what is sent to it.
    ['says nothing', 15_000],
  ])(
    'is heard of within twenty seconds of the machine being back that %s while it is away',
    async (_, givenUpAfter) => {
      for (const back of Array.from({ length: 60 }, (_, at) => 7_000 + at * 29_317)) {
        const { took } = await play(after => (after < back ? away : boot('b2')), `web${back}`, givenUpAfter);
        expect(took - back).toBeGreaterThanOrEqual(0);
        expect(took - back).toBeLessThanOrEqual(20_000);
      }
    },
  );

  it('looks at two machines at different instants, and at one the same way each time', async () => {
    const back = (after: number) => (after < 20 * minute ? away : boot('b2'));
    const times = await Promise.all(['a', 'b', 'c', 'd', 'a'].map(async name => (await play(back, name)).took));
    expect(times[4]).toBe(times[0]);
    expect(new Set(times).size).toBe(4);
  });

  it('tells slow from lost: where the machine stands, since when, and until when', async () => {
    const { notes } = await play(after =>
      after < minute ? boot('b1') : after < 12 * minute ? away : boot('b2', after < 14 * minute),
    );
    expect(notes[0]).toBe('still on the old boot, 0ms of at most 30m');
    expect(notes.some(note => /^away, 1[01]m.* of at most 30m$/.test(note))).toBe(true);
    expect(notes.at(-1)).toMatch(/^back and still servicing, 1[34]m.* of at most 30m$/);
  });

  it('whose shutdown hangs is told from one that never comes back, by its own code', async () => {
    const { outcome, notes } = await play(() => boot('b1'));
    expect(outcome).toMatchObject({ kind: 'overdue', failure: { code: 'MACHINE_SHUTDOWN_HANGING' } });
    expect(notes.at(-1)).toContain('its shutdown may hang');
    const lost = await play(after => (after < minute ? boot('b1') : away));
    expect(lost.outcome).toMatchObject({ kind: 'overdue', failure: { code: 'MACHINE_NOT_BACK', cause: 'GONE: away' } });
    const busy = await play(() => boot('b2', true));
    expect(busy.outcome).toMatchObject({ kind: 'overdue', failure: { code: 'MACHINE_NOT_BACK' } });
  });
});
