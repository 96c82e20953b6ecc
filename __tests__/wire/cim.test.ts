// CIM without a shell, over real sockets: rows page by page, one instance, a query, a method, and an early end.
import { describe, expect, it } from 'vitest';
import type { PeerHandler } from '../../src/winrm/peer.ts';
import { failure, machineOf } from '../support/loopback.ts';

function recording(on: (action: string) => void = () => {}) {
  const actions: string[] = [];
  const intercept: NonNullable<PeerHandler['intercept']> = ({ action }) => {
    actions.push(action);
    on(action);
    return undefined;
  };
  return { actions, intercept };
}

describe('CIM', () => {
  const rows = Array.from({ length: 120 }, (_, index) => ({
    Name: `svc${index}`,
    Started: index % 2 === 0,
    Since: new Date(index),
  }));

  it('is pulled page by page, with types as asked', async () => {
    const machine = await machineOf({
      cim: ({ namespace, className }) =>
        `${namespace}/${className}` === 'root/cimv2/Win32_Service' ? rows : undefined,
    });
    const query = { namespace: 'root\\cimv2', className: 'Win32_Service' };
    const properties = { Name: 'string', Started: 'boolean', Since: 'date' } as const;
    expect(await machine.session().readCim({ ...query, properties })).toEqual(rows);
    expect(machine.requests()).toBe(4);
    const error = await failure(machine.session().readCim({ ...query, className: 'Nope', properties: {} }));
    expect(error.detail.fault).toBe(2150858752);
  });

  it('lets go of what is not wanted any more', async () => {
    const { actions, intercept } = recording();
    const machine = await machineOf({ cim: () => rows, intercept });
    const session = machine.session();
    const query = { namespace: 'root/cimv2', className: 'Win32_Service', properties: { Name: 'string' } } as const;
    expect(await session.readCim({ ...query, atMost: 3 })).toEqual([
      { Name: 'svc0' },
      { Name: 'svc1' },
      { Name: 'svc2' },
    ]);
    await session.readCim({ ...query, keys: { Name: 'svc0' } });
    expect(actions).toEqual(['Enumerate', 'Pull', 'Release', 'Get']);
    await session.readCim({ ...query, atMost: rows.length });
    await session.close();
    expect(actions.filter(action => action === 'Release')).toHaveLength(1);
  });

  it('lets go when it is given up, before the connection is closed', async () => {
    const abort = new AbortController();
    const { actions, intercept } = recording(action => {
      if (action === 'Pull') abort.abort();
    });
    const machine = await machineOf({ cim: () => rows, intercept });
    const session = machine.session();
    const query = { namespace: 'root/cimv2', className: 'Win32_Service', properties: {} };
    expect((await failure(session.readCim(query, { signal: abort.signal }))).code).toBe('WINRM_ABORTED');
    await session.close();
    expect(actions).toEqual(['Enumerate', 'Pull', 'Release']);
  });

  it('carries arrays, embedded instances, dates and nothing as such', async () => {
    const row = {
      Names: ['a', 'b & <c>'],
      None: null,
      At: new Date(5),
      Inner: { Deep: { N: '1' }, List: ['x', 'y'], When: new Date(7) },
      Several: [{ A: '1' }, { A: '2' }],
    };
    const machine = await machineOf({ cim: () => [row] });
    const properties = {
      Names: 'string[]',
      None: 'string',
      At: 'date',
      Inner: 'row',
      Several: 'row[]',
      Absent: 'row[]',
    } as const;
    const [read] = await machine.session().readCim({ namespace: 'root/cimv2', className: 'X', properties });
    expect(read).toEqual({ ...row, Absent: [] });
  });

  it('reads one instance by its keys, and what a query asks for', async () => {
    const seen: unknown[] = [];
    const machine = await machineOf({
      cim: request => {
        seen.push(request);
        return rows.slice(0, 1);
      },
    });
    const session = machine.session();
    const properties = { Name: 'string' } as const;
    const query = { namespace: 'root/cimv2', className: 'Win32_Service', properties };
    expect(await session.readCim({ ...query, keys: { Name: 'svc0' } })).toEqual([{ Name: 'svc0' }]);
    await session.readCim({ ...query, query: "SELECT Name FROM Win32_Service WHERE Name LIKE '%<&>'" });
    expect(seen).toEqual([
      { namespace: 'root/cimv2', className: 'Win32_Service', keys: { Name: 'svc0' } },
      {
        namespace: 'root/cimv2',
        className: 'Win32_Service',
        query: "SELECT Name FROM Win32_Service WHERE Name LIKE '%<&>'",
      },
    ]);
  });
});

describe('a CIM method', () => {
  it('is called with parameters as text, and answers with types as asked', async () => {
    const seen: unknown[] = [];
    const machine = await machineOf({
      cimMethod(call) {
        seen.push(call);
        return { ReturnValue: 0, sNames: ['one', 'two & <three>'], uValue: 4294967295, At: new Date(5), Gone: null };
      },
    });
    const result = await machine.session().invokeCim({
      namespace: 'root/default',
      className: 'StdRegProv',
      method: 'EnumKey',
      parameters: { hDefKey: 2147483650n, sSubKeyName: 'SOFTWARE\\Ä & <x>' },
      properties: { ReturnValue: 'number', sNames: 'string[]', uValue: 'bigint', At: 'date', Gone: 'string' },
    });
    expect(result).toEqual({
      ReturnValue: 0,
      sNames: ['one', 'two & <three>'],
      uValue: 4294967295n,
      At: new Date(5),
      Gone: null,
    });
    expect(seen).toEqual([
      {
        namespace: 'root/default',
        className: 'StdRegProv',
        keys: {},
        method: 'EnumKey',
        parameters: { hDefKey: '2147483650', sSubKeyName: 'SOFTWARE\\Ä & <x>' },
      },
    ]);
    expect(machine.requests()).toBe(1);
  });

  it('of an instance goes by its keys, and one that is not there is told', async () => {
    const machine = await machineOf({
      cimMethod: ({ keys, method }) =>
        method === 'StopService' ? { ReturnValue: keys.Name === 'wuauserv' ? 0 : 2 } : undefined,
    });
    const session = machine.session();
    const call = {
      namespace: 'root/cimv2',
      className: 'Win32_Service',
      properties: { ReturnValue: 'number' },
    } as const;
    const stop = (Name: string) => session.invokeCim({ ...call, keys: { Name }, method: 'StopService' });
    expect(await stop('wuauserv')).toEqual({ ReturnValue: 0 });
    expect(await stop('other')).toEqual({ ReturnValue: 2 });
    const error = await failure(session.invokeCim({ ...call, method: 'Nope' }));
    expect(error).toMatchObject({ code: 'WINRM_RESOURCE_MISSING', detail: { fault: 2150858752 } });
  });
});
