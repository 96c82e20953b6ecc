// Kerberos as a mechanism (RFC 4121): the ticket goes out with the first request, the machine's proof comes back with the answer
// and is checked before anything is believed. Tokens, keys and sealing live in one PowerShell process for all machines, which this
// file only asks (facts: powershell-engine 3). Without a user name the ticket of whoever runs us is used.
// A ticket is proof of nothing to us before the machine has answered it: mutual authentication is not optional.

import { WinrmError } from '../../errors.ts';
import type { DistantSealing, KerberosTokens, MechanismContext, Scheme, SchemeOptions } from '../scheme.ts';
import { kerberosFailure, machineRefusal } from './failure.ts';
import { createKerberosSealing } from './sealing.ts';

export type KerberosContext = Omit<MechanismContext, 'sealing'> & {
  sealing(): DistantSealing;
  dispose(): void;
  /** Throws WINRM_AUTH_FAILED where the machine's signature over a text is wrong. .NET can tell from version 9 on. */
  verify(text: Uint8Array, signature: Uint8Array): Promise<void>;
};

/** `HTTP` → `HTTP/name`; a whole name stays as it is. The class that every domain member has is lower case to MIT. */
export function spnOf(service: string, servername: string): string {
  if (service.includes('/')) return service;
  return `${service === 'HOST' ? 'host' : service}/${servername.replace(/\.$/, '')}`;
}

/** User, realm and password; undefined for whoever runs us. Realms of Windows are upper case, and MIT takes them literally. */
async function accountOf(
  options: SchemeOptions,
): Promise<{ user: string; domain: string; password: string } | undefined> {
  if (options.username === '') return undefined;
  const [, netbios, plain = ''] = /^(?:([^\\]*)\\)?(.*)$/s.exec(options.username) ?? [];
  const at = plain.lastIndexOf('@');
  const realm = options.domain ?? netbios ?? (at === -1 ? '' : plain.slice(at + 1));
  const user = at === -1 || options.domain !== undefined ? plain : plain.slice(0, at);
  return { user, domain: realm.toUpperCase(), password: await options.password() };
}

type Phase = 'fresh' | 'asked' | 'complete';

class KerberosClient implements KerberosContext {
  readonly #options: SchemeOptions;
  readonly #tokens: KerberosTokens;
  readonly #spn: string;
  #phase: Phase = 'fresh';
  #context: string | undefined;
  #sealing: DistantSealing | undefined;
  #disposed = false;

  constructor(options: SchemeOptions, kerberos: NonNullable<SchemeOptions['kerberos']>) {
    this.#options = options;
    this.#tokens = kerberos.tokens;
    this.#spn = spnOf(kerberos.spn, options.servername);
  }

  readonly step: KerberosContext['step'] = async token => {
    if (this.#phase === 'fresh') {
      const { channelBinding } = this.#options;
      const account = await accountOf(this.#options);
      const answer = await this.#tokens.start({ spn: this.#spn, channelBinding, account });
      this.#context = answer.context;
      // The deadline may have ended the connection meanwhile.
      if (this.#disposed) this.dispose();
      if (answer.status !== 'ContinueNeeded' || answer.bytes.length === 0) throw kerberosFailure(answer, this.#spn);
      this.#phase = 'asked';
      return { kind: 'send', token: answer.bytes, final: true, mayGoOn: true };
    }
    const context = this.#context;
    if (this.#phase !== 'asked' || context === undefined || token === undefined) {
      throw new WinrmError('WINRM_AUTH_FAILED', `a Kerberos token came out of turn (${this.#phase})`);
    }
    const refusal = machineRefusal(token, this.#spn);
    if (refusal !== undefined) throw refusal;
    if (token.length === 0) throw new WinrmError('WINRM_AUTH_FAILED', 'the machine did not prove who it is');
    const answer = await this.#tokens.ask('step', context, token);
    if (answer.status !== 'Completed' || answer.bytes.length > 0) {
      throw new WinrmError('WINRM_AUTH_FAILED', `the machine did not prove who it is (${answer.status})`);
    }
    this.#phase = 'complete';
    this.#sealing = createKerberosSealing((operation, bytes) => this.#tokens.ask(operation, context, bytes));
    return { kind: 'done' };
  };

  sealing(): DistantSealing {
    if (this.#sealing !== undefined) return this.#sealing;
    throw new WinrmError('WINRM_USAGE_INVALID', 'sealing was asked for before the Kerberos exchange was complete');
  }

  async verify(text: Uint8Array, signature: Uint8Array): Promise<void> {
    const { status } = await this.#tokens.ask('verify', this.#context ?? '', text, signature);
    if (status === 'Completed' || status === 'Skipped') return;
    throw new WinrmError('WINRM_AUTH_FAILED', `the list of mechanisms was changed on the way (${status})`);
  }

  dispose(): void {
    this.#disposed = true;
    if (this.#context === undefined) return;
    this.#tokens.drop(this.#context);
    this.#context = undefined;
  }
}

/** Throws WINRM_USAGE_INVALID without a token source. */
export function createKerberosClient(options: SchemeOptions): KerberosContext {
  if (options.kerberos === undefined) throw new WinrmError('WINRM_USAGE_INVALID', 'Kerberos needs a source of tokens');
  return new KerberosClient(options, options.kerberos);
}

/** The HTTP scheme `Kerberos`: for machines that offer it; with `Negotiate` switched off there it is the only one. */
export const kerberos: Scheme = {
  name: 'kerberos',
  seals: true,
  createContext: options => {
    const mechanism = createKerberosClient(options);
    return {
      httpScheme: 'Kerberos',
      sealLabel: 'application/HTTP-Kerberos-session-encrypted',
      step: token => mechanism.step(token),
      sealing: () => mechanism.sealing(),
      outcome: () => ({ mechanism: 'kerberos' }),
      dispose: () => mechanism.dispose(),
    };
  },
};
