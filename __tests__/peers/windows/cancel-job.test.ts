// Stop-PatchringJob and the heartbeat, by the real engine on a real directory: what is queued is taken back for good, what has begun is
// left alone whoever was first, and a job that lives and says nothing is told from one that is gone.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jobStatusSchema } from '../../../src/model/job.ts';
import { engineAvailable, engineMissing } from '../../support/engine.ts';
import { goodRights, JobFolder } from '../../support/windows-jobs.ts';

const scan = { Key: 'r1-srv01-scan-1', Kind: 'scan', Source: 'machine' };
const { Key: key } = scan;
const counted = `function Invoke-PatchringScan {
  [System.IO.File]::AppendAllText([System.IO.Path]::Combine($global:Folder, 'runs'), 'x')
  [pscustomobject]@{ updates = [object[]]@(); source = 'policy' } }`;
const endless = `function Invoke-PatchringScan {
  while (-not [System.IO.File]::Exists([System.IO.Path]::Combine($global:Folder, 'enough'))) { [System.Threading.Thread]::Sleep(20) }
  [pscustomobject]@{ updates = [object[]]@(); source = 'late' } }`;

describe.skipIf(!engineAvailable)(`taking back a job${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  let folder: JobFolder;
  beforeEach(() => {
    folder = new JobFolder({ functions: counted });
  });
  afterEach(() => folder.remove());
  const start = () => folder.call('Start-PatchringJob', scan);
  const cancel = async () => (await folder.call('Stop-PatchringJob', { Key: key })).output;
  const poll = async () => jobStatusSchema.parse((await folder.call('Get-PatchringJob', { Key: key })).output[0]);
  const hasRun = () => existsSync(join(folder.path, 'runs'));

  it('leaves nothing of a job that was queued, and is safe to repeat', async () => {
    await start();
    expect(await cancel()).toEqual([{ outcome: 'cancelled' }]);
    expect(await cancel()).toEqual([{ outcome: 'absent' }]);
    expect(await poll()).toEqual({ state: 'absent' });
    expect(folder.task(key)).toBeUndefined();
    expect(existsSync(join(folder.path, 'patchring'))).toBe(false);
  });

  it('finds an absent one fine, and clears the task that a removal has left', async () => {
    await start();
    await folder.call('Remove-JobDirectory', { Root: folder.jobs, Directory: join(folder.jobs, key) });
    expect(folder.task(key)).toBe('running');
    expect(await cancel()).toEqual([{ outcome: 'absent' }]);
    expect(folder.task(key)).toBeUndefined();
  });

  it('leaves one alone that runs, and one that has ended', async () => {
    await start();
    const child = await folder.spawn(key, endless);
    expect(await cancel()).toEqual([{ outcome: 'begun' }]);
    expect(folder.task(key)).toBe('running');
    writeFileSync(join(folder.path, 'enough'), '');
    while ((await poll()).state === 'running') {
      /* it sees the file soon */
    }
    child.kill();
    expect(await cancel()).toEqual([{ outcome: 'begun' }]);
    expect(await poll()).toMatchObject({ state: 'finished' });
  });

  it('is decided by one of two who come at once: it has run or was taken back, never both', async () => {
    await start();
    const [[outcome]] = await Promise.all([cancel(), folder.run(key), folder.run(key)]);
    expect(outcome).toEqual({ outcome: hasRun() ? 'begun' : 'cancelled' });
  });

  it('that was cut short leaves a job that never runs and says that it was taken back', async () => {
    await start();
    await folder.call(
      'Stop-PatchringJob',
      { Key: key },
      { functions: "function Unregister-JobTask { throw 'killed' }" },
    );
    await folder.run(key);
    expect(hasRun()).toBe(false);
    expect(await poll()).toMatchObject({ state: 'failed', failure: { code: 'JOB_CANCELLED' } });
    expect((await folder.call('Remove-PatchringJob', { Key: key })).output).toEqual([{ outcome: 'removed' }]);
  });

  it('touches no folder that is not ours beyond doubt', async () => {
    await start();
    const rights = { [key]: { ...goodRights, Owner: 'S-1-5-21-1-2-3-1001' } };
    const { failure } = await folder.call('Stop-PatchringJob', { Key: key }, { rights });
    expect(failure?.id).toBe('JOB_DIRECTORY_UNSAFE');
    expect(readdirSync(join(folder.jobs, key)).sort()).toEqual(['job.ps1', 'parameters.xml']);
  });

  it.each([
    ['long ago', 45 * 60_000, 2_700, 2_760],
    ['in the time of a clock that was set back since', -3_600_000, 0, 0],
  ])('a job that lives and spoke %s says for how long it has been silent', async (_, ago, least, most) => {
    await start();
    const child = await folder.spawn(key, endless);
    const file = join(folder.jobs, key, 'status.xml');
    const at = new Date(Date.now() - ago).toISOString();
    writeFileSync(file, readFileSync(file, 'utf8').replace(/(<S N="At">)[^<]*/, `$1${at}`));
    const status = await poll();
    child.kill();
    expect(status).toMatchObject({ state: 'running', note: 'scan' });
    const { silentFor = -1 } = status as { silentFor?: number };
    expect(silentFor).toBeGreaterThanOrEqual(least);
    expect(silentFor).toBeLessThanOrEqual(most);
  });
});
