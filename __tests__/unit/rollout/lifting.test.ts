// What a person says about a rollout that stands: a rollback is lifted, and what was hidden is shown again on every machine that
// answers; an open rollout is closed for good, unless a machine would be left in the middle of something.
import { describe, expect, it } from 'vitest';
import { conclusionOf } from '../../../src/rollout/conclusion.ts';
import { type Event, eventSchema } from '../../../src/rollout/events.ts';
import { fold } from '../../../src/rollout/fold/index.ts';
import { resumeByHand, rollbackByHand, supersedeByHand } from '../../../src/rollout/hand.ts';
import { stillHidden } from '../../../src/rollout/hidden.ts';
import { anotherTry } from '../../../src/rollout/plan.ts';
import { deniedBy } from '../../../src/rollout/survey.ts';
import type { Fault } from '../../../src/simulation/faults.ts';
import {
  aServer,
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

const deadService = { kind: 'serviceDies', kb: 'KB5122871', service: 'OrderIntake' } as const;
const rings = [ring('test', { waves: ['100%'], maxUnavailable: 2, onRegression: 'rollback' })];

const wordAt = (stage: Stage) => ({ person: 'anna', reason: 'the vendor has mended it', now: stage.clock.now() });
const lift = (stage: Stage) => say(stage, resumeByHand(stage.plan, stateOf(stage), { ...wordAt(stage), exclude: [] }));
const hiddenOn = (stage: Stage, name: string) => stage.fleet.models.model(name)?.software.hidden ?? [];

async function rolledBack(...faults: readonly Fault[]): Promise<Stage> {
  const stage = await setRings(rings, [...servers('test', 1), aServer('z', { faults: [deadService, ...faults] })]);
  expect((await runToTheEnd(stage)).standing.conclusion).toBe('rolled-back');
  return stage;
}

describe('a rollback that a person has lifted', () => {
  it('shows again what it had hidden, on every machine, and denies nothing to later plans', async () => {
    const stage = await rolledBack();
    expect([hiddenOn(stage, 'z'), hiddenOn(stage, 'test1')].map(({ length }) => length)).toEqual([1, 1]);
    expect(deniedBy({ plan: stage.plan, state: stateOf(stage) })).toHaveLength(stage.plan.updates.length);
    lift(stage);
    const { standing } = await run(stage);
    expect(standing).toMatchObject({ conclusion: 'rolled-back', lifted: { person: 'anna' }, stillHidden: [] });
    expect([...hiddenOn(stage, 'z'), ...hiddenOn(stage, 'test1')]).toEqual([]);
    expect(deniedBy({ plan: stage.plan, state: stateOf(stage) })).toEqual([]);
    expect(storyOf(stage, 'z').slice(-2)).toEqual(['show', 'acknowledge']);
  });

  it('is owed by the journal alone, from any record on', async () => {
    const stage = await rolledBack();
    lift(stage);
    const word = stage.events.length;
    await run(stage);
    for (let length = word; length < stage.events.length; length += 1) {
      const events = stage.events.slice(0, length).map(event => eventSchema.parse(JSON.parse(JSON.stringify(event))));
      const rollout = fold(events);
      if (rollout === undefined) throw new Error('no rollout');
      const shown = events.flatMap((event: Event) =>
        event.kind === 'finished' && event.outcome.kind === 'shown' ? [event.machine] : [],
      );
      const owed = stillHidden(rollout.plan, rollout.state).map(({ name }) => name);
      expect([...owed, ...shown].sort()).toEqual(['test1', 'z']);
      expect(conclusionOf(rollout.plan, rollout.state, rollout.state.lastAt).stillHidden).toEqual(owed);
    }
  });

  it('names who did not answer, ends all the same, and asks them when the word is said again', async () => {
    const stage = await rolledBack({
      kind: 'jobRefused',
      job: 'show',
      code: 'SCAN_FAILED',
      hresult: 0x8024402c,
      times: 1,
    });
    lift(stage);
    expect((await run(stage)).standing).toMatchObject({ conclusion: 'rolled-back', stillHidden: ['z'] });
    expect(hiddenOn(stage, 'z')).toHaveLength(1);
    lift(stage);
    expect((await run(stage)).standing.stillHidden).toEqual([]);
    expect(storyOf(stage, 'z').filter(kind => kind === 'show')).toHaveLength(2);
    expect(storyOf(stage, 'test1').filter(kind => kind === 'show')).toHaveLength(1);
  });

  it('changes nothing when it is lifted once more and nothing is owed', async () => {
    const stage = await rolledBack();
    lift(stage);
    await run(stage);
    expect(resumeByHand(stage.plan, stateOf(stage), { ...wordAt(stage), exclude: [] })).toEqual({
      ok: true,
      events: [],
    });
  });

  it('asks a machine, too, whose hiding ended badly: it may have hidden something first', async () => {
    const stage = await rolledBack({ kind: 'jobRefused', job: 'hide', code: 'UPDATE_SERVICE_DISABLED', hresult: 0 });
    lift(stage);
    await run(stage);
    expect(storyOf(stage, 'z')).toContain('show');
    expect(stateOf(stage).machines.get('z')?.showing).toMatchObject({ kind: 'shown' });
  });

  it('takes nobody out', async () => {
    const stage = await rolledBack();
    const answer = resumeByHand(stage.plan, stateOf(stage), { ...wordAt(stage), exclude: ['z'] });
    expect(answer).toMatchObject({ ok: false, failures: [{ code: 'ARGUMENT_INVALID' }] });
  });

  it('is no word for a rollout that is still being taken back', async () => {
    const stage = await rolledBack();
    const cut = stage.events.findIndex(({ kind }) => kind === 'undoEnded');
    const half = fold(stage.events.slice(0, cut));
    if (half === undefined) throw new Error('no rollout');
    expect(resumeByHand(half.plan, half.state, { ...wordAt(stage), exclude: [] })).toMatchObject({
      ok: false,
      failures: [{ code: 'ROLLOUT_ENDED' }],
    });
  });
});

describe('a second undo that only strands', () => {
  it('leaves the update set final: nothing goes forward after machines were taken back', async () => {
    const spared = aServer('z', { kind: 'dc', faults: [{ kind: 'uninstallFails' }] });
    const stage = await setRings(rings, [spared, aServer('a', { faults: [deadService] })]);
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'rolled-back', figures: { undone: 1 } });
    say(stage, rollbackByHand(stage.plan, stateOf(stage), { ...wordAt(stage), ring: null }));
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({ conclusion: 'rolled-back', figures: { undone: 1, stranded: 1 } });
    expect(deniedBy({ plan: stage.plan, state: stateOf(stage) })).toHaveLength(stage.plan.updates.length);
  });
});

describe('a rollout that is closed for good', () => {
  async function soaking(): Promise<Stage> {
    const stage = await setRings(
      [ring('test'), ring('production')],
      [...servers('test', 2), ...servers('production', 2)],
    );
    await run(stage);
    return stage;
  }

  it('does nothing more, and says who closed it', async () => {
    const stage = await soaking();
    say(stage, supersedeByHand(stage.plan, stateOf(stage), wordAt(stage)));
    const count = stage.events.length;
    await stage.clock.sleepUntil(stage.clock.now() + 7 * 86_400_000);
    const { standing } = await run(stage);
    expect(standing).toMatchObject({ conclusion: 'nothing-to-do', superseded: { person: 'anna' } });
    expect(stage.events).toHaveLength(count);
    expect(supersedeByHand(stage.plan, stateOf(stage), wordAt(stage))).toEqual({ ok: true, events: [] });
  });

  it('is not closed while a machine is being changed: it is named with what is under way', async () => {
    const stage = await soaking();
    const cut = stage.events.findIndex(event => event.kind === 'intended' && event.effect.kind === 'install');
    const half = fold(stage.events.slice(0, cut + 1));
    if (half === undefined) throw new Error('no rollout');
    const answer = supersedeByHand(half.plan, half.state, wordAt(stage));
    expect(answer).toMatchObject({
      ok: false,
      failures: [
        { code: 'ROLLOUT_UNFINISHED', machine: 'test1', message: 'test1: test/test1/install/1 is under way.' },
      ],
    });
  });

  it('is not closed while a machine waits for its restart, until a person has taken it out', async () => {
    const stage = await soaking();
    const cut = stage.events.findIndex(event => event.kind === 'finished' && event.outcome.kind === 'installed');
    const half: Stage = { ...stage, events: stage.events.slice(0, cut + 1) };
    expect(supersedeByHand(half.plan, stateOf(half), wordAt(stage))).toMatchObject({
      ok: false,
      failures: [{ code: 'ROLLOUT_UNFINISHED', machine: 'test1', next: expect.stringContaining('--exclude test1') }],
    });
  });

  it('is not closed while it is being taken back: who is still to be undone is named', async () => {
    const stage = await rolledBack();
    const cut = stage.events.findIndex(({ kind }) => kind === 'undoBegan');
    const half = fold(stage.events.slice(0, cut + 1));
    if (half === undefined) throw new Error('no rollout');
    expect(supersedeByHand(half.plan, half.state, wordAt(stage))).toMatchObject({
      ok: false,
      failures: [
        { code: 'ROLLOUT_UNFINISHED', message: expect.stringMatching(/still owed: (?:z, test1|test1, z)\.$/) },
      ],
    });
    lift(stage);
    expect(supersedeByHand(stage.plan, stateOf(stage), wordAt(stage))).toMatchObject({
      failures: [{ message: expect.stringMatching(/still owed: test1, z\.$/) }],
    });
  });

  it('lets a check go that a killed run has left: it changes nothing', async () => {
    const stage = await soaking();
    const cut = stage.events.findIndex(event => event.kind === 'intended' && event.effect.kind === 'check');
    const half = fold(stage.events.slice(0, cut + 1));
    if (half === undefined) throw new Error('no rollout');
    expect(half.state.inFlight.size).toBe(1);
    expect(supersedeByHand(half.plan, half.state, wordAt(stage))).toMatchObject({ ok: true });
  });

  it('can still be taken back by a person, and is open again for that', async () => {
    const stage = await soaking();
    say(stage, supersedeByHand(stage.plan, stateOf(stage), wordAt(stage)));
    say(stage, rollbackByHand(stage.plan, stateOf(stage), { ...wordAt(stage), ring: null }));
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'rolled-back', superseded: null });
  });

  it('gives the same content a name of its own when it is tried again, and again', async () => {
    const { plan } = await soaking();
    const second = anotherTry(plan, new Set([plan.hash]));
    const third = anotherTry(plan, new Set([plan.hash, second.hash]));
    expect([plan.again, second.again, third.again]).toEqual([undefined, 1, 2]);
    expect(new Set([plan.rolloutId, second.rolloutId, third.rolloutId]).size).toBe(3);
    expect(anotherTry(plan, new Set())).toBe(plan);
  });
});
