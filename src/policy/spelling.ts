// "Did you mean": the nearest known word by edit distance, when it is near enough to be a slip of the fingers.

/** Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  const at = (i: number, j: number): number => rows[i]?.[j] ?? j;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      rows[i]?.splice(j, 1, Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + cost, swapped));
    }
  }
  return at(a.length, b.length);
}

/** The known word that was probably meant; undefined when none is near. Long words are cut: nobody misspells a novel. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const written = word.slice(0, 64).toLowerCase();
  const limit = Math.max(1, Math.floor(written.length / 3));
  const near = [...known]
    .filter(other => Math.abs(other.length - written.length) <= limit)
    .map(other => ({ other, off: distance(written, other.toLowerCase()) }))
    .filter(({ off }) => off <= limit)
    .sort((x, y) => x.off - y.off);
  return near[0]?.other;
}

/** `; did you mean "waves"?`, or nothing. */
export function suggestion(word: string, known: Iterable<string>): string {
  const meant = nearest(word, known);
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}
