// What a policy says about updates: where they come from, which are wanted, how machines are asked. Whoever writes nothing gets the
// security updates of Windows from where the machine's own policy says. A pattern of a title is text with stars, never a regular
// expression (knowledge/wanted.ts).
import * as z from 'zod';
import { categoryNames, softwareNames } from '../knowledge/categories.ts';
import { kbOrCveSchema } from '../knowledge/holes.ts';
import { durationSchema } from '../model/duration.ts';
import { packageSchema } from '../model/source.ts';
import { updateSources } from '../model/update.ts';

/** Long enough for any title, short enough to be matched against a thousand of them. */
const entrySchema = z
  .string()
  .max(200, 'at most 200 letters')
  .regex(
    /^(KB\d{5,8}|title:.*[^*\s].*)$/,
    'write a KB with its letters (KB5058411) or a pattern of titles (title:*.NET Framework*)',
  );
const includedSchema = z.union([kbOrCveSchema, entrySchema], {
  error: 'write a KB, a CVE or a pattern of titles: KB5070893, CVE-2025-59287, title:*.NET Framework*',
});

const sourceForms = {
  error: `write ${updateSources.join(', ')}, none, { packages: [{ product, kb, file, sha256 }] }, or { script, detect, uninstall }`,
};

const scriptFile = z.string().min(1).max(400);

/** Any payload: without `detect` nobody could tell whether it is there, so it is refused. */
const ownScriptsSchema = z.strictObject({
  script: scriptFile.describe('File beside the policy: the PowerShell script that installs, run as SYSTEM.'),
  detect: scriptFile.describe(
    'File beside the policy: the script that says whether it is installed, by one $true or $false or { installed, version }.',
  ),
  uninstall: scriptFile.optional().describe('File beside the policy: the script that takes it away again.'),
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}$/, 'letters, digits, spaces, dots, hyphens and underscores, at most 60')
    .optional()
    .describe('What it is called in plans and reports; the name of the file unless given.'),
});

export const updatesSchema = z.strictObject({
  source: z
    .union(
      [
        z.enum([...updateSources, 'none']),
        z.strictObject({
          packages: z.array(packageSchema).min(1).describe('Files for DISM, each for one product or build of Windows.'),
        }),
        ownScriptsSchema,
      ],
      sourceForms,
    )
    .default('machine')
    .describe(
      'Where updates come from; machine is what the machine’s own policy says, WSUS where it is set; none restarts only; { packages: […] } installs these files; { script, detect, uninstall } runs the owner’s own.',
    ),
  overrideWsus: z
    .boolean()
    .default(false)
    .describe(
      'true: ask the named source although a machine’s own policy sends it to WSUS; otherwise such a machine refuses.',
    ),
  products: z
    .array(z.enum(softwareNames))
    .min(1)
    .default(['windows'])
    .describe('Software whose updates are wanted; nothing beside Windows unless it is named.'),
  categories: z
    .array(z.enum(categoryNames))
    .min(1)
    .default(['security', 'critical'])
    .describe('Kinds of updates that are wanted.'),
  include: z
    .array(includedSchema)
    .default([])
    .describe(
      'Wanted whatever their product and category: KBs, CVEs (the updates that close them), title:PATTERN with * for any text.',
    ),
  exclude: z.array(entrySchema).default([]).describe('Never installed: KBs, and title:PATTERN with * for any text.'),
  minAge: durationSchema
    .prefault('0s')
    .describe('How long a revision must have been out before it is planned; one of unknown age is not.'),
  productUpgrade: z
    .enum(['deny', 'allow'])
    .default('deny')
    .describe('Whether an update may turn the machine into a newer Windows.'),
  stage: durationSchema
    .prefault('0s')
    .describe(
      'How long before the window updates are downloaded, and packages copied and checked, without installing anything; 0s: not before.',
    ),
  stageParallel: z
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .describe('How many machines download before their window at the same time, at most.'),
  passes: z
    .int()
    .min(1)
    .max(5)
    .default(2)
    .describe('How often a machine is scanned and updated again after a restart, at most.'),
});

export const scanSchema = z.strictObject({
  parallel: z
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .describe('How many machines scan at the same time, at most: a WSUS server has to survive it.'),
});
