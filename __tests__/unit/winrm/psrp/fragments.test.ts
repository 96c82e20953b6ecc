import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createDefragmenter,
  createFragmenter,
  fragmentHeaderSize,
  recut,
} from '../../../../src/winrm/psrp/fragments.ts';

const messages = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 });
const lost = expect.objectContaining({ code: 'WINRM_PROTOCOL_VIOLATED' });

function cutAll(all: readonly Uint8Array[], first: number, next: number): Buffer[] {
  const fragmenter = createFragmenter();
  return all.flatMap(message => fragmenter.cut(message, first, next)).map(part => Buffer.from(part));
}

/** A fragment by hand, as MS-PSRP 2.2.4 draws it. */
function fragment(objectId: number, fragmentId: number, flags: number, blob: string): Buffer {
  const header = Buffer.alloc(fragmentHeaderSize);
  header.writeBigUInt64BE(BigInt(objectId), 0);
  header.writeBigUInt64BE(BigInt(fragmentId), 8);
  header[16] = flags;
  header.writeUInt32BE(blob.length, 17);
  return Buffer.concat([header, Buffer.from(blob)]);
}

describe('fragments', () => {
  it('give every message back, at any size of envelope', () => {
    fc.assert(
      fc.property(
        messages,
        fc.integer({ min: 22, max: 400 }),
        fc.integer({ min: 22, max: 400 }),
        (all, first, next) => {
          const parts = cutAll(all, first, next);
          const defragmenter = createDefragmenter();
          expect(parts.flatMap(part => defragmenter.push(part)).map(message => [...message])).toEqual(
            all.map(message => [...message]),
          );
          expect(defragmenter.pending).toBe(false);
          for (const part of parts) expect(part.length).toBeLessThanOrEqual(Math.max(first, next));
        },
      ),
    );
  });

  it('that are cut anew from anywhere on go on where those before have ended', () => {
    const size = fc.integer({ min: 22, max: 400 });
    fc.assert(
      fc.property(messages, size, size, fc.nat(), (all, first, later, place) => {
        const pieces = cutAll(all, first, first);
        const from = place % (pieces.length + 1);
        const rest = recut(pieces.slice(from), later);
        const defragmenter = createDefragmenter();
        const read = [...pieces.slice(0, from), ...rest].flatMap(piece => defragmenter.push(piece));
        expect(read.map(message => [...message])).toEqual(all.map(message => [...message]));
        expect(defragmenter.pending).toBe(false);
        for (const piece of rest) expect(piece.length).toBeLessThanOrEqual(later);
      }),
    );
    expect(() => recut([fragment(1, 0, 3, 'a')], fragmentHeaderSize)).toThrow(
      expect.objectContaining({ code: 'WINRM_ENVELOPE_TOO_LARGE' }),
    );
  });

  it('give the same at every split of the stream', () => {
    const stream = Buffer.concat(cutAll([Buffer.from('hello'), Buffer.from(''), Buffer.from('x'.repeat(40))], 40, 30));
    for (let at = 0; at <= stream.length; at += 1) {
      const defragmenter = createDefragmenter();
      const all = [...defragmenter.push(stream.subarray(0, at)), ...defragmenter.push(stream.subarray(at))];
      expect(all.map(String)).toEqual(['hello', '', 'x'.repeat(40)]);
    }
    const bytewise = createDefragmenter();
    expect([...stream].flatMap(byte => bytewise.push(Uint8Array.of(byte))).map(String)).toHaveLength(3);
  });

  it('give the same at any splits of any stream', () => {
    const sizes = fc.integer({ min: 22, max: 400 });
    fc.assert(
      fc.property(messages, sizes, fc.array(fc.nat(10_000), { maxLength: 12 }), (all, size, places) => {
        const stream = Buffer.concat(cutAll(all, size, size));
        const cuts = [0, ...places.map(place => place % (stream.length + 1)).sort((a, b) => a - b), stream.length];
        const defragmenter = createDefragmenter();
        const read = cuts.slice(1).flatMap((to, index) => defragmenter.push(stream.subarray(cuts[index], to)));
        expect(read.map(message => [...message])).toEqual(all.map(message => [...message]));
        expect(defragmenter.pending).toBe(false);
      }),
    );
  });

  it('are written as the specification draws them', () => {
    const [one, two] = cutAll([Buffer.from('abcdef')], fragmentHeaderSize + 4, 100);
    expect(one).toEqual(fragment(1, 0, 1, 'abcd'));
    expect(two).toEqual(fragment(1, 1, 2, 'ef'));
    expect(createFragmenter(6).cut(Buffer.from(''))).toEqual([fragment(7, 0, 3, '')]);
  });

  it.each([
    ['a missing fragment', [fragment(1, 0, 1, 'a'), fragment(1, 2, 2, 'b')]],
    ['a repeated one', [fragment(1, 0, 1, 'a'), fragment(1, 0, 2, 'b')]],
    ['one of another message', [fragment(1, 0, 1, 'a'), fragment(2, 1, 2, 'b')]],
    ['a message without a beginning', [fragment(1, 1, 2, 'b')]],
    ['a beginning that is not the first', [fragment(1, 1, 1, 'b')]],
    ['a beginning inside a message', [fragment(1, 0, 1, 'a'), fragment(2, 0, 3, 'b')]],
  ])('refuse %s', (_, parts) => {
    const defragmenter = createDefragmenter();
    expect(() => parts.map(part => defragmenter.push(part))).toThrow(lost);
  });

  it('refuse a message or a fragment that is too large, before it has come', () => {
    const huge = fragment(1, 0, 1, '');
    huge.writeUInt32BE(0xffff_ffff, 17);
    expect(() => createDefragmenter().push(huge)).toThrow(lost);
    const small = createDefragmenter(5);
    small.push(fragment(1, 0, 1, 'abc'));
    expect(() => small.push(fragment(1, 1, 2, 'def'))).toThrow(lost);
  });

  it('say whether something is missing', () => {
    const defragmenter = createDefragmenter();
    defragmenter.push(fragment(1, 0, 1, 'a'));
    expect(defragmenter.pending).toBe(true);
    defragmenter.push(fragment(1, 1, 2, 'b').subarray(0, 3));
    expect(defragmenter.pending).toBe(true);
  });

  it('refuse an envelope without room', () => {
    expect(() => createFragmenter().cut(Buffer.from('a'), fragmentHeaderSize)).toThrow(
      expect.objectContaining({ code: 'WINRM_ENVELOPE_TOO_LARGE' }),
    );
  });

  it('never do anything but return or refuse, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 6 }), chunks => {
        const defragmenter = createDefragmenter(10_000);
        try {
          for (const chunk of chunks) defragmenter.push(chunk);
        } catch (error) {
          expect(error).toEqual(lost);
        }
      }),
    );
  });

  // Anything quadratic would not end within a test's time.
  it('take 10 MB in pieces of 100 bytes', () => {
    const message = Buffer.alloc(10_000_000, 7);
    const stream = Buffer.concat(createFragmenter().cut(message, 32_768));
    const defragmenter = createDefragmenter();
    const all: Uint8Array[] = [];
    for (let at = 0; at < stream.length; at += 100) all.push(...defragmenter.push(stream.subarray(at, at + 100)));
    expect(all.map(one => one.length)).toEqual([message.length]);
  });
});
