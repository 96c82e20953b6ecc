// The policy file: every field, its help and its default. Strict, versioned, and printed as JSON Schema for editors from here.
// A default may be slow, never dangerous. Only fields that work are accepted: a key that is accepted and ignored is dangerous.
// What shapes cannot say stands in rules.ts; the engine never reads a Policy, only the Plan made from it.
import * as z from 'zod';
import { windowSchema } from '../calendar/window.ts';
import { stages } from '../gates/gate.ts';
import { defaultGates, gateEntrySchema } from '../gates/registry.ts';
import { serviceEntrySchema, serviceScopes } from '../gates/service.ts';
import { holdSchema } from '../knowledge/hold.ts';
import { durationSchema } from '../model/duration.ts';
import { machineEntrySchema } from '../model/machine.ts';
import type { ScriptFile, Scripts } from '../model/source.ts';
import { amountSchema, sizeSchema } from './amounts.ts';
import { analysisSchema } from './analysis.ts';
import { aroundSchema } from './around.ts';
import { calendarFields } from './calendar.ts';
import { connectionSchema } from './connection.ts';
import { coverageSchema } from './coverage.ts';
import { credentialSchema } from './credential-form.ts';
import { knowledgeFields, openingSchema } from './knowledge.ts';
import { labelSchema } from './label.ts';
import { notifySchema } from './notify.ts';
import { restartSchema } from './restart.ts';
import { selectorSchema } from './selector.ts';
import { scanSchema, updatesSchema } from './updates.ts';

const windowForms = { error: 'write anytime, the name of a window, or { days, start, duration, timeZone }' };
const inventoryForms = { error: 'write the path of a file, or a list of machines' };

const groupSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,59}$/, 'letters, digits and hyphens, at most 60')
    .describe('Name of the group, in reasons and reports.'),
  machines: z.array(machineEntrySchema.shape.name).min(1).optional().describe('Its machines, by name.'),
  label: z
    .union([labelSchema, z.array(labelSchema).min(1)])
    .optional()
    .describe('Its machines, by label: key=value; of several, all must match.'),
  per: z.literal('domain').optional().describe('domain: one group for each domain that its machines belong to.'),
  maxUnavailable: z.int().min(1).default(1).describe('Machines of the group that may be out of service at one time.'),
  order: z
    .array(machineEntrySchema.shape.name)
    .min(1)
    .optional()
    .describe('In which order its machines go within a ring.'),
});

const ringSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/, 'letters, digits and hyphens, at most 40')
    .describe('Name of the ring, in lists, commands and approvals.'),
  machines: selectorSchema,
  opens: openingSchema
    .prefault('+0s')
    .describe('Earliest opening, counted from the beginning of the rollout, or from what calendar says: +3d.'),
  window: z
    .union([z.string().min(1), windowSchema], windowForms)
    .optional()
    .describe('When machines may be changed: anytime, the name of a window, or a window written out.'),
  takes: durationSchema
    .optional()
    .describe(
      'How long one machine takes: it is begun only where that fits the rest of its window. 20 machines of the ring that are through replace it by what 95% of them took. 1h, or half of a window that is shorter than 2h.',
    ),
  waves: z
    .array(sizeSchema)
    .min(1)
    .default([1, '100%'])
    .describe('Sizes of the waves, not sums; a percentage is of the ring, rounded up; the last, 100%, is the rest.'),
  maxUnavailable: sizeSchema
    .default(1)
    .describe('Machines that may be out of service at one time; a percentage rounds down, at least 1.'),
  maxFailures: amountSchema
    .default(0)
    .describe('Failed machines that are tolerated: 1 halts at the second; always less than maxUnavailable.'),
  maxSkipped: amountSchema
    .default(0)
    .describe('Machines that may be skipped because they could not be begun; a percentage rounds down.'),
  soak: durationSchema.prefault('24h').describe('How long the ring is watched before the next one opens.'),
  approval: z
    .enum(['none', 'required'])
    .default('none')
    .describe('required: the ring waits for a person’s word, bound to the plan they read.'),
  onRegression: z
    .enum(['halt', 'rollback'])
    .default('halt')
    .describe('What a regression does: stop and wait for a person, or undo what this ring did.'),
  drill: z
    .boolean()
    .optional()
    .describe(
      'true: the first machine of the ring is updated, taken back, looked at and updated again before the second one starts, so that undo is proved before it is needed.',
    ),
  coverage: coverageSchema
    .optional()
    .describe('Kinds of machines of this ring that an earlier one must have updated; in place of the policy’s own.'),
});

export const policySchema = z
  .strictObject({
    version: z.literal(1).describe('Version of this format: 1.'),
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,59}$/, 'letters, digits and hyphens, at most 60')
      .describe('Name of the rollout; the journal and the reports bear it.'),
    inventory: z
      .union([z.string().min(1), z.array(machineEntrySchema).min(1)], inventoryForms)
      .describe('The machines: a file beside the policy (YAML, JSON, CSV), or a list.'),
    connection: connectionSchema.prefault({}).describe('How machines are reached.'),
    credentials: z
      .record(z.string(), credentialSchema)
      .default({})
      .describe(
        'Who logs on, by label; `default` for all others. When left out, $PATCHRING_USERNAME and $PATCHRING_PASSWORD, or with auth: certificate $PATCHRING_CLIENT_CERTIFICATE and $PATCHRING_CLIENT_KEY.',
      ),
    updates: updatesSchema.prefault({}).describe('Which updates are wanted.'),
    scan: scanSchema.prefault({}).describe('How machines are asked what they are offered.'),
    hotpatch: z
      .enum(['protect', 'requireEnrolled', 'ignore'])
      .default('protect')
      .describe(
        'protect: no enrolled machine may leave the Hotpatch train; requireEnrolled: only enrolled machines are updated.',
      ),
    restart: restartSchema,
    pendingRestart: z
      .enum(['skip', 'restartFirst'])
      .default('skip')
      .describe('What to do with a machine that waits for a restart of somebody else’s making.'),
    drift: z
      .enum(['skip', 'hold', 'warn'])
      .default('skip')
      .describe(
        'What becomes of a machine that is not what the plan knew of it when its wave starts (another build, product or enrolment, a planned update that somebody has installed). skip: it is left out and counts under maxSkipped; hold: its ring waits for a person’s word; warn: it is told. Where another machine answers at the address nothing is begun.',
      ),
    cluster: z
      .enum(['drain', 'ignore'])
      .default('drain')
      .describe(
        'drain: before a node of a failover cluster may go down its roles are moved away, and it is resumed before it counts as back; ignore: nobody drains it.',
      ),
    holds: z
      .array(holdSchema)
      .default([])
      .describe('Updates that must not go to some machines, besides the shipped holds.'),
    ...knowledgeFields,
    gates: z
      .strictObject({
        before: z
          .array(gateEntrySchema(stages[0]))
          .prefault(defaultGates(stages[0]))
          .describe('Gates before a machine is changed.'),
        after: z
          .array(gateEntrySchema(stages[1]))
          .prefault(defaultGates(stages[1]))
          .describe('Gates after a machine was changed.'),
        undo: z
          .array(gateEntrySchema(stages[2]))
          .optional()
          .describe('Gates before a machine is taken back; what fails one is left as it is, and said aloud.'),
        wave: z
          .array(serviceEntrySchema(serviceScopes[0]))
          .optional()
          .describe(
            'Gates of a service, asked from the runner when a wave is done: no next one starts before they pass.',
          ),
        ring: z
          .array(serviceEntrySchema(serviceScopes[1]))
          .optional()
          .describe('Gates of a service, asked when a ring has soaked: it has not passed before they pass.'),
      })
      .prefault({})
      .describe(
        'What must hold before, after, before an undo, and of a service after each wave and ring; a name, or { gate: name, … } with settings.',
      ),
    analysis: analysisSchema
      .prefault({})
      .describe('How failures are weighed beside maxFailures; the strictest rule halts.'),
    coverage: coverageSchema.optional(),
    groups: z
      .array(groupSchema)
      .default([])
      .describe('Machines that stand in for one another; domain controllers go one per domain without being named.'),
    around: aroundSchema,
    rings: z.array(ringSchema).min(1).describe('The rings, in the order in which they open.'),
    notify: notifySchema,
    ...calendarFields,
  })
  .describe('A patchring policy.');

/** What the owner wrote, with every default filled in: durations in ms, sizes as written. Holds no secret. */
export type Policy = z.output<typeof policySchema> & {
  /** What stands in the files that `updates.source` names; they are part of what the owner wrote. */
  readonly scripts?: Scripts;
  /** What stands in the files that `gate: script` names; the same. */
  readonly probeScripts?: readonly ScriptFile[];
};
export type Ring = Policy['rings'][number];
export type Group = Policy['groups'][number];
export type Selector = Ring['machines'];
