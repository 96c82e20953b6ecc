// Raw evidence of Hotpatch; it is graded elsewhere. What could not be read is said, never guessed. Reads only.
import { hotpatchReadingSchema } from '../../model/reading.ts';
import { operation } from '../operation.ts';

export const hotpatch = operation({
  command: 'Get-PatchringHotpatch',
  parameters: {},
  result: hotpatchReadingSchema,
  timeout: 60_000,
});
