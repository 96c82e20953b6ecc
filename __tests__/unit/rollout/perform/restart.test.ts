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

/** @param bootAt what the machine says of its boot so many ms after the first request. */
async function play(bootAt: (after: number) => Answer<Boot>) {
  const clock = createVirtualClock(startAt);
  const asked: number[] = [];
  const visit = {
    clock,
    signal: new AbortController().signal,
    isRepeat: false,
    whyNotStart: () => undefined,
    plan: { limits: { restart: 30 * minute } },
    entry: { name: 't01', labels: {} },
    effect: { kind: 'restart' },
    machine: {
      restart: async () => {
        asked.push(clock.now() - startAt);
        return { ok: true, value: 'restarting' } as const;
      },
      readNewBoot: async (left: string) => {
        const answer = bootAt(clock.now() - startAt);
        return answer.ok && answer.value.bootId === left ? { ok: true, value: 'unchanged' } : answer;
      },
    },
  } as unknown as Visit;
  const outcome = await restart(visit, { ifStillOn: 'b1', purpose: 'update' } as Parameters<typeof restart>[1]);
  return { asked, outcome };
}

describe('a restart', () => {
  it('is asked for once of a machine that is away for long and then settles slowly', async () => {
    const { asked, outcome } = await play(after =>
      after < 8_000 ? boot('b1') : after < 9 * minute ? away : boot('b2', after < 11 * minute),
    );
    expect(asked).toEqual([0]);
    expect(outcome).toMatchObject({ kind: 'restarted', boot: { bootId: 'b2' }, askedAt: startAt });
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
});
