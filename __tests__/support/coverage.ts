// Stages whose pilot ring has a domain controller and whose test ring need not have one.
import { aServer, ring, type Stage, type StageOptions, servers, setRings } from './rollouts.ts';

type Machine = StageOptions['machines'][number];

const labelled = (machine: Machine, role: string): Machine => ({ ...machine, labels: { ...machine.labels, role } });

/** Two rings: `test` of one app server, `pilot` of one and of dc1; labels say what they are. @param coverage as written; undefined: not */
export function coveredStory(coverage: unknown): Promise<Stage> {
  const machines = [
    ...servers('test', 1).map(one => labelled(one, 'app')),
    ...servers('pilot', 1).map(one => labelled(one, 'app')),
    labelled(aServer('dc1', { ring: 'pilot', kind: 'dc' }), 'dc'),
  ];
  const rings = [ring('test', { soak: '1h' }), ring('pilot', { soak: '1h' })];
  return setRings(rings, machines, coverage === undefined ? {} : { policy: { coverage } });
}

/** The same without labels of roles, held by role; `early` stands in the test ring, too. */
export function pilotsWithout(
  { early, dc }: { readonly early?: Machine; readonly dc: Machine },
  more: Readonly<Record<string, unknown>> = {},
): Promise<Stage> {
  const test = ring('test', { soak: '1h', maxSkipped: 1, ...more });
  const machines = [...servers('test', 1), ...(early === undefined ? [] : [early]), ...servers('pilot', 1), dc];
  return setRings([test, ring('pilot', { soak: '1h' })], machines, { policy: { coverage: { by: ['role'] } } });
}
