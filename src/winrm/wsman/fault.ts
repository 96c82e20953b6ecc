// SOAP faults of every shape that machines were seen to send (facts: winrm 1.13): WSManFault with or without a FaultDetail,
// MSFT_WmiError alone, and a bare code. The number is what counts; texts are localised and kept for the log only.
// An HTTP status says nothing about a fault: it is read from the body, whatever the status (facts: winrm 0.5).

import { WinrmError } from '../errors.ts';
import { codeOfFault, faultMeanings } from './fault-numbers.ts';
import { ns } from './names.ts';
import { child, childText, descendant, element, escapeText, type XmlElement } from './xml.ts';

export interface Fault {
  /** Unsigned decimal of WSManFault or WMI; undefined when the machine sent none. */
  readonly number: number | undefined;
  /** Local name of the SOAP subcode, e.g. `TimedOut`. */
  readonly subcode: string | undefined;
  /** Last part of the FaultDetail URI, e.g. `UnexpectedSelectors`. */
  readonly detail: string | undefined;
  /** Text of the peer: localised, untrusted. */
  readonly text: string;
}

const hresult = /0x([0-9a-f]{8})/i;

function unsigned(text: string | undefined): number | undefined {
  if (text === undefined || !/^-?\d{1,10}$/.test(text.trim())) return undefined;
  const value = Number(text);
  return value < 0 ? value + 2 ** 32 : value;
}

function wmiNumber(detail: XmlElement | undefined): number | undefined {
  const error = descendant(detail, ns.wmiError, 'MSFT_WmiError');
  if (error === undefined) return undefined;
  const code = error.children.find(part => part.name === 'error_Code')?.text;
  const id = hresult.exec(error.children.find(part => part.name === 'MessageID')?.text ?? '');
  return unsigned(code) ?? (id === null ? undefined : Number.parseInt(id[1] ?? '', 16));
}

function localName(qname: string | undefined): string | undefined {
  return qname === undefined ? undefined : qname.slice(qname.indexOf(':') + 1).trim();
}

/** Reads the body's element; undefined when it is not a fault. */
export function readFault(body: XmlElement | undefined): Fault | undefined {
  if (body?.name !== 'Fault' || body.uri !== ns.soap) return undefined;
  const detail = child(body, ns.soap, 'Detail');
  const wsman = descendant(detail, ns.fault, 'WSManFault');
  const subcode = child(child(body, ns.soap, 'Code'), ns.soap, 'Subcode');
  const bare = detail?.children.find(part => part.name === 'Code')?.text;
  const message = childText(wsman, ns.fault, 'Message');
  const uri = childText(detail, ns.wsman, 'FaultDetail');
  const reason = childText(child(body, ns.soap, 'Reason'), ns.soap, 'Text') ?? '';
  return {
    number: unsigned(wsman?.attributes.get('Code')) ?? wmiNumber(detail) ?? unsigned(bare),
    subcode: localName(childText(subcode, ns.soap, 'Value')),
    detail: uri?.slice(uri.lastIndexOf('/') + 1),
    text: message === undefined || message === '' ? reason : message,
  };
}

export interface FaultInput {
  readonly number: number;
  /** `s:Sender` blames the request, `s:Receiver` the machine. */
  readonly blame?: 'Sender' | 'Receiver';
  readonly subcode?: string;
  readonly detail?: string;
  readonly text?: string;
  readonly machine?: string;
  /** `wmi`: MSFT_WmiError and nothing else, as Windows Server 2012 and later report a quota; default a WSManFault. */
  readonly shape?: 'wsman' | 'wmi';
}

const cimBinding = 'http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd';

/** Which error of WMI, twice: the unsigned number, and in the text of MessageID. */
function writeWmiError(number: number, text: string): string {
  const parts =
    element('p:CIMStatusCode', {}, '27') +
    element('p:Message', {}, text) +
    element('p:MessageID', {}, `HRESULT 0x${number.toString(16).padStart(8, '0')}`) +
    element('p:ProbableCause', {}, '0') +
    element('p:error_Code', {}, String(number));
  return element('p:MSFT_WmiError', { 'xmlns:p': ns.wmiError, 'xmlns:b': cimBinding, 'b:IsCIM_Error': 'true' }, parts);
}

function writeWsmanFault({ number, detail, machine }: FaultInput, text: string): string {
  const uri = `http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/${detail}`;
  const message = element('f:Message', {}, text);
  return (
    (detail === undefined ? '' : element('wsman:FaultDetail', {}, uri)) +
    element('f:WSManFault', { 'xmlns:f': ns.fault, Code: String(number), Machine: machine ?? 'localhost' }, message)
  );
}

/** Markup of a fault as Windows writes it. */
export function writeFault(fault: FaultInput): string {
  const text = escapeText(fault.text ?? 'The request could not be served.');
  const subcode = element('s:Subcode', {}, element('s:Value', {}, `wsman:${fault.subcode ?? 'InternalError'}`));
  const code = element('s:Code', {}, element('s:Value', {}, `s:${fault.blame ?? 'Receiver'}`) + subcode);
  const reason = element('s:Reason', {}, element('s:Text', { 'xml:lang': 'en-US' }, text));
  const detail = fault.shape === 'wmi' ? writeWmiError(fault.number, text) : writeWsmanFault(fault, text);
  return element('s:Fault', {}, `${code}${reason}${element('s:Detail', {}, detail)}`);
}

/** The error of a fault. @param phase what we were doing, e.g. `opening the shell`. */
export function faultError(fault: Fault, phase: string, httpStatus?: number): WinrmError {
  const label = fault.number === undefined ? (fault.subcode ?? 'without a number') : `${fault.number}`;
  const help = fault.number === undefined ? undefined : faultMeanings.get(fault.number)?.help;
  return new WinrmError(codeOfFault(fault.number, fault.subcode), `fault ${label} while ${phase}`, {
    phase,
    ...(fault.number === undefined ? {} : { fault: fault.number }),
    ...(help === undefined ? {} : { help }),
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(fault.text === '' ? {} : { peerText: fault.text }),
  });
}
