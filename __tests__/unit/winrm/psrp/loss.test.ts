// What was lost together with a connection is found out by the numbers of messages, wherever the cut was.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guidFromRandom } from '../../../../src/winrm/psrp/guid.ts';
import { messageTypes } from '../../../../src/winrm/psrp/messages.ts';
import { createClientPool } from '../../../../src/winrm/psrp/pool.ts';
import { createServerPool } from '../../../../src/winrm/psrp/server.ts';

const id = guidFromRandom(Buffer.alloc(16, 7));
const pipeline = guidFromRandom(Buffer.alloc(16, 9));
const fragment = 32_768;

/** The whole fragments of a few messages of these sizes, in order. */
function fragmentsOf(sizes: readonly number[]) {
  const client = createClientPool(id);
  const server = createServerPool();
  server.receive(undefined, client.open());
  const bytes = Buffer.concat(sizes.map(size => server.send(messageTypes.pipelineOutput, 'x'.repeat(size), pipeline)));
  const fragments: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 21 + bytes.readUInt32BE(at + 17);
    fragments.push(bytes.subarray(at, end));
    at = end;
  }
  return { client, fragments };
}

const sizes = fc.array(fc.constantFrom(1, 100, fragment, 3 * fragment), { minLength: 2, maxLength: 6 });

describe('after a connection was lost', () => {
  it('what follows on what came is taken, wherever the cut was', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (given, cut) => {
        const { client, fragments } = fragmentsOf(given);
        const at = 1 + (cut % (fragments.length - 1));
        const before = fragments.slice(0, at).flatMap(one => client.receive(pipeline, one));
        client.suspectLoss();
        expect(client.isSuspect).toBe(true);
        const after = fragments.slice(at).flatMap(one => client.receive(pipeline, one));
        expect(client.isSuspect).toBe(false);
        expect([...before, ...after]).toHaveLength(given.length);
      }),
    );
  });

  it('a hole is found, wherever it is', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (given, cut, hole) => {
        const { client, fragments } = fragmentsOf(given);
        const at = 1 + (cut % (fragments.length - 1));
        const on = at + 1 + (hole % (fragments.length - at));
        for (const one of fragments.slice(0, at)) client.receive(pipeline, one);
        client.suspectLoss();
        if (on >= fragments.length) {
          expect(client.isSuspect).toBe(true);
          return;
        }
        expect(() => client.receive(pipeline, fragments[on] ?? Buffer.alloc(0))).toThrow(
          expect.objectContaining({ code: 'WINRM_CONNECTION_LOST' }),
        );
      }),
    );
  });
});
