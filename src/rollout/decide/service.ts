// Gates of a service, after a wave and after a ring: whose turn it is, what a look says, and what follows. Before the ring's first machine
// they are looked at once: what was red then is not the update's doing, so it is not clear and holds, and no halt comes of it. Nothing of
// the ring goes on while they have no answer; a failure of a critical or hard one halts, whatever else is not green holds the ring
// and is asked anew by the next run (invariant I6).

import { oneMeasurement } from '../../gates/choice.ts';
import type { Evidence } from '../../gates/gate.ts';
import { gateNamed } from '../../gates/registry.ts';
import { type ServiceScope, serviceScopes, type serviceSides } from '../../gates/service.ts';
import { type Failure, failureOf } from '../../model/failure.ts';
import { worst } from '../../model/verdict.ts';
import type { Event, JudgedGate } from '../events.ts';
import { noMachine } from '../probes.ts';
import { runOfShard } from '../runs.ts';
import { hasPassed, type ServiceReading, serviceText } from '../service.ts';
import { activeOf, machineOf, type RingState, ringOf } from '../state.ts';
import { owesRound } from './around-rings.ts';
import { placesIn } from './budget.ts';
import { type Judged, kept, weight } from './judging.ts';
import { inSeries } from './series.ts';
import { plannedRing, type View } from './view.ts';

/** Which gates are to speak now. */
export interface Turn {
  readonly of: ServiceScope;
  readonly side: (typeof serviceSides)[number];
}

/** Asked only where it matters, because both look through the ring. */
export interface RingSight {
  /** Some machine of it could be begun with now. */
  readonly mayBegin: () => boolean;
  /** Every updated machine was looked at since it has soaked. */
  readonly isLookedAt: () => boolean;
}

/** Undefined: none, or they have spoken well, and the ring goes on. */
export function turnIn(view: View, index: number, sight: RingSight): Turn | undefined {
  const { plan, state } = view;
  if (plan.gates.wave === undefined && plan.gates.ring === undefined) return undefined;
  const ring = ringOf(state, index);
  if (activeOf(ring) > 0) return undefined;
  if (ring.phase === 'open' && ring.wave === 0) {
    const of = serviceScopes.find(one => plan.gates[one] !== undefined && !isFresh(view, ring, one));
    return of !== undefined && sight.mayBegin() ? { of, side: 'before' } : undefined;
  }
  const due = scopesDue(view, index, sight).filter(of => plan.gates[of] !== undefined);
  const of = due.find(one => !hasPassed(ring.service.rounds[one]));
  return of === undefined || !hasBegun(view, index) ? undefined : { of, side: 'after' };
}

/** Seen in this run: one that was ended before it began with anybody has seen another evening. */
function isFresh({ state, shard }: View, ring: RingState, of: ServiceScope): boolean {
  const seen = ring.service.before[of];
  return seen !== undefined && seen.at >= (runOfShard(state.runs, shard)?.at ?? 0);
}

/** What is through. */
function scopesDue(view: View, index: number, sight: RingSight): readonly ServiceScope[] {
  const planned = plannedRing(view, index);
  const ring = ringOf(view.state, index);
  const { pending, watching } = ring.tally;
  if (ring.phase === 'judging') return pending + watching === 0 && sight.isLookedAt() ? ['ring'] : [];
  if (ring.phase !== 'open' || (pending > 0 && ring.filled < placesIn(planned, ring.wave))) return [];
  const isAtItsEnd = pending === 0 && (ring.updated === 0 || planned.soak === 0);
  return isAtItsEnd ? ['wave', 'ring'] : ['wave'];
}

/** Where nothing was begun, a service can say nothing of it. */
function hasBegun(view: View, index: number): boolean {
  return plannedRing(view, index).machines.some(name => machineOf(view.state, name).beganAt !== null);
}

/** What follows now; undefined: no gate of a service stands in the way. */
export function serviceMoves(view: View, index: number, turn: Turn | undefined): readonly Event[] | undefined {
  if (turn === undefined) return undefined;
  const ring = ringOf(view.state, index);
  const { news, rounds } = ring.service;
  if (news !== null) return [judgedBy(view, index, news)];
  const round = rounds[turn.of];
  if (turn.side === 'before' || round === undefined || round.verdict === null || round.againAt !== null) return [];
  return [answerOf(view, index, turn.of)];
}

/** When to look, epoch ms; undefined: nobody has to, or an answer is still to come. */
export function lookAtService(view: View, index: number, { of, side }: Turn): number | undefined {
  const ring = ringOf(view.state, index);
  const { news, rounds } = ring.service;
  const isUnderWay = [...view.state.inFlight.values()].some(one => one.kind === 'poll' && one.ring === ring.name);
  // The service is judged as its users have it: with what is owed after the work done.
  if (news !== null || isUnderWay || (side === 'after' && owesRound(ring))) return undefined;
  const round = rounds[of];
  if (side === 'before' || round === undefined || round.verdict === null) return view.now;
  return round.againAt ?? undefined;
}

const noReadings: Pick<Evidence, 'updates' | 'held' | 'lineage' | 'machine'> = {
  machine: noMachine,
  updates: [],
  held: [],
  lineage: [],
};

function judgedBy(view: View, index: number, news: ServiceReading): Event {
  const { name, service } = ringOf(view.state, index);
  const { of, side, wave } = news;
  const gates = gatesSeen(view, index, news);
  const known = side === 'before' ? [] : (service.known[of] ?? []);
  const { verdict, againAt } = together(gates, known);
  return { kind: 'ringJudged', at: view.now, ring: name, of, side, wave, verdict, gates, againAt };
}

function gatesSeen({ plan, state }: View, index: number, { of, side, at, runner }: ServiceReading): JudgedGate[] {
  const { rounds, before, known } = ringOf(state, index).service;
  const round = rounds[of];
  const since = round?.since ?? at;
  return (plan.gates[of] ?? []).map((choice, place) => {
    const gate = gateNamed(choice.gate);
    if (gate === undefined) throw new RangeError(`gate ${choice.gate} does not exist`);
    const evidence: Evidence = { ...noReadings, stage: side, settledAt: since, runner };
    const previous = round?.judged[place];
    const look = gate.judge({ settings: choice.settings, evidence, now: at, previous });
    if (side === 'before') return kept(choice, look);
    const { series, ...word } = inSeries(choice.measuring ?? oneMeasurement, look, { previous, since, now: at });
    const isKnown = known[of]?.includes(place) === true;
    const said = withHistory({ ...kept(choice, word), series }, before[of]?.gates[place]);
    return isKnown ? { ...said, reason: `${said.reason}; a person has resumed in spite of it` } : said;
  });
}

/** What was red before anything was begun is nobody's fault here: it is not clear. */
function withHistory(judged: JudgedGate, before: JudgedGate | undefined): JudgedGate {
  if (judged.verdict !== 'fail' || before?.verdict !== 'fail') return judged;
  const reason = `${judged.reason}; it was no better before the first machine of the ring was begun with`;
  return { ...judged, verdict: 'inconclusive', reason };
}

/** Gates that observe are waited for as well: what they would have done is known only then. They decide nothing. */
function together(gates: readonly JudgedGate[], known: readonly number[]): Omit<Judged, 'gates'> {
  const asked = gates.filter((_, place) => !known.includes(place));
  const deciding = asked.filter(({ severity }) => severity !== 'observe');
  const looks = asked.flatMap(({ againAt }) => againAt ?? []);
  const againAt = looks.length === 0 ? null : Math.min(...looks);
  const gravest = gravestOf(deciding);
  const isGrave = gravest !== undefined && gravest.severity !== 'soft';
  if (gravest !== undefined && (isGrave || againAt === null))
    return { verdict: 'fail', againAt: null, decisive: gravest };
  const verdict = deciding.length === 0 ? 'pass' : worst(deciding.map(gate => gate.verdict));
  return { verdict, againAt, decisive: deciding.find(gate => gate.verdict === verdict) ?? null };
}

function gravestOf(deciding: readonly JudgedGate[]): JudgedGate | undefined {
  const failed = deciding.filter(({ verdict, againAt }) => verdict === 'fail' && againAt === undefined);
  return failed.sort((a, b) => weight[b.severity] - weight[a.severity])[0];
}

function answerOf(view: View, index: number, of: ServiceScope): Event {
  const { plan, state, now } = view;
  const { name, service, wave } = ringOf(state, index);
  const gates = service.rounds[of]?.judged ?? [];
  const { verdict, decisive } = together(gates, service.known[of] ?? []);
  if (decisive === null) throw new RangeError(`no gate of ${serviceText(of, { ring: name, wave })} decides`);
  if (verdict !== 'fail' || decisive.severity === 'soft')
    return { kind: 'ringHeld', at: now, ring: name, failure: heldBy(view, index, { of, gate: decisive }) };
  const before = service.before[of]?.gates[gates.indexOf(decisive)];
  return {
    kind: 'halted',
    at: now,
    cause: {
      by: 'service',
      rule: of === 'wave' ? 'waveGate' : 'ringGate',
      ring: name,
      wave,
      waves: plannedRing(view, index).waves.length,
      gate: decisive.gate,
      severity: decisive.severity,
      measured: decisive.measured,
      before:
        before === undefined ? null : { verdict: before.verdict, reason: before.reason, measured: before.measured },
      started: plan.rings[index]?.machines.filter(one => machineOf(state, one).beganAt !== null).length ?? 0,
    },
    reason: decisive.reason,
  };
}

interface Said {
  readonly of: ServiceScope;
  readonly gate: JudgedGate;
}

function heldBy({ plan, state }: View, index: number, { of, gate }: Said): Failure {
  const { name: ring, wave } = ringOf(state, index);
  const isBad = gate.verdict === 'fail';
  const what = isBad ? 'fails' : 'gives no clear answer';
  const message = `${gate.gate} ${what} after ${serviceText(of, { ring, wave })}: ${gate.reason}`;
  return failureOf(isBad ? 'SERVICE_FAILED' : 'SERVICE_UNCLEAR', message, {
    retryable: true,
    cause: gate.gate,
    next: `the next run asks again; to go on in spite of it: patchring resume --rollout ${plan.rolloutId} --reason "…"`,
  });
}
