// The models of the embedded fleet behind Debian's doors (gss-door.ts): who logs on, and what is sealed, is judged by code that is not
// ours; what is asked behind the door is answered by the model. A door opens and shuts with its machine, as src/simulation/door.ts
// does: one that is down listens to nobody and drops whom it had.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { createResponder } from '../../src/simulation/answers.ts';
import type { WorldClock } from '../../src/simulation/clock.ts';
import type { Models } from '../../src/simulation/fleet.ts';
import type { SimulatedMachine } from '../../src/simulation/machine.ts';
import type { Service } from '../../src/winrm/peer/service.ts';
import { type DoorWord, type GssDoorOptions, type GssDoors, openGssDoors } from './gss-door.ts';
import { answerWith, listenBehind, serviceFor } from './gss-machine.ts';

export interface GssFleetOptions extends GssDoorOptions {
  readonly models: Models;
  readonly clock: WorldClock;
}

export interface GssFleet {
  readonly ports: ReadonlyMap<string, number>;
  readonly words: readonly DoorWord[];
  /** Connections that are open at all doors together. */
  lines(): Promise<number>;
  /** How often a door was shut. */
  readonly outages: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Below the ports that systems pick for outgoing connections: a machine that comes back finds its own port free. */
const firstPort = 10_000 + ((process.pid * 211) % 5_000);

function modelOf(models: Models, name: string): SimulatedMachine {
  const model = models.model(name);
  if (model === undefined) throw new Error(`the fleet has no machine ${name}`);
  return model;
}

/** One machine behind its door. */
class Behind {
  readonly #model: SimulatedMachine;
  readonly #clock: WorldClock;
  readonly #service: Service;
  readonly #waiting = new Set<ServerResponse>();
  readonly #closing = new AbortController();
  #watchedUntil = Number.POSITIVE_INFINITY;
  #following: Promise<unknown> = Promise.resolve();
  #doors: GssDoors | undefined;
  outages = 0;
  #isShut = false;

  constructor(model: SimulatedMachine, clock: WorldClock) {
    this.#model = model;
    this.#clock = clock;
    const responder = createResponder(model, clock.now);
    this.#service = serviceFor(
      {
        invoke: call => {
          const result = responder.invoke(call);
          this.watch();
          return Promise.resolve(result);
        },
        cim: request => responder.cim(request),
        osVersion: () => `10.0.${model.profile.build}`,
        psVersion: () => model.facts(clock.now()).psVersion,
      },
      clock.now,
    );
  }

  stands(doors: GssDoors): void {
    this.#doors = doors;
    this.watch();
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#waiting.add(response);
    response.once('close', () => this.#waiting.delete(response));
    if (this.#model.reach(this.#clock.now()) === 'refused') response.destroy();
    else await answerWith(this.#service, request, response);
  }

  /** Looks again when the machine may go down or come back. */
  watch(): void {
    const next = this.#model.nextReachChangeAt(this.#clock.now());
    if (next === undefined || next >= this.#watchedUntil || this.#closing.signal.aborted) return;
    this.#watchedUntil = next;
    void this.#clock.sleepUntil(next, this.#closing.signal).then(() => {
      if (this.#watchedUntil === next) this.#watchedUntil = Number.POSITIVE_INFINITY;
      if (this.#closing.signal.aborted) return;
      this.#following = this.#following.then(() => this.#adjust());
      void this.#clock.during(this.#following);
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#following;
  }

  async #adjust(): Promise<void> {
    const isDown = this.#model.reach(this.#clock.now()) === 'refused';
    if (isDown && !this.#isShut) {
      this.#service.reset();
      for (const response of this.#waiting) response.destroy();
      this.outages += 1;
      await this.#doors?.shut(this.#model.name);
    }
    if (!isDown && this.#isShut) await this.#doors?.open(this.#model.name);
    this.#isShut = isDown;
    this.watch();
  }
}

export async function startGssFleet({ models, clock, ...options }: GssFleetOptions): Promise<GssFleet> {
  const machines = new Map(models.names.map(name => [name, new Behind(modelOf(models, name), clock)]));
  const listener = await listenBehind(async (request, response) => {
    await machines.get(String(request.headers['x-machine']))?.serve(request, response);
  });
  const doors = await openGssDoors(options, { backend: listener.port, machines: models.names, first: firstPort });
  for (const machine of machines.values()) machine.stands(doors);
  return {
    ports: doors.ports,
    words: doors.words,
    async lines() {
      const counts = await Promise.all(models.names.map(name => doors.count(name)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    get outages() {
      return new Map([...machines].map(([name, { outages }]) => [name, outages]));
    },
    async close() {
      await Promise.all([...machines.values()].map(machine => machine.close()));
      await doors.close();
      await listener.close();
    },
  };
}
