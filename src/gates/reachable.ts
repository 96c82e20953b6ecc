// reachable: the machine answers over WinRM with an account that may administer it. The first
// before-gate: a machine that does not answer before anything was started is skipped, not failed (design
// section 7).
import * as z from 'zod';
import { defineGate, judgeWithPatience, type Look, type Snapshot, visitOf } from './gate.ts';

const settings = z.strictObject({});

function look(snapshot: Snapshot | undefined): Look {
  const answer = snapshot?.readings.facts;
  if (answer === undefined) return { verdict: 'error', reason: 'the machine was not asked who it is' };
  if (!answer.ok) {
    const { code, message } = answer.failure;
    return { verdict: 'fail', reason: `the machine does not answer: ${message} (${code})` };
  }
  const { computerName, isAdministrator, is64BitProcess, languageMode } = answer.value;
  const measured = { computerName, isAdministrator, languageMode };
  if (!isAdministrator) {
    return { verdict: 'fail', reason: 'the account is no administrator on the machine', measured };
  }
  if (!is64BitProcess) return { verdict: 'fail', reason: 'the session on the machine is a 32-bit process', measured };
  return { verdict: 'pass', reason: `answers as ${computerName}`, measured };
}

export const reachable = defineGate({
  name: 'reachable',
  help: 'The machine answers, and the account may administer it.',
  stages: ['before', 'after'],
  byDefault: ['before'],
  severity: 'hard',
  settings,
  probes: () => ({ machine: ['facts'], runner: [] }),
  judge: input => judgeWithPatience(look(visitOf(input.evidence)), {}, input),
});
