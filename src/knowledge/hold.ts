// A hold as data: which update, which machines, what instead, why, until when. The same
// shape in a policy and in the shipped rows. Matching a hold against a machine is
// holds.ts.
import * as z from 'zod';
import { kbSchema } from '../model/update.ts';
import { productNames } from './products.ts';

export const holdSchema = z.strictObject({
  kb: kbSchema.describe('The update that is held, with its letters: KB5070881.'),
  when: z
    .strictObject({
      hotpatch: z
        .enum(['enrolled', 'notEnrolled'])
        .optional()
        .describe('Only machines that are enrolled in Hotpatch, or only those that are not.'),
      product: z.enum(productNames).optional().describe('Only machines of this Windows product.'),
      role: z.string().min(1).optional().describe('Only machines with this role, for example domain-controller.'),
    })
    .prefault({})
    .describe('Which machines are meant; nothing written means all of them.'),
  use: kbSchema.optional().describe('The update to install instead, where the machine is offered it.'),
  reason: z.string().min(1).describe('Why, in a few words: it is printed beside every machine that is held.'),
  expires: z.iso
    .date()
    .optional()
    .describe('First day (UTC) on which the hold no longer counts, for example 2026-02-01.'),
});

/** A hold as written in a policy, or shipped. */
export type Hold = z.output<typeof holdSchema>;
