// tcp: a port of the machine accepts connections from the runner, often enough. A functional
// probe from outside: a service that is "running" and does not accept anybody is what a
// regression looks like.
import * as z from 'zod';
import type { MachineEntry } from '../model/machine.ts';
import {
  defineGate,
  durationField,
  judgeWithPatience,
  type Look,
  type RunnerAnswer,
  type RunnerProbe,
} from './gate.ts';

const settings = z.strictObject({
  port: z.int().min(1).max(65_535).describe('The port that must accept connections, for example 1433.'),
  of: z.int().min(1).max(20).default(3).describe('How often the port is tried.'),
  pass: z.int().min(1).max(20).default(2).describe('How many of these tries must connect.'),
  timeout: durationField('5s', 'How long one try may take.'),
  settle: durationField('5m', 'How long the port may need to open after a restart.'),
  confirm: z.int().min(1).max(10).default(1).describe('How many looks in a row must fail, a minute apart.'),
});
type Settings = z.output<typeof settings>;

function probeOf({ port, timeout, of }: Settings, machine: MachineEntry): RunnerProbe {
  const address = machine.address ?? machine.name;
  return { key: `tcp ${address}:${port} ${of}×${timeout}`, kind: 'tcp', address, port, timeout, times: of };
}

function look(chosen: Settings, answers: readonly RunnerAnswer[]): Look {
  if (answers.length === 0) return { verdict: 'error', reason: `port ${chosen.port} was not tried` };
  const good = answers.filter(answer => answer.ok).length;
  const measured = { port: chosen.port, connected: good, of: answers.length };
  const figures = `${good} of ${answers.length} times (at least ${chosen.pass} of ${chosen.of})`;
  if (good >= chosen.pass) return { verdict: 'pass', reason: `port ${chosen.port} accepted ${figures}`, measured };
  if (answers.length < chosen.of)
    return { verdict: 'inconclusive', reason: `port ${chosen.port} was tried too few times: ${figures}`, measured };
  const subjects = [`port ${chosen.port}`];
  return { verdict: 'fail', reason: `port ${chosen.port} accepted ${figures}`, measured, subjects };
}

export const tcp = defineGate({
  name: 'tcp',
  help: 'A port of the machine accepts connections from the runner.',
  stages: ['before', 'after'],
  byDefault: [],
  severity: 'hard',
  settings,
  control: 'absolute',
  fault: chosen =>
    chosen.pass > chosen.of
      ? `pass (${chosen.pass}) is more than of (${chosen.of}): write pass: ${chosen.of} or less`
      : undefined,
  probes: ({ settings: chosen, machine }) => ({ machine: [], runner: [probeOf(chosen, machine)] }),
  judge: input => {
    const { settings: chosen, evidence } = input;
    const { settle, confirm } = chosen;
    const answers = evidence.runner[probeOf(chosen, evidence.machine).key] ?? [];
    return judgeWithPatience(look(chosen, answers), { settle, confirm }, input);
  },
});
