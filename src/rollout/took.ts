// How long machines of a ring took from their first look to the end, counted by whole minutes, rounded up: small whatever the ring's
// size, and the 95th percentile is one walk. Few machines say little: below twenty the policy's own word counts, above it what the
// machines have shown. Only work that one run did in one go is counted: a night between two runs is not work.

const minute = 60_000;
/** So many machines say how long one takes. */
const machines = 20;
const longest = 24 * 60;

/** How many machines took so many minutes, by minute. */
export type Took = readonly number[];

/** Counts one more machine. Changes the counts in place: only the fold has them. */
export function count(took: number[], length: number): void {
  const minutes = Math.min(longest, Math.max(1, Math.ceil(length / minute)));
  for (let index = took.length; index <= minutes; index += 1) took.push(0);
  took[minutes] = (took[minutes] ?? 0) + 1;
}

export function enough(took: Took): boolean {
  return total(took) >= machines;
}

/** What 95 of 100 took at most, where enough are through; else what was expected. Milliseconds. */
export function lengthOf(took: Took, expected: number): number {
  const all = total(took);
  if (all < machines) return expected;
  let seen = 0;
  const minutes = took.findIndex(number => {
    seen += number;
    return seen >= Math.ceil(all * 0.95);
  });
  return minutes * minute;
}

function total(took: Took): number {
  return took.reduce((sum, number) => sum + number, 0);
}
