// From what went wrong on the way to a machine, or on it, to a failure that can be journalled: a code, a sentence, a next step.
// Codes and numbers decide, never texts: those are localised (facts: winrm 0.5). Text of the machine is quoted in `cause` only, and is
// untrusted there. The table of codes is the one place where a refusal of our PowerShell functions gets its words.
import { type Failure, FailureError, failureOf } from '../model/failure.ts';
import { type CertificateFacts, type ErrorRecord, WinrmError, type WinrmErrorDetail } from '../winrm/index.ts';

interface Meaning {
  readonly message: string;
  readonly next: string;
  readonly retryable?: boolean;
}

/** Codes with which our functions refuse, and what we say of PowerShell's own refusals. */
export const windowsErrors = {
  BOOT_UNREADABLE: {
    message: 'Nothing on the machine says which boot it is on, so no restart can be proved.',
    next: 'Repair WMI (winmgmt /verifyrepository) or find out why the System event log has no Kernel-General event 12.',
  },
  BOOT_UNCOMPARABLE: {
    message:
      'The machine says which boot it is on by another source than before, so nobody can tell whether it has restarted.',
    next: 'Repair WMI (winmgmt /verifyrepository); look at the machine, and run again.',
    retryable: true,
  },
  JOB_DIRECTORY_UNSAFE: {
    message: 'The job directory on the machine is not ours beyond doubt, and SYSTEM would run what stands in it.',
    next: 'Find out who made %ProgramData%\\patchring and who may write there, then delete it.',
  },
  JOB_PARAMETERS_INVALID: { message: 'The job was asked for without what it needs.', next: 'Report this as a bug.' },
  JOB_KEY_REUSED: {
    message: 'The key of this job already stands for other work on the machine.',
    next: 'Two rollouts of the same name run at once, or a ledger was lost: find the other one first.',
  },
  JOB_RUNNING: {
    message: 'The job still runs, and nothing of ours ever stops one.',
    next: 'Wait until it has ended.',
    retryable: true,
  },
  JOB_CANCELLED: {
    message: 'The job was taken back before it had begun.',
    next: 'Run again when the rollout may go on.',
    retryable: true,
  },
  JOB_SCRIPTS_FORBIDDEN: {
    message: 'Group policy lets the machine run signed script files only, and the job is one.',
    next: 'Allow RemoteSigned for these machines by group policy (Windows PowerShell, "Turn on Script Execution": local scripts and remote signed scripts); `Get-ExecutionPolicy -List` there shows what holds.',
  },
  JOB_SCRIPT_REFUSED: {
    message: 'The session configuration runs the jobs of the installed module and no script of the owner’s.',
    next: 'Take `configuration` out of the connection for this rollout, or `script` out of updates.source and the gates.',
  },
  JOB_RESULT_UNREADABLE: {
    message: 'The result of the job was written by another version.',
    next: 'Finish with the version that started the job, or remove the job directory by hand.',
  },
  PROBE_SCRIPT_CHANGED: {
    message: 'The script of a gate does not stand on the machine as it stands in the plan; it was not run.',
    next: 'Find out who writes to %ProgramData%\\patchring there: only administrators can.',
  },
  RESTART_REFUSED: {
    message: 'The machine refused to restart.',
    next: 'Look at the System event log (event 1074) and whether the account may shut the machine down.',
    retryable: true,
  },
  WINDOWS_ACCESS_DENIED: {
    message: 'The account may log on and may not read or do this.',
    next: 'Use an account that is an administrator of the machine, with LocalAccountTokenFilterPolicy for local ones.',
  },
  WINDOWS_LANGUAGE_CONSTRAINED: {
    message: 'PowerShell on the machine runs in Constrained Language mode, which forbids what the functions need.',
    next: 'Let App Control trust our scripts, or give the account a session configuration in Full Language mode; `$ExecutionContext.SessionState.LanguageMode` in a session says which it has.',
  },
  WINDOWS_LANGUAGE_NONE: {
    message: 'The session configuration takes no scripts (No Language mode).',
    next: 'Name a session configuration that takes scripts, or one in which our functions are installed.',
  },
  WINDOWS_PROCESS_32_BIT: {
    message: 'The session runs in a 32-bit process, which sees another registry and cannot service Windows.',
    next: 'Connect to the session configuration Microsoft.PowerShell, not to the 32-bit one.',
  },
  WINDOWS_COMMAND_MISSING: {
    message: 'PowerShell on the machine does not know a command that the function needs.',
    next: 'Look at the cause for its name; it may be hidden from this session configuration.',
  },
  WINDOWS_MODULE_MISSING: {
    message: 'PowerShell on the machine cannot load a module of Windows that the function needs.',
    next: 'Look at the cause for its name (CimCmdlets or Dism); repair it with `sfc /scannow`, and see whether PSModulePath of the machine still names %SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\Modules.',
  },
  WINDOWS_JEA_FUNCTIONS_MISSING: {
    message: 'The session configuration has none of the functions that are called there.',
    next: 'Install the module that `patchring jea` writes, or name no configuration in the policy, so that scripts are sent.',
  },
  WINDOWS_JEA_VERSION_MISMATCHED: {
    message: 'The functions that are installed on the machine are those of another version.',
    next: 'Install the module that `patchring jea` of this version writes.',
  },
  WINDOWS_OPERATION_FAILED: {
    message: 'The function ended with an error.',
    next: 'Look at the cause; the machine keeps the text in its PowerShell operational log.',
  },
  WINDOWS_RESULT_INVALID: {
    message: 'The machine answered with something that is not the result of the function.',
    next: 'Report this with the cause; nothing was concluded from the answer.',
  },
  CREDENTIAL_ANSWER_REJECTED: {
    message: 'The machine rejects the account that the command of its credential answered with; it is not tried again.',
    next: 'Check what the command answers for this machine, and whether that account is locked; then run again.',
  },
  CREDENTIAL_WITHHELD: {
    message: 'This credential was refused elsewhere and is not used any more, so that the account is not locked out.',
    next: 'Check user and password on one machine with `patchring preflight`, then start again.',
  },
} as const satisfies Record<string, Meaning>;
export type WindowsErrorCode = keyof typeof windowsErrors;

/** Refusals of PowerShell itself, by the first part of the error id. */
const byErrorId: ReadonlyMap<string, WindowsErrorCode> = new Map([
  ['CommandNotFoundException', 'WINDOWS_COMMAND_MISSING'],
  ['MethodInvocationNotSupportedInConstrainedLanguage', 'WINDOWS_LANGUAGE_CONSTRAINED'],
  ['CouldNotAutoloadMatchingModule', 'WINDOWS_MODULE_MISSING'],
  ['CouldNotAutoLoadModule', 'WINDOWS_MODULE_MISSING'],
  ['Modules_ModuleNotFound', 'WINDOWS_MODULE_MISSING'],
  ['ConversionSupportedOnlyToCoreTypes', 'WINDOWS_LANGUAGE_CONSTRAINED'],
  ['PropertySetterNotSupportedInConstrainedLanguage', 'WINDOWS_LANGUAGE_CONSTRAINED'],
  ['CannotCreateTypeConstrainedLanguage', 'WINDOWS_LANGUAGE_CONSTRAINED'],
  ['CannotCreateComTypeConstrainedLanguage', 'WINDOWS_LANGUAGE_CONSTRAINED'],
  ['ScriptsNotAllowed', 'WINDOWS_LANGUAGE_NONE'],
]);

/** E_ACCESSDENIED, by itself and as WMI says it. */
const denials: readonly number[] = [0x80070005, 0x80041003];
/** Time-outs and a service that was not there at that moment. */
const passing: readonly number[] = [0x800705b4, 0x800706ba, 0x80010108, 0x80070020, 0x8007045b];

/** A failure of ours by its code. */
export function windowsFailure(code: WindowsErrorCode, more: Partial<Failure> = {}): Failure {
  const meaning: Meaning = windowsErrors[code];
  return failureOf(code, meaning.message, { retryable: meaning.retryable ?? false, next: meaning.next, ...more });
}

function isWindowsErrorCode(code: string): code is WindowsErrorCode {
  return Object.hasOwn(windowsErrors, code);
}

/** The failure behind an error of PowerShell. */
export function failureOfRecord(record: ErrorRecord): Failure {
  const [id = ''] = record.errorId.split(',');
  const number = record.hresult === undefined ? undefined : record.hresult >>> 0;
  const digits = number === undefined ? '' : ` (0x${number.toString(16).toUpperCase().padStart(8, '0')})`;
  const cause = `${record.message}${digits}`;
  if (isWindowsErrorCode(id)) return windowsFailure(id, { cause });
  const known = byErrorId.get(id);
  if (known !== undefined) return windowsFailure(known, { cause });
  if (number !== undefined && denials.includes(number)) return windowsFailure('WINDOWS_ACCESS_DENIED', { cause });
  const retryable = number !== undefined && passing.includes(number);
  return windowsFailure('WINDOWS_OPERATION_FAILED', { cause: `${id}: ${cause}`, retryable });
}

function errorRecordOf(error: WinrmError): ErrorRecord | undefined {
  const { error: record } = error.detail;
  return typeof record === 'object' && record !== null && 'errorId' in record ? (record as ErrorRecord) : undefined;
}

/** What was seen, for whoever has to repair it: numbers, what is offered instead, and the certificate that was shown. */
function causesOf({ fault, httpStatus, offered, certificate, peerText }: WinrmErrorDetail): readonly string[] {
  const parts = [
    fault === undefined ? '' : `fault ${fault} (0x${fault.toString(16).toUpperCase()})`,
    httpStatus === undefined ? '' : `HTTP ${httpStatus}`,
    offered === undefined ? '' : `offered: ${offered.join(', ') || 'nothing'}`,
    certificate === undefined ? '' : certificateText(certificate),
    peerText ?? '',
  ];
  return parts.filter(part => part !== '');
}

function certificateText({ subject, issuer, validFrom, validTo, sha256 }: CertificateFacts): string {
  return `certificate ${subject}, issued by ${issuer}, valid from ${validFrom} to ${validTo}, SHA-256 ${sha256}`;
}

/**
 * The failure behind an error of the wire, or that of a credential which could not be had. Whatever else is thrown is a fault of ours
 * and is thrown on.
 */
export function failureFrom(error: unknown): Failure {
  const [own] = error instanceof FailureError ? error.failures : [];
  if (own !== undefined) return own;
  if (!(error instanceof WinrmError)) throw error;
  const record = error.code === 'WINRM_PIPELINE_FAILED' ? errorRecordOf(error) : undefined;
  if (record !== undefined) return failureOfRecord(record);
  const parts = causesOf(error.detail);
  return failureOf(error.code, error.message, {
    retryable: error.retryable,
    next: error.help,
    ...(parts.length === 0 ? {} : { cause: parts.join(', ') }),
  });
}
