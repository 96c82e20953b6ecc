import { describe, expect, it } from 'vitest';
import { failureOf, kindOf } from '../../../src/winrm/answers.ts';
import type { HttpAnswer } from '../../../src/winrm/http-response.ts';

const answer = (status: number, contentType?: string, body = 'x'): HttpAnswer => ({
  status,
  headers: new Map(contentType === undefined ? [] : [['content-type', [contentType]]]),
  body: Buffer.from(body),
  keepAlive: true,
});

describe('what an HTTP answer is', () => {
  it.each([
    ['application/soap+xml;charset=UTF-8', 'x', 'soap'],
    ['Application/SOAP+XML', 'x', 'soap'],
    ['application/soap+xml', '', 'empty'],
    ['multipart/encrypted;protocol="x"', 'x', 'sealed'],
    ['multipart/x-multi-encrypted;protocol="x"', 'x', 'other'],
    ['text/html', 'x', 'other'],
    [undefined, 'x', 'other'],
    [undefined, '', 'empty'],
  ])('%s with body %j is %s', (contentType, body, kind) => {
    expect(kindOf(answer(200, contentType, body))).toBe(kind);
  });

  it.each([
    [401, 'WINRM_AUTH_REJECTED', false],
    [403, 'WINRM_FORBIDDEN', false],
    [404, 'WINRM_NOT_FOUND', false],
    [413, 'WINRM_ENVELOPE_TOO_LARGE', false],
    [425, 'WINRM_BUSY', true],
    [429, 'WINRM_BUSY', true],
    [503, 'WINRM_BUSY', true],
    [500, 'WINRM_HTTP_FAILED', false],
    [400, 'WINRM_HTTP_FAILED', false],
    [302, 'WINRM_HTTP_FAILED', false],
    [200, 'WINRM_HTTP_FAILED', false],
  ])('%i without SOAP is %s, retryable %s', (status, code, retryable) => {
    const error = failureOf(answer(status), 'srv01:5986');
    expect(error).toMatchObject({ code, retryable, detail: { httpStatus: status } });
    expect(error.message).toContain('srv01:5986');
  });

  it('quotes a page without its tags, and no more than a line of it', () => {
    const page = `<html><style>p{}</style><script>alert(1)</script><h1>Proxy says\n no</h1>${'<p>more</p>'.repeat(500)}`;
    const { peerText } = failureOf(answer(403, 'text/html', page), 'srv01:5986').detail;
    expect(peerText).toMatch(/^Proxy says no more more/);
    expect(peerText?.length).toBeLessThanOrEqual(200);
  });
});
