function Invoke-PatchringShow {
    <#
    .SYNOPSIS
    Shows exactly these updates again: a person has lifted the hold on what was taken back. Runs in a job.
    .DESCRIPTION
    The other direction of Invoke-PatchringHide, and as exact. Safe to repeat: what is shown stays shown. Installs nothing.
    .OUTPUTS
    One object; see src/model/reading.ts, showResultSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
        [Parameter(Mandatory = $true)] [string[]] $Update,
        [Parameter()] [bool] $OverrideWsus = $false
    )
    $told = Set-UpdateVisibility -Directory $Directory -Source $Source -Update $Update -OverrideWsus $OverrideWsus -Hidden $false
    [pscustomobject]@{ updates = [object[]]@($told) }
}
