// What a restart would meet on the machine: people, backups, a disk that asks for a PIN, a shutdown of somebody else's.
// Asked with the other readings before anything is started, in the same request.
// Reads only.
import { restartReadinessSchema } from '../../model/reading.ts';
import { operation } from '../operation.ts';

export const restartReadiness = operation({
  command: 'Get-PatchringRestartReadiness',
  parameters: {},
  result: restartReadinessSchema,
  timeout: 120_000,
});
