function Find-PlannedUpdate {
    <#
    .SYNOPSIS
    Looks the planned updates up by identity and revision: exactly these bits, not whatever is offered now.
    .OUTPUTS
    One object for each: Key, Id, Revision, Update ($null where it is not offered any more), Outcome ('' while undecided), HResult.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [object] $Searcher,
        [Parameter(Mandatory = $true)] [string[]] $Update
    )
    $clauses = foreach ($key in $Update) {
        $id, $revision = $key.Split('@')
        "(UpdateID='{0}' and RevisionNumber={1} and IsHidden=0)" -f $id, $revision
    }
    $found = @(Search-Update -Directory $Directory -Searcher $Searcher -Criteria ($clauses -join ' or '))
    foreach ($key in $Update) {
        $id, $revision = $key.Split('@')
        $item = [pscustomobject]@{ Id = $id; Revision = [int]$revision; Update = $null; Outcome = 'notOffered'; HResult = 0L }
        foreach ($candidate in $found) {
            if ([string]$candidate.Identity.UpdateID -ne $id -or [int]$candidate.Identity.RevisionNumber -ne $item.Revision) { continue }
            $item.Update = $candidate
            $item.Outcome = ''
            if (Read-UpdateProperty -Update $candidate -Name 'IsInstalled' -Default $false) { $item.Outcome = 'alreadyInstalled' }
            break
        }
        $item
    }
}

function Set-UpdateOutcome {
    <#
    .SYNOPSIS
    Writes down how one update fared: result codes 2 and 3 are success, 5 is aborted, everything else failed.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [psobject] $Item,
        [Parameter(Mandatory = $true)] [int] $ResultCode,
        [Parameter(Mandatory = $true)] [long] $HResult
    )
    $Item.HResult = ConvertTo-UnsignedResult -HResult $HResult
    $Item.Outcome = 'failed'
    if ($ResultCode -eq 5) { $Item.Outcome = 'aborted' }
    if ($ResultCode -eq 2 -or $ResultCode -eq 3) { $Item.Outcome = 'installed' }
}

function Get-OutcomeReading {
    <#
    .SYNOPSIS
    Makes plain data of how one update fared.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [psobject] $Item)
    $kbs = @()
    if ($null -ne $Item.Update) { $kbs = @(Get-UpdateKb -Update $Item.Update) }
    [pscustomobject]@{ updateId = $Item.Id; revision = $Item.Revision; kbs = [string[]]$kbs; outcome = $Item.Outcome; hresult = $Item.HResult }
}

function Invoke-UpdateStep {
    <#
    .SYNOPSIS
    Downloads or installs a set of updates and writes the outcome of each that did not succeed, or of all when -Final.
    .DESCRIPTION
    Never throws: the packages recorded before must reach the result even when the agent gives up in the middle.
    .PARAMETER Span
    Directory, From, To and Note of the progress that is told meanwhile.
    .OUTPUTS
    True when the agent wants a restart.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [object[]] $Item,
        [Parameter(Mandatory = $true)] [object] $Worker,
        [Parameter(Mandatory = $true)] [hashtable] $Span,
        [Parameter()] [switch] $Final
    )
    try {
        $updates = New-UpdateCollection
        foreach ($one in $Item) { [void]$updates.Add($one.Update) }
        $Worker.Updates = $updates
        $answer = Invoke-UpdateWork -Worker $Worker -Final:$Final @Span
        for ($index = 0; $index -lt $Item.Length; $index++) {
            $result = $answer.GetUpdateResult($index)
            $succeeded = $result.ResultCode -eq 2 -or $result.ResultCode -eq 3
            if ($Final -or -not $succeeded) { Set-UpdateOutcome -Item $Item[$index] -ResultCode $result.ResultCode -HResult $result.HResult }
        }
        return [bool]($Final -and $answer.RebootRequired)
    }
    catch {
        $number = (Get-InnermostException -Exception $_.Exception).HResult
        foreach ($one in $Item) { if ($one.Outcome -eq '') { Set-UpdateOutcome -Item $one -ResultCode 4 -HResult $number } }
        return $false
    }
}

function Wait-Installer {
    <#
    .SYNOPSIS
    Waits up to ten minutes for another installation to end, then throws INSTALL_BUSY.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [object] $Installer
    )
    for ($attempt = 1; $Installer.IsBusy; $attempt++) {
        if ($attempt -gt 40) { Stop-Patchring -Code 'INSTALL_BUSY' -HResult 0x80240009 -Message 'Another installation has been running for ten minutes.' }
        Write-JobProgress -Directory $Directory -Percent $null -Note 'waiting for another installation'
        Wait-Moment -Milliseconds 15000
    }
}

function Get-MissingSize {
    <#
    .SYNOPSIS
    Adds up the sizes of what is not downloaded yet, in bytes.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [object[]] $Item)
    $bytes = 0L
    foreach ($one in $Item) {
        if (Read-UpdateProperty -Update $one.Update -Name 'IsDownloaded' -Default $false) { continue }
        $bytes += [System.Math]::Min([long](Read-UpdateProperty -Update $one.Update -Name 'MaxDownloadSize' -Default 0), 1TB)
    }
    return $bytes
}

function Test-ExclusiveUpdate {
    <#
    .SYNOPSIS
    Tells whether an update must be installed alone (servicing stacks of their own, on older systems).
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [object] $Update)
    $behaviour = Read-UpdateProperty -Update $Update -Name 'InstallationBehavior' -Default $null
    return $null -ne $behaviour -and (Read-UpdateProperty -Update $behaviour -Name 'Impact' -Default 0) -eq 2
}

function Save-UpdateSet {
    <#
    .SYNOPSIS
    Accepts licences and downloads what is missing; writes the outcome of each update with which that fails.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [object] $Session,
        [Parameter(Mandatory = $true)] [object[]] $Item,
        [Parameter()] [double] $To = 30
    )
    foreach ($one in $Item) {
        $behaviour = Read-UpdateProperty -Update $one.Update -Name 'InstallationBehavior' -Default $null
        # 0x80240020: needs somebody at the screen.
        if ($null -ne $behaviour -and $behaviour.CanRequestUserInput) { Set-UpdateOutcome -Item $one -ResultCode 4 -HResult 0x80240020; continue }
        try { if (-not $one.Update.EulaAccepted) { $one.Update.AcceptEula() } }
        catch { Set-UpdateOutcome -Item $one -ResultCode 4 -HResult (Get-InnermostException -Exception $_.Exception).HResult }
    }
    $missing = @($Item | Where-Object { $_.Outcome -eq '' -and -not $_.Update.IsDownloaded })
    if ($missing.Length -eq 0) { return }
    $span = @{ Directory = $Directory; From = 5; To = $To; Note = ('downloading {0} of {1}' -f $missing.Length, $Item.Length) }
    [void](Invoke-UpdateStep -Item $missing -Worker $Session.CreateUpdateDownloader() -Span $span)
}

function Install-UpdateRound {
    <#
    .SYNOPSIS
    Downloads what is missing, and installs: first what must be alone, one by one, then the rest in one go.
    .OUTPUTS
    True when a restart is needed.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [object] $Session,
        [Parameter(Mandatory = $true)] [object] $Installer,
        [Parameter(Mandatory = $true)] [object[]] $Item
    )
    Save-UpdateSet -Directory $Directory -Session $Session -Item $Item
    $ready = @($Item | Where-Object { $_.Outcome -eq '' })
    $alone = @($ready | Where-Object { Test-ExclusiveUpdate -Update $_.Update })
    $together = @($ready | Where-Object { -not (Test-ExclusiveUpdate -Update $_.Update) })
    $groups = @(foreach ($one in $alone) { , @($one) })
    if ($together.Length -gt 0) { $groups += , $together }
    $needsRestart = $false
    for ($index = 0; $index -lt $groups.Length; $index++) {
        $kbs = @($groups[$index] | ForEach-Object { Get-UpdateKb -Update $_.Update }) -join ' '
        $width = 60 / $groups.Length
        $span = @{ Directory = $Directory; From = (30 + $width * $index); To = (30 + $width * ($index + 1)); Note = ('installing {0}' -f $kbs) }
        if (Invoke-UpdateStep -Item $groups[$index] -Worker $Installer -Span $span -Final) { $needsRestart = $true }
    }
    return $needsRestart
}

function Install-UpdateSet {
    <#
    .SYNOPSIS
    Installs, and once more what failed for a reason that passes by itself; not while a restart is needed.
    .OUTPUTS
    True when a restart is needed.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [object] $Session,
        [Parameter(Mandatory = $true)] [object] $Installer,
        [Parameter(Mandatory = $true)] [object[]] $Item
    )
    $work = @{ Directory = $Directory; Session = $Session; Installer = $Installer }
    if (Install-UpdateRound -Item $Item @work) { return $true }
    $again = @($Item | Where-Object { $_.Outcome -eq 'failed' -and (Test-PassingResult -HResult $_.HResult) })
    if ($again.Length -eq 0) { return $false }
    Write-SignOfLife -Directory $Directory -Percent 30 -Note ('trying {0} again in a minute' -f $again.Length)
    Wait-Moment -Milliseconds 60000
    foreach ($one in $again) { $one.Outcome = ''; $one.HResult = 0L }
    return Install-UpdateRound -Item $again @work
}

function Invoke-PatchringInstall {
    <#
    .SYNOPSIS
    Installs exactly the planned updates. Runs in a job: the agent refuses network logons, and an install outlives any session.
    .DESCRIPTION
    Refused while a restart is pending (INSTALL_RESTART_PENDING): the result would belong to two causes. The packages present are
    recorded before anything is installed, also in a file of their own, and what has come is recorded after it: they are the only base
    of an undo. Never restarts.
    .OUTPUTS
    One object; see src/model/reading.ts, installResultSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
        [Parameter(Mandatory = $true)] [string[]] $Update,
        [Parameter()] [bool] $OverrideWsus = $false
    )
    Confirm-UpdateService
    Confirm-NoRestartPending
    $session = New-UpdateSession
    Write-JobProgress -Directory $Directory -Percent 1 -Note 'searching'
    $items = @(Find-PlannedUpdate -Directory $Directory -Searcher (New-UpdateSearcher -Session $session -Source $Source -OverrideWsus $OverrideWsus) -Update $Update)
    $before = [string[]]@(Save-PackageList -Directory $Directory)
    $planned = @($items | Where-Object { $_.Outcome -eq '' })
    $needsRestart = $false
    if ($planned.Length -gt 0) {
        Confirm-DownloadRoom -Bytes (Get-MissingSize -Item $planned)
        $installer = $session.CreateUpdateInstaller()
        $installer.ForceQuiet = $true
        $installer.AllowSourcePrompts = $false
        Wait-Installer -Directory $Directory -Installer $installer
        $needsRestart = Install-UpdateSet -Directory $Directory -Session $session -Installer $installer -Item $planned
        $needsRestart = $needsRestart -or (Test-UpdateRestart) -or @(Get-BlockingRestart).Length -gt 0
    }
    $outcomes = foreach ($item in $items) { Get-OutcomeReading -Item $item }
    Add-BroughtPackage -Before $before -Result ([pscustomobject]@{ updates = [object[]]@($outcomes); needsRestart = $needsRestart; packagesBefore = $before; history = Get-HistoryReading })
}
