// Services, event log, system drive, crashes. Reads only.
import { healthReadingSchema } from '../../model/reading.ts';
import { operation } from '../operation.ts';

export const health = operation({
  command: 'Get-PatchringHealth',
  parameters: { EventsSince: 'datetime?' },
  result: healthReadingSchema,
  timeout: 120_000,
});
