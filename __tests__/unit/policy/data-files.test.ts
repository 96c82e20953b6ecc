import { describe, expect, it } from 'vitest';
import { lineageRows } from '../../../src/knowledge/lineage.ts';
import { load, told } from '../../support/policy-files.ts';

const policy = (more: string) =>
  `version: 1\nname: servers\ninventory: [{ name: web01 }]\n${more}rings: [{ name: test, machines: rest, window: anytime }]\n`;
const row = '{ product: windows-server-2025, month: 2026-11, kind: hotpatch, kb: KB5199999, ubr: 33600 }';

describe('lineage', () => {
  const files = (text: string) => ({ 'patchring.yml': policy('lineage: rows.yml\n'), 'rows.yml': text });

  it('is the shipped rows where the policy names no file', async () => {
    expect((await load({ 'patchring.yml': policy('') })).knowledge.lineage).toEqual(lineageRows);
  });

  it('is read from beside the policy, as YAML or JSON', async () => {
    const yaml = await load(files(`format: 1\nrows:\n  - ${row}\n`));
    expect(yaml.knowledge.lineage.some(({ kb }) => kb === 'KB5199999')).toBe(true);
    const own = { product: 'windows-server-2025', month: '2026-11', kind: 'hotpatch', kb: 'KB5199999', ubr: 33600 };
    const json = await load(files(JSON.stringify({ format: 1, rows: [own] })));
    expect(json.knowledge).toEqual(yaml.knowledge);
  });

  it('tells every fault of the file at once, each with its place, beside those of the policy', async () => {
    const bad = `format: 1\nrows:\n  - ${row.replace('hotpatch', 'hotpach')}\n  - ${row.replace('ubr', 'urb')}\n`;
    const lines = await told({ ...files(bad), 'patchring.yml': policy('lineage: rows.yml\nhotpatch: proctect\n') });
    expect(lines).toEqual([
      'patchring.yml:5:11 POLICY_VALUE_INVALID hotpatch: "proctect" is not known here; did you mean "protect"? Write protect, requireEnrolled or ignore',
      'rows.yml:3:59 DATA_VALUE_INVALID rows[0].kind: "hotpach" is not known here; did you mean "hotpatch"? Write baseline, hotpatch, lcu, oobHotpatch or oobLcu',
      'rows.yml:4:84 DATA_KEY_UNKNOWN unknown key "urb"; did you mean "ubr"?',
    ]);
  });

  it.each([
    ['is not there', undefined, 'rows.yml DATA_MISSING there is no data file at rows.yml'],
    ['is empty', '', 'rows.yml DATA_EMPTY rows.yml is empty'],
    ['is no YAML', 'rows: [', 'rows.yml:1:8 DATA_SYNTAX_INVALID'],
    ['has tabs', 'rows:\n\t- a: 1\n', 'rows.yml:2:1 DATA_TAB_FOUND'],
    ['repeats a key', 'format: 1\nformat: 1\n', 'rows.yml:2:1 DATA_KEY_DUPLICATED'],
    ['lacks what it must have', 'rows: []', 'rows.yml:1:1 DATA_VALUE_MISSING format is missing: write 1'],
  ])('is refused when the file %s', async (_, text, line) => {
    const named = { 'patchring.yml': policy('lineage: rows.yml\n') };
    const [first] = await told(text === undefined ? named : { ...named, 'rows.yml': text });
    expect(first).toContain(line);
  });
});

describe('cves, kev and exploited', () => {
  const cve = 'CVE-2025-59287';
  const own = JSON.stringify({ format: 1, cves: { [cve]: ['KB5070893'] }, exploited: ['KB5066835'] });
  const month = JSON.stringify({
    Vulnerability: [{ CVE: 'CVE-2025-24990', Remediations: [{ Type: 2, Description: { Value: '5066835' } }] }],
  });
  const kev = JSON.stringify({ vulnerabilities: [{ cveID: cve }] });

  it('are known together, from all files and from the policy itself', async () => {
    const { knowledge } = await load({
      'patchring.yml': policy('cves: [own.json, month.json]\nkev: kev.json\nexploited: [KB5070893]\n'),
      'own.json': own,
      'month.json': month,
      'kev.json': kev,
    });
    expect([...knowledge.holes.fixes.keys()]).toEqual([cve, 'CVE-2025-24990']);
    expect([...knowledge.holes.exploited].sort()).toEqual([cve, 'KB5066835', 'KB5070893']);
  });

  it('may be one file', async () => {
    const { knowledge } = await load({ 'patchring.yml': policy('cves: own.json\n'), 'own.json': own });
    expect(knowledge.holes.fixes.get(cve)).toEqual(['KB5070893']);
  });

  it('are refused where a file is another one', async () => {
    const lines = await told({
      'patchring.yml': policy('cves: own.yml\nkev: kev.json\nexploited: [5070893]\n'),
      'own.yml': 'format: 1\ncves: { CVE-2025-59287: [5070893] }\n',
      'kev.json': '{ "catalogVersion": "2025.10.24" }',
    });
    expect(lines).toEqual([
      'patchring.yml:6:13 POLICY_VALUE_INVALID exploited[0]: 5070893 is a number; write a text',
      'own.yml:2:26 DATA_VALUE_INVALID cves.CVE-2025-59287[0]: 5070893 is a number; write a text',
      'kev.json:1:1 DATA_VALUE_MISSING vulnerabilities is missing: write a list',
    ]);
  });

  it('let updates.include name a CVE whose fix is known, and no other', async () => {
    const files = (included: string) => ({
      'patchring.yml': policy(`cves: own.json\nupdates: { include: [${included}] }\n`),
      'own.json': own,
    });
    expect((await load(files(cve))).policy.updates.include).toEqual([cve]);
    expect(await told(files('CVE-2025-00001'))).toEqual([
      'patchring.yml:5:22 POLICY_CVE_UNMAPPED nothing says which update closes CVE-2025-00001: name the KB itself, or save Microsoft’s file of its month and name it under cves',
    ]);
  });

  it('are not asked for a fix while the file that may know it is faulty', async () => {
    const lines = await told({
      'patchring.yml': policy('cves: own.json\nupdates: { include: [CVE-2025-00001] }\n'),
      'own.json': '{}',
    });
    expect(lines).toEqual(['own.json:1:1 DATA_VALUE_MISSING format is missing: write 1']);
  });
});
