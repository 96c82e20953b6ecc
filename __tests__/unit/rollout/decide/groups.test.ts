// Machines that stand in for one another, in whole rollouts: written groups, domain controllers without being named, and what happens
// when a group has lost as many as it may.
import { describe, expect, it } from 'vitest';
import { resumeByHand } from '../../../../src/rollout/hand.ts';
import { mostOutOfServiceBy } from '../../../../src/simulation/books.ts';
import {
  aServer,
  maxFailuresAlone,
  ring,
  run,
  runToTheEnd,
  type Stage,
  say,
  servers,
  setRings,
  stateOf,
} from '../../../support/rollouts.ts';

const most = ({ fleet }: Stage, names: readonly string[]): number =>
  mostOutOfServiceBy(
    fleet.models.books().filter(({ machine }) => names.includes(machine)),
    () => 'all',
  ).all ?? 0;
const wide = { waves: ['100%'], maxUnavailable: 4, soak: '0s' };
const begun = (stage: Stage): readonly string[] =>
  stage.events.flatMap(event =>
    event.kind === 'intended' && event.effect.kind === 'install' ? [event.effect.machine] : [],
  );

describe('groups', () => {
  it('never lose more than they may, whatever the budget of the ring leaves', async () => {
    const machines = servers('test', 4);
    const groups = [{ name: 'ag', machines: ['test1', 'test3', 'test4'], maxUnavailable: 1 }];
    const stage = await setRings([ring('test', wide)], machines, { policy: { groups } });
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    expect(most(stage, ['test1', 'test3', 'test4'])).toBe(1);
    expect(most(stage, ['test1', 'test2', 'test3', 'test4'])).toBe(2);
  });

  it('are as large as written without them: the rule is what keeps them apart', async () => {
    const stage = await setRings([ring('test', wide)], servers('test', 4));
    await runToTheEnd(stage);
    expect(most(stage, ['test1', 'test3', 'test4'])).toBeGreaterThan(1);
  });

  it('go in the order that is written, on the places that they have', async () => {
    const groups = [
      { name: 'ag', machines: ['test1', 'test3', 'test4'], maxUnavailable: 1, order: ['test4', 'test3', 'test1'] },
    ];
    const stage = await setRings([ring('test', { ...wide, maxUnavailable: 1 })], servers('test', 4), {
      policy: { groups },
    });
    expect(stage.plan.rings[0]?.machines).toEqual(['test4', 'test2', 'test3', 'test1']);
    await runToTheEnd(stage);
    expect(begun(stage)).toEqual(['test4', 'test2', 'test3', 'test1']);
  });

  it('take domain controllers one per domain without being named', async () => {
    const machines = ['a', 'b', 'c'].map(name => aServer(name, { kind: 'dc' }));
    const stage = await setRings([ring('test', wide)], machines);
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    expect(most(stage, ['a', 'b', 'c'])).toBe(1);
    expect([...stateOf(stage).machines.values()].map(({ result }) => result)).toEqual([
      'updated',
      'updated',
      'updated',
    ]);
  });

  it('let a policy say that more of a domain may go at once', async () => {
    const machines = ['a', 'b', 'c'].map(name => aServer(name, { kind: 'dc' }));
    const groups = [{ name: 'dcs', machines: ['a', 'b', 'c'], per: 'domain', maxUnavailable: 2 }];
    const stage = await setRings([ring('test', wide)], machines, { policy: { groups } });
    await runToTheEnd(stage);
    expect(most(stage, ['a', 'b', 'c'])).toBe(2);
  });

  it('hold the ring when a member is broken, and go on when a person has excluded it', async () => {
    const bad = aServer('a', { faults: [{ kind: 'installFails', kb: 'KB5122871', hresult: 0x80070643, times: 9 }] });
    const groups = [{ name: 'pair', machines: ['a', 'b'], maxUnavailable: 1 }];
    const rings = [ring('test', { ...wide, maxFailures: 1 })];
    const stage = await setRings(rings, [bad, aServer('b')], { policy: { groups, ...maxFailuresAlone } });
    const { standing } = await run(stage);
    expect(standing.conclusion).toBe('held');
    expect(stateOf(stage).rings[0]?.hold?.failure).toMatchObject({
      code: 'RING_GROUP_SPENT',
      machine: 'b',
      message: 'b waits for its group: a of pair out of service (at most 1)',
    });
    expect(begun(stage)).toEqual(['a']);
    await run(stage);
    expect(begun(stage)).toEqual(['a']);
    say(
      stage,
      resumeByHand(stage.plan, stateOf(stage), {
        person: 'anna',
        reason: 'a is down',
        now: stage.clock.now(),
        exclude: ['a'],
      }),
    );
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    expect(begun(stage)).toEqual(['a', 'b']);
  });
});
