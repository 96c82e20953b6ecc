// Steps around the work, as a policy writes them: a command of the runner before a machine, a wave or a ring, and one after it. `before`
// must be there: what nothing has begun owes nothing. A list of arguments, never a shell, so a secret is never among them: the command
// reads it from its own environment.
import * as z from 'zod';
import { durationSchema } from '../model/duration.ts';
import { machineEntrySchema } from '../model/machine.ts';
import { labelSchema } from './label.ts';

/** What a step may stand around. */
export const scopes = ['machine', 'wave', 'ring'] as const;
export type Scope = (typeof scopes)[number];

/** What its arguments may name. */
export const placeholders: Readonly<Record<Scope, readonly string[]>> = {
  machine: ['machine', 'address', 'ring'],
  wave: ['ring', 'wave'],
  ring: ['ring'],
};

const commandSchema = z.array(z.string().min(1)).min(1);

export const aroundSchema = z
  .array(
    z.strictObject({
      per: z
        .enum(scopes)
        .default('machine')
        .describe('What it stands around: each machine, each wave, or each ring while machines of it are worked on.'),
      machines: z
        .array(machineEntrySchema.shape.name)
        .min(1)
        .optional()
        .describe('Only around these machines, by name; all when left out.'),
      label: z
        .union([labelSchema, z.array(labelSchema).min(1)])
        .optional()
        .describe('Only around the machines that bear it: key=value; of several, all must match.'),
      before: commandSchema.describe(
        'The command and its arguments, run on the runner without a shell in the policy’s folder; {machine}, {address}, {ring} and {wave} are filled in. Where it fails, nothing is begun.',
      ),
      after: commandSchema
        .optional()
        .describe('Owed from the moment before is begun: it runs after success, failure, halt, crash and rollback.'),
      timeout: durationSchema.prefault('5m').describe('How long either command may take.'),
    }),
  )
  .default([])
  .describe('Commands of yours around the work, such as taking a machine out of a load balancer and putting it back.');

export type Step = z.output<typeof aroundSchema>[number];
