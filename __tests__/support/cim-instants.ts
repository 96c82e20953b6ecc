// Instants as CIM may write them: one instant, its spellings, and the identity of a boot that began then, worked out with whole
// numbers and not with the code that is tested.
import fc from 'fast-check';

export interface CimInstant {
  /** All of the same instant. */
  readonly texts: readonly string[];
  readonly id: string;
}

const pad = (value: number, size: number): string => String(value).padStart(size, '0');

function civil(second: number): readonly string[] {
  const at = new Date(second * 1_000);
  const date = [pad(at.getUTCFullYear(), 4), pad(at.getUTCMonth() + 1, 2), pad(at.getUTCDate(), 2)];
  return [...date, pad(at.getUTCHours(), 2), pad(at.getUTCMinutes(), 2), pad(at.getUTCSeconds(), 2)];
}

function spell(second: number, fraction: string, offset: number): string {
  const [year, month, day, hour, minute, seconds] = civil(second + offset * 60);
  const [size, sign] = [Math.abs(offset), offset < 0 ? '-' : '+'];
  const zone = `${sign}${pad(Math.floor(size / 60), 2)}:${pad(size % 60, 2)}`;
  return `${year}-${month}-${day}T${hour}:${minute}:${seconds}${fraction === '' ? '' : `.${fraction}`}${zone}`;
}

/** Years 1990 to 2090, offsets of -12 to +14 hours, fractions of none to seven digits. */
export const instants: fc.Arbitrary<CimInstant> = fc
  .record({
    second: fc.integer({ min: 631_152_000, max: 3_786_912_000 }),
    fraction: fc.stringMatching(/^\d{0,7}$/),
    offsets: fc.array(fc.integer({ min: -720, max: 840 }), { minLength: 1, maxLength: 3 }),
  })
  .map(({ second, fraction, offsets }) => {
    const [year, month, day, hour, minute, seconds] = civil(second);
    const instant = `${year}-${month}-${day}T${hour}:${minute}:${seconds}`;
    const texts = [
      `${instant}${fraction === '' ? '' : `.${fraction}`}Z`,
      ...offsets.map(offset => spell(second, fraction, offset)),
    ];
    return { texts, id: `process-${instant}.${fraction.padEnd(7, '0')}Z` };
  });
