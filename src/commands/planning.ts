// Making the plan: the machines of the first ring are asked what they are offered, and what the policy wants of
// it is pinned. What an earlier rollout took back is not planned again. `plan` and `apply` plan alike, so that
// the same day gives the same hash.
import { rowOfCode } from '../knowledge/errors.ts';
import { type Failure, FailureError, failureOf, rejections } from '../model/failure.ts';
import type { Platform } from '../platforms/platform.ts';
import { type Logon, logonFor } from '../policy/credentials.ts';
import type { Loaded } from '../policy/load.ts';
import { sourceOf } from '../policy/source.ts';
import { variableOf } from '../policy/variable.ts';
import { count, listText } from '../report/words.ts';
import { buildPlan, policyHashOf } from '../rollout/build.ts';
import { fixAfter } from '../rollout/fix.ts';
import { fold } from '../rollout/fold/index.ts';
import type { HeldHere } from '../rollout/held.ts';
import { survey } from '../rollout/perform/survey.ts';
import { anotherTry, type Plan } from '../rollout/plan.ts';
import type { PlannedFix } from '../rollout/planned-fix.ts';
import { type Denied, deniedBy, ringToSurvey, type SurveyRow } from '../rollout/survey.ts';
import type { RolloutLedger, World } from '../world.ts';
import { causesAmong } from './causes.ts';
import { forgottenIn, refuseForgotten } from './forgotten.ts';
import { beat, untilAborted } from './live.ts';

export interface PlanRequest {
  readonly platform: Platform;
  readonly loaded: Pick<Loaded, 'policy' | 'machines' | 'knowledge'>;
  readonly ledger: RolloutLedger;
  /** Of the run that asks, where others work on the rest. */
  readonly part?: string | undefined;
  readonly signal: AbortSignal;
}

export interface Planned {
  readonly plan: Plan;
  /** What a person should know of, such as machines that could not be asked. */
  readonly notes: readonly Failure[];
  /** What is held from surveyed machines, and why. */
  readonly held: readonly HeldHere[];
}

/** Without asking any machine. @param ledger undefined: not asked either. @param now epoch ms, for holds that expire */
export async function planOffline(
  loaded: PlanRequest['loaded'],
  ledger: RolloutLedger | undefined,
  now: number,
): Promise<Planned> {
  const { closed, ...known } = ledger === undefined ? nothingKnown : await memoryOf(ledger);
  return settled(buildPlan({ ...loaded, survey: null, ...known, now }), closed);
}

/** Undefined: the platform asked us to stop. Throws a FailureError when nobody answered, or nobody may log on. */
export async function planOnline(request: PlanRequest, world: World): Promise<Planned | undefined> {
  const { platform, loaded, ledger, signal } = request;
  const { policy, machines, knowledge } = loaded;
  const first = ringToSurvey(policy, machines);
  if (first === undefined) throw new RangeError('a checked policy has a ring with machines');
  platform.log(`Asking ring ${first.ring} what it is offered (${count(first.machines.length, 'machine')}) …`, 'quiet');
  let answers = 0;
  const stopBeating = beat(platform.traits, () =>
    platform.log(`${answers} of ${first.machines.length} have answered`, 'status'),
  );
  const asked = survey({
    machines: first.machines,
    source: sourceOf(policy),
    scansAtOnce: policy.scan.parallel,
    policyHash: policyHashOf(policy),
    part: request.part,
    fleet: world.fleet,
    clock: world.clock,
    signal,
    onAnswer: () => {
      answers += 1;
    },
  });
  const rows = await untilAborted(asked, signal).finally(stopBeating);
  if (rows === undefined || signal.aborted) return undefined;
  refuseSilence(first.ring, rows, loaded);
  refuseForgotten(forgottenIn(policy.name, rows, await ledger.list()), ledger.place);
  const { closed, ...known } = await memoryOf(ledger);
  const answered = { ring: first.ring, rows };
  const made = buildPlan({ policy, machines, knowledge, survey: answered, ...known, now: world.clock.now() });
  return settled(made, closed);
}

function settled(result: ReturnType<typeof buildPlan>, closed: ReadonlySet<string>): Planned {
  if (!result.ok) throw new FailureError(result.failures);
  return { ...result, plan: anotherTry(result.plan, closed) };
}

type Silent = Extract<SurveyRow, { readonly ok: false }>;

/** A rejected password is the cause of all the silence behind it, so it is what is said. */
function refuseSilence(ring: string, rows: readonly SurveyRow[], { policy, machines }: PlanRequest['loaded']): void {
  const silent = rows.filter((row): row is Silent => !row.ok);
  const rejected = silent.find(({ failure }) => rejections.has(failure.code));
  if (rejected !== undefined) {
    const entry = machines.find(({ name }) => name === rejected.machine);
    const logon = entry === undefined ? undefined : logonFor(policy, entry);
    throw new FailureError([rejectionOf(rejected, logon)]);
  }
  if (silent.length < rows.length) return;
  const misfits = silent.filter(({ failure }) => failure.code === 'PACKAGE_NONE_FITS');
  if (misfits.length === silent.length) throw new FailureError([misfitOf(ring, misfits)]);
  const told = causesAmong(silent).map(({ failure, machines }) => `${failure.code} on ${listText(machines)}`);
  const message = `no machine of ring ${ring} could be asked what it is offered: ${told.join('; ')}`;
  const [cause] = silent;
  throw new FailureError([
    failureOf('PLAN_SURVEY_FAILED', message, {
      retryable: true,
      ...(cause === undefined ? {} : { cause: cause.failure.message }),
      next: `${cause?.failure.next ?? ''} Run preflight: it says where each machine fails.`.trim(),
    }),
  ]);
}

/** They answered all right: it is the policy that has nothing for them. */
function misfitOf(ring: string, silent: readonly Silent[]): Failure {
  const said = [...new Set(silent.map(({ failure }) => failure.message.replace(/\.$/, '')))];
  const message = `there is nothing for any machine of ring ${ring}: ${listText(said, 3)}`;
  return failureOf('PACKAGE_NONE_FITS', message, { next: rowOfCode('PACKAGE_NONE_FITS')?.next ?? '' });
}

function rejectionOf({ machine, failure }: Silent, logon: Logon | undefined): Failure {
  const { label = 'default', form } = logon ?? {};
  const message = `${machine} rejected the user name or the password; no other machine was asked with it`;
  const named = form?.kind === 'password' ? [form.username, form.password].flatMap(text => variableOf(text) ?? []) : [];
  const what = named.length === 0 ? `credentials.${label} of the policy` : named.join(' and ');
  return failureOf(failure.code, message, {
    next: `Check ${what}, and whether the account is locked; then run again.`,
  });
}

interface Memory {
  readonly denied: readonly Denied[];
  /** What the newest rollout was closed for; undefined: it was not, or has been mended. */
  readonly fix: PlannedFix | undefined;
  /** Hashes of plans that a person has lifted or closed: a new plan is another one. */
  readonly closed: ReadonlySet<string>;
}

const nothingKnown: Memory = { denied: [], fix: undefined, closed: new Set() };

/** What earlier rollouts of this ledger took back, and what people have said about them since. */
async function memoryOf(ledger: RolloutLedger): Promise<Memory> {
  const denied: Denied[] = [];
  const closed = new Set<string>();
  let fix: PlannedFix | undefined;
  for (const rolloutId of await ledger.list()) {
    const rollout = fold(await ledger.read(rolloutId));
    if (rollout === undefined) continue;
    denied.push(...deniedBy(rollout));
    fix = fixAfter(rollout);
    if (rollout.state.lifted !== null || rollout.state.superseded !== null) closed.add(rollout.plan.hash);
  }
  return { denied, fix, closed };
}
