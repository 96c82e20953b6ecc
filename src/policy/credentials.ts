// Which credential is for which machine, and where its values come from. A value is fetched when it is asked for,
// from the environment that the caller passes in; it is never stored in a Policy or a Plan. Only variables
// PATCHRING_* are ever expanded.
import { type Failure, failureOf } from '../model/failure.ts';
import type { MachineEntry } from '../model/machine.ts';
import { hasLabel } from './membership.ts';
import type { Policy } from './schema.ts';

type Credentials = Policy['credentials'];
/** Environment variables, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const variablePattern = /^\$(?:(PATCHRING_[A-Z0-9_]+)|\{(PATCHRING_[A-Z0-9_]+)\})$/;

/** The variable that a text names; undefined for a text that is meant literally. */
export function variableOf(text: string): string | undefined {
  const match = variablePattern.exec(text);
  return match?.[1] ?? match?.[2];
}

/** The name of the credential that a machine uses: the first that matches, else `default`; undefined when there is none. */
export function credentialFor(credentials: Credentials, machine: MachineEntry): string | undefined {
  const matching = Object.entries(credentials).find(([, { match }]) => match !== undefined && hasLabel(machine, match));
  return matching?.[0] ?? (credentials.default === undefined ? undefined : 'default');
}

/** What a credential gives, and when: nothing is read before it is asked for. */
export interface Credential {
  /** Its name in the policy: two machines with the same name share the account. */
  readonly label: string;
  /** Throws no secret: a missing variable is found by `missingVariables` before. */
  readonly username: () => string;
  readonly password: () => string;
}

/** The credential of that name, bound to an environment. */
export function credentialNamed(credentials: Credentials, label: string, env: Environment): Credential | undefined {
  const written = credentials[label];
  if (written === undefined) return undefined;
  return { label, username: () => expand(written.username, env), password: () => expand(written.password, env) };
}

function expand(text: string, env: Environment): string {
  const variable = variableOf(text);
  return variable === undefined ? text : (env[variable] ?? '');
}

/** One failure for each variable that some machine's credential needs and the environment lacks, or has empty. */
export function missingVariables(
  credentials: Credentials,
  machines: readonly MachineEntry[],
  env: Environment,
): Failure[] {
  const used = new Set(machines.flatMap(machine => credentialFor(credentials, machine) ?? []));
  const named = [...used].flatMap(label => {
    const { username = '', password = '' } = credentials[label] ?? {};
    return [username, password].flatMap(text => {
      const variable = variableOf(text);
      return variable === undefined ? [] : [{ label, variable }];
    });
  });
  return named
    .filter(({ variable }, index) => !env[variable] && named.findIndex(one => one.variable === variable) === index)
    .map(({ label, variable }) =>
      failureOf(
        'CREDENTIAL_MISSING',
        `the environment variable ${variable} is not set; credentials.${label} needs it`,
        {
          next: `Set ${variable} from a secret of the pipeline.`,
        },
      ),
    );
}
