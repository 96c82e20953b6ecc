// The whole way, with Microsoft's engine at its end: the fleet opens a sealed connection, its functions are sent over PSRP, parameters
// arrive as the types that the functions declare, and nested results come back whole. Only the touches of Windows are replaced.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Machine } from '../../../src/model/ports.ts';
import { WindowsFleet } from '../../../src/windows/fleet.ts';
import { functionsFor } from '../../../src/windows/script.ts';
import type { connect, Session } from '../../../src/winrm/index.ts';
import { engineAvailable, engineMissing, parseScript } from '../../support/engine.ts';
import { engineBackend } from '../../support/engine-backend.ts';
import { account, type Loopback, openLoopback } from '../../support/loopback.ts';
import { JobFolder } from '../../support/windows-jobs.ts';
import { bootTime, having } from '../../support/windows-server.ts';

const update = { updateId: '0fa1201d-4330-4fa8-8ae9-b877473b6441', revision: 201 };
const bodies = `
  function Invoke-PatchringInstall { param($Directory, $Source, $Update)
    [pscustomobject]@{ updates = [object[]]@([pscustomobject]@{ updateId = $Update[0].Split('@')[0]; revision = [int]$Update[0].Split('@')[1]; kbs = [string[]]@('KB5066835'); outcome = 'failed'; hresult = 2149842966L })
      needsRestart = $false; packagesBefore = [string[]]@('Package_for_RollupFix~1', "it's \`$(x)") } }
  function Invoke-Shutdown { param([string] $Arguments) return 1115 }`;

/** An object of which one method is another. */
function withMethod<T extends object, K extends keyof T>(target: T, name: K, method: T[K]): T {
  const get = (_: T, wanted: string | symbol): unknown => {
    if (wanted === name) return method;
    const value: unknown = Reflect.get(target, wanted, target);
    return typeof value === 'function' ? value.bind(target) : value;
  };
  return new Proxy(target, { get });
}

/** A session whose pools define the replacements after every script of ours. */
function replacing(session: Session, text: string): Session {
  return withMethod(session, 'openPool', async options => {
    const pool = await session.openPool(options);
    const replacement = { text, isScript: true, useLocalScope: false, arguments: [] };
    return withMethod(pool, 'run', (spec, more) => {
      const calls = spec.statements.findIndex(([first]) => first?.isScript === false);
      const statements = calls > 0 ? spec.statements.toSpliced(calls, 0, [replacement]) : spec.statements;
      return pool.run({ ...spec, statements }, more);
    });
  });
}

describe.skipIf(!engineAvailable)(
  `a machine with a real engine${engineMissing && `: skipped: ${engineMissing}`}`,
  () => {
    let loopback: Loopback;
    let fleet: WindowsFleet;
    let machine: Machine;
    const asked: string[] = [];
    const stopped = {
      Provider: 'Service Control Manager',
      Id: 7034,
      Level: 2,
      RecordId: 1,
      At: new Date('2026-11-11T01:00:00Z'),
      Values: ['Spooler'],
    };
    const folder = new JobFolder(having({ functions: bodies, events: { System: [stopped] } }));

    beforeAll(async () => {
      loopback = await openLoopback(
        {
          invoke: () => Promise.reject(new Error('the engine answers')),
          intercept: ({ action }) => {
            asked.push(action);
            return undefined;
          },
        },
        { shellBackend: engineBackend },
      );
      const dial: typeof connect = options => replacing(loopback.session(options), folder.replacements());
      const endpoint = { transport: 'http-sealed', host: '127.0.0.1', port: loopback.port } as const;
      const credentials = { username: account.username, password: () => account.password };
      fleet = new WindowsFleet({
        name: 'wire',
        connect: dial,
        connectionOf: () => ({ credential: 'default', options: { endpoint, credentials } }),
      });
      machine = fleet.machine({ name: 'srv01', labels: {} });
    });
    afterAll(async () => {
      await fleet.close();
      await loopback.close();
      folder.remove();
    });

    it('answers every probe of a visit, each held by its schema', async () => {
      const eventsSince = Date.parse('2026-11-11T00:00:00Z');
      const readings = await machine.probe(['facts', 'boot', 'hotpatch', 'health', 'packages'], { eventsSince });
      expect(readings.facts).toMatchObject({ ok: true, value: { computerName: 'SRV01', build: 26100, ubr: 6899 } });
      expect(readings.boot).toMatchObject({
        ok: true,
        value: { bootedAt: bootTime.toISOString().replace('678Z', '6780000Z') },
      });
      expect(readings.hotpatch).toMatchObject({
        ok: true,
        value: { vbsStatus: 2, installedKbs: { quickFix: [], history: [] } },
      });
      expect(readings.health).toMatchObject({
        ok: true,
        value: {
          events: [{ subject: 'Spooler', count: 1 }],
          eventsSince: '2026-11-11T00:00:00.0000000Z',
          systemDrive: { free: 50_000_000_000 },
        },
      });
      expect(readings.packages).toEqual({ ok: true, value: [] });
    });

    it('starts, finds, reads and forgets a job', async () => {
      const work = { kind: 'install', source: 'machine', updates: [update] } as const;
      expect(await machine.startJob('wire-1', work)).toEqual({ ok: true, value: { state: 'queued' } });
      expect(await machine.startJob('wire-1', work)).toEqual({ ok: true, value: { state: 'queued' } });
      expect(await machine.pollJob('wire-1')).toEqual({ ok: true, value: { state: 'queued' } });
      await folder.run('wire-1');
      expect(await machine.pollJob('wire-1')).toEqual({
        ok: true,
        value: {
          state: 'finished',
          kind: 'install',
          result: {
            updates: [{ ...update, kbs: ['KB5066835'], outcome: 'failed', hresult: 0x80240016 }],
            needsRestart: false,
            packagesBefore: ['Package_for_RollupFix~1', "it's $(x)"],
          },
        },
      });
      expect(await machine.removeJob('wire-1')).toEqual({ ok: true, value: 'removed' });
      expect(await machine.pollJob('wire-1')).toEqual({ ok: true, value: { state: 'absent' } });
    });

    it('gives a job all of its functions, whatever the session knew before', async () => {
      await machine.release();
      await machine.probe(['boot', 'packages']);
      const jobs = ['wire-3', 'wire-4', 'wire-5', 'wire-6'];
      const scan = { kind: 'scan', source: 'machine' } as const;
      const detect = { kind: 'detect', detect: { sha256: '0'.repeat(64), text: '1' } } as const;
      for (const [at, work] of [scan, scan, detect, scan].entries()) {
        expect(await machine.startJob(jobs[at] ?? '', work)).toMatchObject({ ok: true });
        const text = readFileSync(join(folder.jobs, jobs[at] ?? '', 'job.ps1'), 'ascii');
        const defined = (await parseScript({ text })).functions.map(({ name }) => name);
        const needed = functionsFor([{ command: 'Start-PatchringJob', kind: work.kind }]);
        expect(defined).toEqual(expect.arrayContaining([...needed]));
      }
    });

    it('makes a failure of our own codes and keeps the session', async () => {
      const asking = machine.startJob('wire-2', { kind: 'uninstall', packagesBefore: [], kbs: [] });
      const [answer, beside] = await Promise.all([asking, machine.readBoot()]);
      expect(beside).toMatchObject({ ok: true });
      expect(answer).toMatchObject({
        ok: false,
        arrived: 'maybe',
        failure: { code: 'JOB_PARAMETERS_INVALID', machine: 'srv01', phase: 'Start-PatchringJob' },
      });
      expect(await machine.readBoot()).toMatchObject({ ok: true });
    });

    it('restarts only a machine that is still on the boot that was read', async () => {
      const boot = await machine.readBoot();
      const id = boot.ok ? boot.value.bootId : '';
      expect(await machine.restart('process-1999-01-01', 'ring test')).toEqual({ ok: true, value: 'alreadyRestarted' });
      expect(await machine.restart(id, 'ring test')).toEqual({ ok: true, value: 'restarting' });
    });

    it('asks for a whole visit in one command of one pool, and has it in one object', async () => {
      await machine.release();
      asked.length = 0;
      await machine.probe(['facts', 'boot', 'hotpatch', 'health', 'packages']);
      await machine.release();
      // Whether the end comes with the object or by itself is the engine's affair.
      expect(asked.slice(asked.indexOf('Command')).filter(action => action === 'Receive').length).toBeLessThan(3);
      const count = (action: string): number => asked.filter(one => one === action).length;
      expect([count('Create'), count('Command'), count('Send'), count('Delete')]).toEqual([1, 1, 0, 1]);
    });
  },
);
