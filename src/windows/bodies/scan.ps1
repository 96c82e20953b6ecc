function Get-DeploymentTime {
    <#
    .SYNOPSIS
    Says when this revision of an update was deployed, in UTC; $null where the agent does not know.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [object] $Update)
    $time = Read-UpdateProperty -Update $Update -Name 'LastDeploymentChangeTime' -Default $null
    # COM says 1899-12-30 for "never".
    if ($time -isnot [datetime] -or $time.Year -lt 2000) { return $null }
    return [datetime]::SpecifyKind($time, 'Utc').ToString('o')
}

function Get-UpdateDeadline {
    <#
    .SYNOPSIS
    Says from when on Windows installs an update by itself, in UTC, as its approval on a WSUS server says; $null without such a day.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [object] $Update)
    $time = Read-UpdateProperty -Update $Update -Name 'Deadline' -Default $null
    if ($time -isnot [datetime] -or $time.Year -lt 2000) { return $null }
    return [datetime]::SpecifyKind($time, 'Utc').ToString('o')
}

function Get-SupersedingId {
    <#
    .SYNOPSIS
    Lists those of the offered updates that replace this one. Windows itself hides most of what is superseded, and not all.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [object] $Update,
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [object[]] $Offered
    )
    $id = [string]$Update.Identity.UpdateID
    foreach ($other in $Offered) {
        $replaced = @(Read-UpdateProperty -Update $other -Name 'SupersededUpdateIDs' -Default @())
        if ($replaced -contains $id -and [string]$other.Identity.UpdateID -ne $id) { ([string]$other.Identity.UpdateID).ToLowerInvariant() }
    }
}

function ConvertTo-UpdateReading {
    <#
    .SYNOPSIS
    Makes plain data of an offered update. Categories are given by identifier and by name: names are localised.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [object] $Update,
        [Parameter(Mandatory = $true)] [object] $Session,
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [object[]] $Offered
    )
    $identity = $Update.Identity
    $behaviour = Read-UpdateProperty -Update $Update -Name 'InstallationBehavior' -Default $null
    # Where the agent does not say, a restart is possible and nobody is asked.
    $restart = 2
    $needsInput = $false
    if ($null -ne $behaviour) {
        $restart = [int](Read-UpdateProperty -Update $behaviour -Name 'RebootBehavior' -Default 2)
        $needsInput = [bool](Read-UpdateProperty -Update $behaviour -Name 'CanRequestUserInput' -Default $false)
    }
    $words = [System.Collections.Generic.List[string]]::new()
    foreach ($category in Read-UpdateProperty -Update $Update -Name 'Categories' -Default @()) {
        foreach ($word in ([string]$category.CategoryID).ToLowerInvariant(), [string]$category.Name) {
            if ($word -ne '' -and -not $words.Contains($word)) { $words.Add($word) }
        }
    }
    $answer = Get-RestartPrediction -Session $Session -Update $Update
    if ($null -ne $answer) { $restart = [int]$answer }
    [pscustomobject]@{
        updateId           = ([string]$identity.UpdateID).ToLowerInvariant()
        revision           = [int]$identity.RevisionNumber
        title              = [string](Read-UpdateProperty -Update $Update -Name 'Title' -Default '')
        kbs                = [string[]]@(Get-UpdateKb -Update $Update)
        categories         = $words.ToArray()
        size               = [long](Read-UpdateProperty -Update $Update -Name 'MaxDownloadSize' -Default 0)
        restart            = @('never', 'always', 'can')[$restart]
        isRestartPredicted = $null -ne $answer
        isDownloaded       = [bool](Read-UpdateProperty -Update $Update -Name 'IsDownloaded' -Default $false)
        deployedAt         = Get-DeploymentTime -Update $Update
        deadline           = Get-UpdateDeadline -Update $Update
        supersededBy       = [string[]]@(Get-SupersedingId -Update $Update -Offered $Offered)
        needsInput         = $needsInput
        needsLicence       = -not [bool](Read-UpdateProperty -Update $Update -Name 'EulaAccepted' -Default $true)
        # The classification "Upgrades": a new Windows, even when it carries a KB number (KB5044284).
        isProductUpgrade   = $words.Contains('3689bdc8-b205-4af4-8d4a-a63924c5e9d5')
        cves               = [string[]]@(Read-UpdateProperty -Update $Update -Name 'CveIDs' -Default @() | ForEach-Object { [string]$_ })
    }
}

function Invoke-PatchringScan {
    <#
    .SYNOPSIS
    Asks the Windows Update Agent what it offers to this machine. Runs in a job: the agent refuses network logons.
    .DESCRIPTION
    Software only, neither installed nor hidden, and the update history, which is refused elsewhere. Nothing is downloaded but the small part of an update with which Windows can
    tell whether it restarts, where an update has one.
    .OUTPUTS
    One object; see src/model/reading.ts, scanResultSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
        [Parameter()] [bool] $OverrideWsus = $false
    )
    Confirm-UpdateService
    $name = Get-SourceName -Source $Source
    Write-JobProgress -Directory $Directory -Percent $null -Note ('searching: ' + $name)
    $session = New-UpdateSession
    $searcher = New-UpdateSearcher -Session $session -Source $Source -OverrideWsus $OverrideWsus
    $found = @(Search-Update -Directory $Directory -Searcher $searcher -Criteria "IsInstalled=0 and IsHidden=0 and Type='Software'")
    [pscustomobject]@{
        updates = [object[]]@(foreach ($update in $found) { ConvertTo-UpdateReading -Update $update -Session $session -Offered $found })
        source  = $name
        history = Get-HistoryReading
    }
}
