// The implementations of the Fleet port for the suites that are run on each: the simulated fleet directly on the models, and windows/
// over real sockets (sealed HTTP, HTTPS) against the same models. Whatever was opened is closed after each test.
import { afterEach } from 'vitest';
import type { Answer, Fleet, Machine } from '../../src/model/ports.ts';
import { createVirtualClock, type VirtualClock } from '../../src/simulation/clock.ts';
import { simulatedPlay, startEmbeddedFleet } from '../../src/simulation/embedded.ts';
import type { Models } from '../../src/simulation/fleet.ts';
import { type Scenario, scenarioNamed } from '../../src/simulation/scenarios.ts';
import { WindowsFleet } from '../../src/windows/fleet.ts';
import { createAuthority, createMachineCertificate } from './certificates.ts';

/** One implementation, with a story to play. */
export interface Stage {
  readonly clock: VirtualClock;
  readonly models: Models;
  machine(name: string): Machine;
}

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const machines = 8;
const play = { machines, seed: 11, scale: 'realistic' } as const;

export function onModels(scenario: Scenario): Promise<Stage> {
  const clock = createVirtualClock(scenario.startAt);
  const { fleet, models } = simulatedPlay({ ...play, scenario, clock });
  open.push(fleet);
  return Promise.resolve({ clock, models, machine: name => fleet.machine({ name, labels: {} }) });
}

/** Real sockets under a virtual clock: time stands still while a call is under way. */
export async function overSockets(scenario: Scenario, isTls: boolean): Promise<Stage> {
  const clock = createVirtualClock(scenario.startAt);
  const authority = await createAuthority();
  const tls = isTls ? { tls: { ...(await createMachineCertificate(authority)), ca: 'ca.pem' } } : {};
  const { entries, models, account, close } = await startEmbeddedFleet({ ...play, scenario, clock, ...tls });
  const fleet: Fleet = new WindowsFleet({
    name: 'contract',
    connectionOf: ({ address = '', port = 0 }) => ({
      credential: 'default',
      options: {
        endpoint: {
          host: address,
          port,
          ...(isTls ? { transport: 'https', ca: authority.pem } : { transport: 'http-sealed' }),
        },
        credentials: { username: account.username, password: () => account.password },
      },
    }),
  });
  open.push({ close }, fleet);
  const known = new Map(
    entries.map(entry => {
      const real = fleet.machine(entry);
      const timed: Machine = {
        readBoot: () => clock.during(real.readBoot()),
        readNewBoot: left => clock.during(real.readNewBoot(left)),
        probe: (probes, options) => clock.during(real.probe(probes, options)),
        startJob: (key, work) => clock.during(real.startJob(key, work)),
        pollJob: key => clock.during(real.pollJob(key)),
        cancelJob: key => clock.during(real.cancelJob(key)),
        removeJob: key => clock.during(real.removeJob(key)),
        restart: (boot, reason) => clock.during(real.restart(boot, reason)),
        release: () => clock.during(real.release()),
      };
      return [entry.name, timed];
    }),
  );
  return { clock, models, machine: name => known.get(name) ?? fleet.machine({ name, labels: {} }) };
}

export const implementations: readonly (readonly [string, (scenario: Scenario) => Promise<Stage>])[] = [
  ['the simulated fleet', onModels],
  ['windows over sealed HTTP', scenario => overSockets(scenario, false)],
  ['windows over HTTPS', scenario => overSockets(scenario, true)],
];

export function story(name: string): Scenario {
  const scenario = scenarioNamed(name);
  if (scenario === undefined) throw new Error(`no scenario ${name}`);
  return scenario;
}

export function got<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.failure.code}: ${answer.failure.message} ${answer.failure.cause ?? ''}`);
  return answer.value;
}
