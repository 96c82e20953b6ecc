// SPNEGO's messages (RFC 4178) and nothing of their meaning: the list of mechanisms that we offer with the first one's token, and
// the answers back and forth. Bytes in, fields out; what is not DER or not SPNEGO is refused.
// The list is written once and signed exactly as it was sent.

import { WinrmError } from '../errors.ts';
import { DER, element, elementsByTag, encodeElement, oidOf } from './der.ts';

/** Object identifiers of mechanisms (DER content, hex). */
export const MECHANISMS = { kerberos: '2a864886f712010202', ntlm: '2b06010401823702020a' } as const;

/** Microsoft's own misprint of Kerberos' identifier, which Windows may answer with (MS-SPNG 3.1.5.2). */
const MICROSOFT_KERBEROS = '2a864882f712010202';
const SPNEGO_OID = Buffer.from('2b0601050502', 'hex');
const STATES = ['accept-completed', 'accept-incomplete', 'reject', 'request-mic'] as const;

export type SpnegoState = (typeof STATES)[number];

export interface SpnegoAnswer {
  readonly state?: SpnegoState;
  /** Identifier of the mechanism that was chosen, hex. */
  readonly mechanism?: string;
  readonly token?: Uint8Array;
  readonly mic?: Uint8Array;
}

/** MechTypeList: what a mechListMIC signs. @param oids DER contents, hex, the preferred one first. */
export function encodeMechanismList(oids: readonly string[]): Buffer {
  return encodeElement(DER.SEQUENCE, ...oids.map(oid => encodeElement(DER.OID, Buffer.from(oid, 'hex'))));
}

/** NegTokenInit: the list and the first mechanism's first token. */
export function encodeOffer(list: Uint8Array, token: Uint8Array): Buffer {
  const fields = [encodeElement(0xa0, list), encodeElement(0xa2, encodeElement(DER.OCTET_STRING, token))];
  const offer = encodeElement(0xa0, encodeElement(DER.SEQUENCE, ...fields));
  return encodeElement(0x60, encodeElement(DER.OID, SPNEGO_OID), offer);
}

/** NegTokenResp of ours: a mechanism's next token, and its signature of the list. */
export function encodeAnswer({ token, mic }: Pick<SpnegoAnswer, 'token' | 'mic'>): Buffer {
  const fields = [
    ...(token === undefined ? [] : [encodeElement(0xa2, encodeElement(DER.OCTET_STRING, token))]),
    ...(mic === undefined ? [] : [encodeElement(0xa3, encodeElement(DER.OCTET_STRING, mic))]),
  ];
  return encodeElement(0xa1, encodeElement(DER.SEQUENCE, ...fields));
}

function broken(what: string): WinrmError {
  return new WinrmError('WINRM_AUTH_FAILED', `not an SPNEGO answer: ${what}`);
}

function octets(field: Uint8Array | undefined): Uint8Array | undefined {
  if (field === undefined) return undefined;
  const value = element(field);
  if (value?.tag !== DER.OCTET_STRING) throw broken('a token is no octet string');
  return value.content;
}

function stateOf(field: Uint8Array | undefined): SpnegoState | undefined {
  if (field === undefined) return undefined;
  const value = element(field);
  const state =
    value?.tag === DER.ENUMERATED && value.content.length === 1 ? STATES[value.content[0] ?? 255] : undefined;
  if (state === undefined) throw broken('an unknown state');
  return state;
}

/** Reads a NegTokenResp. Throws WINRM_AUTH_FAILED on anything else. */
export function decodeAnswer(bytes: Uint8Array): SpnegoAnswer {
  const outer = element(bytes);
  if (outer?.tag !== 0xa1 || outer.rest.length > 0) throw broken('no NegTokenResp');
  const inner = element(outer.content);
  const fields = elementsByTag(inner?.tag === DER.SEQUENCE ? inner.content : undefined);
  if (fields === undefined) throw broken('its fields are cut');
  const state = stateOf(fields.get(0xa0));
  const chosen = oidOf(fields.get(0xa1));
  const token = octets(fields.get(0xa2));
  const mic = octets(fields.get(0xa3));
  return {
    ...(state === undefined ? {} : { state }),
    ...(chosen === '' ? {} : { mechanism: chosen === MICROSOFT_KERBEROS ? MECHANISMS.kerberos : chosen }),
    ...(token === undefined ? {} : { token }),
    ...(mic === undefined ? {} : { mic }),
  };
}
