// Whole rollouts with what is shipped, as a pipeline runs them: again and again until nothing is left to do, against the embedded fleet,
// which is a process of its own on real ports and keeps its own books. The ledger outlives the jobs, the workspace of each is thrown away.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startTask } from '../support/fake-agent.ts';
import { startAction } from '../support/fake-runner.ts';
import { git, gitMissing, makeRemote, type Remote } from '../support/git.ts';
import { findSecretsBelow, nodes, plainEnvironment, root, startStep } from '../support/step-process.ts';

const isBuilt = existsSync(join(root, 'dist/cli.mjs')) && existsSync(join(root, 'task/dist/task.mjs'));
const longTime = 240_000;
let place = '';
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'patchring-rollout-'));
  return () => rmSync(place, { recursive: true, force: true });
});

interface RunningFleet {
  readonly folder: string;
  readonly username: string;
  readonly password: string;
  readonly books: () => Promise<{ readonly irregularities: Readonly<Record<string, readonly string[]>> }>;
}

async function startFleet(node: string, scenario: string): Promise<RunningFleet> {
  const folder = mkdtempSync(join(place, `${scenario}-`));
  const args = ['fleet', '--dir', folder, '--scenario', scenario, '--machines', '8'];
  const fleet = startStep([node, join(root, 'dist/cli.mjs'), ...args], tmpdir(), plainEnvironment());
  onTestFinished(async () => {
    fleet.cancel();
    await fleet.ended;
  });
  await fleet.sees(/Ctrl\+C ends it/);
  const find = (pattern: RegExp): string => pattern.exec(fleet.text())?.[1] ?? '';
  const books = find(/(http:\/\/127\.0\.0\.1:\d+\/books)/);
  return {
    folder,
    username: find(/PATCHRING_USERNAME='([^']+)'/),
    password: find(/PATCHRING_PASSWORD='([^']+)'/),
    books: async () => (await fetch(books)).json() as ReturnType<RunningFleet['books']>,
  };
}

interface Job {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string | undefined;
  readonly log: readonly string[];
  readonly faults: readonly string[];
}

/** One job on a fresh checkout. `cancelAfter`: ms after its first sign of work. */
type RunJob = (fleet: RunningFleet, memory: Memory, cancelAfter?: number) => Promise<Job>;
/** A folder that outlives the jobs, or the repository that they check out. */
type Memory = string | Remote;

function inputsOf({ username, password }: RunningFleet, memory: Memory) {
  const ledger = typeof memory === 'string' ? { ledger: `file:${memory}` } : {};
  return { command: 'apply', ...ledger, username, password };
}

let branches = 0;

/** As `actions/checkout` leaves it: shallow, and from whichever branch the run is of. */
function checkoutOf({ folder }: RunningFleet, memory: Memory): string {
  const checkout = typeof memory === 'string' ? mkdtempSync(join(place, 'checkout-')) : memory.checkout('--depth=1');
  if (typeof memory !== 'string') {
    branches += 1;
    git(checkout, 'switch', '--quiet', ...(branches % 2 === 0 ? ['--detach'] : ['--create', `branch-${branches}`]));
  }
  for (const file of ['patchring.yml', 'machines.yml']) cpSync(join(folder, file), join(checkout, file));
  return checkout;
}

const asAction =
  (node: string): RunJob =>
  async (fleet, memory, cancelAfter) => {
    const running = startAction({
      node,
      workspace: checkoutOf(fleet, memory),
      with: inputsOf(fleet, memory),
      secrets: [fleet.password],
    });
    if (cancelAfter !== undefined) await cancelLater(running, cancelAfter);
    const [main, post] = [await running.main, await running.post()];
    if (main.tookToStop !== undefined) expect(main.tookToStop).toBeLessThan(7_500);
    return { ...main, faults: [...main.faults, ...post.faults, ...post.log] };
  };

const asTask =
  (node: string): RunJob =>
  async (fleet, memory, cancelAfter) => {
    const running = startTask({
      node,
      workspace: checkoutOf(fleet, memory),
      inputs: inputsOf(fleet, memory),
      secrets: [fleet.password],
    });
    if (cancelAfter !== undefined) await cancelLater(running, cancelAfter);
    const step = await running.step;
    if (step.tookToStop !== undefined) expect(step.tookToStop).toBeLessThan(7_500);
    const outputs = { ...step.outputs, 'next-due': step.outputs.nextDue ?? '' };
    return { ...step, outputs };
  };

async function cancelLater(running: ReturnType<typeof startAction> | ReturnType<typeof startTask>, after: number) {
  await Promise.race([running.process.sees(/\d\d:\d\d:\d\d/).catch(() => {}), running.process.ended]);
  await new Promise(wake => setTimeout(wake, after));
  running.cancel();
}

/** Jobs until one says that nothing is left, each after the one before is due. @returns their conclusions */
async function runUntilDone(
  fleet: RunningFleet,
  memory: Memory,
  runJob: RunJob,
  cancels: readonly (number | undefined)[] = [],
) {
  const conclusions: string[] = [];
  while (conclusions.length < 30) {
    const { outputs, summary, faults } = await runJob(fleet, memory, cancels[conclusions.length]);
    expect(faults).toEqual([]);
    expect(summary?.split('\n')[0]?.replaceAll('\\', '')).toContain(outputs.reason?.slice(0, 40) ?? '?');
    conclusions.push(outputs.conclusion ?? '');
    if (outputs.conclusion !== 'waiting' && outputs.conclusion !== 'cancelled') break;
    const wait = Date.parse(outputs['next-due'] ?? '') - Date.now();
    if (wait > 0) await new Promise(wake => setTimeout(wake, Math.min(wait + 50, 20_000)));
  }
  expect(findSecretsBelow(typeof memory === 'string' ? memory : memory.directory, [fleet.password])).toEqual([]);
  for (const [name, found] of Object.entries((await fleet.books()).irregularities))
    expect([name, found]).toEqual([name, []]);
  return conclusions;
}

describe('a rollout with what is shipped', () => {
  const on = (version: '20' | '24') => {
    const node = nodes[version] ?? '';
    const missing = [isBuilt ? '' : 'dist is not built', node === '' ? `no Node ${version}` : ''].filter(
      text => text !== '',
    );
    const reason = missing.length > 0 ? ` (skipped: ${missing.join(', ')})` : '';
    const isMissing = missing.length > 0;
    return { node, reason, isMissing, test: it.skipIf(isMissing) };
  };
  // Each takes as long as its machines do, most of it waiting; the platforms' own behaviour is tested on both Nodes elsewhere.
  const older = on('20');
  const newer = on('24');

  older.test(
    `goes through the rings as an action on Node 20, a job for each soak${older.reason}`,
    { timeout: longTime },
    async () => {
      const fleet = await startFleet(older.node, 'calm');
      const conclusions = await runUntilDone(fleet, join(fleet.folder, 'ledger'), asAction(older.node));
      expect(conclusions.at(-1)).toBe('succeeded');
      expect(new Set(conclusions.slice(0, -1))).toEqual(new Set(['waiting']));
    },
  );

  newer.test(
    `is cancelled again and again as a task on Node 24 and does everything once${newer.reason}`,
    { timeout: longTime },
    async () => {
      const fleet = await startFleet(newer.node, 'calm');
      const moments = [0, 300, 900, 1_700, 2_600, 3_700, 5_000];
      const conclusions = await runUntilDone(fleet, join(fleet.folder, 'ledger'), asTask(newer.node), moments);
      expect(conclusions.at(-1)).toBe('succeeded');
      expect(conclusions).toContain('cancelled');
    },
  );

  it.skipIf(newer.isMissing || gitMissing() !== '')(
    `remembers on a branch of the repository when no ledger is named, whichever branch a job is of${newer.reason}`,
    { timeout: longTime },
    async () => {
      const fleet = await startFleet(newer.node, 'calm');
      const remote = makeRemote();
      const conclusions = await runUntilDone(fleet, remote, asAction(newer.node), [undefined, 1_500]);
      expect(conclusions.at(-1)).toBe('succeeded');
      expect(remote.files('patchring-ledger').filter(path => !path.endsWith('.jsonl'))).toEqual(['patchring.json']);
      expect(remote.files('main')).toEqual(['file.txt']);
    },
  );

  newer.test(
    `stops by itself when a ring regresses, and the page says so first${newer.reason}`,
    { timeout: longTime },
    async () => {
      const fleet = await startFleet(newer.node, 'bad-update');
      const conclusions = await runUntilDone(fleet, join(fleet.folder, 'ledger'), asAction(newer.node));
      expect(conclusions.at(-1)).toBe('rolled-back');
    },
  );
});
