import { describe, expect, it } from 'vitest';
import { decide } from '../../../../src/rollout/decide/index.ts';
import type { Event } from '../../../../src/rollout/events.ts';
import { fold } from '../../../../src/rollout/fold/index.ts';
import {
  aServer,
  ring,
  run,
  runToTheEnd,
  type Stage,
  servers,
  setRings,
  someoneAnswers,
  stateOf,
  storyOf,
} from '../../../support/rollouts.ts';

const http = { gate: 'http', url: 'https://{machine}/', of: 1, pass: 1, settle: '0s' };
const paged = (control?: number) => ({
  policy: {
    gates: { after: ['cameBack', http] },
    ...(control === undefined ? {} : { analysis: { control } }),
  },
});
const rings = [ring('test'), ring('pilot')];
const fleet = () => [...servers('test', 2), ...servers('pilot', 4)];

/** Pages that answer as `status` says at that moment. */
const pages = (stage: Stage, status: (machine: string) => number) => {
  const runner: typeof someoneAnswers = {
    ...someoneAnswers,
    http: (url?: string) => {
      const name = new URL(String(url)).hostname;
      return Promise.resolve({ ok: true, value: { status: status(name), took: 1 } } as never);
    },
  };
  const { journal, clock } = stage;
  return { world: { fleet: stage.fleet, journal, clock, runner } };
};
const controlled = ({ events }: Stage): readonly string[] =>
  events.flatMap(event => (event.kind === 'intended' && event.effect.kind === 'control' ? [event.effect.machine] : []));

/** The reading of a control, with a service stopped in it. */
function stopped(event: Event, name: string): Event {
  const copy = structuredClone(event);
  if (copy.kind !== 'finished' || copy.outcome.kind !== 'controlled') return event;
  const { health } = copy.outcome.snapshot.readings;
  if (health?.ok !== true) throw new Error('the control was not read');
  const services = health.value.services.map(one => (one.name === name ? { ...one, state: 'stopped' as const } : one));
  expect(services).not.toEqual(health.value.services);
  health.value.services = services;
  return copy;
}

describe('the control group', () => {
  it('costs nothing while no gate fails', async () => {
    const stage = await setRings(rings, fleet(), paged());
    expect(
      (
        await runToTheEnd(
          stage,
          pages(stage, () => 200),
        )
      ).standing.conclusion,
    ).toBe('succeeded');
    expect(controlled(stage)).toEqual([]);
  });

  it('turns an outage of everybody into a ring that is held, and the next run goes on', async () => {
    const stage = await setRings(rings, fleet(), paged());
    const { standing } = await run(
      stage,
      pages(stage, () => 503),
    );
    expect(standing).toMatchObject({
      conclusion: 'held',
      failure: { code: 'ENVIRONMENT_SUSPECTED' },
      figures: { hit: 1 },
    });
    expect(stateOf(stage).machines.get('test1')).toMatchObject({
      phase: 'unclear',
      failure: {
        code: 'ENVIRONMENT_SUSPECTED',
        message: expect.stringContaining('3 of 3 machines that were not updated'),
      },
    });
    expect(storyOf(stage, 'test2').filter(kind => kind === 'check')).toEqual([]);
    expect(
      (
        await runToTheEnd(
          stage,
          pages(stage, () => 200),
        )
      ).standing.conclusion,
    ).toBe('succeeded');
  });

  it('holds whatever the ring tolerates', async () => {
    const wide = [ring('test', { maxUnavailable: 2, maxFailures: 1 }), ring('pilot')];
    const stage = await setRings(wide, fleet(), paged());
    expect(
      (
        await run(
          stage,
          pages(stage, () => 503),
        )
      ).standing.failure?.code,
    ).toBe('ENVIRONMENT_SUSPECTED');
  });

  it('leaves a failure that only the updated machine shows what it is', async () => {
    const stage = await setRings(rings, fleet(), paged());
    const { standing } = await run(
      stage,
      pages(stage, name => (name === 'test1' ? 503 : 200)),
    );
    expect(standing).toMatchObject({ conclusion: 'halted', cause: { gate: 'http', machine: 'test1' } });
    expect(controlled(stage)).toHaveLength(3);
  });

  it('is a few machines that nothing was begun on, those most like it first, and none where the policy says so', async () => {
    const stage = await setRings(rings, fleet(), paged(2));
    await run(
      stage,
      pages(stage, name => (name === 'test1' ? 503 : 200)),
    );
    expect(controlled(stage)).toEqual(['test2', 'pilot1']);
    const none = await setRings(rings, fleet(), paged(0));
    const { standing } = await run(
      none,
      pages(none, () => 503),
    );
    expect([standing.conclusion, controlled(none)]).toEqual(['halted', []]);
  });

  it('is nobody where all have been begun with: the failure stands', async () => {
    const stage = await setRings([ring('test')], servers('test', 1), paged());
    expect(
      (
        await run(
          stage,
          pages(stage, () => 503),
        )
      ).standing.conclusion,
    ).toBe('halted');
  });

  it('says nothing by a machine that could not be looked at', async () => {
    const dying = { kind: 'serviceDies', kb: 'KB5122871', service: 'OrderIntake' } as const;
    const silent = { faults: [{ kind: 'unreachable', begins: 0 } as const] };
    const stage = await setRings(rings, [aServer('test1', { faults: [dying] }), ...servers('pilot', 3, silent)]);
    expect((await run(stage)).standing).toMatchObject({ conclusion: 'halted', cause: { gate: 'services' } });
    expect(controlled(stage)).toHaveLength(3);
  });

  it('goes by the service that stopped: another one that stands still elsewhere is no excuse', async () => {
    const dying = { kind: 'serviceDies', kb: 'KB5122871', service: 'OrderIntake' } as const;
    const stage = await setRings(rings, [aServer('test1', { faults: [dying] }), ...servers('pilot', 3)]);
    expect((await run(stage)).standing).toMatchObject({ conclusion: 'halted', cause: { gate: 'services' } });
    for (const name of controlled(stage)) expect(stateOf(stage).machines.get(name)?.phase).toBe('pending');
  });

  it('knows the same service again: where it stands still on machines that were not updated, the update is not blamed', async () => {
    const dying = { kind: 'serviceDies', kb: 'KB5122871', service: 'OrderIntake' } as const;
    const stage = await setRings(rings, [aServer('test1', { faults: [dying] }), ...servers('pilot', 3)]);
    await run(stage);
    const isReading = (event: Event): boolean => event.kind === 'finished' && event.outcome.kind === 'controlled';
    const upTo = stage.events.findLastIndex(isReading) + 1;
    /** What would have followed, had so many of the controls shown `name` stopped. */
    const decided = (name: string, so: number): readonly string[] => {
      let turn = 0;
      const events = stage.events
        .slice(0, upTo)
        .map(event => (isReading(event) && turn++ < so ? stopped(event, name) : event));
      const { plan, state } = fold(events)!;
      return decide(plan, state, state.lastAt).record.map(({ kind }) => kind);
    };
    expect(decided('OrderIntake', 0)).toEqual(['judged', 'machineFailed']);
    expect(decided('OrderIntake', 1)).toEqual(['judged', 'machineUnclear']);
    expect(decided('Dnscache', 3)).toEqual(['judged', 'machineFailed']);
  });

  it('is asked again after a crash, and each machine once', async () => {
    const stage = await setRings(rings, fleet(), paged());
    const whole = await setRings(rings, fleet(), paged());
    await run(
      whole,
      pages(whole, () => 503),
    );
    const at = whole.events.findIndex(event => event.kind === 'intended' && event.effect.kind === 'control');
    stage.events.push(...whole.events.slice(0, at + 1));
    await stage.clock.sleepUntil(whole.events[at]!.at);
    await run(
      stage,
      pages(stage, () => 503),
    );
    expect(stateOf(stage).machines.get('test1')).toMatchObject({ phase: 'unclear' });
    const readings =
      stateOf(stage)
        .machines.get('test1')
        ?.control.map(({ machine }) => machine) ?? [];
    expect(new Set(readings).size).toBe(readings.length);
  });

  it('is not asked about a critical gate, nor after a halt', async () => {
    const lost = aServer('test1', { faults: [{ kind: 'neverComesBack' }] });
    const stage = await setRings(rings, [lost, ...servers('pilot', 3)], paged());
    expect((await run(stage)).standing).toMatchObject({ cause: { rule: 'critical', gate: 'cameBack' } });
    expect(controlled(stage)).toEqual([]);
  });
});
