// The stories about undoing, as the demo plays them: what happens to the machines when nobody of ours is there any more is part of how a
// story ends, and is asked of the machines' own books.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { callCommand } from '../../support/command-calls.ts';

async function demo(scenario: string) {
  const directory = mkdtempSync(join(tmpdir(), 'patchring-demo-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return callCommand(['demo', '--scenario', scenario, '--machines', '8', '--out', 'out'], { directory });
}

describe('the demo', { timeout: 90_000 }, () => {
  it('leaves the machines to their automatic updates for a day, and nothing comes back', async () => {
    const { outcome, text } = await demo('comes-back');
    expect(outcome).toMatchObject({ conclusion: 'rolled-back', exitCode: 0 });
    expect(text).toMatch(/\. hiding from automatic updates what was taken back/);
    expect(text).toContain('The rollout has ended. The machines are left to themselves for 1d.');
    expect(text).toContain('none of them twice, none for nothing, and nothing came back by itself.');
  });

  it('strands the machine whose component store was cleaned up, says why, and takes nothing away there', async () => {
    const { outcome, text } = await demo('cleaned-up');
    expect(outcome).toMatchObject({ conclusion: 'rolled-back', exitCode: 0 });
    expect(text).toMatch(/pl01 +! STRANDED: the component store was cleaned with ResetBase at \S+, after the update/);
    expect(text).not.toMatch(/pl01 +\. rolling back/);
    expect(text).toMatch(
      /pl01 .*stranded.* go forward with the next update that mends it, or restore pl01 from a backup/,
    );
    expect(text).toMatch(/2 undone, 1 STRANDED/);
  });
});
