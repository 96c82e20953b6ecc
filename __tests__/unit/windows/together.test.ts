// Calls that travel together, over a pool that does what a test says: each call has its own answer, whatever became of the others, and
// what is no answer to all of them is an answer to none.
import { describe, expect, it } from 'vitest';
import { operations } from '../../../src/windows/machine.ts';
import { boot } from '../../../src/windows/operations/boot.ts';
import { packages } from '../../../src/windows/operations/packages.ts';
import { probe } from '../../../src/windows/operations/probe.ts';
import { visit } from '../../../src/windows/operations/visit.ts';
import { functionTexts } from '../../../src/windows/script.ts';
import { type Call, firstOf, runTogether } from '../../../src/windows/together.ts';
import type { ErrorRecord, Pool, PsValue } from '../../../src/winrm/index.ts';
import { winrmError } from '../../support/scripted-session.ts';

type Spec = Parameters<Pool['run']>[0];
type Said = { readonly output: readonly PsValue[]; readonly errors?: readonly ErrorRecord[] } | Error;

const onBoot = { bootId: 'b1', bootedAt: '2026-11-10T21:04:05Z', isServicing: false, pendingRestart: [] };
const refusal: ErrorRecord = { message: 'no', errorId: 'BOOT_UNREADABLE', category: 'InvalidOperation' };
const calls: readonly Call[] = [packages, boot, packages].map((stated, at) => ({
  stated,
  parameters: at === 1 ? { At: 1, Left: undefined } : {},
}));
const given = (one: PsValue) => ({ output: [one], failure: null });
const a = given({ packages: ['a'] });
const b = given({ packages: ['b'] });

/** A pool with one answer after the other, and what it was asked. */
function poolOf(...said: readonly Said[]) {
  const asked: Spec[] = [];
  const run = (spec: Spec) => {
    const answer = said[asked.push(spec) - 1] ?? new Error('asked too often');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ errors: [], ...answer });
  };
  return { pool: { run } as unknown as Pool, asked };
}

describe('calls that travel together', () => {
  it('are one call with the names and parameters of all, behind the text that they need and a short one', async () => {
    const { pool, asked } = poolOf({ output: [{ answers: [a, given(onBoot), b] }] });
    const answers = await runTogether(pool, calls, 'function A { }');
    expect(answers).toEqual([
      { ok: true, value: { packages: ['a'] } },
      { ok: true, value: onBoot },
      { ok: true, value: { packages: ['b'] } },
    ]);
    const [announcement, text, call, ...more] = asked[0]?.statements.map(([first]) => first) ?? [];
    expect(announcement?.text).toMatch(/^#.{1,60}$/);
    expect([text?.text, call?.text, more]).toEqual(['function A { }', 'Invoke-PatchringVisit', []]);
    const Call = [
      { Name: 'Get-PatchringPackage', Given: {} },
      { Name: 'Get-PatchringBoot', Given: { At: 1 } },
      { Name: 'Get-PatchringPackage', Given: {} },
    ];
    expect(call?.arguments).toEqual([{ name: 'Call', value: Call }]);
  });

  it('are each answered for itself: one that failed, or makes no sense, hides no other', async () => {
    const failure = { ...refusal, hresult: -2_147_024_891 };
    const { pool } = poolOf({ output: [{ answers: [a, { output: [], failure }, given('what?')] }] });
    expect(await runTogether(pool, calls, '')).toMatchObject([
      { ok: true, value: { packages: ['a'] } },
      { ok: false, failure: { code: 'BOOT_UNREADABLE', cause: 'no (0x80070005)' }, arrived: 'maybe' },
      { ok: false, failure: { code: 'WINDOWS_RESULT_INVALID' } },
    ]);
  });

  it.each<readonly [string, Said]>([
    ['one answer too few', { output: [{ answers: [a, given(onBoot)] }] }],
    ['one answer too many', { output: [{ answers: [a, given(onBoot), b, b] }] }],
    ['two objects', { output: [{ answers: [a, given(onBoot), b] }, onBoot] }],
    ['nothing', { output: [] }],
    ['nothing, and an error', { output: [], errors: [refusal] }],
    ['answers of another shape', { output: [{ answers: [a, { output: 'x', failure: null }, b] }] }],
    ['a failed pipeline', winrmError('WINRM_PIPELINE_FAILED', { error: refusal })],
  ])('are not told apart by guessing: after %s the first is asked by itself', async (_, said) => {
    const { pool, asked } = poolOf(said, { output: [{ packages: ['a'] }] });
    expect(await runTogether(pool, calls, 'function A { }')).toEqual([{ ok: true, value: { packages: ['a'] } }]);
    expect(asked[1]?.statements.map(([first]) => first?.text).slice(1)).toEqual(['function A { }', packages.command]);
  });

  it('that are only one have the error that was said instead of a result', async () => {
    const { pool } = poolOf({ output: [], errors: [refusal] });
    const answers = await runTogether(pool, calls.slice(1, 2), '');
    expect(answers).toMatchObject([{ ok: false, arrived: 'maybe', failure: { code: 'BOOT_UNREADABLE' } }]);
  });

  it('do not hide the trouble of the connection', async () => {
    const { pool } = poolOf(winrmError('WINRM_CONNECTION_LOST'));
    await expect(runTogether(pool, calls, '')).rejects.toMatchObject({ code: 'WINRM_CONNECTION_LOST' });
  });

  it('are never scripts of the owner’s: these go by themselves', () => {
    const script: Call = { stated: probe, parameters: {} };
    const [first, second] = calls as readonly [Call, Call];
    expect(firstOf([first, second, script, first])).toEqual([first, second]);
    expect(firstOf([script, first])).toEqual([script]);
  });

  it('can be all of our operations that do not go by themselves, each called by its own name', () => {
    const text = functionTexts.find(one => one.includes(`function ${visit.command} {`)) ?? '';
    const cases = [...text.matchAll(/^ {16}'([\w-]+)' \{ ([\w-]+) @Given \}$/gm)].map(([, name, called]) => [
      name,
      called,
    ]);
    const expected = operations.filter(one => !('isAlone' in one)).map(({ command }) => [command, command]);
    expect(cases.sort()).toEqual(expected.sort());
  });
});
