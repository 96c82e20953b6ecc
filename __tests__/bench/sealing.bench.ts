// Sealing and the NTLM exchange, without sockets: MB a second through `seal` and back through `unseal`, in messages of a usual request
// and of a large answer; microseconds of one whole exchange, both sides and the client's alone.
import { randomBytes } from 'node:crypto';
import { createNtlmAcceptor } from '../../src/winrm/auth/ntlm/acceptor.ts';
import { createNtlmClient } from '../../src/winrm/auth/ntlm/client.ts';
import { createNtlmSealing } from '../../src/winrm/auth/ntlm/sealing.ts';
import { costOf, repeat, row, title } from './harness.ts';
import { account } from './machines.ts';

const total = 16 * 2 ** 20;
const exchanges = 1_000;

function sealAll(size: number): void {
  const key = randomBytes(16);
  const client = createNtlmSealing(key, 'client');
  const server = createNtlmSealing(key, 'server');
  const message = randomBytes(size);
  for (let done = 0; done < total; done += size) {
    const { signature, sealed } = client.seal(message);
    server.unseal(signature, sealed);
  }
}

/** @returns milliseconds of CPU of the client's half alone */
async function exchange(): Promise<number> {
  const acceptor = createNtlmAcceptor({
    lookup: () => account.password,
    serverName: 'SRV01',
    domainName: 'SRV01',
    now: Date.now,
    randomBytes,
  });
  const client = createNtlmClient({
    username: account.username,
    password: () => account.password,
    servername: 'srv01.corp.example',
    randomBytes,
    now: Date.now,
  });
  let spent = 0;
  const step = async (token?: Uint8Array): Promise<Uint8Array> => {
    const began = performance.now();
    const done = await client.step(token);
    spent += performance.now() - began;
    if (done.kind !== 'send') throw new Error('the exchange ended early');
    return done.token;
  };
  const asked = acceptor.step(await step());
  if (!('challenge' in asked)) throw new Error('no challenge came');
  const judged = acceptor.step(await step(asked.challenge));
  if (!('accepted' in judged)) throw new Error('the exchange was refused');
  return spent;
}

title('sealing: NTLM, without sockets');
for (const size of [2_000, 150_000]) {
  const costs = await repeat(5, () => costOf(() => sealAll(size)));
  const values = costs.map(({ cpu }) => total / 2 ** 20 / (cpu / 1_000));
  row({ what: `seal and unseal messages of ${size} bytes`, values, unit: 'MB/s' });
}
const alone: number[] = [];
const whole = await repeat(5, () =>
  costOf(async () => {
    let spent = 0;
    for (let turn = 0; turn < exchanges; turn += 1) spent += await exchange();
    alone.push(spent);
  }),
);
row({ what: 'NTLM exchange, both sides', values: whole.map(({ cpu }) => (cpu / exchanges) * 1_000), unit: 'µs' });
row({
  what: "NTLM exchange, the client's half",
  values: alone.slice(1).map(ms => (ms / exchanges) * 1_000),
  unit: 'µs',
});
