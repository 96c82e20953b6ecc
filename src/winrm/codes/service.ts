// Codes of what answers at the machine: HTTP, WS-Man, shells, quotas, PowerShell remoting. The number of the fault is told beside the
// code; which number is which code stands in wsman/fault-numbers.ts, often with advice of its own.
// What is to be typed runs on the machine, in a session of an administrator.

import type { ErrorRow } from './row.ts';

export const serviceErrors = {
  WINRM_FORBIDDEN: {
    retryable: false,
    meaning: 'The machine refused the request as such (HTTP 403).',
    help: 'A client certificate is missing or not trusted there, or a web server or proxy that is not WinRM answers on this port.',
  },
  WINRM_NOT_FOUND: {
    retryable: false,
    meaning: 'There is no WS-Man service at this address (HTTP 404).',
    help: 'The port belongs to another web server, or the URL prefix is another one: `winrm enumerate winrm/config/listener` shows Port and URLPrefix (`wsman`).',
  },
  WINRM_HTTP_FAILED: {
    retryable: false,
    meaning: 'The machine answered with an unexpected HTTP status.',
    help: 'Is this the port of WinRM, and not of another web server or a proxy? The cause quotes what it said.',
  },
  WINRM_BUSY: {
    retryable: true,
    meaning: 'The service is overloaded (HTTP 503 or a busy fault).',
    help: 'Try again; if it stays so, look at the load of the machine, then `Restart-Service WinRM`.',
  },
  WINRM_ENVELOPE_TOO_LARGE: {
    retryable: false,
    meaning: 'A message exceeds the limit of the machine.',
    help: 'Raise the limit to its default: `Set-Item WSMan:\\localhost\\MaxEnvelopeSizekb 500`.',
  },
  WINRM_PROTOCOL_VIOLATED: {
    retryable: false,
    meaning: 'The answer is not valid WS-Man or PSRP.',
    help: 'Is this really WinRM, with nothing in between that changes answers? If so, report it with the log.',
  },
  WINRM_ACCESS_DENIED: {
    retryable: false,
    meaning: 'The account is who it says, and may not open a session.',
    help: 'Add it to Administrators, or to Remote Management Users with a session configuration whose SDDL lets it in (`(Get-PSSessionConfiguration Microsoft.PowerShell).SecurityDescriptorSddl`). A local administrator other than Administrator itself is filtered by UAC unless LocalAccountTokenFilterPolicy lifts that for all of them: `reg add HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System /v LocalAccountTokenFilterPolicy /t REG_DWORD /d 1`.',
  },
  WINRM_ENDPOINT_MISSING: {
    retryable: false,
    meaning: 'The PowerShell session configuration does not exist.',
    help: '`Get-PSSessionConfiguration` lists what there is; `Enable-PSRemoting -Force` makes Microsoft.PowerShell, `Register-PSSessionConfiguration` any other.',
  },
  WINRM_RESOURCE_MISSING: {
    retryable: false,
    meaning: 'The machine has no such class, instance or resource.',
    help: 'Repair WMI if the class belongs to Windows (`winmgmt /verifyrepository`).',
  },
  WINRM_REMOTING_DISABLED: {
    retryable: false,
    meaning: 'Remote shells are turned off on the machine.',
    help: 'Set the policy "Allow Remote Shell Access" (`Set-Item WSMan:\\localhost\\Shell\\AllowRemoteShellAccess $true`), or run `Enable-PSRemoting -Force`.',
  },
  WINRM_QUOTA_EXCEEDED: {
    retryable: true,
    meaning: 'A quota of WinRM is used up.',
    help: '`Get-WSManInstance shell -Enumerate` shows who holds shells; end leaked ones (`Restart-Service WinRM` ends all), or raise the quota (`winrm get winrm/config`).',
  },
  WINRM_SHELL_GONE: {
    retryable: false,
    meaning: 'The shell or command no longer exists (restart or idle time-out); what became of it is unknown.',
    help: 'Run again: the machine is asked what became of the work.',
  },
  WINRM_SHUTTING_DOWN: {
    retryable: true,
    meaning: 'The machine is shutting down.',
    help: 'Wait until it is back.',
  },
  WINRM_OPERATION_TIMED_OUT: {
    retryable: true,
    meaning: 'The machine reports that an operation timed out.',
    help: 'Try again; if it stays so, look at the load of the machine.',
  },
  WINRM_FAULT: {
    retryable: false,
    meaning: 'The machine answered with a fault that has no row of its own.',
    help: 'Look the number up on the machine: `winrm helpmsg 0xNUMBER`.',
  },
  WINRM_POOL_BROKEN: {
    retryable: false,
    meaning: 'The session configuration exists and breaks while a session is opened.',
    help: 'The cause is what PowerShell says: a start-up script, a module or a role capability file may be at fault. Try `Enter-PSSession NAME -ConfigurationName …` with the same account.',
  },
  WINRM_PIPELINE_FAILED: {
    retryable: false,
    meaning: 'The PowerShell command ended with a terminating error.',
    help: 'The cause is what PowerShell says.',
  },
  WINRM_PIPELINE_STOPPED: {
    retryable: false,
    meaning: 'The PowerShell command was stopped.',
    help: 'Somebody stopped it, on the machine or here.',
  },
  WINRM_OUTPUT_TOO_LARGE: {
    retryable: false,
    meaning: 'The command said more than the limit; the rest was not taken.',
    help: 'Ask for less, or raise the limit of the call.',
  },
  WINRM_USAGE_INVALID: {
    retryable: false,
    meaning: 'The connection was described in a way that cannot be meant.',
    help: 'Correct what the message names: address, port, scheme, certificate, or time-out.',
  },
} as const satisfies Record<string, ErrorRow>;
