// `approve`: a person's word for one ring, bound to the plan that they read. The hash is asked for so
// that nobody approves a plan that was made again behind their back; a hash of another plan is
// refused.
import { FailureError, failureOf } from '../model/failure.ts';
import { approveByHand } from '../rollout/hand.ts';
import { defineCommand } from './command.ts';
import { ledgerOf } from './ledger-input.ts';
import { ringNamed } from './plan-names.ts';
import { inputNamed } from './policy-input.ts';
import { newestRollout, speak, wordOf } from './rollout-words.ts';

export const approve = defineCommand({
  name: 'approve',
  summary: "Gives a person's word for a ring, bound to the plan they read.",
  help: 'In a pipeline the platform asks the person: there, apply --ring NAME --plan plan.json is that word.',
  options: [
    { name: 'ring', kind: 'text', value: 'NAME', help: 'The ring that may open.' },
    {
      name: 'plan-hash',
      kind: 'text',
      value: 'HASH',
      help: 'The hash that `plan` printed, or its first eight digits or more.',
    },
    inputNamed('ledger'),
  ],
  run: async context => {
    const { platform, options } = context;
    const planHash = options['plan-hash'];
    if (options.ring === undefined || planHash === undefined) {
      const next = 'patchring approve --ring NAME --plan-hash HASH';
      throw new FailureError([
        failureOf('ARGUMENT_MISSING', 'approve needs a ring and the hash of the plan.', { next }),
      ]);
    }
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const { plan, state } = rollout;
    const ring = ringNamed(plan, options.ring);
    if (ring.approval === 'none') {
      throw new FailureError([
        failureOf('ARGUMENT_INVALID', `The ring ${ring.name} needs no approval: it opens by itself.`),
      ]);
    }
    const word = wordOf(platform, rollout, `ring ${ring.name} may open`);
    const byHand = approveByHand(plan, state, { ...word, ring: ring.name, planHash: planHash.toLowerCase() });
    const said = `APPROVED: ring ${ring.name} of ${plan.rolloutId} by ${word.person}.`;
    return speak({ context, ledger, rollout, byHand, said, mayBeLeft: true });
  },
});
