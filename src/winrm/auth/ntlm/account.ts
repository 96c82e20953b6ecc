// Who logs on: the three ways in which people write an account, and the upper case that Windows folds it to.
// Nothing is guessed: a name without a domain goes out without one, and the machine decides.
// `user@realm` goes out whole with an empty domain, `DOMAIN\user` is split, `.\user` means the machine's own accounts.

export interface Account {
  readonly user: string;
  /** Empty for a UPN or where the machine decides; `.` for the machine's own accounts. */
  readonly domain: string;
}

/** Splits what a person wrote. An explicit `domain` wins and leaves the name as it is. */
export function accountOf(username: string, domain?: string): Account {
  if (domain !== undefined && domain !== '') return { user: username, domain };
  const slash = username.indexOf('\\');
  if (slash === -1) return { user: username, domain: '' };
  return { user: username.slice(slash + 1), domain: username.slice(0, slash) };
}

// Windows folds one UTF-16 unit into one unit; where Unicode says more (ß → SS, ı → I, ſ → S, µ → Μ) it leaves the unit alone.
const KEPT = new Set(['\u00b5', '\u0131', '\u017f']);

/** Upper case as NTOWFv2 wants it: unit by unit, never longer or shorter than the input. */
export function upperCase(user: string): string {
  let upper = '';
  for (let i = 0; i < user.length; i++) {
    const unit = user.charAt(i);
    const folded = unit.toUpperCase();
    upper += folded.length === 1 && !KEPT.has(unit) ? folded : unit;
  }
  return upper;
}
