import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../src/model/failure.ts';
import type { Evidence, Fleet, Machine } from '../../../../src/model/ports.ts';
import { drive } from '../../../../src/rollout/drive.ts';
import {
  aServer,
  ring,
  runToTheEnd,
  type Stage,
  servers,
  setRings,
  someoneAnswers,
  stateOf,
  storyOf,
} from '../../../support/rollouts.ts';

const deadService = { kind: 'serviceDies', kb: 'KB5122871', service: 'OrderIntake' } as const;
const regressing = (onRegression: 'halt' | 'rollback') => [
  ring('test', { waves: ['100%'], maxUnavailable: 2, onRegression }),
];

/** A run that keeps its evidence in memory. */
async function runKeeping(stage: Stage, change: { fleet?: Fleet; put?: Evidence['put'] } = {}) {
  const files = new Map<string, string>();
  const put: Evidence['put'] = (name, text) => {
    files.set(name, text);
    return Promise.resolve({ ok: true, file: name, sha256: 'f00d' });
  };
  const world = {
    fleet: change.fleet ?? stage.fleet,
    journal: stage.journal,
    clock: stage.clock,
    runner: someoneAnswers,
    evidence: { put: change.put ?? put },
  };
  await drive({ plan: stage.plan, world, by: 'test', signal: new AbortController().signal });
  return files;
}

/** The same fleet, whose machines give this diagnosis. */
function diagnosing(fleet: Fleet, diagnosis: unknown): Fleet {
  return {
    machine: entry => {
      const machine = fleet.machine(entry);
      const probe: Machine['probe'] = (probes, options) =>
        probes.some(one => one === 'diagnosis')
          ? Promise.resolve({ diagnosis } as never)
          : machine.probe(probes, options);
      return { ...machine, probe };
    },
    close: () => fleet.close(),
  };
}

describe('diagnostics', () => {
  it('are gathered once on every machine that is undone, before its uninstall', async () => {
    const stage = await setRings(regressing('rollback'), [
      ...servers('test', 1),
      aServer('z', { faults: [deadService] }),
    ]);
    const files = await runKeeping(stage);
    for (const name of ['test1', 'z']) {
      const story = storyOf(stage, name);
      expect(story.filter(kind => kind === 'diagnose')).toHaveLength(1);
      expect(story.indexOf('diagnose')).toBeLessThan(story.indexOf('uninstall'));
      expect(files.get(`diagnostics/${name}.txt`)).toContain('==== CBS.log ====');
    }
    expect(files.get('diagnostics/z.txt')).toContain('OrderIntake');
  });

  it('leave a digest and one line in the journal, and no text', async () => {
    const stage = await setRings(regressing('rollback'), [aServer('z', { faults: [deadService] })]);
    await runKeeping(stage);
    const told = stage.events.filter(event => event.kind === 'finished' && event.outcome.kind === 'diagnosed');
    expect(told).toMatchObject([{ outcome: { file: 'diagnostics/z.txt', sha256: 'f00d' } }]);
    expect(JSON.stringify(told).length).toBeLessThan(500);
    expect(JSON.stringify(told)).not.toContain('====');
  });

  it('name the log that could not be read', async () => {
    const faults = [deadService, { kind: 'logLocked', part: 'cbs' } as const];
    const stage = await setRings(regressing('rollback'), [aServer('z', { faults })]);
    const files = await runKeeping(stage);
    expect(stateOf(stage).machines.get('z')?.diagnosis?.summary).toContain('not read: CBS.log');
    expect(files.get('diagnostics/z.txt')).toContain('not read: The process cannot access the file.');
    expect(stateOf(stage).machines.get('z')?.phase).toBe('undone');
  });

  it('are gathered on machines that have failed when the rollout halts, and on no others', async () => {
    const stage = await setRings(regressing('halt'), [...servers('test', 1), aServer('z', { faults: [deadService] })]);
    const files = await runKeeping(stage);
    expect([...files.keys()]).toEqual(['diagnostics/z.txt']);
    expect(storyOf(stage, 'z').at(-1)).not.toBe('uninstall');
  });

  it.each([
    [
      'they cannot be gathered',
      { ok: false, failure: failureOf('WINDOWS_FUNCTION_FAILED', 'no'), arrived: 'maybe' },
      true,
    ],
    ['they cannot be kept', undefined, false],
  ])('never keep a machine from being undone: %s', async (_, diagnosis, isKept) => {
    const stage = await setRings(regressing('rollback'), [aServer('z', { faults: [deadService] })]);
    const put: Evidence['put'] = () =>
      Promise.resolve({ ok: false, failure: failureOf('EVIDENCE_NOT_KEPT', 'The disk is full.') });
    await runKeeping(stage, {
      ...(diagnosis === undefined ? {} : { fleet: diagnosing(stage.fleet, diagnosis) }),
      ...(isKept ? {} : { put }),
    });
    expect(stateOf(stage).machines.get('z')).toMatchObject({ phase: 'undone', diagnosis: { file: null, failure: {} } });
  });

  it('are gathered also where there is no folder for them, and that is said', async () => {
    const stage = await setRings(regressing('rollback'), [aServer('z', { faults: [deadService] })]);
    await runToTheEnd(stage);
    expect(stateOf(stage).machines.get('z')).toMatchObject({
      phase: 'undone',
      diagnosis: { file: null, failure: { code: 'EVIDENCE_NOT_KEPT', next: 'name one with --report-dir' } },
    });
  });
});
