// What became of a job; the result comes with `finished`. The job's files decide: a result, else the mark that its process holds.
// Its scheduled task is asked only about a job that has not begun.
// Reads only.
import { jobStatusSchema } from '../../model/job.ts';
import { operation } from '../operation.ts';

export const pollJob = operation({
  command: 'Get-PatchringJob',
  parameters: { Key: 'string' },
  result: jobStatusSchema,
  timeout: 60_000,
});
