// What a pipeline is asked to do, and the value of CREATE_PIPELINE that says it (MS-PSRP 2.2.2.10), in both directions.
// Parameters are named and typed values: nothing is ever spliced into script text. The fields and their order are those that
// real machines were recorded to accept.

import { itemsOf, member, numberOf, type PsObject, type PsValue, psEnum, psObject } from './clixml/values.ts';
import { noHost } from './host.ts';

const mergeNames = [
  'MergeMyResult', 'MergeToResult', 'MergePreviousResults',
] as const; // biome-ignore format: one field a word
const laterMergeNames = ['MergeError', 'MergeWarning', 'MergeVerbose', 'MergeDebug', 'MergeInformation'] as const;

export type MergeName = (typeof mergeNames)[number] | (typeof laterMergeNames)[number];

export interface PsArgument {
  /** Parameter name without dash; undefined: by position. */
  readonly name?: string;
  /** `null` for a switch is "present", as PowerShell's own client sends it; `true` works as well. */
  readonly value: PsValue;
}

export interface PsCommand {
  /** Name of a command, or text of a script. */
  readonly text: string;
  readonly isScript: boolean;
  /** Scripts: false runs in the runspace's own scope, so that functions it defines stay. */
  readonly useLocalScope?: boolean;
  readonly arguments: readonly PsArgument[];
  /** PipelineResultTypes by field; 0 (none) where absent. */
  readonly merge?: Readonly<Partial<Record<MergeName, number>>>;
}

/** Statements one after the other, each a pipeline of commands. */
export interface PipelineSpec {
  readonly statements: readonly (readonly PsCommand[])[];
  /** False when objects will be piped in. */
  readonly noInput: boolean;
  /** Flags: whose records say where they came from, 1 errors, 2 warnings, 4 debug, 8 verbose; default all. */
  readonly remoteStreamOptions?: number;
  /** Default false. */
  readonly addToHistory?: boolean;
  /** HostInfo; default that of the pool. */
  readonly hostInfo?: PsObject;
}

const listTypes = [
  'System.Collections.Generic.List`1[[System.Management.Automation.PSObject, System.Management.Automation, Version=1.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35]]',
  'System.Object',
];

function members(pairs: readonly (readonly [string, PsValue])[]): PsObject {
  return psObject({ extended: new Map(pairs) });
}

function list(items: readonly PsValue[]): PsObject {
  return psObject({ typeNames: listTypes, base: { kind: 'list', items } });
}

export function apartmentState(): PsObject {
  return psEnum('System.Management.Automation.Runspaces.ApartmentState', 'UNKNOWN', 2);
}

const everyStream = 15;

function remoteStreamOptions(flags: number): PsObject {
  const text = flags === everyStream ? 'AddInvocationInfo' : String(flags);
  return psEnum('System.Management.Automation.Runspaces.RemoteStreamOptions', text, flags);
}

function merge(command: PsCommand, name: MergeName): readonly [string, PsValue] {
  const value = command.merge?.[name] ?? 0;
  const text = value === 0 ? 'None' : String(value);
  return [name, psEnum('System.Management.Automation.Runspaces.PipelineResultTypes', text, value)];
}

function writeCommand(command: PsCommand): PsObject {
  const args = command.arguments.map(argument =>
    members([
      ['N', argument.name ?? null],
      ['V', argument.value],
    ]),
  );
  return members([
    ['Cmd', command.text],
    ['IsScript', command.isScript],
    ['UseLocalScope', command.useLocalScope ?? null],
    ...mergeNames.map(name => merge(command, name)),
    ['Args', list(args)],
    ...laterMergeNames.map(name => merge(command, name)),
  ]);
}

function writeStatement(commands: readonly PsCommand[]): PsObject {
  return list(commands.map(writeCommand));
}

/** The value of CREATE_PIPELINE. */
export function writePipelineSpec(spec: PipelineSpec): PsObject {
  const several = spec.statements.length > 1;
  const powershell = members([
    ['IsNested', false],
    ['ExtraCmds', several ? list(spec.statements.map(one => members([['Cmds', writeStatement(one)]]))) : null],
    ['Cmds', writeStatement(spec.statements[0] ?? [])],
    ['History', null],
    ['RedirectShellErrorOutputPipe', false],
  ]);
  return members([
    ['NoInput', spec.noInput],
    ['ApartmentState', apartmentState()],
    ['RemoteStreamOptions', remoteStreamOptions(spec.remoteStreamOptions ?? everyStream)],
    ['AddToHistory', spec.addToHistory === true],
    ['HostInfo', spec.hostInfo ?? noHost()],
    ['PowerShell', powershell],
    ['IsNested', false],
  ]);
}

function readArgument(value: PsValue): PsArgument {
  const name = member(value, 'N');
  return { ...(typeof name === 'string' ? { name } : {}), value: member(value, 'V') ?? null };
}

function readCommand(value: PsValue): PsCommand {
  const local = member(value, 'UseLocalScope');
  const merges = [...mergeNames, ...laterMergeNames].flatMap(name => {
    const number = numberOf(member(value, name)) ?? 0;
    return number === 0 ? [] : [[name, number] as const];
  });
  return {
    text: String(member(value, 'Cmd') ?? ''),
    isScript: member(value, 'IsScript') === true,
    ...(typeof local === 'boolean' ? { useLocalScope: local } : {}),
    arguments: (itemsOf(member(value, 'Args')) ?? []).map(readArgument),
    ...(merges.length === 0 ? {} : { merge: Object.fromEntries(merges) }),
  };
}

/** Reads the value of a CREATE_PIPELINE; missing fields read as their defaults. */
export function readPipelineSpec(value: PsValue): PipelineSpec {
  const powershell = member(value, 'PowerShell');
  const flags = numberOf(member(value, 'RemoteStreamOptions')) ?? everyStream;
  const extra = itemsOf(member(powershell, 'ExtraCmds')) ?? [];
  const statements = extra.length > 0 ? extra.map(one => member(one, 'Cmds')) : [member(powershell, 'Cmds')];
  return {
    statements: statements.map(one => (itemsOf(one) ?? []).map(readCommand)),
    noInput: member(value, 'NoInput') !== false,
    ...(flags === everyStream ? {} : { remoteStreamOptions: flags }),
    ...(member(value, 'AddToHistory') === true ? { addToHistory: true } : {}),
  };
}
