// The scripts of the live test, read by the real engine: they run on nobody's desk, so a slip in them would only show on a runner.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { engineAvailable, engineMissing, parseScript } from '../../support/engine.ts';
import { readFiles, root } from '../../support/house.ts';

const scripts = [...readFiles('__tests__/live', '.ps1').keys()];
const reason = engineAvailable ? '' : ` (skipped: ${engineMissing})`;

describe('the live test', () => {
  it.skipIf(!engineAvailable).each(scripts)(`%s is PowerShell that 5.1 reads${reason}`, async path => {
    expect((await parseScript(path)).findings).toEqual([]);
  });

  it('keeps the password in its own process: no file, no output, no argument', () => {
    const text = readFileSync(join(root, '__tests__/live/live.ps1'), 'utf8');
    const lines = text.split('\n').filter(line => /\$password\b/i.test(line));
    expect(lines.map(line => line.trim())).toEqual([
      "$password = 'aA1!' + [Convert]::ToBase64String($bytes)",
      '$secure = ConvertTo-SecureString -String $password -AsPlainText -Force',
      '$env:PATCHRING_PASSWORD = $password',
    ]);
  });
});
