// The three tables of the rollout: which phase may follow which. They are data, so that diagrams can be drawn from them; a pair that
// is not in its table is a bug of ours and is thrown, never a machine's trouble. What machines cost a budget in which phase stands
// here too, beside the phases it is about (invariants I4, I5).

export const rolloutPhases = {
  running: ['halted', 'done'],
  /** Sticky: only a person's word goes on. */
  halted: ['running', 'undoing', 'done'],
  /** Nothing goes forward; what this rollout did is taken back. */
  undoing: ['undone', 'halted'],
  /** A person can take back more: rings that had passed, machines that were spared. */
  undone: ['undoing'],
  /** A person may still take it back, or have tried again what failed. */
  done: ['undoing', 'running'],
} as const satisfies Record<string, readonly string[]>;
export type RolloutPhase = keyof typeof rolloutPhases;

export const ringPhases = {
  /** `held`: it must not open as it is. */
  waiting: ['open', 'held'],
  open: ['soaking', 'passed', 'held'],
  /** A person has put failed machines of it back in line: it soaks again after them. */
  soaking: ['judging', 'open'],
  /** Every updated machine is looked at once more. Whoever came back in line opens the ring again: nobody passes unseen. */
  judging: ['open', 'passed', 'held'],
  /** Starts nothing; the next run tries again. */
  held: ['open', 'judging', 'waiting'],
  /** A person has put failed machines of it back in line: it opens again in its turn. */
  passed: ['waiting'],
} as const satisfies Record<string, readonly string[]>;
export type RingPhase = keyof typeof ringPhases;

export const machinePhases = {
  /** `skipped`: frozen, so that not even a look is asked for. */
  pending: ['checking', 'skipped', 'excluded'],
  checking: ['checking', 'clearing', 'ready', 'skipped', 'done', 'pending', 'failed', 'excluded', 'undoVerifying'],
  /** A restart of somebody else's making, done before we begin. */
  clearing: ['checking', 'pending', 'failed'],
  /** Looked at, may be updated, and knows with what. */
  ready: ['installing', 'pending', 'done', 'skipped', 'failed', 'excluded', 'undoChecking', 'uninstalling'],
  installing: ['installed', 'failed', 'pending', 'skipped', 'done'],
  installed: [
    'restarting',
    'verifying',
    'done',
    'skipped',
    'failed',
    'undoChecking',
    'uninstalling',
    'undoVerifying',
    'excluded',
  ],
  restarting: ['restarted', 'installed', 'failed'],
  /** `ready`: what failed before the restart is tried once more after it. */
  restarted: [
    'restarting',
    'verifying',
    'ready',
    'failed',
    'undoChecking',
    'uninstalling',
    'undoVerifying',
    'excluded',
  ],
  verifying: [
    'verifying',
    'ready',
    'done',
    'failed',
    'unclear',
    'undoChecking',
    'uninstalling',
    'undoVerifying',
    'excluded',
  ],
  done: ['watching', 'undoChecking', 'uninstalling', 'undoVerifying', 'pending'],
  /** The second look, after the soak. */
  watching: ['watching', 'done', 'failed', 'unclear', 'undoChecking', 'uninstalling', 'undoVerifying', 'excluded'],
  /** Nothing was started. */
  skipped: ['pending', 'excluded'],
  failed: ['verifying', 'watching', 'suspect', 'excluded', 'undoChecking', 'uninstalling', 'undoVerifying'],
  /** A person wants it tried again, and nobody knows how it is: it counts as out of service until it has been looked at. */
  suspect: ['checking', 'excluded', 'undoVerifying'],
  /** No gate failed, and not all passed: out of service until a later run gets a clear answer. */
  unclear: ['verifying', 'watching', 'excluded', 'undoChecking', 'uninstalling', 'undoVerifying'],
  /** Looked at once more, before anything of it is taken back. */
  undoChecking: ['undoChecking', 'uninstalling', 'undoRestarting', 'undoVerifying', 'stranded'],
  uninstalling: ['uninstalled', 'stranded', 'uninstalling'],
  uninstalled: ['undoRestarting', 'undoVerifying', 'stranded'],
  undoRestarting: ['undoRestarted', 'stranded'],
  /** `undoChecking`: the restart came first, for changes that waited, and nothing was taken away yet. */
  undoRestarted: ['undoChecking', 'undoRestarting', 'undoVerifying', 'stranded'],
  undoVerifying: ['undoVerifying', 'undone', 'stranded'],
  /** By a drill: it is updated once more. */
  undone: ['pending'],
  /** Could be neither updated nor undone: a person has to look. Where the undo was not begun, it can be asked for again. */
  stranded: ['verifying', 'watching', 'excluded', 'undoChecking'],
  /** A person took it out of this rollout. */
  excluded: [],
} as const satisfies Record<string, readonly string[]>;
export type MachinePhase = keyof typeof machinePhases;
export const machinePhaseNames = Object.keys(machinePhases) as readonly MachinePhase[];

type Table = Readonly<Record<string, readonly string[]>>;

/** The phase that follows; throws where the table knows no such step. */
export function step<P extends string>(table: Table, from: P, to: P): P {
  if (table[from]?.includes(to) === true) return to;
  throw new RangeError(`no step from ${from} to ${to}`);
}

/** In our hands between the first look and the last: these use the budget of the ring. */
export const activePhases = [
  'suspect',
  'checking',
  'clearing',
  'ready',
  'installing',
  'installed',
  'restarting',
  'restarted',
  'verifying',
] as const satisfies readonly MachinePhase[];

/** On the way back. */
export const undoPhases = [
  'undoChecking',
  'uninstalling',
  'uninstalled',
  'undoRestarting',
  'undoRestarted',
  'undoVerifying',
] as const satisfies readonly MachinePhase[];

/** Out of service although nothing is being done to them: they spend the budget until a person closes them. */
export const brokenPhases = ['failed', 'unclear', 'stranded'] as const satisfies readonly MachinePhase[];
