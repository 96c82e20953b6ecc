// Forgets a job that has ended. Absent is fine; one that runs is left alone and `running` is the answer.
import * as z from 'zod';
import { operation } from '../operation.ts';

export const removeJob = operation({
  command: 'Remove-PatchringJob',
  parameters: { Key: 'string' },
  result: z.strictObject({ outcome: z.enum(['removed', 'absent', 'running']) }),
  timeout: 60_000,
});
