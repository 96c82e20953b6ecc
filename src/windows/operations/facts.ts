// Who the machine is: product, build, roles, the rights and the language mode of the session, other updaters.
// Roles are read from the services that only they install: the feature list would take ten seconds (facts: windows-servicing 5.1).
// Reads only.
import { factsSchema } from '../../model/reading.ts';
import { operation } from '../operation.ts';

export const facts = operation({
  command: 'Get-PatchringFacts',
  parameters: {},
  result: factsSchema,
  timeout: 60_000,
});
