import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeSealedBody,
  encodeSealedBody,
  isSealedContentType,
  type SealedBody,
  sealedContentType,
} from '../../../../src/winrm/auth/sealing.ts';
import { WinrmError } from '../../../../src/winrm/errors.ts';
import { bytes, hex, vectors, vectorsMissing } from '../../../support/ntlm-vectors.ts';

const LABEL = 'application/HTTP-SPNEGO-session-encrypted';
const refused = expect.objectContaining({ code: 'WINRM_SEALING_FAILED' });
const plain = (body: SealedBody) => ({ ...body, signature: hex(body.signature), sealed: hex(body.sealed) });

/** A body as some peer writes it: lines of the text part, then the data, then the trailer. */
function bodyOf(parts: {
  readonly lines?: readonly string[];
  readonly signature?: Uint8Array;
  readonly sealed?: Uint8Array;
  readonly trailer?: string;
}): Buffer {
  const {
    signature = Buffer.alloc(16, 1),
    sealed = Buffer.from('sealed'),
    trailer = '--Encrypted Boundary--\r\n',
  } = parts;
  const lines = parts.lines ?? [
    '--Encrypted Boundary',
    `\tContent-Type: ${LABEL}`,
    `\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=${sealed.length}`,
    '--Encrypted Boundary',
    '\tContent-Type: application/octet-stream',
  ];
  const size = Buffer.alloc(4);
  size.writeUInt32LE(signature.length);
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n`), size, signature, sealed, Buffer.from(trailer)]);
}

/** The line of its text in which a byte of a frame lies. */
const lineOf = (frame: Buffer, at: number): string => {
  const begin = frame.lastIndexOf('\r\n', Math.max(0, at - 1)) + 2;
  return frame.toString('latin1', begin, frame.indexOf('\r\n', at)).trim();
};

const content = fc.record({
  label: fc.constantFrom(LABEL, 'application/HTTP-Kerberos-session-encrypted'),
  signature: fc.uint8Array({ maxLength: 80 }),
  sealed: fc.oneof(
    fc.uint8Array({ maxLength: 500 }),
    fc
      .array(fc.constantFrom('--Encrypted Boundary', '--Encrypted Boundary--\r\n', '\r\n', 'x'))
      .map(words => Buffer.from(words.join(''))),
  ),
});

describe.skipIf(vectorsMissing !== '')(`the frame by recorded exchanges${vectorsMissing}`, () => {
  it.each(vectors)('$name: byte for byte', vector => {
    const [first] = vector.messages;
    if (first === undefined) throw new Error('no message');
    const body = {
      label: LABEL,
      length: bytes(first.plaintext).length,
      signature: bytes(first.signature),
      sealed: bytes(first.sealed),
    };
    const frame = encodeSealedBody(body);
    expect(frame).toHaveLength(vector.multipart_of_message_0.length);
    expect(createHash('sha256').update(frame).digest('hex')).toBe(vector.multipart_of_message_0.sha256);
    expect(plain(decodeSealedBody(bytes(vector.multipart_of_message_0.hex)))).toEqual(plain(body));
  });
});

describe('the frame of a sealed message', () => {
  it('is read back as it was written, whatever the ciphertext looks like', () => {
    fc.assert(
      fc.property(content, ({ label, signature, sealed }) => {
        const body = { label, length: sealed.length, signature, sealed };
        expect(plain(decodeSealedBody(encodeSealedBody(body)))).toEqual(plain(body));
      }),
    );
  });

  it('costs 254 bytes and the digits of the length with NTLM', () => {
    for (const size of [0, 9, 10, 99_999]) {
      const body = { label: LABEL, length: size, signature: Buffer.alloc(16), sealed: Buffer.alloc(size) };
      expect(encodeSealedBody(body).length - size).toBe(254 + String(size).length);
    }
  });

  const sealed = Buffer.from('--Encrypted Boundary--\r\n');
  const length = `Length=${sealed.length}`;
  const octets = 'Content-Type: application/octet-stream';
  it.each([
    [
      'without tabs',
      [
        '--Encrypted Boundary',
        `Content-Type: ${LABEL}`,
        `OriginalContent: type=a;${length}`,
        '--Encrypted Boundary',
        octets,
      ],
    ],
    [
      'with a space in the boundary (IIS)',
      [
        '-- Encrypted Boundary',
        `\tContent-Type: ${LABEL}`,
        `\tOriginalContent: type=a;${length}`,
        '-- Encrypted Boundary',
        `\t${octets}`,
      ],
    ],
    [
      'with Originalcontent (Go)',
      [
        '--Encrypted Boundary',
        `Content-Type: ${LABEL}`,
        `Originalcontent: type=a;${length}`,
        '--Encrypted Boundary',
        octets,
      ],
    ],
    [
      'with its two headers swapped',
      [
        '--Encrypted Boundary',
        `OriginalContent: type=a;${length}`,
        `Content-Type: ${LABEL}`,
        '--Encrypted Boundary',
        octets,
      ],
    ],
  ])('is read %s', (_, lines) => {
    expect(plain(decodeSealedBody(bodyOf({ lines, sealed })))).toMatchObject({ label: LABEL, sealed: hex(sealed) });
  });

  it.each([
    '--Encrypted Boundary--\r\n',
    '--Encrypted Boundary\r\n',
    '-- Encrypted Boundary--\r\n',
    '--Encrypted Boundary--',
    '--Encrypted Boundary',
  ])('is read with the trailer %j', trailer => {
    expect(plain(decodeSealedBody(bodyOf({ sealed, trailer })))).toMatchObject({ sealed: hex(sealed) });
  });

  const lines = (length: string): string[] => [
    '--Encrypted Boundary',
    `\tContent-Type: ${LABEL}`,
    `\tOriginalContent: type=application/soap+xml;charset=UTF-8;${length}`,
    '--Encrypted Boundary',
    '\tContent-Type: application/octet-stream',
  ];
  it.each([
    ['a length that is too small', { lines: lines('Length=5') }],
    ['a length that is too large', { lines: lines('Length=7') }],
    ['a length beyond all numbers', { lines: lines('Length=99999999999999999999') }],
    ['a negative length', { lines: lines('Length=-6') }],
    ['no length', { lines: lines('x=6') }],
    ['no trailer', { trailer: '' }],
    ['another trailer', { trailer: '--Other Boundary--\r\n' }],
    ['something behind the trailer', { trailer: '--Encrypted Boundary--\r\n<s:Envelope/>' }],
    ['a second part', { trailer: '--Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n' }],
    ['another first line', { lines: ['--Boundary', ...lines('Length=6').slice(1)] }],
    [
      'SOAP where the octets belong',
      { lines: [...lines('Length=6').slice(0, 4), '\tContent-Type: application/soap+xml'] },
    ],
    ['a line without a colon', { lines: ['--Encrypted Boundary', 'x', ...lines('Length=6').slice(2)] }],
  ])('is refused with %s', (_, parts) => {
    expect(() => decodeSealedBody(bodyOf(parts))).toThrow(refused);
  });

  it('is refused when the signature claims to be longer than the body', () => {
    const body = bodyOf({});
    const at = body.indexOf('octet-stream\r\n') + 'octet-stream\r\n'.length;
    for (const size of [5000, 0xffffffff, 100]) {
      body.writeUInt32LE(size, at);
      expect(() => decodeSealedBody(body)).toThrow(refused);
    }
  });

  it('is refused at every cut but behind its last line', () => {
    const body = bodyOf({ sealed: Buffer.from('ciphertext') });
    for (let cut = 0; cut < body.length - '--\r\n'.length; cut++) {
      expect(() => decodeSealedBody(body.subarray(0, cut)), `cut at ${cut}`).toThrow(refused);
    }
  });

  it('meets any change with a refusal or a body of the same shape, never with a crash', () => {
    const change = fc.record({ at: fc.nat(), value: fc.nat(255) });
    fc.assert(
      fc.property(
        content,
        fc.array(change, { minLength: 1, maxLength: 5 }),
        ({ label, signature, sealed }, changes) => {
          const frame = encodeSealedBody({ label, length: sealed.length, signature, sealed });
          for (const { at, value } of changes) frame[at % frame.length] = value;
          try {
            const body = decodeSealedBody(frame);
            expect(body.sealed.length).toBe(body.length);
          } catch (error) {
            expect(error).toBeInstanceOf(WinrmError);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('has no bit whose change makes another message of it: refused, or read as it was', () => {
    const [signature, sealed] = [Buffer.alloc(16, 0xa5), Buffer.from('<s:Envelope/>')];
    const frame = encodeSealedBody({ label: LABEL, length: sealed.length, signature, sealed });
    const at = frame.length - sealed.length - '--Encrypted Boundary--\r\n'.length;
    const forgiven: string[] = [];
    for (let bit = 0; bit < frame.length * 8; bit++) {
      const changed = Buffer.from(frame);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const inside = bit >> 3 >= at - signature.length && bit >> 3 < at + sealed.length;
      // Signature and ciphertext are handed on as they are: whoever holds the key judges them.
      if (inside) continue;
      try {
        const { label: _, ...body } = plain(decodeSealedBody(changed));
        expect(body, `bit ${bit}`).toEqual({ length: sealed.length, signature: hex(signature), sealed: hex(sealed) });
        forgiven.push(lineOf(frame, bit >> 3));
      } catch (error) {
        if (!(error instanceof WinrmError)) throw error;
      }
    }
    // Nothing is decided by the label, which was agreed on before, nor by the plain text's type; case and blanks are forgiven.
    expect([...new Set(forgiven)]).toEqual([
      `Content-Type: ${LABEL}`,
      `OriginalContent: type=application/soap+xml;charset=UTF-8;Length=${sealed.length}`,
      'Content-Type: application/octet-stream',
    ]);
  });

  it('reads megabytes of text that looks like its own lines no slower than it must', () => {
    const line = '\tOriginalContent: ;length=1 ;length=2 \r\n';
    const hostile = Buffer.from(`--Encrypted Boundary\r\n${line.repeat(200_000)}`);
    expect(() => decodeSealedBody(hostile)).toThrow(refused);
    expect(() => decodeSealedBody(Buffer.alloc(8_000_000, 45))).toThrow(refused);
  });
});

describe('the content type of a sealed message', () => {
  it('is the one that Windows expects', () => {
    expect(sealedContentType(LABEL)).toBe(
      'multipart/encrypted;protocol="application/HTTP-SPNEGO-session-encrypted";boundary="Encrypted Boundary"',
    );
  });

  it.each([
    ['multipart/encrypted;protocol="x";boundary="Encrypted Boundary"', true],
    ['Multipart/Encrypted ; boundary="Encrypted Boundary"', true],
    ['multipart/x-multi-encrypted;protocol="x";boundary="Encrypted Boundary"', false],
    ['application/soap+xml;charset=UTF-8', false],
    ['text/html; x=multipart/encrypted', false],
    [undefined, false],
  ])('%s → %s', (contentType, sealed) => {
    expect(isSealedContentType(contentType)).toBe(sealed);
  });
});
