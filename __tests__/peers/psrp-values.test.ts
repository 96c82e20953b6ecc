// Every value of MS-PSRP 2.2.5 there and back through Microsoft's own serializer: what we write must become the .NET type that it
// stands for, what comes back must be what went in, and what is typed there is not lost here.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pool, type PsValue, toPlain } from '../../src/winrm/index.ts';
import { type PsScalar, psCustomObject, psEnum, psObject, psScalar } from '../../src/winrm/psrp/clixml/values.ts';
import { engineAvailable, engineMissing } from '../support/engine.ts';
import { engineBackend } from '../support/engine-backend.ts';
import { type Loopback, openLoopback } from '../support/loopback.ts';

const unasked = { invoke: () => Promise.reject(new Error('the engine answers, not the handler')) };
const functions = `
function Get-Echo { param($Value) ,$Value }
function Get-TypeName { param($Value) $Value.GetType().FullName }
function Get-Names { param($Value) $Value.PSObject.TypeNames }`;

const two: readonly PsValue[] = ['a', 2];

describe.skipIf(!engineAvailable)(`the real serializer${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  let machine: Loopback;
  let pool: Pool;

  beforeAll(async () => {
    machine = await openLoopback(unasked, { shellBackend: engineBackend });
    pool = await machine.session().openPool({ timeout: 30_000 });
    await pool.runScript(functions, { useLocalScope: false });
  }, 60_000);
  afterAll(() => machine.close());

  const call = async (command: string, Value: PsValue) =>
    (await pool.invoke({ command, parameters: { Value } })).output;

  const scalars: readonly { readonly value: PsScalar; readonly type: string; readonly back?: PsValue }[] = [
    { value: psScalar('S', 'text'), type: 'System.String', back: 'text' },
    { value: psScalar('C', '65535'), type: 'System.Char' },
    { value: psScalar('B', 'false'), type: 'System.Boolean', back: false },
    {
      value: psScalar('DT', '2026-11-23T03:27:01.1230000Z'),
      type: 'System.DateTime',
      back: new Date('2026-11-23T03:27:01.123Z'),
    },
    { value: psScalar('TS', '-P1DT2H3M4.0000005S'), type: 'System.TimeSpan' },
    { value: psScalar('By', '255'), type: 'System.Byte', back: 255 },
    { value: psScalar('SB', '-128'), type: 'System.SByte', back: -128 },
    { value: psScalar('U16', '65535'), type: 'System.UInt16', back: 65_535 },
    { value: psScalar('I16', '-32768'), type: 'System.Int16', back: -32_768 },
    { value: psScalar('U32', '4294967295'), type: 'System.UInt32', back: 4_294_967_295 },
    { value: psScalar('I32', '-2147483648'), type: 'System.Int32', back: -2_147_483_648 },
    { value: psScalar('U64', '18446744073709551615'), type: 'System.UInt64', back: 18_446_744_073_709_551_615n },
    { value: psScalar('I64', '-9223372036854775808'), type: 'System.Int64', back: -9_223_372_036_854_775_808n },
    { value: psScalar('Sg', '1.5'), type: 'System.Single', back: 1.5 },
    { value: psScalar('Db', '-INF'), type: 'System.Double', back: Number.NEGATIVE_INFINITY },
    { value: psScalar('D', '79228162514264337593543950335'), type: 'System.Decimal' },
    { value: psScalar('BA', 'AP+A'), type: 'System.Byte[]', back: Uint8Array.of(0, 255, 128) },
    { value: psScalar('G', '792e5b37-4505-47ef-b7d2-8711bb7affa8'), type: 'System.Guid' },
    { value: psScalar('URI', 'https://host.example/a?b=_x0041_&c'), type: 'System.Uri' },
    { value: psScalar('Version', '10.0.26100.1'), type: 'System.Version' },
    { value: psScalar('XD', '<a b="c">_x0041_</a>'), type: 'System.Xml.XmlDocument' },
  ];
  it.each(scalars)('carries $value.tag as $type, and back', async ({ value, type, back = value }) => {
    expect(await call('Get-TypeName', value)).toEqual([type]);
    expect(await call('Get-Echo', value)).toEqual([back]);
  });

  it('carries a block of code as text only: none is run from what we send', async () => {
    const value = psScalar('SBK', '1 + 1 # _x0041_ \u0000');
    expect(await call('Get-Echo', value)).toEqual([value.text]);
  });

  const containers: readonly (readonly [string, PsValue, PsValue])[] = [
    ['a list', [two, [], [[null]]], [['a', 2], [], [[null]]]],
    ['a stack', psObject({ typeNames: ['System.Collections.Stack'], base: { kind: 'stack', items: two } }), ['a', 2]],
    ['a queue', psObject({ typeNames: ['System.Collections.Queue'], base: { kind: 'queue', items: two } }), ['a', 2]],
    ['a list by its own name', psObject({ typeNames: ['System.Collections.ArrayList'], base: { kind: 'list', items: two } }), ['a', 2]],
    ['a dictionary', { a: { b: { c: [1, { d: null }] } } }, { a: { b: { c: [1, { d: null }] } } }],
    ['a dictionary whose keys are no text', new Map<PsValue, PsValue>([[1, 'one'], [true, 'yes']]), { 1: 'one', true: 'yes' }],
    ['a custom object', psCustomObject({ Name: 'n', _x0041_: '_x0041_', 'a b': psCustomObject({ X: [1] }) }), { Name: 'n', _x0041_: '_x0041_', 'a b': { X: [1] } }],
  ]; // biome-ignore format: one row a container
  it.each(containers)('carries %s there and back', async (_, value, back) => {
    const [returned] = await call('Get-Echo', value);
    expect(toPlain(returned ?? null)).toEqual(back);
  });

  it.each(['stack', 'queue', 'list', 'enumerable'] as const)('carries a %s as one', async kind => {
    const [returned] = await call('Get-Echo', psCustomObject({ Inner: psObject({ base: { kind, items: two } }) }));
    expect(toPlain(returned ?? null)).toEqual({ Inner: ['a', 2] });
  });

  it('carries an enumeration value by number and name', async () => {
    const value = psCustomObject({ Day: psEnum('System.DayOfWeek', 'Friday', 5) });
    expect((await call('Get-Echo', value)).map(toPlain)).toEqual([{ Day: 'Friday' }]);
  });

  it('keeps an object of a type that nobody knows, names, members and all', async () => {
    const typeNames = ['Contoso.Widget', 'System.Object'];
    const members = new Map<string, PsValue>([['Size', 3], ['Näme 😀', '\ud800_x005F_']]); // biome-ignore format: one line
    const value = psObject({ typeNames, text: 'a widget', adapted: members });
    expect(await call('Get-Names', value)).toEqual(typeNames.map(name => `Deserialized.${name}`));
    const [returned] = await call('Get-Echo', value);
    expect(toPlain(returned ?? null)).toEqual({ Size: 3, 'Näme 😀': '\ud800_x005F_' });
  });

  it('keeps what is the same the same, there and back', async () => {
    const one = psCustomObject({ X: 1 });
    const { output } = await pool.runScript(
      'param($v) [object]::ReferenceEquals($v.First.PSObject.BaseObject, $v.Second.PSObject.BaseObject); $v',
      { arguments: [psCustomObject({ First: one, Second: one })] },
    );
    expect(output.slice(1).map(toPlain)).toEqual([{ First: { X: 1 }, Second: { X: 1 } }]);
    expect(output[0]).toBe(true);
  });
});
