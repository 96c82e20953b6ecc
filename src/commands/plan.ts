// `plan`: what would be done, to whom, in which order, and how bad it can get; plan.json holds it whole, under
// one hash. It changes nothing that lasts: a scan runs on the machines of the first ring as a job. `--offline`
// asks nobody and needs no credentials.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FailureError, failureOf } from '../model/failure.ts';
import { escapeMarkdown, oneLine } from '../platforms/neutral.ts';
import { count, updatesText } from '../report/words.ts';
import type { Plan } from '../rollout/plan.ts';
import { type Context, defineCommand, type Outcome } from './command.ts';
import { ledgerOf } from './ledger-input.ts';
import { untilAborted } from './live.ts';
import { logNotes, noteText } from './notes.ts';
import { pathFrom, shownPath } from './paths.ts';
import { forecastOfPlan } from './plan-calendar.ts';
import { bitingHolds, planLines } from './plan-lines.ts';
import { programCommand } from './plan-names.ts';
import { type Planned, planOffline, planOnline } from './planning.ts';
import { enterWorld, readPolicy } from './policy-input.ts';
import { newestIn } from './rollout-words.ts';

export const plan = defineCommand({
  name: 'plan',
  summary: 'Says what would be done, to whom, in which order, and writes plan.json with its hash.',
  help:
    'It changes nothing that lasts: the machines of the first ring are scanned, which runs there as a job and is removed again.\n' +
    '--offline touches no machine and needs no credentials, for pull requests: the updates are then unknown.',
  options: [],
  run: async context => {
    const { platform, options, signal } = context;
    const loaded = await readPolicy(platform, options);
    const ledger = ledgerOf(context);
    const request = { platform, loaded, ledger, signal };
    // A branch is asked over the network: offline it is not, and what earlier rollouts took back is then unknown, like the updates.
    const asksLedger = !options.offline || ledger.directory !== undefined;
    const open = asksLedger ? await newestIn(ledger) : undefined;
    if (open !== undefined && open.state.conclusion === null) {
      const text = `The rollout ${open.plan.rolloutId} is open and goes on under its own plan; status says where it stands.`;
      platform.log(text, 'warning');
    }
    if (options.offline)
      return outcomeOf(context, await planOffline(loaded, asksLedger ? ledger : undefined, Date.now()), Date.now());
    const world = enterWorld(context, loaded);
    try {
      const planned = await planOnline(request, world);
      if (planned !== undefined) return await outcomeOf(context, planned, world.clock.now());
      return { conclusion: 'cancelled', line: 'CANCELLED while planning: no machine was changed.' };
    } finally {
      await untilAborted(world.close(), signal);
    }
  },
});

type Asking = Pick<
  Context<{ readonly policy: string; readonly ledger: string | undefined; readonly 'report-dir': string | undefined }>,
  'platform' | 'options'
>;

async function outcomeOf(context: Asking, { plan: made, notes, held }: Planned, now: number): Promise<Outcome> {
  const { platform } = context;
  const lines = planLines(made, held);
  platform.log(`plan ${made.rolloutId}`, 'heading');
  platform.log(lines);
  const forecast = forecastOfPlan(made, now);
  platform.log(forecast.lines, forecast.isLate ? 'warning' : 'plain');
  logNotes(platform, notes);
  const file = await writePlan(context, made);
  const isOffline = made.surveyedRing === null;
  const isEmpty = !isOffline && made.updates.length === 0;
  const what = isOffline ? 'updates not known' : isEmpty ? 'nothing to update' : updatesText(made.updates);
  const next = isOffline || isEmpty ? [] : [programCommand(context, 'apply', '--plan', shownPath(platform, file))];
  const line = `PLANNED: ${what}; ${count(made.machines.length, 'machine')} in ${count(made.rings.length, 'ring')}; hash ${made.hash.slice(0, 12)}.`;
  const details = [
    `  plan  ${shownPath(platform, file)}`,
    `  hash  ${made.hash}`,
    ...next.map(command => `  next  ${command}`),
  ];
  return {
    conclusion: isEmpty ? 'nothing-to-do' : 'succeeded',
    line,
    details,
    summary: pageOf(line, [...lines, ...forecast.lines, ...notes.map(noteText), ...details]),
    outputs: {
      'rollout-id': made.rolloutId,
      'plan-hash': made.hash,
      rings: JSON.stringify(
        made.rings.map(({ name, machines, waves }) => ({ name, machines: machines.length, waves })),
      ),
      report: dirname(file),
    },
    result: {
      rolloutId: made.rolloutId,
      planHash: made.hash,
      offline: isOffline,
      updates: made.updates,
      holds: bitingHolds(made),
      held,
      rings: made.rings,
      machines: made.machines,
      notes,
      forecast: forecast.result,
      plan: file,
      next,
    },
  };
}

/** The plan as it stands in the log. Behind four spaces Markdown reads nothing, whatever a machine or a ring is called. */
function pageOf(line: string, lines: readonly string[]): string {
  const block = lines.map(text => `    ${oneLine(text)}`);
  return `**${escapeMarkdown(line)}**\n\n${block.join('\n')}\n`;
}

/** Into the report folder, else beside the policy. */
async function writePlan({ platform, options }: Asking, made: Plan): Promise<string> {
  const given = options['report-dir'];
  const directory = given === undefined ? dirname(pathFrom(platform, options.policy)) : pathFrom(platform, given);
  const file = join(directory, 'plan.json');
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(file, `${JSON.stringify(made, undefined, 2)}\n`);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FailureError([
      failureOf('ARGUMENT_INVALID', `the plan could not be written: ${why}`, {
        place: { file: shownPath(platform, file) },
        next: 'Give a folder that may be written with --out.',
      }),
    ]);
  }
  return file;
}
