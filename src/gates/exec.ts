// exec: a command of the owner's on the runner says that the machine is well: by its exit code, or by a verdict in JSON on its standard
// output. A list of arguments, never a shell; {machine} and {address} are filled in. What is late has failed, because what it looks at
// did not answer; what could not be run or understood is an error, never a pass.
import * as z from 'zod';
import type { MachineEntry } from '../model/machine.ts';
import {
  defineGate,
  durationField,
  judgeWithPatience,
  type Look,
  type RunnerAnswer,
  type RunnerProbe,
  seen,
} from './gate.ts';

const settings = z.strictObject({
  command: z
    .array(z.string().min(1))
    .min(1)
    .describe(
      'The command and its arguments; {machine} and {address} stand for the machine. A path begins at the policy.',
    ),
  timeout: durationField('2m', 'How long the command may take.'),
  settle: durationField('5m', 'How long the machine may need after a restart.'),
  confirm: z.int().min(1).max(10).default(1).describe('How many looks in a row must fail, a minute apart.'),
});
type Settings = z.output<typeof settings>;

function probeOf({ command, timeout }: Settings, machine: MachineEntry): RunnerProbe {
  const [program = '', ...rest] = command;
  const filled = rest.map(argument =>
    argument.replaceAll('{machine}', machine.name).replaceAll('{address}', machine.address ?? machine.name),
  );
  const whole = [program, ...filled];
  return { key: `exec ${JSON.stringify(whole)} ${timeout}`, kind: 'exec', command: whole, timeout, times: 1 };
}

function look(name: string, answer: RunnerAnswer | undefined): Look {
  const said = seen(name, answer);
  if (!said.ok) return said.look;
  const { verdict, reason = '', took } = said.value;
  const measured = { tookMs: took };
  if (verdict === undefined) return { verdict: 'error', reason: `${name} gave no verdict`, measured };
  return { verdict, reason: `${name} says ${verdict}${reason === '' ? '' : `: ${reason}`}`, measured };
}

export const exec = defineGate({
  name: 'exec',
  help: 'A command on the runner says that the machine is well.',
  stages: ['before', 'after', 'undo'],
  byDefault: [],
  severity: 'hard',
  settings,
  control: 'absolute',
  fault: ({ command: [program = ''], timeout }) => {
    if (program.includes('{')) return `the program is the same for every machine: take the { out of "${program}"`;
    if (timeout === 0) return 'timeout is 0s: write 2m';
    return undefined;
  },
  probes: ({ settings: chosen, machine }) => ({ machine: [], runner: [probeOf(chosen, machine)] }),
  judge: input => {
    const { settings: chosen, evidence } = input;
    const { settle, confirm } = chosen;
    const [answer] = evidence.runner[probeOf(chosen, evidence.machine).key] ?? [];
    return judgeWithPatience(look(chosen.command[0] ?? '', answer), { settle, confirm }, input);
  },
});
