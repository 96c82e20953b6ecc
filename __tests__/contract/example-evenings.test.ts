// The daily rollouts of the examples, evening by evening on virtual time: their own policy, their own conditions, the real engine, models of
// machines. What must hold on both platforms: each ring has its turn, people are asked once, and not before there is something to decide,
// production begins under their word alone, and the rollout comes to its end without another hand.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { closingOf } from '../../src/commands/closing.ts';
import type { Driven } from '../../src/rollout/drive.ts';
import { approveByHand } from '../../src/rollout/hand.ts';
import { september2026 } from '../../src/simulation/catalogue.ts';
import { azureCondition, githubValue } from '../support/conditions.ts';
import { root } from '../support/house.ts';
import { createMemoryPlatform } from '../support/memory-platform.ts';
import { aServer, run, type Stage, say, setStage, stateOf } from '../support/rollouts.ts';

const day = 86_400_000;
/** Wednesday, 9 September 2026, 22:17 in Berlin. */
const firstEvening = Date.UTC(2026, 8, 9, 20, 17);
const read = (path: string) => parse(readFileSync(join(root, path), 'utf8'));

type Outputs = Readonly<Record<string, string>>;

/** Which environments come after `test`, in their order, by what `test` put out. */
type Follow = (outputs: Outputs) => readonly string[];

const github: Follow = outputs => {
  const { jobs } = read('examples/github/rollout.yml') as {
    jobs: Record<string, { if: string; environment: string }>;
  };
  const contexts = { needs: { test: { outputs, result: 'success' } } };
  return ['pilot', 'production']
    .map(name => jobs[name] ?? { if: '', environment: '' })
    .filter(job => githubValue(job.if, contexts) === 'true')
    .map(({ environment }) => (environment.includes('${{') ? githubValue(environment, contexts) : environment));
};

const azure: Follow = outputs => {
  const { stages } = read('examples/azure/rollout.yml') as {
    stages: { stage: string; condition?: string; jobs: { environment: string }[] }[];
  };
  const names: Readonly<Record<string, string>> = { nextDue: 'next-due' };
  const outputOf = (key: string): string => {
    const name = key.replace(/^roll\.roll\.apply\./, '');
    return outputs[names[name] ?? name] ?? '';
  };
  return stages
    .slice(1)
    .filter(({ condition = '' }) => azureCondition(condition, (_, key) => outputOf(key)))
    .map(({ jobs }) => jobs[0]?.environment.replace('patching-', '') ?? '');
};

/** @param opens of production, in place of what the policy says */
function setExample(opens?: string): Promise<Stage> {
  const { inventory, name: _name, version: _version, ...policy } = read('examples/policies/kerberos.yml');
  if (opens !== undefined) policy.rings[2].opens = opens;
  const machines = (inventory as { name: string; labels?: { ring: string } }[]).map(({ name, labels }) =>
    aServer(name, { ring: labels?.ring ?? 'rest' }),
  );
  return setStage({ policy, machines, catalogue: september2026, startAt: firstEvening });
}

async function outputsOf(stage: Stage, { standing, state }: Driven): Promise<Outputs> {
  const { plan, events, clock } = stage;
  const closing = await closingOf({
    platform: createMemoryPlatform({}),
    story: { plan, state, events, standing, now: clock.now() },
    invocation: { program: 'patchring', options: [] },
    reportDirectory: undefined,
    journal: 'git:patchring-ledger',
    journalText: () => Promise.resolve(''),
  });
  return { ...closing.outputs, conclusion: closing.conclusion };
}

interface Told {
  /** One entry an evening: the environments that ran after `test`. */
  readonly evenings: readonly (readonly string[])[];
  readonly conclusion: string;
}

/** @param approves whether somebody says yes when production asks */
async function play(stage: Stage, follow: Follow, approves: boolean, atMost = 20): Promise<Told> {
  const evenings: (readonly string[])[] = [];
  for (let evening = 0; evening < atMost; evening += 1) {
    await stage.clock.sleepUntil(Math.max(stage.clock.now(), firstEvening + evening * day));
    let driven = await run(stage, { ring: 'test' });
    const after = follow(await outputsOf(stage, driven));
    evenings.push(after);
    for (const environment of after) {
      const ring = environment.replace('-approved', '');
      if (environment === 'production') {
        if (!approves) continue;
        const word = { ring, planHash: stage.plan.hash, person: 'run 7', reason: '', now: stage.clock.now() };
        say(stage, approveByHand(stage.plan, stateOf(stage), word));
      }
      driven = await run(stage, { ring });
    }
    if (stateOf(stage).conclusion !== null) return { evenings, conclusion: driven.standing.conclusion };
  }
  return { evenings, conclusion: 'waiting' };
}

const begunIn = (stage: Stage, ring: number): number =>
  [...stateOf(stage).machines.values()].filter(machine => machine.ring === ring && machine.beganAt !== null).length;

describe.each([
  ['GitHub', github],
  ['Azure', azure],
] as const)('the daily rollout on %s', (_, follow) => {
  it('gives each ring its turn, asks people once, and comes to its end', async () => {
    const stage = await setExample();
    const { evenings, conclusion } = await play(stage, follow, true);
    expect(conclusion).toBe('succeeded');
    const all = evenings.flat();
    expect(all.filter(environment => environment === 'production')).toHaveLength(1);
    expect(all.indexOf('pilot')).toBeGreaterThan(-1);
    expect(all.indexOf('pilot')).toBeLessThan(all.indexOf('production'));
    expect(all.indexOf('production-approved')).not.toBe(-1);
    expect(all.indexOf('production-approved')).toBeGreaterThan(all.indexOf('production'));
    expect(begunIn(stage, 2)).toBe(4);
  });

  it('asks nobody before production may open', async () => {
    const { evenings } = await play(await setExample('+14d'), follow, false, 16);
    // The rollout begins a little after its first evening does, so the fourteenth one is a little too early.
    expect(evenings.findIndex(after => after.length > 0 && after[0] !== 'pilot')).toBe(15);
  });

  it('begins nothing in production as long as nobody says yes, and asks again', async () => {
    const stage = await setExample();
    const { evenings, conclusion } = await play(stage, follow, false, 12);
    expect(conclusion).toBe('waiting');
    expect(begunIn(stage, 2)).toBe(0);
    expect(evenings.at(-1)).toEqual(['production']);
  });

  it('asks nobody for a rollout that has ended, or has nothing to do', () => {
    const ended = { conclusion: 'succeeded', ring: 'production', rings: '[]', 'next-due': '' };
    const nothing = { conclusion: 'nothing-to-do', ring: '', rings: '', 'next-due': '' };
    for (const outputs of [ended, nothing]) expect(follow(outputs)).toEqual([]);
  });
});
