import { describe, expect, it } from 'vitest';
import { observedLines } from '../../../src/report/observed.ts';
import {
  aServer,
  maxFailuresAlone,
  ring,
  run,
  runToTheEnd,
  servers,
  setRings,
  someoneAnswers,
} from '../../support/rollouts.ts';
import { summaryAt } from '../../support/summaries.ts';

const dying = { faults: [{ kind: 'serviceDies', kb: 'KB5122871', service: 'OrderIntake' } as const] };
const watched = { after: ['cameBack', { gate: 'services', severity: 'observe', confirm: 1, settle: '0s' }] };
const linesOf = async (rings: Parameters<typeof setRings>[0], policy: Readonly<Record<string, unknown>> = {}) => {
  const machines = [aServer('a', dying), aServer('b', dying), ...servers('test', 3)];
  const stage = await setRings(rings, machines, { policy: { gates: watched, ...policy } });
  expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
  return observedLines(stage.plan, summaryAt(stage).machines);
};

describe('a gate that only observes', () => {
  it('says how often it would have halted, and halts nothing', async () => {
    expect(await linesOf([ring('test')])).toEqual([
      'services only observes and failed on 2 machines: it would have halted twice.',
    ]);
  });

  it('goes by what the ring tolerates', async () => {
    const generous = [ring('test', { maxUnavailable: 3, maxFailures: 2 })];
    expect(await linesOf(generous, maxFailuresAlone)).toEqual([
      'services only observes and failed on 2 machines: it would not have halted.',
    ]);
    // None of the first five may fail, whatever the ring says.
    expect(await linesOf(generous)).toEqual([
      'services only observes and failed on 2 machines: it would have halted twice.',
    ]);
  });

  it('says by how much chance alone explains that machines got worse, where it looked before as well', async () => {
    const http = { gate: 'http', url: 'https://{machine}/', severity: 'observe', of: 1, pass: 1, settle: '0s' };
    const gates = { before: ['reachable', http], after: ['cameBack', http] };
    const stage = await setRings([ring('test', { soak: '0s' })], servers('test', 3), { policy: { gates } });
    const asked = new Set<string>();
    const runner: typeof someoneAnswers = {
      ...someoneAnswers,
      http: (url?: string) => {
        const status = asked.has(String(url)) ? 503 : 200;
        asked.add(String(url));
        return Promise.resolve({ ok: true, value: { status, took: 1 } } as never);
      },
    };
    const { fleet, journal, clock } = stage;
    await run(stage, { world: { fleet, journal, clock, runner } });
    expect(observedLines(stage.plan, summaryAt(stage).machines)).toEqual([
      'http only observes and failed on 3 machines: it would have halted 3 times; 3 got worse and 0 better, which chance alone does in 13 % of rollouts.',
    ]);
  });

  it('that never failed has nothing to say', async () => {
    const stage = await setRings([ring('test')], servers('test', 2), { policy: { gates: watched } });
    await runToTheEnd(stage);
    expect(observedLines(stage.plan, summaryAt(stage).machines)).toEqual([]);
  });
});
