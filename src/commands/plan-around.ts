// The steps around the work, for whoever approves the plan: what of theirs is run on the runner, around whom, and what is owed after it.
// As it was written, names not filled in; nothing of it is run by a plan.
// Made from the plan alone.
import { formatDuration } from '../model/duration.ts';
import { listText } from '../report/words.ts';
import { pasteable } from '../rollout/around.ts';
import type { Plan } from '../rollout/plan.ts';
import { tableOf } from './table.ts';

export function aroundLines({ around = [] }: Plan): readonly string[] {
  if (around.length === 0) return [];
  const rows = around.map(({ per, machines, before, after, timeout }) => [
    `  each ${per}${machines === null ? '' : ` of ${listText(machines)}`}`,
    `before: ${pasteable(before)}`,
    after === null ? 'after: nothing' : `after: ${pasteable(after)}`,
    `at most ${formatDuration(timeout)} each`,
  ]);
  return [
    'runs commands of yours around the work, on the runner; after is owed once before was begun',
    ...tableOf(rows),
  ];
}
