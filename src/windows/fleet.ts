// The fleet that is really there. Making a machine opens nothing; its connection begins with the first call and ends with its
// release. A name is always the same machine object, so that all who work on it share one connection and take turns.
// All machines share one guard over credentials: a wrong password is not tried on every one of them.
import type { MachineEntry } from '../model/machine.ts';
import type { Fleet } from '../model/ports.ts';
import { connect } from '../winrm/index.ts';
import { CredentialGuard } from './credentials.ts';
import { WindowsMachine } from './machine.ts';
import { type Preflight, preflight } from './preflight.ts';
import { type Connection, type Fallback, Visit, type VisitOptions } from './visit.ts';

export interface FleetOptions {
  /** How to reach a machine and as whom; asked whenever a connection is opened. Throws a WinrmError when it cannot be meant. */
  readonly connectionOf: (entry: MachineEntry) => Connection;
  /** Shown in the machines' lists of shells, e.g. the rollout's id. */
  readonly name: string;
  /** Told of each connection that was let in another way than preferred; preflight says so in its row instead. */
  readonly onFallback?: (fallback: Fallback) => void;
  /** Default: the real one. */
  readonly connect?: typeof connect;
}

export class WindowsFleet implements Fleet {
  readonly #options: FleetOptions;
  readonly #guard = new CredentialGuard();
  readonly #machines = new Map<string, WindowsMachine>();

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  machine(entry: MachineEntry): WindowsMachine {
    const name = entry.name.toLowerCase();
    const known = this.#machines.get(name);
    if (known !== undefined) return known;
    const machine = new WindowsMachine(this.#visit(entry, this.#options.onFallback));
    this.#machines.set(name, machine);
    return machine;
  }

  /** Looks at one machine step by step and changes nothing on it. */
  async preflight(entry: MachineEntry): Promise<Preflight> {
    const visit = this.#visit(entry);
    try {
      return await preflight(visit);
    } finally {
      await visit.close();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#machines.values()].map(machine => machine.release()));
  }

  #visit(entry: MachineEntry, onFallback?: VisitOptions['onFallback']): Visit {
    const { connectionOf, name, connect: dial = connect } = this.#options;
    const connection = () => connectionOf(entry);
    const { name: machine } = entry;
    return new Visit({ machine, connection, guard: this.#guard, connect: dial, poolName: name, onFallback });
  }
}
