// `resume`: a person has looked, and the rollout may go on. Machines that failed are looked at again by their
// gates; those that the person takes out with --exclude are theirs from now on. It starts nothing itself: the
// next `apply` does.
import { resumeByHand } from '../rollout/hand.ts';
import { defineCommand } from './command.ts';
import { ledgerOf } from './ledger-input.ts';
import { machinesNamed } from './plan-names.ts';
import { newestRollout, reasonOf, speak, wordOf } from './rollout-words.ts';

export const resume = defineCommand({
  name: 'resume',
  summary: 'Lifts a halt, with a reason.',
  help:
    'Failed machines are looked at again by their gates before anything new starts; --exclude takes machines out for good.\n' +
    'It starts nothing itself: the next apply goes on.',
  options: [
    {
      name: 'exclude',
      kind: 'text',
      value: 'MACHINES',
      help: 'Machines that leave this rollout, separated by commas.',
    },
  ],
  run: async context => {
    const { platform, options } = context;
    const reason = reasonOf(options.reason, 'resume');
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const { plan, state } = rollout;
    const exclude = machinesNamed(plan, options.exclude, '--exclude');
    const word = wordOf(platform, rollout, reason);
    const without = exclude.length === 0 ? '' : ` without ${exclude.join(', ')}`;
    const said = `RESUMED${without}: ${plan.rolloutId} by ${word.person}, ${reason}.`;
    // A resume that is taken twice could lift a halt that came after it: it is never left for another run.
    const byHand = resumeByHand(plan, state, { ...word, exclude });
    return speak({ context, ledger, rollout, byHand, said, mayBeLeft: false });
  },
});
