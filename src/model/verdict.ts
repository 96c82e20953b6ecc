// The four outcomes of a gate, and how they combine. Only `pass` opens anything: a gate
// that could not be read is not a gate that failed, and neither is a pass (invariant
// I6).

export const verdicts = ['pass', 'inconclusive', 'error', 'fail'] as const;

/** `pass` measured and good · `inconclusive` measured, not clear (or not yet) · `error` could not be measured · `fail` measured and bad. */
export type Verdict = (typeof verdicts)[number];

/** fail > error > inconclusive > pass. Nothing measured is never a pass. */
export function worst(all: readonly Verdict[]): Verdict {
  if (all.length === 0) return 'inconclusive';
  return all.reduce((a, b) => (verdicts.indexOf(a) >= verdicts.indexOf(b) ? a : b));
}
