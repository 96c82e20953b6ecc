// Bodies that belong to no shell, in both directions: Identify and the service's configuration (facts: winrm 1.10).
// Identify answers whether a WS-Man service is there, without shell or PowerShell; strangers are told no versions.
// The configuration is for administrators: who may not read it keeps the safe defaults.

import { ns } from './names.ts';
import { childText, element, escapeText, type XmlElement } from './xml.ts';

/** What a WS-Man service says of itself. To strangers Windows tells no versions: they are zeros. */
export interface Identity {
  readonly protocolVersion: string;
  readonly vendor: string;
  /** e.g. `OS: 10.0.26100 SP: 0.0 Stack: 3.0`. */
  readonly productVersion: string;
}

/** Identify has a header of its own: no addressing, no resource. */
export function writeIdentify(): Uint8Array {
  const text = `<s:Envelope xmlns:s="${ns.soap}" xmlns:wsmid="${ns.identity}"><s:Header/><s:Body><wsmid:Identify/></s:Body></s:Envelope>`;
  return Buffer.from(text);
}

export function isIdentify(body: XmlElement | undefined): boolean {
  return body?.name === 'Identify' && body.uri === ns.identity;
}

export function writeIdentity(identity: Identity): Uint8Array {
  const content =
    element('wsmid:ProtocolVersion', {}, escapeText(identity.protocolVersion)) +
    element('wsmid:ProductVendor', {}, escapeText(identity.vendor)) +
    element('wsmid:ProductVersion', {}, escapeText(identity.productVersion));
  const body = element('s:Body', {}, element('wsmid:IdentifyResponse', { 'xmlns:wsmid': ns.identity }, content));
  return Buffer.from(`<s:Envelope xmlns:s="${ns.soap}"><s:Header/>${body}</s:Envelope>`);
}

/** Undefined when the body is no IdentifyResponse. */
export function readIdentity(body: XmlElement | undefined): Identity | undefined {
  if (body?.name !== 'IdentifyResponse' || body.uri !== ns.identity) return undefined;
  return {
    protocolVersion: childText(body, ns.identity, 'ProtocolVersion') ?? '',
    vendor: childText(body, ns.identity, 'ProductVendor') ?? '',
    productVersion: childText(body, ns.identity, 'ProductVersion') ?? '',
  };
}

/** The part of `winrm/config` that a client can use; only administrators may read it. */
export interface ServiceConfig {
  /** Bytes. */
  readonly maxEnvelopeSize: number | undefined;
  /** Milliseconds. */
  readonly maxTimeout: number | undefined;
  readonly maxBatchItems: number | undefined;
}

export function readConfig(body: XmlElement | undefined): ServiceConfig {
  const number = (name: string): number | undefined => {
    const text = childText(body, ns.config, name);
    return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
  };
  const kilobytes = number('MaxEnvelopeSizekb');
  return {
    maxEnvelopeSize: kilobytes === undefined ? undefined : kilobytes * 1024,
    maxTimeout: number('MaxTimeoutms'),
    maxBatchItems: number('MaxBatchItems'),
  };
}

export function writeConfig(config: { readonly maxEnvelopeSize: number; readonly maxTimeout: number }): string {
  const content =
    element('cfg:MaxEnvelopeSizekb', {}, String(Math.floor(config.maxEnvelopeSize / 1024))) +
    element('cfg:MaxTimeoutms', {}, String(config.maxTimeout)) +
    element('cfg:MaxBatchItems', {}, '32000');
  return element('cfg:Config', { 'xmlns:cfg': ns.config }, content);
}
