// `verify` on a folder that `status` wrote: it agrees as it was written, wherever it lies, and every way in which somebody can change it is
// named with its file.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sealOf } from '../../../src/commands/manifest-file.ts';
import { callCommand, fileLedgerIn, keepRollout } from '../../support/command-calls.ts';
import { runToTheEnd, type Stage, setStory } from '../../support/rollouts.ts';

let directory = '';
let stage: Stage;
const files = [
  'TEST-patchring.xml',
  'journal.jsonl',
  'manifest.json',
  'patchring.prom',
  'plan.json',
  'report.html',
  'result.json',
  'summary.md',
];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'patchring-verify-'));
  stage = await setStory('bad-update', 8);
  await runToTheEnd(stage);
  await keepRollout(join(directory, 'ledger'), stage);
  await callCommand(['status', '--ledger', 'file:ledger', '--out', 'report'], { directory });
});
afterAll(() => rmSync(directory, { recursive: true }));

const copy = (...path: readonly string[]) => join(directory, 'copy', ...path);
const verify = (...argv: readonly string[]) => callCommand(['verify', ...argv], { directory });
const edit = (file: string, change: (text: string) => string) =>
  writeFileSync(copy(file), change(readFileSync(copy(file), 'utf8')));

/** Puts the hash of what is there now into the manifest, as a careful forger would. */
function sealAnew(file: string): void {
  edit('manifest.json', text => {
    const manifest = JSON.parse(text);
    manifest.files[file] = sealOf(readFileSync(copy(file)));
    return JSON.stringify(manifest);
  });
}

async function faults(): Promise<readonly string[]> {
  const { outcome, failures } = await verify('copy');
  expect(outcome).toBeUndefined();
  return failures.map(({ code, place, message }) => `${code} ${place?.file}: ${message}`);
}

describe('a report folder', () => {
  beforeEach(() => {
    rmSync(copy(), { recursive: true, force: true });
    cpSync(join(directory, 'report'), copy(), { recursive: true });
  });

  it('holds page, summary, result, test results, figures, plan, journal and manifest', () => {
    expect(readdirSync(join(directory, 'report')).sort()).toEqual(files);
  });

  it('has the journal byte for byte as the ledger keeps it', async () => {
    const kept = await fileLedgerIn(join(directory, 'ledger')).text(stage.plan.rolloutId);
    expect(readFileSync(copy('journal.jsonl'), 'utf8')).toBe(kept);
    expect(kept.split('\n')).toHaveLength(stage.events.length + 1);
  });

  it('agrees as it was written, named by a bare word or by its option', async () => {
    for (const argv of [['copy'], ['--dir', 'copy']]) {
      const { outcome } = await verify(...argv);
      expect(outcome).toMatchObject({
        conclusion: 'succeeded',
        line: `VERIFIED: 7 files of rollout ${stage.plan.rolloutId} are what the run left.`,
      });
      expect(outcome?.details?.[0]).toContain(`The journal's chain holds: ${stage.events.length} records`);
    }
  });

  it('says in the log which manifest it has, and verify says the same', async () => {
    const told = await callCommand(['status', '--ledger', 'file:ledger', '--out', 'other'], { directory });
    const [, seal = '?'] = /manifest: ([0-9a-f]{64})/.exec(told.text) ?? [];
    expect((await verify('other')).text).toContain(`The manifest is ${seal}`);
  });

  it('counts what preflight and the machines left there as its own', async () => {
    mkdirSync(copy('diagnostics'));
    writeFileSync(copy('diagnostics/pl01.txt'), 'CBS log');
    writeFileSync(copy('preflight.json'), '{}');
    expect(await faults()).toHaveLength(2);
    await callCommand(['status', '--ledger', 'file:ledger', '--out', 'copy'], { directory });
    expect((await verify('copy')).outcome?.line).toContain('VERIFIED: 9 files');
  });

  it('names every file that differs, is missing or is extra, all at once', async () => {
    edit('summary.md', text => `${text} `);
    rmSync(copy('report.html'));
    writeFileSync(copy('more.txt'), '');
    expect(await faults()).toEqual([
      'EVIDENCE_CHANGED report.html: it is missing',
      'EVIDENCE_CHANGED summary.md: it differs from what the run wrote',
      'EVIDENCE_CHANGED more.txt: no run wrote it: it is extra',
    ]);
  });

  it('does not believe a journal whose hash was mended: a changed line, a lost one and a lost end are found', async () => {
    const lines = readFileSync(copy('journal.jsonl'), 'utf8').split('\n');
    const journals = [
      lines.with(4, (lines[4] ?? '').replace('"at":"2', '"at":"3')),
      lines.toSpliced(4, 1),
      lines.toSpliced(-2, 1),
      [...lines.slice(0, -2), (lines.at(-2) ?? '').slice(0, -9)],
    ];
    const found: string[] = [];
    for (const journal of journals) {
      writeFileSync(copy('journal.jsonl'), journal.join('\n'));
      sealAnew('journal.jsonl');
      found.push(...(await faults()));
    }
    expect(found).toEqual([
      expect.stringMatching(/^JOURNAL_LINE_CHANGED journal\.jsonl: Line 5/),
      expect.stringMatching(/^JOURNAL_LINE_CHANGED journal\.jsonl: Line 5/),
      'EVIDENCE_CHANGED journal.jsonl: it does not end where the manifest says',
      'EVIDENCE_CHANGED journal.jsonl: its last line is cut off, or a line is no record',
    ]);
  });

  it('does not believe a plan or a result of another rollout whose hash was mended', async () => {
    const other = (await setStory('calm', 8)).plan;
    writeFileSync(copy('plan.json'), JSON.stringify(other));
    sealAnew('plan.json');
    edit('result.json', text => JSON.stringify({ ...JSON.parse(text), planHash: other.hash }));
    sealAnew('result.json');
    expect(await faults()).toEqual([
      'EVIDENCE_CHANGED plan.json: it is not the plan of the manifest',
      'EVIDENCE_CHANGED result.json: it is about another rollout',
    ]);
    edit('plan.json', text => text.replace('"soak":', '"soak" : 1, "was":'));
    sealAnew('plan.json');
    expect((await faults())[0]).toMatch(/plan\.json: it is no plan, or its hash is not the hash of its content$/);
  });

  it("names the journal when the manifest and the plan are another rollout's", async () => {
    const other = (await setStory('calm', 8)).plan;
    writeFileSync(copy('plan.json'), JSON.stringify(other));
    edit('result.json', text => JSON.stringify({ ...JSON.parse(text), planHash: other.hash }));
    edit('manifest.json', text => JSON.stringify({ ...JSON.parse(text), planHash: other.hash }));
    for (const file of ['plan.json', 'result.json']) sealAnew(file);
    expect(await faults()).toEqual(['EVIDENCE_CHANGED journal.jsonl: its first record holds another plan']);
  });

  it('reads no file that its manifest names outside of it', async () => {
    edit('manifest.json', text => {
      const manifest = JSON.parse(text);
      return JSON.stringify({ ...manifest, files: { ...manifest.files, '../ledger/lock': sealOf(Buffer.from('')) } });
    });
    expect(await faults()).toEqual(['EVIDENCE_CHANGED ../ledger/lock: it is missing']);
  });

  it('is refused without a manifest, with one that is none, and when nobody named it', async () => {
    writeFileSync(copy('manifest.json'), '{}');
    expect(await faults()).toEqual(['EVIDENCE_CHANGED manifest.json: this is not a manifest that this version reads']);
    rmSync(copy('manifest.json'));
    expect((await faults())[0]).toContain('holds no manifest');
    expect((await verify()).failures).toMatchObject([{ code: 'ARGUMENT_MISSING' }]);
    expect((await verify('one', 'two')).failures).toMatchObject([{ code: 'ARGUMENT_UNKNOWN' }]);
  });
});
