# Which boot, is servicing still at work, and who asks for a restart.
# LastBootUpTime moves when the clock is corrected. The creation time of the System process is written once and never again; the
# kernel's event 12 is as good while it stands in the log. Both are told where both can be read, so that a source which fails later
# makes no new boot. The PrefetchParameters\BootId counter is not used: it is written late, and not where SysMain is off.

function Get-SystemStart {
    <#
    .SYNOPSIS
    Gives when the System process was created, in UTC; nothing where WMI does not say it.
    #>
    [CmdletBinding()]
    param()
    try {
        $created = @(Read-CimRow -Query "SELECT ProcessId, CreationDate FROM Win32_Process WHERE ProcessId = 4 OR Name = 'smss.exe'" |
            Where-Object { $null -ne $_.CreationDate })
    }
    catch {
        $PSCmdlet.WriteWarning('Win32_Process cannot be read: ' + $_.Exception.Message)
        return
    }
    $system = @($created | Where-Object { $_.ProcessId -eq 4 })
    if ($system.Length -eq 0) { $system = $created }
    $times = [datetime[]]@($system | ForEach-Object { ([datetime]$_.CreationDate).ToUniversalTime() })
    if ($times.Length -eq 0) { return }
    [array]::Sort($times)
    return $times[0]
}

function Get-KernelStart {
    <#
    .SYNOPSIS
    Gives the newest event with which the kernel began; nothing where the log does not say it.
    #>
    [CmdletBinding()]
    param()
    $filter = "*[System[Provider[@Name='Microsoft-Windows-Kernel-General'] and EventID=12]]"
    try { return @(Read-EventRow -Log 'System' -Filter $filter -Maximum 1) }
    catch { $PSCmdlet.WriteWarning('The System log cannot be read: ' + $_.Exception.Message) }
}

function Get-BootIdentity {
    <#
    .SYNOPSIS
    Gives the identity of this boot and when it began.
    .OUTPUTS
    An object with Id (text: the words of both sources, as far as they can be read) and At (DateTime, UTC). Throws BOOT_UNREADABLE
    where no trustworthy source can be read.
    #>
    [CmdletBinding()]
    param()
    $system = Get-SystemStart
    $kernel = Get-KernelStart
    # Early in a boot its event may not be written yet: the one of the boot before is no word about this one.
    if ($null -ne $system -and $null -ne $kernel -and ($kernel.At -lt $system.AddSeconds(-20) -or $kernel.At -gt $system.AddMinutes(10))) { $kernel = $null }
    $words = @()
    if ($null -ne $system) { $words += 'process-' + $system.ToString('o') }
    if ($null -ne $kernel) { $words += 'event-' + $kernel.RecordId + '-' + $kernel.At.ToString('o') }
    if ($words.Length -eq 0) {
        Stop-Patchring -Code 'BOOT_UNREADABLE' -Message 'Neither the System process nor Kernel-General event 12 tells when this boot began.'
    }
    $at = $system
    if ($null -eq $at) { $at = $kernel.At }
    return [pscustomobject]@{ Id = $words -join '|'; At = $at }
}

function Compare-BootIdentity {
    <#
    .SYNOPSIS
    Says whether two identities are of the same boot: same, other, or unknown where they have no source in common.
    .DESCRIPTION
    The rule of src/model/boot-identity.ts, which a test holds equal.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $One,
        [Parameter(Mandatory = $true)] [string] $Two
    )
    foreach ($source in 'process-', 'event-') {
        $first = @($One.Split('|') | Where-Object { $_.StartsWith($source, 'Ordinal') })
        $second = @($Two.Split('|') | Where-Object { $_.StartsWith($source, 'Ordinal') })
        if ($first.Length -eq 0 -or $second.Length -eq 0) { continue }
        if ($first[-1] -ceq $second[-1]) { return 'same' }
        return 'other'
    }
    return 'unknown'
}

function Test-Servicing {
    <#
    .SYNOPSIS
    Tells whether component servicing is at work: a machine that answers is not settled while it is.
    #>
    [CmdletBinding()]
    param()
    $progress = Read-RegistryValue -Path 'SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\Interface' -Name 'ServicingInProgress'
    return ($progress -eq 2) -or (Test-Process -Name 'TiWorker')
}

function Test-BootStart {
    <#
    .SYNOPSIS
    Tells whether this boot is still on its way: the logon screen has not come, or services start. What hangs counts for ten minutes.
    .DESCRIPTION
    The key is volatile: every boot makes it anew when it reaches the logon screen, after the second half of an update.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [datetime] $BootedAt)
    if ([datetime]::UtcNow -gt $BootedAt.AddMinutes(10)) { return $false }
    if (-not (Test-RegistryKey -Path 'SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon\AutoLogonChecked')) { return $true }
    $query = "SELECT Name FROM Win32_Service WHERE StartMode = 'Auto' AND State = 'Start Pending'"
    return @(Read-CimRow -Query $query).Length -gt 0
}

function Test-NameChange {
    <#
    .SYNOPSIS
    Tells whether the name that the machine has now differs from the one that it will have after a restart.
    #>
    [CmdletBinding()]
    param()
    $names = 'SYSTEM\CurrentControlSet\Control\ComputerName'
    $now = Read-RegistryValue -Path ($names + '\ActiveComputerName') -Name 'ComputerName'
    $then = Read-RegistryValue -Path ($names + '\ComputerName') -Name 'ComputerName'
    return $now -ne $then
}

function Get-ServicingSignal {
    <#
    .SYNOPSIS
    Names the signals with which component servicing asks for a restart.
    #>
    [CmdletBinding()]
    param()
    $servicing = 'SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing'
    if (Test-RegistryKey -Path ($servicing + '\RebootPending')) { 'servicing' }
    if (Test-RegistryKey -Path ($servicing + '\RebootInProgress')) { 'servicingInProgress' }
    if (Test-RegistryKey -Path ($servicing + '\PackagesPending')) { 'packagesPending' }
}

function Get-PendingRestart {
    <#
    .SYNOPSIS
    Names every signal that asks for a restart. `fileRename` alone is noise (antivirus, printer drivers) and only informs.
    #>
    [CmdletBinding()]
    param()
    $session = 'SYSTEM\CurrentControlSet\Control\Session Manager'
    $netlogon = 'SYSTEM\CurrentControlSet\Services\Netlogon'
    Get-ServicingSignal
    if (Test-RegistryKey -Path 'SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired') { 'windowsUpdate' }
    if (Test-RegistryKey -Path 'SOFTWARE\Microsoft\ServerManager\CurrentRebootAttempts') { 'serverManager' }
    $volatile = Read-RegistryValue -Path 'SOFTWARE\Microsoft\Updates' -Name 'UpdateExeVolatile'
    if ($null -ne $volatile -and $volatile -ne 0) { 'updateExe' }
    if (Test-NameChange) { 'computerName' }
    foreach ($name in 'JoinDomain', 'AvoidSpnSet') {
        if ((Test-RegistryKey -Path ($netlogon + '\' + $name)) -or $null -ne (Read-RegistryValue -Path $netlogon -Name $name)) { 'domainJoin'; break }
    }
    if (Test-RegistryKey -Path 'SYSTEM\CurrentControlSet\Services\CcmExec') {
        try { if (Test-ConfigMgrRestart) { 'configMgr' } }
        catch { $PSCmdlet.WriteWarning('The ConfigMgr client does not say whether it waits for a restart: ' + $_.Exception.Message) }
    }
    foreach ($name in 'PendingFileRenameOperations', 'PendingFileRenameOperations2') {
        if (@(Read-RegistryValue -Path $session -Name $name).Where({ $_ }).Count -gt 0) { 'fileRename'; break }
    }
}

function Get-BlockingRestart {
    <#
    .SYNOPSIS
    The signals that must be obeyed before anything is installed.
    #>
    [CmdletBinding()]
    param()
    Get-PendingRestart | Where-Object { $_ -ne 'fileRename' }
}
