// One pipeline from Command to its end: sends what does not fit into the Command, then Receives until the machine says how it
// ended. "Nothing yet" is asked again until the caller's deadline, a lost connection is gone on with (resume.ts), and host calls are
// answered or refused on the way, so that nothing hangs.
// It never cleans up after itself: what becomes of the pool after a broken pipeline is decided in runspace-pool.ts.

import { type Collector, createCollector, type InvokeResult, type Listeners } from './collected.ts';
import { type Limits, meansPollAgain } from './conversation.ts';
import { deliver } from './envelope-size.ts';
import { WinrmError } from './errors.ts';
import type { PsValue } from './psrp/clixml/values.ts';
import { answerHostCall, type HostAnswer, type HostCall } from './psrp/host.ts';
import { messageTypes } from './psrp/messages.ts';
import type { PipelineSpec } from './psrp/pipeline-spec.ts';
import { type ClientPool, type PoolEvent, publicKey } from './psrp/pool.ts';
import { isLost, receiveAgain } from './resume.ts';
import type { KeyExchange, SessionKey } from './session-key.ts';
import type { ShellLink } from './shell-link.ts';
import type { Received } from './wsman/streams.ts';

export interface RunOptions extends Limits, Listeners {
  /** Objects piped in. */
  readonly input?: readonly PsValue[] | undefined;
  /** What is being done, for error messages. */
  readonly what: string;
  /** Bytes of output that are taken; default 64 MiB. */
  readonly maxOutput?: number | undefined;
}

/** What a pipeline runs on. */
export interface Ground {
  readonly link: ShellLink;
  readonly machine: ClientPool;
  /** Answers host calls; default: refuses them. */
  readonly host?: HostAnswer | undefined;
}

const defaultMaxOutput = 64 * 1024 * 1024;

async function receiveOnce(ground: Ground, commandId: string | undefined, limits: Limits): Promise<Received> {
  const { link, machine } = ground;
  try {
    return await link.receive('stdout', commandId, limits);
  } catch (error) {
    if (meansPollAgain(error)) return { parts: [], done: false };
    if (!isLost(error, link, limits)) throw error;
    machine.suspectLoss();
    return await receiveAgain(link, commandId, limits, error);
  }
}

async function answer(ground: Ground, call: HostCall, pipeline: string | undefined, limits: Limits): Promise<void> {
  const reply = answerHostCall(call, ground.host);
  if (reply === undefined) return;
  const type = pipeline === undefined ? messageTypes.poolHostResponse : messageTypes.pipelineHostResponse;
  const bytes = ground.machine.message(type, reply, pipeline);
  await ground.link.send({ name: 'pr', commandId: pipeline, bytes }, limits);
}

/**
 * One Receive, its parts read.
 * @returns the events in order, and whether the machine says that the command is over.
 */
export async function receiveEvents(
  ground: Ground,
  commandId: string | undefined,
  limits: Limits,
): Promise<{ readonly events: readonly PoolEvent[]; readonly done: boolean; readonly size: number }> {
  const received = await receiveOnce(ground, commandId, limits);
  const events: PoolEvent[] = [];
  let size = 0;
  for (const part of received.parts) {
    size += part.bytes.length;
    for (const event of ground.machine.receive(part.commandId ?? commandId, part.bytes)) events.push(event);
  }
  for (const event of events) {
    if (event.kind === 'hostCall') await answer(ground, event.call, undefined, limits);
  }
  return { events, done: received.done, size };
}

async function take(ground: Ground, collector: Collector, event: PoolEvent, limits: Limits): Promise<void> {
  if (event.kind === 'state' && event.state !== 'opened' && event.state !== 'opening') {
    throw new WinrmError('WINRM_SHELL_GONE', `the pool became ${event.state} while a command was running`);
  }
  if (event.kind !== 'pipeline') return;
  if (event.event.kind === 'hostCall') await answer(ground, event.event.call, event.id, limits);
  collector.take(event.event);
}

/** Receives until the pipeline has ended. @param id command id. */
export async function receivePipeline(ground: Ground, id: string, options: RunOptions): Promise<InvokeResult> {
  const collector = createCollector(options);
  let size = 0;
  for (;;) {
    const { events, done, size: more } = await receiveEvents(ground, id, options);
    size += more;
    if (size > (options.maxOutput ?? defaultMaxOutput)) {
      throw new WinrmError(
        'WINRM_OUTPUT_TOO_LARGE',
        `${options.what} said more than ${options.maxOutput ?? defaultMaxOutput} bytes`,
      );
    }
    for (const event of events) await take(ground, collector, event, options);
    if (!done && !collector.ended) continue;
    const isCut = ground.machine.forget(id);
    if (ground.machine.isSuspect && (isCut || !collector.ended)) {
      throw new WinrmError(
        'WINRM_CONNECTION_LOST',
        `the end of ${options.what} was lost together with the connection`,
        {
          result: collector.result,
        },
      );
    }
    if (isCut) {
      throw new WinrmError('WINRM_PROTOCOL_VIOLATED', `${options.what} ended in the middle of a message`);
    }
    return collector.finish(options.what);
  }
}

/** A command that the machine refuses has not begun, so that it may be asked for again elsewhere (`detail.began`). */
async function begin(link: ShellLink, id: string, text: string, limits: Limits): Promise<void> {
  try {
    await link.command({ id, command: '', arguments: [text] }, limits);
  } catch (error) {
    if (!(error instanceof WinrmError) || error.detail.fault === undefined) throw error;
    throw new WinrmError(error.code, error.message, { ...error.detail, began: false });
  }
}

/** Starts a pipeline and hands its input over. @param started called before the machine knows the command. @returns its id. */
export async function startPipeline(
  ground: Ground,
  spec: PipelineSpec,
  options: RunOptions,
  started: (id: string) => void,
): Promise<string> {
  const { link, machine } = ground;
  const { conversation } = link;
  const id = conversation.newId();
  const room = { command: link.room('command', id), send: link.room('send', id) };
  const pieces = machine.pipeline(id, spec, room);
  started(id);
  const send = (bytes: Uint8Array): Promise<void> => link.send({ name: 'stdin', commandId: id, bytes }, options);
  const both = (): number => Math.min(link.room('command', id), link.room('send', id));
  await deliver(conversation, {
    pieces,
    send: (bytes, index) =>
      index === 0 ? begin(link, id, Buffer.from(bytes).toString('base64'), options) : send(bytes),
    room: both,
  });
  if (!spec.noInput) {
    await deliver(conversation, { pieces: machine.input(id, options.input ?? [], both()), send, room: both });
  }
  return id;
}

/** Exchanges the key for SecureString values: our public key out, the machine's session key back. */
export async function exchangeKeys(ground: Ground, exchange: KeyExchange, limits: Limits): Promise<SessionKey> {
  const bytes = ground.machine.message(messageTypes.publicKey, publicKey(exchange.publicKey));
  await ground.link.send({ name: 'stdin', bytes }, limits);
  for (;;) {
    const { events } = await receiveEvents(ground, undefined, limits);
    const answer = events.find(event => event.kind === 'sessionKey');
    if (answer?.kind === 'sessionKey') return exchange.complete(answer.key);
  }
}
