// Who the machine is: product, build, roles, rights, other updaters. Reads only.
import { factsSchema } from '../../model/reading.ts';
import { operation } from '../operation.ts';

export const facts = operation({
  command: 'Get-PatchringFacts',
  parameters: {},
  result: factsSchema,
  timeout: 60_000,
});
