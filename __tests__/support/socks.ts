// A SOCKS5 server on loopback for the tests: says what it is told to, relays to where it is told to, and keeps what went through.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface SocksOptions {
  /** Asks for this user and password. */
  readonly account?: { readonly user: string; readonly password: string };
  /** Answers a request with this number instead of connecting. */
  readonly reply?: number;
  /** Says these bytes to everybody and nothing else; empty: says nothing at all. */
  readonly says?: Buffer;
  /** Says what it says so that each byte comes on its own, or in these pieces: lengths that are taken in turn. */
  readonly pieces?: readonly number[];
  /** The address in its answer: kind, length where it has one, and the bytes; default an IPv4 one. */
  readonly bound?: Buffer;
  /** Ends the connection instead of answering the request. */
  readonly hangsUp?: boolean;
  /** Connects here whatever is asked for. */
  readonly port: number;
}

export interface Socks {
  readonly port: number;
  /** What was asked for: `name:port`. */
  readonly targets: string[];
  /** Everything that went from the client to the machine. */
  readonly relayed: () => Buffer;
  readonly open: () => number;
  close(): Promise<void>;
}

async function take(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const bytes: unknown = socket.read(count);
    if (Buffer.isBuffer(bytes)) return bytes;
    if (socket.readableEnded) throw new Error('ended');
    await once(socket, 'readable');
  }
}

async function judgeClient(socket: Socket, { account, pieces }: SocksOptions): Promise<boolean> {
  const [, count = 0] = await take(socket, 2);
  const methods = [...(await take(socket, count))];
  const method = account === undefined ? 0 : 2;
  if (!methods.includes(method)) {
    socket.end(Buffer.from([5, 0xff]));
    return false;
  }
  await sayIn(pieces, socket, Buffer.from([5, method]));
  if (account === undefined) return true;
  const [, userLength = 0] = await take(socket, 2);
  const user = String(await take(socket, userLength));
  const password = String(await take(socket, (await take(socket, 1))[0] ?? 0));
  const fine = user === account.user && password === account.password;
  await sayIn(pieces, socket, Buffer.from([1, fine ? 0 : 1]));
  return fine;
}

async function targetOf(socket: Socket): Promise<string> {
  const [, , , kind = 0] = await take(socket, 4);
  const length = kind === 1 ? 4 : kind === 4 ? 16 : ((await take(socket, 1))[0] ?? 0);
  const host = await take(socket, length);
  const port = (await take(socket, 2)).readUInt16BE(0);
  if (kind === 1) return `${[...host].join('.')}:${port}`;
  return `${kind === 4 ? host.toString('hex') : host.toString('latin1')}:${port}`;
}

/** Writes so that the bytes arrive apart, as far as loopback has them so. */
async function sayIn(pieces: readonly number[] | undefined, socket: Socket, bytes: Buffer): Promise<void> {
  if (pieces === undefined) return void socket.write(bytes);
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const next = at + (pieces[turn % pieces.length] ?? 1);
    socket.write(bytes.subarray(at, next));
    at = next;
    await new Promise(resolve => setImmediate(resolve));
  }
}

export async function startSocks(options: SocksOptions): Promise<Socks> {
  const targets: string[] = [];
  const relayed: Buffer[] = [];
  const sockets = new Set<Socket>();
  const serve = async (socket: Socket): Promise<void> => {
    if (options.says !== undefined) return void socket.resume().write(options.says);
    if (!(await judgeClient(socket, options))) return;
    targets.push(await targetOf(socket));
    if (options.hangsUp === true) return void socket.end();
    const bound = Buffer.concat([options.bound ?? Buffer.from([1, 127, 0, 0, 1]), Buffer.alloc(2)]);
    if (options.reply !== undefined) return void socket.end(Buffer.concat([Buffer.from([5, options.reply, 0]), bound]));
    const machine = connect(options.port, '127.0.0.1');
    sockets.add(machine);
    machine
      .on('error', () => socket.destroy())
      .on('close', () => {
        sockets.delete(machine);
        socket.destroy();
      });
    await once(machine, 'connect');
    await sayIn(options.pieces, socket, Buffer.concat([Buffer.from([5, 0, 0]), bound]));
    socket.on('data', (chunk: Buffer) => void relayed.push(chunk)).on('close', () => machine.destroy());
    socket.pipe(machine).pipe(socket);
  };
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    serve(socket).catch(() => socket.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    targets,
    relayed: () => Buffer.concat(relayed),
    open: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
