// What the client bench cannot go below: the same handshake by node:tls and nothing else, then as many requests one after the other, with
// as many bytes there and back, to the same machines. No HTTP is read, no XML, nobody is authenticated. Ours divided by this is the
// figure that does not depend on the machine that the bench runs on.
import { connect, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext } from 'node:tls';

/** What machines were asked and answered. */
export interface Traffic {
  /** Requests with a body. */
  readonly requests: number;
  readonly posts: number;
  /** Bytes of all its requests, and of all its answers. */
  readonly sent: number;
  readonly answered: number;
}

/** Where the machines of machines.server.ts answer with so many bytes: `/floor/2000`. */
export const floorPath = '/floor/';

export interface Floor {
  readonly traffic: Traffic;
  /** Undefined: HTTP. */
  readonly secureContext: SecureContext | undefined;
}

export function floorOf(traffic: Traffic, ca: string | undefined): Floor {
  return { traffic, secureContext: ca === undefined ? undefined : createSecureContext({ ca }) };
}

function open(port: number, secureContext: SecureContext | undefined): Socket {
  const way = { host: '127.0.0.1', port };
  if (secureContext === undefined) return connect(way).setNoDelay(true);
  const socket = connectTls({ ...way, secureContext, checkServerIdentity: () => undefined });
  // As ours does, which judges the certificate natively.
  Object.defineProperty(socket, 'getPeerCertificate', { value: () => ({}) });
  return socket.setNoDelay(true);
}

/** One machine, from nothing to a closed connection. */
export function bareClient(port: number, { traffic, secureContext }: Floor): Promise<void> {
  const { posts, sent, answered } = traffic;
  const [size, wanted] = [Math.round(sent / posts), Math.round(answered / posts)];
  const head = (length: number): string =>
    `POST ${floorPath}${wanted} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${length}\r\n\r\n`;
  const length = Math.max(0, size - head(size).length);
  const request = Buffer.from(head(length) + 'x'.repeat(length));
  const socket = open(port, secureContext);
  return new Promise((resolve, reject) => {
    let left = posts;
    let missing = 0;
    const ask = (): void => {
      missing = -1;
      socket.write(request);
    };
    socket.once(secureContext === undefined ? 'connect' : 'secureConnect', ask);
    socket.once('error', reject);
    socket.on('data', chunk => {
      if (missing === -1) missing = chunk.indexOf('\r\n\r\n') + 4 + wanted;
      missing -= chunk.length;
      if (missing > 0) return;
      left -= 1;
      if (left > 0) ask();
      else {
        socket.destroy();
        resolve();
      }
    });
  });
}
