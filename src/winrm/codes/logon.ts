// Codes of the logon: schemes, accounts, Kerberos, and sealing, which stands on the logon. A refused password, a locked account and an
// expired password are told apart only where the domain tells them apart: over NTLM a machine says one 401 for all of them.
// A 401 before anybody has looked at the credential has codes of its own: it says nothing about the password.

import type { ErrorRow } from './row.ts';

export const logonErrors = {
  WINRM_AUTH_REJECTED: {
    retryable: false,
    meaning: 'The machine or the domain refused user and password, and does not say more.',
    help: 'Wrong user or password, or the account is locked, expired or may not log on over the network: see event 4625 on the machine. Over HTTPS perhaps something in between ends TLS.',
  },
  WINRM_AUTH_ACCOUNT_LOCKED: {
    retryable: false,
    meaning: 'The domain says that the account is locked, disabled or expired.',
    help: 'See to the account (`Get-ADUser NAME -Properties LockedOut,Enabled,AccountExpirationDate`, `Unlock-ADAccount NAME`) and find out who locks it, then start again.',
  },
  WINRM_AUTH_PASSWORD_EXPIRED: {
    retryable: false,
    meaning: 'The domain says that the password has expired.',
    help: 'Set a new password, bring it to the pipeline, then start again.',
  },
  WINRM_AUTH_NOT_OFFERED: {
    retryable: false,
    meaning: 'The machine does not offer this authentication scheme; the message says what it offers.',
    help: 'Choose a scheme that it offers with `auth`, or enable ours on the machine: `Set-Item WSMan:\\localhost\\Service\\Auth\\Negotiate $true`.',
  },
  WINRM_AUTH_NONE_OFFERED: {
    retryable: false,
    meaning: 'The machine wants a logon and offers no scheme for it.',
    help: 'Enable one on the machine (`winrm get winrm/config/service/auth` shows them, `Set-Item WSMan:\\localhost\\Service\\Auth\\Negotiate $true` enables Negotiate); or this is a proxy and not the machine.',
  },
  WINRM_AUTH_TOKEN_REFUSED: {
    retryable: false,
    meaning: 'The machine offers the scheme, and turned its first token away before anybody looked at the password.',
    help: 'NTLM is restricted there (policy "Network security: Restrict NTLM: Incoming NTLM traffic"): use Kerberos, or add an exception.',
  },
  WINRM_AUTH_FAILED: {
    retryable: false,
    meaning: 'The authentication exchange broke.',
    help: 'Is a proxy or an inspecting firewall between us and the machine that changes tokens or connections?',
  },
  WINRM_KERBEROS_INTERPRETER_MISSING: {
    retryable: false,
    meaning: 'What makes Kerberos tokens is not there.',
    help: 'Kerberos needs PowerShell 7.3 or later: install it (https://aka.ms/powershell) so that `pwsh` is on PATH, or set its path; on Linux install MIT Kerberos too (Debian, Ubuntu: libgssapi-krb5-2; Red Hat: krb5-libs).',
  },
  WINRM_KERBEROS_CREDENTIALS_MISSING: {
    retryable: false,
    meaning: 'No Kerberos ticket can be had.',
    help: 'Run `kinit`, name a keytab in KRB5_CLIENT_KTNAME, or give user@REALM with a password; is the realm in krb5.conf or in DNS?',
  },
  WINRM_KERBEROS_SPN_UNKNOWN: {
    retryable: false,
    meaning: 'The domain knows no service of this name.',
    help: 'Connect by the full name of the machine, not by an address; look with `setspn -Q HOST/NAME`, or choose another service name (HOST, HTTP, WSMAN).',
  },
  WINRM_KERBEROS_CLOCK_SKEWED: {
    retryable: false,
    meaning: 'The clocks are too far apart for Kerberos.',
    help: 'Runner, machine and domain controller must agree within five minutes: `w32tm /query /status` and `w32tm /resync` on Windows, `timedatectl` on Linux.',
  },
  WINRM_KERBEROS_KEY_MISMATCHED: {
    retryable: false,
    meaning: 'The machine cannot read the ticket: the domain holds another key for this service.',
    help: 'The service name is registered elsewhere (`setspn -X` finds doubles), or the machine has lost its trust with the domain (`Test-ComputerSecureChannel` there).',
  },
  WINRM_KERBEROS_KDC_UNREACHABLE: {
    retryable: true,
    meaning: 'No domain controller answers the runner.',
    help: 'Check DNS (`nslookup -type=srv _kerberos._tcp.REALM`) and port 88 between the runner and the domain.',
  },
  WINRM_KERBEROS_FAILED: {
    retryable: false,
    meaning: 'Kerberos failed for a reason without a row of its own.',
    help: 'See the message; `KRB5_TRACE=/dev/stderr kinit USER@REALM` on the runner tells more.',
  },
  WINRM_SEALING_FAILED: {
    retryable: false,
    meaning: 'A message was not sealed as agreed; it was discarded.',
    help: 'Use HTTPS, or find who alters the traffic.',
  },
} as const satisfies Record<string, ErrorRow>;
