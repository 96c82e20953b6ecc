// What an HTTP answer means to a WinRM client: SOAP, a sealed body, or an error with a code of its own. The body is judged by its
// Content-Type first and the status afterwards, since Windows sends its faults as 500 and proxies send HTML with anything
// (facts: winrm 1.1). Text of the peer is only quoted, never decided on.

import { isSealedContentType } from './auth/sealing.ts';
import { WinrmError, type WinrmErrorCode, type WinrmErrorDetail } from './errors.ts';
import type { HttpAnswer } from './http-response.ts';

export const SOAP_CONTENT_TYPE = 'application/soap+xml;charset=UTF-8';

export type AnswerKind = 'soap' | 'sealed' | 'empty' | 'other';

const STATUS_CODES: ReadonlyMap<number, readonly [WinrmErrorCode, string]> = new Map([
  [401, ['WINRM_AUTH_REJECTED', 'the credentials were rejected']],
  [403, ['WINRM_FORBIDDEN', 'the request was refused']],
  [404, ['WINRM_NOT_FOUND', 'there is no WS-Man service at this path']],
  [413, ['WINRM_ENVELOPE_TOO_LARGE', 'the request is larger than the machine accepts']],
  [425, ['WINRM_BUSY', 'the service is busy']],
  [429, ['WINRM_BUSY', 'the service is busy']],
  [503, ['WINRM_BUSY', 'the service is busy']],
]);
const QUOTE = 200;

function contentTypeOf(answer: HttpAnswer): string | undefined {
  return answer.headers.get('content-type')?.[0];
}

/** What kind of body an answer has. A SOAP answer without a body is an empty one. */
export function kindOf(answer: HttpAnswer): AnswerKind {
  if (answer.body.length === 0) return 'empty';
  const contentType = contentTypeOf(answer);
  if (isSealedContentType(contentType)) return 'sealed';
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/soap+xml' ? 'soap' : 'other';
}

export function isSuccess(answer: HttpAnswer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/** The first words of a body that is not for us, tags removed: a proxy often says here who it is. */
function quoteOf(answer: HttpAnswer): string {
  const text = answer.body.subarray(0, 4096).toString('utf8');
  const words = text.replace(/<(?:style|script)\b[\s\S]*?<\/(?:style|script)>/gi, ' ').replace(/<[^>]*>/g, ' ');
  return words.replace(/\s+/g, ' ').trim().slice(0, QUOTE);
}

/** The error that an answer without SOAP stands for. `where` is the machine's address. */
export function failureOf(answer: HttpAnswer, where: string, extra: WinrmErrorDetail = {}): WinrmError {
  const other = isSuccess(answer) ? 'the answer is not SOAP' : `unexpected HTTP status ${answer.status}`;
  const [code, what] = STATUS_CODES.get(answer.status) ?? (['WINRM_HTTP_FAILED', other] as const);
  const quote = kindOf(answer) === 'other' ? { peerText: quoteOf(answer), contentType: contentTypeOf(answer) } : {};
  return new WinrmError(code, `${where}: ${what}`, { httpStatus: answer.status, ...quote, ...extra });
}
