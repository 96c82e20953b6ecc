// The books that the simulated machines keep about themselves, for the tests to ask: what ran, what restarted,
// who was out of service when. They say what happened to the machines, whatever the rollout believes; no
// operation can read them.
import type { Work } from '../model/job.ts';
import type { MachineName } from '../model/machine.ts';

export interface JobEntry {
  readonly key: string;
  readonly kind: Work['kind'];
  readonly startedAt: number;
  /** How often somebody asked for it; the job itself ran once. */
  readonly asked: number;
  readonly end: 'finished' | 'failed' | 'lost' | 'cancelled' | undefined;
}

export interface RestartEntry {
  readonly at: number;
  /** The boot that ended. */
  readonly boot: string;
  readonly cause: 'asked' | 'crash';
  /** KBs that the restart put in force, and `-package` for each package that it took away. Empty: the restart served nothing. */
  readonly completes: readonly string[];
}

/** From the start of an install, an uninstall or a restart until the machine is back and nothing waits; null = still out. */
export interface OutOfService {
  readonly from: number;
  readonly to: number | null;
  /** What took it out: an update, or its undo. A restart by itself counts as an update. */
  readonly by: 'update' | 'undo';
}

export interface MachineBooks {
  readonly machine: MachineName;
  readonly jobs: readonly JobEntry[];
  /** One entry for each time that an update was really installed or tried. */
  readonly installs: readonly { readonly at: number; readonly kb: string; readonly outcome: string }[];
  readonly restarts: readonly RestartEntry[];
  readonly outOfService: readonly OutOfService[];
}

/** What the kill test asks. Every list is empty on a good day. */
export interface Irregularities {
  /** Job keys under which more than one job ran, as `machine key`. */
  readonly jobsRunTwice: readonly string[];
  /** Updates that one machine installed more than once and without an undo between, as `machine KB`. */
  readonly updatesInstalledTwice: readonly string[];
  /** Updates for which one machine restarted more than once and without an undo between, as `machine KB`. */
  readonly restartedTwice: readonly string[];
  /** Restarts that were asked for and served nothing, as `machine boot`. */
  readonly needlessRestarts: readonly string[];
  /** Updates that automatic updates brought back after an undo, as `machine KB`. */
  readonly cameBack: readonly string[];
}

function repeated(words: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return [...new Set(words.filter(word => seen.size === seen.add(word).size))];
}

/** What happened more than once between two undos: who was taken back may get the same again. */
function repeatedIn({ jobs }: MachineBooks, entries: readonly { readonly at: number; readonly word: string }[]) {
  const isUndo = (kind: JobEntry['kind']): boolean => kind === 'uninstall' || kind === 'removal';
  const undos = jobs.filter(({ kind, end }) => isUndo(kind) && end === 'finished');
  const roundOf = (at: number): number => undos.filter(({ startedAt }) => startedAt <= at).length;
  const rounds = new Set(entries.map(({ at }) => roundOf(at)));
  const twice = [...rounds].flatMap(round =>
    repeated(entries.filter(({ at }) => roundOf(at) === round).map(({ word }) => word)),
  );
  return [...new Set(twice)];
}

export function irregularitiesOf(books: readonly MachineBooks[]): Irregularities {
  const each = (words: (one: MachineBooks) => readonly string[]): readonly string[] =>
    books.flatMap(one => words(one).map(word => `${one.machine} ${word}`));
  return {
    jobsRunTwice: each(({ jobs }) => repeated(jobs.map(({ key }) => key))),
    updatesInstalledTwice: each(one =>
      repeatedIn(
        one,
        one.installs.filter(({ outcome }) => outcome === 'installed').map(({ at, kb }) => ({ at, word: kb })),
      ),
    ),
    restartedTwice: each(one =>
      repeatedIn(
        one,
        one.restarts.flatMap(({ at, completes }) => completes.map(word => ({ at, word }))),
      ),
    ),
    needlessRestarts: books.flatMap(({ machine, restarts }) =>
      restarts
        .filter(({ cause, completes }) => cause === 'asked' && completes.length === 0)
        .map(({ boot }) => `${machine} ${boot}`),
    ),
    cameBack: books.flatMap(({ machine, installs }) =>
      installs.filter(({ outcome }) => outcome === 'byItself').map(({ kb }) => `${machine} ${kb} came back`),
    ),
  };
}

/**
 * How many were out of service at the same instant, at most; with `by` only those that an update (or an undo) took out.
 * An interval that ends when another begins does not overlap it.
 */
export function mostOutOfService(books: readonly MachineBooks[], by?: OutOfService['by']): number {
  const steps = books
    .flatMap(({ outOfService }) => outOfService)
    .filter(one => (one.to === null || one.to > one.from) && (by ?? one.by) === one.by)
    .flatMap(({ from, to }) => [
      { at: from, change: 1 },
      { at: to ?? Number.POSITIVE_INFINITY, change: -1 },
    ])
    .sort((one, other) => one.at - other.at || one.change - other.change);
  let now = 0;
  return steps.reduce((most, { change }) => {
    now += change;
    return Math.max(most, now);
  }, 0);
}

/** The most that were out of service at once in each group, e.g. in each ring. */
export function mostOutOfServiceBy(
  books: readonly MachineBooks[],
  groupOf: (machine: MachineName) => string | undefined,
  by?: OutOfService['by'],
): Readonly<Record<string, number>> {
  const groups = new Map<string, MachineBooks[]>();
  for (const one of books) {
    const group = groupOf(one.machine) ?? '';
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [one]);
    else members.push(one);
  }
  return Object.fromEntries([...groups].map(([group, members]) => [group, mostOutOfService(members, by)]));
}

/** One machine's open books. */
export class Ledger {
  readonly #machine: MachineName;
  #jobs: JobEntry[] | undefined;
  #installs: MachineBooks['installs'][number][] | undefined;
  #restarts: RestartEntry[] | undefined;
  #outOfService: OutOfService[] | undefined;

  constructor(machine: MachineName) {
    this.#machine = machine;
  }

  jobStarted(key: string, kind: JobEntry['kind'], startedAt: number): void {
    this.#jobs ??= [];
    this.#jobs.push({ key, kind, startedAt, asked: 1, end: undefined });
  }

  jobAskedAgain(key: string): void {
    this.#changeJob(key, entry => ({ ...entry, asked: entry.asked + 1 }));
  }

  jobEnded(key: string, end: NonNullable<JobEntry['end']>): void {
    this.#changeJob(key, entry => ({ ...entry, end }));
  }

  installed(at: number, kb: string, outcome: string): void {
    this.#installs ??= [];
    this.#installs.push({ at, kb, outcome });
  }

  restarted(entry: RestartEntry): void {
    this.#restarts ??= [];
    this.#restarts.push(entry);
  }

  /** Out of service from now on; going on without a break where it has just come back. */
  out(from: number, by: OutOfService['by']): void {
    this.#outOfService ??= [];
    const last = this.#outOfService.at(-1);
    if (last === undefined || (last.to !== null && last.to < from)) this.#outOfService.push({ from, to: null, by });
    else this.#outOfService[this.#outOfService.length - 1] = { ...last, to: null };
  }

  back(to: number): void {
    const last = this.#outOfService?.at(-1);
    if (last !== undefined && last.to === null) this.#outOfService?.splice(-1, 1, { ...last, to });
  }

  read(): MachineBooks {
    return {
      machine: this.#machine,
      jobs: [...(this.#jobs ?? [])],
      installs: [...(this.#installs ?? [])],
      restarts: [...(this.#restarts ?? [])],
      outOfService: [...(this.#outOfService ?? [])],
    };
  }

  #changeJob(key: string, change: (entry: JobEntry) => JobEntry): void {
    const at = this.#jobs?.findLastIndex(entry => entry.key === key) ?? -1;
    const entry = this.#jobs?.[at];
    if (entry !== undefined) this.#jobs?.splice(at, 1, change(entry));
  }
}
