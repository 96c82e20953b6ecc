// Closing a rollout touches no machine; what it had copied there is cleared away by the next run, once, and what stays is told.
import { describe, expect, it } from 'vitest';
import { clearAway } from '../../../src/commands/clearing.ts';
import { fold } from '../../../src/rollout/fold/index.ts';
import { haltByHand, supersedeByHand } from '../../../src/rollout/hand.ts';
import type { Fault } from '../../../src/simulation/faults.ts';
import type { RolloutLedger } from '../../../src/world.ts';
import { createMemoryPlatform } from '../../support/memory-platform.ts';
import {
  aServer,
  ring,
  run,
  type Stage,
  say,
  september9,
  setRings,
  someoneAnswers,
  stateOf,
} from '../../support/rollouts.ts';

const hour = 3_600_000;
const file = {
  build: 26100,
  kb: 'KB5122871',
  file: 'C:\\in\\x.msu',
  sha256: '0123456789abcdef'.repeat(4),
};

/** A rollout that has copied its file before the window, was halted and then closed. */
async function closed(faults: readonly Fault[] = []) {
  const window = { days: ['wed'], start: '22:00', duration: '4h', timeZone: 'UTC' };
  const policy = { updates: { stage: '12h', source: { packages: [file] } } };
  const stage = await setRings([ring('test', { window })], [aServer('t', { faults })], { policy });
  await run(stage);
  const word = { person: 'anna', reason: 'a doubt', now: stage.clock.now() };
  say(stage, haltByHand(stage.plan, stateOf(stage), word));
  say(stage, supersedeByHand(stage.plan, stateOf(stage), word));
  return stage;
}

async function clear(stage: Stage) {
  const { journal, clock, fleet, events } = stage;
  let writers = 0;
  const writer = { journal, notes: [], close: async () => {} };
  const write = async () => {
    writers += 1;
    return writer;
  };
  const ledger = { place: 'x', write } as unknown as RolloutLedger;
  const platform = createMemoryPlatform();
  const world = { fleet, journal, clock, runner: someoneAnswers };
  const newest = { ...fold(events)!, events };
  await clearAway({ context: { platform, signal: new AbortController().signal }, ledger, world }, newest);
  return { writers, platform };
}

describe('what a closed rollout has copied', () => {
  it('is cleared away by the next run, and asked for no more after that', async () => {
    const stage = await closed();
    const [key = ''] = stateOf(stage).machines.get('t')?.finishedJobs ?? [];
    const stateOfJob = () => stage.fleet.models.model('t')?.pollJob(key, stage.clock.now()).state;
    expect(stateOfJob()).toBe('finished');
    expect((await clear(stage)).writers).toBe(1);
    expect(stateOfJob()).toBe('absent');
    expect((await clear(stage)).writers).toBe(0);
  });

  it('stays where nobody answers, and is told', async () => {
    const stage = await closed([{ kind: 'unreachable', begins: hour }]);
    await stage.clock.sleepUntil(september9 + 2 * hour);
    const { platform } = await clear(stage);
    expect(platform.lines.map(({ text }) => text).join()).toMatch(/copied files of \S+ are still on t/);
  });
});
