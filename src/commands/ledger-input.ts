// The ledger that a command works on: a branch of the repository in a pipeline unless told otherwise. There a folder inside the workspace dies with the job: a rollout
// that must come back (soak, window, opening, approval) would begin anew each time, and a halt would be
// forgotten. It is refused there, before anything.
import { FailureError, failureOf } from '../model/failure.ts';
import type { Part } from '../model/ports.ts';
import type { Platform } from '../platforms/platform.ts';
import type { Policy } from '../policy/schema.ts';
import { windowOf } from '../policy/windows.ts';
import { liesIn, openLedger, type RolloutLedger, type Writer } from '../world.ts';
import type { Context } from './command.ts';
import { personOf } from './person.ts';

/** Throws LEDGER_INVALID. */
export function ledgerOf({
  platform,
  options,
  signal,
}: Pick<Context<{ readonly ledger: string | undefined }>, 'platform' | 'options' | 'signal'>): RolloutLedger {
  const { directory, isPipeline, temporary } = platform.traits;
  return openLedger({
    place: options.ledger,
    from: directory,
    owner: personOf(platform),
    isPipeline,
    temporary,
    signal,
  });
}

/** Becomes the writer, and says what was mended or taken over. Throws JOURNAL_LOCKED, JOURNAL_LINE_CHANGED, JOURNAL_UNREADABLE. */
export async function becomeWriter(
  platform: Platform,
  ledger: RolloutLedger,
  rolloutId: string,
  part?: Part,
): Promise<Writer> {
  const writer = await ledger.write(rolloutId, part);
  for (const note of writer.notes) platform.annotate('warning', note.message, note.code);
  return writer;
}

/** Throws LEDGER_FORGETFUL where this policy's rollout would not be remembered. */
export function refuseForgetful({ traits }: Platform, { directory, place }: RolloutLedger, policy: Policy): void {
  const why = whyItComesBack(policy);
  if (!traits.isPipeline || why === undefined || directory === undefined) return;
  if (!liesIn(directory, [traits.directory, traits.temporary])) return;
  const message =
    `the ledger ${place} lies in a folder that is forgotten with the job, and ${why}: ` +
    'the next run would know nothing of this one, not even that it was halted';
  throw new FailureError([
    failureOf('LEDGER_FORGETFUL', message, {
      next: 'Leave the ledger out: it is then the branch patchring-ledger of the repository. Or give a folder that outlives the job, for example file:/var/lib/patchring on a self-hosted runner.',
    }),
  ]);
}

/** What makes a later run necessary; undefined: one run does all. */
function whyItComesBack(policy: Policy): string | undefined {
  const { blackouts = [], freezes = [], windows } = policy;
  if (blackouts.length > 0) return 'a blackout may begin';
  if (freezes.length > 0) return 'frozen machines are caught up';
  if (Object.values(windows).some(({ match }) => match !== undefined)) return 'machines have windows by label';
  for (const ring of policy.rings) {
    if (ring.approval === 'required') return `ring ${ring.name} waits for an approval`;
    if (ring.opens > 0) return `ring ${ring.name} opens later`;
    if (windowOf(policy, ring) !== null) return `ring ${ring.name} has a window`;
    if (ring.soak > 0) return `ring ${ring.name} soaks`;
  }
  return undefined;
}
