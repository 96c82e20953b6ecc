// Calls that travel together: one pipeline, the text of functions first where the pool lacks them, then one call that makes them all
// and gives one object with what came of each (operations/visit.ts). Two requests for all of them, and each is answered for itself.
// Whatever does not add up is asked for again one by one: every operation is safe to repeat (invariant I8).
import type { Answer } from '../model/ports.ts';
import { type InvokeResult, type Pool, type PsValue, WinrmError } from '../winrm/index.ts';
import { failureFrom, failureOfRecord } from './failures.ts';
import { type Operation, type Parameters, readPlain, readResult } from './operation.ts';
import { visit } from './operations/visit.ts';

export interface Call {
  readonly stated: Operation<Parameters, unknown>;
  readonly parameters: Readonly<Record<string, PsValue | undefined>>;
}

/** The first of these calls, as many as may travel together. */
export function firstOf(calls: readonly Call[]): readonly Call[] {
  const at = calls.findIndex(({ stated }) => stated.isAlone === true);
  return at < 0 ? calls : calls.slice(0, Math.max(1, at));
}

/** What these calls are made by, beside themselves. */
export function callerOf(calls: readonly Call[]): readonly string[] {
  return calls.length > 1 ? [visit.command] : [];
}

/** What stands first travels twice, by itself and among all: it had better be short. */
const announcement = '# patchring: functions and calls of them';

function scriptOf(text: string) {
  return [{ text, isScript: true, useLocalScope: false, arguments: [] }];
}

function given({ parameters }: Call): readonly (readonly [string, PsValue])[] {
  return Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

function statementOf(call: Call) {
  const named = given(call).map(([name, value]) => ({ name, value }));
  return [{ text: call.stated.command, isScript: false, arguments: named }];
}

async function run(pool: Pool, call: Call, text: string, timeout: number): Promise<Answer<InvokeResult>> {
  const definition = text === '' ? [] : [announcement, text].map(scriptOf);
  try {
    const statements = [...definition, statementOf(call)];
    return { ok: true, value: await pool.run({ statements, noInput: true }, { timeout }) };
  } catch (error) {
    if (!(error instanceof WinrmError) || error.code !== 'WINRM_PIPELINE_FAILED') throw error;
    return { ok: false, failure: failureFrom(error), arrived: 'maybe' };
  }
}

async function runOne(pool: Pool, call: Call, text: string): Promise<Answer<unknown>> {
  const said = await run(pool, call, text, call.stated.timeout);
  if (!said.ok) return said;
  const { output, errors } = said.value;
  const [record] = errors;
  if (output.length > 0 || record === undefined) return readResult(call.stated, said.value);
  return { ok: false, failure: failureOfRecord(record), arrived: 'maybe' };
}

/** @returns undefined where what the machine says is no answer to these calls. */
async function runAll(pool: Pool, calls: readonly Call[], text: string) {
  const Call = calls.map(call => ({ Name: call.stated.command, Given: Object.fromEntries(given(call)) }));
  const timeout = calls.reduce((sum, { stated }) => sum + stated.timeout, 0);
  const said = await run(pool, { stated: visit, parameters: { Call } }, text, timeout);
  const told = said.ok ? readResult(visit, said.value) : said;
  if (!told.ok || told.value.answers.length !== calls.length) return undefined;
  const { answers } = told.value;
  return calls.map(({ stated }, at): Answer<unknown> => {
    const { output = [], failure = null } = answers[at] ?? {};
    if (failure === null) return readPlain(stated, output);
    return { ok: false, failure: failureOfRecord(failure), arrived: 'maybe' };
  });
}

/**
 * @param text empty: the pool knows all functions.
 * @returns answers to all calls; to the first alone where they could not be made together: the others have to be asked for again.
 */
export async function runTogether(
  pool: Pool,
  calls: readonly Call[],
  text: string,
): Promise<readonly Answer<unknown>[]> {
  const [single, another] = calls;
  if (single === undefined) return [];
  const all = another === undefined ? undefined : await runAll(pool, calls, text);
  return all ?? [await runOne(pool, single, text)];
}
