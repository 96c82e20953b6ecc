// A whole apply that tells people: over a real webhook and a real command, while the rollout goes its way whatever becomes of them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LivingFleet, startFleet } from '../../../src/world.ts';
import { callCommand } from '../../support/command-calls.ts';
import { scriptsMissing, writeScript } from '../../support/commands.ts';

let fleet: LivingFleet;
let directory = '';
let server: Server;
const bodies: string[] = [];
let env: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'patchring-notices-'));
  fleet = await startFleet({ scenario: 'calm', machines: 8, seed: 1, directory });
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    bodies.push(body);
    response.writeHead(200).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  env = {
    PATCHRING_USERNAME: fleet.account.username,
    PATCHRING_PASSWORD: fleet.account.password,
    PATCHRING_HOOK: `http://127.0.0.1:${port}/s3cretpath`,
    PATCHRING_GONE: 'http://127.0.0.1:1/an0therpath',
  };
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await fleet.close();
  rmSync(directory, { recursive: true, force: true });
});

function withChannels(name: string, channels: string): string {
  const text = readFileSync(join(directory, 'patchring.yml'), 'utf8');
  writeFileSync(join(directory, name), text.replace(/^rings:/m, `notify:\n${channels}\nrings:`));
  return name;
}

describe.skipIf(scriptsMissing !== '')(`apply${scriptsMissing && `: skipped: ${scriptsMissing}`}`, () => {
  it('tells whoever is to be told, and fails with nobody', async () => {
    writeScript(directory, 'hook.sh', 'cat >> told.txt; echo >> told.txt');
    const policy = withChannels(
      'told.yml',
      [
        '  - { on: [ring-opened, halted], url: $PATCHRING_HOOK, format: json }',
        '  - { on: [ring-opened], exec: [./hook.sh] }',
        '  - { on: [ring-opened], url: $PATCHRING_GONE, format: teams }',
        '  - { url: $PATCHRING_UNSET, format: slack }',
        '  - { on: [ring-opened], exec: [./nowhere.sh] }',
      ].join('\n'),
    );
    const { outcome, text } = await callCommand(['apply', '--policy', policy, '--ledger', 'file:state'], {
      directory,
      env,
    });
    expect(outcome?.conclusion).toBe('waiting');
    const heard = bodies.map(body => JSON.parse(body) as { readonly on: string; readonly ring: string });
    expect(heard).toEqual([expect.objectContaining({ version: 1, on: 'ring-opened', ring: 'test' })]);
    const hooked = readFileSync(join(directory, 'told.txt'), 'utf8').trim().split('\n');
    expect(hooked.map(line => JSON.parse(line))).toEqual(heard);
    const warnings = text.split('\n').filter(line => line.includes('NOTICE_UNDELIVERED'));
    expect(warnings).toEqual([
      expect.stringContaining('the webhook of PATCHRING_UNSET: PATCHRING_UNSET is not set. The rollout goes on.'),
      expect.stringMatching(/nowhere\.sh: ENOENT|the webhook of PATCHRING_GONE: ECONNREFUSED/),
      expect.stringMatching(/nowhere\.sh: ENOENT|the webhook of PATCHRING_GONE: ECONNREFUSED/),
    ]);
    expect(text).not.toMatch(/s3cretpath|an0therpath/);
  }, 60_000);

  it('goes on under a policy that tells others', async () => {
    const policy = withChannels('silent.yml', '  - { on: [succeeded], exec: [./hook.sh] }');
    const { outcome, failures } = await callCommand(['apply', '--policy', policy, '--ledger', 'file:state'], {
      directory,
      env,
      signal: AbortSignal.abort(),
    });
    expect(failures).toEqual([]);
    expect(outcome?.conclusion).toBe('cancelled');
  });
});

it('a webhook whose address stands in the policy is refused, with its place and what to write', async () => {
  const policy = withChannels('plain.yml', '  - { url: https://hooks.example/T0/B0/xyz, format: slack }');
  const { failures } = await callCommand(['validate', '--policy', policy], { directory });
  expect(failures.map(({ message }) => message).join('\n')).toContain(
    'the address of a webhook is a secret: write the variable',
  );
  expect(JSON.stringify(failures)).not.toContain('xyz');
});
