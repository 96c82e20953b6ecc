# The Windows Update Agent. It refuses network logons (facts: windows-servicing 3.1), so its users run in the job, under SYSTEM;
# only the history is tried from a session too, where older Windows gives it out.
# Objects of the agent come incomplete at times (rgl/packer-plugin-windows-update 144): whatever is not an identity has a default.

function New-UpdateSession {
    <#
    .SYNOPSIS
    Touch: opens a session with the agent under our name, which its log and history then show.
    #>
    [CmdletBinding()]
    param()
    $session = New-Object -ComObject 'Microsoft.Update.Session'
    $session.ClientApplicationID = 'patchring'
    return $session
}

function New-UpdateCollection {
    <#
    .SYNOPSIS
    Touch: an empty collection of updates. The comma keeps PowerShell from unrolling it into nothing.
    #>
    [CmdletBinding()]
    param()
    return , (New-Object -ComObject 'Microsoft.Update.UpdateColl')
}

function Add-MicrosoftUpdateService {
    <#
    .SYNOPSIS
    Touch: makes Microsoft Update known to the agent for our searches; automatic updates are not switched over to it.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $ServiceId)
    $manager = New-Object -ComObject 'Microsoft.Update.ServiceManager'
    # 3 = now if the network allows, else at the next online scan. 4 would hand the service to automatic updates.
    [void]$manager.AddService2($ServiceId, 3, '')
}

function Test-UpdateRestart {
    <#
    .SYNOPSIS
    Touch: asks the agent whether it waits for a restart.
    #>
    [CmdletBinding()]
    param()
    return [bool](New-Object -ComObject 'Microsoft.Update.SystemInfo').RebootRequired
}

function Read-UpdateHistory {
    <#
    .SYNOPSIS
    Touch: the newest entries of the update history, newest first.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [int] $Maximum)
    $searcher = (New-UpdateSession).CreateUpdateSearcher()
    $total = $searcher.GetTotalHistoryCount()
    if ($total -eq 0) { return }
    foreach ($entry in $searcher.QueryHistory(0, [System.Math]::Min($total, $Maximum))) {
        [pscustomobject]@{ Title = [string]$entry.Title; Operation = [int]$entry.Operation; ResultCode = [int]$entry.ResultCode }
    }
}

function Get-HistoryWord {
    <#
    .SYNOPSIS
    Says of each KB in the update history how the last attempt ended, and the last one that succeeded; newest first.
    #>
    [CmdletBinding()]
    param()
    $results = @('notStarted', 'inProgress', 'succeeded', 'succeededWithErrors', 'failed', 'aborted')
    $told = [System.Collections.Generic.Dictionary[string, bool]]::new()
    foreach ($entry in @(Read-UpdateHistory -Maximum 200)) {
        $isKnown = $entry.ResultCode -ge 0 -and $entry.ResultCode -lt $results.Length
        if (-not $isKnown -or ($entry.Operation -ne 1 -and $entry.Operation -ne 2)) { continue }
        $isSettled = $entry.ResultCode -eq 2 -or $entry.ResultCode -eq 3
        foreach ($match in [regex]::Matches([string]$entry.Title, 'KB\d{5,8}')) {
            $kb = $match.Value
            # True: a success of it was told, and what is older does not count.
            if ($told.ContainsKey($kb) -and ($told[$kb] -or -not $isSettled)) { continue }
            $told[$kb] = $isSettled
            [pscustomobject]@{ kb = $kb; operation = @('install', 'uninstall')[$entry.Operation - 1]; result = $results[$entry.ResultCode] }
        }
    }
}

function Get-HistoryReading {
    <#
    .SYNOPSIS
    Reads the update history in a job. A history that cannot be read is told, and is no reason to fail the work.
    .OUTPUTS
    One object; see src/model/reading.ts, updateHistorySchema.
    #>
    [CmdletBinding()]
    param()
    try { return [pscustomobject]@{ words = [object[]]@(Get-HistoryWord); unreadable = $null } }
    catch {
        $cause = Get-InnermostException -Exception $_.Exception
        return [pscustomobject]@{ words = $null; unreadable = ('{0} (0x{1:X8})' -f $cause.Message, $cause.HResult) }
    }
}

function Get-WsusServer {
    <#
    .SYNOPSIS
    Names the WSUS server that policy sends this machine to; an empty text where there is none.
    #>
    [CmdletBinding()]
    param()
    $policy = 'SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate'
    if ((Read-RegistryValue -Path ($policy + '\AU') -Name 'UseWUServer') -ne 1) { return '' }
    $name = [string](Read-RegistryValue -Path $policy -Name 'WUServer')
    if ($name -eq '') { return 'without a name' }
    return $name
}

function New-UpdateSearcher {
    <#
    .SYNOPSIS
    Makes a searcher for a source of updates: machine (what its own policy says), windows-update or microsoft-update.
    .DESCRIPTION
    Throws SCAN_WSUS_BYPASSED where policy names a WSUS server and another source is asked for without -OverrideWsus: what WSUS
    has not approved is not ours to install.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [object] $Session,
        [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
        [Parameter()] [bool] $OverrideWsus = $false
    )
    if ($Source -ne 'machine' -and -not $OverrideWsus) {
        $server = Get-WsusServer
        if ($server -ne '') {
            Stop-Patchring -Code 'SCAN_WSUS_BYPASSED' -Message ('Policy sends this machine to WSUS ({0}), and {1} was asked for.' -f $server, (Get-SourceName -Source $Source))
        }
    }
    $searcher = $Session.CreateUpdateSearcher()
    $searcher.Online = $true
    switch ($Source) {
        'machine' { $searcher.ServerSelection = 0 }
        'windows-update' { $searcher.ServerSelection = 2 }
        'microsoft-update' {
            $service = '7971f918-a847-4430-9279-4a52d1efe18d'
            Add-MicrosoftUpdateService -ServiceId $service
            $searcher.ServerSelection = 3
            $searcher.ServiceID = $service
        }
    }
    return $searcher
}

function Get-SourceName {
    <#
    .SYNOPSIS
    Says in words where a search really went.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Source)
    if ($Source -eq 'windows-update') { return 'Windows Update' }
    if ($Source -eq 'microsoft-update') { return 'Microsoft Update' }
    $server = Get-WsusServer
    if ($server -ne '') { return 'policy (WSUS ' + $server + ')' }
    return 'policy (Windows Update)'
}

function Search-Update {
    <#
    .SYNOPSIS
    Runs one search, which may take hours on an old system. Succeeded with errors is good enough where updates came back; anything
    else throws SCAN_FAILED.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [object] $Searcher,
        [Parameter(Mandatory = $true)] [string] $Criteria
    )
    $watch = Start-WorkWatch -Directory $Directory -Percent $null -Note 'searching'
    try { $answer = $Searcher.Search($Criteria) }
    finally { Stop-WorkWatch -Watch $watch }
    if ($answer.ResultCode -ne 2 -and $answer.ResultCode -ne 3) {
        Stop-Patchring -Code 'SCAN_FAILED' -Message ('The search ended with result code {0}.' -f $answer.ResultCode)
    }
    $found = @(foreach ($update in $answer.Updates) { $update })
    foreach ($update in $found) {
        $id = Read-UpdateProperty -Update $update -Name 'Identity' -Default $null
        if ($null -eq $id -or [string]::IsNullOrEmpty([string]$id.UpdateID)) {
            Stop-Patchring -Code 'SCAN_INCOMPLETE' -Message 'The agent offered an update without an identity; such an answer cannot be trusted.'
        }
    }
    return $found
}

function Read-UpdateProperty {
    <#
    .SYNOPSIS
    Reads one property of an update; the default where it is missing or throws.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [object] $Update,
        [Parameter(Mandatory = $true)] [string] $Name,
        [Parameter()] [AllowNull()] [object] $Default
    )
    try { $value = $Update.$Name } catch { return $Default }
    if ($null -eq $value) { return $Default }
    return $value
}

function Get-UpdateKb {
    <#
    .SYNOPSIS
    Lists the KBs of an update, written with their letters.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [object] $Update)
    foreach ($number in Read-UpdateProperty -Update $Update -Name 'KBArticleIDs' -Default @()) {
        $kb = 'KB' + ([string]$number -replace '^KB', '')
        if ($kb -match '^KB\d{5,8}$') { $kb }
    }
}
