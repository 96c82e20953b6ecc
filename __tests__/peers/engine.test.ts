// The engine host itself: what it must find, run and give back, before anybody trusts a green test that stands on it.
import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { engineAvailable, engineMissing, parseScript, psrpServer, runScript } from '../support/engine.ts';

const needsEngine = describe.skipIf(!engineAvailable);

needsEngine(`the linter of scripts${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  const faults: readonly (readonly [string, string])[] = [
    ['newer: ternary', '$true ? 1 : 2'],
    ['newer: pipeline chain', 'Get-Item a && Get-Item b'],
    ['newer: pipeline chain', 'Get-Item a || Get-Item b'],
    ['newer: background operator', 'Get-Item a &'],
    ['newer: ??', '$a ?? 1'],
    ['newer: ??=', '$a ??= 1'],
    ['newer: ?.', '($a)?.Name'],
    ['newer: ?.', '($a)?.Trim()'],
    ['newer: ?[]', '($a)?[0]'],
    ['newer: clean block', 'function f { process { 1 } clean { 2 } }'],
    ['newer: number suffix', '5u'],
    ['newer: number suffix', '0x1Fuy'],
    ['newer: number suffix', '7n'],
    ['newer: variable', 'if ($IsWindows) { 1 }'],
    ['newer: generic method', '[array]::Empty[int]()'],
    ['newer: not in .NET Framework', '[System.IO.Path]::GetRelativePath($a, $b)'],
    ['newer: not in .NET Framework', '[DateTime]::UnixEpoch'],
    ['newer: command', 'Join-String -InputObject $a'],
    ['newer: parameter', 'ForEach-Object -InputObject $a -Parallel { 1 }'],
    ['newer: parameter', 'ConvertFrom-Json -InputObject $a -AsHashtable'],
    ['older: not in PowerShell 7', 'Get-WmiObject -Class a'],
    ['alias', '$a | % { 1 }'],
    ['alias', 'gwmi a'],
    ['alias', 'ls'],
    ['text as code', 'Invoke-Expression -Command $a'],
    ['text as code', 'iex $a'],
    ['text as code', '[scriptblock]::Create($a)'],
    ['text as code', '$ExecutionContext.InvokeCommand.InvokeScript($a)'],
    ['not ASCII', "'caf\u00e9'"],
  ];
  it.each(faults)('finds "%s" in: %s', async (rule, text) => {
    const parsed = await parseScript({ text: `$before = 1\n${text}\n` });
    expect(parsed.errors).toEqual([]);
    expect(parsed.findings).toEqual([expect.objectContaining({ rule, line: 2 })]);
  });

  it('finds nothing in what Windows PowerShell 5.1 understands', async () => {
    const text = `
      function Get-Thing {
        [CmdletBinding()] param([Parameter(Mandatory)] [string] $Name, [int[]] $Ids = @(1, 0x1F, 1.5e3, 4kb, 10l), [switch] $All)
        # a comment may ask: why? & so on
        $list = New-Object -TypeName 'System.Collections.Generic.List[object]'
        foreach ($id in $Ids) { $list.Add([pscustomobject]@{ Id = $id; At = [DateTime]::UtcNow }) }
        try { Get-CimInstance -ClassName Win32_OperatingSystem | ForEach-Object { $_.Caption } } catch { throw }
        & $env:ComSpec '/c' 'ver'
      }`;
    const parsed = await parseScript({ text });
    expect(parsed.errors).toEqual([]);
    expect(parsed.findings).toEqual([]);
    expect(parsed.commands).toEqual(['ForEach-Object', 'Get-CimInstance', 'New-Object']);
    expect(parsed.functions).toEqual([
      {
        name: 'Get-Thing',
        line: 2,
        parameters: [
          { name: 'Name', type: 'string', mandatory: true },
          { name: 'Ids', type: 'int[]', mandatory: false },
          { name: 'All', type: 'switch', mandatory: false },
        ],
      },
    ]);
  });

  it('says where a script does not parse', async () => {
    const { errors } = await parseScript({ text: '$a = 1\nif ($a {' });
    expect(errors[0]).toMatchObject({ line: 2 });
  });
});

needsEngine(`the runner of scripts${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  const echo = {
    text: 'function Get-Echo { param([string] $Text, [int[]] $Numbers, [hashtable] $Map, [switch] $Loud) [pscustomobject]@{ Text = $Text; Sum = $Numbers[0] + $Numbers[1]; Inner = $Map["inner"]; Loud = $Loud.IsPresent; Missing = $null } }',
  };

  it('calls a function by name with typed parameters, none of which is ever read as code', async () => {
    const text = `a'b"c $(1+1) \`n \u{1f600}`;
    const result = await runScript([echo], {
      name: 'Get-Echo',
      parameters: { Text: text, Numbers: [40, 2], Map: { inner: ['x', null] }, Loud: true },
    });
    expect(result.failure).toBeUndefined();
    expect(result.output).toEqual([{ Text: text, Sum: 42, Inner: ['x', null], Loud: true, Missing: null }]);
    expect(result.clixml[0]).toContain('<I32 N="Sum">42</I32>');
  });

  it('lets a later script replace a function of an earlier one', async () => {
    const scripts = [
      { text: 'function Read-It { 1 }\nfunction Get-It { Read-It }' },
      { text: 'function Read-It { 2 }' },
    ];
    expect((await runScript(scripts, { name: 'Get-It' })).output).toEqual([2]);
  });

  it('keeps runspaces apart', async () => {
    await runScript([{ text: '$global:left = 1' }]);
    expect((await runScript([{ text: '$null -eq $global:left' }])).output).toEqual([true]);
  });

  it('gives the streams back, each in its place', async () => {
    const text = `
      function Show-All { [CmdletBinding()] param()
        $PSCmdlet.WriteWarning('careful'); $PSCmdlet.WriteVerbose('aside')
        $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'busy', 'half'))
        $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([InvalidOperationException]::new('no'), 'NoId', 'NotSpecified', $null))
        7
      }`;
    const result = await runScript([{ text }], { name: 'Show-All', parameters: { Verbose: true } });
    expect(result).toMatchObject({
      output: [7],
      warnings: ['careful'],
      verbose: ['aside'],
      progress: [{ activity: 'busy', status: 'half' }],
      errors: [{ message: 'no', id: 'NoId,Show-All', exception: 'System.InvalidOperationException' }],
    });
    expect(result.failure).toBeUndefined();
  });

  it('tells an error that ended the run from one that did not', async () => {
    const result = await runScript([{ text: 'function Stop-It { 1; throw "over" }' }], { name: 'Stop-It' });
    expect(result.output).toEqual([]);
    expect(result.failure).toMatchObject({ message: 'over' });
  });

  it('stops a script that does not end, and goes on serving', async () => {
    const stuck = runScript([{ text: 'while ($true) { }' }], undefined, 200);
    const other = runScript([{ text: '1' }]);
    expect((await other).output).toEqual([1]);
    expect((await stuck).failure).toEqual({ message: 'stopped: the time was over' });
  });
});

needsEngine(`the PSRP server${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  it('acknowledges a close, in the line protocol of the engine', async () => {
    const { command, args } = psrpServer();
    const server = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const pool = '00000000-0000-0000-0000-000000000000';
    server.stdin.write(`<Close PSGuid='${pool}' />\n`);
    const [first] = (await server.stdout.setEncoding('utf8').take(1).toArray()) as string[];
    server.kill();
    expect(first).toContain(`<CloseAck PSGuid='${pool}' />`);
  });
});
