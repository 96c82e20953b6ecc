// What looks at a service do to the state of its ring. A round begins with the first look after a wave or a ring and ends with its answer;
// whatever changes the ring's machines afterwards makes it one of the past. A hold that it made is asked anew by the next run; what a
// person resumes in spite of is theirs for that wave or ring, and the gates of it that were green still decide.
import { type ServiceScope, serviceScopes } from '../../gates/service.ts';
import type { EffectOf } from '../effects.ts';
import type { EventOf } from '../events.ts';
import type { Outcome } from '../outcomes.ts';
import { type ServiceRound, unwatchedService } from '../service.ts';
import { type MachineDraft, type RingDraft, ringDraftOf, type StateDraft } from './draft.ts';

type Poll = EffectOf<'poll'>;

function isOf(round: ServiceRound | undefined, { wave }: Pick<Poll, 'wave'>): round is ServiceRound {
  return round !== undefined && round.wave === wave;
}

export function pollIntended(state: StateDraft, { ring: name, of, side, wave }: Poll): void {
  const ring = ringDraftOf(state, name);
  const { rounds } = ring.service;
  if (side === 'before' || isOf(rounds[of], { wave })) return;
  const round = { wave, since: state.lastAt, judged: [], verdict: null, againAt: null };
  ring.service = { ...ring.service, rounds: { ...rounds, [of]: round } };
}

/** @param at when it ended */
export function pollEnded(state: StateDraft, effect: Poll, at: number, outcome: Outcome): void {
  const ring = ringDraftOf(state, effect.ring);
  const { of, side, wave } = effect;
  // Withdrawn, or about what is past: it is asked again when its turn comes.
  if (outcome.kind !== 'polled' || (side === 'after' && !isOf(ring.service.rounds[of], effect))) return;
  ring.service = { ...ring.service, news: { of, side, wave, at, runner: outcome.runner } };
}

export function ringJudged(state: StateDraft, event: EventOf<'ringJudged'>): void {
  const { at, of, side, wave, verdict, gates, againAt } = event;
  const ring = ringDraftOf(state, event.ring);
  const { service } = ring;
  if (side === 'before') {
    ring.service = { ...service, news: null, before: { ...service.before, [of]: { at, gates } } };
    return;
  }
  const since = service.rounds[of]?.since ?? at;
  const round = { wave, since, judged: gates, verdict, againAt };
  ring.service = { ...service, news: null, rounds: { ...service.rounds, [of]: round } };
}

/** The ring goes on to something else, or is worked on again: what was said of it is of the past. */
export function endRounds(ring: RingDraft): void {
  const { before } = ring.service;
  ring.service = ring.service === unwatchedService ? unwatchedService : { ...unwatchedService, before };
}

/** A machine of the ring is changed. */
export function serviceTouched(state: StateDraft, { ring: index }: MachineDraft): void {
  const ring = ringDraftOf(state, index);
  if (Object.keys(ring.service.rounds).length > 0) endRounds(ring);
}

/** The next run asks anew; what was seen before the first machine has to be fresh. */
export function askAgain(ring: RingDraft): void {
  const { service } = ring;
  if (ring.hold?.failure.code.startsWith('SERVICE_') === true) ring.service = { ...service, news: null, rounds: {} };
}

export function forgetStale(ring: RingDraft): void {
  if (ring.service.news?.side === 'before') ring.service = { ...ring.service, news: null };
}

/** A person knows what is not green, and goes on. */
export function takeUponThem(ring: RingDraft): void {
  const { service } = ring;
  const known: Partial<Record<ServiceScope, readonly number[]>> = { ...service.known };
  const rounds = { ...service.rounds };
  for (const of of serviceScopes) {
    const round = service.rounds[of];
    if (round === undefined || round.verdict === null || round.verdict === 'pass' || round.againAt !== null) continue;
    const red = round.judged.flatMap(({ verdict }, index) => (verdict === 'pass' ? [] : [index]));
    known[of] = [...new Set([...(known[of] ?? []), ...red])];
    delete rounds[of];
  }
  ring.service = { ...service, known, rounds };
}
