// What a run appends to a branch, under its claim: one commit a batch, composed only on a branch that still bears the claim and whose
// lines are the ones that this run knows. Where others have written more, nothing is pushed: their lines are verified as the next ones of
// the chain and taken in, and whoever decides does it again. A branch that was rewritten is found out by the same look, before anything
// is asked of a machine.
import type * as z from 'zod';
import type { Claim, Company, Journal } from '../../model/ports.ts';
import { type ChainEnd, type Dated, formatRecord, RecordReader } from '../record.ts';
import { type Branch, contentName, type Snapshot } from './branch.ts';
import type { HeldClaim } from './holding.ts';
import { nextFolder, pieceIn, type Shelf, shelfOf } from './layout.ts';
import { branchRewritten, overtaken } from './trouble.ts';

export interface Books<Event> {
  readonly texts: readonly string[];
  readonly events: readonly Event[];
  readonly end: ChainEnd;
}

interface GitJournalParts<Event> {
  readonly branch: Branch;
  readonly rollout: string;
  readonly schema: z.ZodType<Event>;
  readonly claim: HeldClaim;
  readonly shelf: Shelf | undefined;
  readonly books: Books<Event>;
  /** What the branch has: now and then the remote is asked. */
  readonly look: () => Promise<Snapshot>;
}

/** A piece that is longer is not added to. */
const pieceLength = 65_536;

export class GitJournal<Event extends Dated> implements Journal<Event> {
  readonly rollout: string;
  readonly company?: Company;
  readonly #branch: Branch;
  readonly #schema: z.ZodType<Event>;
  readonly #claim: HeldClaim;
  readonly #look: () => Promise<Snapshot>;
  readonly #events: Event[];
  #folder: string | undefined;
  #pieces: ReadonlyMap<string, string>;
  /** The last piece. */
  #text: string;
  #end: ChainEnd;
  #isBroken = false;
  #isOpen = true;

  constructor({ branch, rollout, schema, claim, shelf, books, look }: GitJournalParts<Event>) {
    this.#branch = branch;
    this.rollout = rollout;
    this.#schema = schema;
    this.#claim = claim;
    this.#look = look;
    this.#folder = shelf?.folder;
    this.#pieces = shelf?.pieces ?? new Map();
    this.#text = books.texts.at(-1) ?? '';
    this.#events = [...books.events];
    this.#end = books.end;
    // Whoever holds all of it is alone.
    if (claim.shard !== '')
      this.company = {
        follow: () => this.#follow(),
        refresh: () => this.#refresh(),
        others: () => this.#others(),
        rest: () => this.#rest(),
      };
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  read(): Promise<readonly Event[]> {
    return Promise.resolve([...this.#events]);
  }

  async append(events: readonly Event[]): Promise<void> {
    if (this.#isBroken) throw new RangeError('a journal that could not be written is not written again');
    if (events.length === 0) return;
    const appended = this.#formatted(events);
    const { text, end, isNew } = appended;
    const number = this.#pieces.size + (isNew ? 1 : 0);
    let path = '';
    let folder = this.#folder ?? '';
    let hasCome = false;
    try {
      await this.#branch.change(async at => {
        if (at.head === undefined) throw branchRewritten(this.#branch.name, 'it is gone');
        await this.#claim.verify(at);
        hasCome = await this.#takeIn(at);
        if (hasCome) return undefined;
        folder = this.#folder ?? nextFolder(at, this.rollout);
        path = pieceIn(folder, number);
        const put = new Map([[path, text]]);
        return this.#claim.renewed(`${this.rollout}: ${events.length} more`, { put, idleAt: null });
      });
    } catch (error) {
      this.#isBroken = true;
      throw error;
    }
    if (hasCome) throw overtaken(this.#branch.name);
    this.#folder = folder;
    this.#pieces = new Map([...this.#pieces, [path, contentName(text)]]);
    this.#text = text;
    this.#end = end;
    this.#events.push(...events);
  }

  /** The piece that would be last, with these in it. */
  #formatted(events: readonly Event[]) {
    let end = this.#end;
    let lines = '';
    for (const event of events) {
      const record = formatRecord(event, end);
      end = record.end;
      lines += `${record.line}\n`;
    }
    const isNew = this.#pieces.size === 0 || this.#text.length > pieceLength;
    return { text: isNew ? lines : this.#text + lines, end, isNew };
  }

  /** True: others have written more, and it is known now. Throws where a line is not as it was. */
  async #takeIn(at: Snapshot): Promise<boolean> {
    const shelf = shelfOf(at, this.rollout);
    const theirs = [...(shelf?.pieces ?? [])];
    const ours = [...this.#pieces];
    const known = ours.findIndex(([path, name], index) => theirs[index]?.[0] !== path || theirs[index]?.[1] !== name);
    if (known < 0 && theirs.length === ours.length) return false;
    const changed = (path = ''): Error => branchRewritten(this.#branch.name, `${path} is another one`);
    // Only the last piece is added to, and nobody adds to a rollout that one run has for itself.
    if (this.company === undefined || (known >= 0 && known < ours.length - 1))
      throw changed(ours[Math.max(known, 0)]?.[0]);
    const from = known < 0 ? ours.length : known;
    if (from < ours.length && theirs[from]?.[0] !== ours[from]?.[0]) throw changed(ours[from]?.[0]);
    const texts = await this.#branch.texts(theirs.slice(from).map(([, name]) => name));
    const old = known < 0 ? '' : this.#text;
    const more = texts.join('');
    if (!more.startsWith(old)) throw changed(ours[from]?.[0]);
    const reader = new RecordReader(this.#schema, `${this.#branch.name}:${shelf?.folder ?? ''}`, this.#end);
    reader.take(Buffer.from(more.slice(old.length)));
    const { events, end } = reader.records;
    this.#folder = shelf?.folder;
    this.#pieces = new Map(theirs);
    this.#text = texts.at(-1) ?? this.#text;
    this.#end = end;
    this.#events.push(...events);
    return true;
  }

  async #follow(): Promise<boolean> {
    const at = await this.#look();
    if (at.head === undefined) return false;
    await this.#claim.verify(at);
    return this.#takeIn(at);
  }

  async #refresh(): Promise<void> {
    await this.#branch.read();
  }

  #others(): Promise<readonly Claim[]> {
    return this.#claim.others(this.#branch.known);
  }

  async #rest(): Promise<void> {
    const records = this.#events.length;
    if (this.#claim.idleAt === records) return;
    await this.#branch.change(async at => {
      await this.#claim.verify(at);
      return this.#claim.renewed(`${this.#claim.shard} waits for the others`, { idleAt: records });
    });
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await this.#claim.release();
  }
}
