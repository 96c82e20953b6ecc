// The one process that makes our Kerberos tokens: how many there are, what is left of one that dies, and what is said where there is none.
// Machines are MIT's; the process is the real engine with the script that is shipped.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { WindowsFleet } from '../../src/windows/fleet.ts';
import { type Interpreter, tokenSource } from '../../src/winrm/auth/kerberos/launch.ts';
import type { Channel } from '../../src/winrm/channel.ts';
import type { PeerHandler } from '../../src/winrm/peer.ts';
import { failureOf, KINDS } from '../support/channels.ts';
import { type Counted, countedInterpreter, isKnown } from '../support/counted.ts';
import { openGssDoors } from '../support/gss-door.ts';
import { answerWith, listenBehind, serviceFor } from '../support/gss-machine.ts';
import {
  channelTo,
  identify,
  inRealm,
  interpreter,
  machineFor,
  missing,
  open,
  optionsFor,
  realm,
} from '../support/logon.ts';
import { MACHINE } from '../support/realm.ts';

const describePeers = describe.skipIf(missing !== '');
const why = missing && `: skipped: ${missing}`;

const counted: Counted[] = [];
afterAll(async () => {
  for (const one of counted) {
    tokenSource(one.interpreter).close();
    for (const pid of one.pids()) await gone(pid);
    one.close();
  }
});

/** Waits until nothing is left of a process, not even a zombie; the test's own limit ends a wait that is in vain. */
async function gone(pid: number): Promise<void> {
  while (isKnown(pid)) await new Promise(resolve => setTimeout(resolve, 5));
}

function fresh(): Counted {
  const one = countedInterpreter(interpreter);
  counted.push(one);
  return one;
}

/** So many machines behind one process of doors. @returns their ports. */
async function manyMachines(count: number): Promise<readonly number[]> {
  const service = serviceFor({ invoke: async () => ({}) });
  const behind = await listenBehind((request, response) => answerWith(service, request, response));
  open.push(behind);
  const machines = Array.from({ length: count }, (_, index) => `machine${index}`);
  const doors = await openGssDoors({ mechs: ['krb5'], env: realm.env }, { backend: behind.port, machines });
  open.push(doors);
  return [...doors.ports.values()];
}

const channelBy = (pwsh: Interpreter, port: number): Promise<Channel> =>
  channelTo('http-sealed', port, { auth: 'kerberos', kerberos: { interpreter: pwsh } });

describePeers(`the process that makes tokens${why}`, { timeout: 60_000 }, () => {
  it('is one for fifty machines at once, each with a context of its own, and leaves nothing behind', async () => {
    const pwsh = fresh();
    const source = tokenSource(pwsh.interpreter);
    const ports = await manyMachines(50);
    const channels = await Promise.all(ports.map(port => channelBy(pwsh.interpreter, port)));
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.all(channels.map(identify));
      expect(answers).toEqual(answers.map(() => expect.stringContaining('IdentifyResponse')));
    }
    const [pid = 0] = pwsh.pids();
    expect([pwsh.pids().length, source.open, isKnown(pid)]).toEqual([1, 50, true]);
    for (const channel of channels) channel.close();
    expect(source.open).toBe(0);
    source.close();
    await gone(pid);
    expect(pwsh.pids()).toHaveLength(1);
  });

  it('is replaced when it dies: its connections are lost and opened again, and no zombie stays', async () => {
    const pwsh = fresh();
    const ports = await manyMachines(3);
    const channels = await Promise.all(ports.map(port => channelBy(pwsh.interpreter, port)));
    await Promise.all(channels.map(identify));
    const [first = 0] = pwsh.pids();
    process.kill(first, 'SIGKILL');
    await gone(first);
    const failures = await Promise.all(channels.map(channel => failureOf(identify(channel))));
    expect(failures).toMatchObject(ports.map(() => ({ code: 'WINRM_CONNECTION_LOST', retryable: true })));
    const answers = await Promise.all(channels.map(identify));
    expect(answers).toEqual(ports.map(() => expect.stringContaining('IdentifyResponse')));
    expect(pwsh.pids()).toHaveLength(2);
    expect(tokenSource(pwsh.interpreter).open).toBe(3);
  });

  it('may die under a machine that we work on: the call is made once more, and nobody hears of it', async () => {
    const pwsh = fresh();
    const handler: Partial<PeerHandler> = {
      invoke: async ({ command }) => ({ output: command === undefined ? [] : [{ packages: ['A'] }] }),
    };
    const machine = await machineFor('http-sealed', { mechs: ['krb5'], handler });
    const wish = { auth: 'kerberos', kerberos: { interpreter: pwsh.interpreter } } as const;
    const options = await optionsFor('http-sealed', machine.port, wish);
    const fleet = new WindowsFleet({ connectionOf: () => ({ credential: 'default', options }), name: 'test' });
    open.push(fleet);
    const windows = fleet.machine({ name: MACHINE, labels: {} });
    const { packages: before } = await windows.probe(['packages']);
    expect(before).toMatchObject({ ok: true });
    const [first = 0] = pwsh.pids();
    process.kill(first, 'SIGKILL');
    await gone(first);
    const { packages: after } = await windows.probe(['packages']);
    expect(after).toEqual(before);
    expect(pwsh.pids()).toHaveLength(2);
  });

  it('that finds no Kerberos library is told from one that is not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'no-library-'));
    open.push({ close: () => rmSync(folder, { recursive: true }) });
    // A library that cannot be read is one that is not there.
    writeFileSync(join(folder, 'libgssapi_krb5.so.2'), '');
    const machine = await machineFor('http-sealed', { mechs: ['krb5'] });
    const lacking: Interpreter = { ...interpreter, env: { ...interpreter.env, LD_LIBRARY_PATH: folder } };
    const failure = await failureOf(identify(await channelBy(lacking, machine.port)));
    expect(failure).toMatchObject({ code: 'WINRM_KERBEROS_INTERPRETER_MISSING', retryable: false });
    expect(failure.message).toContain('the Kerberos library is missing');
    expect(await machine.heard()).toEqual([]);
  });

  it.each(KINDS)('that is not installed is asked for by name, with where to get it (%s)', async kind => {
    const machine = await machineFor(kind, { mechs: ['krb5'] });
    const nowhere: Interpreter = { command: 'pwsh', env: { PATH: '/nowhere' } };
    const wish = { auth: 'kerberos', kerberos: { interpreter: nowhere } } as const;
    expect(await failureOf(identify(await channelTo(kind, machine.port, wish)))).toMatchObject({
      code: 'WINRM_KERBEROS_INTERPRETER_MISSING',
      message: 'pwsh cannot be started',
      retryable: false,
    });
    const options = await optionsFor(kind, machine.port, { ...wish, credentials: inRealm });
    const fleet = new WindowsFleet({ connectionOf: () => ({ credential: 'default', options }), name: 'test' });
    open.push(fleet);
    const answer = await fleet.machine({ name: MACHINE, labels: {} }).readBoot();
    const next = answer.ok ? '' : answer.failure.next;
    for (const words of ['PowerShell 7.3', 'https://aka.ms/powershell', '`pwsh`', 'libgssapi-krb5-2', 'krb5-libs']) {
      expect(next).toContain(words);
    }
    expect(await machine.heard()).toEqual([]);
  });
});
