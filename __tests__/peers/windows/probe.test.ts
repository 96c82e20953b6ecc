// Invoke-PatchringProbe, run by the real engine on real files: scripts of the owner's that are good, bad, strange and endless. What they
// mean is the gate's affair, and the gate is asked here, too, so that both ends of the contract are held together.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ScriptReading, scriptReadingSchema } from '../../../src/model/reading.ts';
import { engineAvailable, engineMissing } from '../../support/engine.ts';
import { evidence, judge, read, snapshot } from '../../support/gate-evidence.ts';
import { goodRights, JobFolder } from '../../support/windows-jobs.ts';

const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const policyOfScripts = 'SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell';

/** What the gate says of a reading. */
function verdictOf(reading: ScriptReading): string {
  const seen = evidence('before', { before: snapshot({ scripts: read({ 'p.ps1 30000': reading }) }) });
  const { verdict, reason } = judge('script', seen, { settings: { file: 'p.ps1' } });
  return `${verdict}: ${reason}`;
}

describe.skipIf(!engineAvailable)(`Invoke-PatchringProbe${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  let folder: JobFolder;
  beforeEach(() => {
    folder = new JobFolder();
  });
  afterEach(() => folder.remove());

  const call = (Text: string, more: Parameters<JobFolder['call']>[2] = {}, Seconds = 20) =>
    folder.call('Invoke-PatchringProbe', { Sha256: digest(Text), Text, Seconds }, more);
  const said = async (text: string, seconds?: number) => {
    const { output, failure, errors } = await call(text, {}, seconds);
    expect({ failure, errors, objects: output.length }).toEqual({ failure: undefined, errors: [], objects: 1 });
    return scriptReadingSchema.parse(output[0]);
  };

  it.each<[string, string, string]>([
    ['JSON', `'{"verdict":"pass","reason":"3 of 3","measured":{"queues":3}}'`, 'pass: p.ps1 says pass: 3 of 3'],
    ['JSON after other lines', `'looking'\n'{"verdict":"fail","reason":"stuck"}'`, 'fail: p.ps1 says fail: stuck'],
    ['a word', "'looking'\n'Inconclusive'", 'inconclusive: p.ps1 says inconclusive'],
    ['exit 0', "'well'\nexit 0", 'pass: p.ps1 ended with exit code 0: well'],
    ['exit 3', "'two queues are stuck'\nexit 3", 'fail: p.ps1 ended with exit code 3: two queues are stuck'],
    ['nothing at all', '$x = 1', 'error: p.ps1 gave no verdict and no exit code'],
    ['a number', '42', 'error: p.ps1 gave no verdict and no exit code: 42'],
    ['$true', '$true', 'error: p.ps1 gave no verdict and no exit code: True'],
    ['an error', "'half'\nthrow 'no such queue'", 'error: p.ps1 ended with an error: half / error: no such queue'],
    ['text that is no script', 'if (', 'error: p.ps1 ended with an error'],
    [
      'a command that is not there, with errors made to stop',
      "$ErrorActionPreference = 'Stop'\nGet-Nothing\nexit 0",
      'error: p.ps1 ended with an error',
    ],
    ['another verdict', `'{"verdict":"green"}'`, 'error: p.ps1 writes JSON that is no { verdict, reason, measured }'],
    ['half of a JSON', `'{"verdict":"pass"'`, 'error: p.ps1 writes JSON that is no { verdict, reason, measured }'],
    ['a pass and an exit code that contradicts it', "'pass'\nexit 1", 'error: p.ps1 says pass, and its exit code is 1'],
    ['a question to nobody', '[void]$Host.UI.ReadLine()', 'error: p.ps1 gave no verdict and no exit code: '],
    ['an error that does not end it', 'Get-Nothing\nexit 0', 'pass: p.ps1 ended with exit code 0: error: '],
    ['$null', '$null', 'error: p.ps1 gave no verdict and no exit code'],
  ])('hears %s', async (_, text, verdict) => {
    expect(verdictOf(await said(text))).toContain(verdict);
  });

  it('runs it as if started by itself, under its own name, and leaves nothing behind', async () => {
    const text = `"$($null -eq (Get-Command Stop-Patchring -ErrorAction Ignore)) $ErrorActionPreference $env:PSExecutionPolicyPreference $PSCommandPath"`;
    const { last } = await said(text);
    expect(last).toMatch(/^True Continue RemoteSigned .*[\\/]\.probe-[0-9a-f]{32}[\\/]probe\.ps1$/);
    expect(existsSync(join(folder.path, 'patchring'))).toBe(false);
  });

  it('leaves jobs where they are', async () => {
    mkdirSync(join(folder.jobs, 'k-1'), { recursive: true });
    await said('exit 0');
    expect(readdirSync(folder.jobs)).toEqual(['k-1']);
  });

  it('ends what is late, and says what it wrote until then', async () => {
    const late = await said("'looking'\nwhile ($true) { [System.Threading.Thread]::Sleep(20) }", 1);
    expect(late).toMatchObject({ ended: 'overdue', exitCode: null, last: 'looking' });
    expect(verdictOf(late)).toBe('fail: p.ps1 did not end in its time: looking');
    expect(existsSync(join(folder.path, 'patchring'))).toBe(false);
  });

  it('does not wait for what does not even stop', async () => {
    const stuck = await said('[System.Threading.Thread]::Sleep(12000)', 1);
    expect(stuck).toMatchObject({ ended: 'overdue', last: null });
    expect(stuck.took).toBeLessThan(60_000);
    expect(existsSync(join(folder.path, 'patchring'))).toBe(false);
  });

  it('keeps of a flood its end, in one line without controls', async () => {
    const flood = `for ($i = 0; $i -lt 5000; $i++) { "line $i" + [char]27 + [char]10 + '::error::x' }\n'x' * 100000`;
    const { note, last } = await said(flood);
    expect(note.length).toBeLessThanOrEqual(2000);
    expect(note).not.toMatch(/\p{C}/u);
    expect(last).toBe('x'.repeat(4096));
  });

  it('runs the bytes that were planned, with mark and letters', async () => {
    expect(await said("\ufeff'Ä | $x'\r\nexit 0")).toMatchObject({ last: 'Ä | $x', exitCode: 0 });
  });

  it.each<[string, string, Parameters<JobFolder['call']>[2]]>([
    ['JOB_DIRECTORY_UNSAFE', 'exit 0', { rights: { jobs: { ...goodRights, Owner: 'S-1-5-21-1-2-3-1001' } } }],
    ['JOB_SCRIPTS_FORBIDDEN', 'exit 0', { functions: "function Get-ScriptPolicy { return 'AllSigned' }" }],
    [
      'PROBE_SCRIPT_CHANGED',
      'exit 0',
      { functions: "function New-OwnShell { throw 'run' }\nfunction Get-FileDigest { return 'other' }" },
    ],
  ])('refuses with %s, and runs nothing', async (code, text, more) => {
    const { failure, output } = await call(text, more);
    expect(failure?.id).toMatch(new RegExp(`^${code}`));
    expect(output).toEqual([]);
    expect(readdirSync(folder.path).length === 0 || readdirSync(folder.jobs).length === 0).toBe(true);
  });

  it.each([
    ['no digest', { Sha256: 'abc', Text: 'x', Seconds: 5 }],
    ['no text', { Sha256: digest(''), Text: '', Seconds: 5 }],
    ['more than a minute', { Sha256: digest('x'), Text: 'x', Seconds: 61 }],
  ])('takes %s for no call', async (_, parameters) => {
    expect((await folder.call('Invoke-PatchringProbe', parameters)).failure?.id).toMatch(/Parameter/);
  });

  it('knows the policy that forbids script files', async () => {
    folder.remove();
    folder = new JobFolder({ registry: { [policyOfScripts]: { EnableScripts: 0 } } });
    expect((await call('exit 0')).failure?.id).toMatch(/^JOB_SCRIPTS_FORBIDDEN/);
  });
});
