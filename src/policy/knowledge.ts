// Fields of the policy that say what is known of updates beyond what ships: files beside the policy, which the owner saved.
// Without them the shipped data holds, which is safe and may be out of date: an enrolled machine that faces an update that no row
// lists waits for a person.
import * as z from 'zod';

export const knowledgeFields = {
  lineage: z
    .string()
    .min(1)
    .optional()
    .describe(
      'File beside the policy with rows of the Hotpatch lineage: this month’s updates, added to the shipped rows or, with replace: true, in their place.',
    ),
};
