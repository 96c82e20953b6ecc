// Which window a ring goes by: its own, one by name, or none. `anytime` is a word that
// a person writes, never a default; only a ring that cannot restart machines may leave
// the window out.
import type { Window } from '../model/window.ts';
import { restartWhen } from './restart.ts';
import type { Policy, Ring } from './schema.ts';

/** The word that opens a ring at any time. */
export const anytime = 'anytime';

/** The window that a ring goes by; null is anytime, undefined a name that the policy does not have, or nothing where it must say. */
export function windowOf(policy: Policy, ring: Ring): Window | null | undefined {
  if (ring.window === anytime) return null;
  if (typeof ring.window !== 'string') return ring.window ?? (restartWhen(policy) === 'never' ? null : undefined);
  return Object.hasOwn(policy.windows, ring.window) ? policy.windows[ring.window] : undefined;
}
