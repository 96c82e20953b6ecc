// The contract of an operation: one PowerShell function of ours, called by name with typed, named parameters, answering with one
// object that its schema must accept. Nothing is ever spliced into PowerShell: the text of all functions is sent as it is in
// the repository, values travel beside it. Whatever the machine answers is strange until the schema has said otherwise.
import * as z from 'zod';
import type { Answer } from '../model/ports.ts';
import { type InvokeResult, type PsValue, toPlain } from '../winrm/index.ts';
import { windowsFailure } from './failures.ts';

/** What a parameter may be here, by the type that the PowerShell function declares for it. */
interface ParameterTypes {
  readonly string: string;
  readonly 'string[]': readonly string[];
  readonly datetime: Date;
  readonly bool: boolean;
  readonly int: number;
  readonly 'hashtable[]': readonly Readonly<Record<string, PsValue>>[];
}
export type ParameterType = keyof ParameterTypes;

/** Parameters as PowerShell declares them, e.g. `{ Key: 'string', Update: 'string[]' }`; a trailing `?` in the type makes one optional. */
export type Parameters = Readonly<Record<string, ParameterType | `${ParameterType}?`>>;

/** The values of a call, derived from the declaration. */
export type Arguments<P extends Parameters> = {
  readonly [K in keyof P as P[K] extends `${string}?` ? never : K]: P[K] extends ParameterType
    ? ParameterTypes[P[K]]
    : never;
} & {
  readonly [K in keyof P as P[K] extends `${string}?` ? K : never]?: P[K] extends `${infer T extends ParameterType}?`
    ? ParameterTypes[T]
    : never;
};

export interface Operation<P extends Parameters, R, C extends string = string> {
  /** Name of the function. */
  readonly command: C;
  readonly parameters: P;
  readonly result: z.ZodType<R>;
  /** Milliseconds after which the call is given up. Long work is a job and never waits here. */
  readonly timeout: number;
  /** Never together with other calls: whatever it does to the session hides nothing else. */
  readonly isAlone?: true;
}

/** States an operation and keeps its types: the literal name, the declared parameters, the result of the schema. */
export function operation<const P extends Parameters, R, const C extends string>(
  stated: Operation<P, R, C>,
): Operation<P, R, C> {
  return stated;
}

/** The named parameters as PowerShell values; what is left out stays left out. */
export function parametersOf<P extends Parameters>(given: Arguments<P>): Readonly<Record<string, PsValue | undefined>> {
  return given;
}

/** The result of an operation. */
export function readResult<P extends Parameters, R>(
  stated: Operation<P, R>,
  said: Pick<InvokeResult, 'output'>,
): Answer<R> {
  return readPlain(stated, said.output.map(toPlain));
}

/** The same in plain data: exactly one object that its schema accepts. Anything else is a failure, never a guess. */
export function readPlain<P extends Parameters, R>(stated: Operation<P, R>, output: readonly unknown[]): Answer<R> {
  const [first, ...more] = output;
  const invalid = (cause: string): Answer<R> => ({
    ok: false,
    failure: windowsFailure('WINDOWS_RESULT_INVALID', { phase: stated.command, cause }),
    arrived: 'maybe',
  });
  if (first === undefined || more.length > 0) return invalid(`${output.length} objects instead of one`);
  const parsed = stated.result.safeParse(first);
  return parsed.success ? { ok: true, value: parsed.data } : invalid(z.prettifyError(parsed.error));
}
