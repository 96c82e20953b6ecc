// The linter's settings, proved: each rule that the house leans on finds the fault planted for it. Several live in Biome's nursery and
// several need types; an update that renames or drops one would otherwise be a silence that looks like health.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../support/house.ts';

const planted: readonly (readonly [rule: string, path: string, text: string])[] = [
  [
    'lint/nursery/noFloatingPromises',
    'floating.ts',
    'async function work(): Promise<void> {}\nexport const go = (): void => {\n  work();\n};\n',
  ],
  [
    'lint/nursery/noMisusedPromises',
    'misused.ts',
    'async function ask(): Promise<boolean> {\n  return true;\n}\nexport const go = (): number => {\n  if (ask()) return 1;\n  return 2;\n};\n',
  ],
  [
    'lint/nursery/useAwaitThenable',
    'awaited.ts',
    'export async function go(): Promise<number> {\n  const n = 3;\n  return await n;\n}\n',
  ],
  [
    'lint/nursery/useExhaustiveSwitchCases',
    'switched.ts',
    "export function go(verdict: 'pass' | 'fail' | 'error'): number {\n  switch (verdict) {\n    case 'pass':\n      return 1;\n    case 'fail':\n      return 2;\n  }\n  return 3;\n}\n",
  ],
  [
    'lint/suspicious/noImportCycles',
    'circle-a.ts',
    "import { b } from './circle-b.ts';\n\nexport const a = (): number => b();\n",
  ],
  [
    'lint/suspicious/noImportCycles',
    'circle-b.ts',
    "import { a } from './circle-a.ts';\n\nexport const b = (): number => a();\n",
  ],
  [
    'lint/suspicious/noImportCycles',
    'types-a.ts',
    "import type { B } from './types-b.ts';\n\nexport type A = B | 1;\n",
  ],
  [
    'lint/suspicious/noImportCycles',
    'types-b.ts',
    "import type { A } from './types-a.ts';\n\nexport type B = A[] | 2;\n",
  ],
  ['lint/suspicious/noExplicitAny', 'any.ts', 'export const f = (a: any): number => a;\n'],
  ['lint/suspicious/noConsole', 'console.ts', "console.log('x');\n"],
  ['lint/style/noDefaultExport', 'default.ts', 'export default 1;\n'],
  ['lint/style/noNonNullAssertion', 'assertion.ts', 'export const f = (a: readonly number[]): number => a[0]!;\n'],
  [
    'lint/style/noExcessiveLinesPerFile',
    'long-file.ts',
    Array.from({ length: 301 }, (_, n) => `export const a${n} = ${n};\n`).join(''),
  ],
  ['lint/style/noRestrictedImports', 'actions.ts', "import { info } from '@actions/core';\n\ninfo('x');\n"],
  [
    'lint/style/noRestrictedImports',
    'azure.ts',
    "import { setResult } from 'azure-pipelines-task-lib/task.js';\n\nexport const x = setResult;\n",
  ],
  ['lint/style/noRestrictedImports', 'zod.ts', "import { z } from 'zod';\n\nexport const x = z.string();\n"],
  ['lint/style/useImportType', 'import-type.ts', "import { Server } from 'node:net';\n\nexport type X = Server;\n"],
  [
    'lint/style/useNodejsImportProtocol',
    'protocol.ts',
    "import { readFileSync } from 'fs';\n\nexport const x = readFileSync;\n",
  ],
  [
    'lint/complexity/useMaxParams',
    'parameters.ts',
    'export const f = (a: 1, b: 1, c: 1, d: 1, e: 1): number => a + b + c + d + e;\n',
  ],
  [
    'lint/complexity/noExcessiveLinesPerFunction',
    'long-function.ts',
    `export function f(a: number): number {\n  let b = a;\n${'  b += 1;\n'.repeat(60)}  return b;\n}\n`,
  ],
  ['lint/correctness/useImportExtensions', 'extension.ts', "import { a } from './any';\n\nexport const x = a;\n"],
  ['lint/correctness/noUnusedImports', 'unused.ts', "import { join } from 'node:path';\n\nexport const x = 1;\n"],
  ['lint/security/noGlobalEval', 'eval.ts', 'export const f = (text: string): unknown => eval(text);\n'],
  ['format', 'format.ts', 'export const  x = "1"\n'],
];
const allowed: readonly (readonly [path: string, text: string])[] = [
  ['platforms/github.ts', "import { info } from '@actions/core';\n\ninfo('x');\n"],
  [
    'platforms/azure.ts',
    "import { setResult } from 'azure-pipelines-task-lib/task.js';\n\nexport const x = setResult;\n",
  ],
];

let found: ReadonlyMap<string, readonly string[]> = new Map();
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lint-'));
  const settings = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8')) as Record<string, unknown>;
  await writeFile(join(folder, 'biome.json'), JSON.stringify({ ...settings, vcs: undefined }));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  for (const [path, text] of [...planted.map(([, path, text]) => [path, text] as const), ...allowed]) {
    await mkdir(dirname(join(folder, 'src', path)), { recursive: true });
    await writeFile(join(folder, 'src', path), text);
  }
  const args = ['check', '--reporter=json', '--max-diagnostics=none', 'src'];
  const output = await new Promise<string>(done => {
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    execFile(process.execPath, [biome, ...args], { cwd: folder, maxBuffer: 1 << 26 }, (_error, stdout) => done(stdout));
  });
  const { diagnostics } = JSON.parse(output) as {
    diagnostics: readonly {
      readonly category: string;
      readonly location: { readonly path: string | { readonly file: string } };
    }[];
  };
  const lists = new Map<string, string[]>();
  for (const { category, location } of diagnostics) {
    const path = (typeof location.path === 'string' ? location.path : location.path.file).replace(/^.*\bsrc\//, '');
    lists.set(path, [...(lists.get(path) ?? []), category]);
  }
  found = lists;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each(planted)('%s finds the fault in %s', (rule, path) => {
  expect(found.get(path)).toEqual([rule]);
});

it.each(allowed)('finds no fault in %s, the one place for that package', path => {
  expect(found.get(path)).toBeUndefined();
});
