// Thousands of rollouts in numbers: how often a good update is halted, how often a bad one is found, whom it hits until then, how long it
// takes. The rings are those of a policy that says nothing else; how machines fail is written in the rows below. Same seed, same figures.
// The stories of machines come from the real engine (tracks.ts), their order from schedule.ts, which says what it leaves out.
import { createDice, type Dice } from '../../simulation/dice.ts';
import { rosterOf } from '../../simulation/roster.ts';
import { defaultRings } from './default-rings.ts';
import { type Ending, type ScheduledRing, schedule } from './schedule.ts';
import { type Course, courses, machineOn, recordTracks, stageFor, type Track } from './tracks.ts';

/** One kind of update. Shares of machines, 0 to 1. */
export interface Kind {
  readonly name: string;
  readonly isBad: boolean;
  /** Failures that are not the update's. */
  readonly sporadic: number;
  /** Failures that are, and how they show. */
  readonly share: number;
  readonly course: Course;
}

const usual = 0.001;

export const kinds: readonly Kind[] = [
  { name: 'good, 0.1 % fail for other reasons', isBad: false, sporadic: usual, share: 0, course: 'sick' },
  { name: 'good, 0.5 % fail for other reasons', isBad: false, sporadic: 0.005, share: 0, course: 'sick' },
  { name: 'good, 1 % fail for other reasons', isBad: false, sporadic: 0.01, share: 0, course: 'sick' },
  { name: 'bad on 5 %, shows at the gates', isBad: true, sporadic: usual, share: 0.05, course: 'sick' },
  { name: 'bad on 20 %, shows at the gates', isBad: true, sporadic: usual, share: 0.2, course: 'sick' },
  { name: 'bad on all, shows at the gates', isBad: true, sporadic: usual, share: 1, course: 'sick' },
  { name: 'bad on 5 %, never comes back', isBad: true, sporadic: usual, share: 0.05, course: 'lost' },
  { name: 'bad on 20 %, shows six hours later', isBad: true, sporadic: usual, share: 0.2, course: 'latent' },
];

export interface Figures {
  readonly rollouts: number;
  /** Halted, 0 to 1: false halts of good updates, detections of bad ones. */
  readonly halted: number;
  /** Machines that failed, those found after a soak included. */
  readonly hit: Spread;
  /** Machines that had been begun with. */
  readonly started: Spread;
  /** From the beginning to the halt or the end, in ms. */
  readonly took: Spread;
}

export interface Spread {
  readonly median: number;
  readonly p95: number;
}

export interface RolloutFigures {
  readonly machines: number;
  readonly rings: readonly { readonly name: string; readonly machines: number; readonly waves: readonly number[] }[];
  readonly kinds: readonly (Figures & Pick<Kind, 'name' | 'isBad'>)[];
  readonly good: Figures;
  readonly bad: Figures;
}

export interface RolloutQuestion {
  readonly rollouts: number;
  readonly machines: number;
  readonly seed: number;
}

/** Recorded for each course; every machine of every rollout follows one of them. Most go well, so these differ most. */
const seedsOf = (course: Course): readonly number[] => (course === 'well' ? [1, 2, 3] : [1]);

type Library = Readonly<Record<Course, readonly (readonly Track[])[]>>;

/** Plays so many rollouts, each kind of update in its turn. */
export async function figuresOf({ rollouts, machines, seed }: RolloutQuestion): Promise<RolloutFigures> {
  const library = await record(machines);
  const rings = await ringsFor(machines);
  const dice = createDice(seed);
  const endings = kinds.map((): Ending[] => []);
  for (let turn = 0; turn < rollouts; turn += 1) {
    const at = turn % kinds.length;
    const [kind, all] = [kinds[at], endings[at]];
    if (kind !== undefined) all?.push(schedule(rings, drawn(library, kind, { machines, dice })));
  }
  const figures = kinds.map(({ name, isBad }, at) => ({ name, isBad, ...sum(endings[at] ?? []) }));
  const of = (isBad: boolean): Figures =>
    sum(kinds.flatMap((kind, at) => (kind.isBad === isBad ? (endings[at] ?? []) : [])));
  return {
    machines,
    rings: rings.map(({ name, size, waves }) => ({ name, machines: size, waves })),
    kinds: figures,
    good: of(false),
    bad: of(true),
  };
}

async function record(machines: number): Promise<Library> {
  const library: Partial<Record<Course, readonly (readonly Track[])[]>> = {};
  for (const course of courses) {
    const tracks: (readonly Track[])[] = [];
    for (const seed of seedsOf(course)) tracks.push(await recordTracks(machines, course, seed));
    library[course] = tracks;
  }
  return library as Library;
}

/** The default policy's rings over a fleet of that size, in the whole numbers of a real plan. */
async function ringsFor(machines: number): Promise<readonly (ScheduledRing & { readonly name: string })[]> {
  const roster = rosterOf(machines);
  const { plan } = await stageFor(
    roster.map(({ ring }, index) => machineOn(index, ring, { course: 'well', seed: 1 })),
    { rings: defaultRings },
  );
  return plan.rings.map(ring => ({ ...ring, size: ring.machines.length }));
}

interface Draw {
  readonly machines: number;
  readonly dice: Dice;
}

function drawn(library: Library, { sporadic, share, course }: Kind, { machines, dice }: Draw): readonly Track[] {
  const tracks: Track[] = [];
  for (let index = 0; index < machines; index += 1) {
    const roll = dice.roll();
    const way = roll < share ? course : roll < share + (1 - share) * sporadic ? 'sporadic' : 'well';
    const of = library[way];
    const track = of[Math.floor(dice.roll() * of.length)]?.[index];
    if (track !== undefined) tracks.push(track);
  }
  return tracks;
}

function sum(endings: readonly Ending[]): Figures {
  const halted = endings.filter(({ conclusion }) => conclusion === 'halted').length;
  return {
    rollouts: endings.length,
    halted: endings.length === 0 ? 0 : halted / endings.length,
    hit: spreadOf(endings.map(({ hit }) => hit)),
    started: spreadOf(endings.map(({ started }) => started)),
    took: spreadOf(endings.map(({ at }) => at)),
  };
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}
