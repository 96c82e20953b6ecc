// What keeps a machine from its updates, each by its own code, with what to do next and whether asking again can help.
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/simulation/faults.ts';
import { aServer, ring, run, setRings, stateOf } from '../../support/rollouts.ts';

const refused = (code: string, hresult: number): Fault => ({ kind: 'jobRefused', job: 'install', code, hresult });
const failed = (hresult: number): Fault => ({ kind: 'installFails', kb: 'KB5122871', hresult });

describe('a machine that cannot be updated', () => {
  it.each<readonly [string, Fault, string, boolean]>([
    ['another installation runs', refused('INSTALL_BUSY', 0x80240009), 'INSTALL_BUSY', true],
    ['the agent is busy', failed(0x80240009), 'INSTALL_BUSY', true],
    ['a restart is pending', refused('INSTALL_RESTART_PENDING', 0x80240016), 'INSTALL_RESTART_PENDING', true],
    ['a handler waits for a restart', failed(0x8024201d), 'INSTALL_RESTART_PENDING', true],
    ['its disk is full', refused('INSTALL_DISK_LOW', 0x80070070), 'INSTALL_DISK_LOW', false],
    ['its disk fills up', failed(0x80070070), 'INSTALL_DISK_LOW', false],
    ['its connection is metered', refused('INSTALL_NETWORK_METERED', 0), 'INSTALL_NETWORK_METERED', false],
    ['a service is disabled', refused('UPDATE_SERVICE_DISABLED', 0x80070422), 'UPDATE_SERVICE_DISABLED', false],
    ['a service is disabled meanwhile', failed(0x80070422), 'UPDATE_SERVICE_DISABLED', false],
    ['its component store is damaged', failed(0x80073712), 'INSTALL_STORE_CORRUPT', false],
    ['a package before this one is missing', failed(0x800f0831), 'INSTALL_STORE_CORRUPT', false],
    ['nobody knows the number', failed(0x8badf00d), 'UPDATE_FAILED', false],
  ])('says so where %s', async (_, fault, code, retryable) => {
    const stage = await setRings([ring('test')], [aServer('t', { faults: [fault] })]);
    await run(stage);
    const { failure } = stateOf(stage).machines.get('t') ?? {};
    expect(failure).toMatchObject({ code, retryable, machine: 't', next: expect.stringMatching(/\.$/) });
    expect(stage.fleet.models.model('t')?.facts(stage.clock.now()).ubr).toBe(33296);
  });
});
