// One row a machine, one code for each cause, nothing changed, and no password tried where another machine has refused it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { rowsOf } from '../../../src/commands/preflight-rows.ts';
import { lineageRows } from '../../../src/knowledge/lineage.ts';
import { failureOf } from '../../../src/model/failure.ts';
import type { HotpatchReading } from '../../../src/model/reading.ts';
import { type LivingFleet, startFleet } from '../../../src/world.ts';
import { callCommand } from '../../support/command-calls.ts';
import { facts, hotpatchReading } from '../../support/windows-state.ts';

let fleet: LivingFleet;
let directory = '';
let env: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'patchring-preflight-'));
  fleet = await startFleet({ scenario: 'calm', machines: 8, seed: 1, directory });
  env = { PATCHRING_USERNAME: fleet.account.username, PATCHRING_PASSWORD: fleet.account.password };
});
afterAll(async () => {
  await fleet.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('preflight', () => {
  it('has a row for each machine of a ring, in order, and changes nothing', async () => {
    const { outcome, text } = await callCommand(['preflight', '--out', 'report'], { directory, env });
    expect(outcome).toMatchObject({
      conclusion: 'succeeded',
      line: expect.stringMatching(/^READY: 8 machines can be worked on\./),
    });
    const rows = [
      ...text.matchAll(
        /^[+?] {2}(\S+) +(\S+) +ok +Server 2025 \S+ 26100\.\d+ +[\d.]+ GB of [\d.]+ GB +none, up for \S+ +none +(.+)$/gm,
      ),
    ];
    expect(rows.map(([, name]) => name)).toEqual(['t01', 't02', 'pl01', 'pl02', 'pl03', 'web01', 'app01', 'sql01']);
    // Whether the enrolled are on the train is a matter of the day: their baseline grows old.
    expect(rows.filter(([, , , hotpatch]) => hotpatch === 'not enrolled')).toHaveLength(5);
    expect(fleet.counts().machines.every(({ jobs, restarts }) => jobs.length + restarts.length === 0)).toBe(true);
    const written = JSON.parse(readFileSync(join(directory, 'report/preflight.json'), 'utf8'));
    expect(written.machines.map(({ ok }: { readonly ok: boolean }) => ok)).toEqual(Array(8).fill(true));
  });

  it('tries a wrong password on one machine, and says why the others were not asked', async () => {
    const wrong = { ...env, PATCHRING_PASSWORD: 'wrong' };
    const { outcome, text } = await callCommand(['preflight'], { directory, env: wrong });
    expect(outcome).toMatchObject({
      conclusion: 'failed',
      line: 'NOT READY: 8 of 8 machines cannot be worked on: WINRM_AUTH_REJECTED on 1, CREDENTIAL_WITHHELD on 7.',
      result: { causes: [{ code: 'WINRM_AUTH_REJECTED', machines: ['t01'] }, { code: 'CREDENTIAL_WITHHELD' }] },
    });
    expect(text).toMatch(/^! {2}t01 +test +WINRM_AUTH_REJECTED +at authentication: /m);
    expect(text).toMatch(/^! {2}sql01 +production +CREDENTIAL_WITHHELD +not asked$/m);
    expect(text).toMatch(/^WINRM_AUTH_REJECTED on 1 machine: t01$/m);
  });

  it('says one cause once, however many machines it keeps away', async () => {
    const inventory = join(directory, 'half.yml');
    const lines = readFileSync(join(directory, 'machines.yml'), 'utf8').split('\n');
    writeFileSync(
      inventory,
      lines.map((line, at) => (at % 2 === 1 ? line.replace(/port: \d+/, `port: ${at}`) : line)).join('\n'),
    );
    onTestFinished(() => rmSync(inventory));
    const { outcome, text } = await callCommand(['preflight', '--inventory', 'half.yml'], { directory, env });
    expect(outcome?.line).toMatch(/^NOT READY: 4 of 8 machines cannot be worked on: WINRM_CONNECTION_REFUSED on 4\./);
    expect([...text.matchAll(/^WINRM_CONNECTION_REFUSED on 4 machines: t01, pl01, pl03, app01$/gm)]).toHaveLength(1);
    expect([...text.matchAll(/^ {2}next: /gm)]).toHaveLength(1);
  });

  it('says what was seen of each machine where it differs, and no more than a person reads', () => {
    const looked = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((machine, at) => ({
      ring: 'test',
      lineage: [],
      due: null,
      found: {
        row: {
          machine,
          steps: [{ name: 'tls', outcome: 'failed' as const, detail: 'x' }],
          failure: failureOf('WINRM_TLS_EXPIRED', 'x', { cause: `certificate ${Math.max(at, 1)}`, next: 'Renew it.' }),
        },
      },
    }));
    const rows = rowsOf(looked).map(({ text }) => text);
    expect(rows.slice(rows.indexOf('') + 1)).toEqual([
      'WINRM_TLS_EXPIRED on 7 machines: a, b, c, d, e, f and 1 more',
      '  cause (a, b): certificate 1',
      ...[2, 3, 4, 5].map(at => `  cause (${'abcdefg'[at]}): certificate ${at}`),
      '  … and 1 more',
      '  next: Renew it.',
    ]);
  });

  it('tells a lapsed licence from a lost train, against the deadline of the policy', () => {
    const rows = (more: Partial<HotpatchReading>, due: string | null) => {
      const found = {
        row: { machine: 'a', steps: [] },
        facts: facts(),
        hotpatch: hotpatchReading(['KB5066835'], more),
      };
      return rowsOf([{ ring: 'test', lineage: lineageRows, due, found }]).map(({ text }) => text);
    };
    const lapsed = rows({ arcSubscription: 0 }, '2025-11-20');
    expect(lapsed[1]).toMatch(/^\? {2}a .* enrolled, licence lapsed$/);
    expect(lapsed.at(-1)).toMatch(
      /^ {2}a: Hotpatch: the Azure Arc licence .*; it costs the hotpatch of 2025-11-11 .*; until it is mended, meeting the deadline of 2025-11-20 takes .*; no update is wrong/,
    );
    expect(rows({ arcSubscription: 0 }, null).join('\n')).not.toContain('deadline');
    expect(rows({ vbsStatus: 1 }, '2025-11-20').join('\n')).not.toMatch(/licence lapsed|deadline/);
  });

  it('says how each other updater is stopped, beside its name', () => {
    const names = ['update deadlines', 'Azure Update Manager on Arc', 'SolarWinds'];
    const step = { name: 'other updaters', outcome: 'warning', detail: names.join(', ') } as const;
    const found = { row: { machine: 'a', steps: [step] }, facts: facts({ otherUpdaters: names }) };
    const last = rowsOf([{ ring: 'test', lineage: lineageRows, due: null, found }]).at(-1)?.text;
    expect(last).toMatch(
      /^ {2}a: other updaters: update deadlines, Azure Update Manager on Arc, SolarWinds; .*reg delete .*SetComplianceDeadline.*; .*az connectedmachine/,
    );
  });

  it('ends at once when it is asked to stop', async () => {
    const stop = new AbortController();
    stop.abort();
    const { outcome } = await callCommand(['preflight'], { directory, env, signal: stop.signal });
    expect(outcome).toMatchObject({ conclusion: 'cancelled' });
  });
});
