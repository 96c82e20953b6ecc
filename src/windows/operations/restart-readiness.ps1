# What a restart would meet, read before anything is started: who is logged on, a backup that runs, a disk that asks for a PIN at
# the console, a shutdown that somebody else has asked for. Judges nothing; what could not be read is said and never guessed.

function Read-KeyProtectorId {
    <#
    .SYNOPSIS
    Touch: asks BitLocker which protectors of one kind a volume has.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [object] $Volume,
        [Parameter(Mandatory = $true)] [int] $Kind
    )
    $answer = Invoke-CimMethod -InputObject $Volume -MethodName 'GetKeyProtectors' -Arguments @{ KeyProtectorType = [uint32]$Kind } -OperationTimeoutSec 60 -ErrorAction Stop
    if ($answer.ReturnValue -ne 0) { Stop-Patchring -Code 'WINDOWS_OPERATION_FAILED' -Message ('GetKeyProtectors answered 0x{0:X8}.' -f $answer.ReturnValue) }
    return $answer.VolumeKeyProtectorID
}

function Get-BootProtector {
    <#
    .SYNOPSIS
    Names what unlocks the system drive when Windows starts; nothing where it is not protected now.
    .DESCRIPTION
    Recovery passwords and certificates for people are left out: they unlock nothing at a start.
    #>
    [CmdletBinding()]
    param()
    # The feature brings the service; without it the namespace does not exist.
    if (-not (Test-RegistryKey -Path 'SYSTEM\CurrentControlSet\Services\BDESVC')) { return }
    $query = "SELECT * FROM Win32_EncryptableVolume WHERE DriveLetter = '{0}'" -f $env:SystemDrive
    $kinds = [ordered]@{ '1' = 'tpm'; '2' = 'startupKey'; '4' = 'tpmAndPin'; '5' = 'tpmAndStartupKey'; '6' = 'tpmAndPinAndStartupKey'; '8' = 'passphrase'; '9' = 'networkUnlock' }
    foreach ($volume in Read-CimRow -Namespace 'root/CIMV2/Security/MicrosoftVolumeEncryption' -Query $query) {
        # 0: off or suspended, the key lies open. 1: on. 2: locked or unknown.
        if ($volume.ProtectionStatus -eq 0) { continue }
        foreach ($kind in $kinds.Keys) {
            if (@(Read-KeyProtectorId -Volume $volume -Kind ([int]$kind)).Where({ $_ }).Count -gt 0) { $kinds[$kind] }
        }
    }
}

function Get-LoggedOnUser {
    <#
    .SYNOPSIS
    Names who has a session at the console or over Remote Desktop. Windows forgets some sessions late: this informs.
    #>
    [CmdletBinding()]
    param()
    # 2 console, 10 Remote Desktop, 11 and 12 the same with cached credentials.
    $sessions = @(Read-CimRow -Query 'SELECT LogonId FROM Win32_LogonSession WHERE LogonType = 2 OR LogonType = 10 OR LogonType = 11 OR LogonType = 12' |
        ForEach-Object { [string]$_.LogonId })
    if ($sessions.Length -eq 0) { return }
    $names = @(Read-CimRow -Query 'SELECT * FROM Win32_LoggedOnUser' |
        Where-Object { $sessions -contains [string]$_.Dependent.LogonId } |
        Where-Object { $_.Antecedent.Name -notmatch '^(DWM|UMFD)-[0-9]+$' } |
        ForEach-Object { $_.Antecedent.Domain + '\' + $_.Antecedent.Name })
    [System.Linq.Enumerable]::Distinct([string[]]$names)
}

function Get-RunningBackup {
    <#
    .SYNOPSIS
    Names the backup engines that are at work.
    #>
    [CmdletBinding()]
    param()
    foreach ($service in Read-CimRow -Query "SELECT Name, State FROM Win32_Service WHERE Name = 'wbengine' OR Name = 'VSS'") {
        if ($service.State -ne 'Stopped') { [string]$service.Name }
    }
}

function Get-PatchringRestartReadiness {
    <#
    .SYNOPSIS
    Reads what a restart of this machine would meet.
    .DESCRIPTION
    Changes nothing. A part that cannot be read is $null and named in `unreadable`.
    .OUTPUTS
    One object; see src/model/reading.ts, restartReadinessSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    $unreadable = [System.Collections.Generic.List[string]]::new()
    $loggedOn = $null
    try { $loggedOn = [string[]]@(Get-LoggedOnUser) } catch { $unreadable.Add('logged-on users: ' + $_.Exception.Message) }
    $backups = $null
    try { $backups = [string[]]@(Get-RunningBackup) } catch { $unreadable.Add('running backups: ' + $_.Exception.Message) }
    $protectors = $null
    try { $protectors = [string[]]@(Get-BootProtector) } catch { $unreadable.Add('BitLocker: ' + $_.Exception.Message) }
    $shutdown = $null
    try { foreach ($at in Get-ShutdownAsked) { $shutdown = $at } } catch { $unreadable.Add('pending shutdown: ' + $_.Exception.Message) }
    [pscustomobject]@{
        loggedOn        = $loggedOn
        backups         = $backups
        bootProtectors  = $protectors
        shutdownAskedAt = $shutdown
        unreadable      = $unreadable.ToArray()
    }
}
