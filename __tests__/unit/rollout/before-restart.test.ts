// Gates that look at what a restart would meet stand before everything that restarts: the update, and a restart that somebody else owes.
import { describe, expect, it } from 'vitest';
import type { RestartReadiness } from '../../../src/model/reading.ts';
import { resumeByHand } from '../../../src/rollout/hand.ts';
import type { Fault } from '../../../src/simulation/faults.ts';
import { aServer, ring, run, type Stage, say, september9, setRings, stateOf } from '../../support/rollouts.ts';

const hour = 3_600_000;

async function meeting(atRestart: Partial<RestartReadiness>, pendingRestart: readonly string[] = []) {
  const server = aServer('t', { pendingRestart });
  const machine = { ...server, profile: { ...server.profile, atRestart } };
  const policy = pendingRestart.length > 0 ? { pendingRestart: 'restartFirst' } : {};
  const stage = await setRings([ring('test')], [machine], { policy });
  await run(stage);
  const [books] = stage.fleet.models.books();
  return {
    machine: stateOf(stage).machines.get('t'),
    restarts: books?.restarts ?? [],
    installs: books?.installs ?? [],
  };
}

describe.each([
  ['bitLocker', { bootProtectors: ['tpmAndPin'] }],
  ['runningBackup', { backups: ['wbengine'] }],
  ['runningBackup', { backups: ['VSS'] }],
  ['noShutdownPending', { shutdownAskedAt: '2026-09-09T19:00:00Z' }],
])('%s', (gate, atRestart) => {
  it.each([
    ['an update', []],
    ['a restart of somebody else’s making', ['servicing']],
  ])(`keeps a machine with ${JSON.stringify(atRestart)} from %s`, async (_, pendingRestart) => {
    const { machine, restarts, installs } = await meeting(atRestart, pendingRestart);
    expect(machine).toMatchObject({ phase: 'skipped', failure: { message: expect.any(String) } });
    expect(machine?.judgedBefore.find(one => one.gate === gate)?.verdict).not.toBe('pass');
    expect({ restarts, installs }).toEqual({ restarts: [], installs: [] });
  });
});

describe('somebody who is logged on', () => {
  it('is reported, and keeps no machine from its update unless the policy says so', async () => {
    const { machine, restarts } = await meeting({ loggedOn: ['CORP\\alice'] });
    expect(machine?.judgedBefore.find(({ gate }) => gate === 'loggedOn')).toMatchObject({
      verdict: 'fail',
      severity: 'observe',
    });
    expect(machine?.result).toBe('updated');
    expect(restarts).toHaveLength(1);
  });
});

describe('a restart of somebody else’s making', () => {
  it('is made first where nothing stands against it', async () => {
    const { machine, restarts } = await meeting({}, ['servicing']);
    expect(machine?.result).toBe('updated');
    expect(restarts).toHaveLength(2);
  });

  const policy = { pendingRestart: 'restartFirst' };
  const word = (stage: Stage) => ({ person: 'anna', reason: 'mended', exclude: [], now: stage.clock.now() });
  const restartsOf = ({ events }: Stage) =>
    events.flatMap(event =>
      event.kind === 'intended' && event.effect.kind === 'restart' ? [event.effect.purpose] : [],
    );

  it('is made again for what has come since: one that was made before is no reason against it', async () => {
    const refused = { kind: 'jobRefused', job: 'install', code: 'INSTALL_DISK_LOW', hresult: 0x80070070, times: 1 };
    const again = { kind: 'asksForRestart', signal: 'configMgr', since: september9 + 20 * hour };
    const server = aServer('t', { pendingRestart: ['configMgr'], faults: [refused, again] as readonly Fault[] });
    const stage = await setRings([ring('test')], [server], { policy });
    await run(stage);
    expect(stateOf(stage).machines.get('t')?.phase).toBe('failed');
    expect(restartsOf(stage)).toEqual(['clear']);
    await stage.clock.sleepUntil(september9 + 24 * hour);
    say(stage, resumeByHand(stage.plan, stateOf(stage), word(stage)));
    await run(stage);
    expect(stateOf(stage).machines.get('t')?.result).toBe('updated');
    expect(restartsOf(stage)).toEqual(['clear', 'clear', 'update']);
  });

  it.each([
    ['computerName', 1],
    ['servicing', 2],
  ])('is not made over and over for what no restart clears: %s', async (signal, most) => {
    const stuck: Fault = { kind: 'asksForRestart', signal, since: september9, stays: true };
    const stage = await setRings([ring('test')], [aServer('t', { faults: [stuck] })], { policy });
    await run(stage);
    await stage.clock.sleepUntil(september9 + 24 * hour);
    await run(stage);
    expect(stateOf(stage).machines.get('t')).toMatchObject({
      phase: 'skipped',
      failure: { cause: 'noPendingRestart' },
    });
    expect(restartsOf(stage)).toEqual(Array(most).fill('clear'));
  });
});
