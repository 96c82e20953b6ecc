// Steps of the owner's around the work: who is skipped where one fails, what is owed and paid, in which order, and what is left to a person.
import { describe, expect, it } from 'vitest';
import type { StepAsk, StepEnd } from '../../../src/model/ports.ts';
import { nextSteps } from '../../../src/report/next.ts';
import { type Driven, drive } from '../../../src/rollout/drive.ts';
import { haltByHand, rollbackByHand, supersedeByHand } from '../../../src/rollout/hand.ts';
import {
  aServer,
  ring,
  type Stage,
  say,
  servers,
  setRings,
  someoneAnswers,
  stateOf,
  storyOf,
} from '../../support/rollouts.ts';

const lb = { before: ['./lb.sh', 'out', '{machine}'], after: ['./lb.sh', 'in', '{machine}'] };
const perWave = { per: 'wave', before: ['./w.sh', 'on', '{ring}{wave}'], after: ['./w.sh', 'off', '{ring}{wave}'] };
const perRing = { per: 'ring', before: ['./r.sh', 'on', '{ring}'], after: ['./r.sh', 'off', '{ring}'] };
const test = ring('test', { waves: [1, '100%'], soak: '0s' });
const deadService = { kind: 'serviceDies', kb: 'KB5122871', service: 'OrderIntake' } as const;

interface Ran {
  readonly said: string[];
  readonly keys: string[];
  run(more?: { readonly signal?: AbortSignal }): Promise<Driven>;
}

/** Runs on this stage with a runner that notes every step. @param broken parts of commands that fail */
function stepsOn(stage: Stage, broken: readonly string[] = []): Ran {
  const [said, keys]: [string[], string[]] = [[], []];
  const step = ({ command, key }: StepAsk): Promise<StepEnd> => {
    const text = command.slice(1).join(' ');
    said.push(text);
    keys.push(key);
    const isBroken = broken.some(part => text.includes(part));
    return Promise.resolve({ took: 1, failed: isBroken ? { how: 'exit code 3', said: 'no such pool' } : null });
  };
  const { plan, fleet, journal, clock } = stage;
  const world = { fleet, journal, clock, runner: { ...someoneAnswers, step } };
  const signal = new AbortController().signal;
  return { said, keys, run: more => drive({ plan, world, by: 'test', signal, ...more }) };
}

const word = { person: 'somebody', reason: 'a doubt' };
const failureOf = (stage: Stage, name: string) => stateOf(stage).machines.get(name)?.failure;

describe('steps around the work', () => {
  it('are run outermost first before it and innermost first after it, once per ring, wave and machine', async () => {
    const stage = await setRings([{ ...test, maxUnavailable: 1 }], servers('test', 2), {
      policy: { around: [lb, perRing, perWave] },
    });
    const { said, run } = stepsOn(stage);
    expect((await run()).standing).toMatchObject({ conclusion: 'succeeded', stepsOwed: [] });
    expect(said).toEqual([
      ...['on test', 'on test1', 'out test1', 'in test1', 'off test1'],
      ...['on test2', 'out test2', 'in test2', 'off test2', 'off test'],
    ]);
  });

  it('stand before the first change of the machine and after its last look', async () => {
    const stage = await setRings([test], [aServer('t')], { policy: { around: [lb] } });
    await stepsOn(stage).run();
    const story = storyOf(stage, 't').filter(kind => kind !== 'acknowledge');
    expect(story).toEqual(['check', 'machineChosen', 'step', 'install', 'restart', 'verify', 'step', 'machineDone']);
  });

  it('are only around those that they name', async () => {
    const stage = await setRings([test], servers('test', 2), { policy: { around: [{ ...lb, machines: ['test2'] }] } });
    const { said, run } = stepsOn(stage);
    await run();
    expect(said).toEqual(['out test2', 'in test2']);
  });

  it('skip the machine where before fails, pay what is owed, and say what to mend', async () => {
    const stage = await setRings([test], servers('test', 2), { policy: { around: [lb] } });
    const { said, run } = stepsOn(stage, ['out test1']);
    const { standing } = await run();
    expect(said.slice(0, 2)).toEqual(['out test1', 'in test1']);
    expect(storyOf(stage, 'test1')).not.toContain('install');
    expect(stateOf(stage).machines.get('test1')).toMatchObject({ phase: 'skipped', beganAt: null });
    expect(failureOf(stage, 'test1')).toMatchObject({
      code: 'AROUND_BEFORE_FAILED',
      message: 'the step before test1 failed (./lb.sh out test1): exit code 3; it said last: no such pool',
      next: 'mend what it says (./lb.sh out test1); the next run tries again',
    });
    expect(standing).toMatchObject({ conclusion: 'held', stepsOwed: [] });
  });

  it.each([
    ['ring', perRing, 'on test', 'off test'],
    ['wave', perWave, 'on test1', 'off test1'],
  ])('hold a %s that cannot begin, and the next run tries again', async (_, step, on, off) => {
    const stage = await setRings([test], servers('test', 2), { policy: { around: [step] } });
    const broken = stepsOn(stage, [on]);
    const { standing } = await broken.run();
    expect(broken.said).toEqual([on, off]);
    expect(standing).toMatchObject({ conclusion: 'held', failure: { code: 'AROUND_BEFORE_FAILED' } });
    expect(standing.figures.started).toBe(0);
    expect((await stepsOn(stage).run()).standing.conclusion).toBe('succeeded');
  });

  it('keep a machine that could not be put back out of service until a run has paid, and list the command', async () => {
    const stage = await setRings([test], servers('test', 2), { policy: { around: [lb] } });
    const { standing } = await stepsOn(stage, ['in test1']).run();
    expect(standing.conclusion).toBe('held');
    expect(stateOf(stage).machines.get('test1')).toMatchObject({ phase: 'unclear' });
    expect(stateOf(stage).machines.get('test2')).toMatchObject({ beganAt: null });
    const owed = './lb.sh in test1   # owed after test1: exit code 3';
    expect(nextSteps(stage.plan, standing, { program: 'patchring', options: [] })[0]).toBe(owed);
    const again = stepsOn(stage);
    expect((await again.run()).standing).toMatchObject({ conclusion: 'succeeded', stepsOwed: [] });
    expect(again.said[0]).toBe('in test1');
  });

  it('are paid after a failure and its halt, innermost first', async () => {
    const stage = await setRings([test], [aServer('t', { faults: [deadService] }), ...servers('test', 1)], {
      policy: { around: [lb, perRing] },
    });
    const { said, run } = stepsOn(stage);
    expect((await run()).standing).toMatchObject({ conclusion: 'halted', stepsOwed: [] });
    expect(said).toEqual(['on test', 'out t', 'in t', 'off test']);
  });

  it('keep a machine out until it was taken back, where it is rolled back at once', async () => {
    const undoes = { ...test, onRegression: 'rollback' };
    const stage = await setRings([undoes], [aServer('t', { faults: [deadService] })], { policy: { around: [lb] } });
    const { said, run } = stepsOn(stage);
    expect((await run()).standing).toMatchObject({ conclusion: 'rolled-back', stepsOwed: [] });
    expect(said).toEqual(['out t', 'in t']);
    const story = storyOf(stage, 't');
    expect(story.lastIndexOf('step')).toBeGreaterThan(story.indexOf('uninstall'));
    expect(story.lastIndexOf('step')).toBeLessThan(story.indexOf('machineUndone'));
  });

  it('are around an undo by hand as well, and never keep a machine from being taken back', async () => {
    const stage = await setRings([test], servers('test', 1), { policy: { around: [lb] } });
    await stepsOn(stage).run();
    const { plan, clock } = stage;
    say(stage, rollbackByHand(plan, stateOf(stage), { ...word, now: clock.now(), ring: null }));
    const { said, run } = stepsOn(stage, ['out']);
    expect((await run()).standing).toMatchObject({ conclusion: 'rolled-back', stepsOwed: [] });
    expect(said).toEqual(['out test1', 'in test1']);
  });

  it('are paid by the next run under the halt that a person ordered meanwhile, after a crash', async () => {
    const whole = await setRings([test], servers('test', 1), { policy: { around: [lb] } });
    await stepsOn(whole).run();
    const upTo = whole.events.findIndex(event => event.kind === 'intended' && event.effect.kind === 'install');
    const stage = await setRings([test], servers('test', 1), { policy: { around: [lb] } });
    stage.events.push(...whole.events.slice(0, upTo));
    say(stage, haltByHand(stage.plan, stateOf(stage), { ...word, now: stateOf(stage).lastAt }));
    const closing = supersedeByHand(stage.plan, stateOf(stage), { ...word, now: stateOf(stage).lastAt });
    expect(closing).toMatchObject({ ok: false, failures: [{ code: 'ROLLOUT_UNFINISHED' }] });
    const { said, run } = stepsOn(stage);
    expect((await run()).standing).toMatchObject({ conclusion: 'halted', stepsOwed: [] });
    expect(said).toEqual(['in test1']);
  });

  it('bear the same key when nobody knows how far they came, and another one in another try', async () => {
    const whole = await setRings([test], servers('test', 1), { policy: { around: [lb] } });
    const first = stepsOn(whole);
    await first.run();
    const upTo = whole.events.findIndex(event => event.kind === 'intended' && event.effect.kind === 'step');
    const stage = await setRings([test], servers('test', 1), { policy: { around: [lb] } });
    stage.events.push(...whole.events.slice(0, upTo + 1));
    const second = stepsOn(stage);
    await second.run();
    expect(second.keys).toEqual(first.keys);
    expect(new Set(first.keys).size).toBe(2);
    expect(first.keys[0]).toBe(`${stage.plan.rolloutId}/test/test1/step/1`);
  });

  it('are paid when the window closes, and run anew in the next one', async () => {
    const window = { days: ['wed', 'thu'], start: '22:00', duration: '2h', timeZone: 'UTC' };
    const narrow = ring('test', { waves: ['100%'], maxUnavailable: 1, window, takes: '80m', soak: '0s' });
    const stage = await setRings([narrow], servers('test', 3), { policy: { around: [perRing] } });
    await stage.clock.sleepUntil(Date.UTC(2026, 8, 9, 22));
    const { said, run } = stepsOn(stage);
    const { standing } = await run();
    expect(standing).toMatchObject({ conclusion: 'waiting', waiting: { for: 'window' }, stepsOwed: [] });
    expect(said).toEqual(['on test', 'off test']);
    await stage.clock.sleepUntil(standing.nextAt ?? 0);
    await run();
    expect(said.slice(2)).toEqual(['on test', 'off test']);
  });
});
