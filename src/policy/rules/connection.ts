// Rules of the connection, for the mapping itself and for each entry under `for`: no setting that another one makes meaningless, none
// that would send something in clear, no secret in the address of a jump host. A message names both places that exclude each other,
// and never repeats what may be a secret.
import { type AuthName, asksKerberos, jumpOf, wayOf } from '../connection.ts';
import { type Fault, formatPath, type Path } from '../fault.ts';
import type { Policy } from '../schema.ts';
import { variableOf } from '../variable.ts';
import { fault, type Rule } from './rule.ts';

type Connection = Policy['connection'];

/** The mapping or one entry of it: what is written there, and what counts there. */
interface Part {
  readonly path: Path;
  readonly entry: number | undefined;
  /** Keys that are written at this very place. The mapping's defaults count as written: that is where they are changed. */
  readonly own: { readonly [K in Exclude<keyof Connection, 'for'>]?: Connection[K] | undefined };
}

function partsOf(connection: Connection): Part[] {
  const { for: entries, ...mapping } = connection;
  return [
    { path: ['connection'], entry: undefined, own: mapping },
    ...entries.map((own, index): Part => ({ path: ['connection', 'for', index], entry: index, own })),
  ];
}

/** Where a setting stands that counts in a part. */
function placeOf({ path, own }: Part, key: 'transport' | 'auth'): Path {
  return [...(own[key] === undefined ? ['connection'] : path), key];
}

const unsealed: Partial<Record<AuthName, string>> = {
  basic: 'basic authentication cannot seal messages, so it would send the password in clear',
  certificate: 'a client certificate is only shown over https',
};

function transportFaults(part: Part, connection: Connection): Fault[] {
  const { path, own } = part;
  const { transport, auth } = wayOf(connection, part.entry);
  if (transport === 'https') return [];
  const sealed = formatPath(placeOf(part, 'transport'));
  const tls = (['ca', 'pin'] as const).filter(key => own[key] !== undefined);
  const faults = tls.map(key => {
    const message = `${formatPath([...path, key])} is about certificates, and ${sealed} is http-sealed, which uses none: take it out, or write transport: https`;
    return fault('POLICY_CONNECTION_INVALID', [...path, key], message);
  });
  const why = unsealed[auth];
  // What an entry has wholly from above is told there.
  if (why === undefined || (own.auth === undefined && own.transport === undefined)) return faults;
  const at = own.auth === undefined ? placeOf(part, 'transport') : placeOf(part, 'auth');
  const message = `${formatPath(placeOf(part, 'auth'))} is ${auth} and ${sealed} is http-sealed: ${why}; write transport: https, or auth: ntlm`;
  return [...faults, fault('POLICY_CONNECTION_INVALID', at, message)];
}

function kerberosFaults(part: Part, connection: Connection): Fault[] {
  const { path, own } = part;
  const { auth } = wayOf(connection, part.entry);
  const there = `${formatPath(placeOf(part, 'auth'))} is ${auth}`;
  const faults = (['spn', 'interpreter'] as const)
    .filter(key => own[key] !== undefined && !asksKerberos(auth))
    .map(key => {
      const message = `${formatPath([...path, key])} is about Kerberos, and ${there}: take it out, or write auth: kerberos or auth: negotiate`;
      return fault('POLICY_CONNECTION_INVALID', [...path, key], message);
    });
  if (own.ntlmFallback !== true || auth === 'negotiate') return faults;
  const message = `${formatPath([...path, 'ntlmFallback'])} is about auth: negotiate, and ${there}: take it out, or write auth: negotiate`;
  return [...faults, fault('POLICY_CONNECTION_INVALID', [...path, 'ntlmFallback'], message)];
}

const settingsFit: Rule = ({ policy: { connection } }) =>
  partsOf(connection).flatMap(part => [...transportFaults(part, connection), ...kerberosFaults(part, connection)]);

const jumpForm = 'socks5://host:port, or socks5://$PATCHRING_JUMP_USER:$PATCHRING_JUMP_PASSWORD@host:port';

const jumpHosts: Rule = ({ policy: { connection } }) =>
  partsOf(connection).flatMap(({ path, own }) => {
    if (own.via === undefined) return [];
    const at = [...path, 'via'];
    const jump = jumpOf(own.via);
    if (jump === undefined) return [fault('POLICY_VALUE_INVALID', at, `a jump host is written ${jumpForm}`)];
    const { user, password } = jump;
    if (user === undefined && password === undefined) return [];
    if (user === undefined || password === undefined) {
      return [fault('POLICY_VALUE_INVALID', at, `a jump host has a user and a password, or neither: ${jumpForm}`)];
    }
    const literal = [user, password].filter(part => variableOf(part) === undefined);
    if (literal.length === 0) return [];
    if (literal.every(part => part.startsWith('$'))) {
      const message = `only environment variables whose names begin with PATCHRING_ are ever expanded, alone and in capitals: write ${jumpForm}`;
      return [fault('POLICY_VARIABLE_REFUSED', at, message)];
    }
    const message = `user and password of the jump host stand in the file: write ${jumpForm}, set these variables from secrets of the pipeline, and change the password, which others may have read`;
    return [fault('POLICY_SECRET_FOUND', at, message)];
  });

const entriesApart: Rule = ({ policy: { connection } }) =>
  connection.for.flatMap(({ match }, index) => {
    const first = connection.for.findIndex(other => other.match === match);
    if (first === index) return [];
    const message = `connection.for[${first}] is for ${match} already, and the first that matches counts: keep one of them`;
    return [fault('POLICY_CONNECTION_INVALID', ['connection', 'for', index, 'match'], message)];
  });

export const connectionRules: readonly Rule[] = [settingsFit, jumpHosts, entriesApart];
