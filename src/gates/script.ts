// script: a script of the owner's on the machine says whether it is well: by a verdict as JSON or as one word in the last thing that it
// writes, else by its exit code. What is late has failed; what ends with an error, contradicts itself or says nothing is an error, never a
// pass. What failed before the update as well is not blamed on it: whoever wants to keep such machines away asks it before, too.
import * as z from 'zod';
import type { ScriptReading } from '../model/reading.ts';
import {
  defineGate,
  durationField,
  type JudgeInput,
  judgeWithPatience,
  type Look,
  type Measured,
  seen,
} from './gate.ts';

const settings = z.strictObject({
  file: z
    .string()
    .min(1)
    .max(400)
    .describe('File beside the policy: the PowerShell script that looks, run with the rights of the logon.'),
  timeout: durationField('30s', 'How long the script may take, 1m at most.'),
  settle: durationField('5m', 'How long the machine may need after a restart.'),
  confirm: z.int().min(1).max(10).default(1).describe('How many looks in a row must fail, a minute apart.'),
});
type Settings = z.output<typeof settings>;

const longest = 60_000;
/** Of what was written, its end goes into a reason. */
const longestNote = 300;

function keyOf({ file, timeout }: Settings): string {
  return `${file} ${timeout}`;
}

/** One line, however it was written: it goes into reports. */
const line = (most: number) =>
  z.string().transform(text => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, most));

const words = z.enum(['pass', 'fail', 'inconclusive']);
const saidSchema = z.strictObject({
  verdict: words,
  reason: line(300).default(''),
  measured: z
    .record(
      z.string().regex(/^[A-Za-z][A-Za-z0-9_. -]{0,59}$/),
      z.union([line(200), z.number(), z.boolean(), z.null()]),
    )
    .refine(values => Object.keys(values).length <= 20)
    .default({}),
});
type Said = z.output<typeof saidSchema>;

/** The verdict in what was written last; `nonsense`: JSON that is none; undefined: something else was written. */
function verdictIn(last: string | null): Said | 'nonsense' | undefined {
  const text = last?.trim() ?? '';
  const word = words.safeParse(text.toLowerCase());
  if (word.success) return { verdict: word.data, reason: '', measured: {} };
  if (!text.startsWith('{')) return undefined;
  try {
    return saidSchema.parse(JSON.parse(text));
  } catch {
    return 'nonsense';
  }
}

function look(file: string, { ended, exitCode, last, note, took }: ScriptReading): Look {
  const measured: Measured = { tookMs: took, exitCode };
  const error = (what: string): Look => ({ verdict: 'error', reason: `${file} ${what}`, measured });
  const wrote = note === '' ? '' : `: ${note.length > longestNote ? `…${note.slice(1 - longestNote)}` : note}`;
  if (ended === 'overdue') return { verdict: 'fail', reason: `${file} did not end in its time${wrote}`, measured };
  if (ended === 'failed') return error(`ended with an error${wrote}`);
  const said = verdictIn(last);
  if (said === 'nonsense') return error('writes JSON that is no { verdict, reason, measured }');
  if (said === undefined) {
    if (exitCode === null) return error(`gave no verdict and no exit code${wrote}`);
    const verdict = exitCode === 0 ? 'pass' : 'fail';
    return { verdict, reason: `${file} ended with exit code ${exitCode}${wrote}`, measured };
  }
  if (said.verdict === 'pass' && exitCode !== null && exitCode !== 0)
    return error(`says pass, and its exit code is ${exitCode}: let it end with exit 0`);
  const reason = `${file} says ${said.verdict}${said.reason === '' ? '' : `: ${said.reason}`}`;
  return { verdict: said.verdict, reason, measured: { ...said.measured, ...measured } };
}

function lookIn({ settings: chosen, evidence }: JudgeInput<Settings>): Look {
  const key = keyOf(chosen);
  const at = (when: 'before' | 'after'): Look => {
    const read = seen(chosen.file, evidence[when]?.readings.scripts);
    if (!read.ok) return read.look;
    const reading = Object.hasOwn(read.value, key) ? read.value[key] : undefined;
    return reading === undefined
      ? { verdict: 'error', reason: `${chosen.file} was not run` }
      : look(chosen.file, reading);
  };
  const now = at(evidence.stage);
  if (evidence.stage === 'before' || now.verdict !== 'fail' || at('before').verdict !== 'fail') return now;
  return { ...now, verdict: 'pass', reason: `no worse than before the update: ${now.reason}` };
}

export const script = defineGate({
  name: 'script',
  help: 'A script of yours on the machine says that it is well.',
  stages: ['before', 'after'],
  byDefault: [],
  severity: 'hard',
  settings,
  fault: ({ timeout }) =>
    timeout === 0 || timeout > longest ? 'a script that looks may take from 1s to 1m: write timeout: 30s' : undefined,
  probes: ({ settings: chosen }) => ({
    machine: ['scripts'],
    runner: [],
    scripts: [{ key: keyOf(chosen), file: chosen.file, timeout: chosen.timeout }],
  }),
  judge: input => {
    const { settle, confirm } = input.settings;
    return judgeWithPatience(lookIn(input), { settle, confirm }, input);
  },
});
