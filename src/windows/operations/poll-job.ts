// What became of a job; the result comes with `finished`. Reads only.
import { jobStatusSchema } from '../../model/job.ts';
import { operation } from '../operation.ts';

export const pollJob = operation({
  command: 'Get-PatchringJob',
  parameters: { Key: 'string' },
  result: jobStatusSchema,
  timeout: 60_000,
});
