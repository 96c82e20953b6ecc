// When a machine is restarted and how long it may be away, written as a word or with its limit. There is one limit: the gate that judges
// whether a machine came back goes by it, and where that gate names one of its own, a rule holds the two equal.
// Whoever writes neither gets an hour and a half, which is long for a server and short for one that undoes an update on slow disks.
import * as z from 'zod';
import type { GateChoice } from '../gates/choice.ts';
import { awayAtMost } from '../gates/gate.ts';
import { durationSchema } from '../model/duration.ts';

const words = z.enum(['ifNeeded', 'never']);
const forms = { error: 'write ifNeeded, never, or { when: ifNeeded, timeout: 90m }' };

export const restartSchema = z
  .union(
    [
      words,
      z.strictObject({
        when: words.default('ifNeeded').describe('ifNeeded or never, as without a limit.'),
        timeout: durationSchema
          .optional()
          .describe('How long a machine may be away, from asking for the restart until Windows has settled; 90m.'),
      }),
    ],
    forms,
  )
  .default('ifNeeded')
  .describe(
    'ifNeeded: when an update needs it; never: updates that need a restart are not installed; { when, timeout }: the same, and how long a machine may be away.',
  );

type Restart = z.output<typeof restartSchema>;

/** What of a policy says it. */
interface Written {
  readonly restart: Restart;
  readonly gates: { readonly after: readonly GateChoice[] };
}

export function restartWhen({ restart }: Pick<Written, 'restart'>): 'ifNeeded' | 'never' {
  return typeof restart === 'string' ? restart : restart.when;
}

/** Where the limit is written, and what it is; by either place. */
export function writtenLimits({ restart, gates }: Written): readonly { path: (string | number)[]; timeout: number }[] {
  const own = typeof restart === 'string' ? undefined : restart.timeout;
  const byGates = gates.after.flatMap(({ gate, settings: { timeout } }, index) =>
    gate === 'cameBack' && typeof timeout === 'number' ? [{ path: ['gates', 'after', index, 'timeout'], timeout }] : [],
  );
  return [...(own === undefined ? [] : [{ path: ['restart', 'timeout'], timeout: own }]), ...byGates];
}

/** How long a machine may be away, in ms. */
export function restartLimit(policy: Written): number {
  return writtenLimits(policy)[0]?.timeout ?? awayAtMost;
}
