// What every wave and every ring is gated by, for whoever approves the plan: which service is asked what, how grave its failure is, how
// often it is measured, and how many of these measurements may be bad or not clear.
// Made from the plan alone; secrets are names in it, never values.
import type { GateChoice } from '../gates/choice.ts';
import { serviceScopes } from '../gates/service.ts';
import { formatDuration } from '../model/duration.ts';
import { count } from '../report/words.ts';
import { pasteable } from '../rollout/around.ts';
import type { Plan } from '../rollout/plan.ts';
import { tableOf } from './table.ts';

const heads = {
  wave: 'each wave, before the next one starts or the soak begins',
  ring: 'each ring, when it has soaked, before the next one opens',
} as const;

export function serviceLines({ gates }: Plan): readonly string[] {
  return serviceScopes.flatMap(of => {
    const rows = (gates[of] ?? []).map(rowOf);
    return rows.length === 0 ? [] : [`gates of a service after ${heads[of]}`, ...tableOf(rows)];
  });
}

function rowOf(choice: GateChoice): readonly string[] {
  const { gate, severity, measuring } = choice;
  const { count: times = 1, interval = 0, failureLimit = 0, inconclusiveLimit = 0 } = measuring ?? {};
  const often = times === 1 ? 'measured once' : `${count(times, 'measurement')}, ${formatDuration(interval)} apart`;
  return [
    `  ${gate}`,
    askedOf(choice),
    consequences[severity],
    `${often}; ${failureLimit} may fail, ${inconclusiveLimit} be unclear`,
  ];
}

const consequences = {
  critical: 'critical: halts',
  hard: 'hard: halts',
  soft: 'soft: holds the ring',
  observe: 'observe: only reports',
} as const;

function askedOf({ settings: { url, path, query, command, pass, fail, expect } }: GateChoice): string {
  if (Array.isArray(command)) return pasteable(command.map(String));
  const what = query ?? path;
  if (what === undefined) return `${url}, answers ${expect}`;
  return `${what} of ${url}, good to ${pass}, bad from ${fail}`;
}
