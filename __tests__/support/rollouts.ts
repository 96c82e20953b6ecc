// A rollout in a test: the stories of the embedded fleet and free fleets, on virtual time, through the real survey, plan and drive.

import { createMemoryJournal } from '../../src/journal/memory.ts';
import { type Holes, noHoles } from '../../src/knowledge/holes.ts';
import { type LineageRow, lineageRows } from '../../src/knowledge/lineage.ts';
import { type Failure, FailureError } from '../../src/model/failure.ts';
import type { Journal } from '../../src/model/ports.ts';
import type { ScriptFile, Scripts } from '../../src/model/source.ts';
import { withGuards } from '../../src/policy/guards.ts';
import { type Policy, policySchema } from '../../src/policy/schema.ts';
import { sourceOf } from '../../src/policy/source.ts';
import { buildPlan, type PlanInput, policyHashOf } from '../../src/rollout/build.ts';
import { type Driven, type DriveOptions, drive } from '../../src/rollout/drive.ts';
import type { Event } from '../../src/rollout/events.ts';
import { fixAfter } from '../../src/rollout/fix.ts';
import { fold } from '../../src/rollout/fold/index.ts';
import type { ByHand } from '../../src/rollout/hand.ts';
import { survey } from '../../src/rollout/perform/survey.ts';
import type { Plan } from '../../src/rollout/plan.ts';
import type { State } from '../../src/rollout/state.ts';
import { deniedBy, ringToSurvey } from '../../src/rollout/survey.ts';
import { rollupPackage, september2026, servicingStackPackage } from '../../src/simulation/catalogue.ts';
import { createVirtualClock, type VirtualClock } from '../../src/simulation/clock.ts';
import type { ClusterSetup } from '../../src/simulation/cluster.ts';
import type { Fault } from '../../src/simulation/faults.ts';
import { createSimulatedFleet, type SimulatedFleet } from '../../src/simulation/fleet.ts';
import { type MachineSetup, realisticTiming, type Timing } from '../../src/simulation/profile.ts';
import { entryOf } from '../../src/simulation/roster.ts';
import { castOf, type Scale, scenarioNamed, setupsOf } from '../../src/simulation/scenarios.ts';
import { type ServerKind, server } from '../../src/simulation/servers.ts';
import type { CatalogueUpdate } from '../../src/simulation/updates.ts';

/** Runner probes that always find something: no gate of these tests judges them. */
export const someoneAnswers = {
  http: () => Promise.resolve({ ok: true, value: { status: 200, took: 1 } } as const),
  tcp: () => Promise.resolve({ ok: true, value: { took: 1 } } as const),
  exec: () => Promise.resolve({ ok: true, value: { verdict: 'pass', reason: '', took: 1 } } as const),
  metric: () => Promise.resolve({ ok: true, value: { value: 0, took: 1 } } as const),
  step: () => Promise.resolve({ took: 1, failed: null }),
};

export interface Stage {
  readonly policy: Policy;
  readonly plan: Plan;
  readonly clock: VirtualClock;
  readonly fleet: SimulatedFleet;
  readonly journal: Journal<Event>;
  readonly events: Event[];
  readonly notes: readonly Failure[];
}

export interface StageOptions {
  /** As written in a file, rings included; `inventory` and `version` are filled in. */
  readonly policy: Readonly<Record<string, unknown>>;
  readonly machines: readonly (MachineSetup & {
    readonly labels?: Readonly<Record<string, string>>;
    readonly timeZone?: string;
  })[];
  readonly catalogue: readonly CatalogueUpdate[];
  readonly startAt: number;
  readonly timing?: Timing;
  readonly seed?: number;
  /** The shipped rows unless given. */
  readonly lineage?: readonly LineageRow[];
  readonly holes?: Holes;
  /** What stands in the files that `updates.source` names. */
  readonly scripts?: Scripts;
  /** What stands in the files that `gate: script` names. */
  readonly probeScripts?: readonly ScriptFile[];
}

/** Surveys the first ring, makes the plan, and sets an empty journal beside it. */
export async function setStage(options: StageOptions): Promise<Stage> {
  const { machines, catalogue, startAt, timing = realisticTiming, seed = 1 } = options;
  const entries = machines.map(({ name, labels = {}, timeZone }) => ({
    name,
    labels: { ...labels },
    ...(timeZone === undefined ? {} : { timeZone }),
  }));
  const { scripts, probeScripts } = options;
  const policy = withGuards({
    ...policySchema.parse({ version: 1, name: 'windows-servers', inventory: entries, ...options.policy }),
    ...(scripts === undefined ? {} : { scripts }),
    ...(probeScripts === undefined ? {} : { probeScripts }),
  });
  const clock = createVirtualClock(startAt);
  const fleet = createSimulatedFleet({ machines, catalogue, timing, seed, clock });
  const { lineage = lineageRows, holes = noHoles } = options;
  return planned({ policy, clock, fleet }, { machines: entries, knowledge: { lineage, holes } });
}

/** Asks the first ring, plans, and lays an empty journal beside it. */
async function planned(
  { policy, clock, fleet }: Pick<Stage, 'policy' | 'clock' | 'fleet'>,
  how: Pick<PlanInput, 'machines' | 'knowledge' | 'denied' | 'fix'>,
): Promise<Stage> {
  const asked = ringToSurvey(policy, how.machines);
  if (asked === undefined) throw new Error('a stage has machines in its rings');
  const rows = await survey({
    machines: asked.machines,
    source: sourceOf(policy),
    scansAtOnce: policy.scan.parallel,
    policyHash: policyHashOf(policy),
    fleet,
    clock,
    signal: new AbortController().signal,
  });
  const built = buildPlan({ policy, survey: { ring: asked.ring, rows }, now: clock.now(), ...how });
  if (!built.ok) throw new FailureError(built.failures);
  const events: Event[] = [];
  return { policy, plan: built.plan, clock, fleet, journal: createMemoryJournal(events), events, notes: built.notes };
}

/** The next rollout of the same policy on the same machines, with what the one before has left to be known. */
export function setNext(stage: Stage): Promise<Stage> {
  const before = { plan: stage.plan, state: stateOf(stage) };
  const how = { machines: stage.plan.machines, denied: deniedBy(before), fix: fixAfter(before) };
  return planned(stage, { ...how, knowledge: { lineage: stage.plan.lineage, holes: noHoles } });
}

/** Of the halting rules only the plain one: how many may fail is then what the ring says. */
export const maxFailuresAlone = { analysis: { method: 'fixed' } };

/** One of the stories that the embedded fleet plays. */
export function setStory(
  name: string,
  count = 20,
  scale: Scale = 'realistic',
  policy: Readonly<Record<string, unknown>> = {},
) {
  const scenario = scenarioNamed(name);
  if (scenario === undefined) throw new Error(`no scenario ${name}`);
  const roster = castOf(scenario, count);
  const setups = setupsOf(scenario, roster, scale);
  const { onRegression, hotpatch } = scenario.policy;
  return setStage({
    policy: {
      // Where Hotpatch is ignored the gate judges only because it is named, as in the story's own policy.
      ...(hotpatch === undefined ? {} : { hotpatch, gates: { after: ['cameBack', 'hotpatch', 'services'] } }),
      rings: [
        ring('test', { waves: [1, '100%'] }),
        ring('pilot', { waves: [1, '50%', '100%'], onRegression }),
        ring('production', { waves: ['10%', '50%', '100%'], maxUnavailable: '25%', onRegression }),
      ],
      ...policy,
    },
    machines: roster.map((one, index) => ({ ...setups[index]!, labels: entryOf(one).labels })),
    catalogue: scenario.catalogue,
    startAt: scenario.startAt,
  });
}

/** A ring by its label, open at any time, two machines at once, soaking for a day. */
export function ring(name: string, more: Readonly<Record<string, unknown>> = {}) {
  return { name, machines: { label: `ring=${name}` }, window: 'anytime', maxUnavailable: 2, soak: '24h', ...more };
}

/** One run of the rollout on this stage. */
export function run(stage: Stage, more: Partial<DriveOptions> = {}): Promise<Driven> {
  const { plan, fleet, journal, clock } = stage;
  const world = { fleet, journal, clock, runner: someoneAnswers };
  return drive({ plan, world, by: 'test', signal: new AbortController().signal, ...more });
}

/** Runs again whenever the rollout says it has something to do, as a scheduled pipeline would; at most so many times. */
export async function runToTheEnd(stage: Stage, more: Partial<DriveOptions> = {}, runs = 30): Promise<Driven> {
  for (let turn = 1; ; turn += 1) {
    const driven = await run(stage, more);
    const { conclusion, nextAt } = driven.standing;
    if (conclusion !== 'waiting' || nextAt === null) return driven;
    if (turn === runs) throw new Error(`still waiting after ${runs} runs`);
    await stage.clock.sleepUntil(nextAt);
  }
}

export interface ServerStory {
  readonly ring?: string;
  readonly kind?: ServerKind;
  readonly isEnrolled?: boolean;
  readonly faults?: readonly Fault[];
  readonly timeZone?: string;
  readonly pendingRestart?: readonly string[];
  readonly cluster?: ClusterSetup;
}

/** A server before the September 2026 baseline (KB5122871), which restarts it; in ring `test` unless told. */
export function aServer(name: string, story: ServerStory = {}): StageOptions['machines'][number] {
  const {
    ring: label = 'test',
    kind = 'app',
    isEnrolled = false,
    faults = [],
    timeZone,
    pendingRestart = [],
    cluster,
  } = story;
  const [ubr, kbs] = isEnrolled ? [33_222, ['KB5099536', 'KB5120228']] : [33_296, ['KB5120233']];
  const packages = [rollupPackage(ubr), servicingStackPackage(ubr)];
  return {
    name,
    profile: { ...server({ kind, isEnrolled, ubr, kbs, packages }), pendingRestart },
    faults,
    labels: { ring: label },
    ...(cluster === undefined ? {} : { cluster }),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
}

/** Servers of one ring: `servers('pilot', 3)` is pilot1, pilot2, pilot3. */
export function servers(label: string, count: number, story: Omit<ServerStory, 'ring'> = {}): StageOptions['machines'] {
  return Array.from({ length: count }, (_, index) => aServer(`${label}${index + 1}`, { ...story, ring: label }));
}

/** Wednesday evening, 9 September 2026, 20:00 UTC. */
export const september9 = Date.UTC(2026, 8, 9, 20);

/** A stage in September 2026. */
export function setRings(
  rings: readonly Readonly<Record<string, unknown>>[],
  machines: StageOptions['machines'],
  more: Partial<StageOptions> = {},
): Promise<Stage> {
  const { policy = {}, ...others } = more;
  return setStage({ machines, catalogue: september2026, startAt: september9, ...others, policy: { rings, ...policy } });
}

/** Kinds of events about one machine, in order: how its story went. */
export function storyOf(stage: Stage, machine: string): readonly string[] {
  return stage.events.flatMap(event => {
    if (event.kind === 'intended') return event.effect.machine === machine ? [event.effect.kind] : [];
    if (event.kind === 'finished' || event.kind === 'judged') return [];
    return 'machine' in event && event.machine === machine ? [event.kind] : [];
  });
}

/** Where the rollout stands by its journal. */
export function stateOf(stage: Stage): State {
  const rollout = fold(stage.events);
  if (rollout === undefined) throw new Error('the journal is empty');
  return rollout.state;
}

/** Writes down what a person says, while no run writes. */
export function say(stage: Stage, word: ByHand): void {
  if (!word.ok) throw new FailureError(word.failures);
  stage.events.push(...word.events);
}
