// Runs one script of the owner's that looks at the machine, in the session itself and with its rights: short and bounded. Its text travels
// as a parameter beside its digest and stands in a folder of administrators only while it runs. What it means is judged elsewhere. Never
// where our functions are installed: there the machine takes no code from outside.
import { scriptReadingSchema } from '../../model/reading.ts';
import { operation } from '../operation.ts';

export const probe = operation({
  command: 'Invoke-PatchringProbe',
  parameters: { Sha256: 'string', Text: 'string', Seconds: 'int' },
  result: scriptReadingSchema,
  timeout: 120_000,
  isAlone: true,
});
