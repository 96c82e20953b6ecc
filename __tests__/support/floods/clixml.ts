// Floods of CLIXML, in both directions.

import { toPlain } from '../../../src/winrm/psrp/clixml/plain.ts';
import { readClixml } from '../../../src/winrm/psrp/clixml/reader.ts';
import { decodeText, encodeText, tolerateNoncharacters } from '../../../src/winrm/psrp/clixml/text.ts';
import { type PsValue, psCustomObject, psObject, psScalar } from '../../../src/winrm/psrp/clixml/values.ts';
import { writeClixml } from '../../../src/winrm/psrp/clixml/writer.ts';
import { type Flood, fill, open } from './flood.ts';

const clixml =
  (part: (index: number) => string, before = '<Obj RefId="0"><LST>', after = '</LST></Obj>'): Flood =>
  size => {
    const text = before + fill(size, part) + after;
    return () => readClixml(text, open);
  };

export const clixmlReading: Readonly<Record<string, Flood>> = {
  'references to one type': clixml(n =>
    n === 0 ? `<Obj><TN RefId="0">${'<T>A</T>'.repeat(1000)}</TN></Obj>` : '<Obj><TNRef RefId="0"/></Obj>',
  ),
  underscores: clixml(() => '_x_x_x000', '<S>', '</S>'),
  entries: clixml(() => '<En><S N="Key">k</S><S N="Value">v</S></En>', '<Obj><DCT>', '</DCT></Obj>'),
  'an entry without an end': clixml(() => '<S N="x">k</S>', '<Obj><DCT><En>', '</En></DCT></Obj>'),
  bytes: clixml(() => 'AAAA', '<BA>', '</BA>'),
  'bytes that are none': clixml(() => '=A =', '<BA>', '</BA>'),
  digits: clixml(() => '9', '<I32>', '</I32>'),
  'digits of a number of 64 bits': clixml(() => '9', '<I64>', '</I64>'),
  'numbers of 64 bits': size => {
    const text = `<Obj><LST>${'<I64>9223372036854775807</I64>'.repeat(size / 30)}</LST></Obj>`;
    return () => readClixml(text, open);
  },
  'a number that is none': clixml(() => '9', '<Db>', 'x</Db>'),
  'a date that is none': clixml(() => '1', '<DT>', '</DT>'),
  spaces: clixml(() => ' ', '<B>', 'x</B>'),
  files: clixml(() => '<S>x</S>', '<Objs>', '</Objs>'),
};

const list = (size: number, value: (index: number) => PsValue, each: number): PsValue[] =>
  Array.from({ length: size / each }, (_, index) => value(index));

const clixmlOf =
  (make: (size: number) => PsValue): Flood =>
  size => {
    const value = make(size);
    return () => writeClixml(value);
  };

const shared = psCustomObject({ X: 'x'.repeat(1000) });

export const clixmlWriting: Readonly<Record<string, Flood>> = {
  text: clixmlOf(size => 'x'.repeat(size)),
  'text to escape': clixmlOf(size => '\n_x\ud800&'.repeat(size / 5)),
  'a list': clixmlOf(size => list(size, n => n, 8)),
  'a table': clixmlOf(size => Object.fromEntries(list(size, n => n, 64).map(n => [`k${n}`, 'v']))),
  objects: clixmlOf(size => list(size, n => psCustomObject({ n }), 100)),
  'objects of many types': clixmlOf(size => list(size, n => psObject({ typeNames: [`T${n}`] }), 64)),
  'one object again and again': clixmlOf(size => list(size, () => shared, 16)),
  scalars: clixmlOf(size => list(size, n => psScalar('D', `${n}`), 16)),
  bytes: clixmlOf(size => new Uint8Array(size)),
  escapes: size => {
    const text = '_x\0'.repeat(size / 12);
    return () => decodeText(encodeText(text)).length;
  },
  noncharacters: size => {
    const text = '&#xFFFF;\ufffe&#x 1234567890'.repeat(size / 24);
    return () => tolerateNoncharacters(text);
  },
  'plain data': size => {
    const value = readClixml(
      `<Obj><LST>${'<Obj><MS><S N="a">xxxxxxxxxxxxxxxxxxxxx</S></MS></Obj>'.repeat(size / 50)}</LST></Obj>`,
      open,
    );
    return () => toPlain(value);
  },
};
