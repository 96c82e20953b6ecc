// What people see of a drill: the plan before it, the log while it goes on, the report after it, and what to paste where it halted.
import { describe, expect, it } from 'vitest';
import { planLines } from '../../../src/commands/plan-lines.ts';
import { resultRingOf } from '../../../src/report/json.ts';
import { linesOf } from '../../../src/report/progress.ts';
import { summaryOf } from '../../../src/report/summary.ts';
import { advance, stateOf as fresh } from '../../../src/rollout/fold/index.ts';
import { resumeByHand } from '../../../src/rollout/hand.ts';
import { ring, runToTheEnd, type Stage, say, servers, setRings, stateOf } from '../../support/rollouts.ts';

const invocation = { program: 'patchring', options: [] };
const refuses = { kind: 'uninstallFails' } as const;

async function told(stage: Stage) {
  const { standing } = await runToTheEnd(stage);
  const { plan, events, clock } = stage;
  return summaryOf({ plan, events, standing, state: stateOf(stage), now: clock.now() }, invocation);
}

const set = (more: object = {}, story: object = {}) =>
  setRings([ring('test', { drill: true, ...more })], servers('test', 2, story));

describe('a drill', () => {
  it('stands in the plan, with the time that the first machine takes', async () => {
    const window = { days: ['thu'], start: '22:00', duration: '4h', timeZone: 'UTC' };
    const lines = planLines((await set({ window, takes: '1h' })).plan);
    expect(lines).toContainEqual(
      expect.stringContaining(
        'undo is proved on its first machine before the second starts: update, undo, update again (three times 1h, 3h in all)',
      ),
    );
    const wait = await set();
    expect(wait.plan.rings[0]).toMatchObject({ drill: true, worstCase: { visible: 1 } });
    expect((await set({ drill: false })).plan.rings[0]).not.toHaveProperty('drill');
  });

  it('is told in the log, step by step', async () => {
    const stage = await set();
    await runToTheEnd(stage);
    const [, ...events] = stage.events;
    const state = fresh(stage.plan, stage.events[0]?.at ?? 0);
    const texts = events.flatMap(event => {
      advance(stage.plan, state, event);
      return event.kind.startsWith('drill') ? linesOf(event, stage.plan, state).map(({ text }) => text.slice(10)) : [];
    });
    expect(texts).toEqual([
      'drill of ring test: test1 is in order, and is taken back to prove the undo',
      'drill of ring test: test1 is back as it was, and is updated once more',
      '+ drill of ring test: undo is proved on test1',
    ]);
  });

  it('is part of what was proved', async () => {
    const summary = await told(await set());
    expect(summary.proof.proved).toContain('test: undo works, test1 was taken back and updated again.');
    expect(summary.rings[0]).toMatchObject({ updated: 2, undone: 0, hit: 0, started: 2 });
    const [first, second] = summary.machines;
    for (const { beganAt, endedAt } of [first!, second!]) expect(endedAt! - beganAt!).toBeGreaterThan(60_000);
    // Both legs count as work, and no moment of them as waiting for a window.
    expect(summary.rings[0]?.times).toMatchObject({ window: 0, opens: 0, halted: 0 });
    expect(resultRingOf(summary.rings[0]!).drill).toEqual({ stands: 'proved', machine: 'test1' });
  });

  it('says in its verdict that undo is not proved, and how a person goes on with and without', async () => {
    const stage = await set({}, { faults: [refuses] });
    const { line, next, why } = await told(stage);
    expect(line).toMatch(/^HALTED in test wave 1\/2: the undo is not proved, test1 was to show it \([A-Z_]+\)\. /);
    expect(why[0]).toMatch(/^Undo is proved on one machine before a second one starts, and it is not: /);
    expect(next.slice(0, 2)).toEqual([
      'patchring resume --reason "…" --exclude test1',
      'patchring resume --reason "…"   # goes on, and undo is not proved',
    ]);
    const word = { person: 'Ada', reason: 'a known fault', now: stage.clock.now(), exclude: [] };
    say(stage, resumeByHand(stage.plan, stateOf(stage), word));
    const { proof } = await told(stage);
    expect(proof.notCovered).toContain('Undo is not proved in test: Ada goes on without, a known fault.');
    expect(proof.proved.join(' ')).not.toContain('undo works');
  });
});
