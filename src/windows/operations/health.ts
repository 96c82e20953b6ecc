// Services, event logs, system drive, crashes: the raw readings that gates compare before and after.
// Judges nothing. Services that start by themselves only; events counted by what they are about (facts: windows-servicing 5.2).
// Reads only.
import { healthReadingSchema } from '../../model/reading.ts';
import { operation } from '../operation.ts';

export const health = operation({
  command: 'Get-PatchringHealth',
  parameters: { EventsSince: 'datetime?' },
  result: healthReadingSchema,
  timeout: 120_000,
});
