// The bundles as they are committed: what each door loads at start, what it must never load, and how large it is.
// That they are what the sources build, byte for byte, is checked by `npm run dist` (facts: pipeline-hosts 2, tooling).
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFiles, root } from '../support/house.ts';

const KiB = 1024;
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The files that Node reads before the first line of the door runs: static imports, followed. */
function loadedAtStart(door: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(door)) return seen;
  seen.add(door);
  for (const [, chunk] of read(door).matchAll(/\b(?:from|import) ?"(\.\/[^"]+)";/g)) {
    loadedAtStart(join(dirname(door), chunk ?? ''), seen);
  }
  return seen;
}

const text = (paths: Iterable<string>): string => [...paths].map(read).join('\n');

/** Packages with code in a bundle: the bundler writes the path of each file above its code. */
function packagesIn(bundle: string): readonly string[] {
  const paths = bundle.matchAll(/^\/\/ (?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//gm);
  return [...new Set([...paths].map(match => match[1] ?? ''))].sort();
}

const doors = {
  cli: { file: 'dist/cli.mjs', never: ['azure-pipelines-task-lib', '@actions/core'], limit: 1024 },
  action: { file: 'dist/action.mjs', never: ['azure-pipelines-task-lib'], limit: 800 },
  post: { file: 'dist/post.mjs', never: ['azure-pipelines-task-lib'], limit: 800 },
  task: { file: 'task/dist/task.mjs', never: ['@actions/core', '@actions/github'], limit: 1024 },
};

describe.each(Object.entries(doors))('the door %s', (_, { file, never, limit }) => {
  const start = loadedAtStart(file);

  it('loads what only some runs need later, if at all', () => {
    const lazy = ['execa', 'undici', '@actions/github', '@octokit/core'];
    expect(packagesIn(text(start)).filter(name => lazy.includes(name))).toEqual([]);
  });

  it('never loads the library of another platform: importing one has effects', () => {
    expect(packagesIn(text(start)).filter(name => never.includes(name))).toEqual([]);
  });

  it(`loads at most ${limit} KiB at start`, () => {
    expect(Buffer.byteLength(text(start)) / KiB).toBeLessThanOrEqual(limit);
  });
});

describe.each(['dist', 'task/dist'])('the bundle in %s', folder => {
  const files = readdirSync(join(root, folder))
    .filter(name => name.endsWith('.mjs'))
    .map(name => `${folder}/${name}`);

  it('runs no text as code', () => {
    expect(text(files).match(/(?<![.\w])eval\(|\bnew Function\(.*/g) ?? []).toEqual([]);
  });

  it('has the licence of every package that is in it', () => {
    const licences = read(`${folder}/licenses.txt`);
    const packages = packagesIn(text(files));
    expect(packages).toContain('zod');
    expect(packages.filter(name => !licences.includes(`${name} `))).toEqual([]);
  });

  it('knows nothing of the machine that built it', () => {
    expect(text(files)).not.toContain(root);
  });
});

it('minifies the task; functions of ours keep their names, so that the stack of a bug says where it was', () => {
  const files = readdirSync(join(root, 'task/dist')).filter(file => file.endsWith('.mjs'));
  const texts = files.map(file => read(`task/dist/${file}`));
  const [foreign, ours] = [true, false].map(is =>
    texts.filter(one => one.startsWith('// node_modules/') === is).join('\n'),
  );
  const names = [...readFiles('src', '.ts')]
    .filter(([path]) => /^src\/(?:rollout\/(?:decide|fold|perform)|policy|gates)\//.test(path))
    .flatMap(([, code]) => [...code.matchAll(/^export (?:async )?function (\w+)/gm)].map(match => match[1] ?? ''));
  expect(names.length).toBeGreaterThan(80);
  // What only gives back what it is given stands in its own place: it has no line in any stack.
  const kept = names.filter(name => name !== 'defineGate');
  expect(kept.filter(name => !new RegExp(`\\b${name}\\d*\\b`).test(ours ?? ''))).toEqual([]);
  expect(foreign).toContain('// node_modules/zod/');
  expect(ours).not.toContain('node_modules/zod');
});

it('leaves out of the task what starts tools and finds files by patterns, and nothing of ours calls for them', () => {
  const licences = read('task/dist/licenses.txt');
  for (const left of ['q', 'balanced-match', 'brace-expansion'])
    expect(licences).not.toMatch(new RegExp(`^${left} \\d`, 'm'));
  const called = new Set([...read('src/platforms/azure.ts').matchAll(/\btask\.(\w+)/g)].map(match => match[1]));
  expect(called.size).toBeGreaterThan(5);
  const missing = [
    'tool',
    'exec',
    'execAsync',
    'execSync',
    'ToolRunner',
    'match',
    'filter',
    'findMatch',
    'legacyFindFiles',
  ];
  expect(missing.filter(name => called.has(name))).toEqual([]);
});

it('keeps the whole task below 1.6 MiB', () => {
  const sizes = readdirSync(join(root, 'task/dist')).map(name => Buffer.byteLength(read(`task/dist/${name}`)));
  expect(sizes.reduce((sum, size) => sum + size, 0) / KiB).toBeLessThanOrEqual(1.6 * KiB);
});
