// Get-PatchringRoles, run by the real engine on good, bad and strange machines; what it gives is held to the schema of the model. Small
// touches are replaced by what a test says; they themselves are asked in role-touches.test.ts.
import { describe, expect, it } from 'vitest';
import { type RoleResult, rolesReadingSchema } from '../../../src/model/reading.ts';
import { engineAvailable, engineMissing } from '../../support/engine.ts';
import type { WindowsState } from '../../support/windows.ts';
import { having, read, services } from '../../support/windows-server.ts';

const needsEngine = describe.skipIf(!engineAvailable);

needsEngine(`Get-PatchringRoles${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  const base = having({ cim: { Win32_Share: [] } });
  const results = async (...changes: readonly WindowsState[]): Promise<readonly RoleResult[]> =>
    rolesReadingSchema.parse(await read(having(base, ...changes), 'Get-PatchringRoles')).results;
  const told = async (...changes: readonly WindowsState[]) =>
    (await results(...changes)).map(({ role, probe, item, outcome, detail }) =>
      `${role}/${probe}/${item} ${outcome} ${detail}`.trim(),
    );
  const installed = (...all: readonly string[]) => Object.fromEntries(all.map(one => [`${services}\\${one}`, {}]));
  const running = (...names: readonly string[]) => names.map(Name => ({ Name, State: 'Running', StartMode: 'Auto' }));

  it('asks nothing of roles that are not there', async () => {
    expect(await results()).toEqual([]);
  });

  it('looks at a domain controller, each probe for itself', async () => {
    const dc: WindowsState = {
      cim: {
        Win32_ComputerSystem: [{ Name: 'DC01', Domain: 'corp.example', DomainRole: 5 }],
        Win32_Service: running('NTDS', 'Netlogon'),
        Win32_Share: [
          { Name: 'SYSVOL', Type: 0 },
          { Name: 'C$', Type: 2_147_483_648 },
        ],
        MSFT_NetConnectionProfile: [{ NetworkCategory: 0 }],
        MSAD_ReplNeighbor: [
          { NamingContextDN: 'DC=corp', SourceDsaCN: 'DC02', NumConsecutiveSyncFailures: 1, LastSyncResult: 1722 },
          { NamingContextDN: 'DC=corp', SourceDsaCN: 'DC03', NumConsecutiveSyncFailures: 7, LastSyncResult: 8524 },
        ],
      },
      functions: `function Test-TcpPort { param($Address, $Port) return $Port -ne 88 }
        function Read-RootDirectoryEntry { throw [System.TimeoutException]::new('LDAP is late') }
        function Read-ProcessMemory { param($Name) return 734003200L }`,
    };
    expect(await told(dc)).toEqual([
      'domain-controller/service/NTDS ok',
      'domain-controller/service/Kdc failed there is no service Kdc',
      'domain-controller/service/Netlogon ok',
      'domain-controller/directory/ overdue LDAP is late',
      'domain-controller/kerberos/ failed TCP port 88 does not accept',
      'domain-controller/shares/SYSVOL ok',
      'domain-controller/shares/NETLOGON failed NETLOGON is not shared',
      'domain-controller/shares/SysvolReady failed SYSVOL is not ready: it has not replicated',
      'domain-controller/replication/DC02 DC=corp ok',
      'domain-controller/replication/DC03 DC=corp failed replication of DC=corp from DC03 has failed 7 times in a row (error 8524)',
      'domain-controller/network/ failed no network is recognised as the domain',
      'domain-controller/lsass/ ok',
      'file/shares/SYSVOL ok',
      'file/service/LanmanServer failed there is no service LanmanServer',
      'file/port/ ok',
    ]);
    expect((await results(dc)).find(({ probe }) => probe === 'lsass')?.value).toBe(734_003_200);
  });

  it.each([
    ['TRUE', 'ok'],
    ['FALSE', 'failed the directory has not synchronized, so it does not advertise itself'],
    ['', 'failed the directory has not synchronized, so it does not advertise itself'],
  ])('tells whether a directory that says "%s" advertises itself', async (said, outcome) => {
    const dc: WindowsState = {
      cim: { Win32_ComputerSystem: [{ Name: 'DC01', Domain: 'corp.example', DomainRole: 4 }] },
      functions: `function Read-RootDirectoryEntry { return '${said}' } function Read-ProcessMemory { return 1L }`,
    };
    expect(await told(dc)).toContain(`domain-controller/directory/ ${outcome}`);
    expect(await told(dc)).toContain('domain-controller/network/ unreadable Invalid class');
  });

  it.each([
    ['0', 'ok'],
    ['3', 'ok'],
    ['2', 'failed it answers a query for corp.example with code 2'],
    ["throw [System.TimeoutException]::new('late')", 'overdue late'],
    ["throw 'refused'", 'unreadable refused'],
  ])('judges a DNS server that answers %s', async (answer, outcome) => {
    const dns: WindowsState = {
      registry: installed('DNS'),
      cim: { Win32_Service: running('DNS') },
      functions: `function Send-DnsQuery { param($Name) ${answer.startsWith('throw') ? answer : `return ${answer}`} }`,
    };
    expect(await told(dns)).toEqual(['dns/service/DNS ok', `dns/query/ ${outcome}`]);
  });

  it('tells pools, sites and bindings apart', async () => {
    const iis: WindowsState = {
      registry: installed('W3SVC'),
      cim: { Win32_Service: running('WAS', 'W3SVC') },
      functions: `function Read-WebServer {
          [pscustomobject]@{ Kind = 'pool'; Name = 'old'; State = 3; Bindings = @() }
          [pscustomobject]@{ Kind = 'site'; Name = 'shop'; State = 1; Bindings = @(
            [pscustomobject]@{ Protocol = 'http'; Address = '0.0.0.0'; Port = 80; Name = 'shop.example' },
            [pscustomobject]@{ Protocol = 'http'; Address = '::1'; Port = 81; Name = '' },
            [pscustomobject]@{ Protocol = 'https'; Address = '::'; Port = 443; Name = '' },
            [pscustomobject]@{ Protocol = 'net.tcp'; Address = '0.0.0.0'; Port = 808; Name = '' }) } }
        function Get-PageStatus { param($Address, $Port, $Name) if ($Address -eq '[::1]') { return 503 } return 401 }
        function Test-TcpPort { param($Address, $Port) throw [System.TimeoutException]::new('was late') }`,
    };
    expect(await told(iis)).toEqual([
      'iis/service/WAS ok',
      'iis/service/W3SVC ok',
      'iis/web/pool old failed pool old is not started',
      'iis/web/site shop ok',
      'iis/web/binding http 0.0.0.0:80:shop.example ok',
      'iis/web/binding http ::1:81: failed binding http ::1:81: answers 503',
      'iis/web/binding https :::443: failed binding https :::443: was late',
    ]);
  });

  it('connects to every instance of SQL Server, and takes a refusal for an answer', async () => {
    const sql: WindowsState = {
      registry: { 'SOFTWARE\\Microsoft\\Microsoft SQL Server\\Instance Names\\SQL': {} },
      cim: {
        Win32_Service: [
          ...running('MSSQLSERVER', 'MSSQL$ONE', 'MSSQL$TWO'),
          { Name: 'MSSQL$OFF', State: 'Stopped', StartMode: 'Disabled' },
          { Name: 'MSSQL$BAD', State: 'Stopped', StartMode: 'Auto' },
        ],
      },
      functions: `function Read-SqlRow { param($Server, $Query)
          if ($Server -eq 'localhost\\ONE') { throw [System.UnauthorizedAccessException]::new('Login failed') }
          if ($Server -eq 'localhost\\TWO') { throw [System.TimeoutException]::new('SQL Server did not answer in 5 s') }
          if ($Query -ne 'SELECT 1') { [pscustomobject]@{ Name = 'ag1'; Value = '2' }; [pscustomobject]@{ Name = 'ag2'; Value = '0' } } }`,
    };
    expect(await told(sql)).toEqual([
      'sql/instance/availability group ag1 ok',
      'sql/instance/availability group ag2 failed availability group ag2 is not synchronized here',
      'sql/instance/MSSQLSERVER ok',
      'sql/instance/MSSQL$ONE ok',
      'sql/instance/MSSQL$TWO failed MSSQL$TWO does not answer: SQL Server did not answer in 5 s',
      'sql/instance/MSSQL$BAD failed service MSSQL$BAD is Stopped',
    ]);
  });

  it('looks at guests, nodes, groups and repairs of storage', async () => {
    const node: WindowsState = {
      registry: installed('vmms', 'ClusSvc'),
      cim: {
        Win32_Service: running('vmms', 'ClusSvc'),
        Msvm_ComputerSystem: [
          { Name: 'HV01', ElementName: 'HV01', EnabledState: 2 },
          { Name: '2C9B6F32-0000-4000-8000-000000000001', ElementName: 'app01', EnabledState: 2 },
          { Name: '2C9B6F32-0000-4000-8000-000000000002', ElementName: 'app02', EnabledState: 3 },
          { Name: '2C9B6F32-0000-4000-8000-000000000003', ElementName: 'app03', EnabledState: 2 },
        ],
        Msvm_HeartbeatComponent: [
          { SystemName: '2C9B6F32-0000-4000-8000-000000000001', OperationalStatus: [2, 32_775] },
          { SystemName: '2C9B6F32-0000-4000-8000-000000000002', OperationalStatus: [13] },
          { SystemName: '2C9B6F32-0000-4000-8000-000000000003', OperationalStatus: [] },
        ],
        Msvm_VirtualEthernetSwitch: [{ ElementName: 'trunk' }],
        MSCluster_Node: [
          { Name: 'HV01', State: 0, DynamicWeight: 1, NodeDrainStatus: 0 },
          { Name: 'HV02', State: 1, DynamicWeight: 1, NodeDrainStatus: 0 },
          { Name: 'HV03', State: 3, DynamicWeight: 1, NodeDrainStatus: 0 },
          { Name: 'HV04', State: 2, DynamicWeight: 1, NodeDrainStatus: 0 },
        ],
        MSCluster_Cluster: [{ Name: 'hvcluster', WitnessDynamicWeight: 0 }],
        MSFT_VirtualDisk: [
          { FriendlyName: 'Volume1', HealthStatus: 0 },
          { FriendlyName: 'Volume2', HealthStatus: 1 },
          { FriendlyName: 'Volume3', HealthStatus: 2 },
        ],
        MSCluster_ResourceGroup: [
          { Name: 'Cluster Group', State: 0 },
          { Name: 'app01', State: 4 },
        ],
        MSFT_StorageJob: [{ JobState: 4 }, { JobState: 7 }],
        MSCluster_NodeToActiveGroup: [
          { GroupComponent: { Name: 'HV01' }, PartComponent: { Name: 'app01' } },
          { GroupComponent: { Name: 'HV02' }, PartComponent: { Name: 'Cluster Group' } },
        ],
      },
      functions: `function Read-ClusterState { return 19 } function Get-OwnNodeName { return 'HV01' }`,
    };
    expect(await told(node)).toEqual([
      'hyper-v/service/vmms ok',
      'hyper-v/guests/app01 ok',
      'hyper-v/guests/app02 failed virtual machine app02 does not run',
      'hyper-v/guests/app03 ok',
      'hyper-v/heartbeat/app01 ok',
      'hyper-v/heartbeat/app03 failed virtual machine app03 has no heartbeat',
      'hyper-v/switches/trunk ok',
      'cluster/service/ClusSvc ok',
      'cluster/members/node HV01 ok',
      'cluster/members/node HV02 failed node HV02 is not up (state 1)',
      'cluster/members/node HV03 busy node HV03 is not up (state 3)',
      'cluster/members/node HV04 failed node HV04 is paused',
      'cluster/members/group Cluster Group ok',
      'cluster/members/group app01 busy group app01 is not online (state 4)',
      'cluster/quorum/hvcluster failed without this node cluster hvcluster has 1 of 4 votes, and loses its quorum',
      'cluster/storage/ busy 1 repairs of storage are under way',
      'cluster/storage/disk Volume1 ok',
      'cluster/storage/disk Volume2 busy virtual disk Volume2 is not healthy (health 1)',
      'cluster/storage/disk Volume3 failed virtual disk Volume3 is not healthy (health 2)',
    ]);
    const owned = (await results(node)).flatMap(({ item, value }) => (value === null ? [] : [`${item} ${value}`]));
    expect(owned).toEqual(['group Cluster Group 0', 'group app01 1', 'hvcluster 1']);
    const alone = `function Read-ClusterState { return 1 }`;
    expect((await told(having(node, { functions: alone }))).filter(line => line.startsWith('cluster'))).toEqual([]);
  });

  it('runs programs with a limit, and asks a WSUS server for its own word', async () => {
    const all: WindowsState = {
      registry: {
        ...installed('CertSvc', 'WsusService', 'DHCPServer', 'Tssdis'),
        'SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp': { PortNumber: 33_890 },
        'SYSTEM\\CurrentControlSet\\Control\\Terminal Server': { TSAppCompat: 1 },
        'SOFTWARE\\Microsoft\\Update Services\\Server\\Setup': { TargetDir: '/wsus' },
      },
      cim: { Win32_Service: running('CertSvc', 'WsusService', 'DHCPServer', 'TermService') },
      events: {
        Application: [
          {
            Provider: 'Windows Server Update Services',
            Id: 10_000,
            RecordId: 1,
            At: new Date('2099-01-01T00:00:00Z'),
            Values: [],
          },
        ],
      },
      functions: `function Test-UdpPort { param($Port) return $Port -eq 67 }
        function Test-TcpPort { param($Address, $Port) return $Port -eq 33890 }
        function Invoke-Program { param($Path, $Argument, $Seconds)
          if ($Path -like '*quser.exe') { throw [System.TimeoutException]::new('quser.exe did not end in ' + $Seconds + ' s') }
          if ($Path -like '*certutil.exe') { return -2147024894 }
          return 0 }`,
    };
    expect(await told(all)).toEqual([
      'dhcp/service/DHCPServer ok',
      'dhcp/port/ ok',
      'wsus/service/WsusService ok',
      'wsus/health/ ok',
      'rds-broker/service/Tssdis failed there is no service Tssdis',
      'adcs/service/CertSvc ok',
      'adcs/ping/ failed certutil -ping ended with -2147024894',
      'rds-host/service/TermService ok',
      'rds-host/sessions/ overdue quser.exe did not end in 10 s',
      'rds-host/port/ ok',
    ]);
    const silent = await told(all, { events: {} });
    expect(silent).toContain('wsus/health/ failed it says nothing of its health');
  });

  it('looks at replicated folders, network policy and message queuing', async () => {
    const mixed: WindowsState = {
      registry: installed('DFSR', 'IAS', 'MSMQ'),
      cim: {
        Win32_Service: running('DFSR', 'IAS', 'MSMQ'),
        DfsrReplicatedFolderInfo: [
          { ReplicationGroupName: 'Domain System Volume', ReplicatedFolderName: 'SYSVOL Share', State: 4 },
          { ReplicationGroupName: 'files', ReplicatedFolderName: 'a', State: 2 },
          { ReplicationGroupName: 'files', ReplicatedFolderName: 'b', State: 5 },
        ],
      },
      functions: `function Test-UdpPort { return $false } function Read-MessageQueue { 'private$\\orders' } function Test-TcpPort { param($Address, $Port) throw [System.TimeoutException]::new('port ' + $Port + ' did not accept in 5 s') }`,
    };
    expect(await told(mixed)).toEqual([
      'nps/service/IAS ok',
      'nps/port/ failed nobody listens on UDP port 1812',
      'msmq/service/MSMQ ok',
      'msmq/port/ overdue port 1801 did not accept in 5 s',
      'msmq/queues/private$\\orders ok',
      'dfs-replication/service/DFSR ok',
      'dfs-replication/folders/Domain System Volume\\SYSVOL Share ok',
      'dfs-replication/folders/files\\a busy files\\a does not replicate normally (state 2)',
      'dfs-replication/folders/files\\b failed files\\b does not replicate normally (state 5)',
    ]);
    const functions = `${mixed.functions}; function Read-MessageQueue { throw 'mute' }`;
    expect(await told(mixed, { functions })).toContain('msmq/queues/ unreadable mute');
  });

  it.each<[string, object, string]>([
    ['rows without their properties', { MSAD_ReplNeighbor: [{}] }, 'unreadable'],
    ['a class that is not there', {}, 'unreadable Invalid class'],
    [
      'a count that is no number',
      { MSAD_ReplNeighbor: [{ ...neighbour, NumConsecutiveSyncFailures: 'x' }] },
      'unreadable',
    ],
    ['no partner at all', { MSAD_ReplNeighbor: [] }, ''],
  ])('takes %s for no answer about replication, and hides no other probe by it', async (_, cim, outcome) => {
    const dc: WindowsState = {
      cim: { Win32_ComputerSystem: [{ Name: 'DC01', Domain: 'corp.example', DomainRole: 5 }], ...cim },
      functions: `function Read-RootDirectoryEntry { return 'TRUE' } function Read-ProcessMemory { return 1L }
        function Test-TcpPort { return $true }`,
    };
    const all = await told(dc);
    expect(all).toContain('domain-controller/directory/ ok');
    const mine = all.filter(line => line.startsWith('domain-controller/replication'));
    if (outcome === '') expect(mine).toEqual([]);
    else expect(mine).toEqual([expect.stringMatching(new RegExp(`^domain-controller/replication/ ${outcome}`))]);
  });

  it('misses no share', async () => {
    const denied: WindowsState = {
      cim: { Win32_Share: { throws: 'Access is denied' } },
      functions: 'function Test-TcpPort { return $false }',
    };
    expect(await told(denied)).toEqual([
      'file/shares/ unreadable Access is denied',
      'file/service/LanmanServer failed there is no service LanmanServer',
      'file/port/ failed TCP port 445 does not accept',
      'print/shares/ unreadable Access is denied',
      'print/service/Spooler failed there is no service Spooler',
    ]);
  });
});

const neighbour = { NamingContextDN: 'DC=corp', SourceDsaCN: 'DC02', NumConsecutiveSyncFailures: 0, LastSyncResult: 0 };
