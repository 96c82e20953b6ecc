// Another update mends what the last one broke: which rollouts may be closed for it, what the next plan then has, and when a machine
// that was hit is well again.
import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/model/failure.ts';
import { severityFor } from '../../../src/rollout/decide/mending.ts';
import { eventSchema } from '../../../src/rollout/events.ts';
import { fixAfter, fixForwardByHand } from '../../../src/rollout/fix.ts';
import { fold } from '../../../src/rollout/fold/index.ts';
import { supersedeByHand } from '../../../src/rollout/hand.ts';
import { mendedOf } from '../../../src/rollout/mended.ts';
import { deniedBy } from '../../../src/rollout/survey.ts';
import { cumulative, september2026 } from '../../../src/simulation/catalogue.ts';
import type { Fault } from '../../../src/simulation/faults.ts';
import {
  aServer,
  ring,
  run,
  runToTheEnd,
  type Stage,
  say,
  servers,
  setNext,
  setRings,
  someoneAnswers,
  stateOf,
} from '../../support/rollouts.ts';

const [bad, mend] = ['KB5122871', 'KB5123999'];
const hour = 3_600_000;
const laterOne = {
  ...cumulative({
    kb: mend,
    deployedAt: '2026-09-10T17:00:00Z',
    ubr: 33_500,
    title: `2026-09 Update (${mend}) (26100.33500)`,
    updateId: '5a0c2f1e-7b1d-4a34-8f0e-9f2d6c123999',
    audience: 'all',
    train: 'keeps',
  }),
  offered: { from: 30 * hour },
};
const dead = (more: { mendedBy?: string }): Fault => ({
  kind: 'serviceDies',
  kb: bad,
  service: 'OrderIntake',
  ...more,
});
const names = (machines: readonly { readonly machine: string }[] = []) => machines.map(({ machine }) => machine);

/** The test ring is through, and one machine of the pilot ring is hit; the update that mends is out. */
async function hit(fault: Fault = dead({ mendedBy: mend }), policy = {}, play = runToTheEnd): Promise<Stage> {
  const stage = await setRings(
    [ring('test'), ring('pilot', { maxUnavailable: 1, waves: [1, '100%'] })],
    [...servers('test', 2), aServer('a', { ring: 'pilot', faults: [fault] }), ...servers('pilot', 2)],
    { catalogue: [...september2026, laterOne], policy: { updates: { minAge: '24h' }, ...policy } },
  );
  expect((await play(stage)).standing).toMatchObject({ conclusion: 'halted', figures: { hit: 1 } });
  await stage.clock.sleepUntil(stage.clock.now() + 12 * hour);
  return stage;
}

const word = (stage: Stage, kbs: readonly string[] = [mend]) => ({
  person: 'anna',
  reason: 'it breaks the order intake',
  now: stage.clock.now(),
  kbs,
});
const fixForward = (stage: Stage, kbs?: readonly string[]) =>
  fixForwardByHand(stage.plan, stateOf(stage), word(stage, kbs));

/** The service of a machine is asked from outside, too: it answers while nothing bad is in force on it. */
function worldOf({ fleet, journal, clock }: Stage) {
  const isWell = (url: string): boolean => {
    const installed = fleet.models.model(url.includes('/a.') ? 'a' : '')?.software.installed ?? [];
    const has = (kb: string): boolean => installed.some(({ item }) => item.kb === kb);
    return !has(bad) || has(mend);
  };
  const http = (url: string) =>
    Promise.resolve({ ok: true, value: { status: isWell(url) ? 200 : 503, took: 1 } } as const);
  return { fleet, journal, clock, runner: { ...someoneAnswers, http } };
}

/** As the next apply would plan it. */
async function mending(stage: Stage): Promise<Stage> {
  say(stage, fixForward(stage));
  return setNext(stage);
}

describe('fixing forward', () => {
  it('plans the update that mends and nothing else, for all rings anew, and the bad one never again', async () => {
    const stage = await hit();
    const next = await mending(stage);
    expect(next.plan.updates.flatMap(({ kbs }) => kbs)).toEqual([mend]);
    expect(next.plan.rings).toEqual(stage.plan.rings);
    expect(next.plan.policyHash).toBe(stage.plan.policyHash);
    expect(next.plan.fix).toMatchObject({ rolloutId: stage.plan.rolloutId, bad: [bad], kbs: [mend] });
    expect(next.plan.fix?.ill).toMatchObject([{ machine: 'a', gates: ['services'] }]);
    expect(deniedBy({ plan: stage.plan, state: stateOf(stage) })).toMatchObject([{ kbs: [bad], mendedBy: [mend] }]);
    // Another word, once it has begun and is through: what comes later is planned as ever, without the bad one.
    expect((await runToTheEnd(next)).standing.conclusion).toBe('succeeded');
    await expect(setNext(next)).resolves.toMatchObject({ plan: { updates: [] } });
  });

  it('turns nobody away for what ails it, and has it well again by the look from before the bad update', async () => {
    const asks = { gate: 'http', url: 'https://{machine}.corp.example/health' };
    const gates = { before: ['reachable', asks], after: ['cameBack', 'services', asks] };
    const stage = await hit(dead({ mendedBy: mend }), { gates }, one => runToTheEnd(one, { world: worldOf(one) }));
    const next = await mending(stage);
    expect(next.plan.fix?.ill).toMatchObject([{ machine: 'a', gates: ['services', 'http'] }]);
    const { state } = await runToTheEnd(next, { world: worldOf(next) });
    const machine = state.machines.get('a');
    expect(machine).toMatchObject({ phase: 'done', result: 'updated' });
    expect(next.events).toContainEqual(
      expect.objectContaining({
        kind: 'judged',
        machine: 'a',
        stage: 'before',
        verdict: 'pass',
        gates: expect.arrayContaining([
          expect.objectContaining({ gate: 'http', verdict: 'fail', severity: 'observe' }),
        ]) as unknown,
      }),
    );
    // Whether it may be worked on at all is no ailment: that is asked of it like of any other.
    const cluster = { ...next.plan.fix!, ill: [{ machine: 'a', gates: ['cluster', 'diskFree'] }] };
    const asked = (gate: string) =>
      severityFor({ ...next.plan, fix: cluster }, { stage: 'before', machine: 'a', gate }, 'hard');
    expect([asked('cluster'), asked('diskFree')]).toEqual(['hard', 'hard']);
    const told = mendedOf(next.plan, state);
    expect([names(told?.mended), names(told?.stillIll)]).toEqual([['a'], []]);
    // Whoever has left the train comes back with the next baseline, and not with this.
    const [ill] = next.plan.fix?.ill ?? [];
    const fix = { ...next.plan.fix!, ill: [{ ...ill!, gates: ['services', 'hotpatch'] }] };
    expect(mendedOf({ ...next.plan, fix }, state)).toMatchObject({
      mended: [],
      stillIll: [{ machine: 'a', gates: ['hotpatch'] }],
    });
  });

  it('halts after one machine where the update does not mend', async () => {
    const next = await mending(await hit(dead({})));
    const { standing, state } = await runToTheEnd(next);
    expect(standing).toMatchObject({ conclusion: 'halted', figures: { hit: 1, updated: 2 } });
    expect(state.machines.get('a')?.failure?.message).toContain('OrderIntake');
    expect(names(mendedOf(next.plan, state)?.stillIll)).toEqual(['a']);
    // What is tried after that knows the look from before the first bad update.
    say(next, fixForwardByHand(next.plan, state, word(next, ['KB5124000'])));
    const first = next.plan.fix?.ill[0]?.before;
    expect(first?.readings.health?.ok).toBe(true);
    expect(fixAfter({ plan: next.plan, state: stateOf(next) })?.ill).toEqual([
      { machine: 'a', gates: ['services'], before: first },
    ]);
    const error = await setNext(next).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(FailureError);
    expect((error as FailureError).failures).toMatchObject([{ code: 'FIX_NOT_OFFERED' }]);
  });

  it('plans nothing at all where nobody is offered what mends, and says which and why', async () => {
    const stage = await hit();
    say(stage, fixForward(stage, ['KB5124000']));
    const error = await setNext(stage).catch((cause: unknown) => cause);
    expect((error as FailureError).failures.map(({ code, message }) => [code, message])).toEqual([
      [
        'FIX_NOT_OFFERED',
        `KB5124000 is to mend ${bad} of ${stage.plan.rolloutId}, and no machine of ring test may have it.`,
      ],
    ]);
    // Said anew, while nothing has begun.
    say(stage, fixForward(stage));
    expect((await setNext(stage)).plan.fix?.kbs).toEqual([mend]);
    // Taken back: the bad one is an update like any other again.
    say(stage, supersedeByHand(stage.plan, stateOf(stage), word(stage)));
    expect(deniedBy({ plan: stage.plan, state: stateOf(stage) })).toEqual([]);
    expect((await setNext(stage)).plan.fix).toBeUndefined();
    expect(supersedeByHand(stage.plan, stateOf(stage), word(stage))).toEqual({ ok: true, events: [] });
  });

  it('is refused for its own update, in the middle of a machine, after the end, and where the policy names the packages', async () => {
    const stage = await hit();
    expect(fixForward(stage, [bad])).toMatchObject({ ok: false, failures: [{ code: 'FIX_IMPOSSIBLE' }] });
    const middle = await setRings([ring('test')], servers('test', 2));
    const ends = new AbortController();
    const cut = run(middle, {
      signal: ends.signal,
      onEvent: event => {
        if (event.kind === 'intended' && event.effect.kind === 'install') ends.abort();
      },
    });
    await cut;
    expect(fixForward(middle)).toMatchObject({ ok: false, failures: [{ code: 'ROLLOUT_UNFINISHED' }] });
    const through = await setRings([ring('test')], servers('test', 2));
    await runToTheEnd(through);
    expect(fixForward(through)).toMatchObject({ ok: false, failures: [{ code: 'ROLLOUT_ENDED' }] });
    say(stage, supersedeByHand(stage.plan, stateOf(stage), word(stage)));
    expect(fixForward(stage)).toMatchObject({ ok: false, failures: [{ code: 'ROLLOUT_ENDED' }] });
    const scripts = { ...stage.plan, source: { kind: 'none' } as const };
    expect(fixForwardByHand(scripts, stateOf(stage), word(stage))).toMatchObject({
      ok: false,
      failures: [{ code: 'FIX_IMPOSSIBLE', next: expect.stringContaining('supersede') as string }],
    });
  });

  it('stands in the journal as it was said', async () => {
    const stage = await hit();
    say(stage, fixForward(stage));
    const events = stage.events.map(event => eventSchema.parse(JSON.parse(JSON.stringify(event))));
    expect(fold(events)?.state.superseded).toMatchObject({ person: 'anna', fix: [mend] });
    expect(fold(events)?.state.conclusion).toBe('nothing-to-do');
  });
});
