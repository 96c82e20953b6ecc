// The scripts that a policy names: read byte for byte, bounded, and only in a form that Windows PowerShell 5.1 reads as it was meant.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sourceOf } from '../../../src/policy/source.ts';
import { policyHashOf } from '../../../src/rollout/build.ts';
import { type Files, load, told } from '../../support/policy-files.ts';

const policy = (source: string, more = '', ring = '') =>
  `version: 1\nname: servers\ninventory: [{ name: web01 }]\nupdates: { source: ${source} }\n${more}rings: [{ name: test, machines: rest, window: anytime${ring} }]\n`;
const all = '{ script: install.ps1, detect: detect.ps1, uninstall: remove.ps1, name: agent 7 }';
const good: Files = {
  'patchring.yml': policy(all),
  'install.ps1': '\ufeffWrite-Output "Ä"\r\n# SIG # Begin signature block\r\n',
  'detect.ps1': '$true\n',
  'remove.ps1': "'gone'",
};
const sha256 = (text: unknown) => createHash('sha256').update(String(text), 'utf8').digest('hex');

describe('the scripts of a policy', () => {
  it('come whole, with mark and line ends, under the digest of their bytes', async () => {
    const { policy: read } = await load(good);
    expect(sourceOf(read)).toMatchObject({
      kind: 'script',
      name: 'agent 7',
      script: { file: 'install.ps1', text: good['install.ps1'], sha256: sha256(good['install.ps1']) },
      detect: { text: '$true\n' },
      uninstall: { text: "'gone'" },
    });
  });

  it('are part of what was approved: another text is another policy and another update', async () => {
    const [one, same, other] = await Promise.all([load(good), load(good), load({ ...good, 'detect.ps1': '$false\n' })]);
    expect(policyHashOf(same.policy)).toBe(policyHashOf(one.policy));
    expect(policyHashOf(other.policy)).not.toBe(policyHashOf(one.policy));
    expect(other.policy.scripts?.digest).not.toBe(one.policy.scripts?.digest);
  });

  it('bear the name of their file, and none has to take them away', async () => {
    const read = await load({ ...good, 'patchring.yml': policy('{ script: install.ps1, detect: detect.ps1 }') });
    expect(read.policy.scripts).toMatchObject({ name: 'install.ps1', uninstall: null });
  });

  it.each<[string, string | Uint8Array, string]>([
    ['is empty', '', 'detect.ps1 SCRIPT_EMPTY'],
    ['is larger than 256 KiB', '#'.repeat(262_145), 'detect.ps1 SCRIPT_TOO_LARGE'],
    ['is UTF-16', new Uint8Array([0xff, 0xfe, 0x24, 0]), 'detect.ps1 SCRIPT_UNREADABLE'],
    ['has no mark and more than ASCII', "'Ä'", 'detect.ps1 SCRIPT_UNREADABLE detect.ps1 has letters beyond ASCII'],
    ['is no text', '$true\0', 'detect.ps1 SCRIPT_UNREADABLE'],
  ])('are refused where one %s', async (_, text, line) => {
    const [first] = await told({ ...good, 'detect.ps1': text });
    expect(first).toContain(line);
  });

  it('are missed all at once', async () => {
    const lines = await told({ 'patchring.yml': policy(all) });
    expect(lines).toEqual(
      ['install', 'detect', 'remove'].map(name => `${name}.ps1 SCRIPT_MISSING there is no script at ${name}.ps1`),
    );
  });

  it('are refused without detect', async () => {
    const [first] = await told({ ...good, 'patchring.yml': policy('{ script: install.ps1 }') });
    expect(first).toBe('patchring.yml:4:20 POLICY_VALUE_MISSING updates.source.detect is missing: write a text');
  });

  it('are refused where nothing takes them away and a ring rolls back', async () => {
    const text = policy('{ script: install.ps1, detect: detect.ps1 }', '', ', onRegression: rollback');
    expect(await told({ ...good, 'patchring.yml': text })).toEqual([
      'patchring.yml:5:70 POLICY_SOURCE_INVALID ring test rolls back, and nothing takes this script’s work away: write updates.source.uninstall, or onRegression: halt',
    ]);
  });

  it('are refused where nothing takes them away and a ring is to prove the undo', async () => {
    const text = policy('{ script: install.ps1, detect: detect.ps1 }', '', ', drill: true');
    expect(await told({ ...good, 'patchring.yml': text })).toEqual([
      'patchring.yml:5:63 POLICY_DRILL_INVALID ring test is to prove the undo, and nothing takes this script’s work away: write updates.source.uninstall, or take drill out',
    ]);
    expect(await told({ ...good, 'patchring.yml': policy(all, '', ', drill: true') })).toEqual([]);
  });

  it.each([
    ['connection: { configuration: patchring }\n'],
    ['connection: { for: [{ match: role=web, configuration: patchring }] }\n'],
    ['restart: never\n'],
  ])('are refused with %j', async more => {
    expect(await told({ ...good, 'patchring.yml': policy(all, more) })).toEqual([
      expect.stringMatching(/^patchring.yml:\d+:\d+ POLICY_SOURCE_INVALID .*script/),
    ]);
  });
});

describe('the scripts of gates', () => {
  const base =
    'version: 1\nname: servers\ninventory: [{ name: web01 }]\nrings: [{ name: test, machines: rest, window: anytime }]\n';
  const asked = `${base}gates: { before: [{ gate: script, file: probe.ps1 }], after: [{ gate: script, file: probe.ps1, timeout: 10s }, { gate: script, file: b.ps1 }] }\n`;
  const files: Files = { 'patchring.yml': asked, 'probe.ps1': 'exit 0\r\n', 'b.ps1': "'pass'" };

  it('come whole, each file once', async () => {
    const { policy: read } = await load(files);
    expect(read.probeScripts).toEqual([
      { file: 'probe.ps1', text: 'exit 0\r\n', sha256: sha256('exit 0\r\n') },
      { file: 'b.ps1', text: "'pass'", sha256: sha256("'pass'") },
    ]);
    expect(read.scripts).toBeUndefined();
  });

  it('are part of what was approved: another text is another policy', async () => {
    const [one, other] = await Promise.all([load(files), load({ ...files, 'b.ps1': "'fail'" })]);
    expect(policyHashOf(other.policy)).not.toBe(policyHashOf(one.policy));
  });

  it('are missed all at once, with their faults', async () => {
    expect(await told({ 'patchring.yml': asked, 'b.ps1': '' })).toEqual([
      'probe.ps1 SCRIPT_MISSING there is no script at probe.ps1',
      'b.ps1 SCRIPT_EMPTY b.ps1 is empty',
    ]);
  });

  it.each([
    ['{ gate: script }', /POLICY_VALUE_MISSING .*file/],
    ['script', /gate script has settings that must be written: \{ gate: script, file: … \}/],
    ['{ gate: script, file: b.ps1, timeout: 2m }', /may take from 1s to 1m: write timeout: 30s/],
    ['{ gate: script, file: b.ps1, text: x }', /POLICY_KEY_UNKNOWN/],
  ])('are refused as %s', async (gate, line) => {
    const [first] = await told({ ...files, 'patchring.yml': `${base}gates: { after: [${gate}] }\n` });
    expect(first).toMatch(line);
  });

  it.each([
    'connection: { configuration: patchring }\n',
    'connection: { for: [{ match: role=web, configuration: patchring }] }\n',
  ])('are refused with %j: installed functions run no code from outside', async more => {
    const lines = await told({ ...files, 'patchring.yml': `${asked}${more}` });
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/^patchring.yml:5:\d+ POLICY_GATE_INVALID .*runs a script/);
  });
});
