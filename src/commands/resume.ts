// `resume`: a person has looked, and the rollout may go on. Machines that failed are looked at again by their
// gates; those that the person takes out with --exclude are theirs from now on. It starts nothing itself: the
// next `apply` does. A rollout that was rolled back is not taken up again: its updates may be planned again, and
// the machines where they were hidden show them again, now.
import { count, listText } from '../report/words.ts';
import { resumeByHand } from '../rollout/hand.ts';
import { stillHidden } from '../rollout/hidden.ts';
import { type Context, defineCommand, type Outcome } from './command.ts';
import { ledgerOf } from './ledger-input.ts';
import { machinesNamed } from './plan-names.ts';
import { type PolicyOptions, type ReachOptions, readPolicy } from './policy-input.ts';
import { eventsOf, type Kept, reasonOf, rolloutNamed, speak, wordOf } from './rollout-words.ts';
import { runWord } from './word-run.ts';

type Options = PolicyOptions &
  ReachOptions & {
    readonly ledger: string | undefined;
    readonly exclude: string | undefined;
    readonly 'report-dir': string | undefined;
  };

export const resume = defineCommand({
  name: 'resume',
  summary: 'Lifts a halt, or the hold on what was rolled back, with a reason.',
  help:
    'Failed machines are looked at again by their gates before anything new starts; --exclude takes machines out for good.\n' +
    'Gates of a service that were not green decide no more for that wave or ring; the others still do.\n' +
    'It starts nothing itself: the next apply goes on. After a rollback it shows the hidden updates again, on the machines,\n' +
    'and a later plan may have them; say it again for machines that did not answer.',
  options: [
    {
      name: 'exclude',
      kind: 'text',
      value: 'MACHINES',
      help: 'Machines that leave this rollout, separated by commas.',
    },
    { name: 'rollout', kind: 'text', value: 'ID', help: 'An earlier rollout that was rolled back; else the newest.' },
  ],
  run: async context => {
    const { platform, options } = context;
    const reason = reasonOf(options.reason, 'resume');
    const ledger = ledgerOf(context);
    const rollout = await rolloutNamed(ledger, options.rollout);
    const { plan, state } = rollout;
    const exclude = machinesNamed(plan, options.exclude, '--exclude');
    const word = wordOf(platform, rollout, reason);
    const byHand = resumeByHand(plan, state, { ...word, exclude });
    if (state.phase === 'undone' && eventsOf(byHand).length > 0) return lift(context, rollout, word.person, reason);
    const without = exclude.length === 0 ? '' : ` without ${exclude.join(', ')}`;
    const said =
      state.phase === 'undone'
        ? `RESUMED already: ${plan.rolloutId} by ${state.lifted?.person ?? ''}, ${state.lifted?.reason ?? ''}.`
        : `RESUMED${without}: ${plan.rolloutId} by ${word.person}, ${reason}.`;
    // A resume that is taken twice could lift a halt that came after it: it is never left for another run.
    return speak({ context, ledger, rollout, byHand, said, mayBeLeft: false });
  },
});

/** The word first, then the machines: who does not answer is named, and owed until the word is said again. */
async function lift(context: Context<Options>, rollout: Kept, person: string, reason: string): Promise<Outcome> {
  const { platform, options } = context;
  const { plan, state } = rollout;
  const loaded = await readPolicy(platform, options);
  const owed = stillHidden(plan, state).length;
  const words = eventsOf(resumeByHand(plan, state, { ...wordOf(platform, rollout, reason), exclude: [] }));
  const { driven, ended } = await runWord({ context, loaded, ledger: ledgerOf(context), rollout, words });
  if (driven.standing.conclusion !== 'rolled-back') return ended;
  const left = driven.standing.stillHidden;
  const where = owed === 0 ? 'nothing was hidden' : `shown again on ${owed - left.length} of ${count(owed, 'machine')}`;
  const still = left.length === 0 ? '' : `, STILL HIDDEN on ${listText(left, 20)}`;
  const line = `RESUMED: what ${plan.rolloutId} rolled back may come again, by ${person}, ${reason}; ${where}${still}.`;
  return { ...ended, line, exitCode: left.length === 0 ? 0 : 1 };
}
