// What to do next, as commands to paste (design section 1: the tired engineer at 23:40). Each line is a whole command, or one
// sentence where there is nothing to type. Names in them come from the plan, which the policy's schema has kept to letters, digits
// and hyphens.
import { resumeCommand } from '../rollout/cluster-trouble.ts';
import type { Standing } from '../rollout/conclusion.ts';
import type { Plan } from '../rollout/plan.ts';
import { instantText } from './words.ts';

/** How a person calls the command line where this run was made. */
export interface Invocation {
  /** `node dist/cli.mjs` or `patchring`. */
  readonly program: string;
  /** Options that every command of this rollout needs, e.g. `--ledger file:state`. */
  readonly options: readonly string[];
}

/** Most useful first. */
export function nextSteps(plan: Plan, standing: Standing, { program, options }: Invocation): string[] {
  const command = (...words: string[]): string => [program, ...words, ...options].join(' ');
  // First, whatever else there is to do: a node that stays paused weakens its cluster.
  const owed = standing.resumesOwed.map(name => `${resumeCommand(name)}   # drained, and not resumed`);
  // Beside it a machine that nobody put back where it belongs.
  const unpaid = standing.stepsOwed.map(
    ({ around, command: step, why }) => `${step}   # owed after ${around}${why === null ? '' : `: ${why}`}`,
  );
  return [...owed, ...unpaid, ...stepsOf(plan, standing, command)];
}

function stepsOf(plan: Plan, standing: Standing, command: (...words: string[]) => string): string[] {
  const ring = standing.ring?.name ?? plan.rings[0]?.name ?? '';
  switch (standing.conclusion) {
    case 'succeeded':
      return [];
    case 'nothing-to-do':
      return standing.superseded?.fix === undefined ? [] : [command('plan'), command('apply')];
    case 'waiting':
      return waiting(plan, standing, command);
    case 'held':
      return [...(standing.failure?.next === undefined ? [] : [standing.failure.next]), command('apply')];
    case 'halted':
      return [
        ...standing.restartsPending.map(
          name => `Restart-Computer -ComputerName ${name}   # installed, waits for its restart`,
        ),
        ...resumeAfter(standing, command),
        command('rollback', '--ring', ring, '--reason', '"…"'),
        ...fixForward(plan, standing, command),
        command('status'),
      ];
    case 'rolled-back':
      return afterRollback(standing, command);
    case 'cancelled':
      return [command('apply')];
    case 'failed':
      return [
        ...(standing.failure?.next === undefined ? [] : [standing.failure.next]),
        command('preflight'),
        command('apply'),
      ];
  }
}

/** Where an update of Windows has hit somebody, and not a person or a service has halted it. */
function fixForward({ source }: Plan, { cause }: Standing, command: (...words: string[]) => string): string[] {
  if (source.kind !== 'agent' || cause?.by !== 'rule' || cause.rule === 'drill') return [];
  return [`${command('fix-forward', '--kb', 'KB…', '--reason', '"…"')}   # where another update mends it`];
}

function resumeAfter({ cause }: Standing, command: (...words: string[]) => string): string[] {
  const resume = ['resume', '--reason', '"…"'];
  const all = command(...resume);
  switch (cause?.by) {
    case 'rule': {
      const without = command(...resume, '--exclude', cause.machine);
      return cause.rule === 'drill' ? [without, `${all}   # goes on, and undo is not proved`] : [without];
    }
    case 'service':
      return [`${all}   # goes on in spite of what is red, for this wave or ring alone`];
    default:
      return [all];
  }
}

/** The hold on what was taken back is lifted by a person, and by nobody else. */
function afterRollback({ lifted, stillHidden }: Standing, command: (...words: string[]) => string): string[] {
  const resume = command('resume', '--reason', '"…"');
  if (lifted === null)
    return [
      'Its updates are held from now on: no later plan has them. Plan the next release when it is out.',
      `${resume}   # only where they are to come again`,
      command('status'),
    ];
  return stillHidden.length > 0 ? [resume, command('apply')] : [command('apply')];
}

function waiting(
  plan: Plan,
  { waiting: wait, ring, nextAt }: Standing,
  command: (...words: string[]) => string,
): string[] {
  if (wait?.for === 'approval') return [command('approve', '--ring', ring?.name ?? '', '--plan-hash', plan.hash)];
  const when = nextAt === null ? 'the next scheduled run' : `a run after ${instantText(nextAt)}`;
  return [`Nothing: ${when} goes on by itself (${command('apply')}).`];
}
