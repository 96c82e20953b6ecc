// Packages, run by the real engine: real files are copied and hashed, and only share, signature and DISM are played. Nothing is installed
// before everything is checked, and nothing of the copies stays.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { installResultSchema, stageResultSchema } from '../../../src/model/reading.ts';
import { engineAvailable, engineMissing, runScript } from '../../support/engine.ts';
import { toPowerShell } from '../../support/powershell-literal.ts';
import { machineScripts, patience, type WindowsState } from '../../support/windows.ts';
import { updateAgent } from '../../support/windows-update-agent.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Share {
  /** Name → content. */
  readonly files: Readonly<Record<string, string>>;
  /** Name → who signed it; Microsoft unless told. */
  readonly signers?: Readonly<Record<string, string>>;
  /** What DISM says, by name: a number it fails with. */
  readonly dism?: Readonly<Record<string, number>>;
  readonly restartNeeded?: boolean;
}

const digest = (content: string) => createHash('sha256').update(content).digest('hex');
const keyOf = (digit: string) => `${digit.repeat(8)}-1111-4222-8333-444455556666@1`;
const lcu = (content = 'lcu') => `${keyOf('1')}|KB5066835|${digest(content)}|\\\\files\\updates\\kb5066835.msu`;
const net = `${keyOf('2')}|KB5066128|${digest('net')}|https://files.corp.example/x/kb5066128.cab`;
const checkpoint = (content = 'old') => `${keyOf('1')}|${digest(content)}|\\\\files\\updates\\kb5043080.msu`;
const share: Share = { files: { 'kb5066835.msu': 'lcu', 'kb5066128.cab': 'net', 'kb5043080.msu': 'old' } };
const microsoft = 'CN=Microsoft Windows, O=Microsoft Corporation, L=Redmond, S=Washington, C=US';

interface Given {
  readonly beside?: readonly string[];
  readonly machine?: WindowsState;
  /** Contents of files that a job before this one has copied, all by the name of the first package. */
  readonly staged?: readonly string[];
  /** Only copies and checks. */
  readonly isStage?: boolean;
}

async function install(
  { files, signers = {}, dism = {}, restartNeeded = false }: Share,
  Package: readonly string[],
  { beside = [], machine = {}, staged = [], isStage = false }: Given = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'patchring-package-'));
  folders.push(folder);
  const [from, job] = [join(folder, 'share'), join(folder, 'job')];
  for (const path of [from, job]) mkdirSync(path);
  for (const [at, content] of staged.entries()) {
    const before = join(folder, `before${at}`, 'staged', '0');
    mkdirSync(before, { recursive: true });
    writeFileSync(join(before, 'kb5066835.msu'), content);
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(from, name), content);
  const touches = `
$global:Share = ${toPowerShell({ from, signers, dism, restartNeeded })}
function Copy-PackageFile { param([string] $From, [string] $To)
  $global:Asked.Add('copy ' + $From)
  [System.IO.File]::Copy([System.IO.Path]::Combine($global:Share.from, $From.Split([char[]]'\\/')[-1]), $To, $false) }
function Read-FileSignature { param([string] $Path)
  $name = [System.IO.Path]::GetFileName($Path)
  if (-not $global:Share.signers.ContainsKey($name)) { return [pscustomobject]@{ Status = 'Valid'; Signer = '${microsoft}' } }
  $signer = $global:Share.signers[$name]
  if ($signer -eq '') { return [pscustomobject]@{ Status = 'NotSigned'; Signer = '' } }
  if ($signer -eq 'changed') { return [pscustomobject]@{ Status = 'HashMismatch'; Signer = '${microsoft}' } }
  return [pscustomobject]@{ Status = 'Valid'; Signer = $signer } }
function Add-StorePackage { param([string] $Path)
  $beside = @([System.IO.Directory]::GetFiles([System.IO.Path]::GetDirectoryName($Path)) | ForEach-Object { [System.IO.Path]::GetFileName($_) }) -join ','
  $global:Asked.Add('dism ' + [System.IO.Path]::GetFileName($Path) + ' in ' + $beside)
  $said = $global:Share.dism[[System.IO.Path]::GetFileName($Path)]
  if ($null -ne $said) { throw [System.Runtime.InteropServices.COMException]::new('DISM says no', $said) }
  $name = 'Package_for_' + [System.IO.Path]::GetFileNameWithoutExtension($Path).ToUpperInvariant() + '~1'
  $global:Windows.packages = @($global:Windows.packages) + @{ Name = $name; State = 'Installed'; ReleaseType = 'SecurityUpdate'; InstalledAt = [datetime]::UtcNow }
  return $global:Share.restartNeeded }`;
  const packages = [{ Name: 'Package_1', State: 'Installed', ReleaseType: 'SecurityUpdate', InstalledAt: new Date(0) }];
  const scripts = machineScripts(['Start-PatchringJob'], {
    packages,
    ...machine,
    functions: `${updateAgent({ updates: [] })}\n${touches}\nfunction Get-All { param([hashtable] $Parameters)
      try { $result = (Get-Told -Command '${isStage ? 'Invoke-PatchringPackageStage' : 'Invoke-PatchringPackage'}' -Parameters $Parameters).result; $failure = $null } catch { $result = $null; $failure = $_ }
      [pscustomobject]@{ result = $result; asked = $global:Asked.ToArray(); code = [string]$(if ($null -ne $failure) { $failure.FullyQualifiedErrorId }); message = [string]$failure } }`,
  });
  const parameters = { Parameters: { Directory: job, Package, Prerequisite: beside } };
  const { output, failure } = await runScript(scripts, { name: 'Get-All', parameters }, patience);
  expect(failure).toBeUndefined();
  const said = output[0] as { result: unknown; asked: readonly string[]; code: string; message: string };
  return {
    ...said,
    asked: said.asked.filter(line => !line.startsWith('note')),
    left: existsSync(job) ? readdirSync(job) : [],
  };
}

describe.skipIf(!engineAvailable)(`Invoke-PatchringPackage${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  it('copies and checks all, records what is there, then installs each with what lies beside it', async () => {
    const said = await install({ ...share, restartNeeded: true }, [lcu(), net], { beside: [checkpoint()] });
    expect(installResultSchema.parse(said.result)).toEqual({
      updates: [
        { updateId: keyOf('1').slice(0, 36), revision: 1, kbs: ['KB5066835'], outcome: 'installed', hresult: 0 },
        { updateId: keyOf('2').slice(0, 36), revision: 1, kbs: ['KB5066128'], outcome: 'installed', hresult: 0 },
      ],
      needsRestart: true,
      packagesBefore: ['Package_1'],
      packagesAdded: ['Package_for_KB5066835~1', 'Package_for_KB5066128~1'],
    });
    expect(said.asked.slice(0, 3).every(line => line.startsWith('copy'))).toBe(true);
    expect(said.asked[3]).toBe('file before.xml');
    expect(said.asked.slice(4).map(line => line.split(',').sort().join(','))).toEqual(
      ['dism kb5066835.msu in kb5043080.msu,kb5066835.msu', 'dism kb5066128.cab in kb5066128.cab'].map(line =>
        line.split(',').sort().join(','),
      ),
    );
    expect(said.left).toEqual([]);
  });

  const { 'kb5066128.cab': _, ...fewer } = share.files;
  const signed = (name: string, signer: string): Share => ({ ...share, signers: { [name]: signer } });
  it.each<[string, { from: Share; packages: readonly string[]; beside?: readonly string[] }, string]>([
    ['a share that is not there', { from: { files: {} }, packages: [lcu()] }, 'PACKAGE_NOT_FOUND'],
    ['a second file that is not there', { from: { files: fewer }, packages: [lcu(), net] }, 'PACKAGE_NOT_FOUND'],
    ['a file that differs', { from: share, packages: [lcu('other')] }, 'PACKAGE_HASH_MISMATCHED'],
    [
      'a file beside it that differs',
      { from: share, packages: [lcu()], beside: [checkpoint('other')] },
      'PACKAGE_HASH_MISMATCHED',
    ],
    ['an unsigned file', { from: signed('kb5066835.msu', ''), packages: [lcu()] }, 'PACKAGE_UNSIGNED'],
    [
      'a file signed by others',
      { from: signed('kb5066835.msu', 'CN=Microsoft, O=Mallory'), packages: [lcu()] },
      'PACKAGE_UNSIGNED',
    ],
    [
      'a file changed after it was signed',
      { from: signed('kb5066835.msu', 'changed'), packages: [lcu()] },
      'PACKAGE_UNSIGNED',
    ],
    [
      'an unsigned file beside it',
      { from: signed('kb5043080.msu', ''), packages: [lcu()], beside: [checkpoint()] },
      'PACKAGE_UNSIGNED',
    ],
  ])(
    'refuses %s with its own code, installs nothing of the set and keeps no copy',
    async (_, { from, packages, beside = [] }, code) => {
      const said = await install(from, packages, { beside });
      expect(said.code.split(',')[0]).toBe(code);
      expect(said.asked.filter(line => line.startsWith('dism') || line.startsWith('file'))).toEqual([]);
      expect(said.left).toEqual([]);
    },
  );

  it('before the window copies and checks, installs nothing, and keeps what it has copied', async () => {
    const pending = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\RebootPending';
    const machine = { registry: { [pending]: {} } };
    const said = await install(share, [lcu(), net], { beside: [checkpoint()], isStage: true, machine });
    expect(stageResultSchema.parse(said.result).updates.map(({ kbs, outcome }) => [kbs[0], outcome])).toEqual([
      ['KB5066835', 'downloaded'],
      ['KB5066128', 'downloaded'],
    ]);
    expect(said.asked.every(line => line.startsWith('copy'))).toBe(true);
    expect(said.left).toEqual(['staged']);
  });

  it.each([
    [
      'a file that is not there',
      [lcu('lcu'), `${keyOf('3')}|KB5066129|${digest('net')}|C:\\no.cab`],
      {},
      'PACKAGE_NOT_FOUND',
    ],
    ['a file that differs', [lcu('other')], {}, 'PACKAGE_HASH_MISMATCHED'],
    ['a disk that is full', [lcu()], { drive: { Free: 1e9, Size: 1e11 } }, 'INSTALL_DISK_LOW'],
  ])('before the window finds out %s, and keeps nothing', async (_, packages, machine, code) => {
    const said = await install(share, packages, { isStage: true, machine });
    expect([said.code.split(',')[0], said.left]).toEqual([code, []]);
  });

  it('takes what a job before it has copied, if it is that very file, and checks it again', async () => {
    const said = await install({ files: {} }, [lcu()], { staged: ['something else', 'lcu'] });
    expect(said.result).toMatchObject({ updates: [{ outcome: 'installed' }] });
    expect(said.asked.filter(line => line.startsWith('copy'))).toEqual([]);
    const changed = await install({ files: {} }, [lcu()], { staged: ['something else'] });
    expect(changed.code.split(',')[0]).toBe('PACKAGE_NOT_FOUND');
    const unsigned = await install({ files: {}, signers: { 'kb5066835.msu': '' } }, [lcu()], { staged: ['lcu'] });
    expect(unsigned.code.split(',')[0]).toBe('PACKAGE_UNSIGNED');
  });

  it('begins nothing more after a package that failed', async () => {
    const said = await install({ ...share, dism: { 'kb5066835.msu': -2146498530 } }, [lcu(), net]);
    expect(said.result).toMatchObject({
      updates: [
        { outcome: 'failed', hresult: 0x800f081e },
        { outcome: 'aborted', hresult: 0 },
      ],
      packagesBefore: ['Package_1'],
    });
    expect(said.asked.filter(line => line.startsWith('dism'))).toHaveLength(1);
  });

  it('refuses while a restart is pending, over a metered network and on a full disk, before anything is installed', async () => {
    const pending = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\RebootPending';
    const waiting = await install(share, [lcu()], { machine: { registry: { [pending]: {} } } });
    expect([waiting.code.split(',')[0], waiting.asked]).toEqual(['INSTALL_RESTART_PENDING', []]);
    const paid = await install(share, [net], { machine: { networkCost: 2 } });
    expect([paid.code.split(',')[0], paid.asked, paid.left]).toEqual(['INSTALL_NETWORK_METERED', [], []]);
    expect((await install(share, [lcu()], { machine: { networkCost: 2 } })).code).toBeNull();
    const full = await install(share, [lcu()], { machine: { drive: { Free: 1e9, Size: 1e11 } } });
    expect([full.code.split(',')[0], full.left]).toEqual(['INSTALL_DISK_LOW', []]);
  });
});
