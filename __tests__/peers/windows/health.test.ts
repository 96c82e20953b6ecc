// Get-PatchringHealth, run by the real engine on good, bad and strange machines; what it gives is held to the schema of the model.
import { describe, expect, it } from 'vitest';
import { healthReadingSchema } from '../../../src/model/reading.ts';
import { engineAvailable, engineMissing } from '../../support/engine.ts';
import type { WindowsState } from '../../support/windows.ts';
import { having, read, server, services } from '../../support/windows-server.ts';

const needsEngine = describe.skipIf(!engineAvailable);

needsEngine(`Get-PatchringHealth${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  const health = async (state: WindowsState, parameters?: Readonly<Record<string, unknown>>) =>
    healthReadingSchema.parse(await read(state, 'Get-PatchringHealth', parameters));
  const since = '2026-11-11T00:00:00Z';
  const at = (text: string) => new Date(text);
  const stopped = (name: string, when: string, id = 7034) => ({
    Provider: 'Service Control Manager',
    Id: id,
    Level: 2,
    RecordId: 1,
    At: at(when),
    Values: [name, '1'],
  });

  it('reads services as the model names them', async () => {
    const state = having({
      registry: { [`${services}\\W32Time\\TriggerInfo`]: {} },
      cim: {
        Win32_Service: [
          { Name: 'W32Time', StartMode: 'Auto', DelayedAutoStart: false, State: 'Stopped', ExitCode: 1077 },
          { Name: 'MapsBroker', StartMode: 'Auto', DelayedAutoStart: true, State: 'Start Pending', ExitCode: 0 },
          { Name: 'CDPUserSvc_4f2a1', StartMode: 'Auto', DelayedAutoStart: false, State: 'Running', ExitCode: 0 },
          { Name: 'Odd', StartMode: 'Auto', DelayedAutoStart: null, State: 'Continue Pending', ExitCode: 4294967295 },
        ],
      },
    });
    expect((await health(state)).services).toEqual([
      { name: 'W32Time', startMode: 'automatic', state: 'stopped', isTriggerStart: true, exitCode: 1077 },
      { name: 'MapsBroker', startMode: 'automaticDelayed', state: 'startPending', isTriggerStart: false, exitCode: 0 },
      { name: 'Odd', startMode: 'automatic', state: 'other', isTriggerStart: false, exitCode: 4294967295 },
    ]);
  });

  it('counts events by what they are about, and what came before', async () => {
    const state = having({
      events: {
        System: [
          stopped('Spooler', '2026-11-11T01:00:00Z'),
          stopped('Spooler', '2026-11-11T00:30:00Z'),
          stopped('DHCP Server', '2026-11-11T00:20:00Z'),
          { ...stopped('Spooler', '2026-11-11T00:10:00Z'), Level: 4 },
          stopped('Spooler', '2026-11-09T00:00:00Z'),
          stopped('Netlogon', '2026-11-08T00:00:00Z'),
          stopped('Spooler', '2026-11-01T00:00:00Z'),
        ],
        Application: [
          {
            Provider: 'Application Error',
            Id: 1000,
            Level: 2,
            RecordId: 9,
            At: at('2026-11-11T02:00:00Z'),
            Values: ['w3wp.exe', '10.0.1', 'x', 'clr.dll', `long ${'y'.repeat(400)}`],
          },
        ],
      },
    });
    const { events, eventsSince } = await health(state, { EventsSince: since });
    expect(eventsSince).toBe('2026-11-11T00:00:00.0000000Z');
    expect(events).toEqual([
      {
        log: 'System',
        provider: 'Service Control Manager',
        id: 7034,
        subject: 'Spooler',
        count: 2,
        before: 1,
        sample: 'Spooler 1',
      },
      {
        log: 'System',
        provider: 'Service Control Manager',
        id: 7034,
        subject: 'DHCP Server',
        count: 1,
        before: 0,
        sample: 'DHCP Server 1',
      },
      {
        log: 'Application',
        provider: 'Application Error',
        id: 1000,
        subject: 'w3wp.exe/clr.dll',
        count: 1,
        before: 0,
        sample: expect.stringMatching(/^w3wp.exe 10.0.1 x clr.dll long y+$/),
      },
    ]);
    expect(events[2]?.sample).toHaveLength(300);
  });

  it('counts errors of the logs of roles that are there, and only of those', async () => {
    const event = (Provider: string, Id: number) => ({
      ...{ Provider, Id, Level: 2, RecordId: 1 },
      At: new Date(),
      Values: [],
    });
    const events = {
      'Directory Service': [event('Microsoft-Windows-ActiveDirectory_DomainService', 2042)],
      'DFS Replication': [event('DFSR', 2213)],
    };
    const roles = {
      registry: { [`${services}\\EventLog\\Directory Service`]: {}, [`${services}\\EventLog\\DFS Replication`]: {} },
    };
    const seen = (await health(having({ events }, roles))).events.map(({ log, provider, id }) => [
      log,
      `${provider}/${id}`,
    ]);
    expect(seen).toEqual([
      ['Directory Service', 'Microsoft-Windows-ActiveDirectory_DomainService/2042'],
      ['DFS Replication', 'DFSR/2213'],
    ]);
    expect((await health(having({ events }))).events).toEqual([]);
  });

  it('counts one crash once, though it writes several events', async () => {
    const crash = (Provider: string, Id: number, when: string) => ({
      Provider,
      Id,
      Level: 1,
      RecordId: 1,
      At: at(when),
      Values: [],
    });
    const state = having({
      events: {
        System: [
          crash('Microsoft-Windows-Kernel-Power', 41, '2026-11-11T03:00:00Z'),
          crash('EventLog', 6008, '2026-11-11T03:00:01Z'),
          crash('Microsoft-Windows-WER-SystemErrorReporting', 1001, '2026-11-11T03:00:02Z'),
          crash('Some-Other-Provider', 1001, '2026-11-11T03:00:03Z'),
          crash('EventLog', 6008, '2026-11-11T01:00:00Z'),
          crash('EventLog', 6008, '2026-11-10T01:00:00Z'),
        ],
      },
    });
    expect((await health(state, { EventsSince: since })).crashes).toBe(2);
  });

  it('looks back one hour by the machine clock unless told', async () => {
    const { eventsSince } = await health(server);
    expect(Date.now() - Date.parse(eventsSince)).toBeGreaterThanOrEqual(3_600_000 - 60_000);
    expect(Date.now() - Date.parse(eventsSince)).toBeLessThan(3_600_000 + 60_000);
  });

  it('is not drowned by a log that is full of errors', async () => {
    const storm = Array.from({ length: 250 }, (_, index) => stopped(`svc${index}`, '2026-11-11T01:00:00Z'));
    expect((await health(having({ events: { System: storm } }), { EventsSince: since })).events).toHaveLength(100);
  });

  it('counts the death of a critical process as a crash', async () => {
    const died = (Provider: string) => ({
      Provider,
      Id: 1015,
      Level: 2,
      RecordId: 4,
      At: at('2026-11-11T01:00:00Z'),
      Values: ['C:\\Windows\\system32\\lsass.exe', '255'],
    });
    const state = having({ events: { Application: [died('Microsoft-Windows-Wininit'), died('Other')] } });
    expect((await health(state, { EventsSince: since })).crashes).toBe(1);
  });

  it.each([
    ['asked for on this boot', [1074], '2026-11-11T01:00:00.0000000Z'],
    ['called off', [1075, 1074], null],
    ['followed by a new boot', [12, 1074], null],
    ['never asked for', [], null],
  ])('tells a shutdown that was %s', async (_, ids, asked) => {
    const System = ids.map((Id, index) => ({
      Provider: Id === 12 ? 'Microsoft-Windows-Kernel-General' : 'User32',
      Id,
      Level: 4,
      RecordId: 9 - index,
      At: at('2026-11-11T01:00:00Z'),
      Values: [],
    }));
    expect((await health(having({ events: { System } }), { EventsSince: since })).shutdownAskedAt).toBe(asked);
  });

  it('reads the load, and says null for what Windows does not count', async () => {
    expect((await health(server)).load).toEqual({ processor: 37, commit: 75 });
    const denied = { throws: 'Quota violation' };
    const broken = having({
      cim: { Win32_OperatingSystem: denied, Win32_PerfFormattedData_PerfOS_Processor: denied },
    });
    expect((await health(broken)).load).toEqual({ processor: null, commit: null });
  });

  it('reads the listeners with what each is bound to', async () => {
    const root = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WSMAN\\Listener';
    const state = having({
      registry: {
        [`${root}\\*+HTTP`]: { Port: 5985 },
        [`${root}\\*+HTTPS`]: { Port: 5986, certThumbprint: 'ab 12\u200e' },
        [`${root}\\IP:10.0.0.9+HTTPS`]: { certThumbprint: 'CD34' },
        [`${root}\\IP:10.0.0.8+HTTPS`]: { enabled: 0, certThumbprint: 'EF56' },
      },
      certificates: { AB12: at('2027-01-02T03:04:05Z') },
    });
    const { listeners } = await health(state);
    expect(listeners?.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: '*+HTTPS', port: 5986, thumbprint: 'AB12', notAfter: '2027-01-02T03:04:05.0000000Z' },
      { name: 'IP:10.0.0.9+HTTPS', port: 5986, thumbprint: 'CD34', notAfter: null },
    ]);
    const denied = having({ registry: { [`${root}\\*+HTTPS`]: { throws: 'Access is denied' } } });
    expect((await health(denied)).listeners).toBeNull();
    expect((await health(server)).listeners).toEqual([]);
  });

  it('finds the last backup that succeeded, and none where there is no such log', async () => {
    const ended = { Provider: 'Microsoft-Windows-Backup', Level: 4, RecordId: 7, At: new Date(), Values: [] };
    const log = (Id: number) => having({ events: { 'Microsoft-Windows-Backup': [{ ...ended, Id }] } });
    expect(Date.parse((await health(log(4))).lastBackup ?? '')).toBe(ended.At.getTime());
    expect((await health(log(5))).lastBackup).toBeNull();
    expect((await health(server)).lastBackup).toBeNull();
  });
});
