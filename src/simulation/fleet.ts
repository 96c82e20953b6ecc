// The Fleet port directly on the models: no sockets, no bytes, answers within one microtask. Property tests and `simulate` run
// thousands of machines a second on it. It answers like windows/fleet.ts does over real sockets (one contract test runs on both):
// a machine that is down refuses (`arrived: 'no'`), a lost answer or a hang leaves it open what happened (`maybe`).
import { compareBoots } from '../model/boot-identity.ts';
import { failureOf } from '../model/failure.ts';
import type { JobStatus } from '../model/job.ts';
import type { MachineEntry, MachineName } from '../model/machine.ts';
import type { Answer, Clock, Fleet, Machine, ProbeName, ProbeOptions, Readings } from '../model/ports.ts';
import type { MachineBooks } from './books.ts';
import { type ClusterSetup, SimulatedCluster } from './cluster.ts';
import { SimulatedMachine } from './machine.ts';
import { readScript } from './own-scripts.ts';
import type { MachineSetup, Surroundings } from './profile.ts';
import { readRestartReadiness } from './readings.ts';

export interface SimulatedFleetOptions extends Omit<Surroundings, 'startAt'> {
  readonly machines: readonly MachineSetup[];
  readonly clock: Clock;
}

/** The machines themselves, whichever way they are asked. */
export interface Models {
  readonly clock: Clock;
  readonly names: readonly MachineName[];
  /** Made at the first question; undefined: no such machine. Case does not count. */
  model(name: MachineName): SimulatedMachine | undefined;
  /** Failover clusters of which a node was ever asked anything. */
  clusters(): readonly SimulatedCluster[];
  /** The books of every machine that was ever asked anything. */
  books(): readonly MachineBooks[];
}

export function createModels({ machines, clock, ...surroundings }: SimulatedFleetOptions): Models {
  const startAt = clock.now();
  const setups = new Map(machines.map(setup => [setup.name.toLowerCase(), setup]));
  const models = new Map<string, SimulatedMachine>();
  const clusters = new Map<ClusterSetup, SimulatedCluster>();
  const clusterOf = (setup: ClusterSetup): SimulatedCluster => {
    const cluster = clusters.get(setup) ?? new SimulatedCluster(setup);
    clusters.set(setup, cluster);
    return cluster;
  };
  return {
    clock,
    names: machines.map(({ name }) => name),
    model(name) {
      const key = name.toLowerCase();
      const known = models.get(key);
      if (known !== undefined) return known;
      const setup = setups.get(key);
      if (setup === undefined) return undefined;
      const cluster = setup.cluster === undefined ? undefined : clusterOf(setup.cluster);
      const model = new SimulatedMachine(setup, { ...surroundings, startAt }, cluster);
      models.set(key, model);
      return model;
    },
    clusters: () => [...clusters.values()],
    books: () => [...models.values()].map(model => model.books(clock.now())),
  };
}

/** How long a caller waits for a machine that does not answer. */
const patience = 60_000;

function lost(code: string, message: string, arrived: 'no' | 'maybe', machine: MachineName): Answer<never> {
  return { ok: false, failure: failureOf(code, message, { retryable: true, machine }), arrived };
}

/** The machine was asked, and says no. */
function refusal(code: string, message: string, machine: MachineName): Answer<never> {
  const retryable = code === 'JOB_RUNNING';
  return { ok: false, failure: failureOf(code, message, { retryable, machine }), arrived: 'maybe' };
}

/** Asks once, in the circumstances of the machine: it may be down, hang, or lose the answer. */
async function visit<T>(
  models: Models,
  name: MachineName,
  ask: (model: SimulatedMachine, now: number) => T,
): Promise<Answer<T>> {
  const { clock } = models;
  const model = models.model(name);
  if (model === undefined) return lost('WINRM_NAME_NOT_FOUND', `No address is known for ${name}.`, 'no', name);
  const reach = model.reach(clock.now());
  if (reach === 'refused') {
    return lost('WINRM_CONNECTION_REFUSED', `${name} refuses connections.`, 'no', name);
  }
  if (reach === 'hangs') {
    await clock.sleepUntil(clock.now() + patience);
    return lost('WINRM_DEADLINE_EXCEEDED', `${name} did not answer in time.`, 'maybe', name);
  }
  const value = ask(model, clock.now());
  if (model.losesAnswer()) {
    return lost('WINRM_CONNECTION_LOST', `The connection to ${name} ended in the middle of an answer.`, 'maybe', name);
  }
  return { ok: true, value };
}

function readProbe(probe: ProbeName, model: SimulatedMachine, now: number, options: ProbeOptions): Readings[ProbeName] {
  const ok = <T>(value: T): Answer<T> => ({ ok: true, value });
  switch (probe) {
    case 'facts':
      return ok(model.facts(now));
    case 'boot':
      return ok(model.boot(now));
    case 'restart':
      return ok(readRestartReadiness(model));
    case 'hotpatch':
      return ok(model.hotpatch(now));
    case 'health':
      return ok(model.health(now, options.eventsSince));
    case 'diagnosis':
      return ok(model.diagnosis(now, options.eventsSince));
    case 'packages':
      return ok(model.packages(now));
    case 'removal':
      return ok(model.removal(now, options.undo));
    case 'shadow':
      return ok(model.shadow(now));
    case 'roles':
      return ok(model.roles(now));
    case 'scripts':
      return ok(Object.fromEntries((options.scripts ?? []).map(({ key }) => [key, readScript(model)])));
  }
}

function createMachine(models: Models, name: MachineName): Machine {
  return {
    readBoot: () => visit(models, name, (model, now) => model.boot(now)),
    readNewBoot: left =>
      visit(models, name, (model, now) => {
        const boot = model.boot(now);
        return compareBoots(boot.bootId, left) === 'other' ? boot : 'unchanged';
      }),
    async probe<P extends ProbeName>(probes: readonly P[], options: ProbeOptions = {}) {
      const all = await visit(models, name, (model, now) => probes.map(probe => readProbe(probe, model, now, options)));
      // One visit answers for all probes: each has its reading, or all have the visit's failure.
      return Object.fromEntries(probes.map((probe, at) => [probe, all.ok ? all.value[at] : all])) as Pick<Readings, P>;
    },
    async startJob(key, work) {
      const answer = await visit(
        models,
        name,
        (model, now) => model.refuses(key, work) ?? model.startJob(key, work, now),
      );
      if (!answer.ok || typeof answer.value !== 'string') return answer as Answer<JobStatus>;
      return refusal(answer.value, `${name} refuses to start job ${key}.`, name);
    },
    pollJob: key => visit(models, name, (model, now) => model.pollJob(key, now)),
    cancelJob: key => visit(models, name, (model, now) => model.cancelJob(key, now)),
    async removeJob(key) {
      const answer = await visit(models, name, (model, now) => model.removeJob(key, now));
      if (!answer.ok) return answer;
      if (answer.value !== 'running') return { ok: true, value: answer.value };
      return refusal('JOB_RUNNING', `Job ${key} still runs on ${name}.`, name);
    },
    restart: (ifStillOn, _reason) => visit(models, name, (model, now) => model.restart(ifStillOn, now)),
    release: () => Promise.resolve(),
  };
}

export interface SimulatedFleet extends Fleet {
  readonly models: Models;
}

/** Its clock is slept on where a machine hangs: never wrap its calls in `during`. */
export function createSimulatedFleet(options: SimulatedFleetOptions): SimulatedFleet {
  const models = createModels(options);
  return {
    models,
    machine: (entry: MachineEntry) => createMachine(models, entry.name),
    close: () => Promise.resolve(),
  };
}
