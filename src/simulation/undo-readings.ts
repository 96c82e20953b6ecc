// What a simulated machine shows of whether it could be undone, and of what is left when it cannot: the last
// cleanup of the component store with ResetBase, packages that call themselves permanent, shadow copies.
// Shapes are those of windows/operations.
import type { RemovalReading, ShadowReading } from '../model/undo-reading.ts';
import { faultsOf } from './faults.ts';
import { isoOf } from './iso.ts';
import type { MachineView } from './readings.ts';

type Seen = Pick<MachineView, 'faults' | 'software'>;

/** When somebody cleaned the store after an update had come into force; undefined: nobody has, until now. */
export function baseResetAt({ faults, software }: Seen, now: number): number | undefined {
  const times = faultsOf(faults, 'baseReset').flatMap(({ kb, after }) =>
    software.installed.filter(({ item }) => item.kb === kb).map(({ since }) => since + after),
  );
  const past = times.filter(at => at <= now);
  return past.length === 0 ? undefined : Math.max(...past);
}

export function readRemoval(
  view: Seen & Pick<MachineView, 'profile'>,
  now: number,
  packages: readonly string[],
): RemovalReading {
  const at = baseResetAt(view, now);
  const isMarked = faultsOf(view.faults, 'uninstallFails').filter(({ marked }) => marked === true);
  const permanent = view.software.installed
    .filter(({ item }) => isMarked.some(({ kb }) => kb === undefined || kb === item.kb))
    .flatMap(({ item }) => item.packages);
  return {
    lastResetBase: at === undefined ? null : isoOf(at),
    resetters: [...(view.profile.resetters ?? [])],
    permanent: packages.filter(name => permanent.includes(name)),
    unreadable: [],
  };
}

const day = 86_400_000;

/** A copy in each night; where a writer has failed, none for three days. */
export function readShadow({ profile }: Pick<MachineView, 'profile'>, now: number): ShadowReading {
  const failed = profile.failedWriters ?? [];
  return { latest: isoOf(now - (failed.length === 0 ? day / 4 : 3 * day)), failedWriters: [...failed], unreadable: [] };
}
