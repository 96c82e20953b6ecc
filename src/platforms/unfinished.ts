// What is said for a main step that died before it could speak. Nothing is guessed: what was intended stands in the journal, synced
// before it was asked for, and the next run asks the machines in flight what became of them. So this names the journal and the command,
// and leaves the deciding to the run that can see.

import { escapeMarkdown } from './neutral.ts';
import type { Platform } from './platform.ts';

/** Lines in the log, a warning and a summary on the run's page. */
export function tellUnfinished(platform: Platform): void {
  const command = platform.input('command') ?? 'apply';
  const ledger = platform.input('ledger');
  const line = `UNFINISHED: the step ended before ${command} could say how: it was killed, or the runner was lost.`;
  const next = [
    'Jobs that were running on machines go on there; no machine is restarted by them.',
    ledger === undefined ? 'The journal is in the default ledger.' : `The journal is in ${ledger}.`,
    command === 'apply' || command === 'rollback'
      ? `Run the same step again: ${command} asks the machines in flight what became of them and goes on from the journal.`
      : `Run the same step again: ${command} changes nothing on a machine that lasts.`,
  ];
  platform.annotate('warning', [line, ...next].join(' '), 'unfinished');
  platform.log(next);
  platform.summary(`${[`**${escapeMarkdown(line)}**`, ...next.map(text => escapeMarkdown(text))].join('\n\n')}\n`);
}
