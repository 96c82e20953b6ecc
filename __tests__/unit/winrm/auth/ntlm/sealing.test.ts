import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNtlmSealing } from '../../../../../src/winrm/auth/ntlm/sealing.ts';
import type { Sealing } from '../../../../../src/winrm/auth/scheme.ts';
import { bytes, hex, vectors, vectorsMissing } from '../../../../support/ntlm-vectors.ts';

const KEY = Buffer.alloc(16, 0x55);
const pair = (): { client: Sealing; server: Sealing } => ({
  client: createNtlmSealing(KEY, 'client'),
  server: createNtlmSealing(KEY, 'server'),
});
const code = (code: string): object => expect.objectContaining({ code });

describe('sealing by the published values of MS-NLMP 4.2.4.4', () => {
  const plain = Buffer.from('Plaintext', 'utf16le');
  it.each([
    [
      'client' as const,
      [
        ['54e50165bf1936dc996020c1811b0f06fb5f', '010000007fb38ec5c55d497600000000'],
        ['64c308e09ea236e7f4232553c94a01e700fa', '01000000255405955d31d8c401000000'],
      ],
    ],
    [
      'server' as const,
      [
        ['160871b730ba74e946c453d7465b54278dd0', '01000000b298b847ce7c580700000000'],
        ['3db8ae180836dceebba76946aab5e969c977', '010000001c358b931a2feeb201000000'],
      ],
    ],
  ])('as %s', (side, expected) => {
    const sealing = createNtlmSealing(KEY, side);
    for (const [sealed, signature] of expected) {
      const message = sealing.seal(plain);
      expect([hex(message.sealed), hex(message.signature)]).toEqual([sealed, signature]);
    }
  });
});

describe.skipIf(vectorsMissing !== '')(`sealing by recorded exchanges${vectorsMissing}`, () => {
  it.each(vectors)('seals and unseals every message of $name on both sides', vector => {
    const key = bytes(vector.exported_session_key);
    const [client, server] = [createNtlmSealing(key, 'client'), createNtlmSealing(key, 'server')];
    for (const message of vector.messages) {
      const [sender, receiver] = message.direction === 'c2s' ? [client, server] : [server, client];
      const { signature, sealed } = sender.seal(bytes(message.plaintext));
      expect([hex(signature), hex(sealed)]).toEqual([message.signature, message.sealed]);
      expect(hex(receiver.unseal(bytes(message.signature), bytes(message.sealed)))).toBe(message.plaintext);
    }
  });
});

describe('sealing', () => {
  it('brings every conversation through unchanged, whoever speaks when', () => {
    const message = fc.record({ fromClient: fc.boolean(), plain: fc.uint8Array({ maxLength: 2000 }) });
    fc.assert(
      fc.property(fc.array(message), messages => {
        const { client, server } = pair();
        for (const { fromClient, plain } of messages) {
          const [sender, receiver] = fromClient ? [client, server] : [server, client];
          const { signature, sealed } = sender.seal(plain);
          expect(hex(receiver.unseal(signature, sealed))).toBe(hex(plain));
        }
      }),
    );
  });

  it('refuses a message with any single bit changed, in signature or body', () => {
    const { signature, sealed } = pair().client.seal(Buffer.from('<s:Envelope/>'));
    const message = Buffer.concat([signature, sealed]);
    for (let bit = 0; bit < message.length * 8; bit++) {
      const changed = Buffer.from(message);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const { server } = pair();
      expect(() => server.unseal(changed.subarray(0, 16), changed.subarray(16)), `bit ${bit}`).toThrow(
        code('WINRM_SEALING_FAILED'),
      );
    }
  });

  it('refuses a message that is cut or grown, and a signature of another size', () => {
    const { signature, sealed } = pair().client.seal(Buffer.from('<s:Envelope/>'));
    for (const [sign, body] of [
      [signature, sealed.subarray(0, -1)],
      [signature, Buffer.concat([sealed, Buffer.alloc(1)])],
      [signature.subarray(0, 15), sealed],
      [Buffer.concat([signature, Buffer.alloc(1)]), sealed],
      [new Uint8Array(0), sealed],
    ] as const) {
      expect(() => pair().server.unseal(sign, body)).toThrow(code('WINRM_SEALING_FAILED'));
    }
  });

  it('refuses a message that comes twice', () => {
    const { client, server } = pair();
    const { signature, sealed } = client.seal(Buffer.from('once'));
    server.unseal(signature, sealed);
    expect(() => server.unseal(signature, sealed)).toThrow(code('WINRM_SEALING_FAILED'));
  });

  it('refuses a message that comes before its turn', () => {
    const { client, server } = pair();
    client.seal(Buffer.from('lost'));
    const { signature, sealed } = client.seal(Buffer.from('second'));
    expect(() => server.unseal(signature, sealed)).toThrow(code('WINRM_SEALING_FAILED'));
  });

  it('refuses its own message sent back', () => {
    const { client } = pair();
    const { signature, sealed } = client.seal(Buffer.from('mirror'));
    expect(() => client.unseal(signature, sealed)).toThrow(code('WINRM_SEALING_FAILED'));
  });

  it('trusts nothing after one refusal, not even the message that was right', () => {
    const { client, server } = pair();
    const { signature, sealed } = client.seal(Buffer.from('right'));
    expect(() => server.unseal(Buffer.alloc(16), sealed)).toThrow(code('WINRM_SEALING_FAILED'));
    expect(() => server.unseal(signature, sealed)).toThrow(code('WINRM_SEALING_FAILED'));
    expect(() => server.seal(Buffer.from('answer'))).toThrow(code('WINRM_SEALING_FAILED'));
  });
});
