// Whether two looks at a machine saw the same boot. An identity is the words of every source that could be read, joined by bars: the
// creation of the System process, and the event with which the kernel began (facts: winrm 4.1). Sources fail one by one, so only what
// both looks have is compared, the better source first; where they have nothing in common nobody knows, and that is never a new boot.
// windows/functions/boot-state.ps1 says the same in its own language; a test holds the two together.

/** `unknown`: the looks have no source in common. */
export type Sameness = 'same' | 'other' | 'unknown';

/** The better one first: the event can roll out of a log. */
const sources = ['process-', 'event-'] as const;
const separator = '|';

function sourceOf(part: string): string {
  return sources.find(source => part.startsWith(source)) ?? '';
}

function partsOf(identity: string): ReadonlyMap<string, string> {
  return new Map(identity.split(separator).map(part => [sourceOf(part), part]));
}

/** @param one and @param two `bootId` of two readings, or what is left of one in an effect */
export function compareBoots(one: string, two: string): Sameness {
  const [first, second] = [partsOf(one), partsOf(two)];
  const common = [...sources, ''].find(source => first.has(source) && second.has(source));
  if (common === undefined) return 'unknown';
  return first.get(common) === second.get(common) ? 'same' : 'other';
}
