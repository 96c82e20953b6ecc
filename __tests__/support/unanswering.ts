// A port on loopback that behaves as one behind a firewall: the kernel drops what knocks.
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import { closing, until } from './channels.ts';

/** A listener that never accepts: once its queue is full, nothing more is answered. Closed when the test is over. */
export async function unansweringPort(): Promise<number> {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
     const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
       parentPort.postMessage(server.address().port);
       setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
     });`,
    { eval: true },
  );
  closing({ close: () => worker.terminate() });
  const port = await new Promise<number>(resolve => worker.once('message', resolve));
  const knocking = Array.from({ length: 8 }, () => connect({ port, host: '127.0.0.1' }).on('error', () => {}));
  for (const socket of knocking) closing({ close: () => socket.destroy() });
  await until(() => knocking.filter(socket => !socket.connecting).length >= 2);
  return port;
}
