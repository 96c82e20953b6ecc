// Figures over a real HTTP server, which answers as Prometheus does, and then in every way in which something may answer that is none.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { figureIn, largestAnswer } from '../../../src/runner/metric.ts';
import { createRunnerProbes } from '../../../src/runner/probes.ts';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const secrets: Readonly<Record<string, string>> = { 'Bearer $PATCHRING_TOKEN': 'Bearer s3cret' };
const probes = createRunnerProbes({ directory: '.', meant: reference => secrets[reference] });
const ask = (
  url: string,
  path: string | null = null,
  more: { headers?: Record<string, string>; timeout?: number } = {},
) => probes.metric({ url, path, headers: {}, timeout: 5_000, ...more });
const answering = (body: string | Buffer, headers: Record<string, string> = {}, status = 200) =>
  serve((_, response) => response.writeHead(status, headers).end(body));
const prometheus = (data: unknown, more: object = {}) => JSON.stringify({ status: 'success', data, ...more });
const vector = (...values: readonly string[]) =>
  prometheus({
    resultType: 'vector',
    result: values.map((value, at) => ({ metric: { job: `j${at}` }, value: [1_760_000_000.781, value] })),
  });

describe('a figure', () => {
  it.each([
    [vector('0.25'), 0.25],
    [vector('-1e-3'), -0.001],
    [prometheus({ resultType: 'scalar', result: [1_760_000_000, '7'] }), 7],
    [prometheus({ resultType: 'scalar', result: [1, '42'] }, { warnings: ['slow'], infos: [] }), 42],
  ])('of Prometheus is its one value', async (body, value) => {
    expect(await ask(await answering(body))).toMatchObject({ ok: true, value: { value } });
  });

  it('of a document stands at its path', async () => {
    const url = await answering(JSON.stringify({ queues: [{ length: 3 }, { length: 12.5 }] }));
    expect(await ask(url, 'queues[1].length')).toMatchObject({ ok: true, value: { value: 12.5 } });
  });

  it('is asked for with what a reference stands for, and with nothing where it stands for nothing', async () => {
    const seen: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end('{"rate":1}');
    });
    expect(await ask(url, 'rate', { headers: { Authorization: 'Bearer $PATCHRING_TOKEN' } })).toMatchObject({
      ok: true,
    });
    const unset = await ask(url, 'rate', { headers: { Authorization: '$PATCHRING_OTHER' } });
    expect(unset).toMatchObject({ ok: false, failure: { code: 'PROBE_FAILED' } });
    expect(seen).toEqual(['Bearer s3cret']);
  });
});

describe('no figure', () => {
  it.each([
    ['no series', vector(), 'gives 0 values'],
    ['two series', vector('1', '2'), 'gives 2 values'],
    ['NaN', vector('NaN'), 'no finite number'],
    ['infinity', vector('+Inf'), 'no finite number'],
    ['a number too large for one', vector('1e999'), 'no finite number'],
    ['a hexadecimal', vector('0x10'), 'no finite number'],
    ['an empty text', vector(''), 'no finite number'],
    ['an error', '{"status":"error","errorType":"bad_data","error":"parse"}', 'no answer of Prometheus'],
    ['a range', prometheus({ resultType: 'matrix', result: [] }), 'no answer of Prometheus'],
    ['a value that is no text', prometheus({ resultType: 'scalar', result: [1, 2] }), 'no answer of Prometheus'],
    ['another key', vector('1').replace('"status"', '"more":1,"status"'), 'no answer of Prometheus'],
    ['a page', '<html>ok</html>', 'no JSON'],
    ['nothing', '', 'no JSON'],
  ])('is in %s', async (_, body, why) => {
    const answer = await ask(await answering(body));
    expect(answer).toMatchObject({ ok: false, failure: { code: 'PROBE_FAILED', retryable: true } });
    expect(answer.ok ? '' : answer.failure.message).toContain(why);
  });

  it.each(['{"rate":"1"}', '{"rate":null}', '{"rate":true}', '{"rate":[1]}', '{}', '[]', '1', '{"rate":1e999}'])(
    'is at a path where %s stands',
    async body => {
      expect(await ask(await answering(body), 'rate')).toMatchObject({ ok: false });
    },
  );

  it('is in any other text, whatever it is', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map(inner => `{"status":"success","data":${inner}}`),
    );
    fc.assert(
      fc.property(anything, fc.constantFrom(null, 'data.result'), (text, path) => {
        expect(() => figureIn(text, path)).toThrow();
      }),
    );
  });

  it.each([
    ['a redirect', 302, { Location: '/elsewhere' }],
    ['an error of the server', 503, {}],
    ['no content', 204, {}],
  ])('is in %s, and nobody follows it', async (_, status, headers) => {
    let asked = 0;
    const url = await serve((_request, response) => {
      asked += 1;
      response.writeHead(status, headers).end(status === 204 ? undefined : vector('1'));
    });
    const answer = await ask(url);
    expect(answer.ok ? '' : answer.failure.message).toContain(`status ${status}`);
    expect(asked).toBe(1);
  });

  it('is in what is compressed, has no end, breaks off or comes too late', async () => {
    const zipped = await answering(gzipSync(vector('1')), { 'Content-Encoding': 'gzip' });
    expect(await ask(zipped)).toMatchObject({ ok: false });
    const endless = await serve((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    });
    const answer = await ask(endless, 'rate', { timeout: 60_000 });
    expect(answer.ok ? '' : answer.failure.message).toContain(`larger than ${largestAnswer} bytes`);
    const cut = await serve((_, response) => {
      response.writeHead(200, { 'Content-Length': 999 });
      response.write('{"rate":1}', () => response.destroy());
    });
    expect(await ask(cut, 'rate')).toMatchObject({ ok: false });
    const slow = await serve((_, response) => {
      response.writeHead(200);
      response.write('{"rate":');
    });
    const late = await ask(slow, 'rate', { timeout: 50 });
    expect(late.ok ? '' : late.failure.message).toContain('no answer in');
  });

  it('shows no query, no secret and nothing of the answer in its message', async () => {
    const url = await answering('the token is s3cret');
    const answer = await ask(`${url}/api/v1/query?query=secret_metric`, null, {
      headers: { Authorization: 'Bearer $PATCHRING_TOKEN' },
    });
    expect(JSON.stringify(answer)).not.toMatch(/secret_metric|s3cret/);
    expect(answer.ok ? '' : answer.failure.message).toBe(`${url}/api/v1/query: the answer is no JSON`);
  });
});
