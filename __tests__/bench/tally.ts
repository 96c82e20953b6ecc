// Which requests a machine costs, and what for: it stands between the engine and the fleet, and looks at the doors of the embedded
// machines from outside. A request belongs to the call that the engine makes of that machine first; requests before the rollout began
// are those of planning. Waiting are the polls of a job that goes on and the looks at a machine that restarts, the first request of
// each, which only asks, included: how many there are is decided by how long Windows takes, not by us.
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { MachineEntry } from '../../src/model/machine.ts';
import type { Answer, Fleet, Machine } from '../../src/model/ports.ts';
import type { Boot } from '../../src/model/reading.ts';

/**
 * Bodies are sealed, so length tells: of a rollout's requests those without text of functions are shorter than 3.5 KB, and those with
 * it are longer than 4.5 KB. `longestPlain` says whether that still holds.
 */
const shortestText = 4_096;

/** Calls whose first request does nothing but ask whether something has ended. */
const waits: ReadonlySet<string> = new Set(['pollJob', 'readNewBoot']);

export class Tally {
  logons = 0;
  planning = 0;
  waiting = 0;
  working = 0;
  /** Bytes of the bodies of all requests since the rollout began, and of those that carry text of functions. */
  readonly sent = { all: 0, text: 0, texts: 0, longestPlain: 0 };
  /** What the working ones were for. */
  readonly calls = new Map<string, number>();
  /** Port → the calls that are being made, and their requests; those that are made at once travel together. */
  readonly #open = new Map<number, { count: number }[]>();
  #hasBegun = false;

  constructor() {
    subscribe('http.server.request.start', message => this.#count((message as { request: IncomingMessage }).request));
  }

  over(fleet: Fleet): Fleet {
    this.#hasBegun = true;
    return { machine: entry => this.#watched(fleet.machine(entry), entry), close: () => fleet.close() };
  }

  #count({ headers, socket }: IncomingMessage): void {
    const [call] = this.#open.get(socket.localPort ?? 0) ?? [];
    if (this.#hasBegun) this.#weigh(Number(headers['content-length'] ?? 0));
    if (headers.authorization !== undefined) this.logons += 1;
    else if (!this.#hasBegun) this.planning += 1;
    else if (call !== undefined) call.count += 1;
    else this.#note('closing', 1);
  }

  #weigh(bytes: number): void {
    this.sent.all += bytes;
    if (bytes < shortestText) {
      this.sent.longestPlain = Math.max(this.sent.longestPlain, bytes);
      return;
    }
    this.sent.text += bytes;
    this.sent.texts += 1;
  }

  #note(name: string, count: number): void {
    this.working += count;
    this.calls.set(name, (this.calls.get(name) ?? 0) + count);
  }

  async #during<T>(port: number, name: string, call: Promise<T>, isWaiting: (result: T) => boolean): Promise<T> {
    const open = { count: 0 };
    const all = this.#open.get(port) ?? [];
    this.#open.set(port, [...all, open]);
    const result = await call;
    this.#open.set(port, this.#open.get(port)?.filter(one => one !== open) ?? []);
    const looks = isWaiting(result) ? open.count : waits.has(name) ? Math.min(open.count, 1) : 0;
    this.waiting += looks;
    this.#note(name, open.count - looks);
    return result;
  }

  #watched(machine: Machine, { port = 0 }: MachineEntry): Machine {
    const never = (): boolean => false;
    const isLeaving = (boot: Answer<Boot | 'unchanged' | 'starting'>): boolean =>
      !boot.ok || typeof boot.value === 'string' || boot.value.isServicing;
    return {
      readBoot: () => this.#during(port, 'readBoot', machine.readBoot(), never),
      readNewBoot: left => this.#during(port, 'readNewBoot', machine.readNewBoot(left), isLeaving),
      probe: (probes, options) => this.#during(port, 'probe', machine.probe(probes, options), never),
      startJob: (key, work) => this.#during(port, 'startJob', machine.startJob(key, work), never),
      pollJob: key =>
        this.#during(port, 'pollJob', machine.pollJob(key), answer =>
          answer.ok ? answer.value.state === 'queued' || answer.value.state === 'running' : false,
        ),
      cancelJob: key => this.#during(port, 'cancelJob', machine.cancelJob(key), never),
      removeJob: key => this.#during(port, 'removeJob', machine.removeJob(key), never),
      restart: (ifStillOn, reason) => this.#during(port, 'restart', machine.restart(ifStillOn, reason), never),
      release: () => machine.release(),
    };
  }
}
