// Takes back a job that has not begun (invariant I8: safe to repeat). One that has begun is left alone and `begun` is the answer:
// nothing of ours ever stops an install. The mark by which a job begins only once is what the two contend for.
// Absent is fine.
import * as z from 'zod';
import { operation } from '../operation.ts';

export const cancelJob = operation({
  command: 'Stop-PatchringJob',
  parameters: { Key: 'string' },
  result: z.strictObject({ outcome: z.enum(['cancelled', 'absent', 'begun']) }),
  timeout: 60_000,
});
