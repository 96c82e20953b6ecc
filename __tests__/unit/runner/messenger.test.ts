// Notices leave over real sockets: one try, one more where the other side is busy, never longer than allowed, and no word of the address.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { post, runHook } from '../../../src/runner/messenger.ts';
import { scriptsIn, scriptsMissing } from '../../support/commands.ts';

type Answering = (response: ServerResponse, count: number) => void;

async function listening(answer: Answering) {
  const bodies: string[] = [];
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    bodies.push(Buffer.concat(chunks).toString());
    answer(response, bodies.length);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook/s3cret?sig=abc`, bodies };
}

const status =
  (code: number, headers = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(code, headers).end();
const send = (url: string, timeout = 5_000) => post({ url, body: '{"a":"ü"}', timeout });

describe('a webhook', () => {
  it.each([200, 202, 204])('that says %i has been told', async code => {
    const { url, bodies } = await listening(status(code));
    expect(await send(url)).toBeUndefined();
    expect(bodies).toEqual(['{"a":"ü"}']);
  });

  it.each([429, 500, 503])('that says %i is asked once more', async code => {
    const { url, bodies } = await listening((response, count) => {
      response.writeHead(count === 1 ? code : 200, { 'Retry-After': '0' }).end();
    });
    expect(await send(url)).toBeUndefined();
    expect(bodies).toHaveLength(2);
  });

  it.each([
    [404, 1],
    [302, 1],
    [401, 1],
    [503, 2],
  ])('that says %i for good is given up after %i', async (code, tries) => {
    const { url, bodies } = await listening(status(code, { Location: '/elsewhere', 'Retry-After': '0' }));
    expect(await send(url)).toBe(`answered with HTTP ${code}`);
    expect(bodies).toHaveLength(tries);
  });

  it('that never answers, or asks for more patience than there is, costs no more than its time', async () => {
    const silent = await listening(() => {});
    expect(await send(silent.url, 100)).toBe('no answer in time');
    const busy = await listening(status(429, { 'Retry-After': '3600' }));
    expect(await send(busy.url, 300)).toBe('no answer in time');
    expect(busy.bodies).toHaveLength(1);
  });

  it.each(['', 'not an address', 'http://example.com/x', 'file:///etc/passwd', 'ftp://127.0.0.1/x'])(
    'is not asked at %j',
    async url => {
      expect(await send(url)).toBe('the variable holds no https address');
    },
  );

  it('that is not there is told without its address', async () => {
    const { url } = await listening(status(200));
    const closed = url.replace(/:\d+/, ':1');
    const why = await send(closed);
    expect(why).toBe('ECONNREFUSED');
  });

  it('is let go of when the run ends', async () => {
    const { url } = await listening(() => {});
    const end = new AbortController();
    const sent = post({ url, body: '{}', timeout: 60_000, signal: end.signal });
    end.abort();
    expect(await sent).toBe('no answer in time');
  });
});

describe.skipIf(scriptsMissing !== '')(`a hook${scriptsMissing && `: skipped: ${scriptsMissing}`}`, () => {
  const hook = (directory: string, timeout = 10_000) =>
    runHook({ command: ['./hook.sh', '$(id)'], directory, body: '{"on":"halted"}', timeout });

  it('has the notice on its standard input, and its arguments as they are', async () => {
    const directory = scriptsIn({ 'hook.sh': '[ "$1" = \'$(id)\' ] && grep -q \'"halted"\'' });
    expect(await hook(directory)).toBeUndefined();
  });

  it.each([
    ['an exit code', 'exit 3', 'exit code 3'],
    ['its time', 'sleep 30', 'it did not end in 200 ms'],
  ])('that ends by %s has not been told', async (_, lines, why) => {
    expect(await hook(scriptsIn({ 'hook.sh': lines }), 200)).toBe(why);
  });
});
