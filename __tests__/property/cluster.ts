// What a failover cluster must never suffer, seen from its own books and from the machines that are asked: nothing that may restart is
// installed on a node, and none restarts, before it was drained; whoever was drained is resumed, or listed as owed; what a person has
// paused stays paused; and never are two of its nodes away because of us.
import type { Work } from '../../src/model/job.ts';
import type { UpdateIdentity } from '../../src/model/update.ts';
import type { Effect } from '../../src/rollout/effects.ts';
import type { Plan } from '../../src/rollout/plan.ts';
import { owesResume, type State } from '../../src/rollout/state.ts';
import type { SimulatedCluster } from '../../src/simulation/cluster.ts';
import type { Stage } from '../support/rollouts.ts';

/** What a halt does not keep from beginning. */
export function isBackwards({ kind }: Work, effect: Effect | undefined): boolean {
  if (kind === 'drain') return effect?.kind === 'drain' && effect.purpose === 'undo';
  return kind === 'uninstall' || kind === 'hide' || kind === 'resume';
}

/** The cluster that the machine is a node of. */
export function clusterOf({ fleet }: Stage, name: string): SimulatedCluster | undefined {
  return fleet.models.clusters().find(({ setup }) => setup.nodes.includes(name));
}

/** Whether these updates can take a machine down. */
export function mayRestart({ updates }: Plan, installed: readonly UpdateIdentity[]): boolean {
  return updates.some(
    ({ updateId, revision, restart }) =>
      restart !== 'never' && installed.some(one => one.updateId === updateId && one.revision === revision),
  );
}

/** Told when the node is asked for something that can take it down. */
export function whyNotDrained(stage: Stage, name: string): string | undefined {
  const cluster = clusterOf(stage, name);
  return cluster === undefined || cluster.isPaused(name) ? undefined : `${name} was not drained`;
}

/** What the books of the clusters say at the end. */
export function* clusterBreaches({ fleet }: Stage, state: State | undefined): Generator<string> {
  for (const cluster of fleet.models.clusters()) {
    const { drains, setup } = cluster;
    for (const { node, to } of drains) {
      const machine = state?.machines.get(node);
      if (to === null && machine !== undefined && !owesResume(machine))
        yield `${node} stays paused, and nobody owes it`;
    }
    for (const one of drains)
      for (const other of drains)
        if (
          one.node < other.node &&
          one.from < (other.to ?? Number.POSITIVE_INFINITY) &&
          other.from < (one.to ?? Number.POSITIVE_INFINITY)
        )
          yield `${one.node} and ${other.node} of ${setup.name} drained at once`;
    for (const node of setup.nodes) {
      const faults = fleet.models.model(node)?.faults ?? [];
      if (!faults.some(({ kind }) => kind === 'pausedByPerson')) continue;
      if (!cluster.isPaused(node)) yield `${node} was paused by a person, and is not any more`;
      if (drains.some(drain => drain.node === node)) yield `${node} was paused by a person, and drained`;
    }
  }
}

/** Whoever leaves our hands in order takes roles again. */
export function whyNotResumed(state: State, name: string): string | undefined {
  const machine = state.machines.get(name);
  return machine !== undefined && owesResume(machine) ? `${name} leaves in order and is drained` : undefined;
}
