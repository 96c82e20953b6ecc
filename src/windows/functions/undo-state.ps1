# What an undo meets in the component store, worked out once for whoever asks before it and for the undo itself: what of ours is there,
# what has come since from somebody else, and what stands in the way. What our install brought was listed right after it; only that is
# ever taken away. A package that somebody else's later one has superseded brings nothing back when it goes: the later one stays in force.

function Test-PendingServicingFile {
    <#
    .SYNOPSIS
    Touch: tells whether servicing has written down what the next boot has to do; until then DISM refuses to remove anything.
    #>
    [CmdletBinding()]
    param()
    return [System.IO.File]::Exists([System.IO.Path]::Combine($env:SystemRoot, 'WinSxS', 'pending.xml'))
}

function Get-ServicingWait {
    <#
    .SYNOPSIS
    Names what servicing has left for a restart.
    #>
    [CmdletBinding()]
    param()
    Get-ServicingSignal
    if (Test-PendingServicingFile) { 'pendingFile' }
}

function Get-PackageFamily {
    <#
    .SYNOPSIS
    The name of a package without its version: of one family the later one supersedes the earlier one.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Name)
    return $Name.Split('~')[0]
}

function Find-Superseder {
    <#
    .SYNOPSIS
    Says of each package of ours that somebody else's later one has superseded, by which.
    .OUTPUTS
    For each package and by; by is empty where the later one is not listed.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Mine,
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [object[]] $Ours,
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Others
    )
    $kept = @($Ours | Where-Object { $_.State -eq 'Superseded' } | ForEach-Object { $_.Name })
    $inForce = @($Ours | Where-Object { $_.State -ne 'Superseded' } | ForEach-Object { Get-PackageFamily -Name $_.Name })
    foreach ($name in $Mine) {
        $family = Get-PackageFamily -Name $name
        $rivals = [string[]]@($Others | Where-Object { (Get-PackageFamily -Name $_) -eq $family })
        # A later pass of ours supersedes an earlier one: that is no hindrance.
        $isLost = $kept -contains $name -and $inForce -notcontains $family
        if ($rivals.Length -gt 0 -or $isLost) { [pscustomobject]@{ package = $name; by = $rivals } }
    }
}

function Get-UndoState {
    <#
    .SYNOPSIS
    Works out what an undo would meet. Changes nothing.
    .PARAMETER PackagesBefore
    The packages recorded before our install.
    .PARAMETER PackagesAdded
    What our install brought, listed right after it; $null where that was not recorded: then whatever was not there before is taken for ours.
    .OUTPUTS
    An object with Ours (packages with their states), Others (names), Superseded (see Find-Superseder) and Waiting (signals).
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string[]] $PackagesBefore,
        [Parameter(Mandatory = $true)] [AllowNull()] [AllowEmptyCollection()] [string[]] $PackagesAdded
    )
    $before = [System.Collections.Generic.HashSet[string]]::new($PackagesBefore, [System.StringComparer]::OrdinalIgnoreCase)
    $since = @(Get-UpdatePackage | Where-Object { -not $before.Contains($_.Name) -and -not (Test-PermanentPackage -Name $_.Name) })
    $mine = [string[]]@($since | ForEach-Object { $_.Name })
    if ($null -ne $PackagesAdded) { $mine = [string[]]@($PackagesAdded | Where-Object { -not $before.Contains($_) -and -not (Test-PermanentPackage -Name $_) }) }
    $brought = [System.Collections.Generic.HashSet[string]]::new($mine, [System.StringComparer]::OrdinalIgnoreCase)
    $ours = @($since | Where-Object { $brought.Contains($_.Name) })
    $others = [string[]]@($since | Where-Object { -not $brought.Contains($_.Name) -and $_.State -ne 'Superseded' } | ForEach-Object { $_.Name })
    $superseded = @()
    if ($null -ne $PackagesAdded) { $superseded = @(Find-Superseder -Mine $mine -Ours $ours -Others $others) }
    # What waits because of our own install is what the undo is about.
    $waiting = [string[]]@(Get-ServicingWait)
    if (@($ours | Where-Object { $_.State -eq 'InstallPending' }).Length -gt 0) { $waiting = [string[]]@($waiting | Where-Object { $_ -eq 'servicingInProgress' }) }
    return [pscustomobject]@{ Ours = $ours; Others = $others; Superseded = $superseded; Waiting = $waiting }
}
