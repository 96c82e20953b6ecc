// What a report, a log and a plan say of the gates of a service: the verdict, the evidence before and after, what observing would have done.
import { describe, expect, it } from 'vitest';
import { planLines } from '../../../src/commands/plan-lines.ts';
import { escapeMarkdown } from '../../../src/platforms/neutral.ts';
import { pageOf } from '../../../src/report/html/page.ts';
import { resultOf } from '../../../src/report/json.ts';
import { junitOf } from '../../../src/report/junit.ts';
import { markdownOf } from '../../../src/report/markdown.ts';
import { linesOf } from '../../../src/report/progress.ts';
import { resultSchema } from '../../../src/report/result-schema.ts';
import { fold } from '../../../src/rollout/fold/index.ts';
import { ring, type Stage, servers, setRings } from '../../support/rollouts.ts';
import { serviceOn } from '../../support/services.ts';
import { summaryAt } from '../../support/summaries.ts';

const http = { gate: 'http', url: 'https://shop.example/health', of: 1, pass: 1, settle: '0s' };
const command = { gate: 'exec', command: ['./smoke.sh', '--all'], severity: 'observe', settle: '0s' };
const figure = { gate: 'metric', url: 'https://m.example', query: 'up{job="x"}', pass: 1, fail: 5, severity: 'soft' };

function stageWith(gates: Readonly<Record<string, unknown>>): Promise<Stage> {
  const rings = [ring('test', { waves: [1, '100%'], soak: '0s', maxUnavailable: 1 })];
  return setRings(rings, servers('test', 2), { policy: { gates } });
}

async function halted(): Promise<Stage> {
  const stage = await stageWith({ wave: [http, command] });
  await serviceOn(stage, { status: at => (at === 1 ? 200 : 503) }).run();
  return stage;
}

/** The log, as it would have been printed. */
function logOf({ events }: Stage): readonly string[] {
  const plan = fold(events)?.plan;
  if (plan === undefined) throw new Error('no rollout');
  return events.flatMap((event, at) => {
    const state = fold(events.slice(0, at + 1))?.state;
    if (event.kind !== 'ringJudged' && event.kind !== 'halted') return [];
    return state === undefined ? [] : linesOf(event, plan, state).map(({ text }) => text.replace(/^[\d:]+ +/, ''));
  });
}

describe('a service that halts the rollout', () => {
  it('is named in the verdict, with its gate, where, how grave and what it said before', async () => {
    const { line, why, next } = summaryAt(await halted());
    expect(line).toMatch(
      /^HALTED in test wave 1\/2: http failed after wave 1\/2 \(hard; before: pass\): https:\/\/shop\.example\/health answered 200 0 of 1 times .*1 started, 0 hit, 1 never touched\.$/,
    );
    expect(why).toEqual([
      'A gate of the service halts after a wave or a ring: http failed after wave 1/2 (hard; before: pass), ring test, 1 of its machines were begun with.',
      expect.stringMatching(/^http after: answered 0, of 1, slowestMs 1 \(https:.*status 503; 1 failed \(limit 0\)/),
      expect.stringMatching(
        /^http before the first machine: answered 1, of 1, slowestMs 1 \(https:.*answered 200 1 of 1/,
      ),
    ]);
    expect(next[0]).toBe(
      'patchring resume --reason "…" --ledger file:state   # goes on in spite of what is red, for this wave or ring alone',
    );
  });

  it('stands in every format with its evidence', async () => {
    const summary = summaryAt(await halted());
    expect(summary.services.map(({ after, gate, verdict, before }) => [after, gate, verdict, before?.verdict])).toEqual(
      [
        ['wave 1 of test', 'http', 'fail', 'pass'],
        ['wave 1 of test', 'exec', 'pass', 'pass'],
      ],
    );
    const result = resultSchema.parse(resultOf(summary));
    expect(result.cause).toMatchObject({ by: 'service', rule: 'waveGate', before: { verdict: 'pass' } });
    expect(result.services?.[0]).toMatchObject({ ring: 'test', verdict: 'fail' });
    expect(markdownOf(summary, { harmless: escapeMarkdown, hasMermaid: false })).toMatch(
      /### Services\n\n\| After \| Gate \| Severity \| Before \| Verdict \| Why \|\n.*\n\| wave 1 of test \| http \| hard \| pass \| fail \|/,
    );
    expect(pageOf(summary)).toContain('<h2 id="h-services">Services</h2>');
    expect(junitOf(summary)).toMatch(
      /<testcase classname="test\.service" name="service: http, after wave 1 of test" time="0"><failure type="hard"/,
    );
  });

  it('is told in the log when it is asked before, and when it has answered', async () => {
    expect(logOf(await halted())).toEqual([
      '. service before test: http, exec pass',
      expect.stringMatching(/^! service after wave 1 of test: http fail: https:/),
      '! HALT: http failed after wave 1/2 (hard; before: pass). Nothing new is started.',
    ]);
  });
});

describe('a service that is only observed', () => {
  it('is told with what it would have done', async () => {
    const stage = await stageWith({ ring: [{ ...http, severity: 'observe' }] });
    await serviceOn(stage, { status: at => (at === 1 ? 200 : 503) }).run();
    const { proof, conclusion } = summaryAt(stage);
    expect(conclusion).toBe('succeeded');
    expect(proof.notCovered.at(-1)).toMatch(/^http only observes and would have halted after ring test: https:.*503/);
    expect(logOf(stage).at(-1)).toMatch(/^\+ service after ring test: http \(observed only\) fail: https:/);
  });
});

describe('a plan', () => {
  it('says what every wave and every ring is gated by', async () => {
    const { plan } = await stageWith({
      wave: [{ ...http, severity: 'critical' }, command],
      ring: [{ ...figure, count: 4, failureLimit: 1, interval: '30s' }],
    });
    const lines = planLines(plan);
    const from = lines.findIndex(text => text.startsWith('gates of a service'));
    expect(lines.slice(from, from + 5).map(text => text.replaceAll(/ {2,}/g, '  ').trim())).toEqual([
      'gates of a service after each wave, before the next one starts or the soak begins',
      'http  https://shop.example/health, answers 200  critical: halts  measured once; 0 may fail, 0 be unclear',
      'exec  ./smoke.sh --all  observe: only reports  measured once; 0 may fail, 0 be unclear',
      'gates of a service after each ring, when it has soaked, before the next one opens',
      'metric  up{job="x"} of https://m.example, good to 1, bad from 5  soft: holds the ring  4 measurements, 30s apart; 1 may fail, 0 be unclear',
    ]);
  });
});
