// Gates that look at what a restart would meet stand before everything that restarts: the update, and a restart that somebody else owes.
import { describe, expect, it } from 'vitest';
import type { RestartReadiness } from '../../../src/model/reading.ts';
import { aServer, ring, run, setRings, stateOf } from '../../support/rollouts.ts';

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
});
