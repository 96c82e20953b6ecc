// Which window a machine goes by: the one whose label it bears, else that of its ring, its own, one by name, or none. `anytime` is a word
// that a person writes, never a default; only a ring that cannot restart machines may leave the window out.
// How long a machine takes by default stands beside it, because it is compared with a window.
import type { Window } from '../calendar/window.ts';
import type { MachineEntry } from '../model/machine.ts';
import { hasLabel } from './label.ts';
import { restartWhen } from './restart.ts';
import type { Policy, Ring } from './schema.ts';

/** The word that opens a ring at any time. */
export const anytime = 'anytime';

const hour = 3_600_000;

/** The window that a ring goes by; null is anytime, undefined a name that the policy does not have, or nothing where it must say. */
export function windowOf(policy: Policy, ring: Ring): Window | null | undefined {
  if (ring.window === anytime) return null;
  if (typeof ring.window !== 'string') return ring.window ?? (restartWhen(policy) === 'never' ? null : undefined);
  return Object.hasOwn(policy.windows, ring.window) ? policy.windows[ring.window] : undefined;
}

/** Windows that are chosen by label, with their machines. */
export function windowsByLabel({ windows }: Pick<Policy, 'windows'>, machines: readonly MachineEntry[]) {
  return Object.entries(windows).flatMap(([name, window]) => {
    const { match } = window;
    if (match === undefined) return [];
    return [{ name, match, window, machines: machines.filter(machine => hasLabel(machine, match)) }];
  });
}

/** How long a machine of the ring takes, as long as none has shown it. @param windows those that its machines go by */
export function expectedLength({ takes, drill }: Ring, windows: readonly Window[]): number {
  const shortest = Math.min(...windows.map(({ duration }) => duration));
  // The first machine of a drilled ring is worked on three times, and a run comes when it comes.
  return takes ?? Math.min(hour, Math.floor(shortest / (drill === true ? 4 : 2)));
}
