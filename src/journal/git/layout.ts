// Where things are on the branch: a mark that says whose it is, the claims, a folder a rollout with its lines in pieces, a folder of
// letters a rollout. Lines are cut into pieces because git keeps each state of a file: one file that grows with every turn would be
// written again whole a thousand times. Put together they are the very text that a ledger in a folder has.
import { contentName, type Snapshot } from './branch.ts';
import { branchForeign, branchLater } from './trouble.ts';

export const markPath = 'patchring.json';
export const markText = `${JSON.stringify({ patchring: 'ledger', format: 1 })}\n`;
const markName = contentName(markText);

export interface Shelf {
  readonly number: number;
  readonly rollout: string;
  readonly folder: string;
  /** Path → content's name, in the order of the lines. */
  readonly pieces: ReadonlyMap<string, string>;
}

const piecePath = /^(rollouts\/(\d{4,})-([^/]+))\/\d{8}\.jsonl$/;

/** Oldest first. */
export function shelvesIn({ files }: Snapshot): readonly Shelf[] {
  const shelves = new Map<string, { number: number; rollout: string; folder: string; pieces: Map<string, string> }>();
  for (const path of [...files.keys()].sort()) {
    const [, folder, number, rollout] = piecePath.exec(path) ?? [];
    if (folder === undefined || rollout === undefined) continue;
    const shelf = shelves.get(folder) ?? { number: Number(number), rollout, folder, pieces: new Map() };
    shelf.pieces.set(path, files.get(path) ?? '');
    shelves.set(folder, shelf);
  }
  return [...shelves.values()].sort((a, b) => a.number - b.number);
}

export function shelfOf(snapshot: Snapshot, rollout: string): Shelf | undefined {
  return shelvesIn(snapshot).findLast(shelf => shelf.rollout === rollout);
}

/** Where the first line of a new rollout goes. */
export function nextFolder(snapshot: Snapshot, rollout: string): string {
  const number = (shelvesIn(snapshot).at(-1)?.number ?? 0) + 1;
  return `rollouts/${String(number).padStart(4, '0')}-${safe(rollout)}`;
}

export const pieceIn = (folder: string, number: number): string => `${folder}/${String(number).padStart(8, '0')}.jsonl`;

export const mailIn = (rollout: string): string => `mail/${safe(rollout)}/`;

/** Names of rollouts come from a policy, whose names are words. */
function safe(rollout: string): string {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(rollout)) throw new RangeError(`no name of a rollout: ${rollout}`);
  return rollout;
}

/** Throws LEDGER_BRANCH_FOREIGN where somebody else's files are, JOURNAL_VERSION_UNKNOWN for a later ledger. */
export async function refuseForeign(
  branch: string,
  snapshot: Snapshot,
  textOf: (name: string) => Promise<string | undefined>,
): Promise<void> {
  if (snapshot.head === undefined) return;
  const mark = snapshot.files.get(markPath);
  if (mark === markName) return;
  if (mark === undefined) throw branchForeign(branch, `it has no ${markPath}`);
  const format = formatIn(await textOf(mark));
  if (format === undefined) throw branchForeign(branch, `its ${markPath} is not ours`);
  throw branchLater(branch, format);
}

function formatIn(text: string | undefined): number | undefined {
  try {
    const found = JSON.parse(text ?? '') as { patchring?: unknown; format?: unknown };
    return found.patchring === 'ledger' && typeof found.format === 'number' ? found.format : undefined;
  } catch {
    return undefined;
  }
}
