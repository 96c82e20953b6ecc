// Records that PSRP streams carry beside output: errors, progress, information, warnings. Both directions.
// An error keeps what a program can decide on (id, category, HRESULT, exception types) apart from its text, which is
// localised and for people only.

import { toPlain } from './clixml/plain.ts';
import { isPsObject, member, numberOf, type PsObject, type PsValue, psEnum, psObject } from './clixml/values.ts';

/** System.Management.Automation.ErrorCategory by number. */
const categories = [
  'NotSpecified', 'OpenError', 'CloseError', 'DeviceError', 'DeadlockDetected', 'InvalidArgument', 'InvalidData',
  'InvalidOperation', 'InvalidResult', 'InvalidType', 'MetadataError', 'NotImplemented', 'NotInstalled', 'ObjectNotFound',
  'OperationStopped', 'OperationTimeout', 'SyntaxError', 'ParserError', 'PermissionDenied', 'ResourceBusy', 'ResourceExists',
  'ResourceUnavailable', 'ReadError', 'WriteError', 'FromStdErr', 'SecurityError', 'ProtocolError', 'ConnectionError',
  'AuthenticationError', 'LimitsExceeded', 'QuotaExceeded', 'NotEnabled',
] as const; // biome-ignore format: a table of numbers

export type ErrorCategory = (typeof categories)[number];

/** A PowerShell error as data. */
export interface ErrorRecord {
  /** Localised text. */
  readonly message: string;
  /** FullyQualifiedErrorId, e.g. `CommandNotFoundException`. */
  readonly errorId: string;
  readonly category: ErrorCategory | string;
  /** What the command was about, as text. */
  readonly targetName?: string;
  /** .NET type of the exception. */
  readonly exceptionType?: string;
  /** HResult of the innermost exception that has one, as a signed 32-bit number. */
  readonly hresult?: number;
  /** Where in the script, as text of several lines. */
  readonly position?: string;
  readonly stackTrace?: string;
}

/** What a server half may say about an error; `message` is enough. */
export interface ErrorRecordInput {
  readonly message: string;
  readonly errorId?: string;
  readonly category?: ErrorCategory;
  readonly targetName?: string;
  readonly exceptionType?: string;
  /** Signed or unsigned 32-bit number. */
  readonly hresult?: number;
}

export interface ProgressRecord {
  readonly activity: string;
  readonly status: string;
  readonly operation?: string;
  readonly id: number;
  readonly parentId: number;
  /** -1: unknown. */
  readonly percent: number;
  readonly secondsRemaining: number;
  readonly completed: boolean;
}

export interface InformationRecord {
  /** Text of the message. */
  readonly message: string;
  readonly source?: string;
  readonly tags: readonly string[];
}

function text(value: PsValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (isPsObject(value) && value.text !== undefined) return value.text;
  const plain = toPlain(value);
  return typeof plain === 'string' ? plain : plain === null ? undefined : JSON.stringify(plain);
}

function innermostHresult(exception: PsValue | undefined): number | undefined {
  let found: number | undefined;
  let current = exception;
  for (let depth = 0; depth < 16 && isPsObject(current); depth += 1) {
    found = numberOf(member(current, 'HResult')) ?? found;
    current = member(current, 'InnerException');
  }
  return found;
}

function optional<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return (value === undefined || value === '' ? {} : { [key]: value }) as { [key in K]?: V };
}

/** Reads what came on the error stream; whatever is not an ErrorRecord becomes a message. */
export function readErrorRecord(value: PsValue): ErrorRecord {
  const exception = member(value, 'Exception');
  const category = numberOf(member(value, 'ErrorCategory_Category'));
  return {
    message: text(member(value, 'ErrorDetails_Message')) ?? text(member(exception, 'Message')) ?? text(value) ?? '',
    errorId: text(member(value, 'FullyQualifiedErrorId')) ?? '',
    category: category === undefined ? 'NotSpecified' : (categories[category] ?? String(category)),
    ...optional('targetName', text(member(value, 'ErrorCategory_TargetName'))),
    ...optional('exceptionType', isPsObject(exception) ? exception.typeNames[0] : undefined),
    ...optional('hresult', innermostHresult(exception)),
    ...optional('position', text(member(member(value, 'InvocationInfo'), 'PositionMessage'))),
    ...optional('stackTrace', text(member(value, 'ErrorDetails_ScriptStackTrace'))),
  };
}

/** Writes an error as a machine would. */
export function writeErrorRecord(input: ErrorRecordInput): PsObject {
  const type = input.exceptionType ?? 'System.Management.Automation.RuntimeException';
  const reason = type.slice(type.lastIndexOf('.') + 1);
  const category = input.category ?? 'NotSpecified';
  const target = input.targetName ?? '';
  const exception = psObject({
    typeNames: [...new Set([type, 'System.Exception', 'System.Object'])],
    text: `${type}: ${input.message}`,
    adapted: new Map<string, PsValue>([
      ['Message', input.message],
      ['InnerException', null],
      ['HResult', (input.hresult ?? 0x80131501) | 0],
    ]),
  });
  return psObject({
    typeNames: ['System.Management.Automation.ErrorRecord', 'System.Object'],
    text: input.message,
    extended: new Map<string, PsValue>([
      ['Exception', exception],
      ['TargetObject', input.targetName ?? null],
      ['FullyQualifiedErrorId', input.errorId ?? reason],
      ['InvocationInfo', null],
      ['ErrorCategory_Category', categories.indexOf(category)],
      ['ErrorCategory_Activity', ''],
      ['ErrorCategory_Reason', reason],
      ['ErrorCategory_TargetName', target],
      ['ErrorCategory_TargetType', target === '' ? '' : 'String'],
      ['ErrorCategory_Message', `${category}: (${target}) [], ${reason}`],
      ['SerializeExtendedInfo', false],
    ]),
  });
}

export function readProgress(value: PsValue): ProgressRecord {
  const number = (name: string, otherwise: number): number => numberOf(member(value, name)) ?? otherwise;
  const operation = text(member(value, 'CurrentOperation'));
  return {
    activity: text(member(value, 'Activity')) ?? '',
    status: text(member(value, 'StatusDescription')) ?? '',
    ...optional('operation', operation),
    id: number('ActivityId', 0),
    parentId: number('ParentActivityId', -1),
    percent: number('PercentComplete', -1),
    secondsRemaining: number('SecondsRemaining', -1),
    completed: number('Type', 0) === 1,
  };
}

export function writeProgress(record: Partial<ProgressRecord>): PsObject {
  const type = 'System.Management.Automation.ProgressRecordType';
  return psObject({
    extended: new Map<string, PsValue>([
      ['Activity', record.activity ?? ''],
      ['ActivityId', record.id ?? 0],
      ['StatusDescription', record.status ?? ' '],
      ['CurrentOperation', record.operation ?? null],
      ['ParentActivityId', record.parentId ?? -1],
      ['PercentComplete', record.percent ?? -1],
      ['Type', record.completed === true ? psEnum(type, 'Completed', 1) : psEnum(type, 'Processing', 0)],
      ['SecondsRemaining', record.secondsRemaining ?? -1],
    ]),
  });
}

/** Warning, verbose and debug records; older machines send bare strings. */
export function readMessageRecord(value: PsValue): string {
  return text(member(value, 'InformationalRecord_Message')) ?? text(member(value, 'Message')) ?? text(value) ?? '';
}

/** @param stream `Warning`, `Verbose` or `Debug`. */
export function writeMessageRecord(stream: string, message: string): PsObject {
  return psObject({
    typeNames: [
      `System.Management.Automation.${stream}Record`,
      'System.Management.Automation.InformationalRecord',
      'System.Object',
    ],
    text: message,
    extended: new Map<string, PsValue>([
      ['InformationalRecord_Message', message],
      ['InformationalRecord_SerializeInvocationInfo', false],
    ]),
  });
}

export function readInformation(value: PsValue): InformationRecord {
  const data = member(value, 'MessageData');
  const tags = member(value, 'Tags');
  const list = tags === undefined ? [] : toPlain(tags);
  return {
    message: text(member(data, 'Message')) ?? text(data) ?? text(value) ?? '',
    ...optional('source', text(member(value, 'Source'))),
    tags: Array.isArray(list) ? list.map(String) : [],
  };
}
