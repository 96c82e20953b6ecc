# The component store, by way of DISM. Its names are the only identity that an undo may trust: builds collide between updates,
# and the name of a cumulative update (Package_for_RollupFix~...~26100.6905.1.9) carries no KB number.

function Read-WindowsPackage {
    <#
    .SYNOPSIS
    Touch: lists all packages of the running system.
    #>
    [CmdletBinding()]
    param()
    foreach ($package in Get-WindowsPackage -Online -ErrorAction Stop) {
        $at = [datetime]::MinValue
        if ($null -ne $package.InstallTime) { $at = $package.InstallTime }
        [pscustomobject]@{
            Name        = [string]$package.PackageName
            State       = [string]$package.PackageState
            ReleaseType = [string]$package.ReleaseType
            InstalledAt = [datetime]$at
        }
    }
}

function Remove-InstalledPackage {
    <#
    .SYNOPSIS
    Removes one package and never restarts; tells whether a restart is needed.
    .PARAMETER Span
    Directory, From, To and Note of the progress that is told meanwhile.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Name,
        [Parameter(Mandatory = $true)] [hashtable] $Span
    )
    $parameters = @{ Online = $true; PackageName = $Name; NoRestart = $true; WarningAction = 'SilentlyContinue' }
    $answer = Invoke-StoreWork -Command 'Remove-WindowsPackage' -Parameters $parameters @Span
    return @($answer | Where-Object { $_.RestartNeeded }).Length -gt 0
}

function Get-UpdatePackage {
    <#
    .SYNOPSIS
    Lists the packages that updates brought and that are in effect, or will be after the restart.
    #>
    [CmdletBinding()]
    param()
    $kinds = 'CriticalUpdate', 'Hotfix', 'SecurityUpdate', 'ServicePack', 'SoftwareUpdate', 'Update', 'UpdateRollup'
    $states = 'Installed', 'InstallPending', 'PartiallyInstalled', 'Superseded'
    Read-WindowsPackage | Where-Object { $states -contains $_.State -and ($kinds -contains $_.ReleaseType -or $_.Name -like 'Package_for_*') }
}

function Add-BroughtPackage {
    <#
    .SYNOPSIS
    Writes into the result of an install which packages it has brought: only those are ever taken away again.
    .DESCRIPTION
    Where they cannot be listed nothing is written: what was installed is told in any case.
    .OUTPUTS
    The result.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Before,
        [Parameter(Mandatory = $true)] [psobject] $Result
    )
    $known = [System.Collections.Generic.HashSet[string]]::new($Before, [System.StringComparer]::OrdinalIgnoreCase)
    try {
        $names = [string[]]@(Get-UpdatePackage | Where-Object { -not $known.Contains($_.Name) } | ForEach-Object { $_.Name })
        $Result.PSObject.Properties.Add([System.Management.Automation.PSNoteProperty]::new('packagesAdded', $names))
    }
    catch { $PSCmdlet.WriteWarning('What the install has brought cannot be listed: ' + $_.Exception.Message) }
    return $Result
}

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
