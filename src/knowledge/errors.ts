// The failure codes above the wire: what each means, and the next step. The wire's own stand in winrm/errors.ts, those of our functions
// on the machine in windows/failures.ts; no code stands in two tables. Layer first, past participle last; a code never changes its
// meaning. Adding one is adding a row to the table of its layer.
import { dataCodes } from './errors/data.ts';
import { inputCodes } from './errors/input.ts';
import { machineCodes } from './errors/machine.ts';
import { rolloutCodes } from './errors/rollout.ts';
import type { CodeRow } from './errors/row.ts';
import { updateCodes } from './errors/updates.ts';

export type { CodeRow } from './errors/row.ts';

export const failureCodes = { ...inputCodes, ...dataCodes, ...rolloutCodes, ...machineCodes, ...updateCodes } as const;
export type FailureCode = keyof typeof failureCodes;

const rows = new Map<string, CodeRow>(Object.entries(failureCodes));

/** The row of a code; undefined for codes of the wire and for codes of later versions. */
export function rowOfCode(code: string): CodeRow | undefined {
  return rows.get(code);
}
