// The HTTP scheme `Negotiate` (RFC 4559). Windows takes a raw mechanism's tokens under it just as it takes SPNEGO (facts: winrm
// 3.2), so any mechanism fits in unchanged (`underNegotiate`). The scheme `negotiate` is SPNEGO made of the others: Kerberos first,
// and NTLM only where the caller allows it, with the reason told in the outcome. What the domain says about the account is final:
// the same password is never tried a second way. NTLM inside SPNEGO signs the list, so that nobody in between can shorten it.

import { WinrmError } from '../errors.ts';
import { createKerberosClient, type KerberosContext } from './kerberos/client.ts';
import { createNtlmClient, type NtlmContext } from './ntlm/client.ts';
import type { AuthOutcome, MechanismContext, Scheme, SchemeContext, SchemeOptions, SchemeStep } from './scheme.ts';
import {
  decodeAnswer,
  encodeAnswer,
  encodeMechanismList,
  encodeOffer,
  MECHANISMS,
  type SpnegoAnswer,
} from './spnego.ts';

const SEAL_LABEL = 'application/HTTP-SPNEGO-session-encrypted';
const NOTHING = new Uint8Array(0);

/** A mechanism as a scheme that travels under `Negotiate`. */
export function underNegotiate(name: string, createMechanism: (options: SchemeOptions) => MechanismContext): Scheme {
  return {
    name,
    seals: true,
    createContext: options => {
      const { step, sealing } = createMechanism(options);
      return { httpScheme: 'Negotiate', sealLabel: SEAL_LABEL, step, sealing };
    },
  };
}

function broken(what: string): WinrmError {
  return new WinrmError('WINRM_AUTH_FAILED', `Negotiate: ${what}`);
}

/** Kerberos cannot be used here; whatever the domain has said about the account is something else. */
function meansUnusable(error: unknown): error is WinrmError {
  return error instanceof WinrmError && error.code.startsWith('WINRM_KERBEROS_');
}

class SpnegoContext implements SchemeContext {
  readonly httpScheme = 'Negotiate';
  readonly sealLabel = SEAL_LABEL;
  readonly #options: SchemeOptions;
  #list: Buffer = Buffer.alloc(0);
  #kerberos: KerberosContext | undefined;
  #ntlm: NtlmContext | undefined;
  #fallback: AuthOutcome['fallback'];
  #complete = false;

  constructor(options: SchemeOptions) {
    this.#options = options;
    this.#kerberos = createKerberosClient(options);
  }

  async step(challenge?: Uint8Array): Promise<SchemeStep> {
    if (challenge === undefined) return await this.#offer();
    if (this.#complete) throw broken('a token came after the end');
    const answer = decodeAnswer(challenge);
    return this.#ntlm === undefined ? await this.#afterKerberos(answer) : await this.#afterNtlm(this.#ntlm, answer);
  }

  sealing(): ReturnType<SchemeContext['sealing']> {
    const mechanism = this.#complete ? (this.#ntlm ?? this.#kerberos) : undefined;
    if (mechanism !== undefined) return mechanism.sealing();
    throw new WinrmError('WINRM_USAGE_INVALID', 'sealing was asked for before the exchange was complete');
  }

  outcome(): AuthOutcome {
    const mechanism = this.#ntlm === undefined ? 'kerberos' : 'ntlm';
    return { mechanism, ...(this.#fallback === undefined ? {} : { fallback: this.#fallback }) };
  }

  dispose(): void {
    this.#kerberos?.dispose();
  }

  async #offer(): Promise<SchemeStep> {
    const allowed = this.#options.ntlmFallback === true && this.#options.username !== '';
    try {
      const first = await this.#kerberos?.step();
      if (first?.kind !== 'send') throw broken('Kerberos has no first token');
      this.#list = encodeMechanismList([MECHANISMS.kerberos, ...(allowed ? [MECHANISMS.ntlm] : [])]);
      return { ...first, token: encodeOffer(this.#list, first.token) };
    } catch (error) {
      if (!allowed || !meansUnusable(error)) throw error;
      this.#list = encodeMechanismList([MECHANISMS.ntlm]);
      return { kind: 'send', token: encodeOffer(this.#list, await this.#fallBack(error)), final: false };
    }
  }

  /** From now on NTLM. @returns its first token. */
  async #fallBack({ code, message }: WinrmError): Promise<Uint8Array> {
    this.#kerberos?.dispose();
    this.#kerberos = undefined;
    this.#fallback = { code, message };
    this.#ntlm = createNtlmClient(this.#options);
    const first = await this.#ntlm.step();
    if (first.kind !== 'send') throw broken('NTLM has no first token');
    return first.token;
  }

  async #afterKerberos({ state, mechanism, token, mic }: SpnegoAnswer): Promise<SchemeStep> {
    const chosen = mechanism ?? MECHANISMS.kerberos;
    if (chosen === MECHANISMS.ntlm && this.#options.ntlmFallback === true && this.#options.username !== '') {
      const reason = new WinrmError('WINRM_KERBEROS_FAILED', 'the machine does not take Kerberos');
      return { kind: 'send', token: encodeAnswer({ token: await this.#fallBack(reason) }), final: false };
    }
    if (chosen !== MECHANISMS.kerberos) throw broken('the machine chose a mechanism that was not offered');
    // A token of a machine that rejects says why; one that does not makes the step fail.
    const last = token === undefined && state === 'reject' ? undefined : await this.#kerberos?.step(token ?? NOTHING);
    if (last?.kind !== 'done' || state !== 'accept-completed') {
      throw new WinrmError('WINRM_AUTH_REJECTED', 'Negotiate: the machine rejected the ticket');
    }
    // Kerberos was our first choice, so nobody has to sign the list (RFC 4178 section 5); a signature that is there must hold.
    if (mic !== undefined) await this.#kerberos?.verify(this.#list, mic);
    this.#complete = true;
    return last;
  }

  async #afterNtlm(ntlm: NtlmContext, answer: SpnegoAnswer): Promise<SchemeStep> {
    const { state, mechanism, token, mic } = answer;
    if (mechanism !== undefined && mechanism !== MECHANISMS.ntlm) throw broken('the machine changed the mechanism');
    if (state === 'reject') throw new WinrmError('WINRM_AUTH_REJECTED', 'Negotiate: the machine rejected the logon');
    const next = await ntlm.step(token ?? NOTHING);
    if (next.kind === 'send') {
      const signature = ntlm.signing().signList(this.#list);
      return { ...next, token: encodeAnswer({ token: next.token, mic: signature }) };
    }
    if (state !== 'accept-completed' || mic === undefined)
      throw broken('the machine did not sign the list of mechanisms');
    ntlm.signing().verifyList(this.#list, mic);
    this.#complete = true;
    return next;
  }
}

/** SPNEGO: Kerberos, or NTLM where that is allowed. Throws WINRM_USAGE_INVALID without a source of Kerberos tokens. */
export const negotiate: Scheme = {
  name: 'negotiate',
  seals: true,
  createContext: options => {
    const context = new SpnegoContext(options);
    return {
      httpScheme: context.httpScheme,
      sealLabel: context.sealLabel,
      step: challenge => context.step(challenge),
      sealing: () => context.sealing(),
      outcome: () => context.outcome(),
      dispose: () => context.dispose(),
    };
  },
};
