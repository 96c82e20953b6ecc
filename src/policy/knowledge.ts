// Fields of the policy that say what is known of updates beyond what ships, and what may follow from it: files beside the policy, which
// the owner saved; what is exploited and how much faster it may go; the day on which all machines are to be up to date.
// Without them the shipped data holds, which is safe and may be out of date.
import * as z from 'zod';
import { kbOrCveSchema } from '../knowledge/holes.ts';
import { durationSchema, parseDuration } from '../model/duration.ts';

const fileSchema = z.string().min(1);
const filesForms = { error: 'write the path of a file, or a list of paths' };

/** `+1d`: the time since the rollout began. */
export const openingSchema = z.string().transform((text, context) => {
  const length = text.startsWith('+') ? parseDuration(text.slice(1)) : undefined;
  if (length !== undefined) return length;
  context.addIssue({
    code: 'custom',
    message: `"${text}" is not an opening: write +1d, the time since the rollout began`,
  });
  return z.NEVER;
});

const fastTrackSchema = z.strictObject({
  soak: durationSchema.describe('Longest soak of a ring, at least 1h; a ring whose own soak is shorter keeps it.'),
  opens: openingSchema
    .optional()
    .describe('Latest opening of a ring, counted from the beginning of the rollout: +1d; left out, openings stay.'),
});

const deadlineSchema = z.strictObject({
  due: z.iso.date().describe('Last day (UTC) on which a machine may come up to date without being late: 2026-12-12.'),
  warnBefore: durationSchema.prefault('5d').describe('How long before that day machines that are behind are told.'),
});

export const knowledgeFields = {
  lineage: fileSchema
    .optional()
    .describe(
      'File beside the policy with rows of the Hotpatch lineage: this month’s updates, added to the shipped rows or, with replace: true, in their place.',
    ),
  cves: z
    .union([fileSchema, z.array(fileSchema).min(1)], filesForms)
    .optional()
    .describe(
      'Files beside the policy that say which update closes which CVE: our own list, or Microsoft’s CVRF in JSON.',
    ),
  kev: fileSchema
    .optional()
    .describe('File beside the policy with CISA’s known exploited vulnerabilities, in JSON, as it was saved.'),
  exploited: z
    .array(kbOrCveSchema)
    .default([])
    .describe(
      'CVEs and KBs whose hole is exploited: their fixes may take the fast track and are never undone by themselves.',
    ),
  fastTrack: fastTrackSchema
    .optional()
    .describe('How much sooner the next ring may follow when an update closes an exploited hole; every gate stays.'),
  deadline: deadlineSchema
    .optional()
    .describe(
      'The day on which all machines are to be up to date: who is late is told; nothing is done faster for it.',
    ),
};
