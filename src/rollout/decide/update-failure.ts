// What an update that could not be installed is called and what a person does next: the number of Windows decides, its row in the table
// gives meaning and advice, and where something must be done first the failure has a code of its own. A number that nobody knows
// stays a number: nothing is guessed from its digits.
import { rowOfCode } from '../../knowledge/errors.ts';
import { describeHresult, hresultOf } from '../../knowledge/hresults.ts';
import { canRetry, installFailureCode } from '../../knowledge/install-codes.ts';
import type { Failure } from '../../model/failure.ts';
import type { UpdateOutcome } from '../../model/reading.ts';
import { identityOf } from '../../model/update.ts';
import type { MachineState } from '../state.ts';
import { trouble } from './words.ts';

export function updateFailure(machine: MachineState, update: UpdateOutcome): Failure {
  const { hresult, kbs, code: own, note } = update;
  if (own !== undefined) {
    const told = rowOfCode(own);
    return trouble(machine, own, told?.meaning ?? 'The script has failed.', {
      ...(note === undefined || note === '' ? {} : { cause: note }),
      ...(told === undefined ? {} : { next: told.next }),
    });
  }
  const name = kbs.join(', ') || identityOf(update);
  const code = installFailureCode(hresult);
  const cause = describeHresult(hresult);
  const next = hresultOf(hresult)?.advice ?? rowOfCode(code)?.next;
  return trouble(machine, code, `${name} could not be installed (${cause})`, {
    cause,
    retryable: canRetry(hresult),
    ...(next === undefined ? {} : { next }),
  });
}
