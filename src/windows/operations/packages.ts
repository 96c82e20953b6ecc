// The packages that updates brought, as the component store names them: the base on which we undo. Reads only.
import { packagesSchema } from '../../model/reading.ts';
import { operation } from '../operation.ts';

export const packages = operation({
  command: 'Get-PatchringPackage',
  parameters: {},
  result: packagesSchema,
  timeout: 120_000,
});
