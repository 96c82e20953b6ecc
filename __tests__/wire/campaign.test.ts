// The campaign: hundreds of faults over real sockets, at places drawn by a fixed seed. Every call ends in a result or in a coded error
// within its deadline, what comes out is never anything but the machine's answer, and nothing is left behind.
import { describe, expect, it } from 'vitest';
import { WinrmError } from '../../src/winrm/errors.ts';
import { channelTo, closing, KINDS, type Kind, startMachine, until } from '../support/channels.ts';
import { type Fault, startChaos } from '../support/chaos.ts';

const FAULTS: readonly Fault['kind'][] = [
  'cut',
  'reset',
  'blackhole',
  'delay',
  'garbage',
  'duplicate',
  'reorder',
  'drip',
];
const SIDES: readonly Fault['side'][] = ['request', 'answer'];
const PLACES = 12;
const DEADLINE = 250;
/** How much longer than its deadline a call may take on a busy machine before it counts as hanging. */
const PATIENCE = 5_000;

/** Places in a direction, early ones more often: heads, tokens and frames are there. */
function* placesOf(seed: number): Generator<number, void> {
  let state = seed;
  for (let i = 0; i < PLACES; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    yield (state >>> 8) % (i % 2 === 0 ? 300 : 4_000);
  }
}

type Ending = 'result' | 'error';

async function suffer(kind: Kind, fault: Fault, port: number): Promise<Ending> {
  const channel = await channelTo(kind, port, { endpoint: { servername: '127.0.0.1' } });
  const text = `${fault.kind} ${'x'.repeat(2_000)}`;
  const call = channel.post(Buffer.from(text), { timeout: DEADLINE });
  let timer: NodeJS.Timeout | undefined;
  const hanging = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it hangs')), DEADLINE + PATIENCE);
  });
  try {
    const { soap, httpStatus } = await Promise.race([call, hanging]);
    // Over a relay that spoils bytes, TLS and sealing let through what the machine said or nothing.
    expect([httpStatus, Buffer.from(soap).toString()]).toEqual([200, `<r>${text}</r>`]);
    return 'result';
  } catch (error) {
    if (!(error instanceof WinrmError)) throw error;
    expect(error.code).toMatch(/^WINRM_[A-Z_]+$/);
    return 'error';
  } finally {
    clearTimeout(timer);
    channel.close();
  }
}

describe.each(KINDS)('the campaign (%s)', kind => {
  it.each(FAULTS)('%s: every call ends, and nothing is left behind', async name => {
    const machine = await startMachine(kind);
    const chaos = closing(await startChaos(machine.port));
    const timersBefore = process.getActiveResourcesInfo().filter(item => item === 'Timeout').length;
    const endings: Ending[] = [];
    for (const side of SIDES) {
      const places = [...placesOf(FAULTS.indexOf(name) + 1)];
      for (let i = 0; i < places.length; i += 6) {
        const round = places.slice(i, i + 6).map(at => {
          const fault = { kind: name, side, at };
          chaos.faults.push(fault);
          return suffer(kind, fault, chaos.port);
        });
        endings.push(...(await Promise.all(round)));
      }
    }
    expect(endings).toHaveLength(2 * PLACES);
    if (name === 'delay' || name === 'drip') expect(endings).toContain('result');
    await until(() => chaos.open() === 0 && machine.open() === 0);
    const left = (kinds: readonly string[]): number =>
      process.getActiveResourcesInfo().filter(item => kinds.includes(item)).length;
    await until(() => left(['TCPSocketWrap', 'TLSWrap', 'ProcessWrap']) === 0);
    await until(() => left(['Timeout']) <= timersBefore + 1);
  });
});
