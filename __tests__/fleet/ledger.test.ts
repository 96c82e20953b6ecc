// Eight processes at one ledger on a branch, killed and put to sleep at random: whatever an append returned for is there once, in order,
// in one chain; whoever was overtaken in its sleep has written nothing; every letter is delivered. Two dozen turns, or as many as
// PATCHRING_LEDGER_TURNS says; each is a commit, and so is each lease, letter and giving back.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ordinaryPace } from '../../src/journal/git/claim.ts';
import { createGitLedger } from '../../src/journal/git.ts';
import { runCommand } from '../../src/runner/command.ts';
import { createDice } from '../../src/simulation/dice.ts';
import { gitMissing, makeRemote, type Remote } from '../support/git.ts';

const turns = Number(process.env.PATCHRING_LEDGER_TURNS ?? 24);
const processes = 8;
const branch = 'patchring-ledger';
const rollout = 'windows-servers-3f9ac2';
const missing = gitMissing();

/** Becomes the writer, appends some turns, gives way; leaves a letter when somebody else writes. Says what was acknowledged. */
const worker = `
  import * as z from 'zod';
  import { createGitLedger } from './src/journal/git.ts';
  import { ordinaryPace } from './src/journal/git/claim.ts';
  import { runCommand } from './src/runner/command.ts';
  const [checkout, temporary, name] = process.argv.slice(2);
  const schema = z.object({ at: z.number(), what: z.string(), place: z.number() });
  const pace = { ...ordinaryPace, lease: 6000, beat: 1500, letters: 0, patience: [50, 100, 200, 400, 800] };
  const ledger = createGitLedger({ run: runCommand, checkout, temporary, branch: '${branch}', schema, owner: name, pace });
  const say = (...words) => process.stdout.write(words.join(' ') + '\\n');
  const nap = length => new Promise(wake => setTimeout(wake, length));
  let count = 0;
  for (;;) {
    try {
      const { journal, notes } = await ledger.write('${rollout}');
      if (notes.length > 0) say('tookOver');
      for (let turn = 0; turn < 10; turn += 1) {
        const place = (await journal.read()).length;
        const events = [0, 1].map(more => ({ at: 1, what: name + '-' + (count += 1), place: place + more }));
        await journal.append(events);
        for (const { what } of events) say('appended', what);
      }
      await journal.close();
    } catch (error) {
      const code = error.failures?.[0]?.code;
      say('refused', code ?? String(error));
      if (code === 'JOURNAL_LOCKED' && Math.random() < 0.1) {
        const what = name + '-letter-' + (count += 1);
        await ledger.mailbox('${rollout}').post({ at: 1, what, place: 0 });
        say('posted', what);
      }
    }
    // Eight who ask without a pause would leave a small machine no time for the one who writes.
    await nap(200 + Math.random() * 2_000);
  }
`;

interface Crowd {
  readonly said: ReadonlyMap<string, readonly string[]>;
  readonly killed: number;
  readonly slept: number;
}

async function bundled(remote: Remote): Promise<string> {
  const outfile = join(remote.temporary, 'worker.mjs');
  const stdin = { contents: worker, resolveDir: process.cwd(), loader: 'ts' as const };
  const banner =
    "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);";
  const how = { bundle: true, platform: 'node', format: 'esm', target: 'node20', banner: { js: banner } } as const;
  await build({ stdin, outfile, ...how });
  return outfile;
}

/** None of them ends by itself. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) throw new Error(`a process ended by itself: ${child.exitCode}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Keeps so many of them going until they have written that much. */
async function crowdOn(remote: Remote): Promise<Crowd> {
  const script = await bundled(remote);
  const checkout = remote.checkout('--depth=1');
  const dice = createDice(7);
  const said = new Map<string, string[]>();
  const living: ChildProcess[] = [];
  let born = 0;
  const bear = (): void => {
    born += 1;
    const args = [script, checkout, remote.temporary, `p${born}`];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let rest = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [verb = '', word = ''] = line.split(' ');
        said.set(verb, [...(said.get(verb) ?? []), word]);
      }
    });
    living.push(child);
  };
  for (let index = 0; index < processes; index += 1) bear();
  let [killed, slept] = [0, 0];
  // Whether a lease is ever taken over is a matter of luck and load: the crowd goes on until one was, within reason.
  const written = (): number => (said.get('appended')?.length ?? 0) / 2;
  const wanted = (): boolean => written() < turns || (said.get('tookOver') === undefined && written() < 10 * turns);
  while (wanted()) {
    // As fast as they get on, however slow that is.
    const then = written() + 1 + Math.floor(dice.roll() * 4);
    while (written() < then) await new Promise(wake => setTimeout(wake, 50));
    const [victim] = living.splice(Math.floor(dice.roll() * living.length), 1);
    if (victim === undefined) break;
    if (dice.roll() < 0.7) {
      await end(victim);
      killed += 1;
      bear();
      continue;
    }
    victim.kill('SIGSTOP');
    slept += 1;
    setTimeout(() => victim.kill('SIGCONT'), 8_000);
    living.push(victim);
  }
  for (const child of living) await end(child);
  return { said, killed, slept };
}

describe.skipIf(missing !== '')(`a ledger on a branch with many at it${missing && ` (skipped: ${missing})`}`, () => {
  it('loses nothing, doubles nothing, and is one chain, however they die', { timeout: 1_800_000 }, async () => {
    const remote = makeRemote();
    const { said, killed, slept } = await crowdOn(remote);
    const schema = z.object({ at: z.number(), what: z.string(), place: z.number() });
    const place = { run: runCommand, checkout: remote.checkout(), temporary: remote.temporary, branch, schema };
    const ledger = createGitLedger({ ...place, owner: 'the judge', pace: ordinaryPace });
    const events = await ledger.read(rollout);
    const written = events.map(({ what }) => what);
    const acknowledged = said.get('appended') ?? [];
    console.log(
      `${remote.commits(branch).length} commits, ${events.length} records, ${killed} killed, ${slept} put to sleep, ` +
        `${said.get('tookOver')?.length ?? 0} taken over, refused: ${JSON.stringify(tally(said.get('refused') ?? []))}`,
    );
    expect(new Set(written).size).toBe(written.length);
    expect(acknowledged.filter(what => !written.includes(what))).toEqual([]);
    // Each was written by somebody who knew everything before it.
    expect(events.map(({ place: at }) => at)).toEqual(events.map((_, index) => index));
    const letters = (await ledger.mailbox(rollout).read()).map(({ event }) => event.what);
    expect((said.get('posted') ?? []).filter(what => !letters.includes(what))).toEqual([]);
    expect(new Set(letters).size).toBe(letters.length);
    const known = ['JOURNAL_LOCKED', 'JOURNAL_FENCED', 'JOURNAL_PUSH_OVERTAKEN'];
    expect((said.get('refused') ?? []).filter(code => !known.includes(code))).toEqual([]);
    expect(Math.min(killed, slept, said.get('tookOver')?.length ?? 0)).toBeGreaterThan(0);
  });
});

function tally(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
