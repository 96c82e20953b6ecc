import { describe, expect, it } from 'vitest';
import type { Fleet } from '../../../src/model/ports.ts';
import type { Update } from '../../../src/model/update.ts';
import { drive } from '../../../src/rollout/drive.ts';
import { september2026 } from '../../../src/simulation/catalogue.ts';
import type { Fault } from '../../../src/simulation/faults.ts';
import type { CatalogueUpdate } from '../../../src/simulation/updates.ts';
import { aServer, ring, type Stage, setRings, someoneAnswers, stateOf, storyOf } from '../../support/rollouts.ts';

const [baseline] = september2026 as [CatalogueUpdate];
const runtime: CatalogueUpdate = {
  ...baseline,
  kb: 'KB5999999',
  family: 'dotnet',
  level: 7,
  restarts: 'never',
  train: 'keeps',
  packages: [],
  permanentPackages: [],
  update: {
    ...baseline.update,
    updateId: 'aaaaaaaa-0000-4000-8000-000000000001',
    kbs: ['KB5999999'],
    title: '2026-09 Cumulative Update for .NET',
    restart: 'never',
  },
};

/** What a machine's scans say is changed on their way: by the key of the scan. */
function rescanned(stage: Stage, change: (key: string, updates: readonly Update[]) => readonly Update[]): Fleet {
  return {
    machine: entry => {
      const machine = stage.fleet.machine(entry);
      return {
        ...machine,
        pollJob: async key => {
          const answer = await machine.pollJob(key);
          if (!answer.ok || answer.value.state !== 'finished' || answer.value.kind !== 'scan') return answer;
          const { result } = answer.value;
          return {
            ...answer,
            value: { ...answer.value, result: { ...result, updates: [...change(key, result.updates)] } },
          };
        },
      };
    },
    close: () => Promise.resolve(),
  };
}

const go = (stage: Stage, fleet: Fleet) =>
  drive({
    plan: stage.plan,
    world: { fleet, journal: stage.journal, clock: stage.clock, runner: someoneAnswers },
    by: 'test',
    signal: new AbortController().signal,
  });

describe('the scan after a restart', () => {
  it('installs what is planned and was not offered before', async () => {
    const stage = await setRings([ring('test')], [aServer('t')], { catalogue: [baseline, runtime] });
    expect(stage.plan.updates).toHaveLength(2);
    const later = (key: string, updates: readonly Update[]) =>
      key.includes('rescan') ? updates : updates.filter(({ kbs }) => !kbs.includes('KB5999999'));
    await go(stage, rescanned(stage, later));
    expect(storyOf(stage, 't')).toEqual([
      'check',
      'machineDrifted',
      'machineChosen',
      'install',
      'restart',
      'verify',
      'machineChosen',
      'install',
      'verify',
      'machineDone',
    ]);
    expect(stage.fleet.models.books()[0]?.installs.map(({ kb }) => kb)).toEqual(['KB5122871', 'KB5999999']);
  });

  it('finds an update that is offered again after it was installed, and calls it a loop', async () => {
    const stage = await setRings([ring('test')], [aServer('t')], { catalogue: [baseline] });
    const again = (key: string, updates: readonly Update[]) => (key.includes('rescan') ? [baseline.update] : updates);
    const { standing } = await go(stage, rescanned(stage, again));
    expect(standing).toMatchObject({ conclusion: 'halted', cause: { code: 'UPDATE_LOOP' } });
    expect(storyOf(stage, 't').filter(kind => kind === 'install')).toHaveLength(1);
  });

  it('gives an update that fails in a later pass its restart and its second try, and no third', async () => {
    for (const times of [1, 2]) {
      const fault: Fault = { kind: 'installFails', kb: 'KB5999999', hresult: 0x80242007, times, wantsRestart: true };
      const stage = await setRings([ring('test')], [aServer('t', { faults: [fault] })], {
        catalogue: [baseline, runtime],
      });
      const later = (key: string, updates: readonly Update[]) =>
        key.includes('rescan') ? updates : updates.filter(({ kbs }) => !kbs.includes('KB5999999'));
      const { standing } = await go(stage, rescanned(stage, later));
      const story = storyOf(stage, 't');
      expect([standing.conclusion, story.filter(kind => kind === 'install').length]).toEqual(
        times === 1 ? [expect.not.stringMatching('halted'), 3] : ['halted', 3],
      );
      const second = story.indexOf('install', story.indexOf('verify'));
      expect(story.slice(second, second + 4)).toEqual(['install', 'restart', 'machineChosen', 'install']);
    }
  });

  it('is made no more often than the policy says', async () => {
    const stage = await setRings([ring('test')], [aServer('t')], {
      catalogue: [baseline, runtime],
      policy: { updates: { passes: 1 } },
    });
    const later = (key: string, updates: readonly Update[]) =>
      key.includes('rescan') ? updates : updates.filter(({ kbs }) => !kbs.includes('KB5999999'));
    await go(stage, rescanned(stage, later));
    const scans = stage.events.flatMap(event =>
      event.kind === 'intended' && event.effect.kind === 'verify' ? [event.effect.scan !== null] : [],
    );
    expect(scans).toEqual([true, false]);
    expect(stateOf(stage).machines.get('t')?.phase).toBe('done');
  });
});
