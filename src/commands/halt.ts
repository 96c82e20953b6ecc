// `halt`: nothing forward starts any more, in any ring, until a person resumes. It works from any run and at any
// moment, also while another run is in the middle of a wave: that run takes the word at its next turn. Running
// installs finish; no restart is begun.
import { haltByHand } from '../rollout/hand.ts';
import { defineCommand } from './command.ts';
import { ledgerOf } from './ledger-input.ts';
import { newestRollout, reasonOf, speak, wordOf } from './rollout-words.ts';

export const halt = defineCommand({
  name: 'halt',
  summary: 'Stops the rollout until a person resumes it.',
  help:
    'Nothing forward starts after it. Running installs finish; machines that wait for a restart are not restarted, but listed.\n' +
    'It works while a run is going on: that run takes it at its next turn. It exits 0 when the halt is written down.',
  options: [],
  run: async context => {
    const { platform, options } = context;
    const reason = reasonOf(options.reason, 'halt');
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const { plan, state } = rollout;
    const word = wordOf(platform, rollout, reason);
    const said =
      state.phase === 'running'
        ? `HALTED: ${plan.rolloutId} by ${word.person}, ${reason}.`
        : `HALTED already: ${plan.rolloutId}; the first reason stands, ${state.halt?.reason ?? state.undo?.reason ?? ''}.`;
    return speak({ context, ledger, rollout, byHand: haltByHand(plan, state, word), said, mayBeLeft: true });
  },
});
