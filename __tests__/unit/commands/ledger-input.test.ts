// Which ledger a command works on, and when a pipeline's is refused because it would be forgotten.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { callCommand } from '../../support/command-calls.ts';

interface Case {
  readonly ring: string;
  readonly why: string | undefined;
}

const cases: readonly Case[] = [
  { ring: 'window: anytime, soak: 0s', why: undefined },
  { ring: 'window: anytime, soak: 24h', why: 'ring test soaks' },
  { ring: 'window: anytime', why: 'ring test soaks' },
  { ring: 'window: anytime, soak: 0s, opens: +1d', why: 'ring test opens later' },
  { ring: 'window: anytime, soak: 0s, approval: required', why: 'ring test waits for an approval' },
  {
    ring: "soak: 0s, window: { days: [sat], start: '22:00', duration: 4h, timeZone: UTC }",
    why: 'ring test has a window',
  },
];

function workspace(ring: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'patchring-workspace-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const policy = `version: 1
name: x
inventory: [{ name: web01, address: 127.0.0.1, port: 1 }]
rings: [{ name: test, machines: rest, ${ring} }]
`;
  writeFileSync(join(directory, 'patchring.yml'), policy);
  return directory;
}

const env = { PATCHRING_USERNAME: 'svc', PATCHRING_PASSWORD: 'secret' };
const pipeline = (directory: string) => ({ isPipeline: true, directory, temporary: join(directory, '../temporary') });

/** The code with which `apply` ends; the port is nobody's, so whatever is not refused before fails in the survey. */
async function codeOf(ring: string, ledger: string | undefined, isPipeline: boolean): Promise<readonly string[]> {
  const directory = workspace(ring);
  const argv = ['apply', ...(ledger === undefined ? [] : ['--ledger', ledger.replace('WORKSPACE', directory)])];
  const call = isPipeline ? { directory, env, traits: pipeline(directory) } : { directory, env };
  const { failures } = await callCommand(argv, call);
  expect(readdirSync(directory)).toEqual(['patchring.yml']);
  return failures.map(({ code, message }) => (code === 'LEDGER_FORGETFUL' ? message : code));
}

describe('a ledger in a pipeline', () => {
  it.each(cases)('in the workspace, with a ring of { $ring }: $why', async ({ ring, why }) => {
    for (const ledger of ['file:.patchring', 'file:deep/below', 'file:WORKSPACE/x', 'file:../temporary/x']) {
      const [said] = await codeOf(ring, ledger, true);
      if (why === undefined) expect(said).toBe('PLAN_SURVEY_FAILED');
      else {
        expect(said).toContain(`lies in a folder that is forgotten with the job, and ${why}`);
        expect(said).toContain('not even that it was halted');
      }
    }
  });

  it('is a branch of the repository when nothing is said, whatever the policy', async () => {
    for (const { ring } of cases) expect(await codeOf(ring, undefined, true)).toEqual(['LEDGER_REPOSITORY_MISSING']);
  });

  it('outside of the workspace is taken, whatever the policy', async () => {
    for (const { ring } of cases) expect(await codeOf(ring, 'file:../kept', true)).toEqual(['PLAN_SURVEY_FAILED']);
  });

  it('beside the workspace under a name that only begins alike is outside', async () => {
    expect(await codeOf('window: anytime', 'file:WORKSPACE-kept', true)).toEqual(['PLAN_SURVEY_FAILED']);
  });
});

describe('a ledger in a terminal', () => {
  it('is the folder beside, whatever the policy', async () => {
    for (const { ring } of cases) expect(await codeOf(ring, undefined, false)).toEqual(['PLAN_SURVEY_FAILED']);
  });
});
