// What each fault number means to us, as data: the number decides, the text never does (facts: winrm 1.13, design 5.6).
// A row says what the machine means, the code that our callers see, and where the code's own advice is too general what a person
// should do. Whether to try again is the code's business. A number that is not listed is WINRM_FAULT.
// To teach the client a number is to add it to a row; troubleshooting.ts makes the table for people of this one.

import type { WinrmErrorCode } from '../errors.ts';

/** Receive found no output in time: not a failure, ask again. */
export const pollAgain = 2150858793;

/** Numbers that mean "already gone", harmless when cleaning up. */
export const alreadyGone: ReadonlySet<number> = new Set([995, 2150858843, 2150859082, 2150859087, 2150859212]);

/** The shell cannot be received from because nobody is connected to it: a Reconnect of its own client cures that. */
export const inUseOrDisconnected = 2150859213;

/** The machine speaks an older PSRP than was offered. */
export const olderProtocol: ReadonlySet<number> = new Set([2152991685, 2152992672]);

/** A command was refused since the shell, or the quota that it fills, is used up: nothing has run, a new shell helps. */
export const wornOut: ReadonlySet<number> = new Set([2147943418, 2150858843, 2150859174, 2150859240, 2150859241]);

/** No shell more for this user: leftovers of our own may be the reason. */
export const tooManyShells: ReadonlySet<number> = new Set([2150859173, 2150859236, 2150859238]);

export interface FaultMeaning {
  readonly code: WinrmErrorCode;
  /** What the machine says with it. */
  readonly meaning: string;
  /** What a person should do, where the code's own help is too general. */
  readonly help?: string;
}

type Row = readonly [number: number, meaning: string, help?: string];

const raiseQuota = 'Raise the quota of the endpoint (Set-PSSessionConfiguration) or find who else uses it up.';
const ourBug = 'This is a fault of the client: report it with the number.';

const rows: Readonly<Partial<Record<WinrmErrorCode, readonly Row[]>>> = {
  WINRM_ACCESS_DENIED: [
    [5, 'access denied'],
    [2147942405, 'access denied'],
    [2150859012, 'WMI denied access', 'Give the account rights on the WMI namespace (Remote Enable), or use an administrator.'],
    [2150859013, 'WMI denied access', 'Give the account rights on the WMI namespace (Remote Enable), or use an administrator.'],
    [2150859014, 'WMI denied access', 'Give the account rights on the WMI namespace (Remote Enable), or use an administrator.'],
    [2150859177, 'the shell belongs to another logon', 'Open a session of your own: a shell is used by the logon that opened it.'],
  ],
  WINRM_BUSY: [
    [14, 'out of memory', 'Find out what uses the memory of the machine up, and try again.'],
    [170, 'busy'],
    [2147943418, 'the profile of the account is just being unloaded', 'Try again in a few seconds.'],
    [2150859026, 'the HTTP service is unavailable (503)'],
    [inUseOrDisconnected, 'the shell is in use by another client, or disconnected', 'Wait until the machine has noticed that the other client is gone.'],
  ],
  WINRM_SHELL_GONE: [
    [995, 'the operation was aborted'],
    [2150858843, 'no such shell or command'],
    [2150859082, 'the shell is closed already'],
    [2150859087, 'the command is closed already'],
    [2150859206, 'the shell cannot be connected to: what was sent does not match it'],
    [2150859216, 'this shell cannot be connected to'],
  ],
  WINRM_OPERATION_TIMED_OUT: [[pollAgain, 'nothing happened within OperationTimeout; for Receive: ask again']],
  WINRM_ENVELOPE_TOO_LARGE: [
    [2150858790, 'the envelope is too large'],
    [2150858824, 'larger than MaxEnvelopeSize of the client'],
    [2150858825, 'larger than MaxEnvelopeSize of the machine', 'Raise MaxEnvelopeSizekb of the machine to its default of 500.'],
    [2150859025, 'the HTTP service refused the size (413)', 'Raise MaxEnvelopeSizekb of the machine to its default of 500.'],
  ],
  WINRM_AUTH_REJECTED: [
    [1311, 'no domain controller to ask', 'Check that the machine reaches a domain controller.'],
    [1312, 'the logon session does not exist', 'Log on anew; a service account may have been changed meanwhile.'],
    [1326, 'wrong user name or password'],
    [1327, 'an account restriction forbids the logon', 'Check that the account has a password and may log on over the network.'],
    [1328, 'outside the hours in which the account may log on'],
    [1329, 'the account may not log on from here'],
    [2150858806, 'authentication failed'],
    [2150859022, 'invalid authentication'],
  ],
  WINRM_AUTH_ACCOUNT_LOCKED: [
    [1331, 'the account is disabled', 'Enable the account (`Enable-ADAccount NAME`), then start again.'],
    [1793, 'the account has expired', 'Extend the account (`Clear-ADAccountExpiration NAME`), then start again.'],
    [1909, 'the account is locked', 'Unlock the account (`Unlock-ADAccount NAME`) and find out who locks it before trying again.'],
  ],
  WINRM_AUTH_PASSWORD_EXPIRED: [
    [1330, 'the password has expired'],
    [1907, 'the password must be changed first', 'Log on once by hand and change the password.'],
  ],
  WINRM_AUTH_NOT_OFFERED: [
    [2150858978, 'Kerberos is disabled'],
    [2150859020, 'a machine in a workgroup has no Kerberos', 'Use NTLM or a certificate for machines outside a domain.'],
  ],
  WINRM_AUTH_FAILED: [
    [2148074243, 'nobody knows the service principal of the machine', 'Check the SPN of the machine (setspn -L), or connect by the name that has one.'],
    [2150858980, 'the machine is not trusted by its client', 'Use HTTPS, or Kerberos.'],
    [2150858981, 'explicit credentials are required', 'Give a user name and a password.'],
    [2150859195, 'an IP address cannot be authenticated this way', 'Use the name of the machine, HTTPS or explicit credentials.'],
  ],
  WINRM_ENDPOINT_MISSING: [
    [2150858754, 'invalid resource URI'],
    [2150858757, 'the registration of the endpoint is broken', 'Register the session configuration again (Enable-PSRemoting -Force).'],
    [2150858811, 'no such resource: the session configuration is not registered'],
  ],
  WINRM_RESOURCE_MISSING: [[2150858752, 'no such class, instance or resource']],
  WINRM_QUOTA_EXCEEDED: [
    [2150858815, 'a quota is used up'],
    [2150859173, 'as many shells as one user may have', 'Close leaked sessions (Get-WSManInstance shell -Enumerate), or raise MaxShellsPerUser.'],
    [2150859174, 'as many operations as one user may have', 'Raise MaxConcurrentOperationsPerUser, or wait for others to end.'],
    [2150859175, 'too much load by this user'],
    [2150859176, 'too much load on the machine'],
    [2150859179, 'as many users as may have shells', 'Raise MaxConcurrentUsers, or wait for others to end.'],
    [2150859236, 'as many shells as the endpoint allows', raiseQuota],
    [2150859237, 'as many users as the endpoint allows', raiseQuota],
    [2150859238, 'as many shells of one user as the endpoint allows', raiseQuota],
    [2150859239, 'as many operations as the endpoint allows', raiseQuota],
    [2150859240, 'as many operations of one user as the endpoint allows', raiseQuota],
    [2150859241, 'as many commands in one shell as the endpoint allows', raiseQuota],
    [2150859242, 'a quota of the endpoint is below its minimum', raiseQuota],
  ],
  WINRM_REMOTING_DISABLED: [
    [2150859113, 'the firewall exception cannot be made on a public network', 'Set the network profile of the machine to private or domain.'],
    [2150859180, 'remote shells are not allowed'],
    [2150859229, 'remote access is disabled'],
    [2150859235, 'remote connections are disallowed'],
  ],
  WINRM_POOL_BROKEN: [
    [2150859231, 'the RunAs account of the endpoint could not log on', 'Repair the RunAs or virtual account of the session configuration.'],
  ],
  WINRM_PIPELINE_STOPPED: [[2150859212, 'the command was terminated']],
  WINRM_CONNECTION_LOST: [[2150859230, 'the stream of the service was cut']],
  WINRM_NAME_NOT_FOUND: [
    [53, 'the network path was not found'],
    [2150859193, 'the computer was not found'],
  ],
  WINRM_CONNECTION_FAILED: [
    [2150858770, 'the destination cannot be reached'],
    [2150859046, 'the connection could not be completed'],
  ],
  WINRM_TLS_FAILED: [[2150859194, 'TLS was aborted']],
  WINRM_SHUTTING_DOWN: [[1115, 'a shutdown is in progress']],
  WINRM_NOT_FOUND: [[2150859027, 'no WS-Man service at this URL (404)']],
  WINRM_HTTP_FAILED: [
    [2150859120, 'the HTTP service reports an error', 'Is this the port of WinRM, and not of another web server?'],
    [2150859161, 'redirected elsewhere', 'Redirections are refused: connect to the machine itself.'],
    [2150859191, 'redirected to an invalid address', 'Redirections are refused: connect to the machine itself.'],
  ],
  WINRM_PROTOCOL_VIOLATED: [
    [1722, 'the response was improper'],
    [2152991685, 'another PSRP version is wanted', 'Every version from 2.1 on was offered: update PowerShell on the machine.'],
    [2152992672, 'another PSRP version is wanted', 'Every version from 2.1 on was offered: update PowerShell on the machine.'],
  ],
  WINRM_USAGE_INVALID: [
    [87, 'invalid parameter', ourBug],
    [2147942402, 'the program was not found', 'Name a program that exists on the machine, with its full path.'],
    [2147942606, 'the command line is too long', 'Send a script through PowerShell instead of a command line.'],
    [2150858767, 'invalid OperationTimeout', 'Lower the operation timeout: the machine allows MaxTimeoutms.'],
    [2150858778, 'the filter dialect is not supported', ourBug],
    [2150858797, 'the resource URI is too long', ourBug],
    [2150858813, 'invalid selectors', 'Check the names and values of the keys that were asked for.'],
    [2150858868, 'bad HTTP method', ourBug],
    [2150858881, 'invalid OperationTimeout', 'Lower the operation timeout: the machine allows MaxTimeoutms.'],
    [2150859140, 'invalid options', ourBug],
    [2150859202, 'invalid name or id of a shell', ourBug],
  ],
}; // biome-ignore format: a table is read by its rows

/** Every number that is known, in the order of the table. */
export const faultMeanings: ReadonlyMap<number, FaultMeaning> = new Map(
  Object.entries(rows).flatMap(([code, of]) =>
    of.map(
      ([number, meaning, help]) =>
        [number, { code: code as WinrmErrorCode, meaning, ...(help === undefined ? {} : { help }) }] as const,
    ),
  ),
);

/** WS-Man subcodes, for faults that carry no number at all (OMI and old hosts): QNames of the protocol, not text. */
const subcodes: Readonly<Record<string, WinrmErrorCode>> = {
  AccessDenied: 'WINRM_ACCESS_DENIED',
  QuotaLimit: 'WINRM_QUOTA_EXCEEDED',
  TimedOut: 'WINRM_OPERATION_TIMED_OUT',
  EncodingLimit: 'WINRM_ENVELOPE_TOO_LARGE',
};

/** @param subcode local name of the SOAP subcode, looked at only when there is no number. */
export function codeOfFault(number: number | undefined, subcode: string | undefined): WinrmErrorCode {
  if (number !== undefined) return faultMeanings.get(number)?.code ?? 'WINRM_FAULT';
  return (subcode === undefined ? undefined : subcodes[subcode]) ?? 'WINRM_FAULT';
}
