import { describe, expect, it } from 'vitest';
import { policySchema } from '../../../src/policy/schema.ts';
import { deadlineLine, licenceLine } from '../../../src/report/deadline.ts';
import { hotpatchText } from '../../../src/report/machine-words.ts';
import { buildPlan } from '../../../src/rollout/build.ts';
import { complianceOf } from '../../../src/rollout/compliance.ts';
import type { SurveyRow } from '../../../src/rollout/survey.ts';
import { runToTheEnd, setStory, stateOf } from '../../support/rollouts.ts';
import { facts, hotpatchReading } from '../../support/windows-state.ts';

const deadline = { due: '2025-11-20', warnBefore: '2d' };

describe('a lapsed licence', () => {
  it('holds its machine from the cumulative update, and is told apart from a wrong one in the report', async () => {
    const stage = await setStory('licence-lapsed', 8, 'realistic', { deadline: { ...deadline, due: '2025-12-19' } });
    await runToTheEnd(stage);
    const state = stateOf(stage);
    const machine = state.machines.get('pl02');
    expect(machine).toMatchObject({ phase: 'skipped', install: null, failure: { code: 'MACHINE_HELD' } });
    expect(machine?.failure?.message).toContain('the Azure Arc licence for Hotpatch is not active (0)');
    expect(machine?.failure?.next).toContain('no update is wrong');
    expect(machine === undefined ? '' : hotpatchText(machine, stage.plan.lineage)).toBe(
      'hotpatch enrolled, licence lapsed',
    );
    const compliance = complianceOf(stage.plan, state, Date.parse('2025-12-20T00:00:00Z'));
    expect(compliance.unlicensed.map(one => one.machine)).toEqual(['pl02']);
    expect(deadlineLine(compliance)).toMatch(/^LATE: .*pl02/);
    expect(licenceLine(compliance)).toMatch(
      /^No working licence for Hotpatch on 1 machine \(pl02\): the Azure Arc .*; until it is mended, meeting the deadline of 2025-12-19 takes cumulative updates with a restart; no update is wrong.*\.$/,
    );
  });

  it('is no word of a report where every licence is in order', async () => {
    const stage = await setStory('held', 8, 'realistic', { deadline });
    await runToTheEnd(stage);
    const compliance = complianceOf(stage.plan, stateOf(stage), stage.clock.now());
    expect(compliance.unlicensed).toEqual([]);
    expect(licenceLine(compliance)).toBeUndefined();
  });

  it('is a note of the plan, machines with the same cause together, against the deadline', () => {
    const machines = ['a', 'b', 'c', 'd'].map(name => ({ name, labels: {} }));
    const row = (machine: string, more = {}): SurveyRow => ({
      machine,
      ok: true,
      facts: facts(),
      hotpatch: hotpatchReading(['KB5066835'], more),
      scan: { updates: [], source: 'x' },
    });
    const rows = [row('a'), row('b', { arcSubscription: 0 }), row('c', { arcSubscription: 0 })];
    const policy = policySchema.parse({
      version: 1,
      name: 's',
      inventory: machines,
      rings: [{ name: 'test', machines: 'rest', window: 'anytime' }],
      deadline,
    });
    const now = Date.parse('2025-10-25T20:00:00Z');
    const built = buildPlan({ policy, machines, survey: { ring: 'test', rows }, now });
    expect(built.ok && built.notes.filter(({ code }) => code === 'HOTPATCH_LICENCE_LAPSED')).toMatchObject([
      {
        message: expect.stringMatching(
          /^b, c: the Azure Arc licence .* costs the hotpatch of 2025-11-11 .* the deadline of 2025-11-20 takes cumulative updates/,
        ),
      },
    ]);
  });
});
