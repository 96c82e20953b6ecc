// What a simulated machine shows of whether it could be undone, and of what is left when it cannot: the last
// cleanup of the component store with ResetBase, packages that call themselves permanent, shadow copies.
// Shapes are those of windows/operations.
import type { UninstallWork } from '../model/job.ts';
import type { RemovalReading, ShadowReading } from '../model/undo-reading.ts';
import { faultsOf } from './faults.ts';
import { isoOf } from './iso.ts';
import type { MachineView } from './readings.ts';
import { isRestartPending, listedPackages, type Software } from './software.ts';

type Seen = Pick<MachineView, 'faults' | 'software'>;

/** When somebody cleaned the store after an update had come into force; undefined: nobody has, until now. */
export function baseResetAt({ faults, software }: Seen, now: number): number | undefined {
  const times = faultsOf(faults, 'baseReset').flatMap(({ kb, after }) =>
    software.installed.filter(({ item }) => item.kb === kb).map(({ since }) => since + after),
  );
  const past = times.filter(at => at <= now);
  return past.length === 0 ? undefined : Math.max(...past);
}

/** What was there before an install, and what it brought. */
export type Undo = Pick<UninstallWork, 'packagesBefore' | 'packagesAdded'>;

export interface UndoState {
  readonly ours: readonly string[];
  readonly others: readonly string[];
  readonly superseded: readonly { readonly package: string; readonly by: readonly string[] }[];
  readonly waiting: readonly string[];
}

/** Servicing stacks stay, and stand in nobody's way. */
const permanentByDesign = 'Package_for_ServicingStack';
const familyOf = (name: string): string | undefined => name.split('~')[0];

/** As windows/functions/undo-state.ps1 works it out. */
export function undoStateOf(software: Software, { packagesBefore, packagesAdded }: Undo): UndoState {
  const since = listedPackages(software).filter(
    name => !packagesBefore.includes(name) && !name.startsWith(permanentByDesign),
  );
  const ours = since.filter(name => packagesAdded?.includes(name) ?? true);
  const others = since.filter(name => !ours.includes(name));
  const superseded = ours.flatMap(name => {
    const by = others.filter(other => familyOf(other) === familyOf(name));
    return by.length === 0 ? [] : [{ package: name, by }];
  });
  const isOursPending = software.staged.some(item => item.packages.some(name => ours.includes(name)));
  const waiting = isRestartPending(software) && !isOursPending ? ['servicing', 'pendingFile'] : [];
  return { ours, others, superseded, waiting };
}

export function readRemoval(
  view: Seen & Pick<MachineView, 'profile'>,
  now: number,
  undo: Undo | undefined,
): RemovalReading {
  const at = baseResetAt(view, now);
  const isMarked = faultsOf(view.faults, 'uninstallFails').filter(({ marked }) => marked === true);
  const permanent = view.software.installed
    .filter(({ item }) => isMarked.some(({ kb }) => kb === undefined || kb === item.kb))
    .flatMap(({ item }) => item.packages);
  const none: UndoState = { ours: [], others: [], superseded: [], waiting: [] };
  const { ours, others, superseded, waiting } = undo === undefined ? none : undoStateOf(view.software, undo);
  return {
    lastResetBase: at === undefined ? null : isoOf(at),
    resetters: [...(view.profile.resetters ?? [])],
    permanent: ours.filter(name => permanent.includes(name)),
    superseded: superseded.map(one => ({ package: one.package, by: [...one.by] })),
    others: [...others],
    waiting: [...waiting],
    unreadable: [],
  };
}

const day = 86_400_000;

/** A copy in each night; where a writer has failed, none for three days. */
export function readShadow({ profile }: Pick<MachineView, 'profile'>, now: number): ShadowReading {
  const failed = profile.failedWriters ?? [];
  return { latest: isoOf(now - (failed.length === 0 ? day / 4 : 3 * day)), failedWriters: [...failed], unreadable: [] };
}
