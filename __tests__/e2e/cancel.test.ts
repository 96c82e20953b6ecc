// One rollout with what is shipped, as an action whose jobs are cancelled at ten moments, from the first question to the middle of the
// work. After each the page says so in time, the report is whole, nothing is intended any more, and the ledger is free for whoever
// comes next; at the end the machines' own books show that everything was done once.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { type FleetProcess, startFleetProcess } from '../support/built-cli.ts';
import { type ActionStep, startAction } from '../support/fake-runner.ts';
import { nodes, root } from '../support/step-process.ts';

const cli = { path: join(root, 'dist/cli.mjs'), remove: () => {} };
const node = nodes['24'] ?? nodes['20'] ?? '';
const missing = [existsSync(cli.path) ? '' : 'dist is not built', node === '' ? 'no Node 20 or 24' : ''].filter(
  Boolean,
);

interface Moment {
  readonly sees: RegExp;
  /** ms after that. */
  readonly after: number;
}
const work = /\d\d:\d\d:\d\d {2}/;
const moments: readonly Moment[] = [
  { sees: /Asking ring/, after: 0 },
  { sees: work, after: 0 },
  { sees: work, after: 60 },
  { sees: /installing/, after: 0 },
  { sees: work, after: 150 },
  { sees: /restarting/, after: 0 },
  { sees: work, after: 300 },
  { sees: work, after: 500 },
  { sees: work, after: 800 },
  { sees: work, after: 1_200 },
];
const toleranceOfCalls = 500;

let place = '';
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'patchring-cancelled-'));
  return () => rmSync(place, { recursive: true, force: true });
});

interface Job extends ActionStep {
  /** Epoch ms; undefined: it ended before its moment came. */
  readonly cancelledAt: number | undefined;
}

async function runJob({ folder, account }: FleetProcess, moment: Moment | undefined): Promise<Job> {
  const workspace = mkdtempSync(join(place, 'checkout-'));
  for (const file of ['patchring.yml', 'machines.yml']) cpSync(join(folder, file), join(workspace, file));
  const inputs = { command: 'apply', ledger: `file:${join(folder, 'ledger')}`, ...account };
  const running = startAction({ node, workspace, with: inputs, secrets: [account.password] });
  let cancelledAt: number | undefined;
  if (moment !== undefined) {
    const hasCome = await running.process.sees(moment.sees).then(
      () => true,
      () => false,
    );
    await new Promise(wake => setTimeout(wake, moment.after));
    if (hasCome) {
      cancelledAt = Date.now();
      running.cancel();
    }
  }
  const [main, post] = [await running.main, await running.post()];
  // A job that was through before its signal came is none of this test's.
  const isCancelled = main.outputs.conclusion === 'cancelled';
  expect([...main.faults, ...post.faults, ...post.log]).toEqual([]);
  return { ...main, cancelledAt: isCancelled ? cancelledAt : undefined };
}

interface Line {
  readonly event: { readonly kind: string; readonly at: number };
}

/** The journal's text, from a ledger that is free. Empty: no rollout has begun. */
function journalIn(ledger: string): string {
  if (!existsSync(ledger)) return '';
  const files = readdirSync(ledger, { recursive: true, encoding: 'utf8' });
  const textOf = (name: string | undefined) => (name === undefined ? '' : readFileSync(join(ledger, name), 'utf8'));
  const lock = files
    .filter(file => /lock.*\.json$/.test(file))
    .sort()
    .at(-1);
  expect(textOf(lock)).toContain('"released":true');
  return textOf(files.find(file => file.endsWith('.jsonl')));
}

function expectLetGo({ folder }: FleetProcess, job: Job): void {
  const { outputs, summary, cancelledAt = 0, tookToStop } = job;
  expect(tookToStop).toBeLessThan(7_500);
  expect(summary).toContain('CANCELLED');
  expect(outputs.reason).toMatch(/^CANCELLED/);
  const journal = journalIn(join(folder, 'ledger'));
  if (journal === '') return;
  const report = outputs.report ?? '';
  expect(JSON.parse(readFileSync(join(report, 'result.json'), 'utf8'))).toMatchObject({ conclusion: 'cancelled' });
  expect(readFileSync(join(report, 'journal.jsonl'), 'utf8')).toBe(journal);
  const late = journal
    .trim()
    .split('\n')
    .map(line => (JSON.parse(line) as Line).event)
    .filter(({ kind, at }) => kind === 'intended' && at > cancelledAt + toleranceOfCalls);
  expect(late).toEqual([]);
}

it.skipIf(missing.length > 0)(
  `a rollout whose jobs are cancelled at ten moments ends as if nobody had${missing.length > 0 ? ` (skipped: ${missing.join(', ')})` : ''}`,
  { timeout: 240_000 },
  async () => {
    const fleet = await startFleetProcess(cli, 'calm', 12);
    onTestFinished(() => fleet.stop());
    const left = [...moments];
    const conclusions: string[] = [];
    while (conclusions.length < 40) {
      const job = await runJob(fleet, left[0]);
      conclusions.push(job.outputs.conclusion ?? '');
      if (job.cancelledAt !== undefined) {
        expectLetGo(fleet, job);
        left.shift();
        continue;
      }
      if (job.outputs.conclusion !== 'waiting') break;
      const wait = Date.parse(job.outputs['next-due'] ?? '') - Date.now();
      if (wait > 0) await new Promise(wake => setTimeout(wake, Math.min(wait + 50, 20_000)));
    }
    expect({ left, end: conclusions.at(-1) }).toEqual({ left: [], end: 'succeeded' });
    const { irregularities, machines } = await fleet.books();
    const { updatesInstalledTwice, restartedTwice, needlessRestarts } = irregularities;
    expect([...updatesInstalledTwice, ...restartedTwice, ...needlessRestarts]).toEqual([]);
    expect(machines.map(({ installs }) => installs.map(({ outcome }) => outcome))).toEqual(
      machines.map(() => ['installed']),
    );
  },
);
