function Invoke-PatchringStage {
    <#
    .SYNOPSIS
    Downloads exactly the planned updates and installs none of them. Runs in a job, long before the window.
    .DESCRIPTION
    Licences of planned updates are accepted, for the agent downloads nothing without. A pending restart is no hindrance. What cannot
    be downloaded now is downloaded by the install. Never restarts.
    .OUTPUTS
    One object; see src/model/reading.ts, stageResultSchema.
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
    $session = New-UpdateSession
    Write-JobProgress -Directory $Directory -Percent 1 -Note 'searching'
    $searcher = New-UpdateSearcher -Session $session -Source $Source -OverrideWsus $OverrideWsus
    $items = @(Find-PlannedUpdate -Directory $Directory -Searcher $searcher -Update $Update)
    $planned = @($items | Where-Object { $_.Outcome -eq '' })
    if ($planned.Length -gt 0) {
        Confirm-DownloadRoom -Bytes (Get-MissingSize -Item $planned)
        Save-UpdateSet -Directory $Directory -Session $session -Item $planned -To 100
    }
    $outcomes = foreach ($item in $items) {
        if ($item.Outcome -eq '') { $item.Outcome = 'downloaded' }
        Get-OutcomeReading -Item $item
    }
    [pscustomobject]@{ updates = [object[]]@($outcomes) }
}
