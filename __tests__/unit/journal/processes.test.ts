// Writers that are processes of their own: one meets the end of its disk, another one is killed in the middle of its work.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createFileLedger } from '../../../src/journal/file.ts';

const schema = z.object({ at: z.number(), what: z.json() });
const rollout = 'windows-servers-3f9ac2';
const directories: string[] = [];

function freshDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-'));
  directories.push(directory);
  return directory;
}

const ledgerIn = (directory: string) => createFileLedger({ directory, schema, owner: 'this test' });
const wordsIn = async (directory: string) => (await ledgerIn(directory).read(rollout)).map(({ what }) => what);

afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

async function bundled(directory: string, contents: string): Promise<string> {
  const outfile = join(directory, 'script.mjs');
  const stdin = { contents, resolveDir: process.cwd(), loader: 'ts' as const };
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20' });
  return outfile;
}

const opened = `
  import * as z from 'zod';
  import { createFileLedger } from './src/journal/file.ts';
  const schema = z.object({ at: z.number(), what: z.json() });
  const ledger = createFileLedger({ directory: process.argv[2], schema, owner: 'a process of its own' });
  const { journal } = await ledger.write('${rollout}');
`;

describe.skipIf(process.platform !== 'linux')('a writer whose disk is full', () => {
  it('says so, keeps every whole turn and no half one, and the next one goes on', async () => {
    const directory = freshDirectory();
    const script = await bundled(
      directory,
      `${opened}
      let turns = 0;
      try {
        for (;; turns += 1) await journal.append([{ at: 1, what: turns }, { at: 2, what: 'x'.repeat(500) }]);
      } catch (error) {
        await journal.close();
        console.log(JSON.stringify({ turns, ...error.failures[0] }));
      }`,
    );
    const child = spawn('prlimit', ['--fsize=9000', process.execPath, script, directory]);
    const [output] = (await once(child.stdout, 'data')) as [Buffer];
    await once(child, 'exit');
    const { turns, code } = JSON.parse(output.toString()) as { turns: number; code: string };
    expect(code).toBe('JOURNAL_UNREADABLE');
    expect(turns).toBeGreaterThan(3);
    const next = await ledgerIn(directory).write(rollout);
    expect(next.notes).toEqual([]);
    expect(await next.journal.read()).toHaveLength(2 * turns);
    await next.journal.append([{ at: 3, what: 'there is room again' }]);
    await next.journal.close();
    expect((await wordsIn(directory)).at(-1)).toBe('there is room again');
  });
});

describe('a writer that is killed', () => {
  it('has on disk whatever append returned for, and the next one takes its lock and goes on', async () => {
    const directory = freshDirectory();
    const script = await bundled(
      directory,
      `${opened}
      for (let n = (await journal.read()).length; ; n += 3) {
        await journal.append([n, n + 1, n + 2].map(what => ({ at: what, what })));
        process.stdout.write(String(n + 3) + '\\n');
      }`,
    );
    let known = 0;
    for (let round = 0; round < 8; round += 1) {
      const child = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
      const atLeast = known + 3 + round * 7;
      child.stdout.on('data', (chunk: Buffer) => {
        known = Number(chunk.toString().trimEnd().split('\n').at(-1));
        if (known >= atLeast) child.kill('SIGKILL');
      });
      await once(child, 'exit');
      const events = await wordsIn(directory);
      expect(events.length).toBeGreaterThanOrEqual(known);
      expect(events).toEqual(events.map((_, index) => index));
    }
  });
});
