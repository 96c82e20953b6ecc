// metric: a figure that the owner's monitoring keeps is where it should be: a value of a JSON document, or the answer of Prometheus to a
// query. Between the two bounds it is not clear, so it opens nothing and is looked at again; what was not read, is not there or is no
// number is an error, never a pass. Secrets are named, never written (facts: rollout 2.1, 2.7).
import * as z from 'zod';
import type { MachineEntry } from '../model/machine.ts';
import { stepsOf } from '../model/metric.ts';
import {
  defineGate,
  durationField,
  judgeWithPatience,
  type Look,
  type RunnerAnswer,
  type RunnerProbe,
  seen,
} from './gate.ts';

const reference = /^(?:(?:Bearer|Basic|Token) )?\$(?:PATCHRING_[A-Z0-9_]+|\{PATCHRING_[A-Z0-9_]+\})$/;

const settings = z.strictObject({
  url: z
    .string()
    .min(1)
    .describe('The JSON document, or the address of Prometheus; {machine} and {address} stand for the machine.'),
  path: z
    .string()
    .optional()
    .describe('Where the figure stands in the document, names and places only: data.queues[0].length.'),
  query: z
    .string()
    .min(1)
    .max(4_000)
    .optional()
    .describe('In place of path: asked of Prometheus, and must give one value; {machine} is filled in.'),
  pass: z.number().describe('Good up to this value; when it is more than fail, from this value on.'),
  fail: z.number().describe('Bad from this value on; between the two it is not clear.'),
  headers: z
    .record(
      z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'write the name of a header, such as Authorization'),
      z.string().regex(reference, 'write $PATCHRING_… or Bearer $PATCHRING_…: a secret never stands in the policy'),
    )
    .default({})
    .describe('Headers by name; a value is $PATCHRING_… alone, or after Bearer, Basic or Token.'),
  timeout: durationField('10s', 'How long the answer may take.'),
  settle: durationField('5m', 'How long the figure may be bad after a restart.'),
  confirm: z.int().min(1).max(10).default(1).describe('How many looks in a row must fail, a minute apart.'),
});
type Settings = z.output<typeof settings>;

function filled(text: string, { name, address }: MachineEntry): string {
  return text.replaceAll('{machine}', name).replaceAll('{address}', address ?? name);
}

function urlOf({ url, query }: Settings, machine: MachineEntry): string {
  const whole = filled(url, machine);
  if (query === undefined) return whole;
  const asked = new URL('api/v1/query', whole.endsWith('/') ? whole : `${whole}/`);
  // Only the name, which has no quote that could end a text of the query.
  asked.searchParams.set('query', query.replaceAll('{machine}', machine.name));
  return asked.href;
}

function probeOf(chosen: Settings, machine: MachineEntry): RunnerProbe {
  const { path = null, headers, timeout } = chosen;
  const ask = { url: urlOf(chosen, machine), path, headers, timeout };
  return { key: `metric ${JSON.stringify(ask)}`, kind: 'metric', ask, times: 1 };
}

function look(chosen: Settings, answer: RunnerAnswer | undefined): Look {
  const { path, query = path ?? '', pass, fail } = chosen;
  const said = seen(query, answer);
  if (!said.ok) return said.look;
  const { value } = said.value;
  if (value === undefined) return { verdict: 'error', reason: `${query} gave no value` };
  const isLowGood = pass < fail;
  const measured = { value, pass, fail };
  const bounds = isLowGood ? `good to ${pass}, bad from ${fail}` : `good from ${pass}, bad to ${fail}`;
  const reason = `${query} is ${value} (${bounds})`;
  if (isLowGood ? value <= pass : value >= pass) return { verdict: 'pass', reason, measured };
  if (isLowGood ? value >= fail : value <= fail) return { verdict: 'fail', reason, measured, subjects: [query] };
  return { verdict: 'inconclusive', reason, measured };
}

/** What is wrong with where it is asked for. */
function faultOfUrl({ url, headers }: Settings): string | undefined {
  const whole = filled(url, { name: 'machine', labels: {} });
  if (!URL.canParse(whole) || !/^https?:$/.test(new URL(whole).protocol))
    return `"${url}" is no web address: write https://prometheus.example`;
  const { username, password, protocol } = new URL(whole);
  if (username !== '' || password !== '')
    return 'an address must not hold a user name or a password: write headers: { Authorization: Basic $PATCHRING_… }';
  if (Object.keys(headers).length > 0 && protocol !== 'https:')
    return 'secrets in headers are only sent over https: write https, or take headers out';
  return undefined;
}

export const metric = defineGate({
  name: 'metric',
  help: 'A figure of the monitoring is where it should be.',
  stages: ['before', 'after'],
  byDefault: [],
  severity: 'soft',
  settings,
  control: 'absolute',
  fault: chosen => {
    const { path, query, pass, fail, timeout } = chosen;
    if ((path === undefined) === (query === undefined))
      return 'a metric is read by path (a JSON document) or by query (Prometheus): write one of them';
    if (path !== undefined && stepsOf(path) === undefined)
      return `"${path}" is no path: write names and places, such as data.queues[0].length`;
    if (pass === fail) return `pass and fail are both ${pass}: which side is good shows only when they differ`;
    if (timeout === 0) return 'timeout is 0s: write 10s';
    return faultOfUrl(chosen);
  },
  probes: ({ settings: chosen, machine }) => ({ machine: [], runner: [probeOf(chosen, machine)] }),
  judge: input => {
    const { settings: chosen, evidence } = input;
    const { settle, confirm } = chosen;
    const [answer] = evidence.runner[probeOf(chosen, evidence.machine).key] ?? [];
    return judgeWithPatience(look(chosen, answer), { settle, confirm }, input);
  },
});
