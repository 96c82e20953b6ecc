// Bodies of shell messages in both directions: Create, Connect, Disconnect, the inventory of shells (facts: winrm 1.5, 1.9, 1.10).
// The same elements serve a cmd shell and a PowerShell pool; PSRP fragments travel in `creationXml` and `connectXml`.
// The order of elements is one that Windows was recorded to accept; reading does not depend on any.

import { readDuration, readSelectors, writeDuration, writeSelectors } from './envelope.ts';
import { ns } from './names.ts';
import { child, childText, descendant, element, escapeText, type XmlElement } from './xml.ts';

export interface ShellRequest {
  /** Chosen by the client for PowerShell pools: the pool's id. */
  readonly id?: string | undefined;
  /** Shown in the inventory of shells. */
  readonly name?: string | undefined;
  readonly inputStreams: string;
  readonly outputStreams: string;
  /** Milliseconds without a request after which the machine deletes the shell. */
  readonly idleTimeout?: number | undefined;
  readonly workingDirectory?: string | undefined;
  /** PSRP fragments of a pool. */
  readonly creation?: Uint8Array | undefined;
}

/** A shell as a machine describes it, in CreateResponse and in the inventory. */
export interface ShellInfo {
  readonly id: string;
  readonly name?: string;
  readonly resourceUri: string;
  readonly owner?: string;
  readonly clientIp?: string;
  /** `Connected` or `Disconnected`. */
  readonly state?: string;
  /** Milliseconds. */
  readonly idleTimeout?: number;
  readonly maxIdleTimeout?: number;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Bytes of an element's text; anything that is not base64 is left out by the decoder. */
export function readBase64(from: XmlElement | undefined): Uint8Array {
  return Buffer.from(from?.text ?? '', 'base64');
}

function optionalElement(name: string, text: string | undefined): string {
  return text === undefined ? '' : element(name, {}, escapeText(text));
}

export function writeCreate(shell: ShellRequest): string {
  const content =
    element('rsp:InputStreams', {}, escapeText(shell.inputStreams)) +
    element('rsp:OutputStreams', {}, escapeText(shell.outputStreams)) +
    optionalElement('rsp:IdleTimeOut', shell.idleTimeout === undefined ? undefined : writeDuration(shell.idleTimeout)) +
    optionalElement('rsp:WorkingDirectory', shell.workingDirectory) +
    (shell.creation === undefined ? '' : element('creationXml', { xmlns: ns.powershell }, base64(shell.creation)));
  return element('rsp:Shell', { ShellId: shell.id, Name: shell.name }, content);
}

export function readCreate(body: XmlElement | undefined): ShellRequest {
  const creation = child(body, ns.powershell, 'creationXml');
  return {
    id: body?.attributes.get('ShellId')?.toUpperCase(),
    name: body?.attributes.get('Name'),
    inputStreams: childText(body, ns.shell, 'InputStreams') ?? '',
    outputStreams: childText(body, ns.shell, 'OutputStreams') ?? '',
    idleTimeout: readDuration(childText(body, ns.shell, 'IdleTimeOut')),
    workingDirectory: childText(body, ns.shell, 'WorkingDirectory'),
    creation: creation === undefined ? undefined : readBase64(creation),
  };
}

/** One shell as markup. */
export function writeShell(info: ShellInfo): string {
  const content =
    element('rsp:ShellId', {}, escapeText(info.id)) +
    optionalElement('rsp:Name', info.name) +
    element('rsp:ResourceUri', {}, escapeText(info.resourceUri)) +
    optionalElement('rsp:Owner', info.owner) +
    optionalElement('rsp:ClientIP', info.clientIp) +
    optionalElement('rsp:IdleTimeOut', info.idleTimeout === undefined ? undefined : writeDuration(info.idleTimeout)) +
    optionalElement(
      'rsp:MaxIdleTimeOut',
      info.maxIdleTimeout === undefined ? undefined : writeDuration(info.maxIdleTimeout),
    ) +
    optionalElement('rsp:State', info.state);
  return element('rsp:Shell', {}, content);
}

/** @param shell an `rsp:Shell` element. */
export function readShell(shell: XmlElement): ShellInfo {
  const text = (name: string): string | undefined => childText(shell, ns.shell, name);
  const pairs = [
    ['name', text('Name')],
    ['owner', text('Owner')],
    ['clientIp', text('ClientIP')],
    ['state', text('State')],
    ['idleTimeout', readDuration(text('IdleTimeOut'))],
    ['maxIdleTimeout', readDuration(text('MaxIdleTimeOut'))],
  ] as const;
  return {
    id: text('ShellId') ?? '',
    resourceUri: text('ResourceUri') ?? '',
    ...Object.fromEntries(pairs.filter(([, value]) => value !== undefined)),
  };
}

/** ResourceCreated and the shell beside it. @param address URL of the service. */
export function writeCreateResponse(info: ShellInfo, address: string): string {
  const reference =
    element('wsa:Address', {}, escapeText(address)) +
    element(
      'wsa:ReferenceParameters',
      {},
      element('wsman:ResourceURI', {}, escapeText(info.resourceUri)) + writeSelectors({ ShellId: info.id }),
    );
  return element('wst:ResourceCreated', {}, reference) + writeShell(info);
}

/** The shell's id, from the selector: old hosts leave the `rsp:ShellId` out (facts: winrm 1.5). */
export function readCreatedShellId(body: XmlElement | undefined): string | undefined {
  return readSelectors(descendant(body, ns.wsman, 'SelectorSet')).ShellId;
}

export function writeDisconnect(): string {
  return element('rsp:Disconnect', {});
}

/** @param fragments SESSION_CAPABILITY and CONNECT_RUNSPACEPOOL. */
export function writeConnect(fragments: Uint8Array): string {
  return element('rsp:Connect', {}, element('connectXml', { xmlns: ns.powershell }, base64(fragments)));
}

/** A command of a shell that was connected to (MS-PSRP 3.1.5.3.15). */
export function writeConnectCommand(commandId: string): string {
  return element('rsp:Connect', { CommandId: commandId });
}

/** Id of the command that a Connect is about; undefined when it is about the shell. */
export function readConnectCommand(body: XmlElement | undefined): string | undefined {
  return body?.attributes.get('CommandId')?.toUpperCase();
}

export function writeConnectCommandResponse(): string {
  return element('rsp:ConnectResponse', {});
}

export function readConnect(body: XmlElement | undefined): Uint8Array {
  return readBase64(child(body, ns.powershell, 'connectXml'));
}

export function writeConnectResponse(fragments: Uint8Array): string {
  const content =
    element('rsp:InputStreams', {}, 'stdin pr') +
    element('rsp:OutputStreams', {}, 'stdout') +
    element('connectResponseXml', { xmlns: ns.powershell }, base64(fragments));
  return element('rsp:ConnectResponse', {}, content);
}

export function readConnectResponse(body: XmlElement | undefined): Uint8Array {
  return readBase64(child(body, ns.powershell, 'connectResponseXml'));
}
