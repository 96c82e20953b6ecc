import { describe, expect, it } from 'vitest';
import { type Judgement, judgeWithPatience, type Look, type Patience } from '../../../src/gates/gate.ts';
import { evidence, updatedAt } from '../../support/gate-evidence.ts';

const bad: Look = { verdict: 'fail', reason: 'a service is stopped' };
const good: Look = { verdict: 'pass', reason: 'all services run' };
const unreadable: Look = { verdict: 'error', reason: 'not read' };
const at = (look: Look, patience: Patience, later: number, previous?: Judgement) =>
  judgeWithPatience(look, patience, { settings: {}, evidence: evidence('after'), now: updatedAt + later, previous });
const minute = 60_000;

describe('patience', () => {
  it('does not count a failure before the machine has settled, and says when to look again', () => {
    expect(at(bad, { settle: 5 * minute }, minute)).toMatchObject({
      verdict: 'inconclusive',
      reason: 'a service is stopped; settling for another 4m',
      againAt: updatedAt + 2 * minute,
    });
    expect(at(bad, { settle: 5 * minute }, 4.5 * minute).againAt).toBe(updatedAt + 5 * minute);
    expect(at(bad, { settle: 5 * minute }, 5 * minute).verdict).toBe('fail');
  });

  it('lets a good measurement pass while the machine settles, unless the gate wants quiet', () => {
    expect(at(good, { settle: 5 * minute }, minute).verdict).toBe('pass');
    expect(at(good, { settle: 5 * minute, quiet: true }, minute).verdict).toBe('inconclusive');
    expect(at(good, { settle: 5 * minute, quiet: true }, 5 * minute).verdict).toBe('pass');
  });

  it('counts a failure only after it was seen often enough in a row', () => {
    const first = at(bad, { confirm: 2 }, minute);
    expect(first).toMatchObject({ verdict: 'inconclusive', strikes: 1, againAt: updatedAt + 2 * minute });
    expect(first.reason).toBe('a service is stopped; seen 1 of 2 times, looking again');
    expect(at(bad, { confirm: 2 }, 2 * minute, first)).toMatchObject({ verdict: 'fail', strikes: 2 });
  });

  it('begins to count anew after a good measurement', () => {
    const between = at(good, { confirm: 2 }, 2 * minute, at(bad, { confirm: 2 }, minute));
    expect(between).toMatchObject({ verdict: 'pass', strikes: 0 });
    expect(at(bad, { confirm: 2 }, 3 * minute, between).verdict).toBe('inconclusive');
  });

  it('does not let a failure that it saw while settling count as the confirmation of a later one', () => {
    const settling = at(bad, { settle: 5 * minute, confirm: 2 }, 4 * minute);
    expect(at(bad, { settle: 5 * minute, confirm: 2 }, 5 * minute, settling)).toMatchObject({
      verdict: 'inconclusive',
      strikes: 1,
    });
  });

  it('asks three times before an error is final', () => {
    const first = at(unreadable, {}, minute);
    const second = at(unreadable, {}, 2 * minute, first);
    const third = at(unreadable, {}, 3 * minute, second);
    expect([first, second, third].map(({ verdict, againAt }) => [verdict, againAt !== undefined])).toEqual([
      ['error', true],
      ['error', true],
      ['error', false],
    ]);
  });

  it('does not confirm a failure by errors', () => {
    const errors = at(unreadable, { confirm: 2 }, 2 * minute, at(unreadable, { confirm: 2 }, minute));
    expect(at(bad, { confirm: 2 }, 3 * minute, errors).verdict).toBe('inconclusive');
  });

  it('looks again at what is not clear as long as the rollout waits', () => {
    const unclear = at({ verdict: 'inconclusive', reason: 'still starting' }, { settle: minute }, 10 * minute);
    expect(unclear).toMatchObject({ verdict: 'inconclusive', againAt: updatedAt + 11 * minute, strikes: 0 });
  });

  it('waits for nothing where no second look can help', () => {
    expect(at({ ...bad, certain: true }, { settle: 5 * minute, confirm: 3 }, 0)).toMatchObject({
      verdict: 'fail',
      strikes: 1,
    });
  });

  it('waits for nothing before an update: a machine that is not ready is not begun', () => {
    const judgement = judgeWithPatience(
      bad,
      { settle: 5 * minute, confirm: 3 },
      { settings: {}, evidence: evidence('before'), now: updatedAt },
    );
    expect(judgement).toEqual({ verdict: 'fail', reason: 'a service is stopped', measured: {}, strikes: 1 });
  });
});
