function Read-Evidence {
    <#
    .SYNOPSIS
    Runs one reader. What it throws becomes a sentence in the list, and the evidence is $null: unreadable is never "no".
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Name,
        [Parameter(Mandatory = $true)] [scriptblock] $Reader,
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [System.Collections.Generic.List[string]] $Unreadable
    )
    try { return & $Reader }
    catch {
        $cause = Get-InnermostException -Exception $_.Exception
        $Unreadable.Add(('{0}: {1} (0x{2:X8})' -f $Name, $cause.Message, $cause.HResult))
        return $null
    }
}

function Get-LicenceTrouble {
    <#
    .SYNOPSIS
    Names known symptoms of a lapsed Hotpatch licence: it shows like a wrong update, and has another cure.
    #>
    [CmdletBinding()]
    param()
    $subscriptions = 'SOFTWARE\Microsoft\Windows NT\CurrentVersion\Subscriptions'
    if ($null -ne (Read-RegistryValue -Path $subscriptions -Name 'DeviceLicensingServiceCommandMutex')) { 'licenceCommandStuck' }
    if (Test-RegistryKey -Path 'SYSTEM\CurrentControlSet\Services\himds') {
        $agent = @(Read-CimRow -Query "SELECT State FROM Win32_Service WHERE Name = 'himds'")
        if ($agent.Length -eq 0 -or $agent[0].State -ne 'Running') { 'arcAgentStopped' }
    }
}

function Get-LicenceOverride {
    <#
    .SYNOPSIS
    Reads the override that keeps the Hotpatch licence from lapsing; $null where it is not set.
    #>
    [CmdletBinding()]
    param()
    $value = Read-RegistryValue -Path 'SYSTEM\CurrentControlSet\Policies\Microsoft\FeatureManagement\Overrides' -Name '4264695439'
    if ($null -eq $value) { return $null }
    return [int]$value
}

function Get-HistoryKb {
    <#
    .SYNOPSIS
    Lists the KBs that the update history knows as installed and not uninstalled since.
    .DESCRIPTION
    Newer builds refuse the history to network logons (0x80070005): that is an unreadable source, not an empty one. There the
    jobs read it, under SYSTEM.
    #>
    [CmdletBinding()]
    param()
    $settled = [System.Collections.Generic.List[string]]::new()
    foreach ($word in @(Get-HistoryWord)) {
        if ($word.result -notlike 'succeeded*' -or $settled.Contains($word.kb)) { continue }
        $settled.Add($word.kb)
        if ($word.operation -eq 'install') { $word.kb }
    }
}

function Get-PatchringHotpatch {
    <#
    .SYNOPSIS
    Reads the raw evidence of Hotpatch: enrolment, kernel table, virtualization-based security, secure boot, licence, KBs.
    .DESCRIPTION
    Changes nothing and judges nothing: Windows has no single answer, so the grading is made elsewhere from all of it.
    Evidence that could not be read is $null and named in `unreadable`.
    .OUTPUTS
    One object; see src/model/reading.ts, hotpatchReadingSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    $unreadable = [System.Collections.Generic.List[string]]::new()
    # A value that is absent is $null too, and is not named in `unreadable`: Windows Server 2025 needs no HotPatchTableSize.
    $readers = [ordered]@{
        'enrolment package' = { Test-RegistryKey -Path 'SOFTWARE\Microsoft\Windows NT\CurrentVersion\Update\TargetingInfo\DynamicInstalled\Hotpatch.amd64' }
        'hotpatch table'    = { Read-RegistryValue -Path 'SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management' -Name 'HotPatchTableSize' }
        'device guard'      = {
            $guard = @(Read-CimRow -Namespace 'root/Microsoft/Windows/DeviceGuard' -Query 'SELECT VirtualizationBasedSecurityStatus FROM Win32_DeviceGuard')
            if ($guard.Length -eq 0 -or $null -eq $guard[0].VirtualizationBasedSecurityStatus) { throw 'no instance of Win32_DeviceGuard' }
            [int]$guard[0].VirtualizationBasedSecurityStatus
        }
        # Without the key the firmware has no secure boot.
        'secure boot'       = { (Read-RegistryValue -Path 'SYSTEM\CurrentControlSet\Control\SecureBoot\State' -Name 'UEFISecureBootEnabled') -eq 1 }
        'Arc licence'       = { Read-RegistryValue -Path 'SOFTWARE\Microsoft\Azure Connected Machine Agent\Windows\Licenses\Features\Hotpatch' -Name 'Subscription' }
        'licence trouble'   = { , [string[]]@(Get-LicenceTrouble) }
        # Microsoft's override for the bug since KB5066835 that lets licences lapse.
        'licence override'  = { Get-LicenceOverride }
        'hotfix list'       = { , [string[]]@(Read-CimRow -Query 'SELECT HotFixID FROM Win32_QuickFixEngineering' | ForEach-Object { [string]$_.HotFixID } | Where-Object { $_ -match '^KB\d{5,8}$' }) }
        'update history'    = { , [string[]]@(Get-HistoryKb) }
    }
    $found = @{}
    foreach ($name in $readers.Keys) { $found[$name] = Read-Evidence -Name $name -Reader $readers[$name] -Unreadable $unreadable }
    $trouble = $found['licence trouble']
    if ($null -eq $trouble) { $trouble = @() }
    [pscustomobject]@{
        enrollmentPackage = $found['enrolment package']
        hotPatchTableSize = $found['hotpatch table']
        vbsStatus         = $found['device guard']
        secureBoot        = $found['secure boot']
        arcSubscription   = $found['Arc licence']
        licenceTrouble    = [string[]]@($trouble)
        licenceMitigation = $found['licence override']
        installedKbs      = [pscustomobject]@{ quickFix = $found['hotfix list']; history = $found['update history'] }
        unreadable        = $unreadable.ToArray()
    }
}
