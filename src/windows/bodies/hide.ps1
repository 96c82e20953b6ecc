function Invoke-PatchringHide {
    <#
    .SYNOPSIS
    Hides exactly these updates and nothing else: what was taken back must not come back by automatic updates. Runs in a job.
    .DESCRIPTION
    By identity and revision. Safe to repeat: what is hidden stays hidden. The agent hides nothing for a network logon.
    .OUTPUTS
    One object; see src/model/reading.ts, hideResultSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
        [Parameter(Mandatory = $true)] [string[]] $Update,
        [Parameter()] [bool] $OverrideWsus = $false
    )
    $told = Set-UpdateVisibility -Directory $Directory -Source $Source -Update $Update -OverrideWsus $OverrideWsus -Hidden $true
    [pscustomobject]@{ updates = [object[]]@($told) }
}
