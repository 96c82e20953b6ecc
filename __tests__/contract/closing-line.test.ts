// The closing line is what a pipeline and a person read of a whole run: here a run with every kind of fault must own up to each.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'closing-line-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function linesOfRun(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const settings = { test: { globals: true, reporters: [join(root, '__tests__/support/reporter.ts')] } };
  await writeFile(join(folder, 'vitest.config.js'), `export default ${JSON.stringify(settings)};`);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  // The variables of the run around this one would make the inner run believe that it is a worker.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
  return new Promise(done => {
    execFile(process.execPath, [vitest, 'run', ...Object.keys(files)], { cwd: folder, env }, (_error, stdout) =>
      done(stdout.trimEnd().split('\n')),
    );
  });
}

it('ends with the counts and names every skip', async () => {
  const lines = await linesOfRun({
    'calm.test.js': `it('a', () => {}); it('b', () => {});
      it.skipIf(true)('c', () => {}); it('d', ({ skip }) => skip('no gss-ntlmssp'));
      describe.skipIf(true)('e: skipped: no vectors', () => { it.each([])('f', () => {}); });`,
  });
  expect(lines.at(-1)).toBe('2 passed, 0 failed, 3 skipped');
  expect(lines).toContain('skipped: e: skipped: no vectors');
  expect(lines).toContain('skipped: c');
  expect(lines).toContain('skipped: d: no gss-ntlmssp');
});

it('counts as failed: a test, a hook, a loose rejection, a module that does not load, a test that never ended', async () => {
  const lines = await linesOfRun({
    'test.test.js': `it('fails', () => { throw new Error('x'); }); it('passes', () => {});`,
    'hook.test.js': `describe('h', () => { beforeAll(() => { throw new Error('x'); }); it('is skipped', () => {}); });`,
    'loose.test.js': `it('passes', async () => { void Promise.reject(new Error('x')); await new Promise(done => setTimeout(done, 20)); });`,
    'load.test.js': `import './missing.js'; it('is never seen', () => {});`,
    'dies.test.js': `it('never ends', () => process.kill(process.pid, 'SIGKILL'));`,
  });
  // The killed worker is one unhandled error beside the test that it took with it.
  expect(lines.at(-1)).toBe('2 passed, 6 failed, 1 skipped');
});
