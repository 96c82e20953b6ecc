// What each fault number means to us, as data: the number decides, the text never does (facts: winrm 1.13, design 5.6).
// A number that is not listed is WINRM_FAULT; nothing here says "try again", the code's own `retryable` does.
// To teach the client a number is to add it to a row.

import type { WinrmErrorCode } from '../errors.ts';

/** Receive found no output in time: not a failure, ask again. */
export const pollAgain = 2150858793;

/** Numbers that mean "already gone", harmless when cleaning up. */
export const alreadyGone: ReadonlySet<number> = new Set([995, 2150858843, 2150859082, 2150859087, 2150859212]);

const rows: readonly (readonly [WinrmErrorCode, readonly number[]])[] = [
  ['WINRM_ACCESS_DENIED', [5, 2147942405, 2150859012, 2150859013, 2150859014, 2150859231]],
  ['WINRM_BUSY', [170, 2147943418, 2150859026, 2150859213]],
  ['WINRM_SHELL_GONE', [995, 2150858843, 2150859082, 2150859087, 2150859206, 2150859216]],
  ['WINRM_OPERATION_TIMED_OUT', [pollAgain]],
  ['WINRM_ENVELOPE_TOO_LARGE', [2150858790, 2150858824, 2150858825, 2150859025]],
  ['WINRM_AUTH_REJECTED', [1311, 1312, 1326, 2150858806, 2150859022]],
  ['WINRM_ENDPOINT_MISSING', [2150858754, 2150858757, 2150858811]],
  [
    'WINRM_QUOTA_EXCEEDED',
    [
      2150858815, 2150859173, 2150859174, 2150859175, 2150859176, 2150859179, 2150859236, 2150859237, 2150859238,
      2150859239, 2150859240, 2150859241, 2150859242,
    ],
  ],
  ['WINRM_REMOTING_DISABLED', [2150859180, 2150859229, 2150859235]],
  ['WINRM_PIPELINE_STOPPED', [2150859212]],
  ['WINRM_CONNECTION_LOST', [2150859230]],
  ['WINRM_SHUTTING_DOWN', [1115]],
  ['WINRM_NOT_FOUND', [2150859027]],
  ['WINRM_PROTOCOL_VIOLATED', [2152991685, 2152992672]],
  [
    'WINRM_USAGE_INVALID',
    [87, 2147942606, 2150858767, 2150858778, 2150858813, 2150858868, 2150858881, 2150859140, 2150859202],
  ],
];

/** WS-Man subcodes, for faults that carry no number at all (OMI and old hosts): QNames of the protocol, not text. */
const subcodes: Readonly<Record<string, WinrmErrorCode>> = {
  AccessDenied: 'WINRM_ACCESS_DENIED',
  QuotaLimit: 'WINRM_QUOTA_EXCEEDED',
  TimedOut: 'WINRM_OPERATION_TIMED_OUT',
  EncodingLimit: 'WINRM_ENVELOPE_TOO_LARGE',
};

const byNumber: ReadonlyMap<number, WinrmErrorCode> = new Map(
  rows.flatMap(([code, numbers]) => numbers.map(number => [number, code] as const)),
);

export const faultNumbers: ReadonlyMap<number, WinrmErrorCode> = byNumber;

/** @param subcode local name of the SOAP subcode, looked at only when there is no number. */
export function codeOfFault(number: number | undefined, subcode: string | undefined): WinrmErrorCode {
  if (number !== undefined) return byNumber.get(number) ?? 'WINRM_FAULT';
  return (subcode === undefined ? undefined : subcodes[subcode]) ?? 'WINRM_FAULT';
}
