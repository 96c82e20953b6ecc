// `status`: where the rollout stands, from the journal alone. It asks no machine, takes no lock and changes
// nothing, so it can be run at any time by anybody who can read the ledger. The verdict is the one that the last
// run ended with.
import { conclusionOf } from '../rollout/conclusion.ts';
import { closingOf } from './closing.ts';
import { defineCommand } from './command.ts';
import { claimLines, claimRows } from './company.ts';
import { invocationOf } from './invocation.ts';
import { ledgerOf } from './ledger-input.ts';
import { pathFrom } from './paths.ts';
import { newestRollout } from './rollout-words.ts';

export const status = defineCommand({
  name: 'status',
  summary: 'Says where the rollout stands, from the journal alone.',
  help: 'It touches no machine, takes no lock and changes nothing. The exit code is that of the rollout: 3 while it is halted.',
  options: [],
  run: async context => {
    const { platform, options } = context;
    const ledger = ledgerOf(context);
    const { plan, state, events } = await newestRollout(ledger);
    const now = Math.max(Date.now(), state.lastAt);
    const standing = conclusionOf(plan, state, now);
    const claims = await ledger.claims(plan.rolloutId);
    const closing = await closingOf({
      platform,
      story: { plan, state, events, standing, now },
      invocation: invocationOf(platform, options),
      reportDirectory: options['report-dir'] === undefined ? undefined : pathFrom(platform, options['report-dir']),
      journal: ledger.place,
      journalText: () => ledger.text(plan.rolloutId),
    });
    const runs = claims.length === 0 ? {} : { runs: claimRows(claims) };
    return {
      ...closing,
      details: [...claimLines(claims, Date.now()), ...(closing.details ?? [])],
      result: { ...closing.result, ...runs },
    };
  },
});
