// Floods of XML: documents, the messages in them, and text that has to be escaped.

import { readCimRow } from '../../../src/winrm/wsman/cim.ts';
import { readPage } from '../../../src/winrm/wsman/enumeration.ts';
import { readResponse } from '../../../src/winrm/wsman/envelope.ts';
import { readFault } from '../../../src/winrm/wsman/fault.ts';
import { readReceiveResponse } from '../../../src/winrm/wsman/streams.ts';
import { element, escapeAttribute, escapeText } from '../../../src/winrm/wsman/xml.ts';
import { readXml } from '../../../src/winrm/wsman/xml-reader.ts';
import { type Flood, fill, open } from './flood.ts';

/** A document with the filling in between. */
const xml =
  (before: string, part: string | ((index: number) => string), after: string): Flood =>
  size => {
    const text = before + fill(size, typeof part === 'string' ? () => part : part) + after;
    return () => readXml(text, open);
  };

export const xmlReading: Readonly<Record<string, Flood>> = {
  'elements with text': xml('<a>', '<b>text</b>', '</a>'),
  'one text': xml('<a>', 'x', '</a>'),
  lines: xml('<a>', '\r\n', '</a>'),
  entities: xml('<a>', '&lt;&#x41;', '</a>'),
  'a name without an end': xml('<', 'a', ''),
  'an end tag without an end': xml('<a></', 'a', ''),
  'an entity without an end': xml('<a>&', 'a', ''),
  ampersands: xml('<a>', '&', '</a>'),
  brackets: xml('<a>', ']]', '</a>'),
  attributes: xml('<a ', n => `b${n}="1" `, '/>'),
  'one attribute': xml('<a b="', 'x', '"/>'),
  'an attribute of references': xml('<a b="', '&#xA;&quot;', '"/>'),
  'an attribute without an end': xml('<a b="', 'x ', ''),
  'spaces in a tag': xml('<a', ' ', '/>'),
  'name spaces on one element': xml('<a ', n => `xmlns:p${n}="u" `, '/>'),
  'name spaces on every element': xml('<a>', n => `<p:b xmlns:p="u${n}" p:c="1"/>`, '</a>'),
  'a name space that is long': size => {
    const text = `<p:a xmlns:p="${'u'.repeat(size / 2)}">${'<p:b/>'.repeat(size / 12)}</p:a>`;
    return () => readXml(text, open);
  },
  'a comment': xml('<a><!--', '- ', '--></a>'),
  'a comment without an end': xml('<a><!--', '-', ''),
  CDATA: xml('<a>', '<![CDATA[]]>', '</a>'),
  'CDATA without an end': xml('<a><![CDATA[', ']', ''),
  instructions: xml('<a>', '<?b c?>', '</a>'),
  'an instruction without an end': xml('<a><?b ', '?', ''),
  'a document type': xml('<!DOCTYPE a [', '<!ENTITY b "c">', ']><a/>'),
  'characters of four bytes': xml('<a>', '😀', '</a>'),
  'half characters': xml('<a>', '\ud83d', '</a>'),
  'byte order marks': xml('', '\ufeff', '<a/>'),
  starts: xml('', '<a>', ''),
  ends: xml('<a/>', '</a>', ''),
};

const soap = (body: string): Uint8Array =>
  Buffer.from(`<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>${body}</s:Body></s:Envelope>`);

/** A body whose element is read by one of the message files. */
const message =
  (name: string, part: string, read: (body: ReturnType<typeof readResponse>['body']) => unknown): Flood =>
  size => {
    const [tag = ''] = name.split(' ');
    const bytes = soap(`<${name}>${fill(size, () => part)}</${tag}>`);
    return () => read(readResponse(bytes).body);
  };

const shell = 'xmlns="http://schemas.microsoft.com/wbem/wsman/1/windows/shell"';
const enumeration = 'xmlns="http://schemas.xmlsoap.org/ws/2004/09/enumeration"';

export const messageReading: Readonly<Record<string, Flood>> = {
  'an array of CIM': message('a', '<B>1</B>', body => body && readCimRow(body)),
  'embedded instances': message('a', '<B><C>1</C><C>2</C></B>', body => body && readCimRow(body)),
  'items of a page': message(`PullResponse ${enumeration}`, '<Items><a/></Items>', readPage),
  streams: message(`ReceiveResponse ${shell}`, '<Stream Name="stdout">eHg=</Stream>', readReceiveResponse),
  'base64 that is none': message(`ReceiveResponse ${shell}`, '<Stream>====</Stream>', readReceiveResponse),
  'details of a fault': message('s:Fault', '<s:Detail><a/></s:Detail>', readFault),
  'bytes that are no UTF-8': size => {
    const bytes = Buffer.alloc(size, 0xf0);
    return () => readResponse(bytes);
  },
};

export const xmlWriting: Readonly<Record<string, Flood>> = {
  'text to escape': size => {
    const text = '&<\r>'.repeat(size / 4);
    return () => escapeText(text);
  },
  'an attribute to escape': size => {
    const text = '"\n\t&'.repeat(size / 4);
    return () => escapeAttribute(text);
  },
  'half characters at the end': size => {
    const text = `${'😀'.repeat(size / 4)}\ud83d`;
    return () => escapeText(text);
  },
  elements: size => () => {
    let text = '';
    for (let at = 0; at < size; at += 8) text += element('b', { c: 'd' }, 'e');
    return Buffer.from(element('a', {}, text)).length;
  },
};
