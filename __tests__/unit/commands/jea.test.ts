// `jea` on a real folder: four files, the set-up in five lines, and nothing of the user's replaced unasked.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jeaFiles, jeaSetUp } from '../../../src/windows/jea.ts';
import { callCommand } from '../../support/command-calls.ts';

describe('jea', () => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'patchring-jea-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));
  const call = (...more: readonly string[]) => callCommand(['jea', ...more], { directory });
  const psrc = () => join(directory, 'out/patchring/RoleCapabilities/patchring.psrc');

  it('writes its files and says in five lines how they come to a machine', async () => {
    const { outcome } = await call('--out', 'out', '--group', 'CORP\\patchers');
    expect(outcome).toMatchObject({ conclusion: 'succeeded', line: `WRITTEN: 4 files in ${join(directory, 'out')}.` });
    expect(outcome?.details?.slice(1)).toEqual(jeaSetUp('CORP\\patchers'));
    expect(jeaSetUp('x')).toHaveLength(5);
    for (const [path, text] of jeaFiles('CORP\\patchers')) {
      expect(readFileSync(join(directory, 'out', path), 'utf8')).toBe(text);
    }
  });

  it('is safe to repeat, and replaces what differs only when told to', async () => {
    expect((await call('--out', 'out', '--group', 'CORP\\patchers')).failures).toEqual([]);
    writeFileSync(psrc(), '# signed');
    const { failures } = await call('--out', 'out', '--group', 'CORP\\patchers');
    expect(failures).toMatchObject([{ code: 'ARGUMENT_INVALID', message: expect.stringContaining('patchring.psrc') }]);
    expect(readFileSync(psrc(), 'utf8')).toBe('# signed');
    await call('--out', 'out', '--group', 'CORP\\patchers', '--force');
    expect(readFileSync(psrc(), 'utf8')).not.toBe('# signed');
  });

  it('needs to be told where', async () => {
    expect((await call()).failures).toMatchObject([{ code: 'ARGUMENT_MISSING' }]);
  });

  it.each(['a\nb', 'a"b', 'A\\B\\C', ' x', 'a;b', 'a\u2019; calc #', 'a\\'])('takes no group %j', async group => {
    expect((await call('--out', 'other', '--group', group)).failures).toMatchObject([{ code: 'ARGUMENT_INVALID' }]);
  });
});
