// The promises between the engine and the world. The engine imports these and nothing that keeps them; windows, simulation and
// journal keep them and do not know the engine. No call throws for a machine's trouble: it answers with a failure.
// No call takes longer than a minute or two: long work is a job, so that a lost connection loses nothing.
import type { Diagnosis } from './diagnosis.ts';
import type { Failure } from './failure.ts';
import type { JobKey, JobStatus, UninstallWork, Work } from './job.ts';
import type { MachineEntry, MachineName } from './machine.ts';
import type {
  Boot,
  Facts,
  HealthReading,
  HotpatchReading,
  RestartReadiness,
  RolesReading,
  ScriptReading,
} from './reading.ts';
import type { ScriptFile } from './source.ts';
import type { RemovalReading, ShadowReading } from './undo-reading.ts';

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  /** `arrived`: could the request have had an effect? `no` only when it certainly never reached the machine. */
  | { readonly ok: false; readonly failure: Failure; readonly arrived: 'no' | 'maybe' };

/** What can be read in one visit. Each part is answered for itself, so that one unreadable part does not hide the others. */
export interface Readings {
  readonly facts: Answer<Facts>;
  readonly boot: Answer<Boot>;
  readonly restart: Answer<RestartReadiness>;
  readonly hotpatch: Answer<HotpatchReading>;
  readonly health: Answer<HealthReading>;
  readonly packages: Answer<readonly string[]>;
  /** For people only; asked before an undo, and never kept in the journal. */
  readonly diagnosis: Answer<Diagnosis>;
  readonly roles: Answer<RolesReading>;
  /** The owner's scripts that look at the machine, by key. */
  readonly scripts: Answer<Readonly<Record<string, ScriptReading>>>;
  readonly removal: Answer<RemovalReading>;
  readonly shadow: Answer<ShadowReading>;
}
export type ProbeName = keyof Readings;

/** A script of the owner's that looks at the machine and changes nothing there. */
export interface ScriptProbe extends Pick<ScriptFile, 'sha256' | 'text'> {
  readonly key: string;
  /** Milliseconds; a minute at most. */
  readonly timeout: number;
}

export interface ProbeOptions {
  /** What the probe `scripts` runs. */
  readonly scripts?: readonly ScriptProbe[];
  /** Events are counted since this instant (epoch ms); default one hour ago by the machine's own clock. */
  readonly eventsSince?: number;
  /** Whose undo the reading `removal` is about; without it only the component store is looked at. */
  readonly undo?: Pick<UninstallWork, 'packagesBefore' | 'packagesAdded'>;
}

/** One machine, nine short calls. Connections are opened late and closed by `release`. */
export interface Machine {
  readBoot(): Promise<Answer<Boot>>;
  /**
   * Looks at a machine that is to leave a boot, again and again: `unchanged` while it is on it, `starting` on another one where
   * services start and nothing more was asked. Without a shell where it can.
   */
  readNewBoot(left: string): Promise<Answer<Boot | 'unchanged' | 'starting'>>;
  /** Changes nothing. The result has a key for each probe asked for. */
  probe<P extends ProbeName>(probes: readonly P[], options?: ProbeOptions): Promise<Pick<Readings, P>>;
  /** Starts the job, or finds the one with the same key: safe to repeat. */
  startJob(key: JobKey, work: Work): Promise<Answer<JobStatus>>;
  pollJob(key: JobKey): Promise<Answer<JobStatus>>;
  /** Takes back a job that has not begun: it never will. `begun`: it runs or has ended, and is left alone. Safe to repeat. */
  cancelJob(key: JobKey): Promise<Answer<'cancelled' | 'absent' | 'begun'>>;
  /** Forgets a finished job whose result is in the journal. Absent is fine. A running job is refused, never killed. */
  removeJob(key: JobKey): Promise<Answer<'removed' | 'absent'>>;
  /** Restarts only if the machine is still on this boot; `alreadyRestarted` otherwise. */
  restart(ifStillOn: string, reason: string): Promise<Answer<'restarting' | 'alreadyRestarted'>>;
  release(): Promise<void>;
}

/** All machines. `machine()` is cheap and opens nothing. */
export interface Fleet {
  machine(entry: MachineEntry): Machine;
  /** Closes every connection within a bound. */
  close(): Promise<void>;
}

/** What preflight finds out about one machine, step by step; the first failing step ends the row. */
export interface PreflightRow {
  readonly machine: MachineName;
  readonly steps: readonly {
    readonly name: string;
    readonly outcome: 'ok' | 'warning' | 'failed' | 'skipped';
    readonly detail: string;
  }[];
  readonly failure?: Failure;
}

/** What a command of the owner's says: in JSON, or by its exit code. */
export interface CommandVerdict {
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  /** Empty where only the exit code spoke. */
  readonly reason: string;
  readonly took: number;
}

/** One figure that somebody else keeps: where it is asked for, and where it stands in the answer. */
export interface MetricAsk {
  readonly url: string;
  /** Where the figure stands in a JSON document (`model/metric.ts`); null: the document is the answer of Prometheus to a query. */
  readonly path: string | null;
  /** Name to reference, such as `Bearer $PATCHRING_METRICS_TOKEN`; what it stands for is known to the runner alone. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeout: number;
}

/** A command of the owner's around the work, and the name that it bears again when it is repeated. */
export interface StepAsk {
  readonly command: readonly string[];
  readonly timeout: number;
  readonly key: string;
}

export interface StepEnd {
  readonly took: number;
  /** Null: it ended well. `said`: the last lines that it printed, without what is known to be secret. */
  readonly failed: { readonly how: string; readonly said: string } | null;
}

/** Measured from the runner, not on the machine (HTTP and TCP probes, commands, figures of a monitoring). */
export interface RunnerProbes {
  /** @returns HTTP status and time in ms. */
  http(url: string, timeout: number): Promise<Answer<{ readonly status: number; readonly took: number }>>;
  tcp(address: string, port: number, timeout: number): Promise<Answer<{ readonly took: number }>>;
  /** Arguments as they are, no shell; what is late is ended and has failed. */
  exec(command: readonly string[], timeout: number): Promise<Answer<CommandVerdict>>;
  /** No probe: it changes something, at the runner. Arguments as they are, no shell; what is late is ended and has failed. */
  step(ask: StepAsk): Promise<StepEnd>;
  /** A figure that could not be read, or is no finite number, is a failure and never a figure. */
  metric(ask: MetricAsk): Promise<Answer<{ readonly value: number; readonly took: number }>>;
}

/** The only clock of the engine. Virtual in tests, in the demo and in simulations. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves when `now()` has reached `at`, or when the signal aborts (then without an error). */
  sleepUntil(at: number, signal?: AbortSignal): Promise<void>;
}

/** Where what is too long for the journal is kept. It never throws: what could not be kept is told. */
export interface Evidence {
  /** @param name a path below its folder; what cannot be part of a file's name is replaced. */
  put(
    name: string,
    text: string,
  ): Promise<
    | { readonly ok: true; readonly file: string; readonly sha256: string }
    | { readonly ok: false; readonly failure: Failure }
  >;
}

/** What a run writes of a rollout while others write the rest of it. */
export interface Part {
  /** Empty: all of it. */
  readonly shard: string;
  /** Whether another one has anything in common with it. */
  overlaps(other: string): boolean;
}

/** One of those who write a rollout, as the ledger shows it. */
export interface Claim {
  /** Empty: the whole rollout. */
  readonly shard: string;
  readonly owner: string;
  /** Higher whenever it was taken over from one that was dead or cut off. */
  readonly fence: number;
  /** When it runs out unless it is renewed, by its holder's clock. Epoch ms. */
  readonly until: number;
  /** It had nothing to do when the journal had so many records; null: it works. */
  readonly idleAt: number | null;
}

/** Those who write the same rollout beside this run. */
export interface Company {
  /** Looks, now and then, for what others have written; true: `read` has more than before. */
  follow(): Promise<boolean>;
  /** Looks at once, however short ago it looked: what follows is as of now. */
  refresh(): Promise<void>;
  /** Their claims by the last look, those that have run out left aside. */
  others(): Promise<readonly Claim[]>;
  /** Tells them that nothing is left to do here, unless one of them writes something. */
  rest(): Promise<void>;
}

/** The one memory. Records are opaque here; their codec belongs to the rollout. */
export interface Journal<Event> {
  /** All events so far, in order, already verified. */
  read(): Promise<readonly Event[]>;
  /**
   * Appends the batch of one turn and returns when it is safe on disk. Beside others it throws JOURNAL_OVERTAKEN where they have
   * written meanwhile: nothing of the batch is written then, `read` has theirs, and what to write must be decided anew.
   */
  append(events: readonly Event[]): Promise<void>;
  close(): Promise<void>;
  /** Undefined: nobody writes beside this run. */
  readonly company?: Company;
}

/** Something a person asked for while a run goes on. */
export interface Letter<Event> {
  readonly id: string;
  readonly event: Event;
}

/** Where people leave what they ask for (a halt, a hold) for the run that writes the journal. */
export interface Mailbox<Event> {
  /** What was left and not removed, oldest first. */
  read(): Promise<readonly Letter<Event>[]>;
  /** Forgets letters whose events are in the journal. */
  remove(ids: readonly string[]): Promise<void>;
  post(event: Event): Promise<string>;
}

/** All rollouts of one place. One rollout is written at a time, by one run or, where the ledger can tell them apart, by one run a part. */
export interface Ledger<Event> {
  /** Names of the rollouts, oldest first. */
  list(): Promise<readonly string[]>;
  /** What is written, verified; never waits for the writer. Empty: no such rollout. */
  read(rollout: string): Promise<readonly Event[]>;
  /** The same as text, byte for byte as it is kept: whole lines, for evidence. Empty: no such rollout. */
  text(rollout: string): Promise<string>;
  /**
   * Becomes the writer, of the whole rollout where no part is named. Throws FailureError JOURNAL_LOCKED while another one writes it, or
   * a part that has something in common with this one. `notes` say what was repaired or taken over.
   */
  write(
    rollout: string,
    part?: Part,
  ): Promise<{ readonly journal: Journal<Event>; readonly notes: readonly Failure[] }>;
  /** Who writes the rollout now. A ledger that knows no parts tells nobody. */
  claims?(rollout: string): Promise<readonly Claim[]>;
  mailbox(rollout: string): Mailbox<Event>;
}
