// Starts detached work under SYSTEM, or finds the work of the same key: safe to repeat (I8). The answer is a job status.
// `Kind` says which of the others count: scan (Source), install (Source, Update as `updateId@revision`), uninstall (PackagesBefore, Kb).
import { jobStatusSchema } from '../../model/job.ts';
import { operation } from '../operation.ts';

export const startJob = operation({
  command: 'Start-PatchringJob',
  parameters: {
    Key: 'string',
    Kind: 'string',
    Source: 'string?',
    Update: 'string[]?',
    PackagesBefore: 'string[]?',
    Kb: 'string[]?',
  },
  result: jobStatusSchema,
  timeout: 60_000,
});
