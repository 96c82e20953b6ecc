// load: processors and memory are not exhausted, unless they were before. A machine is busy after a restart and for good reasons later,
// so this is looked at several times, a minute apart, and only reported unless the policy says otherwise (facts: windows-servicing 5.1,
// 5.2: rates and loads are relative facts).
import * as z from 'zod';
import type { HealthReading } from '../model/reading.ts';
import { defineGate, durationField, type Evidence, judgeWithPatience, type Look, seen } from './gate.ts';

const percent = z.number().min(1).max(100);
const settings = z.strictObject({
  processor: percent.default(95).describe('Percent of all processors from which they count as exhausted.'),
  commit: percent.default(95).describe('Percent of the commit limit of memory from which it counts as exhausted.'),
  settle: durationField('10m', 'How long a machine may be busy after a restart.'),
  confirm: z.int().min(1).max(10).default(3).describe('How many looks in a row must find it so, a minute apart.'),
});
type Limits = Pick<z.output<typeof settings>, 'processor' | 'commit'>;

const measures = [
  ['processor', 'processors'],
  ['commit', 'commit limit of memory'],
] as const;

function isOver({ load }: HealthReading, limits: Limits, key: keyof Limits): boolean {
  const value = load[key];
  return value !== null && value >= limits[key];
}

function look({ before, after }: Evidence, limits: Limits): Look {
  const then = seen('the load before', before?.readings.health);
  if (!then.ok) return then.look;
  const now = seen('the load', after?.readings.health);
  if (!now.ok) return now.look;
  const { load: measured } = now.value;
  if (measured.processor === null && measured.commit === null)
    return { verdict: 'error', reason: 'the load could not be read', measured };
  const over = measures.filter(
    ([key]) => isOver(now.value, limits, key) && !isOver(then.value, limits, key) && then.value.load[key] !== null,
  );
  const figures = measures.map(([key, name]) => `${name} ${measured[key] ?? '?'} %`).join(', ');
  if (over.length === 0) return { verdict: 'pass', reason: figures, measured };
  return { verdict: 'fail', reason: `exhausted, and not before: ${over.map(([, name]) => name).join(', ')}`, measured };
}

export const load = defineGate({
  name: 'load',
  help: 'Processors and memory are not exhausted, unless they were before.',
  stages: ['after'],
  byDefault: ['after'],
  severity: 'observe',
  settings,
  probes: () => ({ machine: ['health'], runner: [] }),
  judge: input => {
    const { settle, confirm } = input.settings;
    return judgeWithPatience(look(input.evidence, input.settings), { settle, confirm }, input);
  },
});
