// Machines that are not what the plan knew of them when their wave starts, in whole rollouts: left out, waited for or told, as the policy
// says; never begun with where another one answers.
import { describe, expect, it } from 'vitest';
import { resumeByHand } from '../../../../src/rollout/hand.ts';
import type { Fault } from '../../../../src/simulation/faults.ts';
import {
  aServer,
  ring,
  run,
  runToTheEnd,
  type Stage,
  say,
  setRings,
  stateOf,
  storyOf,
} from '../../../support/rollouts.ts';

const [minute, hour] = [60_000, 3_600_000];
const later = { opens: '+6h', soak: '0s' };
const changed = (what: 'build' | 'name', after = hour): Fault => ({ kind: 'changedByOthers', what, after });

/** The second of two machines of the first ring changes an hour after the survey; the ring opens six hours after it. */
function setDrift(drift: string | undefined, what: 'build' | 'name' = 'build', more: object = {}): Promise<Stage> {
  const machines = [aServer('t1'), aServer('t2', { faults: [changed(what)] })];
  const policy = drift === undefined ? {} : { drift };
  return setRings([ring('test', { ...later, maxSkipped: 1, ...more })], machines, { policy });
}

const machineOf = (stage: Stage, name: string) => stateOf(stage).machines.get(name)!;
const driftsOf = (stage: Stage) => stage.events.flatMap(event => (event.kind === 'machineDrifted' ? [event] : []));
const build = { what: 'build', before: '26100.33296', after: '26100.33297' };

describe('a machine that somebody has changed since the plan was made', () => {
  it.each([undefined, 'skip'])('is skipped and counted, with before and after: %s', async drift => {
    const stage = await setDrift(drift);
    const { standing } = await runToTheEnd(stage);
    expect(standing.conclusion).toBe('succeeded');
    expect(machineOf(stage, 't2')).toMatchObject({
      phase: 'skipped',
      drift: [build],
      failure: { code: 'MACHINE_DRIFTED' },
    });
    expect(machineOf(stage, 't2').failure?.message).toContain('build 26100.33296 -> 26100.33297');
    expect(storyOf(stage, 't2')).not.toContain('install');
    expect(machineOf(stage, 't1').result).toBe('updated');
  });

  it('holds its ring where more are skipped than may be', async () => {
    const stage = await setDrift('skip', 'build', { maxSkipped: 0 });
    expect((await runToTheEnd(stage)).standing).toMatchObject({
      conclusion: 'held',
      failure: { code: 'RING_SKIPPED_TOO_MANY', machine: 't2' },
    });
  });

  it('is written down once, however often it is looked at', async () => {
    const stage = await setDrift('skip', 'build', { maxSkipped: 0 });
    await runToTheEnd(stage);
    await run(stage);
    expect(storyOf(stage, 't2').filter(kind => kind === 'machineSkipped')).toHaveLength(2);
    expect(driftsOf(stage)).toMatchObject([{ machine: 't2', changes: [build] }]);
  });

  it('is told and updated all the same: warn', async () => {
    const stage = await setDrift('warn');
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    expect(machineOf(stage, 't2')).toMatchObject({ result: 'updated', drift: [build] });
  });

  it('keeps its ring waiting for a person’s word, who lets it go as it is: hold', async () => {
    const stage = await setDrift('hold', 'build', { maxUnavailable: 1, waves: [1, '100%'] });
    const machines = stage.plan.rings[0]?.machines;
    expect(machines).toEqual(['t1', 't2']);
    const held = { conclusion: 'held', failure: { code: 'RING_DRIFTED', machine: 't2' } };
    expect((await runToTheEnd(stage)).standing).toMatchObject(held);
    expect((await run(stage)).standing).toMatchObject(held);
    expect(storyOf(stage, 't2').filter(kind => kind === 'check')).toHaveLength(1);
    const word = { person: 'anna', reason: 'ours', now: stage.clock.now(), exclude: [] };
    say(stage, resumeByHand(stage.plan, stateOf(stage), word));
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    expect(machineOf(stage, 't2').result).toBe('updated');
  });

  it('is compared with what a look before the opening of its ring showed, where nobody surveyed it', async () => {
    const faults = [changed('build', 30 * hour)];
    const window = {
      days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
      start: '03:00',
      duration: '4h',
      timeZone: 'UTC',
    };
    const stage = await setRings(
      [ring('test', { soak: '0s' }), ring('pilot', { opens: '+12h', soak: '0s', window, maxSkipped: 2 })],
      [aServer('t1'), aServer('p1', { ring: 'pilot' }), aServer('p2', { ring: 'pilot', faults })],
      { policy: { coverage: ['role'] } },
    );
    await runToTheEnd(stage);
    expect(machineOf(stage, 'p2')).toMatchObject({
      phase: 'skipped',
      drift: [build],
      failure: { code: 'MACHINE_DRIFTED' },
    });
    expect(machineOf(stage, 'p1').result).toBe('updated');
  });

  it('and was not surveyed is compared with nothing but its name', async () => {
    const stage = await setRings(
      [ring('test', { soak: '0s' }), ring('pilot', later)],
      [aServer('t1'), aServer('p1', { ring: 'pilot', faults: [changed('build')] })],
    );
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    expect(driftsOf(stage)).toEqual([]);
  });

  it('is no drift where a restart of ours has brought it', async () => {
    const machines = [
      aServer('t1', { pendingRestart: ['componentServicing'], faults: [changed('build', 2 * minute)] }),
    ];
    const stage = await setRings([ring('test', { soak: '0s' })], machines, {
      policy: { pendingRestart: 'restartFirst' },
    });
    await runToTheEnd(stage);
    expect(machineOf(stage, 't1').result).toBe('updated');
  });
});

describe('another machine at the address', () => {
  it.each(['skip', 'warn'])('is never begun with, whatever the policy says: %s', async drift => {
    const stage = await setDrift(drift, 'name');
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    expect(machineOf(stage, 't2')).toMatchObject({ phase: 'skipped', failure: { code: 'MACHINE_EXCHANGED' } });
    expect(driftsOf(stage)).toMatchObject([{ changes: [{ what: 'name', before: 't2', after: 'ANOTHER-ONE' }] }]);
  });

  it('is found in rings that nobody surveyed as well', async () => {
    const stage = await setRings(
      [ring('test', { soak: '0s' }), ring('pilot', { ...later, maxSkipped: 1 })],
      [aServer('t1'), aServer('p1', { ring: 'pilot', faults: [changed('name', 0)] })],
    );
    await runToTheEnd(stage);
    expect(machineOf(stage, 'p1')).toMatchObject({ phase: 'skipped', failure: { code: 'MACHINE_EXCHANGED' } });
  });

  it('is told with the plan, while the inventory can still be put right', async () => {
    const stage = await setRings([ring('test')], [aServer('t1', { faults: [changed('name', 0)] }), aServer('t2')]);
    expect(stage.notes).toMatchObject([{ code: 'MACHINE_EXCHANGED', machine: 't1' }]);
  });
});
