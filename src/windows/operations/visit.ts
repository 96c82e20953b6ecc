// Several calls of our functions in one: all that came of them is one object, so that it comes in one answer, however long each of
// them takes. Results that are given one by one come one by one, and each costs a request (facts: winrm 7.3, "every output line returns
// at once"). A call that fails is told in its place and hides no other; which functions may be called is written in the function.
import * as z from 'zod';
import { operation } from '../operation.ts';

export const visit = operation({
  command: 'Invoke-PatchringVisit',
  parameters: { Call: 'hashtable[]' },
  result: z.strictObject({
    answers: z.array(
      z.strictObject({
        output: z.array(z.unknown()),
        failure: z
          .strictObject({ errorId: z.string(), message: z.string(), category: z.string(), hresult: z.int() })
          .nullable(),
      }),
    ),
  }),
  timeout: 60_000,
  isAlone: true,
});
