// A whole rollout through doors that this repository did not write: policy and inventory as files, the world that commands build of
// them, survey, plan, journal in a folder, and runs until there is nothing left to do, as a scheduled pipeline makes them. Real in it
// are the client, its token source, the network and the doors; the machines are models, and time is virtual.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FailureError } from '../../src/model/failure.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { sourceOf } from '../../src/policy/source.ts';
import { buildPlan, policyHashOf } from '../../src/rollout/build.ts';
import { type Driven, drive } from '../../src/rollout/drive.ts';
import type { Event } from '../../src/rollout/events.ts';
import { survey } from '../../src/rollout/perform/survey.ts';
import { ringToSurvey } from '../../src/rollout/survey.ts';
import type { VirtualClock } from '../../src/simulation/clock.ts';
import { createVirtualClock } from '../../src/simulation/clock.ts';
import { countsOf, type FleetCounts } from '../../src/simulation/counts.ts';
import { simulatedPlay } from '../../src/simulation/embedded.ts';
import { inventoryOf, policyOf } from '../../src/simulation/policy-text.ts';
import { entryOf } from '../../src/simulation/roster.ts';
import { scenarioNamed } from '../../src/simulation/scenarios.ts';
import { type Fallback, openLedger, openWorld } from '../../src/world.ts';
import type { DoorWord, GssDoorOptions } from './gss-door.ts';
import { type GssFleet, startGssFleet } from './gss-fleet.ts';
import { FLEET, fullNameOf } from './realm.ts';

export interface Played {
  readonly driven: Driven;
  /** The journal at the end. */
  readonly events: readonly Event[];
  readonly counts: FleetCounts;
  readonly words: readonly DoorWord[];
  readonly outages: ReadonlyMap<string, number>;
  /** Machines that were logged on to in another way than preferred. */
  readonly fallbacks: readonly Fallback[];
  /** Connections that the doors still had when the client had closed its fleet. */
  readonly left: number;
}

export interface RolloutOptions extends GssDoorOptions {
  readonly story: string;
  /** Where policy and inventory are written, beside what they name. */
  readonly folder: string;
  /** As a policy has it. */
  readonly connection: Readonly<Record<string, unknown>>;
  readonly account: { readonly username: string; readonly password: string };
}

/** All machines on loopback, by the names that the domain knows them by. */
function entriesOf(fleet: GssFleet) {
  return FLEET.map(one => ({
    ...entryOf(one, { host: '127.0.0.1', port: fleet.ports.get(one.name) ?? 0 }),
    name: fullNameOf(one.name),
  }));
}

async function rollOut(
  { folder, account: { username, password } }: RolloutOptions,
  clock: VirtualClock,
): Promise<Pick<Played, 'driven' | 'events' | 'fallbacks'>> {
  const { signal } = new AbortController();
  const { policy, machines } = await loadPolicy({ policy: join(folder, 'patchring.yml') });
  const fallbacks: Fallback[] = [];
  const world = openWorld({
    ...{ policy, machines, directory: folder, overrides: {}, name: 'patchring', signal, clock },
    env: { PATCHRING_USERNAME: username, PATCHRING_PASSWORD: password },
    secret: () => {},
    onFallback: fallback => fallbacks.push(fallback),
  });
  const { fleet, runner } = world;
  const ledger = openLedger({ place: `file:${join(folder, 'ledger')}`, from: folder, owner: 'test', clock });
  try {
    const first = ringToSurvey(policy, machines);
    if (first === undefined) throw new Error('the story has machines in its rings');
    const asked = { source: sourceOf(policy), scansAtOnce: policy.scan.parallel, policyHash: policyHashOf(policy) };
    const rows = await survey({ machines: first.machines, ...asked, fleet, clock, signal });
    const built = buildPlan({ policy, machines, survey: { ring: first.ring, rows }, now: clock.now() });
    if (!built.ok) throw new FailureError(built.failures);
    const { plan } = built;
    for (;;) {
      const { journal, close } = await ledger.write(plan.rolloutId);
      const reached = { fleet, journal, clock, runner };
      const driven = await drive({ plan, world: reached, by: 'test', signal }).finally(close);
      const { conclusion, nextAt } = driven.standing;
      if (conclusion !== 'waiting' || nextAt === null)
        return { driven, fallbacks, events: await ledger.read(plan.rolloutId) };
      await clock.sleepUntil(nextAt);
    }
  } finally {
    await clock.during(world.close());
  }
}

/** How many connections are left once both sides have heard of the end; whoever stays makes the test run into its limit. */
async function linesLeft(fleet: GssFleet): Promise<number> {
  for (let turn = 0; ; turn += 1) {
    const left = await fleet.lines();
    if (left === 0 || turn === 100) return left;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

/** Plays a story of the embedded fleet to its end. */
export async function playThroughDoors(options: RolloutOptions): Promise<Played> {
  const { story, folder, connection, ...doors } = options;
  const scenario = scenarioNamed(story);
  if (scenario === undefined) throw new Error(`no story ${story}`);
  const clock = createVirtualClock(scenario.startAt);
  const scale = 'realistic';
  const { models } = simulatedPlay({ scenario, machines: FLEET.length, seed: 1, scale, clock });
  const fleet = await startGssFleet({ ...doors, models, clock });
  try {
    const policy = policyOf(scenario, { scale }).replace(
      /^connection: .*$/m,
      `connection: ${JSON.stringify(connection)}`,
    );
    writeFileSync(join(folder, 'machines.yml'), inventoryOf(entriesOf(fleet)));
    writeFileSync(join(folder, 'patchring.yml'), policy);
    const rolled = await rollOut(options, clock);
    const rings = new Map<string, string>(FLEET.map(({ name, ring }) => [name, ring]));
    const counts = countsOf(models, name => rings.get(name));
    const left = await linesLeft(fleet);
    return { ...rolled, counts, words: fleet.words, outages: fleet.outages, left };
  } finally {
    await fleet.close();
  }
}
