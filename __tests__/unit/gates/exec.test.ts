// The gate that asks a command of the owner's: what it says counts, and what it did not say never passes.
import { describe, expect, it } from 'vitest';
import type { RunnerAnswer } from '../../../src/gates/gate.ts';
import { gateEntrySchema, gateNamed } from '../../../src/gates/registry.ts';
import { evidence, judge, unread } from '../../support/gate-evidence.ts';

const settings = { command: ['./smoke.sh', '{machine}', '--at={address}'] };
const machine = { name: 'web01', address: '10.0.0.1', labels: {} };

function answered(...answers: readonly RunnerAnswer[]) {
  const choice = gateEntrySchema('after').parse({ gate: 'exec', ...settings });
  const [probe] = gateNamed('exec')!.probes({ settings: choice.settings, stage: 'after', machine }).runner;
  const seen = evidence('after', { machine, runner: { [probe?.key ?? '']: answers } });
  return { probe, judgement: judge('exec', seen, { settings }) };
}
const said = (verdict: 'pass' | 'fail' | 'inconclusive', reason = ''): RunnerAnswer => ({
  ok: true,
  value: { verdict, reason, took: 12 },
});

describe('exec', () => {
  it('fills in the machine, argument by argument', () => {
    expect(answered().probe).toMatchObject({
      kind: 'exec',
      command: ['./smoke.sh', 'web01', '--at=10.0.0.1'],
      times: 1,
    });
  });

  it.each(['pass', 'fail', 'inconclusive'] as const)('says %s when the command does', verdict => {
    expect(answered(said(verdict, 'so it is')).judgement).toMatchObject({
      verdict,
      reason: `./smoke.sh says ${verdict}: so it is`,
    });
  });

  it('passes nothing that was not said', () => {
    expect(answered().judgement.verdict).toBe('error');
    expect(answered(unread).judgement.verdict).toBe('error');
    expect(answered({ ok: true, value: { took: 1 } }).judgement.verdict).toBe('error');
  });

  it('refuses a program that depends on the machine', () => {
    const entry = gateEntrySchema('after').safeParse({ gate: 'exec', command: ['./{machine}.sh'] });
    expect(entry.error?.issues[0]?.message).toContain('the program is the same for every machine');
  });
});
