// A step around the work as a real command: how it ended, what it said last, and what nobody may read in that.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runStep } from '../../../src/runner/step.ts';
import { scriptsIn, scriptsMissing } from '../../support/commands.ts';

const run = (script: string, timeout = 20_000) => {
  const directory = scriptsIn({ 'x.sh': script });
  const asked = { command: ['./x.sh', 'in', 'a b'], timeout, key: 'servers-1/test/web01/step/1' };
  return { directory, end: runStep(asked, { directory, signal: undefined }) };
};

describe.skipIf(scriptsMissing !== '')(`a step${scriptsMissing && `: skipped: ${scriptsMissing}`}`, () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is known again by its key, and gets its arguments as they are', async () => {
    const { directory, end } = run('echo "$PATCHRING_STEP_KEY|$1|$2|$INPUT_PASSWORD" > ran');
    vi.stubEnv('INPUT_PASSWORD', 'swordfish');
    expect(await end).toMatchObject({ failed: null });
    expect(readFileSync(join(directory, 'ran'), 'utf8')).toMatch(/^servers-1\/test\/web01\/step\/1\|in\|a b\|/);
  });

  it('gets nothing of the inputs of our own step', async () => {
    vi.stubEnv('INPUT_PASSWORD', 'swordfish');
    expect((await run('echo "[$INPUT_PASSWORD]"; exit 1').end).failed?.said).toBe('[]');
  });

  it('says its last lines where it fails, without control characters', async () => {
    const { failed } = await run("printf 'one\\ntwo\\033[31m red\\033[0m\\r\\n\\n::error::three\\nfour'; exit 3").end;
    expect(failed).toEqual({ how: 'exit code 3', said: 'two red | ::error::three | four' });
  });

  it('repeats no value of a variable that may hold a secret', async () => {
    vi.stubEnv('LB_TOKEN', 'swordfish');
    vi.stubEnv('PATCHRING_LB', 'marlin-7');
    const { failed } = await run('echo "401 for $LB_TOKEN and $PATCHRING_LB"; exit 1').end;
    expect(failed?.said).toBe('401 for *** and ***');
  });

  it('is ended when it is late, and has failed', async () => {
    expect((await run('echo waiting; sleep 30', 300).end).failed?.how).toBe('it did not end in 300 ms');
  });

  it('has failed where it is not there', async () => {
    const asked = { command: ['./none.sh'], timeout: 1_000, key: 'k' };
    expect((await runStep(asked, { directory: scriptsIn({}), signal: undefined })).failed?.how).toBe('ENOENT');
  });
});
