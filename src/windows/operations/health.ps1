function Get-ServiceReading {
    <#
    .SYNOPSIS
    Reads the services that start by themselves. Per-user copies (`_` and a session number) come and go, and are left out.
    #>
    [CmdletBinding()]
    param()
    $modes = @{ Auto = 'automatic'; Manual = 'manual'; Disabled = 'disabled'; Boot = 'boot'; System = 'system' }
    $states = @{ 'Running' = 'running'; 'Stopped' = 'stopped'; 'Start Pending' = 'startPending'; 'Stop Pending' = 'stopPending'; 'Paused' = 'paused' }
    foreach ($service in Read-CimRow -Query "SELECT Name, StartMode, DelayedAutoStart, State, ExitCode FROM Win32_Service WHERE StartMode = 'Auto'") {
        $name = [string]$service.Name
        if ($name -match '_[0-9a-f]{4,}$') { continue }
        $mode = $modes[[string]$service.StartMode]
        if ($null -eq $mode) { $mode = 'unknown' }
        if ($mode -eq 'automatic' -and $service.DelayedAutoStart -eq $true) { $mode = 'automaticDelayed' }
        $state = $states[[string]$service.State]
        if ($null -eq $state) { $state = 'other' }
        [pscustomobject]@{
            name           = $name
            startMode      = $mode
            state          = $state
            isTriggerStart = [bool](Test-RegistryKey -Path ('SYSTEM\CurrentControlSet\Services\' + $name + '\TriggerInfo'))
            exitCode       = [long]$service.ExitCode
        }
    }
}

function Get-EventSubject {
    <#
    .SYNOPSIS
    Gives the service or the program and module that an event is about, where its kind has one: two crashes of two programs are two things.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [psobject] $Row)
    $values = @($Row.Values)
    if ($values.Length -gt 0 -and $Row.Provider -eq 'Service Control Manager') { return [string]$values[0] }
    if ($Row.Provider -eq 'Application Error' -and $values.Length -gt 3) { return [string]$values[0] + '/' + [string]$values[3] }
    if ($Row.Provider -eq 'Application Hang' -and $values.Length -gt 0) { return [string]$values[0] }
    return ''
}

function Get-WatchedLog {
    <#
    .SYNOPSIS
    Names the logs whose errors count: those that every server has, and those that roles have brought.
    #>
    [CmdletBinding()]
    param()
    'System'
    'Application'
    foreach ($log in 'Directory Service', 'DFS Replication') {
        if (Test-RegistryKey -Path ('SYSTEM\CurrentControlSet\Services\EventLog\' + $log)) { $log }
    }
}

function Get-EventReading {
    <#
    .SYNOPSIS
    Counts critical and error events of one log by provider, id and subject, and how many of each came in the seven days before.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Log,
        [Parameter(Mandatory = $true)] [datetime] $Since
    )
    $week = $Since.AddDays(-7)
    $filter = "*[System[(Level=1 or Level=2) and TimeCreated[@SystemTime>='" + $week.ToString('o') + "']]]"
    $kinds = [ordered]@{}
    foreach ($row in Read-EventRow -Log $Log -Filter $filter -Maximum 3000) {
        $subject = Get-EventSubject -Row $row
        $key = $row.Provider + '|' + $row.Id + '|' + $subject
        if ($row.At -lt $Since) {
            if ($kinds.Contains($key)) { $kinds[$key].before++ }
            continue
        }
        if ($kinds.Contains($key)) { $kinds[$key].count++; continue }
        if ($kinds.Count -ge 100) { continue }
        $sample = (@($row.Values) -join ' ').Trim() -replace '\s+', ' '
        if ($sample.Length -gt 300) { $sample = $sample.Substring(0, 300) }
        $kinds.Add($key, [pscustomobject]@{ log = $Log; provider = $row.Provider; id = $row.Id; subject = $subject; count = 1; before = 0; sample = $sample })
    }
    $kinds.Values
}

function Get-CrashCount {
    <#
    .SYNOPSIS
    Counts bugchecks, dirty shutdowns and deaths of critical processes. One crash writes several kinds of event, so the largest count is the number.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [datetime] $Since)
    $filter = "*[System[(EventID=41 or EventID=6008 or EventID=1001) and TimeCreated[@SystemTime>='" + $Since.ToString('o') + "']]]"
    $counts = @{ 'Microsoft-Windows-Kernel-Power' = 0; 'EventLog' = 0; 'Microsoft-Windows-WER-SystemErrorReporting' = 0; 'Wininit' = 0 }
    foreach ($row in Read-EventRow -Log 'System' -Filter $filter -Maximum 100) {
        if ($counts.ContainsKey($row.Provider)) { $counts[$row.Provider]++ }
    }
    # A critical process (LSASS) that fell over: Windows restarts in an orderly way, and only this says why.
    $filter = "*[System[Provider[@Name='Microsoft-Windows-Wininit'] and EventID=1015 and TimeCreated[@SystemTime>='" + $Since.ToString('o') + "']]]"
    foreach ($row in Read-EventRow -Log 'Application' -Filter $filter -Maximum 100) {
        if ($row.Provider -eq 'Microsoft-Windows-Wininit') { $counts['Wininit']++ }
    }
    $most = 0
    foreach ($count in $counts.Values) { if ($count -gt $most) { $most = $count } }
    return $most
}

function Get-LoadReading {
    <#
    .SYNOPSIS
    Reads how busy the processors are and how much of the commit limit is taken, in percent. What cannot be read is $null.
    #>
    [CmdletBinding()]
    param()
    $processor = $null
    try {
        foreach ($row in Read-CimRow -Query "SELECT PercentProcessorTime FROM Win32_PerfFormattedData_PerfOS_Processor WHERE Name = '_Total'") {
            # A counter that has just begun may say anything.
            if ([double]$row.PercentProcessorTime -ge 0) { $processor = [double]$row.PercentProcessorTime }
        }
    }
    catch { $PSCmdlet.WriteWarning('The load of the processors cannot be read: ' + $_.Exception.Message) }
    $commit = $null
    try {
        foreach ($row in Read-CimRow -Query 'SELECT TotalVirtualMemorySize, FreeVirtualMemory FROM Win32_OperatingSystem') {
            $whole = [double]$row.TotalVirtualMemorySize
            if ($whole -gt 0 -and $whole -ge [double]$row.FreeVirtualMemory) { $commit = [System.Math]::Round(100 * ($whole - [double]$row.FreeVirtualMemory) / $whole, 1) }
        }
    }
    catch { $PSCmdlet.WriteWarning('The memory cannot be read: ' + $_.Exception.Message) }
    [pscustomobject]@{ processor = $processor; commit = $commit }
}

function Get-ListenerReading {
    <#
    .SYNOPSIS
    Lists the HTTPS listeners of WinRM with the certificate that each is bound to. Nothing else lets us back in.
    #>
    [CmdletBinding()]
    param()
    $root = 'SOFTWARE\Microsoft\Windows\CurrentVersion\WSMAN\Listener'
    foreach ($name in Read-RegistryKeyName -Path $root) {
        $path = $root + '\' + $name
        if ($name -notlike '*+HTTPS' -or (Read-RegistryValue -Path $path -Name 'enabled') -eq 0) { continue }
        $port = Read-RegistryValue -Path $path -Name 'Port'
        if ($null -eq $port) { $port = 5986 }
        $thumbprint = ([string](Read-RegistryValue -Path $path -Name 'certThumbprint') -replace '[^0-9A-Fa-f]', '').ToUpperInvariant()
        $until = $null
        if ($thumbprint -ne '') {
            foreach ($end in Read-CertificateEnd -Thumbprint $thumbprint) { $until = ([datetime]$end).ToUniversalTime().ToString('o') }
        }
        [pscustomobject]@{ name = $name; port = [int]$port; thumbprint = $thumbprint; notAfter = $until }
    }
}

function Get-LastBackup {
    <#
    .SYNOPSIS
    Gives when Windows Server Backup succeeded last; nothing where it never did in a month, or is not installed.
    #>
    [CmdletBinding()]
    param()
    $since = [datetime]::UtcNow.AddDays(-31).ToString('o')
    $filter = "*[System[Provider[@Name='Microsoft-Windows-Backup'] and EventID=4 and TimeCreated[@SystemTime>='" + $since + "']]]"
    try { foreach ($row in Read-EventRow -Log 'Microsoft-Windows-Backup' -Filter $filter -Maximum 1) { $row.At.ToString('o') } }
    catch [System.Diagnostics.Eventing.Reader.EventLogNotFoundException] { return }
}

function Get-PatchringHealth {
    <#
    .SYNOPSIS
    Reads services, errors in the event logs, free space on the system drive, crashes, load, and the certificates of the listeners.
    .DESCRIPTION
    Changes nothing and judges nothing: readings before and after an update are compared elsewhere.
    .PARAMETER EventsSince
    Events are counted from here on; one hour ago by the machine's own clock unless told.
    .OUTPUTS
    One object; see src/model/reading.ts, healthReadingSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter()] [datetime] $EventsSince = [datetime]::UtcNow.AddHours(-1))
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    $since = $EventsSince.ToUniversalTime()
    $drive = Read-SystemDrive
    $asked = $null
    foreach ($at in Get-ShutdownAsked) { $asked = $at }
    $backup = $null
    try { foreach ($at in Get-LastBackup) { $backup = $at } }
    catch { $PSCmdlet.WriteWarning('The backups cannot be read: ' + $_.Exception.Message) }
    $listeners = $null
    try { $listeners = [object[]]@(Get-ListenerReading) }
    catch { $PSCmdlet.WriteWarning('The listeners cannot be read: ' + $_.Exception.Message) }
    [pscustomobject]@{
        services        = [object[]]@(Get-ServiceReading)
        events          = [object[]]@(foreach ($log in Get-WatchedLog) { Get-EventReading -Log $log -Since $since })
        eventsSince     = $since.ToString('o')
        systemDrive     = [pscustomobject]@{ free = $drive.Free; size = $drive.Size }
        crashes         = [int](Get-CrashCount -Since $since)
        shutdownAskedAt = $asked
        load            = Get-LoadReading
        listeners       = $listeners
        lastBackup      = $backup
    }
}
