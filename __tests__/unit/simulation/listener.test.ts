// The embedded fleet on real sockets, asked by our own client: what it answers, and what it does when the machine goes down.
import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { jobStatusSchema } from '../../../src/model/job.ts';
import { bootSchema } from '../../../src/model/reading.ts';
import { october2025, rollupPackage } from '../../../src/simulation/catalogue.ts';
import { createVirtualClock } from '../../../src/simulation/clock.ts';
import type { Fault } from '../../../src/simulation/faults.ts';
import { createModels } from '../../../src/simulation/fleet.ts';
import { type Listener, listen } from '../../../src/simulation/listener.ts';
import { realisticTiming } from '../../../src/simulation/profile.ts';
import { server } from '../../../src/simulation/servers.ts';
import { scriptVersion } from '../../../src/windows/script.ts';
import { connect, type Session, toPlain } from '../../../src/winrm/index.ts';
import { createAuthority, createMachineCertificate } from '../../support/certificates.ts';
import { anUpdate, minute, start } from '../../support/simulation.ts';

const account = { username: 'patcher', password: 'correct horse' };
const script =
  'function Get-PatchringBoot { 1 }\nfunction Start-PatchringJob { 1 }\nfunction Restart-PatchringMachine {\n}';
const open: (Listener | Session)[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(one => one.close()));
});

async function aFleet(faults: readonly Fault[] = [], tls?: { readonly key: string; readonly cert: string }) {
  const profile = server({
    kind: 'web',
    isEnrolled: false,
    ubr: 6899,
    kbs: ['KB5066835'],
    packages: [rollupPackage(6899)],
  });
  const clock = createVirtualClock(start);
  const surroundings = { catalogue: october2025, timing: realisticTiming, seed: 3, clock };
  const models = createModels({ ...surroundings, machines: [{ name: 'web01', profile, faults }] });
  const listener = await listen({ models, clock, account, ...(tls === undefined ? {} : { tls }) });
  open.push(listener);
  const port = listener.ports.get('web01') ?? 0;
  return { clock, models, listener, port };
}

function aSession(port: number, more: { readonly password?: string; readonly ca?: string } = {}): Session {
  const session = connect({
    endpoint: {
      host: '127.0.0.1',
      port,
      ...(more.ca === undefined ? { transport: 'http-sealed' as const } : { transport: 'https' as const, ca: more.ca }),
    },
    credentials: { username: account.username, password: () => more.password ?? account.password },
  });
  open.push(session);
  return session;
}

async function aPool(session: Session) {
  const pool = await session.openPool();
  await pool.runScript(script, { useLocalScope: false });
  return pool;
}

/** Can a connection be opened at all? */
async function isListening(port: number): Promise<boolean> {
  const socket = connectSocket(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

describe('a machine behind its port', () => {
  it('answers our operations over sealed HTTP', async () => {
    const { port } = await aFleet();
    const pool = await aPool(aSession(port));
    const { output } = await pool.invoke({ command: 'Get-PatchringBoot' });
    expect(bootSchema.parse(toPlain(output[0] ?? null))).toMatchObject({ isServicing: false, pendingRestart: [] });
  });

  it('says the version of the functions that it plays', async () => {
    const pool = await aPool(aSession((await aFleet()).port));
    await pool.runScript('function Get-PatchringVersion { 1 }', { useLocalScope: false });
    const { output } = await pool.invoke({ command: 'Get-PatchringVersion' });
    expect(toPlain(output[0] ?? null)).toEqual({ version: scriptVersion });
  });

  it('answers over HTTPS, bound to its certificate', async () => {
    const authority = await createAuthority();
    const { port } = await aFleet([], await createMachineCertificate(authority));
    const pool = await aPool(aSession(port, { ca: authority.pem }));
    expect((await pool.invoke({ command: 'Get-PatchringBoot' })).output).toHaveLength(1);
  });

  it('takes typed parameters and starts a job', async () => {
    const { port, models, clock } = await aFleet();
    const pool = await aPool(aSession(port));
    const parameters = { Key: 'k-1', Kind: 'scan', Source: 'machine' };
    const { output } = await pool.invoke({ command: 'Start-PatchringJob', parameters });
    expect(jobStatusSchema.parse(toPlain(output[0] ?? null))).toEqual({ state: 'queued' });
    expect(models.model('web01')?.pollJob('k-1', clock.now())).toEqual({ state: 'queued' });
  });

  it('knows a function only in the session that defined it', async () => {
    const { port } = await aFleet();
    const session = aSession(port);
    await aPool(session);
    const other = await session.openPool();
    await expect(other.invoke({ command: 'Get-PatchringBoot' })).rejects.toMatchObject({
      code: 'WINRM_PIPELINE_FAILED',
      detail: { error: { errorId: 'CommandNotFoundException' } },
    });
  });

  it('refuses what it does not know, and parameters that do not fit', async () => {
    const { port } = await aFleet();
    const pool = await aPool(aSession(port));
    await expect(pool.invoke({ command: 'Get-ChildItem' })).rejects.toMatchObject({
      detail: { error: { errorId: 'CommandNotFoundException', category: 'ObjectNotFound' } },
    });
    const parameters = { Key: 'k-1', Kind: 'format', Source: 'machine' };
    await expect(pool.invoke({ command: 'Start-PatchringJob', parameters })).rejects.toMatchObject({
      detail: { error: { errorId: expect.stringContaining('Start-PatchringJob') } },
    });
    await expect(pool.runScript('1 + 1')).rejects.toMatchObject({ code: 'WINRM_PIPELINE_FAILED' });
  });

  it('lets nobody in with a wrong password', async () => {
    const { port } = await aFleet();
    await expect(aSession(port, { password: 'wrong' }).openPool()).rejects.toMatchObject({
      code: 'WINRM_AUTH_REJECTED',
    });
  });

  it('tells when it booted without a shell', async () => {
    const { port, models, clock } = await aFleet();
    const rows = await aSession(port).readCim({
      namespace: 'root/cimv2',
      className: 'Win32_OperatingSystem',
      properties: { LastBootUpTime: 'date', BuildNumber: 'number' },
    });
    const bootedAt = models.model('web01')?.boot(clock.now()).bootedAt;
    expect(rows).toEqual([{ LastBootUpTime: new Date(bootedAt ?? 0), BuildNumber: 26100 }]);
  });

  it('gives of a class what the query lets through', async () => {
    const { port } = await aFleet();
    const session = aSession(port);
    const services = async (where: string) => {
      const query = `SELECT Name, State FROM Win32_Service${where}`;
      const asked = { namespace: 'root/cimv2', className: 'Win32_Service', query };
      return (await session.readCim({ ...asked, properties: { State: 'string' } })).map(({ State }) => State);
    };
    expect(new Set(await services(''))).toContain('Running');
    expect(new Set(await services(" WHERE StartMode = 'Auto' AND State = 'Running'"))).toEqual(new Set(['Running']));
    expect(await services(" WHERE StartMode = 'Auto' AND State = 'Start Pending'")).toEqual([]);
  });
});

describe('a machine that goes down', () => {
  it('drops its connections, refuses new ones, and comes back on the same port and another boot', async () => {
    const { port, models, clock } = await aFleet();
    const model = models.model('web01');
    if (model === undefined) throw new Error('no model');
    const pool = await aPool(aSession(port));
    const boot = bootSchema.parse(toPlain((await pool.invoke({ command: 'Get-PatchringBoot' })).output[0] ?? null));
    const parameters = { IfStillOn: boot.bootId, Reason: 'updates' };
    await pool.invoke({ command: 'Restart-PatchringMachine', parameters });
    await clock.sleepUntil(start + minute);
    expect(model.reach(clock.now())).toBe('refused');
    expect(await clock.during(isListening(port))).toBe(false);
    await expect(clock.during(pool.invoke({ command: 'Get-PatchringBoot' }))).rejects.toMatchObject({
      code: 'WINRM_CONNECTION_REFUSED',
    });
    await clock.sleepUntil(start + 15 * minute);
    const again = await clock.during(aPool(aSession(port)));
    const { output } = await clock.during(again.invoke({ command: 'Get-PatchringBoot' }));
    expect(bootSchema.parse(toPlain(output[0] ?? null)).bootId).not.toBe(boot.bootId);
  });

  it('is off the network when its fault says so, and back when it ends', async () => {
    const { port, clock } = await aFleet([{ kind: 'unreachable', begins: 5 * minute, lasts: 5 * minute }]);
    expect(await clock.during(isListening(port))).toBe(true);
    await clock.sleepUntil(start + 6 * minute);
    expect(await clock.during(isListening(port))).toBe(false);
    await clock.sleepUntil(start + 11 * minute);
    expect(await clock.during(isListening(port))).toBe(true);
  });

  it('can be lost to the network with its own install, after the start has been answered', async () => {
    const { port, clock } = await aFleet([{ kind: 'unreachable', begins: 'install' }]);
    const pool = await clock.during(aPool(aSession(port)));
    const Update = [`${anUpdate('KB5070881').update.updateId}@200`];
    const parameters = { Key: 'k-1', Kind: 'install', Source: 'machine', Update };
    expect((await clock.during(pool.invoke({ command: 'Start-PatchringJob', parameters }))).output).toHaveLength(1);
    await clock.sleepUntil(start + minute);
    expect(await clock.during(isListening(port))).toBe(false);
  });

  it('takes a connection and says nothing while it hangs', async () => {
    const { port } = await aFleet([{ kind: 'hangs', begins: 0 }]);
    expect(await isListening(port)).toBe(true);
    await expect(aSession(port).identify({ timeout: 200 })).rejects.toMatchObject({ code: 'WINRM_DEADLINE_EXCEEDED' });
  });

  it('may do what it was asked and lose the answer', async () => {
    const { port, models, clock } = await aFleet([{ kind: 'losesAnswers', rate: 1 }]);
    const pool = await aPool(aSession(port));
    const parameters = { Key: 'k-1', Kind: 'scan', Source: 'machine' };
    await expect(pool.invoke({ command: 'Start-PatchringJob', parameters })).rejects.toMatchObject({
      code: 'WINRM_CONNECTION_LOST',
    });
    expect(models.model('web01')?.pollJob('k-1', clock.now())).toEqual({ state: 'queued' });
  });
});
