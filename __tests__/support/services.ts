// A service that a wave or a ring is gated by, in a test: what it answers the runner, and how often it was asked.
// How many machines were begun with at each asking is noted beside it.
import type { RunnerProbes } from '../../src/model/ports.ts';
import { type Driven, type DriveOptions, drive } from '../../src/rollout/drive.ts';
import type { Stage } from './rollouts.ts';
import { someoneAnswers } from './rollouts.ts';

export interface ServiceSays {
  /** Of the page, at the n-th asking from 1; undefined: nobody answers. */
  readonly status?: (asked: number) => number | undefined;
  /** The figure; undefined: nobody answers. */
  readonly value?: (asked: number) => number | undefined;
}

export interface WatchedService {
  /** How many machines were begun with, at each asking. */
  readonly asked: readonly number[];
  readonly runner: RunnerProbes;
  /** One run of the rollout, with this service. */
  run(more?: Partial<DriveOptions>): Promise<Driven>;
}

export function serviceOn(stage: Stage, { status = () => 200, value = () => 0 }: ServiceSays = {}): WatchedService {
  const asked: number[] = [];
  const failure = { code: 'PROBE_FAILED', message: 'no answer', retryable: true };
  const silent = { ok: false, failure, arrived: 'maybe' } as const;
  const begun = (): number => {
    const machines = stage.events.flatMap(one =>
      one.kind === 'intended' && one.effect.kind === 'install' ? [one.effect.machine] : [],
    );
    return new Set(machines).size;
  };
  const runner: RunnerProbes = {
    ...someoneAnswers,
    http: async () => {
      asked.push(begun());
      const said = status(asked.length);
      return said === undefined ? silent : { ok: true, value: { status: said, took: 1 } };
    },
    metric: async () => {
      asked.push(begun());
      const said = value(asked.length);
      return said === undefined ? silent : { ok: true, value: { value: said, took: 1 } };
    },
  };
  const run = (more: Partial<DriveOptions> = {}): Promise<Driven> => {
    const { plan, fleet, journal, clock } = stage;
    const world = { fleet, journal, clock, runner };
    return drive({ plan, world, by: 'test', signal: new AbortController().signal, ...more });
  };
  return { asked, runner, run };
}
