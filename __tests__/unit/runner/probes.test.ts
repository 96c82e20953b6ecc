import { once } from 'node:events';
import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRunnerProbes } from '../../../src/runner/probes.ts';

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
  });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const probes = createRunnerProbes();

describe('the runner’s probes', () => {
  it('give the status that answers, and follow no redirect', async () => {
    const port = await listen(
      createHttp((request, response) => {
        response.writeHead(request.url === '/moved' ? 302 : 503, { Location: '/' }).end('x'.repeat(100_000));
      }),
    );
    expect(await probes.http(`http://127.0.0.1:${port}/health`, 5_000)).toMatchObject({
      ok: true,
      value: { status: 503 },
    });
    expect(await probes.http(`http://127.0.0.1:${port}/moved`, 5_000)).toMatchObject({
      ok: true,
      value: { status: 302 },
    });
  });

  it('say that a port accepts, or that nobody is there', async () => {
    const server = createServer();
    const port = await listen(server);
    expect(await probes.tcp('127.0.0.1', port, 5_000)).toMatchObject({ ok: true });
    server.close();
    await once(server, 'close');
    expect(await probes.tcp('127.0.0.1', port, 5_000)).toMatchObject({
      ok: false,
      failure: { code: 'PROBE_FAILED', retryable: true, message: `127.0.0.1:${port}: ECONNREFUSED` },
    });
    expect(await probes.http(`http://127.0.0.1:${port}/`, 5_000)).toMatchObject({ ok: false });
  });

  it('give up at their timeout and when the run is asked to stop', async () => {
    const port = await listen(createServer(() => {}));
    expect(await probes.http(`http://127.0.0.1:${port}/`, 50)).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('no answer in') },
    });
    const stop = new AbortController();
    const asked = createRunnerProbes({ signal: stop.signal }).http(`http://127.0.0.1:${port}/`, 60_000);
    stop.abort();
    expect(await asked).toMatchObject({ ok: false });
  });
});
