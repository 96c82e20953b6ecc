// A connection that is lost while a pipeline runs: its output is asked for again, and nothing else is ever repeated.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { WinrmError, type WinrmErrorCode } from '../../../src/winrm/errors.ts';
import { createPeer, type Peer, type PeerCall, type PeerHandler } from '../../../src/winrm/peer.ts';
import type { PipelineSpec } from '../../../src/winrm/psrp/pipeline-spec.ts';
import { ClientSession } from '../../../src/winrm/session.ts';
import type { PostAnswer, Transport } from '../../../src/winrm/transport.ts';
import { DirectTransport } from '../../support/hand.ts';
import { failure, lookup } from '../../support/loopback.ts';

const spec: PipelineSpec = { statements: [[{ text: 'Get-X', isScript: false, arguments: [] }]], noInput: true };

type Fate = 'answered' | 'lost before' | 'lost after' | WinrmErrorCode;

/** Loses what its list says, request by request of one action. */
class Losing implements Transport {
  readonly url = 'https://srv01:5986/wsman';
  readonly actions: string[] = [];
  readonly fates: Fate[] = [];
  #inner: Transport;
  readonly #peer: Peer;
  readonly #action: string;

  constructor(peer: Peer, action = 'Receive') {
    this.#peer = peer;
    this.#inner = new DirectTransport(peer);
    this.#action = action;
  }

  async post(soap: Uint8Array): Promise<PostAnswer> {
    const action = /Action[^>]*>[^<]*\/(\w+)</.exec(Buffer.from(soap).toString())?.[1] ?? '';
    this.actions.push(action);
    const fate = action === this.#action ? (this.fates.shift() ?? 'answered') : 'answered';
    if (fate !== 'answered' && fate !== 'lost before' && fate !== 'lost after') throw new WinrmError(fate, 'as told');
    if (fate === 'lost before') this.#lose();
    const answer = await (this.#inner as DirectTransport).post(soap);
    if (fate === 'lost after') this.#lose();
    return answer;
  }

  close(): void {
    this.#inner.close();
  }

  #lose(): never {
    this.#inner.close();
    this.#inner = new DirectTransport(this.#peer);
    throw new WinrmError('WINRM_CONNECTION_LOST', 'as told');
  }
}

function peerOf(handler: Partial<PeerHandler> = {}): Peer {
  const after = (_: number, callback: () => void) => {
    const timer = setImmediate(callback);
    return () => clearImmediate(timer);
  };
  const two: Partial<PeerHandler> = {
    async invoke(call: PeerCall) {
      call.write('one');
      return { output: ['two'] };
    },
  };
  return createPeer({
    lookup,
    serverName: 'S',
    handler: { invoke: async () => ({}), ...two, ...handler },
    now: Date.now,
    randomBytes,
    after,
  });
}

/** An open pool on a machine whose network fails as told, in virtual time. */
async function opened(fates: readonly Fate[], more: { readonly peer?: Peer; readonly action?: string } = {}) {
  const transport = new Losing(more.peer ?? peerOf(), more.action);
  let clock = 0;
  const pauses: number[] = [];
  const sleep = async (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    clock += milliseconds;
  };
  const session = new ClientSession(transport, { now: () => clock, sleep });
  const pool = await session.openPool({}, session.limits(1000));
  transport.fates.push(...fates);
  transport.actions.length = 0;
  const run = (timeout = 600_000) => pool.run(spec, { ...session.limits(timeout), what: 'Get-X' });
  return { transport, pauses, run, session, pool };
}

describe('a Receive whose connection is lost', () => {
  it('is tried again until the network is back, and the output is whole', async () => {
    const { transport, run, pauses } = await opened(['lost before', 'WINRM_CONNECTION_REFUSED', 'WINRM_BUSY']);
    expect((await run()).output).toEqual(['one', 'two']);
    expect(transport.actions).toEqual(['Command', 'Receive', 'Receive', 'Receive', 'Receive']);
    expect(pauses).toEqual([250, 500, 1000]);
  });

  it('is gone on with when the answer to one request does not come in time', async () => {
    const { run } = await opened(['WINRM_DEADLINE_EXCEEDED']);
    expect((await run()).output).toEqual(['one', 'two']);
  });

  it('is asked again as usual when the machine answers that there is nothing yet', async () => {
    const { run, transport } = await opened(['lost before', 'WINRM_OPERATION_TIMED_OUT']);
    expect((await run()).output).toEqual(['one', 'two']);
    expect(transport.actions.filter(action => action === 'Receive')).toHaveLength(3);
  });

  it('while the pipeline still talks, loses nothing that was not handed over', async () => {
    let release = (): void => {};
    const released = new Promise<void>(resolve => {
      release = resolve;
    });
    const peer = peerOf({
      invoke: async call => {
        call.write('early');
        await released;
        return { output: ['late'] };
      },
    });
    const { run, transport } = await opened(['answered', 'lost before', 'lost before'], { peer });
    const running = run();
    while (transport.fates.length > 0) await new Promise(resolve => setImmediate(resolve));
    release();
    expect((await running).output).toEqual(['early', 'late']);
  });

  it('says that output was lost when an answer was, and never makes up the rest', async () => {
    let release = (): void => {};
    const released = new Promise<void>(resolve => {
      release = resolve;
    });
    const peer = peerOf({
      invoke: async call => {
        call.write('early');
        await released;
        return { output: ['late'] };
      },
    });
    const { run, transport, session } = await opened(['lost after'], { peer });
    const running = failure(run());
    while (transport.fates.length > 0) await new Promise(resolve => setImmediate(resolve));
    release();
    expect(await running).toMatchObject({ code: 'WINRM_CONNECTION_LOST' });
    await session.close();
    expect(transport.actions.slice(-2)).toEqual(['Signal', 'Delete']);
  });

  it('that the machine has ended meanwhile is lost, with the reason', async () => {
    const { run } = await opened(['lost after']);
    expect(await failure(run())).toMatchObject({ code: 'WINRM_CONNECTION_LOST' });
    const peer = peerOf();
    const restarted = await opened(['lost before'], { peer });
    const running = failure(restarted.run());
    peer.reset();
    expect(await running).toMatchObject({ code: 'WINRM_CONNECTION_LOST' });
  });

  it('comes back to a shell that the machine has disconnected by itself', async () => {
    let isDisconnected = false;
    const intercept: PeerHandler['intercept'] = ({ action }) => {
      if (action === 'Reconnect') isDisconnected = false;
      return action === 'Receive' && isDisconnected ? { fault: 2150859213 } : undefined;
    };
    const { run, transport } = await opened(['lost before'], { peer: peerOf({ intercept }) });
    isDisconnected = true;
    expect((await run()).output).toEqual(['one', 'two']);
    expect(transport.actions).toEqual(['Command', 'Receive', 'Receive', 'Reconnect', 'Receive']);
  });

  it('ends with the first loss when its time is over', async () => {
    const { run, pauses } = await opened(Array.from({ length: 100 }, () => 'WINRM_CONNECTION_LOST' as const));
    expect(await failure(run())).toMatchObject({ code: 'WINRM_CONNECTION_LOST' });
    const waited = pauses.reduce((sum, one) => sum + one, 0);
    expect(waited).toBeGreaterThan(45_000);
    expect(waited).toBeLessThan(60_000);
    const short = await opened(Array.from({ length: 100 }, () => 'WINRM_CONNECTION_LOST' as const));
    await failure(short.run(2000));
    expect(short.pauses.reduce((sum, one) => sum + one, 0)).toBeLessThan(2000);
  });

  it('never tries a rejected logon again', async () => {
    const { run, transport } = await opened(['lost before', 'WINRM_AUTH_REJECTED', 'WINRM_AUTH_REJECTED']);
    expect(await failure(run())).toMatchObject({
      code: 'WINRM_CONNECTION_LOST',
      detail: { resumeCode: 'WINRM_AUTH_REJECTED' },
    });
    expect(transport.fates).toHaveLength(1);
  });
});

describe('anything else whose connection is lost', () => {
  it.each(['Command', 'Create'])('is not sent twice: %s', async action => {
    const peer = peerOf();
    if (action === 'Create') {
      const transport = new Losing(peer, 'Create');
      transport.fates.push('lost after');
      const session = new ClientSession(transport);
      expect(await failure(session.openPool({}, session.limits(1000)))).toMatchObject({
        code: 'WINRM_CONNECTION_LOST',
      });
      expect(transport.actions.filter(one => one === 'Create')).toHaveLength(1);
      return;
    }
    const { run, transport } = await opened(['lost after'], { peer, action });
    expect(await failure(run())).toMatchObject({ code: 'WINRM_CONNECTION_LOST' });
    expect(transport.actions.filter(one => one === action)).toHaveLength(1);
  });
});
