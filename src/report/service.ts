// What gates of a service said, in words: for the live log, for the verdict, and as rows of the report, each with what the same gate had
// said before the ring's first machine. From the journal alone: the state forgets what a ring was judged by once it goes on.
// Text of services stands here as it came; whoever prints it neutralises it.
import { type ServiceScope, serviceScopes } from '../gates/service.ts';
import type { Cause, Event, EventOf, JudgedGate } from '../rollout/events.ts';
import type { Plan } from '../rollout/plan.ts';
import { serviceText } from '../rollout/service.ts';
import { type Line, rolloutLine } from './log-line.ts';
import { instantText } from './words.ts';

/** One gate, after one wave or ring. */
export interface ServiceRow {
  readonly ring: string;
  /** `wave 2 of pilot`, `ring pilot`. */
  readonly after: string;
  readonly gate: string;
  readonly severity: JudgedGate['severity'];
  readonly verdict: JudgedGate['verdict'];
  readonly reason: string;
  /** What it said before the ring's first machine. */
  readonly before: { readonly verdict: JudgedGate['verdict']; readonly reason: string } | null;
}

type Judged = EventOf<'ringJudged'>;

function isJudged(event: Event): event is Judged {
  return event.kind === 'ringJudged';
}

/** The last word after each wave and ring, in the order in which they were first asked. */
export function serviceRows(events: readonly Event[]): readonly ServiceRow[] {
  const before = new Map<string, readonly JudgedGate[]>();
  const after = new Map<string, Judged>();
  for (const event of events.filter(isJudged)) {
    if (event.side === 'before') before.set(`${event.ring} ${event.of}`, event.gates);
    else after.set(`${event.ring} ${event.of} ${event.of === 'wave' ? event.wave : ''}`, event);
  }
  return [...after.values()].flatMap(event =>
    event.gates.map(({ gate, severity, verdict, reason }, place): ServiceRow => {
      const then = before.get(`${event.ring} ${event.of}`)?.[place];
      return {
        ring: event.ring,
        after: serviceText(event.of, event),
        gate,
        severity,
        verdict,
        reason,
        before: then === undefined ? null : { verdict: then.verdict, reason: then.reason },
      };
    }),
  );
}

const tones = { pass: 'good', fail: 'bad', error: 'warning', inconclusive: 'warning' } as const;
const marks = { pass: '+', fail: '!', error: '?', inconclusive: '?' } as const;

/** The log's lines for one look: what was seen before, the first look of a round, and the answer; not what lies between. */
export function judgedLines(event: Judged): readonly Line[] {
  const { at, ring, of, side, verdict, gates, againAt } = event;
  const where = side === 'before' ? `before ${ring}` : `after ${serviceText(of, event)}`;
  if (side === 'before') {
    const red = gates.filter(one => one.verdict !== 'pass');
    if (red.length === 0) return rolloutLine(at, 'quiet', `. service ${where}: ${namesOf(gates)} pass`);
    return red.flatMap(one => rolloutLine(at, 'warning', `? service ${where}: ${saidBy(one)}`));
  }
  if (againAt !== null) {
    if (gates.some(isUnderWay)) return [];
    return rolloutLine(at, 'quiet', `. service ${where}: ${wait(gates)}, looked at again ${instantText(againAt)}`);
  }
  const notGreen = gates.filter(one => one.verdict !== 'pass');
  const answer = notGreen.length === 0 ? `${namesOf(gates)} pass` : notGreen.map(saidBy).join('; ');
  return rolloutLine(at, tones[verdict], `${marks[verdict]} service ${where}: ${answer}`);
}

/** More than one measurement was taken: the first look has been told. */
function isUnderWay({ series }: JudgedGate): boolean {
  if (series === undefined) return false;
  return series.passed + series.failed + series.inconclusive + series.errors > 1;
}

function wait(gates: readonly JudgedGate[]): string {
  return gates
    .filter(({ againAt }) => againAt !== undefined)
    .map(saidBy)
    .join('; ');
}

function saidBy({ gate, severity, verdict, reason }: JudgedGate): string {
  return `${gate}${severity === 'observe' ? ' (observed only)' : ''} ${verdict}: ${reason}`;
}

function namesOf(gates: readonly JudgedGate[]): string {
  return [...new Set(gates.map(({ gate }) => gate))].join(', ');
}

type ServiceCause = Extract<Cause, { by: 'service' }>;

/** `http failed after wave 2/3 (hard; before: pass)`. */
export function serviceCauseText(cause: ServiceCause): string {
  const { gate, rule, wave, waves, severity, before } = cause;
  const where = rule === 'waveGate' ? `wave ${wave}/${waves}` : 'the ring';
  return `${gate} failed after ${where} (${severity}; before: ${before?.verdict ?? 'not asked'})`;
}

/** The rule, and its numbers before and after. */
export function serviceWhy(cause: ServiceCause, reason: string | null): readonly string[] {
  const { gate, ring, measured, before, started } = cause;
  return [
    `A gate of the service halts after a wave or a ring: ${serviceCauseText(cause)}, ring ${ring}, ${started} of its machines were begun with.`,
    `${gate} after: ${figures(measured)}${reason === null ? '' : ` (${reason})`}.`,
    `${gate} before the first machine: ${before === null ? 'not asked' : `${figures(before.measured)} (${before.reason})`}.`,
  ];
}

function figures(measured: ServiceCause['measured']): string {
  const told = Object.entries(measured).filter(([, value]) => value !== null);
  return told.length === 0 ? 'nothing measured' : told.map(([name, value]) => `${name} ${value}`).join(', ');
}

/** One line for each gate of a service that only observes and failed: what it would have done. */
export function observedServices(plan: Plan, rows: readonly ServiceRow[]): string[] {
  const isObserved = (of: ServiceScope): boolean =>
    plan.gates[of]?.some(({ severity }) => severity === 'observe') === true;
  if (!serviceScopes.some(isObserved)) return [];
  const failed = rows.filter(({ severity, verdict }) => severity === 'observe' && verdict === 'fail');
  return failed.map(
    ({ gate, after, reason }) => `${gate} only observes and would have halted after ${after}: ${reason}.`,
  );
}
