// result.json, and what `--json` prints: the same document, versioned, for scripts and dashboards. Names
// are those of the journal and of the outputs; instants are ISO 8601, absent things are null and never
// missing.
import type { Summary } from './summary.ts';

/** Plain JSON. `conclusion` and `reason` come first. */
export function resultOf(summary: Summary): Record<string, unknown> {
  const { standing } = summary;
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
    next: summary.next,
    why: summary.why,
    rings: summary.rings,
    machines: summary.machines.map(({ why, build, hotpatch, took, ...row }) => ({
      ...row,
      build: build ?? null,
      hotpatch: hotpatch ?? null,
      took: took ?? null,
      why: why ?? null,
    })),
    restartsPending: standing.restartsPending,
    inFlight: standing.inFlight,
    compliance: summary.compliance,
    at: iso(summary.at),
  };
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
