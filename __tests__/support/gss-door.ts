// The process in which Debian's GSSAPI keeps the doors of machines (`__tests__/peers/gss/machine.py`): authentication and sealing are
// judged by code that is not ours. What is behind the doors is one listener of ours, which is told the machine and never sees a token.
// What the doors say of each logon is kept in order.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { endpointBindingOf } from '../../src/winrm/auth/channel-binding.ts';

export type Spoil = 'flip' | 'replay' | 'skip' | 'plain';
export type Form = 'bare' | 'spaced' | 'unended' | 'cut';

export interface GssDoorOptions {
  /** Which mechanisms the machines take; `spnego` in front of what it may carry. */
  readonly mechs: readonly ('ntlm' | 'krb5' | 'spnego')[];
  /** Lines `DOMAIN:user:password` for NTLM. */
  readonly accounts?: readonly string[];
  /** Environment of the realm, for Kerberos. */
  readonly env?: Readonly<Record<string, string>>;
  readonly tls?: { readonly key: string; readonly cert: string; readonly der: Uint8Array };
  /** Believes in this certificate instead of its own (somebody in the middle); null: looks at no channel binding. */
  readonly bindingOf?: Uint8Array | null;
  readonly spoil?: Spoil;
  /** How sealed answers are written, where not as Windows does. */
  readonly form?: Form;
}

/** What a door says about a logon. */
export interface DoorWord {
  readonly machine: string;
  readonly user?: string;
  readonly mech?: string;
  readonly word?: string;
  readonly bound?: boolean;
  /** With Kerberos: whose key has opened the ticket. */
  readonly service?: string;
  readonly refused?: string;
  /** Bytes that came in the clear over HTTP. */
  readonly leaked?: number;
  /** Bytes that came without a token from somebody whom nobody knows; they are never answered. */
  readonly unasked?: number;
}

interface Place {
  /** Port of the listener behind the doors. */
  readonly backend: number;
  readonly machines: readonly string[];
  /** Where the search for free ports begins; any port where it is left out. */
  readonly first?: number;
}

export interface GssDoors {
  readonly ports: ReadonlyMap<string, number>;
  readonly words: readonly DoorWord[];
  /** The machine is down: nobody listens, and everyone on the line is dropped. */
  shut(machine: string): Promise<unknown>;
  open(machine: string): Promise<unknown>;
  /** How many connections are open. */
  count(machine: string): Promise<number>;
  close(): Promise<void>;
}

type Line = DoorWord & { readonly port?: number; readonly done?: object; readonly lines?: number };

/** A folder for what the process reads, and its configuration with the environment. */
function configure(folder: string, options: GssDoorOptions, place: Place) {
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const { tls, mechs, spoil, form, bindingOf = tls?.der } = options;
  const binding = bindingOf == null ? {} : { binding: endpointBindingOf(bindingOf).toString('hex') };
  const secure =
    tls === undefined ? {} : { tls: { cert: write('cert.pem', tls.cert), key: write('key.pem', tls.key) }, ...binding };
  const env = {
    PATH: process.env.PATH,
    NTLM_USER_FILE: write('accounts', (options.accounts ?? []).map(line => `${line}\n`).join('')),
    NETBIOS_COMPUTER_NAME: 'SRV01',
    NETBIOS_DOMAIN_NAME: 'CORP',
    ...options.env,
  };
  return { config: { ...place, mechs, ...secure, ...(spoil ? { spoil } : {}), ...(form ? { form } : {}) }, env };
}

/** Resolves as soon as every machine has its port. */
export async function openGssDoors(options: GssDoorOptions, place: Place): Promise<GssDoors> {
  const folder = mkdtempSync(join(tmpdir(), 'gss-doors-'));
  const { config, env } = configure(folder, options, place);
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
    '/usr/bin/python3',
    ['__tests__/peers/gss/machine.py', JSON.stringify(config)],
    { env, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ports = new Map<string, number>();
  const words: DoorWord[] = [];
  const orders: ((lines: number) => void)[] = [];
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the doors did not open')));
    lines.on('line', text => {
      const line = JSON.parse(text) as Line;
      if (line.done !== undefined) orders.shift()?.(line.lines ?? 0);
      else if (line.port === undefined) words.push(line);
      else if (ports.set(line.machine, line.port).size === place.machines.length) resolve();
    });
  });
  const order = (what: 'shut' | 'open' | 'count', machine: string): Promise<number> =>
    new Promise(resolve => {
      orders.push(resolve);
      child.stdin.write(`${JSON.stringify({ [what]: machine })}\n`);
    });
  return {
    ports,
    words,
    shut: machine => order('shut', machine),
    open: machine => order('open', machine),
    count: machine => order('count', machine),
    async close() {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.stdin.end();
      await ended;
      lines.close();
      rmSync(folder, { recursive: true });
    },
  };
}
