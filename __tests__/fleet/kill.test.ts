// A run can die at any moment: the runner is lost, the job is killed. The next one asks the machines what became of them and goes on.
// Real processes, real ports, SIGKILL at twenty random moments; afterwards not the rollout is asked what happened, but the machines.
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { FleetCounts } from '../../src/simulation/counts.ts';
import { createDice, type Dice } from '../../src/simulation/dice.ts';
import { type BuiltCli, buildCli, type FleetProcess, startFleetProcess } from '../support/built-cli.ts';

const kills = 20;
const longTime = 300_000;

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
});
afterAll(() => cli.remove());

const pause = (length: number) => new Promise(wake => setTimeout(wake, length));

interface Lives {
  /** How each run ended: `killed`, or its conclusion. */
  readonly ends: readonly string[];
  readonly killed: number;
}

/** Runs until nothing is left to do; the first twenty that live long enough are killed. */
async function liveAndDie(fleet: FleetProcess, dice: Dice): Promise<Lives> {
  const ends: string[] = [];
  let killed = 0;
  while (ends.length < 120) {
    const run = fleet.call(['apply', '--json']);
    const isDoomed = killed < kills;
    if (isDoomed) {
      // Time counts from its first sign of work: what is killed earlier has done nothing at all.
      await Promise.race([run.sees(/\d\d:\d\d:\d\d {2}|Asking ring/).catch(() => {}), run.ended]);
      await Promise.race([run.ended, pause(dice.roll() * 2_200)]);
      run.kill();
    }
    const { exitCode, signal, stdout } = await run.ended;
    if (signal === 'SIGKILL') {
      killed += 1;
      ends.push('killed');
      continue;
    }
    const { conclusion, nextDue } = JSON.parse(stdout.toString());
    ends.push(conclusion);
    expect([0, 4], run.text()).toContain(exitCode);
    if (conclusion !== 'waiting') break;
    const wait = Date.parse(nextDue ?? '') - Date.now();
    if (wait > 0) await pause(Math.min(wait + 20, 20_000));
  }
  return { ends, killed };
}

function expectRegular({ irregularities }: FleetCounts): void {
  const { jobsRunTwice, updatesInstalledTwice, restartedTwice, needlessRestarts } = irregularities;
  // A survey only looks; a second one of the same day bears the key of the first.
  expect(jobsRunTwice.filter(text => !text.includes(' survey-'))).toEqual([]);
  expect({ updatesInstalledTwice, restartedTwice, needlessRestarts }).toEqual({
    updatesInstalledTwice: [],
    restartedTwice: [],
    needlessRestarts: [],
  });
}

const ringOf = (machine: string): string =>
  machine.startsWith('pl') ? 'pilot' : /^t\d/.test(machine) ? 'test' : 'production';

/** No machine of a ring was changed before every machine of the ring before it was done. */
function expectRingOrder({ machines }: FleetCounts): void {
  const spans = ['test', 'pilot', 'production'].map(ring => {
    const mine = machines.filter(({ machine }) => ringOf(machine) === ring);
    const starts = mine.flatMap(({ jobs }) => jobs.filter(({ kind }) => kind === 'install').map(job => job.startedAt));
    const ends = mine.flatMap(({ outOfService }) => outOfService.map(({ to }) => to ?? Number.POSITIVE_INFINITY));
    return { first: Math.min(...starts), last: Math.max(...ends) };
  });
  for (const [index, span] of spans.entries()) {
    const before = spans[index - 1];
    if (before !== undefined) expect(span.first).toBeGreaterThanOrEqual(before.last);
  }
}

describe('a rollout that is killed at random moments, up to twenty times', () => {
  const start = async (scenario: string): Promise<FleetProcess> => {
    const fleet = await startFleetProcess(cli, scenario, 20);
    onTestFinished(() => fleet.stop());
    return fleet;
  };

  it('ends as if nothing had happened: every machine once, in order, within budget', {
    timeout: longTime,
  }, async () => {
    const fleet = await start('calm');
    const { ends, killed } = await liveAndDie(fleet, createDice(1));
    expect({ killed, end: ends.at(-1) }).toEqual({ killed: kills, end: 'succeeded' });
    const books = await fleet.books();
    expectRegular(books);
    expectRingOrder(books);
    expect(books.mostOutOfService.test).toBeLessThanOrEqual(2);
    expect(books.mostOutOfService.pilot).toBeLessThanOrEqual(2);
    expect(books.mostOutOfService.production).toBeLessThanOrEqual(3);
    const installed = books.machines.map(({ machine, installs }) => [machine, installs.map(({ outcome }) => outcome)]);
    expect(installed).toHaveLength(20);
    expect(installed.filter(([, outcomes]) => String(outcomes) !== 'installed')).toEqual([]);
  });

  it('rolls the ring that regressed back all the same, and nothing else', { timeout: longTime }, async () => {
    const fleet = await start('bad-update');
    const { ends, killed } = await liveAndDie(fleet, createDice(2));
    expect(ends.at(-1)).toBe('rolled-back');
    expect(killed).toBeGreaterThanOrEqual(8);
    const books = await fleet.books();
    expectRegular(books);
    const touched = books.machines.filter(({ installs }) => installs.length > 0);
    expect(touched.map(({ machine }) => ringOf(machine))).not.toContain('production');
    const undone = touched.filter(({ jobs }) => jobs.some(({ kind }) => kind === 'uninstall'));
    expect(new Set(undone.map(({ machine }) => ringOf(machine)))).toEqual(new Set(['pilot']));
    expect(undone).toHaveLength(touched.filter(({ machine }) => ringOf(machine) === 'pilot').length);
  });
});
