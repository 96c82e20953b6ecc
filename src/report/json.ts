// result.json, and what `--json` prints: the same document, versioned, for scripts and dashboards; its shape is `result-schema.ts`. Names
// are those of the journal and of the outputs; instants are ISO 8601, lengths are seconds, absent things are null and never missing.
// What every gate said stands in the JUnit file and in the page; here is what became of each machine.
import { endOfDay } from '../calendar/zone.ts';
import type { Compliance } from '../rollout/compliance.ts';
import type { Mended } from '../rollout/mended.ts';
import type { MachineRow } from './machine-row.ts';
import type { Result, ResultRing } from './result-schema.ts';
import type { RingRow } from './ring-row.ts';
import type { Summary } from './summary.ts';

/** Plain JSON. `conclusion` and `reason` come first. */
export function resultOf(summary: Summary): Result {
  const { standing, proof } = summary;
  return {
    format: 1,
    conclusion: summary.conclusion,
    reason: summary.line,
    rolloutId: summary.rolloutId,
    planHash: summary.planHash,
    ring: standing.ring,
    cause: standing.cause,
    figures: standing.figures,
    waiting: waitingOf(standing.waiting),
    nextDue: iso(standing.nextAt),
    next: [...summary.next],
    why: [...summary.why],
    rings: summary.rings.map(resultRingOf),
    ...(summary.services.length === 0 ? {} : { services: summary.services.map(row => ({ ...row })) }),
    machines: summary.machines.map(machineOf),
    timeline: summary.timeline.map(({ ring, what, from, to, look }) => ({
      ring,
      what,
      from: isoOf(from),
      to: isoOf(to),
      look,
    })),
    proved: [...proof.proved],
    notCovered: [...proof.notCovered],
    restartsPending: [...standing.restartsPending],
    resumesOwed: [...standing.resumesOwed],
    ...(standing.stepsOwed.length === 0 ? {} : { stepsOwed: standing.stepsOwed.map(step => ({ ...step })) }),
    inFlight: [...standing.inFlight],
    superseded: spokenOf(standing.superseded),
    ...(summary.mended === undefined ? {} : { fix: fixOf(summary.mended) }),
    lifted: spokenOf(standing.lifted),
    stillHidden: [...standing.stillHidden],
    compliance: {
      deadline: summary.compliance.deadline,
      forecast: resultForecastOf(summary.compliance),
      machines: summary.compliance.machines,
      behind: summary.compliance.behind.map(({ machine, kbs, why }) => ({ machine, kbs: [...kbs], why })),
      closes: Object.fromEntries(Object.entries(summary.compliance.closes).map(([name, cves]) => [name, [...cves]])),
    },
    at: isoOf(summary.at),
  };
}

/** Who will be late, as result.json has it and `plan --json`. */
export function resultForecastOf({
  forecast,
  deadline,
}: Pick<Compliance, 'forecast' | 'deadline'>): Result['compliance']['forecast'] {
  if (forecast === null || deadline === null) return null;
  const { throughAt, late } = forecast;
  const over = throughAt === null ? null : Math.max(0, seconds(throughAt - endOfDay(deadline.due)));
  return { through: iso(throughAt), lateBy: over, late: late.map(({ machine, at }) => ({ machine, at: iso(at) })) };
}

function fixOf({ rolloutId, bad, kbs, mended, stillIll }: Mended): NonNullable<Result['fix']> {
  const names = (machines: Mended['mended']): string[] => machines.map(({ machine }) => machine);
  return { rolloutId, bad: [...bad], kbs: [...kbs], mended: names(mended), stillIll: names(stillIll) };
}

function waitingOf(waiting: Summary['standing']['waiting']): Result['waiting'] {
  if (waiting === null) return null;
  const { reason = null, short } = waiting;
  const timing = short === undefined ? null : { left: seconds(short.left), takes: seconds(short.takes) };
  return { for: waiting.for, until: iso(waiting.until), reason, short: timing };
}

/** A ring as result.json and the output `rings` have it. */
export function resultRingOf({ times, soak, ...ring }: RingRow): ResultRing {
  const { work, soak: soaked, window, approval, opens, halted } = times;
  return {
    ...ring,
    soak: seconds(soak),
    seconds: {
      work: seconds(work),
      soak: seconds(soaked),
      window: seconds(window),
      approval: seconds(approval),
      opens: seconds(opens),
      halted: seconds(halted),
    },
  };
}

function machineOf(machine: MachineRow): Result['machines'][number] {
  const { name, ring, phase, build = null, hotpatch = null, took = null, why = null, left } = machine;
  const [began, ended] = [iso(machine.beganAt), iso(machine.endedAt)];
  const drift = machine.drift.length === 0 ? {} : { drift: machine.drift.map(change => ({ ...change })) };
  return { name, ring, phase, build, hotpatch, took, why, left: [...left], ...drift, began, ended };
}

function spokenOf(word: Summary['standing']['lifted']): Result['lifted'] {
  return word === null ? null : { by: word.person, reason: word.reason, at: isoOf(word.at) };
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 1_000);
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}

function iso(at: number | null): string | null {
  return at === null ? null : isoOf(at);
}
