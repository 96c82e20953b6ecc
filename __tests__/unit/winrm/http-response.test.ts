import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WinrmError } from '../../../src/winrm/errors.ts';
import { AnswerReader, type HttpAnswer } from '../../../src/winrm/http-response.ts';

const CAP = 1_000_000;
const violated = expect.objectContaining({ code: 'WINRM_PROTOCOL_VIOLATED' });
const tooLarge = expect.objectContaining({ code: 'WINRM_ENVELOPE_TOO_LARGE' });

/** Reads parts one after the other, then the end of the stream. */
function read(parts: readonly (string | Buffer)[], cap = CAP): HttpAnswer | undefined {
  const reader = new AnswerReader(cap);
  for (const part of parts) {
    const answer = reader.push(Buffer.from(part as string, 'latin1'));
    if (answer !== undefined) return answer;
  }
  return reader.end();
}

const seen = (answer: HttpAnswer | undefined) =>
  answer && { ...answer, headers: [...answer.headers], body: answer.body.toString('latin1') };

const FIXED = 'HTTP/1.1 200 \r\nContent-Type: application/soap+xml\r\nContent-Length: 5\r\n\r\nhello';
const CHUNKED =
  'HTTP/1.1 500 Internal Server Error\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nX-Trailer: 1\r\n\r\n';
const CONTINUED = `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nX: 1\r\n\r\n${FIXED}`;
const TO_THE_END = 'HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\nhello';
const CHALLENGE =
  'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate TlRM\r\nwww-authenticate:  Kerberos \r\nContent-Length: 0\r\n\r\n';

describe('reading an HTTP answer', () => {
  it('reads a body of a known length', () => {
    expect(seen(read([FIXED]))).toMatchObject({ status: 200, body: 'hello', keepAlive: true });
  });

  it('reads chunks with extensions and trailers', () => {
    expect(seen(read([CHUNKED]))).toMatchObject({ status: 500, body: 'hello', keepAlive: true });
  });

  it('reads a body up to the end of the stream, and does not keep that connection', () => {
    expect(seen(read([TO_THE_END]))).toMatchObject({ status: 200, body: 'hello', keepAlive: false });
  });

  it('waits behind 100 Continue for the answer', () => {
    expect(seen(read([CONTINUED]))).toMatchObject({ status: 200, body: 'hello' });
  });

  it('keeps headers that come more than once, in order and trimmed', () => {
    expect(read([CHALLENGE])?.headers.get('www-authenticate')).toEqual(['Negotiate TlRM', 'Kerberos']);
  });

  it('takes no body for 204', () => {
    expect(seen(read(['HTTP/1.1 204 No Content\r\n\r\n']))).toMatchObject({ status: 204, body: '', keepAlive: true });
  });

  it.each([
    ['HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', false],
    ['HTTP/1.1 200 OK\r\nConnection: Upgrade, Close\r\nContent-Length: 0\r\n\r\n', false],
    ['HTTP/1.1 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n', true],
    ['HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n', false],
    ['HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n', true],
  ])('%j keeps the connection: %s', (text, keepAlive) => {
    expect(read([text])?.keepAlive).toBe(keepAlive);
  });

  it('keeps no connection on which more came than was asked for', () => {
    expect(read([`${FIXED}HTTP/1.1 200 OK\r\n`])?.keepAlive).toBe(false);
  });

  it.each([
    ['fixed', FIXED],
    ['chunked', CHUNKED],
    ['continued', CONTINUED],
    ['to the end', TO_THE_END],
    ['challenge', CHALLENGE],
  ])('gives the same answer for every split in two and byte by byte: %s', (_, text) => {
    const whole = seen(read([text]));
    for (let at = 1; at < text.length; at++) expect(seen(read([text.slice(0, at), text.slice(at)]))).toEqual(whole);
    expect(seen(read([...text]))).toEqual(whole);
  });

  it('gives the same answer for any split of any answer', () => {
    const body = fc.uint8Array({ maxLength: 3000 }).map(bytes => Buffer.from(bytes).toString('latin1'));
    const chunks = fc.array(
      body.filter(text => text !== ''),
      { maxLength: 6 },
    );
    const cuts = fc.array(fc.nat(5000), { maxLength: 10 });
    fc.assert(
      fc.property(chunks, fc.boolean(), cuts, (parts, chunked, at) => {
        const whole = parts.join('');
        const text = chunked
          ? `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${parts.map(part => `${part.length.toString(16)}\r\n${part}\r\n`).join('')}0\r\n\r\n`
          : `HTTP/1.1 200 OK\r\nContent-Length: ${whole.length}\r\n\r\n${whole}`;
        const edges = [0, ...at.map(cut => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
        const answer = read(edges.slice(1).map((edge, i) => text.slice(edges[i], edge)));
        expect(answer?.body.toString('latin1')).toBe(whole);
      }),
    );
  });

  it('knows no answer in a stream that is cut, wherever', () => {
    for (const text of [FIXED, CHUNKED, CONTINUED, CHALLENGE]) {
      for (let cut = 0; cut < text.length; cut++)
        expect(read([text.slice(0, cut)]), text.slice(0, cut)).toBeUndefined();
    }
  });

  it('tells whether an answer has begun', () => {
    const reader = new AnswerReader(CAP);
    expect(reader.begun).toBe(false);
    reader.push(Buffer.from('H'));
    expect(reader.begun).toBe(true);
  });

  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['HTTP/2', 'HTTP/2 200 OK\r\n\r\n'],
    ['no status', 'HTTP/1.1 OK\r\n\r\n'],
    ['a bare line feed', 'HTTP/1.1 200 OK\nContent-Length: 0\n\n'],
    ['a header without a colon', 'HTTP/1.1 200 OK\r\nContent-Length\r\n\r\n'],
    ['a space before the colon', 'HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\nhello'],
    ['a folded header', 'HTTP/1.1 200 OK\r\nX: 1\r\n 2\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
    ['a list of lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nhello'],
    ['a negative length', 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n'],
    ['a length and chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['another coding', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n'],
    ['a chunk size that is none', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n'],
    [
      'a chunk that is longer than it says',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n',
    ],
    ['an upgrade', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['a control character', 'HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n'],
  ])('refuses %s', (_, text) => {
    expect(() => read([text])).toThrow(violated);
  });

  it('refuses a head that does not end', () => {
    expect(() => read([`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(70_000)}`])).toThrow(violated);
    expect(() => read(['HTTP/1.1 200 OK\r\n', ...Array.from({ length: 10_000 }, (_, i) => `X-${i}: 1\r\n`)])).toThrow(
      violated,
    );
    expect(() => read(Array.from({ length: 10_000 }, () => 'HTTP/1.1 100 Continue\r\n\r\n'))).toThrow(violated);
  });

  it('refuses a body above the cap as soon as it is announced', () => {
    expect(() => read(['HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n'], 10)).toThrow(tooLarge);
    expect(() => read(['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n'], 10)).toThrow(tooLarge);
    expect(() => read(['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nsecret\r\n6\r\n'], 10)).toThrow(
      tooLarge,
    );
    expect(() => read(['HTTP/1.1 200 OK\r\n\r\n', 'a'.repeat(11)], 10)).toThrow(tooLarge);
    expect(read(['HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n', 'a'.repeat(10)], 10)?.body).toHaveLength(10);
  });

  it('reads or refuses any bytes, but never fails otherwise', () => {
    const word = fc.constantFrom(
      'HTTP/1.1 200 OK',
      '\r\n',
      'Content-Length: 3',
      'Transfer-Encoding: chunked',
      ':',
      '3',
      'abc',
      '0',
    );
    const text = fc.array(fc.oneof(word, fc.string({ unit: 'binary-ascii', maxLength: 5 })), { maxLength: 20 });
    fc.assert(
      fc.property(text, words => {
        try {
          read(words);
        } catch (error) {
          expect(error).toBeInstanceOf(WinrmError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('copies each byte a bounded number of times, in one piece or in a hundred thousand', () => {
    const size = 800_000;
    const head = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const single = '8\r\nabcdefgh\r\n'.repeat(size / 8);
    expect(read([head, single, '0\r\n\r\n'])?.body).toHaveLength(size);
    const reader = new AnswerReader(CAP);
    reader.push(Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`));
    const byte = Buffer.from('a');
    let answer: HttpAnswer | undefined;
    for (let i = 0; i < size; i++) answer = reader.push(byte);
    expect(answer?.body).toHaveLength(size);
  });
});
