// How a runspace pool comes to be ours: Create for a new one, Connect for one that was left, then Receive until it is open
// (facts: winrm 2.3; a JEA endpoint takes one Receive more). A machine that wants an older protocol gets it offered: 2.3, 2.2, 2.1.
// Nothing is cleaned up here: whoever opens knows what was begun.

import { type Limits, laterEnvelopeSize } from './conversation.ts';
import { WinrmError } from './errors.ts';
import { type Ground, receiveEvents } from './pipeline-run.ts';
import type { HostAnswer } from './psrp/host.ts';
import { someHost } from './psrp/host.ts';
import { type ClientPool, createClientPool, type OpeningOptions, protocolVersions } from './psrp/pool.ts';
import type { KeyExchange } from './session-key.ts';
import type { ShellLink } from './shell-link.ts';
import type { WsmanOption } from './wsman/envelope.ts';
import { olderProtocol } from './wsman/fault-numbers.ts';
import { actions } from './wsman/names.ts';
import { readConnectResponse, readCreatedShellId, writeConnect, writeCreate } from './wsman/shell.ts';

export interface PoolSettings extends OpeningOptions {
  /** Default `Microsoft.PowerShell`. */
  readonly configurationName?: string | undefined;
  /** Shown in the machine's inventory of shells. */
  readonly name?: string | undefined;
  /** Milliseconds without a request after which the machine deletes the pool by itself. */
  readonly idleTimeout?: number | undefined;
  /** Options of Create beside the protocol's version. */
  readonly createOptions?: readonly WsmanOption[] | undefined;
  /** Makes the client's half of a key exchange; default RSA 2048. */
  readonly keyExchange?: (() => Promise<KeyExchange>) | undefined;
  /** Milliseconds that Signal and Delete may take together when cleaning up; default 5,000. */
  readonly cleanupTimeout?: number | undefined;
  /** Answers host calls; default: there is no host. */
  readonly host?: HostAnswer | undefined;
}

const protocolOption = (version: string): WsmanOption => ({
  name: 'protocolversion',
  value: version,
  mustComply: true,
});

/** Larger answers once the machine is known to be of this decade (facts: winrm 1.3). */
function learnProtocol({ link, machine }: Ground): void {
  const [major = 0, minor = 0] = (machine.protocol ?? '').split('.').map(Number);
  const { conversation } = link;
  if (conversation.sizeIsKnown || major < 2 || (major === 2 && minor < 2)) return;
  conversation.envelopeSize = Math.max(conversation.envelopeSize, laterEnvelopeSize);
}

async function untilOpened(ground: Ground, limits: Limits): Promise<void> {
  while (ground.machine.state === 'opening') {
    const { events } = await receiveEvents(ground, undefined, limits);
    learnProtocol(ground);
    const bad = events.find(event => event.kind === 'state' && event.state !== 'opened' && event.state !== 'opening');
    if (bad?.kind === 'state') {
      throw new WinrmError('WINRM_POOL_BROKEN', `the pool became ${bad.state} while it was opened`, {
        ...(bad.error === undefined ? {} : { error: bad.error, peerText: bad.error.message }),
      });
    }
  }
}

async function create(link: ShellLink, machine: ClientPool, version: string, given: PoolSettings & Limits) {
  const { name, idleTimeout, createOptions = [], host, deadline, signal } = given;
  const hostInfo = given.hostInfo ?? (host === undefined ? undefined : someHost());
  const body = writeCreate({
    id: machine.id,
    name,
    inputStreams: 'stdin pr',
    outputStreams: 'stdout',
    idleTimeout,
    creation: machine.open({ ...given, hostInfo }),
  });
  const asking = { action: actions.create, phase: 'opening the pool', resourceUri: link.resourceUri, body };
  const options = [...createOptions, protocolOption(version)];
  const response = await link.conversation.ask({ ...asking, options }, { deadline, signal });
  link.shellId = readCreatedShellId(response.body) ?? machine.id;
}

/** Opens a new pool. @returns its machine; the link knows the shell's id as soon as there is one. */
export async function openPool(link: ShellLink, settings: PoolSettings, limits: Limits): Promise<ClientPool> {
  const id = link.shellId;
  for (const version of protocolVersions) {
    const machine = createClientPool(id, version);
    try {
      await create(link, machine, version, { ...settings, ...limits });
    } catch (error) {
      const fault = error instanceof WinrmError ? error.detail.fault : undefined;
      if (fault !== undefined && olderProtocol.has(fault) && version !== protocolVersions.at(-1)) continue;
      throw error;
    }
    await untilOpened({ link, machine, host: settings.host }, limits);
    return machine;
  }
  throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'no version of the protocol was accepted');
}

/** Takes over a pool that was left. */
export async function connectPool(link: ShellLink, settings: PoolSettings, limits: Limits): Promise<ClientPool> {
  const machine = createClientPool(link.shellId);
  const [version] = protocolVersions;
  const asking = { action: actions.connect, phase: 'taking over the pool', options: [protocolOption(version)] };
  const response = await link.ask({ ...asking, body: writeConnect(machine.connect()) }, limits);
  machine.receive(undefined, readConnectResponse(response.body));
  const ground = { link, machine, host: settings.host };
  learnProtocol(ground);
  await untilOpened(ground, limits);
  return machine;
}
