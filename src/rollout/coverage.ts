// Which machines are of a kind that no ring before theirs has: for the plan from labels and from what the survey read, later from what
// the machines themselves have shown. A kind is a role, a build, a Hotpatch enrolment, or two of these together: a domain controller on
// another Windows is another kind. What nobody has read yet is not guessed. Only what was updated vouches once its ring has passed: a
// machine that was skipped has proved nothing (facts: rollout 3, no. 8).
import { isEnrolledBy } from '../knowledge/enrolment.ts';
import type { Facts } from '../model/reading.ts';
import type { CoveragePart } from '../policy/coverage.ts';
import { named } from '../policy/rules/rule.ts';
import type { Plan } from './plan.ts';
import type { MachineState, State } from './state.ts';
import type { Survey } from './survey.ts';

/** What is known of one machine. */
export interface Known {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly facts: Pick<Facts, 'build' | 'roles' | 'isDomainController'> | null;
  readonly isEnrolled: boolean | null;
}

/** A kind that is not covered, and who is of it. */
export interface Gap {
  readonly what: string;
  readonly machines: readonly string[];
}

const shortRoles: Readonly<Record<string, string>> = { dc: 'domain-controller' };

function rolesOf({ labels: { role }, facts }: Known): readonly string[] {
  if (facts === null) return role === undefined ? [] : [`role ${shortRoles[role.toLowerCase()] ?? role.toLowerCase()}`];
  const all = facts.isDomainController ? ['domain-controller', ...facts.roles] : facts.roles;
  return [...new Set(all)].map(one => `role ${one}`);
}

function valuesOf(part: CoveragePart, machine: Known): readonly string[] {
  const { labels, facts, isEnrolled } = machine;
  switch (part) {
    case 'role':
      return rolesOf(machine);
    case 'build': {
      const build = facts?.build ?? labels.build;
      return build === undefined ? [] : [`build ${build}`];
    }
    case 'hotpatch':
      if (isEnrolled !== null) return [isEnrolled ? 'enrolled in Hotpatch' : 'not enrolled in Hotpatch'];
      return labels.hotpatch === undefined ? [] : [`Hotpatch ${labels.hotpatch}`];
  }
}

/** One sign alone, or two together. */
type Kind = readonly [string] | readonly [string, string];

function kindsOf(by: readonly CoveragePart[], machine: Known): readonly Kind[] {
  const parts = by.map(part => valuesOf(part, machine));
  const singles = parts.flat().map((one): Kind => [one]);
  const pairs = parts.flatMap((ones, index) =>
    ones.flatMap(one => parts.slice(index + 1).flatMap(others => others.map((other): Kind => [one, other]))),
  );
  return [...singles, ...pairs];
}

const wordsOf = (kind: Kind): string => kind.join(' and ');

/** The kinds of these machines. */
export class Covered {
  readonly #by: readonly CoveragePart[];
  readonly #kinds = new Set<string>();

  constructor(by: readonly CoveragePart[], machines: Iterable<Known>) {
    this.#by = by;
    for (const machine of machines) {
      for (const kind of kindsOf(by, machine)) this.#kinds.add(wordsOf(kind));
      // What its label calls it may be all that is known of the others.
      for (const kind of kindsOf(by, { ...machine, facts: null, isEnrolled: null })) this.#kinds.add(wordsOf(kind));
    }
  }

  /** In words, what of this machine nobody has; of two signs together only where each of them alone is covered. */
  missing(machine: Known): readonly string[] {
    const kinds = kindsOf(this.#by, machine);
    const has = (kind: Kind): boolean => this.#kinds.has(wordsOf(kind));
    return kinds
      .filter(kind => !has(kind) && (kind.length === 1 || kind.every(one => this.#kinds.has(one))))
      .map(wordsOf);
  }

  /** Kinds that the same machines lack stand together. */
  gaps(machines: Iterable<Known>): readonly Gap[] {
    const lacking = new Map<string, string[]>();
    for (const machine of machines)
      for (const what of this.missing(machine)) lacking.set(what, [...(lacking.get(what) ?? []), machine.name]);
    const together = new Map<string, { readonly what: string[]; readonly machines: readonly string[] }>();
    for (const [what, names] of lacking) {
      const key = names.join(' ');
      const one = together.get(key) ?? { what: [], machines: names };
      one.what.push(what);
      together.set(key, one);
    }
    return [...together.values()].map(({ what, machines: names }) => ({ what: what.join(', '), machines: names }));
  }
}

/** `role domain-controller (dc01, dc02); build 20348 (web07)`. */
export function gapsText(gaps: readonly Gap[], most = 8): string {
  const told = gaps.slice(0, most).map(({ what, machines }) => `${what} (${named(machines)})`);
  return `${told.join('; ')}${gaps.length > most ? ` and ${gaps.length - most} more kinds` : ''}`;
}

export interface RingGaps {
  readonly ring: number;
  readonly gaps: readonly Gap[];
}

/** Before anything is begun: what labels and the survey say. */
export function gapsInPlan({ rings, machines }: Plan, survey: Survey | null): readonly RingGaps[] {
  const labels = new Map(machines.map(entry => [entry.name, entry.labels]));
  const rows = new Map((survey?.rows ?? []).map(row => [row.machine, row]));
  const known = (name: string): Known => {
    const row = rows.get(name);
    const facts = row?.ok === true ? row.facts : null;
    const isEnrolled = row?.ok === true && row.hotpatch !== undefined ? isEnrolledBy(row.hotpatch) : null;
    return { name, labels: labels.get(name) ?? {}, facts, isEnrolled };
  };
  return rings.flatMap(({ coverage, machines: names }, ring) => {
    if (coverage === undefined) return [];
    const earlier = rings.slice(0, ring).flatMap(one => one.machines);
    const gaps = new Covered(coverage.by, earlier.map(known)).gaps(names.map(known));
    return gaps.length === 0 ? [] : [{ ring, gaps }];
  });
}

/** What the machines of the rings before this one are, as far as it is known. A ring that has passed vouches by those that it updated. */
export function coveredBefore(plan: Plan, state: State, ring: number): Covered {
  const labels = labelsIn(plan);
  const vouching = plan.rings.slice(0, ring).flatMap(({ machines }, index) => {
    const hasPassed = state.rings[index]?.phase === 'passed';
    return machines.flatMap(name => {
      const machine = state.machines.get(name);
      if (machine === undefined) return [];
      return !hasPassed || (machine.phase === 'done' && machine.result === 'updated') ? [machine] : [];
    });
  });
  const by = plan.rings[ring]?.coverage?.by ?? [];
  return new Covered(
    by,
    vouching.map(machine => knownOf(machine, labels.get(machine.name))),
  );
}

/** By now: what the machines have shown. */
export function gapsIn(plan: Plan, state: State, ring: number): readonly Gap[] {
  const planned = plan.rings[ring];
  if (planned?.coverage === undefined) return [];
  const labels = labelsIn(plan);
  const machines = planned.machines.flatMap(name => state.machines.get(name) ?? []);
  const left = machines.filter(({ phase }) => phase !== 'excluded');
  return coveredBefore(plan, state, ring).gaps(left.map(machine => knownOf(machine, labels.get(machine.name))));
}

export function knownOf({ name, facts, isEnrolled }: MachineState, labels: Known['labels'] = {}): Known {
  return { name, labels, facts, isEnrolled };
}

/** A plan never changes: its index is made once. */
const labelsOf = new WeakMap<Plan, ReadonlyMap<string, Known['labels']>>();

function labelsIn(plan: Plan): ReadonlyMap<string, Known['labels']> {
  let labels = labelsOf.get(plan);
  if (labels === undefined) {
    labels = new Map(plan.machines.map(entry => [entry.name, entry.labels]));
    labelsOf.set(plan, labels);
  }
  return labels;
}
