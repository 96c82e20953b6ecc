// http: a page answers the runner as expected, often enough. A functional probe from outside: a service that is
// "running" and does not answer is what most regressions look like (facts: windows-servicing 2.2 lessons). A
// timeout counts as a failed try.
import * as z from 'zod';
import { formatDuration } from '../model/duration.ts';
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
  url: z
    .string()
    .min(1)
    .describe('The page; {machine} stands for the machine’s name, {address} for where it is reached.'),
  expect: z.int().min(100).max(599).default(200).describe('The HTTP status that counts as an answer.'),
  of: z.int().min(1).max(20).default(5).describe('How often the page is asked for.'),
  pass: z.int().min(1).max(20).default(3).describe('How many of these tries must answer as expected.'),
  timeout: durationField('10s', 'How long one try may take.'),
  settle: durationField('5m', 'How long the page may need to come up after a restart.'),
  confirm: z.int().min(1).max(10).default(1).describe('How many looks in a row must fail, a minute apart.'),
});
type Settings = z.output<typeof settings>;

function urlOf(url: string, machine: MachineEntry): string {
  return url.replaceAll('{machine}', machine.name).replaceAll('{address}', machine.address ?? machine.name);
}

function probeOf(chosen: Settings, machine: MachineEntry): RunnerProbe & { readonly kind: 'http' } {
  const url = urlOf(chosen.url, machine);
  const { timeout, of } = chosen;
  return { key: `http ${url} ${of}×${timeout}`, kind: 'http', url, timeout, times: of };
}

function look(chosen: Settings, url: string, answers: readonly RunnerAnswer[]): Look {
  const good = answers.filter(answer => answer.ok && answer.value.status === chosen.expect);
  const took = answers.flatMap(answer => (answer.ok ? [answer.value.took] : []));
  const measured = {
    answered: good.length,
    of: answers.length,
    slowestMs: took.length === 0 ? null : Math.max(...took),
  };
  if (answers.length === 0) return { verdict: 'error', reason: `${url} was not asked for` };
  const figures = `${good.length} of ${answers.length} times (at least ${chosen.pass} of ${chosen.of})`;
  if (good.length >= chosen.pass)
    return { verdict: 'pass', reason: `${url} answered ${chosen.expect} ${figures}`, measured };
  if (answers.length < chosen.of)
    return { verdict: 'inconclusive', reason: `${url} was asked for too few times: ${figures}`, measured };
  const bad = answers.find(answer => !good.includes(answer));
  const last = bad?.ok === true ? `status ${bad.value.status}` : (bad?.failure.message ?? '');
  const subjects = [bad?.ok === true ? `status ${bad.value.status}` : 'no answer'];
  return { verdict: 'fail', reason: `${url} answered ${chosen.expect} ${figures}: ${last}`, measured, subjects };
}

export const http = defineGate({
  name: 'http',
  help: 'A page answers the runner as expected.',
  stages: ['before', 'after'],
  byDefault: [],
  severity: 'hard',
  settings,
  control: 'absolute',
  fault: chosen => {
    if (chosen.pass > chosen.of)
      return `pass (${chosen.pass}) is more than of (${chosen.of}): write pass: ${chosen.of} or less`;
    const url = urlOf(chosen.url, { name: 'machine', labels: {} });
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      return `"${chosen.url}" is no web address: write https://{machine}/health`;
    const { username, password } = new URL(url);
    if (username !== '' || password !== '')
      return 'an address must not hold a user name or a password: anyone who reads the policy sees it';
    if (chosen.timeout === 0) return `timeout is ${formatDuration(0)}: write 10s`;
    return undefined;
  },
  probes: ({ settings: chosen, machine }) => ({ machine: [], runner: [probeOf(chosen, machine)] }),
  judge: input => {
    const { settings: chosen, evidence } = input;
    const { key, url } = probeOf(chosen, evidence.machine);
    const { settle, confirm } = chosen;
    return judgeWithPatience(look(chosen, url, evidence.runner[key] ?? []), { settle, confirm }, input);
  },
});
