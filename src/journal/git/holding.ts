// How a run comes to hold a claim, and keeps it. It is taken where nobody alive holds another rollout, the same part, or one that has a
// machine in common; of the dead that stand in the way it takes the place, and a fence that is higher than theirs. Each commit bears the
// claim's next beat, and is composed only on a branch that still bears the last one: whoever was taken over is found out by the very push
// that would have written.
import { randomUUID } from 'node:crypto';
import type { Failure } from '../../model/failure.ts';
import type { Claim, Part } from '../../model/ports.ts';
import { describeHolder, type Holder, selfAs } from '../holder.ts';
import { type Branch, contentName, type Snapshot } from './branch.ts';
import {
  areOpposed,
  claimIn,
  claimPath,
  claimsIn,
  claimsOf,
  heldBy,
  type KeptClaim,
  type Pace,
  shown,
  standingOf,
  takenOver,
  textOfClaim,
} from './claim.ts';
import { markPath, markText } from './layout.ts';
import type { Change } from './stream.ts';
import { fenced } from './trouble.ts';

export interface Wanted {
  readonly branch: Branch;
  readonly rollout: string;
  readonly part: Part;
  readonly owner: string;
  readonly pace: Pace;
  /** Throws where the branch is not a ledger that we read. */
  readonly check: (at: Snapshot) => Promise<void>;
}

interface Found {
  readonly path: string;
  readonly rollout: string;
  readonly claim: KeptClaim;
}

/** Throws JOURNAL_LOCKED while another one holds what is wanted, or a part of it. */
export async function takeClaim({ branch, rollout, part, owner, pace, check }: Wanted) {
  const claim = new HeldClaim({ branch, rollout, part, holder: await selfAs(owner), pace });
  let dead: readonly Found[] = [];
  const watched = new Set<string>();
  await branch.read();
  for (;;) {
    let ahead: Found | undefined;
    await branch.change(async at => {
      await check(at);
      ahead = undefined;
      const over: Found[] = [];
      for (const found of await claimsAt(branch, at, claimsIn)) {
        if (found.rollout === rollout && !areOpposed(part, found.claim)) continue;
        const standing = await standingOf(found.claim, pace);
        if (standing === 'held') throw heldBy(branch.name, found.rollout, found.claim, pace);
        if (standing === 'ahead' && !watched.has(nameOf(found.claim))) ahead = found;
        else over.push(found);
      }
      if (ahead !== undefined) return undefined;
      dead = over;
      return claim.taken(over);
    });
    if (ahead === undefined) break;
    await branch.watch(pace.beat * 1.5);
    const { path, rollout: its, claim: then } = ahead;
    const later = (await claimsAt(branch, await branch.read(), claimsIn)).find(found => found.path === path);
    if (later !== undefined && nameOf(later.claim) !== nameOf(then)) throw heldBy(branch.name, its, later.claim, pace);
    watched.add(nameOf(then));
  }
  claim.begin();
  const notes: readonly Failure[] = dead.map(found => takenOver(branch.name, found.rollout, found.claim));
  return { claim, notes };
}

const nameOf = ({ token, beat }: KeptClaim): string => `${token} ${beat}`;

async function claimsAt(branch: Branch, { files }: Snapshot, folder: string): Promise<readonly Found[]> {
  const paths = [...files.keys()].filter(path => path.startsWith(folder)).sort();
  const texts = await branch.texts(paths.map(path => files.get(path) ?? ''));
  return paths.flatMap((path, index) => {
    const claim = claimIn(texts[index]);
    const [, rollout = ''] = path.split('/');
    return claim === undefined ? [] : [{ path, rollout, claim }];
  });
}

/** Who writes the rollout, as the branch has it; the dead are left aside. */
export async function claimsOn(
  branch: Branch,
  at: Snapshot,
  { rollout, pace }: Pick<Wanted, 'rollout' | 'pace'>,
): Promise<readonly Claim[]> {
  const alive: Claim[] = [];
  for (const { claim } of await claimsAt(branch, at, claimsOf(rollout)))
    if ((await standingOf(claim, pace)) !== 'over') alive.push(shown(claim));
  return alive;
}

interface Holding extends Pick<Wanted, 'branch' | 'rollout' | 'part' | 'pace'> {
  readonly holder: Holder;
}

/** The claim in the hand of this process. */
export class HeldClaim {
  readonly #holding: Holding;
  readonly #path: string;
  readonly #token = randomUUID();
  #fence = 1;
  #beat = 0;
  #idleAt: number | null = null;
  /** The name of the claim's content as it was last pushed, or is being pushed. */
  #names = new Set<string>();
  #renewedAt = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(holding: Holding) {
    this.#holding = holding;
    this.#path = claimPath(holding.rollout, holding.part.shard);
  }

  get shard(): string {
    return this.#holding.part.shard;
  }

  get idleAt(): number | null {
    return this.#idleAt;
  }

  /** The change that takes it, from the dead that stand in the way. */
  taken(dead: readonly Found[]): Change {
    this.#fence = Math.max(0, ...dead.map(({ claim }) => claim.fence)) + 1;
    const { rollout, holder } = this.#holding;
    const what = this.shard === '' ? rollout : `${rollout} ${this.shard}`;
    const change = this.renewed(`${what}: claimed by ${holder.owner}`, { idleAt: null });
    return { ...change, drop: dead.flatMap(({ path }) => (path === this.#path ? [] : [path])) };
  }

  /** A change that renews the claim and puts these files beside it. */
  renewed(message: string, { idleAt = this.#idleAt, put = new Map<string, string>() }: Renewed = {}): Change {
    const { holder, pace } = this.#holding;
    this.#beat += 1;
    this.#idleAt = idleAt;
    const [fence, token, beat] = [this.#fence, this.#token, this.#beat];
    const text = textOfClaim({ holder, shard: this.shard, fence, token, beat, idleAt }, pace);
    this.#names.add(contentName(text));
    this.#renewedAt = performance.now();
    return { message, put: new Map([[markPath, markText], [this.#path, text], ...put]), drop: [] };
  }

  /** Throws JOURNAL_FENCED where the branch bears another claim, or none. */
  async verify(at: Snapshot): Promise<void> {
    const name = at.files.get(this.#path);
    if (!this.#isOver && name !== undefined && this.#names.has(name)) return;
    const { branch, rollout, part } = this.#holding;
    const all = await claimsAt(branch, at, claimsOf(rollout));
    const other = all.find(({ path }) => path === this.#path) ?? all.find(({ claim }) => areOpposed(part, claim));
    const { fence = this.#fence } = other?.claim ?? {};
    const by =
      other === undefined
        ? 'its claim was taken away'
        : `${describeHolder(other.claim)} has taken over (fence ${fence}, this run has ${this.#fence})`;
    throw fenced(branch.name, by);
  }

  /** Others that write the rollout. */
  async others(at: Snapshot): Promise<readonly Claim[]> {
    return (await claimsOn(this.#holding.branch, at, this.#holding)).filter(({ shard }) => shard !== this.shard);
  }

  /** Renews by itself while nothing is written. A beat that fails is tried again; the next append tells why. */
  begin(): void {
    const { branch, pace } = this.#holding;
    const beat = (): void => {
      if (performance.now() - this.#renewedAt < pace.beat * 0.9) return;
      const renew = async (at: Snapshot) => {
        await this.verify(at);
        return this.renewed('claim');
      };
      branch.change(renew).catch(() => {});
    };
    this.#timer = setInterval(beat, pace.beat);
    this.#timer.unref();
  }

  /** A claim that cannot be given back runs out. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    const giveBack = async (at: Snapshot) => {
      await this.verify(at);
      return { message: 'claim given back', put: new Map<string, string>(), drop: [this.#path] };
    };
    await this.#holding.branch.change(giveBack).catch(() => {});
    this.#isOver = true;
  }
}

interface Renewed {
  readonly idleAt?: number | null;
  readonly put?: ReadonlyMap<string, string>;
}
