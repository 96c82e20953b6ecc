import { describe, expect, it } from 'vitest';
import { failuresOf, load, told } from '../../support/policy-files.ts';

const rings = `
rings:
  - { name: test, machines: { label: ring=test }, window: anytime }
  - { name: rest, machines: rest, window: anytime }
`;
const policy = `version: 1\nname: servers\ninventory: machines.yml\n${rings}`;
const machines = `machines:\n  - { name: web01, labels: { ring: test } }\n  - { name: web02 }\n`;
const good = { 'patchring.yml': policy, 'machines.yml': machines };

describe('a good policy', () => {
  it('is loaded with its machines and every default', async () => {
    const loaded = await load(good);
    expect(loaded.machines.map(({ name }) => name)).toEqual(['web01', 'web02']);
    expect(loaded.inventoryFile).toMatch(/machines\.yml$/);
    expect(loaded.policy).toMatchObject({
      connection: { transport: 'https', auth: 'ntlm' },
      updates: {
        source: 'machine',
        products: ['windows'],
        categories: ['security', 'critical'],
        productUpgrade: 'deny',
        passes: 2,
      },
      hotpatch: 'protect',
      restart: 'ifNeeded',
      pendingRestart: 'skip',
    });
  });

  it('has defaults that are slow, never dangerous', async () => {
    const { policy: read } = await load(good);
    expect(read.rings[0]).toMatchObject({
      waves: [1, '100%'],
      maxUnavailable: 1,
      maxFailures: 0,
      maxSkipped: 0,
      soak: 86_400_000,
      opens: 0,
      onRegression: 'halt',
    });
  });

  it('may hold its machines itself', async () => {
    const loaded = await load({
      'patchring.yml': policy.replace(
        'machines.yml',
        '\n  - { name: web01, labels: { ring: test } }\n  - { name: web02 }',
      ),
    });
    expect([loaded.machines.length, loaded.inventoryFile]).toEqual([2, null]);
  });

  it('may be JSON', async () => {
    const json = {
      version: 1,
      name: 's',
      inventory: [{ name: 'web01' }],
      rings: [{ name: 'all', machines: 'rest', window: 'anytime' }],
    };
    expect((await load({ 'patchring.yml': JSON.stringify(json) })).machines).toHaveLength(1);
  });

  it('takes the inventory of this run before its own', async () => {
    const loaded = await load({ ...good, 'other.csv': 'name,ring\nweb08,test\nweb09,\n' }, { inventory: 'other.csv' });
    expect(loaded.machines.map(({ name }) => name)).toEqual(['web08', 'web09']);
  });

  it('never holds a value of the environment', async () => {
    const text = `${policy}credentials: { default: { username: $PATCHRING_USERNAME, password: $PATCHRING_PASSWORD } }\n`;
    const loaded = await load({ ...good, 'patchring.yml': text });
    expect(loaded.policy.credentials).toEqual({
      default: { username: '$PATCHRING_USERNAME', password: '$PATCHRING_PASSWORD' },
    });
    expect((await load(good)).policy.credentials).toEqual({});
  });
});

describe('the guards', () => {
  const gatesOf = async (written: string) => {
    const { policy: read } = await load({ ...good, 'patchring.yml': `${policy}${written}` });
    return read.gates;
  };
  const names = (choices: readonly { gate: string }[]) => choices.map(({ gate }) => gate);

  it('stand in the lists even where the policy leaves them out', async () => {
    const { before, after } = await gatesOf('gates: { before: [reachable], after: [cameBack] }\n');
    expect([names(before), names(after)]).toEqual([
      ['reachable', 'hotpatch', 'notHeld'],
      ['cameBack', 'hotpatch'],
    ]);
  });

  it('keep the settings that the policy gives them', async () => {
    const { after } = await gatesOf('gates: { after: [{ gate: hotpatch, settle: 20m, severity: hard }] }\n');
    expect(after).toEqual([
      { gate: 'hotpatch', severity: 'hard', settings: { settle: 1_200_000, requireEnrolled: false } },
    ]);
  });

  it('ask for enrolment where the policy requires it, and judge an ignored Hotpatch only where they are named', async () => {
    const required = await gatesOf('hotpatch: requireEnrolled\n');
    expect(required.before.find(({ gate }) => gate === 'hotpatch')?.settings.requireEnrolled).toBe(true);
    const ignored = await gatesOf('hotpatch: ignore\ngates: { before: [reachable, hotpatch] }\n');
    expect(names(ignored.before)).toEqual(['reachable', 'hotpatch', 'notHeld']);
    expect(names(ignored.after)).not.toContain('hotpatch');
  });
});

describe('files', () => {
  it.each([
    ['is missing', { 'machines.yml': machines }, 'patchring.yml POLICY_MISSING there is no policy at patchring.yml'],
    ['is empty', { ...good, 'patchring.yml': '' }, 'patchring.yml POLICY_EMPTY patchring.yml is empty'],
    [
      'holds only comments',
      { ...good, 'patchring.yml': '# nothing\n' },
      'patchring.yml POLICY_EMPTY the file holds nothing but comments',
    ],
    [
      'is indented with tabs',
      { ...good, 'patchring.yml': 'version: 1\nrings:\n\t- name: x\n' },
      'patchring.yml:3:1 POLICY_TAB_FOUND YAML is indented with spaces, and here stands a tab: write spaces',
    ],
    [
      'says a thing twice',
      { ...good, 'patchring.yml': `${policy}name: again\n` },
      'patchring.yml:8:1 POLICY_KEY_DUPLICATED this key stands here a second time: keep one of them',
    ],
    [
      'is UTF-16',
      { ...good, 'patchring.yml': Buffer.from(policy, 'utf16le') },
      'patchring.yml POLICY_UNREADABLE patchring.yml is not UTF-8 text: save it as UTF-8',
    ],
    [
      'is huge',
      { ...good, 'patchring.yml': `${policy}# ${'x'.repeat(1_048_576)}` },
      expect.stringMatching(
        /^patchring\.yml POLICY_TOO_LARGE patchring\.yml has \d+ bytes, and no policy is larger than 1048576$/,
      ),
    ],
    [
      'is not YAML',
      { ...good, 'patchring.yml': 'version: 1\nrings: [\n' },
      expect.stringMatching(/^patchring\.yml:\d+:\d+ POLICY_SYNTAX_INVALID this is not YAML: /),
    ],
    [
      'has no rings',
      { ...good, 'patchring.yml': policy.replace(rings, '') },
      'patchring.yml:1:1 POLICY_VALUE_MISSING rings is missing: write a list',
    ],
    [
      'is a list',
      { ...good, 'patchring.yml': '- 1\n' },
      'patchring.yml:1:1 POLICY_VALUE_INVALID the file: a list is a list; write keys and values',
    ],
  ])('says so when the policy %s', async (_, files, line) => {
    expect((await told(files))[0]).toEqual(line);
  });

  it.each([
    ['is missing', { 'patchring.yml': policy }, 'machines.yml INVENTORY_MISSING there is no inventory at machines.yml'],
    ['is empty', { ...good, 'machines.yml': '\n' }, 'machines.yml INVENTORY_EMPTY machines.yml is empty'],
    [
      'has no machine',
      { ...good, 'machines.yml': 'machines: []\n' },
      'machines.yml:1:11 INVENTORY_VALUE_INVALID machines: this must not be empty',
    ],
    [
      'is indented with tabs',
      { ...good, 'machines.yml': 'machines:\n\t- name: x\n' },
      'machines.yml:2:1 INVENTORY_TAB_FOUND YAML is indented with spaces, and here stands a tab: write spaces',
    ],
    [
      'is no text',
      { ...good, 'machines.yml': new Uint8Array([0xff, 0xfe, 0x41]) },
      'machines.yml INVENTORY_UNREADABLE machines.yml is not UTF-8 text: save it as UTF-8',
    ],
    [
      'is huge',
      { ...good, 'machines.yml': new Uint8Array(33_554_433) },
      'machines.yml INVENTORY_TOO_LARGE machines.yml has 33554433 bytes, and no inventory is larger than 33554432',
    ],
    [
      'is not YAML',
      { ...good, 'machines.yml': 'machines: {\n' },
      expect.stringMatching(/^machines\.yml:\d+:\d+ INVENTORY_SYNTAX_INVALID this is not YAML: /),
    ],
    [
      'misspells a key',
      { ...good, 'machines.yml': `${machines}  - { name: web03, adress: 10.0.0.3 }\n` },
      'machines.yml:4:20 INVENTORY_KEY_UNKNOWN unknown key "adress"; did you mean "address"?',
    ],
    [
      'names no machine',
      { ...good, 'machines.yml': `${machines}  - { labels: { ring: test } }\n` },
      'machines.yml:4:5 INVENTORY_VALUE_MISSING machines[2].name is missing: write a text',
    ],
    [
      'has a label that is no text',
      { ...good, 'machines.yml': `${machines}  - { name: web03, labels: { ring: 1 } }\n` },
      'machines.yml:4:36 INVENTORY_VALUE_INVALID machines[2].labels.ring: 1 is a number; write a text',
    ],
  ])('says so when the inventory %s, and nothing that only follows from it', async (_, files, line) => {
    expect(await told(files)).toEqual([line]);
  });

  it('reads a folder as no file', async () => {
    const [failure] = await failuresOf(good, { policy: '/' });
    expect(failure?.code).toBe('POLICY_UNREADABLE');
  });
});

describe('all at once', () => {
  it('tells the faults of shapes, rules and inventory together, in the order of the files', async () => {
    const files = {
      'patchring.yml': [
        'version: 1',
        'name: windows servers',
        'inventroy: machines.yml',
        'hotpatch: protct',
        'rings:',
        '  - { name: test, machines: { label: ring=tset }, wavs: [1, 4], window: anytime }',
        '  - { name: rest, machines: rest, window: weekend, soak: 5 }',
        '',
      ].join('\n'),
      'machines.yml':
        'machines:\n  - { name: web01, labels: { ring: test } }\n  - { name: WEB01 }\n  - { name: web03, timeZone: Europe/Berln }\n',
    };
    expect(await told(files)).toEqual([
      'patchring.yml:2:7 POLICY_VALUE_INVALID name: letters, digits and hyphens, at most 60',
      'patchring.yml:3:1 POLICY_KEY_UNKNOWN unknown key "inventroy"; did you mean "inventory"?',
      'patchring.yml:4:11 POLICY_VALUE_INVALID hotpatch: "protct" is not known here; did you mean "protect"? Write protect, requireEnrolled or ignore',
      'patchring.yml:6:5 POLICY_WAVES_INCOMPLETE the waves of ring test never reach all its machines: waves are sizes and the last is the rest, so write [1, 4, 100%]',
      'patchring.yml:6:29 POLICY_RING_EMPTY the ring test has no machine: no machine bears the label ring=tset; did you mean ring=test?',
      'patchring.yml:6:51 POLICY_KEY_UNKNOWN unknown key "wavs"; did you mean "waves"?',
      'patchring.yml:7:43 POLICY_WINDOW_UNKNOWN the ring rest names the window "weekend", which is not under windows; there are anytime',
      'patchring.yml:7:58 POLICY_VALUE_INVALID rings[1].soak: write a duration: 90s, 15m, 1h30m or 3d',
      'machines.yml:3:13 INVENTORY_MACHINE_DUPLICATED WEB01 stands in the list already (written web01 there; case makes no difference): keep one of the entries',
      'machines.yml:4:30 INVENTORY_ZONE_UNKNOWN web03: "Europe/Berln" is not an IANA time zone; did you mean "Europe/Berlin"?',
    ]);
  });

  it('repeats no value that may be a secret', async () => {
    const text = `${policy}credentials:\n  default: { username: a, password: hunter2 }\n  other: { match: a=b, username: b, password: 31337, pasword: swordfish }\n  third: qwertz\n`;
    const failures = await failuresOf({ ...good, 'patchring.yml': text });
    expect(failures.length).toBeGreaterThan(3);
    for (const secret of ['hunter2', '31337', 'swordfish', 'qwertz'])
      expect(JSON.stringify(failures)).not.toContain(secret);
  });
});
