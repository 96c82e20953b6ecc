// The one writer of a branch: takes the lease, renews it, appends under it, gives it back. Each commit bears the lease's next beat, and
// is composed only on a branch that still bears the last one and still has every line as this writer left it: one that was taken over,
// or a branch that was rewritten, is found out by the very push that would have written, before anything is asked of a machine.
import { randomUUID } from 'node:crypto';
import type { Failure } from '../../model/failure.ts';
import type { Journal } from '../../model/ports.ts';
import { describeHolder, type Holder, selfAs } from '../holder.ts';
import { type ChainEnd, type Dated, formatRecord } from '../record.ts';
import { type Branch, contentName, type Snapshot } from './branch.ts';
import { markPath, markText, nextFolder, pieceIn, type Shelf } from './layout.ts';
import { heldBy, type Lease, leaseIn, leaseOf, leasePath, type Pace, standingOf, takenOver } from './lease.ts';
import { branchRewritten, fenced } from './trouble.ts';

interface Claim {
  readonly branch: Branch;
  readonly owner: string;
  readonly pace: Pace;
  /** Throws where the branch is not a ledger that we read. */
  readonly check: (at: Snapshot) => Promise<void>;
}

/** Throws JOURNAL_LOCKED while another one writes. */
export async function becomeWriter({ branch, owner, pace, check }: Claim) {
  const lease = new HeldLease(branch, await selfAs(owner), pace);
  let dead: Lease | undefined;
  const watched = new Set<string>();
  await branch.read();
  for (;;) {
    let ahead: Lease | undefined;
    await branch.change(async at => {
      await check(at);
      const found = await leaseAt(branch, at);
      const standing = found === undefined ? 'over' : await standingOf(found, pace);
      const isWatched = found !== undefined && watched.has(nameOf(found));
      ahead = standing === 'ahead' && !isWatched ? found : undefined;
      if (ahead !== undefined) return undefined;
      if (found !== undefined && standing === 'held') throw heldBy(branch.name, found);
      dead = found;
      return lease.renewed(`lease of ${owner}`);
    });
    if (ahead === undefined) break;
    await branch.watch(pace.beat * 1.5);
    const later = await leaseAt(branch, await branch.read());
    if (later !== undefined && nameOf(later) !== nameOf(ahead)) throw heldBy(branch.name, later);
    watched.add(nameOf(ahead));
  }
  lease.begin();
  const notes: readonly Failure[] = dead === undefined ? [] : [takenOver(branch.name, dead)];
  return { lease, notes };
}

const nameOf = ({ token, beat }: Lease): string => `${token} ${beat}`;

async function leaseAt(branch: Branch, { files }: Snapshot): Promise<Lease | undefined> {
  const name = files.get(leasePath);
  return name === undefined ? undefined : leaseIn((await branch.texts([name]))[0]);
}

/** The lease in the hand of this process. */
class HeldLease {
  readonly #branch: Branch;
  readonly #holder: Holder;
  readonly #pace: Pace;
  readonly #token = randomUUID();
  #beat = 0;
  /** The name of the lease's content as it was last pushed, or is being pushed. */
  #names = new Set<string>();
  #renewedAt = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(branch: Branch, holder: Holder, pace: Pace) {
    this.#branch = branch;
    this.#holder = holder;
    this.#pace = pace;
  }

  /** A change that renews the lease and puts these files beside it. */
  renewed(message: string, put: ReadonlyMap<string, string> = new Map()) {
    this.#beat += 1;
    const text = `${JSON.stringify(leaseOf(this.#holder, this.#token, this.#beat, this.#pace))}\n`;
    this.#names.add(contentName(text));
    this.#renewedAt = performance.now();
    return { message, put: new Map([[markPath, markText], [leasePath, text], ...put]), drop: [] };
  }

  /** Throws JOURNAL_FENCED where the branch bears another lease, or none. */
  async verify(at: Snapshot): Promise<void> {
    const name = at.files.get(leasePath);
    if (!this.#isOver && name !== undefined && this.#names.has(name)) return;
    const other = await leaseAt(this.#branch, at);
    const by = other === undefined ? 'its lease was taken away' : `${describeHolder(other)} has taken over`;
    throw fenced(this.#branch.name, by);
  }

  /** Renews by itself while nothing is written. A beat that fails is tried again; the next append tells why. */
  begin(): void {
    const beat = (): void => {
      if (performance.now() - this.#renewedAt < this.#pace.beat * 0.9) return;
      const renew = async (at: Snapshot) => {
        await this.verify(at);
        return this.renewed('lease');
      };
      this.#branch.change(renew).catch(() => {});
    };
    this.#timer = setInterval(beat, this.#pace.beat);
    this.#timer.unref();
  }

  /** A lease that cannot be given back runs out. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    const giveBack = async (at: Snapshot) => {
      await this.verify(at);
      return { message: 'lease given back', put: new Map<string, string>(), drop: [leasePath] };
    };
    await this.#branch.change(giveBack).catch(() => {});
    this.#isOver = true;
  }
}

export interface Books<Event> {
  readonly texts: readonly string[];
  readonly events: readonly Event[];
  readonly end: ChainEnd;
}

interface GitJournalParts<Event> {
  readonly branch: Branch;
  readonly rollout: string;
  readonly lease: HeldLease;
  readonly shelf: Shelf | undefined;
  readonly books: Books<Event>;
}

/** A piece that is longer is not added to. */
const pieceLength = 65_536;

export class GitJournal<Event extends Dated> implements Journal<Event> {
  readonly rollout: string;
  readonly #branch: Branch;
  readonly #lease: HeldLease;
  readonly #events: Event[];
  #folder: string | undefined;
  #pieces: ReadonlyMap<string, string>;
  /** The last piece. */
  #text: string;
  #end: ChainEnd;
  #isBroken = false;
  #isOpen = true;

  constructor({ branch, rollout, lease, shelf, books }: GitJournalParts<Event>) {
    this.#branch = branch;
    this.rollout = rollout;
    this.#lease = lease;
    this.#folder = shelf?.folder;
    this.#pieces = shelf?.pieces ?? new Map();
    this.#text = books.texts.at(-1) ?? '';
    this.#events = [...books.events];
    this.#end = books.end;
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
    let end = this.#end;
    let lines = '';
    for (const event of events) {
      const record = formatRecord(event, end);
      end = record.end;
      lines += `${record.line}\n`;
    }
    const isNew = this.#pieces.size === 0 || this.#text.length > pieceLength;
    const text = isNew ? lines : this.#text + lines;
    const number = this.#pieces.size + (isNew ? 1 : 0);
    let path = '';
    let folder = this.#folder ?? '';
    try {
      await this.#branch.change(async at => {
        await this.#verify(at);
        folder = this.#folder ?? nextFolder(at, this.rollout);
        path = pieceIn(folder, number);
        return this.#lease.renewed(`${this.rollout}: ${events.length} more`, new Map([[path, text]]));
      });
    } catch (error) {
      this.#isBroken = true;
      throw error;
    }
    this.#folder = folder;
    this.#pieces = new Map([...this.#pieces, [path, contentName(text)]]);
    this.#text = text;
    this.#end = end;
    this.#events.push(...events);
  }

  /** The branch is still ours, and every line is where we left it. */
  async #verify(at: Snapshot): Promise<void> {
    if (at.head === undefined) throw branchRewritten(this.#branch.name, 'it is gone');
    await this.#lease.verify(at);
    for (const [path, name] of this.#pieces) {
      if (at.files.get(path) !== name) throw branchRewritten(this.#branch.name, `${path} is another one`);
    }
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await this.#lease.release();
  }
}
