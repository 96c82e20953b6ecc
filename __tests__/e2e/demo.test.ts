// The first minute of a stranger: every story by the command line, as a process, with nothing but a folder to write to.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type BuiltCli, buildCli } from '../support/built-cli.ts';
import { plainEnvironment, startStep } from '../support/step-process.ts';

const longTime = 90_000;
let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
});
afterAll(() => cli.remove());

async function demo(...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'patchring-demo-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const command = [process.execPath, cli.path, 'demo', '--out', 'out', ...args];
  const { exitCode, stdout, stderr } = await startStep(command, folder, plainEnvironment()).ended;
  return { exitCode, out: stdout.toString(), err: stderr.toString(), folder };
}

describe('demo', () => {
  it.each([
    ['bad-update', 'rolled-back'],
    ['calm', 'succeeded'],
    ['hotpatch-loss', 'halted'],
    ['held', 'succeeded'],
    ['licence-lapsed', 'held'],
    ['lost-machine', 'halted'],
    ['slow-restart', 'succeeded'],
  ])('%s ends %s, as its story must, and exits 0', { timeout: longTime }, async (scenario, conclusion) => {
    const { exitCode, out } = await demo('--scenario', scenario, '--machines', '10', '--json');
    const result = JSON.parse(out);
    expect(result).toMatchObject({ conclusion, expected: conclusion, asExpected: true, scenario });
    expect(exitCode).toBe(0);
  });

  it('never touches production when the pilot ring regresses, and takes back the pilot ring alone', {
    timeout: longTime,
  }, async () => {
    const { out } = await demo('--json');
    const { rings, machines } = JSON.parse(out);
    expect(rings).toMatchObject([
      { name: 'test', state: 'passed', updated: 3, undone: 0 },
      { name: 'pilot', updated: 0, undone: 3, stranded: 0 },
      { name: 'production', untouched: 12, updated: 0 },
    ]);
    const undone = machines.filter(({ phase }: { readonly phase: string }) => phase === 'undone');
    expect(undone.map(({ name }: { readonly name: string }) => name)).toEqual(['pl01', 'pl02', 'pl03']);
  });

  it('attempts no rollback where a rollback cannot cure: a machine that left the Hotpatch train', {
    timeout: longTime,
  }, async () => {
    const { out } = await demo('--scenario', 'hotpatch-loss');
    expect(out).toMatch(/pl02 +! FAILED hotpatch: .*left the Hotpatch train/);
    expect(out).not.toMatch(/rolling back/);
  });

  it('reads from the head to the verdict, and its next steps work', { timeout: longTime }, async () => {
    const { out, err, folder } = await demo();
    expect(err).toBe('');
    const lines = out.split('\n');
    expect(lines[0]).toBe('patchring demo: bad-update');
    const verdict = lines.findIndex(line =>
      line.startsWith('ROLLED BACK in pilot wave 2/3: services failed on 1 of 3 (limit 0).'),
    );
    expect(verdict).toBeGreaterThan(30);
    expect(lines.slice(verdict).join('\n')).toContain('The story ended as it must: rolled-back.');
    expect(out).toContain('The run ends here. The next scheduled run, 1d later, goes on from the journal:');
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['ledger', 'machines.yml', 'patchring.yml', 'report']);
    const [, words = ''] = /next {2}node \S+ (status --ledger \S+)/.exec(out) ?? [];
    const status = startStep([process.execPath, cli.path, ...words.split(' ')], folder, plainEnvironment());
    const ended = await status.ended;
    expect(ended.stdout.toString()).toContain(lines[verdict] ?? '?');
    expect(ended.exitCode).toBe(4);
  });

  it('puts one document on standard output, the one that it writes down', { timeout: longTime }, async () => {
    const { out, err, folder } = await demo('--json', '--machines', '8', '--seed', '7');
    const { expected, asExpected, scenario, ...result } = JSON.parse(out);
    expect(JSON.parse(readFileSync(join(folder, 'out/report/result.json'), 'utf8'))).toEqual(result);
    expect(err).toContain('patchring demo: bad-update');
  });

  it('is cancelled within seconds', { timeout: longTime }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'patchring-demo-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const run = startStep([process.execPath, cli.path, 'demo', '--out', 'out'], folder, plainEnvironment());
    await run.sees(/installing/);
    run.cancel();
    const { exitCode, tookToStop } = await run.ended;
    expect(exitCode).toBe(130);
    expect(tookToStop).toBeLessThan(7_000);
  });

  it.each([
    [['--scenario', 'bad-updat'], '--scenario is "bad-updat": write bad-update'],
    [['--machines', '3'], '--machines is 3: write a number from 8 to 5000.'],
    [['--machines', 'ten'], '--machines is "ten": write a whole number.'],
  ])('refuses %j with a sentence', async (args, sentence) => {
    const { exitCode, out } = await demo(...args);
    expect(out).toContain(sentence);
    expect(exitCode).toBe(2);
  });
});
