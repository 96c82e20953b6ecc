// `preflight`: can every machine be worked on? One row a machine, step by step from its name to its Hotpatch state; the first failing
// step ends the row, and each cause has one code and one next step. It changes nothing. A password that one machine refuses is tried
// on no other one: the fleet's guard sees to that, and the rows say so.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gradeHotpatch } from '../knowledge/hotpatch.ts';
import type { MachineEntry } from '../model/machine.ts';
import { membersOf } from '../policy/membership.ts';
import { hotpatchWords } from '../report/machine-words.ts';
import { count, listText } from '../report/words.ts';
import type { Preflight, World } from '../world.ts';
import { type Cause, causesAmong } from './causes.ts';
import { defineCommand, type Outcome } from './command.ts';
import { beat, untilAborted } from './live.ts';
import { pathFrom, shownPath } from './paths.ts';
import { enterWorld, readPolicy } from './policy-input.ts';
import { tableOf } from './table.ts';

/** Looked at together: a connection each, and little work on either side. */
const together = 40;

interface Looked {
  readonly ring: string;
  readonly found: Preflight;
}

export const preflight = defineCommand({
  name: 'preflight',
  summary: 'Looks at every machine before a rollout: one row each, one code for each cause.',
  help:
    'Name, TCP, TLS, authentication, service, endpoint, language mode, rights, disk, pending restart, other updaters, Hotpatch.\n' +
    'It changes nothing on a machine. A user name or password that one machine refuses is not tried on the others.',
  options: [],
  run: async context => {
    const { platform, options, signal } = context;
    const loaded = await readPolicy(platform, options);
    const world = enterWorld(context, loaded);
    const rings = membersOf(loaded.policy.rings, loaded.machines);
    const all = rings.flatMap(({ ring, machines }) => machines.map(entry => ({ ring: ring.name, entry })));
    const looked: Looked[] = [];
    platform.log(`Looking at ${count(all.length, 'machine')} of ${loaded.policy.name} …`, 'quiet');
    const stopBeating = beat(() => platform.log(`${looked.length} of ${all.length} looked at`, 'quiet'));
    try {
      const work = lookAtAll(world, all, signal, one => looked.push(one));
      await untilAborted(work, signal);
    } finally {
      stopBeating();
      await untilAborted(world.close(), signal);
    }
    const order = new Map(all.map(({ entry }, index) => [entry.name, index]));
    looked.sort((one, other) => (order.get(one.found.row.machine) ?? 0) - (order.get(other.found.row.machine) ?? 0));
    for (const { tone, text } of linesOf(looked)) platform.log(text, tone);
    const outcome = outcomeOf(looked, all.length);
    const directory = options['report-dir'] === undefined ? undefined : pathFrom(platform, options['report-dir']);
    if (directory === undefined) return outcome;
    await mkdir(directory, { recursive: true });
    const file = join(directory, 'preflight.json');
    await writeFile(file, platform.mask(`${JSON.stringify(outcome.result, undefined, 2)}\n`));
    return {
      ...outcome,
      details: [...(outcome.details ?? []), `report: ${shownPath(platform, file)}`],
      outputs: { report: directory },
    };
  },
});

async function lookAtAll(
  world: World,
  all: readonly { readonly ring: string; readonly entry: MachineEntry }[],
  signal: AbortSignal,
  take: (one: Looked) => void,
): Promise<void> {
  const queue = [...all];
  const next = async (): Promise<void> => {
    for (let one = queue.shift(); one !== undefined && !signal.aborted; one = queue.shift()) {
      take({ ring: one.ring, found: await world.preflight(one.entry) });
    }
  };
  await Promise.all(Array.from({ length: Math.min(together, all.length) }, next));
}

const heads = ['', 'machine', 'ring', 'connection', 'product', 'disk', 'pending restart', 'other updaters', 'Hotpatch'];

function linesOf(looked: readonly Looked[]) {
  const [head = '', ...rows] = tableOf([heads, ...looked.map(cellsOf)]);
  return [
    { tone: 'heading' as const, text: head },
    ...rows.map((text, index) => ({ tone: toneOf(looked[index]), text })),
    ...causesOf(looked),
  ];
}

function toneOf(one: Looked | undefined): 'bad' | 'warning' | 'plain' {
  if (one?.found.row.failure !== undefined) return 'bad';
  return one?.found.row.steps.some(({ outcome }) => outcome === 'warning') === true ? 'warning' : 'plain';
}

function cellsOf({ ring, found }: Looked): readonly string[] {
  const { machine, steps, failure } = found.row;
  const said = (name: string): string => steps.find(step => step.name === name)?.detail ?? '';
  const mark = { bad: '!', warning: '?', plain: '+' }[toneOf({ ring, found })];
  if (failure !== undefined) {
    const step = steps.at(-1)?.name ?? '';
    const why = failure.code === 'CREDENTIAL_WITHHELD' ? 'not asked' : `at ${step}: ${failure.message}`;
    return [mark, machine, ring, failure.code, why];
  }
  const [disk = ''] = said('disk').split(' free');
  const product = said('product')
    .replace(/^(?:Microsoft )?Windows /, '')
    .replace(', build', '');
  return [mark, machine, ring, 'ok', product, disk, said('pending restart'), said('other updaters'), hotpatchOf(found)];
}

function hotpatchOf({ facts, hotpatch }: Preflight): string {
  if (facts === undefined || hotpatch === undefined) return '';
  return hotpatchWords[gradeHotpatch(hotpatch, facts).verdict];
}

function groupByCause(looked: readonly Looked[]): readonly Cause[] {
  return causesAmong(
    looked.flatMap(({ found: { row } }) =>
      row.failure === undefined ? [] : [{ machine: row.machine, failure: row.failure }],
    ),
  );
}

function causesOf(looked: readonly Looked[]) {
  return groupByCause(looked).flatMap(({ failure, machines }) => [
    { tone: 'bad' as const, text: '' },
    { tone: 'bad' as const, text: `${failure.code} on ${count(machines.length, 'machine')}: ${listText(machines)}` },
    ...(failure.cause === undefined ? [] : [{ tone: 'plain' as const, text: `  cause: ${failure.cause}` }]),
    ...(failure.next === undefined ? [] : [{ tone: 'plain' as const, text: `  next: ${failure.next}` }]),
  ]);
}

function outcomeOf(looked: readonly Looked[], asked: number): Outcome {
  const bad = looked.filter(({ found }) => found.row.failure !== undefined).length;
  const warned = looked.filter(one => toneOf(one) === 'warning').length;
  const unseen = asked - looked.length;
  const causes = groupByCause(looked).map(({ failure, machines }) => ({
    code: failure.code,
    message: failure.message,
    next: failure.next ?? null,
    machines,
  }));
  const machines = looked.map(({ ring, found }) => ({
    name: found.row.machine,
    ring,
    ok: found.row.failure === undefined,
    steps: found.row.steps,
    failure: found.row.failure ?? null,
    hotpatch:
      found.facts === undefined || found.hotpatch === undefined
        ? null
        : gradeHotpatch(found.hotpatch, found.facts).verdict,
  }));
  const result = { machines, causes };
  if (unseen > 0) {
    return {
      conclusion: 'cancelled',
      line: `CANCELLED: ${looked.length} of ${count(asked, 'machine')} looked at.`,
      result,
    };
  }
  const worth = warned === 0 ? '' : ` ${warned} with something to look at.`;
  if (bad === 0)
    return { conclusion: 'succeeded', line: `READY: ${count(asked, 'machine')} can be worked on.${worth}`, result };
  return {
    conclusion: 'failed',
    line: `NOT READY: ${bad} of ${count(asked, 'machine')} cannot be worked on: ${codesOf(looked)}.${worth}`,
    result,
  };
}

/** `WINRM_AUTH_REJECTED on 1, CREDENTIAL_WITHHELD on 19` */
function codesOf(looked: readonly Looked[]): string {
  const causes = groupByCause(looked).map(({ failure, machines }) => `${failure.code} on ${machines.length}`);
  return listText(causes, 3);
}
