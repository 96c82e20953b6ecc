// Which boot the machine is on, and whether Windows has settled on it: asked before a restart, and again until it is over.
// The identity is opaque and equal exactly while the machine has not restarted; never LastBootUpTime, which moves with the clock
// (facts: windows-servicing 3.10). Reads only.
import { bootSchema } from '../../model/reading.ts';
import { operation } from '../operation.ts';

export const boot = operation({
  command: 'Get-PatchringBoot',
  parameters: {},
  result: bootSchema,
  timeout: 60_000,
});
