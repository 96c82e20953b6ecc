// One run of a rollout, live: every event that a person cares about is a line as soon as it is safe in the
// journal, grouped by wave, and at most once a minute by the wall's clock a sign of life with the counts and the
// slowest machine. The end is the verdict.
import type { MachineName } from '../model/machine.ts';
import type { Platform } from '../platforms/platform.ts';
import type { Line } from '../report/log-line.ts';
import type { Invocation } from '../report/next.ts';
import { noticeOfEnding, noticeOfEvent } from '../report/notice.ts';
import { linesOf } from '../report/progress.ts';
import { signOfLife } from '../report/sign-of-life.ts';
import type { Summary } from '../report/summary.ts';
import { Usual } from '../report/usual.ts';
import { count } from '../report/words.ts';
import { viewOf } from '../rollout/decide/view.ts';
import { type Driven, drive } from '../rollout/drive.ts';
import type { Event } from '../rollout/events.ts';
import { advance, fold, stateOf } from '../rollout/fold/index.ts';
import type { Plan } from '../rollout/plan.ts';
import type { State } from '../rollout/state.ts';
import { waitingFor } from '../rollout/waiting.ts';
import type { World, Writer } from '../world.ts';
import { closingOf } from './closing.ts';
import type { Outcome } from './command.ts';
import { evidenceIn } from './evidence.ts';
import { beat } from './live.ts';
import type { Notifier } from './notices.ts';

export interface Running {
  readonly platform: Platform;
  readonly plan: Plan;
  readonly world: World;
  readonly writer: Writer;
  readonly by: string;
  /** Folder of the report, absolute: what is gathered before an undo is kept there; undefined: nowhere. */
  readonly reportDirectory: string | undefined;
  readonly signal: AbortSignal;
  readonly ring?: string | undefined;
  readonly only?: readonly MachineName[] | undefined;
  /** The part of the rollout that is this run's. */
  readonly shard?: string | undefined;
  /** Words of people are looked for while it goes on; a world that jumps has nobody to leave any. */
  readonly takesWords: boolean;
  /** Tells people outside; a story has nobody to tell. */
  readonly notifier?: Notifier | undefined;
}

/** Goes on with the rollout as far as it goes now, and says everything that happens. */
export async function runLive(running: Running): Promise<Driven> {
  const { platform, plan, world, writer, by, signal, ring, only, shard, takesWords, notifier } = running;
  const evidence = evidenceIn(platform, running.reportDirectory);
  // The driver takes a whole turn in before it tells of it; a line is about the moment of its own event.
  const written = await writer.journal.read();
  let latest = fold(written)?.state;
  let place = written.length;
  const usual = new Usual(written);
  /** What its work was last heard to be at. */
  const told = new Map<MachineName, string>();
  const stopBeating = beat(platform.traits, () => {
    if (latest === undefined) return;
    const now = world.clock.now();
    const waiting = waitingFor(viewOf(plan, latest, now));
    platform.log(signOfLife({ state: latest, now, told, usual, waiting }), 'status');
  });
  try {
    return await drive({
      plan,
      world: {
        fleet: world.fleet,
        journal: writer.journal,
        clock: world.clock,
        runner: world.runner,
        ...(evidence === undefined ? {} : { evidence }),
        ...(takesWords ? { mailbox: writer.mailbox } : {}),
      },
      by,
      signal,
      ...(ring === undefined ? {} : { ring }),
      ...(only === undefined || only.length === 0 ? {} : { only }),
      ...(shard === undefined ? {} : { shard }),
      onEvent: (event, _, isForeign) => {
        latest = after(plan, latest, event);
        if (event.kind === 'finished') told.delete(event.machine);
        usual.take(event);
        if (!isForeign || !('machine' in event)) say(platform, linesOf(event, plan, latest, usual));
        place += 1;
        // Whoever wrote it has told people of it.
        if (isForeign) return;
        notifier?.tell(noticeOfEvent({ event, plan, state: latest, place, run: platform.traits.runUrl }));
      },
      onProgress: (machine, percent, note) => {
        told.set(machine, percent === null ? note : `${Math.round(percent)} %, ${note}`);
      },
    });
  } finally {
    stopBeating();
    platform.group(undefined);
  }
}

function after(plan: Plan, state: State | undefined, event: Event): State {
  if (state === undefined) return stateOf(plan, event.at);
  advance(plan, state, event);
  return state;
}

function say(platform: Platform, lines: readonly Line[]): void {
  for (const { text, tone, isGroup } of lines) {
    if (isGroup === true) platform.group(text);
    else platform.log(tone === 'heading' ? ['', text] : text, tone);
  }
}

export interface Ended {
  readonly running: Pick<Running, 'platform' | 'plan' | 'world' | 'writer' | 'reportDirectory' | 'notifier'>;
  readonly driven: Driven;
  readonly invocation: Invocation;
  readonly next?: readonly string[];
  readonly journal: string;
}

/** The verdict of a run, with its report; the worst machines stand out on the run's page. */
export async function endingOf({ running, driven, ...closing }: Ended): Promise<Outcome> {
  const { platform, plan, world, writer, reportDirectory, notifier } = running;
  const { state, standing } = driven;
  const events = await writer.journal.read();
  const story = { plan, state, standing, events, now: Math.max(world.clock.now(), state.lastAt) };
  annotateMachines(platform, state);
  const tell = (summary: Summary): void =>
    notifier?.tell(noticeOfEnding(summary, plan, events.length, platform.traits.runUrl));
  const closed = await closingOf({ platform, story, reportDirectory, journalText: writer.text, tell, ...closing });
  return driven.unwritten === 0 ? closed : withUnwritten(platform, closed, driven.unwritten);
}

/** A ledger that was silent to the end: nobody shall think that it has everything. */
function withUnwritten(platform: Platform, outcome: Outcome, records: number): Outcome {
  const told = `${count(records, 'record')} may not be on the ledger: its remote did not answer in time. Nothing is lost: the next run asks the machines.`;
  platform.annotate('warning', told, 'JOURNAL_CUT_SHORT');
  return { ...outcome, details: [`  ${told}`, ...(outcome.details ?? [])] };
}

/** Pages show ten of each kind: a handful of machines, and the verdict. */
const mostAnnotated = 5;

function annotateMachines(platform: Platform, state: State): void {
  if (!platform.traits.isPipeline) return;
  const broken = [...state.machines.values()].filter(
    ({ failedBy, phase }) => failedBy !== null || phase === 'stranded',
  );
  for (const { name, failure, failedBy } of broken.slice(0, mostAnnotated)) {
    const gate = failedBy?.gate ?? 'update';
    platform.annotate('error', `${name}: ${failure?.message ?? 'failed'}`, `${gate} failed on ${name}`);
  }
}
