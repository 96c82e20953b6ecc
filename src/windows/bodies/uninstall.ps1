function Get-KeptReason {
    <#
    .SYNOPSIS
    Says why servicing keeps a package, by its number; its own words where the number is none of these.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [long] $Number,
        [Parameter(Mandatory = $true)] [string] $Message
    )
    $cleaned = 'what it replaced is no longer in the component store: cleaned up with ResetBase, or damaged'
    switch ($Number) {
        # CBS_E_CANNOT_UNINSTALL
        2148468773L { return 'the package is permanent' }
        # CBS_E_STORE_CORRUPTION, CBS_E_SOURCE_MISSING, ERROR_SXS_COMPONENT_STORE_CORRUPT
        2148468785L { return $cleaned }
        2148468767L { return $cleaned }
        2147956498L { return $cleaned }
        # CBS_E_PENDING, ERROR_FAIL_REBOOT_REQUIRED
        2148468742L { return 'other changes wait for a restart' }
        2147945417L { return 'other changes wait for a restart' }
    }
    return $Message
}

function Get-RefusedPackage {
    <#
    .SYNOPSIS
    Lists the packages that are not even tried, each with our code for why.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [psobject] $Undo)
    foreach ($one in $Undo.Superseded) {
        $by = 'a later package that is not listed'
        if ($one.by.Length -gt 0) { $by = $one.by -join ', ' }
        [pscustomobject]@{ package = $one.package; reason = ('somebody else has installed {0} since, which supersedes it' -f $by); hresult = 0L; code = 'UNDO_SUPERSEDED' }
    }
    if ($Undo.Waiting.Length -eq 0) { return }
    foreach ($package in $Undo.Ours) {
        [pscustomobject]@{ package = $package.Name; reason = ('other changes wait for a restart ({0})' -f ($Undo.Waiting -join ', ')); hresult = 2148468742L; code = 'UNDO_RESTART_PENDING' }
    }
}

function Invoke-PatchringUninstall {
    <#
    .SYNOPSIS
    Removes the packages that our install brought, newest first. Runs in a job.
    .DESCRIPTION
    By exact identity and nothing else: builds collide between updates, and names of cumulative updates carry no KB number. Nothing is
    removed where a package of ours is superseded by somebody else's, or where servicing waits for a restart. What cannot be removed is
    kept and told, what somebody else has brought since is left and named. Never restarts.
    .OUTPUTS
    One object; see src/model/reading.ts, uninstallResultSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [string[]] $PackagesBefore,
        [Parameter()] [AllowNull()] [AllowEmptyCollection()] [string[]] $PackagesAdded
    )
    $undo = Get-UndoState -PackagesBefore $PackagesBefore -PackagesAdded $PackagesAdded
    $refused = @(Get-RefusedPackage -Undo $undo)
    if ($refused.Length -gt 0) {
        return [pscustomobject]@{ removed = [string[]]@(); kept = $refused; others = $undo.Others; needsRestart = $false }
    }
    $ours = @($undo.Ours | Where-Object { 'Installed', 'InstallPending' -contains $_.State })
    $times = [datetime[]]@($ours | ForEach-Object { $_.InstalledAt })
    if ($ours.Length -gt 1) {
        [array]::Sort($times, $ours)
        [array]::Reverse($ours)
    }
    $removed = [System.Collections.Generic.List[string]]::new()
    $kept = [System.Collections.Generic.List[object]]::new()
    $needsRestart = $false
    foreach ($package in $ours) {
        $done = $removed.Count + $kept.Count
        $span = @{ Directory = $Directory; From = (100 * $done / $ours.Length); To = (100 * ($done + 1) / $ours.Length); Note = ('removing ' + $package.Name) }
        try {
            if (Remove-InstalledPackage -Name $package.Name -Span $span) { $needsRestart = $true }
            $removed.Add($package.Name)
        }
        catch {
            $cause = Get-InnermostException -Exception $_.Exception
            $number = ConvertTo-UnsignedResult -HResult $cause.HResult
            $reason = Get-KeptReason -Number $number -Message $cause.Message
            $kept.Add([pscustomobject]@{ package = $package.Name; reason = $reason; hresult = $number })
        }
    }
    if ($removed.Count -gt 0 -and @(Get-BlockingRestart).Length -gt 0) { $needsRestart = $true }
    [pscustomobject]@{ removed = $removed.ToArray(); kept = $kept.ToArray(); others = $undo.Others; needsRestart = $needsRestart }
}
