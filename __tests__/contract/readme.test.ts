// README is read by people who paste: its demo block is what the demo prints, its policy table names every field, its commands exist.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/registry.ts';
import { failureCodes } from '../../src/knowledge/errors.ts';
import { exitCodes } from '../../src/model/conclusion.ts';
import { policySchema } from '../../src/policy/schema.ts';
import { scenarios } from '../../src/simulation/scenarios.ts';
import { windowsErrors } from '../../src/windows/failures.ts';
import { jeaSetUp } from '../../src/windows/jea.ts';
import { winrmErrors } from '../../src/winrm/errors.ts';
import { faultMeanings } from '../../src/winrm/wsman/fault-numbers.ts';
import { root } from '../support/house.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** Standard output of the shipped command line. */
async function shipped(...args: string[]): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, [join(root, 'dist/cli.mjs'), ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const code = await new Promise<number | null>(resolve => child.once('close', resolve));
  return { code, text };
}

describe('README', () => {
  it('names its two commands on the first screen, and a workflow that ends before line 25', () => {
    const lines = readme.split('\n');
    const first = lines.slice(0, 25).join('\n');
    expect(first).toContain('node dist/cli.mjs demo');
    expect(first).toContain('npm cit');
    expect(first).toMatch(/^```yaml\n(?:.*\n){1,12}?```$/m);
  });

  it('shows what the demo prints', { timeout: 60_000 }, async () => {
    const [, scenario = '', block = ''] =
      /<!-- demo: ([\w-]+) -->\n```text\n([\s\S]*?)\n```\n<!-- \/demo -->/.exec(readme) ?? [];
    const { code, text } = await shipped('demo', '--scenario', scenario);
    expect(code).toBe(0);
    const printed = text.split('\n').map(line => line.replace(/^\d\d:\d\d:\d\d {2}/, '').trimEnd());
    expect(block.split('\n').length).toBeGreaterThan(3);
    for (const line of block.split('\n')) expect(printed).toContain(line);
  });

  it('lists every scenario with its ending', () => {
    for (const { name, expected } of scenarios) {
      expect(readme).toMatch(new RegExp(`^\\| \`${name}\` \\| .* \\| ${expected} \\|$`, 'm'));
    }
  });

  it('has a row for every field of the policy, and names every field of a ring', () => {
    for (const field of Object.keys(policySchema.shape))
      expect(readme).toMatch(new RegExp(`^\\| \`${field}\` \\|`, 'm'));
    const rings = readme.split('\n').find(line => line.startsWith('| `rings` |')) ?? '';
    for (const field of Object.keys(policySchema.shape.rings.element.shape)) expect(rings).toContain(`\`${field}\``);
  });

  it('calls no command that does not exist', () => {
    const called = [...readme.matchAll(/cli\.mjs (\w+)/g)].map(([, name]) => name);
    const known = commands.map(({ name }) => name);
    expect(called.length).toBeGreaterThan(6);
    for (const name of called.filter(name => name !== 'COMMAND')) expect(known).toContain(name);
  });

  it('has one row for every code of a failure, with what it means and what to do, and one for every fault number', () => {
    const rows = readme.split('\n').filter(line => line.startsWith('| '));
    const codes = [winrmErrors, windowsErrors, failureCodes].flatMap(table => Object.keys(table));
    for (const code of codes) {
      const [row = '', ...more] = rows.filter(line => line.startsWith(`| \`${code}\` |`));
      expect([code, row]).toEqual([code, expect.stringMatching(/^\| `\w+` \| .*\w.* \| (?:yes|no) \| .*\w.* \|$/)]);
      expect([code, more]).toEqual([code, []]);
    }
    for (const [number, { code }] of faultMeanings)
      expect(rows.filter(line => line.startsWith(`| ${number} (0x`))).toEqual([expect.stringContaining(`\`${code}\``)]);
  });

  it('sets up a machine that takes no scripts as the command says', () => {
    expect(readme).toContain(`\`\`\`powershell\n${jeaSetUp('CORP\\patchring').join('\n')}\n\`\`\``);
  });

  it('lists every exit code', () => {
    for (const code of new Set(Object.values(exitCodes))) expect(readme).toMatch(new RegExp(`^\\| ${code} \\| `, 'm'));
  });
});
