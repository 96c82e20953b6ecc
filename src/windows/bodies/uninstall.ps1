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

function Invoke-PatchringUninstall {
    <#
    .SYNOPSIS
    Removes the packages that were not there before our install, newest first. Runs in a job.
    .DESCRIPTION
    By exact identity and nothing else: builds collide between updates, and names of cumulative updates carry no KB number. What
    cannot be removed is kept and told, never forced; 0x800F0825 means that the package is permanent. Never restarts.
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
        Write-JobProgress -Directory $Directory -Percent (100 * $done / $ours.Length) -Note ('removing ' + $package.Name)
        try {
            if (Remove-InstalledPackage -Name $package.Name) { $needsRestart = $true }
            $removed.Add($package.Name)
        }
        catch {
            $cause = Get-InnermostException -Exception $_.Exception
            $number = ConvertTo-UnsignedResult -HResult $cause.HResult
            $reason = $cause.Message
            # CBS_E_CANNOT_UNINSTALL
            if ($number -eq 2148468773L) { $reason = 'the package is permanent' }
            $kept.Add([pscustomobject]@{ package = $package.Name; reason = $reason; hresult = $number })
        }
    }
    if ($removed.Count -gt 0 -and @(Get-BlockingRestart).Length -gt 0) { $needsRestart = $true }
    [pscustomobject]@{ removed = $removed.ToArray(); kept = $kept.ToArray(); needsRestart = $needsRestart }
}
