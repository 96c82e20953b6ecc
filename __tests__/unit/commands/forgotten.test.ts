// A ledger that has forgotten a rollout whose jobs still lie on machines: no new rollout begins beside it, and the way out is said.
import { describe, expect, it } from 'vitest';
import { forgottenIn, refuseForgotten } from '../../../src/commands/forgotten.ts';
import { FailureError } from '../../../src/model/failure.ts';
import type { Event } from '../../../src/rollout/events.ts';
import type { SurveyRow } from '../../../src/rollout/survey.ts';
import { aServer, ring, run, setRings } from '../../support/rollouts.ts';
import { facts } from '../../support/windows-state.ts';

const row = (machine: string, traces?: string[]): SurveyRow => ({
  machine,
  ok: true,
  facts: facts(traces === undefined ? {} : { traces }),
  scan: { updates: [], source: 'Windows Update' },
});
const job = 'windows-0badf0-t1-install-1';

describe('a rollout that the ledger has forgotten', () => {
  it('is found by the jobs that it left, once, with every machine', () => {
    const rows = [row('t1', [job, 'windows-0badf0-t1-scan-1']), row('t2', ['windows-0badf0-t2-scan-1'])];
    expect(forgottenIn('windows', rows, ['windows-123456'])).toEqual([
      {
        rolloutId: 'windows-0badf0',
        machines: [
          { machine: 't1', job },
          { machine: 't2', job: 'windows-0badf0-t2-scan-1' },
        ],
      },
    ]);
  });

  it.each([
    ['that it knows', ['windows-0badf0'], [job]],
    ['of another policy', [], ['linux-0badf0-t1-install-1', 'windows-sql-0badf0-t1-scan-1']],
    ['of a survey', [], ['survey-0123456789ab-t1-2026-11-29-1']],
    ['of nobody', [], ['notes']],
  ])('is none whose jobs are those %s', (_, known, traces) => {
    expect(forgottenIn('windows', [row('t1', traces), row('t2')], known)).toEqual([]);
  });

  it('is refused with code, machine, what lies there and the way out', () => {
    const found = forgottenIn('windows', [row('t1', [job])], []);
    const refuse = (): void => refuseForgotten(found, 'git:patchring-ledger');
    expect(refuse).toThrow(FailureError);
    try {
      refuse();
    } catch (error) {
      expect((error as FailureError).failures).toMatchObject([
        {
          code: 'LEDGER_FORGOTTEN',
          machine: 't1',
          message: 'git:patchring-ledger knows nothing of windows-0badf0, whose jobs lie on 1 machine (t1)',
          cause: `${job} lies on t1`,
          next: expect.stringContaining('%ProgramData%\\patchring\\jobs\\windows-0badf0-*'),
        },
      ]);
    }
    expect(() => refuseForgotten([], 'file:.patchring')).not.toThrow();
  });

  it('is seen on the machines of the embedded fleet, where its job still lies', async () => {
    const stage = await setRings([ring('test')], [aServer('t1')]);
    const stop = new AbortController();
    const onEvent = (event: Event): void => {
      if (event.kind === 'intended' && event.effect.kind === 'install') stop.abort();
    };
    await run(stage, { onEvent, signal: stop.signal });
    const { facts: answer } = await stage.fleet.machine({ name: 't1', labels: {} }).probe(['facts']);
    if (!answer.ok) throw new FailureError([answer.failure]);
    const seen: SurveyRow = { ...row('t1'), ok: true, facts: answer.value, scan: { updates: [], source: '' } };
    expect(forgottenIn('windows-servers', [seen], [])).toMatchObject([{ rolloutId: stage.plan.rolloutId }]);
    expect(forgottenIn('windows-servers', [seen], [stage.plan.rolloutId])).toEqual([]);
    // Two hundred names in every look would be most of a journal.
    expect(JSON.stringify(stage.events)).not.toContain('"traces"');
  });
});
