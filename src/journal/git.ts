// The ledger on a branch of the repository, for pipelines, whose workspaces are thrown away: the same records in the same chain, one
// commit for the batch of a turn. Who writes a rollout, or a part of it, holds a claim on the branch; a writer that lost it cannot push,
// says so, and starts nothing more, because an intent that is not on the branch is never acted upon. Parts of one rollout are written
// side by side, each commit on top of all before it. Whoever only reads waits for nobody.
import type * as z from 'zod';
import { FailureError, failureOf } from '../model/failure.ts';
import type { Journal, Ledger, Letter, Mailbox, Part } from '../model/ports.ts';
import { Branch, type Snapshot } from './git/branch.ts';
import { ordinaryPace, type Pace } from './git/claim.ts';
import type { RunGit } from './git/command.ts';
import { claimsOn, takeClaim } from './git/holding.ts';
import { mailIn, markPath, markText, refuseForeign, type Shelf, shelfOf, shelvesIn } from './git/layout.ts';
import { type Books, GitJournal } from './git/writer.ts';
import { letterIn, letterName } from './mailbox.ts';
import { type Dated, parseRecords } from './record.ts';

export interface GitLedgerOptions<Event> {
  readonly run: RunGit;
  /** A folder of the repository that has the remote. It is read for how to reach it, and never changed. */
  readonly checkout: string;
  readonly temporary: string;
  readonly branch: string;
  readonly schema: z.ZodType<Event>;
  readonly owner: string;
  readonly pace?: Pace;
  /** Aborts when a remote that does not answer is not waited for any more. */
  readonly letGo?: AbortSignal | undefined;
}

/** All of a rollout. */
const whole: Part = { shard: '', overlaps: () => true };

/** Starts nothing and makes nothing until it is asked. */
export function createGitLedger<Event extends Dated>(options: GitLedgerOptions<Event>): Ledger<Event> {
  const { schema, owner, pace = ordinaryPace } = options;
  const branch = new Branch({ ...options, patience: pace.patience });
  const check = (at: Snapshot): Promise<void> =>
    refuseForeign(branch.name, at, async name => (await branch.texts([name]))[0]);
  const read = async (): Promise<Snapshot> => {
    const at = await branch.read();
    await check(at);
    return at;
  };
  const recordsIn = async (shelf: Shelf | undefined): Promise<Books<Event>> => {
    const texts = await branch.texts([...(shelf?.pieces.values() ?? [])]);
    const place = `${branch.name}:${shelf?.folder ?? 'rollouts'}`;
    return { texts, ...parseRecords(Buffer.from(wholeText(branch.name, texts)), schema, place) };
  };
  let readAt = Number.NEGATIVE_INFINITY;
  let writing: GitJournal<Event> | undefined;
  /** A writer looks now and then: what it pushes on top of somebody's letter shows it that letter anyway. */
  const readForLetters = async (): Promise<Snapshot> => {
    if (writing?.isOpen === true && performance.now() - readAt < pace.letters) return branch.known;
    readAt = performance.now();
    return read();
  };
  return {
    list: async () => shelvesIn(await read()).map(({ rollout }) => rollout),
    read: async rollout => (await recordsIn(shelfOf(await read(), rollout))).events,
    async text(rollout) {
      // Its writer knows what stands there: the report of a run whose remote is silent has it, too.
      const at = writing?.isOpen === true && writing.rollout === rollout ? branch.known : await read();
      return wholeText(branch.name, (await recordsIn(shelfOf(at, rollout))).texts);
    },
    async write(rollout, part = whole) {
      const { claim, notes } = await takeClaim({ branch, rollout, part, owner, pace, check });
      try {
        const shelf = shelfOf(branch.known, rollout);
        const books = await recordsIn(shelf);
        const journal = new GitJournal<Event>({ branch, rollout, schema, claim, shelf, books, look: readForLetters });
        writing = journal;
        return { journal: journal satisfies Journal<Event>, notes };
      } catch (error) {
        await claim.release();
        throw error;
      }
    },
    claims: async rollout => claimsOn(branch, await read(), { rollout, pace }),
    mailbox: rollout => mailboxOn({ branch, rollout, schema, read: readForLetters, check }),
  };
}

/** The pieces of a rollout are whole lines, each of them. */
function wholeText(branch: string, texts: readonly string[]): string {
  const half = texts.findIndex(text => !text.endsWith('\n'));
  if (half < 0) return texts.join('');
  const message = `Piece ${half + 1} of a journal on ${branch} ends in the middle of a line.`;
  throw new FailureError([failureOf('JOURNAL_LINE_CHANGED', message)]);
}

interface MailboxParts<Event> {
  readonly branch: Branch;
  readonly rollout: string;
  readonly schema: z.ZodType<Event>;
  readonly read: () => Promise<Snapshot>;
  readonly check: (at: Snapshot) => Promise<void>;
}

function mailboxOn<Event extends Dated>({ branch, rollout, schema, read, check }: MailboxParts<Event>): Mailbox<Event> {
  const box = mailIn(rollout);
  return {
    async read() {
      const { files } = await read();
      const ids = [...files.keys()].filter(path => path.startsWith(box)).sort();
      const texts = await branch.texts(ids.map(id => files.get(id) ?? ''));
      return texts.map((text, index): Letter<Event> => {
        const id = ids[index] ?? '';
        return { id: id.slice(box.length), event: letterIn(text, schema, `${branch.name}:${id}`) };
      });
    },
    remove: ids =>
      branch.change(at => {
        const drop = ids.map(id => `${box}${id}`).filter(path => at.files.has(path));
        return drop.length === 0 ? undefined : { message: `${rollout}: letters taken in`, put: new Map(), drop };
      }),
    async post(event) {
      const id = letterName(event);
      await branch.change(async at => {
        await check(at);
        const put = new Map([
          [markPath, markText],
          [`${box}${id}`, JSON.stringify(event)],
        ]);
        return { message: `${rollout}: a letter`, put, drop: [] };
      });
      return id;
    },
  };
}
