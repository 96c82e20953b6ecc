// `retry --failed` as a person calls it: reason and name stand in the journal, the run is narrowed to what failed, and status shows it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Fault } from '../../../src/simulation/faults.ts';
import { callCommand, fileLedgerIn, keepRollout } from '../../support/command-calls.ts';
import { aServer, ring, run, servers, setRings } from '../../support/rollouts.ts';

const dies: Fault = { kind: 'serviceDies', kb: 'KB5122871', service: 'Dnscache', after: 0 };
const policy = `version: 1
name: windows-servers
inventory: [{ name: a1, labels: { ring: test } }]
rings: [{ name: test, machines: rest, window: anytime }]
`;

it('puts what failed back in line with reason and name, and begins nothing else in its run', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'patchring-retry-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, 'patchring.yml'), policy);
  const env = { PATCHRING_USERNAME: 'a', PATCHRING_PASSWORD: 'b' };
  const call = (...argv: string[]) => callCommand(argv, { directory, env });
  expect((await call('retry', '--failed')).failures).toMatchObject([{ code: 'ARGUMENT_MISSING' }]);
  expect((await call('retry', '--reason', 'x')).failures).toMatchObject([{ code: 'ROLLOUT_UNKNOWN' }]);

  const stage = await setRings([ring('test')], [aServer('a1', { faults: [dies] }), ...servers('test', 2)]);
  expect((await run(stage)).standing.conclusion).toBe('halted');
  await keepRollout(join(directory, '.patchring'), stage);
  const stranger = await call('retry', '--failed', '--only', 'a2', '--reason', 'x');
  expect(stranger.failures).toMatchObject([{ code: 'ARGUMENT_INVALID' }]);
  const other = await call('retry', '--failed', '--only', 'test1', '--reason', 'x');
  expect(other.failures).toMatchObject([{ code: 'RETRY_NOTHING_FAILED', machine: 'test1' }]);

  const stop = new AbortController();
  const called = callCommand(['retry', '--failed', '--reason', 'dns is back'], { directory, env, signal: stop.signal });
  const read = () => fileLedgerIn(join(directory, '.patchring')).read(stage.plan.rolloutId);
  const isRunning = async () => (await read()).slice(stage.events.length).some(({ kind }) => kind === 'intended');
  while (!(await isRunning())) await new Promise(resolve => setImmediate(resolve));
  stop.abort();
  const { outcome, platform } = await called;
  expect(outcome?.conclusion).toBe('cancelled');
  expect(platform.lines[0]?.text).toBe('retry of 1 machine: a1');
  const written = (await read()).slice(stage.events.length, stage.events.length + 3);
  expect(written).toMatchObject([
    { kind: 'retried', machines: ['a1'], reason: 'dns is back', person: expect.stringMatching(/@/) },
    { kind: 'runBegan', only: ['a1'] },
    { kind: 'intended', effect: { machine: 'a1', kind: 'verify' } },
  ]);
  expect((await call('status')).text).toMatch(/Tried again by .+@.+: a1, dns is back/);
});
