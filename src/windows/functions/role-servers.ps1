# Probes of the larger roles: IIS, SQL Server, Hyper-V, failover cluster, WSUS. Rows as in role-probes.ps1.

function Get-WebProbe {
    <#
    .SYNOPSIS
    IIS: pools and sites that are to run are started, and each binding answers on this machine.
    #>
    [CmdletBinding()]
    param()
    $asked = 0
    foreach ($row in Read-WebServer) {
        $said = ''
        if ($row.State -ne 1) { $said = $row.Kind + ' ' + $row.Name + ' is not started' }
        New-ProbeRow -Item ($row.Kind + ' ' + $row.Name) -Said $said
        if ($row.State -ne 1) { continue }
        foreach ($binding in $row.Bindings) {
            # A page a binding, and no more than twenty: a farm of sites must not cost the time of all the rest.
            if ('http', 'https' -notcontains $binding.Protocol -or $asked -ge 20) { continue }
            $asked++
            $address = $binding.Address
            if ('0.0.0.0', '::' -contains $address) { $address = '127.0.0.1' }
            Get-BindingProbe -Binding $binding -Address $address
        }
    }
}

function Get-BindingProbe {
    <#
    .SYNOPSIS
    IIS: one binding. Over HTTPS only the port is asked: certificates are made for names that nobody uses on the machine itself.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [psobject] $Binding, [Parameter(Mandatory = $true)] [string] $Address)
    $item = 'binding ' + $Binding.Protocol + ' ' + $Binding.Address + ':' + $Binding.Port + ':' + $Binding.Name
    $said = ''
    try {
        if ($Binding.Protocol -eq 'https') { if (-not (Test-TcpPort -Address $Address -Port $Binding.Port)) { $said = 'does not accept' } }
        else {
            if ($Address.Contains(':')) { $Address = '[' + $Address + ']' }
            $status = Get-PageStatus -Address $Address -Port $Binding.Port -Name $Binding.Name
            if ($status -eq 0) { $said = 'does not answer' } elseif ($status -ge 500) { $said = 'answers ' + $status }
        }
    }
    catch [System.TimeoutException] { $said = $_.Exception.Message }
    if ($said -ne '') { $said = $item + ' ' + $said }
    New-ProbeRow -Item $item -Said $said
}

function Get-SqlProbe {
    <#
    .SYNOPSIS
    SQL Server: each instance runs and answers SELECT 1; its availability groups are healthy here.
    #>
    [CmdletBinding()]
    param()
    foreach ($service in Read-CimRow -Query "SELECT Name, State, StartMode FROM Win32_Service WHERE Name = 'MSSQLSERVER' OR Name LIKE 'MSSQL$%'") {
        $name = [string]$service.Name
        if ([string]$service.StartMode -eq 'Disabled') { continue }
        if ([string]$service.State -ne 'Running') { New-ProbeRow -Item $name -Said ('service ' + $name + ' is ' + $service.State); continue }
        $server = 'localhost'
        if ($name -like 'MSSQL$*') { $server = 'localhost\' + $name.Substring(6) }
        $said = ''
        try {
            [void]@(Read-SqlRow -Server $server -Query 'SELECT 1')
            Get-AvailabilityProbe -Server $server
        }
        catch [System.UnauthorizedAccessException] { $said = '' }
        catch { $said = $name + ' does not answer: ' + (Get-InnermostException -Exception $_.Exception).Message }
        New-ProbeRow -Item $name -Said $said
    }
}

function Get-AvailabilityProbe {
    <#
    .SYNOPSIS
    SQL Server: the synchronization of each availability group that this instance has a replica of.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Server)
    $query = 'SELECT g.name, s.synchronization_health FROM sys.dm_hadr_availability_replica_states s JOIN sys.availability_groups g ON g.group_id = s.group_id WHERE s.is_local = 1'
    foreach ($row in Read-SqlRow -Server $Server -Query $query) {
        $said = ''
        # 2 healthy, 1 partly, 0 not.
        if ($row.Value -ne '2') { $said = 'availability group ' + $row.Name + ' is not synchronized here' }
        New-ProbeRow -Item ('availability group ' + $row.Name) -Said $said
    }
}

function Get-GuestProbe {
    <#
    .SYNOPSIS
    Hyper-V: a row for each virtual machine here, well when it runs.
    #>
    [CmdletBinding()]
    param()
    foreach ($row in Read-CimRow -Namespace 'root/virtualization/v2' -Query 'SELECT Name, ElementName, EnabledState FROM Msvm_ComputerSystem') {
        # The name of a guest is a GUID, that of the machine itself is not.
        if ([string]$row.Name -notmatch '^[0-9A-Fa-f]{8}-') { continue }
        $said = ''
        if ([int]$row.EnabledState -ne 2) { $said = 'virtual machine ' + $row.ElementName + ' does not run' }
        New-ProbeRow -Item ([string]$row.ElementName) -Said $said
    }
}

function Get-HeartbeatProbe {
    <#
    .SYNOPSIS
    Hyper-V: a row for each virtual machine that runs here, well when its heartbeat is heard. "Runs" is said of one that hangs, too.
    #>
    [CmdletBinding()]
    param()
    $names = @{}
    foreach ($row in Read-CimRow -Namespace 'root/virtualization/v2' -Query 'SELECT Name, ElementName, EnabledState FROM Msvm_ComputerSystem') {
        if ([int]$row.EnabledState -eq 2) { $names[[string]$row.Name] = [string]$row.ElementName }
    }
    foreach ($row in Read-CimRow -Namespace 'root/virtualization/v2' -Query 'SELECT SystemName, OperationalStatus FROM Msvm_HeartbeatComponent') {
        $name = $names[[string]$row.SystemName]
        if ($null -eq $name) { continue }
        # 2 is heard; others: never contacted, lost.
        $status = @($row.OperationalStatus)
        $said = ''
        if ($status.Length -eq 0 -or [int]$status[0] -ne 2) { $said = 'virtual machine ' + $name + ' has no heartbeat' }
        New-ProbeRow -Item $name -Said $said
    }
}

function Get-SwitchProbe {
    <#
    .SYNOPSIS
    Hyper-V: a row for each virtual switch, so that one that is gone is missed.
    #>
    [CmdletBinding()]
    param()
    foreach ($row in Read-CimRow -Namespace 'root/virtualization/v2' -Query 'SELECT ElementName FROM Msvm_VirtualEthernetSwitch') { New-ProbeRow -Item ([string]$row.ElementName) }
}

function Get-ClusterProbe {
    <#
    .SYNOPSIS
    Failover cluster: nodes up, groups online (the quorum's witness is in one). The value of a group is 1 where it runs on this node.
    #>
    [CmdletBinding()]
    param()
    # Nodes: 0 up, 1 down, 2 paused, 3 joining. Groups: 0 online, 1 offline, 2 failed, 3 partly online, 4 pending.
    foreach ($row in Read-ClusterNode) {
        $said = ''
        if ([int]$row.State -ne 0) { $said = 'node ' + $row.Name + ' is not up (state ' + $row.State + ')' }
        if ([int]$row.State -eq 2) { $said = 'node ' + $row.Name + ' is paused' }
        New-ProbeRow -Item ('node ' + $row.Name) -Said $said -Busy:([int]$row.State -eq 3)
    }
    # Who owns what is for people: where nobody says it, the states still count.
    $here = $null
    try { $here = [string[]]@(Get-RemainingGroup -Node (Get-OwnNodeName)) } catch { $here = $null }
    foreach ($row in Read-CimRow -Namespace 'root/MSCluster' -Query 'SELECT Name, State FROM MSCluster_ResourceGroup') {
        $said = ''
        if ([int]$row.State -ne 0) { $said = 'group ' + $row.Name + ' is not online (state ' + $row.State + ')' }
        $owned = $null
        if ($null -ne $here) { $owned = [int]($here -contains [string]$row.Name) }
        New-ProbeRow -Item ('group ' + $row.Name) -Said $said -Busy:([int]$row.State -eq 4) -Value $owned
    }
}

function Get-QuorumProbe {
    <#
    .SYNOPSIS
    Failover cluster, by its name: it keeps its quorum without this node. Votes that remain are the value.
    #>
    [CmdletBinding()]
    param()
    $quorum = Get-ClusterQuorumState
    $said = ''
    if (-not $quorum.Survives) { $said = 'without this node cluster ' + $quorum.Cluster + ' has ' + $quorum.Remaining + ' of ' + $quorum.Total + ' votes, and loses its quorum' }
    New-ProbeRow -Item $quorum.Cluster -Said $said -Value $quorum.Remaining
}

function Get-StorageProbe {
    <#
    .SYNOPSIS
    Failover cluster: storage is whole and not repairing itself. The next machine must not go down while it is.
    #>
    [CmdletBinding()]
    param()
    $under = Measure-StorageJob
    $said = ''
    if ($under -gt 0) { $said = [string]$under + ' repairs of storage are under way' }
    New-ProbeRow -Item '' -Said $said -Busy
    foreach ($disk in Read-VirtualDisk) {
        # 0 healthy, 1 warning: a copy is missing and comes back, 2 unhealthy.
        $said = ''
        if ([int]$disk.HealthStatus -ne 0) { $said = 'virtual disk ' + $disk.FriendlyName + ' is not healthy (health ' + $disk.HealthStatus + ')' }
        New-ProbeRow -Item ('disk ' + $disk.FriendlyName) -Said $said -Busy:([int]$disk.HealthStatus -eq 1)
    }
}

function Get-UpdateServerProbe {
    <#
    .SYNOPSIS
    WSUS: checks itself and says that it works (event 10000).
    #>
    [CmdletBinding()]
    param()
    $folder = [string](Read-RegistryValue -Path 'SOFTWARE\Microsoft\Update Services\Server\Setup' -Name 'TargetDir')
    $since = [datetime]::UtcNow.AddSeconds(-1)
    [void](Invoke-Program -Path ([System.IO.Path]::Combine($folder, 'Tools', 'wsusutil.exe')) -Argument 'checkhealth' -Seconds 20)
    $filter = "*[System[Provider[@Name='Windows Server Update Services'] and TimeCreated[@SystemTime>='" + $since.ToString('o') + "']]]"
    $rows = @()
    for ($turn = 0; $turn -lt 5 -and $rows.Length -eq 0; $turn++) {
        Wait-Moment -Milliseconds 1000
        $rows = @(Read-EventRow -Log 'Application' -Filter $filter -Maximum 50)
    }
    $said = ''
    if ($rows.Length -eq 0) { $said = 'it says nothing of its health' }
    elseif ($rows.Where({ $_.Id -eq 10000 }).Count -eq 0) { $said = 'it reports event ' + $rows[0].Id }
    New-ProbeRow -Item '' -Said $said
}
