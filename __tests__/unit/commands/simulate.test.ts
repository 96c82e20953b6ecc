// `simulate`: what it prints, what it gives to programs, and what it refuses. The figures themselves stand in README, held by
// contract/simulation.test.ts.
import { describe, expect, it } from 'vitest';
import { callCommand } from '../../support/command-calls.ts';

const directory = import.meta.dirname;

async function simulated(...argv: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const { outcome, failures } = await callCommand(['simulate', ...argv], { directory });
  expect(failures).toEqual([]);
  expect(outcome?.conclusion).toBe('succeeded');
  return outcome?.result ?? {};
}

describe('simulate', () => {
  it('replays an incident by its name or its KB, and says whom it would have hit', { timeout: 60_000 }, async () => {
    const result = await simulated('--incident', 'KB5062557');
    expect(result).toMatchObject({ machines: 100, seed: 1, machinesHit: 2, machinesHitInOneRing: 12 });
    expect(await simulated('--incident', 'cluster-service')).toEqual(result);
  });

  it('hits one machine where an update breaks every one of them', { timeout: 60_000 }, async () => {
    const result = await simulated('--incident', 'content-unstaged', '--machines', '30');
    expect(result).toMatchObject({ machinesHit: 1, machinesHitInOneRing: 30 });
  });

  it('gives the same figures for the same seed, and tells it', { timeout: 120_000 }, async () => {
    const argv = ['--rollouts', '400', '--machines', '20', '--seed'];
    const [one, again, other] = [
      await simulated(...argv, '7'),
      await simulated(...argv, '7'),
      await simulated(...argv, '8'),
    ];
    expect(one).toMatchObject({ seed: 7, rollouts: 400 });
    expect(again).toEqual(one);
    expect(other.kinds).not.toEqual(one.kinds);
  });

  it.each([
    [['--incident', 'hotpatch-los'], 'Did you mean "hotpatch-loss"?'],
    [['--rollouts', '0'], '--rollouts is 0'],
    [['--machines', '3'], '--machines is 3'],
  ])('refuses %j', async (argv, said) => {
    const { failures } = await callCommand(['simulate', ...argv], { directory });
    expect(failures).toMatchObject([{ code: 'ARGUMENT_INVALID', message: expect.stringContaining(said) }]);
  });
});
