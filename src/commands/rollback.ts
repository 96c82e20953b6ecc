// `rollback`: takes back what this rollout did, newest ring first, within windows and budgets; only packages
// that were not there before we came. It says first which machines it will restart. A person's rollback takes
// domain controllers too: a person has been asked.

import type { LineageRow } from '../knowledge/lineage.ts';
import { FailureError, failureOf } from '../model/failure.ts';
import { count, listText } from '../report/words.ts';
import type { Event } from '../rollout/events.ts';
import { machinesToUndo, rollbackByHand } from '../rollout/hand.ts';
import type { Plan } from '../rollout/plan.ts';
import type { MachineState } from '../rollout/state.ts';
import { type Context, defineCommand } from './command.ts';
import { invocationOf } from './invocation.ts';
import { becomeWriter, ledgerOf } from './ledger-input.ts';
import { untilAborted } from './live.ts';
import { openNotifier } from './notices.ts';
import { personOf } from './person.ts';
import { programCommand, ringNamed } from './plan-names.ts';
import { enterWorld, readPolicy } from './policy-input.ts';
import { reportDirectoryOf } from './report-place.ts';
import { eventsOf, type Kept, newestRollout, reasonOf, wordOf } from './rollout-words.ts';
import { endingOf, runLive } from './running.ts';

export const rollback = defineCommand({
  name: 'rollback',
  summary: 'Takes back what this rollout did in a ring, or in all of them.',
  help:
    'It says first which machines it will restart, then undoes newest first, and checks the build of each machine afterwards.\n' +
    'Only what was not on a machine before this rollout is removed. It exits 0 when everything asked for is undone.',
  options: [{ name: 'all', kind: 'flag', help: 'Every ring, in place of --ring.' }],
  run: async context => {
    const { platform, options, signal } = context;
    const reason = reasonOf(options.reason, 'rollback');
    const scope = scopeOf(context);
    const loaded = await readPolicy(platform, options);
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const { plan } = rollout;
    const ring = scope === 'all' ? null : ringNamed(plan, scope.ring).name;
    const words = wordsFor(context, rollout, ring, reason);
    if (words.length > 0) announce(context, rollout, ring);
    const world = enterWorld(context, loaded);
    try {
      const writer = await becomeWriter(platform, ledger, plan.rolloutId);
      const notifier = openNotifier(context, loaded.policy.notify, loaded.directory);
      try {
        await writer.journal.append(words);
        const reportDirectory = reportDirectoryOf(platform, options);
        const by = personOf(platform);
        const running = { platform, plan, world, writer, by, reportDirectory, signal, takesWords: true, notifier };
        const driven = await runLive(running);
        const ended = await endingOf({
          running,
          driven,
          invocation: invocationOf(platform, options),
          journal: ledger.place,
        });
        const isDone = driven.standing.conclusion === 'rolled-back' && driven.standing.figures.stranded === 0;
        return isDone ? { ...ended, exitCode: 0 } : ended;
      } finally {
        await notifier.close();
        await writer.close();
      }
    } finally {
      await untilAborted(world.close(), signal);
    }
  },
});

interface Options {
  readonly ring: string | undefined;
  readonly all: boolean;
}

/** Exactly one of the two must be said: undoing everything is never a default. */
function scopeOf({ options: { ring, all } }: Pick<Context<Options>, 'options'>): 'all' | { readonly ring: string } {
  if (all && ring === undefined) return 'all';
  if (!all && ring !== undefined) return { ring };
  const code = all ? 'ARGUMENT_INVALID' : 'ARGUMENT_MISSING';
  const message = all ? 'rollback takes --ring or --all, not both.' : 'rollback needs a ring, or --all.';
  throw new FailureError([failureOf(code, message, { next: 'patchring rollback --ring NAME --reason "…"' })]);
}

/** The person's word as the journal keeps it; empty where the rollout is being taken back already. */
function wordsFor(context: Context<Options>, rollout: Kept, ring: string | null, reason: string): readonly Event[] {
  const { plan, state } = rollout;
  if (state.phase === 'undoing') return [];
  return eventsOf(rollbackByHand(plan, state, { ...wordOf(context.platform, rollout, reason), ring }));
}

/** The restarts come first: they are what others notice. */
function announce(
  context: Context<Options & { readonly ledger: string | undefined }>,
  { plan, state }: Kept,
  ring: string | null,
): void {
  const { platform } = context;
  const machines = machinesToUndo(plan, state, ring);
  const restarting = machines.filter(machine => restartsToUndo(plan, machine)).map(({ name }) => name);
  const hotpatched = machines.filter(machine => undoneRows(plan, machine).some(isHotpatch));
  platform.log(
    `rollback of ${count(machines.length, 'machine')}: ${listText(
      machines.map(({ name }) => name),
      20,
    )}`,
    'heading',
  );
  platform.log(
    restarting.length === 0
      ? 'None of them has to restart for it.'
      : `${count(restarting.length, 'machine')} will restart: ${listText(restarting, 20)}.`,
    'warning',
  );
  if (hotpatched.length > 0) {
    const who = `${count(hotpatched.length, 'machine')} (${listText(hotpatched.map(({ name }) => name))})`;
    platform.log(
      `A hotpatch is taken off ${who}: the baseline under it stays, the restart is the price, and it is offered again unless it is hidden there or declined in WSUS.`,
      'warning',
    );
  }
  platform.log(`Ctrl+C is safe; ${programCommand(context, 'apply')} goes on with it.`, 'quiet');
}

/** What came without a restart does not go without one: each row of the lineage, hotpatches above all (facts: windows-servicing 4.2). */
function restartsToUndo(plan: Plan, machine: MachineState): boolean {
  return machine.install?.needsRestart === true || undoneRows(plan, machine).length > 0;
}

/** Rows of what this rollout installed there. */
function undoneRows({ lineage }: Plan, { install }: MachineState): readonly LineageRow[] {
  const mine = (install?.updates ?? []).filter(({ outcome }) => outcome === 'installed').flatMap(({ kbs }) => kbs);
  return lineage.filter(({ kb }) => kb !== null && mine.includes(kb));
}

function isHotpatch({ kind }: LineageRow): boolean {
  return kind === 'hotpatch' || kind === 'oobHotpatch';
}
