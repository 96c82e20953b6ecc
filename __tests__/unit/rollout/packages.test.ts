// Files as the source of updates: pinned by content, offered to their build until their KB is listed, checked before the first is
// installed, and taken back like any other update.
import { describe, expect, it } from 'vitest';
import { haltByHand, rollbackByHand, supersedeByHand } from '../../../src/rollout/hand.ts';
import type { MachineSetup } from '../../../src/simulation/profile.ts';
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
} from '../../support/rollouts.ts';

const sha256 = '0123456789abcdef'.repeat(4);
const baseline = {
  build: 26100,
  kb: 'KB5122871',
  target: '26100.33438',
  file: '\\\\files\\updates\\windows11.0-kb5122871-x64.msu',
  sha256,
  prerequisites: [{ file: '\\\\files\\updates\\windows11.0-kb5043080-x64.msu', sha256 }],
};
/** Another Windows in the place of this one. */
const instead = (name: string, other: Partial<MachineSetup['profile']>) => {
  const machine = aServer(name);
  return { ...machine, profile: { ...machine.profile, ...other } };
};
const oldServer = (name: string) =>
  instead(name, { build: 17763, productName: 'Microsoft Windows Server 2019 Standard' });
const clientOf = (name: string) =>
  instead(name, { installationType: 'Client', productName: 'Microsoft Windows 11 Pro' });
const wordIn = (stage: Stage) => ({ person: 'anna', reason: 'a doubt', now: stage.clock.now() });
const from = (...packages: readonly object[]) => ({ policy: { updates: { source: { packages } } } });

describe('packages', () => {
  it('prove their undo in a drill, downloaded before the window or not', async () => {
    for (const stage of ['0s', '3h']) {
      const { policy } = from(baseline);
      const more = { policy: { updates: { ...policy.updates, stage } } };
      const night = { days: ['thu'], start: '22:00', duration: '8h', timeZone: 'UTC' };
      const played = await setRings([ring('test', { drill: true, window: night })], servers('test', 2), more);
      expect((await runToTheEnd(played)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 2 } });
      expect(stateOf(played).rings[0]?.drill).toMatchObject({ stands: 'proved', machine: 'test1' });
    }
  });

  it('are pinned by their content and installed ring by ring, and every machine is on the target build', async () => {
    const stage = await setRings(
      [ring('test'), ring('pilot')],
      [...servers('test', 2), ...servers('pilot', 2)],
      from(
        baseline,
        { ...baseline, build: 20348, kb: 'KB5000001', sha256: 'f'.repeat(64), file: 'C:\\in\\x.cab' },
        { ...baseline, build: 26200 },
      ),
    );
    expect(stage.plan.updates).toMatchObject([
      { updateId: '01234567-89ab-cdef-0123-456789abcdef', revision: 1, kbs: ['KB5122871'], restart: 'can' },
    ]);
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 4 } });
    const books = stage.fleet.models.books();
    expect(books.flatMap(({ installs }) => installs.map(({ kb, outcome }) => `${kb} ${outcome}`))).toEqual(
      Array(4).fill('KB5122871 installed'),
    );
    expect(books.every(({ jobs }) => jobs.every(({ kind }) => kind === 'packages'))).toBe(true);
    expect(stage.fleet.models.model('test1')?.facts(stage.clock.now()).ubr).toBe(33438);
  });

  it('are copied and checked before the window, kept until the install, and forgotten after it', async () => {
    const window = { days: ['wed'], start: '22:00', duration: '4h', timeZone: 'UTC' };
    const other = { ...baseline, build: 20348, kb: 'KB5000001', sha256: 'f'.repeat(64), file: 'C:\\in\\x.cab' };
    const updates = { stage: '12h', source: { packages: [baseline, other] } };
    const stage = await setRings([ring('test', { window })], servers('test', 2), { policy: { updates } });
    await run(stage);
    const kept = () => stage.fleet.models.books().map(({ jobs }) => jobs.map(({ kind }) => kind));
    expect(kept()).toEqual([['stage'], ['stage']]);
    const staged = stage.events.flatMap(event =>
      event.kind === 'finished' && event.outcome.kind === 'staged' ? event.outcome.result.updates : [],
    );
    expect(staged.map(({ kbs, outcome }) => [kbs[0], outcome])).toEqual(Array(2).fill(['KB5122871', 'downloaded']));
    const key = stateOf(stage).machines.get('test1')?.keptJobs[0] ?? '';
    const { clock, fleet } = stage;
    expect(fleet.models.model('test1')?.pollJob(key, clock.now()).state).toBe('finished');
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 2 } });
    expect(fleet.models.model('test1')?.pollJob(key, clock.now()).state).toBe('absent');
  });

  it('are copied only to machines whose product they are for: nothing lies on the others, and nothing is kept', async () => {
    const window = { days: ['wed'], start: '22:00', duration: '4h', timeZone: 'UTC' };
    const { build: _, ...rest } = baseline;
    const updates = { stage: '12h', source: { packages: [{ ...rest, product: 'windows-server-2025' }] } };
    const machines = [aServer('t'), clientOf('c')];
    const stage = await setRings([ring('test', { window, maxSkipped: 1 })], machines, { policy: { updates } });
    await run(stage);
    const jobs = stage.fleet.models.books().map(({ machine, jobs: done }) => [machine, done.map(({ kind }) => kind)]);
    expect(jobs).toEqual([
      ['t', ['stage']],
      ['c', []],
    ]);
    expect(stateOf(stage).machines.get('t')?.keptJobs).toHaveLength(1);
    expect(stateOf(stage).machines.get('c')?.keptJobs).toEqual([]);
  });

  it.each([
    ['rolled back', (stage: Stage) => rollbackByHand(stage.plan, stateOf(stage), { ...wordIn(stage), ring: null })],
    ['closed for good', (stage: Stage) => supersedeByHand(stage.plan, stateOf(stage), wordIn(stage))],
  ])('do not stay on machines of a rollout that was halted and then %s', async (_, speak) => {
    const updates = { stage: '2d', source: { packages: [baseline] } };
    const window = { days: ['thu'], start: '22:00', duration: '4h', timeZone: 'UTC' };
    const rings = [ring('test', { soak: '12h' }), ring('pilot', { window })];
    const stage = await setRings(rings, [aServer('t'), ...servers('pilot', 2)], { policy: { updates } });
    await run(stage);
    const lying = () =>
      [...stateOf(stage).machines.values()].flatMap(({ name, keptJobs, finishedJobs }) =>
        [...keptJobs, ...finishedJobs].filter(
          key => stage.fleet.models.model(name)?.pollJob(key, stage.clock.now()).state === 'finished',
        ),
      );
    expect(lying()).toHaveLength(2);
    say(stage, haltByHand(stage.plan, stateOf(stage), wordIn(stage)));
    await run(stage);
    // Whoever resumes it needs them.
    const copies = lying();
    expect(copies).toHaveLength(2);
    say(stage, speak(stage));
    await run(stage);
    expect(lying()).toEqual([]);
    for (const name of ['pilot1', 'pilot2'])
      for (const key of copies)
        expect(stage.fleet.models.model(name)?.pollJob(key, stage.clock.now()).state).toBe('absent');
  });

  it('that are missing are found out before the window, and nothing of them is kept', async () => {
    const window = { days: ['wed'], start: '22:00', duration: '4h', timeZone: 'UTC' };
    const updates = { stage: '12h', source: { packages: [baseline] } };
    const faults = [{ kind: 'packageBad', how: 'missing' } as const];
    const stage = await setRings([ring('test', { window })], [aServer('t', { faults })], { policy: { updates } });
    await run(stage);
    expect(stage.events.flatMap(event => (event.kind === 'finished' ? [event.outcome] : []))).toMatchObject([
      { kind: 'failed', failure: { code: 'PACKAGE_NOT_FOUND' } },
    ]);
  });

  it.each([
    ['missing', 'PACKAGE_NOT_FOUND'],
    ['changed', 'PACKAGE_HASH_MISMATCHED'],
    ['unsigned', 'PACKAGE_UNSIGNED'],
  ] as const)('that are %s change nothing and halt with their own code and a next step', async (how, code) => {
    const stage = await setRings(
      [ring('test')],
      [aServer('t', { faults: [{ kind: 'packageBad', how }] })],
      from(baseline),
    );
    const { standing } = await run(stage);
    expect(standing).toMatchObject({ conclusion: 'halted', cause: { code } });
    expect(stateOf(stage).machines.get('t')?.failure).toMatchObject({ code, next: expect.stringMatching(/\.$/) });
    expect(stage.fleet.models.model('t')?.facts(stage.clock.now()).ubr).toBe(33296);
  });

  it('that are not for this Windows say so', async () => {
    const stage = await setRings(
      [ring('test')],
      [aServer('t')],
      from({ ...baseline, kb: 'KB5000009', target: undefined }),
    );
    expect((await run(stage)).standing.cause).toMatchObject({ code: 'PACKAGE_NOT_APPLICABLE' });
  });

  it('whose KB is listed already are offered to nobody', async () => {
    const stage = await setRings([ring('test')], [aServer('t')], from({ ...baseline, kb: 'KB5120233' }));
    expect(stage.plan.updates).toEqual([]);
    expect((await run(stage)).standing.conclusion).toBe('nothing-to-do');
  });

  it('are for a product: a client of the same build is no Windows Server', async () => {
    const { build: _, ...rest } = baseline;
    const source = from({ ...rest, product: 'windows-server-2025' });
    const stage = await setRings([ring('test', { maxSkipped: 1 })], [aServer('t'), clientOf('c')], source);
    expect(stage.plan.updates).toMatchObject([
      { title: 'Package KB5122871 for windows-server-2025 (26100.33438)', offeredTo: ['t'] },
    ]);
    await runToTheEnd(stage);
    expect(stateOf(stage).machines.get('t')).toMatchObject({ result: 'updated' });
    expect(stateOf(stage).machines.get('c')).toMatchObject({
      phase: 'skipped',
      failure: { code: 'PACKAGE_NONE_FITS' },
    });
  });

  it('that are for no machine’s Windows are told, and the machine is skipped and never taken for up to date', async () => {
    const stage = await setRings([ring('test', { maxSkipped: 1 })], [aServer('t'), oldServer('old')], from(baseline));
    expect(stage.notes).toMatchObject([{ code: 'PACKAGE_NONE_FITS', machine: 'old' }]);
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 1 } });
    const { phase, failure } = stateOf(stage).machines.get('old') ?? {};
    expect(phase).toBe('skipped');
    expect(failure?.message).toBe(
      'no package is for Microsoft Windows Server 2019 Standard (build 17763): the policy has some for build 26100',
    );
  });

  it('that are for no machine of the first ring make no plan, and say why for each', async () => {
    const failed = setRings([ring('test')], [oldServer('o1'), oldServer('o2')], from(baseline));
    await expect(failed).rejects.toMatchObject({
      failures: [
        { code: 'PLAN_SURVEY_FAILED' },
        { code: 'PACKAGE_NONE_FITS', machine: 'o1' },
        { code: 'PACKAGE_NONE_FITS', machine: 'o2' },
      ],
    });
  });

  it('are taken back by what was there before', async () => {
    const stage = await setRings([ring('test')], [aServer('t')], from(baseline));
    await run(stage);
    say(
      stage,
      rollbackByHand(stage.plan, stateOf(stage), { person: 'p', reason: 'r', now: stage.clock.now(), ring: null }),
    );
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('rolled-back');
    expect(stage.fleet.models.model('t')?.facts(stage.clock.now()).ubr).toBe(33296);
  });
});
