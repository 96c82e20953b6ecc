// A way to the machine through a jump host: SOCKS version 5 (RFC 1928, RFC 1929), the one form that carries any bytes, so that TLS
// and sealing stay between us and the machine. Names are resolved behind the jump host, where they mean something.
// Its failures have codes of their own: who is asked to repair something must know on which side of the jump host it is.

import { connect, isIP, isIPv6, type Socket } from 'node:net';
import { type Deadline, type DeadlineEnd, ENDINGS } from './deadline.ts';
import { WinrmError, type WinrmErrorCode } from './errors.ts';

export interface JumpHost {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

export interface JumpTarget {
  readonly host: string;
  readonly port: number;
}

const VERSION = 5;
const NO_METHOD = 0xff;
const BY_PASSWORD = 2;

/** What the jump host says about the machine (RFC 1928 section 6). */
const REPLIES: readonly (readonly [WinrmErrorCode, string])[] = [
  ['WINRM_JUMP_FAILED', 'accepted'],
  ['WINRM_JUMP_FAILED', 'failed'],
  ['WINRM_JUMP_REFUSED', 'is not allowed by its rules'],
  ['WINRM_JUMP_FAILED', 'failed: the network is unreachable from there'],
  ['WINRM_JUMP_FAILED', 'failed: name or machine cannot be reached from there'],
  ['WINRM_JUMP_FAILED', 'was refused by the machine'],
  ['WINRM_JUMP_FAILED', 'took too long'],
  ['WINRM_JUMP_FAILED', 'is a command that it does not know'],
  ['WINRM_JUMP_FAILED', 'is to a kind of address that it does not know'],
];

/** Reads `socks5://[user:password@]host[:port]`. Throws WINRM_USAGE_INVALID, without repeating a password. */
export function parseJumpHost(text: string): JumpHost {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const known = url !== undefined && url.protocol === 'socks5:' && url.hostname !== '';
  if (!known || (url.pathname !== '' && url.pathname !== '/') || url.search !== '' || url.hash !== '') {
    throw new WinrmError('WINRM_USAGE_INVALID', 'a jump host is written socks5://host:port');
  }
  const decode = (part: string): string | undefined => (part === '' ? undefined : decodeURIComponent(part));
  const [username, password] = [decode(url.username), decode(url.password)];
  for (const part of [username, password]) {
    if (Buffer.byteLength(part ?? '') > 255) {
      throw new WinrmError('WINRM_USAGE_INVALID', 'user and password of a jump host have 255 bytes at most');
    }
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: url.port === '' ? 1080 : Number(url.port), username, password };
}

function addressOf(host: string): Buffer {
  if (isIPv6(host)) {
    const [groups = ''] = new URL(`http://[${host.split('%')[0]}]`).hostname.slice(1, -1).split('%');
    const [front = '', back] = groups.split('::');
    const words = (part: string | undefined): number[] =>
      part === undefined || part === '' ? [] : part.split(':').map(word => Number.parseInt(word, 16));
    const [head, tail] = [words(front), words(back)];
    const bytes = Buffer.alloc(17);
    bytes[0] = 4;
    for (const [i, word] of head.entries()) bytes.writeUInt16BE(word, 1 + i * 2);
    for (const [i, word] of tail.entries()) bytes.writeUInt16BE(word, 17 - (tail.length - i) * 2);
    return bytes;
  }
  if (isIP(host) === 4) return Buffer.from([1, ...host.split('.').map(Number)]);
  const name = Buffer.from(host, 'latin1');
  return Buffer.concat([Buffer.from([3, name.length]), name]);
}

function prefixed(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

/** The conversation: each question, how long its answer is, and what to make of it. Yields bytes to send and counts to read. */
function* converse(jump: JumpHost, target: JumpTarget, where: string): Generator<Buffer | number, void, Buffer> {
  const failure = (code: WinrmErrorCode, what: string): WinrmError =>
    new WinrmError(code, `jump host ${where}: ${what}`, { phase: 'jump', sent: false });
  const { username, password = '' } = jump;
  const methods = username === undefined ? [0] : [0, BY_PASSWORD];
  yield Buffer.from([VERSION, methods.length, ...methods]);
  const [version, method] = yield 2;
  if (version !== VERSION) throw failure('WINRM_JUMP_REFUSED', 'it does not speak SOCKS version 5');
  if (method === NO_METHOD || method === undefined || !methods.includes(method)) {
    throw failure(
      'WINRM_JUMP_REFUSED',
      username === undefined ? 'it wants a user and password' : 'it takes no password',
    );
  }
  if (method === BY_PASSWORD) {
    yield Buffer.concat([Buffer.from([1]), prefixed(username ?? ''), prefixed(password)]);
    const [, status] = yield 2;
    if (status !== 0) throw failure('WINRM_JUMP_REFUSED', 'it refused user and password');
  }
  const port = Buffer.from([target.port >> 8, target.port & 0xff]);
  yield Buffer.concat([Buffer.from([VERSION, 1, 0]), addressOf(target.host), port]);
  const [again, reply = 1, , kind] = yield 4;
  if (again !== VERSION) throw failure('WINRM_JUMP_REFUSED', 'it does not speak SOCKS version 5');
  const [code, what] = REPLIES[reply] ?? (['WINRM_JUMP_FAILED', `failed (${reply})`] as const);
  if (reply !== 0) throw failure(code, `the connection to ${target.host}:${target.port} ${what}`);
  const length = kind === 1 ? 4 : kind === 4 ? 16 : ((yield 1)[0] ?? 0);
  yield length + 2;
}

/**
 * Opens a connection to the machine through the jump host. @param timeout milliseconds for all of it.
 * Throws WINRM_JUMP_* or WINRM_ABORTED; nothing has been sent to the machine.
 */
export function openThrough(jump: JumpHost, target: JumpTarget, timeout: number, deadline: Deadline): Promise<Socket> {
  const where = `${isIPv6(jump.host) ? `[${jump.host}]` : jump.host}:${jump.port}`;
  return new Promise((resolve, reject) => {
    const socket = connect({ host: jump.host, port: jump.port }).setNoDelay(true);
    const talk = converse(jump, target, where);
    let wanted = 0;
    let connected = false;
    let talking = true;
    const settle = (finish: () => void): void => {
      talking = false;
      clearTimeout(timer);
      stop();
      socket.off('connect', start).off('readable', advance).off('error', broken).off('close', broken);
      finish();
    };
    const fail = (error: unknown): void =>
      settle(() => {
        socket.on('error', () => {}).destroy();
        reject(error);
      });
    const broken = (cause?: unknown): void => {
      const what = connected ? 'the connection ended in the middle of its answer' : 'no connection';
      const reason = cause instanceof Error ? { cause } : {};
      fail(
        new WinrmError('WINRM_JUMP_UNREACHABLE', `jump host ${where}: ${what}`, {
          ...reason,
          phase: 'jump',
          sent: false,
        }),
      );
    };
    const overdue = (end: DeadlineEnd): void => {
      const code = end === 'WINRM_ABORTED' ? end : connected ? 'WINRM_JUMP_FAILED' : 'WINRM_JUMP_UNREACHABLE';
      fail(new WinrmError(code, `jump host ${where}: ${ENDINGS[end]}`, { phase: 'jump', sent: false }));
    };
    const proceed = (bytes: Buffer): void => {
      let turn = talk.next(bytes);
      for (; turn.done !== true && typeof turn.value !== 'number'; turn = talk.next(bytes)) socket.write(turn.value);
      if (turn.done === true) settle(() => resolve(socket));
      else wanted = turn.value as number;
    };
    const advance = (): void => {
      try {
        while (talking) {
          const bytes: unknown = socket.read(wanted);
          if (!Buffer.isBuffer(bytes)) return;
          proceed(bytes);
        }
      } catch (error) {
        fail(error);
      }
    };
    const start = (): void => {
      connected = true;
      proceed(Buffer.alloc(0));
    };
    const timer = setTimeout(() => overdue('WINRM_DEADLINE_EXCEEDED'), timeout);
    let stop = (): void => {};
    socket.once('connect', start).on('readable', advance).once('error', broken).once('close', broken);
    stop = deadline.onEnd(overdue);
  });
}
