// A failover cluster of simulated machines: who is up and who is paused, where roles are, votes, and the repair of storage that goes on
// after a node has come back. Its nodes tell it what becomes of them; it refuses and moves as windows/bodies/cluster-node.ps1 sees it on
// a real one. Its books say who was drained and resumed when, for the tests to ask.
import type { MachineName } from '../model/machine.ts';
import type { DrainResult, ResumeResult, RoleResult } from '../model/reading.ts';

export interface ClusterSetup {
  readonly name: string;
  readonly nodes: readonly MachineName[];
  readonly hasWitness: boolean;
  /** How long storage repairs itself after a node was down, in ms; 0: there is no such storage. */
  readonly repair: number;
  /** One role on each node before the story begins. */
  readonly role: string;
}

export interface DrainEntry {
  readonly node: MachineName;
  readonly from: number;
  /** Null: still paused. */
  readonly to: number | null;
}

/** What a cluster asks of the machine that is a node. */
export interface ClusterNode {
  readonly name: MachineName;
  /** Brings it up to that instant. */
  settleTo(now: number): void;
}

interface Pause {
  /** Keys of the drains whose mark is on the node; empty: a person has paused it. */
  readonly drains: readonly string[];
}

type NodeState = 'up' | 'down' | 'paused';
const numbers: Readonly<Record<NodeState, number>> = { up: 0, down: 1, paused: 2 };

export class SimulatedCluster {
  readonly setup: ClusterSetup;
  readonly #members = new Map<MachineName, ClusterNode>();
  readonly #down = new Set<MachineName>();
  readonly #pauses = new Map<MachineName, Pause>();
  /** Role by the node that it began on, and where it is. */
  readonly #places: Map<MachineName, MachineName>;
  readonly #drains: DrainEntry[] = [];
  #repairedAt = 0;
  #isSettling = false;

  constructor(setup: ClusterSetup) {
    this.setup = setup;
    this.#places = new Map(setup.nodes.map(node => [node, node]));
  }

  /** @param isPaused a person has paused it before the story began */
  join(node: ClusterNode, isPaused: boolean): void {
    this.#members.set(node.name, node);
    if (isPaused) this.#pauses.set(node.name, { drains: [] });
  }

  /** Nodes that were asked anything are brought up to the same instant: one sees the others as they are. */
  settle(now: number): void {
    if (this.#isSettling) return;
    this.#isSettling = true;
    for (const node of this.#members.values()) node.settleTo(now);
    this.#isSettling = false;
  }

  wentDown(name: MachineName): void {
    this.#down.add(name);
    for (const [role, place] of this.#places)
      if (place === name) this.#places.set(role, this.#anotherFor(name) ?? place);
  }

  cameUp(name: MachineName, at: number): void {
    this.#down.delete(name);
    this.#repairedAt = Math.max(this.#repairedAt, at + this.setup.repair);
  }

  isPaused(name: MachineName): boolean {
    return this.#pauses.has(name);
  }

  get drains(): readonly DrainEntry[] {
    return this.#drains;
  }

  /** @param stays whether a role of this node does not move */
  drain(name: MachineName, ask: { key: string; after: readonly string[]; at: number; stays: boolean }): DrainResult {
    const { key, after, at, stays } = ask;
    const pause = this.#pauses.get(name);
    const isOurs = pause?.drains.some(one => after.includes(one)) === true;
    const refused = (code: string, detail: string): DrainResult => ({ outcome: 'refused', code, detail, stayed: [] });
    if (pause !== undefined && !isOurs) return refused('CLUSTER_NODE_PAUSED', `node ${name} was paused before`);
    const away = this.setup.nodes.filter(node => node !== name && this.#stateOf(node) !== 'up');
    if (away.length > 0) return refused('CLUSTER_NODES_DOWN', `not up: ${away.join(', ')}`);
    const { remaining, total } = this.#votesWithout(name);
    if (2 * remaining <= total) return refused('CLUSTER_QUORUM_AT_RISK', `${remaining} of ${total} votes would remain`);
    if (at < this.#repairedAt) return refused('CLUSTER_STORAGE_BUSY', '1 repairs of storage are under way');
    this.#pauses.set(name, { drains: [...(pause?.drains ?? []), key] });
    if (pause === undefined) this.#drains.push({ node: name, from: at, to: null });
    const own = [...this.#places].filter(([, place]) => place === name).map(([role]) => role);
    if (stays) {
      const stayed = own.map(role => this.#roleOf(role));
      return {
        outcome: 'stuck',
        code: null,
        detail: `the cluster says that the drain failed; left: ${stayed.join(', ')}`,
        stayed,
      };
    }
    for (const role of own) this.#places.set(role, this.#anotherFor(name) ?? name);
    return { outcome: 'drained', code: null, detail: '', stayed: [] };
  }

  resume(name: MachineName, ask: { drains: readonly string[]; at: number; fails: boolean }): ResumeResult {
    const pause = this.#pauses.get(name);
    if (pause === undefined) return { outcome: 'resumed', detail: '' };
    if (!pause.drains.some(one => ask.drains.includes(one)))
      return { outcome: 'notOurs', detail: `node ${name} is paused, and no drain of ours has left its mark` };
    if (ask.fails) return { outcome: 'stuck', detail: `node ${name} is in state 2` };
    this.#pauses.delete(name);
    const at = this.#drains.findLastIndex(({ node, to }) => node === name && to === null);
    const entry = this.#drains[at];
    if (entry !== undefined) this.#drains[at] = { ...entry, to: ask.at };
    return { outcome: 'resumed', detail: '' };
  }

  /** What Get-PatchringRoles gives of it on that node. */
  results(name: MachineName, now: number): RoleResult[] {
    const { nodes, name: cluster, repair } = this.setup;
    const row = (probe: string, item: string, more: Partial<RoleResult> = {}): RoleResult => {
      return { role: 'cluster', probe, item, outcome: 'ok', detail: '', value: null, ...more };
    };
    const { remaining, total } = this.#votesWithout(name);
    const lost = `without this node cluster ${cluster} has ${remaining} of ${total} votes, and loses its quorum`;
    const isBusy = now < this.#repairedAt;
    const busy = { outcome: 'busy', detail: '1 repairs of storage are under way' } as const;
    return [
      row('service', 'ClusSvc'),
      ...nodes.map(node => row('members', `node ${node}`, this.#wordsFor(node))),
      ...nodes.map(role =>
        row('members', `group ${this.#roleOf(role)}`, { value: this.#places.get(role) === name ? 1 : 0 }),
      ),
      row('quorum', cluster, {
        value: remaining,
        ...(2 * remaining > total ? {} : { outcome: 'failed' as const, detail: lost }),
      }),
      row('storage', '', isBusy ? busy : {}),
      ...(repair === 0
        ? []
        : [
            row(
              'storage',
              'disk Volume1',
              isBusy ? { outcome: 'busy', detail: 'virtual disk Volume1 is not healthy (health 1)' } : {},
            ),
          ]),
    ];
  }

  #wordsFor(node: MachineName): Partial<RoleResult> {
    const state = this.#stateOf(node);
    if (state === 'up') return {};
    const detail = state === 'paused' ? `node ${node} is paused` : `node ${node} is not up (state ${numbers[state]})`;
    return { outcome: 'failed', detail };
  }

  #stateOf(name: MachineName): NodeState {
    if (this.#down.has(name)) return 'down';
    return this.#pauses.has(name) ? 'paused' : 'up';
  }

  #votesWithout(name: MachineName): { readonly remaining: number; readonly total: number } {
    const { nodes, hasWitness } = this.setup;
    // Dynamic quorum takes the vote of a node that is down, and keeps the number of votes odd.
    const voters = nodes.filter(node => !this.#down.has(node));
    const witness = hasWitness && voters.length % 2 === 0 ? 1 : 0;
    return { remaining: voters.filter(node => node !== name).length + witness, total: voters.length + witness };
  }

  #anotherFor(name: MachineName): MachineName | undefined {
    return this.setup.nodes.find(node => node !== name && this.#stateOf(node) === 'up');
  }

  #roleOf(began: MachineName): string {
    return `${this.setup.role} ${this.setup.nodes.indexOf(began) + 1}`;
  }
}
