import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cimResource,
  readCimDate,
  readCimInterval,
  readCimResource,
  readCimRow,
  typeCimRow,
  writeCimRow,
} from '../../../../src/winrm/wsman/cim.ts';
import { readXml } from '../../../../src/winrm/wsman/xml-reader.ts';

const uri = cimResource('root\\cimv2', 'Win32_OperatingSystem');
const roundTrip = (row: Parameters<typeof writeCimRow>[2]) =>
  readCimRow(readXml(writeCimRow(uri, 'Win32_OperatingSystem', row)));

describe('an instant', () => {
  const xml = (text: string) =>
    `<p:C xmlns:p="u" xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common"><p:At><cim:Datetime>${text}</cim:Datetime></p:At></p:C>`;

  it.each(['2026-11-20T04:05:06.512345+01:00', '20261123032701.500001+060'])('%s keeps its microseconds', text => {
    const row = readCimRow(readXml(xml(text)));
    expect(typeCimRow(row, { At: 'instant' })).toEqual({ At: text });
    expect(typeCimRow(row, { At: 'date' }).At?.getTime()).toBe(readCimDate(text)?.getTime());
    expect(writeCimRow('u', 'C', { At: row.At as Date })).toContain(`<cim:Datetime>${text}</cim:Datetime>`);
  });

  it('is not read from what is none', () => {
    expect(() => typeCimRow({ At: 'yesterday' }, { At: 'instant' })).toThrow('At cannot be read as instant');
  });
});

describe('a CIM resource', () => {
  it('is namespace and class, with either slash', () => {
    expect(uri).toBe('http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_OperatingSystem');
    expect(readCimResource(`${uri}?x=1`)).toEqual({ namespace: 'root/cimv2', className: 'Win32_OperatingSystem' });
    expect(readCimResource('http://schemas.microsoft.com/powershell/x')).toBeUndefined();
  });
});

describe('a CIM instance', () => {
  // The form of Windows, prefixes and all (facts: winrm 1.11).
  const recorded = `<p:Win32_OperatingSystem xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:p="${uri}"
    xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common" xsi:type="p:Win32_OperatingSystem_Type">
    <p:BuildNumber>26100</p:BuildNumber><p:CSDVersion xsi:nil="true"/><p:Debug>false</p:Debug><p:FreePhysicalMemory>18446744073709551615</p:FreePhysicalMemory>
    <p:LastBootUpTime><cim:Datetime>2026-11-20T04:05:06.5+01:00</cim:Datetime></p:LastBootUpTime>
    <p:MUILanguages>en-US</p:MUILanguages><p:MUILanguages>de-DE</p:MUILanguages><p:Empty/></p:Win32_OperatingSystem>`;

  it('is read as the types that are asked for', () => {
    const row = readCimRow(readXml(recorded));
    const shape = {
      BuildNumber: 'number',
      CSDVersion: 'string',
      Debug: 'boolean',
      FreePhysicalMemory: 'bigint',
      LastBootUpTime: 'date',
      MUILanguages: 'string[]',
      Empty: 'string',
      Absent: 'number',
      Nothing: 'string[]',
    } as const;
    expect(typeCimRow(row, shape)).toEqual({
      BuildNumber: 26100,
      CSDVersion: null,
      Debug: false,
      FreePhysicalMemory: 18_446_744_073_709_551_615n,
      LastBootUpTime: new Date(Date.UTC(2026, 10, 20, 3, 5, 6, 500)),
      MUILanguages: ['en-US', 'de-DE'],
      Empty: '',
      Absent: null,
      Nothing: [],
    });
  });

  it('holds an instance inside another one', () => {
    const row = readCimRow(readXml('<a><B><C>1</C></B></a>'));
    expect(row).toEqual({ B: { C: '1' } });
  });

  it('holds a reference to another one: where that is, and its keys', () => {
    // The form of Windows (facts: winrm 1.11).
    const row = readCimRow(
      readXml(`<p:Win32_DependentService xmlns:p="x" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"
        xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"><p:Dependent>
        <a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address><a:ReferenceParameters>
        <w:ResourceURI>${uri}</w:ResourceURI><w:SelectorSet><w:Selector Name="Name">wuauserv</w:Selector><w:Selector Name="B">2</w:Selector></w:SelectorSet>
        </a:ReferenceParameters></p:Dependent></p:Win32_DependentService>`),
    );
    expect(row).toEqual({ Dependent: { ResourceURI: uri, Selectors: { Name: 'wuauserv', B: '2' } } });
    expect(typeCimRow(row, { Dependent: 'row' })).toEqual(row);
  });

  it('holds intervals, and what else is typed on the wire as text', () => {
    const cim =
      'xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
    const row = readCimRow(
      readXml(`<a ${cim}><B><cim:Interval>P1DT0H0M30.5S</cim:Interval></B><C><cim:Date>2026-11-23</cim:Date></C><D xsi:nil="1"/>
        <E><cim:Interval>PT1S</cim:Interval></E><E><cim:Interval>PT2S</cim:Interval></E></a>`),
    );
    expect(row).toEqual({ B: 'P1DT0H0M30.5S', C: '2026-11-23', D: null, E: ['PT1S', 'PT2S'] });
    expect(typeCimRow(row, { B: 'duration', D: 'duration', E: 'duration[]' })).toEqual({
      B: 86_430_500,
      D: null,
      E: [1000, 2000],
    });
  });

  it('gives an array of one where an array is asked for', () => {
    expect(typeCimRow({ A: '7' }, { A: 'number[]' })).toEqual({ A: [7] });
  });

  it.each([
    ['number', 'abc'],
    ['number', ''],
    ['boolean', 'yes'],
    ['bigint', '1.5'],
    ['date', 'yesterday'],
    ['number', ['1', '2']],
    ['duration', '5'],
    ['row', '5'],
    ['row[]', ['5']],
  ] as const)('refuses to read as %s what is none: %j', (type, value) => {
    expect(() => typeCimRow({ A: value }, { A: type })).toThrow(
      expect.objectContaining({ code: 'WINRM_PROTOCOL_VIOLATED' }),
    );
  });

  it('is read as the peer writes it', () => {
    fc.assert(
      fc.property(fc.integer(), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.boolean(), (number, big, boolean) => {
        const row = roundTrip({ N: number, B: big, T: boolean, D: new Date(number), Nil: null, A: [1, 2] });
        const shape = { N: 'number', B: 'bigint', T: 'boolean', D: 'date', Nil: 'string', A: 'number[]' } as const;
        expect(typeCimRow(row, shape)).toEqual({
          N: number,
          B: big,
          T: boolean,
          D: new Date(number),
          Nil: null,
          A: [1, 2],
        });
      }),
    );
  });
});

describe('a CIM date', () => {
  it.each([
    ['20261123032701.500000+060', Date.UTC(2026, 10, 23, 2, 27, 1, 500)],
    ['20261123032701.000000-480', Date.UTC(2026, 10, 23, 11, 27, 1)],
    ['2026-11-23T03:27:01Z', Date.UTC(2026, 10, 23, 3, 27, 1)],
    ['2026-11-23T03:27:01.1234567+00:00', Date.UTC(2026, 10, 23, 3, 27, 1, 123)],
    ['2026-11-23T03:27:01', Date.UTC(2026, 10, 23, 3, 27, 1)],
    ['20261323032701.000000+000', undefined],
    ['2026-11-23', undefined],
    ['', undefined],
  ])('%s', (text, at) => {
    expect(readCimDate(text)?.getTime()).toBe(at);
  });
});

describe('a CIM interval', () => {
  it.each([
    ['00000002223000.500000:000', 2 * 86_400_000 + 22 * 3_600_000 + 30 * 60_000 + 500],
    ['P0DT0H0M0S', 0],
    ['PT9.0269026S', 9027],
    ['00000002223000.500000+000', undefined],
    ['', undefined],
  ])('%s', (text, milliseconds) => {
    expect(readCimInterval(text)).toBe(milliseconds);
  });
});
