function ConvertTo-UpdateReading {
    <#
    .SYNOPSIS
    Makes plain data of an offered update. Categories are given by identifier and by name: names are localised.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [object] $Update)
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
    [pscustomobject]@{
        updateId         = ([string]$identity.UpdateID).ToLowerInvariant()
        revision         = [int]$identity.RevisionNumber
        title            = [string](Read-UpdateProperty -Update $Update -Name 'Title' -Default '')
        kbs              = [string[]]@(Get-UpdateKb -Update $Update)
        categories       = $words.ToArray()
        size             = [long](Read-UpdateProperty -Update $Update -Name 'MaxDownloadSize' -Default 0)
        restart          = @('never', 'always', 'can')[$restart]
        isDownloaded     = [bool](Read-UpdateProperty -Update $Update -Name 'IsDownloaded' -Default $false)
        needsInput       = $needsInput
        # The classification "Upgrades": a new Windows, even when it carries a KB number (KB5044284).
        isProductUpgrade = $words.Contains('3689bdc8-b205-4af4-8d4a-a63924c5e9d5')
        cves             = [string[]]@(Read-UpdateProperty -Update $Update -Name 'CveIDs' -Default @() | ForEach-Object { [string]$_ })
    }
}

function Invoke-PatchringScan {
    <#
    .SYNOPSIS
    Asks the Windows Update Agent what it offers to this machine. Runs in a job: the agent refuses network logons.
    .DESCRIPTION
    Software only, neither installed nor hidden. Nothing is downloaded.
    .OUTPUTS
    One object; see src/model/reading.ts, scanResultSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source
    )
    $name = Get-SourceName -Source $Source
    Write-JobProgress -Directory $Directory -Percent $null -Note ('searching: ' + $name)
    $searcher = New-UpdateSearcher -Session (New-UpdateSession) -Source $Source
    $found = @(Search-Update -Searcher $searcher -Criteria "IsInstalled=0 and IsHidden=0 and Type='Software'")
    [pscustomobject]@{
        updates = [object[]]@(foreach ($update in $found) { ConvertTo-UpdateReading -Update $update })
        source  = $name
    }
}
