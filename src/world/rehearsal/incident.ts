// Replays an incident three times: under the default policy with what was known on the day, under the same policy with what ships today,
// and in one big ring that takes all machines at once. Who is hit is asked of the machines: those that the update hurts and on which it
// came into force, whatever the rollout believes and whether the harm shows yet or not.
import { shippedKnowledge } from '../../knowledge/knowledge.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import type { Driven } from '../../rollout/drive.ts';
import { type IncidentMachine, incidentFleet, profileOf } from '../../simulation/incident-fleet.ts';
import { type Incident, incidentNamed, incidents } from '../../simulation/incidents.ts';
import { defaultRings } from './default-rings.ts';
import { playToTheEnd, type Stage, type StageRequest, setStage } from './stage.ts';

/** What became of one replay. */
export interface Replay {
  readonly machinesHit: number;
  readonly conclusion: Conclusion;
  /** Why it ended so; empty: nothing stopped it. */
  readonly reason: string;
}

export interface Replayed {
  readonly name: string;
  readonly id: string;
  readonly story: string;
  readonly machines: number;
  /** Machines that the update hurts. */
  readonly susceptible: number;
  /** The default policy, with what was known on the day. */
  readonly onTheDay: Replay;
  /** The same, where the test ring has none of the roles that were hit; null: it hit all roles. */
  readonly uncovered: Replay | null;
  /** The same policy, with the holds and rows that ship today. */
  readonly today: Replay;
  readonly oneRing: Replay;
}

export const incidentNames: readonly string[] = incidents.map(({ name }) => name);

interface Question {
  readonly incident: Incident;
  readonly fleet: readonly IncidentMachine[];
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** @param name of one of `incidentNames` or its KB; undefined: there is none of that name */
export async function replayIncident(
  name: string,
  { machines, seed, signal }: { readonly machines: number; readonly seed: number; readonly signal: AbortSignal },
): Promise<Replayed | undefined> {
  const incident = incidentNamed(name);
  if (incident === undefined) return undefined;
  const fleet = incidentFleet(machines);
  const asked = { incident, fleet, seed, signal };
  const { roles } = incident;
  const bare = roles === undefined ? undefined : { ...asked, fleet: incidentFleet(machines, roles) };
  return {
    name: incident.name,
    id: incident.id,
    story: incident.story,
    machines: fleet.length,
    susceptible: fleet.filter(incident.isHit).length,
    onTheDay: await replayDefault(asked, 'onTheDay'),
    uncovered: bare === undefined ? null : await replayDefault(bare, 'onTheDay'),
    today: await replayDefault(asked, 'today'),
    oneRing: await replayInOneRing(asked),
  };
}

/** What is known of the update: what was on the day, what ships today, or nothing by a tool that keeps nothing. */
type Known = 'onTheDay' | 'today' | 'nothing';

const day = 86_400_000;

async function replayDefault(question: Question, known: Known): Promise<Replay> {
  const { include } = question.incident;
  const policy = { rings: defaultRings, ...(include === undefined ? {} : { updates: { include } }) };
  return await replay(question, policy, known);
}

/** Everybody at once, nothing held back, nobody stops at a failure or counts domain controllers: no rings, no gates, no holds, no memory. */
async function replayInOneRing(question: Question): Promise<Replay> {
  const { incident, fleet } = question;
  const ring = {
    name: 'everybody',
    machines: 'rest',
    window: 'anytime',
    waves: ['100%'],
    maxUnavailable: '100%',
    maxFailures: fleet.length - 1,
    soak: '0s',
  };
  const asked = /^KB\d/.test(incident.kb) ? [incident.kb] : [];
  const policy = {
    hotpatch: 'ignore',
    updates: { productUpgrade: 'allow', include: [...asked, ...(incident.include ?? [])] },
    scan: { parallel: 100 },
    gates: { before: ['reachable'], after: [{ gate: 'cameBack', severity: 'hard' }] },
    rings: [ring],
  };
  return await replay(question, policy, 'nothing');
}

async function replay(question: Question, policy: Readonly<Record<string, unknown>>, known: Known): Promise<Replay> {
  const { incident, fleet, seed, signal } = question;
  const { startAt, catalogue, windows } = incident;
  const request: StageRequest = {
    policy,
    machines: fleet.map(machine => {
      const profile = profileOf(machine, windows);
      return {
        name: machine.name,
        ring: machine.ring,
        // A tool that knows nothing of domains meets each controller as if it were alone.
        profile: known === 'nothing' ? { ...profile, domain: machine.name } : profile,
        faults: incident.isHit(machine) ? incident.faults(machine) : [],
      };
    }),
    catalogue,
    startAt,
    seed,
    knowledge: known === 'today' ? shippedKnowledge : asOf(startAt),
    change: content => (known === 'today' ? content : { ...content, holds: [] }),
  };
  let stage = await setStage(request);
  let driven = await playToTheEnd(stage, signal);
  if (incident.isRepeated === true) {
    await stage.clock.sleepUntil(stage.clock.now() + day);
    stage = await setStage({ ...request, after: known === 'nothing' ? { ...stage, events: [] } : stage });
    driven = await playToTheEnd(known === 'nothing' ? { ...stage, events: [] } : stage, signal);
  }
  return { machinesHit: hitIn(stage, question), conclusion: driven.standing.conclusion, reason: reasonOf(driven) };
}

/** The rows that could be known: a release has none before it is out, and none on its own day. */
function asOf(startAt: number): typeof shippedKnowledge {
  const today = new Date(startAt).toISOString().slice(0, 10);
  const lineage = shippedKnowledge.lineage.filter(({ date }) => date === null || date < today);
  return { ...shippedKnowledge, lineage };
}

function reasonOf({ standing: { failure, cause } }: Driven): string {
  if (failure !== null) return `${failure.code}: ${failure.message}`;
  return cause?.by === 'rule' ? `${cause.gate ?? cause.code} on ${cause.machine}` : '';
}

/** By the machines' own books. */
function hitIn({ fleet: { models }, clock }: Stage, { incident, fleet }: Question): number {
  return fleet.filter(machine => {
    if (!incident.isHit(machine)) return false;
    const model = models.model(machine.name);
    if (model === undefined) throw new RangeError(`${machine.name} is not in the fleet`);
    const { restarts, installs } = model.books(clock.now());
    if (incident.isRepeated === true) return installs.filter(({ kb }) => kb === incident.kb).length > 1;
    const isInForce = model.software.installed.some(({ item }) => item.kb === incident.kb);
    return isInForce || restarts.some(({ completes }) => completes.includes(incident.kb));
  }).length;
}
