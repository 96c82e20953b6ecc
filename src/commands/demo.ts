// `demo`: the whole main job in one process, against an embedded fleet on loopback. Real sockets, the real protocol, a real ledger in a
// folder, the same plan and engine as everywhere; only the machines are models, and time jumps over every wait. Soak ends a run, as it
// does in a pipeline, and the next scheduled run goes on from the journal. It exits 0 when the story ended as it must.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatDuration } from '../model/duration.ts';
import type { Platform } from '../platforms/platform.ts';
import { count, instantText } from '../report/words.ts';
import type { Driven } from '../rollout/drive.ts';
import type { Plan } from '../rollout/plan.ts';
import { openLedger, type PlayedStory, playStory, type RolloutLedger, storyNames } from '../world.ts';
import { type Context, defineCommand, type Outcome } from './command.ts';
import { programText } from './invocation.ts';
import { pathFrom, shownPath } from './paths.ts';
import { planLines } from './plan-lines.ts';
import { planOnline } from './planning.ts';
import { enterWorld, type ReachOptions, readPolicy } from './policy-input.ts';
import { endingOf, runLive } from './running.ts';

interface Played {
  readonly context: Context<ReachOptions>;
  readonly story: PlayedStory;
  readonly loaded: Awaited<ReturnType<typeof readPolicy>>;
  readonly ledger: RolloutLedger;
  /** Absolute: files of the story, the ledger and the report. */
  readonly directory: string;
}

export const demo = defineCommand({
  name: 'demo',
  summary: 'Plays the whole main job in seconds: no machine, no network, no set-up.',
  help:
    'An embedded fleet on loopback is updated in rings over the real protocol. Time is virtual: it jumps over every wait, and days\n' +
    'pass in seconds. Nothing leaves this computer. It exits 0 when the story ended as it must, and 1 when it did not.',
  options: [
    {
      name: 'scenario',
      kind: 'choice',
      choices: storyNames,
      default: storyNames[0] ?? '',
      help: 'The story.',
    },
    { name: 'machines', kind: 'number', value: 'N', default: '20', help: 'How many machines, in three rings.' },
    { name: 'seed', kind: 'number', value: 'N', default: '1', help: 'Another seed, other times.' },
    { name: 'speed', kind: 'number', value: 'N', help: 'Seconds a second, for watching; time jumps when left out.' },
  ],
  run: async ({ platform, options, env, signal }) => {
    const { scenario, machines, seed, speed } = options;
    const began = performance.now();
    const given = options['report-dir'];
    const directory =
      given === undefined
        ? await mkdtemp(join(platform.traits.temporary ?? tmpdir(), 'patchring-demo-'))
        : pathFrom(platform, given);
    const story = await playStory({ scenario, machines, seed, directory, speed: speed === 0 ? 1 : speed });
    try {
      const { username, password } = story.account;
      platform.secret(password);
      const account = { ...env, PATCHRING_USERNAME: username, PATCHRING_PASSWORD: password };
      const reach = {
        auth: undefined,
        configuration: undefined,
        transport: undefined,
        port: undefined,
        ca: undefined,
        pin: undefined,
      };
      const context = { platform, options: reach, env: account, signal };
      introduce(platform, story, machines);
      const loaded = await readPolicy(platform, { policy: story.policyFile });
      const place = { place: `file:${join(directory, 'ledger')}`, from: directory, owner: 'demo', clock: story.clock };
      const outcome = await play({ context, story, loaded, ledger: openLedger(place), directory });
      await watchOn(platform, story, signal);
      return concluded({ platform, outcome, story, directory, took: performance.now() - began });
    } finally {
      await story.close();
    }
  },
});

function introduce(platform: Platform, { story }: PlayedStory, machines: number): void {
  platform.log(`patchring demo: ${story.name}`, 'heading');
  platform.log([
    story.text,
    `${machines} Windows machines in three rings on loopback: real sockets, real WS-Man, PowerShell remoting and NTLM.`,
    'Only the machines are models, and time jumps over every wait.',
    '',
  ]);
}

/** Plans, then plays one scheduled run after the other until nothing more comes by itself. */
async function play(played: Played): Promise<Outcome> {
  const { context, story, loaded, ledger } = played;
  const { platform, signal } = context;
  const world = enterWorld(context, loaded, { clock: story.clock });
  const planned = await planOnline({ platform, loaded, ledger, signal }, world).finally(() => world.close());
  if (planned === undefined) return { conclusion: 'cancelled', line: 'CANCELLED while planning.' };
  const { plan, held } = planned;
  platform.log(`plan ${plan.rolloutId}`, 'heading');
  platform.log(planLines(plan, held));
  for (let run = 1; ; run += 1) {
    platform.log('');
    platform.log(`run ${run}, ${instantText(story.clock.now())}`, 'heading');
    const ended = await playRun(played, plan);
    const { conclusion, nextAt } = ended.driven.standing;
    if (conclusion !== 'waiting' || nextAt === null || signal.aborted) return ended.outcome();
    const now = story.clock.now();
    platform.log(ended.waiting, 'good');
    platform.log(
      `The run ends here. The next scheduled run, ${formatDuration(nextAt - now)} later, goes on from the journal:`,
    );
    await story.clock.skipTo(nextAt);
  }
}

/** What happens to the machines when nobody of ours is there any more. */
async function watchOn(platform: Platform, { story, clock }: PlayedStory, signal: AbortSignal): Promise<void> {
  if (story.afterwards === 0 || signal.aborted) return;
  platform.log('');
  platform.log(
    `The rollout has ended. The machines are left to themselves for ${formatDuration(story.afterwards)}.`,
    'heading',
  );
  await clock.skipTo(clock.now() + story.afterwards);
}

interface EndedRun {
  readonly driven: Driven;
  /** The verdict of a run after which the rollout goes on by itself. */
  readonly waiting: string;
  readonly outcome: () => Outcome;
}

/** One run as a pipeline makes it: opens the ledger and the connections, does what is due, closes all. */
async function playRun({ context, story, loaded, ledger, directory }: Played, plan: Plan): Promise<EndedRun> {
  const { platform, signal } = context;
  const world = enterWorld(context, loaded, { clock: story.clock });
  const writer = await ledger.write(plan.rolloutId);
  try {
    const running = {
      platform,
      plan,
      world,
      writer,
      by: 'demo',
      reportDirectory: join(directory, 'report'),
      signal,
      takesWords: false,
    };
    const driven = await runLive(running);
    const outcome = await endingOf({
      running,
      driven,
      invocation: { program: programText(), options: [] },
      next: nextCommands(platform, story, ledger),
      journal: shownPlace(platform, ledger),
    });
    return { driven, waiting: outcome.line, outcome: () => outcome };
  } finally {
    await writer.close();
    await world.close();
  }
}

function shownPlace(platform: Platform, { directory, place }: RolloutLedger): string {
  return directory === undefined ? place : `file:${shownPath(platform, directory)}`;
}

/** Its machines are gone when the demo ends: these commands work all the same. */
function nextCommands(platform: Platform, { story }: PlayedStory, ledger: RolloutLedger): readonly string[] {
  const program = programText();
  return [
    `${program} status --ledger ${shownPlace(platform, ledger)}   # what the journal remembers`,
    `${program} fleet --scenario ${story.name}   # the same machines, for you to plan, apply, halt and roll back`,
  ];
}

interface Concluded {
  readonly platform: Platform;
  readonly outcome: Outcome;
  readonly story: PlayedStory;
  readonly directory: string;
  /** Milliseconds of the wall's clock. */
  readonly took: number;
}

/** Whether the story ended as it must, by the rollout's word and by the fleet's own books. */
function concluded({ outcome, story, took }: Concluded): Outcome {
  const { expected } = story.story;
  const { machines } = story.counts();
  const odd = story.oddities();
  const jobs = machines.flatMap(({ jobs: all }) => all).length;
  const restarts = machines.flatMap(({ restarts: all }) => all).length;
  const isAsExpected = outcome.conclusion === expected && odd.length === 0;
  const books =
    odd.length === 0
      ? `The machines' own books: ${count(jobs, 'job')} and ${count(restarts, 'restart')}, none of them twice, none for nothing, and nothing came back by itself.`
      : `The machines' own books are irregular: ${odd.join(', ')}.`;
  const end = isAsExpected
    ? `The story ended as it must: ${expected}. It took ${formatDuration(Math.round(took))}.`
    : `The story had to end ${expected}, and ended ${outcome.conclusion}.`;
  if (outcome.conclusion === 'cancelled') return outcome;
  return {
    ...outcome,
    details: [...(outcome.details ?? []), '', `  ${books}`, `  ${end}`],
    result: { ...outcome.result, scenario: story.story.name, expected, asExpected: isAsExpected },
    exitCode: isAsExpected ? 0 : 1,
  };
}
