// The scripts as the real parser reads them: nothing that Windows PowerShell 5.1 lacks, nothing that a reviewer would dislike, and
// on the wire the same tokens as in the repository.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { operations } from '../../../src/windows/machine.ts';
import { functionsFor, functionTexts, scriptFor, withoutComments } from '../../../src/windows/script.ts';
import { engineAvailable, engineMissing, parseScript, runScript } from '../../support/engine.ts';

const folders = ['functions', 'operations', 'bodies'] as const;
const root = resolve(import.meta.dirname, '../../..');
const paths = folders.flatMap(folder =>
  readdirSync(`${root}/src/windows/${folder}`)
    .filter(name => name.endsWith('.ps1'))
    .map(name => `src/windows/${folder}/${name}`),
);

const ofOthers =
  /\bAdd-Type\b(?! -AssemblyName System\.| -Path \(\[System\.IO\.Path\]::Combine\(\[System\.Environment\]::SystemDirectory,)/i;
/** What scanners for malware take offence at, and reviewers with them: an example of each, and what finds it. */
const forbidden: readonly (readonly [string, RegExp])[] = [
  ['Invoke-Expression $text', /\b(?:Invoke-Expression|iex)\b/i],
  ['[scriptblock]::Create($text)', /scriptblock\]::Create|\.InvokeScript\(|NewScriptBlock/i],
  ['powershell.exe -EncodedCommand $x', /[-/]e(?:nc|ncodedcommand|c)\b/i],
  ['[Convert]::FromBase64String($x)', /FromBase64(?:String|CharArray|Transform)/i],
  ['[Reflection.Assembly]::Load($bytes)', /Assembly\]::|\bLoadWithPartialName\b|\bLoadFile\(|\bLoadFrom\(/i],
  // Windows' own assemblies by name, or from its own folder, compile nothing and bring nothing along.
  ['Add-Type -TypeDefinition $x', ofOthers],
  ['Add-Type -Path $env:TEMP', ofOthers],
  ['[Reflection.Emit.AssemblyBuilder]', /Reflection\.Emit|DefineDynamicAssembly|GetDelegateForFunctionPointer/i],
  ['DllImport kernel32', /DllImport|VirtualAlloc|GetProcAddress|NonPublic/i],
  [
    '(New-Object Net.WebClient).DownloadString($url)',
    /Download(?:String|Data)\(|Invoke-(?:WebRequest|RestMethod)|Start-BitsTransfer/i,
  ],
  ['powershell.exe -WindowStyle Hidden', /WindowStyle|\bHidden\s*=\s*\$true/i],
  ['-ExecutionPolicy Bypass', /\bBypass\b|\bUnrestricted\b/i],
  ['GZipStream', /GZipStream|DeflateStream|IO\.Compression/i],
  ['Set-MpPreference -DisableRealtimeMonitoring', /MpPreference|amsi/i],
  ["& ('i' + 'ex')", /&\s*\(/],
];

/** What may be called beside our own functions: core commands, and in touches what only a real machine has. */
const core = ['ForEach-Object', 'Where-Object', 'Set-StrictMode'];
const windowsOnly: Readonly<Record<string, readonly string[]>> = {
  'Read-ClusterState': ['Invoke-CimMethod'],
  'Invoke-NodeMethod': ['Invoke-CimMethod'],
  'Read-CimRow': ['Get-CimInstance'],
  'Test-ConfigMgrRestart': ['Invoke-CimMethod'],
  'Read-KeyProtectorId': ['Invoke-CimMethod'],
  'Read-WindowsPackage': ['Get-WindowsPackage'],
  'Read-FileSignature': ['Get-AuthenticodeSignature'],
  'Read-RootDirectoryEntry': ['Add-Type'],
  'Read-MessageQueue': ['Add-Type'],
  'Read-WebServer': ['Add-Type'],
  'New-UpdateSession': ['New-Object'],
  'New-UpdateCollection': ['New-Object'],
  'Add-MicrosoftUpdateService': ['New-Object'],
  'Test-UpdateRestart': ['New-Object'],
  'Connect-TaskService': ['New-Object'],
  // What is called is sent with the call of it.
  'Get-CallAnswer': operations
    .filter(one => !('isAlone' in one))
    .map(({ command }) => command)
    .sort(),
};

/** The cases of Invoke-JobBody, by kind of work. */
const caller =
  readFileSync(`${root}/src/windows/bodies/job.ps1`, 'utf8').split('function ConvertTo-JobFailure')[0] ?? '';
const cases = caller.split(/^ {8}(?='\w+' \{)/m).slice(1);
const kinds = cases.map(text => /'(\w+)'/.exec(text)?.[1] ?? '');
const bodyOf = (kind: string): string =>
  (cases[kinds.indexOf(kind)] ?? '').replace(/^'\w+' /, 'function Get-Case ').replace(/^ {8}default[\s\S]*/m, '');
const bodyNames = [...new Set(cases.flatMap(text => text.match(/Invoke-Patchring\w+/g) ?? []))];

vi.setConfig({ testTimeout: 60_000 });

const needsEngine = describe.skipIf(!engineAvailable);

needsEngine(`the scripts${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  it.each(paths)('%s parses, is ASCII, and has nothing newer than Windows PowerShell 5.1', async path => {
    const { errors, findings } = await parseScript(path);
    expect(errors).toEqual([]);
    expect(findings).toEqual([]);
  });

  it.each(forbidden)('have nothing like %s', (example, found) => {
    expect(example).toMatch(found);
    for (const text of functionTexts) expect(withoutComments(text)).not.toMatch(found);
  });

  it('are functions whose parameters have types, and that say what they are for', async () => {
    // Text by text: the help of a function is looked for in all that was parsed with it.
    const read = `function Get-Unhelped { param([string[]] $Text)
      foreach ($part in $Text) {
        $tree = [System.Management.Automation.Language.Parser]::ParseInput($part, [ref]$null, [ref]$null)
        foreach ($one in $tree.EndBlock.Statements) {
          $help = $one.GetHelpContent()
          if ($null -eq $help -or [string]::IsNullOrWhiteSpace($help.Synopsis)) { $one.Name }
          foreach ($parameter in $one.Body.ParamBlock.Parameters) {
            if ($parameter.Attributes.Where({ $_ -is [System.Management.Automation.Language.TypeConstraintAst] }).Count -eq 0) { $one.Name + ' ' + $parameter.Name } } } } }`;
    const { output, failure } = await runScript(
      [{ text: read }],
      { name: 'Get-Unhelped', parameters: { Text: functionTexts } },
      60_000,
    );
    expect({ output, failure }).toEqual({ output: [], failure: undefined });
  });

  it('keep one operation to a file: one function that is called from outside', () => {
    for (const { command } of operations) {
      const files = functionTexts.filter(
        text => text.includes(`\nfunction ${command} {`) || text.startsWith(`function ${command} {`),
      );
      expect(files).toHaveLength(1);
      const outside = operations.filter(one => files[0]?.includes(`function ${one.command} {`));
      expect(outside.map(one => one.command)).toEqual([command]);
    }
  });

  it('are all part of what is sent', () => {
    const written = paths.map(path => readFileSync(resolve(root, path), 'utf8')).sort();
    expect([...functionTexts].sort()).toEqual(written);
  });

  it('are functions and nothing else, so that sending them does nothing', async () => {
    const text = functionTexts.join('\n');
    const probe = `[System.Management.Automation.Language.Parser]::ParseInput($args[0], [ref]$null, [ref]$null)`;
    const statements = `function Get-Kinds { param([string] $Text) $tree = ${probe.replace('$args[0]', '$Text')}
      foreach ($statement in $tree.EndBlock.Statements) { $statement.GetType().Name } }`;
    const { output } = await runScript([{ text: statements }], { name: 'Get-Kinds', parameters: { Text: text } });
    expect(new Set(output)).toEqual(new Set(['FunctionDefinitionAst']));
  });

  it('leaves on the wire exactly the tokens of the repository', async () => {
    const tokens = `function Get-Tokens { param([string] $Text)
      $found = $null
      [void][System.Management.Automation.Language.Parser]::ParseInput($Text, [ref]$found, [ref]$null)
      $words = foreach ($token in $found) { if ($token.Kind -ne 'Comment' -and $token.Kind -ne 'NewLine') { $token.Text } }
      $words -join [char]1 }`;
    const read = async (text: string) =>
      (await runScript([{ text: tokens }], { name: 'Get-Tokens', parameters: { Text: text } })).output[0];
    for (const text of functionTexts) expect(await read(withoutComments(text))).toBe(await read(text));
  });

  it('are found by name as the real parser finds them', async () => {
    const everything = functionTexts.join('\n');
    const { functions } = await parseScript({ text: everything });
    const names = functions.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect([...functionsFor(names.map(command => ({ command })))]).toEqual(names);
  });

  it.each(operations)(
    '$command takes exactly the parameters that are declared for it',
    async ({ command, parameters }) => {
      const { functions } = await parseScript({ text: scriptFor([{ command }], 'test') });
      const found = functions.find(({ name }) => name === command);
      const declared = Object.entries(parameters as Record<string, string>).map(([name, type]) => ({
        name,
        type: type.replace('?', ''),
        mandatory: !type.endsWith('?'),
      }));
      expect(found?.parameters).toEqual(declared);
    },
  );

  it.each(operations)(
    '$command is sent with all that it stands on, and Windows is touched by name',
    async ({ command }) => {
      const { functions } = await parseScript({ text: scriptFor([{ command }], 'test') });
      const own = new Set(functions.map(({ name }) => name));
      for (const { name } of functions) {
        const text = scriptFor([{ command: name }], 'test');
        const one = new RegExp(`^function ${name} \\{\\n[\\s\\S]*?^\\}\\n`, 'm').exec(text)?.[0] ?? '';
        const { commands } = await parseScript({ text: one });
        const foreign = commands.filter(called => !own.has(called) && !core.includes(called));
        expect({ name, foreign }).toEqual({ name, foreign: [...(windowsOnly[name] ?? [])] });
      }
    },
  );

  it.each(kinds)('sends for the start of a job of kind %s all that its body calls, and not all bodies', async kind => {
    const text = scriptFor([{ command: 'Start-PatchringJob', kind }], 'test');
    expect(text.length).toBeLessThan(52_000);
    const sent = await parseScript({ text });
    const own = new Set(sent.functions.map(({ name }) => name));
    const { commands } = await parseScript({ text: bodyOf(kind) });
    const bodies = commands.filter(name => name.startsWith('Invoke-Patchring'));
    expect(bodies.length).toBeGreaterThan(0);
    expect(bodies.filter(name => !own.has(name))).toEqual([]);
    // What nobody defines is called by the caller of all bodies alone.
    const touched = Object.values(windowsOnly).flat();
    const missing = sent.commands.filter(name => !own.has(name) && !core.includes(name) && !touched.includes(name));
    expect(missing.filter(name => !bodyNames.includes(name))).toEqual([]);
  });

  it('says in the first line that the machine logs who speaks: name, version and rollout', () => {
    const header = /^# patchring: functions of update rollout servers-3f9ac2, script version \d+\. .*\n/;
    expect(scriptFor([{ command: 'Get-PatchringBoot' }], 'servers-3f9ac2')).toMatch(header);
  });

  it('lets no name of a rollout out of its comment', async () => {
    for (const name of ['a\r\nStop-Computer', 'a\u2028b', '', 'x'.repeat(500), '#> $(1) `n']) {
      const text = scriptFor([{ command: 'Get-PatchringVersion' }], name);
      const { errors, functions, commands } = await parseScript({ text });
      expect({ errors, commands }).toEqual({ errors: [], commands: [] });
      expect(functions.map(one => one.name)).toEqual(['Get-PatchringVersion']);
    }
  });

  it('stays small enough to be sent with every pool', () => {
    const limits: Readonly<Record<string, number>> = { 'Start-PatchringJob': 92_000, 'Get-PatchringRoles': 32_000 };
    for (const { command } of operations) {
      expect(scriptFor([{ command }], 'test').length).toBeLessThan(limits[command] ?? 12_000);
    }
  });
});

describe('leaving comments out', () => {
  it('keeps a # that begins no line', () => {
    expect(withoutComments("$a = '# no' # yes\n    # gone\n    $b = 1\n")).toBe("$a = '# no' # yes\n $b = 1\n");
  });

  it('keeps what stands after a block', () => {
    expect(withoutComments('function A {\n    <#\n    .SYNOPSIS\n    x\n    #>\n    1\n}\n')).toBe(
      'function A {\n 1\n}\n',
    );
  });
});
