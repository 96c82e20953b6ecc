function Invoke-RoleProbe {
    <#
    .SYNOPSIS
    Runs one probe and gives a result for each of its rows. Whatever it throws is its own result and hides no other.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Role,
        [Parameter(Mandatory = $true)] [string] $Probe,
        [Parameter(Mandatory = $true)] [scriptblock] $Look
    )
    try { $rows = @(& $Look) }
    catch {
        $inner = Get-InnermostException -Exception $_.Exception
        $outcome = 'unreadable'
        if ($inner -is [System.TimeoutException]) { $outcome = 'overdue' }
        return [pscustomobject]@{ role = $Role; probe = $Probe; item = ''; outcome = $outcome; detail = $inner.Message; value = $null }
    }
    foreach ($row in $rows) {
        $outcome = 'ok'
        if ($row.Said -ne '') { if ($row.IsBusy) { $outcome = 'busy' } else { $outcome = 'failed' } }
        [pscustomobject]@{ role = $Role; probe = $Probe; item = $row.Item; outcome = $outcome; detail = $row.Said; value = $row.Value }
    }
}

function Get-DomainControllerResult {
    <#
    .SYNOPSIS
    All probes of a domain controller.
    #>
    [CmdletBinding()]
    param()
    $role = 'domain-controller'
    Invoke-RoleProbe -Role $role -Probe 'service' -Look { Get-ServiceProbe -Name 'NTDS', 'Kdc', 'Netlogon' }
    Invoke-RoleProbe -Role $role -Probe 'directory' -Look { Get-DirectoryProbe }
    Invoke-RoleProbe -Role $role -Probe 'kerberos' -Look { Get-PortProbe -Port 88 }
    Invoke-RoleProbe -Role $role -Probe 'shares' -Look { Get-DomainShareProbe }
    Invoke-RoleProbe -Role $role -Probe 'replication' -Look { Get-ReplicationProbe }
    Invoke-RoleProbe -Role $role -Probe 'network' -Look { Get-NetworkProfileProbe }
    Invoke-RoleProbe -Role $role -Probe 'lsass' -Look { Get-LsassProbe }
}

function Get-RoleResult {
    <#
    .SYNOPSIS
    All probes of one role; nothing for a role that has none.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Role)
    switch ($Role) {
        'domain-controller' { Get-DomainControllerResult }
        'dns' {
            Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'DNS' }
            Invoke-RoleProbe -Role $Role -Probe 'query' -Look { Get-NameProbe }
        }
        'dhcp' {
            Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'DHCPServer' }
            Invoke-RoleProbe -Role $Role -Probe 'port' -Look { Get-ListenerProbe -Port 67 }
        }
        'iis' {
            Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'WAS', 'W3SVC' }
            Invoke-RoleProbe -Role $Role -Probe 'web' -Look { Get-WebProbe }
        }
        'sql' { Invoke-RoleProbe -Role $Role -Probe 'instance' -Look { Get-SqlProbe } }
        'hyper-v' {
            Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'vmms' }
            Invoke-RoleProbe -Role $Role -Probe 'guests' -Look { Get-GuestProbe }
            Invoke-RoleProbe -Role $Role -Probe 'heartbeat' -Look { Get-HeartbeatProbe }
            Invoke-RoleProbe -Role $Role -Probe 'switches' -Look { Get-SwitchProbe }
        }
        'cluster' {
            if (-not (Test-ClusterMember)) { return }
            Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'ClusSvc' }
            Invoke-RoleProbe -Role $Role -Probe 'members' -Look { Get-ClusterProbe }
            Invoke-RoleProbe -Role $Role -Probe 'quorum' -Look { Get-QuorumProbe }
            Invoke-RoleProbe -Role $Role -Probe 'storage' -Look { Get-StorageProbe }
        }
        'rds-host' {
            Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'TermService' }
            Invoke-RoleProbe -Role $Role -Probe 'sessions' -Look { Get-SessionProbe }
            Invoke-RoleProbe -Role $Role -Probe 'port' -Look { Get-PortProbe -Port (Get-RemoteDesktopPort) }
        }
        'rds-broker' { Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'Tssdis' } }
        'dfs-replication' {
            Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'DFSR' }
            Invoke-RoleProbe -Role $Role -Probe 'folders' -Look { Get-ReplicatedFolderProbe }
        }
        'nps' {
            Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'IAS' }
            Invoke-RoleProbe -Role $Role -Probe 'port' -Look { Get-ListenerProbe -Port 1812 }
        }
        'msmq' {
            Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'MSMQ' }
            Invoke-RoleProbe -Role $Role -Probe 'port' -Look { Get-PortProbe -Port 1801 }
            Invoke-RoleProbe -Role $Role -Probe 'queues' -Look { Get-QueueProbe }
        }
        'wsus' {
            Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'WsusService' }
            Invoke-RoleProbe -Role $Role -Probe 'health' -Look { Get-UpdateServerProbe }
        }
        'adcs' {
            Invoke-RoleProbe -Role $Role -Probe 'service' -Look { Get-ServiceProbe -Name 'CertSvc' }
            Invoke-RoleProbe -Role $Role -Probe 'ping' -Look { Get-AuthorityProbe }
        }
    }
}

function Get-PatchringRoles {
    <#
    .SYNOPSIS
    Looks at what the installed roles are for, each probe answered for itself.
    .DESCRIPTION
    Changes nothing and judges nothing: results before and after an update are compared elsewhere. Only roles that are there are asked.
    .OUTPUTS
    One object; see src/model/reading.ts, rolesReadingSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    $roles = @(Get-InstalledRole)
    $computer = @(Read-CimRow -Query 'SELECT DomainRole FROM Win32_ComputerSystem')[0]
    if ([int]$computer.DomainRole -ge 4) { $roles = @('domain-controller') + $roles }
    $results = @(foreach ($role in $roles) { Get-RoleResult -Role $role })
    $folders = @(Invoke-RoleProbe -Role 'file' -Probe 'shares' -Look { Get-ShareProbe -Type 0 })
    if ($folders.Length -gt 0) {
        $results += $folders + @(Invoke-RoleProbe -Role 'file' -Probe 'service' -Look { Get-ServiceProbe -Name 'LanmanServer' })
        $results += @(Invoke-RoleProbe -Role 'file' -Probe 'port' -Look { Get-PortProbe -Port 445 })
    }
    $printers = @(Invoke-RoleProbe -Role 'print' -Probe 'shares' -Look { Get-ShareProbe -Type 1 })
    if ($printers.Length -gt 0) { $results += $printers + @(Invoke-RoleProbe -Role 'print' -Probe 'service' -Look { Get-ServiceProbe -Name 'Spooler' }) }
    [pscustomobject]@{ results = [object[]]$results }
}
