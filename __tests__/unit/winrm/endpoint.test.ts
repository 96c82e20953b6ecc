import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEndpoint } from '../../../src/winrm/endpoint.ts';

const refused = expect.objectContaining({ code: 'WINRM_USAGE_INVALID' });
const PIN = 'ab'.repeat(32);

describe('where a machine listens', () => {
  it('is HTTPS on 5986 unless told otherwise', () => {
    expect(parseEndpoint({ host: 'srv01.corp.example' })).toEqual({
      transport: 'https',
      host: 'srv01.corp.example',
      port: 5986,
      path: '/wsman',
      servername: 'srv01.corp.example',
      sni: 'srv01.corp.example',
      authority: 'srv01.corp.example:5986',
      url: 'https://srv01.corp.example:5986/wsman',
      ca: undefined,
      pin: undefined,
    });
  });

  it('is 5985 over HTTP', () => {
    expect(parseEndpoint({ host: 'srv01', transport: 'http-sealed' }).url).toBe('http://srv01:5985/wsman');
  });

  it.each([
    ['::1', '::1', 'https://[::1]:5986/wsman'],
    ['[fe80::1]', 'fe80::1', 'https://[fe80::1]:5986/wsman'],
    ['fe80::1%eth0', 'fe80::1%eth0', 'https://[fe80::1]:5986/wsman'],
    ['10.0.0.5', '10.0.0.5', 'https://10.0.0.5:5986/wsman'],
  ])('%s is an address: brackets where a URL needs them, never in server name indication', (text, host, url) => {
    expect(parseEndpoint({ host: text })).toMatchObject({ host, url, sni: undefined });
  });

  it('connects to the address and asks for the name where both are given', () => {
    const endpoint = parseEndpoint({ host: '127.0.0.1', port: 25986, servername: 'lab01.corp.example' });
    expect(endpoint).toMatchObject({ host: '127.0.0.1', servername: 'lab01.corp.example', sni: 'lab01.corp.example' });
    expect(endpoint.url).toBe('https://127.0.0.1:25986/wsman');
  });

  it.each([PIN.toUpperCase(), PIN.match(/../g)?.join(':') ?? ''])('takes the pin %s in any usual spelling', pin => {
    expect(parseEndpoint({ host: 'srv01', pin }).pin).toBe(PIN);
  });

  it.each([
    ['an empty host', { host: '' }],
    ['a host with a space', { host: 'srv 01' }],
    ['a host with a line end', { host: 'srv01\r\nX: 1' }],
    ['a URL', { host: 'https://srv01' }],
    ['a host with a port', { host: 'srv01:5986' }],
    ['half a bracket', { host: '[::1' }],
    ['port 0', { host: 'srv01', port: 0 }],
    ['port 65536', { host: 'srv01', port: 65536 }],
    ['a port that is not whole', { host: 'srv01', port: 5986.5 }],
    ['a path without a slash', { host: 'srv01', path: 'wsman' }],
    ['a path with a line end', { host: 'srv01', path: '/wsman HTTP/1.1\r\nX: 1' }],
    ['a pin of another hash', { host: 'srv01', pin: 'ab'.repeat(20) }],
    ['a ca that is a file name', { host: 'srv01', ca: 'corp-ca.pem' }],
    ['a pin without HTTPS', { host: 'srv01', transport: 'http-sealed' as const, pin: PIN }],
    ['a server name with a slash', { host: 'srv01', servername: 'srv01/wsman' }],
  ])('refuses %s', (_, input) => {
    expect(() => parseEndpoint(input)).toThrow(refused);
  });

  it('lets nothing into a request line or a Host header that would end it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (host, path) => {
        try {
          const endpoint = parseEndpoint({ host, path: `/${path}` });
          expect(endpoint.authority + endpoint.path).toMatch(/^[!-~]+$/);
        } catch (error) {
          expect(error).toEqual(refused);
        }
      }),
    );
  });
});
