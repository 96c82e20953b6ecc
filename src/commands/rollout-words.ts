// A person's word reaches the rollout in two ways: into the journal where nobody is writing it, or left beside it for the run that is.
// Both are the same word, with its author; the run takes a word that was left at its next turn. A word for a rollout that there is not
// is refused, never swallowed: a halt that nobody hears is the worst answer.
import { FailureError, failureOf } from '../model/failure.ts';
import { escapeMarkdown } from '../platforms/neutral.ts';
import type { Platform } from '../platforms/platform.ts';
import { conclusionOf } from '../rollout/conclusion.ts';
import type { Event } from '../rollout/events.ts';
import { advance, fold, type Rollout } from '../rollout/fold/index.ts';
import type { ByHand, Word } from '../rollout/hand.ts';
import type { RolloutLedger, Writer } from '../world.ts';
import { closingOf } from './closing.ts';
import type { Context, Outcome } from './command.ts';
import { wordPart, writeDown } from './company.ts';
import { invocationOf } from './invocation.ts';
import { becomeWriter } from './ledger-input.ts';
import { personOf } from './person.ts';

/** A rollout as the ledger has it. */
export interface Kept extends Rollout {
  readonly events: readonly Event[];
}

/** The newest rollout, with what people have left for its next run; undefined: there is none. */
export async function newestIn(ledger: RolloutLedger): Promise<Kept | undefined> {
  const rolloutId = (await ledger.list()).at(-1);
  return rolloutId === undefined ? undefined : readKept(ledger, rolloutId);
}

async function readKept(ledger: RolloutLedger, rolloutId: string): Promise<Kept | undefined> {
  const events = await ledger.read(rolloutId);
  const rollout = fold(events);
  if (rollout === undefined) return undefined;
  if (rollout.state.conclusion === null) {
    for (const word of await ledger.words(rolloutId)) advance(rollout.plan, rollout.state, word);
  }
  return { ...rollout, events };
}

/** The newest rollout, whatever became of it. Throws ROLLOUT_UNKNOWN. */
export async function newestRollout(ledger: RolloutLedger): Promise<Kept> {
  const newest = await newestIn(ledger);
  if (newest !== undefined) return newest;
  throw new FailureError([
    failureOf('ROLLOUT_UNKNOWN', `there is no rollout in ${ledger.place}`, {
      next: 'Name the ledger of the rollout with --ledger; apply begins one.',
    }),
  ]);
}

/** An earlier rollout by its name, or the newest. Throws ROLLOUT_UNKNOWN. */
export async function rolloutNamed(ledger: RolloutLedger, name: string | undefined): Promise<Kept> {
  if (name === undefined) return newestRollout(ledger);
  const names = await ledger.list();
  const found = names.includes(name) ? await readKept(ledger, name) : undefined;
  if (found !== undefined) return found;
  const known = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  throw new FailureError([
    failureOf('ROLLOUT_UNKNOWN', `there is no rollout ${name} in ${ledger.place}; ${known}`, {
      next: 'Name one of these, or leave --rollout out for the newest.',
    }),
  ]);
}

/** A person's word now; time does not run backwards in a journal. */
export function wordOf(platform: Platform, { state }: Kept, reason: string): Word {
  return { person: personOf(platform), reason, now: Math.max(Date.now(), state.lastAt) };
}

/** The events of a word, or every reason why it cannot be spoken. */
export function eventsOf(byHand: ByHand): readonly Event[] {
  if (byHand.ok) return byHand.events;
  throw new FailureError(byHand.failures);
}

export interface Spoken {
  readonly context: Pick<
    Context<{ readonly policy?: string; readonly ledger: string | undefined }>,
    'platform' | 'options'
  >;
  readonly ledger: RolloutLedger;
  readonly rollout: Kept;
  readonly byHand: ByHand;
  /** What was done, in one line. */
  readonly said: string;
  /** It only narrows the rollout: where a run is writing it may be left, and taken twice. */
  readonly mayBeLeft: boolean;
}

/** Writes the word down, or leaves it, and says where the rollout then stands. Throws JOURNAL_LOCKED for a word that may not be left. */
export async function speak({ context, ledger, rollout, byHand, said, mayBeLeft }: Spoken): Promise<Outcome> {
  const { platform, options } = context;
  const { plan, state } = rollout;
  const words = eventsOf(byHand);
  const isLeft = !(await writeOrLeave({ context, ledger, rollout, mayBeLeft }, words));
  for (const event of words) advance(plan, state, event);
  const now = Math.max(Date.now(), state.lastAt);
  const standing = conclusionOf(plan, state, now);
  const closing = await closingOf({
    platform,
    story: { plan, state, events: [...rollout.events, ...words], standing, now },
    invocation: invocationOf(platform, options),
    reportDirectory: undefined,
    journal: ledger.place,
    journalText: () => ledger.text(plan.rolloutId),
  });
  const line = isLeft ? `${said} A run is working on it and takes this at its next turn.` : said;
  return { ...closing, line, summary: `**${escapeMarkdown(line)}**\n\n${closing.summary}`, exitCode: 0 };
}

type Writing = Pick<Spoken, 'context' | 'ledger' | 'rollout' | 'mayBeLeft'>;

/** True: it stands in the journal. False: a run is writing there, and the word was left for it. */
async function writeOrLeave(
  { context, ledger, rollout, mayBeLeft }: Writing,
  words: readonly Event[],
): Promise<boolean> {
  const { rolloutId } = rollout.plan;
  if (words.length === 0) return true;
  try {
    // What only narrows the rollout stands in the journal beside those who write parts of it: none of them begins anything after it.
    const part = mayBeLeft ? wordPart() : undefined;
    const writer = await becomeWriter(context.platform, ledger, rolloutId, part);
    try {
      if (!mayBeLeft) await refuseOvertaken(writer, rollout);
      await writeDown(writer.journal, events =>
        words.map(word => ({ ...word, at: Math.max(word.at, events.at(-1)?.at ?? 0) })),
      );
    } finally {
      await writer.close();
    }
    return true;
  } catch (cause) {
    const isLocked = cause instanceof FailureError && cause.failures.some(({ code }) => code === 'JOURNAL_LOCKED');
    if (!isLocked || !mayBeLeft) throw cause;
    for (const word of words) await ledger.leave(rolloutId, word);
    return false;
  }
}

/** The word was weighed on what stood there: what another run has begun since is not part of it. */
async function refuseOvertaken({ journal }: Writer, { plan, events }: Kept): Promise<void> {
  if ((await journal.read()).length === events.length) return;
  throw new FailureError([
    failureOf('JOURNAL_LOCKED', `another run has gone on with ${plan.rolloutId} in this moment`, {
      retryable: true,
      next: 'Read its status, and say it again.',
    }),
  ]);
}

/** Trimmed; throws ARGUMENT_MISSING when nobody said why. */
export function reasonOf(reason: string | undefined, command: string): string {
  if (reason !== undefined && reason.trim() !== '') return reason.trim();
  throw new FailureError([
    failureOf('ARGUMENT_MISSING', `${command} needs a reason: others will read it in the journal and the report.`, {
      next: `patchring ${command} --reason "…"`,
    }),
  ]);
}
