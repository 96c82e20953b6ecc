// Reports for tests: the story of a rollout on virtual time, arranged as the renderers get it, and texts that try to break them.
import { type Summary, summaryOf } from '../../src/report/summary.ts';
import { conclusionOf } from '../../src/rollout/conclusion.ts';
import { fold } from '../../src/rollout/fold/index.ts';
import { runToTheEnd, type Stage, setStory } from './rollouts.ts';

const invocation = { program: 'patchring', options: ['--ledger', 'file:state'] };

/** From the journal alone, as `status` makes it. */
export function summaryAt({ events, clock }: Pick<Stage, 'events' | 'clock'>): Summary {
  const known = fold(events);
  if (known === undefined) throw new Error('an empty journal');
  const now = clock.now();
  return summaryOf({ ...known, events, standing: conclusionOf(known.plan, known.state, now), now }, invocation);
}

export async function summaryOfStory(scenario: string, machines = 20): Promise<Summary> {
  const stage = await setStory(scenario, machines);
  await runToTheEnd(stage);
  return summaryAt(stage);
}

/** What no renderer may let through as anything but text. */
export const hostileTexts = [
  '<script>window.hit = 1</script>',
  '"><img src=x onerror="window.hit = 1">',
  '</script><script>window.hit = 1</script>',
  "' onmouseover='window.hit = 1",
  ']]><failure/>&amp;&#0;',
  'bell\u0007 null\u0000 escape\u001b[31m turn\u202e lone\ud800 none\uffff',
  '| a | b |\n\n# heading ```mermaid',
  '::set-output name=a::b ##vso[task.complete result=Succeeded]',
  'x'.repeat(10_000),
];

/** The same report, every text of a machine replaced by a hostile one. */
export function withHostileTexts(summary: Summary): Summary {
  let turn = 0;
  const hostile = (): string => hostileTexts[turn++ % hostileTexts.length] ?? '';
  const gates = (list: Summary['machines'][number]['gates']['after']) =>
    list.map(gate => ({ ...gate, verdict: 'fail' as const, reason: hostile() }));
  const machines = summary.machines.map(machine => ({
    ...machine,
    name: `${machine.name}${hostile()}`,
    build: hostile(),
    hotpatch: hostile(),
    why: hostile(),
    left: [hostile()],
    gates: { before: gates(machine.gates.before), after: gates(machine.gates.after) },
  }));
  return {
    ...summary,
    line: `HALTED in pilot: ${hostileTexts.join(' ')}`,
    why: hostileTexts,
    updates: hostile(),
    machines,
    services: hostileTexts.map(text => ({
      ...{
        ring: 'pilot',
        after: text,
        gate: 'http',
        severity: 'hard' as const,
        verdict: 'fail' as const,
        reason: text,
      },
      before: { verdict: 'error' as const, reason: text },
    })),
    attention: machines,
    proof: { proved: [], notCovered: hostileTexts },
  };
}
