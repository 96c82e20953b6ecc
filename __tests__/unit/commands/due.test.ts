// `due`: one line, an exit code and outputs for a schedule, from the policy and the journal alone.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { haltByHand } from '../../../src/rollout/hand.ts';
import { callCommand, keepRollout } from '../../support/command-calls.ts';
import { ring, run, say, september9, servers, setRings, stateOf } from '../../support/rollouts.ts';

const hour = 3_600_000;
const window = { days: ['thu'], start: '22:00', duration: '4h', timeZone: 'Europe/Berlin' };
const policy = `version: 1
name: windows-servers
inventory: [{ name: test1 }, { name: test2 }]
rings: [{ name: test, machines: rest, window: anytime }]
`;

/** The rollouts here were planned from another policy than the one that lies in the folder: that is said, and what can be done. */
const changed = [
  '  The policy has changed since the plan was made.',
  '  The machines of the rings have changed since the plan was made.',
  expect.stringMatching(
    /^ {2}apply refuses to go on with \S+ like this\. Take the change back until it has ended, or close it for good:$/,
  ),
  '  next  patchring supersede --reason "…"',
];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: september9 });
});
afterEach(() => {
  vi.useRealTimers();
});

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'patchring-due-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, 'patchring.yml'), policy);
  return directory;
}

async function waiting() {
  const directory = folder();
  const stage = await setRings([ring('test', { window })], servers('test', 2));
  await run(stage);
  await keepRollout(join(directory, '.patchring'), stage);
  return { directory, stage };
}

describe('due', () => {
  it('is asking the machines where no rollout is open, and only predicts the next release', async () => {
    const directory = folder();
    const { outcome } = await callCommand(['due'], { directory });
    expect(outcome).toMatchObject({
      conclusion: 'succeeded',
      line: 'DUE: no rollout is open, and apply asks ring test what it is offered. The next release is expected 2026-10-13 17:00 UTC; what is offered decides.',
      outputs: { due: 'true', ring: 'test', 'next-due': '2026-10-13T17:00:00.000Z' },
    });
    expect(outcome?.exitCode).toBeUndefined();
    expect(readdirSync(directory)).toEqual(['patchring.yml']);
  });

  it('is nothing before the window: one line with the time in its zone, exit code 6, green in a pipeline', async () => {
    const { directory } = await waiting();
    const { outcome, text } = await callCommand(['due'], { directory });
    expect(text.split('\n')).toEqual([
      'NOTHING DUE until 2026-09-10 22:00 Europe/Berlin. WAITING: the window of ring test opens 2026-09-10 20:00 UTC. 0 updated, 2 to go.',
      ...changed,
    ]);
    expect(outcome).toMatchObject({
      conclusion: 'waiting',
      exitCode: 6,
      outputs: { due: 'false', ring: 'test', 'next-due': '2026-09-10T20:00:00.000Z' },
      result: { due: false, ring: 'test', nextDue: '2026-09-10T20:00:00.000Z', next: [] },
    });
  });

  it('is what can be done in the window, with the command to do it', async () => {
    const { directory } = await waiting();
    vi.setSystemTime(september9 + 25 * hour);
    const { outcome } = await callCommand(['due'], { directory });
    expect(outcome).toMatchObject({
      line: 'DUE: ring test: its next wave can begin.',
      outputs: { due: 'true', ring: 'test', 'next-due': '' },
      result: { due: true, next: ['patchring apply'] },
    });
  });

  it('says a halt as a halt', async () => {
    const { directory, stage } = await waiting();
    say(
      stage,
      haltByHand(stage.plan, stateOf(stage), { person: 'somebody', reason: 'a doubt', now: september9 + hour }),
    );
    await keepRollout(join(directory, '.patchring'), stage);
    const { outcome } = await callCommand(['due'], { directory });
    expect(outcome).toMatchObject({ conclusion: 'halted', outputs: { due: 'false' } });
    expect(outcome?.line).toMatch(/^NOTHING DUE\. HALTED in test: by somebody, a doubt\./);
  });
});
