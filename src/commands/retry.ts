// `retry --failed`: what failed is tried again, and nothing else is begun in this run. The rings, waves, gates, budgets and approvals are
// those of the plan: it narrows a run, as `apply --only` does, and bends nothing. A rollout that has succeeded opens again for it.
// What is stranded is no failure that a second try could mend.
import { count, listText } from '../report/words.ts';
import { retryByHand, stillRetrying } from '../rollout/retry.ts';
import { defineCommand } from './command.ts';
import { ledgerOf } from './ledger-input.ts';
import { machinesNamed, programCommand, ringNamed } from './plan-names.ts';
import { readPolicy } from './policy-input.ts';
import { eventsOf, newestRollout, reasonOf, wordOf } from './rollout-words.ts';
import { runWord } from './word-run.ts';

export const retry = defineCommand({
  name: 'retry',
  summary: 'Tries again what failed, and begins nothing else.',
  help:
    'Failed machines are back in line, with the rings, waves, gates, budgets and approvals of the plan; stranded ones are not.\n' +
    'It lifts a halt that these failures made, and no other. A rollout that has succeeded opens again for them.',
  options: [
    { name: 'failed', kind: 'flag', help: 'What failed: there is nothing else to try again, so it may be left out.' },
    { name: 'only', kind: 'text', value: 'MACHINES', help: 'Of the failed ones only these, separated by commas.' },
  ],
  run: async context => {
    const { platform, options } = context;
    const reason = reasonOf(options.reason, 'retry --failed');
    const loaded = await readPolicy(platform, options);
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const { plan, state } = rollout;
    const ring = options.ring === undefined ? null : ringNamed(plan, options.ring).name;
    const only = machinesNamed(plan, options.only, '--only');
    const words = eventsOf(retryByHand(plan, state, { ...wordOf(platform, rollout, reason), ring, only }));
    const machines = words.flatMap(word => (word.kind === 'retried' ? word.machines : []));
    const all = machines.length === 0 ? stillRetrying(state) : machines;
    platform.log(`retry of ${count(all.length, 'machine')}: ${listText(all, 20)}`, 'heading');
    platform.log(`Ctrl+C is safe; ${programCommand(context, 'apply')} goes on with it.`, 'quiet');
    return (await runWord({ context, loaded, ledger, rollout, words, only: all })).ended;
  },
});
