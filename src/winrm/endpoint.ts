// Where a machine listens, parsed and judged once; everything later takes it as it is.
// HTTPS on 5986 unless told otherwise; `http-sealed` on 5985 means that every message is sealed. There is no plain form.
// Proxies named in the environment are ignored: an HTTP proxy cannot carry NTLM (facts: winrm 4, row 19).

import { isIP } from 'node:net';
import { WinrmError } from './errors.ts';
import { type JumpHost, parseJumpHost } from './jump.ts';

export type TransportName = 'https' | 'http-sealed';

export interface EndpointInput {
  /** Default `https`. */
  readonly transport?: TransportName;
  /** Name or address to connect to; an IPv6 literal with or without brackets. */
  readonly host: string;
  /** Default 5986 for `https`, 5985 for `http-sealed`. */
  readonly port?: number;
  /** Default `/wsman`. */
  readonly path?: string;
  /** Name for the certificate and for the tokens, where it is not the host. */
  readonly servername?: string;
  /** PEM text: these authorities are trusted instead of the built-in ones. */
  readonly ca?: string;
  /**
   * SHA-256 of the machine's certificate, 64 hexadecimal digits, colons allowed. A pin alone replaces the validation of chain,
   * name and dates (it names this very certificate, self-signed or not); together with `ca` both must hold.
   */
  readonly pin?: string;
  /** Jump host, `socks5://[user:password@]host[:port]`; TLS and sealing stay between us and the machine. */
  readonly via?: string;
}

export interface Endpoint {
  readonly transport: TransportName;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly servername: string;
  /** Server name indication; undefined for addresses, which TLS does not name. */
  readonly sni: string | undefined;
  /** For the Host header, with brackets where needed. */
  readonly authority: string;
  /** For wsa:To. */
  readonly url: string;
  readonly ca: string | undefined;
  /** Lower case, no colons. */
  readonly pin: string | undefined;
  readonly via: JumpHost | undefined;
}

const NAME =
  /^(?=.{1,253}\.?$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i;
const PATH = /^\/[\w./~%!$&'()*+,;=:@?-]*$/;

function refuse(what: string): never {
  throw new WinrmError('WINRM_USAGE_INVALID', what);
}

function hostOf(text: string): string {
  const host = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  if (isIP(host) === 0 && !NAME.test(host)) refuse(`${JSON.stringify(text)} is neither a machine name nor an address`);
  return host;
}

function pinOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const pin = text.replaceAll(':', '').toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(pin)) refuse('the pin is not a SHA-256 of 64 hexadecimal digits');
  return pin;
}

/** Throws WINRM_USAGE_INVALID on a host, port, path, certificate text or pin that cannot be meant. */
export function parseEndpoint(input: EndpointInput): Endpoint {
  const transport = input.transport ?? 'https';
  const secure = transport === 'https';
  const host = hostOf(input.host);
  const servername = hostOf(input.servername ?? host);
  const port = input.port ?? (secure ? 5986 : 5985);
  if (!Number.isInteger(port) || port < 1 || port > 65535) refuse(`${port} is not a port`);
  const path = input.path ?? '/wsman';
  if (!PATH.test(path)) refuse(`${JSON.stringify(path)} is not a URL path`);
  if (input.ca !== undefined && !input.ca.includes('-----BEGIN CERTIFICATE-----'))
    refuse('`ca` holds no PEM certificate');
  const pin = pinOf(input.pin);
  if (!secure && (input.ca !== undefined || pin !== undefined)) refuse('`ca` and `pin` mean nothing without HTTPS');
  // A zone id (fe80::1%eth0) means something on this computer only.
  const [literal = host] = host.split('%');
  const authority = `${isIP(host) === 6 ? `[${literal}]` : host}:${port}`;
  const url = `${secure ? 'https' : 'http'}://${authority}${path}`;
  const sni = isIP(servername) === 0 ? servername.replace(/\.$/, '') : undefined;
  const via = input.via === undefined ? undefined : parseJumpHost(input.via);
  return { transport, host, port, path, servername, sni, authority, url, ca: input.ca, pin, via };
}
