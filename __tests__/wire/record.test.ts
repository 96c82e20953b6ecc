// What recordings may hold beyond those that we have: the replayer must drive our client through it. Each story is recorded from our
// client against our peer, then replayed without the peer; a change of a recorded request must be noticed.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPeer, type Peer, type PeerCall, type PeerHandler } from '../../src/winrm/peer.ts';
import { toPlain } from '../../src/winrm/psrp/clixml/plain.ts';
import type { PipelineSpec } from '../../src/winrm/psrp/pipeline-spec.ts';
import { ClientSession } from '../../src/winrm/session.ts';
import { DirectTransport } from '../support/hand.ts';
import { failure, lookup } from '../support/loopback.ts';
import { Recorder } from '../support/recorder.ts';
import { Replay } from '../support/replay-driver.ts';

const script = (text: string, more: Partial<PipelineSpec> = {}): PipelineSpec => ({
  statements: [[{ text, isScript: true, arguments: [] }]],
  noInput: true,
  ...more,
});

function peerOf(handler: Partial<PeerHandler>): Peer {
  const invoke = async (call: PeerCall) => ({ output: [call.script ?? '', ...call.input] });
  return createPeer({ lookup, serverName: 'S', handler: { invoke, ...handler }, now: Date.now, randomBytes });
}

/** Replays a story. @returns what was heard, in order. */
async function replayed({ exchanges }: Recorder): Promise<readonly unknown[]> {
  const replay = new Replay(exchanges);
  await replay.play();
  expect(replay.transport.position).toBe(exchanges.length);
  return replay.outcomes.map(outcome =>
    outcome.kind === 'pipeline'
      ? outcome.result.output.map(toPlain)
      : outcome.kind === 'error'
        ? outcome.error.code
        : outcome,
  );
}

describe('a replay drives', () => {
  it('pipelines that are started, left, found, taken over and heard by another client', async () => {
    const waiting: (() => void)[] = [];
    const peer = peerOf({
      invoke: async call => {
        await new Promise<void>(resolve => waiting.push(resolve));
        return { output: [call.script ?? ''] };
      },
    });
    const recorder = new Recorder(new DirectTransport(peer));
    const first = new ClientSession(recorder);
    const limits = first.limits(10_000);
    const left = await first.openPool({ maxRunspaces: 2 }, limits);
    const one = await left.start(script('one'), { ...limits, what: 'one' });
    const two = await left.start(script('two'), { ...limits, what: 'two' });
    await left.disconnect(limits);
    const second = new ClientSession(recorder);
    expect(await second.listCommands(left.id, limits)).toEqual([one, two]);
    const taken = await second.connectPool({ id: left.id }, limits);
    await taken.connectCommand(one, limits);
    await taken.connectCommand(two, limits);
    for (const release of waiting) release();
    await taken.attach(two, { ...limits, what: 'two' });
    await taken.attach(one, { ...limits, what: 'one' });
    await taken.close();
    expect(await replayed(recorder)).toEqual([expect.objectContaining({ kind: 'value' }), ['two'], ['one']]);
  });

  it('a pipeline that is stopped before anybody listens', async () => {
    const peer = peerOf({ invoke: () => new Promise(() => undefined) });
    const recorder = new Recorder(new DirectTransport(peer));
    const session = new ClientSession(recorder);
    const limits = session.limits(10_000);
    const pool = await session.openPool({}, limits);
    const id = await pool.start(script('wait'), { ...limits, what: 'wait' });
    await pool.stop(limits);
    await failure(pool.attach(id, { ...limits, what: 'wait' }));
    await pool.close();
    expect(await replayed(recorder)).toEqual(['WINRM_PIPELINE_STOPPED']);
  });

  it('a pipeline with input that fits into no envelope, and commands that are terminated', async () => {
    const recorder = new Recorder(new DirectTransport(peerOf({})));
    const session = new ClientSession(recorder);
    const limits = session.limits(10_000);
    const pool = await session.openPool({ name: 'recorded', idleTimeout: 60_000 }, limits);
    const input = [1, 'x'.repeat(300_000), { a: [true, null] }];
    await pool.run(script('in', { noInput: false }), { ...limits, what: 'in', input });
    await pool.terminate(pool.lastCommand ?? '', limits);
    await pool.run(script('again'), { ...limits, what: 'again' });
    await pool.close();
    expect(await replayed(recorder)).toEqual([['in', ...input], ['again']]);
  });

  it('and notices whatever our client would say otherwise', async () => {
    const recorder = new Recorder(new DirectTransport(peerOf({})));
    const session = new ClientSession(recorder);
    const limits = session.limits(10_000);
    const pool = await session.openPool({}, limits);
    await pool.run(script('one'), { ...limits, what: 'one' });
    await pool.close();
    for (const [index, { request }] of recorder.exchanges.entries()) {
      const changed = [...recorder.exchanges];
      changed[index] = {
        ...recorder.exchanges[index],
        request: request.replace(/<wsman:ResourceURI[^/]*\/\/schemas/, '$&X'),
      };
      await expect(new Replay(changed).play(), `request ${index}`).rejects.toThrow();
    }
  });
});
