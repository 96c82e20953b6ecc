// Start, poll and remove of a job, by the real engine on a real directory: once is once, whatever is repeated, killed or left behind.
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jobStatusSchema } from '../../../src/model/job.ts';
import { scriptFor } from '../../../src/windows/script.ts';
import { engineAvailable, engineMissing, parseScript, runScript, type ScriptResult } from '../../support/engine.ts';
import { goodRights, JobFolder, jobCommands } from '../../support/windows-jobs.ts';

const scan = { Key: 'r1-srv01-scan-1', Kind: 'scan', Source: 'machine' };
const { Key: key } = scan;
const counted = `function Invoke-PatchringScan { param($Directory, $Source)
  [System.IO.File]::AppendAllText([System.IO.Path]::Combine($global:Folder, 'runs'), 'x')
  [pscustomobject]@{ updates = [object[]]@(); source = 'policy (' + $Source + ')' } }`;
const endless = `function Invoke-PatchringScan { param($Directory, $Source)
  Write-JobProgress -Directory $Directory -Percent 42 -Note 'half way'
  while (-not [System.IO.File]::Exists([System.IO.Path]::Combine($global:Folder, 'enough'))) { [System.Threading.Thread]::Sleep(20) }
  [pscustomobject]@{ updates = [object[]]@(); source = 'late' } }`;
const result = { state: 'finished', kind: 'scan', result: { updates: [], source: 'policy (machine)' } };

function statusOf({ output, failure, errors }: ScriptResult) {
  expect(failure).toBeUndefined();
  expect(errors).toEqual([]);
  expect(output).toHaveLength(1);
  return jobStatusSchema.parse(output[0]);
}

describe.skipIf(!engineAvailable)(`a job${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  let folder: JobFolder;
  beforeEach(() => {
    folder = new JobFolder({ functions: counted });
  });
  afterEach(() => folder.remove());
  const start = async (parameters: Readonly<Record<string, unknown>> = scan) =>
    statusOf(await folder.call('Start-PatchringJob', parameters));
  const poll = async (one = key) => statusOf(await folder.call('Get-PatchringJob', { Key: one }));
  const remove = async (one = key) => (await folder.call('Remove-PatchringJob', { Key: one })).output;
  const runs = () =>
    existsSync(join(folder.path, 'runs')) ? readFileSync(join(folder.path, 'runs'), 'utf8').length : 0;

  it('goes from absent over queued to finished, and is gone after its removal', async () => {
    expect(await poll()).toEqual({ state: 'absent' });
    expect(await start()).toEqual({ state: 'queued' });
    expect(await poll()).toEqual({ state: 'queued' });
    expect(await remove()).toEqual([{ outcome: 'running' }]);
    await folder.run(key);
    expect(await poll()).toEqual(result);
    expect(await poll()).toEqual(result);
    expect(await remove()).toEqual([{ outcome: 'removed' }]);
    expect(await remove()).toEqual([{ outcome: 'absent' }]);
    expect(await poll()).toEqual({ state: 'absent' });
    expect(folder.task(key)).toBeUndefined();
    expect(existsSync(join(folder.path, 'patchring'))).toBe(false);
  });

  it('is started once, however often it is asked for', async () => {
    await start();
    await start();
    await folder.run(key);
    expect(await start()).toEqual(result);
    await folder.run(key);
    await folder.run(key);
    expect(runs()).toBe(1);
    expect(folder.taskLog(key)).toEqual([`registered ${join(folder.jobs, key, 'job.ps1')}`, 'started']);
  });

  it('is started once by two who ask at the same time', async () => {
    const answers = await Promise.all([start(), start(), start(), start()]);
    expect(new Set(answers.map(({ state }) => state))).toEqual(new Set(['queued']));
    await Promise.all([folder.run(key), folder.run(key), folder.run(key)]);
    expect(runs()).toBe(1);
    expect(readdirSync(folder.jobs)).toEqual([key]);
  });

  it('goes on from a start that was killed before the task was registered', async () => {
    await folder.call('Start-PatchringJob', scan, { functions: "function Register-JobTask { throw 'killed' }" });
    expect(await poll()).toMatchObject({ state: 'lost', note: expect.stringContaining('never began') });
    expect(await start()).toEqual({ state: 'queued' });
    await folder.run(key);
    expect(await poll()).toEqual(result);
  });

  it('goes on from a start that was killed before the task was run', async () => {
    await folder.call('Start-PatchringJob', scan, { functions: "function Start-JobTask { throw 'killed' }" });
    expect(await poll()).toMatchObject({ state: 'lost', note: expect.stringContaining('0x00041303') });
    expect(await start()).toEqual({ state: 'queued' });
  });

  it('tells how far it is while its process lives, and refuses to be removed', async () => {
    await start();
    const child = await folder.spawn(key, endless);
    while ((await poll()).state !== 'running' || !JSON.stringify(await poll()).includes('half way')) {
      /* it has just begun */
    }
    expect(await poll()).toMatchObject({ state: 'running', percent: 42, note: 'half way' });
    expect(await start()).toMatchObject({ state: 'running' });
    expect(await remove()).toEqual([{ outcome: 'running' }]);
    expect(folder.task(key)).toBe('running');
    writeFileSync(join(folder.path, 'enough'), '');
    while ((await poll()).state === 'running') {
      /* it sees the file soon */
    }
    expect(await poll()).toMatchObject({ state: 'finished', result: { source: 'late' } });
    child.kill();
  });

  it('is lost when its process is killed, is never begun again, and can be removed', async () => {
    await start();
    const child = await folder.spawn(key, endless);
    child.kill('SIGKILL');
    await once(child, 'exit');
    folder.setTask(key, 'ready');
    expect(await poll()).toEqual({ state: 'lost', note: 'the job began and its process is gone without a result' });
    expect(await start()).toMatchObject({ state: 'lost' });
    await folder.run(key);
    expect(runs()).toBe(0);
    expect(folder.taskLog(key).filter(line => line === 'started')).toHaveLength(1);
    expect(await remove()).toEqual([{ outcome: 'removed' }]);
    expect(await start()).toEqual({ state: 'queued' });
  });

  it('keeps its result when its task has deleted itself or was deleted', async () => {
    await start();
    await folder.run(key);
    await folder.call('Unregister-JobTask', { Key: key });
    expect(await poll()).toEqual(result);
    expect(await start()).toEqual(result);
  });

  it('is lost when its task ended without beginning it', async () => {
    await start();
    folder.setTask(key, 'ready');
    expect(await poll()).toMatchObject({ state: 'lost', note: expect.stringContaining('its task is ready') });
  });

  it('ends as failed with number, sentence and code, whatever its body throws', async () => {
    const bodies = [
      [
        "Stop-Patchring -Code 'INSTALL_BUSY' -HResult 0x80240009 -Message 'Busy.'",
        { hresult: 0x80240009, message: 'Busy.', code: 'INSTALL_BUSY' },
      ],
      [
        "throw [System.Runtime.InteropServices.COMException]::new('Denied', -2147024891)",
        { hresult: 0x80070005, message: 'Denied' },
      ],
      ["[int]::Parse('x')", { hresult: 0, message: expect.stringContaining("'x'") }],
      ["throw 'plain'", { hresult: 0, message: 'plain' }],
      ['$null.Missing.Property', { hresult: 0, message: expect.any(String) }],
    ] as const;
    for (const [index, [text, failure]] of bodies.entries()) {
      const one = `fails-${index}`;
      await start({ ...scan, Key: one });
      await folder.run(one, `function Invoke-PatchringScan { param($Directory, $Source) ${text} }`);
      expect(await poll(one)).toEqual({ state: 'failed', failure });
      expect(await remove(one)).toEqual([{ outcome: 'removed' }]);
    }
  });

  it('writes beside its parameters the very functions that started it, and one call', async () => {
    await start();
    const text = readFileSync(join(folder.jobs, key, 'job.ps1'), 'ascii');
    const sent = scriptFor(
      jobCommands.map(command => ({ command })),
      'test',
    );
    expect(text).toBe(`${sent}\r\nInvoke-PatchringJob -Directory $PSScriptRoot\r\n`);
    expect((await parseScript({ text })).errors).toEqual([]);
    expect(folder.files(key)).toEqual(['job.ps1', 'parameters.xml']);
  });

  it('runs from its file alone, as the task runs it: here it finds no Windows, and says so', async () => {
    await start();
    const file = join(folder.jobs, key, 'job.ps1');
    const { failure } = await runScript([{ text: `& '${file}'` }]);
    expect(failure).toBeUndefined();
    expect(folder.files(key)).toEqual(['job.ps1', 'parameters.xml', 'result.xml', 'started', 'status.xml']);
    expect(await poll()).toMatchObject({ state: 'failed', failure: { message: expect.stringMatching(/regist/i) } });
  });

  it('carries its parameters as data, never as code', async () => {
    const updates = ['0fa1201d-4330-4fa8-8ae9-b877473b6441@201'];
    const packages = ["Package_for_$(calc)~'; calc; '", '`n"'];
    await start({ Key: 'u', Kind: 'uninstall', PackagesBefore: packages, Kb: ['KB5066835'] });
    await start({ Key: 'i', Kind: 'install', Source: 'windows-update', Update: updates });
    const show = `function Invoke-PatchringInstall { param($Directory, $Source, $Update) throw ($Source + '|' + ($Update -join ',')) }
      function Invoke-PatchringUninstall { param($Directory, $PackagesBefore) throw ($PackagesBefore -join '|') }`;
    await folder.run('u', show);
    await folder.run('i', show);
    expect(await poll('u')).toMatchObject({ failure: { message: packages.join('|') } });
    expect(await poll('i')).toMatchObject({ failure: { message: `windows-update|${updates[0]}` } });
    expect(readFileSync(join(folder.jobs, 'u', 'job.ps1'), 'ascii')).not.toContain('calc');
  });

  it.each([
    ['a key that leaves the folder', { ...scan, Key: '..' }],
    ['a key with a backslash', { ...scan, Key: 'a\\b' }],
    ['a key that is too long', { ...scan, Key: 'k'.repeat(101) }],
    ['work that does not exist', { ...scan, Kind: 'format' }],
    ['a source that does not exist', { ...scan, Source: 'ftp' }],
    ['an update without a revision', { ...scan, Kind: 'install', Update: ['0fa1201d-4330-4fa8-8ae9-b877473b6441'] }],
    ['an update that closes the query', { ...scan, Kind: 'install', Update: ["x' or 1=1@1"] }],
  ])('refuses %s before anything is touched', async (_, parameters) => {
    const { failure } = await folder.call('Start-PatchringJob', parameters);
    expect(failure?.id).toMatch(/^ParameterArgumentValidationError/);
    expect(existsSync(folder.jobs)).toBe(false);
  });

  it.each([
    ['an install without updates', { ...scan, Kind: 'install' }],
    ['an uninstall without the packages from before', { Key: 'u', Kind: 'uninstall' }],
  ])('refuses %s', async (_, parameters) => {
    expect((await folder.call('Start-PatchringJob', parameters)).failure?.id).toBe('JOB_PARAMETERS_INVALID');
  });

  it('refuses a key that stands for other work', async () => {
    await start();
    const { failure } = await folder.call('Start-PatchringJob', { Key: key, Kind: 'uninstall', PackagesBefore: ['p'] });
    expect(failure?.id).toBe('JOB_KEY_REUSED');
  });

  const everybody = { Account: 'S-1-5-11', Allows: true, IsInherited: false };
  const unsafe: readonly (readonly [string, object])[] = [
    ['has a foreign owner', { Owner: 'S-1-5-21-1-2-3-1001' }],
    ['is a link', { IsLink: true }],
    ['takes rights from above', { IsProtected: false }],
    [
      'has an inherited rule',
      { Rules: [...goodRights.Rules, { ...everybody, Account: 'S-1-5-18', IsInherited: true }] },
    ],
    ['lets users in', { Rules: [...goodRights.Rules, everybody] }],
  ];
  describe.each(['patchring', 'jobs', key])('whose folder %s', name => {
    it.each(unsafe)('%s is refused, by start, poll and remove', async (_, fault) => {
      await start();
      const rights = { [name]: { ...goodRights, ...fault } };
      for (const [command, parameters] of [
        ['Start-PatchringJob', scan],
        ['Get-PatchringJob', { Key: key }],
        ['Remove-PatchringJob', { Key: key }],
      ] as const) {
        const { failure } = await folder.call(command, parameters, { rights });
        expect(failure).toMatchObject({ id: 'JOB_DIRECTORY_UNSAFE', message: expect.stringContaining(name) });
      }
      expect(folder.files(key)).toEqual(['job.ps1', 'parameters.xml']);
    });
  });

  it('takes a rule that denies for what it is', async () => {
    const rights = { '*': { ...goodRights, Rules: [...goodRights.Rules, { ...everybody, Allows: false }] } };
    expect((await folder.call('Start-PatchringJob', scan, { rights })).output).toEqual([{ state: 'queued' }]);
  });

  it.each([
    ['AllSigned', { EnableScripts: 1, ExecutionPolicy: 'AllSigned' }, 'AllSigned'],
    ['no scripts at all', { EnableScripts: 0 }, 'turned off'],
  ])('is refused with its own code where group policy says %s', async (_, values, said) => {
    const strict = new JobFolder({ registry: { 'SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell': values } });
    const { failure } = await strict.call('Start-PatchringJob', scan);
    expect(failure).toMatchObject({ id: 'JOB_SCRIPTS_FORBIDDEN', message: expect.stringContaining(said) });
    expect(readdirSync(strict.jobs)).toEqual([]);
    strict.remove();
  });

  it('sweeps what a crash left nameless, after a day', async () => {
    await start({ ...scan, Key: 'other' });
    for (const name of ['.new-old', '.gone-old', '.new-fresh']) mkdirSync(join(folder.jobs, name));
    const longAgo = new Date(Date.now() - 2 * 86_400_000);
    for (const name of ['.new-old', '.gone-old']) utimesSync(join(folder.jobs, name), longAgo, longAgo);
    await start();
    expect(readdirSync(folder.jobs).sort()).toEqual(['.new-fresh', 'other', key].sort());
  });

  it('is not taken for finished while its result is only half written', async () => {
    await start();
    writeFileSync(join(folder.jobs, key, 'result.xml.new'), '<Objs');
    expect(await poll()).toEqual({ state: 'queued' });
  });

  it('does not read a result of another version', async () => {
    await start();
    await folder.run(key);
    const file = join(folder.jobs, key, 'result.xml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('<I32 N="Schema">1<', '<I32 N="Schema">9<'));
    expect((await folder.call('Get-PatchringJob', { Key: key })).failure?.id).toBe('JOB_RESULT_UNREADABLE');
  });

  it('keeps other jobs when one is removed', async () => {
    await start();
    await start({ ...scan, Key: 'other' });
    await folder.run(key);
    expect(await remove()).toEqual([{ outcome: 'removed' }]);
    expect(await poll('other')).toEqual({ state: 'queued' });
  });
});
