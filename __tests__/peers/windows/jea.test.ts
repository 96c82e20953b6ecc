// What `jea` writes, as Microsoft's engine takes it: the files parse, the module loads, the session configuration lets in what we call
// and nothing else, and a job that the module starts gets the whole module.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jeaCommands, jeaFiles } from '../../../src/windows/jea.ts';
import { functionsFor, functionTexts, scriptVersion } from '../../../src/windows/script.ts';
import { engineAvailable, engineMissing, parseScript, runInJea, runScript } from '../../support/engine.ts';
import { patience } from '../../support/windows.ts';
import { JobFolder } from '../../support/windows-jobs.ts';

describe.skipIf(!engineAvailable)(`the files of jea${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  let modules = '';
  const files = jeaFiles("CORP\\o'neil");
  const at = (path: string): string => join(modules, path);
  beforeAll(() => {
    modules = mkdtempSync(join(tmpdir(), 'patchring-jea-'));
    for (const [path, text] of files) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text);
    }
  });
  afterAll(() => rmSync(modules, { recursive: true }));

  it('parse, in ASCII, and with nothing newer than Windows PowerShell 5.1', async () => {
    for (const text of files.values()) expect(await parseScript({ text })).toMatchObject({ errors: [], findings: [] });
  });

  it('hold data and no code, but for the module', async () => {
    const read = `function Read-Data { param([string] $Text)
      $tree = [System.Management.Automation.Language.Parser]::ParseInput($Text, [ref]$null, [ref]$null)
      $tree.EndBlock.Statements[0].PipelineElements[0].Expression.SafeGetValue() }`;
    const dataOf = async (path: string) =>
      (await runScript([{ text: read }], { name: 'Read-Data', parameters: { Text: files.get(path) } })).output[0];
    expect(await dataOf('patchring/patchring.psd1')).toMatchObject({
      FunctionsToExport: jeaCommands,
      CmdletsToExport: [],
    });
    expect(await dataOf('patchring/RoleCapabilities/patchring.psrc')).toMatchObject({ VisibleFunctions: jeaCommands });
    expect(await dataOf('patchring.pssc')).toMatchObject({
      SessionType: 'RestrictedRemoteServer',
      LanguageMode: 'NoLanguage',
      RunAsVirtualAccount: true,
      RoleDefinitions: { "CORP\\o'neil": { RoleCapabilities: 'patchring' } },
    });
  });

  it('load, and export what is called and nothing else', async () => {
    const load = `function Get-Exported { param([string] $Path) (Import-Module -Name $Path -PassThru).ExportedCommands.Keys }`;
    const { output, errors, failure } = await runScript([{ text: load }], {
      name: 'Get-Exported',
      parameters: { Path: at('patchring/patchring.psd1') },
    });
    expect({ errors, failure }).toEqual({ errors: [], failure: undefined });
    expect([...output].sort()).toEqual([...jeaCommands].sort());
  });

  it('make a session in which a typed call is answered', async () => {
    const session = { configuration: at('patchring.pssc'), modules };
    const said = await runInJea(session, { name: 'Get-PatchringVersion', parameters: {} });
    expect(said.failure).toBeUndefined();
    expect(said.output).toEqual([{ version: scriptVersion }]);
    const parameters = { Key: 'k-1', Kind: 'uninstall', PackagesBefore: [] };
    expect((await runInJea(session, { name: 'Start-PatchringJob', parameters })).failure?.id).toMatch(
      /^JOB_PARAMETERS_INVALID/,
    );
  });

  it('make a session in which a visit calls what may be called, and nothing else', async () => {
    const session = { configuration: at('patchring.pssc'), modules };
    const given = { Key: 'k-1', Kind: 'uninstall', PackagesBefore: [] };
    const hidden = ['Invoke-PatchringProbe', 'Invoke-PatchringInstall', 'Invoke-Shutdown', 'Get-ScriptText'];
    const Call = [...hidden.map(Name => ({ Name, Given: {} })), { Name: 'Start-PatchringJob', Given: given }];
    const said = await runInJea(session, { name: 'Invoke-PatchringVisit', parameters: { Call } });
    expect(said.failure).toBeUndefined();
    const { answers } = said.output[0] as { answers: { output: unknown[]; failure: { errorId: string } }[] };
    const ids = answers.map(({ output, failure }) => [output, failure.errorId.split(',')[0]]);
    const missing = [[], 'WINDOWS_COMMAND_MISSING'];
    expect(ids).toEqual([...hidden.map(() => missing), [[], 'JOB_PARAMETERS_INVALID']]);
  });

  it.each(['detect', 'script', 'removal'])('make a session that refuses %s: no code comes from outside', async Kind => {
    const session = { configuration: at('patchring.pssc'), modules };
    const digest = '0'.repeat(64);
    const Script = [`run|${digest}|'mine'`, `detect|${digest}|$true`];
    const parameters = { Key: 'k-1', Kind, Update: ['11111111-1111-4222-8333-444455556666@1'], Script };
    expect((await runInJea(session, { name: 'Start-PatchringJob', parameters })).failure?.id).toMatch(
      /^JOB_SCRIPT_REFUSED/,
    );
  });

  it.each([
    'Invoke-Shutdown',
    'Invoke-PatchringProbe',
    'Invoke-PatchringInstall',
    'Get-ScriptText',
    'Import-Module',
    'Where-Object',
  ])('make a session in which %s does not exist', async name => {
    const session = { configuration: at('patchring.pssc'), modules };
    expect((await runInJea(session, { name, parameters: {} })).failure?.id).toMatch(/^CommandNotFoundException/);
  });

  it.each(['1 + 1', 'Get-PatchringVersion | ForEach-Object { $_ }', 'function Get-PatchringVersion { 7 }'])(
    'make a session that refuses the script %s',
    async text => {
      const { failure, output } = await runInJea({ configuration: at('patchring.pssc'), modules }, { text });
      expect(output).toEqual([]);
      expect(failure?.id).toMatch(/^ScriptsNotAllowed/);
    },
  );

  it('refuse a script of the owner’s in the module itself, whoever makes it callable', async () => {
    const load = `Import-Module -Name '${at('patchring/patchring.psd1')}'
      function Invoke-Hidden { param([hashtable] $Named) & (Get-Module -Name patchring) { param($All) Invoke-PatchringProbe @All } $Named }`;
    const Named = { Sha256: '0'.repeat(64), Text: "'mine'", Seconds: 5 };
    const { failure } = await runScript([{ text: load }], { name: 'Invoke-Hidden', parameters: { Named } }, patience);
    expect(failure?.id).toMatch(/^JOB_SCRIPT_REFUSED/);
  });

  it('give a job the text of the whole module', async () => {
    const folder = new JobFolder({});
    try {
      const start = `Import-Module -Name '${at('patchring/patchring.psd1')}'
        & (Get-Module -Name patchring) ([scriptblock]::Create([System.IO.File]::ReadAllText('${at('touches.ps1')}')))`;
      writeFileSync(at('touches.ps1'), folder.replacements().replaceAll(/^\s*function /gm, 'function script:'));
      const parameters = { Key: 'jea-1', Kind: 'scan', Source: 'machine' };
      const { failure } = await runScript([{ text: start }], { name: 'Start-PatchringJob', parameters }, patience);
      expect(failure).toBeUndefined();
      const text = readFileSync(join(folder.jobs, 'jea-1', 'job.ps1'), 'ascii');
      expect(text).toBe(`${files.get('patchring/patchring.psm1')}\r\nInvoke-PatchringJob -Directory $PSScriptRoot\r\n`);
      const { functions } = await parseScript({ text: functionTexts.join('\n') });
      const defined = (await parseScript({ text })).functions.map(({ name }) => name);
      expect(defined).toEqual(functions.map(({ name }) => name));
      expect(defined).toEqual(expect.arrayContaining([...functionsFor([{ command: 'Start-PatchringJob' }])]));
    } finally {
      folder.remove();
    }
  });
});
