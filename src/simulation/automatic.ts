// Automatic updates of a simulated machine: some time after an undo has settled they install what is offered there
// and not hidden, as they do on a real one within a day (facts: windows-servicing 4.3).
// They restart nothing by themselves: what they have staged waits.
import { type Fault, faultOf } from './faults.ts';
import { offersNow } from './offers.ts';
import type { JobScene } from './scene.ts';
import { type Software, stage } from './software.ts';
import type { CatalogueUpdate } from './updates.ts';

export class AutomaticUpdates {
  readonly #delay: number | undefined;
  /** What was taken back, until they have looked. */
  #gone: readonly CatalogueUpdate[] = [];
  nextAt = Number.POSITIVE_INFINITY;

  constructor(faults: readonly Fault[]) {
    this.#delay = faultOf(faults, 'comesBack')?.after;
  }

  /** A boot has settled, and packages went with it. */
  undone(gone: readonly CatalogueUpdate[], at: number): void {
    if (this.#delay === undefined || gone.length === 0) return;
    this.#gone = gone;
    this.nextAt = at + this.#delay;
  }

  /** What they install now, of what was taken back. */
  look(
    scene: Pick<JobScene, 'profile' | 'surroundings' | 'at' | 'faults'>,
    software: Software,
  ): readonly CatalogueUpdate[] {
    const offered = offersNow(scene, software);
    const back = this.#gone.filter(item => offered.includes(item));
    this.#gone = [];
    this.nextAt = Number.POSITIVE_INFINITY;
    return back;
  }
}

/** With these staged for the next restart. */
export function withStaged(software: Software, items: readonly CatalogueUpdate[]): Software {
  return items.reduce(stage, software);
}
