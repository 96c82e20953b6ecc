// Rules of connection and credentials: no secret in the file, no variable but PATCHRING_*, no machine
// without a credential, and no setting that another one makes meaningless. A message never repeats what
// may be a secret.
import { credentialFor, variableOf } from '../credentials.ts';
import type { Fault } from '../fault.ts';
import { fault, type Rule } from './rule.ts';

const noSecrets: Rule = ({ policy }) =>
  Object.entries(policy.credentials).flatMap(([label, { password }]) => {
    if (variableOf(password) !== undefined) return [];
    const path = ['credentials', label, 'password'];
    if (password.startsWith('$')) return [refusedVariable(path, 'PATCHRING_PASSWORD')];
    const message =
      'a password stands in the file: write $PATCHRING_PASSWORD here, set that variable from a secret of the pipeline, and change the password, which others may have read';
    return [fault('POLICY_SECRET_FOUND', path, message)];
  });

/** A user name may be literal, a variable in it may not be any. */
const onlyOurVariables: Rule = ({ policy }) =>
  Object.entries(policy.credentials).flatMap(([label, { username }]) => {
    // An account may end in `$`, as managed service accounts do; it does not begin with it.
    if (!username.startsWith('$') && !username.includes('${')) return [];
    return variableOf(username) === undefined
      ? [refusedVariable(['credentials', label, 'username'], 'PATCHRING_USERNAME')]
      : [];
  });

function refusedVariable(path: Fault['path'], instead: string): Fault {
  const message = `only environment variables whose names begin with PATCHRING_ are ever expanded, alone and in capitals: write $${instead}`;
  return fault('POLICY_VARIABLE_REFUSED', path, message);
}

const everybodyHasOne: Rule = ({ policy: { credentials }, machines }) => {
  const matchless = Object.entries(credentials).flatMap(([label, { match }]): Fault[] => {
    const path = ['credentials', label];
    if (label === 'default' && match !== undefined) {
      return [
        fault(
          'POLICY_CREDENTIAL_INVALID',
          [...path, 'match'],
          'credentials.default is for all other machines: take match out, or rename it',
        ),
      ];
    }
    if (label !== 'default' && match === undefined) {
      const message = `credentials.${label} does not say for which machines it is: add match: key=value, or call it default`;
      return [fault('POLICY_CREDENTIAL_INVALID', path, message)];
    }
    return [];
  });
  if (matchless.length > 0) return matchless;
  const without = machines.find(({ entry }) => credentialFor(credentials, entry) === undefined);
  if (without === undefined) return [];
  const message = `no credential matches ${without.entry.name}: add credentials.default, or a credential that matches one of its labels`;
  return [fault('POLICY_CREDENTIAL_INVALID', ['credentials'], message)];
};

const settingsFit: Rule = ({ policy: { connection } }) => {
  if (connection.transport === 'https') return [];
  const tls = (['ca', 'pin'] as const).filter(key => connection[key] !== undefined);
  const faults = tls.map(key => {
    const message = `connection.${key} is about certificates, and http-sealed uses none: take it out, or write transport: https`;
    return fault('POLICY_CONNECTION_INVALID', ['connection', key], message);
  });
  if (connection.auth !== 'basic') return faults;
  const message =
    'basic authentication cannot seal messages, so it would send the password in clear: write transport: https, or auth: ntlm';
  return [...faults, fault('POLICY_CONNECTION_INVALID', ['connection', 'auth'], message)];
};

export const connectionRules: readonly Rule[] = [noSecrets, onlyOurVariables, everybodyHasOne, settingsFit];
