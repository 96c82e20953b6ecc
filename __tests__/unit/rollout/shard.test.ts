// Parts of a rollout by their names: every machine in exactly one of N, a share of each ring in all of them, and labels.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { haveCommon, machinesOfShard, shardIn } from '../../../src/rollout/shard.ts';
import { aServer, ring, servers, setRings } from '../../support/rollouts.ts';

const stage = await setRings(
  [ring('test'), ring('production')],
  [
    ...servers('test', 5),
    ...servers('production', 9),
    { ...aServer('north1', { ring: 'production' }), labels: { ring: 'production', zone: 'north' } },
  ],
);
const { plan } = stage;

describe('a part of a rollout', () => {
  it.each([
    ['2/4', '2/4'],
    [' 1/1 ', '1/1'],
    ['zone=north', 'zone=north'],
    ['zone=the far north', 'zone=the far north'],
  ])('is named %s', (written, name) => {
    expect(shardIn(written)).toBe(name);
  });

  it.each(['', '0/4', '5/4', '1/0', '2', 'north', 'zone=', '=north', 'a/b=c', '1/4/2', 'zone=a/b'])(
    'is not named "%s"',
    text => {
      expect(shardIn(text)).toBeUndefined();
    },
  );

  it('by number has each machine once, and of each ring as many as any other, or one more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), parts => {
        const all = Array.from({ length: parts }, (_, index) => machinesOfShard(plan, `${index + 1}/${parts}`));
        expect(all.flatMap(machines => [...machines]).sort()).toEqual(plan.machines.map(({ name }) => name).sort());
        for (const { machines } of plan.rings) {
          const shares = all.map(one => machines.filter(name => one.has(name)).length);
          expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('by label has the machines that bear it, and has something in common with numbers that have one of them', () => {
    expect([...machinesOfShard(plan, 'zone=north')]).toEqual(['north1']);
    expect(machinesOfShard(plan, 'zone=south').size).toBe(0);
    const numbers = ['1/3', '2/3', '3/3'].filter(shard => haveCommon(plan, 'zone=north', shard));
    expect(numbers).toHaveLength(1);
    expect(haveCommon(plan, '1/3', '2/3')).toBe(false);
    expect(haveCommon(plan, '1/3', '1/3')).toBe(true);
  });
});
