// The gate that runs a script of the owner's on the machine: only what it says well passes, and what was red before is not blamed on the
// update. How real scripts come to these readings is shown by the engine (peers/windows/probe.test.ts).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScriptReading } from '../../../src/model/reading.ts';
import { evidence, judge, read, snapshot, unread } from '../../support/gate-evidence.ts';

const settings = { file: 'probe.ps1' };
const reading = (more: Partial<ScriptReading> = {}): ScriptReading => ({
  ended: 'done',
  exitCode: null,
  last: null,
  note: '',
  took: 4,
  ...more,
});
const ran = (more: Partial<ScriptReading>) => snapshot({ scripts: read({ 'probe.ps1 30000': reading(more) }) });
const says = (verdict: string) => ({ last: JSON.stringify({ verdict }) });
const judged = (before: ReturnType<typeof snapshot>, now: ReturnType<typeof snapshot>, asked = {}) =>
  judge('script', evidence('after', { before, after: now }), { settings, ...asked });

describe('script', () => {
  it('takes figures along, in one line each', () => {
    const last = JSON.stringify({
      verdict: 'pass',
      reason: 'a\n::error::b',
      measured: { depth: 3, oldest: 'x\u2028y' },
    });
    expect(judged(ran({}), ran({ last }))).toMatchObject({
      verdict: 'pass',
      reason: 'probe.ps1 says pass: a ::error::b',
      measured: { depth: 3, oldest: 'x y', tookMs: 4 },
    });
  });

  it('blames nothing on the update that failed before it, and says so', () => {
    const told = judged(ran(says('fail')), ran(says('fail')));
    expect(told).toMatchObject({
      verdict: 'pass',
      reason: 'no worse than before the update: probe.ps1 says fail',
    });
  });

  it.each(['pass', 'inconclusive'])('fails what failed now and said %s before', verdict => {
    expect(judged(ran(says(verdict)), ran(says('fail'))).verdict).toBe('fail');
  });

  it('fails what failed now and nobody could read before', () => {
    expect(judged(snapshot({ scripts: unread }), ran({ exitCode: 1 })).verdict).toBe('fail');
    expect(judged(ran({ ended: 'failed' }), ran({ exitCode: 1 })).verdict).toBe('fail');
  });

  it('excuses a failure by nothing but a failure: an error is one whatever was before', () => {
    expect(judged(ran(says('fail')), ran({ ended: 'failed' })).verdict).toBe('error');
    expect(judged(ran(says('fail')), snapshot({ scripts: unread })).verdict).toBe('error');
    expect(judged(ran(says('fail')), ran(says('inconclusive'))).verdict).toBe('inconclusive');
  });

  it('quotes no more than the end of what was written', () => {
    const { reason } = judged(ran({}), ran({ exitCode: 1, note: `${'x'.repeat(1900)} the end` }));
    expect(reason.length).toBeLessThan(400);
    expect(reason).toMatch(/^probe\.ps1 ended with exit code 1: …x+ the end$/);
  });

  it('keeps a machine away that fails before', () => {
    const seen = evidence('before', { before: ran(says('fail')) });
    expect(judge('script', seen, { settings })).toMatchObject({ verdict: 'fail' });
  });

  it('settles, and confirms as often as it is told', () => {
    expect(judged(ran({}), ran(says('fail')), { after: 60_000 }).verdict).toBe('inconclusive');
    const twice = { settings: { ...settings, confirm: 2 } };
    const first = judged(ran({}), ran(says('fail')), twice);
    expect(first.verdict).toBe('inconclusive');
    expect(judged(ran({}), ran(says('fail')), { ...twice, previous: first }).verdict).toBe('fail');
  });

  it('asks for its own script, and reads no other’s answer', () => {
    const other = snapshot({ scripts: read({ 'probe.ps1 10000': reading({ exitCode: 0 }) }) });
    expect(judged(other, other)).toMatchObject({ verdict: 'error', reason: 'probe.ps1 was not run' });
    const inherited = judge('script', evidence('before', { before: snapshot({ scripts: read({}) }) }), {
      settings: { file: 'constructor' },
    });
    expect(inherited.verdict).toBe('error');
  });

  it('passes nothing but a well-formed pass or exit code 0, whatever is written', () => {
    const anything = fc.record({
      ended: fc.constantFrom('done', 'failed', 'overdue'),
      exitCode: fc.option(fc.integer({ min: -3, max: 3 })),
      last: fc.option(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.constantFrom('pass', ' PASS\n', '{"verdict":"pass"}', '{"verdict":"Pass"}', '{"verdict":"pass","x":1}'),
        ),
      ),
      note: fc.string({ maxLength: 50 }),
      took: fc.nat(),
    }) as fc.Arbitrary<ScriptReading>;
    fc.assert(
      fc.property(anything, one => {
        const { verdict, reason } = judge('script', evidence('before', { before: ran(one) }), { settings });
        const said = /^\s*pass\s*$/i.test(one.last ?? '') || /^\{"verdict":"pass"\}$/.test(one.last ?? '');
        const isWell = one.ended === 'done' && (one.exitCode === 0 || (said && one.exitCode === null));
        if (!isWell) expect(verdict).not.toBe('pass');
        expect(reason).not.toMatch(/[\n\r]/);
      }),
    );
  });
});
