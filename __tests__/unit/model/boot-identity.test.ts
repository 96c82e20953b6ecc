// One boot or two: what both looks have is compared, and a source that fails in between makes no new boot.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBoots } from '../../../src/model/boot-identity.ts';

/** A machine's boots have words of their own from each source. */
const processOf = (boot: number) => `process-2026-11-1${boot}T21:04:05.6780000Z`;
const eventOf = (boot: number) => `event-${771 + boot}-2026-11-1${boot}T21:04:05.6780000Z`;
const boot = fc.integer({ min: 0, max: 9 });
/** Which sources could be read; one at least, or there is no reading. */
const readable = fc.constantFrom<readonly string[]>(['process'], ['event'], ['process', 'event']);
const look = fc.record({ boot, readable });
const said = ({ boot: of, readable: sources }: { boot: number; readable: readonly string[] }) =>
  [sources.includes('process') ? processOf(of) : '', sources.includes('event') ? eventOf(of) : '']
    .filter(word => word !== '')
    .join('|');

describe('two looks at a machine', () => {
  it('never take one boot for two or two for one, whatever could be read', () => {
    fc.assert(
      fc.property(look, look, (one, two) => {
        const isComparable = one.readable.some(source => two.readable.includes(source));
        const truth = one.boot === two.boot ? 'same' : 'other';
        expect(compareBoots(said(one), said(two))).toBe(isComparable ? truth : 'unknown');
        expect(compareBoots(said(two), said(one))).toBe(compareBoots(said(one), said(two)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('believe the System process more than an event', () => {
    expect(compareBoots(`${processOf(1)}|${eventOf(1)}`, `${processOf(1)}|${eventOf(2)}`)).toBe('same');
    expect(compareBoots(`${processOf(1)}|${eventOf(1)}`, `${processOf(2)}|${eventOf(1)}`)).toBe('other');
  });

  it('understand what earlier versions wrote, which had one source', () => {
    expect(compareBoots(processOf(1), `${processOf(1)}|${eventOf(1)}`)).toBe('same');
    expect(compareBoots(`${processOf(2)}|${eventOf(2)}`, eventOf(1))).toBe('other');
  });
});
