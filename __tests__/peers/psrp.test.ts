// Our client against Microsoft's own PSRP server, behind our peer and a sealed loopback connection: parameters must arrive as the
// types that were promised, and what the engine says must be read as it was meant. Nothing here was written by us on both sides.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pool, type PsValue, psScalar, toPlain, type WinrmError } from '../../src/winrm/index.ts';
import { engineAvailable, engineMissing } from '../support/engine.ts';
import { engineBackend } from '../support/engine-backend.ts';
import { type Loopback, openLoopback } from '../support/loopback.ts';

const unasked = { invoke: () => Promise.reject(new Error('the engine answers, not the handler')) };

const functions = `
function Get-Echo { param($Value) $Value }
function Get-TypeName { param($Value) if ($null -eq $Value) { 'null' } else { $Value.GetType().FullName } }
function Get-Typed { param([string] $Text, [int[]] $Numbers, [hashtable] $Table, [switch] $Flag, [datetime] $At, [byte[]] $Bytes)
  [pscustomobject]@{ Text = $Text; Sum = ($Numbers | ForEach-Object -Begin { $n = 0 } -Process { $n += $_ } -End { $n }); Keys = @($Table.Keys).Count
    Flag = $Flag.IsPresent; At = $At.ToString('o'); Kind = "$($At.Kind)"; Bytes = $Bytes.Length } }
function Get-Chatter { [CmdletBinding()] param()
  $PSCmdlet.WriteWarning('careful'); $PSCmdlet.WriteVerbose('hidden'); $PSCmdlet.WriteInformation('by the way', @('tag1'))
  $record = [System.Management.Automation.ErrorRecord]::new([InvalidOperationException]::new('not fatal'), 'Soft', 'ResourceBusy', 'disk')
  $PSCmdlet.WriteError($record)
  $progress = [System.Management.Automation.ProgressRecord]::new(7, 'Installing', 'step 2'); $progress.PercentComplete = 40; $PSCmdlet.WriteProgress($progress)
  'done' }
function Get-Length { param([System.Security.SecureString] $Secret) [System.Net.NetworkCredential]::new('', $Secret).Password }
`;

describe.skipIf(!engineAvailable)(`the real PSRP server${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  let machine: Loopback;
  let pool: Pool;

  beforeAll(async () => {
    machine = await openLoopback(unasked, { shellBackend: engineBackend });
    pool = await machine.session().openPool({ timeout: 20_000 });
    await pool.runScript(functions, { useLocalScope: false });
  });
  afterAll(() => machine.close());

  const script = async (text: string) => (await pool.runScript(text)).output;
  const failure = (work: Promise<unknown>): Promise<WinrmError> =>
    work.then(
      () => Promise.reject(new Error('it did not fail')),
      (error: WinrmError) => error,
    );

  it('says its version when a pool opens', () => {
    expect(pool.psVersion).toMatch(/^7\.\d+\.\d+$/);
  });

  const texts = [
    '',
    'it\'s $(Get-Date) `"quoted"; & {} | x',
    'e\u0301 ä 日本 😀 \ud800 lone',
    'tab\t line\r\n nul\0 bell\u0007 del\u007f nel\u0085 \ufffe\uffff',
    '_x0041_ _x005F_ _xD83D_ _X0041_ __x0041_',
    '<a>&amp;&#xFFFE;]]></a>',
    'x'.repeat(300_000),
  ];
  it.each(texts)('carries text there and back: %j', async text => {
    const { output } = await pool.invoke({ command: 'Get-Echo', parameters: { Value: text } });
    expect(output).toEqual([text]);
  });

  const typed: readonly (readonly [string, PsValue, string])[] = [
    ['an integer', 2_147_483_647, 'System.Int32'],
    ['a negative integer', -2_147_483_648, 'System.Int32'],
    ['a larger integer', 4_000_000_000n, 'System.Int64'],
    ['a bigint', -9_223_372_036_854_775_808n, 'System.Int64'],
    ['a bigint beyond it', 18_446_744_073_709_551_615n, 'System.UInt64'],
    ['a fraction', 1.5e-300, 'System.Double'],
    ['minus zero', -0, 'System.Double'],
    ['true', true, 'System.Boolean'],
    ['null', null, 'null'],
    ['a date', new Date(Date.UTC(2026, 10, 23, 3, 27, 1, 123)), 'System.DateTime'],
    ['bytes', Uint8Array.of(0, 255, 128), 'System.Byte[]'],
    ['a GUID', psScalar('G', '792e5b37-4505-47ef-b7d2-8711bb7affa8'), 'System.Guid'],
    ['a version', psScalar('Version', '10.0.26100.1'), 'System.Version'],
    ['a decimal', psScalar('D', '12.50'), 'System.Decimal'],
    ['a duration', psScalar('TS', 'PT9.0269026S'), 'System.TimeSpan'],
    ['a character', psScalar('C', '955'), 'System.Char'],
    ['a link', psScalar('URI', 'https://host.example/a?b=c'), 'System.Uri'],
  ];
  it.each(typed)('carries %s as the type it stands for', async (_, Value, type) => {
    expect((await pool.invoke({ command: 'Get-TypeName', parameters: { Value } })).output).toEqual([type]);
    const { output } = await pool.invoke({ command: 'Get-Echo', parameters: { Value } });
    // PowerShell gives each byte of an array on its own, and counts any null as an object.
    expect(output).toEqual(Value instanceof Uint8Array ? [...Value] : [Value]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('carries %s', async Value => {
    expect((await pool.invoke({ command: 'Get-Echo', parameters: { Value } })).output).toEqual([Value]);
  });

  it('binds named parameters to declared types', async () => {
    const parameters = {
      Text: `'; throw "spliced" #`,
      Numbers: [1, 2, 3],
      Table: { a: 1, 'b c': { d: [true, null] } },
      Flag: true,
      At: new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 678)),
      Bytes: Uint8Array.of(1, 2, 3),
    };
    const { output } = await pool.invoke({ command: 'Get-Typed', parameters });
    expect(output.map(toPlain)).toEqual([
      { Text: parameters.Text, Sum: 6, Keys: 2, Flag: true, At: '2026-01-02T03:04:05.6780000Z', Kind: 'Utc', Bytes: 3 },
    ]);
  });

  it('gives nested data back as it was', async () => {
    const Value = { name: 'x', list: [1, 'two', [3.5, null]], inner: { deep: { deeper: true } } };
    const { output } = await pool.invoke({ command: 'Get-Echo', parameters: { Value } });
    expect(output.map(toPlain)).toEqual([Value]);
  });

  it('reads every primitive that the engine can say', async () => {
    const output =
      await script(`[byte]200; [sbyte]-3; [int16]-300; [uint16]60000; [uint32]4000000000; [long]5; [uint64]6; [single]1.5; [decimal]1.25
      [char]'x'; [guid]'792e5b37-4505-47ef-b7d2-8711bb7affa8'; [version]'1.2.3.4'; [uri]'http://a/b'; [timespan]::FromSeconds(90); [xml]'<a b="c"/>'
      { 1 + 1 }; [datetime]::new(2026, 1, 2, 3, 4, 5, [DateTimeKind]::Utc); [datetime]::MinValue; [DayOfWeek]::Friday; $true; 'text'; ,[byte[]](1, 2)`);
    expect(output.map(toPlain)).toEqual([
      200, -3, -300, 60000, 4_000_000_000, 5, 6, 1.5, 1.25, 'x', '792e5b37-4505-47ef-b7d2-8711bb7affa8', '1.2.3.4', 'http://a/b', 'PT1M30S',
      '<a b="c" />', ' 1 + 1 ', '2026-01-02T03:04:05.000Z', '0001-01-01T00:00:00.000Z', 'Friday', true, 'text', 'AQI=',
    ]); // biome-ignore format: one script line, one result line
    expect(output.slice(5, 7)).toEqual([5n, 6n]);
  });

  it('reads every container that the engine can say', async () => {
    const output =
      await script(`$stack = [System.Collections.Generic.Stack[object]]::new(); $stack.Push(1); $stack.Push(2); ,$stack
      $queue = [System.Collections.Queue]::new(); $queue.Enqueue('a'); $queue.Enqueue('b'); ,$queue
      [ordered]@{ b = 1; a = @{ c = 2 } }; ,@(1, @(2, 3)); [pscustomobject]@{ Name = 'n'; Nothing = $null; List = @(); Inner = [pscustomobject]@{ X = 1 } }
      ,[System.Collections.Generic.List[int]]@(4, 5)`);
    expect(output.map(toPlain)).toEqual([
      [2, 1],
      ['a', 'b'],
      { b: 1, a: { c: 2 } },
      [1, [2, 3]],
      { Name: 'n', Nothing: null, List: [], Inner: { X: 1 } },
      [4, 5],
    ]);
  });

  it('reads objects that it has never heard of, and the same one twice', async () => {
    const output =
      await script(`[System.Globalization.CultureInfo]::InvariantCulture.NumberFormat; [System.Text.RegularExpressions.Regex]::new('a+')
      $one = [pscustomobject]@{ X = 1 }; [pscustomobject]@{ First = $one; Second = $one }; [Exception]::new('outer', [Exception]::new('inner'))`);
    expect(output.map(toPlain)).toMatchObject([
      { NumberDecimalSeparator: '.', NaNSymbol: 'NaN' },
      { Options: 'None', RightToLeft: false },
      { First: { X: 1 }, Second: { X: 1 } },
      { Message: 'outer', HResult: -2_146_233_088 },
    ]);
  });

  it('takes 300 KB in one object and 30,000 objects one by one', async () => {
    expect(await script(`'y' * 300KB`)).toEqual(['y'.repeat(300 * 1024)]);
    const { output } = await pool.runScript('1..30000 | ForEach-Object { $_ }', { timeout: 60_000 });
    expect(output).toEqual(Array.from({ length: 30_000 }, (_, index) => index + 1));
  });

  it('sends a script that fits into no envelope', async () => {
    const text = `'${'z'.repeat(700_000)}'.Length`;
    expect(await script(text)).toEqual([700_000]);
  });

  it('pipes objects in', async () => {
    const input = Array.from({ length: 2000 }, (_, index) => ({ n: index, pad: 'p'.repeat(100) }));
    const { output } = await pool.runScript('process { $_.n * 2 }', { input });
    expect(output).toEqual(input.map(({ n }) => n * 2));
  });

  it('keeps every stream apart', async () => {
    const progress: unknown[] = [];
    const call = { command: 'Get-Chatter', parameters: { Verbose: true } };
    const result = await pool.invoke(call, { onProgress: record => progress.push(record) });
    expect(result.output).toEqual(['done']);
    expect(result.warnings).toEqual(['careful']);
    expect(result.verbose).toEqual(['hidden']);
    expect(result.information).toMatchObject([{ message: 'by the way', tags: ['tag1'] }]);
    expect(result.errors).toMatchObject([
      {
        message: 'not fatal',
        errorId: 'Soft,Get-Chatter',
        category: 'ResourceBusy',
        targetName: 'disk',
        exceptionType: 'System.InvalidOperationException',
      },
    ]);
    expect(progress).toMatchObject([
      { activity: 'Installing', status: 'step 2', id: 7, percent: 40, completed: false },
    ]);
  });

  it.each([
    [`throw 'on purpose'`, { message: 'on purpose', errorId: 'on purpose', category: 'OperationStopped' }],
    ['Get-Nothing', { errorId: 'CommandNotFoundException', category: 'ObjectNotFound', targetName: 'Get-Nothing' }],
    ['1 +', { category: 'ParserError' }],
    [`[System.Runtime.InteropServices.Marshal]::ThrowExceptionForHR(0x80240022)`, { hresult: 0x80240022 | 0 }],
  ])('tells how a pipeline failed: %s', async (text, error) => {
    const failed = await failure(pool.runScript(text));
    expect(failed).toMatchObject({ code: 'WINRM_PIPELINE_FAILED', detail: { error } });
    expect(await script('"still here"')).toEqual(['still here']);
  });

  it.each([
    '$Host.UI.ReadLine()',
    `$Host.UI.PromptForChoice('a', 'b', @(), 0)`,
    '$Host.UI.RawUI.WindowTitle',
    '$Host.UI.WriteLine("x")',
  ])('never waits for a host that is not there: %s', async text => {
    await pool.runScript(`try { ${text} } catch { 'no host' }`, { timeout: 10_000 });
    expect(await script('"still here"')).toEqual(['still here']);
  });

  it('hands a secret over sealed with the key of the pool', async () => {
    const text = 'Pä$$w0rd€ 😀';
    const Secret = await pool.secureString(text);
    expect(JSON.stringify(Secret)).not.toContain('w0rd');
    expect((await pool.invoke({ command: 'Get-Length', parameters: { Secret } })).output).toEqual([text]);
  });

  describe('given up', () => {
    const endless = `while ($true) { [System.Threading.Thread]::Sleep(20) }`;

    it('ends by abort, with what came before, and takes its pool along', async () => {
      const own = await machine.session().openPool({ timeout: 20_000 });
      const abort = new AbortController();
      const seen: PsValue[] = [];
      const onOutput = (value: PsValue): void => {
        seen.push(value);
        abort.abort();
      };
      const error = await failure(own.runScript(`'begun'; ${endless}`, { signal: abort.signal, onOutput }));
      expect(error.code).toBe('WINRM_ABORTED');
      expect(seen).toEqual(['begun']);
      await own.close();
      expect((await machine.session().listShells()).map(shell => shell.id)).not.toContain(own.id);
    });

    it('ends by the deadline of our own clock', async () => {
      const own = await machine.session().openPool({ timeout: 20_000 });
      expect((await failure(own.runScript(endless, { timeout: 300 }))).code).toBe('WINRM_DEADLINE_EXCEEDED');
      expect((await failure(own.runScript('1'))).code).toBe('WINRM_SHELL_GONE');
    });
  });
});
