// Calls of one pipeline, over a pool that does what a test says: each call has its own answer, whatever became of the others, and an
// engine that goes on after a failure is read as well as one that ends with it.
import { describe, expect, it } from 'vitest';
import { boot } from '../../../src/windows/operations/boot.ts';
import { packages } from '../../../src/windows/operations/packages.ts';
import { type Call, runTogether } from '../../../src/windows/together.ts';
import type { ErrorRecord, Pool, PsValue } from '../../../src/winrm/index.ts';
import { winrmError } from '../../support/scripted-session.ts';

type Spec = Parameters<Pool['run']>[0];
type Said = { readonly output: readonly PsValue[]; readonly errors?: readonly ErrorRecord[] } | Error;

const onBoot = { bootId: 'b1', bootedAt: '2026-11-10T21:04:05Z', isServicing: false, pendingRestart: [] };
const refusal: ErrorRecord = { message: 'no', errorId: 'BOOT_UNREADABLE', category: 'InvalidOperation' };
const calls: readonly Call[] = [packages, boot, packages].map(stated => ({ stated, parameters: {} }));

/** A pool with one answer after the other, and what it was asked. */
function poolOf(...said: readonly Said[]) {
  const asked: Spec[] = [];
  const run = (spec: Spec) => {
    const answer = said[asked.push(spec) - 1] ?? new Error('asked too often');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ errors: [], ...answer });
  };
  return { pool: { run } as unknown as Pool, asked };
}

describe('calls of one pipeline', () => {
  it('are each a statement, behind the text that they need and a short one', async () => {
    const { pool, asked } = poolOf({ output: [{ packages: ['a'] }, onBoot, { packages: ['b'] }] });
    const answers = await runTogether(pool, calls, 'function A { }');
    expect(answers).toEqual([
      { ok: true, value: { packages: ['a'] } },
      { ok: true, value: onBoot },
      { ok: true, value: { packages: ['b'] } },
    ]);
    const texts = asked[0]?.statements.map(([first]) => first?.text);
    expect(texts?.slice(1)).toEqual([
      'function A { }',
      'Get-PatchringPackage',
      'Get-PatchringBoot',
      'Get-PatchringPackage',
    ]);
    expect(texts?.[0]).toMatch(/^#.{1,60}$/);
  });

  it('are answered up to the one that failed, and no further', async () => {
    const said = { output: [{ packages: ['a'] }], errors: [] };
    const { pool } = poolOf(winrmError('WINRM_PIPELINE_FAILED', { error: refusal, result: said }));
    const answers = await runTogether(pool, calls, '');
    expect(answers).toMatchObject([{ ok: true }, { ok: false, failure: { code: 'BOOT_UNREADABLE' } }]);
    expect(answers).toHaveLength(2);
  });

  it('are not told apart by guessing where an engine went on after a failure', async () => {
    const { pool } = poolOf(
      { output: [{ packages: ['a'] }, { packages: ['b'] }], errors: [refusal] },
      { output: [{ packages: ['a'] }] },
    );
    expect(await runTogether(pool, calls, '')).toEqual([{ ok: true, value: { packages: ['a'] } }]);
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
});
