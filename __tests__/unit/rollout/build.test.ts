import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withGuards } from '../../../src/policy/guards.ts';
import { policySchema } from '../../../src/policy/schema.ts';
import { buildPlan, visibleWorst, whyOutdated } from '../../../src/rollout/build.ts';
import { canonicalJson, digestOf } from '../../../src/rollout/digest.ts';
import { planSchema } from '../../../src/rollout/plan.ts';
import type { Survey } from '../../../src/rollout/survey.ts';
import { september2026 } from '../../../src/simulation/catalogue.ts';
import { facts } from '../../support/windows-state.ts';

const machines = ['t1', 't2', 'p1', 'p2', 'p3'].map(name => ({
  name,
  labels: { ring: name.startsWith('t') ? 'test' : 'pilot' },
}));
const written = {
  version: 1,
  name: 'windows-servers',
  inventory: machines,
  rings: [
    { name: 'test', machines: { label: 'ring=test' }, window: 'anytime' },
    { name: 'pilot', machines: 'rest', window: 'anytime', waves: ['34%', '100%'], maxUnavailable: '50%' },
  ],
};
const policyOf = (more: Readonly<Record<string, unknown>> = {}) =>
  withGuards(policySchema.parse({ ...written, ...more }));
const [baseline] = september2026.map(({ update }) => update);
const surveyOf = (...names: string[]): Survey => ({
  ring: 'test',
  rows: names.map(machine => ({
    machine,
    ok: true,
    facts: facts({ computerName: machine.toUpperCase() }),
    scan: { updates: september2026.map(({ update }) => update), source: 'Windows Update' },
  })),
});

function planOf(more: Partial<Parameters<typeof buildPlan>[0]> = {}) {
  const built = buildPlan({ policy: policyOf(), machines, survey: surveyOf('t1', 't2'), now: 0, ...more });
  if (!built.ok) throw new Error(built.failures.map(({ code }) => code).join());
  return built.plan;
}

describe('a plan', () => {
  it('says who, in which order, in whole numbers', () => {
    const [test, pilot] = planOf().rings;
    expect(test).toMatchObject({ machines: ['t1', 't2'], waves: [1, 1], maxUnavailable: 1, maxFailures: 0 });
    expect(pilot).toMatchObject({ machines: ['p1', 'p2', 'p3'], waves: [2, 1], maxUnavailable: 1 });
  });

  it('pins what the policy wants of what the first ring is offered, and who was offered it', () => {
    expect(planOf().updates.map(({ kbs, offeredTo }) => [kbs, offeredTo])).toEqual([[['KB5122871'], ['t1', 't2']]]);
  });

  it.each([
    ['the same revision', {}],
    ['another revision of the same KB', { revision: 900 }],
    ['another identity of the same KB', { updateId: '00000000-1111-4111-8111-111111111111' }],
  ])('never pins by itself what an earlier rollout took back, and says so: %s', (_, other) => {
    const taken = { updateId: baseline!.updateId, revision: baseline!.revision, kbs: ['KB5122871'], ...other };
    const denied = [{ ...taken, rolloutId: 'windows-servers-0badf0' }];
    const built = buildPlan({ policy: policyOf(), machines, survey: surveyOf('t1'), now: 0, denied });
    expect(built).toMatchObject({ ok: true, plan: { updates: [] } });
    expect(built.ok && built.notes).toMatchObject([
      {
        code: 'UPDATE_ROLLED_BACK',
        message: 'KB5122871 was taken back by windows-servers-0badf0 and is not planned again.',
      },
    ]);
  });

  it('has the same hash for the same content, whatever the clock, and another one for other content', () => {
    const plan = planOf();
    expect(planOf({ now: 9e12 }).hash).toBe(plan.hash);
    expect(plan.rolloutId).toBe(`windows-servers-${plan.hash.slice(0, 6)}`);
    expect(planOf({ survey: surveyOf('t1') }).hash).not.toBe(plan.hash);
    expect(planOf({ policy: policyOf({ hotpatch: 'ignore' }) }).hash).not.toBe(plan.hash);
    expect(planOf({ machines: [...machines.slice(0, 4), { ...machines[4]!, name: 'p9' }] }).hash).not.toBe(plan.hash);
  });

  it('is read back as it was written, and refused when a letter of it was changed', () => {
    const text = JSON.stringify(planOf());
    expect(planSchema.parse(JSON.parse(text))).toEqual(planOf());
    const edited = planSchema.safeParse(JSON.parse(text.replace('"maxFailures":0', '"maxFailures":9')));
    expect(edited.error?.issues.map(({ message }) => message)).toEqual(['the hash is not the hash of this content']);
  });

  it('is outdated when the policy or the machines have changed, and offline when nobody was asked', () => {
    const codes = (plan: ReturnType<typeof planOf>, policy = policyOf(), list = machines) =>
      whyOutdated(plan, policy, list).map(({ code }) => code);
    expect(codes(planOf())).toEqual([]);
    expect(codes(planOf(), policyOf({ updates: { passes: 1 } }))).toEqual(['PLAN_OUTDATED']);
    expect(codes(planOf(), policyOf(), machines.slice(1))).toEqual(['PLAN_OUTDATED']);
    expect(codes(planOf({ survey: null }))).toEqual(['PLAN_OFFLINE']);
  });

  it('leaves out holds that have expired by now, and never what an earlier rollout took back', () => {
    const hold = { kb: 'KB5122871', reason: 'a doubt', expires: '2026-10-01' };
    const held = (now: number) =>
      planOf({ policy: policyOf({ holds: [hold] }), now }).holds.some(({ kb }) => kb === 'KB5122871');
    expect(held(Date.UTC(2026, 8, 30))).toBe(true);
    expect(held(Date.UTC(2026, 9, 1))).toBe(false);
    const { updateId, revision, kbs } = baseline!;
    const denied = [{ updateId: updateId.replaceAll('e', 'f'), revision: revision + 1, kbs, rolloutId: 'w-1' }];
    expect(planOf({ denied }).updates).toEqual([]);
  });

  it('holds nothing of credentials, not even their names (I12)', () => {
    const credentials = { default: { username: '$PATCHRING_USERNAME', password: '$PATCHRING_PASSWORD' } };
    const text = JSON.stringify(planOf({ policy: policyOf({ credentials }) }));
    expect(text).not.toMatch(/PATCHRING_|username|password/i);
  });

  it('is refused when no machine of the first ring could be asked', () => {
    const failure = { code: 'WINRM_CONNECTION_REFUSED', message: 'no', retryable: true };
    const survey = { ring: 'test', rows: [{ machine: 't1', ok: false as const, failure }] };
    const built = buildPlan({ policy: policyOf(), machines, survey, now: 0 });
    expect(built.ok ? [] : built.failures.map(({ code }) => code)).toEqual([
      'PLAN_SURVEY_FAILED',
      'WINRM_CONNECTION_REFUSED',
    ]);
  });
});

describe('the worst case that shows at the gates', () => {
  it.each([
    { waves: [1, 9], maxUnavailable: 4, maxFailures: 0, worst: 4 },
    { waves: [10], maxUnavailable: 20, maxFailures: 0, worst: 10 },
    { waves: [1, 2, 2], maxUnavailable: 5, maxFailures: 1, worst: 3 },
    { waves: [1], maxUnavailable: 1, maxFailures: 0, worst: 1 },
  ])(
    'is $worst for waves $waves, $maxUnavailable at once, $maxFailures tolerated',
    ({ worst, waves, maxUnavailable, maxFailures }) => {
      expect(visibleWorst(waves, maxUnavailable, before => Math.min(before, maxFailures))).toBe(worst);
    },
  );

  it('is what a ring that begins with as many as it may can really lose, by trying every pattern', () => {
    // Every machine begun fails or not; all that are in hand together end together. The slowest and the worst luck.
    function lost(waves: readonly number[], maxUnavailable: number, maxFailures: number): number {
      const walk = (wave: number, left: number, failed: number, hit: number): number => {
        if (failed > maxFailures) return hit;
        if (left === 0) return wave + 1 < waves.length ? walk(wave + 1, waves[wave + 1]!, failed, hit) : hit;
        const begun = Math.min(left, maxUnavailable - failed);
        return Math.max(
          ...Array.from({ length: begun + 1 }, (_, bad) => walk(wave, left - begun, failed + bad, hit + bad)),
        );
      };
      return walk(0, waves[0]!, 0, 0);
    }
    const waves = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(waves, fc.integer({ min: 1, max: 4 }), fc.nat(3), (sizes, maxUnavailable, some) => {
        const maxFailures = Math.min(some, maxUnavailable - 1);
        const printed = visibleWorst(sizes, maxUnavailable, before => Math.min(before, maxFailures));
        expect(lost(sizes, maxUnavailable, maxFailures)).toBeLessThanOrEqual(printed);
      }),
    );
  });
});

describe('the digest', () => {
  it('does not depend on the order of keys, nor on keys without a value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), value => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(digestOf({ ...turned, nothing: undefined })).toBe(digestOf(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
