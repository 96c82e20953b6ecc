// How the stories of machines follow each other in a rollout, and nothing else: rings in order, waves, the budget, tolerated failures, a
// halt and who is called back by it, the soak and the look after it. Pure and quick, for figures over thousands of rollouts. It knows no
// windows, groups, skipped or unclear machines, holds, approvals, gates of a service, undo, drills or crashes, and of the rules that halt only
// `maxFailures` and `critical`: where no failure is tolerated, as by default, the others halt nothing that these do not. A test plays the
// same rollouts through the real engine, and both must agree on every figure and instant.
import type { PlannedRing } from '../../rollout/plan.ts';
import { confirmAfter, type Track } from './tracks.ts';

export type ScheduledRing = Pick<PlannedRing, 'waves' | 'maxUnavailable' | 'maxFailures' | 'soak' | 'opens'> & {
  readonly size: number;
};

export interface Ending {
  /** `held`: no machine of the rings before was updated well, so that the update is proved nowhere. */
  readonly conclusion: 'succeeded' | 'halted' | 'held';
  /** Of the halt, or of the last ring's passing, in ms from the beginning. */
  readonly at: number;
  /** Begun with; and of these failed, with and without those whose damage showed only after the soak. */
  readonly started: number;
  readonly hit: number;
  readonly hitAfterSoak: number;
  /** Machines that had the update when a look after the soak first showed damage; 0: none did. */
  readonly released: number;
}

interface Running {
  readonly track: Track;
  readonly from: number;
}

/** More machines are not looked at again at the same time. */
const watchedAtOnce = 50;

interface Walk {
  now: number;
  started: number;
  hit: number;
  updated: number;
}

/** @param tracks one a machine, in the order of the plan */
export function schedule(rings: readonly ScheduledRing[], tracks: readonly Track[]): Ending {
  const walk: Walk = { now: 0, started: 0, hit: 0, updated: 0 };
  let first = 0;
  for (const ring of rings) {
    if (first > 0 && walk.updated === 0) return { ...endingOf(walk), conclusion: 'held' };
    walk.now = Math.max(walk.now, ring.opens);
    const done: Running[] = [];
    const isThrough = goThrough(walk, ring, { tracks: tracks.slice(first, first + ring.size), done });
    if (isThrough === undefined) return { ...endingOf(walk), conclusion: 'halted' };
    first += ring.size;
    const late = lookAfterSoak(walk, ring, { done, ...isThrough });
    if (late !== undefined) return { ...endingOf(walk), ...late };
  }
  return endingOf(walk);
}

function endingOf({ now, started, hit }: Walk): Ending {
  return { conclusion: 'succeeded', at: now, started, hit, hitAfterSoak: 0, released: 0 };
}

interface Part {
  readonly tracks: readonly Track[];
  /** Filled with those that were updated. */
  readonly done: Running[];
}

interface Through {
  readonly failed: number;
  readonly lastEndedAt: number;
}

/** Begins with one machine after the other until all are through; undefined: the rollout halted. */
function goThrough(walk: Walk, ring: ScheduledRing, { tracks, done }: Part): Through | undefined {
  const inHand: Running[] = [];
  let [next, wave, filled, failed] = [0, 0, 0, 0];
  let lastEndedAt = walk.now;
  for (;;) {
    const places = wave >= ring.waves.length ? ring.size : (ring.waves[wave - 1] ?? 0);
    if (inHand.length === 0 && next === tracks.length) return { failed, lastEndedAt };
    if (inHand.length === 0 && filled >= places) {
      [wave, filled] = [wave + 1, 0];
      continue;
    }
    for (; next < tracks.length && filled < places && inHand.length + failed < ring.maxUnavailable; next += 1) {
      const track = tracks[next];
      if (track !== undefined) inHand.push({ track, from: walk.now });
      filled += 1;
    }
    const ended = take(inHand);
    walk.now = ended.from + ended.track.endAt;
    walk.started += 1;
    if (!ended.track.isFailed) {
      done.push(ended);
      lastEndedAt = walk.now;
      walk.updated += 1;
      continue;
    }
    failed += 1;
    walk.hit += 1;
    if (!ended.track.isCritical && failed <= ring.maxFailures) continue;
    for (const running of inHand) callBack(walk, running);
    return undefined;
  }
}

/** The one that ends first. */
function take(inHand: Running[]): Running {
  let at = 0;
  for (let index = 1; index < inHand.length; index += 1) {
    if (endOf(inHand[index]) < endOf(inHand[at])) at = index;
  }
  const [ended] = inHand.splice(at, 1);
  if (ended === undefined) throw new RangeError('nobody can be begun with, and nobody is under way');
  return ended;
}

function endOf(running: Running | undefined): number {
  return running === undefined ? Number.POSITIVE_INFINITY : running.from + running.track.endAt;
}

/** What becomes of a machine that is under way when the rollout halts. */
function callBack(walk: Walk, { track, from }: Running): void {
  const since = walk.now - from;
  if (since <= track.beganAt || since < track.queuedUntil) return;
  walk.started += 1;
  const stays = Number.isFinite(track.restartAt) && since <= track.restartAt;
  if (track.isFailed && !stays) walk.hit += 1;
}

/** The look after the soak; undefined: the ring has passed. */
function lookAfterSoak(
  walk: Walk,
  ring: ScheduledRing,
  { done, failed, lastEndedAt }: Through & Pick<Part, 'done'>,
): Pick<Ending, 'conclusion' | 'at' | 'hit' | 'hitAfterSoak' | 'released'> | undefined {
  if (done.length === 0 || ring.soak === 0) return undefined;
  walk.now = Math.max(walk.now, lastEndedAt + ring.soak);
  const showing = done.filter(({ track, from }) => from + track.showsAt <= walk.now).length;
  if (showing === 0) return undefined;
  walk.now += confirmAfter;
  const seen = Math.min(showing, watchedAtOnce);
  walk.hit += seen;
  if (failed + seen <= ring.maxFailures) return undefined;
  return { conclusion: 'halted', at: walk.now, hit: walk.hit, hitAfterSoak: seen, released: walk.updated };
}
