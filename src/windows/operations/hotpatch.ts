// Raw evidence of Hotpatch: there is no single property that tells it, so all traces are read (facts: windows-servicing 1.3).
// It is graded elsewhere. What could not be read is said and never guessed.
// Reads only.
import { hotpatchReadingSchema } from '../../model/reading.ts';
import { operation } from '../operation.ts';

export const hotpatch = operation({
  command: 'Get-PatchringHotpatch',
  parameters: {},
  result: hotpatchReadingSchema,
  timeout: 60_000,
});
