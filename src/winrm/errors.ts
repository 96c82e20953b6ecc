// Every way in which talking to a machine can fail, as one family. A failure says whose fault it is, whether asking again
// can help (default: no; the caller owns retries), and carries a stable code that the documentation is generated from.
// Texts of the peer are never decided on (they are localised); numbers are (facts: winrm 1.13).

/** Layer first, past participle last. The table of meanings and next steps is generated from `winrmErrors`. */
export const winrmErrors = {
  WINRM_NAME_NOT_FOUND: { retryable: true, help: 'Check the machine name or add an address to the inventory.' },
  WINRM_CONNECTION_REFUSED: {
    retryable: true,
    help: 'Nothing listens on that port: enable the WinRM listener or check the port and the firewall.',
  },
  WINRM_CONNECTION_TIMED_OUT: {
    retryable: true,
    help: 'Check routing and the firewall between the runner and the machine.',
  },
  WINRM_CONNECTION_FAILED: { retryable: true, help: 'The connection could not be opened; the cause says why.' },
  WINRM_CONNECTION_LOST: {
    retryable: true,
    help: 'The connection ended in the middle of an answer; the outcome is unknown.',
  },
  WINRM_DEADLINE_EXCEEDED: {
    retryable: true,
    help: 'The machine did not answer in time; it may be busy or restarting.',
  },
  WINRM_ABORTED: { retryable: false, help: 'The call was aborted by the caller.' },
  WINRM_JUMP_UNREACHABLE: {
    retryable: true,
    help: 'The jump host cannot be reached: check its address, port and the firewall.',
  },
  WINRM_JUMP_REFUSED: {
    retryable: false,
    help: 'The jump host refuses us: it wants a user and password, or its rules forbid this machine.',
  },
  WINRM_JUMP_FAILED: {
    retryable: true,
    help: 'The jump host cannot reach the machine: check name, routing and firewall behind it.',
  },
  WINRM_TLS_WRONG_NAME: {
    retryable: false,
    help: 'Issue a certificate for this name, or connect by the name in the certificate.',
  },
  WINRM_TLS_EXPIRED: { retryable: false, help: 'Renew the certificate of the HTTPS listener.' },
  WINRM_TLS_SELF_SIGNED: { retryable: false, help: 'Give the certificate with `ca`, or pin it with `pin`.' },
  WINRM_TLS_UNKNOWN_CA: { retryable: false, help: 'Give the issuing CA with `ca`.' },
  WINRM_TLS_PIN_MISMATCHED: { retryable: false, help: 'The certificate changed: verify it, then update `pin`.' },
  WINRM_TLS_FAILED: { retryable: false, help: 'Is this port an HTTPS listener? Are the TLS versions compatible?' },
  WINRM_AUTH_REJECTED: {
    retryable: false,
    help: 'Wrong user or password, or the account is locked, expired or not allowed to log on; over HTTPS perhaps something in between ends TLS.',
  },
  WINRM_AUTH_NOT_OFFERED: { retryable: false, help: 'The machine does not offer this authentication scheme.' },
  WINRM_AUTH_FAILED: {
    retryable: false,
    help: 'The authentication exchange broke: is something between us and the machine changing tokens?',
  },
  WINRM_AUTH_ACCOUNT_LOCKED: {
    retryable: false,
    help: 'The domain says that the account is locked, disabled or expired: see to the account, then start again.',
  },
  WINRM_AUTH_PASSWORD_EXPIRED: {
    retryable: false,
    help: 'The domain says that the password has expired: set a new one, then start again.',
  },
  WINRM_KERBEROS_INTERPRETER_MISSING: {
    retryable: false,
    help: 'Kerberos needs PowerShell 7.3 or later: install it (https://aka.ms/powershell) so that `pwsh` is on PATH, or set its path; on Linux install MIT Kerberos too (Debian, Ubuntu: libgssapi-krb5-2; Red Hat: krb5-libs).',
  },
  WINRM_KERBEROS_CREDENTIALS_MISSING: {
    retryable: false,
    help: 'No Kerberos ticket can be had: run kinit, name a keytab in KRB5_CLIENT_KTNAME, or give user@REALM with a password; is the realm in krb5.conf or in DNS?',
  },
  WINRM_KERBEROS_SPN_UNKNOWN: {
    retryable: false,
    help: 'The domain knows no such service: connect by the full name of the machine, not by an address, or choose another service name (HOST, HTTP, WSMAN).',
  },
  WINRM_KERBEROS_CLOCK_SKEWED: {
    retryable: false,
    help: 'The clocks of runner, machine and domain controller must agree within five minutes: correct the time.',
  },
  WINRM_KERBEROS_KEY_MISMATCHED: {
    retryable: false,
    help: 'The ticket is for another account than the one WinRM runs under: the service name is registered elsewhere, or the machine has lost its trust with the domain.',
  },
  WINRM_KERBEROS_KDC_UNREACHABLE: {
    retryable: true,
    help: 'No domain controller answers: check DNS and port 88 between the runner and the domain.',
  },
  WINRM_KERBEROS_FAILED: {
    retryable: false,
    help: 'Kerberos failed for a reason without a row of its own; see the detail.',
  },
  WINRM_SEALING_FAILED: {
    retryable: false,
    help: 'A message was not sealed as agreed; it was discarded. Use HTTPS, or find who alters the traffic.',
  },
  WINRM_FORBIDDEN: { retryable: false, help: 'The machine refused the request (HTTP 403).' },
  WINRM_NOT_FOUND: {
    retryable: false,
    help: 'No WS-Man service at this URL prefix (HTTP 404): check port and URL prefix.',
  },
  WINRM_HTTP_FAILED: { retryable: false, help: 'The machine answered with an unexpected HTTP status.' },
  WINRM_BUSY: {
    retryable: true,
    help: 'The service is overloaded (HTTP 503 or a busy fault); it will be tried again.',
  },
  WINRM_ENVELOPE_TOO_LARGE: { retryable: false, help: 'A message exceeds MaxEnvelopeSizekb of the machine.' },
  WINRM_PROTOCOL_VIOLATED: { retryable: false, help: 'The answer is not valid WS-Man or PSRP.' },
  WINRM_ACCESS_DENIED: {
    retryable: false,
    help: 'The account may not open a session: add it to Administrators or Remote Management Users, or see LocalAccountTokenFilterPolicy.',
  },
  WINRM_ENDPOINT_MISSING: {
    retryable: false,
    help: 'The PowerShell session configuration does not exist: run Enable-PSRemoting or register it.',
  },
  WINRM_RESOURCE_MISSING: { retryable: false, help: 'The machine has no such class, instance or resource.' },
  WINRM_REMOTING_DISABLED: {
    retryable: false,
    help: 'Remote shells are turned off on the machine: allow remote shell access by policy, or run Enable-PSRemoting.',
  },
  WINRM_QUOTA_EXCEEDED: { retryable: true, help: 'A WinRM quota is used up: close leaked shells or raise the quota.' },
  WINRM_SHELL_GONE: {
    retryable: false,
    help: 'The shell or command no longer exists (restart or idle timeout); the outcome is unknown.',
  },
  WINRM_SHUTTING_DOWN: { retryable: true, help: 'The machine is shutting down.' },
  WINRM_OPERATION_TIMED_OUT: { retryable: true, help: 'The machine reports that the operation timed out.' },
  WINRM_FAULT: {
    retryable: false,
    help: 'The machine answered with a fault that has no row of its own; see the number.',
  },
  WINRM_PIPELINE_FAILED: { retryable: false, help: 'The PowerShell command ended with a terminating error.' },
  WINRM_PIPELINE_STOPPED: { retryable: false, help: 'The PowerShell command was stopped.' },
  WINRM_OUTPUT_TOO_LARGE: { retryable: false, help: 'The command said more than the limit; the rest was not taken.' },
  WINRM_USAGE_INVALID: { retryable: false, help: 'The client was called in a way it cannot serve.' },
} as const;

export type WinrmErrorCode = keyof typeof winrmErrors;

export interface WinrmErrorDetail {
  /** WSManFault or WMI number, unsigned decimal, where the machine sent one. */
  readonly fault?: number;
  readonly httpStatus?: number;
  /** False: no byte of the envelope has left, asking again is safe. True or missing: the machine may have acted on it. */
  readonly sent?: boolean;
  /** What to do next, where more is known than the code says. */
  readonly help?: string;
  /** Text of the peer, untrusted, for the log only. */
  readonly peerText?: string;
  readonly cause?: unknown;
  readonly [extra: string]: unknown;
}

export class WinrmError extends Error {
  override readonly name = 'WinrmError';
  readonly code: WinrmErrorCode;
  readonly retryable: boolean;
  readonly detail: WinrmErrorDetail;

  constructor(code: WinrmErrorCode, message: string, detail: WinrmErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.retryable = winrmErrors[code].retryable;
    this.detail = detail;
  }

  /** What a person should do next. */
  get help(): string {
    return this.detail.help ?? winrmErrors[this.code].help;
  }
}
