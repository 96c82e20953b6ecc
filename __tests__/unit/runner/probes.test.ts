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

const probes = createRunnerProbes({ directory: import.meta.dirname });

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
    const asked = createRunnerProbes({ directory: '.', signal: stop.signal }).http(`http://127.0.0.1:${port}/`, 60_000);
    stop.abort();
    expect(await asked).toMatchObject({ ok: false });
  });
});

describe('a command', () => {
  const say = (script: string, timeout = 20_000) => probes.exec([process.execPath, '-e', script], timeout);

  it.each([
    ['says nothing and ends well', '', { verdict: 'pass', reason: '' }],
    ['prints what is no JSON and ends well', 'console.log("all well")', { verdict: 'pass', reason: '' }],
    ['ends with a code', 'process.exit(3)', { verdict: 'fail', reason: 'exit code 3' }],
    [
      'prints its verdict',
      'console.log(JSON.stringify({ verdict: "inconclusive", reason: "warming up", more: 1 }))',
      { verdict: 'inconclusive', reason: 'warming up' },
    ],
  ])('that %s', async (_, script, value) => {
    expect(await say(script)).toMatchObject({ ok: true, value });
  });

  it.each([
    ['is no verdict', 'console.log(JSON.stringify({ verdict: "great" }))', 'it prints JSON that is no verdict'],
    ['has no end', 'console.log("{" + "x".repeat(70000))', 'it prints too much'],
  ])('that prints JSON which %s, has told nothing', async (_, script, why) => {
    const answer = await say(script);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'PROBE_FAILED' } });
    expect(answer.ok ? '' : answer.failure.message).toContain(why);
  });

  it('that is late has failed, and one that is not there has told nothing', async () => {
    expect(await say('setInterval(() => {}, 1000)', 200)).toMatchObject({ ok: true, value: { verdict: 'fail' } });
    expect(await probes.exec(['./not-there'], 1_000)).toMatchObject({ ok: false, failure: { code: 'PROBE_FAILED' } });
  });

  it('gets its arguments as they are: nothing in them is run', async () => {
    const script = 'process.exit(process.argv[1] === "$(exit 1); `x` *" ? 0 : 1)';
    const answer = await probes.exec([process.execPath, '-e', script, '$(exit 1); `x` *'], 20_000);
    expect(answer).toMatchObject({ ok: true, value: { verdict: 'pass' } });
  });
});
