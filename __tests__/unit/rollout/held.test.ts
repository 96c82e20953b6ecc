import { describe, expect, it } from 'vitest';
import { planLines } from '../../../src/commands/plan-lines.ts';
import { withGuards } from '../../../src/policy/guards.ts';
import { policySchema } from '../../../src/policy/schema.ts';
import { buildPlan } from '../../../src/rollout/build.ts';
import type { SurveyRow } from '../../../src/rollout/survey.ts';
import { october2025 } from '../../../src/simulation/catalogue.ts';
import { facts, hotpatchReading, notEnrolled } from '../../support/windows-state.ts';

const now = Date.parse('2025-10-25T20:00:00Z');
const updates = october2025.map(({ update }) => update);
const machines = ['e1', 'e2', 'n1', 'x1'].map(name => ({ name, labels: {} }));
const row = (machine: string, more: Partial<SurveyRow> = {}, kbs: readonly string[] = []): SurveyRow =>
  ({
    machine,
    ok: true,
    facts: facts({ computerName: machine.toUpperCase() }),
    hotpatch: hotpatchReading(['KB5066835']),
    scan: {
      updates: updates.filter(update => kbs.length === 0 || update.kbs.some(kb => kbs.includes(kb))),
      source: 'x',
    },
    ...more,
  }) as SurveyRow;
const rows = [
  row('e1', {}, ['KB5070881', 'KB5070893']),
  row('e2', {}, ['KB5070881', 'KB5070893']),
  row('n1', { hotpatch: hotpatchReading(['KB5066835'], notEnrolled) } as Partial<SurveyRow>, ['KB5070881']),
  row('x1', { hotpatch: undefined } as unknown as Partial<SurveyRow>, ['KB5070881']),
];
function planned(more: Readonly<Record<string, unknown>> = {}, at = now) {
  const policy = withGuards(
    policySchema.parse({
      version: 1,
      name: 's',
      inventory: machines,
      rings: [{ name: 'test', machines: 'rest', window: 'anytime' }],
      ...more,
    }),
  );
  const built = buildPlan({ policy, machines, survey: { ring: 'test', rows }, now: at });
  if (!built.ok) throw new Error('the plan is a good one');
  return built;
}

describe('a plan', () => {
  it('shows who is held from what and why, machines with the same reason together', () => {
    const { held, plan } = planned();
    expect(held).toMatchObject([
      { kbs: ['KB5070881'], machines: ['e1', 'e2'], remedy: 'KB5070893 takes its place', blocks: false },
      { kbs: ['KB5070881'], machines: ['x1'], blocks: true },
    ]);
    const text = planLines(plan, held).join('\n');
    expect(text).toContain('  KB5070881 on 2 machines (e1, e2): KB5070881 is held: it takes enrolled machines off');
    expect(text).toContain('    they wait: the machine is not offered KB5070893');
  });

  it('takes a machine whose Hotpatch state could not be read for an enrolled one', () => {
    expect(planned().held.some(one => one.machines.includes('x1'))).toBe(true);
  });

  it('has nothing held where Hotpatch is ignored', () => {
    expect(planned({ hotpatch: 'ignore' }).held).toEqual([]);
  });

  it('does not hold what is held from its machines today', () => {
    expect(planned().plan).not.toHaveProperty('held');
  });

  it('says when a hold of the policy has expired whose update it plans, and only then', () => {
    const hold = (kb: string) => ({ holds: [{ kb, reason: 'breaks printing', expires: '2025-10-25' }] });
    const [note] = planned(hold('KB5070881')).notes;
    expect(note).toMatchObject({ code: 'HOLD_EXPIRED', message: expect.stringContaining('since 2025-10-25') });
    expect(planned(hold('KB5070881'), now - 86_400_000).notes).toEqual([]);
    expect(planned(hold('KB5999999')).notes).toEqual([]);
  });
});
