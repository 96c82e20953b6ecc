// Who is told what: channels of the policy, each with the occasions that it is told of. The address of a webhook lets anybody write
// there, so it never stands in the file: it is a variable PATCHRING_*. Being told changes nothing about what is done: `notify` is no
// part of what a plan is bound to.
import * as z from 'zod';
import { variableOf } from './variable.ts';

/** What may be told, in the order in which a rollout may meet it. */
export const occasions = [
  'ring-opened',
  'awaiting-approval',
  'ring-passed',
  'held',
  'halted',
  'rolling-back',
  'rolled-back',
  'succeeded',
  'cancelled',
  'failed',
] as const;
export type Occasion = (typeof occasions)[number];

export const noticeFormats = ['json', 'teams', 'slack'] as const;
export type NoticeFormat = (typeof noticeFormats)[number];

const byReference =
  'the address of a webhook is a secret: write the variable that holds it, $PATCHRING_WEBHOOK_URL, and set that from a secret of the pipeline';

const on = z
  .array(z.enum(occasions))
  .min(1)
  .default(['held', 'halted', 'rolling-back', 'rolled-back', 'failed', 'succeeded'])
  .describe('Of what.');

const webhookSchema = z.strictObject({
  on,
  url: z
    .string()
    .refine(text => variableOf(text) !== undefined, byReference)
    .describe('The environment variable that holds the address of a webhook: $PATCHRING_WEBHOOK_URL.'),
  format: z
    .enum(noticeFormats)
    .default('json')
    .describe('What the webhook reads: json, teams (an Adaptive Card for a workflow), slack (blocks).'),
});

const hookSchema = z.strictObject({
  on,
  exec: z
    .array(z.string().min(1))
    .min(1)
    .describe(
      'Command and arguments, run on the runner without a shell in the policy’s folder; the notice stands on its standard input as JSON. It has 30 seconds.',
    ),
});

const forms = { error: 'write { on, url, format }, or { on, exec }' };

export const notifySchema = z
  .array(z.union([webhookSchema, hookSchema], forms))
  .default([])
  .describe('Who is told when something happens that a person should know. Nothing that fails there fails the run.');

export type Channel = z.output<typeof notifySchema>[number];
