// A ring with `drill: true`: its first machine is updated, taken back, looked at, and updated again before the second one starts.
import { describe, expect, it } from 'vitest';
import { resumeByHand } from '../../../src/rollout/hand.ts';
import type { Fault } from '../../../src/simulation/faults.ts';
import {
  ring,
  run,
  runToTheEnd,
  type Stage,
  say,
  servers,
  setRings,
  stateOf,
  storyOf,
} from '../../support/rollouts.ts';

const drilled = { drill: true, waves: ['100%'], maxUnavailable: 3 };

function setDrill(faults: readonly Fault[] = [], more: Readonly<Record<string, unknown>> = {}): Promise<Stage> {
  const machines = servers('test', 3).map((one, index) => (index === 0 ? { ...one, faults } : one));
  return setRings([ring('test', { ...drilled, ...more })], machines);
}

const kindsOf = (stage: Stage): readonly string[] =>
  stage.events.flatMap(({ kind }) => (/^drill|^halted|^ring/.test(kind) ? [kind] : []));

describe('a drilled ring', () => {
  it('updates its first machine, takes it back, updates it again, and only then begins with the second', async () => {
    const stage = await setDrill();
    const driven = await runToTheEnd(stage);
    expect(driven.standing.conclusion).toBe('succeeded');
    expect(storyOf(stage, 'test1')).toEqual([
      'check',
      'install',
      'restart',
      'verify',
      'machineDone',
      'drillBegan',
      'inspect',
      'uninstall',
      'restart',
      'verify',
      'machineUndone',
      'drillUndone',
      'check',
      'install',
      'restart',
      'verify',
      'machineDone',
      'drillProved',
      'verify',
      'machineDone',
      'acknowledge',
    ]);
    const proved = stage.events.findIndex(({ kind }) => kind === 'drillProved');
    const second = stage.events.findIndex(event => event.kind === 'intended' && event.effect.machine === 'test2');
    expect(second).toBeGreaterThan(proved);
    expect(driven.standing.figures).toMatchObject({ updated: 3, hit: 0, undone: 0, stranded: 0 });
  });
});
