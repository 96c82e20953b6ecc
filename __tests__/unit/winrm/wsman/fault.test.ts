import { describe, expect, it } from 'vitest';
import { winrmErrors } from '../../../../src/winrm/errors.ts';
import { readResponse, writeResponse } from '../../../../src/winrm/wsman/envelope.ts';
import { faultError, readFault, writeFault } from '../../../../src/winrm/wsman/fault.ts';
import { codeOfFault, pollAgain } from '../../../../src/winrm/wsman/fault-numbers.ts';
import { readXml } from '../../../../src/winrm/wsman/xml-reader.ts';

const wrap = (detail: string, subcode = 'w:InternalError'): string =>
  `<s:Fault xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd">
   <s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>${subcode}</s:Value></s:Subcode></s:Code>
   <s:Reason><s:Text xml:lang="de-DE">Der Vorgang ist fehlgeschlagen.</s:Text></s:Reason><s:Detail>${detail}</s:Detail></s:Fault>`;
const wsman = (code: string): string =>
  `<f:WSManFault xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault" Code="${code}" Machine="srv"><f:Message>
   <f:ProviderFault provider="microsoft.powershell" path="x">innen</f:ProviderFault></f:Message></f:WSManFault>`;

describe('a fault', () => {
  it.each([
    ['a WSManFault', wsman('2150858843'), 2150858843],
    ['a WSManFault with a negative code', wsman('-2144108453'), 2150858843],
    ['a WSManFault with white space', wsman(' 5 '), 5],
    [
      'a detail before the WSManFault',
      `<w:FaultDetail>http://x/faultDetail/UnexpectedSelectors</w:FaultDetail>${wsman('2150858843')}`,
      2150858843,
    ],
    [
      'an MSFT_WmiError alone',
      `<p:MSFT_WmiError xmlns:p="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/MSFT_WmiError"><p:error_Code>2150859173</p:error_Code></p:MSFT_WmiError>`,
      2150859173,
    ],
    [
      'an MSFT_WmiError that has only a message id',
      `<p:MSFT_WmiError xmlns:p="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/MSFT_WmiError"><p:MessageID>HRESULT 0x803381a6</p:MessageID></p:MSFT_WmiError>`,
      2150859174,
    ],
    [
      'an MSFT_WmiError with members that are nil',
      `<p:MSFT_WmiError b:IsCIM_Error="true" xmlns:b="http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:p="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/MSFT_WmiError"><p:CIMStatusCode>27</p:CIMStatusCode><p:ErrorSource xsi:nil="true"/><p:MessageID>HRESULT 0x803381a5</p:MessageID><p:error_Code xsi:nil="true"/></p:MSFT_WmiError>`,
      2150859173,
    ],
    ['a bare code', '<Code xmlns="http://schemas.microsoft.com/wmi">1326</Code>', 1326],
    ['no number at all', '', undefined],
    ['a code that is none', wsman('0x5; DROP'), undefined],
  ])('is read from %s', (_, detail, number) => {
    expect(readFault(readXml(wrap(detail)))).toMatchObject({ number, subcode: 'InternalError' });
  });

  it('is none when the body is something else', () => {
    expect(readFault(readXml('<a/>'))).toBeUndefined();
    expect(readFault(undefined)).toBeUndefined();
  });

  it('becomes an error by its number, with the localised text kept apart', () => {
    const fault = readFault(readXml(wrap(wsman('5'))));
    const error = faultError(fault ?? expect.fail(), 'opening the pool', 500);
    expect(error).toMatchObject({
      code: 'WINRM_ACCESS_DENIED',
      detail: { fault: 5, httpStatus: 500, phase: 'opening the pool', peerText: 'Der Vorgang ist fehlgeschlagen.' },
    });
    expect(error.message).not.toContain('Vorgang');
  });

  it('without a number is judged by the subcode of the protocol', () => {
    const read = readFault(readXml(wrap('', 'w:TimedOut')));
    expect(codeOfFault(read?.number, read?.subcode)).toBe('WINRM_OPERATION_TIMED_OUT');
    expect(codeOfFault(undefined, 'Unheard')).toBe('WINRM_FAULT');
    expect(codeOfFault(4711, 'TimedOut')).toBe('WINRM_FAULT');
  });

  it('is read as the peer writes it', () => {
    const input = { number: pollAgain, subcode: 'TimedOut', detail: 'X', text: 'too <late>' };
    const { body } = readResponse(writeResponse({ action: 'fault', messageId: 'M' }, writeFault(input)));
    expect(readFault(body)).toEqual(input);
    const quota = writeFault({ number: 2150859174, text: 'zu viele', shape: 'wmi' });
    expect(quota).not.toContain('WSManFault');
    expect(readFault(readResponse(writeResponse({ action: 'fault', messageId: 'M' }, quota)).body)).toMatchObject({
      number: 2150859174,
      text: 'zu viele',
    });
  });
});

describe('the table of fault numbers', () => {
  // Numbers and meanings of facts: winrm 1.13, one of each kind of reaction.
  it.each([
    [pollAgain, 'WINRM_OPERATION_TIMED_OUT', true],
    [2150859173, 'WINRM_QUOTA_EXCEEDED', true],
    [2150859174, 'WINRM_QUOTA_EXCEEDED', true],
    [2150858811, 'WINRM_ENDPOINT_MISSING', false],
    [1326, 'WINRM_AUTH_REJECTED', false],
    [1115, 'WINRM_SHUTTING_DOWN', true],
    [170, 'WINRM_BUSY', true],
    [2150858790, 'WINRM_ENVELOPE_TOO_LARGE', false],
    [995, 'WINRM_SHELL_GONE', false],
    [2150859229, 'WINRM_REMOTING_DISABLED', false],
  ] as const)('%i means %s', (number, code, retryable) => {
    expect(codeOfFault(number, undefined)).toBe(code);
    expect(winrmErrors[code].retryable).toBe(retryable);
  });
});
