// `fix-forward`: another update mends what this rollout's has broken, and takes its place. The rollout is closed for good, its updates are
// never planned again, and the next apply makes a plan with the one that mends and nothing else: through all rings, gates, windows and
// approvals, from the first ring on. It touches no machine itself.
import { FailureError, failureOf } from '../model/failure.ts';
import { kbSchema } from '../model/update.ts';
import { listText } from '../report/words.ts';
import { fixForwardByHand } from '../rollout/fix.ts';
import { defineCommand } from './command.ts';
import { ledgerOf } from './ledger-input.ts';
import { inputNamed } from './policy-input.ts';
import { newestRollout, reasonOf, speak, wordOf } from './rollout-words.ts';

export const fixForward = defineCommand({
  name: 'fix-forward',
  summary: 'Closes an open rollout, and has the next apply roll out the update that mends it.',
  help:
    'The bad update is never planned again. Machines that it had hit are not turned away for what ails them,\n' +
    'and are well again only by the look from before it. It touches no machine itself.\n' +
    'It is refused where supersede would be: while a machine is being changed, or is being rolled back.',
  options: [
    { name: 'kb', kind: 'text', value: 'KB', help: 'The update that mends, for example KB5070893; several by commas.' },
    inputNamed('reason'),
    inputNamed('policy'),
    inputNamed('ledger'),
  ],
  run: async context => {
    const { platform, options } = context;
    const reason = reasonOf(options.reason, 'fix-forward');
    const kbs = kbsOf(options.kb);
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const { plan, state } = rollout;
    const word = wordOf(platform, rollout, reason);
    const bad = [...new Set(plan.updates.flatMap(update => update.kbs))];
    const said = `FIXING FORWARD: ${plan.rolloutId} is closed by ${word.person}, ${reason}; ${listText(kbs)} takes the place of ${listText(bad)}.`;
    // It ends the rollout: a run that is writing has to end first.
    return speak({
      context,
      ledger,
      rollout,
      byHand: fixForwardByHand(plan, state, { ...word, kbs }),
      said,
      mayBeLeft: false,
    });
  },
});

function kbsOf(written: string | undefined): readonly string[] {
  const names = (written ?? '').split(',').map(name => name.trim().toUpperCase());
  if (names.every(name => kbSchema.safeParse(name).success)) return [...new Set(names)];
  const code = written === undefined ? 'ARGUMENT_MISSING' : 'ARGUMENT_INVALID';
  throw new FailureError([
    failureOf(code, 'fix-forward needs the KB of the update that mends, with its letters.', {
      next: 'patchring fix-forward --kb KB5070893 --reason "…"',
    }),
  ]);
}
