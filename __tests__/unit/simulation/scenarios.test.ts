// The stories: rosters of any size, files that the policy's own schema accepts, and a fleet that can be asked for its counts.
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { holdsFor, holdsInForce } from '../../../src/knowledge/holds.ts';
import { gradeHotpatch } from '../../../src/knowledge/hotpatch.ts';
import { machineEntrySchema } from '../../../src/model/machine.ts';
import { factsSchema, hotpatchReadingSchema } from '../../../src/model/reading.ts';
import { updateSchema } from '../../../src/model/update.ts';
import { policySchema } from '../../../src/policy/schema.ts';
import { createScaledClock, createVirtualClock } from '../../../src/simulation/clock.ts';
import { type FleetCounts, serveCounts } from '../../../src/simulation/counts.ts';
import { simulatedPlay, startEmbeddedFleet } from '../../../src/simulation/embedded.ts';
import { fewestMachines, rosterOf } from '../../../src/simulation/roster.ts';
import { castOf, type Scenario, scenarioNamed, scenarios } from '../../../src/simulation/scenarios.ts';
import { offered, scan } from '../../support/simulation.ts';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(one => one.close()));
});

function play(scenario: Scenario, machines = 20) {
  const clock = createVirtualClock(scenario.startAt);
  return { clock, ...simulatedPlay({ scenario, machines, seed: 1, scale: 'realistic', clock }) };
}

function named(name: string): Scenario {
  const scenario = scenarioNamed(name);
  if (scenario === undefined) throw new Error(`no scenario ${name}`);
  return scenario;
}

describe('the roster', () => {
  it('has as many machines as asked for, in three rings that are not empty, under names of their own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: fewestMachines, max: 400 }), async count => {
        const roster = rosterOf(count);
        expect(roster).toHaveLength(count);
        expect(new Set(roster.map(({ name }) => name)).size).toBe(count);
        expect([...new Set(roster.map(({ ring }) => ring))]).toEqual(['test', 'pilot', 'production']);
      }),
      { numRuns: 50 },
    );
  });
  it('has a DHCP server in the pilot ring and none in the test ring, however small the fleet', () => {
    for (const count of [fewestMachines, 20, 200]) {
      const rings = rosterOf(count)
        .filter(({ kind }) => kind === 'dhcp')
        .map(({ ring }) => ring);
      expect([...new Set(rings)]).toEqual(['pilot']);
    }
  });
  it('refuses to make three rings of too few', () => {
    expect(() => rosterOf(fewestMachines - 1)).toThrow(RangeError);
  });
});

describe.each(scenarios)('the story $name', scenario => {
  it.each(['realistic', 'short'] as const)('has a policy of %s times that the schema accepts', scale => {
    const clock = createVirtualClock(scenario.startAt);
    const { policy } = simulatedPlay({ scenario, machines: 20, seed: 1, scale, clock });
    expect(policySchema.parse(parse(policy))).toMatchObject({ name: 'windows-servers', rings: [{}, {}, {}] });
  });
  it('has an inventory that names every machine as it is', () => {
    const { inventory, entries } = play(scenario);
    const { machines } = parse(inventory) as { machines: unknown[] };
    expect(machines.map(machine => machineEntrySchema.parse(machine))).toEqual(entries);
  });
  it('offers updates that the schema accepts, and no machine is without an update', () => {
    for (const { update } of scenario.catalogue) expect(updateSchema.parse(update)).toEqual(update);
    const { models } = play(scenario);
    for (const name of models.names) {
      const model = models.model(name);
      if (model === undefined) throw new Error(name);
      model.startJob('scan', scan, scenario.startAt);
      expect(offered(model.pollJob('scan', scenario.startAt + 3_600_000)).length).toBeGreaterThan(1);
    }
  });
  it('begins with machines whose Hotpatch state is what the story says', () => {
    const { models } = play(scenario);
    for (const entry of castOf(scenario, 20)) {
      const model = models.model(entry.name);
      if (model === undefined) throw new Error(entry.name);
      const facts = factsSchema.parse(model.facts(scenario.startAt));
      const reading = hotpatchReadingSchema.parse(model.hotpatch(scenario.startAt));
      const state = scenario.isLapsed?.(entry) ? 'enrolledBlocked' : 'enrolledReady';
      const verdict = scenario.isEnrolled(entry) ? state : 'notEnrolled';
      expect({ name: entry.name, ...gradeHotpatch(reading, facts) }).toMatchObject({ name: entry.name, verdict });
    }
  });
});

describe('the shipped hold', () => {
  const chosen = (name: string, machine: string) => {
    const scenario = named(name);
    const { models } = play(scenario);
    const model = models.model(machine);
    if (model === undefined) throw new Error(machine);
    const now = scenario.startAt;
    const facts = model.facts(now);
    const { hotpatch: mode = 'protect' } = scenario.policy;
    const updates = scenario.catalogue.map(({ update }) => update).filter(({ title }) => !title.includes('Defender'));
    const grade = gradeHotpatch(model.hotpatch(now), facts);
    const holds = holdsInForce([], mode, now);
    return holdsFor({ updates, facts, grade, installed: [], holds, mode, now }).install.flatMap(({ kbs }) => kbs);
  };
  it('gives an enrolled machine the substitute in the story of the hold', () => {
    expect(chosen('held', 'pl02')).toEqual(['KB5070893']);
    expect(chosen('held', 'pl01')).toContain('KB5070881');
  });
  it('is not in force in the story of the loss', () => {
    expect(chosen('hotpatch-loss', 'pl02')).toEqual(['KB5070881']);
  });
});

describe('the embedded fleet', () => {
  it('opens a port for each machine and writes it into the inventory', async () => {
    const clock = createScaledClock({ speed: 1 });
    const fleet = await startEmbeddedFleet({ scenario: named('calm'), machines: 8, seed: 1, scale: 'short', clock });
    open.push(fleet);
    expect(fleet.entries.map(({ address }) => address)).toEqual(Array(8).fill('127.0.0.1'));
    expect(new Set(fleet.entries.map(({ port }) => port)).size).toBe(8);
    expect(fleet.policy).toContain('http-sealed');
    expect(`${fleet.policy}${fleet.inventory}`).not.toContain(fleet.account.password);
  });

  it('tells its counts to whoever asks on loopback, and nothing else', async () => {
    const { models, clock, fleet } = play(named('calm'));
    const rings = new Map(rosterOf(20).map(({ name, ring }) => [name, ring]));
    const service = await serveCounts(models, name => rings.get(name));
    open.push(service);
    const machine = fleet.machine({ name: 't01', labels: {} });
    await machine.startJob('k', { kind: 'install', source: 'machine', updates: [named('calm').catalogue[0]!.update] });
    const counts = (await (await fetch(service.url)).json()) as FleetCounts;
    expect(counts.mostOutOfService).toEqual({ test: 1 });
    expect(counts.machines).toMatchObject([{ machine: 't01', jobs: [{ key: 'k', startedAt: clock.now() }] }]);
    expect((await fetch(service.url.replace('/books', '/'))).status).toBe(404);
  });
});
