// Restarts the machine if it is still on boot `IfStillOn`: doing it twice is doing it once (invariant I8).
// The machine goes down some seconds after the answer, so that the session can be closed first (facts: winrm 0.7).
// Exit codes 1190 and 1115 of shutdown.exe are no failures (facts: windows-servicing 3.10).
import * as z from 'zod';
import { operation } from '../operation.ts';

export const restart = operation({
  command: 'Restart-PatchringMachine',
  parameters: { IfStillOn: 'string', Reason: 'string' },
  result: z.strictObject({ outcome: z.enum(['restarting', 'alreadyRestarted']) }),
  timeout: 60_000,
});
