// A machine whose front door is Debian's GSSAPI (`__tests__/peers/gss/machine.py`): authentication and sealing are judged by code
// that is not ours; what is behind the door is our own WS-Man service, which never sees a token.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { endpointBindingOf } from '../../src/winrm/auth/channel-binding.ts';
import { powershellBackend } from '../../src/winrm/peer/powershell.ts';
import { createService } from '../../src/winrm/peer/service.ts';
import type { PeerHandler } from '../../src/winrm/peer.ts';

export type Spoil = 'flip' | 'replay' | 'skip' | 'plain';

export interface GssMachineOptions {
  /** Which mechanisms the machine takes; `spnego` in front of what it may carry. */
  readonly mechs: readonly ('ntlm' | 'krb5' | 'spnego')[];
  /** Lines `DOMAIN:user:password` for NTLM. */
  readonly accounts?: readonly string[];
  /** Environment of the realm, for Kerberos. */
  readonly env?: Readonly<Record<string, string>>;
  readonly tls?: { readonly key: string; readonly cert: string; readonly der: Uint8Array };
  /** Believes in this certificate instead of its own (somebody in the middle). */
  readonly bindingOf?: Uint8Array;
  readonly spoil?: Spoil;
  readonly handler?: Partial<PeerHandler>;
}

/** What the door says about a logon. */
export interface DoorWord {
  readonly user?: string;
  readonly mech?: string;
  readonly word?: string;
  readonly bound?: boolean;
  readonly refused?: string;
  readonly leaked?: number;
}

export interface GssMachine {
  readonly port: number;
  readonly words: readonly DoorWord[];
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function serviceOf(
  handler: Partial<PeerHandler>,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const whole: PeerHandler = { invoke: async () => ({}), ...handler };
  const after = (milliseconds: number, callback: () => void): (() => void) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  };
  const common = { handler: whole, now: Date.now, randomBytes };
  const backend = powershellBackend(common);
  const configurations = ['Microsoft.PowerShell'];
  const service = createService({ ...common, backend, configurations, maxEnvelopeSize: 512_000, after });
  return async (request, response) => {
    const closed = new AbortController();
    response.once('close', () => closed.abort());
    const user = { username: String(request.headers['x-user']), domain: '' };
    const served = await service.serve(await bodyOf(request), user, closed.signal);
    if (served === 'drop') response.destroy();
    else response.writeHead(served.status).end(served.soap);
  };
}

function startDoor(config: object, env: NodeJS.ProcessEnv): ChildProcessByStdio<null, Readable, null> {
  return spawn('/usr/bin/python3', ['__tests__/peers/gss/machine.py', JSON.stringify(config)], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

export async function startGssMachine(options: GssMachineOptions): Promise<GssMachine> {
  const folder = mkdtempSync(join(tmpdir(), 'gss-machine-'));
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const serve = serviceOf(options.handler ?? {});
  const behind = createServer((request, response) => void serve(request, response).catch(() => response.destroy()));
  await new Promise<void>(resolve => behind.listen(0, '127.0.0.1', resolve));
  const { tls, mechs, spoil } = options;
  const secure =
    tls === undefined
      ? {}
      : {
          tls: { cert: write('cert.pem', tls.cert), key: write('key.pem', tls.key) },
          binding: endpointBindingOf(options.bindingOf ?? tls.der).toString('hex'),
        };
  const config = { backend: (behind.address() as AddressInfo).port, mechs, ...secure, ...(spoil ? { spoil } : {}) };
  const child = startDoor(config, {
    NTLM_USER_FILE: write('accounts', (options.accounts ?? []).map(line => `${line}\n`).join('')),
    NETBIOS_COMPUTER_NAME: 'SRV01',
    NETBIOS_DOMAIN_NAME: 'CORP',
    ...options.env,
  });
  const words: DoorWord[] = [];
  const lines = createInterface({ input: child.stdout });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the door did not open')));
    lines.on('line', line => {
      const word = JSON.parse(line) as DoorWord & { readonly port?: number };
      if (word.port === undefined) words.push(word);
      else resolve(word.port);
    });
  });
  return {
    port,
    words,
    async close() {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill();
      await ended;
      lines.close();
      behind.closeAllConnections();
      await new Promise(resolve => behind.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}
