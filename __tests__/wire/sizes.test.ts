// Machines that take smaller envelopes than we thought, over real sockets: what was refused for its size is said again in smaller
// pieces, by the same ids, for all that follows in the session, and never below what every machine takes.
import { describe, expect, it } from 'vitest';
import type { PeerCall, PeerHandler, PeerResult } from '../../src/winrm/peer.ts';
import { createAuthority, createMachineCertificate } from '../support/certificates.ts';
import { failure, type LoopbackOptions, machineOf } from '../support/loopback.ts';

const KILO = 1024;
const authority = createAuthority();
const certificate = authority.then(ca => createMachineCertificate(ca, { addresses: ['127.0.0.1'] }));

const lengthOf = async (call: PeerCall): Promise<PeerResult> => ({
  output: [`${call.parameters.text ?? call.input.join('')}`.length],
});

/** Counts what reached the machine, and refuses the first so many requests of one action. */
function refusing(action: string, refusal: { fault: number } | { status: number }, times: number) {
  const actions: string[] = [];
  const intercept: NonNullable<PeerHandler['intercept']> = operation => {
    actions.push(operation.action);
    const seen = actions.filter(one => one === action).length;
    return operation.action === action && seen <= times ? refusal : undefined;
  };
  return { intercept, count: (name: string) => actions.filter(one => one === name).length };
}

const long = { command: 'X', parameters: { text: 'z'.repeat(300_000) } };

describe.each(['https', 'http-sealed'] as const)('a machine that takes 64 KB (%s)', kind => {
  async function small(handler: Partial<PeerHandler>) {
    const tls = kind === 'https' ? { tls: await certificate } : {};
    const machine = await machineOf(handler, { maxEnvelopeSize: 64 * KILO, ...tls } satisfies LoopbackOptions);
    const ca = kind === 'https' ? { ca: (await authority).pem } : {};
    return { machine, session: machine.session({ endpoint: { ...machine.endpoint, ...ca } }) };
  }

  it('gets a command in smaller pieces, and is not asked twice what it takes', async () => {
    const { intercept, count } = refusing('', { status: 413 }, 0);
    let begun = 0;
    const invoke = async (call: PeerCall): Promise<PeerResult> => {
      begun += 1;
      return lengthOf(call);
    };
    const { machine, session } = await small({ invoke, intercept });
    const pool = await session.openPool();
    const before = machine.requests();
    expect((await pool.invoke(long)).output).toEqual([300_000]);
    // 150 KB and 75 KB are refused unread, 37.5 KB are taken.
    const refused = machine.requests() - before - count('Command') - count('Send') - count('Receive') + 2;
    expect(refused).toBe(2);
    const [requests, sends] = [machine.requests(), count('Send')];
    expect((await pool.invoke(long)).output).toEqual([300_000]);
    expect(machine.requests() - requests).toBe(count('Send') - sends + 2);
    expect([begun, count('Command'), count('Create')]).toEqual([2, 2, 1]);
  });

  it('gets the input of a command in smaller pieces', async () => {
    const { session } = await small({ invoke: lengthOf });
    const pool = await session.openPool();
    const input = ['ä'.repeat(120_000), 'b', 'c'.repeat(120_000)];
    expect((await pool.invoke({ command: 'X' }, { input })).output).toEqual([240_001]);
  });
});

describe('an envelope that is refused for its size', () => {
  it.each([
    { fault: 2150858824 },
    { fault: 2150858825 },
    { fault: 2150858790 },
    { fault: 2150859025 },
    { status: 413 },
  ])('with %o is halved, and the call goes on', async refusal => {
    const { intercept, count } = refusing('Command', refusal, 2);
    const pool = await (await machineOf({ invoke: lengthOf, intercept })).session().openPool();
    expect((await pool.invoke(long)).output).toEqual([300_000]);
    expect([count('Command'), count('Create')]).toEqual([3, 1]);
    // Quarters of 150 KB: base64 takes a third more.
    expect(count('Send')).toBeGreaterThan(10);
  });

  it('in the middle of a message goes on from there', async () => {
    const { intercept, count } = refusing('Send', { fault: 2150858825 }, 1);
    const pool = await (await machineOf({ invoke: lengthOf, intercept })).session().openPool();
    expect((await pool.invoke(long)).output).toEqual([300_000]);
    expect(count('Command')).toBe(1);
  });

  it('is never made smaller than what every machine takes, and the call has not begun', async () => {
    let begun = 0;
    const { intercept, count } = refusing('Command', { status: 413 }, 99);
    const invoke = async (): Promise<PeerResult> => {
      begun += 1;
      return {};
    };
    const pool = await (await machineOf({ invoke, intercept })).session().openPool();
    const error = await failure(pool.invoke(long));
    expect(error).toMatchObject({ code: 'WINRM_ENVELOPE_TOO_LARGE', detail: { httpStatus: 413 } });
    // 150, 75, 37.5 and 32 KB.
    expect([count('Command'), begun]).toEqual([4, 0]);
  });

  it('cannot be cut where it opens a pool', async () => {
    const { intercept, count } = refusing('Create', { status: 413 }, 9);
    const error = await failure((await machineOf({ invoke: lengthOf, intercept })).session().openPool());
    expect([error.code, count('Create')]).toEqual(['WINRM_ENVELOPE_TOO_LARGE', 1]);
  });

  it('is not the same as an answer that is too large for us: that command has begun', async () => {
    let begun = 0;
    const invoke = async (): Promise<PeerResult> => {
      begun += 1;
      return { output: ['x'.repeat(100_000)] };
    };
    const machine = await machineOf({ invoke });
    const pool = await machine.session({ channel: { maxAnswer: 40_000 } }).openPool();
    expect((await failure(pool.invoke({ command: 'X' }))).code).toBe('WINRM_ENVELOPE_TOO_LARGE');
    expect(begun).toBe(1);
  });
});

it('a size that no machine can have is not gone by', async () => {
  const machine = await machineOf({ invoke: lengthOf }, { maxEnvelopeSize: 2 * KILO });
  const session = machine.session();
  expect(await session.readConfig()).toMatchObject({ maxEnvelopeSize: 2 * KILO });
  const pool = await session.openPool();
  expect(await failure(pool.invoke(long))).toMatchObject({
    code: 'WINRM_ENVELOPE_TOO_LARGE',
    detail: { httpStatus: 413 },
  });
});
