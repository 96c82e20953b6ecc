// Where the updates of a rollout come from, as the plan says it. The update agent of the machine is asked what it offers; without a
// source nothing is installed and the machines are only restarted, under all the rules of a rollout. Whoever reads a source has to
// say what it does with each kind: the compiler asks.
import * as z from 'zod';
import { updateSources } from './job.ts';
import type { Update } from './update.ts';

export const sourceSchema = z.discriminatedUnion('kind', [
  /** `overrideWsus`: asks that source also where the machine's own policy sends it to WSUS. */
  z.strictObject({ kind: z.literal('agent'), from: z.enum(updateSources), overrideWsus: z.boolean() }),
  z.strictObject({ kind: z.literal('none') }),
]);
export type Source = z.output<typeof sourceSchema>;

/** Stands for the restart where nothing is installed: pinned, proved and promoted like an update. */
export const restartOnly: Update = {
  updateId: '00000000-0000-4000-8000-000000000001',
  revision: 1,
  title: 'Restart only',
  kbs: [],
  categories: [],
  size: 0,
  restart: 'always',
  isRestartPredicted: false,
  isDownloaded: true,
  deployedAt: null,
  supersededBy: [],
  needsInput: false,
  needsLicence: false,
  isProductUpgrade: false,
  cves: [],
};
