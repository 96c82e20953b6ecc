// A journal that is not as it was left, and a ledger that is not one: what can be mended is mended and said, what was changed is refused,
// and nobody writes beside another. Real processes; the first line is the whole first line that a user sees.
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  type BuiltCli,
  buildCli,
  type FleetProcess,
  startFleetProcess,
  type Told,
  toldBy,
} from '../support/built-cli.ts';

const longTime = 60_000;
let cli: BuiltCli;
let fleet: FleetProcess;
beforeAll(async () => {
  cli = await buildCli();
  fleet = await startFleetProcess(cli, 'calm', 8);
}, longTime);
afterAll(async () => {
  await fleet.stop();
  cli.remove();
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'patchring-wrong-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const toldByFleet = (args: readonly string[]): Promise<Told> => toldBy(fleet.call(args));

describe('a journal that is not as it was left', () => {
  /** A ledger with a rollout that soaks, beside the fleet's files. */
  async function soaking(): Promise<{ readonly ledger: string; readonly journal: string }> {
    const ledger = join(folder(), 'ledger');
    if (!existsSync(join(fleet.folder, 'kept'))) {
      const { exitCode } = await fleet.call(['apply', '--ledger', 'file:kept']).ended;
      expect(exitCode).toBe(0);
    }
    cpSync(join(fleet.folder, 'kept'), ledger, { recursive: true });
    const [name = ''] = readdirSync(ledger).filter(file => file.endsWith('.jsonl'));
    return { ledger, journal: join(ledger, name) };
  }

  it('of another plan', { timeout: longTime }, async () => {
    const { ledger } = await soaking();
    const other = join(fleet.folder, 'other.yml');
    writeFileSync(other, readFileSync(join(fleet.folder, 'patchring.yml'), 'utf8').replace('soak: 2s', 'soak: 3s'));
    const said = await toldByFleet(['apply', '--policy', 'other.yml', '--ledger', `file:${ledger}`]);
    expect(said).toMatchObject({ exitCode: 1, code: 'JOURNAL_PLAN_MISMATCHED' });
    expect(said.first).toMatch(
      /^FAILED: the journal in file:\S+ belongs to another plan: windows-servers-[0-9a-f]{6} is open, and the policy has changed since the plan was made$/,
    );
    expect(said.next).toMatch(
      /^Finish or roll back windows-servers-[0-9a-f]{6} with its own policy, or close it for good: \S+ \S+ supersede --reason .*; then run again\. Or point --ledger elsewhere\.$/,
    );
  });

  it('with a torn last line: repaired, and said', { timeout: longTime }, async () => {
    const { ledger, journal } = await soaking();
    const before = readFileSync(journal, 'utf8');
    appendFileSync(journal, '{"sequence":99,"at":"2026');
    expect((await toldByFleet(['status', '--ledger', `file:${ledger}`])).exitCode).toBe(0);
    const said = await toldByFleet(['halt', '--reason', 'to write', '--ledger', `file:${ledger}`]);
    expect(said.exitCode).toBe(0);
    expect(said.text).toMatch(
      /^warning: JOURNAL_TAIL_TORN: Line \d+ was cut off in the middle, as a crash leaves it; it was taken away\./m,
    );
    const lines = readFileSync(journal, 'utf8').slice(before.length).trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: { kind: 'halted' } });
  });

  it('with a changed line: refused with its number, by those who only read too', { timeout: longTime }, async () => {
    const { ledger, journal } = await soaking();
    const lines = readFileSync(journal, 'utf8').split('\n');
    writeFileSync(journal, lines.with(2, (lines[2] ?? '').replace('"ring":"test"', '"ring":"tess"')).join('\n'));
    const before = readFileSync(journal, 'utf8');
    for (const command of [['status'], ['apply'], ['halt', '--reason', 'x']]) {
      expect(await toldByFleet([...command, '--ledger', `file:${ledger}`])).toMatchObject({
        exitCode: 1,
        first: `FAILED: ${journal}:3: Line 3 is not the one that was written: its digest is not its own.`,
        code: 'JOURNAL_LINE_CHANGED',
        next: expect.stringMatching(/restore the ledger from a backup/i),
      });
    }
    expect(readFileSync(journal, 'utf8')).toBe(before);
  });

  it('with a second writer: refused, with who the first one is', { timeout: longTime }, async () => {
    const { ledger } = await soaking();
    const standing = await fleet.call(['status', '--json', '--ledger', `file:${ledger}`]).ended;
    const due = Date.parse(JSON.parse(standing.stdout.toString()).nextDue);
    await new Promise(wake => setTimeout(wake, Math.max(0, due - Date.now()) + 20));
    const first = fleet.call(['apply', '--ledger', `file:${ledger}`]);
    onTestFinished(async () => {
      first.kill();
      await first.ended;
    });
    await first.sees(/\d\d:\d\d:\d\d {2}t01|installing/);
    const said = await toldByFleet(['apply', '--ledger', `file:${ledger}`]);
    expect(said).toMatchObject({
      exitCode: 1,
      code: 'JOURNAL_LOCKED',
      next: expect.stringMatching(/^Wait until it ends/i),
    });
    expect(said.first).toMatch(/^FAILED: \S+: another run writes to this ledger: \S+@\S+, process \d+ on \S+, since /);
  });

  it.each([
    ['git:-ledger', 'LEDGER_INVALID', 'FAILED: the ledger "git:-ledger" does not say where the journal lives'],
    ['somewhere', 'LEDGER_INVALID', 'FAILED: the ledger "somewhere" does not say where the journal lives'],
  ])('is not named as one: %s', async (ledger, code, first) => {
    expect(await toldByFleet(['status', '--ledger', ledger])).toMatchObject({ exitCode: 2, code, first });
  });
});
