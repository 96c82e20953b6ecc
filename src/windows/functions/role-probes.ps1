# Probes of what a role is for: "the service runs" is worthless as the only look (facts: windows-servicing 2.2, lessons). A probe gives a
# row for each thing that it looked at: Item, and Said: empty when well, else a sentence. `Busy` marks what is under way and not bad.
# A probe that throws is unreadable, one that throws a TimeoutException is overdue.

function New-ProbeRow {
    <#
    .SYNOPSIS
    Makes a row of a probe.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyString()] [string] $Item,
        [Parameter()] [AllowEmptyString()] [string] $Said = '',
        [Parameter()] [switch] $Busy,
        [Parameter()] [object] $Value = $null
    )
    return [pscustomobject]@{ Item = $Item; Said = $Said; IsBusy = [bool]$Busy; Value = $Value }
}

function Get-ServiceProbe {
    <#
    .SYNOPSIS
    Looks whether services of a role run.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string[]] $Name)
    $list = "Name = '" + [string]::Join("' OR Name = '", $Name) + "'"
    $found = @{}
    foreach ($row in Read-CimRow -Query ('SELECT Name, State FROM Win32_Service WHERE ' + $list)) { $found[[string]$row.Name] = [string]$row.State }
    foreach ($one in $Name) {
        $said = ''
        if (-not $found.ContainsKey($one)) { $said = 'there is no service ' + $one }
        elseif ($found[$one] -ne 'Running') { $said = 'service ' + $one + ' is ' + $found[$one] }
        New-ProbeRow -Item $one -Said $said
    }
}

function Get-DirectoryProbe {
    <#
    .SYNOPSIS
    Domain controller: answers LDAP, has synchronized, and with that advertises itself.
    #>
    [CmdletBinding()]
    param()
    $said = ''
    if ((Read-RootDirectoryEntry) -ne 'TRUE') { $said = 'the directory has not synchronized, so it does not advertise itself' }
    New-ProbeRow -Item '' -Said $said
}

function Get-DomainShareProbe {
    <#
    .SYNOPSIS
    Domain controller: SYSVOL and NETLOGON are shared, and SYSVOL is declared ready.
    #>
    [CmdletBinding()]
    param()
    $names = @(Read-CimRow -Query "SELECT Name FROM Win32_Share WHERE Name = 'SYSVOL' OR Name = 'NETLOGON'" | ForEach-Object { [string]$_.Name })
    foreach ($name in 'SYSVOL', 'NETLOGON') {
        $said = ''
        if ($names -notcontains $name) { $said = $name + ' is not shared' }
        New-ProbeRow -Item $name -Said $said
    }
    $said = ''
    if ((Read-RegistryValue -Path 'SYSTEM\CurrentControlSet\Services\Netlogon\Parameters' -Name 'SysvolReady') -ne 1) { $said = 'SYSVOL is not ready: it has not replicated' }
    New-ProbeRow -Item 'SysvolReady' -Said $said
}

function Get-ReplicationProbe {
    <#
    .SYNOPSIS
    Domain controller: a row for each partner and partition that it replicates from. One failure may be a partner that restarts; two in a
    row are none.
    #>
    [CmdletBinding()]
    param()
    foreach ($row in Read-CimRow -Namespace 'root/MicrosoftActiveDirectory' -Query 'SELECT NamingContextDN, SourceDsaCN, NumConsecutiveSyncFailures, LastSyncResult FROM MSAD_ReplNeighbor') {
        $failures = [long]$row.NumConsecutiveSyncFailures
        $said = ''
        if ($failures -gt 1) { $said = 'replication of {0} from {1} has failed {2} times in a row (error {3})' -f $row.NamingContextDN, $row.SourceDsaCN, $failures, $row.LastSyncResult }
        New-ProbeRow -Item ([string]$row.SourceDsaCN + ' ' + [string]$row.NamingContextDN) -Said $said
    }
}

function Get-ReplicatedFolderProbe {
    <#
    .SYNOPSIS
    DFS replication: a row for each replicated folder, SYSVOL among them.
    #>
    [CmdletBinding()]
    param()
    # 0 uninitialized, 1 initialized, 2 initial synchronization, 3 recovery after a dirty shutdown, 4 normal, 5 in error.
    foreach ($row in Read-CimRow -Namespace 'root/MicrosoftDFS' -Query 'SELECT ReplicationGroupName, ReplicatedFolderName, State FROM DfsrReplicatedFolderInfo') {
        $item = [string]$row.ReplicationGroupName + '\' + [string]$row.ReplicatedFolderName
        $said = ''
        if ([int]$row.State -ne 4) { $said = $item + ' does not replicate normally (state ' + $row.State + ')' }
        New-ProbeRow -Item $item -Said $said -Busy:([int]$row.State -lt 4)
    }
}

function Get-NetworkProfileProbe {
    <#
    .SYNOPSIS
    Domain controller: the firewall has recognised the domain. With the public profile nobody reaches it.
    #>
    [CmdletBinding()]
    param()
    # 2 is DomainAuthenticated.
    $said = 'no network is recognised as the domain'
    foreach ($row in Read-CimRow -Namespace 'root/StandardCimv2' -Query 'SELECT NetworkCategory FROM MSFT_NetConnectionProfile') {
        if ([int]$row.NetworkCategory -eq 2) { $said = '' }
    }
    New-ProbeRow -Item '' -Said $said
}

function Get-LsassProbe {
    <#
    .SYNOPSIS
    Domain controller: the private bytes of LSASS, a figure for those who watch it grow.
    #>
    [CmdletBinding()]
    param()
    New-ProbeRow -Item '' -Value ([double](Read-ProcessMemory -Name 'lsass'))
}

function Get-NameProbe {
    <#
    .SYNOPSIS
    DNS server: answers for the domain when it is asked on this machine.
    #>
    [CmdletBinding()]
    param()
    $domain = ''
    foreach ($row in Read-CimRow -Query 'SELECT Domain FROM Win32_ComputerSystem') { $domain = [string]$row.Domain }
    $code = Send-DnsQuery -Name $domain
    $said = ''
    if ($code -ne 0 -and $code -ne 3) { $said = 'it answers a query for ' + $domain + ' with code ' + $code }
    New-ProbeRow -Item '' -Said $said
}

function Get-ListenerProbe {
    <#
    .SYNOPSIS
    DHCP server, network policy server: listens for clients.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [int] $Port)
    $said = ''
    if (-not (Test-UdpPort -Port $Port)) { $said = 'nobody listens on UDP port ' + $Port }
    New-ProbeRow -Item '' -Said $said
}

function Get-PortProbe {
    <#
    .SYNOPSIS
    A TCP port on which the role serves accepts on this machine.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [int] $Port)
    $said = ''
    if (-not (Test-TcpPort -Address '127.0.0.1' -Port $Port)) { $said = 'TCP port ' + $Port + ' does not accept' }
    New-ProbeRow -Item '' -Said $said
}

function Get-RemoteDesktopPort {
    <#
    .SYNOPSIS
    Gives the port on which Remote Desktop listens, 3389 unless it was moved.
    #>
    [CmdletBinding()]
    param()
    $port = Read-RegistryValue -Path 'SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp' -Name 'PortNumber'
    if ($null -eq $port) { return 3389 }
    return [int]$port
}

function Get-ShareProbe {
    <#
    .SYNOPSIS
    File and print server: a row for each share, so that one that is gone is missed.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [int] $Type)
    # 0 a folder, 1 a printer; what Windows shares by itself for administrators has another bit set.
    foreach ($row in Read-CimRow -Query 'SELECT Name, Type FROM Win32_Share') {
        if ([long]$row.Type -eq $Type) { New-ProbeRow -Item ([string]$row.Name) }
    }
}

function Get-SessionProbe {
    <#
    .SYNOPSIS
    Session host: the list of sessions is given in ten seconds. Its service runs even where it hangs.
    #>
    [CmdletBinding()]
    param()
    # The exit code is 1 where nobody is logged on: only that it ends counts.
    [void](Invoke-Program -Path ([System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'quser.exe')) -Seconds 10)
    New-ProbeRow -Item ''
}

function Get-QueueProbe {
    <#
    .SYNOPSIS
    Message queuing: a row for each private queue that its service lists, so that one that is gone is missed.
    #>
    [CmdletBinding()]
    param()
    foreach ($name in Read-MessageQueue) { New-ProbeRow -Item $name }
}

function Get-AuthorityProbe {
    <#
    .SYNOPSIS
    Certification authority: answers a ping.
    #>
    [CmdletBinding()]
    param()
    $code = Invoke-Program -Path ([System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'certutil.exe')) -Argument '-ping' -Seconds 15
    $said = ''
    if ($code -ne 0) { $said = 'certutil -ping ended with ' + $code }
    New-ProbeRow -Item '' -Said $said
}
