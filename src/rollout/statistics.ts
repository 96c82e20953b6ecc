// Exact statistics of small numbers: what failures among few machines mean, and what a clean ring proves. Machines are discrete and few,
// so nothing here is an approximation: binomial tails, the sequential test of Wald with its real error rates by recursion, Fisher for
// patched against not patched, McNemar for before against after (facts: rollout 4). Rules depend on counts alone, never on the order in
// which machines answered: a failure that shows by a time-out comes after the passes that began with it.

/** Two shares of failing machines, and how often the test may err: the halting rule in numbers from 0 to 1. */
export interface Design {
  /** Fails under a good update as well. */
  readonly baseline: number;
  /** Would fail under an update that must be stopped. */
  readonly regression: number;
  /** Halting although the update is good. */
  readonly falseAlarm: number;
  /** Not halting although it is bad. */
  readonly missRate: number;
}

/** How sure we want to be of what a ring is said to have proved. */
export const confidence = 0.95;

/** What a failure and a pass weigh, and from which sum the test halts. */
function weightsOf({ baseline, regression, falseAlarm, missRate }: Design) {
  return {
    failure: Math.log(regression / baseline),
    pass: Math.log((1 - regression) / (1 - baseline)),
    halt: Math.log((1 - missRate) / falseAlarm),
  };
}

/** Whether so many failures beside so many passes speak for the regression: the upper bound of the sequential test. */
export function isRegression(design: Design, failed: number, passed: number): boolean {
  const { failure, pass, halt } = weightsOf(design);
  return failed > 0 && failed * failure + passed * pass >= halt;
}

/** The most failures among so many machines at which the test does not halt yet. @param atLeast known to be tolerated */
export function toleratedBy(design: Design, machines: number, atLeast = 0): number {
  let tolerated = atLeast;
  while (tolerated < machines && !isRegression(design, tolerated + 1, machines - tolerated - 1)) tolerated += 1;
  return tolerated;
}

/** Below this a share of runs is nothing: what is left out of a recursion of fifty thousand steps stays far below a rounding. */
const nothing = 1e-18;

export interface Watched {
  readonly design: Design;
  /** So many machines tolerate none. */
  readonly zeroTolerance: number;
  readonly machines: number;
  /** Share of machines that fail. */
  readonly rate: number;
}

/** How likely the rule halts somewhere among these machines, one after the other: exact, by recursion over the failures so far. */
export function haltRate({ design, zeroTolerance, machines, rate }: Watched): number {
  let going = [1];
  let halted = 0;
  let tolerated = 0;
  for (let seen = 1; seen <= machines; seen += 1) {
    const next: number[] = [];
    if (seen > zeroTolerance) tolerated = toleratedBy(design, seen, tolerated);
    for (let failed = 0; failed <= going.length; failed += 1) {
      const share = (going[failed] ?? 0) * (1 - rate) + (going[failed - 1] ?? 0) * rate;
      if (failed > tolerated) halted += share;
      else next.push(share);
    }
    while (next.length > 1 && (next.at(-1) ?? 0) < nothing) next.pop();
    going = next;
  }
  return halted;
}

/** ln of how many ways there are to choose. */
function lnChoose(of: number, chosen: number): number {
  let sum = 0;
  for (let step = 1; step <= Math.min(chosen, of - chosen); step += 1) {
    sum += Math.log(of - Math.min(chosen, of - chosen) + step) - Math.log(step);
  }
  return sum;
}

/** P(X >= failed) where X of so many machines fail by chance, each with this probability. */
export function chanceOfAtLeast(failed: number, of: number, rate: number): number {
  if (failed <= 0) return 1;
  if (rate <= 0 || failed > of) return 0;
  if (rate >= 1) return 1;
  let term = Math.exp(lnChoose(of, failed) + failed * Math.log(rate) + (of - failed) * Math.log1p(-rate));
  let sum = 0;
  for (let count = failed; count <= of; count += 1) {
    sum += term;
    term *= ((of - count) / (count + 1)) * (rate / (1 - rate));
  }
  return Math.min(1, sum);
}

/** The share of machines that can still be failing when so many of these did: one-sided upper bound of Clopper and Pearson. */
export function upperBound(failed: number, of: number, sure = confidence): number {
  if (failed >= of) return 1;
  if (failed === 0) return 1 - (1 - sure) ** (1 / of);
  let [low, high] = [failed / of, 1];
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2;
    if (chanceOfAtLeast(failed + 1, of, middle) < sure) low = middle;
    else high = middle;
  }
  return high;
}

/** Machines of which none may fail, to have proved that fewer than this share do. */
export function cleanNeeded(share: number, sure = confidence): number {
  const needed = Math.log(1 - sure) / Math.log1p(-share);
  // What is whole up to a rounding of the division is whole.
  return Math.ceil(needed - 1e-9);
}

export interface Group {
  readonly failed: number;
  readonly of: number;
}

/** Fisher, one-sided: how likely chance alone puts at least so many of all failures among the patched. 1: nothing speaks against it. */
export function chanceOfDifference(patched: Group, control: Group): number {
  const all = patched.of + control.of;
  const failures = patched.failed + control.failed;
  const ways = lnChoose(all, failures);
  let sum = 0;
  for (let here = patched.failed; here <= Math.min(patched.of, failures); here += 1) {
    if (failures - here > control.of) continue;
    sum += Math.exp(lnChoose(patched.of, here) + lnChoose(control.of, failures - here) - ways);
  }
  return Math.min(1, sum);
}

/** McNemar, exact and one-sided: how likely chance alone makes at least so many of the changed ones worse. */
export function chanceOfWorsening(worse: number, better: number): number {
  return chanceOfAtLeast(worse, worse + better, 0.5);
}
