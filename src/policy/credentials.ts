// Which credential is for which machine, which form it has there, and which variables are
// missing for it. Nothing is read here but the names of variables: values are fetched when a
// machine is logged on to (world/accounts.ts), and are in no Policy and no Plan.
import { type Failure, failureOf } from '../model/failure.ts';
import type { MachineEntry } from '../model/machine.ts';
import { asksKerberos, entryFor, variablesOfJump, type Way, type WayOverrides, wayOf } from './connection.ts';
import { type CredentialForm, formOf, textsOf, usualForm } from './credential-form.ts';
import { hasLabel } from './label.ts';
import type { Policy } from './schema.ts';
import { type Environment, variableOf } from './variable.ts';

type Credentials = Policy['credentials'];

/**
 * The name of the credential that a machine uses: the first that matches, else `default`, which a policy without credentials has
 * too; undefined when there is none.
 */
export function credentialFor(credentials: Credentials, machine: MachineEntry): string | undefined {
  const entries = Object.entries(credentials);
  const matching = entries.find(([, { match }]) => match !== undefined && hasLabel(machine, match));
  if (matching !== undefined) return matching[0];
  return credentials.default !== undefined || entries.length === 0 ? 'default' : undefined;
}

/** How a machine is reached, and who logs on there. */
export interface Logon {
  /** Its entry under `connection.for`. */
  readonly entry: number | undefined;
  readonly way: Way;
  /** Name of the credential. */
  readonly label: string;
  readonly form: CredentialForm;
}

/** Undefined where the policy is not a good one. */
export function logonFor(
  { connection, credentials }: Pick<Policy, 'connection' | 'credentials'>,
  machine: MachineEntry,
  given: WayOverrides = {},
): Logon | undefined {
  const entry = entryFor(connection, machine);
  const way = wayOf(connection, entry, given);
  const label = credentialFor(credentials, machine);
  if (label === undefined) return undefined;
  const written = credentials[label];
  const form = written === undefined ? usualForm(way.auth) : formOf(written);
  return form === undefined ? undefined : { entry, way, label, form };
}

/** One failure for each variable that some machine's logon needs and the environment lacks, or has empty. */
export function missingVariables(logons: readonly Logon[], env: Environment): Failure[] {
  const failures = new Map<string, Failure>();
  const need = (variable: string, who: string, instead = ''): void => {
    if (env[variable] || failures.has(variable)) return;
    const message = `the environment variable ${variable} is not set; ${who} needs it`;
    const next = `Set ${variable} from a secret of the pipeline${instead}.`;
    failures.set(variable, failureOf('CREDENTIAL_MISSING', message, { next }));
  };
  for (const { way, label, form } of logons) {
    const instead = asksKerberos(way.auth)
      ? `, or write credentials: { ${label}: { sso: true } } to log on as whoever runs patchring`
      : '';
    for (const text of textsOf(form)) {
      const variable = variableOf(text);
      if (variable !== undefined) need(variable, `credentials.${label}`, instead);
    }
    for (const variable of variablesOfJump(way.via)) need(variable, 'connection.via');
  }
  return [...failures.values()];
}
