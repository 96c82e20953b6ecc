// The owner's scripts as the source of updates: offered until detect finds them, run ring by ring under all the rules of a rollout, and
// taken back by the script that takes away. What detect says counts, not what a script says of itself.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { planLines } from '../../../src/commands/plan-lines.ts';
import type { ScriptFile, Scripts } from '../../../src/model/source.ts';
import { rollbackByHand } from '../../../src/rollout/hand.ts';
import type { FaultOf } from '../../../src/simulation/faults.ts';
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

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const fileOf = (file: string, text: string): ScriptFile => ({ file, sha256: digest(text), text });
const scripts: Scripts = {
  name: 'agent 7',
  digest: digest('all three'),
  script: fileOf('install.ps1', 'install'),
  detect: fileOf('detect.ps1', 'detect'),
  uninstall: fileOf('remove.ps1', 'remove'),
};
const source = { script: 'install.ps1', detect: 'detect.ps1', uninstall: 'remove.ps1' };
const own = (more: Partial<Scripts> = {}, policy: object = {}) => ({
  policy: { updates: { source }, ...policy },
  scripts: { ...scripts, ...more },
});
const bad = (how: FaultOf<'scriptBad'>['how']) => aServer('t', { faults: [{ kind: 'scriptBad', how }] });
const kindsOf = (stage: Stage) => stage.fleet.models.books().flatMap(({ jobs }) => jobs.map(({ kind }) => kind));
const rollBack = (stage: Stage) =>
  say(
    stage,
    rollbackByHand(stage.plan, stateOf(stage), { person: 'p', reason: 'r', now: stage.clock.now(), ring: null }),
  );

describe('scripts', () => {
  it('are pinned by their content, shown by it, and run once on each machine, ring by ring', async () => {
    const stage = await setRings([ring('test'), ring('pilot')], [...servers('test', 2), ...servers('pilot', 2)], own());
    expect(stage.plan.updates).toMatchObject([{ title: 'Script agent 7', kbs: [], offeredTo: ['test1', 'test2'] }]);
    expect(planLines(stage.plan).join('\n')).toContain(`remove.ps1   ${digest('remove')}`);
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 4 } });
    expect(kindsOf(stage).filter(kind => kind === 'script')).toHaveLength(4);
    const again = await setRings([ring('test')], [aServer('t')], own({ digest: digest('other') }));
    expect(again.plan.updates[0]?.updateId).not.toBe(stage.plan.updates[0]?.updateId);
  });

  it('prove their undo in a drill: run, taken away, and run again, before a second machine', async () => {
    const stage = await setRings([ring('test', { drill: true })], servers('test', 2), own());
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 2 } });
    const [first, second] = stage.fleet.models.books().map(({ jobs }) => jobs.map(({ kind }) => kind));
    const told = first?.filter(kind => kind === 'script' || kind === 'removal');
    expect(told).toEqual(['script', 'removal', 'script']);
    expect(second?.filter(kind => kind === 'script')).toHaveLength(1);
    expect(stateOf(stage).rings[0]?.drill).toMatchObject({ stands: 'proved', machine: 'test1' });
  });

  it('are not run where detect finds their work already', async () => {
    const stage = await setRings([ring('test'), ring('pilot')], [aServer('t'), aServer('p', { ring: 'pilot' })], own());
    const model = stage.fleet.models.model('p');
    if (model !== undefined) model.software = { ...model.software, detected: [digest('detect')] };
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 1 } });
    expect(stateOf(stage).machines.get('p')?.result).toBe('nothingNeeded');
    expect(model?.books(stage.clock.now()).jobs.map(({ kind }) => kind)).toEqual(['detect']);
  });

  it.each([
    ['fails', 'SCRIPT_FAILED', 'its exit code is 1603: installing'],
    ['undetected', 'SCRIPT_NOT_DETECTED', 'installing'],
  ] as const)('that %s halt with their own code, the note as its cause, and a next step', async (how, code, cause) => {
    const stage = await setRings([ring('test')], [bad(how)], own());
    expect((await run(stage)).standing).toMatchObject({ conclusion: 'halted', cause: { code } });
    expect(stateOf(stage).machines.get('t')?.failure).toMatchObject({
      code,
      cause,
      next: expect.stringMatching(/\.$/),
    });
  });

  it('whose detect answers nonsense are planned for nobody', async () => {
    await expect(setRings([ring('test')], [bad('nonsense')], own())).rejects.toMatchObject({
      failures: [{ code: 'PLAN_SURVEY_FAILED' }, { code: 'SCRIPT_DETECT_INVALID' }],
    });
  });

  it('that ask for a restart get it, and detect is asked after it', async () => {
    const stage = await setRings([ring('test')], [bad('restarts')], own());
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    expect(storyOf(stage, 't')).toEqual(expect.arrayContaining(['install', 'restart', 'verify', 'machineDone']));
    expect(kindsOf(stage).slice(-2)).toEqual(['script', 'detect']);
  });

  it('that ask for a restart and are not found after it have failed', async () => {
    const faults = (['restarts', 'undetected'] as const).map(how => ({ kind: 'scriptBad', how }) as const);
    const stage = await setRings([ring('test')], [aServer('t', { faults })], own());
    expect((await run(stage)).standing).toMatchObject({ conclusion: 'halted', cause: { code: 'SCRIPT_NOT_DETECTED' } });
  });

  it('that never end are waited for, called overdue, and never killed', async () => {
    const stage = await setRings([ring('test')], [bad('hangs')], own());
    expect((await run(stage)).standing).toMatchObject({ conclusion: 'halted', cause: { code: 'JOB_OVERDUE' } });
    const books = stage.fleet.models.model('t')?.books(stage.clock.now());
    expect(books?.jobs.find(({ kind }) => kind === 'script')).toMatchObject({ end: undefined });
  });

  it('are taken back by the script that takes away, as detect then says', async () => {
    const stage = await setRings([ring('test')], [aServer('t')], own());
    await runToTheEnd(stage);
    rollBack(stage);
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('rolled-back');
    expect(stateOf(stage).machines.get('t')?.phase).toBe('undone');
    expect(stage.fleet.models.model('t')?.software.detected).toEqual([]);
    expect(kindsOf(stage).slice(-2)).toEqual(['removal', 'detect']);
  });

  it.each<[string, FaultOf<'scriptBad'>['how'] | undefined, Partial<Scripts>, string]>([
    ['stay although they were taken away', 'stays', {}, 'UNINSTALL_FAILED'],
    ['nothing takes away', undefined, { uninstall: null }, 'SCRIPT_UNINSTALL_MISSING'],
  ])('that %s leave the machine stranded with words', async (_, how, more, code) => {
    const stage = await setRings([ring('test')], [how === undefined ? aServer('t') : bad(how)], own(more));
    await runToTheEnd(stage);
    rollBack(stage);
    await runToTheEnd(stage);
    expect(stateOf(stage).machines.get('t')).toMatchObject({ phase: 'stranded', failure: { code } });
  });

  it('that failed half way are taken back too where the ring rolls back', async () => {
    const rings = [ring('test', { onRegression: 'rollback' })];
    const stage = await setRings(rings, [bad('fails')], own());
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('rolled-back');
    expect(kindsOf(stage)).toContain('removal');
  });
});
