// Restarts the machine if it is still on boot `IfStillOn`: safe to repeat (I8). The machine goes down some seconds after the answer.
import * as z from 'zod';
import { operation } from '../operation.ts';

export const restart = operation({
  command: 'Restart-PatchringMachine',
  parameters: { IfStillOn: 'string', Reason: 'string' },
  result: z.strictObject({ outcome: z.enum(['restarting', 'alreadyRestarted']) }),
  timeout: 60_000,
});
