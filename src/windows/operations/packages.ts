// The packages that updates brought, as the component store names them: the base on which we undo.
// Full identities, since builds collide and names of cumulative updates carry no KB number (facts: windows-servicing 4.1).
// Reads only.
import { packagesSchema } from '../../model/reading.ts';
import { operation } from '../operation.ts';

export const packages = operation({
  command: 'Get-PatchringPackage',
  parameters: {},
  result: packagesSchema,
  timeout: 120_000,
});
