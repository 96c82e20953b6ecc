// What is installed on a simulated machine, and what waits for a restart to become true. Immutable values: an update or a removal
// gives a new state, a boot makes what was staged real. CBS names packages without KB numbers, and a removal returns to the level
// before it (facts: windows-servicing 4.1); leaving the Hotpatch train cannot be undone by removing what left it (facts: 2.1).
import type { UpdateHistory } from '../model/reading.ts';
import type { CatalogueUpdate, Family } from './updates.ts';

export type Levels = Readonly<Partial<Record<Family, number>>>;

interface Installed {
  readonly item: CatalogueUpdate;
  readonly levelBefore: number;
  /** In force since (epoch ms). */
  readonly since: number;
}

export interface Software {
  readonly levels: Levels;
  /** KBs in force, as Win32_QuickFixEngineering lists them. */
  readonly kbs: readonly string[];
  /** KBs of successful installations, as the update history lists them; removals leave no trace there. */
  readonly history: readonly string[];
  readonly packages: readonly string[];
  readonly installed: readonly Installed[];
  /** Installed, in force after the next restart. */
  readonly staged: readonly CatalogueUpdate[];
  /** KBs in force whose servicing ends only with one more restart. */
  readonly unfinished: readonly string[];
  /** Packages gone after the next restart. */
  readonly leaving: readonly string[];
  readonly hasLeftTrain: boolean;
  /** Identities that Windows Update was told to hide. */
  readonly hidden: readonly string[];
  /** SHA-256 of the detect scripts that find their payload. */
  readonly detected: readonly string[];
}

export function pristine(ubr: number, kbs: readonly string[], packages: readonly string[]): Software {
  const none: readonly never[] = [];
  return {
    levels: { cumulative: ubr },
    kbs,
    history: kbs,
    packages,
    installed: none,
    staged: none,
    unfinished: none,
    leaving: none,
    hasLeftTrain: false,
    hidden: none,
    detected: none,
  };
}

/** As a job reads it, newest first. */
export function historyOf({ history }: Software): UpdateHistory {
  const words = [...new Set(history)].reverse().map(kb => ({ kb, operation: 'install', result: 'succeeded' }) as const);
  return { words, unreadable: null };
}

/** Packages as they are listed: those that wait for the restart to come are there, those that wait for it to go are not. */
export function listedPackages({ packages, staged, leaving }: Software): readonly string[] {
  if (staged.length === 0 && leaving.length === 0) return packages;
  const coming = staged.flatMap(item => [...item.packages, ...item.permanentPackages]);
  return [...new Set([...packages, ...coming])].filter(name => !leaving.includes(name));
}

export function isRestartPending(software: Software): boolean {
  return software.staged.length > 0 || software.leaving.length > 0 || software.unfinished.length > 0;
}

/** What the next restart is for: KBs, `-package` for what goes, `+KB` where servicing only ends with it. */
export function completedByRestart({ staged, leaving, unfinished }: Software): readonly string[] {
  return [...staged.map(({ kb }) => kb), ...leaving.map(name => `-${name}`), ...unfinished.map(kb => `+${kb}`)];
}

/** Levels as the next scan sees them: what is staged counts. */
export function plannedLevels(software: Software): Levels {
  if (software.staged.length === 0) return software.levels;
  const levels = { ...software.levels };
  for (const { family, level } of software.staged) levels[family] = Math.max(level, levels[family] ?? 0);
  return levels;
}

/** Stages for the restart. */
export function stage(software: Software, item: CatalogueUpdate): Software {
  return { ...software, history: [...software.history, item.kb], staged: [...software.staged, item] };
}

/** Installs without a restart. */
export function install(software: Software, item: CatalogueUpdate, at: number): Software {
  return { ...activate(software, item, at), history: [...software.history, item.kb] };
}

function activate(software: Software, item: CatalogueUpdate, since: number): Software {
  const levelBefore = software.levels[item.family] ?? 0;
  const brought = [...item.packages, ...item.permanentPackages];
  return {
    ...software,
    levels: { ...software.levels, [item.family]: Math.max(item.level, levelBefore) },
    kbs: [...software.kbs, item.kb],
    packages: [...software.packages, ...brought.filter(name => !software.packages.includes(name))],
    installed: [...software.installed, { item, levelBefore, since }],
    hasLeftTrain: item.train === 'keeps' ? software.hasLeftTrain : item.train === 'leaves',
  };
}

/** Marks packages for removal at the next restart; a staged update that brings one of them is dropped at once. */
export function remove(software: Software, packages: readonly string[]): Software {
  return {
    ...software,
    staged: software.staged.filter(item => !item.packages.some(name => packages.includes(name))),
    leaving: [...software.leaving, ...packages],
  };
}

/** What a restart makes true, at that instant. @param twice KBs that want one more restart after it */
export function boot(software: Software, at: number, twice: readonly string[] = []): Software {
  if (!isRestartPending(software)) return software;
  const without = software.leaving.length === 0 ? software : dropLeaving(software);
  const active = software.staged.reduce((state, item) => activate(state, item, at), without);
  const unfinished = software.staged.map(({ kb }) => kb).filter(kb => twice.includes(kb));
  return { ...active, staged: [], leaving: [], unfinished };
}

function dropLeaving(software: Software): Software {
  const isLeaving = (name: string): boolean => software.leaving.includes(name);
  const gone = software.installed.filter(({ item }) => item.packages.some(isLeaving));
  const levels = { ...software.levels };
  for (const { item, levelBefore } of gone) {
    levels[item.family] = Math.min(levelBefore, levels[item.family] ?? levelBefore);
  }
  return {
    ...software,
    levels,
    kbs: software.kbs.filter(kb => !gone.some(({ item }) => item.kb === kb)),
    packages: software.packages.filter(name => !isLeaving(name)),
    installed: software.installed.filter(one => !gone.includes(one)),
  };
}
