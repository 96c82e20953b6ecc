// `apply`: does what is due now, as far as windows, soak, gates and people allow, and ends. An open rollout goes on from its journal
// under its own plan and no other; where there is none, the machines are asked, a plan is made and a rollout begins. Nothing due is an
// answer, with the time of the next.
import { FailureError, failureOf } from '../model/failure.ts';
import { count, updatesText } from '../report/words.ts';
import { whyOutdated } from '../rollout/build.ts';
import { conclusionOf } from '../rollout/conclusion.ts';
import type { Plan } from '../rollout/plan.ts';
import type { RolloutLedger, World, Writer } from '../world.ts';
import { clearAway } from './clearing.ts';
import { closingOf } from './closing.ts';
import { type Context, defineCommand, type Outcome } from './command.ts';
import { othersLine, partOf, shardNamed, writeDown } from './company.ts';
import { invocationOf } from './invocation.ts';
import { becomeWriter, ledgerOf, refuseForgetful } from './ledger-input.ts';
import { untilAborted } from './live.ts';
import { logNotes } from './notes.ts';
import { openNotifier } from './notices.ts';
import { personOf } from './person.ts';
import { readPlan } from './plan-file.ts';
import { machinesNamed, programCommand, ringNamed } from './plan-names.ts';
import { planOnline } from './planning.ts';
import { enterWorld, type PolicyOptions, type ReachOptions, readPolicy } from './policy-input.ts';
import { reportDirectoryOf } from './report-place.ts';
import { type Kept, newestIn } from './rollout-words.ts';
import { endingOf, runLive } from './running.ts';

type Options = PolicyOptions &
  ReachOptions & {
    readonly ring: string | undefined;
    readonly ledger: string | undefined;
    readonly plan: string | undefined;
    readonly only: string | undefined;
    readonly shard: string | undefined;
    readonly 'report-dir': string | undefined;
  };

interface Applying {
  readonly context: Context<Options>;
  readonly loaded: Awaited<ReturnType<typeof readPolicy>>;
  readonly ledger: RolloutLedger;
  readonly world: World;
}

export const apply = defineCommand({
  name: 'apply',
  summary: 'Does what is due now: rings in order, within windows, budgets and gates. Run it daily.',
  help:
    'An open rollout goes on from its journal; where there is none, the first ring is asked, a plan is made and a rollout begins.\n' +
    'It ends when nothing more may be done now, and says when the next thing is due. Ctrl+C is safe: the next run goes on.',
  options: [
    {
      name: 'only',
      kind: 'text',
      value: 'MACHINES',
      help: 'Begin only with these machines, separated by commas; order and budgets stay.',
    },
  ],
  run: async context => {
    const { platform, options, signal } = context;
    const loaded = await readPolicy(platform, options);
    const ledger = ledgerOf(context);
    refuseForgetful(platform, ledger, loaded.policy);
    const world = enterWorld(context, loaded);
    try {
      return await applyIn({ context, loaded, ledger, world });
    } finally {
      await untilAborted(world.close(), signal);
    }
  },
});

async function applyIn(applying: Applying): Promise<Outcome> {
  const { context, ledger, loaded } = applying;
  const { platform } = context;
  const known = await newestIn(ledger);
  await clearAway(applying, known);
  const seat = await takeSeat(applying, known);
  if ('outcome' in seat) return seat.outcome;
  const { newest, plan, writer } = seat;
  const scope = scopeOf(plan, context.options);
  const notifier = openNotifier(context, loaded.policy.notify, loaded.directory);
  try {
    await refuseOvertaken(ledger, newest, plan);
    const beside = othersLine((await writer.journal.company?.others()) ?? []);
    if (beside !== undefined) platform.log(beside);
    await takeApproval(applying, plan, writer);
    const by = personOf(platform);
    const reportDirectory = reportDirectoryOf(platform, context.options);
    const { world } = applying;
    const told = { signal: context.signal, takesWords: true, notifier };
    const running = { platform, plan, world, writer, by, reportDirectory, ...told };
    const driven = await runLive({ ...running, ...scope });
    return await endingOf({
      running,
      driven,
      invocation: invocationOf(platform, context.options),
      journal: ledger.place,
    });
  } finally {
    await Promise.all([notifier.close(), writer.close()]);
  }
}

interface Seat {
  /** As this run has read it before it became the writer. */
  readonly newest: Kept | undefined;
  readonly plan: Plan;
  readonly writer: Writer;
}

/** Between two looks whether the run that was quicker has written its plan, and how often. */
const quickerRun = { every: 2_000, times: 15 };

/**
 * The plan, and the right to write under it. Runs of a matrix begin together, and each asks the machines; where one was quicker and has
 * begun, what the others were told is no longer true, so a run that has a part goes on with the rollout that is there.
 */
async function takeSeat(applying: Applying, newest: Kept | undefined): Promise<Seat | Exclude<Chosen, { plan: Plan }>> {
  const { context, ledger } = applying;
  const chosen = await choosePlan(applying, newest);
  if ('outcome' in chosen) return chosen;
  const { plan } = chosen;
  try {
    const part = partOf(plan, scopeOf(plan, context.options).shard);
    return { newest, plan, writer: await becomeWriter(context.platform, ledger, plan.rolloutId, part) };
  } catch (error) {
    const quicker =
      context.options.shard !== undefined && isLocked(error) ? await quickerIn(applying, newest) : undefined;
    if (quicker === undefined || quicker.plan.rolloutId === plan.rolloutId) throw error;
    return takeSeat(applying, quicker);
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof FailureError && error.failures.some(({ code }) => code === 'JOURNAL_LOCKED');
}

/** A rollout that another run has begun since; undefined: none shows within half a minute. */
async function quickerIn({ context, ledger, world }: Applying, newest: Kept | undefined): Promise<Kept | undefined> {
  for (let turn = 0; turn < quickerRun.times && !context.signal.aborted; turn += 1) {
    const found = await newestIn(ledger);
    if (found !== undefined && found.plan.rolloutId !== newest?.plan.rolloutId) return found;
    await world.clock.sleepUntil(world.clock.now() + quickerRun.every, context.signal);
  }
  return undefined;
}

function scopeOf(plan: Plan, { ring, only, shard }: Options) {
  return {
    ring: ring === undefined || ring === 'due' ? undefined : ringNamed(plan, ring).name,
    only: machinesNamed(plan, only, '--only'),
    shard: shardNamed(plan, shard),
  };
}

type Chosen = { readonly plan: Plan } | { readonly outcome: Outcome };

/** The open rollout's own plan; else the one that was given; else a new one. */
async function choosePlan(applying: Applying, newest: Kept | undefined): Promise<Chosen> {
  const { context, loaded } = applying;
  const { platform, options } = context;
  const given = options.plan === undefined ? undefined : await readPlan(platform, options.plan);
  if (given !== undefined) {
    const outdated = whyOutdated(given, loaded.policy, loaded.machines);
    if (outdated.length > 0) throw new FailureError(outdated);
  }
  if (newest !== undefined && newest.state.conclusion === null) {
    // After a rollback only hiding and showing is left: that needs nothing of a policy but the way to the machines.
    if (newest.state.phase !== 'undone') refuseOther(applying, newest.plan, given);
    return { plan: newest.plan };
  }
  if (given !== undefined) {
    const isEnded = newest?.plan.hash === given.hash;
    return isEnded && newest !== undefined ? { outcome: await endedOutcome(applying, newest) } : { plan: given };
  }
  return makePlan(applying, newest);
}

/** A journal never goes on under another plan. */
function refuseOther({ context, loaded, ledger }: Applying, open: Plan, given: Plan | undefined): void {
  const supersede = programCommand(context, 'supersede', '--reason', '"…"');
  const next = `Finish or roll back ${open.rolloutId} with its own policy, or close it for good: ${supersede}; then run again. Or point --ledger elsewhere.`;
  const refuse = (why: string): never => {
    const message = `the journal in ${ledger.place} belongs to another plan: ${open.rolloutId} is open, and ${why}`;
    throw new FailureError([failureOf('JOURNAL_PLAN_MISMATCHED', message, { next })]);
  };
  if (given !== undefined && given.hash !== open.hash) refuse(`the plan given is ${given.rolloutId}`);
  const [why] = whyOutdated(open, loaded.policy, loaded.machines);
  if (why !== undefined) refuse(why.message.replace(/^The (.*?)\.?$/, 'the $1'));
}

async function makePlan(applying: Applying, newest: Kept | undefined): Promise<Chosen> {
  const { context, loaded, ledger, world } = applying;
  const { platform, signal } = context;
  const planned = await planOnline({ platform, loaded, ledger, signal, part: context.options.shard }, world);
  if (planned === undefined) {
    return { outcome: { conclusion: 'cancelled', line: 'CANCELLED while planning: no machine was changed.' } };
  }
  const { plan, notes } = planned;
  logNotes(platform, notes);
  // The set of a rollout that was taken back, or is through, is final: nothing new has come since.
  if (newest !== undefined && (plan.updates.length === 0 || newest.plan.hash === plan.hash)) {
    const isTakenBack = newest.state.conclusion === 'rolled-back';
    if (isTakenBack || newest.plan.hash === plan.hash) return { outcome: await endedOutcome(applying, newest) };
  }
  if (plan.updates.length > 0) return { plan };
  const ring = plan.surveyedRing ?? '';
  const line = `NOTHING TO DO: no machine of ring ${ring} is offered an update that the policy wants.`;
  const outputs = { journal: ledger.place, 'rollout-id': newest?.plan.rolloutId ?? '' };
  const last =
    newest === undefined ? [] : [`  the last rollout, ${newest.plan.rolloutId}, ended ${newest.state.conclusion}.`];
  return { outcome: { conclusion: 'nothing-to-do', line, details: last, outputs, result: { next: [] } } };
}

/** A rollout that has ended is reported as it ended, and nothing is changed. */
async function endedOutcome({ context, ledger, world }: Applying, { plan, state, events }: Kept): Promise<Outcome> {
  const { platform, options } = context;
  const now = Math.max(world.clock.now(), state.lastAt);
  const closing = await closingOf({
    platform,
    story: { plan, state, events, standing: conclusionOf(plan, state, now), now },
    invocation: invocationOf(platform, options),
    reportDirectory: reportDirectoryOf(platform, options),
    journal: ledger.place,
    journalText: () => ledger.text(plan.rolloutId),
  });
  const told = `${plan.rolloutId} (${updatesText(plan.updates)}, ${count(plan.machines.length, 'machine')}) has ended; this run changed nothing.`;
  return { ...closing, details: [`  ${told}`, ...(closing.details ?? [])] };
}

/** Between looking and becoming the writer another run may have begun something. */
async function refuseOvertaken(ledger: RolloutLedger, newest: Kept | undefined, plan: Plan): Promise<void> {
  const now = (await ledger.list()).at(-1);
  if (now === newest?.plan.rolloutId || now === plan.rolloutId) return;
  const message = `another run began ${now} in ${ledger.place} while this one was planning`;
  throw new FailureError([
    failureOf('JOURNAL_LOCKED', message, { retryable: true, next: 'Run again: it then goes on with that one.' }),
  ]);
}

/** In a pipeline whose job the platform guards, naming the ring and the plan is the person's word for it. */
async function takeApproval({ context, world }: Applying, plan: Plan, writer: Writer): Promise<void> {
  const { platform, options } = context;
  if (!platform.traits.isPipeline || options.plan === undefined || options.ring === undefined) return;
  if (options.ring === 'due') return;
  const ring = ringNamed(plan, options.ring);
  if (ring.approval === 'none') return;
  const said = await writeDown(writer.journal, events => {
    const isKnown = events.some(event => event.kind === 'approved' && event.ring === ring.name);
    if (isKnown) return [];
    const at = Math.max(world.clock.now(), events.at(-1)?.at ?? 0);
    const word = { kind: 'approved', at, ring: ring.name, planHash: plan.hash, person: personOf(platform) } as const;
    return [...(events.length === 0 ? [{ kind: 'begun', at, format: 1, plan } as const] : []), word];
  });
  if (said.length === 0) return;
  platform.log(`Ring ${ring.name} is approved by this run, for plan ${plan.hash.slice(0, 12)}.`, 'quiet');
}
