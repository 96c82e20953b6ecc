// Rules of credentials: no secret in the file, no variable but PATCHRING_*, exactly one form, a command
// that can be meant, no machine without a credential, and none whose form does not go with the way in
// which it logs on. A message never repeats what may be a secret.
import { asksKerberos } from '../connection.ts';
import { formKeys, type WrittenCredential } from '../credential-form.ts';
import { credentialFor, type Logon, logonFor } from '../credentials.ts';
import { type Fault, formatPath } from '../fault.ts';
import { variableOf } from '../variable.ts';
import { fault, type Rule, type RuleInput } from './rule.ts';

/** Every value of one key, with its path. */
function valuesOf(
  { policy }: RuleInput,
  key: 'username' | 'password' | 'certificate' | 'key' | 'passphrase',
): { readonly path: Fault['path']; readonly value: string }[] {
  return Object.entries(policy.credentials).flatMap(([label, written]) => {
    const value = written[key];
    return value === undefined ? [] : [{ path: ['credentials', label, key], value }];
  });
}

function secretFault(path: Fault['path'], what: string, variable: string): Fault {
  const message = `${what} stands in the file: write $${variable} here, set that variable from a secret of the pipeline, and change the ${what.replace(/^an? /, '')}, which others may have read`;
  return fault('POLICY_SECRET_FOUND', path, message);
}

const noSecrets: Rule = input => [
  ...(['password', 'passphrase'] as const).flatMap(key =>
    valuesOf(input, key).flatMap(({ path, value }) => {
      if (variableOf(value) !== undefined) return [];
      const variable = `PATCHRING_${key.toUpperCase()}`;
      return [value.startsWith('$') ? refusedVariable(path, variable) : secretFault(path, `a ${key}`, variable)];
    }),
  ),
  ...valuesOf(input, 'key')
    .filter(({ value }) => value.includes('-----BEGIN'))
    .map(({ path }) => secretFault(path, 'a private key', 'PATCHRING_CLIENT_KEY')),
];

/** A user name or a path may be literal, a variable in it may not be any. */
const onlyOurVariables: Rule = input =>
  (['username', 'certificate', 'key'] as const).flatMap(key =>
    valuesOf(input, key).flatMap(({ path, value }) => {
      // An account may end in `$`, as managed service accounts do; it does not begin with it.
      if ((!value.startsWith('$') && !value.includes('${')) || variableOf(value) !== undefined) return [];
      return [refusedVariable(path, `PATCHRING_${key === 'username' ? 'USERNAME' : `CLIENT_${key.toUpperCase()}`}`)];
    }),
  );

function refusedVariable(path: Fault['path'], instead: string): Fault {
  const message = `only environment variables whose names begin with PATCHRING_ are ever expanded, alone and in capitals: write $${instead}`;
  return fault('POLICY_VARIABLE_REFUSED', path, message);
}

const formsText =
  'username with password, exec (a command that answers for each machine), certificate with key, or sso: true';

const oneForm: Rule = ({ policy }) =>
  Object.entries(policy.credentials).flatMap(([label, written]) => {
    const path = ['credentials', label];
    const refuse = (message: string): Fault[] => [fault('POLICY_CREDENTIAL_UNCLEAR', path, message)];
    const begun = Object.values(formKeys).flatMap(keys => {
      const found = keys.filter(key => written[key] !== undefined);
      return found.length === 0 ? [] : [{ keys, found }];
    });
    const [one, other] = begun;
    if (one === undefined) return refuse(`credentials.${label} does not say who logs on: write ${formsText}`);
    if (other !== undefined) {
      const [mine, others] = [one, other].map(({ found }) => formatPath([...path, found[0] ?? '']));
      return refuse(`${mine} and ${others} say in two ways who logs on: keep one of ${formsText}`);
    }
    const needed: readonly (keyof WrittenCredential)[] = one.keys.slice(0, 2);
    const missing = needed.filter(key => written[key] === undefined);
    return missing.flatMap(key => refuse(`${formatPath([...path, one.found[0] ?? ''])} needs ${key} beside it`));
  });

const commandsFit: Rule = ({ policy }) =>
  Object.entries(policy.credentials).flatMap(([label, { exec = [] }]) =>
    exec.flatMap((argument, index) => {
      const path = ['credentials', label, 'exec', index];
      if (argument.startsWith('$')) {
        const message =
          'nothing is expanded in a command, and every process can read its arguments: the command finds PATCHRING_* in its environment';
        return [fault('POLICY_VARIABLE_REFUSED', path, message)];
      }
      if (index === 0 && argument.includes('{machine}')) {
        return [
          fault(
            'POLICY_CREDENTIAL_UNCLEAR',
            path,
            'the command itself is the same for every machine: write {machine} among its arguments',
          ),
        ];
      }
      const unknown = /\{(?!machine\})[A-Za-z]+\}/.exec(argument)?.[0];
      if (unknown === undefined) return [];
      return [
        fault(
          'POLICY_CREDENTIAL_UNCLEAR',
          path,
          `${unknown} stands for nothing here: {machine} is the name of the machine, and there is no other`,
        ),
      ];
    }),
  );

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

/** Why a credential cannot log on in that way; undefined where it can. */
export function whyUnfit({
  way: { auth, ntlmFallback },
  form: { kind },
}: Pick<Logon, 'way' | 'form'>): string | undefined {
  if (auth === 'certificate' && kind !== 'certificate') return 'this authentication needs certificate and key';
  if (kind === 'certificate' && auth !== 'certificate') return 'a client certificate is for auth: certificate';
  if (kind !== 'sso') return undefined;
  if (!asksKerberos(auth)) return 'sso is for auth: kerberos and auth: negotiate';
  return ntlmFallback ? 'NTLM needs a user and a password, so ntlmFallback could never be used' : undefined;
}

/** Each pair of credential and connection once, by the first machine that has it. */
const logonsFit: Rule = ({ policy, machines }) => {
  const told = new Set<string>();
  return machines.flatMap(({ entry: machine }) => {
    const logon = logonFor(policy, machine);
    const why = logon === undefined ? undefined : whyUnfit(logon);
    if (logon === undefined || why === undefined) return [];
    const { label, entry, way } = logon;
    const pair = JSON.stringify([label, entry]);
    if (told.has(pair)) return [];
    told.add(pair);
    const owns = entry !== undefined && policy.connection.for[entry]?.auth !== undefined;
    const place = formatPath(owns ? ['connection', 'for', entry, 'auth'] : ['connection', 'auth']);
    const message = `credentials.${label} is for ${machine.name}, where ${place} is ${way.auth}: ${why}`;
    return [fault('POLICY_CREDENTIAL_INVALID', ['credentials', label], message)];
  });
};

export const credentialRules: readonly Rule[] = [
  noSecrets,
  onlyOurVariables,
  oneForm,
  commandsFit,
  everybodyHasOne,
  logonsFit,
];
