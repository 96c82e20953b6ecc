// `preflight`: can every machine be worked on? One row a machine, step by step from its name to its Hotpatch state; the first failing
// step ends the row, and each cause has one code and one next step. It changes nothing. A password that one machine refuses is tried
// on no other one: the fleet's guard sees to that, and the rows say so.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MachineEntry } from '../model/machine.ts';
import { membersOf } from '../policy/membership.ts';
import { count, listText } from '../report/words.ts';
import type { World } from '../world.ts';
import { defineCommand, type Outcome } from './command.ts';
import { beat, untilAborted } from './live.ts';
import { preflightName } from './manifest-file.ts';
import { pathFrom, shownPath } from './paths.ts';
import { enterWorld, readPolicy } from './policy-input.ts';
import { causesOf, gradeOf, type Looked, rowsOf, worthOf } from './preflight-rows.ts';

/** Looked at together: a connection each, and little work on either side. */
const together = 40;

export const preflight = defineCommand({
  name: 'preflight',
  summary: 'Looks at every machine before a rollout: one row each, one code for each cause.',
  help:
    'Jump host, name, TCP, TLS, authentication, service, endpoint, language mode, functions, rights, jobs, disk, pending restart,\n' +
    'other updaters, Hotpatch. The first step that fails ends the row; README says of each code what to do.\n' +
    'It changes nothing on a machine. A user name or password that one machine refuses is not tried on the others.',
  options: [],
  run: async context => {
    const { platform, options, signal } = context;
    const loaded = await readPolicy(platform, options);
    const world = enterWorld(context, loaded);
    const rings = membersOf(loaded.policy.rings, loaded.machines);
    const all = rings.flatMap(({ ring, machines }) => machines.map(entry => ({ ring: ring.name, entry })));
    const looked: Looked[] = [];
    const [{ lineage }, due] = [loaded.knowledge, loaded.policy.deadline?.due ?? null];
    platform.log(`Looking at ${count(all.length, 'machine')} of ${loaded.policy.name} …`, 'quiet');
    const stopBeating = beat(platform.traits, () =>
      platform.log(`${looked.length} of ${all.length} looked at`, 'status'),
    );
    try {
      const work = lookAtAll(world, all, signal, one => looked.push({ ...one, lineage, due }));
      await untilAborted(work, signal);
    } finally {
      stopBeating();
      await untilAborted(world.close(), signal);
    }
    const order = new Map(all.map(({ entry }, index) => [entry.name, index]));
    looked.sort((one, other) => (order.get(one.found.row.machine) ?? 0) - (order.get(other.found.row.machine) ?? 0));
    for (const { tone, text } of rowsOf(looked)) platform.log(text, tone);
    const outcome = outcomeOf(looked, all.length);
    const directory = options['report-dir'] === undefined ? undefined : pathFrom(platform, options['report-dir']);
    if (directory === undefined) return outcome;
    await mkdir(directory, { recursive: true });
    const file = join(directory, preflightName);
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
  take: (one: Pick<Looked, 'ring' | 'found'>) => void,
): Promise<void> {
  const queue = [...all];
  const next = async (): Promise<void> => {
    for (let one = queue.shift(); one !== undefined && !signal.aborted; one = queue.shift()) {
      take({ ring: one.ring, found: await world.preflight(one.entry) });
    }
  };
  await Promise.all(Array.from({ length: Math.min(together, all.length) }, next));
}

function outcomeOf(looked: readonly Looked[], asked: number): Outcome {
  const bad = looked.filter(({ found }) => found.row.failure !== undefined).length;
  const warned = looked.filter(one => worthOf(one).length > 0).length;
  const unseen = asked - looked.length;
  const causes = causesOf(looked).map(({ failure, machines }) => ({
    code: failure.code,
    message: failure.message,
    next: failure.next ?? null,
    machines,
  }));
  const machines = looked.map(one => ({
    name: one.found.row.machine,
    ring: one.ring,
    ok: one.found.row.failure === undefined,
    steps: one.found.row.steps,
    failure: one.found.row.failure ?? null,
    hotpatch: gradeOf(one)?.verdict ?? null,
    hotpatchEvidence: gradeOf(one)?.evidence ?? [],
    worthALook: worthOf(one),
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
  const causes = causesOf(looked).map(({ failure, machines }) => `${failure.code} on ${machines.length}`);
  return listText(causes, 3);
}
