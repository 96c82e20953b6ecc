// What the machines of machines.server.ts and those who ask them agree on, and the session that a bench opens to one of them.
import { connect, type Session } from '../../src/winrm/index.ts';
import { startServer } from './harness.ts';

export interface Machines {
  readonly ports: readonly number[];
  /** PEM of the authority that has signed their certificate. */
  readonly ca: string;
}

export type Transport = 'https' | 'http-sealed';

export const account = { username: 'svc_patch', password: 'a password of a bench' };

export function startMachines(count: number, transport: Transport) {
  return startServer<Machines>('machines', String(count), transport);
}

export function sessionOn(port: number, transport: Transport, { ca }: Machines): Session {
  return connect({
    endpoint: { transport, host: '127.0.0.1', port, ...(transport === 'https' ? { ca } : {}) },
    credentials: { username: account.username, password: () => account.password },
  });
}
