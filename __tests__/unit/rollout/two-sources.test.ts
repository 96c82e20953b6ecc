// The update history that the jobs read is a witness beside the list of installed updates: in the check, at the gate before, after an
// installation with or without a restart. The machines are of October 2025, where no session may read it.
import { describe, expect, it } from 'vitest';
import type { Fleet } from '../../../src/model/ports.ts';
import type { UpdateHistory } from '../../../src/model/reading.ts';
import { drive } from '../../../src/rollout/drive.ts';
import { outcomeSchema } from '../../../src/rollout/outcomes.ts';
import { run, type Stage, setStory, someoneAnswers, stateOf } from '../../support/rollouts.ts';

/** What the hotpatch gate said, of the machines that were enrolled before. */
function said(stage: Stage, when: 'before' | 'after') {
  return stage.events.flatMap(event => {
    if (event.kind !== 'judged' || event.stage !== when) return [];
    const gate = event.gates.find(one => one.gate === 'hotpatch' && one.measured.before === 'enrolledReady');
    return gate === undefined ? [] : [{ machine: event.machine, ...gate }];
  });
}

/** The fleet, with what the jobs whose key fits say of the history changed on its way. */
function telling(stage: Stage, isMeant: (key: string) => boolean, history: UpdateHistory | undefined): Fleet {
  return {
    machine: entry => {
      const machine = stage.fleet.machine(entry);
      return {
        ...machine,
        pollJob: async key => {
          const answer = await machine.pollJob(key);
          if (!isMeant(key) || !answer.ok || answer.value.state !== 'finished') return answer;
          if (answer.value.kind !== 'scan' && answer.value.kind !== 'install') return answer;
          const { history: _, ...rest } = answer.value.result;
          const result = history === undefined ? rest : { ...rest, history };
          return { ...answer, value: { ...answer.value, result } as typeof answer.value };
        },
      };
    },
    close: () => Promise.resolve(),
  };
}

const go = (stage: Stage, fleet: Fleet) =>
  drive({
    plan: stage.plan,
    world: { fleet, journal: stage.journal, clock: stage.clock, runner: someoneAnswers },
    by: 'test',
    signal: new AbortController().signal,
  });

const lost: UpdateHistory = {
  words: [{ kb: 'KB5070881', operation: 'install', result: 'succeeded' }],
  unreadable: null,
};

describe('the two sources for installed updates', () => {
  it('are both read on machines that refuse the history to sessions, before and after', async () => {
    const stage = await setStory('held', 8);
    await run(stage);
    for (const when of ['before', 'after'] as const) {
      const gates = said(stage, when);
      expect(gates.length).toBeGreaterThan(0);
      for (const gate of gates) {
        expect(gate.verdict).toBe('pass');
        expect(gate.reason).not.toMatch(/alone|could not be read|does not know/);
      }
    }
  });

  it('keep a machine from its update where they contradict each other', async () => {
    const stage = await setStory('held', 8);
    await go(
      stage,
      telling(stage, key => key.includes('-scan-'), lost),
    );
    const { machines } = stateOf(stage);
    const enrolled = [...machines.values()].filter(({ before }) => {
      const hotpatch = before?.readings.hotpatch;
      return hotpatch?.ok === true && hotpatch.value.enrollmentPackage === true;
    });
    expect(enrolled.length).toBeGreaterThan(0);
    for (const machine of enrolled) {
      expect(machine.install).toBeNull();
      expect(machine.failure?.message).toMatch(/the update history lists KB5070881 and the installed updates do not/);
    }
  });

  it('open no ring where they contradict each other after the installation', async () => {
    const stage = await setStory('held', 8);
    await go(
      stage,
      telling(stage, key => /-(?:install|rescan)-/.test(key), lost),
    );
    const verdicts = stage.events.flatMap(event =>
      event.kind === 'judged' && event.stage === 'after'
        ? event.gates.filter(({ gate, reason }) => gate === 'hotpatch' && reason.includes('KB5070881'))
        : [],
    );
    expect(verdicts.length).toBeGreaterThan(0);
    expect(verdicts.every(({ verdict }) => verdict === 'error' || verdict === 'inconclusive')).toBe(true);
  });

  it('are told apart from one source with a gap: it decides alone, and the reason says so', async () => {
    const stage = await setStory('held', 8);
    await go(
      stage,
      telling(stage, () => true, { words: null, unreadable: 'Access is denied. (0x80070005)' }),
    );
    const gates = [...said(stage, 'before'), ...said(stage, 'after')];
    expect(gates.length).toBeGreaterThan(0);
    for (const { verdict, reason } of gates) {
      expect(verdict).toBe('pass');
      expect(reason).toContain('the list of installed updates alone says so');
    }
  });

  it('are read from a journal that was written before jobs read the history', () => {
    const facts = { ok: false, arrived: 'no', failure: { code: 'X', message: 'x', retryable: false } };
    const old = {
      kind: 'checked',
      snapshot: { at: 0, readings: { facts } },
      runner: {},
      scan: { ok: true, value: { updates: [], source: 'Windows Update' } },
    };
    expect(outcomeSchema.parse(old)).toEqual(old);
  });
});
