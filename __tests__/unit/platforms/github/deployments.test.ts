// Rings as deployments, against a server with GitHub's own paths: one deployment a ring and rollout, a status for each change, few calls.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tellDeployments } from '../../../../src/platforms/github/deployments.ts';
import type { RingMark } from '../../../../src/platforms/platform.ts';

interface Deployment {
  readonly id: number;
  readonly environment: string;
  readonly task: string;
  readonly payload: unknown;
  readonly statuses: { readonly state: string; readonly description: string }[];
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** @param payloadOf how a payload comes back: GitHub has given both, an object and the text of one */
async function github(payloadOf: (payload: unknown) => unknown = payload => payload) {
  const deployments: Deployment[] = [];
  const calls: string[] = [];
  const faults: string[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    const body = await bodyOf(request);
    calls.push(`${request.method} ${url.pathname}`);
    const say = (status: number, value: unknown): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    };
    if (request.headers.authorization !== 'Bearer ghs_token') return say(401, { message: 'Bad credentials' });
    const path = /^\/repos\/octo\/servers\/deployments(?:\/(\d+)\/statuses)?$/.exec(url.pathname);
    if (path === null) return say(404, {});
    const one = deployments.find(({ id }) => String(id) === path[1]);
    if (path[1] !== undefined && one === undefined) return say(404, {});
    if (one !== undefined && request.method === 'GET') return say(200, one.statuses.slice(0, 1));
    if (one !== undefined) {
      const { state, description, auto_inactive: inactive } = body as never;
      if (String(description).length > 140 || inactive !== false) faults.push(`status ${JSON.stringify(body)}`);
      one.statuses.unshift({ state, description });
      return say(201, { id: 1 });
    }
    if (request.method === 'GET') {
      const found = deployments.filter(
        ({ environment, task }) =>
          environment === url.searchParams.get('environment') && task === url.searchParams.get('task'),
      );
      return say(
        200,
        found.map(({ id, payload }) => ({ id, payload: payloadOf(payload) })),
      );
    }
    const { environment, task, payload, ref, auto_merge: merge, required_contexts: contexts } = body as never;
    if (ref !== 'abc123' || merge !== false || JSON.stringify(contexts) !== '[]') faults.push(JSON.stringify(body));
    deployments.push({ id: 100 + deployments.length, environment, task, payload, statuses: [] });
    return say(201, { id: 99 + deployments.length });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const tell = (rings: readonly RingMark[], more: { readonly id?: string; readonly token?: string } = {}) =>
    tellDeployments(
      { id: more.id ?? 'servers-3f9ac2', percent: 10, rings },
      {
        api: `http://127.0.0.1:${port}`,
        repository: 'octo/servers',
        sha: 'abc123',
        token: more.token ?? 'ghs_token',
        runUrl: 'https://github.com/octo/servers/actions/runs/1',
        signal: AbortSignal.timeout(10_000),
      },
    );
  const shown = () =>
    deployments.map(({ environment, statuses }) => [environment, ...statuses.map(({ state }) => state).reverse()]);
  return { tell, shown, calls, faults, deployments };
}

describe('rings on the page of deployments', () => {
  it.each([
    ['as it was sent', (payload: unknown) => payload],
    ['as text', (payload: unknown) => JSON.stringify(payload)],
  ])('are one deployment each, whose status follows them, where the payload comes back %s', async (_, payloadOf) => {
    const { tell, shown, faults } = await github(payloadOf);
    expect(
      await tell([
        { name: 'test', state: 'open' },
        { name: 'pilot', state: 'waiting' },
      ]),
    ).toEqual([]);
    await tell([
      { name: 'test', state: 'soaking' },
      { name: 'pilot', state: 'waiting' },
    ]);
    await tell([
      { name: 'test', state: 'passed' },
      { name: 'pilot', state: 'halted' },
    ]);
    await tell([
      { name: 'test', state: 'passed' },
      { name: 'pilot', state: 'undone' },
    ]);
    expect(shown()).toEqual([
      ['test', 'in_progress', 'in_progress', 'success'],
      ['pilot', 'failure', 'failure'],
    ]);
    expect(faults).toEqual([]);
  });

  it('are not told again what they have been told', async () => {
    const { tell, shown, calls } = await github();
    await tell([{ name: 'test', state: 'passed' }]);
    const before = calls.length;
    await tell([{ name: 'test', state: 'passed' }]);
    expect(shown()).toEqual([['test', 'success']]);
    expect(calls.slice(before)).toEqual([
      'GET /repos/octo/servers/deployments',
      'GET /repos/octo/servers/deployments/100/statuses',
    ]);
  });

  it('of another rollout, or of another tool, are left alone', async () => {
    const { tell, shown, deployments } = await github();
    deployments.push({ id: 7, environment: 'test', task: 'deploy', payload: 'not json {', statuses: [] });
    await tell([{ name: 'test', state: 'passed' }]);
    await tell([{ name: 'test', state: 'open' }], { id: 'servers-000000' });
    expect(shown()).toEqual([['test'], ['test', 'success'], ['test', 'in_progress']]);
  });

  it('that cannot be shown are told, ring by ring, and nothing is thrown', async () => {
    const { tell, shown } = await github();
    expect(await tell([{ name: 'test', state: 'open' }], { token: 'wrong' })).toEqual([
      'The deployment of ring test could not be told to GitHub: HTTP 401.',
    ]);
    expect(shown()).toEqual([]);
  });
});
