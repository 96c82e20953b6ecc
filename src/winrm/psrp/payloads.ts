// The values of the messages that open, connect and close a pool and that tell states (MS-PSRP 2.2.2), both directions.
// Fields, order and type names are those that real machines were recorded to send and to accept (facts: winrm 2.2, 2.3).
// Reading is lenient about what is missing: an absent field is its default, an absent state is none.

import {
  isPsScalar,
  member,
  numberOf,
  type PsObject,
  type PsValue,
  psEnum,
  psObject,
  psScalar,
} from './clixml/values.ts';
import { noHost } from './host.ts';
import { apartmentState } from './pipeline-spec.ts';
import { type ErrorRecord, type ErrorRecordInput, readErrorRecord, writeErrorRecord } from './records.ts';

function members(pairs: readonly (readonly [string, PsValue])[]): PsObject {
  return psObject({ extended: new Map(pairs) });
}

const dictionaryTypes = [
  'System.Management.Automation.PSPrimitiveDictionary',
  'System.Collections.Hashtable',
  'System.Object',
];

/** A PSPrimitiveDictionary, the only kind of dictionary that application data may be. */
export function primitiveDictionary(entries: Readonly<Record<string, PsValue>>): PsObject {
  return psObject({ typeNames: dictionaryTypes, base: { kind: 'dictionary', entries: Object.entries(entries) } });
}

/** SESSION_CAPABILITY. @param protocol `2.1` to `2.3`. */
export function capability(protocol: string): PsObject {
  return members([
    ['protocolversion', psScalar('Version', protocol)],
    ['PSVersion', psScalar('Version', '2.0')],
    ['SerializationVersion', psScalar('Version', '1.1.0.1')],
  ]);
}

/** Protocol version of a SESSION_CAPABILITY; undefined when it says none. */
export function readCapability(value: PsValue): string | undefined {
  const version = member(value, 'protocolversion');
  return isPsScalar(version) ? version.text : typeof version === 'string' ? version : undefined;
}

export interface InitPool {
  readonly minRunspaces: number;
  readonly maxRunspaces: number;
  /** Default: there is no host. */
  readonly hostInfo?: PsObject | undefined;
  /** Readable on the machine as `$PSSenderInfo.ApplicationArguments`. */
  readonly applicationArguments?: PsObject | undefined;
}

/** INIT_RUNSPACEPOOL. */
export function initPool({ minRunspaces, maxRunspaces, hostInfo, applicationArguments }: InitPool): PsObject {
  return members([
    ['MinRunspaces', minRunspaces],
    ['MaxRunspaces', maxRunspaces],
    ['PSThreadOptions', psEnum('System.Management.Automation.Runspaces.PSThreadOptions', 'Default', 0)],
    ['ApartmentState', apartmentState()],
    ['HostInfo', hostInfo ?? noHost()],
    ['ApplicationArguments', applicationArguments ?? null],
  ]);
}

/** RUNSPACEPOOL_INIT_DATA, the answer to a Connect. */
export function poolInitData(minRunspaces: number, maxRunspaces: number): PsObject {
  return members([
    ['MinRunspaces', minRunspaces],
    ['MaxRunspaces', maxRunspaces],
  ]);
}

/** RUNSPACEPOOL_STATE. */
export function poolState(state: number, error?: ErrorRecordInput): PsObject {
  return members([
    ['RunspaceState', state],
    ...(error === undefined ? [] : [['ExceptionAsErrorRecord', writeErrorRecord(error)] as const]),
  ]);
}

/** PIPELINE_STATE. */
export function pipelineState(state: number, error?: ErrorRecordInput): PsObject {
  return members([
    ['PipelineState', state],
    ...(error === undefined ? [] : [['ExceptionAsErrorRecord', writeErrorRecord(error)] as const]),
  ]);
}

export interface StateReport {
  readonly state: number;
  readonly error?: ErrorRecord;
}

/** Reads RUNSPACEPOOL_STATE and PIPELINE_STATE; a state that is no number reads as -1. */
export function readState(value: PsValue): StateReport {
  const error = member(value, 'ExceptionAsErrorRecord');
  return {
    state: numberOf(member(value, 'RunspaceState') ?? member(value, 'PipelineState')) ?? -1,
    ...(error === undefined || error === null ? {} : { error: readErrorRecord(error) }),
  };
}

/** APPLICATION_PRIVATE_DATA with the version table that real machines send (facts: winrm 2.3). */
export function privateData(psVersion: string, buildVersion: string): PsObject {
  const version = (text: string): PsValue => psScalar('Version', text);
  const table = primitiveDictionary({
    PSVersion: version(psVersion),
    PSEdition: psVersion.startsWith('5.') ? 'Desktop' : 'Core',
    BuildVersion: version(buildVersion),
    WSManStackVersion: version('3.0'),
    PSRemotingProtocolVersion: version('2.3'),
    SerializationVersion: version('1.1.0.1'),
  });
  return members([['ApplicationPrivateData', primitiveDictionary({ PSVersionTable: table })]]);
}
