// Downloading before the window: when, on whom, how many at a time, and that nothing else changes by it.
import { describe, expect, it } from 'vitest';
import { verdictLine } from '../../../src/report/verdict.ts';
import { viewOf, whyNotStart } from '../../../src/rollout/decide/budget.ts';
import { haltByHand, holdByHand } from '../../../src/rollout/hand.ts';
import type { Fault } from '../../../src/simulation/faults.ts';
import {
  aServer,
  ring,
  run,
  runToTheEnd,
  type Stage,
  say,
  september9,
  servers,
  setRings,
  stateOf,
  storyOf,
} from '../../support/rollouts.ts';

const hour = 3_600_000;
/** From Wednesday 22:00 UTC, two hours after the rollout begins. */
const tonight = { days: ['wed'], start: '22:00', duration: '4h', timeZone: 'UTC' };
const tomorrow = { ...tonight, days: ['thu'] };
const staging = (updates: object = {}) => ({ policy: { updates: { stage: '12h', ...updates } } });
const staged = (stage: Stage): readonly string[] =>
  stage.events.flatMap(event =>
    event.kind === 'intended' && event.effect.kind === 'stage' ? [event.effect.machine] : [],
  );
const said = (stage: Stage) =>
  stage.events.flatMap(event => (event.kind === 'finished' && event.key.includes('/stage/') ? [event.outcome] : []));

describe('staging', () => {
  it('downloads in the time before the window, installs in it, and costs no place', async () => {
    const stage = await setRings([ring('test', { window: tonight })], servers('test', 2), staging());
    const { standing } = await run(stage);
    expect(standing).toMatchObject({ conclusion: 'waiting', waiting: { for: 'window', until: september9 + 2 * hour } });
    expect(standing.figures).toMatchObject({ started: 0 });
    expect(said(stage)).toMatchObject(
      Array(2).fill({ kind: 'staged', result: { updates: [{ outcome: 'downloaded' }] } }),
    );
    for (const { outOfService, restarts } of stage.fleet.models.books())
      expect([outOfService, restarts]).toEqual([[], []]);
    const driven = await runToTheEnd(stage);
    expect(driven.standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 2 } });
    expect(storyOf(stage, 'test1').slice(0, 3)).toEqual(['stage', 'acknowledge', 'check']);
    expect(staged(stage)).toEqual(['test1', 'test2']);
  });

  it('is what a run that ends before it waits for, and says when', async () => {
    const late = { ...tonight, days: ['fri'] };
    const stage = await setRings([ring('test', { window: late })], servers('test', 2), staging());
    const driven = await run(stage);
    const opens = september9 + 50 * hour;
    const { standing } = driven;
    expect(standing).toMatchObject({
      conclusion: 'waiting',
      waiting: { for: 'window', until: opens },
      stagingAt: opens - 12 * hour,
      nextAt: opens - 12 * hour,
    });
    expect(verdictLine(stage.plan, standing)).toContain(
      'WAITING: downloads begin 2026-09-11 10:00 UTC, the window of ring test opens 2026-09-11 22:00 UTC.',
    );
    await stage.clock.sleepUntil(opens - 12 * hour);
    expect((await run(stage)).standing).toMatchObject({ stagingAt: null, nextAt: opens });
    expect(staged(stage)).toEqual(['test1', 'test2']);
  });

  it.each([
    ['the window is open already', { window: { ...tonight, start: '19:00' } }, {}],
    ['there is no window', { window: 'anytime' }, {}],
    ['the window is further away', { window: tonight }, { stage: '1h' }],
    ['nobody asked for it', { window: tonight }, { stage: '0s' }],
  ])('does nothing where %s', async (_, more, updates) => {
    const stage = await setRings([ring('test', more)], servers('test', 2), staging(updates));
    await run(stage);
    expect(staged(stage)).toEqual([]);
  });

  it('tries the password on one machine, then keeps to its own limit', async () => {
    const stage = await setRings(
      [ring('test', { window: tonight, maxUnavailable: 1 })],
      servers('test', 6),
      staging({ stageParallel: 3 }),
    );
    await run(stage);
    let [going, most] = [0, 0];
    const steps: number[] = [];
    for (const event of stage.events) {
      if (event.kind === 'intended' && event.effect.kind === 'stage') going += 1;
      if (event.kind === 'finished' && event.key.includes('/stage/')) going -= 1;
      most = Math.max(most, going);
      steps.push(going);
    }
    expect(most).toBe(3);
    expect(steps.indexOf(2)).toBeGreaterThan(steps.indexOf(1) + 1);
    expect(staged(stage)).toHaveLength(6);
  });

  it('prepares the next ring while the one before soaks, and only with what that one proved', async () => {
    const stage = await setRings(
      [ring('test', { soak: '12h' }), ring('pilot', { window: tomorrow })],
      [aServer('t'), ...servers('pilot', 2)],
      staging({ stage: '2d' }),
    );
    const { standing } = await run(stage);
    expect(standing.waiting?.for).toBe('soak');
    expect(staged(stage)).toEqual(['pilot1', 'pilot2']);
    const other = await setRings(
      [ring('test', { soak: '12h' }), ring('pilot', { window: tomorrow })],
      [aServer('t', { isEnrolled: true, faults: [{ kind: 'unreachable', begins: hour / 2 }] }), ...servers('pilot', 2)],
      staging({ stage: '2d' }),
    );
    await other.clock.sleepUntil(september9 + hour);
    await run(other);
    expect(staged(other)).toEqual([]);
  });

  it('never fetches what a person holds, and nothing after a halt', async () => {
    const word = { person: 'somebody', reason: 'a doubt' };
    const stage = await setRings([ring('test', { window: tomorrow })], servers('test', 2), staging());
    await run(stage);
    expect(staged(stage)).toEqual([]);
    say(stage, holdByHand(stage.plan, stateOf(stage), { ...word, kb: 'KB5122871', now: september9 + 1 }));
    await stage.clock.sleepUntil(september9 + 20 * hour);
    await run(stage);
    expect(staged(stage)).toEqual([]);
    const halted = await setRings([ring('test', { window: tonight })], servers('test', 2), staging());
    await run(halted, { only: ['nobody'] });
    say(halted, haltByHand(halted.plan, stateOf(halted), { ...word, now: september9 + 1 }));
    await run(halted);
    expect(staged(halted)).toEqual([]);
    const [update] = halted.plan.updates;
    const { updateId, revision } = update!;
    const updates = [{ updateId, revision }];
    const effect = {
      kind: 'stage',
      ring: 'test',
      machine: 'test1',
      attempt: 1,
      acknowledge: [],
      job: 'k',
      updates,
      until: 0,
    } as const;
    const view = viewOf(halted.plan, stateOf(halted), september9 + 2);
    expect(whyNotStart(view, { ...effect, acknowledge: [], updates })).toBe('the rollout was halted');
  });

  it.each<[string, Fault, number]>([
    ['passes by itself', { kind: 'jobRefused', job: 'stage', code: 'SCAN_FAILED', hresult: 0x80244022, times: 1 }, 2],
    ['passes by itself, and stays', { kind: 'jobRefused', job: 'stage', code: 'SCAN_FAILED', hresult: 0x80244022 }, 2],
    ['does not pass', { kind: 'jobRefused', job: 'stage', code: 'INSTALL_DISK_LOW', hresult: 0x80070070 }, 1],
  ])('is tried once more after a while where what went wrong %s', async (_, fault, tries) => {
    const stage = await setRings([ring('test', { window: tonight })], [aServer('t', { faults: [fault] })], staging());
    const { standing } = await run(stage);
    expect(standing.stagingAt !== null).toBe(tries > 1);
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded' });
    expect(staged(stage)).toHaveLength(tries);
    const [first, second] = stage.events.flatMap(event =>
      event.kind === 'intended' && event.effect.kind === 'stage' ? [event.at] : [],
    );
    if (tries > 1) expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(hour / 4);
  });

  it.each([
    ['fails', { kind: 'jobRefused', job: 'stage', code: 'INSTALL_DISK_LOW', hresult: 0x80070070 }],
    ['is lost', { kind: 'jobLost', job: 'stage' }],
    ['finds nobody', { kind: 'unreachable', begins: 300_000, lasts: hour }],
  ] as const)('that %s stops nothing: the window does it all', async (how, fault) => {
    const stage = await setRings([ring('test', { window: tonight })], [aServer('t', { faults: [fault] })], staging());
    await stage.clock.sleepUntil(september9 + hour / 6);
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 1 } });
    // Nobody was there: that passes.
    expect(staged(stage)).toEqual(how === 'finds nobody' ? ['t', 't'] : ['t']);
  });

  it('that takes longer is not waited for when the window opens', async () => {
    const timing = {
      queue: [0, 0],
      scan: [60_000, 60_000],
      stage: [5 * hour, 5 * hour],
      install: [600_000, 600_000],
      uninstall: [600_000, 600_000],
      grace: [1_000, 1_000],
      down: [60_000, 60_000],
      servicing: [0, 0],
    } as const;
    const stage = await setRings([ring('test', { window: tonight })], [aServer('t')], { ...staging(), timing });
    const { standing } = await runToTheEnd(stage);
    expect(said(stage)).toMatchObject([{ kind: 'overdue' }]);
    expect(standing.conclusion).toBe('succeeded');
    expect(stateOf(stage).machines.get('t')?.settledAt).toBeLessThan(september9 + 3 * hour);
  });
});
