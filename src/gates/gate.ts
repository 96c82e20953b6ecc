// The contract of a gate, and the patience that gates share. A gate is pure: it says which probes it needs and judges what they
// brought; it never asks a machine itself. Readings are compared on the same machine, before against after, never across machines.
// Only `pass` opens anything: what could not be read is `error`, what is not clear yet is `inconclusive`, and nothing measured
// never passes (invariant I6; facts: windows-servicing 5.2).
import * as z from 'zod';
import type { HeldUpdate } from '../knowledge/holds.ts';
import type { LineageRow } from '../knowledge/lineage.ts';
import { durationSchema, formatDuration } from '../model/duration.ts';
import type { MachineEntry } from '../model/machine.ts';
import type { Answer, CommandVerdict, MetricAsk, ProbeName, Readings } from '../model/ports.ts';
import type { InstallResult, RestartReadiness, UpdateHistory } from '../model/reading.ts';
import type { Update } from '../model/update.ts';
import type { Verdict } from '../model/verdict.ts';

/** `critical` halts at the first failure · `hard` counts as a failed machine · `soft` counts after confirmation · `observe` is reported, never decides. */
export const severities = ['critical', 'hard', 'soft', 'observe'] as const;
export type Severity = (typeof severities)[number];

/** Before anything is started on the machine, after it was updated and has settled, or before it is taken back. */
export const stages = ['before', 'after', 'undo'] as const;
export type Stage = (typeof stages)[number];

/** What the probes of one visit brought. A probe that was not asked for is absent. */
export interface Snapshot {
  /** Epoch ms of our clock. */
  readonly at: number;
  readonly readings: Partial<Readings>;
  /** The update history as the last job before this visit's end read it; absent: none did. */
  readonly history?: UpdateHistory | undefined;
}

/** What gates need to know of an update that was chosen for the machine. */
export type ChosenUpdate = Readonly<Pick<Update, 'updateId' | 'revision' | 'title' | 'restart'>> & {
  readonly kbs: readonly string[];
};

/** A build that no title and no row names, found on the first machine: provisional. */
export interface Landing {
  readonly machine: string;
  readonly build: number;
  readonly ubr: number;
  /** The updates do not change the build. */
  readonly isSame: boolean;
}

/** Everything a gate may look at. What does not exist yet at a stage is absent. */
export interface Evidence {
  readonly stage: Stage;
  readonly machine: MachineEntry;
  /** The last check before anything was started. */
  readonly before?: Snapshot | undefined;
  /** The visit that is judged now; only at the stages `after` and `undo`. */
  readonly after?: Snapshot | undefined;
  /** What this machine gets, or got: pinned, offered here, not held. */
  readonly updates: readonly ChosenUpdate[];
  /** What the machine's update agent offers, wanted or not; absent: nobody asked it in this visit. */
  readonly offered?: readonly Pick<Update, 'kbs' | 'title' | 'deadline'>[] | undefined;
  /** What it does not get because of a hold or of the Hotpatch rule. */
  readonly held: readonly HeldUpdate[];
  /** The plan's own rows: the same ones from the first machine to the last. */
  readonly lineage: readonly LineageRow[];
  readonly install?: InstallResult | undefined;
  /** Where the same updates took the first machine that passed with them; absent: this one is the first. */
  readonly landing?: Landing | undefined;
  /** The restart that we asked for, if any. `from`: the boot we asked it on. */
  readonly restart?: { readonly askedAt: number; readonly from: string } | undefined;
  /** When our last change ended: the new boot settled, or the install finished without a restart. Epoch ms. */
  readonly settledAt?: number | undefined;
  /** Answers to the runner probes, by `RunnerProbe.key`. */
  readonly runner: Readonly<Record<string, readonly RunnerAnswer[]>>;
}

/** The visit that is judged now. */
export function visitOf({ stage, before, after }: Evidence): Snapshot | undefined {
  return stage === 'before' ? before : after;
}

/** A probe made from the runner, `times` times in a row. */
export type RunnerProbe =
  | {
      readonly key: string;
      readonly kind: 'http';
      readonly url: string;
      readonly timeout: number;
      readonly times: number;
    }
  | {
      readonly key: string;
      readonly kind: 'tcp';
      readonly address: string;
      readonly port: number;
      readonly timeout: number;
      readonly times: number;
    }
  | {
      readonly key: string;
      readonly kind: 'exec';
      readonly command: readonly string[];
      readonly timeout: number;
      readonly times: number;
    }
  | { readonly key: string; readonly kind: 'metric'; readonly ask: MetricAsk; readonly times: number };
/** HTTP answers carry a status, commands a verdict with its reason, metrics a value, TCP answers none of these. */
export type RunnerAnswer = Answer<
  { readonly status?: number; readonly value?: number; readonly took: number } & Partial<
    Pick<CommandVerdict, 'verdict' | 'reason'>
  >
>;

/** A script of the owner's on the machine, by the name that the plan holds its text under. */
export interface OwnProbe {
  readonly key: string;
  readonly file: string;
  readonly timeout: number;
}

/** What a gate needs to have read. */
export interface Probes {
  readonly machine: readonly ProbeName[];
  readonly runner: readonly RunnerProbe[];
  /** With `scripts` among those of the machine. */
  readonly scripts?: readonly OwnProbe[];
}

/** What was seen, in words and figures for the report. */
export type Measured = Readonly<Record<string, string | number | boolean | null>>;

export interface Judgement {
  readonly verdict: Verdict;
  /** One sentence; it may quote the machine and is neutralised where it is printed. */
  readonly reason: string;
  readonly measured: Measured;
  /** When judging again, on new readings, can change the verdict; absent: this verdict is final. Epoch ms. */
  readonly againAt?: number;
  /** Bad measurements in a row, this one included; handed back as `previous` for confirmation. */
  readonly strikes: number;
  /** What a failure is about; absent: nothing that another machine could show as well. */
  readonly subjects?: readonly string[];
  /** It settles, or waits for its confirmation: no measurement yet. */
  readonly waits?: true;
}

export interface Ask<Settings> {
  readonly settings: Settings;
  readonly stage: Stage;
  readonly machine: MachineEntry;
}

export interface JudgeInput<Settings> {
  readonly settings: Settings;
  readonly evidence: Evidence;
  /** Epoch ms. */
  readonly now: number;
  /** The judgement of this gate on this machine at this stage just before this one. */
  readonly previous?: Judgement | undefined;
}

/** One gate. Its settings schema is strict, has a description for every field, and flows into the policy by itself. */
export interface Gate<Schema extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  /** One sentence: what a pass means. */
  readonly help: string;
  readonly stages: readonly Stage[];
  /** The stages where it judges when the policy names no gates. */
  readonly byDefault: readonly Stage[];
  /** Unless the policy says otherwise. */
  readonly severity: Severity;
  /** What a policy may set beside the severity. */
  readonly settings: Schema;
  /** A machine that was not updated can show it too: judged as it stands, or by what the failure is about. Absent: it cannot. */
  readonly control?: 'absolute' | 'subjects';
  /** What the settings' shapes cannot say; one sentence that says what to write instead, or undefined. */
  fault?(settings: z.output<Schema>): string | undefined;
  probes(ask: Ask<z.output<Schema>>): Probes;
  judge(input: JudgeInput<z.output<Schema>>): Judgement;
}

/** Checks a gate against the contract and forgets the type of its settings. */
export function defineGate<Schema extends z.ZodObject>(gate: Gate<Schema>): Gate {
  return gate;
}

/** A duration setting, written `'5m'`. */
export function durationField(byDefault: string, help: string) {
  return durationSchema.prefault(byDefault).describe(help);
}

/** How long and how often a gate looks before its bad measurement counts. */
export interface Patience {
  /** A bad or missing measurement earlier than this after `settledAt` is not clear yet. */
  readonly settle?: number;
  /** Bad measurements in a row before a failure counts. */
  readonly confirm?: number;
  /** A good measurement counts only once `settle` is over too. */
  readonly quiet?: boolean;
}

/** How long a machine may be away for a restart where nobody says it. */
export const awayAtMost = 90 * 60_000;

/** Time between two looks at a gate that is not clear. */
export const lookAgainAfter = 60_000;

/** What one look at the readings says, before patience. `certain`: no second look can change it. */
export interface Look {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly measured?: Measured;
  readonly certain?: boolean;
  /** What a failure is about, so that it is recognised on another machine: a service, a kind of event, a status. */
  readonly subjects?: readonly string[];
}

/** Looks that may fail to read anything before the error is final. */
const errorsInARow = 3;

/** Turns one look into a judgement: settling and unconfirmed failures are inconclusive and say when to look again. */
export function judgeWithPatience(look: Look, patience: Patience, input: JudgeInput<unknown>): Judgement {
  const { evidence, now, previous } = input;
  const { settle = 0, confirm = 1, quiet = false } = patience;
  const { certain, ...word } = look;
  const judgement = { measured: {}, ...word, strikes: 0 };
  const clearAt = (evidence.settledAt ?? now) + settle;
  const isFinal = evidence.stage !== 'after' || certain === true;
  if (!isFinal && now < clearAt && (look.verdict !== 'pass' || quiet)) {
    const reason = `${look.reason}; settling for another ${formatDuration(clearAt - now)}`;
    const againAt = Math.min(now + lookAgainAfter, clearAt);
    return { ...judgement, verdict: 'inconclusive', reason, waits: true, againAt };
  }
  if (look.verdict === 'pass') return judgement;
  // How long an unclear machine is waited for is the rollout's limit, not the gate's.
  if (look.verdict === 'inconclusive') return isFinal ? judgement : { ...judgement, againAt: now + lookAgainAfter };
  // Failures confirm failures, and errors errors: an unread probe is no evidence of the fault that was seen before.
  const isSame = (previous?.verdict === 'error') === (look.verdict === 'error');
  const strikes = (isSame ? (previous?.strikes ?? 0) : 0) + 1;
  const struck = { ...judgement, strikes };
  if (isFinal) return struck;
  if (look.verdict === 'fail' && strikes < confirm) {
    const reason = `${look.reason}; seen ${strikes} of ${confirm} times, looking again`;
    return { ...struck, verdict: 'inconclusive', reason, waits: true, againAt: now + lookAgainAfter };
  }
  if (look.verdict === 'error' && strikes < errorsInARow) return { ...struck, againAt: now + lookAgainAfter };
  return struck;
}

/** What a probe read, or the look that says why there is nothing to judge. */
export type Seen<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly look: Look & { readonly verdict: 'error' } };

/** Unwraps the answer of a probe; `what` names it in the sentence. */
export function seen<T>(what: string, answer: Answer<T> | undefined): Seen<T> {
  if (answer?.ok === true) return answer;
  const reason =
    answer === undefined
      ? `${what} was not read`
      : `${what} could not be read: ${answer.failure.message} (${answer.failure.code})`;
  return { ok: false, look: { verdict: 'error', reason } };
}

/** No restart can follow: all that is to be installed says never. */
function isRestartless({ updates }: Evidence): boolean {
  return updates.length > 0 && updates.every(({ restart }) => restart === 'never');
}

/** What a gate asks that looks, before anything is begun, at what a restart would meet. */
interface RestartQuestion<T> {
  readonly name: string;
  readonly help: string;
  readonly severity: Severity;
  /** What is read, as `unreadable` names it. */
  readonly what: string;
  readonly part: (reading: RestartReadiness) => T | null;
  readonly look: (value: T) => Look;
  /** It stands in the way of an update that never restarts, too. */
  readonly always?: boolean;
}

/** Such a gate. What could not be read is an error; a machine that gets nothing but what never restarts is not kept from it. */
export function beforeRestart<T>({ name, help, severity, what, part, look, always }: RestartQuestion<T>): Gate {
  return defineGate({
    name,
    help,
    stages: ['before'],
    byDefault: ['before'],
    severity,
    settings: z.strictObject({}),
    probes: () => ({ machine: ['restart'], runner: [] }),
    judge: input => {
      const reading = seen(what, input.evidence.before?.readings.restart);
      if (!reading.ok) return judgeWithPatience(reading.look, {}, input);
      const value = part(reading.value);
      if (value !== null && always !== true && isRestartless(input.evidence))
        return judgeWithPatience({ ...look(value), verdict: 'pass', reason: 'no restart is expected' }, {}, input);
      const why = reading.value.unreadable.find(line => line.startsWith(what)) ?? what;
      const seenNow: Look = value === null ? { verdict: 'error', reason: `could not be read: ${why}` } : look(value);
      return judgeWithPatience(seenNow, {}, input);
    },
  });
}
