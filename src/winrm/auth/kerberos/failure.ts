// What went wrong with Kerberos, as one of our codes: by the numbers of the Kerberos library (MIT's are the protocol's own plus
// -1765328384), by .NET's status where the platform tells no number, and by the KRB-ERROR that a machine answers a ticket with.
// Numbers decide, never texts. What the domain says about an account is a rejection, not a reason to try something else.

import { WinrmError, type WinrmErrorCode } from '../../errors.ts';
import { DER, element, elementsByTag } from '../der.ts';
import type { KerberosAnswer } from '../scheme.ts';

const MIT_BASE = -1765328384;
const KDC_UNREACHABLE = 156;

/** Error numbers of RFC 4120 section 7.5.9 (and one of MIT's own) that have a code and a meaning. */
const NUMBERS: ReadonlyMap<number, readonly [WinrmErrorCode, string]> = new Map([
  [6, ['WINRM_AUTH_REJECTED', 'the domain knows no such user']],
  [7, ['WINRM_KERBEROS_SPN_UNKNOWN', 'the domain knows no service of this name']],
  [18, ['WINRM_AUTH_ACCOUNT_LOCKED', 'the account is locked, disabled or expired']],
  [23, ['WINRM_AUTH_PASSWORD_EXPIRED', 'the password of the account has expired']],
  [24, ['WINRM_AUTH_REJECTED', 'the domain refused the password']],
  [31, ['WINRM_KERBEROS_KEY_MISMATCHED', 'the machine could not read the ticket']],
  [37, ['WINRM_KERBEROS_CLOCK_SKEWED', 'the clocks are too far apart']],
  [41, ['WINRM_KERBEROS_KEY_MISMATCHED', 'the machine could not read the ticket']],
  [44, ['WINRM_KERBEROS_KEY_MISMATCHED', 'the machine holds another key than the domain']],
  [45, ['WINRM_KERBEROS_KEY_MISMATCHED', 'the machine holds another key than the domain']],
  [KDC_UNREACHABLE, ['WINRM_KERBEROS_KDC_UNREACHABLE', 'no domain controller answers']],
]);

const STATUSES: ReadonlyMap<string, readonly [WinrmErrorCode, string]> = new Map([
  ['TargetUnknown', ['WINRM_KERBEROS_SPN_UNKNOWN', 'the domain knows no service of this name']],
  ['UnknownCredentials', ['WINRM_KERBEROS_CREDENTIALS_MISSING', 'there is no ticket, keytab or known realm']],
  ['InvalidCredentials', ['WINRM_AUTH_REJECTED', 'the domain refused the credentials']],
  ['CredentialsExpired', ['WINRM_KERBEROS_CREDENTIALS_MISSING', 'the ticket has expired']],
  ['Unsupported', ['WINRM_KERBEROS_INTERPRETER_MISSING', 'the Kerberos library is missing']],
  ['TooOld', ['WINRM_KERBEROS_INTERPRETER_MISSING', 'this PowerShell is older than 7.3']],
  ['DllNotFoundException', ['WINRM_KERBEROS_INTERPRETER_MISSING', 'the Kerberos library is missing']],
  ['TypeInitializationException', ['WINRM_KERBEROS_INTERPRETER_MISSING', 'the Kerberos library is missing']],
  ['BadBinding', ['WINRM_AUTH_REJECTED', 'the channel binding is another one']],
]);

/** The error for an answer of the token source that is no token. */
export function kerberosFailure(answer: KerberosAnswer, spn: string): WinrmError {
  const numbers = answer.numbers.map(number => number - MIT_BASE);
  const known = [...numbers].reverse().find(number => NUMBERS.has(number));
  const other = ['WINRM_KERBEROS_FAILED', `it failed (${answer.status})`] as const;
  const [code, what] = (known === undefined ? STATUSES.get(answer.status) : NUMBERS.get(known)) ?? other;
  const detail = { spn, status: answer.status, sent: false, ...(known === undefined ? {} : { number: known }) };
  return new WinrmError(code, `Kerberos for ${spn}: ${what}`, detail);
}

const KERBEROS_OID = '2a864886f712010202';
const ERROR_TOKEN = 0x0300;
const KRB_ERROR = 0x7e;
const ERROR_CODE = 0xa6;

/** The error number in a KRB-ERROR inside GSS framing (RFC 4121 section 4.1); undefined where the token is something else. */
export function errorNumberOf(token: Uint8Array): number | undefined {
  const framed = element(token);
  const oid = element(framed?.tag === 0x60 ? framed.content : undefined);
  if (oid?.tag !== DER.OID || Buffer.from(oid.content).toString('hex') !== KERBEROS_OID) return undefined;
  const { rest } = oid;
  if (rest.length < 2 || ((rest[0] ?? 0) << 8) + (rest[1] ?? 0) !== ERROR_TOKEN) return undefined;
  const message = element(rest.subarray(2));
  const fields = elementsByTag(message?.tag === KRB_ERROR ? element(message.content)?.content : undefined);
  const number = element(fields?.get(ERROR_CODE));
  if (number?.tag !== DER.INTEGER || number.content.length === 0 || number.content.length > 4) return undefined;
  return number.content.reduce((value, byte) => value * 256 + byte, 0);
}

/** The error for a KRB-ERROR that the machine has sent; undefined where the token is something else. */
export function machineRefusal(token: Uint8Array, spn: string): WinrmError | undefined {
  const number = errorNumberOf(token);
  if (number === undefined) return undefined;
  const other = ['WINRM_KERBEROS_FAILED', `the machine refused the ticket (error ${number})`] as const;
  const [code, what] = NUMBERS.get(number) ?? other;
  return new WinrmError(code, `Kerberos for ${spn}: ${what}`, { spn, number, sent: false });
}
