// `due`: whether a run would find anything to do now, and when next, in one line, from the policy and the journal alone. It asks no
// machine, takes no lock and changes nothing, so a schedule can ask it before it takes a runner, a secret or an approval for the work.
// Where no rollout is open the machines have to be asked, and that is due: Patch Tuesday only predicts when there will be something.
import { expectedRelease } from '../calendar/month.ts';
import type { Failure } from '../model/failure.ts';
import { verdictLine } from '../report/verdict.ts';
import { count, instantText } from '../report/words.ts';
import { whyOutdated } from '../rollout/build.ts';
import { type Due, dueOf, type Work } from '../rollout/drive/due.ts';
import type { Plan } from '../rollout/plan.ts';
import { ringToSurvey } from '../rollout/survey.ts';
import { type Context, defineCommand, type Outcome } from './command.ts';
import { ledgerOf } from './ledger-input.ts';
import { programCommand } from './plan-names.ts';
import { readPolicy } from './policy-input.ts';
import { newestIn } from './rollout-words.ts';

/** Exit code of the command line where nothing is due; what stands still for another reason has its own. */
const nothingDue = 6;

type Options = {
  readonly policy: string;
  readonly inventory: string | undefined;
  readonly ledger: string | undefined;
};

export const due = defineCommand({
  name: 'due',
  summary: 'Says in one line whether anything is due now, in which ring and why, and when next.',
  help:
    'It touches no machine, takes no lock and changes nothing. What a missed run should have done stays due until a run does it.\n' +
    'The output due is true or false. Exit codes: 0 due, 6 nothing due, 3 halted, 5 held: patchring due && patchring apply.',
  options: [],
  run: async context => {
    const { platform, options } = context;
    const { policy, machines } = await readPolicy(platform, options);
    const newest = await newestIn(ledgerOf(context));
    if (newest === undefined || newest.state.conclusion !== null) {
      const first = ringToSurvey(policy, machines)?.ring ?? '';
      return withoutRollout(context, first, Date.now());
    }
    const { plan, state } = newest;
    // After a rollback a run needs nothing of a policy but the way to the machines, and goes on whatever has changed.
    const changed = state.phase === 'undone' ? [] : whyOutdated(plan, policy, machines);
    const outcome = outcomeOf(context, plan, dueOf(plan, state, Date.now()));
    return changed.length === 0 ? outcome : { ...outcome, details: whyRefused(context, plan, changed) };
  },
});

function withoutRollout(context: Context<Options>, ring: string, now: number): Outcome {
  const expected = expectedRelease(now);
  const line = `DUE: no rollout is open, and apply asks ring ${ring} what it is offered. The next release is expected ${instantText(expected)}; what is offered decides.`;
  return told(context, { isDue: true, line, ring, nextAt: expected, conclusion: 'succeeded', outputs: {} });
}

function outcomeOf(context: Context<Options>, plan: Plan, { isDue, ring, what, standing }: Due): Outcome {
  const { nextAt } = standing;
  const until = nextAt === null ? '' : ` until ${instantText(nextAt, zoneOf(plan, ring))}`;
  const line = isDue
    ? `DUE: ${ring === null ? '' : `ring ${ring}: `}${what.map(wordsOf).join('; ')}.`
    : `NOTHING DUE${until}. ${verdictLine(plan, standing)}`;
  const outputs = { 'rollout-id': plan.rolloutId, 'plan-hash': plan.hash };
  const conclusion = isDue ? 'succeeded' : standing.conclusion;
  return told(context, { isDue, line, ring: ring ?? '', nextAt: isDue ? null : nextAt, conclusion, outputs });
}

/** What `apply` will say to a journal whose plan was made of something else. */
function whyRefused(context: Context<Options>, { rolloutId }: Plan, changed: readonly Failure[]): readonly string[] {
  const supersede = programCommand(context, 'supersede', '--reason', '"…"');
  return [
    ...changed.map(({ message }) => `  ${message}`),
    `  apply refuses to go on with ${rolloutId} like this. Take the change back until it has ended, or close it for good:`,
    `  next  ${supersede}`,
  ];
}

/** The zone of the ring's window, where it has one for all. */
function zoneOf({ rings }: Plan, ring: string | null): string {
  const zone = rings.find(({ name }) => name === ring)?.window?.timeZone ?? 'machine';
  return zone === 'machine' ? 'UTC' : zone;
}

function wordsOf({ kind, machines, event }: Work): string {
  switch (kind) {
    case 'asks':
      return `${count(machines, 'machine')} in flight ${machines === 1 ? 'is' : 'are'} asked what became of the work`;
    case 'records':
      return moves[event ?? ''] ?? 'what has become of it is taken in';
    case 'begins':
      return `${count(machines, 'machine')} can be begun with or looked at`;
    case 'downloads':
      return `${count(machines, 'machine')} can download`;
    case 'goesOn':
      return machines === 0 ? 'it goes on' : `${count(machines, 'machine')} can go on`;
  }
}

const moves: Readonly<Record<string, string>> = {
  ringOpened: 'it can open',
  waveOpened: 'its next wave can begin',
  ringSoaking: 'it can begin to soak',
  ringJudging: 'it has soaked and is to be judged',
  ringPassed: 'it has passed',
  machineSkipped: 'frozen machines are to be skipped',
  ringHeld: 'it is to be held',
  concluded: 'the rollout can end',
};

interface Told {
  readonly isDue: boolean;
  readonly line: string;
  readonly ring: string;
  readonly nextAt: number | null;
  readonly conclusion: Outcome['conclusion'];
  readonly outputs: NonNullable<Outcome['outputs']>;
}

function told(context: Context<Options>, { isDue, line, ring, nextAt, conclusion, outputs }: Told): Outcome {
  const nextDue = nextAt === null ? null : new Date(nextAt).toISOString();
  const next = isDue ? [programCommand(context, 'apply')] : [];
  const isQuiet = !isDue && (conclusion === 'waiting' || conclusion === 'nothing-to-do');
  return {
    conclusion,
    line,
    outputs: { ...outputs, due: String(isDue), ring, 'next-due': nextDue ?? '' },
    result: { due: isDue, ring: ring === '' ? null : ring, nextDue, next },
    ...(isQuiet ? { exitCode: nothingDue } : {}),
  };
}
