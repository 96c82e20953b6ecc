// Steps around the work as the plan has them: a command of the owner's before a machine, a wave or a ring, and one after it, which is owed
// from the moment `before` was begun. What a step is called, what its command is with the names filled in, and what is said when it
// fails, is made here from the plan, so that a person pastes what we would have run. Pure.
import * as z from 'zod';
import { type Failure, failureOf } from '../model/failure.ts';
import type { StepEnd } from '../model/ports.ts';
import { scopes } from '../policy/around.ts';

const command = z.array(z.string()).min(1);

export const plannedStepSchema = z.strictObject({
  per: z.enum(scopes),
  /** Only around these; null: around all. */
  machines: z.array(z.string()).min(1).nullable(),
  before: command,
  /** Null: nothing is owed. */
  after: command.nullable(),
  /** Milliseconds, for either command. */
  timeout: z.number().int().positive(),
});
export type PlannedStep = z.output<typeof plannedStepSchema>;

/** Which step, and around what; `machine` only stands for the others where a step is about a wave or a ring. */
export interface StepPlace {
  readonly step: number;
  readonly side: 'before' | 'after';
  readonly ring: string;
  readonly wave: number;
  readonly machine: string;
}

/** What of a plan it takes. */
interface Planned {
  readonly around?: readonly PlannedStep[];
  readonly machines: readonly { readonly name: string; readonly address?: string | undefined }[];
}

export function stepOf({ around = [] }: Pick<Planned, 'around'>, index: number): PlannedStep {
  const found = around[index];
  if (found === undefined) throw new RangeError(`step ${index} is not in the plan`);
  return found;
}

/** The command with the names filled in; empty where the plan has none. */
export function commandOf(plan: Planned, { step, side, ring, wave, machine }: StepPlace): readonly string[] {
  const { [side]: written } = stepOf(plan, step);
  const [program = '', ...rest] = written ?? [];
  const address = plan.machines.find(({ name }) => name === machine)?.address ?? machine;
  const names: Readonly<Record<string, string>> = { machine, address, ring, wave: String(wave) };
  const filled = rest.map(argument => argument.replaceAll(/\{([a-z]+)\}/g, (all, word: string) => names[word] ?? all));
  return written === null ? [] : [program, ...filled];
}

/** As it is pasted: an argument that a shell would read otherwise stands in quotes, and bears none of its own. */
export function pasteable(words: readonly string[]): string {
  return words.map(word => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}

/** `around web01`, `around wave 2 of pilot`, `around ring pilot`. */
export function aroundText(plan: Pick<Planned, 'around'>, { step, ring, wave, machine }: StepPlace): string {
  const { per } = stepOf(plan, step);
  if (per === 'machine') return machine;
  return per === 'wave' ? `wave ${wave} of ${ring}` : `ring ${ring}`;
}

/** What is said of a step that did not end well. */
export function stepTrouble(plan: Planned, place: StepPlace, { how, said }: NonNullable<StepEnd['failed']>): Failure {
  const { side } = place;
  const whole = pasteable(commandOf(plan, place));
  const last = said === '' ? '' : `; it said last: ${said}`;
  const message = `the step ${side} ${aroundText(plan, place)} failed (${whole}): ${how}${last}`;
  const isMachines = stepOf(plan, place.step).per === 'machine';
  return failureOf(side === 'before' ? 'AROUND_BEFORE_FAILED' : 'AROUND_AFTER_FAILED', message, {
    retryable: true,
    phase: 'step',
    cause: how,
    next: side === 'before' ? `mend what it says (${whole}); the next run tries again` : whole,
    ...(isMachines ? { machine: place.machine } : {}),
  });
}
