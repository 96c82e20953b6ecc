import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readDuration,
  readRequest,
  readResponse,
  writeDuration,
  writeRequest,
  writeResponse,
} from '../../../../src/winrm/wsman/envelope.ts';
import { element } from '../../../../src/winrm/wsman/xml.ts';

const guid = fc.uuid().map(id => id.toUpperCase());
const word = fc
  .string({ unit: fc.constantFrom(...'abcXYZ019/:.-_&<>"\' ä'), minLength: 1, maxLength: 20 })
  .map(text => `_${text}_`);

describe('a request', () => {
  it('is read as it was written', () => {
    const headers = fc.record({
      action: word,
      to: word,
      messageId: guid,
      resourceUri: fc.option(word, { nil: undefined }),
      sessionId: fc.option(guid, { nil: undefined }),
      maxEnvelopeSize: fc.integer({ min: 1, max: 1_000_000 }),
      operationTimeout: fc.integer({ min: 0, max: 3_600_000 }),
      options: fc.array(
        fc.record({ name: word, value: word, mustComply: fc.constant(true) }, { requiredKeys: ['name', 'value'] }),
      ),
      selectors: fc.dictionary(word, word, { maxKeys: 3, noNullPrototype: true }),
    });
    fc.assert(
      fc.property(headers, header => {
        const { header: read, body } = readRequest(writeRequest(header, element('rsp:Receive', {})));
        expect(read).toEqual(header);
        expect(body?.name).toBe('Receive');
      }),
    );
  });

  it('carries what Windows must understand as such, and nothing else', () => {
    const text = Buffer.from(
      writeRequest(
        { action: 'A', to: 'T', messageId: 'M', resourceUri: 'R', maxEnvelopeSize: 1, operationTimeout: 20_000 },
        '',
      ),
    ).toString();
    expect(text.match(/mustUnderstand="true">/g)).toHaveLength(4); // Action, Address, MaxEnvelopeSize, ResourceURI
    expect(text).toContain('<wsman:OperationTimeout>PT20S</wsman:OperationTimeout>');
    expect(text).toContain('<wsa:MessageID>uuid:M</wsa:MessageID>');
    expect(text).not.toContain('SelectorSet');
  });
});

describe('a response', () => {
  it('is read as it was written, with or without RelatesTo', () => {
    for (const relatesTo of ['6F9619FF-8B86-D011-B42D-00C04FC964FF', undefined]) {
      const bytes = writeResponse({ action: 'AResponse', messageId: 'M', relatesTo }, element('rsp:SendResponse', {}));
      expect(readResponse(bytes)).toMatchObject({ action: 'AResponse', relatesTo, body: { name: 'SendResponse' } });
    }
  });

  it('is read in spite of white space, prefixes, a byte order mark and lower case ids', () => {
    const text = `\ufeff<?xml version="1.0" encoding="utf-8"?>
      <env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" xmlns="http://schemas.xmlsoap.org/ws/2004/08/addressing">
        <env:Header><Action>
          urn:done
        </Action><RelatesTo>urn:uuid:6f9619ff-8b86-d011-b42d-00c04fc964ff</RelatesTo></env:Header>
        <env:Body>
          <x xmlns="y"/>
        </env:Body></env:Envelope>`;
    expect(readResponse(Buffer.from(text))).toMatchObject({
      action: 'urn:done',
      relatesTo: '6F9619FF-8B86-D011-B42D-00C04FC964FF',
      body: { name: 'x', uri: 'y' },
    });
  });

  it.each([
    '',
    '<html/>',
    '<a:Envelope xmlns:a="http://schemas.xmlsoap.org/soap/envelope/"><a:Body/></a:Envelope>',
    '{}',
  ])('that is no SOAP 1.2 is refused: %s', text => {
    expect(() => readResponse(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'WINRM_PROTOCOL_VIOLATED' }));
  });
});

describe('a duration', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), milliseconds => {
        expect(readDuration(writeDuration(milliseconds))).toBe(milliseconds);
      }),
    );
  });

  it.each([
    ['PT7200.000S', 7_200_000],
    ['P0DT0H0M2S', 2000],
    ['P1DT1H1M1S', 90_061_000],
    ['PT0.5S', 500],
    ['P', 0],
    ['PT20', undefined],
    ['20', undefined],
    ['-PT1S', undefined],
  ])('%s', (text, milliseconds) => {
    expect(readDuration(text)).toBe(milliseconds);
  });
});
