import { describe, expect, it } from 'vitest';
import { lineageRows } from '../../../src/knowledge/lineage.ts';
import { load, told } from '../../support/policy-files.ts';

const policy = (more: string) =>
  `version: 1\nname: servers\ninventory: [{ name: web01 }]\n${more}rings: [{ name: test, machines: rest, window: anytime }]\n`;
const row = '{ product: windows-server-2025, month: 2026-11, kind: hotpatch, kb: KB5199999, ubr: 33600 }';

describe('lineage', () => {
  const files = (text: string) => ({ 'patchring.yml': policy('lineage: rows.yml\n'), 'rows.yml': text });

  it('is the shipped rows where the policy names no file', async () => {
    expect((await load({ 'patchring.yml': policy('') })).lineage).toEqual(lineageRows);
  });

  it('is read from beside the policy, as YAML or JSON', async () => {
    const yaml = await load(files(`format: 1\nrows:\n  - ${row}\n`));
    expect(yaml.lineage.some(({ kb }) => kb === 'KB5199999')).toBe(true);
    const own = { product: 'windows-server-2025', month: '2026-11', kind: 'hotpatch', kb: 'KB5199999', ubr: 33600 };
    const json = await load(files(JSON.stringify({ format: 1, rows: [own] })));
    expect(json.lineage).toEqual(yaml.lineage);
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
