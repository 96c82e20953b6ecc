// How long the same work took on the machines of this rollout so far: the median of what ended well, from the journal's own instants. It
// is what a person wants to know of a machine that takes its time: twice as long as usual is slow. Whether a machine is lost is another
// question, and its limit answers that one. Nothing is guessed before the first machine has shown it.
import { type EffectKind, keyOf } from '../rollout/effects.ts';
import type { Event } from '../rollout/events.ts';
import type { OutcomeKind } from '../rollout/outcomes.ts';
import type { MachinePhase } from '../rollout/phases.ts';

/** What takes its time, and the outcome of it that counts. */
const timed: Readonly<Partial<Record<EffectKind, OutcomeKind>>> = {
  stage: 'staged',
  install: 'installed',
  restart: 'restarted',
  uninstall: 'uninstalled',
};

const kindOfPhase: Readonly<Partial<Record<MachinePhase, EffectKind>>> = {
  installing: 'install',
  restarting: 'restart',
  clearing: 'restart',
  undoRestarting: 'restart',
  uninstalling: 'uninstall',
};

/** So many times as long as usual is slow. */
const slowFrom = 2;

export class Usual {
  readonly #begun = new Map<string, { readonly kind: EffectKind; readonly at: number }>();
  /** By kind, shortest first, in ms. */
  readonly #lengths = new Map<EffectKind, number[]>();

  constructor(events: readonly Event[] = []) {
    for (const event of events) this.take(event);
  }

  /** Takes the next event of the journal in. */
  take(event: Event): void {
    if (event.kind === 'intended') {
      const { kind } = event.effect;
      if (timed[kind] !== undefined) this.#begun.set(keyOf(event.effect), { kind, at: event.at });
    }
    if (event.kind !== 'finished') return;
    const begun = this.#begun.get(event.key);
    this.#begun.delete(event.key);
    if (begun === undefined || timed[begun.kind] !== event.outcome.kind) return;
    const lengths = this.#lengths.get(begun.kind) ?? [];
    const length = Math.max(0, event.at - begun.at);
    const place = lengths.findIndex(one => one > length);
    lengths.splice(place === -1 ? lengths.length : place, 0, length);
    this.#lengths.set(begun.kind, lengths);
  }

  /** In ms; undefined: no machine has shown it yet. */
  of(kind: EffectKind): number | undefined {
    const lengths = this.#lengths.get(kind) ?? [];
    return lengths[Math.floor((lengths.length - 1) / 2)];
  }

  /** The same for the work of a phase. */
  ofPhase(phase: MachinePhase): number | undefined {
    const kind = kindOfPhase[phase];
    return kind === undefined ? undefined : this.of(kind);
  }

  /** @param took how long the machine has been in that phase */
  isSlow(phase: MachinePhase, took: number): boolean {
    const usual = this.ofPhase(phase);
    return usual !== undefined && took > usual * slowFrom;
  }
}
