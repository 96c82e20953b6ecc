// A large rollout for the benches of the engine: the calm story on models alone, driven in virtual time, so that its plan, its journal
// and its states are those of a real rollout. All machines take equally long, so that a wave goes in step and five thousand machines
// are through in seconds; the records are the same.
import { type Driven, drive } from '../../src/rollout/drive.ts';
import type { Timing } from '../../src/simulation/profile.ts';
import { entryOf, rosterOf } from '../../src/simulation/roster.ts';
import { scenarioNamed, setupsOf } from '../../src/simulation/scenarios.ts';
import { ring, runToTheEnd, type Stage, setStage, someoneAnswers } from '../support/rollouts.ts';

const minute = 60_000;
const timing: Timing = {
  queue: [1_000, 1_000],
  scan: [minute, minute],
  stage: [5 * minute, 5 * minute],
  install: [10 * minute, 10 * minute],
  uninstall: [10 * minute, 10 * minute],
  grace: [5_000, 5_000],
  down: [5 * minute, 5 * minute],
  servicing: [minute, minute],
};

export function setLarge(machines: number): Promise<Stage> {
  const scenario = scenarioNamed('calm');
  if (scenario === undefined) throw new Error('the calm story is gone');
  const roster = rosterOf(machines);
  const setups = setupsOf(scenario, roster, 'realistic');
  return setStage({
    policy: {
      rings: [
        ring('test', { waves: [1, '100%'], maxUnavailable: '50%' }),
        ring('pilot', { waves: [1, '50%', '100%'], maxUnavailable: '50%' }),
        ring('production', { waves: ['10%', '50%', '100%'], maxUnavailable: '25%' }),
      ],
    },
    machines: roster.map((one, index) => ({ ...setups[index]!, labels: entryOf(one).labels })),
    catalogue: scenario.catalogue,
    startAt: scenario.startAt,
    timing,
  });
}

export interface Played {
  readonly stage: Stage;
  readonly driven: Driven;
}

export async function playLarge(machines: number): Promise<Played> {
  const stage = await setLarge(machines);
  return { stage, driven: await runToTheEnd(stage) };
}

/** Records until the run is told to stop, in the middle of everything: one ring of so many machines. */
export async function playUntil(machines: number, records: number): Promise<Stage> {
  const stage = await setLarge(machines);
  const { plan, fleet, journal, clock } = stage;
  for (;;) {
    const cancel = new AbortController();
    const { standing } = await drive({
      plan,
      world: { fleet, journal, clock, runner: someoneAnswers },
      by: 'bench',
      signal: cancel.signal,
      onEvent: () => {
        if (stage.events.length >= records) cancel.abort();
      },
    });
    if (standing.conclusion !== 'waiting' || standing.nextAt === null) return stage;
    await clock.sleepUntil(standing.nextAt);
  }
}
