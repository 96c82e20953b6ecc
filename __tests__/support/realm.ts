// A throw-away Kerberos realm CORP.EXAMPLE with MIT's KDC on loopback (`__tests__/peers/gss/realm.sh`), about a second to start.
// `realmMissing` is empty where its packages are installed and says what is missing where they are not.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fewestMachines, rosterOf } from '../../src/simulation/roster.ts';

export const realmMissing =
  existsSync('/usr/sbin/krb5kdc') && existsSync('/usr/sbin/kadmin.local')
    ? ''
    : 'packages krb5-kdc and krb5-admin-server';

/** Makes a machine's clock go wrong; empty `missing` where it is installed. */
const faketime = ['x86_64', 'aarch64']
  .map(processor => `/usr/lib/${processor}-linux-gnu/faketime/libfaketime.so.1`)
  .find(path => existsSync(path));
export const faketimeMissing = faketime === undefined ? 'package libfaketime' : '';
export const hourAhead = { LD_PRELOAD: faketime ?? '', FAKETIME: '+1h', FAKETIME_DONT_FAKE_MONOTONIC: '1' };

export const REALM_USER = 'svc_patch';
export const REALM_PASSWORD = 'P@ss-hunter2-word';
export const MACHINE = 'srv01.corp.example';
/** Machines of the smallest fleet, which the domain knows by their class `host` alone. */
export const FLEET = rosterOf(fewestMachines);
export const fullNameOf = (machine: string): string => `${machine}.corp.example`;

export interface Realm {
  readonly folder: string;
  /** What clients and acceptors need; no ticket cache, no keytab of a user. */
  readonly env: Readonly<Record<string, string>>;
  /** Gets a ticket of the user into a new cache. @returns its name for KRB5CCNAME. */
  ticket(): string;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => resolve(false)).once('connect', () => socket.destroy());
  });
}

export async function startRealm(): Promise<Realm> {
  const folder = mkdtempSync(join(tmpdir(), 'realm-'));
  const port = await freePort();
  const services = [
    ...['host', 'HTTP', 'WSMAN'].map(service => `${service}/${MACHINE}`),
    ...FLEET.map(({ name }) => `host/${fullNameOf(name)}`),
  ];
  const script = ['__tests__/peers/gss/realm.sh', folder, String(port), REALM_USER, REALM_PASSWORD, ...services];
  const child: ChildProcess = spawn('/bin/sh', script, { stdio: 'ignore' });
  let over = false;
  child.once('exit', () => {
    over = true;
  });
  while (!(await answers(port))) {
    if (over) throw new Error(`no realm: ${readFileSync(join(folder, 'kadmin.log'), 'utf8')}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  const env = {
    KRB5_CONFIG: join(folder, 'krb5.conf'),
    KRB5_KTNAME: `FILE:${join(folder, 'service.keytab')}`,
    KRB5CCNAME: `FILE:${join(folder, 'none')}`,
    KRB5RCACHENAME: 'none:',
  };
  let caches = 0;
  return {
    folder,
    env,
    ticket() {
      const cache = `FILE:${join(folder, `cache${caches++}`)}`;
      const keytab = join(folder, 'user.keytab');
      const kinit = spawnSync('kinit', ['-k', '-t', keytab, '-c', cache, REALM_USER], {
        env: { PATH: process.env.PATH, ...env },
      });
      if (kinit.status !== 0) throw new Error(`kinit: ${kinit.stderr}`);
      return cache;
    },
    async close() {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill();
      if (!over) await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
