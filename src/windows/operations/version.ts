// Which version our functions have on a machine where they are installed and not sent. Asked first there, and once a connection:
// functions of another version are not called.
// Reads only.
import * as z from 'zod';
import { operation } from '../operation.ts';

export const version = operation({
  command: 'Get-PatchringVersion',
  parameters: {},
  result: z.strictObject({ version: z.number().int() }),
  timeout: 60_000,
  isAlone: true,
});
