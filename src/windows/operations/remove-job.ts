// Forgets a job that has ended: its task, its directory, and our folders with the last one (invariant I8: safe to repeat).
// Absent is fine. One that is queued or runs is left alone and `running` is the answer: nothing of ours ever stops an install.
// Called only after the result is in the journal.
import * as z from 'zod';
import { operation } from '../operation.ts';

export const removeJob = operation({
  command: 'Remove-PatchringJob',
  parameters: { Key: 'string' },
  result: z.strictObject({ outcome: z.enum(['removed', 'absent', 'running']) }),
  timeout: 60_000,
});
