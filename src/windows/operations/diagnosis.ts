// What a person wants to see of a machine before it is undone: the ends of the servicing and update logs, errors since the update
// began, dumps, what is pending. Reads only; bounded on the machine in size and in time.
// An unreadable part says why and hides no other.
import { diagnosisSchema } from '../../model/diagnosis.ts';
import { operation } from '../operation.ts';

export const diagnosis = operation({
  command: 'Get-PatchringDiagnosis',
  parameters: { EventsSince: 'datetime?' },
  result: diagnosisSchema,
  timeout: 60_000,
});
