// `hold`: one update goes to nobody from now on. It narrows the frozen plan and never widens it:
// machines that have the update keep it, machines that would get it go without, and the report says
// so.
import { FailureError, failureOf } from '../model/failure.ts';
import { kbSchema } from '../model/update.ts';
import { holdByHand } from '../rollout/hand.ts';
import { defineCommand } from './command.ts';
import { ledgerOf } from './ledger-input.ts';
import { inputNamed } from './policy-input.ts';
import { newestRollout, reasonOf, speak, wordOf } from './rollout-words.ts';

export const hold = defineCommand({
  name: 'hold',
  summary: 'Forbids an update from now on.',
  help: 'It may only narrow the plan: machines that have the update keep it, no other machine gets it.',
  options: [
    { name: 'kb', kind: 'text', value: 'KB', help: 'The update, for example KB5070881.' },
    inputNamed('reason'),
    inputNamed('ledger'),
  ],
  run: async context => {
    const { platform, options } = context;
    const reason = reasonOf(options.reason, 'hold');
    const kb = kbOf(options.kb);
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const word = wordOf(platform, rollout, reason);
    const byHand = holdByHand(rollout.plan, rollout.state, { ...word, kb });
    const said = `HELD from now on: ${kb}, by ${word.person}, ${reason}.`;
    return speak({ context, ledger, rollout, byHand, said, mayBeLeft: true });
  },
});

function kbOf(written: string | undefined): string {
  const kb = kbSchema.safeParse(written?.toUpperCase());
  if (kb.success) return kb.data;
  const code = written === undefined ? 'ARGUMENT_MISSING' : 'ARGUMENT_INVALID';
  throw new FailureError([
    failureOf(code, 'hold needs the KB of the update, with its letters.', {
      next: 'patchring hold --kb KB5070881 --reason "…"',
    }),
  ]);
}
