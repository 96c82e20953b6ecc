// Commands of the runner: arguments arrive as they are, no shell reads them, and every ending is an answer within its limits.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type RunnerCommand, runCommand } from '../../../src/runner/command.ts';
import { scriptsIn, scriptsMissing } from '../../support/commands.ts';

const run = (directory: string, command: readonly string[], more: Partial<RunnerCommand> = {}) =>
  runCommand({ command, directory, timeout: 10_000, limit: 1_000, ...more });

describe.skipIf(scriptsMissing !== '')(`a command${scriptsMissing && `: skipped: ${scriptsMissing}`}`, () => {
  it('gets its arguments as they are: no shell reads them', async () => {
    const directory = scriptsIn({ 'say.sh': 'printf "<%s>" "$@"' });
    const hostile = ['$(id)', '; rm -rf /', 'a  b', '', '`id`', "'", '*'];
    expect(await run(directory, ['./say.sh', ...hostile])).toEqual({
      kind: 'done',
      output: hostile.map(text => `<${text}>`).join(''),
    });
  });

  it('runs in the given folder, and is found from there or on PATH', async () => {
    const directory = scriptsIn({ 'where.sh': 'pwd -P' });
    const [own, found] = [await run(directory, ['./where.sh']), await run(directory, ['pwd', '-P'])];
    expect(own).toMatchObject({ kind: 'done', output: expect.stringMatching(/patchring-commands-\w+$/) });
    expect(found).toEqual(own);
  });

  it('has our environment without the inputs of the step, and nothing on standard input', async () => {
    vi.stubEnv('INPUT_PASSWORD', 'hunter2');
    vi.stubEnv('PATCHRING_VAULT_TOKEN', 'for the command');
    onTestFinished(() => void vi.unstubAllEnvs());
    const directory = scriptsIn({ 'env.sh': 'echo "$INPUT_PASSWORD|$PATCHRING_VAULT_TOKEN|$(cat)"' });
    expect(await run(directory, ['./env.sh'])).toEqual({ kind: 'done', output: '|for the command|' });
  });

  it.each([
    ['an exit code', 'exit 3', { kind: 'failed', how: 'exit code 3', output: '', exitCode: 3 }],
    ['a signal', 'kill -SEGV $$', { kind: 'failed', how: 'signal SIGSEGV', output: '' }],
    ['words without end', 'yes', { kind: 'tooLong' }],
    [
      'an error that was said aloud',
      'echo hunter2 >&2; exit 1',
      { kind: 'failed', how: 'exit code 1', output: '', exitCode: 1 },
    ],
    ['chatter on standard error', 'yes err | head -c 1000000 >&2; echo fine', { kind: 'done', output: 'fine' }],
  ])('ends by %s', async (_, lines, end) => {
    expect(await run(scriptsIn({ 'x.sh': lines }), ['./x.sh'])).toEqual(end);
  });

  it.each([
    ['it sleeps', 'sleep 30'],
    ['what it left behind holds its output', 'sleep 30 &\necho "{}"'],
    ['it cannot be persuaded', "trap '' TERM INT; sleep 30; sleep 30"],
  ])('is ended by its time limit when %s', async (_, lines) => {
    expect(await run(scriptsIn({ 'x.sh': lines }), ['./x.sh'], { timeout: 200 })).toMatchObject({ kind: 'overdue' });
  });

  it('ends when the run is asked to stop', async () => {
    const stop = new AbortController();
    const directory = scriptsIn({ 'x.sh': 'sleep 30' });
    const ending = run(directory, ['./x.sh'], { signal: stop.signal });
    stop.abort();
    expect(await ending).toEqual({ kind: 'aborted' });
  });

  it('is missing where there is none, or none that may be run', async () => {
    const directory = scriptsIn({});
    writeFileSync(join(directory, 'text'), 'x');
    expect(await run(directory, ['./nothing'])).toEqual({ kind: 'missing', why: 'ENOENT' });
    expect(await run(directory, ['patchring-no-such-command'])).toEqual({ kind: 'missing', why: 'ENOENT' });
    expect(await run(directory, ['./text'])).toEqual({ kind: 'missing', why: 'EACCES' });
  });
});
