// The owner's scripts, started, run and read back by the real engine on real files, as a rollout does it: what they write, how they end and
// what detect answers is theirs; what it means is ours. Nothing of them is ever part of our text.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type JobStatus, jobStatusSchema } from '../../../src/model/job.ts';
import { engineAvailable, engineMissing } from '../../support/engine.ts';
import { JobFolder } from '../../support/windows-jobs.ts';

const update = '11111111-1111-4222-8333-444455556666@1';
const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const script = (role: 'run' | 'detect', text: string) => `${role}|${digest(text)}|${text}`;
/** What detect looks at: a file that the others make and delete. */
const marked = (folder: JobFolder) => `'${join(folder.path, 'payload')}'`;
const makes = (folder: JobFolder) => `[System.IO.File]::WriteAllText(${marked(folder)}, 'x')\n`;
const finds = (folder: JobFolder) => `[System.IO.File]::Exists(${marked(folder)})`;

describe.skipIf(!engineAvailable)(`the owner's scripts${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  let folder: JobFolder;
  beforeEach(() => {
    folder = new JobFolder({ functions: 'function Test-UpdateRestart { return $false }' });
  });
  afterEach(() => folder.remove());

  const end = async (parameters: Readonly<Record<string, unknown>>, tamper?: (key: string) => void) => {
    const Key = 'r1-srv01-script-1';
    const started = await folder.call('Start-PatchringJob', { Key, ...parameters });
    expect(started.failure).toBeUndefined();
    tamper?.(Key);
    await folder.run(Key);
    const { output } = await folder.call('Get-PatchringJob', { Key });
    return jobStatusSchema.parse(output[0]);
  };
  const install = (run: string, detect = finds(folder)) =>
    end({ Kind: 'script', Update: [update], Script: [script('run', run), script('detect', detect)] });
  const remove = (run: string, detect = finds(folder)) =>
    end({ Kind: 'removal', Update: [update], Script: [script('run', run), script('detect', detect)] });
  const detect = (text: string) => end({ Kind: 'detect', Script: [script('detect', text)] });
  const outcomeOf = (status: JobStatus) =>
    status.state === 'finished' && status.kind === 'script' ? status.result.updates[0] : status;

  it('install, say so in the note, and are found afterwards', async () => {
    const status = await install(`${makes(folder)}'copying'\n'done'\n`);
    expect(status).toEqual({
      state: 'finished',
      kind: 'script',
      result: {
        updates: [
          {
            updateId: update.slice(0, 36),
            revision: 1,
            kbs: [],
            outcome: 'installed',
            hresult: 0,
            note: 'copying / done',
          },
        ],
        needsRestart: false,
        packagesBefore: [],
      },
    });
  });

  it.each<[string, (folder: JobFolder) => string, string]>([
    [
      'an error that ends it',
      f => `${makes(f)}'half'\nthrow 'disk on fire'`,
      'it ended with an error: half / error: disk on fire',
    ],
    [
      'a command that does not exist, with errors made to stop',
      () => `$ErrorActionPreference = 'Stop'\nGet-Nothing`,
      'it ended with an error',
    ],
    ['its exit code', f => `${makes(f)}'half'\nexit 1603`, 'its exit code is 1603: half'],
    [
      'a question to somebody who is not there',
      f => `${makes(f)}[void]$Host.UI.ReadLine()\nthrow 'no one'`,
      'it ended with an error',
    ],
  ])('fail by %s, whatever detect would say', async (_, run, note) => {
    const outcome = outcomeOf(await install(run(folder)));
    expect(outcome).toMatchObject({ outcome: 'failed', code: 'SCRIPT_FAILED', note: expect.stringContaining(note) });
  });

  it.each([3010, 1641])('ask for a restart by %d, and detect is asked after it', async code => {
    const status = await install(`exit ${code}`);
    expect(status).toMatchObject({ result: { needsRestart: true, updates: [{ outcome: 'installed' }] } });
  });

  it('have failed where they end well and are not found', async () => {
    expect(outcomeOf(await install("'done'"))).toMatchObject({ outcome: 'failed', code: 'SCRIPT_NOT_DETECTED' });
  });

  it('keep the end of a flood as one line of 2000 characters without controls', async () => {
    const run = `${makes(folder)}for ($i = 0; $i -lt 5000; $i++) { "line $i" + [char]27 + '[31m' + [char]10 + '::error::x' }`;
    const outcome = outcomeOf(await install(run));
    const note = outcome !== undefined && 'note' in outcome ? (outcome.note ?? '') : '';
    expect(note).toHaveLength(2000);
    expect(note).toMatch(/^\.\.\..*line 4999 \[31m ::error::x$/);
    expect(note).not.toMatch(/\p{C}/u);
  });

  it('run as if started by themselves: our functions and preferences are not there, and theirs stay theirs', async () => {
    const run = `${makes(folder)}
      $missing.Name
      "$ErrorActionPreference $($null -eq (Get-Command Write-JobFile -ErrorAction Ignore))"
      function Write-JobFile { throw 'not yours' }
      $global:ErrorActionPreference = 'SilentlyContinue'`;
    expect(outcomeOf(await install(run))).toMatchObject({ outcome: 'installed', note: 'Continue True' });
  });

  it('stand there byte for byte: line ends, mark, signature', async () => {
    const text = `\ufeff# Ä ' @' "@ $x\r\n${makes(folder)}\r\n# SIG # Begin signature block\r\n# MIIabc==\r\n# SIG # End signature block`;
    expect(outcomeOf(await install(text))).toMatchObject({ outcome: 'installed' });
    const file = readFileSync(join(folder.jobs, 'r1-srv01-script-1', 'run.ps1'));
    expect(file.equals(Buffer.from(text, 'utf8'))).toBe(true);
    expect(readFileSync(join(folder.jobs, 'r1-srv01-script-1', 'job.ps1'), 'utf8')).not.toContain('MIIabc');
  });

  it('are not run where they are others than was planned', async () => {
    const [run, finding] = [makes(folder), finds(folder)];
    const Script = [`run|${digest('other')}|${run}`, script('detect', finding)];
    expect(await end({ Kind: 'script', Update: [update], Script })).toMatchObject({
      state: 'failed',
      failure: { code: 'SCRIPT_CHANGED' },
    });
    expect(existsSync(join(folder.path, 'payload'))).toBe(false);
  });

  it.each<[string, string, { installed: boolean; version: string | null }]>([
    ['$true', '$true', { installed: true, version: null }],
    ['$false', '$false', { installed: false, version: null }],
    ['an object', "[pscustomobject]@{ installed = $true; version = '1.2' }", { installed: true, version: '1.2' }],
    ['a hashtable', '@{ installed = $false; version = $null }', { installed: false, version: null }],
    ['a version', '@{ installed = $true; version = [version]"3.4" }', { installed: true, version: '3.4' }],
  ])('answer detect by %s', async (_, text, result) => {
    expect(await detect(text)).toEqual({ state: 'finished', kind: 'detect', result });
  });

  it.each([
    ['nothing', '$x = 1'],
    ['two answers', '$true\n$true'],
    ['text', "'true'"],
    ['a number', '1'],
    ['$null', '$null'],
    ['an installed that is text', "@{ installed = 'yes' }"],
    ['a version that is a number', '@{ installed = $true; version = 3 }'],
    ['something else beside it', '@{ installed = $true; ok = $true }'],
    ['an array of one', ', @($true)\n'],
    ['an error', "throw 'no'"],
    ['a flood', 'for ($i = 0; $i -lt 5000; $i++) { $true }'],
  ])('are refused where detect answers %s', async (_, text) => {
    expect(await detect(text)).toMatchObject({ state: 'failed', failure: { code: 'SCRIPT_DETECT_INVALID' } });
  });

  it('take away what detect finds, and are not run where it finds nothing', async () => {
    const gone = await remove("throw 'not to be run'");
    expect(gone).toMatchObject({ kind: 'removal', result: { removed: [], kept: [], needsRestart: false } });
    folder.remove();
    folder = new JobFolder({ functions: 'function Test-UpdateRestart { return $false }' });
    await folder.call('Start-PatchringJob', {
      Key: 'first',
      Kind: 'script',
      Update: [update],
      Script: [script('run', makes(folder)), script('detect', finds(folder))],
    });
    await folder.run('first');
    expect(await remove(`[System.IO.File]::Delete(${marked(folder)})`)).toMatchObject({
      result: { removed: [update], kept: [] },
    });
  });

  it.each([
    ['fails', 'exit 5', 'the uninstall script failed, its exit code is 5'],
    ['does nothing', "'done'", 'detect still finds it after the uninstall script'],
  ])('keep what an uninstall script leaves that %s', async (_, run, reason) => {
    expect(await remove(run, '$true')).toMatchObject({
      result: { removed: [], kept: [{ package: update, reason: expect.stringContaining(reason) }] },
    });
  });

  it('go on for as long as they take, and are seen to run meanwhile', async () => {
    const go = join(folder.path, 'go');
    const run = `${makes(folder)}while (-not [System.IO.File]::Exists('${go}')) { [System.Threading.Thread]::Sleep(20) }\nexit 7`;
    const Key = 'slow';
    const Script = [script('run', run), script('detect', finds(folder))];
    await folder.call('Start-PatchringJob', { Key, Kind: 'script', Update: [update], Script });
    const child = await folder.spawn(Key, '');
    const status = async () => jobStatusSchema.parse((await folder.call('Get-PatchringJob', { Key })).output[0]);
    const running = await status();
    expect(running).toMatchObject({ state: 'running' });
    child.kill('SIGKILL');
    await new Promise(resolve => child.once('exit', resolve));
    expect(await status()).toMatchObject({ state: 'lost' });
  });

  it.each([
    ['detect without a script', { Kind: 'detect' }],
    ['script without detect', { Kind: 'script', Update: [update], Script: [script('run', 'x')] }],
    ['script without an update', { Kind: 'script', Script: [script('run', 'x'), script('detect', 'x')] }],
    [
      'removal with two that detect',
      { Kind: 'removal', Update: [update], Script: [script('detect', 'x'), script('detect', 'x')] },
    ],
  ])('are refused as %s', async (_, parameters) => {
    const { failure } = await folder.call('Start-PatchringJob', { Key: 'k', ...parameters });
    expect(failure?.id).toMatch(/^JOB_PARAMETERS_INVALID/);
    expect(existsSync(join(folder.jobs, 'k'))).toBe(false);
  });
});
