// A ring with `drill: true`: its first machine is updated, taken back, looked at, and updated again before the second one starts. An undo
// that is not proved halts or holds the ring; a machine whose undo is never automatic is not the one; a person's words are heard in the
// middle of it; a run that dies after any record goes on the same way.
import { describe, expect, it } from 'vitest';
import { haltByHand, resumeByHand, rollbackByHand, supersedeByHand } from '../../../src/rollout/hand.ts';
import { retryByHand } from '../../../src/rollout/retry.ts';
import type { Fault } from '../../../src/simulation/faults.ts';
import {
  aServer,
  ring,
  run,
  runToTheEnd,
  type Stage,
  type StageOptions,
  say,
  servers,
  setRings,
  someoneAnswers,
  stateOf,
  storyOf,
} from '../../support/rollouts.ts';

const drilled = { drill: true, waves: ['100%'], maxUnavailable: 3 };
const refuses: Fault = { kind: 'uninstallFails' };

function setDrill(faults: readonly Fault[] = [], more: Partial<StageOptions> = {}): Promise<Stage> {
  const machines = servers('test', 3).map((one, index) => (index === 0 ? { ...one, faults } : one));
  return setRings([ring('test', drilled)], machines, more);
}

const drillsIn = ({ events }: Stage): readonly string[] =>
  events.flatMap(event =>
    event.kind.startsWith('drill') && 'machine' in event ? [`${event.kind} ${event.machine}`] : [],
  );
const whole = (name: string): readonly string[] =>
  ['drillBegan', 'drillUndone', 'drillProved'].map(kind => `${kind} ${name}`);
const begun = (stage: Stage): readonly string[] =>
  [...stateOf(stage).machines.values()].flatMap(({ name, attempts }) => (attempts.check === undefined ? [] : [name]));
const word = (stage: Stage) => ({ person: 'Ada', reason: 'seen', now: stage.clock.now() });
const drillOf = (stage: Stage) => stateOf(stage).rings[0]?.drill;

const asksRunner = { gate: 'exec', command: ['./ask'] };

function worldThatSays({ fleet, journal, clock }: Stage, verdict: 'pass' | 'fail') {
  const exec = () => Promise.resolve({ ok: true, value: { verdict, reason: 'it said so', took: 1 } } as const);
  return { fleet, journal, clock, runner: { ...someoneAnswers, exec } };
}

/** Runs until a record of that kind stands in the journal, and dies. */
async function runUntil(stage: Stage, kind: string): Promise<void> {
  const { journal, events } = stage;
  const append: Stage['journal']['append'] = async batch => {
    const at = batch.findIndex(event => event.kind === kind);
    if (at === -1) return journal.append(batch);
    await journal.append(batch.slice(0, at + 1));
    throw new Error('it dies');
  };
  await expect(run({ ...stage, journal: { ...journal, read: () => journal.read(), append } })).rejects.toThrow(
    'it dies',
  );
  expect(events.at(-1)?.kind).toBe(kind);
}

describe('a drilled ring', () => {
  it('updates its first machine, takes it back, updates it again, and only then begins with the second', async () => {
    const stage = await setDrill();
    const driven = await runToTheEnd(stage);
    expect(driven.standing).toMatchObject({ conclusion: 'succeeded', cause: null });
    const way = ['check', 'machineChosen', 'install', 'restart', 'verify', 'machineDone'];
    const back = ['drillBegan', 'inspect', 'uninstall', 'restart', 'verify', 'machineUndone', 'drillUndone'];
    const soaked = ['acknowledge', 'verify', 'machineDone'];
    expect(storyOf(stage, 'test1')).toEqual([...way, ...back, ...way, 'drillProved', ...soaked]);
    const proved = stage.events.findIndex(({ kind }) => kind === 'drillProved');
    const others = stage.events.findIndex(event => event.kind === 'intended' && event.effect.machine !== 'test1');
    expect(others).toBeGreaterThan(proved);
    expect(driven.standing.figures).toMatchObject({ updated: 3, hit: 0, undone: 0, stranded: 0 });
    expect(stage.events.some(({ kind }) => kind === 'machineFailed' || kind === 'updateHeld')).toBe(false);
  });

  it('hides nothing on the machine that was taken back, and no later plan lacks the update', async () => {
    const stage = await setDrill();
    await runToTheEnd(stage);
    expect(storyOf(stage, 'test1')).not.toContain('hide');
    expect(stateOf(stage)).toMatchObject({ phase: 'done', undo: null, heldByHand: [] });
  });

  it('drills no ring that does not say so, and each ring that does', async () => {
    const machines = [...servers('test', 2), ...servers('pilot', 2)];
    const stage = await setRings([ring('test'), ring('pilot', { drill: true })], machines);
    await runToTheEnd(stage);
    expect(drillsIn(stage)).toEqual(whole('pilot1'));
  });

  it('takes the next machine where the first one needs nothing or fails, one alone at a time', async () => {
    const machines = servers('test', 4).map((one, index) =>
      index === 0
        ? { ...one, profile: { ...one.profile, installedKbs: ['KB5122871'], ubr: 33_438 } }
        : index === 1
          ? { ...one, faults: [{ kind: 'neverComesBack' } as const] }
          : one,
    );
    const policy = { analysis: { method: 'fixed' }, gates: { after: [{ gate: 'services' }] } };
    const stage = await setRings([ring('test', { ...drilled, maxFailures: 1 })], machines, { policy });
    await runToTheEnd(stage);
    expect(drillsIn(stage)).toEqual(whole('test3'));
  });

  it('begins with no second machine while the first is under way, whatever places the wave has', async () => {
    const stage = await setDrill();
    await runUntil(stage, 'drillUndone');
    expect(begun(stage)).toEqual(['test1']);
    expect(stateOf(stage).machines.get('test1')).toMatchObject({
      phase: 'pending',
      install: null,
      beganAt: null,
      wave: null,
    });
  });
});

describe('an undo that is not proved', () => {
  it('halts the ring with a rule of its own, counts no failure, and undoes nothing by itself', async () => {
    const machines = servers('test', 3).map(one => ({ ...one, faults: [refuses] }));
    const stage = await setRings([ring('test', { ...drilled, onRegression: 'rollback' })], machines);
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({
      conclusion: 'halted',
      cause: { by: 'rule', rule: 'drill', machine: 'test1', failedInRing: 0, limit: 0 },
      figures: { hit: 0, stranded: 1, untouched: 2 },
    });
    expect(stage.events.some(({ kind }) => kind === 'undoBegan')).toBe(false);
    expect(begun(stage)).toEqual(['test1']);
  });

  it('is gone without by a person who resumes', async () => {
    const stage = await setDrill([refuses]);
    await runToTheEnd(stage);
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word(stage), exclude: [] }));
    expect(drillOf(stage)).toEqual({ stands: 'waived', machine: 'test1', waivedBy: { person: 'Ada', reason: 'seen' } });
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 3 } });
  });

  it('is proved on the next machine where a person takes the first one out', async () => {
    const stage = await setDrill([refuses]);
    await runToTheEnd(stage);
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word(stage), exclude: ['test1'] }));
    await runToTheEnd(stage);
    expect(drillsIn(stage)).toEqual(['drillBegan test1', ...whole('test2')]);
  });

  it('halts where the machine cannot be updated again, and a retry proves it after all', async () => {
    const stage = await setDrill([], {
      policy: { analysis: { control: 0 }, gates: { after: ['services', asksRunner] } },
    });
    await runUntil(stage, 'drillUndone');
    const { standing } = await run(stage, { world: worldThatSays(stage, 'fail') });
    expect(standing).toMatchObject({
      conclusion: 'halted',
      cause: { rule: 'drill', machine: 'test1', failedInRing: 1 },
    });
    say(stage, retryByHand(stage.plan, stateOf(stage), { ...word(stage), ring: null, only: [] }));
    await runToTheEnd(stage);
    expect(drillsIn(stage)).toEqual(whole('test1'));
  });

  it('holds the ring where the machine may not be begun with again, and the next run goes on', async () => {
    const stage = await setDrill([], { policy: { gates: { before: [asksRunner] } } });
    await runUntil(stage, 'drillUndone');
    const { standing } = await run(stage, { world: worldThatSays(stage, 'fail') });
    expect(standing).toMatchObject({ conclusion: 'held', failure: { code: 'DRILL_UNPROVED', machine: 'test1' } });
    expect(begun(stage)).toEqual(['test1']);
    await runToTheEnd(stage);
    expect(drillsIn(stage)).toEqual(whole('test1'));
  });
});

describe('the machine of a drill', () => {
  it('is no domain controller and not on the Hotpatch train: the first that is neither', async () => {
    const machines = [
      aServer('dc1', { kind: 'dc' }),
      aServer('hot1', { isEnrolled: true }),
      aServer('app1'),
      aServer('app2'),
    ];
    const stage = await setRings([ring('test', { ...drilled, waves: [1, '100%'] })], machines);
    await runToTheEnd(stage);
    expect(drillsIn(stage)).toEqual(whole('app1'));
    expect(storyOf(stage, 'dc1').slice(0, 2)).toEqual(['check', 'machineReturned']);
  });

  it('is none where all are such: the plan says so, the ring is held, and a person may go on', async () => {
    const stage = await setRings([ring('test', drilled)], servers('test', 2, { kind: 'dc' }));
    expect(stage.notes).toContainEqual(expect.objectContaining({ code: 'DRILL_IMPOSSIBLE' }));
    const { standing } = await run(stage);
    expect(standing).toMatchObject({ conclusion: 'held', failure: { code: 'DRILL_IMPOSSIBLE' } });
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word(stage), exclude: [] }));
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 2 } });
    expect(drillsIn(stage)).toEqual([]);
  });

  it('is none where an exploited hole would be opened again, and the plan says why', async () => {
    const holes = { fixes: new Map([['CVE-2026-0001', ['KB5122871']]]), exploited: new Set(['CVE-2026-0001']) };
    const stage = await setDrill([], { holes });
    expect(stage.plan.rings[0]?.drill).toBeUndefined();
    expect(stage.notes).toContainEqual(expect.objectContaining({ code: 'DRILL_LEFT_OUT' }));
  });
});

describe('a person in the middle of a drill', () => {
  it('halts it: what was begun is taken back to the end, and nothing goes forward until it is resumed', async () => {
    const stage = await setDrill();
    await runUntil(stage, 'drillBegan');
    await expect(run(stage, { signal: AbortSignal.abort() })).resolves.toBeDefined();
    say(stage, haltByHand(stage.plan, stateOf(stage), word(stage)));
    await run(stage);
    expect(stateOf(stage).machines.get('test1')).toMatchObject({ phase: 'done', result: 'updated' });
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word(stage), exclude: [] }));
    await runToTheEnd(stage);
    expect(drillsIn(stage)).toEqual(whole('test1'));
  });

  it('halts it while the machine is on its way back: it comes back, and waits', async () => {
    const stage = await setDrill();
    await runUntil(stage, 'drillBegan');
    await runUntilEffect(stage, 'uninstall');
    say(stage, haltByHand(stage.plan, stateOf(stage), word(stage)));
    expect((await run(stage)).standing.conclusion).toBe('halted');
    expect(stateOf(stage).machines.get('test1')?.phase).toBe('pending');
    expect(drillOf(stage)).toMatchObject({ stands: 'again', machine: 'test1' });
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word(stage), exclude: [] }));
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 3 } });
    expect(drillsIn(stage)).toEqual(whole('test1'));
  });

  it('rolls it back: the machine goes on where it is, now for good, and its updates are hidden', async () => {
    const stage = await setDrill();
    await runUntil(stage, 'drillBegan');
    await runUntilEffect(stage, 'uninstall');
    say(stage, rollbackByHand(stage.plan, stateOf(stage), { ...word(stage), ring: null }));
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({ conclusion: 'rolled-back', figures: { undone: 1, untouched: 2 } });
    expect(storyOf(stage, 'test1').filter(kind => kind === 'uninstall')).toHaveLength(1);
    expect(storyOf(stage, 'test1')).toContain('hide');
    expect(drillsIn(stage)).toEqual(['drillBegan test1']);
  });

  it('cannot close the rollout while the machine is on its way back', async () => {
    const stage = await setDrill();
    await runUntil(stage, 'drillBegan');
    await runUntilEffect(stage, 'uninstall');
    const refused = supersedeByHand(stage.plan, stateOf(stage), word(stage));
    expect(refused).toMatchObject({ ok: false, failures: [{ code: 'ROLLOUT_UNFINISHED', machine: 'test1' }] });
  });
});

/** Runs until that was asked for, and dies. */
async function runUntilEffect(stage: Stage, kind: string): Promise<void> {
  const { journal } = stage;
  const append: Stage['journal']['append'] = async batch => {
    await journal.append(batch);
    if (batch.some(event => event.kind === 'intended' && event.effect.kind === kind)) throw new Error('it dies');
  };
  await expect(run({ ...stage, journal: { ...journal, read: () => journal.read(), append } })).rejects.toThrow(
    'it dies',
  );
}
