// A rollout with nothing real in it: a policy, machines that are models, virtual time, a journal in memory. Survey, plan and drive are the
// real ones. The survey asks twins of the machines, so that a machine meets its rollout as fresh as if it had never been asked.
// Runs follow each other as a schedule would have it, until only a person could go on.
import { createMemoryJournal } from '../../journal/memory.ts';
import { type Knowledge, shippedKnowledge } from '../../knowledge/knowledge.ts';
import { FailureError, failureOf } from '../../model/failure.ts';
import type { MachineEntry } from '../../model/machine.ts';
import type { Answer, RunnerProbes } from '../../model/ports.ts';
import { withGuards } from '../../policy/guards.ts';
import { policySchema } from '../../policy/schema.ts';
import { sourceOf } from '../../policy/source.ts';
import { buildPlan, policyHashOf } from '../../rollout/build.ts';
import { type Driven, drive } from '../../rollout/drive.ts';
import type { Event } from '../../rollout/events.ts';
import { survey } from '../../rollout/perform/survey.ts';
import { nameOf, type Plan, type PlanContent } from '../../rollout/plan.ts';
import { ringToSurvey } from '../../rollout/survey.ts';
import { createVirtualClock, type VirtualClock } from '../../simulation/clock.ts';
import { createSimulatedFleet, type SimulatedFleet } from '../../simulation/fleet.ts';
import { type MachineSetup, realisticTiming } from '../../simulation/profile.ts';
import type { CatalogueUpdate } from '../../simulation/updates.ts';

export interface StageMachine extends MachineSetup {
  readonly ring: string;
}

export interface StageRequest {
  /** As written in a file, without version, name and inventory. */
  readonly policy: Readonly<Record<string, unknown>>;
  readonly machines: readonly StageMachine[];
  readonly catalogue: readonly CatalogueUpdate[];
  /** Epoch ms. */
  readonly startAt: number;
  readonly seed: number;
  readonly knowledge?: Knowledge;
  /** What of the plan is not as it would be made today. */
  readonly change?: (content: PlanContent) => PlanContent;
  /** The same machines, later: they are asked themselves, and the journal is kept where the plan is still the same one. */
  readonly after?: Stage;
}

export interface Stage {
  readonly plan: Plan;
  readonly fleet: SimulatedFleet;
  readonly clock: VirtualClock;
  readonly events: Event[];
}

/** Ready to be played. Throws a FailureError where there is no plan. */
export async function setStage(request: StageRequest): Promise<Stage> {
  const { machines, startAt, knowledge = shippedKnowledge, change = content => content, after } = request;
  const entries = machines.map(({ name, ring }): MachineEntry => ({ name, labels: { ring } }));
  const written = { version: 1, name: 'simulated', inventory: entries, ...request.policy };
  const policy = withGuards(policySchema.parse(written));
  const first = ringToSurvey(policy, entries);
  if (first === undefined) throw new RangeError('a stage has machines in its rings');
  const rows = await survey({
    machines: first.machines,
    source: sourceOf(policy),
    scansAtOnce: policy.scan.parallel,
    policyHash: policyHashOf(policy),
    ...(after ?? placeFor(request)),
    signal: new AbortController().signal,
  });
  const built = buildPlan({ policy, machines: entries, knowledge, survey: { ring: first.ring, rows }, now: startAt });
  if (!built.ok) throw new FailureError(built.failures);
  const { hash: _, rolloutId: __, ...made } = built.plan;
  const content = change(made);
  const plan = { ...content, ...nameOf(content) };
  if (after === undefined) return { plan, ...placeFor(request), events: [] };
  return { ...after, plan, events: plan.hash === after.plan.hash ? after.events : [] };
}

/** A fleet that nobody has asked anything yet, and its clock. */
function placeFor({ machines, catalogue, startAt, seed }: StageRequest): Pick<Stage, 'fleet' | 'clock'> {
  const clock = createVirtualClock(startAt);
  return { clock, fleet: createSimulatedFleet({ machines, catalogue, timing: realisticTiming, seed, clock }) };
}

function nobody(): Promise<Answer<never>> {
  const failure = failureOf('PROBE_FAILED', 'Nothing outside the machines is simulated.');
  return Promise.resolve({ ok: false, failure, arrived: 'no' });
}

/** Steps of the owner's are not run: a rehearsal touches nothing outside itself. */
const well = () => Promise.resolve({ took: 0, failed: null });
const runner: RunnerProbes = { http: nobody, tcp: nobody, exec: nobody, metric: nobody, step: well };

/** Run after run, as long as something comes by itself. @param onProgress told what a machine is doing */
export async function playToTheEnd(
  { plan, fleet, clock, events }: Stage,
  signal: AbortSignal,
  onProgress: (machine: string, note: string) => void = () => {},
): Promise<Driven> {
  const world = { fleet, clock, runner, journal: createMemoryJournal(events) };
  for (;;) {
    const driven = await drive({
      plan,
      world,
      by: 'simulate',
      signal,
      onProgress: (machine, _, note) => onProgress(machine, note),
    });
    const { conclusion, nextAt } = driven.standing;
    if (conclusion !== 'waiting' || nextAt === null) return driven;
    await clock.sleepUntil(nextAt, signal);
  }
}
