// Two or three runs at once, each with its part of one rollout, in one journal that whoever comes second has to read first; any of them
// dies after any append, and comes again. Whoever wrote what, the journal is one that a single run could have written: the invariants
// hold over all of it, no machine is asked by two, and in the end the machines' own books say that nothing was done twice.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FailureError } from '../../src/model/failure.ts';
import type { Fleet } from '../../src/model/ports.ts';
import { conclusionOf, type Standing } from '../../src/rollout/conclusion.ts';
import { type Driven, drive } from '../../src/rollout/drive.ts';
import { fold } from '../../src/rollout/fold/index.ts';
import { approveByHand, type ByHand, resumeByHand } from '../../src/rollout/hand.ts';
import { machinesOfShard } from '../../src/rollout/shard.ts';
import { runToTheEnd, type Stage, setStage, setStory } from '../support/rollouts.ts';
import { Crash } from './crash.ts';
import { aRoll, type Roll, stageOf } from './fleets.ts';
import { plantAccount } from './purity.ts';
import type { Service } from './services.ts';
import { SharedJournal } from './shared-journal.ts';
import { Watch } from './watch.ts';

const hour = 3_600_000;
const roundsAtMost = 60;

/** After how many records each of them dies, round by round; null: it lives. */
type Deaths = readonly (readonly (number | null)[])[];

const deaths: fc.Arbitrary<Deaths> = fc.array(
  fc.array(fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 50 })), { minLength: 3, maxLength: 3 }),
  { maxLength: 6 },
);

interface Played {
  readonly watch: Watch;
  readonly overtakes: number;
  /** The last word about the rollout. */
  readonly standing: Standing;
}

interface How {
  readonly seed: number;
  /** What the gates of waves and rings will be told. */
  readonly service?: Service | undefined;
}

class Joint {
  readonly #stage: Stage;
  readonly #shards: readonly string[];
  readonly #table: SharedJournal;
  readonly watch: Watch;

  constructor(stage: Stage, parts: number, { seed, service }: How) {
    this.#stage = stage;
    this.#shards = Array.from({ length: parts }, (_, index) => `${index + 1}/${parts}`);
    this.watch = new Watch(stage, { isJoint: true, ...(service === undefined ? {} : { service }) });
    this.#table = new SharedJournal(stage.events, stage.clock, seed, () => this.watch.catchUp());
  }

  get overtakes(): number {
    return this.#table.overtakes;
  }

  /** All of them at once, until each has nothing left to do; undefined: it died. */
  async round(dying: readonly (number | null)[]): Promise<readonly (Driven | undefined)[]> {
    const all = this.#shards.map((shard, index) => this.#one(shard, dying[index] ?? null));
    const ends = await Promise.allSettled(all);
    return ends.map(end => {
      if (end.status === 'rejected') throw end.reason;
      return end.value;
    });
  }

  async #one(shard: string, recordsToLive: number | null): Promise<Driven | undefined> {
    const { plan, clock } = this.#stage;
    const seat = await this.#table.take(shard, recordsToLive ?? Number.POSITIVE_INFINITY);
    const stop = new AbortController();
    const fleet = this.#ownOnly(this.watch.fleet(stop.signal), shard);
    const world = { fleet, journal: seat.journal, clock, runner: this.watch.runner(stop.signal) };
    try {
      const driven = await drive({ plan, world, by: shard, shard, signal: stop.signal });
      // One that wrote nothing has its own beginning in mind, and nowhere else.
      const began = driven.state.runs.find(run => run.shard === shard)?.at;
      const known = seat.known();
      if (known.some(event => event.kind === 'runBegan' && event.shard === shard && event.at === began))
        this.watch.compare(driven.state, known);
      return driven;
    } catch (error) {
      if (error instanceof Crash) return undefined;
      throw error;
    } finally {
      stop.abort();
      await seat.journal.close();
    }
  }

  /** A machine belongs to one part, and no other run says a word to it. */
  #ownOnly(fleet: Fleet, shard: string): Fleet {
    const own = machinesOfShard(this.#stage.plan, shard);
    return {
      machine: entry => {
        if (!own.has(entry.name)) this.watch.violations.push(`parts: ${entry.name} is asked by ${shard}`);
        return fleet.machine(entry);
      },
      close: () => fleet.close(),
    };
  }

  standing(): Standing {
    const { plan, events, clock } = this.#stage;
    const state = fold(events)?.state;
    if (state === undefined) throw new Error('nothing was written');
    return conclusionOf(plan, state, Math.max(clock.now(), state.lastAt));
  }

  /** What a person does between two rounds. */
  say(deed: (rollout: NonNullable<ReturnType<typeof fold>>, now: number) => ByHand): boolean {
    const rollout = fold(this.#stage.events);
    if (rollout === undefined) return false;
    const done = deed(rollout, Math.max(this.#stage.clock.now(), rollout.state.lastAt));
    if (!done.ok) return false;
    this.#stage.events.push(...done.events);
    this.watch.catchUp();
    return true;
  }
}

const someone = { person: 'somebody', reason: 'it was looked at' };

/** Round after round, as schedules would, until nothing changes any more. */
async function play(stage: Stage, parts: number, how: How & { readonly dying: Deaths }): Promise<Played> {
  const joint = new Joint(stage, parts, how);
  const { watch } = joint;
  let [holds, resumes] = [0, 0];
  for (let round = 0; ; round += 1) {
    if (round === roundsAtMost) throw new Error(`I11: not at an end after ${roundsAtMost} rounds`);
    const ends = await joint.round(how.dying[round] ?? []);
    if (watch.violations.length > 0) break;
    if (stage.events.length === 0 || ends.includes(undefined)) continue;
    watch.judgeEnd();
    const { conclusion, waiting, nextAt, ring } = joint.standing();
    if (conclusion === 'waiting' && waiting?.for === 'approval') {
      const word = { ...someone, ring: ring?.name ?? '', planHash: stage.plan.hash };
      if (!joint.say(({ plan, state }, now) => approveByHand(plan, state, { ...word, now })))
        throw new Error('an approval was refused');
      continue;
    }
    const isStuck = conclusion === 'halted' || (conclusion === 'held' && holds >= 4);
    if (isStuck) {
      resumes += 1;
      if (resumes > 2) break;
      if (joint.say(({ plan, state }, now) => resumeByHand(plan, state, { ...someone, now, exclude: [] }))) continue;
      break;
    }
    if (conclusion === 'held') holds += 1;
    if (nextAt !== null || conclusion === 'held') {
      await stage.clock.sleepUntil(nextAt ?? stage.clock.now() + hour);
      continue;
    }
    if (conclusion === 'waiting' || conclusion === 'failed') throw new Error(`parts cannot end ${conclusion} here`);
    break;
  }
  if (watch.violations.length === 0) watch.judgeBooks();
  return { watch, overtakes: joint.overtakes, standing: joint.standing() };
}

/** The end of a journal, to read. */
function tailOf({ events }: Stage): string {
  return events
    .slice(-40)
    .map(({ kind, at, ...more }) => `${new Date(at).toISOString()} ${kind} ${JSON.stringify(more).slice(0, 200)}`)
    .join('\n');
}

async function holds(roll: Roll, parts: number, how: { seed: number; dying: Deaths }): Promise<boolean> {
  const stage = await setStage(stageOf(roll)).catch((error: unknown) => {
    if (error instanceof FailureError) return undefined;
    throw error;
  });
  if (stage === undefined) return false;
  try {
    const { watch } = await play(stage, parts, { ...how, service: roll.service });
    expect(watch.violations.join('\n')).toBe('');
    return true;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${tailOf(stage)}`, { cause: error });
  }
}

/** A counter-example is played again with PROPERTY_SEED and PROPERTY_PATH as they were printed. */
function replay(): { seed?: number; path?: string } {
  const { PROPERTY_SEED: seed, PROPERTY_PATH: path } = process.env;
  return { ...(seed === undefined ? {} : { seed: Number(seed) }), ...(path === undefined ? {} : { path }) };
}

describe('a rollout that several runs share', () => {
  let takeAway = (): void => {};
  beforeAll(() => {
    takeAway = plantAccount();
  });
  afterAll(() => takeAway());

  it('keeps the invariants over the joint journal, whoever dies when', { timeout: 600_000 }, async () => {
    const how = fc.record({ seed: fc.nat(10_000), dying: deaths });
    await fc.assert(
      fc.asyncProperty(aRoll, fc.constantFrom(2, 3), how, async (roll, parts, more) => {
        fc.pre(await holds(roll, parts, more));
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 40), ...replay() },
    );
  });

  it.each(['calm', 'bad-update', 'lost-machine'])(
    'ends the story %s as one run does, and did overtake each other',
    { timeout: 120_000 },
    async name => {
      const alone = await setStory(name, 12);
      const { standing } = await runToTheEnd(alone);
      const shared = await setStory(name, 12);
      const played = await play(shared, 3, { seed: 1, dying: [] });
      expect(played.watch.violations).toEqual([]);
      expect(played.overtakes).toBeGreaterThan(0);
      const cause = { conclusion: played.standing.conclusion, ring: played.standing.ring?.name };
      if (name === 'calm') expect(cause).toEqual({ conclusion: standing.conclusion, ring: standing.ring?.name });
    },
  );
});
