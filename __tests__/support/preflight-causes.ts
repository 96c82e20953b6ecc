// Why a machine cannot be worked on, each cause with the step that ends its row and with its code. Tests over sockets, against MIT's
// Kerberos and against the real engine prove the causes one by one; that no two share a code is proved once, of this list.
import { expect } from 'vitest';
import { WindowsFleet } from '../../src/windows/fleet.ts';
import type { Preflight } from '../../src/windows/preflight.ts';
import type { Connection } from '../../src/windows/visit.ts';
import type { connect } from '../../src/winrm/index.ts';

/** Cause → step and code. */
export const causes = {
  'settings that cannot be meant': ['settings', 'WINRM_USAGE_INVALID'],
  'a jump host that is not there': ['jump host', 'WINRM_JUMP_UNREACHABLE'],
  'a jump host that forbids the machine': ['jump host', 'WINRM_JUMP_REFUSED'],
  'a jump host that cannot reach the machine': ['tcp', 'WINRM_JUMP_FAILED'],
  'a name without an address': ['name', 'WINRM_NAME_NOT_FOUND'],
  'a port where nothing listens': ['tcp', 'WINRM_CONNECTION_REFUSED'],
  'a firewall that drops what knocks': ['tcp', 'WINRM_CONNECTION_TIMED_OUT'],
  'a certificate for another name': ['tls', 'WINRM_TLS_WRONG_NAME'],
  'a certificate that has expired': ['tls', 'WINRM_TLS_EXPIRED'],
  'a certificate that is self-signed': ['tls', 'WINRM_TLS_SELF_SIGNED'],
  'a certificate of an unknown authority': ['tls', 'WINRM_TLS_UNKNOWN_CA'],
  'a certificate that is not the pinned one': ['tls', 'WINRM_TLS_PIN_MISMATCHED'],
  'a port that speaks no TLS': ['tls', 'WINRM_TLS_FAILED'],
  'a machine that offers other schemes': ['authentication', 'WINRM_AUTH_NOT_OFFERED'],
  'a machine that offers no scheme': ['authentication', 'WINRM_AUTH_NONE_OFFERED'],
  'a machine that restricts NTLM': ['authentication', 'WINRM_AUTH_TOKEN_REFUSED'],
  'a wrong password': ['authentication', 'WINRM_AUTH_REJECTED'],
  'a credential that was refused elsewhere': ['authentication', 'CREDENTIAL_WITHHELD'],
  'an account that is locked': ['authentication', 'WINRM_AUTH_ACCOUNT_LOCKED'],
  'a password that has expired': ['authentication', 'WINRM_AUTH_PASSWORD_EXPIRED'],
  'clocks that are an hour apart': ['authentication', 'WINRM_KERBEROS_CLOCK_SKEWED'],
  'a service that the domain does not know': ['authentication', 'WINRM_KERBEROS_SPN_UNKNOWN'],
  'a machine with an old key': ['authentication', 'WINRM_KERBEROS_KEY_MISMATCHED'],
  'an account of no known realm': ['authentication', 'WINRM_KERBEROS_CREDENTIALS_MISSING'],
  'a PowerShell for Kerberos that is not there': ['authentication', 'WINRM_KERBEROS_INTERPRETER_MISSING'],
  'a domain controller that does not answer': ['authentication', 'WINRM_KERBEROS_KDC_UNREACHABLE'],
  'a proxy that breaks the exchange': ['authentication', 'WINRM_AUTH_FAILED'],
  'an answer that was not sealed': ['authentication', 'WINRM_SEALING_FAILED'],
  'a connection that is cut': ['service', 'WINRM_CONNECTION_LOST'],
  'a request that is forbidden': ['service', 'WINRM_FORBIDDEN'],
  'a URL prefix that is another': ['service', 'WINRM_NOT_FOUND'],
  'another web server': ['service', 'WINRM_HTTP_FAILED'],
  'a service that is overloaded': ['service', 'WINRM_BUSY'],
  'a session configuration that is not there': ['endpoint', 'WINRM_ENDPOINT_MISSING'],
  'a session configuration that breaks': ['endpoint', 'WINRM_POOL_BROKEN'],
  'an account that may open no shell': ['endpoint', 'WINRM_ACCESS_DENIED'],
  'remote shells that are turned off': ['endpoint', 'WINRM_REMOTING_DISABLED'],
  'a machine that shuts down': ['endpoint', 'WINRM_SHUTTING_DOWN'],
  'a fault that nobody knows': ['endpoint', 'WINRM_FAULT'],
  'a quota that is used up': ['endpoint', 'WINRM_QUOTA_EXCEEDED'],
  'Constrained Language': ['language mode', 'WINDOWS_LANGUAGE_CONSTRAINED'],
  'No Language': ['language mode', 'WINDOWS_LANGUAGE_NONE'],
  'a command that is missing': ['functions', 'WINDOWS_COMMAND_MISSING'],
  'an account that is no administrator': ['rights', 'WINDOWS_ACCESS_DENIED'],
  'a 32-bit process': ['rights', 'WINDOWS_PROCESS_32_BIT'],
  'a policy of signed scripts only': ['jobs', 'JOB_SCRIPTS_FORBIDDEN'],
} as const satisfies Readonly<Record<string, readonly [step: string, code: string]>>;
export type Cause = keyof typeof causes;

export type Way = Omit<Connection, 'credential'>;

/** Looks at one machine with the real fleet. */
export async function lookAt(way: Way, dial?: typeof connect): Promise<Preflight['row']> {
  const connection = { credential: 'default', ...way };
  const fleet = new WindowsFleet({
    name: 'preflight',
    connectionOf: () => connection,
    ...(dial === undefined ? {} : { connect: dial }),
  });
  try {
    return (await fleet.preflight({ name: 'srv01', labels: {} })).row;
  } finally {
    await fleet.close();
  }
}

/** The row ends at the step of the cause, with its code, and tells a person what to do. @returns all that the row says. */
export function expectCause({ steps, failure }: Preflight['row'], cause: Cause): string {
  const [step, code] = causes[cause];
  const last = steps.at(-1);
  expect({ step: last?.name, outcome: last?.outcome, code: failure?.code, cause: failure?.cause }).toMatchObject({
    step,
    outcome: 'failed',
    code,
  });
  expect(steps.slice(0, -1).every(({ outcome }) => outcome === 'ok' || outcome === 'skipped')).toBe(true);
  expect(failure?.next).toMatch(/\w{3}.*[.?]$/);
  return [failure?.message, failure?.cause, failure?.next].join('\n');
}
