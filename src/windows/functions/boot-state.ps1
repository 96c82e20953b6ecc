# Which boot, is servicing still at work, and who asks for a restart.
# LastBootUpTime moves when the clock is corrected. The creation time of the System process is written once and never again;
# unlike Kernel-General event 12 it cannot roll out of a busy or cleared log, so the event is only the second source.
# The PrefetchParameters\BootId counter is not used: it is written some time after the boot, and not where SysMain is off.

function Get-BootIdentity {
    <#
    .SYNOPSIS
    Gives the identity of this boot and when it began. Equal exactly while the machine has not restarted.
    .OUTPUTS
    An object with Id (text) and At (DateTime, UTC). Throws BOOT_UNREADABLE where no trustworthy source can be read.
    #>
    [CmdletBinding()]
    param()
    $created = @()
    try {
        $created = @(Read-CimRow -Query "SELECT ProcessId, CreationDate FROM Win32_Process WHERE ProcessId = 4 OR Name = 'smss.exe'" |
            Where-Object { $null -ne $_.CreationDate })
    }
    catch {
        $PSCmdlet.WriteWarning('Win32_Process cannot be read: ' + $_.Exception.Message)
    }
    $system = @($created | Where-Object { $_.ProcessId -eq 4 })
    if ($system.Length -eq 0) { $system = $created }
    $times = [datetime[]]@($system | ForEach-Object { ([datetime]$_.CreationDate).ToUniversalTime() })
    if ($times.Length -gt 0) {
        [array]::Sort($times)
        return [pscustomobject]@{ Id = 'process-' + $times[0].ToString('o'); At = $times[0] }
    }
    $filter = "*[System[Provider[@Name='Microsoft-Windows-Kernel-General'] and EventID=12]]"
    $start = @(Read-EventRow -Log 'System' -Filter $filter -Maximum 1)
    if ($start.Length -eq 0) {
        Stop-Patchring -Code 'BOOT_UNREADABLE' -Message 'Neither the System process nor Kernel-General event 12 tells when this boot began.'
    }
    return [pscustomobject]@{ Id = 'event-' + $start[0].RecordId + '-' + $start[0].At.ToString('o'); At = $start[0].At }
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

function Test-ServiceStart {
    <#
    .SYNOPSIS
    Tells whether the service control manager is still starting services of this boot. One that hangs counts for ten minutes, not for ever.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [datetime] $BootedAt)
    if ([datetime]::UtcNow -gt $BootedAt.AddMinutes(10)) { return $false }
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

function Get-PendingRestart {
    <#
    .SYNOPSIS
    Names every signal that asks for a restart. `fileRename` alone is noise (antivirus, printer drivers) and only informs.
    #>
    [CmdletBinding()]
    param()
    $servicing = 'SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing'
    $session = 'SYSTEM\CurrentControlSet\Control\Session Manager'
    $netlogon = 'SYSTEM\CurrentControlSet\Services\Netlogon'
    if (Test-RegistryKey -Path ($servicing + '\RebootPending')) { 'servicing' }
    if (Test-RegistryKey -Path ($servicing + '\RebootInProgress')) { 'servicingInProgress' }
    if (Test-RegistryKey -Path ($servicing + '\PackagesPending')) { 'packagesPending' }
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
