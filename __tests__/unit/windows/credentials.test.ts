// The guard over credentials: how many machines ever see a wrong password.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CredentialGuard, type Judgement } from '../../../src/windows/credentials.ts';

const credential = 'default';

/** A use that waits until it is told what the machine says. */
function pending(guard: CredentialGuard, machine: string) {
  let answer: (judgement: Judgement) => void = () => undefined;
  let isAsked = false;
  const outcome = guard.run({ credential, machine }, async () => {
    isAsked = true;
    const judgement = await new Promise<Judgement>(resolve => {
      answer = resolve;
    });
    return { judgement, value: machine };
  });
  return { outcome, isAsked: () => isAsked, answer: (judgement: Judgement) => answer(judgement) };
}
const settled = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

describe('the guard over credentials', () => {
  it('tries an unproved credential on one machine, and lets the others go once it is proved', async () => {
    const guard = new CredentialGuard();
    const uses = ['a', 'b', 'c'].map(machine => pending(guard, machine));
    await settled();
    expect(uses.map(use => use.isAsked())).toEqual([true, false, false]);
    uses[0]?.answer('accepted');
    await settled();
    expect(uses.map(use => use.isAsked())).toEqual([true, true, true]);
  });

  it('shows a wrong password to one machine and to no other', async () => {
    const guard = new CredentialGuard();
    const uses = ['a', 'b', 'c'].map(machine => pending(guard, machine));
    await settled();
    uses[0]?.answer('refused');
    expect(await uses[1]?.outcome).toEqual({ refusedBy: ['a'] });
    expect(await uses[2]?.outcome).toEqual({ refusedBy: ['a'] });
    expect(uses.map(use => use.isAsked())).toEqual([true, false, false]);
  });

  it('takes a machine that cannot be reached for no judgement: the next one proves it', async () => {
    const guard = new CredentialGuard();
    const uses = ['a', 'b', 'c'].map(machine => pending(guard, machine));
    await settled();
    uses[0]?.answer('unknown');
    await settled();
    expect(uses.map(use => use.isAsked())).toEqual([true, true, false]);
    expect(await uses[0]?.outcome).toEqual({ value: 'a' });
  });

  it('asks one at a time again after a refusal, and forgets it when the next is accepted', async () => {
    const guard = new CredentialGuard();
    guard.note({ credential, machine: 'a' }, 'accepted');
    guard.note({ credential, machine: 'b' }, 'refused');
    const uses = ['c', 'd'].map(machine => pending(guard, machine));
    await settled();
    expect(uses.map(use => use.isAsked())).toEqual([true, false]);
    uses[0]?.answer('accepted');
    await settled();
    expect(uses[1]?.isAsked()).toBe(true);
    guard.note({ credential, machine: 'e' }, 'refused');
    guard.note({ credential, machine: 'f' }, 'accepted');
    expect(await guard.run({ credential, machine: 'g' }, async () => ({ judgement: 'accepted', value: 1 }))).toEqual({
      value: 1,
    });
  });

  it('stops a proved credential for good after two refusals in a row', async () => {
    const guard = new CredentialGuard();
    guard.note({ credential, machine: 'a' }, 'accepted');
    guard.note({ credential, machine: 'b' }, 'refused');
    guard.note({ credential, machine: 'c' }, 'refused');
    guard.note({ credential, machine: 'late' }, 'accepted');
    const use = pending(guard, 'd');
    expect(await use.outcome).toEqual({ refusedBy: ['b', 'c'] });
    expect(use.isAsked()).toBe(false);
  });

  it('keeps credentials apart', async () => {
    const guard = new CredentialGuard();
    guard.note({ credential: 'other', machine: 'a' }, 'refused');
    expect(await guard.run({ credential, machine: 'b' }, async () => ({ judgement: 'accepted', value: 1 }))).toEqual({
      value: 1,
    });
  });

  it('lets the next one try when a use throws', async () => {
    const guard = new CredentialGuard();
    const first = guard.run({ credential, machine: 'a' }, () => Promise.reject(new Error('bug')));
    const second = guard.run({ credential, machine: 'b' }, async () => ({ judgement: 'accepted', value: 2 }));
    await expect(first).rejects.toThrow('bug');
    expect(await second).toEqual({ value: 2 });
  });

  it('takes one refusal of what a command answered for that machine’s own trouble, and two in a row for everybody’s', async () => {
    const guard = new CredentialGuard();
    const source = (machine: string) => ({ credential, machine, isSource: true });
    guard.note(source('a'), 'refused');
    expect(guard.refusalsOf(source('b'))).toBeUndefined();
    guard.note(source('b'), 'accepted');
    guard.note(source('c'), 'refused');
    guard.note(source('d'), 'refused');
    expect(guard.refusalsOf(source('e'))).toEqual(['c', 'd']);
    guard.note(source('late'), 'accepted');
    expect(await guard.run(source('e'), () => Promise.reject(new Error('used')))).toEqual({ refusedBy: ['c', 'd'] });
  });

  it('asks one at a time while a command has not been proved, or has just been refused', async () => {
    const guard = new CredentialGuard();
    let open = 0;
    let most = 0;
    const judgements: readonly Judgement[] = ['refused', 'accepted', 'refused', 'refused', 'accepted'];
    const uses = judgements.map((judgement, index) =>
      guard.run({ credential, machine: `m${index}`, isSource: true }, async () => {
        open += 1;
        if (index < 2) most = Math.max(most, open);
        await settled();
        open -= 1;
        return { judgement, value: index };
      }),
    );
    await Promise.all(uses);
    expect(most).toBe(1);
  });

  it('never shows a wrong password to a second machine, whatever else is unreachable and in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 40 }), fc.scheduler(), async (reachable, scheduler) => {
        const guard = new CredentialGuard();
        let shown = 0;
        const uses = reachable.map((isReachable, index) =>
          guard.run({ credential, machine: `m${index}` }, async () => {
            await scheduler.schedule(Promise.resolve());
            if (isReachable) shown += 1;
            return { judgement: isReachable ? 'refused' : 'unknown', value: index };
          }),
        );
        await scheduler.waitFor(Promise.all(uses));
        expect(shown).toBe(Math.min(1, reachable.filter(Boolean).length));
      }),
    );
  });
});
