// Environment variables as a policy names them. Only PATCHRING_* are ever expanded, alone and in
// capitals, and only from the environment that the caller passes in: nothing here looks at the
// process.

/** Environment variables, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const variablePattern = /^\$(?:(PATCHRING_[A-Z0-9_]+)|\{(PATCHRING_[A-Z0-9_]+)\})$/;

/** The variable that a text names; undefined for a text that is meant literally. */
export function variableOf(text: string): string | undefined {
  const match = variablePattern.exec(text);
  return match?.[1] ?? match?.[2];
}

/** What the text stands for: the variable's value, empty where it is not set, or the text itself. */
export function expand(text: string, env: Environment): string {
  const variable = variableOf(text);
  return variable === undefined ? text : (env[variable] ?? '');
}
