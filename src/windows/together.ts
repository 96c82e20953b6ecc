// Calls that travel together: one pipeline, the text of functions first where the pool lacks them, then one statement a call. Two
// requests for all of them. A pipeline ends with the first statement that fails, so each call is answered for itself: what came before
// has its results, the one that failed has its failure, and what comes after has not run and is asked for again.
// Whatever does not add up is asked for again one by one: every operation is safe to repeat (invariant I8).
import type { Answer } from '../model/ports.ts';
import { type InvokeResult, type Pool, type PsValue, WinrmError } from '../winrm/index.ts';
import { failureFrom, failureOfRecord } from './failures.ts';
import { type Operation, type Parameters, readResult } from './operation.ts';

export interface Call {
  readonly stated: Operation<Parameters, unknown>;
  readonly parameters: Readonly<Record<string, PsValue | undefined>>;
}

/** What a pipeline has said, and the error that ended it. */
interface Said {
  readonly result: Pick<InvokeResult, 'output' | 'errors'>;
  readonly error: WinrmError | undefined;
}

/** What stands first travels twice, by itself and among all: it had better be short. */
const announcement = '# patchring: functions and calls of them';

function scriptOf(text: string) {
  return [{ text, isScript: true, useLocalScope: false, arguments: [] }];
}

function statementOf({ stated, parameters }: Call) {
  const named = Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  return [{ text: stated.command, isScript: false, arguments: named }];
}

async function run(pool: Pool, calls: readonly Call[], text: string): Promise<Said> {
  const definition = text === '' ? [] : [announcement, text].map(scriptOf);
  const timeout = calls.reduce((sum, { stated }) => sum + stated.timeout, 0);
  try {
    const statements = [...definition, ...calls.map(statementOf)];
    return { result: await pool.run({ statements, noInput: true }, { timeout }), error: undefined };
  } catch (error) {
    if (!(error instanceof WinrmError) || error.code !== 'WINRM_PIPELINE_FAILED') throw error;
    const { result } = error.detail as { readonly result?: InvokeResult };
    return { result: result ?? { output: [], errors: [] }, error };
  }
}

/** @param text empty: the pool knows all functions. @returns answers to the first of the calls, one at least; the others have not run. */
export async function runTogether(
  pool: Pool,
  calls: readonly Call[],
  text: string,
): Promise<readonly Answer<unknown>[]> {
  const { result, error } = await run(pool, calls, text);
  const { output, errors } = result;
  const [single, another] = calls;
  if (single === undefined) return [];
  if (another === undefined && error === undefined) {
    const [record] = errors;
    const isSilent = output.length === 0 && record !== undefined;
    return [
      isSilent ? { ok: false, failure: failureOfRecord(record), arrived: 'maybe' } : readResult(single.stated, result),
    ];
  }
  const answers = calls
    .slice(0, output.length)
    .map(({ stated }, at) => readResult(stated, { output: output.slice(at, at + 1) }));
  if (error !== undefined && output.length < calls.length)
    return [...answers, { ok: false, failure: failureFrom(error), arrived: 'maybe' }];
  if (output.length === calls.length) return answers;
  return await runTogether(pool, calls.slice(0, 1), text);
}
