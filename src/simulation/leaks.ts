// A leak, as it can be read: memory that fills while an update is in force, and the crashes in which it ends, one after the other. Computed
// from the instant at which the update came into force, like everything that is read on a simulated machine; the minutes that each restart
// after such a crash takes are not played.
import type { Fault } from './faults.ts';
import { faultsOf } from './faults.ts';
import type { Software } from './software.ts';

interface Leaking {
  readonly faults: readonly Fault[];
  readonly software: Software;
}

interface Leak {
  readonly since: number;
  readonly period: number;
}

function leaksOf({ faults, software }: Leaking): readonly Leak[] {
  return faultsOf(faults, 'leaks').flatMap(({ kb, crashesAfter }) => {
    const cause = software.installed.find(({ item }) => item.kb === kb);
    return cause === undefined ? [] : [{ since: cause.since, period: crashesAfter }];
  });
}

/** When LSASS fell and Windows restarted, until now. Epoch ms. */
export function fallsOf(leaking: Leaking, now: number): readonly number[] {
  return leaksOf(leaking).flatMap(({ since, period }) => {
    const many = Math.max(0, Math.floor((now - since) / period));
    return Array.from({ length: many }, (_, index) => since + (index + 1) * period);
  });
}

/** Percent of the commit limit that a server of the fleet uses on a good day. */
const usual = 41.5;

/** Percent of the commit limit of memory now. */
export function commitOf(leaking: Leaking, now: number): number {
  return leaksOf(leaking).reduce((most, { since, period }) => {
    const share = (Math.max(0, now - since) % period) / period;
    return Math.max(most, usual + Math.round((100 - usual) * share * 10) / 10);
  }, usual);
}
