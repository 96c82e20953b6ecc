// The client's conductors against a machine that misbehaves, and pools that are left and taken over: no sockets, virtual time.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { WinrmError } from '../../../src/winrm/errors.ts';
import { createPeer, type Peer, type PeerCall, type PeerHandler } from '../../../src/winrm/peer.ts';
import type { PipelineSpec } from '../../../src/winrm/psrp/pipeline-spec.ts';
import { ClientSession } from '../../../src/winrm/session.ts';
import type { PostAnswer, PostOptions, Transport } from '../../../src/winrm/transport.ts';
import { DirectTransport } from '../../support/hand.ts';
import { failure, lookup } from '../../support/loopback.ts';

const spec: PipelineSpec = { statements: [[{ text: 'Get-X', isScript: false, arguments: [] }]], noInput: true };
const violated = { code: 'WINRM_PROTOCOL_VIOLATED' };

function peerOf(handler: Partial<PeerHandler> = {}): Peer {
  const after = (_: number, callback: () => void) => {
    const timer = setImmediate(callback);
    return () => clearImmediate(timer);
  };
  return createPeer({
    lookup,
    serverName: 'SRV01',
    handler: { invoke: async () => ({ output: ['x'] }), ...handler },
    now: Date.now,
    randomBytes,
    after,
  });
}

/** Changes answers on their way; counts requests by action. */
class Meddler implements Transport {
  readonly url = 'https://srv01:5986/wsman';
  readonly actions: string[] = [];
  readonly #inner: Transport;
  readonly #meddle: (answer: string, action: string) => string | undefined;

  constructor(peer: Peer, meddle: (answer: string, action: string) => string | undefined = answer => answer) {
    this.#inner = new DirectTransport(peer);
    this.#meddle = meddle;
  }

  async post(soap: Uint8Array, options: PostOptions): Promise<PostAnswer> {
    const action = /Action[^>]*>[^<]*\/(\w+)</.exec(Buffer.from(soap).toString())?.[1] ?? 'Identify';
    this.actions.push(action);
    const { httpStatus, soap: answer } = await this.#inner.post(soap, options);
    const changed = this.#meddle(Buffer.from(answer).toString(), action);
    return { httpStatus, soap: Buffer.from(changed ?? '') };
  }

  close(): void {
    this.#inner.close();
  }
}

/** A fragment that goes on with a message that never began. */
const noBeginning = Buffer.alloc(90);
noBeginning[20] = 69;

const on = (wanted: string, change: (answer: string) => string | undefined) => (answer: string, action: string) =>
  action === wanted ? change(answer) : answer;

describe('an answer', () => {
  it.each([
    [
      'to another request',
      on('Create', answer => answer.replace(/RelatesTo>[^<]*/, 'RelatesTo>uuid:00000000-0000-0000-0000-000000000000')),
    ],
    ['to nobody', on('Create', answer => answer.replace(/<wsa:RelatesTo>.*<\/wsa:RelatesTo>/, ''))],
    ['without a body', on('Create', () => undefined)],
    ['that is a web page', on('Create', () => '<html><body>It works</body></html>')],
    [
      'with PSRP that is none',
      on('Receive', answer => answer.replace(/>[A-Za-z0-9+/=]{40,}</, `>${noBeginning.toString('base64')}<`)),
    ],
    [
      'with CLIXML that is none',
      on('Receive', answer =>
        answer.replace(/>([A-Za-z0-9+/=]{40,})</, (_, text: string) => {
          const bytes = Buffer.from(text, 'base64');
          bytes.fill('<', 70, 80);
          return `>${bytes.toString('base64')}<`;
        }),
      ),
    ],
  ])('%s is a broken protocol, and the pool is given up', async (_, meddle) => {
    const transport = new Meddler(peerOf(), meddle);
    const session = new ClientSession(transport);
    const error = await failure(session.openPool({}, session.limits(1000)));
    expect(error).toMatchObject(violated);
    await session.close();
    expect(transport.actions.at(-1)).toBe('Delete');
  });

  it('that says a command is done, and never how it ended, is no success', async () => {
    let opened = false;
    const transport = new Meddler(peerOf(), (answer, action) => {
      if (action === 'Command') opened = true;
      return opened && action === 'Receive' ? answer.replace(/<rsp:Stream .*<\/rsp:Stream>/, '') : answer;
    });
    const session = new ClientSession(transport);
    const pool = await session.openPool({}, session.limits(1000));
    expect(await failure(pool.run(spec, { ...session.limits(1000), what: 'Get-X' }))).toMatchObject(violated);
  });

  it('that is a fault may lack what it answers', async () => {
    const peer = peerOf({ intercept: () => ({ fault: 2150859173 }) });
    const transport = new Meddler(peer, answer => answer.replace(/<wsa:RelatesTo>.*<\/wsa:RelatesTo>/, ''));
    const session = new ClientSession(transport);
    expect(await failure(session.openPool({}, session.limits(1000)))).toMatchObject({ code: 'WINRM_QUOTA_EXCEEDED' });
  });

  it('that is empty for ever ends at the deadline', async () => {
    let clock = 0;
    const transport = new Meddler(
      peerOf(),
      on('Receive', answer => {
        clock += 100;
        return answer.replace(/<s:Body>.*<\/s:Body>/s, '<s:Body><rsp:ReceiveResponse/></s:Body>');
      }),
    );
    const session = new ClientSession(transport, { now: () => clock });
    expect(await failure(session.openPool({}, session.limits(1000)))).toMatchObject({
      code: 'WINRM_DEADLINE_EXCEEDED',
    });
    expect(transport.actions.filter(action => action === 'Receive')).toHaveLength(10);
  });
});

describe('a call', () => {
  it('cannot be made to hold more output than its limit', async () => {
    const session = new ClientSession(
      new DirectTransport(peerOf({ invoke: async () => ({ output: ['y'.repeat(5000)] }) })),
    );
    const pool = await session.openPool({}, session.limits(1000));
    const error = await failure(pool.run(spec, { ...session.limits(1000), what: 'Get-X', maxOutput: 1000 }));
    expect(error.code).toBe('WINRM_OUTPUT_TOO_LARGE');
  });

  it('that was aborted before it began asks nothing', async () => {
    const transport = new Meddler(peerOf());
    const session = new ClientSession(transport);
    expect(await failure(session.identify(session.limits(1000, AbortSignal.abort())))).toMatchObject({
      code: 'WINRM_ABORTED',
    });
    expect(transport.actions).toEqual([]);
  });

  it('asks the machine for no longer than its caller waits', async () => {
    const seen: string[] = [];
    class Listening extends DirectTransport {
      override post(soap: Uint8Array): Promise<PostAnswer> {
        seen.push(/OperationTimeout>([^<]*)/.exec(Buffer.from(soap).toString())?.[1] ?? '');
        return super.post(soap);
      }
    }
    const session = new ClientSession(new Listening(peerOf()), { now: () => 0 });
    for (const timeout of [500, 7900, 60_000]) await session.readConfig(session.limits(timeout));
    expect(seen).toEqual(['PT1S', 'PT7S', 'PT20S']);
  });

  it('after hundreds frees the slots that the machine keeps for them', async () => {
    const transport = new Meddler(peerOf());
    const session = new ClientSession(transport);
    const pool = await session.openPool({}, session.limits(10_000));
    for (let call = 0; call < 203; call += 1) await pool.run(spec, { ...session.limits(10_000), what: 'Get-X' });
    expect(transport.actions.filter(action => action === 'Signal')).toHaveLength(3);
  });

  it('leaves sizes to the machine once they are known', async () => {
    const peer = createPeer({
      lookup,
      serverName: 'S',
      handler: { invoke: async call => ({ output: [`${call.parameters.text}`.length] }) },
      now: Date.now,
      randomBytes,
      maxEnvelopeSize: 32_768,
    });
    const transport = new Meddler(peer);
    const session = new ClientSession(transport);
    expect(await session.readConfig(session.limits(1000))).toMatchObject({ maxEnvelopeSize: 32_768 });
    const pool = await session.openPool({}, session.limits(1000));
    const long: PipelineSpec = {
      statements: [[{ text: 'X', isScript: false, arguments: [{ name: 'text', value: 'z'.repeat(60_000) }] }]],
      noInput: true,
    };
    expect((await pool.run(long, { ...session.limits(1000), what: 'X' })).output).toEqual([60_000]);
    expect(transport.actions.filter(action => action === 'Send')).toHaveLength(2);
  });
});

describe('a pool that is left', () => {
  const slow = (release: Promise<void>) => async (call: PeerCall) => {
    call.write('before');
    await release;
    return { output: ['after'] };
  };

  it('goes on, and its output is collected after a reconnect', async () => {
    let release = (): void => {};
    const released = new Promise<void>(resolve => {
      release = resolve;
    });
    const peer = peerOf({ invoke: slow(released) });
    const session = new ClientSession(new DirectTransport(peer));
    const pool = await session.openPool({}, session.limits(1000));
    const seen = new Promise<void>(resolve => {
      void pool
        .run(spec, { ...session.limits(60_000), what: 'X', onOutput: () => resolve() })
        .catch((error: WinrmError) => error);
    });
    await seen;
    await pool.disconnect(session.limits(1000));
    expect(await session.listShells(session.limits(1000))).toMatchObject([{ id: pool.id, state: 'Disconnected' }]);
    await session.close();

    const later = new ClientSession(new DirectTransport(peer));
    const [left] = await later.listShells(later.limits(1000));
    const [command = ''] = await later.listCommands(left?.id ?? '', later.limits(1000));
    const taken = await later.connectPool({ id: left?.id ?? '' }, later.limits(1000));
    release();
    const { output } = await taken.attach(command, { ...later.limits(5000), what: 'X' });
    expect(output).toEqual(['after']);
    await later.close();
    expect(await new ClientSession(new DirectTransport(peer)).listShells(later.limits(1000))).toEqual([]);
  });

  it('comes back to its own session only', async () => {
    const peer = peerOf();
    const session = new ClientSession(new DirectTransport(peer));
    const pool = await session.openPool({}, session.limits(1000));
    await pool.disconnect(session.limits(1000));
    await pool.reconnect(session.limits(1000));
    expect((await pool.run(spec, { ...session.limits(1000), what: 'X' })).output).toEqual(['x']);
    const stranger = new ClientSession(new DirectTransport(peer));
    const error = await failure(stranger.connectPool({ id: pool.id }, stranger.limits(1000)));
    expect(error).toMatchObject({ code: 'WINRM_BUSY', detail: { fault: 2150859213 } });
  });

  it('idles away on the machine', async () => {
    let now = 0;
    const peer = createPeer({
      lookup,
      serverName: 'S',
      handler: { invoke: async () => ({}) },
      now: () => now,
      randomBytes,
    });
    const session = new ClientSession(new DirectTransport(peer));
    const pool = await session.openPool({ idleTimeout: 60_000 }, session.limits(1000));
    now = 60_000;
    await pool.run(spec, { ...session.limits(1000), what: 'X' });
    now += 60_001;
    const error = await failure(pool.run(spec, { ...session.limits(1000), what: 'X' }));
    expect(error).toMatchObject({ code: 'WINRM_SHELL_GONE', detail: { fault: 2150858843 } });
  });
});
