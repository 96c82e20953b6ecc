// result.json, and what `--json` prints: the same document, versioned, for scripts and dashboards; its shape is `result-schema.ts`. Names
// are those of the journal and of the outputs; instants are ISO 8601, lengths are seconds, absent things are null and never missing.
// What every gate said stands in the JUnit file and in the page; here is what became of each machine.
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
    waiting: standing.waiting === null ? null : { for: standing.waiting.for, until: iso(standing.waiting.until) },
    nextDue: iso(standing.nextAt),
    next: [...summary.next],
    why: [...summary.why],
    rings: summary.rings.map(resultRingOf),
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
    inFlight: [...standing.inFlight],
    compliance: {
      deadline: summary.compliance.deadline,
      machines: summary.compliance.machines,
      behind: summary.compliance.behind.map(({ machine, kbs, why }) => ({ machine, kbs: [...kbs], why })),
      closes: Object.fromEntries(Object.entries(summary.compliance.closes).map(([name, cves]) => [name, [...cves]])),
    },
    at: isoOf(summary.at),
  };
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
  return { name, ring, phase, build, hotpatch, took, why, left: [...left], began, ended };
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
