// The other side of an NTLM exchange that this repository did not write: Debian's gss-ntlmssp behind a line protocol
// (`__tests__/peers/gss/peer.py`). `gssMissing` is empty where it is installed and says what is missing where it is not.

import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

// Debian's interpreter by its path: the packages belong to it, not to whichever python comes first.
const PYTHON = '/usr/bin/python3';
const PROBE = [
  'import gssapi',
  'mechs = [m.dotted_form for m in gssapi.raw.indicate_mechs()]',
  'raise SystemExit(0 if "1.3.6.1.4.1.311.2.2.10" in mechs else 1)',
].join('\n');

const probe = spawnSync(PYTHON, ['-c', PROBE], { stdio: 'ignore' });

export const gssMissing = probe.status === 0 ? '' : 'packages gss-ntlmssp and python3-gssapi';

export interface GssAnswer {
  readonly token?: string | null;
  readonly complete?: boolean;
  readonly initiator?: string | null;
  readonly message?: string;
  readonly encrypted?: boolean;
  readonly error?: string;
}

export class GssPeer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'gss-'));
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;

  /**
   * @param accounts lines `DOMAIN:user:password`; an initiator takes its password from there, an acceptor what it expects.
   * @param env of the realm, for Kerberos.
   */
  constructor(accounts: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const file = join(this.#folder, 'accounts');
    writeFileSync(file, accounts.map(line => `${line}\n`).join(''), { mode: 0o600 });
    this.#child = spawn(PYTHON, ['__tests__/peers/gss/peer.py'], {
      env: {
        PATH: process.env.PATH,
        NTLM_USER_FILE: file,
        NETBIOS_COMPUTER_NAME: 'SRV01',
        NETBIOS_DOMAIN_NAME: 'CORP',
        ...env,
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#reader = createInterface({ input: this.#child.stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  async ask(request: Readonly<Record<string, unknown>>): Promise<GssAnswer> {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const line = await this.#lines.next();
    if (line.done === true) throw new Error('the GSS peer has ended');
    return JSON.parse(line.value) as GssAnswer;
  }

  close(): void {
    this.#reader.close();
    this.#child.kill();
    rmSync(this.#folder, { recursive: true });
  }
}
