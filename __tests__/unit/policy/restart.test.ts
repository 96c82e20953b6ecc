// How long a machine may be away: said by either place, one number in the plan, and the gate judges by the one that we wait for.
import { describe, expect, it } from 'vitest';
import { policySchema } from '../../../src/policy/schema.ts';
import { buildPlan } from '../../../src/rollout/build.ts';

const minute = 60_000;
const machines = [{ name: 't1', labels: {} }];
const planOf = (more: Readonly<Record<string, unknown>>) => {
  const rings = [{ name: 'test', machines: 'rest', window: 'anytime' }];
  const policy = policySchema.parse({ version: 1, name: 'servers', inventory: machines, rings, ...more });
  const built = buildPlan({ policy, machines, survey: null, now: 0 });
  if (!built.ok) throw new Error('no plan');
  return built.plan;
};

describe('the limit of a restart', () => {
  it.each([
    ['nowhere', {}, 90],
    ['as a word', { restart: 'ifNeeded' }, 90],
    ['at the restart', { restart: { timeout: '2h' } }, 120],
    [
      'at the restart, where the gate is named without one',
      { restart: { timeout: '2h' }, gates: { after: ['cameBack'] } },
      120,
    ],
    ['at the gate', { gates: { after: [{ gate: 'cameBack', timeout: '15m' }] } }, 15],
    [
      'at the restart, where no gate judges it',
      { restart: { when: 'never', timeout: '3h' }, gates: { after: ['services'] } },
      180,
    ],
  ])('is one, said %s', (_, more, minutes) => {
    const plan = planOf(more);
    const judged = plan.gates.after.filter(({ gate }) => gate === 'cameBack').map(({ settings }) => settings.timeout);
    expect(plan.limits.restart).toBe(minutes * minute);
    expect(judged.every(timeout => timeout === minutes * minute)).toBe(true);
  });

  it('leaves the word what it was', () => {
    expect([planOf({ restart: 'never' }).restart, planOf({ restart: { timeout: '2h' } }).restart]).toEqual([
      'never',
      'ifNeeded',
    ]);
  });
});
