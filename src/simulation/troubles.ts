// The faults of one machine as they unfold: which of them are on at an instant, and how often each has
// struck. The faults themselves are data and shared (faults.ts); what has become of them on this
// machine is here.
import { type Fault, faultsOf } from './faults.ts';
import type { Software } from './software.ts';

export type Milestone = 'install' | 'uninstall' | 'restart';
type Lasting = 'unreachable' | 'hangs';

export class Troubles {
  readonly #faults: readonly Fault[];
  readonly #startAt: number;
  readonly #milestones: Partial<Record<Milestone, number>> = {};
  #struck: Map<Fault, number> | undefined;

  /** @param startAt epoch ms at which the fleet began */
  constructor(faults: readonly Fault[], startAt: number) {
    this.#faults = faults;
    this.#startAt = startAt;
  }

  /** The first job or restart of that kind begins what was waiting for it. */
  reached(milestone: Milestone, at: number): void {
    this.#milestones[milestone] ??= at;
  }

  /** Takes one of the fault's `times`; false when they are used up. */
  strike(fault: Fault): boolean {
    const times = 'times' in fault ? (fault.times ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    const struck = this.#struck?.get(fault) ?? 0;
    if (struck >= times) return false;
    this.#struck ??= new Map();
    this.#struck.set(fault, struck + 1);
    return true;
  }

  suffers(kind: Lasting, now: number): boolean {
    return this.#spans(kind).some(([from, to]) => now >= from && now < to);
  }

  /** The next instant at which a lasting trouble begins or ends; infinity: none, as far as is known now. */
  nextEdge(now: number): number {
    const edges = [...this.#spans('unreachable'), ...this.#spans('hangs')].flat();
    return Math.min(Number.POSITIVE_INFINITY, ...edges.filter(at => at > now));
  }

  #spans(kind: Lasting): readonly (readonly [number, number])[] {
    if (this.#faults.length === 0) return [];
    return faultsOf(this.#faults, kind).map(({ begins, lasts = Number.POSITIVE_INFINITY }) => {
      const from =
        typeof begins === 'number' ? this.#startAt + begins : (this.#milestones[begins] ?? Number.POSITIVE_INFINITY);
      return [from, from + lasts];
    });
  }
}

/** Whether a machine that goes down with this software never comes back. */
export function staysAway(faults: readonly Fault[], { staged }: Pick<Software, 'staged'>): boolean {
  return faultsOf(faults, 'neverComesBack').some(
    fault => fault.kb === undefined || staged.some(({ kb }) => kb === fault.kb),
  );
}
