// Host calls: what a machine asks of the person or program in front of it (MS-PSRP 2.2.3.17), and what is answered.
// By default there is nobody: PowerShell then refuses prompts on its own side. A machine that asks all the same, or a client that
// said it has a host, must answer every method that returns something, else the pipeline waits for ever: no answer is a refusal.

import { itemsOf, member, numberOf, type PsObject, type PsValue, psEnum, psObject } from './clixml/values.ts';
import { writeErrorRecord } from './records.ts';

/** Names of the methods by number, from 1 on (MS-PSRP 2.2.3.17). */
export const hostMethods = [
  'GetName', 'GetVersion', 'GetInstanceId', 'GetCurrentCulture', 'GetCurrentUICulture', 'SetShouldExit', 'EnterNestedPrompt',
  'ExitNestedPrompt', 'NotifyBeginApplication', 'NotifyEndApplication', 'ReadLine', 'ReadLineAsSecureString', 'Write1', 'Write2',
  'WriteLine1', 'WriteLine2', 'WriteLine3', 'WriteErrorLine', 'WriteDebugLine', 'WriteProgress', 'WriteVerboseLine',
  'WriteWarningLine', 'Prompt', 'PromptForCredential1', 'PromptForCredential2', 'PromptForChoice', 'GetForegroundColor',
  'SetForegroundColor', 'GetBackgroundColor', 'SetBackgroundColor', 'GetCursorPosition', 'SetCursorPosition',
  'GetWindowPosition', 'SetWindowPosition', 'GetCursorSize', 'SetCursorSize', 'GetBufferSize', 'SetBufferSize', 'GetWindowSize',
  'SetWindowSize', 'GetWindowTitle', 'SetWindowTitle', 'GetMaxWindowSize', 'GetMaxPhysicalWindowSize', 'GetKeyAvailable',
  'ReadKey', 'FlushInputBuffer', 'SetBufferContents1', 'SetBufferContents2', 'GetBufferContents', 'ScrollBufferContents',
  'PushRunspace', 'PopRunspace', 'GetIsRunspacePushed', 'GetRunspace', 'PromptForChoiceMultipleSelection',
] as const; // biome-ignore format: a table of numbers

/** Does the machine wait for what the method returns? */
export function hostMethodReturns(method: number): boolean {
  return /^(?:Get|Read|Prompt)/.test(hostMethods[method - 1] ?? 'Get');
}

/** One call. */
export interface HostCall {
  readonly id: PsValue;
  /** RemoteHostMethodId. */
  readonly method: number;
  /** e.g. `ReadLine`; the number as text where it has no name. */
  readonly name: string;
  readonly parameters: readonly PsValue[];
}

/** Answers a host call, at once. Undefined refuses it; for methods that return nothing, what it gives does not matter. */
export type HostAnswer = (call: HostCall) => PsValue | undefined;

/** Reads RUNSPACEPOOL_HOST_CALL and PIPELINE_HOST_CALL. */
export function readHostCall(value: PsValue): HostCall {
  const method = numberOf(member(value, 'mi')) ?? 0;
  return {
    id: member(value, 'ci') ?? 0n,
    method,
    name: hostMethods[method - 1] ?? String(method),
    parameters: itemsOf(member(value, 'mp')) ?? [],
  };
}

function refusal(call: HostCall): PsObject {
  return writeErrorRecord({
    message: `There is no host and nobody to ask (${call.name}).`,
    errorId: 'NoHost',
    category: 'NotImplemented',
    exceptionType: 'System.Management.Automation.Host.HostException',
  });
}

/** What to send back on stream `pr`; undefined when the machine does not wait for anything. */
export function answerHostCall(call: HostCall, answer?: HostAnswer): PsObject | undefined {
  let value: PsValue | undefined;
  try {
    value = answer?.(call);
  } catch {
    value = undefined;
  }
  if (!hostMethodReturns(call.method)) return undefined;
  const type = 'System.Management.Automation.Remoting.RemoteHostMethodId';
  return psObject({
    extended: new Map<string, PsValue>([
      ['ci', call.id],
      ['mi', psEnum(type, call.name, call.method)],
      value === undefined ? ['me', refusal(call)] : ['mr', value],
    ]),
  });
}

/** HostInfo of a client without a host: the machine refuses prompts by itself. */
export function noHost(): PsObject {
  return psObject({
    extended: new Map([
      ['_isHostNull', true],
      ['_isHostUINull', true],
      ['_isHostRawUINull', true],
      ['_useRunspaceHost', true],
    ]),
  });
}

/** HostInfo of a client that answers: a console of 120 by 50, as PowerShell wants to know before it asks. */
export function someHost(): PsObject {
  const value = (type: string, of: PsValue): PsObject =>
    psObject({ extended: new Map<string, PsValue>([['T', type], ['V', of]]) }); // biome-ignore format: one pair each
  const pair = (one: string, other: string, [first, second]: readonly [number, number]): PsObject =>
    psObject({ extended: new Map([[one, first], [other, second]]) }); // biome-ignore format: one pair each
  const size = value('System.Management.Automation.Host.Size', pair('width', 'height', [120, 50]));
  const origin = value('System.Management.Automation.Host.Coordinates', pair('x', 'y', [0, 0]));
  const entries: readonly (readonly [number, PsObject])[] = [
    [0, value('System.ConsoleColor', 7)],
    [1, value('System.ConsoleColor', 0)],
    [2, origin],
    [3, origin],
    [4, value('System.Int32', 25)],
    [5, size],
    [6, size],
    [7, size],
    [8, size],
    [9, value('System.String', '')],
  ];
  const types = ['System.Collections.Hashtable', 'System.Object'];
  const data = psObject({ typeNames: types, base: { kind: 'dictionary', entries } });
  return psObject({
    extended: new Map<string, PsValue>([
      ['_hostDefaultData', psObject({ extended: new Map([['data', data]]) })],
      ['_isHostNull', false],
      ['_isHostUINull', false],
      ['_isHostRawUINull', false],
      ['_useRunspaceHost', false],
    ]),
  });
}
