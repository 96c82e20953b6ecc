// Any plan, any fleet, any faults, a crash after any record, a cancellation or a halt at any moment, and a person who does anything that
// a person may do: the invariants I1 to I12 hold. The seed of a failure is printed, with the counter-example.
// What each rule is worth was tried by breaking it: README.md beside this file lists the mutations and the tests that died.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryLedger } from '../../src/journal/memory.ts';
import { FailureError } from '../../src/model/failure.ts';
import { dueOf } from '../../src/rollout/drive/due.ts';
import { type Driven, drive } from '../../src/rollout/drive.ts';
import type { Event } from '../../src/rollout/events.ts';
import { fold } from '../../src/rollout/fold/index.ts';
import {
  approveByHand,
  type ByHand,
  haltByHand,
  resumeByHand,
  rollbackByHand,
  supersedeByHand,
} from '../../src/rollout/hand.ts';
import { retryByHand } from '../../src/rollout/retry.ts';
import { runToTheEnd, type Stage, setStage, setStory, someoneAnswers } from '../support/rollouts.ts';
import { Crash } from './crash.ts';
import { type Deed, deeds } from './deeds.ts';
import { type Disturbance, disturbances } from './disturbances.ts';
import { aRoll, type Roll, stageOf } from './fleets.ts';
import { plantAccount, strangerWasLetIn } from './purity.ts';
import type { Service } from './services.ts';
import { Watch } from './watch.ts';

const hour = 3_600_000;
const runsAtMost = 80;

/** One run, disturbed; undefined: it died. */
async function disturbed(stage: Stage, watch: Watch, disturbance: Disturbance): Promise<Driven | undefined> {
  const { plan, clock } = stage;
  const stop = new AbortController();
  const mailbox = createMemoryLedger<Event>().mailbox('any');
  const journal = watch.journal(disturbance.kind === 'crash' ? disturbance.after : Number.POSITIVE_INFINITY);
  if (disturbance.kind === 'cancel' || disturbance.kind === 'halt') {
    const at = clock.now() + disturbance.after;
    const disturb = async (): Promise<void> => {
      await clock.sleepUntil(at, stop.signal);
      if (stop.signal.aborted) return;
      if (disturbance.kind === 'cancel') stop.abort();
      else await mailbox.post({ kind: 'halted', at, cause: { by: 'person', person: 'somebody' }, reason: 'a doubt' });
    };
    void disturb();
  }
  const world = {
    fleet: watch.fleet(stop.signal),
    journal,
    clock,
    runner: watch.runner(stop.signal),
    ...(disturbance.kind === 'halt' ? { mailbox } : {}),
  };
  const written = stage.events.length;
  try {
    const driven = await drive({ plan, world, by: 'a run', signal: stop.signal });
    // A run in which nothing happened leaves no record of itself, nor of whom it would have asked anew.
    if (stage.events.length > written) watch.compare(driven.state);
    if (!['cancelled', 'failed'].includes(driven.standing.conclusion)) watch.judgeEnd();
    return driven;
  } catch (error) {
    if (error instanceof Crash) return undefined;
    throw error;
  } finally {
    stop.abort();
  }
}

/** Writes down what a person did, while no run writes. */
function byHand(
  stage: Stage,
  watch: Watch,
  deed: (rollout: NonNullable<ReturnType<typeof fold>>, now: number) => ByHand,
): boolean {
  const rollout = fold(stage.events);
  if (rollout === undefined) return false;
  const done = deed(rollout, Math.max(stage.clock.now(), rollout.state.lastAt));
  if (!done.ok) return false;
  stage.events.push(...done.events);
  watch.catchUp();
  return true;
}

function act(stage: Stage, watch: Watch, deed: Deed): boolean {
  return byHand(stage, watch, ({ plan, state }, now) => {
    const word = { person: 'somebody', reason: 'it was looked at', now };
    if (deed === 'rollback') return rollbackByHand(plan, state, { ...word, ring: null });
    if (deed === 'supersede') return supersedeByHand(plan, state, word);
    if (deed === 'retry') return retryByHand(plan, state, { ...word, ring: null, only: [] });
    if (deed === 'retryOne') {
      const failed = [...state.machines.values()].filter(({ phase }) => phase === 'failed');
      return retryByHand(plan, state, { ...word, ring: null, only: failed.slice(0, 1).map(({ name }) => name) });
    }
    if (deed === 'leave') return { ok: false, failures: [] };
    const closable = [...state.machines.values()].filter(({ phase }) =>
      ['failed', 'unclear', 'skipped', 'stranded'].includes(phase),
    );
    const exclude = deed === 'resume' || state.phase === 'undone' ? [] : closable.map(({ name }) => name);
    return resumeByHand(plan, state, { ...word, exclude });
  });
}

/** Whether the next run should find anything to do, as `due` says it; undefined: no rollout is open. */
function expectation({ events, clock }: Stage): boolean | undefined {
  const rollout = fold(events);
  if (rollout === undefined || rollout.state.conclusion !== null) return undefined;
  return dueOf(rollout.plan, rollout.state, clock.now()).isDue;
}

async function offerAnotherPlan({ plan, fleet, clock, events }: Stage, watch: Watch): Promise<void> {
  if (events.length === 0) return;
  const world = { fleet, journal: watch.journal(), clock, runner: someoneAnswers };
  const found = await strangerWasLetIn({ plan, world, by: 'a stranger', signal: AbortSignal.abort() }, events);
  if (found !== undefined) watch.violations.push(`I3: ${found}`);
}

/** Runs again and again, as a schedule would, until nothing changes any more. */
async function play(
  stage: Stage,
  trouble: readonly Disturbance[],
  wanted: readonly Deed[],
  service?: Service,
): Promise<Watch> {
  const watch = new Watch(stage, service === undefined ? {} : { service });
  const queue = [...wanted];
  let holds = 0;
  for (let run = 0; ; run += 1) {
    if (run === runsAtMost) throw new Error(`I11: not at an end after ${runsAtMost} runs`);
    const expected = expectation(stage);
    const written = stage.events.length;
    const driven = await disturbed(stage, watch, trouble[run] ?? { kind: 'none' });
    const hasWritten = stage.events.length > written;
    if (expected !== undefined && trouble[run] === undefined && hasWritten !== expected)
      watch.violations.push(
        `due: ${expected ? 'something' : 'nothing'} was due, and the run wrote ${stage.events.length - written} records`,
      );
    if (run === 0) await offerAnotherPlan(stage, watch);
    if (watch.violations.length > 0) break;
    const disturbance = trouble[run];
    if (disturbance?.kind === 'crash' && disturbance.andHalt) {
      byHand(stage, watch, ({ plan, state }, now) =>
        haltByHand(plan, state, { person: 'somebody', reason: 'it died', now }),
      );
    }
    if (driven === undefined || driven.standing.conclusion === 'cancelled') continue;
    const { conclusion, waiting, nextAt } = driven.standing;
    if (conclusion === 'waiting' && waiting?.for === 'approval') {
      const ring = driven.standing.ring?.name ?? '';
      const isApproved = byHand(stage, watch, ({ plan, state }, now) =>
        approveByHand(plan, state, { person: 'somebody', reason: '', now, ring, planHash: plan.hash }),
      );
      if (!isApproved) throw new Error('an approval was refused');
      continue;
    }
    if (conclusion === 'held' && holds >= 4) {
      if (act(stage, watch, queue.shift() ?? 'leave')) continue;
      break;
    }
    if (conclusion === 'held') holds += 1;
    if (nextAt !== null) {
      if (nextAt <= stage.clock.now()) throw new Error(`I11: waits for ${waiting?.for} which has come`);
      await stage.clock.sleepUntil(nextAt);
      continue;
    }
    if (conclusion === 'held') {
      await stage.clock.sleepUntil(stage.clock.now() + hour);
      continue;
    }
    const triesAgain = conclusion === 'succeeded' && (queue[0] === 'retry' || queue[0] === 'retryOne');
    const asksPeople = triesAgain || conclusion === 'halted' || conclusion === 'rolled-back';
    if (asksPeople && act(stage, watch, queue.shift() ?? 'leave')) continue;
    if (conclusion === 'waiting' || conclusion === 'failed') throw new Error(`a rollout cannot end ${conclusion} here`);
    break;
  }
  watch.judgeBooks();
  return watch;
}

/** The end of a journal, to read. */
function tailOf(events: readonly Event[], count = 40): string {
  return events
    .slice(-count)
    .map(event => {
      const { kind, at, ...more } = event;
      const what = event.kind === 'begun' ? {} : more;
      return `${new Date(at).toISOString()} ${kind} ${JSON.stringify(what).slice(0, 260)}`;
    })
    .join('\n');
}

/** A counter-example is played again with PROPERTY_SEED and PROPERTY_PATH as they were printed. */
function replay(): { seed?: number; path?: string } {
  const { PROPERTY_SEED: seed, PROPERTY_PATH: path } = process.env;
  return { ...(seed === undefined ? {} : { seed: Number(seed) }), ...(path === undefined ? {} : { path }) };
}

type Example = readonly [roll: Roll, trouble: readonly Disturbance[], wanted: readonly Deed[]];

/** Plays it, and throws where an invariant does not hold; false: nobody could be surveyed, so that there is no plan. */
async function holds([roll, trouble, wanted]: Example): Promise<boolean> {
  const stage = await setStage(stageOf(roll)).catch((error: unknown) => {
    if (error instanceof FailureError) return undefined;
    throw error;
  });
  if (stage === undefined) return false;
  try {
    const watch = await play(stage, trouble, wanted, roll.service);
    expect(watch.violations.join('\n')).toBe('');
    return true;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${tailOf(stage.events)}`, {
      cause: error,
    });
  }
}

interface Kept {
  /** The bug that it was found by. */
  readonly bug: string;
  readonly example: Example;
}

const kept = JSON.parse(readFileSync(join(import.meta.dirname, 'counter-examples.json'), 'utf8')) as readonly Kept[];

describe('a rollout, whatever happens', () => {
  let takeAway = (): void => {};
  beforeAll(() => {
    takeAway = plantAccount();
  });
  afterAll(() => takeAway());

  it('keeps the invariants I1 to I12', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(aRoll, disturbances, deeds, async (...example) => {
        fc.pre(await holds(example));
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 1_000), ...replay() },
    );
  });

  it.each(kept)('keeps them in the rollout that found: $bug', { timeout: 60_000 }, async ({ example }) => {
    expect(await holds(example)).toBe(true);
  });

  it.each(['bad-update', 'lost-machine', 'held'])(
    'ends the story %s the same way, whichever record it dies after',
    { timeout: 600_000 },
    async name => {
      const whole = await setStory(name, 8);
      const { standing } = await runToTheEnd(whole);
      for (let after = 0; after < whole.events.length; after += 1) {
        const stage = await setStory(name, 8);
        const watch = await play(stage, [{ kind: 'crash', after, andHalt: false }], []);
        const end = fold(stage.events);
        expect({ after, violations: watch.violations }).toEqual({ after, violations: [] });
        expect({ after, conclusion: end?.state.conclusion, phase: end?.state.phase }).toEqual({
          after,
          conclusion: fold(whole.events)?.state.conclusion,
          phase: fold(whole.events)?.state.phase,
        });
      }
      expect(standing.conclusion).toBe(
        { 'bad-update': 'rolled-back', 'lost-machine': 'halted', held: 'succeeded' }[name],
      );
    },
  );
});
