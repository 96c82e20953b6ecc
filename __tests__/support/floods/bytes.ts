// Floods of bytes: fragments, tokens, HTTP answers and sealed bodies.

import { endpointBindingOf } from '../../../src/winrm/auth/channel-binding.ts';
import { DER, encodeElement } from '../../../src/winrm/auth/der.ts';
import { errorNumberOf } from '../../../src/winrm/auth/kerberos/failure.ts';
import { decodeAvPairs, encodeAvPairs } from '../../../src/winrm/auth/ntlm/av-pairs.ts';
import { judgeChallenge } from '../../../src/winrm/auth/ntlm/client.ts';
import {
  decodeAuthenticate,
  decodeChallenge,
  decodeNegotiate,
  encodeChallenge,
} from '../../../src/winrm/auth/ntlm/messages.ts';
import { decodeSealedBody, encodeSealedBody } from '../../../src/winrm/auth/sealing.ts';
import { decodeAnswer, encodeAnswer } from '../../../src/winrm/auth/spnego.ts';
import { AnswerReader } from '../../../src/winrm/http-response.ts';
import { createDefragmenter, createFragmenter, recut } from '../../../src/winrm/psrp/fragments.ts';
import { messageTypes, writeMessage } from '../../../src/winrm/psrp/messages.ts';
import { createClientPool } from '../../../src/winrm/psrp/pool.ts';
import { type Flood, fill } from './flood.ts';

const CAP = 64 * 1024 * 1024;

const fragmentsOf = (size: number, room: number): Uint8Array[] => createFragmenter().cut(Buffer.alloc(size, 7), room);

export const fragments: Readonly<Record<string, Flood>> = {
  'a message that is cut': size => {
    const data = Buffer.alloc(size);
    return () => createFragmenter().cut(data, 200).length;
  },
  'a message that is cut anew': size => {
    const pieces = fragmentsOf(size, 400);
    return () => recut(pieces, 200).length;
  },
  'a message in pieces of a hundred bytes': size => {
    const stream = Buffer.concat(fragmentsOf(size, 32_768));
    return () => {
      const defragmenter = createDefragmenter();
      for (let at = 0; at < stream.length; at += 100) defragmenter.push(stream.subarray(at, at + 100));
    };
  },
  'a message byte by byte': size => {
    const stream = Buffer.concat(fragmentsOf(size / 4, 32_768));
    return () => {
      const defragmenter = createDefragmenter();
      for (let at = 0; at < stream.length; at += 1) defragmenter.push(stream.subarray(at, at + 1));
    };
  },
  'fragments without data': size => {
    const head = Buffer.from(createFragmenter().cut(Buffer.alloc(1), 22)[0] ?? []);
    head[16] = 1;
    head.writeUInt32BE(0, 17);
    const heads = Array.from({ length: size / 21 }, (_, index) => {
      const copy = Buffer.from(head.subarray(0, 21));
      copy.writeBigUInt64BE(BigInt(index), 8);
      copy[16] = index === 0 ? 1 : 0;
      return copy;
    });
    const stream = Buffer.concat(heads);
    return () => createDefragmenter().push(stream).length;
  },
  'messages without data': size => {
    const id = 'AAAAAAAA-AAAA-AAAA-AAAA-AAAAAAAAAAAA';
    const empty = writeMessage({ to: 'client', type: messageTypes.publicKeyRequest, pool: id }, undefined);
    const fragmenter = createFragmenter();
    const stream = Buffer.concat(Array.from({ length: size / 61 }, () => Buffer.concat(fragmenter.cut(empty))));
    return () => createClientPool(id).receive(undefined, stream).length;
  },
};

const ntlm = Buffer.from('NTLMSSP\0', 'latin1');

/** A token of one type whose every byte behind its head is the same. */
function token(size: number, type: number, byte: number): Buffer {
  const bytes = Buffer.alloc(size, byte);
  bytes.set(ntlm);
  bytes.writeUInt32LE(type, 8);
  return bytes;
}

const pairs = (size: number): Buffer =>
  encodeAvPairs(
    Array.from({ length: Math.min(65_000, size / 160) }, (_, id) => ({ id: id + 1, value: Buffer.alloc(156) })),
  );

const nested = (size: number): Buffer => {
  const bytes = Buffer.alloc(size, 0x30);
  for (let at = 1; at < size - 6; at += 6) {
    bytes[at] = 0x84;
    bytes.writeUInt32BE(Math.max(0, size - at - 5), at + 1);
  }
  return bytes;
};

const sequenceOf = (size: number): Buffer =>
  Buffer.concat(Array.from({ length: size / 8 }, () => Buffer.from([0xa2, 6, 4, 4, 1, 2, 3, 4])));

export const tokens: Readonly<Record<string, Flood>> = {
  NEGOTIATE: size => {
    const bytes = token(size, 1, 0xff);
    return () => decodeNegotiate(bytes);
  },
  CHALLENGE: size => {
    const bytes = token(size, 2, 1);
    return () => decodeChallenge(bytes);
  },
  AUTHENTICATE: size => {
    const bytes = token(size, 3, 1);
    return () => decodeAuthenticate(bytes);
  },
  'a challenge with pairs': size => {
    const targetInfo = pairs(size).subarray(0, 65_535);
    const bytes = Buffer.concat([
      encodeChallenge({
        flags: 0xe2898235,
        serverChallenge: Buffer.alloc(8),
        targetName: '',
        targetInfo,
        version: Buffer.alloc(8),
      }),
      Buffer.alloc(size),
    ]);
    return () => judgeChallenge(bytes);
  },
  pairs: size => {
    const bytes = pairs(size);
    return () => decodeAvPairs(bytes);
  },
  'pairs without an end': size => {
    const bytes = Buffer.alloc(size, 0xff);
    return () => decodeAvPairs(bytes);
  },
  SPNEGO: size => {
    const bytes = encodeAnswer({ token: Buffer.alloc(size), mic: Buffer.alloc(16) });
    return () => decodeAnswer(bytes);
  },
  'SPNEGO of many fields': size => {
    const bytes = encodeElement(0xa1, encodeElement(DER.SEQUENCE, sequenceOf(size)));
    return () => decodeAnswer(bytes);
  },
  'SPNEGO inside itself': size => {
    const bytes = nested(size);
    bytes[0] = 0xa1;
    return () => decodeAnswer(bytes);
  },
  'a refusal of Kerberos': size => {
    const oid = encodeElement(DER.OID, Buffer.from('2a864886f712010202', 'hex'));
    const fields = encodeElement(0x7e, encodeElement(DER.SEQUENCE, sequenceOf(size)));
    const bytes = encodeElement(0x60, oid, Buffer.from([3, 0]), fields);
    return () => errorNumberOf(bytes);
  },
  'a certificate': size => {
    const bytes = nested(size);
    return () => endpointBindingOf(bytes);
  },
};

const answer =
  (head: string, part: string, step: (stream: Buffer) => number): Flood =>
  size => {
    const stream = Buffer.from(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n${fill(size, () => part)}`, 'latin1');
    return () => {
      const reader = new AnswerReader(CAP);
      for (let at = 0; at < stream.length; at += step(stream)) reader.push(stream.subarray(at, at + step(stream)));
    };
  };

const whole = (stream: Buffer): number => stream.length;

export const bodies: Readonly<Record<string, Flood>> = {
  'one body': answer(`Content-Length: ${CAP}`, 'x', whole),
  'one body in small pieces': answer(`Content-Length: ${CAP}`, 'x', () => 10),
  'chunks of one byte': answer('Transfer-Encoding: chunked', '1\r\nx\r\n', whole),
  'chunks in small pieces': answer('Transfer-Encoding: chunked', '8\r\nxxxxxxxx\r\n', () => 3),
  'extensions of a chunk': answer('Transfer-Encoding: chunked', '1;abc', whole),
  headers: answer('a: b', 'a: b\r\n', whole),
  'a header without an end': answer('a: b\r\nc:', ' ', whole),
  'interim answers': answer('a: b\r\n\r\nHTTP/1.1 100 C', 'HTTP/1.1 100 C\r\n\r\n', () => 7),
  'a sealed body': size => {
    const sealed = Buffer.alloc(size, '--Encrypted Boundary--\r\n');
    const bytes = encodeSealedBody({ label: 'x', length: size, signature: Buffer.alloc(16), sealed });
    return () => decodeSealedBody(bytes);
  },
  'a sealed body that is made': size => {
    const sealed = Buffer.alloc(size);
    return () => encodeSealedBody({ label: 'x', length: size, signature: Buffer.alloc(16), sealed }).length;
  },
  boundaries: size => {
    const bytes = Buffer.from(fill(size, () => '--Encrypted Boundary\r\n'));
    return () => decodeSealedBody(bytes);
  },
  'a signature without an end': size => {
    const bytes = Buffer.from(
      encodeSealedBody({ label: 'x', length: 1, signature: Buffer.alloc(size), sealed: Buffer.alloc(9) }),
    );
    return () => decodeSealedBody(bytes);
  },
};
