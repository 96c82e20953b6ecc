import { describe, expect, it } from 'vitest';
import { planLines } from '../../../src/commands/plan-lines.ts';
import { deadlineLine } from '../../../src/report/deadline.ts';
import { complianceOf } from '../../../src/rollout/compliance.ts';
import {
  aServer,
  ring,
  runToTheEnd,
  type Stage,
  september9,
  servers,
  setRings,
  setStory,
  stateOf,
} from '../../support/rollouts.ts';

const day = 86_400_000;
const holes = { fixes: new Map([['CVE-2026-69525', ['KB5122871']]]), exploited: new Set<string>() };
const at = (stage: Stage, now: number) => complianceOf(stage.plan, stateOf(stage), now);
const deadline = { due: '2026-09-14', warnBefore: '2d' };
const onRings = (machines: Parameters<typeof setRings>[1], policy = {}) =>
  setRings([ring('test', { soak: '1h', maxSkipped: 1 }), ring('pilot', { soak: '1h' })], machines, {
    holes,
    policy: { deadline, ...policy },
  });

describe('who is behind', () => {
  it('is nobody once all are updated, and everybody before anything was begun', async () => {
    const stage = await onRings([...servers('test', 2), aServer('p', { ring: 'pilot' })]);
    expect(
      deadlineLine(
        at(
          { ...stage, events: [{ kind: 'begun', at: september9, format: 1, plan: stage.plan }] },
          september9 + 9 * day,
        ),
      ),
    ).toBe(
      'LATE: the deadline was 2026-09-14, and 3 of 3 machines are behind (test1, test2, p); 1 CVE may be open there.',
    );
    await runToTheEnd(stage);
    expect(at(stage, september9 + 9 * day).behind).toEqual([]);
    expect(deadlineLine(at(stage, september9 + 9 * day))).toBeUndefined();
  });

  it('is told with the reason when the deadline is near or past, and not before', async () => {
    const stage = await onRings([
      aServer('test1'),
      aServer('test2', { faults: [{ kind: 'unreachable', begins: 5 * 60_000 }] }),
      aServer('p', { ring: 'pilot' }),
    ]);
    await stage.clock.sleepUntil(september9 + 10 * 60_000);
    await runToTheEnd(stage);
    const { behind } = at(stage, september9);
    expect(behind).toMatchObject([{ machine: 'test2', kbs: ['KB5122871'], why: 'test2 refuses connections.' }]);
    expect(at(stage, Date.parse('2026-09-12T23:59:59Z')).deadline?.standing).toBe('ahead');
    expect(deadlineLine(at(stage, Date.parse('2026-09-12T23:59:59Z')))).toBeUndefined();
    expect(deadlineLine(at(stage, Date.parse('2026-09-13T00:00:00Z')))).toMatch(
      /^The deadline is 2026-09-14, and 1 of 3/,
    );
    expect(deadlineLine(at(stage, Date.parse('2026-09-14T23:59:59Z')))).toMatch(/^The deadline is/);
    expect(deadlineLine(at(stage, Date.parse('2026-09-15T00:00:00Z')))).toMatch(/^LATE: the deadline was 2026-09-14/);
  });

  it('is not a machine whose held update has its substitute, and is one that waits for it', async () => {
    const stage = await setStory('held', 20);
    await runToTheEnd(stage);
    const behind = new Set(at(stage, september9).behind.map(({ machine }) => machine));
    for (const { name, phase, left } of stateOf(stage).machines.values()) {
      if (phase !== 'done') continue;
      expect([name, behind.has(name)]).toEqual([name, left.some(({ instead }) => instead === undefined)]);
    }
  });
});

describe('a plan with a deadline', () => {
  it('says what openings and soaks alone take', async () => {
    const { plan } = await onRings([...servers('test', 1), aServer('p', { ring: 'pilot' })]);
    expect(planLines(plan).join('\n')).toContain('deadline: 2026-09-14; openings and soaks alone take 2h from');
  });

  it('hurries nobody: its rings are those of a plan without', async () => {
    const [dated, undated] = [
      await onRings(servers('test', 2)),
      await onRings(servers('test', 2), { deadline: undefined }),
    ];
    expect(dated.plan.rings).toEqual(undated.plan.rings);
    expect(undated.plan.deadline).toBeNull();
  });
});
