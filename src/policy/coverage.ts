// What must be covered before a ring opens: its machines are of kinds that an earlier ring has updated. A kind is what the machine is for,
// its Windows build, and whether it is enrolled in Hotpatch; two of these together count as well. By default the gaps are told and hold
// nobody; who writes this field is held unless the field says otherwise (facts: rollout 3, no. 8; 5.3).
import * as z from 'zod';

export const coverageParts = ['role', 'build', 'hotpatch'] as const;
export type CoveragePart = (typeof coverageParts)[number];

const coverageForms = { error: 'write a list of role, build and hotpatch, or { by, action }' };

const partsSchema = z
  .array(z.enum(coverageParts))
  .min(1)
  .describe('What makes a kind: role, build, hotpatch; as the inventory’s labels say it, and as the machines show it.');

const actionSchema = z
  .enum(['warn', 'hold', 'refuse'])
  .default('hold')
  .describe(
    'warn: the gaps are told; hold: the ring’s machines are looked at before it opens, and it waits for a person’s word; refuse: a plan with a gap is none, and what shows only later holds.',
  );

/** `[role, build]`, or the same with what a gap does. */
export const coverageSchema = z
  .union(
    [
      partsSchema.transform(by => ({ by, action: 'hold' as const })),
      z.strictObject({ by: partsSchema.default([...coverageParts]), action: actionSchema }),
    ],
    coverageForms,
  )
  .describe('Kinds of machines that an earlier ring must have updated before a ring opens.');
export type Coverage = z.output<typeof coverageSchema>;

const toldOnly: Coverage = { by: [...coverageParts], action: 'warn' };

/** The ring's own word, else the policy's; a gap is told where neither says anything. */
export function coverageOf(
  policy: { readonly coverage?: Coverage | undefined },
  ring: { readonly coverage?: Coverage | undefined },
): Coverage {
  return ring.coverage ?? policy.coverage ?? toldOnly;
}
