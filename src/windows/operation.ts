// The contract of an operation: one PowerShell function of ours, called by name with typed, named parameters, answering with one
// object that its schema must accept. Nothing is ever spliced into PowerShell: the text of all functions is sent as it is in
// the repository, values travel beside it. Whatever the machine answers is strange until the schema has said otherwise.
import type * as z from 'zod';

/** What a parameter may be here, by the type that the PowerShell function declares for it. */
interface ParameterTypes {
  readonly string: string;
  readonly 'string[]': readonly string[];
  readonly datetime: Date;
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
}

/** States an operation and keeps its types: the literal name, the declared parameters, the result of the schema. */
export function operation<const P extends Parameters, R, const C extends string>(
  stated: Operation<P, R, C>,
): Operation<P, R, C> {
  return stated;
}
