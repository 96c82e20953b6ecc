// A story, ready to be played: its machines, on the models alone or behind real
// ports, with the policy and inventory that fit. The demo, the fleet command and
// the tests begin here.
import { randomBytes } from 'node:crypto';
import type { MachineEntry } from '../model/machine.ts';
import type { Clock } from '../model/ports.ts';
import type { WorldClock } from './clock.ts';
import { createSimulatedFleet, type Models, type SimulatedFleet } from './fleet.ts';
import { type Listener, listen } from './listener.ts';
import { inventoryOf, policyOf } from './policy-text.ts';
import { entryOf } from './roster.ts';
import { castOf, type Scale, type Scenario, setupsOf, timings } from './scenarios.ts';

export interface PlayOptions {
  readonly scenario: Scenario;
  /** How many, in all rings; at least `fewestMachines`. */
  readonly machines: number;
  readonly seed: number;
  readonly scale: Scale;
}

/** What a rollout needs to be told about the fleet. */
export interface Play {
  readonly entries: readonly MachineEntry[];
  readonly models: Models;
  /** Text of patchring.yml. */
  readonly policy: string;
  /** Text of machines.yml. */
  readonly inventory: string;
}

/** The story on the models alone: no sockets, for simulations and property tests. */
export function simulatedPlay(
  options: PlayOptions & { readonly clock: Clock },
): Play & { readonly fleet: SimulatedFleet } {
  const { scenario, machines, seed, scale, clock } = options;
  const roster = castOf(scenario, machines);
  const fleet = createSimulatedFleet({
    machines: setupsOf(scenario, roster, scale),
    clock,
    catalogue: scenario.catalogue,
    timing: timings[scale],
    seed,
  });
  const entries = roster.map(entry => entryOf(entry));
  const texts = { policy: policyOf(scenario, { scale }), inventory: inventoryOf(entries) };
  return { fleet, models: fleet.models, entries, ...texts };
}

export interface EmbeddedOptions extends PlayOptions {
  readonly clock: WorldClock;
  /** PEM of the certificate that all machines show, and the name of its CA's file beside the policy. Without it: sealed HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly ca: string };
  /** Made up unless given. */
  readonly password?: string;
}

export interface EmbeddedFleet extends Play {
  /** Who may log on, on every machine. */
  readonly account: { readonly username: string; readonly password: string };
  readonly listener: Listener;
  close(): Promise<void>;
}

/** The story behind real ports on loopback. */
export async function startEmbeddedFleet(options: EmbeddedOptions): Promise<EmbeddedFleet> {
  const { scenario, scale, clock, tls } = options;
  const { models } = simulatedPlay(options);
  const account = { username: 'patcher', password: options.password ?? randomBytes(15).toString('base64url') };
  const listener = await listen({
    models,
    clock,
    account,
    ...(tls === undefined ? {} : { tls }),
  });
  const entries = castOf(scenario, options.machines).map(entry =>
    entryOf(entry, { host: listener.host, port: listener.ports.get(entry.name) ?? 0 }),
  );
  return {
    entries,
    models,
    policy: policyOf(scenario, { scale, ...(tls === undefined ? {} : { ca: tls.ca }) }),
    inventory: inventoryOf(entries),
    account,
    listener,
    close: () => listener.close(),
  };
}
