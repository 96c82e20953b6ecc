// Whether the policy wants an offered update, and if not, why not. Kind and product first, then what the owner excluded, then what is
// never installed without a person, then age: whoever knows no date of an update takes it for too young. A pattern of a title comes from
// a person and meets text from outside, so it knows one wildcard and is matched in one walk over the text, never as a regular expression.
import type { Update } from '../model/update.ts';
import { type CategoryName, isOfKind, type SoftwareName } from './categories.ts';

export interface UpdateFilter {
  readonly products: readonly SoftwareName[];
  readonly categories: readonly CategoryName[];
  /** KBs, and `title:` patterns. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly productUpgrade: 'deny' | 'allow';
  /** Milliseconds since the revision was deployed. */
  readonly minAge: number;
}

type Offered = Pick<Update, 'kbs' | 'title' | 'categories' | 'isProductUpgrade' | 'needsInput' | 'deployedAt'>;

/** `otherKind` other software or another kind of update · `excluded` by the owner · `tooYoung` by `minAge`, or of unknown age. */
export type Unwanted = 'otherKind' | 'excluded' | 'needsInput' | 'productUpgrade' | 'tooYoung';

const titlePrefix = 'title:';

/** The text after `title:`; undefined: it is not a pattern of a title. */
export function titlePatternOf(entry: string): string | undefined {
  return entry.startsWith(titlePrefix) ? entry.slice(titlePrefix.length).trim() : undefined;
}

/** Whether a pattern with `*` for any text matches the whole of a title, case aside. */
export function matchesTitle(pattern: string, title: string): boolean {
  const text = title.toLowerCase();
  const pieces = pattern.toLowerCase().split('*');
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

function isNamed(entries: readonly string[], { kbs, title }: Offered): boolean {
  return entries.some(entry => {
    const pattern = titlePatternOf(entry);
    return pattern === undefined ? kbs.includes(entry) : matchesTitle(pattern, title);
  });
}

/** Why the policy does not want this offered update; undefined: it does. @param now epoch ms */
export function whyUnwanted(update: Offered, filter: UpdateFilter, now: number): Unwanted | undefined {
  if (!isNamed(filter.include, update) && !isOfKind(update, filter)) return 'otherKind';
  if (isNamed(filter.exclude, update)) return 'excluded';
  if (update.needsInput) return 'needsInput';
  if (update.isProductUpgrade && filter.productUpgrade === 'deny') return 'productUpgrade';
  return isOldEnough(update, filter, now) ? undefined : 'tooYoung';
}

function isOldEnough({ deployedAt }: Offered, { minAge }: UpdateFilter, now: number): boolean {
  return minAge === 0 || (deployedAt !== null && now - Date.parse(deployedAt) >= minAge);
}
