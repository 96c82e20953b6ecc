// Sealing and the NTLM exchange, without sockets: MB a second through `seal` and back through `unseal`, in messages of a usual request
// and of a large answer; microseconds of CPU of one whole exchange, both sides and the client's alone.
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

function createClient() {
  return createNtlmClient({
    username: account.username,
    password: () => account.password,
    servername: 'srv01.corp.example',
    randomBytes,
    now: Date.now,
  });
}

async function tokenOf(step: ReturnType<ReturnType<typeof createClient>['step']>): Promise<Uint8Array> {
  const done = await step;
  if (done.kind !== 'send') throw new Error('the exchange ended early');
  return done.token;
}

/** One whole exchange. @returns the challenge, which a client takes again: it knows nothing of other exchanges. */
async function exchange(): Promise<Uint8Array> {
  const acceptor = createNtlmAcceptor({
    lookup: () => account.password,
    serverName: 'SRV01',
    domainName: 'SRV01',
    now: Date.now,
    randomBytes,
  });
  const client = createClient();
  const asked = acceptor.step(await tokenOf(client.step()));
  if (!('challenge' in asked)) throw new Error('no challenge came');
  const judged = acceptor.step(await tokenOf(client.step(asked.challenge)));
  if (!('accepted' in judged)) throw new Error('the exchange was refused');
  return asked.challenge;
}

async function clientsHalf(challenge: Uint8Array, seals: boolean): Promise<void> {
  const client = createClient();
  await client.step();
  await client.step(challenge);
  if (seals) client.signing();
}

title('sealing: NTLM, without sockets');
for (const size of [2_000, 150_000]) {
  const costs = await repeat(5, () => costOf(() => sealAll(size)));
  const values = costs.map(({ cpu }) => total / 2 ** 20 / (cpu / 1_000));
  row({ what: `seal and unseal messages of ${size} bytes`, values, unit: 'MB/s' });
}
const challenge = await exchange();
const parts: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['NTLM exchange, both sides, no sealing', exchange],
  ["NTLM exchange, the client's half", () => clientsHalf(challenge, false)],
  ['  and its keys for sealing', () => clientsHalf(challenge, true)],
];
for (const [what, once] of parts) {
  const costs = await repeat(5, () =>
    costOf(async () => {
      for (let turn = 0; turn < exchanges; turn += 1) await once();
    }),
  );
  row({ what, values: costs.map(({ cpu }) => (cpu / exchanges) * 1_000), unit: 'µs' });
}
