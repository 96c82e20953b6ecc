// The machines that a run has in its hands: one handle a machine for as long as anything is asked of it, so that visits
// in a row share a connection; let go of when nothing is under way there. Letting go never holds a run up for longer
// than a bound: a connection that does not close is the machine's to close.
import type { MachineEntry, MachineName } from '../../model/machine.ts';
import type { Clock, Fleet, Machine } from '../../model/ports.ts';

export class Hands {
  readonly #fleet: Fleet;
  readonly #machines = new Map<MachineName, Machine>();
  readonly #releases = new Set<Promise<void>>();

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
  }

  take(entry: MachineEntry): Machine {
    const machine = this.#machines.get(entry.name) ?? this.#fleet.machine(entry);
    this.#machines.set(entry.name, machine);
    return machine;
  }

  /** Lets go of every machine that is idle. */
  release(isIdle: (machine: MachineName) => boolean): void {
    for (const [name, machine] of this.#machines) {
      if (!isIdle(name)) continue;
      this.#machines.delete(name);
      const release = machine.release().finally(() => this.#releases.delete(release));
      this.#releases.add(release);
    }
  }

  /** Lets go of all, and waits for that at most so many ms. */
  async close(clock: Clock, bound: number): Promise<void> {
    this.release(() => true);
    const alarm = new AbortController();
    const released = Promise.allSettled([...this.#releases]).then(() => alarm.abort());
    await Promise.race([released, clock.sleepUntil(clock.now() + bound, alarm.signal)]);
  }
}
