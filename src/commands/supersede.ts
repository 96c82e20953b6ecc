// `supersede`: closes an open rollout for good, as it stands, so that another one may begin in this ledger. Nothing is
// undone and nothing goes on; who has the update keeps it. It is refused while a machine is in the middle of being
// changed, with its name. It touches no machine: what was copied there before a window is
// cleared away by the next apply.
import { supersedeByHand } from '../rollout/hand.ts';
import { defineCommand } from './command.ts';
import { ledgerOf } from './ledger-input.ts';
import { newestRollout, reasonOf, speak, wordOf } from './rollout-words.ts';

export const supersede = defineCommand({
  name: 'supersede',
  summary: 'Closes an open rollout for good, so that another may begin.',
  help:
    'Nothing is undone and nothing goes on: machines that have the update keep it. It touches no machine;\n' +
    'files that were copied before a window are cleared away by the next apply.\n' +
    'It is refused while a machine is being changed, waits for its restart, or is being rolled back.',
  options: [],
  run: async context => {
    const { platform, options } = context;
    const reason = reasonOf(options.reason, 'supersede');
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const { plan, state } = rollout;
    const word = wordOf(platform, rollout, reason);
    const known = state.superseded;
    const said =
      known === null || known.fix !== undefined
        ? `SUPERSEDED: ${plan.rolloutId} by ${word.person}, ${reason}.`
        : `SUPERSEDED already: ${plan.rolloutId} by ${known.person}, ${known.reason}.`;
    // It ends the rollout: a run that is writing has to end first.
    return speak({ context, ledger, rollout, byHand: supersedeByHand(plan, state, word), said, mayBeLeft: false });
  },
});
