// Eight processes that write one rollout at the same time, each its part of it, killed and put to sleep at random, on a real branch. Each
// append is decided on everything before it: the next machine of its part is begun only by who has read that nobody has. Whatever an
// append returned for is there once, in one chain; no machine is begun twice, nor by a run whose part it is not in. Two dozen batches, or as
// many as PATCHRING_LEDGER_TURNS says; each is a commit, and so is each claim and giving back.
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
const parts = 8;
const branch = 'patchring-ledger';
const rollout = 'windows-servers-3f9ac2';
const missing = gitMissing();

/** Takes its part, begins the machines of it one after the other, and gives it back now and then. Says what was acknowledged. */
const worker = `
  import * as z from 'zod';
  import { createGitLedger } from './src/journal/git.ts';
  import { ordinaryPace } from './src/journal/git/claim.ts';
  import { runCommand } from './src/runner/command.ts';
  const [checkout, temporary, name, part] = process.argv.slice(2);
  const schema = z.object({ at: z.number(), machine: z.number(), by: z.string(), place: z.number() });
  const pace = { ...ordinaryPace, lease: 15_000, beat: 4_000, letters: 0, patience: [50, 100, 200, 400, 800] };
  const ledger = createGitLedger({ run: runCommand, checkout, temporary, branch: '${branch}', schema, owner: name, pace });
  const say = (...words) => process.stdout.write(words.join(' ') + '\\n');
  const nap = length => new Promise(wake => setTimeout(wake, length));
  const shard = part + '/${parts}';
  for (;;) {
    try {
      const { journal, notes } = await ledger.write('${rollout}', { shard, overlaps: () => false });
      if (notes.length > 0) say('tookOver', name);
      for (let turn = 0; turn < 12; turn += 1) {
        await journal.company.follow();
        const known = await journal.read();
        const begun = known.flatMap(({ machine }) => (machine % ${parts} === Number(part) - 1 ? [machine] : []));
        const machine = begun.length * ${parts} + Number(part) - 1;
        try {
          await journal.append([{ at: 1, machine, by: name, place: known.length }]);
          say('appended', machine);
        } catch (error) {
          if (error.failures?.[0]?.code !== 'JOURNAL_OVERTAKEN') throw error;
          say('overtaken', name);
        }
        // Eight who write without a pause would leave a small machine no time to let any of them be first.
        await nap(Math.random() * 3_000);
      }
      await journal.close();
    } catch (error) {
      say('refused', error.failures?.[0]?.code ?? String(error));
    }
    await nap(Math.random() * 200);
  }
`;

async function bundled(remote: Remote): Promise<string> {
  const outfile = join(remote.temporary, 'worker.mjs');
  const stdin = { contents: worker, resolveDir: process.cwd(), loader: 'ts' as const };
  const banner =
    "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);";
  const how = { bundle: true, platform: 'node', format: 'esm', target: 'node20', banner: { js: banner } } as const;
  await build({ stdin, outfile, ...how });
  return outfile;
}

class Crowd {
  readonly said = new Map<string, string[]>();
  readonly #living = new Map<number, ChildProcess>();
  readonly #begin: (part: number, born: number) => ChildProcess;
  #born = 0;
  killed = 0;
  slept = 0;

  constructor(begin: (part: number, born: number) => ChildProcess) {
    this.#begin = begin;
  }

  get written(): number {
    return this.said.get('appended')?.length ?? 0;
  }

  bear(part: number): void {
    this.#born += 1;
    const child = this.#begin(part, this.#born);
    let rest = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [verb = '', word = ''] = line.split(' ');
        this.said.set(verb, [...(this.said.get(verb) ?? []), word]);
      }
    });
    this.#living.set(part, child);
  }

  /** Killed, and somebody else comes for its part; or asleep for so long that its claim runs out, and somebody else comes, too. */
  async disturb(part: number, isKilled: boolean): Promise<void> {
    const victim = this.#living.get(part);
    if (victim === undefined) return;
    if (isKilled) {
      await end(victim);
      this.killed += 1;
    } else {
      victim.kill('SIGSTOP');
      this.slept += 1;
      setTimeout(() => {
        victim.kill('SIGCONT');
        setTimeout(() => victim.kill('SIGKILL'), 10_000);
      }, 20_000);
    }
    this.bear(part);
  }

  async end(): Promise<void> {
    for (const child of this.#living.values()) await end(child);
  }
}

/** None of them ends by itself. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) throw new Error(`a process ended by itself: ${child.exitCode}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe.skipIf(missing !== '')(`a rollout that eight processes write${missing && ` (skipped: ${missing})`}`, () => {
  it('has each machine once, by the run whose part it is in, and loses nothing, however they die', {
    timeout: 3_600_000,
  }, async () => {
    const remote = makeRemote();
    const script = await bundled(remote);
    const checkout = remote.checkout('--depth=1');
    const crowd = new Crowd((part, born) =>
      spawn(process.execPath, [script, checkout, remote.temporary, `p${born}`, String(part)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
    const dice = createDice(7);
    for (let part = 1; part <= parts; part += 1) crowd.bear(part);
    const isEnough = (): boolean => crowd.written >= turns && crowd.said.get('tookOver') !== undefined;
    while (!isEnough() && crowd.written < 10 * turns) {
      // As fast as they get on, however slow that is.
      const then = crowd.written + 1 + Math.floor(dice.roll() * 12);
      while (crowd.written < then) await new Promise(wake => setTimeout(wake, 50));
      await crowd.disturb(1 + Math.floor(dice.roll() * parts), dice.roll() < 0.7);
    }
    await crowd.end();
    const schema = z.object({ at: z.number(), machine: z.number(), by: z.string(), place: z.number() });
    const place = { run: runCommand, checkout: remote.checkout(), temporary: remote.temporary, branch, schema };
    const events = await createGitLedger({ ...place, owner: 'the judge', pace: ordinaryPace }).read(rollout);
    const { said, killed, slept } = crowd;
    const count = (verb: string): number => said.get(verb)?.length ?? 0;
    console.log(
      `${remote.commits(branch).length} commits, ${events.length} records, ${killed} killed, ${slept} put to sleep, ` +
        `${count('tookOver')} taken over, ${count('overtaken')} overtaken, refused: ${[...new Set(said.get('refused'))]}`,
    );
    const machines = events.map(({ machine }) => machine);
    expect(new Set(machines).size).toBe(machines.length);
    const there = new Set(machines.map(String));
    expect((said.get('appended') ?? []).filter(machine => !there.has(machine))).toEqual([]);
    // Each was written by somebody who knew everything before it, whoever had written that.
    expect(events.map(({ place: at }) => at)).toEqual(events.map((_, index) => index));
    const known = ['JOURNAL_LOCKED', 'JOURNAL_FENCED', 'JOURNAL_PUSH_OVERTAKEN'];
    expect((said.get('refused') ?? []).filter(code => !known.includes(code))).toEqual([]);
    expect(Math.min(killed, count('tookOver'), count('overtaken'))).toBeGreaterThan(0);
  });
});
