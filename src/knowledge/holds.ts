// Holds: which update must not go to which machine, and what to take instead. A hold is data (holds.data.ts and the policy's own);
// matching is pure. A held KB is never installed: its substitute is, or the machine is held with the remedy.
// The only point at which a lost Hotpatch enrolment can be prevented is before the install (facts: windows-servicing 2.1).
import * as z from 'zod';
import { kbSchema, type Update } from '../model/update.ts';
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

/** The part of an offered update that holds are matched on. */
export type HoldableUpdate = Pick<Update, 'updateId' | 'revision' | 'kbs' | 'title' | 'restart' | 'isProductUpgrade'>;

/** One update that a machine does not get, and why. */
export interface HeldUpdate {
  readonly updateId: string;
  readonly revision: number;
  readonly kbs: readonly string[];
  readonly title: string;
  /** One sentence: the reason of the hold or of the rule. */
  readonly reason: string;
  /** What a person can do. */
  readonly remedy: string;
  /** The machine is held: without this update (or its substitute) it must not go on. */
  readonly blocks: boolean;
}
