// The embedded fleet on real sockets: one port on loopback for each machine, HTTP sealed by NTLM, or HTTPS where a certificate is
// given. Everything below is real (WS-Man, PSRP, NTLM, TCP); only what stands behind the ports is a model.
// Each machine keeps its port while it restarts: ports.ts says how.
import { X509Certificate } from 'node:crypto';
import type { MachineName } from '../model/machine.ts';
import { endpointBindingOf } from '../winrm/auth/channel-binding.ts';
import type { WorldClock } from './clock.ts';
import { Door, type DoorTls } from './door.ts';
import type { Models } from './fleet.ts';
import { createPortBlocks } from './ports.ts';

export interface ListenerOptions {
  readonly models: Models;
  readonly clock: WorldClock;
  readonly account: { readonly username: string; readonly password: string };
  /** PEM. Without it the fleet speaks HTTP and refuses whatever is not sealed. */
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly host?: string;
}

export interface Listener {
  readonly host: string;
  /** Port of each machine. */
  readonly ports: ReadonlyMap<MachineName, number>;
  close(): Promise<void>;
}

function doorTlsOf(tls: { readonly key: string; readonly cert: string }): DoorTls {
  return { ...tls, channelBinding: endpointBindingOf(new X509Certificate(tls.cert).raw) };
}

/** Opens all ports. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const { models, clock, account, host = '127.0.0.1' } = options;
  const tls = options.tls === undefined ? {} : { tls: doorTlsOf(options.tls) };
  const doors: Door[] = [];
  const ports = new Map<MachineName, number>();
  const blocks = createPortBlocks(host);
  let free = { first: 1, last: 0 };
  for (const name of models.names) {
    const door = new Door({ name, models, clock, host, account, ...tls });
    doors.push(door);
    let port = await clock.during(door.open(free.first, free.last));
    for (; port === undefined; port = await clock.during(door.open(free.first, free.last)))
      free = await clock.during(blocks.take());
    ports.set(name, port);
    free = { ...free, first: port + 1 };
  }
  return {
    host,
    ports,
    async close() {
      await Promise.all(doors.map(door => door.close()));
      await blocks.release();
    },
  };
}
