// The Volume Shadow Copy service as a witness of backups: the last copy of the system drive, and writers that have failed.
// Asked only where the policy takes it for a backup: listing the writers can take a minute.
// Reads only.
import { shadowReadingSchema } from '../../model/undo-reading.ts';
import { operation } from '../operation.ts';

export const shadow = operation({
  command: 'Get-PatchringShadow',
  parameters: {},
  result: shadowReadingSchema,
  timeout: 150_000,
});
