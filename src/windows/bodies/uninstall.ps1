function Test-PermanentPackage {
    <#
    .SYNOPSIS
    Tells whether a package stays by design: servicing stacks cannot be removed, and the checkpoint 26100.1742 carries all that follows.
    .DESCRIPTION
    They are no hindrance to an undo, so they are neither removed nor counted as kept.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Name)
    return $Name -like 'Package_for_ServicingStack*' -or $Name -like 'Package_for_RollupFix~*~26100.1742.*'
}

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

function Invoke-PatchringUninstall {
    <#
    .SYNOPSIS
    Removes the packages that were not there before our install, newest first. Runs in a job.
    .DESCRIPTION
    By exact identity and nothing else: builds collide between updates, and names of cumulative updates carry no KB number. What
    cannot be removed is kept and told, never forced. Never restarts.
    .OUTPUTS
    One object; see src/model/reading.ts, uninstallResultSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [string[]] $PackagesBefore
    )
    $before = [System.Collections.Generic.HashSet[string]]::new($PackagesBefore, [System.StringComparer]::OrdinalIgnoreCase)
    $ours = @(Get-UpdatePackage | Where-Object { 'Installed', 'InstallPending' -contains $_.State -and -not $before.Contains($_.Name) -and -not (Test-PermanentPackage -Name $_.Name) })
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
    [pscustomobject]@{ removed = $removed.ToArray(); kept = $kept.ToArray(); needsRestart = $needsRestart }
}
