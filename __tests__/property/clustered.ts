// Failover clusters as the property tests roll them: the first machines of a fleet become nodes, with the troubles that nodes have
// besides those of every machine. Sizes from two on, with and without a witness, storage that repairs itself for a while or for longer
// than anybody waits.
import fc from 'fast-check';
import type { ClusterSetup } from '../../src/simulation/cluster.ts';
import type { Fault } from '../../src/simulation/faults.ts';
import type { ServerKind } from '../../src/simulation/servers.ts';

const [minute, hour] = [60_000, 3_600_000];

/** Troubles of a cluster node besides. */
const nodeFault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constant('roleStays' as const), times: fc.constantFrom(1, 9) }),
  fc.record({ kind: fc.constant('resumeFails' as const), times: fc.constantFrom(1, 2, 99) }),
  fc.record({
    kind: fc.constant('jobLost' as const),
    job: fc.constantFrom('drain' as const, 'resume' as const),
    times: fc.constant(1),
  }),
  fc.constant<Fault>({ kind: 'pausedByPerson' }),
);

/** A failover cluster of the first machines, or none. */
export const aCluster = fc.option(
  fc.record({
    size: fc.integer({ min: 2, max: 4 }),
    hasWitness: fc.constantFrom(true, true, true, false),
    repair: fc.constantFrom(0, 4 * minute, 3 * hour),
    faults: fc.array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constant([]) },
        { weight: 2, arbitrary: fc.array(nodeFault, { maxLength: 1 }) },
      ),
      { minLength: 4, maxLength: 4 },
    ),
  }),
  { freq: 2 },
);

interface Cast {
  readonly name: string;
  readonly kind: ServerKind;
  readonly faults: readonly Fault[];
}

/** The machines, the first of them nodes of one cluster. */
export function clustered<M extends Cast>(
  cluster: typeof aCluster extends fc.Arbitrary<infer C> ? C : never,
  machines: readonly M[],
): readonly (M & { readonly cluster?: ClusterSetup | undefined })[] {
  if (cluster === null || machines.length < cluster.size) return machines;
  const { size, hasWitness, repair, faults } = cluster;
  const nodes = machines.slice(0, size).map(({ name }) => name);
  const setup = { name: 'cl1', nodes, hasWitness, repair, role: 'role' };
  return machines.map((machine, at) => {
    if (at >= size) return machine;
    return { ...machine, kind: 'node', faults: [...machine.faults, ...(faults[at] ?? [])], cluster: setup };
  });
}
