// Which boot the machine is on, and whether Windows has settled on it. Reads only.
import { bootSchema } from '../../model/reading.ts';
import { operation } from '../operation.ts';

export const boot = operation({
  command: 'Get-PatchringBoot',
  parameters: {},
  result: bootSchema,
  timeout: 60_000,
});
