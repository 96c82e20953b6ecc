// The two pure halves of PSRP against each other, without a byte of I/O: what the client asks is what the server hears, and back.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { member, numberOf, type PsValue, psCustomObject, psObject } from '../../../../src/winrm/psrp/clixml/values.ts';
import { guidFromBytes, guidFromRandom, guidToBytes, isGuid } from '../../../../src/winrm/psrp/guid.ts';
import {
  messageTypes,
  messageValue,
  pipelineStates,
  poolStates,
  readMessage,
  writeMessage,
} from '../../../../src/winrm/psrp/messages.ts';
import {
  capability,
  pipelineState,
  poolState,
  primitiveDictionary,
  privateData,
} from '../../../../src/winrm/psrp/payloads.ts';
import { type PipelineSpec, writePipelineSpec } from '../../../../src/winrm/psrp/pipeline-spec.ts';
import { createClientPool, type PoolEvent } from '../../../../src/winrm/psrp/pool.ts';
import { writeErrorRecord, writeMessageRecord, writeProgress } from '../../../../src/winrm/psrp/records.ts';
import { createServerPool } from '../../../../src/winrm/psrp/server.ts';
import { anyText, tree } from '../../../support/ps-values.ts';

const poolId = '0533352D-95C5-4715-BF50-1F449FF1FC9B';
const pipelineId = 'F91BD61F-CEC7-47A3-8CE3-DE7EB7AA5773';
const violated = expect.objectContaining({ code: 'WINRM_PROTOCOL_VIOLATED' });
const script = (text: string): PipelineSpec => ({
  statements: [[{ text, isScript: true, arguments: [] }]],
  noInput: true,
});

function opened() {
  const client = createClientPool(poolId);
  const server = createServerPool();
  const events = server.receive(undefined, client.open());
  const say = (type: number, value: PsValue | undefined, pipeline?: string): PoolEvent[] =>
    client.receive(pipeline, server.send(type, value, pipeline));
  return { client, server, events, say };
}

describe('a GUID', () => {
  it('is little-endian in its first three groups', () => {
    expect(Buffer.from(guidToBytes('00112233-4455-6677-8899-AABBCCDDEEFF')).toString('hex')).toBe(
      '33221100554477668899aabbccddeeff',
    );
  });

  it('is read as it was written, and is random where it should be', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), bytes => {
        expect(guidToBytes(guidFromBytes(bytes))).toEqual(bytes);
        expect(guidFromRandom(bytes)).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/);
      }),
    );
    for (const text of ['', 'x', '{0533352D-95C5-4715-BF50-1F449FF1FC9B}']) {
      expect(isGuid(text)).toBe(false);
      expect(() => guidToBytes(text)).toThrow(RangeError);
    }
  });
});

describe('a message', () => {
  it('is read as it was written, with a byte order mark towards clients only', () => {
    fc.assert(
      fc.property(tree.value, fc.constantFrom('client' as const, 'server' as const), (value, to) => {
        const bytes = writeMessage(
          { to, type: messageTypes.pipelineOutput, pool: poolId, pipeline: pipelineId },
          value,
        );
        const message = readMessage(bytes);
        expect(message).toMatchObject({ to, type: 0x00041004, pool: poolId, pipeline: pipelineId });
        expect(messageValue(message)).toEqual(value);
        expect(bytes[40] === 0xef).toBe(to === 'client');
      }),
    );
  });

  it('without data is a header', () => {
    const bytes = writeMessage({ to: 'server', type: messageTypes.endOfPipelineInput, pool: poolId }, undefined);
    expect(bytes).toHaveLength(40);
    expect(messageValue(readMessage(bytes))).toBeNull();
  });

  it.each([
    ['shorter than a header', Buffer.alloc(39)],
    ['for nobody', Buffer.alloc(40)],
    ['not UTF-8', Buffer.concat([writeMessage({ to: 'client', type: 1, pool: poolId }, undefined), Buffer.of(0xc3)])],
  ])('%s is refused', (_, bytes) => {
    expect(() => readMessage(bytes)).toThrow(violated);
  });
});

describe('opening a pool', () => {
  it('offers protocol 2.3 and one runspace, and is open when the machine says so', () => {
    const { client, server, events, say } = opened();
    expect(server).toMatchObject({ id: poolId, clientProtocol: '2.3' });
    expect(events).toEqual([{ kind: 'open', minRunspaces: 1, maxRunspaces: 1 }]);
    say(messageTypes.sessionCapability, capability('2.1'));
    say(messageTypes.applicationPrivateData, privateData('5.1.14393.2248', '10.0.14393.2248'));
    expect(client).toMatchObject({
      state: 'opening',
      protocol: '2.1',
      psVersion: '5.1.14393.2248',
      buildVersion: '10.0.14393.2248',
    });
    expect(say(messageTypes.runspacePoolState, poolState(poolStates.opened))).toEqual([
      { kind: 'state', state: 'opened' },
    ]);
    expect(client.state).toBe('opened');
  });

  it('hands application arguments over', () => {
    const server = createServerPool();
    const applicationArguments = primitiveDictionary({ run: 'r1' });
    const [open] = server.receive(undefined, createClientPool(poolId).open({ applicationArguments }));
    expect(open).toMatchObject({ kind: 'open', applicationArguments });
  });

  it('that breaks says why', () => {
    const { client, say } = opened();
    const [event] = say(messageTypes.runspacePoolState, poolState(poolStates.broken, { message: 'no', errorId: 'X' }));
    expect(event).toMatchObject({ kind: 'state', state: 'broken', error: { message: 'no', errorId: 'X' } });
    expect(client.state).toBe('broken');
  });

  it('of another client asks to connect', () => {
    expect(createServerPool().receive(undefined, createClientPool(poolId).connect())).toEqual([{ kind: 'connect' }]);
  });

  it('is refused before a capability, for another pool, and towards a client', () => {
    const client = createClientPool(poolId);
    expect(() => createServerPool().receive(undefined, client.message(messageTypes.publicKey, 'x'))).toThrow(violated);
    const { server } = opened();
    expect(() => server.receive(undefined, createClientPool(pipelineId).open())).toThrow(violated);
    expect(() => client.receive(undefined, client.open())).toThrow(violated);
  });
});

const commands = fc.record(
  {
    text: anyText,
    isScript: fc.boolean(),
    useLocalScope: fc.boolean(),
    arguments: fc.array(fc.record({ name: anyText, value: tree.value }, { requiredKeys: ['value'] }), { maxLength: 3 }),
    merge: fc.constant({ MergeMyResult: 2, MergeError: 1 }),
  },
  { requiredKeys: ['text', 'isScript', 'arguments'] },
);

describe('a pipeline', () => {
  it('is heard as it was asked, at any size of envelope', () => {
    const specs = fc.record(
      {
        statements: fc.array(fc.array(commands, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
        noInput: fc.boolean(),
        remoteStreamOptions: fc.integer({ min: 0, max: 14 }),
        addToHistory: fc.constant(true),
      },
      { requiredKeys: ['statements', 'noInput'] },
    );
    fc.assert(
      fc.property(specs, fc.integer({ min: 200, max: 5000 }), (spec, size) => {
        const { client, server } = opened();
        const parts = client.pipeline(pipelineId, spec, { command: size, send: size });
        expect(parts.every(part => part.length <= size)).toBe(true);
        const events = parts.flatMap(part => server.receive(pipelineId, part));
        expect(events).toEqual([{ kind: 'pipeline', pipeline: pipelineId, spec }]);
      }),
      { numRuns: 40 },
    );
  });

  it('is asked with the values that real machines were recorded to accept', () => {
    const value = writePipelineSpec(script('1'));
    expect(numberOf(member(value, 'RemoteStreamOptions'))).toBe(15);
    expect(numberOf(member(value, 'ApartmentState'))).toBe(2);
    for (const name of ['_isHostNull', '_isHostUINull', '_isHostRawUINull', '_useRunspaceHost']) {
      expect(member(member(value, 'HostInfo'), name)).toBe(true);
    }
    expect([member(value, 'NoInput'), member(value, 'AddToHistory'), member(value, 'IsNested')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('gets its input in as few envelopes as hold it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 400 }), { maxLength: 20 }),
        fc.integer({ min: 120, max: 900 }),
        (values, room) => {
          const { client, server } = opened();
          const sends = client.input(pipelineId, values, room);
          const events = sends.flatMap(bytes => server.receive(pipelineId, bytes));
          expect(events).toEqual([
            ...values.map(value => ({ kind: 'input', pipeline: pipelineId, value })),
            { kind: 'endOfInput', pipeline: pipelineId },
          ]);
          for (const [index, bytes] of sends.entries()) {
            expect(bytes.length).toBeLessThanOrEqual(room);
            // Full up to what a fragment's header would not leave room in.
            if (index < sends.length - 1) expect(bytes.length).toBeGreaterThan(room - 23);
          }
        },
      ),
    );
  });

  it('says everything on its streams', () => {
    const { client, say } = opened();
    client.pipeline(pipelineId, script('1'), { command: 10_000, send: 10_000 });
    const heard = (type: number, value: PsValue): unknown => {
      const [event] = say(type, value, pipelineId);
      return event?.kind === 'pipeline' && event.id === pipelineId ? event.event : event;
    };
    expect(heard(messageTypes.pipelineOutput, [1])).toMatchObject({ kind: 'output' });
    expect(
      heard(
        messageTypes.errorRecord,
        writeErrorRecord({ message: 'm', category: 'ResourceBusy', hresult: 0x80240022 }),
      ),
    ).toMatchObject({
      kind: 'error',
      record: { message: 'm', category: 'ResourceBusy', hresult: -2145124318 },
    });
    expect(heard(messageTypes.errorRecord, 'only text')).toMatchObject({
      record: { message: 'only text', category: 'NotSpecified' },
    });
    expect(heard(messageTypes.warningRecord, writeMessageRecord('Warning', 'w'))).toEqual({
      kind: 'warning',
      text: 'w',
    });
    expect(heard(messageTypes.verboseRecord, 'plain')).toEqual({ kind: 'verbose', text: 'plain' });
    expect(
      heard(messageTypes.progressRecord, writeProgress({ activity: 'a', percent: 5, completed: true })),
    ).toMatchObject({
      kind: 'progress',
      record: { activity: 'a', percent: 5, completed: true, parentId: -1 },
    });
    expect(heard(messageTypes.informationRecord, psCustomObject({ MessageData: 'i', Tags: ['t'] }))).toEqual({
      kind: 'information',
      record: { message: 'i', tags: ['t'] },
    });
    expect(heard(messageTypes.pipelineState, pipelineState(pipelineStates.running))).toEqual({ kind: 'nothing' });
    expect(heard(messageTypes.pipelineState, pipelineState(pipelineStates.completed))).toEqual({
      kind: 'ended',
      how: 'completed',
    });
    expect(heard(messageTypes.pipelineState, pipelineState(pipelineStates.failed, { message: 'f' }))).toMatchObject({
      kind: 'ended',
      how: 'failed',
      error: { message: 'f' },
    });
    expect(() => heard(messageTypes.pipelineState, 'no state')).toThrow(violated);
  });

  it('hands on what a machine asks of a host', () => {
    const { say } = opened();
    const call = (method: number): PsValue =>
      psObject({
        extended: new Map<string, PsValue>([
          ['ci', 3n],
          ['mi', method],
          ['mp', []],
        ]),
      });
    const asked = { id: 3n, method: 11, name: 'ReadLine', parameters: [] };
    expect(say(messageTypes.pipelineHostCall, call(11), pipelineId)).toMatchObject([{ event: { call: asked } }]);
    expect(say(messageTypes.poolHostCall, call(11))).toEqual([{ kind: 'hostCall', call: asked }]);
  });

  it('that ends in the middle of a message is noticed', () => {
    const { client, server } = opened();
    const bytes = server.send(messageTypes.pipelineOutput, 'x', pipelineId);
    client.receive(pipelineId, bytes.subarray(0, 30));
    expect(client.forget(pipelineId)).toBe(true);
    expect(client.forget(pipelineId)).toBe(false);
  });

  it('ignores messages that it does not know', () => {
    const { say } = opened();
    expect(say(0x0004_9999, 'x', pipelineId)).toMatchObject([{ event: { kind: 'nothing' } }]);
    expect(say(0x0002_9999, 'x')).toEqual([]);
  });
});
