// Nodes of a failover cluster, in whole rollouts: drained before anything that can take them down, resumed before they are judged, one
// at a time; what is owed is paid after failure, halt, crash and rollback, and a person's own pause is left alone.
import { describe, expect, it } from 'vitest';
import { createMemoryLedger } from '../../../../src/journal/memory.ts';
import { drive } from '../../../../src/rollout/drive.ts';
import type { Event } from '../../../../src/rollout/events.ts';
import { resumeByHand, rollbackByHand } from '../../../../src/rollout/hand.ts';
import { owesResume } from '../../../../src/rollout/state.ts';
import type { ClusterSetup } from '../../../../src/simulation/cluster.ts';
import type { Fault } from '../../../../src/simulation/faults.ts';
import {
  aServer,
  ring,
  run,
  runToTheEnd,
  type Stage,
  say,
  setRings,
  someoneAnswers,
  stateOf,
  storyOf,
} from '../../../support/rollouts.ts';

const minute = 60_000;
const names = ['hv1', 'hv2', 'hv3'];
const wide = { waves: ['100%'], maxUnavailable: 3, soak: '0s' };

interface Play {
  readonly faults?: Readonly<Record<string, readonly Fault[]>>;
  readonly setup?: Partial<ClusterSetup>;
  readonly ring?: Readonly<Record<string, unknown>>;
  readonly policy?: Readonly<Record<string, unknown>>;
}

/** One ring of a cluster's nodes. */
function setCluster({ faults = {}, setup = {}, ring: more = {}, policy = {} }: Play = {}): Promise<Stage> {
  const nodes = setup.nodes ?? names;
  const cluster = { name: 'hv', nodes, hasWitness: true, repair: 0, role: 'guest', ...setup };
  const machines = nodes.map(name => aServer(name, { kind: 'node', cluster, faults: faults[name] ?? [] }));
  return setRings([ring('test', { ...wide, ...more })], machines, { policy });
}

/** A journal that dies after so many records, in the middle of a batch if that is where it is. */
function dying({ events, journal }: Stage, recordsToLive: number): Stage['journal'] {
  return {
    ...journal,
    append: batch => {
      const written = batch.slice(0, Math.max(0, recordsToLive - events.length));
      events.push(...written);
      return events.length < recordsToLive ? Promise.resolve() : Promise.reject(new Error('it dies'));
    },
  };
}

/** Nodes that were to give up their roles while another one was to take its own again. */
function drainsBesideResumes(events: readonly Event[]): readonly string[] {
  const resuming = new Set<string>();
  return events.flatMap(event => {
    if (event.kind === 'finished' && event.key.includes('/resume/')) resuming.delete(event.machine);
    if (event.kind !== 'intended') return [];
    if (event.effect.kind === 'resume') resuming.add(event.effect.machine);
    return event.effect.kind === 'drain' && resuming.size > 0
      ? [`${event.effect.machine} beside ${[...resuming]}`]
      : [];
  });
}

const clusterOf = ({ fleet }: Stage) => fleet.models.clusters()[0]!;
const machineOf = (stage: Stage, name: string) => stateOf(stage).machines.get(name)!;
const word = (stage: Stage) => ({ person: 'anna', reason: 'it was looked at', now: stage.clock.now() });

describe('a node of a failover cluster', () => {
  it('is drained before it is changed, and resumed before it is judged', async () => {
    const stage = await setCluster();
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', resumesOwed: [] });
    for (const name of names) {
      const story = storyOf(stage, name).filter(kind => kind !== 'acknowledge' && kind !== 'machineReturned');
      expect(story.slice(story.lastIndexOf('check'))).toEqual(
        expect.arrayContaining(['check', 'machineChosen', 'drain', 'install', 'restart', 'resume', 'verify']),
      );
      const order = ['drain', 'install', 'restart', 'resume', 'verify'].map(kind => story.indexOf(kind));
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
  });

  it('goes alone, without a group being written', async () => {
    const stage = await setCluster();
    await runToTheEnd(stage);
    const drains = [...clusterOf(stage).drains].sort((a, b) => a.from - b.from);
    expect(drains).toHaveLength(3);
    for (const [at, { to }] of drains.entries())
      expect(to ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(drains[at + 1]?.from ?? Number.POSITIVE_INFINITY);
  });

  it('waits before it is touched until the storage of its cluster has repaired itself', async () => {
    const after = ['cameBack', 'buildIsTarget'];
    const stage = await setCluster({ setup: { repair: 40 * minute }, policy: { gates: { after } } });
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    const drains = [...clusterOf(stage).drains].sort((a, b) => a.from - b.from);
    for (const [at, { to }] of drains.entries())
      if (at + 1 < drains.length) expect((drains[at + 1]?.from ?? 0) - (to ?? 0)).toBeGreaterThan(30 * minute);
  });

  it('costs a machine that is none nothing', async () => {
    const stage = await setRings([ring('test', wide)], [aServer('web1', { kind: 'web' })]);
    await runToTheEnd(stage);
    expect(storyOf(stage, 'web1')).not.toContain('drain');
    expect(storyOf(stage, 'web1')).not.toContain('resume');
  });

  it('is drained by nobody where the policy says ignore', async () => {
    const stage = await setCluster({ policy: { cluster: 'ignore' } });
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    expect(clusterOf(stage).drains).toEqual([]);
  });

  it('that has the feature and no cluster is updated like any other', async () => {
    const stage = await setRings([ring('test', wide)], [aServer('hv1', { kind: 'node' })]);
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    expect(storyOf(stage, 'hv1')).not.toContain('resume');
  });

  it('that a person has paused is skipped with that reason, and stays as it is', async () => {
    const stage = await setCluster({ faults: { hv1: [{ kind: 'pausedByPerson' }] } });
    const { standing } = await run(stage);
    expect(standing).toMatchObject({ conclusion: 'held', failure: { code: 'RING_SKIPPED_TOO_MANY' } });
    expect(machineOf(stage, 'hv1').failure).toMatchObject({ code: 'GATE_FAILED', message: 'node hv1 is paused' });
    expect([clusterOf(stage).isPaused('hv1'), clusterOf(stage).drains]).toEqual([true, []]);
  });

  it('is not taken from a cluster that would lose its quorum', async () => {
    const stage = await setCluster({ setup: { nodes: ['hv1', 'hv2'], hasWitness: false } });
    await run(stage);
    expect(machineOf(stage, 'hv1').failure?.message).toContain('1 of 2 votes, and loses its quorum');
    expect(clusterOf(stage).drains).toEqual([]);
  });

  it('whose role does not move is resumed, and skipped with the name of the role', async () => {
    const stage = await setCluster({ faults: { hv1: [{ kind: 'roleStays' }] }, ring: { maxSkipped: 1 } });
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    expect(machineOf(stage, 'hv1')).toMatchObject({ phase: 'skipped', failure: { code: 'CLUSTER_DRAIN_FAILED' } });
    expect(machineOf(stage, 'hv1').failure?.message).toContain('Still on it: guest 1');
    expect(clusterOf(stage).isPaused('hv1')).toBe(false);
    expect(storyOf(stage, 'hv1')).not.toContain('install');
  });

  it('that does not take roles again has failed, with the command to paste, and each run tries again', async () => {
    const stage = await setCluster({ faults: { hv1: [{ kind: 'resumeFails', times: 2 }] } });
    const { standing } = await run(stage);
    expect(standing).toMatchObject({ conclusion: 'halted', resumesOwed: ['hv1'] });
    expect(machineOf(stage, 'hv1').failure).toMatchObject({
      code: 'CLUSTER_RESUME_FAILED',
      next: 'Invoke-Command -ComputerName hv1 { Resume-ClusterNode -Name $env:COMPUTERNAME -Failback Policy }',
    });
    expect((await run(stage)).standing.resumesOwed).toEqual(['hv1']);
    expect((await run(stage)).standing.resumesOwed).toEqual([]);
    expect(clusterOf(stage).isPaused('hv1')).toBe(false);
    expect(machineOf(stage, 'hv1').phase).toBe('failed');
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word(stage), exclude: [] }));
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
  });

  it('is resumed after its update has failed', async () => {
    const bad: Fault = { kind: 'installFails', kb: 'KB5122871', hresult: 0x80070643, times: 9 };
    const stage = await setCluster({ faults: { hv1: [bad] } });
    expect((await run(stage)).standing).toMatchObject({ conclusion: 'halted', resumesOwed: [] });
    expect([machineOf(stage, 'hv1').phase, clusterOf(stage).isPaused('hv1')]).toEqual(['failed', false]);
  });

  it('is drained and resumed once more to be taken back', async () => {
    const stage = await setCluster();
    await runToTheEnd(stage);
    say(stage, rollbackByHand(stage.plan, stateOf(stage), { ...word(stage), ring: null }));
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'rolled-back', resumesOwed: [] });
    for (const name of names) {
      const story = storyOf(stage, name);
      const undo = story.slice(story.lastIndexOf('drain')).filter(kind => kind !== 'acknowledge');
      expect(undo).toEqual(['drain', 'uninstall', 'restart', 'resume', 'verify', 'machineUndone', 'hide']);
    }
    const drains = [...clusterOf(stage).drains].sort((a, b) => a.from - b.from);
    expect(drains).toHaveLength(6);
    for (const [at, { to }] of drains.entries())
      expect(to ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(drains[at + 1]?.from ?? Number.POSITIVE_INFINITY);
  });

  it('takes roles again before it goes back in line, when a halt comes between its drain and its install', async () => {
    const stage = await setCluster();
    const mailbox = createMemoryLedger<Event>().mailbox('any');
    const world = { fleet: stage.fleet, journal: stage.journal, clock: stage.clock, runner: someoneAnswers, mailbox };
    const onEvent = (event: Event): void => {
      if (event.kind !== 'intended' || event.effect.kind !== 'install') return;
      const cause = { by: 'person', person: 'anna' } as const;
      void mailbox.post({ kind: 'halted', at: event.at, cause, reason: 'a doubt' });
    };
    const signal = new AbortController().signal;
    const { standing } = await drive({ plan: stage.plan, world, by: 'test', signal, onEvent });
    expect(standing).toMatchObject({ conclusion: 'halted', resumesOwed: [], figures: { started: 0 } });
    const story = storyOf(stage, 'hv1').filter(kind => kind !== 'acknowledge');
    expect(story.slice(-4)).toEqual(['drain', 'install', 'resume', 'machineReturned']);
  });

  it('is resumed when the rollout is halted while it waits for its restart, and drained again before it', async () => {
    const stage = await setCluster();
    const mailbox = createMemoryLedger<Event>().mailbox('any');
    const world = { fleet: stage.fleet, journal: stage.journal, clock: stage.clock, runner: someoneAnswers, mailbox };
    const onProgress = (_: string, percent: number | null, note: string): void => {
      if (note !== 'installing' || percent === null) return;
      const cause = { by: 'person', person: 'anna' } as const;
      void mailbox.post({ kind: 'halted', at: stage.clock.now(), cause, reason: 'a doubt' });
    };
    const signal = new AbortController().signal;
    const { standing } = await drive({ plan: stage.plan, world, by: 'test', signal, onProgress });
    expect(standing).toMatchObject({ conclusion: 'halted', restartsPending: ['hv1'], resumesOwed: [] });
    expect(clusterOf(stage).isPaused('hv1')).toBe(false);
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word(stage), exclude: [] }));
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    expect(clusterOf(stage).drains.filter(({ node }) => node === 'hv1')).toHaveLength(2);
  });

  it('owes its resuming from the intent of the drain on, and pays it in the next run', async () => {
    const stage = await setCluster();
    const stop = new AbortController();
    const onEvent = (event: Event): void => {
      if (event.kind === 'intended' && event.effect.kind === 'drain') stop.abort();
    };
    const { standing } = await run(stage, { signal: stop.signal, onEvent });
    expect(standing).toMatchObject({ conclusion: 'cancelled', resumesOwed: ['hv1'] });
    expect(owesResume(machineOf(stage, 'hv1'))).toBe(true);
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', resumesOwed: [] });
    for (const { to } of clusterOf(stage).drains) expect(to).not.toBeNull();
  });

  it('is resumed in the end, whichever record a run dies after', async () => {
    const play: Play = {
      setup: { nodes: ['hv1', 'hv2'] },
      policy: { gates: { after: ['cameBack', 'buildIsTarget'] } },
    };
    const whole = await setCluster(play);
    await runToTheEnd(whole);
    for (let after = 1; after < whole.events.length; after += 1) {
      const stage = await setCluster(play);
      await expect(run({ ...stage, journal: dying(stage, after) })).rejects.toThrow('it dies');
      const { standing } = await runToTheEnd(stage);
      const open = clusterOf(stage).drains.filter(({ to }) => to === null);
      expect({ after, said: standing.conclusion, owed: standing.resumesOwed, open }).toEqual({
        after,
        said: 'succeeded',
        owed: [],
        open: [],
      });
    }
  });

  it('that lost the job of its drain is resumed, for nobody knows whether it is paused', async () => {
    const stage = await setCluster({ faults: { hv1: [{ kind: 'jobLost', job: 'drain', times: 1 }] } });
    await run(stage);
    expect(machineOf(stage, 'hv1')).toMatchObject({ phase: 'skipped', failure: { code: 'JOB_LOST' } });
    expect(clusterOf(stage).isPaused('hv1')).toBe(false);
  });

  it('is left in service while a fellow does not take roles again, and waits for it when it is taken back another time', async () => {
    const stage = await setCluster({ faults: { hv3: [{ kind: 'jobLost', job: 'resume', times: 2 }] } });
    await run(stage);
    for (const phase of ['done', 'undone']) {
      say(stage, rollbackByHand(stage.plan, stateOf(stage), { ...word(stage), ring: null }));
      await runToTheEnd(stage);
      expect(['hv1', 'hv2', 'hv3'].map(name => machineOf(stage, name).phase)).toEqual([phase, phase, 'stranded']);
    }
    expect(drainsBesideResumes(stage.events)).toEqual([]);
    expect(owesResume(machineOf(stage, 'hv3'))).toBe(false);
  });
});
