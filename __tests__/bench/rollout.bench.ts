// A rollout of 200 machines through three rings, on the embedded fleet behind real sockets, client and machines in one process: wall,
// CPU, peak memory. How many bytes go up to a machine, and how many of them only because our functions are text. How many requests one machine costs for its whole update, and how many of them only wait (polls of a job, looks at
// a machine that restarts): the machines count them.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPolicy } from '../../src/policy/load.ts';
import { sourceOf } from '../../src/policy/source.ts';
import { buildPlan, policyHashOf } from '../../src/rollout/build.ts';
import { drive } from '../../src/rollout/drive.ts';
import { survey } from '../../src/rollout/perform/survey.ts';
import { ringToSurvey } from '../../src/rollout/survey.ts';
import { openLedger, openWorld, playStory } from '../../src/world.ts';
import { costOf, row, title } from './harness.ts';
import { Tally } from './tally.ts';

const machines = 200;
const directory = await mkdtemp(join(tmpdir(), 'patchring-rollout-'));
const signal = new AbortController().signal;
const tally = new Tally();

async function rollOut(): Promise<string> {
  const story = await playStory({ scenario: 'calm', machines, seed: 1, directory, speed: undefined });
  const { clock, account, policyFile } = story;
  const { policy, machines: entries } = await loadPolicy({ policy: policyFile });
  const env = { PATCHRING_USERNAME: account.username, PATCHRING_PASSWORD: account.password };
  const quiet = { secret: () => {}, onFallback: () => {} };
  const told = { policy, machines: entries, directory, env, overrides: {}, ...quiet };
  const world = () => openWorld({ ...told, name: 'bench', signal, clock });
  const first = ringToSurvey(policy, entries);
  if (first === undefined) throw new Error('a story has machines');
  const asking = world();
  const rows = await survey({
    machines: first.machines,
    source: sourceOf(policy),
    scansAtOnce: policy.scan.parallel,
    policyHash: policyHashOf(policy),
    fleet: asking.fleet,
    clock,
    signal,
  });
  await asking.close();
  const built = buildPlan({ policy, machines: entries, survey: { ring: first.ring, rows }, now: clock.now() });
  if (!built.ok) throw new Error('the plan could not be made');
  const { plan } = built;
  const ledger = openLedger({ place: 'file:ledger', from: directory, owner: 'bench', clock });
  for (;;) {
    const { fleet, runner, close } = world();
    const writer = await ledger.write(plan.rolloutId);
    const { standing } = await drive({
      plan,
      world: { fleet: tally.over(fleet), runner, clock, journal: writer.journal },
      by: 'bench',
      signal,
    });
    await writer.close();
    await close();
    if (standing.conclusion !== 'waiting' || standing.nextAt === null) {
      await story.close();
      return standing.conclusion;
    }
    await clock.skipTo(standing.nextAt);
  }
}

title(`rollout: ${machines} machines, client and machines in one process`);
let conclusion = '';
const { wall, cpu } = await costOf(async () => {
  conclusion = await rollOut();
});
const { logons, planning, waiting, working, calls, sent } = tally;
row({ what: `it ${conclusion}: wall`, values: [wall / 1_000], unit: 's' });
row({ what: 'CPU, client and machines', values: [cpu / 1_000], unit: 's' });
row({ what: 'peak memory, client and machines', values: [process.resourceUsage().maxRSS / 1_024], unit: 'MB' });
row({ what: 'requests a machine: all', values: [(logons + planning + waiting + working) / machines], unit: '' });
row({ what: 'of them logons', values: [logons / machines], unit: '' });
row({ what: 'of them planning', values: [planning / machines], unit: '' });
row({ what: 'of them waiting: polls of jobs, looks during restarts', values: [waiting / machines], unit: '' });
row({ what: 'the whole update, logons and waiting aside', values: [working / machines], unit: '', budget: 40 });
for (const [name, times] of calls) row({ what: `  of them ${name}`, values: [times / machines], unit: '' });
row({ what: 'request bodies a machine, planning aside', values: [sent.all / machines / 1_024], unit: 'KB' });
row({ what: 'of them with text of functions', values: [sent.text / machines / 1_024], unit: 'KB' });
row({ what: 'requests with text of functions a machine', values: [sent.texts / machines], unit: '' });
row({ what: 'the longest without it', values: [sent.longestPlain / 1_024], unit: 'KB' });
await rm(directory, { recursive: true });
process.exit();
