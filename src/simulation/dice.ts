// Dice that always fall the same way for the same seed: one stream a machine, so that what one machine does
// never changes what another one rolls. Mulberry32: 32 bits of state, good enough for durations and for which
// answer is lost.

export interface Dice {
  /** 0 ≤ x < 1. */
  roll(): number;
  /** A whole number, both ends included. */
  between(range: Range): number;
}

/** Lowest and highest. */
export type Range = readonly [number, number];

export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const roll = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { roll, between: ([low, high]) => low + Math.floor(roll() * (high - low + 1)) };
}

/** A seed of its own for each name (FNV-1a). */
export function seedOf(seed: number, name: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
